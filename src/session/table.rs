//! Owns the table of figures: which rows and columns there are, and its form as CSV or JSON.
//! Does not touch files.

use super::{Cell, CommandError, Rank, Session, cells::cell_of, document::known_code};
use crate::{
    atlas::{ActStatus, Ban, BanClass, Derivation, MetricId, Record, RegionId, TimeRule},
    io::{TableRow, csv_table, json_table},
    lang::Message,
    provenance::{Interval, Status},
    units,
};
use std::{collections::BTreeMap, sync::Arc};

/// Form of an exported table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values with a header.
    #[default]
    Csv,
    /// An array of objects.
    Json,
}

impl TableFormat {
    /// Rows in this form.
    #[must_use]
    pub fn text(self, rows: &[TableRow]) -> String {
        match self {
            Self::Csv => csv_table(rows),
            Self::Json => json_table(rows),
        }
    }
}

impl Session {
    /// Rows for the metrics: with a year, the figure that answers for it, a row for every region
    /// (an empty value is no data); without one, all figures there are. The whole comes first,
    /// then districts, regions and groups.
    ///
    /// # Errors
    /// A metric is not known.
    pub fn table(&self, metrics: &[String], year: Option<i32>) -> Result<Vec<TableRow>, CommandError> {
        self.table_of(metrics, &[], year.as_slice())
    }

    /// The same for some regions, by their codes or names, each with what belongs to it, and for
    /// several years; all that is looked at, and all figures there are, where none are given.
    ///
    /// # Errors
    /// A metric or a region is not known.
    pub fn table_of(
        &self,
        metrics: &[String],
        regions: &[String],
        years: &[i32],
    ) -> Result<Vec<TableRow>, CommandError> {
        let atlas = self.atlas();
        let regions = self.wanted_regions(regions)?;
        let mut rows: Vec<TableRow> = Vec::new();
        for id in metrics {
            let metric = atlas.metric_id(id).ok_or_else(|| CommandError::no_metric(id.clone(), atlas))?;
            let ranks: Vec<_> = years.iter().map(|&year| (year, self.ranked_cells(metric, year))).collect();
            let has_places = years.is_empty() && atlas.metric(metric).derivation != Derivation::Ban;
            let all = if has_places { self.last_years(metric, atlas.region_ids()) } else { Vec::new() };
            let ranks_of_all: Vec<_> =
                all.into_iter().map(|year| (year, self.ranked_cells(metric, year))).collect();
            for &region in &regions {
                if ranks.is_empty() {
                    rows.extend(self.all_rows_of(region, metric, &ranks_of_all));
                }
                for (year, cells) in &ranks {
                    let rank = cell_of(cells, region).and_then(|cell| cell.rank);
                    let of_year = self.rows_by(region, metric, *year, rank);
                    // One figure may answer for several years.
                    rows.extend(
                        of_year
                            .into_iter()
                            .filter(|row| years.len() < 2 || rows.last() != Some(row))
                            .collect::<Vec<_>>(),
                    );
                }
            }
        }
        Ok(rows)
    }

    /// That a table has no figure at all of a metric for a year, and for which years there are some.
    ///
    /// # Errors
    /// A metric or a region is not known.
    pub fn years_without_figures(
        &self,
        metrics: &[String],
        regions: &[String],
        years: &[i32],
    ) -> Result<Vec<Message>, CommandError> {
        let atlas = self.atlas();
        let regions = self.wanted_regions(regions)?;
        let mut told = Vec::new();
        for id in metrics {
            let metric = atlas.metric_id(id).ok_or_else(|| CommandError::no_metric(id.clone(), atlas))?;
            let has_figure = |year: i32| {
                let is_of_year = |record: Record| record.period.first.year <= year;
                regions.iter().any(|&region| atlas.record(region, metric, year).is_some_and(is_of_year))
            };
            // That there is no ban is known of any year.
            let is_ban = atlas.metric(metric).derivation == Derivation::Ban;
            let known = self.last_years(metric, regions.iter().copied());
            let without = years.iter().filter(|&&year| !is_ban && !known.is_empty() && !has_figure(year));
            told.extend(without.map(|&year| Self::no_figures_of(id, year, known.clone())));
        }
        Ok(told)
    }

    /// Regions of a table in its order: of these and all that belongs to them, or all that is looked at.
    fn wanted_regions(&self, wholes: &[String]) -> Result<Vec<RegionId>, CommandError> {
        let atlas = self.atlas();
        let wholes = wholes.iter().map(|region| known_code(region.clone(), atlas));
        let wholes: Vec<String> = wholes.collect::<Result<_, _>>()?;
        let wholes: Vec<RegionId> = wholes.iter().filter_map(|code| atlas.region_id(code)).collect();
        let is_wanted = |region| match wholes.as_slice() {
            [] => self.is_in_focus(region),
            wholes => wholes.iter().any(|&whole| atlas.is_within(region, whole)),
        };
        let mut regions: Vec<RegionId> =
            atlas.region_ids().filter(|&region| is_wanted(region) && self.counts(region)).collect();
        regions.sort_by_key(|&region| atlas.region(region).level);
        Ok(regions)
    }

    /// The years in which the figures of a metric end in these regions, ascending.
    fn last_years(&self, metric: MetricId, regions: impl Iterator<Item = RegionId>) -> Vec<i32> {
        let records = regions.flat_map(|region| self.atlas().records(region, metric));
        let mut years: Vec<i32> = records.map(|record| record.period.last.year).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The figures that answer for a year. Where most are of a later period, only those of that period have a
    /// place: one of 2020 has none among those of 2025.
    fn ranked_cells(&self, metric: MetricId, year: i32) -> Vec<Cell> {
        let mut cells = self.cells(metric, year);
        let mut count: BTreeMap<i32, usize> = BTreeMap::new();
        for record in cells.iter().filter_map(|cell| cell.record.as_ref()) {
            *count.entry(record.period.last.year).or_default() += 1;
        }
        let common = count.into_iter().max_by_key(|(_, count)| *count).map(|(year, _)| year);
        for cell in &mut cells {
            let own = cell.record.as_ref().map(|record| record.period.last.year);
            cell.rank = cell.rank.filter(|_| own == common || common <= Some(year));
        }
        cells
    }

    /// All figures of a region, each with its place in the year that it answers for.
    fn all_rows_of(&self, region: RegionId, metric: MetricId, by_year: &[(i32, Vec<Cell>)]) -> Vec<TableRow> {
        if self.atlas().metric(metric).derivation == Derivation::Ban {
            return self.rows_of(region, metric, None, None);
        }
        let rank_of = |record: &Record| {
            let (_, cells) = by_year.iter().find(|(year, _)| *year == record.period.last.year)?;
            let cell = cell_of(cells, region)?;
            cell.rank.filter(|_| cell.record.as_ref() == Some(record))
        };
        let records = self.atlas().records(region, metric);
        let row = |record| self.ranked(rank_of(record), self.figure_row(region, metric, record));
        records.iter().map(row).collect()
    }

    /// The figure of a region in a year, or none: a later one is no figure of that year, however
    /// well a map that names its period may show it.
    fn rows_by(&self, region: RegionId, metric: MetricId, year: i32, rank: Option<Rank>) -> Vec<TableRow> {
        let later = self.atlas().record(region, metric, year).map(|record| record.period);
        let Some(later) = later.filter(|period| period.first.year > year) else {
            return self.rows_of(region, metric, Some(year), rank);
        };
        if !self.is_unit(region) {
            return Vec::new();
        }
        let with = [("year", &*year.to_string()), ("period", &*later.to_string())];
        let note = self.words().with("table-only-later", &with);
        vec![TableRow { note, ..self.row(region, metric) }]
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
        Ok(format.text(&self.table(metrics, year)?))
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
            // Of a vintage nothing is known of any time.
            let is_yearly = atlas.metric(metric).time == TimeRule::Yearly;
            let period = year.filter(|_| is_yearly).map(|year| year.to_string()).unwrap_or_default();
            let none = TableRow { period, ..self.row(region, metric) };
            return if is_wanted { vec![none] } else { Vec::new() };
        }
        records.iter().map(|record| self.ranked(rank, self.figure_row(region, metric, record))).collect()
    }

    /// A row with its place among the regions.
    pub(super) fn ranked(&self, rank: Option<Rank>, row: TableRow) -> TableRow {
        let or = || self.words().get("rank-or");
        TableRow {
            rank: rank.map(|rank| rank.numbers(&or())).unwrap_or_default(),
            rank_best: rank.map(|rank| rank.span().0),
            rank_worst: rank.map(|rank| rank.span().1),
            ..row
        }
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
        let [value, low, high] = self.written(region, metric, record);
        let addresses =
            o.sources.iter().filter_map(|id| self.atlas().sources.get(id)).map(|source| source.url.clone());
        TableRow {
            period: record.period.to_string(),
            value,
            low,
            high,
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

    /// A figure and its bounds as a table has them: stored ones as they stand in the data, computed ones
    /// with the digits that figures show.
    pub(super) fn written(&self, region: RegionId, metric: MetricId, record: &Record) -> [Option<f64>; 3] {
        let o = &record.observation;
        let side = |of: fn(Interval) -> Option<f64>| o.interval.and_then(of);
        let numbers = [o.value, side(Interval::low), side(Interval::high)];
        let stored = self.atlas().stored_records(region, metric);
        if stored.iter().any(|stored| stored.period == record.period && stored.observation.value == o.value) {
            return numbers;
        }
        let decimals = self.atlas().metric(metric).decimals;
        numbers.map(|number| number.map(|number| units::as_written(number, decimals)))
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
            // That no ban is recorded follows from the lists of bans: of the year, else as of the
            // latest of them.
            let sources = self.sources_of_bans();
            let dates = sources.iter().filter_map(|id| Some(self.atlas().sources.get(id)?.date.clone()));
            let period = year.map(|year| year.to_string()).or_else(|| dates.max()).unwrap_or_default();
            let words = self.words();
            let none = TableRow {
                category: BanClass::None.id().to_owned(),
                note: words.with("ban-none-by-lists", &[("date", &period)]),
                period,
                ..self.row(region, metric)
            };
            // Nobody published that there is none: it follows from lists that do not name the region.
            return vec![TableRow { status: Status::Derived.id().to_owned(), ..self.cited(&sources, none) }];
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
    fn a_table_of_regions_and_years_has_a_row_for_each() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let farms = ["farms".to_owned()];
        let regions = ["RU-IRK", "RU-NVS"].map(str::to_owned);
        let rows = session.table_of(&farms, &regions, &[2024, 2025]).expect("known");
        let told: Vec<[&str; 3]> =
            rows.iter().map(|row| [&row.region, &row.period, &row.rank].map(String::as_str)).collect();
        let expected = [
            ["RU-IRK", "2024", ""],
            ["RU-IRK", "2025", "1"],
            ["RU-NVS", "2024", ""],
            // Both of the statements that contradict each other.
            ["RU-NVS", "2025", "9 or 2–3"],
        ];
        assert_eq!(told, expected);
        let people = ["population".to_owned()];
        let atlas = session.atlas();
        let population = atlas.metric_id("population").expect("known");
        let years: Vec<i32> = session.last_years(population, atlas.region_ids());
        let last = years.last().expect("there are people");
        let people = session.table_of(&people, &regions[..1], &[*last, last + 1]).expect("known");
        assert_eq!(people.len(), 1, "one figure answers for both years: {people:?}");
        assert!(session.table_of(&farms, &["nowhere".to_owned()], &[]).is_err());
        let told = session.years_without_figures(&farms, &regions, &[2025, 2030]).expect("known");
        let told: Vec<String> = told.iter().map(|message| message.say(&session.words())).collect();
        assert_eq!(told, ["no figures of 'farms' for 2030; there are some for 2023, 2024, 2025"]);
        let of_bans = session.years_without_figures(&["ban".to_owned()], &regions, &[2030]);
        assert_eq!(of_bans.expect("known"), []);
    }

    #[test]
    fn a_later_figure_is_no_figure_of_the_year_and_every_figure_has_its_place() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let tariff = ["household_tariff".to_owned()];
        let regions = ["RU-IRK".to_owned()];
        let of = |years: &[i32]| session.table_of(&tariff, &regions, years).expect("known").remove(0);
        let (before, then, all) = (of(&[2023]), of(&[2026]), of(&[]));
        assert_eq!((before.value, &*before.status, &*before.period), (None, "no_data", ""));
        assert!(before.note.contains("2023") && before.note.contains("2026"), "{}", before.note);
        assert_eq!((then.value, &*then.period), (Some(1.875), "2026"));
        assert!(!then.rank.is_empty());
        assert_eq!(all, then, "without a year a figure has the place of its own");
        let farms = session.table_of(&["farms".to_owned()], &regions, &[]).expect("known");
        let places: Vec<[&str; 2]> = farms.iter().map(|row| [&*row.period, &*row.rank]).collect();
        assert!(places.contains(&["2025", "1"]), "{places:?}");
    }

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
        for row in &rows {
            // That there is none follows from lists which do not name the region.
            let expected = if row.category == "none" { "derived" } else { "published" };
            assert!(row.status == expected && !row.sources.is_empty(), "{row:?}");
        }
        let none = |rows: &[TableRow]| {
            let row = rows.iter().find(|row| row.region == "RU-MOW").expect("a row");
            (row.period.clone(), row.note.clone())
        };
        let (period, note) = none(&rows);
        assert!(note.contains(&format!("no ban recorded: not named in the lists up to {period}")), "{note}");
        assert!(period.starts_with("202"), "{period}");
        let rows = session.table(&["ban".to_owned()], Some(2023)).expect("known");
        assert_eq!(none(&rows).0, "2023");
    }
}
