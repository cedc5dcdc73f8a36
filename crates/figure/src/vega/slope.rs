//! Owns the slope chart as Vega-Lite. Does not choose which regions are named.

use super::{LABEL, NUMBER, SMALL, THEME, VegaMark, VegaPage, WIDTH, by_status, document, tooltip};
use serde_json::{Value, json};

/// A region from period to period.
#[derive(Clone, Debug, PartialEq)]
pub struct VegaLine {
    /// Its name.
    pub name: String,
    /// Whether it is named and stands out.
    pub is_named: bool,
    /// Its figures, each named by its period; `None` is not known.
    pub marks: Vec<Option<VegaMark>>,
}

impl VegaLine {
    fn falls(&self) -> bool {
        let mut known = self.marks.iter().flatten().filter_map(|mark| mark.observation.value);
        known.next().zip(known.next_back()).is_some_and(|(first, last)| last < first)
    }
}

const HEIGHT: f64 = 460.0;

/// Lines from period to period, those of most interest named at their end.
#[must_use]
pub fn slope_vega(periods: &[String], lines: &[VegaLine], is_log: bool, page: &VegaPage<'_>) -> String {
    let words = page.words;
    let last = periods.len().saturating_sub(1);
    let values: Vec<Value> = lines
        .iter()
        .flat_map(|line| periods.iter().zip(&line.marks).enumerate().map(move |point| (line, point)))
        .map(|(line, (number, (period, mark)))| {
            // What is not known is null, and breaks the line.
            let mut value = mark.as_ref().map_or_else(serde_json::Map::new, |mark| mark.value(words));
            value.insert("name".into(), json!(line.name));
            value.insert("period".into(), json!(period));
            value.insert("named".into(), json!(line.is_named));
            value.insert("falls".into(), json!(line.falls()));
            value.insert("last".into(), json!(number == last));
            value.entry("value").or_insert(Value::Null);
            Value::Object(value)
        })
        .collect();
    let shown = lines.iter().filter(|line| line.is_named);
    let fill = by_status(&shown.flat_map(|line| line.marks.iter().flatten()).map(|m| &m.observation), words);
    let scale = if is_log { json!({"type": "log"}) } else { json!({"zero": true}) };
    let y = |field: &str| {
        json!({
            "field": field, "type": "quantitative", "title": null, "scale": scale,
            "axis": {"format": NUMBER, "tickCount": 5, "domain": false, "ticks": false},
        })
    };
    let side = json!({
        "condition": {"test": "datum.falls", "value": THEME.change.to_string()},
        "value": THEME.data.to_string(),
    });
    let named = "datum.named && datum.value !== null";
    let layers = json!([
        {
            "transform": [{"filter": "!datum.named"}],
            "mark": {"type": "line", "color": THEME.no_data.to_string(), "opacity": 0.45, "strokeWidth": 0.8},
            "encoding": {"y": y("value"), "detail": {"field": "name"}},
        },
        {
            "transform": [{"filter": "datum.named"}],
            "mark": {"type": "line", "strokeWidth": 2.2},
            "encoding": {"y": y("value"), "detail": {"field": "name"}, "stroke": side},
        },
        {
            "transform": [{"filter": format!("{named} && isValid(datum.low) && isValid(datum.high)")}],
            "mark": {"type": "rule", "strokeWidth": 1.2, "color": THEME.axis.to_string()},
            "encoding": {"y": y("low"), "y2": {"field": "high"}},
        },
        {
            "transform": [{"filter": named}],
            "mark": {"type": "point", "size": 70, "strokeWidth": 1.5, "opacity": 1},
            "encoding": {"y": y("value"), "fill": fill, "stroke": side, "tooltip": tooltip(words)},
        },
        {
            "transform": [
                {"filter": format!("{named} && datum.last")},
                {"calculate": "datum.name + ' · ' + datum.text", "as": "label"},
            ],
            "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": SMALL.size, "color": THEME.ink.to_string()},
            "encoding": {"y": y("value"), "text": {"field": "label"}},
        },
    ]);
    let label = |line: &VegaLine| {
        let text = line.marks.last()?.as_ref().map(|mark| SMALL.width(&mark.text))?;
        Some(text + SMALL.width(&line.name) + 2.5 * LABEL.size)
    };
    let labels = lines.iter().filter(|line| line.is_named).filter_map(label).fold(0.0, f64::max);
    let view = json!({
        "width": (WIDTH - labels).max(WIDTH / 3.0),
        "height": HEIGHT,
        "data": {"values": values},
        "encoding": {"x": {
            "field": "period", "type": "ordinal", "sort": null, "title": null, "scale": {"type": "point"},
            "axis": {"orient": "top", "labelAngle": 0, "grid": true, "domain": false, "ticks": false},
        }},
        "layer": layers,
    });
    document(&view, 60.0, page)
}
