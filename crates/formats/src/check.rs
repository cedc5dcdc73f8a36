//! Owns telling what a file or folder is and whether all of it can be used, for `check`. Does
//! not print.

use super::{
    detections::{
        Contract, Format, TableDescription, describe_table,
        foreign::{Text, container_of},
        read_detections,
        repeated::may_repeat,
        sniff::open,
    },
    folder::PACKAGE,
    foreign::{Collected, Foreign, collect, read_description},
    geofile::{GeoLayer, may_be_shapes, read_geofile, read_if_shapes},
    package::{AtlasFolder, join_shapes, read_atlas, read_places, read_shapes},
    problem::{IoError, Problem, Problems, excerpt},
    readings::{
        Readings, Series, name_unread, read_cells, read_labels, read_meters, read_scores, tables_in,
        unwatched,
    },
    region_table::has_regions,
};
use crate::{atlas::Detections, lang::Message};
use std::{
    collections::HashMap,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    io::Read,
    path::Path,
};

/// What a file is good for when it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileRole {
    /// A folder of an atlas.
    Atlas,
    /// Polygons: boundaries.
    Boundaries,
    /// Points with kinds and dates: detections.
    Detections,
    /// A table of figures by region.
    Figures,
    /// Known, but nothing that can be shown.
    Other,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What it is, in a few words.
    pub kind: Message,
    /// What it is good for.
    pub role: FileRole,
    /// What is in it, a line each.
    pub contents: Vec<Message>,
    /// What is wrong in it.
    pub problems: Problems,
    /// The rows of a file of detections, so that who asks where they lie need not read it again.
    pub detections: Option<Detections>,
}

/// Reads all of `path` and says what it is.
///
/// # Errors
/// It cannot be read, is not recognised, or is not usable as a whole.
pub fn check(path: &Path) -> Result<Checked, IoError> {
    check_layer(path, None)
}

/// The same for one layer of a file of shapes.
///
/// # Errors
/// It cannot be read, is not recognised, is not usable as a whole, or has no such layer.
pub fn check_layer(path: &Path, layer: Option<&str>) -> Result<Checked, IoError> {
    if path.is_dir() {
        return if path.join(PACKAGE).is_file() { check_atlas(path) } else { check_folder(path) };
    }
    if path.file_name().is_some_and(|name| name == PACKAGE) {
        // A bare file name has the empty parent, which is the folder that we are in.
        let folder = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
        return check_atlas(folder);
    }
    if may_be_shapes(&start_of(path)?)
        && let Some(shapes) = read_if_shapes(path, layer)?
    {
        return Ok(checked_shapes(shapes));
    }
    if let Some(foreign) = Foreign::of(path)? {
        return check_foreign(path, &foreign);
    }
    match Format::of(path)? {
        Format::GeoJson => check_geojson(path, layer),
        Format::Csv | Format::Parquet => check_table(path, layer),
    }
}

/// Reads all of a table of readings by its description and says what is in it.
///
/// # Errors
/// It or its description cannot be read.
pub fn check_described(path: &Path, description: &Path) -> Result<Checked, IoError> {
    check_foreign(path, &Foreign::Table(Box::new(read_description(description)?)))
}

/// Readings of others: all of them are read.
fn check_foreign(path: &Path, foreign: &Foreign) -> Result<Checked, IoError> {
    let (collected, problems) = collect(&[path.to_owned()], Some(foreign))?;
    let contents = collected_told(&collected);
    Ok(Checked { kind: foreign.told(), role: FileRole::Other, contents, problems, detections: None })
}

/// What was gathered, a line each.
#[must_use]
pub fn collected_told(collected: &Collected) -> Vec<Message> {
    let meters = counted(collected.meter_count(), "counted-meters");
    let readings = Message::new("found-interval-readings").with("meters", meters).count(collected.len());
    let others =
        [(collected.exported, "found-exported-rows"), (collected.not_measured, "found-not-measured")];
    let others = others.into_iter().filter(|(n, _)| *n > 0).map(|(n, id)| counted(n as usize, id));
    std::iter::once(readings).chain(others).collect()
}

/// The first bytes of a file, by which its kind is told.
fn start_of(path: &Path) -> Result<Vec<u8>, IoError> {
    const ENOUGH: u64 = 4096;
    let mut start = Vec::new();
    let read = open(path)?.take(ENOUGH).read_to_end(&mut start);
    read.map_err(|cause| IoError::system("read", path, cause))?;
    Ok(start)
}

fn check_atlas(folder: &Path) -> Result<Checked, IoError> {
    let folder = AtlasFolder::Directory(folder.to_owned());
    let (atlas, mut problems) = read_atlas(&folder)?;
    let (geography, of_shapes) = join_shapes(read_shapes(&folder)?, &atlas)?;
    problems.extend(of_shapes);
    let (places, of_places) = read_places(&folder, &atlas)?;
    problems.extend(of_places);
    let contents = [
        (atlas.regions.len(), "counted-regions"),
        (atlas.metrics.len(), "counted-metrics"),
        (atlas.record_count(), "counted-figures"),
        (atlas.bans.len(), "counted-bans"),
        (atlas.sources.len(), "counted-sources"),
        (atlas.conflicts.len(), "counted-conflicts"),
        (atlas.constraints.len(), "counted-constraints"),
        (atlas.estimates().count(), "counted-estimates"),
        (places.len(), "counted-places"),
        (geography.polygons.feature_count(), "counted-boundaries"),
    ];
    let contents = contents.into_iter().map(|(count, what)| counted(count, what)).collect();
    let kind = Message::new("found-atlas").with("name", atlas.name.clone());
    Ok(Checked { kind, role: FileRole::Atlas, contents, problems, detections: None })
}

/// The tables of a folder that is no atlas, as a run over it finds them.
fn check_folder(folder: &Path) -> Result<Checked, IoError> {
    let (mut contents, mut problems) = (Vec::new(), Problems::default());
    let (mut has_readings, mut has_input) = (false, false);
    for contract in Contract::ALL {
        let files = match tables_in(folder, contract) {
            Ok(files) => files,
            Err(IoError::Unrecognised { .. }) => continue,
            Err(error) => return Err(error),
        };
        has_readings |= contract == Contract::Readings;
        has_input |= !contract.is_result();
        // Those of a run are read together, others one by one.
        let together = [folder.to_owned()];
        let read = if contract.is_result() { &files[..] } else { &together };
        for path in read {
            let (good, of_rows) = check_rows(path, contract)?;
            problems.extend(of_rows);
            let count = if contract.is_result() { 1 } else { files.len() };
            let found = Message::new("found-tables").with("contract", contract.told()).count(count);
            contents.push(found.with("good", good));
        }
    }
    if contents.is_empty() {
        // Files of head-ends, each in a format of its own.
        let Ok((collected, problems)) = collect(&[folder.to_owned()], None) else {
            let (found, expected) = ("found-no-known-table".into(), "expected-atlas-or-tables".into());
            return Err(IoError::Unrecognised { path: folder.to_owned(), found, expected });
        };
        let (kind, role) = ("found-foreign-folder".into(), FileRole::Other);
        return Ok(Checked { kind, role, contents: collected_told(&collected), problems, detections: None });
    }
    if !has_readings {
        let mut unread = Problems::default();
        name_unread(folder, &mut unread);
        if !has_input && !unread.is_empty() {
            // Places among other tables: an atlas that lost its descriptor, and is told so.
            return check_atlas(folder);
        }
        problems.extend(unread);
    }
    Ok(Checked {
        kind: "found-table-folder".into(),
        role: FileRole::Other,
        contents,
        problems,
        detections: None,
    })
}

/// Points are checked as detections, which is what the program takes them for.
fn check_geojson(path: &Path, layer: Option<&str>) -> Result<Checked, IoError> {
    let opened = read_geofile(path, layer)?;
    let file = &opened.file;
    let only_points = !file.points.is_empty() && file.polygons.path_count() + file.lines.path_count() == 0;
    let is_geojson = opened.layers.is_empty();
    let mut checked = checked_shapes(opened);
    if only_points && is_geojson {
        let (detections, problems) = read_detections(path)?;
        checked.contents.push(counted(detections.len(), "found-good-detections"));
        checked.problems = problems;
        checked.role = FileRole::Detections;
        checked.detections = Some(detections);
    }
    Ok(checked)
}

fn checked_shapes(opened: GeoLayer) -> Checked {
    let GeoLayer { file, format, layers } = opened;
    let (rings, lines, points) = (file.polygons.path_count(), file.lines.path_count(), file.points.len());
    let kind = match (rings > 0, lines > 0, points > 0) {
        (true, false, false) => "found-boundaries",
        (false, true, false) => "found-line-file",
        (false, false, true) => "found-point-file",
        (false, false, false) => "found-no-geometry",
        _ => "found-mixed-geometry",
    };
    let vertices = file.polygons.points().len() + file.lines.points().len() + points;
    let contents = [
        (file.features.len(), "counted-features"),
        (rings, "counted-rings"),
        (lines, "counted-lines"),
        (points, "counted-points"),
        (vertices, "counted-vertices"),
    ];
    let names = Message::list(layers.iter().map(|name| excerpt(name)));
    let listed = (layers.len() > 1).then(|| Message::new("found-layers").with("names", names));
    let contents = contents.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(n, what));
    let contents = listed.into_iter().chain(contents).collect();
    let kind = Message::new(kind).text("format", format);
    let role = if rings > 0 { FileRole::Boundaries } else { FileRole::Other };
    Checked { kind, role, contents, problems: file.problems, detections: None }
}

fn counted(n: usize, id: &'static str) -> Message {
    Message::new(id).count(n)
}

fn good(counted: impl Into<Message>) -> Message {
    Message::new("found-good").with("counted", counted)
}

fn check_table(path: &Path, layer: Option<&str>) -> Result<Checked, IoError> {
    let table = match describe_table(path) {
        Ok(table) => table,
        Err(error) => return read_if_shapes(path, layer)?.map(checked_shapes).ok_or(error),
    };
    if table.contract.is_none()
        && let Some(shapes) = read_if_shapes(path, layer)?
    {
        return Ok(checked_shapes(shapes));
    }
    match table.contract {
        Some(Contract::Detections) => {
            let (detections, mut problems) = read_detections(path)?;
            problems.extend(repeated_ids(path, &table)?);
            let mut contents = describe(&table);
            contents.push(good(detections.len().to_string()));
            let (kind, role) = (kind_of(path, &table, Contract::Detections), FileRole::Detections);
            Ok(Checked { kind, role, contents, problems, detections: Some(detections) })
        }
        Some(contract) => {
            let (good, problems) = check_rows(path, contract)?;
            let mut contents = describe(&table);
            contents.push(good);
            let (kind, role) = (kind_of(path, &table, contract), FileRole::Other);
            Ok(Checked { kind, role, contents, problems, detections: None })
        }
        None if has_regions(&table.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>()) => {
            let format = container_of(path, table.format);
            Ok(Checked {
                kind: Message::new("found-region-table").text("format", format),
                role: FileRole::Figures,
                contents: describe(&table),
                problems: Problems::default(),
                detections: None,
            })
        }
        None => Err(IoError::Unrecognised {
            path: path.to_owned(),
            found: Message::new("found-table").with("names", table.names()),
            expected: "expected-known-table".into(),
        }),
    }
}

/// Reads all rows; what is good in them, and what is not.
fn check_rows(path: &Path, contract: Contract) -> Result<(Message, Problems), IoError> {
    let listed = |count: usize, what| good(counted(count, what));
    let series = |opened: Result<(Readings, Problems), IoError>, what| {
        let (readings, mut problems) = opened?;
        let has_grid = |(): &mut (), series: Series<'_>| series.grid.is_some();
        let (subjects, of_values) = readings.map(|_| true, &unwatched, || (), has_grid)?;
        problems.extend(of_values);
        Ok((counted(subjects.iter().filter(|(_, has_grid)| *has_grid).count(), what), problems))
    };
    match contract {
        Contract::Readings => series(Readings::open(path, &unwatched), "counted-meters"),
        Contract::Feeders => series(Readings::open_feeders(path), "counted-feeders"),
        Contract::Weather => series(Readings::open_weather(path), "counted-weather-regions"),
        Contract::Meters => {
            read_meters(path).map(|(rows, problems)| (listed(rows.len(), "counted-meters"), problems))
        }
        Contract::Labels => {
            read_labels(path).map(|(rows, problems)| (listed(rows.len(), "counted-labels"), problems))
        }
        Contract::Scores => {
            read_scores(path).map(|(rows, problems)| (listed(rows.len(), "counted-scores"), problems))
        }
        // Numbers of any kind and none: the description says how many.
        Contract::Measures => {
            let rows = describe_table(path)?.rows as usize;
            Ok((counted(rows, "counted-meters"), Problems::default()))
        }
        Contract::Detections => {
            let (rows, mut problems) = read_detections(path)?;
            problems.extend(repeated_ids(path, &describe_table(path)?)?);
            Ok((listed(rows.len(), "counted-detections"), problems))
        }
    }
}

/// Names ids of detections that occur more than once.
fn repeated_ids(path: &Path, table: &TableDescription) -> Result<Problems, IoError> {
    const COLUMN: &str = "detection_id";
    let mut problems = Problems::default();
    if !table.columns.iter().any(|column| column.name == COLUMN) {
        return Ok(problems);
    }
    let mut first_of: HashMap<u64, u64, BuildHasherDefault<DefaultHasher>> = HashMap::default();
    let text = Text::of(path);
    if !may_repeat(text.path(), COLUMN)? {
        return Ok(problems);
    }
    // What else is wrong in rows was said of them as detections.
    read_cells(text.path(), &[COLUMN], &mut Problems::default(), |row, _| {
        let id = row.text(COLUMN);
        let first = *first_of.entry(first_of.hasher().hash_one(id)).or_insert(row.line);
        if !id.is_empty() && first != row.line {
            let problem = row.remark(COLUMN, "expected-own-detection-id");
            let found =
                Message::new("found-id-again").with("id", excerpt(id)).text("line", first.to_string());
            problems.add(Problem { found, ..problem });
        }
        Ok(())
    })?;
    // How the file was read is told of its detections.
    problems.first.iter_mut().for_each(|problem| text.name(problem));
    Ok(problems)
}

fn kind_of(path: &Path, table: &TableDescription, contract: Contract) -> Message {
    let format = container_of(path, table.format);
    Message::new("found-contract-file").with("contract", contract.told()).text("format", format)
}

fn describe(table: &TableDescription) -> Vec<Message> {
    let mut contents = vec![
        counted(table.rows as usize, "counted-rows"),
        Message::new("found-columns").with("names", table.names()),
    ];
    contents.extend(table.read_as());
    contents.extend(table.unread());
    contents
}
