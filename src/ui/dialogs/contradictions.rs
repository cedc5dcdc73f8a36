//! Owns the list of all contradictions between sources: both claims with their sources, how the program shows
//! them, and the figures that take part. Does not find them.

use super::{note, sheet};
use crate::{
    session::{Command, Contradicted},
    ui::{
        action::{Action, Scene},
        inspector,
        theme::size,
    },
};
use eframe::egui::{Context, Link, RichText, ScrollArea, TextEdit, Ui, Vec2};

/// What is kept between frames.
#[derive(Default)]
pub(super) struct ContradictionsDialog {
    filter: String,
    /// What there is, by the revision of the session.
    known: Option<(u64, Vec<Contradicted>)>,
}

impl ContradictionsDialog {
    /// Draws it; says whether it is to be closed: also where something of it is to be looked at.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(820.0, 640.0);
        let words = scene.words;
        let revision = scene.session.revision();
        let known = self.known.take().filter(|(of, _)| *of == revision);
        let made = known.unwrap_or_else(|| (revision, scene.session.all_contradictions(words)));
        let (_, all) = self.known.insert(made);
        let filter = &mut self.filter;
        let before = actions.len();
        let is_closed = sheet(ctx, scene, &words.get("contradictions-title"), SIZE, |ui| {
            let n = all.len();
            note(
                ui,
                scene.look,
                words.plural("contradictions-count", n as f64, &[("count", &n.to_string())]),
            );
            let hint = words.get("problems-filter");
            let field = TextEdit::singleline(filter).hint_text(&hint).desired_width(f32::INFINITY);
            ui.add(field).accessible_name(hint);
            ui.add_space(6.0);
            let shown: Vec<&Contradicted> = all.iter().filter(|one| one.has(filter)).collect();
            ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
                if shown.is_empty() {
                    note(ui, scene.look, words.get("find-nothing"));
                }
                for one in shown {
                    inspector::contradiction(ui, scene, &one.contradiction, actions);
                    figures(ui, scene, one, actions);
                }
            });
        });
        is_closed || actions.len() > before
    }
}

/// The figures that take part, each leading to where it stands.
fn figures(ui: &mut Ui, scene: &Scene<'_>, one: &Contradicted, actions: &mut Vec<Action>) {
    if one.figures.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        // Lines of text, not of buttons.
        ui.spacing_mut().interact_size.y = 0.0;
        let head = RichText::new(scene.words.get("contradictions-figures")).size(size::SMALL);
        ui.label(head.color(scene.look.muted));
        for figure in &one.figures {
            let text = RichText::new(&figure.text).size(size::SMALL).color(scene.look.accent);
            if ui.add(Link::new(text)).clicked() {
                // What was said in words is of no metric.
                let metric = Some(&figure.metric).filter(|metric| !metric.is_empty()).cloned();
                let commands = [
                    metric.map(Command::ShowMetric),
                    figure.year.map(Command::ShowYear),
                    Some(Command::Focus(Some(figure.region.clone()))),
                ];
                actions.extend(commands.into_iter().flatten().map(Action::Do));
            }
        }
    });
    ui.add_space(8.0);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        ui::tests::{go_on, window},
    };
    use eframe::egui::{Key, Modifiers};
    use egui_kittest::kittest::Queryable;

    #[test]
    fn contradictions_are_found_by_their_name_and_lead_to_their_figures() {
        for (lang, search, typed, title) in [
            (Lang::En, "Search", "conflict", "Contradictions between sources"),
            (Lang::Ru, "Поиск", "противореч", "Противоречия между источниками"),
        ] {
            let mut harness = window(lang);
            harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
            go_on(&mut harness);
            harness.get_by_label(search).type_text(typed);
            go_on(&mut harness);
            harness.key_press(Key::Enter);
            go_on(&mut harness);
            assert!(harness.query_by_label(title).is_some(), "{title}");
        }
        let mut harness = window(Lang::En);
        harness.state_mut().carry(&Context::default(), Action::ShowContradictions);
        go_on(&mut harness);
        harness.get_by_label("Filter").focus();
        go_on(&mut harness);
        harness.get_by_label("Filter").type_text("novosibirsk");
        go_on(&mut harness);
        harness.get_by_label_contains("Novosibirsk, Farms detected, 2025").click();
        go_on(&mut harness);
        let document = harness.state().session().document();
        assert_eq!((document.focus.as_deref(), document.metric.as_str()), (Some("RU-NVS"), "farms"));
        assert!(harness.query_by_label("Filter").is_none(), "the list is closed");
        // From where one is shown, too.
        assert!(
            harness.query_all_by_label("All contradictions between sources (conflicts)…").next().is_some()
        );
    }
}
