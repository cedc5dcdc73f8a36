//! Owns what a map shows: fills, classes, bans, labels and texts, from the document and the
//! atlas. Does not lay out or draw.

use super::{Cell, Certainty, Session, cells::cell_of, rows::standing};
use crate::{
    atlas::{
        BanClass, Geography, Level, Metric, MetricId, MetricKind, Period, Record, RegionId, Standing,
        TimeRule, covered, has_words,
    },
    figure::{
        ClassLegend, Fill, FrameText, MapFeature, MapFigure, MapInsets, MapKey, MapLabel, MapLegend,
        MapPlace, NoRoom, Palette, Paper, class_fault, count_bans, map_page,
    },
    io::IoError,
    lang::{Message, Words},
    provenance::Observation,
    stats::{ClassError, Classes, Method},
    units,
};

/// Regions labelled on a map of the whole, and places on a map of one region.
const LABELS: usize = 7;
const BAN_LABELS: usize = 12;
const PLACES: usize = 14;

/// Why there is no map.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// The shapes cannot be read.
    #[error(transparent)]
    Shapes(#[from] IoError),
    /// The classes cannot be.
    #[error(transparent)]
    Classes(#[from] ClassError),
    /// The region has no shape.
    #[error("{}", self.told())]
    NoShape(String),
    /// The page is too small.
    #[error(transparent)]
    NoRoom(#[from] NoRoom),
}

impl MapError {
    /// What is said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::Shapes(error) => error.told(),
            Self::Classes(error) => class_fault(error),
            Self::NoRoom(error) => error.told(),
            Self::NoShape(region) => Message::new("error-no-boundary").text("region", region),
        }
    }
}

/// What a map shows, without its page.
#[derive(Clone, Debug)]
pub struct MapView {
    /// Title, notes, sources.
    pub text: FrameText,
    /// One entry a boundary feature.
    pub features: Vec<MapFeature>,
    /// What the colours mean.
    pub legend: MapLegend,
    /// Whether it closes in on a part.
    pub is_close_up: bool,
    /// The figures behind it, in the order of regions.
    pub cells: Vec<Cell>,
}

impl Session {
    /// The map of what is shown, as SVG of `size` pixels.
    ///
    /// # Errors
    /// The shapes cannot be read, or the region looked at has none.
    pub fn map_svg(&self, size: (u32, u32)) -> Result<String, MapError> {
        let words = self.words();
        let figure = self.map_figure(self.map_geography()?, Paper::light(size), &words)?;
        Ok(map_page(&figure, &words)?.to_inline_svg())
    }

    pub(super) fn map_figure<'a>(
        &self,
        geography: &'a Geography,
        paper: Paper,
        words: &Words,
    ) -> Result<MapFigure<'a>, MapError> {
        let view = self.map_view(geography, words)?;
        let places = self.map_places(words)?;
        let MapView { text, features, legend, is_close_up, cells } = view;
        let (key, symbols) = (MapKey::Colours(legend), Vec::new());
        let has_patterns = false;
        let insets = MapInsets::Crowded;
        let bans_when = self.bans_when(&cells, words);
        Ok(MapFigure {
            text,
            paper,
            geography,
            features,
            is_close_up,
            key,
            has_patterns,
            are_municipalities: self.opened().is_some(),
            symbols,
            flows: Vec::new(),
            places,
            insets,
            bans_when,
        })
    }

    /// What a map shows of the document: one look for every boundary feature, legend and texts.
    ///
    /// # Errors
    /// The region looked at has no shape, or the classes cannot be.
    pub fn map_view(&self, geography: &Geography, words: &Words) -> Result<MapView, MapError> {
        let document = self.document();
        let Some(metric_id) = self.metric() else {
            return self.bare_map(geography, words);
        };
        let metric = self.atlas().metric(metric_id);
        let cells = self.cells(metric_id, document.year);
        let shown: Vec<&Cell> =
            cells.iter().filter(|cell| self.is_in_focus(cell.region) && self.counts(cell.region)).collect();
        let centre = metric.centre();
        let classes = Classes::new(
            &self.values_for_classes(metric_id),
            &document.method,
            document.class_count,
            centre,
        )?;
        let legend = if metric.kind == MetricKind::Categorical {
            MapLegend::Bans(count_bans(&shown.iter().filter_map(|cell| cell.ban).collect::<Vec<_>>()))
        } else {
            self.class_legend(metric_id, &classes, &shown, words)
        };
        let mut features = self.features(geography, |region| {
            let cell = cell_of(&cells, region)?;
            let (fill, is_unsure) = fill_of(cell, &classes, centre);
            Some((fill, is_unsure, self.describe(cell, metric, words)))
        })?;
        let observed = shown.iter().filter_map(|cell| Some(&cell.record.as_ref()?.observation));
        let figure_of = Self::label_figure(metric, observed, words);
        for cell in self.labelled(&shown, centre) {
            let figure = |record: &Record| figure_of(&record.observation);
            let label = MapLabel {
                name: self.atlas().region(cell.region).short.get(words.lang()).to_owned(),
                figure: cell.record.as_ref().map_or_else(String::new, figure),
                weight: label_weight(cell, centre),
            };
            if let Some(feature) = geography.features_of(cell.region).next() {
                features[feature].label = Some(label);
            }
        }
        drop(figure_of);
        let text = self.map_text(metric_id, &shown, words);
        Ok(MapView { text, features, legend, is_close_up: self.is_close_up(), cells })
    }

    /// Title, notes, sources and words of a map, without the map.
    pub(super) fn map_words(&self, words: &Words) -> FrameText {
        let Some(metric) = self.metric() else { return self.bare_words(words) };
        let cells = self.cells(metric, self.document().year);
        let shown: Vec<&Cell> =
            cells.iter().filter(|cell| self.is_in_focus(cell.region) && self.counts(cell.region)).collect();
        self.map_text(metric, &shown, words)
    }

    /// A map without any metric: where the regions are.
    fn bare_map(&self, geography: &Geography, words: &Words) -> Result<MapView, MapError> {
        let lang = words.lang();
        let features = self.features(geography, |region| {
            Some((Fill::NoData, false, self.atlas().region(region).name.get(lang).to_owned()))
        })?;
        let text = self.bare_words(words);
        let legend = MapLegend::Classes(ClassLegend::default());
        Ok(MapView { text, features, legend, is_close_up: self.is_close_up(), cells: Vec::new() })
    }

    fn bare_words(&self, words: &Words) -> FrameText {
        let title = self.atlas().name.get(words.lang()).to_owned();
        FrameText {
            alt: title.clone(),
            title,
            source_line: self.with_credits(self.source_line([], [], words), words),
            making: self.map_making(None, words),
            ..FrameText::default()
        }
    }

    pub(super) fn features(
        &self,
        geography: &Geography,
        look: impl Fn(RegionId) -> Option<(Fill, bool, String)>,
    ) -> Result<Vec<MapFeature>, MapError> {
        let atlas = self.atlas();
        let feature_of = |region: &Option<RegionId>| {
            let context = MapFeature {
                fill: Fill::Context,
                is_disputed: false,
                is_unsure: false,
                ban: BanClass::None,
                ban_places: Vec::new(),
                description: String::new(),
                name: String::new(),
                label: None,
            };
            let Some(region) = *region else { return context };
            let name = atlas.region(region).short.get(self.document().lang).to_owned();
            let is_disputed = atlas.region(region).standing == Standing::Disputed;
            let Some((fill, is_unsure, description)) =
                look(region).filter(|_| self.is_in_focus(region) || is_disputed && self.focus().is_none())
            else {
                return MapFeature { is_disputed, ..context };
            };
            if self.counts(region) {
                let ban = atlas.ban_class(region, self.document().year);
                return MapFeature {
                    fill,
                    is_disputed,
                    is_unsure,
                    ban,
                    ban_places: self.ban_places(region, ban, self.document().year),
                    description,
                    name,
                    label: None,
                };
            }
            let description = atlas.region(region).name.get(self.document().lang).to_owned();
            MapFeature { fill: Fill::NoData, is_disputed, description, name, ..context }
        };
        let features: Vec<MapFeature> = geography.region_of_feature.iter().map(feature_of).collect();
        if features.iter().all(|feature| feature.fill == Fill::Context) {
            let code = self.document().focus.clone().unwrap_or_else(|| self.atlas().name.en.clone());
            return Err(MapError::NoShape(code));
        }
        Ok(features)
    }

    /// Towns of a region that its bans of a class name before they say what is not covered.
    pub(super) fn ban_places(&self, region: RegionId, class: BanClass, year: i32) -> Vec<[f64; 2]> {
        let atlas = self.atlas();
        if matches!(class, BanClass::Whole | BanClass::Requested | BanClass::Unclear | BanClass::None) {
            return Vec::new();
        }
        let bans = atlas.bans_of(region, year);
        let coverage: Vec<&str> =
            bans.iter().filter(|ban| ban.class() == class).map(|ban| covered(&ban.coverage.en)).collect();
        let is_named = |name: &str| !name.is_empty() && coverage.iter().any(|text| has_words(text, name));
        let places = self.places().unwrap_or_default().iter();
        let covered = places.filter(|place| place.region == Some(region) && is_named(&place.name.en));
        covered.map(|place| [place.lon, place.lat]).collect()
    }

    /// The year of the bans that are drawn, where the figures are of another time.
    pub(super) fn bans_when(&self, cells: &[Cell], words: &Words) -> String {
        let year = Period::year(self.document().year).label(words);
        let records = cells.iter().filter_map(|cell| cell.record.as_ref());
        let period = Self::common_period(records, words);
        if period.is_empty() || period == year { String::new() } else { year }
    }

    /// The cells of what is looked at.
    pub(super) fn shown_cells(&self) -> Vec<Cell> {
        let Some(metric) = self.metric() else { return Vec::new() };
        let mut cells = self.cells(metric, self.document().year);
        cells.retain(|cell| self.is_in_focus(cell.region) && self.counts(cell.region));
        cells
    }

    pub(super) fn is_close_up(&self) -> bool {
        self.focus().is_some_and(|focus| self.atlas().region(focus).level != Level::Country)
    }

    pub(super) fn palette(&self, metric: &Metric) -> Palette {
        let chosen = self.document().palette.as_deref().or(Some(&metric.palette)).and_then(Palette::named);
        chosen.unwrap_or_else(|| Palette::default_for(matches!(metric.kind, MetricKind::Diverging { .. })))
    }

    /// On a map of the whole the most extreme regions, as far as a value says that they are; on a
    /// map of a part all of it.
    fn labelled<'c>(&self, shown: &[&'c Cell], centre: Option<f64>) -> Vec<&'c Cell> {
        let has_ban = |cell: &&&Cell| cell.ban.is_some_and(|ban| ban != BanClass::None);
        let mut known: Vec<(f64, &Cell)> = shown
            .iter()
            .filter(|cell| cell.record.is_some() || has_ban(cell))
            .map(|cell| (label_weight(cell, centre), *cell))
            .collect();
        known.sort_by(|a, b| b.0.total_cmp(&a.0));
        if self.opened().is_some() {
            // A municipality is known by its name, whether something else is known of it or not.
            return shown.to_vec();
        }
        if !self.is_close_up() {
            let is_told = |cell: &Cell| {
                let record = cell.record.as_ref();
                record.is_some_and(|record| Certainty::of(&record.observation, centre).is_told())
            };
            known.retain(|(_, cell)| is_told(cell) || cell.ban.is_some());
            known.truncate(if known.iter().any(|(_, cell)| cell.ban.is_some()) {
                BAN_LABELS
            } else {
                LABELS
            });
        }
        known.into_iter().map(|(_, cell)| cell).collect()
    }

    pub(super) fn map_places(&self, words: &Words) -> Result<Vec<MapPlace>, MapError> {
        let is_region = |&focus: &RegionId| self.atlas().region(focus).level == Level::Region;
        // Municipalities go by names of their own.
        let Some(focus) = self.focus().filter(is_region).filter(|_| self.opened().is_none()) else {
            return Ok(Vec::new());
        };
        let of_region = self.places()?.iter().filter(|place| place.region == Some(focus));
        let mut places: Vec<MapPlace> = of_region
            .map(|place| MapPlace {
                lon_lat: [place.lon, place.lat],
                name: place.name.get(words.lang()).to_owned(),
                weight: f64::from(place.population),
            })
            .collect();
        places.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        places.truncate(PLACES);
        Ok(places)
    }

    fn map_text(&self, metric_id: MetricId, shown: &[&Cell], words: &Words) -> FrameText {
        let atlas = self.atlas();
        let metric = atlas.metric(metric_id);
        let records: Vec<&Record> = shown.iter().filter_map(|cell| cell.record.as_ref()).collect();
        let period = if records.is_empty() {
            Period::year(self.document().year).label(words)
        } else {
            Self::common_period(records.iter().copied(), words)
        };
        let mut subtitle: Vec<String> = Vec::new();
        let unit = metric.unit.short(words);
        if metric.kind != MetricKind::Categorical {
            if !unit.is_empty() {
                subtitle.push(words.with("map-unit", &[("unit", &unit)]));
            }
            subtitle.extend(self.whole_line(metric_id, &period, words));
        }
        let figures: Vec<(RegionId, &Record)> =
            shown.iter().filter_map(|cell| Some((cell.region, cell.record.as_ref()?))).collect();
        let bans: Vec<_> =
            shown.iter().flat_map(|cell| atlas.bans_of(cell.region, self.document().year)).collect();
        let whole = self.whole_record(metric_id);
        let used = records.iter().copied().chain(&whole).flat_map(|record| &record.observation.sources);
        let of_bans = bans.iter().flat_map(|ban| &ban.sources);
        let title = if metric.kind == MetricKind::Categorical {
            self.bans_title(shown, &period, words)
        } else {
            self.title(metric_id, &period, words)
        };
        let mut notes = self.figure_notes(metric_id, &figures, words);
        if metric.kind == MetricKind::Categorical {
            notes.extend(self.ban_dates(&bans, words));
        }
        FrameText {
            alt: self.map_alt(&title, metric, shown, words),
            title,
            subtitle: subtitle.join(" · "),
            notes,
            making: self.map_making(Some(metric), words),
            source_line: self.with_credits(self.source_line(used, of_bans, words), words),
            status_line: Self::status_line(shown.iter().copied(), words),
        }
    }

    /// In how many regions bans hold: they are of regions, never of the whole.
    fn bans_title(&self, shown: &[&Cell], period: &str, words: &Words) -> String {
        let count = shown.iter().filter(|cell| cell.ban.is_some_and(BanClass::holds)).count();
        let place = self.part().map(|part| self.atlas().region(part));
        if place.is_some_and(|region| region.level == Level::Region) {
            return self.placed(&words.get("timeline-title-of-part"), period, words);
        }
        let (count, all) = (count.to_string(), shown.len().to_string());
        let place = place.map(|region| region.name.get(words.lang()));
        let texts = [("count", &*count), ("all", &*all), ("place", place.unwrap_or_default())];
        let title = words.with(if place.is_some() { "bans-title-of" } else { "bans-title" }, &texts);
        format!("{title}, {period}")
    }

    /// A source line with whose boundaries the map has.
    pub(super) fn with_credits(&self, source_line: String, words: &Words) -> String {
        let map = &self.atlas().map;
        let mut parts = vec![source_line];
        let credit = map.credit.get(words.lang());
        if !credit.is_empty() {
            parts.push(words.with("map-credit", &[("credit", credit)]));
        }
        if self.opened().is_some() {
            parts.push(words.with("map-credit-municipal", &[("credit", &map.municipal_credit)]));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    /// How the map was made: shapes, projection, disputed territories, classes.
    pub(super) fn map_making(&self, metric: Option<&Metric>, words: &Words) -> Vec<String> {
        let map = &self.atlas().map;
        let mut parts: Vec<String> = Vec::new();
        if map.is_schematic {
            parts.push(words.get("map-schematic"));
        }
        if let Ok(geography) = self.map_geography() {
            parts.push(words.get(&geography.projection.message_id()));
        }
        if self
            .atlas()
            .map_regions(true)
            .any(|region| self.atlas().region(region).standing == Standing::Disputed)
        {
            let message =
                if self.document().with_disputed { "map-disputed-counted" } else { "map-disputed-left-out" };
            parts.push(words.get(message));
        }
        if let Some(metric) = metric.filter(|metric| metric.kind != MetricKind::Categorical) {
            let method = words.get(&format!("method-{}", self.document().method.id()));
            let is_of_all =
                metric.time == TimeRule::Yearly && !matches!(self.document().method, Method::Manual(_));
            parts.push(if is_of_all {
                words.with("map-classes-of-all-years", &[("method", &method)])
            } else {
                format!("{}.", words.with("classes-by", &[("method", &method)]))
            });
        }
        parts
    }

    pub(super) fn class_legend(
        &self,
        id: MetricId,
        classes: &Classes,
        shown: &[&Cell],
        words: &Words,
    ) -> MapLegend {
        let (metric, lang) = (self.atlas().metric(id), words.lang());
        let (name, unit) = (self.metric_name(id, words), metric.unit.short(words));
        // "Per 100,000 people" is part of the name.
        let is_named = unit.is_empty() || metric.unit.id().starts_with("per_");
        let heading = if is_named { name } else { format!("{name}, {unit}") };
        let mut counts = vec![0; classes.len()];
        for cell in shown {
            if let Fill::Class(class) = fill_of(cell, classes, metric.centre()).0
                && let Some(count) = counts.get_mut(class)
            {
                *count += 1;
            }
        }
        let breaks = classes.breaks();
        // A range that lies in one class wholly is coloured so: the class reaches as far as it does.
        let ranges = shown.iter().filter_map(|cell| Some(&cell.record.as_ref()?.observation));
        let is_within = |of: &&Observation| {
            of.value.is_none()
                && matches!(Certainty::fill(of, classes, metric.centre()), (Fill::Class(_), false))
        };
        let ranges = ranges.filter(is_within).map(Observation::bounds).flat_map(|(low, high)| [low, high]);
        let mut values = self.values_for_classes(id);
        values.extend(ranges.filter(|bound| bound.is_finite()));
        let ends = ends_of(&values, breaks);
        let decimals = decimals_apart(breaks.iter().chain(ends.iter().flatten()), metric.decimals);
        let is_round = has_fine_breaks(breaks, decimals);
        let printed = |value: f64| {
            let decimals = if is_round { decimals } else { decimals_of(value) };
            units::number(value, decimals, lang)
        };
        MapLegend::Classes(ClassLegend {
            colours: self.palette(metric).colours(classes),
            heading,
            breaks: breaks.iter().copied().map(printed).collect(),
            ends: ends.map(|end| end.map_or_else(String::new, |v| units::number(v, decimals, lang))),
            counts,
        })
    }

    fn map_alt(&self, title: &str, metric: &Metric, shown: &[&Cell], words: &Words) -> String {
        let name = |cell: &Cell| self.describe(cell, metric, words);
        let valued = || shown.iter().filter(|cell| cell.value().is_some());
        let by_value = |a: &&&Cell, b: &&&Cell| a.value().unwrap_or(0.0).total_cmp(&b.value().unwrap_or(0.0));
        let mut sentences = vec![words.with("map-alt", &[("title", title)])];
        if let (Some(highest), Some(lowest)) = (valued().max_by(by_value), valued().min_by(by_value)) {
            let count = valued().count();
            let texts =
                [("highest", &*name(highest)), ("lowest", &*name(lowest)), ("count", &*count.to_string())];
            sentences.push(words.plural("map-alt-ends", count as f64, &texts));
        }
        let without = shown.iter().filter(|cell| cell.record.is_none() && cell.ban.is_none()).count();
        if without > 0 {
            sentences.push(words.plural(
                "map-alt-no-data",
                without as f64,
                &[("count", &without.to_string())],
            ));
        }
        let banned = shown.iter().filter(|cell| cell.ban.is_some_and(BanClass::holds)).count();
        if banned > 0 {
            sentences.push(words.plural("map-alt-bans", banned as f64, &[("count", &banned.to_string())]));
        }
        sentences.join(" ")
    }
}

/// The farther from the centre, or the stricter the ban, the heavier.
fn label_weight(cell: &Cell, centre: Option<f64>) -> f64 {
    let strictness = |ban: BanClass| BanClass::ALL.iter().rev().position(|other| *other == ban).unwrap_or(0);
    let observation = cell.record.as_ref().map(|record| &record.observation);
    match (observation, cell.ban) {
        (Some(observation), _) => (standing(observation) - centre.unwrap_or(0.0)).abs(),
        (None, ban) => ban.map_or(0.0, |ban| strictness(ban) as f64),
    }
}

/// How a cell is filled, and whether its interval reaches into other classes.
fn fill_of(cell: &Cell, classes: &Classes, centre: Option<f64>) -> (Fill, bool) {
    match (cell.ban, &cell.record) {
        (Some(ban), _) => (Fill::Ban(ban), false),
        (None, Some(record)) => Certainty::fill(&record.observation, classes, centre),
        (None, None) => (Fill::NoData, false),
    }
}

/// The lowest and the highest value, each where it lies beyond the breaks.
fn ends_of(values: &[f64], breaks: &[f64]) -> [Option<f64>; 2] {
    let lowest = values.iter().copied().min_by(f64::total_cmp);
    let highest = values.iter().copied().max_by(f64::total_cmp);
    let is_below = |v: &f64| breaks.first().is_none_or(|b| v < b);
    let is_above = |v: &f64| breaks.last().is_none_or(|b| v > b);
    [lowest.filter(is_below), highest.filter(is_above)]
}

/// The decimals of the metric, or more where some of these numbers would else read alike.
fn decimals_apart<'a>(numbers: impl Iterator<Item = &'a f64>, decimals: usize) -> usize {
    const MOST: usize = 12;
    let mut numbers: Vec<f64> = numbers.copied().collect();
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    let is_apart = |&decimals: &usize| {
        let texts: Vec<String> =
            numbers.iter().map(|v| units::number(*v, decimals, crate::lang::Lang::En)).collect();
        texts.windows(2).all(|pair| pair[0] != pair[1])
    };
    (decimals..=MOST.max(decimals)).find(is_apart).unwrap_or(decimals)
}

/// Whether breaks are so much finer than the figures that they are better printed like these:
/// some need two decimals more, and none changes by more than a thousandth.
fn has_fine_breaks(breaks: &[f64], decimals: usize) -> bool {
    let power = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let is_close = |v: &f64| ((v * power).round() / power - v).abs() <= v.abs() * 1e-3;
    breaks.iter().any(|v| decimals_of(*v) > decimals + 1) && breaks.iter().all(is_close)
}

/// Decimals that a break needs to be printed as it is; six are more than any class needs.
fn decimals_of(value: f64) -> usize {
    /// Thirteen digits are without dust after a few operations.
    const DUST: f64 = 1e-12;
    (0..6_u8)
        .find(|&d| {
            let scaled = value * 10_f64.powi(i32::from(d));
            (scaled - scaled.round()).abs() < DUST * scaled.abs().max(1.0)
        })
        .map_or(6, usize::from)
}

#[cfg(test)]
mod tests;
