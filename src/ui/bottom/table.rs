//! Owns the table on screen: a field that filters, columns to choose, one metric with all about it
//! or several side by side (see `wide`), copying. Does not own rows or order (see `session`).

use super::{
    region, rows_table,
    wide::{self, Sorted},
};
use crate::{
    atlas::{MetricId, RegionId},
    lang::Lang,
    session::{ExpressionError, Filtered, Session, Sort, TableColumn, TableView, WideTable, is_expression},
    ui::{
        action::{Action, Scene},
        menus, theme,
    },
};
use eframe::egui::{
    Align, Button, Checkbox, Id, Label, Layout, Response, RichText, Role, ScrollArea, TextEdit, Ui,
    WidgetInfo,
};
use egui_extras::{Column, TableRow};

const ROW: f32 = 22.0;
const HEADER: f32 = 24.0;

/// Room that stands beside the filter, in Russian too.
const BESIDE_FILTER: f32 = 730.0;

/// What the table keeps between frames.
#[derive(Default)]
pub(super) struct State {
    filter: String,
    sort: Sort,
    /// Ids of the metrics beside the one shown; none is the table of one metric with all about it.
    columns: Vec<String>,
    /// Ids of the metrics that the filter names.
    named: Vec<String>,
    by_district: bool,
    wide_sort: Sorted,
    /// Whether rows show for which figures leave the filter open.
    with_open: bool,
    kept: Option<Kept>,
    /// The regions that are marked: the others have no row.
    marked: Vec<RegionId>,
    /// The regions of the rows, as they stand.
    on_screen: Vec<RegionId>,
    /// The choice that was scrolled to.
    seen: Option<RegionId>,
}

/// What was found for a filter, since the last change.
struct Kept {
    key: (u64, Lang, String, Vec<String>),
    filtered: Result<Filtered, ExpressionError>,
    /// All regions of the table.
    all: Vec<RegionId>,
    wide: Option<WideTable>,
}

/// What is on screen, in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Shown {
    /// Metrics of regions.
    Figures(Vec<String>, Vec<RegionId>),
    /// Rows of detections.
    Detections(Vec<u32>),
}

impl State {
    /// The regions that an expression lets through; `None` without one.
    pub(super) fn matched(&self) -> Option<&[RegionId]> {
        if !is_expression(&self.filter) {
            return None;
        }
        Some(&self.kept.as_ref()?.filtered.as_ref().ok()?.sure)
    }

    /// Metrics and regions as they stand, to be exported.
    pub(super) fn shown(&self, session: &Session) -> Shown {
        Shown::Figures(self.metrics(session), self.on_screen.clone())
    }

    fn metrics(&self, session: &Session) -> Vec<String> {
        let mut metrics = vec![session.document().metric.clone()];
        // What a filter decides by is seen beside it.
        for id in self.columns.iter().chain(&self.named) {
            if !metrics.contains(id) {
                metrics.push(id.clone());
            }
        }
        metrics
    }

    /// Whether several metrics stand side by side.
    fn is_wide(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.wide.is_some())
    }

    /// Draws the table.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        view: &TableView,
        scene: &Scene<'_>,
        actions: &mut Vec<Action>,
    ) {
        self.marked = scene.marked.to_vec();
        self.keep(scene);
        self.bar(ui, view, scene, actions);
        self.keep(scene);
        if let Some(wide) = self.kept.as_mut().and_then(|kept| kept.wide.take()) {
            let order = self.wide_order(&wide);
            self.on_screen = order.iter().map(|&at| wide.rows[at].region).collect();
            if order.is_empty() {
                say_nothing(ui, view, scene);
            } else {
                let by_district = self.by_district;
                wide::show(ui, &wide, &order, by_district, &mut self.wide_sort, scene, actions);
            }
            if let Some(kept) = &mut self.kept {
                kept.wide = Some(wide);
            }
            return;
        }
        let order = self.ordered(view);
        self.on_screen = order.iter().map(|&at| view.rows[at].region).collect();
        if order.is_empty() {
            say_nothing(ui, view, scene);
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
            let mut table = rows_table(ui);
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
    }

    /// Filters anew, and makes the table of several metrics anew, where something has changed.
    fn keep(&mut self, scene: &Scene<'_>) {
        let key = (scene.session.revision(), scene.words.lang(), self.filter.clone(), self.columns.clone());
        if self.kept.as_ref().is_some_and(|kept| kept.key == key) {
            return;
        }
        let filtered = scene.session.filtered(&self.filter);
        // An expression that is still being typed is none: the columns stay.
        if let Ok(filtered) = &filtered {
            self.named.clone_from(&filtered.metrics);
        }
        let all = scene.session.filtered("").unwrap_or_default().sure;
        let metrics = self.metrics(scene.session);
        let wide = (metrics.len() > 1).then(|| scene.session.wide_table(&metrics, scene.words));
        self.kept = Some(Kept { key, filtered, all, wide });
    }

    /// The regions that show. What is no expression hides nothing.
    fn allowed(&self) -> Vec<RegionId> {
        let Some(kept) = &self.kept else { return Vec::new() };
        let mut allowed = match &kept.filtered {
            Ok(filtered) if self.with_open => filtered.sure.iter().chain(&filtered.open).copied().collect(),
            Ok(filtered) => filtered.sure.clone(),
            Err(_) => kept.all.clone(),
        };
        allowed.retain(|&region| self.is_among_marked(region));
        allowed
    }

    fn is_among_marked(&self, region: RegionId) -> bool {
        self.marked.is_empty() || self.marked.contains(&region)
    }

    fn wide_order(&self, wide: &WideTable) -> Vec<usize> {
        wide.order(&self.allowed(), self.wide_sort.by, self.wide_sort.is_descending, self.by_district)
    }

    /// Rows of the table of one metric: words are looked for in all that a row says.
    fn ordered(&self, view: &TableView) -> Vec<usize> {
        let is_wrong = self.kept.as_ref().is_some_and(|kept| kept.filtered.is_err());
        let is_words = !is_wrong && !is_expression(&self.filter);
        let mut order = view.order(if is_words { &self.filter } else { "" }, self.sort);
        let allowed = if is_words { None } else { Some(self.allowed()) };
        order.retain(|&at| {
            let region = view.rows[at].region;
            allowed.as_ref().map_or_else(|| self.is_among_marked(region), |allowed| allowed.contains(&region))
        });
        order
    }

    /// Filter, columns, count, copying; the filter is shorter where all of them need the room.
    fn bar(&mut self, ui: &mut Ui, view: &TableView, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let words = scene.words;
        ui.horizontal(|ui| {
            let hint = words.get("table-filter");
            let width = (ui.available_width() - BESIDE_FILTER).clamp(150.0, 260.0);
            let field = TextEdit::singleline(&mut self.filter).hint_text(&hint).desired_width(width);
            let response = ui.add(field).on_hover_text(words.get("table-filter-help"));
            let text = self.filter.clone();
            response.widget_info(|| WidgetInfo {
                label: Some(hint.clone()),
                ..WidgetInfo::text_edit(true, &text, &text, &hint)
            });
            ui.menu_button(words.get("table-columns"), |ui| self.choose_columns(ui, scene));
            if self.is_wide() {
                ui.checkbox(&mut self.by_district, words.get("table-by-district"));
            }
            self.keep(scene);
            let wide = self.kept.as_ref().and_then(|kept| kept.wide.as_ref());
            let shown = wide.map_or_else(|| self.ordered(view).len(), |wide| self.wide_order(wide).len());
            self.told(ui, shown, view.rows.len(), scene);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let hint = words.get("table-copy-hint");
                if ui.small_button(words.get("table-copy")).on_hover_text(hint).clicked() {
                    actions.push(Action::CopyText(self.tsv(view, scene)));
                }
                let title = RichText::new(&scene.view.text.title).small().color(scene.look.muted);
                ui.add(Label::new(title).truncate());
            });
        });
    }

    /// How many rows there are, how many the figures leave open, and what is wrong with a filter.
    fn told(&mut self, ui: &mut Ui, shown: usize, all: usize, scene: &Scene<'_>) {
        let words = scene.words;
        let filtered = self.kept.as_ref().map(|kept| &kept.filtered);
        if let Some(Err(error)) = filtered {
            let told = error.told().say(words);
            ui.add(Label::new(RichText::new(&told).small().color(scene.look.warning)).truncate())
                .on_hover_text(&told);
            return;
        }
        let count = words.plural(
            "table-count",
            shown as f64,
            &[("count", &shown.to_string()), ("all", &all.to_string())],
        );
        ui.label(RichText::new(count).small().color(scene.look.muted));
        let open = filtered.and_then(|filtered| filtered.as_ref().ok()).map_or(0, |found| found.open.len());
        if open > 0 {
            let text = words.plural("table-open", open as f64, &[("count", &open.to_string())]);
            ui.checkbox(&mut self.with_open, RichText::new(text).small())
                .on_hover_text(words.get("table-open-hint"));
        }
    }

    fn choose_columns(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let (session, lang) = (scene.session, scene.words.lang());
        let leading = session.leading_metrics();
        let others = session.metric_groups(scene.words).into_iter().flat_map(|(_, metrics)| metrics);
        let others: Vec<MetricId> = others.filter(|metric| !leading.contains(metric)).collect();
        ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
            for metric in leading.into_iter().chain(others).map(|id| session.atlas().metric(id)) {
                let is_shown = metric.id == session.document().metric;
                let mut is_chosen = is_shown || self.columns.contains(&metric.id);
                let tick = Checkbox::new(&mut is_chosen, metric.name.get(lang));
                if ui.add_enabled(!is_shown, tick).changed() {
                    self.columns.retain(|known| *known != metric.id);
                    if is_chosen {
                        self.columns.push(metric.id.clone());
                    }
                }
            }
        });
        if !self.columns.is_empty() && ui.button(scene.words.get("table-one-metric")).clicked() {
            self.columns.clear();
            ui.close();
        }
    }

    /// What is on screen with tabs between cells, bounds, status and sources with it.
    fn tsv(&self, view: &TableView, scene: &Scene<'_>) -> String {
        if !self.is_wide() {
            return view.tsv_of(self.ordered(view), scene.words);
        }
        scene.session.wide_tsv(&self.metrics(scene.session), &self.on_screen, scene.words)
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

fn say_nothing(ui: &mut Ui, view: &TableView, scene: &Scene<'_>) {
    let message = if view.rows.is_empty() { "chart-nothing" } else { "table-no-match" };
    ui.label(RichText::new(scene.words.get(message)).color(scene.look.muted));
}

fn aligned(ui: &mut Ui, column: TableColumn, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    if column.is_number() { ui.with_layout(Layout::right_to_left(Align::Center), add).inner } else { add(ui) }
}

fn width(column: TableColumn) -> Column {
    let (first, least) = match column {
        TableColumn::Region => (186.0, 120.0),
        TableColumn::Value => (172.0, 80.0),
        TableColumn::Low | TableColumn::High => (76.0, 60.0),
        TableColumn::Unit => (58.0, 40.0),
        TableColumn::Status => (114.0, 70.0),
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
