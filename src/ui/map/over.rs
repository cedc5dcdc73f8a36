//! Owns what stands over the shapes of the map: signs of bans, names, towns, and the card beside the
//! pointer. Does not choose what is said.

use super::{
    MapPane, Shapes,
    camera::{ScreenFromLocal, metres_per_px},
    labels::{self, Name, Taken, Town},
    legend,
};
use crate::{
    atlas::{BanClass, Place, RegionId},
    figure::{Fill, MapFeature},
    lang::Lang,
    ui::{action::Scene, theme, tiles::Tiles},
};
use eframe::egui::{self, Id, Response, Shape, Stroke, epaint::QuadraticBezierShape};

impl MapPane {
    /// Signs of bans that do not cover all of a region and all of the year, none on another.
    pub(super) fn ban_signs(
        &self,
        painter: &egui::Painter,
        scene: &Scene<'_>,
        to_screen: ScreenFromLocal,
        taken: &mut Taken,
    ) {
        const RADIUS: f32 = 6.5;
        let Ok(geography) = scene.session.map_geography() else { return };
        let projection = self.tiles.as_ref().map_or(&geography.projection, |tiles| &tiles.projection);
        let mut drawn: Vec<egui::Pos2> = Vec::new();
        for (number, feature) in scene.view.features.iter().enumerate() {
            if !matches!(feature.ban, BanClass::Part | BanClass::Seasonal | BanClass::Planned) {
                continue;
            }
            let mut places: Vec<[f64; 2]> =
                feature.ban_places.iter().map(|[lon, lat]| [geography.window.place(*lon), *lat]).collect();
            projection.project(&mut places);
            let mut at: Vec<_> = places.into_iter().map(|place| self.shapes.local(place)).collect();
            if at.is_empty() {
                at.extend(self.shapes.extents().get(number).copied().flatten().map(|extent| extent.anchor));
            }
            let of_others = drawn.len();
            for place in at.into_iter().map(|local| to_screen.screen(local)) {
                let is_apart = |at: egui::Pos2, others: &[egui::Pos2]| {
                    others.iter().all(|other| other.distance(at) >= 2.0 * RADIUS + 1.5)
                };
                // Towns close together share a sign; that of a region moves away from those of its neighbours.
                if !is_apart(place, &drawn[of_others..]) {
                    continue;
                }
                if let Some(centre) = around(place, RADIUS).find(|at| is_apart(*at, &drawn)) {
                    legend::draw_ban_sign(painter, feature.ban, centre, RADIUS, scene.look);
                    taken.put_sign(egui::Rect::from_center_size(centre, egui::Vec2::splat(2.0 * RADIUS)));
                    drawn.push(centre);
                }
            }
        }
    }

    /// What a plan moves, as arrows as wide as their MW, and what it places anew, as rings.
    pub(super) fn arrows(&self, painter: &egui::Painter, scene: &Scene<'_>, to_screen: ScreenFromLocal) {
        /// Width of the widest arrow.
        const WIDEST: f32 = 9.0;
        const BEND: f32 = 0.12;
        let Ok(geography) = scene.session.map_geography() else { return };
        let spot = |region: RegionId| {
            let mut features = geography.features_of(region);
            let extent = features.find_map(|feature| self.shapes.extents().get(feature)?.as_ref());
            extent.map(|extent| to_screen.screen(extent.anchor))
        };
        let most = scene.arrows.iter().map(|arrow| arrow.mw).fold(0.0, f64::max);
        for arrow in scene.arrows {
            let Some(to) = spot(arrow.to) else { continue };
            let width = ((arrow.mw / most) as f32 * WIDEST).max(1.2);
            let Some(from) = arrow.from.and_then(spot) else {
                painter.circle_stroke(to, width + 3.0, Stroke::new(4.0, scene.look.halo));
                painter.circle_stroke(to, width + 3.0, Stroke::new(2.0, scene.look.surplus));
                continue;
            };
            let way = to - from;
            let control = from + way * 0.5 + way.rot90() * BEND;
            let base = to - (to - control).normalized() * (width * 1.6 + 5.0);
            for (stroke, extra) in [(scene.look.halo, 2.5), (scene.look.change, 0.0)] {
                painter.add(QuadraticBezierShape::from_points_stroke(
                    [from, control, base],
                    false,
                    egui::Color32::TRANSPARENT,
                    Stroke::new(width + extra, stroke),
                ));
            }
            let side = (to - control).normalized().rot90() * (width * 0.9 + 3.0);
            let corners = vec![to, base + side, base - side];
            painter.add(Shape::convex_polygon(corners, scene.look.change, Stroke::new(1.0, scene.look.halo)));
        }
    }

    pub(super) fn names(
        &self,
        painter: &egui::Painter,
        scene: &Scene<'_>,
        to_screen: ScreenFromLocal,
        taken: &mut Taken,
    ) {
        let lang = scene.words.lang();
        let Ok(geography) = scene.session.map_geography() else { return };
        let mut names = Vec::new();
        for (feature, look) in scene.view.features.iter().enumerate() {
            let Some(extent) = self.shapes.extents().get(feature).and_then(Option::as_ref) else { continue };
            if let Some(label) = &look.label {
                names.push(Name::of_region(&label.name, &label.figure, extent, 1e12 + label.weight));
            } else if let Some(region) = geography.region_of_feature[feature]
                && look.fill != Fill::Context
            {
                let name = scene.session.atlas().region(region).short.get(lang);
                names.push(Name::of_region(name, "", extent, f64::from(extent.width_m)));
            }
        }
        labels::draw_names(painter, names, to_screen, scene.look, taken);
        let scale = metres_per_px(self.camera.look().zoom);
        labels::draw_towns(painter, &self.towns, to_screen, scale, scene.look, taken);
    }

    /// Name, figure, status of what is pointed at.
    pub(super) fn tip(response: &Response, scene: &Scene<'_>, pointed: Option<RegionId>) {
        let Some(region) = pointed.filter(|_| response.hovered() && !response.dragged()) else { return };
        let Ok(geography) = scene.session.map_geography() else { return };
        let features = geography.features_of(region);
        let text = features
            .filter_map(|feature| scene.view.features.get(feature))
            .map(|look: &MapFeature| look.description.as_str())
            .find(|text| !text.is_empty());
        let name = scene.session.atlas().region(region).name.get(scene.words.lang());
        let text = text.unwrap_or(name);
        show_tip(response, text);
    }
}

/// A place, and others around it up to three times `step` away, the nearest first.
fn around(place: egui::Pos2, step: f32) -> impl Iterator<Item = egui::Pos2> {
    const DIRECTIONS: u8 = 12;
    let ring = move |share: f32| {
        (0..DIRECTIONS).map(move |at| {
            let angle = std::f32::consts::TAU * f32::from(at) / f32::from(DIRECTIONS);
            place + egui::Vec2::angled(angle) * (share * step)
        })
    };
    std::iter::once(place).chain([0.5, 1.0, 1.5, 2.0, 2.5, 3.0].into_iter().flat_map(ring))
}

/// A card beside the pointer.
pub(super) fn show_tip(response: &Response, text: &str) {
    let layer = response.layer_id;
    let tip = Id::unique("map-tip");
    egui::Tooltip::always_open(response.ctx.clone(), layer, tip, egui::PopupAnchor::Pointer).gap(14.0).show(
        |ui| {
            ui.set_max_width(320.0);
            ui.label(egui::RichText::new(text).font(theme::regular(theme::size::BODY)));
        },
    );
}

/// The towns of a map, the largest first.
pub(super) fn towns(scene: &Scene<'_>, shapes: &Shapes, tiles: Option<&Tiles>, lang: Lang) -> Vec<Town> {
    let (Ok(geography), Ok(places)) = (scene.session.map_geography(), scene.session.places()) else {
        return Vec::new();
    };
    let mut at: Vec<[f64; 2]> =
        places.iter().map(|place: &Place| [geography.window.place(place.lon), place.lat]).collect();
    tiles.map_or(&geography.projection, |tiles| &tiles.projection).project(&mut at);
    let mut towns: Vec<Town> = places
        .iter()
        .zip(at)
        .filter(|(_, at)| at[0].is_finite() && at[1].is_finite())
        .map(|(place, at)| Town {
            name: place.name.get(lang).to_owned(),
            at: shapes.local(at),
            population: place.population,
        })
        .collect();
    towns.sort_by_key(|town| std::cmp::Reverse(town.population));
    towns
}
