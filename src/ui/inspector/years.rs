//! Owns small charts of a figure over the years. Does not choose the years.

use super::badge;
use crate::{
    figure::{Axis, Span, YearMark, growth_scale},
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

/// Steps of an axis that is not drawn, about.
const STEPS: usize = 3;

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

/// Bars from zero up, or down for what is below it, filled where a source or a count stands behind them;
/// intervals and ranges as strokes.
fn bars(painter: &Painter, rect: Rect, years: &[YearValue], look: &Look, bar: f32, step: f32) {
    let Some(first) = years.first() else { return };
    let (domain, _) = growth_scale(years.iter().map(|year| &year.observation), STEPS);
    let axis = Axis::linear(domain, (f64::from(rect.bottom()), f64::from(rect.top())));
    let zero = axis.at(0.0) as f32;
    for year in years {
        let x = rect.left() + (year.year - first.year) as f32 * step;
        let mark = YearMark::of(&year.observation, &axis);
        if let Some(end) = mark.tip().map(|tip| tip as f32) {
            let bottom = zero.max(end).max(zero.min(end) + 1.0);
            let column = Rect::from_min_max(pos2(x, zero.min(end)), pos2(x + bar, bottom));
            if matches!(year.observation.status, Status::Published | Status::Detected) {
                painter.rect_filled(column, 0.0, look.data);
            } else {
                painter.rect(column, 0.0, look.data_tint, Stroke::new(1.0, look.data), StrokeKind::Inside);
            }
        }
        if let Some(span) = mark.span() {
            stroke(painter, span, x + bar / 2.0, bar / 4.0, look);
        }
    }
    painter.hline(rect.x_range(), zero, Stroke::new(1.0, look.line));
}

/// An interval upright, with a cap at each end that lies on the axis.
fn stroke(painter: &Painter, span: Span, x: f32, cap: f32, look: &Look) {
    let ink = Stroke::new(1.0, look.ink);
    let ends = span.ends.map(|end| end as f32);
    painter.line_segment([pos2(x, ends[0]), pos2(x, ends[1])], ink);
    for (end, goes_on) in ends.into_iter().zip(span.goes_on) {
        if !goes_on {
            painter.line_segment([pos2(x - cap, end), pos2(x + cap, end)], ink);
        }
    }
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
        let status = year.observation.status;
        if status > Status::Derived {
            badge::shape(ui.painter(), pos2(x, plot.bottom() - badge::SHAPE), status, look);
        }
    }
    let said: Vec<String> = years.iter().map(|year| format!("{}: {}", year.year, year.text)).collect();
    let said = format!("{name}. {}", said.join("; "));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    response.on_hover_text(said)
}
