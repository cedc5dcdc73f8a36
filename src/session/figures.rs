//! Owns figures in words, as fact sheets and comparisons show them: value, interval, status,
//! rank, period, note, sources, and the sentence that is copied. Does not gather them for a
//! region (see `card`) nor draw them.

use super::{Rank, Session, cells::cell_of, certainty::carried_text};
use crate::{
    atlas::{Level, Metric, MetricId, Record, RegionId},
    lang::{Lang, Words},
    provenance::{Interval, Observation, Status},
    units,
};
use std::sync::Arc;

/// A source as a link: who published it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Its id.
    pub id: String,
    /// Publisher (or title) and date.
    pub label: String,
    /// Title, which tells two of the same day apart.
    pub title: String,
}

/// A figure in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The value with its unit; the range, where only that is known.
    pub value: String,
    /// The same without its unit, but for a percent sign.
    pub number: String,
    /// The unit that `number` lacks; maybe empty.
    pub unit: String,
    /// The interval without its unit, or what is said instead; empty where the value is exact.
    pub interval: String,
    /// How it came to be.
    pub status: Status,
    /// The word for it.
    pub status_word: String,
    /// When; maybe empty.
    pub period: String,
    /// The arithmetic or the caution that belongs to it; maybe empty.
    pub note: String,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// Whether sources disagree on it.
    pub is_disputed: bool,
    /// Value, interval and unit, to be copied.
    pub text: String,
    /// The same with region, metric, status, period and sources.
    pub sentence: String,
}

/// The value of one year, for a small chart.
#[derive(Clone, Debug, PartialEq)]
pub struct YearValue {
    /// The year.
    pub year: i32,
    /// A value, or bounds alone.
    pub observation: Observation,
    /// In words.
    pub text: String,
}

/// All figures of a metric for a region.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureRow {
    /// Id of the metric.
    pub metric: String,
    /// Its name.
    pub name: String,
    /// What exactly is counted; maybe empty.
    pub description: String,
    /// The figure that answers for the year looked at; `None` is no data.
    pub figure: Option<Figure>,
    /// "1st of 83", "9th or 1st–3rd of 83"; empty where nothing close is known.
    pub rank: String,
    /// Figures of other periods, and other claims about the same one.
    pub others: Vec<Figure>,
    /// Values by year, ascending, where there are at least two.
    pub years: Vec<YearValue>,
}

impl Session {
    /// Everything there is of a metric for a region; `None` where there is nothing in any period.
    pub(super) fn fact_row(&self, region: RegionId, id: MetricId, words: &Words) -> Option<FigureRow> {
        let (atlas, lang) = (self.atlas(), words.lang());
        let metric = atlas.metric(id);
        let records = atlas.records(region, id);
        if records.is_empty() {
            return None;
        }
        let answer = atlas.record(region, id, self.document().year);
        let in_words = |record: &Record| self.figure(region, metric, record, words);
        let is_answer = |record: &&Record| answer.as_ref() == Some(*record);
        let mut others: Vec<&Record> = records.iter().filter(|record| !is_answer(record)).collect();
        others.sort_by_key(|record| std::cmp::Reverse(record.period.last));
        let rank = self.rank(region, id);
        Some(FigureRow {
            metric: metric.id.clone(),
            name: metric.name.get(lang).to_owned(),
            description: metric.description.get(lang).to_owned(),
            figure: answer.as_ref().map(in_words),
            rank: rank.map_or_else(String::new, |(rank, all)| rank_text(rank, all, words)),
            others: others.into_iter().map(in_words).collect(),
            years: self.year_values(region, id, &records, words),
        })
    }

    /// A figure in words.
    pub(super) fn figure(&self, region: RegionId, metric: &Metric, record: &Record, words: &Words) -> Figure {
        let (lang, observation) = (words.lang(), &record.observation);
        let unit = metric.unit.short(words);
        let with_unit = |text: &str| units::with_unit(text, &unit, metric.unit.is_percent(), lang);
        let bounds = Self::interval_text(metric, observation, words);
        let (number, interval) = match carried_text(observation, metric.decimals, lang) {
            Some(number) => (number, bounds),
            None => (bounds, words.get("status-bounds-only")),
        };
        let value = with_unit(&number);
        let is_whole = metric.unit.is_percent();
        let status_word = words.get(&format!("status-{}", observation.status.id()));
        let period = record.period.label(words);
        let text = Self::figure_text(metric, observation, words);
        let name = self.atlas().region(region).name.get(lang);
        let sources = self.source_line(&observation.sources, [], words);
        let when = if period.is_empty() { String::new() } else { format!(", {period}") };
        let mut sentence =
            format!("{name}. {}{when}: {text}, {status_word}. {sources}", metric.name.get(lang));
        if !observation.conflicts.is_empty() {
            sentence = format!("{sentence} ({})", words.get("sources-disagree"));
        }
        Figure {
            number: if is_whole { value.clone() } else { number },
            unit: if is_whole { String::new() } else { unit.clone() },
            value,
            interval,
            status: observation.status,
            status_word,
            period,
            note: observation.note.get(lang).to_owned(),
            sources: self.citations(&observation.sources, lang),
            is_disputed: !observation.conflicts.is_empty(),
            text,
            sentence,
        }
    }

    /// Sources as links, in their order.
    pub(super) fn citations(&self, ids: &[Arc<str>], lang: Lang) -> Vec<Citation> {
        let title =
            |id: &Arc<str>| self.atlas().sources.get(id).map(|source| source.title.get(lang).to_owned());
        let citation = |id: &Arc<str>| Citation {
            id: id.to_string(),
            label: self.source_name(id, lang),
            title: title(id).unwrap_or_default(),
        };
        ids.iter().map(citation).collect()
    }

    /// "1st of 83", "9th or 1st–3rd of 83"; `None` where nothing close is known.
    pub(super) fn place_among_all(&self, region: RegionId, id: MetricId, words: &Words) -> Option<String> {
        self.rank(region, id).map(|(rank, all)| rank_text(rank, all, words))
    }

    /// The place of a region of the map, and among how many; `None` where it has none, or where the
    /// figure is itself a place.
    fn rank(&self, region: RegionId, id: MetricId) -> Option<(Rank, usize)> {
        let (atlas, metric) = (self.atlas(), self.atlas().metric(id));
        if atlas.region(region).level != Level::Region || metric.unit.id() == "rank" {
            return None;
        }
        let cells = self.cells(id, self.document().year);
        let rank = cell_of(&cells, region)?.rank?;
        Some((rank, cells.iter().filter(|cell| self.counts(cell.region)).count()))
    }

    fn year_values(
        &self,
        region: RegionId,
        id: MetricId,
        records: &[Record],
        words: &Words,
    ) -> Vec<YearValue> {
        let metric = self.atlas().metric(id);
        let mut years: Vec<i32> = records.iter().filter_map(|record| record.period.as_year()).collect();
        years.sort_unstable();
        years.dedup();
        let of_year = |year: i32| {
            let record = self.atlas().record(region, id, year)?;
            let observation = record.observation.clone();
            let (low, high) = observation.bounds();
            let is_known = observation.value.is_some() || low.is_finite() || high.is_finite();
            (is_known && record.period.as_year() == Some(year)).then(|| {
                let text = Self::figure_text(metric, &observation, words);
                YearValue { year, observation, text }
            })
        };
        let values: Vec<YearValue> = years.into_iter().filter_map(of_year).collect();
        // Ranges alone make no chart that is read at a glance.
        let has_figure = values.iter().any(|year| year.observation.value.is_some());
        if values.len() < 2 || !has_figure { Vec::new() } else { values }
    }
}

/// "1st of 83", "9th or 1st–3rd of 83".
fn rank_text(rank: Rank, all: usize, words: &Words) -> String {
    let place = rank.text(&words.get("rank-or"), words.lang());
    words.with("card-rank", &[("place", &place), ("all", &all.to_string())])
}

/// Lower and upper end of what a figure may be, if it says anything.
pub(super) fn ends(record: &Record) -> (f64, f64) {
    let open = record.observation.interval.is_some_and(Interval::is_unknown);
    if open { (f64::NEG_INFINITY, f64::INFINITY) } else { record.observation.bounds() }
}
