//! Owns the dossier of one detection: what it holds and how its page is divided: the load or the balance of
//! the feeder over time, the weeks before and since, how long which load lasted, the reasons with their
//! weight, and what else would explain it. Does not choose what is told.

mod balance;
mod curve;
mod load;
mod rows;
mod weeks;

pub use load::LoadCurve;

use super::canvas::Ink;
use super::{Sheet, compose};
use crate::boxes::Rect;
use crate::frame::FrameText;
use crate::lang::Words;
use crate::run::Anchor;
use crate::scene::Page;
use crate::style::{Colour, Paper};
use crate::text::{Face, ellipsize, wrap_to};

/// Figures of days one after the other; NaN where nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DayValues {
    /// The first day on the calendar there, counted from 1970-01-01.
    pub first_day: i32,
    /// One for each day.
    pub values: Vec<f32>,
}

/// What other customers of the kind take, day by day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PeerBand {
    /// A tenth of their readings of a day are below, kW.
    pub low: DayValues,
    /// A tenth of their readings of a day are above, kW; of the same days.
    pub high: DayValues,
}

/// Where the energy of a feeder goes, mean power by day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeederBalance {
    /// Supplied, kW.
    pub supply: DayValues,
    /// Sum of its meters, kW; of the same days.
    pub metered: DayValues,
    /// Losses of a feeder of its kind, as a share of the supply.
    pub loss_share: Option<f64>,
}

/// A statistic that speaks for or against.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierReason {
    /// What was measured, and what others have.
    pub text: String,
    /// Its weight in log odds; above 0 it speaks for.
    pub weight: f64,
}

/// What the readings say of another cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaks {
    /// They look like it.
    For,
    /// They do not.
    Against,
    /// They do not tell.
    Open,
}

/// Another cause that could explain a detection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherCause {
    /// What it is, and the reading that tells.
    pub text: String,
    /// What it says.
    pub speaks: Speaks,
}

/// What is known of one detection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dossier {
    /// Title, notes, sources.
    pub text: FrameText,
    /// The reason in words.
    pub lead: String,
    /// The load of a meter, or what is left of the supply of a feeder; nothing where no readings are at hand.
    pub curve: Option<LoadCurve>,
    /// When it began, on the clocks there, seconds since 1970; nothing where it was there from the first
    /// reading.
    pub start_s: Option<i64>,
    /// The earliest moment at which it could be known.
    pub first_seen_s: Option<i64>,
    /// The end of the time in which it was seen.
    pub last_seen_s: Option<i64>,
    /// Power of what was detected.
    pub kw: Option<f64>,
    /// What others of its kind take.
    pub peers: Option<PeerBand>,
    /// Mean temperature of each day, °C.
    pub temperature: Option<DayValues>,
    /// Of a detection that is about a feeder.
    pub balance: Option<FeederBalance>,
    /// The weightiest first.
    pub reasons: Vec<DossierReason>,
    /// What else could explain it.
    pub other_causes: Vec<OtherCause>,
}

const DAY_S: i64 = 86_400;

impl Dossier {
    /// From when to when the detected load runs, within the curve.
    fn span(&self, curve: &LoadCurve) -> (i64, i64) {
        let from_s = self.start_s.or(self.first_seen_s).unwrap_or(curve.start_s);
        let from_s = from_s.clamp(curve.start_s, curve.end_s());
        (from_s, self.last_seen_s.unwrap_or(curve.end_s()).clamp(from_s, curve.end_s()))
    }
}

/// The dossier as a page: pictures above words, or beside them where the page is wide.
#[must_use]
pub fn dossier_page(dossier: &Dossier, paper: Paper, words: &Words) -> Page {
    /// Pages wider than so many times their height have two columns.
    const WIDE: f64 = 1.2;
    const PICTURES: f64 = 0.58;
    compose(&dossier.text, &[], paper, words, |sheet| {
        let (plot, gap) = (sheet.plot, sheet.sizes.gap);
        let curve = dossier.curve.as_ref().filter(|curve| !curve.kw.is_empty());
        if curve.is_none() && dossier.balance.is_none() {
            let below = draw_lead(sheet, &dossier.lead, plot);
            let room = Rect::new(below.x, below.y, below.w, below.h * 0.15);
            say_in(sheet, "chart-nothing", room);
            draw_words(sheet, dossier, cut_top(below, below.h * 0.15));
            return;
        }
        if plot.w > plot.h * WIDE {
            let left = Rect::new(plot.x, plot.y, plot.w * PICTURES - gap, plot.h);
            let right =
                Rect::new(plot.x + plot.w * PICTURES + gap, plot.y, plot.w * (1.0 - PICTURES) - gap, plot.h);
            draw_pictures(sheet, dossier, curve, left);
            let below = draw_lead(sheet, &dossier.lead, right);
            draw_words(sheet, dossier, below);
        } else {
            let below = draw_lead(sheet, &dossier.lead, plot);
            let height = (below.h - rows::height(sheet, dossier, below.w)).max(below.h * 0.5);
            draw_pictures(sheet, dossier, curve, Rect::new(below.x, below.y, below.w, height - gap));
            draw_words(sheet, dossier, cut_top(below, height));
        }
    })
}

/// The reason in words; gives the room below it.
fn draw_lead(sheet: &mut Sheet<'_>, lead: &str, room: Rect) -> Rect {
    const MOST_LINES: usize = 6;
    let (face, ink) = (sheet.sizes.small, sheet.theme.ink);
    let lines = wrap_to(lead, face, room.w, MOST_LINES);
    let height = lines.len() as f64 * face.line_height();
    for (number, line) in lines.iter().enumerate() {
        let y = room.y + number as f64 * face.line_height() + face.ascent();
        sheet.place((room.x, y), line, face, Anchor::Start, ink);
    }
    let gap = if lines.is_empty() { 0.0 } else { sheet.sizes.gap };
    cut_top(room, height + gap)
}

fn draw_pictures(sheet: &mut Sheet<'_>, dossier: &Dossier, curve: Option<&LoadCurve>, room: Rect) {
    /// Heights of what is drawn, in parts of the room.
    const MAIN: f64 = 0.62;
    const WITH_HEAT: f64 = 0.48;
    const HEAT: f64 = 0.14;
    let gap = sheet.sizes.gap;
    let heat = dossier.temperature.as_ref().filter(|days| days.values.iter().any(|value| value.is_finite()));
    // Days have no hours to show.
    let has_hours = curve.is_some_and(|curve| i64::from(curve.step_s) < DAY_S);
    let (main, below) = match (heat.is_some(), has_hours) {
        (true, true) => (WITH_HEAT, HEAT),
        (false, true) => (MAIN, 0.0),
        (true, false) => (1.0 - HEAT, HEAT),
        (false, false) => (1.0, 0.0),
    };
    let main_room = Rect::new(room.x, room.y, room.w, room.h * main - gap);
    let span = match (&dossier.balance, curve) {
        (Some(balance), _) => balance::draw(sheet, dossier, balance, main_room),
        (None, Some(curve)) => curve::draw(sheet, dossier, curve, main_room),
        (None, None) => return,
    };
    if let Some(days) = heat {
        let strip = Rect::new(room.x, room.y + room.h * main, room.w, room.h * below - gap);
        curve::draw_temperature(sheet, days, &span, strip);
    }
    if let Some(curve) = curve.filter(|_| has_hours) {
        let top = room.y + room.h * (main + below);
        weeks::draw(sheet, dossier, curve, Rect::new(room.x, top, room.w, room.bottom() - top));
    }
}

fn draw_words(sheet: &mut Sheet<'_>, dossier: &Dossier, room: Rect) {
    // Where there is not room for all, the weightiest reasons stay.
    let causes = rows::causes_height(sheet, &dossier.other_causes, room.w).min(room.h * 0.6);
    let for_reasons = Rect::new(room.x, room.y, room.w, room.h - causes);
    let below = rows::draw_reasons(sheet, &dossier.reasons, for_reasons);
    let below = Rect::new(below.x, below.y, below.w, room.bottom() - below.y);
    rows::draw_other_causes(sheet, &dossier.other_causes, below);
}

/// A heading, and the room below it.
fn headed(sheet: &mut Sheet<'_>, text: &str, room: Rect) -> Rect {
    let face = Face::bold(sheet.sizes.small.size);
    let text = ellipsize(text, face, room.w);
    let ink = sheet.theme.ink;
    sheet.place((room.x, room.y + face.ascent()), &text, face, Anchor::Start, ink);
    cut_top(room, face.line_height() * 1.2)
}

/// What colours mean, on one line; gives the room below it.
fn keyed(sheet: &mut Sheet<'_>, entries: &[(Colour, String)], room: Rect) -> Rect {
    let (face, muted, gap) = (sheet.sizes.small, sheet.theme.muted, sheet.sizes.gap);
    let side = face.size * 0.75;
    let mut x = room.x;
    for (colour, text) in entries {
        let width = side + gap * 0.5 + face.width(text);
        if x > room.x && x + width > room.right() {
            break;
        }
        let middle = room.y + face.line_height() / 2.0;
        sheet.canvas.rect(Rect::new(x, middle - side / 2.0, side, side), Ink::fill(*colour));
        let at = (x + side + gap * 0.5, middle + face.centre());
        sheet.place(at, text, face, Anchor::Start, muted);
        x += width + gap * 1.5;
    }
    cut_top(room, face.line_height() * 1.15)
}

fn say_in(sheet: &mut Sheet<'_>, id: &str, room: Rect) {
    let (face, colour, text) = (sheet.sizes.small, sheet.theme.muted, sheet.words.get(id));
    sheet.place((room.x, room.y + face.ascent()), &text, face, Anchor::Start, colour);
}

/// The room without its top.
fn cut_top(room: Rect, height: f64) -> Rect {
    let height = height.min(room.h - 1.0).max(0.0);
    Rect::new(room.x, room.y + height, room.w, room.h - height)
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
        let first_day = 20_150;
        let start_s = i64::from(first_day) * DAY_S;
        let days = |value: f32| DayValues { first_day, values: vec![value; 28] };
        Dossier {
            text: FrameText {
                title: "Abnormal load".into(),
                source_line: "d.csv".into(),
                ..FrameText::default()
            },
            lead: "flat, day and night".into(),
            curve: Some(LoadCurve { start_s, step_s: 1800, kw: kw.collect() }),
            start_s: Some(start_s + 14 * DAY_S),
            first_seen_s: Some(start_s + 15 * DAY_S),
            last_seen_s: None,
            kw: Some(3.0),
            peers: Some(PeerBand { low: days(0.1), high: days(0.9) }),
            temperature: Some(days(-20.0)),
            balance: None,
            reasons: vec![
                DossierReason { text: "flat: 0.9 (others 0.2)".into(), weight: 2.0 },
                DossierReason { text: "evening: 1.0 (others 1.4)".into(), weight: -0.5 },
            ],
            other_causes: vec![
                OtherCause { text: "Heating: no change with the cold".into(), speaks: Speaks::Against },
                OtherCause { text: "Server room: the readings do not tell".into(), speaks: Speaks::Open },
            ],
        }
    }

    #[test]
    fn what_ended_at_midnight_was_last_seen_on_the_day_before() {
        let words = Words::new(Lang::En);
        let ends_on = |last_seen_s: i64| {
            let last_seen_s = Some(20_170 * DAY_S + last_seen_s);
            // Nothing stands beside it that has no room.
            let ended = Dossier { start_s: None, first_seen_s: None, last_seen_s, ..dossier() };
            let page = dossier_page(&ended, Paper::light((1200, 900)), &words);
            let mut said = page.texts().filter_map(|run| run.text.strip_prefix("last seen "));
            said.next().expect("told").replace('\u{a0}', " ")
        };
        // Day 20,170 is 23 March 2025.
        assert_eq!(
            [ends_on(0), ends_on(1), ends_on(-1)],
            ["22 March 2025", "23 March 2025", "22 March 2025"]
        );
    }

    #[test]
    fn pages_are_whole_in_both_languages_with_and_without_readings() {
        let days = |value: f32| DayValues { first_day: 20_150, values: vec![value; 28] };
        let balance = FeederBalance { supply: days(130.0), metered: days(50.0), loss_share: Some(0.05) };
        for lang in Lang::ALL {
            let words = Words::new(lang);
            for size in [(794, 1123), (1200, 675), (400, 700)] {
                let page = dossier_page(&dossier(), Paper::light(size), &words);
                let svg = page.to_svg();
                assert!(!svg.contains("dossier-"), "{lang:?}: every word is known");
                assert!(page.texts().any(|run| run.text.starts_with("Abnormal")));
                assert!(!page.to_file(Form::Pdf).is_empty());
                let of_feeder = Dossier { balance: Some(balance.clone()), ..dossier() };
                assert!(!dossier_page(&of_feeder, Paper::light(size), &words).to_svg().contains("dossier-"));
                let bare = Dossier { curve: None, ..dossier() };
                assert!(dossier_page(&bare, Paper::light(size), &words).texts().count() > 1);
            }
            let page = dossier_page(&dossier(), Paper::light((794, 1123)), &words);
            for said in ["flat, day and night", "flat: 0.9 (others 0.2)", "Heating: no change with the cold"]
            {
                assert!(page.texts().any(|run| run.text == said), "{said}");
            }
        }
    }
}
