//! Owns rectangles on the page and the keeping apart of labels. Does not know what is in a box.

/// A rectangle in pixels; y grows downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, not negative.
    pub w: f64,
    /// Height, not negative.
    pub h: f64,
}

impl Rect {
    /// A rectangle from its left top corner and its size; a negative size becomes zero.
    #[must_use]
    pub fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w: w.max(0.0), h: h.max(0.0) }
    }

    /// The square of `half` around a centre.
    #[must_use]
    pub fn around(x: f64, y: f64, half: f64) -> Self {
        Self::new(x - half, y - half, 2.0 * half, 2.0 * half)
    }

    /// Right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.x + self.w
    }

    /// Bottom edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.y + self.h
    }

    /// Horizontal centre.
    #[must_use]
    pub fn mid_x(&self) -> f64 {
        self.x + self.w / 2.0
    }

    /// Vertical centre.
    #[must_use]
    pub fn mid_y(&self) -> f64 {
        self.y + self.h / 2.0
    }

    /// Whether the two share an area; touching edges do not.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether `inner` lies wholly inside.
    #[must_use]
    pub fn contains(&self, inner: &Self) -> bool {
        self.x <= inner.x
            && self.y <= inner.y
            && inner.right() <= self.right()
            && inner.bottom() <= self.bottom()
    }

    /// Whether a point lies inside or on an edge.
    #[must_use]
    pub fn holds(&self, [x, y]: [f64; 2]) -> bool {
        self.contains(&Self::around(x, y, 0.0))
    }

    /// The rectangle with `by` taken off each side.
    #[must_use]
    pub fn inset(&self, by: f64) -> Self {
        Self::new(self.x + by, self.y + by, self.w - 2.0 * by, self.h - 2.0 * by)
    }
}

/// Remembers what is taken on a page, so that a label is drawn only where nothing else is.
#[derive(Clone, Debug)]
pub struct Placer {
    page: Rect,
    taken: Vec<Rect>,
}

impl Placer {
    /// An empty page.
    #[must_use]
    pub const fn new(page: Rect) -> Self {
        Self { page, taken: Vec::new() }
    }

    /// Whether `rect` lies on the page and free of all that is taken.
    #[must_use]
    pub fn is_free(&self, rect: &Rect) -> bool {
        self.page.contains(rect) && !self.taken.iter().any(|other| other.overlaps(rect))
    }

    /// All that is taken.
    pub fn taken(&self) -> impl Iterator<Item = &Rect> {
        self.taken.iter()
    }

    /// Takes `rect`, free or not.
    pub fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// Takes all of `rects` if each is free; says whether it did.
    pub fn try_take(&mut self, rects: &[Rect]) -> bool {
        let free = rects.iter().all(|rect| self.is_free(rect));
        if free {
            self.taken.extend_from_slice(rects);
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_boxes_do_not_overlap() {
        let left = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert!(!left.overlaps(&Rect::new(10.0, 0.0, 5.0, 5.0)));
        assert!(left.overlaps(&Rect::new(9.9, 9.9, 5.0, 5.0)));
    }

    #[test]
    fn a_label_is_taken_once_and_only_on_the_page() {
        let mut placer = Placer::new(Rect::new(0.0, 0.0, 100.0, 100.0));
        let label = Rect::new(10.0, 10.0, 20.0, 10.0);
        assert!(placer.try_take(&[label]));
        assert!(!placer.try_take(&[Rect::new(50.0, 50.0, 5.0, 5.0), label]));
        assert!(placer.is_free(&Rect::new(50.0, 50.0, 5.0, 5.0)));
        assert!(!placer.is_free(&Rect::new(95.0, 50.0, 10.0, 5.0)));
    }
}
