//! Every chart on every page: texts apart and on the page, well-formed whatever comes in, the
//! same bytes each time, and one picture of each kind kept for comparison.

pub(super) mod samples;

use super::{RankingRow, balance_page, growth_page, near, ranking_page, timeline_page};
use crate::checks::assert_laid_out;
use crate::frame::FrameText;
use crate::lang::{Lang, Words};
use crate::provenance::{Observation, Status};
use crate::style::Paper;
use samples::{Data, KINDS, Kind, observed};

const SIZES: [(u32, u32); 7] =
    [(1200, 675), (800, 600), (600, 600), (1600, 900), (600, 900), (320, 240), (0, 5000)];

fn draw(kind: Kind, data: &Data, frame: &FrameText, size: (u32, u32), words: &Words) -> String {
    match kind {
        Kind::Growth => growth_page(&data.growth, frame, Paper::light(size), words).to_inline_svg(),
        Kind::Ranking => ranking_page(&data.ranking, "", frame, Paper::light(size), words).to_inline_svg(),
        Kind::Balance => balance_page(&data.balance, frame, Paper::light(size), words).to_inline_svg(),
        Kind::Timeline => timeline_page(&data.timeline, frame, Paper::light(size), words).to_inline_svg(),
    }
}

#[test]
fn a_range_far_beyond_the_figures_does_not_make_the_axis() {
    let of = |value, low, high| observed(value, Some(low), Some(high), Status::Derived);
    let (open, known) = (of(None, 0.0, 117_362.0), of(Some(7443.0), 7064.0, 7832.0));
    assert_eq!(near([&open, &known].into_iter()), [0.0, 7443.0, 7064.0, 7832.0]);
    assert_eq!(near([&open].into_iter()), [0.0, 117_362.0], "where there is nothing else it does");
    let below = of(Some(-10.0), -11.0, -9.0);
    assert_eq!(near([&below].into_iter()), [-10.0, -11.0, -9.0], "below zero as above");
}

#[test]
fn no_text_lies_on_another_or_leaves_the_page() {
    for lang in Lang::ALL {
        let words = Words::new(lang);
        for data in [Data::real(lang), Data::empty(), Data::single(lang), Data::many(), Data::damaged()] {
            for frame in samples::frames(lang) {
                for (kind, size) in KINDS.into_iter().flat_map(|kind| SIZES.map(|size| (kind, size))) {
                    let svg = draw(kind, &data, &frame, size, &words);
                    assert_laid_out(&svg, &format!("{kind:?} {size:?} {lang:?} {:?}", frame.title));
                }
            }
        }
    }
}

#[test]
fn texts_from_data_are_escaped() {
    let words = Words::new(Lang::En);
    for kind in KINDS {
        let svg = draw(kind, &Data::damaged(), &samples::hostile_frame(), (1200, 675), &words);
        let document = roxmltree::Document::parse(&svg).expect("well-formed");
        assert!(!document.descendants().any(|node| node.has_tag_name("script")));
        assert!(!svg.contains("href") && !svg.contains("url("), "no references");
        let root = document.root_element();
        assert_eq!((root.attribute("role"), root.attribute("lang")), (Some("img"), Some("en")));
        let title = root.first_element_child().expect("title");
        assert!(title.has_tag_name("title"));
        assert_eq!(title.text(), Some("<script>alert(\"1\")</script> & ]]>"));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for kind in KINDS {
        let drawn = |_| {
            let (data, words) = (Data::real(Lang::Ru), Words::new(Lang::Ru));
            draw(kind, &data, &samples::frame_of(kind, Lang::Ru), (1200, 675), &words)
        };
        assert_eq!(drawn(0), drawn(1));
    }
}

#[test]
fn growth_says_values_changes_and_statuses() {
    let words = Words::new(Lang::En);
    let frame = samples::frame_of(Kind::Growth, Lang::En);
    for size in [(1200, 675), (800, 600), (600, 600), (1600, 900)] {
        let svg =
            growth_page(&Data::real(Lang::En).growth, &frame, Paper::light(size), &words).to_inline_svg();
        for text in ["127.7k", "136.6k", "196.9k", "+7%", "+44%", "derived", "published", "127,100–128,300"]
        {
            assert!(svg.contains(&format!(">{text}<")), "{text} at {size:?}");
        }
    }
}

#[test]
fn a_ranking_leaves_nothing_out_silently() {
    let words = Words::new(Lang::En);
    let rows: Vec<RankingRow> = Data::many().ranking;
    let svg =
        ranking_page(&rows, "", &FrameText::default(), Paper::light((600, 400)), &words).to_inline_svg();
    assert!(svg.contains("more, not shown for lack of room"), "{svg}");
}

#[test]
fn a_ranking_keeps_the_order_of_its_rows() {
    let words = Words::new(Lang::En);
    let rows: Vec<RankingRow> = Data::real(Lang::En).ranking.into_iter().rev().collect();
    let svg =
        ranking_page(&rows, "", &FrameText::default(), Paper::light((1200, 900)), &words).to_inline_svg();
    let places: Vec<usize> = rows.iter().filter_map(|row| svg.find(&format!(">{}<", row.label))).collect();
    assert!(places.len() == rows.len() && places.is_sorted(), "{places:?}");
}

#[test]
fn bounds_of_farms_are_not_called_unknown() {
    let words = Words::new(Lang::En);
    let mut points = Data::single(Lang::En).balance;
    let svg = |points: &[_]| {
        balance_page(points, &FrameText::default(), Paper::light((1200, 675)), &words).to_inline_svg()
    };
    let says =
        |svg: &str| ["chart-farms-bounds-only", "chart-farms-unknown"].map(|id| svg.contains(&words.get(id)));
    assert_eq!(says(&svg(&points)), [false, false]);
    points[0].farms =
        Data::real(Lang::En).ranking.pop().map(|row| Observation { value: None, ..row.observation });
    assert_eq!(says(&svg(&points)), [true, false]);
    points[0].farms = None;
    assert_eq!(says(&svg(&points)), [false, true]);
}

#[test]
fn pictures_stay_as_they_were() {
    for kind in KINDS {
        let words = Words::new(Lang::En);
        let svg = draw(kind, &Data::real(Lang::En), &samples::frame_of(kind, Lang::En), (1200, 675), &words);
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{kind:?}").to_lowercase(), svg);
        });
    }
}

/// Writes all charts where an art desk can look at them: `CHART_DIR=/tmp/charts cargo test`.
#[test]
fn charts_can_be_looked_at() {
    let Some(folder) = std::env::var_os("CHART_DIR").map(std::path::PathBuf::from) else { return };
    for lang in Lang::ALL {
        let words = Words::new(lang);
        for kind in KINDS {
            for size in [(1200, 675), (800, 600), (600, 600), (1600, 900)] {
                let svg = draw(kind, &Data::real(lang), &samples::frame_of(kind, lang), size, &words);
                let name = format!("{kind:?}-{}-{}x{}.svg", lang.code(), size.0, size.1).to_lowercase();
                #[expect(clippy::disallowed_methods, reason = "a look at the charts, not the program")]
                std::fs::write(folder.join(name), svg).expect("writes");
            }
        }
    }
}

/// The time that a window has for it; measured where optimised, since only that is shipped.
#[test]
fn growth_is_drawn_within_two_milliseconds() {
    let words = Words::new(Lang::Ru);
    let (data, frame) = (Data::real(Lang::Ru), samples::frame_of(Kind::Growth, Lang::Ru));
    let fastest = (0..20)
        .map(|_| {
            let start = std::time::Instant::now();
            std::hint::black_box(
                growth_page(&data.growth, &frame, Paper::light((1200, 675)), &words).to_inline_svg(),
            );
            start.elapsed()
        })
        .min()
        .expect("runs");
    println!("growth chart: {fastest:?}");
    let limit = if cfg!(debug_assertions) { 40 } else { 2 };
    assert!(fastest.as_millis() < limit, "{fastest:?}");
}
