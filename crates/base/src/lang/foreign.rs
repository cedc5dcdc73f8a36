//! Owns what a parser of JSON says, in both languages: its own words in English, ours in Russian. Does not parse.

use super::{Localized, Message};

/// What a parser of JSON said of a text (the `Display` of its error, with line and column at its end).
#[must_use]
pub fn json_told(text: &str) -> Message {
    let (why, place) = match text.rsplit_once(" at line ") {
        Some((why, place)) => (why, place.split_once(" column ")),
        None => (text, None),
    };
    let named = |start: &str| why.strip_prefix(start)?.split('`').next();
    let value = || {
        let rest = why.strip_prefix("invalid type: ").or_else(|| why.strip_prefix("invalid value: "))?;
        rest.split(", expected").next()
    };
    let russian = if let Some(field) = named("unknown field `") {
        format!("неизвестное поле {field}")
    } else if let Some(field) = named("missing field `") {
        format!("нет поля {field}")
    } else if let Some(field) = named("duplicate field `") {
        format!("поле {field} указано дважды")
    } else if let Some(word) = named("unknown variant `") {
        format!("неизвестное слово {word}")
    } else if let Some(value) = value() {
        format!("не подходит значение: {}", value_in_russian(value))
    } else if why.starts_with("EOF") {
        "текст обрывается".to_owned()
    } else {
        "это не JSON".to_owned()
    };
    let ru = match place {
        Some((line, column)) => format!("{russian}: строка {line}, столбец {column}"),
        None => russian,
    };
    Localized { en: text.to_owned(), ru }.into()
}

/// A value as the parser shows it: its kind, then what stands there.
fn value_in_russian(value: &str) -> String {
    const KINDS: [(&str, &str); 8] = [
        ("string", "строка"),
        ("integer", "целое число"),
        ("floating point", "дробное число"),
        ("boolean", "логическое значение"),
        ("sequence", "список"),
        ("map", "объект"),
        ("null", "null"),
        ("unit value", "null"),
    ];
    let known = KINDS.iter().find_map(|(english, russian)| Some((value.strip_prefix(english)?, russian)));
    known.map_or_else(|| value.to_owned(), |(rest, russian)| format!("{russian}{rest}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{Lang, Words};

    #[test]
    fn nothing_that_a_parser_says_is_english_in_russian() {
        let said = |text: &str| json_told(text).say(&Words::new(Lang::Ru));
        for (text, expected) in [
            ("expected ident at line 1 column 2", "это не JSON: строка 1, столбец 2"),
            ("EOF while parsing an object at line 3 column 0", "текст обрывается: строка 3, столбец 0"),
            (
                "unknown field `a`, expected one of `b`, `c` at line 1 column 4",
                "неизвестное поле a: строка 1, столбец 4",
            ),
            ("missing field `kind`", "нет поля kind"),
            (
                "invalid type: string \"x\", expected u32 at line 2 column 9",
                "не подходит значение: строка \"x\": строка 2, столбец 9",
            ),
        ] {
            assert_eq!(said(text), expected);
            assert_eq!(json_told(text).to_string(), text, "in English it says so itself");
        }
    }
}
