//! Owns what the user has chosen to see, and the commands that change it. Does not compute what
//! is seen.

use crate::{
    atlas::{Atlas, Level, MetricKind, Region},
    figure::{Palette, class_fault},
    lang::{Lang, Message, nearest, nearest_of},
    stats::{ClassError, MAX_CLASSES, MIN_CLASSES, Method},
};

/// What is shown: everything that undo brings back.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Document {
    /// Id of the metric.
    pub metric: String,
    /// Year.
    pub year: i32,
    /// Code of the region, district or group looked at; the whole atlas if none.
    pub focus: Option<String>,
    /// Codes of the regions chosen, the latest last; several are compared.
    pub chosen: Vec<String>,
    /// The cluster or detection looked at.
    pub point: Option<PointFocus>,
    /// How classes are found.
    pub method: Method,
    /// How many.
    pub class_count: usize,
    /// Palette, or the metric's own.
    pub palette: Option<String>,
    /// Whether disputed territories count.
    pub with_disputed: bool,
    /// Whether detections are shown on the map where it is near enough.
    pub shows_points: bool,
    /// Whether detections drawn at random show where there are no others.
    #[serde(default)]
    pub shows_simulated: bool,
    /// Whether the points of estimates show; else only what the statements leave open.
    #[serde(default)]
    pub shows_estimates: bool,
    /// Language of all texts.
    pub lang: Lang,
}

/// What is looked at among the detections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum PointFocus {
    /// A cluster, by its number in the index of what is shown.
    Cluster(u32),
    /// A detection, by its row.
    Detection(u32),
}

/// Regions that can be compared side by side.
pub const MOST_COMPARED: usize = 4;

/// A change of the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Show another metric.
    ShowMetric(String),
    /// Show another year.
    ShowYear(i32),
    /// Look at a region, district or group, or at everything.
    Focus(Option<String>),
    /// Choose a region alone, or none.
    Choose(Option<String>),
    /// Add a region to those compared, or take it away again.
    Compare(String),
    /// Look at a cluster or a detection, or at none.
    LookAt(Option<PointFocus>),
    /// Go up a step: from the detection to its region's map, from the region to its district, to
    /// the whole.
    StepUp,
    /// Find classes in another way.
    Classify(Method),
    /// Have another number of classes.
    CountClasses(usize),
    /// Colour with another palette, or with the metric's own.
    Colour(Option<String>),
    /// Count disputed territories in, or not.
    CountDisputed(bool),
    /// Show detections on the map, or not.
    ShowPoints(bool),
    /// Show detections drawn at random where there are no others, or not.
    ShowSimulated(bool),
    /// Show the points of estimates, or only what the statements leave open.
    ShowEstimates(bool),
    /// Speak another language.
    Speak(Lang),
}

impl Command {
    /// Whether nobody would think of taking it back: pointing at something, another language.
    pub(super) const fn is_passing(&self) -> bool {
        matches!(self, Self::Choose(_) | Self::Compare(_) | Self::LookAt(_) | Self::Speak(_))
    }
}

/// Why a command could not be carried out. Nothing changed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.told())]
pub enum CommandError {
    /// No such metric.
    Metric {
        /// What was asked for.
        found: String,
        /// What comes near.
        nearest: String,
        /// What there is.
        known: String,
    },
    /// No such region.
    Region {
        /// What was asked for.
        found: String,
        /// What comes near: codes, and names in the language that is spoken.
        nearest: Message,
    },
    /// Several regions or municipalities of this name.
    SeveralRegions {
        /// What was asked for.
        found: String,
        /// Their codes.
        codes: String,
    },
    /// No such palette.
    Palette {
        /// What was asked for.
        found: String,
        /// What there is.
        known: String,
    },
    /// A palette with a middle, for a metric without one.
    Diverging(&'static str),
    /// Classes that cannot be.
    #[error(transparent)]
    Classes(#[from] ClassError),
}

impl CommandError {
    /// What is said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::Metric { found, nearest, known } => {
                let known = if known.is_empty() { "found-none".into() } else { Message::Data(known.clone()) };
                Message::new("error-no-metric")
                    .text("found", found)
                    .text("nearest", nearest)
                    .with("known", known)
            }
            Self::Region { found, nearest } => {
                Message::new("error-no-region").text("found", found).with("nearest", nearest.clone())
            }
            Self::SeveralRegions { found, codes } => {
                Message::new("error-several-regions").text("found", found).text("codes", codes)
            }
            Self::Palette { found, known } => {
                Message::new("error-no-palette").text("found", found).text("known", known)
            }
            Self::Diverging(palette) => Message::new("error-diverging-palette").text("palette", *palette),
            Self::Classes(error) => class_fault(error),
        }
    }

    /// That there is no such metric, with those that there are.
    pub(super) fn no_metric(found: String, atlas: &Atlas) -> Self {
        let ids = || atlas.metrics.iter().map(|metric| metric.id.as_str());
        let known = ids().collect::<Vec<_>>().join(", ");
        Self::Metric { nearest: nearest(&found, ids(), 3), found, known }
    }

    /// That there is no such region, with the nearest by name and by code.
    fn no_region<'a>(found: String, atlas: &'a Atlas) -> Self {
        let places = || atlas.regions.iter().filter(|region| region.level == Level::Region);
        let codes = nearest_of(&found, places().map(|region| region.code.as_str()), 2);
        let both = |region: &'a Region| [region.short.en.as_str(), region.short.ru.as_str()];
        let names = nearest_of(&found, places().flat_map(both).filter(|name| !name.is_empty()), 2);
        let region_of = |name: &&str| places().find(|region| both(region).contains(name));
        let mut named: Vec<&Region> = names.iter().filter_map(region_of).collect();
        named.dedup_by_key(|region| &region.code);
        let codes = codes.into_iter().map(|code| Message::Data(code.to_owned()));
        let named = named.into_iter().map(|region| Message::Localized(Box::new(region.short.clone())));
        let nearest = Message::list(codes.chain(named));
        Self::Region { found, nearest }
    }
}

impl Document {
    /// What an atlas shows first.
    #[must_use]
    pub fn of(atlas: &Atlas) -> Self {
        let metric = atlas.default_metric.map(|id| atlas.metric(id)).or_else(|| atlas.metrics.first());
        let latest = || {
            let id = metric.and_then(|metric| atlas.metric_id(&metric.id))?;
            atlas.years(id).last().copied()
        };
        Self {
            metric: metric.map(|metric| metric.id.clone()).unwrap_or_default(),
            // A year is always set; without any figure it is not shown.
            year: atlas.default_year.or_else(latest).unwrap_or(0),
            focus: None,
            chosen: Vec::new(),
            point: None,
            method: Method::default(),
            class_count: DEFAULT_CLASSES,
            palette: None,
            with_disputed: false,
            shows_points: true,
            shows_simulated: false,
            shows_estimates: false,
            lang: Lang::default(),
        }
    }

    /// The document after `command`.
    ///
    /// # Errors
    /// The command names what the atlas does not have.
    pub fn after(&self, command: Command, atlas: &Atlas) -> Result<Self, CommandError> {
        let mut next = self.clone();
        match command {
            Command::ShowMetric(id) => {
                if atlas.metric_id(&id).is_none() {
                    return Err(CommandError::no_metric(id, atlas));
                }
                next.metric = id;
            }
            Command::ShowYear(year) => {
                next.year = year;
                // Clusters are numbered anew with every year.
                if matches!(next.point, Some(PointFocus::Cluster(_))) {
                    next.point = None;
                }
            }
            Command::Focus(code) => {
                let code = code.map(|code| known_code(code, atlas)).transpose()?;
                next.focus = code.and_then(|code| on_map(code, atlas));
                next.point = None;
                next.forget_single_choice();
            }
            Command::Choose(code) => {
                next.chosen = code.map(|code| known_code(code, atlas)).transpose()?.into_iter().collect();
                next.point = None;
            }
            Command::Compare(code) => next.compare(known_code(code, atlas)?),
            Command::LookAt(point) => next.point = point,
            Command::StepUp => next.step_up(atlas),
            Command::Classify(method) => {
                if let Method::Manual(breaks) = &method {
                    crate::stats::Classes::new(&[], &Method::Manual(breaks.clone()), MIN_CLASSES, None)?;
                }
                next.method = method;
            }
            Command::CountClasses(count) if (MIN_CLASSES..=MAX_CLASSES).contains(&count) => {
                next.class_count = count;
            }
            Command::CountClasses(count) => return Err(ClassError::Count(count).into()),
            Command::Colour(Some(name)) => {
                let palette = Palette::named(&name).ok_or_else(|| CommandError::Palette {
                    found: name,
                    known: Palette::names().collect::<Vec<_>>().join(", "),
                })?;
                let metric = atlas.metric_id(&self.metric).map(|id| atlas.metric(id).kind);
                if palette.is_diverging() && !matches!(metric, Some(MetricKind::Diverging { .. })) {
                    return Err(CommandError::Diverging(palette.name()));
                }
                next.palette = Some(palette.name().to_owned());
            }
            Command::Colour(None) => next.palette = None,
            Command::CountDisputed(with) => next.with_disputed = with,
            Command::ShowPoints(shows) => next.shows_points = shows,
            Command::ShowSimulated(shows) => next.shows_simulated = shows,
            Command::ShowEstimates(shows) => next.shows_estimates = shows,
            Command::Speak(lang) => next.lang = lang,
        }
        Ok(next)
    }
}

impl Document {
    /// The newest of too many takes the place of the oldest.
    fn compare(&mut self, code: String) {
        self.point = None;
        if let Some(at) = self.chosen.iter().position(|known| *known == code) {
            self.chosen.remove(at);
            return;
        }
        if self.chosen.len() == MOST_COMPARED {
            self.chosen.remove(0);
        }
        self.chosen.push(code);
    }

    /// What is looked at anew is what facts are shown of; regions that are compared stay so.
    fn forget_single_choice(&mut self) {
        if self.chosen.len() < 2 {
            self.chosen.clear();
        }
    }

    fn step_up(&mut self, atlas: &Atlas) {
        if self.point.take().is_some() {
            return;
        }
        let Some(focus) = self.focus.take() else {
            self.chosen.clear();
            return;
        };
        self.forget_single_choice();
        let parent = atlas.region_id(&focus).and_then(|region| atlas.region(region).parent);
        let above = parent.filter(|&parent| atlas.region(parent).level != Level::Country);
        self.focus = above.map(|parent| atlas.region(parent).code.clone());
    }
}

/// The region with this code, or the one that it is a part of: the map shows no municipality whose
/// boundaries are not known.
fn on_map(code: String, atlas: &Atlas) -> Option<String> {
    let id = atlas.region_id(&code)?;
    let region = atlas.region(id);
    if region.level != Level::Municipality || atlas.map.municipalities.contains(&id) {
        return Some(code);
    }
    region.parent.map(|parent| atlas.region(parent).code.clone())
}

/// Five classes are told apart at a glance and still show a pattern.
const DEFAULT_CLASSES: usize = 5;

/// The code of the region with this code or name, in any case.
pub(super) fn known_code(given: String, atlas: &Atlas) -> Result<String, CommandError> {
    let wanted = given.trim().to_lowercase();
    let is_it = |word: &String| word.to_lowercase() == wanted;
    if let Some(region) = atlas.regions.iter().find(|region| is_it(&region.code)) {
        return Ok(region.code.clone());
    }
    let is_named = |region: &&Region| {
        [&region.short.en, &region.short.ru, &region.name.en, &region.name.ru].into_iter().any(is_it)
    };
    let named: Vec<&Region> = atlas.regions.iter().filter(is_named).collect();
    // A region goes before a city of its name; of two districts of one name neither goes first.
    let first = named.iter().find(|region| region.level != Level::Municipality).or(named.first());
    let as_first = |region: &&&Region| first.is_some_and(|first| first.level == region.level);
    match first {
        Some(region)
            if matches!(region.level, Level::Region | Level::Municipality)
                && named.iter().filter(as_first).count() > 1 =>
        {
            let codes = named.iter().filter(as_first).map(|region| region.code.as_str());
            let codes = codes.collect::<Vec<_>>().join(", ");
            Err(CommandError::SeveralRegions { found: given, codes })
        }
        Some(region) => Ok(region.code.clone()),
        None => Err(CommandError::no_region(given, atlas)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Localized;

    #[test]
    fn a_name_of_two_regions_is_refused_with_their_codes() {
        let mut atlas = Atlas::default();
        for (code, level, name) in [
            ("A", Level::Region, "Vale"),
            ("B", Level::Region, "Vale"),
            ("C", Level::Region, "Oak"),
            ("D", Level::Municipality, "Oak"),
        ] {
            atlas.add_region(Region::new(code, level, Localized::same(name.to_owned())));
        }
        let said = known_code("vale".into(), &atlas).expect_err("two").told().to_string();
        assert_eq!(said, "several regions are called 'vale': use a code, one of A, B");
        assert_eq!(known_code("Oak".into(), &atlas).ok().as_deref(), Some("C"), "a region before its city");
        assert_eq!(known_code("b".into(), &atlas).ok().as_deref(), Some("B"));
    }
}
