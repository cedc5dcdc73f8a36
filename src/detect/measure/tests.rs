use crate::detect::{Measure, MeterMeasures, MeterView, Scratch};
use crate::meter::{Calendar, MeterFacts, TimeGrid};

/// Four weeks of half-hours from local midnight, of a load given by slot.
fn measured(kw: impl Fn(usize) -> f32) -> MeterMeasures {
    let grid = TimeGrid { start_s: 1_795_190_400, step_s: 1800, len: 28 * 48 };
    let wh: Vec<f32> = (0..grid.len).map(|slot| kw(slot) * 500.0).collect();
    let view = MeterView {
        calendar: Calendar { grid, utc_offset_s: 8 * 3600 },
        wh: &wh,
        temp_c: None,
        facts: &MeterFacts::default(),
    };
    MeterMeasures::of(&view, &mut Scratch::default())
}

#[test]
fn a_step_of_the_base_load_is_found_with_its_size_and_day() {
    let measures = measured(|slot| 0.3 + (slot % 48) as f32 / 48.0 + if slot >= 14 * 48 { 3.2 } else { 0.0 });
    assert!((measures.get(Measure::BaseStepKw) - 3.2).abs() < 1e-3);
    assert_eq!(
        measures.load.first_seen_s,
        Some(1_795_190_400 + 15 * 86_400),
        "when the first such day is over"
    );
    assert!((measures.load.kw.expect("a size") - 3.2).abs() < 1e-3);
}

#[test]
fn what_is_missing_is_not_zero() {
    let measures = measured(|slot| if slot % 2 == 0 { f32::NAN } else { 1.0 });
    assert_eq!(measures.get(Measure::Missing), 0.5);
    assert_eq!(measures.get(Measure::Zero), 0.0);
    assert!((measures.get(Measure::MeanKw) - 1.0).abs() < 1e-6);
}
