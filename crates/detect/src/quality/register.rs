//! Owns telling registers, which only rise, from energies of intervals, and taking their differences. Does
//! not read files.

/// A register rises in each of so many parts of the time.
const PARTS: usize = 4;
/// It may begin anew once in so many readings: energies that rise so steadily are none …
const READINGS_A_RESET: usize = 50;
/// … and so often at most.
const MOST_RESETS: usize = 3;
/// To begin anew it falls below this share of what it showed.
const ANEW: f32 = 0.5;

/// How often a register began anew; nothing where values are no register.
pub(super) fn resets(wh: &[f32]) -> Option<usize> {
    if wh.len() < 2 * PARTS {
        return None;
    }
    let allowed = (wh.len() / READINGS_A_RESET).min(MOST_RESETS);
    let (mut resets, mut shown) = (0, f32::NAN);
    for &value in wh.iter().filter(|value| !value.is_nan()) {
        if value < shown {
            resets += 1;
            if resets > allowed || value > ANEW * shown {
                return None;
            }
        }
        shown = value;
    }
    let rises = |part: &[f32]| {
        let mut known = part.iter().filter(|value| !value.is_nan());
        let first = known.next();
        first.is_some_and(|first| known.any(|value| value > first))
    };
    wh.chunks(wh.len().div_ceil(PARTS)).all(rises).then_some(resets)
}

/// Energy of each interval: from what is shown at its start to what is shown at the next one's. It is
/// missing where one of both is, at the end, and where the register began anew.
pub(super) fn differences_into(wh: &[f32], out: &mut Vec<f32>) {
    out.clear();
    out.extend(wh.windows(2).map(|pair| if pair[1] >= pair[0] { pair[1] - pair[0] } else { f32::NAN }));
    out.resize(wh.len(), f32::NAN);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_rises_is_a_register_and_what_a_meter_counts_is_none() {
        let rising: Vec<f32> = (0..96).map(|at| 700.0 + 0.25 * (at / 2) as f32).collect();
        assert_eq!(resets(&rising), Some(0));
        let mut with_gap = rising.clone();
        with_gap[3] = f32::NAN;
        assert_eq!(resets(&with_gap), Some(0));
        let mut falls = rising;
        falls[90] = 1.0;
        falls[93] = 0.5;
        assert_eq!(resets(&falls), None, "twice in so few");
        assert_eq!(resets(&[5.0; 96]), None, "constant");
        let stepped: Vec<f32> = (0..96).map(|at| if at < 50 { 1.0 } else { 9.0 }).collect();
        assert_eq!(resets(&stepped), None, "a load that came once");
        assert_eq!((resets(&[f32::NAN; 96]), resets(&[])), (None, None));
        let zigzag: Vec<f32> = (0..12).map(|at| [1.0, 4.0, 9.0][at % 3]).collect();
        assert_eq!(resets(&zigzag), None, "days of a home");
    }

    #[test]
    fn a_register_that_begins_anew_loses_one_interval() {
        let wh: Vec<f32> = (0..200).map(|at| ((at * 150 + 9000) % 30_000) as f32).collect();
        assert_eq!(resets(&wh), Some(1));
        let mut made = Vec::new();
        differences_into(&wh, &mut made);
        assert_eq!(made.iter().filter(|value| value.is_nan()).count(), 2, "the reset and the end");
        assert!(made.iter().all(|value| value.is_nan() || *value == 150.0), "{made:?}");
    }
}
