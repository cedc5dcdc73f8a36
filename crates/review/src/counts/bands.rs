//! Owns the bands of the score within which cases are drawn. Does not draw.

/// Scores of one band err alike. The bounds are ours.
pub const BANDS: [f64; 3] = [0.5, 0.7, 0.9];
/// Those between the bounds, and what has no score.
pub const BAND_COUNT: usize = BANDS.len() + 2;

/// The number of the band of a score; the last one of none.
#[must_use]
pub fn band_of(score: Option<f64>) -> usize {
    score
        .filter(|score| score.is_finite())
        .map_or(BAND_COUNT - 1, |score| BANDS.iter().filter(|bound| score >= **bound).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_belongs_to_the_band_above() {
        let bands = [Some(0.0), Some(0.5), Some(0.69), Some(0.9), None, Some(f64::NAN)].map(band_of);
        assert_eq!(bands, [0, 1, 1, 3, 4, 4]);
    }
}
