//! Owns the commands `review` and `aggregate`: arguments → reviews and counts → files, and what there is
//! to say of them. Does not count.

use super::{
    arguments::{Aggregate, By, QueueOrder, ReviewArguments, ReviewTask, VerdictWord},
    run::{Outcome, UsageError, deliver, report_problems},
};
use crate::{
    desk::{now_s, user},
    io::{self, ListedCase},
    lang::Message,
    session::{AggregateInputs, Session},
};
use review::{
    Act, Review, Reviews, Store, TableFault, Verdict, day_text,
    queue::{self, Candidate, Order},
};
use std::{io::Write, path::Path};

/// Carries out a task of reviews.
pub(super) fn review(
    task: &ReviewArguments,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let store = Store::new(&task.reviews);
    match &task.what {
        ReviewTask::List { file, output } => {
            let cases = cases(file, stderr)?;
            let reviews = store.reviews()?;
            let all: Vec<usize> = (0..cases.len()).collect();
            deliver(&table(&cases, &all, &reviews), output.as_deref(), stdout)?;
            tell_disagreements(&reviews, stderr)?;
        }
        ReviewTask::Next { file, order, of, most, seed } => {
            let mut cases = cases(file, stderr)?;
            if let Some(region) = of {
                cases.retain(|case| case.candidate.region.as_ref() == Some(region));
                if cases.is_empty() {
                    return Err(UsageError(format!("{}: no detection of {region}", file.display())).into());
                }
            }
            let reviews = store.reviews()?;
            let order = match order {
                QueueOrder::Score => Order::Score,
                QueueOrder::Kw => Order::Kw,
                QueueOrder::Region => Order::Region,
                QueueOrder::Teaching => Order::Teaching,
                QueueOrder::Drawn => Order::Drawn { seed: *seed },
            };
            let candidates: Vec<Candidate> = cases.iter().map(|case| case.candidate.clone()).collect();
            let next = queue::next(&candidates, &reviews, order, *most);
            deliver(&table(&cases, &next, &reviews), None, stdout)?;
        }
        ReviewTask::Mark { file, id, verdict, note, author } => {
            let cases = cases(file, stderr)?;
            let case = &one_of(&cases, id, file)?.candidate.case;
            let author =
                author.clone().or_else(user).ok_or_else(|| UsageError("say who: --author".to_owned()))?;
            let verdict = match verdict {
                VerdictWord::Confirmed => Verdict::Confirmed,
                VerdictWord::Rejected => Verdict::Rejected,
                VerdictWord::Unclear => Verdict::Unclear,
            };
            let review = Review { case: case.clone(), verdict, author, at_s: now_s(), note: note.clone() };
            store.add(&[Act::Review(review)])?;
            let reviews = store.reviews()?;
            writeln!(stdout, "{}: {}", case.subject, verdict.id())?;
            for disagreement in reviews.disagreements() {
                if disagreement.later.case.is_same(case) {
                    let (earlier, said) = (&disagreement.earlier, disagreement.earlier.verdict.id());
                    writeln!(
                        stderr,
                        "hashatlas: {} said {said}; both are kept, the later one counts",
                        earlier.author
                    )?;
                }
            }
        }
        ReviewTask::Undo { author } => {
            let by = author.clone().or_else(user).unwrap_or_default();
            match store.undo(author.as_deref(), &by, now_s())? {
                Some(review) => {
                    let (subject, verdict) = (&review.case.subject, review.verdict.id());
                    writeln!(stdout, "taken back: {subject} {verdict}, by {}", review.author)?;
                }
                None => anyhow::bail!("{}: nothing to take back", task.reviews.display()),
            }
        }
        ReviewTask::Import { file } => return import(&store, file, stdout, stderr),
        ReviewTask::Export { output } => {
            let reviews = store.reviews()?;
            let mut bytes = Vec::new();
            review::write_table(&mut bytes, reviews.all().iter().map(|held| &held.review))?;
            deliver(&String::from_utf8_lossy(&bytes), output.as_deref(), stdout)?;
        }
    }
    Ok(Outcome::Done)
}

fn cases(file: &Path, stderr: &mut dyn Write) -> anyhow::Result<Vec<ListedCase>> {
    let (cases, problems) = io::read_cases(file)?;
    let _ = report_problems(&problems, stderr);
    Ok(cases)
}

/// The one detection that an id means.
pub(super) fn one_of<'a>(
    cases: &'a [ListedCase],
    id: &str,
    file: &Path,
) -> Result<&'a ListedCase, UsageError> {
    let by_name = |case: &&ListedCase| case.detection_id == id;
    if let Some(case) = cases.iter().find(by_name) {
        return Ok(case);
    }
    let is_subject = |case: &&ListedCase| {
        let subject = case.candidate.case.subject.as_str();
        subject == id || subject.split_once(':').is_some_and(|(_, own)| own == id)
    };
    let found: Vec<&ListedCase> = cases.iter().filter(is_subject).collect();
    match found[..] {
        [case] => Ok(case),
        [] => Err(UsageError(format!("{}: no detection {id}", file.display()))),
        _ => {
            let ids: Vec<&str> = found.iter().map(|case| case.detection_id.as_str()).collect();
            Err(UsageError(format!("{id} has {} detections: give one of {}", found.len(), ids.join(", "))))
        }
    }
}

/// Detections in an order, with what was said of them.
fn table(cases: &[ListedCase], order: &[usize], reviews: &Reviews) -> String {
    const COLUMNS: [&str; 10] = [
        "detection_id",
        "subject",
        "kind",
        "region",
        "first_seen",
        "kw",
        "score",
        "verdict",
        "author",
        "note",
    ];
    let rows = order.iter().map(|&at| &cases[at]).map(|case| {
        let (of, candidate) = (&case.candidate.case, &case.candidate);
        let said = reviews.of(of).first().copied();
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        [
            case.detection_id.clone(),
            of.subject.clone(),
            of.kind.clone(),
            candidate.region.clone().unwrap_or_default(),
            of.first_day.map(day_text).unwrap_or_default(),
            number(candidate.kw),
            number(candidate.score),
            said.map(|review| review.verdict.id().to_owned()).unwrap_or_default(),
            said.map(|review| review.author.clone()).unwrap_or_default(),
            said.map(|review| review.note.clone()).unwrap_or_default(),
        ]
    });
    io::csv_of(&COLUMNS, rows)
}

fn tell_disagreements(reviews: &Reviews, stderr: &mut dyn Write) -> std::io::Result<()> {
    for disagreement in reviews.disagreements() {
        let (later, earlier) = (&disagreement.later, &disagreement.earlier);
        writeln!(
            stderr,
            "hashatlas: {}: {} said {}, {} said {}; the first counts",
            later.case.subject,
            later.author,
            later.verdict.id(),
            earlier.author,
            earlier.verdict.id()
        )?;
    }
    Ok(())
}

fn import(
    store: &Store,
    file: &Path,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let (read, problems) = review::read_table(&io::read_file(file)?[..]);
    for problem in &problems {
        let expected = match problem.fault {
            TableFault::NoColumn => "a column of that name",
            TableFault::Empty => "a value",
            TableFault::NoSubject => "meter:, feeder: or detection: and an id",
            TableFault::NoVerdict => "confirmed, rejected or unclear",
            TableFault::NoDay => "a day, such as 2025-11-03",
            TableFault::NoTime => "a time, such as 2025-11-03T12:00:00Z",
            TableFault::NoRow => "a row of CSV",
        };
        let column = problem.column.map(|column| format!(", {column}")).unwrap_or_default();
        let (place, line, found) = (file.display(), problem.line, io::excerpt(&problem.found));
        writeln!(stderr, "{place}, line {line}{column}: expected {expected}, found {found}")?;
    }
    let known = store.reviews()?;
    let fresh: Vec<Act> =
        read.iter().filter(|review| !known.knows(review)).cloned().map(Act::Review).collect();
    if !fresh.is_empty() {
        store.add(&fresh)?;
    }
    writeln!(stdout, "taken {}, known already {}", fresh.len(), read.len() - fresh.len())?;
    tell_disagreements(&store.reviews()?, stderr)?;
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Failed })
}

/// Counts detections into an atlas.
pub(super) fn aggregate(
    session: &Session,
    task: &Aggregate,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<()> {
    const PERCENT: f64 = 100.0;
    let reviewed = match &task.reviews {
        Some(path) => {
            anyhow::ensure!(io::exists(path), "{}: no such file of reviews", path.display());
            let (cases, problems) = io::read_cases(&task.file)?;
            let _ = report_problems(&problems, stderr);
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            Some((cases, Store::new(path).reviews()?, name.unwrap_or_default()))
        }
        None => None,
    };
    let coverage = match &task.coverage {
        Some(path) => {
            let (rows, problems) = io::read_coverage(path)?;
            let _ = report_problems(&problems, stderr);
            Some((rows, path.as_path()))
        }
        None => None,
    };
    let made = session.aggregate(&AggregateInputs {
        by_district: task.by == By::District,
        reviewed: reviewed.as_ref().map(|(cases, reviews, name)| (&cases[..], reviews, name.clone())),
        seed: task.seed,
        coverage: coverage.as_ref().map(|(rows, path)| (&rows[..], *path)),
        target: task.target / PERCENT,
    });
    session.write_made(&task.output, &made.atlas)?;
    let _ = report_problems(&made.problems, stderr);
    if made.reviews_of_what_is_gone > 0 {
        let gone = made.reviews_of_what_is_gone;
        writeln!(
            stderr,
            "hashatlas: {gone} reviews are of cases that this file no longer has; they are kept"
        )?;
    }
    let regions = Message::new("counted-regions").count(made.regions);
    writeln!(stdout, "{}: {} figures of {regions}", task.output.display(), made.atlas.figures.len())?;
    if let Some(missing) = made.missing_reviews {
        writeln!(stdout, "reviews missing for ±{} %: {missing}", task.target)?;
    }
    Ok(())
}
