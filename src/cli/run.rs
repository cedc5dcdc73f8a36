//! Owns carrying out a parsed command line: opening the session, applying commands, writing
//! results, and the exit status. Holds no logic of figures.

use super::arguments::{Arguments, Explore, Format, Open, Simulated, Task, lang_of, said_by_clap, spoken};
use super::{
    evidence, foreign, learning, manual,
    paths::refuse_overwriting,
    progress::Progress,
    project,
    render::{deliver_figure, pixels, region_or_regions, render, table, year_or_years},
    reviewing, rolling,
};
use crate::{
    estimate::EstimateError,
    figure::{FigureKind, FigureSpec, PageSize, SpecError},
    io::{self, FileRole, IoError},
    lang::{Lang, Message, Words},
    pipeline::{DetectionError, LearningError},
    session::{
        Command, CommandError, FigureError, PlanFault, REPORT_FILE, Session, SimulationError, Sources,
        SpatialFault, contradiction_told, contradictions, error_told, tell_problems,
    },
    simulate::grid::{Grid, GridError, GridOptions},
};
use clap::{CommandFactory, FromArgMatches};
use plan::ScenarioError;
use register::Role;
use std::{
    ffi::OsString,
    io::{ErrorKind, Write},
    mem::ManuallyDrop,
    path::{Path, PathBuf},
};

/// How a run ended, which is its exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// 0: done.
    Done = 0,
    /// 1: failed, or `check` found errors.
    Failed = 1,
    /// 2: wrong usage.
    Usage = 2,
    /// 130: stopped by Ctrl-C.
    Interrupted = INTERRUPTED as isize,
}

/// Exit status of what a signal ended, as shells have it: 128 and the number of SIGINT.
pub(super) const INTERRUPTED: i32 = 130;

/// What a window is asked to show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WindowRequest {
    /// What to open.
    pub sources: Sources,
    /// Readings to preview: how they are read, and whether farms are to be found in them.
    pub readings: Option<PathBuf>,
    /// The language asked for, if any.
    pub lang: Option<Lang>,
    /// Estimates with wider bounds show as a range only.
    pub not_known_factor: Option<f64>,
    /// The points of estimates show.
    pub shows_estimates: bool,
    /// Neither show nor keep what was open and seen last.
    pub is_fresh: bool,
    /// Pan and zoom for so many seconds, tell how long all took, and close.
    pub measure_s: Option<f64>,
}

/// Opens a window and comes back when it is closed, with what it has to tell; without a display
/// it says why there is none.
pub type OpenWindow<'a> = &'a dyn Fn(WindowRequest) -> Result<String, WindowError>;

/// Why a window did not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WindowError {
    /// There is no display or adapter, or this program was built without a window.
    NoDisplay(Message),
    /// What was to be shown cannot be opened.
    NotOpened(Message),
}

/// Runs the program with its arguments (the first is its name).
pub fn main(
    arguments: impl IntoIterator<Item = OsString>,
    window: OpenWindow<'_>,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> Outcome {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let lang = lang_of(&arguments);
    let matches = spoken(Arguments::command(), lang).try_get_matches_from(arguments);
    let arguments = match matches.and_then(|matches| Arguments::from_arg_matches(&matches)) {
        Ok(arguments) => arguments,
        Err(error) => {
            let text = said_by_clap(&error, lang);
            // Help and version are results; the rest is wrong usage.
            let is_result = !error.use_stderr();
            let to: &mut dyn Write = if is_result { stdout } else { stderr };
            let _ = write!(to, "{text}");
            return if is_result { Outcome::Done } else { Outcome::Usage };
        }
    };
    match carry_out(&arguments, window, stdout, stderr) {
        Ok(outcome) => outcome,
        // Whoever read the results on stdout had enough of them.
        Err(error) if is_broken_pipe(&error) => Outcome::Done,
        Err(error) => {
            let _ = writeln!(stderr, "hashatlas: {}", said(&error, &words_of(&arguments.open)));
            if is_interruption(&error) {
                return Outcome::Interrupted;
            }
            let is_usage = error.is::<CommandError>()
                || error.is::<UsageError>()
                || error.is::<GridError>()
                || error.is::<SpecError>()
                || matches!(error.downcast_ref(), Some(FigureError::Spec(_) | FigureError::Names(_)))
                || error.is::<ScenarioError>()
                || matches!(error.downcast_ref(), Some(SpatialFault::Metric(_)))
                || matches!(
                    error.downcast_ref(),
                    Some(PlanFault::Names(_) | PlanFault::Scenario(_) | PlanFault::Date(_))
                )
                || matches!(error.downcast_ref(), Some(SimulationError::Region(_)))
                || matches!(error.downcast_ref(), Some(EstimateError::UnknownPrior { .. }));
            if is_usage { Outcome::Usage } else { Outcome::Failed }
        }
    }
}

/// An error and what led to it, in the language asked for.
fn said(error: &anyhow::Error, words: &Words) -> String {
    let message = error.downcast_ref::<Told>().map(|error| error.0.clone());
    let message = message.or_else(|| error.downcast_ref::<UsageError>().map(|error| error.0.clone()));
    message.unwrap_or_else(|| error_told(error)).say(words)
}

/// Why a run has no result, where that is no wrong usage.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Told(pub(super) Message);

#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct UsageError(pub(super) Message);

impl UsageError {
    /// Of a message with these values.
    pub(super) fn new(id: &'static str, values: &[(&'static str, &str)]) -> Self {
        Self(values.iter().fold(Message::new(id), |message, (name, text)| message.text(name, *text)))
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
}

fn is_interruption(error: &anyhow::Error) -> bool {
    let of_detection = || match error.downcast_ref()? {
        DetectionError::Io(cause) => Some(cause),
        DetectionError::Model { .. } => None,
    };
    let of_learning = || match error.downcast_ref()? {
        LearningError::Io(cause) => Some(cause),
        _ => None,
    };
    let cause = error.downcast_ref().or_else(of_detection).or_else(of_learning);
    matches!(cause, Some(IoError::Stopped))
}

#[expect(clippy::too_many_lines, reason = "one arm for each command")]
fn carry_out(
    arguments: &Arguments,
    window: OpenWindow<'_>,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    refuse_overwriting(arguments)?;
    refuse_unknown_levels(&arguments.open)?;
    match &arguments.task {
        Some(Task::Check { path: Some(path), description }) => {
            return check(path, description.as_deref(), &arguments.open, stdout);
        }
        Some(Task::Describe(task)) => {
            foreign::describe(task, &words_of(&arguments.open), stdout)?;
            return Ok(Outcome::Done);
        }
        Some(Task::Convert(task)) => {
            foreign::convert(task, &arguments.open, stdout)?;
            return Ok(Outcome::Done);
        }
        Some(Task::Spark { output }) => {
            foreign::spark(output.as_deref(), stdout)?;
            return Ok(Outcome::Done);
        }
        #[cfg(feature = "query")]
        Some(Task::Query(task)) => return super::query::query(task, &arguments.open, stdout, stderr),
        Some(Task::Manual { folder }) => {
            manual::write(folder)?;
            return Ok(Outcome::Done);
        }
        Some(Task::Review(task)) => {
            return reviewing::review(task, &arguments.open, stdout, stderr);
        }
        Some(Task::New(task)) => {
            project::new(task, &words_of(&arguments.open), stdout)?;
            return Ok(Outcome::Done);
        }
        Some(Task::Project(task)) => {
            project::project(task, &words_of(&arguments.open), stdout)?;
            return Ok(Outcome::Done);
        }
        Some(Task::Traffic(task)) => {
            evidence::traffic(task, &arguments.open, stdout, stderr)?;
            return Ok(Outcome::Done);
        }
        _ => {}
    }
    if let Some(Task::Evaluate(task)) = &arguments.task
        && !task.rolling
    {
        return learning::evaluate(task, &words_of(&arguments.open), stdout, stderr);
    }
    match &arguments.task {
        None => return explore(&arguments.open, &Explore::default(), window, stdout, stderr),
        Some(Task::Explore(task)) => return explore(&arguments.open, task, window, stdout, stderr),
        Some(Task::Render(task)) => {
            render(task, &arguments.open, stdout, stderr)?;
            return Ok(Outcome::Done);
        }
        Some(_) => {}
    }
    let wants_shapes = !matches!(
        arguments.task,
        Some(
            Task::Detect(_)
                | Task::Watch(_)
                | Task::Dossier(_)
                | Task::Table { .. }
                | Task::Check { .. }
                | Task::Chart { .. }
                | Task::Estimate { .. }
                | Task::Plan(_)
                | Task::Register(_)
                | Task::Train(_)
                | Task::Evaluate(_)
                | Task::Simulate { what: Simulated::Grid(_) }
        )
    );
    let wants_hash = matches!(arguments.task, Some(Task::Map(_) | Task::Chart { .. }));
    let mut sources = Sources { wants_hash, ..sources_of(&arguments.open, wants_shapes) };
    let mut project = None;
    if let Some(Task::Aggregate(task)) = &arguments.task {
        if sources.boundaries.is_some() || sources.detections.is_some() {
            return Err(UsageError::new("usage-aggregate", &[]).into());
        }
        project = project::opened(&task.file, &words_of(&arguments.open), stderr)?;
        sources.detections = Some(project::detections_of(&task.file, project.as_ref())?);
        let atlas = || project.as_ref().and_then(|project| project.at(Role::Atlas));
        sources.atlas = sources.atlas.or_else(atlas);
    }
    // The program ends next: to give memory back piece by piece takes longer than to draw.
    let mut session = ManuallyDrop::new(open(&arguments.open, &sources)?);
    match &arguments.task {
        Some(Task::Report { output }) => {
            let is_pdf = output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
            let report = if is_pdf { session.report_pdf()? } else { session.report_html()?.into_bytes() };
            io::write_file(output, &report)?;
        }
        Some(Task::Table { metrics, year, region, format, output }) => {
            let years = year.as_ref().map_or(&[][..], |years| &years.0);
            let format = Format::of(*format, output.as_deref());
            let text = table(&mut session, metrics, region, years, format.into())?;
            for told in session.years_without_figures(metrics, region, years)? {
                let _ = writeln!(stderr, "hashatlas: {}", told.say(&session.words()));
            }
            deliver(&text, output.as_deref(), stdout)?;
        }
        Some(Task::Check { .. }) => {
            deliver(&session.contradictions_told(&session.words()), None, stdout)?;
        }
        Some(Task::Map(map)) => {
            let years = map.year.clone().unwrap_or_default();
            let kind = if years.0.len() > 1 { FigureKind::SmallMultiples } else { FigureKind::Choropleth };
            let (region, _) = region_or_regions(&map.region, kind)?;
            apply(&mut session, map.metric.as_ref(), years.0.last().copied(), region.as_ref())?;
            session.apply(Command::Classify(map.class_method().map_err(|why| UsageError::new(why, &[]))?))?;
            session.apply(Command::CountClasses(map.classes))?;
            if let Some(palette) = &map.palette {
                session.apply(Command::Colour(Some(palette.clone())))?;
            }
            let spec = session.figure_spec(kind)?;
            let years = if kind.takes_years() { years.0 } else { Vec::new() };
            let spec = FigureSpec { size: map.size, years, ..spec };
            let pixels = pixels(None, map.dpi, spec.size, map.output.as_deref())?;
            deliver_figure(&session, &spec, pixels, map.output.as_deref(), stdout)?;
        }
        Some(Task::Chart { kind: chart, metric, second_metric, year, region, size, dpi, output }) => {
            let kind = FigureKind::from(*chart);
            let (region, regions) = region_or_regions(region, kind)?;
            let given = year.as_ref().map(|years| year_or_years(years, kind)).transpose()?;
            let (year, years) = given.unwrap_or_default();
            apply(&mut session, metric.as_ref(), year, region.as_ref())?;
            let (width, height) = chart.default_size_of(regions.len());
            let size = size.unwrap_or(PageSize::Pixels { width, height });
            let second_metric = second_metric.clone();
            let spec = FigureSpec { size, regions, years, second_metric, ..session.figure_spec(kind)? };
            let pixels = pixels(None, *dpi, size, output.as_deref())?;
            deliver_figure(&session, &spec, pixels, output.as_deref(), stdout)?;
        }
        Some(Task::Estimate { prior, output }) => {
            let estimation = session.estimation(prior.as_deref())?;
            for contradiction in &estimation.contradictions {
                let told = Message::new("run-sides-in-turn")
                    .with("contradiction", contradiction_told(contradiction));
                let _ = writeln!(stderr, "hashatlas: {}", told.say(&session.words()));
            }
            deliver(&session.estimates_csv(&estimation), output.as_deref(), stdout)?;
        }
        Some(Task::Simulate { what: Simulated::Detections { seed, output } }) => {
            let detections = session.simulated_detections(*seed)?;
            match output {
                Some(path) => io::write_detections(path, &detections)?,
                None => deliver(&io::detections_csv(&detections), None, stdout)?,
            }
        }
        Some(Task::Register(task)) => project::match_register(&session, task, stdout, stderr)?,
        Some(Task::Dossier(task)) => evidence::dossier(&session, task, &arguments.open, stdout, stderr)?,
        Some(Task::Plan(task)) => return super::planning::plan(task, &mut session, stdout),
        Some(Task::Spatial(task)) => super::planning::spatial(task, &mut session, stdout)?,
        Some(Task::Aggregate(task)) => {
            reviewing::aggregate(&session, task, project.as_ref(), stdout, stderr)?;
        }
        Some(Task::Detect(task)) => super::detect::detect(task, &session, stdout, stderr)?,
        Some(Task::Watch(task)) => return super::watch::watch(&session, task, stdout, stderr),
        Some(Task::Train(task)) => return learning::train(&session, task, stdout, stderr),
        Some(Task::Evaluate(task)) => return rolling::evaluate(&session, task, stdout, stderr),
        Some(Task::Simulate { what: Simulated::Grid(task) }) => {
            let options = GridOptions {
                meters: task.meters,
                days: task.days,
                seed: task.seed,
                interval_min: task.interval,
                first_day: i64::from(task.start.days_since_1970()),
                site: session.grid_site(task.region.as_deref())?,
            };
            let grid = Grid::new(options)?;
            let progress = Progress::new(session.words().get("doing-writing"));
            io::write_grid(&task.output, &grid, &|share| progress.show(share))?;
        }
        #[cfg(feature = "query")]
        Some(Task::Query(_)) => {}
        None
        | Some(
            Task::Convert(_)
            | Task::Describe(_)
            | Task::Explore(_)
            | Task::Manual { .. }
            | Task::New(_)
            | Task::Project(_)
            | Task::Render(_)
            | Task::Review(_)
            | Task::Spark { .. }
            | Task::Traffic(_),
        ) => {}
    }
    // A result stands even where nobody listens to the messages.
    let _ = tell_problems(&session.problems(), &session.words(), stderr);
    Ok(Outcome::Done)
}

/// Opens the window; where there is none, writes the report and says so in one line.
fn explore(
    open_what: &Open,
    task: &Explore,
    window: OpenWindow<'_>,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let (of_project, files) = project::parted(&task.files);
    let mut sources = match of_project {
        Some(path) => project::opened(path, &words_of(open_what), stderr)?
            .map(|project| project.sources())
            .unwrap_or_default(),
        None => sources_of(open_what, true),
    };
    let mut readings = None;
    for file in files {
        // Readings show how they are read, and lead on to what is found in them. A folder may be an atlas.
        let is_file_of_readings = !file.is_dir() && io::are_readings(file);
        match if is_file_of_readings { None } else { Some(sources.with_file(file)) } {
            None => readings = Some(file.clone()),
            Some(Err(IoError::Unrecognised { .. })) if io::are_readings(file) => {
                readings = Some(file.clone());
            }
            Some(with_file) => sources = with_file?,
        }
    }
    if task.readings.is_some() {
        sources.readings.clone_from(&task.readings);
    }
    let request = WindowRequest {
        sources: sources.clone(),
        readings,
        lang: open_what.lang.map(Into::into),
        not_known_factor: open_what.not_known_factor,
        shows_estimates: open_what.show_estimates,
        is_fresh: task.fresh,
        measure_s: task.measure,
    };
    match window(request) {
        Ok(told) => {
            if !told.is_empty() {
                writeln!(stdout, "{told}")?;
            }
        }
        Err(WindowError::NotOpened(why)) => anyhow::bail!(Told(why)),
        Err(WindowError::NoDisplay(why)) => {
            let mut session = Session::open(&sources)?;
            speak(&mut session, open_what)?;
            if let Some(factor) = open_what.not_known_factor {
                session.limit_estimates(factor);
            }
            let html = session.report_html()?;
            io::write_file(Path::new(REPORT_FILE), html.as_bytes())?;
            // The one line that stands for the window.
            let told = Message::new("run-report-instead").with("why", why).text("file", REPORT_FILE);
            let _ = writeln!(stderr, "hashatlas: {}", told.say(&session.words()));
        }
    }
    Ok(Outcome::Done)
}

/// The files of `--boundaries-of`, behind their level.
pub(super) fn municipalities_of(open: &Open) -> impl Iterator<Item = &PathBuf> {
    open.boundaries_of.iter().skip(1).step_by(2)
}

/// Refuses levels that have no boundaries of their own.
fn refuse_unknown_levels(open: &Open) -> Result<(), UsageError> {
    const MUNICIPALITY: &str = "municipality";
    let unknown = open.boundaries_of.iter().step_by(2).find(|level| level.as_os_str() != MUNICIPALITY);
    unknown.map_or(Ok(()), |level| {
        let shown = level.display();
        Err(UsageError::new("usage-level", &[("found", &shown.to_string())]))
    })
}

pub(super) fn sources_of(open: &Open, wants_shapes: bool) -> Sources {
    Sources {
        atlas: open.atlas.clone(),
        boundaries: open.boundaries.clone(),
        municipalities: municipalities_of(open).cloned().collect(),
        layer: open.layer.clone(),
        figures: open.figures.clone(),
        detections: open.detections.clone(),
        wants_shapes: wants_shapes || open.detections.is_some(),
        ..Sources::default()
    }
}

fn speak(session: &mut Session, open: &Open) -> Result<(), CommandError> {
    session.apply(Command::Speak(open.lang.map(Lang::from).unwrap_or_default()))?;
    session.apply(Command::CountDisputed(open.with_disputed))?;
    session.apply(Command::ShowEstimates(open.show_estimates))
}

pub(super) fn open(open: &Open, sources: &Sources) -> anyhow::Result<Session> {
    let mut session = Session::open(sources)?;
    speak(&mut session, open)?;
    if let Some(factor) = open.not_known_factor {
        session.limit_estimates(factor);
    }
    Ok(session)
}

pub(super) fn apply(
    session: &mut Session,
    metric: Option<&String>,
    year: Option<i32>,
    region: Option<&String>,
) -> Result<(), CommandError> {
    if let Some(metric) = metric {
        session.apply(Command::ShowMetric(metric.clone()))?;
    }
    if let Some(year) = year {
        session.apply(Command::ShowYear(year))?;
    }
    if let Some(region) = region {
        session.apply(Command::Focus(Some(region.clone())))?;
    }
    Ok(())
}

pub(super) fn deliver(text: &str, output: Option<&Path>, stdout: &mut dyn Write) -> anyhow::Result<()> {
    if let Some(path) = output {
        io::write_file(path, text.as_bytes())?;
    } else {
        stdout.write_all(text.as_bytes())?;
        stdout.flush()?;
    }
    Ok(())
}

fn check(
    path: &Path,
    description: Option<&Path>,
    of: &Open,
    stdout: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let mut checked = match description {
        Some(description) => io::check_described(path, description)?,
        None => io::check_layer(path, of.layer.as_deref())?,
    };
    if let Some(detections) = &mut checked.detections {
        // The program ends next.
        let session = ManuallyDrop::new(Session::open(&sources_of(of, true))?);
        checked.problems.extend(session.misplaced(detections, path)?);
    }
    if checked.role == FileRole::Figures {
        let session = ManuallyDrop::new(Session::open(&sources_of(of, false))?);
        let (columns, problems) = session.check_figures(path)?;
        let counted =
            |(name, count): (String, usize)| Message::new("found-figures-of").text("name", name).count(count);
        checked.contents.extend(columns.into_iter().map(counted));
        checked.problems.extend(problems);
    }
    if checked.role == FileRole::Boundaries {
        let session = ManuallyDrop::new(Session::open(&sources_of(of, false))?);
        checked.problems = session.boundary_problems(path, of.layer.as_deref())?;
    }
    let contradicting = match checked.role {
        FileRole::Atlas => contradictions(path)?,
        _ => Vec::new(),
    };
    let words = words_of(of);
    writeln!(stdout, "{}: {}", path.display(), checked.kind.say(&words))?;
    for line in &checked.contents {
        writeln!(stdout, "  {}", line.say(&words))?;
    }
    for contradiction in &contradicting {
        writeln!(stdout, "  {}", contradiction.told.say(&words))?;
        for statement in &contradiction.statements {
            writeln!(stdout, "    {}", statement.say(&words))?;
        }
    }
    tell_problems(&checked.problems, &words, stdout)?;
    let is_consistent = contradicting.iter().all(|contradiction| contradiction.is_known);
    if checked.problems.is_empty() && is_consistent {
        writeln!(stdout, "  {}", words.get("check-good"))?;
    }
    let is_good = checked.problems.errors == 0 && is_consistent;
    Ok(if is_good { Outcome::Done } else { Outcome::Failed })
}

/// The words of the language asked for.
pub(super) fn words_of(open: &Open) -> Words {
    Words::new(open.lang.map(Lang::from).unwrap_or_default())
}
