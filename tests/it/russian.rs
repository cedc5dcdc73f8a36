//! Owns the promise that what goes wrong is told in Russian where Russian is asked for: whatever a test makes the
//! program refuse it refuses once more in Russian, and no word of that is English but for names of things.

use crate::program::Run;
use std::collections::BTreeSet;

/// Words that files, commands and options have as they are: commands, columns, values of options and of columns.
const NAMES: [&str; 0] = [];

/// Whether an error is told once more in Russian: a broker that is not there is waited for, and one language was
/// asked for.
pub(crate) fn is_told_again(arguments: &str) -> bool {
    !["--lang", "--mqtt", "--help"].iter().any(|part| arguments.contains(part))
}

/// Panics where an error is told in English.
#[track_caller]
pub(crate) fn check(arguments: &str, run: &Run) {
    let english = english(&run.err);
    assert!(english.is_empty(), "hashatlas {arguments} says {english:?}: {}", run.err);
}

/// English words in a Russian text: what is not quoted, is of letters alone, and is no name.
fn english(text: &str) -> BTreeSet<String> {
    let mut unquoted = String::new();
    let mut end = None;
    for letter in text.chars() {
        match end {
            Some(last) if letter == last || letter == '\n' => end = None,
            Some(_) => {}
            None => match letter {
                '«' => end = Some('»'),
                '"' | '`' => end = Some(letter),
                other => unquoted.push(other),
            },
        }
    }
    let is_end = |letter: char| letter.is_whitespace() || ",;()…—–".contains(letter);
    let is_word = |word: &&str| {
        let is_of_letters = word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        is_of_letters && word.bytes().any(|byte| byte.is_ascii_lowercase()) && !NAMES.contains(word)
    };
    let words = unquoted.split(is_end).map(|word| word.trim_end_matches(['.', ':', '!', '?']));
    words.filter(is_word).map(str::to_owned).collect()
}

#[test]
fn english_words_are_found_and_names_are_none() {
    let found = |text| english(text).into_iter().collect::<Vec<_>>();
    assert_eq!(
        found("hashatlas: d.csv: ожидалось \"no such\", найдено «nothing»; --lang meter_id RU-IRK"),
        ["hashatlas"]
    );
    assert_eq!(found("с 1900 to 2200; wrote it: No"), ["No", "it", "to", "wrote"]);
}
