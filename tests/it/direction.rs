//! Owns the check of the layers: a module of `src/` uses only those to its left, foreign crates stay
//! where they belong, and every file says what it owns. Between the crates of `crates/`, cargo
//! enforces the direction.

use std::path::{Path, PathBuf};

/// Modules from left to right. One uses only those of groups further left.
const GROUPS: [&[&str]; 12] = [
    &["lang"],
    &["units", "provenance"],
    &["geo", "meter"],
    &["atlas", "detect"],
    &["estimate", "simulate", "stats", "plan"],
    &["io"],
    &["pipeline"],
    &["figure"],
    &["session", "jobs", "desk"],
    &["watch"],
    &["ui", "cli"],
    &["main"],
];

/// What only some modules may name.
const RESERVED: [(&[&str], &[&str]); 9] = [
    (&["egui", "eframe", "egui_extras", "walkers", "wgpu"], &["ui"]),
    (&["plotters", "plotters_backend"], &["figure"]),
    (
        &[
            "geojson",
            "parquet",
            "arrow_array",
            "arrow_cast",
            "arrow_schema",
            "csv",
            "polars",
            "rust_xlsxwriter",
        ],
        &["io", "formats", "headend", "boundaries", "register", "review", "table", "traffic"],
    ),
    (&["clarabel"], &["estimate"]),
    (&["rumqttc", "async_nats"], &["broker"]),
    (&["ureq"], &["watch"]),
    (&["pulp"], &["detect"]),
    (&["std::fs"], &["io", "formats", "review", "table"]),
    (&["println!", "print!", "eprintln!", "eprint!", "stdout()", "stderr()"], &["cli", "main"]),
];

#[test]
fn modules_use_only_those_to_their_left() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    for entry in std::fs::read_dir(root.join("crates")).expect("a folder") {
        collect(&entry.expect("entry").path().join("src"), &mut files);
    }
    assert!(files.len() > 50, "the sources are where they are looked for");
    files.sort();
    let mut faults = Vec::new();
    for file in files {
        let path = file.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
        let name = path.strip_prefix("src/").unwrap_or(&path);
        faults.extend(faults_of(name, &std::fs::read_to_string(&file).expect("UTF-8")));
    }
    assert!(faults.is_empty(), "\n{}\nSee ARCHITECTURE.md, direction.", faults.join("\n"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// What is wrong in a file, named from `src/` or, in a crate, from `crates/`:
/// `src/io/files.rs:7: …`.
fn faults_of(name: &str, text: &str) -> Vec<String> {
    let in_crate = name.strip_prefix("crates/");
    let path = if in_crate.is_some() { name.to_owned() } else { format!("src/{name}") };
    let mut faults = Vec::new();
    if !text.starts_with("//!") {
        faults.push(format!("{path}:1: opens without //!, which says what the file owns"));
    }
    let place = in_crate.unwrap_or(name);
    let module = place.split('/').next().unwrap_or(place).trim_end_matches(".rs");
    if module == "lib" {
        return faults;
    }
    let code = code_of(text);
    if in_crate.is_none() {
        let Some(own) = group_of(module) else {
            faults.push(format!("{path}:1: module {module} has no place in the direction"));
            return faults;
        };
        for (at, used) in uses(&code, name) {
            let line = line_of(&code, at);
            match group_of(&used) {
                _ if used == module => {}
                Some(group) if group < own => {}
                Some(_) => faults.push(format!("{path}:{line}: {module} uses {used}")),
                None => faults.push(format!("{path}:{line}: {used} has no place in the direction")),
            }
        }
    }
    // Tests may read files and print.
    let is_test = name.ends_with("/tests.rs") || name.contains("/tests/");
    let end = if is_test { 0 } else { code.find("#[cfg(test)]\nmod ").unwrap_or(code.len()) };
    for (names, owners) in RESERVED {
        for word in names.iter().filter(|_| !owners.contains(&module)) {
            for at in words(&code[..end], word) {
                let line = line_of(&code, at);
                faults.push(format!("{path}:{line}: only {} names {word}", owners.join(", ")));
            }
        }
    }
    faults
}

fn group_of(module: &str) -> Option<usize> {
    GROUPS.iter().position(|group| group.contains(&module))
}

fn line_of(code: &str, at: usize) -> usize {
    code[..at].matches('\n').count() + 1
}

/// Where `word` stands by itself: a path, a macro or a call, not a part of another name. A path
/// such as `std::fs` is also found in braces: `std::{fs, io}`.
fn words(code: &str, word: &str) -> Vec<usize> {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let stands_alone = |at: usize| {
        let rest = &code[at + word.len()..];
        let is_path = word.ends_with(['!', ')']) || word.contains("::") || rest.starts_with("::");
        let is_use = code[..at].trim_end().ends_with("use");
        !code[..at].ends_with(is_letter) && !rest.starts_with(is_letter) && (is_path || is_use)
    };
    let mut found: Vec<usize> =
        code.match_indices(word).map(|(at, _)| at).filter(|&at| stands_alone(at)).collect();
    if let Some((outer, inner)) = word.split_once("::") {
        let group = format!("{outer}::{{");
        let has = |at: &usize| heads(&code[at + outer.len() + 2..]).iter().any(|head| head == inner);
        found.extend(code.match_indices(&group).map(|(at, _)| at).filter(has));
    }
    found
}

/// Modules of this crate that a file names, with where: behind `crate::` or as many `super::` as
/// lead to the root, one by one or in braces.
fn uses(code: &str, name: &str) -> Vec<(usize, String)> {
    let depth = name.trim_end_matches(".rs").trim_end_matches("/mod").split('/').count();
    let root = "super::".repeat(depth);
    let starts = ["crate::", "hashatlas::", &root];
    let mut found = Vec::new();
    for start in starts {
        for (at, _) in code.match_indices(start) {
            let before = &code[..at];
            if before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                continue;
            }
            let is_super = start == root;
            let heads = heads(&code[at + start.len()..]).into_iter();
            // A file's inner modules need one `super` more, so such a path may be shorter than it looks.
            found.extend(heads.filter(|h| !is_super || group_of(h).is_some()).map(|head| (at, head)));
        }
    }
    found.sort();
    found
}

/// First names of the paths that begin here: `a::b` has a; `{a::b, c::{d, e}}` has a and c.
/// Names of the crate's root itself (`self`, macros) are none.
fn heads(rest: &str) -> Vec<String> {
    let name_at = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut heads = Vec::new();
    if let Some(group) = rest.trim_start().strip_prefix('{') {
        let mut depth = 0;
        let mut is_new = true;
        for (at, c) in group.char_indices() {
            match c {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => is_new = true,
                _ if is_new && !c.is_whitespace() => {
                    heads.push(name_at(&group[at..]));
                    is_new = false;
                }
                _ => {}
            }
        }
    } else {
        heads.push(name_at(rest));
    }
    heads.retain(|head| !head.is_empty() && head != "self");
    heads
}

/// The text with comments, strings and characters blanked, line for line.
fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = comment_len(rest).or_else(|| literal_len(rest, code.chars().next_back()));
        let length = skipped.unwrap_or(c.len_utf8());
        let piece = &rest[..length];
        if skipped.is_some() {
            code.extend(piece.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        } else {
            code.push_str(piece);
        }
        rest = &rest[length..];
    }
    code
}

fn comment_len(rest: &str) -> Option<usize> {
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    let mut depth = 0;
    let mut at = 0;
    while rest.starts_with("/*") {
        let tail = &rest[at..];
        if tail.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if tail.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += tail.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 || at >= rest.len() {
            return Some(at.min(rest.len()));
        }
    }
    None
}

fn literal_len(rest: &str, before: Option<char>) -> Option<usize> {
    let is_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    if let Some(raw) = rest.strip_prefix('r').filter(|_| !is_word || before == Some('b')) {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let inner = &raw[hashes + 1..];
            return Some(2 + hashes + inner.find(&end).map_or(inner.len(), |at| at + end.len()));
        }
    }
    let quote = rest.chars().next().filter(|c| *c == '"' || *c == '\'')?;
    if quote == '\'' {
        // A lifetime has no closing quote after one character or escape.
        let inner = &rest[1..];
        let first = inner.chars().next()?;
        if first != '\\' && !inner[first.len_utf8()..].starts_with('\'') {
            return None;
        }
    }
    let mut is_escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    Some(rest.len())
}

#[test]
fn the_check_finds_what_it_looks_for() {
    for (name, text, fault) in [
        ("geo/paths.rs", "//! x\nuse crate::atlas::Atlas;\n", "src/geo/paths.rs:2: geo uses atlas"),
        ("units.rs", "//! x\nuse crate::provenance::Status;", "src/units.rs:2: units uses provenance"),
        (
            "io/a.rs",
            "//! x\nuse crate::{\n    lang::{Lang, Words},\n    figure::Palette,\n};",
            "src/io/a.rs:2: io uses figure",
        ),
        ("stats/a.rs", "//! x\nfn f() { crate::io::read_file(p) }", "src/stats/a.rs:2: stats uses io"),
        ("atlas/a.rs", "//! x\nuse super::super::session::Session;", "src/atlas/a.rs:2: atlas uses session"),
        (
            "figure/a.rs",
            "//! x\nuse crate::novel::Thing;",
            "src/figure/a.rs:2: novel has no place in the direction",
        ),
        ("novel.rs", "//! x", "src/novel.rs:1: module novel has no place in the direction"),
        ("session/a.rs", "//! x\nuse egui::Ui;", "src/session/a.rs:2: only ui names egui"),
        ("session/a.rs", "//! x\nfn f() { plotters::x() }", "src/session/a.rs:2: only figure names plotters"),
        (
            "figure/a.rs",
            "//! x\nlet a = std::fs::read(p);",
            "src/figure/a.rs:2: only io, formats, review, table names std::fs",
        ),
        (
            "figure/a.rs",
            "//! x\nuse std::{\n    fs, path::Path};",
            "src/figure/a.rs:2: only io, formats, review, table names std::fs",
        ),
        ("atlas/a.rs", "//! x\nprintln!(\"\");", "src/atlas/a.rs:2: only cli, main names println!"),
        (
            "crates/geo/src/a.rs",
            "//! x\nuse csv::Reader;",
            "crates/geo/src/a.rs:2: only io, formats, headend, boundaries, register, review, table, traffic names csv",
        ),
        (
            "atlas/a.rs",
            "use std::sync::Arc;",
            "src/atlas/a.rs:1: opens without //!, which says what the file owns",
        ),
    ] {
        assert_eq!(faults_of(name, text), [fault], "{text}");
    }
}

#[test]
fn the_check_leaves_the_rest_alone() {
    for (name, text) in [
        (
            "io/a.rs",
            "//! See [`crate::session`].\n/* crate::ui /* nested */ */ use crate::{atlas::A, io::B, geo};",
        ),
        (
            "atlas/a.rs",
            "//! x\nlet s = \"crate::ui \\\" println!\"; let r = r#\"use \"egui::Ui\"#; let c = '\"';",
        ),
        ("lang.rs", "//! x\nfn f<'a>(x: &'a str) -> &'a str { crate::lang::g(x) }"),
        ("io/a.rs", "//! x\nuse std::fs;\nuse parquet::file;\nuse super::problem::Problem;"),
        ("io/a.rs", "//! x\nmod tests { use super::super::problem::P; }"),
        (
            "figure/a.rs",
            "//! x\nfn csv_name() {} let csv = 1;\n#[cfg(test)]\nmod tests { fn f() { println!(\"\"); std::fs::read(p); } }",
        ),
        ("crates/geo/src/a.rs", "//! x\nuse crate::novel::Thing;"),
        ("main.rs", "//! x\nfn main() { hashatlas::cli::main(std::io::stdout()) }"),
        ("lib.rs", "//! x\npub mod cli;"),
    ] {
        assert_eq!(faults_of(name, text), [""; 0], "{text}");
    }
}
