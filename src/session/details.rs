//! Owns what the file of a detection says of it beyond what is drawn on the map: why, and its
//! energy day by day. Does not read files.

use super::Session;
use crate::{
    atlas::Period,
    io::{self, DailyEnergy, IoError},
    lang::Localized,
};

/// Columns that the sheet of a detection shows in its own way.
const SHOWN: [&str; 10] =
    ["lon", "lat", "region", "kind", "kw", "score", "first_seen", "last_seen", "status", "legal"];

/// What the file says of one detection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DetectionDetails {
    /// Why it was detected, in words.
    pub told: Option<Localized>,
    /// Its energy day by day; empty if not known.
    pub daily: DailyEnergy,
    /// Other columns and their cells.
    pub cells: Vec<(String, String)>,
}

impl Session {
    /// Reads again what the file says of a detection; nothing where detections are simulated.
    /// Takes as long as reading the file up to its row: meant for the background.
    ///
    /// # Errors
    /// The file is not there any more, or has changed.
    pub fn detection_details(&self, at: u32) -> Result<DetectionDetails, IoError> {
        let Some((detections, path)) = self.detections.as_ref().zip(self.detections_path.as_ref()) else {
            return Ok(DetectionDetails::default());
        };
        let Some(&row) = detections.row.get(at as usize) else { return Ok(DetectionDetails::default()) };
        Ok(details(io::read_row(path, row)?))
    }
}

fn details(cells: Vec<(String, String)>) -> DetectionDetails {
    let mut details = DetectionDetails::default();
    let (mut first_day, mut kwh) = (None, None);
    for (name, text) in cells {
        match name.to_ascii_lowercase().as_str() {
            "evidence_en" => details.told.get_or_insert_default().en = text,
            "evidence_ru" => details.told.get_or_insert_default().ru = text,
            // For programs; said in words already.
            "evidence" => {}
            "daily_from" => first_day = day_number(&text),
            "daily_kwh" => kwh = serde_json::from_str::<Vec<Option<f32>>>(&text).ok(),
            shown if SHOWN.contains(&shown) => {}
            _ => details.cells.push((name, text)),
        }
    }
    if let (Some(first_day), Some(kwh)) = (first_day, kwh) {
        details.daily = DailyEnergy { first_day, kwh };
    }
    details
}

/// Days since 1970 of a date.
fn day_number(text: &str) -> Option<i32> {
    let period = Period::parse(text.get(..10)?)?;
    Some(period.first.days_since_1970())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_shown_elsewhere_is_told() {
        let cells = [
            ("kw", "7.1"),
            ("evidence_en", "flat"),
            ("evidence_ru", "ровная"),
            ("evidence", "[]"),
            ("meter_id", "M7"),
            ("daily_from", "1970-01-03"),
            ("daily_kwh", "[1.5,null,3]"),
        ];
        let details = details(cells.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec());
        assert_eq!(details.told, Some(Localized { en: "flat".to_owned(), ru: "ровная".to_owned() }));
        assert_eq!(details.daily, DailyEnergy { first_day: 2, kwh: vec![Some(1.5), None, Some(3.0)] });
        assert_eq!(details.cells, [("meter_id".to_owned(), "M7".to_owned())]);
    }
}
