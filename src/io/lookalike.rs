//! Owns naming what is handed over in place of a text that the program reads, by its first
//! bytes, and what to do with it. Does not read any of it.

/// What a file that begins so is, and what to do; `None` for what may be text of any kind.
pub(super) fn name_of(start: &[u8]) -> Option<&'static str> {
    const BEGINNINGS: [(&[u8], &str); 10] = [
        (b"version https://git-lfs", "a Git LFS pointer; fetch the file with `git lfs pull`"),
        (b"PK\x03\x04", "a ZIP archive or a spreadsheet; unpack it, or save it as text"),
        (b"\x1f\x8b", "gzip data; unpack it first"),
        (b"SQLite format 3", "an SQLite database (a GeoPackage?); export the layer as GeoJSON or CSV"),
        (b"\x00\x00\x27\x0a", "a shapefile; convert it to GeoJSON"),
        (b"fgb\x03", "FlatGeobuf; convert it to GeoJSON"),
        (b"\x89PNG", "a PNG picture"),
        (b"%PDF", "a PDF document"),
        (b"PAR1", "Parquet"),
        (b"\xff\xfe\x00\x00", "UTF-32 text; save it as UTF-8"),
    ];
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let opens_with = |word: &[u8]| text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word));
    let markup = [
        (&b"<!doctype"[..], "an HTML page (an error page saved in its place?)"),
        (b"<html", "an HTML page (an error page saved in its place?)"),
        (b"<kml", "KML; convert it to GeoJSON"),
        (b"<", "XML or HTML"),
    ];
    if text.is_empty() {
        return Some("an empty file");
    }
    let known = BEGINNINGS.iter().find(|(beginning, _)| start.starts_with(beginning));
    known.or_else(|| markup.iter().find(|(word, _)| opens_with(word))).map(|(_, name)| *name)
}
