//! Solves a case of plain numbers from standard input and prints the answer, for a comparison with
//! other solvers. Lines: `wanted MW [receivers]`, then `place CODE DISTRICT HEADROOM COST`, then
//! `limit CODE MW`. With `--time N`, measures a case of N places.

#![expect(clippy::print_stdout, reason = "an example prints")]

use plan::{Case, Goal, Outcome, Place, Wanted, allocate};
use std::{error::Error, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, places] = arguments.as_slice()
        && flag == "--time"
    {
        return timed(places.parse()?);
    }
    let mut case = Case {
        places: Vec::new(),
        wanted: Wanted::Power(0.0),
        goal: Goal::Cost,
        limits: Vec::new(),
        receivers_at_most: None,
    };
    for line in std::io::read_to_string(std::io::stdin())?.lines() {
        match line.split_whitespace().collect::<Vec<_>>().as_slice() {
            ["wanted", mw, rest @ ..] => {
                case.wanted = Wanted::Power(mw.parse()?);
                case.receivers_at_most = rest.first().map(|count| count.parse()).transpose()?;
            }
            ["place", code, district, headroom, cost] => {
                case.places.push(place([code, district], headroom.parse()?, cost.parse()?));
            }
            ["limit", code, mw] => case.limits.push(((*code).to_owned(), mw.parse()?)),
            _ => return Err(format!("what is '{line}'?").into()),
        }
    }
    match allocate(&case)? {
        Outcome::Found(found) => {
            println!("cost {} {}", found.cost, found.may_save == 0.0);
            println!("price {}", found.last_mw_cost.unwrap_or(f64::NAN));
            for mw in found.placed_mw {
                println!("{mw}");
            }
        }
        Outcome::Forbidden { by, most_mw } => println!("forbidden {most_mw} {by:?}"),
    }
    Ok(())
}

fn place(codes: [&str; 2], headroom_mw: f64, cost: f64) -> Place {
    let codes = codes.map(str::to_owned).to_vec();
    Place { codes, headroom_mw, cost, is_banned: false, is_chosen: true }
}

fn timed(places: usize) -> Result<(), Box<dyn Error>> {
    let at = |i: usize, step: f64| (i as f64 * step).fract();
    let of = |i: usize| {
        let district = format!("D{}", i % 8);
        let (headroom, cost) = (50.0 + 2000.0 * at(i, 0.754_877_666), 10.0 + 60.0 * at(i, 0.569_840_29));
        place([&format!("R{i}"), &district], headroom, cost)
    };
    let case = |receivers| Case {
        places: (0..places).map(of).collect(),
        wanted: Wanted::Power(200.0 * places as f64),
        goal: Goal::Cost,
        limits: (0..8).map(|d| (format!("D{d}"), 60.0 * places as f64)).collect(),
        receivers_at_most: receivers,
    };
    for receivers in [None, Some(places / 5)] {
        let mut fastest = f64::INFINITY;
        for _ in 0..5 {
            let start = Instant::now();
            let Outcome::Found(found) = allocate(&case(receivers))? else { return Err("it fits".into()) };
            fastest = fastest.min(start.elapsed().as_secs_f64());
            if found.placed_mw.len() != places {
                return Err("places were lost".into());
            }
        }
        println!("{places} places, at most {receivers:?} receive: {:.2} ms", fastest * 1e3);
    }
    Ok(())
}
