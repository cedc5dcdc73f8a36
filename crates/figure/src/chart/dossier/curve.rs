//! Owns the load of a detection over time: least and greatest of each moment, the part that was detected, what
//! others take behind it, and the temperature below. Does not know the other pictures of a dossier.

use super::{DAY_S, DayValues, Dossier, LoadCurve, Sheet, headed, keyed};
use crate::atlas::Day;
use crate::boxes::Rect;
use crate::chart::canvas::Ink;
use crate::chart::scale::{Axis, round_domain, tick_text};
use crate::lang::Words;
use crate::run::Anchor;
use crate::style::Colour;
use crate::units;

/// Where time runs on a picture: from when to when, and from which pixel to which.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) time_s: (i64, i64),
    pub(super) x: (f64, f64),
}

impl Span {
    pub(super) fn at(&self, time_s: i64) -> f64 {
        let share = (time_s - self.time_s.0) as f64 / (self.time_s.1 - self.time_s.0).max(1) as f64;
        self.x.0 + (self.x.1 - self.x.0) * share.clamp(0.0, 1.0)
    }
}

/// What others take is seen through.
const PEERS: f64 = 0.3;

/// The room for data inside that of a picture, with lines and figures of the axis drawn.
pub(super) fn plotted(sheet: &mut Sheet<'_>, most: f64, room: Rect, above: f64) -> (Rect, Axis) {
    let (theme, small, lang) = (sheet.theme, sheet.sizes.small, sheet.lang());
    let (domain, ticks) = round_domain([0.0, most].into_iter(), 4);
    let gutter =
        ticks.iter().map(|tick| small.width(&tick_text(*tick, lang))).fold(0.0, f64::max) + sheet.sizes.gap;
    let foot = small.line_height() * 1.3;
    // Whole pixels: columns one pixel wide are drawn sharp.
    let (left, right) = ((room.x + gutter).ceil(), room.right().floor());
    let area = Rect::new(left, room.y + above, right - left, (room.h - foot - above).max(4.0));
    let up = Axis::linear(domain, (area.bottom(), area.y));
    for tick in &ticks {
        let y = up.at(*tick);
        sheet.canvas.line((area.x, y), (area.right(), y), Ink::line(theme.grid, 1.0));
        let at = (area.x - sheet.sizes.gap, y + small.centre());
        sheet.place(at, &tick_text(*tick, lang), small, Anchor::End, theme.muted);
    }
    (area, up)
}

pub(super) fn draw(sheet: &mut Sheet<'_>, dossier: &Dossier, curve: &LoadCurve, room: Rect) -> Span {
    let (theme, small, lang) = (sheet.theme, sheet.sizes.small, sheet.lang());
    let title = sheet.words.get("dossier-load");
    let room = headed(sheet, &title, room);
    let mut keys = vec![(theme.data, sheet.words.get("dossier-key-load"))];
    if dossier.kw.is_some() {
        keys.push((theme.deficit_tint, sheet.words.get("dossier-key-detected")));
    }
    if dossier.peers.is_some() {
        keys.push((theme.unknown, sheet.words.get("dossier-key-peers")));
    }
    let room = keyed(sheet, &keys, room);
    let known = curve.kw.iter().copied().filter(|kw| kw.is_finite()).fold(0.0_f32, f32::max);
    let most = f64::from(known).max(dossier.kw.unwrap_or(0.0));
    let (area, up) = plotted(sheet, most, room, small.line_height());
    let span = Span { time_s: (curve.start_s, curve.end_s()), x: (area.x, area.right()) };
    let (from_s, to_s) = dossier.span(curve);
    draw_detected(sheet, curve, dossier.kw.map(|kw| (kw, from_s, to_s)), area, &up);
    if let Some(peers) = &dossier.peers {
        for (low, high) in stretches(&peers.low, &peers.high, &span) {
            let top = high.iter().map(|(x, kw)| (*x, up.at(kw.min(most))));
            let bottom = low.iter().rev().map(|(x, kw)| (*x, up.at(kw.min(most))));
            sheet
                .canvas
                .polygon(&top.chain(bottom).collect::<Vec<_>>(), Ink::fill(theme.no_data).opacity(PEERS));
        }
    }
    draw_readings(sheet, curve, area, &up);
    sheet.canvas.line((area.x, up.at(0.0)), (area.right(), up.at(0.0)), Ink::line(theme.axis, 1.2));
    draw_moments(sheet, dossier, &span, area);
    if let Some(kw) = dossier.kw {
        let y = up.at(kw);
        sheet.canvas.dashed((span.at(from_s), y), (span.at(to_s), y), Ink::line(theme.deficit, 1.2), 2.5);
        let text = units::with_unit(&units::number(kw, 1, lang), &sheet.words.get("unit-kw"), false, lang);
        let gap = sheet.sizes.gap * 0.6;
        let beside = span.at(from_s) - gap;
        // Where there is room before it began, the figure stands clear of the curve.
        let (x, anchor) = if beside - small.width(&text) > area.x {
            (beside, Anchor::End)
        } else {
            (span.at(from_s) + gap, Anchor::Start)
        };
        sheet.place((x, y - small.descent() - 1.0), &text, small, anchor, theme.deficit);
    }
    draw_days(sheet, &span, area);
    span
}

/// Columns of pixels, and how wide one is.
fn columns_of(curve: &LoadCurve, area: Rect) -> (usize, f64) {
    let columns = (area.w as usize).clamp(2, curve.kw.len().max(2));
    (columns, area.w / columns as f64)
}

/// The part of the load that was detected: of the least of each column at most its power.
fn draw_detected(
    sheet: &mut Sheet<'_>,
    curve: &LoadCurve,
    detected: Option<(f64, i64, i64)>,
    area: Rect,
    up: &Axis,
) {
    let Some((kw, from_s, to_s)) = detected else { return };
    let (columns, width) = columns_of(curve, area);
    let mut share: Vec<(f64, f64, f64, f64)> = Vec::new();
    for (number, part) in curve.decimated(columns).iter().chain([&None]).enumerate() {
        let middle_s = curve.time(number * curve.kw.len() / columns);
        match part.filter(|_| (from_s..to_s).contains(&middle_s)) {
            Some((low, _)) => {
                let x = area.x + width * number as f64;
                share.push((x, x + width, up.at(kw.min(f64::from(low)).max(0.0)), up.at(0.0)));
            }
            None => fill(sheet, &mut share, sheet.theme.deficit_tint),
        }
    }
}

/// Least and greatest of each column of pixels, as one shape without a seam.
fn draw_readings(sheet: &mut Sheet<'_>, curve: &LoadCurve, area: Rect, up: &Axis) {
    let (columns, width) = columns_of(curve, area);
    let mut shape: Vec<(f64, f64, f64, f64)> = Vec::new();
    for (number, part) in curve.decimated(columns).iter().chain([&None]).enumerate() {
        let Some((low, high)) = *part else {
            fill(sheet, &mut shape, sheet.theme.data);
            continue;
        };
        let x = area.x + width * number as f64;
        let (top, bottom) = (up.at(f64::from(high)), up.at(f64::from(low)));
        shape.push((x, x + width, top, bottom.max(top + 1.0)));
    }
}

/// One shape of columns side by side.
fn fill(sheet: &mut Sheet<'_>, columns: &mut Vec<(f64, f64, f64, f64)>, colour: Colour) {
    if columns.is_empty() {
        return;
    }
    let top = columns.iter().flat_map(|(left, right, top, _)| [(*left, *top), (*right, *top)]);
    let bottom = columns.iter().rev().flat_map(|(left, right, _, low)| [(*right, *low), (*left, *low)]);
    let spots: Vec<(f64, f64)> = top.chain(bottom).collect();
    sheet.canvas.polygon(&spots, Ink::fill(colour));
    columns.clear();
}

/// A line of places and figures, and another below or above it.
type Pair = (Vec<(f64, f64)>, Vec<(f64, f64)>);

/// Two lines of days that belong together, cut where one of them is not known.
pub(super) fn stretches(low: &DayValues, high: &DayValues, span: &Span) -> Vec<Pair> {
    let first_day = low.first_day;
    let mut all: Vec<Pair> = Vec::new();
    let mut open = false;
    for (number, (low, high)) in low.values.iter().zip(&high.values).enumerate() {
        if !low.is_finite() || !high.is_finite() {
            open = false;
            continue;
        }
        if !open {
            all.push((Vec::new(), Vec::new()));
            open = true;
        }
        let Some((lows, highs)) = all.last_mut() else { continue };
        let from_s = (i64::from(first_day) + number as i64) * DAY_S;
        for time_s in [from_s, from_s + DAY_S] {
            lows.push((span.at(time_s), f64::from(*low)));
            highs.push((span.at(time_s), f64::from(*high)));
        }
    }
    all
}

/// When it began, when it could be known, and when it was last seen.
pub(super) fn draw_moments(sheet: &mut Sheet<'_>, dossier: &Dossier, span: &Span, area: Rect) {
    let (theme, small) = (sheet.theme, sheet.sizes.small);
    // A load that goes on to the last reading has no end.
    let goes_on = dossier.last_seen_s.is_none_or(|last_s| last_s + DAY_S >= span.time_s.1);
    let moments = [
        (dossier.start_s, "dossier-began", true, 0),
        (dossier.first_seen_s, "dossier-first-seen", false, 0),
        // What ended at midnight was there on the day before.
        (dossier.last_seen_s.filter(|_| !goes_on), "dossier-last-seen", false, 1),
    ];
    let is_there = |time_s: &i64| (span.time_s.0..=span.time_s.1).contains(time_s);
    for (time_s, id, is_start, end_s) in moments {
        let Some(time_s) = time_s.filter(is_there) else { continue };
        let x = span.at(time_s);
        let ink = Ink::line(theme.deficit, if is_start { 1.6 } else { 1.2 });
        if is_start {
            sheet.canvas.line((x, area.y), (x, area.bottom()), ink);
        } else {
            sheet.canvas.dashed((x, area.y), (x, area.bottom()), ink, 4.0);
        }
        let text = sheet.words.with(id, &[("day", &day_label(time_s - end_s, sheet.words))]);
        let y = area.y - small.descent();
        let gap = sheet.sizes.gap * 0.4;
        let sides = [(x + gap, Anchor::Start), (x - gap, Anchor::End)];
        // What began stands to the left, what could be known to the right, where there is room.
        let sides = if is_start { [sides[1], sides[0]] } else { sides };
        let fits = |(x, anchor): &(f64, Anchor)| match anchor {
            Anchor::Start => x + small.width(&text) <= area.right(),
            _ => x - small.width(&text) >= area.x - sheet.sizes.gap * 4.0,
        };
        let sides: Vec<(f64, Anchor)> = sides.into_iter().filter(fits).collect();
        let _ = sides.into_iter().any(|(x, anchor)| sheet.place((x, y), &text, small, anchor, theme.deficit));
    }
}

/// A day in words: "7 December 2025".
fn day_label(time_s: i64, words: &Words) -> String {
    Day::since_1970(time_s.div_euclid(DAY_S) as i32).period().label(words)
}

/// Days, weeks or months below a picture, as there is room.
pub(super) fn draw_days(sheet: &mut Sheet<'_>, span: &Span, area: Rect) {
    /// Days from one mark to the next; above these, months.
    const DAYS: [i32; 4] = [1, 2, 7, 14];
    const MONTHS: [i32; 4] = [1, 3, 6, 12];
    let (theme, small) = (sheet.theme, sheet.sizes.small);
    let day_of = |time_s: i64| time_s.div_euclid(DAY_S) as i32;
    let (first, last) = (day_of(span.time_s.0), day_of(span.time_s.1 - 1));
    let width = small.width("28 сентября") * 1.35;
    let most = ((area.w / width) as i32).max(1);
    let count = last - first + 1;
    let monday = |day: i32| (day + 3).rem_euclid(7) == 0;
    let marks: Vec<i32> = if let Some(step) = DAYS.into_iter().find(|step| count / step <= most) {
        let begin = if step >= 7 { (first..=last).find(|day| monday(*day)).unwrap_or(first) } else { first };
        (begin..=last).step_by(step as usize).collect()
    } else {
        let step = MONTHS.into_iter().find(|step| count / (30 * step) <= most).unwrap_or(12);
        let is_mark = |day: &i32| {
            let day = Day::since_1970(*day);
            day.day == 1 && (i32::from(day.month) - 1) % step == 0
        };
        (first..=last).filter(is_mark).collect()
    };
    let y = area.bottom() + small.ascent() + 3.0;
    let mut year = None;
    for day in marks {
        let x = span.at(i64::from(day) * DAY_S);
        let date = Day::since_1970(day);
        let month = sheet.words.get(&format!("month-of-day-{}", date.month));
        let mut text = format!("{}\u{a0}{month}", date.day);
        if year != Some(date.year) {
            text = day_label(i64::from(day) * DAY_S, sheet.words);
        }
        sheet.canvas.line((x, area.bottom()), (x, area.bottom() + 4.0), Ink::line(theme.axis, 1.0));
        let half = small.width(&text) / 2.0;
        let anchor = if x - half < area.x {
            Anchor::Start
        } else if x + half > area.right() {
            Anchor::End
        } else {
            Anchor::Middle
        };
        if sheet.place((x, y), &text, small, anchor, theme.muted) {
            year = Some(date.year);
        }
    }
}

/// Mean temperature by day, on the days of the picture above.
pub(super) fn draw_temperature(sheet: &mut Sheet<'_>, days: &DayValues, span: &Span, room: Rect) {
    let (theme, small, lang) = (sheet.theme, sheet.sizes.small, sheet.lang());
    let title = sheet.words.get("dossier-temperature");
    let room = headed(sheet, &title, room);
    let known = days.values.iter().copied().filter(|value| value.is_finite()).map(f64::from);
    let (domain, ticks) = round_domain(known, 2);
    // Half a line is left for the lowest figure.
    let up = Axis::linear(domain, (room.bottom() - small.size * 0.6, room.y + small.size * 0.4));
    for tick in &ticks {
        let y = up.at(*tick);
        sheet.canvas.line((span.x.0, y), (span.x.1, y), Ink::line(theme.grid, 1.0));
        let at = (span.x.0 - sheet.sizes.gap, y + small.centre());
        sheet.place(at, &tick_text(*tick, lang), small, Anchor::End, theme.muted);
    }
    for (_, line) in stretches(days, days, span) {
        let spots: Vec<(f64, f64)> = line.iter().map(|(x, value)| (*x, up.at(*value))).collect();
        sheet.canvas.path(&spots, Ink::line(theme.muted, 1.4));
    }
}
