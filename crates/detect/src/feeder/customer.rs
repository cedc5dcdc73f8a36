//! Owns how much what is taken is like one more customer of the feeder: somebody whom no table lists.
//! Does not judge.

use super::{balance::Balance, shape::Shape};

/// Parts of the time in each of which a customer uses something.
const PARTS: usize = 4;

/// Mean of what is taken over that of the usual meter, and the part of the time in which least is taken
/// over the whole. NaN where nothing is taken.
pub(super) fn size_and_least_part(balance: &Balance, shape: &Shape, usual_kw: f64) -> [f64; 2] {
    let len = shape.taken.len();
    let mean = |range: std::ops::Range<usize>| {
        let known = range.filter(|at| balance.counts(*at));
        let (sum, count) = known.fold((0.0, 0.0), |(sum, count), at| (sum + shape.taken[at], count + 1.0));
        sum / count
    };
    let whole = mean(0..len);
    if whole.is_nan() || whole <= 0.0 || usual_kw <= 0.0 {
        return [f64::NAN; 2];
    }
    let part = len.div_ceil(PARTS).max(1);
    let parts = (0..len).step_by(part).map(|from| mean(from..(from + part).min(len)));
    let least = parts.filter(|mean| mean.is_finite()).fold(whole, f64::min);
    [whole / usual_kw, least / whole]
}
