//! Owns a page as pixels: bands of it are painted side by side, shapes by zeno, text by the
//! outlines of its glyphs; and the PNG file of them. Does not lay out.

use super::{
    font::{UNITS_PER_EM, glyph},
    run::{Anchor, TextRun},
    scene::{Item, Mark, PIXELS_PER_INCH, Page, Paint, PathData, Shape, Stroke},
    text::Face,
};
use png::{
    BitDepth, ColorType, Compression, Encoder, EncodingError, Filter, PixelDimensions, SrgbRenderingIntent,
    Unit,
};
use rayon::prelude::*;
use skrifa::outline::OutlinePen;
use zeno::{Command, Fill, Join, Mask, Point, Scratch};

/// Opaque pixels: red, green, blue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pixels {
    /// Pixels from left to right.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Three bytes a pixel, row by row.
    pub bytes: Vec<u8>,
}

/// Rows and columns that are painted at once: the rasterizer sorts the edges in each row, so that
/// rows of many lines cost with the square of their length.
const TILE: u32 = 128;

/// Lines narrower than this many pixels have plain joins.
const THIN_PX: f32 = 1.5;

/// A shape or a glyph ready to be painted, in pixels of the picture.
struct Stroked {
    commands: Vec<Command>,
    paint: Paint,
    /// Width of a line and its dashes; none for an area.
    line: Option<(f32, Vec<f32>)>,
    is_glyph: bool,
    /// Left, top, right, bottom.
    bounds: [f32; 4],
}

impl Page {
    /// The page as pixels, `scale` to each of its own.
    #[must_use]
    pub fn to_pixels(&self, scale: f64) -> Pixels {
        let side = |length: f64| ((length * scale).round().max(1.0)) as u32;
        let (width, height) = (side(self.size.0), side(self.size.1));
        let ready: Vec<Vec<Stroked>> =
            self.items.par_iter().with_min_len(16).map(|item| stroked(item, scale)).collect();
        let ready: Vec<Stroked> = ready.into_iter().flatten().collect();
        let paper = [self.paper.red, self.paper.green, self.paper.blue];
        let mut bytes = vec![0_u8; width as usize * height as usize * 3];
        bytes.par_chunks_mut((width * TILE * 3) as usize).enumerate().for_each(|(number, band)| {
            band.as_chunks_mut::<3>().0.fill(paper);
            let mut painter = Painter {
                width,
                tile: [0, number as u32 * TILE],
                columns: TILE,
                band,
                mask: Vec::new(),
                scratch: Scratch::new(),
                near: Vec::new(),
            };
            for left in (0..width).step_by(TILE as usize) {
                painter.tile[0] = left;
                for shape in &ready {
                    painter.paint(shape);
                }
            }
        });
        Pixels { width, height, bytes }
    }

    /// The page as a PNG file with its title, sources and hash inside, `scale` pixels to each of
    /// its own.
    #[must_use]
    pub fn to_png(&self, scale: f64) -> Vec<u8> {
        let pixels = self.to_pixels(scale);
        let mut texts = vec![("Title", self.title.clone())];
        texts.extend(self.alts.first().map(|(_, alt)| ("Description", alt.clone())));
        texts.extend(self.facts.iter().map(|(name, text)| (*name, text.clone())));
        // Nothing is written but to memory, and the names of texts are words of ours.
        png(&pixels, scale, &texts).unwrap_or_default()
    }
}

struct Painter<'a> {
    width: u32,
    /// First column and row of what is painted now.
    tile: [u32; 2],
    /// How many columns.
    columns: u32,
    /// All rows of the tile.
    band: &'a mut [u8],
    mask: Vec<u8>,
    scratch: Scratch,
    /// What of a shape the tile sees.
    near: Vec<Command>,
}

impl Painter<'_> {
    fn paint(&mut self, shape: &Stroked) {
        let rows = (self.band.len() / 3) as u32 / self.width;
        let [left, top, right, bottom] = shape.bounds;
        let clamp = |v: f32, most: u32| v.clamp(0.0, most as f32) as u32;
        let [tile_left, tile_top] = self.tile.map(|at| at as f32);
        let tile_right = (self.tile[0] + self.columns).min(self.width);
        let (x0, x1) = (clamp(left.floor(), tile_right).max(self.tile[0]), clamp(right.ceil(), tile_right));
        let (y0, y1) = (clamp((top - tile_top).floor(), rows), clamp((bottom - tile_top).ceil(), rows));
        if x0 >= x1 || y0 >= y1 {
            return;
        }
        let (w, h) = (x1 - x0, y1 - y0);
        self.mask.clear();
        self.mask.resize((w * h) as usize, 0);
        let is_dashed = shape.line.as_ref().is_some_and(|(_, dashes)| !dashes.is_empty());
        let tile = [tile_left, tile_top, tile_right as f32, tile_top + rows as f32];
        let is_whole = left >= tile[0] && top >= tile[1] && right <= tile[2] && bottom <= tile[3];
        let commands = if shape.is_glyph || is_dashed || is_whole {
            &shape.commands[..]
        } else {
            let reach = shape.line.as_ref().map_or(1.0, |(width, _)| width + 1.0);
            keep_near(&shape.commands, tile, reach, &mut self.near);
            if self.near.is_empty() {
                return;
            }
            &self.near[..]
        };
        let mut mask = Mask::with_scratch(commands, &mut self.scratch);
        mask.size(w, h).offset((-(x0 as f32), -(tile_top + y0 as f32)));
        if let Some((width, dashes)) = &shape.line {
            let mut stroke = zeno::Stroke::new(*width);
            // What joins a thin line cannot be seen, and round it costs more than the line.
            stroke.join(if *width < THIN_PX { Join::Bevel } else { Join::Round }).cap(zeno::Cap::Butt);
            if !dashes.is_empty() {
                stroke.dash(dashes, 0.0);
            }
            mask.style(stroke);
        } else {
            mask.style(if shape.is_glyph { Fill::NonZero } else { Fill::EvenOdd });
        }
        mask.render_into(&mut self.mask, None);
        let colour = [shape.paint.colour.red, shape.paint.colour.green, shape.paint.colour.blue];
        let opacity = (shape.paint.opacity * 256.0).round() as u32;
        let blend = |pixel: &mut [u8; 3], cover: u8| {
            let share = u32::from(cover) * opacity / 256;
            if share == 255 {
                *pixel = colour;
            } else {
                for (channel, new) in pixel.iter_mut().zip(colour) {
                    let mixed = u32::from(new) * share + u32::from(*channel) * (255 - share);
                    *channel = ((mixed + 127) / 255) as u8;
                }
            }
        };
        for (row, covered) in self.mask.chunks_exact(w as usize).enumerate() {
            let start = ((y0 as usize + row) * self.width as usize + x0 as usize) * 3;
            let line = self.band[start..start + w as usize * 3].as_chunks_mut::<3>().0;
            // Most of what a large shape could cover it does not: eight pixels are passed by at once.
            for (pixels, covers) in line.chunks_mut(8).zip(covered.chunks(8)) {
                if covers != [0; 8] {
                    for (pixel, cover) in pixels.iter_mut().zip(covers).filter(|(_, cover)| **cover > 0) {
                        blend(pixel, *cover);
                    }
                }
            }
        }
    }
}

/// The commands that matter in a tile: parts on one side of it are left out, and so are points
/// whose neighbours lie on the same side. What is painted in the tile stays the same.
fn keep_near(commands: &[Command], tile: [f32; 4], reach: f32, kept: &mut Vec<Command>) {
    kept.clear();
    let [left, top, right, bottom] = tile;
    // Which side of the tile; curves and ends of parts are always kept.
    let side = |command: &Command| match command {
        Command::MoveTo(p) | Command::LineTo(p) if p.y < top - reach => Some(0),
        Command::MoveTo(p) | Command::LineTo(p) if p.y > bottom + reach => Some(1),
        Command::MoveTo(p) | Command::LineTo(p) if p.x < left - reach => Some(2),
        Command::MoveTo(p) | Command::LineTo(p) if p.x > right + reach => Some(3),
        _ => None,
    };
    let starts = |command: &Command| matches!(command, Command::MoveTo(_));
    for part in commands.chunk_by(|_, next| !starts(next)) {
        let of_part = side(&part[0]);
        let is_outside = |c: &Command| matches!(c, Command::Close) || side(c) == of_part;
        if of_part.is_some() && part.iter().all(is_outside) {
            continue;
        }
        kept.push(part[0]);
        for three in part.windows(3) {
            let own = side(&three[1]);
            if own.is_none() || three.iter().any(|other| side(other) != own) {
                kept.push(three[1]);
            }
        }
        kept.extend(part[1..].last());
    }
}

/// What an item is painted as.
fn stroked(item: &Item, scale: f64) -> Vec<Stroked> {
    match item {
        Item::Mark(mark) => of_mark(mark, scale),
        Item::Text(run) => of_text(run, None, scale),
        Item::Halo(run, stroke) => of_text(run, Some(stroke), scale),
    }
}

fn of_mark(mark: &Mark, scale: f64) -> Vec<Stroked> {
    let commands = match &mark.shape {
        Shape::Path(path) => of_path(path, scale),
        Shape::Disc { centre, radius } => of_disc(centre.map(|v| v * scale), radius * scale),
    };
    let bounds = bounds_of(&commands);
    let mut ready = Vec::new();
    if let Some(stroke) = &mark.stroke {
        // Below the fill only half of the line would show; so it lies above, as in SVG.
        if let Some(paint) = mark.fill {
            ready.push(Stroked { commands: commands.clone(), paint, line: None, is_glyph: false, bounds });
        }
        let (line, wide) = line_of(stroke, scale, bounds);
        ready.push(Stroked {
            commands,
            paint: stroke.paint,
            line: Some(line),
            is_glyph: false,
            bounds: wide,
        });
    } else if let Some(paint) = mark.fill {
        ready.push(Stroked { commands, paint, line: None, is_glyph: false, bounds });
    }
    ready
}

fn line_of(stroke: &Stroke, scale: f64, bounds: [f32; 4]) -> ((f32, Vec<f32>), [f32; 4]) {
    let width = (stroke.width * scale) as f32;
    let dashes = stroke.dash.iter().flatten().map(|dash| (dash * scale) as f32).collect();
    let [left, top, right, bottom] = bounds;
    let by = width / 2.0 + 1.0;
    ((width, dashes), [left - by, top - by, right + by, bottom + by])
}

fn of_path(path: &PathData, scale: f64) -> Vec<Command> {
    let at = |point: &[i32; 2]| {
        Point::new((f64::from(point[0]) * scale / 10.0) as f32, (f64::from(point[1]) * scale / 10.0) as f32)
    };
    let mut commands = Vec::new();
    for (part, is_closed) in path.parts() {
        for (number, point) in part.iter().enumerate() {
            commands.push(if number == 0 { Command::MoveTo(at(point)) } else { Command::LineTo(at(point)) });
        }
        if is_closed {
            commands.push(Command::Close);
        }
    }
    commands
}

/// Four curves: they leave the circle by less than three ten-thousandths of its radius.
const ARC: f64 = 0.552_284_75;

fn of_disc([x, y]: [f64; 2], radius: f64) -> Vec<Command> {
    let at = |dx: f64, dy: f64| Point::new((x + dx * radius) as f32, (y + dy * radius) as f32);
    let mut commands = vec![Command::MoveTo(at(1.0, 0.0))];
    for (from, to) in [
        ((1.0, 0.0), (0.0, 1.0)),
        ((0.0, 1.0), (-1.0, 0.0)),
        ((-1.0, 0.0), (0.0, -1.0)),
        ((0.0, -1.0), (1.0, 0.0)),
    ] {
        let (from, to): ((f64, f64), (f64, f64)) = (from, to);
        commands.push(Command::CurveTo(
            at(from.0 + to.0 * ARC, from.1 + to.1 * ARC),
            at(to.0 + from.0 * ARC, to.1 + from.1 * ARC),
            at(to.0, to.1),
        ));
    }
    commands.push(Command::Close);
    commands
}

fn bounds_of(commands: &[Command]) -> [f32; 4] {
    let mut bounds = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
    let mut add = |p: &Point| {
        bounds = [bounds[0].min(p.x), bounds[1].min(p.y), bounds[2].max(p.x), bounds[3].max(p.y)];
    };
    for command in commands {
        match command {
            Command::MoveTo(p) | Command::LineTo(p) => add(p),
            Command::QuadTo(a, p) => [a, p].into_iter().for_each(&mut add),
            Command::CurveTo(a, b, p) => [a, b, p].into_iter().for_each(&mut add),
            Command::Close => {}
        }
    }
    bounds
}

/// The glyphs of a line of text as one shape for each face.
fn of_text(run: &TextRun, halo: Option<&Stroke>, scale: f64) -> Vec<Stroked> {
    let own = run.face.width(&run.text);
    let tail = run.tail.as_ref().map_or(0.0, |tail| tail.gap + tail.face.width(&tail.text));
    let left = match run.anchor {
        Anchor::Start => run.x,
        Anchor::Middle => run.x - f64::midpoint(own, tail),
        Anchor::End => run.x - own - tail,
    };
    let parts = std::iter::once((left, run.text.as_str(), run.face, run.colour)).chain(
        run.tail.iter().map(|tail| (left + own + tail.gap, tail.text.as_str(), tail.face, tail.colour)),
    );
    let mut ready = Vec::new();
    for (x, text, face, colour) in parts {
        let commands = of_glyphs([x, run.y], text, face, scale);
        let bounds = bounds_of(&commands);
        let fill = Stroked { paint: colour.into(), line: None, is_glyph: true, bounds, commands };
        if let Some(stroke) = halo {
            let (line, bounds) = line_of(stroke, scale, bounds);
            let commands = fill.commands.clone();
            ready.push(Stroked { commands, paint: stroke.paint, line: Some(line), is_glyph: true, bounds });
        }
        ready.push(fill);
    }
    ready
}

fn of_glyphs([x, y]: [f64; 2], text: &str, face: Face, scale: f64) -> Vec<Command> {
    struct Pen {
        commands: Vec<Command>,
        unit: f32,
        origin: [f32; 2],
    }
    impl Pen {
        fn at(&self, x: f32, y: f32) -> Point {
            Point::new(self.origin[0] + x * self.unit, self.origin[1] - y * self.unit)
        }
    }
    impl OutlinePen for Pen {
        fn move_to(&mut self, x: f32, y: f32) {
            self.commands.push(Command::MoveTo(self.at(x, y)));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.commands.push(Command::LineTo(self.at(x, y)));
        }
        fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
            self.commands.push(Command::QuadTo(self.at(x1, y1), self.at(x, y)));
        }
        fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
            self.commands.push(Command::CurveTo(self.at(x1, y1), self.at(x2, y2), self.at(x, y)));
        }
        fn close(&mut self) {
            self.commands.push(Command::Close);
        }
    }
    let unit = face.size * scale / UNITS_PER_EM;
    let (mut left, base) = (x * scale, (y * scale) as f32);
    let mut pen = Pen { commands: Vec::new(), unit: unit as f32, origin: [0.0, base] };
    for glyph in text.chars().filter_map(|c| glyph(face.weight, c)) {
        pen.origin[0] = left as f32;
        glyph.outline(&mut pen);
        left += f64::from(glyph.advance) * unit;
    }
    pen.commands
}

const METRES_PER_INCH: f64 = 0.0254;

/// A PNG file of 8-bit RGB (<https://www.w3.org/TR/png-3/>): texts as UTF-8, and the size in
/// print.
fn png(pixels: &Pixels, scale: f64, texts: &[(&str, String)]) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, pixels.width, pixels.height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_source_srgb(SrgbRenderingIntent::Perceptual);
    let per_metre = (PIXELS_PER_INCH * scale / METRES_PER_INCH).round() as u32;
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: per_metre, yppu: per_metre, unit: Unit::Meter }));
    for (name, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
        encoder.add_itxt_chunk((*name).to_owned(), text.clone())?;
    }
    encoder.set_filter(Filter::Adaptive);
    encoder.set_compression(Compression::Fast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels.bytes)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::{boxes::Rect, style::Colour};

    /// A page higher than several bands, with areas, lines and hatches across all of them.
    fn page() -> Page {
        let comb: Vec<[f64; 2]> = (0..400)
            .map(|n| [f64::from(n % 40) * 9.7, f64::from(n) * 1.3 + if n % 2 == 0 { 90.0 } else { 0.0 }])
            .collect();
        let (area, line) = (PathData::of(&comb, true), PathData::of(&comb, false));
        let hatch = PathData::of_box(&Rect::new(20.3, 30.6, 300.0, 500.0)).hatched(45.0, 9.0, 0.0);
        let (ink, red) = (Colour::hex(0x10_20_30), Colour::hex(0xc0_20_20));
        Page {
            size: (400.0, 610.0),
            paper: Colour::hex(0xff_ff_ff),
            lang: Lang::En,
            title: String::new(),
            alts: Vec::new(),
            facts: Vec::new(),
            items: vec![
                Item::area(area, Paint { colour: red, opacity: 0.4 }),
                Item::lines(line, Stroke::new(ink, 2.5)),
                Item::lines(hatch, Stroke::new(red, 1.4)),
                Item::disc([200.0, 128.0], 40.0, ink),
            ],
            links: Vec::new(),
            drawn: Vec::new(),
        }
    }

    #[test]
    fn a_tile_is_painted_as_the_whole_is() {
        let page = page();
        let pixels = page.to_pixels(1.0);
        let mut whole = vec![0xff; pixels.bytes.len()];
        let mut painter = Painter {
            width: pixels.width,
            tile: [0, 0],
            columns: pixels.width,
            band: &mut whole,
            mask: Vec::new(),
            scratch: Scratch::new(),
            near: Vec::new(),
        };
        for shape in page.items.iter().flat_map(|item| stroked(item, 1.0)) {
            painter.paint(&shape);
        }
        // Edges are rounded to parts of a pixel from the corner of what is painted at once.
        let apart = pixels.bytes.iter().zip(&whole).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(apart.is_some_and(|apart| apart <= 4), "{apart:?}");
    }
}
