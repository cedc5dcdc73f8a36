//! Owns what is shown of a source: its particulars, how to cite it, and what rests on it. Does
//! not draw it.

use super::Session;
use crate::{
    atlas::{Derivation, RegionId},
    lang::Words,
};
use std::sync::Arc;

/// A source, and what rests on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceCard {
    /// Title of the document.
    pub title: String,
    /// Labels and texts: publisher, date, licence, note; none of them empty.
    pub details: Vec<(String, String)>,
    /// Address; maybe empty.
    pub url: String,
    /// All of it in a line, to be copied.
    pub citation: String,
    /// What of the region looked at rests on it.
    pub rests: Vec<String>,
    /// How many figures of the whole atlas do.
    pub figure_count: usize,
}

impl Session {
    /// The source with this id, with what of `region` rests on it.
    #[must_use]
    pub fn source_card(&self, id: &str, region: Option<RegionId>, words: &Words) -> Option<SourceCard> {
        let lang = words.lang();
        let source = self.atlas().sources.get(id)?;
        let (title, publisher) = (source.title.get(lang), source.publisher.get(lang));
        let details = [
            ("source-publisher", publisher),
            ("source-date", &source.date),
            ("source-licence", &source.licence),
            ("column-note", source.note.get(lang)),
        ];
        let named = details.into_iter().filter(|(_, text)| !text.is_empty());
        let parts = [publisher, title, &source.date, &source.url];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Some(SourceCard {
            title: title.to_owned(),
            details: named.map(|(label, text)| (words.get(label), text.to_owned())).collect(),
            url: source.url.clone(),
            citation: format!("{}.", parts.join(". ")),
            rests: region.map(|region| self.resting(&source.id, region, words)).unwrap_or_default(),
            figure_count: self.count_resting(&source.id),
        })
    }

    fn resting(&self, id: &Arc<str>, region: RegionId, words: &Words) -> Vec<String> {
        let (atlas, lang) = (self.atlas(), words.lang());
        let mut rests = Vec::new();
        for metric in self.metric_ids().map(|metric| (metric, atlas.metric(metric))) {
            let (metric_id, metric) = metric;
            let cited = atlas.records(region, metric_id);
            for record in cited.iter().filter(|record| record.observation.sources.contains(id)) {
                let figure = self.figure(region, metric, record, words);
                let parts = [figure.text, figure.status_word, figure.period];
                let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                rests.push(format!("{}: {}", metric.name.get(lang), parts.join(", ")));
            }
        }
        let bans = atlas.bans.iter().filter(|ban| ban.region == region && ban.sources.contains(id));
        rests.extend(bans.map(|ban| {
            let category = words.get(&format!("ban-{}", ban.class().id()));
            format!("{category}: {}", ban.act.get(lang))
        }));
        let statements = atlas.statements.iter();
        let about = statements.filter(|said| said.regions.contains(&region) && said.sources.contains(id));
        rests.extend(about.map(|said| said.text.get(lang).to_owned()));
        rests
    }

    /// Figures as they are stored: computed ones cite the sources of their parts.
    fn count_resting(&self, id: &Arc<str>) -> usize {
        let atlas = self.atlas();
        let stored =
            self.metric_ids().filter(|&metric| atlas.metric(metric).derivation == Derivation::Stored);
        let records = stored
            .flat_map(|metric| atlas.region_ids().flat_map(move |region| atlas.records(region, metric)));
        records.filter(|record| record.observation.sources.contains(id)).count()
    }
}
