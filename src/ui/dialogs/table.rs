//! Owns choosing which figures to export as a table, and how. Does not write them.

use super::{choices, heading, note, save_to::SaveTo, sheet};
use crate::{
    session::TableFormat,
    ui::{
        action::{Action, Scene},
        files::{Content, Order},
        settings::Settings,
    },
    units,
};
use eframe::egui::{Context, Vec2};

/// What the dialog keeps between frames.
pub(super) struct TableDialog {
    all_metrics: bool,
    all_years: bool,
    format: TableFormat,
    pub(super) save_to: SaveTo,
    /// What the rows were counted of, and how many there are.
    counted: Option<(Content, usize)>,
}

impl TableDialog {
    /// The figures shown, first.
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            all_metrics: false,
            all_years: false,
            format: TableFormat::Csv,
            save_to: SaveTo::new(&settings.export_folder()),
            counted: None,
        }
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(520.0, 520.0);
        let words = scene.words;
        let document = scene.session.document();
        let shown =
            scene.session.metric_shown().map(|metric| metric.name.get(words.lang())).unwrap_or_default();
        sheet(ctx, scene, &words.get("table-title"), SIZE, |ui| {
            heading(ui, scene, "table-metrics");
            let all = [(false, shown.to_owned()), (true, words.get("table-all-metrics"))];
            self.all_metrics = choices(ui, self.all_metrics, all).unwrap_or(self.all_metrics);
            heading(ui, scene, "table-years");
            let all = [(false, document.year.to_string()), (true, words.get("table-all-years"))];
            self.all_years = choices(ui, self.all_years, all).unwrap_or(self.all_years);
            heading(ui, scene, "table-form");
            let all = [(TableFormat::Csv, "CSV".to_owned()), (TableFormat::Json, "JSON".to_owned())];
            self.format = choices(ui, self.format, all).unwrap_or(self.format);
            let content = self.content(scene);
            let rows = self.count(scene, &content);
            let count = units::number(rows as f64, 0, words.lang());
            note(ui, scene.look, words.plural("table-rows", rows as f64, &[("count", &count)]));
            ui.add_space(6.0);
            self.save_to.offer(self.name(scene));
            if let Some((path, replaces)) = self.save_to.show(ui, scene) {
                actions.push(Action::Save(Order { content, path, replaces }));
            }
        })
    }

    fn content(&self, scene: &Scene<'_>) -> Content {
        let document = scene.session.document();
        let metrics = if self.all_metrics {
            scene.session.atlas().metrics.iter().map(|metric| metric.id.clone()).collect()
        } else {
            vec![document.metric.clone()]
        };
        Content::Table(metrics, (!self.all_years).then_some(document.year), self.format)
    }

    fn count(&mut self, scene: &Scene<'_>, content: &Content) -> usize {
        if let Some((_, rows)) = self.counted.as_ref().filter(|(known, _)| known == content) {
            return *rows;
        }
        let rows = match content {
            Content::Table(metrics, year, _) => {
                scene.session.table(metrics, *year).map_or(0, |rows| rows.len())
            }
            Content::Figure(..) => 0,
        };
        self.counted = Some((content.clone(), rows));
        rows
    }

    fn name(&self, scene: &Scene<'_>) -> String {
        let document = scene.session.document();
        let what = if self.all_metrics { "hashatlas" } else { document.metric.as_str() };
        let ending = match self.format {
            TableFormat::Csv => "csv",
            TableFormat::Json => "json",
        };
        if self.all_years || document.year == 0 {
            format!("{what}.{ending}")
        } else {
            format!("{what}-{}.{ending}", document.year)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        ui::dialogs::testing::{Room, window},
    };
    use egui_kittest::kittest::Queryable;

    #[test]
    fn the_table_shown_is_saved_in_the_form_chosen() {
        let room = Room::new(Lang::En);
        let settings = Settings { export_folder: Some("/tmp/nowhere".into()), ..Settings::default() };
        let state = (TableDialog::new(&settings), Vec::new());
        let mut harness = window(900.0, 700.0).build_ui_state(
            move |ui, (dialog, actions): &mut (TableDialog, Vec<Action>)| {
                dialog.show(ui.ctx(), &room.scene(), actions);
            },
            state,
        );
        harness.run_steps(3);
        harness.get_by_label("JSON").click();
        harness.run_steps(2);
        harness.get_by_label("All years").click();
        harness.run_steps(2);
        harness.get_by_label("Save").click();
        harness.run_steps(2);
        let content = Content::Table(vec!["farms".to_owned()], None, TableFormat::Json);
        let order = Order { content, path: "/tmp/nowhere/farms.json".into(), replaces: false };
        assert_eq!(harness.state().1, [Action::Save(order)]);
    }
}
