//! Owns the loads of businesses and of public needs: by opening hours, by dusk, by temperature, in
//! cycles, or always the same. Several of them look like farms and are none.

use super::{
    maths::Draw,
    series::{Series, on_time},
    surroundings::{DayKind, Surroundings},
};
use crate::draw::Stream;

/// A kind of business: what it is called in the labels, and in which ranges it lies.
#[derive(Debug)]
pub(super) struct BusinessKind {
    pub(super) name: &'static str,
    /// Mean power while it works.
    kw: [f64; 2],
    /// Share of that which never stops.
    base: [f64; 2],
    /// Hours at which it opens and closes; past midnight above 24.
    opens: [f64; 2],
    closes: [f64; 2],
    /// What is left of a workday on a Saturday and on a Sunday.
    saturday: f64,
    sunday: f64,
    /// Share of the mean that each kelvin below 15 °C, or above 18 °C, adds.
    heating: f64,
    cooling: f64,
    /// Deviation of an interval, as a share.
    noise: f64,
    shape: Shape,
}

/// What else a business is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Plain,
    /// Closed in school holidays.
    School,
    /// Machines that start and stop.
    Machines,
    /// A compressor or pump in cycles.
    Cycles,
    /// Lamps for as many hours as the day lacks to 16 or so.
    Greenhouse,
    /// Lamps from dusk to dawn.
    Street,
    /// Cars that come and go.
    Chargers,
}

/// Ranges by kind. Base load of shops, offices and schools as shares of their peak follow what is
/// usual for buildings metered by the half hour (10 to 50 %); all numbers are assumptions of the
/// size of such customers on a low-voltage feeder (up to 150 kW).
#[rustfmt::skip]
const KINDS: [(u32, BusinessKind); 21] = {
    use Shape::{Chargers, Cycles, Greenhouse, Machines, Plain, School, Street};
    #[allow(clippy::too_many_arguments, reason = "one row of a table")]
    const fn row(
        weight: u32, name: &'static str, kw: [f64; 2], base: [f64; 2], opens: [f64; 2], closes: [f64; 2],
        [saturday, sunday]: [f64; 2], [heating, cooling]: [f64; 2], noise: f64, shape: Shape,
    ) -> (u32, BusinessKind) {
        (weight, BusinessKind { name, kw, base, opens, closes, saturday, sunday, heating, cooling, noise, shape })
    }
    [
        row(16, "office", [2.0, 60.0], [0.1, 0.35], [7.5, 9.5], [17.0, 19.5], [0.25, 0.15], [0.004, 0.02], 0.08, Plain),
        row(14, "shop", [1.5, 25.0], [0.08, 0.3], [8.5, 10.0], [18.0, 21.0], [1.0, 0.8], [0.004, 0.02], 0.08, Plain),
        row(12, "grocery", [6.0, 60.0], [0.45, 0.7], [7.5, 9.0], [21.0, 23.0], [1.0, 0.95], [0.0, 0.012], 0.06, Plain),
        row(6, "cafe", [4.0, 25.0], [0.15, 0.3], [8.0, 11.0], [21.0, 25.0], [1.1, 1.0], [0.004, 0.02], 0.15, Plain),
        row(8, "workshop", [4.0, 60.0], [0.03, 0.12], [7.0, 9.0], [16.0, 19.0], [0.3, 0.1], [0.003, 0.0], 0.12, Machines),
        row(4, "sawmill", [15.0, 90.0], [0.02, 0.06], [7.0, 8.5], [16.0, 20.0], [0.5, 0.05], [0.0, 0.0], 0.2, Machines),
        row(6, "school", [8.0, 70.0], [0.1, 0.25], [7.0, 8.0], [15.0, 18.0], [0.35, 0.15], [0.004, 0.0], 0.07, School),
        row(5, "kindergarten", [6.0, 25.0], [0.1, 0.25], [5.5, 7.0], [17.0, 18.5], [0.15, 0.12], [0.004, 0.0], 0.08, Plain),
        row(3, "clinic", [8.0, 80.0], [0.3, 0.5], [7.0, 8.0], [18.0, 20.0], [0.6, 0.5], [0.003, 0.01], 0.06, Plain),
        row(3, "hotel", [10.0, 80.0], [0.4, 0.6], [6.0, 7.0], [22.0, 24.0], [1.05, 1.0], [0.008, 0.02], 0.08, Plain),
        row(4, "filling station", [5.0, 25.0], [0.6, 0.85], [6.0, 8.0], [20.0, 23.0], [1.0, 1.0], [0.006, 0.01], 0.07, Plain),
        row(3, "bakery", [10.0, 60.0], [0.1, 0.2], [21.0, 24.0], [31.0, 34.0], [1.0, 0.9], [0.0, 0.0], 0.1, Plain),
        row(4, "warehouse", [3.0, 30.0], [0.1, 0.4], [7.0, 9.0], [17.0, 21.0], [0.4, 0.15], [0.012, 0.0], 0.08, Plain),
        row(3, "refrigeration", [10.0, 90.0], [0.75, 0.95], [6.0, 8.0], [18.0, 20.0], [0.95, 0.9], [0.0, 0.02], 0.05, Cycles),
        row(3, "server room", [2.0, 40.0], [0.95, 1.0], [8.0, 9.0], [18.0, 19.0], [1.0, 1.0], [0.0, 0.008], 0.012, Plain),
        row(7, "telecom mast", [1.0, 5.0], [0.9, 0.98], [7.0, 9.0], [21.0, 23.0], [1.0, 1.0], [0.004, 0.012], 0.015, Plain),
        row(5, "water pump", [2.0, 20.0], [0.3, 0.6], [6.0, 7.0], [21.0, 23.0], [1.05, 1.05], [0.0, 0.0], 0.06, Cycles),
        row(4, "greenhouse", [10.0, 90.0], [0.05, 0.15], [3.0, 5.0], [19.0, 22.0], [1.0, 1.0], [0.01, 0.0], 0.03, Greenhouse),
        row(8, "street lamps", [2.0, 25.0], [0.0, 0.01], [0.0, 0.0], [0.0, 0.0], [1.0, 1.0], [0.0, 0.0], 0.01, Street),
        row(4, "dairy farm", [6.0, 40.0], [0.25, 0.4], [4.5, 6.0], [19.0, 21.0], [1.0, 1.0], [0.005, 0.005], 0.15, Machines),
        row(2, "charging station", [20.0, 60.0], [0.01, 0.02], [6.0, 8.0], [22.0, 24.0], [1.0, 1.0], [0.0, 0.0], 0.02, Chargers),
    ]
};
/// The common needs of a block of flats: lifts, stairs, pumps of the heating.
#[rustfmt::skip]
const BLOCK: BusinessKind = BusinessKind {
    name: "block services", kw: [1.5, 12.0], base: [0.5, 0.8], opens: [6.0, 7.0], closes: [22.0, 24.0],
    saturday: 1.0, sunday: 1.0, heating: 0.006, cooling: 0.0, noise: 0.08, shape: Shape::Plain,
};

/// One business.
#[derive(Clone, Debug)]
pub(super) struct Business {
    pub(super) kind: &'static BusinessKind,
    /// Mean power while it works.
    pub(super) kw: f32,
    base: f32,
    opens_h: f32,
    closes_h: f32,
    /// How fast it fills in the morning and empties in the evening.
    ramp_h: f32,
    heating: f32,
    cooling: f32,
    /// Closed on these days of the week besides.
    closed_on: Option<u8>,
    has_lunch_break: bool,
}

impl Business {
    /// A business as they come.
    pub(super) fn draw(stream: &mut Stream) -> Self {
        let total = KINDS.iter().map(|(weight, _)| u64::from(*weight)).sum();
        let mut at = stream.below(total);
        let mut kind = &KINDS[0].1;
        for (weight, candidate) in &KINDS {
            kind = candidate;
            match at.checked_sub(u64::from(*weight)) {
                Some(rest) => at = rest,
                None => break,
            }
        }
        Self::of_kind(kind, stream)
    }

    /// The common needs of a block of flats.
    pub(super) fn of_block(stream: &mut Stream) -> Self {
        Self::of_kind(&BLOCK, stream)
    }

    fn of_kind(kind: &'static BusinessKind, stream: &mut Stream) -> Self {
        let mut among = |[low, high]: [f64; 2]| stream.between(low, high) as f32;
        let (base, opens_h, closes_h) = (among(kind.base), among(kind.opens), among(kind.closes));
        Self {
            kind,
            base,
            opens_h,
            closes_h,
            ramp_h: among([0.25, 1.5]),
            // Most are heated by the town; some with electricity, at several times the usual.
            heating: kind.heating as f32 * among([0.3, 1.7]) * if stream.happens(0.15) { 5.0 } else { 1.0 },
            kw: stream.scale(kind.kw[0], kind.kw[1]) as f32,
            cooling: kind.cooling as f32 * stream.between(0.3, 1.7) as f32,
            closed_on: stream.happens(0.15).then(|| stream.below(7) as u8),
            has_lunch_break: stream.happens(0.3),
        }
    }

    /// Adds its load to `to`.
    pub(super) fn simulate(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        let busy = self.course_of_day(around);
        let wh = self.kw * to.wh_of_kw();
        let noise = self.kind.noise as f32;
        // Slow changes over hours, and what is left to each interval.
        let keeps = 1.0 - 0.25 / around.per_hour;
        let moves = (1.0 - keeps * keeps).max(0.0).sqrt() * noise;
        let mut slow = noise * stream.bell() as f32;
        let mut at = 0;
        for facts in &around.days {
            let share = self.share_of_day(facts.kind, facts.weekday, facts.is_school_holiday)
                * stream.around(1.0, 1.0 + self.kind.noise) as f32;
            let above_base = (1.0 - self.base) * share;
            for level in &busy {
                let temp_c = around.slow_temp_c[at];
                let weather =
                    self.heating * (15.0 - temp_c).max(0.0) + self.cooling * (temp_c - 18.0).max(0.0);
                let bell = stream.bell() as f32;
                slow = slow * keeps + moves * bell;
                let total = (self.base + above_base * level + weather) * (1.0 + slow + 0.4 * noise * bell);
                to.wh[at] += wh * total.max(0.0);
                at += 1;
            }
        }
        self.add_shape(around, stream, to);
    }

    fn share_of_day(&self, kind: DayKind, weekday: u8, is_school_holiday: bool) -> f32 {
        let share = match kind {
            _ if self.kind.shape == Shape::School && is_school_holiday => 0.15,
            _ if self.closed_on == Some(weekday) => self.kind.sunday.min(0.1),
            DayKind::Workday => 1.0,
            DayKind::Saturday => self.kind.saturday,
            DayKind::Sunday => self.kind.sunday,
        };
        share as f32
    }

    /// How much of it is at work over a day; what comes with its shape is added on its own.
    fn course_of_day(&self, around: &Surroundings) -> Vec<f32> {
        let plain = match self.kind.shape {
            Shape::Plain | Shape::School => 1.0,
            Shape::Machines | Shape::Cycles => 0.5,
            Shape::Greenhouse | Shape::Street | Shape::Chargers => 0.0,
        };
        let level = |slot: usize| {
            let hour = (slot as f32 + 0.5) / around.per_hour;
            let open = |hour: f32| {
                let rise = ((hour - self.opens_h) / self.ramp_h + 0.5).clamp(0.0, 1.0);
                let fall = ((self.closes_h - hour) / self.ramp_h + 0.5).clamp(0.0, 1.0);
                rise.min(fall)
            };
            let lunch = if self.has_lunch_break && (12.0..13.0).contains(&hour) { 0.75 } else { 1.0 };
            // Who closes past midnight is still open in the small hours.
            plain * lunch * open(hour).max(open(hour + 24.0))
        };
        (0..around.per_day).map(level).collect()
    }

    fn add_shape(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        match self.kind.shape {
            Shape::Plain | Shape::School => {}
            Shape::Machines => self.add_machines(around, stream, to),
            Shape::Cycles => self.add_cycles(around, stream, to),
            Shape::Greenhouse | Shape::Street => self.add_lamps(around, stream, to),
            Shape::Chargers => self.add_chargers(around, stream, to),
        }
    }

    /// A few machines, each on for some minutes to hours of a working day.
    fn add_machines(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        let machines = 2 + stream.below(4);
        let kw = self.kw / machines as f32;
        for (day, facts) in around.days.iter().enumerate() {
            let share = self.share_of_day(facts.kind, facts.weekday, false);
            for _ in 0..machines {
                let runs = (share * (1.0 + 3.0 * stream.part() as f32) + stream.part() as f32 * 0.5) as u32;
                for _ in 0..runs {
                    let hour = stream.between(f64::from(self.opens_h), f64::from(self.closes_h)) as f32;
                    let hours = (0.2 + stream.wait(1.0) as f32).min(self.closes_h - hour);
                    let at = around.at(day, hour);
                    to.add(at, at + hours * around.per_hour, kw);
                }
            }
        }
    }

    /// Half of the power goes on and off, longer in warm weather.
    fn add_cycles(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        let wh = self.kw * 0.5 * to.wh_of_kw();
        let cycles = stream.scale(0.3, 4.0) as f32 / around.per_hour;
        let duty = stream.between(0.4, 0.8) as f32;
        let mut phase = stream.part() as f32;
        for (slot, to) in to.wh.iter_mut().enumerate() {
            let duty = (duty + self.cooling * (around.temp_c[slot] - 10.0)).clamp(0.1, 1.0);
            *to += wh * (on_time(phase + cycles, duty) - on_time(phase, duty)) / cycles;
            phase += cycles;
            phase -= phase.floor();
        }
    }

    /// Lamps in the street burn from dusk to dawn, some dimmed after midnight; those over plants
    /// make the day as long as plants like it, and do not burn in bright sun.
    fn add_lamps(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        let is_street = self.kind.shape == Shape::Street;
        let dimmed = if stream.happens(0.3) { stream.between(0.4, 0.7) as f32 } else { 1.0 };
        for (day, facts) in around.days.iter().enumerate() {
            let at = |hour: f32| around.at(day, hour);
            let wander = 0.1 * stream.bell() as f32;
            if is_street {
                to.add(at(0.0), at(5.0_f32.min(facts.sunrise_h)), self.kw * dimmed);
                to.add(at(5.0), at(facts.sunrise_h + wander), self.kw);
                to.add(at(facts.sunset_h + wander), at(24.0), self.kw);
            } else {
                to.add(at(self.opens_h), at((facts.sunrise_h + 1.0).min(self.closes_h)), self.kw);
                to.add(at((facts.sunset_h - 1.0).max(self.opens_h)), at(self.closes_h), self.kw);
                // Dull days are lit as well.
                if stream.happens(0.4) {
                    to.add(at(facts.sunrise_h + 1.0), at(facts.sunset_h - 1.0), self.kw);
                }
            }
        }
    }

    /// Each car takes 10 to 60 kWh.
    fn add_chargers(&self, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
        for day in 0..around.days.len() {
            for _ in 0..stream.below(9) {
                let at =
                    around.at(day, stream.between(f64::from(self.opens_h), f64::from(self.closes_h)) as f32);
                let hours = stream.scale(10.0, 60.0) as f32 / self.kw;
                to.add(at, at + hours * around.per_hour, self.kw);
            }
        }
    }
}
