//! Owns what is said of readings in formats of others. Does not read them.

use super::described::question_told;
use crate::{IoError, Problem, Problems, RowKind, Severity, excerpt, lang::Message};
use headend::{Cause, Error, Report};
use std::path::Path;

/// Puts what a report says among the problems, one for each cause.
pub(super) fn add_report(path: &Path, report: &Report, problems: &mut Problems) {
    for found in &report.problems {
        let severity = if found.cause.leaves_out() { Severity::Error } else { Severity::Warning };
        let text = excerpt(&found.found);
        let text = if found.count > 1 {
            Message::new("found-first-of").with("found", text).count(found.count as usize)
        } else {
            text
        };
        let problem = Problem {
            path: path.to_owned(),
            row: Some(found.line),
            row_kind: RowKind::Line,
            column: None,
            expected: expected(found.cause).into(),
            found: text,
            severity,
        };
        problems.add_many(problem, found.count);
    }
}

/// What should have stood there.
const fn expected(cause: Cause) -> &'static str {
    match cause {
        Cause::BadTime => "expected-time",
        Cause::NotANumber => "expected-number",
        Cause::NegativeEnergy => "expected-energy",
        Cause::OtherQuantity => "expected-active-energy",
        Cause::Incomplete => "expected-meter-unit-interval",
        Cause::CheckSum => "expected-check-sum",
        Cause::RegisterFell => "expected-rising-register",
        Cause::OtherUnit => "expected-register-in-one-unit",
        Cause::Repeated => "expected-reading-once",
        Cause::OutOfOrder => "expected-order-of-time",
        Cause::Absent => "expected-usable-value",
        Cause::ZeroChannel => "expected-channel-with-energy",
        Cause::SkippedTime => "expected-existing-time",
        Cause::RegisterOverflow => "expected-register-below-end",
        Cause::UnknownQuality => "expected-known-quality",
        Cause::AssumedZone => "expected-named-zone",
        Cause::UnknownZone => "expected-known-zone",
        Cause::AssumedUnit => "expected-named-unit",
        Cause::OtherSeason => "expected-season-of-zone",
        Cause::OtherColumn => "expected-one-column-of-energy",
        _ => "expected-record-of-format",
    }
}

/// An error of a reading, told of its file.
pub(super) fn failed(path: &Path) -> impl Fn(Error) -> IoError {
    move |error| match error {
        Error::Read { cause, .. } => IoError::system("read", path, cause),
        Error::Malformed { line, expected, found } => {
            IoError::unusable(path, Some(line), Message::from(expected.to_owned()), found)
        }
        Error::Open(open) => {
            // Every gap, so that one answer does not lead to the next question.
            let asked = open.iter().map(|&question| question_told(question));
            let several =
                |first, more| Message::new("found-also-open").with("first", first).with("more", more);
            undescribed(path, asked.reduce(several).unwrap_or_else(|| Message::Data(String::new())))
        }
        Error::Undescribed(what) => undescribed(path, Message::from(what.to_owned())),
        other => IoError::unusable(path, None, "expected-record-of-format", other.to_string()),
    }
}

fn undescribed(path: &Path, what: Message) -> IoError {
    let found = Message::new("found-open-question");
    let found = found.with("question", what).text("path", path.display().to_string());
    IoError::unusable(path, None, "expected-full-description", found)
}
