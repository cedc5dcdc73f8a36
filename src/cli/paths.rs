//! Owns keeping a run from writing over what it reads, and from writing two results into one file.
//! Does not read or write.

use super::{
    arguments::{
        Arguments, DossierArguments, ReviewArguments, ReviewTask, Simulated, Task, TrafficArguments,
    },
    run::{UsageError, municipalities_of},
};
use crate::{io, lang::Message};
use std::path::{Path, PathBuf};

/// Refuses arguments by which a result would take the place of something that is read, or of another
/// result.
///
/// # Errors
/// Names both.
pub(super) fn refuse_overwriting(arguments: &Arguments) -> Result<(), UsageError> {
    let paths = Paths::of(arguments);
    let places: Vec<PathBuf> = paths.written.iter().map(|(_, path)| io::place_of(path)).collect();
    for (at, (option, path)) in paths.written.iter().enumerate() {
        if let Some(other) = places[..at].iter().position(|place| *place == places[at]) {
            let (other, shown) = (paths.written[other].0, path.display().to_string());
            let values = [("one", other), ("other", option), ("file", &*shown)];
            return Err(UsageError::new("usage-same-file", &values));
        }
        if let Some((read_by, _)) = paths.read.iter().find(|(_, read)| io::is_read_of(read, path)) {
            let shown = path.display().to_string();
            let read_by = if read_by.starts_with("--") {
                Message::from((*read_by).to_owned())
            } else {
                Message::new(read_by)
            };
            let why = Message::new("usage-file-is-read").text("option", *option).text("file", shown);
            return Err(UsageError(why.with("read_by", read_by)));
        }
    }
    Ok(())
}

/// What a run reads and writes, by the words that name it.
#[derive(Default)]
struct Paths<'a> {
    read: Vec<(&'static str, &'a Path)>,
    written: Vec<(&'static str, &'a Path)>,
}

impl<'a> Paths<'a> {
    fn of_review(&mut self, task: &'a ReviewArguments) {
        match &task.what {
            ReviewTask::List { file, output } => {
                self.reads("usage-the-detections", [file]);
                self.writes("--output", output);
            }
            ReviewTask::Export { output } => self.writes("--output", output),
            ReviewTask::Next { .. }
            | ReviewTask::Calibration { .. }
            | ReviewTask::Mark { .. }
            | ReviewTask::Undo { .. }
            | ReviewTask::Import { .. } => {}
        }
        self.reads("--reviews", &task.reviews);
    }

    fn of_dossier(&mut self, task: &'a DossierArguments) {
        self.reads("usage-the-detections", [&task.file]);
        self.reads("--readings", &task.readings);
        self.reads("--description", &task.description);
        self.reads("--reviews", &task.reviews);
        self.reads("--register", &task.register);
        self.reads("--traffic", &task.traffic);
        self.writes("--output", &task.output);
    }

    fn of_traffic(&mut self, task: &'a TrafficArguments) {
        self.reads("usage-a-log", &task.logs);
        self.reads("--subscribers", &task.subscribers);
        self.reads("--pools", &task.pools);
        self.writes("--output", &task.output);
        self.writes("--moved", &task.moved);
    }

    fn of(arguments: &'a Arguments) -> Self {
        let mut paths = Self::default();
        let open = &arguments.open;
        paths.reads("--boundaries", open.boundaries.as_ref());
        paths.reads("--boundaries-of", municipalities_of(open));
        paths.reads("--detections", open.detections.as_ref());
        // The table of estimates is a part of its atlas that is made anew from the others.
        if !matches!(arguments.task, Some(Task::Estimate { .. })) {
            paths.reads("--atlas", open.atlas.as_ref());
        }
        match &arguments.task {
            Some(Task::Detect(task)) => {
                paths.reads("--readings", &task.readings);
                paths.reads("--description", &task.description);
                paths.reads_grid([&task.judging.meters, &task.judging.feeders, &task.judging.weather]);
                paths.reads("--model", &task.judging.model);
                paths.writes("--output", &task.output);
                paths.writes("--scores", &task.scores);
                paths.writes("--measures", &task.measures);
                paths.writes("--plain", &task.plain);
            }
            Some(Task::Train(task)) => {
                paths.reads("--input", &task.input);
                paths.reads("--further", &task.further);
                paths.reads("--known", &task.known);
                paths.reads("--readings", &task.readings);
                paths.reads_grid([&task.meters, &task.feeders, &task.weather]);
                paths.reads("--labels", &task.labels);
                paths.reads("--reviews", &task.reviews);
                paths.writes("--output", &task.output);
                paths.writes("--out-of-fold", &task.out_of_fold);
            }
            Some(Task::Render(task)) => {
                paths.reads("usage-the-spec", &task.spec);
                paths.writes("--output", &task.output);
            }
            Some(Task::Describe(task)) => {
                paths.reads("usage-the-table", [&task.path]);
                paths.writes("--output", &task.output);
            }
            #[cfg(feature = "query")]
            Some(Task::Query(task)) => {
                paths.reads("--table", task.tables.iter().map(|(_, path)| path));
                paths.writes("--output", &task.output);
            }
            Some(Task::Convert(task)) => {
                paths.reads("usage-an-input", &task.inputs);
                paths.reads("--description", &task.description);
                paths.writes("--output", [&task.output]);
            }
            Some(Task::Review(task)) => paths.of_review(task),
            Some(Task::Dossier(task)) => paths.of_dossier(task),
            Some(Task::Register(task)) => {
                paths.reads("usage-the-detections", [&task.file]);
                paths.reads("--register", &task.register);
                paths.reads("--meters", &task.meters);
                paths.writes("--output", &task.output);
            }
            Some(Task::Traffic(task)) => paths.of_traffic(task),
            Some(Task::Map(task)) => paths.writes("--output", &task.output),
            Some(Task::Plan(task)) => {
                paths.reads("usage-the-scenario", &task.scenario);
                paths.writes("--output", &task.output);
                paths.writes("--map-before", &task.map_before);
                paths.writes("--map-after", &task.map_after);
                for (option, _, path) in task.pictures() {
                    paths.writes(option, path);
                }
            }
            Some(Task::Spatial(task)) => {
                paths.writes("--output", &task.output);
                paths.writes("--map", &task.map);
                paths.writes("--clusters", &task.clusters);
                paths.writes("--scatter", &task.scatter);
            }
            Some(
                Task::Table { output, .. }
                | Task::Chart { output, .. }
                | Task::Estimate { output, .. }
                | Task::Spark { output }
                | Task::Simulate { what: Simulated::Detections { output, .. } },
            ) => paths.writes("--output", output),
            Some(Task::Report { output }) => paths.writes("--output", [output]),
            // They write nothing, or a folder of tables of their own.
            None
            | Some(
                Task::Simulate { what: Simulated::Grid(_) }
                | Task::Aggregate(_)
                | Task::New(_)
                | Task::Project(_)
                | Task::Check { .. }
                | Task::Evaluate(_)
                | Task::Explore(_)
                | Task::Manual { .. }
                | Task::Watch(_),
            ) => {}
        }
        paths
    }

    /// Tables of what is known beside readings: meters, feeders, weather.
    fn reads_grid(&mut self, tables: [&'a Option<PathBuf>; 3]) {
        for (option, table) in ["--meters", "--feeders", "--weather"].into_iter().zip(tables) {
            self.reads(option, table);
        }
    }

    fn reads(&mut self, option: &'static str, paths: impl IntoIterator<Item = &'a PathBuf>) {
        self.read.extend(paths.into_iter().map(|path| (option, path.as_path())));
    }

    fn writes(&mut self, option: &'static str, paths: impl IntoIterator<Item = &'a PathBuf>) {
        self.written.extend(paths.into_iter().map(|path| (option, path.as_path())));
    }
}
