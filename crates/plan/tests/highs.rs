//! Random cases whose answers another solver gave: `HiGHS` in scipy 1.17 (`linprog`, `milp`).

use plan::{Case, Goal, Outcome, Place, Wanted, allocate};

struct Known {
    /// District, free MW, cost of a MW.
    places: &'static [(usize, f64, f64)],
    /// District, MW at most.
    limits: &'static [(usize, f64)],
    wanted: f64,
    receivers: Option<usize>,
    /// `None` where nothing fits.
    cost: Option<f64>,
    /// Of the last MW; not given with a number of receivers.
    price: Option<f64>,
}

const KNOWN: &[Known] = &[
    Known {
        places: &[
            (0, 150.0, 66.4),
            (0, 0.0, 59.0),
            (2, 0.0, 60.3),
            (1, 326.0, 42.9),
            (1, 713.0, 68.9),
            (1, 237.0, 68.8),
            (2, 609.0, 18.1),
            (0, 423.0, 22.2),
            (1, 470.0, 28.5),
        ],
        limits: &[(0, 294.0), (1, 771.0)],
        wanted: 1401.0,
        receivers: None,
        cost: Some(32145.9),
        price: Some(42.9),
    },
    Known {
        places: &[
            (1, 408.0, 30.3),
            (2, 324.0, 63.4),
            (0, 0.0, 11.0),
            (2, 432.0, 28.4),
            (1, 318.0, 19.5),
            (2, 817.0, 10.2),
            (0, 570.0, 69.7),
            (0, 0.0, 15.3),
            (0, 676.0, 37.5),
        ],
        limits: &[(1, 233.0)],
        wanted: 1830.0,
        receivers: None,
        cost: Some(38195.7),
        price: Some(37.5),
    },
    Known {
        places: &[
            (0, 41.0, 31.6),
            (0, 387.0, 27.5),
            (2, 0.0, 66.3),
            (0, 484.0, 53.6),
            (0, 0.0, 49.3),
            (0, 0.0, 39.5),
            (2, 101.0, 27.2),
            (0, 633.0, 61.1),
            (1, 0.0, 66.7),
        ],
        limits: &[(0, 703.0)],
        wanted: 313.0,
        receivers: None,
        cost: Some(8577.2),
        price: Some(27.5),
    },
    Known {
        places: &[
            (0, 0.0, 36.5),
            (2, 836.0, 38.8),
            (1, 441.0, 57.1),
            (2, 151.0, 51.1),
            (0, 509.0, 63.6),
            (2, 570.0, 20.0),
            (2, 175.0, 55.5),
            (2, 146.0, 42.4),
            (0, 603.0, 12.1),
        ],
        limits: &[(0, 443.0), (2, 839.0)],
        wanted: 695.0,
        receivers: None,
        cost: Some(10400.3),
        price: Some(20.0),
    },
    Known {
        places: &[
            (2, 0.0, 16.5),
            (0, 141.0, 64.7),
            (1, 329.0, 44.1),
            (2, 0.0, 16.9),
            (1, 0.0, 14.9),
            (1, 216.0, 15.1),
            (0, 297.0, 64.6),
            (0, 819.0, 43.6),
            (0, 367.0, 50.8),
        ],
        limits: &[(2, 1.0)],
        wanted: 1476.0,
        receivers: Some(2),
        cost: None,
        price: None,
    },
    Known {
        places: &[
            (2, 524.0, 47.3),
            (1, 271.0, 27.7),
            (0, 490.0, 31.4),
            (2, 553.0, 65.7),
            (1, 611.0, 54.0),
            (2, 550.0, 32.4),
            (0, 0.0, 27.4),
            (1, 231.0, 17.7),
            (2, 718.0, 57.9),
        ],
        limits: &[(0, 310.0), (2, 1066.0)],
        wanted: 2320.0,
        receivers: Some(3),
        cost: None,
        price: None,
    },
    Known {
        places: &[
            (0, 156.0, 51.6),
            (0, 190.0, 54.6),
            (1, 358.0, 52.1),
            (0, 191.0, 43.5),
            (0, 154.0, 16.9),
            (1, 629.0, 56.9),
            (2, 791.0, 21.6),
            (0, 151.0, 36.8),
            (1, 627.0, 67.1),
        ],
        limits: &[(0, 534.0)],
        wanted: 2300.0,
        receivers: Some(4),
        cost: Some(106_553.7),
        price: None,
    },
    Known {
        places: &[
            (1, 266.0, 61.7),
            (1, 0.0, 30.1),
            (1, 134.0, 20.2),
            (1, 459.0, 63.9),
            (2, 123.0, 10.6),
            (1, 138.0, 66.5),
            (0, 0.0, 14.0),
            (1, 470.0, 58.3),
            (2, 273.0, 37.5),
        ],
        limits: &[(1, 1313.0), (2, 148.0)],
        wanted: 665.0,
        receivers: Some(3),
        cost: Some(27797.0),
        price: None,
    },
];

#[test]
fn answers_are_those_of_another_solver() {
    for (at, known) in KNOWN.iter().enumerate() {
        let place = |&(district, headroom_mw, cost): &(usize, f64, f64)| Place {
            codes: vec![district.to_string()],
            headroom_mw,
            cost,
            is_banned: false,
            is_chosen: true,
        };
        let case = Case {
            places: known.places.iter().map(place).collect(),
            wanted: Wanted::Power(known.wanted),
            goal: Goal::Cost,
            limits: known.limits.iter().map(|(district, mw)| (district.to_string(), *mw)).collect(),
            receivers_at_most: known.receivers,
        };
        match (allocate(&case).expect("solved"), known.cost) {
            (Outcome::Found(found), Some(cost)) => {
                assert!((found.cost - cost).abs() < cost * 1e-6, "case {at}: {} {cost}", found.cost);
                if let (Some(price), Some(own)) = (known.price, found.last_mw_cost) {
                    assert!((own - price).abs() < 1e-3, "case {at}: {own} {price}");
                }
            }
            (Outcome::Forbidden { .. }, None) => {}
            (outcome, cost) => panic!("case {at}: {outcome:?} {cost:?}"),
        }
    }
}

/// Places of regular but scattered room and cost in eight districts, as `examples/solve.rs --time`
/// has them, with what `HiGHS` says they cost.
#[test]
fn many_places_cost_what_another_solver_says() {
    for (places, receivers, cost) in [
        (83, None, 269_846.036_510_186_85),
        (83, Some(16), 271_376.328_650_934_5),
        (83, Some(12), 287_414.777_487_692_9),
        (2000, None, 6_303_808.347_716_731),
        (2000, Some(400), 6_303_808.347_716_725),
    ] {
        let at = |number: usize, step: f64| (number as f64 * step).fract();
        let place = |number: usize| Place {
            codes: vec![format!("D{}", number % 8)],
            headroom_mw: 50.0 + 2000.0 * at(number, 0.754_877_666),
            cost: 10.0 + 60.0 * at(number, 0.569_840_29),
            is_banned: false,
            is_chosen: true,
        };
        let case = Case {
            places: (0..places).map(place).collect(),
            wanted: Wanted::Power(200.0 * places as f64),
            goal: Goal::Cost,
            limits: (0..8).map(|district| (format!("D{district}"), 60.0 * places as f64)).collect(),
            receivers_at_most: receivers,
        };
        let Ok(Outcome::Found(found)) = allocate(&case) else { panic!("{places} {receivers:?}") };
        assert!((found.cost - cost).abs() < cost * 1e-7, "{places} {receivers:?}: {} {cost}", found.cost);
        assert_eq!(found.may_save, 0.0);
        let used = found.placed_mw.iter().filter(|mw| **mw > 0.0).count();
        assert!(receivers.is_none_or(|most| used <= most), "{places} {receivers:?}: {used}");
    }
}
