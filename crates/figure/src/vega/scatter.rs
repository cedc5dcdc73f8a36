//! Owns the scatter plot as Vega-Lite. Does not choose the metrics.

use super::{NUMBER, SMALL, THEME, VegaMark, VegaPage, WIDTH, by_status, document, names, numbers};
use crate::chart::{Axis, ScatterAxis};
use crate::provenance::Observation;
use serde_json::{Value, json};

/// A region of the scatter plot.
#[derive(Clone, Debug, PartialEq)]
pub struct VegaPoint {
    /// Its figures across and upwards, both named after it.
    pub marks: [VegaMark; 2],
    /// Whether it is named before others.
    pub is_wanted: bool,
}

impl VegaPoint {
    /// Value and status of the point: the weaker of the two.
    fn weaker(&self) -> &Observation {
        let [across, up] = &self.marks;
        if across.observation.status >= up.observation.status { &across.observation } else { &up.observation }
    }
}

const HEIGHT: f64 = 480.0;

/// Regions by two metrics, with their intervals as crosses; `titles` are those of the axes.
#[must_use]
pub fn scatter_vega(
    points: &[VegaPoint],
    axes: &[ScatterAxis; 2],
    titles: &[String; 2],
    page: &VegaPage<'_>,
) -> String {
    let words = page.words;
    let known = || points.iter().filter_map(|point| Some((point, value(point, 0)?, value(point, 1)?)));
    let named = named(known(), axes);
    let values: Vec<Value> = known()
        .map(|(point, x, y)| {
            let [across, up] = &point.marks;
            let ([_, x_low, x_high], [_, y_low, y_high]) = (numbers(&across.observation), numbers(&up.observation));
            json!({
                "name": across.name,
                "x": x, "x_low": x_low, "x_high": x_high, "x_text": across.text, "x_status": super::status_word(across.observation.status, words),
                "y": y, "y_low": y_low, "y_high": y_high, "y_text": up.text, "y_status": super::status_word(up.observation.status, words),
                "status": super::status_word(point.weaker().status, words),
                "label": named.contains(&across.name).then_some(&across.name),
                "sources": format!("{}; {}", across.sources, up.sources),
            })
        })
        .collect();
    let axis = |number: usize, field: &str| {
        let ScatterAxis { ticks, is_log } = &axes[number];
        let kind = if *is_log { "log" } else { "linear" };
        json!({
            "field": field, "type": "quantitative", "title": titles[number],
            "scale": {"type": kind, "domain": [ticks[0], ticks[ticks.len() - 1]], "nice": false, "zero": false, "clamp": true},
            "axis": {"values": ticks, "format": NUMBER},
        })
    };
    let (x, y) = (|field: &str| axis(0, field), |field: &str| axis(1, field));
    let rule = |low: &str, high: &str, encoding: Value| {
        json!({
            "transform": [{"filter": format!("datum.{low} !== null && datum.{high} !== null")}],
            "mark": {"type": "rule", "color": THEME.axis.to_string(), "opacity": 0.35},
            "encoding": encoding,
        })
    };
    // Where an interval goes on beyond its axis stands an arrow.
    let ends = |number: usize| (axes[number].ticks[0], axes[number].ticks[axes[number].ticks.len() - 1]);
    let arrow = |beyond: String, shape: &str, encoding: Value| {
        json!({
            "transform": [{"filter": beyond}],
            "mark": {"type": "point", "shape": shape, "size": 30, "filled": true, "color": THEME.axis.to_string()},
            "encoding": encoding,
        })
    };
    let (across, along) = (ends(0), ends(1));
    let arrows = [
        arrow(
            format!("isValid(datum.x_low) && datum.x_low < {}", across.0),
            "triangle-left",
            json!({"x": x("x_low"), "y": y("y")}),
        ),
        arrow(
            format!("isValid(datum.x_high) && datum.x_high > {}", across.1),
            "triangle-right",
            json!({"x": x("x_high"), "y": y("y")}),
        ),
        arrow(
            format!("isValid(datum.y_low) && datum.y_low < {}", along.0),
            "triangle-down",
            json!({"x": x("x"), "y": y("y_low")}),
        ),
        arrow(
            format!("isValid(datum.y_high) && datum.y_high > {}", along.1),
            "triangle-up",
            json!({"x": x("x"), "y": y("y_high")}),
        ),
    ];
    let fill = by_status(&known().map(|(point, ..)| point.weaker()), words);
    let field = |field: &str, title: &str| json!({"field": field, "title": title});
    let tooltip = json!([
        field("name", &words.get("column-region")),
        field("x_text", &titles[0]),
        field("x_status", &words.get("column-status")),
        field("y_text", &titles[1]),
        field("y_status", &words.get("column-status")),
        field("sources", &words.get("column-sources")),
    ]);
    let layers = [
        rule("x_low", "x_high", json!({"x": x("x_low"), "x2": {"field": "x_high"}, "y": y("y")})),
        rule("y_low", "y_high", json!({"y": y("y_low"), "y2": {"field": "y_high"}, "x": x("x")})),
        json!({
            "mark": {"type": "point", "size": 60, "stroke": THEME.data.to_string(), "strokeWidth": 1.4, "opacity": 1},
            "encoding": {"x": x("x"), "y": y("y"), "fill": fill, "tooltip": tooltip},
        }),
        json!({
            "transform": [{"filter": "datum.label !== null"}],
            "mark": {"type": "text", "align": "left", "dx": NAME_DX, "fontSize": SMALL.size, "color": THEME.ink.to_string()},
            "encoding": {"x": x("x"), "y": y("y"), "text": {"field": "label"}},
        }),
    ];
    let layers: Vec<Value> = layers.into_iter().chain(arrows).collect();
    let view = json!({"width": WIDTH, "height": HEIGHT, "data": {"values": values}, "layer": layers});
    document(&view, 50.0, page)
}

/// How far right of its point a name stands.
const NAME_DX: f64 = 8.0;

fn value(point: &VegaPoint, axis: usize) -> Option<f64> {
    point.marks[axis].observation.value
}

/// Regions with names: those asked for, then those farthest from the middle of the page.
fn named<'a>(known: impl Iterator<Item = (&'a VegaPoint, f64, f64)>, axes: &[ScatterAxis; 2]) -> Vec<String> {
    let across = axes[0].between((0.0, WIDTH));
    let up = axes[1].between((HEIGHT, 0.0));
    let place = |axis: &Axis, value: f64| axis.at(value);
    let mut spots: Vec<(bool, f64, &str, [f64; 2])> = known
        .map(|(point, x, y)| {
            let spot = [place(&across, x), place(&up, y)];
            let distance = (spot[0] - WIDTH / 2.0).hypot(spot[1] - HEIGHT / 2.0);
            (point.is_wanted, distance, point.marks[0].name.as_str(), spot)
        })
        .collect();
    spots.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)));
    let wanted: Vec<(&str, [f64; 2])> = spots.into_iter().map(|(.., name, spot)| (name, spot)).collect();
    names::fitting(&wanted, NAME_DX, HEIGHT)
}
