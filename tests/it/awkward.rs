//! Owns what is said where arguments, folders and models do not fit what was meant: what would be
//! written over, what was not read, what cannot be judged.

use crate::{
    detect::{HEADER, home, homes, readings},
    program::Desk,
};

#[test]
fn what_is_read_is_never_written_over_and_two_results_are_two_files() {
    let desk = Desk::new();
    desk.run("simulate grid --meters 20 --days 3 -o grid").ends_with(0);
    desk.put("r.csv", format!("{HEADER}{}", homes()));
    desk.put("l.csv", "subject,kind\nM0,normal\nM1,mining\n");
    desk.put("spec.json", "{\"version\":1,\"kind\":\"growth\"}");
    desk.put("mine.csv", "region,kind\nRU-IRK,abnormal_load\n");
    desk.copy_atlas("atlas");
    let before = ["r.csv", "l.csv", "spec.json", "mine.csv", "atlas/regions.csv"].map(|name| desk.read(name));
    let parquet = || std::fs::read(desk.path("grid/readings.parquet")).expect("there");
    let grid = parquet();
    for (arguments, said) in [
        ("detect --readings r.csv -o r.csv", ["--output r.csv", "--readings"]),
        ("detect --readings r.csv -o ./grid/../r.csv", ["r.csv", "--readings"]),
        ("detect --readings grid -o d.csv --scores grid/readings.parquet", ["--scores grid/", "--readings"]),
        ("detect --readings r.csv -o d.csv --scores d.csv", ["--output and --scores", "d.csv"]),
        ("detect --readings r.csv -o d.csv --measures ./d.csv", ["--output and --measures", "d.csv"]),
        ("detect --readings r.csv --plain r.csv", ["--plain r.csv", "--readings"]),
        (
            "train --readings r.csv --labels l.csv -o m.json --out-of-fold l.csv",
            ["--out-of-fold", "--labels"],
        ),
        ("train --readings r.csv --labels l.csv -o r.csv", ["--output r.csv", "--readings"]),
        ("train --input grid -o grid/labels.csv", ["--output grid/labels.csv", "--input"]),
        ("render spec.json -o spec.json", ["--output spec.json", "the spec"]),
        ("map --detections mine.csv -o mine.svg --boundaries mine.svg", ["mine.svg", "--boundaries"]),
        ("table farms --detections mine.csv -o mine.csv", ["--output mine.csv", "--detections"]),
        ("table farms --atlas atlas -o atlas/regions.csv", ["--output atlas/regions.csv", "--atlas"]),
    ] {
        let names = desk.names();
        desk.run(arguments).ends_with(2).says(&said);
        assert_eq!(desk.names(), names, "{arguments}");
    }
    let after = ["r.csv", "l.csv", "spec.json", "mine.csv", "atlas/regions.csv"].map(|name| desk.read(name));
    assert!(before == after && parquet() == grid);
    // Results of an earlier run may lie beside the readings, and be made anew.
    for _ in 0..2 {
        desk.run("detect --readings grid -o grid/found.csv --scores grid/s.csv --measures grid/m.csv")
            .ends_with(0);
    }
}

#[test]
fn where_nothing_can_be_judged_the_run_fails_and_says_why() {
    let desk = Desk::new();
    desk.put("short.csv", format!("{HEADER}{}", readings("M0", 1, |slot| slot)));
    let odd = (0..40)
        .map(|at| format!("M0,2025-01-01T{:02}:{:02}:00Z,5\n", at / 2, at % 2 * 50))
        .collect::<Vec<_>>()
        .concat();
    desk.put("odd.csv", format!("{HEADER}{odd}"));
    desk.put("soon.csv", format!("{HEADER}M0,soon,1\nM0,later,1\nM1,soon,1\n"));
    desk.put("none.csv", HEADER);
    let before = desk.names();
    for (name, said) in [
        ("short", ["of 1 meter none has two days of readings", "two days of values of M0"]),
        ("odd", ["40 rows or values left out", "of 1 meter none has"]),
        // Each row once, not once more for its meter.
        ("soon", ["3 rows or values left out", "of 2 meters none has"]),
        ("none", ["there are no readings of any meter", "a header only"]),
    ] {
        let run = desk.run(&format!("detect --readings {name}.csv -o d.csv --scores s.csv --utc-offset 8"));
        run.ends_with(1).says(&said).says(&["nothing was written"]);
    }
    desk.run("detect --readings soon.csv --plain p.csv").ends_with(1).says(&["no meter has readings"]);
    assert_eq!(desk.names(), before);
}

#[test]
fn tables_of_a_folder_that_are_not_read_are_named_with_what_to_do() {
    let desk = Desk::new();
    desk.put("r/r.csv", format!("{HEADER}{}", homes()));
    desk.put("r/may/may.csv.gz", [0x1f, 0x8b, 8]);
    desk.put("r/june.xlsx", b"PK\x03\x04");
    desk.put("r/july.tsv", "meter_id\tts\twh\nM0\t2025-07-01T00:00:00Z\t1\n");
    desk.put("r/august.csv", "meter,time,energy\nM0,1,2\n");
    for silent in ["README.md", "notes.txt", "model.json", ".hidden.zip"] {
        desk.put(&format!("r/{silent}"), "x");
    }
    let run = desk.run("detect --readings r -o found.csv --utc-offset 8").ends_with(0).says(&[
        // One of them says what six days hide.
        "5 warnings",
        "may.csv.gz: expected",
        "a packed file, not read: unpack it",
        "june.xlsx",
        "save its sheet as CSV",
        "july.tsv",
        "name it .csv",
        "august.csv",
        "a table with the columns meter, time, energy, not read",
    ]);
    assert!(!run.out.contains("README") && !run.out.contains("hidden"), "{}", run.out);
    desk.put("z/may.zip", b"PK\x03\x04");
    let said = ["a folder without a table of readings, but with", "may.zip", "unpack it"];
    desk.run("detect --readings z -o other.csv").ends_with(1).says(&said);
}

#[test]
fn a_model_that_judges_nothing_or_is_broken_is_refused_with_the_place() {
    let desk = Desk::new();
    desk.put("r.csv", format!("{HEADER}{}", homes()));
    desk.put("empty.json", "{}");
    desk.run("detect --readings r.csv --model empty.json -o d.csv")
        .ends_with(1)
        .says(&["empty.json: the model has none of its parts"]);
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/model/detection.json");
    desk.put("m.json", std::fs::read(shipped).expect("there"));
    let text = desk.read("m.json");
    let at = text.find("\"alarm_score\":").expect("a part") + 14;
    let end = at + text[at..].find(',').expect("more");
    desk.put("m.json", format!("{}7{}", &text[..at], &text[end..]));
    desk.run("detect --readings r.csv --model m.json -o d.csv")
        .ends_with(1)
        .says(&["m.json: ", "alarm_score of the model: expected 0 to 1, found 7"]);
    assert_eq!(desk.names(), ["empty.json", "m.json", "r.csv"]);
}

#[test]
fn readings_that_hardly_are_what_they_are_taken_for_are_doubted_once() {
    let desk = Desk::new();
    let of_all = |wh: &dyn Fn(i64) -> i64| -> String {
        (0..3).map(|meter| readings(&format!("M{meter}"), 6, wh)).collect()
    };
    let halves = (0..56)
        .map(|at| (at, at / 2 + 1, 4 + at % 2 * 12))
        .map(|(at, day, hour)| format!("M0,2025-01-{day:02}T{hour:02}:00:00Z,{}\n", 4500 + at * 7919 % 970))
        .collect::<Vec<_>>()
        .concat();
    let cases = [
        ("kwh", of_all(&|slot| home(slot) / 200), "wh: expected Wh an interval, of which half of all meters"),
        (
            "register",
            of_all(&|slot| 70_000 + 150 * slot),
            "found registers (3 meters: M0, M1, M2); their differences were taken",
        ),
        ("halves", halves, "found longer ones at 1 meter, whose scores hardly become alarms"),
    ];
    for (name, text, said) in cases {
        desk.put(&format!("{name}.csv"), format!("{HEADER}{text}"));
        let run = desk.run(&format!("detect --readings {name}.csv -o found.csv --utc-offset 8")).ends_with(0);
        assert_eq!(run.out.matches(said).count(), 1, "{run:#?}");
    }
    desk.run("detect --readings kwh.csv --plain p.csv --utc-offset 8")
        .ends_with(0)
        .says(&["are the values kWh?"]);
    let chosen =
        desk.run("detect --readings halves.csv -o found.csv --utc-offset 8 --threshold 0.3").ends_with(0);
    assert!(!chosen.out.contains("hardly become alarms"), "{chosen:#?}");
    desk.put("r/r.csv", format!("{HEADER}{}", homes()));
    let meters = (0..5).map(|meter| format!("M{meter},F0,RU-IRK,household,1\n")).collect::<Vec<_>>().concat();
    desk.put("r/m.csv", format!("meter_id,feeder_id,region,tariff,phases\n{meters}"));
    desk.put("r/f.csv", format!("feeder_id,ts,wh\n{}", readings("F0", 6, |slot| 3 * home(slot))));
    desk.run("detect --readings r -o found.csv")
        .ends_with(0)
        .says(&["found less at 1 feeder, F0 (another unit"]);
    desk.put("r/f.csv", format!("feeder_id,ts,wh\n{}", readings("F0", 6, |slot| 6 * home(slot))));
    let run = desk.run("detect --readings r -o found.csv").ends_with(0);
    assert!(!run.out.contains("found less"), "{run:#?}");
}

#[test]
fn a_folder_of_tables_and_each_of_them_is_checked() {
    let desk = Desk::new();
    desk.run("simulate grid --meters 30 --days 3 -o grid").ends_with(0);
    desk.run("detect --readings grid -o grid/found.csv --measures grid/measures.csv").ends_with(0);
    desk.put("grid/may.zip", b"PK");
    desk.run("check grid").ends_with(0).says(&[
        "grid: a folder of tables",
        "  readings: 30 meters\n",
        "  meters: 30 meters good",
        "  feeders: ",
        "  weather: 1 region\n",
        "  labels: ",
        "  measures of meters: 30 meters",
        "may.zip",
    ]);
    desk.run("check grid/measures.csv").ends_with(0).says(&["measures of meters (CSV)", "30 rows"]);
    desk.put("empty/README.md", "x");
    desk.run("check empty")
        .ends_with(1)
        .says(&["a folder without a table that is known", "datapackage.json"]);
}

#[test]
fn regions_and_ids_of_detections_are_checked_against_the_atlas() {
    let desk = Desk::new();
    desk.put(
        "d.csv",
        "detection_id,region,kind,status\nA,RU-IRK,abnormal_load,detected\nB,XX-YY,abnormal_load,simulated\n\
         A,RU-IRK,abnormal_load,published\n",
    );
    desk.run("check d.csv").says(&[
        "d.csv, line 4, detection_id: expected a detection_id of its own, found \"A\", as in 2",
        "d.csv, region: expected the code or name of a region of the map, found \"XX-YY\" in 1 row",
    ]);
    desk.put(
        "good.csv",
        "detection_id,region,kind\nA,RU-IRK,abnormal_load\nB,Иркутская область,abnormal_load\n",
    );
    desk.run("check good.csv").ends_with(0).says(&["no problems"]);
}

#[test]
fn figures_of_scores_are_without_intervals_where_nothing_was_drawn_again() {
    let desk = Desk::new();
    desk.put("l.csv", "subject,kind\nM0,mining\nM1,normal\nM2,normal\nM3,mining\n");
    desk.put("s.csv", "meter_id,kind,score\nM0,abnormal_load,0.9\nM1,abnormal_load,0.1\nM2,abnormal_load,0.2\nM3,abnormal_load,0.8\n");
    let run = desk.run("evaluate --scores s.csv --labels l.csv --baseline s.csv --resamples 0").ends_with(0);
    let figures = run.out.split("said").next().expect("some");
    assert!(figures.contains("roc_auc          1.0000  baseline 1.0000, difference +0.0000\n"), "{figures}");
    assert!(!figures.contains('[') && !figures.contains("NaN") && !figures.contains("-0.0000"), "{figures}");
    let drawn = desk.run("evaluate --scores s.csv --labels l.csv").ends_with(0);
    drawn.says(&["roc_auc          1.0000 [1.0000, 1.0000]"]);
}

#[test]
fn weather_and_times_that_belong_to_nothing_are_said_once() {
    let desk = Desk::new();
    desk.put("r/r.csv", format!("{HEADER}{}M0,1871-01-01T00:00:00Z,5\n", homes()));
    desk.put("r/m.csv", "meter_id,region,tariff,phases\nM0,RU-IRK,household,1\n");
    let weather = |region: &str| -> String {
        (0..24).map(|hour| format!("{region},2025-01-01T{hour:02}:00:00Z,-20\n")).collect::<Vec<_>>().concat()
    };
    let all = ["RU-IRK", "RU-BU", "RU-ZAB"].map(weather).concat();
    desk.put("r/w.csv", format!("region,ts,temp_c\n{all}"));
    desk.run("detect --readings r -o found.csv --utc-offset 8").ends_with(0).says(&[
        "found that of 2 regions where no meter is, \"RU-BU\" the first of them",
        "found 1 reading years away from the others, 1871-01-01T00:00:00Z (is it a time?); left out",
    ]);
    desk.put("local.csv", format!("{HEADER}{}", homes().replace('Z', "")));
    let run = desk.run("detect --readings local.csv -o found.csv --utc-offset 8").ends_with(0);
    let said = "local.csv, ts: expected times with an offset, such as 2025-03-12T04:30:00Z, \
                found \"2025-01-01T16:00:00\"; times without one are taken as UTC";
    assert_eq!(run.out.matches("taken as UTC").count(), 1, "{run:#?}");
    run.says(&[said]);
    assert!(desk.run("evaluate --help").ends_with(0).out.contains("premature      share of it"));
    assert!(desk.run("detect --help").ends_with(0).out.contains("Usage: hashatlas detect"));
}
