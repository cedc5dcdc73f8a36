//! Owns saying what was wrong with the readings of one subject. Does not find it.

use super::{
    quantity::Quantity,
    regular::{Faults, NoInterval},
};
use crate::lang::Message;
use crate::{Problem, Problems, RowKind, Severity, detections::text::iso_time};
use std::path::Path;

/// Whose readings, and where they stand.
pub(super) struct Subject<'a> {
    pub(super) path: &'a Path,
    pub(super) quantity: Quantity,
    pub(super) name: &'a str,
    /// Readings in the file, good and bad.
    pub(super) rows: usize,
    /// Whether any of them has a value.
    pub(super) has_value: bool,
    /// What rows are counted by.
    pub(super) row_kind: RowKind,
}

/// Counts all of `faults`, each kind with one text.
///
/// `place_of` gives the row or line of a reading, where it is known.
pub(super) fn report(
    subject: &Subject<'_>,
    faults: &Faults,
    place_of: impl Fn(usize) -> Option<u64>,
    problems: &mut Problems,
) {
    let Subject { path, quantity, name, rows, .. } = *subject;
    let mut say =
        |severity, count: u32, at: Option<usize>, column: &str, expected: Message, found: Message| {
            match severity {
                Severity::Error => problems.errors += u64::from(count - 1),
                Severity::Warning => problems.warnings += u64::from(count - 1),
            }
            problems.add_with(severity, || Problem {
                path: path.to_owned(),
                row: at.and_then(&place_of),
                row_kind: subject.row_kind,
                column: Some(column.to_owned()),
                expected,
                found,
                severity,
            });
        };
    let of_name = |expected| Message::new(expected).text("name", name);
    let counted = |found, count: u32| Message::new(found).count(count as usize);
    let column = quantity.name_column();
    if let Some(NoInterval { usual_s: usual, timed }) = faults.no_interval {
        if timed == 0 {
            return;
        }
        let found = match usual {
            Some(seconds) => Message::new("found-usual-step")
                .text("rows", rows.to_string())
                .with("step", duration(seconds)),
            None if rows == 1 => rows.to_string().into(),
            None => Message::new("found-one-time").text("rows", rows.to_string()),
        };
        let expected = of_name("expected-one-interval");
        say(Severity::Error, timed, None, "ts", expected, found);
        return;
    }
    if !subject.has_value {
        let expected = of_name("expected-values");
        say(
            Severity::Warning,
            1,
            None,
            quantity.value_column(),
            expected,
            Message::new("found-no-values").count(rows),
        );
    }
    if let Some(at) = faults.disordered {
        let expected = of_name("expected-time-order");
        say(Severity::Warning, 1, Some(at), "ts", expected, "found-sorted".into());
    }
    if let (count @ 1.., at) = faults.repeated {
        let found = counted("found-repeated", count);
        say(Severity::Warning, count, at, "ts", of_name("expected-one-at-a-time"), found);
        if count as usize * 2 >= rows.saturating_sub(1) && rows > 2 {
            let found = "found-two-series".into();
            say(Severity::Warning, 1, None, column, of_name("expected-one-series"), found);
        }
    }
    if let (count @ 1.., at) = faults.between {
        let found = counted("found-between", count);
        say(Severity::Error, count, at, "ts", of_name("expected-whole-intervals"), found);
    }
    if let (count @ 1.., at) = faults.far {
        let found = counted("found-years-away", count).text("time", time_told(faults.far_s));
        say(Severity::Error, count, at, "ts", of_name("expected-near-readings"), found);
    }
    if faults.shifted > 0 {
        let found = counted("found-shifted", faults.shifted);
        say(Severity::Warning, 1, None, "ts", of_name("expected-interval-start"), found);
    }
    if let Some(seconds) = faults.mixed_s {
        let found = Message::new("found-mixed-steps").with("step", duration(seconds));
        say(Severity::Warning, 1, None, "ts", of_name("expected-one-step"), found);
    }
}

/// A time, or the number that hardly is one.
fn time_told(time_s: i64) -> String {
    /// Years that four digits can write: 0000 to 9999.
    const WRITTEN_S: std::ops::Range<i64> = -62_167_219_200..253_402_300_800;
    if WRITTEN_S.contains(&time_s) { iso_time(time_s) } else { format!("{time_s} s since 1970") }
}

fn duration(seconds: i64) -> Message {
    let (id, count) = match seconds {
        s if s % 3600 == 0 => ("found-step-hours", s / 3600),
        s if s % 60 == 0 => ("found-step-minutes", s / 60),
        s => ("found-step-seconds", s),
    };
    Message::new(id).text("count", count.to_string())
}
