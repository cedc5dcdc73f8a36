//! Owns the charts as Vega-Lite: growth, ranking, diverging, balance. Does not choose or word figures.

use super::{
    LABEL, NUMBER, SMALL, THEME, VegaMark, VegaPage, WIDTH, by_status, document, names, numbers, status_word,
    tooltip,
};
use crate::{
    chart::{Axis, growth_scale, log_axis_ticks},
    provenance::Observation,
    text::Face,
};
use serde_json::{Value, json};

/// A year of the growth chart.
#[derive(Clone, Debug, PartialEq)]
pub struct VegaYear {
    /// The figure.
    pub mark: VegaMark,
    /// Change against the year before with its interval and status, in words; maybe empty.
    pub change: String,
}

/// Bars from year to year.
#[must_use]
pub fn growth_vega(years: &[VegaYear], page: &VegaPage<'_>) -> String {
    let values: Vec<Value> = years.iter().map(|year| Value::Object(year.value(page))).collect();
    let mut view = growth_view(years.iter(), (WIDTH, 320.0), page);
    view["data"] = json!({"values": values});
    document(&view, 60.0, page)
}

/// The same of several regions: a panel for each, all on one scale.
#[must_use]
pub fn growth_panels_vega(panels: &[(String, Vec<VegaYear>)], page: &VegaPage<'_>) -> String {
    const IN_A_ROW: usize = 2;
    /// Beside a panel, for the numbers of its axis.
    const AXIS: f64 = 60.0;
    let years = || panels.iter().flat_map(|(_, years)| years);
    let mut values = Vec::new();
    for (name, years) in panels {
        for year in years {
            let mut value = year.value(page);
            value.insert("region".into(), json!(name));
            values.push(Value::Object(value));
        }
    }
    let columns = panels.len().clamp(1, IN_A_ROW);
    let width = WIDTH / columns as f64 - AXIS;
    let names: Vec<&String> = panels.iter().map(|(name, _)| name).collect();
    let view = json!({
        "data": {"values": values},
        "facet": {
            "field": "region", "type": "nominal", "sort": names, "title": null,
            "header": {"labelFontSize": LABEL.size, "labelFontWeight": "bold", "labelAnchor": "start"},
        },
        "columns": columns,
        "spec": growth_view(years(), (width, 220.0), page),
    });
    document(&view, 60.0, page)
}

impl VegaYear {
    fn value(&self, page: &VegaPage<'_>) -> serde_json::Map<String, Value> {
        let mut value = self.mark.value(page.words);
        value.insert("change".into(), json!(self.change));
        value
    }
}

/// Bars without their data. The axis is that of the printed chart: a range beyond it ends at its edge.
fn growth_view<'a>(
    years: impl Iterator<Item = &'a VegaYear> + Clone,
    (width, height): (f64, f64),
    page: &VegaPage<'_>,
) -> Value {
    let words = page.words;
    let observed = years.clone().map(|year| &year.mark.observation);
    let fill = by_status(&observed.clone(), words);
    let ((first, last), _) = growth_scale(observed, 5);
    let scale = json!({"domain": [first, last], "clamp": true});
    let y = |field: &str| json!({"field": field, "type": "quantitative", "title": null, "scale": scale});
    let mut order: Vec<&str> = years.map(|year| year.mark.name.as_str()).collect();
    order.sort_unstable();
    order.dedup();
    // A narrow panel has room for the figure and the percent alone: bounds and statuses are drawn, and told
    // where a mark is pointed at.
    let is_narrow = width < WIDTH / 2.0;
    let (size, of) = if is_narrow { (SMALL.size, "short") } else { (15.0, "text") };
    let of_change = if is_narrow { "percent" } else { "change" };
    let text = |field: &str, dy: f64, face: Face, colour: String| {
        let mark = json!({
            "type": "text", "baseline": "bottom", "dy": dy, "fontSize": face.size, "color": colour,
            "fontWeight": if field == of { "bold" } else { "normal" },
        });
        json!({"mark": mark, "encoding": {"y": y("top"), "text": {"field": field}}})
    };
    let mut bars = y("value");
    bars["axis"] = json!({"format": NUMBER, "tickCount": 5, "domain": false, "ticks": false});
    json!({
        "width": width,
        "height": height,
        "transform": [
            {"calculate": "max(datum.value, datum.high === null ? datum.value : datum.high)", "as": "top"},
            {"calculate": "split(datum.text, ' (')[0]", "as": "short"},
            {"calculate": "split(datum.change, ' (')[0]", "as": "percent"},
        ],
        "encoding": {"x": {"field": "name", "type": "ordinal", "sort": order, "title": null, "axis": {"labelAngle": 0, "ticks": false}}},
        "layer": [
            {
                "transform": [{"filter": "datum.value !== null"}],
                "mark": {"type": "bar", "width": {"band": 0.5}, "stroke": THEME.data.to_string(), "strokeWidth": 1.5},
                "encoding": {"y": bars, "fill": fill, "tooltip": tooltip(words)},
            },
            interval_rule("y", y("low")),
            text(of, -24.0, Face::bold(size), THEME.ink.to_string()),
            text(of_change, -7.0, LABEL, THEME.change.to_string()),
        ],
    })
}

/// A line from the lower to the upper bound along a channel; none where one is not known.
fn interval_rule(channel: &str, low: Value) -> Value {
    let mut encoding = serde_json::Map::new();
    encoding.insert(channel.to_owned(), low);
    encoding.insert(format!("{channel}2"), json!({"field": "high"}));
    json!({
        "transform": [{"filter": "datum.low !== null && datum.high !== null"}],
        "mark": {"type": "rule", "strokeWidth": 1.5, "color": THEME.axis.to_string()},
        "encoding": encoding,
    })
}

/// Regions by value as dots with their intervals, in the order given.
#[must_use]
pub fn ranking_vega(marks: &[VegaMark], page: &VegaPage<'_>) -> String {
    rows_vega(marks, None, page)
}

/// The same with bars to both sides of a centre.
#[must_use]
pub fn diverging_vega(marks: &[VegaMark], centre: f64, page: &VegaPage<'_>) -> String {
    rows_vega(marks, Some(centre), page)
}

fn rows_vega(marks: &[VegaMark], centre: Option<f64>, page: &VegaPage<'_>) -> String {
    let words = page.words;
    let values: Vec<Value> = marks.iter().map(|mark| Value::Object(mark.value(words))).collect();
    let fill = by_status(&marks.iter().map(|mark| &mark.observation), words);
    let widest = |of: &dyn Fn(&VegaMark) -> &str| {
        marks.iter().map(|mark| SMALL.width(of(mark))).fold(0.0, f64::max).ceil()
    };
    let (names, texts) = (widest(&|mark| &mark.name), widest(&|mark| &mark.text));
    let room = (WIDTH - texts).max(WIDTH / 3.0);
    let x = |field: &str| {
        json!({
            "field": field, "type": "quantitative", "title": null,
            "axis": {"format": NUMBER, "orient": "top", "domain": false, "ticks": false, "tickCount": 6},
        })
    };
    let mut layers = vec![
        interval_rule("x", x("low")),
        json!({
            "transform": [{"filter": "datum.value !== null"}],
            "mark": {"type": "point", "size": 70, "stroke": THEME.data.to_string(), "strokeWidth": 1.5, "opacity": 1},
            "encoding": {"x": x("value"), "fill": fill, "tooltip": tooltip(words)},
        }),
        json!({
            "mark": {"type": "text", "align": "left", "x": room + 10.0, "fontSize": SMALL.size, "color": THEME.ink.to_string()},
            "encoding": {"text": {"field": "text"}},
        }),
    ];
    if let Some(centre) = centre {
        let is_below = format!("datum.value < {centre}");
        let bars = json!({
            "transform": [{"filter": "datum.value !== null"}],
            "mark": {"type": "bar", "height": {"band": 0.6}},
            "encoding": {
                "x": x("value"),
                "x2": {"datum": centre},
                "color": {
                    "condition": {"test": is_below, "value": THEME.deficit.to_string()},
                    "value": THEME.surplus.to_string(),
                },
            },
        });
        layers.insert(0, bars);
    }
    let view = json!({
        "width": room,
        "height": {"step": LABEL.size + 4.0},
        "data": {"values": values},
        "encoding": {"y": {
            "field": "name", "type": "nominal", "sort": null, "title": null,
            "axis": {"ticks": false, "domain": false, "labelLimit": names + 20.0, "labelPadding": 8},
        }},
        "layer": layers,
    });
    document(&view, names + 8.0, page)
}

/// A region of the balance chart.
#[derive(Clone, Debug, PartialEq)]
pub struct VegaBalance {
    /// Its name.
    pub name: String,
    /// What it uses, in `TWh` a year.
    pub used: Observation,
    /// What it generates, in `TWh` a year.
    pub made: Observation,
    /// Its farms; `None` is not known.
    pub farms: Option<Observation>,
    /// All of it in words, with intervals and status.
    pub text: String,
    /// Names of its sources.
    pub sources: String,
}

const HEIGHT: f64 = 540.0;
/// How far right of the middle of its circle a name stands.
const NAME_DX: f64 = 14.0;
/// Area of the largest circle in square pixels.
const LARGEST: f64 = 1200.0;

impl VegaBalance {
    fn area(&self, most: f64) -> f64 {
        let farms = self.farms.as_ref().and_then(|farms| farms.value);
        farms.map_or(0.0, |farms| LARGEST * farms / most)
    }
}

/// Generation against consumption on logarithmic axes; what is less than the lowest tick stands on
/// it. `farms` is what the circles count.
#[must_use]
pub fn balance_vega(regions: &[VegaBalance], farms: &str, page: &VegaPage<'_>) -> String {
    let words = page.words;
    let known: Vec<(&VegaBalance, f64, f64)> =
        regions.iter().filter_map(|region| Some((region, region.used.value?, region.made.value?))).collect();
    let largest = known.iter().flat_map(|(_, used, made)| [*used, *made]).fold(0.0, f64::max);
    let ticks = [
        log_axis_ticks(known.iter().map(|(_, used, _)| *used), largest),
        log_axis_ticks(known.iter().map(|(_, _, made)| *made), largest),
    ];
    let ends = |ticks: &[f64]| [ticks[0], ticks[ticks.len() - 1]];
    let (across, up) = (ends(&ticks[0]), ends(&ticks[1]));
    let axis = |field: &str, title: String, ticks: &[f64], least: f64| {
        // Zero has no place on such an axis.
        let is_less = if ticks[0] > least { "true" } else { "false" };
        let label = format!("({is_less} && datum.value <= {} ? '≤ ' : '') + datum.label", ticks[0]);
        json!({
            "field": field, "type": "quantitative", "title": title,
            "scale": {"type": "log", "domain": ends(ticks), "nice": false, "clamp": true},
            "axis": {"values": ticks, "format": NUMBER, "labelExpr": label},
        })
    };
    let least = [
        known.iter().map(|k| k.1).fold(largest, f64::min),
        known.iter().map(|k| k.2).fold(largest, f64::min),
    ];
    let x = |field: &str| axis(field, words.get("chart-consumption"), &ticks[0], least[0]);
    let y = |field: &str| axis(field, words.get("chart-generation"), &ticks[1], least[1]);
    let most = known.iter().filter_map(|(region, ..)| region.farms.as_ref()?.value).fold(1.0, f64::max);
    let named =
        named(&known, most, [Axis::log(across.into(), (0.0, WIDTH)), Axis::log(up.into(), (HEIGHT, 0.0))]);
    let sides = [words.get("chart-surplus"), words.get("chart-deficit")];
    let values: Vec<Value> = known
        .iter()
        .map(|(region, used, made)| {
            let ([_, used_low, used_high], [_, made_low, made_high]) =
                (numbers(&region.used), numbers(&region.made));
            json!({
                "name": region.name,
                "used": used, "used_low": used_low, "used_high": used_high, "used_status": status_word(region.used.status, words),
                "made": made, "made_low": made_low, "made_high": made_high, "made_status": status_word(region.made.status, words),
                "farms": region.farms.as_ref().and_then(|farms| farms.value),
                "side": sides[usize::from(made < used)],
                "label": named.contains(&region.name).then_some(&region.name),
                "text": region.text,
                "sources": region.sources,
            })
        })
        .collect();
    let rule = |low: &str, high: &str, encoding: Value| {
        json!({
            "transform": [{"filter": format!("datum.{low} !== null && datum.{high} !== null")}],
            "mark": {"type": "rule", "color": THEME.axis.to_string(), "opacity": 0.35},
            "encoding": encoding,
        })
    };
    let diagonal = [across[0].max(up[0]), across[1].min(up[1])];
    let circle = |filter: &str, mark: Value, size: Option<Value>| {
        let mut encoding = json!({
            "x": x("used"), "y": y("made"),
            "color": {"field": "side", "type": "nominal", "scale": {
                "domain": sides, "range": [THEME.surplus.to_string(), THEME.deficit.to_string()],
            }},
            "tooltip": [
                {"field": "name", "title": words.get("column-region")},
                {"field": "text", "title": words.get("column-figure")},
                {"field": "sources", "title": words.get("column-sources")},
            ],
        });
        if let Some(size) = size {
            encoding["size"] = size;
        }
        json!({"transform": [{"filter": filter}], "mark": mark, "encoding": encoding})
    };
    let size = json!({
        "field": "farms", "type": "quantitative", "scale": {"domain": [0, most], "range": [0, LARGEST]},
        "legend": {
            "title": farms, "titleFontWeight": "normal", "titleOrient": "left", "format": NUMBER,
            "symbolFillColor": "transparent", "symbolStrokeColor": THEME.axis.to_string(), "tickCount": 3,
        },
    });
    let view = json!({"width": WIDTH, "height": HEIGHT, "layer": [
        {
            "data": {"values": diagonal.map(|end| json!({"used": end, "made": end}))},
            "mark": {"type": "line", "strokeDash": [5, 4], "strokeWidth": 1, "color": THEME.axis.to_string()},
            "encoding": {"x": x("used"), "y": y("made")},
        },
        {"data": {"values": values}, "layer": [
            rule("used_low", "used_high", json!({"x": x("used_low"), "x2": {"field": "used_high"}, "y": y("made")})),
            rule("made_low", "made_high", json!({"y": y("made_low"), "y2": {"field": "made_high"}, "x": x("used")})),
            circle("datum.farms !== null", json!({"type": "circle", "opacity": 1, "fillOpacity": 0.4, "strokeWidth": 1.4}), Some(size)),
            circle("datum.farms === null", json!({"type": "point", "size": 30, "strokeDash": [2, 2]}), None),
            {
                "transform": [{"filter": "datum.label !== null"}],
                "mark": {"type": "text", "align": "left", "dx": NAME_DX, "fontSize": SMALL.size, "color": THEME.ink.to_string()},
                "encoding": {"x": x("used"), "y": y("made"), "text": {"field": "label"}},
            },
        ]},
    ]});
    document(&view, 50.0, page)
}

/// Regions with names beside their circles: those of most farms first.
fn named(known: &[(&VegaBalance, f64, f64)], most: f64, [across, up]: [Axis; 2]) -> Vec<String> {
    let mut order: Vec<&(&VegaBalance, f64, f64)> = known.iter().collect();
    order.sort_by(|a, b| b.0.area(most).total_cmp(&a.0.area(most)));
    let wanted: Vec<(&str, [f64; 2])> = order
        .into_iter()
        .map(|(region, used, made)| (region.name.as_str(), [across.at(*used), up.at(*made)]))
        .collect();
    names::fitting(&wanted, NAME_DX, HEIGHT)
}
