//! Owns the map pane: walkers' map with our layers, names, legend, scale bar, what is pointed at
//! and chosen, keys and menus on it. Does not decide what is shown.

mod camera;
mod fit;
mod hatch;
mod labels;
mod legend;
mod over;
mod paint;
mod points;
mod scale_bar;
mod shapes;

pub(crate) use camera::Look as MapLook;
pub(super) use points::{PointsOnMap, mark};
pub(crate) use shapes::Shapes;

use super::{
    action::{Action, Scene},
    measure::Measure,
    theme::Look,
    tiles::Tiles,
};
use crate::{
    atlas::{Level, RegionId},
    figure::Fill,
    geo::{Bounds, Projection},
    lang::Lang,
    session::{ClusterCard, Command, PointFocus},
};
use camera::{Camera, Plane, ScreenFromLocal, metres_per_px};
use eframe::egui::{
    self, Align2, Area, Color32, Id, Key, Modifiers, Order, PointerButton, Rect, Response, Role, Ui, Vec2,
    WidgetInfo,
};
use fit::Fitted;
use labels::{Taken, Town};
use legend::Form;
use over::{show_tip, towns};
use paint::{Hatched, Outlined, Painted, ShapesLayer};
use points::Points;
use std::sync::Arc;
use walkers::{Map, lon_lat};

/// How much of the regions' colours covers the tiles below.
const OVER_TILES: f32 = 0.6;
/// Steps in which the fill of a region fades while it grows beyond the map.
const FADED: u8 = 4;

/// What the colours of the map were made of.
#[derive(Clone, Copy, PartialEq)]
struct PaintKey {
    revision: u64,
    is_dark: bool,
    level: usize,
    highlighted: Option<Fill>,
}

/// The map and where it is looked at from.
pub(super) struct MapPane {
    /// Those of what is looked at.
    shapes: Arc<Shapes>,
    /// Those of the regions.
    regions: Arc<Shapes>,
    /// Those of the region that was opened last, among the others.
    opened: Option<(RegionId, Arc<Shapes>)>,
    towns: Vec<Town>,
    towns_lang: Option<Lang>,
    camera: Camera,
    painted: Option<(PaintKey, Painted)>,
    hatched: Option<(PaintKey, Hatched)>,
    outlined: Option<(PaintKey, Outlined)>,
    highlighted: Option<Fill>,
    /// Whether the legend is folded, by choice; else its form is the first that leaves the leading
    /// regions free.
    folds_legend: Option<bool>,
    legend_form: Form,
    /// How large each form was drawn, for the revision of the document that is shown.
    legend_sizes: (u64, [Option<Vec2>; Form::ALL.len()]),
    /// What the map was last fitted to.
    fitted: Option<Fitted>,
    /// The look that this fitting gave.
    fitted_look: Option<MapLook>,
    size: Vec2,
    /// Where the legend is, from the upper left corner.
    legend: Rect,
    /// Where a measured tour began.
    home: Option<MapLook>,
    /// Tiles from the network, under see-through regions.
    tiles: Option<Tiles>,
    /// A detection to fly to once it is clustered.
    wanted_detection: Option<u32>,
    /// How far the fill of each feature has faded, in steps.
    fading: Vec<u8>,
    /// The regions that a filter lets through: the others are pale.
    matched: Option<Vec<RegionId>>,
}

impl MapPane {
    /// A map of these shapes.
    pub(super) fn new(shapes: Arc<Shapes>) -> Self {
        Self {
            regions: Arc::clone(&shapes),
            shapes,
            opened: None,
            towns: Vec::new(),
            towns_lang: None,
            camera: Camera::default(),
            painted: None,
            hatched: None,
            outlined: None,
            highlighted: None,
            folds_legend: None,
            legend_form: Form::Column,
            legend_sizes: (0, [None; Form::ALL.len()]),
            fitted: None,
            fitted_look: None,
            size: Vec2::ZERO,
            legend: Rect::NOTHING,
            home: None,
            tiles: None,
            wanted_detection: None,
            fading: Vec::new(),
            matched: None,
        }
    }

    /// The same over tiles from the network; the shapes are in their projection.
    pub(super) fn over(self, tiles: Option<Tiles>) -> Self {
        Self { tiles, ..self }
    }

    /// Where it is looked at from, to be kept; `None` where it is fitted, as it will be again,
    /// whatever the size of the window then is.
    pub(super) fn look(&self) -> Option<MapLook> {
        let look = self.camera.destination();
        (self.fitted_look != Some(look)).then_some(look)
    }

    /// How near it is looked at from.
    #[cfg(test)]
    pub(super) fn zoom_level(&self) -> f64 {
        self.camera.destination().zoom
    }

    /// Looks from there, as it was kept.
    pub(super) fn restore(&mut self, look: MapLook, focus: Option<String>) {
        self.camera.put(look);
        self.fitted = Some(Fitted(focus));
    }

    /// Goes on with a measured tour.
    pub(super) fn tour(&mut self, measure: &Measure) {
        if self.fitted.is_some() {
            let home = *self.home.get_or_insert(self.camera.look());
            if let Some(look) = measure.tour(home) {
                self.camera.put(look);
            }
        }
    }

    /// Zooms around the middle.
    pub(super) fn zoom(&mut self, factor: f64) {
        self.camera.zoom(factor);
    }

    /// Fits to what is looked at.
    pub(super) fn fit(&mut self) {
        self.fitted = None;
    }

    /// Shows a place (longitude, latitude) close.
    pub(super) fn show_place(&mut self, place: [f64; 2], projection: &Projection, to_window: f64) {
        const CLOSE_ZOOM: f64 = 9.0;
        let mut at = [[to_window, place[1]]];
        let projection = self.tiles.as_ref().map_or(projection, |tiles| &tiles.projection);
        projection.project(&mut at);
        if at[0][0].is_finite() && at[0][1].is_finite() {
            self.camera.fly(MapLook { centre: at[0], zoom: CLOSE_ZOOM });
        }
    }

    /// Shows a detection so near that it stands alone, once it is clustered.
    pub(super) fn show_detection(&mut self, row: u32) {
        self.wanted_detection = Some(row);
    }

    fn fly_to_detection(&mut self, scene: &Scene<'_>) {
        /// A little nearer than the scale at which it parts from its neighbours.
        const NEARER: f64 = 0.9;
        /// Its surroundings are to be recognised: a town fills the map.
        const FARTHEST_ZOOM: f64 = 9.0;
        let Some(shown) = scene.points.and_then(|points| points.shown.as_deref()) else { return };
        let Some(row) = self.wanted_detection.take() else { return };
        let Some(point) = shown.point_of(row) else { return };
        let Some(at) = shown.index.points().get(point as usize).filter(|at| at[0].is_finite()) else {
            return;
        };
        // What nothing parts is shown from as near as it gets.
        let scale = shown.index.alone_at(point).unwrap_or(0.0);
        let zoom = camera::zoom_of(scale * NEARER).max(FARTHEST_ZOOM);
        self.camera.fly(MapLook { centre: at.map(f64::from), zoom });
    }

    /// Draws the map and tells what is asked for on it.
    pub(super) fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        let rect = ui.available_rect_before_wrap();
        self.follow_opened(scene);
        if self.size != rect.size() {
            self.size = rect.size();
            self.stay_fitted(scene, false);
        }
        self.follow_focus(scene);
        self.fly_to_detection(scene);
        self.keys(ui, scene, actions);
        let seconds = f64::from(ui.input(|input| input.stable_dt));
        if self.camera.advance(seconds) {
            ui.ctx().request_repaint();
        }
        let to_screen = ScreenFromLocal::of(self.camera.look(), self.shapes.origin(), rect);
        let view = to_screen.local_rect(rect);
        let level = Shapes::level_for(metres_per_px(self.camera.look().zoom));
        self.prepare(scene, level, to_screen.scale, view);
        let response = self.draw_map(ui, scene.look.sea, to_screen, view);
        let label = scene.view.text.alt.clone();
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &label));
        // Gestures moved the camera: what follows stands where the next frame has it.
        let pointed = self.pointed_region(&response, scene, to_screen, level);
        let painter = ui.painter_at(rect);
        let (mut taken, legend) = (Taken::default(), self.legend_area(ui, scene, rect));
        taken.block(legend);
        let legend = legend.translate(-rect.min.to_vec2());
        if (legend.min - self.legend.min).length() + (legend.max - self.legend.max).length() >= 1.0 {
            let was_known = self.legend.is_positive();
            self.legend = legend;
            self.stay_fitted(scene, was_known);
        }
        taken.block(scale_bar::area(rect));
        self.ban_signs(&painter, scene, to_screen, &mut taken);
        let point = self.points(&painter, &response, scene, to_screen, &mut taken, actions);
        self.arrows(&painter, scene, to_screen);
        self.names(&painter, scene, to_screen, &mut taken);
        let look = self.camera.look();
        let stretch = if self.tiles.is_some() { camera::mercator_stretch(look.centre) } else { 1.0 };
        scale_bar::show(&painter, metres_per_px(look.zoom) / stretch, scene);
        if let Some(tiles) = &self.tiles {
            credit(ui, rect, tiles);
        }
        if point {
            return;
        }
        Self::interact(ui, &response, scene, pointed, actions);
        Self::tip(&response, scene, pointed);
    }

    /// Takes the shapes of a region that is opened, and those of the regions when it is left again.
    fn follow_opened(&mut self, scene: &Scene<'_>) {
        let wanted = match scene.session.opened().zip(scene.session.map_geography().ok()) {
            None => Arc::clone(&self.regions),
            Some((region, geography)) => {
                let known = self.opened.take().filter(|(known, _)| *known == region);
                let projection = self.tiles.as_ref().map_or(&geography.projection, |tiles| &tiles.projection);
                let made = || (region, Arc::new(Shapes::new(geography, projection)));
                Arc::clone(&self.opened.insert(known.unwrap_or_else(made)).1)
            }
        };
        if !Arc::ptr_eq(&wanted, &self.shapes) {
            self.shapes = wanted;
            (self.painted, self.hatched, self.outlined, self.towns_lang) = (None, None, None, None);
            self.fading.clear();
        }
    }

    fn draw_map(&mut self, ui: &mut Ui, sea: Color32, to_screen: ScreenFromLocal, view: Rect) -> Response {
        let (Some((_, painted)), Some((_, hatched))) = (&self.painted, &self.hatched) else {
            return ui.allocate_response(self.size, egui::Sense::click_and_drag());
        };
        let has_ground = self.tiles.is_none();
        if !has_ground {
            // Until the tiles are here.
            ui.painter().rect_filled(ui.available_rect_before_wrap(), 0.0, sea);
        }
        let outlined = self.outlined.as_ref().map(|(_, outlined)| outlined);
        let rect = ui.available_rect_before_wrap();
        let layer = ShapesLayer { painted, hatched, outlined, to_screen, rect, view, has_ground };
        let tiles = self.tiles.as_mut().map(|tiles| &mut tiles.fetched as &mut dyn walkers::Tiles);
        let map = Map::new(tiles, &mut self.camera.memory, lon_lat(0.0, 0.0))
            .with_projection(&Plane)
            .with_layer(layer, 1.0)
            .double_click_to_zoom(false)
            .double_click_to_zoom_out(false)
            .zoom_with_ctrl(false);
        ui.add(map)
    }

    /// How far the fill of each feature has faded, in steps: what reaches beyond the map on all
    /// sides is known by its outline, and its colour would only hide what lies in it.
    fn fading(&self, scale: f32) -> Vec<u8> {
        /// Times the map that the narrower side of a feature is where fading begins, and where it ends.
        const BEGINS: f32 = 1.2;
        const ENDS: f32 = 2.6;
        let pane = self.size.min_elem().max(1.0);
        let steps = |extent: &Option<shapes::Extent>| {
            let times = extent.map_or(0.0, |extent| extent.bounds.size().min_elem() * scale / pane);
            (((times - BEGINS) / (ENDS - BEGINS)).clamp(0.0, 1.0) * f32::from(FADED)).round() as u8
        };
        self.shapes.extents().iter().map(steps).collect()
    }

    fn prepare(&mut self, scene: &Scene<'_>, level: usize, scale: f32, view: Rect) {
        let fading = self.fading(scale);
        if fading != self.fading {
            self.fading = fading;
            (self.painted, self.hatched) = (None, None);
        }
        if scene.matched != self.matched.as_deref() {
            self.matched = scene.matched.map(<[_]>::to_vec);
            self.painted = None;
        }
        let key = PaintKey {
            revision: scene.session.revision(),
            is_dark: scene.look.is_dark,
            level,
            highlighted: self.highlighted,
        };
        if self.painted.as_ref().is_none_or(|(known, _)| *known != key) {
            let features = &scene.view.features;
            let region_of = |feature: usize| {
                let geography = scene.session.map_geography().ok()?;
                geography.region_of_feature.get(feature).copied().flatten()
            };
            let is_matched = |feature: usize| {
                let matched = self.matched.as_ref();
                matched.is_none_or(|matched| region_of(feature).is_some_and(|it| matched.contains(&it)))
            };
            let colours: Vec<_> = features
                .iter()
                .zip(self.fading.iter().chain(std::iter::repeat(&0)))
                .enumerate()
                .map(|(number, (feature, &steps))| {
                    let colour = paint::fill_colour(feature.fill, &scene.view.legend, scene.look);
                    let is_lit =
                        self.highlighted.is_none_or(|fill| fill == feature.fill) && is_matched(number);
                    // A quarter of itself on the ground: pale, but still told.
                    let colour = if is_lit { colour } else { faded(colour, 1.0, scene.look) };
                    let colour = faded(colour, f32::from(steps) / f32::from(FADED), scene.look);
                    if self.tiles.is_some() { colour.gamma_multiply(OVER_TILES) } else { colour }
                })
                .collect();
            let is_faded = |feature: usize| self.fading.get(feature).is_some_and(|&steps| steps > FADED / 2);
            let level = self.shapes.level(level);
            let painted = Painted::new(level, &self.shapes.fade, features, &colours, &is_faded, scene.look);
            self.painted = Some((key, painted));
        }
        let hatch_key = PaintKey { highlighted: None, level, ..key };
        let serves =
            |(known, hatched): &(PaintKey, Hatched)| *known == hatch_key && hatched.serves(scale, view);
        if !self.hatched.as_ref().is_some_and(serves) {
            let level = self.shapes.level(level);
            let is_faded = |feature: usize| self.fading.get(feature) == Some(&FADED);
            let features = &scene.view.features;
            let hatched = Hatched::new(level, &self.shapes, features, &is_faded, scene.look, scale, view);
            self.hatched = Some((hatch_key, hatched));
        }
        self.outline(scene, PaintKey { revision: 0, ..hatch_key });
        let lang = scene.words.lang();
        if self.towns_lang != Some(lang) {
            self.towns_lang = Some(lang);
            self.towns = towns(scene, &self.shapes, self.tiles.as_ref(), lang);
        }
    }

    /// Detections, where they show: near by, and in a region looked at alone, where they hide no other.
    fn points_on_map<'a>(&self, scene: &Scene<'a>) -> Option<&'a PointsOnMap> {
        let document = scene.session.document();
        let atlas = scene.session.atlas();
        let focus = document.focus.as_deref().and_then(|code| atlas.region_id(code));
        let level = focus.map(|focus| atlas.region(focus).level);
        let show = matches!(level, Some(Level::Region | Level::Municipality))
            || Points::are_near(metres_per_px(self.camera.look().zoom));
        scene.points.filter(|_| show && scene.session.shows_points())
    }

    fn pointed_region(
        &self,
        response: &Response,
        scene: &Scene<'_>,
        to_screen: ScreenFromLocal,
        level: usize,
    ) -> Option<RegionId> {
        let at = response.hover_pos()?;
        let feature = self.shapes.feature_at(to_screen.local(at), level)?;
        let geography = scene.session.map_geography().ok()?;
        geography.region_of_feature.get(feature).copied().flatten()
    }

    /// Draws detections, if the map is near enough, and says whether the pointer is on one.
    fn points(
        &mut self,
        painter: &egui::Painter,
        response: &Response,
        scene: &Scene<'_>,
        to_screen: ScreenFromLocal,
        taken: &mut Taken,
        actions: &mut Vec<Action>,
    ) -> bool {
        let metres_per_px = metres_per_px(self.camera.look().zoom);
        let Some(on_map) = self.points_on_map(scene) else { return false };
        let Some(shown) = on_map.shown.as_deref() else { return false };
        let shapes = Arc::clone(&self.shapes);
        let points =
            Points { shown, detections: &on_map.detections, shapes: &shapes, to_screen, metres_per_px };
        points.draw(painter, scene, taken);
        let Some(cluster) = response.hover_pos().and_then(|at| points.pointed(at)) else { return false };
        response.ctx.set_cursor_icon(egui::CursorIcon::PointingHand);
        let is_single = cluster.count == 1;
        let row = shown.index.points_of(cluster.id).first().map(|&point| shown.row_of(point));
        let focus = match row.filter(|_| is_single) {
            Some(row) => PointFocus::Detection(row),
            None => PointFocus::Cluster(cluster.id.0),
        };
        if response.clicked() || response.double_clicked() {
            actions.push(Action::Do(Command::LookAt(Some(focus))));
            if !is_single {
                self.open_cluster(points.bounds(cluster.id), shown.index.splits_at(cluster.id));
            }
        }
        let card = ClusterCard::of(shown, &on_map.detections, cluster.id);
        let text = scene.session.point_text(&card, &on_map.detections, scene.words);
        show_tip(response, &text);
        true
    }

    /// Goes so near that a cluster falls apart, or fills the map.
    fn open_cluster(&mut self, bounds: Bounds, splits_at: Option<f64>) {
        /// A little nearer than the scale at which it parts.
        const NEARER: f64 = 0.9;
        let fit = MapLook::fitting(bounds, self.size);
        let zoom = splits_at.map_or(fit.zoom, |scale| fit.zoom.max(camera::zoom_of(scale * NEARER)));
        let zoom = zoom.max(self.camera.look().zoom);
        self.camera.fly(MapLook { centre: bounds.centre(), zoom });
    }

    fn interact(
        ui: &Ui,
        response: &Response,
        scene: &Scene<'_>,
        pointed: Option<RegionId>,
        actions: &mut Vec<Action>,
    ) {
        let atlas = scene.session.atlas();
        let code = |region: RegionId| atlas.region(region).code.clone();
        if let Some(region) = pointed {
            actions.push(Action::Hover(region));
        }
        if response.clicked() {
            response.request_focus();
        }
        if response.double_clicked_by(PointerButton::Primary) {
            if let Some(region) = pointed {
                actions.push(Action::Do(Command::Focus(Some(code(region)))));
            }
        } else if response.clicked_by(PointerButton::Primary) {
            let (is_comparing, is_marking) =
                ui.input(|input| (input.modifiers.command, input.modifiers.shift));
            match pointed {
                Some(region) if is_marking => actions.push(Action::ToggleMarked(region)),
                Some(region) if is_comparing => actions.push(Action::Do(Command::Compare(code(region)))),
                region => actions.push(Action::Do(Command::Choose(region.map(code)))),
            }
        }
        if response.secondary_clicked() {
            actions.push(Action::Do(Command::Choose(pointed.map(code))));
        }
        response.context_menu(|ui| super::menus::region_menu(ui, scene, actions));
    }

    fn keys(&mut self, ui: &Ui, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        const STEP: f32 = 80.0;
        // Arrow keys belong to a dialog, or a field or list that has the focus.
        if ui.ctx().memory(|memory| memory.top_modal_layer().is_some()) {
            return;
        }
        if ui.ctx().memory(eframe::egui::Memory::focused).is_some_and(|id| id != map_id(ui)) {
            return;
        }
        let mut pan = Vec2::ZERO;
        ui.input_mut(|input| {
            for (key, by) in [
                (Key::ArrowLeft, Vec2::new(-STEP, 0.0)),
                (Key::ArrowRight, Vec2::new(STEP, 0.0)),
                (Key::ArrowUp, Vec2::new(0.0, -STEP)),
                (Key::ArrowDown, Vec2::new(0.0, STEP)),
            ] {
                if input.consume_key(Modifiers::NONE, key) {
                    pan += by;
                }
            }
        });
        if pan != Vec2::ZERO {
            self.camera.pan(pan);
            ui.ctx().request_repaint();
        }
        let _ = (scene, actions);
    }

    /// Outlines what is chosen and what is pointed at, anywhere in the window.
    fn outline(&mut self, scene: &Scene<'_>, key: PaintKey) {
        const CHOSEN: f32 = 2.6;
        const POINTED: f32 = 1.6;
        let Ok(geography) = scene.session.map_geography() else { return };
        let atlas = scene.session.atlas();
        let chosen: Vec<RegionId> = {
            let codes = &scene.session.document().chosen;
            codes.iter().filter_map(|code| atlas.region_id(code)).collect()
        };
        let pointed = scene.hovered.filter(|region| !chosen.contains(region));
        let regions = chosen.into_iter().map(|region| (region, CHOSEN));
        let marked: Vec<(usize, f32)> = regions
            .chain(pointed.map(|region| (region, POINTED)))
            .flat_map(|(region, width)| geography.features_of(region).map(move |feature| (feature, width)))
            .collect();
        let is_same = |(known, outlined): &(PaintKey, Outlined)| *known == key && outlined.marked == marked;
        if marked.is_empty() {
            self.outlined = None;
        } else if !self.outlined.as_ref().is_some_and(is_same) {
            let outlined = Outlined::new(self.shapes.level(key.level), marked, scene.look);
            self.outlined = Some((key, outlined));
        }
    }

    fn legend_area(&mut self, ui: &Ui, scene: &Scene<'_>, rect: Rect) -> Rect {
        let points = self.points_on_map(scene).and_then(|points| points.detections.status.first().copied());
        let form = self.form_of_legend();
        let (mut pointed, mut is_toggled) = (None, false);
        let size = self.legend_sizes.1[form as usize].unwrap_or(Vec2::ZERO);
        let area = Area::new(Id::unique("map-legend"))
            .order(Order::Middle)
            .constrain_to(rect)
            .pivot(Align2::LEFT_BOTTOM)
            .fixed_pos(rect.min + fit::legend_of(size, self.size).left_bottom().to_vec2())
            .show(ui.ctx(), |ui| (pointed, is_toggled) = legend::show(ui, scene, points, form));
        if is_toggled {
            self.folds_legend = Some(form != Form::Strip);
        }
        if pointed != self.highlighted {
            self.highlighted = pointed;
            ui.ctx().request_repaint();
        }
        let revision = scene.session.revision();
        if self.legend_sizes.0 != revision {
            self.legend_sizes = (revision, [None; Form::ALL.len()]);
        }
        self.legend_sizes.1[form as usize] = Some(area.response.rect.size());
        area.response.rect
    }
}

/// Where keys go when no field has them.
fn map_id(ui: &Ui) -> Id {
    ui.scope_id()
}

/// Says whose tiles these are, as their licence asks.
fn credit(ui: &Ui, rect: Rect, tiles: &Tiles) {
    let attribution = walkers::Tiles::attribution(&tiles.fetched);
    Area::new(Id::unique("tiles-credit"))
        .order(Order::Middle)
        .constrain_to(rect)
        .pivot(Align2::RIGHT_BOTTOM)
        .fixed_pos(rect.right_bottom() + Vec2::new(-14.0, -40.0))
        .show(ui.ctx(), |ui| {
            egui::Frame::new().fill(ui.visuals().window_fill).inner_margin(4.0).corner_radius(4).show(
                ui,
                |ui| {
                    ui.hyperlink_to(attribution.text, attribution.url);
                },
            );
        });
}

/// A colour on its way, `share` of it, to its palest.
fn faded(colour: egui::Color32, share: f32, look: &Look) -> egui::Color32 {
    const LEFT: f32 = 0.22;
    colour.lerp_to_gamma(look.no_data, (1.0 - LEFT) * share)
}
