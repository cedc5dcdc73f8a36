//! Owns telling formats by their content, unpacking what is packed, and choosing a layer. Does not
//! read shapes.

use crate::{
    formats::{
        columns, flatgeobuf,
        geopackage::{self, Package},
        geoparquet::{self, Table},
        kml, shapefile,
        topojson::{self, Topology},
    },
    layer::Layer,
    report::{Cause, Error, Outcome},
    source::{Archive, Source, out_of_gzip, refuse_giants, stem},
};

/// Bytes by which a format is told.
const HEAD_BYTES: usize = 4096;

/// A format of boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Esri's Shapefile.
    Shapefile,
    /// OGC `GeoPackage`.
    GeoPackage,
    /// `FlatGeobuf`.
    FlatGeobuf,
    /// `TopoJSON`.
    TopoJson,
    /// KML or KMZ.
    Kml,
    /// `GeoParquet`, or Parquet with types for shapes.
    GeoParquet,
    /// A text table with a column of WKT or WKB.
    TextTable,
}

impl Format {
    /// Its usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Shapefile => "Shapefile",
            Self::GeoPackage => "GeoPackage",
            Self::FlatGeobuf => "FlatGeobuf",
            Self::TopoJson => "TopoJSON",
            Self::Kml => "KML",
            Self::GeoParquet => "GeoParquet",
            Self::TextTable => "WKT",
        }
    }
}

/// What is known of a layer before it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerInfo {
    /// Its name.
    pub name: String,
    /// Whether it can hold polygons, by what the file says of it.
    pub may_have_areas: bool,
}

/// What a file turned out to be.
#[derive(Debug)]
pub enum Opened {
    /// A layer that was read.
    Layer(Box<Reading>),
    /// `GeoJSON`, plain or out of an archive: its name and its text.
    GeoJson(String, Vec<u8>),
    /// Nothing that is known here: the bytes as they came.
    Other(Vec<u8>),
}

/// A layer, where it comes from, and which others there are.
#[derive(Debug)]
pub struct Reading {
    /// The format.
    pub format: Format,
    /// The layer.
    pub layer: Layer,
    /// All layers of the file.
    pub layers: Vec<LayerInfo>,
}

/// Reads one layer of a file: the one named, else the first that can hold polygons. Where there are
/// several and none is named, the report says which was taken.
///
/// # Errors
/// The file is broken as a whole, beyond a limit, in an unknown coordinate reference system, or has no
/// such layer.
pub fn open(mut source: Source<'_>, layer: Option<&str>) -> Result<Opened, Error> {
    refuse_giants(source.bytes.len() as u64)?;
    let head = &source.bytes[..source.bytes.len().min(HEAD_BYTES)];
    if head.starts_with(b"\x1F\x8B") {
        let bytes = out_of_gzip(&source.bytes, &source.name)?;
        let name = source.name.strip_suffix(".gz").unwrap_or(&source.name).to_owned();
        return open_plain(Source::new(name, bytes), layer);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        let archive = Archive::open(std::mem::take(&mut source.bytes))?;
        return open_archive(&archive, &source, layer);
    }
    open_plain(source, layer)
}

fn open_plain(mut source: Source<'_>, layer: Option<&str>) -> Outcome<Opened> {
    let head = &source.bytes[..source.bytes.len().min(HEAD_BYTES)];
    let one = |format, layer: Layer, name: Option<&str>| {
        let layers = vec![LayerInfo { name: layer.name.clone(), may_have_areas: true }];
        choose(&layers, name)?;
        Ok(Opened::Layer(Box::new(Reading { format, layer, layers })))
    };
    if head.starts_with(shapefile::MAGIC) {
        return one(Format::Shapefile, shapefile::read(&source)?, layer);
    }
    if flatgeobuf::begins(head) {
        return one(Format::FlatGeobuf, flatgeobuf::read(&source)?, layer);
    }
    if head.starts_with(geopackage::MAGIC) {
        let package = Package::open(&mut source)?;
        let (number, is_chosen) = choose(&package.layers, layer)?;
        return Ok(chosen(Format::GeoPackage, package.read(number)?, package.layers, is_chosen));
    }
    if head.starts_with(geoparquet::MAGIC) {
        let name = source.stem().to_owned();
        let table = match Table::open(&mut source)? {
            Ok(table) => table,
            Err(bytes) => return Ok(Opened::Other(bytes)),
        };
        let (number, is_chosen) = choose(&table.layers, layer)?;
        let read = table.read(number, &name)?;
        return Ok(chosen(Format::GeoParquet, read, table.layers, is_chosen));
    }
    if kml::begins(head) {
        return one(Format::Kml, kml::read(&source.bytes, source.stem())?, layer);
    }
    if begins_json(head) {
        if !topojson::is_topology(&source.bytes) {
            return Ok(Opened::GeoJson(source.name, source.bytes));
        }
        let topology = Topology::open(&source.bytes)?;
        let (number, is_chosen) = choose(&topology.layers, layer)?;
        return Ok(chosen(Format::TopoJson, topology.read(number)?, topology.layers, is_chosen));
    }
    match columns::shape_column(&source.bytes) {
        Some(column) => one(Format::TextTable, columns::read(&source.bytes, column, source.stem())?, layer),
        None => Ok(Opened::Other(source.bytes)),
    }
}

/// Whether a file that begins so may hold shapes, and is no JSON or text table: Shapefile, `GeoPackage`,
/// `FlatGeobuf`, KML, and archives, which may hold anything.
#[must_use]
pub fn begins_shapes(start: &[u8]) -> bool {
    let marks = [shapefile::MAGIC, geopackage::MAGIC, b"PK\x03\x04", b"\x1F\x8B"];
    marks.iter().any(|mark| start.starts_with(mark)) || flatgeobuf::begins(start) || kml::begins(start)
}

/// JSON, or a sequence of it (RFC 8142), behind a byte order mark or not.
fn begins_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace() && **byte != 0x1E);
    matches!(first, Some(b'{' | b'['))
}

/// Files of an archive that are layers, by their endings: the first kind that there is.
fn open_archive(archive: &Archive, source: &Source<'_>, layer: Option<&str>) -> Outcome<Opened> {
    let shapes: Vec<_> = archive.all_ending("shp").collect();
    if !shapes.is_empty() {
        let layers: Vec<LayerInfo> = shapes
            .iter()
            .map(|(name, number)| LayerInfo {
                name: stem(name).to_owned(),
                may_have_areas: shapes.len() == 1 || has_areas(archive, *number),
            })
            .collect();
        let (number, is_chosen) = choose(&layers, layer)?;
        let (name, entry) = shapes[number];
        let inner = Source::new(name.clone(), archive.read(*entry)?)
            .with_beside(|ending| archive.beside(name, ending));
        let read = shapefile::read(&inner)?;
        return Ok(chosen(Format::Shapefile, read, layers, is_chosen));
    }
    let texts: Vec<_> = archive.all_ending("kml").collect();
    if texts.len() > 1 {
        // One that links to the others has no shapes of its own.
        let has_areas = |number| archive.read(number).is_ok_and(|text| kml::may_have_areas(&text));
        let layers = texts.iter().map(|(name, number)| LayerInfo {
            name: stem(name).to_owned(),
            may_have_areas: has_areas(*number),
        });
        let layers: Vec<LayerInfo> = layers.collect();
        let (number, is_chosen) = choose(&layers, layer)?;
        let read = kml::read(&archive.read(texts[number].1)?, &layers[number].name)?;
        return Ok(chosen(Format::Kml, read, layers, is_chosen));
    }
    for ending in
        ["gpkg", "kml", "geojson", "geojsonl", "geojsons", "topojson", "fgb", "parquet", "json", "csv"]
    {
        if let Some((name, entry)) = archive.ending(ending) {
            return open_plain(Source::new(name.clone(), archive.read(*entry)?), layer);
        }
    }
    let names: Vec<&str> = archive.names.iter().take(5).map(|(name, _)| name.as_str()).collect();
    Err(Error::new(Cause::UnknownFormat, format!("{} with {}", source.name, names.join(", "))))
}

/// Whether a Shapefile in an archive says that it holds polygons.
fn has_areas(archive: &Archive, number: usize) -> bool {
    let kind = archive.read(number).ok().and_then(|bytes| bytes.get(32).copied());
    matches!(kind, Some(5 | 15 | 25 | 31))
}

/// The number of the layer with this name, else of the first that may have areas; and whether that
/// was a choice among several which nobody made.
fn choose(layers: &[LayerInfo], name: Option<&str>) -> Outcome<(usize, bool)> {
    let names = || layers.iter().map(|layer| layer.name.as_str()).collect::<Vec<_>>().join(", ");
    if let Some(name) = name {
        let found = layers.iter().position(|layer| layer.name == name);
        let found = found.or_else(|| layers.iter().position(|layer| layer.name.eq_ignore_ascii_case(name)));
        let unknown = || Error::new(Cause::UnknownLayer, format!("{name}; there are {}", names()));
        return found.map(|found| (found, false)).ok_or_else(unknown);
    }
    let mut with_areas = layers.iter().enumerate().filter(|(_, layer)| layer.may_have_areas);
    let first = with_areas.next().map(|(number, _)| number);
    let is_one_of_several = with_areas.next().is_some() || first.is_none() && layers.len() > 1;
    let number = first.or((!layers.is_empty()).then_some(0));
    number.map(|number| (number, is_one_of_several)).ok_or_else(|| Error::new(Cause::NoLayer, "none"))
}

fn chosen(format: Format, mut layer: Layer, layers: Vec<LayerInfo>, is_one_of_several: bool) -> Opened {
    if is_one_of_several {
        let others = layers.iter().filter(|other| other.name != layer.name);
        let others: Vec<&str> = others.map(|other| other.name.as_str()).collect();
        layer.report.add(Cause::OneOfLayers, None, || format!("{}; not {}", layer.name, others.join(", ")));
    }
    Opened::Layer(Box::new(Reading { format, layer, layers }))
}
