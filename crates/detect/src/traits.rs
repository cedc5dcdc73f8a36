//! Owns what an analyst would say of a finding before any statistic: all day or by the clock,
//! flat, so many times its peers, weekends like workdays. Does not score, and does not put it into words.

use super::measure::Presence;
use super::{Finding, Measure, MeterMeasures, Peers};
use crate::meter::{DetectionKind, Tariff};

/// Something that can be said of a load or of a shortfall in plain words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Trait {
    /// Runs day and night.
    DayAndNight,
    /// Goes on and off at the same local hours every day.
    Timed {
        /// Local hour at which it goes on.
        on_h: f32,
        /// Local hour at which it goes off.
        off_h: f32,
    },
    /// Hardly differs from day to day.
    Flat,
    /// Grows over the time read.
    Grows,
    /// Was there from the first day read on.
    Standing,
    /// Runs on some days or hours and not on others.
    ComesAndGoes,
    /// Runs at weekends, hardly on workdays.
    AtWeekends,
    /// Runs on workdays, hardly at weekends.
    OnWorkdays,
    /// Weekends are as workdays.
    NoWeekend,
    /// Does not follow the cold.
    IgnoresCold,
    /// Base load, so many times that of peers.
    TimesPeers(f32),
    /// A home takes more in a month than the law allows it.
    OverLimit {
        /// What it takes, kWh a month.
        kwh_month: f32,
        /// What it may, kWh a month.
        limit_kwh_month: f32,
    },
    /// Base load before it came, kW.
    BaseBeforeKw(f32),
    /// No energy at all for so many days.
    ZeroDays(f32),
    /// The same reading for so many days.
    FrozenDays(f32),
    /// Readings keep to a highest value, for this share of the time.
    Capped(f32),
    /// Zeros fall into the night.
    ZeroNights,
    /// The daily mean fell by this share of what it was and stayed there.
    Fell(f32),
    /// A feeder loses this share of its energy.
    Loses {
        /// Of it.
        share: f32,
        /// Of others in the same run.
        usual: Option<f32>,
    },
    /// So many meters of a feeder have no readings.
    SilentMeters(u32),
    /// The clock of a feeder's supply is so many hours behind that of its meters.
    ClockOff(f32),
    /// So many kW are lost all the time, as by the iron of a transformer.
    IronLosses {
        /// How many.
        kw: f32,
        /// The smallest and the largest transformer that loses so much, kVA.
        kva: [f32; 2],
    },
    /// So many kW are lost all the time, more than by the iron of a transformer.
    BeyondIron(f32),
    /// On so many days less is supplied around noon than the meters show: solar power flows back.
    Export(u32),
    /// So many meters that the table puts on a feeder do not hang on it, and were left out.
    StrayMeters(u32),
    /// So many meters that the table puts elsewhere, or nowhere, hang on it, and were counted.
    AdoptedMeters(u32),
    /// So many meters ended or began, and what was supplied with them.
    EndedMeters(u32),
    /// So many meters were exchanged for others.
    ExchangedMeters(u32),
    /// What is taken is as that of one more customer, of whom there is no meter.
    LikeCustomer,
    /// What a feeder loses goes with what this meter shows.
    ExplainsLosses,
    /// The register stands still while energy is taken.
    StandsStill,
    /// Shows less when more is lost.
    FallsWithLosses,
}

/// Hours of a month, on average over the years of the Gregorian calendar.
const HOURS_A_MONTH: f32 = 365.2425 / 12.0 * 24.0;
/// A load is flat, or the same on weekends, where its base load varies less than that: between
/// days, half of all homes vary more than three times as much.
const SAME: f32 = 0.1;
/// Part of a load's power that a switch by the clock must make up to be told.
const MOST_OF_IT: f32 = 0.6;
/// What repeats by the clock is so many times its spread from day to day.
const REPEATS: f32 = 3.0;
/// Weekends and workdays differ so many times where a load keeps to one of them.
const FAR_MORE: f32 = 3.0;
/// Ratios are told from here on.
const WORTH_TELLING: f32 = 2.0;
/// Runs shorter than this happen at empty homes.
const LONG_RUN_DAYS: f32 = 2.0;
/// Share of readings at the highest value from which a register is said to be capped.
const CAPPED: f32 = 0.05;

/// What can be said of a finding of a meter, the most telling first.
pub(super) fn traits(
    finding: &Finding,
    meter: &MeterMeasures,
    peers: &Peers,
    limit_kwh_month: Option<f32>,
) -> Vec<Trait> {
    match finding.kind {
        DetectionKind::AbnormalLoad => {
            let mut told = of_load(finding.kw.unwrap_or(f32::NAN), meter, peers);
            told.extend(over_limit(meter, limit_kwh_month));
            told
        }
        DetectionKind::MeterTampering => of_shortfall(meter),
        DetectionKind::UnauthorisedConnection => Vec::new(),
    }
}

/// Whether a home takes more than the law allows it, at the rate of its readings.
pub(super) fn over_limit(meter: &MeterMeasures, limit_kwh_month: Option<f32>) -> Option<Trait> {
    let limit_kwh_month = limit_kwh_month.filter(|_| meter.tariff == Some(Tariff::Household))?;
    let kwh_month = meter.get(Measure::MeanKw) * HOURS_A_MONTH;
    (kwh_month > limit_kwh_month).then_some(Trait::OverLimit { kwh_month, limit_kwh_month })
}

fn of_load(kw: f32, meter: &MeterMeasures, peers: &Peers) -> Vec<Trait> {
    let get = |measure| meter.get(measure);
    let mut told = Vec::new();
    if meter.presence == Presence::ComesAndGoes {
        let weekends = get(Measure::Weekend);
        told.push(match weekends {
            w if w >= FAR_MORE => Trait::AtWeekends,
            w if w <= 1.0 / FAR_MORE => Trait::OnWorkdays,
            _ => Trait::ComesAndGoes,
        });
        return told;
    }
    // What rose at all hours alike, or never stops, is not switched by the clock, though its host may be.
    let may_be_timed = match meter.presence {
        Presence::ByClock => true,
        Presence::Standing => false,
        _ => get(Measure::StepEven).is_nan() || get(Measure::StepEven) < MOST_OF_IT,
    };
    let is_timed = may_be_timed
        && get(Measure::ClockSizeKw) >= MOST_OF_IT * kw
        && get(Measure::ClockEqual) >= MOST_OF_IT
        && get(Measure::ClockRiseRepeat).min(get(Measure::ClockFallRepeat)) >= REPEATS;
    if is_timed {
        told.push(Trait::Timed { on_h: get(Measure::ClockRiseHour), off_h: get(Measure::ClockFallHour) });
    } else if (get(Measure::NightBase) - 1.0).abs() <= 2.0 * SAME {
        told.push(Trait::DayAndNight);
    }
    if get(Measure::BaseTau) >= MOST_OF_IT && get(Measure::BaseTrend) >= 3.0 * SAME {
        told.push(Trait::Grows);
    } else if get(Measure::BaseSpread) <= SAME {
        told.push(Trait::Flat);
    }
    let base_kw = get(Measure::BaseKw);
    let times = base_kw / peers.usual(meter, Measure::BaseKw).unwrap_or(f32::NAN);
    if times >= WORTH_TELLING && times.is_finite() {
        told.push(Trait::TimesPeers(times));
    }
    if matches!(meter.presence, Presence::Standing | Presence::ByClock) {
        told.push(Trait::Standing);
    } else if get(Measure::BaseStepRatio) >= WORTH_TELLING {
        told.push(Trait::BaseBeforeKw(get(Measure::BaseBefore) * get(Measure::MeanKw)));
    }
    if (get(Measure::WeekendBase) - 1.0).abs() <= SAME {
        told.push(Trait::NoWeekend);
    }
    if get(Measure::HeatBase).abs() <= 2.0 * SAME {
        told.push(Trait::IgnoresCold);
    }
    told.retain(|what| !matches!(what, Trait::BaseBeforeKw(kw) if !kw.is_finite()));
    told
}

/// What can be said of a meter that shows less than passes it, whoever its peers are.
pub(super) fn of_shortfall(meter: &MeterMeasures) -> Vec<Trait> {
    let get = |measure| meter.get(measure);
    let mut told = Vec::new();
    if get(Measure::ZeroRunDays) >= LONG_RUN_DAYS {
        told.push(Trait::ZeroDays(get(Measure::ZeroRunDays)));
    } else if get(Measure::NightZeros) >= 1.0 - SAME && get(Measure::Zero) >= SAME {
        told.push(Trait::ZeroNights);
    }
    if get(Measure::FrozenRunDays) >= LONG_RUN_DAYS {
        told.push(Trait::FrozenDays(get(Measure::FrozenRunDays)));
    }
    if get(Measure::Capped) >= CAPPED {
        told.push(Trait::Capped(get(Measure::Capped)));
    }
    if meter.fell_by >= 2.0 * SAME && get(Measure::FallT) >= REPEATS {
        told.push(Trait::Fell(meter.fell_by));
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A meter of which nothing is known but these.
    fn meter(known: &[(Measure, f32)]) -> MeterMeasures {
        let scratch = &mut super::super::Scratch::default();
        let grid = crate::meter::TimeGrid { start_s: 0, step_s: 1800, len: 0 };
        let calendar = crate::meter::Calendar { grid, utc_offset_s: 0 };
        let facts = crate::meter::MeterFacts::default();
        let view = super::super::MeterView { calendar, wh: &[], temp_c: None, facts: &facts };
        let mut meter = MeterMeasures::of(&view, scratch);
        meter.values.fill(f32::NAN);
        for (measure, value) in known {
            meter.values[*measure as usize] = *value;
        }
        meter
    }

    fn peers() -> Peers {
        let usual = meter(&[(Measure::BaseKw, 0.2)]);
        Peers::of(&vec![usual; 9], &[])
    }

    #[test]
    fn a_flat_load_is_told_as_one_would() {
        let known = [
            (Measure::NightBase, 1.02),
            (Measure::BaseSpread, 0.03),
            (Measure::BaseKw, 2.8),
            (Measure::BaseStepRatio, 9.0),
            (Measure::BaseBefore, 0.1),
            (Measure::MeanKw, 3.0),
            (Measure::WeekendBase, 1.01),
        ];
        let told = of_load(2.5, &meter(&known), &peers());
        assert_eq!(told[..2], [Trait::DayAndNight, Trait::Flat]);
        assert!(matches!(told[2], Trait::TimesPeers(times) if (times - 14.0).abs() < 0.01), "{told:?}");
        assert!(matches!(told[3], Trait::BaseBeforeKw(kw) if (kw - 0.3).abs() < 1e-3), "{told:?}");
        assert_eq!(told[4..], [Trait::NoWeekend]);
    }

    #[test]
    fn a_timer_is_told_by_its_hours() {
        let known = [
            (Measure::ClockSizeKw, 2.4),
            (Measure::ClockEqual, 0.9),
            (Measure::ClockRiseRepeat, 8.0),
            (Measure::ClockFallRepeat, 5.0),
            (Measure::ClockRiseHour, 23.0),
            (Measure::ClockFallHour, 7.0),
            (Measure::NightBase, 1.0),
        ];
        let told = of_load(2.5, &meter(&known), &peers());
        assert_eq!(told, [Trait::Timed { on_h: 23.0, off_h: 7.0 }]);
    }

    #[test]
    fn of_what_is_not_known_nothing_is_told() {
        assert_eq!(of_load(f32::NAN, &meter(&[]), &peers()), []);
        assert_eq!(of_shortfall(&meter(&[])), []);
    }

    #[test]
    fn a_home_above_the_limit_of_the_law_is_told_and_a_business_is_not() {
        // 6,000 kWh a month are 8.2 kW all the time.
        let of = |tariff, mean_kw| MeterMeasures { tariff, ..meter(&[(Measure::MeanKw, mean_kw)]) };
        let home = Some(Tariff::Household);
        assert_eq!(over_limit(&of(home, 8.2), Some(6000.0)), None);
        let Some(Trait::OverLimit { kwh_month, limit_kwh_month }) = over_limit(&of(home, 8.3), Some(6000.0))
        else {
            panic!("8.3 kW are above it")
        };
        assert!((kwh_month - 6062.0).abs() < 10.0 && limit_kwh_month == 6000.0, "{kwh_month}");
        assert_eq!(over_limit(&of(home, 8.3), None), None, "another country, no limit");
        assert_eq!(over_limit(&of(Some(Tariff::Business), 50.0), Some(6000.0)), None);
        assert_eq!(over_limit(&of(home, f32::NAN), Some(6000.0)), None);
    }

    #[test]
    fn a_shortfall_is_told_by_its_marks() {
        let known = [(Measure::ZeroRunDays, 6.0), (Measure::FallT, 9.0)];
        let meter = MeterMeasures { fell_by: 0.7, ..meter(&known) };
        assert_eq!(of_shortfall(&meter), [Trait::ZeroDays(6.0), Trait::Fell(0.7)]);
    }
}
