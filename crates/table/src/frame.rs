//! Owns tables as polars has them: what is read lazily, with which types, and what is done to those
//! that sum or compare otherwise than one would think. Does not run statements.
//!
//! | a type of a file | here | why |
//! |---|---|---|
//! | whole numbers of 8 to 32 bits | 64 bits | sums and products of narrow ones wrap |
//! | decimals | doubles | grouped sums of decimals wrap |
//! | singles | doubles of the same decimal digits | sums of singles lose them |
//! | times in a zone | the same moments in UTC | windows of hours on local time drift when clocks change |

use crate::{
    cell::{Cell, day, time_ms},
    census::{Census, ColumnKind, integer, value},
    error::{Error, Note, Problem},
    format::Format,
    names::Meaning,
    packed::unpacked,
    plain::{Options, Plain},
};
use polars::prelude::*;
use std::{path::Path, sync::Arc};
use tempfile::NamedTempFile;

/// A table that statements can name: where its rows come from, and what is to be said of them.
pub struct Table {
    pub(crate) frame: LazyFrame,
    notes: Vec<Note>,
    problems: Vec<Problem>,
    /// What the rows are read from, for as long as they may be read.
    _text: Option<Plain>,
    _unpacked: Option<NamedTempFile>,
}

/// Values of a column made in memory; what is missing is none.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Words.
    Text(Vec<Option<String>>),
    /// Numbers.
    Number(Vec<Option<f64>>),
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Days since 1970-01-01.
    Day(Vec<Option<i32>>),
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table")
            .field("notes", &self.notes)
            .field("problems", &self.problems)
            .finish_non_exhaustive()
    }
}

impl Table {
    /// Opens a table of any format. All of a text is read once, so that its types are those of all
    /// its cells and every cell that is not of its column's type is told; its values are read when a
    /// statement asks for them.
    ///
    /// # Errors
    /// The file cannot be read or is no table, see [`Plain::open`].
    pub fn open(path: &Path, options: &Options) -> Result<Self, Error> {
        let format = Format::of(path)?;
        let spool = unpacked(path, format)?;
        let inner = spool.as_ref().map_or(path, |(spool, _)| spool.path());
        let typed = if spool.is_some() { Format::of(inner).unwrap_or(Format::Text) } else { format };
        if !matches!(typed, Format::Parquet | Format::Arrow) {
            drop(spool);
            return Self::of_plain(Plain::open(path, options)?);
        }
        let damaged =
            |cause: PolarsError| Error::unusable(path, "an intact table", first_line(&cause.to_string()));
        let local = std::path::absolute(inner).map_err(Error::system(path))?;
        let local = PlRefPath::try_from_path(&local).map_err(damaged)?;
        let frame = if typed == Format::Parquet {
            LazyFrame::scan_parquet(local, ScanArgsParquet { glob: false, ..ScanArgsParquet::default() })
        } else {
            LazyFrame::scan_ipc(
                local,
                IpcScanOptions::default(),
                UnifiedScanArgs { glob: false, ..UnifiedScanArgs::default() },
            )
        };
        let mut frame = frame.map_err(damaged)?;
        // The decoder has assertions that damaged files can reach.
        let schema = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| frame.collect_schema()))
            .map_err(|_| Error::unusable(path, "an intact table", "damage"))?
            .map_err(damaged)?;
        let mut notes: Vec<Note> = spool.iter().map(|(_, note)| note.clone()).collect();
        let header: Vec<String> = schema.iter_names().map(PlSmallStr::to_string).collect();
        let meanings = Meaning::renamed(&header);
        let mut columns = Vec::with_capacity(header.len());
        for ((given, kind), meaning) in schema.iter().zip(meanings) {
            let mut column = widened(col(given.clone()), kind);
            if let Some(name) = meaning.map(Meaning::name).filter(|name| *name != given.as_str()) {
                notes.push(Note::ReadAs { column: given.to_string(), name: name.to_owned() });
                column = column.alias(name);
            }
            columns.push(column);
        }
        Ok(Self {
            frame: frame.select(columns),
            notes,
            problems: Vec::new(),
            _text: None,
            _unpacked: spool.map(|(spool, _)| spool),
        })
    }

    fn of_plain(mut plain: Plain) -> Result<Self, Error> {
        let census = Census::of(&mut plain)?;
        let path = plain.path().to_owned();
        let failed = |cause: PolarsError| Error::unusable(&path, "a table", first_line(&cause.to_string()));
        let native = |kind: ColumnKind, is_plain: bool| match kind {
            ColumnKind::Integer if is_plain => DataType::Int64,
            ColumnKind::Number if is_plain => DataType::Float64,
            _ => DataType::String,
        };
        let fields = census
            .columns
            .iter()
            .map(|column| Field::new(column.name.as_str().into(), native(column.kind, column.is_plain)));
        let text = std::path::absolute(plain.text_path()).map_err(Error::system(&path))?;
        let frame = LazyCsvReader::new(PlRefPath::try_from_path(&text).map_err(failed)?)
            .with_glob(false)
            .with_has_header(true)
            .with_separator(plain.separator())
            .with_schema(Some(Arc::new(fields.collect())))
            .with_raise_if_empty(false)
            .finish()
            .map_err(failed)?;
        let comma = census.decimal_comma;
        let read: Vec<Expr> = census
            .columns
            .iter()
            .filter(|column| native(column.kind, column.is_plain) == DataType::String)
            .filter_map(|column| {
                let text = col(column.name.as_str());
                Some(match column.kind {
                    ColumnKind::Integer => each(text, DataType::Int64, |text| integer(text.as_bytes())),
                    ColumnKind::Number => {
                        each(text, DataType::Float64, move |text| match value(text.as_bytes(), comma) {
                            Cell::Good(number) => Some(number),
                            Cell::Missing | Cell::Bad => None,
                        })
                    }
                    ColumnKind::Day => each(text, DataType::Date, |text| day(text.trim().as_bytes())),
                    ColumnKind::Time => each(text, TIME, |text| time_ms(text.trim().as_bytes())),
                    ColumnKind::Empty | ColumnKind::Text => return None,
                })
            })
            .collect();
        let frame = if read.is_empty() { frame } else { frame.with_columns(read) };
        Ok(Self {
            frame,
            notes: plain.notes().to_vec(),
            problems: census.problems,
            _text: Some(plain),
            _unpacked: None,
        })
    }

    /// A table made in memory. Columns that are shorter than the longest end in missing values.
    #[must_use]
    pub fn of_columns(columns: Vec<(String, Values)>) -> Self {
        let rows = columns.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
        let columns: Vec<Column> =
            columns.into_iter().map(|(name, values)| values.into_column(&name, rows)).collect();
        let frame = DataFrame::new(rows, columns).unwrap_or_default().lazy();
        Self { frame, notes: Vec::new(), problems: Vec::new(), _text: None, _unpacked: None }
    }

    /// Puts other words in place of those of a column of text, where `other` knows one; what it does
    /// not know stays. Nothing happens where there is no such column.
    #[must_use]
    pub fn with_words(
        mut self,
        column: &str,
        other: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        let is_text = self.columns().iter().any(|(name, kind)| name == column && *kind == ColumnKind::Text);
        if is_text {
            let words = move |column: Column| {
                let texts = column.str()?;
                let mut known: PlHashMap<&str, Option<String>> = PlHashMap::new();
                let mut words = StringChunkedBuilder::new(texts.name().clone(), texts.len());
                for text in texts.iter() {
                    let word = text.map(|text| {
                        known.entry(text).or_insert_with(|| other(text)).as_deref().unwrap_or(text)
                    });
                    words.append_option(word);
                }
                Ok(words.finish().into_column())
            };
            self.frame = self.frame.with_columns([col(column).map(words, |_, field| Ok(field.clone()))]);
        }
        self
    }

    /// How the file was read.
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// What does not fit: rows that are left out, cells that are missing for it.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Names of the columns and what they hold.
    #[must_use]
    pub fn columns(&self) -> Vec<(String, ColumnKind)> {
        let schema = self.frame.clone().collect_schema().unwrap_or_default();
        schema.iter().map(|(name, kind)| (name.to_string(), kind_of(kind))).collect()
    }
}

/// Times as they are kept.
const TIME: DataType = DataType::Datetime(TimeUnit::Milliseconds, None);

pub(crate) fn kind_of(kind: &DataType) -> ColumnKind {
    match kind {
        DataType::Null => ColumnKind::Empty,
        DataType::Date => ColumnKind::Day,
        DataType::Datetime(..) => ColumnKind::Time,
        kind if kind.is_integer() => ColumnKind::Integer,
        kind if kind.is_numeric() => ColumnKind::Number,
        _ => ColumnKind::Text,
    }
}

/// A column read from text, cell by cell, by the functions that judged them.
fn each<T: Physical>(
    column: Expr,
    kind: DataType,
    read: impl Fn(&str) -> Option<T> + Send + Sync + 'static,
) -> Expr {
    let output = kind.clone();
    column.map(
        move |column| {
            let texts = column.str()?;
            T::column(texts.name().clone(), texts.iter().map(|text| text.and_then(&read)), texts.len())
                .cast(&kind)
        },
        move |_, field| Ok(Field::new(field.name().clone(), output.clone())),
    )
}

/// Numbers by which columns are made.
trait Physical: Sized + 'static {
    fn column(name: PlSmallStr, values: impl Iterator<Item = Option<Self>>, len: usize) -> Column;
}

macro_rules! physical {
    ($number:ty, $kind:ty) => {
        impl Physical for $number {
            fn column(name: PlSmallStr, values: impl Iterator<Item = Option<Self>>, len: usize) -> Column {
                let mut builder = PrimitiveChunkedBuilder::<$kind>::new(name, len);
                values.for_each(|value| builder.append_option(value));
                builder.finish().into_column()
            }
        }
    };
}

physical!(i32, Int32Type);
physical!(i64, Int64Type);
physical!(f64, Float64Type);

/// A column of a typed file in a type that sums and compares as one would think.
fn widened(column: Expr, kind: &DataType) -> Expr {
    match kind {
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32 => column.cast(DataType::Int64),
        DataType::Decimal(..) => column.cast(DataType::Float64),
        DataType::Float32 => column.map(
            |column| {
                // The double whose shortest digits are those of the single: 12.7, not 12.699999809.
                let digits = |single: f32| single.to_string().parse::<f64>().unwrap_or(f64::from(single));
                let singles = column.f32()?;
                let doubles = singles.iter().map(|single| single.map(digits));
                Ok(f64::column(singles.name().clone(), doubles, singles.len()))
            },
            |_, field| Ok(Field::new(field.name().clone(), DataType::Float64)),
        ),
        DataType::Datetime(unit, Some(_)) => {
            let (unit, output) = (*unit, *unit);
            column.map(
                // Moments are stored in UTC; only the zone is left out.
                move |column| column.to_physical_repr().cast(&DataType::Datetime(unit, None)),
                move |_, field| Ok(Field::new(field.name().clone(), DataType::Datetime(output, None))),
            )
        }
        DataType::Categorical(..) | DataType::Enum(..) => column.cast(DataType::String),
        _ => column,
    }
}

impl Values {
    fn len(&self) -> usize {
        match self {
            Self::Text(values) => values.len(),
            Self::Number(values) => values.len(),
            Self::Integer(values) => values.len(),
            Self::Day(values) => values.len(),
        }
    }

    fn into_column(self, name: &str, rows: usize) -> Column {
        let name: PlSmallStr = name.into();
        match self {
            Self::Text(mut values) => {
                values.resize(rows, None);
                Column::new(name, values)
            }
            Self::Number(mut values) => {
                values.resize(rows, None);
                Column::new(name, values)
            }
            Self::Integer(mut values) => {
                values.resize(rows, None);
                Column::new(name, values)
            }
            Self::Day(mut values) => {
                values.resize(rows, None);
                let days = i32::column(name, values.into_iter(), rows);
                // Whole days always have a date.
                days.cast(&DataType::Date).unwrap_or(days)
            }
        }
    }
}

/// What polars says in many lines, in one.
pub(crate) fn first_line(text: &str) -> String {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}
