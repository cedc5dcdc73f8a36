//! Owns the timeline of acts and bans as Vega-Lite: a row for each, in lanes by topic. Draws no
//! "today".

use super::{SMALL, THEME, VegaPage, WIDTH, document};
use crate::{
    atlas::ActStatus,
    chart::{TimelineEvent, topic_name},
};
use serde_json::{Value, json};

/// An act or a ban.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VegaEvent {
    /// Its time, title, topic and status.
    pub event: TimelineEvent,
    /// All of it in words.
    pub text: String,
    /// Names of its sources.
    pub sources: String,
}

/// Height of a row: a line of text above a bar.
const ROW: f64 = 30.0;
const BAR: f64 = 8.0;

/// Acts as points and bans as bars, each with its dates, on an axis of years.
#[must_use]
pub fn timeline_vega(events: &[VegaEvent], page: &VegaPage<'_>) -> String {
    let words = page.words;
    let lanes = TimelineEvent::lanes(events.iter().map(|of| &of.event));
    let lane = |of: &VegaEvent| lanes.iter().position(|topic| *topic == of.event.topic);
    let mut rows: Vec<&VegaEvent> = events.iter().collect();
    rows.sort_by_key(|of| (lane(of), of.event.period));
    let status = |status: ActStatus| words.get(&format!("act-{}", status.id()));
    let values: Vec<Value> = rows
        .iter()
        .enumerate()
        .map(|(number, of)| {
            let (from, to) = of.event.span();
            let topic = topic_name(&of.event.topic, words);
            let starts_lane = number == 0 || rows[number - 1].event.topic != of.event.topic;
            json!({
                "row": number,
                "topic": topic,
                "lane": starts_lane.then_some(topic.as_str()),
                "from": from, "to": to, "middle": f64::midpoint(from, to),
                "lasts": of.event.lasts,
                "name": of.event.title,
                "when": of.event.period.label(words),
                "status": status(of.event.status),
                "text": of.text,
                "sources": of.sources,
            })
        })
        .collect();
    let used: Vec<ActStatus> = ActStatus::ALL
        .into_iter()
        .filter(|status| rows.iter().any(|of| of.event.status == *status))
        .collect();
    let domain: Vec<String> = used.iter().map(|used| status(*used)).collect();
    let scale = |range: Vec<String>| json!({"field": "status", "type": "nominal", "scale": {"domain": domain, "range": range}});
    let fill = scale(used.iter().map(|status| fill_of(*status)).collect());
    let shape = scale(used.iter().map(|status| shape_of(*status).to_owned()).collect());
    let spans = || rows.iter().map(|of| of.event.span());
    let first = spans().map(|span| span.0).fold(f64::INFINITY, f64::min).floor();
    let last = spans().map(|span| span.1).fold(first + 1.0, f64::max).ceil();
    let x = |field: &str| {
        json!({
            "field": field, "type": "quantitative", "title": null,
            "scale": {"domain": [first, last], "nice": false, "zero": false},
            "axis": {"orient": "top", "format": "d", "tickMinStep": 1, "ticks": false},
        })
    };
    let tooltip = json!([
        {"field": "name", "title": words.get("column-event")},
        {"field": "when", "title": words.get("column-date")},
        {"field": "status", "title": words.get("column-act-status")},
        {"field": "text", "title": words.get("column-text")},
        {"field": "sources", "title": words.get("column-sources")},
    ]);
    let label = |dx: f64, dy: f64| json!({"type": "text", "align": "left", "baseline": "middle", "dx": dx, "dy": dy, "fontSize": SMALL.size, "color": THEME.ink.to_string()});
    let told = json!({"calculate": "datum.name + ' · ' + datum.when", "as": "label"});
    let stroke = THEME.data.to_string();
    let layers = json!([
        {
            "transform": [{"filter": "datum.lasts"}],
            "mark": {"type": "bar", "height": BAR, "yOffset": ROW / 4.0, "stroke": stroke},
            "encoding": {"x": x("from"), "x2": {"field": "to"}, "fill": fill, "tooltip": tooltip},
        },
        {
            "transform": [{"filter": "datum.lasts"}, told],
            "mark": label(0.0, -ROW / 6.0),
            "encoding": {"x": x("from"), "text": {"field": "label"}},
        },
        {
            "transform": [{"filter": "!datum.lasts"}],
            "mark": {"type": "point", "size": 80, "stroke": stroke, "strokeWidth": 1.5, "opacity": 1},
            "encoding": {"x": x("middle"), "fill": fill, "shape": shape, "tooltip": tooltip},
        },
        {
            "transform": [{"filter": "!datum.lasts"}, told],
            "mark": label(10.0, 0.0),
            "encoding": {"x": x("middle"), "text": {"field": "label"}},
        },
        {
            "transform": [{"filter": "datum.lane !== null"}],
            "mark": {"type": "text", "align": "right", "baseline": "middle", "fontSize": SMALL.size, "fontWeight": "bold", "color": THEME.ink.to_string()},
            "encoding": {"x": {"value": -LANE_GAP}, "text": {"field": "lane"}},
        },
    ]);
    let view = json!({
        "width": WIDTH,
        "height": {"step": ROW},
        "data": {"values": values},
        "encoding": {"y": {"field": "row", "type": "ordinal", "axis": null}},
        "layer": layers,
    });
    let widest = lanes.iter().map(|topic| SMALL.width(&topic_name(topic, words))).fold(0.0, f64::max);
    // Bold letters are wider.
    document(&view, (widest * 1.1).ceil() + LANE_GAP, page)
}

/// Between the name of a lane and the axis.
const LANE_GAP: f64 = 10.0;

/// Filled what holds, hollow what is not decided.
fn fill_of(status: ActStatus) -> String {
    match status {
        ActStatus::InForce | ActStatus::Reported => THEME.data,
        ActStatus::Superseded => THEME.no_data,
        ActStatus::Planned => THEME.data_tint,
        ActStatus::Draft | ActStatus::Requested => THEME.paper,
    }
    .to_string()
}

const fn shape_of(status: ActStatus) -> &'static str {
    match status {
        ActStatus::InForce | ActStatus::Superseded | ActStatus::Requested => "circle",
        ActStatus::Reported => "diamond",
        ActStatus::Planned | ActStatus::Draft => "square",
    }
}
