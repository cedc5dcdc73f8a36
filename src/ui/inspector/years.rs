//! Owns small charts of a figure over the years. Does not choose the years.

use super::badge;
use crate::{
    provenance::Status,
    session::YearValue,
    ui::theme::{Look, regular, size},
};
use eframe::egui::{
    Align2, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// Width of a bar and of a year in the small chart beside a figure, in points.
const BAR: f32 = 5.0;
const STEP: f32 = 7.0;

/// Width of the small chart.
pub(super) fn small_width(years: &[YearValue]) -> f32 {
    span(years) as f32 * STEP
}

/// Years from the first to the last: one without a figure keeps its room and stays empty.
fn span(years: &[YearValue]) -> usize {
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return 0 };
    usize::try_from(last.year - first.year).unwrap_or(0) + 1
}

/// The small chart, into `rect`.
pub(super) fn small(painter: &Painter, rect: Rect, years: &[YearValue], look: &Look) {
    bars(painter, rect, years, look, BAR, STEP);
}

/// Bars from zero up, or down for what is below it.
fn bars(painter: &Painter, rect: Rect, years: &[YearValue], look: &Look, bar: f32, step: f32) {
    let Some(first) = years.first() else { return };
    let top = years.iter().map(|year| year.value).fold(0.0, f64::max);
    let bottom = years.iter().map(|year| year.value).fold(0.0, f64::min);
    let range = (top - bottom).max(f64::MIN_POSITIVE);
    let y = |value: f64| rect.top() + rect.height() * ((top - value) / range) as f32;
    let zero = y(0.0);
    for year in years {
        let x = rect.left() + (year.year - first.year) as f32 * step;
        let end = y(year.value);
        let column =
            Rect::from_min_max(pos2(x, zero.min(end)), pos2(x + bar, zero.max(end).max(zero.min(end) + 1.0)));
        if year.status <= Status::Detected {
            painter.rect_filled(column, 0.0, look.data);
        } else {
            painter.rect(column, 0.0, look.data_tint, Stroke::new(1.0, look.data), StrokeKind::Inside);
        }
    }
    painter.hline(rect.x_range(), zero, Stroke::new(1.0, look.line));
}

/// A chart as wide as the panel, with years below and values above the bars.
pub(super) fn large(ui: &mut Ui, years: &[YearValue], look: &Look, name: &str) -> Response {
    const HEIGHT: f32 = 56.0;
    let all = span(years).max(1) as f32;
    let step = (ui.available_width() / all).min(64.0);
    let (rect, response) = ui.allocate_exact_size(vec2(step * all, HEIGHT + 18.0), Sense::hover());
    let plot = Rect::from_min_max(rect.min + vec2(0.0, 4.0), pos2(rect.right(), rect.top() + HEIGHT));
    bars(ui.painter(), plot, years, look, step * 0.6, step);
    let first = years.first().map_or(0, |year| year.year);
    for year in years {
        let x = rect.left() + (year.year - first) as f32 * step + step * 0.3;
        let text = year.year.to_string();
        ui.painter().text(
            pos2(x, plot.bottom() + 2.0),
            Align2::CENTER_TOP,
            text,
            regular(size::SMALL),
            look.muted,
        );
        if year.status > Status::Derived {
            badge::shape(ui.painter(), pos2(x, plot.bottom() - badge::SHAPE), year.status, look);
        }
    }
    let said: Vec<String> = years.iter().map(|year| format!("{}: {}", year.year, year.text)).collect();
    let said = format!("{name}. {}", said.join("; "));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    response.on_hover_text(said)
}
