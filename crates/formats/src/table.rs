//! Owns the reading of small CSV tables row by row, with typed cells and exact complaints. Does
//! not know what the columns mean. (Detections, which come in millions, have their own reader.)

use super::problem::{IoError, Problem, Problems, RowKind, Severity, excerpt};
use crate::{
    atlas::Period,
    lang::{Localized, Message},
};
use ::table::line_of;
use std::{path::Path, sync::Arc};

/// A row of a table; asked for cells by column name.
pub(super) struct Row<'a> {
    pub(super) path: &'a Path,
    pub(super) line: u64,
    #[expect(clippy::struct_field_names, reason = "as everywhere in io")]
    pub(super) row_kind: RowKind,
    pub(super) columns: &'a [String],
    pub(super) record: &'a csv::StringRecord,
}

/// Calls `take` for each row of the CSV text `bytes`. A row that it refuses, or that is itself
/// broken, is left out and counted.
///
/// # Errors
/// The header lacks one of `required`, or there is no header.
pub(super) fn read_rows(
    path: &Path,
    bytes: &[u8],
    required: &[&str],
    problems: &mut Problems,
    take: impl FnMut(&Row<'_>, &mut Problems) -> Result<(), Problem>,
) -> Result<(), IoError> {
    read_separated(path, bytes, b',', required, problems, take)
}

/// [`read_rows`] of fields with another separator.
pub(super) fn read_separated(
    path: &Path,
    bytes: &[u8],
    separator: u8,
    required: &[&str],
    problems: &mut Problems,
    mut take: impl FnMut(&Row<'_>, &mut Problems) -> Result<(), Problem>,
) -> Result<(), IoError> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(bytes);
    let columns: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|name| name.trim().to_owned()).collect(),
        Err(cause) => {
            return Err(IoError::unusable(path, Some(1), "expected-header-line", cause.to_string()));
        }
    };
    if let Some(missing) = required.iter().find(|name| !columns.iter().any(|column| column == *name)) {
        let found = Message::new("found-columns").text("names", columns.join(", "));
        return Err(IoError::unusable(
            path,
            Some(1),
            Message::new("expected-column").text("name", *missing),
            found,
        ));
    }
    let mut record = csv::StringRecord::new();
    loop {
        let taken = match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {
                let line = line_of(bytes, record.position());
                if record.len() == columns.len() {
                    let row_kind = RowKind::Line;
                    take(&Row { path, line, row_kind, columns: &columns, record: &record }, problems)
                } else {
                    let expected = Message::new("expected-fields").count(columns.len());
                    Err(problem(path, line, None, expected, record.len().to_string().into()))
                }
            }
            Err(cause) => match cause.kind() {
                csv::ErrorKind::Utf8 { pos, .. } => {
                    let line = line_of(bytes, pos.as_ref());
                    Err(problem(path, line, None, "expected-utf8", "found-other-bytes".into()))
                }
                _ => return Err(IoError::unusable(path, None, "expected-csv", cause.to_string())),
            },
        };
        if let Err(problem) = taken {
            problems.add(problem);
        }
    }
}

fn problem(
    path: &Path,
    line: u64,
    column: Option<&str>,
    expected: impl Into<Message>,
    found: Message,
) -> Problem {
    Problem {
        path: path.to_owned(),
        row: Some(line),
        row_kind: RowKind::Line,
        column: column.map(str::to_owned),
        expected: expected.into(),
        found,
        severity: Severity::Error,
    }
}

impl Row<'_> {
    /// The cell without blanks around; empty where the table lacks the column.
    pub(super) fn text(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.record.get(at)).map_or("", str::trim)
    }

    /// The cell, which must not be empty.
    pub(super) fn required(&self, column: &str) -> Result<&str, Problem> {
        let text = self.text(column);
        if text.is_empty() { Err(self.wrong(column, "expected-value")) } else { Ok(text) }
    }

    /// The number in the cell, or none where it is empty.
    pub(super) fn number(&self, column: &str) -> Result<Option<f64>, Problem> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Some(number)),
            _ => Err(self.wrong(column, "expected-number")),
        }
    }

    /// The period in the cell, or none where it is empty.
    pub(super) fn period(&self, column: &str) -> Result<Option<Period>, Problem> {
        let text = self.text(column);
        if text.is_empty() {
            return Ok(None);
        }
        let expected = "expected-period";
        Period::parse(text).map(Some).ok_or_else(|| self.wrong(column, expected))
    }

    /// One of the words, as its meaning.
    pub(super) fn word<T: Copy>(&self, column: &str, words: &[(&str, T)]) -> Result<T, Problem> {
        let text = self.text(column);
        words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning).ok_or_else(|| {
            let list: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.wrong(column, Message::new("expected-one-of").text("words", list.join(", ")))
        })
    }

    /// The cells `<stem>_en` and `<stem>_ru`.
    pub(super) fn localized(&self, stem: &str) -> Localized {
        Localized {
            en: self.text(&format!("{stem}_en")).to_owned(),
            ru: self.text(&format!("{stem}_ru")).to_owned(),
        }
    }

    /// The ids in a cell, separated by blanks.
    pub(super) fn ids(&self, column: &str) -> Vec<Arc<str>> {
        self.text(column).split_whitespace().map(Arc::from).collect()
    }

    /// What to say of a cell that is not as expected.
    pub(super) fn wrong(&self, column: &str, expected: impl Into<Message>) -> Problem {
        let found = excerpt(self.text(column));
        Problem { row_kind: self.row_kind, ..problem(self.path, self.line, Some(column), expected, found) }
    }

    /// The same as a remark on a row that is kept.
    pub(super) fn remark(&self, column: &str, expected: impl Into<Message>) -> Problem {
        Problem { severity: Severity::Warning, ..self.wrong(column, expected) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> (Vec<(String, Option<f64>)>, Problems) {
        let (mut rows, mut problems) = (Vec::new(), Problems::default());
        read_rows(Path::new("t.csv"), text, &["code", "value"], &mut problems, |row, _| {
            rows.push((row.required("code")?.to_owned(), row.number("value")?));
            Ok(())
        })
        .expect("header");
        (rows, problems)
    }

    #[test]
    fn good_rows_are_kept_and_bad_ones_named() {
        let (rows, problems) = read(b"\xEF\xBB\xBFcode,value\nA,1\n,2\nB,many\nC,3,4\nD,\n\xFF,5\n");
        assert_eq!(rows, [("A".into(), Some(1.0)), ("D".into(), None)]);
        let said: Vec<String> = problems.first.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "t.csv, line 3, code: expected a value, found nothing",
                "t.csv, line 4, value: expected a number, found \"many\"",
                "t.csv, line 5: expected 2 fields, found 3",
                "t.csv, line 7: expected text in UTF-8, found other bytes",
            ]
        );
    }

    #[test]
    fn lines_are_counted_alike_whatever_ends_them() {
        for text in [&b"code,value\n\nA,1\nB,many\n"[..], b"code,value\r\n\r\nA,1\r\nB,many\r\n"] {
            let (_, problems) = read(text);
            let said: Vec<String> = problems.first.iter().map(ToString::to_string).collect();
            assert_eq!(said, ["t.csv, line 4, value: expected a number, found \"many\""]);
        }
    }

    #[test]
    fn a_missing_column_ends_the_reading() {
        let mut problems = Problems::default();
        let error = read_rows(Path::new("t.csv"), b"code\n1\n", &["value"], &mut problems, |_, _| Ok(()));
        let said = error.expect_err("no column value").to_string();
        assert_eq!(said, "t.csv, line 1: expected a column value, found columns code");
    }
}
