//! Owns putting the page together: its template with words and parts in their slots, style and
//! script with the policy that lets nothing else run or load. Does not choose what is in it.

use super::{
    ReportData, ReportPart,
    tables::{write_citations, write_part},
};
use crate::{FrameText, lang::Words, svg::escape_into};
use base64::Engine as _;
use sha2::{Digest as _, Sha256};

const TEMPLATE: &str = include_str!("../../../../assets/report/page.html");
const STYLE: &str = include_str!("../../../../assets/report/report.css");
/// One after the other in one script: what they share, then a file a part of the page.
const SCRIPTS: [&str; 5] = [
    include_str!("../../../../assets/report/base.js"),
    include_str!("../../../../assets/report/map.js"),
    include_str!("../../../../assets/report/charts.js"),
    include_str!("../../../../assets/report/downloads.js"),
    include_str!("../../../../assets/report/page.js"),
];

/// What the page says before any script runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReportPage {
    /// Title.
    pub title: String,
    /// What the headline counts.
    pub lede: String,
    /// The whole over the years.
    pub headline: Vec<ReportHeadline>,
    /// Cautions that belong to all figures.
    pub cautions: Vec<String>,
    /// The map with its shapes (SVG), coloured for what is shown at first.
    pub map: String,
    /// What stands around it.
    pub map_text: FrameText,
    /// Charts for those who run no script (SVG).
    pub charts: Vec<String>,
    /// Tables and sources.
    pub parts: Vec<ReportPart>,
    /// The timeline, as HTML of ours.
    pub timeline: Vec<ReportAct>,
    /// Notes below the timeline.
    pub timeline_notes: Vec<String>,
    /// What the script draws from.
    pub data: ReportData,
}

/// A year of the headline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportHeadline {
    /// The year.
    pub year: String,
    /// The figure in little room.
    pub figure: String,
    /// Change from the year before; maybe empty.
    pub change: String,
    /// Id of its status.
    pub status: String,
    /// Its status in words.
    pub status_word: String,
    /// Its interval; empty where it is exact.
    pub interval: String,
    /// Ids and names of its sources.
    pub sources: Vec<[String; 2]>,
    /// All of it with the same of the change.
    pub sentence: String,
}

/// An act or a ban of the timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportAct {
    /// When, in words.
    pub when: String,
    /// First day, ISO 8601.
    pub date: String,
    /// Topic in words.
    pub topic: String,
    /// Whether it is a ban.
    pub is_ban: bool,
    /// Title.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Id of its status.
    pub status: String,
    /// Its status in words.
    pub status_word: String,
    /// Ids and names of its sources.
    pub sources: Vec<[String; 2]>,
}

/// The page as one HTML file.
#[must_use]
pub fn report_html(page: &ReportPage, words: &Words) -> String {
    let script = format!("\"use strict\";\n(() => {{\n{}}})();\n", SCRIPTS.join("\n"));
    let mut out = String::with_capacity(1 << 21);
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let (slot, after) = after.split_once("}}").unwrap_or((after, ""));
        fill(&mut out, slot, page, &script, words);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Fills a slot of the template; a name that is none of ours is a message.
fn fill(out: &mut String, slot: &str, page: &ReportPage, script: &str, words: &Words) {
    match slot {
        "lang" => out.push_str(words.lang().code()),
        "title" => escape_into(out, &page.title),
        "lede" => escape_into(out, &page.lede),
        "style" => out.push_str(STYLE),
        "script" => out.push_str(script),
        "style-hash" => out.push_str(&sha256_base64(STYLE)),
        "script-hash" => out.push_str(&sha256_base64(script)),
        "headline" => page.headline.iter().for_each(|year| write_headline(out, year)),
        "cautions" => paragraphs(out, &page.cautions),
        "map" => out.push_str(&page.map),
        "map-title" => escape_into(out, &page.map_text.title),
        "map-subtitle" => escape_into(out, &page.map_text.subtitle),
        "map-legend" => write_legend(out, page, words),
        "map-foot" => {
            let text = &page.map_text;
            let lines = text.notes.iter().chain([&text.status_line, &text.source_line]);
            paragraphs(out, &lines.cloned().collect::<Vec<_>>());
        }
        "charts" => page.charts.iter().for_each(|svg| {
            out.push_str("<figure class=\"plain\">");
            out.push_str(svg);
            out.push_str("</figure>\n");
        }),
        "timeline" => write_timeline(out, &page.timeline),
        "timeline-notes" => paragraphs(out, &page.timeline_notes),
        "parts" => page.parts.iter().for_each(|part| write_part(out, part)),
        // Within a script element only "<" can end it or open a comment.
        "data" => {
            out.push_str(&serde_json::to_string(&page.data).unwrap_or_default().replace('<', "\\u003c"));
        }
        message => escape_into(out, &words.get(message)),
    }
}

fn write_headline(out: &mut String, year: &ReportHeadline) {
    out.push_str("<li title=\"");
    escape_into(out, &year.sentence);
    out.push_str("\"><span class=\"year\">");
    escape_into(out, &year.year);
    out.push_str("</span> <b>");
    escape_into(out, &year.figure);
    out.push_str("</b> ");
    if !year.change.is_empty() {
        out.push_str("<span class=\"change\">");
        escape_into(out, &year.change);
        out.push_str("</span> ");
    }
    out.push_str("<span class=\"status\" data-status=\"");
    escape_into(out, &year.status);
    out.push_str("\">");
    escape_into(out, &year.status_word);
    if !year.interval.is_empty() {
        out.push_str(", ");
        escape_into(out, &year.interval);
    }
    out.push_str("</span> <span class=\"cited\">");
    write_citations(out, &year.sources);
    out.push_str("</span></li>\n");
}

/// The legend of the map for those who run no script.
fn write_legend(out: &mut String, page: &ReportPage, words: &Words) {
    let data = &page.data;
    let Some(metric) = data.metrics.first() else { return };
    let sheet = metric.sheets.get(&data.year).and_then(|sheet| data.sheets.get(*sheet));
    let Some(sheet) = sheet else { return };
    out.push_str("<span class=\"heading\">");
    let unit = if metric.unit.is_empty() { String::new() } else { format!(", {}", metric.unit) };
    escape_into(out, &format!("{}{unit} {}", metric.name, words.get("report-region-count")));
    out.push_str("</span>");
    let mut item = |fill: &str, label: &str, count: usize| {
        out.push_str("<span class=\"item\"><svg viewBox=\"0 0 26 16\" aria-hidden=\"true\"><rect width=\"26\" height=\"16\" fill=\"");
        escape_into(out, fill);
        out.push_str("\"/></svg><span>");
        escape_into(out, label);
        out.push_str(" <span class=\"count\">(");
        out.push_str(&count.to_string());
        out.push_str(")</span></span></span>");
    };
    for class in &sheet.classes {
        item(&class.colour, &class.label, class.count);
    }
    let on_map = |figure: &&super::ReportFigure| data.regions.get(figure.region).is_some_and(|r| r.on_map);
    let shown = || sheet.cells.iter().filter(on_map);
    let unsure = shown().filter(|figure| figure.is_unsure).count();
    if let Some(figure) = shown().find(|figure| figure.is_unsure) {
        item(&format!("url(#unsure-{})", figure.class), &words.get("report-unsure"), unsure);
    }
    let ranges = shown().filter(|figure| figure.class == super::BOUNDS_ONLY).count();
    if ranges > 0 {
        item("url(#bounds)", &words.get("report-bounds-only"), ranges);
    }
    let unknown = data.regions.iter().filter(|region| region.on_map).count().saturating_sub(shown().count());
    if unknown > 0 {
        item("url(#no-data)", &words.get("report-no-data"), unknown);
    }
}

fn paragraphs(out: &mut String, texts: &[String]) {
    for text in texts.iter().filter(|text| !text.is_empty()) {
        out.push_str("<p class=\"note\">");
        escape_into(out, text);
        out.push_str("</p>\n");
    }
}

/// What a policy names an inline script or style by.
fn sha256_base64(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text.as_bytes()))
}

fn write_timeline(out: &mut String, acts: &[ReportAct]) {
    let mut year = "";
    for act in acts {
        let of = act.date.get(..4).unwrap_or_default();
        if of != year {
            if !year.is_empty() {
                out.push_str("</ol></li>\n");
            }
            year = of;
            out.push_str("<li class=\"year\"><h3>");
            escape_into(out, year);
            out.push_str("</h3><ol>\n");
        }
        write_act(out, act);
    }
    if !year.is_empty() {
        out.push_str("</ol></li>\n");
    }
}

fn write_act(out: &mut String, act: &ReportAct) {
    out.push_str(if act.is_ban { "<li class=\"act ban status-" } else { "<li class=\"act status-" });
    escape_into(out, &act.status);
    out.push_str("\"><time datetime=\"");
    escape_into(out, &act.date);
    out.push_str("\">");
    escape_into(out, &act.when);
    out.push_str("</time><div><strong>");
    escape_into(out, &act.title);
    out.push_str("</strong> <span class=\"chip\">");
    escape_into(out, &act.topic);
    out.push_str(" · ");
    escape_into(out, &act.status_word);
    out.push_str("</span><p>");
    escape_into(out, &act.text);
    out.push_str("</p><p class=\"cited\">");
    write_citations(out, &act.sources);
    out.push_str("</p></div></li>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_slot_of_the_template_is_filled_and_nothing_from_data_is_markup() {
        let nasty = "</script><script>alert(1)</script>";
        let page = ReportPage {
            title: nasty.into(),
            lede: nasty.into(),
            cautions: vec![nasty.into()],
            headline: vec![ReportHeadline {
                interval: nasty.into(),
                sources: vec![[nasty.into(), nasty.into()]],
                ..ReportHeadline::default()
            }],
            timeline: vec![ReportAct { title: nasty.into(), date: nasty.into(), ..ReportAct::default() }],
            data: ReportData { texts: vec![nasty.into()], ..ReportData::default() },
            ..ReportPage::default()
        };
        for lang in Lang::ALL {
            let html = report_html(&page, &Words::new(lang));
            assert!(!html.contains("{{") && !html.contains("<script>alert"), "{lang:?}");
            assert_eq!(html.matches("<script").count(), 2, "{lang:?}");
        }
    }

    #[test]
    fn the_policy_names_the_script_and_the_style() {
        // FIPS 180-4, the example of three letters.
        assert_eq!(sha256_base64("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        let html = report_html(&ReportPage::default(), &Words::new(Lang::En));
        let script = html.rsplit_once("<script>").and_then(|(_, rest)| rest.split_once("</script>"));
        let (script, _) = script.expect("a script");
        assert!(html.contains(&format!("script-src 'sha256-{}'", sha256_base64(script))));
    }
}
