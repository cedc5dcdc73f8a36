//! Owns the list of all contradictions between the sources of an atlas, each with the figures that take part.
//! Does not judge them, nor find those that nobody declared (see `consistency`).

use super::{Contradiction, Session, has_words};
use crate::{
    atlas::{Conflict, Derivation, RegionId},
    lang::{Localized, Words},
};

/// A contradiction, and the figures in which it shows.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedContradiction {
    /// Both claims with their sources.
    pub told: Contradiction,
    /// Figures that take part, those of the country first.
    pub figures: Vec<ContradictingFigure>,
    /// What it can be found by.
    names: Vec<Localized>,
}

/// A figure with which another source does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContradictingFigure {
    /// Place, metric, period and value in a line.
    pub text: String,
    /// Id of its metric.
    pub metric: String,
    /// A year for which it answers.
    pub year: i32,
    /// Code of its region.
    pub region: Option<String>,
}

impl ListedContradiction {
    /// Whether every word that is typed occurs in its claims or figures, in either language.
    #[must_use]
    pub fn has(&self, typed: &str) -> bool {
        has_words(&self.names, typed)
    }
}

impl Session {
    /// All contradictions that the atlas declares, in its order.
    #[must_use]
    pub fn all_contradictions(&self, words: &Words) -> Vec<ListedContradiction> {
        let listed = |conflict: &Conflict| {
            let told = self.contradiction_told(conflict, words);
            let figures = self.contradicting_figures(conflict, words);
            let texts = figures.iter().map(|figure| Localized::same(&figure.text));
            let claims = [&conflict.claim_a.0, &conflict.claim_b.0].into_iter().cloned();
            let topic = [&told.topic].into_iter().map(Localized::same);
            let names = claims.chain(topic).chain(texts).collect();
            ListedContradiction { told, figures, names }
        };
        self.atlas().conflicts.iter().map(listed).collect()
    }

    fn contradicting_figures(&self, conflict: &Conflict, words: &Words) -> Vec<ContradictingFigure> {
        let (atlas, lang) = (self.atlas(), words.lang());
        let mut regions: Vec<RegionId> = atlas.region_ids().collect();
        regions.sort_by_key(|&region| atlas.region(region).level);
        let mut figures = Vec::new();
        for region in regions {
            for id in self.metric_ids().filter(|&id| atlas.metric(id).derivation == Derivation::Stored) {
                for record in atlas.records(region, id) {
                    if !record.observation.conflicts.contains(&conflict.id) {
                        continue;
                    }
                    let (metric, known) = (atlas.metric(id), atlas.region(region));
                    let figure = self.figure(region, metric, &record, words);
                    let (place, name) = (known.name.get(lang), metric.name.get(lang));
                    figures.push(ContradictingFigure {
                        text: format!("{place} · {name}, {}: {}", figure.period, figure.text),
                        metric: metric.id.clone(),
                        year: record.period.last.year,
                        region: Some(known.code.clone()),
                    });
                }
            }
        }
        figures
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Sources;

    #[test]
    fn every_contradiction_is_listed_with_both_sides_and_its_figures() {
        let session = Session::open(&Sources::default()).expect("opens");
        let all = session.all_contradictions(&session.words());
        assert_eq!(all.len(), session.atlas().conflicts.len());
        assert!(all.iter().all(|one| {
            one.told.claims.iter().all(|(claim, sources)| !claim.is_empty() && !sources.is_empty())
        }));
        let rank: Vec<_> =
            all.iter().filter(|one| one.has("новосиб ferm") || one.has("novosibirsk 7,443")).collect();
        let texts: Vec<_> = all.iter().flat_map(|one| &one.figures).map(|figure| &figure.text).collect();
        assert_eq!(rank.len(), 1, "{texts:?}");
        let of_region = |figure: &&ContradictingFigure| figure.region.as_deref() == Some("RU-NVS");
        let figure = rank[0].figures.iter().find(of_region).expect("its own figure");
        assert!(figure.text.starts_with("Novosibirsk Oblast · Farms detected, 2025: "), "{}", figure.text);
        assert_eq!((figure.metric.as_str(), figure.year), ("farms", 2025));
    }
}
