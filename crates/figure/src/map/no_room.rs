//! Owns what is said of a page that is too small for a map with its legend, and how high one of its
//! width has to be. Does not lay out.

use crate::{
    lang::Message,
    scene::PIXELS_PER_INCH,
    spec::{MM_PER_INCH, PageSize},
    style::Paper,
};

/// A page that holds no legend beside a map that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.told())]
pub struct NoRoom {
    /// Width and height asked for, in pixels.
    pub size: (u32, u32),
    /// The least height in pixels at this width; `None` where no height is enough.
    pub least_height: Option<u32>,
}

/// Heights are tried in steps of so many pixels: five millimetres.
const STEP: usize = 19;

impl NoRoom {
    /// What is said of this page, where `fits` tells of others whether they are large enough.
    pub(super) fn on(paper: Paper, fits: impl Fn(Paper) -> bool) -> Self {
        let (width, height) = paper.size;
        let higher = (height..=*PageSize::SIDES.end()).step_by(STEP).skip(1);
        let mut fitting = higher.filter(|height| fits(Paper { size: (width, *height), ..paper }));
        Self { size: paper.size, least_height: fitting.next() }
    }

    /// What is said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        let mm = |pixels: u32| (f64::from(pixels) / PIXELS_PER_INCH * MM_PER_INCH).ceil();
        let message = match self.least_height {
            Some(height) => Message::new("error-page-small")
                .text("least", height.to_string())
                .text("least_mm", format!("{:.0}", mm(height))),
            None => Message::new("error-page-narrow"),
        };
        message.text("width", self.size.0.to_string()).text("height", self.size.1.to_string())
    }
}
