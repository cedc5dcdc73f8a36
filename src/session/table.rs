//! Owns the table of figures: which rows and columns there are, and its form as CSV or JSON.
//! Does not touch files.

use super::{CommandError, Rank, Session, cells::cell_of};
use crate::{
    atlas::{ActStatus, Ban, BanClass, Derivation, MetricId, Record, RegionId},
    io::{TableRow, csv_table, json_table},
    provenance::Status,
};
use std::sync::Arc;

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
            let metric = atlas.metric_id(id).ok_or_else(|| CommandError::no_metric(id.clone(), atlas))?;
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

    pub(super) fn rows_of(
        &self,
        region: RegionId,
        metric: MetricId,
        year: Option<i32>,
        rank: Option<Rank>,
    ) -> Vec<TableRow> {
        let atlas = self.atlas();
        let records = match year {
            None => atlas.records(region, metric),
            Some(year) => atlas.record(region, metric, year).into_iter().collect(),
        };
        if atlas.metric(metric).derivation == Derivation::Ban {
            return if self.is_unit(region) { self.ban_rows(region, metric, year) } else { Vec::new() };
        }
        if records.is_empty() {
            // No data is a row without a value for regions of the map; others simply have none.
            let is_wanted = year.is_some() && self.is_unit(region);
            return if is_wanted { vec![self.row(region, metric)] } else { Vec::new() };
        }
        let row = |record: &Record| TableRow {
            rank_best: rank.map(|rank| rank.span().0),
            rank_worst: rank.map(|rank| rank.span().1),
            ..self.figure_row(region, metric, record)
        };
        records.iter().map(row).collect()
    }

    pub(super) fn row(&self, region: RegionId, metric: MetricId) -> TableRow {
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

    pub(super) fn figure_row(&self, region: RegionId, metric: MetricId, record: &Record) -> TableRow {
        let o = &record.observation;
        let addresses =
            o.sources.iter().filter_map(|id| self.atlas().sources.get(id)).map(|source| source.url.clone());
        TableRow {
            period: record.period.to_string(),
            value: o.value,
            low: o.interval.and_then(crate::provenance::Interval::low),
            high: o.interval.and_then(crate::provenance::Interval::high),
            accuracy: match o.interval {
                None => "exact",
                Some(interval) if interval.is_unknown() => "unknown",
                Some(_) => "bounds",
            }
            .to_owned(),
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
        let mut bans: Vec<(BanClass, &Ban)> = match year {
            Some(year) => atlas.classed_bans(region, year),
            None => atlas.bans.iter().filter_map(|ban| Some((atlas.class_in(ban, region)?, ban))).collect(),
        };
        // Where a ban is known to hold, others of which it is not known say nothing.
        if bans.iter().any(|(class, _)| *class != BanClass::Unclear) {
            bans.retain(|(class, _)| *class != BanClass::Unclear);
        }
        if bans.is_empty() {
            // That no ban is recorded follows from the lists of bans.
            let sources = self.sources_of_bans();
            let category = BanClass::None.id().to_owned();
            return vec![self.cited(&sources, TableRow { category, ..self.row(region, metric) })];
        }
        bans.into_iter().map(|(class, ban)| self.ban_row(region, class, ban, metric)).collect()
    }

    fn ban_row(&self, region: RegionId, class: BanClass, ban: &Ban, metric: MetricId) -> TableRow {
        let lang = self.document().lang;
        let words = [&ban.coverage, &ban.window, &ban.act, &ban.note].map(|text| text.get(lang));
        let row = TableRow {
            period: ban.dates(),
            category: class.id().to_owned(),
            act_status: ban.status.id().to_owned(),
            note: words.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; "),
            ..self.row(region, metric)
        };
        self.cited(&ban.sources, row)
    }

    /// A row as its sources published it.
    fn cited(&self, sources: &[Arc<str>], row: TableRow) -> TableRow {
        let addresses = sources.iter().filter_map(|id| self.atlas().sources.get(id)).map(|s| s.url.clone());
        TableRow {
            status: Status::Published.id().to_owned(),
            sources: sources.iter().map(ToString::to_string).collect(),
            source_urls: addresses.filter(|url| !url.is_empty()).collect(),
            ..row
        }
    }

    /// Sources of all bans in force, each once.
    pub(super) fn sources_of_bans(&self) -> Vec<Arc<str>> {
        let in_force = self.atlas().bans.iter().filter(|ban| ban.status == ActStatus::InForce);
        let mut sources: Vec<Arc<str>> = in_force.flat_map(|ban| ban.sources.iter().cloned()).collect();
        sources.sort();
        sources.dedup();
        sources
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Sources;

    #[test]
    fn rows_of_bans_say_how_far_the_act_has_come() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let rows = session.table(&["ban".to_owned()], None).expect("known");
        let act_status = |category: &str, region: &str| {
            let row = rows.iter().find(|row| row.category == category && row.region == region);
            row.map(|row| row.act_status.as_str())
        };
        assert_eq!(act_status("requested", "RU-PNZ"), Some("requested"));
        assert_eq!(act_status("planned", "RU-BU"), Some("planned"));
        assert_eq!(act_status("seasonal", "RU-IRK"), Some("superseded"));
        assert_eq!(act_status("part", "RU-IRK"), Some("in_force"));
        assert_eq!(act_status("none", "RU-MOW"), Some(""));
        assert!(rows.iter().all(|row| row.status == "published" && !row.sources.is_empty()));
    }
}
