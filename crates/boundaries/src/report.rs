//! Owns what is said of a file: why features were left out or are in doubt, one entry a cause, and
//! the errors that end a reading. Does not print.

use std::fmt;

/// Why a feature was left out, what to know about features that were taken, or why a file is of no
/// use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// A record, shape or value that is not as its format has it.
    Malformed,
    /// A shape with arcs, or of a kind that has no area, line or place.
    OtherShape,
    /// Rings of fewer than three different points, lines of fewer than two.
    Collapsed,
    /// Coordinates that have no place on the globe.
    OffGlobe,
    /// A coordinate reference system of which no formula is known.
    UnknownCrs,
    /// Coordinates without a system that are no degrees.
    UnnamedCrs,
    /// Shapes inside shapes, or elements inside elements, beyond a limit.
    Nesting,
    /// More bytes, or more when unpacked, than a limit.
    TooLarge,
    /// A file that breaks off.
    CutOff,
    /// Bytes that are no known format of boundaries.
    UnknownFormat,
    /// A layer that the file does not have.
    UnknownLayer,
    /// A file without a layer that has shapes.
    NoLayer,
    /// An archive that wants a password, or is packed in a way that is not known.
    Locked,
    /// XML with entities of its own.
    Entities,
    /// Taken: a feature without a shape.
    NoShape,
    /// Taken: rings that did not end where they began.
    OpenRings,
    /// Taken: a value that could not be read; it is missing.
    BadValue,
    /// Taken: texts in an encoding that the file does not name, or names wrongly.
    GuessedEncoding,
    /// Taken: letters that are none in the encoding of the file.
    BadText,
    /// Taken: degrees, since the file names no coordinate reference system.
    AssumedDegrees,
    /// Taken: a datum whose shift is known only from a grid; places may be off by some hundred
    /// metres.
    CoarseDatum,
    /// Taken: one of several layers.
    OneOfLayers,
    /// Taken: shapes without the table of their properties, or with a table of another length.
    TableApart,
    /// Taken: all but features that the file itself marks as deleted.
    Deleted,
    /// Taken: all but changes that lie in a journal beside the file.
    Journal,
}

impl Cause {
    /// Whether something was left out for it.
    #[must_use]
    pub const fn leaves_out(self) -> bool {
        !matches!(
            self,
            Self::NoShape
                | Self::OpenRings
                | Self::BadValue
                | Self::GuessedEncoding
                | Self::BadText
                | Self::AssumedDegrees
                | Self::CoarseDatum
                | Self::OneOfLayers
                | Self::TableApart
                | Self::Deleted
                | Self::Journal
        )
    }

    /// Its name in small letters, the same in all versions.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::OtherShape => "other-shape",
            Self::Collapsed => "collapsed",
            Self::OffGlobe => "off-globe",
            Self::UnknownCrs => "unknown-crs",
            Self::UnnamedCrs => "unnamed-crs",
            Self::Nesting => "nesting",
            Self::TooLarge => "too-large",
            Self::CutOff => "cut-off",
            Self::UnknownFormat => "unknown-format",
            Self::UnknownLayer => "unknown-layer",
            Self::NoLayer => "no-layer",
            Self::Locked => "locked",
            Self::Entities => "entities",
            Self::NoShape => "no-shape",
            Self::OpenRings => "open-rings",
            Self::BadValue => "bad-value",
            Self::GuessedEncoding => "guessed-encoding",
            Self::BadText => "bad-text",
            Self::AssumedDegrees => "assumed-degrees",
            Self::CoarseDatum => "coarse-datum",
            Self::OneOfLayers => "one-of-layers",
            Self::TableApart => "table-apart",
            Self::Deleted => "deleted",
            Self::Journal => "journal",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "expected what the format says",
            Self::OtherShape => "expected polygons, lines or points without arcs",
            Self::Collapsed => "expected rings of three different points and lines of two",
            Self::OffGlobe => "expected longitudes within ±540 and latitudes within ±90",
            Self::UnknownCrs => "expected a known coordinate reference system",
            Self::UnnamedCrs => "expected degrees, or a coordinate reference system",
            Self::Nesting => "expected shallower nesting",
            Self::TooLarge => "expected less",
            Self::CutOff => "expected a whole file",
            Self::UnknownFormat => "expected a format of boundaries",
            Self::UnknownLayer => "expected the name of a layer",
            Self::NoLayer => "expected a layer with shapes",
            Self::Locked => "expected an archive without a password, stored or deflated",
            Self::Entities => "expected XML without entities of its own",
            Self::NoShape => "expected a shape",
            Self::OpenRings => "expected rings that end where they begin",
            Self::BadValue => "expected a value of the column's type",
            Self::GuessedEncoding => "expected the right encoding to be named; read as",
            Self::BadText => "expected letters of the file's encoding",
            Self::AssumedDegrees => "expected a coordinate reference system; taken as degrees on WGS 84",
            Self::CoarseDatum => "expected a datum with known parameters",
            Self::OneOfLayers => "expected one layer, or the name of one; taken",
            Self::TableApart => "expected a row of properties for each shape",
            Self::Deleted => "expected no deleted rows",
            Self::Journal => "expected all changes in the file itself",
        })
    }
}

/// All that has one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// What was expected.
    pub cause: Cause,
    /// How often.
    pub count: u64,
    /// Number of the first feature, from 1; nothing where it is about the file as a whole.
    pub feature: Option<u64>,
    /// What was met the first time, shortened.
    pub found: String,
}

/// What came of a reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// One entry a cause, in the order in which they were met.
    pub remarks: Vec<Remark>,
}

impl Report {
    pub(crate) fn add(&mut self, cause: Cause, feature: Option<u64>, found: impl FnOnce() -> String) {
        self.add_many(cause, 1, feature, found);
    }

    pub(crate) fn add_many(
        &mut self,
        cause: Cause,
        count: u64,
        feature: Option<u64>,
        found: impl FnOnce() -> String,
    ) {
        if let Some(known) = self.remarks.iter_mut().find(|known| known.cause == cause) {
            known.count += count;
            return;
        }
        self.remarks.push(Remark { cause, count, feature, found: shortened(&found()) });
    }

    pub(crate) fn extend(&mut self, other: Self) {
        for remark in other.remarks {
            self.add_many(remark.cause, remark.count, remark.feature, || remark.found);
        }
    }

    /// How often there was a cause.
    #[must_use]
    pub fn count(&self, cause: Cause) -> u64 {
        self.remarks.iter().find(|known| known.cause == cause).map_or(0, |known| known.count)
    }
}

/// A reading or writing that could not be finished.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{cause}, found {found}")]
pub struct Error {
    /// What was expected.
    pub cause: Cause,
    /// What was met.
    pub found: String,
    /// Number of the feature where it was met.
    pub feature: Option<u64>,
}

impl Error {
    pub(crate) fn new(cause: Cause, found: impl fmt::Display) -> Self {
        Self { cause, found: shortened(&found.to_string()), feature: None }
    }
}

pub(crate) type Outcome<T> = Result<T, Error>;

/// At most 120 characters; control characters and line breaks are blanks.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 120;
    let mut short: String =
        text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        short.push('…');
    }
    short
}
