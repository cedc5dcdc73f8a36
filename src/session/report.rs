//! Owns what the headless report shows: map, charts, table, contradictions, sources of what is
//! open. Does not lay out pictures or write files.

use super::{ChartKind, Session, map::MapError};
use crate::{
    atlas::{Level, Record, RegionId},
    figure::{ReportCell, ReportPart, ReportSource, ReportTable, report_html},
    lang::Words,
};
use std::sync::Arc;

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
        if let Some(table) = self.report_table(&words) {
            parts.push(ReportPart::Heading(words.get("report-table")));
            parts.push(ReportPart::Table(table));
        }
        parts.extend(self.report_conflicts(&words));
        parts.push(ReportPart::Heading(words.get("report-sources")));
        parts.push(ReportPart::Sources(self.report_sources()));
        Ok(report_html(&title, &parts, &words))
    }

    fn report_table(&self, words: &Words) -> Option<ReportTable> {
        let atlas = self.atlas();
        let metric_id = atlas.metric_id(&self.document().metric)?;
        let metric = atlas.metric(metric_id);
        let mut regions: Vec<RegionId> = atlas
            .region_ids()
            .filter(|&region| {
                self.counts(region) && self.is_in_focus(region) && atlas.region(region).level != Level::Group
            })
            .collect();
        regions.sort_by_key(|&region| atlas.region(region).level);
        let mut rows: Vec<(f64, Level, Vec<ReportCell>)> = Vec::new();
        for region in regions {
            let name = ReportCell::Text(atlas.region(region).name.get(words.lang()).to_owned());
            let level = atlas.region(region).level;
            let records: Vec<Record> = atlas.records(region, metric_id);
            if records.is_empty() {
                let no_data = ReportCell::Text(words.get("status-no-data"));
                let blank = || ReportCell::Text(String::new());
                rows.push((
                    f64::NEG_INFINITY,
                    level,
                    vec![name.clone(), blank(), blank(), no_data, blank(), blank()],
                ));
            }
            for record in records {
                let o = &record.observation;
                let cells = vec![
                    name.clone(),
                    ReportCell::Text(record.period.label(words)),
                    ReportCell::Number(Self::figure_text(metric, o, words)),
                    ReportCell::Text(words.get(&format!("status-{}", o.status.id()))),
                    ReportCell::Sources(o.sources.iter().map(ToString::to_string).collect()),
                    ReportCell::Text(o.note.get(words.lang()).to_owned()),
                ];
                rows.push((o.value.unwrap_or(f64::MIN), level, cells));
            }
        }
        // The country and districts first, then regions by value, those without a figure last.
        rows.sort_by(|a, b| a.1.cmp(&b.1).then(b.0.total_cmp(&a.0)));
        let heads = [
            "column-region",
            "column-period",
            "column-figure",
            "column-status",
            "column-sources",
            "column-note",
        ];
        Some(ReportTable {
            head: heads.into_iter().map(|id| words.get(id)).collect(),
            rows: rows.into_iter().map(|(_, _, cells)| cells).collect(),
        })
    }

    fn report_conflicts(&self, words: &Words) -> Vec<ReportPart> {
        let lang = words.lang();
        let conflicts = &self.atlas().conflicts;
        if conflicts.is_empty() {
            return Vec::new();
        }
        let rows = conflicts.iter().map(|conflict| {
            let side = |(claim, sources): &(crate::lang::Localized, Vec<Arc<str>>)| {
                [
                    ReportCell::Text(claim.get(lang).to_owned()),
                    ReportCell::Sources(sources.iter().map(ToString::to_string).collect()),
                ]
            };
            let mut cells: Vec<ReportCell> = side(&conflict.claim_a).into();
            cells.extend(side(&conflict.claim_b));
            cells.push(ReportCell::Text(conflict.how_to_show.get(lang).to_owned()));
            cells
        });
        let heads =
            ["column-claim-a", "column-sources", "column-claim-b", "column-sources", "column-how-shown"];
        let rows = rows.collect();
        vec![
            ReportPart::Heading(words.get("report-conflicts")),
            ReportPart::Table(ReportTable {
                head: heads.into_iter().map(|id| words.get(id)).collect(),
                rows,
            }),
        ]
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
