//! Owns the tables of the report page: figures, contradictions, sources with links between
//! them. Does not choose what is in them.

use crate::svg::escape_into;

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
    /// Links to sources: ids and names.
    Sources(Vec<[String; 2]>),
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
    /// A heading: its anchor and its words.
    Heading(String, String),
    /// A paragraph.
    Paragraph(String),
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

impl ReportSource {
    /// Whether its address becomes a link: only one of the web is to be opened from a report.
    pub(super) fn is_web(&self) -> bool {
        self.url.starts_with("https://") || self.url.starts_with("http://")
    }
}

/// Appends a part.
pub(super) fn write_part(out: &mut String, part: &ReportPart) {
    match part {
        ReportPart::Heading(id, text) => {
            out.push_str("<h2 id=\"");
            escape_into(out, id);
            out.push_str("\">");
            escape_into(out, text);
            out.push_str("</h2>\n");
        }
        ReportPart::Paragraph(text) => element(out, "p", text),
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
        ReportCell::Sources(sources) => {
            out.push_str("<td class=\"s\">");
            write_citations(out, sources);
        }
        ReportCell::Disputed { status, mark, conflicts } => {
            out.push_str("<td class=\"s\">");
            for text in [status, "; ", mark, ": "] {
                escape_into(out, text);
            }
            write_conflicts(out, conflicts);
        }
    }
    out.push_str("</td>");
}

/// Links to sources below, with semicolons between them.
pub(super) fn write_citations(out: &mut String, sources: &[[String; 2]]) {
    for (number, [id, name]) in sources.iter().enumerate() {
        out.push_str(if number > 0 { "; <a href=\"#source-" } else { "<a href=\"#source-" });
        escape_into(out, id);
        out.push_str("\">");
        escape_into(out, name);
        out.push_str("</a>");
    }
}

fn write_conflicts(out: &mut String, ids: &[String]) {
    for (number, id) in ids.iter().enumerate() {
        out.push_str(if number > 0 { ", <a href=\"#conflict-" } else { "<a href=\"#conflict-" });
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
        let is_web = source.is_web();
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
                    ReportCell::Sources(vec![[nasty.into(), nasty.into()]]),
                    ReportCell::Disputed {
                        status: nasty.into(),
                        mark: nasty.into(),
                        conflicts: vec![nasty.into()],
                    },
                ],
            }],
        };
        let parts = [
            ReportPart::Heading(nasty.into(), nasty.into()),
            ReportPart::Table(table.clone()),
            ReportPart::Folded(nasty.into(), table),
            ReportPart::Sources(vec![source("javascript:alert(1)"), source("https://example.org/?a=\"b\"")]),
        ];
        let mut html = String::new();
        for part in &parts {
            write_part(&mut html, part);
        }
        assert!(!html.contains("<script") && !html.contains("javascript:"));
        assert_eq!(html.matches("rel=\"noreferrer\"").count(), 1);
    }
}
