//! Owns readings in formats of others: knowing them, describing tables of unknown columns, and
//! turning both into the contract `readings`. What the formats mean is `headend`'s.
//!
//! Main type: [`Foreign`].

mod buckets;
mod collect;
mod described;
mod told;
mod write;

pub(super) use self::write::quality_word;
pub use self::{
    buckets::{bucket_name, bucket_of, write_buckets},
    collect::{Collected, collect, collect_rows},
    described::{
        DescribedTable, description_told, quantity_told, question_told, stamp_told, text_told, unit_told,
    },
    write::write_readings,
};

use super::{
    Contract, IoError, Problems,
    detections::{contract_of, sniff::open},
    files::read_file,
    readings::tables_in,
};
use crate::lang::{Message, json_told};
use headend::{
    Format,
    table::{self, Description},
};
use std::{
    io::Read,
    path::{Path, PathBuf},
};

/// Bytes from which a table is described: its first thousands of rows.
const HEAD_BYTES: u64 = 1 << 20;

/// How readings that do not follow the contract are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// In a format that says what it is.
    Known(Format),
    /// By a description.
    Table(Box<Description>),
}

impl Foreign {
    /// How a file is to be read; nothing for tables that follow a contract of the program, and for
    /// what are no readings.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn of(path: &Path) -> Result<Option<Self>, IoError> {
        let head = head(path)?;
        if let Some(format) = Format::detect(&head) {
            return Ok(Some(Self::Known(format)));
        }
        // What no table can be is named by its own reader.
        if is_other(&head) || contract_of(path).is_ok_and(|contract| contract.is_some()) {
            return Ok(None);
        }
        // Without a column for meters it may be anything; such a file is described first.
        let guessed = table::guess(&head).filter(|guessed| guessed.meter.is_some());
        Ok(guessed.map(|guessed| Self::Table(Box::new(guessed))))
    }

    /// What it is, in a few words.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::Known(format) => Message::new("found-foreign-readings").text("format", format.name()),
            Self::Table(_) => "found-foreign-table-of-readings".into(),
        }
    }
}

/// Whether a file or folder is readings of meters that can be read: of the contract, of a known format, or a table
/// that can be described.
#[must_use]
pub fn are_readings(path: &Path) -> bool {
    if path.is_dir() {
        return tables_in(path, Contract::Readings).is_ok();
    }
    contract_of(path).is_ok_and(|contract| contract == Some(Contract::Readings))
        || Foreign::of(path).is_ok_and(|foreign| foreign.is_some())
        || DescribedTable::guessed(path).is_ok_and(|table| table.is_some())
}

/// What the columns of a table mean, from its first rows; nothing where it is no table of readings.
///
/// # Errors
/// The file cannot be read.
pub fn guess_description(path: &Path) -> Result<Option<Description>, IoError> {
    Ok(table::guess(&head(path)?))
}

/// Reads a description from its file.
///
/// # Errors
/// The file cannot be read, or is no description.
pub fn read_description(path: &Path) -> Result<Description, IoError> {
    serde_json::from_slice(&read_file(path)?).map_err(|cause| {
        IoError::unusable(
            path,
            Some(cause.line() as u64),
            "expected-description",
            json_told(&cause.to_string()),
        )
    })
}

/// A description as the text of its file.
#[must_use]
pub fn description_json(description: &Description) -> String {
    // Made of texts and numbers: this cannot fail.
    serde_json::to_string_pretty(description).unwrap_or_default() + "\n"
}

/// Readings of others as a table of the contract, for as long as this lives.
#[derive(Debug)]
pub(super) struct Converted {
    _folder: tempfile::TempDir,
    pub(super) path: PathBuf,
    pub(super) problems: Problems,
}

/// Turns readings of others into a table of the contract in a temporary folder; nothing for files
/// that follow the contract.
pub(super) fn as_contract(path: &Path) -> Result<Option<Converted>, IoError> {
    if path.is_dir() {
        return Ok(None);
    }
    let Some(foreign) = Foreign::of(path)? else { return Ok(None) };
    if let Foreign::Table(description) = &foreign
        && description.meter.as_deref() == Some("meter_id")
        && !description.questions().is_empty()
    {
        // Meant for the contract, and not quite of it: its own reader says what is wrong.
        return Ok(None);
    }
    converted(collect(&[path.to_owned()], Some(&foreign))?).map(Some)
}

/// Turns all files of a folder that say themselves what they are into such a table; nothing where none
/// of them has readings.
pub(super) fn folder_as_contract(path: &Path) -> Result<Option<Converted>, IoError> {
    let read = collect(&[path.to_owned()], None)?;
    if read.0.is_empty() { Ok(None) } else { converted(read).map(Some) }
}

fn converted((collected, problems): (Collected, Problems)) -> Result<Converted, IoError> {
    let failed = |cause| IoError::system("write", &std::env::temp_dir(), cause);
    let folder = tempfile::Builder::new().prefix("hashatlas-").tempdir().map_err(failed)?;
    let table = folder.path().join("readings.parquet");
    write_readings(&table, &collected)?;
    Ok(Converted { _folder: folder, path: table, problems })
}

/// Readings that were converted as somebody described them.
#[derive(Debug)]
pub struct DescribedReadings {
    /// What was wrong with them.
    pub problems: Problems,
    /// The described zone, where it says where the clocks are: UTC does not.
    pub zone: Option<String>,
    /// How far the clocks of that zone are ahead of UTC when the readings begin, in seconds.
    pub utc_offset_s: Option<i32>,
}

/// Writes readings, read by a description, as a table of the contract.
///
/// # Errors
/// The readings cannot be read to their end, or the table cannot be written.
pub fn write_described(
    readings: &Path,
    description: Description,
    to: &Path,
) -> Result<DescribedReadings, IoError> {
    let zone = description.zone.clone().filter(|zone| !zone.eq_ignore_ascii_case("utc"));
    let foreign = Foreign::Table(Box::new(description));
    let (collected, problems) = collect(&[readings.to_owned()], Some(&foreign))?;
    write_readings(to, &collected)?;
    let utc_offset_s = zone.as_deref().and_then(|zone| collected.utc_offset_s(zone));
    Ok(DescribedReadings { problems, zone, utc_offset_s })
}

/// Whether it is no text of a table: JSON, a packed file or Parquet.
fn is_other(head: &[u8]) -> bool {
    head.trim_ascii_start().starts_with(b"{") || head.starts_with(b"PK") || head.starts_with(b"PAR1")
}

fn head(path: &Path) -> Result<Vec<u8>, IoError> {
    let mut head = Vec::new();
    let read = open(path)?.take(HEAD_BYTES).read_to_end(&mut head);
    read.map_err(|cause| IoError::system("read", path, cause))?;
    Ok(head)
}
