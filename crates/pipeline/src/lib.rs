//! Detection, learning and evaluation over files: tables are opened, meters measured as they stream
//! by, judged together, and what was found comes out as rows.
//!
//! Owns the way from files to results and the words of evidence. Measures and judges nothing
//! itself (`hashatlas-detect`), reads and writes through `hashatlas-formats`, and knows no session.
//!
//! ```no_run
//! use hashatlas_formats::{AtlasFolder, read_atlas, unwatched};
//! use hashatlas_pipeline::{DetectionInputs, detect};
//!
//! let (atlas, _) = read_atlas(&AtlasFolder::Embedded)?;
//! let inputs = DetectionInputs { readings: "readings/".into(), ..DetectionInputs::default() };
//! let detected = detect(&atlas, &inputs, &unwatched)?;
//! println!("{} of {} meters", detected.found.len(), detected.judged);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alarms;
mod detecting;
mod learning;

use hashatlas_atlas as atlas;
use hashatlas_base::{lang, provenance, units};
use hashatlas_detect as detect;
use hashatlas_formats as io;
use hashatlas_meter as meter;
use hashatlas_stats as stats;

pub use alarms::{AlarmBook, AlarmChange, AlarmEvent, BookError};
pub use detecting::{
    Detected, DetectionError, DetectionInputs, Judgement, MeasuredCounts, MeterCourse, count_found, detect,
    detector, follow, judge_measured, made_up_told, measure_file, measure_plainly, others_told,
};
pub use learning::{
    AtLevel, Evaluation, Learned, LearnedPart, LearningError, LearningInput, LearningOptions, LeftOutPart,
    Operated, Teaches, evaluations, find_inputs, gathered_inputs, learn, operate,
};
