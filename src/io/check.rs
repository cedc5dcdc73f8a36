//! Owns telling what a file or folder is and whether all of it can be used, for `check`. Does
//! not print.

use super::{
    detections::{Contract, Format, TableDescription, describe_table, read_detections},
    geojson::{GeoFile, read_geojson},
    package::{AtlasFolder, join_shapes, read_atlas, read_places, read_shapes},
    problem::{IoError, Problems, excerpt},
    readings::{Readings, Series, read_labels, read_meters, read_scores, unwatched},
};
use std::path::Path;

/// What a file is good for when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// A folder of an atlas.
    Atlas,
    /// Polygons: boundaries.
    Boundaries,
    /// Points with kinds and dates: detections.
    Detections,
    /// Known, but nothing that can be shown.
    Other,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What it is, in a few words.
    pub kind: String,
    /// What it is good for.
    pub role: FileRole,
    /// What is in it, a line each.
    pub contents: Vec<String>,
    /// What is wrong in it.
    pub problems: Problems,
}

/// Reads all of `path` and says what it is.
///
/// # Errors
/// It cannot be read, is not recognised, or is not usable as a whole.
pub fn check(path: &Path) -> Result<Checked, IoError> {
    if path.is_dir() {
        return check_atlas(path);
    }
    if path.file_name().is_some_and(|name| name == "datapackage.json") {
        // A bare file name has the empty parent, which is the folder that we are in.
        let folder = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
        return check_atlas(folder);
    }
    match Format::of(path)? {
        Format::GeoJson => check_geojson(path),
        Format::Csv | Format::Parquet => check_table(path),
    }
}

fn check_atlas(folder: &Path) -> Result<Checked, IoError> {
    let folder = AtlasFolder::Directory(folder.to_owned());
    let (atlas, mut problems) = read_atlas(&folder)?;
    let (geography, of_shapes) = join_shapes(read_shapes(&folder)?, &atlas)?;
    problems.extend(of_shapes);
    let (places, of_places) = read_places(&folder, &atlas)?;
    problems.extend(of_places);
    let contents = [
        (atlas.regions.len(), "regions, districts and groups"),
        (atlas.metrics.len(), "metrics"),
        (atlas.record_count(), "figures"),
        (atlas.bans.len(), "bans"),
        (atlas.sources.len(), "sources"),
        (atlas.conflicts.len(), "contradictions"),
        (atlas.constraints.len(), "constraints"),
        (atlas.estimates().count(), "estimates"),
        (places.len(), "places"),
        (geography.polygons.feature_count(), "boundaries"),
    ];
    let contents = contents.into_iter().map(|(count, what)| format!("{count} {what}")).collect();
    Ok(Checked { kind: format!("atlas of {}", atlas.name.en), role: FileRole::Atlas, contents, problems })
}

/// Points are checked as detections, which is what the program takes them for.
fn check_geojson(path: &Path) -> Result<Checked, IoError> {
    let file = read_geojson(path)?;
    let only_points = !file.points.is_empty() && file.polygons.path_count() + file.lines.path_count() == 0;
    let mut checked = checked_geojson(file);
    if only_points {
        let (detections, problems) = read_detections(path)?;
        checked.contents.push(format!("{} good as detections", detections.len()));
        checked.problems = problems;
        checked.role = FileRole::Detections;
    }
    Ok(checked)
}

fn checked_geojson(file: GeoFile) -> Checked {
    let (rings, lines, points) = (file.polygons.path_count(), file.lines.path_count(), file.points.len());
    let kind = match (rings > 0, lines > 0, points > 0) {
        (true, false, false) => "boundaries (GeoJSON polygons)",
        (false, true, false) => "lines (GeoJSON)",
        (false, false, true) => "points (GeoJSON); as detections, if that is what they are",
        (false, false, false) => "GeoJSON without any geometry",
        _ => "GeoJSON of mixed geometry",
    };
    let vertices = file.polygons.points().len() + file.lines.points().len() + points;
    let contents = [
        (file.features.len(), "feature"),
        (rings, "ring"),
        (lines, "line"),
        (points, "point"),
        (vertices, "vertex"),
    ];
    let contents = contents.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(n, what)).collect();
    let role = if rings > 0 { FileRole::Boundaries } else { FileRole::Other };
    Checked { kind: kind.to_owned(), role, contents, problems: file.problems }
}

fn counted(n: usize, what: &str) -> String {
    match what {
        _ if n == 1 => format!("1 {what}"),
        "vertex" => format!("{n} vertices"),
        _ => format!("{n} {what}s"),
    }
}

fn check_table(path: &Path) -> Result<Checked, IoError> {
    let table = describe_table(path)?;
    match table.contract {
        Some(Contract::Detections) => {
            let (detections, problems) = read_detections(path)?;
            let mut contents = describe(&table);
            contents.push(format!("{} good", detections.len()));
            let (kind, role) = (kind_of(&table, "detections"), FileRole::Detections);
            Ok(Checked { kind, role, contents, problems })
        }
        Some(contract) => {
            let (good, problems) = check_rows(path, contract)?;
            let mut contents = describe(&table);
            contents.push(good);
            let (kind, role) = (kind_of(&table, contract.id()), FileRole::Other);
            Ok(Checked { kind, role, contents, problems })
        }
        None => Err(IoError::Unrecognised {
            path: path.to_owned(),
            found: format!("a table with the columns {}", names(&table).join(", ")),
            expected: "detections (lon, lat or region), readings (meter_id, ts, wh), meters, feeders, weather, \
                       labels or scores",
        }),
    }
}

/// Reads all rows; what is good in them, and what is not.
fn check_rows(path: &Path, contract: Contract) -> Result<(String, Problems), IoError> {
    let listed = |count: usize, what: &str| format!("{} good", counted(count, what));
    let series = |opened: Result<(Readings, Problems), IoError>, what: &str| {
        let (readings, mut problems) = opened?;
        let has_grid = |(): &mut (), series: Series<'_>| series.grid.is_some();
        let (subjects, of_values) = readings.map(|_| true, &unwatched, || (), has_grid)?;
        problems.extend(of_values);
        Ok((counted(subjects.iter().filter(|(_, has_grid)| *has_grid).count(), what), problems))
    };
    match contract {
        Contract::Readings => series(Readings::open(path, &unwatched), "meter"),
        Contract::Feeders => series(Readings::open_feeders(path), "feeder"),
        Contract::Weather => series(Readings::open_weather(path), "region"),
        Contract::Meters => read_meters(path).map(|(rows, problems)| (listed(rows.len(), "meter"), problems)),
        Contract::Labels => read_labels(path).map(|(rows, problems)| (listed(rows.len(), "label"), problems)),
        Contract::Scores => read_scores(path).map(|(rows, problems)| (listed(rows.len(), "score"), problems)),
        Contract::Detections => {
            read_detections(path).map(|(rows, problems)| (listed(rows.len(), "row"), problems))
        }
    }
}

fn kind_of(table: &TableDescription, contract: &str) -> String {
    let format = match table.format {
        Format::Parquet => "Parquet",
        Format::Csv => "CSV",
        Format::GeoJson => "GeoJSON",
    };
    format!("{contract} ({format})")
}

fn describe(table: &TableDescription) -> Vec<String> {
    vec![counted(table.rows as usize, "row"), format!("columns {}", names(table).join(", "))]
}

fn names(table: &TableDescription) -> Vec<String> {
    /// A message names this many columns; a table may have thousands.
    const NAMED: usize = 30;
    let mut names: Vec<String> =
        table.columns.iter().take(NAMED).map(|column| printable(&column.name)).collect();
    if table.columns.len() > NAMED {
        names.push(format!("and {} more", table.columns.len() - NAMED));
    }
    names
}

/// The name as a terminal can show it.
fn printable(name: &str) -> String {
    if name.chars().all(|c| !c.is_control()) { name.to_owned() } else { excerpt(name) }
}
