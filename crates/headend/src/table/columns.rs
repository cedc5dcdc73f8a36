//! Owns what names of columns mean, in Russian and English and as head-ends write them. Does not
//! look at values.

use super::{Quantity, StampAt, Unit};

/// A name as it is compared: small letters, words apart by single blanks, ё as е.
pub(super) fn plain(name: &str) -> String {
    let lower = name.to_lowercase().replace('ё', "е");
    // "кВт·ч", "кВт*ч" and "kW.h" are one word.
    let joined: String = lower.chars().filter(|c| !matches!(c, '·' | '*' | '•' | '∙' | '⋅')).collect();
    let joined = joined
        .replace("квт.ч", "квтч")
        .replace("квт-ч", "квтч")
        .replace("квт час", "квтч")
        .replace("мвт-ч", "мвтч");
    joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn is_one_of(plain: &str, names: &[&str]) -> bool {
    names.contains(&plain)
}

fn has_word(plain: &str, words: &[&str]) -> bool {
    plain.split(' ').any(|word| words.contains(&word))
}

/// How well a name fits the meter, 0 where not at all.
pub(super) fn fits_meter(plain: &str) -> u8 {
    const SURE: &[&str] = &[
        "meter id",
        "meterid",
        "meter",
        "счетчика",
        "mpan",
        "nmi",
        "prm",
        "pdl",
        "usage point id",
        "cons no",
        "lclid",
        "счетчик",
        "пу",
        "прибор",
        "прибор учета",
        "номер счетчика",
        "номер пу",
        "номер прибора",
        "номер прибора учета",
        "заводской номер",
        "точка учета",
        "device id",
        "device",
        "serial",
        "serial number",
        "meter number",
        "meter no",
        "metering point",
        "household id",
    ];
    const LIKELY: &[&str] = &[
        "id",
        "customer",
        "customer id",
        "account",
        "лицевой счет",
        "лс",
        "код",
        "абонент",
        "household",
        "sensor",
        "name",
        "номер",
    ];
    if is_one_of(plain, SURE) { 2 } else { u8::from(is_one_of(plain, LIKELY)) }
}

/// How well a name fits a time or its date, 0 where not at all.
pub(super) fn fits_time(plain: &str) -> u8 {
    const SURE: &[&str] = &[
        "ts",
        "timestamp",
        "datetime",
        "date time",
        "дата время",
        "дата и время",
        "дата и время измерения",
        "horodate",
        "time stamp",
        "tstp",
    ];
    const WORDS: &[&str] = &[
        "date",
        "time",
        "дата",
        "время",
        "timestamp",
        "datetime",
        "interval",
        "период",
        "час",
        "start",
        "end",
        "begin",
        "day",
    ];
    if is_one_of(plain, SURE) { 2 } else { u8::from(has_word(plain, WORDS)) }
}

/// Whether a name says where in the interval a time stands.
pub(super) fn stamp(plain: &str) -> Option<StampAt> {
    if has_word(plain, &["start", "begin", "from", "начало", "начала", "von", "debut"]) {
        Some(StampAt::Start)
    } else if has_word(plain, &["end", "to", "until", "конец", "окончание", "конца", "bis", "fin"])
    {
        Some(StampAt::End)
    } else {
        None
    }
}

/// How well a name fits values, 0 where not at all.
pub(super) fn fits_values(plain: &str) -> u8 {
    const WORDS: &[&str] = &[
        "energy",
        "consumption",
        "usage",
        "power",
        "load",
        "value",
        "reading",
        "kwh",
        "import",
        "энергия",
        "потребление",
        "расход",
        "мощность",
        "нагрузка",
        "показание",
        "показания",
        "значение",
        "выработка",
        "demand",
        "valeur",
        "verbrauch",
        "activeenergy",
    ];
    if unit(plain).is_some() { 2 } else { u8::from(has_word(plain, WORDS)) }
}

/// Whether a column of values is of something else: reactive energy, or energy fed in.
pub(super) fn is_other(plain: &str) -> bool {
    const WORDS: &[&str] = &[
        "reactive",
        "реактивная",
        "varh",
        "kvarh",
        "кварч",
        "квар",
        "export",
        "отдача",
        "генерация",
        "cost",
        "price",
        "тариф",
        "voltage",
        "current",
        "напряжение",
        "ток",
    ];
    has_word(plain, WORDS)
}

/// The unit in a name.
pub(super) fn unit(plain: &str) -> Option<Unit> {
    const UNITS: &[(&str, Unit)] = &[
        ("kwh", Unit::KWh),
        ("квтч", Unit::KWh),
        ("mwh", Unit::MWh),
        ("мвтч", Unit::MWh),
        ("wh", Unit::Wh),
        ("втч", Unit::Wh),
        ("kw", Unit::KW),
        ("квт", Unit::KW),
        ("mw", Unit::MW),
        ("мвт", Unit::MW),
        ("w", Unit::W),
        ("вт", Unit::W),
        ("watts", Unit::W),
        ("watt", Unit::W),
    ];
    let of = |word: &str| UNITS.iter().find(|(name, _)| *name == word).map(|(_, unit)| *unit);
    // "kw h", "квт ч" in two words, then the word nearest to the end.
    let words: Vec<&str> = plain.split(' ').collect();
    let pair = |pair: &[&str]| of(&pair.concat()).filter(|_| matches!(pair[1], "h" | "ч" | "hour" | "hours"));
    words.windows(2).rev().find_map(pair).or_else(|| words.iter().rev().find_map(|word| of(word)))
}

/// What a name says of the quantity.
pub(super) fn quantity(plain: &str) -> Option<Quantity> {
    if has_word(
        plain,
        &["register", "показание", "показания", "total", "cumulative", "нарастающий", "index", "zahlerstand"],
    ) {
        Some(Quantity::Register)
    } else if has_word(plain, &["power", "мощность", "demand", "load", "нагрузка"]) {
        Some(Quantity::MeanPower)
    } else {
        None
    }
}

/// The clock time in the name of a column, in minutes after midnight.
pub(super) fn clock_minutes(name: &str) -> Option<u32> {
    interval_number(name).filter(|_| name.contains(':'))
}

/// Whether a column says which tariff or phase a row is of.
pub(super) fn is_part(plain: &str) -> bool {
    has_word(plain, &["tariff", "tarif", "tou", "phase", "тариф", "тарифа", "фаза"])
}

/// What a name is without the phase or tariff at its end, where it has one.
pub(super) fn without_part(plain: &str) -> Option<&str> {
    const PARTS: &[&str] = &[
        "a", "b", "c", "1", "2", "3", "4", "l1", "l2", "l3", "t1", "t2", "t3", "t4", "а", "в", "с", "ф1",
        "ф2", "ф3", "т1", "т2", "т3", "т4",
    ];
    let (stem, part) = plain.rsplit_once(' ')?;
    PARTS.contains(&part).then_some(stem)
}

/// The number of an interval of the day that a name stands for: `SP1`, `HH01`, `00:30`, `1`.
pub(super) fn interval_number(name: &str) -> Option<u32> {
    let text = name.trim().to_ascii_lowercase();
    let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '_' || c == ' ');
    if let Some((hours, minutes)) = digits.split_once(':') {
        let (hours, minutes) = (hours.parse::<u32>().ok()?, minutes.get(..2)?.parse::<u32>().ok()?);
        return (hours <= 24 && minutes < 60).then_some(hours * 60 + minutes);
    }
    let letters = text.len() - digits.len();
    (letters <= 3).then(|| digits.parse::<u32>().ok()).flatten().filter(|number| *number <= 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phases_and_tariffs_stand_at_the_end() {
        for (name, stem) in [
            ("kwh_a", Some("kwh")),
            ("Энергия, кВт·ч (Т1)", Some("энергия квтч")),
            ("kWh total", None),
            ("kwh", None),
        ] {
            assert_eq!(without_part(&plain(name)), stem, "{name}");
        }
        assert_eq!((clock_minutes("00:30"), clock_minutes("SP12")), (Some(30), None));
    }

    #[test]
    fn units_stand_in_names() {
        for (name, expected) in [
            ("Энергия, кВт·ч", Some(Unit::KWh)),
            ("кВт*ч", Some(Unit::KWh)),
            ("kWh", Some(Unit::KWh)),
            ("Active power (kW)", Some(Unit::KW)),
            ("мощность, кВт", Some(Unit::KW)),
            ("KWH/hh (per half hour)", Some(Unit::KWh)),
            ("kW h", Some(Unit::KWh)),
            ("wh", Some(Unit::Wh)),
            ("value", None),
            ("P_W", Some(Unit::W)),
        ] {
            assert_eq!(unit(&plain(name)), expected, "{name}");
        }
    }

    #[test]
    fn names_have_meanings() {
        assert_eq!(
            (fits_meter(&plain("MPAN")), fits_meter(&plain("№ счётчика")), fits_meter(&plain("kwh"))),
            (2, 2, 0)
        );
        assert_eq!(
            (fits_time(&plain("Дата/время")), fits_time(&plain("Start Date")), fits_time(&plain("value"))),
            (2, 1, 0)
        );
        assert_eq!(stamp(&plain("interval_end")), Some(StampAt::End));
        assert_eq!(quantity(&plain("Показания, кВт·ч")), Some(Quantity::Register));
        assert_eq!(
            (interval_number("SP12"), interval_number("00:30"), interval_number("Measurement")),
            (Some(12), Some(30), None)
        );
    }
}
