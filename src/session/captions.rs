//! Owns the sentences around figures: titles, periods, status and source lines, alt texts.
//! Does not own the words themselves (see `assets/locale/`) nor their layout.

use super::{
    Cell, Session,
    certainty::{Certainty, carried, carried_decimals, says_only_high},
};
use crate::{
    atlas::{ActStatus, Ban, BanClass, Derivation, Level, Metric, MetricId, Period, Record, RegionId},
    lang::{Lang, Words},
    provenance::{Observation, Status},
    units::{self, Unit},
};
use std::{collections::BTreeMap, sync::Arc};

/// Publishers named in a source line on screen and in print; the others are counted.
pub(super) const SOURCES_NAMED: usize = 4;
pub(super) const SOURCES_PRINTED: usize = 2;

/// A figure in words, to be read or copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellText {
    /// The figure with its interval.
    pub value: String,
    /// Region, figure, interval, status, period and source.
    pub sentence: String,
}

impl Session {
    /// "Farms detected in Russia, 2025".
    pub(super) fn title(&self, metric: MetricId, period: &str, words: &Words) -> String {
        self.placed(&self.metric_name(metric, words), period, words)
    }

    /// The name of a metric, as one of estimates where their points are shown.
    pub(super) fn metric_name(&self, id: MetricId, words: &Words) -> String {
        let name = self.atlas().metric(id).name.get(words.lang());
        if self.shows_points_of(id) {
            words.with("name-estimated", &[("name", name)])
        } else {
            name.to_owned()
        }
    }

    /// A name with the place looked at and the period: "Mining bans: Irkutsk Oblast, 2025".
    pub(super) fn placed(&self, name: &str, period: &str, words: &Words) -> String {
        let atlas = self.atlas();
        let lang = words.lang();
        let (message, place) = match self.part() {
            Some(part) => ("title-of", atlas.region(part).name.get(lang)),
            None if atlas.locative.is_empty() => ("title-of", atlas.name.get(lang)),
            None => ("title-in", atlas.locative.get(lang)),
        };
        let title = words.with(message, &[("metric", name), ("place", place)]);
        if period.is_empty() { title } else { format!("{title}, {period}") }
    }

    /// What is looked at, where it is not the whole country.
    pub(super) fn part(&self) -> Option<RegionId> {
        self.focus().filter(|&focus| self.atlas().region(focus).level != Level::Country)
    }

    /// The period that most of the records are of, in words. Those of other periods are told beside
    /// it (see [`Self::other_periods`]): a span over all would be the period of none.
    pub(super) fn common_period<'a>(records: impl IntoIterator<Item = &'a Record>, words: &Words) -> String {
        most_common(records).map_or_else(String::new, |period| period.label(words))
    }

    /// "Of another period – Murmansk: Jan 2021.": whose figures are of another period than most.
    pub(super) fn other_periods<'a>(
        &self,
        figures: impl IntoIterator<Item = (RegionId, &'a Record)>,
        words: &Words,
    ) -> Option<String> {
        const NAMED: usize = 4;
        let figures: Vec<(RegionId, &Record)> = figures.into_iter().collect();
        let common = most_common(figures.iter().map(|(_, record)| *record))?;
        let named = |(region, record): &(RegionId, &Record)| {
            let name = self.atlas().region(*region).short.get(words.lang());
            format!("{name}:\u{a0}{}", record.period.label(words))
        };
        let others = figures.iter().filter(|(_, record)| record.period != common);
        let others: Vec<String> = others.map(named).collect();
        let mut list = others[..others.len().min(NAMED)].join(", ");
        if others.len() > NAMED {
            let more = others.len() - NAMED;
            let texts = [("list", &*list), ("more", &*more.to_string())];
            list = words.plural("region-more", more as f64, &texts);
        }
        (!others.is_empty()).then(|| words.with("periods-other", &[("list", &list)]))
    }

    /// What a reader of these figures must not miss: those of another period, what holds for most of
    /// them, and what they do not count.
    pub(super) fn figure_notes(
        &self,
        metric: MetricId,
        figures: &[(RegionId, &Record)],
        words: &Words,
    ) -> Vec<String> {
        let records: Vec<&Record> = figures.iter().map(|(_, record)| *record).collect();
        let mut notes: Vec<String> = self.other_periods(figures.iter().copied(), words).into_iter().collect();
        notes.extend(shared_note(records.iter().copied(), words));
        notes.extend(self.estimates_note(metric, &records, words));
        notes.extend(self.caution_notes(metric, words));
        notes
    }

    /// "Figures – published: 6, derived: 9, only bounds known: 2, no data: 66"; of bans how far they have
    /// come.
    pub(super) fn status_line<'a>(cells: impl IntoIterator<Item = &'a Cell>, words: &Words) -> String {
        let cells: Vec<&Cell> = cells.into_iter().collect();
        if cells.iter().any(|cell| cell.ban.is_some()) {
            return Self::status_of_bans(cells.into_iter().filter_map(|cell| cell.ban), words);
        }
        let observed = cells.iter().filter_map(|cell| Some(&cell.record.as_ref()?.observation));
        let without = cells.iter().filter(|cell| cell.record.is_none() && cell.ban.is_none()).count();
        Self::status_of_figures(observed, without, words)
    }

    /// "Regions with bans – in force: 9, requested: 3".
    fn status_of_bans(bans: impl Iterator<Item = BanClass>, words: &Words) -> String {
        let bans: Vec<BanClass> = bans.collect();
        let count = |is: &dyn Fn(BanClass) -> bool| bans.iter().filter(|ban| is(**ban)).count();
        let list: Vec<String> = [
            (ActStatus::InForce, count(&BanClass::holds)),
            (ActStatus::Planned, count(&|ban| ban == BanClass::Planned)),
            (ActStatus::Requested, count(&|ban| ban == BanClass::Requested)),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(status, count)| format!("{}:\u{a0}{count}", words.get(&format!("act-{}", status.id()))))
        .collect();
        if list.is_empty() {
            return words.get("status-line-no-bans");
        }
        words.with("status-line-bans", &[("list", &list.join(", "))])
    }

    /// Sources of the bans that figures of these years draw on regions, one entry for each use.
    pub(super) fn sources_of_drawn_bans(
        &self,
        regions: impl IntoIterator<Item = RegionId>,
        years: &[i32],
    ) -> Vec<Arc<str>> {
        let pairs = regions.into_iter().flat_map(|region| years.iter().map(move |&year| (region, year)));
        let classed = pairs.flat_map(|(region, year)| self.atlas().classed_bans(region, year));
        classed.filter(|(class, _)| class.holds()).flat_map(|(_, ban)| ban.sources.clone()).collect()
    }

    /// "Dates of bans – 1 January 2025 – 15 March 2031: Dagestan, Ingushetia; 7 April 2025 – …": when each of
    /// these holds, those of the same time together.
    pub(super) fn ban_dates(&self, bans: &[&Ban], words: &Words) -> Option<String> {
        let mut times: Vec<(Period, Vec<&str>)> = Vec::new();
        for ban in bans.iter().filter(|ban| ban.class().holds()) {
            let Some(start) = ban.start else { continue };
            let time = Period { first: start.first, last: ban.end.unwrap_or(start).last };
            let name = self.atlas().region(ban.region).short.get(words.lang());
            match times.iter_mut().find(|(known, _)| *known == time) {
                Some((_, names)) if names.contains(&name) => {}
                Some((_, names)) => names.push(name),
                None => times.push((time, vec![name])),
            }
        }
        times.sort_by_key(|(time, _)| *time);
        let told = times.iter().map(|(time, names)| format!("{}: {}", time.label(words), names.join(", ")));
        let list = told.collect::<Vec<_>>().join("; ");
        (!list.is_empty()).then(|| words.with("map-ban-dates", &[("list", &list)]))
    }

    /// The same for figures of any kind, with the number of those that are missing.
    pub(super) fn status_of_figures<'a>(
        observations: impl IntoIterator<Item = &'a Observation>,
        missing: usize,
        words: &Words,
    ) -> String {
        let observed: Vec<&Observation> = observations.into_iter().collect();
        let valued =
            |status: Status| observed.iter().filter(|o| o.value.is_some() && o.status == status).count();
        let mut parts: Vec<(String, usize)> = Status::ALL
            .into_iter()
            .map(|status| (words.get(&format!("status-{}", status.id())), valued(status)))
            .collect();
        parts.push((words.get("status-line-range"), observed.iter().filter(|o| o.value.is_none()).count()));
        parts.push((words.get("status-no-data"), missing));
        let list: Vec<String> = parts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(word, count)| format!("{word}:\u{a0}{count}"))
            .collect();
        if list.is_empty() { String::new() } else { words.with("status-line", &[("list", &list.join(", "))]) }
    }

    /// "Sources: Kommersant, 2026-01-21; … Bans: RT.": of each kind those of most use first, the
    /// rest counted; the data that go with a figure name them all.
    pub(super) fn source_line<'a>(
        &self,
        of_figures: impl IntoIterator<Item = &'a Arc<str>>,
        of_bans: impl IntoIterator<Item = &'a Arc<str>>,
        words: &Words,
    ) -> String {
        let (of_figures, of_bans) = (by_use(of_figures), by_use(of_bans));
        // Where bans are all that is shown, their sources are the sources.
        let most = self.sources_named;
        let bans = if of_figures.is_empty() {
            ("source-line", of_bans, most)
        } else {
            ("source-line-bans", of_bans, most.div_ceil(2))
        };
        let parts = [("source-line", of_figures, most), bans];
        let sentences =
            parts.into_iter().filter(|(_, ids, _)| !ids.is_empty()).map(|(message, ids, most)| {
                words.with(message, &[("list", &self.source_list(&ids, most, words))])
            });
        sentences.collect::<Vec<_>>().join(" ")
    }

    pub(super) fn source_list(&self, ids: &[&str], most: usize, words: &Words) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in ids {
            let name = self.source_name(id, words.lang());
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let more = names.len().saturating_sub(most);
        names.truncate(most);
        let list = names.join("; ");
        if more == 0 {
            return list;
        }
        words.plural("source-more", more as f64, &[("list", &list), ("more", &more.to_string())])
    }

    /// All of these sources by name, each once.
    pub(super) fn names_of_sources(&self, ids: &[String], words: &Words) -> String {
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        self.source_list(&ids, usize::MAX, words)
    }

    /// Publisher (or title) and date.
    pub(super) fn source_name(&self, id: &str, lang: Lang) -> String {
        let Some(source) = self.atlas().sources.get(id) else { return id.to_owned() };
        let named = if source.publisher.is_empty() { &source.title } else { &source.publisher };
        let publisher = named.get(lang);
        if source.date.is_empty() { publisher.to_owned() } else { format!("{publisher}, {}", source.date) }
    }

    /// "17,057–18,396", "accuracy unknown"; empty where the figure is exact.
    pub(super) fn interval_text(metric: &Metric, observation: &Observation, words: &Words) -> String {
        match observation.interval {
            None => String::new(),
            Some(interval) if interval.is_unknown() => words.get("interval-unknown"),
            Some(i) => units::interval(i.low(), i.high(), metric.decimals, words.lang()),
        }
    }

    /// A figure in words: "17,722 (17,057–18,396)", "≥ 5,000", "0.93".
    pub(super) fn figure_text(metric: &Metric, observation: &Observation, words: &Words) -> String {
        let lang = words.lang();
        let unit = metric.unit.short(words);
        let bounds = Self::interval_text(metric, observation, words);
        let with_unit = |text: &str| units::with_unit(text, &unit, metric.unit.is_percent(), lang);
        match carried(observation) {
            // Of an estimate so wide only the upper end says something.
            None if observation.value.is_some() && says_only_high(observation) => words.with(
                "figure-up-to",
                &[("high", &with_unit(&units::number(observation.bounds().1, metric.decimals, lang)))],
            ),
            None => with_unit(&bounds),
            Some(value) => {
                let number = if metric.unit.id() == "rank" && value >= 1.0 {
                    units::ordinal(value.round() as usize, lang)
                } else {
                    units::number(value, carried_decimals(observation, metric.decimals), lang)
                };
                let value = with_unit(&number);
                if bounds.is_empty() { value } else { format!("{value} ({bounds})") }
            }
        }
    }

    /// The same in little room: "17.7k (17.1k–18.4k)", "≥ 6.0k", "up to 18.4k".
    pub(super) fn short_figure(metric: &Metric, observation: &Observation, words: &Words) -> String {
        let lang = words.lang();
        let (low, high) = observation.bounds();
        let finite = |v: f64| Some(v).filter(|v| v.is_finite());
        let [low, high] = units::compact_ends([finite(low), finite(high)], metric.decimals, lang);
        let up_to = |high: Option<String>| words.with("figure-up-to", &[("high", &high.unwrap_or_default())]);
        match (Certainty::of(observation, metric.centre()), carried(observation)) {
            (Certainty::AtLeast(_), None) => return format!("≥\u{a0}{}", low.unwrap_or_default()),
            (Certainty::AtMost(_), None) => return format!("≤\u{a0}{}", high.unwrap_or_default()),
            (_, None) if observation.value.is_some() && says_only_high(observation) => return up_to(high),
            _ => {}
        }
        let short = |v: f64| {
            let decimals = carried_decimals(observation, metric.decimals);
            if v.abs() < 1e4 { units::number(v, decimals, lang) } else { units::compact(v, lang) }
        };
        let value = carried(observation).map(short);
        let bounds = observation.interval.map(|i| {
            let told = || units::compact_interval(i.low(), i.high(), metric.decimals, lang);
            if i.is_unknown() { words.get("interval-unknown") } else { told() }
        });
        match (value, bounds.filter(|text| !text.is_empty())) {
            (Some(value), Some(bounds)) => format!("{value} ({bounds})"),
            (Some(value), None) => value,
            (None, bounds) => bounds.unwrap_or_default(),
        }
    }

    /// How the figures beside each other on a map are said: in little room, unless too many that differ would
    /// read alike there.
    pub(super) fn label_figure<'a>(
        metric: &Metric,
        shown: impl IntoIterator<Item = &'a Observation>,
        words: &Words,
    ) -> impl Fn(&Observation) -> String {
        /// One of so many may read like its neighbour.
        const ALIKE: usize = 10;
        let mut known: Vec<(f64, String)> = shown
            .into_iter()
            .filter_map(|o| Some((carried(o)?, Self::short_figure(metric, o, words))))
            .collect();
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        let alike = known.windows(2).filter(|pair| pair[0].0 < pair[1].0 && pair[0].1 == pair[1].1).count();
        let is_short = alike * ALIKE <= known.len();
        // The unit stands in the legend.
        let unitless = Metric { unit: Unit::new(""), ..metric.clone() };
        move |observation| {
            if is_short {
                Self::short_figure(&unitless, observation, words)
            } else {
                Self::figure_text(&unitless, observation, words)
            }
        }
    }

    /// The figure of a cell of the metric shown, in words; `None` where there is none.
    #[must_use]
    pub fn cell_text(&self, cell: &Cell, words: &Words) -> Option<CellText> {
        let metric = self.metric_shown()?;
        let value = match (&cell.record, cell.ban) {
            (_, Some(ban)) => words.get(&format!("ban-{}", ban.id())),
            (Some(record), None) => Self::figure_text(metric, &record.observation, words),
            (None, None) => return None,
        };
        let sources = cell.record.iter().flat_map(|record| &record.observation.sources);
        let of_bans = self.atlas().bans_of(cell.region, self.document().year);
        let of_bans = of_bans.iter().filter(|_| cell.ban.is_some()).flat_map(|ban| &ban.sources);
        let line = self.source_line(sources, of_bans, words);
        let name = metric.name.get(words.lang());
        let sentence = format!("{}. {name}. {line}", self.describe(cell, metric, words));
        Some(CellText { value, sentence })
    }

    /// Name, figure, interval, status and period of a region.
    pub(super) fn describe(&self, cell: &Cell, metric: &Metric, words: &Words) -> String {
        let name = self.atlas().region(cell.region).name.get(words.lang());
        if let Some(ban) = cell.ban {
            return format!("{name}: {}", words.get(&format!("ban-{}", ban.id())));
        }
        let Some(record) = &cell.record else {
            return format!("{name}: {}", words.get("status-no-data"));
        };
        let mut figure = Self::figure_text(metric, &record.observation, words);
        if !Certainty::of(&record.observation, metric.centre()).is_told() {
            figure = words.with("figure-not-known", &[("range", &figure)]);
        }
        let status = words.get(&format!("status-{}", record.observation.status.id()));
        let conflict = if record.observation.conflicts.is_empty() {
            String::new()
        } else {
            format!("; {}", words.get("sources-disagree"))
        };
        let period = record.period.label(words);
        let period = if period.is_empty() { period } else { format!(", {period}") };
        format!("{name}: {figure}, {status}{period}{conflict}")
    }

    /// Which of the regions asked for a figure does not draw, and what is known of each: "Murmansk: only a
    /// range known, 0–18,395", "Moscow: no data".
    pub(super) fn not_drawn(
        &self,
        asked: &[RegionId],
        is_drawn: impl Fn(RegionId) -> bool,
        metric: MetricId,
        words: &Words,
    ) -> Vec<String> {
        let shown = self.atlas().metric(metric);
        let told = |&region: &RegionId| {
            let name = self.atlas().region(region).short.get(words.lang());
            let why = match self.atlas().record(region, metric, self.document().year) {
                None => words.get("status-no-data"),
                Some(record) => {
                    let figure = Self::figure_text(shown, &record.observation, words);
                    let is_range = record.observation.value.is_none();
                    if is_range { format!("{}, {figure}", words.get("status-bounds-only")) } else { figure }
                }
            };
            format!("{name}:\u{a0}{why}")
        };
        asked.iter().filter(|region| !is_drawn(**region)).map(told).collect()
    }

    /// "Not drawn – Moscow: no data; only a range known: 64."; nothing where nothing is left out.
    pub(super) fn left_out_note(
        mut parts: Vec<String>,
        counts: &[(&str, usize)],
        words: &Words,
    ) -> Option<String> {
        let counts = counts.iter().filter(|(_, count)| *count > 0);
        parts.extend(counts.map(|(word, count)| format!("{}:\u{a0}{count}", words.get(word))));
        (!parts.is_empty()).then(|| words.with("left-out", &[("list", &parts.join("; "))]))
    }

    /// Whether a metric counts detections or follows from such a count, so that the atlas's
    /// caution belongs to it.
    pub(super) fn needs_caution(&self, metric: MetricId) -> bool {
        let atlas = self.atlas();
        let derivation = atlas.metric(metric).derivation;
        Some(metric) == atlas.default_metric
            || derivation != Derivation::Stored
                && derivation.operands().any(|operand| self.needs_caution(operand))
    }

    /// The country's own figure, without its unit, which stands beside: "Russia as a whole:
    /// 196,907, published"; with its period where that is not the one in the title.
    pub(super) fn whole_line(&self, metric: MetricId, title_period: &str, words: &Words) -> Option<String> {
        let atlas = self.atlas();
        let whole = self.whole()?;
        let record = self.whole_record(metric)?;
        let unitless = Metric { unit: Unit::new(""), ..atlas.metric(metric).clone() };
        let figure = Self::figure_text(&unitless, &record.observation, words);
        let status = words.get(&format!("status-{}", record.observation.status.id()));
        let name = atlas.region(whole).short.get(words.lang());
        let period = record.period.label(words);
        let when = if period == title_period { String::new() } else { format!(", {period}") };
        let values = [("place", name), ("when", &when), ("figure", &figure), ("status", &status)];
        Some(words.with("whole-line", &values))
    }

    /// The figure of the whole.
    pub(super) fn whole_record(&self, metric: MetricId) -> Option<Record> {
        self.atlas().record(self.whole()?, metric, self.document().year)
    }

    /// What is looked at as a whole: the focus, else the country.
    pub(super) fn whole(&self) -> Option<RegionId> {
        self.focus().or_else(|| self.atlas().country())
    }
}

/// What the data say of most of these figures, where most are estimates.
pub(super) fn shared_note<'a>(records: impl Iterator<Item = &'a Record>, words: &Words) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut all = 0;
    for observation in records.map(|record| &record.observation) {
        all += 1;
        let note = observation.note.get(words.lang());
        if observation.status == Status::Estimated && !note.is_empty() {
            *counts.entry(note).or_default() += 1;
        }
    }
    let (note, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (2 * count > all).then(|| note.to_owned())
}

/// The period of most records; of as many, the latest.
fn most_common<'a>(records: impl IntoIterator<Item = &'a Record>) -> Option<Period> {
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for record in records {
        *counts.entry(record.period).or_default() += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(period, _)| period)
}

/// Ids by how often they occur, each once.
fn by_use<'a>(ids: impl IntoIterator<Item = &'a Arc<str>>) -> Vec<&'a str> {
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for id in ids {
        match counted.iter_mut().find(|(known, _)| *known == &**id) {
            Some((_, count)) => *count += 1,
            None => counted.push((id, 1)),
        }
    }
    counted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    counted.into_iter().map(|(id, _)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Sources;

    #[test]
    fn a_source_line_counts_the_rest_and_keeps_bans_apart() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let words = session.words();
        let ids: Vec<Arc<str>> = ["a", "b", "c", "d", "e"].map(Arc::from).into();
        assert_eq!(
            session.source_line(&ids, &ids[..3], &words),
            "Sources: a; b; c; d and 1 more\u{a0}source. Bans: a; b and 1 more\u{a0}source."
        );
        assert_eq!(session.source_line(&ids[..1], [], &words), "Sources: a.");
        assert_eq!(session.source_line([], &ids[..1], &words), "Sources: a.");
        assert_eq!(session.source_line([], [], &words), "");
    }
}
