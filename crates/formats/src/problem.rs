//! Owns what is said about bad input: which file, where in it, what was expected and what was
//! found; and the errors that end a reading. Does not print.

mod kept;

use crate::lang::Message;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fmt,
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// The row was taken, with a remark.
    Warning,
    /// The row or value was left out.
    Error,
}

/// One thing wrong in a file that could be read on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// File it stands in.
    pub path: PathBuf,
    /// Line of a text file, or row of a table, or number of a feature, counted from 1; see
    /// [`Problem::row_kind`].
    pub row: Option<u64>,
    /// What `row` counts.
    pub row_kind: RowKind,
    /// Column, property or member.
    pub column: Option<String>,
    /// What should have stood there.
    pub expected: Message,
    /// What stood there, shortened.
    pub found: Message,
    /// Whether something was left out because of it.
    pub severity: Severity,
}

/// What the number of a row counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// Lines of a text file; the header is line 1.
    #[default]
    Line,
    /// Rows of a table without lines (Parquet).
    Row,
    /// Features of a GeoJSON file.
    Feature,
}

impl Problem {
    /// A problem of a file, or of a column of it, as a whole.
    #[must_use]
    pub fn of_file(
        path: &Path,
        column: Option<&str>,
        expected: impl Into<Message>,
        found: impl Into<Message>,
        severity: Severity,
    ) -> Self {
        Self {
            path: path.to_owned(),
            row: None,
            row_kind: RowKind::default(),
            column: column.map(str::to_owned),
            expected: expected.into(),
            found: found.into(),
            severity,
        }
    }

    /// The same, of the file `given` where it is of `read`, see [`Problems::of_given`].
    fn of_given(self, read: &Path, given: &Path) -> Self {
        if self.path == read { Self { path: given.to_owned(), row: None, ..self } } else { self }
    }

    /// The number of the row, in words.
    #[must_use]
    pub fn row_told(&self) -> Option<Message> {
        let id = match self.row_kind {
            RowKind::Line => "problems-line",
            RowKind::Row => "problems-row",
            RowKind::Feature => "problems-feature",
        };
        Some(Message::new(id).text("number", self.row?.to_string()))
    }

    /// All of it in one line.
    #[must_use]
    pub fn told(&self) -> Message {
        let file = Message::from(self.path.display().to_string());
        let column = self.column.clone().map(Message::from);
        let place = Message::list([Some(file), self.row_told(), column].into_iter().flatten());
        let told = Message::new("problem-told").with("place", place);
        told.with("expected", self.expected.clone()).with("found", self.found.clone())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

/// Problems of a reading: all counted, the first ones kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// Rows or values left out.
    pub errors: u64,
    /// Rows taken with a remark.
    pub warnings: u64,
    /// The first ones, in the order of the file.
    pub first: Vec<Problem>,
    /// Of those whose cause others share, by their place in `first`: how many more rows it spoils.
    alike: BTreeMap<usize, u64>,
    /// How many of those counted the first ones speak of.
    told: u64,
}

impl Problems {
    /// How many problems are kept with their text.
    pub const KEPT: usize = 20;

    /// Counts a problem and keeps it if it is among the first.
    pub fn add(&mut self, problem: Problem) {
        self.add_with(problem.severity, || problem);
    }

    /// Counts a problem and writes it out only if it is among the first, so that a file with
    /// millions of bad rows costs no text.
    pub fn add_with(&mut self, severity: Severity, problem: impl FnOnce() -> Problem) {
        self.count(severity, 1);
        if self.first.len() < Self::KEPT {
            self.first.push(problem());
            self.told += 1;
        }
    }

    const fn count(&mut self, severity: Severity, rows: u64) {
        match severity {
            Severity::Warning => self.warnings += rows,
            Severity::Error => self.errors += rows,
        }
    }

    /// Counts a problem that `rows` rows share.
    pub fn add_many(&mut self, problem: Problem, rows: u64) {
        self.count(problem.severity, rows);
        if self.first.len() < Self::KEPT {
            self.first.push(problem);
            self.told += rows;
        }
    }

    /// Counts `rows` rows that one cause spoils, and keeps it once however often it comes: file, column, what was
    /// expected and how bad it is are the same; where and what was found are those of the first row.
    pub fn add_alike(&mut self, problem: Problem, rows: u64) {
        let is_alike = |&at: &usize| {
            let kept = &self.first[at];
            let same = (kept.severity, kept.row_kind) == (problem.severity, problem.row_kind);
            same && kept.path == problem.path
                && kept.column == problem.column
                && kept.expected == problem.expected
        };
        let kept = self.alike.keys().copied().find(is_alike);
        let Some(at) = kept else {
            if self.first.len() < Self::KEPT {
                self.alike.insert(self.first.len(), rows.saturating_sub(1));
            }
            return self.add_many(problem, rows);
        };
        self.count(problem.severity, rows);
        self.told += rows;
        if let Some(more) = self.alike.get_mut(&at) {
            *more += rows;
        }
    }

    /// The first ones, each with how many more rows its cause spoils.
    pub fn with_alike(&self) -> impl Iterator<Item = (&Problem, u64)> {
        self.first
            .iter()
            .enumerate()
            .map(|(at, problem)| (problem, self.alike.get(&at).copied().unwrap_or(0)))
    }

    /// The first ones in a line each.
    pub fn lines(&self) -> impl Iterator<Item = Message> {
        self.with_alike().map(|(problem, more)| match more {
            0 => problem.told(),
            _ => Message::new("problem-alike").with("told", problem.told()).count(more as usize),
        })
    }

    /// How many were counted of which none of the first ones speaks.
    #[must_use]
    pub const fn untold(&self) -> u64 {
        (self.errors + self.warnings).saturating_sub(self.told)
    }

    /// Counts several and keeps those among the first.
    pub fn add_all(&mut self, problems: impl IntoIterator<Item = Problem>) {
        for problem in problems {
            self.add(problem);
        }
    }

    /// Counts and keeps what another reading met, after one's own.
    pub fn extend(&mut self, other: Self) {
        if !other.alike.is_empty() {
            return self.extend_alike(other);
        }
        self.errors += other.errors;
        self.warnings += other.warnings;
        let room = Self::KEPT - self.first.len();
        // Which of several shared problems fit is known only if all of them do.
        self.told += if other.first.len() <= room { other.told } else { room as u64 };
        self.first.extend(other.first.into_iter().take(room));
    }

    /// [`Self::extend`] where causes are shared: those of both become one.
    fn extend_alike(&mut self, other: Self) {
        let (shared, mut alone) = (other.alike, Self { told: other.told, ..Self::default() });
        (alone.errors, alone.warnings) = (other.errors, other.warnings);
        for (at, problem) in other.first.into_iter().enumerate() {
            let Some(more) = shared.get(&at) else {
                alone.first.push(problem);
                continue;
            };
            let rows = more + 1;
            match problem.severity {
                Severity::Warning => alone.warnings -= rows,
                Severity::Error => alone.errors -= rows,
            }
            alone.told -= rows;
            self.add_alike(problem, rows);
        }
        self.extend(alone);
    }

    /// The same, with other words for those that are kept.
    #[must_use]
    pub(crate) fn map_first(mut self, other: impl FnMut(Problem) -> Problem) -> Self {
        self.first = self.first.into_iter().map(other).collect();
        self
    }

    /// The same, of the file `given` where they were of `read`, made from it for the time of a run: nobody finds
    /// the rows of a file that goes when the program ends.
    #[must_use]
    pub(crate) fn of_given(self, read: &Path, given: &Path) -> Self {
        self.map_first(|problem| problem.of_given(read, given))
    }

    /// Whether nothing was wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.errors == 0 && self.warnings == 0
    }
}

/// A reading or writing that could not be finished at all.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said())]
pub enum IoError {
    /// The file system said no.
    System {
        /// What was tried ("read", "write", "open", "list").
        action: &'static str,
        /// On which path.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: std::io::Error,
    },
    /// The file is not what it should be, as a whole.
    Unusable(Box<Problem>),
    /// The path is nothing that the program reads.
    Unrecognised {
        /// The path given.
        path: PathBuf,
        /// What could be said about it.
        found: Message,
        /// What would be taken.
        expected: Message,
    },
    /// A workbook cannot hold it.
    Workbook(String),
    /// Whoever watched asked to stop.
    Stopped,
}

impl IoError {
    /// The same, of the file `given` where it is of `read`, which was made from it for the time of a run.
    pub(crate) fn of_given(self, read: &Path, given: &Path) -> Self {
        match self {
            Self::Unusable(problem) => Self::Unusable(Box::new(problem.of_given(read, given))),
            Self::System { action, path, cause } if path == read => Self::system(action, given, cause),
            other => other,
        }
    }

    /// An error of the file system.
    #[must_use]
    pub fn system(action: &'static str, path: &Path, cause: std::io::Error) -> Self {
        Self::System { action, path: path.to_owned(), cause }
    }

    /// A file that is not usable as a whole.
    pub fn unusable(
        path: &Path,
        line: Option<u64>,
        expected: impl Into<Message>,
        found: impl Into<Message>,
    ) -> Self {
        let problem = Problem::of_file(path, None, expected, found, Severity::Error);
        Self::Unusable(Box::new(Problem { row: line, ..problem }))
    }

    /// JSON text in place of a table.
    #[must_use]
    pub fn no_table(path: &Path) -> Self {
        let (found, expected) = ("found-json-text".into(), "expected-table-file".into());
        Self::Unrecognised { path: path.to_owned(), found, expected }
    }

    /// What is said of it, without what the system said.
    fn said(&self) -> Message {
        match self {
            Self::System { action, path, .. } => {
                Message::new("error-system").text("action", *action).text("path", path.display().to_string())
            }
            Self::Unusable(problem) => problem.told(),
            Self::Unrecognised { path, found, expected } => Message::new("error-unrecognised")
                .text("path", path.display().to_string())
                .with("found", found.clone())
                .with("expected", expected.clone()),
            Self::Workbook(cause) => Message::new("error-workbook").text("cause", cause),
            Self::Stopped => "error-stopped".into(),
        }
    }

    /// All that is to be said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::System { cause, .. } => {
                Message::new("error-with-cause").with("error", self.said()).with("cause", system_told(cause))
            }
            _ => self.said(),
        }
    }
}

/// What the system says comes in its own words; what is met often has some of ours, too.
#[must_use]
pub fn system_told(cause: &std::io::Error) -> Message {
    let kind = match cause.kind() {
        ErrorKind::NotFound => "not-found",
        ErrorKind::PermissionDenied => "denied",
        ErrorKind::AlreadyExists => "exists",
        ErrorKind::StorageFull => "full",
        ErrorKind::ReadOnlyFilesystem => "read-only",
        ErrorKind::NotADirectory => "not-folder",
        ErrorKind::IsADirectory => "folder",
        ErrorKind::ConnectionRefused => "refused",
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::UnexpectedEof => "cut",
        ErrorKind::TimedOut => "too-late",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => "unreachable",
        ErrorKind::AddrInUse => "in-use",
        ErrorKind::InvalidData | ErrorKind::InvalidInput => "unfit",
        _ => "other",
    };
    Message::new("error-cause").text("kind", kind).text("text", cause.to_string())
}

/// At most 60 characters of a value, for messages; control characters and line breaks escaped.
#[must_use]
pub fn excerpt(text: &str) -> Message {
    const LONGEST: usize = 60;
    if text.is_empty() {
        return "found-nothing".into();
    }
    let mut short: String = text.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    Message::Data(format!("\"{short}\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_where_and_what() {
        let problem = Problem {
            path: "farms.csv".into(),
            row: Some(7),
            row_kind: RowKind::Line,
            column: Some("kw".into()),
            expected: "expected-number".into(),
            found: excerpt("twelve\n"),
            severity: Severity::Error,
        };
        assert_eq!(problem.to_string(), r#"farms.csv, line 7, kw: expected a number, found "twelve\n""#);
    }

    fn late(row: u64, column: &str) -> Problem {
        let problem = Problem::of_file(
            Path::new("a.csv"),
            Some(column),
            "expected-time",
            "found-nothing",
            Severity::Error,
        );
        Problem { row: Some(row), ..problem }
    }

    #[test]
    fn a_cause_is_one_line_however_many_rows_it_spoils_and_whoever_met_them() {
        let mut problems = Problems::default();
        problems.add(late(1, "lat"));
        problems.add_alike(late(7, "ts"), 40);
        let mut others = Problems::default();
        others.add_alike(late(90, "ts"), 2);
        others.add(late(95, "lon"));
        others.add_alike(late(91, "wh"), 1);
        problems.extend(others);
        assert_eq!((problems.errors, problems.untold()), (45, 0));
        let lines: Vec<String> = problems.lines().map(|line| line.to_string()).collect();
        assert_eq!(
            lines,
            [
                "a.csv, line 1, lat: expected a time such as 2025-03-12T04:30:00Z, found nothing",
                "a.csv, line 7, ts: expected a time such as 2025-03-12T04:30:00Z, found nothing; 41 more rows like it",
                "a.csv, line 91, wh: expected a time such as 2025-03-12T04:30:00Z, found nothing",
                "a.csv, line 95, lon: expected a time such as 2025-03-12T04:30:00Z, found nothing",
            ]
        );
    }

    #[test]
    fn all_are_counted_and_few_are_kept() {
        let mut problems = Problems::default();
        for row in 0..1000 {
            problems.add(Problem {
                path: "a".into(),
                row: Some(row),
                row_kind: RowKind::Row,
                column: None,
                expected: "expected-number".into(),
                found: "found-nothing".into(),
                severity: if row % 2 == 0 { Severity::Warning } else { Severity::Error },
            });
        }
        assert_eq!((problems.errors, problems.warnings, problems.first.len()), (500, 500, Problems::KEPT));
    }
}
