//! Owns what is wrong at one place of a JSON text, and the way to that place. Does not know files
//! or lines.

use crate::lang::Message;

/// What is wrong at one place of a text.
#[derive(Debug)]
pub(super) struct Fault {
    /// Offset in the text, in bytes.
    pub at: usize,
    /// Way to it from the outermost value: `geometry.coordinates[3]`.
    pub member: String,
    /// What should have stood there.
    pub expected: &'static str,
    /// What stood there.
    pub found: Message,
    /// Whether it is a position that is not on the globe.
    pub off_globe: bool,
}

impl Fault {
    pub(super) fn new(at: usize, expected: &'static str, found: impl Into<Message>) -> Self {
        Self { at, member: String::new(), expected, found: found.into(), off_globe: false }
    }

    /// The same fault, seen from outside member `name`.
    pub(super) fn in_member(mut self, name: &str) -> Self {
        let dot = if self.member.is_empty() || self.member.starts_with('[') { "" } else { "." };
        self.member = format!("{name}{dot}{}", self.member);
        self
    }

    /// The same fault, seen from outside element `index`, counted from 0 as in JSON.
    pub(super) fn in_element(mut self, index: usize) -> Self {
        let dot = if self.member.is_empty() || self.member.starts_with('[') { "" } else { "." };
        self.member = format!("[{index}]{dot}{}", self.member);
        self
    }
}

/// A value, or why there is none.
pub(super) type Parsed<T> = Result<T, Fault>;
