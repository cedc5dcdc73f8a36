//! Owns the faults of all meters of a run: they are gathered as meters stream by, what only many meters
//! together show is decided, and each cause is told in one line. Does not find faults in a series.

use super::{
    DetectionInputs,
    tables::{Tables, warning},
};
use crate::{
    atlas::Day,
    detect::quality::{Bound, Ends, Exchange, Faults, Stretch},
    io::{Problem, Problems, Severity},
    lang::Message,
    meter::TimeGrid,
};
use std::{
    collections::{BTreeMap, HashSet},
    sync::{Mutex, PoisonError},
};

/// Meters that are named; more would not be read.
const NAMED: usize = 20;
/// So many meters that go up and down as homes do, in kWh …
const LEAST_KWH: usize = 3;
/// … and one in so many: then values of less than 10 W are kWh, and not what a few idle meters show.
const ONE_IN: usize = 10;

/// Faults of meters, and when each was read; from any thread.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    faults: Mutex<Vec<(u32, TimeGrid, Faults)>>,
    ends: Mutex<Vec<(u32, Ends)>>,
}

impl Gathered {
    /// Takes what was found in a meter, and its readings as they are now.
    pub(super) fn add(&self, meter: u32, grid: TimeGrid, wh: &[f32], faults: Faults) {
        if faults != Faults::default() {
            self.faults.lock().unwrap_or_else(PoisonError::into_inner).push((meter, grid, faults));
        }
        if let Some(ends) = Ends::of(grid, wh) {
            self.ends.lock().unwrap_or_else(PoisonError::into_inner).push((meter, ends));
        }
    }

    /// All of it, in the order of meters.
    pub(super) fn into_found(self) -> FaultsFound {
        let faults = self.faults.into_inner().unwrap_or_else(PoisonError::into_inner);
        let ends = self.ends.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut found = FaultsFound { faults, ends, exchanged: Vec::new() };
        found.in_order();
        found
    }
}

/// Faults of all meters.
#[derive(Debug, Default)]
pub(crate) struct FaultsFound {
    pub(super) faults: Vec<(u32, TimeGrid, Faults)>,
    pub(super) ends: Vec<(u32, Ends)>,
    /// Pairs of meters that are one place.
    pub(super) exchanged: Vec<Exchange>,
}

impl FaultsFound {
    /// Puts all of it in the order of meters.
    pub(super) fn in_order(&mut self) {
        self.faults.sort_unstable_by_key(|(meter, ..)| *meter);
        self.ends.sort_unstable_by_key(|(meter, _)| *meter);
    }

    /// Meters whose values are kWh from the first to the last, if enough of them go up and down as homes
    /// do: a single one may as well stand idle.
    pub(super) fn in_kwh(&self) -> HashSet<u32> {
        let like = || self.faults.iter().filter_map(|(meter, _, faults)| Some((*meter, faults.like_kwh?)));
        let varied = like().filter(|(_, look)| look.is_varied).count();
        if varied < LEAST_KWH || varied * ONE_IN < self.ends.len() {
            return HashSet::new();
        }
        like().map(|(meter, _)| meter).collect()
    }

    /// One line for each cause. Values left out are counted as such.
    pub(super) fn told(&self, inputs: &DetectionInputs, tables: &Tables, problems: &mut Problems) {
        let path = &inputs.readings;
        let mut say = |column: &str, expected: &'static str, found: Message| {
            problems.add(warning(path, column, expected, found));
        };
        self.registers(tables, &mut say);
        self.units(tables, &mut say);
        self.beyond(tables, &mut say);
        if !self.exchanged.is_empty() {
            let name = |meter: u32| tables.readings.names()[meter as usize].to_string();
            let pair = |of: &Exchange| {
                Message::new("found-one-for-another").text("new", name(of.new)).text("old", name(of.old))
            };
            let found = Message::new("found-exchanged")
                .with("pairs", some(self.exchanged.iter().map(pair)))
                .count(self.exchanged.len());
            say("meter_id", "expected-one-number", found);
        }
        self.absurd(inputs, tables, problems);
    }

    fn registers(&self, tables: &Tables, say: &mut dyn FnMut(&str, &'static str, Message)) {
        let registers: Vec<(u32, usize)> =
            self.faults.iter().filter_map(|(meter, _, faults)| Some((*meter, faults.register?))).collect();
        if registers.is_empty() {
            return;
        }
        let resets: usize = registers.iter().map(|(_, resets)| resets).sum();
        let found = Message::new("found-registers")
            .with("meters", named(tables, registers.iter().map(|(meter, _)| *meter)))
            .count(resets);
        say("wh", "expected-energy-of-intervals", found);
    }

    fn units(&self, tables: &Tables, say: &mut dyn FnMut(&str, &'static str, Message)) {
        let mut changes: BTreeMap<&'static str, (Vec<u32>, Vec<Day>)> = BTreeMap::new();
        for (meter, grid, faults) in &self.faults {
            for stretch in &faults.kwh {
                let (id, slot) = change(*stretch, grid.len);
                let local_s = tables.calendar(*meter, *grid).local_s(slot);
                let (meters, days) = changes.entry(id).or_default();
                meters.push(*meter);
                days.extend(i32::try_from(local_s.div_euclid(86_400)).ok().map(Day::since_1970));
            }
        }
        for (id, (meters, mut days)) in changes {
            days.sort_unstable();
            let day = match (days.first(), days.last()) {
                (Some(first), Some(last)) if first != last => Message::new("found-between-days")
                    .text("first", first.to_string())
                    .text("last", last.to_string()),
                (first, _) => first.map_or_else(String::new, ToString::to_string).into(),
            };
            let found = Message::new(id).with("meters", named(tables, meters)).with("day", day);
            say("wh", "expected-one-unit", found);
        }
        let in_kwh = self.in_kwh();
        let like = self.faults.iter().filter(|(_, _, faults)| faults.like_kwh.is_some());
        let (whole, perhaps): (Vec<u32>, Vec<u32>) =
            like.map(|(meter, ..)| *meter).partition(|meter| in_kwh.contains(meter));
        for (id, meters) in [("found-kwh-whole", whole), ("found-kwh-perhaps", perhaps)] {
            if !meters.is_empty() {
                say("wh", "expected-one-unit", Message::new(id).with("meters", named(tables, meters)));
            }
        }
    }

    fn beyond(&self, tables: &Tables, say: &mut dyn FnMut(&str, &'static str, Message)) {
        for bound in Bound::ALL {
            let beyond = self.faults.iter().filter(|(_, _, faults)| faults.beyond == Some(bound));
            let meters: Vec<u32> = beyond.map(|(meter, ..)| *meter).collect();
            if !meters.is_empty() {
                let found = Message::new("found-beyond").with("meters", named(tables, meters));
                say("wh", expected(bound), found);
            }
        }
    }

    fn absurd(&self, inputs: &DetectionInputs, tables: &Tables, problems: &mut Problems) {
        for bound in Bound::ALL {
            let (mut meters, mut count, mut most_wh) = (Vec::new(), 0_u32, 0.0_f32);
            for (meter, _, faults) in &self.faults {
                let absurd = faults.absurd.unwrap_or_default();
                if absurd.counts[bound as usize] > 0 {
                    meters.push(*meter);
                    count += absurd.counts[bound as usize];
                    most_wh = most_wh.max(absurd.most_wh[bound as usize]);
                }
            }
            if count == 0 {
                continue;
            }
            let found = Message::new("found-above")
                .with("meters", named(tables, meters))
                .text("most", format!("{most_wh:.0}"))
                .count(count as usize);
            let (path, severity) = (&inputs.readings, Severity::Error);
            // Each value is one that was left out, and all of them are one line.
            problems.errors += u64::from(count - 1);
            problems.add(Problem::of_file(path, Some("wh"), expected(bound), found, severity));
        }
    }
}

const fn expected(bound: Bound) -> &'static str {
    match bound {
        Bound::Code => "expected-no-code",
        Bound::Phases => "expected-within-phases",
        Bound::Contract => "expected-within-contract",
        Bound::Past => "expected-within-past",
        Bound::Grid => "expected-at-most-mw",
    }
}

/// What a stretch in kWh means, and the slot that says when.
const fn change(stretch: Stretch, len: usize) -> (&'static str, usize) {
    if stretch.to >= len {
        ("found-kwh-from", stretch.from)
    } else if stretch.from == 0 {
        ("found-kwh-until", stretch.to)
    } else {
        ("found-kwh-for-a-while", stretch.from)
    }
}

/// "8 meters: M01, M02 …"
fn named(tables: &Tables, meters: impl IntoIterator<Item = u32>) -> Message {
    let names =
        meters.into_iter().map(|meter| Message::from(tables.readings.names()[meter as usize].to_string()));
    let names: Vec<Message> = names.collect();
    let count = names.len();
    let meters = Message::new("counted-meters").count(count);
    Message::new("found-meters-named").with("meters", meters).with("names", some(names))
}

/// The first ones, and how many more there are.
fn some(all: impl IntoIterator<Item = Message>) -> Message {
    let mut first: Vec<Message> = all.into_iter().collect();
    let more = first.len().saturating_sub(NAMED);
    first.truncate(NAMED);
    let names = Message::list(first);
    if more == 0 { names } else { Message::new("found-names-more").with("names", names).count(more) }
}
