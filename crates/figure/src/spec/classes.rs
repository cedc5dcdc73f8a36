//! Owns how a spec says which classes a map has. Does not find them.

use crate::{
    lang::Message,
    stats::{ClassError, MAX_CLASSES, MIN_CLASSES, Method},
};
use serde::{Deserialize, Serialize};

/// How values become classes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassSpec {
    /// The method.
    #[serde(default)]
    pub method: ClassMethod,
    /// How many classes.
    #[serde(default = "ClassSpec::default_count")]
    pub count: usize,
    /// Breaks of the manual method.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub breaks: Vec<f64>,
}

/// A method of finding classes by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClassMethod {
    /// About equally many regions in each class.
    Quantile,
    /// Classes of equal width.
    Equal,
    /// Natural breaks.
    #[default]
    Jenks,
    /// Round breaks.
    Pretty,
    /// The breaks given.
    Manual,
}

/// What is said of classes that cannot be.
#[must_use]
pub fn class_fault(error: &ClassError) -> Message {
    match error {
        ClassError::Count(found) => Message::new("error-class-count")
            .text("found", found.to_string())
            .text("least", MIN_CLASSES.to_string())
            .text("most", MAX_CLASSES.to_string()),
        ClassError::Breaks => "error-class-breaks".into(),
    }
}

impl ClassSpec {
    /// Five classes are told apart at a glance and still show a pattern.
    pub(super) const fn default_count() -> usize {
        5
    }

    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// As a spec says it.
    #[must_use]
    pub fn of(method: &Method, count: usize) -> Self {
        let (method, breaks) = match method {
            Method::Quantile => (ClassMethod::Quantile, Vec::new()),
            Method::EqualInterval => (ClassMethod::Equal, Vec::new()),
            Method::Jenks => (ClassMethod::Jenks, Vec::new()),
            Method::Pretty => (ClassMethod::Pretty, Vec::new()),
            Method::Manual(breaks) => (ClassMethod::Manual, breaks.clone()),
        };
        Self { method, count, breaks }
    }

    /// The method with its breaks.
    #[must_use]
    pub fn method(&self) -> Method {
        match self.method {
            _ if !self.breaks.is_empty() => Method::Manual(self.breaks.clone()),
            ClassMethod::Quantile => Method::Quantile,
            ClassMethod::Equal => Method::EqualInterval,
            ClassMethod::Jenks => Method::Jenks,
            ClassMethod::Pretty => Method::Pretty,
            ClassMethod::Manual => Method::Manual(Vec::new()),
        }
    }
}

impl Default for ClassSpec {
    fn default() -> Self {
        Self { method: ClassMethod::default(), count: Self::default_count(), breaks: Vec::new() }
    }
}
