//! Owns how the result of a plan comes about from the answer of the solver: by region, in money, with
//! bounds. Does not solve.

use super::{Corner, Known, LimitResult, Money, PlanResult, PlannedRegion, Swing, checks, economics_of};
use crate::{io, provenance::Status, session::Session};
use plan::{Case, Limit, Outcome, Range, Scenario, Wanted, registered};

impl Session {
    #[expect(clippy::too_many_arguments, clippy::too_many_lines, reason = "the parts of one result")]
    pub(super) fn result(
        &self,
        scenario: Scenario,
        known: &[Known],
        removed: &[Range],
        case: &Case,
        outcome: &Outcome,
        corners: &[Corner],
        of_bans: Option<Swing>,
        mut sources: Vec<String>,
    ) -> PlanResult {
        let economics = economics_of(&scenario);
        let nothing = vec![0.0; known.len()];
        let (placed, is_possible) = match outcome {
            Outcome::Found(found) => (&found.placed_mw, true),
            Outcome::Forbidden { .. } => (&nothing, false),
        };
        let placed_mw: f64 = placed.iter().sum();
        let removed_mw: f64 = removed.iter().map(|mw| mw.value).sum();
        let after = economics.after(placed_mw - removed_mw);
        let added = added(placed_mw - removed_mw, removed, corners);
        let split = self.registered(&scenario, known);
        let region = |(at, known): (usize, &Known)| {
            let mw = placed[at];
            let others = corners.iter().filter_map(|corner| Some(corner.found.as_ref()?.placed_mw[at]));
            let placed_mw = spread(mw, others);
            // Where no price is known, that of the dearest stands for it.
            let dearest = || checks::maybe_off(Range::exact(case.places[at].cost));
            let price = known.price.map(|(price, _)| price.map(|price| economics.power_cost_of_mw(price)));
            let cost = price.unwrap_or_else(dearest);
            let region = self.atlas().region(known.id);
            PlannedRegion {
                region: region.code.clone(),
                region_name: region.name.get(self.document().lang).to_owned(),
                mining_mw: known.mining,
                capacity_mw: known.capacity,
                load_mw: known.load,
                free_by_energy_mw: known.by_energy,
                free_at_peak_mw: known.at_peak,
                headroom_mw: known.headroom,
                ban: known.ban,
                removed_mw: removed[at],
                placed_mw,
                left_mw: known.headroom.map(|headroom| left(headroom, removed[at], mw, at, corners)),
                price_rub_per_kwh: known.price.map(|(price, _)| price),
                price_of: known.price.map_or("", |(_, of)| of),
                electricity_bn_rub: checks::electricity_of(&scenario, cost, placed_mw),
                removed_electricity_bn_rub: price
                    .map(|cost| checks::electricity_of(&scenario, cost, removed[at])),
                revenue_bn_rub: checks::revenue_of(&scenario, added, placed_mw),
                registered_farms: split.as_ref().and_then(|split| split[at]),
                status: known.status.id().to_owned(),
            }
        };
        let regions: Vec<PlannedRegion> = known.iter().enumerate().map(region).collect();
        let placed_range = placed_in_all(placed_mw, corners);
        let electricity: f64 = regions.iter().map(|region| region.electricity_bn_rub.value).sum();
        let has_partial_bans = of_bans.is_some();
        let tornado = checks::tornado(&scenario, placed_mw, placed_mw - removed_mw, electricity, of_bans);
        let removed_range = total(removed.iter().copied());
        let ends = checks::Ends::new(&scenario, electricity, placed_range, removed_range);
        let electricity = checks::electricity(&scenario, electricity, placed_range);
        let moves: Vec<bool> = regions
            .iter()
            .map(|region| region.placed_mw.high > 0.0 || region.removed_mw.high > 0.0)
            .collect();
        let bases = self.bases(&scenario, known, &moves, has_partial_bans);
        for source in bases.iter().flat_map(|base| &base.sources) {
            if !sources.contains(source) {
                sources.push(source.clone());
            }
        }
        let bill = |(known, mw): (&Known, &f64)| {
            if *mw > 0.0 { Some(mw * economics.power_cost_of_mw(known.household?) / 1e3) } else { Some(0.0) }
        };
        let revenue = checks::revenue(&scenario, placed_range, removed_range);
        let free = |bound: fn(Range) -> f64| -> f64 {
            known.iter().filter_map(|region| region.headroom).map(|mw| bound(mw).max(0.0)).sum()
        };
        let weakest = known.iter().map(|region| region.status).max().unwrap_or(Status::Estimated);
        let limit = |limit: &Limit, price: Option<f64>| self.limit_result(limit, price, known, case);
        let (limits, may_save, last_mw_cost) = match outcome {
            Outcome::Found(found) => (
                found.binding.iter().map(|binding| limit(&binding.limit, Some(binding.price))).collect(),
                found.may_save,
                found.last_mw_cost,
            ),
            Outcome::Forbidden { by, .. } => (by.iter().map(|by| limit(by, None)).collect(), 0.0, None),
        };
        PlanResult {
            scenario_sha256: io::sha256(scenario.to_json().as_bytes()),
            status: weakest.id().to_owned(),
            sources,
            wanted_mw: match case.wanted {
                Wanted::Power(mw) => Some(mw),
                Wanted::Budget(_) => None,
            },
            removed_mw: removed_range,
            is_possible,
            placed_mw: match outcome {
                Outcome::Found(_) => placed_range,
                Outcome::Forbidden { most_mw, .. } => Range::exact(*most_mw),
            },
            may_save,
            limits,
            last_mw_cost_mln_rub: last_mw_cost.map(|cost| {
                let others = corners.iter().filter_map(|corner| corner.found.as_ref()?.last_mw_cost);
                checks::cost_of(&scenario, checks::maybe_off(spread(cost, others)))
            }),
            is_possible_at_bounds: [corners[0].found.is_some(), corners[1].found.is_some()],
            headroom_mw: Range {
                value: free(|range| range.value),
                low: free(|range| range.low),
                high: free(|range| range.high),
            },
            headroom_after_mw: free_after(&regions, placed, corners),
            money: Money {
                hash_rate_eh_per_s: economics.hash_rate_eh_per_s(placed_mw),
                household_bill_bn_rub: known.iter().zip(placed).map(bill).sum(),
                tax_bn_rub: ends.tax(&after),
                revenue_bn_rub: revenue,
                electricity_bn_rub: electricity,
                profit_bn_rub: ends.profit(),
            },
            hash_price: (economics.hash_price_usd_per_ph_day, after.hash_price_usd_per_ph_day),
            break_even: (economics.break_even_rub_per_kwh(), after.break_even_rub_per_kwh()),
            bases,
            tornado,
            devices: self.device_checks(&scenario),
            fivefold: self.growth_check(&economics, scenario.year),
            regions,
            scenario,
        }
    }

    fn limit_result(&self, limit: &Limit, price: Option<f64>, known: &[Known], case: &Case) -> LimitResult {
        let (kind, region) = match limit {
            Limit::Headroom(at) => ("headroom", self.atlas().region(known[*at].id).code.clone()),
            Limit::Stated(at) => ("limit", case.limits[*at].0.clone()),
            Limit::Headrooms => ("headrooms", String::new()),
            Limit::Chosen => ("chosen", String::new()),
            Limit::Bans => ("bans", String::new()),
            Limit::Receivers => ("receivers", String::new()),
            Limit::Budget => ("budget", String::new()),
        };
        LimitResult { kind, region, price_mln_rub: price }
    }

    /// Bounds of registered farms by region, from the published shares of the whole.
    fn registered(&self, scenario: &Scenario, known: &[Known]) -> Option<Vec<Option<(f64, f64)>>> {
        let atlas = self.atlas();
        let country = atlas.country()?;
        let shares = atlas.records(country, atlas.metric_id("registered_share")?);
        let of_year = shares.iter().filter(|record| record.period.last.year == scenario.year);
        let (low, high) = of_year
            .map(|record| record.observation.bounds())
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
            .filter(|(low, high)| low.is_finite() && high.is_finite())?;
        let entries = atlas.metric_id("register_entries");
        // Nobody is registered where mining is banned all over, or where a source says so.
        let most = |region: &Known| {
            let stated = entries.and_then(|entries| atlas.record(region.id, entries, scenario.year));
            let is_none = stated.is_some_and(|record| record.observation.value == Some(0.0));
            if region.ban == "whole" || is_none { 0.0 } else { 1.0 }
        };
        let farms: Vec<Range> =
            known.iter().map(|region| region.farms.unwrap_or(Range::exact(0.0))).collect();
        let most: Vec<f64> = known.iter().map(most).collect();
        let split = registered(&farms, &most, low / 100.0, high / 100.0)?;
        Some(
            split.regions.into_iter().zip(known).map(|(bounds, known)| known.farms.map(|_| bounds)).collect(),
        )
    }
}

/// The sum of ranges.
pub(super) fn total(ranges: impl Iterator<Item = Range>) -> Range {
    ranges.fold(Range::exact(0.0), |sum, mw| Range {
        value: sum.value + mw.value,
        low: sum.low + mw.low,
        high: sum.high + mw.high,
    })
}

/// MW placed in all regions together, with what is placed at the bounds of what leaves.
fn placed_in_all(value: f64, corners: &[Corner]) -> Range {
    let sums = corners.iter().filter_map(|corner| Some(corner.found.as_ref()?.placed_mw.iter().sum()));
    spread(value, sums)
}

/// A figure with the least and the most of others.
fn spread(value: f64, others: impl Iterator<Item = f64>) -> Range {
    others.fold(Range::exact(value), |range, other| Range {
        low: range.low.min(other),
        high: range.high.max(other),
        ..range
    })
}

/// What comes to the network at the bounds of what is placed and of what leaves.
fn added(value: f64, removed: &[Range], corners: &[Corner]) -> Range {
    let others = corners.iter().filter_map(|corner| {
        let placed: f64 = corner.found.as_ref()?.placed_mw.iter().sum();
        Some(placed - removed.iter().copied().map(corner.gone).sum::<f64>())
    });
    spread(value, others)
}

/// Free power of a region after a plan, with what it is at the bounds.
fn left(free: Range, gone: Range, placed_mw: f64, at: usize, corners: &[Corner]) -> Range {
    let others = corners.iter().map(|corner| {
        let placed_mw = corner.found.as_ref().map_or(placed_mw, |found| found.placed_mw[at]);
        (corner.free)(free) + (corner.gone)(gone) - placed_mw
    });
    spread(free.value + gone.value - placed_mw, others).map(without_dust)
}

/// Free power of all regions that have some left; at the bounds mining is placed as it would have to be
/// there, and as much of it as leaves there. Where that cannot be done the most that is left says nothing.
fn free_after(regions: &[PlannedRegion], placed: &[f64], corners: &[Corner]) -> Range {
    let after = |free: fn(Range) -> f64, gone: fn(Range) -> f64, placed: &[f64]| -> f64 {
        let left = regions.iter().enumerate().filter_map(|(at, region)| {
            Some((free(region.headroom_mw?) + gone(region.removed_mw) - placed[at]).max(0.0))
        });
        left.sum()
    };
    let value = after(|mw| mw.value, |mw| mw.value, placed);
    let others = corners.iter().map(|Corner { free, gone, found }| match found {
        Some(found) => after(*free, *gone, &found.placed_mw),
        None => after(*free, *gone, placed).min(value),
    });
    spread(value, others)
}

/// A power with what the solver's rounding leaves of nothing taken off: less than a
/// hundred watts or so.
fn without_dust(mw: f64) -> f64 {
    const DUST_MW: f64 = 1e-4;
    if mw.abs() < DUST_MW { 0.0 } else { mw }
}
