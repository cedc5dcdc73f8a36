//! Owns answers on their way out: CSV, JSON, Markdown, Parquet, and a table for people; batch after
//! batch, so that memory does not grow with the rows. Does not open files.

use crate::{
    cell::date_of,
    frame::first_line,
    query::{Answer, QueryError, guarded},
};
use polars::{io::parquet::write::BatchedWriter, prelude::*};
use std::{
    borrow::Cow,
    fmt,
    fs::File,
    io::{self, Seek, Write},
    sync::mpsc::sync_channel,
};

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutputFormat {
    /// Columns one below the other, for people.
    #[default]
    Text,
    /// Commas between values, with a header.
    Csv,
    /// An array of objects.
    Json,
    /// A table of Markdown.
    Markdown,
    /// Apache Parquet.
    Parquet,
}

/// Why an answer was not written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The engine came upon something while it made the rows.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Whoever takes the answer does not.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Answer {
    /// Makes the rows and writes them; gives how many there were. What was written is of no use where
    /// this fails: write to a place that can be given up.
    ///
    /// # Errors
    /// The rows cannot be made, or not be written.
    #[expect(clippy::disallowed_methods, reason = "the engine hands batches over while they are written")]
    pub fn write(self, format: OutputFormat, to: &mut dyn Write) -> Result<u64, AnswerError> {
        let names: Vec<String> = self.columns.iter().map(|(name, _)| name.clone()).collect();
        let mut writer = Writer::new(format, &names, &self.schema, to)?;
        let (send, batches) = sync_channel::<DataFrame>(1);
        let sent = PlanCallback::new(move |batch| {
            // True stops the engine: nobody takes batches any more.
            Ok(send.send(batch).is_err())
        });
        let frame = self.frame;
        let run = std::thread::spawn(move || {
            guarded(|| {
                frame.sink_batches(sent, true, None)?.collect_with_engine(Engine::Streaming).map(|_| ())
            })
        });
        let mut rows = 0;
        let mut written = Ok(());
        for batch in batches {
            rows += batch.height() as u64;
            written = writer.write(&batch);
            if written.is_err() {
                break;
            }
        }
        let made =
            run.join().unwrap_or_else(|_| Err(PolarsError::ComputeError("the engine broke off".into())));
        written?;
        made.map_err(|cause| QueryError::Other { place: None, cause: first_line(&cause.to_string()) })?;
        writer.finish()?;
        Ok(rows)
    }
}

/// A cell on its way out.
enum Cell<'a> {
    Missing,
    Number(Cow<'a, str>),
    Flag(bool),
    Text(Cow<'a, str>),
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Number(text) | Self::Text(text) => f.write_str(text),
            Self::Flag(is_true) => is_true.fmt(f),
        }
    }
}

fn cell(value: AnyValue<'_>) -> Cell<'_> {
    match value {
        AnyValue::Null => Cell::Missing,
        AnyValue::Boolean(is_true) => Cell::Flag(is_true),
        AnyValue::String(text) => Cell::Text(Cow::Borrowed(text)),
        AnyValue::StringOwned(text) => Cell::Text(Cow::Owned(text.to_string())),
        AnyValue::Float64(number) => of_number(number),
        AnyValue::Float32(number) => of_number(f64::from(number)),
        AnyValue::Date(day) => Cell::Text(Cow::Owned(iso_day(day))),
        AnyValue::Datetime(time, unit, _) | AnyValue::DatetimeOwned(time, unit, _) => {
            Cell::Text(Cow::Owned(iso_time(time, unit)))
        }
        value if value.is_primitive_numeric() => Cell::Number(Cow::Owned(value.to_string())),
        value => Cell::Text(Cow::Owned(value.to_string())),
    }
}

/// No number and infinity are no data.
fn of_number<'a>(number: f64) -> Cell<'a> {
    /// From here on digits would be made up.
    const LONG: f64 = 1e16;
    if !number.is_finite() {
        Cell::Missing
    } else if number.abs() < LONG && (number == 0.0 || number.abs() >= 1e-5) {
        Cell::Number(Cow::Owned(number.to_string()))
    } else {
        Cell::Number(Cow::Owned(format!("{number:e}")))
    }
}

fn iso_day(day: i32) -> String {
    let (year, month, day) = date_of(day);
    format!("{year:04}-{month:02}-{day:02}")
}

fn iso_time(time: i64, unit: TimeUnit) -> String {
    const DAY_S: i64 = 86_400;
    let (per_second, digits) = match unit {
        TimeUnit::Nanoseconds => (1_000_000_000, 9),
        TimeUnit::Microseconds => (1_000_000, 6),
        TimeUnit::Milliseconds => (1_000, 3),
    };
    let (seconds, fraction) = (time.div_euclid(per_second), time.rem_euclid(per_second));
    let (day, second) = (seconds.div_euclid(DAY_S), seconds.rem_euclid(DAY_S));
    let date = iso_day(i32::try_from(day).unwrap_or_default());
    let clock = format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
    if fraction == 0 { format!("{date}T{clock}Z") } else { format!("{date}T{clock}.{fraction:0digits$}Z") }
}

/// What is written so far.
enum Writer<'a> {
    Text {
        to: &'a mut dyn Write,
        names: Vec<String>,
        widths: Option<Vec<usize>>,
    },
    Csv(Box<csv::Writer<&'a mut dyn Write>>),
    Json {
        to: &'a mut dyn Write,
        keys: Vec<String>,
        has_rows: bool,
    },
    Markdown(&'a mut dyn Write),
    /// Parquet is gathered in a temporary file, which its writer wants for its own.
    Parquet {
        to: &'a mut dyn Write,
        rows: Box<BatchedWriter<File>>,
        file: File,
    },
}

impl<'a> Writer<'a> {
    fn new(
        format: OutputFormat,
        names: &[String],
        schema: &Schema,
        to: &'a mut dyn Write,
    ) -> io::Result<Self> {
        Ok(match format {
            OutputFormat::Text => Self::Text { to, names: names.to_vec(), widths: None },
            OutputFormat::Csv => {
                let mut writer = csv::Writer::from_writer(to);
                writer.write_record(names)?;
                Self::Csv(Box::new(writer))
            }
            OutputFormat::Json => {
                let keys = names.iter().map(|name| serde_json::to_string(name).map_err(io::Error::other));
                Self::Json { to, keys: keys.collect::<Result<_, _>>()?, has_rows: false }
            }
            OutputFormat::Markdown => {
                let head: Vec<String> = names.iter().map(|name| in_markdown(name)).collect();
                writeln!(to, "| {} |", head.join(" | "))?;
                writeln!(to, "|{}", "---|".repeat(names.len()))?;
                Self::Markdown(to)
            }
            OutputFormat::Parquet => {
                let file = tempfile::tempfile()?;
                let rows = ParquetWriter::new(file.try_clone()?).batched(schema).map_err(io::Error::other)?;
                Self::Parquet { to, rows: Box::new(rows), file }
            }
        })
    }

    fn write(&mut self, batch: &DataFrame) -> io::Result<()> {
        let columns: Vec<&Series> = batch.columns().iter().map(Column::as_materialized_series).collect();
        let cells =
            |row: usize| columns.iter().map(move |column| column.get(row).map_or(Cell::Missing, cell));
        match self {
            Self::Text { to, names, widths } => {
                let rows: Vec<Vec<String>> = (0..batch.height())
                    .map(|row| cells(row).map(|cell| on_one_line(&cell.to_string())).collect())
                    .collect();
                // Those of the first batch hold for all: later ones may be wider, and then push.
                if widths.is_none() {
                    let width = |column: usize| {
                        let longest = rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
                        longest.max(names[column].chars().count())
                    };
                    let widths = widths.insert((0..names.len()).map(width).collect());
                    write_aligned(to, names, widths, &columns, true)?;
                }
                for row in &rows {
                    write_aligned(to, row, widths.as_deref().unwrap_or_default(), &columns, false)?;
                }
            }
            Self::Csv(writer) => {
                for row in 0..batch.height() {
                    for cell in cells(row) {
                        match cell {
                            Cell::Text(text) => writer.write_field(guarded_text(&text).as_ref())?,
                            other => writer.write_field(other.to_string())?,
                        }
                    }
                    writer.write_record(None::<&[u8]>)?;
                }
            }
            Self::Json { to, keys, has_rows } => {
                for row in 0..batch.height() {
                    to.write_all(if std::mem::replace(has_rows, true) { b",\n  {" } else { b"[\n  {" })?;
                    for (number, (key, cell)) in keys.iter().zip(cells(row)).enumerate() {
                        write!(to, "{}{key}: ", if number == 0 { "" } else { ", " })?;
                        match cell {
                            Cell::Missing => to.write_all(b"null")?,
                            Cell::Text(text) => serde_json::to_writer(&mut *to, &text)?,
                            other => write!(to, "{other}")?,
                        }
                    }
                    to.write_all(b"}")?;
                }
            }
            Self::Markdown(to) => {
                for row in 0..batch.height() {
                    let cells: Vec<String> = cells(row).map(|cell| in_markdown(&cell.to_string())).collect();
                    writeln!(to, "| {} |", cells.join(" | "))?;
                }
            }
            Self::Parquet { rows, .. } => rows.write_batch(batch).map_err(io::Error::other)?,
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Text { to, names, widths } => {
                if widths.is_none() {
                    writeln!(to, "{}", names.join("  "))?;
                }
                to.flush()
            }
            Self::Csv(mut writer) => writer.flush(),
            Self::Json { to, has_rows, .. } => {
                to.write_all(if has_rows { b"\n]\n" } else { b"[]\n" })?;
                to.flush()
            }
            Self::Markdown(to) => to.flush(),
            Self::Parquet { to, rows, mut file } => {
                rows.finish().map_err(io::Error::other)?;
                file.rewind()?;
                io::copy(&mut file, to)?;
                to.flush()
            }
        }
    }
}

fn write_aligned(
    to: &mut dyn Write,
    texts: &[String],
    widths: &[usize],
    columns: &[&Series],
    is_head: bool,
) -> io::Result<()> {
    let mut line = String::new();
    for ((text, &width), column) in texts.iter().zip(widths).zip(columns) {
        let pad = " ".repeat(width.saturating_sub(text.chars().count()));
        if column.dtype().is_primitive_numeric() {
            line.push_str(&pad);
            line.push_str(text);
        } else {
            line.push_str(text);
            line.push_str(&pad);
        }
        line.push_str("  ");
    }
    writeln!(to, "{}", line.trim_end())?;
    if is_head {
        let rule: Vec<String> = widths.iter().map(|&width| "─".repeat(width)).collect();
        writeln!(to, "{}", rule.join("  "))?;
    }
    Ok(())
}

/// The text, with an apostrophe before what a spreadsheet would take for a formula.
fn guarded_text(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn on_one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}

fn in_markdown(text: &str) -> String {
    on_one_line(text).replace('\\', "\\\\").replace('|', "\\|")
}
