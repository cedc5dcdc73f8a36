//! Every kind of figure on every page in both languages: texts apart and on the page, the same
//! bytes each time, never without a source, and what a spec cannot mean said clearly.

use super::*;
use crate::{
    figure::{
        Annotation, Form, InsetSpec, InsetWord, PageSize, Preset, TextRun, ThemeName, checks::layout_faults,
    },
    session::Sources,
    units,
};
use rayon::prelude::*;

fn session() -> Session {
    Session::open(&Sources::default()).expect("the embedded atlas opens")
}

/// A spec of this kind that the embedded atlas can fill.
fn spec(kind: FigureKind) -> FigureSpec {
    let mut spec = FigureSpec::of_kind(kind);
    if kind == FigureKind::RegionSheet {
        spec.region = Some("RU-IRK".to_owned());
    }
    if kind == FigureKind::Diverging {
        spec.metric = Some("energy_balance".to_owned());
    }
    spec
}

fn printed(session: &Session, spec: &FigureSpec) -> Page {
    session.printed(spec).unwrap_or_else(|error| panic!("{:?}: {error}", spec.kind))
}

#[test]
fn no_text_lies_on_another_or_leaves_the_page_whatever_the_kind_page_language_and_title() {
    let session = session();
    let long = "A title <with> & \"signs\" of very many words that no page has room for ".repeat(6);
    let mut specs = Vec::new();
    for kind in FigureKind::ALL {
        for preset in Preset::ALL {
            for lang in Lang::ALL {
                for title in ["", long.as_str()] {
                    specs.push(FigureSpec {
                        size: PageSize::Preset(preset),
                        language: lang.into(),
                        title: Some(title.to_owned()),
                        ..spec(kind)
                    });
                }
            }
        }
    }
    let faults = |spec: &FigureSpec| -> Vec<String> {
        let svg = printed(&session, spec).to_inline_svg();
        let title = spec.title.as_ref().map_or(0, String::len);
        let what = format!("{} {:?} {:?} {title}", spec.kind.id(), spec.size, spec.language);
        layout_faults(&svg).into_iter().map(|fault| format!("{what}: {fault}")).collect()
    };
    let faults: Vec<String> = specs.par_iter().flat_map_iter(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The smallest page of a newspaper that a figure can have: 85 × 85 mm.
#[test]
fn no_map_stands_without_its_legend_however_small_its_page() {
    let session = session();
    let maps = FigureKind::ALL.into_iter().filter(|kind| kind.is_map());
    for (kind, lang) in maps.flat_map(|kind| Lang::ALL.map(|lang| (kind, lang))) {
        let size = PageSize::Millimetres { width_mm: 85, height_mm: 85 };
        let svg =
            printed(&session, &FigureSpec { size, language: lang.into(), ..spec(kind) }).to_inline_svg();
        let words = Words::new(lang);
        for id in ["map-unsure", "map-bounds-only", "map-drawn-ban-whole", "map-drawn-ban-seasonal"] {
            // Circles have one colour, and no classes that could be unsure.
            if kind == FigureKind::Symbols && id == "map-unsure" {
                continue;
            }
            let (long, short) = (words.get(id), words.get(&format!("{id}-short")));
            assert!(svg.contains(&long) || svg.contains(&short), "{kind:?} {lang:?} has no key of {id}");
        }
        assert!(layout_faults(&svg).is_empty(), "{kind:?} {lang:?}");
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    let session = session();
    FigureKind::ALL.par_iter().for_each(|&kind| {
        let page = || printed(&session, &FigureSpec { theme: ThemeName::Dark, ..spec(kind) });
        for form in [Form::Svg, Form::Pdf, Form::Png(1)] {
            assert!(page().to_file(form) == page().to_file(form), "{kind:?} {form:?}");
        }
    });
}

#[test]
fn a_figure_says_in_both_languages_what_it_shows_and_of_which_data() {
    let session = session();
    for kind in FigureKind::ALL {
        let page = printed(&session, &spec(kind));
        assert_eq!(page.alts.iter().map(|alt| alt.0).collect::<Vec<_>>(), [Lang::En, Lang::Ru]);
        assert!(page.alts.iter().all(|(_, alt)| alt.len() > 30 && alt.contains("202")), "{:?}", page.alts);
        let svg = page.to_svg();
        assert!(svg.contains(&session.data_hash().expect("read")), "{kind:?} lacks the hash of its data");
        assert!(svg.contains("Sources:"), "{kind:?} lacks its sources");
    }
}

#[test]
fn what_a_spec_cannot_mean_is_said() {
    let session = session();
    let error = |spec: FigureSpec| session.printed(&spec).expect_err("impossible").to_string();
    let region = FigureSpec { region: Some("RU-IRC".to_owned()), ..spec(FigureKind::Choropleth) };
    assert!(error(region).contains("RU-IRK"));
    let named = FigureSpec { regions: vec!["Irkutks".to_owned()], ..spec(FigureKind::Slope) };
    assert!(error(named).contains("no region 'Irkutks'"));
    let metric = FigureSpec { metric: Some("farm".to_owned()), ..spec(FigureKind::Growth) };
    assert!(error(metric).contains("nearest: farms"));
    let other = FigureSpec { second_metric: Some("tarif".to_owned()), ..spec(FigureKind::Scatter) };
    assert!(error(other).contains("no metric 'tarif'"));
    let palette = FigureSpec { palette: Some("viridi".to_owned()), ..spec(FigureKind::Choropleth) };
    assert!(error(palette).contains("no palette 'viridi'"));
    let centre = FigureSpec { metric: Some("farms".to_owned()), ..spec(FigureKind::Diverging) };
    assert!(error(centre).contains("has no centre; those with one:"));
    let below = FigureSpec { metric: Some("energy_balance".to_owned()), ..spec(FigureKind::Symbols) };
    assert!(error(below).contains("below zero"));
    let years = FigureSpec { metric: Some("population".to_owned()), ..spec(FigureKind::Slope) };
    assert!(error(FigureSpec { years: vec![2025], ..years }).contains("fewer than two years"));
}

#[test]
fn colours_that_some_take_for_each_other_are_warned_of() {
    let session = session();
    let mut nine = spec(FigureKind::Choropleth);
    nine.classes.count = 9;
    let warnings = session.colour_warnings(&nine).expect("checked");
    assert!(warnings.iter().any(|warning| warning.contains("look alike")), "{warnings:?}");
    nine.patterns = true;
    assert_eq!(session.colour_warnings(&nine).expect("checked"), Vec::<String>::new());
    let three = FigureSpec { palette: Some("viridis".to_owned()), ..spec(FigureKind::Choropleth) };
    let three = FigureSpec { classes: ClassSpec { count: 3, ..ClassSpec::default() }, ..three };
    assert_eq!(session.colour_warnings(&three).expect("checked"), Vec::<String>::new());
}

#[test]
fn patterns_tell_classes_apart_and_words_stand_at_their_regions() {
    let session = session();
    let plain = printed(&session, &spec(FigureKind::Choropleth)).items.len();
    let patterned = FigureSpec { patterns: true, ..spec(FigureKind::Choropleth) };
    assert!(printed(&session, &patterned).items.len() > plain, "lines over classes");
    let annotation = Annotation { region: "Yakutia".to_owned(), text: "none found on site".to_owned() };
    let annotated = FigureSpec { annotations: vec![annotation], ..spec(FigureKind::Choropleth) };
    assert!(printed(&session, &annotated).to_svg().contains(">none found on site<"));
}

#[test]
fn crowded_regions_are_drawn_larger_unless_the_spec_says_otherwise() {
    let session = session();
    let map = |kind: FigureKind, insets: InsetSpec| FigureSpec {
        size: PageSize::Preset(Preset::Square),
        metric: (kind == FigureKind::Choropleth).then(|| "household_tariff".to_owned()),
        insets,
        ..spec(kind)
    };
    let larger = |spec: &FigureSpec| {
        printed(&session, spec).texts().filter(|run| run.text.ends_with("× larger")).count()
    };
    for kind in [FigureKind::Choropleth, FigureKind::Symbols, FigureKind::Bivariate] {
        assert!(larger(&map(kind, InsetSpec::default())) > 0, "{kind:?}");
        assert_eq!(larger(&map(kind, InsetSpec::Word(InsetWord::None))), 0, "{kind:?}");
        let named = InsetSpec::Regions(vec!["Chechnya".to_owned(), "RU-DA".to_owned()]);
        assert_eq!(larger(&map(kind, named)), 1, "{kind:?}");
    }
    // Most crowded regions look alike there.
    let alike =
        FigureSpec { metric: Some("farms".to_owned()), ..map(FigureKind::Choropleth, InsetSpec::default()) };
    assert_eq!(larger(&alike), 0);
    let unknown = map(FigureKind::Choropleth, InsetSpec::Regions(vec!["Chechnia".to_owned()]));
    assert!(session.printed(&unknown).expect_err("unknown").to_string().contains("Chechnia"));
    let json = r#"{"version": 1, "kind": "choropleth", "insets": "some"}"#;
    assert!(FigureSpec::from_json(json).expect_err("no such word").to_string().contains("\"auto\""));
}

#[test]
fn pixels_and_sheets_have_the_size_of_the_page() {
    let session = session();
    let page = printed(&session, &spec(FigureKind::Growth));
    // Width and height of a PNG stand after its signature and the head of the first chunk.
    assert_eq!(page.to_file(Form::Png(2))[16..24], [0, 0, 9, 96, 0, 0, 5, 70]);
    let pdf = page.to_file(Form::Pdf);
    assert!(pdf.starts_with(b"%PDF-"));
    // 1200 × 675 pixels are 900 × 506.25 points.
    assert!(pdf.windows(24).any(|part| part == b"/MediaBox [0 0 900 506.2"), "the size in points");
}

#[test]
fn there_is_no_figure_without_a_source_and_its_own_sources_stay() {
    let bare = FrameText { title: "Bare".to_owned(), ..FrameText::default() };
    let spec = FigureSpec { source: Some("Drawn by us.".to_owned()), ..spec(FigureKind::Growth) };
    let without = FigureSpec { source: None, ..spec.clone() };
    assert!(matches!(Session::dressed(&bare, &without), Err(FigureError::NoSource)));
    let known = FrameText { source_line: "Sources: a.".to_owned(), ..bare };
    assert_eq!(Session::dressed(&known, &spec).expect("sourced").source_line, "Sources: a. Drawn by us.");
}

/// All texts of a page in one line.
fn texts(page: &Page) -> String {
    let tail = |run: &TextRun| run.tail.as_ref().map(|tail| tail.text.clone());
    page.texts().flat_map(|run| [Some(run.text.clone()), tail(run)]).flatten().collect::<Vec<_>>().join(" | ")
}

fn of_regions(kind: FigureKind, year: i32, regions: &[&str]) -> FigureSpec {
    let regions = regions.iter().map(|code| (*code).to_owned()).collect();
    FigureSpec { year: Some(year), regions, ..spec(kind) }
}

#[test]
fn what_was_asked_for_is_drawn_or_named_whatever_is_known_of_it() {
    let session = session();
    // Of Murmansk and Krasnodar Krai only ranges are known.
    let told = |kind, year, regions: &[&str]| texts(&printed(&session, &of_regions(kind, year, regions)));
    let ranking = told(FigureKind::Ranking, 2024, &["RU-IRK", "RU-MUR", "RU-KDA"]);
    assert!(ranking.contains("Murmansk") && ranking.contains("Krasnodar Krai"), "{ranking}");
    assert!(ranking.contains("0–123,668") && !ranking.contains("Not drawn"), "{ranking}");
    let slope = told(FigureKind::Slope, 2025, &["RU-IRK", "RU-MUR"]);
    assert!(slope.contains("Murmansk \u{a0}0–117,362") && !slope.contains("no data"), "{slope}");
    let alone = FigureSpec { region: Some("RU-MUR".to_owned()), ..spec(FigureKind::Slope) };
    assert!(texts(&printed(&session, &alone)).contains("0–117,362"));
    let scatter = told(FigureKind::Scatter, 2025, &["RU-IRK", "RU-MUR"]);
    assert!(scatter.contains("Murmansk:\u{a0}only"), "{scatter}");
    let balance = told(FigureKind::Balance, 2025, &["RU-IRK", "RU-MUR", "FD-SI"]);
    assert!(balance.contains("Siberian FD:"), "{balance}");
    // More than are compared on screen.
    let seven = ["RU-IRK", "RU-NVS", "RU-KDA", "RU-MUR", "RU-BA", "FD-SI", "RU-KYA"];
    let figures = session.figure_csv(&of_regions(FigureKind::Ranking, 2025, &seven)).expect("figures");
    assert!(seven.iter().all(|code| figures.contains(&format!("\n{code},"))), "{figures}");
}

#[test]
fn a_ranking_says_how_wide_the_ranges_are_that_it_leaves_out() {
    let session = session();
    let of = |year| FigureSpec { year: Some(year), ..spec(FigureKind::Ranking) };
    let told = texts(&printed(&session, &of(2025)));
    assert!(told.contains("known only as ranges, the widest 0–18,395."), "{told}");
    let told = texts(&printed(&session, &of(2024)));
    assert!(told.contains("82 regions known only within 0–123,668."), "{told}");
}

#[test]
fn a_published_growth_is_told_without_both_counts() {
    let session = session();
    // For 2023 of Irkutsk only a range is known.
    let growth = FigureSpec { region: Some("RU-IRK".to_owned()), ..spec(FigureKind::Growth) };
    let told = texts(&printed(&session, &growth));
    assert!(told.contains("+18%") && told.contains("17.5–18.5%, published"), "{told}");
}

#[test]
fn growth_of_several_regions_has_a_panel_for_each_on_one_scale() {
    let session = session();
    let growth = of_regions(FigureKind::Growth, 2025, &["RU-IRK", "RU-NVS", "RU"]);
    let page = printed(&session, &growth);
    let told = texts(&page);
    assert!(["Irkutsk", "Novosibirsk", "Russia"].iter().all(|name| told.contains(name)), "{told}");
    assert_eq!(told.matches("200k").count(), 3, "the same axis in each: {told}");
    let figures = session.figure_csv(&growth).expect("figures");
    assert!(figures.contains("\nRU-NVS,") && figures.contains("farms_growth"), "{figures}");
    let vega = session.figure_vega(&growth).expect("it has a form");
    assert!(vega.contains("\"facet\"") && vega.contains("\"region\":\"Novosibirsk\""), "a panel for each");
}

#[test]
fn a_slope_names_whom_it_draws_and_prints_the_years_between() {
    let session = session();
    let of = |codes: &[&str]| FigureSpec {
        years: vec![2023, 2024, 2025],
        ..of_regions(FigureKind::Slope, 2025, codes)
    };
    let page = printed(&session, &of(&["RU-IRK", "RU-NVS", "RU-BA"]));
    let told = texts(&page);
    assert!(page.title.contains("Irkutsk, Novosibirsk, Bashkortostan") && !page.title.contains("Russia"));
    assert!(told.contains("13,660"), "the year between the ends: {told}");
    assert_eq!(
        told.matches("0–123,668").count(),
        1,
        "one range of two regions is drawn and told once: {told}"
    );
    assert!(told.contains("arrow: beyond the axis"), "{told}");
    let many = ["RU-IRK", "RU-NVS", "RU-BA", "RU-DA", "RU-TA"];
    let page = printed(&session, &of(&many));
    assert!(page.title.contains("5 regions"), "{}", page.title);
}

#[test]
fn bans_that_are_drawn_have_their_sources_and_their_status() {
    let session = session();
    let credited = |kind: FigureKind, metric: &str| {
        let spec = FigureSpec {
            metric: Some(metric.to_owned()),
            years: if kind == FigureKind::SmallMultiples { vec![2024, 2025] } else { Vec::new() },
            second_metric: (kind == FigureKind::Bivariate).then(|| "household_tariff".to_owned()),
            ..spec(kind)
        };
        texts(&printed(&session, &spec))
    };
    for kind in [FigureKind::Ranking, FigureKind::SmallMultiples, FigureKind::Bivariate] {
        let told = credited(kind, "farms");
        assert!(told.contains("Bans: "), "{kind:?}: {told}");
    }
    let told = credited(FigureKind::Ranking, "farms");
    assert!(told.contains("stands by its lower end"), "what orders the bars: {told}");
    let told = credited(FigureKind::Choropleth, "ban");
    assert!(told.contains("in force:\u{a0}9, requested:\u{a0}3"), "{told}");
}

#[test]
fn every_fact_of_a_sheet_has_its_year_status_and_source() {
    let session = session();
    for lang in Lang::ALL {
        for (width_mm, height_mm) in [(210, 297), (85, 200), (180, 120)] {
            let size = PageSize::Millimetres { width_mm, height_mm };
            let spec = FigureSpec { size, language: lang.into(), ..spec(FigureKind::RegionSheet) };
            let page = printed(&session, &spec);
            let lines: Vec<&str> = page.texts().map(|run| run.text.as_str()).collect();
            let prepared = session.prepared(&spec).expect("shown");
            let sheet = prepared.region_sheet(&Words::new(lang)).expect("a sheet");
            assert!(!page.drawn.is_empty());
            for fact in page.drawn.iter().map(|&at| &sheet.facts[at]) {
                let [status, source] = &fact.told;
                assert!(status.contains("20"), "of when: {fact:?}");
                // Publishers may be cut, never left out.
                let begins: String = source.chars().take(6).collect();
                assert!(begins.chars().count() > 2, "whose: {fact:?}");
                let has = |text: &str| lines.iter().any(|line| line.contains(text));
                assert!(has(status) && has(&begins), "{width_mm} {lang:?}: {fact:?} in {lines:?}");
            }
        }
    }
}

#[test]
fn a_difference_of_figures_of_different_years_is_that_of_those_beside_it_and_says_so() {
    let session = session();
    let atlas = session.atlas();
    let irkutsk = atlas.region_id("RU-IRK").expect("known");
    let of = |id: &str| atlas.record(irkutsk, atlas.metric_id(id).expect("known"), 2025).expect("a figure");
    let [free, capacity, load] = ["peak_headroom", "capacity_at_peak", "peak_with_reserve"].map(of);
    let value = |record: &crate::atlas::Record| record.observation.value.expect("a value");
    assert!((value(&free) - (value(&capacity) - value(&load))).abs() < 1e-6, "{free:?}");
    assert_eq!(free.period.to_string(), "2016/2024");
    let note = free.observation.note.get(Lang::En);
    assert!(note.contains("2016–2018; ") && note.contains(": 2024."), "{note}");
}

#[test]
fn a_ranking_has_the_places_that_sources_state_on_the_narrowest_page() {
    let session = session();
    for (lang, place) in [(Lang::En, "9 or 2–3"), (Lang::Ru, "9 или 2–3")] {
        let size = PageSize::Millimetres { width_mm: 85, height_mm: 160 };
        let spec = FigureSpec { size, language: lang.into(), ..spec(FigureKind::Ranking) };
        let page = printed(&session, &spec);
        let lines: Vec<&str> = page.texts().map(|run| run.text.as_str()).collect();
        assert!(lines.contains(&place), "{lines:?}");
        let told = texts(&page);
        let order = Words::new(lang).get("ranking-places");
        assert!(order.split(' ').all(|word| told.contains(word)), "{told}");
        assert!(told.contains("057–18"), "Irkutsk has its interval: {told}");
        assert_eq!(layout_faults(&page.to_inline_svg()), Vec::<String>::new());
    }
}

#[test]
fn a_map_of_bans_says_when_they_hold() {
    let session = session();
    let spec = FigureSpec { metric: Some("ban".to_owned()), ..spec(FigureKind::Choropleth) };
    let told = texts(&printed(&session, &spec)).replace(" | ", " ").replace('\u{a0}', " ");
    assert!(told.contains("7 April 2025 – 15 March 2031: Irkutsk"), "{told}");
}

#[test]
fn slopes_on_a_column_have_the_numbers_and_intervals_of_all_years() {
    let session = session();
    let size = PageSize::Millimetres { width_mm: 85, height_mm: 140 };
    let told = texts(&printed(&session, &FigureSpec { size, ..spec(FigureKind::Slope) }));
    for number in ["127,664", "127,023–128,310", "136,600", "136,550–136,650", "13,660", "17,057–18,396"]
    {
        assert!(told.contains(number), "no {number} in {told}");
    }
}

#[test]
fn growth_leaves_regions_out_rather_than_heights_and_intervals() {
    let session = session();
    let regions = ["RU-IRK", "RU-NVS", "RU-BA", "RU-KDA"].map(str::to_owned).to_vec();
    let size = PageSize::Millimetres { width_mm: 85, height_mm: 115 };
    for (lang, more) in [(Lang::En, "and 2 more regions, not"), (Lang::Ru, "и ещё 2 региона, для")]
    {
        let spec =
            FigureSpec { size, regions: regions.clone(), language: lang.into(), ..spec(FigureKind::Growth) };
        let page = printed(&session, &spec);
        assert_eq!(page.drawn, [0, 1]);
        let told = texts(&page);
        for part in ["973–14", "057–18", "064–7", more] {
            assert!(told.contains(part), "no {part} in {told}");
        }
        // Title and foot speak of what is drawn, and every percent has its bounds.
        let bounds = if lang == Lang::En { "18.9–41.8" } else { "18,9–41,8" };
        assert!(told.contains(bounds) && told.contains("30"), "{told}");
        let [count, absent] = match lang {
            Lang::En => ["derived: 3, only a range: 3.", "Bashkortostan"],
            Lang::Ru => ["рассчитано: 3, только диапазон: 3.", "Башкортостан"],
        };
        let told = told.replace('\u{a0}', " ");
        assert!(told.contains(count) && !told.contains(absent), "{told}");
        assert_eq!(layout_faults(&page.to_inline_svg()), Vec::<String>::new());
    }
}

#[test]
fn balance_and_diverging_bars_on_a_small_page_keep_their_numbers() {
    let session = session();
    let size = PageSize::Millimetres { width_mm: 85, height_mm: 110 };
    for lang in Lang::ALL {
        let of = |kind| FigureSpec { size, language: lang.into(), ..spec(kind) };
        let (balance, diverging) = (of(FigureKind::Balance), of(FigureKind::Diverging));
        let half = units::number(0.5, 1, lang);
        let page = printed(&session, &balance);
        assert_eq!(page.texts().filter(|run| run.text == half).count(), 2, "on both axes");
        let page = printed(&session, &diverging);
        let tails = page.texts().filter(|run| run.tail.is_some()).count();
        assert!(tails == page.drawn.len() && tails > 15, "{tails} bounds of {} figures", page.drawn.len());
        assert_eq!(layout_faults(&page.to_inline_svg()), Vec::<String>::new());
    }
}

#[test]
fn signs_of_bans_never_lie_on_each_other() {
    let session = session();
    let size = PageSize::Millimetres { width_mm: 85, height_mm: 110 };
    for kind in [FigureKind::Symbols, FigureKind::Bivariate, FigureKind::SmallMultiples] {
        let svg = printed(&session, &FigureSpec { size, ..spec(kind) }).to_inline_svg();
        let document = roxmltree::Document::parse(&svg).expect("a picture");
        let signs: Vec<[f64; 3]> = document
            .descendants()
            .filter(|node| node.has_tag_name("circle") && node.attribute("stroke") == Some("#a1263f"))
            .map(|node| {
                ["cx", "cy", "r"]
                    .map(|name| node.attribute(name).map_or(0.0, |v| v.parse().expect("a number")))
            })
            .collect();
        // Two kinds in the legend, and three regions or more on the map.
        assert!(signs.len() >= 5, "{kind:?}: {signs:?}");
        for (at, [x, y, radius]) in signs.iter().enumerate() {
            let is_apart = |other: &[f64; 3]| (x - other[0]).hypot(y - other[1]) > radius + other[2];
            assert!(signs[..at].iter().all(is_apart), "{kind:?}: {signs:?}");
        }
    }
}

#[test]
fn slopes_on_a_column_break_long_names_and_cut_none() {
    let session = session();
    let regions = ["RU-IRK", "RU-NVS", "RU-BA", "RU-KDA"].map(str::to_owned).to_vec();
    let size = PageSize::Millimetres { width_mm: 85, height_mm: 110 };
    let years = vec![2023, 2024, 2025];
    let spec = FigureSpec { size, regions, years, language: Lang::Ru.into(), ..spec(FigureKind::Slope) };
    let page = printed(&session, &spec);
    let lines: Vec<&str> = page.texts().map(|run| run.text.as_str()).collect();
    assert!(lines.contains(&"Новосибирская") && !lines.iter().any(|line| line.contains('…')), "{lines:?}");
    let at = |text: &str| page.texts().find(|run| run.text == text).map(|run| run.x).expect("a year");
    let share = (at("2025") - at("2023")) / page.size.0;
    assert!(share > 0.4, "the plot takes {share:.2} of the width");
    assert_eq!(layout_faults(&page.to_inline_svg()), Vec::<String>::new());
}

#[test]
fn growth_of_regions_keeps_intervals_where_bars_have_room() {
    let session = session();
    let regions = ["RU-IRK", "RU-NVS", "RU-BA", "RU-DA"].map(str::to_owned).to_vec();
    let size = PageSize::Pixels { width: 900, height: 600 };
    for lang in Lang::ALL {
        let spec =
            FigureSpec { size, regions: regions.clone(), language: lang.into(), ..spec(FigureKind::Growth) };
        let told = texts(&printed(&session, &spec));
        // Of counts and of their change, in both languages.
        for part in ["973–14", "057–18", "064–7", "205–4", "9–41"] {
            assert!(told.contains(part), "no {part} in {told}");
        }
    }
}
