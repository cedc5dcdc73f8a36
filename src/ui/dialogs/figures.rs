//! Owns the preview of a table of figures: what each column was read as, its first rows, how many rows were read,
//! and saying that a column holds something else. Does not read the table.

use super::{
    note, primary,
    sample::{parts, sample},
    sheet,
};
use crate::{
    io::{FigurePart, FiguresPreview, SaidFigures},
    lang::Words,
    ui::action::{Action, Scene},
    units,
};
use eframe::egui::{Context, RichText, Ui, Vec2};

/// What the dialog keeps between frames.
pub(super) struct FiguresDialog {
    preview: FiguresPreview,
    /// What the table was read by, and what is to be read instead.
    was: SaidFigures,
    said: SaidFigures,
}

impl FiguresDialog {
    /// Of a table that was read by what was said of it so far.
    pub(super) fn new(preview: FiguresPreview, said: SaidFigures) -> Self {
        Self { preview, was: said.clone(), said }
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(860.0, 420.0);
        let words = scene.words;
        let name = self.preview.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let title = words.with("described-title", &[("name", &name)]);
        let mut is_done = false;
        let is_closed = sheet(ctx, scene, &title, SIZE, |ui| {
            let rows = self.preview.row_count as f64;
            let count = units::number(rows, 0, words.lang());
            note(ui, scene.look, words.plural("figures-read", rows, &[("count", &count)]));
            ui.add_space(4.0);
            self.columns(ui, scene);
            ui.add_space(8.0);
            let has = |part: &FigurePart| self.parts().iter().any(|known| known == part);
            let can_be_read = has(&FigurePart::Region) && has(&FigurePart::Figures);
            if !can_be_read {
                ui.label(RichText::new(words.get("figures-missing")).color(scene.look.ban));
            }
            let is_new = self.said != self.was;
            ui.horizontal(|ui| {
                let again = primary(ui, scene.look, &words.get("columns-read"), can_be_read && is_new);
                if again.clicked() {
                    actions.push(Action::ReadFigures(self.preview.path.clone(), self.said.clone()));
                    is_done = true;
                }
                is_done |= !is_new && ui.button(words.get("columns-keep")).clicked();
                let (errors, warnings) = scene.session.problem_counts();
                if errors + warnings > 0 && ui.button(words.get("problems-show")).clicked() {
                    actions.push(Action::ShowProblems);
                    is_done = true;
                }
            });
        });
        is_closed || is_done
    }

    /// What each column is read as, by what is said now.
    fn parts(&self) -> Vec<FigurePart> {
        let part = |(name, part): &(String, FigurePart)| match self.said.of(name) {
            Some(said) => said.clone(),
            // What only one column can hold, and another is said to.
            None if !matches!(part, FigurePart::Figures | FigurePart::Unread) && self.is_said(part) => {
                FigurePart::Unread
            }
            None => part.clone(),
        };
        self.preview.columns.iter().map(part).collect()
    }

    fn is_said(&self, part: &FigurePart) -> bool {
        self.preview.columns.iter().any(|(name, _)| self.said.of(name) == Some(part))
    }

    fn columns(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let now = self.parts();
        let names = || self.preview.columns.iter().map(|(name, _)| name.as_str());
        let figures: Vec<&str> = names()
            .zip(&now)
            .filter(|(_, part)| **part == FigurePart::Figures)
            .map(|(name, _)| name)
            .collect();
        let mut changed = None;
        sample(ui, names(), &self.preview.rows, |ui, at| {
            let Some((name, part)) = names().nth(at).zip(now.get(at)) else { return };
            let bounded = figures.iter().filter(|of| **of != name);
            let bounds = bounded
                .flat_map(|of| [FigurePart::Low((*of).to_owned()), FigurePart::High((*of).to_owned())]);
            let mut all = vec![
                FigurePart::Region,
                FigurePart::Period,
                FigurePart::Status,
                FigurePart::Figures,
                FigurePart::Unread,
            ];
            all.extend(bounds);
            if !all.contains(part) {
                all.push(part.clone());
            }
            let place = all.iter().position(|other| other == part).unwrap_or_default();
            let is_read = *part != FigurePart::Unread;
            let chosen =
                parts(ui, scene, name, (place, is_read), 0..all.len(), |at| told(&all[at], scene.words));
            if let Some(at) = chosen {
                changed = Some((name.to_owned(), all[at].clone()));
            }
        });
        if let Some((name, part)) = changed {
            self.said.say(&name, part);
        }
    }
}

/// What a column was read as, in words.
fn told(part: &FigurePart, words: &Words) -> String {
    match part {
        FigurePart::Region => words.get("meaning-region"),
        FigurePart::Period => words.get("figures-period"),
        FigurePart::Status => words.get("meaning-status"),
        FigurePart::Figures => words.get("figures-metric"),
        FigurePart::Low(of) => words.with("figures-low", &[("column", of)]),
        FigurePart::High(of) => words.with("figures-high", &[("column", of)]),
        FigurePart::Unread => words.get("described-unread"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        io,
        lang::Lang,
        provenance::Interval,
        session::{Session, Sources},
        ui::{
            dialogs::testing::{Room, window},
            tests,
        },
    };
    use eframe::egui::Context;
    use egui_kittest::kittest::Queryable;

    #[test]
    fn a_table_of_figures_that_is_opened_shows_how_it_was_read() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("own.csv");
        let table = "Регион;Год;Жалобы;Жалобы low;Жалобы high;Кто\n\
            Иркутская обл.;2024;12,5;10;15;А\nБурятия;2024;;3;9;Б\n";
        io::write_file(&path, table.as_bytes()).expect("written");
        let mut harness = tests::window(Lang::Ru);
        harness.state_mut().carry(&Context::default(), Action::OpenFile(path));
        for _ in 0..300 {
            harness.run_steps(2);
            if harness.query_by_label("Как прочитан файл own.csv").is_some() {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        for said in [
            "Столбец Регион: регион",
            "Столбец Год: период",
            "Столбец Жалобы: показатель",
            "Столбец Жалобы low: нижняя граница: Жалобы",
            "Столбец Жалобы high: верхняя граница: Жалобы",
            "Столбец Кто: не читается",
            "12,5",
        ] {
            assert!(harness.query_all_by_label(said).next().is_some(), "{said}");
        }
        harness.get_by_label("Всё верно").click();
        harness.run_steps(3);
        assert!(harness.query_by_label("Всё верно").is_none());
    }

    #[test]
    fn a_column_of_figures_is_said_to_be_another_and_the_table_is_read_so() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("own.csv");
        let table = "Регион;Год;Жалобы;Не меньше\nБурятия;2024;12;10\nТыва;2024;7;5\n";
        io::write_file(&path, table.as_bytes()).expect("written");
        let room = Room::new(Lang::En);
        let nothing = SaidFigures::default();
        let preview = io::preview_region_table(&path, room.session.atlas(), &nothing).expect("readable");
        let dialog = (FiguresDialog::new(preview, nothing), Vec::new());
        let mut harness = window(1100.0, 700.0).build_ui_state(
            move |ui, (dialog, actions): &mut (FiguresDialog, Vec<Action>)| {
                let _ = dialog.show(ui.ctx(), &room.scene(), actions);
            },
            dialog,
        );
        harness.run_steps(3);
        let now = harness.query_all_by_label_contains("Column Не меньше: ").next().expect("a list");
        now.click();
        harness.run_steps(3);
        let mut said = SaidFigures::default();
        said.say("Не меньше", FigurePart::Low("Жалобы".to_owned()));
        let low = crate::lang::Words::new(Lang::En).with("figures-low", &[("column", "Жалобы")]);
        harness.get_by_label(&low).click();
        harness.run_steps(3);
        harness.get_by_label("Read it so").click();
        harness.run_steps(3);
        assert_eq!(harness.state().1, [Action::ReadFigures(path.clone(), said.clone())]);
        let sources = Sources::default().with_figures(&path, said);
        let session = Session::open(&sources).expect("opens");
        let metric = session.atlas().metric_id(&session.document().metric).expect("shown");
        let region = session.atlas().region_id("RU-BU").expect("known");
        let record = session.atlas().record(region, metric, 2024).expect("read");
        assert_eq!(record.observation.interval.and_then(Interval::low), Some(10.0));
    }
}
