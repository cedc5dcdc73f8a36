//! Owns the way from Python to the detector, the figures and the atlas. Readings come as they are in memory; smaller
//! tables come and go as Parquet files, which `hashatlas/__init__.py` writes from and reads into Arrow. Does not
//! judge, draw or read tables itself.

use arrow_array::{RecordBatchReader, ffi_stream::RecordBatchStreamReader};
use arrow_pyarrow::PyArrowType;
use hashatlas::{
    detect::MeterMeasures,
    figure::FigureSpec,
    io::{self, IoError, Problems},
    lang::{Lang, Words},
    pipeline::{self, DetectionError, DetectionInputs},
    session::{FigureFile, Session, Sources},
    stats::EvaluationOptions,
};
use pyo3::{create_exception, exceptions::PyException, prelude::*, types::PyBytes};
use std::{ops::ControlFlow, path::PathBuf};

create_exception!(_hashatlas, Error, PyException, "What cannot be read, judged or drawn, and why.");

fn failed(cause: impl std::fmt::Display) -> PyErr {
    Error::new_err(cause.to_string())
}

fn failed_io(cause: &IoError) -> PyErr {
    Error::new_err(cause.told().say(&Words::new(Lang::En)))
}

fn opened(atlas: Option<PathBuf>, wants_shapes: bool) -> PyResult<Session> {
    let sources = Sources { atlas, wants_shapes, wants_hash: true, ..Sources::default() };
    Session::open(&sources).map_err(|cause| failed_io(&cause))
}

fn undetected(cause: &DetectionError) -> PyErr {
    match cause {
        DetectionError::Io(cause) => failed_io(cause),
        DetectionError::Model { .. } => failed(cause),
    }
}

/// Hears Ctrl+C between parts of the readings.
fn watch(_: f32) -> ControlFlow<()> {
    let is_interrupted = Python::attach(|py| py.check_signals().is_err());
    if is_interrupted { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
}

/// Counts and remarks of a run: meters, judged, feeders, readings, and what was wrong, line by line.
type Run = (usize, usize, usize, u64, Vec<String>);

/// Judges readings in files, or in memory under the name `readings`, and writes `detections.parquet`, `scores.parquet` and `measures.parquet` into `output`.
#[pyfunction]
#[expect(clippy::too_many_arguments, clippy::needless_pass_by_value, reason = "as Python hands them over")]
fn detect(
    py: Python<'_>,
    readings: PathBuf,
    in_memory: Option<PyArrowType<RecordBatchStreamReader>>,
    output: PathBuf,
    meters: Option<PathBuf>,
    feeders: Option<PathBuf>,
    weather: Option<PathBuf>,
    model: Option<PathBuf>,
    threshold: Option<f32>,
    utc_offset_s: Option<i32>,
    atlas: Option<PathBuf>,
) -> PyResult<Run> {
    py.detach(|| {
        // Whoever hands them over may need Python for it, so it is not held.
        let in_memory = in_memory.map(|PyArrowType(reader)| {
            let schema = reader.schema();
            let batches = reader.collect::<Result<_, _>>().map_err(failed)?;
            Ok::<_, PyErr>(io::InMemory { schema, batches })
        });
        let inputs = DetectionInputs {
            readings,
            in_memory: in_memory.transpose()?,
            meters,
            feeders,
            weather,
            model,
            threshold,
            utc_offset_s,
            wants_scores: true,
            wants_measures: true,
            ..DetectionInputs::default()
        };
        let session = opened(atlas, false)?;
        let detected =
            pipeline::detect(session.atlas(), &inputs, &watch).map_err(|cause| undetected(&cause))?;
        let write = || {
            io::write_scores(&output.join("scores.parquet"), &detected.scores)?;
            if let Some(measures) = &detected.measures {
                io::write_measures(&output.join("measures.parquet"), measures)?;
            }
            io::write_found(&output.join("detections.parquet"), &detected.found)
        };
        write().map_err(|cause: IoError| failed_io(&cause))?;
        let told = told(&detected.problems);
        Ok((detected.meters, detected.judged, detected.feeders, detected.readings, told))
    })
}

/// Measures the meters of one file of readings into a file; how many meters and readings there were.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "as Python hands them over")]
fn measure_file(
    py: Python<'_>,
    readings: PathBuf,
    output: PathBuf,
    meters: Option<PathBuf>,
    weather: Option<PathBuf>,
    utc_offset_s: Option<i32>,
    atlas: Option<PathBuf>,
) -> PyResult<(u64, u64)> {
    py.detach(|| {
        let inputs =
            DetectionInputs { readings, meters, weather, utc_offset_s, ..DetectionInputs::default() };
        let session = opened(atlas, false)?;
        let counts = pipeline::measure_file(session.atlas(), &inputs, &output, &watch);
        counts.map(|counts| (counts.meters, counts.readings)).map_err(|cause| failed_io(&cause))
    })
}

/// Judges together what was measured of the files in the folder of readings, and writes detections and scores.
/// How many detections, and the rest of the run.
#[pyfunction]
#[expect(clippy::too_many_arguments, clippy::needless_pass_by_value, reason = "as Python hands them over")]
fn judge(
    py: Python<'_>,
    readings: PathBuf,
    measured: Vec<PathBuf>,
    output: PathBuf,
    scores: Option<PathBuf>,
    meters: Option<PathBuf>,
    feeders: Option<PathBuf>,
    weather: Option<PathBuf>,
    model: Option<PathBuf>,
    threshold: Option<f32>,
    utc_offset_s: Option<i32>,
    atlas: Option<PathBuf>,
) -> PyResult<(usize, Run)> {
    py.detach(|| {
        let inputs = DetectionInputs {
            readings,
            meters,
            feeders,
            weather,
            model,
            threshold,
            utc_offset_s,
            wants_scores: scores.is_some(),
            ..DetectionInputs::default()
        };
        let session = opened(atlas, false)?;
        let detected = pipeline::judge_measured(session.atlas(), &inputs, &measured);
        let detected = detected.map_err(|cause| undetected(&cause))?;
        if let Some(path) = &scores {
            io::write_scores(path, &detected.scores).map_err(|cause| failed_io(&cause))?;
        }
        io::write_found(&output, &detected.found).map_err(|cause| failed_io(&cause))?;
        let run =
            (detected.meters, detected.judged, detected.feeders, detected.readings, told(&detected.problems));
        Ok((detected.found.len(), run))
    })
}

/// A figure of an evaluation: kind, of what, its name, value, bounds, and how many are positive and normal.
type Evaluated = (&'static str, &'static str, String, f64, Option<(f64, f64)>, usize, usize);

/// Compares scores with labels, both in files; also says what was wrong with them, line by line.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "as Python hands them over")]
fn evaluate(
    py: Python<'_>,
    scores: PathBuf,
    labels: PathBuf,
    model: Option<PathBuf>,
    threshold: Option<f32>,
    resamples: usize,
    seed: u64,
) -> PyResult<(Vec<Evaluated>, Vec<String>)> {
    py.detach(|| {
        let inputs = DetectionInputs { model, threshold, ..DetectionInputs::default() };
        let detector = pipeline::detector(&inputs).map_err(failed)?;
        let (labels, mut problems) = io::read_labels(&labels).map_err(|cause| failed_io(&cause))?;
        let (scores, more) = io::read_scores(&scores).map_err(|cause| failed_io(&cause))?;
        problems.extend(more);
        let options = EvaluationOptions { resamples, seed, ..EvaluationOptions::default() };
        let all = pipeline::evaluations(&labels, &scores, None, &options, &detector);
        let mut rows: Vec<Evaluated> = Vec::new();
        for of in &all {
            let subject = if of.of_feeders { "feeder" } else { "meter" };
            let mut add = |figure: String, value: f64, interval: Option<(f64, f64)>| {
                rows.push((of.kind.id(), subject, figure, value, interval, of.positives, of.normal));
            };
            for measured in &of.figures {
                add(measured.figure.id(), measured.value, Some(measured.interval));
            }
            for measured in &of.of_standing {
                add(format!("standing_{}", measured.figure.id()), measured.value, Some(measured.interval));
            }
            let (low, high) = of.at_level.levels.unwrap_or((f64::NAN, f64::NAN));
            let level = if low < high { f64::NAN } else { high };
            add("alarm_level".to_owned(), level, Some((low, high)));
            add("alarm_recall".to_owned(), of.at_level.found.value(), None);
            add("alarm_recall_standing".to_owned(), of.at_level.standing.value(), None);
            let per_1000_weeks = of.at_level.false_alarms.per_1000_weeks();
            add("false_alarms_per_1000_weeks".to_owned(), per_1000_weeks, None);
        }
        Ok((rows, told(&problems)))
    })
}

/// Problems line by line.
fn told(problems: &Problems) -> Vec<String> {
    let words = Words::new(Lang::En);
    let mut told: Vec<String> = problems.lines().map(|line| line.say(&words)).collect();
    if problems.untold() > 0 {
        told.push(words.with("check-more", &[("number", &problems.untold().to_string())]));
    }
    told
}

/// Names of the measures of a meter, in the order of their columns.
#[pyfunction]
fn measure_names() -> Vec<&'static str> {
    MeterMeasures::NAMES.to_vec()
}

/// Figures of the atlas as CSV: all metrics where none is named, all years where none is given.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "as Python hands them over")]
fn table(
    py: Python<'_>,
    metrics: Vec<String>,
    regions: Vec<String>,
    years: Vec<i32>,
    atlas: Option<PathBuf>,
) -> PyResult<String> {
    py.detach(|| {
        let session = opened(atlas, false)?;
        let all = || session.atlas().metrics.iter().map(|metric| metric.id.clone()).collect();
        let metrics = if metrics.is_empty() { all() } else { metrics };
        let rows = session.table_of(&metrics, &regions, &years);
        let rows = rows.map_err(|cause| failed(cause.told().say(&session.words())))?;
        Ok(io::csv_table(&rows))
    })
}

/// A figure by its spec as JSON, in a form: `svg`, `png` or `pdf`; a PNG at `scale`,
/// or with the dots of its page.
#[pyfunction]
fn figure(
    py: Python<'_>,
    spec: &str,
    form: &str,
    scale: Option<u8>,
    detections: Option<PathBuf>,
    atlas: Option<PathBuf>,
) -> PyResult<Py<PyBytes>> {
    let spec = FigureSpec::from_json(spec).and_then(FigureSpec::checked).map_err(failed)?;
    let file = match form {
        "svg" => FigureFile::Svg,
        "png" => FigureFile::of_pixels(scale, None, spec.size),
        "pdf" => FigureFile::Pdf,
        _ => return Err(failed(format!("expected svg, png or pdf, found {form}"))),
    };
    let bytes = py.detach(|| {
        let sources =
            Sources { atlas, detections, wants_shapes: true, wants_hash: true, ..Sources::default() };
        let session = Session::open(&sources).map_err(|cause| failed_io(&cause))?;
        session.figure_file(&spec, file).map_err(failed)
    })?;
    Ok(PyBytes::new(py, &bytes).unbind())
}

/// The functions that `hashatlas/__init__.py` stands on.
#[pymodule]
fn _hashatlas(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("Error", module.py().get_type::<Error>())?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_function(wrap_pyfunction!(detect, module)?)?;
    module.add_function(wrap_pyfunction!(measure_file, module)?)?;
    module.add_function(wrap_pyfunction!(judge, module)?)?;
    module.add_function(wrap_pyfunction!(evaluate, module)?)?;
    module.add_function(wrap_pyfunction!(measure_names, module)?)?;
    module.add_function(wrap_pyfunction!(table, module)?)?;
    module.add_function(wrap_pyfunction!(figure, module)?)
}
