//! Owns shapes in WKT, with PostGIS's `SRID=…;` in front. Does not know where the text comes from.

use super::MAX_NESTING;
use crate::{
    build::Builder,
    report::{Cause, Error, Outcome},
    shapes::Point,
};

/// Whether a text begins as a shape in WKT.
pub(crate) fn begins(text: &str) -> bool {
    const WORDS: [&str; 9] = [
        "POINT",
        "LINESTRING",
        "POLYGON",
        "MULTI",
        "GEOMETRYCOLLECTION",
        "CURVEPOLYGON",
        "POLYHEDRAL",
        "TIN",
        "TRIANGLE",
    ];
    let (_, shape) = split_srid(text);
    let is_word = |word: &&str| shape.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    WORDS.iter().any(is_word) && (shape.contains('(') || shape.to_ascii_uppercase().ends_with("EMPTY"))
}

/// The number of a spatial reference system in front, and the shape.
pub(crate) fn split_srid(text: &str) -> (Option<u32>, &str) {
    let text = text.trim();
    let Some((head, shape)) = text.split_once(';') else { return (None, text) };
    let number = head.trim().get(..5).filter(|word| word.eq_ignore_ascii_case("SRID="));
    let number = number.and_then(|_| head.trim()[5..].trim().parse().ok());
    if number.is_some() { (number, shape.trim()) } else { (None, text) }
}

/// Adds a shape to the open feature.
///
/// # Errors
/// The text is no WKT, or holds arcs.
pub(crate) fn draw(text: &str, builder: &mut Builder<'_>) -> Outcome<()> {
    let mut wkt = Wkt { rest: split_srid(text).1 };
    wkt.shape(builder, 0)?;
    if wkt.rest.trim_matches(|c: char| c.is_whitespace() || c == ';').is_empty() {
        return Ok(());
    }
    Err(wkt.fault())
}

struct Wkt<'a> {
    rest: &'a str,
}

impl Wkt<'_> {
    fn shape(&mut self, builder: &mut Builder<'_>, depth: usize) -> Outcome<()> {
        if depth > MAX_NESTING {
            return Err(Error::new(Cause::Nesting, format!("more than {MAX_NESTING} levels")));
        }
        let kind = self.word().to_ascii_uppercase();
        // A letter for further dimensions may be part of the word.
        let bare = kind.trim_end_matches("ZM").trim_end_matches('Z');
        let kind = if bare.len() < kind.len() { bare } else { kind.strip_suffix('M').unwrap_or(&kind) };
        loop {
            match self.peek_word().to_ascii_uppercase().as_str() {
                "Z" | "M" | "ZM" => drop(self.word()),
                "EMPTY" => {
                    self.word();
                    return Ok(());
                }
                _ => break,
            }
        }
        match kind {
            "POINT" => {
                for point in self.points()? {
                    builder.point(point);
                }
            }
            "MULTIPOINT" => self.list(|wkt| {
                // Each point may stand in brackets of its own.
                if wkt.next_is('(') { wkt.points()? } else { vec![wkt.position()?] }
                    .into_iter()
                    .for_each(|point| builder.point(point));
                Ok(())
            })?,
            "LINESTRING" => builder.line(self.points()?),
            "MULTILINESTRING" => self.list(|wkt| {
                builder.line(wkt.points()?);
                Ok(())
            })?,
            "POLYGON" | "TRIANGLE" => self.polygon(builder)?,
            "MULTIPOLYGON" | "POLYHEDRALSURFACE" | "TIN" => self.list(|wkt| wkt.polygon(builder))?,
            "GEOMETRYCOLLECTION" => self.list(|wkt| wkt.shape(builder, depth + 1))?,
            "MULTISURFACE" | "MULTICURVE" => self.list(|wkt| {
                if wkt.next_is('(') {
                    if kind == "MULTISURFACE" {
                        wkt.polygon(builder)?;
                    } else {
                        builder.line(wkt.points()?);
                    }
                    return Ok(());
                }
                wkt.shape(builder, depth + 1)
            })?,
            "CURVEPOLYGON" => {
                let mut nth = 0;
                self.list(|wkt| {
                    let points = wkt.curve(depth + 1)?;
                    builder.nth_ring(nth, points);
                    nth += 1;
                    Ok(())
                })?;
            }
            "COMPOUNDCURVE" => builder.line(self.compound_curve(depth)?),
            "CIRCULARSTRING" => return Err(Error::new(Cause::OtherShape, kind)),
            "" => return Err(self.fault()),
            other => return Err(Error::new(Cause::Malformed, other)),
        }
        Ok(())
    }

    fn curve(&mut self, depth: usize) -> Outcome<Vec<Point>> {
        if depth > MAX_NESTING {
            return Err(Error::new(Cause::Nesting, format!("more than {MAX_NESTING} levels")));
        }
        match self.word().to_ascii_uppercase().as_str() {
            "" | "LINESTRING" => self.points(),
            "COMPOUNDCURVE" => self.compound_curve(depth),
            other => Err(Error::new(Cause::OtherShape, other)),
        }
    }

    fn compound_curve(&mut self, depth: usize) -> Outcome<Vec<Point>> {
        let mut points = Vec::new();
        self.list(|wkt| {
            points.extend(wkt.curve(depth + 1)?);
            Ok(())
        })?;
        Ok(points)
    }

    fn polygon(&mut self, builder: &mut Builder<'_>) -> Outcome<()> {
        if self.peek_word().eq_ignore_ascii_case("EMPTY") {
            self.word();
            return Ok(());
        }
        let mut nth = 0;
        self.list(|wkt| {
            builder.nth_ring(nth, wkt.points()?);
            nth += 1;
            Ok(())
        })
    }

    fn points(&mut self) -> Outcome<Vec<Point>> {
        let mut points = Vec::new();
        if self.peek_word().eq_ignore_ascii_case("EMPTY") {
            self.word();
            return Ok(points);
        }
        self.list(|wkt| {
            points.push(wkt.position()?);
            Ok(())
        })?;
        Ok(points)
    }

    fn list(&mut self, mut each: impl FnMut(&mut Self) -> Outcome<()>) -> Outcome<()> {
        self.eat('(')?;
        loop {
            each(self)?;
            if self.next_is(',') {
                self.eat(',')?;
            } else {
                return self.eat(')');
            }
        }
    }

    fn position(&mut self) -> Outcome<Point> {
        let point = [self.number()?, self.number()?];
        while !self.next_is(',') && !self.next_is(')') {
            self.number()?;
        }
        Ok(point)
    }

    fn number(&mut self) -> Outcome<f64> {
        self.rest = self.rest.trim_start();
        let end = self.rest.bytes().position(|byte| b" ,)(\t\n\r".contains(&byte)).unwrap_or(self.rest.len());
        let number = self.rest[..end].parse().map_err(|_| self.fault())?;
        self.rest = &self.rest[end..];
        Ok(number)
    }

    fn next_is(&mut self, mark: char) -> bool {
        self.rest = self.rest.trim_start();
        self.rest.starts_with(mark)
    }

    fn eat(&mut self, mark: char) -> Outcome<()> {
        self.rest = self.rest.trim_start();
        self.rest = self.rest.strip_prefix(mark).ok_or_else(|| self.fault())?;
        Ok(())
    }

    fn peek_word(&self) -> &str {
        let rest = self.rest.trim_start();
        let end = rest.bytes().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(rest.len());
        &rest[..end]
    }

    fn word(&mut self) -> String {
        let word = self.peek_word().to_owned();
        self.rest = &self.rest.trim_start()[word.len()..];
        word
    }

    fn fault(&self) -> Error {
        let found = if self.rest.trim().is_empty() { "the end of the text" } else { self.rest };
        Error::new(Cause::Malformed, found)
    }
}
