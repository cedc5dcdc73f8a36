//! Owns what the charts beyond growth, ranking, balance and timeline show: slopes from year to
//! year, bars around a centre, two metrics as a scatter. Does not lay out or draw.

use super::{
    super::{Certainty, Session, document::known_code},
    FigureError,
    maps::uncapitalised,
};
use crate::{
    atlas::{Level, Metric, MetricId, MetricKind, Record, RegionId},
    figure::{
        DivergingRow, FigureSpec, FrameText, Page, Paper, ScatterPoint, SlopeLine, diverging_page,
        scatter_axes, scatter_page, slope_is_log, slope_page,
    },
    lang::{Message, Words},
    provenance::Observation,
    session::{ChartError, charts::year_span},
    units,
};

/// Regions named in a slope chart where the spec names none: those with the most, and those that
/// grew the most beside them.
const LARGEST_NAMED: usize = 7;
const FASTEST_NAMED: usize = 3;
/// Fewer lines than these are shown with that of the whole.
const FEW_LINES: usize = 3;
/// Up to so many regions of a slope are named in its title, which must not speak of all.
const NAMED_IN_TITLE: usize = 4;

/// Figures of a metric with their regions.
type Figures<'a> = Vec<(RegionId, &'a Record)>;

/// A slope chart before it has a page.
pub(super) struct Slope {
    pub(super) text: FrameText,
    pub(super) periods: Vec<String>,
    pub(super) lines: Vec<SlopeLine>,
    /// The region of each line and its figures.
    pub(super) figures: Vec<(RegionId, Vec<Option<Record>>)>,
}

/// Diverging bars before they have a page.
pub(super) struct Diverging {
    pub(super) text: FrameText,
    pub(super) rows: Vec<DivergingRow>,
    /// The region of each row and its figure.
    pub(super) figures: Vec<(RegionId, Record)>,
    pub(super) centre: f64,
}

/// A scatter plot before it has a page.
pub(super) struct Scatter {
    pub(super) text: FrameText,
    pub(super) points: Vec<ScatterPoint>,
    pub(super) names: [String; 2],
    /// The metrics across and upwards.
    pub(super) metrics: [MetricId; 2],
    /// The region of each point and its figures across and upwards.
    pub(super) figures: Vec<(RegionId, [Record; 2])>,
}

impl Session {
    pub(super) fn slope_page(
        &self,
        spec: &FigureSpec,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let Slope { text, periods, lines, .. } = self.slope(spec, words)?;
        Ok(slope_page(&periods, &lines, &Self::dressed(&text, spec)?, paper, words))
    }

    pub(super) fn diverging_page(
        &self,
        spec: &FigureSpec,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let Diverging { text, rows, centre, .. } = self.diverging(words)?;
        Ok(diverging_page(&rows, centre, &Self::dressed(&text, spec)?, paper, words))
    }

    pub(super) fn scatter_page(
        &self,
        spec: &FigureSpec,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let Scatter { text, points, names, .. } = self.scatter(spec, words)?;
        Ok(scatter_page(&points, &names, &Self::dressed(&text, spec)?, paper, words))
    }

    #[expect(clippy::too_many_lines, reason = "one figure from top to bottom")]
    pub(super) fn slope(&self, spec: &FigureSpec, words: &Words) -> Result<Slope, FigureError> {
        let metric_id = self.printed_metric()?;
        let metric = self.atlas().metric(metric_id);
        let years = self.years_of(spec)?;
        let of_year = |region: RegionId, year: i32| {
            let record = self.atlas().record(region, metric_id, year)?;
            (record.period.as_year() == Some(year)).then_some(record)
        };
        let chosen = self.chosen_or_focus(spec)?;
        // Districts and the country are drawn where they are asked for.
        let printed: Vec<RegionId> = self.printed_regions().collect();
        let asked = chosen.iter().filter(|region| !printed.contains(region));
        let mut regions: Vec<(RegionId, Vec<Option<Record>>)> = printed
            .iter()
            .chain(asked)
            .map(|&region| (region, years.iter().map(|&year| of_year(region, year)).collect()))
            .collect();
        let value = |record: &Option<Record>| record.as_ref().and_then(|record| record.observation.value);
        // Of those asked for, ranges are drawn, too.
        let is_told = |record: &Record| {
            !chosen.is_empty() || Certainty::of(&record.observation, metric.centre()).is_told()
        };
        let (drawn, mut left): (Vec<_>, Vec<_>) = regions.into_iter().partition(|(region, records)| {
            let is_wanted = chosen.contains(region) && records.iter().flatten().next().is_some();
            is_wanted || records.iter().filter_map(value).count() > 1
        });
        left.retain(|_| chosen.is_empty());
        regions = drawn;
        let has_ranges = |(_, records): &&(_, Vec<Option<Record>>)| records.iter().flatten().count() > 1;
        let ranges = left.iter().filter(has_ranges).count();
        if chosen.is_empty() && regions.len() < FEW_LINES {
            // So few lines say more beside that of the whole.
            let whole = self.whole().filter(|&whole| self.atlas().region(whole).level != Level::Region);
            regions
                .extend(whole.map(|whole| {
                    (whole, years.iter().map(|&year| of_year(whole, year)).collect::<Vec<_>>())
                }));
        }
        if regions.is_empty() {
            return Err(ChartError::of_metric("error-no-two-years", &metric.id).into());
        }
        // Years of which no line has a figure would only part those that have.
        let shown: Vec<usize> = (0..years.len())
            .filter(|&at| {
                let is_drawn = |record: &Record| {
                    record.observation.value.is_some() || !chosen.is_empty() && is_told(record)
                };
                regions.iter().any(|(_, records)| records[at].as_ref().is_some_and(is_drawn))
            })
            .collect();
        let years: Vec<i32> = shown.iter().map(|&at| years[at]).collect();
        let of_shown = |(_, records): &(RegionId, Vec<Option<Record>>)| {
            shown.iter().filter(|&&at| records[at].is_none()).count()
        };
        let missing = regions.iter().map(of_shown).sum();
        for (_, records) in &mut regions {
            let shown = shown.iter().map(|&at| records[at].take().filter(is_told));
            *records = shown.collect();
        }
        let last = |records: &[Option<Record>]| records.last().and_then(value).unwrap_or(f64::NEG_INFINITY);
        regions.sort_by(|a, b| last(&b.1).total_cmp(&last(&a.1)));
        let growth = |records: &[Option<Record>]| match (
            records.first().and_then(value),
            records.last().and_then(value),
        ) {
            (Some(first), Some(last)) if first > 0.0 => last / first,
            _ => f64::NEG_INFINITY,
        };
        let mut fastest: Vec<(f64, RegionId)> =
            regions.iter().map(|(region, records)| (growth(records), *region)).collect();
        fastest.sort_by(|a, b| b.0.total_cmp(&a.0));
        let fastest: Vec<RegionId> =
            fastest.into_iter().take(FASTEST_NAMED).map(|(_, region)| region).collect();
        let is_named = |at: usize, region: RegionId| {
            if chosen.is_empty() {
                at < LARGEST_NAMED || fastest.contains(&region)
            } else {
                chosen.contains(&region)
            }
        };
        let lines: Vec<SlopeLine> = regions
            .iter()
            .enumerate()
            .map(|(at, (region, records))| SlopeLine {
                label: self.short_name(*region, words),
                figures: records
                    .iter()
                    .map(|record| record.as_ref().map(|r| r.observation.clone()))
                    .collect(),
                is_named: is_named(at, *region),
            })
            .collect();
        let periods: Vec<String> = years.iter().map(ToString::to_string).collect();
        // Of lines without a name only figures are drawn.
        for ((_, records), _) in regions.iter_mut().zip(&lines).filter(|(_, line)| !line.is_named) {
            for record in records.iter_mut().filter(|record| value(record).is_none()) {
                *record = None;
            }
        }
        // Status, notes and sources are those of what is drawn.
        let all: Figures<'_> = regions
            .iter()
            .flat_map(|(region, records)| records.iter().flatten().map(|record| (*region, record)))
            .collect();
        let of_other_periods = self.other_periods(all.iter().copied(), words);
        let span = year_span(years[0], years[years.len() - 1]);
        let title = match (regions.len(), chosen.is_empty()) {
            (0..=NAMED_IN_TITLE, _) => {
                let names: Vec<String> =
                    regions.iter().map(|(region, _)| self.short_name(*region, words)).collect();
                format!("{}: {}, {span}", metric.name.get(words.lang()), names.join(", "))
            }
            (count, false) => {
                let regions = words.plural("regions-count", count as f64, &[("count", &count.to_string())]);
                format!("{}: {regions}, {span}", metric.name.get(words.lang()))
            }
            _ => self.title(metric_id, &span, words),
        };
        let mut subtitle = Self::unit_line(metric, words);
        if slope_is_log(&lines) {
            subtitle.push(words.get("slope-log"));
        }
        let sentence = |line: &SlopeLine| -> Option<String> {
            let mut known =
                line.figures.iter().zip(&periods).filter_map(|(o, period)| Some((o.as_ref()?, period)));
            let (first, last) = (known.next()?, known.next_back()?);
            let told = |(observation, period): (&Observation, &String)| {
                format!("{}, {period}", Self::figure_text(metric, observation, words))
            };
            Some(words.with(
                "slope-alt-line",
                &[("region", &line.label), ("from", &told(first)), ("to", &told(last))],
            ))
        };
        let told: Vec<String> = lines.iter().filter(|line| line.is_named).filter_map(sentence).collect();
        let mut around = self.text_around(&[(metric_id, all)], missing, words);
        // The years of the lines stand above them.
        around.notes.retain(|note| Some(note) != of_other_periods.as_ref());
        let left_out = [("left-out-range-in-a-year", ranges), ("left-out-few-years", left.len() - ranges)];
        let is_drawn = |region: RegionId| regions.iter().any(|(drawn, _)| *drawn == region);
        let named = self.not_drawn(&chosen, is_drawn, metric_id, words);
        around.notes.splice(0..0, Self::left_out_note(named, &left_out, words));
        if let Some(left_out) = self.years_left_out(&years, spec, words) {
            around.notes.insert(0, left_out);
        }
        let text = FrameText {
            alt: format!("{title}. {}", told.join(" ")),
            title,
            subtitle: subtitle.join(" · "),
            ..around
        };
        Ok(Slope { text, periods, lines, figures: regions })
    }

    pub(super) fn diverging(&self, words: &Words) -> Result<Diverging, FigureError> {
        let metric_id = self.printed_metric()?;
        let metric = self.atlas().metric(metric_id);
        let MetricKind::Diverging { centre } = metric.kind else {
            let with_centre: Vec<&str> = self
                .atlas()
                .metrics
                .iter()
                .filter(|metric| matches!(metric.kind, MetricKind::Diverging { .. }))
                .map(|metric| metric.id.as_str())
                .collect();
            let why = Message::new("error-no-centre").text("metric", &metric.id);
            let why = why.text("others", with_centre.join(", "));
            return Err(ChartError::Nothing(why).into());
        };
        let year = self.document().year;
        let told = self
            .printed_regions()
            .filter_map(|region| Some((region, self.atlas().record(region, metric_id, year)?)));
        let (mut known, ranges): (Vec<(RegionId, Record)>, Vec<_>) =
            told.partition(|(_, record)| record.observation.value.is_some());
        if known.is_empty() {
            return Err(self.no_figures().into());
        }
        let value = |record: &Record| record.observation.value.unwrap_or(centre);
        known.sort_by(|a, b| value(&b.1).total_cmp(&value(&a.1)));
        let figures: Figures<'_> = known.iter().map(|(region, record)| (*region, record)).collect();
        let missing = self.printed_regions().count() - figures.len() - ranges.len();
        let period = Self::common_period(figures.iter().map(|(_, record)| *record), words);
        let title = self.title(metric_id, &period, words);
        let told = |(region, record): &(RegionId, Record)| {
            let figure = Self::figure_text(metric, &record.observation, words);
            format!("{}: {figure}", self.short_name(*region, words))
        };
        let above = known.iter().filter(|(_, record)| value(record) > centre).count();
        let ends: Vec<String> = [known.first(), known.last()].into_iter().flatten().map(told).collect();
        let centre_text = units::plain(centre, words.lang());
        let alt = words.with(
            "diverging-alt",
            &[
                ("title", &title),
                ("above", &above.to_string()),
                ("below", &(known.len() - above).to_string()),
                ("centre", &centre_text),
                ("ends", &ends.join("; ")),
            ],
        );
        let mut around = self.text_around(&[(metric_id, figures)], missing, words);
        around
            .notes
            .splice(0..0, Self::left_out_note(Vec::new(), &[("status-bounds-only", ranges.len())], words));
        let text = FrameText { alt, title, subtitle: Self::unit_line(metric, words).join(" · "), ..around };
        let row = |(region, record): &(RegionId, Record)| DivergingRow {
            label: self.short_name(*region, words),
            observation: record.observation.clone(),
        };
        let rows = known.iter().map(row).collect();
        Ok(Diverging { text, rows, centre, figures: known })
    }

    pub(super) fn scatter(&self, spec: &FigureSpec, words: &Words) -> Result<Scatter, FigureError> {
        let ids = [self.other_metric(spec)?, self.printed_metric()?];
        let metrics = ids.map(|id| self.atlas().metric(id));
        let year = self.document().year;
        let chosen = self.chosen_of(spec)?;
        let told: Vec<(RegionId, [Record; 2])> = self
            .printed_regions()
            .filter_map(|region| {
                let of = |id: MetricId| self.atlas().record(region, id, year);
                Some((region, [of(ids[0])?, of(ids[1])?]))
            })
            .collect();
        let missing = self.printed_regions().count() - told.len();
        let (known, ranges): (Vec<_>, Vec<_>) = told
            .into_iter()
            .partition(|(_, records)| records.iter().all(|record| record.observation.value.is_some()));
        if known.is_empty() {
            let [first, second] = metrics.map(|metric| &metric.id);
            let why = Message::new("error-no-both").text("first", first).text("second", second);
            return Err(ChartError::Nothing(why).into());
        }
        let points: Vec<ScatterPoint> = known
            .iter()
            .map(|(region, records)| ScatterPoint {
                label: self.short_name(*region, words),
                figures: [records[0].observation.clone(), records[1].observation.clone()],
                is_wanted: chosen.contains(region),
            })
            .collect();
        let name = |metric: &Metric| metric.name.get(words.lang()).to_owned();
        let both = words.with(
            "two-metrics",
            &[("first", &name(metrics[1])), ("second", &uncapitalised(&name(metrics[0])))],
        );
        let periods =
            [0, 1].map(|axis| Self::common_period(known.iter().map(|(_, records)| &records[axis]), words));
        let title = self.placed(&both, &periods[1], words);
        let is_log = scatter_axes(&points).map(|axis| axis.is_log);
        let axis_name = |axis: usize| {
            let unit = metrics[axis].unit.short(words);
            let mut parts = vec![name(metrics[axis])];
            if !unit.is_empty() && !metrics[axis].unit.id().starts_with("per_") {
                parts.push(unit);
            }
            if periods[axis] != periods[1] && !periods[axis].is_empty() {
                parts.push(periods[axis].clone());
            }
            if is_log[axis] {
                parts.push(words.get("scatter-log"));
            }
            parts.join(", ")
        };
        let names = [axis_name(0), axis_name(1)];
        let of_axis = |axis: usize| {
            (ids[axis], known.iter().map(|(region, records)| (*region, &records[axis])).collect())
        };
        let mut around = self.text_around(&[of_axis(1), of_axis(0)], 0, words);
        let left_out = [("status-bounds-only", ranges.len()), ("status-no-data", missing)];
        let is_drawn = |region: RegionId| known.iter().any(|(drawn, _)| *drawn == region);
        let mut named = Vec::new();
        for id in [ids[1], ids[0]] {
            // The axis whose figure is known is not what keeps a region out.
            let is_told = |region| {
                let record = self.atlas().record(region, id, year);
                is_drawn(region) || record.is_some_and(|record| record.observation.value.is_some())
            };
            named.extend(self.not_drawn(&chosen, is_told, id, words));
        }
        around.notes.splice(0..0, Self::left_out_note(named, &left_out, words));
        let text = FrameText {
            alt: words.plural(
                "scatter-alt",
                known.len() as f64,
                &[("title", &title), ("count", &known.len().to_string()), ("x", &names[0]), ("y", &names[1])],
            ),
            title,
            subtitle: words.get("scatter-subtitle"),
            ..around
        };
        Ok(Scatter { text, points, names, metrics: ids, figures: known })
    }

    /// Regions that the spec names.
    fn chosen_of(&self, spec: &FigureSpec) -> Result<Vec<RegionId>, FigureError> {
        let chosen = spec.regions.iter().map(|region| {
            let code = known_code(region.clone(), self.atlas())?;
            Ok(self.atlas().region_id(&code))
        });
        Ok(chosen.collect::<Result<Vec<_>, FigureError>>()?.into_iter().flatten().collect())
    }

    /// The same, and a single region that is looked at, which is then what is asked for.
    fn chosen_or_focus(&self, spec: &FigureSpec) -> Result<Vec<RegionId>, FigureError> {
        let mut chosen = self.chosen_of(spec)?;
        let is_one = |focus: &RegionId| self.atlas().region(*focus).level == Level::Region;
        if chosen.is_empty() {
            chosen.extend(self.focus().filter(is_one));
        }
        Ok(chosen)
    }

    fn short_name(&self, region: RegionId, words: &Words) -> String {
        self.atlas().region(region).short.get(words.lang()).to_owned()
    }

    /// The unit, where it has a sign.
    pub(in crate::session) fn unit_line(metric: &Metric, words: &Words) -> Vec<String> {
        let unit = metric.unit.short(words);
        if unit.is_empty() { Vec::new() } else { vec![words.with("map-unit", &[("unit", &unit)])] }
    }

    /// Notes, status and sources of figures of some metrics.
    fn text_around(&self, shown: &[(MetricId, Figures<'_>)], missing: usize, words: &Words) -> FrameText {
        let mut notes: Vec<String> = Vec::new();
        for note in shown.iter().flat_map(|(id, figures)| self.figure_notes(*id, figures, words)) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        let figures = || shown.iter().flat_map(|(_, figures)| figures);
        let observations = || figures().map(|(_, record)| &record.observation);
        FrameText {
            notes,
            source_line: self.source_line(observations().flat_map(|o| &o.sources), [], words),
            status_line: Self::status_of_figures(observations(), missing, words),
            ..FrameText::default()
        }
    }
}
