//! Owns the commands `describe` and `convert`, and reading by a description for `detect`. Does not know
//! formats.

use super::{
    arguments::{Convert, Describe, Open},
    run::{UsageError, tell_problems, words_of},
};
use crate::{
    io::{self, Foreign, IoError},
    lang::{Message, Words},
};
use headend::table::{DateOrder, Description, Quantity, Question, StampAt, Unit};
use std::{
    io::Write,
    path::{Path, PathBuf},
};

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
    for line in told(&description) {
        writeln!(stdout, "  {}", line.say(words))?;
    }
    let questions = description.questions();
    if !questions.is_empty() {
        writeln!(stdout, "{}", words.get("describe-open"))?;
        for question in &questions {
            writeln!(stdout, "  {}: {}", question.member(), words.get(asked(*question)))?;
        }
    }
    match &task.output {
        Some(output) => io::write_file(output, io::description_json(&description).as_bytes())?,
        None => write!(stdout, "{}", io::description_json(&description))?,
    }
    Ok(())
}

/// Puts what the options say into a description.
fn answer(task: &Describe, description: &mut Description) -> Result<(), UsageError> {
    use super::arguments::foreign as said;
    if let Some(zone) = &task.zone {
        let known: Result<headend::Zone, _> = zone.parse();
        known.map_err(|cause| UsageError(format!("--zone: {cause}")))?;
        description.zone = Some(zone.clone());
    }
    if let Some(unit) = task.unit {
        description.unit = Some(match unit {
            said::Unit::Wh => Unit::Wh,
            said::Unit::KWh => Unit::KWh,
            said::Unit::MWh => Unit::MWh,
            said::Unit::W => Unit::W,
            said::Unit::KW => Unit::KW,
            said::Unit::MW => Unit::MW,
        });
        // A unit of power says what values are.
        if description.unit.is_some_and(Unit::is_power) {
            description.quantity = Some(Quantity::MeanPower);
        }
    }
    if let Some(quantity) = task.quantity {
        description.quantity = Some(match quantity {
            said::Quantity::Energy => Quantity::Energy,
            said::Quantity::MeanPower => Quantity::MeanPower,
            said::Quantity::Register => Quantity::Register,
        });
    }
    if let Some(stamp) = task.stamp {
        description.stamp = Some(if stamp == said::Stamp::End { StampAt::End } else { StampAt::Start });
    }
    if let Some(dates) = task.dates {
        description.dates = Some(match dates {
            said::Dates::Year => DateOrder::YearFirst,
            said::Dates::Day => DateOrder::DayFirst,
            said::Dates::Month => DateOrder::MonthFirst,
        });
    }
    description.interval_minutes = task.interval.or(description.interval_minutes);
    if task.meter_name.is_some() {
        (description.meter, description.meter_name) = (None, task.meter_name.clone());
    }
    Ok(())
}

/// What a description says, a line each.
fn told(description: &Description) -> Vec<Message> {
    let Description { encoding, separator, decimal_sign, header_line, .. } = description;
    let quoted = |text: &str| format!("{text:?}");
    let mut lines = vec![
        Message::new("describe-text")
            .text("encoding", encoding)
            .text("separator", format!("{separator:?}"))
            .text("decimal", format!("{decimal_sign:?}"))
            .text("line", header_line.to_string()),
    ];
    let meters = [("describe-meter", &description.meter), ("describe-only-meter", &description.meter_name)];
    for (id, name) in meters {
        lines.extend(name.as_deref().map(|name| Message::new(id).text("name", quoted(name))));
    }
    let columns = description.time.iter().map(|name| Message::Data(quoted(name)));
    let columns = columns
        .reduce(|first, second| Message::new("describe-and").with("first", first).with("second", second));
    if let Some(columns) = columns {
        let stamp = description.stamp.map(|stamp| match stamp {
            StampAt::Start => "describe-start".into(),
            StampAt::End => "describe-end".into(),
        });
        let zone = description.zone.as_deref().map(|zone| Message::new("describe-zone").text("zone", zone));
        let columns = Message::list([Some(columns), stamp, zone].into_iter().flatten());
        lines.push(Message::new("describe-time").with("columns", columns));
    }
    let columns = match &description.values[..] {
        [one] => Message::new("describe-value-column").text("name", quoted(one)),
        several => Message::new("describe-value-columns").count(several.len()),
    };
    let columns = match description.unit {
        Some(unit) => {
            Message::new("describe-of-unit").with("columns", columns).text("unit", json_word(&unit))
        }
        None => columns,
    };
    let quantity = description.quantity.map(|quantity| match quantity {
        Quantity::Energy => "describe-energy".into(),
        Quantity::MeanPower => "describe-mean-power".into(),
        Quantity::Register => "describe-register".into(),
    });
    let interval =
        description.interval_minutes.map(|minutes| Message::new("describe-every").count(minutes as usize));
    let columns = Message::list([Some(columns), quantity, interval].into_iter().flatten());
    lines.push(Message::new("describe-values").with("columns", columns));
    lines
}

/// What is asked, and what can be answered.
fn asked(question: Question) -> &'static str {
    match question {
        Question::Meter => "describe-asks-meter",
        Question::Time => "describe-asks-time",
        Question::Dates => "describe-asks-dates",
        Question::Values => "describe-asks-values",
        Question::Unit => "describe-asks-unit",
        Question::Quantity => "describe-asks-quantity",
        Question::Interval => "describe-asks-interval",
        Question::Stamp => "describe-asks-stamp",
        Question::Zone => "describe-asks-zone",
    }
}

/// A word as it stands in a description.
fn json_word(value: &impl serde::Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    text.trim_matches('"').to_owned()
}

/// Writes readings of others in the contract, and says what was left out.
pub(super) fn convert(task: &Convert, open: &Open, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let words = words_of(open);
    if io::is_geofile_name(&task.output) {
        return convert_shapes(task, open.layer.as_deref(), &words, stdout);
    }
    let description = task.description.as_deref().map(io::read_description).transpose()?;
    let foreign = description.map(|description| Foreign::Table(Box::new(description)));
    let (collected, problems) = io::collect(&task.inputs, foreign.as_ref())?;
    if collected.is_empty() {
        tell_problems(&problems, &words, stdout)?;
        anyhow::bail!("there is no reading in them; nothing was written");
    }
    io::write_readings(&task.output, &collected)?;
    for line in io::collected_told(&collected) {
        writeln!(stdout, "{}", line.say(&words))?;
    }
    tell_problems(&problems, &words, stdout)
}

/// Writes boundaries in another format, and says what was left out.
fn convert_shapes(
    task: &Convert,
    layer: Option<&str>,
    words: &Words,
    stdout: &mut dyn Write,
) -> anyhow::Result<()> {
    let [input] = task.inputs.as_slice() else {
        anyhow::bail!("expected one file of boundaries, found {}", task.inputs.len());
    };
    let mut opened = io::read_geofile(input, layer)?;
    let mut problems = std::mem::take(&mut opened.file.problems);
    if opened.file.polygons.path_count() == 0 {
        tell_problems(&problems, words, stdout)?;
        anyhow::bail!("there is no polygon in it; nothing was written");
    }
    problems.extend(io::write_geofile(&task.output, &opened)?);
    let (features, rings) = (opened.file.features.len(), opened.file.polygons.path_count());
    writeln!(stdout, "{features} features, {rings} rings")?;
    tell_problems(&problems, words, stdout)
}

/// Readings converted by a description, in a folder that goes when this does.
pub(super) struct Described {
    _folder: tempfile::TempDir,
    pub(super) path: PathBuf,
    pub(super) problems: io::Problems,
    /// The described zone, where it says where the clocks are: UTC does not.
    pub(super) zone: Option<String>,
    /// How far the clocks of the described zone are ahead of UTC, where it names one.
    pub(super) utc_offset_s: Option<i32>,
}

/// Converts readings by a description for the time of a run.
pub(super) fn by_description(readings: &Path, description: &Path) -> anyhow::Result<Described> {
    let description = io::read_description(description)?;
    let zone = description.zone.clone();
    let foreign = Foreign::Table(Box::new(description));
    let (collected, problems) = io::collect(&[readings.to_owned()], Some(&foreign))?;
    // Times in UTC say nothing of where the clocks are.
    let zone = zone.filter(|zone| !zone.eq_ignore_ascii_case("utc"));
    let utc_offset_s = zone.as_deref().and_then(|zone| collected.utc_offset_s(zone));
    let folder = tempfile::Builder::new().prefix("hashatlas-").tempdir()?;
    let path = folder.path().join("readings.parquet");
    io::write_readings(&path, &collected)?;
    Ok(Described { _folder: folder, path, problems, zone, utc_offset_s })
}
