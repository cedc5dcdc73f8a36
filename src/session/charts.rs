//! Owns charts as pictures: their titles, notes and sources around the rows (see `rows`). Does
//! not lay out or draw.

#[cfg(test)]
mod tests;

use super::{BalanceRow, GrowthRow, Ranking, RankingPlace, Session, TimelineRow, captions::shared_note};
use crate::{
    atlas::{Metric, MetricId, Record, RegionId},
    figure::{
        BalancePoint, FigureKind, FrameText, GrowthBar, GrowthPanel, Page, Paper, RankingRow, TimelineEvent,
        balance_page, growth_page, growth_panels_page, ranking_page, timeline_page,
    },
    lang::{Message, Words},
    provenance::Observation,
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

impl From<ChartKind> for FigureKind {
    fn from(kind: ChartKind) -> Self {
        match kind {
            ChartKind::Growth => Self::Growth,
            ChartKind::Ranking => Self::Ranking,
            ChartKind::Balance => Self::Balance,
            ChartKind::Timeline => Self::Timeline,
        }
    }
}

/// Why there is no chart.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// The atlas lacks a metric that the chart is made of.
    #[error("{}", self.told())]
    Metric(&'static str),
    /// There is nothing to put into it.
    #[error("{0}")]
    Nothing(Message),
}

impl ChartError {
    /// That there is nothing to draw of a metric, for the reason that a message gives.
    pub(super) fn of_metric(reason: &'static str, metric: &str) -> Self {
        Self::Nothing(Message::new(reason).text("metric", metric))
    }

    /// What is said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::Metric(metric) => Message::new("error-chart-metric").text("metric", *metric),
            Self::Nothing(why) => why.clone(),
        }
    }
}

impl ChartKind {
    /// The same for so many chosen regions, all of them if none: a ranking of few rows is lower.
    #[must_use]
    pub fn default_size_of(self, regions: usize) -> (u32, u32) {
        /// What stands around the rows, and each row, in pixels.
        const AROUND: u32 = 220;
        const ROW: u32 = 40;
        const IN_A_ROW: usize = 3;
        const MOST_HEIGHT: u32 = 2000;
        let (width, height) = self.default_size();
        let rows = u32::try_from(regions).unwrap_or(u32::MAX);
        let needed = rows.saturating_mul(ROW).saturating_add(AROUND);
        match self {
            Self::Ranking if regions > 0 => (width, needed.min(height)),
            // A row of panels for every three regions.
            Self::Growth if regions > IN_A_ROW => {
                (width, height.saturating_mul(rows.div_ceil(IN_A_ROW as u32)).min(MOST_HEIGHT))
            }
            _ => (width, height),
        }
    }

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
        let text = self.chart_text(kind, &words)?;
        Ok(self.chart_page(kind, &text, Paper::light(size), &words)?.to_inline_svg())
    }

    /// A chart of what is shown with these texts around it.
    ///
    /// # Errors
    /// The atlas has nothing to make it of.
    pub(super) fn chart_page(
        &self,
        kind: ChartKind,
        text: &FrameText,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, ChartError> {
        Ok(match kind {
            ChartKind::Growth if self.is_comparing() => {
                let panel = |(region, rows): (RegionId, Vec<GrowthRow>)| GrowthPanel {
                    title: self.atlas().region(region).short.get(words.lang()).to_owned(),
                    bars: bars_of(rows),
                };
                let panels: Vec<GrowthPanel> = self.compared_years().into_iter().map(panel).collect();
                growth_panels_page(&panels, self.not_compared, text, paper, words)
            }
            ChartKind::Growth => growth_page(&bars_of(self.growth_rows()), text, paper, words),
            ChartKind::Ranking => {
                let or = words.get("rank-or");
                let row = |place: RankingPlace| RankingRow {
                    place: place.cell.rank.map_or_else(String::new, |rank| rank.numbers(&or)),
                    label: self.atlas().region(place.cell.region).short.get(words.lang()).to_owned(),
                    observation: place.record.observation,
                    has_ban: place.has_ban,
                };
                let centre = self.metric_shown().and_then(Metric::centre);
                let (told, _) = self.ranking_rows().told(centre);
                let rows: Vec<RankingRow> = told.into_iter().map(row).collect();
                ranking_page(&rows, &self.bans_when(&self.shown_cells(), words), text, paper, words)
            }
            ChartKind::Balance => {
                let rows = self.balance_rows()?;
                let points: Vec<BalancePoint> =
                    rows.iter().map(|row| self.balance_point(row, words)).collect();
                balance_page(&points, text, paper, words)
            }
            ChartKind::Timeline => {
                let events: Vec<TimelineEvent> =
                    self.timeline_rows(words).into_iter().map(|row| row.event).collect();
                timeline_page(&events, text, paper, words)
            }
        })
    }

    /// Title, notes and sources of a chart.
    ///
    /// # Errors
    /// The atlas has nothing to make it of.
    pub fn chart_text(&self, kind: ChartKind, words: &Words) -> Result<FrameText, ChartError> {
        match kind {
            ChartKind::Growth if self.is_comparing() => self.compared_text(words),
            ChartKind::Growth => self.growth_text(&self.growth_rows(), words),
            ChartKind::Ranking => self.ranking_text(&self.ranking_rows(), words),
            ChartKind::Balance => Ok(self.balance_text(&self.balance_rows()?, words)),
            ChartKind::Timeline => self.timeline_text(&self.timeline_rows(words), words),
        }
    }

    fn growth_text(&self, rows: &[GrowthRow], words: &Words) -> Result<FrameText, ChartError> {
        let nothing = || ChartError::Nothing("error-no-yearly-whole".into());
        let metric = self.metric().ok_or_else(nothing)?;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Err(nothing()) };
        let span = year_span(first.year, last.year);
        let title = self.title(metric, &span, words);
        let notes = self.caution_notes(metric, words);
        let description = self.atlas().metric(metric).description.get(words.lang());
        let mut subtitle = Self::unit_line(self.atlas().metric(metric), words);
        subtitle.push(without_repeats(description, &notes.join(" ")));
        subtitle.retain(|text| !text.is_empty());
        let subtitle = subtitle.join(" · ");
        let of_bars = rows
            .iter()
            .filter(|row| !row.observation.note.is_empty())
            .map(|row| format!("{}: {}", row.year, row.observation.note.get(words.lang())));
        let shown = || {
            rows.iter().flat_map(|row| std::iter::once(&row.observation).chain(row.change_percent.as_ref()))
        };
        let sentences: Vec<String> = rows.iter().map(|row| self.growth_sentence(row, words)).collect();
        Ok(FrameText {
            alt: format!("{title}. {}", sentences.join(" ")),
            title,
            subtitle,
            notes,
            making: of_bars.collect(),
            source_line: self.source_line(shown().flat_map(|o| &o.sources), [], words),
            ..FrameText::default()
        })
    }

    /// Of the regions compared over the years.
    fn compared_text(&self, words: &Words) -> Result<FrameText, ChartError> {
        let nothing = || ChartError::Nothing("error-no-yearly-whole".into());
        let metric = self.metric().ok_or_else(nothing)?;
        let compared = self.compared_growth();
        let rows = || compared.iter().flat_map(|(_, rows)| rows);
        if rows().next().is_none() {
            return Err(nothing());
        }
        let lang = words.lang();
        let names: Vec<&str> =
            compared.iter().map(|(region, _)| self.atlas().region(*region).short.get(lang)).collect();
        let observed =
            || rows().flat_map(|row| std::iter::once(&row.observation).chain(row.change_percent.as_ref()));
        let bars = self.compared_years().iter().map(|(_, rows)| rows.len()).sum::<usize>();
        let missing = bars - rows().count();
        let years = || rows().map(|row| row.year);
        let span = year_span(years().min().unwrap_or_default(), years().max().unwrap_or_default());
        let name = self.atlas().metric(metric).name.get(lang);
        // Where room is short, the names above the panels do.
        let count = names.len();
        let listed = if self.not_compared > 0 && count > 1 {
            words.plural("regions-count", count as f64, &[("count", &count.to_string())])
        } else {
            names.join(", ")
        };
        let title = format!("{name}: {listed}, {span}");
        let said: Vec<String> = compared
            .iter()
            .zip(&names)
            .flat_map(|((_, rows), name)| {
                rows.iter().map(move |row| format!("{name}: {}", self.growth_sentence(row, words)))
            })
            .collect();
        Ok(FrameText {
            alt: format!("{title}. {}", said.join(" ")),
            title,
            subtitle: Self::unit_line(self.atlas().metric(metric), words).concat(),
            notes: self.caution_notes(metric, words),
            source_line: self.source_line(observed().flat_map(|o| &o.sources), [], words),
            status_line: Self::status_of_figures(rows().map(|row| &row.observation), missing, words),
            ..FrameText::default()
        })
    }

    /// "2025: 196,907, published, +44% (43.5–44.5), published."
    pub(super) fn growth_sentence(&self, bar: &GrowthRow, words: &Words) -> String {
        let status = |o: &Observation| words.get(&format!("status-{}", o.status.id()));
        let metric = self.metric_shown();
        let figure = metric.map(|metric| Self::figure_text(metric, &bar.observation, words));
        let figure = figure.unwrap_or_default();
        let mut parts = vec![figure, status(&bar.observation)];
        if let Some((change, percent)) = bar.change_percent.as_ref().and_then(|o| Some((o, o.value?))) {
            let lang = words.lang();
            let bounds = change.interval.map(|i| units::interval(i.low(), i.high(), 1, lang));
            let bounds = bounds.map(|text| format!(" ({text})")).unwrap_or_default();
            parts.push(format!("{}{bounds}", units::signed_percent(percent, 0, lang)));
            parts.push(status(change));
        }
        format!("{}: {}.", bar.year, parts.join(", "))
    }

    fn ranking_text(&self, ranking: &Ranking, words: &Words) -> Result<FrameText, ChartError> {
        let nothing = || self.no_figures();
        let metric_id = self.metric().filter(|_| !ranking.rows.is_empty()).ok_or_else(nothing)?;
        let metric = self.atlas().metric(metric_id);
        let records = || ranking.rows.iter().map(|place| &place.record);
        let period = Self::common_period(records(), words);
        let title = self.title(metric_id, &period, words);
        let mut subtitle = Self::unit_line(metric, words);
        subtitle.extend(self.whole_line(metric_id, &period, words));
        let whole = self.whole_record(metric_id);
        let figures: Vec<(RegionId, &Record)> =
            ranking.rows.iter().map(|place| (place.cell.region, &place.record)).collect();
        let mut notes = self.figure_notes(metric_id, &figures, words);
        let (told, open) = ranking.clone().told(metric.centre());
        notes
            .splice(0..0, Self::open_note(metric, open.iter().map(|place| &place.record.observation), words));
        if ranking.is_asked_for && ranking.without > 0 {
            let chosen = self.document().chosen.iter().filter_map(|code| self.atlas().region_id(code));
            let is_drawn = |region| ranking.rows.iter().any(|place| place.cell.region == region);
            let named = self.not_drawn(&chosen.collect::<Vec<_>>(), is_drawn, metric_id, words);
            notes.splice(0..0, Self::left_out_note(named, &[], words));
        } else if ranking.without > 0 {
            let count = ranking.without.to_string();
            notes.insert(0, words.plural("ranking-no-data", ranking.without as f64, &[("count", &count)]));
        }
        if told.iter().any(|place| place.cell.rank.is_some()) {
            notes.insert(0, words.get("ranking-places"));
        }
        let banned = told.iter().filter(|place| place.has_ban).map(|place| place.cell.region);
        let of_bans = self.sources_of_drawn_bans(banned, &[self.document().year]);
        let list: Vec<String> = told.iter().map(|place| self.describe(&place.cell, metric, words)).collect();
        Ok(FrameText {
            alt: format!("{title}. {}.", list.join(". ")),
            title,
            subtitle: subtitle.join(" · "),
            notes,
            source_line: self.source_line(
                records().chain(&whole).flat_map(|record| &record.observation.sources),
                &of_bans,
                words,
            ),
            status_line: Self::status_of_figures(
                records().map(|record| &record.observation),
                ranking.without,
                words,
            ),
            ..FrameText::default()
        })
    }

    /// Of how many regions nothing is known but a range, and how wide that is.
    pub(super) fn open_note<'a>(
        metric: &Metric,
        open: impl IntoIterator<Item = &'a Observation>,
        words: &Words,
    ) -> Option<String> {
        let bounds: Vec<(f64, f64)> = open.into_iter().map(Observation::bounds).collect();
        let widest = bounds.iter().copied().max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        let finite = |v: f64| Some(v).filter(|v| v.is_finite());
        let range = units::interval(finite(widest.0), finite(widest.1), metric.decimals, words.lang());
        let count = bounds.len();
        let texts = [("count", &*count.to_string()), ("range", &*range)];
        let is_same = bounds.iter().all(|bounds| *bounds == widest);
        Some(words.plural(if is_same { "ranking-open" } else { "ranking-open-widest" }, count as f64, &texts))
    }

    pub(super) fn balance_text(&self, rows: &[BalanceRow], words: &Words) -> FrameText {
        let energy = || rows.iter().flat_map(|row| [&row.generation, &row.consumption]);
        let farms = || rows.iter().filter_map(|row| row.farms.as_ref());
        let title = self.placed(&words.get("balance-title"), &Self::common_period(energy(), words), words);
        let of_farms = Self::common_period(farms(), words);
        let subtitle = if of_farms.is_empty() {
            words.get("balance-subtitle-energy")
        } else {
            words.with("balance-subtitle", &[("period", &of_farms)])
        };
        let has_surplus =
            |row: &&BalanceRow| row.generation.observation.value > row.consumption.observation.value;
        let surplus = rows.iter().filter(has_surplus).count();
        let regions = rows.iter().flat_map(|row| [row.region; 2]);
        let mut notes: Vec<String> = self.other_periods(regions.zip(energy()), words).into_iter().collect();
        notes.extend(shared_note(energy(), words));
        let chosen = self.document().chosen.iter().filter_map(|code| self.atlas().region_id(code));
        let is_drawn = |region: &RegionId| rows.iter().any(|row| row.region == *region);
        let unpaired = words.get("left-out-no-pair");
        let named = chosen.filter(|region| self.is_comparing() && !is_drawn(region)).map(|region| {
            format!("{}:\u{a0}{unpaired}", self.atlas().region(region).short.get(words.lang()))
        });
        let counted = self.units(true).into_iter().filter(|&region| {
            !self.is_comparing() && self.counts(region) && self.is_in_focus(region) && !is_drawn(&region)
        });
        let left_out = [("left-out-no-pair", counted.count())];
        notes.splice(0..0, Self::left_out_note(named.collect(), &left_out, words));
        if farms().next().is_some() {
            notes.extend(self.farms_metric().into_iter().flat_map(|farms| self.caution_notes(farms, words)));
        }
        FrameText {
            alt: words.plural(
                "balance-alt",
                surplus as f64,
                &[("title", &title), ("surplus", &surplus.to_string()), ("all", &rows.len().to_string())],
            ),
            title,
            subtitle,
            notes,
            making: vec![words.get("balance-note")],
            source_line: self.source_line(
                energy().chain(farms()).flat_map(|record| &record.observation.sources),
                [],
                words,
            ),
            status_line: Self::status_of_figures(energy().chain(farms()).map(|r| &r.observation), 0, words),
        }
    }

    fn balance_point(&self, row: &BalanceRow, words: &Words) -> BalancePoint {
        BalancePoint {
            label: self.atlas().region(row.region).short.get(words.lang()).to_owned(),
            consumption_twh: row.consumption.observation.clone(),
            generation_twh: row.generation.observation.clone(),
            farms: row.farms.as_ref().map(|record| record.observation.clone()),
        }
    }

    fn timeline_text(&self, rows: &[TimelineRow], words: &Words) -> Result<FrameText, ChartError> {
        if rows.is_empty() {
            return Err(ChartError::Nothing("error-no-acts".into()));
        }
        let (acts, groups) = (self.acts_in_focus(), self.ban_groups());
        let scope = if self.part().is_some() { "-of-part" } else { "" };
        let title = self.placed(&words.get(&format!("timeline-title{scope}")), "", words);
        let events = rows.iter().map(|row| &row.event);
        let list: Vec<String> =
            events.map(|event| format!("{}: {}.", event.period.label(words), event.title)).collect();
        Ok(FrameText {
            alt: format!("{title}. {}", list.join(" ")),
            title,
            subtitle: words.get("timeline-subtitle"),
            notes: self.undated_notes(&groups, words),
            source_line: self.source_line(
                acts.iter().flat_map(|event| &event.sources),
                groups.iter().flatten().flat_map(|ban| &ban.sources),
                words,
            ),
            ..FrameText::default()
        })
    }

    pub(super) fn caution_notes(&self, metric: MetricId, words: &Words) -> Vec<String> {
        let caution = self.atlas().caution.get(words.lang());
        if self.needs_caution(metric) && !caution.is_empty() { vec![caution.to_owned()] } else { Vec::new() }
    }
}

fn bars_of(rows: Vec<GrowthRow>) -> Vec<GrowthBar> {
    let before = std::iter::once(None).chain(rows.iter().map(|row| Some(row.year)));
    let gaps: Vec<u32> = before
        .zip(&rows)
        .map(|(before, row)| before.map_or(0, |before| row.year.abs_diff(before) - 1))
        .collect();
    let bar = |(row, missing_before): (GrowthRow, u32)| GrowthBar {
        label: row.year.to_string(),
        observation: row.observation,
        change_percent: row.change_percent,
        missing_before,
    };
    rows.into_iter().zip(gaps).map(bar).collect()
}

/// "2023–2025"; a single year is itself.
pub(super) fn year_span(first: i32, last: i32) -> String {
    if first == last { first.to_string() } else { format!("{first}{}{last}", units::DASH) }
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
