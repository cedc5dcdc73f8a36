//! Owns small statistics of short series. Does not know what they are of.

/// Runs a loop in the widest registers that the processor has: compiled for each kind of them, with
/// the same result to the bit.
#[inline(always)]
pub(crate) fn wide<R>(task: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(task)
}

/// Mean; NaN of nothing.
#[inline(always)]
pub(crate) fn mean(values: impl IntoIterator<Item = f32>) -> f32 {
    let (sum, count) = values.into_iter().fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
    sum / count
}

/// Copies the values that are known.
#[inline(always)]
pub(crate) fn known_into(values: &[f32], out: &mut Vec<f32>) {
    out.clear();
    // Mostly all are, and whether they are costs less than to look at each.
    if values.iter().map(|value| u32::from(value.is_finite())).sum::<u32>() as usize == values.len() {
        out.extend_from_slice(values);
    } else {
        // Written in any case, kept if it is known: where a gap is cannot be foreseen.
        out.resize(values.len(), 0.0);
        let mut kept = 0;
        for &value in values {
            out[kept] = value;
            kept += usize::from(value.is_finite());
        }
        out.truncate(kept);
    }
}

/// The value of rank `share` (0 to 1); reorders `values`. NaN of nothing.
pub(crate) fn quantile(values: &mut [f32], share: f32) -> f32 {
    if values.is_empty() {
        return f32::NAN;
    }
    let rank = ((values.len() - 1) as f32 * share) as usize;
    *values.select_nth_unstable_by(rank, f32::total_cmp).1
}

/// A float as a number of the same order, as [`f32::total_cmp`] has it: the lower of two such is found
/// side by side, where floats, which may be no number, would be compared one by one.
#[inline(always)]
const fn ordered(value: f32, missing: i32) -> i32 {
    let bits = value.to_bits() as i32;
    if value.is_nan() { missing } else { bits ^ (((bits >> 31) as u32) >> 1) as i32 }
}

/// The way back from [`ordered`].
#[inline(always)]
const fn of_ordered(bits: i32) -> f32 {
    f32::from_bits((bits ^ (((bits >> 31) as u32) >> 1) as i32) as u32)
}

/// The `rank`-th lowest value, 0 the lowest; what is NaN does not count. `work` is room for others.
#[inline(always)]
pub(crate) fn lowest(values: &[f32], rank: usize, work: &mut Vec<f32>) -> f32 {
    match rank {
        0 => last_kept::<1>(values),
        1 => last_kept::<2>(values),
        2 => last_kept::<3>(values),
        3 => last_kept::<4>(values),
        4 => last_kept::<5>(values),
        _ => {
            work.clear();
            work.extend(values.iter().filter(|value| !value.is_nan()));
            *work.select_nth_unstable_by(rank, f32::total_cmp).1
        }
    }
}

/// The highest of the `N` lowest values: each takes the place of the first that is higher, which
/// moves on, without a branch that could be foreseen wrongly. Lanes keep their own lowest first.
#[inline(always)]
fn last_kept<const N: usize>(values: &[f32]) -> f32 {
    let mut low = [[i32::MAX; LANES]; N];
    let (lanes, rest) = values.as_chunks::<LANES>();
    for chunk in lanes {
        let mut moving = [i32::MAX; LANES];
        moving.iter_mut().zip(chunk).for_each(|(moving, value)| *moving = ordered(*value, i32::MAX));
        keep_lower(&mut low, moving);
    }
    let mut moving = [i32::MAX; LANES];
    moving.iter_mut().zip(rest).for_each(|(moving, value)| *moving = ordered(*value, i32::MAX));
    keep_lower(&mut low, moving);
    let low = halved::<N, LANES, 4>(&low);
    let low = halved::<N, 4, 2>(&low);
    of_ordered(halved::<N, 2, 1>(&low)[N - 1][0])
}

/// Puts a value of each lane among its lowest, which are in order.
#[inline(always)]
fn keep_lower<const N: usize, const L: usize>(low: &mut [[i32; L]; N], mut moving: [i32; L]) {
    for kept in low {
        for lane in 0..L {
            let (one, other) = (kept[lane], moving[lane]);
            kept[lane] = one.min(other);
            moving[lane] = one.max(other);
        }
    }
}

/// The lowest of both halves of the lanes, in order again.
#[inline(always)]
fn halved<const N: usize, const L: usize, const H: usize>(low: &[[i32; L]; N]) -> [[i32; H]; N] {
    let mut halves = [[[0; H]; N]; 2];
    for (nth, lanes) in low.iter().enumerate() {
        halves[0][nth].copy_from_slice(&lanes[..H]);
        halves[1][nth].copy_from_slice(&lanes[H..]);
    }
    let [mut kept, others] = halves;
    for other in others {
        keep_lower(&mut kept, other);
    }
    kept
}

/// Values that are taken side by side: one chain of sums would wait for itself.
pub(crate) const LANES: usize = 8;

/// Sum of values.
#[inline(always)]
pub(crate) fn total(values: &[f32]) -> f32 {
    let (lanes, rest) = values.as_chunks::<LANES>();
    let mut sums = [0.0_f32; LANES];
    for chunk in lanes {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *sum += value;
        }
    }
    sums.iter().chain(rest).sum()
}

/// Number and sum of the values that are known.
#[inline(always)]
pub(crate) fn known_sum(values: &[f32]) -> (f32, f32) {
    let (mut counts, mut sums) = ([0_u32; LANES], [0.0_f32; LANES]);
    for chunk in values.chunks(LANES) {
        for ((count, sum), value) in counts.iter_mut().zip(&mut sums).zip(chunk) {
            *count += u32::from(!value.is_nan());
            *sum += if value.is_nan() { 0.0 } else { *value };
        }
    }
    (counts.iter().sum::<u32>() as f32, sums.iter().sum())
}

/// Sum of the squared distances of known values from `mean`.
#[inline(always)]
pub(crate) fn squares(values: &[f32], mean: f32) -> f32 {
    let mut sums = [0.0_f32; LANES];
    for chunk in values.chunks(LANES) {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            let off = if value.is_nan() { 0.0 } else { value - mean };
            *sum += off * off;
        }
    }
    sums.iter().sum()
}

/// Lowest and highest value; NaN of nothing.
#[inline(always)]
pub(crate) fn extremes(values: &[f32]) -> (f32, f32) {
    let both = values.iter().fold((i32::MAX, i32::MIN), |(low, high), value| {
        (low.min(ordered(*value, i32::MAX)), high.max(ordered(*value, i32::MIN)))
    });
    if both.0 > both.1 { (f32::NAN, f32::NAN) } else { (of_ordered(both.0), of_ordered(both.1)) }
}

/// Room for finding values of several ranks among many, none of them below zero: they are counted
/// by their leading bits, which order them, and only those that share theirs with a rank are
/// looked at closer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranks {
    counts: Vec<u32>,
    near: Vec<f32>,
    parted: Vec<f32>,
}

/// Bits of a float that are not looked at when counting: the others part an octave in sixteen.
const SHIFT: u32 = 19;
/// Numbers that these others can make, without the sign.
const BUCKETS: usize = 1 << (31 - SHIFT);
/// So few values are better sorted.
const FEW: usize = 256;
/// Marks a bucket with a rank in it, whose other bits say where its next value goes.
const NEAR: u32 = 1 << 31;

impl Ranks {
    /// The values at `shares` (0 to 1, ascending) of the ranks of `values`. NaN of nothing.
    #[inline(always)]
    pub(crate) fn of<const N: usize>(&mut self, values: &[f32], shares: [f32; N]) -> [f32; N] {
        let mut out = [f32::NAN; N];
        let Some(last) = values.len().checked_sub(1) else { return out };
        let Self { counts, near, parted } = self;
        if values.len() < FEW {
            near.clear();
            near.extend_from_slice(values);
            near.sort_unstable_by(f32::total_cmp);
            return shares.map(|share| near[(last as f32 * share) as usize]);
        }
        counts.clear();
        counts.resize(BUCKETS, 0);
        for value in values {
            counts[bucket(*value)] += 1;
        }
        let mut at = bucket(extremes(values).0);
        let ranks = shares.map(|share| (last as f32 * share) as usize);
        // The bucket of each rank, and the place of the rank in it.
        let mut below = 0;
        let places = ranks.map(|rank| {
            while below + counts[at] as usize <= rank {
                below += counts[at] as usize;
                at += 1;
            }
            (at, rank - below)
        });
        // Those buckets will lie one after the other: what counted them now says where they begin.
        let mut room = 0;
        let stretches = places.map(|(bucket, rank)| {
            if counts[bucket] & NEAR == 0 {
                let begins = room;
                room += counts[bucket] as usize;
                counts[bucket] = NEAR | begins as u32;
            }
            ((counts[bucket] & !NEAR) as usize, rank)
        });
        let ends = |begins: usize| {
            let later = stretches.iter().map(|(later, _)| *later).filter(|later| *later > begins);
            later.min().unwrap_or(room)
        };
        // Written in any case, kept if it is near: whether it is cannot be foreseen.
        near.resize(near.len().max(values.len()), 0.0);
        let mut found = 0;
        for &value in values {
            near[found] = value;
            found += usize::from(counts[bucket(value)] & NEAR != 0);
        }
        parted.resize(parted.len().max(room), 0.0);
        for &value in &near[..found] {
            let next = &mut counts[bucket(value)];
            parted[(*next & !NEAR) as usize] = value;
            *next += 1;
        }
        for (out, (begins, rank)) in out.iter_mut().zip(stretches) {
            let stretch = &mut parted[begins..ends(begins)];
            *out = *stretch.select_nth_unstable_by(rank, f32::total_cmp).1;
        }
        out
    }
}

const fn bucket(value: f32) -> usize {
    // Without the sign: zero may have one.
    ((value.to_bits() << 1) >> (SHIFT + 1)) as usize
}

/// Pearson's correlation; NaN where one of the two is constant.
#[inline(always)]
pub(crate) fn correlation(pairs: impl Iterator<Item = (f32, f32)> + Clone) -> f32 {
    let (mut n, mut sx, mut sy) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (x, y) in pairs.clone() {
        n += 1.0;
        sx += x;
        sy += y;
    }
    let (mx, my) = (sx / n, sy / n);
    let (mut xx, mut yy, mut xy) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (x, y) in pairs {
        xx += (x - mx) * (x - mx);
        yy += (y - my) * (y - my);
        xy += (x - mx) * (y - my);
    }
    let scale = (xx * yy).sqrt();
    if scale > 0.0 { xy / scale } else { f32::NAN }
}

/// Slope of y over x by least squares; 0 where x is constant.
#[inline(always)]
pub(crate) fn slope(pairs: impl Iterator<Item = (f32, f32)> + Clone) -> f32 {
    let (n, sx, sy) = pairs.clone().fold((0.0, 0.0, 0.0), |(n, sx, sy), (x, y)| (n + 1.0, sx + x, sy + y));
    let (mx, my) = (sx / n, sy / n);
    let (xx, xy) = pairs
        .fold((0.0_f32, 0.0_f32), |(xx, xy), (x, y)| (xx + (x - mx) * (x - mx), xy + (x - mx) * (y - my)));
    if xx > 0.0 { xy / xx } else { 0.0 }
}

/// Kendall's rank correlation of a series with time (Mann 1945, doi:10.2307/1907187). Quadratic:
/// for daily values only.
#[inline(always)]
pub(crate) fn tau(series: &[f32]) -> f32 {
    let mut sum = 0_i32;
    for (at, later) in series.iter().enumerate() {
        for earlier in &series[..at] {
            sum += i32::from(later > earlier) - i32::from(later < earlier);
        }
    }
    let n = series.len() as f32;
    2.0 * sum as f32 / (n * (n - 1.0))
}

/// Two levels of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TwoLevels {
    /// Share of the variance that lies between the levels.
    pub(crate) between: f32,
    /// Means of the levels.
    pub(crate) lower: f32,
    pub(crate) upper: f32,
    /// Standard deviation within the upper level.
    pub(crate) upper_sd: f32,
}

/// Parts sorted values into two levels so that the variance between them is largest (Otsu).
#[inline(always)]
pub(crate) fn two_levels(sorted: &[f32]) -> Option<TwoLevels> {
    let n = sorted.len() as f32;
    let (total, squares) = sorted.iter().fold((0.0, 0.0), |(s, q), v| (s + v, q + v * v));
    let variance = squares / n - (total / n) * (total / n);
    let (mut left, mut left_squares, mut best) = (0.0, 0.0, None::<TwoLevels>);
    for (at, value) in sorted.iter().enumerate().take(sorted.len().saturating_sub(1)) {
        left += value;
        left_squares += value * value;
        let below = (at + 1) as f32;
        let above = n - below;
        let (lower, upper) = (left / below, (total - left) / above);
        let between = below * above / (n * n) * (upper - lower) * (upper - lower) / variance;
        if variance > 0.0 && best.is_none_or(|best| between > best.between) {
            let upper_variance = (squares - left_squares) / above - upper * upper;
            best = Some(TwoLevels { between, lower, upper, upper_sd: upper_variance.max(0.0).sqrt() });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ranks_are_those_of_sorted_values(
            values in prop::collection::vec(prop_oneof![Just(0.0_f32), 0.0_f32..9.0, 1e-6_f32..1e6], 1..900),
            low in 0.0_f32..1.0,
            high in 0.0_f32..1.0,
        ) {
            let shares = [0.0, low.min(high), low.max(high), 1.0];
            let mut sorted = values.clone();
            sorted.sort_unstable_by(f32::total_cmp);
            let at = |share: f32| ((values.len() - 1) as f32 * share) as usize;
            prop_assert_eq!(Ranks::default().of(&values, shares), shares.map(|share| sorted[at(share)]));
            prop_assert_eq!(extremes(&values), (sorted[0], sorted[values.len() - 1]));
            let mut with_gap = values.clone();
            with_gap.insert(values.len() / 2, f32::NAN);
            for share in [0.0, 0.1, low] {
                prop_assert_eq!(lowest(&with_gap, at(share), &mut Vec::new()), sorted[at(share)]);
            }
        }
    }
}
