//! Owns turning a sheet of a workbook into a plain table, row by row. What cells mean is
//! `calamine`'s. Does not judge values.

use crate::{
    cell::number_of_people,
    dialect::{header_of, is_name},
    error::{Error, Note, RowKind},
    format::open,
    names::Meaning,
    plain::{Options, Plain},
};
use calamine::{
    Data, DataRef, DataType, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Sheets,
    open_workbook_auto,
};
use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
    io::{BufReader, Read as _},
    path::Path,
};
use tempfile::NamedTempFile;

/// Rows by which header and width are told.
const HEAD_ROWS: usize = 200;

/// A sheet as text in a temporary file: one row a line.
pub(crate) fn plain(path: &Path, options: &Options) -> Result<Plain, Error> {
    let damaged = |cause: String| Error::unusable(path, "an intact workbook", cause);
    let mut book = open_workbook_auto(path).map_err(|_| {
        Error::unusable(path, "a workbook (XLSX, XLSB, XLS or ODS)", "something else in such a container")
    })?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .filter(|sheet| sheet.visible == SheetVisible::Visible || options.sheet.is_some())
        .map(|sheet| sheet.name.clone())
        .collect();
    let range = options.range.as_deref().map(|text| {
        Area::parse(text)
            .ok_or_else(|| Error::unusable(path, "a range of cells such as B4:F200", format!("\"{text}\"")))
    });
    let area = range.transpose()?.unwrap_or(Area::ALL);
    let chosen = match &options.sheet {
        None => sheets.iter().collect(),
        Some(wanted) => {
            let by_name = sheets.iter().find(|name| name.to_lowercase() == wanted.to_lowercase());
            let by_number = || sheets.get(wanted.parse::<usize>().ok()?.checked_sub(1)?);
            vec![by_name.or_else(by_number).ok_or_else(|| {
                let found = format!("\"{wanted}\"; there are \"{}\"", sheets.join("\", \""));
                Error::unusable(path, "the name or number of a sheet", found)
            })?]
        }
    };
    // A title sheet is taken only where no other is a table.
    let mut title = None;
    for name in chosen {
        let mut rows = Rows::new(path, area);
        rows.merged = merged_of(&mut book, name);
        let formulas = if is_to_be_computed(path) { formulas_of(&mut book, name) } else { HashSet::new() };
        let uncomputed = each_cell(&mut book, name, formulas, &mut rows).map_err(damaged)??;
        let Some(Sheet { spool, header, lines_before, is_title }) = rows.finish()? else { continue };
        let mut plain = Plain::spooled(spool, header, lines_before as i64, RowKind::Row);
        if uncomputed > 0 {
            plain.note(Note::Uncomputed(uncomputed));
        }
        let others: Vec<String> = sheets.iter().filter(|other| *other != name).cloned().collect();
        if !others.is_empty() {
            plain.note(Note::Sheet { name: name.clone(), others });
        }
        // A range begins where its user says.
        if lines_before > 0 && area.first_row == 0 {
            plain.note(Note::AboveHeader(lines_before));
        }
        if is_title {
            title.get_or_insert(plain);
            continue;
        }
        plain.without_footer()?;
        return Ok(plain);
    }
    let mut plain =
        title.ok_or_else(|| Error::unusable(path, "a sheet with a row of names of columns", "none"))?;
    plain.without_footer()?;
    Ok(plain)
}

/// Cells of a sheet that are merged over several rows, by the row of the upper one. ODS does not tell them.
fn merged_of<RS: std::io::Read + std::io::Seek>(
    book: &mut Sheets<RS>,
    name: &str,
) -> HashMap<u32, Vec<Dimensions>> {
    let merged = match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(name).unwrap_or_default(),
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    };
    let mut by_row: HashMap<u32, Vec<Dimensions>> = HashMap::new();
    for area in merged.into_iter().filter(|area| area.start.0 < area.end.0) {
        by_row.entry(area.start.0).or_default().push(area);
    }
    by_row
}

/// Whether a workbook asks whoever opens it to compute its formulas: no spreadsheet program has saved it since a
/// library wrote it, which puts zeros in their place, or nothing.
fn is_to_be_computed(path: &Path) -> bool {
    const MOST_BYTES: u64 = 1 << 20;
    let asks = || {
        let mut archive = zip::ZipArchive::new(BufReader::new(open(path).ok()?)).ok()?;
        let mut text = String::new();
        archive.by_name("xl/workbook.xml").ok()?.take(MOST_BYTES).read_to_string(&mut text).ok()?;
        Some(["1", "true"].iter().any(|yes| text.contains(&format!("fullCalcOnLoad=\"{yes}\""))))
    };
    asks().unwrap_or(false)
}

/// Where formulas stand in a sheet.
fn formulas_of<RS: std::io::Read + std::io::Seek>(book: &mut Sheets<RS>, name: &str) -> HashSet<(u32, u32)> {
    let mut places = HashSet::new();
    if let Sheets::Xlsx(book) = book
        && let Ok(mut cells) = book.worksheet_cells_reader(name)
    {
        while let Ok(Some(cell)) = cells.next_formula() {
            if !cell.get_value().is_empty() {
                places.insert(cell.get_position());
            }
        }
    }
    places
}

/// Hands over the cells of a sheet in its order, without the zeros in place of `formulas` that nobody computed; tells
/// how many of these there are. The outer error is the workbook's.
fn each_cell<RS: std::io::Read + std::io::Seek>(
    book: &mut Sheets<RS>,
    name: &str,
    mut formulas: HashSet<(u32, u32)>,
    rows: &mut Rows<'_>,
) -> Result<Result<u64, Error>, String> {
    // The usual kind is streamed; the others are read as a whole.
    if let Sheets::Xlsx(book) = book {
        let mut cells = book.worksheet_cells_reader(name).map_err(|cause| cause.to_string())?;
        while let Some(cell) = cells.next_cell().map_err(|cause| cause.to_string())? {
            let (position, value) = (cell.get_position(), cell.get_value());
            if formulas.contains(&position) {
                if is_nothing(value) {
                    continue;
                }
                formulas.remove(&position);
            }
            if let Err(error) = rows.take(position, value) {
                return Ok(Err(error));
            }
        }
        return Ok(Ok(formulas.into_iter().filter(|place| rows.area.has(*place)).count() as u64));
    }
    let range = book.worksheet_range(name).map_err(|cause| cause.to_string())?;
    let (first_row, first_column) = range.start().unwrap_or_default();
    for (row, column, cell) in range.used_cells() {
        let position = (first_row + row as u32, first_column + column as u32);
        let cell = match cell {
            Data::Int(number) => DataRef::Int(*number),
            Data::Float(number) => DataRef::Float(*number),
            Data::Bool(is_true) => DataRef::Bool(*is_true),
            Data::DateTime(time) => DataRef::DateTime(*time),
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                DataRef::SharedString(text)
            }
            Data::Error(error) => DataRef::Error(error.clone()),
            Data::Empty => DataRef::Empty,
        };
        if let Err(error) = rows.take(position, &cell) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(0))
}

/// What a library puts where a formula is to be computed.
fn is_nothing(value: &DataRef<'_>) -> bool {
    match value {
        DataRef::Empty | DataRef::Int(0) => true,
        DataRef::Float(number) => *number == 0.0,
        DataRef::String(text) => text.is_empty(),
        DataRef::SharedString(text) => text.is_empty(),
        _ => false,
    }
}

/// Cells of a sheet, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Area {
    first_row: u32,
    last_row: u32,
    first_column: u32,
    last_column: u32,
}

impl Area {
    const ALL: Self = Self { first_row: 0, last_row: u32::MAX, first_column: 0, last_column: u32::MAX };

    fn has(&self, (row, column): (u32, u32)) -> bool {
        (self.first_row..=self.last_row).contains(&row)
            && (self.first_column..=self.last_column).contains(&column)
    }

    /// `B4:F200`, `B4` (from there on) or `B:F`.
    fn parse(text: &str) -> Option<Self> {
        let corner = |text: &str| {
            let text = text.trim().replace('$', "").to_ascii_uppercase();
            let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
            let column = text[..letters].bytes().try_fold(0_u32, |sum, letter| {
                sum.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1)
            })?;
            let row = if text.len() == letters {
                None
            } else {
                Some(text[letters..].parse::<u32>().ok()?.checked_sub(1)?)
            };
            Some((column.checked_sub(1)?, row))
        };
        let (from, to) = text.split_once(':').map_or((text, None), |(from, to)| (from, Some(to)));
        let (first_column, first_row) = corner(from)?;
        let (last_column, last_row) = to.map_or(Some((u32::MAX, None)), corner)?;
        let (first_row, last_row) = (first_row.unwrap_or(0), last_row.unwrap_or(u32::MAX));
        (first_row <= last_row && first_column <= last_column).then_some(Self {
            first_row,
            last_row,
            first_column,
            last_column,
        })
    }
}

/// Rows on their way into a text.
struct Rows<'a> {
    path: &'a Path,
    area: Area,
    /// First column with anything in it, among the rows that header and width are told by.
    head: Vec<(u32, Vec<String>)>,
    output: Option<Output>,
    row: u32,
    cells: Vec<String>,
    merged: HashMap<u32, Vec<Dimensions>>,
    /// Merged cells that reach further down: column from the first of the area, last row, what stands in them.
    reaching: Vec<(usize, u32, String)>,
}

/// A sheet as a text.
struct Sheet {
    spool: NamedTempFile,
    header: Vec<String>,
    /// Rows above the header.
    lines_before: u64,
    /// Whether it has no rows below, or a single column that no table of people is known for.
    is_title: bool,
}

/// A text with its header written.
struct Output {
    writer: csv::Writer<NamedTempFile>,
    header: Vec<String>,
    header_row: u32,
    /// Columns of the sheet left of the header's.
    left: usize,
    /// Row that the next line stands for.
    next_row: u32,
}

impl<'a> Rows<'a> {
    fn new(path: &'a Path, area: Area) -> Self {
        let (merged, reaching) = (HashMap::new(), Vec::new());
        Self { path, area, head: Vec::new(), output: None, row: 0, cells: Vec::new(), merged, reaching }
    }

    fn take(&mut self, (row, column): (u32, u32), value: &DataRef<'_>) -> Result<(), Error> {
        let area = self.area;
        if !area.has((row, column)) || value.is_empty() {
            return Ok(());
        }
        if row != self.row {
            self.end_row()?;
            self.row = row;
        }
        let place = (column - area.first_column) as usize;
        if self.cells.len() <= place {
            self.cells.resize(place + 1, String::new());
        }
        push_value(value, &mut self.cells[place]);
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), Error> {
        if self.cells.iter().all(String::is_empty) {
            self.cells.clear();
            return Ok(());
        }
        if let Some(output) = &mut self.output {
            fill_down(self.area, &self.merged, &mut self.reaching, self.row, &mut self.cells);
            output.write(self.row, &mut self.cells).map_err(Error::system(self.path))?;
            self.cells.iter_mut().for_each(String::clear);
            return Ok(());
        }
        self.head.push((self.row, std::mem::take(&mut self.cells)));
        if self.head.len() == HEAD_ROWS { self.begin() } else { Ok(()) }
    }

    /// Writes what was kept, if a header is among it.
    fn begin(&mut self) -> Result<(), Error> {
        // A sheet has no width: that of its widest row of names or values is it.
        let width = self.head.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        let left = (0..width)
            .take_while(|&column| {
                self.head.iter().all(|(_, cells)| cells.get(column).is_none_or(String::is_empty))
            })
            .count();
        let even = |cells: &mut Vec<String>| {
            cells.drain(..left.min(cells.len()));
            cells.resize(width - left, String::new());
        };
        let mut evened = self.head.clone();
        for (_, cells) in &mut evened {
            even(cells);
        }
        let head: Vec<&[String]> = evened.iter().map(|(_, cells)| cells.as_slice()).collect();
        let Some((index, _)) = header_of(&head) else { return Ok(()) };
        // A name that is merged over two rows of a header is no value.
        for (row, cells) in &mut self.head[index + 1..] {
            fill_down(self.area, &self.merged, &mut self.reaching, *row, cells);
        }
        for (_, cells) in &mut self.head {
            even(cells);
        }
        let failed = Error::system(self.path);
        let (header_row, header) = self.head[index].clone();
        let writer =
            csv::WriterBuilder::new().flexible(true).from_writer(NamedTempFile::new().map_err(failed)?);
        let mut output = Output { writer, header, header_row, left: 0, next_row: header_row };
        for (row, mut cells) in self.head.drain(..).skip(index) {
            output.write(row, &mut cells).map_err(failed)?;
        }
        output.left = left;
        self.output = Some(output);
        Ok(())
    }

    /// The sheet as a text; nothing where no row can be its header.
    fn finish(mut self) -> Result<Option<Sheet>, Error> {
        self.end_row()?;
        if self.output.is_none() {
            self.begin()?;
        }
        let Some(output) = self.output else { return Ok(None) };
        let is_alone = output.next_row == output.header_row + 1;
        let is_title = is_alone || matches!(&output.header[..], [only] if Meaning::of(only).is_none());
        let spool =
            output.writer.into_inner().map_err(|error| Error::system(self.path)(error.into_error()))?;
        let lines_before = u64::from(output.header_row);
        Ok(Some(Sheet { spool, header: output.header, lines_before, is_title }))
    }
}

/// Gives a row what is merged from above into it. Numbers stay where they stand: the power of three farms is not that of
/// each; years are no such numbers.
fn fill_down(
    area: Area,
    merged: &HashMap<u32, Vec<Dimensions>>,
    reaching: &mut Vec<(usize, u32, String)>,
    row: u32,
    cells: &mut Vec<String>,
) {
    reaching.retain(|(_, last, _)| row <= *last);
    for (column, _, text) in &*reaching {
        if cells.len() <= *column {
            cells.resize(column + 1, String::new());
        }
        if cells[*column].is_empty() {
            cells[*column].clone_from(text);
        }
    }
    let here = merged.get(&row).into_iter().flatten().filter(|from| from.start.1 >= area.first_column);
    for from in here {
        let column = (from.start.1 - area.first_column) as usize;
        let cell = cells.get(column).filter(|cell| {
            !cell.is_empty() && (is_name(cell) || number_of_people(cell.as_bytes(), b'.').is_none())
        });
        reaching.extend(cell.map(|cell| (column, from.end.0, cell.clone())));
    }
}

impl Output {
    /// Writes a row, and empty lines for the empty rows above it.
    fn write(&mut self, row: u32, cells: &mut Vec<String>) -> std::io::Result<()> {
        for _ in self.next_row..row {
            self.writer.flush()?;
            let mut file = self.writer.get_ref().as_file();
            std::io::Write::write_all(&mut file, b"\n")?;
        }
        self.next_row = row + 1;
        let width = self.header.len();
        while cells.len() > self.left + width && cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        cells.resize(cells.len().max(self.left + width), String::new());
        self.writer.write_record(&cells[self.left..]).map_err(std::io::Error::other)
    }
}

/// A value as the text of a cell on one line: days and times as ISO 8601 has them.
fn push_value(value: &DataRef<'_>, cell: &mut String) {
    // Writing to a text cannot fail.
    let _ = match value {
        DataRef::Empty => Ok(()),
        DataRef::Int(number) => write!(cell, "{number}"),
        DataRef::Float(number) => write!(cell, "{number}"),
        DataRef::Bool(is_true) => write!(cell, "{is_true}"),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            push_text(text, cell);
            Ok(())
        }
        DataRef::SharedString(text) => {
            push_text(text, cell);
            Ok(())
        }
        DataRef::DateTime(time) => push_time(time, cell),
        DataRef::Error(error) => write!(cell, "{error}"),
    };
}

fn push_text(text: &str, cell: &mut String) {
    if text.bytes().any(|byte| byte == b'\n' || byte == b'\r') {
        cell.extend(text.chars().map(|letter| if matches!(letter, '\n' | '\r') { ' ' } else { letter }));
    } else {
        cell.push_str(text);
    }
}

/// In days.
const HALF_SECOND: f64 = 0.5 / 86_400.0;

fn push_time(time: &ExcelDateTime, cell: &mut String) -> std::fmt::Result {
    let (year, month, day, hour, minute, second, ms) = time.to_ymd_hms_milli();
    let has_day = time.is_datetime() && time.as_f64() >= 1.0;
    if time.is_duration() {
        let seconds = (time.as_f64() * 86_400.0).round() as i64;
        return write!(cell, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    // The end of a day in a column of clock times; nobody has data of 1 January 1900, which is the same number.
    if time.is_datetime() && (1.0..1.0 + HALF_SECOND).contains(&time.as_f64()) {
        return cell.write_str("24:00:00");
    }
    if has_day {
        write!(cell, "{year:04}-{month:02}-{day:02}")?;
        if hour == 0 && minute == 0 && second == 0 && ms == 0 {
            return Ok(());
        }
        cell.push('T');
    }
    write!(cell, "{hour:02}:{minute:02}:{second:02}")?;
    if ms > 0 { write!(cell, ".{ms:03}") } else { Ok(()) }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests make their files")]
mod tests {
    use super::*;
    use rust_xlsxwriter::{ExcelDateTime as Day, Format, Workbook};
    use std::fs;

    fn book(make: impl FnOnce(&mut Workbook)) -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("book.xlsx");
        let mut book = Workbook::new();
        make(&mut book);
        book.save(&path).expect("saved");
        (folder, path)
    }

    fn farms() -> (tempfile::TempDir, std::path::PathBuf) {
        book(|book| {
            book.add_worksheet().set_name("Пусто").expect("name");
            let sheet = book.add_worksheet().set_name("Фермы").expect("name");
            let day = Format::new().set_num_format("dd.mm.yyyy");
            sheet.write(1, 1, "Реестр ферм\nна 2025 год").expect("cell");
            for (column, name) in (1..).zip(["Регион", "Долгота", "Мощность, кВт", "Дата"])
            {
                sheet.write(3, column, name).expect("cell");
            }
            for row in [4, 6] {
                sheet.write(row, 1, "Иркутская\nобласть").expect("cell");
                sheet.write(row, 2, 104.28).expect("cell");
                sheet.write(row, 3, 1200).expect("cell");
                sheet
                    .write_with_format(row, 4, Day::from_ymd(2025, 3, 12).expect("day"), &day)
                    .expect("cell");
            }
            sheet.write(7, 1, "Итого").expect("cell");
            sheet.write(7, 3, 2400).expect("cell");
        })
    }

    #[test]
    fn formulas_that_nobody_computed_are_no_zeros() {
        let (_folder, path) = book(|book| {
            let sheet = book.add_worksheet();
            for (column, name) in (0..).zip(["region", "kw", "n"]) {
                sheet.write(0, column, name).expect("cell");
            }
            sheet.write(1, 0, "RU-IRK").expect("cell");
            sheet.write_formula(1, 1, "=C2*2").expect("cell");
            sheet.write(1, 2, 0).expect("cell");
            sheet.write(2, 0, "RU-TOM").expect("cell");
            sheet.write_formula(2, 1, rust_xlsxwriter::Formula::new("=C3*2").set_result("14")).expect("cell");
            sheet.write(2, 2, 7).expect("cell");
        });
        let plain = plain(&path, &Options::default()).expect("read");
        let text = fs::read_to_string(plain.text_path()).expect("UTF-8");
        assert_eq!(text, "region,kw,n\nRU-IRK,,0\nRU-TOM,14,7\n", "a zero that was typed stays");
        let notes: Vec<String> = plain.notes().iter().map(ToString::to_string).collect();
        assert_eq!(notes, ["1 formula that was never computed; read as no value"]);
    }

    #[test]
    fn a_sheet_is_read_from_its_header_on() {
        let (_folder, path) = farms();
        let plain = plain(&path, &Options::default()).expect("read");
        let text = fs::read_to_string(plain.text_path()).expect("UTF-8");
        assert_eq!(
            text,
            "Регион,Долгота,\"Мощность, кВт\",Дата\nИркутская область,104.28,1200,2025-03-12\n\n\
             Иркутская область,104.28,1200,2025-03-12\n"
        );
        assert_eq!((plain.lines_before(), plain.row_kind()), (3, RowKind::Row));
        let notes: Vec<String> = plain.notes().iter().map(ToString::to_string).collect();
        assert_eq!(notes[0], "sheet \"Фермы\"; not read: \"Пусто\"");
        assert_eq!(notes[2], "1 line at the end left out, from \"Итого\" on");
    }

    #[test]
    fn the_end_of_a_day_is_24_hours_and_no_day_of_1900() {
        let (_folder, path) = book(|book| {
            let sheet = book.add_worksheet();
            let (day, clock) =
                (Format::new().set_num_format("dd.mm.yyyy"), Format::new().set_num_format("hh:mm"));
            for (column, name) in (0..).zip(["Дата", "Время", "кВт·ч"]) {
                sheet.write(0, column, name).expect("cell");
            }
            for (row, hours) in (1..).zip([0.5, 23.0, 23.5, 24.0]) {
                sheet
                    .write_with_format(row, 0, Day::from_ymd(2025, 3, 12).expect("day"), &day)
                    .expect("cell");
                sheet.write_with_format(row, 1, hours / 24.0, &clock).expect("cell");
                sheet.write(row, 2, 1.25).expect("cell");
            }
        });
        let text =
            fs::read_to_string(plain(&path, &Options::default()).expect("read").text_path()).expect("UTF-8");
        let clocks: Vec<&str> = text.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
        assert_eq!(clocks, ["00:30:00", "23:00:00", "23:30:00", "24:00:00"], "{text}");
    }

    #[test]
    fn merged_cells_belong_to_every_row_they_span() {
        let (_folder, path) = book(|book| {
            let sheet = book.add_worksheet();
            let plain = Format::new();
            // The name of the first column is merged over both rows of the header.
            sheet.merge_range(0, 1, 1, 1, "Регион", &plain).expect("merged");
            for (column, name) in (2..).zip(["Год", "Фермы", "кВт"]) {
                sheet.write(0, column, name).expect("cell");
            }
            sheet.write(1, 3, "штук").expect("cell");
            sheet.merge_range(2, 1, 4, 1, "Бурятия", &plain).expect("merged");
            sheet.merge_range(2, 4, 4, 4, "", &plain).expect("merged");
            sheet.write(2, 4, 900).expect("cell");
            for row in 2..5_u32 {
                sheet.write(row, 2, 2021 + row).expect("cell");
                sheet.write(row, 3, row * 10).expect("cell");
            }
            sheet.write(5, 2, 2023).expect("cell");
            sheet.write(5, 3, 7).expect("cell");
        });
        let plain = plain(&path, &Options::default()).expect("read");
        let text = fs::read_to_string(plain.text_path()).expect("UTF-8");
        assert_eq!(
            text,
            "Регион,Год,Фермы,кВт\n,,штук,\nБурятия,2023,20,900\nБурятия,2024,30,\nБурятия,2025,40,\n,2023,7,\n",
            "900 kW of three rows are not those of each"
        );
    }

    #[test]
    fn a_title_sheet_is_no_table_where_another_is() {
        let (_folder, path) = book(|book| {
            let title = book.add_worksheet();
            title.write(0, 0, "Отчёт").expect("cell");
            title.write(1, 0, "за год").expect("cell");
            let sheet = book.add_worksheet();
            for (column, (name, value)) in (0..).zip([("Регион", "Бурятия"), ("Вид", "ферма")])
            {
                sheet.write(0, column, name).expect("cell");
                sheet.write(1, column, value).expect("cell");
            }
        });
        let read = |options: &Options| {
            fs::read_to_string(plain(&path, options).expect("read").text_path()).expect("UTF-8")
        };
        assert_eq!(read(&Options::default()), "Регион,Вид\nБурятия,ферма\n");
        let first = Options { sheet: Some("1".into()), ..Options::default() };
        assert_eq!(read(&first), "Отчёт\nза год\n", "what is asked for is read");
    }

    #[test]
    fn sheet_and_range_are_chosen() {
        let (_folder, path) = farms();
        let read = |sheet: &str, range: &str| {
            let options = Options { sheet: Some(sheet.into()), range: Some(range.into()), encoding: None };
            plain(&path, &options).map(|plain| fs::read_to_string(plain.text_path()).expect("UTF-8"))
        };
        assert_eq!(read("фермы", "C4:D5").expect("read"), "Долгота,\"Мощность, кВт\"\n104.28,1200\n");
        assert_eq!(read("2", "$D$4").expect("read").lines().next(), Some("\"Мощность, кВт\",Дата"));
        let said = read("Фермы", "4B").expect_err("no range").to_string();
        assert!(said.ends_with("expected a range of cells such as B4:F200, found \"4B\""), "{said}");
        let said = read("Нет", "A1").expect_err("no sheet").to_string();
        assert!(said.ends_with("found \"Нет\"; there are \"Пусто\", \"Фермы\""), "{said}");
    }

    #[test]
    fn what_is_no_workbook_is_named() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("a.zip");
        fs::write(&path, b"PK\x03\x04rest").expect("written");
        let said = plain(&path, &Options::default()).expect_err("no workbook").to_string();
        assert!(said.contains("expected a workbook"), "{said}");
    }
}
