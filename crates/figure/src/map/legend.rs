//! Owns a map's legend: the strip of classes with its histogram, categories, and the swatches
//! of no data, bounds, bans and disputed territory, laid into one block, at length or in short.
//! Does not know what the figures are, nor where on the page the block goes.

use super::{
    BivariateLegend, ClassLegend, Fill, Hatch, MapFigure, MapKey, MapLegend, MapSymbol, SymbolLegend, bans,
    symbols::{dashed_ring, look},
};
use crate::{
    atlas::BanClass,
    boxes::Rect,
    frame::Frame,
    geo::Point,
    lang::Words,
    palette::ban_colour,
    run::{Anchor, TextRun},
    scene::{Item, Paint as Seen, PathData, Stroke},
    style::{Colour, Sizes, StatusMark, Theme},
    text::{Face, Weight, wrap_to},
};

/// How the parts of a legend stand to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shape {
    /// Swatches right of the classes.
    Beside,
    /// One below the other.
    Tall,
    /// All in rows.
    Wide,
    /// Swatches below the classes, in rows as wide as the page.
    Rows,
}

/// How much a legend says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// Whole sentences, and bars of how many regions are in each class.
    Long,
    /// A word or two for each swatch, no bars: where the page is small.
    Short,
}

impl Wording {
    const LONG: [Shape; 3] = [Shape::Beside, Shape::Tall, Shape::Wide];
    const SHORT: [Shape; 4] = [Shape::Rows, Shape::Tall, Shape::Beside, Shape::Wide];

    const fn shapes(self) -> &'static [Shape] {
        match self {
            Self::Long => &Self::LONG,
            Self::Short => &Self::SHORT,
        }
    }

    const fn is_short(self) -> bool {
        matches!(self, Self::Short)
    }

    /// A message of the legend: in short where it has such a form.
    fn say(self, id: &str, texts: &[(&str, &str)], words: &Words) -> String {
        let short = format!("{id}-short");
        words.with(if self.is_short() && words.has(&short) { &short } else { id }, texts)
    }
}

/// A legend laid out from its own left top corner.
#[derive(Clone, Default)]
pub(super) struct Block {
    pub(super) size: (f64, f64),
    boxes: Vec<(Rect, Paint)>,
    /// Outlines of circles.
    rings: Vec<(Point, f64)>,
    lines: Vec<[Point; 2]>,
    runs: Vec<TextRun>,
}

#[derive(Clone, PartialEq)]
enum Paint {
    Plain(Colour),
    Hatched(Hatch, Colour),
    /// A circle with this mark; a dashed ring if none.
    Circle(Option<StatusMark>),
    /// How a ban is drawn.
    Ban(BanClass),
    /// A dashed border.
    Dashed,
}

struct Swatch {
    paint: Paint,
    label: String,
}

/// What sets sizes and colours of a legend.
#[derive(Clone, Copy)]
pub(super) struct Style<'a> {
    sizes: Sizes,
    theme: &'a Theme,
    /// Widest that a legend can be.
    room: f64,
    wording: Wording,
}

impl<'a> Style<'a> {
    /// That of a page.
    pub(super) fn of(frame: &'a Frame, wording: Wording) -> Self {
        let room = frame.page.w - 2.0 * frame.sizes.margin;
        Self { sizes: frame.sizes, theme: &frame.theme, room, wording }
    }

    fn small(&self) -> Face {
        self.sizes.small
    }

    fn swatch(&self) -> (f64, f64) {
        (self.small().size * 1.7, self.small().size * 1.1)
    }

    fn row(&self) -> f64 {
        self.small().line_height() * 1.2
    }
}

impl Block {
    /// Lays out what this map needs, in every shape.
    pub(super) fn all(figure: &MapFigure<'_>, words: &Words, style: Style<'_>) -> Vec<Self> {
        let shapes = style.wording.shapes().iter();
        shapes.map(|shape| Self::lay_out(figure, words, style, *shape)).collect()
    }

    /// The same with its swatches in rows as wide as the page.
    pub(super) fn in_rows(figure: &MapFigure<'_>, words: &Words, style: Style<'_>) -> Self {
        Self::lay_out(figure, words, style, Shape::Rows)
    }

    fn lay_out(figure: &MapFigure<'_>, words: &Words, style: Style<'_>, shape: Shape) -> Self {
        let mut block = Self::default();
        match &figure.key {
            MapKey::Colours(MapLegend::Classes(classes)) if classes.colours.is_empty() => {}
            MapKey::Colours(MapLegend::Classes(classes)) => block.add_classes(figure, classes, words, style),
            MapKey::Bivariate(square) => block.add_square(square, style),
            MapKey::Symbols(symbols) => block.add_circles(symbols, words, style),
            MapKey::Kinds(legend) => {
                block.add_heading(&legend.heading, 0.0, Face::bold(style.sizes.small.size), style);
            }
            MapKey::Colours(MapLegend::Bans(_)) => {
                let heading =
                    words.get(if figure.are_municipalities { "map-bans-municipal" } else { "map-bans" });
                block.add_heading(&heading, 0.0, Face::bold(style.sizes.small.size), style);
            }
        }
        block.add_swatches(&swatches(figure, words, style.wording), style, shape);
        block
    }

    /// Whether nothing needs a key.
    pub(super) const fn is_empty(&self) -> bool {
        self.boxes.is_empty() && self.rings.is_empty()
    }

    /// A square of boxes: one metric grows to the right, the other upwards.
    fn add_square(&mut self, square: &BivariateLegend, style: Style<'_>) {
        let (face, gap, theme) = (style.small(), style.sizes.gap, style.theme);
        let side = face.size * if style.wording.is_short() { 1.4 } else { 2.0 };
        let [across, upwards] = [0, 1].map(|axis| square.breaks[axis].len() + 1);
        let widest = square.breaks[1].iter().map(|text| face.width(text)).fold(0.0, f64::max);
        let left = widest + gap * 0.6;
        // Numbers below the boxes need room beside each other.
        let numbers = square.breaks[0].iter().map(|text| face.width(text) + gap).fold(side, f64::max);
        let width = left + numbers * across as f64;
        let text_width = width.max(face.size * 15.0);
        self.add_heading(&format!("↑\u{a0}{}", square.headings[1]), text_width, Face::bold(face.size), style);
        let top = self.size.1 + gap * 0.4;
        for (number, colour) in square.colours.iter().enumerate() {
            let (row, column) = (number / across, number % across);
            let (x, y) = (left + numbers * column as f64, top + side * (upwards - 1 - row) as f64);
            self.boxes.push((Rect::new(x, y, numbers, side), Paint::Plain(*colour)));
        }
        for (at, text) in square.breaks[1].iter().enumerate() {
            let y = top + side * (upwards - 1 - at) as f64 + face.centre();
            self.runs.push(run_at(widest, y, text, face, Anchor::End, theme.ink));
        }
        let base = top + side * upwards as f64;
        for (at, text) in square.breaks[0].iter().enumerate() {
            let x = left + numbers * (at + 1) as f64;
            self.runs.push(run_at(x, base + face.ascent() + 2.0, text, face, Anchor::Middle, theme.ink));
        }
        self.size = (self.size.0.max(width), base + face.line_height() + 2.0);
        self.add_heading(&format!("{}\u{a0}→", square.headings[0]), text_width, Face::bold(face.size), style);
    }

    /// Circles within each other on one base, each with its number.
    fn add_circles(&mut self, symbols: &SymbolLegend, words: &Words, style: Style<'_>) {
        let (face, gap) = (style.small(), style.sizes.gap);
        self.add_heading(&symbols.heading, face.size * 17.0, Face::bold(face.size), style);
        let said = style.wording.say("map-circles", &[], words);
        self.add_heading(&said, face.size * 17.0, face, style);
        let radius = |value: f64| symbols.radius(value, style.sizes.scale);
        let Some(largest) = symbols.steps.first().map(|step| radius(step.0)) else { return };
        // The number of the largest stands half above it.
        let top = self.size.1 + face.line_height() * 0.6;
        let base = top + 2.0 * largest + 1.0;
        let text_x = 2.0 * largest + gap * 2.0;
        let mut level = f64::NEG_INFINITY;
        for (value, label) in &symbols.steps {
            let r = radius(*value);
            self.rings.push(([largest + 1.0, base - r], r));
            let peak = base - 2.0 * r;
            // Numbers of small circles would lie on each other.
            let y = peak.max(level + face.line_height());
            level = y;
            self.lines.push([[largest + 1.0, peak], [text_x - gap * 1.2, peak]]);
            self.lines.push([[text_x - gap * 1.2, peak], [text_x - gap * 0.4, y]]);
            let run = run_at(text_x, y + face.centre(), label, face, Anchor::Start, style.theme.ink);
            self.size = (self.size.0.max(run.bounds().right()), self.size.1.max(run.bounds().bottom()));
            self.runs.push(run);
        }
        self.size.1 = self.size.1.max(base + 1.0);
    }

    /// A heading, what the bars are, bars, boxes of equal width, and the numbers between them.
    fn add_classes(
        &mut self,
        figure: &MapFigure<'_>,
        classes: &ClassLegend,
        words: &Words,
        style: Style<'_>,
    ) {
        let face = style.small();
        let count = classes.colours.len() as f64;
        let width = (box_width(classes, face) * count).min(style.room);
        let text_width = if style.wording.is_short() { style.room } else { width.max(face.size * 17.0) };
        self.add_heading(&classes.heading, text_width, Face::bold(face.size), style);
        self.size.0 = self.size.0.max(width);
        let has_bars = !classes.counts.is_empty() && !style.wording.is_short();
        if has_bars {
            let heading =
                words.get(if figure.are_municipalities { "map-bars-municipal" } else { "map-bars" });
            self.add_heading(&heading, text_width, face, style);
        }
        let top = self.size.1 + style.sizes.gap * 0.4;
        let base = top + if has_bars { face.size * 3.4 } else { 0.0 };
        if has_bars {
            self.add_bars(classes, Rect::new(0.0, top, width, base - top), style);
        }
        for (class, colour) in classes.colours.iter().enumerate() {
            let room = Rect::new(width / count * class as f64, base, width / count, face.size * 0.85);
            let pattern = figure.class_pattern(Fill::Class(class));
            self.boxes.push((room, pattern.map_or(Paint::Plain(*colour), |p| Paint::Hatched(p, *colour))));
        }
        let below = base + face.size * 0.85 + 2.0;
        self.add_breaks(classes, width, below + face.ascent(), style);
        self.size.1 = below + face.line_height();
    }

    /// Lines of text below what is there; a width of 0 is that of the page.
    fn add_heading(&mut self, text: &str, width: f64, face: Face, style: Style<'_>) {
        let width = if width > 0.0 { width.min(style.room) } else { style.room };
        let is_bold = face.weight == Weight::Bold;
        let colour = if is_bold { style.theme.ink } else { style.theme.muted };
        for line in wrap_to(text, face, width, 3) {
            let y = self.size.1 + face.ascent();
            self.runs.push(run_at(0.0, y, &line, face, Anchor::Start, colour));
            self.size = (self.size.0.max(face.width(&line)), self.size.1 + face.line_height());
        }
    }

    fn add_bars(&mut self, classes: &ClassLegend, room: Rect, style: Style<'_>) {
        let width = room.w / classes.colours.len() as f64;
        let most = classes.counts.iter().copied().max().unwrap_or(0).max(1) as f64;
        let face = style.small().sized((style.small().size * 0.85).max(10.0));
        for (class, (count, colour)) in classes.counts.iter().zip(&classes.colours).enumerate() {
            let height = (room.h - face.line_height()) * *count as f64 / most;
            let x = room.x + width * class as f64;
            if *count > 0 {
                let bar = Rect::new(x + width * 0.12, room.bottom() - height, width * 0.76, height);
                self.boxes.push((bar, Paint::Plain(*colour)));
            }
            let y = room.bottom() - height - 3.0;
            let (middle, muted) = (x + width / 2.0, style.theme.muted);
            self.runs.push(run_at(middle, y, &count.to_string(), face, Anchor::Middle, muted));
        }
    }

    /// The breaks below the lines between boxes and the lowest and highest value at the ends;
    /// what would touch its neighbour is left out, the ends first.
    fn add_breaks(&mut self, classes: &ClassLegend, width: f64, y: f64, style: Style<'_>) {
        let (face, theme) = (style.small(), style.theme);
        let step = width / classes.colours.len() as f64;
        let mut taken: Vec<Rect> = Vec::new();
        let breaks = classes
            .breaks
            .iter()
            .enumerate()
            .map(|(at, text)| run_at(step * (at + 1) as f64, y, text, face, Anchor::Middle, theme.ink));
        let [lowest, highest] = &classes.ends;
        let ends = [(0.0, lowest, Anchor::Start), (width, highest, Anchor::End)]
            .map(|(x, text, anchor)| run_at(x, y, text, face, anchor, theme.muted));
        for run in breaks.chain(ends).filter(|run| !run.text.is_empty()) {
            let bounds = run.bounds();
            // Closer, two numbers read as one.
            let gap = face.size * NUMBERS_APART_EM;
            let apart = Rect::new(bounds.x - gap, bounds.y, bounds.w + 2.0 * gap, bounds.h);
            if !taken.iter().any(|other| other.overlaps(&apart)) {
                taken.push(bounds);
                self.runs.push(run);
            }
        }
    }

    fn add_swatches(&mut self, swatches: &[Swatch], style: Style<'_>, shape: Shape) {
        let has_classes = !self.is_empty();
        let (face, gap, (swatch_width, swatch_height)) = (style.small(), style.sizes.gap, style.swatch());
        let width_of = |swatch: &Swatch| swatch_width + gap * 0.8 + face.width(&swatch.label);
        let widest = swatches.iter().map(width_of).fold(0.0, f64::max).min(style.room);
        // A heading alone stands above the swatches, classes stand beside or above.
        let beside = if has_classes { self.size.0 + gap * 3.0 } else { 0.0 };
        let (left, room) = match shape {
            Shape::Tall if has_classes => (0.0, self.size.0),
            Shape::Tall => (0.0, 0.0),
            Shape::Beside if has_classes => (beside, widest),
            Shape::Beside => (0.0, widest * 2.0 + gap * 2.0),
            Shape::Wide => (beside, style.room - beside),
            Shape::Rows => (0.0, style.room),
        };
        let mut y = match shape {
            Shape::Tall | Shape::Rows if has_classes => self.size.1 + gap,
            _ if has_classes => 0.0,
            _ => self.size.1,
        };
        let mut x = left;
        for swatch in swatches {
            if x > left && x + width_of(swatch) > left + room + 0.01 {
                (x, y) = (left, y + style.row());
            }
            let middle = y + style.row() / 2.0;
            let room = Rect::new(x, middle - swatch_height / 2.0, swatch_width, swatch_height);
            let (text_x, ink) = (room.right() + gap * 0.8, style.theme.ink);
            let run = run_at(text_x, middle + face.centre(), &swatch.label, face, Anchor::Start, ink);
            self.size = (self.size.0.max(run.bounds().right()), self.size.1.max(y + style.row()));
            self.boxes.push((room, swatch.paint.clone()));
            self.runs.push(run);
            x += width_of(swatch) + gap * 2.0;
        }
    }

    /// Draws the block with its left top corner at `at`.
    pub(super) fn draw(&self, at: Point, frame: &Frame, out: &mut Vec<Item>, runs: &mut Vec<TextRun>) {
        let edge = Stroke::new(frame.theme.axis, 0.6);
        for (room, paint) in &self.boxes {
            let room = Rect { x: room.x + at[0], y: room.y + at[1], ..*room };
            match paint {
                Paint::Plain(colour) => out.push(Item::area(PathData::of_box(&room), *colour).edged(edge)),
                Paint::Hatched(hatch, ground) => {
                    let path = PathData::of_box(&room);
                    out.push(Item::area(path.clone(), *ground));
                    out.extend(
                        hatch
                            .lines(&path, frame)
                            .into_iter()
                            .map(|(stroke, lines)| Item::lines(lines, stroke)),
                    );
                    out.push(Item::lines(path, edge));
                }
                Paint::Ban(BanClass::Whole) => {
                    let path = PathData::of_box(&room.inset(1.0));
                    out.push(Item::area(path.clone(), frame.theme.paper));
                    out.push(Item::lines(path, Stroke::new(frame.theme.ban, 2.2)));
                }
                Paint::Ban(class) => {
                    let centre = [room.mid_x(), room.mid_y()];
                    bans::draw_sign(*class, centre, room.h / 2.0 - 0.5, &frame.theme, out);
                }
                Paint::Dashed => {
                    let path = PathData::of_box(&room.inset(0.5));
                    let dash = Some([3.0, 2.0]);
                    out.push(Item::area(path.clone(), frame.theme.paper));
                    out.push(Item::lines(path, Stroke { dash, ..Stroke::new(frame.theme.axis, 0.9) }));
                }
                Paint::Circle(mark) => {
                    let (centre, radius) = ([room.mid_x(), room.mid_y()], room.h / 2.0);
                    out.push(mark.map_or_else(
                        || dashed_ring(Item::disc(centre, radius, frame.theme.data), &frame.theme),
                        |mark| {
                            let (paint, edge) = look(mark, &frame.theme);
                            Item::disc(centre, radius, paint).edged(Stroke::new(edge, 0.9))
                        },
                    ));
                }
            }
        }
        for ([x, y], radius) in &self.rings {
            let ring =
                Item::disc([x + at[0], y + at[1]], *radius, Seen { colour: frame.theme.data, opacity: 0.18 });
            out.push(ring.edged(Stroke::new(frame.theme.axis, 0.9)));
        }
        for line in &self.lines {
            let line = line.map(|[x, y]| [x + at[0], y + at[1]]);
            out.push(Item::lines(PathData::of(&line, false), Stroke::new(frame.theme.axis, 0.7)));
        }
        runs.extend(self.runs.iter().map(|run| TextRun {
            x: run.x + at[0],
            y: run.y + at[1],
            ..run.clone()
        }));
    }
}

fn run_at(x: f64, y: f64, text: &str, face: Face, anchor: Anchor, colour: Colour) -> TextRun {
    TextRun { x, y, text: text.to_owned(), face, anchor, colour, tail: None }
}

/// Wide enough for the widest break and for the ends beside their breaks.
fn box_width(classes: &ClassLegend, face: Face) -> f64 {
    let width = |text: &String| face.width(text);
    let widest = classes.breaks.iter().map(width).fold(0.0, f64::max) + 10.0;
    let [lowest, highest] = &classes.ends;
    let gap = face.size * (NUMBERS_APART_EM + 0.1);
    let beside = |end: &String, next: Option<&String>| width(end) + next.map_or(0.0, width) / 2.0 + gap;
    widest
        .max(beside(lowest, classes.breaks.first()))
        .max(beside(highest, classes.breaks.last()))
        .clamp(face.size * 3.2, face.size * 8.0)
}

/// Between two numbers of a scale, in letters.
const NUMBERS_APART_EM: f64 = 0.9;

/// Categories, then the swatches of what else occurs on this map.
fn swatches(figure: &MapFigure<'_>, words: &Words, wording: Wording) -> Vec<Swatch> {
    let say = |id: &str| wording.say(id, &[], words);
    let mut swatches = Vec::new();
    if let MapKey::Colours(MapLegend::Bans(categories)) = &figure.key {
        swatches.extend(categories.iter().map(|&(class, count)| {
            let label =
                wording.say(&format!("map-ban-{}", class.id()), &[("count", &count.to_string())], words);
            Swatch { paint: Paint::Plain(ban_colour(class)), label }
        }));
    }
    if let MapKey::Kinds(legend) = &figure.key {
        let kind = |(colour, label): &(Colour, String)| Swatch {
            paint: Paint::Plain(*colour),
            label: label.clone(),
        };
        swatches.extend(legend.kinds.iter().map(kind));
    }
    if matches!(figure.key, MapKey::Symbols(_)) {
        let some = |test: &dyn Fn(&MapSymbol) -> bool| figure.symbols.iter().any(test);
        let circles = [
            (some(&|s| s.mark != StatusMark::Light), "map-circle-known", Some(StatusMark::Solid)),
            (some(&|s| s.mark == StatusMark::Light), "map-circle-estimated", Some(StatusMark::Light)),
            (some(&|s| s.most.is_some()), "map-circle-most", None),
        ];
        swatches.extend(
            circles
                .into_iter()
                .filter(|(occurs, ..)| *occurs)
                .map(|(_, message, mark)| Swatch { paint: Paint::Circle(mark), label: say(message) }),
        );
    }
    let has = |fill: Fill| figure.features.iter().any(|feature| feature.fill == fill && !feature.is_disputed);
    let shown = |test: &dyn Fn(&super::MapFeature) -> bool| {
        figure.features.iter().any(|feature| feature.fill != Fill::Context && test(feature))
    };
    let theme = Theme::of(figure.paper.theme);
    // Uncertain is what is hatched; the ground of the swatch is a class of this map.
    let ground = match &figure.key {
        MapKey::Colours(MapLegend::Classes(classes)) => classes.colours.get(classes.colours.len() / 2),
        MapKey::Bivariate(square) => square.colours.get(square.colours.len() / 2),
        _ => None,
    };
    let unsure = Paint::Hatched(Hatch::Unsure, ground.copied().unwrap_or(theme.plain));
    let is_by_colour = figure.features.iter().any(super::MapFeature::is_banned_by_colour);
    let bans = bans::DRAWN.into_iter().map(|class| {
        let is_outline = class == BanClass::Whole;
        let is_drawn =
            shown(&|f| f.ban == class) && !is_by_colour || !is_outline && shown(&|f| f.ban == class);
        let label = say(&ban_label(class, figure.are_municipalities));
        let label =
            if figure.bans_when.is_empty() { label } else { format!("{label}, {}", figure.bans_when) };
        (is_drawn, label, Paint::Ban(class))
    });
    let others = [
        (has(Fill::NoData), say("map-no-data"), Paint::Plain(theme.unknown)),
        (has(Fill::BoundsOnly), say("map-bounds-only"), Paint::Hatched(Hatch::Bounds, theme.paper)),
        (shown(&|f| f.is_unsure), say("map-unsure"), unsure),
    ];
    let disputed = (shown(&|f| f.is_disputed), say("map-disputed"), Paint::Dashed);
    let all = others.into_iter().chain(bans).chain([disputed]);
    swatches
        .extend(all.filter(|(is_needed, ..)| *is_needed).map(|(_, label, paint)| Swatch { paint, label }));
    swatches
}

/// The message that a legend has for a drawn ban.
#[must_use]
pub fn ban_label(class: BanClass, are_municipalities: bool) -> String {
    let message = format!("map-drawn-ban-{}", class.id());
    let names_level = matches!(class, BanClass::Whole | BanClass::Part);
    if are_municipalities && names_level { format!("{message}-municipal") } else { message }
}

/// The strictest ban classes first, each with how many of `classes` fall into it; those that do
/// not occur are left out, but "none" always shows.
#[must_use]
pub fn count_bans(classes: &[BanClass]) -> Vec<(BanClass, usize)> {
    BanClass::ALL
        .into_iter()
        .map(|class| (class, classes.iter().filter(|c| **c == class).count()))
        .filter(|(class, count)| *count > 0 || *class == BanClass::None)
        .collect()
}
