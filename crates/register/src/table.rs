//! Owns reading a register of legal miners from plain text in columns, named in Russian or English. Does not
//! match it, nor make plain text of workbooks.

use std::io::Read;

/// A row of a register.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Who.
    pub operator: String,
    /// Its tax number; empty where the register has none.
    pub inn: String,
    /// Id of the meter; empty where not known.
    pub meter_id: String,
    /// Longitude and latitude in degrees.
    pub lon_lat: Option<(f64, f64)>,
    /// Registered power.
    pub kw: Option<f64>,
    /// First day, counted from 1970-01-01.
    pub since_day: Option<i32>,
    /// Last day.
    pub until_day: Option<i32>,
    /// Line in the file, the header being 1.
    pub line: u64,
}

/// A register.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// Its name, for what is said of it.
    pub name: String,
    /// Rows in the order of the file.
    pub entries: Vec<Entry>,
}

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The table has neither `meter_id` nor `lon` and `lat`; nothing was read.
    NoKey,
    /// A row has neither; it matches nothing and is left out.
    NothingToMatch,
    /// The check digit of an INN is wrong; the row is kept.
    Inn,
    /// No number, or one that cannot be; the row is kept without it.
    Number,
    /// No day; the row is kept without it, and matches at any time.
    Day,
    /// Not CSV.
    Row,
}

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// Line in the file.
    pub line: u64,
    /// Column.
    pub column: &'static str,
    /// What.
    pub fault: Fault,
    /// What stands there.
    pub found: String,
}

/// What registers call their columns, that of the contract first.
const NAMES: [(&str, &[&str]); 8] = [
    ("operator", &["оператор", "наименование", "организация", "владелец", "майнер"]),
    ("inn", &["инн"]),
    ("meter_id", &["meter", "номер счетчика", "счетчик", "номер прибора учета", "прибор учета"]),
    ("lon", &["longitude", "долгота"]),
    ("lat", &["latitude", "широта"]),
    ("kw", &["power kw", "мощность квт", "квт"]),
    ("since", &["from", "с", "дата включения", "дата регистрации", "действует с"]),
    ("until", &["to", "по", "дата исключения", "действует до"]),
];

/// Where a column stands in a header.
fn place_in(header: &csv::StringRecord, column: &str) -> Option<usize> {
    let others = NAMES.iter().find(|(own, _)| *own == column).map_or(&[][..], |(_, others)| others);
    let keys: Vec<String> = header.iter().map(table::key).collect();
    let of = |name: &str| keys.iter().position(|key| *key == table::key(name));
    of(column).or_else(|| others.iter().find_map(|name| of(name)))
}

impl Register {
    /// Reads a register: any of `operator`, `inn`, `meter_id`, `lon`, `lat`, `kw`, `since`, `until`, or what these
    /// are called in Russian.
    #[must_use]
    pub fn read(name: &str, mut from: impl Read, separator: u8) -> (Self, Vec<RowProblem>) {
        let mut register = Self { name: name.to_owned(), entries: Vec::new() };
        let mut problems = Vec::new();
        let mut text = Vec::new();
        if let Err(cause) = from.read_to_end(&mut text) {
            problems.push(RowProblem {
                line: 0,
                column: "meter_id",
                fault: Fault::Row,
                found: cause.to_string(),
            });
        }
        let mut reader = csv::ReaderBuilder::new();
        let mut reader =
            reader.delimiter(separator).flexible(true).trim(csv::Trim::All).from_reader(&text[..]);
        let headers = reader.headers().cloned().unwrap_or_default();
        let places: Vec<Option<usize>> = NAMES.iter().map(|(column, _)| place_in(&headers, column)).collect();
        let place = |name: &str| {
            let at = NAMES.iter().position(|(column, _)| *column == name)?;
            places[at]
        };
        if place("meter_id").is_none() && (place("lon").is_none() || place("lat").is_none()) {
            let found = headers.iter().collect::<Vec<_>>().join(", ");
            problems.push(RowProblem { line: 1, column: "meter_id", fault: Fault::NoKey, found });
            return (register, problems);
        }
        for row in reader.into_records() {
            let row = match row {
                Ok(row) => row,
                Err(cause) => {
                    let line = table::line_of(&text, cause.position());
                    problems.push(RowProblem {
                        line,
                        column: "meter_id",
                        fault: Fault::Row,
                        found: cause.to_string(),
                    });
                    continue;
                }
            };
            let line = table::line_of(&text, row.position());
            let cell = |name: &str| place(name).and_then(|at| row.get(at)).unwrap_or_default();
            let mut wrong = |column: &'static str, fault: Fault| {
                problems.push(RowProblem { line, column, fault, found: cell(column).to_owned() });
            };
            let mut number = |column: &'static str, low: f64, high: f64| {
                let text = cell(column);
                let read = table::cell::number_of_people(text.as_bytes(), b'.');
                let number = read.filter(|number: &f64| (low..=high).contains(number));
                if number.is_none() && !text.is_empty() {
                    wrong(column, Fault::Number);
                }
                number
            };
            let (lon, lat) = (number("lon", -180.0, 360.0), number("lat", -90.0, 90.0));
            let kw = number("kw", 0.0, f64::MAX);
            let mut day = |column: &'static str| {
                let text = cell(column);
                let day = table::cell::day(text.as_bytes());
                if day.is_none() && !text.is_empty() {
                    wrong(column, Fault::Day);
                }
                day
            };
            let (since_day, until_day) = (day("since"), day("until"));
            if !cell("inn").is_empty() && !crate::is_inn(cell("inn")) {
                wrong("inn", Fault::Inn);
            }
            if cell("meter_id").is_empty() && lon.zip(lat).is_none() {
                wrong("meter_id", Fault::NothingToMatch);
                continue;
            }
            register.entries.push(Entry {
                operator: cell("operator").to_owned(),
                inn: cell("inn").to_owned(),
                meter_id: cell("meter_id").to_owned(),
                lon_lat: lon.zip(lat),
                kw,
                since_day,
                until_day,
                line,
            });
        }
        (register, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_kept_with_what_can_be_used() {
        let text = "operator,inn,meter_id,lon,lat,kw,since,until\n\
            A,7707083893,m1,,,120,2024-11-01,\nB,7707083894,,104.3,52.3,50,,\n\
            C,,,,,9,,\nD,,m4,,,many,soon,2025-01-01\n";
        let (register, problems) = Register::read("r.csv", text.as_bytes(), b',');
        assert_eq!(register.entries.len(), 3);
        assert_eq!(register.entries[0].since_day, Some(20_028));
        let faults: Vec<_> = problems.iter().map(|problem| (problem.line, problem.fault)).collect();
        let expected = [(3, Fault::Inn), (4, Fault::NothingToMatch), (5, Fault::Number), (5, Fault::Day)];
        assert_eq!(faults, expected);
        let (_, of_windows) = Register::read("r.csv", text.replace('\n', "\r\n").as_bytes(), b',');
        assert_eq!(of_windows, problems, "lines are counted alike whatever ends them");
        assert_eq!(Register::read("r.csv", &b"operator\nA\n"[..], b',').1[0].fault, Fault::NoKey);
    }

    #[test]
    fn columns_may_be_called_as_the_owner_calls_them() {
        let text =
            "Оператор;ИНН;Номер счётчика;Мощность, кВт;Дата включения\nА;7707083893;m1;1 200,5;01.11.2024\n";
        let (register, problems) = Register::read("r.csv", text.as_bytes(), b';');
        assert_eq!(problems, []);
        let entry = &register.entries[0];
        assert_eq!((entry.meter_id.as_str(), entry.kw, entry.since_day), ("m1", Some(1200.5), Some(20_028)));
    }
}
