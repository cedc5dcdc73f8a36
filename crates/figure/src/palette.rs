//! Owns palettes: colour-blind safe ramps by name (ColorBrewer, viridis and its kin, through
//! colorous), and the colours of classes and categories. Does not classify.

use super::style::Colour;
use crate::{atlas::BanClass, stats::Classes};

/// A ramp of colours by its usual name.
#[derive(Clone, Copy, Debug)]
pub struct Palette {
    name: &'static str,
    is_diverging: bool,
    gradient: colorous::Gradient,
}

const fn ramp(name: &'static str, gradient: colorous::Gradient) -> Palette {
    Palette { name, is_diverging: false, gradient }
}

const fn diverging(name: &'static str, gradient: colorous::Gradient) -> Palette {
    Palette { name, is_diverging: true, gradient }
}

/// All palettes; every one is told apart with common colour blindness (Harrower & Brewer 2003,
/// doi:10.1179/000870403235002042; Nuñez et al. 2018, doi:10.1371/journal.pone.0199239).
const PALETTES: &[Palette] = &[
    ramp("YlOrRd", colorous::YELLOW_ORANGE_RED),
    ramp("YlGnBu", colorous::YELLOW_GREEN_BLUE),
    ramp("YlOrBr", colorous::YELLOW_ORANGE_BROWN),
    ramp("OrRd", colorous::ORANGE_RED),
    ramp("PuBu", colorous::PURPLE_BLUE),
    ramp("BuPu", colorous::BLUE_PURPLE),
    ramp("GnBu", colorous::GREEN_BLUE),
    ramp("Blues", colorous::BLUES),
    ramp("Oranges", colorous::ORANGES),
    ramp("Purples", colorous::PURPLES),
    ramp("Greys", colorous::GREYS),
    ramp("viridis", colorous::VIRIDIS),
    ramp("cividis", colorous::CIVIDIS),
    ramp("magma", colorous::MAGMA),
    diverging("RdBu", colorous::RED_BLUE),
    diverging("PuOr", colorous::PURPLE_ORANGE),
    diverging("BrBG", colorous::BROWN_GREEN),
    diverging("RdYlBu", colorous::RED_YELLOW_BLUE),
    diverging("PRGn", colorous::PURPLE_GREEN),
];

impl Palette {
    /// The palette with this name, whatever its case.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        PALETTES.iter().find(|palette| palette.name.eq_ignore_ascii_case(name)).copied()
    }

    /// A palette that suits, where none is named.
    #[must_use]
    pub fn default_for(is_diverging: bool) -> Self {
        let suits = |palette: &&Self| palette.is_diverging == is_diverging;
        PALETTES.iter().find(suits).copied().unwrap_or(PALETTES[0])
    }

    /// Names of all palettes, ramps first.
    pub fn names() -> impl Iterator<Item = &'static str> {
        PALETTES.iter().map(|palette| palette.name)
    }

    /// Its usual name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it has a middle, for metrics with a centre.
    #[must_use]
    pub const fn is_diverging(&self) -> bool {
        self.is_diverging
    }

    /// One colour a class. A diverging palette has its middle at the centre of the classes, so
    /// that equal distances from the centre look equally strong on both sides.
    #[must_use]
    pub fn colours(&self, classes: &Classes) -> Vec<Colour> {
        let count = classes.len();
        let position = |class: usize| match classes.below_centre() {
            Some(below) if self.is_diverging => {
                let widest = below.max(count - below).max(1) as f64;
                let steps =
                    if class < below { -((below - class) as f64) } else { (class + 1 - below) as f64 };
                // The very ends are near black, the very middle near white.
                0.5 + 0.42 * (steps - 0.5 * steps.signum()) / widest + 0.04 * steps.signum()
            }
            _ if count == 1 => 0.5,
            _ => self.evenly_dark(class as f64 / (count - 1) as f64),
        };
        (0..count).map(|class| self.at(position(class))).collect()
    }

    /// The position whose lightness is this share of the way from the first class to the last:
    /// steps of equal lightness are told apart in grey print and in all common colour blindness.
    fn evenly_dark(&self, share: f64) -> f64 {
        // Paler than a tenth would look like no data; the very end is near black.
        const ENDS: (f64, f64) = (0.08, 0.96);
        const HALVINGS: usize = 20;
        let lightness = |position: f64| self.at(position).lightness();
        let (first, last) = (lightness(ENDS.0), lightness(ENDS.1));
        let wanted = first + (last - first) * share;
        let mut range = ENDS;
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(range.0, range.1);
            let is_before = (lightness(middle) - wanted) * (first - last) > 0.0;
            range = if is_before { (middle, range.1) } else { (range.0, middle) };
        }
        f64::midpoint(range.0, range.1)
    }

    /// The colour at a position from 0 to 1, as a sample of the whole ramp.
    #[must_use]
    pub fn sample(&self, position: f64) -> Colour {
        self.at(position)
    }

    fn at(&self, position: f64) -> Colour {
        let colour = self.gradient.eval_continuous(position.clamp(0.0, 1.0));
        Colour { red: colour.r, green: colour.g, blue: colour.b }
    }
}

/// Colour of a category of bans: the stricter, the darker; what is only announced or asked for
/// in another hue.
#[must_use]
pub const fn ban_colour(class: BanClass) -> Colour {
    match class {
        BanClass::Whole => Colour::hex(0x8c_1d_33),
        BanClass::Part => Colour::hex(0xcf_55_5f),
        BanClass::Seasonal => Colour::hex(0xee_a4_9a),
        BanClass::Planned => Colour::hex(0x6b_7f_b8),
        BanClass::Requested => Colour::hex(0xb9_c6_e4),
        BanClass::Unclear => Colour::hex(0xd6_c9_c4),
        BanClass::None => Colour::hex(0xe4_e7_e0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        stats::Method,
        vision::{LEAST_DIFFERENCE, Vision, nearest_neighbours},
    };

    fn lightness(colour: Colour) -> f64 {
        0.2126 * f64::from(colour.red) + 0.7152 * f64::from(colour.green) + 0.0722 * f64::from(colour.blue)
    }

    #[test]
    fn ramps_run_one_way_and_every_class_has_its_own_colour() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        for count in 3..=9 {
            let classes = Classes::new(&values, &Method::EqualInterval, count, None).expect("valid");
            for palette in PALETTES.iter().filter(|palette| !palette.is_diverging) {
                let colours = palette.colours(&classes);
                let steps: Vec<f64> = colours.windows(2).map(|c| lightness(c[1]) - lightness(c[0])).collect();
                let one_way = steps.iter().all(|s| *s > 1.0) || steps.iter().all(|s| *s < -1.0);
                assert!(one_way, "{} {count}: {colours:?}", palette.name());
            }
        }
    }

    #[test]
    fn five_classes_of_nearly_every_ramp_are_told_apart_by_all() {
        // Its pale end differs by hue alone to some; no spacing mends that.
        const NOT_BY_ALL: [&str; 1] = ["GnBu"];
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let classes = Classes::new(&values, &Method::EqualInterval, 5, None).expect("valid");
        let is_told_apart = |palette: &&Palette| {
            let colours = palette.colours(&classes);
            let apart = |vision| nearest_neighbours(&colours, vision).map_or(0.0, |(_, apart)| apart);
            Vision::ALL.into_iter().all(|vision| apart(vision) >= LEAST_DIFFERENCE)
        };
        let ramps = PALETTES.iter().filter(|palette| !palette.is_diverging);
        let others: Vec<&str> = ramps.filter(|ramp| !is_told_apart(ramp)).map(Palette::name).collect();
        assert_eq!(others, NOT_BY_ALL);
    }

    #[test]
    fn a_diverging_palette_turns_at_the_centre() {
        let values = [-10.0, -5.0, -3.0, -1.0, 1.0, 2.0, 5.0, 9.0];
        let classes = Classes::new(&values, &Method::Quantile, 5, Some(0.0)).expect("valid");
        let below = classes.below_centre().expect("diverging");
        let colours = Palette::named("rdbu").expect("known").colours(&classes);
        for (class, colour) in colours.iter().enumerate() {
            assert_eq!(colour.red > colour.blue, class < below, "{class}: {colour}");
        }
    }
}
