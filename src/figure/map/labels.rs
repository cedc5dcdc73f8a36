//! Owns the labels of a map: which regions and places get one, and where it stands without
//! meeting another. Does not write their texts.

use super::{Fill, MapFigure, MapLabel, shapes::View};
use crate::{
    figure::{
        boxes::{Placer, Rect},
        frame::Frame,
        run::{Anchor, TextRun},
        style::Theme,
        text::Face,
    },
    geo::{Bounds, Point},
};
use std::fmt::Write as _;

/// Draws region labels, the weightiest first, then places.
pub(super) fn draw(
    figure: &MapFigure<'_>,
    view: &View,
    frame: &Frame,
    theme: &Theme,
    out: &mut String,
    runs: &mut Vec<TextRun>,
) {
    let mut placer = Placer::new(view.plot);
    for run in runs.iter() {
        placer.take(run.bounds());
    }
    let bold = Face::bold((frame.sizes.small.size * 0.95).max(10.0));
    let mut wanted: Vec<(usize, &MapLabel)> = figure
        .features
        .iter()
        .enumerate()
        .filter(|(_, feature)| feature.fill != Fill::Context)
        .filter_map(|(number, feature)| Some((number, feature.label.as_ref()?)))
        .collect();
    wanted.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight).then(a.0.cmp(&b.0)));
    for (number, label) in wanted {
        let Some(anchor) = anchor_of(view.rings(number)) else { continue };
        place_label(anchor, label, bold, theme, &mut placer, out, runs);
    }
    let mut places: Vec<_> = figure.places.iter().collect();
    places.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
    let face = Face::regular(bold.size);
    for place in places {
        let [x, y] = view.place(figure, place.lon_lat);
        place_dot(x, y, &place.name, face, theme, &mut placer, out, runs);
    }
}

fn place_label(
    [x, y]: Point,
    label: &MapLabel,
    bold: Face,
    theme: &Theme,
    placer: &mut Placer,
    out: &mut String,
    runs: &mut Vec<TextRun>,
) {
    let line = bold.line_height();
    let texts = [(&label.name, bold), (&label.figure, Face::regular(bold.size))];
    let lines: Vec<_> = texts.into_iter().filter(|(text, _)| !text.is_empty()).collect();
    // Where it belongs first, then a line up or down.
    for shift in [0.0, -line, line] {
        let top = y + shift - line * (lines.len() as f64 - 1.0) / 2.0;
        let placed: Vec<TextRun> = lines
            .iter()
            .enumerate()
            .map(|(number, (text, face))| TextRun {
                x,
                y: top + line * number as f64 + face.centre(),
                text: (*text).clone(),
                face: *face,
                anchor: Anchor::Middle,
                colour: theme.ink,
                tail: None,
            })
            .collect();
        if placer.try_take(&placed.iter().map(TextRun::bounds).collect::<Vec<_>>()) {
            for run in &placed {
                halo(run, theme, out);
            }
            runs.extend(placed);
            return;
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "a dot and its name need both a place and a page")]
fn place_dot(
    x: f64,
    y: f64,
    name: &str,
    face: Face,
    theme: &Theme,
    placer: &mut Placer,
    out: &mut String,
    runs: &mut Vec<TextRun>,
) {
    let dot = Rect::around(x, y, 2.5);
    let at = |x: f64, anchor: Anchor| TextRun {
        x,
        y: y + face.centre(),
        text: name.to_owned(),
        face,
        anchor,
        colour: theme.ink,
        tail: None,
    };
    for run in [at(x + 6.0, Anchor::Start), at(x - 6.0, Anchor::End)] {
        if placer.try_take(&[dot, run.bounds()]) {
            let _ = writeln!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.5\" fill=\"{}\" stroke=\"{}\"/>",
                theme.ink, theme.paper
            );
            halo(&run, theme, out);
            runs.push(run);
            return;
        }
    }
}

/// The text once more below itself, with a pale outline that parts it from the fill.
fn halo(run: &TextRun, theme: &Theme, out: &mut String) {
    let paper = theme.paper;
    let _ = write!(
        out,
        "<g stroke=\"{paper}\" stroke-width=\"3.5\" stroke-linejoin=\"round\" aria-hidden=\"true\">"
    );
    TextRun { colour: paper, ..run.clone() }.write_svg(out);
    out.push_str("</g>\n");
}

/// A point well inside the largest ring: the best of a grid, refined twice; the distance to the
/// edge counts, so that the label of a bent region does not stand outside it.
fn anchor_of(rings: impl Iterator<Item = Vec<Point>>) -> Option<Point> {
    const STEPS: usize = 6;
    let area = |ring: &[Point]| -> f64 {
        ring.windows(2).map(|p| p[0][0] * p[1][1] - p[1][0] * p[0][1]).sum::<f64>().abs()
    };
    let ring = rings.max_by(|a, b| area(a).total_cmp(&area(b)))?;
    let mut cell = Bounds::around(ring.iter().copied())?;
    let mut best = (f64::NEG_INFINITY, cell.centre());
    for _ in 0..3 {
        for i in 0..STEPS * STEPS {
            let (column, row) = (i % STEPS, i / STEPS);
            let at = |low: f64, length: f64, n: usize| low + length * (n as f64 + 0.5) / STEPS as f64;
            let point = [at(cell.min[0], cell.width(), column), at(cell.min[1], cell.height(), row)];
            let depth = depth_in(&ring, point);
            if depth > best.0 {
                best = (depth, point);
            }
        }
        let (w, h) = (cell.width() / STEPS as f64, cell.height() / STEPS as f64);
        cell = Bounds { min: [best.1[0] - w, best.1[1] - h], max: [best.1[0] + w, best.1[1] + h] };
    }
    (best.0 > 0.0).then_some(best.1)
}

/// Square of the distance from a point to the ring, negative outside.
fn depth_in(ring: &[Point], [x, y]: Point) -> f64 {
    let (mut inside, mut nearest) = (false, f64::INFINITY);
    for pair in ring.windows(2) {
        let [from, to] = [pair[0], pair[1]];
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        if (from[1] > y) != (to[1] > y) && x < from[0] + dx * (y - from[1]) / dy {
            inside = !inside;
        }
        let length = (dx * dx + dy * dy).max(1e-12);
        let along = (((x - from[0]) * dx + (y - from[1]) * dy) / length).clamp(0.0, 1.0);
        let (ex, ey) = (x - from[0] - along * dx, y - from[1] - along * dy);
        nearest = nearest.min(ex * ex + ey * ey);
    }
    if inside { nearest } else { -nearest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_anchor_of_a_bent_region_lies_inside() {
        let horseshoe = vec![
            [0.0, 0.0],
            [30.0, 0.0],
            [30.0, 30.0],
            [20.0, 30.0],
            [20.0, 10.0],
            [10.0, 10.0],
            [10.0, 30.0],
            [0.0, 30.0],
            [0.0, 0.0],
        ];
        let anchor = anchor_of(std::iter::once(horseshoe.clone())).expect("inside");
        assert!(depth_in(&horseshoe, anchor) > 16.0, "{anchor:?}");
    }
}
