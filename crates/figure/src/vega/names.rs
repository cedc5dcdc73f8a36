//! Owns which points of a plot have names beside them: the most wanted, where no other name is.

use super::{SMALL, WIDTH};
use crate::boxes::{Placer, Rect};

/// More names than this hide the plot.
const MOST: usize = 14;

/// Half the side of a point that no name hides.
const POINT: f64 = 4.0;

/// Of names in the order in which they are wanted, with the places of their points, those that
/// have room `dx` right of them.
pub(super) fn fitting(wanted: &[(&str, [f64; 2])], dx: f64, height: f64) -> Vec<String> {
    let mut placer = Placer::new(Rect::new(0.0, 0.0, WIDTH + 40.0, height));
    for (_, [x, y]) in wanted {
        placer.take(Rect::around(*x, *y, POINT));
    }
    let line = SMALL.line_height();
    let has_room = |(name, [x, y]): &(&str, [f64; 2])| {
        placer.try_take(&[Rect::new(x + dx, y - line / 2.0, SMALL.width(name), line)])
    };
    wanted.iter().copied().filter(has_room).take(MOST).map(|(name, _)| name.to_owned()).collect()
}
