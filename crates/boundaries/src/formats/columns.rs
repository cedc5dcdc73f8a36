//! Owns tables of text with a column of shapes in WKT or WKB (in hexadecimal digits). Does not know
//! other tables.

use super::{MAX_TEXT, wkb, wkt};
use crate::{
    build::{Builder, joined},
    crs::{Ground, ground_or_degrees},
    layer::{Layer, Value},
    report::{Cause, Error, Outcome, Report},
    text,
};

/// Bytes in which the first row with a shape is looked for.
const HEAD_BYTES: usize = 1 << 20;
/// Rows looked at for a shape.
const HEAD_ROWS: usize = 100;

/// A column of shapes that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShapeColumn {
    at: usize,
    delimiter: u8,
    is_wkt: bool,
}

/// The column of shapes of a table, by its content.
pub(crate) fn shape_column(bytes: &[u8]) -> Option<ShapeColumn> {
    let head = text::decoded(&bytes[..bytes.len().min(HEAD_BYTES)], &mut Report::default());
    if head.contains('\0') || !head.contains('\n') {
        return None;
    }
    let columns = |delimiter: u8| {
        let mut rows = reader(&head, delimiter);
        rows.headers().map_or(0, csv::StringRecord::len)
    };
    let delimiter = *[b',', b';', b'\t', b'|'].iter().max_by_key(|&&delimiter| columns(delimiter))?;
    let mut rows = reader(&head, delimiter);
    for row in rows.records().take(HEAD_ROWS).map_while(Result::ok) {
        for (at, cell) in row.iter().enumerate() {
            if wkt::begins(cell) {
                return Some(ShapeColumn { at, delimiter, is_wkt: true });
            }
            let is_wkb = |bytes: &Vec<u8>| wkb::draw(bytes, &mut Builder::new(&Ground::unnamed())).is_ok();
            if wkb::of_hex(cell).as_ref().is_some_and(is_wkb) {
                return Some(ShapeColumn { at, delimiter, is_wkt: false });
            }
        }
    }
    None
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes())
}

pub(crate) fn read(bytes: &[u8], column: ShapeColumn, name: &str) -> Outcome<Layer> {
    let mut report = Report::default();
    let text = text::decoded(bytes, &mut report);
    let malformed = |cause: csv::Error| Error::new(Cause::Malformed, cause);
    let names: Vec<String> = {
        let mut rows = reader(&text, column.delimiter);
        let header = rows.headers().map_err(malformed)?;
        header.iter().map(|name| name.trim().to_owned()).collect()
    };
    let first_srid = reader(&text, column.delimiter)
        .records()
        .take(HEAD_ROWS)
        .map_while(Result::ok)
        .find_map(|row| srid(row.get(column.at)?, column.is_wkt));
    let ground = ground_or_degrees(first_srid.map(Ground::of_epsg), &mut report)?;
    let mut builder = Builder::new(&ground);
    for (number, row) in (1..).zip(reader(&text, column.delimiter).records()) {
        let row = match row {
            Ok(row) => row,
            Err(cause) => {
                builder.leave_out(number, Cause::Malformed, || cause.to_string());
                continue;
            }
        };
        let cell = row.get(column.at).unwrap_or_default().trim();
        let own = srid(cell, column.is_wkt);
        let drawn = if cell.is_empty() {
            Ok(())
        } else if own != first_srid {
            let named = own.map_or_else(|| "none".to_owned(), |own| format!("EPSG:{own}"));
            Err(Error::new(Cause::UnknownCrs, format!("{named} among others")))
        } else if column.is_wkt {
            wkt::draw(cell, &mut builder)
        } else {
            let bytes = wkb::of_hex(cell).ok_or_else(|| Error::new(Cause::Malformed, cell));
            bytes.and_then(|bytes| wkb::draw(&bytes, &mut builder))
        };
        match drawn {
            Ok(()) => {
                let report = &mut builder.layer.report;
                let values = names.iter().zip(&row).enumerate().filter(|(at, _)| *at != column.at);
                let values = values.filter_map(|(_, (name, cell))| {
                    if cell.len() > MAX_TEXT {
                        report.add(Cause::BadValue, Some(number), || format!("{name}: {} bytes", cell.len()));
                        return None;
                    }
                    Some((name.clone(), value_of(cell.trim())?))
                });
                let values = values.collect();
                builder.end(number, None, values);
            }
            Err(fault) => builder.leave_out(number, fault.cause, || fault.found),
        }
    }
    let mut layer = joined(vec![builder])?;
    report.extend(std::mem::take(&mut layer.report));
    Ok(Layer { name: name.to_owned(), report, ..layer })
}

fn srid(cell: &str, is_wkt: bool) -> Option<u32> {
    if is_wkt { wkt::split_srid(cell).0 } else { wkb::srid(&wkb::of_hex(cell)?) }.filter(|&srid| srid > 0)
}

/// A number only where no digit is lost: codes may begin with zeros.
fn value_of(cell: &str) -> Option<Value> {
    let whole = cell.parse::<i64>().ok().filter(|whole| whole.to_string() == cell);
    let real = || {
        let is_code = cell.starts_with('0') && !cell.starts_with("0.") || cell.starts_with('+');
        let is_number = cell.starts_with(|c: char| c.is_ascii_digit() || c == '-');
        let has_fraction = cell.contains('.');
        cell.parse().ok().filter(|_| is_number && has_fraction && !is_code).and_then(Value::of_real)
    };
    whole.map(Value::Int).or_else(real).or_else(|| Value::of_text(cell))
}
