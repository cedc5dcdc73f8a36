//! Owns the lines of a dossier: reasons with their weight, and other causes with what the readings say of them.
//! Does not choose them.

use super::{Dossier, DossierReason, OtherCause, Sheet, Speaks, cut_top, headed};
use crate::boxes::Rect;
use crate::chart::canvas::Ink;
use crate::run::Anchor;
use crate::text::{Face, wrap_to};
use crate::units;

/// Bars of weights take this part of the width, verdicts that.
const BARS: f64 = 0.2;
/// Russian words are long: with what others have and what was before, three lines hold every reason.
const MOST_LINES: usize = 3;
/// From line to line of one text, and from text to text, in heights of a line.
const BETWEEN: f64 = 0.25;

/// How high all lines are on a page of this width.
pub(super) fn height(sheet: &Sheet<'_>, dossier: &Dossier, width: f64) -> f64 {
    let reasons = dossier.reasons.iter().map(|reason| reason.text.as_str());
    height_of(sheet, reasons, text_width(sheet, width)) + causes_height(sheet, &dossier.other_causes, width)
}

/// How high other causes are.
pub(super) fn causes_height(sheet: &Sheet<'_>, causes: &[OtherCause], width: f64) -> f64 {
    height_of(sheet, causes.iter().map(|cause| cause.text.as_str()), cause_width(sheet, width))
}

fn height_of<'a>(sheet: &Sheet<'_>, texts: impl Iterator<Item = &'a str>, width: f64) -> f64 {
    let lines: f64 = texts.map(|text| wrapped(sheet, text, width).len() as f64 + BETWEEN).sum();
    if lines == 0.0 { 0.0 } else { (lines + 1.2) * sheet.sizes.small.line_height() + sheet.sizes.gap }
}

fn text_width(sheet: &Sheet<'_>, width: f64) -> f64 {
    width * (1.0 - BARS) - sheet.sizes.gap
}

fn cause_width(sheet: &Sheet<'_>, width: f64) -> f64 {
    let said = [Speaks::For, Speaks::Against, Speaks::Open].map(|speaks| said(sheet, speaks));
    let face = Face::bold(sheet.sizes.small.size);
    width - said.iter().map(|text| face.width(text)).fold(0.0, f64::max) - 2.0 * sheet.sizes.gap
}

fn said(sheet: &Sheet<'_>, speaks: Speaks) -> String {
    sheet.words.get(match speaks {
        Speaks::For => "dossier-speaks-for",
        Speaks::Against => "dossier-speaks-against",
        Speaks::Open => "dossier-speaks-open",
    })
}

fn wrapped(sheet: &Sheet<'_>, text: &str, width: f64) -> Vec<String> {
    wrap_to(text, sheet.sizes.small, width, MOST_LINES)
}

/// How many of the texts fit, the first ones; where some do not, a line for saying so is left free.
fn fitting<'a>(sheet: &Sheet<'_>, texts: impl Iterator<Item = &'a str>, width: f64, room: Rect) -> usize {
    let row = sheet.sizes.small.line_height();
    let height = |text| wrapped(sheet, text, width).len() as f64 * row;
    let ends: Vec<f64> = texts
        .scan(0.0, |top, text| {
            let end = *top + height(text);
            *top = end + row * BETWEEN;
            Some(end)
        })
        .collect();
    let within = |room_h: f64| ends.iter().filter(|end| **end <= room_h).count();
    if within(room.h) == ends.len() { ends.len() } else { within(room.h - row * (1.0 + BETWEEN)) }
}

/// Says how many texts there was no room for; gives the room below.
fn draw_rest(sheet: &mut Sheet<'_>, message: &str, left_out: usize, room: Rect) -> Rect {
    if left_out == 0 {
        return room;
    }
    let (small, muted) = (sheet.sizes.small, sheet.theme.muted);
    let text = sheet.words.plural(message, left_out as f64, &[("count", &left_out.to_string())]);
    sheet.place((room.x, room.y + small.ascent()), &text, small, Anchor::Start, muted);
    cut_top(room, small.line_height() * (1.0 + BETWEEN))
}

/// Draws a text on its lines; gives its height, or nothing where it does not fit any more.
fn draw_text(sheet: &mut Sheet<'_>, text: &str, width: f64, room: Rect) -> Option<f64> {
    let (face, ink) = (sheet.sizes.small, sheet.theme.ink);
    let lines = wrapped(sheet, text, width);
    let height = lines.len() as f64 * face.line_height();
    if height > room.h {
        return None;
    }
    for (number, line) in lines.iter().enumerate() {
        let y = room.y + number as f64 * face.line_height() + face.ascent();
        sheet.place((room.x, y), line, face, Anchor::Start, ink);
    }
    Some(height)
}

/// Reasons with bars, the odds that each makes of the odds before beside them; gives the room below.
pub(super) fn draw_reasons(sheet: &mut Sheet<'_>, reasons: &[DossierReason], room: Rect) -> Rect {
    if reasons.is_empty() {
        return room;
    }
    let (theme, small, gap, lang) = (sheet.theme, sheet.sizes.small, sheet.sizes.gap, sheet.lang());
    let title = sheet.words.get("dossier-reasons");
    let mut rest = headed(sheet, &title, room);
    let top = rest.y;
    let width = text_width(sheet, room.w);
    let row = small.line_height();
    let bars = room.w * BARS;
    let most = reasons.iter().map(|reason| reason.weight.abs()).fold(f64::MIN_POSITIVE, f64::max);
    // Where nothing speaks against, all of the room is for what speaks for it.
    let against = reasons.iter().any(|reason| reason.weight < 0.0);
    let figures = small.width(">1 000") + gap * 0.5;
    let half = (bars - figures) / if against { 2.0 } else { 1.0 };
    let zero = room.right() - figures - half;
    let shown = fitting(sheet, reasons.iter().map(|reason| reason.text.as_str()), width, rest);
    for reason in &reasons[..shown] {
        let Some(height) = draw_text(sheet, &reason.text, width, rest) else { break };
        let length = half * (reason.weight / most);
        let bar = Rect::new(zero.min(zero + length), rest.y + row * 0.2, length.abs().max(0.8), row * 0.6);
        let colour = if reason.weight > 0.0 { theme.deficit } else { theme.surplus };
        sheet.canvas.rect(bar, Ink::fill(colour));
        let at = (room.right(), rest.y + small.ascent());
        sheet.place(at, &odds(reason.weight, lang), small, Anchor::End, theme.muted);
        rest = cut_top(rest, height + row * BETWEEN);
    }
    sheet.canvas.line((zero, top), (zero, rest.y - row * BETWEEN), Ink::line(theme.axis, 1.0));
    rest = draw_rest(sheet, "dossier-more-reasons", reasons.len() - shown, rest);
    cut_top(rest, gap)
}

/// What a weight makes of the odds: ×1.6, ×0.40, ×900.
fn odds(weight: f64, lang: crate::lang::Lang) -> String {
    /// More is as good as certain, and no better known.
    const MOST: f64 = 1000.0;
    let odds = weight.exp();
    if odds > MOST {
        return format!(">{}", units::number(MOST, 0, lang));
    }
    let decimals = if odds < 1.0 { 2 } else { usize::from(odds < 10.0) };
    format!("×{}", units::number(odds, decimals, lang))
}

/// Other causes with what the readings say of them.
pub(super) fn draw_other_causes(sheet: &mut Sheet<'_>, causes: &[OtherCause], room: Rect) {
    if causes.is_empty() {
        return;
    }
    let (theme, small) = (sheet.theme, sheet.sizes.small);
    let title = sheet.words.get("dossier-other-causes");
    let mut rest = headed(sheet, &title, room);
    let width = cause_width(sheet, room.w);
    let shown = fitting(sheet, causes.iter().map(|cause| cause.text.as_str()), width, rest);
    for cause in &causes[..shown] {
        let Some(height) = draw_text(sheet, &cause.text, width, rest) else { break };
        let (text, colour) = match cause.speaks {
            Speaks::For => (said(sheet, Speaks::For), theme.deficit),
            Speaks::Against => (said(sheet, Speaks::Against), theme.surplus),
            Speaks::Open => (said(sheet, Speaks::Open), theme.muted),
        };
        let face = Face::bold(small.size);
        sheet.place((room.right(), rest.y + small.ascent()), &text, face, Anchor::End, colour);
        rest = cut_top(rest, height + small.line_height() * BETWEEN);
    }
    draw_rest(sheet, "dossier-more-causes", causes.len() - shown, rest);
}
