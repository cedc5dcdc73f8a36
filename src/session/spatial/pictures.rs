//! Owns the map of local clusters. Does not lay out or draw.

use super::{ISLAND, NO_CLUSTER, RegionResult, SpatialResult, told::NAMED};
use crate::{
    figure::{Colour, Fill, FrameText, KindLegend, MapFigure, MapInsets, MapKey, Page, Paper, map_page},
    lang::Words,
    session::{FigureError, MapError, Session, captions::SOURCES_PRINTED},
    units::number,
};

/// Quadrants with their message and colour, as maps of local Moran have them (Anselin 1995).
const QUADRANTS: [(&str, &str, u32); 4] = [
    ("HH", "spatial-hh", 0xc2_56_0f),
    ("HL", "spatial-hl", 0xe8_a8_5c),
    ("LH", "spatial-lh", 0x8f_c1_de),
    ("LL", "spatial-ll", 0x1b_5e_8c),
];
const NONE: u32 = 0xec_ed_ee;
const NO_NEIGHBOURS: u32 = 0xb9_bd_c1;

/// What a region is on the map.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Cluster(usize),
    /// Its p is small by itself, but not among so many.
    Single(usize),
    None,
    Island,
}

impl Kind {
    fn of(region: &RegionResult) -> Self {
        let quadrant = || QUADRANTS.iter().position(|(id, ..)| *id == region.quadrant).unwrap_or(0);
        match region.cluster {
            ISLAND => Self::Island,
            NO_CLUSTER if region.p.is_some_and(|p| p <= NAMED) => Self::Single(quadrant()),
            NO_CLUSTER => Self::None,
            _ => Self::Cluster(quadrant()),
        }
    }

    fn colour(self) -> Colour {
        let of = |quadrant: usize| Colour::hex(QUADRANTS[quadrant].2);
        match self {
            Self::Cluster(quadrant) => of(quadrant),
            // Half way to paper.
            Self::Single(quadrant) => {
                let Colour { red, green, blue } = of(quadrant);
                let pale = |channel: u8| channel / 2 + u8::MAX / 2;
                Colour { red: pale(red), green: pale(green), blue: pale(blue) }
            }
            Self::None => Colour::hex(NONE),
            Self::Island => Colour::hex(NO_NEIGHBOURS),
        }
    }

    fn told(self, count: usize, words: &Words) -> String {
        let count = count.to_string();
        let kind = |quadrant: usize| words.get(QUADRANTS[quadrant].1);
        match self {
            Self::Cluster(quadrant) => {
                words.with("spatial-kind-cluster", &[("kind", &kind(quadrant)), ("count", &count)])
            }
            Self::Single(quadrant) => {
                words.with("spatial-kind-single", &[("kind", &kind(quadrant)), ("count", &count)])
            }
            Self::None => words.with("spatial-kind-none", &[("count", &count)]),
            Self::Island => words.with("spatial-kind-island", &[("count", &count)]),
        }
    }
}

impl Session {
    /// The map of local clusters of a result: those that pass, those with a small p by themselves, and
    /// the others.
    ///
    /// # Errors
    /// The shapes cannot be read.
    pub fn cluster_page(
        &self,
        result: &SpatialResult,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let mut session = self.for_background();
        session.sources_named = SOURCES_PRINTED;
        let geography = self.geography().map_err(MapError::from)?;
        let (atlas, lang) = (session.atlas(), words.lang());
        let all: Vec<Kind> = (0..QUADRANTS.len())
            .map(Kind::Cluster)
            .chain((0..QUADRANTS.len()).map(Kind::Single))
            .chain([Kind::None, Kind::Island])
            .collect();
        let count = |kind: Kind| result.regions.iter().filter(|region| Kind::of(region) == kind).count();
        let kinds: Vec<Kind> = all.into_iter().filter(|kind| count(*kind) > 0).collect();
        let features = session.features(geography, |id| {
            let code = &atlas.region(id).code;
            let name = atlas.region(id).name.get(lang).to_owned();
            let Some(region) = result.regions.iter().find(|region| region.region == *code) else {
                return Some((Fill::NoData, false, name));
            };
            let kind = Kind::of(region);
            let at = kinds.iter().position(|known| *known == kind)?;
            let p = region.p.map_or_else(String::new, |p| format!(", p {}", number(p, 4, lang)));
            Some((Fill::Class(at), false, format!("{name}: {}{p}", kind.told(1, words))))
        })?;
        let metric = atlas.metric_id(&result.metric);
        let name = metric.map(|id| session.metric_name(id, words)).unwrap_or_default();
        let title = words.with(
            "spatial-clusters-title",
            &[("metric", &format!("{name}, {}", session.spatial_period(result, words)))],
        );
        let rate = number(result.false_discovery_rate * 100.0, 0, lang);
        let subtitle = words.with(
            "spatial-clusters-subtitle",
            &[("count", &number(result.permutations as f64, 0, lang)), ("rate", &rate)],
        );
        let mut notes = vec![super::told::global("spatial-moran", &result.moran, words)];
        if result.clusters().next().is_none() {
            notes.push(words.with("spatial-no-cluster", &[("rate", &rate)]));
        }
        let observed = || result.observed.iter().map(|record| &record.observation);
        let text = FrameText {
            alt: format!("{title}. {}", notes.join(" ")),
            title,
            subtitle,
            notes,
            source_line: session.source_line(observed().flat_map(|o| &o.sources), [], words),
            status_line: Self::status_of_figures(observed(), result.no_value.len(), words),
            making: Vec::new(),
        };
        let kind = |kind: &Kind| (kind.colour(), kind.told(count(*kind), words));
        let mut features = features;
        for feature in &mut features {
            // Bans are no part of this.
            feature.ban = crate::atlas::BanClass::None;
        }
        let figure = MapFigure {
            text,
            paper,
            geography,
            features,
            is_close_up: session.is_close_up(),
            are_municipalities: false,
            has_patterns: false,
            key: MapKey::Kinds(KindLegend {
                heading: String::new(),
                kinds: kinds.iter().map(kind).collect(),
            }),
            symbols: Vec::new(),
            flows: Vec::new(),
            places: Vec::new(),
            insets: MapInsets::Crowded,
            bans_when: String::new(),
        };
        let mut page = map_page(&figure, words)?;
        page.facts = vec![
            ("atlas", self.atlas().name.en.clone()),
            ("data-sha256", self.data_hash()?),
            ("kind", "spatial-clusters".to_owned()),
            ("program", concat!("hashatlas ", env!("CARGO_PKG_VERSION")).to_owned()),
        ];
        Ok(page)
    }
}
