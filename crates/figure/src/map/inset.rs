//! Owns insets: parts of a map where regions lie crowded, drawn larger in a frame on free ground,
//! with the frame's place on the map. Does not choose figures or words.
//!
//! The rule: a region is crowded where it is drawn smaller than a word. An inset takes the largest
//! free room of the page, and shows the part of the map of which it makes the most crowded regions
//! as large as their names, counting those that look other than most of them: regions that all look
//! alike, or of which nothing is known, are read as well in small. Of several enlargements it takes the
//! one with the most such regions times enlargement, less those that its frame would cut. What is left gets
//! a second inset if there is room. Nothing else on the page moves for an inset: without room there is none.

use super::{
    Fill, MapFeature, MapFigure, bans, draw_feature, draw_regions,
    fit::Fit,
    free::Free,
    labels::{self, Labelled, anchor_of},
    shapes::{Edge, Part, Projected, View},
    symbols,
};
use crate::{
    atlas::BanClass,
    boxes::{Placer, Rect},
    frame::Frame,
    geo::Bounds,
    lang::Words,
    run::{Anchor, TextRun},
    scene::{Item, PathData, Stroke},
    text::Face,
    units,
};
use std::collections::HashSet;

/// Which parts of a map are drawn larger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MapInsets {
    /// Where regions lie crowded.
    #[default]
    Crowded,
    /// None.
    Off,
    /// One around these boundary features.
    Around(Vec<usize>),
}

/// Insets on a page: more would be a page of insets.
const MOST: usize = 2;
/// Area of a short word in squares of its letter size.
const WORD_EM2: f64 = 3.0;
/// How many times the area of a name a region needs, as no region is a box.
const NAME_ROOM: f64 = 1.7;
/// Fewer crowded regions are told by their labels.
const LEAST_REGIONS: usize = 3;
/// Where fewer look other than most, they are seen in small.
const LEAST_DIFFERING: usize = 3;
/// How many times an inset may enlarge.
const TIMES: [f64; 8] = [5.0, 4.5, 4.0, 3.5, 3.0, 2.6, 2.3, 2.0];
/// Shapes of insets, as width to height.
const ASPECTS: [f64; 4] = [0.8, 1.0, 1.3, 1.7];
/// So many crowded regions are each tried as the middle of an inset; of more, one in each part of the page …
const MOST_MIDDLES: usize = 500;
/// … of which so many make the side of an inset.
const MIDDLES_A_SIDE: f64 = 3.0;
/// Space around regions that are shown by name, in letters.
const PAD_EM: f64 = 0.5;

/// A part of the map that is drawn larger.
pub(super) struct Inset {
    /// Where it lies on the page.
    room: Rect,
    /// Its place on the map.
    source: Rect,
    times: f64,
    /// What it is known by beside another; empty where it is the only one.
    letter: String,
    /// The features that it is for.
    members: HashSet<usize>,
    view: View,
}

/// A feature on the page.
#[derive(Clone, Copy)]
struct Sized {
    number: usize,
    bounds: Rect,
    area: f64,
    /// Area that its name needs.
    named: f64,
}

/// What tells a region from another; none where it tells nothing.
fn look_of(feature: &MapFeature) -> Option<(Fill, bool, BanClass)> {
    let is_told = matches!(feature.fill, Fill::Class(_) | Fill::Ban(_)) || feature.ban != BanClass::None;
    is_told.then_some((feature.fill, feature.is_unsure, feature.ban))
}

/// How many of these look other than most of them.
fn differing(looks: impl Iterator<Item = (Fill, bool, BanClass)>) -> usize {
    let mut counts: Vec<((Fill, bool, BanClass), usize)> = Vec::new();
    for look in looks {
        match counts.iter_mut().find(|(known, _)| *known == look) {
            Some((_, count)) => *count += 1,
            None => counts.push((look, 1)),
        }
    }
    let all: usize = counts.iter().map(|(_, count)| count).sum();
    all - counts.iter().map(|(_, count)| *count).max().unwrap_or(0)
}

/// Where an inset lies, what it shows, and how many times as large.
#[derive(Clone, Copy)]
struct Site {
    room: Rect,
    source: Rect,
    times: f64,
}

/// The insets of a map, on ground free of `taken` and of the area shown.
pub(super) fn choose(
    figure: &MapFigure<'_>,
    projected: &Projected,
    view: &View,
    frame: &Frame,
    words: &Words,
    mut taken: Vec<Rect>,
) -> Vec<Inset> {
    if figure.is_close_up || figure.insets == MapInsets::Off {
        return Vec::new();
    }
    let em = frame.sizes.small.size;
    let is_told = |number: &usize| {
        let feature = &figure.features[*number];
        feature.fill != Fill::Context && !feature.is_disputed
    };
    // No part of the map has more that differ than all of it: of thousands of regions without a figure not one
    // is measured.
    let looks = || (0..figure.features.len()).filter(is_told).filter_map(|at| look_of(&figure.features[at]));
    let has_none = figure.insets == MapInsets::Crowded
        && figure.symbols.is_empty()
        && differing(looks()) < LEAST_DIFFERING;
    if has_none {
        return Vec::new();
    }
    let all: Vec<Sized> = (0..figure.features.len())
        .filter(is_told)
        .filter_map(|number| {
            let (bounds, area) = (box_of(view, number)?, view.ground.area_px(number));
            let named = NAME_ROOM * labels::name_area(&figure.features[number].name, em);
            Some(Sized { number, bounds, area, named })
        })
        .collect();
    let word = WORD_EM2 * em * em;
    let mut crowded: Vec<Sized> = all.iter().copied().filter(|of| of.area < word).collect();
    let mut insets: Vec<Inset> = Vec::new();
    while insets.len() < MOST {
        let free = Free::new(view, frame, &taken);
        let site = match &figure.insets {
            MapInsets::Around(_) if !insets.is_empty() => None,
            MapInsets::Around(features) => around(&all, features, &free, frame),
            _ => {
                let shown: Vec<Rect> = insets.iter().map(|inset| inset.source).collect();
                densest(figure, &all, &crowded, &shown, &free, frame)
            }
        };
        let Some(Site { room, source, times }) = site else { break };
        let members: HashSet<usize> =
            all.iter().filter(|of| source.contains(&of.bounds)).map(|of| of.number).collect();
        crowded.retain(|of| !members.contains(&of.number));
        taken.extend([room, source]);
        let Fit { scale, origin } = view.fit();
        let moved = |axis: usize, from: f64, to: f64| to + (origin[axis] - from) * times;
        let origin = [moved(0, source.x, room.x), moved(1, source.y, room.y)];
        let fit = Fit { scale: scale * times, origin };
        let view = View::new(projected, figure, room, frame.sizes.scale, fit, Edge::Cut);
        insets.push(Inset { room, source, times, letter: String::new(), members, view });
    }
    if insets.len() > 1 {
        for (inset, letter) in insets.iter_mut().zip(words.get("map-inset-letters").chars()) {
            inset.letter = letter.to_string();
        }
    }
    insets
}

/// The part of the map around these features, as large as there is room for.
fn around(all: &[Sized], features: &[usize], free: &Free, frame: &Frame) -> Option<Site> {
    let named = all.iter().filter(|of| features.contains(&of.number)).map(|of| of.bounds);
    let source = named.reduce(|a, b| union(&a, &b))?.inset(-PAD_EM * frame.sizes.small.size);
    TIMES.into_iter().find_map(|times| {
        let room = free.nearest((source.w * times, source.h * times), &source)?;
        Some(Site { room, source, times })
    })
}

/// Of the largest free rooms, the part of the map that each would show, and the enlargements: what
/// makes the most crowded regions as large as their names, clear of what others show.
fn densest(
    figure: &MapFigure<'_>,
    all: &[Sized],
    crowded: &[Sized],
    elsewhere: &[Rect],
    free: &Free,
    frame: &Frame,
) -> Option<Site> {
    let middle = crowded.iter().map(|of| of.bounds).reduce(|a, b| union(&a, &b))?;
    let em = frame.sizes.small.size;
    let mut has_symbol = vec![false; figure.features.len()];
    for symbol in &figure.symbols {
        if let Some(has_symbol) = has_symbol.get_mut(symbol.feature) {
            *has_symbol = true;
        }
    }
    // Symbols are told apart by their size.
    let differing = |shown: &mut dyn Iterator<Item = &Sized>| {
        if figure.symbols.is_empty() {
            differing(shown.filter_map(|of| look_of(&figure.features[of.number])))
        } else {
            shown.filter(|of| has_symbol[of.number]).count()
        }
    };
    // A fill that goes on beyond the frame is read all the same; a ban or a circle that is cut is not.
    let has_ban = |of: &Sized| bans::DRAWN.contains(&figure.features[of.number].ban);
    let is_marked = |of: &&Sized| has_symbol[of.number] || has_ban(of);
    let marked = ByPlace::new(all.iter().filter(is_marked).copied());
    let [all, by_place] = [all, crowded].map(|features| ByPlace::new(features.iter().copied()));
    let mut best: Option<(f64, Site)> = None;
    for room in ASPECTS.iter().filter_map(|aspect| free.largest(*aspect, &middle, frame)) {
        for times in TIMES {
            let (w, h) = (room.w / times, room.h / times);
            for at in middles(crowded, w, h) {
                let window = |x: f64, y: f64| Rect::new(x - w / 2.0, y - h / 2.0, w, h);
                let first = window(at.bounds.mid_x(), at.bounds.mid_y());
                let Some(shown) = by_place.inside(first).map(|of| of.bounds).reduce(|a, b| union(&a, &b))
                else {
                    continue;
                };
                // What is shown stands in the middle, with what else it would cut and has room for.
                let mut source = window(shown.mid_x(), shown.mid_y());
                let whole = marked.cut_by(source).map(|of| of.bounds).fold(shown, |a, b| union(&a, &b));
                if whole.w <= w && whole.h <= h {
                    source = window(whole.mid_x(), whole.mid_y());
                }
                // What must not be cut is whole where not all of the rest is.
                let needed = marked.inside(source).chain(marked.cut_by(source)).map(|of| of.bounds);
                let needed = needed.reduce(|a, b| union(&a, &b));
                source = needed.map_or(source, |needed| moved_over(source, needed));
                let is_seen = |of: &&Sized| of.area * times * times >= WORD_EM2 * em * em;
                let has_room = |of: &&Sized| of.area * times * times >= of.named;
                let differing = differing(&mut all.inside(source).filter(is_seen));
                let mut score = differing as f64 * times;
                // What is cut counts against the frame that cuts it.
                if best.as_ref().is_none_or(|(known, _)| score > *known) {
                    score -= marked.cut_by(source).count() as f64 * times;
                }
                let is_new = !elsewhere.iter().any(|other| other.overlaps(&source));
                if is_new
                    && differing >= LEAST_DIFFERING
                    && by_place.inside(source).filter(has_room).count() >= LEAST_REGIONS
                    && best.as_ref().is_none_or(|(known, _)| score > *known)
                {
                    best = Some((score, Site { room, source, times }));
                }
            }
        }
    }
    best.map(|(_, site)| site)
}

/// Regions that are tried as the middle of an inset that shows `w` by `h`: few enough that thousands of regions cost
/// no more than a multiple of their number.
fn middles(crowded: &[Sized], w: f64, h: f64) -> Vec<&Sized> {
    if crowded.len() <= MOST_MIDDLES {
        return crowded.iter().collect();
    }
    let cell = |of: &Sized| {
        let part = |at: f64, side: f64| (at / side * MIDDLES_A_SIDE).floor() as i64;
        (part(of.bounds.mid_x(), w), part(of.bounds.mid_y(), h))
    };
    let mut seen = HashSet::new();
    crowded.iter().filter(|of| seen.insert(cell(of))).collect()
}

/// Features by where they begin on the page, so that those of a part of it are found among few: bands from top to
/// bottom, in each from left to right.
struct ByPlace {
    features: Vec<Sized>,
    /// Where each band begins among the features, and where the last one ends.
    starts: Vec<usize>,
    top: f64,
    height: f64,
}

impl ByPlace {
    fn new(features: impl Iterator<Item = Sized>) -> Self {
        let mut features: Vec<Sized> = features.collect();
        let ys = || features.iter().map(|of| of.bounds.y);
        let (top, bottom) =
            ys().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), y| (low.min(y), high.max(y)));
        // As many bands as features in each, were they spread evenly.
        let bands = (features.len() as f64).sqrt().ceil();
        let mut of_place =
            Self { features: Vec::new(), starts: Vec::new(), top, height: (bottom - top) / bands };
        let band = |of: &Sized| of_place.band(of.bounds.y);
        features.sort_by(|a, b| band(a).cmp(&band(b)).then(a.bounds.x.total_cmp(&b.bounds.x)));
        let starts = (0..=bands as usize + 1).map(|at| features.partition_point(|of| band(of) < at));
        of_place.starts = starts.collect();
        of_place.features = features;
        of_place
    }

    /// The band of a height on the page; above the first one that, and nothing is below the last one.
    fn band(&self, y: f64) -> usize {
        // One row of regions has no height: all are in the first band.
        if self.height > 0.0 { ((y - self.top) / self.height) as usize } else { 0 }
    }

    /// Those that begin in a part of the page.
    fn beginning_in(&self, part: Rect) -> impl Iterator<Item = &Sized> {
        let last = self.starts.len().saturating_sub(2);
        let bands = self.band(part.y).min(last)..=self.band(part.bottom()).min(last);
        let bands = bands.filter_map(|band| self.features.get(self.starts[band]..self.starts[band + 1]));
        bands.flat_map(move |of_band| {
            let start = of_band.partition_point(|of| of.bounds.x < part.x);
            let end = of_band.partition_point(|of| of.bounds.x <= part.right());
            &of_band[start.min(end)..end]
        })
    }

    /// Those that lie wholly in the window.
    fn inside(&self, window: Rect) -> impl Iterator<Item = &Sized> {
        self.beginning_in(window).filter(move |of| window.contains(&of.bounds))
    }

    /// Those that lie in the window in part, and are no larger than it.
    fn cut_by(&self, window: Rect) -> impl Iterator<Item = &Sized> {
        let Rect { x, y, w, h } = window;
        let is_small = move |of: &&Sized| of.bounds.w <= w && of.bounds.h <= h;
        let is_cut = move |of: &&Sized| of.bounds.overlaps(&window) && !window.contains(&of.bounds);
        // No larger than it, they begin at most its size before it.
        self.beginning_in(Rect::new(x - w, y - h, 2.0 * w, 2.0 * h)).filter(is_small).filter(is_cut)
    }
}

/// The box around a feature on the page.
fn box_of(view: &View, number: usize) -> Option<Rect> {
    let all = view.rings(number).iter().map(|(_, bounds)| *bounds);
    let Bounds { min, max } = all.reduce(|a, b| Bounds {
        min: [a.min[0].min(b.min[0]), a.min[1].min(b.min[1])],
        max: [a.max[0].max(b.max[0]), a.max[1].max(b.max[1])],
    })?;
    Some(Rect::new(min[0], min[1], max[0] - min[0], max[1] - min[1]))
}

/// A window moved no farther than it must to show all of `needed`; where it stands if that is larger.
fn moved_over(window: Rect, needed: Rect) -> Rect {
    if needed.w > window.w || needed.h > window.h {
        return window;
    }
    let x = window.x.max(needed.right() - window.w).min(needed.x);
    let y = window.y.max(needed.bottom() - window.h).min(needed.y);
    Rect::new(x, y, window.w, window.h)
}

fn union(a: &Rect, b: &Rect) -> Rect {
    let (x, y) = (a.x.min(b.x), a.y.min(b.y));
    Rect::new(x, y, a.right().max(b.right()) - x, a.bottom().max(b.bottom()) - y)
}

impl Inset {
    /// What the inset and its place take of the page.
    pub(super) const fn room(&self) -> Rect {
        self.room
    }

    /// The edges of the frame around its place on the map.
    pub(super) fn edges(&self) -> [Rect; 4] {
        let Rect { x, y, w, h } = self.source;
        let (right, bottom) = (self.source.right(), self.source.bottom());
        [
            Rect::new(x, y, w, 0.1),
            Rect::new(x, bottom, w, 0.1),
            Rect::new(x, y, 0.1, h),
            Rect::new(right, y, 0.1, h),
        ]
    }

    /// The features whose labels stand in it.
    pub(super) const fn members(&self) -> &HashSet<usize> {
        &self.members
    }

    /// The map in its frame, and the frame around its place on the map.
    pub(super) fn draw_ground(&self, figure: &MapFigure<'_>, frame: &Frame, out: &mut Vec<Item>) {
        let (theme, view) = (&frame.theme, &self.view);
        let edge = PathData::of_box(&self.room);
        out.push(Item::area(edge.clone(), theme.paper));
        view.draw_land_within(theme, out);
        for number in 0..figure.features.len() {
            if figure.features[number].fill == Fill::Context {
                draw_feature(figure, number, view, frame, out, &mut Vec::new());
            }
        }
        view.draw_context_borders(figure, theme, out);
        view.draw_water(Part::All, theme, out);
        draw_regions(figure, view, frame, out);
        view.draw_water(Part::Shown, theme, out);
        view.draw_borders(figure, theme, out);
        bans::draw_outlines(figure, view, theme, out);
        // What a colour's own outline leaves over the edge lies below the frame.
        out.push(Item::lines(edge, Stroke::new(theme.ink, 1.2)));
        let place = PathData::of_box(&self.source);
        for (colour, width) in [(theme.paper, 2.8), (theme.ink, 1.2)] {
            out.push(Item::lines(place.clone(), Stroke::new(colour, width)));
        }
    }

    /// Circles, names and how many times it enlarges.
    pub(super) fn draw_texts(
        &self,
        figure: &MapFigure<'_>,
        on_map: &View,
        frame: &Frame,
        words: &Words,
        out: &mut Vec<Item>,
    ) {
        let mut placer = Placer::new(self.room.inset(frame.sizes.gap * 0.4));
        // A circle stands where it stands on the map, also in a region that is cut off.
        let place = |feature: usize| {
            let [x, y] = anchor_of(on_map.rings(feature))?;
            let larger = |at: f64, from: f64, to: f64| to + (at - from) * self.times;
            let moved = [larger(x, self.source.x, self.room.x), larger(y, self.source.y, self.room.y)];
            self.room.contains(&Rect::around(moved[0], moved[1], 0.0)).then_some(moved)
        };
        let circles = symbols::draw(figure, &self.view, place, frame, out);
        if let Some(run) = self.caption(figure, frame, words, &placer, &circles) {
            placer.take(run.bounds());
            // On its own ground: over hatches nobody could read it.
            let ground = run.bounds().inset(-frame.sizes.gap * 0.3);
            out.push(Item::area(PathData::of_box(&ground), frame.theme.paper));
            out.push(Item::Text(run));
        }
        let signs = bans::draw_signs(figure, &self.view, frame, |number| self.members.contains(&number), out);
        let taken = labels::Taken { placer, marks: circles, signs };
        labels::draw(figure, &self.view, frame, taken, Labelled::Only(&self.members), out);
    }

    /// The letter of the inset beside its place on the map, where it covers the least land.
    pub(super) fn draw_letter(&self, on_map: &View, frame: &Frame, placer: &mut Placer, out: &mut Vec<Item>) {
        let face = Face::bold(frame.sizes.small.size);
        let (Rect { x, y, .. }, width) = (self.source, face.width(&self.letter));
        let (right, bottom) = (self.source.right(), self.source.bottom());
        let (above, below) = (y - face.descent() - 2.0, bottom + face.ascent() + 2.0);
        let (high, low) = (y + face.ascent(), bottom - face.descent());
        let (before, behind) = (x - 4.0, right + 4.0);
        let corners = [
            (before, high, Anchor::End),
            (behind, high, Anchor::Start),
            (before, low, Anchor::End),
            (behind, low, Anchor::Start),
            (x, above, Anchor::Start),
            (right, above, Anchor::End),
            (x, below, Anchor::Start),
            (right, below, Anchor::End),
        ];
        let runs = corners.map(|(x, y, anchor)| TextRun {
            x,
            y,
            text: self.letter.clone(),
            face,
            anchor,
            colour: frame.theme.ink,
            tail: None,
        });
        let free = runs.into_iter().filter(|run| width > 0.0 && placer.is_free(&run.bounds()));
        let Some(run) = free.min_by_key(|run| on_map.ground.under(&run.bounds()).flatten().count()) else {
            return;
        };
        placer.take(run.bounds());
        let paper = frame.theme.paper;
        out.push(Item::Halo(TextRun { colour: paper, ..run.clone() }, Stroke::new(paper, labels::HALO)));
        out.push(Item::Text(run));
    }

    /// "2.3× larger", in the corner where it covers the least.
    fn caption(
        &self,
        figure: &MapFigure<'_>,
        frame: &Frame,
        words: &Words,
        placer: &Placer,
        circles: &[Rect],
    ) -> Option<TextRun> {
        let times = units::number(self.times, usize::from(self.times.fract() > 0.0), words.lang());
        let (face, colour) = (frame.sizes.small, frame.theme.muted);
        let larger = words.plural("map-inset", self.times, &[("times", &times)]);
        let text = if self.letter.is_empty() { larger } else { format!("{}: {larger}", self.letter) };
        let inner = self.room.inset(frame.sizes.gap * 0.8);
        let baselines = [inner.y + face.ascent(), inner.bottom() - face.descent()];
        let ends: [(f64, Anchor); 2] = [(inner.x, Anchor::Start), (inner.right(), Anchor::End)];
        let corners = baselines.into_iter().flat_map(|y| ends.map(|(x, anchor)| (x, y, anchor)));
        let runs = corners.map(|(x, y, anchor)| TextRun {
            x,
            y,
            text: text.clone(),
            face,
            anchor,
            colour,
            tail: None,
        });
        let covered = |run: &TextRun| {
            let bounds = run.bounds();
            let hidden = circles.iter().filter(|circle| circle.overlaps(&bounds)).count();
            let weight = |at: usize| if look_of(&figure.features[at]).is_some() { HIDDEN_REGION } else { 1 };
            self.view.ground.under(&bounds).flatten().map(weight).sum::<usize>() + hidden * HIDDEN_CIRCLE
        };
        runs.filter(|run| placer.is_free(&run.bounds())).min_by_key(covered)
    }
}

/// A circle under the caption weighs as much as so many cells of land.
const HIDDEN_CIRCLE: usize = 1000;
/// A cell of a region that is told from others, as much as so many of others.
const HIDDEN_REGION: usize = 50;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_moves_no_farther_than_it_must_to_show_what_it_would_cut() {
        let window = Rect::new(42.0, 0.0, 100.0, 50.0);
        assert_eq!(moved_over(window, Rect::new(37.0, 10.0, 60.0, 30.0)), Rect::new(37.0, 0.0, 100.0, 50.0));
        assert_eq!(moved_over(window, Rect::new(50.0, 30.0, 60.0, 30.0)), Rect::new(42.0, 10.0, 100.0, 50.0));
        assert_eq!(moved_over(window, Rect::new(0.0, 0.0, 101.0, 1.0)), window, "it could not be whole");
    }

    #[test]
    fn a_region_in_part_in_a_frame_is_cut_by_it() {
        let sized = |number: usize, x: f64, side: f64| Sized {
            number,
            bounds: Rect::new(x, 0.0, side, side),
            area: side * side,
            named: 1.0,
        };
        let regions = [sized(0, 0.0, 4.0), sized(1, 8.0, 4.0), sized(2, 9.0, 40.0), sized(3, 20.0, 4.0)];
        let regions = ByPlace::new(regions.into_iter());
        let window = Rect::new(-1.0, -1.0, 11.0, 11.0);
        let numbers = |of: &mut dyn Iterator<Item = &Sized>| of.map(|of| of.number).collect::<Vec<_>>();
        assert_eq!(numbers(&mut regions.inside(window)), [0]);
        assert_eq!(numbers(&mut regions.cut_by(window)), [1], "one larger than the frame could not be whole");
    }

    #[test]
    fn what_a_window_shows_is_found_among_few_as_among_all() {
        let mut random = hashatlas_stats::Random::new(7);
        let mut rect = |side: f64, most: f64| {
            let [x, y, w, h] = [side, side, most, most].map(|to| to * random.uniform());
            Rect::new(x, y, w, h)
        };
        let all: Vec<Sized> = (0..400)
            .map(|number| Sized { number, bounds: rect(100.0, 9.0), area: 1.0, named: 1.0 })
            .collect();
        let by_place = ByPlace::new(all.iter().copied());
        let sorted = |of: &mut dyn Iterator<Item = &Sized>| {
            let mut numbers: Vec<usize> = of.map(|of| of.number).collect();
            numbers.sort_unstable();
            numbers
        };
        for _ in 0..200 {
            let window = rect(110.0, 40.0);
            let is_inside = |of: &&Sized| window.contains(&of.bounds);
            let is_cut = |of: &&Sized| {
                window.overlaps(&of.bounds)
                    && of.bounds.w <= window.w
                    && of.bounds.h <= window.h
                    && !is_inside(of)
            };
            assert_eq!(sorted(&mut by_place.inside(window)), sorted(&mut all.iter().filter(is_inside)));
            assert_eq!(sorted(&mut by_place.cut_by(window)), sorted(&mut all.iter().filter(is_cut)));
        }
        assert_eq!(ByPlace::new([].into_iter()).inside(rect(9.0, 9.0)).count(), 0);
    }
}
