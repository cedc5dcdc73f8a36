//! Owns the mean week before and since a load began, hour by hour, and how long which load lasted. Does not know
//! when it began.

use super::{Dossier, LoadCurve, Sheet, headed};
use crate::boxes::Rect;
use crate::chart::canvas::Ink;
use crate::chart::scale::{Axis, round_domain, tick_text};
use crate::run::Anchor;
use crate::style::Colour;
use crate::units;

/// Weeks before and since side by side, and beside them how long which load lasted.
pub(super) fn draw(sheet: &mut Sheet<'_>, dossier: &Dossier, curve: &LoadCurve, room: Rect) {
    let (from_s, to_s) = dossier.span(curve);
    let (before, since) = (curve.slots(curve.start_s, from_s), curve.slots(from_s, to_s));
    let gap = sheet.sizes.gap * 2.5;
    let width = (room.w - 2.0 * gap) / 3.0;
    let third = |number: f64| Rect::new(room.x + (width + gap) * number, room.y, width, room.h);
    let weeks = [curve.week(before.clone()), curve.week(since.clone())];
    // One scale for both: what is darker is more.
    let most = weeks.iter().flatten().flatten().copied().filter(|kw| kw.is_finite()).fold(0.0_f32, f32::max);
    for (number, (week, id)) in weeks.iter().zip(["dossier-week-before", "dossier-week-since"]).enumerate() {
        let title = sheet.words.get(id);
        let room = headed(sheet, &title, third(number as f64));
        draw_week(sheet, week, most, room);
    }
    let title = sheet.words.get("dossier-duration");
    let room = headed(sheet, &title, third(2.0));
    draw_duration(sheet, curve, [before, since], room);
}

fn draw_week(sheet: &mut Sheet<'_>, week: &[[f32; 24]; 7], most: f32, room: Rect) {
    let (theme, small) = (sheet.theme, sheet.sizes.small);
    let days: Vec<String> =
        sheet.words.get("dossier-weekdays").split_whitespace().map(str::to_owned).collect();
    let gutter = days.iter().map(|day| small.width(day)).fold(0.0, f64::max) + sheet.sizes.gap * 0.6;
    let foot = small.line_height();
    let cell = ((room.w - gutter) / 24.0, (room.h - foot) / 7.0);
    for (number, hours) in week.iter().enumerate() {
        let y = room.y + cell.1 * number as f64;
        let name = days.get(number).cloned().unwrap_or_default();
        let at = (room.x + gutter - sheet.sizes.gap * 0.6, y + cell.1 / 2.0 + small.centre());
        // Rows lower than a line name every other day.
        if number % 2 == 0 || cell.1 >= small.line_height() {
            sheet.place(at, &name, small, Anchor::End, theme.muted);
        }
        for (hour, kw) in hours.iter().enumerate() {
            let rect = Rect::new(room.x + gutter + cell.0 * hour as f64, y, cell.0, cell.1).inset(0.4);
            let colour = if kw.is_finite() {
                between(theme.data_tint, theme.data, f64::from(kw / most.max(f32::MIN_POSITIVE)))
            } else {
                theme.no_data
            };
            sheet.canvas.rect(rect, Ink::fill(colour));
        }
    }
    for hour in [0, 6, 12, 18, 24] {
        let x = room.x + gutter + cell.0 * f64::from(hour);
        let anchor = match hour {
            0 => Anchor::Start,
            24 => Anchor::End,
            _ => Anchor::Middle,
        };
        let y = room.bottom() - foot + small.ascent();
        sheet.place((x, y), &hour.to_string(), small, anchor, theme.muted);
    }
}

/// A colour between two.
fn between(from: Colour, to: Colour, share: f64) -> Colour {
    let mix =
        |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share.clamp(0.0, 1.0)).round() as u8;
    Colour { red: mix(from.red, to.red), green: mix(from.green, to.green), blue: mix(from.blue, to.blue) }
}

fn draw_duration(sheet: &mut Sheet<'_>, curve: &LoadCurve, parts: [std::ops::Range<usize>; 2], room: Rect) {
    /// More points than a line of this width shows.
    const POINTS: usize = 120;
    let (theme, small, lang) = (sheet.theme, sheet.sizes.small, sheet.lang());
    let lines = parts.map(|slots| curve.duration(slots, POINTS));
    let most = lines.iter().flatten().copied().fold(0.0_f32, f32::max);
    let (domain, ticks) = round_domain([0.0, f64::from(most)].into_iter(), 3);
    let gutter = ticks.iter().map(|tick| small.width(&tick_text(*tick, lang))).fold(0.0, f64::max)
        + sheet.sizes.gap * 0.6;
    let foot = small.line_height();
    let area = Rect::new(room.x + gutter, room.y, room.w - gutter, room.h - foot);
    let up = Axis::linear(domain, (area.bottom(), area.y));
    for tick in &ticks {
        let y = up.at(*tick);
        sheet.canvas.line((area.x, y), (area.right(), y), Ink::line(theme.grid, 1.0));
        let at = (area.x - sheet.sizes.gap * 0.6, y + small.centre());
        sheet.place(at, &tick_text(*tick, lang), small, Anchor::End, theme.muted);
    }
    let ids = ["dossier-before", "dossier-since"];
    for ((line, colour), id) in lines.iter().zip([theme.muted, theme.deficit]).zip(ids) {
        let last = line.len().saturating_sub(1).max(1) as f64;
        let spot = |(at, kw): (usize, &f32)| (area.x + area.w * at as f64 / last, up.at(f64::from(*kw)));
        let spots: Vec<(f64, f64)> = line.iter().enumerate().map(spot).collect();
        if spots.len() > 1 {
            sheet.canvas.path(&spots, Ink::line(colour, 1.8));
            // At the first place where it stands clear, above the line or below it.
            let name = sheet.words.get(id);
            let near = [(2, -4.0), (2, small.ascent()), (4, -4.0), (4, small.ascent())];
            let _ = near.into_iter().any(|(part, shift)| {
                let (x, y) = spots[spots.len() / part];
                let y = (y + shift).clamp(area.y + small.ascent(), area.bottom() - 2.0);
                sheet.place((x, y), &name, small, Anchor::Middle, colour)
            });
        }
    }
    for (share, anchor) in [(0.0, Anchor::Start), (1.0, Anchor::End)] {
        let text = units::with_unit(&units::number(share * 100.0, 0, lang), "%", true, lang);
        let at = (area.x + area.w * share, room.bottom() - foot + small.ascent());
        sheet.place(at, &text, small, anchor, theme.muted);
    }
}
