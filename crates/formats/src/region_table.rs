//! Owns figures of the user's own by region: a table with a column of regions and columns of numbers,
//! and the numbers that features of boundaries carry. Does not make metrics of them.
//!
//! A table has one row a region, or one a region and year. A column `x` may have its bounds beside it,
//! as `x_low` and `x_high` or as `min x` and `max x`, the only one as `low` and `high`; a column `status` says how the figures of a row came to be.

mod preview;

mod said;

pub use preview::{FiguresPreview, preview_region_table};
pub use said::{FigurePart, SaidFigures};

use super::{
    Format,
    detections::foreign::Text,
    geojson::{GeoFeature, PropertyValue},
    problem::{IoError, Problem, Problems, Severity, excerpt},
    readings::read_cells,
    table::Row,
};
use crate::{
    atlas::{Atlas, Level, Period, RegionId, RegionNames},
    lang::Message,
    provenance::{Interval, Status},
};
use ::table::{
    cell::{is_missing_of_people, number_of_people},
    key,
};
use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

/// Figures of one column.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionColumn {
    /// What the column is called.
    pub name: String,
    /// Its figures, in the order of the file.
    pub figures: Vec<RegionFigure>,
}

/// A figure of a region.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionFigure {
    /// The region.
    pub region: RegionId,
    /// When it is true; [`Period::UNDATED`] where the file does not say.
    pub period: Period,
    /// The value; `None` where only bounds are given.
    pub value: Option<f64>,
    /// Its bounds, where they are given.
    pub interval: Option<Interval>,
    /// How it came to be; published where the file does not say.
    pub status: Status,
}

/// Names of a column of regions, as [`key`] has them.
const REGIONS: [&str; 13] = [
    "region",
    "region name",
    "region code",
    "регион",
    "субъект",
    "субъект рф",
    "субъект федерации",
    "субъект российской федерации",
    "область",
    "территория",
    "iso 3166 2",
    "окато",
    "октмо",
];
/// Names of a column of periods.
const PERIODS: [&str; 6] = ["year", "period", "date", "год", "период", "дата"];
const STATUS: &str = "status";
/// A column is one of numbers where at least this share of its cells that say something is.
const MOSTLY: f64 = 0.5;

/// Whether a table with such columns may be one of figures by region.
pub(crate) fn has_regions<S: AsRef<str>>(header: &[S]) -> bool {
    header.iter().any(|name| REGIONS.contains(&key(name.as_ref()).as_str()))
}

/// Reads a table of figures by region: CSV of any dialect, a workbook, NDJSON or Parquet.
///
/// What is `said` of columns goes before what their names say.
///
/// # Errors
/// The file cannot be read, or it has no column of regions or none of numbers.
pub fn read_region_table(
    path: &Path,
    atlas: &Atlas,
    said: &SaidFigures,
) -> Result<(Vec<RegionColumn>, Problems), IoError> {
    if Format::of(path)? == Format::GeoJson {
        return Err(IoError::no_table(path));
    }
    let text = Text::of(path);
    let (columns, problems) = read_plain(text.path(), atlas, said).map_err(|error| text.fail(error))?;
    Ok((columns, text.tell(problems)))
}

/// What the columns of a table are beside each other.
struct Parts {
    is_number: Vec<bool>,
    bounds: Vec<Option<Bound>>,
    /// The only column of figures that bound nothing.
    only: Option<usize>,
}

impl Parts {
    fn of(header: &[String], rows: &[Raw], said: &SaidFigures) -> Self {
        let keys: Vec<String> = header.iter().map(|name| key(name)).collect();
        let place = |of: &String| header.iter().position(|name| name == of);
        let is_told =
            |key: &str| REGIONS.contains(&key) || PERIODS.contains(&key) || key == STATUS || is_code(key);
        let is_number: Vec<bool> = (0..keys.len())
            .map(|at| match said.of(&header[at]) {
                Some(part) => part.has_numbers(),
                None => !header[at].is_empty() && !is_told(&keys[at]) && is_of_numbers(rows, at),
            })
            .collect();
        let bounds: Vec<Option<Bound>> = (0..keys.len())
            .map(|at| match said.of(&header[at]) {
                Some(FigurePart::Low(of)) => Some(Bound { side: Side::Low, of: place(of) }),
                Some(FigurePart::High(of)) => Some(Bound { side: Side::High, of: place(of) }),
                None if is_number[at] => Bound::of(&keys[at], &keys),
                Some(_) | None => None,
            })
            .collect();
        // Bounds that name no column are those of the only one.
        let mut valued = (0..keys.len()).filter(|&at| is_number[at] && bounds[at].is_none());
        let only = valued.next().filter(|_| valued.next().is_none());
        Self { is_number, bounds, only }
    }

    /// What a column bounds, and on which side.
    fn bound_of(&self, at: usize) -> Option<(Side, usize)> {
        let bound = self.bounds[at].as_ref()?;
        Some((bound.side, bound.of.or(self.only)?))
    }
}

/// A row as it stands in the file.
struct Raw {
    line: u64,
    region: RegionId,
    period: Period,
    status: Status,
    cells: Vec<String>,
}

fn read_plain(
    path: &Path,
    atlas: &Atlas,
    said: &SaidFigures,
) -> Result<(Vec<RegionColumn>, Problems), IoError> {
    let (mut problems, mut header) = (Problems::default(), Vec::new());
    let (mut rows, mut seen) = (Vec::new(), HashSet::new());
    let names = RegionNames::new(atlas);
    let mut heads = Heads::default();
    read_cells(path, &[], &mut problems, |row, problems| {
        if header.is_empty() {
            header = row.columns.to_vec();
            heads = Heads::of(&header, said);
        }
        rows.extend(raw(row, &heads, atlas, &names, &mut seen, problems)?);
        Ok(())
    })?;
    if !header.is_empty() && heads.region.is_none() {
        let found = Message::new("found-columns").text("names", header.join(", "));
        return Err(IoError::unusable(path, None, "expected-region-column", found));
    }
    let parts = Parts::of(&header, &rows, said);
    let columns = columns(path, &header, &rows, &parts, &mut problems);
    if columns.is_empty() {
        let found = Message::new("found-columns").text("names", header.join(", "));
        return Err(IoError::unusable(path, None, "expected-number-column", found));
    }
    Ok((columns, problems))
}

/// Names of the columns that are no figures, as the file has them.
#[derive(Default)]
struct Heads {
    region: Option<String>,
    period: Option<String>,
    status: Option<String>,
}

impl Heads {
    fn of(header: &[String], said: &SaidFigures) -> Self {
        let is_free = |column: &&String| said.of(column).is_none();
        // What is said counts; else, of several columns, the one of the first name.
        let called = |part: &FigurePart, names: &[&str]| {
            let is_said = header.iter().find(|column| said.of(column) == Some(part));
            let named = |name: &&str| header.iter().filter(is_free).find(|column| key(column) == **name);
            is_said.or_else(|| names.iter().find_map(named)).cloned()
        };
        Self {
            region: called(&FigurePart::Region, &REGIONS),
            period: called(&FigurePart::Period, &PERIODS),
            status: called(&FigurePart::Status, &[STATUS]),
        }
    }
}

/// A row with its region and period; none where it has no region at all.
fn raw(
    row: &Row<'_>,
    heads: &Heads,
    atlas: &Atlas,
    names: &RegionNames,
    seen: &mut HashSet<(RegionId, Period)>,
    problems: &mut Problems,
) -> Result<Option<Raw>, Problem> {
    let Some(column) = &heads.region else { return Ok(None) };
    let text = row.text(column);
    if text.is_empty() {
        // Only what says something is lost.
        if row.record.iter().any(|cell| !cell.trim().is_empty()) {
            problems.add_alike(row.wrong(column, "expected-region-of-row"), 1);
        }
        return Ok(None);
    }
    let region = names.find(text).region().or_else(|| whole(atlas, text));
    let region = region.ok_or_else(|| row.wrong(column, "expected-map-region"))?;
    let period = match &heads.period {
        Some(column) => row.period(column)?.unwrap_or(Period::UNDATED),
        None => Period::UNDATED,
    };
    if !seen.insert((region, period)) {
        return Err(row.wrong(column, "expected-region-once"));
    }
    let status = match heads.status.as_ref().map(|column| (column, row.text(column))) {
        None | Some((_, "")) => Status::Published,
        Some((column, word)) => Status::from_id(&word.to_lowercase()).unwrap_or_else(|| {
            problems.add(row.remark(column, "expected-status"));
            Status::Published
        }),
    };
    let cells = row.record.iter().map(|cell| cell.trim().to_owned()).collect();
    Ok(Some(Raw { line: row.line, region, period, status, cells }))
}

/// The country or a district by its name or code.
fn whole(atlas: &Atlas, text: &str) -> Option<RegionId> {
    let text = text.to_lowercase();
    let is_it = |id: &RegionId| {
        let region = atlas.region(*id);
        let names = [&region.code, &region.name.en, &region.name.ru, &region.short.en, &region.short.ru];
        matches!(region.level, Level::Country | Level::District)
            && names.iter().any(|name| name.to_lowercase() == text)
    };
    atlas.region_ids().find(is_it)
}

fn columns(
    path: &Path,
    header: &[String],
    rows: &[Raw],
    parts: &Parts,
    problems: &mut Problems,
) -> Vec<RegionColumn> {
    let bound = |of: usize, side: Side| (0..header.len()).find(|&at| parts.bound_of(at) == Some((side, of)));
    let mut columns = Vec::new();
    for (at, name) in header.iter().enumerate() {
        if name.is_empty() && is_of_numbers(rows, at) {
            let found = Message::new("found-column-without-name").text("number", (at + 1).to_string());
            problems.add(Problem::of_file(path, None, "expected-named-columns", found, Severity::Error));
        }
        if !parts.is_number[at] || parts.bound_of(at).is_some() {
            continue;
        }
        let (low, high) = (bound(at, Side::Low), bound(at, Side::High));
        let mut figures = Vec::new();
        for row in rows {
            let mut number = |at: usize| {
                let cell = Number::of(row.cells.get(at).map_or("", String::as_str));
                if let Number::Wrong(found) = cell {
                    let problem = Problem::of_file(
                        path,
                        header.get(at).map(String::as_str),
                        "expected-number",
                        found,
                        Severity::Error,
                    );
                    problems.add(Problem { row: Some(row.line), ..problem });
                    return None;
                }
                cell.value()
            };
            let (value, low, high) = (number(at), low.and_then(&mut number), high.and_then(&mut number));
            let interval = Interval::new(low, high);
            if interval.is_none() && (low.is_some() || high.is_some()) {
                let found = Message::new("found-turned-bounds");
                let problem = Problem::of_file(path, Some(name), "expected-bounds", found, Severity::Error);
                problems.add(Problem { row: Some(row.line), ..problem });
                continue;
            }
            let is_outside = |(value, within): &(f64, Interval)| {
                within.low().is_some_and(|low| *value < low)
                    || within.high().is_some_and(|high| *value > high)
            };
            if let Some((value, interval)) = value.zip(interval).filter(is_outside) {
                let bound =
                    |bound: Option<f64>| bound.map_or_else(|| "…".to_owned(), |bound| bound.to_string());
                let expected = Message::new("expected-range")
                    .text("low", bound(interval.low()))
                    .text("high", bound(interval.high()));
                let problem =
                    Problem::of_file(path, Some(name), expected, value.to_string(), Severity::Error);
                problems.add(Problem { row: Some(row.line), ..problem });
                continue;
            }
            if value.is_some() || interval.is_some() {
                let Raw { region, period, status, .. } = *row;
                // No estimate is exact.
                let interval = interval.or((status >= Status::Estimated).then_some(Interval::UNKNOWN));
                figures.push(RegionFigure { region, period, value, interval, status });
            }
        }
        columns.push(RegionColumn { name: name.clone(), figures });
    }
    columns
}

/// Which bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

impl Side {
    /// What columns of it are called, alone or beside the name of another column.
    const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Low => {
                &["low", "lower", "lower bound", "min", "minimum", "от", "нижняя граница", "минимум", "мин"]
            }
            Self::High => &[
                "high",
                "upper",
                "upper bound",
                "max",
                "maximum",
                "до",
                "верхняя граница",
                "максимум",
                "макс",
            ],
        }
    }
}

/// A column that bounds another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bound {
    side: Side,
    /// Which, where its name says it.
    of: Option<usize>,
}

impl Bound {
    /// What the name of a column bounds: `x low`, `low x`, or `low` alone.
    fn of(name: &str, keys: &[String]) -> Option<Self> {
        [Side::Low, Side::High].into_iter().find_map(|side| {
            side.names().iter().find_map(|word| {
                if name == *word {
                    return Some(Self { side, of: None });
                }
                let before = name.strip_suffix(word).and_then(|rest| rest.strip_suffix(' '));
                let behind = || name.strip_prefix(word).and_then(|rest| rest.strip_prefix(' '));
                let of = before.or_else(behind)?;
                let of = keys.iter().position(|key| key == of)?;
                Some(Self { side, of: Some(of) })
            })
        })
    }
}

/// Whether a column says which place or feature a row is, and measures nothing.
fn is_code(key: &str) -> bool {
    const CODES: [&str; 16] = [
        "id",
        "fid",
        "gid",
        "code",
        "код",
        "ogc fid",
        "objectid",
        "object id",
        "shape area",
        "shape length",
        "shape leng",
        "lon",
        "lat",
        "x",
        "y",
        "номер",
    ];
    CODES.contains(&key) || key.ends_with(" id") || key.ends_with(" code")
}

/// What a cell says.
enum Number {
    Absent,
    Value(f64),
    Wrong(Message),
}

impl Number {
    fn of(text: &str) -> Self {
        let text = text.trim();
        if is_missing_of_people(text.as_bytes()) {
            return Self::Absent;
        }
        number_of_people(text.as_bytes(), b'.').map_or_else(|| Self::Wrong(excerpt(text)), Self::Value)
    }

    const fn value(&self) -> Option<f64> {
        if let Self::Value(value) = self { Some(*value) } else { None }
    }
}

fn is_of_numbers(rows: &[Raw], at: usize) -> bool {
    let (mut numbers, mut others) = (0.0, 0.0);
    for row in rows {
        match Number::of(row.cells.get(at).map_or("", String::as_str)) {
            Number::Absent => {}
            Number::Value(_) => numbers += 1.0,
            Number::Wrong(_) => others += 1.0,
        }
    }
    numbers > 0.0 && numbers >= MOSTLY * (numbers + others)
}

/// The numbers that features carry, by property. Where a region is made of several features that differ,
/// none of them is its figure.
pub(crate) fn columns_of_features(
    features: &[GeoFeature],
    regions: &[Option<RegionId>],
) -> Vec<RegionColumn> {
    let mut order: Vec<&str> = Vec::new();
    let mut columns: BTreeMap<&str, Option<BTreeMap<RegionId, Option<f64>>>> = BTreeMap::new();
    for (feature, region) in features.iter().zip(regions) {
        for (name, value) in &feature.properties {
            let column = columns.entry(name).or_insert_with(|| {
                order.push(name);
                Some(BTreeMap::new())
            });
            match (value, region) {
                (PropertyValue::Number(number), Some(region)) => {
                    if let Some(figures) = column {
                        let known = figures.entry(*region).or_insert(Some(*number));
                        if known.is_some_and(|known| known.to_bits() != number.to_bits()) {
                            *known = None;
                        }
                    }
                }
                (PropertyValue::Number(_), None) => {}
                // A property of texts and numbers measures nothing.
                (PropertyValue::Text(_) | PropertyValue::Bool(_), _) => *column = None,
            }
        }
    }
    let figures_of = |name: &str| {
        let figures = columns.get(name)?.as_ref()?;
        let figures: Vec<RegionFigure> = figures
            .iter()
            .filter_map(|(&region, value)| {
                let value = Some((*value)?);
                Some(RegionFigure {
                    region,
                    period: Period::UNDATED,
                    value,
                    interval: None,
                    status: Status::Published,
                })
            })
            .collect();
        (!figures.is_empty()).then_some(figures)
    };
    let is_measured = |name: &&&str| !is_code(&key(name)) && !REGIONS.contains(&key(name).as_str());
    let named = order.iter().filter(is_measured);
    named
        .filter_map(|name| Some(RegionColumn { name: (*name).to_owned(), figures: figures_of(name)? }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AtlasFolder, parse_geojson, read_atlas, write_file};

    fn read(text: &[u8]) -> Result<(Vec<RegionColumn>, Vec<String>), String> {
        let (atlas, _) = read_atlas(&AtlasFolder::Embedded).expect("the embedded atlas");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.csv");
        write_file(&path, text).expect("written");
        let (columns, problems) =
            read_region_table(&path, &atlas, &SaidFigures::default()).map_err(|error| error.to_string())?;
        let told = problems.first.iter().map(ToString::to_string);
        let shown = path.display().to_string();
        Ok((columns, told.map(|told| told.replace(&shown, "t.csv")).collect()))
    }

    fn figures(column: &RegionColumn) -> Vec<(Option<f64>, Option<Interval>, Status)> {
        column.figures.iter().map(|figure| (figure.value, figure.interval, figure.status)).collect()
    }

    #[test]
    fn columns_of_numbers_are_figures_with_their_bounds_and_status() {
        let text = "Регион;Год;Потребление, ГВт·ч;Потребление, ГВт·ч low;Потребление, ГВт·ч high;status;Примечание\n\
            Иркутская обл.;2024;54 321,5;50000;60000;estimated;а\n\
            г. Москва;2024;н/д;;;;б\n\
            Томская область;2024;нет данных;;;;\n\
            Омская область;2024;#Н/Д;Нет;none;;\n\
            Россия;2024;1 100 000;;;derived;\n";
        let (columns, told) = read(text.as_bytes()).expect("read");
        assert_eq!(columns.len(), 1, "{columns:?}");
        assert_eq!(columns[0].name, "Потребление, ГВт·ч");
        assert_eq!(
            figures(&columns[0]),
            [
                (Some(54_321.5), Interval::new(Some(5e4), Some(6e4)), Status::Estimated),
                (Some(1.1e6), None, Status::Derived)
            ]
        );
        assert_eq!(columns[0].figures[0].period, Period::year(2024));
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn bounds_are_known_by_the_names_that_people_give_them() {
        for header in [
            "region,farms,farms low,farms (high)",
            "region,farms,low,high",
            "region,farms,Min,MAX",
            "region,farms,min farms,max farms",
            "регион,farms,Нижняя граница,Верхняя граница",
            "регион,farms,от,до",
        ] {
            let (columns, told) = read(format!("{header}\nRU-IRK,5,3,9\n").as_bytes()).expect("read");
            assert_eq!(columns.len(), 1, "{header}: {columns:?}");
            assert_eq!(
                figures(&columns[0]),
                [(Some(5.0), Interval::new(Some(3.0), Some(9.0)), Status::Published)],
                "{header} {told:?}"
            );
        }
        // Where it is not known whose they are, they are figures of their own.
        let (columns, _) = read(b"region,a,b,min,max\nRU-IRK,5,6,3,9\n").expect("read");
        assert_eq!(columns.len(), 4, "{columns:?}");
        let (columns, _) = read(b"region,low,high\nRU-IRK,3,9\n").expect("read");
        assert_eq!(columns.len(), 2, "{columns:?}");
    }

    #[test]
    fn what_is_no_figure_is_told_where_it_stands() {
        let text = "region,a,a_low,a_high,b\nIrkutsk Oblast,1,,,x\nNowhere,2,,,y\nRU-IRK,3,,,z\n\
            Moscow,many,,,1\nRU-NVS,4,9,1,w\nRU-TOM,5,,,v\n";
        let (columns, told) = read(text.as_bytes()).expect("read");
        assert_eq!(columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>(), ["a"]);
        assert_eq!(
            columns[0].figures.iter().map(|figure| figure.value).collect::<Vec<_>>(),
            [Some(1.0), Some(5.0)]
        );
        assert_eq!(columns[0].figures[0].period, Period::UNDATED);
        assert_eq!(
            told,
            [
                "t.csv, line 3, region: expected the code or name of a region of the map, found \"Nowhere\"",
                "t.csv, line 4, region: expected each region once, or once a year, found \"RU-IRK\"",
                "t.csv, line 5, a: expected a number, found \"many\"",
                "t.csv, line 6, a: expected a lower bound not above the upper one, found them the other way round",
            ]
        );
    }

    #[test]
    fn rows_without_a_region_and_columns_without_a_name_are_told() {
        let text = "region,2023,,2024,\n,farms,kW,farms,kW\n,9,9,9,9\nRU-IRK,10,1,20,2\n";
        let (columns, told) = read(text.as_bytes()).expect("read");
        let values: Vec<_> = columns.iter().map(|column| column.figures[0].value).collect();
        assert_eq!(values, [Some(10.0), Some(20.0)]);
        assert_eq!(
            told,
            [
                "t.csv, line 2, region: expected a region in each row, found nothing",
                "t.csv: expected a name for each column of numbers, found none in column 3; its numbers are left out",
                "t.csv: expected a name for each column of numbers, found none in column 5; its numbers are left out",
            ]
        );
    }

    #[test]
    fn a_value_outside_of_its_bounds_is_no_figure() {
        let text = "region,a,a_low,a_high\nRU-IRK,5,6,9\nRU-TOM,9,6,9\n";
        let (columns, told) = read(text.as_bytes()).expect("read");
        assert_eq!(columns[0].figures.iter().map(|figure| figure.value).collect::<Vec<_>>(), [Some(9.0)]);
        assert_eq!(told, ["t.csv, line 2, a: expected a number from 6 to 9, found 5"]);
    }

    #[test]
    fn an_estimate_without_bounds_is_not_exact() {
        let (columns, _) = read(b"region,a,status\nRU-IRK,5,estimated\nRU-TOM,9,published\n").expect("read");
        let intervals: Vec<_> = columns[0].figures.iter().map(|figure| figure.interval).collect();
        assert_eq!(intervals, [Some(Interval::UNKNOWN), None]);
    }

    #[test]
    fn a_table_without_regions_or_numbers_is_refused() {
        let refused = read(b"place,n\nOak,1\n").expect_err("no regions");
        assert!(refused.contains("a column of regions"), "{refused}");
        let refused = read(b"region,name\nRU-IRK,Oak\n").expect_err("no numbers");
        assert!(refused.contains("a column of numbers"), "{refused}");
    }

    #[test]
    fn numbers_of_features_are_figures_unless_parts_of_a_region_differ() {
        let properties = [r#""code":1,"people":5,"name":"a""#, r#""people":7"#, r#""people":5,"area":2.5"#];
        let features = properties.map(|properties| {
            format!(r#"{{"type":"Feature","geometry":null,"properties":{{{properties}}}}}"#)
        });
        let file = parse_geojson(Path::new("a.geojson"), features.join("\n").as_bytes()).expect("features");
        let [a, b] = [RegionId(0), RegionId(1)];
        let columns = columns_of_features(&file.features, &[Some(a), Some(b), Some(a)]);
        let told: Vec<_> = columns
            .iter()
            .flat_map(|column| column.figures.iter().map(|f| (column.name.as_str(), f.region, f.value)))
            .collect();
        assert_eq!(told, [("people", a, Some(5.0)), ("people", b, Some(7.0)), ("area", a, Some(2.5))]);
        let columns = columns_of_features(&file.features, &[Some(a), Some(a), None]);
        assert!(columns.is_empty(), "5 and 7 are not one figure: {columns:?}");
    }
}
