//! Owns bringing series onto another grid of time: energies are summed, temperatures read off between
//! their times. Does not read files.

use super::TimeGrid;

/// Energies on another grid.
///
/// Where the other interval is the same, each value goes to the slot that begins nearest; where it is
/// a multiple, the values within a slot are summed, and a slot that is not covered whole is missing.
/// Other grids give nothing but missing values. `values` are in Wh an interval, NaN where missing; so
/// is what is returned, as long as `to`.
#[must_use]
pub fn onto_grid(values: &[f32], from: TimeGrid, to: TimeGrid) -> Vec<f32> {
    let mut made = vec![f32::NAN; to.len];
    let (fine_s, coarse_s) = (i64::from(from.step_s), i64::from(to.step_s));
    if fine_s == 0 || coarse_s % fine_s != 0 {
        return made;
    }
    let parts = (coarse_s / fine_s) as usize;
    // Nearest start: half an interval further, then rounded down.
    let first = (to.start_s - from.start_s + fine_s / 2).div_euclid(fine_s);
    for (slot, made) in made.iter_mut().enumerate() {
        let Ok(at) = usize::try_from(first + (slot * parts) as i64) else { continue };
        // A missing part makes the sum missing.
        if let Some(parts) = values.get(at..at + parts) {
            *made = parts.iter().sum();
        }
    }
    made
}

/// Temperatures at the middle of each interval of a grid, linear between the nearest known ones.
///
/// `values` in °C lie at the starts of `from`; they are missing (NaN) where the nearest known ones are
/// more than six hours apart.
#[must_use]
pub fn interpolated(values: &[f32], from: TimeGrid, to: TimeGrid) -> Vec<f32> {
    const LONGEST_GAP_S: i64 = 6 * 3600;
    let step_s = i64::from(from.step_s);
    let known: Vec<(i64, f32)> = (0..)
        .zip(values)
        .filter(|(_, value)| !value.is_nan())
        .map(|(slot, &value)| (from.start_s + slot * step_s, value))
        .collect();
    let mut next = 0;
    let at = |slot: usize| {
        let time_s = to.start_of(slot) + i64::from(to.step_s) / 2;
        while known.get(next).is_some_and(|&(known_s, _)| known_s < time_s) {
            next += 1;
        }
        let before = next.checked_sub(1).and_then(|before| known.get(before));
        match (before, known.get(next)) {
            (Some(&(a_s, a)), Some(&(b_s, b))) if b_s - a_s <= LONGEST_GAP_S.max(step_s) => {
                a + (b - a) * ((time_s - a_s) as f32 / (b_s - a_s) as f32)
            }
            (_, Some(&(known_s, value))) if known_s - time_s <= step_s => value,
            (Some(&(known_s, value)), _) if time_s - known_s <= step_s => value,
            _ => f32::NAN,
        }
    };
    (0..to.len).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF_HOURS: TimeGrid = TimeGrid { start_s: 0, step_s: 1800, len: 6 };

    #[test]
    fn energies_are_shifted_and_summed() {
        let values = [1.0, 2.0, 3.0, 4.0, 5.0, f32::NAN];
        let later = TimeGrid { start_s: 3600, step_s: 1800, len: 5 };
        assert_eq!(format!("{:?}", onto_grid(&values, HALF_HOURS, later)), "[3.0, 4.0, 5.0, NaN, NaN]");
        let hours = TimeGrid { start_s: -3600, step_s: 3600, len: 5 };
        assert_eq!(format!("{:?}", onto_grid(&values, HALF_HOURS, hours)), "[NaN, 3.0, 7.0, NaN, NaN]");
        let odd = TimeGrid { start_s: 0, step_s: 2700, len: 2 };
        assert!(onto_grid(&values, HALF_HOURS, odd).iter().all(|value| value.is_nan()));
    }

    #[test]
    fn temperatures_are_read_off_between_hours_but_not_across_a_long_gap() {
        let hours = TimeGrid { start_s: 0, step_s: 3600, len: 12 };
        let mut values = [f32::NAN; 12];
        (values[0], values[1], values[11]) = (0.0, 4.0, 9.0);
        let slots = TimeGrid { start_s: 0, step_s: 1800, len: 8 };
        assert_eq!(
            format!("{:?}", interpolated(&values, hours, slots)),
            "[1.0, 3.0, 4.0, 4.0, NaN, NaN, NaN, NaN]"
        );
    }
}
