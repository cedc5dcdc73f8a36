//! Owns how rows walk through trees, fast: blocks of rows side by side, in the widest registers that
//! the processor has. Does not know what a score means. All ways give the same bits.

#![expect(clippy::inline_always, reason = "only what is inlined is compiled for the wider registers")]

use super::bins::Borders;
use super::ensemble::{Ensemble, MOST_DEPTH, MOST_LEAVES, Tree};
use pulp::{Arch, Simd, WithSimd};

/// Rows that are scored together; their bins stay in the first-level cache.
const BLOCK: usize = 64;
/// Borders that a value is compared with at a time: its count stays in a register meanwhile.
const BORDERS: usize = 8;

/// Trees made ready for many rows.
pub(super) struct Scorer<'a> {
    width: usize,
    base: f32,
    /// What is asked about: column and borders.
    asked: Vec<(usize, &'a Borders)>,
    trees: Vec<Ready>,
}

/// A tree of the full depth. A shallower one asks more, and finds the same leaf at either answer.
struct Ready {
    questions: [Question; MOST_DEPTH],
    leaves: [f32; MOST_LEAVES],
}

/// Yes for bins from `cut` on, once `missing` was taken off; see [`super::ensemble::Split`].
#[derive(Clone, Copy, Default)]
struct Question {
    column: usize,
    missing: u8,
    cut: u8,
}

impl Ready {
    fn of(tree: &Tree) -> Self {
        let mut questions = [Question::default(); MOST_DEPTH];
        for (question, split) in questions.iter_mut().zip(&tree.splits) {
            let (column, missing) = (usize::from(split.feature), split.missing);
            *question = Question { column, missing, cut: split.cut - missing };
        }
        let count = tree.leaves.len();
        Self { questions, leaves: std::array::from_fn(|at| tree.leaves[at % count]) }
    }
}

impl<'a> Scorer<'a> {
    pub(super) fn of(ensemble: &'a Ensemble) -> Self {
        let splits = ensemble.trees.iter().flat_map(|tree| &tree.splits);
        let mut columns: Vec<usize> = splits.map(|split| usize::from(split.feature)).collect();
        columns.sort_unstable();
        columns.dedup();
        Self {
            width: ensemble.features.len(),
            base: ensemble.base,
            asked: columns.into_iter().map(|column| (column, &ensemble.features[column].borders)).collect(),
            trees: ensemble.trees.iter().map(Ready::of).collect(),
        }
    }

    /// Log odds of `rows` (row-major, one column a feature, NaN is missing), one for each place of
    /// `out`.
    pub(super) fn margins_into(&self, rows: &[f32], out: &mut [f32]) {
        if self.width == 0 {
            out.fill(self.base);
            return;
        }
        match Arch::new() {
            #[cfg(target_arch = "x86_64")]
            Arch::V4(lanes) => Simd::vectorize(lanes, Scoring { scorer: self, rows, out, lanes }),
            #[cfg(target_arch = "x86_64")]
            Arch::V3(lanes) => Simd::vectorize(lanes, Scoring { scorer: self, rows, out, lanes }),
            other => other.dispatch(Scoring { scorer: self, rows, out, lanes: OneByOne }),
        }
    }
}

/// One call of [`Scorer::margins_into`], to be compiled for each kind of processor.
struct Scoring<'a, L> {
    scorer: &'a Scorer<'a>,
    rows: &'a [f32],
    out: &'a mut [f32],
    lanes: L,
}

impl<L: Lanes> WithSimd for Scoring<'_, L> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { scorer, rows, out, lanes } = self;
        let mut bins = vec![[0_u8; BLOCK]; scorer.width];
        for (rows, out) in rows.chunks(BLOCK * scorer.width).zip(out.chunks_mut(BLOCK)) {
            for (column, borders) in &scorer.asked {
                bin_column(borders, rows, scorer.width, *column, &mut bins[*column]);
            }
            let mut margins = [scorer.base; BLOCK];
            for tree in &scorer.trees {
                let leaf_of = leaves_of(&tree.questions, &bins);
                lanes.add(&tree.leaves, &leaf_of, &mut margins);
            }
            let filled = out.len();
            out.copy_from_slice(&margins[..filled]);
        }
    }
}

/// Which leaf each row of a block comes to.
#[inline(always)]
fn leaves_of(questions: &[Question; MOST_DEPTH], bins: &[[u8; BLOCK]]) -> [u8; BLOCK] {
    let asked = questions.map(|Question { column, missing, cut }| (&bins[column], missing, cut));
    let mut leaf_of = [0; BLOCK];
    for (row, leaf) in leaf_of.iter_mut().enumerate() {
        // Taking `missing` off turns bin 0 into 255, the last of all.
        let answers = asked.map(|(bins, missing, cut)| u8::from(bins[row].wrapping_sub(missing) >= cut));
        *leaf = answers.iter().enumerate().fold(0, |leaf, (depth, yes)| leaf | yes << depth);
    }
    leaf_of
}

/// Bins of one column of a block of rows.
#[inline(always)]
fn bin_column(borders: &Borders, rows: &[f32], width: usize, column: usize, bins: &mut [u8; BLOCK]) {
    let mut values = [0.0_f32; BLOCK];
    for (value, row) in values.iter_mut().zip(rows.chunks_exact(width)) {
        *value = row[column];
    }
    // Counting the borders below is branch-free; each row's count is its own lane.
    let mut counts = values.map(|value| u32::from(!value.is_nan()));
    let (groups, rest) = borders.0.as_chunks::<BORDERS>();
    for group in groups {
        for (count, value) in counts.iter_mut().zip(&values) {
            *count = group.iter().fold(*count, |count, border| count + u32::from(*value > *border));
        }
    }
    for border in rest {
        for (count, value) in counts.iter_mut().zip(&values) {
            *count += u32::from(*value > *border);
        }
    }
    *bins = counts.map(|count| count as u8);
}

/// Adds to the margin of each row the value of its leaf, several rows at a time where the processor
/// looks them up in its registers.
trait Lanes: Copy {
    fn add(self, leaves: &[f32; MOST_LEAVES], leaf_of: &[u8; BLOCK], margins: &mut [f32; BLOCK]);
}

#[derive(Clone, Copy)]
struct OneByOne;

impl Lanes for OneByOne {
    #[inline(always)]
    fn add(self, leaves: &[f32; MOST_LEAVES], leaf_of: &[u8; BLOCK], margins: &mut [f32; BLOCK]) {
        for (margin, leaf) in margins.iter_mut().zip(leaf_of) {
            *margin += leaves[usize::from(*leaf) % MOST_LEAVES];
        }
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes for pulp::x86::V4 {
    /// The table lies in two registers of 16.
    #[inline(always)]
    fn add(self, leaves: &[f32; MOST_LEAVES], leaf_of: &[u8; BLOCK], margins: &mut [f32; BLOCK]) {
        let [low, high]: [[f32; 16]; 2] = pulp::cast(*leaves);
        let leaf_of: [[u8; 16]; BLOCK / 16] = pulp::cast(*leaf_of);
        for (margins, leaf_of) in margins.as_chunks_mut::<16>().0.iter_mut().zip(leaf_of) {
            let at = self.avx512f._mm512_cvtepu8_epi32(pulp::cast(leaf_of));
            let value = self.avx512f._mm512_permutex2var_ps(pulp::cast(low), at, pulp::cast(high));
            let value: [f32; 16] = pulp::cast(value);
            margins.iter_mut().zip(value).for_each(|(margin, value)| *margin += value);
        }
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes for pulp::x86::V3 {
    /// The table lies in four registers of 8; the two highest bits choose among them.
    #[inline(always)]
    fn add(self, leaves: &[f32; MOST_LEAVES], leaf_of: &[u8; BLOCK], margins: &mut [f32; BLOCK]) {
        // Shifts that bring bit 3 and bit 4 to where a choice is read from: the highest.
        const THIRD: i32 = 28;
        const FOURTH: i32 = 27;
        let parts: [[f32; 8]; 4] = pulp::cast(*leaves);
        for (margins, leaf_of) in margins.as_chunks_mut::<8>().0.iter_mut().zip(leaf_of.as_chunks::<8>().0) {
            let mut wide = [0; 16];
            wide[..8].copy_from_slice(leaf_of);
            let at = self.avx2._mm256_cvtepu8_epi32(pulp::cast(wide));
            let [a, b, c, d] = parts.map(|part| self.avx2._mm256_permutevar8x32_ps(pulp::cast(part), at));
            let third = pulp::cast(self.avx2._mm256_slli_epi32::<THIRD>(at));
            let fourth = pulp::cast(self.avx2._mm256_slli_epi32::<FOURTH>(at));
            let (low, high) =
                (self.avx._mm256_blendv_ps(a, b, third), self.avx._mm256_blendv_ps(c, d, third));
            let value: [f32; 8] = pulp::cast(self.avx._mm256_blendv_ps(low, high, fourth));
            margins.iter_mut().zip(value).for_each(|(margin, value)| *margin += value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Lanes, MOST_LEAVES, OneByOne};
    use proptest::prelude::*;

    /// Checks a way against the plain one, where this processor has it.
    fn agrees(lanes: Option<impl Lanes>, leaves: &[f32; MOST_LEAVES], leaf_of: &[u8; BLOCK]) -> bool {
        let Some(lanes) = lanes else { return true };
        let [mut found, mut expected] = [[0.5; BLOCK]; 2];
        lanes.add(leaves, leaf_of, &mut found);
        OneByOne.add(leaves, leaf_of, &mut expected);
        found == expected
    }

    proptest! {
        #[test]
        fn every_way_to_look_leaves_up_finds_the_same(
            leaves in prop::array::uniform32(-9.0_f32..9.0),
            leaf_of in prop::collection::vec(0..MOST_LEAVES as u8, BLOCK),
        ) {
            let leaf_of: [u8; BLOCK] = leaf_of.try_into().unwrap();
            #[cfg(target_arch = "x86_64")]
            {
                prop_assert!(agrees(pulp::x86::V4::try_new(), &leaves, &leaf_of));
                prop_assert!(agrees(pulp::x86::V3::try_new(), &leaves, &leaf_of));
            }
        }
    }
}
