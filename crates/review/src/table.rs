//! Owns reviews as CSV, to carry them from one file to another and to look at them elsewhere. Does not
//! touch files.

use crate::{Case, Review, Verdict, day_of, day_text, time_of, time_text};
use std::io::{Read, Write};

const COLUMNS: [&str; 8] = ["subject", "kind", "first_seen", "last_seen", "verdict", "author", "at", "note"];
/// Columns that no row goes without.
const NEEDED: [&str; 4] = ["subject", "verdict", "author", "at"];

/// Why a row was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableProblem {
    /// Line in the file, the header being 1.
    pub line: u64,
    /// Column, unless it is the row as a whole.
    pub column: Option<&'static str>,
    /// What is wrong.
    pub fault: TableFault,
    /// What stands there.
    pub found: String,
}

/// What can be wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// The table lacks a column.
    NoColumn,
    /// Empty, where something must stand.
    Empty,
    /// Not `meter:`, `feeder:` or `detection:` with an id.
    NoSubject,
    /// Not one of the verdicts.
    NoVerdict,
    /// Not a day.
    NoDay,
    /// Not a time.
    NoTime,
    /// Not CSV.
    NoRow,
}

/// Writes reviews as CSV.
///
/// # Errors
/// Those of `to`.
pub fn write_table<'a>(to: impl Write, reviews: impl IntoIterator<Item = &'a Review>) -> std::io::Result<()> {
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(COLUMNS)?;
    let day = |day: Option<i32>| day.map(day_text).unwrap_or_default();
    for review in reviews {
        let case = &review.case;
        writer.write_record([
            case.subject.as_str(),
            &case.kind,
            &day(case.first_day),
            &day(case.last_day),
            review.verdict.id(),
            &review.author,
            &time_text(review.at_s),
            &review.note,
        ])?;
    }
    writer.flush()
}

/// What stands between the fields of a table with such a header: spreadsheets write what their language has.
fn separator_of(text: &[u8]) -> u8 {
    let header = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let count = |separator: u8| header.split(|&byte| byte == separator).count();
    [b'\t', b';', b','].into_iter().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

/// Reads reviews from CSV, as it was written or as a spreadsheet saved it; rows that are wrong are left out, each with
/// its reason.
#[must_use]
pub fn read_table(mut from: impl Read) -> (Vec<Review>, Vec<TableProblem>) {
    let (mut reviews, mut problems) = (Vec::new(), Vec::new());
    let mut text = Vec::new();
    if let Err(cause) = from.read_to_end(&mut text) {
        let (fault, found) = (TableFault::NoRow, cause.to_string());
        problems.push(TableProblem { line: 0, column: None, fault, found });
        return (reviews, problems);
    }
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).delimiter(separator_of(&text)).from_reader(&text[..]);
    let headers = reader.headers().cloned().unwrap_or_default();
    let place =
        |name: &str| headers.iter().position(|header| header.trim_start_matches('\u{feff}').trim() == name);
    for column in NEEDED {
        if place(column).is_none() {
            let found = headers.iter().collect::<Vec<_>>().join(", ");
            problems.push(TableProblem { line: 1, column: Some(column), fault: TableFault::NoColumn, found });
        }
    }
    if !problems.is_empty() {
        return (reviews, problems);
    }
    for row in reader.into_records() {
        match row {
            Ok(row) => {
                let line = table::line_of(&text, row.position());
                let cell = |name: &str| place(name).and_then(|at| row.get(at)).unwrap_or_default().trim();
                match review_of(&cell) {
                    Ok(review) => reviews.push(review),
                    Err((column, fault)) => {
                        let found = cell(column).to_owned();
                        problems.push(TableProblem { line, column: Some(column), fault, found });
                    }
                }
            }
            Err(cause) => {
                let line = table::line_of(&text, cause.position());
                let (fault, found) = (TableFault::NoRow, cause.to_string());
                problems.push(TableProblem { line, column: None, fault, found });
            }
        }
    }
    (reviews, problems)
}

fn review_of<'a>(cell: &impl Fn(&str) -> &'a str) -> Result<Review, (&'static str, TableFault)> {
    let subject = cell("subject");
    let is_subject = subject
        .split_once(':')
        .is_some_and(|(level, id)| matches!(level, "meter" | "feeder" | "detection") && !id.is_empty());
    if !is_subject {
        return Err(("subject", TableFault::NoSubject));
    }
    let day = |column: &'static str| match cell(column) {
        "" => Ok(None),
        text => day_of(text).map(Some).ok_or((column, TableFault::NoDay)),
    };
    let author = cell("author");
    if author.is_empty() {
        return Err(("author", TableFault::Empty));
    }
    Ok(Review {
        case: Case {
            subject: subject.to_owned(),
            kind: cell("kind").to_owned(),
            first_day: day("first_seen")?,
            last_day: day("last_seen")?,
        },
        verdict: Verdict::from_id(cell("verdict")).ok_or(("verdict", TableFault::NoVerdict))?,
        author: author.to_owned(),
        at_s: time_of(cell("at")).ok_or(("at", TableFault::NoTime))?,
        note: cell("note").to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::{
        TableFault::{Empty, NoDay, NoSubject, NoTime, NoVerdict},
        *,
    };

    #[test]
    fn reviews_come_back_as_they_were() {
        let review = Review {
            case: Case {
                subject: "meter:00, \"7\"".into(),
                kind: "abnormal_load".into(),
                first_day: Some(20_159),
                last_day: None,
            },
            verdict: Verdict::Unclear,
            author: "Ольга".into(),
            at_s: 1_764_455_820,
            note: "two lines\nand a comma, here".into(),
        };
        let mut bytes = Vec::new();
        write_table(&mut bytes, [&review]).expect("written");
        assert_eq!(read_table(&bytes[..]), (vec![review], Vec::new()));
    }

    #[test]
    fn bad_rows_are_left_out_with_their_reason() {
        let text = "\u{feff}subject,verdict,author,at,first_seen\n\
            meter:1,confirmed,a,2026-01-02T03:04:05Z,2025-01-01\n\
            7,confirmed,a,2026-01-02T03:04:05Z,\n\
            meter:2,yes,a,2026-01-02T03:04:05Z,\n\
            meter:3,rejected,,2026-01-02T03:04:05Z,\n\
            meter:4,rejected,a,yesterday,\n\
            meter:5,rejected,a,2026-01-02,31.12.2025\n";
        let (reviews, problems) = read_table(text.as_bytes());
        assert_eq!(reviews.len(), 1);
        let faults: Vec<_> = problems.iter().map(|problem| (problem.line, problem.fault)).collect();
        assert_eq!(faults, [(3, NoSubject), (4, NoVerdict), (5, Empty), (6, NoTime), (7, NoDay)]);
        let of_excel = text.replace(',', ";").replace('\n', "\r\n");
        assert_eq!(read_table(of_excel.as_bytes()), read_table(text.as_bytes()), "saved by a spreadsheet");
        let (reviews, problems) = read_table(&b"meter,verdict\n1,confirmed\n"[..]);
        assert!(reviews.is_empty());
        assert_eq!(problems.len(), 3);
        assert_eq!(problems[0].fault, TableFault::NoColumn);
    }
}
