//! Owns the commands `new`, `project` and `register`, and what a project stands for in place of files:
//! arguments → files and what there is to say of them. Does not match.

use super::{
    arguments::{NewArguments, ProjectArguments, RegisterArguments},
    run::{UsageError, deliver, tell_problems},
};
use crate::{
    atlas::{Day, Period, RegionNames},
    io,
    meter::Tariff,
    session::{InputStanding, OpenedProject, PROJECT_FILE, Session, is_project, project_of, read_register},
};
use register::{Basis, Fault, Match, Place, Register, Role, RowProblem, find};
use review::counts::{Trial, wilson};
use std::{
    collections::{BTreeMap, HashMap},
    io::Write,
    path::{Path, PathBuf},
};

/// Starts a project.
pub(super) fn new(task: &NewArguments, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let file = task.folder.join(PROJECT_FILE);
    anyhow::ensure!(!io::exists(&file), "{}: there is a project already", file.display());
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
        anyhow::ensure!(io::exists(path), "{}: there is no such file", path.display());
    }
    inputs.push((Role::Reviews, task.folder.join(crate::session::REVIEWS_FILE)));
    let project = project_of(&file, inputs.into_iter(), None);
    io::write_file(&file, project.to_json().as_bytes())?;
    writeln!(
        stdout,
        "{}: {} files; hashatlas explore {} opens it",
        file.display(),
        project.inputs.len(),
        file.display()
    )?;
    Ok(())
}

/// Lists the files of a project, and takes them as they are now.
pub(super) fn project(task: &ProjectArguments, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let opened = OpenedProject::open(&task.file)?;
    for input in &opened.inputs {
        let (role, shown) = (role_word(input.role), input.path.display());
        write!(stdout, "{:<8} {role:<11} {shown}", input.standing.id())?;
        match &input.now {
            Some(now) if input.standing == InputStanding::Moved => writeln!(stdout, " → {}", now.display())?,
            _ => writeln!(stdout)?,
        }
    }
    if task.accept {
        io::write_file(&task.file, opened.accepted().to_json().as_bytes())?;
        writeln!(stdout, "{}: taken as they are now", task.file.display())?;
    }
    Ok(())
}

/// The word of a role in the file.
fn role_word(role: Role) -> String {
    serde_json::to_value(role).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What a file among the arguments stands for: the files of a project, after saying which of them moved,
/// changed or are gone; of any other file nothing.
pub(super) fn opened(path: &Path, stderr: &mut dyn Write) -> anyhow::Result<Option<OpenedProject>> {
    if !is_project(path) {
        return Ok(None);
    }
    let project = OpenedProject::open(path)?;
    for input in &project.inputs {
        let (shown, file) = (input.path.display(), path.display());
        match (input.standing, &input.now) {
            (InputStanding::Same, _) => {}
            (InputStanding::Changed, _) => writeln!(
                stderr,
                "hashatlas: {shown} is other than it was when the project was saved; it is opened as it is \
                 (hashatlas project {file} --accept takes it so)"
            )?,
            (InputStanding::Moved, Some(now)) => writeln!(
                stderr,
                "hashatlas: {shown} moved to {} and is opened there (hashatlas project {file} --accept keeps that)",
                now.display()
            )?,
            _ => writeln!(
                stderr,
                "hashatlas: {shown} is not there; put it back, or change its path in {file}"
            )?,
        }
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
fn told(found: &Match<'_>) -> [String; 7] {
    let note;
    let (legal, entry, note) = match found {
        Match::Registered { entry, elsewhere: Some(other), .. } => {
            note = format!("another register names {}, {}", other.operator, other.inn);
            ("registered", Some(*entry), note.as_str())
        }
        Match::Registered { entry, .. } => ("registered", Some(*entry), ""),
        Match::Disagree { entry, .. } => ("unknown", Some(*entry), "registers disagree"),
        Match::OutOfTime { entry } => ("unregistered", Some(*entry), "registered at another time"),
        Match::Unregistered => ("unregistered", None, ""),
        Match::Unknown => ("unknown", None, "neither a meter nor a place to match"),
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
        note.to_owned(),
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
    let project = opened(&task.file, stderr)?;
    let file = detections_of(&task.file, project.as_ref())?;
    let of_project = || project.as_ref().and_then(|project| project.at(Role::Register)).into_iter().collect();
    let paths: Vec<PathBuf> = if task.register.is_empty() { of_project() } else { task.register.clone() };
    if paths.is_empty() {
        return Err(UsageError::new("usage-register", &[]).into());
    }
    let (cases, problems) = io::read_cases(&file)?;
    let _ = tell_problems(&problems, &session.words(), stderr);
    let registers: Vec<Register> =
        paths.iter().map(|path| told_register(path, stderr)).collect::<anyhow::Result<_>>()?;
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
        let told = told(&find(&place, &registers));
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
    let atlas = session.atlas();
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
                Some(format!("; {} in {year}: {value}", atlas.metric(metric).id))
            })
        };
        own.and_then(of).or_else(|| of(atlas.country()?).map(|told| told + " (the country)"))
    };
    for (region, share) in shares {
        if let Some(of) = wilson(*share, None) {
            let shown = if region.is_empty() { "no region" } else { region };
            writeln!(
                stderr,
                "{shown}: {} of {} registered, {:.0} % ({:.0}–{:.0} %){}",
                share.found,
                share.of,
                of.value * PERCENT,
                of.low * PERCENT,
                of.high * PERCENT,
                published(region).unwrap_or_default()
            )?;
        }
    }
    Ok(())
}

/// Reads a register and tells what is wrong with its rows.
fn told_register(path: &Path, stderr: &mut dyn Write) -> anyhow::Result<Register> {
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
        let (shown, line, column) = (path.display(), problem.line, problem.column);
        let (expected, found) = (fault_word(problem), io::excerpt(&problem.found));
        writeln!(stderr, "{shown}, line {line}, {column}: expected {expected}, found {found}")?;
    }
    if problems.len() > TOLD {
        writeln!(stderr, "  … and {} more", problems.len() - TOLD)?;
    }
    Ok(register)
}

const fn fault_word(problem: &RowProblem) -> &'static str {
    match problem.fault {
        Fault::NoKey | Fault::NothingToMatch => "a meter_id or a place",
        Fault::Inn => "an INN with its check digit",
        Fault::Number => "a number that can be",
        Fault::Day => "a day, such as 2025-11-03",
        Fault::Row => "a row of CSV",
    }
}

/// A project among the files to open, and the others.
pub(super) fn parted(files: &[PathBuf]) -> (Option<&PathBuf>, Vec<&PathBuf>) {
    (files.iter().find(|file| is_project(file)), files.iter().filter(|file| !is_project(file)).collect())
}
