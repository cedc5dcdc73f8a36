//! Owns which of the known words come nearest to one that is not known. Does not know what they
//! mean.

/// Up to `most` of `known` that come nearest to what was asked for, for messages.
#[must_use]
pub fn nearest<'a>(found: &str, known: impl Iterator<Item = &'a str>, most: usize) -> String {
    nearest_of(found, known, most).join(", ")
}

/// The same, one by one.
#[must_use]
pub fn nearest_of<'a>(found: &str, known: impl Iterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let wanted = found.to_lowercase();
    let mut ranked: Vec<(usize, &str)> = known.map(|name| (distance(&wanted, name), name)).collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked.into_iter().take(most).map(|(_, name)| name).collect()
}

/// How many letters apart two words are, in any case; a word that holds the other whole
/// is nearer than any that does not.
fn distance(wanted: &str, name: &str) -> usize {
    let name = name.to_lowercase();
    let letters = strsim::levenshtein(wanted, &name);
    let is_part = wanted.chars().count() > 2 && (name.contains(wanted) || wanted.contains(&name));
    if is_part { letters.min(2) } else { letters + 2 }
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
