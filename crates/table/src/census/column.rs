//! Owns what the cells of one column were, counted by their form, and the kind of column that makes.
//! Does not read rows.

use super::{
    ColumnKind,
    form::{FORMS, Form, NUMBERS},
};
use crate::{
    error::{Problem, excerpt},
    names::Meaning,
};

/// A column is of numbers or days if so many of a hundred values are …
const MOSTLY: u64 = 99;
/// … or where its name says that it is.
const AS_NAMED: u64 = 50;

#[derive(Clone, Debug, Default)]
pub(super) struct ColumnTally {
    pub(super) counts: [u64; FORMS],
    first: [Vec<(u64, String)>; FORMS],
    /// Cells with blanks around.
    pub(super) padded: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Counted {
    pub(super) count: u64,
    pub(super) first: Vec<(u64, String)>,
}

impl Counted {
    pub(super) fn add(&mut self, line: u64, found: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.len() < Problem::FIRST {
            self.first.push((line, found()));
        }
    }

    pub(super) fn append(&mut self, other: Self, lines: u64) {
        self.count += other.count;
        let room = Problem::FIRST.saturating_sub(self.first.len());
        self.first.extend(other.first.into_iter().take(room).map(|(line, found)| (line + lines, found)));
    }
}

impl ColumnTally {
    pub(super) const fn count(&self, form: Form) -> u64 {
        self.counts[form as usize]
    }

    pub(super) fn add(&mut self, form: Form, line: u64, text: &[u8]) {
        self.counts[form as usize] += 1;
        if form != Form::Empty && self.counts[form as usize] <= Problem::FIRST as u64 {
            self.first[form as usize].push((line, excerpt(text)));
        }
    }

    pub(super) fn append(&mut self, other: Self, lines: u64) {
        for (count, others) in self.counts.iter_mut().zip(other.counts) {
            *count += others;
        }
        for (first, others) in self.first.iter_mut().zip(other.first) {
            let room = Problem::FIRST.saturating_sub(first.len());
            first.extend(others.into_iter().take(room).map(|(line, text)| (line + lines, text)));
        }
        self.padded |= other.padded;
    }

    pub(super) fn numbers(&self) -> u64 {
        NUMBERS.iter().map(|&form| self.count(form)).sum()
    }

    pub(super) fn values(&self) -> u64 {
        self.counts.iter().sum::<u64>() - self.count(Form::Empty) - self.count(Form::Missing)
    }

    pub(super) fn kind(&self, meaning: Option<Meaning>, decimal_comma: bool) -> ColumnKind {
        let values = self.values();
        if values == 0 {
            return if self.count(Form::Missing) > 0 && meaning.is_none() {
                ColumnKind::Text
            } else {
                ColumnKind::Empty
            };
        }
        let unclear = if decimal_comma { 0 } else { self.count(Form::CommaThree) };
        let numbers = self.numbers() - unclear;
        let times = self.count(Form::Day) + self.count(Form::Time);
        let is_share = |part: u64, percent: u64| part * 100 >= values * percent;
        let time = if self.count(Form::Time) > 0 { ColumnKind::Time } else { ColumnKind::Day };
        match meaning {
            Some(meaning) if meaning.is_number() && is_share(numbers + self.count(Form::Code), AS_NAMED) => {
                ColumnKind::Number
            }
            Some(meaning) if meaning.is_day() && is_share(times, AS_NAMED) => time,
            Some(_) => ColumnKind::Text,
            None if is_share(times, MOSTLY) => time,
            None if self.count(Form::Code) > 0 || !is_share(numbers, MOSTLY) => ColumnKind::Text,
            None if numbers == self.count(Form::Integer) => ColumnKind::Integer,
            None => ColumnKind::Number,
        }
    }

    /// How many values are not of this kind, and the first of them.
    pub(super) fn unfit(&self, kind: ColumnKind, decimal_comma: bool) -> (u64, Vec<(u64, String)>) {
        const VALUES: [Form; FORMS - 2] = [
            Form::Integer,
            Form::Decimal,
            Form::Grouped,
            Form::Comma,
            Form::CommaThree,
            Form::Code,
            Form::Day,
            Form::Time,
            Form::Text,
        ];
        let is_fit = |form: Form| match kind {
            ColumnKind::Integer => form == Form::Integer,
            ColumnKind::Number => {
                NUMBERS.contains(&form) && (form != Form::CommaThree || decimal_comma) || form == Form::Code
            }
            ColumnKind::Day => form == Form::Day,
            ColumnKind::Time => matches!(form, Form::Day | Form::Time),
            ColumnKind::Empty | ColumnKind::Text => true,
        };
        let others = || VALUES.into_iter().filter(|&form| !is_fit(form));
        let mut first: Vec<_> = others().flat_map(|form| self.first[form as usize].iter().cloned()).collect();
        first.sort_by_key(|(line, _)| *line);
        (others().map(|form| self.count(form)).sum(), first)
    }

    /// Of a column of text that is mostly numbers: how many are none, and the first of those.
    pub(super) fn mixed(&self) -> Option<(u64, u64, String)> {
        let (numbers, others) = (self.numbers(), self.values() - self.numbers());
        let (line, found) = self.first[Form::Text as usize].first()?;
        (numbers > others && self.count(Form::Code) == 0).then(|| (others, *line, found.clone()))
    }
}
