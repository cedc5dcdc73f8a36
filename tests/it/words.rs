//! Owns the promise that the product has no word to spare: every message of the locale files is
//! said somewhere in `src/` or in the template of the report, by its whole id or by one built from a known beginning.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::{Path, PathBuf},
};

/// Beginnings of ids that the code goes on from with a name of a status, a unit, a month ….
const BUILT: [&str; 28] = [
    "legend-short-",
    "meaning-",
    "page-",
    "print-theme-",
    "act-",
    "aggregate-",
    "dossier-",
    "ban-",
    "column-",
    "kind-",
    "map-ban-",
    "map-drawn-ban-",
    "method-",
    "metric-",
    "month-",
    "month-of-day-",
    "plan-parameter-",
    "plan-picture-",
    "projection-",
    "statistic-",
    "status-",
    "timeline-ban-",
    "timeline-title",
    "topic-",
    "unit-",
    "cause-",
    "sign-",
    "verdict-",
];

fn sources(folder: &Path, out: &mut String) {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push_str(&std::fs::read_to_string(&path).expect("text"));
        }
    }
}

/// Ids of the messages in a locale file.
fn messages(code: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/locale");
    let files = [
        format!("{code}.ftl"),
        format!("window.{code}.ftl"),
        format!("inspector.{code}.ftl"),
        format!("panels.{code}.ftl"),
        format!("files.{code}.ftl"),
        format!("evidence.{code}.ftl"),
        format!("report.{code}.ftl"),
        format!("print.{code}.ftl"),
        format!("problems.{code}.ftl"),
        format!("planning.{code}.ftl"),
        format!("review.{code}.ftl"),
        format!("cli.{code}.ftl"),
    ];
    let text: String =
        files.iter().map(|file| std::fs::read_to_string(folder.join(file)).expect("a locale file")).collect();
    let is_start = |line: &&str| line.starts_with(|letter: char| letter.is_ascii_lowercase());
    let id = |line: &str| line.split_once(" =").map(|(id, _)| id.to_owned());
    text.lines().filter(is_start).filter_map(id).collect()
}

#[test]
fn every_message_is_said_somewhere() {
    let mut code = String::new();
    for folder in ["src", "crates"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut code);
    }
    // The template of the report names its words in braces.
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/report/page.html");
    code.push_str(&std::fs::read_to_string(template).expect("text").replace("{{", "\"").replace("}}", "\""));
    // What stands between two quotes, once: there are thousands of ids and megabytes of code.
    let literals: HashSet<&str> = code.split('"').collect();
    let is_built = |id: &str| BUILT.iter().any(|start| id.starts_with(start));
    for lang in ["en", "ru"] {
        let ids = messages(lang);
        assert!(ids.len() > 100, "{lang} has {}", ids.len());
        // The short form of a message goes by the id of the long one.
        let is_said = |id: &str| {
            literals.contains(id) || id.strip_suffix("-short").is_some_and(|long| literals.contains(long))
        };
        let unsaid: Vec<&String> = ids.iter().filter(|id| !is_said(id) && !is_built(id)).collect();
        assert!(unsaid.is_empty(), "no code says {unsaid:?} of {lang}.ftl");
    }
    for start in BUILT {
        let is_begun = |literal: &&str| literal.strip_prefix(start).is_some_and(|rest| rest.starts_with('{'));
        assert!(literals.iter().any(is_begun), "no code builds ids that begin with {start}");
    }
}

/// What is said of bad files goes by id through `lang::Message`, which shows an id without words as
/// it is.
#[test]
fn whatever_the_code_says_of_problems_has_words() {
    const BEGINNINGS: [&str; 4] = ["expected-", "found-", "error-", "counted-"];
    let mut code = String::new();
    for folder in ["src", "crates"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut code);
    }
    let ids = messages("en");
    let is_id = |text: &&str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    for start in BEGINNINGS {
        let said: Vec<&str> = code
            .split(&format!("\"{start}"))
            .skip(1)
            .filter_map(|rest| rest.split_once('"').map(|(end, _)| end))
            .filter(is_id)
            .collect();
        assert!(said.len() > 10, "{start} is said {} times", said.len());
        for end in said {
            assert!(ids.contains(&format!("{start}{end}")), "no words for {start}{end}");
        }
    }
}

/// A translation that leaves out a value, or names another, would say less or show its name.
#[test]
fn both_languages_tell_the_same_values_of_problems() {
    let values = |lang: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/locale/problems.{lang}.ftl"));
        let text = std::fs::read_to_string(path).expect("a locale file");
        let mut values: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut id = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some((start, _)) = line.split_once(" = ").filter(|_| !line.starts_with(' ')) {
                start.clone_into(&mut id);
            }
            let names = line.split('$').skip(1).map(|rest| {
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()
            });
            values.entry(id.clone()).or_default().extend(names);
        }
        values
    };
    assert_eq!(values("en"), values("ru"));
}
