//! Owns small fonts: the glyphs that one figure uses, from all bundled fonts, as a TrueType file
//! that browsers and PDF readers take (<https://learn.microsoft.com/typography/opentype/spec/>).
//! Advances stay, kerning goes: text is measured by advances, and so looks the same everywhere.

use super::{Glyph, glyph, table};
use crate::text::Weight;
use std::collections::BTreeMap;

/// The glyphs of one weight that a figure uses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Subset {
    weight: usize,
    /// New numbers by glyph; 0 is kept for what no font has.
    numbers: BTreeMap<(u8, u16), u16>,
    /// In the order of new numbers, from 1.
    glyphs: Vec<(u8, u16)>,
    /// New number and advance by character.
    pub(crate) characters: BTreeMap<char, (u16, u16)>,
}

impl Subset {
    /// For all of `text` set in one weight.
    pub(crate) fn of(weight: Weight, text: impl Iterator<Item = char>) -> Self {
        let mut subset = Self { weight: usize::from(weight == Weight::Bold), ..Self::default() };
        let mut characters: Vec<char> = text.collect();
        characters.sort_unstable();
        characters.dedup();
        for c in characters {
            if let Some(found) = glyph(weight, c) {
                let number = if found.id == 0 { 0 } else { subset.add(found) };
                subset.characters.insert(c, (number, found.advance));
            }
        }
        subset
    }

    /// Whether nothing is set in this weight.
    pub(crate) fn is_empty(&self) -> bool {
        self.characters.is_empty()
    }

    /// Advances by new number, from 0.
    pub(crate) fn advances(&self) -> Vec<u16> {
        let all = std::iter::once((self.weight as u8, 0)).chain(self.glyphs.iter().copied());
        all.map(|(font, id)| advance(font, id)).collect()
    }

    fn add(&mut self, found: Glyph) -> u16 {
        let key = (found.font, found.id);
        if let Some(number) = self.numbers.get(&key) {
            return *number;
        }
        let number = self.glyphs.len() as u16 + 1;
        self.numbers.insert(key, number);
        self.glyphs.push(key);
        for part in parts_of(data_of(key.0, key.1)) {
            self.add(Glyph { font: key.0, id: part.1, advance: 0 });
        }
        number
    }

    /// The font file.
    pub(crate) fn to_ttf(&self) -> Vec<u8> {
        let (mut glyf, mut loca) = (Vec::new(), vec![0_u32]);
        let all = std::iter::once((self.weight as u8, 0)).chain(self.glyphs.iter().copied());
        for (font, id) in all {
            let mut data = data_of(font, id).to_vec();
            for (at, part) in parts_of(&data) {
                let number = self.numbers.get(&(font, part)).copied().unwrap_or(0);
                data[at..at + 2].copy_from_slice(&number.to_be_bytes());
            }
            glyf.extend(data);
            glyf.resize(glyf.len().next_multiple_of(4), 0);
            loca.push(glyf.len() as u32);
        }
        let count = loca.len() as u16 - 1;
        let mut metrics = Vec::new();
        let all = std::iter::once((self.weight as u8, 0)).chain(self.glyphs.iter().copied());
        for ((font, id), advance) in all.zip(self.advances()) {
            metrics.extend(advance.to_be_bytes());
            metrics.extend(bearing(font, id).to_be_bytes());
        }
        let changed = |tag: &[u8; 4], changes: &[(usize, u16)]| -> Vec<u8> {
            let mut data = table(self.weight, *tag).to_vec();
            for (at, value) in changes {
                if let Some(bytes) = data.get_mut(*at..*at + 2) {
                    bytes.copy_from_slice(&value.to_be_bytes());
                }
            }
            data
        };
        // Offsets of: the format of loca in head, the number of metrics in hhea, of glyphs in maxp.
        let mut head = changed(b"head", &[(50, 1)]);
        head.get_mut(8..12).into_iter().for_each(|sum| sum.fill(0));
        let loca: Vec<u8> = loca.iter().flat_map(|offset| offset.to_be_bytes()).collect();
        // Version 3: glyphs have no names.
        let mut post = vec![0_u8; 32];
        post[1] = 3;
        file_of(&[
            (b"OS/2", changed(b"OS/2", &[])),
            (b"cmap", self.character_map()),
            (b"glyf", glyf),
            (b"head", head),
            (b"hhea", changed(b"hhea", &[(34, count)])),
            (b"hmtx", metrics),
            (b"loca", loca),
            (b"maxp", changed(b"maxp", &[(4, count)])),
            (b"name", changed(b"name", &[])),
            (b"post", post),
        ])
    }

    /// One group for each character: format 12, which has no limits to mind.
    fn character_map(&self) -> Vec<u8> {
        let groups: Vec<u8> = self
            .characters
            .iter()
            .flat_map(|(c, (number, _))| [*c as u32, *c as u32, u32::from(*number)])
            .flat_map(u32::to_be_bytes)
            .collect();
        // Version 0, one table: platform 3, encoding 10 (Unicode), at offset 12.
        let mut map: Vec<u8> = [0_u16, 1, 3, 10, 0, 12, 12, 0].iter().flat_map(|v| v.to_be_bytes()).collect();
        let length = 16 + groups.len() as u32;
        for value in [length, 0, self.characters.len() as u32] {
            map.extend(value.to_be_bytes());
        }
        map.extend(groups);
        map
    }
}

fn u16_at(data: &[u8], at: usize) -> u16 {
    data.get(at..at + 2).map_or(0, |bytes| u16::from_be_bytes([bytes[0], bytes[1]]))
}

/// The outline of a glyph as its file has it; empty for a space.
fn data_of(font: u8, id: u16) -> &'static [u8] {
    let (loca, glyf) = (table(usize::from(font), *b"loca"), table(usize::from(font), *b"glyf"));
    // All bundled fonts have the short format: halves of offsets.
    let offset = |n: usize| usize::from(u16_at(loca, n * 2)) * 2;
    glyf.get(offset(usize::from(id))..offset(usize::from(id) + 1)).unwrap_or(&[])
}

/// The parts of a composite glyph: where their numbers stand, and the numbers.
fn parts_of(data: &[u8]) -> Vec<(usize, u16)> {
    const WORDS: u16 = 0x1;
    const SCALE: u16 = 0x8;
    const MORE: u16 = 0x20;
    const TWO_SCALES: u16 = 0x40;
    const MATRIX: u16 = 0x80;
    let mut parts = Vec::new();
    // A composite glyph has a negative number of contours.
    if data.len() < 10 || u16_at(data, 0) < 0x8000 {
        return parts;
    }
    let mut at = 10;
    loop {
        let flags = u16_at(data, at);
        parts.push((at + 2, u16_at(data, at + 2)));
        at += 4 + if flags & WORDS == 0 { 2 } else { 4 };
        at += match flags {
            f if f & SCALE != 0 => 2,
            f if f & TWO_SCALES != 0 => 4,
            f if f & MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 || at + 4 > data.len() {
            return parts;
        }
    }
}

/// Metrics beyond the last full one repeat its advance.
fn full_metrics(font: u8) -> usize {
    usize::from(u16_at(table(usize::from(font), *b"hhea"), 34)).max(1)
}

fn advance(font: u8, id: u16) -> u16 {
    let at = usize::from(id).min(full_metrics(font) - 1) * 4;
    u16_at(table(usize::from(font), *b"hmtx"), at)
}

fn bearing(font: u8, id: u16) -> u16 {
    let (full, id) = (full_metrics(font), usize::from(id));
    let at = if id < full { id * 4 + 2 } else { full * 4 + (id - full) * 2 };
    u16_at(table(usize::from(font), *b"hmtx"), at)
}

/// Sum of a table's words, which the directory carries.
fn checksum(data: &[u8]) -> u32 {
    data.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word[..chunk.len()].copy_from_slice(chunk);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

/// A font file of tables, which are sorted by tag.
fn file_of(tables: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.ilog2() as u16;
    let range = 16 << power;
    let mut file = vec![0, 1, 0, 0];
    for value in [count, range, power, count * 16 - range] {
        file.extend(value.to_be_bytes());
    }
    let mut at = 12 + tables.len() * 16;
    for (tag, data) in tables {
        file.extend(*tag);
        for value in [checksum(data), at as u32, data.len() as u32] {
            file.extend(value.to_be_bytes());
        }
        at += data.len().next_multiple_of(4);
    }
    let mut head_at = None;
    for (tag, data) in tables {
        if *tag == b"head" {
            head_at = Some(file.len());
        }
        file.extend(data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    // The sum of the whole file, as the format asks for.
    let adjustment = 0xb1b0_afba_u32.wrapping_sub(checksum(&file));
    if let Some(sum) = head_at.and_then(|at| file.get_mut(at + 8..at + 12)) {
        sum.copy_from_slice(&adjustment.to_be_bytes());
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use skrifa::{
        FontRef, MetadataProvider,
        instance::{LocationRef, Size},
        raw::TableProvider as _,
    };

    #[test]
    fn a_subset_is_a_font_with_the_same_advances_and_outlines() {
        let text = "Ёлки: 196,9\u{202f}тыс. ферм → №\u{a0}1 Ҡ";
        for weight in [Weight::Regular, Weight::Bold] {
            let subset = Subset::of(weight, text.chars());
            let file = subset.to_ttf();
            let face = FontRef::new(&file).expect("a font");
            let bounds = |face: &FontRef<'_>, id| {
                face.glyph_metrics(Size::unscaled(), LocationRef::default()).bounds(id)
            };
            assert!(file.len() < 16_000, "{}", file.len());
            for c in text.chars() {
                let known = glyph(weight, c).expect("drawable");
                let own = face.charmap().map(c).expect("mapped");
                assert_eq!(face.hmtx().expect("metrics").advance(own), Some(known.advance), "{c}");
                let whole = &super::super::fonts().faces[usize::from(known.font)];
                assert_eq!(bounds(&face, own), bounds(whole, known.id.into()), "{c}");
            }
        }
    }
}
