//! Owns the list of what was wrong in the files that are open: where, what was expected, what was
//! found. Does not find anything itself.

use super::{note, sheet};
use crate::{
    io::{Problem, Problems, Severity},
    lang::Words,
    ui::{
        action::{Action, Scene},
        theme::{self, size},
    },
    units,
};
use eframe::egui::{Align, Context, Grid, Layout, RichText, ScrollArea, TextEdit, Ui, Vec2};

/// What is kept between frames.
#[derive(Default)]
pub(super) struct ProblemsDialog {
    filter: String,
}

impl ProblemsDialog {
    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(980.0, 560.0);
        let words = scene.words;
        let problems = scene.session.problems();
        sheet(ctx, scene, &words.get("problems-title"), SIZE, |ui| {
            ui.label(counts(&problems, words));
            let shown: Vec<(&Problem, [String; 5])> = problems
                .with_alike()
                .map(|(problem, more)| (problem, row(problem, more, words)))
                .filter(|(_, row)| matches(row, &self.filter))
                .collect();
            ui.horizontal(|ui| {
                let hint = words.get("problems-filter");
                let label = ui.label(&hint).id;
                ui.add(TextEdit::singleline(&mut self.filter).desired_width(260.0)).labelled_by(label);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if ui.button(words.get("problems-copy")).clicked() {
                        actions.push(Action::CopyText(as_text(&shown, words)));
                    }
                });
            });
            ui.add_space(4.0);
            table(ui, scene, &shown);
            let more = problems.untold();
            if more > 0 {
                let count = units::number(more as f64, 0, words.lang());
                note(ui, scene.look, words.plural("problems-more", more as f64, &[("count", &count)]));
            }
        })
    }
}

/// How many there are of both kinds.
pub(in crate::ui) fn counts(problems: &Problems, words: &Words) -> String {
    counted(problems.errors, "problems-errors", problems.warnings, words)
}

/// The same in a few words: what was taken with a remark is no error.
pub(in crate::ui) fn short_counts(errors: u64, warnings: u64, words: &Words) -> String {
    counted(errors, "top-errors", warnings, words)
}

fn counted(errors: u64, id: &str, warnings: u64, words: &Words) -> String {
    let said = |n: u64, id: &str| {
        (n > 0).then(|| words.plural(id, n as f64, &[("count", &units::number(n as f64, 0, words.lang()))]))
    };
    let parts: Vec<String> =
        [said(errors, id), said(warnings, "problems-warnings")].into_iter().flatten().collect();
    if parts.is_empty() { words.get("problems-none") } else { parts.join(" · ") }
}

const COLUMNS: [&str; 5] =
    ["problems-file", "problems-where", "problems-column", "problems-expected", "problems-found"];

/// The cells of a problem that `more` rows share.
fn row(problem: &Problem, more: u64, words: &Words) -> [String; 5] {
    let file = problem.path.file_name().unwrap_or(problem.path.as_os_str()).to_string_lossy().into_owned();
    let mut place = problem.row_told().map(|row| row.say(words)).unwrap_or_default();
    if more > 0 {
        let count = units::number(more as f64, 0, words.lang());
        place = words.plural("problems-and-more", more as f64, &[("place", &place), ("count", &count)]);
    }
    let column = problem.column.clone().unwrap_or_default();
    [file, place, column, problem.expected.say(words), problem.found.say(words)]
}

fn matches(row: &[String], filter: &str) -> bool {
    let wanted = filter.trim().to_lowercase();
    wanted.is_empty() || row.iter().any(|cell| cell.to_lowercase().contains(&wanted))
}

/// Columns between tabs, as a spreadsheet takes them.
fn as_text(shown: &[(&Problem, [String; 5])], words: &Words) -> String {
    let head = COLUMNS.map(|column| words.get(column)).join("\t");
    let rows = shown.iter().map(|(_, row)| row.join("\t"));
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

fn table(ui: &mut Ui, scene: &Scene<'_>, shown: &[(&Problem, [String; 5])]) {
    const WIDTHS: [f32; 5] = [0.18, 0.1, 0.14, 0.3, 0.24];
    let width = ui.available_width();
    ScrollArea::vertical().auto_shrink([false, true]).max_height(400.0).show(ui, |ui| {
        Grid::new("problems").striped(true).num_columns(COLUMNS.len()).min_row_height(22.0).show(ui, |ui| {
            for (column, share) in COLUMNS.iter().zip(WIDTHS) {
                ui.set_min_width(width * share);
                let text = RichText::new(scene.words.get(column)).font(theme::bold(size::SMALL));
                ui.label(text.color(scene.look.muted));
            }
            ui.end_row();
            for (problem, row) in shown {
                let colour = match problem.severity {
                    Severity::Error => scene.look.ban,
                    Severity::Warning => scene.look.warning,
                };
                for (number, (cell, share)) in row.iter().zip(WIDTHS).enumerate() {
                    let text = RichText::new(cell).size(size::SMALL);
                    let text = if number == 0 { text.color(colour) } else { text };
                    ui.scope(|ui| {
                        ui.set_max_width(width * share);
                        ui.label(text);
                    });
                }
                ui.end_row();
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        io::{RowKind, excerpt},
        lang::Lang,
    };

    fn problem(column: &str, row: u64) -> Problem {
        Problem {
            path: "/home/x/own.csv".into(),
            row: Some(row),
            row_kind: RowKind::Line,
            column: Some(column.to_owned()),
            expected: "expected-number".into(),
            found: excerpt("twelve"),
            severity: Severity::Error,
        }
    }

    #[test]
    fn problems_are_counted_in_words_and_can_be_filtered_and_copied() {
        let words = Words::new(Lang::Ru);
        let mut problems = Problems::default();
        for row in 2..5 {
            problems.add(problem(if row == 3 { "lat" } else { "kw" }, row));
        }
        assert_eq!(counts(&problems, &words), "3 строки или значения отброшены");
        let rows: Vec<_> =
            problems.with_alike().map(|(problem, more)| (problem, row(problem, more, &words))).collect();
        let found: Vec<_> = rows.iter().filter(|(_, row)| matches(row, " LAT ")).cloned().collect();
        assert_eq!(found.len(), 1);
        let text = as_text(&found, &words);
        assert_eq!(text.lines().nth(1), Some("own.csv\tстрока 3\tlat\tчисло\t\"twelve\""));
        problems.add_alike(problem("lon", 9), 3);
        let rows: Vec<_> = problems.with_alike().map(|(problem, more)| row(problem, more, &words)).collect();
        assert_eq!(rows.last().map(|row| &*row[1]), Some("строка 9 и ещё 2"));
    }
}
