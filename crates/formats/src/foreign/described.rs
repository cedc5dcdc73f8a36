//! Owns a table of readings with its description: what it means in words, its first rows, and its first day.
//! Does not read it whole.

use super::{Foreign, head, told};
use crate::{
    IoError,
    detections::{Contract, contract_of},
    lang::Message,
    region_table::has_regions,
};
use headend::{
    Format,
    table::{self, Answer, Description, FirstDay, Quantity, Question, Sample, StampAt, Unit},
};
use std::path::{Path, PathBuf};

/// A table of readings, and how it is read.
#[derive(Clone, Debug)]
pub struct DescribedTable {
    path: PathBuf,
    head: Vec<u8>,
    /// What a table of the contract means, which needs no description.
    contract: Option<Description>,
    /// What its columns mean: guessed from the file, then as somebody says.
    pub description: Description,
}

impl DescribedTable {
    /// A table whose columns had to be guessed; nothing for formats that say what they are, for tables of a
    /// contract or of figures by region, and for what is no table of readings.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn guessed(path: &Path) -> Result<Option<Self>, IoError> {
        if path.is_dir() {
            return Ok(None);
        }
        let head = head(path)?;
        if super::is_other(&head) || Format::detect(&head).is_some() {
            return Ok(None);
        }
        let Some(description) = table::guess(&head) else { return Ok(None) };
        let columns = table::sample(&head, &description, 0).columns;
        let is_known = contract_of(path).is_ok_and(|contract| contract.is_some())
            || Contract::of(&columns).is_some()
            || description.meter.is_none() && has_regions(&columns);
        Ok((!is_known).then(|| Self { path: path.to_owned(), head, contract: None, description }))
    }

    /// A text of the contract (`meter_id`, `ts`, `wh`), which leaves nothing open; nothing for any other file.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn of_contract(path: &Path) -> Result<Option<Self>, IoError> {
        if path.is_dir() {
            return Ok(None);
        }
        let head = head(path)?;
        let guessed = if super::is_other(&head) { None } else { table::guess(&head) };
        let Some(mut description) = guessed else { return Ok(None) };
        if Contract::of(&table::sample(&head, &description, 0).columns) != Some(Contract::Readings) {
            return Ok(None);
        }
        let answers = [
            Answer::Meter("meter_id".to_owned()),
            Answer::Time(vec!["ts".to_owned()]),
            Answer::Values("wh".to_owned()),
            Answer::Unit(Unit::Wh),
            Answer::Quantity(Quantity::Energy),
            Answer::Stamp(StampAt::Start),
            Answer::Zone("UTC".to_owned()),
        ];
        for answer in answers {
            // Columns that the contract names are there.
            let _ = description.answer(answer);
        }
        let contract = Some(description.clone());
        Ok(Some(Self { path: path.to_owned(), head, contract, description }))
    }

    /// The description by which it is to be read; nothing where it follows the contract and nobody said
    /// otherwise.
    #[must_use]
    pub fn needed(&self) -> Option<&Description> {
        Some(&self.description).filter(|description| self.contract.as_ref() != Some(*description))
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its columns, and its first rows as they stand.
    #[must_use]
    pub fn sample(&self, most_rows: usize) -> Sample {
        table::sample(&self.head, &self.description, most_rows)
    }

    /// Its first day as power over time.
    ///
    /// # Errors
    /// The description leaves open what power needs.
    pub fn first_day(&self) -> Result<Option<FirstDay>, IoError> {
        table::first_day(&self.head, &self.description).map_err(told::failed(&self.path))
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn told(&self) -> Message {
        Foreign::Table(Box::new(self.description.clone())).told()
    }
}

/// What is asked.
#[must_use]
pub fn question_told(question: Question) -> Message {
    Message::from(match question {
        Question::Meter => "describe-asks-meter",
        Question::Time => "describe-asks-time",
        Question::Dates => "describe-asks-dates",
        Question::Values => "describe-asks-values",
        Question::Unit => "describe-asks-unit",
        Question::Quantity => "describe-asks-quantity",
        Question::Interval => "describe-asks-interval",
        Question::Stamp => "describe-asks-stamp",
        Question::Zone => "describe-asks-zone",
    })
}

/// How the text of a table is read.
#[must_use]
pub fn text_told(description: &Description) -> Message {
    let Description { encoding, separator, decimal_sign, header_line, .. } = description;
    Message::new("describe-text")
        .text("encoding", encoding)
        .text("separator", format!("{separator:?}"))
        .text("decimal", format!("{decimal_sign:?}"))
        .text("line", header_line.to_string())
}

/// What a description says, a line each.
#[must_use]
pub fn description_told(description: &Description) -> Vec<Message> {
    let quoted = |text: &str| format!("{text:?}");
    let mut lines = vec![text_told(description)];
    let meters = [("describe-meter", &description.meter), ("describe-only-meter", &description.meter_name)];
    for (id, name) in meters {
        lines.extend(name.as_deref().map(|name| Message::new(id).text("name", quoted(name))));
    }
    let columns = description.time.iter().map(|name| Message::Data(quoted(name)));
    let columns = columns
        .reduce(|first, second| Message::new("describe-and").with("first", first).with("second", second));
    if let Some(columns) = columns {
        let stamp = description.stamp.map(stamp_told);
        let zone = description.zone.as_deref().map(|zone| Message::new("describe-zone").text("zone", zone));
        let columns = Message::list([Some(columns), stamp, zone].into_iter().flatten());
        lines.push(Message::new("describe-time").with("columns", columns));
    }
    let columns = match &description.values[..] {
        [one] => Message::new("describe-value-column").text("name", quoted(one)),
        several if description.wide.is_none() && !several.is_empty() => Message::new("describe-value-sum")
            .with("names", Message::list(several.iter().map(|name| Message::Data(quoted(name)))))
            .count(several.len()),
        several => Message::new("describe-value-columns").count(several.len()),
    };
    let columns = match description.unit {
        Some(unit) => Message::new("describe-of-unit").with("columns", columns).with("unit", unit_told(unit)),
        None => columns,
    };
    let quantity = description.quantity.map(quantity_told);
    let interval =
        description.interval_minutes.map(|minutes| Message::new("describe-every").count(minutes as usize));
    let columns = Message::list([Some(columns), quantity, interval].into_iter().flatten());
    lines.push(Message::new("describe-values").with("columns", columns));
    lines.extend(
        description.part.as_deref().map(|name| Message::new("describe-part").text("name", quoted(name))),
    );
    lines
}

/// What values are, in words.
#[must_use]
pub fn quantity_told(quantity: Quantity) -> Message {
    Message::from(match quantity {
        Quantity::Energy => "describe-energy",
        Quantity::MeanPower => "describe-mean-power",
        Quantity::Register => "describe-register",
    })
}

/// Where in its interval a time stands, in words.
#[must_use]
pub fn stamp_told(stamp: StampAt) -> Message {
    Message::from(match stamp {
        StampAt::Start => "describe-start",
        StampAt::End => "describe-end",
    })
}

/// A unit as it is written in the language.
#[must_use]
pub fn unit_told(unit: Unit) -> Message {
    Message::from(match unit {
        Unit::Wh => "unit-wh",
        Unit::KWh => "unit-kwh",
        Unit::MWh => "unit-mwh",
        Unit::W => "unit-w",
        Unit::KW => "unit-kw",
        Unit::MW => "unit-mw",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tables_whose_columns_were_guessed_are_previewed() {
        let folder = tempfile::tempdir().expect("a folder");
        let guessed = |text: &str| {
            let path = folder.path().join("t.csv");
            crate::write_file(&path, text.as_bytes()).expect("written");
            DescribedTable::guessed(&path).expect("readable")
        };
        let table =
            guessed("Счётчик;Время;кВт\n1;01.02.2025 00:00;2,5\n1;01.02.2025 01:00;3\n").expect("readings");
        assert_eq!(table.sample(1).rows, [["1", "01.02.2025 00:00", "2,5"]]);
        let day = table.first_day().expect("nothing is open that matters").expect("a day");
        assert_eq!((day.steps.len(), day.peak_kw()), (2, 3.0));
        // One meter, whose name no column has.
        assert!(guessed("time,kwh\n2025-02-01 00:00,1\n2025-02-01 01:00,2\n").is_some());
        for known in [
            "meter_id,ts,wh\na,2025-02-01T00:00:00Z,1\n",
            "lon,lat,date,kw\n104.3,52.3,2025-02-01,30\n",
            "region,date,gwh\nRU-IRK,2024-01-01,5\nRU-TOM,2024-01-01,5\n",
            "a,b\n1,2\n",
            "{\"type\":\"FeatureCollection\",\"features\":[]}",
        ] {
            assert!(guessed(known).is_none(), "{known}");
        }
        assert!(DescribedTable::guessed(folder.path()).expect("a folder").is_none());
    }
}
