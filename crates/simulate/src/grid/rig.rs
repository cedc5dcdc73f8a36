//! Owns a mining rig: its machines, what they draw by temperature and tuning, their failures, and
//! when their owner lets them run. Does not know who pays for it.

use super::{
    maths::Draw,
    schedule::{Extent, Schedule, Shares},
    series::Series,
    surroundings::Surroundings,
    truth::mean_kw_while_on,
};
use crate::draw::Stream;

/// Power at the wall of one machine in kW, as makers state it for machines of 2016 to 2024:
/// Antminer S9 1.35, T17 2.2, S17+ 2.9, S19j Pro 3.05, S19 3.25, S21 3.5; Whatsminer M21S 3.36,
/// M50 3.28; eight-card rigs of 1.4 and less.
const MACHINES_KW: [(u32, f64); 8] =
    [(2, 1.35), (1, 1.4), (2, 2.2), (2, 2.9), (4, 3.05), (5, 3.25), (4, 3.36), (3, 3.5)];

/// A rig and what it did in a window.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rig {
    pub(super) family: &'static str,
    pub(super) units: usize,
    /// Intervals, with parts, from which and until which it ran.
    pub(super) from: f32,
    pub(super) until: f32,
    /// Mean power while it ran.
    pub(super) mean_kw: f64,
    /// Panels in kW that were built to hide it.
    pub(super) solar_kw: f32,
}

/// How large a rig may be, by where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum RigSize {
    /// On one phase of a flat.
    Flat,
    /// In a house or garage with three phases.
    House,
    /// In a business of this mean power in kW.
    Business(f32),
    /// On the feeder itself.
    Tap,
}

impl RigSize {
    /// Numbers of machines are assumptions: most are few, some are many; the wires set the most.
    fn units(self, stream: &mut Stream) -> usize {
        let among: &[(u32, [u64; 2])] = match self {
            Self::Flat => &[(42, [1, 1]), (28, [2, 2]), (20, [3, 4]), (10, [5, 6])],
            Self::House => &[(26, [1, 1]), (22, [2, 2]), (26, [3, 5]), (18, [6, 15]), (8, [16, 45])],
            Self::Tap => &[(20, [1, 2]), (35, [3, 6]), (30, [7, 15]), (15, [16, 32])],
            Self::Business(kw) => {
                let share = stream.scale(0.08, 1.3);
                return ((share * f64::from(kw) / 2.9).round() as usize).clamp(1, 60);
            }
        };
        let [low, high] = *stream.pick(among);
        (low + stream.below(high - low + 1)) as usize
    }
}

impl Rig {
    /// Draws a rig and adds what it draws from the wall to `to`, which must be empty. `host` is
    /// what else the building uses.
    pub(super) fn run(
        size: RigSize,
        around: &Surroundings,
        host: Option<&Series>,
        stream: &mut Stream,
        shares: &mut Shares,
        to: &mut Series,
    ) -> Self {
        let len = to.wh.len() as f32;
        let schedule = Schedule::draw(matches!(size, RigSize::House), host.is_some(), stream);
        let units = size.units(stream).max(schedule.least_units());
        // Some ran before the window opened; others begin when there is something to compare with.
        let from = if stream.happens(0.3) { 0.0 } else { len * stream.between(0.1, 0.7) as f32 };
        let kinds = [*stream.pick(&MACHINES_KW), *stream.pick(&MACHINES_KW)];
        let is_mixed = stream.happens(0.25);
        let mut rated_kw = 0.0;
        for unit in 0..units {
            let kw = (kinds[usize::from(is_mixed && unit % 2 == 1)] * (1.0 + 0.015 * stream.bell())) as f32;
            rated_kw += kw;
            let times = schedule.presence(unit, units, from, len, stream);
            for (place, [on, off]) in times.into_iter().enumerate() {
                let kw = kw * schedule.efficiency_at(place);
                to.add(on, off, kw);
                add_restarts([on, off], kw, around, stream, to);
            }
        }
        let extent = Extent { from, until: len, units: units as f32, rated_kw };
        shares.fill(schedule, extent, around, host, stream);
        add_outages([from, len], around, stream, shares);
        let site = Site::draw(stream);
        site.apply(around, stream, shares, to);
        let first = to.wh.iter().position(|&wh| wh > 0.0).unwrap_or(0) as f32;
        let last = to.wh.iter().rposition(|&wh| wh > 0.0).map_or(len, |slot| slot as f32 + 1.0);
        Self {
            family: schedule.name(),
            units,
            from: first.max(from),
            until: last,
            mean_kw: mean_kw_while_on(to.wh.iter().copied(), to.wh_of_kw()).unwrap_or(0.0),
            solar_kw: schedule.solar_kw(rated_kw),
        }
    }
}

/// Each machine hangs now and then and starts anew: 0.2 to 3 times a week, for minutes; an
/// assumption.
fn add_restarts([on, off]: [f32; 2], kw: f32, around: &Surroundings, stream: &mut Stream, to: &mut Series) {
    let week = 7.0 * around.per_day as f32;
    let every = f64::from(week) / stream.scale(0.2, 3.0);
    let mut at = on + stream.wait(every) as f32;
    while at < off {
        let until = (at + around.per_hour * stream.scale(0.08, 0.6) as f32).min(off);
        to.add(at, until, -kw);
        at = until + stream.wait(every) as f32;
    }
}

/// The whole site loses power or its connection: less than twice a month and up to hours; without
/// a pool to work for, machines wait at a tenth to a fifth of their power. An assumption.
fn add_outages([from, until]: [f32; 2], around: &Surroundings, stream: &mut Stream, shares: &mut Shares) {
    let week = 7.0 * f64::from(around.per_day as u32);
    for (every_weeks, hours, loss) in [(stream.scale(2.0, 20.0), [0.2, 8.0], 1.0), (6.0, [0.1, 1.5], 0.85)] {
        let mut at = from + stream.wait(week * every_weeks) as f32;
        while at < until {
            let hours = stream.scale(hours[0], hours[1]) as f32;
            shares.take(at, at + hours * around.per_hour, loss);
            at += stream.wait(week * every_weeks) as f32;
        }
    }
}

/// What the place does to the machines.
#[derive(Clone, Copy, Debug)]
struct Site {
    /// Share of outdoor air in what machines breathe; the rest is indoors.
    outdoor: f32,
    room_c: f32,
    rise_c: f32,
    /// Fans at full speed, as a share of the whole; none where machines lie in oil.
    fans: f32,
    /// Temperature of the air at which firmware begins to save the chips.
    limit_c: f32,
    /// Deviation of supply voltage and work from interval to interval.
    noise: f32,
}

impl Site {
    fn draw(stream: &mut Stream) -> Self {
        let is_immersed = stream.happens(0.08);
        Self {
            outdoor: stream.between(0.1, 0.9) as f32,
            room_c: stream.between(14.0, 24.0) as f32,
            rise_c: stream.between(2.0, 9.0) as f32,
            fans: if is_immersed { 0.0 } else { stream.between(0.03, 0.06) as f32 },
            // Makers allow air of up to 40 °C; what firmware does before is an assumption.
            limit_c: if is_immersed { 60.0 } else { stream.between(29.0, 38.0) as f32 },
            noise: stream.scale(0.002, 0.012) as f32,
        }
    }

    /// Turns what the machines could draw into what they do: leakage of the chips grows by some
    /// 0.08 % a kelvin, fans with the cube of their speed, and above the limit power falls by 2 %
    /// a kelvin to half at most. An assumption on all four.
    fn apply(&self, around: &Surroundings, stream: &mut Stream, shares: &Shares, to: &mut Series) {
        let keeps = 1.0 - 0.3 / around.per_hour.max(1.0);
        let moves = (1.0 - keeps * keeps).sqrt() * self.noise;
        let mut wander = self.noise * stream.bell() as f32;
        for ((wh, share), temp_c) in to.wh.iter_mut().zip(shares.of_slots()).zip(&around.temp_c) {
            wander = wander * keeps + moves * stream.bell() as f32;
            if *wh <= 0.0 || *share <= 0.0 {
                *wh = 0.0;
                continue;
            }
            let intake_c = self.outdoor * temp_c + (1.0 - self.outdoor) * self.room_c + self.rise_c;
            let chips = 1.0 + 0.0008 * (intake_c - 25.0).clamp(-30.0, 15.0)
                - (0.02 * (intake_c - self.limit_c)).clamp(0.0, 0.5);
            let speed = (0.4 + (intake_c - 8.0) / 45.0).clamp(0.3, 1.0);
            let fans = self.fans * (speed * speed * speed - 0.35);
            *wh *= share.min(1.0) * (chips + fans) * (1.0 + wander);
        }
    }
}
