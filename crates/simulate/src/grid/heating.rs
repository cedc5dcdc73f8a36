//! Owns electric heating: what a building needs by the temperature outside, and how a thermostat,
//! a night tariff or a heat pump meets it.

use super::{
    maths::Draw,
    series::{Series, on_time},
    surroundings::Surroundings,
};
use crate::draw::Stream;

/// How a building is heated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Heating {
    pub(super) kind: HeatingKind,
    /// Heat lost per kelvin.
    kw_per_k: f32,
    /// Outdoor temperature above which none is needed.
    balance_c: f32,
    /// The most it can draw.
    most_kw: f32,
    /// Cycles of a thermostat an hour.
    cycles_per_h: f32,
    /// Share of the heat given from 23 to 6 o'clock.
    at_night: f32,
}

/// With what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeatingKind {
    /// None of it is electric.
    None,
    /// Convectors or a boiler with a thermostat.
    Direct,
    /// A boiler with a tank, or heaters that store, loaded on the night tariff.
    Stored,
    /// A heat pump for air, with a heater that helps in frost.
    HeatPump,
}

impl Heating {
    pub(super) const NONE: Self = Self {
        kind: HeatingKind::None,
        kw_per_k: 0.0,
        balance_c: 0.0,
        most_kw: 0.0,
        cycles_per_h: 1.0,
        at_night: 1.0,
    };

    /// Flats have district heating; some use a portable heater when it is not enough.
    pub(super) fn of_flat(stream: &mut Stream) -> Self {
        if stream.happens(0.9) {
            return Self::NONE;
        }
        let most_kw = stream.between(0.8, 2.0) as f32;
        Self {
            kind: HeatingKind::Direct,
            kw_per_k: stream.between(0.01, 0.04) as f32,
            balance_c: stream.between(-10.0, 10.0) as f32,
            most_kw,
            cycles_per_h: stream.between(0.5, 3.0) as f32,
            at_night: stream.between(0.3, 1.0) as f32,
        }
    }

    /// Houses of 60 to 200 m². Their norm for electric heating is 255 kWh a year and m² (social norm
    /// of Tatarstan, 2013), which over the 130,000 kelvin hours of a heating season there is 2 W/K on
    /// each m²; insulated ones need half of it. How many heat with what is an assumption.
    pub(super) fn of_house(stream: &mut Stream) -> Self {
        let kind = *stream.pick(&[
            (55, HeatingKind::None),
            (27, HeatingKind::Direct),
            (10, HeatingKind::Stored),
            (8, HeatingKind::HeatPump),
        ]);
        if kind == HeatingKind::None {
            return Self::NONE;
        }
        Self::of_building(kind, stream.scale(60.0, 200.0), stream)
    }

    pub(super) fn of_building(kind: HeatingKind, area_m2: f64, stream: &mut Stream) -> Self {
        let kw_per_k = area_m2 * stream.between(0.9, 2.0) / 1000.0;
        // Made for the coldest days, 50 K below the inside; storing has eight hours for it all.
        let most_kw = kw_per_k * if kind == HeatingKind::Stored { 110.0 } else { 50.0 };
        Self {
            kind,
            kw_per_k: kw_per_k as f32,
            balance_c: stream.between(13.0, 18.0) as f32,
            most_kw: most_kw as f32,
            cycles_per_h: stream.between(0.6, 3.0) as f32,
            at_night: if stream.happens(0.4) { stream.between(0.5, 0.9) as f32 } else { 1.0 },
        }
    }

    /// Adds its load to `to`.
    pub(super) fn simulate(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        match self.kind {
            HeatingKind::None => {}
            HeatingKind::Direct => self.add_direct(around, stream, to),
            HeatingKind::Stored => self.add_stored(around, stream, to),
            HeatingKind::HeatPump => self.add_heat_pump(around, stream, to),
        }
    }

    fn need_kw(&self, outside_c: f32) -> f32 {
        (self.kw_per_k * (self.balance_c - outside_c)).max(0.0)
    }

    fn add_direct(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        let full_wh = self.most_kw * to.wh_of_kw();
        let night = (6.0 * around.per_hour) as usize..(23.0 * around.per_hour) as usize;
        let cycles = self.cycles_per_h / around.per_hour;
        let mut phase = stream.part() as f32;
        let (mut slot_of_day, mut random) = (0, 0);
        for (slot, wh) in to.wh.iter_mut().enumerate() {
            random = if slot % 8 == 0 { stream.bits() } else { random >> 8 };
            let setback = if night.contains(&slot_of_day) { 1.0 } else { self.at_night };
            let wander = 0.75 + (random & 0xFF) as f32 * (0.5 / 255.0);
            let duty = (self.need_kw(around.slow_temp_c[slot]) * setback / self.most_kw * wander).min(1.0);
            let step = cycles * wander;
            *wh += full_wh * (on_time(phase + step, duty) - on_time(phase, duty)) / step;
            phase += step;
            phase -= phase.floor();
            slot_of_day = if slot_of_day + 1 == around.per_day { 0 } else { slot_of_day + 1 };
        }
    }

    /// From 23 o'clock for as long as the day's heat takes, seven in the morning at the latest.
    fn add_stored(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        let late_h = stream.between(0.0, 1.5) as f32;
        for (day, facts) in around.days.iter().enumerate() {
            let kwh = 24.0 * self.need_kw(facts.mean_c) * stream.between(0.85, 1.15) as f32;
            let hours = (kwh / self.most_kw).min(8.0);
            let from = around.at(day, 23.0 + late_h.min(8.0 - hours));
            to.add(from, from + hours * around.per_hour, self.most_kw);
            // On days of hard frost the night is not enough.
            let rest_kwh = kwh - hours * self.most_kw;
            if rest_kwh > 0.1 {
                to.add(around.at(day, 13.0), around.at(day, 16.0), rest_kwh / 3.0);
            }
        }
    }

    /// What heat pumps for air give for one kWh falls with the lift from outside to the radiators:
    /// 6.81 - 0.121 ΔT + 0.00063 ΔT² (Staffell et al., Energy Environ. Sci. 5, 2012,
    /// doi:10.1039/c2ee22653g), never below 1.
    fn add_heat_pump(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        /// Water of the radiators.
        const FLOW_C: f32 = 40.0;
        /// Heat at -7 °C outside, for which such machines are chosen.
        const DESIGN_C: f32 = -7.0;
        let wh_of_kw = to.wh_of_kw();
        let most_heat_kw = self.need_kw(DESIGN_C) * 1.1;
        // A compressor that is controlled goes down to a third, then it cycles.
        let least = stream.between(0.25, 1.0) as f32;
        let cycles = self.cycles_per_h / around.per_hour;
        let mut phase = stream.part() as f32;
        let mut random = 0;
        for (slot, wh) in to.wh.iter_mut().enumerate() {
            random = if slot % 8 == 0 { stream.bits() } else { random >> 8 };
            let wander = 0.9 + (random & 0xFF) as f32 * (0.2 / 255.0);
            let outside_c = around.temp_c[slot];
            let lift = FLOW_C - outside_c;
            let gain = (6.81 - 0.121 * lift + 0.00063 * lift * lift).max(1.0);
            let need_kw = self.need_kw(around.slow_temp_c[slot]) * wander;
            let share = need_kw.min(most_heat_kw) / most_heat_kw;
            let (level, duty) = if share > least { (share, 1.0) } else { (least, share / least) };
            let on = (on_time(phase + cycles, duty) - on_time(phase, duty)) / cycles;
            let helper_kw = (need_kw - most_heat_kw).max(0.0);
            *wh += wh_of_kw * (level * most_heat_kw / gain * on + helper_kw);
            phase += cycles;
            phase -= phase.floor();
        }
        // Hot water by the same machine, once or twice a day.
        for day in 0..around.days.len() {
            for hour in [5.0, 16.0] {
                let at = around.at(day, hour + 2.0 * stream.part() as f32);
                to.add(at, at + stream.between(0.4, 1.2) as f32 * around.per_hour, most_heat_kw / 3.0);
            }
        }
    }
}
