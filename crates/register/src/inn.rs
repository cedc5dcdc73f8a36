//! Owns the check of the tax number of a Russian taxpayer (INN).

/// Whether the last digits of an INN are those that follow from the others: ten digits of a company with
/// one check digit, twelve of a person with two (order of the Federal Tax Service MMV-7-6/435 of 2012-06-29;
/// weights as in <https://ru.wikipedia.org/wiki/Идентификационный_номер_налогоплательщика>).
#[must_use]
pub fn is_inn(text: &str) -> bool {
    const WEIGHTS: [u32; 11] = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
    let Some(digits) = text.chars().map(|c| c.to_digit(10)).collect::<Option<Vec<u32>>>() else {
        return false;
    };
    let check = |count: usize| {
        let weights = &WEIGHTS[WEIGHTS.len() - count..];
        let sum: u32 = digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        sum % 11 % 10 == digits[count]
    };
    match digits.len() {
        10 => check(9),
        12 => check(10) && check(11),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_inn;

    #[test]
    fn check_digits_are_checked() {
        // Published numbers of companies, and one of a person from the tax service's own example.
        for good in ["7707083893", "7740000076", "500100732259"] {
            assert!(is_inn(good), "{good}");
        }
        for bad in
            ["7707083894", "500100732258", "500100732269", "770708389", "77070838931", "770708389x", ""]
        {
            assert!(!is_inn(bad), "{bad}");
        }
    }
}
