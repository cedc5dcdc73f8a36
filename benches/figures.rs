//! Times the command line's work inside one process, step by step: opening the embedded atlas,
//! reading its shapes, drawing map and charts, writing each kind of figure in each form, and the
//! sheets of all regions. The limits beside it: reading the same bytes once,
//! and copying the finished picture.
//!
//! `cargo bench --bench figures`
#![allow(clippy::print_stdout, reason = "a benchmark prints its times")]

use hashatlas::{
    figure::{FigureKind, FigureSpec, Form, PageSize},
    session::{ChartKind, Command, Session, Sources},
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const ROUNDS: usize = 21;

fn median(mut work: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[ROUNDS / 2]
}

fn show(what: &str, time: Duration) {
    println!("{what:<58} {:>9.3} ms", time.as_secs_f64() * 1e3);
}

fn open() -> Session {
    Session::open(&Sources::default()).expect("the embedded atlas opens")
}

fn main() {
    let session = open();
    session.geography().expect("shapes");
    let map = session.map_svg((1200, 675)).expect("map");
    show("open the embedded atlas (1,534 figures)", median(|| drop(black_box(open()))));
    show(
        "open it and read its shapes (55 thousand vertices)",
        median(|| {
            black_box(open().geography().expect("shapes"));
        }),
    );
    show("draw the map, 1200×675", median(|| drop(black_box(session.map_svg((1200, 675))))));
    let mut balance = open();
    balance.geography().expect("shapes");
    balance.apply(Command::ShowMetric("energy_balance".into())).expect("known");
    show(
        "draw a full map (83 regions with figures)",
        median(|| drop(black_box(balance.map_svg((1200, 675))))),
    );
    for (name, kind) in [
        ("growth", ChartKind::Growth),
        ("ranking", ChartKind::Ranking),
        ("balance", ChartKind::Balance),
        ("timeline", ChartKind::Timeline),
    ] {
        let size = kind.default_size();
        show(&format!("draw the chart {name}"), median(|| drop(black_box(session.chart_svg(kind, size)))));
    }
    show("report with all of them", median(|| drop(black_box(session.report_html()))));
    show_printed(&session);
    let bytes = include_bytes!("../data/atlas/russia/boundaries.geojson");
    let sum = || bytes.iter().map(|&byte| u64::from(byte)).sum::<u64>();
    show(
        "limit: read the boundaries' bytes once (1.0 MB)",
        median(|| {
            black_box(sum());
        }),
    );
    show("limit: copy the finished map", median(|| drop(black_box(map.clone()))));
}

/// Every kind on a page of 1600 × 1000 in every form, and the sheets of all regions.
fn show_printed(session: &Session) {
    for kind in FigureKind::ALL {
        let size = PageSize::Pixels { width: 1600, height: 1000 };
        let metric = (kind == FigureKind::Diverging).then(|| "energy_balance".to_owned());
        let region = (kind == FigureKind::RegionSheet).then(|| "RU-IRK".to_owned());
        let spec = FigureSpec { size, metric, region, ..FigureSpec::of_kind(kind) };
        for form in [Form::Svg, Form::Png(1), Form::Pdf] {
            let work = || session.printed(&spec).expect("drawn").to_file(form);
            show(&format!("{} as {}", kind.id(), form.ending()), median(|| drop(black_box(work()))));
        }
    }
    let sheets = FigureSpec::of_kind(FigureKind::RegionSheet);
    let work = || session.printed_each(&sheets, Form::Png(1)).expect("drawn");
    show("sheets of all 83 regions as png", median(|| drop(black_box(work()))));
}
