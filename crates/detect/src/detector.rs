//! Owns the detector: measures, then judgement. Streaming callers measure meters one by one and
//! judge them together, since peers are known only then.

use super::alarm::is_storage_heater;
use super::daily::{DailyProfile, DailyRows};
use super::feeder::{FeederFindings, FeederMeasures, judge_feeders};
use super::measure::{Episode, Measure, Presence};
use super::model::{Ensemble, Explainer, Model, ModelError};
use super::traits::{of_shortfall, over_limit, traits as traits_of_meter};
use super::{Evidence, Finding, MeterClass, MeterMeasures, MeterRows, MeterView, Peers, Scratch};
use crate::meter::{DetectionKind, Tariff};
use std::collections::BTreeMap;

/// Statistics that are given as evidence of one finding; more would not be read.
const MOST_EVIDENCE: usize = 6;
/// Score from which a finding is an alarm where no model says its own: more likely than not.
const ALARM_WITHOUT_MODEL: f32 = 0.5;
/// Windows from so many weeks on say what the model makes of them …
pub(super) const MATURE_WEEKS: f32 = 2.0;
/// … shorter ones are less sure of a load by so many log odds for each time that they would fit in between:
/// half the week is not seen yet, and a cold snap, guests or a drier last as long as the window. From windows of 4
/// to 14 days of ten simulated grids and a part of track B, so that they are as often wrong as longer ones
/// (`docs/detection.md`).
const YOUNG_LOG_ODDS: f32 = 0.8;
/// The most that a fall of use alone is worth: less than an alarm.
const MOST_BY_FALL: f32 = 0.45;

/// Finds abnormal loads, tampering and unauthorised connections.
///
/// Slices in, findings out; no file, clock or thread inside. Meters are measured one by one, as they
/// come, and judged together, because what is usual among their peers is known only then:
///
/// ```
/// use hashatlas_detect::{Detector, MeterView, Scratch};
/// use hashatlas_detect::meter::{Calendar, MeterFacts, Tariff, TimeGrid};
///
/// // Four weeks of half-hours in 20 homes; from the 15th day on, 3 kW run day and night in the first.
/// let grid = TimeGrid { start_s: 1_735_660_800, step_s: 1800, len: 28 * 48 };
/// let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
/// let facts = MeterFacts { tariff: Some(Tariff::Household), ..MeterFacts::default() };
/// let wh = |home: usize, slot: usize| {
///     let asleep = slot % 48 < 14;
///     let own = if asleep { 60 } else { 200 } + (slot * 7919 + home * 104_729) % 97;
///     own as f32 + if home == 0 && slot >= 14 * 48 { 1500.0 } else { 0.0 }
/// };
///
/// let detector = Detector::default(); // with the model that ships
/// let mut scratch = Scratch::default();
/// let mut measures = Vec::new();
/// for home in 0..20 {
///     let readings: Vec<f32> = (0..grid.len).map(|slot| wh(home, slot)).collect();
///     let view = MeterView { calendar, wh: &readings, temp_c: None, facts: &facts };
///     measures.push(detector.measure_meter(&view, &mut scratch));
/// }
/// let findings = detector.judge_meters(&measures);
///
/// let load = &findings[0].abnormal_load;
/// assert!(findings[1..].iter().all(|other| other.abnormal_load.score < load.score));
/// assert!((load.kw.unwrap() - 3.0).abs() < 0.2);
/// let seen_after_days = (load.first_seen_s.unwrap() - grid.start_s) / 86_400;
/// assert!((14..=16).contains(&seen_after_days));
/// ```
///
/// A feeder is judged by its balance: what was supplied into it and what its meters count.
///
/// ```
/// use hashatlas_detect::{Detector, FeederView, feeder::{FeederScratch, measure_feeder}};
/// use hashatlas_detect::meter::{Calendar, TimeGrid};
///
/// let grid = TimeGrid { start_s: 1_735_660_800, step_s: 1800, len: 28 * 48 };
/// let calendar = Calendar { grid, utc_offset_s: 8 * 3600 };
/// let own = |home: usize, slot: usize| (150 + (slot * 7919 + home * 104_729) % 197) as f32;
/// let homes: Vec<Vec<f32>> =
///     (0..20).map(|home| (0..grid.len).map(|slot| own(home, slot)).collect()).collect();
/// let meters: Vec<&[f32]> = homes.iter().map(Vec::as_slice).collect();
/// let measured = |tap_wh: f32| {
///     let sum = |slot: usize| meters.iter().map(|wh| wh[slot]).sum::<f32>();
///     let supply: Vec<f32> = (0..grid.len)
///         .map(|slot| 1.03 * sum(slot) + if slot >= 14 * 48 { tap_wh } else { 0.0 })
///         .collect();
///     let view = FeederView { calendar, supply_wh: &supply, meters_wh: &meters, others_wh: &[], temp_c: None };
///     measure_feeder(&view, &mut FeederScratch::default())
/// };
///
/// let findings = Detector::default().judge_feeders(&[measured(4000.0), measured(0.0)]);
/// let [tapped, clean] = [&findings[0], &findings[1]].map(|of| &of.unauthorised_connection);
/// assert!(tapped.score > clean.score);
/// assert!((tapped.kw.unwrap() - 8.0).abs() < 0.8);
/// ```
#[derive(Clone, Debug)]
pub struct Detector {
    /// What was learned.
    pub model: Model,
    /// Score from which a finding is an alarm, in place of those of the model.
    pub threshold: Option<f32>,
    /// What the law allows a home, kWh a month; it is told of homes that take more.
    pub household_limit_kwh_month: Option<f32>,
}

impl Default for Detector {
    /// With the model that ships.
    fn default() -> Self {
        // A test makes sure that it fits; if it ever did not, rules are better than wrong columns.
        Self::new(Model::default()).unwrap_or(Self::of(Model::UNTRAINED))
    }
}

/// What is said of one meter.
#[derive(Clone, Debug, PartialEq)]
pub struct MeterFindings {
    /// Of a load like mining.
    pub abnormal_load: Finding,
    /// Of a meter made to show less.
    pub tampering: Finding,
}

impl Detector {
    /// A detector with a model, perhaps read from a file.
    ///
    /// # Errors
    /// The model was learned from other measures than this program takes, is malformed or has no part.
    pub fn new(model: Model) -> Result<Self, ModelError> {
        let parts: [(_, _, &[&str]); 5] = [
            ("abnormal_load", &model.abnormal_load, &MeterRows::NAMES),
            ("known_load", &model.known_load, &MeterRows::NAMES),
            ("daily_load", &model.daily_load, &MeterRows::NAMES),
            ("meter_tampering", &model.meter_tampering, &MeterRows::NAMES),
            ("daily_tampering", &model.daily_tampering, &DailyRows::NAMES),
        ];
        if parts.iter().all(|(_, ensemble, _)| ensemble.is_none()) {
            return Err(ModelError::NoPart);
        }
        for (part, ensemble, names) in parts {
            if let Some(ensemble) = ensemble {
                let wrong = |cause| ModelError::Part { part, cause: Box::new(cause) };
                ensemble.check(names).map_err(wrong)?;
            }
        }
        Ok(Self::of(model))
    }

    const fn of(model: Model) -> Self {
        Self { model, threshold: None, household_limit_kwh_month: None }
    }

    /// Measures one meter; knows no peers.
    #[must_use]
    pub fn measure_meter(&self, view: &MeterView, scratch: &mut Scratch) -> MeterMeasures {
        MeterMeasures::of(view, scratch)
    }

    /// Whether a home takes more than the law allows it, at the rate of its readings.
    #[must_use]
    pub fn is_over_limit(&self, meter: &MeterMeasures) -> bool {
        over_limit(meter, self.household_limit_kwh_month).is_some()
    }

    /// Judges meters that were read together; one judgement for each, in their order.
    #[must_use]
    pub fn judge_meters(&self, all: &[MeterMeasures]) -> Vec<MeterFindings> {
        let peers = self.peers(all);
        let mut findings = self.judge_among(all, &peers);
        self.judge_days(all, &mut findings);
        findings
    }

    /// What is usual among meters that were read together, with the reference population of the model where
    /// they are too few.
    #[must_use]
    pub fn peers(&self, all: &[MeterMeasures]) -> Peers {
        Peers::of(all, &self.model.reference)
    }

    /// Judges some of the meters that were read together, once their peers are known: parts of a
    /// long list can be judged at the same time.
    #[must_use]
    pub fn judge_among(&self, some: &[MeterMeasures], peers: &Peers) -> Vec<MeterFindings> {
        let rows = peers.rows(some);
        let (mut loads, mut is_known) = self.model.score_loads(&rows, some);
        let lived_in = self.raise_flat(some, peers, &mut loads, &mut is_known);
        for (load, meter) in loads.iter_mut().zip(some).filter(|(_, meter)| meter.daily.is_none()) {
            *load = of_window(*load, meter.weeks);
        }
        self.lower_storage_heaters(some, &mut loads);
        let deficits = scores(self.model.meter_tampering.as_ref(), &rows, some, deficit_by_rule);
        let rows = rows.chunks_exact(MeterRows::WIDTH);
        let judged = some.iter().zip(rows).zip(loads.into_iter().zip(is_known)).zip(deficits).enumerate();
        let Model { abnormal_load, known_load, daily_load, meter_tampering, .. } = &self.model;
        let [abnormal_load, known_load, daily_load, meter_tampering] =
            [abnormal_load, known_load, daily_load, meter_tampering]
                .map(|ensemble| ensemble.as_ref().map(Explainer::new));
        judged
            .map(|(at, (((meter, row), (load, is_known)), deficit))| {
                let finding =
                    |kind, score, alarm_score: f32, explainer: &Option<Explainer>, episode: Episode| {
                        let judged_row = match kind {
                            DetectionKind::AbnormalLoad => lived_in.get(&at).map_or(row, Vec::as_slice),
                            _ => row,
                        };
                        let Episode { first_seen_s, last_seen_s, kw } = episode;
                        let is_alarm = score >= alarm_score;
                        let mut finding = Finding {
                            kind,
                            score,
                            alarm_score,
                            is_alarm,
                            first_seen_s,
                            last_seen_s,
                            kw,
                            peers: peers.group_of(meter),
                            traits: Vec::new(),
                            evidence: Vec::new(),
                        };
                        if is_alarm {
                            finding.traits =
                                traits_of_meter(&finding, meter, peers, self.household_limit_kwh_month);
                            let reasons = explainer
                                .as_ref()
                                .map(|known| evidence_of(known, judged_row, row, meter, peers));
                            finding.evidence = reasons.unwrap_or_default();
                        }
                        finding
                    };
                let class = class_name(meter);
                let of_load = match is_known {
                    _ if meter.daily.is_some() && daily_load.is_some() => &daily_load,
                    true => &known_load,
                    false => &abnormal_load,
                };
                let load_level = self.alarm_score(self.model.load_part(meter), class);
                let deficit_level = self.alarm_score(self.model.meter_tampering.as_ref(), class);
                let load_episode = Episode { kw: load_kw(meter, peers), ..meter.load };
                MeterFindings {
                    abnormal_load: finding(
                        DetectionKind::AbnormalLoad,
                        load,
                        load_level,
                        of_load,
                        load_episode,
                    ),
                    tampering: finding(
                        DetectionKind::MeterTampering,
                        deficit,
                        deficit_level,
                        &meter_tampering,
                        meter.deficit,
                    ),
                }
            })
            .collect()
    }

    /// Where readings are daily, tampering is judged by what can be asked of days alone, among all
    /// meters; meters without a profile of days keep their judgement.
    pub fn judge_days(&self, all: &[MeterMeasures], findings: &mut [MeterFindings]) {
        let Some(ensemble) = &self.model.daily_tampering else { return };
        let judged: Vec<_> = all.iter().zip(findings).filter(|(meter, _)| meter.daily.is_some()).collect();
        let daily: Vec<DailyProfile> =
            judged.iter().filter_map(|(meter, _)| meter.daily.as_deref().copied()).collect();
        let rows = DailyRows::of(&daily).values;
        let mut scores = vec![0.0; daily.len()];
        ensemble.score_into(&rows, &mut scores);
        let explainer = Explainer::new(ensemble);
        let rows = rows.chunks_exact(DailyRows::NAMES.len());
        for (((meter, MeterFindings { tampering, .. }), row), score) in
            judged.into_iter().zip(rows).zip(scores)
        {
            tampering.score = score;
            tampering.alarm_score = self.alarm_score(Some(ensemble), class_name(meter));
            tampering.is_alarm = score >= tampering.alarm_score;
            tampering.traits.clear();
            tampering.evidence.clear();
            if tampering.is_alarm {
                tampering.traits = of_shortfall(meter);
                tampering.evidence =
                    reasons(&explainer, row, row, class_name(meter), |_| (None, None), &DailyRows::NAMES);
            }
        }
    }

    /// Judges feeders that were read together; one judgement for each, in their order.
    #[must_use]
    pub fn judge_feeders(&self, all: &[FeederMeasures]) -> Vec<FeederFindings> {
        judge_feeders(all, self.alarm_score(None, ""))
    }

    /// Score from which a kind of finding is an alarm where readings are finer than days and nothing is known
    /// of the class of a meter.
    #[must_use]
    pub fn level(&self, kind: DetectionKind) -> f32 {
        let ensemble = match kind {
            DetectionKind::AbnormalLoad => self.model.abnormal_load.as_ref(),
            DetectionKind::MeterTampering => self.model.meter_tampering.as_ref(),
            DetectionKind::UnauthorisedConnection => None,
        };
        self.alarm_score(ensemble, "")
    }

    /// Raises scores of meters that show one level and nothing beside it to those of the same with a home
    /// beside it, where that is surer of an alarm; the rows of those it raised.
    fn raise_flat(
        &self,
        meters: &[MeterMeasures],
        peers: &Peers,
        loads: &mut [f32],
        is_known: &mut [bool],
    ) -> BTreeMap<usize, Vec<f32>> {
        let lived_in = |meter: &MeterMeasures| {
            let values = **meter.lived_in.as_ref()?;
            Some(MeterMeasures { values, ..meter.clone() })
        };
        let (places, again): (Vec<usize>, Vec<MeterMeasures>) =
            meters.iter().enumerate().filter_map(|(at, meter)| Some((at, lived_in(meter)?))).unzip();
        let rows = peers.rows(&again);
        let (scores, of_known) = self.model.score_loads(&rows, &again);
        let each =
            places.into_iter().zip(rows.chunks_exact(MeterRows::WIDTH)).zip(scores.iter().zip(of_known));
        let mut raised = BTreeMap::new();
        for ((at, row), (&score, known)) in each {
            if score > loads[at] {
                (loads[at], is_known[at]) = (score, known);
                raised.insert(at, row.to_vec());
            }
        }
        raised
    }

    /// Lowers scores of storage heaters to just below an alarm.
    fn lower_storage_heaters(&self, meters: &[MeterMeasures], loads: &mut [f32]) {
        for (load, meter) in loads.iter_mut().zip(meters) {
            if is_storage_heater(meter) {
                let level = self.alarm_score(self.model.load_part(meter), class_name(meter));
                *load = load.min(level.next_down());
            }
        }
    }

    /// Score from which findings of a part of the model are alarms at a class of meters; of rules and
    /// balances, if none.
    fn alarm_score(&self, ensemble: Option<&Ensemble>, class: &str) -> f32 {
        let own = || ensemble.map_or(ALARM_WITHOUT_MODEL, |ensemble| ensemble.alarm_score_of(class));
        self.threshold.unwrap_or_else(own)
    }
}

fn scores(
    ensemble: Option<&Ensemble>,
    rows: &[f32],
    meters: &[MeterMeasures],
    rule: fn(&MeterMeasures) -> f32,
) -> Vec<f32> {
    let Some(ensemble) = ensemble else { return meters.iter().map(rule).collect() };
    let mut out = vec![0.0; meters.len()];
    let classes: Vec<&str> = meters.iter().map(class_name).collect();
    ensemble.score_classes_into(rows, &classes, &mut out);
    out
}

impl Model {
    /// Raises scores of loads to those of the part for known programmes, where that is surer of an alarm;
    /// says where it was.
    fn raise_by_known(&self, rows: &[f32], meters: &[MeterMeasures], loads: &mut [f32]) -> Vec<bool> {
        let (Some(first), Some(known)) = (&self.abnormal_load, &self.known_load) else {
            return vec![false; loads.len()];
        };
        let of_known = scores(Some(known), rows, meters, load_by_rule);
        let raised = loads.iter_mut().zip(meters).zip(of_known).map(|((load, meter), of_known)| {
            let aligned = first.aligned(known, class_name(meter), of_known);
            let is_surer = aligned > *load;
            *load = load.max(aligned);
            is_surer
        });
        raised.collect()
    }
}

impl Model {
    /// Scores of loads by all parts, and at which meters the part for known programmes was the surer one.
    fn score_loads(&self, rows: &[f32], meters: &[MeterMeasures]) -> (Vec<f32>, Vec<bool>) {
        let mut loads = scores(self.abnormal_load.as_ref(), rows, meters, load_by_rule);
        let is_known = self.raise_by_known(rows, meters, &mut loads);
        if let Some(ensemble) = &self.daily_load {
            score_daily(ensemble, rows, meters, &mut loads);
        }
        (loads, is_known)
    }

    /// The part that judges loads of a meter.
    fn load_part(&self, meter: &MeterMeasures) -> Option<&Ensemble> {
        self.daily_load.as_ref().filter(|_| meter.daily.is_some()).or(self.abnormal_load.as_ref())
    }
}

/// What a score is worth in a window of so many weeks; less than a day counts as one.
fn of_window(score: f32, weeks: f32) -> f32 {
    const DAY_WEEKS: f32 = 1.0 / 7.0;
    let doubt = YOUNG_LOG_ODDS * (MATURE_WEEKS / weeks.max(DAY_WEEKS) - 1.0);
    // Nothing is surer than 1 or 0, whose log odds are without end.
    if doubt > 0.0 && score > 0.0 { score / (score + (1.0 - score) * doubt.exp()) } else { score }
}

fn class_name(meter: &MeterMeasures) -> &'static str {
    MeterClass::NAMES[MeterClass::of(meter).index()]
}

/// Scores meters whose readings are daily by what was learned of such.
fn score_daily(ensemble: &Ensemble, rows: &[f32], meters: &[MeterMeasures], scores: &mut [f32]) {
    let each = rows.chunks_exact(MeterRows::WIDTH).zip(meters).zip(scores);
    let daily: Vec<((&[f32], &MeterMeasures), &mut f32)> =
        each.filter(|((_, meter), _)| meter.daily.is_some()).collect();
    let rows: Vec<&[f32]> = daily.iter().map(|((row, _), _)| *row).collect();
    let classes: Vec<&str> = daily.iter().map(|((_, meter), _)| class_name(meter)).collect();
    let mut of_days = vec![0.0; daily.len()];
    ensemble.score_classes_into(&rows.concat(), &classes, &mut of_days);
    let places = daily.into_iter().map(|(_, place)| place);
    places.zip(of_days).for_each(|(place, score)| *place = score);
}

/// Where no model was learned: a logistic curve of how sure a rise of the floor is, half at 12
/// standard errors, for rises of at least a third of the mean.
fn load_by_rule(meter: &MeterMeasures) -> f32 {
    let (rise, sure) = (meter.get(Measure::QuarterStep), meter.get(Measure::QuarterStepT));
    if rise > 1.0 / 3.0 { 1.0 / (1.0 + (0.5 * (12.0 - sure)).exp()) } else { 0.0 }
}

/// Where no model was learned: how sure a fall of the daily mean is, half of the most at 12 standard
/// errors. Moving out looks the same, and without a feeder nothing tells them apart: it is no alarm.
fn deficit_by_rule(meter: &MeterMeasures) -> f32 {
    let sure = meter.get(Measure::FallT);
    if sure.is_finite() { MOST_BY_FALL / (1.0 + (0.5 * (12.0 - sure)).exp()) } else { 0.0 }
}

/// Power of the load. A load that was there from the first day is known only together with what
/// else never sleeps there; a home's is about that of its peers, a building's can be anything.
fn load_kw(meter: &MeterMeasures, peers: &Peers) -> Option<f32> {
    let whole = meter.load.kw?;
    if meter.presence != Presence::Standing || meter.tariff == Some(Tariff::Business) {
        return Some(whole);
    }
    let usual = peers.usual(meter, Measure::BaseKw).unwrap_or(0.0);
    // Where the peers' base load is nearly as large, half is as good a guess as any.
    Some((whole - usual).max(0.5 * whole))
}

/// What moved the score most, with what is usual for others and for the meter itself.
fn evidence_of(
    explainer: &Explainer,
    judged_row: &[f32],
    row: &[f32],
    meter: &MeterMeasures,
    peers: &Peers,
) -> Vec<Evidence> {
    let compared = |feature: usize| match Measure::ALL.get(feature) {
        Some(measure) => (peers.usual(meter, *measure), past(meter, *measure)),
        None => (None, None),
    };
    reasons(explainer, judged_row, row, class_name(meter), compared, &MeterRows::NAMES)
}

/// The strongest reasons of the score of `judged_row`, with what is known of them in `row`; `compared`
/// gives what is usual for others and for itself.
fn reasons(
    explainer: &Explainer,
    judged_row: &[f32],
    row: &[f32],
    class: &str,
    compared: impl Fn(usize) -> (Option<f32>, Option<f32>),
    names: &[&'static str],
) -> Vec<Evidence> {
    let mut contributions = explainer.contributions(judged_row, class);
    // Who it is, is no reason.
    let is_reason =
        |feature: usize| !matches!(Measure::ALL.get(feature), Some(Measure::Household | Measure::Phases));
    contributions
        .retain(|c| is_reason(c.feature) && row.get(c.feature).is_some_and(|value| value.is_finite()));
    contributions.truncate(MOST_EVIDENCE);
    let told = contributions.into_iter().map(|c| {
        let (peers, past) = compared(c.feature);
        Evidence { statistic: names[c.feature], value: row[c.feature], peers, past, weight: c.log_odds }
    });
    told.collect()
}

/// What a measure was before the load came, where that is known.
fn past(meter: &MeterMeasures, measure: Measure) -> Option<f32> {
    let share = meter.get(Measure::BaseBefore);
    let value = match measure {
        Measure::BaseKw | Measure::Floor24MaxKw => share * meter.get(Measure::MeanKw),
        Measure::BaseShare | Measure::Floor24Max => share,
        Measure::ClockRise => meter.get(Measure::ClockRiseBefore),
        _ => f32::NAN,
    };
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_window_is_less_sure_and_keeps_the_order() {
        let log_odds = |p: f32| (p / (1.0 - p)).ln();
        for score in [0.02_f32, 0.5, 0.93, 0.999] {
            assert_eq!(of_window(score, 2.0).to_bits(), score.to_bits());
            assert_eq!(of_window(score, 5.0).to_bits(), score.to_bits());
            let by_week = log_odds(score) - log_odds(of_window(score, 1.0));
            assert!((by_week - YOUNG_LOG_ODDS).abs() < 1e-3, "{score}: {by_week}");
            assert!(of_window(score, 4.0 / 7.0) < of_window(score, 1.0));
        }
        assert!(of_window(0.93, 0.6) < of_window(0.94, 0.6));
        for weeks in [0.0, 0.1, 1.0] {
            assert_eq!((of_window(1.0, weeks), of_window(0.0, weeks)), (1.0, 0.0));
        }
    }
}
