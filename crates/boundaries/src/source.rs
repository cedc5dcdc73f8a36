//! Owns what a reading starts from: bytes with a name and what lies beside them; and taking them out
//! of gzip and ZIP with limits against files made to fill the memory. Does not know what they hold.

use crate::report::{Cause, Error, Outcome};
use std::{
    fmt,
    io::{Cursor, Read},
};

/// Largest file, packed or not. Flat storage counts points with 32 bits.
const MAX_BYTES: u64 = 8 << 30;
/// What may always be unpacked; beyond it no more than [`MAX_RATIO`] times the packed size. Texts of
/// coordinates shrink to a tenth, hardly ever to a hundredth.
const MAX_FREE_BYTES: u64 = 64 << 20;
const MAX_RATIO: u64 = 200;
/// Most entries of an archive.
const MAX_ENTRIES: usize = 10_000;

type Beside<'a> = Box<dyn Fn(&str) -> Option<Vec<u8>> + Sync + 'a>;

/// A file: its name, its bytes, and a way to ask for the parts of it that lie beside it.
pub struct Source<'a> {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    beside: Beside<'a>,
}

impl<'a> Source<'a> {
    /// A file with nothing beside it.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), bytes, beside: Box::new(|_| None) }
    }

    /// The same with what lies beside it, asked for by its ending (`dbf`, `prj`, `cpg`, `shx`).
    #[must_use]
    pub fn with_beside(self, beside: impl Fn(&str) -> Option<Vec<u8>> + Sync + 'a) -> Self {
        Self { beside: Box::new(beside), ..self }
    }

    pub(crate) fn beside(&self, ending: &str) -> Option<Vec<u8>> {
        (self.beside)(ending)
    }

    /// The name without folders and its endings.
    pub(crate) fn stem(&self) -> &str {
        stem(&self.name)
    }
}

impl fmt::Debug for Source<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .finish_non_exhaustive()
    }
}

pub(crate) fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.split('.').find(|part| !part.is_empty()).unwrap_or(name)
}

pub(crate) fn refuse_giants(bytes: u64) -> Outcome<()> {
    if bytes > MAX_BYTES {
        return Err(Error::new(Cause::TooLarge, format!("{bytes} bytes of at most {MAX_BYTES}")));
    }
    Ok(())
}

/// Reads all of a stream that unpacks `packed` bytes.
fn unpacked(mut stream: impl Read, packed: u64, name: &str) -> Outcome<Vec<u8>> {
    let most = MAX_FREE_BYTES.max(packed.saturating_mul(MAX_RATIO)).min(MAX_BYTES);
    let mut bytes = Vec::new();
    let read = (&mut stream).take(most + 1).read_to_end(&mut bytes);
    read.map_err(|cause| Error::new(Cause::CutOff, format!("{name}: {cause}")))?;
    if bytes.len() as u64 > most {
        let found = format!("{name}: more than {most} bytes out of {packed}");
        return Err(Error::new(Cause::TooLarge, found));
    }
    Ok(bytes)
}

pub(crate) fn out_of_gzip(bytes: &[u8], name: &str) -> Outcome<Vec<u8>> {
    unpacked(flate2::read::MultiGzDecoder::new(bytes), bytes.len() as u64, name)
}

/// An archive whose entries are unpacked one by one, when asked for.
pub(crate) struct Archive {
    bytes: Vec<u8>,
    /// Names of files, with their number.
    pub names: Vec<(String, usize)>,
}

impl Archive {
    pub(crate) fn open(bytes: Vec<u8>) -> Outcome<Self> {
        let mut archive = zip_of(&bytes)?;
        if archive.len() > MAX_ENTRIES {
            let found = format!("{} files of at most {MAX_ENTRIES}", archive.len());
            return Err(Error::new(Cause::TooLarge, found));
        }
        let mut names = Vec::new();
        for number in 0..archive.len() {
            let entry = archive.by_index_raw(number).map_err(|cause| Error::new(Cause::CutOff, cause))?;
            let name = text_of_name(entry.name_raw());
            // What macOS puts beside each file.
            if entry.is_file() && !name.starts_with("__MACOSX/") && !name.contains("/._") {
                names.push((name, number));
            }
        }
        Ok(Self { bytes, names })
    }

    /// The first file whose name ends so, letters of any size.
    pub(crate) fn ending(&self, ending: &str) -> Option<&(String, usize)> {
        self.all_ending(ending).next()
    }

    pub(crate) fn all_ending(&self, ending: &str) -> impl Iterator<Item = &(String, usize)> {
        let ending = format!(".{}", ending.to_ascii_lowercase());
        self.names.iter().filter(move |(name, _)| name.to_ascii_lowercase().ends_with(&ending))
    }

    /// The file of the same name with another ending.
    pub(crate) fn beside(&self, name: &str, ending: &str) -> Option<Vec<u8>> {
        let wanted = format!("{}.{ending}", name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let (_, number) = self.names.iter().find(|(known, _)| known.eq_ignore_ascii_case(&wanted))?;
        self.read(*number).ok()
    }

    pub(crate) fn read(&self, number: usize) -> Outcome<Vec<u8>> {
        let mut archive = zip_of(&self.bytes)?;
        let entry = archive.by_index(number).map_err(|cause| match cause {
            zip::result::ZipError::UnsupportedArchive(why) => Error::new(Cause::Locked, why),
            other => Error::new(Cause::CutOff, other),
        })?;
        let (packed, name) = (entry.compressed_size(), text_of_name(entry.name_raw()));
        unpacked(entry, packed, &name)
    }
}

fn zip_of(bytes: &[u8]) -> Outcome<zip::ZipArchive<Cursor<&[u8]>>> {
    zip::ZipArchive::new(Cursor::new(bytes)).map_err(|cause| Error::new(Cause::CutOff, cause))
}

/// Names in archives made on Russian Windows are in code page 866, and nothing says so.
fn text_of_name(raw: &[u8]) -> String {
    std::str::from_utf8(raw)
        .map_or_else(|_| encoding_rs::IBM866.decode_without_bom_handling(raw).0.into_owned(), str::to_owned)
}
