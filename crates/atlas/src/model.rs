//! Owns the atlas: regions, metrics, figures and laws together, and the rules by which a
//! figure answers for a region, a metric and a year. Does not parse, classify or draw.
//!
//! Main type: [`Atlas`].

use super::{
    Ban, BanClass, Conflict, Constraint, Derivation, Estimate, EstimateSettings, Event, Level, Metric,
    MetricGroup, MetricId, Period, Region, RegionAlias, RegionId, Standing, Statement, TimeRule,
    estimate::Estimates,
};
use crate::{
    lang::{Lang, Localized, Words},
    provenance::{Interval, Observation, Source},
    units::decimals_for,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// A figure with its period.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// When.
    pub period: Period,
    /// What.
    pub observation: Observation,
}

/// What an atlas says of its map.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapSettings {
    /// PROJ string of its projection; chosen from the area where it is absent.
    pub projection: Option<String>,
    /// Whether boundaries are schematic, which every map says.
    pub is_schematic: bool,
    /// How far the boundaries can be trusted.
    pub boundary_note: Localized,
    /// Said where disputed territories show.
    pub disputed_note: Localized,
    /// Credit of the boundaries.
    pub credit: Localized,
    /// Municipalities whose boundaries are known.
    pub municipalities: HashSet<RegionId>,
    /// Where these boundaries are from.
    pub municipal_credit: String,
}

/// A folder's worth of facts about one country or area.
#[derive(Clone, Debug, Default)]
pub struct Atlas {
    /// Its name.
    pub name: Localized,
    /// Its name after "where" ("in Russia"), for titles; maybe empty.
    pub locative: Localized,
    /// What a reader must not mistake (a detection is not a farm found on site).
    pub caution: Localized,
    /// Regions in file order.
    pub regions: Vec<Region>,
    /// Further names and codes of regions, in file order.
    pub aliases: Vec<RegionAlias>,
    /// Metrics in file order, which is their order of display.
    pub metrics: Vec<Metric>,
    /// Sources by id.
    pub sources: HashMap<Arc<str>, Source>,
    /// Bans in file order.
    pub bans: Vec<Ban>,
    /// Acts and events in file order.
    pub events: Vec<Event>,
    /// What was published in words.
    pub statements: Vec<Statement>,
    /// Contradictions.
    pub conflicts: Vec<Conflict>,
    /// Published facts from which counts are estimated.
    pub constraints: Vec<Constraint>,
    /// What is estimated, and how.
    pub estimation: EstimateSettings,
    /// How to draw it.
    pub map: MapSettings,
    /// Metrics that belong together, in the order of fact sheets; maybe none, maybe not all.
    pub groups: Vec<MetricGroup>,
    /// Metrics that stand first in lists; maybe none.
    pub leading: Vec<MetricId>,
    /// Metric shown first.
    pub default_metric: Option<MetricId>,
    /// Year shown first.
    pub default_year: Option<i32>,
    /// What the law allows a home to use for mining without registration, kWh a month.
    pub household_limit_kwh_month: Option<f32>,
    stored: HashMap<(RegionId, MetricId), Vec<Record>>,
    estimates: Estimates,
    region_by_code: HashMap<String, RegionId>,
    metric_by_id: HashMap<String, MetricId>,
}

impl Atlas {
    /// An empty atlas with a name.
    #[must_use]
    pub fn named(name: Localized) -> Self {
        Self { name, ..Self::default() }
    }

    /// Adds a region; `None` if its code is taken.
    pub fn add_region(&mut self, region: Region) -> Option<RegionId> {
        let id = RegionId(self.regions.len() as u32);
        if self.region_by_code.contains_key(&region.code) {
            return None;
        }
        self.region_by_code.insert(region.code.clone(), id);
        self.regions.push(region);
        Some(id)
    }

    /// Adds a metric; `None` if its id is taken.
    pub fn add_metric(&mut self, metric: Metric) -> Option<MetricId> {
        let id = MetricId(self.metrics.len() as u32);
        if self.metric_by_id.contains_key(&metric.id) {
            return None;
        }
        self.metric_by_id.insert(metric.id.clone(), id);
        self.metrics.push(metric);
        Some(id)
    }

    /// Adds a figure.
    pub fn add_record(&mut self, region: RegionId, metric: MetricId, record: Record) {
        self.stored.entry((region, metric)).or_default().push(record);
    }

    /// Adds an estimate; false if its region has one for its year.
    pub fn add_estimate(&mut self, estimate: Estimate) -> bool {
        self.estimates.add(estimate)
    }

    /// The metric that is estimated.
    #[must_use]
    pub fn estimated_metric(&self) -> Option<MetricId> {
        self.estimation.metric.or(self.default_metric)
    }

    /// What is estimated of a region in a year, also where a figure was published: its point is
    /// then that figure.
    #[must_use]
    pub fn estimate(&self, region: RegionId, year: i32) -> Option<&Estimate> {
        self.estimates.get(region, year)
    }

    /// All estimates, by region and year.
    pub fn estimates(&self) -> impl Iterator<Item = &Estimate> {
        self.estimates.all()
    }

    /// Points of all regions for a year, in the order of regions; they add up to the country's
    /// count. Empty where nothing was estimated for the year.
    #[must_use]
    pub fn estimated_counts(&self, year: i32) -> Vec<(RegionId, u64)> {
        let of_year = self.estimates().filter(|estimate| estimate.year == year);
        of_year.map(|estimate| (estimate.region, estimate.count)).collect()
    }

    /// The published fact with this id.
    #[must_use]
    pub fn constraint(&self, id: &str) -> Option<&Constraint> {
        self.constraints.iter().find(|constraint| &*constraint.id == id)
    }

    /// Number of stored figures.
    #[must_use]
    pub fn record_count(&self) -> usize {
        self.stored.values().map(Vec::len).sum()
    }

    /// The region with this code.
    #[must_use]
    pub fn region_id(&self, code: &str) -> Option<RegionId> {
        self.region_by_code.get(code).copied()
    }

    /// The metric with this id.
    #[must_use]
    pub fn metric_id(&self, id: &str) -> Option<MetricId> {
        self.metric_by_id.get(id).copied()
    }

    /// A region by its number.
    #[must_use]
    pub fn region(&self, id: RegionId) -> &Region {
        &self.regions[id.0 as usize]
    }

    /// A metric by its number.
    #[must_use]
    pub fn metric(&self, id: MetricId) -> &Metric {
        &self.metrics[id.0 as usize]
    }

    /// All regions with their numbers.
    pub fn region_ids(&self) -> impl Iterator<Item = RegionId> + use<> {
        (0..self.regions.len() as u32).map(RegionId)
    }

    /// The country as a whole, if the atlas has it.
    #[must_use]
    pub fn country(&self) -> Option<RegionId> {
        self.region_ids().find(|&id| self.region(id).level == Level::Country)
    }

    /// What the clocks in a region are ahead of UTC, in seconds: those of the whole that it is part of where it has
    /// none of its own.
    #[must_use]
    pub fn clock(&self, region: RegionId) -> Option<i32> {
        let mut at = Some(region);
        while let Some(id) = at {
            let known = self.region(id);
            if known.utc_offset_s.is_some() {
                return known.utc_offset_s;
            }
            at = known.parent;
        }
        None
    }

    /// Regions of the map (not districts or groups), the disputed ones only if asked for.
    pub fn map_regions(&self, with_disputed: bool) -> impl Iterator<Item = RegionId> + '_ {
        self.region_ids().filter(move |&id| {
            let region = self.region(id);
            region.level == Level::Region && (with_disputed || region.standing == Standing::Undisputed)
        })
    }

    /// Whether `region` is `whole`, a part of it or a member of it.
    #[must_use]
    pub fn is_within(&self, region: RegionId, whole: RegionId) -> bool {
        let mut at = Some(region);
        while let Some(id) = at {
            if id == whole {
                return true;
            }
            at = self.region(id).parent;
        }
        self.region(whole).members.contains(&region)
    }

    /// The undisputed regions that belong to `whole`.
    pub fn regions_within(&self, whole: RegionId) -> impl Iterator<Item = RegionId> + '_ {
        self.map_regions(false).filter(move |&region| self.is_within(region, whole))
    }

    /// Figures of a region and metric as the files have them.
    #[must_use]
    pub fn stored_records(&self, region: RegionId, metric: MetricId) -> &[Record] {
        self.stored.get(&(region, metric)).map_or(&[], Vec::as_slice)
    }

    /// All figures of a region and metric, stored ones first in file order, then estimates of
    /// years for which no value is stored, then computed ones of periods for which there is none.
    #[must_use]
    pub fn records(&self, region: RegionId, metric: MetricId) -> Vec<Record> {
        self.records_of(region, metric, |_| true)
    }

    /// [`Self::records`] of some periods only; nothing is copied of the others.
    fn records_of(
        &self,
        region: RegionId,
        metric: MetricId,
        is_wanted: impl Fn(Period) -> bool,
    ) -> Vec<Record> {
        let stored = self.stored_records(region, metric);
        let mut records: Vec<Record> = stored.iter().filter(|r| is_wanted(r.period)).cloned().collect();
        if self.estimated_metric() == Some(metric) {
            let factor = self.estimation.point_factor();
            records.extend(self.estimates.records(region, factor, stored, &is_wanted));
        }
        let sources = &self.metric(metric).sources;
        let computed = self.computed(region, self.metric(metric).derivation);
        for mut computed in computed.into_iter().chain(self.of_shares(region, metric)) {
            let is_new = records.iter().all(|stored| stored.period != computed.period);
            if is_wanted(computed.period) && is_new && computed.observation.says_something() {
                let cited = &mut computed.observation.sources;
                cited.extend(sources.iter().filter(|id| !cited.contains(id)).cloned().collect::<Vec<_>>());
                records.push(computed);
            }
        }
        records
    }

    /// The figure that answers for `year`, by the metric's time rule. Of several for the same
    /// period one with a value goes first, else the narrower one; then the one with the stronger
    /// status, then the first in the file; the others remain in [`Self::records`].
    #[must_use]
    pub fn record(&self, region: RegionId, metric: MetricId, year: i32) -> Option<Record> {
        match self.metric(metric).time {
            TimeRule::Yearly => {
                let of_year = self.records_of(region, metric, |period| period.as_year() == Some(year));
                strongest(of_year.into_iter())
            }
            TimeRule::Vintage => nearest(self.records(region, metric), year),
        }
    }

    /// Gives metrics whose decimals are left to the values as many as keep these apart.
    pub fn settle_decimals(&mut self) {
        for number in 0..self.metrics.len() {
            if self.metrics[number].decimals == Metric::DECIMALS_OF_VALUES {
                let id = MetricId(number as u32);
                let records = self.region_ids().flat_map(|region| self.records(region, id));
                let observed = |record: Record| {
                    let interval = record.observation.interval;
                    let bounds = [interval.and_then(Interval::low), interval.and_then(Interval::high)];
                    std::iter::once(record.observation.value).chain(bounds).flatten()
                };
                self.metrics[number].decimals = decimals_for(records.flat_map(observed));
            }
        }
    }

    /// The figure that answers for each period, so that all that is computed of a region rests on
    /// the same one.
    fn answers(&self, region: RegionId, metric: MetricId) -> Vec<Record> {
        let records = self.records(region, metric);
        let mut periods: Vec<Period> = Vec::new();
        for record in &records {
            if !periods.contains(&record.period) {
                periods.push(record.period);
            }
        }
        let of = |period: Period| strongest(records.iter().filter(|r| r.period == period).cloned());
        periods.into_iter().filter_map(of).collect()
    }

    /// Of each of [`Self::records`], whether it is the figure that answers for its period.
    #[must_use]
    pub fn are_shown(&self, region: RegionId, metric: MetricId) -> Vec<bool> {
        let records = self.records(region, metric);
        let answers = self.answers(region, metric);
        let first_of = |answer: &Record| records.iter().position(|record| record == answer);
        let shown: Vec<usize> = answers.iter().filter_map(first_of).collect();
        (0..records.len()).map(|at| shown.contains(&at)).collect()
    }

    /// Years for which a yearly metric has a figure of any region, ascending.
    #[must_use]
    pub fn years(&self, metric: MetricId) -> Vec<i32> {
        let mut years: Vec<i32> = self
            .region_ids()
            .flat_map(|region| self.records(region, metric))
            .filter_map(|record| record.period.as_year())
            .collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// Bans of a region that touch a year, strictest first: its own, those of a municipality in it, those
    /// of the region that it is a municipality of.
    #[must_use]
    pub fn bans_of(&self, region: RegionId, year: i32) -> Vec<&Ban> {
        self.classed_bans(region, year).into_iter().map(|(_, ban)| ban).collect()
    }

    /// The same with the category that each puts the region into.
    #[must_use]
    pub fn classed_bans(&self, region: RegionId, year: i32) -> Vec<(BanClass, &Ban)> {
        let of_year = self.bans.iter().filter(|ban| ban.touches_year(year));
        let mut bans: Vec<_> = of_year.filter_map(|ban| Some((self.class_in(ban, region)?, ban))).collect();
        bans.sort_by_key(|(class, _)| *class);
        bans
    }

    /// Category of a region by its strictest ban in a year.
    #[must_use]
    pub fn ban_class(&self, region: RegionId, year: i32) -> BanClass {
        self.classed_bans(region, year).first().map_or(BanClass::None, |(class, _)| *class)
    }

    /// The contradiction with this id.
    #[must_use]
    pub fn conflict(&self, id: &str) -> Option<&Conflict> {
        self.conflicts.iter().find(|conflict| &*conflict.id == id)
    }

    /// Counts of a municipality whose share of its region is known.
    fn of_shares(&self, region: RegionId, metric: MetricId) -> Vec<Record> {
        let whole = self.region(region).parent.filter(|_| self.region(region).level == Level::Municipality);
        let share = self.estimation.share_of_region.filter(|_| self.estimated_metric() == Some(metric));
        let Some((whole, share)) = whole.zip(share) else { return Vec::new() };
        let wholes = self.answers(whole, metric);
        let count = |record: Record| {
            let whole = wholes.iter().find(|whole| whole.period == record.period)?;
            let observation = record.observation.percent_of(&whole.observation);
            let note = self.notes([(share, &record.observation), (metric, &whole.observation)]);
            Some(Record { observation: Observation { note, ..observation }, ..record })
        };
        self.answers(region, share).into_iter().filter_map(count).collect()
    }

    fn computed(&self, region: RegionId, derivation: Derivation) -> Vec<Record> {
        match derivation {
            Derivation::Stored | Derivation::Ban => Vec::new(),
            Derivation::Product { a, factor, factor_bounds, factor_status } => {
                let computed = |record: Record| {
                    let observation = record.observation.times(factor, factor_bounds);
                    let note = self.notes([(a, &record.observation)]);
                    let status = observation.status.max(factor_status);
                    Record { observation: Observation { note, status, ..observation }, ..record }
                };
                self.answers(region, a).into_iter().map(computed).collect()
            }
            Derivation::Difference { a, b, is_across_periods: true } => self.across(region, a, b),
            Derivation::Difference { a, b, .. } => self.paired(region, a, b, |a, b| Some(a.minus(b))),
            Derivation::Ratio { a, b, factor } => self.paired(region, a, b, |a, b| a.ratio(b, factor)),
            Derivation::Growth { a } => self.growth(region, a),
        }
    }

    /// Figures of `a` with those of `b`: of the very same period, or, where only `b` is a
    /// vintage, with the `b` that answers for the year of `a`.
    fn paired(
        &self,
        region: RegionId,
        a: MetricId,
        b: MetricId,
        combine: impl Fn(&Observation, &Observation) -> Option<Observation>,
    ) -> Vec<Record> {
        let same_period = self.metric(a).time == self.metric(b).time;
        let others = self.records(region, b);
        let partner = |record: &Record| {
            if same_period {
                strongest(others.iter().filter(|other| other.period == record.period).cloned())
            } else {
                pick(others.clone(), self.metric(b).time, record.period.last.year)
            }
        };
        self.answers(region, a)
            .into_iter()
            .filter_map(|record| {
                let partner = partner(&record)?;
                let observation = combine(&record.observation, &partner.observation)?;
                let note = self.notes_of_both((a, &record), (b, &partner));
                Some(Record { period: record.period, observation: Observation { note, ..observation } })
            })
            .collect()
    }

    /// `a` less `b` for each year that either is of, with what answers for the year; of the time that both
    /// are of together.
    fn across(&self, region: RegionId, a: MetricId, b: MetricId) -> Vec<Record> {
        let [of_a, of_b] = [a, b].map(|metric| self.answers(region, metric));
        let mut years: Vec<i32> = of_a.iter().chain(&of_b).map(|record| record.period.last.year).collect();
        years.sort_unstable();
        let mut pairs: Vec<(Record, Record)> = years
            .into_iter()
            .filter_map(|year| {
                let of = |metric, records: &[Record]| pick(records.to_vec(), self.metric(metric).time, year);
                Some((of(a, &of_a)?, of(b, &of_b)?))
            })
            .collect();
        pairs.dedup();
        let less = |(of_a, of_b): (Record, Record)| {
            let note = self.notes_of_both((a, &of_a), (b, &of_b));
            let observation = Observation { note, ..of_a.observation.minus(&of_b.observation) };
            Record { period: of_a.period.joined(of_b.period), observation }
        };
        pairs.into_iter().map(less).collect()
    }

    /// The notes of both parts of a computed figure; where they are of different times, of which each is.
    fn notes_of_both(&self, a: (MetricId, &Record), b: (MetricId, &Record)) -> Localized {
        let notes = self.notes([(a.0, &a.1.observation), (b.0, &b.1.observation)]);
        if a.1.period == b.1.period {
            return notes;
        }
        let in_words = |lang: Lang| {
            let words = Words::new(lang);
            let told = |(metric, record): (MetricId, &Record)| {
                format!("{}: {}", self.metric(metric).name.get(lang), record.period.label(&words))
            };
            let told = format!("{}; {}.", told(a), told(b));
            if notes.get(lang).is_empty() { told } else { format!("{told} {}", notes.get(lang)) }
        };
        Localized { en: in_words(Lang::En), ru: in_words(Lang::Ru) }
    }

    fn growth(&self, region: RegionId, a: MetricId) -> Vec<Record> {
        let records = self.records(region, a);
        let of_year =
            |year: i32| strongest(records.iter().filter(|r| r.period == Period::year(year)).cloned());
        let mut years: Vec<i32> = records.iter().filter_map(|record| record.period.as_year()).collect();
        years.sort_unstable();
        years.dedup();
        years
            .into_iter()
            .filter_map(|year| {
                let (now, before) = (of_year(year)?, of_year(year - 1)?);
                let observation = now.observation.growth_percent(&before.observation)?;
                let note = self.notes([(a, &before.observation), (a, &now.observation)]);
                Some(Record { period: now.period, observation: Observation { note, ..observation } })
            })
            .collect()
    }

    /// The notes of the parts of a computed figure, each behind the names of its metrics, so that
    /// no caution is lost on the way, and none is said twice.
    fn notes<'a>(&self, parts: impl IntoIterator<Item = (MetricId, &'a Observation)>) -> Localized {
        let parts: Vec<(&Localized, &Localized)> = parts
            .into_iter()
            .map(|(metric, observation)| (&self.metric(metric).name, &observation.note))
            .collect();
        let in_words = |lang: Lang| {
            let mut told: Vec<(Vec<&str>, &str)> = Vec::new();
            for (name, note) in parts.iter().map(|(name, note)| (name.get(lang), note.get(lang))) {
                match told.iter_mut().find(|(_, known)| *known == note) {
                    _ if note.is_empty() => {}
                    Some((names, _)) if names.contains(&name) => {}
                    Some((names, _)) => names.push(name),
                    None => told.push((vec![name], note)),
                }
            }
            // What holds for all of it needs no names.
            if let [(names, note)] = &told[..]
                && names.len() == parts.len()
            {
                return (*note).to_owned();
            }
            let sentences = told.into_iter().map(|(names, note)| format!("{}: {note}", names.join("; ")));
            sentences.collect::<Vec<_>>().join(" ")
        };
        Localized { en: in_words(Lang::En), ru: in_words(Lang::Ru) }
    }
}

fn pick(records: Vec<Record>, time: TimeRule, year: i32) -> Option<Record> {
    match time {
        TimeRule::Yearly => strongest(records.into_iter().filter(|r| r.period.as_year() == Some(year))),
        TimeRule::Vintage => nearest(records, year),
    }
}

/// The latest that ends by the year, else the earliest after it.
fn nearest(records: Vec<Record>, year: i32) -> Option<Record> {
    let (past, future): (Vec<_>, Vec<_>) = records.into_iter().partition(|r| r.period.last.year <= year);
    let latest = past.iter().map(|r| r.period.last).max();
    let earliest = future.iter().map(|r| r.period.first).min();
    match (latest, earliest) {
        (Some(last), _) => strongest(past.into_iter().filter(|r| r.period.last == last)),
        (None, Some(first)) => strongest(future.into_iter().filter(|r| r.period.first == first)),
        (None, None) => None,
    }
}

fn strongest(records: impl Iterator<Item = Record>) -> Option<Record> {
    // Of bounds alone the narrower ones say more.
    let width = |record: &Record| {
        let (low, high) = record.observation.bounds();
        if record.observation.value.is_some() { 0.0 } else { high - low }
    };
    let key = |record: &Record| (record.observation.value.is_none(), record.observation.status);
    records.min_by(|a, b| {
        let by_value = key(a).0.cmp(&key(b).0);
        by_value.then(width(a).total_cmp(&width(b))).then(key(a).1.cmp(&key(b).1))
    })
}

#[cfg(test)]
mod tests;
