//! Owns what a table of detections was read as, before its rows: its columns, what each was taken for, its
//! first rows; and what somebody says of columns instead. Does not read values.

use super::{
    columns::{Column, Layout},
    csv::{Head, read_range},
    foreign::Text,
    sniff::{self, Format},
};
use crate::IoError;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// What somebody says that columns hold, by their names: that of the contract, or nothing where a column is
/// not to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct SaidColumns(BTreeMap<String, Option<String>>);

impl SaidColumns {
    /// Whether nothing was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Says what a column holds; another of which the same was said holds it no more.
    pub fn say(&mut self, column: &str, meaning: Option<Column>) {
        let name = meaning.map(|meaning| meaning.name().to_owned());
        if name.is_some() {
            for said in self.0.values_mut().filter(|said| **said == name) {
                *said = None;
            }
        }
        self.0.insert(column.to_owned(), name);
    }

    pub(super) fn of(&self, column: &str) -> Said {
        let meaning = |said: &Option<String>| said.as_deref().and_then(Column::of);
        self.0.get(column).map_or(Said::Nothing, |said| meaning(said).map_or(Said::Unread, Said::Holds))
    }
}

/// What was said of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Its name speaks for itself.
    Nothing,
    /// It is not to be read.
    Unread,
    /// It holds this.
    Holds(Column),
}

/// A table before its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePreview {
    path: PathBuf,
    /// Names of columns.
    pub columns: Vec<String>,
    /// Cells of the first rows.
    pub rows: Vec<Vec<String>>,
}

impl TablePreview {
    /// The columns of a table of text or of a workbook, and its first rows; nothing where it is something else.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn open(path: &Path) -> Result<Option<Self>, IoError> {
        const ROWS: usize = 4;
        const HEAD_BYTES: u64 = 1 << 16;
        if path.is_dir() || Format::of(path)? != Format::Csv {
            return Ok(None);
        }
        let text = Text::of(path);
        let head = Head::read(text.path()).map_err(|error| text.fail(error))?;
        let end = head.file_len.min(head.end + HEAD_BYTES);
        let mut rows = Vec::new();
        read_range(text.path(), &mut sniff::open(text.path())?, head.end, end, &mut rows)?;
        let mut reader = ::csv::ReaderBuilder::new()
            .delimiter(head.separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(rows.as_slice());
        let records = reader.byte_records().take(ROWS).filter_map(Result::ok);
        let cells = |record: ::csv::ByteRecord| {
            record.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect()
        };
        let rows = records.map(cells).collect();
        Ok(Some(Self { path: path.to_owned(), columns: head.names, rows }))
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What each column is read as; nothing where it is not read.
    #[must_use]
    pub fn meanings(&self, said: &SaidColumns) -> Vec<Option<Column>> {
        let mut meanings = vec![None; self.columns.len()];
        for (column, place) in Layout::places(&self.path, &self.columns, said) {
            meanings[place] = Some(column);
        }
        meanings
    }

    /// Whether a column is read under a name that is not the contract's.
    #[must_use]
    pub fn is_guessed(&self) -> bool {
        let read = self.columns.iter().zip(self.meanings(&SaidColumns::default()));
        let is_other = |(column, meaning): (&String, Option<Column>)| {
            meaning.is_some_and(|meaning| super::columns::plain(column) != meaning.name())
        };
        read.into_iter().any(is_other)
    }

    /// Whether rows can be read as detections so.
    #[must_use]
    pub fn can_be_read(&self, said: &SaidColumns) -> bool {
        Layout::find(&self.path, &self.columns, said).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_detections_as;

    #[test]
    fn what_somebody_says_of_columns_goes_before_their_names() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("t.csv");
        let text = "E;N;x;y;Мощность, кВт\n104,3;52,3;1;2;30\n104,4;52,4;1;2;40\n";
        crate::write_file(&path, text.as_bytes()).expect("written");
        let preview = TablePreview::open(&path).expect("readable").expect("a table");
        assert_eq!(preview.rows[0], ["104,3", "52,3", "1", "2", "30"]);
        let mut said = SaidColumns::default();
        let guessed = [None, None, Some(Column::Lon), Some(Column::Lat), Some(Column::Kw)];
        assert_eq!((preview.meanings(&said), preview.is_guessed()), (guessed.to_vec(), true));
        said.say("E", Some(Column::Lon));
        said.say("N", Some(Column::Lat));
        said.say("Мощность, кВт", None);
        let meanings = [Some(Column::Lon), Some(Column::Lat), None, None, None];
        assert_eq!((preview.meanings(&said), preview.can_be_read(&said)), (meanings.to_vec(), true));
        let (read, _) = read_detections_as(&path, &said).expect("read");
        assert_eq!((read.lon, read.lat), (vec![104.3, 104.4], vec![52.3, 52.4]));
        assert!(read.kw.iter().all(|kw| kw.is_nan()));
        // One column holds a meaning.
        said.say("x", Some(Column::Lon));
        assert_eq!(preview.meanings(&said)[..3], [None, Some(Column::Lat), Some(Column::Lon)]);
        said.say("x", None);
        assert!(!preview.can_be_read(&said));
    }
}
