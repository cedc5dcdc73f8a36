//! Owns choosing which figures to export as a table, and how. Does not write them.

use super::{choices, heading, note, save_to::SaveTo, sheet};
use crate::{
    session::{SheetForm, TableFormat},
    ui::{
        action::{Action, Scene},
        bottom::Shown,
        files::{Content, Order},
        settings::Settings,
    },
    units,
};
use eframe::egui::{Context, Ui, Vec2};

/// Which figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// The rows and columns of the table on screen.
    OnScreen,
    /// The metric shown, a figure a row.
    Shown,
    /// All metrics, a figure a row.
    All,
}

/// What the dialog keeps between frames.
pub(super) struct TableDialog {
    which: Which,
    /// What the table on screen has.
    rows: Option<Shown>,
    all_years: bool,
    format: TableFormat,
    form: SheetForm,
    pub(super) save_to: SaveTo,
    /// What the rows were counted of, and how many there are.
    counted: Option<(Content, usize)>,
}

impl TableDialog {
    /// The table on screen first, else the figures shown.
    pub(super) fn new(settings: &Settings, rows: Option<Shown>) -> Self {
        Self {
            which: if rows.is_some() { Which::OnScreen } else { Which::Shown },
            rows,
            all_years: false,
            format: TableFormat::Csv,
            form: SheetForm::Csv,
            save_to: SaveTo::new(&settings.export_folder()),
            counted: None,
        }
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(520.0, 520.0);
        let words = scene.words;
        let shown =
            scene.session.metric_shown().map(|metric| metric.name.get(words.lang())).unwrap_or_default();
        sheet(ctx, scene, &words.get("table-title"), SIZE, |ui| {
            heading(ui, scene, "table-metrics");
            let on_screen = self.rows.as_ref().map(|shown| match shown {
                Shown::Figures(..) => "table-on-screen",
                Shown::Detections(_) => "table-detections-on-screen",
            });
            let on_screen = on_screen.map(|message| (Which::OnScreen, words.get(message)));
            let all = [(Which::Shown, shown.to_owned()), (Which::All, words.get("table-all-metrics"))];
            self.which = choices(ui, self.which, on_screen.into_iter().chain(all)).unwrap_or(self.which);
            self.choose_form(ui, scene);
            let content = self.content(scene);
            let rows = self.count(scene, &content);
            let count = units::number(rows as f64, 0, words.lang());
            note(ui, scene.look, words.plural("table-rows", rows as f64, &[("count", &count)]));
            ui.add_space(6.0);
            self.save_to.offer(self.name(scene));
            if let Some((path, replaces)) = self.save_to.show(ui, scene, rows > 0) {
                actions.push(Action::Save(Order { files: vec![(content, path)], replaces }));
            }
        })
    }

    fn choose_form(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let words = scene.words;
        if self.which == Which::OnScreen {
            heading(ui, scene, "table-form");
            let all = [
                (SheetForm::Csv, "CSV".to_owned()),
                (SheetForm::RussianCsv, words.get("table-russian-csv")),
                (SheetForm::Workbook, "XLSX".to_owned()),
            ];
            self.form = choices(ui, self.form, all).unwrap_or(self.form);
            return;
        }
        heading(ui, scene, "table-years");
        let year = scene.session.document().year.to_string();
        let all = [(false, year), (true, words.get("table-all-years"))];
        self.all_years = choices(ui, self.all_years, all).unwrap_or(self.all_years);
        heading(ui, scene, "table-form");
        let all = [(TableFormat::Csv, "CSV".to_owned()), (TableFormat::Json, "JSON".to_owned())];
        self.format = choices(ui, self.format, all).unwrap_or(self.format);
    }

    fn content(&self, scene: &Scene<'_>) -> Content {
        let document = scene.session.document();
        let year = (!self.all_years).then_some(document.year);
        match (self.which, &self.rows) {
            (Which::OnScreen, Some(Shown::Figures(metrics, regions))) => {
                Content::Rows(metrics.clone(), regions.clone(), self.form)
            }
            (Which::OnScreen, Some(Shown::Detections(rows))) => Content::Detections(rows.clone(), self.form),
            (Which::All, _) => {
                let all = scene.session.atlas().metrics.iter().map(|metric| metric.id.clone()).collect();
                Content::Table(all, year, self.format)
            }
            _ => Content::Table(vec![document.metric.clone()], year, self.format),
        }
    }

    fn count(&mut self, scene: &Scene<'_>, content: &Content) -> usize {
        if let Some((_, rows)) = self.counted.as_ref().filter(|(known, _)| known == content) {
            return *rows;
        }
        self.save_to.changed();
        let rows = match content {
            Content::Table(metrics, year, _) => {
                scene.session.table(metrics, *year).map_or(0, |rows| rows.len())
            }
            Content::Rows(_, regions, _) => regions.len(),
            Content::Detections(rows, _) => rows.len(),
            Content::Figure(..) | Content::Text(_) | Content::Plan(..) => 0,
        };
        self.counted = Some((content.clone(), rows));
        rows
    }

    fn name(&self, scene: &Scene<'_>) -> String {
        let document = scene.session.document();
        let what = match self.which {
            Which::OnScreen if matches!(self.rows, Some(Shown::Detections(_))) => "detections",
            Which::OnScreen => "table",
            Which::All => "hashatlas",
            Which::Shown => document.metric.as_str(),
        };
        let ending = match (self.which, self.form, self.format) {
            (Which::OnScreen, SheetForm::Workbook, _) => "xlsx",
            (Which::OnScreen, ..) | (_, _, TableFormat::Csv) => "csv",
            (_, _, TableFormat::Json) => "json",
        };
        if self.all_years && self.which != Which::OnScreen || document.year == 0 {
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
        let state = (TableDialog::new(&settings, None), Vec::new());
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
        let files = vec![(content, "/tmp/nowhere/farms.json".into())];
        let order = Order { files, replaces: false };
        assert_eq!(harness.state().1, [Action::Save(order)]);
    }

    #[test]
    fn the_table_on_screen_leaves_as_it_stands() {
        let room = Room::new(Lang::En);
        let irkutsk = room.session.atlas().region_id("RU-IRK").expect("known");
        let metrics = vec!["farms".to_owned(), "energy_balance".to_owned()];
        let rows = Shown::Figures(metrics.clone(), vec![irkutsk]);
        let settings = Settings { export_folder: Some("/tmp/nowhere".into()), ..Settings::default() };
        let state = (TableDialog::new(&settings, Some(rows)), Vec::new());
        let mut harness = window(900.0, 700.0).build_ui_state(
            move |ui, (dialog, actions): &mut (TableDialog, Vec<Action>)| {
                dialog.show(ui.ctx(), &room.scene(), actions);
            },
            state,
        );
        harness.run_steps(3);
        harness.get_by_label("XLSX").click();
        harness.run_steps(2);
        harness.get_by_label("Save").click();
        harness.run_steps(2);
        let content = Content::Rows(metrics, vec![irkutsk], SheetForm::Workbook);
        let files = vec![(content, "/tmp/nowhere/table-2025.xlsx".into())];
        assert_eq!(harness.state().1, [Action::Save(Order { files, replaces: false })]);
    }
}
