//! Owns opening readings of which it is known whose rows lie where, since their files were measured one by
//! one: names are not read again. Makes sure that all that was there is there, once. Does not read values.

use super::{
    Readings,
    index::{Index, Patch, Runs, Stretch},
    places::tables_in,
    quantity::Quantity,
    table::Table,
};
use crate::{Contract, IoError, MeasuredFile, MeasuredMeter, is_parquet_name, lang::Message};
use std::{collections::BTreeMap, ffi::OsStr, path::Path};

impl Readings {
    /// Readings of one Parquet file, whose rows another process may find again by their numbers.
    ///
    /// # Errors
    /// As of [`Self::open`], or it is no such file.
    pub fn expect_parquet(&self) -> Result<(), IoError> {
        if self.converted.is_none() && self.tables.len() == 1 && is_parquet_name(&self.tables[0].path) {
            return Ok(());
        }
        Err(IoError::unusable(&self.path, None, "expected-one-parquet", "found-another-file"))
    }

    /// The first row of a subject in its file, where all of its rows stand together.
    #[must_use]
    pub fn first_rows(&self) -> Vec<Option<u64>> {
        let mut first = vec![None; self.names().len()];
        for stretch in &self.index.whole {
            first[stretch.subject as usize] = Some(stretch.start);
        }
        first
    }

    /// Opens the readings in a folder whose files were measured, each of them once.
    ///
    /// # Errors
    /// A file was not measured or measured twice, has other rows now, or a meter is in two of them.
    pub fn open_measured(path: &Path, files: &[MeasuredFile]) -> Result<Self, IoError> {
        let mut measured: BTreeMap<&OsStr, &MeasuredFile> = BTreeMap::new();
        for file in files {
            if measured.insert(file.name.as_os_str(), file).is_some() {
                let found =
                    Message::new("found-measured-twice").text("name", file.name.display().to_string());
                return Err(IoError::unusable(path, None, "expected-measured-once", found));
            }
        }
        let (mut index, mut tables) = (Index::default(), Vec::new());
        for listed in tables_in(path, Contract::Readings)? {
            let Some(file) = listed.file_name().and_then(|name| measured.remove(name)) else {
                return Err(IoError::unusable(&listed, None, "expected-measured-once", "found-no-measures"));
            };
            let table = Table::open(&listed, Quantity::Readings)?;
            if table.row_count() != file.rows {
                let expected = Message::new("expected-measured-rows").count(file.rows as usize);
                let found = Message::new("counted-rows").count(table.row_count() as usize);
                return Err(IoError::unusable(&listed, None, expected, found));
            }
            for meter in &file.meters {
                index.add(tables.len() as u32, meter, &listed)?;
            }
            if file.meters.iter().any(|meter| meter.first_row.is_none()) {
                let runs = Runs::Many;
                index.patches.push(Patch { file: tables.len() as u32, rows: 0..file.rows, runs });
            }
            tables.push(table);
        }
        if let Some(name) = measured.keys().next() {
            let found = Message::new("found-measured-gone").text("name", name.display().to_string());
            return Err(IoError::unusable(path, None, "expected-measured-readings", found));
        }
        index.whole.sort_unstable_by_key(|stretch| (stretch.file, stretch.start));
        let (index, quantity) = (index.by_name(), Quantity::Readings);
        Ok(Self { path: path.to_owned(), tables, index, quantity, converted: None, read_path: None })
    }
}

impl Index {
    /// Adds a meter of a file.
    fn add(&mut self, file: u32, meter: &MeasuredMeter, path: &Path) -> Result<(), IoError> {
        if self.names.find(&meter.id).is_some() {
            let found = Message::new("found-meter-in-two-files").text("name", &*meter.id);
            return Err(IoError::unusable(path, None, "expected-meter-in-one-file", found));
        }
        let subject = self.names.number(&meter.id);
        self.rows.push(meter.rows);
        match meter.first_row {
            Some(start) => self.whole.push(Stretch { subject, file, start, len: meter.rows }),
            None => self.scattered.push(subject),
        }
        Ok(())
    }
}
