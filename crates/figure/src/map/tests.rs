//! One small map of three squares with everything on it, kept for comparison, and maps of
//! nothing.

use super::{
    ClassLegend, Fill, KindLegend, MapFeature, MapFigure, MapInsets, MapKey, MapLabel, MapLegend, map_page,
};
use crate::{
    FrameText, Paper,
    atlas::{BanClass, Geography},
    checks::assert_laid_out,
    geo::{LongitudeWindow, Paths, Projection},
    lang::{Lang, Words},
    style::Colour,
};

fn geography(squares: usize) -> Geography {
    let mut polygons = Paths::default();
    for west in (0..squares).map(|number| 10.0 + 4.0 * number as f64) {
        let east = west + 4.0;
        polygons.push_path([[west, 50.0], [east, 50.0], [east, 53.0], [west, 53.0], [west, 50.0]]);
        polygons.end_feature();
    }
    let window = LongitudeWindow::around(&polygons);
    let projection = Projection::from_proj_string("+proj=cea +lat_ts=51 +lon_0=16").expect("known");
    Geography {
        window,
        projection,
        polygons,
        region_of_feature: vec![None; squares],
        land: Paths::default(),
        lakes: Paths::default(),
        rivers: Paths::default(),
    }
}

fn feature(fill: Fill, name: &str) -> MapFeature {
    let label = MapLabel { name: name.to_owned(), figure: "1 < 2".to_owned(), weight: 1.0 };
    let description = format!("{name}: 1 < 2");
    let name = name.to_owned();
    MapFeature {
        fill,
        is_disputed: false,
        is_unsure: false,
        ban: BanClass::None,
        ban_places: Vec::new(),
        description,
        name,
        label: Some(label),
    }
}

fn figure(geography: &Geography, features: Vec<MapFeature>) -> MapFigure<'_> {
    let colours = vec![Colour::hex(0xff_ee_cc), Colour::hex(0x80_00_20)];
    MapFigure {
        text: FrameText {
            title: "Squares".into(),
            subtitle: "Unit: each".into(),
            notes: vec!["A note.".into()],
            source_line: "Source: none".into(),
            status_line: "Status: made up".into(),
            alt: "Three squares".into(),
            making: Vec::new(),
        },
        paper: Paper::light((640, 400)),
        geography,
        features,
        is_close_up: false,
        key: MapKey::Colours(MapLegend::Classes(ClassLegend {
            colours,
            heading: "Squares, each".into(),
            breaks: vec!["10".into()],
            ends: ["1".into(), "20".into()],
            counts: vec![0, 1],
        })),
        has_patterns: false,
        are_municipalities: false,
        symbols: Vec::new(),
        flows: Vec::new(),
        places: Vec::new(),
        insets: MapInsets::Crowded,
        bans_when: String::new(),
    }
}

#[test]
fn three_squares() {
    let geography = geography(3);
    let banned = MapFeature { ban: BanClass::Whole, ..feature(Fill::Class(1), "West") };
    let disputed = MapFeature { is_disputed: true, ..feature(Fill::NoData, "East") };
    let features = vec![banned, feature(Fill::NoData, "Middle"), disputed];
    let page = map_page(&figure(&geography, features), &Words::new(Lang::En)).expect("fits");
    let svg = page.to_inline_svg();
    assert_laid_out(&svg, "three squares");
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("three_squares", svg);
    });
}

#[test]
fn a_map_of_nothing_keeps_its_texts() {
    let (geography, words) = (geography(0), Words::new(Lang::En));
    let svg = map_page(&figure(&geography, Vec::new()), &words).expect("fits").to_inline_svg();
    assert_laid_out(&svg, "nothing");
    assert!(svg.contains("Squares") && svg.contains("Source: none"));
}

#[test]
fn a_small_page_has_its_legend_in_short_and_one_too_small_says_how_high_it_must_be() {
    let (geography, words) = (geography(2), Words::new(Lang::En));
    let only = MapFeature { is_unsure: true, ..feature(Fill::Class(0), "Only") };
    let other = MapFeature { ban: BanClass::Whole, ..feature(Fill::BoundsOnly, "Other") };
    let mut small = figure(&geography, vec![only, other]);
    small.paper = Paper::light((320, 320));
    small.text.notes = vec!["A long note that takes the rest of the page, or most of it. ".repeat(8)];
    let svg = map_page(&small, &words).expect("fits").to_inline_svg();
    assert_laid_out(&svg, "a small page");
    assert!(svg.contains("range spans classes") && !svg.contains("hatched: range spans classes"), "{svg}");
    let kind = |number: u32| (Colour::hex(number), format!("a kind of its own, number {number}"));
    small.key = MapKey::Kinds(KindLegend { heading: String::new(), kinds: (10..40).map(kind).collect() });
    let fault = map_page(&small, &words).expect_err("no room");
    let height = fault.least_height.expect("some height is enough");
    assert!(fault.to_string().contains(&format!("{height} pixels")), "{fault}");
    small.paper = Paper::light((320, height));
    let svg = map_page(&small, &words).expect("fits").to_inline_svg();
    assert_laid_out(&svg, "the least page");
    assert!(svg.contains("range spans classes"), "{svg}");
}

#[test]
fn regions_too_small_to_be_seen_have_a_mark_and_a_label() {
    let mut polygons = Paths::default();
    for [west, south] in [[37.6, 55.7], [104.3, 52.3], [60.6, 56.8]] {
        let (east, north) = (west + 0.002, south + 0.001);
        let ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
        polygons.push_path(ring);
        polygons.end_feature();
    }
    let of_squares = geography(3);
    let geography = Geography { window: LongitudeWindow::around(&polygons), polygons, ..of_squares };
    let names = ["West", "East", "Middle"];
    let features = names.map(|name| feature(Fill::Class(1), name)).into();
    let svg = map_page(&figure(&geography, features), &Words::new(Lang::En)).expect("room").to_inline_svg();
    let document = roxmltree::Document::parse(&svg).expect("a picture");
    let marked = document.descendants().filter(|node| {
        node.has_tag_name("circle") && node.attribute("fill") == Some("#800020") && node.has_children()
    });
    assert_eq!(marked.count(), 3, "{svg}");
    assert!(names.iter().all(|name| svg.contains(&format!(">{name}<"))), "{svg}");
}
