//! Owns what the fact sheet of a region says, and the sheets of all regions at once. Does not lay
//! out, draw or write files.

use super::{
    super::{MapError, Session},
    FigureError,
};
use crate::{
    atlas::{Level, MetricId, MetricKind, Record, RegionId},
    figure::{
        FigureSpec, Fill, Form, FrameText, GrowthBar, Locator, MapFigure, MapInsets, MapKey, MapLegend, Page,
        Paper, RegionSheet, SheetFact, sheet_page,
    },
    lang::{Message, Words},
    provenance::Status,
    session::{ChartError, Command},
};
use rayon::prelude::*;
use std::sync::Arc;

/// More facts than this nobody reads on a sheet.
const FACTS: usize = 16;

impl Session {
    /// The figure of a spec for every region of the map that counts, as files of this form, each
    /// with the code of its region.
    ///
    /// # Errors
    /// As [`Self::printed`], for the first region that fails.
    pub fn printed_each(&self, spec: &FigureSpec, form: Form) -> Result<Vec<(String, Vec<u8>)>, FigureError> {
        let session = self.prepared(&FigureSpec { region: None, ..spec.clone() })?;
        let locator = session.locator()?;
        let codes: Vec<String> =
            session.printed_regions().map(|region| self.atlas().region(region).code.clone()).collect();
        // The shapes are read once, before the copies are made.
        codes
            .into_par_iter()
            .map(|code| {
                let of_region = FigureSpec { region: Some(code.clone()), ..spec.clone() };
                Ok((code, session.printed_with(&of_region, locator.as_ref())?.to_file(form)))
            })
            .collect()
    }

    /// The shapes that say where a region lies; none where nothing has an image.
    pub(super) fn locator(&self) -> Result<Option<Locator>, FigureError> {
        let mut whole = self.for_background();
        whole.apply(Command::Focus(None))?;
        let geography = self.geography().map_err(MapError::from)?;
        let features = whole.features(geography, |_| Some((Fill::Class(0), false, String::new())))?;
        Ok(Locator::of(&MapFigure {
            text: FrameText::default(),
            paper: Paper::light((0, 0)),
            geography,
            features,
            is_close_up: false,
            has_patterns: false,
            are_municipalities: false,
            key: MapKey::Colours(MapLegend::Bans(Vec::new())),
            symbols: Vec::new(),
            flows: Vec::new(),
            places: Vec::new(),
            insets: MapInsets::Off,
            bans_when: String::new(),
        }))
    }

    pub(super) fn sheet_page(
        &self,
        spec: &FigureSpec,
        locator: Option<&Locator>,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let mut sheet = self.region_sheet(words)?;
        sheet.text = Self::dressed(&sheet.text, spec)?;
        let own = if locator.is_none() { self.locator()? } else { None };
        Ok(sheet_page(&sheet, locator.or(own.as_ref()), paper, words))
    }

    pub(super) fn region_sheet(&self, words: &Words) -> Result<RegionSheet, FigureError> {
        let (atlas, lang) = (self.atlas(), words.lang());
        let nothing = || ChartError::Nothing("error-no-regions".into());
        let region = self.whole().ok_or_else(nothing)?;
        let metric = self.printed_metric()?;
        let known: Vec<(MetricId, Record)> = self.facts_of(region, metric);
        let mut facts: Vec<SheetFact> =
            known.iter().map(|(id, record)| self.sheet_fact(region, *id, record, words)).collect();
        // Second, so that it stays where room is short.
        if let Some(ban) = self.ban_fact(region, words) {
            facts.insert(facts.len().min(1), ban);
        }
        if facts.is_empty() {
            let why = Message::new("error-nothing-known").text("region", &*atlas.region(region).code);
            return Err(ChartError::Nothing(why).into());
        }
        facts.truncate(FACTS);
        let geography = self.geography().map_err(MapError::from)?;
        let is_own =
            |of: &Option<RegionId>| of.is_some_and(|of| self.focus().is_some() && self.is_in_focus(of));
        let features = (0..geography.region_of_feature.len())
            .filter(|&number| is_own(&geography.region_of_feature[number]))
            .collect();
        let bars: Vec<GrowthBar> = self
            .growth_rows()
            .into_iter()
            .map(|row| GrowthBar {
                label: row.year.to_string(),
                observation: row.observation,
                change_percent: row.change_percent,
                // A sheet has room for the last years only.
                missing_before: 0,
            })
            .collect();
        Ok(RegionSheet {
            text: self.sheet_text(region, metric, &known, &facts, words),
            features,
            facts,
            bars_title: atlas.metric(metric).name.get(lang).to_owned(),
            bars,
        })
    }

    /// Figures of a region: the metric shown first, then those of the atlas's groups in their
    /// order.
    pub(super) fn facts_of(&self, region: RegionId, shown: MetricId) -> Vec<(MetricId, Record)> {
        let atlas = self.atlas();
        let grouped = atlas.groups.iter().flat_map(|group| group.metrics.iter().copied());
        let mut ids = vec![shown];
        ids.extend(grouped.filter(|&id| id != shown));
        ids.into_iter()
            .filter(|&id| atlas.metric(id).kind != MetricKind::Categorical)
            .filter_map(|id| Some((id, atlas.record(region, id, self.document().year)?)))
            .take(FACTS - 1)
            .collect()
    }

    fn sheet_fact(&self, region: RegionId, id: MetricId, record: &Record, words: &Words) -> SheetFact {
        let metric = self.atlas().metric(id);
        let observation = &record.observation;
        let status = words.get(&format!("status-{}", observation.status.id()));
        let period = record.period.label(words);
        let status = if period.is_empty() { status } else { format!("{status}, {period}") };
        SheetFact {
            name: metric.name.get(words.lang()).to_owned(),
            figure: Self::figure_text(metric, observation, words),
            told: [status, self.first_of_sources(&observation.sources, words)],
            place: self.place_among_all(region, id, words).unwrap_or_default(),
        }
    }

    fn ban_fact(&self, region: RegionId, words: &Words) -> Option<SheetFact> {
        let atlas = self.atlas();
        if atlas.region(region).level != Level::Region {
            return None;
        }
        let metric = atlas.metrics.iter().find(|metric| metric.kind == MetricKind::Categorical)?;
        let year = self.document().year;
        let ban = atlas.bans_of(region, year).into_iter().next();
        // That there is none follows from lists that do not name the region.
        let status = ban.map_or_else(
            || words.get(&format!("status-{}", Status::Derived.id())),
            |ban| words.get(&format!("act-{}", ban.status.id())),
        );
        let sources = ban.map_or_else(|| self.sources_of_bans(), |ban| ban.sources.clone());
        Some(SheetFact {
            name: metric.name.get(words.lang()).to_owned(),
            figure: words.get(&format!("ban-{}", atlas.ban_class(region, year).id())),
            told: [format!("{status}, {year}"), self.first_of_sources(&sources, words)],
            place: String::new(),
        })
    }

    /// "Kommersant, 2026-01-21 and 2 more sources".
    fn first_of_sources(&self, sources: &[Arc<str>], words: &Words) -> String {
        let ids: Vec<&str> = sources.iter().map(|id| &**id).collect();
        self.source_list(&ids, 1, words)
    }

    fn sheet_text(
        &self,
        region: RegionId,
        metric: MetricId,
        known: &[(MetricId, Record)],
        facts: &[SheetFact],
        words: &Words,
    ) -> FrameText {
        let (atlas, lang) = (self.atlas(), words.lang());
        let of = atlas.region(region);
        let parent = of.parent.map(|parent| atlas.region(parent));
        let parent = parent.map(|parent| parent.name.get(lang)).filter(|name| !name.is_empty());
        let mut notes = self.caution_notes(metric, words);
        let own: Vec<&Record> =
            known.iter().filter(|(id, _)| *id == metric).map(|(_, record)| record).collect();
        notes.extend(self.estimates_note(metric, &own, words));
        let told: Vec<String> = facts
            .iter()
            .take(4)
            .map(|fact| format!("{}: {} ({}).", fact.name, fact.figure, fact.told[0]))
            .collect();
        let title = of.name.get(lang).to_owned();
        let observations = || known.iter().map(|(_, record)| &record.observation);
        let of_bans = atlas.bans_of(region, self.document().year);
        FrameText {
            alt: format!("{title}. {}", told.join(" ")),
            subtitle: parent.unwrap_or_default().to_owned(),
            title,
            notes,
            source_line: self.source_line(
                observations().flat_map(|observation| &observation.sources),
                of_bans.iter().flat_map(|ban| &ban.sources),
                words,
            ),
            status_line: Self::status_of_figures(observations(), 0, words),
            making: Vec::new(),
        }
    }
}
