//! Owns the checks of a single detection, whatever file it comes from, and how each is reported.
//! Does not parse.
//!
//! A row with a bad position or an unreadable number is left out (error); any other bad value
//! becomes missing and its row is kept (warning). A row that tells of a detection and not where is kept, too: it
//! can be looked at, and whoever joins rows to regions says that it lies in none.

use super::columns::{Column, expected};
use crate::{
    Problem, Problems, RowKind, Severity,
    atlas::{DetectionKind, Legal, NO_DAY, year_of_day},
    excerpt,
    lang::Message,
    provenance::Status,
};
use std::path::Path;

/// A detection on its way from a file into the columns; missing numbers are NaN, missing days
/// [`NO_DAY`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) lon: f64,
    pub(super) lat: f64,
    pub(super) kw: f64,
    pub(super) score: f64,
    pub(super) first_seen_day: i32,
    /// [`crate::atlas::NO_MINUTE`] where only the day is known.
    pub(super) first_seen_minute: u16,
    pub(super) last_seen_day: i32,
    pub(super) last_seen_minute: u16,
    pub(super) kind: Option<DetectionKind>,
    pub(super) status: Status,
    pub(super) legal: Option<Legal>,
    pub(super) has_region: bool,
}

impl Row {
    /// Whether it says anything of a detection but its place.
    fn tells_something(&self) -> bool {
        let has_number = !self.kw.is_nan() || !self.score.is_nan();
        has_number || self.first_seen_day != NO_DAY || self.kind.is_some()
    }
}

/// Whether a day can be one of a detection, as days since 1970-01-01: from 1900 to 2200. Others
/// are slips, and each year between them would be counted.
fn is_likely(day: i32) -> bool {
    const DAYS: std::ops::Range<i32> = -25_567..84_371;
    day == NO_DAY || DAYS.contains(&day)
}

/// Checks rows and collects what is wrong with them.
#[derive(Debug)]
pub(super) struct Checks<'a> {
    path: &'a Path,
    row_kind: RowKind,
    pub(super) problems: Problems,
}

impl<'a> Checks<'a> {
    pub(super) fn new(path: &'a Path, row_kind: RowKind) -> Self {
        Self { path, row_kind, problems: Problems::default() }
    }

    /// Reports a bad value in `column` of the row or line `at`.
    #[cold]
    pub(super) fn bad_value(
        &mut self,
        severity: Severity,
        column: Column,
        at: u64,
        found: impl FnOnce() -> String,
    ) {
        self.report(severity, Some(column.names()[0]), at, expected(column), || excerpt(&found()));
    }

    /// Reports a problem of the row or line `at`.
    #[cold]
    pub(super) fn report(
        &mut self,
        severity: Severity,
        column: Option<&str>,
        at: u64,
        expected: impl Into<Message>,
        found: impl FnOnce() -> Message,
    ) {
        let (path, row_kind) = (self.path, self.row_kind);
        self.problems.add_with(severity, || Problem {
            path: path.to_owned(),
            row: Some(at),
            row_kind,
            column: column.map(str::to_owned),
            expected: expected.into(),
            found: found(),
            severity,
        });
    }

    /// Whether the row is taken; values that do not fit become missing.
    #[inline]
    pub(super) fn accept(&mut self, row: &mut Row, at: u64) -> bool {
        let placed = (-180.0..=360.0).contains(&row.lon) && (-90.0..=90.0).contains(&row.lat);
        let placed = placed && !(row.lon == 0.0 && row.lat == 0.0);
        // NaN is missing and passes.
        let measured = !(row.kw < 0.0 || row.kw > MOST_KW || row.score < 0.0 || row.score > 1.0);
        let ordered = row.last_seen_day >= row.first_seen_day || row.last_seen_day == NO_DAY;
        let dated = is_likely(row.first_seen_day) && is_likely(row.last_seen_day);
        (placed && measured && ordered && dated) || self.accept_closely(row, at)
    }

    #[cold]
    fn accept_closely(&mut self, row: &mut Row, at: u64) -> bool {
        if !self.accept_position(row, at) {
            return false;
        }
        if row.kw < 0.0 || row.kw > MOST_KW {
            self.bad_value(Severity::Warning, Column::Kw, at, || row.kw.to_string());
            row.kw = f64::NAN;
        }
        if row.score < 0.0 || row.score > 1.0 {
            self.bad_value(Severity::Warning, Column::Score, at, || row.score.to_string());
            row.score = f64::NAN;
        }
        for (column, day) in
            [(Column::FirstSeen, &mut row.first_seen_day), (Column::LastSeen, &mut row.last_seen_day)]
        {
            if !is_likely(*day) {
                let year = year_of_day(*day);
                let expected = "expected-likely-day";
                self.report(Severity::Warning, Some(column.names()[0]), at, expected, || {
                    Message::new("found-year").text("year", year.to_string())
                });
                *day = NO_DAY;
            }
        }
        if row.last_seen_day < row.first_seen_day && row.last_seen_day != NO_DAY {
            let early = row.first_seen_day - row.last_seen_day;
            let column = Some(Column::LastSeen.names()[0]);
            self.report(Severity::Warning, column, at, "expected-day-from-first", || {
                Message::new("found-days-early").count(early as usize)
            });
            row.last_seen_day = NO_DAY;
        }
        true
    }

    fn accept_position(&mut self, row: &mut Row, at: u64) -> bool {
        for (column, degrees, range) in
            [(Column::Lon, row.lon, -180.0..=360.0), (Column::Lat, row.lat, -90.0..=90.0)]
        {
            if !degrees.is_nan() && !range.contains(&degrees) {
                self.bad_value(Severity::Error, column, at, || degrees.to_string());
                return false;
            }
        }
        if row.lon == 0.0 && row.lat == 0.0 {
            // Nobody measures there: it is how databases write that a position is not known.
            self.problems.add_alike(
                Problem {
                    path: self.path.to_owned(),
                    row: Some(at),
                    row_kind: self.row_kind,
                    column: Some(Column::Lon.names()[0].to_owned()),
                    expected: "expected-position-not-zero".into(),
                    found: Message::Data("0, 0".to_owned()),
                    severity: Severity::Warning,
                },
                1,
            );
            (row.lon, row.lat) = (f64::NAN, f64::NAN);
        }
        if !row.lon.is_nan() && !row.lat.is_nan() {
            return true;
        }
        let severity = if row.has_region { Severity::Warning } else { Severity::Error };
        let (column, expected, found) = match (row.lon.is_nan(), row.lat.is_nan()) {
            (true, true) if row.has_region || row.tells_something() => return true,
            (true, true) => (Column::Lon, "expected-position-or-region", "found-neither"),
            (true, false) => (Column::Lon, "expected-lon-and-lat", "found-lat-only"),
            _ => (Column::Lat, "expected-lon-and-lat", "found-lon-only"),
        };
        self.report(severity, Some(column.names()[0]), at, expected, || found.into());
        (row.lon, row.lat) = (f64::NAN, f64::NAN);
        row.has_region
    }
}

/// Powers are kept in single precision.
const MOST_KW: f64 = f32::MAX as f64;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::NO_MINUTE;

    const GOOD: Row = Row {
        lon: 104.3,
        lat: 52.3,
        kw: 12.5,
        score: 0.9,
        first_seen_day: 20_000,
        first_seen_minute: NO_MINUTE,
        last_seen_minute: NO_MINUTE,
        last_seen_day: 20_100,
        kind: None,
        status: Status::Detected,
        legal: None,
        has_region: false,
    };

    const NOTHING: Row =
        Row { kw: f64::NAN, score: f64::NAN, first_seen_day: NO_DAY, last_seen_day: NO_DAY, ..GOOD };

    fn check(mut row: Row) -> (bool, Row, String) {
        let mut checks = Checks::new(Path::new("t"), RowKind::Line);
        let taken = checks.accept(&mut row, 7);
        (taken, row, checks.problems.first.first().map(ToString::to_string).unwrap_or_default())
    }

    #[test]
    fn good_rows_and_missing_values_pass() {
        let region_only = Row { lon: f64::NAN, lat: f64::NAN, has_region: true, ..GOOD };
        let no_last_day = Row { last_seen_day: NO_DAY, ..GOOD };
        let nowhere = Row { lon: f64::NAN, lat: f64::NAN, ..GOOD };
        for row in [GOOD, NOTHING, region_only, no_last_day, nowhere, Row { lon: 190.0, ..GOOD }] {
            let (taken, _, message) = check(row);
            assert!(taken && message.is_empty(), "{row:?} {message}");
        }
    }

    #[test]
    fn bad_positions_leave_the_row_out() {
        for (row, message) in [
            (Row { lat: 91.0, ..GOOD }, r#"t, line 7, lat: expected degrees between −90 and 90, found "91""#),
            (
                Row { lon: -181.0, ..GOOD },
                r#"t, line 7, lon: expected degrees between −180 and 360, found "-181""#,
            ),
            (
                Row { lon: f64::INFINITY, ..GOOD },
                r#"t, line 7, lon: expected degrees between −180 and 360, found "inf""#,
            ),
            (
                Row { lon: f64::NAN, lat: f64::NAN, ..NOTHING },
                "t, line 7, lon: expected a position or a region, found neither",
            ),
            (Row { lat: f64::NAN, ..GOOD }, "t, line 7, lat: expected both lon and lat, found lon only"),
        ] {
            let (taken, _, found) = check(row);
            assert!(!taken);
            assert_eq!(found, message);
        }
    }

    #[test]
    fn a_place_at_zero_is_none_and_is_told() {
        let (taken, row, message) = check(Row { lon: 0.0, lat: 0.0, ..GOOD });
        assert!(taken && row.lon.is_nan() && row.lat.is_nan(), "the row stays without its place");
        assert_eq!(
            message,
            "t, line 7, lon: expected a position; 0°, 0° in the Gulf of Guinea is none, found 0, 0"
        );
        assert!(check(Row { lon: 0.0, ..GOOD }).2.is_empty(), "Greenwich is a place");
        let (taken, ..) = check(Row { lon: 0.0, lat: 0.0, ..NOTHING });
        assert!(!taken, "nothing is told of it");
    }

    #[test]
    fn half_a_position_beside_a_region_is_dropped() {
        let (taken, row, message) = check(Row { lat: f64::NAN, has_region: true, ..GOOD });
        assert!(taken && row.lon.is_nan());
        assert_eq!(message, "t, line 7, lat: expected both lon and lat, found lon only");
    }

    #[test]
    fn other_bad_values_become_missing() {
        let (taken, row, message) = check(Row { kw: -3.0, ..GOOD });
        assert!(taken && row.kw.is_nan());
        assert_eq!(message, r#"t, line 7, kw: expected kilowatts, 0 or more, found "-3""#);
        let (taken, row, message) = check(Row { score: 1.5, ..GOOD });
        assert!(taken && row.score.is_nan());
        assert_eq!(message, r#"t, line 7, score: expected a number between 0 and 1, found "1.5""#);
        let (taken, row, message) = check(Row { last_seen_day: 19_990, ..GOOD });
        assert!(taken && row.last_seen_day == NO_DAY);
        assert_eq!(
            message,
            "t, line 7, last_seen: expected a day not before first_seen, found a day 10 days before it"
        );
    }
}
