//! Owns which detections are shown: those of what is looked at, seen first by the end of the year
//! shown, clustered; and what is said of a cluster or of one detection. Does not draw.

use super::{PointFocus, Session};
use crate::{
    atlas::{Atlas, DetectionKind, Detections, NO_DAY, NO_REGION, RegionId, year_of_day},
    geo::{ClusterId, ClusterIndex, ClusterOptions, PlanePoint, Tally},
    provenance::Status,
};

/// Kinds that are told apart.
pub const KINDS: usize = DetectionKind::ALL.len();

/// Which detections are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointsKey {
    /// What is looked at; everything if none.
    pub focus: Option<RegionId>,
    /// By the end of this year.
    pub year: i32,
}

/// Detections that are shown, clustered.
#[derive(Debug)]
pub struct PointsShown {
    /// Which these are.
    pub key: PointsKey,
    /// Clusters of them.
    pub index: ClusterIndex,
    /// How many of each kind are in a cluster.
    pub kinds: Tally<KINDS>,
    /// The row of each point of the index.
    rows: Vec<u32>,
}

impl PointsShown {
    /// Chooses and clusters. Rows without a first day count in every year, as nothing says when
    /// they came.
    #[must_use]
    pub fn new(atlas: &Atlas, detections: &Detections, plane: &[PlanePoint], key: PointsKey) -> Self {
        let by_word = atlas.regions_by_word();
        let is_in_focus: Vec<bool> = detections
            .region_codes
            .iter()
            .map(|code| {
                let region = by_word.get(&code.to_lowercase()).copied();
                key.focus.is_none_or(|focus| region.is_some_and(|region| atlas.is_within(region, focus)))
            })
            .collect();
        let is_shown = |row: &usize| {
            let region = detections.region.get(*row).copied().unwrap_or(NO_REGION);
            let in_focus = match is_in_focus.get(region as usize) {
                Some(in_focus) => *in_focus,
                None => key.focus.is_none(),
            };
            let day = detections.first_seen_day.get(*row).copied().unwrap_or(NO_DAY);
            in_focus && (day == NO_DAY || year_of_day(day) <= key.year)
        };
        let rows: Vec<u32> = (0..plane.len()).filter(is_shown).map(|row| row as u32).collect();
        let points = rows.iter().map(|&row| plane[row as usize]).collect();
        let index = ClusterIndex::new(points, ClusterOptions::default());
        let kind_of = |point: u32| {
            let row = rows[point as usize] as usize;
            detections.kind.get(row).copied().flatten().map(|kind| kind as usize)
        };
        let kinds = Tally::new(&index, kind_of);
        Self { key, index, kinds, rows }
    }

    /// The row of the detections that a point of the index stands for.
    #[must_use]
    pub fn row_of(&self, point: u32) -> u32 {
        self.rows.get(point as usize).copied().unwrap_or(u32::MAX)
    }

    /// The point that stands for a row, if it is shown.
    #[must_use]
    pub fn point_of(&self, row: u32) -> Option<u32> {
        self.rows.binary_search(&row).ok().map(|at| at as u32)
    }

    /// How many are shown.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none is.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// What is said of some detections together.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterCard {
    /// How many.
    pub count: usize,
    /// How many of each kind, in the order of [`DetectionKind::ALL`]; the rest is of no known kind.
    pub kinds: [u32; KINDS],
    /// Sum of their power in kW, and how many have one.
    pub power_kw: (f64, usize),
    /// First and last of the days on which one was first seen (days since 1970-01-01).
    pub days: Option<(i32, i32)>,
    /// The weakest of their statuses.
    pub status: Option<Status>,
    /// Their rows, the strongest power first.
    pub rows: Vec<u32>,
}

impl ClusterCard {
    /// Sums up a cluster.
    #[must_use]
    pub fn of(shown: &PointsShown, detections: &Detections, id: ClusterId) -> Self {
        let mut rows: Vec<u32> = shown.index.points_of(id).iter().map(|&point| shown.row_of(point)).collect();
        let power = |row: u32| detections.kw.get(row as usize).copied().filter(|kw| kw.is_finite());
        rows.sort_by(|&a, &b| {
            let strength = |row| power(row).unwrap_or(f32::NEG_INFINITY);
            strength(b).total_cmp(&strength(a)).then(a.cmp(&b))
        });
        let known: Vec<f64> = rows.iter().filter_map(|&row| power(row)).map(f64::from).collect();
        let days = rows
            .iter()
            .filter_map(|&row| detections.first_seen_day.get(row as usize).copied())
            .filter(|day| *day != NO_DAY);
        let days = days.fold(None, |range: Option<(i32, i32)>, day| {
            Some(range.map_or((day, day), |(first, last)| (first.min(day), last.max(day))))
        });
        Self {
            count: rows.len(),
            kinds: shown.kinds.of(&shown.index, id),
            power_kw: (known.iter().sum(), known.len()),
            days,
            status: rows.iter().filter_map(|&row| detections.status.get(row as usize).copied()).max(),
            rows,
        }
    }
}

impl Session {
    /// Which detections the document shows.
    #[must_use]
    pub fn points_key(&self) -> PointsKey {
        PointsKey {
            focus: self.focus().filter(|&f| Some(f) != self.atlas().country()),
            year: self.document().year,
        }
    }

    /// Whether the document looks at a detection or cluster.
    #[must_use]
    pub fn point_focus(&self) -> Option<PointFocus> {
        self.document().point
    }
}
