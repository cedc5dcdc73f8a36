//! Owns what the maps beyond the choropleth show: circles, two metrics at once, several years.
//! Does not lay out or draw.

use super::{
    super::{
        Cell, Certainty, MapError, Session, captions::shared_note, cells::cell_of, document::known_code,
    },
    FigureError,
};
use crate::{
    atlas::{Geography, Metric, MetricId, MetricKind, Record, RegionId},
    figure::{
        BivariateLegend, Colour, FigureKind, FigureSpec, Fill, FrameText, InsetSpec, InsetWord,
        LEAST_DIFFERENCE, MapFeature, MapFigure, MapInsets, MapKey, MapLabel, MapLegend, MapPanel, MapSymbol,
        Page, Paper, StatusMark, SymbolLegend, Vision, map_page, multiples_page, nearest_neighbours,
    },
    lang::Words,
    provenance::Observation,
    session::ChartError,
    stats::{ClassError, Classes, Method},
    units,
};

/// Three classes of one metric by three of another, each told from its neighbours in common
/// colour blindness (Stevens 2015, "Bivariate Choropleth Maps", after Brewer 1994).
const SQUARE: [u32; 9] = [
    0xe8_e8_e8, 0xac_e4_e4, 0x5a_c8_c8, 0xdf_b0_d6, 0xa5_ad_d3, 0x56_98_b9, 0xbe_64_ac, 0x8c_62_aa,
    0x3b_49_94,
];
const SIDE: usize = 3;

/// Two metrics in classes of both.
pub(super) struct Bivariate {
    /// Across, and upwards.
    axes: [ClassedMetric; 2],
}

struct ClassedMetric {
    metric: MetricId,
    cells: Vec<Cell>,
    classes: Classes,
}

impl Session {
    pub(super) fn symbol_page(
        &self,
        spec: &FigureSpec,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let metric_id = self.printed_metric()?;
        let metric = self.atlas().metric(metric_id);
        if metric.kind == MetricKind::Categorical {
            return Err(ChartError::of_metric("error-no-circles", &metric.id).into());
        }
        let geography = self.map_geography().map_err(MapError::from)?;
        let view = self.map_view(geography, words)?;
        let shown = |cell: &&Cell| self.is_in_focus(cell.region) && self.counts(cell.region);
        let mut symbols = Vec::new();
        for cell in view.cells.iter().filter(shown) {
            let Some(observation) = cell.record.as_ref().map(|record| &record.observation) else { continue };
            let Some(value) = observation.value else { continue };
            if value < 0.0 {
                return Err(ChartError::of_metric("error-circles-below-zero", &metric.id).into());
            }
            if let Some(feature) = geography.features_of(cell.region).next() {
                symbols.push(MapSymbol {
                    feature,
                    value,
                    most: most_of(observation),
                    mark: StatusMark::of(observation.status),
                });
            }
        }
        let largest = symbols.iter().map(|symbol| symbol.value).fold(0.0, f64::max);
        if largest <= 0.0 {
            return Err(self.no_figures().into());
        }
        // A region of several boundary features has its circle in one of them.
        let circled: Vec<Option<RegionId>> =
            symbols.iter().map(|symbol| geography.region_of_feature[symbol.feature]).collect();
        let mut features = view.features;
        for (number, feature) in features.iter_mut().enumerate() {
            // Without a value there is no circle, whatever colour the bounds would have.
            let has_circle = circled.contains(&geography.region_of_feature[number]);
            if matches!(feature.fill, Fill::Class(_)) && !has_circle {
                feature.fill = Fill::BoundsOnly;
            }
            if let Fill::Class(_) = feature.fill {
                feature.fill = Fill::Class(0);
            }
            feature.is_unsure = false;
        }
        self.annotate(&mut features, geography, spec, words)?;
        let step = |value: f64| (value, units::number(value, metric.decimals, words.lang()));
        let heading = match &view.legend {
            MapLegend::Classes(classes) => classes.heading.clone(),
            MapLegend::Bans(_) => metric.name.get(words.lang()).to_owned(),
        };
        let figure = MapFigure {
            text: Self::dressed(&self.symbols_text(words), spec)?,
            paper,
            geography,
            features,
            is_close_up: view.is_close_up,
            has_patterns: false,
            are_municipalities: self.opened().is_some(),
            key: MapKey::Symbols(SymbolLegend {
                heading,
                largest,
                steps: round_steps(largest, metric.decimals).into_iter().map(step).collect(),
            }),
            symbols,
            flows: Vec::new(),
            places: Vec::new(),
            insets: self.insets(geography, spec)?,
            bans_when: self.bans_when(&view.cells, words),
        };
        Ok(map_page(&figure, words)?)
    }

    /// Who takes neighbouring classes of a map for each other: for each way of seeing the nearest
    /// two, where they are nearer than [`LEAST_DIFFERENCE`]. Nothing where patterns tell them
    /// apart, or the kind has no row of classes.
    ///
    /// # Errors
    /// The spec names what there is not, or its classes cannot be.
    pub fn colour_warnings(&self, spec: &FigureSpec) -> Result<Vec<String>, FigureError> {
        let session = self.prepared(spec)?;
        let metric_id = session.printed_metric()?;
        let metric = session.atlas().metric(metric_id);
        let has_classes = matches!(spec.kind, FigureKind::Choropleth | FigureKind::SmallMultiples);
        if spec.patterns || !has_classes || metric.kind == MetricKind::Categorical {
            return Ok(Vec::new());
        }
        let centre = if let MetricKind::Diverging { centre } = metric.kind { Some(centre) } else { None };
        let values = session.values_for_classes(metric_id);
        let (method, count) = (&session.document().method, session.document().class_count);
        let classes = Classes::new(&values, method, count, centre).map_err(MapError::from)?;
        let colours = session.palette(metric).colours(&classes);
        let words = self.words();
        let warning = |vision: Vision| {
            let (first, apart) = nearest_neighbours(&colours, vision)?;
            let seen = words.get(vision.message()).to_lowercase();
            (apart < LEAST_DIFFERENCE).then(|| {
                let [first, second] = [first + 1, first + 2].map(|class| class.to_string());
                let number = |value: f64, decimals| units::number(value, decimals, words.lang());
                let texts = [
                    ("first", &*first),
                    ("second", &*second),
                    ("seen", &*seen),
                    ("apart", &*number(apart, 1)),
                    ("least", &*number(LEAST_DIFFERENCE, 0)),
                ];
                words.with("spec-alike", &texts)
            })
        };
        Ok(Vision::ALL.into_iter().filter_map(warning).collect())
    }

    /// Puts the words of the spec at their regions, before any other label.
    pub(super) fn annotate(
        &self,
        features: &mut [MapFeature],
        geography: &Geography,
        spec: &FigureSpec,
        words: &Words,
    ) -> Result<(), FigureError> {
        for annotation in &spec.annotations {
            let code = known_code(annotation.region.clone(), self.atlas())?;
            let Some(region) = self.atlas().region_id(&code) else { continue };
            let Some(feature) = geography.features_of(region).next() else { continue };
            features[feature].label = Some(MapLabel {
                name: self.atlas().region(region).short.get(words.lang()).to_owned(),
                figure: annotation.text.clone(),
                weight: f64::INFINITY,
            });
        }
        Ok(())
    }

    /// Which parts of a map the spec wants larger.
    pub(super) fn insets(&self, geography: &Geography, spec: &FigureSpec) -> Result<MapInsets, FigureError> {
        Ok(match &spec.insets {
            InsetSpec::Word(InsetWord::Auto) => MapInsets::Crowded,
            InsetSpec::Word(InsetWord::None) => MapInsets::Off,
            InsetSpec::Regions(regions) => {
                let mut features = Vec::new();
                for region in regions {
                    let code = known_code(region.clone(), self.atlas())?;
                    let whole = self.atlas().region_id(&code);
                    let is_part =
                        |of: &RegionId| whole.is_some_and(|whole| self.atlas().is_within(*of, whole));
                    let of_region = geography.region_of_feature.iter().enumerate();
                    features.extend(
                        of_region
                            .filter(|(_, of)| of.as_ref().is_some_and(is_part))
                            .map(|(number, _)| number),
                    );
                }
                MapInsets::Around(features)
            }
        })
    }

    /// The words of a map, without those on classes.
    pub(super) fn symbols_text(&self, words: &Words) -> FrameText {
        let mut text = self.map_words(words);
        text.making = self.map_making(None, words);
        text
    }

    pub(super) fn bivariate(&self, spec: &FigureSpec) -> Result<Bivariate, FigureError> {
        let year = self.document().year;
        let classed = |metric: MetricId| -> Result<ClassedMetric, FigureError> {
            let cells = self.cells(metric, year);
            let values: Vec<f64> =
                cells.iter().filter(|cell| self.counts(cell.region)).filter_map(Cell::value).collect();
            let classes = three_classes(&values, self.atlas().metric(metric)).map_err(MapError::from)?;
            Ok(ClassedMetric { metric, cells, classes })
        };
        let upwards = classed(self.printed_metric()?)?;
        Ok(Bivariate { axes: [classed(self.other_metric(spec)?)?, upwards] })
    }

    pub(super) fn bivariate_page(
        &self,
        spec: &FigureSpec,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let square = self.bivariate(spec)?;
        let geography = self.map_geography().map_err(MapError::from)?;
        let mut features = self.features(geography, |region| Some(square.look(self, region, words)))?;
        self.annotate(&mut features, geography, spec, words)?;
        let figure = MapFigure {
            text: Self::dressed(&square.text(self, words), spec)?,
            paper,
            geography,
            features,
            is_close_up: self.is_close_up(),
            has_patterns: false,
            are_municipalities: self.opened().is_some(),
            key: MapKey::Bivariate(square.legend(self, words)),
            symbols: Vec::new(),
            flows: Vec::new(),
            places: Vec::new(),
            insets: self.insets(geography, spec)?,
            bans_when: self.bans_when(&square.axes[1].cells, words),
        };
        Ok(map_page(&figure, words)?)
    }

    pub(super) fn multiples_page(
        &self,
        spec: &FigureSpec,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let metric = self.printed_metric()?;
        let years = self.years_of(spec)?;
        let geography = self.map_geography().map_err(MapError::from)?;
        let mut panels = Vec::new();
        let mut last = None;
        for year in &years {
            let mut session = self.for_background();
            session.look_at(metric, *year);
            let view = session.map_view(geography, words)?;
            let mut features = view.features;
            for feature in &mut features {
                feature.label = None;
            }
            let whole = session.whole().and_then(|whole| self.atlas().record(whole, metric, *year));
            let caption = whole.map(|record| session.captioned(metric, &record.observation, words));
            panels.push(MapPanel { title: year.to_string(), caption: caption.unwrap_or_default(), features });
            last = Some(view.legend);
        }
        let mut legend = last.ok_or_else(|| ChartError::Nothing("error-no-year".into()))?;
        if let MapLegend::Classes(classes) = &mut legend {
            // They would count the regions of one year only.
            classes.counts.clear();
        }
        let figure = MapFigure {
            text: Self::dressed(&self.multiples_text(&years, spec, words), spec)?,
            paper,
            geography,
            features: Vec::new(),
            is_close_up: self.is_close_up(),
            has_patterns: spec.patterns,
            are_municipalities: self.opened().is_some(),
            key: MapKey::Colours(legend),
            symbols: Vec::new(),
            flows: Vec::new(),
            places: Vec::new(),
            insets: MapInsets::Off,
            bans_when: String::new(),
        };
        Ok(multiples_page(&figure, &panels, words)?)
    }

    /// "196,907, published".
    fn captioned(&self, metric: MetricId, observation: &Observation, words: &Words) -> String {
        let figure = Self::figure_text(self.atlas().metric(metric), observation, words);
        format!("{figure}, {}", words.get(&format!("status-{}", observation.status.id())))
    }

    pub(super) fn multiples_text(&self, years: &[i32], spec: &FigureSpec, words: &Words) -> FrameText {
        let Some(metric_id) = self.metric() else { return FrameText::default() };
        let metric = self.atlas().metric(metric_id);
        let span = match years {
            [first, .., last] => format!("{first}{}{last}", units::DASH),
            _ => String::new(),
        };
        let title = self.title(metric_id, &span, words);
        let records: Vec<(RegionId, Record)> = years
            .iter()
            .flat_map(|&year| {
                let known = move |region| Some((region, self.atlas().record(region, metric_id, year)?));
                self.printed_regions().filter_map(known)
            })
            .collect();
        let observations = || records.iter().map(|(_, record)| &record.observation);
        let missing = years.len() * self.printed_regions().count() - records.len();
        let of_bans = self.sources_of_drawn_bans(self.printed_regions(), years);
        let of_year = |&year: &i32| {
            let whole = self.whole()?;
            let record = self.atlas().record(whole, metric_id, year)?;
            Some(format!("{year}: {}.", self.captioned(metric_id, &record.observation, words)))
        };
        let sentences: Vec<String> = years.iter().filter_map(of_year).collect();
        let unit = metric.unit.short(words);
        let mut notes: Vec<String> = self.years_left_out(years, spec, words).into_iter().collect();
        let figures: Vec<&Record> = records.iter().map(|(_, record)| record).collect();
        notes.extend(shared_note(figures.iter().copied(), words));
        notes.extend(self.estimates_note(metric_id, &figures, words));
        notes.extend(self.caution_notes(metric_id, words));
        FrameText {
            alt: format!("{} {}", words.with("multiples-alt", &[("title", &title)]), sentences.join(" ")),
            title,
            subtitle: if unit.is_empty() {
                String::new()
            } else {
                words.with("map-unit", &[("unit", &unit)])
            },
            notes,
            making: self.map_making(Some(metric), words),
            source_line: self.with_credits(
                self.source_line(observations().flat_map(|o| &o.sources), &of_bans, words),
                words,
            ),
            status_line: Self::status_of_figures(observations(), missing, words),
        }
    }
}

impl Bivariate {
    /// Fill, whether its bounds reach into other classes, and words of a region.
    fn look(&self, session: &Session, region: RegionId, words: &Words) -> (Fill, bool, String) {
        let name = session.atlas().region(region).name.get(words.lang());
        let mut parts = Vec::new();
        let (mut classes, mut is_unsure, mut is_open) = (Vec::new(), false, false);
        // What grows upwards is named first, as in the title.
        for axis in self.axes.iter().rev() {
            let metric = session.atlas().metric(axis.metric);
            let record = cell_of(&axis.cells, region).and_then(|cell| cell.record.as_ref());
            let figure = record.map_or_else(
                || words.get("status-no-data"),
                |record| session.captioned(axis.metric, &record.observation, words),
            );
            parts.push(format!("{}: {figure}", metric.name.get(words.lang())));
            let Some(observation) = record.map(|record| &record.observation) else { continue };
            match Certainty::fill(observation, &axis.classes, metric.centre()) {
                (Fill::Class(class), reaches) => {
                    classes.push(class);
                    is_unsure |= reaches;
                }
                _ => is_open = true,
            }
        }
        let description = format!("{name}. {}", parts.join(". "));
        match classes[..] {
            [row, column] => (Fill::Class(row * self.axes[0].classes.len() + column), is_unsure, description),
            _ if is_open => (Fill::BoundsOnly, false, description),
            _ => (Fill::NoData, false, description),
        }
    }

    fn legend(&self, session: &Session, words: &Words) -> BivariateLegend {
        let heading = |axis: &ClassedMetric| {
            let metric = session.atlas().metric(axis.metric);
            let (name, unit) = (metric.name.get(words.lang()), metric.unit.short(words));
            if unit.is_empty() || metric.unit.id().starts_with("per_") {
                name.to_owned()
            } else {
                format!("{name}, {unit}")
            }
        };
        let breaks = |axis: &ClassedMetric| -> Vec<String> {
            let decimals = session.atlas().metric(axis.metric).decimals;
            axis.classes.breaks().iter().map(|v| units::number(*v, decimals, words.lang())).collect()
        };
        let [across, upwards] = [0, 1].map(|axis| self.axes[axis].classes.len().min(SIDE));
        let colours = (0..upwards)
            .flat_map(|row| (0..across).map(move |column| Colour::hex(SQUARE[row * SIDE + column])))
            .collect();
        BivariateLegend {
            colours,
            headings: [heading(&self.axes[0]), heading(&self.axes[1])],
            breaks: [breaks(&self.axes[0]), breaks(&self.axes[1])],
        }
    }

    pub(super) fn text(&self, session: &Session, words: &Words) -> FrameText {
        let [across, upwards] = &self.axes;
        let metric = |axis: &ClassedMetric| session.atlas().metric(axis.metric);
        let names = [metric(upwards).name.get(words.lang()), metric(across).name.get(words.lang())];
        let name = words.with("two-metrics", &[("first", names[0]), ("second", &uncapitalised(names[1]))]);
        let shown = |axis: &'_ ClassedMetric| -> Vec<(RegionId, Record)> {
            let cells = axis
                .cells
                .iter()
                .filter(|cell| session.is_in_focus(cell.region) && session.counts(cell.region));
            cells.filter_map(|cell| Some((cell.region, cell.record.clone()?))).collect()
        };
        let known = [shown(upwards), shown(across)];
        let figures = |at: usize| known[at].iter().map(|(region, record)| (*region, record));
        let period = Session::common_period(figures(0).map(|(_, record)| record), words);
        let title = session.placed(&name, &period, words);
        let of_other = Session::common_period(figures(1).map(|(_, record)| record), words);
        let mut subtitle = vec![words.get("bivariate-subtitle")];
        if of_other != period && !of_other.is_empty() {
            subtitle.push(format!("{}: {of_other}", names[1]));
        }
        let mut notes: Vec<String> = Vec::new();
        for (at, axis) in [upwards, across].into_iter().enumerate() {
            let own = session.figure_notes(axis.metric, &figures(at).collect::<Vec<_>>(), words);
            notes.extend(own.into_iter().filter(|note| !notes.contains(note)).collect::<Vec<_>>());
        }
        let regions: Vec<RegionId> = session.printed_regions().collect();
        let highest = (across.classes.len().max(1) - 1, upwards.classes.len().max(1) - 1);
        let strongest: Vec<&str> = regions
            .iter()
            .filter(|&&region| {
                let class = |axis: &ClassedMetric| {
                    cell_of(&axis.cells, region)
                        .and_then(Cell::value)
                        .map(|value| axis.classes.class_of(value))
                };
                (class(across), class(upwards)) == (Some(highest.0), Some(highest.1))
            })
            .map(|&region| session.atlas().region(region).short.get(words.lang()))
            .collect();
        let all = || known.iter().flatten().map(|(_, record)| &record.observation);
        let of_bans = session.sources_of_drawn_bans(regions.iter().copied(), &[session.document().year]);
        let alt = words.with("map-alt", &[("title", &title)]);
        let alt = if strongest.is_empty() {
            alt
        } else {
            format!("{alt} {}", words.with("bivariate-alt", &[("regions", &strongest.join(", "))]))
        };
        FrameText {
            alt,
            title,
            subtitle: subtitle.join(" · "),
            notes,
            making: session.map_making(None, words),
            source_line: session
                .with_credits(session.source_line(all().flat_map(|o| &o.sources), &of_bans, words), words),
            status_line: Session::status_of_figures(all(), 2 * regions.len() - all().count(), words),
        }
    }
}

/// The most that a figure can be, where that is more than it is.
fn most_of(observation: &Observation) -> Option<f64> {
    observation.interval?.high().filter(|high| Some(*high) > observation.value)
}

/// Three classes: thirds of the regions; of a metric with a centre what is near to it and both
/// sides.
fn three_classes(values: &[f64], metric: &Metric) -> Result<Classes, ClassError> {
    let MetricKind::Diverging { centre } = metric.kind else {
        return Classes::new(values, &Method::Quantile, SIDE, None);
    };
    let mut distances: Vec<f64> = values.iter().map(|v| (v - centre).abs()).collect();
    distances.sort_by(f64::total_cmp);
    let third = distances.get(distances.len() / SIDE).copied().unwrap_or(0.0);
    // Printed as it is: rounded to the decimals of the metric.
    let power = 10_f64.powi(i32::try_from(metric.decimals).unwrap_or(0));
    let near = ((third * power).round() / power).max(1.0 / power);
    Classes::new(values, &Method::Manual(vec![centre - near, centre + near]), SIDE, None)
}

/// Up to three round figures for circles: the largest that is drawn, a quarter and a twentieth.
pub(in crate::session) fn round_steps(largest: f64, decimals: usize) -> Vec<f64> {
    let power = 10_f64.powf(largest.log10().floor());
    let round = [5.0, 2.0, 1.0].into_iter().map(|m| m * power).find(|v| *v <= largest).unwrap_or(largest);
    let least = 10_f64.powi(-i32::try_from(decimals).unwrap_or(0));
    [round, round / 4.0, round / 20.0]
        .into_iter()
        .filter(|step| (step / least).fract().abs() < 1e-6 && *step >= least)
        .collect()
}

/// "Energy balance" in the middle of a sentence; abbreviations stay.
pub(in crate::session) fn uncapitalised(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_of_the_key_are_round_figures_that_are_drawn() {
        assert_eq!(round_steps(17_722.0, 0), [10_000.0, 2_500.0, 500.0]);
        assert_eq!(round_steps(3.0, 0), [2.0]);
        assert_eq!(round_steps(0.7, 1), [0.5]);
    }

    #[test]
    fn names_fit_into_sentences() {
        assert_eq!(uncapitalised("Energy balance"), "energy balance");
        assert_eq!(uncapitalised("FAS rate"), "FAS rate");
    }
}
