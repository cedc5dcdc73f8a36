//! Owns which Arrow types hold texts and times, and reading texts through their dictionary. Does not read cells.

use arrow_schema::{DataType, Field, Schema};
use std::sync::Arc;

/// Whether a column of this type holds texts.
pub(super) fn is_text(data_type: &DataType) -> bool {
    match data_type {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, value) => is_text(value),
        _ => false,
    }
}

/// Whether a column of this type holds days or moments.
pub(super) const fn is_time(data_type: &DataType) -> bool {
    matches!(data_type, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..))
}

/// Texts through a dictionary.
pub(super) fn words() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

/// The schema with the text columns that are read decoded through their dictionary: each word is then looked at
/// once a batch and not once a row.
pub(super) fn with_dictionaries(schema: &Schema, is_read: impl Fn(usize) -> bool) -> Schema {
    let field = |(place, field): (usize, &Arc<Field>)| {
        if is_read(place) && is_text(field.data_type()) {
            field.as_ref().clone().with_data_type(words())
        } else {
            field.as_ref().clone()
        }
    };
    Schema::new(schema.fields().iter().enumerate().map(field).collect::<Vec<_>>())
        .with_metadata(schema.metadata().clone())
}
