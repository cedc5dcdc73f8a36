//! Owns when a rig runs: the ways in which owners of farms are known, or may be expected, to run
//! them. Names are those of the labels.

use super::{
    maths::Draw,
    series::{Series, on_time},
    surroundings::{DayKind, Surroundings},
};
use crate::draw::Stream;

/// When a rig runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Schedule {
    /// Always.
    Plateau,
    /// On the night tariff, 23 to 7 o'clock, by a timer that is late or early by so many hours.
    Night([f32; 2]),
    /// Machines are added one after the other, over this share of the window.
    Growth(f32),
    /// Machines are sold one after the other, over this share of the window.
    Decline(f32),
    /// For so many hours on and so many off, at the mean.
    Intermittent([f32; 2]),
    /// In place of a heater: all below the first temperature in °C, none above the second.
    Heater([f32; 2]),
    /// Off in the dear hours of the morning and evening, at this share of them.
    Price(f32),
    /// Off for some hours when the grid is short, on so many days in a hundred.
    Response(u32),
    /// In the hours of work only, as if it were work.
    Daytime([f32; 2]),
    /// When nobody works: nights and free days.
    OffHours([f32; 2]),
    /// On free days only.
    Weekend,
    /// In the season that is colder (true) or warmer than this temperature.
    Seasonal(bool, f32),
    /// Moved away at this share of the window.
    Moved(f32),
    /// Tuned from day to day by what it earns, between this and full power.
    Throttled(f32),
    /// Two halves that take turns, by so many days.
    Alternating(u32),
    /// Stops above this temperature.
    HeatLimited(f32),
    /// As many machines as leave the building's total below a limit; the share of the rig that
    /// the limit allows for it.
    Valley(f32),
    /// Always, with panels of so many kW for each kW of the rig, which hide it by day.
    Solar(f32),
    /// On and off within the hour: cycles an hour, and the part of them that is on.
    Pulsed([f32; 2]),
    /// Machines are exchanged for those that draw this share, at this share of the window.
    Replaced([f32; 2]),
}

impl Schedule {
    /// A schedule as they come; the weights are assumptions.
    pub(super) fn draw(is_house: bool, has_host: bool, stream: &mut Stream) -> Self {
        let mut hours = |early: f64, late: f64| {
            [early + 0.5 * stream.bell(), late + 0.5 * stream.bell()].map(|hour| hour as f32)
        };
        let (night, work) = (hours(0.0, 0.0), hours(9.0, 18.0));
        let mut between = |low, high| stream.between(low, high) as f32;
        let warm_c = between(12.0, 18.0);
        let weights = [
            (18, Self::Plateau),
            (10, Self::Night(night)),
            (8, Self::Growth(between(0.2, 1.0))),
            (4, Self::Decline(between(0.2, 1.0))),
            (9, Self::Intermittent([between(16.0, 100.0), between(4.0, 40.0)])),
            (7, Self::Heater([between(-15.0, 2.0), warm_c])),
            (6, Self::Price(between(0.5, 1.0))),
            (4, Self::Response(between(5.0, 40.0) as u32)),
            (4, Self::Daytime(work)),
            (5, Self::OffHours(work)),
            (3, Self::Weekend),
            (4, Self::Seasonal(between(0.0, 1.0) < 0.7, between(-12.0, 15.0))),
            (4, Self::Moved(between(0.4, 0.9))),
            (6, Self::Throttled(between(0.3, 0.8))),
            (3, Self::Alternating(between(1.0, 4.0) as u32)),
            (4, Self::HeatLimited(between(-5.0, 25.0))),
            (if has_host { 5 } else { 0 }, Self::Valley(between(0.6, 1.0))),
            (if is_house { 4 } else { 0 }, Self::Solar(between(0.4, 1.2))),
            (2, Self::Pulsed([between(0.4, 4.0), between(0.3, 0.9)])),
            (3, Self::Replaced([between(0.5, 0.85), between(0.3, 0.8)])),
        ];
        *stream.pick(&weights)
    }

    /// Name in the labels.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Plateau => "plateau",
            Self::Night(_) => "night",
            Self::Growth(_) => "growth",
            Self::Decline(_) => "decline",
            Self::Intermittent(_) => "intermittent",
            Self::Heater(_) => "heater",
            Self::Price(_) => "price",
            Self::Response(_) => "response",
            Self::Daytime(_) => "daytime",
            Self::OffHours(_) => "off_hours",
            Self::Weekend => "weekend",
            Self::Seasonal(..) => "seasonal",
            Self::Moved(_) => "moved",
            Self::Throttled(_) => "throttled",
            Self::Alternating(_) => "alternating",
            Self::HeatLimited(_) => "heat_limited",
            Self::Valley(_) => "valley",
            Self::Solar(_) => "solar",
            Self::Pulsed(_) => "pulsed",
            Self::Replaced(_) => "replaced",
        }
    }

    /// Fewer machines make no such schedule.
    pub(super) const fn least_units(&self) -> usize {
        match self {
            Self::Growth(_) | Self::Decline(_) => 3,
            Self::Alternating(_) | Self::Valley(_) => 2,
            _ => 1,
        }
    }

    /// Intervals from which and until which a machine stands there, if the first comes at `from`.
    pub(super) fn presence(
        &self,
        unit: usize,
        units: usize,
        from: f32,
        len: f32,
        stream: &mut Stream,
    ) -> Vec<[f32; 2]> {
        let place = (unit as f32 + 0.5 * stream.part() as f32) / units as f32;
        let window = len - from;
        match *self {
            Self::Growth(share) => vec![[from + if unit == 0 { 0.0 } else { place * share * window }, len]],
            Self::Decline(share) => {
                vec![[from, if unit == 0 { len } else { len - place * share * window }]]
            }
            Self::Moved(share) => vec![[from, from + share * window]],
            Self::Replaced([_, share]) => {
                // One after the other within a twentieth of the window.
                let at = from + (share + 0.05 * place) * window;
                vec![[from, at], [at, len]]
            }
            _ => vec![[from, len]],
        }
    }

    /// What a machine that comes at `on` draws of what the first ones drew.
    pub(super) fn efficiency_at(&self, place: usize) -> f32 {
        match *self {
            Self::Replaced([share, _]) if place > 0 => share,
            _ => 1.0,
        }
    }

    /// Panels in kW, for a rig of so many kW.
    pub(super) fn solar_kw(&self, rated_kw: f32) -> f32 {
        if let Self::Solar(factor) = self { factor * rated_kw } else { 0.0 }
    }
}

/// The share of a rig that its schedule lets run, for each interval.
#[derive(Clone, Debug, Default)]
pub(super) struct Shares(Series);

/// What a schedule has to know of its rig.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Intervals between which it stands there.
    pub(super) from: f32,
    pub(super) until: f32,
    pub(super) units: f32,
    pub(super) rated_kw: f32,
}

impl Shares {
    /// For each interval.
    pub(super) fn of_slots(&self) -> &[f32] {
        &self.0.wh
    }

    /// Takes a share away for a time.
    pub(super) fn take(&mut self, from: f32, until: f32, share: f32) {
        self.0.add(from, until, -share);
    }

    /// Fills it by the schedule.
    pub(super) fn fill(
        &mut self,
        schedule: Schedule,
        extent: Extent,
        around: &Surroundings,
        host: Option<&Series>,
        stream: &mut Stream,
    ) {
        // One kW is one Wh an interval: shares are counted as if they were energy.
        self.0.reset(around.temp_c.len(), 0.001);
        match schedule {
            Schedule::Night(_)
            | Schedule::Daytime(_)
            | Schedule::OffHours(_)
            | Schedule::Weekend
            | Schedule::Price(_)
            | Schedule::Response(_)
            | Schedule::Seasonal(..)
            | Schedule::Throttled(_)
            | Schedule::Alternating(_) => {
                for day in 0..around.days.len() {
                    self.fill_day(schedule, day, around, stream);
                }
            }
            Schedule::Intermittent([on_h, off_h]) => {
                let mut at = extent.from;
                while at < extent.until {
                    let until = at + (1.0 + stream.wait(f64::from(on_h)) as f32) * around.per_hour;
                    self.0.add(at, until, 1.0);
                    at = until + (1.0 + stream.wait(f64::from(off_h)) as f32) * around.per_hour;
                }
            }
            Schedule::Heater(_) | Schedule::HeatLimited(_) | Schedule::Valley(_) | Schedule::Pulsed(_) => {
                self.fill_slots(schedule, extent, around, host, stream);
            }
            _ => self.0.add(extent.from, extent.until, 1.0),
        }
        // Before it came and after it went there is nothing, whatever the hour.
        for (slot, share) in self.0.wh.iter_mut().enumerate() {
            let inside = (extent.until.min(slot as f32 + 1.0) - extent.from.max(slot as f32)).clamp(0.0, 1.0);
            *share = share.min(inside);
        }
    }

    fn fill_day(&mut self, schedule: Schedule, day: usize, around: &Surroundings, stream: &mut Stream) {
        let facts = &around.days[day];
        let is_free = facts.kind != DayKind::Workday;
        let jitter = 0.1 * stream.bell() as f32;
        let mut add = |from_h: f32, until_h: f32, share: f32| {
            self.0.add(around.at(day, from_h), around.at(day, until_h), share);
        };
        match schedule {
            // Both parts of the night of this day; a timer fails now and then.
            Schedule::Night([early, late]) if !stream.happens(0.03) => {
                add(0.0, 7.0 + late, 1.0);
                add(23.0 + early.min(0.9), 24.0, 1.0);
            }
            Schedule::Daytime([opens, closes]) if !is_free => {
                add(opens + jitter, closes + jitter, 1.0);
            }
            Schedule::OffHours([opens, closes]) => {
                if is_free {
                    add(0.0, 24.0, 1.0);
                } else {
                    add(0.0, opens + jitter, 1.0);
                    add(closes + jitter, 24.0, 1.0);
                }
            }
            Schedule::Weekend if is_free => add(0.0, 24.0, 1.0),
            // Peak zone hours of three-zone tariffs: 7 to 10 and 17 to 21 o'clock.
            Schedule::Price(depth) => {
                add(0.0, 24.0, 1.0);
                if !is_free {
                    add(7.0 + jitter, 10.0 + jitter, -depth);
                    add(17.0 + jitter, 21.0 + jitter, -depth);
                }
            }
            Schedule::Response(percent) => {
                add(0.0, 24.0, 1.0);
                if stream.below(100) < u64::from(percent) {
                    let from = stream.between(6.0, 19.0) as f32;
                    add(from, from + stream.between(1.0, 5.0) as f32, -1.0);
                }
            }
            Schedule::Seasonal(is_cold, limit_c) if (facts.mean_c < limit_c) == is_cold => {
                add(0.0, 24.0, 1.0);
            }
            Schedule::Throttled(least) => {
                // Changes at most every other day.
                let level =
                    if stream.happens(0.4) { least + (1.0 - least) * stream.part() as f32 } else { 1.0 };
                add(0.0, 24.0, level);
            }
            Schedule::Alternating(days) => {
                let is_first = (day as u32 / days.max(1)).is_multiple_of(2);
                add(0.0, 24.0, if is_first { 0.5 } else { 0.4 });
            }
            _ => {}
        }
    }

    fn fill_slots(
        &mut self,
        schedule: Schedule,
        extent: Extent,
        around: &Surroundings,
        host: Option<&Series>,
        stream: &mut Stream,
    ) {
        let cycles_per_h = if let Schedule::Pulsed([cycles, _]) = schedule {
            cycles
        } else {
            0.4 + 0.9 * stream.part() as f32
        };
        let step = cycles_per_h / around.per_hour;
        let mut phase = stream.part() as f32;
        let host_kw = |slot: usize| host.map_or(0.0, |host| host.wh[slot] / host.wh_of_kw());
        let mean_kw =
            host.map_or(0.0, |host| host.wh.iter().sum::<f32>() / host.wh.len() as f32 / host.wh_of_kw());
        for slot in 0..around.temp_c.len() {
            let wanted = match schedule {
                Schedule::Heater([all_c, none_c]) => (none_c - around.slow_temp_c[slot]) / (none_c - all_c),
                Schedule::HeatLimited(limit_c) => f32::from(around.temp_c[slot] < limit_c),
                Schedule::Valley(part) => {
                    (part * extent.rated_kw + mean_kw - host_kw(slot)) / extent.rated_kw
                }
                Schedule::Pulsed([_, duty]) => duty,
                _ => 1.0,
            };
            let machines = wanted.clamp(0.0, 1.0) * extent.units;
            let whole = match schedule {
                Schedule::Pulsed(_) => 0.0,
                _ => machines.floor(),
            };
            // A heater's last machine, and a pulsed rig as a whole, go on and off.
            let rest = match schedule {
                Schedule::Heater(_) => {
                    on_time(phase + step, machines - whole) - on_time(phase, machines - whole)
                }
                Schedule::Pulsed([_, duty]) => {
                    extent.units * (on_time(phase + step, duty) - on_time(phase, duty))
                }
                _ => 0.0,
            };
            phase += step;
            phase -= phase.floor();
            self.0.wh[slot] = (whole + rest / step) / extent.units;
        }
    }
}
