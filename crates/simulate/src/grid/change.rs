//! Owns what changes in the life of a home while its meter is read: somebody moves in or out, guests stay,
//! rooms are renovated, work ends for good. All of it is honest. Does not know what a home uses.

use super::{maths::Draw, series::Series, surroundings::Surroundings};
use crate::draw::Stream;
use std::ops::Range;

/// Shorter windows show no change.
const LEAST_DAYS: usize = 4;

/// What changes, and on which local days.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    /// Nobody lives there yet; so much is left of heating and standby.
    MovesIn { empty: Range<usize>, left: f32 },
    /// The same afterwards.
    MovesOut { empty: Range<usize>, left: f32 },
    /// As many people again.
    Guests { days: Range<usize> },
    /// Tools by day, until an hour in the afternoon, and a fan that dries what is wet.
    Renovation { days: Range<usize>, kw: f32, until_h: f32, drying: [f32; 2], drying_kw: f32 },
    /// At home by day from then on.
    Retires { days: Range<usize> },
}

impl Change {
    /// A change as they come. One home in ten sees one, so that each kind is there in a grid of some
    /// thousand meters; that is several times as often as in a month of life. Lengths and powers are
    /// assumptions, too.
    pub(super) fn draw(days: usize, stream: &mut Stream) -> Option<Self> {
        if days < LEAST_DAYS || !stream.happens(0.1) {
            return None;
        }
        let day = (days as f64 * stream.between(0.15, 0.9)) as usize;
        let stay = |stream: &mut Stream, least: f64, most: f64| {
            day..(day + stream.between(least, most + 1.0) as usize).min(days)
        };
        // Two in five turn everything off.
        let left = if stream.happens(0.4) { 0.0 } else { stream.between(0.1, 0.6) as f32 };
        let kind = stream.below(100);
        Some(match kind {
            0..15 => Self::MovesIn { empty: 0..day, left },
            15..30 => Self::MovesOut { empty: day..days, left },
            30..65 => Self::Guests { days: stay(stream, 2.0, 14.0) },
            65..85 => {
                let from = day as f32 + stream.between(0.0, 6.0) as f32;
                Self::Renovation {
                    days: stay(stream, 3.0, 20.0),
                    kw: stream.between(0.5, 3.0) as f32,
                    until_h: stream.between(16.0, 20.0) as f32,
                    drying: [from, from + stream.between(0.5, 2.5) as f32],
                    drying_kw: stream.between(0.3, 1.2) as f32,
                }
            }
            _ => Self::Retires { days: day..days },
        })
    }

    /// Name in the labels.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::MovesIn { .. } => "moves_in",
            Self::MovesOut { .. } => "moves_out",
            Self::Guests { .. } => "guests",
            Self::Renovation { .. } => "renovation",
            Self::Retires { .. } => "retires",
        }
    }

    /// Households that live there on a day.
    pub(super) fn households(&self, day: usize) -> usize {
        match self {
            Self::MovesIn { empty, .. } | Self::MovesOut { empty, .. } => usize::from(!empty.contains(&day)),
            Self::Guests { days } => 1 + usize::from(days.contains(&day)),
            Self::Renovation { .. } | Self::Retires { .. } => 1,
        }
    }

    /// Whether nobody goes to work any more.
    pub(super) fn is_retired(&self, day: usize) -> bool {
        matches!(self, Self::Retires { days } if days.contains(&day))
    }

    /// Changes what the home uses besides what its people do.
    pub(super) fn apply(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        match self {
            Self::MovesIn { empty, left } | Self::MovesOut { empty, left } => {
                let slots = empty.start * around.per_day..empty.end * around.per_day;
                to.wh[slots].iter_mut().for_each(|wh| *wh *= left);
            }
            Self::Renovation { days, kw, until_h, drying, drying_kw } => {
                for day in days.clone() {
                    let (mut at, until) = (around.at(day, 8.0), around.at(day, *until_h));
                    while at < until {
                        let off = at + stream.wait(1.0) as f32 * around.per_hour;
                        to.add(at, off.min(until), *kw);
                        at = off + stream.wait(1.0) as f32 * around.per_hour;
                    }
                }
                let [from, until] = drying.map(|day| day * around.per_day as f32);
                to.add(from, until, *drying_kw);
            }
            Self::Guests { .. } | Self::Retires { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_comes_and_lies_within_the_window() {
        let mut stream = Stream::of(1, "changes");
        let drawn: Vec<Option<Change>> = (0..20_000).map(|_| Change::draw(28, &mut stream)).collect();
        let changes = || drawn.iter().flatten();
        assert!((1800..2200).contains(&changes().count()));
        for name in ["moves_in", "moves_out", "guests", "renovation", "retires"] {
            assert!(changes().filter(|change| change.name() == name).count() > 200, "{name}");
        }
        for change in changes() {
            let (Change::MovesIn { empty: days, .. }
            | Change::MovesOut { empty: days, .. }
            | Change::Guests { days }
            | Change::Retires { days }
            | Change::Renovation { days, .. }) = change;
            assert!(days.start < days.end && days.end <= 28, "{change:?}");
        }
        assert_eq!(Change::draw(3, &mut stream), None);
    }
}
