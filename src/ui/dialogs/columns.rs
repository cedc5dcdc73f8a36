//! Owns the preview of a table of detections: what each column was read as, its first rows, and saying that a
//! column holds something else. Does not read the table.

use super::{
    note, primary,
    sample::{parts, sample},
    sheet,
};
use crate::{
    io::{SaidColumns, TablePreview},
    ui::action::{Action, Scene},
};
use ::table::Meaning;
use eframe::egui::{Context, RichText, Ui, Vec2};

/// What the dialog keeps between frames.
pub(super) struct ColumnsDialog {
    preview: TablePreview,
    /// What the table was read by, and what is to be read instead.
    was: SaidColumns,
    said: SaidColumns,
}

impl ColumnsDialog {
    /// Of a table that was read by what was said of it so far.
    pub(super) fn new(preview: TablePreview, said: SaidColumns) -> Self {
        Self { preview, was: said.clone(), said }
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(860.0, 420.0);
        let words = scene.words;
        let name = self.preview.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let title = words.with("described-title", &[("name", &name)]);
        let mut is_done = false;
        let is_closed = sheet(ctx, scene, &title, SIZE, |ui| {
            note(ui, scene.look, words.get("columns-note"));
            ui.add_space(4.0);
            self.columns(ui, scene);
            ui.add_space(8.0);
            let can_be_read = self.preview.can_be_read(&self.said);
            if !can_be_read {
                ui.label(RichText::new(words.get("columns-missing")).color(scene.look.ban));
            }
            let is_new = self.said != self.was;
            ui.horizontal(|ui| {
                let again = primary(ui, scene.look, &words.get("columns-read"), can_be_read && is_new);
                if again.clicked() {
                    let path = self.preview.path().to_owned();
                    actions.push(Action::ReadColumns(path, self.said.clone()));
                    is_done = true;
                }
                is_done |= can_be_read && !is_new && ui.button(words.get("columns-keep")).clicked();
            });
        });
        is_closed || is_done
    }

    fn columns(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let words = scene.words;
        let named = |meaning: Option<Meaning>| match meaning {
            Some(meaning) => words.get(&format!("meaning-{}", meaning.name().replace('_', "-"))),
            None => words.get("described-unread"),
        };
        let meanings = self.preview.meanings(&self.said);
        let mut changed = None;
        let columns = &self.preview.columns;
        sample(ui, columns.iter().map(String::as_str), &self.preview.rows, |ui, at| {
            let Some((column, meaning)) = columns.get(at).zip(meanings.get(at)) else { return };
            let all = Meaning::ALL.map(Some).into_iter().chain([None]);
            let chosen = parts(ui, scene, column, (*meaning, meaning.is_some()), all, named);
            changed = chosen.map(|other| (column.clone(), other)).or_else(|| changed.take());
        });
        if let Some((column, meaning)) = changed {
            self.said.say(&column, meaning);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        io,
        lang::Lang,
        ui::{
            dialogs::testing::{Room, window},
            tests,
        },
    };
    use egui_kittest::{Harness, kittest::Queryable};

    const TABLE: &str = "E;N;x;y;Мощность, кВт\n104,3;52,3;1;2;30\n104,4;52,4;1;2;40\n";

    #[test]
    fn a_column_is_said_to_be_another_and_the_table_is_read_so() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("own.csv");
        io::write_file(&path, TABLE.as_bytes()).expect("written");
        let preview = TablePreview::open(&path).expect("readable").expect("a table");
        let room = Room::new(Lang::En);
        let dialog = (ColumnsDialog::new(preview, SaidColumns::default()), Vec::new());
        let mut harness = window(1100.0, 700.0).build_ui_state(
            move |ui, (dialog, actions): &mut (ColumnsDialog, Vec<Action>)| {
                let _ = dialog.show(ui.ctx(), &room.scene(), actions);
            },
            dialog,
        );
        harness.run_steps(3);
        for (column, was, becomes) in [("E", "not read", "longitude"), ("N", "not read", "latitude")] {
            harness.get_by_label(&format!("Column {column}: {was}")).click();
            harness.run_steps(3);
            harness.get_by_label(becomes).click();
            harness.run_steps(3);
        }
        assert!(harness.query_by_label("Column x: not read").is_some(), "one column holds a meaning");
        harness.get_by_label("Read it so").click();
        harness.run_steps(3);
        let (_, actions) = harness.state();
        let mut said = SaidColumns::default();
        said.say("E", Some(Meaning::Lon));
        said.say("N", Some(Meaning::Lat));
        assert_eq!(*actions, [Action::ReadColumns(path, said)]);
    }

    #[test]
    fn a_table_that_is_opened_shows_how_it_was_read_and_is_read_again() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("own.csv");
        io::write_file(&path, TABLE.as_bytes()).expect("written");
        let mut harness = tests::window(Lang::Ru);
        let until = |harness: &mut Harness<'static, crate::ui::explorer::Explorer>, said: &str| {
            for _ in 0..300 {
                harness.run_steps(2);
                if harness.query_all_by_label_contains(said).next().is_some() {
                    return;
                }
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            panic!("{said} is not said");
        };
        let ctx = Context::default();
        harness.state_mut().carry(&ctx, Action::OpenFile(path.clone()));
        until(&mut harness, "Как прочитан файл own.csv");
        until(&mut harness, "Столбец x: долгота");
        let mut said = SaidColumns::default();
        said.say("E", Some(Meaning::Lon));
        said.say("N", Some(Meaning::Lat));
        harness.state_mut().carry(&ctx, Action::ReadColumns(path, said));
        for _ in 0..300 {
            harness.run_steps(2);
            let detections = harness.state().session().detections();
            if detections.is_some_and(|detections| detections.lon == [104.3, 104.4]) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        panic!("it is not read as was said");
    }
}
