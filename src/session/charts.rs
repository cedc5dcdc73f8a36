//! Owns what charts show: their rows and texts, from the document and the atlas. Does not lay
//! out or draw.

#[cfg(test)]
mod tests;

use super::{Cell, Session};
use crate::{
    atlas::{ActStatus, Ban, Derivation, Event, MetricId, Period, Record, RegionId},
    figure::{
        BalancePoint, FrameText, GrowthBar, RankingRow, TimelineEvent, balance_svg, growth_svg, ranking_svg,
        timeline_svg,
    },
    lang::Words,
    provenance::{Observation, Status},
    units,
};

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// The whole over the years, with growth.
    Growth,
    /// Regions by value, with intervals.
    Ranking,
    /// Generation against consumption, with farms as size.
    Balance,
    /// Laws and bans.
    Timeline,
}

/// Why there is no chart.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// The atlas lacks a metric that the chart is made of.
    #[error("this atlas has no metric '{0}', which the chart is made of")]
    Metric(&'static str),
    /// There is nothing to put into it.
    #[error("{0}")]
    Nothing(String),
}

/// Metrics of the balance chart.
const GENERATION: &str = "generation";
const CONSUMPTION: &str = "consumption";

/// Topic of bans, in events and in the lanes of the timeline.
const BAN_TOPIC: &str = "ban";

/// A region of the balance chart.
struct BalanceRow {
    region: RegionId,
    generation: Record,
    consumption: Record,
    farms: Option<Record>,
}

impl ChartKind {
    /// Size in pixels that suits most data; rankings and timelines have many rows.
    #[must_use]
    pub const fn default_size(self) -> (u32, u32) {
        match self {
            Self::Growth | Self::Balance => (1200, 675),
            Self::Ranking | Self::Timeline => (1200, 900),
        }
    }
}

impl Session {
    /// A chart of what is shown, as SVG of `size` pixels.
    ///
    /// # Errors
    /// The atlas has nothing to make it of.
    pub fn chart_svg(&self, kind: ChartKind, size: (u32, u32)) -> Result<String, ChartError> {
        let words = self.words();
        match kind {
            ChartKind::Growth => self.growth_chart(size, &words),
            ChartKind::Ranking => self.ranking_chart(size, &words),
            ChartKind::Balance => self.balance_chart(size, &words),
            ChartKind::Timeline => self.timeline_chart(size, &words),
        }
    }

    fn growth_chart(&self, size: (u32, u32), words: &Words) -> Result<String, ChartError> {
        let nothing = || ChartError::Nothing("there is no yearly figure of the whole to chart".to_owned());
        let (metric, whole) = self.metric().zip(self.whole()).ok_or_else(nothing)?;
        let bars = self.growth_bars(metric, whole);
        let (Some(first), Some(last)) = (bars.first(), bars.last()) else { return Err(nothing()) };
        let span = format!("{}{}{}", first.label, units::DASH, last.label);
        let title = self.title(metric, &span, words);
        let notes = self.caution_notes(metric, words);
        let description = self.atlas().metric(metric).description.get(words.lang());
        let subtitle = without_repeats(description, &notes.join(" "));
        let of_bars = bars
            .iter()
            .filter(|bar| !bar.observation.note.is_empty())
            .map(|bar| format!("{}: {}", bar.label, bar.observation.note.get(words.lang())));
        let shown = || {
            bars.iter().flat_map(|bar| std::iter::once(&bar.observation).chain(bar.change_percent.as_ref()))
        };
        let sentences: Vec<String> =
            bars.iter().map(|bar| self.growth_sentence(metric, bar, words)).collect();
        let text = FrameText {
            alt: format!("{title}. {}", sentences.join(" ")),
            title,
            subtitle,
            notes: notes.into_iter().chain(of_bars).collect(),
            source_line: self.source_line_listed(
                shown().flat_map(|o| &o.sources),
                [],
                &format!("table {}", self.document().metric),
                words,
            ),
            ..FrameText::default()
        };
        Ok(growth_svg(&bars, &text, size, words))
    }

    /// "2025: 196,907, published, +44% (43.5–44.5), published."
    fn growth_sentence(&self, metric: MetricId, bar: &GrowthBar, words: &Words) -> String {
        let status = |o: &Observation| words.get(&format!("status-{}", o.status.id()));
        let figure = Self::figure_text(self.atlas().metric(metric), &bar.observation, words);
        let mut parts = vec![figure, status(&bar.observation)];
        if let Some((change, percent)) = bar.change_percent.as_ref().and_then(|o| Some((o, o.value?))) {
            let lang = words.lang();
            let bounds = change.interval.map(|i| units::interval(i.low(), i.high(), 1, lang));
            let bounds = bounds.map(|text| format!(" ({text})")).unwrap_or_default();
            parts.push(format!("{}{bounds}", units::signed_percent(percent, 0, lang)));
            parts.push(status(change));
        }
        format!("{}: {}.", bar.label, parts.join(", "))
    }

    fn growth_bars(&self, metric: MetricId, whole: RegionId) -> Vec<GrowthBar> {
        let atlas = self.atlas();
        let growth = (0..atlas.metrics.len() as u32)
            .map(MetricId)
            .find(|&id| atlas.metric(id).derivation == Derivation::Growth { a: metric });
        let mut years: Vec<i32> =
            atlas.records(whole, metric).iter().filter_map(|record| record.period.as_year()).collect();
        years.sort_unstable();
        years.dedup();
        let bar = |year: i32| {
            let observation = atlas.record(whole, metric, year)?.observation;
            let change_percent =
                growth.and_then(|growth| atlas.record(whole, growth, year)).map(|r| r.observation);
            Some(GrowthBar { label: year.to_string(), observation, change_percent })
        };
        years.into_iter().filter_map(bar).collect()
    }

    fn ranking_chart(&self, size: (u32, u32), words: &Words) -> Result<String, ChartError> {
        let nothing =
            || ChartError::Nothing(format!("no region has a figure of '{}' to rank", self.document().metric));
        let metric_id = self.metric().ok_or_else(nothing)?;
        let metric = self.atlas().metric(metric_id);
        let year = self.document().year;
        let cells = self.cells(metric_id, year);
        let shown: Vec<&Cell> =
            cells.iter().filter(|cell| self.is_in_focus(cell.region) && self.counts(cell.region)).collect();
        let mut known: Vec<(&Cell, &Record)> =
            shown.iter().filter_map(|cell| Some((*cell, cell.record.as_ref()?))).collect();
        if known.is_empty() {
            return Err(nothing());
        }
        known.sort_by(|a, b| standing(&b.1.observation).total_cmp(&standing(&a.1.observation)));
        let rows: Vec<RankingRow> = known
            .iter()
            .map(|(cell, record)| RankingRow {
                label: self.atlas().region(cell.region).short.get(words.lang()).to_owned(),
                observation: record.observation.clone(),
                has_ban: self.atlas().ban_class(cell.region, year).holds(),
            })
            .collect();
        let records = || known.iter().map(|(_, record)| *record);
        let period = Self::common_period(records(), words);
        let title = self.title(metric_id, &period, words);
        let unit = metric.unit.short(words);
        let mut subtitle: Vec<String> = Vec::new();
        if !unit.is_empty() {
            subtitle.push(words.with("map-unit", &[("unit", &unit)]));
        }
        subtitle.extend(self.whole_line(metric_id, &period, words));
        let mut notes = self.caution_notes(metric_id, words);
        notes.extend(self.estimates_note(metric_id, &records().collect::<Vec<_>>(), words));
        let without = shown.len() - known.len();
        if without > 0 {
            notes.insert(
                0,
                words.plural("ranking-no-data", without as f64, &[("count", &without.to_string())]),
            );
        }
        let list: Vec<String> = known.iter().map(|(cell, _)| self.describe(cell, metric, words)).collect();
        let text = FrameText {
            alt: format!("{title}. {}.", list.join(". ")),
            title,
            subtitle: subtitle.join(" · "),
            notes,
            source_line: self.source_line(
                records().flat_map(|record| &record.observation.sources),
                [],
                words,
            ),
            status_line: Self::status_line(shown.iter().copied(), words),
        };
        Ok(ranking_svg(&rows, &text, size, words))
    }

    fn balance_chart(&self, size: (u32, u32), words: &Words) -> Result<String, ChartError> {
        let rows = self.balance_rows()?;
        let points: Vec<BalancePoint> = rows.iter().map(|row| self.balance_point(row, words)).collect();
        let energy = || rows.iter().flat_map(|row| [&row.generation, &row.consumption]);
        let farms = || rows.iter().filter_map(|row| row.farms.as_ref());
        let title = self.placed(&words.get("balance-title"), &Self::common_period(energy(), words), words);
        let of_farms = Self::common_period(farms(), words);
        let subtitle = if of_farms.is_empty() {
            words.get("balance-subtitle-energy")
        } else {
            words.with("balance-subtitle", &[("period", &of_farms)])
        };
        let surplus = points.iter().filter(|p| p.generation_twh.value > p.consumption_twh.value).count();
        let mut notes = vec![words.get("balance-note")];
        notes.extend(estimate_note(energy(), words));
        if farms().next().is_some() {
            notes.extend(self.farms_metric().into_iter().flat_map(|farms| self.caution_notes(farms, words)));
        }
        let text = FrameText {
            alt: words.plural(
                "balance-alt",
                surplus as f64,
                &[("title", &title), ("surplus", &surplus.to_string()), ("all", &points.len().to_string())],
            ),
            title,
            subtitle,
            notes,
            source_line: self.source_line_listed(
                energy().chain(farms()).flat_map(|record| &record.observation.sources),
                [],
                &self.balance_listing(),
                words,
            ),
            status_line: Self::status_of_figures(energy().chain(farms()).map(|r| &r.observation), 0, words),
        };
        Ok(balance_svg(&points, &text, size, words))
    }

    /// The command that lists all figures of the balance chart.
    fn balance_listing(&self) -> String {
        let farms = self.farms_metric().map(|farms| format!(" {}", self.atlas().metric(farms).id));
        format!("table {GENERATION} {CONSUMPTION}{}", farms.unwrap_or_default())
    }

    /// Regions whose generation and consumption are known for the same period.
    fn balance_rows(&self) -> Result<Vec<BalanceRow>, ChartError> {
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
            .filter_map(row)
            .collect();
        if rows.is_empty() {
            let why = "no region has generation and consumption of the same period";
            return Err(ChartError::Nothing(why.to_owned()));
        }
        Ok(rows)
    }

    fn balance_point(&self, row: &BalanceRow, words: &Words) -> BalancePoint {
        BalancePoint {
            label: self.atlas().region(row.region).short.get(words.lang()).to_owned(),
            consumption_twh: row.consumption.observation.clone(),
            generation_twh: row.generation.observation.clone(),
            farms: row.farms.as_ref().map(|record| record.observation.clone()),
        }
    }

    /// The metric that sizes the circles of the balance chart.
    fn farms_metric(&self) -> Option<MetricId> {
        let is_energy =
            |&metric: &MetricId| [GENERATION, CONSUMPTION].contains(&self.atlas().metric(metric).id.as_str());
        self.atlas().default_metric.filter(|metric| !is_energy(metric))
    }

    /// The figures of two metrics for the latest period, by `year`, of which both are known; of
    /// several for one period those of the strongest status.
    fn same_period(&self, region: RegionId, a: MetricId, b: MetricId, year: i32) -> Option<(Record, Record)> {
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

    fn timeline_chart(&self, size: (u32, u32), words: &Words) -> Result<String, ChartError> {
        let lang = words.lang();
        let groups = self.ban_groups();
        let acts = self.acts_in_focus();
        let mut events: Vec<TimelineEvent> = acts
            .iter()
            .map(|event| TimelineEvent {
                period: event.date,
                lasts: false,
                title: event.title.get(lang).to_owned(),
                topic: event.topic.clone(),
                status: event.status,
            })
            .collect();
        // The start of a ban is the start of its bar already.
        let starts = |event: &TimelineEvent| groups.iter().any(|bans| bans[0].start == Some(event.period));
        events.retain(|event| event.topic != BAN_TOPIC || !starts(event));
        events.extend(groups.iter().filter_map(|bans| self.ban_event(bans, words)));
        if events.is_empty() {
            return Err(ChartError::Nothing("there are no laws or bans to chart".to_owned()));
        }
        let scope = if self.part().is_some() { "-of-part" } else { "" };
        let title = self.placed(&words.get(&format!("timeline-title{scope}")), "", words);
        let list: Vec<String> =
            events.iter().map(|event| format!("{}: {}.", event.period.label(words), event.title)).collect();
        let text = FrameText {
            alt: format!("{title}. {}", list.join(" ")),
            title,
            subtitle: words.get("timeline-subtitle"),
            notes: self.undated_notes(&groups, words),
            source_line: self.source_line_listed(
                acts.iter().flat_map(|event| &event.sources),
                groups.iter().flatten().flat_map(|ban| &ban.sources),
                "report",
                words,
            ),
            status_line: String::new(),
        };
        Ok(timeline_svg(&events, &text, size, words))
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

    /// Bans without a first day have no bar; a note names their regions.
    fn undated_notes(&self, groups: &[Vec<&Ban>], words: &Words) -> Vec<String> {
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

    /// Bans of one act, time, status and kind are one bar.
    fn ban_groups(&self) -> Vec<Vec<&Ban>> {
        fn key(ban: &Ban) -> impl PartialEq + use<'_> {
            (&ban.act, ban.start, ban.end, ban.status, ban.is_seasonal, ban.is_whole_region)
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

    fn ban_event(&self, bans: &[&Ban], words: &Words) -> Option<TimelineEvent> {
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
        Some(TimelineEvent {
            period: Period { first: first.start?.first, last: first.end.unwrap_or(first.start?).last },
            lasts: true,
            title: format!("{place}: {kind}"),
            topic: BAN_TOPIC.to_owned(),
            status: first.status,
        })
    }

    fn caution_notes(&self, metric: MetricId, words: &Words) -> Vec<String> {
        let caution = self.atlas().caution.get(words.lang());
        if self.needs_caution(metric) && !caution.is_empty() { vec![caution.to_owned()] } else { Vec::new() }
    }
}

/// The number by which a region is ranked: its value, else the middle of what is known of it.
fn standing(observation: &Observation) -> f64 {
    let (low, high) = observation.bounds();
    observation.value.unwrap_or(match (low.is_finite(), high.is_finite()) {
        (true, true) => f64::midpoint(low, high),
        (true, false) => low,
        (false, _) => high,
    })
}

/// The sentences of `text` that do not begin like one of `said`, which stands beside it.
fn without_repeats(text: &str, said: &str) -> String {
    const SAME_WORDS: usize = 3;
    let start = |sentence: &str| sentence.split_whitespace().take(SAME_WORDS).collect::<Vec<_>>().join(" ");
    let starts: Vec<String> = said.split(". ").map(start).collect();
    let kept: Vec<&str> = text
        .split_inclusive(". ")
        .filter(|sentence| sentence.trim().is_empty() || !starts.contains(&start(sentence)))
        .collect();
    kept.concat().trim_end().to_owned()
}

/// What the data say most often of the estimates shown; nothing where none is shown.
fn estimate_note<'a>(records: impl Iterator<Item = &'a Record>, words: &Words) -> Option<String> {
    let mut notes: Vec<(&str, usize)> = Vec::new();
    for observation in records.map(|record| &record.observation) {
        let note = observation.note.get(words.lang());
        if observation.status != Status::Estimated || note.is_empty() {
            continue;
        }
        match notes.iter_mut().find(|(known, _)| *known == note) {
            Some((_, count)) => *count += 1,
            None => notes.push((note, 1)),
        }
    }
    // The first of equals: later ones do not replace it.
    let most = notes.into_iter().rev().max_by_key(|(_, count)| *count)?;
    Some(most.0.to_owned())
}

const fn kind_of(ban: &Ban) -> &'static str {
    match (ban.is_seasonal, ban.is_whole_region) {
        (true, _) => "winter",
        (false, true) => "whole",
        (false, false) => "part",
    }
}
