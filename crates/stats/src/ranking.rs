//! Owns how well scores rank what is looked for before what is not. Does not know what a score is
//! of.
//!
//! Equal scores share their places: no figure depends on the order of rows. Every figure takes a
//! weight for each row, so that resampling only changes weights.

/// Rows in the order of falling scores.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// Rows, the highest score first.
    order: Vec<usize>,
    /// Where in `order` each group of equal scores ends.
    ends: Vec<usize>,
    positive: Vec<bool>,
}

/// Weights of one group of equal scores.
#[derive(Clone, Copy, Debug, Default)]
struct Tied {
    positive: f64,
    negative: f64,
}

impl Ranking {
    /// Ranks rows by score; `positive` says which are what is looked for. Scores that are not a
    /// number come last.
    #[must_use]
    pub fn new(scores: &[f64], positive: &[bool]) -> Self {
        let key = |row: usize| if scores[row].is_nan() { f64::NEG_INFINITY } else { scores[row] };
        let mut order: Vec<usize> = (0..scores.len().min(positive.len())).collect();
        order.sort_by(|a, b| key(*b).total_cmp(&key(*a)));
        let ends = (1..=order.len())
            .filter(|at| *at == order.len() || key(order[*at]) != key(order[*at - 1]))
            .collect();
        Self { order, ends, positive: positive.to_vec() }
    }

    fn tied(&self, weights: &[f64]) -> Vec<Tied> {
        let mut start = 0;
        let sum = |rows: &[usize], positive: bool| -> f64 {
            rows.iter().filter(|row| self.positive[**row] == positive).map(|row| weights[*row]).sum()
        };
        let mut groups = Vec::with_capacity(self.ends.len());
        for &end in &self.ends {
            let rows = &self.order[start..end];
            groups.push(Tied { positive: sum(rows, true), negative: sum(rows, false) });
            start = end;
        }
        groups
    }

    /// Chance that a positive row scores higher than a negative one (area under the receiver
    /// operating characteristic; Hanley, `McNeil` 1982, doi 10.1148/radiology.143.1.7063747).
    #[must_use]
    pub fn roc_auc(&self, weights: &[f64]) -> Option<f64> {
        let groups = self.tied(weights);
        let (positives, negatives) = totals(&groups)?;
        let mut below = negatives;
        let mut wins = 0.0;
        for group in groups {
            below -= group.negative;
            wins += group.positive * (below + group.negative / 2.0);
        }
        Some(wins / (positives * negatives))
    }

    /// Mean of the precision at each positive row (average precision, the area under the steps of
    /// precision over recall).
    #[must_use]
    pub fn average_precision(&self, weights: &[f64]) -> Option<f64> {
        let groups = self.tied(weights);
        let (positives, _) = totals(&groups)?;
        let (mut found, mut seen, mut sum) = (0.0, 0.0, 0.0);
        for group in groups {
            found += group.positive;
            seen += group.positive + group.negative;
            if seen > 0.0 {
                sum += group.positive / positives * found / seen;
            }
        }
        Some(sum)
    }

    /// Share of positive rows among the first `count`; as many as there are positive rows if
    /// `None`.
    #[must_use]
    pub fn precision_at(&self, count: Option<f64>, weights: &[f64]) -> Option<f64> {
        let groups = self.tied(weights);
        let (positives, negatives) = totals(&groups)?;
        let count = count.unwrap_or(positives).min(positives + negatives);
        let (mut found, mut seen) = (0.0, 0.0);
        for group in groups {
            let size = group.positive + group.negative;
            if seen + size >= count {
                let part = if size > 0.0 { (count - seen) / size } else { 0.0 };
                return Some((found + part * group.positive) / count);
            }
            found += group.positive;
            seen += size;
        }
        None
    }

    /// Share of the positive rows before the false alarms exceed `budget` (in weight).
    #[must_use]
    pub fn recall_within(&self, budget: f64, weights: &[f64]) -> Option<f64> {
        let groups = self.tied(weights);
        let (positives, _) = totals(&groups)?;
        let found: f64 = groups[..leading(&groups, budget)].iter().map(|group| group.positive).sum();
        Some(found / positives)
    }

    /// Which rows are alarms within that budget.
    #[must_use]
    pub fn alarms_within(&self, budget: f64, weights: &[f64]) -> Vec<bool> {
        let groups = leading(&self.tied(weights), budget);
        let mut alarm = vec![false; self.positive.len()];
        let end = if groups == 0 { 0 } else { self.ends[groups - 1] };
        self.order[..end].iter().for_each(|row| alarm[*row] = true);
        alarm
    }
}

/// Weights of positive and negative rows; `None` unless there are both.
fn totals(groups: &[Tied]) -> Option<(f64, f64)> {
    let positives: f64 = groups.iter().map(|group| group.positive).sum();
    let negatives: f64 = groups.iter().map(|group| group.negative).sum();
    (positives > 0.0 && negatives > 0.0).then_some((positives, negatives))
}

/// How many groups of equal scores come before the false alarms exceed the budget.
fn leading(groups: &[Tied], budget: f64) -> usize {
    // Sums of weights may be off by rounding.
    const ROUNDING: f64 = 1e-9;
    let mut alarms = 0.0;
    groups
        .iter()
        .take_while(|group| {
            alarms += group.negative;
            alarms <= budget + ROUNDING
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::Ranking;

    const SCORES: [f64; 10] = [0.9, 0.8, 0.8, 0.7, 0.6, 0.6, 0.6, 0.3, 0.2, 0.1];
    const POSITIVE: [bool; 10] = [true, true, false, true, false, true, false, false, true, false];
    const WEIGHTS: [f64; 10] = [1.0, 2.0, 1.0, 0.0, 3.0, 1.0, 1.0, 2.0, 1.0, 1.0];

    fn near(found: Option<f64>, expected: f64) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-6), "{found:?}, not {expected}");
    }

    #[test]
    fn agrees_with_the_reference_values() {
        // roc_auc_score and average_precision_score of scikit-learn 1.9.1, with and without weights.
        let ranking = Ranking::new(&SCORES, &POSITIVE);
        near(ranking.roc_auc(&[1.0; 10]), 0.7);
        near(ranking.average_precision(&[1.0; 10]), 0.708_730_2);
        near(ranking.roc_auc(&WEIGHTS), 0.725);
        near(ranking.average_precision(&WEIGHTS), 0.672_222_2);
    }

    #[test]
    fn equal_scores_share_their_places() {
        let ranking = Ranking::new(&SCORES, &POSITIVE);
        // The second place is shared by one positive and one negative row.
        near(ranking.precision_at(Some(2.0), &[1.0; 10]), 1.5 / 2.0);
        near(ranking.precision_at(None, &[1.0; 10]), (3.0 + 1.0 / 3.0) / 5.0);
    }

    #[test]
    fn a_budget_is_not_exceeded_by_ties() {
        let ranking = Ranking::new(&SCORES, &POSITIVE);
        near(ranking.recall_within(0.0, &[1.0; 10]), 0.2);
        near(ranking.recall_within(1.0, &[1.0; 10]), 0.6);
        near(ranking.recall_within(2.0, &[1.0; 10]), 0.6);
        near(ranking.recall_within(3.0, &[1.0; 10]), 0.8);
        let alarms = ranking.alarms_within(1.0, &[1.0; 10]);
        assert_eq!(alarms.iter().filter(|alarm| **alarm).count(), 4);
    }

    #[test]
    fn one_kind_of_rows_has_no_figure() {
        let ranking = Ranking::new(&[0.1, 0.2], &[false, false]);
        assert_eq!(ranking.roc_auc(&[1.0; 2]), None);
        assert_eq!(ranking.recall_within(1.0, &[1.0; 2]), None);
        assert_eq!(Ranking::new(&[], &[]).average_precision(&[]), None);
    }
}
