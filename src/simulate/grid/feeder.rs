//! Owns the simulation of one feeder: who hangs on it, what they use, what their meters show, what
//! is lost and taken on the way, and what the meter of the feeder counts.

use super::{
    business::Business,
    customer::Customer,
    heating::{Heating, HeatingKind},
    home::{Home, HomeKind},
    maths::Draw,
    meter::{Register, Tampering, draw_gaps},
    place,
    plan::Grid,
    rig::{Rig, RigSize},
    schedule::Shares,
    series::Series,
    supply::Supply,
    truth::{Truth, TruthKind, mean_kw_while_on},
};
use crate::{meter::MeterFacts, simulate::draw::Stream};
use std::ops::Range;

/// A meter and what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct SimulatedMeter {
    /// Its id.
    pub id: String,
    /// What a table of meters says.
    pub facts: MeterFacts,
}

/// Readings of feeders, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// Meters in order.
    pub meters: Vec<SimulatedMeter>,
    /// Wh: all intervals of the first meter, then of the next.
    pub wh: Vec<i64>,
    /// Which of these did not arrive.
    pub missing: Vec<Range<usize>>,
    /// Ids of feeders in order.
    pub feeders: Vec<String>,
    /// Wh supplied: all intervals of the first feeder, then of the next.
    pub supply_wh: Vec<i64>,
    /// A feeder, then its meters, then the next feeder.
    pub truths: Vec<Truth>,
}

impl Readings {
    /// Empties it.
    pub fn clear(&mut self) {
        self.meters.clear();
        self.wh.clear();
        self.missing.clear();
        self.feeders.clear();
        self.supply_wh.clear();
        self.truths.clear();
    }
}

/// Room to work in, to be used again.
#[derive(Debug, Default)]
pub struct Workshop {
    host: Series,
    rig: Series,
    shown: Series,
    other: Series,
    shares: Shares,
    /// What all meters of the feeder let through.
    pub(super) through_meters: Series,
    /// What flows past them.
    pub(super) tap: Series,
}

/// What a feeder was made to be. The first is the most frequent; shares are assumptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scenario {
    Clean,
    Tap,
    Tampering,
    /// A rig of which the meter sees only a part.
    Bypass,
    HighLoss,
    BrokenMeter,
}

const SCENARIOS: [(u32, Scenario); 6] = [
    (60, Scenario::Clean),
    (11, Scenario::Tap),
    (10, Scenario::Tampering),
    (4, Scenario::Bypass),
    (8, Scenario::HighLoss),
    (7, Scenario::BrokenMeter),
];
/// Share of meters behind which somebody mines and pays for it.
const MINERS: f64 = 0.04;

/// What stands around a feeder: shares of flats, houses, houses in the country, businesses and
/// common needs of blocks; assumptions.
const NEIGHBOURHOODS: [(u32, [u32; 5]); 5] = [
    (30, [92, 0, 0, 4, 4]),
    (35, [0, 90, 4, 6, 0]),
    (20, [40, 35, 0, 22, 3]),
    (8, [10, 10, 0, 80, 0]),
    (7, [0, 25, 70, 5, 0]),
];

impl Grid {
    /// Simulates a feeder and appends its readings.
    pub fn simulate_feeder(&self, feeder: usize, workshop: &mut Workshop, to: &mut Readings) {
        let mut stream = Stream::of(self.options.seed, &format!("feeder {feeder}"));
        let scenario = *stream.pick(&SCENARIOS);
        let neighbourhood = *stream.pick(&NEIGHBOURHOODS);
        let meters = self.meters_of(feeder);
        let chosen = meters.start + stream.below(meters.len() as u64) as usize;
        let is_any_broken = scenario == Scenario::BrokenMeter || stream.happens(0.1);
        let broken = is_any_broken.then(|| meters.start + stream.below(meters.len() as u64) as usize);
        let len = self.around.temp_c.len();
        let step_h = 1.0 / self.around.per_hour;
        workshop.through_meters.reset(len, step_h);
        workshop.tap.reset(len, step_h);

        let feeder_id = self.feeder_id(feeder);
        let mut places = Stream::of(self.options.seed, &format!("place {feeder}"));
        let at = place::of_feeder(&self.options.site, &mut places);
        let own_truth = to.truths.len();
        to.truths.push(Self::truth_of_feeder(feeder, &feeder_id, scenario));
        for number in meters {
            let deed = if number == chosen { scenario } else { Scenario::Clean };
            let truth = self.simulate_meter(number, &feeder_id, neighbourhood, deed, workshop, to);
            if let Some(meter) = to.meters.last_mut() {
                meter.facts.lon_lat = Some(place::of_meter(at, &mut places));
            }
            let start = to.wh.len() - len;
            let mut gaps = Stream::of(self.options.seed, &format!("gaps {number}"));
            for gap in draw_gaps(broken == Some(number), &self.around, &mut gaps) {
                to.missing.push(start + gap.start..start + gap.end);
            }
            if matches!(deed, Scenario::Tampering | Scenario::Bypass) && truth.kind != TruthKind::Normal {
                let of_feeder = &mut to.truths[own_truth];
                *of_feeder = Truth {
                    subject: feeder_id.clone(),
                    kind: TruthKind::Tampering,
                    host_class: None,
                    kw: truth.kw,
                    scenario: of_feeder.scenario,
                    ..truth.clone()
                };
                if deed == Scenario::Bypass {
                    // Of the feeder counts what its meters do not show.
                    of_feeder.kw = truth.kw_true.zip(truth.kw).map(|(all, seen)| all - seen);
                }
            }
            to.truths.push(truth);
        }
        if scenario == Scenario::Tap {
            let truth = &mut to.truths[own_truth];
            self.add_tap(truth, &mut stream, workshop);
        }
        let of_feeder = &mut to.truths[own_truth];
        if of_feeder.kind == TruthKind::Normal
            && matches!(scenario, Scenario::Tap | Scenario::Tampering | Scenario::Bypass)
        {
            of_feeder.scenario = Some("clean");
        }
        let supply = Supply::draw(scenario == Scenario::HighLoss, &mut stream);
        supply.count(&workshop.through_meters, &workshop.tap, &mut stream, &mut to.supply_wh);
        to.feeders.push(feeder_id);
    }

    fn truth_of_feeder(feeder: usize, feeder_id: &str, scenario: Scenario) -> Truth {
        let name = match scenario {
            Scenario::Clean => "clean",
            Scenario::Tap => "unauthorised_connection",
            Scenario::Tampering => "tampering",
            Scenario::Bypass => "bypass",
            Scenario::HighLoss => "high_loss",
            Scenario::BrokenMeter => "broken_meter",
        };
        Truth {
            subject: feeder_id.to_owned(),
            feeder_id: feeder_id.to_owned(),
            kind: TruthKind::Normal,
            span_s: None,
            kw: None,
            kw_true: None,
            units: None,
            family: None,
            scenario: Some(name),
            host_class: None,
            fold: (feeder % 5) as u8,
        }
    }

    /// Appends the readings of a meter, adds what flows through it, and says what is true of it.
    fn simulate_meter(
        &self,
        number: usize,
        feeder_id: &str,
        neighbourhood: [u32; 5],
        deed: Scenario,
        workshop: &mut Workshop,
        to: &mut Readings,
    ) -> Truth {
        let around = &self.around;
        let len = around.temp_c.len();
        let mut stream = Stream::of(self.options.seed, &format!("meter {number}"));
        let customer = Customer::draw(neighbourhood, around.days.len(), &mut stream);
        workshop.host.reset(len, 1.0 / around.per_hour);
        customer.simulate(self, &mut stream, &mut workshop.host);
        let mean_kw = mean_kw(&workshop.host);
        let facts = customer.facts(feeder_id, &self.options.site.region, mean_kw, &mut stream);

        let has_rig = match deed {
            Scenario::Bypass => true,
            Scenario::Tampering => stream.happens(0.65),
            _ => stream.happens(MINERS),
        };
        let size = customer.rig_size(facts.phases, mean_kw);
        let (host, rig) = (&workshop.host, &mut workshop.rig);
        rig.reset(len, 1.0 / around.per_hour);
        let run = has_rig
            .then(|| Rig::run(size, around, Some(host), &mut stream, &mut workshop.shares, rig))
            // Its season, say, may not have come.
            .filter(|run| run.mean_kw > 0.0);
        let panels_kw = customer.solar_kw() + run.as_ref().map_or(0.0, |run| run.solar_kw);
        let seen = if deed == Scenario::Bypass { stream.between(0.1, 0.7) as f32 } else { 1.0 };

        // What flows in, and what of it goes through the meter. Panels feed nothing into the grid.
        let shown = &mut workshop.shown;
        shown.reset_like(&workshop.host);
        let panels_wh = panels_kw * shown.wh_of_kw();
        for slot in 0..len {
            let sun = panels_wh * around.sun[slot];
            let (host, rig) = (workshop.host.wh[slot], workshop.rig.wh[slot]);
            let all = (host + rig - sun).max(0.0);
            workshop.through_meters.wh[slot] += all;
            shown.wh[slot] = (host + seen * rig - sun).max(0.0);
            // From here on the room of the rig holds what its meter sees of it.
            workshop.rig.wh[slot] = shown.wh[slot] - (host - sun).max(0.0);
        }
        let mut truth = self.truth_of_meter(number, feeder_id, customer.name(), run.as_ref());
        if let Some(run) = &run {
            truth.kw = mean_kw_while_on(workshop.rig.wh.iter().copied(), shown.wh_of_kw());
            truth.kw_true = Some(run.mean_kw);
            truth.kind = TruthKind::Mining;
            truth.scenario = (deed == Scenario::Bypass).then_some("bypass");
        }
        if deed == Scenario::Tampering {
            let from = run.as_ref().map_or_else(
                || if stream.happens(0.3) { 0 } else { (len as f64 * stream.between(0.1, 0.7)) as usize },
                |run| run.from as usize,
            );
            self.tamper(from, facts.phases == Some(3), &mut truth, &mut stream, workshop);
        }
        let register = Register::draw(mean_kw, matches!(customer, Customer::Home(_)), &mut stream);
        register.count(&workshop.shown, &mut stream, &mut to.wh);
        to.meters.push(SimulatedMeter { id: truth.subject.clone(), facts });
        truth
    }

    fn truth_of_meter(
        &self,
        number: usize,
        feeder_id: &str,
        host_class: &'static str,
        run: Option<&Rig>,
    ) -> Truth {
        Truth {
            subject: self.meter_id(number),
            feeder_id: feeder_id.to_owned(),
            kind: TruthKind::Normal,
            span_s: run.map(|run| self.span_s(run.from, run.until)),
            kw: None,
            kw_true: None,
            units: run.map(|run| run.units),
            family: run.map(|run| run.family),
            scenario: None,
            host_class: Some(host_class),
            fold: (self.feeder_of(number) % 5) as u8,
        }
    }

    fn feeder_of(&self, meter: usize) -> usize {
        self.feeders.partition_point(|plan| plan.first_meter <= meter) - 1
    }

    /// UTC of intervals with parts.
    fn span_s(&self, from: f32, until: f32) -> [i64; 2] {
        let time = self.around.calendar.grid;
        [from, until].map(|slot| time.start_s + (f64::from(slot) * f64::from(time.step_s)) as i64)
    }

    /// Makes the meter show less from interval `from` on, and says so.
    fn tamper(
        &self,
        from: usize,
        has_three_phases: bool,
        truth: &mut Truth,
        stream: &mut Stream,
        workshop: &mut Workshop,
    ) {
        let len = self.around.temp_c.len();
        let (shown, honest, other) = (&mut workshop.shown, &mut workshop.host, &mut workshop.other);
        honest.clone_from(shown);
        let since = &honest.wh[from..];
        let mean_kw = since.iter().sum::<f32>() / since.len().max(1) as f32 / honest.wh_of_kw();
        let way = Tampering::draw(has_three_phases, mean_kw, stream);
        other.reset_like(honest);
        if way == Tampering::Swapped {
            let small = Home::draw(HomeKind::Flat, self.around.days.len(), stream);
            small.simulate(&self.around, &self.habits, stream, other);
            // Nobody exchanges meters to pay more.
            other.wh.iter_mut().zip(&honest.wh).for_each(|(other, honest)| *other = other.min(*honest));
        }
        way.apply(from, &self.around, other, stream, shown);
        let hidden = honest.wh.iter().zip(&shown.wh).map(|(honest, shown)| (honest - shown).max(0.0));
        truth.kw = mean_kw_while_on(hidden, honest.wh_of_kw());
        truth.kind = TruthKind::Tampering;
        truth.scenario = Some(way.name());
        if truth.span_s.is_none() {
            truth.span_s = Some(self.span_s(from as f32, len as f32));
        }
    }

    /// Somebody takes energy past all meters: mostly to mine, sometimes to heat or to work.
    fn add_tap(&self, truth: &mut Truth, stream: &mut Stream, workshop: &mut Workshop) {
        let around = &self.around;
        let len = around.temp_c.len();
        let tap = &mut workshop.tap;
        let from = if stream.happens(0.3) { 0.0 } else { (len as f64 * stream.between(0.1, 0.7)) as f32 };
        let kw = stream.scale(2.0, 40.0) as f32;
        let mut until = len as f32;
        let mut ordinary = |family: &'static str, tap: &mut Series| {
            tap.wh[..from as usize].fill(0.0);
            truth.family = Some(family);
            from
        };
        let since = match stream.below(100) {
            0..8 => {
                tap.add(from, until, kw);
                ordinary("constant", tap)
            }
            8..14 => {
                for day in 0..around.days.len() {
                    tap.add(around.at(day, 22.5), around.at(day, 31.0), kw);
                }
                ordinary("constant_night", tap)
            }
            14..22 => {
                Heating::of_building(HeatingKind::Direct, stream.scale(80.0, 400.0), stream)
                    .simulate(around, stream, tap);
                ordinary("heating", tap)
            }
            22..30 => {
                Business::draw(stream).simulate(around, stream, tap);
                ordinary("business", tap)
            }
            _ => {
                let run = Rig::run(RigSize::Tap, around, None, stream, &mut workshop.shares, tap);
                (truth.family, truth.units) = (Some(run.family), Some(run.units));
                until = run.until;
                run.from
            }
        };
        truth.kw = mean_kw_while_on(tap.wh.iter().copied(), tap.wh_of_kw());
        if truth.kw.is_none() {
            // Neither heating nor a rig in its season ran: nothing was taken.
            (truth.family, truth.units) = (None, None);
            return;
        }
        truth.kind = TruthKind::UnauthorisedConnection;
        truth.span_s = Some(self.span_s(since, until));
    }
}

fn mean_kw(series: &Series) -> f32 {
    series.wh.iter().sum::<f32>() / series.wh.len() as f32 / series.wh_of_kw()
}
