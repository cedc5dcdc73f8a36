//! Owns the preview of a table of figures: what each column was read as, its first rows, and how many rows were
//! read. Does not read the table.

use super::{
    note, primary,
    sample::{self, sample},
    sheet,
};
use crate::{
    io::{FigurePart, FiguresPreview},
    lang::Words,
    ui::action::{Action, Scene},
    units,
};
use eframe::egui::{Context, Vec2};

/// Draws it; says whether it is to be closed.
pub(super) fn show(
    preview: &FiguresPreview,
    ctx: &Context,
    scene: &Scene<'_>,
    actions: &mut Vec<Action>,
) -> bool {
    const SIZE: Vec2 = Vec2::new(860.0, 420.0);
    let words = scene.words;
    let name = preview.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let title = words.with("described-title", &[("name", &name)]);
    let mut is_done = false;
    let is_closed = sheet(ctx, scene, &title, SIZE, |ui| {
        let count = units::number(preview.row_count as f64, 0, words.lang());
        note(ui, scene.look, words.plural("figures-read", preview.row_count as f64, &[("count", &count)]));
        ui.add_space(4.0);
        let names = preview.columns.iter().map(|(name, _)| name.as_str());
        sample(ui, names, &preview.rows, |ui, at| {
            let part = &preview.columns[at].1;
            sample::part(ui, scene, told(part, words), *part != FigurePart::Unread);
        });
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            is_done |= primary(ui, scene.look, &words.get("columns-keep"), true).clicked();
            let (errors, warnings) = scene.session.problem_counts();
            if errors + warnings > 0 && ui.button(words.get("problems-show")).clicked() {
                actions.push(Action::ShowProblems);
                is_done = true;
            }
        });
    });
    is_closed || is_done
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
    use crate::{
        io,
        lang::Lang,
        ui::{action::Action, tests},
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
            "регион",
            "период",
            "показатель",
            "нижняя граница: Жалобы",
            "верхняя граница: Жалобы",
            "не читается",
            "12,5",
        ] {
            assert!(harness.query_all_by_label(said).next().is_some(), "{said}");
        }
        harness.get_by_label("Всё верно").click();
        harness.run_steps(3);
        assert!(harness.query_by_label("Всё верно").is_none());
    }
}
