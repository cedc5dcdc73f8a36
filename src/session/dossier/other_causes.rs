//! Owns what else could explain a load, and what its readings say of each: heating by the cold, lamps by the
//! hours, pumps by how often they switch, a fan heater by how long it ran, a server room by whose meter it
//! is. Does not read files.

use crate::{
    figure::{DayValues, LoadCurve, OtherCause, Speaks},
    lang::Words,
    meter::Tariff,
    units,
};

/// What the causes are judged by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'a> {
    /// The load, or what is left of a feeder's supply.
    pub(super) curve: &'a LoadCurve,
    /// Since when it runs, on the clocks of the curve.
    pub(super) from_s: i64,
    /// Until when it was seen, where that is known.
    pub(super) until_s: Option<i64>,
    /// Its power.
    pub(super) kw: f64,
    /// Temperature by day, where it is known.
    pub(super) temperature: Option<&'a DayValues>,
    /// Whose meter it is, where that is known.
    pub(super) tariff: Option<Tariff>,
}

const DAY_S: i64 = 86_400;
const PERCENT: f64 = 100.0;

/// Each cause with the reading that speaks for or against it. The bounds are ours: where a reading lies between
/// them, it does not tell.
pub(super) fn other_causes(seen: &Seen<'_>, words: &Words) -> Vec<OtherCause> {
    let slots = seen.curve.slots(seen.from_s, seen.curve.end_s());
    let since = &seen.curve.kw[slots.clone()];
    let mut causes = vec![heating(seen, words), fan_heater(seen, words)];
    let has_hours = i64::from(seen.curve.step_s) < DAY_S;
    if has_hours && since.iter().any(|kw| kw.is_finite()) {
        let hours = by_hour(&seen.curve.week(slots));
        causes.extend([greenhouse(&hours, words), lighting(&hours, words), pump(seen, since, words)]);
        causes.push(server_room(seen, &hours, words));
    }
    causes
}

fn cause(id: &str, reading: &str, speaks: Speaks, words: &Words) -> OtherCause {
    let name = words.get(&format!("cause-{id}"));
    OtherCause { text: words.with("cause-told", &[("cause", &name), ("reading", reading)]), speaks }
}

/// Heating takes more in the cold: the slope of daily means over temperature.
fn heating(seen: &Seen<'_>, words: &Words) -> OtherCause {
    const DEGREES: f64 = 10.0;
    /// Of the power of the load, for ten degrees.
    const NO_HEATING: f64 = 0.15;
    const HEATING: f64 = 0.3;
    const CLEAR: f64 = -0.6;
    let known = seen.temperature.filter(|days| days.values.iter().any(|celsius| celsius.is_finite()));
    let (slope, r) = match known.ok_or(Untold::NoTemperature).and_then(|days| slope(seen, days)) {
        Ok(found) => found,
        Err(why) => return cause("heating", &why.told(words), Speaks::Open, words),
    };
    let change = slope * DEGREES;
    let speaks = if change.abs() < NO_HEATING * seen.kw {
        Speaks::Against
    } else if change < -HEATING * seen.kw && r < CLEAR {
        Speaks::For
    } else {
        Speaks::Open
    };
    // Ten degrees colder, which readers think of.
    let kw = signed(-change, words);
    let r = units::number(r, 2, words.lang());
    cause("heating", &words.with("reading-by-cold", &[("kw", &kw), ("r", &r)]), speaks, words)
}

/// A fan heater that dries a room, or was left on, hangs on one socket and runs for days, not for months.
fn fan_heater(seen: &Seen<'_>, words: &Words) -> OtherCause {
    /// 16 A at 230 V (IEC 60884-1, IEC 60038).
    const SOCKET_KW: f64 = 3.68;
    /// Mains are up to a tenth above their nominal voltage, which is a fifth more power.
    const AT_MOST: f64 = 1.21;
    const LONG_DAYS: i64 = 21;
    let end_s = seen.curve.end_s();
    let until_s = seen.until_s.unwrap_or(end_s).min(end_s);
    let days = (until_s - seen.from_s + DAY_S / 2) / DAY_S;
    let (reading, speaks) = match days {
        _ if seen.kw > AT_MOST * SOCKET_KW => ("reading-beyond-socket", Speaks::Against),
        days if days > LONG_DAYS => ("reading-ran-days", Speaks::Against),
        _ if until_s + DAY_S < end_s => ("reading-ran-and-ended", Speaks::For),
        _ => ("reading-ran-days", Speaks::Open),
    };
    let lang = words.lang();
    let kw = units::with_unit(&units::number(SOCKET_KW, 1, lang), &words.get("unit-kw"), false, lang);
    let told = words.plural(reading, days as f64, &[("kw", &kw), ("count", &days.to_string())]);
    cause("fan-heater", &told, speaks, words)
}

/// Fewer days, or all about as cold, tell nothing of heating.
const LEAST_DAYS: usize = 10;
const LEAST_SPREAD_C: f64 = 2.0;

/// Why temperature does not tell whether a load is heating.
enum Untold {
    /// There is none.
    NoTemperature,
    /// Only so many whole days since the load began have one.
    FewDays(usize),
    /// It hardly changed: its standard deviation in degrees.
    Steady(f64),
}

impl Untold {
    fn told(&self, words: &Words) -> String {
        match self {
            Self::NoTemperature => words.get("reading-no-temperature"),
            Self::FewDays(count) => {
                let texts = [("count", &*count.to_string()), ("least", &*LEAST_DAYS.to_string())];
                words.plural("reading-few-days", *count as f64, &texts)
            }
            Self::Steady(spread) => {
                words.with("reading-steady-cold", &[("spread", &units::number(*spread, 1, words.lang()))])
            }
        }
    }
}

/// Slope of the mean power of days over their temperature, kW a degree, and how close it is.
fn slope(seen: &Seen<'_>, temperature: &DayValues) -> Result<(f64, f64), Untold> {
    let day_slots = (DAY_S / i64::from(seen.curve.step_s.max(1))).max(1) as usize;
    let pairs: Vec<(f64, f64)> = (temperature.values.iter().enumerate())
        .filter_map(|(number, celsius)| {
            let from_s = (i64::from(temperature.first_day) + number as i64) * DAY_S;
            if from_s < seen.from_s || !celsius.is_finite() {
                return None;
            }
            let slots = &seen.curve.kw[seen.curve.slots(from_s, from_s + DAY_S)];
            let known: Vec<f64> = slots.iter().filter(|kw| kw.is_finite()).map(|kw| f64::from(*kw)).collect();
            let is_whole = known.len() * 4 >= day_slots * 3;
            is_whole.then(|| (f64::from(*celsius), known.iter().sum::<f64>() / known.len() as f64))
        })
        .collect();
    if pairs.len() < LEAST_DAYS {
        return Err(Untold::FewDays(pairs.len()));
    }
    let count = pairs.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum = |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|pair| of(pair.0 - x, pair.1 - y)).sum::<f64>();
    let (xx, yy, xy) = (sum(&|a, _| a * a), sum(&|_, b| b * b), sum(&|a, b| a * b));
    let spread = (xx / count).sqrt();
    if spread < LEAST_SPREAD_C {
        return Err(Untold::Steady(spread));
    }
    Ok((xy / xx, if yy > 0.0 { xy / (xx * yy).sqrt() } else { 0.0 }))
}

/// The mean day.
fn by_hour(week: &[[f32; 24]; 7]) -> [f64; 24] {
    std::array::from_fn(|hour| {
        let known: Vec<f64> =
            week.iter().map(|day| f64::from(day[hour])).filter(|kw| kw.is_finite()).collect();
        if known.is_empty() { f64::NAN } else { known.iter().sum::<f64>() / known.len() as f64 }
    })
}

fn share_of(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { f64::NAN }
}

fn mean_of(hours: &[f64; 24], wanted: &[usize]) -> f64 {
    wanted.iter().map(|hour| hours[*hour]).sum::<f64>() / wanted.len() as f64
}

/// Lamps of plants burn 12 to 18 hours and rest the others.
fn greenhouse(hours: &[f64; 24], words: &Words) -> OtherCause {
    const RESTS: f64 = 0.5;
    const NEVER_RESTS: f64 = 0.8;
    let known = hours.iter().copied().filter(|kw| kw.is_finite());
    let (least, most) = known.fold((f64::INFINITY, 0.0_f64), |(low, high), kw| (low.min(kw), high.max(kw)));
    let share = share_of(least, most);
    let reading = words.with("reading-lowest-hour", &[("share", &percent(share, words))]);
    cause("greenhouse", &reading, between(share, RESTS, NEVER_RESTS), words)
}

/// Street lamps burn in the dark.
fn lighting(hours: &[f64; 24], words: &Words) -> OtherCause {
    const NOON: [usize; 4] = [11, 12, 13, 14];
    const MIDNIGHT: [usize; 4] = [23, 0, 1, 2];
    const DARK: f64 = 0.3;
    const LIGHT: f64 = 0.7;
    let share = share_of(mean_of(hours, &NOON), mean_of(hours, &MIDNIGHT));
    let reading = words.with("reading-noon", &[("share", &percent(share, words))]);
    cause("lighting", &reading, between(share, DARK, LIGHT), words)
}

/// Up to `low` it speaks for, from `high` on against.
fn between(share: f64, low: f64, high: f64) -> Speaks {
    if share <= low {
        Speaks::For
    } else if share >= high {
        Speaks::Against
    } else {
        Speaks::Open
    }
}

/// Pumps switch many times a day.
fn pump(seen: &Seen<'_>, since: &[f32], words: &Words) -> OtherCause {
    const OFTEN: f64 = 4.0;
    const SELDOM: f64 = 1.0;
    const TENTHS: f64 = 10.0;
    const TENTH: usize = 10;
    let before = &seen.curve.kw[seen.curve.slots(seen.curve.start_s, seen.from_s)];
    let mut known: Vec<f32> = before.iter().copied().filter(|kw| kw.is_finite()).collect();
    let base = if known.is_empty() {
        0.0
    } else {
        let tenth = known.len() / TENTH;
        *known.select_nth_unstable_by(tenth, f32::total_cmp).1
    };
    let bound = base + seen.kw as f32 / 2.0;
    let on: Vec<bool> = since.iter().filter(|kw| kw.is_finite()).map(|kw| *kw >= bound).collect();
    let switched = on.windows(2).filter(|pair| !pair[0] && pair[1]).count();
    let days = on.len() as f64 * f64::from(seen.curve.step_s) / DAY_S as f64;
    let a_day = share_of(switched as f64, days);
    let speaks = if a_day >= OFTEN {
        Speaks::For
    } else if a_day <= SELDOM {
        Speaks::Against
    } else {
        Speaks::Open
    };
    // Fewer than one in twenty days is never.
    let number = units::number((a_day * TENTHS).round() / TENTHS, 1, words.lang());
    cause("pump", &words.with("reading-switched", &[("times", &number)]), speaks, words)
}

/// A server room is as even as a rig: the readings do not tell them apart, the customer does.
fn server_room(seen: &Seen<'_>, hours: &[f64; 24], words: &Words) -> OtherCause {
    const EVEN: f64 = 0.8;
    let known = hours.iter().copied().filter(|kw| kw.is_finite());
    let (least, most) = known.fold((f64::INFINITY, 0.0_f64), |(low, high), kw| (low.min(kw), high.max(kw)));
    let is_even = share_of(least, most) >= EVEN;
    let (reading, speaks) = match (seen.tariff, is_even) {
        (Some(Tariff::Household), _) => ("reading-household", Speaks::Against),
        (Some(Tariff::Business), true) => ("reading-even-business", Speaks::For),
        (_, true) => ("reading-even", Speaks::Open),
        (_, false) => ("reading-uneven", Speaks::Against),
    };
    cause("server-room", &words.get(reading), speaks, words)
}

fn percent(share: f64, words: &Words) -> String {
    let lang = words.lang();
    units::with_unit(&units::number(share * PERCENT, 0, lang), "%", true, lang)
}

fn signed(kw: f64, words: &Words) -> String {
    let lang = words.lang();
    let text = units::with_unit(&units::number(kw.abs(), 2, lang), &words.get("unit-kw"), false, lang);
    format!("{}{text}", if kw < 0.0 { '−' } else { '+' })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    /// Sixty days of hours from what an hour takes, with a winter that goes from −5 to −35 °C.
    fn seen_of(kw: impl Fn(i64, i64, f32) -> f32, tariff: Tariff) -> Vec<(String, Speaks)> {
        let celsius = |day: i64| -5.0 - day as f32 / 2.0;
        let kw = (0..60 * 24).map(|slot| kw(slot / 24, slot % 24, celsius(slot / 24))).collect();
        let curve = LoadCurve { start_s: 0, step_s: 3600, kw };
        let temperature = DayValues { first_day: 0, values: (0..60).map(celsius).collect() };
        let seen = Seen {
            curve: &curve,
            from_s: 0,
            until_s: None,
            kw: 4.0,
            temperature: Some(&temperature),
            tariff: Some(tariff),
        };
        let causes = other_causes(&seen, &Words::new(Lang::En));
        causes.into_iter().map(|cause| (cause.text, cause.speaks)).collect()
    }

    fn speaks(causes: &[(String, Speaks)]) -> Vec<Speaks> {
        causes.iter().map(|(_, speaks)| *speaks).collect()
    }

    #[test]
    fn each_cause_is_known_by_its_own_reading() {
        use Speaks::{Against, For, Open};
        let rig = seen_of(|_, hour, _| 4.0 + (hour % 3) as f32 / 50.0, Tariff::Household);
        assert_eq!(speaks(&rig), [Against; 6]);
        assert!(rig[1].0.contains("60 days"), "{}", rig[1].0);
        assert!(rig[0].0.contains("for every 10 °C colder"), "{}", rig[0].0);
        let heater = seen_of(|_, _, celsius| 0.5 - celsius / 6.0, Tariff::Business);
        assert_eq!(speaks(&heater)[0], For);
        let plants = seen_of(|_, hour, _| if (6..22).contains(&hour) { 4.0 } else { 0.2 }, Tariff::Business);
        assert_eq!(speaks(&plants)[2..5], [For, Against, Against]);
        let lamps = seen_of(|_, hour, _| if (8..18).contains(&hour) { 0.1 } else { 4.0 }, Tariff::Business);
        assert_eq!(speaks(&lamps)[2..4], [For, For]);
        let pump = seen_of(|_, hour, _| if hour % 3 == 0 { 4.0 } else { 0.1 }, Tariff::Business);
        assert_eq!(speaks(&pump)[4], For);
        let servers = seen_of(|_, _, _| 4.0, Tariff::Business);
        assert_eq!(speaks(&servers)[5], For);
        let warm = seen_of(|day, _, _| 3.0 + (day * 7 % 5) as f32, Tariff::Business);
        assert_ne!(speaks(&warm)[0], For);
        let curve = LoadCurve { start_s: 0, step_s: 86_400, kw: vec![4.0; 30] };
        let seen = Seen { curve: &curve, from_s: 0, until_s: None, kw: 4.0, temperature: None, tariff: None };
        let causes = other_causes(&seen, &Words::new(Lang::Ru));
        assert_eq!(causes.iter().map(|cause| cause.speaks).collect::<Vec<_>>(), [Open, Against]);
    }

    /// The dossier draws the temperature beside these words.
    #[test]
    fn temperature_that_is_there_is_never_called_missing() {
        let curve = LoadCurve { start_s: 0, step_s: 3600, kw: vec![4.0; 60 * 24] };
        let told = |from_day: i64, celsius: Option<f32>| {
            let days = celsius.map(|step| DayValues {
                first_day: 0,
                values: (0..60).map(|day| -5.0 - day as f32 * step).collect(),
            });
            let from_s = from_day * DAY_S;
            let temperature = days.as_ref();
            let seen = Seen { curve: &curve, from_s, until_s: None, kw: 4.0, temperature, tariff: None };
            heating(&seen, &Words::new(Lang::En)).text
        };
        assert!(told(0, None).contains("no temperature"), "{}", told(0, None));
        let (few, steady) = (told(54, Some(0.5)), told(0, Some(0.01)));
        assert!(few.contains("6 whole days") && !few.contains("no temperature"), "{few}");
        assert!(steady.contains("hardly changed") && !steady.contains("no temperature"), "{steady}");
    }

    #[test]
    fn a_fan_heater_runs_for_days_on_one_socket() {
        use Speaks::{Against, For, Open};
        let curve = LoadCurve { start_s: 0, step_s: 3600, kw: vec![3.0; 60 * 24] };
        let of = |from_day: i64, until_day: i64, kw: f64| {
            let until_s = Some(until_day * DAY_S);
            let seen = Seen {
                curve: &curve,
                from_s: from_day * DAY_S,
                until_s,
                kw,
                temperature: None,
                tariff: None,
            };
            let OtherCause { text, speaks } = fan_heater(&seen, &Words::new(Lang::En));
            (text, speaks)
        };
        let (text, speaks) = of(10, 16, 3.0);
        assert!(text.contains("6 days") && text.contains("stopped") && speaks == For, "{text}");
        assert_eq!(of(50, 60, 3.0).1, Open, "it may end tomorrow");
        assert_eq!(of(10, 60, 3.0).1, Against);
        let (text, speaks) = of(50, 60, 9.0);
        assert!(text.contains("(3.7") && speaks == Against, "{text}");
    }
}
