//! Owns giving colours to shapes: what the GPU is handed for a level of detail, made anew only
//! when colours or the level change. Does not tessellate or decide what a colour means.

use super::{
    camera::ScreenFromLocal,
    hatch::hatch,
    shapes::{Level, Shapes, Triangles},
};
use crate::{
    atlas::BanClass,
    figure::{Fill, MapFeature, MapLegend, ban_colour},
    ui::theme::Look,
};
use eframe::egui::{Color32, Pos2, Rect, emath::TSTransform};
use walkers::{Canvas, Drawable, Drawables, Layer, Line, Mesh, Projector, Vertex};

/// Width of the outline of a region that is banned as a whole, in points.
const BAN_OUTLINE_PT: f32 = 2.2;
/// On each side of it, so that it shows on a class of its own colour.
const BAN_CASING_PT: f32 = 1.0;
/// Distance between hatch lines, in points.
const HATCH_PT: f32 = 7.0;
/// Hatches are made for so many times the screen on every side, so that panning needs no new ones.
const HATCH_MARGIN: f32 = 0.5;
/// Hatches are made anew when the scale has changed by this factor.
const HATCH_SCALE: f32 = 1.4;

/// What the GPU draws of one level of detail.
pub(super) struct Painted {
    sea: Drawables,
    ground: Drawables,
    chunks: Vec<(Rect, Drawables)>,
    borders: Vec<(Rect, Drawables)>,
    water: Drawables,
}

/// Hatches, and outlines of bans, for a part of the map at about one scale.
pub(super) struct Hatched {
    scale: f32,
    covered: Rect,
    lines: Drawables,
    /// Outlines of bans.
    outlines: Drawables,
}

/// Colour of a feature.
pub(super) fn fill_colour(fill: Fill, legend: &MapLegend, look: &Look) -> Color32 {
    match fill {
        Fill::Class(class) => match legend {
            MapLegend::Classes(legend) => {
                legend.colours.get(class).map_or(look.no_data, |&colour| Look::screen(colour))
            }
            MapLegend::Bans(_) => look.no_data,
        },
        Fill::Ban(class) if class != BanClass::None => Look::screen(ban_colour(class)),
        Fill::Ban(_) | Fill::NoData => look.no_data,
        // Neither a class nor no data.
        Fill::BoundsOnly => look.card,
        Fill::Context => look.land,
    }
}

impl Painted {
    /// Colours a level; `colours` has one for every feature. What is faded is told by its outline.
    pub(super) fn new(
        level: &Level,
        fade: &[[Pos2; 2]],
        features: &[MapFeature],
        colours: &[Color32],
        is_faded: &dyn Fn(usize) -> bool,
        look: &Look,
    ) -> Self {
        let colour_of = |feature: usize| colours.get(feature).copied().unwrap_or(look.no_data);
        let chunk = |chunk: &super::shapes::Chunk| {
            let mut vertices = Vec::with_capacity(chunk.triangles.corners.len());
            for (feature, corners) in &chunk.corners_of {
                let color = colour_of(*feature);
                let corners = &chunk.triangles.corners[corners.clone()];
                vertices.extend(corners.iter().map(|&position| Vertex { position, color }));
            }
            let mesh = Mesh { vertices, indices: chunk.triangles.indices.clone() };
            Some((chunk.bounds?, drawn(vec![Drawable::Fill(mesh)])))
        };
        let is_pale = |feature: usize| {
            let fill = features.get(feature).map(|feature| feature.fill);
            matches!(
                fill,
                None | Some(Fill::NoData | Fill::BoundsOnly | Fill::Context | Fill::Ban(BanClass::None))
            )
        };
        let is_disputed = |feature: usize| features.get(feature).is_some_and(|f| f.is_disputed);
        let borders = |chunk: &super::shapes::Chunk| {
            let lines = chunk.borders.iter().map(|border| {
                let (one, other) = border.sides;
                let is_dashed = is_disputed(one) || other.is_some_and(is_disputed);
                let is_outline = is_faded(one) || other.is_some_and(is_faded);
                let is_strong = is_outline || other.is_none_or(|other| is_pale(one) && is_pale(other));
                Line {
                    points: border.line.clone(),
                    width: match () {
                        () if is_outline => 2.0,
                        () if is_dashed || other.is_none() => 1.1,
                        () => 0.9,
                    },
                    color: if is_dashed {
                        look.muted
                    } else if is_strong {
                        look.border_strong
                    } else {
                        look.border
                    },
                    dasharray: if is_dashed { vec![4.0, 3.0] } else { Vec::new() },
                }
            });
            Some((chunk.bounds?, drawn(vec![Drawable::Lines(lines.collect())])))
        };
        let rivers = level.rivers.iter().map(|line| Line {
            points: line.clone(),
            width: 1.0,
            color: look.water,
            dasharray: Vec::new(),
        });
        let mut water = vec![Drawable::Fill(mesh_of(&level.lakes, look.water))];
        if level.rivers_show {
            water.push(Drawable::Lines(rivers.collect()));
        }
        Self {
            sea: drawn(vec![Drawable::background(1.0, look.sea)]),
            ground: drawn(vec![
                Drawable::Fill(mesh_of(&level.land, look.land)),
                Drawable::Fill(fade_of(fade, look.sea)),
            ]),
            chunks: level.chunks.iter().filter_map(chunk).collect(),
            borders: level.chunks.iter().filter_map(borders).collect(),
            water: drawn(water),
        }
    }
}

/// What is to be drawn, without what is empty: the GPU takes no empty buffers.
fn drawn(all: Vec<Drawable>) -> Drawables {
    let is_there = |drawable: &Drawable| match drawable {
        Drawable::Fill(mesh) => !mesh.indices.is_empty(),
        Drawable::Lines(lines) => lines.iter().any(|line| line.points.len() > 1),
    };
    Drawables::new(all.into_iter().filter(is_there).collect())
}

/// A band from see-through to the colour of the sea.
fn fade_of(pairs: &[[Pos2; 2]], sea: Color32) -> Mesh {
    let corners = pairs.iter().flat_map(|[outer, inner]| {
        [Vertex { position: *outer, color: sea }, Vertex { position: *inner, color: Color32::TRANSPARENT }]
    });
    let quads = 0..(pairs.len().saturating_sub(1) * 2) as u32;
    let indices = quads.step_by(2).flat_map(|i| [i, i + 1, i + 2, i + 2, i + 1, i + 3]);
    Mesh { vertices: corners.collect(), indices: indices.collect() }
}

fn mesh_of(triangles: &Triangles, color: Color32) -> Mesh {
    Mesh {
        vertices: triangles.corners.iter().map(|&position| Vertex { position, color }).collect(),
        indices: triangles.indices.clone(),
    }
}

impl Hatched {
    /// Whether these hatches still look right for a view.
    pub(super) fn serves(&self, scale: f32, view: Rect) -> bool {
        let ratio = self.scale / scale;
        (1.0 / HATCH_SCALE..=HATCH_SCALE).contains(&ratio) && self.covered.contains_rect(view)
    }

    /// Hatches for what is in view: what is uncertain; and outlines of bans.
    pub(super) fn new(
        level: &Level,
        shapes: &Shapes,
        features: &[MapFeature],
        is_faded: &dyn Fn(usize) -> bool,
        look: &Look,
        scale: f32,
        view: Rect,
    ) -> Self {
        let covered = view.expand2(view.size() * HATCH_MARGIN);
        let spacing = HATCH_PT / scale;
        let (mut lines, mut casings, mut outlines) = (Vec::new(), Vec::new(), Vec::new());
        for (feature, state) in features.iter().enumerate() {
            let in_view = shapes.extents().get(feature).copied().flatten();
            if is_faded(feature) || !in_view.is_some_and(|extent| extent.bounds.intersects(covered)) {
                continue;
            }
            let mut add = |spacing: f32, width: f32, color: Color32| {
                let new = hatch(&level.rings[feature], spacing, covered);
                lines.extend(new.into_iter().map(|line| Line {
                    points: line.to_vec(),
                    width,
                    color,
                    dasharray: Vec::new(),
                }));
            };
            if state.fill == Fill::BoundsOnly {
                add(spacing, 1.0, look.border_strong);
            }
            if state.is_unsure {
                add(spacing, 1.8, look.unsure_hatch);
            }
            // Where the ban is the colour of the region, it has no outline.
            if state.ban == BanClass::Whole && !matches!(state.fill, Fill::Ban(_)) {
                let add = |lines: &mut Vec<Line>, width, color| {
                    lines.extend(level.rings.get(feature).into_iter().flatten().map(|ring| Line {
                        points: ring.iter().chain(ring.first()).copied().collect(),
                        width,
                        color,
                        dasharray: Vec::new(),
                    }));
                };
                add(&mut casings, BAN_OUTLINE_PT + 2.0 * BAN_CASING_PT, look.card);
                add(&mut outlines, BAN_OUTLINE_PT, look.ban);
            }
        }
        // All casings below all outlines: neighbours with a ban each share a border.
        let outlines = drawn(vec![Drawable::Lines(casings), Drawable::Lines(outlines)]);
        Self { scale, covered, lines: drawn(vec![Drawable::Lines(lines)]), outlines }
    }
}

/// Outlines of what is chosen or pointed at, and how wide each is.
pub(super) struct Outlined {
    /// Features and widths.
    pub(super) marked: Vec<(usize, f32)>,
    lines: Drawables,
}

impl Outlined {
    /// Outlines of features of a level.
    pub(super) fn new(level: &Level, marked: Vec<(usize, f32)>, look: &Look) -> Self {
        let mut lines = Vec::new();
        for &(feature, width) in &marked {
            for ring in level.rings.get(feature).into_iter().flatten() {
                let points = ring.iter().chain(ring.first()).copied().collect();
                lines.push(Line { points, width, color: look.chosen, dasharray: Vec::new() });
            }
        }
        Self { marked, lines: drawn(vec![Drawable::Lines(lines)]) }
    }
}

/// The layer that walkers draws.
pub(super) struct ShapesLayer<'a> {
    /// Colours.
    pub(super) painted: &'a Painted,
    /// Hatches.
    pub(super) hatched: &'a Hatched,
    /// Outlines.
    pub(super) outlined: Option<&'a Outlined>,
    /// From metres around the origin to the screen.
    pub(super) to_screen: ScreenFromLocal,
    /// Where the map is on the screen.
    pub(super) rect: Rect,
    /// The part of the map in view.
    pub(super) view: Rect,
    /// Whether land and water are drawn: tiles bring their own.
    pub(super) has_ground: bool,
}

impl Layer for ShapesLayer<'_> {
    fn draw(&mut self, canvas: &mut Canvas, _: &Projector<'_>) {
        let transform = TSTransform::new(self.to_screen.offset, self.to_screen.scale);
        let in_view = |(bounds, _): &&(Rect, Drawables)| bounds.intersects(self.view);
        if self.has_ground {
            // The sea is a square metre stretched over the screen.
            let stretched = TSTransform::new(self.rect.min.to_vec2(), self.rect.size().max_elem());
            let sea = self.painted.sea.clone().with_clip_rect(self.rect);
            canvas.add_drawables(sea.with_transform(stretched));
            canvas.add_drawables(self.painted.ground.clone().with_transform(transform));
        }
        let mut put =
            |drawables: &Drawables| canvas.add_drawables(drawables.clone().with_transform(transform));
        for (_, drawables) in self.painted.chunks.iter().filter(in_view) {
            put(drawables);
        }
        put(&self.hatched.lines);
        if self.has_ground {
            put(&self.painted.water);
        }
        for (_, drawables) in self.painted.borders.iter().filter(in_view) {
            put(drawables);
        }
        put(&self.hatched.outlines);
        if let Some(outlined) = self.outlined {
            put(&outlined.lines);
        }
    }
}
