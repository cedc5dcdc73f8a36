//! Owns gathering readings of others from many files: all rows of energy taken from the grid, sorted
//! by meter and time, each once. Does not write.

use super::{Foreign, told};
use crate::lang::Message;
use crate::{
    Contract, IoError, Problem, Problems, Readings, Severity,
    detections::{contract_of, sniff::open},
    folder::all_files,
    readings::unwatched,
};
use headend::{
    Direction, Options, Quality, Report, Row, TakenBack,
    table::{self, Description},
};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// Folders within folders are looked into so deep.
const DEEPEST: usize = 4;
/// A row longer than its meter's usual interval by this part is the sum of several.
const LONGER: f64 = 1.5;
/// Length of an interval that its file does not say.
pub(super) const UNSAID: u32 = 0;

/// Energy of a meter in an interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reading {
    /// Number of the meter in [`Collected::meters`].
    pub(super) meter: u32,
    pub(super) start_s: i64,
    /// Its length, or [`UNSAID`].
    pub(super) seconds: u32,
    pub(super) quality: Quality,
    /// NaN where the reading is missing.
    pub(super) wh: f64,
}

/// Readings of all files.
#[derive(Debug, Default)]
pub struct Collected {
    pub(super) meters: Vec<String>,
    pub(super) readings: Vec<Reading>,
    /// Rows of energy fed into the grid, which are left out.
    pub exported: u64,
    /// Rows that are not measured; they are kept and marked.
    pub not_measured: u64,
    /// Files read.
    pub files: usize,
    /// Whether one of them says of itself that it is simulated.
    pub is_simulated: bool,
    /// Whether one of them says how its values came about.
    pub has_quality: bool,
    /// Whether rows that say that a reading is missing were kept.
    pub(super) keeps_missing: bool,
}

impl Collected {
    /// How many meters have readings.
    #[must_use]
    pub fn meter_count(&self) -> usize {
        self.meters.len()
    }

    /// How far clocks of a zone (an IANA name or an offset) are ahead of UTC when the readings begin, in
    /// seconds; none where there are no readings or no such zone.
    #[must_use]
    pub fn utc_offset_s(&self, zone: &str) -> Option<i32> {
        let first_s = self.readings.iter().map(|reading| reading.start_s).min()?;
        zone.parse::<headend::Zone>().ok()?.utc_offset_s(first_s)
    }

    /// How many readings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.readings.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }
}

/// Reads all files, and those in folders: as `foreign` says, or each as it says of itself. Of two
/// readings of a meter for the same time the later file counts.
///
/// # Errors
/// A file cannot be read to its end, or nothing tells what its columns mean.
pub fn collect(paths: &[PathBuf], foreign: Option<&Foreign>) -> Result<(Collected, Problems), IoError> {
    collect_rows(paths, foreign, false)
}

/// [`collect`], maybe with the rows of our contract that say that a reading is missing: how long a meter was
/// read depends on them.
///
/// # Errors
/// As of [`collect`].
pub fn collect_rows(
    paths: &[PathBuf],
    foreign: Option<&Foreign>,
    keeps_missing: bool,
) -> Result<(Collected, Problems), IoError> {
    let mut files = Vec::new();
    let mut problems = Problems::default();
    for path in paths {
        if path.is_dir() {
            list(path, DEEPEST, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    let mut collected = Collected { keeps_missing, ..Collected::default() };
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    // Some files at a time, put together in their order.
    for some in files.chunks(rayon::current_num_threads() * 8) {
        let read: Vec<_> = some
            .par_iter()
            .map(|path| read_one(path, foreign, paths.contains(path), keeps_missing))
            .collect();
        for (path, part) in some.iter().zip(read) {
            let Some(part) = part? else {
                let found = "found-no-readings";
                problems.add(Problem::of_file(
                    path,
                    None,
                    "expected-readings-file",
                    found,
                    Severity::Warning,
                ));
                continue;
            };
            problems.extend(part.problems.clone());
            collected.take(part, &mut numbers);
        }
    }
    if collected.files == 0 {
        let path = paths.first().cloned().unwrap_or_default();
        let (found, expected) = ("found-no-readings".into(), "expected-readings-file".into());
        return Err(IoError::Unrecognised { path, found, expected });
    }
    let path = paths.first().map_or(Path::new(""), PathBuf::as_path);
    collected.put_in_order(path, &mut problems);
    Ok((collected, problems))
}

fn list(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), IoError> {
    let (of_folder, folders) = all_files(folder)?;
    files.extend(of_folder);
    for folder in folders.iter().filter(|_| depth > 0) {
        list(folder, depth - 1, files)?;
    }
    Ok(())
}

/// Rows of one file.
struct Part {
    meters: Vec<String>,
    readings: Vec<Reading>,
    exported: u64,
    is_simulated: bool,
    has_quality: bool,
    problems: Problems,
}

/// Reads a file; nothing if it was found in a folder and is something else.
fn read_one(
    path: &Path,
    foreign: Option<&Foreign>,
    is_named: bool,
    keeps_missing: bool,
) -> Result<Option<Part>, IoError> {
    let own;
    let foreign = match foreign {
        // A description is of the tables in a folder, not of files there that say themselves what they are.
        Some(Foreign::Table(given)) if !is_named && says_what_it_is(path, given)? => None,
        given => given,
    };
    let foreign = match foreign {
        Some(foreign) => foreign,
        None => match Foreign::of(path)? {
            Some(found) => {
                own = found;
                &own
            }
            None if is_of_contract(path, is_named)? => return of_contract(path, keeps_missing).map(Some),
            None if is_named => {
                let guessed = super::guess_description(path)?;
                own = Foreign::Table(Box::new(guessed.ok_or_else(|| {
                    let (found, expected) = ("found-no-readings".into(), "expected-readings-file".into());
                    IoError::Unrecognised { path: path.to_owned(), found, expected }
                })?));
                &own
            }
            None => return Ok(None),
        },
    };
    let (mut meters, mut readings) = (Meters::default(), Vec::new());
    let mut take = |row: Row<'_>| {
        if row.direction == Direction::Export {
            return;
        }
        let meter = meters.number(row.meter);
        let Row { start_s, seconds, wh, quality, .. } = row;
        readings.push(Reading { meter, start_s, seconds, quality, wh });
    };
    let file = open(path)?;
    let report = match foreign {
        Foreign::Known(format) => headend::read(*format, file, &Options::default(), &mut take),
        Foreign::Table(description) => table::read(file, description, &mut take),
    };
    let report = report.map_err(told::failed(path))?;
    let mut problems = Problems::default();
    told::add_report(path, &report, &mut problems);
    take_back(path, &report, &meters, &mut readings, &mut problems);
    let (meters, exported) = (meters.list, report.exported_rows);
    Ok(Some(Part { meters, readings, exported, is_simulated: false, has_quality: true, problems }))
}

/// Leaves out readings whose register turned out to stand in another unit.
fn take_back(
    path: &Path,
    report: &Report,
    meters: &Meters,
    readings: &mut Vec<Reading>,
    problems: &mut Problems,
) {
    if report.taken_back.is_empty() {
        return;
    }
    let of_meter = |back: &TakenBack| Some((*meters.numbers.get(&back.meter)?, back.before_s));
    let until: FxHashMap<u32, i64> = report.taken_back.iter().filter_map(of_meter).collect();
    let before = readings.len();
    readings.retain(|reading| until.get(&reading.meter).is_none_or(|&until| reading.start_s >= until));
    let count = before - readings.len();
    if count > 0 {
        let found = Message::new("found-readings-in-other-unit").count(count);
        let expected = "expected-register-in-one-unit";
        problems.add_many(Problem::of_file(path, None, expected, found, Severity::Error), count as u64);
    }
}

/// Whether a file needs no description, or is a table with all that rows need and other values than the given one.
fn says_what_it_is(path: &Path, given: &Description) -> Result<bool, IoError> {
    Ok(match Foreign::of(path)? {
        Some(Foreign::Known(_)) => true,
        Some(Foreign::Table(own)) => own.questions().is_empty() && own.values != given.values,
        None => is_of_contract(path, false)?,
    })
}

fn is_of_contract(path: &Path, is_named: bool) -> Result<bool, IoError> {
    match contract_of(path) {
        Ok(contract) => Ok(contract == Some(Contract::Readings)),
        Err(error) if is_named => Err(error),
        // In a folder lie other things, too.
        Err(_) => Ok(false),
    }
}

/// Reads a table of our own contract. It does not say how long its intervals are; see [`fill_seconds`].
fn of_contract(path: &Path, keeps_missing: bool) -> Result<Part, IoError> {
    let (table, mut problems) = Readings::open(path, &unwatched)?;
    let (mut meters, mut readings) = (Meters::default(), Vec::new());
    problems.extend(table.each_row(&mut |name, row| {
        if row.wh >= 0.0 || keeps_missing && row.wh.is_nan() {
            let meter = meters.number(name);
            let (start_s, quality, wh) = (row.time_s, row.quality, row.wh);
            readings.push(Reading { meter, start_s, seconds: UNSAID, quality, wh });
        }
    })?);
    let (is_simulated, has_quality) = (table.is_simulated(), table.has_quality());
    Ok(Part { meters: meters.list, readings, exported: 0, is_simulated, has_quality, problems })
}

/// Meters of a file by name.
#[derive(Default)]
struct Meters {
    list: Vec<String>,
    numbers: FxHashMap<String, u32>,
    last: Option<u32>,
}

impl Meters {
    fn number(&mut self, name: &str) -> u32 {
        // Rows of a meter stand together.
        if let Some(last) = self.last.filter(|&last| self.list[last as usize] == name) {
            return last;
        }
        let number = self.numbers.get(name).copied().unwrap_or_else(|| {
            self.list.push(name.to_owned());
            let number = self.list.len() as u32 - 1;
            self.numbers.insert(name.to_owned(), number);
            number
        });
        self.last = Some(number);
        number
    }
}

impl Collected {
    fn take(&mut self, part: Part, numbers: &mut FxHashMap<String, u32>) {
        let number = |name: String| {
            let next = numbers.len() as u32;
            *numbers.entry(name.clone()).or_insert_with(|| {
                self.meters.push(name);
                next
            })
        };
        let numbers: Vec<u32> = part.meters.into_iter().map(number).collect();
        let renamed = |reading: Reading| Reading { meter: numbers[reading.meter as usize], ..reading };
        self.readings.extend(part.readings.into_iter().map(renamed));
        self.exported += part.exported;
        self.is_simulated |= part.is_simulated;
        self.has_quality |= part.has_quality;
        self.files += 1;
    }

    /// Sorts by meter and time, keeps the last of each, and leaves out sums of several intervals.
    fn put_in_order(&mut self, path: &Path, problems: &mut Problems) {
        // By name, so that the order of files does not matter.
        let mut order: Vec<u32> = (0..self.meters.len() as u32).collect();
        order.sort_by(|&a, &b| self.meters[a as usize].cmp(&self.meters[b as usize]));
        let mut ranks = vec![0; order.len()];
        for (rank, &meter) in (0..).zip(&order) {
            ranks[meter as usize] = rank;
        }
        self.meters.sort();
        for reading in &mut self.readings {
            reading.meter = ranks[reading.meter as usize];
        }
        // Stable: the last of equal ones is that of the later file.
        self.readings.par_sort_by_key(|reading| (reading.meter, reading.start_s));
        let before = self.readings.len();
        let mut kept: Vec<Reading> = Vec::with_capacity(before);
        for reading in self.readings.drain(..) {
            match kept.last_mut() {
                Some(last) if (last.meter, last.start_s) == (reading.meter, reading.start_s) => {
                    *last = reading;
                }
                _ => kept.push(reading),
            }
        }
        let repeated = before - kept.len();
        fill_seconds(&mut kept);
        let mut usual = usual_seconds(&kept).into_iter();
        let all = kept.len();
        kept.retain(|reading| {
            usual.next().is_none_or(|usual| f64::from(reading.seconds) <= f64::from(usual) * LONGER)
        });
        let longer = all - kept.len();
        for (count, expected, found, severity) in [
            (repeated, "expected-reading-once", "found-repeated-readings", Severity::Warning),
            (longer, "expected-single-interval", "found-sums-of-intervals", Severity::Error),
        ] {
            if count > 0 {
                let found = Message::new(found).count(count);
                problems.add_many(Problem::of_file(path, None, expected, found, severity), count as u64);
            }
        }
        self.not_measured = kept.iter().filter(|reading| reading.quality != Quality::Measured).count() as u64;
        self.readings = kept;
    }
}

/// A table of the contract says when an interval begins, not how long it is: up to the next one, and not
/// longer than is usual there. Of a meter's only reading it stays unsaid.
fn fill_seconds(readings: &mut [Reading]) {
    for of_meter in readings.chunk_by_mut(|a, b| a.meter == b.meter) {
        if of_meter.iter().all(|reading| reading.seconds != UNSAID) {
            continue;
        }
        let to_next = |pair: &[Reading]| u32::try_from(pair[1].start_s - pair[0].start_s).unwrap_or(u32::MAX);
        let distances: Vec<u32> = of_meter.windows(2).map(to_next).collect();
        let usual = usual_lengths(&distances);
        let Some(last) = usual.last().copied() else { continue };
        let lengths = distances.iter().zip(&usual).map(|(to_next, usual)| *to_next.min(usual));
        for (reading, seconds) in of_meter.iter_mut().zip(lengths.chain([last])) {
            if reading.seconds == UNSAID {
                reading.seconds = seconds;
            }
        }
    }
}

/// The usual length of intervals at each reading.
fn usual_seconds(readings: &[Reading]) -> Vec<u32> {
    let of_meters = readings.chunk_by(|a, b| a.meter == b.meter);
    of_meters
        .flat_map(|of_meter| {
            usual_lengths(&of_meter.iter().map(|reading| reading.seconds).collect::<Vec<_>>())
        })
        .collect()
}

/// What is usual at each of a meter's lengths: the one that last held for a day, as a meter may be set to another;
/// where none ever did, the most frequent, of several as frequent ones the shortest.
fn usual_lengths(lengths: &[u32]) -> Vec<u32> {
    const DAY_S: u64 = 86_400;
    /// A day of one length is that of a meter only if it is made of several.
    const LEAST_RUN: usize = 4;
    let holds = |run: &&[u32]| run.len() >= LEAST_RUN && run.len() as u64 * u64::from(run[0]) >= DAY_S;
    let first = lengths.chunk_by(|a, b| a == b).find(holds).map(|run| run[0]);
    let most_frequent = || {
        let mut sorted = lengths.to_vec();
        sorted.sort_unstable();
        sorted.chunk_by(|a, b| a == b).rev().max_by_key(|same| same.len()).map(|same| same[0])
    };
    let Some(mut usual) = first.or_else(most_frequent) else { return Vec::new() };
    let mut out = Vec::with_capacity(lengths.len());
    for run in lengths.chunk_by(|a, b| a == b) {
        if holds(&run) {
            usual = run[0];
        }
        out.extend(std::iter::repeat_n(usual, run.len()));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, name: &str, text: &str) -> PathBuf {
        let path = folder.join(name);
        crate::write_file(&path, text.as_bytes()).expect("written");
        path
    }

    #[test]
    fn files_are_put_together_each_reading_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let nem = |values: &str| {
            format!("100,NEM12,1,A,B\n200,M2,E1,E1,E1,N1,S,kWh,720,\n300,20240101,{values},A,,,1\n900\n")
        };
        file(folder.path(), "1.nem12", &nem("1,2"));
        file(folder.path(), "2.csv", &nem("1,3"));
        let (collected, problems) = collect(&[folder.path().to_owned()], None).expect("readable");
        let wh: Vec<f64> = collected.readings.iter().map(|reading| reading.wh).collect();
        assert_eq!((wh, collected.files), (vec![1000.0, 3000.0], 2));
        let said: Vec<String> = problems.first.iter().map(ToString::to_string).collect();
        assert_eq!((problems.errors, problems.warnings), (0, 2), "{said:?}");
    }

    #[test]
    fn a_table_of_the_contract_is_sorted_and_keeps_its_marks() {
        let folder = tempfile::tempdir().expect("a folder");
        let table = "meter_id,ts,wh,quality\n\
            B,2025-01-01T03:00:00+03:00,5,estimated\n\
            A,2025-01-01T01:00:00Z,2,measured\nA,2025-01-01T00:00:00Z,1.5,?\n\
            A,2025-01-01T01:00:00Z,3,\nA,2025-01-01T03:00:00Z,4,substituted\nA,2025-01-01T04:00:00Z,,\n\
            A,2025-01-01T05:00:00Z,-1,\n";
        let path = file(folder.path(), "r.csv", table);
        let (collected, problems) = collect(std::slice::from_ref(&path), None).expect("readable");
        let of = |collected: &Collected| -> Vec<(String, i64, u32, Quality, f64)> {
            let told = |reading: &Reading| {
                let Reading { meter, start_s, seconds, quality, wh } = *reading;
                (
                    collected.meters[meter as usize].clone(),
                    (start_s - 1_735_689_600) / 3600,
                    seconds,
                    quality,
                    wh,
                )
            };
            collected.readings.iter().map(told).collect()
        };
        let rows = of(&collected);
        let expected = [
            ("A", 0, 3600, Quality::Doubtful, 1.5),
            ("A", 1, 3600, Quality::Measured, 3.0),
            ("A", 3, 3600, Quality::Substituted, 4.0),
            ("B", 0, UNSAID, Quality::Estimated, 5.0),
        ];
        assert_eq!(
            rows,
            expected.map(|(name, hour, s, quality, wh)| (name.to_owned(), hour, s, quality, wh))
        );
        assert_eq!((problems.errors, collected.not_measured), (1, 3), "{:?}", problems.first);
        for name in ["again.parquet", "again.csv"] {
            let again = folder.path().join(name);
            crate::write_readings(&again, &collected).expect("written");
            let (read, problems) = collect(&[again], None).expect("readable");
            assert_eq!((of(&read), problems.errors), (rows.clone(), 0));
        }
    }

    #[test]
    fn readings_before_the_unit_of_a_register_was_known_are_taken_back() {
        let folder = tempfile::tempdir().expect("a folder");
        let log = [55_250.0, 55_350.0, 55_450.0, 55.5, 55.75, 56.0]
            .iter()
            .zip(0..)
            .map(|(kwh, hour)| format!("2024-07-01T0{hour}:00:00Z zigbee2mqtt/p {{\"energy\":{kwh}}}\n"))
            .collect::<Vec<_>>()
            .concat();
        let path = file(folder.path(), "log", &log);
        let (collected, problems) = collect(&[path], None).expect("readable");
        let wh: Vec<f64> = collected.readings.iter().map(|reading| reading.wh).collect();
        assert_eq!(wh, [250.0, 250.0]);
        assert!(problems.first[1].to_string().contains("2 readings"), "{:?}", problems.first);
    }

    #[test]
    fn sums_of_several_intervals_are_left_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let register: String = [(0, 1.0), (1, 1.5), (2, 2.0), (5, 9.0), (6, 9.5)]
            .map(|(hour, kwh)| format!("2024-07-01T0{hour}:00:00+0000 zigbee2mqtt/p {{\"energy\":{kwh}}}\n"))
            .concat();
        let path = file(folder.path(), "log", &register);
        let (collected, problems) = collect(&[path], None).expect("readable");
        assert_eq!(collected.len(), 3);
        assert!(problems.first[0].to_string().contains("1 sum"), "{}", problems.first[0]);
    }

    #[test]
    fn a_meter_may_be_set_to_another_interval_and_a_gap_is_no_interval() {
        let hour = 3600;
        let starts = |steps: &[(i64, usize)]| -> Vec<i64> {
            let steps = steps.iter().flat_map(|&(step_s, count)| std::iter::repeat_n(step_s, count));
            let all = steps.scan(0, |at_s, step_s| Some(std::mem::replace(at_s, *at_s + step_s)));
            all.collect()
        };
        let lengths = |starts: Vec<i64>| -> Vec<u32> {
            let reading =
                |start_s| Reading { meter: 0, start_s, seconds: UNSAID, quality: Quality::Measured, wh: 1.0 };
            let mut readings: Vec<Reading> = starts.into_iter().map(reading).collect();
            fill_seconds(&mut readings);
            readings.iter().map(|reading| reading.seconds).collect()
        };
        let both = |first: u32, count: usize, then: u32, more: usize| {
            [vec![first; count], vec![then; more]].concat()
        };
        assert_eq!(lengths(starts(&[(1800, 480), (hour, 216)])), both(1800, 480, 3600, 216));
        assert_eq!(lengths(starts(&[(hour, 720), (1800, 480)])), both(3600, 720, 1800, 480));
        // Gaps of an hour and of two days; every other reading missing for six hours.
        let gaps =
            starts(&[(1800, 100), (hour, 1), (1800, 30), (48 * hour, 1), (1800, 60), (hour, 6), (1800, 9)]);
        assert_eq!(lengths(gaps.clone()), vec![1800; gaps.len()]);
        // Too few for a day: the most frequent.
        assert_eq!(lengths(starts(&[(900, 3), (1800, 2), (900, 2)])), vec![900; 7]);
        assert_eq!(lengths(vec![7]), [UNSAID]);
    }
}
