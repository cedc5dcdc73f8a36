//! Owns the load of a home: appliances by habits, lights by daylight, a fridge, days away, and
//! what some homes have besides. Heating is in `heating`.

use super::{
    change::Change,
    habits::{Course, Doing, Habits, Lifestyle},
    heating::Heating,
    maths::Draw,
    series::{Series, on_time},
    surroundings::{DayKind, Surroundings},
};
use crate::draw::Stream;

/// What kind of home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HomeKind {
    Flat,
    House,
    /// A house in the country, lived in at weekends and in summer.
    Dacha,
}

/// Something used at times: so often a day, so many minutes at so many kW.
#[derive(Clone, Copy, Debug)]
struct Use {
    doing: Doing,
    a_day: f32,
    minutes: [f32; 2],
    kw: [f32; 2],
}

/// Something on between two hours of each day, or always where they are 0 and 24.
#[derive(Clone, Copy, Debug)]
struct Timed {
    hours: [f32; 2],
    kw: f32,
    days: [usize; 2],
}

/// A home with all that draws power in it.
#[derive(Clone, Debug)]
pub(super) struct Home {
    pub(super) kind: HomeKind,
    pub(super) has_electric_stove: bool,
    pub(super) has_car: bool,
    pub(super) heating: Heating,
    lifestyle: Lifestyle,
    uses: Vec<Use>,
    timed: Vec<Timed>,
    lights_kw: f32,
    standby_kw: f32,
    fridge_kw: f32,
    bed_h: f32,
    wake_h: f32,
    /// Chance of a day that one or more days away begin.
    leaves: f64,
    /// Away on free days.
    is_weekender: bool,
    sauna_kw: f32,
    car: Option<Car>,
    cooler_kw: f32,
    /// Solar panels, kW at most.
    pub(super) solar_kw: f32,
    /// What becomes of it while it is read.
    pub(super) change: Option<Change>,
}

/// An electric car charged at home.
#[derive(Clone, Copy, Debug)]
struct Car {
    kw: f32,
    kwh_a_day: f32,
    /// Plugged in so often.
    chance: f64,
    /// Waits for the night tariff.
    is_timed: bool,
}

/// Appliances: kind of use, times a person and day, minutes, kW, and the share of homes in
/// percent that have one. Powers are nameplates; with the times, the yearly energy comes to that
/// of the Household Electricity Survey (DECC 475/09/2012: cooking 448, washing 437, audio, video
/// and computers 744 kWh) and, in all, to some 1,000 kWh a person in Russia (Gasho, Analytical
/// Center for the Government, 2016-05-30).
#[expect(clippy::type_complexity, reason = "a table")]
const APPLIANCES: [(Doing, f32, [f32; 2], [f32; 2], f64); 8] = [
    (Doing::Meal, 1.2, [2.0, 5.0], [1.5, 2.2], 0.95),   // kettle
    (Doing::Meal, 0.8, [1.0, 6.0], [0.8, 1.5], 0.8),    // microwave oven
    (Doing::Meal, 0.12, [30.0, 70.0], [0.8, 1.4], 0.7), // oven, at its duty
    (Doing::Chore, 0.25, [60.0, 150.0], [0.2, 0.7], 0.95), // washing machine
    (Doing::Chore, 0.3, [90.0, 150.0], [0.3, 0.7], 0.3), // dishwasher
    (Doing::Chore, 0.3, [5.0, 25.0], [0.9, 2.0], 1.0),  // iron, vacuum cleaner, hair dryer
    (Doing::Leisure, 0.9, [60.0, 300.0], [0.05, 0.2], 1.0), // television, computer
    (Doing::Leisure, 0.15, [60.0, 400.0], [0.2, 0.6], 0.2), // computer for games
];
/// An electric stove; a home with one may use 1.7 times as much (social norm of Tatarstan, 2013).
const STOVE: (Doing, f32, [f32; 2], [f32; 2]) = (Doing::Meal, 1.1, [10.0, 60.0], [0.8, 2.2]);
/// Electric hot water: 1.5 to 2 kWh a person and day.
const BOILER: (Doing, f32, [f32; 2], [f32; 2]) = (Doing::Bath, 1.2, [20.0, 70.0], [1.5, 2.5]);

impl Home {
    /// A home as they come. All shares of homes that have something are assumptions.
    pub(super) fn draw(kind: HomeKind, days: usize, stream: &mut Stream) -> Self {
        let is_flat = kind == HomeKind::Flat;
        let persons = *stream.pick(&[(27, 1.0_f32), (28, 2.0), (23, 3.0), (15, 4.0), (7, 5.0)]);
        let lifestyle =
            *stream.pick(&[(60, Lifestyle::Working), (30, Lifestyle::AtHome), (10, Lifestyle::Late)]);
        let thrift = stream.around(1.0, 1.35) as f32;
        let mut uses = Vec::new();
        let mut add = |(doing, times, minutes, kw): (Doing, f32, [f32; 2], [f32; 2])| {
            uses.push(Use { doing, a_day: times * persons * thrift, minutes, kw });
        };
        for (doing, times, minutes, kw, share) in APPLIANCES {
            if stream.happens(share) {
                add((doing, times, minutes, kw));
            }
        }
        // A third of flats, and those houses that have no gas.
        let has_electric_stove = stream.happens(if is_flat { 0.35 } else { 0.5 });
        if has_electric_stove {
            add(STOVE);
        }
        let has_boiler = stream.happens(if is_flat { 0.12 } else { 0.45 });
        if has_boiler {
            add(BOILER);
        }
        let heating = if is_flat { Heating::of_flat(stream) } else { Heating::of_house(stream) };
        let car = (!is_flat && stream.happens(0.05)).then(|| Car::draw(stream));
        Self {
            kind,
            has_electric_stove,
            has_car: car.is_some(),
            heating,
            lifestyle,
            uses,
            timed: Timed::draw_all(is_flat, days, stream),
            lights_kw: 0.03 * persons * stream.around(1.0, 1.6) as f32 + 0.03,
            standby_kw: stream.around(0.035, 1.8) as f32 + if has_boiler { 0.05 } else { 0.0 },
            // 250 to 566 kWh a year, an efficient one or the mean of the survey with its freezers.
            fridge_kw: stream.around(0.04, 1.5) as f32,
            bed_h: stream.between(21.5, 24.0) as f32 + if lifestyle == Lifestyle::Late { 2.0 } else { 0.0 },
            wake_h: stream.between(5.5, 8.0) as f32 + if lifestyle == Lifestyle::Late { 3.0 } else { 0.0 },
            leaves: stream.between(0.0, 0.02),
            is_weekender: is_flat && stream.happens(0.15),
            sauna_kw: if !is_flat && stream.happens(0.15) { stream.between(4.5, 9.0) as f32 } else { 0.0 },
            car,
            cooler_kw: if stream.happens(0.2) { stream.between(0.5, 1.6) as f32 } else { 0.0 },
            solar_kw: if !is_flat && stream.happens(0.02) { stream.between(3.0, 12.0) as f32 } else { 0.0 },
            change: None,
        }
    }

    /// Whether a fan heater dries it for some of the days.
    pub(super) fn is_dried(&self, days: usize) -> bool {
        self.timed.iter().any(|timed| timed.days != [0, days] && timed.days[0] < days)
    }

    /// Adds its load, heating included, to `to`.
    pub(super) fn simulate(
        &self,
        around: &Surroundings,
        habits: &Habits,
        stream: &mut Stream,
        to: &mut Series,
    ) {
        self.add_base(around, stream, to);
        let mut away_until = 0;
        let mut is_away_in_week = self.kind == HomeKind::Dacha;
        for (day, facts) in around.days.iter().enumerate() {
            if facts.weekday == 4 {
                // Families decide on Friday whether they drive to the country.
                is_away_in_week = stream.happens(if facts.mean_c > 8.0 { 0.2 } else { 0.5 });
            }
            let is_free = facts.kind != DayKind::Workday;
            if self.kind == HomeKind::Dacha && (!is_free && facts.mean_c < 12.0 || is_away_in_week) {
                continue;
            }
            if self.is_weekender && is_free && !is_away_in_week {
                continue;
            }
            if day >= away_until && stream.happens(self.leaves) {
                away_until = day + stream.wait(4.0) as usize + 1;
            }
            let households = self.change.as_ref().map_or(1, |change| change.households(day));
            if day >= away_until && households > 0 {
                self.add_day(day, around, habits, stream, to);
                for _guests in 1..households {
                    self.add_uses(day, around, habits, stream, to);
                }
            }
        }
        self.heating.simulate(around, stream, to);
        if let Some(change) = &self.change {
            change.apply(around, stream, to);
        }
    }

    /// When its people are at home on a day.
    fn course(&self, day: usize, around: &Surroundings) -> Course {
        let is_retired = self.change.as_ref().is_some_and(|change| change.is_retired(day));
        let lifestyle = if is_retired { Lifestyle::AtHome } else { self.lifestyle };
        lifestyle.course(around.days[day].kind)
    }

    fn add_base(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        let wh_of_kw = to.wh_of_kw();
        for timed in &self.timed {
            timed.add(around, to);
        }
        // A compressor runs a third of the time, in cycles of about an hour that wander.
        let duty = 0.3 + 0.1 * stream.part() as f32;
        let on_wh = self.fridge_kw / duty / around.per_hour * 1000.0;
        let standby_wh = self.standby_kw * wh_of_kw;
        let cycles = stream.between(0.7, 1.6) as f32 / around.per_hour;
        let mut phase = stream.part() as f32;
        let mut random = 0;
        for (slot, wh) in to.wh.iter_mut().enumerate() {
            random = if slot % 8 == 0 { stream.bits() } else { random >> 8 };
            let step = cycles * (0.8 + (random & 0xFF) as f32 * (0.4 / 255.0));
            let on = on_time(phase + step, duty) - on_time(phase, duty);
            phase += step;
            phase -= phase.floor();
            // What is on within an interval is a part of it.
            *wh += standby_wh + on_wh * (on / step);
        }
    }

    fn add_day(
        &self,
        day: usize,
        around: &Surroundings,
        habits: &Habits,
        stream: &mut Stream,
        to: &mut Series,
    ) {
        self.add_uses(day, around, habits, stream, to);
        self.add_lights(day, around, stream, to);
        let facts = &around.days[day];
        let is_bathing_day = matches!(facts.weekday, 4 | 5);
        if self.sauna_kw > 0.0 && is_bathing_day && stream.happens(0.6) {
            let at = around.at(day, stream.between(15.0, 20.0) as f32);
            to.add(at, at + around.per_hour, self.sauna_kw);
            to.add(
                at + around.per_hour,
                at + stream.between(2.0, 4.0) as f32 * around.per_hour,
                self.sauna_kw * 0.6,
            );
        }
        if let Some(car) = self.car
            && stream.happens(car.chance)
        {
            let arrival_h =
                if facts.kind == DayKind::Workday { 18.5 } else { 17.0 } + 1.5 * stream.bell() as f32;
            let start_h = if car.is_timed { 23.0 + 0.3 * stream.part() as f32 } else { arrival_h };
            let kwh = car.kwh_a_day / car.chance as f32 * stream.between(0.5, 1.5) as f32;
            let at = around.at(day, start_h);
            to.add(at, at + kwh / car.kw * around.per_hour, car.kw);
        }
        if self.cooler_kw > 0.0 && facts.mean_c > 20.0 {
            let at = around.at(day, stream.between(12.0, 19.0) as f32);
            let hours = (facts.mean_c - 19.0) * stream.between(0.5, 2.0) as f32;
            to.add(at, at + hours * around.per_hour, self.cooler_kw);
        }
    }

    fn add_uses(
        &self,
        day: usize,
        around: &Surroundings,
        habits: &Habits,
        stream: &mut Stream,
        to: &mut Series,
    ) {
        let course = self.course(day, around);
        let per_minute = around.per_hour / 60.0;
        for what in &self.uses {
            let times = (what.a_day * (0.4 + 1.2 * stream.part() as f32) + stream.part() as f32) as u32;
            for _ in 0..times {
                let random = stream.bits();
                let at = around.at(day, habits.hour(what.doing, course, random));
                let [minutes, kw] = [(what.minutes, 24), (what.kw, 40)].map(|([low, high], shift)| {
                    low + (high - low) * ((random >> shift & 0xFFFF) as f32 / 65_536.0)
                });
                to.add(at, at + minutes * per_minute, kw);
            }
        }
    }

    fn add_lights(&self, day: usize, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        let facts = &around.days[day];
        let is_out = matches!(self.course(day, around), Course::Out);
        let dusk = facts.sunset_h - 0.5 + stream.part() as f32;
        let home_h = if is_out { 17.0 + 2.0 * stream.part() as f32 } else { 0.0 };
        let bed_h = self.bed_h + 0.5 * stream.bell() as f32;
        let wake_h = self.wake_h + 0.3 * stream.bell() as f32 + if is_out { 0.0 } else { 1.0 };
        let at = |hour| around.at(day, hour);
        to.add(at(dusk.max(home_h)), at(bed_h), self.lights_kw);
        to.add(at(wake_h), at(facts.sunrise_h.min(wake_h + 1.5)), self.lights_kw * 0.7);
    }
}

impl Car {
    /// Powers of on-board chargers on one phase of 16 A or 32 A and on three of 16 A (IEC 61851-1);
    /// 15,000 km a year at 0.2 kWh/km are 8 kWh a day.
    fn draw(stream: &mut Stream) -> Self {
        Self {
            kw: *stream.pick(&[(3, 3.6), (4, 7.2), (2, 11.0)]),
            kwh_a_day: stream.around(8.0, 1.5) as f32,
            chance: stream.between(0.25, 0.9),
            is_timed: stream.happens(0.4),
        }
    }
}

impl Timed {
    /// What a few homes have: honest loads that look like small farms. Shares and powers are
    /// assumptions.
    fn draw_all(is_flat: bool, days: usize, stream: &mut Stream) -> Vec<Self> {
        let mut all = Vec::new();
        let mut add = |hours, kw: f64, days| all.push(Self { hours, kw: kw as f32, days });
        let always = [0, days];
        // A computer that serves the home, an aquarium, a pump that never rests.
        if stream.happens(0.06) {
            add([0.0, 24.0], stream.scale(0.06, 0.5), always);
        }
        // Lamps over plants.
        if stream.happens(0.015) {
            let from = stream.between(5.0, 10.0) as f32;
            add([from, from + stream.between(10.0, 18.0) as f32], stream.scale(0.1, 1.5), always);
        }
        // A fan heater that dries plaster or a flooded cellar for some days; the only one that is not there
        // always, and many times as often as in a month of life.
        if stream.happens(0.01) {
            let first = stream.below(days as u64) as usize;
            add([0.0, 24.0], stream.between(1.5, 4.0), [first, first + 2 + stream.wait(6.0) as usize]);
        }
        // Cables that keep pipes from freezing, or a heated floor that nobody turns down.
        if stream.happens(if is_flat { 0.04 } else { 0.08 }) {
            add([0.0, 24.0], stream.scale(0.1, 0.9), always);
        }
        all
    }

    fn add(&self, around: &Surroundings, to: &mut Series) {
        if self.hours == [0.0, 24.0] {
            let [from, until] = self.days.map(|day| around.at(day, 0.0));
            to.add(from, until, self.kw);
            return;
        }
        for day in self.days[0]..self.days[1] {
            to.add(around.at(day, self.hours[0]), around.at(day, self.hours[1]), self.kw);
        }
    }
}
