//! Owns how colours look to people who see fewer of them, and how far two colours are apart. Does
//! not choose colours.
//!
//! Sources: Machado, Oliveira & Fernandes 2009 (doi:10.1109/TVCG.2009.113) for the simulation;
//! Sharma, Wu & Dalal 2005 (doi:10.1002/col.20070) for CIEDE2000; Brychtová & Çöltekin 2017
//! (doi:10.1080/15230406.2016.1140074) for how far apart colours of a map have to be.

use super::style::Colour;

/// Classes of a map whose colours are nearer than this (CIEDE2000) are easily taken for each
/// other where they do not touch (Brychtová & Çöltekin 2017).
pub const LEAST_DIFFERENCE: f64 = 10.0;

/// A way of seeing colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Vision {
    /// All three kinds of cones.
    #[default]
    Full,
    /// Without the cones for middle waves ("green"), the most common lack.
    Deuteranopia,
    /// Without the cones for long waves ("red").
    Protanopia,
    /// Without the cones for short waves ("blue").
    Tritanopia,
    /// No colour at all, as in a black-and-white print.
    Grey,
}

type Matrix = [[f64; 3]; 3];

/// Machado et al. 2009, table 1, severity 1.0; for linear RGB.
const DEUTERANOPIA: Matrix = [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_820, 0.042_940, 0.968_881],
];
const PROTANOPIA: Matrix = [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
];
const TRITANOPIA: Matrix = [
    [1.255_528, -0.076_749, -0.178_779],
    [-0.078_411, 0.930_809, 0.147_602],
    [0.004_733, 0.691_367, 0.303_900],
];
/// Luminance (IEC 61966-2-1) in every channel.
const GREY: Matrix = [[0.2126, 0.7152, 0.0722]; 3];

impl Vision {
    /// All, the common ones first.
    pub const ALL: [Self; 5] =
        [Self::Full, Self::Deuteranopia, Self::Protanopia, Self::Tritanopia, Self::Grey];

    /// The message that names it.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Full => "vision-full",
            Self::Deuteranopia => "vision-deuteranopia",
            Self::Protanopia => "vision-protanopia",
            Self::Tritanopia => "vision-tritanopia",
            Self::Grey => "vision-grey",
        }
    }

    const fn matrix(self) -> Option<&'static Matrix> {
        match self {
            Self::Full => None,
            Self::Deuteranopia => Some(&DEUTERANOPIA),
            Self::Protanopia => Some(&PROTANOPIA),
            Self::Tritanopia => Some(&TRITANOPIA),
            Self::Grey => Some(&GREY),
        }
    }

    /// The colour that it sees.
    #[must_use]
    pub fn see(self, colour: Colour) -> Colour {
        let Some(matrix) = self.matrix() else { return colour };
        let linear = [colour.red, colour.green, colour.blue].map(linear);
        let [red, green, blue] = matrix.map(|row| encoded(dot(row, linear)));
        Colour { red, green, blue }
    }

    /// Changes opaque pixels (red, green, blue, alpha) to what it sees.
    pub fn see_pixels(self, pixels: &mut [u8]) {
        let Some(matrix) = self.matrix() else { return };
        let linear_of: Vec<f64> = (0..=u8::MAX).map(linear).collect();
        // Figures have large plain areas: what was just computed is mostly asked for again.
        let mut known = ([0_u8; 3], encoded_all(matrix, [0.0; 3]));
        for pixel in pixels.as_chunks_mut::<4>().0 {
            let seen = [pixel[0], pixel[1], pixel[2]];
            if seen != known.0 {
                known = (seen, encoded_all(matrix, seen.map(|channel| linear_of[usize::from(channel)])));
            }
            pixel[..3].copy_from_slice(&known.1);
        }
    }
}

fn encoded_all(matrix: &Matrix, linear: [f64; 3]) -> [u8; 3] {
    matrix.map(|row| encoded(dot(row, linear)))
}

fn dot(a: [f64; 3], b: [f64; 3]) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// A channel of sRGB as light (IEC 61966-2-1).
fn linear(channel: u8) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

fn encoded(light: f64) -> u8 {
    let light = light.clamp(0.0, 1.0);
    let share = if light <= 0.003_130_8 { light * 12.92 } else { 1.055 * light.powf(1.0 / 2.4) - 0.055 };
    (share * 255.0).round() as u8
}

/// A colour in CIE L*a*b* (D65).
#[derive(Clone, Copy, Debug, PartialEq)]
struct Lab {
    lightness: f64,
    a: f64,
    b: f64,
}

impl Lab {
    fn of(colour: Colour) -> Self {
        const WHITE: [f64; 3] = [0.950_47, 1.0, 1.088_83];
        const XYZ: Matrix = [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175_0],
            [0.019_333_9, 0.119_192_0, 0.950_304_1],
        ];
        let light = [colour.red, colour.green, colour.blue].map(linear);
        let root = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let [x, y, z] = [0, 1, 2].map(|i| root(dot(XYZ[i], light) / WHITE[i]));
        Self { lightness: 116.0 * y - 16.0, a: 500.0 * (x - y), b: 200.0 * (y - z) }
    }
}

/// How far two colours are apart for the eye (CIEDE2000); about 1 is just noticed side by side.
#[must_use]
pub fn difference(one: Colour, other: Colour) -> f64 {
    ciede2000(Lab::of(one), Lab::of(other))
}

/// The two neighbours in a row of colours that this vision tells apart least, by the number of
/// the first, and their difference; none for fewer than two colours.
#[must_use]
pub fn nearest_neighbours(colours: &[Colour], vision: Vision) -> Option<(usize, f64)> {
    let seen: Vec<Colour> = colours.iter().map(|colour| vision.see(*colour)).collect();
    let pairs = seen.windows(2).map(|pair| difference(pair[0], pair[1])).enumerate();
    pairs.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// Sharma, Wu & Dalal 2005, equations 2 to 22, with all weights 1.
fn ciede2000(one: Lab, other: Lab) -> f64 {
    let to_seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25.0_f64.powi(7))).sqrt();
    let mean_chroma = f64::midpoint(one.a.hypot(one.b), other.a.hypot(other.b));
    let stretch = 1.0 + 0.5 * (1.0 - to_seventh(mean_chroma));
    let polar = |lab: Lab| {
        let a = lab.a * stretch;
        let hue = if a == 0.0 && lab.b == 0.0 { 0.0 } else { lab.b.atan2(a).to_degrees().rem_euclid(360.0) };
        (a.hypot(lab.b), hue)
    };
    let ((chroma_1, hue_1), (chroma_2, hue_2)) = (polar(one), polar(other));
    let is_grey = chroma_1 * chroma_2 == 0.0;
    let turn = if is_grey {
        0.0
    } else {
        match hue_2 - hue_1 {
            turn if turn > 180.0 => turn - 360.0,
            turn if turn < -180.0 => turn + 360.0,
            turn => turn,
        }
    };
    let mean_hue = match hue_1 + hue_2 {
        sum if is_grey => sum,
        sum if (hue_1 - hue_2).abs() <= 180.0 => sum / 2.0,
        sum if sum < 360.0 => f64::midpoint(sum, 360.0),
        sum => (sum - 360.0) / 2.0,
    };
    let lightness = other.lightness - one.lightness;
    let chroma = chroma_2 - chroma_1;
    let hue = 2.0 * (chroma_1 * chroma_2).sqrt() * (turn / 2.0).to_radians().sin();
    let mean_lightness = f64::midpoint(one.lightness, other.lightness);
    let mean_chroma = f64::midpoint(chroma_1, chroma_2);
    let cos = |degrees: f64| degrees.to_radians().cos();
    let t = 1.0 - 0.17 * cos(mean_hue - 30.0) + 0.24 * cos(2.0 * mean_hue) + 0.32 * cos(3.0 * mean_hue + 6.0)
        - 0.20 * cos(4.0 * mean_hue - 63.0);
    let from_middle = (mean_lightness - 50.0).powi(2);
    let lightness = lightness / (1.0 + 0.015 * from_middle / (20.0 + from_middle).sqrt());
    let chroma = chroma / (1.0 + 0.045 * mean_chroma);
    let hue = hue / (1.0 + 0.015 * mean_chroma * t);
    let bend = 30.0 * (-((mean_hue - 275.0) / 25.0).powi(2)).exp();
    let rotation = -2.0 * to_seventh(mean_chroma) * (2.0 * bend).to_radians().sin();
    (lightness * lightness + chroma * chroma + hue * hue + rotation * chroma * hue).max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_those_of_sharma_and_others() {
        // Sharma, Wu & Dalal 2005, table 1, pairs 1, 5, 7, 17, 19 and 34.
        let lab = |(lightness, a, b)| Lab { lightness, a, b };
        for (one, other, expected) in [
            ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
            ((50.0, -1.1848, -84.8006), (50.0, 0.0, -82.7485), 1.0000),
            ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
            ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
            ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
            ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
        ] {
            let found = ciede2000(lab(one), lab(other));
            assert!((found - expected).abs() < 1e-4, "{one:?} {other:?}: {found}, not {expected}");
        }
    }

    #[test]
    fn pure_colours_are_seen_as_the_published_matrices_have_them() {
        // The first columns of the matrices, as light, in sRGB.
        let red = Colour::hex(0xff_00_00);
        assert_eq!(Vision::Protanopia.see(red), Colour { red: 109, green: 95, blue: 0 });
        assert_eq!(Vision::Deuteranopia.see(red), Colour { red: 163, green: 144, blue: 0 });
        assert_eq!(Vision::Tritanopia.see(red), Colour { red: 255, green: 0, blue: 15 });
        assert_eq!(Vision::Full.see(red), red);
    }

    #[test]
    fn greys_stay_and_red_and_green_come_near() {
        let (red, green) = (Colour::hex(0xc0_39_2b), Colour::hex(0x6e_7d_22));
        for vision in Vision::ALL {
            for grey in [0x00_00_00, 0x80_80_80, 0xff_ff_ff] {
                assert!(difference(vision.see(Colour::hex(grey)), Colour::hex(grey)) < 0.5, "{vision:?}");
            }
        }
        let apart = |vision: Vision| difference(vision.see(red), vision.see(green));
        assert!(apart(Vision::Full) > 40.0 && apart(Vision::Deuteranopia) < LEAST_DIFFERENCE);
    }

    #[test]
    fn pixels_and_colours_are_seen_alike() {
        let colours = [0x1b_5e_8c, 0xb2_45_0c, 0xb2_45_0c, 0xff_ff_ff].map(Colour::hex);
        for vision in Vision::ALL {
            let mut pixels: Vec<u8> = colours.iter().flat_map(|c| [c.red, c.green, c.blue, 255]).collect();
            vision.see_pixels(&mut pixels);
            for (pixel, colour) in pixels.chunks(4).zip(colours) {
                let seen = vision.see(colour);
                assert_eq!(pixel, [seen.red, seen.green, seen.blue, 255]);
            }
        }
    }

    #[test]
    fn the_nearest_pair_is_named() {
        let colours = [0xff_ff_ff, 0x88_88_88, 0x80_80_80, 0x00_00_00].map(Colour::hex);
        let (at, apart) = nearest_neighbours(&colours, Vision::Full).expect("pairs");
        assert!(at == 1 && apart < 5.0);
        assert_eq!(nearest_neighbours(&colours[..1], Vision::Full), None);
    }
}
