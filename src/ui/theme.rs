//! Owns how the window looks: colours by what they mean, light and dark, fonts, spacing. The one
//! place that makes colours. Does not lay out.

use crate::figure::Colour;
use eframe::egui::{
    self, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle,
    Vec2, Visuals,
};
use std::sync::Arc;

/// Colours of the window by what they mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// Whether it is the dark one.
    pub(super) is_dark: bool,
    /// Ground of panels.
    pub(super) panel: Color32,
    /// Ground of cards and fields.
    pub(super) card: Color32,
    /// Main text.
    pub(super) ink: Color32,
    /// Secondary text.
    pub(super) muted: Color32,
    /// Lines between things.
    pub(super) line: Color32,
    /// What can be pressed, what is chosen.
    pub(super) accent: Color32,
    /// A tint of it, as a ground.
    pub(super) accent_tint: Color32,
    /// Marks of data in charts.
    pub(super) data: Color32,
    /// A light tint of them: intervals, estimates.
    pub(super) data_tint: Color32,
    /// Change between figures.
    pub(super) change: Color32,
    /// More generated than used.
    pub(super) surplus: Color32,
    /// Less generated than used.
    pub(super) deficit: Color32,
    /// Bans.
    pub(super) ban: Color32,
    /// Warnings.
    pub(super) warning: Color32,
    /// Sea and foreign water around the map.
    pub(super) sea: Color32,
    /// Land outside the area shown.
    pub(super) land: Color32,
    /// Regions without a figure.
    pub(super) no_data: Color32,
    /// Acts that hold no more.
    pub(super) past: Color32,
    /// Hatch of figures whose bounds reach into other classes.
    pub(super) unsure_hatch: Color32,
    /// Lakes and rivers.
    pub(super) water: Color32,
    /// Borders between coloured regions.
    pub(super) border: Color32,
    /// Borders between pale ones, and the outer border.
    pub(super) border_strong: Color32,
    /// Outline of what is chosen.
    pub(super) chosen: Color32,
    /// Halo of texts on the map.
    pub(super) halo: Color32,
    /// Clusters of detections.
    pub(super) cluster: Color32,
    /// Text on clusters.
    pub(super) on_cluster: Color32,
    /// Kinds of detections: abnormal load, meter tampering, unauthorised connection.
    pub(super) kinds: [Color32; 3],
}

const fn rgb(hex: u32) -> Color32 {
    Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

/// Blue against orange is told apart in all common kinds of colour blindness.
const LIGHT: Look = Look {
    is_dark: false,
    panel: rgb(0xfa_fb_fc),
    card: rgb(0xff_ff_ff),
    ink: rgb(0x1a_1d_21),
    muted: rgb(0x56_5f_68),
    line: rgb(0xd9_de_e3),
    accent: rgb(0x1b_5e_8c),
    accent_tint: rgb(0xdc_ea_f4),
    data: rgb(0x1b_5e_8c),
    data_tint: rgb(0xb9_d3_e5),
    change: rgb(0xb0_44_0c),
    surplus: rgb(0x1b_5e_8c),
    deficit: rgb(0xb6_4f_0c),
    ban: rgb(0xa1_26_3f),
    warning: rgb(0x90_54_00),
    sea: rgb(0xee_f3_f6),
    land: rgb(0xe6_e6_e3),
    no_data: rgb(0xf1_f1_ef),
    past: rgb(0x87_8f_97),
    unsure_hatch: Color32::from_rgba_premultiplied(190, 190, 190, 190),
    water: rgb(0xc3_dc_ea),
    border: rgb(0xff_ff_ff),
    border_strong: rgb(0x7a_82_8a),
    chosen: rgb(0x12_1a_22),
    halo: rgb(0xff_ff_ff),
    cluster: rgb(0x24_4f_6e),
    on_cluster: rgb(0xff_ff_ff),
    kinds: [rgb(0x1b_5e_8c), rgb(0xbd_6a_08), rgb(0x8a_3f_8f)],
};

const DARK: Look = Look {
    is_dark: true,
    panel: rgb(0x1a_1e_23),
    card: rgb(0x23_28_2e),
    ink: rgb(0xe9_ec_ef),
    muted: rgb(0xa3_ad_b6),
    line: rgb(0x3a_42_4a),
    accent: rgb(0x6c_b6_e6),
    accent_tint: rgb(0x24_3f_52),
    data: rgb(0x6c_b6_e6),
    data_tint: rgb(0x34_5f_7c),
    change: rgb(0xf2_a0_6b),
    surplus: rgb(0x6c_b6_e6),
    deficit: rgb(0xf2_9a_54),
    ban: rgb(0xf0_8a_9c),
    warning: rgb(0xf0_b9_4d),
    sea: rgb(0x13_18_1d),
    land: rgb(0x26_2b_30),
    no_data: rgb(0x2c_31_36),
    past: rgb(0x6b_73_7b),
    unsure_hatch: Color32::from_rgba_premultiplied(19, 22, 26, 190),
    water: rgb(0x2a_4a_5e),
    border: rgb(0x1a_1e_23),
    border_strong: rgb(0x7b_85_8e),
    chosen: rgb(0xff_ff_ff),
    halo: rgb(0x14_18_1c),
    cluster: rgb(0xcf_e6_f5),
    on_cluster: rgb(0x14_20_2a),
    kinds: [rgb(0x6c_b6_e6), rgb(0xf5_b0_4c), rgb(0xd0_8f_d6)],
};

impl Look {
    /// The light or the dark one.
    pub(super) const fn of(is_dark: bool) -> Self {
        if is_dark { DARK } else { LIGHT }
    }

    /// The screen's colour of a figure's colour.
    pub(super) const fn screen(colour: Colour) -> Color32 {
        Color32::from_rgb(colour.red, colour.green, colour.blue)
    }

    /// A colour that a text on `ground` is read in.
    pub(super) fn text_on(ground: Color32) -> Color32 {
        let colour = Colour { red: ground.r(), green: ground.g(), blue: ground.b() };
        // Where black and white have the same contrast (WCAG 2.1, 1.4.3): at least 4.58 on any ground.
        if colour.luminance() > 0.179 { Color32::BLACK } else { Color32::WHITE }
    }

    /// What numbers on the map stand on: what lies below is seen through it, but does not disturb.
    pub(super) fn plate(&self) -> Color32 {
        self.halo.gamma_multiply(0.8)
    }

    /// See-through ink, for shades over other things.
    pub(super) fn shade(&self, strength: f32) -> Color32 {
        self.ink.gamma_multiply(strength)
    }

    /// Shade over the window behind a dialog.
    pub(super) fn backdrop(strength: f32) -> Color32 {
        Color32::from_black_alpha((255.0 * strength) as u8)
    }

    fn visuals(&self) -> Visuals {
        let mut visuals = if self.is_dark { Visuals::dark() } else { Visuals::light() };
        visuals.panel_fill = self.panel;
        visuals.window_fill = self.card;
        visuals.extreme_bg_color = self.card;
        visuals.faint_bg_color = self.accent_tint.gamma_multiply(0.35);
        visuals.override_text_color = Some(self.ink);
        visuals.weak_text_color = Some(self.muted);
        visuals.hyperlink_color = self.accent;
        visuals.warn_fg_color = self.warning;
        visuals.error_fg_color = self.ban;
        visuals.selection.bg_fill = self.accent_tint;
        visuals.selection.stroke = Stroke::new(1.0, self.accent);
        visuals.window_stroke = Stroke::new(1.0, self.line);
        for widget in [
            &mut visuals.widgets.noninteractive,
            &mut visuals.widgets.inactive,
            &mut visuals.widgets.hovered,
            &mut visuals.widgets.active,
            &mut visuals.widgets.open,
        ] {
            widget.corner_radius = CornerRadius::same(5);
        }
        visuals.widgets.noninteractive.bg_stroke = Stroke::new(1.0, self.line);
        visuals.widgets.inactive.bg_fill = self.card;
        visuals.widgets.inactive.weak_bg_fill = self.card;
        visuals.widgets.inactive.bg_stroke = Stroke::new(1.0, self.line);
        visuals.widgets.hovered.bg_fill = self.accent_tint;
        visuals.widgets.hovered.weak_bg_fill = self.accent_tint;
        visuals.widgets.hovered.bg_stroke = Stroke::new(1.0, self.accent);
        visuals.widgets.open.bg_fill = self.accent_tint;
        visuals.widgets.open.weak_bg_fill = self.accent_tint;
        visuals.widgets.open.bg_stroke = Stroke::new(1.0, self.accent);
        visuals.widgets.active.bg_fill = self.accent_tint;
        visuals.widgets.active.weak_bg_fill = self.accent_tint;
        visuals.widgets.active.bg_stroke = Stroke::new(1.5, self.accent);
        visuals
    }
}

/// Sizes of text.
pub(super) mod size {
    /// Names of things looked at.
    pub(crate) const TITLE: f32 = 18.0;
    /// Text and buttons.
    pub(crate) const BODY: f32 = 13.5;
    /// Notes, sources, ticks.
    pub(crate) const SMALL: f32 = 12.0;
}

/// The bold face.
pub(super) fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(BOLD.into()))
}

/// The regular face.
pub(super) fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

const BOLD: &str = "bold";

/// Fonts, spacing and both sets of colours.
pub(super) fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    for (theme, look) in [(egui::Theme::Light, LIGHT), (egui::Theme::Dark, DARK)] {
        ctx.set_visuals_of(theme, look.visuals());
    }
    ctx.all_styles_mut(|style| {
        style.text_styles = [
            (TextStyle::Heading, bold(size::TITLE)),
            (TextStyle::Body, regular(size::BODY)),
            (TextStyle::Button, regular(size::BODY)),
            (TextStyle::Small, regular(size::SMALL)),
            (TextStyle::Monospace, regular(size::BODY)),
        ]
        .into();
        style.spacing.item_spacing = Vec2::new(8.0, 6.0);
        style.spacing.button_padding = Vec2::new(9.0, 4.0);
        style.spacing.window_margin = Margin::same(12);
        style.interaction.selectable_labels = false;
    });
}

/// The fonts that come with the program.
pub(super) const FONT_FILES: [&[u8]; 5] = [
    include_bytes!("../../assets/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../assets/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../assets/fonts/NotoSansSymbols-Regular.ttf"),
    include_bytes!("../../assets/fonts/NotoSansSymbols2-Regular.ttf"),
    include_bytes!("../../assets/fonts/NotoSansMath-Regular.ttf"),
];

fn fonts() -> FontDefinitions {
    let names = ["regular", BOLD, "symbols", "symbols2", "math"];
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in names.into_iter().zip(FONT_FILES) {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let family = |first: &str| [first, "math", "symbols", "symbols2"].map(str::to_owned).to_vec();
    fonts.families.insert(FontFamily::Proportional, family("regular"));
    fonts.families.insert(FontFamily::Monospace, family("regular"));
    fonts.families.insert(FontFamily::Name(BOLD.into()), family(BOLD));
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast ratio of two opaque colours (WCAG 2.1, "contrast ratio").
    fn contrast(one: Color32, other: Color32) -> f64 {
        let luminance = |colour: Color32| {
            Colour { red: colour.r(), green: colour.g(), blue: colour.b() }.luminance() + 0.05
        };
        let (one, other) = (luminance(one), luminance(other));
        one.max(other) / one.min(other)
    }

    /// What is `least` at least on each ground, by the names of both.
    fn assert_on(is_dark: bool, least: f64, marks: &[(&str, Color32)], grounds: &[(&str, Color32)]) {
        for (mark, colour) in marks {
            for (ground, under) in grounds {
                let found = contrast(*colour, *under);
                assert!(found >= least, "{mark} on {ground}, dark {is_dark}: {found:.2}, needs {least}");
            }
        }
    }

    #[test]
    fn every_text_can_be_read_on_whatever_it_stands_on() {
        /// WCAG 2.1, 1.4.3.
        const TEXT: f64 = 4.5;
        for look in [LIGHT, DARK] {
            let grounds = [("panel", look.panel), ("card", look.card)];
            let texts = [
                ("ink", look.ink),
                ("muted", look.muted),
                ("accent", look.accent),
                ("change", look.change),
                ("surplus", look.surplus),
                ("deficit", look.deficit),
                ("ban", look.ban),
                ("warning", look.warning),
            ];
            assert_on(look.is_dark, TEXT, &texts, &grounds);
            // On what is chosen or pressed, and on the strip of what is watched.
            let on_tint = [texts[0], texts[1], texts[2], texts[6], texts[7]];
            assert_on(look.is_dark, TEXT, &on_tint, &[("accent tint", look.accent_tint)]);
            assert_on(look.is_dark, TEXT, &[("a button's text", look.card)], &[("accent", look.accent)]);
            assert_on(look.is_dark, TEXT, &[("a count", look.on_cluster)], &[("cluster", look.cluster)]);
            let on_map =
                [("sea", look.sea), ("land", look.land), ("halo", look.halo), ("none", look.no_data)];
            assert_on(look.is_dark, TEXT, &[texts[0], texts[1]], &on_map);
            for ground in [look.ban, look.accent, look.deficit, look.warning, look.kinds[1], look.no_data] {
                assert_on(look.is_dark, TEXT, &[("a text", Look::text_on(ground))], &[("a fill", ground)]);
            }
        }
    }

    #[test]
    fn numbers_on_the_map_are_read_over_any_class() {
        for look in [LIGHT, DARK] {
            for under in [Color32::BLACK, Color32::WHITE] {
                let ground = under.blend(look.plate());
                assert_on(look.is_dark, 7.0, &[("ink", look.ink)], &[("the plate", ground)]);
            }
        }
    }

    #[test]
    fn every_mark_stands_out_from_what_it_lies_on() {
        /// WCAG 2.1, 1.4.11.
        const MARK: f64 = 3.0;
        for look in [LIGHT, DARK] {
            let marks = [
                ("data", look.data),
                ("change", look.change),
                ("surplus", look.surplus),
                ("deficit", look.deficit),
                ("ban", look.ban),
                ("an act that holds no more", look.past),
            ];
            assert_on(look.is_dark, MARK, &marks, &[("panel", look.panel), ("card", look.card)]);
            let ground = [("land", look.land), ("no data", look.no_data), ("card", look.card)];
            let [abnormal, tampering, tap] = look.kinds;
            let on_map = [
                ("abnormal load", abnormal),
                ("tampering", tampering),
                ("unauthorised connection", tap),
                ("cluster", look.cluster),
                ("outer border", look.border_strong),
                ("what is chosen", look.chosen),
            ];
            assert_on(look.is_dark, MARK, &on_map, &ground);
            // An outline or sign of a ban has a casing, whatever class it lies on.
            assert_on(look.is_dark, MARK, &[("ban", look.ban)], &[("its casing", look.card)]);
        }
    }
}
