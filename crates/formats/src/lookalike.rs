//! Owns naming what is handed over in place of a text that the program reads, by its first
//! bytes, and what to do with it. Does not read any of it.

/// What a file that begins so is, and what to do; `None` for what may be text of any kind.
pub(super) fn name_of(start: &[u8]) -> Option<&'static str> {
    const BEGINNINGS: [(&[u8], &str); 11] = [
        (b"version https://git-lfs", "found-lfs-pointer"),
        (b"PK\x03\x04", "found-zip"),
        (b"\x1f\x8b", "found-gzip"),
        (b"SQLite format 3", "found-sqlite"),
        (b"\x00\x00\x27\x0a", "found-shapefile"),
        (b"fgb\x03", "found-flatgeobuf"),
        (b"\x89PNG", "found-png"),
        (b"%PDF", "found-pdf"),
        (b"PAR1", "found-parquet"),
        // A compound file (MS-CFB 2.2), which BIFF workbooks are.
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "found-old-excel"),
        (b"\xff\xfe\x00\x00", "found-utf32"),
    ];
    let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start).trim_ascii_start();
    let opens_with = |word: &[u8]| text.get(..word.len()).is_some_and(|t| t.eq_ignore_ascii_case(word));
    let markup = [
        (&b"<!doctype"[..], "found-html"),
        (b"<html", "found-html"),
        (b"<kml", "found-kml"),
        (b"<", "found-xml"),
    ];
    if text.is_empty() {
        return Some("found-empty-file");
    }
    let known = BEGINNINGS.iter().find(|(beginning, _)| start.starts_with(beginning));
    known.or_else(|| markup.iter().find(|(word, _)| opens_with(word))).map(|(_, name)| *name)
}
