//! Owns the control of false discoveries among many tests (Benjamini and Hochberg 1995,
//! doi 10.1111/j.2517-6161.1995.tb02031.x). Does not test anything itself.

/// The largest p that passes at the false-discovery rate `rate`; `None` where none does. NaN stands
/// for no test.
#[must_use]
pub fn cut(p: &[f64], rate: f64) -> Option<f64> {
    let sorted = sorted(p);
    let count = sorted.len() as f64;
    let passes = |(at, p): &(usize, f64)| *p <= rate * (*at as f64 + 1.0) / count;
    sorted.iter().copied().enumerate().rfind(passes).map(|(_, p)| p)
}

/// For each p the smallest rate at which it passes; NaN where there is no test.
#[must_use]
pub fn adjusted(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|&at| !p[at].is_nan()).collect();
    order.sort_by(|&a, &b| p[b].total_cmp(&p[a]));
    let count = order.len() as f64;
    let mut smallest = 1.0_f64;
    let mut result = vec![f64::NAN; p.len()];
    for (behind, at) in order.into_iter().enumerate() {
        smallest = smallest.min(p[at] * count / (count - behind as f64));
        result[at] = smallest;
    }
    result
}

fn sorted(p: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = p.iter().copied().filter(|p| !p.is_nan()).collect();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_up_procedure_takes_the_last_that_passes() {
        // 0.02 and 0.03 fail by themselves (0.0125, 0.025), but 0.035 passes at 0.0375.
        let p = [0.03, 0.9, 0.035, 0.02, f64::NAN];
        assert_eq!(cut(&p, 0.05), Some(0.035));
        assert_eq!(cut(&p, 0.01), None);
        assert_eq!(cut(&[], 0.05), None);
        let adjusted = adjusted(&p);
        for (q, known) in adjusted.iter().zip([0.140 / 3.0, 0.9, 0.140 / 3.0, 0.140 / 3.0]) {
            assert!((q - known).abs() < 1e-12, "{adjusted:?}");
        }
        assert!(adjusted[4].is_nan());
    }
}
