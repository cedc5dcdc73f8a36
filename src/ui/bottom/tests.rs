//! Tests of the panel below the map, by what is read out.

use super::{Bottom, Tab};
use crate::{
    lang::Words,
    session::{Command, MapView, Session, Sources},
    ui::{
        action::{Action, Scene},
        theme::{self, Look},
    },
};
use egui_kittest::{
    Harness,
    kittest::{NodeT as _, Queryable as _},
};

/// A panel on its own, with all that it asked for.
struct Panel {
    session: Session,
    view: MapView,
    words: Words,
    bottom: Bottom,
    actions: Vec<Action>,
}

/// The panel with a tab open, after these commands.
fn panel(tab: Tab, commands: impl IntoIterator<Item = Command>) -> Harness<'static, Panel> {
    let mut session = Session::open(&Sources::default()).expect("the embedded atlas opens");
    for command in commands {
        session.apply(command).expect("known");
    }
    let words = session.words();
    let view = session.map_view(session.geography().expect("shapes"), &words).expect("a map");
    let state = Panel { session, view, words, bottom: Bottom::at(tab), actions: Vec::new() };
    let show = |ui: &mut eframe::egui::Ui, panel: &mut Panel| {
        let scene = Scene {
            session: &panel.session,
            view: &panel.view,
            words: &panel.words,
            look: &Look::of(false),
            points: None,
            hovered: None,
            matched: None,
            marked: &[],
            arrows: &[],
        };
        panel.bottom.show(ui, &scene, &mut panel.actions);
    };
    let builder = Harness::builder().with_size([1200.0, 260.0]);
    let mut harness = builder.with_context_setup(theme::install).build_ui_state(show, state);
    harness.run();
    harness
}

fn chooses(code: &str) -> Action {
    Action::Do(Command::Choose(Some(code.to_owned())))
}

#[test]
fn growth_reads_out_figures_changes_and_statuses_and_shows_the_year_clicked() {
    let mut harness = panel(Tab::Growth, []);
    let bar = harness.get_by_label_contains("2024: 136,600");
    assert!(bar.accesskit_node().label().is_some_and(|label| label.contains("+7%")));
    assert!(harness.query_by_label_contains("2025: 196,907, published, +44%").is_some());
    bar.click();
    harness.run();
    assert!(harness.state().actions.contains(&Action::Do(Command::ShowYear(2024))));
}

#[test]
fn a_year_without_a_figure_says_so() {
    let focus = Command::Focus(Some("FD-SI".to_owned()));
    let harness = panel(Tab::Growth, [focus]);
    assert!(harness.query_by_label("2023: no data").is_some());
    assert!(harness.query_by_label_contains("2025: 35,443 (34,459–36,428), derived").is_some());
}

#[test]
fn bans_have_no_growth_and_no_ranking_and_it_is_said() {
    for (tab, said) in [(Tab::Growth, "they have no growth"), (Tab::Ranking, "cannot be ranked")] {
        let harness = panel(tab, [Command::ShowMetric("ban".to_owned())]);
        assert!(harness.query_by_label_contains(said).is_some(), "{said}");
    }
}

#[test]
fn a_click_in_the_ranking_chooses_and_arrows_go_on() {
    let mut harness = panel(Tab::Ranking, []);
    harness.get_by_label_contains("Irkutsk Oblast: 17,722 (17,057–18,396), derived, 2025").click();
    harness.run();
    assert!(harness.state().actions.contains(&chooses("RU-IRK")));
    let choose = Command::Choose(Some("RU-IRK".to_owned()));
    harness.state_mut().session.apply(choose).expect("known");
    harness.run();
    harness.key_press(eframe::egui::Key::ArrowDown);
    harness.run();
    let panel = harness.state();
    let second = panel.session.ranking_rows().rows[1].cell.region;
    let code = &panel.session.atlas().region(second).code;
    assert!(panel.actions.contains(&chooses(code)), "{code}");
}

#[test]
fn regions_of_the_balance_say_their_side_and_unknown_farms() {
    let harness = panel(Tab::Balance, [Command::ShowYear(2021)]);
    let node = harness.get_by_label_contains("Moscow: deficit");
    assert!(node.accesskit_node().label().is_some_and(|label| label.contains("number of farms unknown")));
}

#[test]
fn a_ban_chooses_its_regions_as_many_as_are_compared() {
    let mut harness = panel(Tab::Timeline, []);
    harness.get_by_label_contains("6 regions: whole region").click();
    harness.run();
    let is_choice =
        |action: &&Action| matches!(action, Action::Do(Command::Choose(Some(_)) | Command::Compare(_)));
    assert_eq!(harness.state().actions.iter().filter(is_choice).count(), 4);
}

#[test]
fn the_table_sorts_by_its_header_and_filters() {
    let mut harness = panel(Tab::Table, []);
    assert!(harness.query_by_label_contains("Irkutsk Oblast: 17,722").is_some());
    harness.get_by_label("Region").click();
    harness.run();
    assert!(harness.query_by_label("Region, ascending").is_some());
    assert!(harness.query_by_label_contains("Altai Krai: ").is_some());
    let field = harness.get_by_label("Filter: words, or balance < 0 and farms > 2000");
    field.focus();
    harness.run();
    harness.get_by_label("Filter: words, or balance < 0 and farms > 2000").type_text("ирк");
    harness.run();
    assert!(harness.query_by_label("1 row of 83").is_some());
    assert!(harness.query_by_label_contains("Altai Krai: ").is_none());
    harness.get_by_label("Copy table").click();
    harness.run();
    let copied = harness.state().actions.iter().find_map(|action| match action {
        Action::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    assert!(copied.is_some_and(|text| text.contains("Irkutsk Oblast\t17722\t17057\t18396")));
}

#[test]
fn charts_are_copied_as_data_and_as_pictures() {
    let mut harness = panel(Tab::Timeline, []);
    harness.get_by_label("Copy data").click();
    harness.get_by_label("Copy picture").click();
    harness.run();
    let actions = &harness.state().actions;
    assert!(actions.iter().any(|action| matches!(action, Action::CopyPicture(_))));
    assert!(actions.iter().any(|action| matches!(action, Action::CopyText(text) if text.contains("2031"))));
}

#[test]
fn a_range_from_zero_is_no_bar_and_a_range_clear_of_it_is_explained() {
    let legend = |code: &str| {
        let harness = panel(Tab::Growth, [Command::Focus(Some(code.to_owned()))]);
        ["possible range", "only a range known"].map(|word| harness.query_by_label(word).is_some())
    };
    assert_eq!(legend("RU-KDA"), [true, false], "0–117,362 is a line");
    assert_eq!(legend("RU-IRK"), [true, true], "10,948–12,211 may be an area");
}
