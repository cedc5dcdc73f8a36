//! Owns which detections are shown: those of what is looked at, seen first by the end of the year
//! shown, clustered; and what is said of a cluster or of one detection. Does not draw.

use super::{Listed, Session};
use crate::{
    atlas::{Day, DetectionKind, Detections, NO_DAY, NO_REGION, Period, RegionId, year_of_day},
    geo::{ClusterId, ClusterIndex, ClusterOptions, PlanePoint, Tally},
    lang::Words,
    provenance::Status,
    units,
};
use review::Verdict;

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

/// Which detections are shown, with what is needed to choose them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointsFilter {
    /// Which.
    pub key: PointsKey,
    /// For each region named by the detections, whether it is in what is looked at.
    is_in_focus: Vec<bool>,
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
    /// Rows in no region of which nobody knows whether they are in what is looked at: listed, not on the map.
    elsewhere: Vec<u32>,
}

impl PointsShown {
    /// Chooses and clusters. Rows without a first day count in every year, as nothing says when
    /// they came.
    #[must_use]
    pub fn new(detections: &Detections, plane: &[PlanePoint], filter: PointsFilter) -> Self {
        let PointsFilter { key, is_in_focus } = filter;
        let (mut rows, mut elsewhere) = (Vec::new(), Vec::new());
        for row in 0..plane.len() {
            let day = detections.first_seen_day.get(row).copied().unwrap_or(NO_DAY);
            if day != NO_DAY && year_of_day(day) > key.year {
                continue;
            }
            let region = detections.region.get(row).copied().unwrap_or(NO_REGION);
            match is_in_focus.get(region as usize) {
                Some(true) => rows.push(row as u32),
                Some(false) => {}
                None if key.focus.is_none() => rows.push(row as u32),
                None => elsewhere.push(row as u32),
            }
        }
        let points = rows.iter().map(|&row| plane[row as usize]).collect();
        let index = ClusterIndex::new(points, ClusterOptions::default());
        let kind_of = |point: u32| {
            let row = rows[point as usize] as usize;
            detections.kind.get(row).copied().flatten().map(|kind| kind as usize)
        };
        let kinds = Tally::new(&index, kind_of);
        Self { key, index, kinds, rows, elsewhere }
    }

    /// The rows to list, what is strongest in `by` first; what is not known there is last. Those in no region
    /// are among them whatever is looked at: nobody else would ask for them.
    #[must_use]
    pub fn sorted(&self, detections: &Detections, by: DetectionOrder, listed: &Listed) -> Vec<u32> {
        let number = |row: u32| {
            let at = row as usize;
            let known = |column: &[f32]| column.get(at).copied().map(f64::from).filter(|n| n.is_finite());
            let number = match by {
                DetectionOrder::Score => known(&detections.score),
                DetectionOrder::Power => known(&detections.kw),
                DetectionOrder::FirstSeen => {
                    detections.first_seen_day.get(at).filter(|day| **day != NO_DAY).map(|day| f64::from(*day))
                }
                DetectionOrder::Review => listed.verdict(row, detections).map(|verdict| match verdict {
                    Verdict::Confirmed => 2.0,
                    Verdict::Unclear => 1.0,
                    Verdict::Rejected => 0.0,
                }),
            };
            number.unwrap_or(f64::NEG_INFINITY)
        };
        let mut rows = [self.rows.as_slice(), self.elsewhere.as_slice()].concat();
        rows.sort_unstable();
        // Rows that are alike stay as in the file.
        rows.sort_by(|&a, &b| number(b).total_cmp(&number(a)));
        rows
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

/// What a list of detections is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DetectionOrder {
    /// How sure each is.
    #[default]
    Score,
    /// Its power.
    Power,
    /// Its first day, the latest first.
    FirstSeen,
    /// What was said of it: confirmed, unclear, rejected, nothing.
    Review,
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
        let focus = self.focus().filter(|&focus| Some(focus) != self.atlas().country());
        PointsKey { focus, year: self.document().year }
    }

    /// The same, ready to choose among `detections`.
    #[must_use]
    pub fn points_filter(&self, detections: &Detections) -> PointsFilter {
        let (key, atlas) = (self.points_key(), self.atlas());
        let is_in_focus = |code: &String| {
            let region = atlas.region_id(code);
            key.focus.is_none_or(|focus| region.is_some_and(|region| atlas.is_within(region, focus)))
        };
        PointsFilter { is_in_focus: detections.region_codes.iter().map(is_in_focus).collect(), key }
    }

    /// A cluster or a single detection in a few lines.
    #[must_use]
    pub fn point_text(&self, card: &ClusterCard, detections: &Detections, words: &Words) -> String {
        match card.rows.as_slice() {
            [row] => self.detection_lines(*row, detections, words).join("\n"),
            _ => self.cluster_lines(card, words).join("\n"),
        }
    }

    /// A cluster: how many, of which kinds, how strong, since when, with the status.
    #[must_use]
    pub fn cluster_lines(&self, card: &ClusterCard, words: &Words) -> Vec<String> {
        let lang = words.lang();
        let number = |n: f64| units::number(n, 0, lang);
        let n = card.count as f64;
        let mut lines = vec![words.plural("points-count", n, &[("count", &number(n))])];
        for (kind, &n) in DetectionKind::ALL.iter().zip(&card.kinds).filter(|(_, n)| **n > 0) {
            let name = words.get(&format!("kind-{}", kind.id()));
            lines.push(format!("{name}: {}", number(f64::from(n))));
        }
        let (power_kw, known) = card.power_kw;
        if known > 0 {
            lines.push(words.with(
                "points-power",
                &[("sum", &number(power_kw)), ("mean", &units::number(power_kw / known as f64, 1, lang))],
            ));
        }
        if let Some((first, last)) = card.days {
            let span = Period { first: Day::since_1970(first), last: Day::since_1970(last) };
            lines.push(words.with("points-days", &[("days", &span.label(words))]));
        }
        lines.extend(card.status.map(|status| words.get(&format!("status-{}", status.id()))));
        lines
    }

    /// One detection in the columns of a list: score, kind, power, first day, last day, region,
    /// status; a dash where nothing is known.
    #[must_use]
    pub fn detection_cells(&self, row: u32, detections: &Detections, words: &Words) -> [String; 7] {
        let (lang, at) = (words.lang(), row as usize);
        let absent = || units::DASH.to_string();
        let number = |column: &[f32], decimals: usize| {
            let known = column.get(at).filter(|value| value.is_finite());
            known.map_or_else(absent, |value| units::number(f64::from(*value), decimals, lang))
        };
        let day = |days: &[i32]| {
            let day = days.get(at).copied().filter(|day| *day != NO_DAY);
            day.map_or_else(absent, |day| Day::since_1970(day).period().label(words))
        };
        let kind = detections.kind.get(at).copied().flatten().map_or("unknown", DetectionKind::id);
        let code = detections.region.get(at).and_then(|&region| detections.region_codes.get(region as usize));
        let region = code.and_then(|code| self.atlas().region_id(code));
        let status = detections.status.get(at);
        [
            number(&detections.score, 2),
            words.get(&format!("kind-{kind}")),
            number(&detections.kw, 1),
            day(&detections.first_seen_day),
            day(&detections.last_seen_day),
            region.map_or_else(
                || words.get("detection-no-region"),
                |region| self.atlas().region(region).short.get(lang).to_owned(),
            ),
            status.map_or_else(absent, |status| words.get(&format!("status-{}", status.id()))),
        ]
    }

    /// One detection: kind, region, power, days, score, status.
    #[must_use]
    pub fn detection_lines(&self, row: u32, detections: &Detections, words: &Words) -> Vec<String> {
        let lang = words.lang();
        let at = row as usize;
        let kind = detections.kind.get(at).copied().flatten();
        let name =
            kind.map_or_else(|| words.get("kind-unknown"), |kind| words.get(&format!("kind-{}", kind.id())));
        let mut lines = vec![name];
        let code = detections.region.get(at).and_then(|&region| detections.region_codes.get(region as usize));
        let region = code.and_then(|code| self.atlas().region_id(code));
        lines.push(region.map_or_else(
            || words.get("detection-no-region"),
            |region| self.atlas().region(region).name.get(lang).to_owned(),
        ));
        if let Some(kw) = detections.kw.get(at).filter(|kw| kw.is_finite()) {
            lines.push(words.with("point-power", &[("kw", &units::number(f64::from(*kw), 1, lang))]));
        }
        let day = |days: &[i32]| {
            let day = days.get(at).copied().filter(|day| *day != NO_DAY)?;
            Some(Day::since_1970(day).period().label(words))
        };
        if let Some(day) = day(&detections.first_seen_day) {
            lines.push(words.with("point-first-seen", &[("day", &day)]));
        }
        if let Some(day) = day(&detections.last_seen_day) {
            lines.push(words.with("point-last-seen", &[("day", &day)]));
        }
        if let Some(score) = detections.score.get(at).filter(|score| score.is_finite()) {
            lines.push(words.with("point-score", &[("score", &units::number(f64::from(*score), 2, lang))]));
        }
        lines.extend(detections.status.get(at).map(|status| words.get(&format!("status-{}", status.id()))));
        lines
    }
}
