//! Owns how an estimate is explained: the statements that made it and how far it moves under
//! other assumptions. Does not estimate or draw.

use super::{Session, certainty::carried, figures::Citation};
use crate::{
    atlas::{Assumption, Estimate, RegionId},
    estimate::text_of,
    lang::Words,
    provenance::Status,
    units,
};
use std::sync::Arc;

/// Why an estimate is what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimateCard {
    /// The metric and the year.
    pub title: String,
    /// The first guess that the statements corrected; empty where the point does not show.
    pub prior: String,
    /// The point and its bounds in a sentence; that it is too wide for a number, where it is.
    pub range: String,
    /// The statements that made the bounds or moved the point, with their sources.
    pub statements: Vec<(String, Vec<Citation>)>,
    /// Other assumptions, and the point under them; what moves it most goes first.
    pub shifts: Vec<(String, String)>,
}

impl Session {
    /// Why the region's estimate for the year looked at is what it is; `None` where a published
    /// or derived figure is shown instead.
    pub(super) fn estimate_card(&self, region: RegionId, words: &Words) -> Option<EstimateCard> {
        let (atlas, lang, year) = (self.atlas(), words.lang(), self.document().year);
        let metric = atlas.estimated_metric()?;
        let estimate = atlas.estimate(region, year)?;
        let shown = atlas.record(region, metric, year)?;
        if shown.observation.value.is_some() && shown.observation.status != Status::Estimated {
            return None;
        }
        let shows_points = self.document().shows_estimates;
        let count = |n: u64| units::number(n as f64, 0, lang);
        let bounds = units::interval(Some(estimate.low as f64), Some(estimate.high as f64), 0, lang);
        let point = carried(&shown.observation).map(|point| units::number(point, 0, lang));
        let message = match (&point, shows_points) {
            (Some(_), _) => "estimate-range",
            (None, true) => "estimate-too-wide",
            (None, false) => "estimate-bounds-only",
        };
        let point = point.unwrap_or_default();
        let priors = &atlas.estimation.priors;
        let prior_name = |id: &Arc<str>| {
            let known = priors.iter().find(|prior| prior.id == *id);
            known.map_or(id.as_ref(), |prior| prior.name.get(lang)).to_owned()
        };
        let statements = estimate.statements.iter().filter_map(|id| {
            let (text, sources) = text_of(atlas, id)?;
            Some((text.get(lang).to_owned(), self.citations(&sources, lang)))
        });
        // Without the point nobody asks how far it moves.
        let mut shifts: Vec<_> = estimate.shifts.iter().filter(|_| shows_points).collect();
        shifts.sort_by_key(|shift| std::cmp::Reverse(shift.count.abs_diff(estimate.count)));
        let shifts = shifts.into_iter().map(|shift| {
            let assumption = match &shift.assumption {
                Assumption::Prior(id) => words.with("estimate-prior", &[("prior", &prior_name(id))]),
                Assumption::Without(sources) => self.without(sources, words),
                Assumption::Side { conflict, side } => self.other_side(conflict, side, words),
            };
            (assumption, format!("{} ({})", count(shift.count), Self::moved(estimate, shift.count, words)))
        });
        Some(EstimateCard {
            title: format!("{}, {year}", atlas.metric(metric).name.get(lang)),
            prior: if shows_points {
                words.with("estimate-from", &[("prior", &prior_name(&estimate.prior))])
            } else {
                String::new()
            },
            range: words.with(message, &[("point", &point), ("bounds", &bounds)]),
            statements: statements.collect(),
            shifts: shifts.collect(),
        })
    }

    fn without(&self, sources: &[Arc<str>], words: &Words) -> String {
        let mut names: Vec<String> = sources.iter().map(|id| self.source_name(id, words.lang())).collect();
        names.dedup();
        words.with("estimate-without", &[("sources", &names.join("; "))])
    }

    fn other_side(&self, conflict: &str, side: &str, words: &Words) -> String {
        let claim = self.atlas().conflict(conflict).map(|conflict| {
            let claim = if side == "a" { &conflict.claim_a.0 } else { &conflict.claim_b.0 };
            claim.get(words.lang()).trim_end_matches('.').to_owned()
        });
        words.with("estimate-side", &[("claim", claim.as_deref().unwrap_or(side))])
    }

    /// By how much of the point another one differs.
    fn moved(estimate: &Estimate, count: u64, words: &Words) -> String {
        let lang = words.lang();
        if estimate.count == 0 {
            return format!("+{}", units::number(count as f64, 0, lang));
        }
        let percent = (count as f64 / estimate.count as f64 - 1.0) * 100.0;
        units::signed_percent(percent, 0, lang)
    }
}

#[cfg(test)]
mod tests {
    use crate::session::{Command, Session, Sources};

    #[test]
    fn an_estimate_names_its_statements_and_how_far_it_moves() {
        let mut session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        session.apply(Command::ShowEstimates(true)).expect("possible");
        let words = session.words();
        let card = |code: &str| {
            let region = session.atlas().region_id(code).expect("known");
            session.estimate_card(region, &words)
        };
        let moscow = card("RU-MOW").expect("estimated");
        assert!(!moscow.statements.is_empty() && !moscow.shifts.is_empty(), "{moscow:?}");
        for (text, sources) in &moscow.statements {
            assert!(!text.is_empty() && !sources.is_empty(), "{text}");
        }
        assert!(
            moscow.shifts.iter().all(|(assumed, _)| !assumed.contains("estimate-")),
            "{:?}",
            moscow.shifts
        );
        // Half of the published count of Siberia: derived, so nothing is to be explained.
        assert_eq!(card("RU-IRK"), None);
    }
}
