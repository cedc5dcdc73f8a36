//! Owns reading `GeoJSON` (RFC 7946, its 2008 forerunner, and text sequences after RFC 8142) as
//! it comes in the world: for region boundaries, base layers and point detections. Does not
//! interpret ids or properties, and does not judge shapes beyond what storing them needs.
//!
//! Two passes: [`outline`](outline::outline) leaps over the text and finds where each feature
//! lies; then runs of features are read in parallel. A wrong feature is left out and counted; a
//! text whose brackets do not match, or a truncated one, is an error as a whole.
//!
//! Main type: [`GeoFile`].

mod encoding;
mod explain;
mod fault;
mod feature;
mod geometry;
mod ground;
mod json;
mod outline;
#[cfg(test)]
mod tests;

use self::{fault::Fault, feature::Part, ground::Ground, outline::Outline};
use super::{IoError, Problem, Problems, RowKind, Severity, files::read_file};
use crate::{
    geo::{Paths, Point},
    lang::Message,
};
use rayon::prelude::*;
use rustc_hash::FxBuildHasher;
use std::{hash::BuildHasher, ops::Range, path::Path};

/// Features of a file, their geometry in flat storage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GeoFile {
    /// The features that could be read, in the order of the file.
    pub features: Vec<GeoFeature>,
    /// Rings of each feature, in degrees; each ends where it begins.
    pub polygons: Paths,
    /// Lines of each feature, in degrees.
    pub lines: Paths,
    /// Points with the index of their feature in `features`, in the order of the file.
    pub points: Vec<(u32, Point)>,
    /// What was wrong.
    pub problems: Problems,
}

/// What a feature is, without its geometry.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GeoFeature {
    /// Number in the file, from 1.
    pub number: u64,
    /// Its `id`; a number as it is written.
    pub id: Option<String>,
    /// Its properties in the order of the file, but for nulls, objects, arrays and texts above
    /// 16384 bytes. Look them up with [`GeoFeature::property`].
    pub properties: Vec<(String, PropertyValue)>,
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum PropertyValue {
    /// A text.
    Text(String),
    /// A number; never infinite or NaN.
    Number(f64),
    /// True or false.
    Bool(bool),
}

impl GeoFeature {
    /// The property with this name; the last one where a name occurs twice, as JSON readers do.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&PropertyValue> {
        self.properties.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

/// Largest file read. A position takes 6 bytes (`[0,0],`), so that no more than 2³¹ points,
/// which [`Paths`] can number, arise.
const MAX_BYTES: u64 = 8 << 30;

/// Least share of a file, in bytes, that is worth a thread.
const MIN_SHARE: usize = 64 << 10;

/// Reads a file.
///
/// # Errors
/// The file cannot be read, is larger than 8 GiB, or is not usable as a whole, as with
/// [`parse_geojson`].
pub fn read_geojson(path: &Path) -> Result<GeoFile, IoError> {
    let fail = |cause| IoError::system("read", path, cause);
    refuse_giants(path, std::fs::metadata(path).map_err(fail)?.len())?;
    parse_geojson(path, &read_file(path)?)
}

/// Reads `GeoJSON` from memory; `path` is for messages.
///
/// A member `crs` is obeyed wherever it stands, with x before y even where the authority has
/// them the other way round, as all writers do. Without one, coordinates are degrees.
///
/// # Errors
/// The text is not `GeoJSON`, not whole, in an unknown coordinate reference system, or most of
/// its features are not on the globe.
pub fn parse_geojson(path: &Path, bytes: &[u8]) -> Result<GeoFile, IoError> {
    refuse_giants(path, bytes.len() as u64)?;
    let text = encoding::as_utf8(bytes);
    if let Some(what) = encoding::what_else(bytes, &text) {
        return Err(IoError::unusable(path, None, outline::GEOJSON, what));
    }
    let Outline { items, crs } = outline::outline(&text).map_err(|fault| unusable(path, &text, &fault))?;
    let (name, crs_at) = crs.map_or((None, 0), |(name, at)| (Some(name), at));
    let ground = Ground::of_crs(name).map_err(|error| {
        let fault = Fault::new(crs_at, "expected-known-crs", error.told());
        unusable(path, &text, &fault.in_member("crs"))
    })?;
    let shares = shares(&items, rayon::current_num_threads());
    let parts: Vec<Part<'_>> = shares
        .into_par_iter()
        .map(|share| Part::read(path, &text, &items[share.clone()], share.start as u64 + 1, &ground))
        .collect();
    refuse_metres(path, &text, &parts)?;
    let mut file = joined(parts);
    warn_of_duplicate_ids(path, &mut file);
    Ok(file)
}

fn refuse_giants(path: &Path, size: u64) -> Result<(), IoError> {
    if size > MAX_BYTES {
        return Err(IoError::unusable(
            path,
            None,
            "expected-small-file",
            Message::new("found-bytes").count(size as usize),
        ));
    }
    Ok(())
}

/// Cuts the items into at most `most` runs of about equal size in bytes.
fn shares(items: &[Range<usize>], most: usize) -> Vec<Range<usize>> {
    let (Some(first), Some(last)) = (items.first(), items.last()) else { return Vec::new() };
    let size = last.end - first.start;
    let count = (size / MIN_SHARE).clamp(1, most.max(1));
    let cut = |share: usize| match share {
        0 => 0,
        _ if share == count => items.len(),
        _ => items.partition_point(|item| item.start < first.start + size / count * share),
    };
    (0..count).map(|share| cut(share)..cut(share + 1)).collect()
}

/// Whether a file that begins so is JSON, or a sequence of it.
pub(super) fn begins_json(start: &[u8]) -> bool {
    encoding::begins_json(start)
}

/// Some stray features are left out; a file that is mostly off the globe is a misunderstanding.
fn refuse_metres(path: &Path, text: &[u8], parts: &[Part<'_>]) -> Result<(), IoError> {
    let off_globe: u64 = parts.iter().map(|part| part.off_globe).sum();
    let placed: u64 = parts.iter().map(|part| part.placed).sum();
    match parts.iter().find_map(|part| part.first_off_globe.as_ref()) {
        Some(fault) if off_globe > placed => Err(unusable(path, text, fault)),
        _ => Ok(()),
    }
}

fn joined(parts: Vec<Part<'_>>) -> GeoFile {
    let mut file = GeoFile::default();
    for part in parts {
        let before = file.features.len() as u32;
        let (shapes, mut features) = (part.shapes, part.features);
        if before == 0 {
            // The first part is moved, not copied.
            (file.polygons, file.lines, file.points) = (shapes.polygons, shapes.lines, shapes.points);
            file.features = features;
        } else {
            file.polygons.append(&shapes.polygons);
            file.lines.append(&shapes.lines);
            file.points.extend(shapes.points.iter().map(|&(feature, point)| (feature + before, point)));
            file.features.append(&mut features);
        }
        file.problems.extend(part.problems);
    }
    file
}

fn warn_of_duplicate_ids(path: &Path, file: &mut GeoFile) {
    let GeoFile { features, problems, .. } = file;
    let id_of = |index: u32| features[index as usize].id.as_deref().unwrap_or_default();
    let hashed = |(index, feature): (usize, &GeoFeature)| {
        feature.id.as_deref().map(|id| (FxBuildHasher.hash_one(id), index as u32))
    };
    // Sorting hashes keeps to memory in order, which a map of a million texts does not.
    let mut uses: Vec<(u64, u32)> = features.par_iter().enumerate().filter_map(hashed).collect();
    uses.par_sort_unstable_by(|a, b| {
        a.0.cmp(&b.0).then_with(|| id_of(a.1).cmp(id_of(b.1))).then(a.1.cmp(&b.1))
    });
    let same = |a: &(u64, u32), b: &(u64, u32)| a.0 == b.0 && id_of(a.1) == id_of(b.1);
    let mut repeated: Vec<(u32, u32)> =
        uses.chunk_by(same).flat_map(|uses| uses[1..].iter().map(|again| (again.1, uses[0].1))).collect();
    repeated.sort_unstable();
    for (again, first) in repeated {
        let (id, first) = (super::excerpt(id_of(again)), features[first as usize].number);
        problems.add(Problem {
            path: path.to_owned(),
            row: Some(features[again as usize].number),
            row_kind: RowKind::Feature,
            column: Some("id".to_owned()),
            expected: "expected-own-id".into(),
            found: Message::new("found-repeated-id").with("id", id).text("first", first.to_string()),
            severity: Severity::Warning,
        });
    }
}

/// The error of a file that is not usable because of `fault`.
fn unusable(path: &Path, text: &[u8], fault: &Fault) -> IoError {
    let line = memchr::memchr_iter(b'\n', &text[..fault.at.min(text.len())]).count() as u64 + 1;
    let found = Message::new("found-cause-byte").with("found", fault.found.clone());
    IoError::Unusable(Box::new(Problem {
        path: path.to_owned(),
        row: Some(line),
        row_kind: RowKind::Line,
        column: (!fault.member.is_empty()).then(|| fault.member.clone()),
        expected: fault.expected.into(),
        found: found.text("byte", fault.at.to_string()),
        severity: Severity::Error,
    }))
}
