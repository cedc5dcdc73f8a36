//! Owns detections on the map: clusters as rings of kinds with their count, single detections as
//! marks, what is pointed at among them. Does not cluster or count.

use super::{camera::ScreenFromLocal, labels::Taken, shapes::Shapes};
use crate::{
    atlas::{DetectionKind, Detections},
    geo::{Bounds, Cluster, ClusterId},
    provenance::Status,
    session::{KINDS, PointFocus, PointsShown},
    ui::{
        action::Scene,
        theme::{self, Look},
    },
    units,
};
use eframe::egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, Vec2, vec2};
use std::sync::Arc;

/// Detections, and those of them that are shown.
#[derive(Clone)]
pub(in crate::ui) struct PointsOnMap {
    /// All of them.
    pub(in crate::ui) detections: Arc<Detections>,
    /// Those shown, once they are clustered.
    pub(in crate::ui) shown: Option<Arc<PointsShown>>,
}

impl PointsOnMap {
    /// Those of a layer, not yet clustered.
    pub(in crate::ui) fn of(layer: &Arc<crate::session::PointLayer>) -> Self {
        Self { detections: Arc::clone(&layer.detections), shown: None }
    }
}

/// Detections show at scales finer than this: farther off they would hide the map.
const COARSEST_METRES_PER_PX: f64 = 4500.0;
/// Width of the ring of kinds, in points.
const RING: f32 = 3.5;
/// Size of the mark of one detection, in points.
const MARK: f32 = 5.0;

/// What is shown of the detections, and where.
pub(super) struct Points<'a> {
    pub(super) shown: &'a PointsShown,
    pub(super) detections: &'a Detections,
    pub(super) shapes: &'a Shapes,
    pub(super) to_screen: ScreenFromLocal,
    pub(super) metres_per_px: f64,
}

impl Points<'_> {
    /// Whether the map is near enough for them.
    pub(super) fn are_near(metres_per_px: f64) -> bool {
        metres_per_px <= COARSEST_METRES_PER_PX
    }

    /// Draws what is in view.
    pub(super) fn draw(&self, painter: &Painter, scene: &Scene<'_>, taken: &mut Taken) {
        let chosen = self.chosen(scene.session.document().point);
        let mut clusters = self.in_view(painter.clip_rect());
        // The large ones on top, the chosen one above all.
        clusters.sort_by_key(|cluster| (chosen == Some(cluster.id), cluster.count));
        for cluster in &clusters {
            let at = self.screen(cluster.centre);
            let is_chosen = chosen == Some(cluster.id);
            if cluster.count == 1 {
                if let Some(&point) = self.shown.index.points_of(cluster.id).first() {
                    self.draw_mark(painter, at, self.shown.row_of(point), is_chosen, scene.look);
                }
                continue;
            }
            let radius = radius_of(cluster.count);
            taken.block(Rect::from_center_size(at, Vec2::splat(radius * 2.0)));
            if is_chosen {
                halo(painter, at, radius, scene.look);
            }
            self.draw_cluster(painter, at, radius, cluster, scene);
        }
    }

    /// The cluster that is looked at, or that has the detection looked at.
    fn chosen(&self, focus: Option<PointFocus>) -> Option<ClusterId> {
        let index = &self.shown.index;
        match focus? {
            PointFocus::Cluster(id) => Some(ClusterId(id)),
            PointFocus::Detection(row) => {
                let point = self.shown.point_of(row)?;
                index.holding(index.level_for(self.metres_per_px), point).map(|cluster| cluster.id)
            }
        }
    }

    /// The cluster or detection under the pointer.
    pub(super) fn pointed(&self, at: Pos2) -> Option<Cluster> {
        /// A cluster may be this large, and a finger this blunt.
        const REACH: f32 = 34.0;
        let plane = self.shapes.plane(self.to_screen.local(at));
        let level = self.shown.index.level_for(self.metres_per_px);
        let cluster = self.shown.index.nearest(level, plane, f64::from(REACH) * self.metres_per_px)?;
        let reach = if cluster.count == 1 { MARK * 1.8 } else { radius_of(cluster.count) + 2.0 };
        (self.screen(cluster.centre).distance(at) <= reach).then_some(cluster)
    }

    /// The box around a cluster, in metres of the map.
    pub(super) fn bounds(&self, id: ClusterId) -> Bounds {
        self.shown.index.bounds(id)
    }

    fn in_view(&self, view: Rect) -> Vec<Cluster> {
        let view = self.to_screen.local_rect(view.expand(40.0));
        let (a, b) = (self.shapes.plane(view.left_bottom()), self.shapes.plane(view.right_top()));
        let level = self.shown.index.level_for(self.metres_per_px);
        let mut clusters = Vec::new();
        self.shown.index.in_view(level, Bounds { min: a, max: b }, |cluster| clusters.push(cluster));
        clusters
    }

    fn screen(&self, plane: [f32; 2]) -> Pos2 {
        self.to_screen.screen(self.shapes.local(plane.map(f64::from)))
    }

    fn draw_cluster(&self, painter: &Painter, at: Pos2, radius: f32, cluster: &Cluster, scene: &Scene<'_>) {
        let look = scene.look;
        painter.circle_filled(at, radius + 1.5, look.halo.gamma_multiply(0.8));
        painter.circle_filled(at, radius, look.cluster);
        let kinds = self.shown.kinds.of(&self.shown.index, cluster.id);
        ring(painter, at, radius - RING / 2.0, &kinds, cluster.count, look);
        let text = units::compact(f64::from(cluster.count), scene.words.lang());
        let font = theme::bold(if radius < 14.0 { 10.0 } else { 11.5 });
        painter.text(at, Align2::CENTER_CENTER, text, font, look.on_cluster);
    }

    /// A shape for every kind, so that it is told without its colour; hollow where simulated.
    fn draw_mark(&self, painter: &Painter, at: Pos2, row: u32, is_chosen: bool, look: &Look) {
        let row = row as usize;
        let kind = self.detections.kind.get(row).copied().flatten();
        let colour = kind.map_or(look.muted, |kind| look.kinds[kind as usize]);
        let is_simulated = self.detections.status.get(row) == Some(&Status::Simulated);
        let (fill, stroke) = if is_simulated {
            (look.halo.gamma_multiply(0.85), Stroke::new(2.0, colour))
        } else {
            (colour, Stroke::new(1.0, look.halo))
        };
        if is_chosen {
            halo(painter, at, MARK, look);
        }
        painter.add(mark(kind, at, MARK, fill, stroke));
    }
}

/// A ring around what is looked at, wide enough to be found on any ground.
fn halo(painter: &Painter, at: Pos2, radius: f32, look: &Look) {
    const GAP: f32 = 6.0;
    painter.circle_filled(at, radius + GAP, look.halo.gamma_multiply(0.7));
    painter.circle_stroke(at, radius + GAP, Stroke::new(5.0, look.halo));
    painter.circle_stroke(at, radius + GAP, Stroke::new(2.5, look.chosen));
}

/// The mark of a kind: circle, diamond, triangle; a square where the kind is not known.
pub(in crate::ui) fn mark(
    kind: Option<DetectionKind>,
    at: Pos2,
    size: f32,
    fill: Color32,
    stroke: Stroke,
) -> Shape {
    let corners = |offsets: &[(f32, f32)]| {
        let points = offsets.iter().map(|&(x, y)| at + vec2(x, y) * size).collect();
        Shape::convex_polygon(points, fill, stroke)
    };
    match kind {
        Some(DetectionKind::AbnormalLoad) => {
            eframe::egui::epaint::CircleShape { center: at, radius: size, fill, stroke }.into()
        }
        Some(DetectionKind::MeterTampering) => corners(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]),
        Some(DetectionKind::UnauthorisedConnection) => corners(&[(0.0, -1.25), (1.2, 0.95), (-1.2, 0.95)]),
        None => corners(&[(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]),
    }
}

/// Grows with the logarithm: three digits more, about twice as wide.
fn radius_of(count: u32) -> f32 {
    (7.0 + 4.6 * (count.max(2) as f32).log10()).min(30.0)
}

/// Arcs around a circle, one a kind, as long as its share.
fn ring(painter: &Painter, at: Pos2, radius: f32, kinds: &[u32; KINDS], count: u32, look: &Look) {
    const STEP: f32 = 0.35;
    let mut from = -std::f32::consts::FRAC_PI_2;
    for (kind, &n) in kinds.iter().enumerate() {
        if n == 0 {
            continue;
        }
        let angle = std::f32::consts::TAU * n as f32 / count.max(1) as f32;
        let steps = (angle / STEP).ceil().max(1.0) as usize;
        let points: Vec<Pos2> = (0..=steps)
            .map(|step| {
                let turn = from + angle * step as f32 / steps as f32;
                at + vec2(turn.cos(), turn.sin()) * radius
            })
            .collect();
        painter.add(Shape::line(points, Stroke::new(RING, look.kinds[kind])));
        from += angle;
    }
}
