//! Owns turning counts into whole numbers that keep their sums: the largest remainders go up.
//! Does not know where the sums come from.

/// Values this near to each other are the same; the solver is exact to less.
const NEAR: f64 = 1e-3;

/// Whole numbers, each at most one off its value, that keep the sum of each cell. Cells have no
/// value in common and hold all of them; a sum that is not whole is itself rounded so that the
/// sum of all is kept. Of equal remainders the larger value goes up first, so that values that
/// are one apart stay apart.
pub(super) fn whole(values: &[f64], cells: &[Vec<usize>]) -> Vec<u64> {
    let sum = |cell: &Vec<usize>| cell.iter().map(|&at| values[at]).sum::<f64>();
    let sums: Vec<f64> = cells.iter().map(sum).collect();
    let totals = share_out(&sums, sums.iter().sum::<f64>().round() as u64);
    let mut whole = vec![0; values.len()];
    for (cell, total) in cells.iter().zip(totals) {
        let of_cell: Vec<f64> = cell.iter().map(|&at| values[at]).collect();
        for (&at, value) in cell.iter().zip(share_out(&of_cell, total)) {
            whole[at] = value;
        }
    }
    whole
}

/// Hamilton's method: all are rounded down, and what is missing from the total goes to the
/// largest remainders.
fn share_out(values: &[f64], total: u64) -> Vec<u64> {
    let snapped: Vec<f64> = values.iter().map(|value| (value / NEAR).round() * NEAR).collect();
    let mut whole: Vec<u64> =
        snapped.iter().map(|value| (value + NEAR / 2.0).floor().max(0.0) as u64).collect();
    let remainder = |at: usize| ((snapped[at] - whole[at] as f64) / NEAR).round() as i64;
    let mut order: Vec<(i64, usize)> = (0..values.len()).map(|at| (remainder(at), at)).collect();
    order.sort_by(|a, b| b.0.cmp(&a.0).then(snapped[b.1].total_cmp(&snapped[a.1])).then(a.1.cmp(&b.1)));
    let missing = total.saturating_sub(whole.iter().sum()) as usize;
    for (_, at) in order.iter().take(missing) {
        whole[*at] += 1;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_largest_remainders_go_up() {
        assert_eq!(whole(&[1.6, 2.7, 3.7], &[vec![0, 1, 2]]), [1, 3, 4]);
        assert_eq!(whole(&[0.5, 1.5, 2.5, 3.5], &[vec![0, 1, 2, 3]]), [0, 1, 3, 4], "the larger first");
    }

    #[test]
    fn the_sum_of_each_cell_is_kept() {
        assert_eq!(whole(&[0.9, 0.1, 5.5, 4.5], &[vec![0, 1], vec![2, 3]]), [1, 0, 6, 4]);
    }

    proptest! {
        #[test]
        fn sums_are_kept_and_none_moves_by_one(values in proptest::collection::vec(0.0..1e5f64, 1..40), cut in 0usize..40) {
            let cut = cut.min(values.len());
            let cells = [(0..cut).collect(), (cut..values.len()).collect()];
            let total: f64 = values.iter().sum();
            let rounded = whole(&values, &cells);
            prop_assert_eq!(rounded.iter().sum::<u64>(), total.round() as u64);
            prop_assert!(rounded.iter().zip(&values).all(|(whole, value)| (*whole as f64 - value).abs() < 1.0 + NEAR));
        }
    }
}
