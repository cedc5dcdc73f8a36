//! Owns the help in Russian: what stands in `assets/locale/help.ru.ftl` in place of the English that
//! stands beside the arguments, and clap's own words. Does not parse.

use super::slips;
use crate::{
    lang::{Lang, Words},
    session::fault_told,
};
use clap::{
    Command,
    error::{ContextKind, ContextValue, ErrorKind},
};
use std::{collections::HashMap, ffi::OsString};

const RUSSIAN: &str = include_str!("../../../assets/locale/help.ru.ftl");

/// Name of the program, which is the id of its own help.
const PROGRAM: &str = "hashatlas";

/// Words that clap itself puts into help.
const OF_CLAP: [(&str, &str); 11] = [
    ("Usage: ", "Использование: "),
    ("[OPTIONS]", "[ПАРАМЕТРЫ]"),
    ("[COMMAND]", "[КОМАНДА]"),
    ("\nCommands:", "\nКоманды:"),
    ("\nOptions:", "\nПараметры:"),
    ("\nArguments:", "\nАргументы:"),
    ("\nWhat to open, and how to speak:", "\nЧто открыть и на каком языке говорить:"),
    ("[default: ", "[по умолчанию: "),
    ("[possible values: ", "[возможные значения: "),
    ("Possible values:", "Возможные значения:"),
    ("\nExamples:", "\nПримеры:"),
];

/// The language that a command line asks for, before it is parsed.
pub(in crate::cli) fn lang_of(arguments: &[OsString]) -> Lang {
    let russian = OsString::from(Lang::Ru.code());
    let is_asked = arguments.windows(2).any(|pair| pair[0] == "--lang" && pair[1] == russian);
    if is_asked || arguments.iter().any(|word| word == "--lang=ru") { Lang::Ru } else { Lang::En }
}

/// The command with its help in a language.
pub(in crate::cli) fn spoken(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Ru => {
            // So that what clap adds by itself is there to be said.
            let mut command = command;
            command.build();
            in_russian(command, PROGRAM, &texts())
        }
    }
}

fn texts() -> HashMap<&'static str, String> {
    let lines = RUSSIAN.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(" = "))
        .map(|(id, text)| (id, text.replace("\\n", "\n")))
        .collect()
}

fn in_russian(command: Command, id: &str, texts: &HashMap<&'static str, String>) -> Command {
    let said = |id: String| texts.get(id.as_str()).cloned();
    let command = command.mut_args(|arg| {
        let name = arg.get_id().as_str().to_owned();
        match said(format!("{id}-{name}")).or_else(|| said(format!("any-{name}"))) {
            // The longer form would still be English.
            Some(text) => {
                // Values that the text explains need no list in English.
                let explains = |value: &clap::builder::PossibleValue| text.contains(value.get_name());
                let values = arg.get_possible_values();
                let is_told = !values.is_empty() && values.iter().all(explains);
                let is_told = is_told && values.iter().any(|value| value.get_help().is_some());
                arg.help(text.clone()).long_help(text).hide_possible_values(is_told)
            }
            None => arg,
        }
    });
    let command = match said(id.to_owned()) {
        Some(text) => command.about(text.clone()).long_about(text),
        None => command,
    };
    let command = match said(format!("{id}--after")) {
        Some(text) => command.after_help(text),
        None => command,
    };
    let is_top = id == PROGRAM;
    command.mut_subcommands(|task| {
        let name = task.get_name().to_owned();
        let id = if is_top || name == "help" { name } else { format!("{id}-{name}") };
        in_russian(task, &id, texts)
    })
}

/// What clap says, in a language: help with its headings, or what is wrong in the arguments.
pub(in crate::cli) fn said_by_clap(error: &clap::Error, lang: Lang) -> String {
    let text = error.render().to_string();
    if lang == Lang::En {
        return text;
    }
    if !error.use_stderr() {
        return OF_CLAP.iter().fold(text, |text, (english, russian)| text.replace(english, russian));
    }
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let valid = context(ContextKind::ValidValue);
    let valid =
        if valid.is_empty() { valid } else { format!("; возможные значения: {valid}") };
    let why = std::error::Error::source(error);
    let why = why.map(|why| {
        let known = fault_told(why).map(|told| told.say(&Words::new(lang)));
        format!(": {}", known.unwrap_or_else(|| slips::in_russian(&why.to_string())))
    });
    let why = why.unwrap_or_default();
    let told = match error.kind() {
        ErrorKind::UnknownArgument => format!("неизвестный аргумент «{argument}»"),
        ErrorKind::InvalidSubcommand => {
            format!("неизвестная команда «{}»", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("нет значения для «{argument}»{valid}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("неверное значение «{value}» для «{argument}»{why}{valid}")
        }
        ErrorKind::MissingRequiredArgument => format!("не указано: {argument}"),
        ErrorKind::ArgumentConflict => {
            format!("«{argument}» нельзя вместе с «{}»", context(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues => format!("лишнее значение «{value}» для «{argument}»"),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("неверное число значений для «{argument}»")
        }
        ErrorKind::NoEquals => format!("после «{argument}» нужно = и значение"),
        ErrorKind::InvalidUtf8 => "аргумент не в UTF-8".to_owned(),
        _ => return text,
    };
    format!("hashatlas: {told}. Подробнее: --help\n")
}

#[cfg(test)]
mod tests {
    use super::{super::Arguments, *};
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    /// Ids of all commands and of their arguments.
    fn ids(command: &Command, id: &str, known: &mut BTreeSet<String>) {
        known.insert(id.to_owned());
        known.insert(format!("{id}--after"));
        for argument in command.get_arguments() {
            known.insert(format!("{id}-{}", argument.get_id()));
            known.insert(format!("any-{}", argument.get_id()));
        }
        for task in command.get_subcommands() {
            let name = task.get_name();
            let id = if id == PROGRAM || name == "help" { name.to_owned() } else { format!("{id}-{name}") };
            ids(task, &id, known);
        }
    }

    #[test]
    fn the_help_in_russian_is_of_what_there_is_and_whole() {
        /// Those of features that may be off.
        const OF_FEATURES: [&str; 7] = [
            "query",
            "detect-to",
            "detect-into",
            "detect-from",
            "detect-select",
            "convert-from",
            "convert-select",
        ];
        let is_of_feature = |id: &str| OF_FEATURES.contains(&id) || id.starts_with("query-");
        let mut command = Arguments::command();
        command.build();
        let mut known = BTreeSet::new();
        ids(&command, PROGRAM, &mut known);
        let texts = texts();
        for id in texts.keys() {
            assert!(known.contains(*id) || is_of_feature(id), "nothing has the id {id}");
        }
        let mut missing = Vec::new();
        english(&command, PROGRAM, &texts, &mut missing);
        assert!(missing.is_empty(), "{missing:#?}");
    }

    /// Ids of what is shown and not said in Russian.
    fn english(command: &Command, id: &str, texts: &HashMap<&str, String>, missing: &mut Vec<String>) {
        let is_said = |id: &str| texts.contains_key(id);
        if !is_said(id) {
            missing.push(id.to_owned());
        }
        if let Some(after) = command.get_after_help() {
            let id = format!("{id}--after");
            let of_english = examples(&after.to_string());
            if texts.get(&*id).map(|text| examples(text)) != Some(of_english) {
                missing.push(format!("{id}: the same examples"));
            }
        }
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let (own, any) = (format!("{id}-{}", argument.get_id()), format!("any-{}", argument.get_id()));
            let Some(text) = texts.get(&*own).or_else(|| texts.get(&*any)) else {
                missing.push(own);
                continue;
            };
            // What a value means is told with the argument: clap would tell it in English.
            let values = argument.get_possible_values();
            if values.iter().any(|value| value.get_help().is_some()) {
                let names = values.iter().map(clap::builder::PossibleValue::get_name);
                let untold = names.filter(|name| !text.contains(&format!("{name} — ")));
                missing.extend(untold.map(|name| format!("{own}: {name} — …")));
            }
        }
        let shown = |task: &&Command| !task.is_hide_set() && task.get_name() != "help";
        for task in command.get_subcommands().filter(shown) {
            let name = task.get_name();
            let id = if id == PROGRAM { name.to_owned() } else { format!("{id}-{name}") };
            english(task, &id, texts, missing);
        }
    }

    /// The commands that help gives as examples, without what is said of them.
    fn examples(after: &str) -> Vec<String> {
        let commands = after.lines().filter_map(|line| line.strip_prefix("  hashatlas"));
        commands.map(|line| line.split("   ").next().unwrap_or_default().trim().to_owned()).collect()
    }

    #[test]
    fn no_sentence_of_the_help_in_russian_is_english() {
        fn told(command: &mut Command, english: &mut Vec<String>) {
            let help = command.render_long_help().to_string();
            let help = OF_CLAP.iter().fold(help, |text, (english, russian)| text.replace(english, russian));
            let is_word = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
            for line in help.lines().filter(|line| !line.contains("hashatlas ")) {
                let words: Vec<&str> = line.split(' ').collect();
                if words.windows(3).any(|three| three.iter().all(is_word)) {
                    english.push(line.to_owned());
                }
            }
            let is_told = |task: &&mut Command| !task.is_hide_set() && task.get_name() != "help";
            for task in command.get_subcommands_mut().filter(is_told) {
                told(task, english);
            }
        }
        let mut english = Vec::new();
        told(&mut spoken(Arguments::command(), Lang::Ru), &mut english);
        assert!(english.is_empty(), "{english:#?}");
    }

    #[test]
    fn help_and_slips_are_told_in_the_language_asked_for() {
        let told = |line: &str| {
            let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            let lang = lang_of(&words);
            let error = spoken(Arguments::command(), lang).try_get_matches_from(words).expect_err("told");
            said_by_clap(&error, lang)
        };
        let help = told("hashatlas table --help --lang ru");
        assert!(help.contains("Использование: hashatlas table [ПАРАМЕТРЫ]"), "{help}");
        assert!(help.contains("Id показателей") && !help.contains("Print help"), "{help}");
        assert!(told("hashatlas table --help").contains("Ids of metrics"));
        assert!(told("hashatlas --lang=ru --help").contains("Команды:"));
        assert!(told("hashatlas review list --help --lang ru").starts_with("Все выявления"));
        assert!(told("hashatlas tabel --lang ru").contains("неизвестная команда «tabel»"));
        assert!(told("hashatlas map --yaer 2 --lang ru").contains("неизвестный аргумент «--yaer»"));
        let slip = told("hashatlas map --year soon --lang ru");
        assert!(slip.contains("неверное значение «soon»"), "{slip}");
    }
}
