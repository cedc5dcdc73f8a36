//! Owns what holds of cases after all that was said and taken back. Does not keep it in a file.

use crate::{Act, Case, Review, Verdict};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A review that was not taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its number in the store.
    pub number: u64,
    /// What it says.
    pub review: Review,
}

/// Two people who say different things of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The later one, which holds.
    pub later: Review,
    /// The earlier one.
    pub earlier: Review,
}

/// All reviews that hold, by case.
#[derive(Clone, Debug, Default)]
pub struct Reviews {
    held: Vec<Held>,
    by_subject: HashMap<String, Vec<usize>>,
}

impl Reviews {
    /// What holds after these acts, in their order. Of one author and case the last one holds.
    #[must_use]
    pub fn after<'a>(acts: impl IntoIterator<Item = (u64, &'a Act)>) -> Self {
        let mut standing: BTreeMap<u64, &Review> = BTreeMap::new();
        for (number, act) in acts {
            match act {
                Act::Review(review) => {
                    standing.insert(number, review);
                }
                Act::Withdraw { number, .. } => {
                    standing.remove(number);
                }
            }
        }
        let mut reviews = Self::default();
        for (number, review) in standing {
            reviews.take(Held { number, review: review.clone() });
        }
        reviews
    }

    fn take(&mut self, held: Held) {
        let of_subject = self.by_subject.entry(held.review.case.subject.clone()).or_default();
        let same = |at: &&usize| {
            let before = &self.held[**at].review;
            before.author == held.review.author && before.case.is_same(&held.review.case)
        };
        if let Some(&at) = of_subject.iter().find(same) {
            self.held[at] = held;
        } else {
            of_subject.push(self.held.len());
            self.held.push(held);
        }
    }

    /// All of them, in the order in which their cases were first reviewed.
    #[must_use]
    pub fn all(&self) -> &[Held] {
        &self.held
    }

    /// The reviews of a case, the one that holds first: the latest that is clear, else the latest. Of
    /// several cases of one meter the one that starts nearest is meant.
    #[must_use]
    pub fn of(&self, case: &Case) -> Vec<&Review> {
        let Some(places) = self.by_subject.get(&case.subject) else { return Vec::new() };
        let same = places.iter().map(|&at| &self.held[at]);
        let mut same: Vec<_> = same
            .filter(|held| held.review.case.is_same(case))
            .map(|held| (held.review.case.days_apart(case).unwrap_or(i64::MAX), held))
            .collect();
        let nearest = same.iter().map(|(apart, _)| *apart).min().unwrap_or(0);
        let group =
            same.iter().find(|(apart, _)| *apart == nearest).map(|(_, held)| held.review.case.clone());
        same.retain(|(_, held)| group.as_ref().is_some_and(|group| group.is_same(&held.review.case)));
        same.sort_by_key(|(_, held)| {
            std::cmp::Reverse((held.review.verdict != Verdict::Unclear, held.review.at_s, held.number))
        });
        same.into_iter().map(|(_, held)| &held.review).collect()
    }

    /// What holds of a case.
    #[must_use]
    pub fn verdict(&self, case: &Case) -> Option<Verdict> {
        self.of(case).first().map(|review| review.verdict)
    }

    /// Cases of which people say different things, each once.
    #[must_use]
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for held in &self.held {
            let of_case = self.of(&held.review.case);
            let Some(&later) = of_case.first() else { continue };
            let differs =
                |other: &&&Review| other.verdict != later.verdict && other.verdict != Verdict::Unclear;
            if let Some(&earlier) = of_case.iter().find(differs)
                && seen.insert(&later.case)
            {
                found.push(Disagreement { later: later.clone(), earlier: earlier.clone() });
            }
        }
        found
    }

    /// Whether this very review is known already: an import may be repeated.
    #[must_use]
    pub fn knows(&self, review: &Review) -> bool {
        let places = self.by_subject.get(&review.case.subject);
        places.is_some_and(|places| places.iter().any(|&at| self.held[at].review == *review))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(meter: &str, day: i32, verdict: Verdict, author: &str, at_s: i64) -> Act {
        let case = Case {
            subject: format!("meter:{meter}"),
            kind: String::new(),
            first_day: Some(day),
            last_day: None,
        };
        Act::Review(Review { case, verdict, author: author.into(), at_s, note: String::new() })
    }

    fn after(acts: &[Act]) -> Reviews {
        Reviews::after((0..).zip(acts))
    }

    fn case(meter: &str, day: i32) -> Case {
        Case { subject: format!("meter:{meter}"), first_day: Some(day), ..Case::default() }
    }

    #[test]
    fn the_last_word_holds_and_undo_brings_back_what_was_said_before() {
        use Verdict::{Confirmed, Rejected};
        let mut acts = vec![review("1", 100, Confirmed, "a", 1), review("1", 103, Rejected, "a", 2)];
        assert_eq!(after(&acts).verdict(&case("1", 101)), Some(Rejected));
        acts.push(Act::Withdraw { number: 1, author: "a".into(), at_s: 3 });
        assert_eq!(after(&acts).verdict(&case("1", 101)), Some(Confirmed));
        acts.push(Act::Withdraw { number: 0, author: "a".into(), at_s: 4 });
        assert_eq!(after(&acts).verdict(&case("1", 101)), None);
        assert!(after(&acts).all().is_empty());
    }

    #[test]
    fn two_people_who_disagree_are_both_kept() {
        use Verdict::{Confirmed, Rejected, Unclear};
        let acts = [
            review("1", 100, Confirmed, "a", 1),
            review("1", 100, Rejected, "b", 2),
            review("1", 100, Unclear, "c", 3),
            review("2", 100, Confirmed, "a", 1),
        ];
        let reviews = after(&acts);
        assert_eq!(reviews.of(&case("1", 100)).len(), 3);
        assert_eq!(reviews.verdict(&case("1", 100)), Some(Rejected), "unclear says less");
        let disagreements = reviews.disagreements();
        assert_eq!(disagreements.len(), 1);
        assert_eq!(
            (disagreements[0].later.author.as_str(), disagreements[0].earlier.author.as_str()),
            ("b", "a")
        );
    }

    #[test]
    fn two_times_of_one_meter_are_two_cases() {
        use Verdict::{Confirmed, Rejected};
        let acts = [review("1", 100, Confirmed, "a", 1), review("1", 300, Rejected, "a", 2)];
        let reviews = after(&acts);
        assert_eq!(reviews.verdict(&case("1", 95)), Some(Confirmed));
        assert_eq!(reviews.verdict(&case("1", 310)), Some(Rejected));
        assert_eq!(reviews.verdict(&case("1", 200)), None);
        assert!(reviews.disagreements().is_empty());
    }
}
