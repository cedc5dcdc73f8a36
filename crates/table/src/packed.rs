//! Owns unpacking of gzip and Zstandard. Does not read what is inside.

use crate::{
    error::{Error, Note},
    format::{Format, open},
};
use std::{
    io::{BufWriter, Read, Write},
    path::Path,
};
use tempfile::NamedTempFile;

/// Unpacked data may be so large whatever they were packed from …
const ALWAYS_UNPACKED: u64 = 1 << 30;
/// … and beyond that so many times as large as packed: tables of numbers pack to a tenth, bombs to
/// a thousandth.
const MOST_TIMES: u64 = 100;

/// What a packed file holds, in a temporary file; nothing for files that are not packed.
pub(crate) fn unpacked(path: &Path, format: Format) -> Result<Option<(NamedTempFile, Note)>, Error> {
    let file = open(path)?;
    let failed = Error::system(path);
    let len = file.metadata().map_err(failed)?.len();
    let (mut reader, name): (Box<dyn Read>, _) = match format {
        // A file may hold several streams one after the other.
        Format::Gzip => (Box::new(flate2::read::MultiGzDecoder::new(file)), "gzip"),
        Format::Zstd => (Box::new(zstd::Decoder::new(file).map_err(failed)?), "Zstandard"),
        _ => return Ok(None),
    };
    let most = ALWAYS_UNPACKED.max(len.saturating_mul(MOST_TIMES));
    let mut spool = NamedTempFile::new().map_err(failed)?;
    let damaged = |cause: std::io::Error| Error::unusable(path, "intact packed data", cause.to_string());
    let mut writer = BufWriter::new(&mut spool);
    let copied = std::io::copy(&mut (&mut reader).take(most + 1), &mut writer).map_err(damaged)?;
    writer.flush().map_err(failed)?;
    drop(writer);
    if copied > most {
        let found = format!("more than {most} bytes out of {len}");
        return Err(Error::unusable(path, "packed data of a believable size", found));
    }
    Ok(Some((spool, Note::Packed(name))))
}
