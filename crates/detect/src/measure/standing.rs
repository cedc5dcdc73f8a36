//! Owns what is known of who has a load, and how its base differs from day to day. How high what is
//! always there lies is one of the levels. Does not compare it with others.

use super::stats::quantile;
use super::{Measure, MeterMeasures, Scratch};
use crate::meter::{MeterFacts, Tariff};

/// Measures what the table of meters tells. Days have been summarised.
#[inline(always)]
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
    let Scratch { work, days, .. } = scratch;
    work.clear();
    work.extend(days.iter().map(|day| day.base));
    out.set(Measure::CoreDays, spread(work));
}

/// Interquartile range over the median; NaN where that is nothing.
#[inline(always)]
fn spread(values: &mut [f32]) -> f32 {
    let [low, middle, high] = [0.25, 0.5, 0.75].map(|share| quantile(values, share));
    if middle > 0.0 { (high - low) / middle } else { f32::NAN }
}
