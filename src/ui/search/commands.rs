//! Owns the commands that the palette offers, with their names in both languages and their keys.
//! Does not carry them out.

use crate::{
    figure::{FigureKind, Palette},
    lang::{Lang, Localized, Words},
    session::{Command, NamedCommand, Session},
    stats::Method,
    ui::{
        action::{Action, Tab},
        key_list::keys_text,
        keys::shortcuts,
        print,
    },
};
use eframe::egui::Context;

/// All commands: those with keys first.
pub(super) fn all(ctx: &Context, session: &Session) -> Vec<(NamedCommand, Action)> {
    let speech = Speech { en: Words::new(Lang::En), ru: Words::new(Lang::Ru) };
    let mut all: Vec<(NamedCommand, Action)> = Vec::new();
    for shortcut in shortcuts() {
        let keys = keys_text(ctx, &shortcut);
        let known = all.iter_mut().find(|(_, action)| *action == shortcut.action);
        if let Some((command, _)) = known {
            for detail in [&mut command.detail.en, &mut command.detail.ru] {
                *detail = format!("{detail}, {keys}");
            }
        // Search is open already.
        } else if shortcut.action != Action::OpenSearch {
            let detail = Localized::same(keys);
            let also = match shortcut.action {
                Action::ShowTab(Tab::Moran) => speech.get("search-also-neighbours"),
                _ => Localized::default(),
            };
            let name = speech.get(shortcut.message);
            all.push((NamedCommand { name, detail, also }, shortcut.action));
        }
    }
    // Points on the map are clusters from afar.
    let (points, show) = if session.detections().is_some() {
        ("show-points", Command::ShowPoints(!session.shows_points()))
    } else {
        ("show-simulated", Command::ShowSimulated(!session.shows_points()))
    };
    let (name, also) = (speech.get(points), speech.get("search-also-points"));
    all.push((NamedCommand { name, also, detail: Localized::default() }, Action::Do(show)));
    let mut add = |name: Localized, action: Action| {
        let (detail, also) = (Localized::default(), Localized::default());
        all.push((NamedCommand { name, detail, also }, action));
    };
    for year in years(session) {
        let name = speech.with("do-year", "year", &Localized::same(year.to_string()));
        add(name, Action::Do(Command::ShowYear(year)));
    }
    for method in [Method::Jenks, Method::Quantile, Method::EqualInterval, Method::Pretty] {
        let name = speech.with("classes-by", "method", &speech.get(&format!("method-{}", method.id())));
        add(name, Action::Do(Command::Classify(method)));
    }
    for palette in Palette::names() {
        let name = speech.with("do-palette", "palette", &Localized::same(palette));
        add(name, Action::Do(Command::Colour(Some(palette.to_owned()))));
    }
    add(speech.get("show-own-palette"), Action::Do(Command::Colour(None)));
    for kind in FigureKind::ALL {
        let name = speech.get(print::kind_message(kind));
        add(speech.with("do-export-chart", "chart", &name), Action::ExportPicture(kind));
        add(speech.with("do-copy-chart", "chart", &name), Action::CopyPicture(kind));
    }
    add(speech.get("show-disputed"), Action::Do(Command::CountDisputed(true)));
    add(speech.get("do-leave-disputed-out"), Action::Do(Command::CountDisputed(false)));
    add(speech.get("show-tiles"), Action::ToggleTiles);
    add(speech.get("do-demonstrate"), Action::Demonstrate);
    add(speech.get("do-stop-watching"), Action::StopWatching);
    add(speech.get("do-compare"), Action::PickCompared);
    add(speech.get("do-contradictions"), Action::ShowContradictions);
    add(speech.get("do-whole"), Action::Do(Command::Focus(None)));
    add(speech.get("do-choose-none"), Action::Do(Command::Choose(None)));
    add(speech.get("do-embedded"), Action::OpenEmbedded);
    add(Localized::same("English"), Action::Do(Command::Speak(Lang::En)));
    add(Localized::same("Русский"), Action::Do(Command::Speak(Lang::Ru)));
    all
}

/// Years that any metric is shown for, the latest first.
fn years(session: &Session) -> Vec<i32> {
    let atlas = session.atlas();
    let metrics = atlas.metrics.iter().filter_map(|metric| atlas.metric_id(&metric.id));
    let yearly = metrics.filter(|&id| atlas.metric(id).time == crate::atlas::TimeRule::Yearly);
    let mut years: Vec<i32> = yearly.flat_map(|metric| atlas.years(metric)).collect();
    years.sort_unstable_by(|a, b| b.cmp(a));
    years.dedup();
    years
}

/// Words of both languages.
struct Speech {
    en: Words,
    ru: Words,
}

impl Speech {
    fn get(&self, message: &str) -> Localized {
        Localized { en: self.en.get(message), ru: self.ru.get(message) }
    }

    fn with(&self, message: &str, argument: &str, text: &Localized) -> Localized {
        Localized {
            en: self.en.with(message, &[(argument, &text.en)]),
            ru: self.ru.with(message, &[(argument, &text.ru)]),
        }
    }
}
