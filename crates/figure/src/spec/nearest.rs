//! Owns which of the known words come nearest to one that is not known. Does not know what they
//! mean.

/// Up to `most` of `known` that come nearest to what was asked for, for messages.
#[must_use]
pub fn nearest<'a>(found: &str, known: impl Iterator<Item = &'a str>, most: usize) -> String {
    let wanted = found.to_lowercase();
    let mut ranked: Vec<(usize, &str)> = known.map(|name| (distance(&wanted, name), name)).collect();
    ranked.sort_unstable();
    ranked.dedup();
    let names: Vec<&str> = ranked.into_iter().take(most).map(|(_, name)| name).collect();
    names.join(", ")
}

/// How many letters apart two words are (Levenshtein 1966), in any case; a word that holds the
/// other whole is nearer than any that does not.
fn distance(wanted: &str, name: &str) -> usize {
    let name = name.to_lowercase();
    let (a, b): (Vec<char>, Vec<char>) = (wanted.chars().collect(), name.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    let is_part = wanted.chars().count() > 2 && (name.contains(wanted) || wanted.contains(&name));
    if is_part { row[b.len()].min(2) } else { row[b.len()] + 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_come_first() {
        assert_eq!(nearest("RU-IRC", ["RU-MOW", "RU-IRK", "RU-IN"].into_iter(), 1), "RU-IRK");
        assert_eq!(nearest("tariff", ["farms", "household_tariff"].into_iter(), 1), "household_tariff");
    }
}
