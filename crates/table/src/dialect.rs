//! Owns telling how a table stands in a text or sheet: separator, header, what stands above it and
//! what at the end. Does not read values.

use crate::{
    cell::{day, number_of_people},
    names::{Meaning, key},
    records::{content, split},
};

/// Rows by which a table is told.
const LOOKED_AT: usize = 200;

/// How a table stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) separator: u8,
    /// Names as they stand there.
    pub(crate) header: Vec<String>,
    /// First byte of the header.
    pub(crate) header_at: usize,
    /// Lines above it.
    pub(crate) lines_above: u64,
}

/// The dialect of a text that begins so; nothing where no line can be a header.
pub(crate) fn of(text: &str) -> Option<Dialect> {
    let (said, start) = said_separator(text);
    let candidates: &[u8] = match &said {
        Some(separator) => std::slice::from_ref(separator),
        None => b";\t|,",
    };
    let mut best: Option<((bool, usize, usize, usize), Dialect)> = None;
    let mut is_wide = false;
    for &separator in candidates {
        let rows = rows(text.as_bytes(), start, separator);
        let cells: Vec<&[String]> = rows.iter().map(|row| row.cells.as_slice()).collect();
        let Some((index, alike)) = header_of(&cells) else {
            // Rows of several values without names are no column of texts.
            is_wide |= cells.iter().filter(|row| row.len() > 1).count() * 2 > cells.len();
            continue;
        };
        let header = rows[index].cells.clone();
        let known = header.iter().filter(|name| Meaning::of(name).is_some()).count();
        let score = (header.len() > 1, known, alike, header.len());
        if best.as_ref().is_none_or(|(other, _)| score > *other) {
            let dialect = Dialect {
                separator,
                header,
                header_at: rows[index].start,
                lines_above: rows[index].line - 1,
            };
            best = Some((score, dialect));
        }
    }
    best.map(|(_, dialect)| dialect).filter(|dialect| dialect.header.len() > 1 || !is_wide)
}

/// A first line that names the separator for a spreadsheet, and where the text goes on.
fn said_separator(text: &str) -> (Option<u8>, usize) {
    let line = text.split('\n').next().unwrap_or_default();
    let plain = line.trim_end().trim_matches('"');
    match plain.as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator] => {
            (Some(*separator), (line.len() + 1).min(text.len()))
        }
        // A tab may have gone with the blanks.
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'='] if line.contains('\t') => {
            (Some(b'\t'), (line.len() + 1).min(text.len()))
        }
        _ => (None, 0),
    }
}

struct Row {
    cells: Vec<String>,
    start: usize,
    line: u64,
}

fn rows(bytes: &[u8], start: usize, separator: u8) -> Vec<Row> {
    let (mut rows, mut fields, mut at) = (Vec::new(), Vec::new(), start);
    let mut line = 1 + memchr::memchr_iter(b'\n', &bytes[..start]).count() as u64;
    while at < bytes.len() && rows.len() < LOOKED_AT {
        let ended = split(bytes, at, separator, &mut fields);
        if !ended.blank {
            let cells = fields
                .iter()
                .map(|field| String::from_utf8_lossy(&content(field)).trim().to_owned())
                .collect();
            rows.push(Row { cells, start: at, line });
        }
        line += memchr::memchr_iter(b'\n', &bytes[at..ended.next]).count() as u64;
        at = ended.next;
    }
    rows
}

/// Which of the first rows of a table names its columns, and how many rows are as wide: the first of
/// those as wide as most whose cells are names and no values.
pub(crate) fn header_of(rows: &[&[String]]) -> Option<(usize, usize)> {
    let width_of = |row: &[String]| row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let wide_as = |width: usize| rows.iter().filter(|row| row.len() == width).count();
    // Known names alone are no title, however wide the rows below are.
    let is_known = |row: &&&[String]| row.len() > 1 && row.iter().all(|cell| Meaning::of(cell).is_some());
    if let Some(first) = rows.first().filter(is_known) {
        return Some((0, wide_as(first.len())));
    }
    let width = rows.iter().map(|row| row.len()).max_by_key(|&width| (wide_as(width), width))?;
    // A header alone, with rows of other widths below, is a header still.
    let width = if wide_as(width) * 2 > rows.len() || rows.is_empty() { width } else { rows.first()?.len() };
    let is_header = |row: &&[String]| {
        let names = row.iter().filter(|cell| !cell.is_empty()).count();
        row.len() == width
            && names * 2 > width_of(row)
            && names >= width.min(2)
            && row.iter().filter(|cell| !cell.is_empty()).all(|cell| is_name(cell))
    };
    rows.iter().position(is_header).map(|index| (index, wide_as(width)))
}

/// Whether a cell can be the name of a column: years stand in many headers, other numbers are values.
pub(crate) fn is_name(cell: &str) -> bool {
    let is_year = cell.len() == 4 && cell.bytes().all(|byte| byte.is_ascii_digit());
    is_year || (number_of_people(cell.as_bytes(), b'.').is_none() && day(cell.as_bytes()).is_none())
}

/// What stands at the end of a text and is no row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Footer {
    /// Bytes of it.
    pub(crate) bytes: usize,
    /// Lines with something on them.
    pub(crate) lines: u64,
    /// How the first begins.
    pub(crate) first: String,
}

/// Sums and remarks at the end of a text that ends so; none of its first, maybe broken line.
pub(crate) fn footer(tail: &[u8], separator: u8) -> Footer {
    /// Words with which they begin, as [`key`] has them.
    const WORDS: [&str; 15] = [
        "итого",
        "всего",
        "итог",
        "сумма",
        "источник",
        "примечание",
        "примечания",
        "исполнитель",
        "справочно",
        "total",
        "totals",
        "grand total",
        "sum",
        "source",
        "note",
    ];
    const MOST_LINES: u64 = 50;
    let mut footer = Footer::default();
    let (mut end, mut fields) = (tail.len(), Vec::new());
    let mut seen = 0;
    while seen < MOST_LINES {
        let text = &tail[..end];
        let body = text.strip_suffix(b"\n").unwrap_or(text);
        let Some(start) = memchr::memrchr(b'\n', body).map(|at| at + 1) else { break };
        split(&tail[start..end], 0, separator, &mut fields);
        let texts: Vec<String> =
            fields.iter().map(|field| String::from_utf8_lossy(&content(field)).trim().to_owned()).collect();
        let Some(first) = texts.iter().find(|text| !text.is_empty()) else {
            (end, seen) = (start, seen + 1);
            continue;
        };
        let key = key(first);
        let begins = |word: &&str| {
            key.strip_prefix(*word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        if !WORDS.iter().any(begins) && !first.starts_with('*') {
            break;
        }
        footer = Footer { bytes: tail.len() - start, lines: footer.lines + 1, first: first.clone() };
        (end, seen) = (start, seen + 1);
    }
    footer
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> (char, Vec<String>, u64) {
        let dialect = of(text).unwrap_or_else(|| panic!("no header in {text:?}"));
        (char::from(dialect.separator), dialect.header, dialect.lines_above)
    }

    #[test]
    fn separators_are_told_by_header_and_rows() {
        for (text, separator, width) in [
            ("lon,lat,kw\n104.3,52.3,7\n", ',', 3),
            ("lon;lat;kw\n104,28;52,28;120,5\n37,6;55,75;15\n", ';', 3),
            (
                "долгота;широта;регион;мощность, кВт;дата\n104,28;52,28;Иркутская область;120,5;12.03.2025\n",
                ';',
                5,
            ),
            ("a\tb\n1,5\t2,5\n", '\t', 2),
            ("a|b|c\nx|y|z\n", '|', 3),
            ("name\nfirst\nsecond\n", ';', 1),
            ("\"a;b\",c\n\"1;2\",3\n", ',', 2),
        ] {
            let (found, header, above) = told(text);
            assert_eq!((header.len(), above), (width, 0), "{text}");
            assert!(width == 1 || found == separator, "{text}: {found}");
        }
    }

    #[test]
    fn titles_and_the_line_of_spreadsheets_stand_above() {
        assert_eq!(told("sep=;\nlon;lat\n1,5;2,5\n").2, 1);
        let text = "Реестр ферм;;\nна 01.01.2025;;\n\nРегион;Широта;Долгота\nУфа;1,5;2,5\nУфа;1,5;2,5\n";
        assert_eq!(told(text), (';', vec!["Регион".into(), "Широта".into(), "Долгота".into()], 3));
    }

    #[test]
    fn years_may_name_columns_and_other_numbers_may_not() {
        assert_eq!(told("region,2023,2024\nA,1,2\n").1.len(), 3);
        assert_eq!(of("104.3,52.3\n104.4,52.4\n"), None);
    }

    #[test]
    fn sums_and_remarks_stand_at_the_end() {
        let of = |tail: &str| footer(tail.as_bytes(), b';');
        let found = of("x\nУфа;1;2\nИтого;;3\n\nИсточник: реестр\n\n");
        assert_eq!((found.lines, found.first.as_str()), (2, "Итого"));
        assert_eq!(of("x\nУфа;1;2\nИтоговый регион;1;3\n"), Footer::default());
        assert_eq!(of("x\nИтого;1;2\nУфа;1;3\n"), Footer::default());
    }

    #[test]
    fn known_names_are_the_header_however_wide_the_rows_are() {
        let dialect = of("lon,lat\n,,\n,,\n1\",,\"\"\"\"").expect("a header");
        assert_eq!((dialect.header, dialect.lines_above), (vec!["lon".to_owned(), "lat".to_owned()], 0));
    }
}
