//! Owns the figures of a detector in operation, on readings that grow day by day: how long until the first
//! alarm, what is found after so many days, how many alarms are false, whose they are, and which do not
//! hold. Does not know files or detectors.

use std::collections::HashMap;

/// How one meter fared. Times are in days since its first reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Followed {
    /// Whether it has what is looked for.
    pub is_positive: bool,
    /// Since when; nothing where it was there before the first reading, or is not at all.
    pub begun: Option<f64>,
    /// Its power; NaN where unknown.
    pub kw: f64,
    /// Whose it is.
    pub customer: u64,
    /// How long it was read.
    pub days: f64,
    /// When its alarms were raised, in the order of time.
    pub raised: Vec<f64>,
    /// How many of them wavered: the score was below the level again, and no reason was known.
    pub wavered: usize,
    /// How many were taken back for a reason.
    pub taken_back: usize,
}

/// Delays from a beginning to the first alarm after it, in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delays {
    /// Loads that began while the meter was read.
    pub begun: usize,
    /// Those found.
    pub found: usize,
    /// Those whose meter had an alarm before: nothing can be said of their delay, and they are not among
    /// the others.
    pub early: usize,
    /// Median of all that began, found or not; infinite where fewer than half are found.
    pub median: f64,
    /// 90th percentile of the same.
    pub p90: f64,
    /// Both of those found.
    pub of_found: (f64, f64),
}

/// Found of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many are.
    pub found: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// One more, found or not.
    #[must_use]
    pub fn count(mut self, is_found: bool) -> Self {
        self.of += 1;
        self.found += usize::from(is_found);
        self
    }

    /// The share; NaN of none.
    #[must_use]
    pub fn value(self) -> f64 {
        if self.of == 0 { f64::NAN } else { self.found as f64 / self.of as f64 }
    }
}

/// False alarms of normal meters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FalseAlarms {
    /// How many.
    pub count: usize,
    /// Weeks for which normal meters were read.
    pub weeks: f64,
    /// Share of them that the customer with the most of them makes; NaN where there are none.
    pub worst_share: f64,
}

impl FalseAlarms {
    /// In a thousand weeks of meters.
    #[must_use]
    pub fn per_1000_weeks(&self) -> f64 {
        self.count as f64 / self.weeks * 1000.0
    }
}

/// Delays of loads of at least so many kW.
#[must_use]
pub fn delays(all: &[Followed], least_kw: f64) -> Delays {
    let begun = all.iter().filter(|of| of.is_positive && is_as_large(of, least_kw));
    let begun: Vec<(&Followed, f64)> = begun.filter_map(|of| Some((of, of.begun?))).collect();
    let is_early = |of: &Followed, at: f64| of.raised.iter().any(|raised| *raised <= at);
    let mut late: Vec<f64> = begun
        .iter()
        .filter(|(of, at)| !is_early(of, *at))
        .map(|(of, at)| of.raised.first().map_or(f64::INFINITY, |raised| raised - at))
        .collect();
    late.sort_unstable_by(f64::total_cmp);
    let found = late.partition_point(|delay| delay.is_finite());
    let early = begun.len() - late.len();
    Delays {
        begun: begun.len(),
        found,
        early,
        median: quantile(&late, 0.5),
        p90: quantile(&late, 0.9),
        of_found: (quantile(&late[..found], 0.5), quantile(&late[..found], 0.9)),
    }
}

/// Share of the loads of at least so many kW found within so many days of their beginning, of those that
/// were read for so long after it.
#[must_use]
pub fn found_since_start(all: &[Followed], days: f64, least_kw: f64) -> Share {
    let read = all.iter().filter(|of| of.is_positive && is_as_large(of, least_kw));
    let read = read.filter_map(|of| Some((of, of.begun?))).filter(|(of, begun)| begun + days <= of.days);
    read.filter(|(of, begun)| !of.raised.iter().any(|raised| raised <= begun))
        .map(|(of, begun)| of.raised.iter().any(|raised| *raised <= begun + days))
        .fold(Share::default(), Share::count)
}

/// Share of the loads of at least so many kW that were there before so many days were read, found by then.
#[must_use]
pub fn found_in_readings(all: &[Followed], days: f64, least_kw: f64) -> Share {
    share_in_readings(all, days, least_kw, |of| of.begun.is_none_or(|begun| begun < days))
}

/// The same of loads that were there before the first reading.
#[must_use]
pub fn found_of_standing(all: &[Followed], days: f64, least_kw: f64) -> Share {
    share_in_readings(all, days, least_kw, |of| of.begun.is_none())
}

fn share_in_readings(
    all: &[Followed],
    days: f64,
    least_kw: f64,
    is_there: impl Fn(&Followed) -> bool,
) -> Share {
    all.iter()
        .filter(|of| of.is_positive && of.days >= days && is_as_large(of, least_kw) && is_there(of))
        .map(|of| of.raised.iter().any(|raised| *raised <= days))
        .fold(Share::default(), Share::count)
}

/// False alarms.
#[must_use]
pub fn false_alarms(all: &[Followed]) -> FalseAlarms {
    let mut of_customers: HashMap<u64, usize> = HashMap::new();
    let (mut count, mut weeks) = (0, 0.0);
    for of in all.iter().filter(|of| !of.is_positive) {
        count += of.raised.len();
        weeks += of.days / 7.0;
        *of_customers.entry(of.customer).or_default() += of.raised.len();
    }
    FalseAlarms { count, weeks, worst_share: worst_share(&of_customers) }
}

/// Share of all alarms that the customer with the most of them makes; NaN where there are none.
#[must_use]
pub fn worst_share<S: std::hash::BuildHasher>(of_customers: &HashMap<u64, usize, S>) -> f64 {
    let (all, worst): (usize, _) = (of_customers.values().sum(), of_customers.values().max().copied());
    worst.filter(|_| all > 0).map_or(f64::NAN, |worst| worst as f64 / all as f64)
}

fn is_as_large(of: &Followed, least_kw: f64) -> bool {
    least_kw <= 0.0 || of.kw >= least_kw
}

/// The value that such a share is not above (nearest rank); NaN of none.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let rank = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rig(begun: Option<f64>, kw: f64, raised: &[f64]) -> Followed {
        let raised = raised.to_vec();
        Followed { is_positive: true, begun, kw, customer: 1, days: 35.0, raised, wavered: 0, taken_back: 0 }
    }

    fn honest(customer: u64, raised: &[f64]) -> Followed {
        Followed { is_positive: false, customer, ..rig(None, f64::NAN, raised) }
    }

    #[test]
    fn delays_count_those_never_found_and_leave_out_those_found_too_early() {
        let all = [
            rig(Some(10.0), 2.0, &[11.0]),
            rig(Some(10.0), 2.0, &[13.0, 20.0]),
            rig(Some(10.5), 2.0, &[]),
            rig(Some(10.0), 2.0, &[9.0, 12.0]),
            rig(Some(10.0), 0.4, &[30.0]),
            rig(None, 2.0, &[2.0]),
            honest(2, &[1.0]),
        ];
        let large = delays(&all, 1.0);
        assert_eq!((large.begun, large.found, large.early), (4, 2, 1));
        assert_eq!((large.median, large.p90, large.of_found), (3.0, f64::INFINITY, (1.0, 3.0)));
        assert_eq!(delays(&all, 0.0).begun, 5);
        assert_eq!(found_since_start(&all, 1.0, 1.0), Share { found: 1, of: 3 });
        assert_eq!(found_since_start(&all, 3.0, 1.0), Share { found: 2, of: 3 });
        assert_eq!(found_since_start(&all, 25.0, 1.0).of, 2, "one was not read for so long");
        assert_eq!(found_of_standing(&all, 1.0, 0.0), Share { found: 0, of: 1 });
        assert_eq!(found_of_standing(&all, 7.0, 2.0).value(), 1.0);
        assert!(found_of_standing(&all, 36.0, 0.0).value().is_nan());
        assert_eq!(found_in_readings(&all, 10.2, 1.0), Share { found: 2, of: 4 });
    }

    #[test]
    fn false_alarms_are_counted_by_time_and_by_whose_they_are() {
        let all = [
            honest(2, &[1.0, 20.0]),
            honest(2, &[3.0]),
            honest(3, &[5.0]),
            honest(4, &[]),
            rig(None, 1.0, &[1.0]),
        ];
        let alarms = false_alarms(&all);
        assert_eq!((alarms.count, alarms.weeks, alarms.worst_share), (4, 20.0, 0.75));
        assert_eq!(alarms.per_1000_weeks(), 200.0);
        assert!(false_alarms(&[]).worst_share.is_nan());
    }
}
