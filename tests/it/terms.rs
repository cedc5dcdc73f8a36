//! Owns the promise that one thing has one word: what `docs/terms.md` rules out occurs in no message of
//! the locale files, and each of its words does.

use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The texts of all messages of a language, each with its file, in small letters and without ids.
fn texts(code: &str) -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir(root().join("assets/locale")).expect("a folder");
    let files = entries.map(|entry| entry.expect("an entry").path());
    let is_of = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name == format!("{code}.ftl") || name.ends_with(&format!(".{code}.ftl"))
    };
    let texts = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a locale file");
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let said = |line: &str| line.split_once(" = ").map_or(line, |(_, said)| said).to_lowercase();
        lines.map(|line| (path.clone(), said(line))).collect::<Vec<_>>()
    };
    files.filter(is_of).flat_map(texts).collect()
}

/// Whether a text has a word that begins so, or such words.
fn has(text: &str, words: &str) -> bool {
    let is_start = |at: usize| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(at, _)| is_start(at))
}

/// Rows of the table: its cells.
fn rows() -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(root().join("docs/terms.md")).expect("the list of terms");
    let rows = text.lines().filter(|line| line.starts_with("| ")).skip(1);
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_lowercase()).collect())
        .collect()
}

#[test]
fn a_thing_goes_by_one_word() {
    let rows = rows();
    assert!(rows.len() > 10, "the list has {} terms", rows.len());
    let mut slips = Vec::new();
    for (code, word, ruled_out) in [("en", 0, 3), ("ru", 1, 4)] {
        let texts = texts(code);
        for row in &rows {
            assert_eq!(row.len(), 5, "{row:?}");
            // Endings change: all but the last letters are looked for.
            let stem: String = row[word].chars().take(row[word].chars().count().min(5)).collect();
            assert!(texts.iter().any(|(_, text)| has(text, &stem)), "nothing says {:?}", row[word]);
            for other in row[ruled_out].split(", ") {
                let found = texts.iter().filter(|(_, text)| has(text, other));
                slips.extend(found.map(|(path, text)| format!("{}: {other:?} in {text:?}", path.display())));
            }
        }
    }
    assert!(slips.is_empty(), "use the words of docs/terms.md:\n{}", slips.join("\n"));
}
