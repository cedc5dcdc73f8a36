//! Owns what the headless report shows and in which order: cautions, map, charts, tables (see
//! `report_tables`), sources. Does not lay out pictures or write files.

use super::{ChartKind, Session, map::MapError};
use crate::figure::{ReportPart, ReportSource, report_html};

/// Where the report is written unless told otherwise.
pub const REPORT_FILE: &str = "hashatlas-report/index.html";

/// Size of a report's map in pixels; it scales with the page.
const MAP: (u32, u32) = (1200, 675);

impl Session {
    /// The report as one HTML page.
    ///
    /// # Errors
    /// The map cannot be drawn.
    pub fn report_html(&self) -> Result<String, MapError> {
        let words = self.words();
        let lang = words.lang();
        let atlas = self.atlas();
        let title = words.with("report-title", &[("place", atlas.name.get(lang))]);
        let mut parts = Vec::new();
        for note in [&atlas.caution, &atlas.map.disputed_note, &atlas.map.boundary_note] {
            if !note.is_empty() {
                parts.push(ReportPart::Paragraph(note.get(lang).to_owned()));
            }
        }
        parts.push(ReportPart::Heading(words.get("report-map")));
        parts.push(ReportPart::Picture(self.map_svg(MAP)?));
        let charts = [
            ("report-growth", ChartKind::Growth),
            ("report-ranking", ChartKind::Ranking),
            ("report-balance", ChartKind::Balance),
            ("report-timeline", ChartKind::Timeline),
        ];
        for (heading, kind) in charts {
            // A chart that this atlas has nothing for is left out.
            if let Ok(svg) = self.chart_svg(kind, kind.default_size()) {
                parts.push(ReportPart::Heading(words.get(heading)));
                parts.push(ReportPart::Picture(svg));
            }
        }
        parts.extend(self.report_tables(&words));
        parts.push(ReportPart::Heading(words.get("report-sources")));
        parts.push(ReportPart::Sources(self.report_sources()));
        Ok(report_html(&title, &parts, &words))
    }

    /// All sources of the atlas: pictures cite more than the table does.
    fn report_sources(&self) -> Vec<ReportSource> {
        let lang = self.document().lang;
        let mut sources: Vec<_> = self.atlas().sources.values().collect();
        sources.sort_by(|a, b| a.id.cmp(&b.id));
        let source = |source: &&crate::provenance::Source| {
            let details = [source.publisher.get(lang), &source.date, &source.licence, source.note.get(lang)];
            ReportSource {
                id: source.id.to_string(),
                title: source.title.get(lang).to_owned(),
                details: details.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", "),
                url: source.url.clone(),
            }
        };
        sources.iter().map(source).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::session::{Command, Session, Sources};

    fn report(commands: impl IntoIterator<Item = Command>) -> String {
        let mut session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        commands.into_iter().for_each(|command| session.apply(command).expect("known"));
        session.report_html().expect("drawn")
    }

    #[test]
    fn all_that_the_atlas_says_in_words_is_in_the_report() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let html = report([]);
        let has = |text: &str| {
            let mut escaped = String::new();
            crate::figure::escape_into(&mut escaped, text);
            assert!(html.contains(&escaped), "the report lacks {text:?}");
        };
        let atlas = session.atlas();
        atlas.statements.iter().for_each(|statement| has(&statement.text.en));
        atlas.events.iter().for_each(|event| has(&event.text.en));
        atlas.bans.iter().filter(|ban| session.counts(ban.region)).for_each(|ban| has(&ban.coverage.en));
        atlas.region_ids().filter(|&id| session.counts(id)).for_each(|id| has(&atlas.region(id).note.en));
    }

    #[test]
    fn every_link_inside_the_page_has_its_target() {
        let html = report([]);
        let targets = html.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next());
        let missing: Vec<&str> = targets.filter(|id| !html.contains(&format!(" id=\"{id}\""))).collect();
        assert!(missing.is_empty(), "{missing:?}");
        assert!(html.contains("href=\"#conflict-detection-vs-register\""));
        assert!(html.contains("href=\"#source-"));
    }

    #[test]
    fn the_table_of_bans_lists_categories() {
        let html = report([Command::ShowMetric("ban".to_owned())]);
        let start = html.find("<h2>Figures").expect("the table is there");
        let table = html[start..].split("</table>").next().expect("ends");
        assert!(table.contains("ban in the whole region, all year") && table.contains("no ban recorded"));
        assert!(!table.contains("no data"), "{table}");
    }
}
