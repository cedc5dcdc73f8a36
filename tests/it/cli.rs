//! Owns the command line as its users meet it: exit statuses, stdout and stderr, files, help and
//! messages of the real binary.

use crate::program::{Desk, rows};
use hashatlas::{
    lang::Lang,
    session::{Command, Session, Sources},
};
use std::{
    collections::HashSet,
    io::Read,
    process::{Command as Process, Stdio},
};

#[test]
fn without_arguments_it_writes_a_report_that_needs_nothing_else() {
    let desk = Desk::new();
    let run = desk.run("").ends_with(0);
    assert_eq!(run.out, "");
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    assert!(run.err.contains("hashatlas-report/index.html"), "{}", run.err);
    let html = desk.read("hashatlas-report/index.html");
    for outside in ["<link", "<iframe", "@import", "src=", "url(http", "href=\"//", "<img", "fetch(", "eval("]
    {
        assert!(!html.contains(outside), "the report asks for {outside}");
    }
    assert!(html.contains("content=\"default-src 'none'; "), "the report lacks its policy");
    for part in ["<svg", "<table", "196,907", "136.6k", "196.9k", "Irkutsk", "mforum.ru"] {
        assert!(html.contains(part), "the report lacks {part}");
    }
    let mut ids = HashSet::new();
    for id in html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.insert(id.to_owned()), "the id {id} occurs twice");
    }
}

#[cfg(feature = "gui")]
#[test]
fn a_display_or_adapter_that_is_not_there_is_said_in_a_line_and_is_no_failure() {
    let desk = Desk::new();
    for (name, value) in [("DISPLAY", ":54321"), ("WAYLAND_DISPLAY", "wayland-54321")] {
        let output = desk.command("explore --fresh").env(name, value).output().expect("it starts");
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!((output.status.code(), said.lines().count()), (Some(0), 1), "{said}");
        assert!(said.contains("no display") && said.contains("hashatlas-report/index.html"), "{said}");
        // Where the cause is a place in somebody's code, it is left out.
        assert!(!said.contains(".rs:"), "{said}");
    }
}

#[test]
fn the_table_of_farms_has_status_and_source_for_every_value() {
    let desk = Desk::new();
    let run = desk.run("table farms --year 2025").ends_with(0);
    assert_eq!(run.err, "");
    let rows = rows(&run.out);
    let country = rows.iter().find(|row| row["region"] == "RU").expect("the country");
    let figure = ["value", "low", "high", "status"].map(|column| country[column].as_str());
    assert_eq!(figure, ["196907", "", "", "published"]);
    for row in &rows {
        let has_figure = ["value", "low", "high"].iter().any(|column| !row[*column].is_empty());
        assert_eq!(has_figure, row["status"] != "no_data", "{row:?}");
        assert_eq!(has_figure, !row["sources"].is_empty(), "{row:?}");
    }
    let with = |status: &str| rows.iter().filter(|row| row["status"] == status).count();
    // Of 70 regions only a range follows from what was published; Kurgan's was. Of four municipalities
    // their share of the region is known.
    assert_eq!((with("published"), with("derived"), with("estimated"), with("no_data")), (9, 84, 0, 0));
    assert_eq!(rows.iter().filter(|row| row["value"].is_empty()).count(), 75);
}

#[test]
fn the_table_is_the_same_as_json_and_in_a_file() {
    let desk = Desk::new();
    let csv = rows(&desk.run("table farms energy_balance --year 2025").ends_with(0).out);
    let run = desk.run("table farms energy_balance --year 2025 --format json -o t.json").ends_with(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    let json: serde_json::Value = serde_json::from_str(&desk.read("t.json")).expect("JSON");
    let json = json.as_array().expect("an array");
    assert_eq!(json.len(), csv.len());
    for (object, row) in json.iter().zip(&csv) {
        assert_eq!(object["region"], row["region"].as_str());
        assert_eq!(object["value"].as_f64(), row["value"].parse().ok());
    }
    // The name says the form; one that promises a workbook is refused before anything is written.
    desk.run("table farms energy_balance --year 2025 -o named.json").ends_with(0);
    assert_eq!(desk.read("named.json"), desk.read("t.json"));
    desk.run("table farms -o t.xlsx").ends_with(2).says(&["CSV or JSON", "render"]);
    assert!(!desk.path("t.xlsx").exists());
}

#[test]
fn a_figure_goes_with_its_data_in_the_form_of_the_ending() {
    let desk = Desk::new();
    desk.run("render --kind growth -o growth.csv").ends_with(0);
    let figures = rows(&desk.read("growth.csv"));
    let of_2025 = figures.iter().find(|row| row["metric"] == "farms" && row["period"] == "2025");
    let of_2025 = of_2025.expect("the year is shown");
    assert_eq!((of_2025["value"].as_str(), of_2025["status"].as_str()), ("196907", "published"));
    assert!(figures.iter().all(|row| !row["sources"].is_empty()));
    for name in ["a.xlsx", "b.xlsx"] {
        desk.run(&format!("render --kind choropleth --lang ru -o {name}")).ends_with(0);
    }
    let book = std::fs::read(desk.path("a.xlsx")).expect("written");
    assert!(book.starts_with(b"PK") && book == std::fs::read(desk.path("b.xlsx")).expect("written"));
    desk.run("render --kind balance -o balance.vl.json").ends_with(0);
    let document: serde_json::Value = serde_json::from_str(&desk.read("balance.vl.json")).expect("JSON");
    assert_eq!(document["usermeta"]["kind"], "balance");
    let refused = desk.run("render --kind symbols -o symbols.vl.json").ends_with(1);
    assert!(refused.err.contains("no form in Vega-Lite"), "{}", refused.err);
}

#[test]
fn insets_are_asked_for_by_name_or_left_out() {
    let desk = Desk::new();
    let svg = |insets: &str| {
        desk.run(&format!("render --kind choropleth --size square --insets {insets}")).ends_with(0).out
    };
    assert!(!svg("none").contains("× larger"));
    assert_eq!(svg("Chechnya,RU-DA").matches("× larger").count(), 1);
    let unknown = desk.run("render --kind choropleth --insets Chechnia").ends_with(2);
    assert!(unknown.err.contains("Chechnia"), "{}", unknown.err);
}

#[test]
fn the_growth_chart_shows_counts_growth_and_status() {
    let desk = Desk::new();
    let svg = desk.run("chart growth").ends_with(0).out;
    for text in ["127.7k", "136.6k", "196.9k", "+7%", "+44%", "derived", "published", "Sources"] {
        assert!(svg.contains(text), "no {text}");
    }
    let svg = desk.run("chart growth --lang ru").ends_with(0).out;
    assert!(svg.contains("196,9\u{202f}тыс."), "Russian numbers");
}

#[test]
fn every_chart_is_whole_in_both_languages() {
    let desk = Desk::new();
    for lang in ["en", "ru"] {
        for chart in ["growth", "ranking", "balance", "timeline"] {
            desk.run(&format!("chart {chart} --lang {lang} -o {chart}.svg")).ends_with(0);
            assert_whole(&desk.read(&format!("{chart}.svg")), chart, lang);
        }
    }
}

#[test]
fn the_map_of_every_metric_is_whole_in_both_languages() {
    let mut session = Session::open(&Sources::default()).expect("opens");
    let metrics: Vec<String> = session.atlas().metrics.iter().map(|metric| metric.id.clone()).collect();
    for (lang, code) in [(Lang::En, "en"), (Lang::Ru, "ru")] {
        session.apply(Command::Speak(lang)).expect("spoken");
        for metric in &metrics {
            session.apply(Command::ShowMetric(metric.clone())).expect("known");
            assert_whole(&session.map_svg((1200, 675)).expect("drawn"), metric, code);
        }
    }
}

/// Well-formed, titled, with a line of status (but for laws) and one of sources.
fn assert_whole(svg: &str, what: &str, lang: &str) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|error| panic!("{what} {lang}: {error}"));
    let root = document.root_element();
    let child =
        |name: &str| root.children().find(|node| node.has_tag_name(("http://www.w3.org/2000/svg", name)));
    let title = child("title").and_then(|node| node.text()).unwrap_or_default();
    assert!(!title.is_empty() && child("desc").is_some(), "{what} {lang} has no title or description");
    let texts: String = root.descendants().filter_map(|node| node.text()).collect::<Vec<_>>().join("\n");
    let has = |words: [&str; 2]| texts.contains(words[usize::from(lang == "ru")]);
    assert!(
        has(["Sources: ", "Источники: "]) || has(["Source: ", "Источник: "]),
        "{what} {lang} has no sources"
    );
    let is_law = ["ban", "timeline"].contains(&what);
    assert!(is_law || has(["Figures – ", "Данные — "]) || what == "growth", "{what} {lang} has no status");
    assert!(!svg.contains("NaN") && !svg.contains("inf\""), "{what} {lang} has a number that is none");
}

#[test]
fn maps_close_in_on_regions_and_class_in_every_way() {
    let desk = Desk::new();
    let whole = desk.run("map --metric population").ends_with(0).out;
    for region in ["RU-IRK", "FD-SI", "RU-MOW", "RU-CHU", "GR-BLACK-EARTH"] {
        let near = desk.run(&format!("map --metric population --region {region}")).ends_with(0).out;
        assert_whole(&near, "population", "en");
        assert_ne!(near, whole);
    }
    for method in ["quantile", "equal", "jenks", "pretty"] {
        let svg = desk.run(&format!("map --metric population --method {method}")).ends_with(0).out;
        assert_whole(&svg, "population", "en");
    }
    desk.run("map --breaks 1000,5000,10000").ends_with(0).says(&["1,000", "10,000"]);
    desk.run("map --method manual").ends_with(2).says(&["--breaks"]);
    desk.run("map --breaks 5,1,3").ends_with(2).says(&["ascending"]);
}

#[test]
fn a_picture_for_print_has_its_size_and_dots() {
    let desk = Desk::new();
    // Width, height and dots a metre of a PNG.
    let dots = |arguments: &str| {
        desk.run(&format!("{arguments} -o print.png")).ends_with(0);
        let bytes = std::fs::read(desk.path("print.png")).expect("a picture");
        let number = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        let dots = bytes.windows(4).position(|part| part == b"pHYs").expect("dots an inch");
        assert_eq!((number(dots + 4), bytes[dots + 12]), (number(dots + 8), 1), "in metres");
        (number(16), number(20), number(dots + 4))
    };
    // Millimetres × 300 ÷ 25.4, as newspapers ask for, unless something else is.
    assert_eq!(dots("chart growth --size 210x297mm"), (2480, 3508, 11_811));
    assert_eq!(dots("map --size 85x110mm"), (1004, 1299, 11_811));
    assert_eq!(dots("render --kind growth --size a4"), (2480, 3508, 11_811));
    assert_eq!(dots("render --kind growth --size column"), (1004, 1654, 11_811));
    assert_eq!(dots("render --kind growth --size 85x140mm --dpi 600"), (2008, 3307, 23_622));
    assert_eq!(dots("render --kind growth --size 85x140mm --scale 2"), (643, 1058, 7559));
    assert_eq!(dots("render --kind growth --size 1200x675"), (1200, 675, 3780));
    desk.run("chart growth --dpi 300 -o growth.svg").ends_with(2).says(&["--dpi", ".png"]);
    desk.run("render --kind growth --size 10x10mm").ends_with(2).says(&["mm"]);
    let help = desk.run("render --help --lang ru").ends_with(0).out;
    assert!(help.contains("300 для страниц в печати"), "{help}");
    desk.run("render --help").ends_with(0).says(&["300 for pages in print"]);
}

#[test]
fn chosen_regions_stand_alone_where_a_figure_can_show_them() {
    let desk = Desk::new();
    let ranking = desk.run("chart ranking --region RU-IRK,RU-NVS").ends_with(0).out;
    assert!(ranking.contains("Irkutsk") && ranking.contains("Novosibirsk") && !ranking.contains("Dagestan"));
    desk.run("render --kind slope --region RU-IRK,Bashkortostan").ends_with(0).says(&["6,032–18,395"]);
    desk.run("render --kind choropleth --region RU-IRK,RU-NVS").ends_with(2).says(&["slope", "ranking"]);
    let refused = desk.run("render --kind symbols --region RU-IRK,RU-NVS --lang ru");
    refused.ends_with(2).says(&["несколько принимают"]);
}

#[test]
fn three_to_nine_classes_and_no_others() {
    let desk = Desk::new();
    for classes in 3..=9 {
        desk.run(&format!("map --metric population --classes {classes}")).ends_with(0);
    }
    for classes in [0, 2, 10] {
        let run = desk.run(&format!("map --classes {classes}")).ends_with(2).says(&["3 to 9"]);
        assert_eq!(run.out, "");
    }
}

#[test]
fn what_does_not_exist_is_wrong_usage_and_the_message_says_what_does() {
    let desk = Desk::new();
    for (arguments, words) in [
        ("map --metric farmz", ["farmz", "farms_per_100k"]),
        ("table farms farmz", ["farmz", "energy_balance"]),
        ("map --region RU-XYZ", ["RU-XYZ", "nearest: RU-"]),
        ("map --palette rainbow", ["rainbow", "viridis"]),
        ("map --lang de", ["de", "en"]),
        ("chart pie", ["pie", "growth"]),
        ("map -o map.gif", ["map.gif", "SVG, PNG or PDF"]),
        ("map --size big", ["big", "1200x675"]),
        ("table", ["METRIC", "Usage"]),
        ("draw", ["draw", "Usage"]),
    ] {
        let run = desk.run(arguments).ends_with(2).says(&words);
        assert_eq!(run.out, "", "{arguments}");
    }
    assert!(desk.names().is_empty(), "nothing was written");
}

#[test]
fn an_output_that_cannot_be_written_fails_and_leaves_nothing() {
    let desk = Desk::new();
    desk.put("file", "I am a file");
    for arguments in ["map -o file/map.svg", "table farms -o file/t.csv", "report -o file/r.html"] {
        let run = desk.run(arguments).ends_with(1).says(&["cannot write file/"]);
        assert_eq!(run.out, "");
    }
    std::fs::create_dir(desk.path("taken.svg")).expect("made");
    desk.run("chart growth -o taken.svg").ends_with(1).says(&["taken.svg"]);
    assert_eq!(desk.names(), ["file", "taken.svg"]);
    assert_eq!(desk.read("file"), "I am a file");
}

#[test]
fn the_same_command_writes_the_same_bytes() {
    let desk = Desk::new();
    for arguments in ["map --metric farms", "chart timeline", "table farms energy_balance"] {
        assert_eq!(desk.run(arguments).out, desk.run(arguments).out, "{arguments}");
    }
    desk.run("report -o a.html").ends_with(0);
    desk.run("report -o b.html").ends_with(0);
    assert!(desk.read("a.html") == desk.read("b.html"), "the reports differ");
}

#[test]
fn a_reader_that_leaves_early_is_no_failure() {
    let desk = Desk::new();
    let mut command: Process = desk.command("table population tariff_urban tariff_stove");
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    let mut first = [0; 6];
    child.stdout.take().expect("piped").read_exact(&mut first).expect("a header");
    let output = child.wait_with_output().expect("ends");
    assert_eq!((&first, output.status.code()), (b"region", Some(0)));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn manual_pages_and_completions_name_the_tasks() {
    let desk = Desk::new();
    desk.run("manual man").ends_with(0);
    for (file, text) in [
        ("hashatlas.1", ".TH hashatlas 1"),
        ("hashatlas-map.1", "metric"),
        ("hashatlas-simulate-grid.1", "meters"),
        ("completions/hashatlas.bash", "detect"),
        ("completions/hashatlas.fish", "detect"),
    ] {
        let page = std::fs::read_to_string(desk.path("man").join(file)).expect(file);
        assert!(page.contains(text), "{file} lacks {text}");
    }
}

#[test]
fn help_is_as_reviewed() {
    let desk = Desk::new();
    for command in [
        "",
        "detect",
        "train",
        "evaluate",
        "map",
        "chart",
        "render",
        "table",
        "report",
        "estimate",
        "simulate detections",
        "simulate grid",
        "check",
    ] {
        let run = desk.run(&format!("{command} --help")).ends_with(0);
        assert_eq!(run.err, "");
        let name = if command.is_empty() {
            "help".to_owned()
        } else {
            format!("help_{}", command.replace(' ', "_"))
        };
        insta::assert_snapshot!(name, run.out);
    }
    let version = desk.run("--version").ends_with(0).out;
    assert_eq!(version, format!("hashatlas {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn messages_are_as_reviewed() {
    let desk = Desk::new();
    desk.put("page.html", "<!DOCTYPE html><html><body>Not found</body></html>");
    desk.put("bad.csv", "lon,lat,kind,kw\n104.3,52.3,abnormal_load,30\n104.3,152.3,abnormal_load,twelve\n");
    let commands = [
        "map --palette rainbow",
        "map --region RU-XYZ",
        "map --classes 2",
        "map -o map.gif",
        "map --metric household_tariff --method manual",
        "--atlas nowhere",
        "check page.html",
        "check bad.csv",
    ];
    let said = commands.map(|arguments| {
        let run = desk.run(arguments);
        format!("$ hashatlas {arguments}\n{}{}exit status {}\n", run.out, run.err, run.status)
    });
    insta::assert_snapshot!("messages", said.join("\n"));
}
