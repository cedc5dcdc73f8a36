//! Owns the rows of charts, each with the region or the bans that it stands for: what printed
//! charts and the window have in common. Does not word or draw them.

use super::{Cell, Certainty, ChartError, Session, cells::cell_of};
use crate::{
    atlas::{ActStatus, Ban, Derivation, Event, MetricId, Period, Record, RegionId},
    figure::TimelineEvent,
    lang::{Localized, Words},
    provenance::{Observation, Status},
};
use std::sync::Arc;

/// Metrics of the balance chart.
pub(super) const GENERATION: &str = "generation";
pub(super) const CONSUMPTION: &str = "consumption";

/// Topic of bans, in events and in the lanes of the timeline.
pub(super) const BAN_TOPIC: &str = "ban";

/// A year of the growth chart.
#[derive(Clone, Debug, PartialEq)]
pub struct GrowthRow {
    /// The year.
    pub year: i32,
    /// The figure.
    pub observation: Observation,
    /// Change against the year before, in percent.
    pub change_percent: Option<Observation>,
}

/// Regions by value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// Those with a figure, the highest first; each cell has its record.
    pub rows: Vec<RankingPlace>,
    /// How many have none.
    pub without: usize,
    /// Whether these regions were asked for, each of which then is a row.
    pub is_asked_for: bool,
}

impl Ranking {
    /// The rows of which something is known, and those whose bounds say nothing; where that is all
    /// of them, or what was asked for, they are shown, too.
    #[must_use]
    pub fn told(self, centre: Option<f64>) -> (Vec<RankingPlace>, Vec<RankingPlace>) {
        if self.is_asked_for {
            return (self.rows, Vec::new());
        }
        let is_told = |place: &RankingPlace| Certainty::of(&place.record.observation, centre).is_told();
        let (told, open): (Vec<_>, Vec<_>) = self.rows.into_iter().partition(is_told);
        if told.is_empty() { (open, told) } else { (told, open) }
    }
}

/// A region of the ranking.
#[derive(Clone, Debug, PartialEq)]
pub struct RankingPlace {
    /// Its figure and rank.
    pub cell: Cell,
    /// Period and figure.
    pub record: Record,
    /// Whether a ban holds there.
    pub has_ban: bool,
}

/// A region of the balance chart; both sides are of the same period.
#[derive(Clone, Debug, PartialEq)]
pub struct BalanceRow {
    /// The region.
    pub region: RegionId,
    /// What it generates in a year.
    pub generation: Record,
    /// What it uses in a year.
    pub consumption: Record,
    /// Its farms; `None` is not known.
    pub farms: Option<Record>,
}

/// An act or a ban of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineRow {
    /// Its time, title, topic and status.
    pub event: TimelineEvent,
    /// The regions of a ban, in the order of the data; none for other acts.
    pub regions: Vec<RegionId>,
    /// The act or the whole of the event, in words.
    pub text: String,
    /// Ids of its sources.
    pub sources: Vec<Arc<str>>,
}

impl Session {
    /// The years of the metric for what is looked at as a whole; none where it has no yearly
    /// figures.
    #[must_use]
    pub fn growth_rows(&self) -> Vec<GrowthRow> {
        self.whole().map(|whole| self.growth_rows_of(whole)).unwrap_or_default()
    }

    /// The years of the metric for each region compared.
    #[must_use]
    pub fn compared_growth(&self) -> Vec<(RegionId, Vec<GrowthRow>)> {
        let chosen = self.document().chosen.iter().filter_map(|code| self.atlas().region_id(code));
        chosen.map(|region| (region, self.growth_rows_of(region))).collect()
    }

    /// The same with all years of any of them in each; a year without a figure has neither value nor
    /// bounds.
    pub(super) fn compared_years(&self) -> Vec<(RegionId, Vec<GrowthRow>)> {
        let mut compared = self.compared_growth();
        let mut years: Vec<i32> =
            compared.iter().flat_map(|(_, rows)| rows.iter().map(|row| row.year)).collect();
        years.sort_unstable();
        years.dedup();
        for (_, rows) in &mut compared {
            let of = |year: &i32| {
                let known = rows.iter().find(|row| row.year == *year).cloned();
                known.unwrap_or_else(|| GrowthRow {
                    year: *year,
                    observation: unknown(),
                    change_percent: None,
                })
            };
            *rows = years.iter().map(of).collect();
        }
        compared
    }

    fn growth_rows_of(&self, whole: RegionId) -> Vec<GrowthRow> {
        let Some(metric) = self.metric() else { return Vec::new() };
        let atlas = self.atlas();
        let growth = (0..atlas.metrics.len() as u32)
            .map(MetricId)
            .find(|&id| atlas.metric(id).derivation == Derivation::Growth { a: metric });
        let of_year = |metric: MetricId, year| atlas.record(whole, metric, year).map(|r| r.observation);
        // A change may have been published of a year without a count.
        let records = std::iter::once(metric).chain(growth).flat_map(|id| atlas.records(whole, id));
        let mut years: Vec<i32> = records.filter_map(|record| record.period.as_year()).collect();
        years.sort_unstable();
        years.dedup();
        let row = |year: i32| {
            let observation = of_year(metric, year);
            let change_percent = growth.and_then(|growth| of_year(growth, year));
            let is_known = observation.is_some() || change_percent.is_some();
            let observation = observation.unwrap_or_else(unknown);
            is_known.then_some(GrowthRow { year, observation, change_percent })
        };
        years.into_iter().filter_map(row).collect()
    }

    /// Regions looked at, by their figure of the metric and year shown.
    #[must_use]
    pub fn ranking_rows(&self) -> Ranking {
        let Some(metric) = self.metric() else { return Ranking::default() };
        let year = self.document().year;
        let is_comparing = self.is_comparing();
        let mut ranking = Ranking { is_asked_for: is_comparing, ..Ranking::default() };
        let mut cells = self.cells(metric, year);
        if is_comparing {
            // Those that are compared stand alone, with districts and the country among them.
            let chosen = self.document().chosen.iter().filter_map(|code| self.atlas().region_id(code));
            let wholes = chosen.filter(|region| cell_of(&cells, *region).is_none());
            let whole = |region| Cell {
                region,
                record: self.atlas().record(region, metric, year),
                ban: None,
                rank: None,
            };
            let wholes: Vec<Cell> = wholes.map(whole).collect();
            cells.retain(|cell| self.is_chosen(cell.region));
            cells.extend(wholes);
        }
        for cell in cells {
            if !self.is_in_focus(cell.region) || !self.counts(cell.region) {
                continue;
            }
            match cell.record.clone() {
                Some(record) => {
                    let has_ban = self.atlas().ban_class(cell.region, year).holds();
                    ranking.rows.push(RankingPlace { cell, record, has_ban });
                }
                None => ranking.without += 1,
            }
        }
        let standing = |place: &RankingPlace| standing(&place.record.observation);
        ranking.rows.sort_by(|a, b| standing(b).total_cmp(&standing(a)));
        ranking
    }

    /// Whether a region is among those chosen.
    fn is_chosen(&self, region: RegionId) -> bool {
        self.document().chosen.contains(&self.atlas().region(region).code)
    }

    /// Regions whose generation and consumption are known for the same period.
    ///
    /// # Errors
    /// The atlas lacks one of the metrics, or no region has both.
    pub fn balance_rows(&self) -> Result<Vec<BalanceRow>, ChartError> {
        let atlas = self.atlas();
        let generation = atlas.metric_id(GENERATION).ok_or(ChartError::Metric(GENERATION))?;
        let consumption = atlas.metric_id(CONSUMPTION).ok_or(ChartError::Metric(CONSUMPTION))?;
        let year = self.document().year;
        let row = |region: RegionId| {
            let (generation, consumption) = self.same_period(region, generation, consumption, year)?;
            let farms = self.farms_metric().and_then(|farms| atlas.record(region, farms, year));
            Some(BalanceRow { region, generation, consumption, farms })
        };
        let rows: Vec<BalanceRow> = atlas
            .map_regions(true)
            .filter(|&region| self.counts(region) && self.is_in_focus(region))
            .filter(|&region| !self.is_comparing() || self.is_chosen(region))
            .filter_map(row)
            .collect();
        if rows.is_empty() {
            return Err(ChartError::Nothing("error-no-balance".into()));
        }
        Ok(rows)
    }

    /// Acts and bans on what is looked at: bans of one act, time and kind are one row.
    #[must_use]
    pub fn timeline_rows(&self, words: &Words) -> Vec<TimelineRow> {
        let lang = words.lang();
        let groups = self.ban_groups();
        let act = |event: &Event| TimelineRow {
            event: TimelineEvent {
                period: event.date,
                lasts: false,
                parts: Vec::new(),
                title: event.title.get(lang).to_owned(),
                topic: event.topic.clone(),
                status: event.status,
            },
            regions: Vec::new(),
            text: event.text.get(lang).to_owned(),
            sources: event.sources.clone(),
        };
        // The start of a ban is the start of its bar already.
        let starts = |event: &Event| groups.iter().any(|bans| bans[0].start == Some(event.date));
        let acts =
            self.acts_in_focus().into_iter().filter(|event| event.topic != BAN_TOPIC || !starts(event));
        let bans = groups.iter().filter_map(|bans| self.ban_row_of(bans, words));
        acts.map(act).chain(bans).collect()
    }

    /// The metric that sizes the circles of the balance chart.
    pub(super) fn farms_metric(&self) -> Option<MetricId> {
        let is_energy =
            |&metric: &MetricId| [GENERATION, CONSUMPTION].contains(&self.atlas().metric(metric).id.as_str());
        self.atlas().default_metric.filter(|metric| !is_energy(metric))
    }

    /// The figures of two metrics for the latest period, by `year`, of which both are known; of
    /// several for one period those of the strongest status.
    pub(super) fn same_period(
        &self,
        region: RegionId,
        a: MetricId,
        b: MetricId,
        year: i32,
    ) -> Option<(Record, Record)> {
        let valued = |metric: MetricId| {
            let mut records = self.atlas().records(region, metric);
            records.retain(|record| record.observation.value.is_some());
            records.sort_by_key(|record| record.observation.status);
            records
        };
        let (of_a, of_b) = (valued(a), valued(b));
        let pairs = of_a.into_iter().filter_map(|record| {
            let other = of_b.iter().find(|other| other.period == record.period)?;
            Some((record, other.clone()))
        });
        // Past periods before future ones, then the nearest; then the stronger pair.
        pairs.min_by_key(|(record, other)| {
            let last = record.period.last.year;
            let weakest = record.observation.status.max(other.observation.status);
            (last > year, (last - year).abs(), weakest)
        })
    }

    /// Acts on the whole; where a part is looked at, only those on its bans, told by a source
    /// that they share.
    pub(super) fn acts_in_focus(&self) -> Vec<&Event> {
        let is_on_its_ban = |event: &Event| {
            let shares_source = |ban: &Ban| ban.sources.iter().any(|id| event.sources.contains(id));
            event.topic == BAN_TOPIC && self.bans_in_focus().any(shares_source)
        };
        let shows_all = self.part().is_none();
        self.atlas().events.iter().filter(|event| shows_all || is_on_its_ban(event)).collect()
    }

    /// Bans of regions that are looked at and count.
    pub(super) fn bans_in_focus(&self) -> impl Iterator<Item = &Ban> {
        self.atlas().bans.iter().filter(|ban| self.is_in_focus(ban.region) && self.counts(ban.region))
    }

    /// Bans of one act, time, status and kind are one bar.
    pub(super) fn ban_groups(&self) -> Vec<Vec<&Ban>> {
        fn key(ban: &Ban) -> impl PartialEq + use<'_> {
            (&ban.act, ban.start, ban.end, ban.status, ban.is_seasonal, ban.season, ban.is_whole_region)
        }
        let mut groups: Vec<Vec<&Ban>> = Vec::new();
        for ban in self.bans_in_focus() {
            match groups.iter_mut().find(|group| key(group[0]) == key(ban)) {
                Some(group) => group.push(ban),
                None => groups.push(vec![ban]),
            }
        }
        groups
    }

    fn ban_row_of(&self, bans: &[&Ban], words: &Words) -> Option<TimelineRow> {
        const NAMED: usize = 3;
        let first = bans.first()?;
        let names: Vec<&str> =
            bans.iter().map(|ban| self.atlas().region(ban.region).short.get(words.lang())).collect();
        let place = if names.len() > NAMED {
            words.plural("regions-count", names.len() as f64, &[("count", &names.len().to_string())])
        } else {
            names.join(", ")
        };
        let kind = words.get(&format!("timeline-ban-{}", kind_of(first)));
        let mut sources: Vec<Arc<str>> = Vec::new();
        for id in bans.iter().flat_map(|ban| &ban.sources) {
            if !sources.contains(id) {
                sources.push(Arc::clone(id));
            }
        }
        let act = first.act.get(words.lang());
        let text = if names.len() > NAMED { format!("{act}. {}", names.join(", ")) } else { act.to_owned() };
        let period = Period { first: first.start?.first, last: first.end.unwrap_or(first.start?).last };
        let title = format!("{place}: {kind}");
        let topic = BAN_TOPIC.to_owned();
        let parts = first.season.map(|season| season.within(period)).unwrap_or_default();
        // What was only asked for holds at no time: its date is that of the request.
        let lasts = first.status != ActStatus::Requested || first.end.is_some();
        let event = TimelineEvent { period, lasts, parts, title, topic, status: first.status };
        Some(TimelineRow { event, regions: bans.iter().map(|ban| ban.region).collect(), text, sources })
    }

    /// Bans without a first day have no bar; a note names their regions.
    pub(super) fn undated_notes(&self, groups: &[Vec<&Ban>], words: &Words) -> Vec<String> {
        let note = |message: &str, is_requested: bool| {
            let undated = groups
                .iter()
                .flatten()
                .filter(|ban| ban.start.is_none() && (ban.status == ActStatus::Requested) == is_requested);
            let names: Vec<&str> =
                undated.map(|ban| self.atlas().region(ban.region).short.get(words.lang())).collect();
            (!names.is_empty()).then(|| words.with(message, &[("regions", &names.join(", "))]))
        };
        [note("timeline-requested", true), note("timeline-undated", false)].into_iter().flatten().collect()
    }
}

/// What stands for a figure where there is none: neither value nor bounds.
fn unknown() -> Observation {
    Observation {
        value: None,
        interval: None,
        status: Status::Published,
        sources: Vec::new(),
        note: Localized::default(),
        conflicts: Vec::new(),
    }
}

/// The number by which a region is ranked: its value, else the least that it can be. The middle
/// of bounds that say little would put it above regions that are known to have more.
pub(super) fn standing(observation: &Observation) -> f64 {
    let (low, high) = observation.bounds();
    observation.value.unwrap_or(if low.is_finite() { low } else { high })
}

const fn kind_of(ban: &Ban) -> &'static str {
    match (ban.is_seasonal, ban.is_whole_region) {
        (true, _) => "winter",
        (false, true) => "whole",
        (false, false) => "part",
    }
}
