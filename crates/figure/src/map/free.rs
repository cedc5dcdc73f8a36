//! Owns where a page is free for an inset. Does not choose what it shows.

use super::shapes::View;
use crate::{boxes::Rect, frame::Frame, run::TextRun};

/// An inset is at least so many letters wide and high, and at most this share of the page's sides.
const LEAST_SIDE_EM: f64 = 9.0;
const MOST_SHARE: f64 = 0.4;
/// Steps in which places and sizes are tried, in letters.
const STEP_EM: f64 = 0.6;
const SIZE_STEP_EM: f64 = 1.2;

/// Where a page is free of texts and of the area shown.
pub(super) struct Free {
    inner: Rect,
    step: f64,
    columns: usize,
    /// How many cells left of and above each corner are taken.
    sums: Vec<u32>,
}

impl Free {
    pub(super) fn new(view: &View, frame: &Frame, taken: &[Rect]) -> Self {
        let (sizes, page) = (frame.sizes, frame.page);
        let top = page.y + sizes.margin;
        let inner =
            Rect::new(page.x + sizes.margin, top, page.w - 2.0 * sizes.margin, frame.plot.bottom() - top);
        let step = sizes.small.size * STEP_EM;
        let (columns, rows) = ((inner.w / step) as usize, (inner.h / step) as usize);
        let blocks: Vec<Rect> = frame
            .runs
            .iter()
            .map(TextRun::bounds)
            .chain(taken.iter().copied())
            .map(|rect| rect.inset(-sizes.gap * 2.0))
            .collect();
        let mut sums = vec![0_u32; (columns + 1) * (rows + 1)];
        for row in 0..rows {
            let mut of_row = 0;
            for column in 0..columns {
                let cell = Rect::new(inner.x + column as f64 * step, inner.y + row as f64 * step, step, step);
                let is_taken = blocks.iter().any(|block| block.overlaps(&cell))
                    || view.ground.under(&cell).flatten().next().is_some();
                of_row += u32::from(is_taken);
                let at = (row + 1) * (columns + 1) + column + 1;
                sums[at] = sums[at - columns - 1] + of_row;
            }
        }
        Self { inner, step, columns, sums }
    }

    /// The largest free room of a shape; of equal ones that nearest to `middle`.
    pub(super) fn largest(&self, aspect: f64, middle: &Rect, frame: &Frame) -> Option<Rect> {
        let (em, page) = (frame.sizes.small.size, frame.page);
        let least = LEAST_SIDE_EM * em;
        let narrowest = least.max(least * aspect);
        let widest = (page.w * MOST_SHARE).min(page.h * MOST_SHARE * aspect);
        let steps = ((widest - narrowest) / (SIZE_STEP_EM * em)).floor();
        if steps < 0.0 {
            return None;
        }
        (0..=steps as u32).find_map(|step| {
            let w = widest - f64::from(step) * SIZE_STEP_EM * em;
            self.nearest((w, w / aspect), middle)
        })
    }

    /// The free room of this size that is nearest to `source`.
    pub(super) fn nearest(&self, (w, h): (f64, f64), source: &Rect) -> Option<Rect> {
        let rows = self.sums.len() / (self.columns + 1) - 1;
        let cells = |length: f64| (length / self.step).ceil() as usize;
        let (wide, high) = (cells(w), cells(h));
        let places = (0..(rows + 1).saturating_sub(high))
            .flat_map(|row| (0..(self.columns + 1).saturating_sub(wide)).map(move |column| (row, column)));
        let taken = |row: usize, column: usize| {
            let at = |row: usize, column: usize| self.sums[row * (self.columns + 1) + column];
            at(row + high, column + wide) + at(row, column) - at(row, column + wide) - at(row + high, column)
        };
        let room = |(row, column): (usize, usize)| {
            let (x, y) = (self.inner.x + column as f64 * self.step, self.inner.y + row as f64 * self.step);
            // At the right edge it ends with the other texts.
            let x = if column + wide == self.columns { self.inner.right() - w } else { x };
            Rect::new(x, y, w, h)
        };
        let apart = |rect: &Rect| (rect.mid_x() - source.mid_x()).hypot(rect.mid_y() - source.mid_y());
        places
            .filter(|&(row, column)| taken(row, column) == 0)
            .map(room)
            .min_by(|a, b| apart(a).total_cmp(&apart(b)))
    }
}
