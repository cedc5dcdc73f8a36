//! Owns the report page: pictures, tables, contradictions and sources put together as one
//! self-contained HTML file that needs no network and runs no script. Does not choose what is in
//! it.

use super::svg::escape_into;
use crate::lang::Words;

/// A table of a report; cells are plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportTable {
    /// Column heads.
    pub head: Vec<String>,
    /// Rows.
    pub rows: Vec<ReportRow>,
}

/// A row of a report's table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportRow {
    /// Id of the contradiction that the row tells, to which marks link; mostly empty.
    pub conflict: String,
    /// As many cells as there are heads.
    pub cells: Vec<ReportCell>,
}

impl From<Vec<ReportCell>> for ReportRow {
    fn from(cells: Vec<ReportCell>) -> Self {
        Self { conflict: String::new(), cells }
    }
}

/// A cell of a report's table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportCell {
    /// Words.
    Text(String),
    /// A figure, set to the right.
    Number(String),
    /// Links to sources by their ids.
    Sources(Vec<String>),
    /// Words, then those for disagreement with links to contradictions by their ids.
    Disputed {
        /// How the figure came to be.
        status: String,
        /// "Sources disagree".
        mark: String,
        /// Ids of the contradictions.
        conflicts: Vec<String>,
    },
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportPart {
    /// A heading with an anchor.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// An SVG picture of ours.
    Picture(String),
    /// A table.
    Table(ReportTable),
    /// A long table, folded under its summary until it is opened.
    Folded(String, ReportTable),
    /// Sources: id, title, publisher and date, address.
    Sources(Vec<ReportSource>),
}

/// A source as a report lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportSource {
    /// Its id, to which tables link.
    pub id: String,
    /// Title.
    pub title: String,
    /// Publisher, date, licence.
    pub details: String,
    /// Address, maybe empty.
    pub url: String,
}

/// The page.
#[must_use]
pub fn report_html(title: &str, parts: &[ReportPart], words: &Words) -> String {
    let mut out = String::with_capacity(1 << 19);
    let lang = words.lang().code();
    out.push_str("<!DOCTYPE html>\n<html lang=\"");
    out.push_str(lang);
    out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    escape_into(&mut out, title);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<main>\n<h1>");
    escape_into(&mut out, title);
    out.push_str("</h1>\n");
    for part in parts {
        write_part(&mut out, part);
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

const STYLE: &str = "\
:root{color-scheme:light}\
body{margin:0;background:#f6f7f8;color:#1a1d21;font:16px/1.55 Inter,'Helvetica Neue',Arial,'Liberation Sans','DejaVu Sans',sans-serif}\
main{max-width:1200px;margin:0 auto;padding:24px 16px 64px}\
h1{font-size:30px;line-height:1.25;margin:8px 0 12px}\
h2{font-size:21px;margin:40px 0 8px}\
p{max-width:75ch;margin:8px 0}\
figure{margin:16px 0;background:#fff;border:1px solid #e4e7ea;overflow-x:auto}\
figure svg{display:block;width:100%;height:auto;min-width:640px}\
.scroll{overflow-x:auto;background:#fff;border:1px solid #e4e7ea}\
table{border-collapse:collapse;width:100%;font-size:14px}\
th,td{padding:5px 10px;text-align:left;vertical-align:top;border-bottom:1px solid #eceeef}\
th{position:sticky;top:0;background:#fff;white-space:nowrap}\
td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\
a{color:#1b5e8c}\
ol{padding-left:24px;font-size:14px}\
li{margin:4px 0;overflow-wrap:anywhere}\
li:target,tr:target{background:#fff3c4}\
td.w{min-width:min(24ch,60vw)}\
td.s{min-width:17ch;overflow-wrap:anywhere}\
summary{cursor:pointer;padding:10px 0;font-weight:600;color:#1b5e8c}\
summary:focus-visible,a:focus-visible{outline:2px solid #1b5e8c;outline-offset:2px}\
@media (max-width:600px){h1{font-size:24px}main{padding:16px 12px 48px}}\
@media print{body{background:#fff}figure,table{break-inside:avoid}}\
";

fn write_part(out: &mut String, part: &ReportPart) {
    match part {
        ReportPart::Heading(text) => element(out, "h2", text),
        ReportPart::Paragraph(text) => element(out, "p", text),
        ReportPart::Picture(svg) => {
            out.push_str("<figure>\n");
            out.push_str(svg);
            out.push_str("</figure>\n");
        }
        ReportPart::Table(table) => write_table(out, table),
        ReportPart::Folded(summary, table) => {
            out.push_str("<details>\n");
            element(out, "summary", summary);
            write_table(out, table);
            out.push_str("</details>\n");
        }
        ReportPart::Sources(sources) => write_sources(out, sources),
    }
}

fn element(out: &mut String, tag: &str, text: &str) {
    out.push('<');
    out.push_str(tag);
    out.push('>');
    escape_into(out, text);
    out.push_str("</");
    out.push_str(tag);
    out.push_str(">\n");
}

fn write_table(out: &mut String, table: &ReportTable) {
    out.push_str("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>");
    for head in &table.head {
        out.push_str("<th scope=\"col\">");
        escape_into(out, head);
        out.push_str("</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        write_row(out, row);
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn write_row(out: &mut String, row: &ReportRow) {
    out.push_str("<tr");
    if !row.conflict.is_empty() {
        out.push_str(" id=\"conflict-");
        escape_into(out, &row.conflict);
        out.push('"');
    }
    out.push('>');
    for cell in &row.cells {
        write_cell(out, cell);
    }
    out.push_str("</tr>\n");
}

/// Texts of more letters are sentences, which need room to be read.
const SENTENCE: usize = 40;

fn write_cell(out: &mut String, cell: &ReportCell) {
    match cell {
        ReportCell::Text(text) => {
            let is_long = text.chars().nth(SENTENCE).is_some();
            out.push_str(if is_long { "<td class=\"w\">" } else { "<td>" });
            escape_into(out, text);
        }
        ReportCell::Number(text) => {
            out.push_str("<td class=\"n\">");
            escape_into(out, text);
        }
        ReportCell::Sources(ids) => {
            out.push_str("<td class=\"s\">");
            write_links(out, "source", ids);
        }
        ReportCell::Disputed { status, mark, conflicts } => {
            out.push_str("<td class=\"s\">");
            for text in [status, "; ", mark, ": "] {
                escape_into(out, text);
            }
            write_links(out, "conflict", conflicts);
        }
    }
    out.push_str("</td>");
}

fn write_links(out: &mut String, kind: &str, ids: &[String]) {
    for (number, id) in ids.iter().enumerate() {
        out.push_str(if number > 0 { ", <a href=\"#" } else { "<a href=\"#" });
        out.push_str(kind);
        out.push('-');
        escape_into(out, id);
        out.push_str("\">");
        escape_into(out, id);
        out.push_str("</a>");
    }
}

fn write_sources(out: &mut String, sources: &[ReportSource]) {
    out.push_str("<ol>\n");
    for source in sources {
        out.push_str("<li id=\"source-");
        escape_into(out, &source.id);
        out.push_str("\">");
        // Only addresses of the web become links: nothing else is to be opened from a report.
        let is_web = source.url.starts_with("https://") || source.url.starts_with("http://");
        if is_web {
            out.push_str("<a href=\"");
            escape_into(out, &source.url);
            out.push_str("\" rel=\"noreferrer\">");
        }
        escape_into(out, &source.title);
        if is_web {
            out.push_str("</a>");
        }
        if !source.details.is_empty() {
            out.push_str(". ");
            escape_into(out, &source.details);
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol>\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn every_text_is_escaped_and_only_web_addresses_are_links() {
        let nasty = "<script>alert(1)</script>\"'&";
        let source = |url: &str| ReportSource {
            id: nasty.into(),
            title: nasty.into(),
            details: nasty.into(),
            url: url.into(),
        };
        let table = ReportTable {
            head: vec![nasty.into()],
            rows: vec![ReportRow {
                conflict: nasty.into(),
                cells: vec![
                    ReportCell::Text(nasty.into()),
                    ReportCell::Sources(vec![nasty.into()]),
                    ReportCell::Disputed {
                        status: nasty.into(),
                        mark: nasty.into(),
                        conflicts: vec![nasty.into()],
                    },
                ],
            }],
        };
        let parts = [
            ReportPart::Heading(nasty.into()),
            ReportPart::Table(table.clone()),
            ReportPart::Folded(nasty.into(), table),
            ReportPart::Sources(vec![source("javascript:alert(1)"), source("https://example.org/?a=\"b\"")]),
        ];
        let html = report_html(nasty, &parts, &Words::new(Lang::En));
        assert!(!html.contains("<script") && !html.contains("javascript:"));
        assert_eq!(html.matches("rel=\"noreferrer\"").count(), 1);
    }
}
