//! Owns tests of grids as a whole: that they are what they say, and like what is measured elsewhere.

use super::{Grid, GridError, GridOptions, GridSite, Readings, TruthKind, Workshop};

const DAYS: usize = 14;

fn options() -> GridOptions {
    let site =
        GridSite { region: "RU-IRK".into(), latitude_deg: 52.3, longitude_deg: 104.3, utc_offset_s: 28_800 };
    // From 2025-11-03, a Monday, by the hour.
    GridOptions { meters: 1500, days: DAYS, seed: 1, interval_min: 60, first_day: 20_395, site }
}

fn simulated(options: GridOptions) -> (Grid, Readings) {
    let grid = Grid::new(options).expect("offered");
    let (mut workshop, mut all) = (Workshop::default(), Readings::default());
    for feeder in 0..grid.feeder_count() {
        grid.simulate_feeder(feeder, &mut workshop, &mut all);
    }
    (grid, all)
}

/// Readings of the honest meters of a kind of customer.
fn of_kind<'a>(all: &'a Readings, kind: &'a str) -> impl Iterator<Item = &'a [i64]> {
    let len = DAYS * 24;
    let of_meters = all.truths.iter().filter(|truth| truth.subject != truth.feeder_id);
    let chosen = of_meters.zip(all.wh.chunks_exact(len));
    chosen
        .filter(move |(truth, _)| truth.kind == TruthKind::Normal && truth.host_class == Some(kind))
        .map(|(_, wh)| wh)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

#[test]
fn feeders_do_not_depend_on_which_were_simulated_before() {
    let grid = Grid::new(options()).expect("offered");
    let (mut one, mut other) = (Readings::default(), Readings::default());
    let mut workshop = Workshop::default();
    grid.simulate_feeder(7, &mut workshop, &mut one);
    grid.simulate_feeder(3, &mut workshop, &mut Readings::default());
    grid.simulate_feeder(7, &mut workshop, &mut other);
    assert_eq!(one, other);
}

#[test]
fn homes_use_what_homes_use() {
    let (_, all) = simulated(options());
    let yearly_kwh = |kind: &str| -> Vec<f64> {
        let kwh = |wh: &[i64]| wh.iter().sum::<i64>() as f64 / 1000.0 / DAYS as f64 * 365.0;
        of_kind(&all, kind).map(kwh).collect()
    };
    // Half of the homes of the Low Carbon London trial used less than 2,800 kWh a year.
    let flats = median(yearly_kwh("flat"));
    assert!((1200.0..3500.0).contains(&flats), "{flats}");
    assert!(median(yearly_kwh("flat, electric stove")) > flats);
    // In November; a pump gives two to three times the heat of what it takes.
    let [direct, pump] = ["house, electric heating", "house, heat pump"].map(|kind| median(yearly_kwh(kind)));
    assert!((15_000.0..50_000.0).contains(&direct) && 1.4 * pump < direct, "{direct} {pump}");
}

#[test]
fn days_have_the_shape_of_days() {
    let (_, all) = simulated(options());
    let hours = |kind: &str| -> [f64; 24] {
        let mut sums = [0.0; 24];
        for wh in of_kind(&all, kind) {
            wh.iter().enumerate().for_each(|(slot, wh)| sums[slot % 24] += *wh as f64);
        }
        let mean = sums.iter().sum::<f64>() / 24.0;
        sums.map(|sum| sum / mean)
    };
    let flat = hours("flat");
    assert!(flat[3] < 0.7 && flat[19] > 1.4 && flat[19] > flat[13], "{flat:?}");
    let office = hours("office");
    assert!(office[11] > 1.3 && office[2] < 0.8, "{office:?}");
    let stored = hours("house, stored heating");
    assert!(stored[1] > 3.0 && stored[15] < 0.5, "{stored:?}");
}

#[test]
fn feeders_lose_what_feeders_lose_and_taps_come_on_top() {
    let (_, all) = simulated(options());
    let len = DAYS * 24;
    let mut meters = all.wh.chunks_exact(len);
    let (mut clean, mut tapped) = (Vec::new(), Vec::new());
    for (number, supply) in all.supply_wh.chunks_exact(len).enumerate() {
        let id = &all.feeders[number];
        let own = all.truths.iter().find(|truth| &truth.subject == id).expect("a truth of each feeder");
        let count = all.truths.iter().filter(|truth| &truth.feeder_id == id).count() - 1;
        let counted: i64 = meters.by_ref().take(count).flatten().sum();
        let supplied: i64 = supply.iter().sum();
        let loss = 1.0 - counted as f64 / supplied as f64;
        if own.scenario == Some("solar_export") {
            // What one home feeds in flows to the next.
            continue;
        }
        assert!((0.0..0.9).contains(&loss), "{id}: {loss}");
        // Those that are not clean are not told apart here.
        if own.kind == TruthKind::UnauthorisedConnection { &mut tapped } else { &mut clean }.push(loss);
    }
    let usual = median(clean);
    assert!((0.02..0.08).contains(&usual), "{usual}");
    assert!(median(tapped) > usual);
}

#[test]
fn what_is_wrong_is_as_frequent_as_said_and_within_the_window() {
    let (grid, all) = simulated(options());
    let count = |kind: TruthKind, is_feeder: bool| {
        let is_it =
            |truth: &&super::Truth| truth.kind == kind && is_feeder == (truth.subject == truth.feeder_id);
        all.truths.iter().filter(is_it).count()
    };
    // One meter in 25 mines, about as many feeders are tapped as have a meter that is tampered with.
    let mining = count(TruthKind::Mining, false);
    assert!((30..=100).contains(&mining), "{mining}");
    assert!(count(TruthKind::UnauthorisedConnection, true) > 0 && count(TruthKind::Tampering, true) > 0);
    let time = grid.calendar().grid;
    for truth in all.truths.iter().filter(|truth| truth.kind != TruthKind::Normal) {
        let [start, end] = truth.span_s.expect("when");
        assert!(time.start_s <= start && start < end && end <= time.start_of(time.len), "{truth:?}");
        assert!(truth.kw.is_some_and(|kw| kw > 0.0), "{truth:?}");
    }
    assert_eq!(all.meters.len(), 1500);
    assert!(all.wh.iter().all(|wh| *wh >= 0));
    let missing = all.missing.iter().map(std::ops::Range::len).sum::<usize>() as f64 / all.wh.len() as f64;
    assert!((0.001..0.03).contains(&missing), "{missing}");
}

#[test]
fn what_is_not_offered_is_refused() {
    let refused = |change: fn(&mut GridOptions)| {
        let mut wrong = options();
        change(&mut wrong);
        Grid::new(wrong).err()
    };
    assert_eq!(refused(|wrong| wrong.interval_min = 20), Some(GridError::Interval(20)));
    assert_eq!(refused(|wrong| wrong.meters = 0), Some(GridError::Size));
    assert_eq!(refused(|wrong| wrong.days = GridOptions::MOST_DAYS + 1), Some(GridError::Size));
}

#[test]
fn honest_feeders_are_of_many_kinds_and_say_which() {
    let (grid, all) = simulated(GridOptions { meters: 6000, ..options() });
    let len = DAYS * 24;
    let named = |name: &str| -> Vec<usize> {
        let is_it = |id: &&String| {
            all.truths.iter().any(|truth| {
                &&truth.subject == id && truth.scenario == Some(name) && truth.kind == TruthKind::Normal
            })
        };
        (0..all.feeders.len()).filter(|&at| is_it(&&all.feeders[at])).collect()
    };
    let names = [
        "clean",
        "high_loss",
        "broken_meter",
        "solar_export",
        "wrong_booking",
        "unlisted_customer",
        "ended_meter",
        "noisy_supply",
    ];
    let counts = names.map(|name| named(name).len());
    assert!(counts.iter().all(|count| *count > 0), "{counts:?}");
    // Nobody is in the files who is in no table; who is booked elsewhere is in those of the next feeder.
    assert_eq!(all.meters.len(), 6000);
    let elsewhere = |(meter, truth): &(&super::SimulatedMeter, &super::Truth)| {
        meter.facts.feeder_id.as_ref() != Some(&truth.feeder_id)
    };
    let of_meters = all.truths.iter().filter(|truth| truth.subject != truth.feeder_id);
    let moved: Vec<_> = all.meters.iter().zip(of_meters).filter(elsewhere).collect();
    assert!(moved.iter().all(|(_, truth)| truth.scenario == Some("wrong_booking")));
    assert!(!moved.is_empty() && moved.len() <= named("wrong_booking").len());
    // In November less flows back than is used; yet it is less than the meters count.
    let supplied = |at: usize| all.supply_wh[at * len..][..len].iter().sum::<i64>();
    let counted = |at: usize| {
        let meters = grid.meters_of(at);
        all.wh[meters.start * len..meters.end * len].iter().sum::<i64>()
    };
    assert!(named("solar_export").iter().any(|&at| supplied(at) < counted(at)));
    assert!(named("clean").iter().all(|&at| supplied(at) > counted(at)));
}

#[test]
fn lives_change_and_the_labels_say_how() {
    let (_, all) = simulated(GridOptions { meters: 4000, ..options() });
    let len = DAYS * 24;
    let of_meters = all.truths.iter().filter(|truth| truth.subject != truth.feeder_id);
    let changed = |name: &'static str| {
        let is_it = move |(truth, _): &(&super::Truth, &[i64])| {
            truth.kind == TruthKind::Normal && truth.scenario == Some(name)
        };
        of_meters.clone().zip(all.wh.chunks_exact(len)).filter(is_it).map(|(_, wh)| wh)
    };
    let ratio = |wh: &[i64]| {
        let [first, last] = [&wh[..48], &wh[len - 24..]].map(|part| part.iter().sum::<i64>() as f64);
        last / first * 2.0
    };
    // Between the second day and the last but one somebody comes or leaves.
    for (name, is_so) in [("moves_in", 3.0..f64::INFINITY), ("moves_out", 0.0..0.35)] {
        let ratios: Vec<f64> = changed(name).map(ratio).collect();
        assert!(ratios.len() >= 20 && is_so.contains(&median(ratios.clone())), "{name}: {ratios:?}");
    }
    // Tools and retirement show by day, on workdays.
    let by_day = |wh: &[i64]| {
        let of = |days: std::ops::Range<usize>| {
            days.flat_map(|day| &wh[day * 24 + 9..day * 24 + 16]).sum::<i64>() as f64
        };
        of(10..12) / of(0..2)
    };
    for name in ["renovation", "retires"] {
        let ratios: Vec<f64> = changed(name).map(by_day).collect();
        assert!(ratios.len() >= 20 && median(ratios.clone()) > 1.1, "{name}: {ratios:?}");
    }
    // With guests the highest day stands further out.
    let most = |wh: &[i64]| {
        let days: Vec<i64> = wh.chunks_exact(24).map(|day| day.iter().sum()).collect();
        let high = days.iter().max().copied().unwrap_or_default() as f64;
        high / median(days.iter().map(|day| *day as f64).collect())
    };
    let guests = median(changed("guests").map(most).collect());
    let usual: Vec<f64> = of_kind(&all, "flat").map(most).collect();
    assert!(guests > 1.05 * median(usual.clone()), "{guests}, {}", median(usual));
}
