//! Owns what a file becomes: features with their properties, and shapes in flat storage.

use crate::{
    report::Report,
    shapes::{Point, Shapes},
};

/// One layer of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// Its name; that of the file where it has none of its own.
    pub name: String,
    /// The features that could be read, in the order of the file.
    pub features: Vec<Feature>,
    /// Rings of each feature, in degrees; each ends where it begins.
    pub polygons: Shapes,
    /// Lines of each feature, in degrees.
    pub lines: Shapes,
    /// Points with the index of their feature, in degrees.
    pub points: Vec<(u32, Point)>,
    /// What was left out, and what is in doubt.
    pub report: Report,
}

/// What a feature is, without its shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feature {
    /// Number in the file, from 1.
    pub number: u64,
    /// Its own name in the file, where the format has one.
    pub id: Option<String>,
    /// Its properties in the order of the file, without those that have no value.
    pub properties: Vec<(String, Value)>,
}

impl Feature {
    /// A property as text; the last one where a name occurs twice.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        let (_, value) = self.properties.iter().rev().find(|(key, _)| key == name)?;
        Some(value.to_string())
    }
}

/// The value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Int(i64),
    /// A number; never infinite or NaN.
    Real(f64),
    /// True or false.
    Bool(bool),
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Int(number) => number.fmt(f),
            Self::Real(number) => number.fmt(f),
            Self::Bool(value) => value.fmt(f),
        }
    }
}

impl Value {
    /// A text, unless it is empty.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self::Text(text.to_owned()))
    }

    /// A number, unless it is none.
    pub(crate) fn of_real(number: f64) -> Option<Self> {
        number.is_finite().then_some(Self::Real(number))
    }
}
