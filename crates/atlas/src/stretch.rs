//! Owns filling detections from many places at once: each thread writes rows into its own stretch
//! of the columns. Does not know where rows come from.
//!
//! Main type: [`Stretch`].

use super::{DetectionKind, Detections, Legal};
use crate::provenance::Status;

/// A detection on its way into the columns.
#[derive(Clone, Copy, Debug)]
pub struct DetectionRow {
    /// Longitude in degrees, or NaN.
    pub lon: f64,
    /// Latitude in degrees, or NaN.
    pub lat: f64,
    /// Power in kW, or NaN.
    pub kw: f32,
    /// Score in [0, 1], or NaN.
    pub score: f32,
    /// What was detected.
    pub kind: Option<DetectionKind>,
    /// First day, or [`super::NO_DAY`].
    pub first_seen_day: i32,
    /// Last day, or [`super::NO_DAY`].
    pub last_seen_day: i32,
    /// Minute of the first day, or [`super::NO_MINUTE`].
    pub first_seen_minute: u16,
    /// Minute of the last day, or [`super::NO_MINUTE`].
    pub last_seen_minute: u16,
    /// Number of its region code, or [`super::NO_REGION`].
    pub region: u32,
    /// Whether it is registered.
    pub legal: Option<Legal>,
    /// How it came to be.
    pub status: Status,
    /// Its row number.
    pub row: u32,
}

impl Detections {
    /// Columns for `rows` rows, still without values.
    #[must_use]
    pub fn blank(rows: usize) -> Self {
        Self {
            // Zeroed memory costs nothing until it is written.
            lon: vec![0.0; rows],
            lat: vec![0.0; rows],
            kw: vec![0.0; rows],
            score: vec![0.0; rows],
            kind: vec![None; rows],
            first_seen_day: vec![0; rows],
            last_seen_day: vec![0; rows],
            first_seen_minute: vec![0; rows],
            last_seen_minute: vec![0; rows],
            region: vec![0; rows],
            region_codes: Vec::new(),
            legal: vec![None; rows],
            status: vec![Status::Detected; rows],
            row: vec![0; rows],
        }
    }

    /// The columns cut into stretches of `lengths` rows, which are the table's rows in all.
    pub fn stretches(&mut self, lengths: impl Iterator<Item = usize>) -> Vec<Stretch<'_>> {
        let mut rest = Stretch {
            lon: &mut self.lon,
            lat: &mut self.lat,
            kw: &mut self.kw,
            score: &mut self.score,
            kind: &mut self.kind,
            first_seen_day: &mut self.first_seen_day,
            last_seen_day: &mut self.last_seen_day,
            first_seen_minute: &mut self.first_seen_minute,
            last_seen_minute: &mut self.last_seen_minute,
            region: &mut self.region,
            legal: &mut self.legal,
            status: &mut self.status,
            row: &mut self.row,
        };
        lengths.map(|length| rest.cut(length)).collect()
    }

    /// Closes the gaps between `runs` of rows, which alone are kept.
    pub fn keep(&mut self, runs: &[std::ops::Range<usize>]) {
        close_gaps(&mut self.lon, runs);
        close_gaps(&mut self.lat, runs);
        close_gaps(&mut self.kw, runs);
        close_gaps(&mut self.score, runs);
        close_gaps(&mut self.kind, runs);
        close_gaps(&mut self.first_seen_day, runs);
        close_gaps(&mut self.last_seen_day, runs);
        close_gaps(&mut self.first_seen_minute, runs);
        close_gaps(&mut self.last_seen_minute, runs);
        close_gaps(&mut self.region, runs);
        close_gaps(&mut self.legal, runs);
        close_gaps(&mut self.status, runs);
        close_gaps(&mut self.row, runs);
    }
}

/// Some rows of the columns, to be written.
#[derive(Debug)]
pub struct Stretch<'a> {
    lon: &'a mut [f64],
    lat: &'a mut [f64],
    kw: &'a mut [f32],
    score: &'a mut [f32],
    kind: &'a mut [Option<DetectionKind>],
    first_seen_day: &'a mut [i32],
    last_seen_day: &'a mut [i32],
    first_seen_minute: &'a mut [u16],
    last_seen_minute: &'a mut [u16],
    region: &'a mut [u32],
    legal: &'a mut [Option<Legal>],
    status: &'a mut [Status],
    row: &'a mut [u32],
}

impl Stretch<'_> {
    /// Number of rows.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.lon.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.lon.is_empty()
    }

    /// Writes a row at its place, counted from the start of the stretch.
    ///
    /// # Panics
    /// The place is beyond the stretch.
    #[inline]
    pub fn set(&mut self, at: usize, row: &DetectionRow) {
        self.lon[at] = row.lon;
        self.lat[at] = row.lat;
        self.kw[at] = row.kw;
        self.score[at] = row.score;
        self.kind[at] = row.kind;
        self.first_seen_day[at] = row.first_seen_day;
        self.last_seen_day[at] = row.last_seen_day;
        self.first_seen_minute[at] = row.first_seen_minute;
        self.last_seen_minute[at] = row.last_seen_minute;
        self.region[at] = row.region;
        self.legal[at] = row.legal;
        self.status[at] = row.status;
        self.row[at] = row.row;
    }

    fn cut(&mut self, length: usize) -> Self {
        Self {
            lon: cut(&mut self.lon, length),
            lat: cut(&mut self.lat, length),
            kw: cut(&mut self.kw, length),
            score: cut(&mut self.score, length),
            kind: cut(&mut self.kind, length),
            first_seen_day: cut(&mut self.first_seen_day, length),
            last_seen_day: cut(&mut self.last_seen_day, length),
            first_seen_minute: cut(&mut self.first_seen_minute, length),
            last_seen_minute: cut(&mut self.last_seen_minute, length),
            region: cut(&mut self.region, length),
            legal: cut(&mut self.legal, length),
            status: cut(&mut self.status, length),
            row: cut(&mut self.row, length),
        }
    }
}

#[expect(clippy::mut_mut, reason = "the slice itself gets shorter")]
fn cut<'a, T>(rest: &mut &'a mut [T], length: usize) -> &'a mut [T] {
    rest.split_off_mut(..length).unwrap_or_default()
}

fn close_gaps<T: Copy>(column: &mut Vec<T>, runs: &[std::ops::Range<usize>]) {
    let mut end = 0;
    for run in runs {
        if run.start != end {
            column.copy_within(run.clone(), end);
        }
        end += run.len();
    }
    column.truncate(end);
}
