//! Owns what is said between the ends of a slope chart: ranges of a year beside each other, and numbers
//! that keep off lines and ranges. Does not draw lines, ranges or the labels of the ends.

use super::canvas::Span;
use super::scale::Axis;
use super::slope::{SlopeLine, is_range, with_interval};
use super::{Sheet, bounds, decimals_of, figure, interval_text};
use crate::boxes::Rect;
use crate::provenance::Observation;
use crate::run::{Anchor, TextRun};
use crate::text::Face;
use crate::units;

/// The lines of one period of which nothing is known but the same range.
pub(super) struct RangeMark {
    pub(super) period: usize,
    pub(super) x: f64,
    pub(super) span: Span,
    names: Vec<String>,
    observation: Observation,
    /// Width that its label may take.
    room: f64,
}

/// Share of the way to the next period that the label of a range may take.
const LABEL_SHARE: f64 = 0.8;

/// Distance between ranges of one period, in pixels.
const APART: f64 = 12.0;

/// The ranges of a period, each once, beside each other and beside its figures, away from the labels of the
/// ends.
pub(super) fn ranges_at(
    lines: &[SlopeLine],
    period: usize,
    axis: &Axis,
    (last, x): (usize, f64),
    width: f64,
) -> Vec<RangeMark> {
    let mut marks: Vec<RangeMark> = Vec::new();
    for line in lines.iter().filter(|line| line.is_named) {
        let Some(observation) = line.figures.get(period).and_then(Option::as_ref) else { continue };
        let Some(span) = axis.span(bounds(observation)).filter(|_| is_range(observation)) else { continue };
        let name = line.label.clone();
        if let Some(mark) = marks.iter_mut().find(|mark| bounds(&mark.observation) == bounds(observation)) {
            mark.names.push(name);
        } else {
            let observation = observation.clone();
            marks.push(RangeMark { period, x, span, names: vec![name], observation, room: 0.0 });
        }
    }
    // Figures of the period keep its line for themselves.
    let is_figure = |line: &SlopeLine| line.figures.get(period).and_then(Option::as_ref).and_then(figure);
    let first = usize::from(lines.iter().any(|line| line.is_named && is_figure(line).is_some()));
    let step = APART.min(width / ((last + 1) * (marks.len() + first).max(1)) as f64);
    for (at, mark) in marks.iter_mut().enumerate() {
        mark.room = width / last.max(1) as f64 * LABEL_SHARE;
        let shift = (at + first) as f64;
        mark.x += if period == last { -shift } else { shift } * step;
    }
    marks
}

impl RangeMark {
    /// Whose it is and its bounds, beside it; of names that have no room only how many they are.
    pub(super) fn label(&self, sheet: &mut Sheet<'_>, strokes: &Strokes) {
        /// More names are a crowd.
        const NAMED: usize = 3;
        let face = sheet.sizes.small;
        let decimals = decimals_of(std::iter::once(&self.observation));
        let interval = interval_text(&self.observation, decimals, sheet.lang());
        let mut named: Vec<String> = self.names.iter().take(NAMED).cloned().collect();
        if self.names.len() > NAMED {
            named.push(format!("+{}", self.names.len() - NAMED));
        }
        let count = self.names.len();
        let counted = sheet.words.plural("slope-regions", count as f64, &[("count", &count.to_string())]);
        let [low, high] = self.span.ends;
        let gap = sheet.sizes.gap * 0.8;
        let sides = [(self.x + gap, Anchor::Start), (self.x - gap, Anchor::End)];
        for first in [named, vec![counted], Vec::new()] {
            let texts: Vec<String> = first.into_iter().chain([interval.clone()]).collect();
            if texts.iter().any(|text| face.width(text) > self.room) {
                continue;
            }
            let height = face.line_height() * texts.len() as f64;
            let tops = [0.5, 0.25, 0.75, 0.35, 0.65, 0.1, 0.9];
            for top in tops.map(|share| high + (low - high) * share - height / 2.0) {
                for (x, anchor) in sides {
                    if strokes.place(sheet, &texts, (x, top + face.ascent()), anchor) {
                        return;
                    }
                }
            }
        }
    }
}

/// What is drawn between the ends: a number that a line or a range runs through is read as another one.
pub(super) struct Strokes(Vec<Rect>);

impl Strokes {
    /// Those of lines that are named, with their intervals, and of ranges.
    pub(super) fn of(
        lines: &[SlopeLine],
        ranges: &[RangeMark],
        axis: &Axis,
        x_of: &dyn Fn(usize) -> f64,
    ) -> Self {
        /// Half the width of a stroke with its air, and the distance of the spots along a line, in pixels.
        const HALF: f64 = 2.0;
        const EVERY: f64 = 3.0;
        let upright = |x: f64, [low, high]: [f64; 2]| {
            let (top, bottom) = (low.min(high), low.max(high));
            Rect::new(x - HALF, top, 2.0 * HALF, bottom - top)
        };
        let mut strokes: Vec<Rect> = ranges.iter().map(|range| upright(range.x, range.span.ends)).collect();
        for line in lines.iter().filter(|line| line.is_named) {
            let value = |at: usize| line.figures.get(at)?.as_ref().and_then(figure);
            for (at, observation) in line.figures.iter().enumerate() {
                let known = observation.as_ref().filter(|observation| figure(observation).is_some());
                if let Some(span) = known.and_then(|observation| axis.span(bounds(observation))) {
                    strokes.push(upright(x_of(at), span.ends));
                }
                let Some((from, to)) = value(at).zip(value(at + 1)) else { continue };
                let (from, to) = ((x_of(at), axis.at(from)), (x_of(at + 1), axis.at(to)));
                let steps = ((to.0 - from.0).hypot(to.1 - from.1) / EVERY).ceil().max(1.0);
                strokes.extend((0..=steps as usize).map(|step| {
                    let share = step as f64 / steps;
                    let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
                    Rect::new(x - HALF, y - HALF, 2.0 * HALF, 2.0 * HALF)
                }));
            }
        }
        Self(strokes)
    }

    /// Draws lines of text from a baseline on, where no stroke runs through them.
    fn place(&self, sheet: &mut Sheet<'_>, texts: &[String], (x, y): (f64, f64), anchor: Anchor) -> bool {
        let (face, colour) = (sheet.sizes.small, sheet.theme.ink);
        let run = |(at, text): (usize, &String)| {
            let (y, text) = (y + face.line_height() * at as f64, text.clone());
            TextRun { x, y, text, face, anchor, colour, tail: None }
        };
        let runs: Vec<TextRun> = texts.iter().enumerate().map(run).collect();
        let is_free = |run: &TextRun| !self.0.iter().any(|stroke| stroke.overlaps(&run.bounds()));
        runs.iter().all(is_free) && sheet.place_all_on_paper(runs)
    }
}

/// The numbers of a line between its ends, as far as they are free of others and of strokes.
pub(super) fn label_between(
    sheet: &mut Sheet<'_>,
    line: &SlopeLine,
    axis: &Axis,
    x_of: &dyn Fn(usize) -> f64,
    radius: f64,
    strokes: &Strokes,
) {
    let face = sheet.sizes.small;
    let decimals = decimals_of(line.figures.iter().flatten());
    let inner = 1..line.figures.len().saturating_sub(1);
    for (number, observation) in line.figures.iter().enumerate().filter(|(number, _)| inner.contains(number))
    {
        let Some((observation, value)) = observation.as_ref().and_then(|o| Some((o, figure(o)?))) else {
            continue;
        };
        let room = (x_of(1) - x_of(0)).abs() * MOST_BETWEEN;
        let side = |at: usize| line.figures.get(at).and_then(Option::as_ref).and_then(figure);
        let middle = side(number - 1).zip(side(number + 1)).map_or(value, |(a, b)| f64::midpoint(a, b));
        let spot = Spot { x: x_of(number), axis, value, observation, radius };
        // Below where the lines bend upwards, above where they bend downwards: elsewhere they cross it.
        let is_below_first = axis.at(value) > axis.at(middle);
        let whole = with_interval(observation, value, decimals, sheet.lang(), face, room);
        let folded = folded(&whole);
        let bare = vec![units::number(value, decimals, sheet.lang())];
        'forms: for texts in [whole, folded, bare] {
            for (at, anchor) in spot.places(face, texts.len(), is_below_first) {
                if strokes.place(sheet, &texts, at, anchor) {
                    break 'forms;
                }
            }
        }
    }
}

/// Share of the room between two years that a label may take.
const MOST_BETWEEN: f64 = 1.1;

/// The same with the bounds on a line each.
fn folded(lines: &[String]) -> Vec<String> {
    let parts = lines.iter().flat_map(|line| line.split_inclusive(' ')).map(str::trim_end);
    let parts = parts.flat_map(|part| part.split_inclusive('–'));
    parts.map(str::to_owned).collect()
}

/// A figure that a label is for.
struct Spot<'a> {
    x: f64,
    axis: &'a Axis,
    value: f64,
    observation: &'a Observation,
    radius: f64,
}

impl Spot<'_> {
    /// First baselines of so many lines: above and below the interval, then beside the point.
    fn places(&self, face: Face, lines: usize, is_below_first: bool) -> Vec<((f64, f64), Anchor)> {
        /// Air around a point, in pixels.
        const AIR: f64 = 4.0;
        let (low, high) = bounds(self.observation);
        let level = self.axis.at(self.value);
        let top = self.axis.at(high.unwrap_or(self.value)).min(level - self.radius);
        let bottom = self.axis.at(low.unwrap_or(self.value)).max(level + self.radius);
        let rest = face.line_height() * (lines - 1) as f64;
        let mut upright = [top - face.descent() - AIR - rest, bottom + face.ascent() + AIR];
        if is_below_first {
            upright.reverse();
        }
        let beside = [0.0, 1.0, -1.0].map(|by| level + face.centre() - rest / 2.0 + face.line_height() * by);
        let off = self.radius + AIR;
        let sides = [(self.x - off, Anchor::End), (self.x + off, Anchor::Start)];
        let above = upright.map(|y| ((self.x, y), Anchor::Middle));
        let beside = sides.into_iter().flat_map(|(x, anchor)| beside.map(|y| ((x, y), anchor)));
        above.into_iter().chain(beside).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::slope::slope_page;
    use crate::chart::tests::samples::observed;
    use crate::checks::assert_laid_out;
    use crate::frame::FrameText;
    use crate::lang::{Lang, Words};
    use crate::provenance::Status;
    use crate::style::Paper;

    #[test]
    fn bounds_fold_where_there_is_little_room() {
        let whole = ["13,660".to_owned(), "(12,973–14,349)".to_owned()];
        assert_eq!(folded(&whole), ["13,660", "(12,973–", "14,349)"]);
        assert_eq!(folded(&["5 (4–6)".to_owned()]), ["5", "(4–", "6)"]);
    }

    fn narrow(names: [&str; 4]) -> String {
        let of = |value, low, high| Some(observed(value, Some(low), Some(high), Status::Derived));
        let line = |label: &str, figures| SlopeLine { label: label.into(), figures, is_named: true };
        let open = || (of(None, 0.0, 117_362.0), of(None, 0.0, 123_668.0));
        let from_open = |label: &str, last| line(label, vec![open().0, open().1, last]);
        let lines = [
            line(
                names[0],
                vec![
                    of(None, 10_948.0, 12_211.0),
                    of(Some(13_660.0), 12_973.0, 14_349.0),
                    of(Some(17_722.0), 17_057.0, 18_396.0),
                ],
            ),
            from_open(names[1], of(Some(7443.0), 7064.0, 7832.0)),
            from_open(names[2], of(Some(6380.0), 6030.0, 6739.0)),
            from_open(names[3], of(None, 6032.0, 18_395.0)),
        ];
        let periods = ["2023", "2024", "2025"].map(str::to_owned);
        let (frame, paper) = (FrameText::default(), Paper::light((321, 529)));
        let svg = slope_page(&periods, &lines, &frame, paper, &Words::new(Lang::En)).to_inline_svg();
        assert_laid_out(&svg, "narrow slopes");
        svg
    }

    #[test]
    fn no_range_runs_through_a_number_of_a_narrow_chart() {
        let svg = narrow(["Irkutsk", "Novosibirsk", "Krasnoyarsk Krai", "Bashkortostan"]);
        assert!(svg.contains("3 regions"), "names without room are counted, not cut");
        assert!(!svg.contains('…'), "{svg}");
        // The bounds stand on a line each, beside the point: above it a range runs through them.
        assert!(svg.contains("(12,973–<") && svg.contains("14,349)<"), "{svg}");
    }

    #[test]
    fn long_names_leave_the_years_between_their_numbers() {
        let svg = narrow(["Иркутская область", "Новосибирская область", "Красноярский край", "Башкортостан"]);
        for number in ["13,660<", "14,349)<", "0–123,668<", "Новосибирская<"] {
            assert!(svg.contains(number), "{number}: {svg}");
        }
        assert!(!svg.contains('…'), "{svg}");
    }
}
