//! Owns `GeoJSON` after RFC 7946.

use super::{Column, Row};
use crate::layer::Value;
use std::fmt::Write;

/// Decimals of a degree that are written: a centimetre.
const DECIMALS: f64 = 1e7;

/// Writing to a text cannot fail, so results of it are passed over here.
pub(super) fn write(columns: &[Column], rows: &[Row<'_>]) -> Vec<u8> {
    let mut text = String::from("{\"type\":\"FeatureCollection\",\"features\":[");
    for (number, row) in rows.iter().enumerate() {
        text.push_str(if number == 0 { "\n" } else { ",\n" });
        text.push_str("{\"type\":\"Feature\",");
        if let Some(id) = row.id {
            let _ = write!(text, "\"id\":{},", quoted(id));
        }
        let _ = write!(text, "\"properties\":{},\"geometry\":", properties(columns, row));
        if row.polygons.is_empty() {
            text.push_str("null}");
            continue;
        }
        text.push_str("{\"type\":\"MultiPolygon\",\"coordinates\":");
        let rounded = |n: f64| (n * DECIMALS).round() / DECIMALS;
        list(&mut text, &row.polygons, |text, polygon| {
            list(text, polygon, |text, ring| {
                list(text, ring, |text, [x, y]| {
                    let _ = write!(text, "[{},{}]", rounded(*x), rounded(*y));
                });
            });
        });
        text.push_str("}}");
    }
    text.push_str("\n]}\n");
    text.into_bytes()
}

/// The properties that have a value, as a JSON object in the order of columns; others are null.
pub(super) fn properties(columns: &[Column], row: &Row<'_>) -> String {
    let mut text = String::from("{");
    for (column, value) in columns.iter().zip(&row.values) {
        if text.len() > 1 {
            text.push(',');
        }
        let _ = write!(text, "{}:", quoted(&column.name));
        match value {
            None => text.push_str("null"),
            Some(Value::Text(value)) => text.push_str(&quoted(value)),
            Some(other) => {
                let _ = write!(text, "{other}");
            }
        }
    }
    text.push('}');
    text
}

pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

pub(super) fn list<T>(text: &mut String, items: &[T], mut each: impl FnMut(&mut String, &T)) {
    text.push('[');
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            text.push(',');
        }
        each(text, item);
    }
    text.push(']');
}
