//! Owns the labels of a map: which regions and places get one, and where it stands: inside its
//! region where it fits, else beside it with a leader line, over sea and context rather than over
//! regions that have figures of their own. Does not write their texts.

use super::{Fill, MapFigure, MapLabel, paint_of, shapes::View};
use crate::{
    boxes::{Placer, Rect},
    frame::Frame,
    geo::{Bounds, Point},
    run::{Anchor, TextRun},
    scene::{Item, PathData, Stroke},
    style::{Colour, Theme},
    text::Face,
};
use std::collections::HashSet;

/// What a label pays for what it does, in units of "a box full of regions without a figure".
mod cost {
    /// All of its box lies over regions with figures of their own.
    pub(super) const OVER_FIGURES: f64 = 4.0;
    /// All of its box lies over regions without one.
    pub(super) const OVER_LAND: f64 = 1.2;
    /// It hides all of its own region without lying inside it.
    pub(super) const HIDES_ITSELF: f64 = 3.0;
    /// It hides all of another region, for each of these.
    pub(super) const HIDES_OTHERS: f64 = 0.6;
    /// It needs a leader line at all.
    pub(super) const LEADER: f64 = 0.6;
    /// For a leader line as long as this many lines of text; with the square of the length.
    pub(super) const LENGTH: (f64, f64) = (1.0, 6.0);
    /// Its leader line runs over the sign of a ban.
    pub(super) const OVER_SIGN: f64 = 0.3;
    /// Dearer labels are left out.
    pub(super) const MOST: f64 = 3.0;
}

/// Directions of leader lines, and their lengths in lines of text.
const DIRECTIONS: u32 = 24;
const LENGTHS: [f64; 8] = [1.0, 1.8, 2.6, 3.6, 4.8, 6.2, 8.0, 10.0];
/// Places tried inside a region, in each direction.
const INSIDE: i32 = 5;

/// Bare names are smaller than labels by this factor, and so much of each lies in its region.
const NAME_SIZE: f64 = 0.88;
const NAME_SHARE: f64 = 0.75;
const NAME_SHARE_AT_CIRCLE: f64 = 0.4;

/// Width of the outline under a text, enough to end a hatch.
pub(super) const HALO: f64 = 4.8;

/// Space between labels side by side, in pixels.
const BESIDE: f64 = 6.0;

/// Whose labels are drawn.
#[derive(Clone, Copy)]
pub(super) enum Labelled<'a> {
    /// Those of the map but of these features, which have theirs in an inset.
    AllBut(&'a HashSet<usize>),
    /// Those of these features, and the bare names of the others among them.
    Only(&'a HashSet<usize>),
}

/// What labels keep clear of.
pub(super) struct Taken {
    /// Texts and legend.
    pub(super) placer: Placer,
    /// Circles and frames: no label lies on them, but leader lines may cross them.
    pub(super) marks: Vec<Rect>,
    /// Signs of bans: no label lies on them, and lines had better not.
    pub(super) signs: Vec<Rect>,
}

/// Draws towns first, where there are any: they are tied to their places; then region labels,
/// the weightiest first; then bare names.
pub(super) fn draw(
    figure: &MapFigure<'_>,
    view: &View,
    frame: &Frame,
    Taken { placer, marks, signs }: Taken,
    labelled: Labelled<'_>,
    out: &mut Vec<Item>,
) {
    let theme = &frame.theme;
    let size = (frame.sizes.small.size * 0.95).max(10.0);
    let mut labels = Labels { figure, view, theme, placer, marks, signs, size, leaders: Vec::new(), out };
    let mut places: Vec<_> = figure.places.iter().collect();
    places.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
    for place in places {
        labels.add_place(view.place(figure, place.lon_lat), &place.name);
    }
    let is_asked = |number: &usize| match labelled {
        Labelled::AllBut(others) => !others.contains(number),
        Labelled::Only(features) => features.contains(number),
    };
    let asked: Vec<usize> = (0..figure.features.len())
        .filter(|number| figure.features[*number].fill != Fill::Context && is_asked(number))
        .collect();
    let mut wanted: Vec<(usize, &MapLabel)> =
        asked.iter().filter_map(|&number| Some((number, figure.features[number].label.as_ref()?))).collect();
    wanted.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(&b.0)));
    for (number, label) in wanted {
        if let Some(anchor) = view.anchor(number) {
            labels.add_region(number, anchor, label);
        }
    }
    if matches!(labelled, Labelled::Only(_)) {
        for number in asked.into_iter().filter(|&number| figure.features[number].label.is_none()) {
            labels.add_name(number, &figure.features[number].name);
        }
    }
}

/// What labels are drawn on, and what is taken already.
struct Labels<'a> {
    figure: &'a MapFigure<'a>,
    view: &'a View,
    theme: &'a Theme,
    placer: Placer,
    /// Circles and frames: no label lies on them, but leader lines may cross them.
    marks: Vec<Rect>,
    signs: Vec<Rect>,
    size: f64,
    leaders: Vec<[Point; 2]>,
    out: &'a mut Vec<Item>,
}

/// A place for a label, and the line to its region.
struct Candidate {
    room: Rect,
    leader: Option<[Point; 2]>,
    cost: f64,
}

impl Labels<'_> {
    fn add_region(&mut self, number: usize, anchor: Point, label: &MapLabel) {
        let (bold, regular) = (Face::bold(self.size), Face::regular(self.size));
        let lines: Vec<(&str, Face)> = [(label.name.as_str(), bold), (label.figure.as_str(), regular)]
            .into_iter()
            .filter(|(text, _)| !text.is_empty())
            .collect();
        let width = lines.iter().map(|(text, face)| face.width(text)).fold(0.0, f64::max);
        let size = (width, bold.line_height() * lines.len() as f64);
        let best = self.inside(number, anchor, size).or_else(|| self.around(number, anchor, size));
        let Some(best) = best.filter(|best| best.cost <= cost::MOST) else { return };
        if let Some(line) = best.leader {
            self.draw_leader(line);
        }
        let ground = self.ground_under(&best.room);
        self.write_lines(&lines, best.room, ground);
    }

    /// A name in small letters over its own region, where most of it lies inside, on one line or
    /// two.
    fn add_name(&mut self, number: usize, name: &str) {
        let face = name_face(self.size);
        let Some(anchor) = self.view.anchor(number) else { return };
        // Beside its circle a name is told apart also where its region is narrow.
        let has_circle = self.figure.symbols.iter().any(|symbol| symbol.feature == number);
        let share = if has_circle { NAME_SHARE_AT_CIRCLE } else { NAME_SHARE };
        let is_over = |room: &Rect| self.view.ground.share_of(number, room) >= share;
        let placed = name_lines(name, face).into_iter().find_map(|lines| {
            let width = lines.iter().map(|line| face.width(line)).fold(0.0, f64::max);
            let size = (width, face.line_height() * lines.len() as f64);
            Some((self.nearest(anchor, size, is_over)?, lines))
        });
        if let Some((room, lines)) = placed {
            let ground = paint_of(self.figure, number, self.theme);
            self.write_lines(&lines.into_iter().map(|line| (line, face)).collect::<Vec<_>>(), room, ground);
        }
    }

    fn write_lines(&mut self, lines: &[(&str, Face)], room: Rect, ground: Colour) {
        let mut y = room.y;
        for (text, face) in lines {
            let baseline = y + face.line_height() / 2.0 + face.centre();
            self.write(text, [room.mid_x(), baseline], *face, Anchor::Middle, ground);
            y += face.line_height();
        }
        self.placer.take(room);
    }

    /// The free place nearest to the anchor that lies wholly inside the region.
    fn inside(&self, number: usize, anchor: Point, size: (f64, f64)) -> Option<Candidate> {
        let room = self.nearest(anchor, size, |room| self.view.ground.only(room) == Some(number))?;
        Some(Candidate { room, leader: None, cost: 0.0 })
    }

    /// The free place nearest to the anchor that passes a test.
    fn nearest(&self, anchor: Point, (w, h): (f64, f64), is_good: impl Fn(&Rect) -> bool) -> Option<Rect> {
        let steps = || (-INSIDE..=INSIDE).map(f64::from);
        let mut shifts: Vec<Point> =
            steps().flat_map(|i| steps().map(move |j| [i * w / 4.0, j * h / 1.5])).collect();
        shifts.sort_by(|a, b| a[0].hypot(a[1]).total_cmp(&b[0].hypot(b[1])));
        shifts
            .into_iter()
            .map(|[x, y]| Rect::new(anchor[0] + x - w / 2.0, anchor[1] + y - h / 2.0, w, h))
            .find(|room| is_good(room) && self.is_free(room))
    }

    /// The cheapest place over or around the anchor.
    fn around(&self, number: usize, anchor: Point, size: (f64, f64)) -> Option<Candidate> {
        let (w, h) = size;
        let over = Rect::new(anchor[0] - w / 2.0, anchor[1] - h / 2.0, w, h);
        let hidden = self.view.ground.share_covered(number, &over) * cost::HIDES_ITSELF;
        let over_cost = self.cover_cost(number, &over) + hidden;
        let over = Candidate { room: over, leader: None, cost: over_cost };
        let mut best = Some(over).filter(|candidate| self.is_free(&candidate.room));
        let line = self.size * 1.3;
        for at in 0..DIRECTIONS {
            let angle = f64::from(at) / f64::from(DIRECTIONS) * std::f64::consts::TAU;
            for length in LENGTHS {
                let below = best.as_ref().map_or(f64::INFINITY, |candidate| candidate.cost);
                best = self.led(number, anchor, size, (angle, length * line), below).or(best);
            }
        }
        best
    }

    /// A label at the end of a line of this direction and length, if nothing is in the way and it
    /// costs less than `below`.
    fn led(
        &self,
        number: usize,
        anchor: Point,
        (w, h): (f64, f64),
        (angle, length): (f64, f64),
        below: f64,
    ) -> Option<Candidate> {
        let (each, per) = cost::LENGTH;
        let of_line = cost::LEADER + each * (length / (per * self.size * 1.3)).powi(2);
        if of_line >= below {
            return None;
        }
        let (sin, cos) = angle.sin_cos();
        let end = [anchor[0] + cos * length, anchor[1] + sin * length];
        // The box touches the end of the line with the side that faces the region.
        let room = Rect::new(end[0] + (cos - 1.0) * w / 2.0, end[1] + (sin - 1.0) * h / 2.0, w, h);
        let line = [anchor, [end[0] - cos * 4.0, end[1] - sin * 3.0]];
        if !self.is_free(&room) || self.is_crossed(&line) {
            return None;
        }
        let hidden = self.view.ground.share_covered(number, &room) * cost::HIDES_ITSELF;
        let over_signs = cost::OVER_SIGN * self.signs_under(&line) as f64;
        let cost = of_line + hidden + over_signs + self.cover_cost(number, &room);
        (cost < below).then_some(Candidate { room, leader: Some(line), cost })
    }

    /// What it costs to cover other regions.
    fn cover_cost(&self, number: usize, room: &Rect) -> f64 {
        let (mut sum, mut cells, mut hidden) = (0.0, 0.0_f64, 0.0);
        for under in self.view.ground.under(room) {
            cells += 1.0;
            let Some(feature) = under else { continue };
            if feature == number {
                continue;
            }
            hidden += cost::HIDES_OTHERS / self.view.ground.size(feature);
            let feature = &self.figure.features[feature];
            let is_quiet = matches!(feature.fill, Fill::NoData | Fill::BoundsOnly) && !feature.is_disputed;
            sum += if is_quiet { cost::OVER_LAND } else { cost::OVER_FIGURES };
        }
        sum / cells.max(1.0) + hidden
    }

    /// Whether the box is apart from all texts and lines.
    fn is_free(&self, room: &Rect) -> bool {
        // Names side by side would read as one.
        let apart = Rect::new(room.x - BESIDE, room.y - 2.0, room.w + 2.0 * BESIDE, room.h + 4.0);
        self.placer.is_free(&apart)
            && !self.marks.iter().chain(&self.signs).any(|mark| mark.overlaps(&apart))
            && !self.leaders.iter().any(|line| passes(line, &apart))
    }

    /// How many signs of bans a line would run over; that at its own start may stand in the middle of its
    /// region.
    fn signs_under(&self, line: &[Point; 2]) -> usize {
        let start = Rect::around(line[0][0], line[0][1], 0.5);
        self.signs.iter().filter(|sign| !sign.overlaps(&start) && passes(line, sign)).count()
    }

    /// Whether a line would run through a text or another line.
    fn is_crossed(&self, line: &[Point; 2]) -> bool {
        self.leaders.iter().any(|other| cross(line, other))
            || self.placer.taken().any(|rect| passes(line, rect))
    }

    fn draw_leader(&mut self, [from, to]: [Point; 2]) {
        let theme = self.theme;
        for (colour, width) in [(theme.paper, 2.6), (theme.ink, 0.8)] {
            self.out.push(Item::lines(PathData::of(&[from, to], false), Stroke::new(colour, width)));
        }
        self.out.push(Item::disc(from, 2.0, theme.ink).edged(Stroke::new(theme.paper, 0.8)));
        self.leaders.push([from, to]);
    }

    /// A dot and its name, right or left of it, above or below.
    fn add_place(&mut self, [x, y]: Point, name: &str) {
        let face = Face::regular(self.size);
        let (mut dot, line) = (Rect::around(x, y, 2.5), face.line_height());
        // Where a ban has its sign at the town, that is its mark.
        let sign = self.signs.iter().copied().find(|sign| sign.overlaps(&dot));
        dot = sign.unwrap_or(dot);
        let (level, beside) = (dot.mid_y() + face.centre(), dot.w / 2.0 + 3.5);
        let above = line * 0.85 + (dot.h / 2.0 - 2.5);
        let spots = [
            ([dot.mid_x() + beside, level], Anchor::Start),
            ([dot.mid_x() - beside, level], Anchor::End),
            ([dot.mid_x(), level - above], Anchor::Middle),
            ([dot.mid_x(), level + above], Anchor::Middle),
        ];
        for (at, anchor) in spots {
            let room = run_at(name, at, face, anchor, self.theme.ink).bounds();
            let is_clear = !self.signs.iter().any(|sign| sign.overlaps(&room));
            if is_clear && self.placer.try_take(&[dot, room]) {
                let (ink, paper) = (self.theme.ink, self.theme.paper);
                if sign.is_none() {
                    self.out.push(Item::disc([x, y], 2.5, ink).edged(Stroke::new(paper, 1.0)));
                }
                let ground = self.ground_under(&room);
                self.write(name, at, face, anchor, ground);
                return;
            }
        }
    }

    /// What a text's outline parts it from: the colour of the region where all of its room lies in
    /// one, so that a hatch ends there; else paper.
    fn ground_under(&self, room: &Rect) -> Colour {
        let only = self.view.ground.only(room);
        only.map_or(self.theme.paper, |feature| paint_of(self.figure, feature, self.theme))
    }

    /// A text over an outline in the colour of its ground.
    fn write(&mut self, text: &str, at: Point, face: Face, anchor: Anchor, ground: Colour) {
        let mut run = run_at(text, at, face, anchor, self.theme.ink);
        let ground = if ground == self.theme.unknown { self.theme.paper } else { ground };
        run.colour = readable_on(ground, self.theme);
        let halo = TextRun { colour: ground, ..run.clone() };
        self.out.push(Item::Halo(halo, Stroke::new(ground, HALO)));
        self.out.push(Item::Text(run));
    }
}

/// Dark ink on light grounds, light ink on dark ones.
pub(super) fn readable_on(ground: Colour, theme: &Theme) -> Colour {
    let (dark, light) = if theme.ink.luminance() < theme.paper.luminance() {
        (theme.ink, theme.paper)
    } else {
        (theme.paper, theme.ink)
    };
    if ground.luminance() < 0.18 { light } else { dark }
}

fn name_face(label_size: f64) -> Face {
    Face::regular((label_size * NAME_SIZE).round())
}

/// A name on one line, and parted at a space where its two lines are the shortest.
fn name_lines(name: &str, face: Face) -> Vec<Vec<&str>> {
    let parts = name.match_indices(' ').map(|(at, _)| vec![&name[..at], &name[at + 1..]]);
    let width = |lines: &[&str]| lines.iter().map(|line| face.width(line)).fold(0.0, f64::max);
    let parted = parts.min_by(|a, b| width(a).total_cmp(&width(b)));
    let whole = (!name.is_empty()).then(|| vec![name]);
    whole.into_iter().chain(parted).collect()
}

/// The least area that a name takes as it is set in an inset of a page with letters of this size.
pub(super) fn name_area(name: &str, letter_size: f64) -> f64 {
    let face = name_face(letter_size);
    let area = |lines: Vec<&str>| {
        let width = lines.iter().map(|line| face.width(line)).fold(0.0, f64::max);
        width * face.line_height() * lines.len() as f64
    };
    name_lines(name, face).into_iter().map(area).fold(f64::INFINITY, f64::min)
}

fn run_at(text: &str, [x, y]: Point, face: Face, anchor: Anchor, colour: Colour) -> TextRun {
    TextRun { x, y, text: text.to_owned(), face, anchor, colour, tail: None }
}

/// Whether two lines cross.
fn cross([a, b]: &[Point; 2], [c, d]: &[Point; 2]) -> bool {
    let side =
        |p: &Point, q: &Point, r: &Point| (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0
}

/// Whether a line passes through a box.
fn passes(line: &[Point; 2], rect: &Rect) -> bool {
    let inside = |p: &Point| rect.x < p[0] && p[0] < rect.right() && rect.y < p[1] && p[1] < rect.bottom();
    let (low, high) = ([rect.x, rect.y], [rect.right(), rect.bottom()]);
    inside(&line[0])
        || inside(&line[1])
        || cross(line, &[low, high])
        || cross(line, &[[low[0], high[1]], [high[0], low[1]]])
}

/// A point well inside the largest ring: the best of a grid, refined twice; the distance to the
/// edge counts, so that the label of a bent region does not stand outside it.
pub(super) fn anchor_of(rings: &[(Vec<Point>, Bounds)]) -> Option<Point> {
    const STEPS: usize = 6;
    let area = |ring: &[Point]| -> f64 {
        ring.windows(2).map(|p| p[0][0] * p[1][1] - p[1][0] * p[0][1]).sum::<f64>().abs()
    };
    let (ring, bounds) = rings.iter().max_by(|a, b| area(&a.0).total_cmp(&area(&b.0)))?;
    let mut cell = *bounds;
    let mut best = (f64::NEG_INFINITY, cell.centre());
    for _ in 0..3 {
        for i in 0..STEPS * STEPS {
            let (column, row) = (i % STEPS, i / STEPS);
            let at = |low: f64, length: f64, n: usize| low + length * (n as f64 + 0.5) / STEPS as f64;
            let point = [at(cell.min[0], cell.width(), column), at(cell.min[1], cell.height(), row)];
            let depth = depth_in(ring, point);
            if depth > best.0 {
                best = (depth, point);
            }
        }
        let (w, h) = (cell.width() / STEPS as f64, cell.height() / STEPS as f64);
        cell = Bounds { min: [best.1[0] - w, best.1[1] - h], max: [best.1[0] + w, best.1[1] + h] };
    }
    (best.0 > 0.0).then_some(best.1)
}

/// Square of the distance from a point to the ring, negative outside.
fn depth_in(ring: &[Point], [x, y]: Point) -> f64 {
    let (mut inside, mut nearest) = (false, f64::INFINITY);
    for pair in ring.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        if (from[1] > y) != (to[1] > y) && x < from[0] + dx * (y - from[1]) / dy {
            inside = !inside;
        }
        let length = (dx * dx + dy * dy).max(1e-12);
        let along = (((x - from[0]) * dx + (y - from[1]) * dy) / length).clamp(0.0, 1.0);
        let (ex, ey) = (x - from[0] - along * dx, y - from[1] - along * dy);
        nearest = nearest.min(ex * ex + ey * ey);
    }
    if inside { nearest } else { -nearest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_anchor_of_a_bent_region_lies_inside() {
        let horseshoe = vec![
            [0.0, 0.0],
            [30.0, 0.0],
            [30.0, 30.0],
            [20.0, 30.0],
            [20.0, 10.0],
            [10.0, 10.0],
            [10.0, 30.0],
            [0.0, 30.0],
            [0.0, 0.0],
        ];
        let anchor =
            anchor_of(&[(horseshoe.clone(), Bounds { min: [0.0; 2], max: [30.0; 2] })]).expect("inside");
        assert!(depth_in(&horseshoe, anchor) > 16.0, "{anchor:?}");
    }
}
