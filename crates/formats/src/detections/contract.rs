//! Owns telling which data contract a table follows, by the names of its columns. Does not read
//! tables.

use super::columns::{Column, plain};
use crate::{lang::Message, readings::meter_columns};
use ::table::key;

/// A data contract: columns with agreed names, types and units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contract {
    /// Energy by meter and interval.
    Readings,
    /// Energy supplied into feeders by interval.
    Feeders,
    /// Temperature by region and time.
    Weather,
    /// Meters and where they stand.
    Meters,
    /// What is known about subjects.
    Labels,
    /// Scores of a detector by meter or feeder.
    Scores,
    /// Statistics of meters, as `detect --measures` writes them.
    Measures,
    /// Detections with position or region.
    Detections,
}

impl Contract {
    /// All contracts, those with the most telling columns first.
    pub const ALL: [Self; 8] = [
        Self::Readings,
        Self::Feeders,
        Self::Weather,
        Self::Meters,
        Self::Labels,
        Self::Scores,
        Self::Measures,
        Self::Detections,
    ];

    /// Word for it in commands and messages.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Readings => "readings",
            Self::Feeders => "feeders",
            Self::Weather => "weather",
            Self::Meters => "meters",
            Self::Labels => "labels",
            Self::Scores => "scores",
            Self::Measures => "measures",
            Self::Detections => "detections",
        }
    }

    /// In words.
    #[must_use]
    pub fn told(self) -> Message {
        Message::new("found-contract").text("id", self.id())
    }

    /// The contract that a table with such columns follows.
    pub(crate) fn of<S: AsRef<str>>(header: &[S]) -> Option<Self> {
        let names: Vec<String> = header.iter().map(|name| plain(name.as_ref())).collect();
        let has = |name: &str| names.iter().any(|n| n == name);
        let has_all = |wanted: &[&str]| wanted.iter().all(|name| has(name));
        let keys: Vec<String> = header.iter().map(|name| key(name.as_ref())).collect();
        let has_column = |column: Column| column.names().iter().any(|name| keys.contains(&key(name)));
        let has_position = has_column(Column::Lon) && has_column(Column::Lat);
        let is_dated_or_judged = ["ts", "wh", "mean_kw", "detection_id"].into_iter().any(has)
            || [Column::Kind, Column::Kw, Column::Score, Column::FirstSeen, Column::LastSeen]
                .into_iter()
                .any(has_column);
        let is_it = |contract: &Self| match contract {
            Self::Readings => has_all(&["meter_id", "ts", "wh"]),
            Self::Feeders => has_all(&["feeder_id", "ts", "wh"]),
            Self::Weather => has_all(&["region", "ts", "temp_c"]),
            // Whatever is known of meters, as long as nothing was measured or detected.
            Self::Meters => tells_of_meters(header) && !is_dated_or_judged && !is_measured(&keys),
            Self::Labels => has_all(&["subject", "kind"]),
            Self::Scores => {
                has_all(&["kind", "score"])
                    && (has("meter_id") || has("feeder_id"))
                    && !has_position
                    && !has("region")
            }
            Self::Measures => has_all(&["meter_id", "mean_kw"]),
            // A bare list of points will do; regions alone are some other statistic.
            Self::Detections => {
                let telling = [Column::Kind, Column::FirstSeen, Column::Score].into_iter().any(has_column);
                has_position || (has_column(Column::Region) && (telling || has("detection_id")))
            }
        };
        Self::ALL.into_iter().find(is_it)
    }
}

/// Whether a table names meters and says something of them, in any of the names that their reader knows.
fn tells_of_meters<S: AsRef<str>>(header: &[S]) -> bool {
    let columns: Vec<String> = header.iter().map(|name| plain(name.as_ref())).collect();
    let columns = meter_columns(&columns);
    let has = |name: &str| columns.iter().any(|column| column == name);
    let is_known = ["feeder_id", "tariff", "phases", "contract_kw", "region"].into_iter().any(has);
    has("meter_id") && (is_known || has("lon") && has("lat"))
}

/// Whether a column is of energy or of a time, as in readings of any form.
fn is_measured(keys: &[String]) -> bool {
    const WORDS: [&str; 12] = [
        "date",
        "time",
        "timestamp",
        "kwh",
        "energy",
        "reading",
        "дата",
        "время",
        "квтч",
        "энергия",
        "показание",
        "показания",
    ];
    let is_word = |word: &str| WORDS.contains(&word);
    // 00:30, 2025-01-01
    let is_number = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    keys.iter().any(|key| key.split(' ').any(is_word) || key.contains("квт ч") || is_number(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_contract_is_known_by_its_columns() {
        for (header, contract) in [
            ("meter_id,ts,wh,varh", Some(Contract::Readings)),
            ("feeder_id,ts,wh", Some(Contract::Feeders)),
            ("region,ts,temp_c", Some(Contract::Weather)),
            ("meter_id,feeder_id,region,lon,lat,tariff,phases", Some(Contract::Meters)),
            ("meter_id,feeder_id,region,lon,lat", Some(Contract::Meters)),
            ("meter_id,region,tariff", Some(Contract::Meters)),
            ("meter_id,lon,lat", Some(Contract::Meters)),
            ("Номер счётчика,Фидер,Тариф", Some(Contract::Meters)),
            ("Заводской номер,Регион,Максимальная мощность (кВт)", Some(Contract::Meters)),
            ("Прибор учёта,Долгота,Широта", Some(Contract::Meters)),
            ("Meter,Customer class", Some(Contract::Meters)),
            ("Счётчик,Тариф,Дата,Время,кВт·ч", None),
            ("Счётчик,Фидер,00:30,01:00", None),
            ("Meter,Feeder,2025-01,2025-02", None),
            ("Счётчик,Абонент", None),
            ("meter_id,lon,lat,kw", Some(Contract::Detections)),
            ("meter_id,name", None),
            ("subject,kind,since", Some(Contract::Labels)),
            ("meter_id,kind,score", Some(Contract::Scores)),
            ("meter_id,missing,mean_kw,zero", Some(Contract::Measures)),
            ("detection_id,region,lon,lat,kind,meter_id,score", Some(Contract::Detections)),
            ("region,kind,score,meter_id", Some(Contract::Detections)),
            ("Longitude,Latitude", Some(Contract::Detections)),
            ("Долгота,Широта,Мощность (кВт)", Some(Contract::Detections)),
            ("Регион,Дата", Some(Contract::Detections)),
            ("region,population", None),
            ("a,b", None),
        ] {
            assert_eq!(Contract::of(&header.split(',').collect::<Vec<_>>()), contract, "{header}");
        }
    }
}
