//! Maps of the embedded atlas: texts apart and on the page, all that a map must say said, the
//! same bytes each time, and not too many of them.

use super::{decimals_of, ends_of, has_fine_breaks};
use crate::{
    atlas::Metric,
    figure::checks::assert_laid_out,
    lang::{Lang, Localized},
    provenance::{Observation, Status},
    session::{Command, Session, Sources},
    units::decimals_for,
};

const METRICS: [&str; 9] = [
    "farms",
    "farms_per_100k",
    "farms_growth",
    "energy_balance",
    "generation_to_consumption",
    "installed_capacity",
    "household_tariff",
    "device_cost",
    "ban",
];
const SIZES: [(u32, u32); 6] = [(1200, 675), (1080, 1080), (800, 600), (600, 800), (1600, 1000), (320, 320)];

fn session(commands: impl IntoIterator<Item = Command>) -> Session {
    let mut session = Session::open(&Sources::default()).expect("the embedded atlas");
    for command in commands {
        session.apply(command).expect("possible");
    }
    session
}

fn assert_all_laid_out(lang: Lang) {
    let mut session = session([Command::Speak(lang)]);
    for metric in METRICS {
        session.apply(Command::ShowMetric(metric.to_owned())).expect("a metric");
        for size in SIZES {
            let svg = session.map_svg(size).expect("a map");
            assert_laid_out(&svg, &format!("{metric} {size:?} {lang:?}"));
        }
    }
}

#[test]
fn no_text_of_an_english_map_lies_on_another() {
    assert_all_laid_out(Lang::En);
}

#[test]
fn no_text_of_a_russian_map_lies_on_another() {
    assert_all_laid_out(Lang::Ru);
}

#[test]
fn no_text_of_a_close_up_lies_on_another() {
    let mut session = session([Command::Speak(Lang::Ru)]);
    for code in ["RU-IRK", "RU-BA", "RU-NVS", "FD-SI", "FD-NC", "RU-MOW"] {
        session.apply(Command::Focus(Some(code.to_owned()))).expect("a region");
        for (metric, size) in [("farms", (1200, 675)), ("energy_balance", (600, 800)), ("ban", (800, 600))] {
            session.apply(Command::ShowMetric(metric.to_owned())).expect("a metric");
            assert_laid_out(&session.map_svg(size).expect("a map"), &format!("{code} {metric} {size:?}"));
        }
    }
}

#[test]
fn a_map_says_what_it_must() {
    let session = session([]);
    let svg = session.map_svg((1200, 675)).expect("a map");
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let texts: Vec<&str> =
        document.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text()).collect();
    for text in [
        "Farms detected in Russia, 2025",
        "Boundaries: Natural Earth.",
        "Figures –",
        "Sources:",
        "not known: the published range",
        "only a range",
        "disputed territory",
        "bars: number of regions",
        "1,000\u{a0}km",
    ] {
        assert!(texts.iter().any(|drawn| drawn.contains(text)), "{text:?} is missing in {texts:?}");
    }
    let described = document
        .descendants()
        .filter(|node| node.has_tag_name("path") || node.has_tag_name("use"))
        .filter(|node| node.children().any(|child| child.has_tag_name("title")));
    assert!(described.count() > 80, "every region says its name");
    assert_eq!(svg, session.map_svg((1200, 675)).expect("a map"));
}

#[test]
fn estimates_show_only_when_they_are_asked_for_and_say_so() {
    let words = |session: &Session| session.map_words(&session.words());
    let stated = session([]);
    assert!(!words(&stated).title.contains("estimated"));
    let estimated = session([Command::ShowEstimates(true)]);
    let text = words(&estimated);
    assert_eq!(text.title, "Farms detected, estimated in Russia, 2025");
    assert!(text.notes.iter().any(|note| note.contains("70 of 83 figures are estimates")), "{text:?}");
    let geography = estimated.geography().expect("shapes");
    let view = estimated.map_view(geography, &estimated.words()).expect("a map");
    let samara = view.features.iter().find(|feature| feature.name == "Samara").expect("a region");
    assert!(samara.description.contains("up to 18,395"), "{}", samara.description);
}

#[test]
fn labels_say_no_more_than_is_certain() {
    let session = session([]);
    let geography = session.geography().expect("shapes");
    let view = session.map_view(geography, &session.words()).expect("a map");
    let label = |name: &str| {
        let feature = view.features.iter().find(|feature| feature.name == name).expect("a region");
        feature.label.as_ref().map(|label| label.figure.clone())
    };
    assert_eq!(label("Irkutsk").as_deref(), Some("17.7k (17.1k–18.4k)"));
    assert_eq!(label("Bashkortostan").as_deref(), Some("≥\u{a0}6.0k"));
    assert_eq!(label("Krasnodar Krai"), None);
}

#[test]
fn maps_stay_small_files() {
    for metric in ["farms", "energy_balance"] {
        let session = session([Command::ShowMetric(metric.to_owned())]);
        for size in [(1200, 675), (1600, 1000), (2000, 1200)] {
            let svg = session.map_svg(size).expect("a map");
            assert!(svg.len() < 300_000, "{metric} {size:?}: {} bytes", svg.len());
        }
    }
}

#[test]
fn breaks_are_printed_as_they_are_unless_far_finer_than_figures() {
    assert!(has_fine_breaks(&[2011.444, 4022.89], 0));
    assert!(!has_fine_breaks(&[0.25, 1000.0], 0), "0.25 would be 0");
    assert!(!has_fine_breaks(&[6.035, 7.25], 2));
}

#[test]
fn breaks_and_figures_that_lie_close_have_the_digits_that_part_them() {
    let breaks = [100_000.003, 100_000.006, 100_000.012, 5.0, 0.1 + 0.2];
    assert_eq!(breaks.map(decimals_of), [3, 3, 3, 0, 1]);
    let session = session([]);
    let words = session.words();
    let metric = session.metric_shown().expect("a metric").clone();
    let told = |values: &[f64]| {
        let metric = Metric { decimals: decimals_for(values.iter().copied()), ..metric.clone() };
        let exact = |value: &f64| Observation {
            value: Some(*value),
            interval: None,
            status: Status::Published,
            sources: Vec::new(),
            note: Localized::default(),
            conflicts: Vec::new(),
        };
        let figures: Vec<Observation> = values.iter().map(exact).collect();
        let label = Session::label_figure(&metric, &figures, &words);
        figures.iter().map(label).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told(&[17_722.0, 7443.0, 60_380.0]), "17.7k 7,443 60.4k");
    assert_eq!(told(&[100_000.0, 100_000.015, 100_000.002]), "100,000.000 100,000.015 100,000.002");
}

#[test]
fn ends_stand_only_beyond_the_breaks() {
    assert_eq!(ends_of(&[3.0, 1.0, 9.0], &[2.0, 5.0]), [Some(1.0), Some(9.0)]);
    assert_eq!(ends_of(&[3.0], &[2.0, 5.0]), [None, None]);
    assert_eq!(ends_of(&[], &[2.0]), [None, None]);
}

#[test]
fn a_class_reaches_as_far_as_the_ranges_coloured_as_it() {
    let session = session([Command::ShowYear(2025)]);
    let words = session.words();
    let view = session.map_view(session.geography().expect("shapes"), &words).expect("a map");
    let crate::figure::MapLegend::Classes(legend) = &view.legend else { panic!("classes") };
    let known_range = |cell: &&crate::session::Cell| {
        let observation = cell.record.as_ref().map(|record| &record.observation);
        observation.is_some_and(|of| of.value.is_none() && of.bounds().1 < 2000.0)
    };
    let lowest = view
        .cells
        .iter()
        .filter(known_range)
        .filter_map(|cell| Some(cell.record.as_ref()?.observation.bounds().0));
    assert_eq!(lowest.fold(f64::INFINITY, f64::min), 0.0, "some region has between none and a few");
    assert_eq!(legend.ends[0], "0");
}
