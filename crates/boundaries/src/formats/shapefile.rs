//! Owns Shapefiles: records of shapes, the table beside them, and what their small companions say.
//! After Esri's "Shapefile Technical Description" (1998).

use super::dbase::Table;
use crate::{
    build::{Builder, in_runs},
    crs::{Ground, ground_or_degrees},
    layer::Layer,
    report::{Cause, Error, Outcome, Report},
    shapes::Point,
    source::Source,
    text,
};
use std::ops::Range;

const HEADER_BYTES: usize = 100;
const RECORD_HEADER_BYTES: usize = 8;
const INDEX_ENTRY_BYTES: usize = 8;
const POINT_BYTES: usize = 16;

/// Bytes with which a `.shp` and a `.shx` begin.
pub(crate) const MAGIC: &[u8] = &[0, 0, 0x27, 0x0A];

/// Reads all shapes of a file with their rows.
pub(crate) fn read(source: &Source<'_>) -> Outcome<Layer> {
    let bytes = &source.bytes;
    if bytes.len() < HEADER_BYTES {
        return Err(Error::new(Cause::CutOff, format!("{} bytes", bytes.len())));
    }
    let mut report = Report::default();
    let named = source.beside("prj").map(|prj| {
        let text = text::decoded(&prj, &mut Report::default()).into_owned();
        Ground::of_wkt(&text)
    });
    let ground = ground_or_degrees(named, &mut report)?;
    let table = match table(source, &mut report) {
        Ok(table) => Some(table),
        Err(fault) => {
            report.add(Cause::TableApart, None, || fault.found);
            None
        }
    };
    let records = records(bytes, source.beside("shx").as_deref(), &mut report);
    if let Some(rows) = table.as_ref().map(Table::row_count)
        && rows != records.len()
    {
        report.add(Cause::TableApart, None, || format!("{} shapes, {rows} rows", records.len()));
    }
    let read_run = |numbers: Range<usize>, builder: &mut Builder<'_>| {
        for nth in numbers {
            let number = nth as u64 + 1;
            if table.as_ref().is_some_and(|table| table.is_deleted(nth)) {
                builder.layer.report.add(Cause::Deleted, Some(number), || "a deleted row".to_owned());
                continue;
            }
            let record = records[nth].clone().and_then(|place| bytes.get(place));
            let drawn = record.ok_or_else(|| Error::new(Cause::CutOff, "a record beyond the end"));
            match drawn.and_then(|record| draw(record, builder)) {
                Ok(()) => {
                    let report = &mut builder.layer.report;
                    let values = table.as_ref().map(|table| table.values(nth, report)).unwrap_or_default();
                    builder.end(number, None, values);
                }
                Err(fault) => builder.leave_out(number, fault.cause, || fault.found),
            }
        }
    };
    let mut layer = in_runs(records.len(), bytes.len() / POINT_BYTES, &ground, read_run)?;
    report.extend(std::mem::take(&mut layer.report));
    Ok(Layer { name: source.stem().to_owned(), report, ..layer })
}

fn table(source: &Source<'_>, report: &mut Report) -> Outcome<Table> {
    let dbf = source.beside("dbf").ok_or_else(|| Error::new(Cause::TableApart, "no .dbf"))?;
    let cpg = source.beside("cpg").or_else(|| source.beside("cst"));
    let cpg = cpg.map(|cpg| String::from_utf8_lossy(&cpg).into_owned());
    Table::open(dbf, cpg.as_deref(), report)
}

/// Where the records lie: by the index where it fits, else one after the other.
fn records(bytes: &[u8], index: Option<&[u8]>, report: &mut Report) -> Vec<Option<Range<usize>>> {
    let big = |at: usize| {
        let four = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(i32::from_be_bytes(four)).ok()
    };
    // A length counts words of two bytes, without the header of the record.
    let place = |at: usize| Some(at + RECORD_HEADER_BYTES..at + RECORD_HEADER_BYTES + 2 * big(at + 4)?);
    let is_whole = |place: &Option<Range<usize>>| place.as_ref().is_some_and(|p| p.end <= bytes.len());
    if let Some(entries) = index.and_then(|index| index.get(HEADER_BYTES..)) {
        let offsets: Vec<usize> = entries
            .chunks_exact(INDEX_ENTRY_BYTES)
            .map(|entry| 2 * u32::from_be_bytes([entry[0], entry[1], entry[2], entry[3]]) as usize)
            .collect();
        let places: Vec<_> = offsets
            .iter()
            .map(|&at| if at >= HEADER_BYTES { place(at) } else { None })
            .map(|place| Some(place).filter(is_whole).flatten())
            .collect();
        let good = places.iter().flatten().count();
        if good > 0 && 2 * good > places.len() {
            return places;
        }
    }
    let (mut places, mut at) = (Vec::new(), HEADER_BYTES);
    while at + RECORD_HEADER_BYTES <= bytes.len() {
        if let Some(found) = Some(place(at)).filter(is_whole).flatten() {
            at = found.end;
            places.push(Some(found));
        } else {
            let number = places.len() as u64 + 1;
            report.add(Cause::CutOff, Some(number), || format!("record at byte {at} of {}", bytes.len()));
            break;
        }
    }
    places
}

fn draw(record: &[u8], builder: &mut Builder<'_>) -> Outcome<()> {
    let cut_off = || Error::new(Cause::CutOff, format!("a record of {} bytes", record.len()));
    let whole = |at: usize| {
        let four = record.get(at..at + 4).and_then(|four| four.try_into().ok());
        four.map(i32::from_le_bytes).ok_or_else(cut_off)
    };
    let count = |at: usize| {
        whole(at).and_then(|n| {
            usize::try_from(n).map_err(|_| Error::new(Cause::Malformed, format!("a count of {n}")))
        })
    };
    let points = |at: usize, range: Range<usize>| -> Outcome<&[u8]> {
        let start = range.start.checked_mul(16).and_then(|n| n.checked_add(at));
        let end = range.end.checked_mul(16).and_then(|n| n.checked_add(at));
        start.zip(end).and_then(|(start, end)| record.get(start..end)).ok_or_else(cut_off)
    };
    let kind = whole(0)?;
    match kind {
        0 => {}
        1 | 11 | 21 => positions(points(4, 0..1)?).for_each(|point| builder.point(point)),
        8 | 18 | 28 => positions(points(40, 0..count(36)?)?).for_each(|point| builder.point(point)),
        3 | 5 | 13 | 15 | 23 | 25 | 31 => {
            let (parts, total) = (count(36)?, count(40)?);
            let is_patch = kind == 31;
            // Patches say of each part what it is.
            let at_points = 44 + parts.checked_mul(if is_patch { 8 } else { 4 }).ok_or_else(cut_off)?;
            points(at_points, 0..total)?;
            for part in 0..parts {
                let start = count(44 + 4 * part)?;
                let end = if part + 1 < parts { count(44 + 4 * (part + 1))? } else { total };
                if start > end || end > total {
                    return Err(Error::new(Cause::Malformed, format!("part {start} to {end} of {total}")));
                }
                let ring = positions(points(at_points, start..end)?);
                match kind {
                    3 | 13 | 23 => builder.line(ring),
                    31 => match whole(44 + 4 * parts + 4 * part)? {
                        kind @ 0..=1 => {
                            for triangle in triangles(&ring.collect::<Vec<_>>(), kind == 1) {
                                builder.outline(triangle);
                            }
                        }
                        2..=5 => builder.outline(ring),
                        other => return Err(Error::new(Cause::OtherShape, format!("patch {other}"))),
                    },
                    // What is a hole follows from the even–odd rule.
                    _ => builder.outline(ring),
                }
            }
        }
        other => return Err(Error::new(Cause::Malformed, format!("shape {other}"))),
    }
    Ok(())
}

/// The triangles of a strip, or of a fan around its first point.
fn triangles(points: &[Point], is_fan: bool) -> impl Iterator<Item = [Point; 4]> {
    let first = points.first().copied().unwrap_or_default();
    points.windows(3).map(move |three| {
        let start = if is_fan { first } else { three[0] };
        [start, three[1], three[2], start]
    })
}

fn positions(bytes: &[u8]) -> impl Iterator<Item = Point> {
    bytes.chunks_exact(16).map(|chunk| {
        let (mut x, mut y) = ([0; 8], [0; 8]);
        x.copy_from_slice(&chunk[..8]);
        y.copy_from_slice(&chunk[8..]);
        [f64::from_le_bytes(x), f64::from_le_bytes(y)]
    })
}
