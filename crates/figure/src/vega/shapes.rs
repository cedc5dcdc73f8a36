//! Owns the choropleth as Vega-Lite: the shapes of the printed map as planar GeoJSON, filled by
//! class. Does not project or classify.

use super::{THEME, VegaPage, WIDTH, document};
use crate::{
    geo::Point,
    map::{Fill, MapFigure, MapKey, MapLegend, map_rings},
    report::ReportClass,
};
use serde_json::{Value, json};

/// A map in planar coordinates, with the classes of its legend; none where nothing has an image.
#[must_use]
pub fn map_vega(figure: &MapFigure<'_>, classes: &[ReportClass], page: &VegaPage<'_>) -> Option<String> {
    let words = page.words;
    let rings = map_rings(figure, WIDTH)?;
    let (sure, unsure, ban) =
        (words.get("report-sure"), words.get("report-unsure"), words.get("report-ban-holds"));
    let (unknown, range, disputed, context) = (
        words.get("report-no-data"),
        words.get("report-bounds-only"),
        words.get("report-disputed"),
        words.get("report-context"),
    );
    let class_of = |fill: Fill| {
        let class = match (fill, &figure.key) {
            (Fill::Class(class), _) => Some(class),
            (Fill::Ban(ban), MapKey::Colours(MapLegend::Bans(bans))) => {
                bans.iter().position(|(of, _)| *of == ban)
            }
            (Fill::BoundsOnly, _) => return range.clone(),
            (Fill::Context, _) => return context.clone(),
            _ => None,
        };
        class
            .and_then(|class| classes.get(class))
            .map_or_else(|| unknown.clone(), |class| class.label.clone())
    };
    let mut used: Vec<String> = Vec::new();
    let mut features: Vec<Value> = Vec::new();
    for (feature, rings) in figure.features.iter().zip(&rings.features).filter(|(_, rings)| !rings.is_empty())
    {
        let class = if feature.is_disputed { disputed.clone() } else { class_of(feature.fill) };
        features.push(json!({
            "type": "Feature",
            "properties": {
                "class": class,
                "certainty": if feature.is_unsure { &unsure } else { &sure },
                "ban": feature.has_ban().then_some(&ban),
                "text": feature.description,
            },
            "geometry": {"type": "MultiPolygon", "coordinates": polygons(rings)},
        }));
        used.push(class);
    }
    // Classes without a member stay in the legend; the rest is there if it is on the map.
    let others = [(range, "#f4d9c6"), (unknown, "#ffffff"), (disputed, "#a5adb4"), (context, "#f1f1ee")];
    let others = others.into_iter().filter(|(label, _)| used.contains(label));
    let (domain, colours): (Vec<String>, Vec<String>) = classes
        .iter()
        .map(|class| (class.label.clone(), class.colour.clone()))
        .chain(others.map(|(label, colour)| (label, colour.to_owned())))
        .unzip();
    let field = |name: &str| format!("properties.{name}");
    let mut fill = json!({
        "mark": {"type": "geoshape", "stroke": THEME.axis.to_string(), "strokeWidth": 0.4},
        "encoding": {
            "fill": {
                "field": field("class"), "type": "nominal", "scale": {"domain": domain, "range": colours},
                "legend": {"columns": 5, "symbolType": "square", "symbolStrokeColor": THEME.axis.to_string()},
            },
            "tooltip": {"field": field("text"), "type": "nominal"},
        },
    });
    if figure.features.iter().any(|feature| feature.is_unsure) {
        fill["encoding"]["opacity"] = json!({
            "field": field("certainty"), "type": "nominal", "scale": {"domain": [sure, unsure], "range": [1, 0.45]},
            "legend": {
                "orient": "bottom", "values": [unsure], "symbolType": "square", "symbolFillColor": THEME.axis.to_string(),
            },
        });
    }
    let mut layers = vec![fill];
    if figure.features.iter().any(crate::MapFeature::has_ban) {
        layers.push(json!({
            "transform": [{"filter": "datum.properties.ban !== null"}],
            "mark": {"type": "geoshape", "filled": false, "strokeWidth": 1.6},
            "encoding": {"stroke": {
                "field": field("ban"), "type": "nominal", "scale": {"domain": [ban], "range": [THEME.ink.to_string()]},
                "legend": {
                    "orient": "bottom", "symbolType": "square", "symbolFillColor": "transparent",
                    "symbolStrokeColor": THEME.ink.to_string(),
                },
            }},
        }));
    }
    let view = json!({
        "width": WIDTH,
        "height": (WIDTH * rings.size.1 / rings.size.0).round(),
        "projection": {"type": "identity"},
        "data": {"values": {"type": "FeatureCollection", "features": features}, "format": {"property": "features"}},
        "layer": layers,
    });
    Some(document(&view, 0.0, page))
}

/// Twice the area inside a ring, positive where it turns from right to down.
fn doubled_area(ring: &[Point]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum()
}

fn is_inside(point: Point, ring: &[Point]) -> bool {
    let next = ring.iter().cycle().skip(1);
    let crossings = ring.iter().zip(next).filter(|(a, b)| {
        (a[1] > point[1]) != (b[1] > point[1])
            && point[0] < (b[0] - a[0]) * (point[1] - a[1]) / (b[1] - a[1]) + a[0]
    });
    crossings.count() % 2 == 1
}

/// Rings as polygons with holes: a ring within an odd number of others is a hole of the smallest
/// ring around it. Outer rings turn one way and holes the other, as planar paths need it.
fn polygons(rings: &[Vec<Point>]) -> Vec<Vec<Vec<Point>>> {
    let around = |ring: &[Point]| -> Vec<usize> {
        let outer = |&other: &usize| {
            !std::ptr::eq(rings[other].as_slice(), ring) && is_inside(ring[0], &rings[other])
        };
        (0..rings.len()).filter(outer).collect()
    };
    let closed = |ring: &[Point], is_hole: bool| {
        let mut closed = ring.to_vec();
        if (doubled_area(ring) > 0.0) == is_hole {
            closed.reverse();
        }
        closed.extend(closed.first().copied());
        closed
    };
    let nests: Vec<Vec<usize>> = rings.iter().map(|ring| around(ring)).collect();
    let outers = (0..rings.len()).filter(|&ring| nests[ring].len().is_multiple_of(2));
    let polygon = |outer: usize| {
        let size = |&ring: &usize| doubled_area(&rings[ring]).abs();
        let is_hole = |&ring: &usize| {
            let nearest = nests[ring].iter().copied().min_by(|a, b| size(a).total_cmp(&size(b)));
            nests[ring].len() % 2 == 1 && nearest == Some(outer)
        };
        let holes = (0..rings.len()).filter(is_hole).map(|hole| closed(&rings[hole], true));
        std::iter::once(closed(&rings[outer], false)).chain(holes).collect()
    };
    outers.map(polygon).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: f64, to: f64) -> Vec<Point> {
        vec![[from, from], [to, from], [to, to], [from, to]]
    }

    #[test]
    fn a_ring_within_a_ring_is_its_hole_and_one_within_that_is_land_again() {
        let (lake, land, island) = (square(2.0, 8.0), square(0.0, 10.0), square(4.0, 6.0));
        let polygons = polygons(&[lake, land, island]);
        let sizes: Vec<Vec<f64>> = polygons
            .iter()
            .map(|rings| rings.iter().map(|ring| doubled_area(&ring[..4]) / 2.0).collect())
            .collect();
        assert_eq!(sizes, [vec![100.0, -36.0], vec![4.0]]);
    }
}
