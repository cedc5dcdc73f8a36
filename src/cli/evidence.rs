//! Owns the commands `dossier` and `traffic`: arguments → what one detection shows, and what internet
//! traffic adds → files. Does not judge.

use super::{
    arguments::{DossierArguments, Open, TrafficArguments},
    project,
    render::write_page,
    reviewing::one_of,
    run::{Told, UsageError, deliver, words_of},
};
use crate::{
    desk::now_s,
    figure::{Paper, ThemeName},
    io,
    lang::{Message, Words},
    session::{Beside, DossierInputs, EvidenceFiles, Session, by_description, tell_problems},
};
use anyhow::Context;
use register::Role;
use review::{Store, time_text};
use std::{io::Write, path::PathBuf};
use traffic::{Options, Pools, Report, Session as Talk, Sessions, Subscribers, log_odds, moved};

/// Draws the dossier of a detection.
pub(super) fn dossier(
    session: &Session,
    task: &DossierArguments,
    open: &Open,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<()> {
    let words = &words_of(open);
    let project = project::opened(&task.file, words, stderr)?;
    let file = project::detections_of(&task.file, project.as_ref())?;
    let (cases, problems) = io::read_cases(&file)?;
    let _ = tell_problems(&problems, words, stderr);
    let row = one_of(&cases, &task.id, &file)?.row;
    let or_of_project = |own: &Option<PathBuf>, role: Role| {
        own.clone().or_else(|| project.as_ref().and_then(|project| project.at(role)))
    };
    let beside = Beside {
        register: or_of_project(&task.register, Role::Register),
        traffic: or_of_project(&task.traffic, Role::Traffic),
    };
    let words = words_of(open);
    let described = task.readings.as_deref().zip(task.description.as_deref());
    let described =
        described.map(|(readings, description)| by_description(readings, description)).transpose()?;
    if let Some(described) = &described {
        let _ = tell_problems(&described.read.problems, &words, stderr);
    }
    let given = or_of_project(&task.readings, Role::Readings);
    let readings = described.as_ref().map(|described| described.path.clone()).or(given);
    let named = task.readings.as_deref().filter(|_| described.is_some());
    let readings = readings.as_deref().map(|path| EvidenceFiles::new(path).named(named.unwrap_or(path)));
    let reviews = match &or_of_project(&task.reviews, Role::Reviews) {
        Some(path) => Some(Store::new(path).reviews()?),
        None => None,
    };
    let inputs = DossierInputs {
        detections: &file,
        row,
        readings: readings.as_ref(),
        reviews: reviews.as_ref(),
        beside: &beside,
        utc_offset_s: task
            .utc_offset
            .or(described.as_ref().and_then(|described| described.read.utc_offset_s))
            .or(project.as_ref().and_then(|project| project.utc_offset_s)),
    };
    let paper = Paper { size: task.size.pixels(), theme: ThemeName::default() };
    let page = session.dossier_page(inputs, paper, &words)?;
    let Some(path) = &task.output else { return deliver(&page.to_svg(), None, stdout) };
    write_page(page, task.size, path)
}

/// Finds mining in logs and captures, and joins it to meters.
pub(super) fn traffic(
    task: &TrafficArguments,
    open: &Open,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<()> {
    let words = &words_of(open);
    if let Some(Err(cause)) = task.zone.as_deref().map(str::parse::<headend::Zone>)
        && cause.is_reversed()
    {
        return Err(cause.into());
    }
    let mut options = Options { zone: task.zone.clone(), ..Options::default() };
    if let Some(path) = &task.pools {
        options.pools = Pools::from_csv(&String::from_utf8_lossy(&io::read_file(path)?));
        if options.pools.is_empty() {
            let file = path.display().to_string();
            return Err(Told(Message::new("traffic-no-pools").text("file", file)).into());
        }
    }
    let mut sessions = Sessions::default();
    let mut span: Option<(f64, f64)> = None;
    for path in &task.logs {
        let report = traffic::read(io::open_file(path)?, &options, &mut |seen| sessions.take(seen))
            .with_context(|| path.display().to_string())?;
        tell(path, &report, words, stderr)?;
        if let Some((from_s, to_s)) = report.span_s {
            let (first, last) = span.unwrap_or((from_s, to_s));
            span = Some((first.min(from_s), last.max(to_s)));
        }
    }
    if sessions.dropped > 0 {
        let count = sessions.dropped.to_string();
        writeln!(stderr, "hashatlas: {}", words.with("traffic-dropped", &[("count", &count)]))?;
    }
    tell_clock(span, now_s(), words, stderr)?;
    let found = sessions.finish();
    let subscribers = match &task.subscribers {
        Some(path) => Some(read_subscribers(path, span, words, stderr)?),
        None => None,
    };
    let mut joined: Vec<(Option<String>, Talk)> = Vec::new();
    let (mut nobody, mut several) = (0, 0);
    for talk in found {
        let meter = match &subscribers {
            None => None,
            Some(table) => match table.of(talk.client, talk.start_s, talk.end_s)[..] {
                [meter] => Some(meter.to_owned()),
                [] => {
                    nobody += 1;
                    continue;
                }
                _ => {
                    several += 1;
                    continue;
                }
            },
        };
        joined.push((meter, talk));
    }
    if nobody + several > 0 {
        let texts = [("nobody", &*nobody.to_string()), ("several", &*several.to_string())];
        writeln!(stderr, "hashatlas: {}", words.with("traffic-left-out", &texts))?;
    }
    deliver(&talk_table(&joined), task.output.as_deref(), stdout)?;
    if let Some(path) = &task.moved {
        let Some(detections) = &open.detections else {
            return Err(UsageError::new("usage-moved", &[]).into());
        };
        let (cases, problems) = io::read_cases(detections)?;
        let _ = tell_problems(&problems, words, stderr);
        io::write_file(path, moved_table(&cases, &joined).as_bytes())?;
    }
    Ok(())
}

fn tell(
    path: &std::path::Path,
    report: &Report,
    words: &Words,
    stderr: &mut dyn Write,
) -> std::io::Result<()> {
    let file = path.display().to_string();
    if report.bad > 0 {
        let count = report.bad.to_string();
        let told = match &report.first_bad {
            Some((number, why)) => words.with(
                "traffic-bad-first",
                &[
                    ("file", &*file),
                    ("count", &*count),
                    ("number", &*number.to_string()),
                    ("why", why.as_str()),
                ],
            ),
            None => words.with("traffic-bad", &[("file", &*file), ("count", &*count)]),
        };
        writeln!(stderr, "{told}")?;
    }
    if report.is_cut {
        let texts = [("file", &*file), ("count", &*report.records.to_string())];
        writeln!(stderr, "{}", words.with("traffic-cut", &texts))?;
    }
    Ok(())
}

/// Says that records come from times that cannot be. They are kept: how long a session lasted holds.
fn tell_clock(
    span: Option<(f64, f64)>,
    now_s: i64,
    words: &Words,
    stderr: &mut dyn Write,
) -> std::io::Result<()> {
    const DAY_S: f64 = 86_400.0;
    /// 3 January 2009, the first block of Bitcoin: before, nobody mined.
    const FIRST_BLOCK_S: f64 = 1_230_940_800.0;
    let Some((from_s, to_s)) = span else { return Ok(()) };
    let odd = match (to_s > now_s as f64 + DAY_S, from_s < FIRST_BLOCK_S) {
        (true, _) => "traffic-yet-to-come",
        (_, true) => "traffic-before-mining",
        _ => return Ok(()),
    };
    let [from, to] = [from_s, to_s].map(|time_s| time_text(time_s as i64));
    writeln!(stderr, "hashatlas: {}", words.with(odd, &[("from", &from), ("to", &to)]))
}

fn read_subscribers(
    path: &std::path::Path,
    span: Option<(f64, f64)>,
    words: &Words,
    stderr: &mut dyn Write,
) -> anyhow::Result<Subscribers> {
    let (table, report) = Subscribers::read(io::open_file(path)?);
    let file = path.display().to_string();
    if let Some(column) = report.missing_column {
        let told = Message::new("traffic-no-column").text("file", file).text("column", column);
        return Err(Told(told).into());
    }
    if report.bad_count > 0 {
        let row = |(line, column): &(u64, &str)| {
            let expected = words.get(match *column {
                "ip" => "traffic-expected-ip",
                "meter_id" => "traffic-expected-meter",
                _ => "traffic-expected-time",
            });
            let texts = [("line", &*line.to_string()), ("column", *column), ("expected", &*expected)];
            words.with("traffic-row", &texts)
        };
        let first: Vec<String> = report.bad.iter().take(3).map(row).collect();
        let texts =
            [("file", &*file), ("count", &*report.bad_count.to_string()), ("first", &*first.join("; "))];
        writeln!(stderr, "{}", words.with("traffic-rows", &texts))?;
    }
    // A clock that is off, or a zone that was meant otherwise, shows here.
    if let (Some((from_s, to_s)), Some((first_s, last_s))) = (span, table.span())
        && (to_s < first_s || last_s < from_s)
    {
        let day = |time_s: f64| time_text(time_s as i64);
        let texts = [
            ("from", &*day(from_s)),
            ("to", &*day(to_s)),
            ("first", &*day(first_s)),
            ("last", &*day(last_s)),
        ];
        writeln!(stderr, "hashatlas: {}", words.with("traffic-apart", &texts))?;
    }
    Ok(table)
}

/// Sessions as CSV: by meter where subscribers are known, and then without addresses of theirs.
fn talk_table(joined: &[(Option<String>, Talk)]) -> String {
    const COLUMNS: [&str; 11] = [
        "subject",
        "signs",
        "pool",
        "first",
        "last",
        "active_h",
        "bytes",
        "packets",
        "records",
        "server",
        "server_port",
    ];
    let rows = joined.iter().map(|(meter, talk)| {
        let signs: Vec<&str> = talk.signs.iter().map(|sign| sign.id()).collect();
        let subject =
            meter.as_ref().map_or_else(|| format!("ip:{}", talk.client), |meter| format!("meter:{meter}"));
        [
            subject,
            signs.join(" "),
            talk.pool.as_deref().unwrap_or_default().to_owned(),
            time_text(talk.start_s as i64),
            time_text(talk.end_s as i64),
            format!("{:.2}", talk.active_s / 3600.0),
            talk.bytes.map(|bytes| bytes.to_string()).unwrap_or_default(),
            talk.packets.map(|packets| packets.to_string()).unwrap_or_default(),
            talk.records.to_string(),
            talk.server.map(|server| server.to_string()).unwrap_or_default(),
            if talk.server.is_some() { talk.server_port.to_string() } else { String::new() },
        ]
    });
    io::csv_of(&COLUMNS, rows)
}

/// Scores of detections with the step that traffic makes; one of no meter with traffic stays as it is.
fn moved_table(cases: &[io::ListedCase], joined: &[(Option<String>, Talk)]) -> String {
    const DAY_S: f64 = 86_400.0;
    const COLUMNS: [&str; 6] =
        ["detection_id", "subject", "score", "log_odds", "score_with_traffic", "sessions"];
    let rows = cases.iter().map(|listed| {
        let case = &listed.candidate.case;
        let day_s = |day: i32| f64::from(day) * DAY_S;
        let from_s = case.first_day.map_or(f64::NEG_INFINITY, day_s);
        let to_s = case.last_day.map_or(f64::INFINITY, |day| day_s(day) + DAY_S);
        let own: Vec<&Talk> = joined
            .iter()
            .filter(|(meter, talk)| {
                let is_of =
                    meter.as_ref().is_some_and(|meter| case.subject.strip_prefix("meter:") == Some(meter));
                is_of && talk.start_s <= to_s && from_s <= talk.end_s
            })
            .map(|(_, talk)| talk)
            .collect();
        let step = log_odds(own.iter().copied());
        let score = listed.candidate.score;
        let number = |value: Option<f64>| value.map(|value| format!("{value:.6}")).unwrap_or_default();
        [
            listed.detection_id.clone(),
            case.subject.clone(),
            number(score),
            format!("{step:.4}"),
            number(score.map(|score| moved(score, step))),
            own.len().to_string(),
        ]
    });
    io::csv_of(&COLUMNS, rows)
}
