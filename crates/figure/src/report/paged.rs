//! Owns the report on paper: a title page with the headline, its contents, the figures, then tables
//! and sources, with numbers on all pages. Does not draw figures.

use super::{
    flow::{Flow, MARGIN},
    page::ReportPage,
};
use crate::{
    lang::Words,
    run::{Anchor, TextRun},
    scene::{Item, Page},
    style::{LIGHT, Theme},
    text::Face,
};

const THEME: &Theme = &LIGHT;
/// A4 at 96 pixels to an inch.
const UPRIGHT: (f64, f64) = (794.0, 1123.0);
const ACROSS: (f64, f64) = (UPRIGHT.1, UPRIGHT.0);

/// The report as pages: `figures`, each with the name of its kind, stand between the title page and
/// the tables.
#[must_use]
pub fn report_pages(
    report: &ReportPage,
    figures: Vec<(String, Page)>,
    facts: &[(&'static str, String)],
    words: &Words,
) -> Vec<Page> {
    // Tables are wide.
    let mut flow = Flow::new(ACROSS, words.lang());
    flow.parts(&report.parts);
    let first_text = figures.len() + 2;
    let mut contents: Vec<(String, usize)> =
        figures.iter().zip(2..).map(|((kind, page), n)| (format!("{kind}. {}", page.title), n)).collect();
    contents.extend(flow.headings.iter().map(|(text, sheet)| (text.clone(), sheet + first_text)));
    let mut pages = title_page(report, &contents, facts, words);
    pages.extend(figures.into_iter().map(|(_, page)| page));
    pages.extend(flow.into_pages());
    let count = pages.len();
    for (page, number) in pages.iter_mut().zip(1..) {
        number_page(page, &report.title, number, count);
    }
    if let Some(first) = pages.first_mut() {
        first.title.clone_from(&report.title);
        first.alts = vec![(words.lang(), report.lede.clone())];
        first.facts = facts.to_vec();
    }
    pages
}

/// Who the page belongs to, and its number, below all else.
fn number_page(page: &mut Page, title: &str, number: usize, count: usize) {
    const FACE: Face = Face::regular(10.0);
    let y = page.size.1 - 10.0;
    let run = |x: f64, text: String, anchor: Anchor| {
        Item::Text(TextRun { x, y, text, face: FACE, anchor, colour: THEME.muted, tail: None })
    };
    if number > 1 {
        page.items.push(run(MARGIN, title.to_owned(), Anchor::Start));
    }
    page.items.push(run(page.size.0 - MARGIN, format!("{number} / {count}"), Anchor::End));
}

fn title_page(
    report: &ReportPage,
    contents: &[(String, usize)],
    facts: &[(&'static str, String)],
    words: &Words,
) -> Vec<Page> {
    let (body, small) = (Face::regular(13.0), Face::regular(11.0));
    let mut flow = Flow::new(UPRIGHT, words.lang());
    flow.skip(UPRIGHT.1 * 0.08);
    flow.paragraph("hashatlas", body, THEME.muted);
    flow.paragraph(&report.title, Face::bold(36.0), THEME.ink);
    flow.skip(4.0);
    flow.paragraph(&report.lede, Face::regular(17.0), THEME.muted);
    flow.skip(26.0);
    let columns: Vec<_> = report
        .headline
        .iter()
        .map(|year| {
            let status = [year.status_word.as_str(), year.interval.as_str()];
            let status: Vec<&str> = status.into_iter().filter(|text| !text.is_empty()).collect();
            let sources: Vec<&str> = year.sources.iter().map(|[_, name]| name.as_str()).collect();
            vec![
                (year.year.clone(), body, THEME.muted),
                (year.figure.clone(), Face::bold(30.0), THEME.ink),
                (year.change.clone(), Face::bold(15.0), THEME.change),
                (status.join(", "), small, THEME.ink),
                (sources.join("; "), small, THEME.muted),
            ]
        })
        .collect();
    flow.columns(&columns);
    flow.skip(30.0);
    for caution in report.cautions.iter().filter(|caution| !caution.is_empty()) {
        flow.paragraph(caution, body, THEME.ink);
        flow.skip(6.0);
    }
    flow.skip(24.0);
    flow.paragraph(&words.get("report-contents"), Face::bold(19.0), THEME.ink);
    flow.skip(6.0);
    for (text, number) in contents {
        flow.entry(text, &number.to_string());
    }
    flow.skip(24.0);
    for (name, fact) in facts {
        flow.paragraph(&format!("{name}: {fact}"), small, THEME.muted);
    }
    flow.into_pages()
}
