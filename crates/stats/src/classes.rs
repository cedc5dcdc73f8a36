//! Owns classes of a choropleth: from values and a method to breaks, and from a value to its
//! class. Does not know colours.
//!
//! Main type: [`Classes`].

use super::breaks::{equal_interval, natural_starts, plainest_between, pretty, quantile_starts};

/// Fewest classes of a map.
pub const MIN_CLASSES: usize = 3;
/// Most classes that a reader tells apart.
pub const MAX_CLASSES: usize = 9;

/// How breaks are found.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Method {
    /// About equally many values in each class.
    Quantile,
    /// Classes of equal width.
    EqualInterval,
    /// Natural breaks (Jenks): least variance within classes.
    #[default]
    Jenks,
    /// Round breaks; the number of classes follows.
    Pretty,
    /// Breaks given by the user, ascending.
    Manual(Vec<f64>),
}

impl Method {
    /// Word on the command line and in message ids.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::Quantile => "quantile",
            Self::EqualInterval => "equal",
            Self::Jenks => "jenks",
            Self::Pretty => "pretty",
            Self::Manual(_) => "manual",
        }
    }
}

/// Why no classes could be made.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ClassError {
    /// Too few or too many classes.
    #[error("{0} classes: choose {MIN_CLASSES} to {MAX_CLASSES}")]
    Count(usize),
    /// Manual breaks that do not ascend or are not numbers.
    #[error("manual breaks must be different numbers in ascending order")]
    Breaks,
}

/// Classes between breaks. Class `i` holds values from break `i − 1` up to, but not including,
/// break `i`; the outer classes are open. A class may have no member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classes {
    breaks: Vec<f64>,
    range: Option<(f64, f64)>,
    /// Number of the first class above the centre of a diverging metric.
    above_centre: Option<usize>,
}

impl Classes {
    /// Classes of `values` (any order; what is not finite is left out). With a `centre`, one
    /// break is the centre and each side is classed by itself. Fewer classes arise where there
    /// are fewer different values.
    ///
    /// # Errors
    /// A number of classes outside 3–9, or manual breaks that do not ascend.
    pub fn new(
        values: &[f64],
        method: &Method,
        count: usize,
        centre: Option<f64>,
    ) -> Result<Self, ClassError> {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let range = sorted.first().copied().zip(sorted.last().copied());
        let breaks = if let Method::Manual(breaks) = method {
            let ascending = breaks.windows(2).all(|pair| pair[0] < pair[1]);
            if breaks.is_empty() || breaks.iter().any(|b| !b.is_finite()) || !ascending {
                return Err(ClassError::Breaks);
            }
            check_count(breaks.len() + 1)?;
            breaks.clone()
        } else {
            check_count(count)?;
            match centre {
                Some(centre) => around_centre(&sorted, method, count, centre),
                None => one_sided(&sorted, method, count),
            }
        };
        let is_below = |centre: f64| range.is_some_and(|(_, high)| high < centre);
        let above_centre = centre.map(|centre| {
            // Where no value reaches the centre, the last class is below it, too.
            let ends_below = breaks.contains(&centre) || is_below(centre);
            breaks.partition_point(|b| *b < centre) + usize::from(ends_below)
        });
        Ok(Self { breaks, range, above_centre })
    }

    /// Breaks between classes, ascending.
    #[must_use]
    pub fn breaks(&self) -> &[f64] {
        &self.breaks
    }

    /// Number of classes; none where there was no value.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.range.is_none() && self.breaks.is_empty() { 0 } else { self.breaks.len() + 1 }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lowest and highest value classed.
    #[must_use]
    pub const fn range(&self) -> Option<(f64, f64)> {
        self.range
    }

    /// Number of classes below the centre, for a diverging metric.
    #[must_use]
    pub const fn below_centre(&self) -> Option<usize> {
        self.above_centre
    }

    /// Class of a value.
    #[must_use]
    pub fn class_of(&self, value: f64) -> usize {
        self.breaks.partition_point(|b| *b <= value)
    }

    /// The one class that holds the whole of `low..=high`, if there is one: what can be said of
    /// a figure of which only bounds are known.
    #[must_use]
    pub fn class_of_interval(&self, low: f64, high: f64) -> Option<usize> {
        let class = self.class_of(low);
        (!self.is_empty() && low <= high && class == self.class_of(high)).then_some(class)
    }

    /// How many values fall into each class.
    #[must_use]
    pub fn counts(&self, values: impl IntoIterator<Item = f64>) -> Vec<usize> {
        let mut counts = vec![0; self.len()];
        for value in values.into_iter().filter(|v| v.is_finite()) {
            if let Some(count) = counts.get_mut(self.class_of(value)) {
                *count += 1;
            }
        }
        counts
    }
}

fn check_count(count: usize) -> Result<(), ClassError> {
    if (MIN_CLASSES..=MAX_CLASSES).contains(&count) { Ok(()) } else { Err(ClassError::Count(count)) }
}

fn one_sided(sorted: &[f64], method: &Method, count: usize) -> Vec<f64> {
    let (Some(&low), Some(&high)) = (sorted.first(), sorted.last()) else {
        return Vec::new();
    };
    if low == high {
        return Vec::new();
    }
    let from_starts = |starts: Vec<usize>| {
        // A class begins with a value of its own: never at the lowest, nor among equal ones.
        let begins = |&at: &usize| at > 0 && at < sorted.len() && sorted[at - 1] < sorted[at];
        let inner = starts.into_iter().filter(begins);
        inner.map(|at| plainest_between(sorted[at - 1], sorted[at])).collect()
    };
    let mut breaks: Vec<f64> = match method {
        Method::Quantile => from_starts(quantile_starts(sorted, count)),
        Method::Jenks => from_starts(natural_starts(sorted, count)),
        Method::EqualInterval => equal_interval(low, high, count),
        Method::Pretty | Method::Manual(_) => pretty(low, high, count, MAX_CLASSES),
    };
    breaks.dedup();
    breaks
}

fn around_centre(sorted: &[f64], method: &Method, count: usize, centre: f64) -> Vec<f64> {
    let split = sorted.partition_point(|v| *v < centre);
    let (below, above) = sorted.split_at(split);
    if *method == Method::Pretty && sorted.first() < sorted.last() {
        // One break more may come in with the centre.
        let mut breaks = pretty(sorted[0], sorted[sorted.len() - 1], count, MAX_CLASSES - 1);
        let parts = sorted[0] < centre && centre <= sorted[sorted.len() - 1];
        if parts && !breaks.contains(&centre) {
            breaks.push(centre);
            breaks.sort_by(f64::total_cmp);
        }
        return breaks;
    }
    // Where all values are on one side, the other would be a class without a member.
    if below.is_empty() || above.is_empty() {
        return one_sided(sorted, method, count);
    }
    let share = below.len() as f64 / sorted.len() as f64;
    let classes = ((count as f64 * share).round() as usize).clamp(1, count - 1);
    // An even number is shared evenly, so that both sides read alike.
    let classes_below =
        if count.is_multiple_of(2) { count / 2 } else { classes.clamp(count / 2, count.div_ceil(2)) };
    let classes_above = count - classes_below;
    let side = |values: &[f64], classes: usize| {
        if classes > 1 { one_sided(values, method, classes) } else { Vec::new() }
    };
    let mut breaks = side(below, classes_below);
    breaks.push(centre);
    breaks.extend(side(above, classes_above));
    breaks.dedup();
    breaks
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn classes(values: &[f64], method: &Method, count: usize) -> Classes {
        Classes::new(values, method, count, None).expect("valid")
    }

    #[test]
    fn jenks_finds_the_groups() {
        let values = [1.0, 2.0, 2.5, 10.0, 11.0, 12.0, 100.0, 101.0];
        let found = classes(&values, &Method::Jenks, 3);
        assert_eq!(found.counts(values), [3, 3, 2]);
        // Printable breaks that part the same groups.
        assert_eq!(found.breaks(), [10.0, 100.0]);
    }

    /// Least sum of squared deviations over all ways to cut.
    fn exhaustive(sorted: &[f64], classes: usize) -> f64 {
        let deviation = |part: &[f64]| {
            let mean = part.iter().sum::<f64>() / part.len() as f64;
            part.iter().map(|v| (v - mean).powi(2)).sum::<f64>()
        };
        if classes == 1 {
            return deviation(sorted);
        }
        (1..=sorted.len() + 1 - classes)
            .map(|at| deviation(&sorted[..at]) + exhaustive(&sorted[at..], classes - 1))
            .fold(f64::INFINITY, f64::min)
    }

    /// Values `of` times each.
    fn repeated(of: &[(f64, usize)]) -> Vec<f64> {
        of.iter().flat_map(|(value, times)| vec![*value; *times]).collect()
    }

    #[test]
    fn quantiles_with_ties_are_those_of_the_reference() {
        // Quantiles of mapclassify 2.10.0.
        let mut many_zeros = repeated(&[(0.0, 70)]);
        many_zeros.extend((1..=13).map(f64::from));
        let mut zeros = repeated(&[(0.0, 60)]);
        zeros.extend((1..=23).map(f64::from));
        let fives = repeated(&[(5.0, 10), (9.0, 1), (20.0, 1)]);
        for (values, counts) in [(many_zeros, vec![70, 13]), (zeros, vec![60, 2, 21]), (fives, vec![10, 2])] {
            assert_eq!(classes(&values, &Method::Quantile, 4).counts(values.clone()), counts);
        }
    }

    #[test]
    fn no_class_is_empty_where_values_are_equal() {
        let tied = repeated(&[(0.0, 4), (1.0, 1), (2.0, 1)]);
        assert_eq!(classes(&tied, &Method::Jenks, 5).counts(tied.clone()), [4, 1, 1]);
        let above = repeated(&[(1.0, 3), (2.0, 1), (3.0, 1)]);
        let around = Classes::new(&above, &Method::Jenks, 5, Some(0.0)).expect("valid");
        assert_eq!((around.counts(above), around.below_centre()), (vec![3, 1, 1], Some(0)));
        let below = Classes::new(&[-3.0, -2.0, -1.0], &Method::Jenks, 3, Some(0.0)).expect("valid");
        assert_eq!((below.len(), below.below_centre()), (3, Some(3)));
    }

    #[test]
    fn quantiles_share_the_values_out() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        assert_eq!(classes(&values, &Method::Quantile, 4).counts(values.clone()), [25, 25, 25, 25]);
    }

    #[test]
    fn pretty_breaks_are_round() {
        assert_eq!(classes(&[0.3, 97.0], &Method::Pretty, 5).breaks(), [20.0, 40.0, 60.0, 80.0]);
        assert_eq!(classes(&[-3.2, 4.1], &Method::Pretty, 4).breaks(), [-2.0, 0.0, 2.0, 4.0]);
    }

    #[test]
    fn a_diverging_metric_breaks_at_its_centre() {
        let values = [-16.0, -4.0, -1.0, 2.0, 5.0, 30.0];
        for method in [Method::Jenks, Method::Quantile, Method::EqualInterval, Method::Pretty] {
            for count in MIN_CLASSES..=MAX_CLASSES {
                let found = Classes::new(&values, &method, count, Some(0.0)).expect("valid");
                assert!(found.breaks().contains(&0.0), "{method:?} {count}: {:?}", found.breaks());
                assert_eq!(found.class_of(-1e-9) + 1, found.class_of(0.0));
                assert_eq!(found.below_centre(), Some(found.class_of(0.0)));
            }
        }
    }

    #[test]
    fn bounds_within_one_class_have_that_class() {
        let found = classes(&[0.0, 100.0, 1000.0, 5000.0], &Method::Manual(vec![250.0, 500.0]), 3);
        assert_eq!(found.class_of_interval(300.0, 400.0), Some(1));
        assert_eq!(found.class_of_interval(200.0, 400.0), None);
        assert_eq!(found.class_of_interval(600.0, f64::INFINITY), Some(2));
    }

    #[test]
    fn one_value_is_one_class_and_none_is_none() {
        assert_eq!(classes(&[5.0, 5.0], &Method::Jenks, 5).len(), 1);
        let none = classes(&[f64::NAN], &Method::Jenks, 5);
        assert_eq!((none.len(), none.class_of_interval(1.0, 2.0)), (0, None));
    }

    #[test]
    fn bad_requests_are_refused() {
        assert_eq!(Classes::new(&[1.0], &Method::Jenks, 2, None), Err(ClassError::Count(2)));
        assert_eq!(
            Classes::new(&[1.0], &Method::Manual(vec![3.0, 1.0, 2.0]), 3, None),
            Err(ClassError::Breaks)
        );
    }

    proptest! {
        #[test]
        fn jenks_is_as_good_as_trying_everything(values in prop::collection::vec(-50.0..50.0f64, 5..11), count in 3..5usize) {
            let mut sorted = values;
            sorted.sort_by(f64::total_cmp);
            let starts = natural_starts(&sorted, count);
            let mut cuts = vec![0];
            cuts.extend(&starts);
            cuts.push(sorted.len());
            let cost: f64 = cuts.windows(2).map(|c| exhaustive(&sorted[c[0]..c[1]], 1)).sum();
            prop_assert!((cost - exhaustive(&sorted, count)).abs() < 1e-6);
        }

        #[test]
        fn breaks_ascend_and_every_value_has_a_class(
            values in prop::collection::vec(-1e6..1e6f64, 0..80), count in MIN_CLASSES..=MAX_CLASSES,
            centre in prop::option::of(-10.0..10.0f64),
        ) {
            for method in [Method::Jenks, Method::Quantile, Method::EqualInterval, Method::Pretty] {
                let found = Classes::new(&values, &method, count, centre).expect("valid");
                prop_assert!(found.breaks().windows(2).all(|b| b[0] < b[1]));
                let most = if method == Method::Pretty { MAX_CLASSES } else { count };
                prop_assert!(found.len() <= most, "{:?} {:?}", method, found.breaks());
                prop_assert_eq!(found.counts(values.iter().copied()).iter().sum::<usize>(), values.len());
            }
        }

        #[test]
        fn a_plain_break_parts_the_same_values(a in -1e5..1e5f64, gap in 1e-6..1e5f64) {
            let plain = plainest_between(a, a + gap);
            prop_assert!(a < plain && plain <= a + gap);
        }
    }
}
