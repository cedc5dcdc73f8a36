//! Owns the commands `review` and `aggregate`: arguments → reviews and counts → files, and what there is
//! to say of them. Does not count.

use super::{
    arguments::{Aggregate, By, Open, QueueOrder, ReviewArguments, ReviewTask, VerdictWord},
    project,
    run::{Outcome, Told, UsageError, deliver, sources_of, words_of},
};
use crate::{
    desk::{now_s, user},
    io::{self, ListedCase},
    lang::{Message, Words},
    session::{AggregateInputs, OpenedProject, REVIEWS_FILE, Session, Sources, tell_problems},
};
use register::Role;
use review::{
    Act, Review, Reviews, Store, TableFault, Verdict,
    counts::{BANDS, Trial, band_of, wilson},
    day_text,
    queue::{self, Candidate, ForTarget, Order},
};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

/// Carries out a task of reviews.
pub(super) fn review(
    task: &ReviewArguments,
    open: &Open,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let words = &words_of(open);
    let named = match &task.what {
        ReviewTask::List { file, .. }
        | ReviewTask::Next { file, .. }
        | ReviewTask::Calibration { file, .. }
        | ReviewTask::Mark { file, .. } => Some(file.as_path()),
        ReviewTask::Undo { .. } | ReviewTask::Import { .. } | ReviewTask::Export { .. } => None,
    };
    let project = match named {
        Some(file) => project::opened(file, words, stderr)?,
        None => None,
    };
    let utc_offset_s = project.as_ref().and_then(|project| project.utc_offset_s);
    let sources = Sources { utc_offset_s, ..sources_of(open, false) };
    let of_project = || project.as_ref().and_then(|project| project.at(Role::Reviews));
    let path = task.reviews.clone().or_else(of_project).unwrap_or_else(|| PathBuf::from(REVIEWS_FILE));
    let store = Store::new(&path);
    let cases = match named {
        Some(file) => cases(&project::detections_of(file, project.as_ref())?, words, stderr)?,
        None => Vec::new(),
    };
    match &task.what {
        ReviewTask::List { output, .. } => {
            let reviews = store.reviews()?;
            let all: Vec<usize> = (0..cases.len()).collect();
            deliver(&table(&cases, &all, &reviews, &sources)?, output.as_deref(), stdout)?;
            tell_disagreements(&reviews, words, stderr)?;
        }
        ReviewTask::Next { file, order, of, most, target, seed } => {
            let mut cases = cases;
            if let Some(region) = of {
                cases.retain(|case| case.candidate.region.as_ref() == Some(region));
                if cases.is_empty() {
                    return Err(none_of(file, region).into());
                }
            }
            let reviews = store.reviews()?;
            let candidates: Vec<Candidate> = cases.iter().map(|case| case.candidate.clone()).collect();
            let order = match order {
                QueueOrder::Score => Order::Score,
                QueueOrder::Kw => Order::Kw,
                QueueOrder::Region => Order::Region,
                QueueOrder::Teaching => Order::Teaching,
                QueueOrder::Drawn => Order::Drawn { seed: *seed },
                QueueOrder::Target => {
                    let asked = queue::for_target(&candidates, &reviews, *seed, target / PERCENT);
                    let count = of.as_deref().map_or_else(
                        || words.get("review-the-count"),
                        |of| words.with("review-the-count-of", &[("region", of)]),
                    );
                    let first = &asked.next[..asked.next.len().min(most.unwrap_or(usize::MAX))];
                    deliver(&table(&cases, first, &reviews, &sources)?, None, stdout)?;
                    tell_target(&asked, &count, *target, candidates.len(), words, stderr)?;
                    return Ok(Outcome::Done);
                }
            };
            let next = queue::next(&candidates, &reviews, order, most.unwrap_or(MOST));
            deliver(&table(&cases, &next, &reviews, &sources)?, None, stdout)?;
        }
        ReviewTask::Calibration { seed, .. } => {
            deliver(&calibration(&cases, &store.reviews()?, *seed), None, stdout)?;
        }
        ReviewTask::Mark { file, id, verdict, note, author } => {
            let case = &one_of(&cases, id, file)?.candidate.case;
            let author = author.clone().or_else(user).ok_or_else(|| UsageError::new("usage-author", &[]))?;
            let verdict = match verdict {
                VerdictWord::Confirmed => Verdict::Confirmed,
                VerdictWord::Rejected => Verdict::Rejected,
                VerdictWord::Unclear => Verdict::Unclear,
            };
            let review = Review { case: case.clone(), verdict, author, at_s: now_s(), note: note.clone() };
            store.add(&[Act::Review(review)])?;
            let reviews = store.reviews()?;
            writeln!(stdout, "{}: {}", case.subject, verdict_word(verdict, words))?;
            for disagreement in reviews.disagreements() {
                if disagreement.later.case.is_same(case) {
                    let earlier = &disagreement.earlier;
                    let texts =
                        [("author", &*earlier.author), ("said", &*verdict_word(earlier.verdict, words))];
                    writeln!(stderr, "hashatlas: {}", words.with("review-kept", &texts))?;
                }
            }
        }
        ReviewTask::Undo { author } => undo(&store, author.as_deref(), &path, words, stdout)?,
        ReviewTask::Import { file } => return import(&store, file, words, stdout, stderr),
        ReviewTask::Export { output } => {
            let reviews = store.reviews()?;
            let mut bytes = Vec::new();
            review::write_table(&mut bytes, reviews.all().iter().map(|held| &held.review))?;
            deliver(&String::from_utf8_lossy(&bytes), output.as_deref(), stdout)?;
        }
    }
    Ok(Outcome::Done)
}

/// Takes back the last review, of anybody or of one person.
fn undo(
    store: &Store,
    author: Option<&str>,
    path: &Path,
    words: &Words,
    stdout: &mut dyn Write,
) -> anyhow::Result<()> {
    let by = author.map(str::to_owned).or_else(user).unwrap_or_default();
    let Some(review) = store.undo(author, &by, now_s())? else {
        let told = Message::new("review-nothing-to-undo").text("file", path.display().to_string());
        return Err(Told(told).into());
    };
    let texts = [
        ("subject", &*review.case.subject),
        ("verdict", &*verdict_word(review.verdict, words)),
        ("author", &*review.author),
    ];
    Ok(writeln!(stdout, "{}", words.with("review-taken-back", &texts))?)
}

/// What a person said, in words.
fn verdict_word(verdict: Verdict, words: &Words) -> String {
    words.get(&format!("verdict-{}", verdict.id()))
}

fn none_of(file: &Path, region: &str) -> UsageError {
    UsageError::new("usage-no-detection-of", &[("file", &file.display().to_string()), ("region", region)])
}

/// Cases that `next` lists, unless more are asked for.
const MOST: usize = 10;
const PERCENT: f64 = 100.0;

/// How many reviews are missing until a count is known as well as is wanted, or the count.
fn tell_target(
    asked: &ForTarget,
    count: &str,
    target: f64,
    all: usize,
    words: &Words,
    stderr: &mut dyn Write,
) -> std::io::Result<()> {
    let target = target.to_string();
    let told = match (asked.next.len(), asked.known) {
        (0, Some(known)) => {
            let [value, low, high] = [known.value, known.low, known.high].map(|value| format!("{value:.0}"));
            let all = all.to_string();
            let texts = [
                ("count", count),
                ("target", &*target),
                ("true", &*value),
                ("all", &*all),
                ("low", &*low),
                ("high", &*high),
            ];
            words.with("review-known", &texts)
        }
        (missing, _) => {
            let texts = [("missing", &*missing.to_string()), ("count", count), ("target", &*target)];
            words.with("review-missing", &texts)
        }
    };
    writeln!(stderr, "{told}")
}

/// What scores say of each band of them, and what was found of the cases that were drawn from it.
fn calibration(cases: &[ListedCase], reviews: &Reviews, seed: u64) -> String {
    const COLUMNS: [&str; 10] =
        ["from", "to", "detections", "reviewed", "confirmed", "rejected", "said", "came_true", "low", "high"];
    let candidates: Vec<Candidate> = cases.iter().map(|case| case.candidate.clone()).collect();
    let drawn = queue::for_target(&candidates, reviews, seed, 1.0);
    let bounds: Vec<f64> = [0.0].into_iter().chain(BANDS).chain([1.0]).collect();
    let rows =
        drawn.strata.iter().enumerate().filter(|(_, stratum)| stratum.size > 0).map(|(band, stratum)| {
            let scores = candidates.iter().filter(|of| band_of(of.score) == band).filter_map(|of| of.score);
            let (sum, count) = scores.fold((0.0, 0_u32), |(sum, count), score| (sum + score, count + 1));
            let share = |value: Option<f64>| value.map(|value| format!("{value:.4}")).unwrap_or_default();
            let bound = |at: usize| bounds.get(at).filter(|_| band < BANDS.len() + 1).map(f64::to_string);
            let clear = Trial { found: stratum.confirmed, of: stratum.confirmed + stratum.rejected };
            let known = wilson(clear, None);
            [
                bound(band).unwrap_or_default(),
                bound(band + 1).unwrap_or_default(),
                stratum.size.to_string(),
                stratum.drawn().to_string(),
                stratum.confirmed.to_string(),
                stratum.rejected.to_string(),
                share((count > 0).then(|| sum / f64::from(count))),
                share(known.map(|known| known.value)),
                share(known.map(|known| known.low)),
                share(known.map(|known| known.high)),
            ]
        });
    io::csv_of(&COLUMNS, rows)
}

fn cases(file: &Path, words: &Words, stderr: &mut dyn Write) -> anyhow::Result<Vec<ListedCase>> {
    let (cases, problems) = io::read_cases(file)?;
    let _ = tell_problems(&problems, words, stderr);
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
        [] => {
            Err(UsageError::new("usage-no-detection", &[("file", &file.display().to_string()), ("id", id)]))
        }
        _ => {
            let ids: Vec<&str> = found.iter().map(|case| case.detection_id.as_str()).collect();
            Err(UsageError::new("usage-several-detections", &[("id", id), ("ids", &ids.join(", "))]))
        }
    }
}

/// Detections in an order, with what was said of them. Days are told by the clocks where the detections are, as
/// the list in the window and the dossier tell them.
fn table(
    cases: &[ListedCase],
    order: &[usize],
    reviews: &Reviews,
    sources: &Sources,
) -> anyhow::Result<String> {
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
    let session = Session::open(sources)?;
    let rows = order.iter().map(|&at| &cases[at]).map(|case| {
        let (of, candidate) = (&case.candidate.case, &case.candidate);
        let said = reviews.of(of).first().copied();
        let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
        [
            case.detection_id.clone(),
            of.subject.clone(),
            of.kind.clone(),
            candidate.region.clone().unwrap_or_default(),
            session.first_local_day(case).map(day_text).unwrap_or_default(),
            number(candidate.kw),
            number(candidate.score),
            said.map(|review| review.verdict.id().to_owned()).unwrap_or_default(),
            said.map(|review| review.author.clone()).unwrap_or_default(),
            said.map(|review| review.note.clone()).unwrap_or_default(),
        ]
    });
    Ok(io::csv_of(&COLUMNS, rows))
}

fn tell_disagreements(reviews: &Reviews, words: &Words, stderr: &mut dyn Write) -> std::io::Result<()> {
    for disagreement in reviews.disagreements() {
        let (later, earlier) = (&disagreement.later, &disagreement.earlier);
        let texts = [
            ("subject", &*later.case.subject),
            ("later", &*later.author),
            ("later_said", &*verdict_word(later.verdict, words)),
            ("earlier", &*earlier.author),
            ("earlier_said", &*verdict_word(earlier.verdict, words)),
        ];
        writeln!(stderr, "hashatlas: {}", words.with("review-disagree", &texts))?;
    }
    Ok(())
}

fn import(
    store: &Store,
    file: &Path,
    words: &Words,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let (read, problems) = review::read_table(&io::read_file(file)?[..]);
    for problem in &problems {
        let expected = match problem.fault {
            TableFault::NoColumn => "review-expects-column",
            TableFault::Empty => "review-expects-value",
            TableFault::NoSubject => "review-expects-subject",
            TableFault::NoVerdict => "review-expects-verdict",
            TableFault::NoDay => "review-expects-day",
            TableFault::NoTime => "review-expects-time",
            TableFault::NoRow => "review-expects-row",
        };
        let column = problem.column.map(|column| format!(", {column}")).unwrap_or_default();
        let (place, line, found) =
            (file.display().to_string(), problem.line.to_string(), io::excerpt(&problem.found));
        let texts = [
            ("file", &*place),
            ("line", &*line),
            ("column", &*column),
            ("expected", &*words.get(expected)),
            ("found", &*found.say(words)),
        ];
        writeln!(stderr, "{}", words.with("review-row", &texts))?;
    }
    let known = store.reviews()?;
    let fresh: Vec<Act> =
        read.iter().filter(|review| !known.knows(review)).cloned().map(Act::Review).collect();
    if !fresh.is_empty() {
        store.add(&fresh)?;
    }
    let known = (read.len() - fresh.len()).to_string();
    let texts = [("taken", &*fresh.len().to_string()), ("known", &*known)];
    writeln!(stdout, "{}", words.with("review-imported", &texts))?;
    tell_disagreements(&store.reviews()?, words, stderr)?;
    Ok(if problems.is_empty() { Outcome::Done } else { Outcome::Failed })
}

/// Counts detections into an atlas.
pub(super) fn aggregate(
    session: &Session,
    task: &Aggregate,
    project: Option<&OpenedProject>,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<()> {
    let words = &session.words();
    let of_project = project.and_then(|project| project.at(Role::Reviews)).filter(|path| io::exists(path));
    let reviewed = match task.reviews.clone().or(of_project) {
        Some(path) => {
            if !io::exists(&path) {
                let file = path.display().to_string();
                return Err(Told(Message::new("review-no-file").text("file", file)).into());
            }
            let (cases, problems) = io::read_cases(&project::detections_of(&task.file, project)?)?;
            let _ = tell_problems(&problems, words, stderr);
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            Some((cases, Store::new(&path).reviews()?, name.unwrap_or_default()))
        }
        None => None,
    };
    let coverage = match &task.coverage {
        Some(path) => {
            let (rows, problems) = io::read_coverage(path)?;
            let _ = tell_problems(&problems, words, stderr);
            Some((rows, path.as_path()))
        }
        None => None,
    };
    let made = session.aggregate(&AggregateInputs {
        by_district: task.by == By::District,
        reviewed: reviewed.as_ref().map(|(cases, reviews, name)| (&cases[..], reviews, name.clone())),
        reviewers: task.reviewers,
        seed: task.seed,
        coverage: coverage.as_ref().map(|(rows, path)| (&rows[..], *path)),
        target: task.target / PERCENT,
    });
    session.write_made(&task.output, &made.atlas)?;
    let _ = tell_problems(&made.problems, words, stderr);
    if made.reviews_of_what_is_gone > 0 {
        let count = made.reviews_of_what_is_gone.to_string();
        writeln!(stderr, "hashatlas: {}", words.with("review-gone", &[("count", &count)]))?;
    }
    let regions = Message::new("counted-regions").count(made.regions);
    let told = Message::new("aggregate-written").text("file", task.output.display().to_string());
    let told = told.text("count", made.atlas.figures.len().to_string()).with("regions", regions);
    writeln!(stdout, "{}", told.say(words))?;
    if let Some(missing) = made.missing_reviews {
        let texts = [("target", &*task.target.to_string()), ("missing", &*missing.to_string())];
        writeln!(stdout, "{}", words.with("aggregate-reviews-missing", &texts))?;
    }
    Ok(())
}
