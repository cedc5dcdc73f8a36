//! Owns the list of all contradictions of an atlas: both statements with their sources, and the
//! regions, metrics and years whose figures they concern. Which statements no count can satisfy
//! together is in `consistency`.

use super::{Session, card::Contradiction, has_words};
use crate::{
    atlas::{MetricId, Period, Record, RegionId, Relation},
    lang::{Localized, Words},
};
use std::{fmt::Write, sync::Arc};

/// Two statements that contradict each other, and the figures that rest on either.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradicted {
    /// Id in the data; empty for two figures of which the data do not say so.
    pub id: String,
    /// Both statements with their sources.
    pub contradiction: Contradiction,
    /// What it concerns, by region; empty where it is of no region in particular.
    pub figures: Vec<ContradictedFigure>,
}

/// A figure, or a region of which something was said in words, that a contradiction concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContradictedFigure {
    /// Code of the region.
    pub region: String,
    /// Its short name.
    pub region_name: String,
    /// Id of the metric; empty for what was said in words.
    pub metric: String,
    /// When, in words; maybe empty.
    pub period: String,
    /// A year for which it answers.
    pub year: Option<i32>,
    /// Region, metric, period and figure in one line.
    pub text: String,
}

impl Contradicted {
    /// Whether every word that is typed occurs in what is told of it.
    #[must_use]
    pub fn has(&self, typed: &str) -> bool {
        let claims = self.contradiction.claims.iter().map(|(claim, _)| claim);
        let figures = self.figures.iter().map(|figure| &figure.text);
        let texts: Vec<Localized> = [&self.contradiction.topic]
            .into_iter()
            .chain(claims)
            .chain(figures)
            .map(Localized::same)
            .collect();
        has_words(&texts, typed)
    }
}

impl Session {
    /// All contradictions of the atlas in the order of its table, then pairs of stored figures of one
    /// region, metric and period whose bounds have nothing in common and that the atlas does not
    /// declare.
    #[must_use]
    pub fn all_contradictions(&self, words: &Words) -> Vec<Contradicted> {
        let atlas = self.atlas();
        let declared = atlas.conflicts.iter().map(|conflict| Contradicted {
            id: conflict.id.to_string(),
            contradiction: self.contradiction_of(conflict, words),
            figures: self.concerned(&conflict.id, words),
        });
        declared.chain(self.undeclared(words)).collect()
    }

    /// The same as lines of text.
    #[must_use]
    pub fn contradictions_told(&self, words: &Words) -> String {
        let all = self.all_contradictions(words);
        let count = all.len().to_string();
        let name = self.atlas().name.get(words.lang());
        let mut told =
            words.plural("contradictions", all.len() as f64, &[("atlas", name), ("count", &count)]);
        told.push('\n');
        for Contradicted { contradiction, figures, .. } in &all {
            let concerned: Vec<&str> = figures.iter().map(|figure| figure.text.as_str()).collect();
            let concerned =
                if concerned.is_empty() { String::new() } else { format!(": {}", concerned.join("; ")) };
            // Writing into a string cannot fail.
            let _ = writeln!(told, "  {}{concerned}", contradiction.topic);
            for (head, (claim, sources)) in
                ["column-claim-a", "column-claim-b"].iter().zip(&contradiction.claims)
            {
                let sources: Vec<&str> = sources.iter().map(|source| source.label.as_str()).collect();
                let _ = writeln!(told, "    {}: {claim} ({})", words.get(head), sources.join("; "));
            }
            let _ = writeln!(told, "    {}: {}", words.get("column-how-shown"), contradiction.how_shown);
        }
        told
    }

    /// Figures that cite a contradiction, directly or by a fact that they are estimated from, and
    /// regions of which statements in words do.
    fn concerned(&self, id: &Arc<str>, words: &Words) -> Vec<ContradictedFigure> {
        let atlas = self.atlas();
        let mut concerned: Vec<ContradictedFigure> = Vec::new();
        for metric in self.metric_ids() {
            for region in atlas.region_ids() {
                for record in atlas.stored_records(region, metric) {
                    if record.observation.conflicts.contains(id) {
                        push_new(&mut concerned, self.contradicted(region, metric, record, words));
                    }
                }
            }
        }
        if let Some(metric) = atlas.estimated_metric() {
            for constraint in atlas.constraints.iter().filter(|constraint| constraint.conflicts.contains(id))
            {
                for &region in regions_of(&constraint.relation) {
                    if let Some(record) = atlas.record(region, metric, constraint.year) {
                        push_new(&mut concerned, self.contradicted(region, metric, &record, words));
                    }
                }
            }
        }
        let has_figure: Vec<String> = concerned.iter().map(|figure| figure.region.clone()).collect();
        for statement in atlas.statements.iter().filter(|statement| statement.conflicts.contains(id)) {
            let without = |region: &&RegionId| !has_figure.contains(&atlas.region(**region).code);
            for &region in statement.regions.iter().filter(without) {
                push_new(&mut concerned, self.contradicted_in_words(region, statement.period, words));
            }
        }
        concerned
    }

    fn contradicted(
        &self,
        region: RegionId,
        metric: MetricId,
        record: &Record,
        words: &Words,
    ) -> ContradictedFigure {
        let (atlas, lang) = (self.atlas(), words.lang());
        let shown = atlas.metric(metric);
        let (name, period) = (atlas.region(region).short.get(lang), record.period.label(words));
        let figure = Self::figure_text(shown, &record.observation, words);
        ContradictedFigure {
            region: atlas.region(region).code.clone(),
            region_name: name.to_owned(),
            metric: shown.id.clone(),
            text: format!("{name}, {}, {period}: {figure}", shown.name.get(lang)),
            period,
            year: Some(record.period.last.year),
        }
    }

    fn contradicted_in_words(
        &self,
        region: RegionId,
        period: Option<Period>,
        words: &Words,
    ) -> ContradictedFigure {
        let name = self.atlas().region(region).short.get(words.lang());
        let year = period.map(|period| period.last.year);
        let period = period.map(|period| period.label(words)).unwrap_or_default();
        ContradictedFigure {
            region: self.atlas().region(region).code.clone(),
            region_name: name.to_owned(),
            metric: String::new(),
            text: if period.is_empty() { name.to_owned() } else { format!("{name}, {period}") },
            period,
            year,
        }
    }

    /// Stored figures of one region, metric and period that have no value in common, where neither
    /// cites a contradiction.
    fn undeclared(&self, words: &Words) -> Vec<Contradicted> {
        let (atlas, lang) = (self.atlas(), words.lang());
        let mut found = Vec::new();
        for metric in self.metric_ids() {
            for region in atlas.region_ids() {
                let records = atlas.stored_records(region, metric);
                for (at, first) in records.iter().enumerate() {
                    for second in records[at + 1..].iter().filter(|second| contradict(first, second)) {
                        let claim = |record: &Record| {
                            let told = self.contradicted(region, metric, record, words).text;
                            (told, self.citations(&record.observation.sources, lang))
                        };
                        found.push(Contradicted {
                            id: String::new(),
                            contradiction: Contradiction {
                                topic: atlas.metric(metric).name.get(lang).to_owned(),
                                claims: [claim(first), claim(second)],
                                how_shown: words.get("contradiction-undeclared"),
                            },
                            figures: vec![self.contradicted(region, metric, first, words)],
                        });
                    }
                }
            }
        }
        found
    }
}

/// Whether two figures of one period have no value in common and do not say that they contradict.
fn contradict(first: &Record, second: &Record) -> bool {
    let ((low, high), (other_low, other_high)) = (first.observation.bounds(), second.observation.bounds());
    let is_declared = |record: &Record| !record.observation.conflicts.is_empty();
    first.period == second.period
        && (high < other_low || other_high < low)
        && !is_declared(first)
        && !is_declared(second)
}

/// Adds a figure, unless that of its region, metric and period is there.
fn push_new(concerned: &mut Vec<ContradictedFigure>, figure: ContradictedFigure) {
    let key = |known: &ContradictedFigure| {
        (known.region == figure.region, known.metric == figure.metric, known.period == figure.period)
    };
    if !concerned.iter().any(|known| key(known) == (true, true, true)) {
        concerned.push(figure);
    }
}

fn regions_of(relation: &Relation) -> &[RegionId] {
    match relation {
        Relation::Sum { area, .. } | Relation::Ratio { area, .. } | Relation::Growth { area, .. } => area,
        Relation::Order { areas } => areas.first().map_or(&[], Vec::as_slice),
        Relation::Rank { regions, .. } => regions,
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        lang::{Lang, Words},
        session::{Session, Sources},
    };

    #[test]
    fn all_contradictions_are_told_with_both_sides_and_what_they_concern() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        for lang in Lang::ALL {
            let words = Words::new(lang);
            let all = session.all_contradictions(&words);
            assert!(all.len() >= session.atlas().conflicts.len());
            let is_cited = |claim: &(String, Vec<_>)| !claim.0.is_empty() && !claim.1.is_empty();
            assert!(all.iter().all(|found| found.contradiction.claims.iter().all(is_cited)), "{all:?}");
            let rank = all.iter().find(|found| found.id == "novosibirsk-rank").expect("declared");
            let figure = rank.figures.iter().find(|figure| figure.region == "RU-NVS").expect("its figure");
            assert_eq!((figure.metric.as_str(), figure.period.as_str()), ("farms", "2025"));
            let told = session.contradictions_told(&words);
            for found in &all {
                assert!(found.contradiction.claims.iter().all(|(claim, _)| told.contains(claim)), "{told}");
            }
        }
    }
}
