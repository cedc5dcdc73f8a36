//! Owns growing a layer feature by feature: rings are closed, what is no ring is dropped, and
//! coordinates become degrees. Does not know formats.
//!
//! Main type: [`Builder`]. Runs of features are built in parallel and joined.

use crate::{
    crs::Ground,
    layer::{Feature, Layer, Value},
    report::{Cause, Error, Outcome},
    shapes::Point,
};
use rayon::prelude::*;
use std::ops::Range;

/// Fewest features worth a share of their own.
const MIN_SHARE: usize = 64;

/// A layer as it grows.
#[derive(Debug)]
pub(crate) struct Builder<'a> {
    ground: &'a Ground,
    pub layer: Layer,
    collapsed: u64,
    open_rings: u64,
    has_outline: bool,
    off_globe: u64,
    placed: u64,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(ground: &'a Ground) -> Self {
        Self {
            ground,
            layer: Layer::default(),
            collapsed: 0,
            open_rings: 0,
            has_outline: false,
            off_globe: 0,
            placed: 0,
        }
    }

    /// The same with room for so many points of polygons.
    pub(crate) fn with_room(ground: &'a Ground, points: usize) -> Self {
        let mut builder = Self::new(ground);
        builder.layer.polygons.reserve(points);
        builder
    }

    fn feature(&self) -> u32 {
        self.layer.features.len() as u32
    }

    /// Adds a ring whose role is not known, or the outline of a polygon.
    pub(crate) fn outline(&mut self, points: impl IntoIterator<Item = Point>) {
        self.has_outline = self.ring(points);
    }

    /// Adds a hole of the last outline. Under the even–odd rule one without its outline would be
    /// filled.
    pub(crate) fn hole(&mut self, points: impl IntoIterator<Item = Point>) {
        if self.has_outline {
            self.ring(points);
        }
    }

    /// Adds a polygon ring: the first of a polygon is its outline.
    pub(crate) fn nth_ring(&mut self, nth: usize, points: impl IntoIterator<Item = Point>) {
        if nth == 0 { self.outline(points) } else { self.hole(points) }
    }

    fn ring(&mut self, points: impl IntoIterator<Item = Point>) -> bool {
        let polygons = &mut self.layer.polygons;
        for point in points {
            polygons.push(point);
        }
        let ring = polygons.open_path();
        if ring.is_empty() {
            return false;
        }
        let first = ring[0];
        let is_closed = ring[ring.len() - 1] == first;
        let mut others = ring.iter().filter(|&&point| point != first);
        let second = others.next();
        if second.is_none() || others.all(|point| Some(point) == second) {
            self.collapsed += 1;
            polygons.drop_open_path();
            return false;
        }
        if !is_closed {
            self.open_rings += 1;
            polygons.push(first);
        }
        polygons.end_path();
        true
    }

    pub(crate) fn line(&mut self, points: impl IntoIterator<Item = Point>) {
        let lines = &mut self.layer.lines;
        for point in points {
            lines.push(point);
        }
        if lines.open_path().len() == 1 {
            self.collapsed += 1;
            lines.drop_open_path();
        }
        lines.end_path();
    }

    /// Adds a point; one of NaN is how some formats write none.
    pub(crate) fn point(&mut self, point: Point) {
        if !(point[0].is_nan() && point[1].is_nan()) {
            self.layer.points.push((self.feature(), point));
        }
    }

    /// Closes the open feature. What is not on the globe is left out.
    pub(crate) fn end(&mut self, number: u64, id: Option<String>, properties: Vec<(String, Value)>) {
        let own = self.own_points();
        let ground = self.ground;
        let Layer { polygons, lines, points, report, .. } = &mut self.layer;
        let mut placed = ground.place_all(polygons.open_feature_mut());
        placed = placed.and_then(|()| ground.place_all(lines.open_feature_mut()));
        for (_, point) in &mut points[own..] {
            placed = placed.and_then(|()| ground.place_all(std::slice::from_mut(point)));
        }
        if let Err([x, y]) = placed {
            self.off_globe += 1;
            self.leave_out(number, Cause::OffGlobe, || format!("[{x}, {y}]"));
            return;
        }
        let is_blank = polygons.open_path_count() == 0 && lines.open_path_count() == 0 && points.len() == own;
        for (count, cause) in [(self.collapsed, Cause::Collapsed), (self.open_rings, Cause::OpenRings)] {
            if count > 0 {
                report.add(cause, Some(number), || count.to_string());
            }
        }
        if is_blank && self.collapsed == 0 {
            report.add(Cause::NoShape, Some(number), || "none".to_owned());
        }
        self.placed += u64::from(!is_blank);
        polygons.end_feature();
        lines.end_feature();
        (self.collapsed, self.open_rings, self.has_outline) = (0, 0, false);
        self.layer.features.push(Feature { number, id, properties });
    }

    /// Forgets the open feature and says why.
    pub(crate) fn leave_out(&mut self, number: u64, cause: Cause, found: impl FnOnce() -> String) {
        let own = self.own_points();
        self.layer.points.truncate(own);
        self.layer.polygons.drop_open_feature();
        self.layer.lines.drop_open_feature();
        (self.collapsed, self.open_rings, self.has_outline) = (0, 0, false);
        self.layer.report.add(cause, Some(number), found);
    }

    fn own_points(&self) -> usize {
        let (feature, points) = (self.feature(), &self.layer.points);
        points.iter().rposition(|(owner, _)| *owner != feature).map_or(0, |last| last + 1)
    }
}

/// Reads `count` features with about so many points: in parallel runs where each point is to be
/// projected, else in one, as copying points is done at the speed of memory. `read` gets the numbers of
/// a run, from 0.
pub(crate) fn in_runs<'a>(
    count: usize,
    points: usize,
    ground: &'a Ground,
    read: impl Fn(Range<usize>, &mut Builder<'a>) + Sync,
) -> Outcome<Layer> {
    let most = if ground.is_projected() { 4 * rayon::current_num_threads() } else { 1 };
    let shares = (count / MIN_SHARE).clamp(1, most);
    let runs = (0..shares).into_par_iter().map(|share| {
        let mut builder = Builder::with_room(ground, points / shares);
        read(count * share / shares..count * (share + 1) / shares, &mut builder);
        builder
    });
    joined(runs.collect())
}

/// Several runs as one layer.
///
/// # Errors
/// Most features are not on the globe: a misunderstanding rather than stray features.
pub(crate) fn joined(runs: Vec<Builder<'_>>) -> Outcome<Layer> {
    let off_globe: u64 = runs.iter().map(|run| run.off_globe).sum();
    let placed: u64 = runs.iter().map(|run| run.placed).sum();
    let ground = runs.first().map(|run| run.ground);
    let mut layer = Layer::default();
    for run in runs {
        let before = layer.features.len() as u32;
        let mut part = run.layer;
        layer.features.append(&mut part.features);
        layer.polygons.append(part.polygons);
        layer.lines.append(part.lines);
        layer.points.extend(part.points.into_iter().map(|(feature, point)| (feature + before, point)));
        layer.report.extend(part.report);
    }
    if off_globe > placed {
        let stray = layer.report.remarks.iter().find(|remark| remark.cause == Cause::OffGlobe);
        let is_named = ground.is_some_and(Ground::is_named);
        let cause = if is_named { Cause::OffGlobe } else { Cause::UnnamedCrs };
        let mut error = Error::new(cause, stray.map_or("", |remark| &remark.found));
        error.feature = stray.and_then(|remark| remark.feature);
        return Err(error);
    }
    Ok(layer)
}
