//! Owns the panel below the map: tabs, the heading, source and buttons that each of them has, and
//! what they keep until the document changes. Each chart has a file of its own. Computes no
//! figure.

mod balance;
mod detections;
mod growth;
mod lines;
mod marks;
mod moran;
mod prepare;
mod ranking;
mod region;
mod table;
#[cfg(test)]
mod tests;
mod timeline;
mod wide;

use super::{
    action::{Action, Scene, Tab},
    theme,
};
use crate::{
    atlas::RegionId,
    figure::{FigureKind, FrameText},
    lang::Lang,
    session::{ChartKind, Session, TableView},
    units,
};
use eframe::egui::{
    Align, Align2, Label, Layout, Painter, Rect, Response, RichText, ScrollArea, Sense, Stroke, TextStyle,
    Ui, UiBuilder, pos2, vec2,
};
use egui_extras::TableBuilder;
use marks::Key;
use review::Verdict;
pub(super) use table::Shown;

/// Room for the numbers of a vertical axis.
const GUTTER: f32 = 52.0;
/// A column of notes narrower than this is not worth reading.
const LEAST_NOTES: f32 = 220.0;
/// Bars and circles lower than this are scrolled.
const LEAST_CHART: f32 = 104.0;
/// Height of the line of sources.
const SOURCE_LINE: f32 = 18.0;
/// Widest tooltip.
const TIP: f32 = 380.0;

/// What the panel keeps of its own between frames.
#[derive(Default)]
pub(super) struct Bottom {
    /// The tab shown.
    pub(super) tab: Tab,
    kept: Option<Kept>,
    ranking: ranking::State,
    table: table::State,
    detections: detections::State,
}

/// What was worded for a tab since the last change.
struct Kept {
    revision: u64,
    lang: Lang,
    tab: Tab,
    /// Title, notes and sources; `None` where there is nothing to chart.
    text: Option<FrameText>,
    content: Content,
}

enum Content {
    Growth(Vec<prepare::Bar>),
    Compared(lines::Lines),
    Ranking(Vec<prepare::Ranked>, Option<String>),
    Balance(balance::Field),
    Timeline(timeline::Lanes),
    Table(TableView),
    Moran(Box<moran::Field>),
    Detections,
}

impl Bottom {
    /// With this tab open.
    pub(super) fn at(tab: Tab) -> Self {
        Self { tab, ..Self::default() }
    }

    /// Forgets what was worded: another atlas is open.
    pub(super) fn forget(&mut self) {
        self.kept = None;
        self.ranking = ranking::State::default();
        self.table = table::State::default();
        self.detections = detections::State::default();
    }

    /// Forgets what was worded of detections that are others now.
    pub(super) fn renew_detections(&mut self) {
        self.kept = None;
        self.detections.renew();
    }

    /// The regions that the filter of the table lets through, while it is on screen.
    pub(super) fn matched(&self) -> Option<&[RegionId]> {
        if self.tab == Tab::Table { self.table.matched() } else { None }
    }

    /// What the table or the list shows, while it is on screen.
    pub(super) fn shown_rows(&self, session: &Session) -> Option<Shown> {
        match self.tab {
            Tab::Table => Some(self.table.shown(session)),
            Tab::Detections => Some(Shown::Detections(self.detections.listed()?.to_vec())),
            _ => None,
        }
    }

    /// The detection so many steps on in the list, while it is on screen.
    pub(super) fn step_detection(&self, from: Option<u32>, step: i32) -> Option<u32> {
        if self.tab == Tab::Detections { self.detections.step(from, step) } else { None }
    }

    /// Takes in what was just said of a detection, or, where something was taken back, reads all of it again.
    pub(super) fn hear_review(&mut self, session: &Session, said: Option<(u32, Verdict)>) {
        match said.zip(session.detections()) {
            Some(((at, verdict), detections)) => self.detections.say(at, detections, verdict),
            None => self.detections.read_again(),
        }
    }

    /// Draws it.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        // A panel is as high as what is in it: this keeps it as high as it was made.
        ui.expand_to_include_rect(ui.max_rect());
        let bar = ui.horizontal(|ui| {
            if !self.tab.has_content(scene.session) {
                self.tab = Tab::default();
            }
            for tab in Tab::ALL.into_iter().filter(|tab| tab.has_content(scene.session)) {
                if ui.selectable_label(self.tab == tab, scene.words.get(tab.message())).clicked() {
                    self.tab = tab;
                }
            }
            let marked = scene.marked.len();
            if marked > 0 {
                let text =
                    scene.words.plural("marked-count", marked as f64, &[("count", &marked.to_string())]);
                if ui.small_button(text).on_hover_text(scene.words.get("marked-hint")).clicked() {
                    actions.push(Action::Mark(Vec::new()));
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = 4.0;
                tools(ui, self.tab, scene, actions);
            });
        });
        let rect = bar.response.rect;
        let line = Stroke::new(marks::HAIRLINE, scene.look.line);
        ui.painter().hline(rect.x_range(), rect.bottom() + 3.0, line);
        let (revision, lang) = (scene.session.revision(), scene.words.lang());
        let is_kept = |kept: &Kept| (kept.revision, kept.lang, kept.tab) == (revision, lang, self.tab);
        let kept = match self.kept.take().filter(is_kept) {
            Some(kept) => self.kept.insert(kept),
            None => self.kept.insert(Kept::of(self.tab, scene)),
        };
        match &mut kept.content {
            Content::Table(view) => self.table.show(ui, view, scene, actions),
            Content::Detections => self.detections.show(ui, scene, actions),
            Content::Moran(field) => {
                let area = ui.available_rect_before_wrap();
                in_room(ui, area, |ui, area| field.show(ui, area, scene, actions));
                ui.advance_cursor_after_rect(area);
            }
            content => match &kept.text {
                Some(text) => frame(ui, text, content, &mut self.ranking, scene, actions),
                None => say_nothing(ui, self.tab, scene),
            },
        }
    }
}

impl Kept {
    fn of(tab: Tab, scene: &Scene<'_>) -> Self {
        let (session, words) = (scene.session, scene.words);
        let text = chart_of(tab).and_then(|kind| session.chart_text(kind, words).ok());
        let content = match tab {
            Tab::Growth if session.is_comparing() => Content::Compared(lines::Lines::of(scene)),
            Tab::Growth => Content::Growth(prepare::bars(scene)),
            Tab::Ranking => {
                let (rows, without) = prepare::ranked(scene);
                Content::Ranking(rows, without)
            }
            Tab::Balance => Content::Balance(balance::Field::of(scene)),
            Tab::Timeline => Content::Timeline(timeline::Lanes::of(scene)),
            Tab::Table => Content::Table(session.table_view(words)),
            Tab::Moran => Content::Moran(Box::default()),
            Tab::Detections => Content::Detections,
        };
        Self { revision: session.revision(), lang: words.lang(), tab, text, content }
    }
}

const fn chart_of(tab: Tab) -> Option<ChartKind> {
    match tab {
        Tab::Growth => Some(ChartKind::Growth),
        Tab::Ranking => Some(ChartKind::Ranking),
        Tab::Balance => Some(ChartKind::Balance),
        Tab::Timeline => Some(ChartKind::Timeline),
        Tab::Table | Tab::Moran | Tab::Detections => None,
    }
}

/// Export and copy, from right to left.
fn tools(ui: &mut Ui, tab: Tab, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    // Too narrow for tabs and buttons, the buttons go into a menu.
    if ui.available_width() < width_of_buttons(ui, tab, scene) {
        ui.menu_button(scene.words.get("panel-more"), |ui| buttons(ui, tab, scene, actions));
    } else {
        buttons(ui, tab, scene, actions);
    }
}

/// How wide the buttons of a tab are side by side: words of one language are longer than of another.
fn width_of_buttons(ui: &Ui, tab: Tab, scene: &Scene<'_>) -> f32 {
    let messages: &[&str] = match (tab, chart_of(tab)) {
        (Tab::Moran, _) => &[],
        (_, None) => &["panel-export-table"],
        (_, Some(_)) => &["panel-export", "panel-copy-picture", "panel-copy-data"],
    };
    let font = TextStyle::Button.resolve(ui.style());
    let around = 2.0 * ui.spacing().button_padding.x + ui.spacing().item_spacing.x;
    let width = |message: &&str| {
        let text = scene.words.get(message);
        ui.painter().layout_no_wrap(text, font.clone(), scene.look.ink).size().x + around
    };
    messages.iter().map(width).sum()
}

fn buttons(ui: &mut Ui, tab: Tab, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let words = scene.words;
    let mut button = |ui: &mut Ui, message: &str, hint: &str, action: &dyn Fn() -> Action| {
        if ui.small_button(words.get(message)).on_hover_text(words.get(hint)).clicked() {
            actions.push(action());
            ui.close();
        }
    };
    if tab == Tab::Moran {
        return;
    }
    let Some(kind) = chart_of(tab) else {
        button(ui, "panel-export-table", "panel-export-table-hint", &|| Action::ExportTable);
        return;
    };
    // Regions compared over the years are printed as slopes.
    let is_compared = kind == ChartKind::Growth && scene.session.is_comparing();
    let picture = if is_compared { FigureKind::Slope } else { kind.into() };
    button(ui, "panel-export", "panel-export-hint", &|| Action::ExportPicture(picture));
    button(ui, "panel-copy-picture", "panel-copy-picture-hint", &|| Action::CopyPicture(picture));
    button(ui, "panel-copy-data", "panel-copy-data-hint", &|| {
        Action::CopyText(scene.session.chart_data(kind, words))
    });
}

/// Heading, chart, sources.
fn frame(
    ui: &mut Ui,
    text: &FrameText,
    content: &mut Content,
    ranking: &mut ranking::State,
    scene: &Scene<'_>,
    actions: &mut Vec<Action>,
) {
    heading(ui, text, content, scene);
    let room = ui.available_rect_before_wrap();
    let (area, below) = room.split_top_bottom_at_y(room.bottom() - SOURCE_LINE);
    match content {
        Content::Growth(bars) => {
            let best = growth::best_width(bars.len());
            let (area, notes) = beside(area, best);
            in_room(ui, area, |ui, area| growth::show(ui, area, bars, scene, actions));
            self::notes(ui, notes, text, scene);
        }
        Content::Compared(lines) if lines.is_empty() => say_nothing(ui, Tab::Growth, scene),
        Content::Compared(lines) => in_room(ui, area, |ui, area| lines.show(ui, area, scene, actions)),
        Content::Ranking(rows, without) => {
            ranking.show(ui, area, rows, without.as_deref(), scene, actions);
        }
        Content::Balance(field) => {
            let (area, notes) = beside(area, area.height() * 5.0);
            in_room(ui, area, |ui, area| field.show(ui, area, scene, actions));
            self::notes(ui, notes, text, scene);
        }
        Content::Timeline(lanes) => lanes.show(ui, area, scene, actions),
        Content::Table(_) | Content::Moran(_) | Content::Detections => {}
    }
    let mut line = ui.new_child(UiBuilder::new().max_rect(below).layout(Layout::left_to_right(Align::Max)));
    let sources = RichText::new(&text.source_line).small().color(scene.look.muted);
    let rest = [text.status_line.as_str()].into_iter().chain(text.notes.iter().map(String::as_str));
    line.add(Label::new(sources).truncate()).on_hover_ui(|ui| {
        ui.set_max_width(TIP * 1.4);
        ui.label(&text.source_line);
        for note in rest.filter(|note| !note.is_empty()) {
            ui.label(RichText::new(note).color(scene.look.muted));
        }
    });
    ui.advance_cursor_after_rect(room);
}

/// The title, with what the marks mean at its right.
fn heading(ui: &mut Ui, text: &FrameText, content: &Content, scene: &Scene<'_>) {
    let keys = match content {
        Content::Growth(bars) => growth::keys(bars),
        Content::Ranking(rows, _) => ranking::keys(rows),
        Content::Balance(field) => field.keys(),
        Content::Timeline(lanes) => lanes.keys(),
        // Names and intervals stand at the lines themselves.
        Content::Compared(_) | Content::Table(_) | Content::Moran(_) | Content::Detections => Vec::new(),
    };
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            // A title cut short says less than a legend left out.
            let most = ui.available_width() * 0.62;
            legend(ui, &keys, most, scene);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = RichText::new(&text.title).font(theme::bold(theme::size::BODY));
                ui.add(Label::new(title).truncate());
            });
        });
    });
}

/// Statuses, each once, strongest first.
fn statuses(
    all: impl Iterator<Item = crate::provenance::Status>,
    key: impl Fn(crate::provenance::Status) -> Key,
) -> Vec<Key> {
    let mut seen: Vec<_> = all.collect();
    seen.sort_unstable();
    seen.dedup();
    seen.into_iter().map(key).collect()
}

/// Signs with their words, from right to left, as many as fit into `most`.
fn legend(ui: &mut Ui, keys: &[Key], most: f32, scene: &Scene<'_>) {
    let side = theme::size::SMALL;
    let width = |key: Key| {
        if matches!(key, Key::Bar(_) | Key::Interval | Key::Band | Key::RankedBand) {
            side * 1.7
        } else {
            side
        }
    };
    let words: Vec<String> = keys.iter().map(|key| key_word(*key, scene)).collect();
    let mut used = 0.0;
    let mut fitting = 0;
    for (key, word) in keys.iter().zip(&words) {
        let text = marks::elided(ui.painter(), word, marks::small(), scene.look.muted, f32::INFINITY);
        used += width(*key) + text.size().x + 20.0;
        if used > most {
            break;
        }
        fitting += 1;
    }
    for (key, word) in keys.iter().zip(&words).take(fitting).rev() {
        ui.label(RichText::new(word).small().color(scene.look.muted));
        ui.spacing_mut().item_spacing.x = 5.0;
        let (rect, _) = ui.allocate_exact_size(vec2(width(*key), side), Sense::hover());
        marks::key(ui.painter(), rect.shrink(0.5), *key, scene.look);
        ui.add_space(6.0);
    }
}

fn key_word(key: Key, scene: &Scene<'_>) -> String {
    let words = scene.words;
    match key {
        Key::Bar(status) | Key::Dot(status) => words.get(&format!("status-{}", status.id())),
        Key::Interval | Key::Cross => words.get("chart-interval"),
        Key::Band => words.get("chart-bounds-only"),
        Key::RankedBand => words.get("ranking-bounds-only"),
        Key::Ban => words.get("chart-ban"),
        Key::Act(status) => words.get(&format!("act-{}", status.id())),
        Key::Side { has_surplus: true } => words.get("balance-side-surplus"),
        Key::Side { has_surplus: false } => words.get("balance-side-deficit"),
        Key::BoundedRing => words.get("chart-farms-bounds-only"),
        Key::Ring => words.get("chart-farms-unknown"),
    }
}

/// Gives a chart its area, or, where that is too low to read, one to scroll in.
fn in_room(ui: &mut Ui, area: Rect, show: impl FnOnce(&mut Ui, Rect)) {
    let mut inner = ui.new_child(UiBuilder::new().max_rect(area));
    if area.height() >= LEAST_CHART {
        show(&mut inner, area);
        return;
    }
    ScrollArea::vertical().id_salt("low").auto_shrink(false).show(&mut inner, |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(area.width() - 12.0, LEAST_CHART), Sense::hover());
        show(ui, rect);
    });
}

/// The area for a chart that is best `width` wide, and what is left for notes.
fn beside(area: Rect, width: f32) -> (Rect, Option<Rect>) {
    let left = area.width() - width;
    if left < LEAST_NOTES {
        return (area, None);
    }
    let (chart, notes) = area.split_left_right_at_x(area.left() + width);
    (chart, Some(notes.with_min_x(notes.left() + 24.0)))
}

/// What is counted and what a reader must not mistake, beside the chart.
fn notes(ui: &mut Ui, area: Option<Rect>, text: &FrameText, scene: &Scene<'_>) {
    let Some(area) = area else { return };
    let mut ui = ui.new_child(UiBuilder::new().max_rect(area).layout(Layout::top_down(Align::Min)));
    ScrollArea::vertical().id_salt("notes").show(&mut ui, |ui| {
        ui.set_max_width(area.width().min(560.0));
        for note in std::iter::once(&text.subtitle).chain(&text.notes).filter(|note| !note.is_empty()) {
            ui.label(RichText::new(note).small().color(scene.look.muted));
        }
    });
}

/// Says in words that there is nothing to chart.
fn say_nothing(ui: &mut Ui, tab: Tab, scene: &Scene<'_>) {
    let message = match tab {
        Tab::Growth if prepare::is_category(scene) => "growth-no-number",
        Tab::Growth => "growth-nothing",
        Tab::Ranking if prepare::is_category(scene) => "ranking-no-number",
        Tab::Ranking => "ranking-nothing",
        Tab::Balance => "balance-nothing",
        Tab::Timeline => "timeline-nothing",
        Tab::Table | Tab::Moran | Tab::Detections => "chart-nothing",
    };
    ui.centered_and_justified(|ui| {
        ui.label(RichText::new(scene.words.get(message)).color(scene.look.muted));
    });
}

/// A tooltip at the pointer, worded only when it is shown.
fn tip(response: &Response, text: impl FnOnce() -> String) {
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.set_max_width(TIP);
        ui.label(text());
    });
}

/// Horizontal hairlines with their numbers in the gutter at the left.
fn draw_grid(
    painter: &Painter,
    plot: Rect,
    ticks: &[f64],
    is_log: bool,
    y: impl Fn(f64) -> f32,
    scene: &Scene<'_>,
) {
    for tick in ticks {
        let at = y(*tick);
        painter.hline(plot.x_range(), at, Stroke::new(marks::HAIRLINE, scene.look.line));
        // Steps of a logarithmic axis have decimals of their own.
        let text = tick_text(*tick, if is_log { std::slice::from_ref(tick) } else { ticks }, scene);
        let text = marks::elided(painter, &text, marks::small(), scene.look.muted, GUTTER);
        marks::put(painter, Align2::RIGHT_CENTER, pos2(plot.left() - 6.0, at), text);
    }
}

/// A number on an axis, as short as its neighbours let it be.
fn tick_text(tick: f64, ticks: &[f64], scene: &Scene<'_>) -> String {
    let lang = scene.words.lang();
    if tick.abs() >= 1e4 {
        return units::compact(tick, lang);
    }
    // As many decimals as the finest of them needs.
    let decimals = |value: f64| {
        (0..6).find(|d| {
            let scaled = value * 10f64.powi(*d);
            (scaled - scaled.round()).abs() < 1e-6
        })
    };
    let most = ticks.iter().filter_map(|tick| decimals(*tick)).max().unwrap_or(0);
    units::number(tick, usize::try_from(most).unwrap_or(0), lang)
}

/// A table of rows that can be clicked and fill their panel, before it has columns.
fn rows_table(ui: &mut Ui) -> TableBuilder<'_> {
    TableBuilder::new(ui)
        .striped(false)
        .sense(Sense::CLICK)
        .cell_layout(Layout::left_to_right(Align::Center))
        .min_scrolled_height(0.0)
        .auto_shrink(false)
}
