//! Owns what is said of a file: why rows were left out or are in doubt, one entry a cause, and the
//! errors that end a reading. Does not print.

use crate::{
    rows::{Direction, Quality, Row},
    table::Question,
};
use std::fmt;

/// Why a row was left out, or what to know about rows that were taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// A time that is none.
    BadTime,
    /// A value that is no number.
    NotANumber,
    /// Energy below zero, or without end.
    NegativeEnergy,
    /// A unit that is not of active energy or power: reactive energy, volumes.
    OtherQuantity,
    /// A record that is shorter or longer than its format says.
    BadRecord,
    /// A name, a unit or an interval that rows need is missing.
    Incomplete,
    /// A check sum that does not fit.
    CheckSum,
    /// A register that fell: exchanged, or set back.
    RegisterFell,
    /// A reading of a register that is the one before times or divided by a power of ten: the unit
    /// changed, not the energy.
    OtherUnit,
    /// The same reading again.
    Repeated,
    /// A reading of a register earlier than the one before.
    OutOfOrder,
    /// A value that the file itself calls unusable or missing.
    Absent,
    /// A channel whose values are zero all day: as one that is not there is written.
    ZeroChannel,
    /// A local time that does not exist: clocks went forward.
    SkippedTime,
    /// Taken: a register that went over its last digit.
    RegisterOverflow,
    /// Taken: a mark of quality whose meaning is not known.
    UnknownQuality,
    /// Taken: the zone of the times is that of the format, since the file does not name one.
    AssumedZone,
    /// Taken: what the file says of its zone could not be read.
    UnknownZone,
    /// Taken: the unit is that of the format, since the file does not name one.
    AssumedUnit,
    /// Taken: a mark of the season says otherwise than the zone, by which the time was read.
    OtherSeason,
    /// Taken: columns of energy beside the one that was read.
    OtherColumn,
}

impl Cause {
    /// Whether something was left out for it.
    #[must_use]
    pub const fn leaves_out(self) -> bool {
        !matches!(
            self,
            Self::RegisterOverflow
                | Self::UnknownQuality
                | Self::AssumedZone
                | Self::UnknownZone
                | Self::AssumedUnit
                | Self::OtherSeason
                | Self::OtherColumn
        )
    }

    /// Its name in small letters, the same in all versions.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::BadTime => "bad-time",
            Self::NotANumber => "not-a-number",
            Self::NegativeEnergy => "negative-energy",
            Self::OtherQuantity => "other-quantity",
            Self::BadRecord => "bad-record",
            Self::Incomplete => "incomplete",
            Self::CheckSum => "check-sum",
            Self::RegisterFell => "register-fell",
            Self::OtherUnit => "other-unit",
            Self::Repeated => "repeated",
            Self::OutOfOrder => "out-of-order",
            Self::Absent => "absent",
            Self::ZeroChannel => "zero-channel",
            Self::SkippedTime => "skipped-time",
            Self::RegisterOverflow => "register-overflow",
            Self::UnknownQuality => "unknown-quality",
            Self::AssumedZone => "assumed-zone",
            Self::UnknownZone => "unknown-zone",
            Self::AssumedUnit => "assumed-unit",
            Self::OtherSeason => "other-season",
            Self::OtherColumn => "other-column",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadTime => "expected a date and time",
            Self::NotANumber => "expected a number",
            Self::NegativeEnergy => "expected energy of zero or more",
            Self::OtherQuantity => "expected active energy or power",
            Self::BadRecord => "expected a record as the format has it",
            Self::Incomplete => "expected a meter, a unit and an interval",
            Self::CheckSum => "expected a check sum that fits",
            Self::RegisterFell => "expected a register that rises: the meter was exchanged or set back",
            Self::OtherUnit => "expected a register that stays in one unit, as a power of ten is no energy",
            Self::Repeated => "expected each reading once",
            Self::OutOfOrder => "expected readings in the order of time",
            Self::Absent => "expected a value; the file calls it missing or unusable",
            Self::ZeroChannel => {
                "expected a channel with energy; zero all day stands for a channel that is not there"
            }
            Self::SkippedTime => "expected a local time that exists; clocks went forward over it",
            Self::RegisterOverflow => "register went over its last digit",
            Self::UnknownQuality => "mark of quality whose meaning is not known; taken as doubtful",
            Self::AssumedZone => "the file does not name its zone; taken as",
            Self::UnknownZone => "what the file says of its clocks has no known meaning; taken as",
            Self::AssumedUnit => "the file does not name its unit; taken as",
            Self::OtherSeason => "the mark of the season says otherwise than the zone; taken by the zone",
            Self::OtherColumn => "columns of energy that are not read",
        })
    }
}

/// All that has one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What was expected.
    pub cause: Cause,
    /// How often.
    pub count: u64,
    /// Line of the first, counted from 1.
    pub line: u64,
    /// What stood there, shortened; control characters and all.
    pub found: String,
}

/// What came of a reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows of energy taken from the grid.
    pub rows: u64,
    /// Rows of energy fed into it.
    pub exported_rows: u64,
    /// Rows of both that are not measured.
    pub not_measured: u64,
    /// One entry a cause, in the order in which they were met.
    pub problems: Vec<Problem>,
    /// Rows that were handed out before it was seen that they are no energy.
    pub taken_back: Vec<TakenBack>,
}

/// Rows of a meter whose register stood in a smaller unit than was thought until a time: their energy
/// is too large by a power of ten ([`Cause::OtherUnit`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBack {
    /// The meter, as in its rows.
    pub meter: String,
    /// All its rows that start before this, in seconds since 1970 UTC.
    pub before_s: i64,
}

impl Report {
    const LONGEST: usize = 60;

    pub(crate) fn add(&mut self, cause: Cause, line: u64, found: impl FnOnce() -> String) {
        self.add_many(cause, line, 1, found);
    }

    pub(crate) fn add_many(&mut self, cause: Cause, line: u64, count: u64, found: impl FnOnce() -> String) {
        if let Some(problem) = self.problems.iter_mut().find(|problem| problem.cause == cause) {
            problem.count += count;
            return;
        }
        let found = found().chars().take(Self::LONGEST).collect();
        self.problems.push(Problem { cause, count, line, found });
    }

    /// Notes once what holds for the whole file.
    pub(crate) fn note(&mut self, cause: Cause, line: u64, found: impl FnOnce() -> String) {
        if self.problems.iter().all(|problem| problem.cause != cause) {
            self.add(cause, line, found);
        }
    }

    pub(crate) fn count(&mut self, row: &Row<'_>) {
        match row.direction {
            Direction::Import => self.rows += 1,
            Direction::Export => self.exported_rows += 1,
        }
        self.not_measured += u64::from(row.quality != Quality::Measured);
    }
}

/// A reading that could not be finished.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The source of the bytes failed.
    #[error("cannot be read on from line {line}: {cause}")]
    Read {
        /// Where.
        line: u64,
        /// What the source said.
        #[source]
        cause: std::io::Error,
    },
    /// The file breaks off or is not what it says it is.
    #[error("line {line}: expected {expected}, found {found}")]
    Malformed {
        /// Where.
        line: u64,
        /// What should have stood there.
        expected: &'static str,
        /// What did.
        found: String,
    },
    /// The description leaves open what rows need.
    #[error("the description does not say {}", members(.0))]
    Open(Vec<Question>),
    /// The description says what is not known here.
    #[error("the description does not say {0}")]
    Undescribed(&'static str),
}

fn members(questions: &[Question]) -> String {
    questions.iter().map(|question| question.member()).collect::<Vec<_>>().join(", ")
}

impl Error {
    pub(crate) fn malformed(line: u64, expected: &'static str, found: impl Into<String>) -> Self {
        Self::Malformed { line, expected, found: found.into() }
    }
}
