//! Owns the commands `describe`, `convert` and `spark`, and reading by a description for `detect`. Does not know
//! formats.

use super::{
    arguments::{Convert, Describe, Open},
    run::{Told, UsageError, words_of},
};
use crate::{
    io::{self, Foreign, IoError},
    lang::{Message, Words},
    session::{fault_told, tell_problems},
};
use headend::table::{Answer, DateOrder, Description, Quantity, Question, StampAt, Unit};
use std::{io::Write, path::Path};

/// Says what the columns of a table mean, and writes that down.
pub(super) fn describe(task: &Describe, words: &Words, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let path = &task.path;
    if let Some(known @ Foreign::Known(_)) = Foreign::of(path)? {
        writeln!(stdout, "{}: {}", path.display(), known.told().say(words))?;
        writeln!(stdout, "  {}", words.get("describe-needless"))?;
        return Ok(());
    }
    let Some(mut description) = io::guess_description(path)? else {
        let (found, expected) = ("found-no-readings".into(), "expected-readings-file".into());
        return Err(IoError::Unrecognised { path: path.clone(), found, expected }.into());
    };
    answer(task, &mut description)?;
    writeln!(
        stdout,
        "{}: {}",
        path.display(),
        Foreign::Table(Box::new(description.clone())).told().say(words)
    )?;
    for line in io::description_told(&description) {
        writeln!(stdout, "  {}", line.say(words))?;
    }
    let questions = description.questions();
    if !questions.is_empty() {
        writeln!(stdout, "{}", words.get("describe-open"))?;
        for question in &questions {
            let (member, text) = (question.member(), io::question_told(*question).say(words));
            let options = options_told(*question, words);
            let options = if options.is_empty() { options } else { format!(" ({options})") };
            writeln!(stdout, "  {member}: {text}{options}")?;
        }
    }
    match &task.output {
        Some(output) => io::write_file(output, io::description_json(&description).as_bytes())?,
        None => write!(stdout, "{}", io::description_json(&description))?,
    }
    Ok(())
}

/// The options that answer a question, each value with what it means.
fn options_told(question: Question, words: &Words) -> String {
    let all = |option: &str, values: &[(&str, String)]| {
        let told = values.iter().map(|(value, meaning)| match meaning.as_str() {
            meaning if meaning.is_empty() || meaning == *value => format!("--{option} {value}"),
            meaning => format!("--{option} {value}: {meaning}"),
        });
        told.collect::<Vec<_>>().join("; ")
    };
    let bare = |value: &'static str| (value, String::new());
    match question {
        Question::Meter => all("meter-name", &[("M1", words.get("describe-meter-option"))]),
        Question::Time | Question::Values => words.get("describe-in-file"),
        Question::Zone => all("zone", &[bare("Europe/Moscow")]),
        Question::Interval => all("interval", &[bare("30")]),
        Question::Unit => {
            let units = [Unit::Wh, Unit::KWh, Unit::MWh, Unit::W, Unit::KW, Unit::MW];
            let names = question.options().iter().zip(units);
            all(
                "unit",
                &names.map(|(name, unit)| (*name, io::unit_told(unit).say(words))).collect::<Vec<_>>(),
            )
        }
        Question::Dates => all(
            "dates",
            &[("year-first", "2025-03-12"), ("day-first", "12.03.2025"), ("month-first", "3/12/2025")]
                .map(|(name, day)| (name, day.to_owned())),
        ),
        Question::Stamp => all(
            "stamp",
            &[("start", StampAt::Start), ("end", StampAt::End)]
                .map(|(name, stamp)| (name, io::stamp_told(stamp).say(words))),
        ),
        Question::Quantity => all(
            "quantity",
            &[
                ("energy", Quantity::Energy),
                ("mean-power", Quantity::MeanPower),
                ("register", Quantity::Register),
            ]
            .map(|(name, quantity)| (name, io::quantity_told(quantity).say(words))),
        ),
    }
}

/// Puts what the options say into a description.
fn answer(task: &Describe, description: &mut Description) -> Result<(), UsageError> {
    use super::arguments::foreign as said;
    let unit = task.unit.map(|unit| match unit {
        said::Unit::Wh => Unit::Wh,
        said::Unit::KWh => Unit::KWh,
        said::Unit::MWh => Unit::MWh,
        said::Unit::W => Unit::W,
        said::Unit::KW => Unit::KW,
        said::Unit::MW => Unit::MW,
    });
    let quantity = task.quantity.map(|quantity| match quantity {
        said::Quantity::Energy => Quantity::Energy,
        said::Quantity::MeanPower => Quantity::MeanPower,
        said::Quantity::Register => Quantity::Register,
    });
    let stamp = |stamp| if stamp == said::Stamp::End { StampAt::End } else { StampAt::Start };
    let dates = task.dates.map(|dates| match dates {
        said::Dates::Year => DateOrder::YearFirst,
        said::Dates::Day => DateOrder::DayFirst,
        said::Dates::Month => DateOrder::MonthFirst,
    });
    let answers = [
        task.zone.clone().map(Answer::Zone),
        unit.map(Answer::Unit),
        quantity.map(Answer::Quantity),
        task.stamp.map(stamp).map(Answer::Stamp),
        dates.map(Answer::Dates),
        task.interval.map(Answer::Interval),
        task.meter_name.clone().map(Answer::MeterName),
    ];
    // Only a zone can be wrong.
    let mut answers = answers.into_iter().flatten();
    answers.try_for_each(|answer| description.answer(answer)).map_err(|cause| {
        let told = fault_told(&cause).unwrap_or_else(|| Message::Data(cause.to_string()));
        UsageError(Message::new("error-with-cause").text("error", "--zone").with("cause", told))
    })
}

/// Writes readings of others in the contract, and says what was left out.
pub(super) fn convert(task: &Convert, open: &Open, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let words = words_of(open);
    let is_table = task.output.extension().is_some();
    if is_table == task.buckets.is_some() {
        let told = if is_table { "usage-buckets-folder" } else { "usage-folder-buckets" };
        return Err(UsageError(Message::new(told)).into());
    }
    if io::is_geofile_name(&task.output) {
        return convert_shapes(task, open.layer.as_deref(), &words, stdout);
    }
    let description = task.description.as_deref().map(io::read_description).transpose()?;
    let foreign = description.map(|description| Foreign::Table(Box::new(description)));
    #[cfg(feature = "postgres")]
    let from = super::database::readings_of(&task.database)?;
    #[cfg(feature = "postgres")]
    let (from_path, of_rows) = from.as_ref().map(|from| (from.path.clone(), from.problems.clone())).unzip();
    #[cfg(not(feature = "postgres"))]
    let (from_path, of_rows) = (None::<std::path::PathBuf>, None::<io::Problems>);
    let inputs = from_path.as_ref().map_or(&task.inputs[..], std::slice::from_ref);
    let (collected, of_readings) = io::collect_rows(inputs, foreign.as_ref(), task.buckets.is_some())?;
    let mut problems = of_rows.unwrap_or_default();
    problems.extend(of_readings);
    if collected.is_empty() {
        tell_problems(&problems, &words, stdout)?;
        anyhow::bail!(Told(Message::new("run-no-reading")));
    }
    match task.buckets {
        Some(buckets) => io::write_buckets(&task.output, &collected, buckets)?,
        None => io::write_readings(&task.output, &collected)?,
    }
    for line in io::collected_told(&collected) {
        writeln!(stdout, "{}", line.say(&words))?;
    }
    if collected.is_simulated && is_table && !io::is_parquet_name(&task.output) {
        writeln!(stdout, "{}", words.get("convert-loses-status"))?;
    }
    Ok(tell_problems(&problems, &words, stdout)?)
}

/// The job for Apache Spark, which the Python package has, too.
const SPARK_JOB: &str = include_str!("../../python/hashatlas/spark.py");

/// Writes the script of the job.
pub(super) fn spark(output: Option<&Path>, stdout: &mut dyn Write) -> anyhow::Result<()> {
    match output {
        Some(path) => io::write_file(path, SPARK_JOB.as_bytes())?,
        None => stdout.write_all(SPARK_JOB.as_bytes())?,
    }
    Ok(())
}

/// Writes boundaries in another format, and says what was left out.
fn convert_shapes(
    task: &Convert,
    layer: Option<&str>,
    words: &Words,
    stdout: &mut dyn Write,
) -> anyhow::Result<()> {
    let [input] = task.inputs.as_slice() else {
        let found = task.inputs.len().to_string();
        anyhow::bail!(Told(Message::new("run-one-boundary-file").text("count", found)));
    };
    let mut opened = io::read_geofile(input, layer)?;
    let mut problems = std::mem::take(&mut opened.file.problems);
    if opened.file.polygons.path_count() == 0 {
        tell_problems(&problems, words, stdout)?;
        anyhow::bail!(Told(Message::new("run-no-polygon")));
    }
    problems.extend(io::write_geofile(&task.output, &opened)?);
    let (features, rings) = (opened.file.features.len(), opened.file.polygons.path_count());
    let counts = [("features", &*features.to_string()), ("rings", &*rings.to_string())];
    writeln!(stdout, "{}", words.with("run-shapes-written", &counts))?;
    Ok(tell_problems(&problems, words, stdout)?)
}
