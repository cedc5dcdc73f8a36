//! Owns saying what was wrong with the readings of one subject. Does not find it.

use super::{
    quantity::Quantity,
    regular::{Faults, NoInterval},
};
use crate::io::{Problem, Problems, RowKind, Severity};
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
    let mut say = |severity, count: u32, at: Option<usize>, column: &str, expected: String, found: String| {
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
    let column = quantity.name_column();
    if let Some(NoInterval { usual_s: usual }) = faults.no_interval {
        let found = match usual {
            Some(seconds) => format!("{rows} at steps of mostly {}", duration(seconds)),
            None if rows == 1 => "1".to_owned(),
            None => format!("{rows} without two times"),
        };
        let expected = format!("readings of {name} at one interval from 15 minutes to a day");
        say(Severity::Error, 1, None, "ts", expected, found);
        return;
    }
    if !subject.has_value {
        let expected = format!("values of {name}");
        say(Severity::Warning, 1, None, quantity.value_column(), expected, format!("none in {rows} rows"));
    }
    if let Some(at) = faults.disordered {
        let expected = format!("readings of {name} in the order of time");
        say(Severity::Warning, 1, Some(at), "ts", expected, "others; they were sorted".to_owned());
    }
    if let (count @ 1.., at) = faults.repeated {
        let found = format!("{count} repeated; the later row was taken");
        say(Severity::Warning, count, at, "ts", format!("one reading of {name} at a time"), found);
        if count as usize * 2 >= rows.saturating_sub(1) && rows > 2 {
            let found = "two series (two meters with one id?); the later rows were taken".to_owned();
            say(Severity::Warning, 1, None, column, format!("one series of {name}"), found);
        }
    }
    if let (count @ 1.., at) = faults.between {
        let found = format!("{count} between two; left out");
        say(Severity::Error, count, at, "ts", format!("readings of {name} at whole intervals"), found);
    }
    if let (count @ 1.., at) = faults.far {
        let found = format!("{count} years away; left out");
        say(Severity::Error, count, at, "ts", format!("readings of {name} near each other"), found);
    }
    if let (count @ 1.., at) = faults.absurd {
        let found = format!("{count} above that; left out");
        let expected = format!("at most 25 MW at {name}");
        say(Severity::Error, count, at, quantity.value_column(), expected, found);
    }
    if faults.shifted > 0 {
        let found = format!("{} beside it (seconds, or summer time); moved to it", faults.shifted);
        say(
            Severity::Warning,
            1,
            None,
            "ts",
            format!("readings of {name} at the start of an interval"),
            found,
        );
    }
    if let Some(seconds) = faults.mixed_s {
        let found = format!("several; summed up to {}", duration(seconds));
        say(Severity::Warning, 1, None, "ts", format!("one interval of {name}"), found);
    }
}

fn duration(seconds: i64) -> String {
    match seconds {
        s if s % 3600 == 0 => format!("{} h", s / 3600),
        s if s % 60 == 0 => format!("{} min", s / 60),
        s => format!("{s} s"),
    }
}
