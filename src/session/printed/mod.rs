//! Owns printing: from a [`FigureSpec`] to a finished figure of this atlas, and from what is shown
//! to a spec of it. What each kind shows is in `maps` and `charts`, its data in `data`, its form as
//! Vega-Lite in `vega`. Does not lay out or draw.

mod charts;
mod data;
mod file;
mod maps;
mod shapes;
mod sheet;
mod vega;

pub use file::FigureFile;
pub(super) use maps::{round_steps, uncapitalised};

use super::{ChartError, ChartKind, Command, CommandError, MapError, Session, captions::SOURCES_PRINTED};
use crate::{
    atlas::{MetricId, MetricKind, RegionId},
    figure::{
        ClassSpec, FigureKind, FigureSpec, Fill, FrameText, Locator, MapFeature, NoRoom, Page, Paper,
        SpecError, map_page,
    },
    io::{self, IoError},
    lang::{Lang, Message, Words},
};

/// Why a figure cannot be printed.
#[derive(Debug, thiserror::Error)]
pub enum FigureError {
    /// The spec says what cannot be.
    #[error(transparent)]
    Spec(#[from] SpecError),
    /// It names what the atlas does not have.
    #[error(transparent)]
    Names(#[from] CommandError),
    /// There is no map.
    #[error(transparent)]
    Map(#[from] MapError),
    /// There is no chart.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// A file cannot be read.
    #[error(transparent)]
    Io(#[from] IoError),
    /// The page is too small.
    #[error(transparent)]
    NoRoom(#[from] NoRoom),
    /// Nobody could check what it shows.
    #[error("{}", self.told())]
    NoSource,
}

impl FigureError {
    /// What is said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::Spec(error) => error.told(),
            Self::Names(error) => error.told(),
            Self::Map(error) => error.told(),
            Self::Chart(error) => error.told(),
            Self::Io(error) => error.told(),
            Self::NoRoom(error) => error.told(),
            Self::NoSource => "error-no-source".into(),
        }
    }
}

impl Session {
    /// A spec of this kind of figure for what is shown, with the name of the atlas and the hash
    /// of its data.
    ///
    /// # Errors
    /// The data cannot be read again.
    pub fn figure_spec(&self, kind: FigureKind) -> Result<FigureSpec, IoError> {
        let document = self.document();
        Ok(FigureSpec {
            atlas: Some(self.atlas().name.en.clone()),
            data_hash: Some(self.data_hash()?),
            // Boundaries alone have neither.
            metric: Some(document.metric.clone()).filter(|id| !id.is_empty()),
            year: Some(document.year).filter(|year| *year != 0),
            region: document.focus.clone(),
            classes: ClassSpec::of(&document.method, document.class_count),
            with_disputed: document.with_disputed,
            estimates: document.shows_estimates,
            language: document.lang.into(),
            palette: document.palette.clone(),
            regions: self.compared_in(kind),
            ..FigureSpec::of_kind(kind)
        })
    }

    /// The regions compared, where a figure of this kind can show them alone.
    fn compared_in(&self, kind: FigureKind) -> Vec<String> {
        let shows = FigureKind::Slope == kind || Self::shows_compared_alone(kind);
        if shows && self.is_comparing() { self.document().chosen.clone() } else { Vec::new() }
    }

    /// Whether the regions that a spec names are the rows of its figure.
    const fn shows_compared_alone(kind: FigureKind) -> bool {
        matches!(kind, FigureKind::Growth | FigureKind::Ranking | FigureKind::Balance)
    }

    /// SHA-256 of the tables and shapes of the atlas, in hexadecimal.
    ///
    /// # Errors
    /// They cannot be read again.
    pub fn data_hash(&self) -> Result<String, IoError> {
        if let Some(known) = self.data_hash.get() {
            return Ok(known.clone());
        }
        let hash = io::data_hash(&self.folder)?;
        Ok(self.data_hash.get_or_init(|| hash).clone())
    }

    /// What a reader of the spec should be warned of: it was made of other data.
    ///
    /// # Errors
    /// The data cannot be read again.
    pub fn spec_warning(&self, spec: &FigureSpec) -> Result<Option<String>, IoError> {
        let other_atlas = spec.atlas.as_ref().filter(|name| **name != self.atlas().name.en);
        if let Some(name) = other_atlas {
            let texts = [("made", name.as_str()), ("open", self.atlas().name.get(self.document().lang))];
            return Ok(Some(self.words().with("spec-other-atlas", &texts)));
        }
        let Some(expected) = &spec.data_hash else { return Ok(None) };
        let is_other = *expected != self.data_hash()?;
        Ok(is_other.then(|| self.words().get("spec-other-data")))
    }

    /// The figure that a spec describes.
    ///
    /// # Errors
    /// The spec names what there is not, the atlas has nothing to make it of, or no source
    /// stands behind it.
    pub fn printed(&self, spec: &FigureSpec) -> Result<Page, FigureError> {
        self.printed_with(spec, None)
    }

    /// The same with the shapes of locator maps, where they are made already.
    fn printed_with(&self, spec: &FigureSpec, locator: Option<&Locator>) -> Result<Page, FigureError> {
        let session = self.prepared(spec)?;
        let paper = Paper { size: spec.size.pixels(), theme: spec.theme };
        // The other language is only read out: its words are made beside the drawing.
        let (page, other) = rayon::join(
            || session.drawn(spec, locator, paper),
            || {
                let other = if session.document().lang == Lang::En { Lang::Ru } else { Lang::En };
                let text = session.described(spec, &Words::new(other))?;
                Ok::<_, FigureError>(((other, text.alt), session.facts(spec)?))
            },
        );
        let mut page = page?;
        page.size = spec.size.exact();
        let (alt, facts) = other?;
        page.alts.push(alt);
        page.facts = facts;
        Ok(page)
    }

    /// The same as SVG.
    ///
    /// # Errors
    /// As [`Self::printed`].
    pub fn figure_svg(&self, spec: &FigureSpec) -> Result<String, FigureError> {
        Ok(self.printed(spec)?.to_svg())
    }

    fn drawn(&self, spec: &FigureSpec, locator: Option<&Locator>, paper: Paper) -> Result<Page, FigureError> {
        let words = &self.words();
        let chart = |kind: ChartKind| -> Result<Page, FigureError> {
            let text = Self::dressed(&self.chart_text(kind, words)?, spec)?;
            Ok(self.chart_page(kind, &text, paper, words)?)
        };
        match spec.kind {
            FigureKind::Growth => chart(ChartKind::Growth),
            FigureKind::Ranking => chart(ChartKind::Ranking),
            FigureKind::Balance => chart(ChartKind::Balance),
            FigureKind::Timeline => chart(ChartKind::Timeline),
            FigureKind::Choropleth => {
                let geography = self.map_geography().map_err(MapError::from)?;
                let mut figure = self.map_figure(geography, paper, words)?;
                // Bare boundaries say nothing that a source could stand behind.
                let is_bare = self.metric().is_none();
                // Municipalities are drawn where they lie, whether something is known of them or not.
                if !is_bare && self.opened().is_none() && !has_figures(&figure.features) {
                    return Err(self.no_figures().into());
                }
                let text = &figure.text;
                figure.text = if is_bare { Self::worded(text, spec) } else { Self::dressed(text, spec)? };
                figure.has_patterns = spec.patterns;
                figure.insets = self.insets(geography, spec)?;
                self.annotate(&mut figure.features, geography, spec, words)?;
                Ok(map_page(&figure, words)?)
            }
            FigureKind::Symbols => self.symbol_page(spec, paper, words),
            FigureKind::Bivariate => self.bivariate_page(spec, paper, words),
            FigureKind::SmallMultiples => self.multiples_page(spec, paper, words),
            FigureKind::Slope => self.slope_page(spec, paper, words),
            FigureKind::Diverging => self.diverging_page(spec, paper, words),
            FigureKind::Scatter => self.scatter_page(spec, paper, words),
            FigureKind::RegionSheet => self.sheet_page(spec, locator, paper, words),
        }
    }

    /// Title, notes, sources and words of a figure, before the spec has its say.
    pub(super) fn described(&self, spec: &FigureSpec, words: &Words) -> Result<FrameText, FigureError> {
        Ok(match spec.kind {
            FigureKind::Growth => self.chart_text(ChartKind::Growth, words)?,
            FigureKind::Ranking => self.chart_text(ChartKind::Ranking, words)?,
            FigureKind::Balance => self.chart_text(ChartKind::Balance, words)?,
            FigureKind::Timeline => self.chart_text(ChartKind::Timeline, words)?,
            FigureKind::Choropleth => self.map_words(words),
            FigureKind::Symbols => self.symbols_text(words),
            FigureKind::Bivariate => self.bivariate(spec)?.text(self, words),
            FigureKind::SmallMultiples => self.multiples_text(&self.years_of(spec)?, spec, words),
            FigureKind::Slope => self.slope(spec, words)?.text,
            FigureKind::Diverging => self.diverging(words)?.text,
            FigureKind::Scatter => self.scatter(spec, words)?.text,
            FigureKind::RegionSheet => self.region_sheet(words)?.text,
        })
    }

    /// The metric shown.
    pub(super) fn printed_metric(&self) -> Result<MetricId, FigureError> {
        let nothing = || ChartError::Nothing("error-no-metrics".into());
        Ok(self.metric().ok_or_else(nothing)?)
    }

    /// The other metric of a figure of two: that of the spec, else the first with a middle and
    /// figures for the regions, else any other with figures.
    pub(super) fn other_metric(&self, spec: &FigureSpec) -> Result<MetricId, FigureError> {
        let atlas = self.atlas();
        if let Some(id) = &spec.second_metric {
            let known = atlas.metric_id(id);
            return Ok(known.ok_or_else(|| CommandError::no_metric(id.clone(), atlas))?);
        }
        let shown = self.printed_metric()?;
        let year = self.document().year;
        let regions: Vec<RegionId> = self.printed_regions().collect();
        let is_known = |&metric: &MetricId| {
            let known = regions.iter().filter_map(|&region| atlas.record(region, metric, year));
            known.filter(|record| record.observation.value.is_some()).count() * 2 > regions.len()
        };
        // What follows from the metric shown would show it twice.
        let is_other = |&metric: &MetricId| {
            metric != shown && !atlas.metric(metric).derivation.operands().any(|operand| operand == shown)
        };
        let mut ids: Vec<MetricId> = (0..atlas.metrics.len() as u32).map(MetricId).filter(is_other).collect();
        ids.sort_by_key(|&id| !matches!(atlas.metric(id).kind, MetricKind::Diverging { .. }));
        let nothing = || ChartError::Nothing("error-no-second-metric".into());
        Ok(ids.into_iter().find(is_known).ok_or_else(nothing)?)
    }

    /// Regions that are looked at and count.
    pub(super) fn printed_regions(&self) -> impl Iterator<Item = RegionId> {
        let units = self.units(true).into_iter();
        units.filter(|&region| self.counts(region) && self.is_in_focus(region))
    }

    /// Years of a figure of several: those of the spec, else all with figures, the last ones.
    ///
    /// # Errors
    /// There are fewer than two.
    pub(super) fn years_of(&self, spec: &FigureSpec) -> Result<Vec<i32>, FigureError> {
        const MOST: usize = 6;
        let metric = self.printed_metric()?;
        let mut years = if spec.years.is_empty() { self.atlas().years(metric) } else { spec.years.clone() };
        years.sort_unstable();
        years.dedup();
        let years = years.split_off(years.len().saturating_sub(MOST));
        if years.len() < 2 {
            return Err(ChartError::of_metric("error-few-years", &self.document().metric).into());
        }
        Ok(years)
    }

    /// That years with figures are not drawn, where some are not.
    pub(super) fn years_left_out(&self, drawn: &[i32], spec: &FigureSpec, words: &Words) -> Option<String> {
        let all = if spec.years.is_empty() { self.years() } else { spec.years.clone() };
        let left: Vec<String> =
            all.iter().filter(|year| !drawn.contains(year)).map(ToString::to_string).collect();
        (!left.is_empty()).then(|| words.with("years-left-out", &[("years", &left.join(", "))]))
    }

    /// That nothing is known for the year shown, and for which years something is.
    pub(super) fn no_figures(&self) -> ChartError {
        let document = self.document();
        ChartError::Nothing(Self::no_figures_of(&document.metric, document.year, self.years()))
    }

    /// That nothing is known of a metric for a year, and for which of these years something is.
    pub(in crate::session) fn no_figures_of(metric: &str, year: i32, mut years: Vec<i32>) -> Message {
        const NAMED: usize = 8;
        years.sort_by_key(|known| known.abs_diff(year));
        years.truncate(NAMED);
        years.sort_unstable();
        if years.is_empty() {
            return Message::new("error-no-figures").text("metric", metric);
        }
        let years: Vec<String> = years.iter().map(ToString::to_string).collect();
        Message::new("error-no-figures-of-year")
            .text("metric", metric)
            .text("year", year.to_string())
            .text("years", years.join(", "))
    }

    /// What a file of the figure says of its making.
    pub(super) fn facts(&self, spec: &FigureSpec) -> Result<Vec<(&'static str, String)>, IoError> {
        let hash = self.data_hash()?;
        Ok(vec![
            ("atlas", self.atlas().name.en.clone()),
            ("data-sha256", hash),
            ("kind", spec.kind.id().to_owned()),
            ("program", concat!("hashatlas ", env!("CARGO_PKG_VERSION")).to_owned()),
        ])
    }

    /// A copy of this session that shows what the spec says.
    ///
    /// # Errors
    /// The spec names what the atlas does not have.
    pub fn prepared(&self, spec: &FigureSpec) -> Result<Self, FigureError> {
        let mut session = self.for_background();
        session.sources_named = if spec.full_sources { usize::MAX } else { SOURCES_PRINTED };
        let mut commands = vec![
            Command::Speak(spec.language.into()),
            Command::CountDisputed(spec.with_disputed),
            Command::ShowEstimates(spec.estimates),
            Command::Focus(spec.region.clone()),
        ];
        let regions = self.codes_of(spec)?;
        commands.extend(spec.metric.clone().map(Command::ShowMetric));
        commands.extend(spec.year.map(Command::ShowYear));
        commands.push(Command::Classify(spec.classes.method()));
        commands.push(Command::CountClasses(spec.classes.count));
        commands.push(Command::Colour(spec.palette.clone()));
        // What the window has chosen is no part of a spec; a fact sheet is of the region looked at.
        if spec.kind != FigureKind::RegionSheet {
            commands.push(Command::Choose(None));
        }
        for command in commands {
            session.apply(command)?;
        }
        if Self::shows_compared_alone(spec.kind) {
            // Paper has room for more than are compared on screen.
            session.document.chosen = regions;
        }
        if spec.kind == FigureKind::Growth && session.is_comparing() {
            session.compare_what_fits(spec)?;
        }
        Ok(session)
    }

    /// Leaves out the last of the regions compared, as many as the page has no room for: title, notes and sources
    /// are of those that are drawn.
    fn compare_what_fits(&mut self, spec: &FigureSpec) -> Result<(), FigureError> {
        let paper = Paper { size: spec.size.pixels(), theme: spec.theme };
        let code = |(region, _): (RegionId, _)| self.atlas().region(region).code.clone();
        let all: Vec<String> = self.compared_years().into_iter().map(code).collect();
        let drawn = self.drawn(spec, None, paper)?.drawn.len();
        // With other words around them there may be room for one more, or one less.
        for count in (1..=all.len().min(drawn + 1)).rev() {
            self.not_compared = all.len() - count;
            self.document.chosen = all[..count].to_vec();
            if count == 1 || self.drawn(spec, None, paper)?.drawn.len() == count {
                break;
            }
        }
        Ok(())
    }

    /// Codes of the regions that the spec names, each once.
    fn codes_of(&self, spec: &FigureSpec) -> Result<Vec<String>, CommandError> {
        let mut codes = Vec::new();
        for region in &spec.regions {
            let code = super::document::known_code(region.clone(), self.atlas())?;
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        Ok(codes)
    }

    /// The texts of a figure as the spec wants them: a title of its own above, the description of
    /// the data below it, and never without a source.
    ///
    /// # Errors
    /// No source is known and the spec names none.
    pub fn dressed(text: &FrameText, spec: &FigureSpec) -> Result<FrameText, FigureError> {
        let worded = Self::worded(text, spec);
        if worded.source_line.trim().is_empty() { Err(FigureError::NoSource) } else { Ok(worded) }
    }

    fn worded(text: &FrameText, spec: &FigureSpec) -> FrameText {
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let mut dressed = text.clone();
        // What is counted, where, when and in which unit stays whatever the title says.
        let described = [text.title.as_str(), text.subtitle.as_str()];
        let described: Vec<&str> = described.into_iter().filter(|part| !part.is_empty()).collect();
        if let Some(title) = given(&spec.title) {
            dressed.title = title;
            dressed.subtitle = described.join(" · ");
        }
        if let Some(subtitle) = given(&spec.subtitle) {
            let said = std::mem::replace(&mut dressed.subtitle, subtitle);
            if !said.is_empty() {
                dressed.notes.insert(0, said);
            }
        }
        let notes = spec.notes.iter().filter(|note| !note.trim().is_empty()).cloned();
        dressed.notes.retain(|note| !spec.said.contains(note));
        let making = dressed.making.iter().filter(|_| spec.full_sources).cloned();
        dressed.notes = notes.chain(dressed.notes).chain(making).collect();
        if let Some(source) = given(&spec.source) {
            let lines = [dressed.source_line.as_str(), source.as_str()];
            dressed.source_line =
                lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        }
        dressed
    }
}

/// Whether a region of a map has a figure or a category.
fn has_figures(features: &[MapFeature]) -> bool {
    features.iter().any(|feature| !matches!(feature.fill, Fill::NoData | Fill::Context))
}

#[cfg(test)]
mod tests;
