//! Owns the bundled fonts (Noto Sans, OFL, see `assets/fonts/OFL.txt`): which glyph draws a
//! character, how wide it is and what its outline is. Does not lay text out.

mod subset;

pub(super) use subset::Subset;

use super::{svg::is_drawable, text::Weight};
use skrifa::{
    FontRef, GlyphId, MetadataProvider, Tag,
    instance::{LocationRef, Size},
    outline::{DrawSettings, OutlinePen},
    raw::TableProvider as _,
};
use std::sync::OnceLock;

/// The family name that figures ask for; SVG carries the glyphs it uses under it.
pub(super) const FAMILY: &str = "Noto Sans";

/// All fonts have so many units to an em.
pub(super) const UNITS_PER_EM: f64 = 1000.0;

/// Files: regular, bold, then those asked where both lack a sign.
const FILES: [&[u8]; 5] = [
    include_bytes!("../../../../assets/fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSans-Bold.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSansMath-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSansSymbols-Regular.ttf"),
    include_bytes!("../../../../assets/fonts/NotoSansSymbols2-Regular.ttf"),
];

/// Characters whose glyphs are looked up once: Latin and Cyrillic with their extensions.
const TABLED: usize = 0x530;

/// A glyph of one of the fonts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Glyph {
    /// Number of the font.
    font: u8,
    /// Its number there; 0 is the box of a character that no font has.
    id: u16,
    /// Width in thousandths of an em.
    pub(super) advance: u16,
}

impl Glyph {
    /// Whether a font has it.
    #[cfg(test)]
    pub(super) const fn is_known(self) -> bool {
        self.id != 0
    }

    /// Draws its outline, in units of the em, y upwards.
    pub(super) fn outline(self, into: &mut impl OutlinePen) {
        let face = fonts().faces.get(usize::from(self.font));
        let Some(outline) = face.and_then(|face| face.outline_glyphs().get(self.id.into())) else { return };
        // Outlines of the fonts compiled in are whole; a test draws them.
        let _ = outline.draw(DrawSettings::unhinted(Size::unscaled(), LocationRef::default()), into);
    }
}

struct Fonts {
    faces: Vec<FontRef<'static>>,
    tables: [Vec<Glyph>; 2],
}

fn fonts() -> &'static Fonts {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    FONTS.get_or_init(|| {
        // They are part of the program; a test holds that all can be parsed.
        let faces: Vec<FontRef<'static>> = FILES.iter().filter_map(|file| FontRef::new(file).ok()).collect();
        let table = |first: usize| -> Vec<Glyph> {
            (0..TABLED as u32)
                .map(|c| char::from_u32(c).map_or_else(Glyph::default, |c| find(&faces, first, c)))
                .collect()
        };
        let tables = [table(0), table(1)];
        Fonts { faces, tables }
    })
}

fn find(faces: &[FontRef<'static>], first: usize, c: char) -> Glyph {
    let mut order = std::iter::once(first).chain(2..faces.len());
    let found = order.find_map(|font| Some((font, faces.get(font)?.charmap().map(c)?)));
    let (font, id) = found.unwrap_or((first, GlyphId::NOTDEF));
    Glyph { font: font as u8, id: id.to_u32() as u16, advance: advance(faces.get(font), id).unwrap_or(600) }
}

fn advance(face: Option<&FontRef<'_>>, id: GlyphId) -> Option<u16> {
    face?.hmtx().ok()?.advance(id)
}

/// The glyph of a character; `None` for what is never drawn.
pub(super) fn glyph(weight: Weight, c: char) -> Option<Glyph> {
    if !is_drawable(c) {
        return None;
    }
    let fonts = fonts();
    let first = usize::from(weight == Weight::Bold);
    let tabled = fonts.tables[first].get(c as usize).copied();
    Some(tabled.unwrap_or_else(|| find(&fonts.faces, first, c)))
}

/// A table of a font file.
fn table(font: usize, tag: [u8; 4]) -> &'static [u8] {
    let face = fonts().faces.get(font);
    face.and_then(|face| face.table_data(Tag::new(&tag))).map_or(&[], |data| data.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(text: &str) -> String {
        let lacks = |c: &char| {
            !c.is_control()
                && [Weight::Regular, Weight::Bold]
                    .iter()
                    .any(|w| glyph(*w, *c).is_some_and(|g| !g.is_known()))
        };
        let mut found: Vec<char> = text.chars().filter(lacks).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().collect()
    }

    #[test]
    fn letters_of_all_languages_of_the_country_and_signs_of_typography_are_there() {
        assert_eq!(
            missing("ӘәӨөҮүҖҗҢңҺһҘҙҒғҠҡҪҫЁёЙй ₽−–—«»„“”…·×≥≤≈±°²³⁄№§†•→←↑↓\u{a0}\u{2009}\u{202f}"),
            ""
        );
        assert_eq!(fonts().faces.len(), FILES.len());
        let per_em = |face: &FontRef<'_>| f64::from(face.head().expect("a head").units_per_em());
        assert!(fonts().faces.iter().all(|face| per_em(face) == UNITS_PER_EM));
    }

    #[test]
    fn every_word_of_the_program_and_of_the_atlas_can_be_drawn() {
        // Fluent writes some of its own signs; texts of a window may use others.
        let words = [
            include_str!("../../../../assets/locale/en.ftl"),
            include_str!("../../../../assets/locale/ru.ftl"),
            include_str!("../../../../assets/locale/print.en.ftl"),
            include_str!("../../../../assets/locale/print.ru.ftl"),
        ];
        let atlas = [
            include_str!("../../../../data/atlas/russia/regions.csv"),
            include_str!("../../../../data/atlas/russia/metrics.csv"),
            include_str!("../../../../data/atlas/russia/sources.csv"),
            include_str!("../../../../data/atlas/russia/bans.csv"),
            include_str!("../../../../data/atlas/russia/timeline.csv"),
            include_str!("../../../../data/atlas/russia/places.csv"),
            include_str!("../../../../data/atlas/russia/statements.csv"),
            include_str!("../../../../data/atlas/russia/conflicts.csv"),
            include_str!("../../../../data/atlas/russia/constraints.csv"),
            include_str!("../../../../data/atlas/russia/observations.csv"),
            include_str!("../../../../data/atlas/russia/datapackage.json"),
        ];
        for text in words.into_iter().chain(atlas) {
            assert_eq!(missing(text), "", "{}", text.lines().next().unwrap_or_default());
        }
    }
}
