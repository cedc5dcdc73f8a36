//! Owns reading series of energy and temperature (contracts `readings`, `feeders`, `weather`) from Parquet
//! and CSV: any order, any number of files, gaps, repetitions and mixed intervals, in bounded memory. What
//! is wrong is counted. Does not judge consumption.
//!
//! A first reading of the names alone says where whose rows lie ([`index`]). Subjects whose rows stand
//! together are then streamed by column on all processors ([`whole`]); the others are gathered in batches
//! ([`gather`]). Each is put onto a regular grid of time ([`regular`]).
//!
//! Main type: [`Readings`].

mod arrow;
mod block;
mod cells;
mod csv;
mod gather;
mod index;
mod known;
mod labels;
mod made_up;
mod memory;
mod meters;
mod one;
mod pages;
mod parquet;
mod places;
mod quantity;
mod registers;
mod regular;
mod replay;
mod report;
mod rows;
mod scores;
mod store;
mod table;
mod take;
#[cfg(test)]
mod tests;
mod watch;
mod whole;
mod zone;

pub use self::{
    labels::{Label, read_labels},
    made_up::MadeUp,
    memory::InMemory,
    meters::{Meter, read_meters},
    one::Lookup,
    places::tables_in,
    replay::Replay,
    scores::{Score, read_scores, write_scores},
    store::{Delivery, Kept, first_kept_s},
    watch::{Watch, unwatched},
};

pub(super) use self::{
    cells::{has_column, read_cells, texts_of},
    meters::meter_columns,
    places::name_unread,
    registers::settle_registers,
    rows::Row,
};
use self::{
    index::{Index, Stretch},
    quantity::Quantity,
    table::Table,
    watch::Counted,
};
use super::{
    Contract, IoError, Problem, Problems, Severity,
    foreign::{Converted, as_contract, folder_as_contract},
};
use crate::meter::TimeGrid;
use std::path::{Path, PathBuf};

/// Series of one subject (a meter, a feeder, a region), or word that it has none.
#[derive(Clone, Copy, Debug)]
pub struct Series<'a> {
    /// Its number in [`Readings::names`].
    pub subject: u32,
    /// When its values were taken; nothing where its rows make no series.
    pub grid: Option<TimeGrid>,
    /// Wh an interval, or °C; NaN where missing ([`MadeUp`] tells those that were made up). As long as the
    /// grid.
    pub values: &'a [f32],
}

impl<'a> Series<'a> {
    fn new(subject: u32, series: Option<(TimeGrid, &'a [f32])>) -> Self {
        let (grid, values) = series.unzip();
        Self { subject, grid, values: values.unwrap_or_default() }
    }
}

/// A table of series, opened: it is known whose rows lie where, but none of the values was read.
#[derive(Debug)]
pub struct Readings {
    path: PathBuf,
    tables: Vec<Table>,
    index: Index,
    quantity: Quantity,
    /// Readings of others lie converted in a temporary folder as long as they are read.
    converted: Option<Converted>,
    /// Where they are read, if not where they were given.
    read_path: Option<PathBuf>,
}

impl Readings {
    /// Opens readings of meters: a file, or a folder with such files.
    ///
    /// # Errors
    /// Nothing there can be read as such a table, or one of the files is damaged; or `watch` asked to
    /// stop.
    pub fn open(path: &Path, watch: Watch<'_>) -> Result<(Self, Problems), IoError> {
        let converted = match as_contract(path)? {
            Some(converted) => converted,
            None => match (Self::open_as(path, Quantity::Readings, watch), path.is_dir()) {
                // A folder in which nothing follows the contract may be one of a head-end.
                (Err(refused @ IoError::Unrecognised { .. }), true) => match folder_as_contract(path) {
                    Ok(Some(converted)) => converted,
                    Err(cause @ IoError::System { .. }) => return Err(cause),
                    Ok(None) | Err(_) => return Err(refused),
                },
                (opened, _) => return opened,
            },
        };
        let (mut readings, of_table) = Self::open_converted(&converted.path, path, watch)?;
        let mut problems = converted.problems.clone();
        readings.converted = Some(converted);
        problems.extend(of_table);
        Ok((readings, problems))
    }

    /// Opens readings that follow the contract and were made of the file `given`, which alone is named in what is
    /// said of them.
    ///
    /// # Errors
    /// As of [`Self::open`].
    pub fn open_converted(path: &Path, given: &Path, watch: Watch<'_>) -> Result<(Self, Problems), IoError> {
        let opened = Self::open_as(path, Quantity::Readings, watch);
        let (readings, problems) = opened.map_err(|error| error.of_given(path, given))?;
        let readings = Self { path: given.to_owned(), read_path: Some(path.to_owned()), ..readings };
        Ok((readings, problems.of_given(path, given)))
    }

    /// Opens readings in memory, which messages call `name`.
    ///
    /// # Errors
    /// Columns are missing or of other types; or `watch` asked to stop.
    pub fn open_in_memory(
        name: &Path,
        rows: InMemory,
        watch: Watch<'_>,
    ) -> Result<(Self, Problems), IoError> {
        let tables = vec![Table::in_memory(name, rows, Quantity::Readings)?];
        Self::of_tables(name, tables, Quantity::Readings, watch)
    }

    fn as_given(&self, problems: Problems) -> Problems {
        match &self.read_path {
            Some(read) => problems.of_given(read, &self.path),
            None => problems,
        }
    }

    /// Whether they were in a format of others, and lie converted in a temporary folder.
    #[must_use]
    pub const fn is_converted(&self) -> bool {
        self.converted.is_some()
    }

    /// Whether one of the files says of itself that it is simulated.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        self.tables.iter().any(Table::is_simulated)
    }

    /// Opens what was supplied into feeders; see [`Self::open`].
    ///
    /// # Errors
    /// As of [`Self::open`].
    pub fn open_feeders(path: &Path) -> Result<(Self, Problems), IoError> {
        Self::open_as(path, Quantity::Feeders, &unwatched)
    }

    /// Opens temperatures of regions; see [`Self::open`].
    ///
    /// # Errors
    /// As of [`Self::open`].
    pub fn open_weather(path: &Path) -> Result<(Self, Problems), IoError> {
        Self::open_as(path, Quantity::Weather, &unwatched)
    }

    fn open_as(path: &Path, quantity: Quantity, watch: Watch<'_>) -> Result<(Self, Problems), IoError> {
        let files = tables_in(path, quantity.contract())?;
        let tables = files.iter().map(|file| Table::open(file, quantity)).collect::<Result<_, _>>()?;
        let (readings, mut problems) = Self::of_tables(path, tables, quantity, watch)?;
        if quantity == Quantity::Readings {
            zone::name_zoneless(&files, &mut problems);
            if path.is_dir() {
                places::name_unread(path, &mut problems);
            }
        }
        Ok((readings, problems))
    }

    fn of_tables(
        path: &Path,
        mut tables: Vec<Table>,
        quantity: Quantity,
        watch: Watch<'_>,
    ) -> Result<(Self, Problems), IoError> {
        let (index, mut problems) = Index::read(&mut tables, watch)?;
        if index.names.list.is_empty() && problems.is_empty() {
            let found = "found-header-only";
            problems.add(Problem::of_file(path, None, "expected-row", found, Severity::Warning));
        }
        Ok((
            Self { path: path.to_owned(), tables, index, quantity, converted: None, read_path: None },
            problems,
        ))
    }

    /// Whether all files say how their values came about.
    #[must_use]
    pub fn has_quality(&self) -> bool {
        !self.tables.is_empty() && self.tables.iter().all(Table::has_quality)
    }

    /// Ids of all subjects; the number of a subject is its place here, in the order of their bytes.
    #[must_use]
    pub fn names(&self) -> &[Box<str>] {
        &self.index.names.list
    }

    /// The number of a subject.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<u32> {
        self.index.names.find(name)
    }

    /// Rows of all files, good and bad.
    #[must_use]
    pub fn row_count(&self) -> u64 {
        self.tables.iter().map(Table::row_count).sum()
    }

    /// Rows of one subject.
    #[must_use]
    pub fn rows_of(&self, subject: u32) -> u64 {
        self.index.rows.get(subject as usize).copied().unwrap_or(0)
    }

    /// Hands out all rows that have a meter and a time, in the order of the files.
    pub(super) fn each_row(&self, each: &mut dyn FnMut(&str, Row)) -> Result<Problems, IoError> {
        let (mut names, mut problems) = (block::Names::default(), Problems::default());
        for table in &self.tables {
            rows::rows_of(table, &mut names, &mut problems, &mut |names, row| {
                each(&names[row.name as usize], row);
            })?;
        }
        Ok(problems)
    }

    fn name(&self, subject: u32) -> &str {
        self.index.names.list.get(subject as usize).map_or("", |name| name)
    }

    /// Reads the series of all subjects that are `wanted`, several at the same time, and gives what
    /// `each` makes of them, by number of subject. `new` makes what one thread keeps from series to
    /// series.
    ///
    /// Memory is bounded, whatever the number of readings: a few blocks a thread for subjects
    /// whose rows stand together, and 200 MB beside for those whose rows are scattered.
    ///
    /// # Errors
    /// A file cannot be read to its end, or `watch` asked to stop.
    pub fn map<S, T: Send>(
        &self,
        wanted: impl Fn(u32) -> bool,
        watch: Watch<'_>,
        new: impl Fn() -> S + Sync,
        each: impl Fn(&mut S, Series<'_>) -> T + Sync,
    ) -> Result<(Vec<(u32, T)>, Problems), IoError> {
        let whole: Vec<Stretch> =
            self.index.whole.iter().copied().filter(|stretch| wanted(stretch.subject)).collect();
        let scattered = self.index.scattered.iter().copied().filter(|&subject| wanted(subject)).collect();
        let batches = gather::batches(self, scattered);
        let rows: u64 = whole.iter().map(|stretch| stretch.len).sum();
        let meter = Counted::new(watch, rows + gather::work(self, &batches));
        let (mut made, mut problems) = whole::stream(self, &whole, &meter, &new, &each)?;
        for batch in batches {
            let (some, of_batch) = gather::gather(self, &batch, &meter, &new, &each)?;
            made.extend(some);
            problems.extend(of_batch);
        }
        made.sort_unstable_by_key(|&(subject, _)| subject);
        Ok((made, self.as_given(problems)))
    }

    /// Reads the series of all subjects into memory, for tables that are small.
    ///
    /// # Errors
    /// As of [`Self::map`].
    pub fn collect(&self) -> Result<(Vec<OwnedSeries>, Problems), IoError> {
        let (made, problems) =
            self.map(|_| true, &unwatched, || (), |(), series| (series.grid, series.values.to_vec()))?;
        let series = made.into_iter().map(|(subject, (grid, values))| OwnedSeries {
            name: self.name(subject).to_owned(),
            grid,
            values,
        });
        Ok((series.collect(), problems))
    }
}

/// A series that outlives its reading; see [`Series`].
#[derive(Clone, Debug, PartialEq)]
pub struct OwnedSeries {
    /// Id of the subject.
    pub name: String,
    /// When its values were taken; nothing where its rows make no series.
    pub grid: Option<TimeGrid>,
    /// Values, NaN where missing. As long as the grid.
    pub values: Vec<f32>,
}
