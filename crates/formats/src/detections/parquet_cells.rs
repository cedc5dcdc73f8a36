//! Owns the cells of decoded Parquet columns: numbers of any width, words, days. Does not read
//! files.
//!
//! Main type: [`Batch`].

use super::{
    check::{Checks, Row},
    columns::{Column, Layout, column_error, expected},
    csv_rows::{kind, legal, status},
    parts::Part,
    text::{Cell, cell, day_and_minute, is_code},
};
use crate::{
    IoError, Severity,
    arrow_types::{is_text, is_time, words},
    atlas::{DetectionKind, Legal, NO_DAY, NO_MINUTE, NO_REGION},
    lang::Message,
    provenance::Status,
};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, Float64Array, Int32Array, Int64Array, StringArray,
    cast::AsArray,
    types::{Float64Type, Int32Type, Int64Type},
};
use arrow_buffer::NullBuffer;
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, Schema, TimeUnit};
use std::path::Path;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Number,
    Word,
    Day,
}

impl Role {
    const fn of(column: Column) -> Self {
        match column {
            Column::Lon | Column::Lat | Column::Kw | Column::Score => Self::Number,
            Column::Region | Column::Kind | Column::Status | Column::Legal => Self::Word,
            Column::FirstSeen | Column::LastSeen => Self::Day,
        }
    }

    fn takes(self, data_type: &DataType) -> bool {
        match self {
            _ if data_type.is_null() => true,
            Self::Number => data_type.is_numeric(),
            Self::Word => is_text(data_type),
            Self::Day => is_text(data_type) || is_time(data_type),
        }
    }

    const fn expected(self) -> &'static str {
        match self {
            Self::Number => "expected-number-column",
            Self::Word => "expected-text-column",
            Self::Day => "expected-day-column",
        }
    }
}

/// Refuses columns whose type cannot hold what they should.
pub(super) fn check_types(path: &Path, schema: &Schema, layout: &Layout) -> Result<(), IoError> {
    for (column, place) in layout.present() {
        let (field, role) = (schema.field(place), Role::of(column));
        if !role.takes(field.data_type()) {
            let found = Message::new("found-column-type").text("type", field.data_type().to_string());
            return Err(column_error(path, field.name(), role.expected(), found));
        }
    }
    Ok(())
}

/// Some rows, decoded; a column that the file lacks is none.
#[derive(Debug, Default)]
pub(super) struct Batch {
    rows: usize,
    lon: Option<Float64Array>,
    lat: Option<Float64Array>,
    kw: Option<Float64Array>,
    score: Option<Float64Array>,
    region: Option<Words<()>>,
    kind: Option<Words<DetectionKind>>,
    status: Option<Words<Status>>,
    legal: Option<Words<Option<Legal>>>,
    first_seen: Option<Days>,
    last_seen: Option<Days>,
}

impl Batch {
    /// Brings decoded arrays, one for each of `columns`, into the few types that are read.
    pub(super) fn new(columns: &[Column], arrays: &[ArrayRef]) -> Result<Self, ArrowError> {
        let mut batch = Self { rows: arrays.first().map_or(0, Array::len), ..Self::default() };
        for (column, array) in columns.iter().zip(arrays) {
            match column {
                Column::Lon => batch.lon = Some(numbers(array)?),
                Column::Lat => batch.lat = Some(numbers(array)?),
                Column::Kw => batch.kw = Some(numbers(array)?),
                Column::Score => batch.score = Some(numbers(array)?),
                Column::Region => {
                    batch.region = Some(Words::new(array, |text| is_code(text.trim_ascii()).then_some(()))?);
                }
                Column::Kind => batch.kind = Some(Words::new(array, |text| kind(text.as_bytes()))?),
                Column::Status => batch.status = Some(Words::new(array, |text| status(text.as_bytes()))?),
                Column::Legal => batch.legal = Some(Words::new(array, |text| legal(text.as_bytes()))?),
                Column::FirstSeen => batch.first_seen = Some(Days::new(array)?),
                Column::LastSeen => batch.last_seen = Some(Days::new(array)?),
            }
        }
        Ok(batch)
    }

    /// Checks the rows and writes the good ones. `rows_before` of the file and `seen` of the
    /// part stand before the first.
    pub(super) fn read(&self, rows_before: usize, seen: usize, part: &mut Part<'_>, checks: &mut Checks<'_>) {
        let mut numbers =
            self.region.as_ref().map(|words| vec![NO_REGION; words.texts.len()]).unwrap_or_default();
        for i in 0..self.rows {
            let at = (rows_before + seen + i + 1) as u64;
            let word =
                self.region.as_ref().filter(|words| words.get(i, Column::Region, at, checks).is_some());
            let mut row = self.row(i, at, word.is_some(), checks);
            if checks.accept(&mut row, at) {
                let region = word.map_or(NO_REGION, |words| {
                    let number = &mut numbers[words.key(i)];
                    if *number == NO_REGION {
                        *number = part.code(words.texts.value(words.key(i)).trim_ascii());
                    }
                    *number
                });
                part.push(&row, region, (seen + i) as u32);
            }
        }
    }

    #[inline]
    fn row(&self, i: usize, at: u64, has_region: bool, checks: &mut Checks<'_>) -> Row {
        let seen = |days: &Option<Days>, column, checks: &mut Checks<'_>| {
            let found = days.as_ref().and_then(|days| days.get(i, column, at, checks));
            let (day, minute) = found.unwrap_or((NO_DAY, None));
            (day, minute.unwrap_or(NO_MINUTE))
        };
        let (first_seen_day, first_seen_minute) = seen(&self.first_seen, Column::FirstSeen, checks);
        let (last_seen_day, last_seen_minute) = seen(&self.last_seen, Column::LastSeen, checks);
        Row {
            lon: number(self.lon.as_ref(), i),
            lat: number(self.lat.as_ref(), i),
            kw: number(self.kw.as_ref(), i),
            score: number(self.score.as_ref(), i),
            first_seen_day,
            first_seen_minute,
            last_seen_day,
            last_seen_minute,
            kind: self.kind.as_ref().and_then(|words| words.get(i, Column::Kind, at, checks)),
            status: self
                .status
                .as_ref()
                .and_then(|words| words.get(i, Column::Status, at, checks))
                .unwrap_or(Status::Detected),
            legal: self.legal.as_ref().and_then(|words| words.get(i, Column::Legal, at, checks)).flatten(),
            has_region,
        }
    }
}

fn numbers(array: &ArrayRef) -> Result<Float64Array, ArrowError> {
    Ok(cast(array, &DataType::Float64)?.as_primitive::<Float64Type>().clone())
}

#[inline]
fn number(numbers: Option<&Float64Array>, i: usize) -> f64 {
    numbers.filter(|numbers| numbers.is_valid(i)).map_or(f64::NAN, |numbers| numbers.value(i))
}

/// A column of words, each looked up once.
#[derive(Debug)]
struct Words<T> {
    keys: Int32Array,
    texts: StringArray,
    cells: Vec<Cell<T>>,
}

impl<T: Copy> Words<T> {
    fn new(array: &ArrayRef, parse: impl Fn(&str) -> Option<T>) -> Result<Self, ArrowError> {
        let array = cast(array, &words())?;
        let dictionary: &DictionaryArray<Int32Type> = array.as_dictionary();
        let texts: StringArray = dictionary.values().as_string::<i32>().clone();
        let cells = (0..texts.len())
            .map(|i| if texts.is_valid(i) { texts.value(i) } else { "" })
            .map(|text| cell(text.as_bytes(), |text| parse(str::from_utf8(text).ok()?)))
            .collect();
        Ok(Self { keys: dictionary.keys().clone(), texts, cells })
    }

    #[inline]
    fn key(&self, i: usize) -> usize {
        self.keys.value(i) as usize
    }

    #[inline]
    fn get(&self, i: usize, column: Column, at: u64, checks: &mut Checks<'_>) -> Option<T> {
        if !self.keys.is_valid(i) {
            return None;
        }
        match self.cells.get(self.key(i))? {
            Cell::Good(value) => Some(*value),
            Cell::Missing => None,
            Cell::Bad => {
                checks.bad_value(Severity::Warning, column, at, || self.texts.value(self.key(i)).to_owned());
                None
            }
        }
    }
}

/// A column of days.
#[derive(Debug)]
enum Days {
    /// As text.
    Words(Words<(i32, Option<u16>)>),
    /// As minutes since 1970-01-01 UTC, or days, and which it is.
    Numbers { of: Vec<i64>, are_minutes: bool, nulls: Option<NullBuffer> },
}

impl Days {
    fn new(array: &ArrayRef) -> Result<Self, ArrowError> {
        const SECONDS: i64 = 60;
        // To integers first: a cast to days would count them in the column's own time zone.
        let ticks = |array: &ArrayRef| {
            Ok::<_, ArrowError>(cast(array, &DataType::Int64)?.as_primitive::<Int64Type>().clone())
        };
        let (of, are_minutes) = match array.data_type() {
            DataType::Null => (vec![0; array.len()], false),
            DataType::Date32 => (whole::<1>(&ticks(&cast(array, &DataType::Int32)?)?), false),
            DataType::Date64 => (whole::<{ DAY_MIN * SECONDS * 1_000 }>(&ticks(array)?), false),
            DataType::Timestamp(TimeUnit::Second, _) => (whole::<SECONDS>(&ticks(array)?), true),
            DataType::Timestamp(TimeUnit::Millisecond, _) => {
                (whole::<{ SECONDS * 1_000 }>(&ticks(array)?), true)
            }
            DataType::Timestamp(TimeUnit::Microsecond, _) => {
                (whole::<{ SECONDS * 1_000_000 }>(&ticks(array)?), true)
            }
            DataType::Timestamp(TimeUnit::Nanosecond, _) => {
                (whole::<{ SECONDS * 1_000_000_000 }>(&ticks(array)?), true)
            }
            _ => return Ok(Self::Words(Words::new(array, |text| day_and_minute(text.as_bytes()))?)),
        };
        Ok(Self::Numbers { of, are_minutes, nulls: array.logical_nulls() })
    }

    /// The day and, where it is known, the minute.
    #[inline]
    fn get(&self, i: usize, column: Column, at: u64, checks: &mut Checks<'_>) -> Option<(i32, Option<u16>)> {
        let (of, are_minutes) = match self {
            Self::Words(words) => return words.get(i, column, at, checks),
            Self::Numbers { nulls: Some(nulls), .. } if nulls.is_null(i) => return None,
            Self::Numbers { of, are_minutes, .. } => (of[i], *are_minutes),
        };
        let day = if are_minutes { of.div_euclid(DAY_MIN) } else { of };
        if PLAUSIBLE_DAYS.contains(&day) {
            return Some((day as i32, are_minutes.then(|| of.rem_euclid(DAY_MIN) as u16)));
        }
        let name = Some(column.names()[0]);
        checks.report(Severity::Warning, name, at, expected(column), || {
            Message::new("found-epoch-days").text("days", day.to_string())
        });
        None
    }
}

const DAY_MIN: i64 = 24 * 60;

/// Whole minutes or days of ticks, so many each; a constant because division by one is several times faster.
fn whole<const TICKS: i64>(ticks: &Int64Array) -> Vec<i64> {
    ticks.values().iter().map(|ticks| ticks.div_euclid(TICKS)).collect()
}

/// Years 0000 to 9999, as ISO 8601 text can write.
const PLAUSIBLE_DAYS: std::ops::RangeInclusive<i64> = -719_528..=2_932_896;
