//! Owns tables that are no plain text: workbooks, other encodings, titles above the header, packed
//! files. They are read as the text that the crate `table` makes of them, and what is said of its
//! lines is said of theirs. Does not read rows.

use super::sniff::Format;
use crate::{IoError, Problem, Problems, RowKind, Severity, excerpt, lang::Message};
use ::table::{Expected, Note, Options, Plain};
use std::path::Path;

/// A table as text, for as long as this lives.
#[derive(Debug)]
pub(crate) struct Text<'a> {
    path: &'a Path,
    plain: Option<Plain>,
}

impl<'a> Text<'a> {
    /// The text of a table; that of a plain one is the file itself.
    pub(crate) fn of(path: &'a Path) -> Self {
        // What cannot be made text is read, and named, as it is; points in GeoJSON are no lines of JSON.
        let is_table = Format::of(path).is_ok_and(|format| format == Format::Csv);
        if !is_table {
            return Self { path, plain: None };
        }
        let plain = Plain::open(path, &Options::default()).ok().filter(|plain| !plain.is_in_place());
        Self { path, plain }
    }

    /// Where it lies.
    pub(crate) fn path(&self) -> &Path {
        self.plain.as_ref().map_or(self.path, Plain::text_path)
    }

    /// Says of the file what was found in its text, and first how it was read.
    pub(crate) fn tell(&self, of_text: Problems) -> Problems {
        let Some(plain) = &self.plain else { return of_text };
        let mut problems = Problems::default();
        problems.extend(table_problems(self.path, plain.notes(), plain.problems()));
        problems.extend(of_text.map_first(|mut problem| {
            self.name(&mut problem);
            problem
        }));
        problems
    }

    /// Names the file, and a line of it, in place of its text.
    pub(crate) fn name(&self, problem: &mut Problem) {
        let Some(plain) = self.plain.as_ref().filter(|plain| problem.path == plain.text_path()) else {
            return;
        };
        self.path.clone_into(&mut problem.path);
        problem.row = problem.row.map(|row| row.saturating_add_signed(plain.lines_before()));
        if plain.row_kind() == ::table::RowKind::Row {
            problem.row_kind = RowKind::Row;
        }
    }

    /// The same of an error.
    pub(crate) fn fail(&self, error: IoError) -> IoError {
        if self.plain.is_none() {
            return error;
        }
        match error {
            IoError::Unusable(mut problem) => {
                self.name(&mut problem);
                IoError::Unusable(problem)
            }
            IoError::System { action, cause, .. } => IoError::system(action, self.path, cause),
            other => other,
        }
    }
}

/// Opens a table for statements.
///
/// # Errors
/// The file cannot be read or is no table.
#[cfg(feature = "query")]
pub fn open_table(path: &Path, options: &Options) -> Result<::table::Table, IoError> {
    let rows = if Format::of(path)? == Format::GeoJson { Some(rows_of_points(path)?) } else { None };
    let inner = rows.as_ref().map_or(path, |rows| rows.path());
    ::table::Table::open(inner, options).map_err(|error| match error {
        ::table::Error::System { cause, .. } => IoError::system("read", path, cause),
        ::table::Error::Unusable { expected, found, .. } => {
            IoError::unusable(path, None, expected.to_owned(), found)
        }
        other => IoError::unusable(path, None, "expected-table-file", other.to_string()),
    })
}

/// The points of a `GeoJSON` file as lines of JSON: their position and their properties.
#[cfg(feature = "query")]
fn rows_of_points(path: &Path) -> Result<tempfile::NamedTempFile, IoError> {
    use crate::geojson::{PropertyValue, read_geojson};
    use std::io::Write;

    let file = read_geojson(path)?;
    let failed = |cause: std::io::Error| IoError::system("write", path, cause);
    let mut spool = tempfile::NamedTempFile::new().map_err(failed)?;
    let mut writer = std::io::BufWriter::new(&mut spool);
    for (index, [lon, lat]) in &file.points {
        let mut row = serde_json::Map::new();
        for (key, value) in file.features.get(*index as usize).into_iter().flat_map(|of| &of.properties) {
            let value = match value {
                PropertyValue::Text(text) => text.clone().into(),
                PropertyValue::Number(number) => (*number).into(),
                PropertyValue::Bool(is_true) => (*is_true).into(),
            };
            row.insert(key.clone(), value);
        }
        // The geometry is the position, whatever properties say.
        row.insert("lon".to_owned(), (*lon).into());
        row.insert("lat".to_owned(), (*lat).into());
        writeln!(writer, "{}", serde_json::Value::Object(row)).map_err(failed)?;
    }
    writer.flush().map_err(failed)?;
    drop(writer);
    Ok(spool)
}

/// What is to be said of a table: how it was read, and what was left out, a cause a line.
#[must_use]
pub fn table_problems(path: &Path, notes: &[Note], found: &[::table::Problem]) -> Problems {
    let mut problems = Problems::default();
    problems.add_all(notes.iter().filter_map(|note| remark(path, note)));
    let renamed = notes.iter().filter_map(|note| match note {
        Note::ReadAs { column, name } => {
            Some(Message::new("found-column-read-as").with("column", excerpt(column)).text("name", name))
        }
        _ => None,
    });
    let renamed: Vec<Message> = renamed.collect();
    if !renamed.is_empty() {
        let found = Message::new("found-columns-read-as").with("columns", Message::list(renamed));
        problems.add(Problem::of_file(path, None, "expected-contract-names", found, Severity::Warning));
    }
    for problem in found {
        problems.add_many(told(path, problem), problem.count);
    }
    problems
}

fn told(path: &Path, problem: &::table::Problem) -> Problem {
    let expected = match problem.expected {
        Expected::Number => "expected-number".into(),
        Expected::Integer => "expected-whole-number".into(),
        Expected::Day => "expected-day".into(),
        Expected::Time => "expected-time".into(),
        Expected::Fields(count) => Message::new("expected-header-fields").count(count),
        Expected::ClosingQuote => "expected-closing-quote".into(),
        _ => "expected-json-object".into(),
    };
    let (row, text) = problem.first.first().cloned().unwrap_or_default();
    let text = if problem.leaves_out_rows() { Message::from(text) } else { excerpt(&text) };
    let others = problem.first.iter().skip(1).map(|(row, _)| Message::from(row.to_string()));
    let found = if problem.count > 1 {
        let others = Message::list(others);
        Message::new("found-in-rows").with("found", text).with("others", others).count(problem.count as usize)
    } else {
        text
    };
    let row_kind = if problem.row_kind == ::table::RowKind::Row { RowKind::Row } else { RowKind::Line };
    let of_file = Problem::of_file(path, problem.column.as_deref(), expected, found, Severity::Error);
    Problem { row: Some(row), row_kind, ..of_file }
}

fn remark(path: &Path, note: &Note) -> Option<Problem> {
    let column = if let Note::MixedText { column, .. } = note { Some(column.as_str()) } else { None };
    let (expected, found) = match note {
        Note::Encoding(name) => ("expected-utf8", Message::new("found-encoding").text("name", *name)),
        Note::Sheet { name, others } => {
            let others = Message::list(others.iter().map(|name| excerpt(name)));
            let found = Message::new("found-other-sheets").with("name", excerpt(name)).with("others", others);
            ("expected-one-sheet", found)
        }
        Note::Uncomputed(formulas) => {
            ("expected-computed-formulas", Message::new("found-uncomputed").count(*formulas as usize))
        }
        Note::AboveHeader(lines) => {
            ("expected-header-first", Message::new("found-lines-above").count(*lines as usize))
        }
        Note::Footer { lines, first } => {
            let found = Message::new("found-footer").with("first", excerpt(first)).count(*lines as usize);
            ("expected-rows-only", found)
        }
        Note::MixedText { others, line, found, .. } => {
            let found =
                Message::new("found-mixed-text").with("found", excerpt(found)).text("line", line.to_string());
            ("expected-numbers-only", found.count(*others as usize))
        }
        // That a file was packed is nothing odd; names of columns are told together.
        _ => return None,
    };
    Some(Problem::of_file(path, column, expected, found, Severity::Warning))
}

/// In what a table came, for whoever asks what a file is.
pub(crate) fn container_of(path: &Path, format: Format) -> String {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_uppercase();
    match (format, ::table::Format::of(path)) {
        (Format::Parquet, _) => "Parquet".to_owned(),
        (Format::GeoJson, _) => "GeoJSON".to_owned(),
        (Format::Csv, Ok(::table::Format::Workbook)) if extension.is_empty() => "XLSX".to_owned(),
        (Format::Csv, Ok(::table::Format::Workbook)) => extension,
        (Format::Csv, Ok(::table::Format::Gzip)) => "gzip".to_owned(),
        (Format::Csv, Ok(::table::Format::Zstd)) => "Zstandard".to_owned(),
        (Format::Csv, Ok(::table::Format::Ndjson)) => "NDJSON".to_owned(),
        (Format::Csv, _) => "CSV".to_owned(),
    }
}
