//! Owns the forms in which a figure leaves the program: a picture, its data, or its spec. Does not
//! write files.

use super::FigureError;
use crate::{
    figure::{FigureSpec, Form, PRINT_DPI, PageSize},
    io::ShapeFormat,
    session::Session,
};

/// What is written of a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum FigureFile {
    /// Lines and text, sharp at any size.
    #[default]
    Svg,
    /// Lines and text on a sheet.
    Pdf,
    /// Pixels, so many to one of the page.
    Png(u8),
    /// Pixels, so many to an inch in print.
    PngDpi(u16),
    /// The figures shown, as a table.
    Csv,
    /// The same as a workbook.
    Workbook,
    /// The same with the outlines of regions.
    Shapes(ShapeFormat),
    /// A document of Vega-Lite.
    VegaLite,
    /// The spec, to draw the figure again.
    Spec,
}

impl FigureFile {
    /// Ending of the file's name.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::Png(_) | Self::PngDpi(_) => "png",
            Self::Csv => "csv",
            Self::Workbook => "xlsx",
            Self::Shapes(format) => format.ending(),
            Self::VegaLite => "vl.json",
            Self::Spec => "json",
        }
    }

    /// Pixels as they are asked for; a page for print has the dots of print unless told otherwise.
    #[must_use]
    pub fn of_pixels(scale: Option<u8>, dpi: Option<u16>, page: PageSize) -> Self {
        let usual = if page.is_for_print() { Self::PngDpi(PRINT_DPI) } else { Self::Png(1) };
        dpi.map(Self::PngDpi).or(scale.map(Self::Png)).unwrap_or(usual)
    }

    /// The form that the name of a file asks for; `pixels` where it is one of pixels.
    #[must_use]
    pub fn of_name(name: &str, pixels: Self) -> Option<Self> {
        let name = name.to_lowercase();
        let forms = [
            Self::Svg,
            Self::Pdf,
            pixels,
            Self::Csv,
            Self::Workbook,
            // Before the plain ending that it contains.
            Self::VegaLite,
            Self::Spec,
        ];
        let shapes = ShapeFormat::ALL.into_iter().map(Self::Shapes);
        forms.into_iter().chain(shapes).find(|form| name.ends_with(&format!(".{}", form.ending())))
    }
}

impl Session {
    /// A figure in one of its forms.
    ///
    /// # Errors
    /// There is no such figure (see [`Self::printed`]), or not in this form.
    pub fn figure_file(&self, spec: &FigureSpec, file: FigureFile) -> Result<Vec<u8>, FigureError> {
        Ok(match file {
            FigureFile::Svg => self.printed(spec)?.to_file(Form::Svg),
            FigureFile::Pdf => self.printed(spec)?.to_file(Form::Pdf),
            FigureFile::Png(scale) => self.printed(spec)?.to_file(Form::Png(scale)),
            FigureFile::PngDpi(dpi) => self.printed(spec)?.to_file(Form::PngDpi(dpi)),
            FigureFile::Csv => self.figure_csv(spec)?.into_bytes(),
            FigureFile::Workbook => self.figure_workbook(spec)?,
            FigureFile::Shapes(format) => self.figure_shapes(spec, format)?,
            FigureFile::VegaLite => self.figure_vega(spec)?.into_bytes(),
            FigureFile::Spec => spec.to_json().into_bytes(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_tells_the_form() {
        assert_eq!(FigureFile::of_name("a.VL.json", FigureFile::Png(2)), Some(FigureFile::VegaLite));
        assert_eq!(FigureFile::of_name("a.json", FigureFile::Png(2)), Some(FigureFile::Spec));
        assert_eq!(FigureFile::of_name("map.png", FigureFile::PngDpi(300)), Some(FigureFile::PngDpi(300)));
        assert_eq!(FigureFile::of_name("map.bmp", FigureFile::Png(2)), None);
        assert_eq!(FigureFile::of_name("svg", FigureFile::Png(2)), None);
    }
}
