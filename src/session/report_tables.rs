//! Owns the tables of the report: figures, contradictions, bans, laws and events, what was
//! published in words, notes on regions. Does not order the report nor write HTML.

use super::Session;
use crate::{
    atlas::{Derivation, Level, MetricId, Record, RegionId},
    figure::{ReportCell, ReportPart, ReportRow, ReportTable},
    lang::{Localized, Words},
    provenance::Status,
};
use std::sync::Arc;

impl Session {
    /// All tables with their headings; those without a row are left out.
    pub(super) fn report_tables(&self, words: &Words) -> Vec<ReportPart> {
        let tables = [
            ("report-table", self.figures_table(words)),
            ("report-conflicts", self.conflicts_table(words)),
            ("report-bans", self.bans_table(words)),
            ("report-events", self.events_table(words)),
            ("report-statements", self.statements_table(words)),
            ("report-notes", self.notes_table(words)),
        ];
        tables.into_iter().flat_map(|(heading, table)| section(heading, table, words)).collect()
    }

    fn figures_table(&self, words: &Words) -> ReportTable {
        let heads = ["region", "period", "figure", "status", "sources", "note"];
        let Some(metric) = self.metric() else { return table::<ReportRow>(&heads, [], words) };
        let is_told =
            |id: &RegionId| !matches!(self.atlas().region(*id).level, Level::Group | Level::Municipality);
        let mut regions: Vec<RegionId> = self.regions_in_focus().filter(is_told).collect();
        if self.atlas().metric(metric).derivation == Derivation::Ban {
            regions.retain(|&id| self.atlas().region(id).level == Level::Region);
            regions.sort_by_key(|&id| self.atlas().ban_class(id, self.document().year));
            return table(&heads, regions.into_iter().map(|id| self.ban_category(id, words)), words);
        }
        let mut rows: Vec<(Level, f64, Vec<ReportCell>)> = regions
            .into_iter()
            .flat_map(|id| {
                let level = self.atlas().region(id).level;
                self.figures_of(id, metric, words).into_iter().map(move |(at, cells)| (level, at, cells))
            })
            .collect();
        // The country and districts first, then regions by value, those without a figure last.
        rows.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        table(&heads, rows.into_iter().map(|(_, _, cells)| cells), words)
    }

    /// All figures of a region, with the number that they are sorted by. An estimate too wide for
    /// a number says nothing in years that are not shown.
    fn figures_of(&self, region: RegionId, metric: MetricId, words: &Words) -> Vec<(f64, Vec<ReportCell>)> {
        let year = self.document().year;
        let mut records = self.atlas().records(region, metric);
        records.retain(|Record { period, observation: o }| {
            o.value.is_some() || o.status != Status::Estimated || period.touches_year(year)
        });
        if records.is_empty() {
            // No data is a row for regions of the map; others simply have none.
            if self.atlas().region(region).level != Level::Region {
                return Vec::new();
            }
            let no_data = text(&words.get("status-no-data"));
            let cells = vec![self.named(region, words), text(""), text(""), no_data, text(""), text("")];
            return vec![(f64::NEG_INFINITY, cells)];
        }
        let row = |record: &Record| {
            let o = &record.observation;
            let cells = vec![
                self.named(region, words),
                text(&record.period.label(words)),
                ReportCell::Number(Self::figure_text(self.atlas().metric(metric), o, words)),
                status(words.get(&format!("status-{}", o.status.id())), &o.conflicts, words),
                self.sources_cell(&o.sources, words),
                localized(&o.note, words),
            ];
            (o.value.unwrap_or(f64::MIN), cells)
        };
        records.iter().map(row).collect()
    }

    /// The category of a region in the year shown; its bans have a table of their own.
    fn ban_category(&self, region: RegionId, words: &Words) -> Vec<ReportCell> {
        let year = self.document().year;
        let bans = self.atlas().bans_of(region, year);
        let cited = bans.first().map_or_else(|| self.sources_of_bans(), |ban| ban.sources.clone());
        vec![
            self.named(region, words),
            text(&year.to_string()),
            text(&words.get(&format!("ban-{}", self.atlas().ban_class(region, year).id()))),
            text(&words.get("status-published")),
            self.sources_cell(&cited, words),
            bans.first().map_or_else(|| text(""), |ban| localized(&ban.coverage, words)),
        ]
    }

    fn conflicts_table(&self, words: &Words) -> ReportTable {
        let heads = ["conflict", "claim-a", "sources", "claim-b", "sources", "how-shown"];
        let rows = self.atlas().conflicts.iter().map(|conflict| {
            let ((a, of_a), (b, of_b)) = (&conflict.claim_a, &conflict.claim_b);
            let cells = vec![
                text(&conflict.id),
                localized(a, words),
                self.sources_cell(of_a, words),
                localized(b, words),
                self.sources_cell(of_b, words),
                localized(&conflict.how_to_show, words),
            ];
            ReportRow { conflict: conflict.id.to_string(), cells }
        });
        table(&heads, rows, words)
    }

    fn bans_table(&self, words: &Words) -> ReportTable {
        let heads = ["region", "coverage", "window", "dates", "act", "act-status", "sources", "note"];
        let rows = self.bans_in_focus().map(|ban| {
            let day = |period: Option<crate::atlas::Period>| period.map(|period| period.label(words));
            let dates: Vec<String> = [day(ban.start), day(ban.end)].into_iter().flatten().collect();
            vec![
                self.named(ban.region, words),
                localized(&ban.coverage, words),
                localized(&ban.window, words),
                text(&dates.join(" – ")),
                localized(&ban.act, words),
                text(&words.get(&format!("act-{}", ban.status.id()))),
                self.sources_cell(&ban.sources, words),
                localized(&ban.note, words),
            ]
        });
        table(&heads, rows, words)
    }

    fn events_table(&self, words: &Words) -> ReportTable {
        let heads = ["date", "topic", "event", "text", "act-status", "sources"];
        let mut events = self.acts_in_focus();
        events.sort_by_key(|event| event.date);
        let rows = events.into_iter().map(|event| {
            vec![
                text(&event.date.label(words)),
                text(&topic(&event.topic, words)),
                localized(&event.title, words),
                localized(&event.text, words),
                text(&words.get(&format!("act-{}", event.status.id()))),
                self.sources_cell(&event.sources, words),
            ]
        });
        table(&heads, rows, words)
    }

    /// Of everything; of a part only what speaks of it.
    fn statements_table(&self, words: &Words) -> ReportTable {
        let heads = ["topic", "regions", "period", "text", "status", "sources"];
        let speaks_of_it = |regions: &[RegionId]| {
            self.part().is_none() || regions.iter().any(|&region| self.is_in_focus(region))
        };
        let shown = self.atlas().statements.iter().filter(|statement| speaks_of_it(&statement.regions));
        let rows = shown.map(|statement| {
            let names = statement.regions.iter().map(|&id| self.atlas().region(id).short.get(words.lang()));
            vec![
                text(&topic(&statement.topic, words)),
                text(&names.collect::<Vec<_>>().join(", ")),
                text(&statement.period.map(|period| period.label(words)).unwrap_or_default()),
                localized(&statement.text, words),
                status(words.get(&format!("status-{}", statement.status.id())), &statement.conflicts, words),
                self.sources_cell(&statement.sources, words),
            ]
        });
        table(&heads, rows, words)
    }

    fn notes_table(&self, words: &Words) -> ReportTable {
        let noted = self.regions_in_focus().filter(|&id| !self.atlas().region(id).note.is_empty());
        let rows =
            noted.map(|id| vec![self.named(id, words), localized(&self.atlas().region(id).note, words)]);
        table(&["region", "note"], rows, words)
    }

    /// Regions of all levels that are looked at and count.
    fn regions_in_focus(&self) -> impl Iterator<Item = RegionId> {
        self.atlas().region_ids().filter(|&region| self.counts(region) && self.is_in_focus(region))
    }

    fn sources_cell(&self, ids: &[Arc<str>], words: &Words) -> ReportCell {
        ReportCell::Sources(self.named_sources(ids, words.lang()))
    }

    fn named(&self, region: RegionId, words: &Words) -> ReportCell {
        localized(&self.atlas().region(region).name, words)
    }
}

/// Tables of more rows are folded, but for what marks link to.
const LONG: usize = 20;

fn section(heading: &str, table: ReportTable, words: &Words) -> Vec<ReportPart> {
    if table.rows.is_empty() {
        return Vec::new();
    }
    let is_linked = table.rows.iter().any(|row| !row.conflict.is_empty());
    let title = words.get(heading);
    if table.rows.len() <= LONG || is_linked {
        return vec![ReportPart::Heading(heading.to_owned(), title), ReportPart::Table(table)];
    }
    let count = table.rows.len();
    let summary = words.plural("report-rows", count as f64, &[("count", &count.to_string())]);
    vec![ReportPart::Heading(heading.to_owned(), title), ReportPart::Folded(summary, table)]
}

fn table<R: Into<ReportRow>>(
    heads: &[&str],
    rows: impl IntoIterator<Item = R>,
    words: &Words,
) -> ReportTable {
    ReportTable {
        head: heads.iter().map(|head| words.get(&format!("column-{head}"))).collect(),
        rows: rows.into_iter().map(Into::into).collect(),
    }
}

fn text(text: &str) -> ReportCell {
    ReportCell::Text(text.to_owned())
}

fn localized(text: &Localized, words: &Words) -> ReportCell {
    ReportCell::Text(text.get(words.lang()).to_owned())
}

/// How a figure came to be, with a mark where sources disagree on it.
fn status(status: String, conflicts: &[Arc<str>], words: &Words) -> ReportCell {
    if conflicts.is_empty() {
        return ReportCell::Text(status);
    }
    let conflicts = conflicts.iter().map(ToString::to_string).collect();
    ReportCell::Disputed { status, mark: words.get("sources-disagree"), conflicts }
}

/// The name of a topic; one that has none shows as it stands.
pub(super) fn topic(id: &str, words: &Words) -> String {
    words.find(&format!("topic-{id}")).unwrap_or_else(|| id.replace('_', " "))
}
