//! Owns decoding Arrow batches of series, as files or memory hold them: which columns, runs of equal names, times,
//! values. Does not read files, or judge values.
//!
//! Main type: [`Columns`].

use super::{
    block::{
        Bad, BadCell, Block, Mark, NO_NAME, NO_TIME, Names, Run, Values, Want, is_made_up, push_run,
        quality_of,
    },
    quantity::Quantity,
};
use crate::{
    IoError,
    arrow_types::{is_text, is_time, words},
    detections::{
        columns::column_error,
        parquet::{damaged, guarded},
        text::time_s,
    },
    lang::Message,
};
use arrow_array::{
    Array, ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray,
    cast::AsArray,
    types::{
        Date32Type, Date64Type, Float64Type, Int32Type, Int64Type, TimestampMicrosecondType,
        TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
    },
};
use arrow_buffer::NullBuffer;
use arrow_cast::cast;
use arrow_schema::{DataType, Schema, TimeUnit};
use headend::Quality;
use std::{ops::Range, path::Path, sync::Arc};

/// Rows decoded at once: times and values of them fit a second-level cache.
pub(super) const BATCH_ROWS: usize = 1 << 14;
/// Rows that one task reads where more stand together.
const PART_ROWS: u64 = 1 << 20;
const DAY_S: i64 = 86_400;

/// Whether a column of a type will do.
type Takes = fn(&DataType) -> bool;

/// Columns of a table of series, by their places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    /// Name, time and value.
    pub(super) places: [usize; 3],
    /// Marks of quality.
    pub(super) quality: Option<usize>,
}

impl Columns {
    /// Finds them in a schema; `path` is named where one is missing or of another type.
    pub(super) fn find(path: &Path, schema: &Schema, quantity: Quantity) -> Result<Self, IoError> {
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let places = super::table::places(path, &names, quantity)?;
        let checks: [(&str, Takes); 3] = [
            ("expected-id-column", |t| is_text(t) || t.is_integer()),
            ("expected-time-column", |t| is_time(t) || is_text(t)),
            ("expected-number-column", |t| t.is_numeric() || t.is_null()),
        ];
        for (place, (expected, takes)) in places.into_iter().zip(checks) {
            let field = schema.field(place);
            if !takes(field.data_type()) {
                let found = Message::new("found-column-type").text("type", field.data_type().to_string());
                return Err(column_error(path, field.name(), expected, found));
            }
        }
        let quality = super::table::quality_place(&names).filter(|&at| is_text(schema.field(at).data_type()));
        Ok(Self { places, quality })
    }

    /// Columns that are decoded, in no order.
    pub(super) fn wanted(self, want: Want) -> impl Iterator<Item = usize> + Clone {
        let [name, time, value] = self.places;
        let names = [Some(name)].into_iter().filter(move |_| want.names());
        let values = [Some(time), Some(value), self.quality].into_iter().filter(move |_| want.values());
        names.chain(values).flatten()
    }

    /// Decodes the batches of `rows`, which have the columns wanted in the order of the table, and hands them out
    /// in blocks.
    pub(super) fn decode(
        self,
        path: &Path,
        rows: &Range<u64>,
        want: Want,
        next: &mut dyn FnMut() -> Result<Option<RecordBatch>, IoError>,
        names: &mut Names,
        each: &mut dyn FnMut(&Block<'_>) -> Result<(), IoError>,
    ) -> Result<(), IoError> {
        let damaged = |found: Message| damaged(path, found);
        let mut decoder = Decoder::default();
        let mut first_row = rows.start;
        while let Some(batch) = guarded(path, &mut *next)? {
            let column =
                |place: usize| batch.column(self.wanted(want).filter(|other| *other < place).count());
            decoder.clear();
            if want.names() {
                decoder.read_names(column(self.places[0]), names).map_err(damaged)?;
            }
            let (ticks, values) = if want.values() {
                let ticks = decoder.ticks(column(self.places[1])).map_err(damaged)?;
                (Some(ticks), Some(numbers(column(self.places[2])).map_err(damaged)?))
            } else {
                (None, None)
            };
            let present = values.as_ref().and_then(|v| v.nulls()).filter(|nulls| nulls.null_count() > 0);
            let quality = self.quality.filter(|_| want.values()).map(column);
            let measured = quality.and_then(|marks| decoder.measured(marks, present));
            let present = measured.as_ref().or(present);
            each(&Block {
                first_row,
                len: batch.num_rows(),
                runs: &decoder.runs,
                names: &names.list,
                ticks: ticks.as_ref().map_or(&[], |ticks| plain_ticks(&ticks.array)),
                ticks_per_s: ticks.as_ref().map_or(1, |ticks| ticks.per_s),
                values: values.as_ref().map_or(Values::Real(&[]), plain_values),
                present,
                marks: &decoder.marks,
                lines: None,
                bad: &decoder.bad,
            })?;
            first_row += batch.num_rows() as u64;
        }
        if first_row == rows.end {
            Ok(())
        } else {
            Err(damaged(
                Message::new("found-rows-instead")
                    .count((first_row - rows.start) as usize)
                    .text("rows", (rows.end - rows.start).to_string()),
            ))
        }
    }
}

/// Stretches of rows that are read at a time, none across what stands together: `rows_before` each such, and in
/// all.
pub(super) fn parts(rows_before: &[u64]) -> Vec<Range<u64>> {
    let mut parts = Vec::new();
    for group in rows_before.windows(2) {
        let rows = group[1] - group[0];
        let count = rows.div_ceil(PART_ROWS);
        let edge = |i: u64| group[0] + (u128::from(rows) * u128::from(i) / u128::from(count)) as u64;
        parts.extend((0..count).map(|i| edge(i)..edge(i + 1)));
    }
    parts
}

/// What is kept from batch to batch.
#[derive(Debug, Default)]
struct Decoder {
    /// The dictionary of the last batch, and the numbers of its entries where looked up.
    dictionary: Option<ArrayRef>,
    numbers: Vec<u32>,
    runs: Vec<Run>,
    marks: Vec<Mark>,
    bad: Vec<Bad>,
}

/// Times of a batch.
struct Ticks {
    array: ArrayRef,
    per_s: i64,
}

impl Decoder {
    fn clear(&mut self) {
        self.runs.clear();
        self.marks.clear();
        self.bad.clear();
    }

    /// Finds the runs of equal names.
    fn read_names(&mut self, column: &ArrayRef, names: &mut Names) -> Result<(), Message> {
        if !matches!(column.data_type(), DataType::Dictionary(..)) {
            let texts = cast(column, &DataType::Utf8).map_err(|cause| cause.to_string())?;
            self.read_texts(texts.as_string(), names);
            return Ok(());
        }
        let column = cast(column, &words()).map_err(|cause| cause.to_string())?;
        let words = column.as_dictionary::<Int32Type>();
        if !self.dictionary.as_ref().is_some_and(|old| old.to_data().ptr_eq(&words.values().to_data())) {
            self.dictionary = Some(Arc::clone(words.values()));
            self.numbers.clear();
            self.numbers.resize(words.values().len(), NO_NAME);
        }
        let texts: &StringArray = words.values().as_string();
        let keys: &[i32] = words.keys().values();
        let nulls = words.keys().nulls().filter(|nulls| nulls.null_count() > 0);
        let mut start = 0;
        while start < keys.len() {
            let key = keys[start];
            let is_there = nulls.is_none_or(|nulls| nulls.is_valid(start));
            let len = keys[start..].iter().take_while(|&&other| other == key).count();
            // Behind a null stands any key: then rows are looked at one by one.
            let len = if nulls.is_some() { 1 } else { len };
            let name = if is_there {
                let number = self.numbers.get_mut(key as usize).ok_or("found-bad-key")?;
                if *number == NO_NAME && !texts.value(key as usize).is_empty() {
                    *number = names.number(texts.value(key as usize));
                }
                *number
            } else {
                NO_NAME
            };
            if name == NO_NAME {
                let rows = start as u32..(start + len) as u32;
                let nothing = rows.map(|row| Bad { row, what: BadCell::Name, found: "found-nothing".into() });
                self.bad.extend(nothing);
            }
            push_run(&mut self.runs, name, start as u32, len as u32);
            start += len;
        }
        Ok(())
    }

    /// Finds the runs of equal names among texts without a dictionary.
    fn read_texts(&mut self, texts: &StringArray, names: &mut Names) {
        let name_at =
            |row: usize| Some(texts.value(row)).filter(|text| texts.is_valid(row) && !text.is_empty());
        let mut start = 0;
        while start < texts.len() {
            let name = name_at(start);
            let len = (start..texts.len()).take_while(|&row| name_at(row) == name).count();
            let rows = start as u32..(start + len) as u32;
            let number = name.map_or(NO_NAME, |name| names.number(name));
            if number == NO_NAME {
                let nothing =
                    rows.clone().map(|row| Bad { row, what: BadCell::Name, found: "found-nothing".into() });
                self.bad.extend(nothing);
            }
            push_run(&mut self.runs, number, rows.start, len as u32);
            start += len;
        }
    }

    /// Notes marks of quality. Gives which values are there and were not made up; nothing where none
    /// was.
    fn measured(&mut self, marks: &ArrayRef, present: Option<&NullBuffer>) -> Option<NullBuffer> {
        let marks = cast(marks, &words()).ok()?;
        let marks = marks.as_dictionary_opt::<Int32Type>()?;
        let texts = marks.values().as_string_opt::<i32>()?;
        let quality = |text: Option<&str>| text.map_or(Quality::Measured, |text| quality_of(text.as_bytes()));
        let qualities: Vec<Quality> = texts.iter().map(quality).collect();
        if qualities.iter().all(|&quality| quality == Quality::Measured) {
            return None;
        }
        let is_there = |row: usize| present.is_none_or(|present| present.is_valid(row));
        let mut counts: Vec<bool> = (0..marks.len()).map(is_there).collect();
        for (at, counts) in counts.iter_mut().enumerate().filter(|(_, counts)| **counts) {
            let Some((key, &quality)) = marks.key(at).and_then(|key| Some((key, qualities.get(key)?))) else {
                continue;
            };
            let row = at as u32;
            if quality != Quality::Measured {
                self.marks.push(Mark { row, quality });
            }
            if is_made_up(quality) {
                *counts = false;
                let found = crate::excerpt(texts.value(key));
                self.bad.push(Bad { row, what: BadCell::Quality, found });
            }
        }
        Some(NullBuffer::from(counts))
    }

    /// Times as whole ticks; where none stands, [`NO_TIME`].
    fn ticks(&mut self, column: &ArrayRef) -> Result<Ticks, Message> {
        let per_s = ticks_per_s(column.data_type());
        let is_plain = matches!(column.data_type(), DataType::Timestamp(..) | DataType::Date64);
        if is_plain && column.null_count() == 0 {
            return Ok(Ticks { array: Arc::clone(column), per_s });
        }
        let ticks: Vec<i64> = if is_plain {
            (0..).zip(plain_ticks(column)).map(|(row, &t)| self.time_or_none(column, row, Some(t))).collect()
        } else if let Some(days) = column.as_primitive_opt::<Date32Type>() {
            let seconds = |row: usize| Some(i64::from(days.value(row)) * DAY_S);
            (0..days.len()).map(|row| self.time_or_none(column, row, seconds(row))).collect()
        } else {
            let texts = cast(column, &DataType::Utf8).map_err(|cause| cause.to_string())?;
            let texts: &StringArray = texts.as_string();
            let seconds = |row: usize| time_s(texts.value(row).trim().as_bytes());
            let known = |row: usize| if texts.is_valid(row) { seconds(row) } else { None };
            let ticks: Vec<i64> = (0..texts.len()).map(|row| known(row).unwrap_or(NO_TIME)).collect();
            for (row, _) in ticks.iter().enumerate().filter(|(_, tick)| **tick == NO_TIME) {
                let found = if texts.is_valid(row) { texts.value(row) } else { "" };
                self.bad.push(Bad { row: row as u32, what: BadCell::Time, found: crate::excerpt(found) });
            }
            ticks
        };
        Ok(Ticks { array: Arc::new(Int64Array::from(ticks)), per_s })
    }

    fn time_or_none(&mut self, column: &ArrayRef, row: usize, tick: Option<i64>) -> i64 {
        match tick {
            Some(tick) if column.is_valid(row) => tick,
            _ => {
                let found = "found-nothing".into();
                self.bad.push(Bad { row: row as u32, what: BadCell::Time, found });
                NO_TIME
            }
        }
    }
}

/// Values of an array that [`numbers`] made.
fn plain_values(array: &ArrayRef) -> Values<'_> {
    let whole = array.as_primitive_opt::<Int64Type>().map(|whole| Values::Whole(whole.values()));
    let real = || array.as_primitive_opt::<Float64Type>().map(|real| Values::Real(real.values()));
    whole.or_else(real).unwrap_or(Values::Real(&[]))
}

/// The ticks of an array of timestamps, or of whole numbers.
pub(super) fn plain_ticks(array: &ArrayRef) -> &[i64] {
    match array.data_type() {
        DataType::Timestamp(TimeUnit::Second, _) => array.as_primitive::<TimestampSecondType>().values(),
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            array.as_primitive::<TimestampMillisecondType>().values()
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            array.as_primitive::<TimestampMicrosecondType>().values()
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            array.as_primitive::<TimestampNanosecondType>().values()
        }
        DataType::Date64 => array.as_primitive::<Date64Type>().values(),
        _ => array.as_primitive_opt::<Int64Type>().map_or(&[], |ticks| ticks.values()),
    }
}

/// How many units of such times make a second.
pub(super) const fn ticks_per_s(data_type: &DataType) -> i64 {
    match data_type {
        DataType::Timestamp(TimeUnit::Nanosecond, _) => 1_000_000_000,
        DataType::Timestamp(TimeUnit::Microsecond, _) => 1_000_000,
        DataType::Timestamp(TimeUnit::Millisecond, _) | DataType::Date64 => 1000,
        _ => 1,
    }
}

/// Values as whole or real numbers.
fn numbers(column: &ArrayRef) -> Result<ArrayRef, Message> {
    match column.data_type() {
        DataType::Int64 | DataType::Float64 => Ok(Arc::clone(column)),
        DataType::Null => Ok(Arc::new(Float64Array::from(vec![None; column.len()]))),
        _ => cast(column, &DataType::Float64).map_err(|cause| cause.to_string().into()),
    }
}
