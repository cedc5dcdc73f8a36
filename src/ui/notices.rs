//! Owns short messages to the user: what was done, what went wrong and what to do. Does not decide
//! what to say.

use super::{
    action::Action,
    theme::{Look, size},
};
use eframe::egui::{Align2, Area, Context, Frame, Id, Label, Margin, Order, Rect, RichText, Stroke, Vec2};

/// How long a message that needs no answer stays, in seconds.
const STAYS_S: f64 = 6.0;
/// Lines of a message, in points.
const TEXT_WIDTH: f32 = 520.0;

/// How much a message matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// It was done.
    Done,
    /// It was done, and this is its only outcome: the message stays until it is closed.
    Answered,
    /// It was not; the message stays until it is closed.
    Failed,
}

struct Notice {
    weight: Weight,
    text: String,
    /// Program time at which it goes by itself.
    until_s: f64,
    /// A button that leads on.
    leads_to: Option<(String, Action)>,
}

/// Messages that are shown.
#[derive(Default)]
pub(super) struct Notices(Vec<Notice>);

impl Notices {
    /// Shows a message.
    pub(super) fn say(&mut self, ctx: &Context, weight: Weight, text: impl Into<String>) {
        self.say_with(ctx, weight, text.into(), None);
    }

    /// Shows a message with a button that leads on.
    pub(super) fn say_with(
        &mut self,
        ctx: &Context,
        weight: Weight,
        text: String,
        leads_to: Option<(String, Action)>,
    ) {
        const MOST: usize = 4;
        self.0.retain(|notice| notice.text != text);
        // What asks for a click is read longer.
        let stays_s = if leads_to.is_some() { 2.0 * STAYS_S } else { STAYS_S };
        let until_s = ctx.input(|input| input.time) + stays_s;
        self.0.push(Notice { weight, text, until_s, leads_to });
        if self.0.len() > MOST {
            self.0.remove(0);
        }
    }

    /// Draws them above everything, at the lower edge of the map: lists and charts below it stay in reach.
    pub(super) fn show(
        &mut self,
        ctx: &Context,
        map: Rect,
        look: &Look,
        close: &str,
        actions: &mut Vec<Action>,
    ) {
        const ABOVE: f32 = 12.0;
        let now_s = ctx.input(|input| input.time);
        self.0.retain(|notice| notice.weight != Weight::Done || notice.until_s > now_s);
        if self.0.is_empty() {
            return;
        }
        let mut closed = None;
        Area::new(Id::unique("notices"))
            .order(Order::Foreground)
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(map.center_bottom() - Vec2::new(0.0, ABOVE))
            .show(ctx, |ui| {
                for (number, notice) in self.0.iter().enumerate() {
                    let colour = if notice.weight == Weight::Failed { look.ban } else { look.accent };
                    Frame::new()
                        .fill(look.card)
                        .stroke(Stroke::new(1.5, colour))
                        .corner_radius(6)
                        .inner_margin(Margin::symmetric(12, 8))
                        .show(ui, |ui| {
                            ui.horizontal(|ui| {
                                let text = RichText::new(&notice.text).size(size::BODY);
                                ui.scope(|ui| {
                                    ui.set_max_width(TEXT_WIDTH);
                                    ui.add(Label::new(text).wrap());
                                });
                                if let Some((name, action)) = &notice.leads_to
                                    && ui.button(name).clicked()
                                {
                                    actions.push(action.clone());
                                    closed = Some(number);
                                }
                                if super::top_bar::named(ui, "✕", close, true).clicked() {
                                    closed = Some(number);
                                }
                            });
                        });
                }
            });
        if let Some(number) = closed {
            self.0.remove(number);
        }
        ctx.request_repaint_after_secs(1.0);
    }
}
