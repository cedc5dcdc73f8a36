//! Owns the small curve of the first day of a described table. Does not compute it.

use crate::{
    atlas::Day,
    lang::Message,
    ui::{
        action::Scene,
        theme::{regular, size},
    },
    units,
};
use eframe::egui::{Align2, RichText, Sense, Stroke, Ui, pos2, vec2};
use headend::table::FirstDay;

const HEIGHT: f32 = 120.0;
/// Room for hours below and for numbers on the left.
const BELOW: f32 = 16.0;
const BESIDE: f32 = 64.0;
const DAY_S: f32 = 86_400.0;
/// Hours that are named.
const HOURS: [u8; 5] = [0, 6, 12, 18, 24];

/// Power over the hours of the day, or why there is none. A gap stays empty.
pub(super) fn show(ui: &mut Ui, scene: &Scene<'_>, day: &Result<Option<FirstDay>, Message>) {
    let (look, words) = (scene.look, scene.words);
    let day = match day {
        Ok(Some(day)) if !day.steps.is_empty() => day,
        Ok(_) => {
            ui.label(RichText::new(words.get("described-no-readings")).color(look.ban));
            return;
        }
        Err(_) => {
            ui.label(RichText::new(words.get("described-day-later")).color(look.muted));
            return;
        }
    };
    let lang = words.lang();
    let kw = |kw: f64| {
        words.with("point-power", &[("kw", &units::number(kw, if kw < 10.0 { 2 } else { 1 }, lang))])
    };
    let (peak, energy) = (day.peak_kw(), day.energy_kwh());
    let decimals = usize::from(energy < 100.0);
    let args = [
        ("day", Day::since_1970(day.day).period().label(words)),
        ("peak", kw(peak)),
        ("energy", units::number(energy, decimals, lang)),
    ];
    let args = args.each_ref().map(|(name, text)| (*name, text.as_str()));
    let told = words.with("described-day", &args);
    let told = match &day.meter {
        Some(meter) => words.with("described-of-meter", &[("meter", meter), ("day", &told)]),
        None => told,
    };
    ui.label(RichText::new(&told).strong());
    // The line above says all that is read out of it.
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::hover());
    let mut plot = rect.shrink2(vec2(8.0, 6.0));
    plot.min.x += BESIDE;
    plot.max.y -= BELOW;
    let top = peak.max(f64::MIN_POSITIVE);
    let x = |second: f32| plot.left() + (second / DAY_S).min(1.0) * plot.width();
    let y = |kw: f64| plot.bottom() - (kw / top).max(0.0) as f32 * plot.height();
    let painter = ui.painter();
    let font = regular(size::SMALL);
    for hour in HOURS {
        let at = x(f32::from(hour) * 3600.0);
        painter.vline(at, plot.y_range(), Stroke::new(1.0, look.line));
        let label = pos2(at, plot.bottom() + 2.0);
        painter.text(label, Align2::CENTER_TOP, format!("{hour:02}:00"), font.clone(), look.muted);
    }
    painter.hline(plot.x_range(), plot.bottom(), Stroke::new(1.0, look.line));
    for (value, anchor) in [(peak, Align2::RIGHT_TOP), (0.0, Align2::RIGHT_BOTTOM)] {
        let at = pos2(plot.left() - 6.0, if value > 0.0 { plot.top() } else { plot.bottom() });
        painter.text(at, anchor, kw(value), font.clone(), look.muted);
    }
    let stroke = Stroke::new(1.8, look.data);
    let mut before: Option<(u32, f64)> = None;
    for step in &day.steps {
        let ends_s = step.start_s + step.seconds;
        painter.hline(x(step.start_s as f32)..=x(ends_s as f32), y(step.kw), stroke);
        if let Some((_, kw)) = before.filter(|(ended_s, _)| *ended_s == step.start_s) {
            painter.line_segment(
                [pos2(x(step.start_s as f32), y(kw)), pos2(x(step.start_s as f32), y(step.kw))],
                stroke,
            );
        }
        before = Some((ends_s, step.kw));
    }
}
