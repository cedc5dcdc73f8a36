//! Owns the preview of readings whose columns were guessed: what each column was taken for, what the file does
//! not say, the first day as power, and saving all that as a description. Does not guess, nor read the file.

use super::{
    find::FindSection,
    framed_choices, note,
    sample::{self, sample},
    save_to::SaveTo,
    sheet,
};
use crate::{
    io::{self, DescribedTable},
    lang::{Message, Words},
    ui::{
        action::{Action, Scene},
        files::{Content, Order},
        theme::{self, size},
    },
    units,
};
use eframe::egui::{
    Align, ComboBox, Context, DragValue, Label, Layout, RichText, Role, ScrollArea, TextEdit, Ui, Vec2,
    WidgetInfo,
};
use headend::table::{
    Answer, DateOrder, Description, FirstDay, Quantity, Question, Sample, StampAt, Unit, Wide,
};

mod curve;
#[cfg(test)]
mod tests;

/// Rows of the file that are shown.
const ROWS: usize = 4;
/// Columns that are shown; a table of half hours has fifty.
const MOST_COLUMNS: usize = 12;
/// Width of what is asked, beside its answers.
const ASKED: f32 = 280.0;
/// Name of the file that is offered, as the guide calls it.
const FILE: &str = "readings.json";
/// Zones that are offered: UTC, and those of Russia from west to east.
const ZONES: [&str; 12] = [
    "UTC",
    "Europe/Kaliningrad",
    "Europe/Moscow",
    "Europe/Samara",
    "Asia/Yekaterinburg",
    "Asia/Omsk",
    "Asia/Krasnoyarsk",
    "Asia/Irkutsk",
    "Asia/Yakutsk",
    "Asia/Vladivostok",
    "Asia/Magadan",
    "Asia/Kamchatka",
];

/// What a column is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Meter,
    Time,
    TimeOfDay,
    Values,
    Unread,
}

impl Part {
    const ALL: [Self; 5] = [Self::Meter, Self::Time, Self::TimeOfDay, Self::Values, Self::Unread];

    const fn message(self) -> &'static str {
        match self {
            Self::Meter => "described-meter",
            Self::Time => "described-time",
            Self::TimeOfDay => "described-time-of-day",
            Self::Values => "described-values",
            Self::Unread => "described-unread",
        }
    }

    fn of(column: &str, description: &Description) -> Self {
        if description.meter.as_deref() == Some(column) {
            return Self::Meter;
        }
        match description.time.iter().position(|name| name == column) {
            Some(0) => return Self::Time,
            Some(_) => return Self::TimeOfDay,
            None => {}
        }
        if description.values.iter().any(|name| name == column) { Self::Values } else { Self::Unread }
    }

    /// The answer that gives a column this part; none where nothing is to be read of it.
    fn answer(self, column: &str, description: &Description) -> Option<Answer> {
        let column = column.to_owned();
        Some(match self {
            Self::Meter => Answer::Meter(column),
            Self::Time => Answer::Time(vec![column]),
            Self::TimeOfDay => {
                let date = description.time.first().filter(|date| **date != column).cloned();
                Answer::Time(date.into_iter().chain([column]).collect())
            }
            Self::Values => Answer::Values(column),
            Self::Unread => return None,
        })
    }
}

/// What the dialog keeps between frames.
pub(super) struct DescribedDialog {
    table: DescribedTable,
    sample: Sample,
    /// Power on the first day of what the description says now.
    day: Result<Option<FirstDay>, Message>,
    zone: String,
    meter_name: String,
    minutes: u32,
    find: FindSection,
    pub(super) save_to: SaveTo,
}

impl DescribedDialog {
    /// Of a table as it was guessed.
    pub(super) fn new(table: DescribedTable) -> Self {
        let folder = table.path().parent().unwrap_or(table.path());
        let mut save_to = SaveTo::new(folder);
        save_to.offer(FILE.to_owned());
        let (sample, day) = (table.sample(ROWS), day_of(&table));
        let Description { zone, meter_name, interval_minutes, .. } = &table.description;
        Self {
            zone: zone.clone().unwrap_or_default(),
            meter_name: meter_name.clone().unwrap_or_default(),
            minutes: interval_minutes.unwrap_or_default(),
            sample,
            day,
            find: FindSection::new(table.path()),
            save_to,
            table,
        }
    }

    /// Draws it; says whether it is to be closed.
    pub(super) fn show(&mut self, ctx: &Context, scene: &Scene<'_>, actions: &mut Vec<Action>) -> bool {
        const SIZE: Vec2 = Vec2::new(880.0, 700.0);
        let words = scene.words;
        let name = self.table.path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let title = words.with("described-title", &[("name", &name)]);
        let mut is_started = false;
        let is_closed = sheet(ctx, scene, &title, SIZE, |ui| {
            ScrollArea::vertical().auto_shrink([false, true]).show(ui, |ui| {
                self.state(ui, scene);
                ui.add_space(4.0);
                ui.columns(2, |halves| {
                    self.columns(&mut halves[0], scene);
                    // Columns spread the words of a line over their width.
                    let layout = Layout::top_down(Align::Min);
                    halves[1].with_layout(layout, |ui| curve::show(ui, scene, &self.day));
                });
                ui.add_space(8.0);
                self.facts(ui, scene);
                ui.add_space(8.0);
                let is_ready = self.table.description.questions().is_empty();
                let (path, description) = (self.table.path(), self.table.needed());
                is_started = self.find.show(ui, scene, path, description, is_ready, actions);
                if self.table.needed().is_some() {
                    ui.add_space(8.0);
                    self.save(ui, scene, &name, actions);
                }
            });
        });
        is_closed || is_started
    }

    /// How many questions are open, and how the text was read.
    fn state(&self, ui: &mut Ui, scene: &Scene<'_>) {
        let (words, look) = (scene.words, scene.look);
        let open = self.table.description.questions().len();
        if open > 0 {
            let count = units::number(open as f64, 0, words.lang());
            let text = words.plural("described-open", open as f64, &[("count", &count)]);
            ui.label(RichText::new(text).font(theme::bold(size::BODY)).color(look.warning));
        } else {
            let is_described = self.table.needed().is_some();
            let message = if is_described { "described-complete" } else { "described-known" };
            let text = RichText::new(words.get(message));
            ui.label(text.font(theme::bold(size::BODY)).color(look.accent));
        }
        note(ui, look, sentence(&io::text_told(&self.table.description), words));
    }

    /// The columns with their first cells; what each is taken for can be changed above it.
    fn columns(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let words = scene.words;
        let is_wide = self.table.description.wide.is_some();
        let shown = self.sample.columns.len().min(MOST_COLUMNS);
        let columns = &self.sample.columns[..shown];
        let mut changed = None;
        sample(ui, columns.iter().map(String::as_str), &self.sample.rows, |ui, at| {
            let part = Part::of(&columns[at], &self.table.description);
            let told = |part: Part| words.get(part.message());
            if is_wide && part == Part::Values {
                sample::part(ui, scene, told(part), true);
                return;
            }
            let now = (part, part != Part::Unread);
            let chosen = sample::parts(ui, scene, &columns[at], now, Part::ALL, told);
            changed = chosen.map(|other| (columns[at].clone(), other)).or_else(|| changed.take());
        });
        let more = self.sample.columns.len() - shown;
        if more > 0 {
            let count = units::number(more as f64, 0, words.lang());
            note(ui, scene.look, words.plural("described-more-columns", more as f64, &[("count", &count)]));
        }
        if let Some((column, part)) = changed {
            if let Some(answer) = part.answer(&column, &self.table.description) {
                self.answer(answer);
            } else {
                self.table.description.release(&column);
                self.day = day_of(&self.table);
            }
        }
    }

    /// What holds for all rows, with what else it could be beside it; what is not known stands out.
    fn facts(&mut self, ui: &mut Ui, scene: &Scene<'_>) {
        let words = scene.words;
        let description = self.table.description.clone();
        let open = description.questions();
        let is_register = description.quantity == Some(Quantity::Register);
        let mut answers: Vec<Answer> = Vec::new();
        ui.scope(|ui| {
            let fact = |ui: &mut Ui, question: Question, contents: &mut dyn FnMut(&mut Ui)| {
                let text = RichText::new(sentence(&io::question_told(question), words));
                let is_open = open.contains(&question);
                let text = if is_open { text.strong().color(scene.look.warning) } else { text };
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width(ASKED);
                        ui.add(Label::new(text).wrap());
                    });
                    contents(ui);
                });
                ui.add_space(3.0);
            };
            for question in [Question::Time, Question::Values] {
                if open.contains(&question) {
                    fact(ui, question, &mut |ui| note(ui, scene.look, words.get("described-above")));
                }
            }
            if description.meter.is_none() {
                fact(ui, Question::Meter, &mut |ui| {
                    let name = TextEdit::singleline(&mut self.meter_name).desired_width(180.0);
                    let name = ui.add(name);
                    let said = words.get("described-meter-name");
                    name.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &said));
                    if name.on_hover_text(&said).changed() && !self.meter_name.trim().is_empty() {
                        answers.push(Answer::MeterName(self.meter_name.trim().to_owned()));
                    }
                });
            }
            fact(ui, Question::Quantity, &mut |ui| {
                let all = [Quantity::Energy, Quantity::MeanPower, Quantity::Register];
                let all = all.map(|one| (Some(one), sentence(&io::quantity_told(one), words)));
                answers.extend(framed_choices(ui, description.quantity, all).flatten().map(Answer::Quantity));
            });
            fact(ui, Question::Unit, &mut |ui| {
                let all = UNITS.map(|(one, message)| (Some(one), words.get(message)));
                answers.extend(framed_choices(ui, description.unit, all).flatten().map(Answer::Unit));
            });
            if !is_register && description.wide.is_none() {
                fact(ui, Question::Stamp, &mut |ui| {
                    let all = [StampAt::Start, StampAt::End];
                    let all = all.map(|one| (Some(one), sentence(&io::stamp_told(one), words)));
                    answers.extend(framed_choices(ui, description.stamp, all).flatten().map(Answer::Stamp));
                });
            }
            if !is_register && description.wide != Some(Wide::Days) {
                fact(ui, Question::Interval, &mut |ui| {
                    answers.extend(self.interval(ui, words).map(Answer::Interval));
                });
            }
            fact(ui, Question::Zone, &mut |ui| {
                answers.extend(self.zone(ui, scene).map(Answer::Zone));
            });
            // Seconds since 1970 are written one way.
            if ORDERS.iter().any(|(order, _)| description.dates.is_none_or(|dates| dates == *order)) {
                fact(ui, Question::Dates, &mut |ui| {
                    let all = ORDERS.map(|(order, text)| (Some(order), text.to_owned()));
                    answers.extend(framed_choices(ui, description.dates, all).flatten().map(Answer::Dates));
                });
            }
        });
        for answer in answers {
            self.answer(answer);
        }
    }

    /// The usual lengths of an interval, and any other; tells the one that is chosen.
    fn interval(&mut self, ui: &mut Ui, words: &Words) -> Option<u32> {
        let known = self.table.description.interval_minutes;
        ui.horizontal(|ui| {
            let all = [5, 10, 15, 30, 60].map(|minutes| (Some(minutes), minutes.to_string()));
            let taken = framed_choices(ui, known, all).flatten();
            self.minutes = taken.unwrap_or(self.minutes);
            let dragged = ui.add(DragValue::new(&mut self.minutes).range(1..=1440));
            let is_new = dragged.changed() || taken.is_some();
            dragged.on_hover_text(sentence(&io::question_told(Question::Interval), words));
            is_new.then_some(self.minutes)
        })
        .inner
    }

    /// A zone to type or to choose; tells it once it is one.
    fn zone(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Option<String> {
        let words = scene.words;
        ui.horizontal(|ui| {
            let field = ui.add(TextEdit::singleline(&mut self.zone).desired_width(180.0));
            let said = words.get("described-zone");
            field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &said));
            let mut is_new = field.changed();
            let list = ComboBox::from_id_salt("zones").selected_text(words.get("described-zones"));
            let list = list.show_ui(ui, |ui| {
                for zone in ZONES {
                    if ui.selectable_label(self.zone == zone, zone).clicked() {
                        zone.clone_into(&mut self.zone);
                        is_new = true;
                    }
                }
            });
            let said = words.get("described-zone-list");
            list.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &said));
            // A name that is typed is no zone until its end.
            if !self.zone.is_empty() && self.zone.parse::<headend::Zone>().is_err() {
                ui.label(RichText::new(words.get("described-no-zone")).color(scene.look.ban));
                return None;
            }
            (is_new && !self.zone.is_empty()).then(|| self.zone.clone())
        })
        .inner
    }

    fn answer(&mut self, answer: Answer) {
        // What is no zone is not asked for.
        if self.table.description.answer(answer).is_ok() {
            self.day = day_of(&self.table);
            self.save_to.changed();
        }
    }

    /// Saves the description, and says what it is for.
    fn save(&mut self, ui: &mut Ui, scene: &Scene<'_>, name: &str, actions: &mut Vec<Action>) {
        let words = scene.words;
        ui.label(RichText::new(words.get("described-save")).font(theme::bold(size::BODY)));
        if let Some((path, replaces)) = self.save_to.show(ui, scene, true) {
            let text = io::description_json(&self.table.description);
            actions.push(Action::Save(Order { files: vec![(Content::Text(text), path)], replaces }));
        }
        let command =
            format!("hashatlas detect --readings {name:?} --description {FILE} -o detections.parquet");
        note(ui, scene.look, words.get("described-next"));
        ui.horizontal_wrapped(|ui| {
            ui.monospace(&command);
            if ui.button(words.get("described-copy-command")).clicked() {
                actions.push(Action::CopyText(command.clone()));
            }
        });
    }
}

const UNITS: [(Unit, &str); 6] = [
    (Unit::Wh, "unit-wh"),
    (Unit::KWh, "unit-kwh"),
    (Unit::MWh, "unit-mwh"),
    (Unit::W, "unit-w"),
    (Unit::KW, "unit-kw"),
    (Unit::MW, "unit-mw"),
];
/// How dates are written, by example.
const ORDERS: [(DateOrder, &str); 3] = [
    (DateOrder::YearFirst, "2025-03-31"),
    (DateOrder::DayFirst, "31.03.2025"),
    (DateOrder::MonthFirst, "03/31/2025"),
];

fn day_of(table: &DescribedTable) -> Result<Option<FirstDay>, Message> {
    table.first_day().map_err(|error| error.told())
}

/// With a large letter first.
fn sentence(message: &Message, words: &Words) -> String {
    let text = message.say(words);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
