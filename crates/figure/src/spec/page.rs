//! Owns the page of a figure as a spec says it: presets of common use, or any size in pixels.
//! Does not know what stands on it.

use crate::scene::PIXELS_PER_INCH;
use serde::{Deserialize, Serialize};

/// Millimetres in an inch.
pub(crate) const MM_PER_INCH: f64 = 25.4;

/// Dots to an inch that newspapers and printers ask for.
pub const PRINT_DPI: u16 = 300;

/// The page of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PageSize {
    /// One of common use.
    Preset(Preset),
    /// Any other.
    Pixels {
        /// Width in pixels, 96 to an inch.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// A size in print.
    Millimetres {
        /// Width in millimetres.
        width_mm: u32,
        /// Height in millimetres.
        height_mm: u32,
    },
}

/// A page of a common use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preset {
    /// For an article on the web.
    #[default]
    Web,
    /// For social networks.
    Square,
    /// A4 upright.
    A4,
    /// A column of a newspaper, 85 mm wide.
    Column,
    /// For a presentation, 16 : 9.
    Slide,
}

impl Preset {
    /// All presets.
    pub const ALL: [Self; 5] = [Self::Web, Self::Square, Self::A4, Self::Column, Self::Slide];

    /// Width and height in pixels, 96 to an inch.
    #[must_use]
    pub const fn size(self) -> (u32, u32) {
        match self {
            Self::Web => (1200, 675),
            Self::Square => (1080, 1080),
            Self::A4 => (794, 1123),
            Self::Column => (321, 529),
            Self::Slide => (1600, 900),
        }
    }

    /// Width and height in millimetres, of those for print.
    const fn millimetres(self) -> Option<(u32, u32)> {
        match self {
            Self::A4 => Some((210, 297)),
            Self::Column => Some((85, 140)),
            _ => None,
        }
    }

    /// Its name in specs, on the command line and in message ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Square => "square",
            Self::A4 => "a4",
            Self::Column => "column",
            Self::Slide => "slide",
        }
    }

    /// The preset with this name.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.id() == id)
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self::Preset(Preset::Web)
    }
}

impl PageSize {
    /// Sides that a page can have: on smaller ones no text can be read, larger ones no viewer
    /// opens.
    pub const SIDES: std::ops::RangeInclusive<u32> = 320..=10_000;

    /// A page in print of which only the width is given: as high as a column, or as the web's pages are
    /// where that is more.
    #[must_use]
    pub fn of_width_mm(width_mm: u32) -> Self {
        let (_, column) = Preset::Column.millimetres().unwrap_or_default();
        let (width, height) = Preset::Web.size();
        let height_mm = (u64::from(width_mm) * u64::from(height)).div_ceil(u64::from(width));
        Self::Millimetres { width_mm, height_mm: column.max(u32::try_from(height_mm).unwrap_or(u32::MAX)) }
    }

    /// Width and height in pixels.
    #[must_use]
    pub fn pixels(self) -> (u32, u32) {
        match self {
            Self::Preset(preset) => preset.size(),
            Self::Pixels { width, height } => (width, height),
            Self::Millimetres { .. } => {
                let (width, height) = self.exact();
                (width.round() as u32, height.round() as u32)
            }
        }
    }

    /// The same, of a page for print to the millimetre.
    #[must_use]
    pub fn exact(self) -> (f64, f64) {
        let pixels = |mm: u32| f64::from(mm) / MM_PER_INCH * PIXELS_PER_INCH;
        if let Some((width, height)) = self.millimetres() {
            (pixels(width), pixels(height))
        } else {
            let (width, height) = self.pixels();
            (width.into(), height.into())
        }
    }

    /// Width and height in millimetres, of a page for print.
    const fn millimetres(self) -> Option<(u32, u32)> {
        match self {
            Self::Preset(preset) => preset.millimetres(),
            Self::Pixels { .. } => None,
            Self::Millimetres { width_mm, height_mm } => Some((width_mm, height_mm)),
        }
    }

    /// Whether the page is for print, so that its pixels are dots of [`PRINT_DPI`].
    #[must_use]
    pub const fn is_for_print(self) -> bool {
        self.millimetres().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_in_print_is_that_of_the_preset() {
        let a4 = PageSize::Millimetres { width_mm: 210, height_mm: 297 };
        assert_eq!(a4.pixels(), Preset::A4.size());
        assert_eq!(Preset::Column.size(), PageSize::Millimetres { width_mm: 85, height_mm: 140 }.pixels());
        let read: PageSize = serde_json::from_str(r#"{"width_mm": 180, "height_mm": 120}"#).expect("a size");
        assert_eq!(read, PageSize::Millimetres { width_mm: 180, height_mm: 120 });
        assert_eq!(PageSize::of_width_mm(85).exact(), PageSize::Preset(Preset::Column).exact());
        assert_eq!(PageSize::of_width_mm(297), PageSize::Millimetres { width_mm: 297, height_mm: 168 });
    }
}
