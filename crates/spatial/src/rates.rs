//! Owns rates of small populations drawn towards the rate of all. Does not know where areas lie.

use crate::SpatialError;

/// Rates smoothed by their uncertainty.
#[derive(Clone, Debug, PartialEq)]
pub struct SmoothedRates {
    /// Smoothed rate of each area, cases per person.
    pub rates: Vec<f64>,
    /// Rate of all areas together, cases per person.
    pub mean: f64,
    /// Variance between areas beyond chance; zero where chance alone explains the spread, and then
    /// every area has the mean.
    pub between: f64,
}

/// Global empirical-Bayes rates (Marshall 1991, doi 10.2307/2347593): each rate is drawn towards
/// the mean, the more the fewer people stand behind it. A negative estimate of the variance between
/// areas is cut at zero, as Marshall says.
///
/// # Errors
/// Counts differ, a number is not finite, an area has no people or cases below zero.
pub fn empirical_bayes(cases: &[f64], people: &[f64]) -> Result<SmoothedRates, SpatialError> {
    if cases.len() != people.len() {
        return Err(SpatialError::Count { values: cases.len(), areas: people.len() });
    }
    if cases.is_empty() {
        return Err(SpatialError::TooFew { found: 0, needed: 1 });
    }
    let is_bad = |(cases, people): (&f64, &f64)| {
        !(cases.is_finite() && *cases >= 0.0 && people.is_finite() && *people > 0.0)
    };
    if let Some(at) = cases.iter().zip(people).position(is_bad) {
        return Err(SpatialError::NoRate { at });
    }
    let all_people = people.iter().sum::<f64>();
    let mean = cases.iter().sum::<f64>() / all_people;
    let pairs = || cases.iter().zip(people);
    let spread = pairs().map(|(c, p)| p * (c / p - mean).powi(2)).sum::<f64>() / all_people;
    let between = (spread - mean / (all_people / people.len() as f64)).max(0.0);
    let smoothed = |(cases, people): (&f64, &f64)| {
        let own = between + mean / people;
        let share = if own > 0.0 { between / own } else { 0.0 };
        share * (cases / people) + (1.0 - share) * mean
    };
    Ok(SmoothedRates { rates: pairs().map(smoothed).collect(), mean, between })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_that_chance_explains_gives_the_mean_for_all() {
        let people = [1000.0, 1000.0, 1000.0, 1200.0];
        let smoothed = empirical_bayes(&[10.0, 11.0, 9.0, 10.0], &people).expect("rates");
        assert_eq!(smoothed.between, 0.0);
        assert!(smoothed.rates.iter().all(|rate| (rate - 40.0 / 4200.0).abs() < 1e-15));
    }

    #[test]
    fn small_areas_move_most() {
        let smoothed = empirical_bayes(&[2.0, 900.0, 300.0], &[100.0, 10_000.0, 10_000.0]).expect("rates");
        let pull = |at: usize, raw: f64| (smoothed.rates[at] - raw).abs() / (smoothed.mean - raw).abs();
        assert!(pull(0, 0.02) > 0.1 && pull(1, 0.09) < 0.02, "{smoothed:?}");
        assert_eq!(empirical_bayes(&[1.0], &[0.0]), Err(SpatialError::NoRate { at: 0 }));
        assert_eq!(empirical_bayes(&[0.0, 0.0], &[5.0, 6.0]).expect("no cases").rates, [0.0, 0.0]);
    }
}
