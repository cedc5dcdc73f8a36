//! Owns energy by quarters of an hour from readings of a register at any times: what lies between two of
//! them is spread evenly, and what lies in a gap is missing. Pure.

/// Length of an interval in seconds.
const SLOT_S: i64 = 900;
/// Two readings further apart than this in seconds are a gap: what lies between is not known by the quarter.
pub const LONGEST_STEP_S: i64 = 3600;

/// Gives start and Wh of each quarter of an hour that begins from `from_s` and before `until_s` and is known
/// whole. `readings` are times in seconds since 1970 UTC and Wh, in the order of time, each time once. Says how
/// often the register fell.
///
/// A quarter depends on readings up to [`LONGEST_STEP_S`] before and after it, and on none further away.
pub fn quarters(
    readings: &[(i64, f64)],
    (from_s, until_s): (i64, i64),
    each: &mut dyn FnMut(i64, f64),
) -> usize {
    let mut falls = 0;
    // The first border of a quarter since which all steps are known, and the register there.
    let mut begun: Option<(i64, f64)> = None;
    for pair in readings.windows(2) {
        let [(before_s, before_wh), (at_s, at_wh)] = [pair[0], pair[1]];
        falls += usize::from(at_wh < before_wh);
        if at_s - before_s > LONGEST_STEP_S || at_wh < before_wh || at_s <= before_s {
            begun = None;
            continue;
        }
        let mut border_s = next_border(before_s);
        while border_s <= at_s {
            let share = (border_s - before_s) as f64 / (at_s - before_s) as f64;
            let wh = (at_wh - before_wh).mul_add(share, before_wh);
            if let Some((start_s, start_wh)) = begun
                && border_s - start_s == SLOT_S
                && (from_s..until_s).contains(&start_s)
            {
                // To a thousandth: no more can be in a register.
                each(start_s, ((wh - start_wh) * 1e3).round() / 1e3);
            }
            begun = Some((border_s, wh));
            border_s += SLOT_S;
        }
    }
    falls
}

/// The first border of a quarter at or after a time.
const fn next_border(at_s: i64) -> i64 {
    (at_s + SLOT_S - 1).div_euclid(SLOT_S) * SLOT_S
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(readings: &[(i64, f64)]) -> (Vec<(i64, f64)>, usize) {
        let mut all = Vec::new();
        let falls = quarters(readings, (i64::MIN, i64::MAX), &mut |at_s, wh| all.push((at_s, wh)));
        (all, falls)
    }

    #[test]
    fn quarters_are_cut_between_readings() {
        assert_eq!(of(&[(0, 0.0), (900, 100.0), (1800, 150.0)]).0, [(0, 100.0), (900, 50.0)]);
        // Every ten minutes, off the clock.
        let steady: Vec<(i64, f64)> = (0..7).map(|n| (n * 600 + 300, n as f64 * 60.0)).collect();
        assert_eq!(of(&steady).0, [(900, 90.0), (1800, 90.0), (2700, 90.0)]);
    }

    #[test]
    fn gaps_and_falls_give_nothing() {
        let (all, falls) = of(&[(0, 0.0), (900, 90.0), (8100, 900.0), (9000, 990.0)]);
        assert_eq!((all, falls), (vec![(0, 90.0), (8100, 90.0)], 0));
        let (all, falls) = of(&[(0, 50.0), (900, 90.0), (1500, 5.0), (1800, 10.0), (2700, 20.0)]);
        assert_eq!((all, falls), (vec![(0, 40.0), (1800, 10.0)], 1));
    }
}
