//! Owns the scene of a figure: shapes and lines of text in the order in which they are drawn, on a
//! page with what is said of it. SVG, pixels and PDF are made of it and of nothing else, so that
//! all three look alike. Does not write any of them.
//!
//! Main type: [`Page`].

use super::{boxes::Rect, run::TextRun, style::Colour, svg::tenths};
use crate::{geo::Point, lang::Lang};

/// Lines and areas in tenths of a pixel: what is written is exactly what is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathData {
    points: Vec<[i32; 2]>,
    /// Where each part ends, and whether it is closed.
    ends: Vec<(u32, bool)>,
}

impl PathData {
    /// Without any part.
    pub const EMPTY: Self = Self { points: Vec::new(), ends: Vec::new() };

    /// One part.
    #[must_use]
    pub fn of(line: &[Point], is_closed: bool) -> Self {
        let mut path = Self::default();
        path.push(line, is_closed);
        path
    }

    /// A box.
    #[must_use]
    pub fn of_box(rect: &Rect) -> Self {
        let (l, t, r, b) = (rect.x, rect.y, rect.right(), rect.bottom());
        Self::of(&[[l, t], [r, t], [r, b], [l, b]], true)
    }

    /// Adds a part. Points without an image break nothing: they are left out.
    pub fn push(&mut self, line: &[Point], is_closed: bool) {
        let start = self.points.len();
        for point in line.iter().filter(|p| p[0].abs() < 1e6 && p[1].abs() < 1e6) {
            let point = [tenths(point[0]), tenths(point[1])];
            if self.points.len() == start || self.points.last() != Some(&point) {
                self.points.push(point);
            }
        }
        if is_closed
            && self.points.len() > start + 1
            && self.points[start] == self.points[self.points.len() - 1]
        {
            self.points.pop();
        }
        if self.points.len() < start + 2 {
            self.points.truncate(start);
        } else {
            self.ends.push((self.points.len() as u32, is_closed));
        }
    }

    /// Adds all parts of another.
    pub fn append(&mut self, other: &Self) {
        let start = self.points.len() as u32;
        self.points.extend_from_slice(&other.points);
        self.ends.extend(other.ends.iter().map(|(end, is_closed)| (start + end, *is_closed)));
    }

    /// The same, larger by `scale` and then moved by so many pixels.
    #[must_use]
    pub fn moved(&self, scale: f64, by: Point) -> Self {
        let moved = |p: &[i32; 2]| [0, 1].map(|axis| tenths(f64::from(p[axis]) * scale / 10.0 + by[axis]));
        Self { points: self.points.iter().map(moved).collect(), ends: self.ends.clone() }
    }

    /// Whether nothing is drawn.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The parts, each with whether it is closed.
    pub fn parts(&self) -> impl Iterator<Item = (&[[i32; 2]], bool)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|end| end.0));
        starts
            .zip(&self.ends)
            .map(|(from, (to, is_closed))| (&self.points[from as usize..*to as usize], *is_closed))
    }

    /// The box around it, in pixels.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let fold = |axis: usize| {
            self.points
                .iter()
                .fold((i32::MAX, i32::MIN), |(low, high), p| (low.min(p[axis]), high.max(p[axis])))
        };
        let ((left, right), (top, bottom)) = (fold(0), fold(1));
        let px = |tenths: i32| f64::from(tenths) / 10.0;
        if self.is_empty() {
            Rect::default()
        } else {
            Rect::new(px(left), px(top), px(right - left), px(bottom - top))
        }
    }

    /// Parallel lines across the area (even–odd), `step` pixels apart, at an angle in degrees; in
    /// step with those of all other areas.
    #[must_use]
    pub fn hatched(&self, angle: f64, step: f64, shift: f64) -> Self {
        let (sin, cos) = angle.to_radians().sin_cos();
        // Turned so that the lines lie flat.
        let turned = |p: &[i32; 2]| {
            let (x, y) = (f64::from(p[0]) / 10.0, f64::from(p[1]) / 10.0);
            [x * cos + y * sin, y * cos - x * sin]
        };
        let mut crossings: Vec<(i64, f64)> = Vec::new();
        for (part, _) in self.parts() {
            for (at, from) in part.iter().enumerate() {
                let (a, b) = (turned(from), turned(&part[(at + 1) % part.len()]));
                let (a, b) = if a[1] <= b[1] { (a, b) } else { (b, a) };
                let row = |y: f64| ((y - shift) / step).ceil() as i64;
                for row in row(a[1])..row(b[1]) {
                    let y = row as f64 * step + shift;
                    crossings.push((row, a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1])));
                }
            }
        }
        crossings.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut lines = Self::default();
        // Crumbs at corners are dots that nobody sees.
        let is_seen = |pair: &&[(i64, f64)]| pair[1].1 - pair[0].1 > step * 0.2;
        let pairs: Vec<&[(i64, f64)]> = crossings.chunks_exact(2).filter(is_seen).collect();
        // To and fro, as a hand would: the ways between lines are short, and so is what is written.
        for (number, row) in pairs.chunk_by(|a, b| a[0].0 == b[0].0).enumerate() {
            let y = row[0][0].0 as f64 * step + shift;
            let back = |x: f64| [x * cos - y * sin, x * sin + y * cos];
            let mut ends: Vec<[Point; 2]> =
                row.iter().map(|pair| [back(pair[0].1), back(pair[1].1)]).collect();
            if number % 2 == 1 {
                ends.reverse();
                for line in &mut ends {
                    line.swap(0, 1);
                }
            }
            for line in &ends {
                lines.push(line, false);
            }
        }
        lines
    }
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Areas by the even–odd rule, and lines.
    Path(PathData),
    /// A disc.
    Disc {
        /// Its middle.
        centre: Point,
        /// Its radius.
        radius: f64,
    },
}

/// A colour that may be seen through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Paint {
    /// The colour.
    pub colour: Colour,
    /// 1 for opaque.
    pub opacity: f64,
}

impl From<Colour> for Paint {
    fn from(colour: Colour) -> Self {
        Self { colour, opacity: 1.0 }
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub paint: Paint,
    /// Its width in pixels.
    pub width: f64,
    /// Lengths of dashes and gaps.
    pub dash: Option<[f64; 2]>,
}

impl Stroke {
    /// A whole line.
    #[must_use]
    pub fn new(colour: Colour, width: f64) -> Self {
        Self { paint: colour.into(), width, dash: None }
    }
}

/// A shape with its colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The shape.
    pub shape: Shape,
    /// What fills it.
    pub fill: Option<Paint>,
    /// What surrounds it.
    pub stroke: Option<Stroke>,
    /// Shown when pointed at, and read out; maybe empty.
    pub note: String,
}

/// One thing on a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// A shape.
    Mark(Mark),
    /// A line of text.
    Text(TextRun),
    /// An outline below a line of text, which parts it from its ground.
    Halo(TextRun, Stroke),
}

impl Item {
    /// An area.
    #[must_use]
    pub fn area(path: PathData, paint: impl Into<Paint>) -> Self {
        Self::Mark(Mark {
            shape: Shape::Path(path),
            fill: Some(paint.into()),
            stroke: None,
            note: String::new(),
        })
    }

    /// Lines.
    #[must_use]
    pub const fn lines(path: PathData, stroke: Stroke) -> Self {
        Self::Mark(Mark { shape: Shape::Path(path), fill: None, stroke: Some(stroke), note: String::new() })
    }

    /// A disc.
    #[must_use]
    pub fn disc(centre: Point, radius: f64, paint: impl Into<Paint>) -> Self {
        let shape = Shape::Disc { centre, radius };
        Self::Mark(Mark { shape, fill: Some(paint.into()), stroke: None, note: String::new() })
    }

    /// The same elsewhere, so many pixels to the right and down.
    #[must_use]
    pub fn moved(&self, by: Point) -> Self {
        let run = |run: &TextRun| TextRun { x: run.x + by[0], y: run.y + by[1], ..run.clone() };
        match self {
            Self::Text(text) => Self::Text(run(text)),
            Self::Halo(text, stroke) => Self::Halo(run(text), *stroke),
            Self::Mark(mark) => {
                let shape = match &mark.shape {
                    Shape::Path(path) => Shape::Path(path.moved(1.0, by)),
                    Shape::Disc { centre, radius } => {
                        Shape::Disc { centre: [centre[0] + by[0], centre[1] + by[1]], radius: *radius }
                    }
                };
                Self::Mark(Mark { shape, ..mark.clone() })
            }
        }
    }

    /// The same with a line around it.
    #[must_use]
    pub fn edged(mut self, edge: Stroke) -> Self {
        if let Self::Mark(mark) = &mut self {
            mark.stroke = Some(edge);
        }
        self
    }

    /// The same with words for those who point at it.
    #[must_use]
    pub fn noted(mut self, text: impl Into<String>) -> Self {
        if let Self::Mark(mark) = &mut self {
            mark.note = text.into();
        }
        self
    }
}

/// A finished figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// Width and height in pixels, 96 to an inch.
    pub size: (f64, f64),
    /// Background.
    pub paper: Colour,
    /// The language of its words.
    pub lang: Lang,
    /// What it says, in full.
    pub title: String,
    /// The figure in words, by language, that of the figure first.
    pub alts: Vec<(Lang, String)>,
    /// What is said of it beside the picture: source, hash of the data … by name.
    pub facts: Vec<(&'static str, String)>,
    /// What is drawn, from below.
    pub items: Vec<Item>,
    /// Rooms that lead to an address of the web, in forms that can.
    pub links: Vec<(Rect, String)>,
    /// Of a chart: which of the rows it was given are drawn, in their order on the page.
    pub drawn: Vec<usize>,
}

impl Page {
    /// All lines of text.
    pub fn texts(&self) -> impl Iterator<Item = &TextRun> {
        self.items.iter().filter_map(|item| match item {
            Item::Text(run) => Some(run),
            _ => None,
        })
    }
}

/// Pixels of a page to an inch, as in CSS.
pub const PIXELS_PER_INCH: f64 = 96.0;

/// The form of a file of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Form {
    /// Lines and text, sharp at any size.
    #[default]
    Svg,
    /// Pixels, so many to one of the page.
    Png(u8),
    /// Pixels, so many to an inch in print.
    PngDpi(u16),
    /// Lines and text on a sheet.
    Pdf,
}

impl Form {
    /// Ending of the file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png(_) | Self::PngDpi(_) => "png",
            Self::Pdf => "pdf",
        }
    }

    /// The form with this ending; pixels by `scale`.
    #[must_use]
    pub fn of_ending(ending: &str, scale: u8) -> Option<Self> {
        let forms = [Self::Svg, Self::Png(scale), Self::Pdf];
        forms.into_iter().find(|form| form.ending().eq_ignore_ascii_case(ending))
    }
}

impl Page {
    /// The page as a file of this form.
    #[must_use]
    pub fn to_file(&self, form: Form) -> Vec<u8> {
        match form {
            Form::Svg => self.to_svg().into_bytes(),
            Form::Png(scale) => self.to_png(f64::from(scale)),
            Form::PngDpi(dpi) => self.to_png(f64::from(dpi) / PIXELS_PER_INCH),
            Form::Pdf => self.to_pdf(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_keep_what_can_be_drawn() {
        let mut path = PathData::of(
            &[[f64::NAN, 0.0], [0.0, 0.0], [0.01, 0.0], [5.0, 0.0], [5.0, 5.0], [0.0, 0.0]],
            true,
        );
        assert_eq!(path.parts().collect::<Vec<_>>(), [(&[[0, 0], [50, 0], [50, 50]][..], true)]);
        path.push(&[[1.0, 1.0]], false);
        assert_eq!(path.parts().count(), 1);
        assert_eq!(path.bounds(), Rect::new(0.0, 0.0, 5.0, 5.0));
    }

    #[test]
    fn a_hatch_stays_inside_and_out_of_holes() {
        let mut square = PathData::of_box(&Rect::new(0.0, 0.0, 100.0, 100.0));
        let hole = PathData::of_box(&Rect::new(40.0, 40.0, 20.0, 20.0));
        square.push(&[[40.0, 40.0], [60.0, 40.0], [60.0, 60.0], [40.0, 60.0]], true);
        let lines = square.hatched(0.0, 10.0, 5.0);
        // Ten lines, two of them broken by the hole.
        assert_eq!(lines.parts().count(), 12);
        let inner = hole.bounds().inset(0.5);
        for (part, _) in square.hatched(45.0, 7.0, 0.0).parts() {
            let middle = [0, 1].map(|axis| f64::from(part[0][axis] + part[1][axis]) / 20.0);
            assert!(!inner.overlaps(&Rect::around(middle[0], middle[1], 0.1)));
        }
    }
}
