//! Owns the table of figures: which rows and columns there are, and its form as CSV or JSON.
//! Does not touch files.

use super::{CommandError, Session, cells::cell_of};
use crate::{
    atlas::{Derivation, Level, MetricId, Record, RegionId},
    io::{TableRow, csv_table, json_table},
};

/// Form of an exported table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values with a header.
    #[default]
    Csv,
    /// An array of objects.
    Json,
}

impl Session {
    /// Rows for the metrics: with a year, the figure that answers for it, a row for every region
    /// (an empty value is no data); without one, all figures there are. The whole comes first,
    /// then districts, regions and groups.
    ///
    /// # Errors
    /// A metric is not known.
    pub fn table(&self, metrics: &[String], year: Option<i32>) -> Result<Vec<TableRow>, CommandError> {
        let atlas = self.atlas();
        let mut rows = Vec::new();
        for id in metrics {
            let metric = atlas.metric_id(id).ok_or_else(|| CommandError::Metric {
                found: id.clone(),
                known: atlas.metrics.iter().map(|m| m.id.as_str()).collect::<Vec<_>>().join(", "),
            })?;
            let mut regions: Vec<RegionId> = atlas
                .region_ids()
                .filter(|&region| self.is_in_focus(region) && self.counts(region))
                .collect();
            regions.sort_by_key(|&region| atlas.region(region).level);
            let ranks = year.map(|year| self.cells(metric, year)).unwrap_or_default();
            for region in regions {
                let rank = cell_of(&ranks, region).and_then(|cell| cell.rank);
                rows.extend(self.rows_of(region, metric, year, rank));
            }
        }
        Ok(rows)
    }

    /// The table as text.
    ///
    /// # Errors
    /// A metric is not known.
    pub fn table_text(
        &self,
        metrics: &[String],
        year: Option<i32>,
        format: TableFormat,
    ) -> Result<String, CommandError> {
        let rows = self.table(metrics, year)?;
        Ok(match format {
            TableFormat::Csv => csv_table(&rows),
            TableFormat::Json => json_table(&rows),
        })
    }

    fn rows_of(
        &self,
        region: RegionId,
        metric: MetricId,
        year: Option<i32>,
        rank: Option<usize>,
    ) -> Vec<TableRow> {
        let atlas = self.atlas();
        let records = match year {
            None => atlas.records(region, metric),
            Some(year) => atlas.record(region, metric, year).into_iter().collect(),
        };
        if atlas.metric(metric).derivation == Derivation::Ban {
            return if atlas.region(region).level == Level::Region {
                self.ban_rows(region, metric, year)
            } else {
                Vec::new()
            };
        }
        if records.is_empty() {
            // No data is a row without a value for regions of the map; others simply have none.
            let is_wanted = year.is_some() && atlas.region(region).level == Level::Region;
            return if is_wanted { vec![self.row(region, metric)] } else { Vec::new() };
        }
        let row = |record: &Record| TableRow { rank, ..self.figure_row(region, metric, record) };
        records.iter().map(row).collect()
    }

    fn row(&self, region: RegionId, metric: MetricId) -> TableRow {
        let atlas = self.atlas();
        let lang = self.document().lang;
        TableRow {
            region: atlas.region(region).code.clone(),
            region_name: atlas.region(region).name.get(lang).to_owned(),
            metric: atlas.metric(metric).id.clone(),
            metric_name: atlas.metric(metric).name.get(lang).to_owned(),
            unit: atlas.metric(metric).unit.id().to_owned(),
            status: "no_data".to_owned(),
            ..TableRow::default()
        }
    }

    fn figure_row(&self, region: RegionId, metric: MetricId, record: &Record) -> TableRow {
        let o = &record.observation;
        let addresses =
            o.sources.iter().filter_map(|id| self.atlas().sources.get(id)).map(|source| source.url.clone());
        TableRow {
            period: record.period.to_string(),
            value: o.value,
            low: o.interval.and_then(crate::provenance::Interval::low),
            high: o.interval.and_then(crate::provenance::Interval::high),
            status: o.status.id().to_owned(),
            sources: o.sources.iter().map(ToString::to_string).collect(),
            source_urls: addresses.filter(|url| !url.is_empty()).collect(),
            conflicts: o.conflicts.iter().map(ToString::to_string).collect(),
            note: o.note.get(self.document().lang).to_owned(),
            ..self.row(region, metric)
        }
    }

    fn ban_rows(&self, region: RegionId, metric: MetricId, year: Option<i32>) -> Vec<TableRow> {
        let atlas = self.atlas();
        let lang = self.document().lang;
        let bans: Vec<_> = match year {
            Some(year) => atlas.bans_of(region, year),
            None => atlas.bans.iter().filter(|ban| ban.region == region).collect(),
        };
        if bans.is_empty() {
            return vec![TableRow {
                category: "none".to_owned(),
                status: String::new(),
                ..self.row(region, metric)
            }];
        }
        let row = |ban: &&crate::atlas::Ban| {
            let day =
                |period: Option<crate::atlas::Period>| period.map(|p| p.to_string()).unwrap_or_default();
            let period = match (day(ban.start), day(ban.end)) {
                (start, end) if end.is_empty() => start,
                (start, end) => format!("{start}/{end}"),
            };
            let words = [ban.coverage.get(lang), ban.window.get(lang), ban.act.get(lang), ban.note.get(lang)];
            let addresses =
                ban.sources.iter().filter_map(|id| atlas.sources.get(id)).map(|source| source.url.clone());
            TableRow {
                period,
                category: ban.class().id().to_owned(),
                status: "published".to_owned(),
                sources: ban.sources.iter().map(ToString::to_string).collect(),
                source_urls: addresses.filter(|url| !url.is_empty()).collect(),
                note: words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "),
                ..self.row(region, metric)
            }
        };
        bans.iter().map(row).collect()
    }
}
