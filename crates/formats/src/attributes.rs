//! Owns the reading of a feature's id and properties as text, by which files of boundaries name
//! their regions. Does not know regions.

use super::geojson::{GeoFeature, PropertyValue};

impl GeoFeature {
    /// The id (for the name `id`) or the property with this name, as text; an id counts before
    /// a property called id.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<String> {
        if name == "id" && self.id.is_some() {
            return self.id.clone();
        }
        self.property(name).map(as_text)
    }

    /// The same with a name in any case.
    #[must_use]
    pub fn text_ignoring_case(&self, name: &str) -> Option<String> {
        if name.eq_ignore_ascii_case("id") && self.id.is_some() {
            return self.id.clone();
        }
        self.properties
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| as_text(value))
    }

    /// Its id (by the name `id`) and its properties, as text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, String)> {
        let id = self.id.iter().map(|id| ("id", id.clone()));
        id.chain(self.properties.iter().map(|(key, value)| (key.as_str(), as_text(value))))
    }
}

fn as_text(value: &PropertyValue) -> String {
    match value {
        PropertyValue::Text(text) => text.trim().to_owned(),
        PropertyValue::Number(number) => number.to_string(),
        PropertyValue::Bool(truth) => truth.to_string(),
    }
}
