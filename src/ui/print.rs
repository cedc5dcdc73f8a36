//! Owns figures on their way to paper: which one in which form, drawn from the same SVG that the
//! command line writes, and as pixels of it with the program's own fonts. Does not lay figures
//! out nor write files.

use super::action::Picture;
use crate::{
    figure::Vision,
    lang::Lang,
    session::{ChartKind, Command, Session},
};
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{self, fontdb},
};
use std::sync::{Arc, OnceLock};

/// A page of a common use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Page {
    /// For an article on the web.
    #[default]
    Web,
    /// For social networks.
    Square,
    /// For a presentation, 16 : 9.
    Slide,
    /// A4 across, at 96 points an inch.
    A4,
}

impl Page {
    /// All, as they are offered.
    pub(super) const ALL: [Self; 4] = [Self::Web, Self::Square, Self::Slide, Self::A4];

    /// The message that names it.
    pub(super) const fn message(self) -> &'static str {
        match self {
            Self::Web => "page-web",
            Self::Square => "page-square",
            Self::Slide => "page-slide",
            Self::A4 => "page-a4",
        }
    }

    /// Width and height in pixels.
    pub(super) const fn size(self) -> (u32, u32) {
        match self {
            Self::Web => (1200, 675),
            Self::Square => (1080, 1080),
            Self::Slide => (1920, 1080),
            // 297 × 210 mm.
            Self::A4 => (1123, 794),
        }
    }
}

/// The form of a picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Form {
    /// Lines and text, sharp at any size.
    #[default]
    Svg,
    /// Pixels, so many to one of the page.
    Png(u8),
}

impl Form {
    /// Ending of the file's name.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png(_) => "png",
        }
    }

    /// Pixels to one of the page.
    pub(super) const fn scale(self) -> u32 {
        match self {
            Self::Svg => 1,
            Self::Png(scale) => scale as u32,
        }
    }
}

/// A figure as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Print {
    /// Which figure.
    pub(super) picture: Picture,
    /// In which language.
    pub(super) lang: Lang,
    /// On which page.
    pub(super) page: Page,
}

/// Figures that can be printed, as they are offered.
pub(super) const PICTURES: [Picture; 5] = [
    Picture::Map,
    Picture::Chart(ChartKind::Growth),
    Picture::Chart(ChartKind::Ranking),
    Picture::Chart(ChartKind::Balance),
    Picture::Chart(ChartKind::Timeline),
];

/// The message that names a figure.
pub(super) const fn picture_message(picture: Picture) -> &'static str {
    match picture {
        Picture::Map => "picture-map",
        Picture::Chart(ChartKind::Growth) => "tab-growth",
        Picture::Chart(ChartKind::Ranking) => "tab-ranking",
        Picture::Chart(ChartKind::Balance) => "tab-balance",
        Picture::Chart(ChartKind::Timeline) => "tab-timeline",
    }
}

/// The figure as SVG: what the command line would write.
pub(super) fn svg(session: &mut Session, print: Print) -> Result<String, String> {
    // Any atlas speaks both languages.
    let _ = session.apply(Command::Speak(print.lang));
    let size = print.page.size();
    match print.picture {
        Picture::Map => session.map_svg(size).map_err(|error| super::files::told(&error)),
        Picture::Chart(kind) => session.chart_svg(kind, size).map_err(|error| super::files::told(&error)),
    }
}

/// Pixels of an SVG, `scale` to one of its own, as a certain way of seeing has them.
pub(super) fn pixels(svg: &str, scale: f32, vision: Vision) -> Result<Pixmap, String> {
    let mut options = usvg::Options { font_family: FAMILY.to_owned(), ..usvg::Options::default() };
    options.fontdb = fonts();
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| error.to_string())?;
    let size = tree.size().to_int_size().scale_by(scale).ok_or("the picture is too large")?;
    let mut pixmap = Pixmap::new(size.width(), size.height()).ok_or("the picture is too large")?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    // Figures lie on paper: every pixel is opaque.
    vision.see_pixels(pixmap.data_mut());
    Ok(pixmap)
}

/// Pixels as the screen and the clipboard take them.
pub(super) fn image(pixels: &Pixmap) -> eframe::egui::ColorImage {
    let size = [pixels.width() as usize, pixels.height() as usize];
    eframe::egui::ColorImage::from_rgba_premultiplied(size, pixels.data())
}

/// A PNG file of an SVG.
pub(super) fn png(svg: &str, scale: u8) -> Result<Vec<u8>, String> {
    pixels(svg, f32::from(scale), Vision::Full)?.encode_png().map_err(|error| error.to_string())
}

const FAMILY: &str = "Noto Sans";

/// The fonts that come with the program, and no other: a picture is the same on every machine.
fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let load = || {
        let mut fonts = fontdb::Database::new();
        for file in super::theme::FONT_FILES {
            fonts.load_font_data(file.to_vec());
        }
        // The stack of figures ends with the generic sans-serif.
        fonts.set_sans_serif_family(FAMILY);
        Arc::new(fonts)
    };
    Arc::clone(FONTS.get_or_init(load))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Sources;

    fn session() -> Session {
        Session::open(&Sources::default()).expect("the embedded atlas opens")
    }

    #[test]
    fn what_is_printed_is_what_the_command_line_writes() {
        let mut session = session();
        let growth = Picture::Chart(ChartKind::Growth);
        let print = Print { picture: growth, lang: Lang::Ru, page: Page::Web };
        let printed = svg(&mut session.for_background(), print).expect("printed");
        session.apply(Command::Speak(Lang::Ru)).expect("spoken");
        assert_eq!(printed, session.chart_svg(ChartKind::Growth, (1200, 675)).expect("drawn"));
        let print = Print { picture: Picture::Map, ..print };
        let map = svg(&mut session.for_background(), print).expect("printed");
        assert_eq!(map, session.map_svg((1200, 675)).expect("drawn"));
    }

    #[test]
    fn text_is_drawn_with_the_programs_own_fonts() {
        let text = |words: &str| {
            format!(
                "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='40'><rect width='200' \
                 height='40' fill='#fff'/><text x='4' y='28' font-size='20' font-family=\"{}\">{words}</text></svg>",
                crate::figure::FONT_STACK
            )
        };
        let ink = |words: &str, scale: f32| {
            let drawn = pixels(&text(words), scale, Vision::Full).expect("drawn");
            drawn.pixels().iter().filter(|pixel| pixel.red() < 128).count()
        };
        assert_eq!(ink("", 1.0), 0);
        assert!(ink("Фермы 196 907", 1.0) > 100);
        assert!(ink("Фермы 196 907", 2.0) > 3 * ink("Фермы 196 907", 1.0));
    }

    #[test]
    fn a_png_has_the_size_of_its_page() {
        let print = Print { picture: Picture::Chart(ChartKind::Growth), lang: Lang::En, page: Page::Square };
        let svg = svg(&mut session(), print).expect("printed");
        let file = png(&svg, 2).expect("drawn");
        // Width and height stand after the signature and the head of the first chunk.
        assert_eq!(&file[16..24], [0, 0, 8, 112, 0, 0, 8, 112]);
    }
}
