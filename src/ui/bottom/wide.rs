//! Owns the table of several metrics on screen: heads that sort, rows by district where asked for,
//! which answer as the map does. Does not choose rows or order (see `session`).

use super::{region, rows_table};
use crate::{
    session::{WideSort, WideTable},
    ui::{
        action::{Action, Scene},
        menus, theme,
    },
};
use eframe::egui::{Button, Id, Label, RichText, Role, ScrollArea, Ui, WidgetInfo};
use egui_extras::{Column, TableRow};

const ROW: f32 = 22.0;
const HEADER: f32 = 24.0;

/// How it is sorted.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Sorted {
    pub(super) by: WideSort,
    pub(super) is_descending: bool,
}

impl Default for Sorted {
    fn default() -> Self {
        Self { by: WideSort::Column(0), is_descending: true }
    }
}

/// A line of the table: the head of a district, or a row.
enum Line {
    District(String, usize),
    Row(usize),
}

/// Draws the table with the rows in `order`.
pub(super) fn show(
    ui: &mut Ui,
    table: &WideTable,
    order: &[usize],
    by_district: bool,
    sorted: &mut Sorted,
    scene: &Scene<'_>,
    actions: &mut Vec<Action>,
) {
    let lines = lines(table, order, by_district);
    let area = ui.available_rect_before_wrap();
    let id = ui.scope_id().with("wide-rows");
    let walk = || order.iter().map(|&at| table.rows[at].region).collect();
    let list = region::walk(ui, id, area, scene, walk, actions);
    let name = scene.words.get("tab-table");
    list.widget_info(|| WidgetInfo::labeled(Role::Table, true, &name));
    ScrollArea::horizontal().id_salt("wide").show(ui, |ui| {
        let mut builder =
            rows_table(ui).column(Column::initial(200.0).at_least(120.0).clip(true).resizable(true));
        for _ in &table.columns {
            builder = builder.column(Column::initial(210.0).at_least(90.0).clip(true).resizable(true));
        }
        builder.header(HEADER, |mut row| header(&mut row, table, sorted, scene)).body(|body| {
            body.rows(ROW, lines.len(), |mut row| match &lines[row.index()] {
                Line::District(name, count) => {
                    row.col(|ui| {
                        let text = format!("{name} · {count}");
                        let text = RichText::new(text).font(theme::bold(theme::size::SMALL));
                        ui.add(Label::new(text.color(scene.look.muted)).truncate().selectable(false));
                    });
                    for _ in &table.columns {
                        row.col(|_| {});
                    }
                }
                Line::Row(at) => show_row(&mut row, table, *at, id, scene, actions),
            });
        });
    });
}

fn lines(table: &WideTable, order: &[usize], by_district: bool) -> Vec<Line> {
    let mut lines = Vec::new();
    for (place, &at) in order.iter().enumerate() {
        let district = &table.rows[at].district;
        let is_first = place == 0 || table.rows[order[place - 1]].district != *district;
        if by_district && is_first {
            let count = order.iter().filter(|&&other| table.rows[other].district == *district).count();
            lines.push(Line::District(district.clone(), count));
        }
        lines.push(Line::Row(at));
    }
    lines
}

fn header(row: &mut TableRow<'_, '_>, table: &WideTable, sorted: &mut Sorted, scene: &Scene<'_>) {
    let region = scene.words.get("column-region");
    let columns = table.columns.iter().enumerate().map(|(at, (_, head))| (WideSort::Column(at), head));
    for (by, name) in std::iter::once((WideSort::Name, &region)).chain(columns) {
        row.col(|ui| {
            let is_sorted = sorted.by == by;
            let (arrow, order) = match (is_sorted, sorted.is_descending) {
                (false, _) => ("", String::new()),
                (true, true) => (" ▼", scene.words.get("table-descending")),
                (true, false) => (" ▲", scene.words.get("table-ascending")),
            };
            let text = RichText::new(format!("{name}{arrow}")).font(theme::bold(theme::size::SMALL));
            let text = if is_sorted { text.color(scene.look.accent) } else { text };
            let response = ui.add(Button::new(text).frame(false).truncate());
            let read = if order.is_empty() { name.clone() } else { format!("{name}, {order}") };
            response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &read));
            let response = response.on_hover_text(scene.words.with("table-sort", &[("column", name)]));
            if response.clicked() {
                // Numbers are read from the highest, words from the first letter.
                let is_descending = if is_sorted { !sorted.is_descending } else { by != WideSort::Name };
                *sorted = Sorted { by, is_descending };
            }
        });
    }
}

fn show_row(
    row: &mut TableRow<'_, '_>,
    table: &WideTable,
    at: usize,
    list: Id,
    scene: &Scene<'_>,
    actions: &mut Vec<Action>,
) {
    let line = &table.rows[at];
    let is_chosen = region::is_chosen(scene, line.region);
    row.set_selected(is_chosen);
    row.set_hovered(scene.hovered == Some(line.region));
    row.col(|ui| {
        ui.add(Label::new(&line.name).truncate().selectable(false));
    });
    for cell in &line.cells {
        row.col(|ui| {
            let text = RichText::new(&cell.text);
            let text = if cell.status.is_none() { text.color(scene.look.muted) } else { text };
            if let Some(status) = cell.status {
                crate::ui::inspector::status_mark(ui, scene.look, status);
            }
            ui.add(Label::new(text).truncate().selectable(false));
        });
    }
    let response = row.response();
    let name = || {
        let cells: Vec<String> = line
            .cells
            .iter()
            .zip(&table.columns)
            .map(|(cell, (_, head))| format!("{head}: {} ({})", cell.text, cell.hint))
            .collect();
        format!("{}: {}", line.name, cells.join("; "))
    };
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_chosen, name()));
    if response.clicked() {
        response.ctx.memory_mut(|memory| memory.request_focus(list));
    }
    region::follow(&response, scene, line.region, actions);
    super::tip(&response, || name().replace("; ", "\n"));
    response.context_menu(|ui| menus::region_menu(ui, scene, actions));
}
