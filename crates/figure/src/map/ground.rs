//! Owns a coarse picture of the page: which region lies under each cell. Tells a label what it
//! would cover. Does not draw.

use crate::{
    boxes::Rect,
    geo::{Bounds, Point},
};

/// No region of the area shown.
const NONE: u16 = u16::MAX;

/// Cells of the page with the region under each.
pub(super) struct Ground {
    cell: f64,
    columns: usize,
    rows: usize,
    cells: Vec<u16>,
    /// Number of cells of each feature.
    sizes: Vec<usize>,
}

impl Ground {
    /// A page of `width` × `height` pixels without land.
    pub(super) fn new(width: f64, height: f64, cell: f64, features: usize) -> Self {
        let (columns, rows) = ((width / cell).ceil() as usize, (height / cell).ceil() as usize);
        Self { cell, columns, rows, cells: vec![NONE; columns * rows], sizes: vec![0; features] }
    }

    /// Fills the cells whose middle lies in the rings of a feature, by the even–odd rule.
    pub(super) fn fill(&mut self, feature: usize, rings: &[(Vec<Point>, Bounds)]) {
        let Ok(id) = u16::try_from(feature) else { return };
        let row_of = |y: f64| ((y / self.cell - 0.5).ceil().max(0.0) as usize).min(self.rows);
        let mut crossings: Vec<(usize, f64)> = Vec::new();
        for pair in rings.iter().flat_map(|(ring, _)| ring.windows(2)) {
            let (a, b) = if pair[0][1] <= pair[1][1] { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
            crossings.extend((row_of(a[1])..row_of(b[1])).map(|row| {
                let y = (row as f64 + 0.5) * self.cell;
                (row, a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]))
            }));
        }
        crossings.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
        for pair in crossings.chunks_exact(2) {
            let column = |x: f64| ((x / self.cell - 0.5).ceil().max(0.0) as usize).min(self.columns);
            let (row, from, to) = (pair[0].0, column(pair[0].1), column(pair[1].1));
            let cells = self.cells.get_mut(row * self.columns + from..row * self.columns + to);
            self.sizes[feature] += cells.as_ref().map_or(0, |cells| cells.len());
            if let Some(cells) = cells {
                cells.fill(id);
            }
        }
    }

    /// The feature under a point.
    pub(super) fn at(&self, [x, y]: Point) -> Option<usize> {
        if x < 0.0 || y < 0.0 {
            return None;
        }
        let (column, row) = ((x / self.cell) as usize, (y / self.cell) as usize);
        let inside = column < self.columns && row < self.rows;
        let id = inside.then(|| self.cells[row * self.columns + column])?;
        (id != NONE).then_some(usize::from(id))
    }

    /// The features under the cells that `rect` touches; `None` for cells without land.
    pub(super) fn under(&self, rect: &Rect) -> impl Iterator<Item = Option<usize>> + '_ {
        let span = |low: f64, high: f64, most: usize| {
            let first = ((low / self.cell).floor().max(0.0) as usize).min(most);
            first..((high / self.cell).ceil().max(0.0) as usize).min(most)
        };
        let columns = span(rect.x, rect.right(), self.columns);
        span(rect.y, rect.bottom(), self.rows).flat_map(move |row| {
            let start = row * self.columns;
            self.cells[start + columns.start..start + columns.end.max(columns.start)]
                .iter()
                .map(|&id| (id != NONE).then_some(usize::from(id)))
        })
    }

    /// The one feature that lies under nearly all of `rect`.
    pub(super) fn only(&self, rect: &Rect) -> Option<usize> {
        let feature = self.at([rect.mid_x(), rect.mid_y()])?;
        let (same, all) = self
            .under(rect)
            .fold((0, 0), |(same, all), under| (same + usize::from(under == Some(feature)), all + 1));
        (same * 20 >= all * 19).then_some(feature)
    }

    /// The share of `rect` under which a feature lies.
    pub(super) fn share_of(&self, feature: usize, rect: &Rect) -> f64 {
        let (own, all) = self
            .under(rect)
            .fold((0_u32, 0_u32), |(own, all), under| (own + u32::from(under == Some(feature)), all + 1));
        f64::from(own) / f64::from(all.max(1))
    }

    /// How many cells a feature has, at least one.
    pub(super) fn size(&self, feature: usize) -> f64 {
        self.sizes[feature].max(1) as f64
    }

    /// About how many square pixels a feature covers.
    pub(super) fn area_px(&self, feature: usize) -> f64 {
        self.sizes.get(feature).map_or(0.0, |cells| *cells as f64 * self.cell * self.cell)
    }

    /// The share of a feature's cells that `rect` covers.
    pub(super) fn share_covered(&self, feature: usize, rect: &Rect) -> f64 {
        let covered = self.under(rect).filter(|under| *under == Some(feature)).count();
        covered as f64 / self.size(feature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_know_their_region_and_holes_have_none() {
        let square = |low: f64, high: f64| {
            let ring = vec![[low, low], [high, low], [high, high], [low, high], [low, low]];
            let bounds = Bounds::around(ring.iter().copied()).expect("points");
            (ring, bounds)
        };
        let mut ground = Ground::new(100.0, 100.0, 5.0, 2);
        ground.fill(1, &[square(10.0, 90.0), square(40.0, 60.0)]);
        assert_eq!((ground.at([20.0, 20.0]), ground.at([50.0, 50.0])), (Some(1), None));
        assert_eq!((ground.at([-1.0, 5.0]), ground.at([500.0, 5.0])), (None, None));
        assert_eq!(ground.only(&Rect::new(12.0, 12.0, 20.0, 20.0)), Some(1));
        assert_eq!(ground.only(&Rect::new(0.0, 12.0, 30.0, 20.0)), None);
        let whole = ground.share_covered(1, &Rect::new(0.0, 0.0, 100.0, 100.0));
        assert!((whole - 1.0).abs() < 1e-9, "{whole}");
    }
}
