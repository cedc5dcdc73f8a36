//! Owns units and how a number reads in each language: separators, decimals, true minus,
//! compact forms, intervals. Does not know what is counted nor where a number came from.

use crate::lang::{Lang, Words};

/// A unit by its id in the data (`twh`, `rub_per_kwh`, …). Ids that the program knows have a
/// name in both languages; any other is shown as it stands in the data.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unit(String);

impl Unit {
    /// A unit from its id in the data.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id in the data.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0
    }

    /// Short name to stand behind a number (`TWh`, `руб./кВт·ч`); empty for bare counts.
    #[must_use]
    pub fn short(&self, words: &Words) -> String {
        if self.0.is_empty() || self.0 == "count" {
            return String::new();
        }
        words.find(&format!("unit-{}", self.0.replace('_', "-"))).unwrap_or_else(|| self.0.clone())
    }

    /// Whether values are percentages (the sign stands close to the number).
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.0 == "percent"
    }
}

/// Narrow no-break space: groups digits and ties a number to its unit in Russian.
const NARROW_SPACE: char = '\u{202f}';
/// True minus sign.
pub const MINUS: char = '\u{2212}';
/// En dash, for intervals.
pub const DASH: char = '\u{2013}';

/// What is nearer to zero than this is the dust of arithmetic.
const DUST: f64 = 1e-12;

/// `value` with `decimals` places, digits grouped by locale, true minus, never "−0". Halves go
/// away from zero. What is not zero never reads as zero: it gets as many places as show two digits.
#[must_use]
pub fn number(value: f64, decimals: usize, lang: Lang) -> String {
    if !value.is_finite() {
        return DASH.to_string();
    }
    let plain = digits(value, decimals);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_zero = plain.bytes().all(|b| matches!(b, b'0' | b'.'));
    // Russian typography leaves four-digit numbers unbroken.
    let (separator, group_from) = match lang {
        Lang::En => (',', 4),
        Lang::Ru => (NARROW_SPACE, 5),
    };
    let mut out = String::with_capacity(plain.len() + 4);
    if value < 0.0 && !is_zero {
        out.push(MINUS);
    }
    for (i, digit) in whole.chars().enumerate() {
        let left = whole.len() - i;
        if i > 0 && left.is_multiple_of(3) && whole.len() >= group_from {
            out.push(separator);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(match lang {
            Lang::En => '.',
            Lang::Ru => ',',
        });
        out.push_str(fraction);
    }
    out
}

/// The digits of [`number`] without a sign.
fn digits(value: f64, decimals: usize) -> String {
    let mut plain = rounded(value.abs(), decimals);
    if value.abs() > DUST && plain.bytes().all(|b| matches!(b, b'0' | b'.')) {
        let places = 1 - value.abs().log10().floor() as i32;
        plain = rounded(value.abs(), usize::try_from(places).unwrap_or(0));
        plain.truncate(plain.trim_end_matches('0').len());
    }
    plain
}

/// `value` with the digits that [`number`] writes: for tables, where a figure that was computed says no
/// more than the same in print.
///
/// ```
/// use hashatlas_base::units::as_written;
/// assert_eq!(as_written(0.639_85, 1), 0.6);
/// assert_eq!(as_written(-0.0075, 1), -0.0075);
/// ```
#[must_use]
pub fn as_written(value: f64, decimals: usize) -> f64 {
    if !value.is_finite() {
        return value;
    }
    digits(value, decimals).parse::<f64>().map_or(value, |size| size.copysign(value)) + 0.0
}

/// A number from zero up with `decimals` places, halves up: as they stand in decimal, not in
/// binary, where 8.225 is a little less.
fn rounded(value: f64, decimals: usize) -> String {
    // Thirteen digits are without dust after a few operations, and more than any source states.
    let text = format!("{value:.12e}").parse().unwrap_or(value).to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes().take(decimals)).collect();
    digits.resize(whole.len() + decimals, b'0');
    if fraction.as_bytes().get(decimals).is_some_and(|digit| *digit >= b'5') {
        let nines = digits.iter().rev().take_while(|digit| **digit == b'9').count();
        let at = digits.len() - nines;
        digits[at..].fill(b'0');
        match at.checked_sub(1) {
            Some(before) => digits[before] += 1,
            None => digits.insert(0, b'1'),
        }
    }
    let mut out: String = digits.into_iter().map(char::from).collect();
    if decimals > 0 {
        out.insert(out.len() - decimals, '.');
    }
    out
}

/// Decimals that keep most of `values` apart and show about three digits of the largest; none for
/// whole numbers. Six are more than any figure needs beyond what tells it from its neighbours.
#[must_use]
pub fn decimals_for(values: impl IntoIterator<Item = f64>) -> usize {
    const MOST: usize = 9;
    let mut sorted: Vec<f64> = values.into_iter().filter(|v| v.is_finite()).collect();
    if sorted.iter().all(|v| (v - v.round()).abs() < DUST) {
        return 0;
    }
    sorted.sort_by(f64::total_cmp);
    sorted.dedup();
    let largest = sorted.iter().copied().fold(0.0, |far: f64, v| far.max(v.abs()));
    let three = usize::try_from(2 - largest.log10().floor() as i32).unwrap_or(0).min(MOST);
    let apart = |decimals: usize| {
        let texts: Vec<String> = sorted.iter().map(|v| number(*v, decimals, Lang::En)).collect();
        let same = texts.windows(2).filter(|pair| pair[0] == pair[1]).count();
        same * 10 <= texts.len()
    };
    (three..MOST).find(|&decimals| apart(decimals)).unwrap_or(MOST)
}

/// `value` as a spreadsheet of the language reads it: all digits, nothing between them.
#[must_use]
pub fn plain(value: f64, lang: Lang) -> String {
    let text = tidy(value).to_string();
    match lang {
        Lang::En => text,
        Lang::Ru => text.replace('.', ","),
    }
}

/// `value` without the dust of binary arithmetic: ten significant digits say more than any source
/// does. −0 is zero.
#[must_use]
pub fn tidy(value: f64) -> f64 {
    format!("{value:.9e}").parse().unwrap_or(value) + 0.0
}

const STEPS: [(f64, &str, &str); 3] = [(1e9, "bn", "млрд"), (1e6, "M", "млн"), (1e3, "k", "тыс.")];

/// `value` in thousands, millions or billions with at most one decimal: "196.9k", "196,9 тыс.".
/// Below ten thousand the full number is as short.
#[must_use]
pub fn compact(value: f64, lang: Lang) -> String {
    if value.abs() < 1e4 {
        let decimals = usize::from(value.fract() != 0.0 && value.abs() < 100.0);
        return number(value, decimals, lang);
    }
    let Some(step) = step_of(value) else { return number(value, 0, lang) };
    let decimals = usize::from((value / step.0 * 10.0).round() % 10.0 != 0.0);
    scaled(value, step, decimals, lang)
}

/// The thousands, millions or billions in which a number is said: 999,950 are a million when rounded to a tenth
/// of a thousand, not a thousand thousands.
fn step_of(value: f64) -> Option<(f64, &'static str, &'static str)> {
    const TENTH_ROUNDS_UP: f64 = 1.0 - 0.05 / 1000.0;
    STEPS.into_iter().find(|(step, ..)| value.abs() >= step * TENTH_ROUNDS_UP)
}

/// A change in percent with its sign: "+44%", "+44 %", "−6.4%".
#[must_use]
pub fn signed_percent(percent: f64, decimals: usize, lang: Lang) -> String {
    let text = number(percent, decimals, lang);
    let plus = if percent > 0.0 && !text.chars().all(|c| matches!(c, '0' | '.' | ',')) { "+" } else { "" };
    format!("{plus}{}", with_unit(&text, "%", true, lang))
}

/// A place in an order: "1st", "22nd", "113th"; bare in Russian, where its word stands beside.
#[must_use]
pub fn ordinal(place: usize, lang: Lang) -> String {
    let ending = match (lang, place % 100, place % 10) {
        (Lang::Ru, ..) => "",
        (_, 11..=13, _) => "th",
        (_, _, 1) => "st",
        (_, _, 2) => "nd",
        (_, _, 3) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}

/// A number already written out, with its unit behind it.
#[must_use]
pub fn with_unit(text: &str, unit: &str, percent: bool, lang: Lang) -> String {
    match (unit.is_empty(), percent, lang) {
        (true, ..) => text.to_owned(),
        (_, true, Lang::En) => format!("{text}%"),
        (_, true, Lang::Ru) => format!("{text}{NARROW_SPACE}%"),
        _ => format!("{text}\u{a0}{unit}"),
    }
}

/// An interval: "17,057–18,396", "≥ 5,000", "≤ 1,600"; one number where both ends read alike. Bounds have the
/// digits of their figure, and one more where they lie half a unit from it (40 is 39.5–40.5, and not 40–41)
/// or would read alike without.
#[must_use]
pub fn interval(low: Option<f64>, high: Option<f64>, decimals: usize, lang: Lang) -> String {
    let is_exact = |decimals: usize| {
        let written = |v: f64| rounded(v.abs(), decimals).parse().unwrap_or(f64::NAN);
        low.into_iter().chain(high).all(|v| (v.abs() - written(v)).abs() <= v.abs() * DUST)
    };
    let unit = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    let ends = || low.into_iter().chain(high);
    let are_halves = ends().all(|v| {
        let halves = v * unit * 2.0;
        (halves - halves.round()).abs() <= halves.abs() * DUST
    });
    let read_alike = || {
        let texts: Vec<String> = ends().map(|v| rounded(v.abs(), decimals)).collect();
        texts.len() == 2 && texts[0] == texts[1] && low != high
    };
    let is_finer = !is_exact(decimals) && is_exact(decimals + 1) && (are_halves || read_alike());
    let decimals = decimals + usize::from(is_finer);
    joined(low.map(|v| number(v, decimals, lang)), high.map(|v| number(v, decimals, lang)))
}

/// The same in little room: "17.1k–18.4k", "17,1–18,4 тыс.", "0–18.4k". Both ends are in the unit
/// of the larger one, so that they are read at one scale.
#[must_use]
pub fn compact_interval(low: Option<f64>, high: Option<f64>, decimals: usize, lang: Lang) -> String {
    let [mut low, high] = compact_ends([low, high], decimals, lang);
    // A word for thousands that both have is said once.
    if let (Some(first), Some(second)) = (&low, &high)
        && let (Some((digits, word)), Some((_, other))) =
            (first.rsplit_once(NARROW_SPACE), second.rsplit_once(NARROW_SPACE))
        && word == other
        && word.starts_with(char::is_alphabetic)
        && first != second
    {
        low = Some(digits.to_owned());
    }
    joined(low, high)
}

/// The ends of an interval in the unit of the larger one: "6.0k" and "18.4k".
#[must_use]
pub fn compact_ends(ends: [Option<f64>; 2], decimals: usize, lang: Lang) -> [Option<String>; 2] {
    let largest = ends.into_iter().flatten().fold(0.0, |far: f64, v| far.max(v.abs()));
    let step = if largest < 1e4 { None } else { step_of(largest) };
    // As compact forms have it, but alike at both ends.
    let is_whole = |v: f64, step: f64| (v / step * 10.0).round() % 10.0 == 0.0;
    let decimals_of = |step: f64| usize::from(!ends.into_iter().flatten().all(|v| is_whole(v, step)));
    let short = |v: f64| match step {
        None => number(v, decimals, lang),
        Some(step) => scaled(v, step, decimals_of(step.0), lang),
    };
    ends.map(|end| end.map(short))
}

/// A number in thousands, millions or billions; zero where it is less than a twentieth of one.
fn scaled(value: f64, (step, en, ru): (f64, &str, &str), decimals: usize, lang: Lang) -> String {
    let parts = value / step;
    if parts.abs() < 0.05 {
        return "0".to_owned();
    }
    let text = number(parts, decimals, lang);
    match lang {
        Lang::En => format!("{text}{en}"),
        Lang::Ru => format!("{text}{NARROW_SPACE}{ru}"),
    }
}

fn joined(low: Option<String>, high: Option<String>) -> String {
    match (low, high) {
        (Some(low), Some(high)) if low == high => low,
        // A dash between signed numbers would read as another minus.
        (Some(low), Some(high)) if low.starts_with(MINUS) || high.starts_with(MINUS) => {
            format!("{low}\u{a0}…\u{a0}{high}")
        }
        (Some(low), Some(high)) => format!("{low}{DASH}{high}"),
        (Some(low), None) => format!("≥\u{a0}{low}"),
        (None, Some(high)) => format!("≤\u{a0}{high}"),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_by_locale() {
        assert_eq!(number(196_907.0, 0, Lang::En), "196,907");
        assert_eq!(number(196_907.0, 0, Lang::Ru), "196\u{202f}907");
        assert_eq!(number(1600.0, 0, Lang::En), "1,600");
        assert_eq!(number(1600.0, 0, Lang::Ru), "1600");
        assert_eq!(number(-4.75, 1, Lang::Ru), "−4,8");
        assert_eq!(number(1_234_567.891, 2, Lang::En), "1,234,567.89");
    }

    #[test]
    fn a_rounded_zero_has_no_sign() {
        assert_eq!(number(-1e-17, 1, Lang::En), "0.0");
        assert_eq!(signed_percent(0.0, 0, Lang::En), "0%");
    }

    #[test]
    fn what_is_not_zero_never_reads_as_zero() {
        assert_eq!(number(-0.04, 1, Lang::En), "−0.04");
        assert_eq!(number(0.000_32, 0, Lang::Ru), "0,00032");
        assert_eq!(number(0.000_02, 0, Lang::En), "0.00002");
        assert_eq!(signed_percent(0.2, 0, Lang::En), "+0.2%");
    }

    #[test]
    fn decimal_halves_go_away_from_zero() {
        let told = [(8.225, 2), (8.615, 2), (2.5, 0), (-2.5, 0), (0.5, 0), (9.995, 2), (99.95, 1)];
        let told = told.map(|(value, decimals)| number(value, decimals, Lang::En));
        assert_eq!(told, ["8.23", "8.62", "3", "−3", "1", "10.00", "100.0"]);
        // Dust of arithmetic is not a digit.
        assert_eq!(number(861.5 / 100.0 - 1e-15, 2, Lang::En), "8.62");
        assert_eq!(number(1_234_567_890_123.0, 0, Lang::En), "1,234,567,890,123");
    }

    #[test]
    fn decimals_keep_neighbours_apart_and_counts_whole() {
        assert_eq!(decimals_for([3.0, 100.0, 99.0]), 0);
        assert_eq!(decimals_for((0..16).map(|i| 100_000.0 + f64::from(i) / 1000.0)), 3);
        assert_eq!(decimals_for((1..=16).map(|i| f64::from(i) * 0.000_02)), 6);
        assert_eq!(decimals_for([12.34, 56.78]), 1);
        assert_eq!(decimals_for([]), 0);
    }

    #[test]
    fn compact_forms() {
        assert_eq!(compact(196_907.0, Lang::En), "196.9k");
        assert_eq!(compact(196_907.0, Lang::Ru), "196,9\u{202f}тыс.");
        assert_eq!(compact(9_999.0, Lang::En), "9,999");
        assert_eq!(compact(2_500_000.0, Lang::Ru), "2,5\u{202f}млн");
        assert_eq!(compact(-20_000.0, Lang::En), "−20k");
        assert_eq!(compact(999_949.0, Lang::En), "999.9k");
        assert_eq!(compact(999_950.0, Lang::En), "1M");
        assert_eq!(compact(-999_999_999.0, Lang::Ru), "−1\u{202f}млрд");
        assert_eq!(compact_interval(Some(400_000.0), Some(999_999.0), 0, Lang::En), "0.4M–1.0M");
    }

    #[test]
    fn bounds_half_a_unit_away_keep_their_half() {
        let text = |low, high, decimals| interval(Some(low), Some(high), decimals, Lang::En);
        assert_eq!(text(39.5, 40.5, 0), "39.5–40.5");
        assert_eq!(text(-6.45, -6.35, 1), "−6.45\u{a0}…\u{a0}−6.35");
        assert_eq!(text(72.55, 72.65, 1), "72.55–72.65");
        assert_eq!(text(33.271_46, 41.987, 0), "33–42");
        assert_eq!(text(-47.8, -15.2, 0), "−48\u{a0}…\u{a0}−15", "as many digits as the figure has");
        assert_eq!(text(1.2, 1.4, 0), "1.2–1.4", "not one number");
        assert_eq!(text(17_057.0, 18_396.0, 0), "17,057–18,396");
    }

    #[test]
    fn intervals_never_show_two_dashes() {
        assert_eq!(interval(Some(17_057.0), Some(18_396.0), 0, Lang::En), "17,057–18,396");
        assert_eq!(interval(Some(-5.0), Some(3.0), 1, Lang::En), "−5.0\u{a0}…\u{a0}3.0");
        assert_eq!(interval(Some(5000.0), None, 0, Lang::En), "≥\u{a0}5,000");
    }

    #[test]
    fn short_intervals_cannot_be_misread() {
        let short = |low: f64, lang: Lang| compact_interval(Some(low), Some(18_395.0), 0, lang);
        assert_eq!(short(17_057.0, Lang::En), "17.1k–18.4k");
        assert_eq!(short(17_057.0, Lang::Ru), "17,1–18,4\u{202f}тыс.");
        assert_eq!(short(0.0, Lang::Ru), "0–18,4\u{202f}тыс.");
        assert_eq!(short(3.0, Lang::Ru), "0–18,4\u{202f}тыс.");
        assert_eq!(short(6032.0, Lang::En), "6.0k–18.4k");
        assert_eq!(compact_interval(None, Some(-20_000.0), 0, Lang::En), "≤\u{a0}−20k");
    }

    #[test]
    fn places_have_their_endings() {
        let places = [1, 2, 3, 4, 11, 12, 13, 21, 22, 83].map(|place| ordinal(place, Lang::En));
        assert_eq!(places.join(" "), "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 83rd");
        assert_eq!(ordinal(22, Lang::Ru), "22");
    }

    #[test]
    fn units_have_names_and_unknown_ones_stay() {
        let words = Words::new(Lang::Ru);
        assert_eq!(Unit::new("twh").short(&words), "ТВт·ч");
        assert_eq!(Unit::new("bushel").short(&words), "bushel");
        assert_eq!(Unit::new("count").short(&words), "");
    }
}
