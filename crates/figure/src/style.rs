//! Owns how figures look: colours, font stack, sizes, and the marks of status. The one
//! place to change them. Does not draw.

use super::text::Face;
use crate::provenance::Status;
use std::fmt;

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    /// Red.
    pub red: u8,
    /// Green.
    pub green: u8,
    /// Blue.
    pub blue: u8,
}

impl Colour {
    /// A colour from `0xRRGGBB`.
    #[must_use]
    pub const fn hex(rgb: u32) -> Self {
        Self { red: (rgb >> 16) as u8, green: (rgb >> 8) as u8, blue: rgb as u8 }
    }

    /// Relative luminance after WCAG 2.1, from 0 (black) to 1 (white).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl Colour {
    /// Lightness L* after CIE 1976, from 0 (black) to 100 (white).
    #[must_use]
    pub fn lightness(self) -> f64 {
        let y = self.luminance();
        if y > 0.008_856 { 116.0 * y.cbrt() - 16.0 } else { 903.3 * y }
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// Fonts that stand in where the bundled one cannot be used.
pub const FONT_STACK: &str = "'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

/// A theme by its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeName {
    /// Dark ink on white.
    #[default]
    Light,
    /// Light ink on near black, for screens.
    Dark,
    /// Black ink on white, greys that a press holds.
    Print,
}

impl ThemeName {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::Light, Self::Dark, Self::Print];

    /// Its name in specs, on the command line and in message ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Print => "print",
        }
    }

    /// The theme with this name.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.id() == id)
    }
}

/// The colours of a figure by what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Background.
    pub paper: Colour,
    /// Main text.
    pub ink: Colour,
    /// Secondary text.
    pub muted: Colour,
    /// Baselines and axes.
    pub axis: Colour,
    /// Grid lines.
    pub grid: Colour,
    /// The data.
    pub data: Colour,
    /// A light tint of the data, under hatches and intervals.
    pub data_tint: Colour,
    /// Change between figures.
    pub change: Colour,
    /// More generated than used.
    pub surplus: Colour,
    /// Area of surplus.
    pub surplus_tint: Colour,
    /// Less generated than used.
    pub deficit: Colour,
    /// Area of deficit.
    pub deficit_tint: Colour,
    /// What is not known.
    pub no_data: Colour,
    /// Bans.
    pub ban: Colour,
    /// A light tint of bans.
    pub ban_tint: Colour,
    /// Land that a map says nothing of.
    pub land: Colour,
    /// Ground of regions without data: a grey that no class has.
    pub unknown: Colour,
    /// Ground of regions whose figures lie on it as circles.
    pub plain: Colour,
    /// Borders between regions on pale grounds.
    pub border: Colour,
    /// Lakes, rivers and the sea's edge.
    pub water: Colour,
}

impl Theme {
    /// The theme with this name.
    #[must_use]
    pub const fn of(name: ThemeName) -> Self {
        match name {
            ThemeName::Light => LIGHT,
            ThemeName::Dark => DARK,
            ThemeName::Print => PRINT,
        }
    }
}

/// A page in pixels, 96 to an inch, and its theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Width and height.
    pub size: (u32, u32),
    /// Its theme.
    pub theme: ThemeName,
}

impl Paper {
    /// A light page.
    #[must_use]
    pub const fn light(size: (u32, u32)) -> Self {
        Self { size, theme: ThemeName::Light }
    }
}

/// Dark ink on white. Blue against orange is told apart in all common kinds of colour
/// blindness; texts keep a contrast of at least 4.5 to the paper.
pub const LIGHT: Theme = Theme {
    paper: Colour::hex(0xff_ff_ff),
    ink: Colour::hex(0x1a_1d_21),
    muted: Colour::hex(0x5b_64_6d),
    axis: Colour::hex(0x6f_78_80),
    grid: Colour::hex(0xe4_e7_ea),
    data: Colour::hex(0x1b_5e_8c),
    data_tint: Colour::hex(0xd6_e6_f0),
    change: Colour::hex(0xb2_45_0c),
    surplus: Colour::hex(0x1b_5e_8c),
    surplus_tint: Colour::hex(0xee_f5_fa),
    deficit: Colour::hex(0xb8_51_0e),
    deficit_tint: Colour::hex(0xfd_f4_ec),
    no_data: Colour::hex(0x8b_93_9b),
    ban: Colour::hex(0xa1_26_3f),
    ban_tint: Colour::hex(0xf3_dc_e1),
    land: Colour::hex(0xf4_f4_f2),
    unknown: Colour::hex(0xe3_e5_e7),
    plain: Colour::hex(0xef_ec_e4),
    border: Colour::hex(0xa9_b0_b6),
    water: Colour::hex(0xd0_e1_ec),
};

/// Light ink on near black, for screens in dark rooms.
pub(super) const DARK: Theme = Theme {
    paper: Colour::hex(0x14_18_1d),
    ink: Colour::hex(0xee_f1_f4),
    muted: Colour::hex(0xa9_b3_bd),
    axis: Colour::hex(0x8a_95_a0),
    grid: Colour::hex(0x2c_33_3b),
    data: Colour::hex(0x5d_a9_dd),
    data_tint: Colour::hex(0x1d_3a_50),
    change: Colour::hex(0xf0_8c_4a),
    surplus: Colour::hex(0x6c_b4_e6),
    surplus_tint: Colour::hex(0x18_25_30),
    deficit: Colour::hex(0xf0_93_4f),
    deficit_tint: Colour::hex(0x2b_20_18),
    no_data: Colour::hex(0x7d_87_91),
    ban: Colour::hex(0xf0_7a_92),
    ban_tint: Colour::hex(0x46_1f_2a),
    land: Colour::hex(0x1d_22_28),
    unknown: Colour::hex(0x3a_41_49),
    plain: Colour::hex(0x2a_31_38),
    border: Colour::hex(0x5c_65_6f),
    water: Colour::hex(0x1e_33_42),
};

/// Black on white with greys that a press holds: no tint below a tenth, no line below half a point.
pub(super) const PRINT: Theme = Theme {
    ink: Colour::hex(0x00_00_00),
    muted: Colour::hex(0x40_40_40),
    axis: Colour::hex(0x40_40_40),
    grid: Colour::hex(0xcf_cf_cf),
    land: Colour::hex(0xf0_f0_ee),
    border: Colour::hex(0x8c_92_97),
    ..LIGHT
};

/// Sizes of text and space on a page, grown with the page so that a figure looks alike small
/// and large, but never below what can be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// 1 on a page of 1200 × 675.
    pub scale: f64,
    /// Title.
    pub title: Face,
    /// Subtitle.
    pub subtitle: Face,
    /// Large numbers.
    pub value: Face,
    /// Labels that stand out.
    pub strong: Face,
    /// Labels.
    pub label: Face,
    /// Ticks, notes, sources.
    pub small: Face,
    /// Margin of the page.
    pub margin: f64,
    /// The unit of space.
    pub gap: f64,
    /// Most of the page's height that notes and sources may take, so that data remain.
    pub foot_share: f64,
}

impl Sizes {
    /// Sizes for a page in pixels. A page as narrow as a column of a newspaper is set as one:
    /// its source lines have 6.75 points.
    #[must_use]
    pub fn for_page(width: f64, height: f64) -> Self {
        const COLUMN: f64 = 420.0;
        if width < COLUMN {
            return Self {
                scale: width / 1200.0 * 2.0,
                title: Face::bold(17.0),
                subtitle: Face::regular(11.0),
                value: Face::bold(15.0),
                strong: Face::bold(10.5),
                label: Face::regular(10.5),
                small: Face::regular(9.0),
                margin: 10.0,
                gap: 4.0,
                foot_share: 0.38,
            };
        }
        let scale = (width * height / (1200.0 * 675.0)).sqrt();
        let px = |at_one: f64, least: f64| (at_one * scale).max(least).round();
        Self {
            scale,
            title: Face::bold(px(29.0, 20.0)),
            subtitle: Face::regular(px(17.0, 13.0)),
            value: Face::bold(px(30.0, 19.0)),
            strong: Face::bold(px(15.0, 12.0)),
            label: Face::regular(px(15.0, 12.0)),
            small: Face::regular(px(13.0, 11.0)),
            margin: px(32.0, 16.0),
            gap: px(8.0, 5.0),
            foot_share: 0.30,
        }
    }
}

/// How a mark shows the status of its figure, in bars and dots alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusMark {
    /// Filled: stated by a source.
    Solid,
    /// Hatched bar, ring: computed from what sources state.
    Hatched,
    /// Cross-hatched bar, diamond: counted by a detector.
    Crossed,
    /// Light fill with an outline: estimated.
    Light,
    /// Dashed outline, square: simulated.
    Dashed,
}

impl StatusMark {
    /// The mark of a status.
    #[must_use]
    pub const fn of(status: Status) -> Self {
        match status {
            Status::Published => Self::Solid,
            Status::Derived => Self::Hatched,
            Status::Detected => Self::Crossed,
            Status::Estimated => Self::Light,
            Status::Simulated => Self::Dashed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast after WCAG 2.1, success criterion 1.4.3.
    #[test]
    fn every_text_colour_can_be_read_on_its_ground() {
        for t in ThemeName::ALL.map(Theme::of) {
            let texts = [t.ink, t.muted, t.change, t.ban, t.surplus, t.deficit];
            let pairs = texts.map(|text| (text, t.paper));
            let areas = [(t.surplus, t.surplus_tint), (t.deficit, t.deficit_tint), (t.ink, t.surplus_tint)];
            for (text, ground) in pairs.into_iter().chain(areas) {
                let (a, b) = (text.luminance(), ground.luminance());
                let contrast = (a.max(b) + 0.05) / (a.min(b) + 0.05);
                assert!(contrast >= 4.5, "{text} on {ground}: {contrast:.2}");
            }
        }
    }

    #[test]
    fn small_pages_keep_text_that_can_be_read() {
        let sizes = Sizes::for_page(320.0, 240.0);
        // A column of a newspaper: 6.75 points.
        assert!(sizes.small.size >= 9.0 && sizes.title.size >= 16.0);
        assert!(Sizes::for_page(480.0, 320.0).small.size >= 11.0);
        assert_eq!(Sizes::for_page(1200.0, 675.0).scale, 1.0);
    }
}
