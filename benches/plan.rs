//! Times a plan of the embedded atlas as the window asks for it while a slider moves, its flows, and the
//! brief as PDF. `cargo bench --bench plan`; the solver alone: `cargo run --release -p plan --example
//! solve -- --time 2000`.

#![expect(clippy::print_stdout, reason = "a benchmark prints")]

use hashatlas::{
    figure::{Form, Paper},
    lang::{Lang, Words},
    session::{Command, PlanPicture, Session, Sources},
};
use plan::{Removed, Scenario, Target};
use std::{error::Error, hint::black_box, time::Instant};

const TIMES: usize = 20;

fn timed(name: &str, mut work: impl FnMut() -> Result<(), Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
    let mut times = Vec::with_capacity(TIMES);
    for _ in 0..TIMES {
        let start = Instant::now();
        work()?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!("{name}: median {:.2} ms, slowest {:.2} ms", times[TIMES / 2], times[TIMES - 1]);
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut session = Session::open(&Sources { wants_shapes: true, ..Sources::default() })?;
    session.apply(Command::ShowEstimates(true))?;
    let middles = session.plan_middles()?;
    for (name, scenario) in [
        ("500 MW", Scenario::default()),
        (
            "moved from bans to four regions",
            Scenario {
                target: Target::Moved,
                remove: Removed::Banned,
                receivers_at_most: Some(4),
                ..Scenario::default()
            },
        ),
        (
            "fivefold, into ten regions",
            Scenario { target: Target::Times(5.0), receivers_at_most: Some(10), ..Scenario::default() },
        ),
    ] {
        let result = session.plan(&scenario)?;
        timed(&format!("{name}: plan of {} regions with its bounds", result.regions.len()), || {
            session.plan(&scenario)?;
            Ok(())
        })?;
        timed(&format!("{name}: who takes whose power"), || {
            black_box(session.plan_flows(&result, &middles));
            Ok(())
        })?;
        let words = Words::new(Lang::Ru);
        timed(&format!("{name}: brief as PDF"), || {
            let page = session.plan_picture(&result, PlanPicture::Brief, Paper::light((0, 0)), &words)?;
            black_box(page.to_file(Form::Pdf));
            Ok(())
        })?;
    }
    Ok(())
}
