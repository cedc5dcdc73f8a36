//! Owns what is measured of a feeder. Does not judge.

use crate::detect::FeederView;

/// What was measured of one feeder; a few numbers, whatever the length of its series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeederMeasures {
    /// Supply minus the sum of meters, as a share of the supply.
    pub loss_share: f32,
    /// Meters that hang on it.
    pub meter_count: usize,
}

/// Room for the work on one feeder, kept between feeders.
#[derive(Clone, Debug, Default)]
pub struct FeederScratch {}

/// Measures one feeder, without its peers.
#[must_use]
pub fn measure_feeder(view: &FeederView, _scratch: &mut FeederScratch) -> FeederMeasures {
    let mut supplied = 0.0_f64;
    let mut metered = 0.0_f64;
    for (slot, supply) in view.supply_wh.iter().enumerate() {
        let sum: f32 = view.meters_wh.iter().map(|meter| meter[slot]).sum();
        if supply.is_finite() && sum.is_finite() {
            supplied += f64::from(*supply);
            metered += f64::from(sum);
        }
    }
    FeederMeasures { loss_share: ((supplied - metered) / supplied) as f32, meter_count: view.meters_wh.len() }
}
