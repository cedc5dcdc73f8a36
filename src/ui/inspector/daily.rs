//! Owns the small chart of a meter's energy day by day. Does not read it.

use crate::{
    atlas::Day,
    io::DailyEnergy,
    lang::Words,
    ui::{
        action::Scene,
        theme::{regular, size},
    },
    units,
};
use eframe::egui::{Align2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

const HEIGHT: f32 = 96.0;
/// Room for numbers above and dates below.
const TEXT: f32 = 16.0;

/// Bars from zero, a day each; the days between first and last seen on a tint. A day without all
/// its readings has no bar, but a mark on the axis.
pub(super) fn chart(ui: &mut Ui, scene: &Scene<'_>, daily: &DailyEnergy, seen: (Option<i32>, Option<i32>)) {
    let (look, words) = (scene.look, scene.words);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let plot = Rect::from_min_max(rect.min + vec2(0.0, TEXT), rect.max - vec2(0.0, TEXT));
    let count = daily.kwh.len().max(1);
    let step = plot.width() / count as f32;
    let bar = if step > 3.0 { step - 1.0 } else { step };
    let top = daily.kwh.iter().copied().flatten().fold(0.0, f32::max).max(f32::MIN_POSITIVE);
    let x = |nth: i32| plot.left() + nth.clamp(0, count as i32) as f32 * step;
    let painter = ui.painter();
    if let Some(first) = seen.0 {
        let until = seen.1.map_or(count as i32, |last| last - daily.first_day + 1);
        let tinted = Rect::from_x_y_ranges(x(first - daily.first_day)..=x(until), plot.y_range());
        painter.rect_filled(tinted, 0.0, look.accent_tint);
    }
    for (nth, kwh) in daily.kwh.iter().enumerate() {
        let left = plot.left() + nth as f32 * step;
        match kwh {
            Some(kwh) => {
                let high = (kwh / top * plot.height()).max(0.0);
                let column = Rect::from_min_max(
                    pos2(left, plot.bottom() - high),
                    pos2(left + bar.max(1.0), plot.bottom()),
                );
                painter.rect_filled(column, 0.0, look.data);
            }
            None => {
                painter.hline(
                    left..=left + bar.max(1.0),
                    plot.bottom() + 2.5,
                    Stroke::new(2.0, look.warning),
                );
            }
        }
    }
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, look.line));
    let font = regular(size::SMALL);
    let (first, last) = (daily.first_day, daily.first_day + count as i32 - 1);
    painter.text(rect.left_top(), Align2::LEFT_TOP, energy(top, words), font.clone(), look.muted);
    painter.text(rect.left_bottom(), Align2::LEFT_BOTTOM, date(first, words), font.clone(), look.muted);
    painter.text(rect.right_bottom(), Align2::RIGHT_BOTTOM, date(last, words), font, look.muted);
    let most = energy(top, words);
    let summary = words.with(
        "point-daily-chart",
        &[("from", &date(first, words)), ("to", &date(last, words)), ("kwh", &most)],
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &summary));
    if let Some(at) = response.hover_pos() {
        let nth = (((at.x - plot.left()) / step).max(0.0) as usize).min(count - 1);
        let kwh = daily.kwh.get(nth).copied().flatten();
        let value = kwh.map_or_else(|| words.get("point-daily-missing"), |kwh| energy(kwh, words));
        response.on_hover_text(format!("{}: {value}", date(first + nth as i32, words)));
    }
}

fn energy(kwh: f32, words: &Words) -> String {
    let decimals = usize::from(kwh < 100.0);
    words.with("point-kwh", &[("kwh", &units::number(f64::from(kwh), decimals, words.lang()))])
}

fn date(day: i32, words: &Words) -> String {
    Day::since_1970(day).period().label(words)
}
