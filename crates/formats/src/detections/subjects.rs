//! Owns whom detections are about, by row: names of meters and feeders, which are not kept with what is drawn.
//! Does not read anything else.

use super::foreign::Text;
use crate::{IoError, Problems, RowKind, readings::read_cells};
use std::path::Path;

/// Columns that name it, the closest first.
const COLUMNS: [&str; 3] = ["meter_id", "feeder_id", "detection_id"];

/// Names of meters, feeders or detections by row of their file; small, as there may be millions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subjects {
    names: String,
    /// Where the name of each row ends; the first is that of row 0, which no file has.
    ends: Vec<u32>,
}

impl Subjects {
    /// The name in a row of the file, the first being 1; nothing where it has none.
    #[must_use]
    pub fn of(&self, row: u32) -> Option<&str> {
        let end = *self.ends.get(row as usize)?;
        let start = *self.ends.get((row as usize).checked_sub(1)?)?;
        self.names.get(start as usize..end as usize).filter(|name| !name.is_empty())
    }

    fn put(&mut self, row: usize, name: &str) {
        let end = |names: &String| u32::try_from(names.len()).unwrap_or(u32::MAX);
        // Rows that are no rows have no name.
        self.ends.resize(row.max(self.ends.len()), end(&self.names));
        self.names.push_str(name);
        self.ends.push(end(&self.names));
    }
}

/// Reads whom each row is about.
///
/// # Errors
/// The file cannot be read or is no table.
pub fn read_subjects(path: &Path) -> Result<Subjects, IoError> {
    let mut subjects = Subjects::default();
    // What is wrong in rows was said when they were read as detections.
    let text = Text::of(path);
    let read = read_cells(text.path(), &[], &mut Problems::default(), |row, _| {
        let before = u64::from(row.row_kind == RowKind::Line);
        let name = COLUMNS.iter().map(|column| row.text(column)).find(|name| !name.is_empty());
        subjects.put(row.line.saturating_sub(before) as usize, name.unwrap_or_default());
        Ok(())
    });
    read.map_err(|error| text.fail(error))?;
    Ok(subjects)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_has_the_closest_name() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("d.csv");
        let text = "detection_id,meter_id,feeder_id,kw\nD1,m7,f1,1\nD2,,f1,2\n,,,3\nD4,,,4\n";
        crate::write_file(&path, text.as_bytes()).expect("written");
        let subjects = read_subjects(&path).expect("read");
        let names: Vec<_> = (0..6).map(|row| subjects.of(row)).collect();
        assert_eq!(names, [None, Some("m7"), Some("f1"), None, Some("D4"), None]);
        assert_eq!(Subjects::default().of(1), None);
    }
}
