//! Owns the commands `new` and `register`, and opening a project: arguments → files and what there is to say
//! of them. Does not match.

use super::{
    arguments::{NewArguments, RegisterArguments},
    run::{UsageError, deliver, report_problems},
};
use crate::{io, session::Sources};
use register::{Basis, Fault, Match, Place, Project, Register, Role, Standing, find, hash_of};
use review::counts::{Trial, wilson};
use std::{
    collections::BTreeMap,
    io::Write,
    path::{Path, PathBuf},
};

const FILE: &str = "project.hashatlas";

/// Starts a project.
pub(super) fn new(task: &NewArguments, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let file = task.folder.join(FILE);
    anyhow::ensure!(!io::exists(&file), "{}: there is a project already", file.display());
    let folder = io::place_of(&task.folder);
    let mut project = Project::blank();
    let inputs = [
        (Role::Atlas, &task.with_atlas),
        (Role::Boundaries, &task.with_boundaries),
        (Role::Readings, &task.readings),
        (Role::Detections, &task.with_detections),
        (Role::Register, &task.register),
        (Role::Traffic, &task.traffic),
    ];
    for (role, path) in inputs {
        let Some(path) = path else { continue };
        anyhow::ensure!(io::exists(path), "{}: there is no such file", path.display());
        project.set(role, &folder, &io::place_of(path), hash_at(path).flatten());
    }
    project.set(Role::Reviews, &folder, &folder.join("reviews.redb"), None);
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

/// What lies at a path: nothing where it is gone, no hash of a folder but that of its descriptor.
#[expect(clippy::option_option, reason = "gone and without a hash are two things")]
fn hash_at(path: &Path) -> Option<Option<String>> {
    if !io::exists(path) {
        return None;
    }
    let file = if path.is_dir() { path.join("datapackage.json") } else { path.to_owned() };
    if !io::exists(&file) {
        return Some(None);
    }
    Some(io::open_file(&file).ok().and_then(|file| hash_of(file).ok()))
}

/// Whether a file is a project, by its name.
pub(super) fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == Project::ENDING)
}

/// What a project opens, after saying which of its files moved or changed.
pub(super) fn open(path: &Path, stderr: &mut dyn Write) -> anyhow::Result<Sources> {
    let project = Project::from_json(&io::read_file(path)?)
        .map_err(|cause| anyhow::anyhow!("{}: {cause}", path.display()))?;
    let mut gone = Vec::new();
    for (role, input, standing) in project.standings(path, hash_at) {
        let shown = input.display();
        match standing {
            Standing::Same => {}
            Standing::Changed => {
                writeln!(
                    stderr,
                    "hashatlas: {shown} is other than it was when the project was saved; it is opened as it is"
                )?;
            }
            // Reviews come with the first one.
            Standing::Gone if role == Role::Reviews => {}
            Standing::Gone => {
                writeln!(
                    stderr,
                    "hashatlas: {shown} is not there; put it back, or change its path in {}",
                    path.display()
                )?;
                gone.push(role);
            }
        }
    }
    let at = |role: Role| project.path_of(role, path).filter(|_| !gone.contains(&role));
    Ok(Sources {
        atlas: at(Role::Atlas),
        boundaries: at(Role::Boundaries),
        municipalities: Vec::new(),
        layer: None,
        figures: Vec::new(),
        detections: at(Role::Detections),
        readings: at(Role::Readings),
        reviews: project.path_of(Role::Reviews, path),
        wants_shapes: true,
        wants_hash: false,
    })
}

/// Matches detections with registers.
pub(super) fn match_register(
    task: &RegisterArguments,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<()> {
    const PERCENT: f64 = 100.0;
    const COLUMNS: [&str; 10] =
        ["detection_id", "subject", "region", "legal", "operator", "inn", "basis", "metres", "doubt", "note"];
    let (cases, problems) = io::read_cases(&task.file)?;
    let _ = report_problems(&problems, stderr);
    let mut registers = Vec::new();
    for path in &task.register {
        registers.push(read_register(path, stderr)?);
    }
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
        let found = find(&place, &registers);
        let (legal, entry, note) = match &found {
            Match::Registered { entry, .. } => ("registered", Some(*entry), ""),
            Match::Disagree { entry, .. } => ("unknown", Some(*entry), "registers disagree"),
            Match::OutOfTime { entry } => ("unregistered", Some(*entry), "registered at another time"),
            Match::Unregistered => ("unregistered", None, ""),
            Match::Unknown => ("unknown", None, "neither a meter nor a place to match"),
        };
        if legal != "unknown" {
            let region = listed.candidate.region.clone().unwrap_or_default();
            let share = shares.entry(region).or_insert(Trial { found: 0, of: 0 });
            share.of += 1;
            share.found += u64::from(legal == "registered");
        }
        let (basis, metres, doubt) = match &found {
            Match::Registered { basis: Basis::Meter, doubt, .. } => {
                ("meter_id", String::new(), format!("{doubt:.2}"))
            }
            Match::Registered { basis: Basis::Near { metres }, doubt, .. } => {
                ("distance", format!("{metres:.0}"), format!("{doubt:.2}"))
            }
            _ => ("", String::new(), String::new()),
        };
        rows.push([
            listed.detection_id.clone(),
            case.subject.clone(),
            listed.candidate.region.clone().unwrap_or_default(),
            legal.to_owned(),
            entry.map(|entry| entry.operator.clone()).unwrap_or_default(),
            entry.map(|entry| entry.inn.clone()).unwrap_or_default(),
            basis.to_owned(),
            metres,
            doubt,
            note.to_owned(),
        ]);
    }
    deliver(&io::csv_of(&COLUMNS, rows), task.output.as_deref(), stdout)?;
    for (region, share) in &shares {
        if let Some(of) = wilson(*share, None) {
            let region = if region.is_empty() { "no region" } else { region };
            writeln!(
                stderr,
                "{region}: {} of {} registered, {:.0} % ({:.0}–{:.0} %)",
                share.found,
                share.of,
                of.value * PERCENT,
                of.low * PERCENT,
                of.high * PERCENT
            )?;
        }
    }
    Ok(())
}

fn read_register(path: &Path, stderr: &mut dyn Write) -> anyhow::Result<Register> {
    /// More lines than these nobody reads.
    const TOLD: usize = 20;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (register, problems) = Register::read(&name, io::open_file(path)?);
    for problem in problems.iter().take(TOLD) {
        let expected = match problem.fault {
            Fault::NoKey => {
                return Err(UsageError(format!(
                    "{}: expected meter_id, or lon and lat, found {}",
                    path.display(),
                    problem.found
                ))
                .into());
            }
            Fault::NothingToMatch => "a meter_id or a place",
            Fault::Inn => "an INN with its check digit",
            Fault::Number => "a number that can be",
            Fault::Day => "a day, such as 2025-11-03",
            Fault::Row => "a row of CSV",
        };
        let (shown, line, column, found) =
            (path.display(), problem.line, problem.column, io::excerpt(&problem.found));
        writeln!(stderr, "{shown}, line {line}, {column}: expected {expected}, found {found}")?;
    }
    if problems.len() > TOLD {
        writeln!(stderr, "  … and {} more", problems.len() - TOLD)?;
    }
    Ok(register)
}

/// Files of a project among those to open, and the others.
pub(super) fn parted(files: &[PathBuf]) -> (Option<&PathBuf>, Vec<&PathBuf>) {
    (files.iter().find(|file| is_project(file)), files.iter().filter(|file| !is_project(file)).collect())
}
