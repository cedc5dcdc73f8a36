//! Owns where the map is looked at from: walkers' memory of centre and zoom, read and set in
//! metres of the projection; fitting, flights, steps. Does not draw.

use crate::geo::{Bounds, Point};
use eframe::egui::{Rect, Vec2};
use walkers::{MapMemory, Position, Projection};

/// Circumference of the sphere that zoom levels are told by, in metres: at zoom 0 it fits into
/// 256 pixels, as tiles of the Web Mercator projection do (EPSG:3857).
const CIRCUMFERENCE_M: f64 = 40_075_016.685_578_5;
const TILE_PX: f64 = 256.0;
/// Nearest look: a street corner.
const LARGEST_ZOOM: f64 = 17.0;
const SMALLEST_ZOOM: f64 = 1.0;
/// How long a flight takes, in seconds.
const FLIGHT_S: f64 = 0.25;

/// The plane of a map projection as walkers sees it: "positions" are metres on the map. Both the
/// equal-area map and Web Mercator are such planes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plane;

fn total_px(zoom: f64) -> f64 {
    TILE_PX * zoom.exp2()
}

impl Projection for Plane {
    fn project(&self, position: Position, zoom: f64) -> walkers::Position {
        let total = total_px(zoom);
        Position::new(
            (position.x() / CIRCUMFERENCE_M + 0.5) * total,
            (0.5 - position.y() / CIRCUMFERENCE_M) * total,
        )
    }

    fn unproject(&self, pixels: Position, zoom: f64) -> Position {
        let total = total_px(zoom);
        Position::new(
            (pixels.x() / total - 0.5) * CIRCUMFERENCE_M,
            (0.5 - pixels.y() / total) * CIRCUMFERENCE_M,
        )
    }

    fn scale_pixel_per_meter(&self, _: Position, zoom: f64) -> f64 {
        total_px(zoom) / CIRCUMFERENCE_M
    }
}

/// Metres on the map to a point of the screen, at a zoom.
pub(super) fn metres_per_px(zoom: f64) -> f64 {
    CIRCUMFERENCE_M / total_px(zoom)
}

/// The zoom at which a point of the screen is so many metres.
pub(super) fn zoom_of(metres_per_px: f64) -> f64 {
    (CIRCUMFERENCE_M / TILE_PX / metres_per_px).log2().clamp(SMALLEST_ZOOM, LARGEST_ZOOM)
}

/// How much longer Web Mercator draws everything at a place of its plane than at the equator:
/// 1 / cos φ, which is cosh(y / R) (Snyder 1987, USGS PP 1395, p. 41 and 44).
pub(super) fn mercator_stretch(at: Point) -> f64 {
    (at[1] / CIRCUMFERENCE_M * std::f64::consts::TAU).cosh()
}

/// A look at the map.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(crate) struct Look {
    /// Centre, in metres.
    pub(crate) centre: Point,
    /// Zoom as in tiles of the web.
    pub(crate) zoom: f64,
}

impl Look {
    /// The look that shows all of `bounds` in `size` points, with some air around.
    pub(super) fn fitting(bounds: Bounds, size: Vec2) -> Self {
        const AIR: f64 = 0.93;
        let (width, height) = (f64::from(size.x.max(1.0)) * AIR, f64::from(size.y.max(1.0)) * AIR);
        let metres_per_px = (bounds.width() / width).max(bounds.height() / height).max(1.0);
        let zoom = (CIRCUMFERENCE_M / TILE_PX / metres_per_px).log2();
        Self { centre: bounds.centre(), zoom: zoom.clamp(SMALLEST_ZOOM, LARGEST_ZOOM) }
    }
}

/// On the way from one look to another.
#[derive(Clone, Copy, Debug)]
struct Flight {
    from: Look,
    to: Look,
    /// Seconds flown.
    flown_s: f64,
}

/// The camera over the map.
#[derive(Debug, Default)]
pub(super) struct Camera {
    /// What walkers keeps.
    pub(super) memory: MapMemory,
    flight: Option<Flight>,
}

impl Camera {
    /// Where it is.
    pub(super) fn look(&self) -> Look {
        let centre = self.memory.detached().map_or([0.0, 0.0], |at| [at.x(), at.y()]);
        Look { centre, zoom: self.memory.zoom() }
    }

    /// Puts it there at once.
    pub(super) fn put(&mut self, look: Look) {
        self.flight = None;
        self.set(look);
    }

    /// Flies there.
    pub(super) fn fly(&mut self, to: Look) {
        self.flight = Some(Flight { from: self.look(), to, flown_s: 0.0 });
    }

    /// Moves by points of the screen.
    pub(super) fn pan(&mut self, by: Vec2) {
        let look = self.destination();
        let scale = metres_per_px(look.zoom);
        let centre = [look.centre[0] + f64::from(by.x) * scale, look.centre[1] - f64::from(by.y) * scale];
        self.fly(Look { centre, ..look });
    }

    /// Zooms by a factor around the centre.
    pub(super) fn zoom(&mut self, factor: f64) {
        let look = self.destination();
        let zoom = (look.zoom + factor.log2()).clamp(SMALLEST_ZOOM, LARGEST_ZOOM);
        self.fly(Look { zoom, ..look });
    }

    /// Goes on with a flight; says whether it is still under way.
    pub(super) fn advance(&mut self, seconds: f64) -> bool {
        let Some(mut flight) = self.flight.take() else {
            self.keep_in_limits();
            return false;
        };
        flight.flown_s += seconds.min(0.1);
        let t = (flight.flown_s / FLIGHT_S).min(1.0);
        if t >= 1.0 {
            // To the last bit: whether the map is still where it was fitted is told by equality.
            self.set(flight.to);
            return false;
        }
        // Starts and ends softly.
        let share = t * t * (3.0 - 2.0 * t);
        let between = |a: f64, b: f64| a + (b - a) * share;
        let (from, to) = (flight.from, flight.to);
        self.set(Look {
            centre: [between(from.centre[0], to.centre[0]), between(from.centre[1], to.centre[1])],
            zoom: between(from.zoom, to.zoom),
        });
        self.flight = Some(flight);
        true
    }

    /// Where it will be when it has arrived.
    pub(super) fn destination(&self) -> Look {
        self.flight.map_or_else(|| self.look(), |flight| flight.to)
    }

    fn set(&mut self, look: Look) {
        // The zoom is within walkers' limits by construction.
        let _ = self.memory.set_zoom(look.zoom.clamp(SMALLEST_ZOOM, LARGEST_ZOOM));
        self.memory.center_at(Position::new(look.centre[0], look.centre[1]));
    }

    fn keep_in_limits(&mut self) {
        let zoom = self.memory.zoom();
        if !(SMALLEST_ZOOM..=LARGEST_ZOOM).contains(&zoom) {
            let _ = self.memory.set_zoom(zoom.clamp(SMALLEST_ZOOM, LARGEST_ZOOM));
        }
    }
}

/// From metres around an origin (y downwards) to points of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ScreenFromLocal {
    /// Points a metre.
    pub(super) scale: f32,
    /// Where the origin is.
    pub(super) offset: Vec2,
}

impl ScreenFromLocal {
    /// For a map in `rect` looked at from `look`.
    pub(super) fn of(look: Look, origin: Point, rect: Rect) -> Self {
        let scale = 1.0 / metres_per_px(look.zoom);
        let offset = Vec2::new(
            ((origin[0] - look.centre[0]) * scale) as f32,
            ((look.centre[1] - origin[1]) * scale) as f32,
        );
        Self { scale: scale as f32, offset: rect.center().to_vec2() + offset }
    }

    /// The point of the screen.
    pub(super) fn screen(self, local: eframe::egui::Pos2) -> eframe::egui::Pos2 {
        (local.to_vec2() * self.scale + self.offset).to_pos2()
    }

    /// The place on the map.
    pub(super) fn local(self, screen: eframe::egui::Pos2) -> eframe::egui::Pos2 {
        ((screen.to_vec2() - self.offset) / self.scale).to_pos2()
    }

    /// The part of the map that a part of the screen shows.
    pub(super) fn local_rect(self, rect: Rect) -> Rect {
        Rect::from_min_max(self.local(rect.min), self.local(rect.max))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    #[test]
    fn the_plane_goes_there_and_back() {
        for zoom in [2.0, 7.3, 16.0] {
            let at = Position::new(1_234_567.0, -765_432.0);
            let back = Plane.unproject(Plane.project(at, zoom), zoom);
            assert!((back.x() - at.x()).abs() < 1e-6 && (back.y() - at.y()).abs() < 1e-6);
        }
    }

    #[test]
    fn fitting_shows_all_of_it_and_little_more() {
        let bounds = Bounds { min: [-4e6, -1e6], max: [4e6, 2e6] };
        let size = Vec2::new(800.0, 600.0);
        let look = Look::fitting(bounds, size);
        let rect = Rect::from_min_size(pos2(10.0, 20.0), size);
        let to_screen = ScreenFromLocal::of(look, [0.0, 0.0], rect);
        let (left, right) = (to_screen.screen(pos2(-4e6, 0.0)), to_screen.screen(pos2(4e6, 0.0)));
        assert!(rect.contains(left) && rect.contains(right) && right.x - left.x > 0.9 * 800.0);
        let there = to_screen.screen(pos2(1000.0, 2000.0));
        assert!(to_screen.local(there).distance(pos2(1000.0, 2000.0)) < 10.0);
    }

    #[test]
    fn a_flight_arrives() {
        let mut camera = Camera::default();
        camera.put(Look { centre: [0.0, 0.0], zoom: 3.0 });
        camera.zoom(2.0);
        camera.pan(Vec2::new(0.1, 0.7));
        let there = camera.destination();
        let mut steps = 0;
        while camera.advance(0.05) {
            steps += 1;
            assert!(steps < 20);
        }
        assert_eq!(camera.look(), there);
        assert!((there.zoom - 4.0).abs() < 1e-9);
    }
}
