//! Owns reading what is known of meters (contract `meters`). Does not read their energy.

use super::cells::read_cells;
use crate::{
    Contract, IoError, Problem, Problems, Severity,
    detections::{decimal_sign, foreign::Text, text},
    excerpt,
    lang::Message,
    meter::{MeterFacts, Tariff},
    table::Row,
};
use ::table::{Meaning, key};
use rustc_hash::FxHashSet;
use std::path::Path;

/// Columns of the contract, each with what else it is called.
const COLUMNS: [(&str, &[&str]); 9] = [
    (
        "meter_id",
        &[
            "meter",
            "meter id",
            "meter no",
            "meter number",
            "serial number",
            "счетчик",
            "номер счетчика",
            "id счетчика",
            "заводской номер",
            "зав номер",
            "серийный номер",
            "прибор учета",
            "номер прибора учета",
            "номер пу",
            "пу",
        ],
    ),
    ("feeder_id", &["feeder", "feeder id", "фидер", "номер фидера", "тп", "присоединение", "линия"]),
    ("region", Meaning::Region.names()),
    ("district", &["district", "район", "муниципальный район", "муниципалитет", "город"]),
    ("lon", Meaning::Lon.names()),
    ("lat", Meaning::Lat.names()),
    (
        "tariff",
        &[
            "tariff class",
            "customer class",
            "тариф",
            "тарифная группа",
            "группа потребителей",
            "категория потребителя",
        ],
    ),
    ("phases", &["number of phases", "фазы", "число фаз", "количество фаз", "кол во фаз", "фазность"]),
    (
        "contract_kw",
        &[
            "contract kw",
            "contracted kw",
            "contracted power kw",
            "договорная мощность квт",
            "разрешенная мощность квт",
            "максимальная мощность квт",
        ],
    ),
];

/// What tariffs are called elsewhere.
const TARIFFS: [(&str, Tariff); 14] = [
    ("household", Tariff::Household),
    ("residential", Tariff::Household),
    ("domestic", Tariff::Household),
    ("население", Tariff::Household),
    ("бытовой", Tariff::Household),
    ("быт", Tariff::Household),
    ("физлицо", Tariff::Household),
    ("business", Tariff::Business),
    ("commercial", Tariff::Business),
    ("прочие", Tariff::Business),
    ("прочие потребители", Tariff::Business),
    ("юрлицо", Tariff::Business),
    ("организация", Tariff::Business),
    ("предприятие", Tariff::Business),
];

/// The columns of a table as the contract calls them: each once, the contract's own name before others.
pub(crate) fn meter_columns(columns: &[String]) -> Vec<String> {
    let mut names = columns.to_vec();
    for (name, others) in COLUMNS {
        if columns.iter().any(|column| column == name) {
            continue;
        }
        let is_it = |other: &&str| columns.iter().position(|column| key(column) == key(other));
        if let Some(at) = std::iter::once(&name).chain(others).find_map(is_it) {
            name.clone_into(&mut names[at]);
        }
    }
    names
}

/// A meter as its table has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Meter {
    /// Its id.
    pub id: String,
    /// What is known of it.
    pub facts: MeterFacts,
}

/// Reads meters from a table of any usual form, or from those of a folder. Columns are known by their names in
/// English and Russian; what they were read as is told. Of two rows with one id the first stays. A value that cannot
/// be used becomes unknown and is counted; a place at exactly 0°, 0° is none.
///
/// # Errors
/// A file cannot be read, or no column names the meter.
pub fn read_meters(path: &Path) -> Result<(Vec<Meter>, Problems), IoError> {
    let (mut meters, mut problems) = (Vec::new(), Problems::default());
    let mut seen = FxHashSet::default();
    for file in super::tables_in(path, Contract::Meters)? {
        let text = Text::of(&file);
        let point = decimal_sign(text.path()).map_err(|error| text.fail(error))?;
        let (mut of_table, mut named) = (Problems::default(), None::<(Vec<String>, Vec<String>)>);
        let mut nowhere: Option<(Problem, u64)> = None;
        let read = read_cells(text.path(), &[], &mut of_table, |row, problems| {
            let (_, columns) =
                named.get_or_insert_with(|| (row.columns.to_vec(), meter_columns(row.columns)));
            let row = Row { columns, ..*row };
            if !columns.iter().any(|column| column == "meter_id") {
                return Ok(());
            }
            let id = row.required("meter_id")?.to_owned();
            if !seen.insert(id.clone()) {
                return Err(row.wrong("meter_id", "expected-one-meter"));
            }
            let mut facts = facts(&row, point, problems);
            if facts.lon_lat == Some((0.0, 0.0)) {
                facts.lon_lat = None;
                let first = || (row.remark("lon", "expected-position-not-zero"), 0);
                nowhere.get_or_insert_with(first).1 += 1;
            }
            meters.push(Meter { id, facts });
            Ok(())
        });
        read.map_err(|error| text.fail(error))?;
        if let Some((columns, names)) = named {
            if !names.iter().any(|name| name == "meter_id") {
                let found = Message::list(columns.iter().map(|column| excerpt(column)));
                let found = Message::new("found-columns").with("names", found);
                let expected = Message::new("expected-contract-column")
                    .text("name", "meter_id")
                    .with("contract", Contract::Meters.told());
                return Err(IoError::unusable(&file, None, expected, found));
            }
            let read_as = columns.iter().zip(&names).filter(|(column, name)| column != name);
            let read_as: Vec<Message> = read_as
                .map(|(column, name)| {
                    Message::new("found-column-read-as").with("column", excerpt(column)).text("name", name)
                })
                .collect();
            if !read_as.is_empty() {
                let (expected, found) = ("expected-contract-names", Message::list(read_as));
                problems.add(Problem::of_file(&file, None, expected, found, Severity::Warning));
            }
        }
        if let Some((problem, rows)) = nowhere {
            of_table.add_many(problem, rows);
        }
        problems.extend(text.tell(of_table));
    }
    Ok((meters, problems))
}

fn facts(row: &Row<'_>, point: u8, problems: &mut Problems) -> MeterFacts {
    let text = |column: &str| Some(row.text(column)).filter(|text| !text.is_empty()).map(str::to_owned);
    let mut known = |value: Result<Option<f64>, Problem>| {
        value.unwrap_or_else(|problem| {
            problems.add(Problem { severity: Severity::Warning, ..problem });
            None
        })
    };
    let number = |column: &str| {
        let cell = row.text(column).as_bytes();
        let number = text::number(cell, point).or_else(|| text::number(cell, b'.'));
        match number.filter(|value| value.is_finite()) {
            None if !cell.is_empty() => Err(row.wrong(column, "expected-number")),
            number => Ok(number),
        }
    };
    let within = |column: &str, low: f64, high: f64, expected: &'static str| match number(column) {
        Ok(Some(value)) if !(low..=high).contains(&value) => Err(row.remark(column, expected)),
        other => other,
    };
    let lon = known(within("lon", -180.0, 360.0, "expected-longitude"));
    let lat = known(within("lat", -90.0, 90.0, "expected-latitude"));
    let phases = known(within("phases", 1.0, 3.0, "expected-phases"));
    let contract_kw = known(within("contract_kw", 0.0, f64::INFINITY, "expected-kilowatts"));
    let tariff_word = key(row.text("tariff"));
    let tariff = TARIFFS.into_iter().find(|(word, _)| *word == tariff_word).map(|(_, tariff)| tariff);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Words};

    fn read(text: &[u8]) -> Result<(Vec<Meter>, Vec<String>), IoError> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("m.csv");
        crate::write_file(&path, text).expect("written");
        let (meters, problems) = read_meters(&path)?;
        let words = Words::new(Lang::En);
        Ok((meters, problems.lines().map(|line| line.say(&words)).collect()))
    }

    #[test]
    fn columns_are_read_by_meaning_in_both_languages_and_said() {
        let text = "Номер счётчика;Фидер;Субъект РФ;Долгота;Широта;Тариф;Число фаз;Договорная мощность, кВт\n\
            M1;F1;Иркутская обл.;104,28;52,29;Население;3;15,5\nM2;F1;Иркутская обл.;0;0;прочие;1;\n";
        let (meters, told) = read(text.as_bytes()).expect("read");
        let first = &meters[0].facts;
        assert_eq!((meters[0].id.as_str(), first.lon_lat), ("M1", Some((104.28, 52.29))));
        assert_eq!((first.tariff, first.phases), (Some(Tariff::Household), Some(3)));
        assert_eq!((first.contract_kw, first.feeder_id.as_deref()), (Some(15.5), Some("F1")));
        assert_eq!((meters[1].facts.lon_lat, meters[1].facts.tariff), (None, Some(Tariff::Business)));
        let told = told.join("\n");
        assert!(told.contains("Долгота\" → lon") || told.contains("Долгота → lon"), "{told}");
        assert!(told.contains("0°"), "{told}");
        // In a folder, too, it is known for what it is.
        let folder = tempfile::tempdir().expect("a folder");
        crate::write_file(&folder.path().join("счётчики.csv"), text.as_bytes()).expect("written");
        let (of_folder, _) = read_meters(folder.path()).expect("read");
        assert_eq!(of_folder, meters);
        let (meters, told) = read(b"Meter number,Longitude,Latitude\n7,104.3,52.3\n").expect("read");
        assert_eq!((meters[0].id.as_str(), meters[0].facts.lon_lat), ("7", Some((104.3, 52.3))));
        assert_eq!(told.len(), 1, "{told:?}");
    }

    #[test]
    fn the_contract_is_read_without_a_word_and_a_table_of_something_else_is_not() {
        let (meters, told) = read(b"meter_id,region,tariff\nM1,RU-IRK,household\n").expect("read");
        assert_eq!((meters.len(), told.len()), (1, 0), "{told:?}");
        let refused = read(b"name,age\nA,7\n").expect_err("no meter").to_string();
        assert!(refused.contains("meter_id") && refused.contains("age"), "{refused}");
    }
}
