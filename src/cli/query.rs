//! Owns the command `query`. Does not know formats, nor what statements mean.

use super::{
    arguments::{Open, QueryArguments},
    run::{Outcome, UsageError, open, sources_of},
};
use crate::{
    io::{self, IoError},
    lang::Message,
    session::{Sources, kind_word, query_told, tell_problems},
};
use std::{
    io::{Seek, Write},
    mem::ManuallyDrop,
    path::Path,
};
use table::{Answer, AnswerError, Database, Options, OutputFormat};

/// An answer up to this size is held in memory until it is whole; a larger one in a temporary file.
const HELD_BYTES: usize = 64 << 20;

/// Answers a statement; without one, says what it could name.
pub(super) fn query(
    task: &QueryArguments,
    open_what: &Open,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let sources = Sources { detections: None, ..sources_of(open_what, false) };
    // The program ends next.
    let session = ManuallyDrop::new(open(open_what, &sources)?);
    let mut files = task.tables.clone();
    files.extend(open_what.detections.iter().map(|path| ("detections".to_owned(), path.clone())));
    let options =
        Options { sheet: task.sheet.clone(), range: task.range.clone(), encoding: task.encoding.clone() };
    let (database, problems) = session.database(&files, &options)?;
    match &task.statement {
        None => list(&database, stdout)?,
        Some(statement) => {
            let answer = database.query(statement).map_err(|error| UsageError(query_told(&error)))?;
            deliver(answer, task, stdout)?;
        }
    }
    // A result stands even where nobody listens to the messages.
    let _ = tell_problems(&problems, &session.words(), stderr);
    Ok(Outcome::Done)
}

/// The tables, and their columns with what they hold.
fn list(database: &Database, stdout: &mut dyn Write) -> anyhow::Result<()> {
    for (name, table) in database.tables() {
        writeln!(stdout, "{name}")?;
        for (column, kind) in table.columns() {
            let kind = Message::new("query-kind").text("kind", kind_word(kind));
            writeln!(stdout, "  {column}: {kind}")?;
        }
    }
    Ok(())
}

/// Hands over an answer once it is whole: where the engine fails on the way, nothing was written.
fn deliver(answer: Answer, task: &QueryArguments, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let told = |error: AnswerError| match error {
        AnswerError::Query(error) => anyhow::Error::from(UsageError(query_told(&error))),
        AnswerError::Io(cause) => anyhow::Error::from(cause),
        other => other.into(),
    };
    let format = format_of(task);
    if let Some(path) = &task.output {
        let write = |to: &mut dyn Write| answer.write(format, to);
        io::write_piecewise(path, write)?.map_err(|error| match error {
            AnswerError::Io(cause) => IoError::system("write", path, cause).into(),
            other => told(other),
        })?;
        return Ok(());
    }
    let mut whole = tempfile::spooled_tempfile(HELD_BYTES);
    answer.write(format, &mut whole).map_err(told)?;
    whole.rewind()?;
    std::io::copy(&mut whole, stdout)?;
    stdout.flush()?;
    Ok(())
}

/// As asked for, else by the name of the file.
fn format_of(task: &QueryArguments) -> OutputFormat {
    use super::arguments::AnswerFormat;
    let by_name = |path: &Path| {
        let extension = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match extension.as_str() {
            "csv" => OutputFormat::Csv,
            "json" => OutputFormat::Json,
            "parquet" => OutputFormat::Parquet,
            "md" | "markdown" => OutputFormat::Markdown,
            _ => OutputFormat::Text,
        }
    };
    match task.format {
        Some(AnswerFormat::Text) => OutputFormat::Text,
        Some(AnswerFormat::Csv) => OutputFormat::Csv,
        Some(AnswerFormat::Json) => OutputFormat::Json,
        Some(AnswerFormat::Markdown) => OutputFormat::Markdown,
        Some(AnswerFormat::Parquet) => OutputFormat::Parquet,
        None => task.output.as_deref().map_or(OutputFormat::Text, by_name),
    }
}
