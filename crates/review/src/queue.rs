//! Owns the order in which cases are best reviewed. Does not know files or screens.

use crate::{
    Case, Reviews, Verdict,
    counts::{BAND_COUNT, Estimate, Stratum, band_of, missing_reviews, stratified},
};
use std::collections::HashSet;

/// A detection that could be reviewed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Candidate {
    /// The case.
    pub case: Case,
    /// Calibrated score in 0–1.
    pub score: Option<f64>,
    /// Power in kW.
    pub kw: Option<f64>,
    /// Code of the region.
    pub region: Option<String>,
}

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The highest score.
    Score,
    /// The most power.
    Kw,
    /// Region by region, the highest score first.
    Region,
    /// What a review would teach most: what the detector is least sure of, and unlike what was reviewed.
    Teaching,
    /// At random, but the same each time: the reviews of such cases may be counted (see
    /// [`counts::stratified`](crate::counts::stratified)).
    Drawn {
        /// Another seed, another order.
        seed: u64,
    },
}

/// The candidates still to review, as places in `candidates`, the first `most` of them. The same input
/// gives the same order.
#[must_use]
pub fn next(candidates: &[Candidate], reviews: &Reviews, order: Order, most: usize) -> Vec<usize> {
    let is_reviewed: Vec<bool> = candidates.iter().map(|of| reviews.verdict(&of.case).is_some()).collect();
    let mut open: Vec<usize> = (0..candidates.len()).filter(|&at| !is_reviewed[at]).collect();
    let score = |at: usize| candidates[at].score.unwrap_or(-1.0);
    let kw = |at: usize| candidates[at].kw.unwrap_or(-1.0);
    let down = |a: f64, b: f64| b.total_cmp(&a);
    match order {
        Order::Score => open.sort_by(|&a, &b| down(score(a), score(b)).then(a.cmp(&b))),
        Order::Kw => open.sort_by(|&a, &b| down(kw(a), kw(b)).then(a.cmp(&b))),
        Order::Region => open.sort_by(|&a, &b| {
            let region = |at: usize| candidates[at].region.as_deref().unwrap_or("\u{10ffff}");
            region(a).cmp(region(b)).then(down(score(a), score(b))).then(a.cmp(&b))
        }),
        Order::Drawn { seed } => {
            open.sort_by_cached_key(|&at| (drawn_number(seed, &candidates[at].case), at));
        }
        Order::Teaching => return teaching(candidates, &is_reviewed, open, most),
    }
    open.truncate(most);
    open
}

/// What is still to be reviewed until a count is known as well as is wanted.
#[derive(Clone, Debug, PartialEq)]
pub struct ForTarget {
    /// Places in the candidates, in the order of the draw.
    pub next: Vec<usize>,
    /// What was drawn and reviewed so far, band by band.
    pub strata: [Stratum; BAND_COUNT],
    /// How many of the candidates are true, as far as that tells.
    pub known: Option<Estimate>,
}

/// The cases to review until half the interval of the number of true ones is at most `target` times that of
/// the candidates: drawn at random within bands of the score, so many of each as it lacks.
#[must_use]
pub fn for_target(candidates: &[Candidate], reviews: &Reviews, seed: u64, target: f64) -> ForTarget {
    let mut drawn: Vec<usize> = (0..candidates.len()).collect();
    drawn.sort_by_cached_key(|&at| (drawn_number(seed, &candidates[at].case), at));
    let mut strata = [Stratum::default(); BAND_COUNT];
    let mut is_open = [false; BAND_COUNT];
    for &at in &drawn {
        let band = band_of(candidates[at].score);
        let stratum = &mut strata[band];
        stratum.size += 1;
        match reviews.verdict(&candidates[at].case) {
            // What comes after the first that was not reviewed was not drawn, but chosen.
            _ if is_open[band] => {}
            Some(Verdict::Confirmed) => stratum.confirmed += 1,
            Some(Verdict::Rejected) => stratum.rejected += 1,
            Some(Verdict::Unclear) => stratum.unclear += 1,
            None => is_open[band] = true,
        }
    }
    let mut left = missing_reviews(&strata, target);
    let open = drawn.into_iter().filter(|&at| reviews.verdict(&candidates[at].case).is_none());
    let next = open
        .filter(|&at| {
            let left = &mut left[band_of(candidates[at].score)];
            let is_wanted = *left > 0;
            *left -= u64::from(is_wanted);
            is_wanted
        })
        .collect();
    ForTarget { next, strata, known: stratified(&strata) }
}

/// The permanent random number of a case: who sorts by it draws at random, and draws the same again after
/// cases came or went (Ohlsson 1995, in Cox et al., *Business Survey Methods*, chapter 9,
/// <https://doi.org/10.1002/9781118150504.ch9>). It follows from whom the case is about alone.
#[must_use]
pub fn drawn_number(seed: u64, case: &Case) -> u64 {
    // FNV-1a over the bytes, then the finaliser of `SplitMix64`, so that near ids lie far apart.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in case.subject.bytes().chain([0]).chain(case.kind.bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// How a detection looks to a reviewer: log odds of its score, logarithm of its power, both in units of
/// their spread, and its region.
#[derive(Clone, Copy)]
struct Looks {
    score: f64,
    kw: f64,
    region: u32,
}

impl Looks {
    /// Another region counts like one spread.
    fn distance(self, other: Self) -> f64 {
        let elsewhere = if self.region == other.region { 0.0 } else { 1.0 };
        ((self.score - other.score).powi(2) + (self.kw - other.kw).powi(2) + elsewhere).sqrt()
    }

    /// Reviews that look alike teach alike: one of a cell of half a spread stands for all.
    fn cell(self) -> (i64, i64, u32) {
        ((self.score * 2.0).round() as i64, (self.kw * 2.0).round() as i64, self.region)
    }
}

/// Greedy: each next one has the largest product of doubt, `4 p (1 − p)`, and distance `d / (1 + d)` to
/// what was reviewed or chosen before. Uncertainty sampling (Lewis & Gale 1994,
/// <https://doi.org/10.1007/978-1-4471-2099-5_1>) with the spread of a k-centre cover (Sener & Savarese 2018,
/// <https://doi.org/10.48550/arXiv.1708.00489>).
fn teaching(candidates: &[Candidate], is_reviewed: &[bool], mut open: Vec<usize>, most: usize) -> Vec<usize> {
    let looks = looks_of(candidates);
    let doubt = |at: usize| candidates[at].score.map_or(1.0, |p| 4.0 * p * (1.0 - p));
    let mut nearest = vec![f64::INFINITY; candidates.len()];
    let mut seen = HashSet::new();
    for at in (0..candidates.len()).filter(|&at| is_reviewed[at]) {
        if seen.insert(looks[at].cell()) {
            for &other in &open {
                nearest[other] = nearest[other].min(looks[other].distance(looks[at]));
            }
        }
    }
    let gain = |at: usize, nearest: &[f64]| {
        let spread = if nearest[at].is_finite() { nearest[at] / (1.0 + nearest[at]) } else { 1.0 };
        doubt(at) * spread
    };
    let mut chosen = Vec::new();
    while chosen.len() < most {
        let best = (0..open.len()).max_by(|&a, &b| {
            gain(open[a], &nearest).total_cmp(&gain(open[b], &nearest)).then(open[b].cmp(&open[a]))
        });
        let Some(best) = best else { break };
        let at = open.swap_remove(best);
        chosen.push(at);
        for &other in &open {
            nearest[other] = nearest[other].min(looks[other].distance(looks[at]));
        }
    }
    chosen
}

fn looks_of(candidates: &[Candidate]) -> Vec<Looks> {
    let mut regions: Vec<&str> = candidates.iter().filter_map(|of| of.region.as_deref()).collect();
    regions.sort_unstable();
    regions.dedup();
    // Scores of 0 and 1 have no log odds.
    let log_odds = |p: f64| {
        let p = p.clamp(0.001, 0.999);
        (p / (1.0 - p)).ln()
    };
    let scores: Vec<Option<f64>> = candidates.iter().map(|of| of.score.map(log_odds)).collect();
    let kws: Vec<Option<f64>> = candidates.iter().map(|of| of.kw.map(|kw| kw.max(0.1).ln())).collect();
    let (scores, kws) = (in_spreads(&scores), in_spreads(&kws));
    let region = |of: &Candidate| {
        let place = of.region.as_deref().and_then(|region| regions.binary_search(&region).ok());
        place.map_or(u32::MAX, |place| place as u32)
    };
    let rows = candidates.iter().zip(scores.into_iter().zip(kws));
    rows.map(|(of, (score, kw))| Looks { score, kw, region: region(of) }).collect()
}

/// Distance from the mean in standard deviations; what is unknown is the mean.
fn in_spreads(values: &[Option<f64>]) -> Vec<f64> {
    let known: Vec<f64> = values.iter().filter_map(|value| *value).collect();
    let count = known.len().max(1) as f64;
    let mean = known.iter().sum::<f64>() / count;
    let spread = (known.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count).sqrt();
    let spread = if spread > 0.0 { spread } else { 1.0 };
    values.iter().map(|value| value.map_or(0.0, |value| (value - mean) / spread)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Act, Review};

    fn candidates() -> Vec<Candidate> {
        let of = |id: &str, score: f64, kw: f64, region: &str| Candidate {
            case: Case { subject: format!("meter:{id}"), ..Case::default() },
            score: Some(score),
            kw: Some(kw),
            region: Some(region.into()),
        };
        vec![
            of("a", 0.99, 5.0, "B"),
            of("b", 0.5, 5.0, "A"),
            of("c", 0.52, 5.0, "A"),
            of("d", 0.6, 500.0, "B"),
            of("e", 0.9, 1.0, "A"),
        ]
    }

    fn reviewed(ids: &[&str]) -> Reviews {
        let act = |id: &&str| {
            let case = Case { subject: format!("meter:{id}"), ..Case::default() };
            let verdict = Verdict::Confirmed;
            Act::Review(Review { case, verdict, author: "a".into(), at_s: 0, note: String::new() })
        };
        let acts: Vec<Act> = ids.iter().map(act).collect();
        Reviews::after((0..).zip(&acts))
    }

    #[test]
    fn each_order_puts_its_own_first_and_leaves_out_what_was_reviewed() {
        let all = candidates();
        let none = Reviews::default();
        assert_eq!(next(&all, &none, Order::Score, 2), [0, 4]);
        assert_eq!(next(&all, &none, Order::Kw, 1), [3]);
        assert_eq!(next(&all, &none, Order::Region, 9), [4, 2, 1, 0, 3]);
        assert_eq!(next(&all, &reviewed(&["a", "e"]), Order::Score, 1), [3]);
    }

    #[test]
    fn what_teaches_most_is_in_doubt_and_new() {
        let all = candidates();
        // b and c are in doubt most, but alike: after one of them the other teaches little.
        assert_eq!(next(&all, &Reviews::default(), Order::Teaching, 2), [1, 3]);
        assert_eq!(next(&all, &reviewed(&["c"]), Order::Teaching, 1), [3]);
        assert_eq!(next(&all, &Reviews::default(), Order::Teaching, 99).len(), 5);
    }

    #[test]
    fn a_target_is_reached_by_the_reviews_that_are_asked_for() {
        let case = |number: u32| Case { subject: format!("meter:{number:06}"), ..Case::default() };
        let all: Vec<Candidate> = (0..600_u32)
            .map(|number| Candidate {
                case: case(number),
                score: Some(0.45 + f64::from(number % 50) / 100.0),
                ..Candidate::default()
            })
            .collect();
        let asked = for_target(&all, &Reviews::default(), 1, 0.1);
        assert!((20..300).contains(&asked.next.len()), "{}", asked.next.len());
        assert_eq!(asked.known, None);
        let act = |at: &usize| {
            let verdict = if at.is_multiple_of(3) { Verdict::Rejected } else { Verdict::Confirmed };
            let case = all[*at].case.clone();
            Act::Review(Review { case, verdict, author: "a".into(), at_s: 0, note: String::new() })
        };
        let acts: Vec<Act> = asked.next.iter().map(act).collect();
        let reviews = Reviews::after((0..).zip(&acts));
        let reached = for_target(&all, &reviews, 1, 0.1);
        // Shares differ from what was expected: a few more may be asked for, never as many again.
        assert!(
            reached.next.len() * 4 < asked.next.len(),
            "{} after {}",
            reached.next.len(),
            asked.next.len()
        );
        let known = reached.known.expect("all bands are reviewed");
        assert!(known.low <= 400.0 && 400.0 <= known.high, "{known:?}");
    }

    #[test]
    fn a_draw_is_the_same_again_and_another_with_another_seed() {
        let case = |number: u32| Case { subject: format!("meter:{number:06}"), ..Case::default() };
        let all: Vec<Candidate> =
            (0..1000).map(|number| Candidate { case: case(number), ..Candidate::default() }).collect();
        let none = Reviews::default();
        let first = next(&all, &none, Order::Drawn { seed: 1 }, 100);
        assert_eq!(first, next(&all, &none, Order::Drawn { seed: 1 }, 100));
        let other = next(&all, &none, Order::Drawn { seed: 2 }, 100);
        let common = first.iter().filter(|at| other.contains(at)).count();
        assert!((1..30).contains(&common), "{common} of 100 in both");
        let mean = first.iter().sum::<usize>() / 100;
        assert!((400..600).contains(&mean), "{mean}");
        // Who is drawn stays drawn when others go.
        let fewer: Vec<Candidate> = all.iter().step_by(2).cloned().collect();
        let again = next(&fewer, &none, Order::Drawn { seed: 1 }, 30);
        let kept: Vec<usize> = first.iter().filter(|at| *at % 2 == 0).map(|at| at / 2).take(30).collect();
        assert_eq!(again[..kept.len().min(30)], kept[..]);
    }
}
