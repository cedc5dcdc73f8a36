//! Owns finding farms in readings from where no detections are open: readings converted as somebody described
//! them, judged, and what was found written beside them. Does not judge, nor open what it wrote.

use super::{Session, Sources, faults};
use crate::{
    io::{self, IoError, Problems, Score, Watch},
    lang::{Message, Words},
    pipeline::{self, DetectionError, DetectionInputs},
    units,
};
use headend::table::Description;
use std::path::PathBuf;

/// Readings in which to find farms, and where to write what is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindOrder {
    /// The readings.
    pub readings: PathBuf,
    /// How they are read; nothing for what says so itself.
    pub description: Option<Description>,
    /// The detections to write.
    pub output: PathBuf,
    /// Whether files that are there may be replaced.
    pub replaces: bool,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct FoundFarms {
    /// What to open: the detections with their readings; nothing where nothing was found.
    pub sources: Option<Sources>,
    /// How much was judged and how much was found, in words.
    pub told: Message,
    /// What was wrong with the readings.
    pub problems: Problems,
}

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// Files cannot be read or written.
    #[error(transparent)]
    Io(#[from] IoError),
    /// It was not possible to detect.
    #[error(transparent)]
    Detection(#[from] DetectionError),
    /// Files of these names are there.
    #[error("{}", .0.first().map(|path| path.display().to_string()).unwrap_or_default())]
    Exists(Vec<PathBuf>),
    /// No meter could be judged.
    #[error("{0}")]
    NothingJudged(Message),
}

impl FindError {
    /// What is said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::Io(error) => error.told(),
            Self::Detection(error) => faults::detection(error),
            Self::Exists(paths) => {
                let names = paths.iter().map(|path| Message::Data(path.display().to_string()));
                Message::new("find-exists").with("names", Message::list(names))
            }
            Self::NothingJudged(why) => why.clone(),
        }
    }
}

impl FindOrder {
    /// Where readings go that have to be converted first: their evidence is read from there.
    #[must_use]
    pub fn converted(&self) -> PathBuf {
        let stem = self.output.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        self.output.with_file_name(format!("{stem}-readings.parquet"))
    }
}

impl Session {
    /// Finds farms in readings, writes what is found, and says what to open. `watch` is told how far it is, and may
    /// stop it: then nothing is written but converted readings.
    ///
    /// # Errors
    /// See [`FindError`].
    pub fn find_farms(&self, order: &FindOrder, watch: Watch<'_>) -> Result<FoundFarms, FindError> {
        let converted = order.description.as_ref().map(|_| order.converted());
        let there: Vec<PathBuf> = [Some(&order.output), converted.as_ref()]
            .into_iter()
            .flatten()
            .filter(|path| io::exists(path))
            .cloned()
            .collect();
        if !order.replaces && !there.is_empty() {
            return Err(FindError::Exists(there));
        }
        let mut problems = Problems::default();
        let (mut readings, mut utc_offset_s) = (order.readings.clone(), None);
        if let (Some(description), Some(path)) = (&order.description, converted) {
            let read = io::write_described(&order.readings, description.clone(), &path)?;
            problems.extend(read.problems);
            utc_offset_s = read.utc_offset_s;
            readings = path;
        }
        let inputs = DetectionInputs {
            readings: order.readings.clone(),
            converted: order.description.as_ref().map(|_| readings.clone()),
            utc_offset_s,
            ..DetectionInputs::default()
        };
        let detected = pipeline::detect(self.atlas(), &inputs, watch)?;
        problems.extend(detected.problems);
        let counted = |n: usize, what: &'static str| Message::new(what).count(n);
        if detected.judged + detected.feeders == 0 {
            return Err(FindError::NothingJudged(if detected.meters == 0 {
                Message::new("run-no-readings")
            } else {
                Message::new("run-none-judged").with("meters", counted(detected.meters, "counted-meters"))
            }));
        }
        let told = Message::new("find-told")
            .with("judged", counted(detected.judged, "counted-meters"))
            .with("found", counted(detected.found.len(), "counted-detections"));
        if detected.found.is_empty() {
            if order.description.is_some() {
                // Made for the evidence of what would have been found.
                io::remove_file(&readings)?;
            }
            let words = self.words();
            let told = match &detected.nearest {
                Some(nearest) => Message::new("find-told-nearest")
                    .with("told", told)
                    .with("nearest", nearest_told(nearest, &words)),
                None => told,
            };
            return Ok(FoundFarms { sources: None, told, problems });
        }
        io::write_found(&order.output, &detected.found)?;
        let sources = Sources {
            detections: Some(order.output.clone()),
            readings: Some(readings),
            utc_offset_s,
            wants_shapes: true,
            ..Sources::default()
        };
        Ok(FoundFarms { sources: Some(sources), told, problems })
    }
}

/// What is said where no load is an alarm: how high the highest score is, and whose.
#[must_use]
pub fn nearest_told(nearest: &Score, words: &Words) -> Message {
    let kw = nearest.kw.map(|kw| units::number(f64::from(kw), 1, words.lang())).unwrap_or_default();
    Message::new(if kw.is_empty() { "run-nearest" } else { "run-nearest-kw" })
        .text("score", units::number(f64::from(nearest.score), 2, words.lang()))
        .text("name", nearest.meter_id.as_deref().unwrap_or_default())
        .text("kw", kw)
}
