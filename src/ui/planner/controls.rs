//! Owns the controls of a scenario: from sliders and fields to the scenario. Does not solve.

use crate::{
    lang::Words,
    session::Session,
    ui::{action::Scene, theme},
};
use eframe::egui::{Checkbox, ComboBox, RichText, Slider, TextEdit, Ui};
use plan::{GoalWord, Moved, Power, Removed, Scenario, Target};
use std::ops::RangeInclusive;

/// Lists as they are typed; what cannot be read stays a text.
#[derive(Default)]
pub(super) struct Typed {
    to: String,
    limits: String,
    from: String,
    /// The scenario that they were written from.
    of: Option<(Vec<String>, Vec<Power>)>,
    from_of: Option<Vec<Moved>>,
}

/// Draws the controls and gives the scenario as they make it.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, scenario: &Scenario, typed: &mut Typed) -> Scenario {
    let words = scene.words;
    let mut new = scenario.clone();
    heading(ui, words, "plan-view-target");
    target(ui, words, &mut new);
    heading(ui, words, "plan-view-remove");
    removed(ui, scene, &mut new, typed);
    heading(ui, words, "plan-view-limits");
    lists(ui, scene, &mut new, typed);
    let mut has_most = new.receivers_at_most.is_some();
    ui.add(Checkbox::new(&mut has_most, words.get("plan-view-receivers")));
    let mut most = new.receivers_at_most.unwrap_or(5);
    if has_most {
        slider(ui, words, "plan-view-receivers-most", &mut most, 1..=30);
    }
    new.receivers_at_most = has_most.then_some(most);
    ui.horizontal_wrapped(|ui| {
        ui.selectable_value(&mut new.goal, GoalWord::Cost, words.get("plan-view-goal-cost"));
        ui.selectable_value(&mut new.goal, GoalWord::Reserve, words.get("plan-view-goal-reserve"));
    });
    ui.horizontal(|ui| {
        let label = ui.label(words.get("plan-view-date"));
        ui.add(TextEdit::singleline(&mut new.date).desired_width(100.0)).labelled_by(label.id);
    });
    ui.add(Checkbox::new(&mut new.with_planned_bans, words.get("plan-view-planned-bans")));
    ui.add(Checkbox::new(&mut new.into_partly_banned, words.get("plan-view-partly-banned")));
    slider(ui, words, "plan-view-part-of-ban", &mut new.part_of_ban, 0.0..=1.0);
    slider(ui, words, "plan-view-reserve", &mut new.reserve_margin, 0.0..=0.4);
    heading(ui, words, "plan-view-prices");
    let mut has_price = new.price_rub_per_kwh.is_some();
    ui.add(Checkbox::new(&mut has_price, words.get("plan-view-own-price")));
    let mut price = new.price_rub_per_kwh.unwrap_or(5.0);
    if has_price {
        slider(ui, words, "plan-view-price", &mut price, 0.5..=15.0);
    }
    new.price_rub_per_kwh = has_price.then_some(price);
    for (parameter, value, range) in [
        ("hash-price-usd-per-ph-day", &mut new.hash_price_usd_per_ph_day, 5.0..=120.0),
        ("rub-per-usd", &mut new.rub_per_usd, 40.0..=160.0),
        ("efficiency-j-per-th", &mut new.efficiency_j_per_th, 8.0..=60.0),
        ("load-factor", &mut new.load_factor, 0.5..=1.0),
        ("overhead", &mut new.overhead, 0.0..=0.5),
    ] {
        slider(ui, words, &format!("plan-parameter-{parameter}"), value, range);
    }
    slider(ui, words, "plan-view-network", &mut new.network_eh_per_s, 100.0..=3000.0);
    new
}

fn heading(ui: &mut Ui, words: &Words, message: &str) {
    ui.add_space(6.0);
    ui.label(RichText::new(words.get(message)).font(theme::bold(theme::size::BODY)));
}

/// A name above a slider, so that long names leave it its length.
fn slider<T: eframe::egui::emath::Numeric>(
    ui: &mut Ui,
    words: &Words,
    message: &str,
    value: &mut T,
    range: RangeInclusive<T>,
) {
    let label = ui.label(RichText::new(words.get(message)).size(theme::size::SMALL));
    ui.spacing_mut().slider_width = (ui.available_width() - 80.0).max(80.0);
    ui.add(Slider::new(value, range).clamping(eframe::egui::SliderClamping::Never)).labelled_by(label.id);
}

fn target(ui: &mut Ui, words: &Words, scenario: &mut Scenario) {
    let kinds = [
        (Target::NewMw(500.0), "plan-view-target-new"),
        (Target::Times(2.0), "plan-view-target-times"),
        (Target::Moved, "plan-view-target-moved"),
        (Target::BudgetBnRub(10.0), "plan-view-target-budget"),
    ];
    let is_of = |kind: &Target| std::mem::discriminant(kind) == std::mem::discriminant(&scenario.target);
    let chosen = kinds.iter().find(|(kind, _)| is_of(kind)).map_or("plan-view-target-new", |kind| kind.1);
    let mut picked = None;
    ComboBox::from_id_salt("plan-target")
        .selected_text(words.get(chosen))
        .width(ui.available_width() - 8.0)
        .show_ui(ui, |ui| {
            for (kind, message) in kinds {
                if ui.selectable_label(message == chosen, words.get(message)).clicked() && message != chosen {
                    picked = Some(kind);
                }
            }
        });
    if let Some(kind) = picked {
        scenario.target = kind;
    }
    match &mut scenario.target {
        Target::NewMw(mw) => slider(ui, words, "plan-view-mw", mw, 0.0..=20_000.0),
        Target::Times(times) => slider(ui, words, "plan-view-times", times, 1.0..=10.0),
        Target::BudgetBnRub(budget) => slider(ui, words, "plan-view-budget", budget, 1.0..=300.0),
        Target::Moved => {}
    }
}

/// What is taken away first: by a rule, or from regions that are typed, each with MW or with all it has.
fn removed(ui: &mut Ui, scene: &Scene<'_>, scenario: &mut Scenario, typed: &mut Typed) {
    let words = scene.words;
    let is_of_regions = matches!(scenario.remove, Removed::Regions(_));
    ui.horizontal_wrapped(|ui| {
        for (kind, message) in [
            (Removed::Nothing, "plan-view-remove-nothing"),
            (Removed::Banned, "plan-view-remove-banned"),
            (Removed::Deficit, "plan-view-remove-deficit"),
        ] {
            ui.selectable_value(&mut scenario.remove, kind, words.get(message));
        }
        let of_regions = ui.selectable_label(is_of_regions, words.get("plan-view-remove-regions"));
        if of_regions.clicked() && !is_of_regions {
            scenario.remove = Removed::Regions(Vec::new());
        }
    });
    let Removed::Regions(regions) = &mut scenario.remove else { return };
    if typed.from_of.as_ref() != Some(regions) {
        let told = |moved: &Moved| match moved.mw {
            Some(mw) => format!("{} {mw}", moved.region),
            None => moved.region.clone(),
        };
        typed.from = regions.iter().map(told).collect::<Vec<_>>().join(", ");
        typed.from_of = Some(regions.clone());
    }
    if field(ui, words, "plan-view-from", "plan-view-from-hint", &mut typed.from) {
        let moved = |part: String| {
            let named = part.rsplit_once(char::is_whitespace);
            let with_mw = named.and_then(|(region, mw)| Some((region.trim(), mw.parse::<f64>().ok()?)));
            let (region, mw) = with_mw.map_or((part.as_str(), None), |(region, mw)| (region, Some(mw)));
            Moved { region: code(scene.session, region.to_owned()), mw }
        };
        *regions = parts(&typed.from).into_iter().map(moved).collect();
        typed.from_of = Some(regions.clone());
    }
}

/// Parts of a list between commas.
fn parts(text: &str) -> Vec<String> {
    text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// A field with its name above; tells whether something else was typed.
fn field(ui: &mut Ui, words: &Words, message: &str, hint: &str, text: &mut String) -> bool {
    let label = ui.label(RichText::new(words.get(message)).size(theme::size::SMALL));
    let field = TextEdit::singleline(text).hint_text(words.get(hint)).desired_width(f32::INFINITY);
    ui.add(field).labelled_by(label.id).changed()
}

/// Regions that may receive, and what they take at most, by name or code, with MW.
fn lists(ui: &mut Ui, scene: &Scene<'_>, scenario: &mut Scenario, typed: &mut Typed) {
    let (words, session) = (scene.words, scene.session);
    let now = (scenario.to.clone(), scenario.limits.clone());
    if typed.of.as_ref() != Some(&now) {
        typed.to = now.0.join(", ");
        let limit = |limit: &Power| format!("{} {}", limit.region, limit.mw);
        typed.limits = now.1.iter().map(limit).collect::<Vec<_>>().join(", ");
        typed.of = Some(now);
    }
    let is_new = field(ui, words, "plan-view-to", "plan-view-to-hint", &mut typed.to);
    if !(field(ui, words, "plan-view-most", "plan-view-most-hint", &mut typed.limits) || is_new) {
        return;
    }
    scenario.to = parts(&typed.to).into_iter().map(|name| code(session, name)).collect();
    let limit = |part: String| {
        let (region, mw) = part.rsplit_once(char::is_whitespace)?;
        Some(Power { region: code(session, region.trim().to_owned()), mw: mw.parse().ok()? })
    };
    // What is not yet a code with a number is not yet a limit.
    scenario.limits = parts(&typed.limits).into_iter().filter_map(limit).collect();
    typed.of = Some((scenario.to.clone(), scenario.limits.clone()));
}

/// The code of what was typed; what is no region stays as it is, and is told.
fn code(session: &Session, typed: String) -> String {
    session.code_of(&typed).unwrap_or(typed)
}
