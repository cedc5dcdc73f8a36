//! Owns what the page of the report draws from: which metrics and years it can show, and every
//! figure of them with status, interval, place and sources. Does not lay out the page.

use super::{BalanceRow, Cell, Certainty, MapView, Session, map::MapError};
use crate::{
    atlas::{Derivation, Geography, Level, MetricId, MetricKind, Record, RegionId},
    figure::{
        BOUNDS_ONLY, ExportedRow, Fill, MapLegend, ReportBalance, ReportClass, ReportData, ReportFigure,
        ReportMark, ReportMetric, ReportOrigin, ReportRegion, ReportSheet, ban_colour,
    },
    io::{TableRow, sheet_of},
    lang::Words,
    provenance::{Interval, Observation, Status},
    units,
};
use std::{collections::HashMap, sync::Arc};

/// More metrics than this do not fit into a list that is read at a glance.
const METRICS: usize = 14;

/// Words that the script of the page says.
const WORDS: [&str; 32] = [
    "chart-consumption",
    "chart-deficit",
    "chart-generation",
    "chart-surplus",
    "column-figure",
    "column-period",
    "column-rank",
    "column-region",
    "column-sources",
    "column-status",
    "report-all-regions",
    "map-drawn-ban-whole",
    "map-drawn-ban-part",
    "map-drawn-ban-seasonal",
    "map-drawn-ban-planned",
    "report-bounds-only",
    "report-clear",
    "report-csv",
    "report-disputed",
    "report-growth-of",
    "report-interval",
    "report-more-sources",
    "report-no-data",
    "report-no-growth",
    "report-place",
    "report-region-count",
    "report-self-sufficient",
    "report-sheet-shown",
    "report-sources-disagree",
    "report-svg",
    "report-unsure",
    "source-line",
];

/// What is gathered while the data are put together.
struct Gathering<'a> {
    session: &'a Session,
    geography: &'a Geography,
    words: &'a Words,
    regions: HashMap<RegionId, usize>,
    sources: HashMap<Arc<str>, usize>,
    texts: Vec<String>,
    known_texts: HashMap<String, usize>,
    sheets: Vec<ReportSheet>,
}

impl Session {
    /// Regions whose figures the page shows: the country, districts, regions of the map.
    fn regions_of_report(&self) -> Vec<RegionId> {
        let is_shown = |&region: &RegionId| {
            let level = self.atlas().region(region).level;
            !matches!(level, Level::Group | Level::Municipality)
                && self.counts(region)
                && self.is_in_focus(region)
        };
        self.atlas().region_ids().filter(is_shown).collect()
    }

    /// Metrics worth a map: those with a figure for at least half of its regions, and bans; the
    /// one shown comes first.
    fn metrics_of_report(&self) -> Vec<MetricId> {
        let atlas = self.atlas();
        let on_map: Vec<RegionId> = atlas.map_regions(true).filter(|&region| self.counts(region)).collect();
        let year = self.document().year;
        let is_worth = |&metric: &MetricId| match atlas.metric(metric).derivation {
            Derivation::Ban => !atlas.bans.is_empty(),
            // The growth of what is shown stands beside its years.
            Derivation::Growth { a } if Some(a) == self.metric() => true,
            _ => {
                let known = on_map.iter().filter(|&&region| atlas.record(region, metric, year).is_some());
                known.count() * 2 >= on_map.len()
            }
        };
        let shown = self.metric();
        let others = (0..atlas.metrics.len() as u32).map(MetricId).filter(|&metric| Some(metric) != shown);
        shown.into_iter().chain(others.filter(is_worth).take(METRICS)).collect()
    }

    /// All that the page draws from, but for the bans, which its map places.
    ///
    /// # Errors
    /// A map cannot be made.
    pub(super) fn report_data(&self, words: &Words) -> Result<ReportData, MapError> {
        let (atlas, lang) = (self.atlas(), words.lang());
        let regions = self.regions_of_report();
        let metrics = self.metrics_of_report();
        let mut years = metrics.first().map(|&metric| atlas.years(metric)).unwrap_or_default();
        let year = self.document().year;
        if !years.contains(&year) {
            years.push(year);
            years.sort_unstable();
        }
        let mut ids: Vec<&Arc<str>> = atlas.sources.keys().collect();
        ids.sort();
        let mut gathering = Gathering {
            session: self,
            geography: self.geography()?,
            words,
            regions: regions.iter().enumerate().map(|(number, &region)| (region, number)).collect(),
            sources: ids.iter().enumerate().map(|(number, id)| (Arc::clone(id), number)).collect(),
            texts: vec![String::new()],
            known_texts: HashMap::from([(String::new(), 0)]),
            sheets: Vec::new(),
        };
        let metric_of = |id: &MetricId| gathering_metric(self, *id, &metrics, words);
        let mut shown: Vec<ReportMetric> = metrics.iter().map(metric_of).collect();
        for (metric, id) in shown.iter_mut().zip(&metrics) {
            for &year in &years {
                if let Some(sheet) = gathering.sheet(*id, year)? {
                    metric.sheets.insert(year, sheet);
                }
            }
        }
        let balance = self.balance_rows().ok().map(|rows| gathering.balance(&rows));
        let origin = |id: &Arc<str>| ReportOrigin {
            id: id.to_string(),
            label: self.source_name(id, lang),
            title: atlas
                .sources
                .get(&**id)
                .map(|source| source.title.get(lang).to_owned())
                .unwrap_or_default(),
            url: atlas.sources.get(&**id).map(|source| source.url.clone()).unwrap_or_default(),
        };
        let region = |&id: &RegionId| {
            let region = atlas.region(id);
            let parent = region.parent.filter(|&parent| Some(parent) != atlas.country());
            ReportRegion {
                code: region.code.clone(),
                name: region.name.get(lang).to_owned(),
                short: region.short.get(lang).to_owned(),
                part_of: parent.map(|id| atlas.region(id).name.get(lang).to_owned()).unwrap_or_default(),
                on_map: region.level == Level::Region,
            }
        };
        Ok(ReportData {
            format: 1,
            lang: lang.code().to_owned(),
            words: WORDS.iter().map(|id| ((*id).to_owned(), words.get(id))).collect(),
            statuses: Status::ALL
                .map(|status| [status.id().to_owned(), words.get(&format!("status-{}", status.id()))])
                .into(),
            columns: sheet_of(&[]).columns,
            whole: self.whole().and_then(|whole| gathering.regions.get(&whole).copied()),
            bans: std::collections::BTreeMap::new(),
            regions: regions.iter().map(region).collect(),
            sources: ids.into_iter().map(origin).collect(),
            metrics: shown,
            years,
            year,
            balance,
            texts: gathering.texts,
            sheets: gathering.sheets,
        })
    }
}

fn gathering_metric(session: &Session, id: MetricId, all: &[MetricId], words: &Words) -> ReportMetric {
    let (atlas, lang) = (session.atlas(), words.lang());
    let metric = atlas.metric(id);
    ReportMetric {
        id: metric.id.clone(),
        name: metric.name.get(lang).to_owned(),
        unit_id: metric.unit.id().to_owned(),
        unit: metric.unit.short(words),
        description: metric.description.get(lang).to_owned(),
        centre: if let MetricKind::Diverging { centre } = metric.kind { Some(centre) } else { None },
        is_categorical: metric.kind == MetricKind::Categorical,
        growth: all.iter().position(|&other| atlas.metric(other).derivation == Derivation::Growth { a: id }),
        sheets: std::collections::BTreeMap::default(),
    }
}

impl Gathering<'_> {
    /// The number of the sheet that answers for a year; none where it would be empty.
    fn sheet(&mut self, metric: MetricId, year: i32) -> Result<Option<usize>, MapError> {
        let mut session = self.session.for_background();
        session.look_at(metric, year);
        let view = session.map_view(self.geography, self.words)?;
        let (mut cells, mut rows) = (Vec::new(), Vec::new());
        let mut ids: Vec<(&RegionId, &usize)> = self.regions.iter().collect();
        ids.sort_by_key(|(_, number)| **number);
        let ids: Vec<(RegionId, usize)> = ids.into_iter().map(|(id, number)| (*id, *number)).collect();
        for (id, number) in ids {
            let figure = match super::cells::cell_of(&view.cells, id) {
                Some(cell) => self.map_figure(&session, cell, &view, year),
                None => {
                    session.atlas().record(id, metric, year).map(|r| self.figure(&session, id, metric, &r))
                }
            };
            cells.extend(figure.map(|figure| ReportFigure { region: number, ..figure }));
            let exported = session.rows_of(id, metric, Some(year), None);
            rows.extend(exported.into_iter().map(|row| self.row(number, row)));
        }
        if cells.is_empty() {
            return Ok(None);
        }
        let sheet = ReportSheet {
            classes: classes_of(&view.legend, self.words),
            title: view.text.title,
            subtitle: view.text.subtitle,
            notes: view.text.notes.into_iter().chain(view.text.making).collect(),
            status_line: view.text.status_line,
            alt: view.text.alt,
            cells,
            rows,
        };
        // Figures of a vintage answer for several years.
        if let Some(known) = self.sheets.iter().position(|known| *known == sheet) {
            return Ok(Some(known));
        }
        self.sheets.push(sheet);
        Ok(Some(self.sheets.len() - 1))
    }

    /// A figure of a region of the map, with its class and place.
    fn map_figure(
        &mut self,
        session: &Session,
        cell: &Cell,
        view: &MapView,
        year: i32,
    ) -> Option<ReportFigure> {
        let metric = session.metric()?;
        let feature = self.geography.features_of(cell.region).next().and_then(|at| view.features.get(at));
        let class = feature.map_or(-1, |feature| match feature.fill {
            Fill::Class(class) => i32::try_from(class).unwrap_or(-1),
            Fill::Ban(ban) => match &view.legend {
                MapLegend::Bans(bans) => {
                    bans.iter().position(|(of, _)| *of == ban).map_or(-1, |at| at as i32)
                }
                MapLegend::Classes(_) => -1,
            },
            Fill::BoundsOnly => BOUNDS_ONLY,
            Fill::NoData | Fill::Context => -1,
        });
        if let Some(ban) = cell.ban {
            let bans = session.atlas().bans_of(cell.region, year);
            let cited = bans.first().map_or_else(|| session.sources_of_bans(), |ban| ban.sources.clone());
            let lang = self.words.lang();
            let notes = bans.iter().map(|ban| {
                let parts = [ban.coverage.get(lang), ban.window.get(lang), ban.act.get(lang)];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
            });
            let note = notes.collect::<Vec<_>>().join(". ");
            let word = self.words.get(&format!("ban-{}", ban.id()));
            return Some(ReportFigure {
                class,
                status: status_number(if bans.is_empty() { Status::Derived } else { Status::Published }),
                text: self.text(word),
                note: self.text(note),
                period: self.text(year.to_string()),
                sources: self.cited(&cited),
                ..ReportFigure::default()
            });
        }
        let record = cell.record.as_ref()?;
        let figure = self.figure(session, cell.region, metric, record);
        let is_unsure = feature.is_some_and(|feature| feature.is_unsure);
        let or = self.words.get("rank-or");
        let place = self.text(cell.rank.map(|rank| rank.numbers(&or)).unwrap_or_default());
        Some(ReportFigure {
            class,
            is_unsure,
            rank: cell.rank.map(|rank| rank.span()).unwrap_or_default(),
            place,
            ..figure
        })
    }

    fn figure(
        &mut self,
        session: &Session,
        region: RegionId,
        metric: MetricId,
        record: &Record,
    ) -> ReportFigure {
        // The page writes them into files, as `table` does.
        let [value, low, high] = session.written(region, metric, record);
        let metric = session.atlas().metric(metric);
        let o = &record.observation;
        ReportFigure {
            value,
            low,
            high,
            status: status_number(o.status),
            class: -1,
            text: self.text(Session::figure_text(metric, o, self.words)),
            label: self.text(if Certainty::of(o, metric.centre()).is_told() {
                Session::short_figure(metric, o, self.words)
            } else {
                String::new()
            }),
            period: self.text(record.period.label(self.words)),
            note: self.text(o.note.get(self.words.lang()).to_owned()),
            sources: self.cited(&o.sources),
            is_disputed: !o.conflicts.is_empty(),
            ..ReportFigure::default()
        }
    }

    fn balance(&mut self, rows: &[BalanceRow]) -> ReportBalance {
        let text = self.session.balance_text(rows, self.words);
        let mark = |row: &BalanceRow| {
            let records = [Some(&row.generation), Some(&row.consumption), row.farms.as_ref()];
            let mut ids: Vec<Arc<str>> =
                records.into_iter().flatten().flat_map(|record| record.observation.sources.clone()).collect();
            ids.sort();
            ids.dedup();
            Some(ReportMark {
                region: *self.regions.get(&row.region)?,
                used: ends(&row.consumption.observation),
                made: ends(&row.generation.observation),
                size: row.farms.as_ref().and_then(|record| record.observation.value),
                text: self.session.balance_row_text(row, self.words).value,
                sources: self.cited(&ids),
            })
        };
        ReportBalance {
            marks: rows.iter().filter_map(mark).collect(),
            title: text.title,
            subtitle: text.subtitle,
            notes: text.notes.into_iter().chain(text.making).collect(),
            status_line: text.status_line,
            alt: text.alt,
        }
    }

    fn row(&mut self, region: usize, row: TableRow) -> ExportedRow {
        let source = |id: &String| self.sources.get(id.as_str()).copied();
        ExportedRow {
            region,
            sources: row.sources.iter().filter_map(source).collect(),
            period: self.text(row.period),
            accuracy: self.text(row.accuracy),
            category: self.text(row.category),
            act_status: self.text(row.act_status),
            conflicts: self.text(row.conflicts.join(" ")),
            note: self.text(row.note),
        }
    }

    fn cited(&self, ids: &[Arc<str>]) -> Vec<usize> {
        ids.iter().filter_map(|id| self.sources.get(id).copied()).collect()
    }

    /// The number of a text; each is kept once.
    fn text(&mut self, text: String) -> usize {
        if let Some(&known) = self.known_texts.get(&text) {
            return known;
        }
        self.texts.push(text.clone());
        self.known_texts.insert(text, self.texts.len() - 1);
        self.texts.len() - 1
    }
}

/// The number by which the page knows a status.
fn status_number(of: Status) -> usize {
    Status::ALL.iter().position(|status| *status == of).unwrap_or_default()
}

/// Value and bounds as far as they are stated; an exact figure has none.
fn ends(o: &Observation) -> [Option<f64>; 3] {
    [o.value, o.interval.and_then(Interval::low), o.interval.and_then(Interval::high)]
}

pub(super) fn classes_of(legend: &MapLegend, words: &Words) -> Vec<ReportClass> {
    let classes = match legend {
        MapLegend::Bans(bans) => {
            let class = |(ban, count): &(crate::atlas::BanClass, usize)| ReportClass {
                colour: ban_colour(*ban).to_string(),
                label: words.get(&format!("ban-{}", ban.id())),
                count: *count,
            };
            return bans.iter().map(class).collect();
        }
        MapLegend::Classes(classes) => classes,
    };
    let label = |class: usize| {
        let low = if class == 0 { &classes.ends[0] } else { &classes.breaks[class - 1] };
        let high = classes.breaks.get(class).unwrap_or(&classes.ends[1]);
        match (low.is_empty(), high.is_empty()) {
            (false, false) if low.starts_with(units::MINUS) || high.starts_with(units::MINUS) => {
                format!("{low} … {high}")
            }
            (false, false) => format!("{low}{}{high}", units::DASH),
            (true, _) => format!("< {high}"),
            (_, true) => format!("≥ {low}"),
        }
    };
    let class = |(class, colour): (usize, &crate::figure::Colour)| ReportClass {
        colour: colour.to_string(),
        label: label(class),
        count: classes.counts.get(class).copied().unwrap_or_default(),
    };
    classes.colours.iter().enumerate().map(class).collect()
}
