//! Owns what the charts below the map show, worded once a change: names, figures, captions.
//! Computes no figure and draws nothing.

use crate::{
    atlas::{MetricKind, RegionId},
    figure::ChangeText,
    provenance::{Interval, Observation, Status},
    session::{GrowthRow, RankingPlace, carried_text},
    ui::action::Scene,
    units,
};

/// A year of the growth chart.
pub(super) struct Bar {
    pub(super) year: i32,
    pub(super) label: String,
    /// The figure, with its unit and without.
    pub(super) figure: String,
    pub(super) short_figure: String,
    /// Status and bounds, or that there is no figure.
    pub(super) caption: String,
    /// All of it in words, as it is read out.
    pub(super) name: String,
    /// Neither value nor bounds where there is no figure.
    pub(super) observation: Option<Observation>,
    pub(super) change: Option<ChangeText>,
    row: Option<GrowthRow>,
}

impl Bar {
    pub(super) fn status(&self) -> Option<Status> {
        self.observation.as_ref().map(|observation| observation.status)
    }

    /// What is said where one points.
    pub(super) fn tip(&self, scene: &Scene<'_>) -> String {
        match &self.row {
            Some(row) => scene.session.growth_row_text(row, scene.words).sentence,
            None => self.name.clone(),
        }
    }
}

/// The years that the metric has figures of; those that what is looked at has none for say so.
pub(super) fn bars(scene: &Scene<'_>) -> Vec<Bar> {
    let rows = scene.session.growth_rows();
    let mut years = scene.session.years();
    years.extend(rows.iter().map(|row| row.year));
    years.sort_unstable();
    years.dedup();
    let bar = |year| match rows.iter().find(|row| row.year == year) {
        Some(row) => bar(row, scene),
        None => empty_bar(year, scene),
    };
    years.into_iter().map(bar).collect()
}

fn empty_bar(year: i32, scene: &Scene<'_>) -> Bar {
    let no_data = scene.words.get("chart-no-data");
    Bar {
        year,
        label: year.to_string(),
        name: format!("{year}: {no_data}"),
        short_figure: no_data.clone(),
        figure: no_data,
        caption: String::new(),
        observation: None,
        change: None,
        row: None,
    }
}

fn bar(row: &GrowthRow, scene: &Scene<'_>) -> Bar {
    let (words, lang) = (scene.words, scene.words.lang());
    let metric = scene.session.metric_shown();
    let decimals = metric.map_or(0, |metric| metric.decimals);
    let observation = &row.observation;
    let carried = carried_text(observation, decimals, lang);
    let is_carried = carried.is_some();
    let short_figure = carried.unwrap_or_else(|| interval(observation, decimals, scene));
    let unit = metric.map(|metric| metric.unit.short(words)).unwrap_or_default();
    let is_percent = metric.is_some_and(|metric| metric.unit.is_percent());
    let figure = units::with_unit(&short_figure, &unit, is_percent, lang);
    let status = words.get(&format!("status-{}", observation.status.id()));
    let bounds = interval(observation, decimals, scene);
    let caption = if bounds.is_empty() || !is_carried { status } else { format!("{status} · {bounds}") };
    Bar {
        year: row.year,
        label: row.year.to_string(),
        figure,
        short_figure,
        caption,
        name: scene.session.growth_row_text(row, words).value,
        observation: Some(observation.clone()),
        change: row.change_percent.as_ref().and_then(|change| ChangeText::of(change, words)),
        row: Some(row.clone()),
    }
}

/// A region of the ranking.
pub(super) struct Ranked {
    pub(super) place: RankingPlace,
    /// Places that it can have.
    pub(super) rank: String,
    pub(super) label: String,
    pub(super) value: String,
    pub(super) interval: String,
    /// All of it in words, as it is read out.
    pub(super) name: String,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

impl Ranked {
    /// The region.
    pub(super) const fn region(&self) -> RegionId {
        self.place.cell.region
    }

    /// All that is drawn of it.
    pub(super) fn reach(&self) -> impl Iterator<Item = f64> {
        [self.place.record.observation.value, self.low, self.high].into_iter().flatten()
    }
}

/// The ranking in words, and the line about regions without a figure, if there are any.
pub(super) fn ranked(scene: &Scene<'_>) -> (Vec<Ranked>, Option<String>) {
    let (session, words) = (scene.session, scene.words);
    let ranking = session.ranking_rows();
    let decimals = session.metric_shown().map_or(0, |metric| metric.decimals);
    let word = |place: RankingPlace| {
        let observation = &place.record.observation;
        let (low, high) = bounds_of(observation);
        let rank = place.cell.rank.map_or_else(String::new, |rank| rank.numbers("/"));
        Ranked {
            rank,
            label: session.atlas().region(place.cell.region).short.get(words.lang()).to_owned(),
            value: carried_text(observation, decimals, words.lang()).unwrap_or_default(),
            interval: interval(observation, decimals, scene),
            name: session.cell_name(&place.cell, words),
            low,
            high,
            place,
        }
    };
    let count = ranking.without;
    let without =
        (count > 0).then(|| words.plural("ranking-no-data", count as f64, &[("count", &count.to_string())]));
    (ranking.rows.into_iter().map(word).collect(), without)
}

/// Whether the metric is a category, which has neither growth nor rank.
pub(super) fn is_category(scene: &Scene<'_>) -> bool {
    scene.session.metric_shown().is_some_and(|metric| metric.kind == MetricKind::Categorical)
}

pub(super) fn bounds_of(observation: &Observation) -> (Option<f64>, Option<f64>) {
    let interval = observation.interval;
    (interval.and_then(Interval::low), interval.and_then(Interval::high))
}

/// Bounds in words, empty where the figure is exact.
fn interval(observation: &Observation, decimals: usize, scene: &Scene<'_>) -> String {
    match observation.interval {
        None => String::new(),
        Some(interval) if interval.is_unknown() => scene.words.get("interval-unknown"),
        Some(interval) => units::interval(interval.low(), interval.high(), decimals, scene.words.lang()),
    }
}
