//! Owns the dossier of one detection: the load over time with the part that was detected, what the week
//! looked like before and since, how long which load lasted, and the reasons with their weight. Does not
//! choose what is told.

use super::canvas::Ink;
use super::scale::{Axis, round_domain, tick_text};
use super::{Sheet, compose};
use crate::boxes::Rect;
use crate::frame::FrameText;
use crate::lang::Words;
use crate::run::Anchor;
use crate::scene::Page;
use crate::style::{Colour, Paper};
use crate::text::{Face, ellipsize};
use crate::units;

/// A load at regular times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoadCurve {
    /// Start of the first interval on the clocks there, seconds since 1970.
    pub start_s: i64,
    /// Seconds an interval lasts.
    pub step_s: u32,
    /// Mean power of each interval in kW, NaN where a reading is missing.
    pub kw: Vec<f32>,
}

/// A statistic that speaks for or against.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierReason {
    /// What was measured, and what others have.
    pub text: String,
    /// Its weight in log odds; above 0 it speaks for.
    pub weight: f64,
}

/// What is known of one detection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dossier {
    /// Title, notes, sources.
    pub text: FrameText,
    /// The load; nothing where no readings are at hand.
    pub curve: Option<LoadCurve>,
    /// Since when it can be seen, on the clocks there, seconds since 1970.
    pub first_seen_s: Option<i64>,
    /// The last time it was seen.
    pub last_seen_s: Option<i64>,
    /// Power of what was detected.
    pub kw: Option<f64>,
    /// The weightiest first.
    pub reasons: Vec<DossierReason>,
}

const DAY_S: i64 = 86_400;

impl LoadCurve {
    fn time(&self, slot: usize) -> i64 {
        self.start_s + slot as i64 * i64::from(self.step_s)
    }

    fn end_s(&self) -> i64 {
        self.time(self.kw.len())
    }

    /// The slots from one time to another.
    fn slots(&self, from_s: i64, to_s: i64) -> std::ops::Range<usize> {
        let step = i64::from(self.step_s.max(1));
        let slot = |time_s: i64| {
            ((time_s - self.start_s + step - 1).div_euclid(step)).clamp(0, self.kw.len() as i64)
        };
        let (from, to) = (slot(from_s) as usize, slot(to_s) as usize);
        from..to.max(from)
    }

    /// Least and greatest power in each of `count` equal parts; nothing where all readings are missing.
    /// One pass: a year of half-hours costs some ten thousand comparisons.
    #[must_use]
    pub fn decimated(&self, count: usize) -> Vec<Option<(f32, f32)>> {
        let len = self.kw.len();
        let part = |number: usize| number * len / count.max(1);
        (0..count)
            .map(|number| {
                let slots = &self.kw[part(number)..part(number + 1).max(part(number) + 1).min(len)];
                let known = slots.iter().filter(|kw| kw.is_finite());
                known.fold(None, |reach, &kw| {
                    Some(reach.map_or((kw, kw), |(low, high): (f32, f32)| (low.min(kw), high.max(kw))))
                })
            })
            .collect()
    }

    /// Mean power by weekday (Monday first) and hour; NaN where nothing was read.
    #[must_use]
    pub fn week(&self, slots: std::ops::Range<usize>) -> [[f32; 24]; 7] {
        /// 1970-01-01 was a Thursday.
        const THURSDAY: i64 = 3;
        let mut sums = [[(0.0_f64, 0_u32); 24]; 7];
        for slot in slots {
            let kw = self.kw[slot];
            if kw.is_finite() {
                let time_s = self.time(slot);
                let weekday = (time_s.div_euclid(DAY_S) + THURSDAY).rem_euclid(7) as usize;
                let cell = &mut sums[weekday][(time_s.rem_euclid(DAY_S) / 3600) as usize];
                *cell = (cell.0 + f64::from(kw), cell.1 + 1);
            }
        }
        sums.map(|day| {
            day.map(|(sum, count)| if count == 0 { f32::NAN } else { (sum / f64::from(count)) as f32 })
        })
    }

    /// Power from the highest to the lowest, `count` of them equally far apart.
    #[must_use]
    pub fn duration(&self, slots: std::ops::Range<usize>, count: usize) -> Vec<f32> {
        let mut known: Vec<f32> = self.kw[slots].iter().copied().filter(|kw| kw.is_finite()).collect();
        known.sort_unstable_by(|a, b| b.total_cmp(a));
        if known.len() < 2 || count < 2 {
            return known;
        }
        (0..count).map(|at| known[at * (known.len() - 1) / (count - 1)]).collect()
    }
}

/// The dossier as a page.
#[must_use]
pub fn dossier_page(dossier: &Dossier, paper: Paper, words: &Words) -> Page {
    compose(&dossier.text, &[], paper, words, |sheet| {
        let (plot, gap) = (sheet.plot, sheet.sizes.gap);
        let has_curve = dossier.curve.as_ref().is_some_and(|curve| !curve.kw.is_empty());
        let shares = match (has_curve, dossier.reasons.is_empty()) {
            (true, false) => (0.38, 0.30),
            (true, true) => (0.56, 0.44),
            (false, _) => (0.0, 0.0),
        };
        let curve_room = Rect::new(plot.x, plot.y, plot.w, plot.h * shares.0 - gap);
        let middle = Rect::new(plot.x, plot.y + plot.h * shares.0, plot.w, plot.h * shares.1 - gap);
        let top = plot.y + plot.h * (shares.0 + shares.1);
        let below = Rect::new(plot.x, top, plot.w, plot.bottom() - top);
        if let Some(curve) = dossier.curve.as_ref().filter(|_| has_curve) {
            draw_curve(sheet, dossier, curve, curve_room);
            draw_weeks(sheet, dossier, curve, middle);
        } else {
            sheet.say_nothing_to_show();
        }
        draw_reasons(sheet, &dossier.reasons, below);
    })
}

/// A heading, and the room below it.
fn headed(sheet: &mut Sheet<'_>, text: &str, room: Rect) -> Rect {
    let face = Face::bold(sheet.sizes.small.size);
    let text = ellipsize(text, face, room.w);
    let ink = sheet.theme.ink;
    sheet.place((room.x, room.y + face.ascent()), &text, face, Anchor::Start, ink);
    let height = face.line_height() * 1.2;
    Rect::new(room.x, room.y + height, room.w, (room.h - height).max(1.0))
}

fn draw_curve(sheet: &mut Sheet<'_>, dossier: &Dossier, curve: &LoadCurve, room: Rect) {
    let (theme, small, lang) = (sheet.theme, sheet.sizes.small, sheet.lang());
    let title = sheet.words.get("dossier-load");
    let room = headed(sheet, &title, room);
    let known = curve.kw.iter().copied().filter(|kw| kw.is_finite()).map(f64::from);
    let most = known.fold(0.0, f64::max).max(dossier.kw.unwrap_or(0.0));
    let (domain, ticks) = round_domain([0.0, most].into_iter(), 4);
    let gutter =
        ticks.iter().map(|tick| small.width(&tick_text(*tick, lang))).fold(0.0, f64::max) + sheet.sizes.gap;
    let foot = small.line_height() * 1.3;
    let area = Rect::new(
        room.x + gutter,
        room.y + small.line_height(),
        room.w - gutter,
        room.h - foot - small.line_height(),
    );
    let up = Axis::linear(domain, (area.bottom(), area.y));
    let across = Axis::linear((curve.start_s as f64, curve.end_s() as f64), (area.x, area.right()));
    for tick in &ticks {
        let y = up.at(*tick);
        sheet.canvas.line((area.x, y), (area.right(), y), Ink::line(theme.grid, 1.0));
        let at = (area.x - sheet.sizes.gap, y + small.centre());
        sheet.place(at, &tick_text(*tick, lang), small, Anchor::End, theme.muted);
    }
    // The part that was detected: of each reading at most so much.
    let (from_s, to_s) = span_of(dossier, curve);
    let columns = (area.w as usize).clamp(2, curve.kw.len().max(2));
    let width = area.w / columns as f64;
    let parts = curve.decimated(columns);
    for (number, part) in parts.iter().enumerate() {
        let Some((low, high)) = *part else { continue };
        let x = area.x + width * number as f64;
        let (top, bottom) = (up.at(f64::from(high)), up.at(f64::from(low)));
        let middle_s = curve.time(number * curve.kw.len() / columns);
        if let Some(kw) = dossier.kw.filter(|_| (from_s..to_s).contains(&middle_s)) {
            let share = up.at(kw.min(f64::from(low)).max(0.0));
            sheet.canvas.rect(Rect::new(x, share, width, up.at(0.0) - share), Ink::fill(theme.deficit_tint));
        }
        let rect = Rect::new(x, top, width.max(0.6), (bottom - top).max(1.0));
        sheet.canvas.rect(rect, Ink::fill(theme.data));
    }
    sheet.canvas.line((area.x, up.at(0.0)), (area.right(), up.at(0.0)), Ink::line(theme.axis, 1.2));
    for (time_s, id) in
        [(dossier.first_seen_s, "dossier-first-seen"), (dossier.last_seen_s, "dossier-last-seen")]
    {
        let Some(time_s) = time_s.filter(|time_s| (curve.start_s..=curve.end_s()).contains(time_s)) else {
            continue;
        };
        let x = across.at(time_s as f64);
        sheet.canvas.dashed((x, area.y), (x, area.bottom()), Ink::line(theme.deficit, 1.6), 5.0);
        let text = sheet.words.with(id, &[("day", &day_label(time_s))]);
        let anchor = if x > area.mid_x() { Anchor::End } else { Anchor::Start };
        sheet.place((x, area.y - small.descent()), &text, small, anchor, theme.deficit);
    }
    if let Some(kw) = dossier.kw {
        let y = up.at(kw);
        sheet.canvas.dashed(
            (across.at(from_s as f64), y),
            (across.at(to_s as f64), y),
            Ink::line(theme.deficit, 1.2),
            2.5,
        );
        let text = units::with_unit(&units::number(kw, 1, lang), &sheet.words.get("unit-kw"), false, lang);
        sheet.place((area.right(), y - 3.0), &text, small, Anchor::End, theme.deficit);
    }
    let y = area.bottom() + small.ascent() + 3.0;
    for (time_s, anchor) in [(curve.start_s, Anchor::Start), (curve.end_s() - 1, Anchor::End)] {
        let x = if anchor == Anchor::Start { area.x } else { area.right() };
        sheet.place((x, y), &day_label(time_s), small, anchor, theme.muted);
    }
}

/// From when to when the detected load runs, within the curve.
fn span_of(dossier: &Dossier, curve: &LoadCurve) -> (i64, i64) {
    let from_s = dossier.first_seen_s.unwrap_or(curve.start_s).clamp(curve.start_s, curve.end_s());
    (from_s, dossier.last_seen_s.map_or(curve.end_s(), |last_s| last_s + DAY_S).clamp(from_s, curve.end_s()))
}

/// A day in figures: `2025-03-12`.
fn day_label(time_s: i64) -> String {
    crate::atlas::Day::since_1970(time_s.div_euclid(DAY_S) as i32).to_string()
}

/// Weeks before and since side by side, and beside them how long which load lasted.
fn draw_weeks(sheet: &mut Sheet<'_>, dossier: &Dossier, curve: &LoadCurve, room: Rect) {
    let (from_s, to_s) = span_of(dossier, curve);
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
        sheet.place(at, &name, small, Anchor::End, theme.muted);
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
            let (x, y) = spots[spots.len() / 2];
            let name = sheet.words.get(id);
            sheet.place((x, y - 4.0), &name, small, Anchor::Middle, colour);
        }
    }
    for (share, anchor) in [(0.0, Anchor::Start), (1.0, Anchor::End)] {
        let text = units::with_unit(&units::number(share * 100.0, 0, lang), "%", true, lang);
        let at = (area.x + area.w * share, room.bottom() - foot + small.ascent());
        sheet.place(at, &text, small, anchor, theme.muted);
    }
}

fn draw_reasons(sheet: &mut Sheet<'_>, reasons: &[DossierReason], room: Rect) {
    if reasons.is_empty() {
        return;
    }
    let (theme, small, gap) = (sheet.theme, sheet.sizes.small, sheet.sizes.gap);
    let title = sheet.words.get("dossier-reasons");
    let room = headed(sheet, &title, room);
    let row = small.line_height() * 1.25;
    let fitting = ((room.h / row) as usize).max(1);
    let bars = room.w * 0.18;
    let most = reasons.iter().map(|reason| reason.weight.abs()).fold(f64::MIN_POSITIVE, f64::max);
    let zero = room.right() - bars / 2.0;
    for (number, reason) in reasons.iter().take(fitting).enumerate() {
        let y = room.y + row * number as f64;
        let text = ellipsize(&reason.text, small, room.w - bars - gap);
        sheet.place((room.x, y + small.ascent()), &text, small, Anchor::Start, theme.ink);
        let length = bars / 2.0 * (reason.weight / most);
        let rect = Rect::new(zero.min(zero + length), y + row * 0.15, length.abs().max(0.8), row * 0.55);
        sheet.canvas.rect(rect, Ink::fill(if reason.weight > 0.0 { theme.deficit } else { theme.surplus }));
    }
    let height = row * reasons.len().min(fitting) as f64;
    sheet.canvas.line((zero, room.y), (zero, room.y + height), Ink::line(theme.axis, 1.0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::scene::Form;

    /// Four weeks of half-hours: 0.3 kW, since the third week 3 kW more, and a gap.
    fn dossier() -> Dossier {
        let kw = (0..28 * 48).map(|slot| match slot {
            100..110 => f32::NAN,
            slot if slot >= 14 * 48 => 3.3,
            _ => 0.3,
        });
        // 2025-03-03 was a Monday.
        let start_s = 20_150 * DAY_S;
        Dossier {
            text: FrameText {
                title: "Abnormal load".into(),
                source_line: "d.csv".into(),
                ..FrameText::default()
            },
            curve: Some(LoadCurve { start_s, step_s: 1800, kw: kw.collect() }),
            first_seen_s: Some(start_s + 14 * DAY_S),
            last_seen_s: None,
            kw: Some(3.0),
            reasons: vec![
                DossierReason { text: "flat: 0.9 (others 0.2)".into(), weight: 2.0 },
                DossierReason { text: "evening: 1.0 (others 1.4)".into(), weight: -0.5 },
            ],
        }
    }

    #[test]
    fn decimation_keeps_extremes_and_gaps() {
        let curve = LoadCurve { start_s: 0, step_s: 1800, kw: vec![1.0, 5.0, f32::NAN, f32::NAN, -1.0, 2.0] };
        assert_eq!(curve.decimated(3), [Some((1.0, 5.0)), None, Some((-1.0, 2.0))]);
        assert_eq!(curve.decimated(1), [Some((-1.0, 5.0))]);
        assert_eq!(curve.decimated(6).len(), 6);
        assert_eq!(curve.duration(0..6, 4), [5.0, 2.0, 1.0, -1.0]);
    }

    #[test]
    fn the_week_begins_on_monday_and_hours_are_local() {
        let curve = dossier().curve.expect("a curve");
        let before = curve.week(0..2);
        assert_eq!(before[0][0], 0.3);
        assert!(before[0][1].is_nan() && before[6][0].is_nan());
        assert_eq!(curve.slots(curve.start_s + 1, curve.start_s + 3600), 1..2);
    }

    #[test]
    fn pages_are_whole_in_both_languages_with_and_without_readings() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            for size in [(794, 1123), (1200, 675), (400, 700)] {
                let page = dossier_page(&dossier(), Paper::light(size), &words);
                let svg = page.to_svg();
                assert!(!svg.contains("dossier-"), "{lang:?}: every word is known");
                assert!(page.texts().any(|run| run.text.starts_with("Abnormal")));
                assert!(!page.to_file(Form::Pdf).is_empty());
                let bare = Dossier { curve: None, ..dossier() };
                assert!(dossier_page(&bare, Paper::light(size), &words).texts().count() > 1);
            }
        }
    }
}
