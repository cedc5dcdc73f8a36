//! Owns the commands `new`, `project` and `register`, and what a project stands for in place of files:
//! arguments → files and what there is to say of them. Does not match.

use super::{
    arguments::{NewArguments, ProjectArguments, RegisterArguments},
    run::{Told, UsageError, deliver},
};
use crate::{
    atlas::{Day, Period, RegionNames},
    io,
    lang::{Message, Words},
    meter::Tariff,
    session::{
        InputStanding, OpenedProject, PROJECT_FILE, Session, is_project, project_of, read_register,
        tell_problems,
    },
};
use register::{Basis, Fault, Match, Place, Register, Role, RowProblem, find};
use review::counts::{Trial, wilson};
use std::{
    collections::{BTreeMap, HashMap},
    io::Write,
    path::{Path, PathBuf},
};

/// Starts a project.
pub(super) fn new(task: &NewArguments, words: &Words, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let file = task.folder.join(PROJECT_FILE);
    if io::exists(&file) {
        return Err(fault("project-there-already", &file));
    }
    let named = [
        (Role::Atlas, &task.with_atlas),
        (Role::Boundaries, &task.with_boundaries),
        (Role::Readings, &task.readings),
        (Role::Detections, &task.with_detections),
        (Role::Register, &task.register),
        (Role::Traffic, &task.traffic),
    ];
    let mut inputs: Vec<(Role, PathBuf)> =
        named.into_iter().filter_map(|(role, path)| Some((role, path.clone()?))).collect();
    for (_, path) in &inputs {
        if !io::exists(path) {
            return Err(fault("project-no-file", path));
        }
    }
    inputs.push((Role::Reviews, task.folder.join(crate::session::REVIEWS_FILE)));
    let project = project_of(&file, inputs.into_iter(), None);
    io::write_file(&file, project.to_json().as_bytes())?;
    let texts = [("file", &*file.display().to_string()), ("count", &*project.inputs.len().to_string())];
    writeln!(stdout, "{}", words.with("project-made", &texts))?;
    Ok(())
}

/// What is said of a file that is in the way, or missing.
fn fault(id: &'static str, file: &Path) -> anyhow::Error {
    Told(Message::new(id).text("file", file.display().to_string())).into()
}

/// Lists the files of a project, and takes them as they are now.
pub(super) fn project(task: &ProjectArguments, words: &Words, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let opened = OpenedProject::open(&task.file)?;
    for input in &opened.inputs {
        let (role, shown) = (role_word(input.role), input.path.display());
        let standing = words.get(match input.standing {
            InputStanding::Same => "project-standing-same",
            InputStanding::Changed => "project-standing-changed",
            InputStanding::Moved => "project-standing-moved",
            InputStanding::Gone => "project-standing-gone",
        });
        write!(stdout, "{standing:<8} {role:<11} {shown}")?;
        match &input.now {
            Some(now) if input.standing == InputStanding::Moved => writeln!(stdout, " → {}", now.display())?,
            _ => writeln!(stdout)?,
        }
    }
    if task.accept {
        io::write_file(&task.file, opened.accepted()?.to_json().as_bytes())?;
        let texts = [("file", &*task.file.display().to_string())];
        writeln!(stdout, "{}", words.with("project-accepted", &texts))?;
        for input in opened.gone() {
            let texts = [("input", &*input.path.display().to_string()), ("role", &*role_word(input.role))];
            writeln!(stdout, "{}", words.with("project-kept-gone", &texts))?;
        }
    }
    Ok(())
}

/// The word of a role in the file.
fn role_word(role: Role) -> String {
    serde_json::to_value(role).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What a file among the arguments stands for: the files of a project, after saying which of them moved,
/// changed or are gone; of any other file nothing.
pub(super) fn opened(
    path: &Path,
    words: &Words,
    stderr: &mut dyn Write,
) -> anyhow::Result<Option<OpenedProject>> {
    if !is_project(path) {
        return Ok(None);
    }
    let project = OpenedProject::open(path)?;
    for input in &project.inputs {
        let (shown, file) = (input.path.display().to_string(), path.display().to_string());
        let now = input.now.as_ref().map(|now| now.display().to_string()).unwrap_or_default();
        let id = match (input.standing, &input.now) {
            (InputStanding::Same, _) => continue,
            (InputStanding::Changed, _) => "project-input-changed",
            (InputStanding::Moved, Some(_)) => "project-input-moved",
            _ => "project-input-gone",
        };
        let texts = [("input", &*shown), ("now", &*now), ("file", &*file)];
        writeln!(stderr, "hashatlas: {}", words.with(id, &texts))?;
    }
    Ok(Some(project))
}

/// The detections that an argument means: its own file, or those of the project.
pub(super) fn detections_of(path: &Path, project: Option<&OpenedProject>) -> anyhow::Result<PathBuf> {
    match project {
        None => Ok(path.to_owned()),
        Some(project) => project.at(Role::Detections).ok_or_else(|| {
            UsageError::new("usage-project-no-detections", &[("file", &path.display().to_string())]).into()
        }),
    }
}

/// What the law says of a detection beside registers.
struct Lawful<'a> {
    session: &'a Session,
    names: RegionNames,
    homes: HashMap<String, bool>,
    months: HashMap<u32, f64>,
}

impl<'a> Lawful<'a> {
    fn new(session: &'a Session, file: &Path, meters: Option<&Path>) -> anyhow::Result<Self> {
        let meters = meters.map(io::read_meters).transpose()?.map(|(meters, _)| meters).unwrap_or_default();
        let homes =
            meters.into_iter().filter_map(|meter| Some((meter.id, meter.facts.tariff? == Tariff::Household)));
        Ok(Self {
            session,
            names: RegionNames::new(session.atlas()),
            homes: homes.collect(),
            months: io::read_most_of_30_days(file)?.into_iter().collect(),
        })
    }

    /// Bans that held there while the load was there, and whether one is of the whole region.
    fn bans(&self, listed: &io::ListedCase) -> (String, &'static str) {
        let atlas = self.session.atlas();
        let region = listed.candidate.region.as_deref().and_then(|name| self.names.find(name).region());
        let (Some(region), Some(first)) = (region, listed.candidate.case.first_day) else {
            return (String::new(), "");
        };
        let last = listed.candidate.case.last_day.unwrap_or(first).max(first);
        let period = Period { first: Day::since_1970(first), last: Day::since_1970(last) };
        let held = || atlas.bans.iter().filter(|ban| ban.region == region && ban.held_in(period));
        let ids: Vec<&str> = held().map(|ban| ban.id.as_str()).collect();
        let extent = match (ids.is_empty(), held().any(|ban| ban.is_whole_region)) {
            (true, _) => "",
            (_, true) => "whole",
            (_, false) => "part",
        };
        (ids.join(" "), extent)
    }

    /// The largest energy of 30 days, and whether the law allows a home that much: nothing where it is not known
    /// whose meter it is, or what the law says.
    fn limit(&self, listed: &io::ListedCase) -> (String, &'static str) {
        let Some(kwh) = self.months.get(&listed.row) else { return (String::new(), "") };
        let meter = listed.candidate.case.subject.strip_prefix("meter:");
        let is_home = meter.and_then(|meter| self.homes.get(meter));
        let limit = self.session.atlas().household_limit_kwh_month;
        let is_over = match (is_home, limit) {
            (Some(true), Some(limit)) if *kwh > f64::from(limit) => "yes",
            (Some(true), Some(_)) | (Some(false), _) => "no",
            _ => "",
        };
        (format!("{kwh:.0}"), is_over)
    }
}

/// What registers say of a detection: a word, the entry, its basis, distance and doubt, and a note.
fn told(found: &Match<'_>, words: &Words) -> [String; 7] {
    let (legal, entry, note) = match found {
        Match::Registered { entry, elsewhere: Some(other), .. } => {
            let texts = [("operator", &*other.operator), ("inn", &*other.inn)];
            ("registered", Some(*entry), words.with("register-note-other", &texts))
        }
        Match::Registered { entry, .. } => ("registered", Some(*entry), String::new()),
        Match::Disagree { entry, .. } => ("unknown", Some(*entry), words.get("register-note-disagree")),
        Match::OutOfTime { entry } => ("unregistered", Some(*entry), words.get("register-note-other-time")),
        Match::Unregistered => ("unregistered", None, String::new()),
        Match::Unknown => ("unknown", None, words.get("register-note-unknown")),
    };
    let (basis, metres, doubt) = match found {
        Match::Registered { basis: Basis::Meter, doubt, .. } => {
            ("meter_id", String::new(), format!("{doubt:.2}"))
        }
        Match::Registered { basis: Basis::Near { metres }, doubt, .. } => {
            ("distance", format!("{metres:.0}"), format!("{doubt:.2}"))
        }
        _ => ("", String::new(), String::new()),
    };
    [
        legal.to_owned(),
        entry.map(|entry| entry.operator.clone()).unwrap_or_default(),
        entry.map(|entry| entry.inn.clone()).unwrap_or_default(),
        basis.to_owned(),
        metres,
        doubt,
        note,
    ]
}

/// Matches detections with registers.
pub(super) fn match_register(
    session: &Session,
    task: &RegisterArguments,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<()> {
    const COLUMNS: [&str; 14] = [
        "detection_id",
        "subject",
        "region",
        "legal",
        "operator",
        "inn",
        "basis",
        "metres",
        "doubt",
        "note",
        "ban",
        "ban_extent",
        "most_kwh_month",
        "over_household_limit",
    ];
    let words = &session.words();
    let project = opened(&task.file, words, stderr)?;
    let file = detections_of(&task.file, project.as_ref())?;
    let of_project = || project.as_ref().and_then(|project| project.at(Role::Register)).into_iter().collect();
    let paths: Vec<PathBuf> = if task.register.is_empty() { of_project() } else { task.register.clone() };
    if paths.is_empty() {
        return Err(UsageError::new("usage-register", &[]).into());
    }
    let (cases, problems) = io::read_cases(&file)?;
    let _ = tell_problems(&problems, &session.words(), stderr);
    let registers: Vec<Register> =
        paths.iter().map(|path| told_register(path, words, stderr)).collect::<anyhow::Result<_>>()?;
    let readings = project.as_ref().and_then(|project| project.at(Role::Readings));
    let meters = task.meters.clone().or_else(|| readings.filter(|path| path.is_dir()));
    let lawful = Lawful::new(session, &file, meters.as_deref())?;
    let mut rows = Vec::with_capacity(cases.len());
    // Registered, and known to be or not to be.
    let mut shares: BTreeMap<String, Trial> = BTreeMap::new();
    for listed in &cases {
        let case = &listed.candidate.case;
        let place = Place {
            meter_id: case.subject.strip_prefix("meter:").unwrap_or_default().to_owned(),
            lon_lat: listed.lon_lat,
            kw: listed.candidate.kw,
            first_day: case.first_day,
            last_day: case.last_day,
        };
        let told = told(&find(&place, &registers), words);
        let region = listed.candidate.region.clone().unwrap_or_default();
        if told[0] != "unknown" {
            let share = shares.entry(region.clone()).or_insert(Trial { found: 0, of: 0 });
            share.of += 1;
            share.found += u64::from(told[0] == "registered");
        }
        let (bans, extent) = lawful.bans(listed);
        let (most, is_over) = lawful.limit(listed);
        let mut row = vec![listed.detection_id.clone(), case.subject.clone(), region];
        row.extend(told);
        row.extend([bans, extent.to_owned(), most, is_over.to_owned()]);
        rows.push(row);
    }
    deliver(&io::csv_of(&COLUMNS, rows), task.output.as_deref(), stdout)?;
    tell_shares(session, &lawful.names, &shares, task.beside.as_deref(), stderr)
}

/// Shares by region, each beside the figure of a metric of the atlas.
fn tell_shares(
    session: &Session,
    names: &RegionNames,
    shares: &BTreeMap<String, Trial>,
    beside: Option<&str>,
    stderr: &mut dyn Write,
) -> anyhow::Result<()> {
    const PERCENT: f64 = 100.0;
    let (atlas, words) = (session.atlas(), session.words());
    let metric = match beside {
        Some(id) => Some(atlas.metric_id(id).ok_or_else(|| UsageError::new("usage-beside", &[("id", id)]))?),
        None => None,
    };
    let published = |region: &str| {
        let metric = metric?;
        let own = names.find(region).region();
        let of = |region| {
            // The latest year that has a figure of it.
            let years = atlas.years(metric).into_iter().rev();
            years.into_iter().find_map(|year| {
                let value = atlas.record(region, metric, year)?.observation.value?;
                let texts = [
                    ("metric", &*atlas.metric(metric).id),
                    ("year", &*year.to_string()),
                    ("value", &*value.to_string()),
                ];
                Some(words.with("register-beside", &texts))
            })
        };
        own.and_then(of).or_else(|| {
            of(atlas.country()?).map(|told| format!("{told} {}", words.get("register-of-country")))
        })
    };
    for (region, share) in shares {
        if let Some(of) = wilson(*share, None) {
            let shown = if region.is_empty() { words.get("register-no-region") } else { region.clone() };
            let percent = |share: f64| format!("{:.0}", share * PERCENT);
            let texts = [
                ("region", &*shown),
                ("found", &*share.found.to_string()),
                ("all", &*share.of.to_string()),
                ("share", &*percent(of.value)),
                ("low", &*percent(of.low)),
                ("high", &*percent(of.high)),
                ("beside", &*published(region).unwrap_or_default()),
            ];
            writeln!(stderr, "{}", words.with("register-share", &texts))?;
        }
    }
    Ok(())
}

/// Reads a register and tells what is wrong with its rows.
fn told_register(path: &Path, words: &Words, stderr: &mut dyn Write) -> anyhow::Result<Register> {
    /// More lines than these nobody reads.
    const TOLD: usize = 20;
    let (register, problems) = read_register(path)?;
    for problem in problems.iter().take(TOLD) {
        if problem.fault == Fault::NoKey {
            let (shown, found) = (path.display(), &problem.found);
            return Err(UsageError::new(
                "usage-register-columns",
                &[("file", &shown.to_string()), ("found", found)],
            )
            .into());
        }
        let (shown, line) = (path.display().to_string(), problem.line.to_string());
        let (expected, found) = (words.get(fault_word(problem)), io::excerpt(&problem.found));
        let column = format!(", {}", problem.column);
        let texts = [
            ("file", &*shown),
            ("line", &*line),
            ("column", &*column),
            ("expected", &*expected),
            ("found", &*found.say(words)),
        ];
        writeln!(stderr, "{}", words.with("review-row", &texts))?;
    }
    if problems.len() > TOLD {
        let count = (problems.len() - TOLD).to_string();
        writeln!(stderr, "  {}", words.with("register-more", &[("count", &count)]))?;
    }
    Ok(register)
}

const fn fault_word(problem: &RowProblem) -> &'static str {
    match problem.fault {
        Fault::NoKey | Fault::NothingToMatch => "register-expects-match",
        Fault::Inn => "register-expects-inn",
        Fault::Number => "register-expects-number",
        Fault::Day => "review-expects-day",
        Fault::Row => "review-expects-row",
    }
}

/// A project among the files to open, and the others.
pub(super) fn parted(files: &[PathBuf]) -> (Option<&PathBuf>, Vec<&PathBuf>) {
    (files.iter().find(|file| is_project(file)), files.iter().filter(|file| !is_project(file)).collect())
}
