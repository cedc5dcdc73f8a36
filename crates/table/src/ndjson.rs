//! Owns turning lines of JSON objects into a plain table: each key a column, each line a row. Does
//! not judge values.

use crate::{
    error::{Error, Expected, Problem, RowKind, excerpt},
    format::open,
    plain::Plain,
};
use serde::{
    Deserialize,
    de::{MapAccess, Visitor},
};
use std::{
    collections::HashMap,
    fmt,
    io::{BufRead, BufReader, Write},
    path::Path,
};
use tempfile::NamedTempFile;

/// Most keys of a table: a file of other things has thousands.
const MOST_COLUMNS: usize = 4096;

/// Keys and values of an object, in its order.
struct Members<'a>(Vec<(std::borrow::Cow<'a, str>, &'a serde_json::value::RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<Key<'de>, _>()? {
                    members.push((member.0.0, member.1));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] std::borrow::Cow<'a, str>);

/// The objects of a file as text in a temporary file: one line a line.
pub(crate) fn plain(path: &Path) -> Result<Plain, Error> {
    let failed = Error::system(path);
    let mut columns: Vec<String> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut problem = Problem {
        column: None,
        expected: Expected::JsonObject,
        count: 0,
        first: Vec::new(),
        row_kind: RowKind::Line,
    };
    each_line(path, |number, line| {
        match serde_json::from_slice::<Members<'_>>(line) {
            Ok(members) => {
                for (key, _) in &members.0 {
                    if !places.contains_key(&**key) && columns.len() < MOST_COLUMNS {
                        places.insert(key.clone().into_owned(), columns.len());
                        columns.push(key.clone().into_owned());
                    }
                }
            }
            Err(_) if line.trim_ascii().is_empty() => {}
            Err(cause) => {
                problem.count += 1;
                if problem.first.len() < Problem::FIRST {
                    problem.first.push((number, format!("\"{}\" ({cause})", excerpt(line))));
                }
            }
        }
        Ok(())
    })
    .map_err(failed)?;
    if columns.is_empty() {
        return Err(Error::unusable(path, "a JSON object on each line", "none with a member"));
    }
    let mut spool = NamedTempFile::new().map_err(failed)?;
    let mut writer = csv::Writer::from_writer(&mut spool);
    let write = |cause: csv::Error| std::io::Error::other(cause);
    writer.write_record(&columns).map_err(|cause| failed(write(cause)))?;
    let mut row = vec![String::new(); columns.len()];
    each_line(path, |_, line| {
        let Ok(members) = serde_json::from_slice::<Members<'_>>(line) else {
            // A blank line, so that the others keep their numbers.
            writer.flush()?;
            let mut file = writer.get_ref().as_file();
            return file.write_all(b"\n");
        };
        row.iter_mut().for_each(String::clear);
        for (key, value) in &members.0 {
            if let Some(&place) = places.get(&**key) {
                push_value(value.get(), &mut row[place]);
            }
        }
        writer.write_record(&row).map_err(write)
    })
    .map_err(failed)?;
    writer.flush().map_err(failed)?;
    drop(writer);
    // The header was not there: line 2 of the text is line 1 of the file.
    let mut plain = Plain::spooled(spool, columns, -1, RowKind::Line);
    if problem.count > 0 {
        plain.problems.push(problem);
    }
    Ok(plain)
}

/// A value as the text of a cell: strings as they are, nothing for null, the rest as JSON.
fn push_value(json: &str, cell: &mut String) {
    match json.as_bytes().first() {
        Some(b'n') => {}
        Some(b'"') => {
            let text: std::borrow::Cow<'_, str> = serde_json::from_str(json).unwrap_or_default();
            cell.extend(text.chars().map(|letter| if matches!(letter, '\n' | '\r') { ' ' } else { letter }));
        }
        _ => cell.push_str(json),
    }
}

fn each_line(path: &Path, mut take: impl FnMut(u64, &[u8]) -> std::io::Result<()>) -> std::io::Result<()> {
    let file = open(path).map_err(std::io::Error::other)?;
    let (mut reader, mut line, mut number) = (BufReader::with_capacity(1 << 20, file), Vec::new(), 0);
    while reader.read_until(b'\n', &mut line)? > 0 {
        number += 1;
        let text = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line);
        take(number, text.trim_ascii_end())?;
        line.clear();
    }
    Ok(())
}
