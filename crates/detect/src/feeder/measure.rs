//! Owns what is measured of a feeder, as numbers without units of its size. Does not judge.

use crate::FeederView;

use super::{
    balance::{Balance, median},
    culprit::{self, Explanation},
    customer::size_and_least_part,
    place::Presence,
    shape::Shape,
};

/// How many numbers a feeder has.
const COUNT: usize = 25;

/// Share of readings at the cap from which a meter counts as standing still.
const STUCK: f64 = 0.5;
/// A home that always shows little stands still too: caps below this share of the usual meter's mean
/// say nothing, those three times as large count in full.
const LEAST_CAP: f64 = 0.1;
/// A meter that showed so many times more before does not stand still by nature: half of that will do.
const FELL: f64 = 1.3;
/// Weight of a stuck register against what a meter explains, in units of log of the squares left.
const STUCK_WEIGHT: f64 = 1.0;

/// A feeder whose balance wanders less, and loses no more all the time, is asked for nothing further.
const CALM_WANDER: f32 = 1.1;
const CALM_CONSTANT: f32 = 0.002;

/// What was measured of one feeder: a few numbers, and one for each of its meters.
#[derive(Clone, Debug, PartialEq)]
pub struct FeederMeasures {
    /// Numbers in the order of [`Self::NAMES`]; NaN where too little is known.
    pub values: [f32; COUNT],
    /// How strongly each meter explains what is taken, in the order of the view: minus the logarithm
    /// of the share that it leaves unexplained, and more where it stands still at its cap.
    pub suspicion: Vec<f32>,
    /// Meters on it without any reading: as much as the mean of the others was taken for each.
    pub silent_meters: u32,
    /// Hours by which the clock of the supply is behind that of the meters.
    pub clock_lag_h: f32,
    /// Places in the view of meters that hang on another feeder, the surest first.
    pub strays: Vec<usize>,
    /// Places among the others of the view of meters that hang on this one.
    pub adopted: Vec<usize>,
    /// Meters that ended or began within the time without another in their place.
    pub ended_meters: u32,
    /// Places whose meter was exchanged.
    pub exchanged_meters: u32,
    /// Days on which solar power flowed back.
    pub export_days: u32,
    /// Most that the iron of its transformer may lose, kW.
    pub iron_kw: f32,
    /// The end of the first interval at which an alarm could have been raised, UTC seconds since 1970.
    pub alarm_s: Option<i64>,
    /// The end of the readings.
    pub end_s: i64,
    /// The end of the last interval in which something was taken.
    pub last_s: Option<i64>,
}

impl FeederMeasures {
    /// Names of the numbers; shares are of the mean load unless said otherwise.
    pub const NAMES: [&'static str; COUNT] = [
        "constant_loss_share",
        "quadratic_loss_share",
        "noise_share",
        "wander",
        "daily_wander",
        "taken_share",
        "taken_kw",
        "running_share",
        "unevenness",
        "clock_offset",
        "complete_share",
        "plateau_explained",
        "hour_explained",
        "suspect_explained",
        "beyond_plateau",
        "beyond_second",
        "beyond_hour",
        "suspect_stuck",
        "suspect_lead",
        "loss_share",
        "suspect_coincidence",
        "constant_loss_kw",
        "beyond_iron",
        "customer_size",
        "customer_least_part",
    ];

    /// Whether hardly anything is left over: no meter of others is missing here.
    #[must_use]
    pub fn is_calm(&self) -> bool {
        let most = |name, most| self.value(name).is_none_or(|value| value.is_nan() || value < most);
        most("wander", CALM_WANDER) && most("beyond_iron", CALM_CONSTANT)
    }

    /// The number of such a name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<f32> {
        Self::NAMES.iter().position(|known| *known == name).map(|at| self.values[at])
    }
}

/// Room for the work on one feeder, kept between feeders.
#[derive(Clone, Debug, Default)]
pub struct FeederScratch {
    balance: Balance,
    shape: Shape,
    explanations: Vec<Explanation>,
    sorting: Vec<f64>,
}

/// Measures one feeder, without its peers. Cost: a few passes over the readings of its meters.
#[must_use]
pub fn measure_feeder(view: &FeederView, scratch: &mut FeederScratch) -> FeederMeasures {
    let FeederScratch { balance, shape, explanations, sorting } = scratch;
    let grid = view.calendar.grid;
    if view.meters_wh.is_empty() || !balance.make(view) {
        return FeederMeasures {
            values: [f32::NAN; COUNT],
            suspicion: vec![0.0; view.meters_wh.len()],
            silent_meters: 0,
            strays: Vec::new(),
            adopted: Vec::new(),
            ended_meters: 0,
            exchanged_meters: 0,
            export_days: 0,
            iron_kw: f32::NAN,
            clock_lag_h: 0.0,
            alarm_s: None,
            end_s: grid.start_of(grid.len),
            last_s: None,
        };
    }
    shape.look(balance, view.calendar);
    culprit::explain(view, balance, shape, explanations);

    sorting.clear();
    sorting.extend(explanations.iter().map(|meter| meter.mean_kw).filter(|kw| kw.is_finite()));
    let usual_wh = median(sorting) * 1000.0 * f64::from(grid.step_h());
    let mut suspicion: Vec<f32> = explanations
        .iter()
        .map(|meter| {
            (-(1.0 - meter.explained + shape.floor).ln() + STUCK_WEIGHT * stuck(meter, usual_wh)) as f32
        })
        .collect();
    balance.strays.iter().for_each(|stray| suspicion[*stray] = f32::NEG_INFINITY);
    let (first, second) = two_largest(&suspicion);
    let best = &explanations[first];
    let other = explanations
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != first)
        .map(|(_, meter)| meter.explained)
        .fold(0.0, f64::max);
    // Logarithm of how many times less one leaves unexplained than another; noise is never explained.
    let beyond = |explained: f64| {
        ((1.0 - explained + shape.floor) / (1.0 - best.explained + shape.floor)).max(1e-6).ln()
    };
    let hour = culprit::beyond_time_of_day(view.meters_wh[first], best, balance, shape);

    let known = (0..balance.supply.len()).filter(|at| balance.is_known(*at));
    let (supplied, shown, count) = known.fold((0.0, 0.0, 0.0), |(supplied, shown, count), at| {
        (supplied + balance.supply[at], shown + balance.load[at], count + 1.0)
    });
    let taken: f64 = shape.taken.iter().sum::<f64>() / count;
    let complete =
        balance.complete.iter().filter(|complete| **complete).count() as f64 / balance.complete.len() as f64;
    let load = balance.mean_load_kw;
    let usual_kw = usual_wh / (1000.0 * f64::from(grid.step_h()));
    let [size, least_part] = size_and_least_part(balance, shape, usual_kw);
    let values = [
        balance.losses.constant_kw / load,
        balance.losses.quadratic_kw / load,
        if balance.mostly_complete { balance.noise } else { f64::NAN },
        shape.wander,
        shape.daily_wander,
        taken / load,
        shape.running_kw,
        shape.running_share,
        shape.unevenness,
        f64::from(balance.clock_lag) + balance.clock_offset,
        complete,
        shape.plateau,
        shape.hourly,
        best.explained,
        beyond(shape.plateau),
        beyond(other),
        -(1.0 - hour).max(1e-6).ln(),
        stuck(best, usual_wh),
        f64::from(suspicion[first] - second.map_or(0.0, |second| suspicion[second])),
        1.0 - shown / supplied,
        culprit::coincidence(view.meters_wh[first], best, balance, shape),
        balance.losses.constant_kw,
        balance.beyond_iron(balance.losses.constant_kw),
        size,
        least_part,
    ]
    .map(|value| value as f32);
    let end = |at: usize| grid.start_of(at + 1);
    let meters = |is_it: fn(&Presence) -> bool| balance.presence.iter().filter(|of| is_it(of)).count() as u32;
    FeederMeasures {
        values,
        suspicion,
        silent_meters: balance.silent,
        strays: balance.strays.clone(),
        adopted: balance.adopted.clone(),
        ended_meters: meters(|presence| {
            !presence.is_exchanged && (presence.from.is_some() || presence.to.is_some())
        }),
        exchanged_meters: meters(|presence| presence.is_exchanged && presence.to.is_some()),
        export_days: balance.export_days,
        iron_kw: balance.iron_kw as f32,
        clock_lag_h: balance.clock_lag as f32 * grid.step_h(),
        alarm_s: shape.alarm.map(end),
        end_s: grid.start_of(grid.len),
        last_s: shape.last.map(end),
    }
}

/// How much a meter stands still at a cap that is not its nature, 0 to 1.
fn stuck(meter: &Explanation, usual_wh: f64) -> f64 {
    if meter.stuck < STUCK || usual_wh <= 0.0 {
        return 0.0;
    }
    let relative = f64::from(meter.cap_wh) / usual_wh;
    let least = if meter.before_cap > FELL { 0.5 * LEAST_CAP } else { LEAST_CAP };
    meter.stuck * ((relative / least).ln() / 3.0_f64.ln()).clamp(0.0, 1.0)
}

/// Indices of the largest and the second largest.
fn two_largest(values: &[f32]) -> (usize, Option<usize>) {
    let mut first = 0;
    let mut second = None;
    for at in 1..values.len() {
        if values[at] > values[first] {
            second = Some(first);
            first = at;
        } else if second.is_none_or(|second| values[at] > values[second]) {
            second = Some(at);
        }
    }
    (first, second)
}
