//! Owns from where the map is looked at to show some regions whole: in all of the pane, or beside the
//! legend where it would hide them. Does not know how the camera gets there.

use super::{
    MapPane,
    camera::{Look, ScreenFromLocal, metres_per_px},
    legend::Form,
    scale_bar,
    shapes::Extent,
};
use crate::{
    figure::{Fill, MapFeature},
    geo::Bounds,
    ui::action::Scene,
};
use eframe::egui::{Pos2, Rect, Vec2, pos2};

/// What the map was fitted to: a focus, or the whole.
pub(super) struct Fitted(pub(super) Option<String>);

/// Air between the legend and what stands beside it, in points.
const AIR: f32 = 8.0;

impl MapPane {
    /// When another region is looked at, the map flies there.
    pub(super) fn follow_focus(&mut self, scene: &Scene<'_>) {
        let focus = &scene.session.document().focus;
        if self.fitted.as_ref().is_some_and(|fitted| fitted.0 == *focus) || self.size.x < 1.0 {
            return;
        }
        let is_first = self.fitted.is_none() && self.painted.is_none();
        self.fitted = Some(Fitted(focus.clone()));
        self.refit(scene, !is_first);
    }

    /// Where nobody moved the map since it was fitted, it stays fitted.
    pub(super) fn stay_fitted(&mut self, scene: &Scene<'_>, in_flight: bool) {
        if self.fitted.is_some() && self.fitted_look.is_some_and(|look| look == self.camera.destination()) {
            self.refit(scene, in_flight);
        }
    }

    /// The form in which the legend is drawn: a choice stays until it is made anew.
    pub(super) fn form_of_legend(&self) -> Form {
        match self.folds_legend {
            Some(true) => Form::Strip,
            Some(false) if self.legend_form == Form::Strip => Form::Column,
            Some(false) | None => self.legend_form,
        }
    }

    /// Takes the first form of the legend that hides nothing of `bounds`, or that these can stand
    /// clear of and still be large, or of which it is not known how large it is: drawn once, it is.
    fn choose_form(&mut self, bounds: Bounds, whole: Look, hides: impl Fn(Rect) -> bool) {
        /// Share of its scale that the map gives up for an open legend, as a zoom.
        const MAY_SHRINK: f64 = 0.25;
        /// A map smaller than this has no room beside an open legend.
        const LEAST: Vec2 = Vec2::new(640.0, 400.0);
        let is_small = self.size.x < LEAST.x || self.size.y < LEAST.y;
        let sizes = self.legend_sizes.1;
        let is_free = |form: &Form| {
            let size = sizes[*form as usize];
            size.is_none_or(|size| {
                let legend = legend_of(size, self.size);
                let is_clear = || clear_of(legend, bounds, self.size).zoom > whole.zoom - MAY_SHRINK;
                size.x < self.size.x && (!hides(legend) || is_clear())
            })
        };
        let free = Form::ALL.into_iter().filter(|_| !is_small).find(is_free);
        self.legend_form = free.unwrap_or(Form::Strip);
        if let Some(size) = sizes[self.form_of_legend() as usize] {
            self.legend = legend_of(size, self.size);
        }
    }

    /// Fits to what is looked at, at once or in a flight.
    fn refit(&mut self, scene: &Scene<'_>, in_flight: bool) {
        /// Share of the legend that may lie over what is looked at.
        const MAY_HIDE: f32 = 0.1;
        let in_focus = |feature: usize| {
            let look = scene.view.features.get(feature);
            look.is_some_and(|look| look.fill != Fill::Context && !look.is_disputed)
        };
        let extents = self.shapes.extents().iter().enumerate();
        let boxes = extents.filter(|(feature, _)| in_focus(*feature)).filter_map(|(_, extent)| *extent);
        let Some(bounds) = boxes.map(|extent| extent.bounds).reduce(Rect::union) else { return };
        let (a, b) = (self.shapes.plane(bounds.left_bottom()), self.shapes.plane(bounds.right_top()));
        let pane = Rect::from_min_size(Pos2::ZERO, self.size);
        let bounds = Bounds { min: a, max: b };
        let shapes = std::sync::Arc::clone(&self.shapes);
        let hides = |look, legend: Rect| {
            let to_screen = ScreenFromLocal::of(look, shapes.origin(), pane);
            let is_over = |at: &Pos2| {
                // The coarsest shapes are exact enough, and there already.
                shapes.feature_at(to_screen.local(*at), 0).is_some_and(in_focus)
            };
            let over = samples(legend).filter(is_over).count();
            let is_coloured = |at: Pos2| {
                let feature = shapes.feature_at(to_screen.local(at), 0);
                let look = feature.and_then(|feature| scene.view.features.get(feature));
                look.is_some_and(|look| matches!(look.fill, Fill::Class(_)) && !look.is_disputed)
            };
            let is_led = |(feature, extent): (&MapFeature, &Option<Extent>)| {
                let anchor = feature.label.as_ref().and(*extent).map(|extent| extent.anchor);
                anchor.is_some_and(|anchor| legend.expand(AIR).contains(to_screen.screen(anchor)))
            };
            let mut led = scene.view.features.iter().zip(shapes.extents());
            over as f32 > MAY_HIDE * samples(legend).count() as f32
                || led.any(is_led)
                || samples(legend).any(is_coloured)
        };
        let whole = whole(bounds, self.size);
        self.choose_form(bounds, whole, |legend| hides(whole, legend));
        let legend = self.legend;
        let look = if hides(whole, legend) { clear_of(legend, bounds, self.size) } else { whole };
        if in_flight {
            self.camera.fly(look);
        } else {
            self.camera.put(look);
        }
        self.fitted_look = Some(look);
    }
}

/// Where a legend of a size stands, from the upper left corner of a pane: in its lower left corner,
/// above the scale bar where it reaches that far.
pub(super) fn legend_of(size: Vec2, pane: Vec2) -> Rect {
    const EDGE: f32 = 12.0;
    let scale_bar = scale_bar::area(Rect::from_min_size(Pos2::ZERO, pane));
    let reaches = EDGE + size.x > scale_bar.left();
    let bottom = pane.y - if reaches { scale_bar.height() } else { EDGE };
    Rect::from_min_max(pos2(EDGE, bottom - size.y), pos2(EDGE + size.x, bottom))
}

/// The look that shows all of `bounds` in a pane of `size`.
fn whole(bounds: Bounds, size: Vec2) -> Look {
    /// Share of the room left that goes below, where the legend stands.
    const BELOW: f64 = 0.4;
    let mut whole = Look::fitting(bounds, size);
    let room_m = (f64::from(size.y) * metres_per_px(whole.zoom) - bounds.height()).max(0.0);
    whole.centre[1] -= BELOW * room_m;
    whole
}

/// The look that shows all of `bounds` beside a legend or above it, whichever is larger.
fn clear_of(legend: Rect, bounds: Bounds, size: Vec2) -> Look {
    let beside = Rect::from_min_max(pos2(legend.right() + AIR, 0.0), size.to_pos2());
    let above = Rect::from_min_max(Pos2::ZERO, pos2(size.x, legend.top() - AIR));
    let [beside, above] = [beside, above].map(|room| within(bounds, size, room));
    if beside.zoom >= above.zoom { beside } else { above }
}

/// The look that shows all of `bounds` in a part of the pane.
fn within(bounds: Bounds, size: Vec2, room: Rect) -> Look {
    let look = Look::fitting(bounds, room.size().max(Vec2::ZERO));
    let off = room.center() - (size / 2.0).to_pos2();
    let scale = metres_per_px(look.zoom);
    let [x, y] = look.centre;
    Look { centre: [x - f64::from(off.x) * scale, y + f64::from(off.y) * scale], ..look }
}

/// Points spread evenly over a part of the screen.
fn samples(rect: Rect) -> impl Iterator<Item = Pos2> {
    const ACROSS: u8 = 12;
    const DOWN: u8 = 8;
    let share = |i: u8, of: u8| (f32::from(i) + 0.5) / f32::from(of);
    (0..ACROSS).flat_map(move |x| {
        (0..DOWN).map(move |y| rect.min + rect.size() * Vec2::new(share(x, ACROSS), share(y, DOWN)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legend_stands_low_and_never_over_the_scale_bar() {
        let pane = Vec2::new(700.0, 500.0);
        let scale_bar = scale_bar::area(Rect::from_min_size(Pos2::ZERO, pane));
        let [narrow, wide] = [300.0, 620.0].map(|width| legend_of(Vec2::new(width, 100.0), pane));
        assert!(narrow.bottom() > wide.bottom() && narrow.left() == wide.left());
        assert!(!narrow.intersects(scale_bar) && !wide.shrink(0.5).intersects(scale_bar));
    }

    #[test]
    fn what_the_legend_would_hide_stands_beside_or_above_it() {
        let size = Vec2::new(700.0, 500.0);
        let legend = Rect::from_min_max(pos2(12.0, 220.0), pos2(312.0, 470.0));
        let pane = Rect::from_min_size(Pos2::ZERO, size);
        let drawn = |[min, max]: [[f64; 2]; 2], hides: bool| {
            let bounds = Bounds { min, max };
            let look = if hides { clear_of(legend, bounds, size) } else { whole(bounds, size) };
            let to_screen = ScreenFromLocal::of(look, [0.0; 2], pane);
            // Local heights run downwards.
            let corner = |x: f64, y: f64| to_screen.screen(pos2(x as f32, -y as f32));
            Rect::from_two_pos(corner(min[0], min[1]), corner(max[0], max[1]))
        };
        let (tall, wide) = ([[-2e5, -3e5], [2e5, 3e5]], [[-9e5, -2e5], [9e5, 2e5]]);
        assert!(drawn(tall, false).intersects(legend));
        for bounds in [tall, wide] {
            let drawn = drawn(bounds, true);
            assert!(pane.contains_rect(drawn) && !drawn.intersects(legend), "{drawn:?}");
        }
        assert!(drawn(tall, true).left() > legend.right() && drawn(wide, true).bottom() < legend.top());
    }
}
