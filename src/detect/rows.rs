//! Owns the table the model of meters reads: measures of each meter, and how they stand among its
//! peers. Does not measure and does not score.

use super::MeterMeasures;
use super::measure::Measure;
use crate::meter::Tariff;

/// Measures that are also given relative to the median of the peers.
const RELATIVE: [Measure; 3] = [Measure::MeanKw, Measure::BaseShare, Measure::BaseStepKw];

/// Rows of numbers, one a meter; NaN is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MeterRows {
    /// Row by row.
    pub values: Vec<f32>,
}

impl MeterRows {
    /// Numbers a row.
    pub const WIDTH: usize = Measure::COUNT + RELATIVE.len();

    /// Names of the numbers of a row.
    #[must_use]
    pub fn names() -> Vec<String> {
        let own = Measure::NAMES.iter().map(|name| (*name).to_owned());
        own.chain(RELATIVE.iter().map(|measure| format!("{}_peers", Measure::NAMES[*measure as usize])))
            .collect()
    }

    /// The rows of meters that were read together; the peers of one are those of its tariff.
    #[must_use]
    pub fn of(all: &[MeterMeasures]) -> Self {
        let tariffs = [None, Some(Tariff::Household), Some(Tariff::Business)];
        let usual: Vec<[f32; RELATIVE.len()]> = tariffs
            .iter()
            .map(|tariff| {
                RELATIVE
                    .map(|measure| median(all.iter().filter(|m| m.tariff == *tariff).map(|m| m.get(measure))))
            })
            .collect();
        let mut values = Vec::with_capacity(all.len() * Self::WIDTH);
        for meter in all {
            values.extend_from_slice(&meter.values);
            let usual = tariffs.iter().zip(&usual).find(|(tariff, _)| **tariff == meter.tariff);
            for (i, measure) in RELATIVE.iter().enumerate() {
                values.push(usual.map_or(f32::NAN, |(_, usual)| meter.get(*measure) - usual[i]));
            }
        }
        Self { values }
    }
}

fn median(values: impl Iterator<Item = f32>) -> f32 {
    let mut known: Vec<f32> = values.filter(|v| v.is_finite()).collect();
    let middle = known.len() / 2;
    if known.is_empty() { f32::NAN } else { *known.select_nth_unstable_by(middle, f32::total_cmp).1 }
}
