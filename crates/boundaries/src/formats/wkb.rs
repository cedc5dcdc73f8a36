//! Owns shapes in WKB: that of OGC and ISO 13249-3, and PostGIS's EWKB. Does not know where the bytes
//! come from.

use super::MAX_NESTING;
use crate::{
    build::Builder,
    report::{Cause, Error, Outcome},
    shapes::Point,
};

const POINT: u32 = 1;
const LINE: u32 = 2;
const POLYGON: u32 = 3;
const COLLECTIONS: [u32; 4] = [4, 5, 6, 7];
const COMPOUND_CURVE: u32 = 9;
const CURVE_POLYGON: u32 = 10;
const MULTI_CURVE: u32 = 11;
const MULTI_SURFACE: u32 = 12;
const POLYHEDRAL_SURFACE: u32 = 15;
const TIN: u32 = 16;
const TRIANGLE: u32 = 17;

/// Adds a shape to the open feature.
///
/// # Errors
/// The bytes are no WKB, break off, or hold arcs.
pub(crate) fn draw(bytes: &[u8], builder: &mut Builder<'_>) -> Outcome<()> {
    let mut wkb = Wkb { bytes, at: 0 };
    wkb.shape(builder, 0)?;
    if wkb.at < bytes.len() {
        return Err(Error::new(Cause::Malformed, format!("{} bytes after the shape", bytes.len() - wkb.at)));
    }
    Ok(())
}

/// The number of a spatial reference system in EWKB.
pub(crate) fn srid(bytes: &[u8]) -> Option<u32> {
    let mut wkb = Wkb { bytes, at: 0 };
    wkb.header().ok()?.srid
}

struct Wkb<'a> {
    bytes: &'a [u8],
    at: usize,
}

struct Header {
    is_little: bool,
    kind: u32,
    /// Numbers of a position.
    width: usize,
    srid: Option<u32>,
}

impl Wkb<'_> {
    fn header(&mut self) -> Outcome<Header> {
        let is_little = match self.take(1)?[0] {
            0 => false,
            1 => true,
            other => return Err(Error::new(Cause::Malformed, format!("byte order {other}"))),
        };
        let code = self.number(is_little)?;
        let (mut has_z, mut has_m) = (code & 0x8000_0000 != 0, code & 0x4000_0000 != 0);
        let srid = if code & 0x2000_0000 == 0 { None } else { Some(self.number(is_little)?) };
        let code = code & 0x1FFF_FFFF;
        // ISO: 1000 for z, 2000 for m, 3000 for both.
        let kind = code % 1000;
        match code / 1000 {
            0 => {}
            1 => has_z = true,
            2 => has_m = true,
            3 => (has_z, has_m) = (true, true),
            _ => return Err(Error::new(Cause::Malformed, format!("shape {code}"))),
        }
        let width = 2 + usize::from(has_z) + usize::from(has_m);
        Ok(Header { is_little, kind, width, srid })
    }

    fn shape(&mut self, builder: &mut Builder<'_>, depth: usize) -> Outcome<()> {
        if depth > MAX_NESTING {
            return Err(Error::new(Cause::Nesting, format!("more than {MAX_NESTING} levels")));
        }
        let header = self.header()?;
        match header.kind {
            POINT => {
                let [point] = self.positions(&header, 1)?.collect::<Vec<_>>()[..] else {
                    return Err(Error::new(Cause::CutOff, "a point"));
                };
                builder.point(point);
            }
            LINE => {
                let count = self.count(&header)?;
                builder.line(self.positions(&header, count)?);
            }
            POLYGON | TRIANGLE => {
                for nth in 0..self.number(header.is_little)? as usize {
                    let count = self.count(&header)?;
                    builder.nth_ring(nth, self.positions(&header, count)?);
                }
            }
            // A ring of a curve polygon is a shape of its own: a line here, else arcs.
            CURVE_POLYGON => {
                for nth in 0..self.number(header.is_little)? as usize {
                    let mut points = Vec::new();
                    self.curve(&mut points, depth + 1)?;
                    builder.nth_ring(nth, points);
                }
            }
            COMPOUND_CURVE => {
                let mut points = Vec::new();
                for _ in 0..self.number(header.is_little)? {
                    self.curve(&mut points, depth + 1)?;
                }
                builder.line(points);
            }
            kind if COLLECTIONS.contains(&kind)
                || [MULTI_CURVE, MULTI_SURFACE, POLYHEDRAL_SURFACE, TIN].contains(&kind) =>
            {
                for _ in 0..self.number(header.is_little)? {
                    self.shape(builder, depth + 1)?;
                }
            }
            other => return Err(Error::new(Cause::OtherShape, format!("shape {other} of WKB"))),
        }
        Ok(())
    }

    /// Appends the points of a curve without arcs.
    fn curve(&mut self, points: &mut Vec<Point>, depth: usize) -> Outcome<()> {
        if depth > MAX_NESTING {
            return Err(Error::new(Cause::Nesting, format!("more than {MAX_NESTING} levels")));
        }
        let header = self.header()?;
        match header.kind {
            LINE => {
                let count = self.count(&header)?;
                points.extend(self.positions(&header, count)?);
            }
            COMPOUND_CURVE => {
                for _ in 0..self.number(header.is_little)? {
                    self.curve(points, depth + 1)?;
                }
            }
            other => return Err(Error::new(Cause::OtherShape, format!("shape {other} of WKB"))),
        }
        Ok(())
    }

    fn count(&mut self, header: &Header) -> Outcome<usize> {
        Ok(self.number(header.is_little)? as usize)
    }

    fn positions(&mut self, header: &Header, count: usize) -> Outcome<impl Iterator<Item = Point>> {
        let (is_little, size) = (header.is_little, header.width * 8);
        let bytes = self.take(count.saturating_mul(size))?;
        Ok(bytes.chunks_exact(size).map(move |chunk| {
            let number = |at: usize| {
                let mut eight = [0; 8];
                eight.copy_from_slice(&chunk[at..at + 8]);
                if is_little { f64::from_le_bytes(eight) } else { f64::from_be_bytes(eight) }
            };
            [number(0), number(8)]
        }))
    }

    fn number(&mut self, is_little: bool) -> Outcome<u32> {
        let mut four = [0; 4];
        four.copy_from_slice(self.take(4)?);
        Ok(if is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    fn take(&mut self, count: usize) -> Outcome<&[u8]> {
        let (bytes, at) = (self.bytes, self.at);
        let end = at.checked_add(count).filter(|&end| end <= bytes.len());
        let end = end.ok_or_else(|| {
            Error::new(Cause::CutOff, format!("{} bytes left, {count} wanted", bytes.len() - at))
        })?;
        self.at = end;
        Ok(&bytes[at..end])
    }
}

/// Bytes out of hexadecimal digits, as tables hold WKB.
pub(crate) fn of_hex(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    let text = text.strip_prefix("\\x").or_else(|| text.strip_prefix("0x")).unwrap_or(text);
    if !text.len().is_multiple_of(2) || text.len() < 10 {
        return None;
    }
    let digit = |byte: u8| (byte as char).to_digit(16);
    text.as_bytes().chunks_exact(2).map(|two| Some((digit(two[0])? * 16 + digit(two[1])?) as u8)).collect()
}
