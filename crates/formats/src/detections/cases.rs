//! Owns reading detections as cases to review: whom each is about, what, when, and what a queue orders
//! by. Does not read reviews.

use super::{
    columns::{Column, plain},
    decimal_sign,
    foreign::Text,
    text,
};
use crate::{
    IoError, Problem, Problems, RowKind,
    readings::{has_column, read_cells},
    table::Row,
};
use review::{Case, queue::Candidate};
use std::path::Path;

/// A detection of a file, as reviews know it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListedCase {
    /// Its name in the file; may be empty.
    pub detection_id: String,
    /// Number of its row, the first being 1.
    pub row: u32,
    /// What is reviewed, and what orders it.
    pub candidate: Candidate,
    /// Longitude and latitude in degrees.
    pub lon_lat: Option<(f64, f64)>,
    /// Minute of the first day, in UTC; `None` where the file has a day without a time.
    pub first_minute: Option<u16>,
}

/// Reads the cases of a table of detections. A row that names no meter, feeder or detection is left out and
/// counted: nobody could tell tomorrow what was said of it.
///
/// # Errors
/// The file cannot be read or is no table.
pub fn read_cases(path: &Path) -> Result<(Vec<ListedCase>, Problems), IoError> {
    let (mut cases, mut problems) = (Vec::new(), Problems::default());
    let text = Text::of(path);
    let point = decimal_sign(text.path()).map_err(|error| text.fail(error))?;
    let read = read_cells(text.path(), &[], &mut problems, |row, _| {
        // Rows that are no rows were left out before: the line alone tells the number.
        let before = u64::from(row.row_kind == RowKind::Line);
        cases.push(case(row, row.line.saturating_sub(before) as u32, point)?);
        Ok(())
    });
    read.map_err(|error| text.fail(error))?;
    Ok((cases, text.tell(problems)))
}

/// The largest energy of 30 days one after the other, kWh, by number of row; of days without a reading
/// nothing is counted, so it is at least so much. Rows that carry no energy by day, or less than 30 days of it, are
/// not among them.
///
/// # Errors
/// The file cannot be read or is no table.
pub fn read_most_of_30_days(path: &Path) -> Result<Vec<(u32, f64)>, IoError> {
    const MONTH_DAYS: usize = 30;
    const COLUMN: &str = "daily_kwh";
    let (mut most, mut problems) = (Vec::new(), Problems::default());
    let text = Text::of(path);
    if !has_column(text.path(), COLUMN).map_err(|error| text.fail(error))? {
        return Ok(most);
    }
    let read = read_cells(text.path(), &[], &mut problems, |row, _| {
        let before = u64::from(row.row_kind == RowKind::Line);
        let days: Vec<Option<f64>> = serde_json::from_str(row.text(COLUMN)).unwrap_or_default();
        let months = days.windows(MONTH_DAYS).map(|month| month.iter().flatten().sum::<f64>());
        if let Some(kwh) = months.max_by(f64::total_cmp) {
            most.push((row.line.saturating_sub(before) as u32, kwh));
        }
        Ok(())
    });
    read.map_err(|error| text.fail(error))?;
    Ok(most)
}

fn case(row: &Row<'_>, number: u32, point: u8) -> Result<ListedCase, Problem> {
    let detection_id = row.text("detection_id");
    let of = |level: &str, id: &str| (!id.is_empty()).then(|| format!("{level}:{id}"));
    let subject = of("meter", row.text("meter_id"))
        .or_else(|| of("feeder", row.text("feeder_id")))
        .or_else(|| of("detection", detection_id))
        .ok_or_else(|| row.wrong("meter_id", "expected-meter-or-feeder"))?;
    let cell = |column: Column| {
        let is_it = |name: &&String| column.names().contains(&plain(name).as_str());
        row.columns.iter().find(is_it).map_or("", |name| row.text(name))
    };
    let number_of = |column: Column| {
        let text = cell(column).as_bytes();
        let number = text::number(text, point).or_else(|| text::number(text, b'.'));
        number.filter(|value| value.is_finite())
    };
    let seen = |column: Column| text::day_and_minute(cell(column).as_bytes());
    let (first, last) = (seen(Column::FirstSeen), seen(Column::LastSeen));
    // What ended at midnight was there on the day before.
    let last_day = last.map(|(day, minute)| day - i32::from(minute == Some(0)));
    Ok(ListedCase {
        detection_id: detection_id.to_owned(),
        row: number,
        lon_lat: number_of(Column::Lon).zip(number_of(Column::Lat)),
        first_minute: first.and_then(|(_, minute)| minute),
        candidate: Candidate {
            case: Case {
                subject,
                kind: cell(Column::Kind).to_owned(),
                first_day: first.map(|(day, _)| day),
                last_day,
            },
            score: number_of(Column::Score).filter(|score| (0.0..=1.0).contains(score)),
            kw: number_of(Column::Kw),
            region: Some(cell(Column::Region)).filter(|region| !region.is_empty()).map(str::to_owned),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_thirty_days_are_found() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("d.csv");
        let mut days = vec!["10".to_owned(); 40];
        days[35] = "500".into();
        days[0] = "null".into();
        let text = format!("meter_id,daily_kwh\nm1,\"[{}]\"\nm2,\"[1,2]\"\nm3,\n", days.join(","));
        crate::write_file(&path, text.as_bytes()).expect("written");
        assert_eq!(read_most_of_30_days(&path).expect("read"), [(1, 790.0)]);
        crate::write_file(&path, b"meter_id\nm1\n").expect("written");
        assert_eq!(read_most_of_30_days(&path).expect("read"), []);
    }

    #[test]
    fn a_semicolon_brings_the_decimal_comma() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("d.csv");
        let text = "meter_id;lon;lat;kind;kw;score\nm1;104,29;52,3;abnormal_load;12,5;0,931\nm2;;;;7.5;\n";
        crate::write_file(&path, text.as_bytes()).expect("written");
        let (cases, problems) = read_cases(&path).expect("read");
        let numbers = cases.iter().map(|case| (case.lon_lat, case.candidate.kw, case.candidate.score));
        let expected = [(Some((104.29, 52.3)), Some(12.5), Some(0.931)), (None, Some(7.5), None)];
        assert_eq!((numbers.collect::<Vec<_>>(), problems.is_empty()), (expected.to_vec(), true));
    }

    #[test]
    fn rows_are_known_by_their_meter_and_others_are_left_out() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("d.csv");
        let text = "detection_id,meter_id,feeder_id,Регион,kind,first_seen,last_seen,kw,score\n\
            D1,m7,f1,RU-IRK,abnormal_load,2025-03-12T10:00:00Z,2025-04-01T00:00:00Z,12.5,0.9\n\
            D2,,f1,,,,,,\n,,,RU-IRK,abnormal_load,2025-03-12,,1,0.5\n";
        crate::write_file(&path, text.as_bytes()).expect("written");
        let (cases, problems) = read_cases(&path).expect("read");
        assert_eq!(problems.errors, 1);
        let subjects: Vec<&str> = cases.iter().map(|case| case.candidate.case.subject.as_str()).collect();
        assert_eq!(subjects, ["meter:m7", "feeder:f1"]);
        let first = &cases[0].candidate;
        assert_eq!((first.case.first_day, first.kw, first.score), (Some(20_159), Some(12.5), Some(0.9)));
        assert_eq!(first.case.last_day, Some(20_178), "it ended with the last day of March");
        assert_eq!(first.region.as_deref(), Some("RU-IRK"));
        assert_eq!(cases[1].candidate.score, None);
        assert_eq!([cases[0].row, cases[1].row], [1, 2]);
        assert_eq!([cases[0].first_minute, cases[1].first_minute], [Some(600), None]);
    }
}
