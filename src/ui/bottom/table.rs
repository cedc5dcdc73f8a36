//! Owns the table on screen: columns that sort, a field that filters, rows that answer as the
//! map does, copying. Does not own rows or order (see `session`).

use super::region;
use crate::{
    atlas::RegionId,
    lang::Lang,
    session::{Sort, TableColumn, TableView},
    ui::{
        action::{Action, Scene},
        menus, theme,
    },
};
use eframe::egui::{
    Align, Button, Id, Label, Layout, Response, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo,
};
use egui_extras::{Column, TableBuilder, TableRow};

const ROW: f32 = 22.0;
const HEADER: f32 = 24.0;

/// What the table keeps between frames.
#[derive(Default)]
pub(super) struct State {
    filter: String,
    sort: Sort,
    /// Numbers of the rows as they stand, with what they were sorted for.
    order: Option<(Wanted, Vec<usize>)>,
    seen: Option<RegionId>,
}

#[derive(Clone, PartialEq)]
struct Wanted {
    revision: u64,
    lang: Lang,
    filter: String,
    sort: Sort,
}

impl State {
    /// Draws the table.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        view: &TableView,
        scene: &Scene<'_>,
        actions: &mut Vec<Action>,
    ) {
        self.bar(ui, view, scene, actions);
        let order = self.ordered(view, scene);
        if order.is_empty() {
            let message = if view.rows.is_empty() { "chart-nothing" } else { "table-no-match" };
            ui.label(RichText::new(scene.words.get(message)).color(scene.look.muted));
            return;
        }
        let area = ui.available_rect_before_wrap();
        let id = ui.scope_id().with("rows");
        let walk = || order.iter().map(|&at| view.rows[at].region).collect();
        let list = region::walk(ui, id, area, scene, walk, actions);
        let name = scene.words.get("tab-table");
        list.widget_info(|| WidgetInfo::labeled(Role::Table, true, &name));
        let chosen = region::chosen(scene);
        let target = chosen.filter(|chosen| self.seen != Some(*chosen));
        self.seen = chosen;
        let target = target.and_then(|target| order.iter().position(|&at| view.rows[at].region == target));
        ScrollArea::horizontal().id_salt("table").show(ui, |ui| {
            let mut table = TableBuilder::new(ui)
                .striped(false)
                .sense(Sense::CLICK)
                .cell_layout(Layout::left_to_right(Align::Center))
                .min_scrolled_height(0.0)
                .auto_shrink(false);
            for column in TableColumn::ALL {
                table = table.column(width(column));
            }
            if let Some(target) = target {
                table = table.scroll_to_row(target, None);
            }
            table.header(HEADER, |mut row| self.header(&mut row, scene)).body(|body| {
                body.rows(ROW, order.len(), |mut row| {
                    let at = order[row.index()];
                    show_row(&mut row, view, at, id, &order, scene, actions);
                });
            });
        });
        self.give_back(order);
    }

    /// The order as it is kept; taken out so that rows may be shown beside it.
    fn ordered(&mut self, view: &TableView, scene: &Scene<'_>) -> Vec<usize> {
        let wanted = Wanted {
            revision: scene.session.revision(),
            lang: scene.words.lang(),
            filter: self.filter.clone(),
            sort: self.sort,
        };
        match self.order.take() {
            Some((known, order)) if known == wanted => {
                self.order = Some((known, Vec::new()));
                order
            }
            _ => {
                let order = view.order(&wanted.filter, wanted.sort);
                self.order = Some((wanted, Vec::new()));
                order
            }
        }
    }

    fn give_back(&mut self, order: Vec<usize>) {
        if let Some((_, kept)) = &mut self.order {
            *kept = order;
        }
    }

    /// Filter, count, copying.
    fn bar(&mut self, ui: &mut Ui, view: &TableView, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let words = scene.words;
        ui.horizontal(|ui| {
            let hint = words.get("table-filter");
            let field = TextEdit::singleline(&mut self.filter).hint_text(&hint).desired_width(230.0);
            let response = ui.add(field);
            let text = self.filter.clone();
            response.widget_info(|| WidgetInfo {
                label: Some(hint.clone()),
                ..WidgetInfo::text_edit(true, &text, &text, &hint)
            });
            let order = self.ordered(view, scene);
            let count = |number: usize| number.to_string();
            let shown = words.plural(
                "table-count",
                order.len() as f64,
                &[("count", &count(order.len())), ("all", &count(view.rows.len()))],
            );
            ui.label(RichText::new(shown).small().color(scene.look.muted));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let hint = words.get("table-copy-hint");
                if ui.small_button(words.get("table-copy")).on_hover_text(hint).clicked() {
                    actions.push(Action::CopyText(view.tsv_of(order.iter().copied(), words)));
                }
                let title = RichText::new(&scene.view.text.title).small().color(scene.look.muted);
                ui.add(Label::new(title).truncate());
            });
            self.give_back(order);
        });
    }

    fn header(&mut self, row: &mut TableRow<'_, '_>, scene: &Scene<'_>) {
        for column in TableColumn::ALL {
            row.col(|ui| {
                let is_sorted = self.sort.column == column;
                let name = scene.words.get(&format!("column-{}", column.id()));
                let arrow = match (is_sorted, self.sort.is_descending) {
                    (false, _) => "",
                    (true, true) => " ▼",
                    (true, false) => " ▲",
                };
                let text = RichText::new(format!("{name}{arrow}")).font(theme::bold(theme::size::SMALL));
                let text = if is_sorted { text.color(scene.look.accent) } else { text };
                let response = aligned(ui, column, |ui| ui.add(Button::new(text).frame(false).truncate()));
                let order = match (is_sorted, self.sort.is_descending) {
                    (false, _) => String::new(),
                    (true, true) => scene.words.get("table-descending"),
                    (true, false) => scene.words.get("table-ascending"),
                };
                let read = if order.is_empty() { name.clone() } else { format!("{name}, {order}") };
                response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &read));
                let response = response.on_hover_text(scene.words.with("table-sort", &[("column", &name)]));
                if response.clicked() {
                    // Numbers are read from the highest, words from the first letter.
                    let first =
                        column.is_number() && column != TableColumn::Rank || column == TableColumn::Ban;
                    let is_descending = if is_sorted { !self.sort.is_descending } else { first };
                    self.sort = Sort { column, is_descending };
                }
            });
        }
    }
}

fn aligned(ui: &mut Ui, column: TableColumn, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    if column.is_number() { ui.with_layout(Layout::right_to_left(Align::Center), add).inner } else { add(ui) }
}

fn width(column: TableColumn) -> Column {
    let (first, least) = match column {
        TableColumn::Region => (186.0, 120.0),
        TableColumn::Value => (122.0, 80.0),
        TableColumn::Low | TableColumn::High => (76.0, 60.0),
        TableColumn::Unit => (58.0, 40.0),
        TableColumn::Status => (100.0, 70.0),
        TableColumn::Period | TableColumn::Rank => (68.0, 56.0),
        TableColumn::Ban => (184.0, 80.0),
        TableColumn::Source => return Column::remainder().at_least(150.0).clip(true),
    };
    Column::initial(first).at_least(least).clip(true).resizable(true)
}

fn show_row(
    row: &mut TableRow<'_, '_>,
    view: &TableView,
    at: usize,
    list: Id,
    order: &[usize],
    scene: &Scene<'_>,
    actions: &mut Vec<Action>,
) {
    let line = &view.rows[at];
    let is_chosen = region::is_chosen(scene, line.region);
    row.set_selected(is_chosen);
    row.set_hovered(scene.hovered == Some(line.region));
    for column in TableColumn::ALL {
        row.col(|ui| {
            aligned(ui, column, |ui| {
                let is_weak = !line.has_figure && column != TableColumn::Region
                    || matches!(column, TableColumn::Unit | TableColumn::Source);
                let text = RichText::new(line.text(column));
                let text = if is_weak { text.color(scene.look.muted) } else { text };
                let text = if column == TableColumn::Value && line.has_figure { text.strong() } else { text };
                ui.add(Label::new(text).truncate().selectable(false))
            });
        });
    }
    let response = row.response();
    let name = || format!("{}: {}", line.text(TableColumn::Region), line.text(TableColumn::Value));
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, is_chosen, name()));
    if response.clicked() {
        response.ctx.memory_mut(|memory| memory.request_focus(list));
    }
    region::follow(&response, scene, line.region, actions);
    response.context_menu(|ui| {
        let words = scene.words;
        if ui.button(words.get("table-copy-row")).clicked() {
            actions.push(Action::CopyText(view.tsv_of([at], words)));
            ui.close();
        }
        if ui.button(words.get("table-copy")).clicked() {
            actions.push(Action::CopyText(view.tsv_of(order.iter().copied(), words)));
            ui.close();
        }
        if ui.button(words.get("panel-export-table")).clicked() {
            actions.push(Action::ExportTable);
            ui.close();
        }
        ui.separator();
        menus::region_menu(ui, scene, actions);
    });
}
