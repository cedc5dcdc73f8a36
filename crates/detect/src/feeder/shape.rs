//! Owns what the residual of a balance looks like: how much it is more than noise, since when, how
//! large, whether it follows the hour of the day, and when an alarm could first have been raised.

use crate::meter::Calendar;

use super::balance::{Balance, Losses, quantile};

/// Constant losses beyond those of iron that are taken for what somebody takes; a share of the mean load.
const LEAST_BEYOND: f64 = 0.005;
/// The same, less so many standard deviations, that raises an alarm before the whole is known.
const ALARMING_CONSTANT: f64 = 0.02;
const ALARMING_DEVIATIONS: f64 = 4.0;
/// How many times more than noise sums over two hours raise an alarm before the whole is known.
const ALARMING_WANDER: f64 = 2.0;
/// Page's cumulative sum (1954, doi:10.1093/biomet/41.1-2.100): allowance, most one reading
/// adds, and alarm, in standard deviations. Twelve is passed by noise once in e^18 readings.
const ALLOWANCE: f64 = 0.75;
const MOST_STEP: f64 = 4.0;
const ALARM: f64 = 12.0;
/// Uncertainty of the losses while they are learned, as a share of the load.
const LEARNING_DOUBT: f64 = 0.005;
/// Standard deviations of what was filled in that count as wrong.
const FILLED_DOUBT: f64 = 2.0;
/// Readings after which losses are first known, and how much more before they are known anew.
const FIRST_DAYS: usize = 2;
const FIRST_READINGS: usize = 48;
const LEARN_AGAIN: f64 = 1.35;
/// The most that one block of time adds to a wander, in variances: one wild reading is no theft.
const MOST_SQUARE: f64 = 100.0;
/// Blocks of time in which an onset is looked for, at most.
const MOST_BLOCKS: usize = 64;
/// Hours of the day between the nights of a two-zone tariff, which last from 23 to 7.
const DAY_HOURS: std::ops::Range<f32> = 7.0..23.0;
/// Share of the 95th percentile above which a load counts as running.
const RUNNING: f64 = 0.2;

/// What the residual of a feeder looks like.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    /// What seems to be taken, kW an interval: the residual, and constant losses beyond what losses are.
    pub taken: Vec<f64>,
    /// Weight of an interval: one over the variance; 0 where the supply is missing.
    pub weight: Vec<f64>,
    /// Intervals a block.
    pub block: usize,
    /// Sum of weighted squares of what is taken.
    pub total: f64,
    /// Share of it that noise alone would make.
    pub floor: f64,
    /// Share of it that one plateau to the end explains.
    pub plateau: f64,
    /// Share that the time of day explains from there on.
    pub hourly: f64,
    /// First interval of that plateau.
    pub onset: usize,
    /// Mean of what is taken by time of day from the onset on, kW.
    pub by_time_of_day: Vec<f64>,
    /// Standard deviation of sums over two hours, and over a day, in units of what noise makes.
    pub wander: f64,
    /// The same over a day.
    pub daily_wander: f64,
    /// Mean power while it runs, kW.
    pub running_kw: f64,
    /// Share of the time since the onset in which it runs.
    pub running_share: f64,
    /// Standard deviation over mean while it runs.
    pub unevenness: f64,
    /// First interval at whose end an alarm could have been raised.
    pub alarm: Option<usize>,
    /// Last interval in which it runs.
    pub last: Option<usize>,
    /// Whether an interval of the day lies in the night of a two-zone tariff.
    pub night: Vec<bool>,
    sorting: Vec<f64>,
}

impl Shape {
    /// Looks at the residual of a balance.
    pub(super) fn look(&mut self, balance: &Balance, calendar: Calendar) {
        let slots = calendar.grid.slots_per_day().max(1);
        self.night.clear();
        self.night.extend((0..slots).map(|slot| !DAY_HOURS.contains(&calendar.hour(slot))));
        let len = balance.residual.len();
        let beyond = balance.beyond_iron(balance.losses.constant_kw);
        // Whatever takes so much takes what the iron does not, too: the smallest transformer is as good.
        let excess = if beyond > LEAST_BEYOND { beyond * balance.mean_load_kw } else { 0.0 };
        self.taken.clear();
        self.taken.extend(balance.residual.iter().map(|residual| residual + excess));
        self.weight.clear();
        self.weight.extend(
            balance
                .variance
                .iter()
                .enumerate()
                .map(|(at, variance)| if balance.is_known(at) { 1.0 / variance } else { 0.0 }),
        );
        let known = self.weight.iter().filter(|weight| **weight > 0.0).count();
        self.total = self
            .taken
            .iter()
            .zip(&self.weight)
            .map(|(taken, weight)| weight * taken * taken)
            .sum::<f64>()
            .max(1e-9);
        self.floor = known as f64 / self.total;
        self.block = slots * len.div_ceil(slots * MOST_BLOCKS).max(1);
        self.wander = wander(balance, len, (slots / 12).max(1));
        self.daily_wander = wander(balance, len, slots);
        self.set_onset();
        self.set_hourly(slots);
        self.set_running(balance);
        self.alarm = Self::first_alarm(balance, slots);
    }

    /// The plateau to the end that explains most.
    fn set_onset(&mut self) {
        let len = self.taken.len();
        let (mut sum, mut weights) = (0.0, 0.0);
        (self.plateau, self.onset) = (0.0, 0);
        for block in (0..len.div_ceil(self.block)).rev() {
            let from = block * self.block;
            for at in from..(from + self.block).min(len) {
                sum += self.weight[at] * self.taken[at];
                weights += self.weight[at];
            }
            let explained = if sum > 0.0 && weights > 0.0 { sum * sum / weights / self.total } else { 0.0 };
            if explained > self.plateau {
                (self.plateau, self.onset) = (explained, from);
            }
        }
    }

    fn set_hourly(&mut self, slots: usize) {
        let mut sums = vec![(0.0, 0.0); slots];
        for at in self.onset..self.taken.len() {
            let sum = &mut sums[at % slots];
            *sum = (sum.0 + self.weight[at] * self.taken[at], sum.1 + self.weight[at]);
        }
        self.hourly =
            sums.iter().filter(|sum| sum.1 > 0.0).map(|(sum, weight)| sum * sum / weight).sum::<f64>()
                / self.total;
        self.by_time_of_day.clear();
        self.by_time_of_day
            .extend(sums.iter().map(|(sum, weight)| if *weight > 0.0 { sum / weight } else { 0.0 }));
    }

    fn set_running(&mut self, balance: &Balance) {
        let len = self.taken.len();
        self.sorting.clear();
        self.sorting.extend((self.onset..len).filter(|at| balance.is_known(*at)).map(|at| self.taken[at]));
        let threshold = RUNNING * quantile(&mut self.sorting, 0.95);
        let (mut count, mut sum, mut square) = (0.0, 0.0, 0.0);
        self.last = None;
        for at in (self.onset..len).filter(|at| balance.is_known(*at)) {
            let taken = self.taken[at];
            if taken > threshold && taken > 2.0 * balance.variance[at].sqrt() {
                count += 1.0;
                sum += taken;
                square += taken * taken;
                self.last = Some(at);
            }
        }
        self.running_share = count / (len - self.onset).max(1) as f64;
        self.running_kw = if count > 0.0 { sum / count } else { 0.0 };
        let variance =
            if count > 0.0 { (square / count - self.running_kw * self.running_kw).max(0.0) } else { 0.0 };
        self.unevenness = if self.running_kw > 0.0 { variance.sqrt() / self.running_kw } else { 0.0 };
    }

    /// Reads in the order of time: losses are learned from what lies before, ever again, and what
    /// comes next is watched with them.
    fn first_alarm(balance: &Balance, slots: usize) -> Option<usize> {
        let len = balance.residual.len();
        let mut known = (FIRST_DAYS * slots).max(FIRST_READINGS).min(len / 2);
        let mut before = None;
        let mut sum = 0.0_f64;
        while known > 0 && known < len {
            let losses = balance.losses_before(known, before);
            before = Some(losses);
            if Self::looks_alarming(balance, known, losses, slots) {
                return Some(known - 1);
            }
            let next = ((known as f64 * LEARN_AGAIN) as usize).max(known + slots).min(len);
            for at in (known..next).filter(|at| balance.counts(*at)) {
                let (learning, lasting) = (LEARNING_DOUBT * balance.load[at], balance.lasting(at, losses));
                // What was filled in may be wrong in the same direction for long.
                let filled = FILLED_DOUBT * balance.doubt[at].sqrt();
                let z = (balance.left_over(at, losses) - filled)
                    / (balance.variance[at] + learning * learning + lasting * lasting).sqrt();
                sum = (sum + z.min(MOST_STEP) - ALLOWANCE).max(0.0);
                if sum > ALARM {
                    return Some(at);
                }
            }
            known = next;
        }
        None
    }

    /// Whether what is known by then is an alarm by itself.
    fn looks_alarming(balance: &Balance, known: usize, losses: Losses, slots: usize) -> bool {
        if balance.beyond_iron(losses.constant_kw - ALARMING_DEVIATIONS * losses.constant_sd_kw)
            > ALARMING_CONSTANT
        {
            return true;
        }
        let block = (slots / 12).max(1);
        let (mut sum, mut count) = (0.0, 0);
        for from in (0..known).step_by(block) {
            if let Some(square) = block_square(balance, from..(from + block).min(known), losses) {
                sum += square;
                count += 1;
            }
        }
        count >= 12 && (2.0 * sum / f64::from(count)).sqrt() > ALARMING_WANDER
    }
}

/// How far sums over blocks of time wander above the losses, in units of what noise and what lasts make:
/// 1 for these alone. What lies below is nothing that was taken.
fn wander(balance: &Balance, len: usize, block: usize) -> f64 {
    let (mut sum, mut count) = (0.0, 0);
    for from in (0..len).step_by(block) {
        if let Some(square) = block_square(balance, from..(from + block).min(len), balance.losses) {
            sum += square;
            count += 1;
        }
    }
    if count > 0 { (2.0 * sum / f64::from(count)).sqrt() } else { f64::NAN }
}

/// Squared sum of what such losses leave over in a block, over what it may be wrong by; 0 where it is
/// negative. Only of complete readings, where there are enough; else what was filled in counts as wrong in
/// the same direction all the time.
fn block_square(balance: &Balance, range: std::ops::Range<usize>, losses: Losses) -> Option<f64> {
    let (mut sum, mut noise, mut lasting, mut doubt) = (0.0, 0.0, 0.0, 0.0);
    for at in range {
        if balance.counts(at) {
            sum += balance.left_over(at, losses);
            noise += balance.variance[at] - balance.doubt[at];
            lasting += balance.lasting(at, losses);
            doubt += balance.doubt[at].sqrt();
        }
    }
    let above = f64::max(sum, 0.0);
    (noise > 0.0).then(|| (above * above / (noise + lasting * lasting + doubt * doubt)).min(MOST_SQUARE))
}
