//! Owns figures as Vega-Lite: the page that all of them have, with title, notes, status and sources
//! around the data, and the charts. Values are inline, each with its words, interval, status and
//! sources. Does not draw; other programs do.

mod charts;
mod names;
mod scatter;
mod shapes;
mod slope;
mod timeline;

use super::{
    frame::FrameText,
    style::{Colour, LIGHT, Theme},
    text::{Face, wrap},
};
use crate::{
    lang::{Lang, Words},
    provenance::{Interval, Observation, Status},
};
pub use charts::{
    VegaBalance, VegaYear, balance_vega, diverging_vega, growth_panels_vega, growth_vega, ranking_vega,
};
pub use scatter::{VegaPoint, scatter_vega};
use serde_json::{Map, Value, json};
pub use shapes::map_vega;
pub use slope::{VegaLine, slope_vega};
pub use timeline::{VegaEvent, timeline_vega};

/// Form of the documents: <https://vega.github.io/schema/vega-lite/v5.json>.
const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v5.json";

const THEME: &Theme = &LIGHT;
const WIDTH: f64 = 720.0;
const LABEL: Face = Face::regular(13.0);
const SMALL: Face = Face::regular(12.0);
const LINE_HEIGHT: f64 = 17.0;
/// Numbers of axes: thousands apart, no zeros behind the decimal sign.
const NUMBER: &str = ",.2~f";

/// A figure with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct VegaMark {
    /// What it is the figure of: a region, a year.
    pub name: String,
    /// The figure.
    pub observation: Observation,
    /// The figure and its interval in words.
    pub text: String,
    /// Names of its sources.
    pub sources: String,
}

impl VegaMark {
    /// The value with all that belongs to it, as one object.
    fn value(&self, words: &Words) -> Map<String, Value> {
        let o = &self.observation;
        let mut value = Map::new();
        value.insert("name".into(), json!(self.name));
        for (name, number) in ["value", "low", "high"].into_iter().zip(numbers(o)) {
            value.insert(name.into(), json!(number));
        }
        value.insert("status".into(), json!(status_word(o.status, words)));
        value.insert("text".into(), json!(self.text));
        value.insert("sources".into(), json!(self.sources));
        value
    }
}

/// Value and bounds; what is not known is null.
fn numbers(o: &Observation) -> [Option<f64>; 3] {
    let known = |number: Option<f64>| number.filter(|number| number.is_finite());
    [o.value, o.interval.and_then(Interval::low), o.interval.and_then(Interval::high)].map(known)
}

fn status_word(status: Status, words: &Words) -> String {
    words.get(&format!("status-{}", status.id()))
}

/// How statuses are told apart: solid, half, grey, hollow, tinted.
fn fill_of(status: Status) -> Colour {
    match status {
        Status::Published => THEME.data,
        Status::Derived => Colour::hex(0x7f_a6_c4),
        Status::Detected => THEME.axis,
        Status::Estimated => THEME.paper,
        Status::Simulated => THEME.data_tint,
    }
}

/// A channel that fills marks by status, with a legend of those in use.
fn by_status<'a>(of: &(impl Iterator<Item = &'a Observation> + Clone), words: &Words) -> Value {
    let used = Status::ALL.into_iter().filter(|status| of.clone().any(|o| o.status == *status));
    let (domain, range): (Vec<String>, Vec<String>) =
        used.map(|status| (status_word(status, words), fill_of(status).to_string())).unzip();
    json!({"field": "status", "type": "nominal", "scale": {"domain": domain, "range": range}})
}

/// What is shown when a mark is pointed at.
fn tooltip(words: &Words) -> Value {
    let field = |field: &str, column: &str| json!({"field": field, "title": words.get(column)});
    json!([
        field("name", "column-region"),
        field("text", "column-figure"),
        field("status", "column-status"),
        field("sources", "column-sources"),
    ])
}

/// What all figures have.
#[derive(Clone, Copy, Debug)]
pub struct VegaPage<'a> {
    /// Texts around the figure.
    pub text: &'a FrameText,
    /// Of which data it was made.
    pub facts: &'a [(&'static str, String)],
    /// Words of its language.
    pub words: &'a Words,
}

/// A document: the texts of the figure around its view. `margin` is the room to the left of the
/// data, which notes do not need.
fn document(view: &Value, margin: f64, page: &VegaPage<'_>) -> String {
    let VegaPage { text: frame, facts, words } = page;
    let width = WIDTH + margin;
    let lines = |text: &str, face: Face| wrap(text, face, width);
    let said = frame.notes.iter().chain([&frame.status_line, &frame.source_line]);
    let foot: Vec<String> = said.flat_map(|text| lines(text, SMALL)).collect();
    let facts: Map<String, Value> =
        facts.iter().map(|(name, text)| ((*name).to_owned(), json!(text))).collect();
    let document = json!({
        "$schema": SCHEMA,
        "description": frame.alt,
        "usermeta": facts,
        "background": THEME.paper.to_string(),
        "padding": 20,
        "title": {
            "text": lines(&frame.title, Face::bold(22.0)),
            "subtitle": lines(&frame.subtitle, Face::regular(14.0)),
            "anchor": "start",
            "fontSize": 22,
            "color": THEME.ink.to_string(),
            "subtitleFontSize": 14,
            "subtitleColor": THEME.muted.to_string(),
            "subtitlePadding": 6,
            "offset": 16,
        },
        "vconcat": [view, {
            "data": {"values": [{}]},
            "width": WIDTH,
            "height": LINE_HEIGHT * foot.len() as f64,
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "top",
                "x": -margin,
                "y": 0,
                "fontSize": SMALL.size,
                "lineHeight": LINE_HEIGHT,
                "color": THEME.muted.to_string(),
                "text": foot,
            },
        }],
        // Legends stay with the view that they explain.
        "resolve": {"legend": {"opacity": "independent", "stroke": "independent"}},
        "config": config(words.lang()),
    });
    // Texts and numbers always have a form in JSON.
    let mut text = serde_json::to_string(&document).unwrap_or_default();
    text.push('\n');
    text
}

fn config(lang: Lang) -> Value {
    let (decimal, thousands) = match lang {
        Lang::En => (".", ","),
        Lang::Ru => (",", "\u{202f}"),
    };
    json!({
        "font": "Noto Sans, Liberation Sans, Arial, sans-serif",
        "view": {"stroke": null},
        "concat": {"spacing": 18},
        "axis": {
            "labelFontSize": SMALL.size,
            "labelColor": THEME.ink.to_string(),
            "titleFontSize": SMALL.size,
            "titleFontWeight": "normal",
            "titleColor": THEME.muted.to_string(),
            "gridColor": THEME.grid.to_string(),
            "domainColor": THEME.axis.to_string(),
            "tickColor": THEME.axis.to_string(),
        },
        "legend": {
            "orient": "top",
            "direction": "horizontal",
            "title": null,
            "labelFontSize": LABEL.size,
            "labelLimit": 360,
            "symbolStrokeColor": THEME.data.to_string(),
        },
        "locale": {"number": {
            "decimal": decimal,
            "thousands": thousands,
            "grouping": [3],
            "currency": ["", ""],
            "minus": crate::units::MINUS.to_string(),
        }},
    })
}
