//! Owns messages that are put into words later: what is to be said, and with which values. So an
//! error can be told in the language of whoever reads it. Does not hold the words themselves.

use super::{Lang, Localized, Words};
use fluent_bundle::FluentValue;
use std::{fmt, sync::LazyLock};

/// What is to be said in either language. Its `Display` is English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A message of `assets/locale/` with values put in.
    Said(Box<Said>),
    /// Text from data, or of a library: the same in all languages.
    Data(String),
    /// Text from data that says it in each language.
    Localized(Box<Localized>),
    /// Several, with commas between.
    List(Box<[Self]>),
}

/// Which message is said, with which values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    id: &'static str,
    values: Vec<(&'static str, Value)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    /// It chooses the plural form.
    Count(u64),
    Message(Message),
}

impl Message {
    /// The message `id` of `assets/locale/`.
    #[must_use]
    pub fn new(id: &'static str) -> Self {
        debug_assert!(ENGLISH.find(id).is_some(), "no message {id:?}");
        Self::Said(Box::new(Said { id, values: Vec::new() }))
    }

    /// Several, with commas between.
    #[must_use]
    pub fn list(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::List(parts.into_iter().collect())
    }

    /// With a text from data.
    #[must_use]
    pub fn text(self, name: &'static str, text: impl Into<String>) -> Self {
        self.with(name, Self::Data(text.into()))
    }

    /// With a count, which the message has for `count` and chooses its plural form by.
    #[must_use]
    pub fn count(self, count: usize) -> Self {
        self.value("count", Value::Count(count as u64))
    }

    /// With another message.
    #[must_use]
    pub fn with(self, name: &'static str, message: impl Into<Self>) -> Self {
        self.value(name, Value::Message(message.into()))
    }

    fn value(mut self, name: &'static str, value: Value) -> Self {
        if let Self::Said(said) = &mut self {
            said.values.push((name, value));
        }
        self
    }

    /// In words.
    #[must_use]
    pub fn say(&self, words: &Words) -> String {
        match self {
            Self::Data(text) => text.clone(),
            Self::Localized(text) => text.get(words.lang()).to_owned(),
            Self::List(parts) => parts.iter().map(|part| part.say(words)).collect::<Vec<_>>().join(", "),
            Self::Said(said) => {
                let mut fluent = fluent_bundle::FluentArgs::new();
                for (name, value) in &said.values {
                    let value = match value {
                        Value::Count(count) => FluentValue::from(*count),
                        Value::Message(message) => FluentValue::from(message.say(words)),
                    };
                    fluent.set(*name, value);
                }
                words.format(said.id, Some(&fluent))
            }
        }
    }
}

/// The id of a message without values.
impl From<&'static str> for Message {
    fn from(id: &'static str) -> Self {
        Self::new(id)
    }
}

/// Text from data.
impl From<String> for Message {
    fn from(text: String) -> Self {
        Self::Data(text)
    }
}

/// Text from data in both languages.
impl From<Localized> for Message {
    fn from(text: Localized) -> Self {
        Self::Localized(Box::new(text))
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(&ENGLISH))
    }
}

/// Logs and the command line speak English.
static ENGLISH: LazyLock<Words> = LazyLock::new(|| Words::new(Lang::En));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_put_into_the_words_of_either_language() {
        let russian = Words::new(Lang::Ru);
        let fields = |count| Message::new("expected-fields").count(count);
        assert_eq!(fields(1).to_string(), "1 field");
        assert_eq!(fields(3).say(&russian), "3 поля");
        let told = Message::new("problem-told")
            .with(
                "place",
                Message::list([
                    String::from("a.csv").into(),
                    Message::new("problems-line").text("number", "7"),
                ]),
            )
            .with("expected", "expected-number")
            .text("found", "\"x\"");
        assert_eq!(told.to_string(), "a.csv, line 7: expected a number, found \"x\"");
        assert_eq!(told.say(&russian), "a.csv, строка 7: ожидалось: число; найдено: \"x\"");
    }
}
