//! What is left of reviews after the program is killed at any moment: none lost, none twice.
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "tests touch files and print")]

use review::{Act, Case, Review, Store, Verdict};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

/// Tells this very program that it is the one to be killed.
const WRITER: &str = "REVIEW_TEST_WRITER";
/// How often it is killed; the full run of 200 is asked for with this variable.
const RUNS: &str = "REVIEW_TEST_KILLS";
const FEW_RUNS: u64 = 12;
/// How many reviews it writes in all of them, about.
const REVIEWS: &str = "REVIEW_TEST_REVIEWS";

fn act(number: u64) -> Act {
    let case = Case { subject: format!("meter:{number}"), ..Case::default() };
    Act::Review(Review {
        case,
        verdict: Verdict::Confirmed,
        author: "a".into(),
        at_s: 0,
        note: "x".repeat(200),
    })
}

/// Writes reviews one after the other and says so after each, until it is killed.
fn write(path: &Path, from: u64) -> ! {
    let store = Store::new(path);
    for number in from.. {
        store.add(&[act(number)]).expect("written");
        println!("wrote {number}");
    }
    unreachable!("numbers do not end");
}

#[test]
fn none_is_lost_and_none_is_there_twice() {
    if let Ok(work) = std::env::var(WRITER) {
        let (path, from) = work.rsplit_once('|').expect("a path and a number");
        write(Path::new(path), from.parse().expect("a number"));
    }
    let asked = |name| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
    let runs = asked(RUNS).unwrap_or(FEW_RUNS);
    let between = asked(REVIEWS).unwrap_or(0) / runs.max(1);
    let folder = tempfile::tempdir().expect("tempdir");
    let path = folder.path().join("reviews.redb");
    let mut next = 0;
    for run in 0..runs {
        // The harness captures what a test prints, but not that of a single test with --nocapture.
        let mut writer = Command::new(std::env::current_exe().expect("this program"))
            .args(["none_is_lost_and_none_is_there_twice", "--exact", "--nocapture"])
            .env(WRITER, format!("{}|{next}", path.display()))
            .stdout(Stdio::piped())
            .spawn()
            .expect("starts");
        let mut said = BufReader::new(writer.stdout.take().expect("piped")).lines();
        let mut promised = next;
        // How far it comes, and how long into the next act, differ from run to run.
        let goal = next + between + run * 7 % 5;
        while promised < goal {
            let line = said.next().expect("it goes on").expect("text");
            if let Some((_, number)) = line.split_once("wrote ") {
                promised = number.parse::<u64>().expect("a number") + 1;
            }
        }
        std::thread::sleep(std::time::Duration::from_micros(run * 1_237 % 12_000));
        writer.kill().expect("killed");
        for line in said.map_while(Result::ok) {
            if let Some((_, number)) = line.split_once("wrote ") {
                promised = promised.max(number.parse::<u64>().expect("a number") + 1);
            }
        }
        writer.wait().expect("gone");
        let acts = Store::new(&path).acts().expect("readable after a kill");
        let there = acts.len() as u64;
        assert!(there >= promised, "run {run}: {promised} were promised, {there} are there");
        for (at, (number, found)) in (0..).zip(&acts) {
            assert_eq!((*number, found), (at, &act(at)), "run {run}");
        }
        next = there;
    }
    assert!(next > 0, "something was written");
    println!("{runs} kills, {next} reviews, each there once");
}
