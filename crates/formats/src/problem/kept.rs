//! Owns keeping problems as text, for whoever tells them in another run: counts as they are, messages in
//! both languages. Does not write files.

use super::{Problem, Problems, RowKind, Severity};
use crate::lang::{Lang, Localized, Message, Words};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

#[derive(Serialize, Deserialize)]
struct KeptProblems {
    errors: u64,
    warnings: u64,
    told: u64,
    first: Vec<KeptProblem>,
}

#[derive(Serialize, Deserialize)]
struct KeptProblem {
    path: PathBuf,
    row: Option<u64>,
    row_kind: RowKind,
    column: Option<String>,
    expected: [String; 2],
    found: [String; 2],
    severity: Severity,
    /// Of those whose cause others share: how many more rows it spoils.
    alike: Option<u64>,
}

impl Problems {
    /// All of it as JSON.
    pub(crate) fn to_json(&self) -> String {
        let words = (!self.first.is_empty()).then(|| Lang::ALL.map(Words::new));
        let said = |message: &Message| {
            let said = words.as_ref().map(|words| words.each_ref().map(|words| message.say(words)));
            said.unwrap_or_default()
        };
        let kept = |(at, problem): (usize, &Problem)| KeptProblem {
            path: problem.path.clone(),
            row: problem.row,
            row_kind: problem.row_kind,
            column: problem.column.clone(),
            expected: said(&problem.expected),
            found: said(&problem.found),
            severity: problem.severity,
            alike: self.alike.get(&at).copied(),
        };
        let Self { errors, warnings, told, .. } = *self;
        let first = self.first.iter().enumerate().map(kept).collect();
        serde_json::to_string(&KeptProblems { errors, warnings, told, first }).unwrap_or_default()
    }

    /// What [`Self::to_json`] wrote; nothing if it is something else.
    pub(crate) fn from_json(text: &str) -> Option<Self> {
        let KeptProblems { errors, warnings, told, mut first } = serde_json::from_str(text).ok()?;
        first.truncate(Self::KEPT);
        let alike = first.iter().enumerate().filter_map(|(at, kept)| Some((at, kept.alike?))).collect();
        let message = |[en, ru]: [String; 2]| Message::from(Localized { en, ru });
        let problem = |kept: KeptProblem| Problem {
            path: kept.path,
            row: kept.row,
            row_kind: kept.row_kind,
            column: kept.column,
            expected: message(kept.expected),
            found: message(kept.found),
            severity: kept.severity,
        };
        Some(Self { errors, warnings, told, alike, first: first.into_iter().map(problem).collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn problems_are_told_the_same_in_another_run() {
        let mut problems = Problems::default();
        let late = |column| {
            let (expected, found) = ("expected-time", "found-nothing");
            Problem::of_file(Path::new("a.csv"), Some(column), expected, found, Severity::Error)
        };
        problems.add_alike(Problem { row: Some(7), ..late("ts") }, 3);
        problems.add_many(late("wh"), 5);
        let again = Problems::from_json(&problems.to_json()).expect("read");
        assert_eq!((again.errors, again.untold()), (8, 0));
        for lang in Lang::ALL {
            let words = Words::new(lang);
            let lines = |of: &Problems| of.lines().map(|line| line.say(&words)).collect::<Vec<_>>();
            assert_eq!(lines(&again), lines(&problems));
        }
        assert_eq!(Problems::from_json("{}"), None);
    }
}
