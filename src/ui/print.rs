//! Owns figures on their way to the screen: what each kind is called, and the finished page as a
//! picture, as a certain way of seeing has it. Does not lay figures out nor write files.

use crate::figure::{FigureKind, Page, Vision};
use eframe::egui::ColorImage;

/// The message that names a kind of figure.
pub(super) const fn kind_message(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Choropleth => "picture-map",
        FigureKind::Symbols => "picture-symbols",
        FigureKind::SmallMultiples => "picture-small-multiples",
        FigureKind::Bivariate => "picture-bivariate",
        FigureKind::Growth => "tab-growth",
        FigureKind::Slope => "picture-slope",
        FigureKind::Ranking => "tab-ranking",
        FigureKind::Diverging => "picture-diverging",
        FigureKind::Scatter => "picture-scatter",
        FigureKind::Balance => "tab-balance",
        FigureKind::Timeline => "tab-timeline",
        FigureKind::RegionSheet => "picture-region-sheet",
    }
}

/// Pixels of a page, `scale` to one of its own.
pub(super) fn image(page: &Page, scale: f64, vision: Vision) -> ColorImage {
    let pixels = page.to_pixels(scale);
    let opaque = |pixel: &[u8; 3]| [pixel[0], pixel[1], pixel[2], u8::MAX];
    let mut bytes: Vec<u8> = pixels.bytes.as_chunks::<3>().0.iter().flat_map(opaque).collect();
    vision.see_pixels(&mut bytes);
    ColorImage::from_rgba_premultiplied([pixels.width as usize, pixels.height as usize], &bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        figure::FigureSpec,
        session::{FigureFile, Session, Sources},
    };

    #[test]
    fn what_is_seen_is_what_is_written() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let spec = FigureSpec::of_kind(FigureKind::Growth);
        let page = session.printed(&spec).expect("printed");
        let seen = image(&page, 2.0, Vision::Full);
        assert_eq!(seen.size, [2400, 1350]);
        let file = session.figure_file(&spec, FigureFile::Png(2)).expect("a file");
        // Width and height stand after the signature and the head of the first chunk.
        assert_eq!(&file[16..24], [0, 0, 9, 96, 0, 0, 5, 70]);
        assert!(seen.pixels.iter().any(|pixel| pixel.r() < 64), "there is ink");
    }

    #[test]
    fn grey_is_seen_without_colour() {
        let session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        let page = session.printed(&FigureSpec::of_kind(FigureKind::Growth)).expect("printed");
        let seen = image(&page, 0.5, Vision::Grey);
        assert!(seen.pixels.iter().all(|pixel| pixel.r() == pixel.g() && pixel.g() == pixel.b()));
    }
}
