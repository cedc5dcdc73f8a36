//! Owns reading what is known of meters (contract `meters`). Does not read their energy.

use super::cells::read_cells;
use crate::{
    Contract, IoError, Problem, Problems, Severity,
    meter::{MeterFacts, Tariff},
    table::Row,
};
use rustc_hash::FxHashSet;
use std::path::Path;

/// A meter as its table has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Meter {
    /// Its id.
    pub id: String,
    /// What is known of it.
    pub facts: MeterFacts,
}

/// Reads meters from a table, or from those of a folder. Of two rows with one id the first stays.
/// A value that cannot be used becomes unknown and is counted.
///
/// # Errors
/// A file cannot be read or has no `meter_id`.
pub fn read_meters(path: &Path) -> Result<(Vec<Meter>, Problems), IoError> {
    let (mut meters, mut problems) = (Vec::new(), Problems::default());
    let mut seen = FxHashSet::default();
    for file in super::tables_in(path, Contract::Meters)? {
        read_cells(&file, &["meter_id"], &mut problems, |row, problems| {
            let id = row.required("meter_id")?.to_owned();
            if !seen.insert(id.clone()) {
                return Err(row.wrong("meter_id", "expected-one-meter"));
            }
            meters.push(Meter { id, facts: facts(row, problems) });
            Ok(())
        })?;
    }
    Ok((meters, problems))
}

fn facts(row: &Row<'_>, problems: &mut Problems) -> MeterFacts {
    let text = |column: &str| Some(row.text(column)).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut known = |value: Result<Option<f64>, Problem>| {
        value.unwrap_or_else(|problem| {
            problems.add(Problem { severity: Severity::Warning, ..problem });
            None
        })
    };
    let within = |column: &str, low: f64, high: f64, expected: &'static str| match row.number(column) {
        Ok(Some(value)) if !(low..=high).contains(&value) => Err(row.remark(column, expected)),
        other => other,
    };
    let lon = known(within("lon", -180.0, 360.0, "expected-longitude"));
    let lat = known(within("lat", -90.0, 90.0, "expected-latitude"));
    let phases = known(within("phases", 1.0, 3.0, "expected-phases"));
    let contract_kw = known(within("contract_kw", 0.0, f64::INFINITY, "expected-kilowatts"));
    let tariff_word = row.text("tariff");
    let tariff = Tariff::from_id(tariff_word);
    if tariff.is_none() && !tariff_word.is_empty() {
        problems.add(row.remark("tariff", "expected-tariff"));
    }
    MeterFacts {
        feeder_id: text("feeder_id"),
        region: text("region"),
        district: text("district"),
        lon_lat: lon.zip(lat),
        tariff,
        phases: phases.map(|phases| phases as u8),
        contract_kw: contract_kw.map(|kw| kw as f32),
    }
}
