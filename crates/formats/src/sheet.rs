//! Owns a table of texts and numbers on its way out, as CSV and as a workbook. Does not choose
//! rows nor write files.

use super::problem::IoError;
use crate::units::tidy;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

/// What a cell of a sheet holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// Nothing is known, which is not zero.
    Empty,
    /// Words, names, ids.
    Text(String),
    /// A figure.
    Number(f64),
}

impl From<&str> for Field {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }
}

impl From<Option<f64>> for Field {
    fn from(value: Option<f64>) -> Self {
        value.filter(|value| value.is_finite()).map_or(Self::Empty, |value| Self::Number(tidy(value)))
    }
}

impl From<Option<usize>> for Field {
    fn from(value: Option<usize>) -> Self {
        value.map_or(Self::Empty, |value| Self::Number(value as f64))
    }
}

/// Lists are separated by blanks.
impl From<&[String]> for Field {
    fn from(list: &[String]) -> Self {
        Self::from(list.join(" ").as_str())
    }
}

/// A table with named columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows of as many fields.
    pub rows: Vec<Vec<Field>>,
}

impl Sheet {
    /// As CSV with a header.
    #[must_use]
    pub fn to_csv(&self) -> String {
        self.separated(b',', |value| value.to_string())
    }

    /// As a Russian spreadsheet reads it: semicolons between cells, commas in numbers, and a byte
    /// order mark, without which it takes the letters for others.
    #[must_use]
    pub fn to_russian_csv(&self) -> String {
        let text = self.separated(b';', |value| value.to_string().replace('.', ","));
        format!("\u{feff}{text}")
    }

    fn separated(&self, separator: u8, number: impl Fn(f64) -> String) -> String {
        let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
        // Writing to memory cannot fail.
        let _ = writer.write_record(&self.columns);
        for row in &self.rows {
            let _ = writer.write_record(row.iter().map(|field| match field {
                Field::Empty => String::new(),
                Field::Text(text) => guarded(text),
                Field::Number(value) => number(*value),
            }));
        }
        writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// Cells as they are, as CSV with a header: for programs that read them again. What people open in
/// spreadsheets is a [`Sheet`].
#[must_use]
pub fn csv_of<H, R>(header: &[H], rows: impl IntoIterator<Item = R>) -> String
where
    H: AsRef<[u8]>,
    R: IntoIterator,
    R::Item: AsRef<[u8]>,
{
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The text, with an apostrophe before what a spreadsheet would take for a formula: names and
/// notes come from files of anywhere. In workbooks texts are texts.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// Sheets by their names as a workbook (Office Open XML): numbers are numbers, heads stay in sight,
/// and the same sheets give the same bytes.
///
/// # Errors
/// The format cannot hold them: too many rows, too long a text, a name that it forbids.
pub fn workbook(title: &str, sheets: &[(String, Sheet)]) -> Result<Vec<u8>, IoError> {
    written(title, sheets).map_err(|error| IoError::Workbook(error.to_string()))
}

/// Widest column in characters: longer texts run on or are read in their cell.
const WIDEST: f64 = 48.0;

fn written(title: &str, sheets: &[(String, Sheet)]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The format asks for a day, and a file must not depend on the one on which it is written.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let about = DocProperties::new().set_title(title).set_author("hashatlas");
    book.set_properties(&about.set_creation_datetime(&day));
    let head = Format::new().set_bold();
    for (name, sheet) in sheets {
        let page = book.add_worksheet();
        page.set_name(name)?;
        let mut widths = vec![0; sheet.columns.len()];
        for (number, column) in (0_u16..).zip(&sheet.columns) {
            page.write_string_with_format(0, number, column, &head)?;
            widths[usize::from(number)] = column.chars().count();
        }
        for (row, fields) in (1_u32..).zip(&sheet.rows) {
            for (column, field) in (0_u16..).zip(fields) {
                let letters = match field {
                    Field::Empty => continue,
                    Field::Text(text) => {
                        page.write_string(row, column, text)?;
                        text.chars().count()
                    }
                    Field::Number(value) => {
                        page.write_number(row, column, *value)?;
                        value.to_string().len()
                    }
                };
                if let Some(width) = widths.get_mut(usize::from(column)) {
                    *width = letters.max(*width);
                }
            }
        }
        for (column, width) in (0_u16..).zip(widths) {
            page.set_column_width(column, (width as f64 + 2.0).min(WIDEST))?;
        }
        page.set_freeze_panes(1, 0)?;
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            columns: vec!["region".into(), "value".into(), "note".into()],
            rows: vec![
                vec!["RU-IRK".into(), Some(-4.799_999_999_999_997).into(), "=1+1".into()],
                vec!["RU-MOW".into(), Field::Empty, "<&>\"Уфа\"".into()],
            ],
        }
    }

    #[test]
    fn cells_for_programs_come_back_as_they_were() {
        let row = ["=1+1", "a, \"b\"", "two\nlines", ""];
        let text = csv_of(&["a", "b", "c", "d"], [row]);
        assert_eq!(text, "a,b,c,d\n=1+1,\"a, \"\"b\"\"\",\"two\nlines\",\n");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let record = reader.records().next().expect("a row").expect("well-formed");
        assert_eq!(record.iter().collect::<Vec<_>>(), row);
    }

    #[test]
    fn a_text_is_never_a_formula_and_no_data_is_empty() {
        assert_eq!(sheet().to_csv(), "region,value,note\nRU-IRK,-4.8,'=1+1\nRU-MOW,,\"<&>\"\"Уфа\"\"\"\n");
    }

    #[test]
    fn a_workbook_is_the_same_bytes_each_time() {
        let book = || workbook("Title", &[("Data".to_owned(), sheet())]).expect("written");
        assert!(book().starts_with(b"PK"));
        assert_eq!(book(), book());
    }

    #[test]
    fn what_the_format_forbids_is_an_error() {
        let error = workbook("", &[("a/b".to_owned(), sheet())]).expect_err("a stroke is forbidden");
        assert!(error.to_string().contains("a/b"), "{error}");
    }
}
