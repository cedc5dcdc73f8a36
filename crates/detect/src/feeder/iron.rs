//! Owns what the iron of a transformer loses, by its size. Does not know feeders.

use crate::meter::TRANSFORMERS;

/// A transformer of this size stands also where few hang on it, kVA …
const USUAL_KVA: f64 = 500.0;
/// … and where many do, one that could carry so many times their peak.
const ROOM_TO_GROW: f64 = 2.0;
/// Larger ones lose so much more, W per kVA: the slope between the last two.
const MORE_W_PER_KVA: f64 = 200.0 / 130.0;

/// The most that the iron of a transformer may lose that carries such a peak, kW.
pub(super) fn iron_kw(peak_kw: f64) -> f64 {
    let kva = (ROOM_TO_GROW * peak_kw).max(USUAL_KVA);
    let listed = TRANSFORMERS.iter().find(|(size, _, _)| *size >= kva);
    let (last, _, most) = TRANSFORMERS[TRANSFORMERS.len() - 1];
    listed.map_or(most + (kva - last) * MORE_W_PER_KVA, |(_, _, old)| *old) / 1000.0
}

/// The smallest and the largest transformer that may lose so much by its iron, kVA; `None` where none
/// of those does.
pub(super) fn sizes_that_lose(kw: f64) -> Option<[f64; 2]> {
    let loses = |(_, new, old): &&(f64, f64, f64)| (0.9 * new..=1.1 * old).contains(&(kw * 1000.0));
    let first = TRANSFORMERS.iter().find(loses)?;
    let last = TRANSFORMERS.iter().rev().find(loses)?;
    Some([first.0, last.0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilowatt_is_the_iron_of_a_transformer_and_two_are_not() {
        assert!(iron_kw(20.0) >= 1.0 && iron_kw(20.0) < 2.0);
        assert!(iron_kw(500.0) > iron_kw(200.0));
        assert_eq!(sizes_that_lose(0.15), Some([50.0, 100.0]));
        assert_eq!(sizes_that_lose(0.4), Some([160.0, 400.0]));
        assert_eq!(sizes_that_lose(2.0), None);
    }
}
