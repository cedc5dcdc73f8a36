//! Owns the figures by which findings are judged against the truth, with intervals, and the
//! difference to another detector on the same rows. Does not know files or kinds.

use super::ranking::Ranking;
use crate::Random;

/// One subject: what was said of it, and the truth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// In [0, 1].
    pub score: f64,
    /// Whether it is what is looked for.
    pub positive: bool,
    /// How long it was watched: false alarms are counted by time.
    pub weeks: f64,
    /// Rows of one customer share a cluster, and are drawn together.
    pub cluster: u64,
    /// From the start of what is looked for to the alarm; NaN where unknown.
    pub delay_h: f64,
    /// Relative error of the power, without sign; NaN where unknown.
    pub kw_error: f64,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    /// Area under the receiver operating characteristic.
    RocAuc,
    /// Area under precision over recall.
    AveragePrecision,
    /// Precision among the first so many.
    PrecisionAt(u32),
    /// Precision among as many as there are.
    PrecisionAtPositives,
    /// Recall at one false alarm in so many weeks.
    RecallPerWeeks(u32),
    /// Recall when so many thousandths of what is normal alarm.
    RecallPerMille(u32),
    /// Median delay in hours of what is found at the budget.
    DelayH,
    /// Share of what is found that alarmed more than a day before its start.
    Premature,
    /// Median relative error of the power of what is found.
    KwError,
}

impl Figure {
    /// Name in tables.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            Self::RocAuc => "roc_auc".to_owned(),
            Self::AveragePrecision => "ap".to_owned(),
            Self::PrecisionAt(count) => format!("p_at_{count}"),
            Self::PrecisionAtPositives => "p_at_npos".to_owned(),
            Self::RecallPerWeeks(1000) => "recall_fa1k".to_owned(),
            Self::RecallPerWeeks(weeks) => format!("recall_fa{weeks}"),
            Self::RecallPerMille(part) if part % 10 == 0 => format!("recall_fa{}pct", part / 10),
            Self::RecallPerMille(part) => format!("recall_fa{part}permille"),
            Self::DelayH => "delay_h".to_owned(),
            Self::Premature => "premature".to_owned(),
            Self::KwError => "kw_rel_err".to_owned(),
        }
    }
}

/// A figure with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Measured {
    /// Which.
    pub figure: Figure,
    /// Its value on all rows.
    pub value: f64,
    /// 95 % of the resamples lie between.
    pub interval: (f64, f64),
    /// The other detector's value, this minus that, and its interval on the same resamples.
    pub difference: Option<Difference>,
}

/// Against another detector.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// Its value.
    pub baseline: f64,
    /// This minus that.
    pub value: f64,
    /// 95 % of the paired resamples lie between.
    pub interval: (f64, f64),
}

/// How to evaluate.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluationOptions {
    /// Figures wanted.
    pub figures: Vec<Figure>,
    /// At which budget delays and powers are read: one of the two recall figures.
    pub budget: Figure,
    /// Resamples of clusters with replacement (Efron 1979); 0 for none.
    pub resamples: usize,
    /// What they follow from.
    pub seed: u64,
}

impl Default for EvaluationOptions {
    fn default() -> Self {
        use Figure::{
            AveragePrecision, DelayH, KwError, PrecisionAt, PrecisionAtPositives, Premature, RecallPerMille,
            RecallPerWeeks, RocAuc,
        };
        Self {
            figures: vec![
                RocAuc,
                AveragePrecision,
                PrecisionAt(100),
                PrecisionAtPositives,
                RecallPerWeeks(1000),
                RecallPerWeeks(100),
                RecallPerMille(10),
                RecallPerMille(50),
                DelayH,
                Premature,
                KwError,
            ],
            budget: RecallPerWeeks(1000),
            resamples: 1000,
            seed: 1,
        }
    }
}

/// One detector's ranking, with what was found at the budget.
struct Detector<'a> {
    rows: &'a [Judged],
    ranking: Ranking,
    found: Vec<bool>,
}

/// An alarm so long before the start was not raised by what then began, in hours.
const EARLY_H: f64 = 24.0;

/// Figures of `rows`, and their differences to `baseline`, which judges the same subjects in the
/// same order. Figures that cannot be computed (no positives, nothing found) are left out.
#[must_use]
pub fn evaluate(rows: &[Judged], baseline: Option<&[Judged]>, options: &EvaluationOptions) -> Vec<Measured> {
    let all = vec![1.0; rows.len()];
    let own = Detector::new(rows, options, &all);
    let other =
        baseline.filter(|other| other.len() == rows.len()).map(|other| Detector::new(other, options, &all));
    let clusters = numbered(rows);
    let count = clusters.iter().max().map_or(0, |last| last + 1);
    let mut random = Random::new(options.seed);
    let mut drawn: Vec<[Vec<Option<f64>>; 2]> = Vec::with_capacity(options.resamples);
    for _ in 0..options.resamples {
        let mut times = vec![0.0; count];
        (0..count).for_each(|_| times[random.below(count)] += 1.0);
        let weights: Vec<f64> = clusters.iter().map(|cluster| times[*cluster]).collect();
        let values =
            |detector: &Detector| options.figures.iter().map(|f| detector.figure(*f, &weights)).collect();
        drawn.push([values(&own), other.as_ref().map_or_else(Vec::new, values)]);
    }
    let mut out = Vec::new();
    for (at, &figure) in options.figures.iter().enumerate() {
        let Some(value) = own.figure(figure, &all) else { continue };
        let interval = middle_95(drawn.iter().filter_map(|[own, _]| own[at]));
        let difference =
            other.as_ref().and_then(|other| other.figure(figure, &all)).map(|baseline| Difference {
                baseline,
                value: value - baseline,
                interval: middle_95(
                    drawn.iter().filter_map(|[own, other]| Some(own[at]? - (*other.get(at)?)?)),
                ),
            });
        out.push(Measured { figure, value, interval, difference });
    }
    out
}

impl<'a> Detector<'a> {
    fn new(rows: &'a [Judged], options: &EvaluationOptions, all: &[f64]) -> Self {
        let scores: Vec<f64> = rows.iter().map(|row| row.score).collect();
        let positive: Vec<bool> = rows.iter().map(|row| row.positive).collect();
        let ranking = Ranking::new(&scores, &positive);
        let alarms = ranking.alarms_within(budget(rows, options.budget, all), all);
        let found = alarms.iter().zip(&positive).map(|(alarm, positive)| *alarm && *positive).collect();
        Self { rows, ranking, found }
    }

    fn figure(&self, figure: Figure, weights: &[f64]) -> Option<f64> {
        match figure {
            Figure::RocAuc => self.ranking.roc_auc(weights),
            Figure::AveragePrecision => self.ranking.average_precision(weights),
            Figure::PrecisionAt(count) => self.ranking.precision_at(Some(f64::from(count)), weights),
            Figure::PrecisionAtPositives => self.ranking.precision_at(None, weights),
            Figure::RecallPerWeeks(_) | Figure::RecallPerMille(_) => {
                self.ranking.recall_within(budget(self.rows, figure, weights), weights)
            }
            Figure::DelayH => {
                let late = self
                    .rows
                    .iter()
                    .map(|row| if row.delay_h < -EARLY_H { f64::NAN } else { row.delay_h.max(0.0) });
                // `max` would turn an unknown delay into 0.
                let known = late
                    .zip(self.rows)
                    .map(|(delay, row)| if row.delay_h.is_nan() { f64::NAN } else { delay });
                self.median_of_found(known, weights)
            }
            Figure::Premature => {
                let (mut early, mut all) = (0.0, 0.0);
                for ((row, found), weight) in self.rows.iter().zip(&self.found).zip(weights) {
                    if *found && row.delay_h.is_finite() {
                        all += weight;
                        early += weight * f64::from(u8::from(row.delay_h < -EARLY_H));
                    }
                }
                (all > 0.0).then(|| early / all)
            }
            Figure::KwError => self.median_of_found(self.rows.iter().map(|row| row.kw_error), weights),
        }
    }

    /// Weighted median, without rows that were not found or are not a number.
    fn median_of_found(&self, values: impl Iterator<Item = f64>, weights: &[f64]) -> Option<f64> {
        let mut known: Vec<(f64, f64)> = values
            .zip(weights)
            .zip(&self.found)
            .filter(|((value, weight), found)| **found && value.is_finite() && **weight > 0.0)
            .map(|((value, weight), _)| (value, *weight))
            .collect();
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = known.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
        let mut sum = 0.0;
        known
            .iter()
            .find(|(_, weight)| {
                sum += weight;
                sum >= half
            })
            .map(|(value, _)| *value)
    }
}

/// Weight of the false alarms that a figure allows.
fn budget(rows: &[Judged], figure: Figure, weights: &[f64]) -> f64 {
    let normal = || rows.iter().zip(weights).filter(|(row, _)| !row.positive);
    match figure {
        Figure::RecallPerWeeks(weeks) => {
            normal().map(|(row, weight)| row.weeks * weight).sum::<f64>() / f64::from(weeks.max(1))
        }
        Figure::RecallPerMille(part) => {
            normal().map(|(_, weight)| weight).sum::<f64>() * f64::from(part) / 1000.0
        }
        _ => 0.0,
    }
}

/// Clusters numbered from 0 in the order in which they first appear.
fn numbered(rows: &[Judged]) -> Vec<usize> {
    let mut numbers = std::collections::HashMap::new();
    rows.iter()
        .map(|row| {
            let next = numbers.len();
            *numbers.entry(row.cluster).or_insert(next)
        })
        .collect()
}

/// The 2.5 and 97.5 % points, interpolated; NaN without values.
fn middle_95(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let point = |share: f64| {
        let at = share * sorted.len().saturating_sub(1) as f64;
        let (low, high) = (sorted.get(at.floor() as usize), sorted.get(at.ceil() as usize));
        low.zip(high).map_or(f64::NAN, |(low, high)| low + (high - low) * at.fract())
    };
    (point(0.025), point(0.975))
}

#[cfg(test)]
mod tests {
    use super::{EvaluationOptions, Figure, Judged, evaluate};

    /// Forty rows of twenty customers; every fifth is positive and scores higher.
    fn rows(lift: f64) -> Vec<Judged> {
        (0..40)
            .map(|row| {
                let positive = row % 5 == 0;
                Judged {
                    score: f64::from((row * 17) % 40) / 100.0 + if positive { lift } else { 0.0 },
                    positive,
                    weeks: 4.0,
                    cluster: row as u64 / 2,
                    delay_h: if positive { f64::from(row) - 30.0 } else { f64::NAN },
                    kw_error: if row == 10 { f64::NAN } else { f64::from(row) / 100.0 },
                }
            })
            .collect()
    }

    fn value(rows: &[Judged], figure: Figure) -> f64 {
        let options = EvaluationOptions {
            resamples: 0,
            budget: Figure::RecallPerWeeks(20),
            ..EvaluationOptions::default()
        };
        let options = EvaluationOptions { figures: vec![figure], ..options };
        evaluate(rows, None, &options)[0].value
    }

    #[test]
    fn delays_leave_out_early_alarms_and_what_is_unknown() {
        // All eight are found; delays are -30, -25 (early), -20 … 5.
        let rows = rows(1.0);
        assert_eq!(value(&rows, Figure::RecallPerWeeks(20)), 1.0);
        assert_eq!(value(&rows, Figure::Premature), 2.0 / 8.0);
        assert_eq!(value(&rows, Figure::DelayH), 0.0);
        // Errors are 0, 0.05, (unknown), 0.15, 0.2 … 0.35.
        assert_eq!(value(&rows, Figure::KwError), 0.2);
    }

    #[test]
    fn intervals_hold_the_value_and_differences_are_paired() {
        let (good, bad) = (rows(0.3), rows(0.1));
        let options = EvaluationOptions { resamples: 300, ..EvaluationOptions::default() };
        let measured = evaluate(&good, Some(&bad), &options);
        let auc = measured.iter().find(|measured| measured.figure == Figure::RocAuc).unwrap();
        assert!(auc.interval.0 < auc.value && auc.value < auc.interval.1, "{auc:?}");
        let difference = auc.difference.unwrap();
        assert!(difference.value > 0.0 && difference.interval.0 > 0.0, "{auc:?}");
        assert!((difference.baseline + difference.value - auc.value).abs() < 1e-12);
        let same = evaluate(&good, Some(&good), &options);
        assert!(same.iter().all(|measured| measured.difference.unwrap().interval == (0.0, 0.0)));
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let options = EvaluationOptions { resamples: 50, ..EvaluationOptions::default() };
        assert_eq!(evaluate(&rows(0.2), None, &options), evaluate(&rows(0.2), None, &options));
    }

    #[test]
    fn nothing_to_find_gives_no_figure() {
        let normal: Vec<Judged> = rows(0.0).into_iter().filter(|row| !row.positive).collect();
        assert!(evaluate(&normal, None, &EvaluationOptions::default()).is_empty());
        assert!(evaluate(&[], None, &EvaluationOptions::default()).is_empty());
    }
}
