//! Owns tests of the palette: typed and chosen from by keyboard, in the window as a whole.

use crate::{
    lang::Lang,
    ui::tests::{go_on, window},
};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

#[test]
fn typing_the_beginning_of_a_name_and_enter_opens_the_region() {
    let mut harness = window(Lang::Ru);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    go_on(&mut harness);
    harness.get_by_label("Поиск").type_text("ирк");
    go_on(&mut harness);
    assert!(harness.query_by_label("Иркутская область, Сибирский ФО, Регион").is_some());
    harness.key_press(Key::Enter);
    go_on(&mut harness);
    let document = harness.state().session().document();
    assert_eq!(
        (document.focus.as_deref(), document.chosen.as_slice()),
        (Some("RU-IRK"), &["RU-IRK".to_owned()][..])
    );
    assert!(harness.query_by_label("Поиск").is_none(), "the palette is closed");
}

#[test]
fn arrows_choose_a_command_and_escape_changes_nothing() {
    let mut harness = window(Lang::En);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    go_on(&mut harness);
    harness.get_by_label("Search").type_text("show the year 202");
    go_on(&mut harness);
    harness.key_press(Key::ArrowDown);
    harness.key_press(Key::Enter);
    go_on(&mut harness);
    assert_eq!(harness.state().session().document().year, 2024);
    let before = harness.state().session().document().clone();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    go_on(&mut harness);
    harness.key_press(Key::Escape);
    go_on(&mut harness);
    assert_eq!(harness.state().session().document(), &before);
    assert!(harness.query_by_label("Search").is_none(), "the palette is closed");
}
