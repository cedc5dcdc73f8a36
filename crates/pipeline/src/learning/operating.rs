//! Owns the evaluation of detection in operation: meters are followed through growing windows, and what
//! became of them is set beside their labels. Does not read, judge or compute figures.

use super::{LearningInput, fit::number_of};
use crate::{
    atlas::Atlas,
    detect::alarm::Reason,
    detecting::{DetectionError, MeterCourse, follow},
    io::{self, Label, Problems, Watch},
    meter::DetectionKind,
    stats::Followed,
};
use std::collections::HashMap;

const DAY_S: f64 = 86_400.0;
/// A load that began within the first hour was there before the first reading.
const STANDING_DAYS: f64 = 1.0 / 24.0;

/// Labelled meters in operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operated {
    /// One by one.
    pub meters: Vec<Followed>,
    /// Labels of meters that have no readings.
    pub unread: usize,
    /// Alarms that were taken back because the load was gone, because the weather explains it, because
    /// the meter was exchanged, because more readings made it unlikely.
    pub taken_back: [usize; 4],
}

/// Follows the meters of inputs day by day; see [`follow`]. Labels of feeders, of a negative
/// fold, and of other kinds than abnormal loads are left out.
///
/// # Errors
/// A table cannot be read, or `watch` asked to stop.
pub fn operate(
    atlas: &Atlas,
    inputs: &[LearningInput],
    watch: Watch<'_>,
    problems: &mut Problems,
) -> Result<Operated, DetectionError> {
    let mut operated = Operated::default();
    for (number, input) in inputs.iter().enumerate() {
        let (labels, of_labels) = io::read_labels(&input.labels)?;
        problems.extend(of_labels);
        let share = |share: f32| watch((number as f32 + share) / inputs.len() as f32);
        let (courses, of_readings) = follow(atlas, &input.tables, &share)?;
        problems.extend(of_readings);
        operated.add(&labels, &courses);
    }
    Ok(operated)
}

impl Operated {
    fn add(&mut self, labels: &[Label], courses: &[MeterCourse]) {
        let courses: HashMap<&str, &MeterCourse> = courses.iter().map(|of| (&*of.meter_id, of)).collect();
        let is_asked = |label: &&Label| {
            !label.is_feeder
                && label.kind.is_none_or(|kind| kind == DetectionKind::AbnormalLoad)
                && label.fold.is_none_or(|fold| fold >= 0)
        };
        for label in labels.iter().filter(is_asked) {
            let Some(course) = courses.get(&*label.subject) else {
                self.unread += 1;
                continue;
            };
            self.meters.push(followed(label, course));
            for (_, reason) in course.loads.all.iter().filter_map(|alarm| alarm.ended) {
                let at = match reason {
                    Reason::LoadEnded { .. } => 0,
                    Reason::WeatherExplains => 1,
                    Reason::MeterExchanged => 2,
                    Reason::MoreReadings { .. } => 3,
                };
                self.taken_back[at] += 1;
            }
        }
    }
}

fn followed(label: &Label, course: &MeterCourse) -> Followed {
    let days = |time_s: i64| (time_s - course.from_s) as f64 / DAY_S;
    let alarms = &course.loads.all;
    Followed {
        is_positive: label.kind.is_some(),
        begun: label.start_s.map(days).filter(|begun| *begun > STANDING_DAYS),
        kw: label.kw.unwrap_or(f64::NAN),
        customer: number_of(label.host.as_deref().unwrap_or(&label.subject)),
        days: days(course.until_s),
        raised: alarms.iter().map(|alarm| days(alarm.raised_s)).collect(),
        wavered: alarms.iter().filter(|alarm| alarm.has_wavered).count(),
        taken_back: alarms.iter().filter(|alarm| alarm.ended.is_some()).count(),
    }
}
