//! Owns the load that is always there, whether or not it ever began, and what is known of who has
//! it. Does not compare it with others.

use super::stats::quantile;
use super::{Measure, MeterMeasures, Scratch};
use crate::meter::{MeterFacts, Tariff};

/// Measures the core of the load. Days have been summarised, and levels measured.
pub(super) fn measure(out: &mut MeterMeasures, facts: &MeterFacts, scratch: &mut Scratch) {
    if let Some(tariff) = facts.tariff {
        out.set(Measure::Household, f32::from(u8::from(tariff == Tariff::Household)));
    }
    if let Some(phases) = facts.phases {
        out.set(Measure::Phases, f32::from(phases));
    }
    let base_kw = out.get(Measure::BaseKw);
    if let Some(contract_kw) = facts.contract_kw.filter(|kw| *kw > 0.0) {
        out.set(Measure::ContractShare, base_kw / contract_kw);
    }
    let Scratch { kw, work, ranks, days, .. } = scratch;
    work.clear();
    work.extend(kw.iter().filter(|kw| kw.is_finite()));
    let [core, quarter] = ranks.of(work, [0.02, 0.25]);
    out.set(Measure::CoreKw, core);
    if core > 0.0 {
        out.set(Measure::CoreEven, quarter / core);
    }
    work.clear();
    work.extend(days.iter().map(|day| day.base));
    out.set(Measure::CoreDays, spread(work));
}

/// Interquartile range over the median; NaN where that is nothing.
fn spread(values: &mut [f32]) -> f32 {
    let [low, middle, high] = [0.25, 0.5, 0.75].map(|share| quantile(values, share));
    if middle > 0.0 { (high - low) / middle } else { f32::NAN }
}
