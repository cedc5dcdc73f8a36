//! Owns the check that regions are known by the names and codes that files have.

use hashatlas::{
    atlas::{Atlas, Meaning, RegionNames},
    io::{AtlasFolder, read_atlas},
};

fn atlas() -> Atlas {
    read_atlas(&AtlasFolder::Embedded).expect("the embedded atlas").0
}

/// A name on each line, a tab, the code that it means; `?` where it is not clear, and `+` behind
/// the code where a wider sense is told.
const VARIANTS: &str = include_str!("names.tsv");

#[test]
fn three_hundred_names_are_understood() {
    let atlas = atlas();
    let names = RegionNames::new(&atlas);
    let code = |id| atlas.region(id).code.clone();
    let mut wrong = Vec::new();
    let lines: Vec<&str> = VARIANTS.lines().collect();
    assert!(lines.len() >= 300, "{} variants", lines.len());
    for line in lines {
        let (text, expected) = line.split_once('\t').expect("a name and a code");
        let found = match names.find(text) {
            Meaning::Region(id) => code(id),
            Meaning::Either(id, _) => code(id) + "+",
            Meaning::Unclear(_) => "?".to_owned(),
            Meaning::Unknown => "-".to_owned(),
        };
        if found != expected {
            wrong.push(format!("{text}: {expected} expected, {found} found"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_region_is_known_by_each_of_its_codes_and_names() {
    let atlas = atlas();
    let names = RegionNames::new(&atlas);
    for alias in &atlas.aliases {
        assert_eq!(names.find(&alias.text).region(), Some(alias.region), "{}", alias.text);
    }
    for id in atlas.map_regions(true) {
        let region = atlas.region(id);
        for text in [&region.code, &region.name.ru, &region.name.en, &region.short.ru, &region.short.en] {
            assert_eq!(names.find(text).region(), Some(id), "{text}");
        }
    }
}
