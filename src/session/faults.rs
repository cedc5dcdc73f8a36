//! Owns what errors are told as, in both languages, for the command line and the window alike: also those of
//! crates that know no words, of the system and of parsers. Does not raise them.

use super::{
    CommandError, ConsistencyError, FigureError, FindError, PlanFault, ReviewError, SimulationError,
    SpatialFault, scenario_told,
};
use crate::{
    detect::model::{ModelError, ModelNumber, TrainingError},
    estimate::{Contradiction, EstimateError},
    figure::SpecError,
    io::{IoError, system_told},
    lang::{Message, json_told},
    pipeline::{BookError, DetectionError, LearningError},
    simulate::grid::{GridError, GridOptions},
};
use broker::AddressError;
use headend::{MappingError, MappingFault, ZoneError};
use plan::{PlanError, ScenarioError};
use register::{Project, ProjectError};
use review::StoreError;
use std::error::Error;

type Cause<'a> = &'a (dyn Error + 'static);

/// An error and what led to it. What nobody has words for stands as it is.
#[must_use]
pub fn error_told(error: &anyhow::Error) -> Message {
    let mut parts: Vec<Message> = Vec::new();
    for cause in error.chain() {
        let told = fault_told(cause);
        // What is told tells its causes.
        let is_last = told.is_some();
        let part = told.unwrap_or_else(|| Message::Data(cause.to_string()));
        if parts.last() != Some(&part) {
            parts.push(part);
        }
        if is_last {
            break;
        }
    }
    let all = parts.into_iter().rev().reduce(|cause, error| caused(error, cause));
    all.unwrap_or_else(|| Message::Data(error.to_string()))
}

/// What one error is told as, where there are words for it.
#[must_use]
pub fn fault_told(cause: Cause<'_>) -> Option<Message> {
    /// The words of one kind of error.
    fn of<E: Error + 'static>(cause: Cause<'_>, told: impl FnOnce(&E) -> Message) -> Option<Message> {
        cause.downcast_ref::<E>().map(told)
    }
    of(cause, IoError::told)
        .or_else(|| of(cause, detection))
        .or_else(|| of(cause, learning))
        .or_else(|| of(cause, simulation))
        .or_else(|| of(cause, estimate))
        .or_else(|| of(cause, CommandError::told))
        .or_else(|| of(cause, SpecError::told))
        .or_else(|| of(cause, FigureError::told))
        .or_else(|| of(cause, SpatialFault::told))
        .or_else(|| of(cause, scenario_told as fn(&ScenarioError) -> Message))
        .or_else(|| of(cause, PlanFault::told))
        .or_else(|| of(cause, |_: &PlanError| "error-solver".into()))
        .or_else(|| of(cause, FindError::told))
        .or_else(|| {
            of(cause, |error: &ReviewError| match error {
                ReviewError::Detections(error) => error.told(),
                ReviewError::Store(error) => store(error),
            })
        })
        .or_else(|| {
            of(cause, |error: &ConsistencyError| match error {
                ConsistencyError::Estimate(error) => estimate(error),
                ConsistencyError::Io(error) => error.told(),
            })
        })
        .or_else(|| of(cause, grid))
        .or_else(|| of(cause, store))
        .or_else(|| of(cause, project))
        .or_else(|| of(cause, model))
        .or_else(|| of(cause, traffic))
        .or_else(|| of(cause, address))
        .or_else(|| of(cause, zone))
        .or_else(|| {
            of(cause, |error: &MappingError| match error {
                MappingError::Malformed(why) => json("error-mapping", why),
                MappingError::Unusable { topic, why } => {
                    Message::new("error-mapping-unusable").text("topic", topic).with("why", mapping(why))
                }
            })
        })
        .or_else(|| {
            of(cause, |error: &BookError| match error {
                BookError::Malformed(why) => json("error-book", why),
                BookError::Version(found) => Message::new("error-newer").text("found", found.to_string()),
            })
        })
        .or_else(|| of(cause, |error: &serde_json::Error| json_told(&error.to_string())))
        .or_else(|| of(cause, system_told))
}

/// An error with its cause behind it.
fn caused(error: impl Into<Message>, cause: impl Into<Message>) -> Message {
    Message::new("error-with-cause").with("error", error).with("cause", cause)
}

fn json(id: &'static str, why: &serde_json::Error) -> Message {
    Message::new(id).with("cause", json_told(&why.to_string()))
}

pub(super) fn detection(error: &DetectionError) -> Message {
    match error {
        DetectionError::Io(error) => error.told(),
        DetectionError::Model { path, cause } => caused(path.display().to_string(), model(cause)),
    }
}

fn model(error: &ModelError) -> Message {
    match error {
        ModelError::Feature { column, expected, found } => Message::new("error-model-feature")
            .text("column", column.to_string())
            .text("expected", expected)
            .text("found", found),
        ModelError::Json(why) => Message::new("error-model").with("cause", json_told(why)),
        ModelError::NoPart => "error-model-no-part".into(),
        ModelError::Part { part, cause } => caused((*part).to_owned(), model(cause)),
        ModelError::Number { place, expected, found } => {
            let expected = match expected {
                ModelNumber::Share => "share",
                ModelNumber::Positive => "above",
                ModelNumber::Some => "some",
                ModelNumber::Finite => "number",
            };
            Message::new("error-model-number")
                .text("place", *place)
                .text("expected", expected)
                .text("found", found)
        }
        ModelError::Borders { feature, low, high } => {
            Message::new("error-model-borders").text("feature", feature).text("low", low).text("high", high)
        }
        ModelError::Tree { tree, .. } => Message::new("error-model-tree").text("tree", tree.to_string()),
    }
}

fn learning(error: &LearningError) -> Message {
    match error {
        LearningError::Io(error) => error.told(),
        LearningError::Training(TrainingError::OneKind { positives, negatives }) => {
            Message::new("error-training-one-kind")
                .text("positives", positives.to_string())
                .text("negatives", negatives.to_string())
        }
        LearningError::Training(error) => Message::Data(error.to_string()),
        LearningError::NoLabels { labels, subjects } => Message::new("error-learning-no-labels")
            .text("labels", labels.to_string())
            .text("subjects", subjects.to_string()),
        LearningError::OneKind => "error-learning-one-kind".into(),
        LearningError::TooFew(part) => Message::new("error-learning-too-few")
            .text("part", part.name)
            .text("positives", part.positives.to_string())
            .text("needed", part.needed.to_string()),
    }
}

fn simulation(error: &SimulationError) -> Message {
    match error {
        SimulationError::NoCounts => "error-simulation-no-counts".into(),
        SimulationError::Io(error) => error.told(),
        SimulationError::Region(error) => error.told(),
        SimulationError::NoPlace(place) => Message::new("error-simulation-no-place").text("place", place),
    }
}

fn grid(error: &GridError) -> Message {
    match error {
        GridError::Interval(found) => Message::new("error-grid-interval").text("found", found.to_string()),
        GridError::Size => Message::new("error-grid-size")
            .text("meters", GridOptions::MOST_METERS.to_string())
            .text("days", GridOptions::MOST_DAYS.to_string()),
    }
}

fn estimate(error: &EstimateError) -> Message {
    match error {
        EstimateError::UnknownPrior { found, known } => {
            Message::new("error-no-prior").text("found", found).text("known", known)
        }
        EstimateError::Nothing { .. } => "error-estimate-nothing".into(),
        EstimateError::Contradictory(contradiction) => Message::new("error-estimate-contradictory")
            .with("contradiction", contradiction_told(contradiction)),
        EstimateError::TooManySides { most } => {
            Message::new("error-estimate-sides").text("most", most.to_string())
        }
        EstimateError::NoPoint { year } => {
            Message::new("error-estimate-no-point").text("year", year.to_string())
        }
        EstimateError::Solver(_) => "error-solver".into(),
    }
}

/// Statements that cannot hold together.
#[must_use]
pub fn contradiction_told(contradiction: &Contradiction) -> Message {
    let years: Vec<String> = contradiction.years.iter().map(ToString::to_string).collect();
    Message::new("run-cannot-hold")
        .text("years", years.join(", "))
        .text("statements", contradiction.statements.join(", "))
}

fn store(error: &StoreError) -> Message {
    let of = |path: &std::path::Path, cause: Message| caused(path.display().to_string(), cause);
    match error {
        StoreError::Busy { path } => of(path, "error-store-busy".into()),
        StoreError::Unusable { path, .. } => of(path, "error-store-unusable".into()),
        StoreError::System { path, cause } => of(path, system_told(cause)),
        StoreError::Newer { path, found, .. } => {
            of(path, Message::new("error-newer").text("found", found.to_string()))
        }
    }
}

/// What is wrong in a project, without the name of its file.
#[must_use]
pub(super) fn project(error: &ProjectError) -> Message {
    match error {
        ProjectError::Form(why) => json_told(&why.to_string()),
        ProjectError::Newer { found } => Message::new("error-project-newer")
            .text("found", found.to_string())
            .text("known", Project::VERSION.to_string()),
        ProjectError::Path { path } => Message::new("error-project-path").text("path", path),
    }
}

fn traffic(error: &traffic::Error) -> Message {
    match error {
        traffic::Error::System(cause) => system_told(cause),
        traffic::Error::Unknown => "error-traffic-unknown".into(),
        traffic::Error::NeedsZone => "error-traffic-needs-zone".into(),
        traffic::Error::Zone(found) => Message::new("error-zone").text("found", found),
        traffic::Error::Column(column) => Message::new("error-traffic-column").text("column", *column),
        traffic::Error::Log(kind) => Message::new("error-traffic-log").text("kind", kind),
        traffic::Error::Capture(why) => Message::new("error-traffic-capture").text("why", why),
    }
}

fn zone(error: &ZoneError) -> Message {
    let told = if error.is_reversed() { "error-zone-reversed" } else { "error-zone" };
    Message::new(told).text("found", &error.0)
}

fn mapping(fault: &MappingFault) -> Message {
    let found = |id, found: &String| Message::new(id).text("found", found);
    match fault {
        MappingFault::Zone(error) => zone(error),
        MappingFault::Unit(unit) => found("message-unit", unit),
        MappingFault::RegisterOfPower => "mapping-register-of-power".into(),
        MappingFault::PowerWithoutInterval => "mapping-power-needs-interval".into(),
        MappingFault::EndWithoutInterval => "mapping-end-needs-interval".into(),
        MappingFault::Pointer(text) => found("mapping-pointer", text),
        MappingFault::Meter(text) => found("mapping-meter", text),
    }
}

fn address(error: &AddressError) -> Message {
    match error {
        AddressError::Scheme => "error-address-scheme".into(),
        AddressError::Host => "error-address-host".into(),
        AddressError::Port(found) => Message::new("error-address-port").text("found", found),
        AddressError::Password => "error-address-password".into(),
        AddressError::Filter(found) => Message::new("error-address-topic").text("found", found),
        AddressError::Stream(found) => Message::new("error-address-stream").text("found", found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Words};

    #[test]
    fn errors_of_crates_without_words_are_told_in_russian_with_their_file() {
        let ru = Words::new(Lang::Ru);
        let told = |error: anyhow::Error| error_told(&error.context("a.json")).say(&ru);
        let of_json = || serde_json::from_str::<u8>("nope").expect_err("no number");
        let of_system = || std::io::Error::from(std::io::ErrorKind::ConnectionRefused);
        for error in [
            anyhow::Error::new(of_json()),
            of_system().into(),
            MappingError::Malformed(of_json()).into(),
            BookError::Malformed(of_json()).into(),
            ProjectError::Form(of_json()).into(),
            ModelError::NoPart.into(),
            ModelError::Json("missing field `trees` at line 1 column 9".to_owned()).into(),
            traffic::Error::Unknown.into(),
            traffic::Error::System(of_system()).into(),
            GridError::Size.into(),
            GridError::Interval(7).into(),
            LearningError::OneKind.into(),
            SimulationError::NoCounts.into(),
            AddressError::Filter("a/#/b".to_owned()).into(),
            StoreError::Busy { path: "r.redb".into() }.into(),
        ] {
            let english = format!("{error}");
            let text = told(error);
            assert!(text.starts_with("a.json: "), "{text}");
            let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
            let words: Vec<&str> = text.split(' ').collect();
            let is_english = words.windows(2).any(|pair| pair.iter().all(|word| is_word(word)));
            assert!(!is_english && text != english, "{text}");
        }
    }
}
