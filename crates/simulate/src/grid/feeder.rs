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
    supply::{Oddity, Supply},
    truth::{Truth, TruthKind, mean_kw_while_on},
};
use crate::{
    draw::Stream,
    meter::{MeterFacts, Tariff},
};
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
    /// What flows behind the meters of the feeder, by phase.
    phases: [Series; 3],
    /// What flows past them.
    tap: Series,
}

/// What a feeder was made to be. The first is the most frequent; shares are assumptions. All but taps,
/// tampering and bypasses are honest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scenario {
    Clean,
    Tap,
    Tampering,
    /// A rig of which the meter sees only a part.
    Bypass,
    HighLoss,
    BrokenMeter,
    /// Panels feed into the grid, and meters count import only.
    SolarExport,
    /// A meter that the table puts on the next feeder.
    WrongBooking,
    /// A customer whom no table lists.
    Unlisted,
    /// A customer who leaves, and whose meter is no longer read.
    EndedMeter,
    NoisySupply,
}

const SCENARIOS: [(u32, Scenario); 11] = [
    (40, Scenario::Clean),
    (11, Scenario::Tap),
    (10, Scenario::Tampering),
    (4, Scenario::Bypass),
    (7, Scenario::HighLoss),
    (6, Scenario::BrokenMeter),
    (6, Scenario::SolarExport),
    (5, Scenario::WrongBooking),
    (5, Scenario::Unlisted),
    (4, Scenario::EndedMeter),
    (2, Scenario::NoisySupply),
];

impl Scenario {
    /// Name in the labels.
    const fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Tap => "unauthorised_connection",
            Self::Tampering => "tampering",
            Self::Bypass => "bypass",
            Self::HighLoss => "high_loss",
            Self::BrokenMeter => "broken_meter",
            Self::SolarExport => "solar_export",
            Self::WrongBooking => "wrong_booking",
            Self::Unlisted => "unlisted_customer",
            Self::EndedMeter => "ended_meter",
            Self::NoisySupply => "noisy_supply",
        }
    }
}

/// Homes with panels, where they feed into the grid, and what these give at most, kW.
const SOLAR_HOMES: [f64; 2] = [0.05, 0.4];
const PANELS_KW: [f64; 2] = [3.0, 10.0];
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
        let (scenario, mut stream) = self.scenario_of(feeder);
        let neighbourhood = *stream.pick(&NEIGHBOURHOODS);
        let meters = self.meters_of(feeder);
        let chosen = meters.start + stream.below(meters.len() as u64) as usize;
        let is_any_broken = scenario == Scenario::BrokenMeter || stream.happens(0.1);
        let broken = is_any_broken.then(|| meters.start + stream.below(meters.len() as u64) as usize);
        let len = self.around.temp_c.len();
        let step_h = 1.0 / self.around.per_hour;
        workshop.phases.iter_mut().for_each(|phase| phase.reset(len, step_h));
        workshop.tap.reset(len, step_h);

        let feeder_id = self.feeder_id(feeder);
        let mut places = Stream::of(self.options.seed, &format!("place {feeder}"));
        let at = place::of_feeder(&self.options.site, &mut places);
        let own_truth = to.truths.len();
        to.truths.push(self.truth_of_feeder(feeder, &feeder_id, scenario));
        let solar_homes = stream.between(SOLAR_HOMES[0], SOLAR_HOMES[1]);
        for number in meters {
            let is_of_all = scenario == Scenario::SolarExport && stream.happens(solar_homes);
            let deed = if number == chosen || is_of_all { scenario } else { Scenario::Clean };
            let truth = self.simulate_meter(number, &feeder_id, neighbourhood, deed, workshop, to);
            if let Some(meter) = to.meters.last_mut() {
                meter.facts.lon_lat = Some(place::of_meter(at, &mut places));
                if deed == Scenario::WrongBooking {
                    meter.facts.feeder_id = Some(self.feeder_id((feeder + 1) % self.feeder_count()));
                }
            }
            let start = to.wh.len() - len;
            if deed == Scenario::EndedMeter {
                let left = (0..len).rev().find(|slot| workshop.shown.wh[*slot] > 0.0);
                to.missing.push(start + left.map_or(0, |last| last + 1)..start + len);
            }
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
        if scenario == Scenario::Unlisted {
            // Whoever is in no table is in no file either.
            let nobody = self.options.meters + feeder;
            let elsewhere = &mut Readings::default();
            self.simulate_meter(nobody, &feeder_id, neighbourhood, scenario, workshop, elsewhere);
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
        let oddity = match scenario {
            Scenario::HighLoss => Oddity::HighLoss,
            Scenario::NoisySupply => Oddity::Noisy,
            _ => Oddity::None,
        };
        let supply = Supply::draw(oddity, self.around.days.len(), self.around.per_hour, &mut stream);
        supply.count(&workshop.phases, &workshop.tap, &self.around, &mut stream, &mut to.supply_wh);
        to.feeders.push(feeder_id);
    }

    /// What a feeder was made to be, and the stream that draws the rest of it.
    fn scenario_of(&self, feeder: usize) -> (Scenario, Stream) {
        let mut stream = Stream::of(self.options.seed, &format!("feeder {feeder}"));
        let scenario = *stream.pick(&SCENARIOS);
        let is_alone = scenario == Scenario::WrongBooking && self.feeder_count() < 2;
        (if is_alone { Scenario::Clean } else { scenario }, stream)
    }

    fn truth_of_feeder(&self, feeder: usize, feeder_id: &str, scenario: Scenario) -> Truth {
        // A meter of the feeder before may be in the table of this one.
        let before = (feeder + self.feeder_count() - 1) % self.feeder_count();
        let has_stray = || self.scenario_of(before).0 == Scenario::WrongBooking;
        let scenario =
            if scenario == Scenario::Clean && has_stray() { Scenario::WrongBooking } else { scenario };
        Truth {
            subject: feeder_id.to_owned(),
            feeder_id: feeder_id.to_owned(),
            kind: TruthKind::Normal,
            span_s: None,
            kw: None,
            kw_true: None,
            units: None,
            family: None,
            scenario: Some(scenario.name()),
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
        let mut customer = Customer::draw(neighbourhood, around.days.len(), &mut stream);
        // A stream of its own: homes in which nothing changes are what they are without.
        let mut changes = Stream::of(self.options.seed, &format!("change {number}"));
        let change = customer.change(around.days.len(), &mut changes);
        workshop.host.reset(len, 1.0 / around.per_hour);
        customer.simulate(self, &mut stream, &mut workshop.host);
        let mean_kw = mean_kw(&workshop.host);
        let facts = customer.facts(feeder_id, &self.options.site.region, mean_kw, &mut stream);

        let has_rig = match deed {
            Scenario::Bypass => true,
            Scenario::Tampering => stream.happens(0.65),
            Scenario::Unlisted | Scenario::EndedMeter => false,
            _ => stream.happens(MINERS),
        };
        let size = customer.rig_size(facts.phases, mean_kw);
        let (host, rig) = (&workshop.host, &mut workshop.rig);
        rig.reset(len, 1.0 / around.per_hour);
        let run = has_rig
            .then(|| Rig::run(size, around, Some(host), &mut stream, &mut workshop.shares, rig))
            // Its season, say, may not have come.
            .filter(|run| run.mean_kw > 0.0);
        let feeds_in = deed == Scenario::SolarExport && facts.tariff == Some(Tariff::Household);
        let more_kw = if feeds_in { stream.between(PANELS_KW[0], PANELS_KW[1]) as f32 } else { 0.0 };
        let panels_kw = more_kw + customer.solar_kw() + run.as_ref().map_or(0.0, |run| run.solar_kw);
        let seen = if deed == Scenario::Bypass { stream.between(0.1, 0.7) as f32 } else { 1.0 };

        let leaves = deed == Scenario::EndedMeter;
        let until = if leaves { (len as f64 * stream.between(0.15, 0.85)) as usize } else { len };
        let phase = (facts.phases != Some(3)).then(|| stream.below(3) as usize);

        // What flows in, and what of it goes through the meter. Panels feed nothing into the grid, but where
        // they do; meters count import only.
        let shown = &mut workshop.shown;
        shown.reset_like(&workshop.host);
        let panels_wh = panels_kw * shown.wh_of_kw();
        for slot in 0..len {
            let sun = panels_wh * around.sun[slot];
            let (host, rig) = (workshop.host.wh[slot], workshop.rig.wh[slot]);
            let net = if slot < until { host + rig - sun } else { 0.0 };
            let all = if feeds_in { net } else { net.max(0.0) };
            match phase {
                Some(phase) => workshop.phases[phase].wh[slot] += all,
                None => workshop.phases.iter_mut().for_each(|phase| phase.wh[slot] += all / 3.0),
            }
            shown.wh[slot] = if slot < until { (host + seen * rig - sun).max(0.0) } else { 0.0 };
            // From here on the room of the rig holds what its meter sees of it.
            workshop.rig.wh[slot] = shown.wh[slot] - (host - sun).max(0.0);
        }
        let mut truth = self.truth_of_meter(number, feeder_id, customer.name(), run.as_ref());
        truth.scenario = change;
        if let Some(run) = &run {
            truth.kw = mean_kw_while_on(workshop.rig.wh.iter().copied(), shown.wh_of_kw());
            truth.kw_true = Some(run.mean_kw);
            truth.kind = TruthKind::Mining;
            truth.scenario = if deed == Scenario::Bypass { Some("bypass") } else { change };
        }
        if matches!(deed, Scenario::WrongBooking | Scenario::EndedMeter) || feeds_in {
            truth.scenario = Some(deed.name());
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
