//! Owns reviews of detections and counts made of them, as their users meet them.

use crate::program::{Desk, rows};
use std::fmt::Write as _;

/// 400 detections in two regions, of which those with a number that three divides are false.
pub(crate) fn put_detections(desk: &Desk, name: &str, shift_days: u32) {
    let mut text = "detection_id,region,meter_id,kind,first_seen,kw,score\n".to_owned();
    for number in 0..400_u32 {
        let region = if number % 4 == 0 { "RU-NVS" } else { "RU-IRK" };
        let (year, day) = (2024 + number % 2, 3 + number % 20 + shift_days);
        let score = 0.4 + f64::from(number % 60) / 100.0;
        let _ = writeln!(
            text,
            "D{number},{region},m{number},abnormal_load,{year}-05-{day:02},{},{score:.2}",
            1 + number % 9
        );
    }
    desk.put(name, text);
}

/// Reviews of the first `count` cases of a draw, told right.
pub(crate) fn put_reviews(desk: &Desk, count: usize) {
    let next = desk.run(&format!("review next d.csv --order drawn -n {count}")).ends_with(0);
    let mut text = "subject,kind,first_seen,verdict,author,at\n".to_owned();
    for row in rows(&next.out) {
        let number: u32 = row["detection_id"][1..].parse().expect("a number");
        let verdict = if number.is_multiple_of(3) { "rejected" } else { "confirmed" };
        let (subject, kind, seen) = (&row["subject"], &row["kind"], &row["first_seen"]);
        let _ = writeln!(text, "{subject},{kind},{seen},{verdict},oracle,2026-01-02T03:04:05Z");
    }
    desk.put("reviews.csv", text);
    desk.run("review import reviews.csv").ends_with(0);
}

#[test]
fn a_review_is_kept_taken_back_and_survives_detecting_anew() {
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    desk.run("review mark d.csv D7 confirmed --author olga --note rig").ends_with(0);
    desk.run("review mark d.csv m8 rejected --author olga").ends_with(0);
    let said = |file: &str| {
        let list = desk.run(&format!("review list {file}")).ends_with(0);
        let said: Vec<String> = rows(&list.out)
            .into_iter()
            .filter(|row| !row["verdict"].is_empty())
            .map(|row| {
                format!("{} {} {} {}", row["detection_id"], row["verdict"], row["author"], row["note"])
            })
            .collect();
        said
    };
    assert_eq!(said("d.csv"), ["D7 confirmed olga rig", "D8 rejected olga "]);
    // The same meters, found four days later.
    put_detections(&desk, "again.csv", 4);
    assert_eq!(said("again.csv").len(), 2);
    let two = desk.run("review mark d.csv D7 rejected --author ivan").ends_with(0);
    assert!(two.err.contains("olga said confirmed"), "{}", two.err);
    let list = desk.run("review list d.csv").ends_with(0);
    assert!(list.err.contains("meter:m7: ivan said rejected, olga said confirmed"), "{}", list.err);
    desk.run("review undo").ends_with(0);
    assert_eq!(said("d.csv"), ["D7 confirmed olga rig", "D8 rejected olga "]);
    desk.run("review export -o all.csv").ends_with(0);
    let again = desk.run("review import all.csv").ends_with(0);
    assert_eq!(again.out, "taken 0, known already 2\n");
    desk.run("review mark d.csv D999 confirmed --author olga").ends_with(2);
    desk.put("bad.csv", "subject,verdict,author,at\nm1,confirmed,a,2026-01-01\n");
    let bad = desk.run("review import bad.csv").ends_with(1);
    assert!(bad.err.contains("bad.csv, line 2, subject: expected meter:"), "{}", bad.err);
    desk.put("other.redb", "no database");
    let other = desk.run("review list d.csv --reviews other.redb").ends_with(1);
    assert!(other.err.contains("not a file of reviews, or damaged"), "{}", other.err);
}

#[test]
fn counts_of_reviewed_detections_make_an_atlas_and_hold_the_truth() {
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    put_reviews(&desk, 120);
    desk.put(
        "coverage.csv",
        "year,region,watched,detector,positives,found,normal,quiet\n\
         2024,RU-IRK,4000,1,200,160,5000,4950\n2025,RU-IRK,6000,1,200,160,5000,4950\n",
    );
    let run =
        desk.run("aggregate d.csv --reviews reviews.redb --coverage coverage.csv -o counts").ends_with(0);
    assert!(run.out.contains("reviews missing for ±10 %:"), "{}", run.out);
    let check = desk.run("check counts").ends_with(0);
    assert!(check.out.contains("no problems"), "{}", check.out);
    let table =
        desk.run("table detected detected_true present watched --atlas counts --year 2025").ends_with(0);
    let figure = |region: &str, metric: &str| -> [f64; 3] {
        let table = rows(&table.out);
        let row = table.iter().find(|row| row["region"] == region && row["metric"] == metric);
        let row = row.unwrap_or_else(|| panic!("{region} {metric}"));
        assert_eq!(row["status"], "detected");
        ["value", "low", "high"].map(|side| row[side].parse().unwrap_or(f64::NAN))
    };
    assert_eq!(figure("RU-IRK", "detected")[0], 300.0);
    // Of 400, 266 are true; of the 300 of Irkutsk, 200.
    for (region, truth, all) in [("RU", 266.0, 400.0), ("RU-IRK", 200.0, 300.0)] {
        let [value, low, high] = figure(region, "detected_true");
        assert!(low <= truth && truth <= high && high <= all, "{region}: {low} {value} {high}");
        assert!(high - low < 0.3 * all, "{region}: {low} {high}");
    }
    let [value, low, high] = figure("RU-IRK", "present");
    assert!(low < 250.0 && 250.0 < high && high <= 6000.0 && value > 200.0, "{low} {value} {high}");
    assert_eq!(figure("RU-IRK", "watched")[0], 6000.0);
    let growth = rows(&desk.read("counts/growth.csv"));
    let of_irkutsk = growth.iter().find(|row| row["region"] == "RU-IRK").expect("two years are known");
    let part = |name: &str| of_irkutsk[name].parse::<f64>().expect("a number");
    assert!((part("coverage") + part("real") + part("detector") - part("total")).abs() < 0.2);
    desk.run("map --atlas counts --metric detected_true -o map.svg").ends_with(0);
    // Its own work may be done anew, another atlas is left alone.
    desk.run("aggregate d.csv --by district,year -o counts").ends_with(0);
    desk.copy_atlas("russia");
    let before = desk.read("russia/datapackage.json");
    let refused = desk.run("aggregate d.csv -o russia").ends_with(1);
    assert!(refused.err.contains("found another atlas"), "{}", refused.err);
    assert_eq!(desk.read("russia/datapackage.json"), before);
}

#[test]
fn only_detections_among_watched_meters_say_how_many_there_are() {
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    let aggregate = |coverage: &str| {
        desk.put("coverage.csv", format!("year,region,watched,positives,found,normal,quiet\n{coverage}"));
        let run = desk.run("aggregate d.csv --coverage coverage.csv -o counts").ends_with(0);
        let figures = rows(&desk.read("counts/observations.csv"));
        let present = |region: &str| {
            let of = figures
                .iter()
                .find(|row| row["region"] == region && row["metric"] == "present" && row["period"] == "2025");
            of.map(|row| ["value", "low", "high"].map(|side| row[side].clone()))
        };
        (run.err, present("RU-IRK"), present("RU"))
    };
    // A hundred detections lie elsewhere, where nobody knows how many meters were watched.
    let (told, of_irkutsk, of_country) = aggregate("2025,RU-IRK,6000,200,160,5000,4950\n");
    assert!(of_irkutsk.is_some() && told.is_empty(), "{told}");
    assert_eq!(of_country, of_irkutsk);
    // The first of two rows counts.
    let twice = "2025,RU-IRK,6000,200,160,5000,4950\n2025,RU-IRK,12000,200,160,5000,4950\n";
    let (told, first, _) = aggregate(twice);
    assert!(told.contains("expected one row for each region and year"), "{told}");
    assert_eq!(first, of_irkutsk);
    for (row, why) in [
        ("2025,RU-IRK,200,200,160,5000,4950\n", "300 detections, 200 meters"),
        ("2025,RU-IRK,6000,200,60,5000,1000\n", "sensitivity and specificity of 1 together, or less"),
    ] {
        let (told, none, _) = aggregate(row);
        assert!(told.contains(why) && none.is_none(), "{told}");
    }
}

#[test]
fn a_dossier_shows_one_meter_of_a_simulated_grid() {
    let desk = Desk::new();
    desk.run("simulate grid --meters 80 --days 28 --seed 3 -o grid").ends_with(0);
    desk.run("detect --readings grid -o d.parquet --threshold 0.2").ends_with(0);
    let next = desk.run("review next d.parquet --order score -n 1").ends_with(0);
    let row = rows(&next.out).into_iter().next().expect("a detection");
    let id = &row["detection_id"];
    desk.run(&format!("dossier d.parquet {id} --readings grid -o d.svg")).ends_with(0);
    let svg = desk.read("d.svg");
    assert!(svg.contains("Reasons, and by how much") && svg.contains("Mean week since"), "the whole of it");
    desk.run(&format!("dossier d.parquet {id} --lang ru -o d.pdf")).ends_with(0);
    assert!(std::fs::read(desk.path("d.pdf")).expect("written").starts_with(b"%PDF"));
    let none = desk.run("dossier d.parquet nobody -o n.svg").ends_with(2);
    assert!(none.err.contains("no detection nobody"), "{}", none.err);
}

#[test]
fn traffic_moves_the_score_of_the_meter_it_belongs_to() {
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    // A day of flow records of five minutes, in the local time of Irkutsk.
    let mut text =
        "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n".to_owned();
    for record in 0..288 {
        let (hour, minute) = (record / 12, record % 12 * 5);
        let _ = writeln!(
            text,
            "2024-05-23 {hour:02}:{minute:02}:00.000,299.0,TCP,10.0.0.7,50000,192.0.2.1,3333,60,9000,1"
        );
    }
    desk.put("flows.csv", text);
    desk.put(
        "dns.log",
        "#separator \\x09\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tquery\n\
         1716397200.0\tC\t10.0.0.7\t40000\t10.0.0.1\t53\teu.nanopool.org\n",
    );
    desk.put("leases.csv", "ip,from,to,meter_id\n10.0.0.7,2024-05-01T00:00:00Z,,m0\n");
    desk.run("traffic flows.csv --zone Etc/GMT+5").ends_with(1).says(&["the other way round"]);
    let unsaid = desk.run("traffic flows.csv").ends_with(1);
    assert!(unsaid.err.contains("its times have no zone"), "{}", unsaid.err);
    let run = desk.run(
        "traffic flows.csv dns.log --zone Asia/Irkutsk --subscribers leases.csv --detections d.csv \
         --moved moved.csv -o sessions.csv",
    );
    run.ends_with(0);
    let sessions = rows(&desk.read("sessions.csv"));
    assert_eq!(sessions.len(), 2);
    assert!(sessions.iter().all(|row| row["subject"] == "meter:m0"));
    assert!(!desk.read("sessions.csv").contains("10.0.0.7"), "the address of a subscriber is not told");
    assert!(sessions.iter().any(|row| row["signs"] == "rhythm" && row["records"] == "288"));
    assert!(sessions.iter().any(|row| row["pool"] == "Nanopool"));
    let moved = rows(&desk.read("moved.csv"));
    assert_eq!(moved.len(), 400);
    for row in &moved {
        let [before, after] =
            ["score", "score_with_traffic"].map(|name| row[name].parse::<f64>().expect("a number"));
        assert_eq!(after > before, row["subject"] == "meter:m0", "{row:?}");
    }
}

#[test]
fn registers_are_matched_and_a_project_names_what_changed() {
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    desk.put(
        "r.csv",
        "operator,inn,meter_id,since,until\nA,7707083893,m0,2024-01-01,\nB,7707083894,m1,,2020-01-01\n",
    );
    let run = desk.run("register d.csv --register r.csv -o matched.csv").ends_with(0);
    assert!(run.err.contains("line 3, inn: expected an INN with its check digit"), "{}", run.err);
    assert!(run.err.contains("RU-NVS: 1 of 100 registered, 1 % (0–5 %)"), "{}", run.err);
    let matched = rows(&desk.read("matched.csv"));
    let of = |id: &str| matched.iter().find(|row| row["detection_id"] == id).expect("there");
    assert_eq!((of("D0")["legal"].as_str(), of("D0")["operator"].as_str()), ("registered", "A"));
    assert_eq!(of("D1")["note"], "registered at another time");
    assert_eq!(of("D2")["legal"], "unregistered");
    desk.run("new case --with-detections d.csv --register r.csv").ends_with(0);
    assert!(desk.read("case/project.hashatlas").contains("\"../d.csv\""));
    desk.run("new case").ends_with(1);
    put_detections(&desk, "d.csv", 1);
    std::fs::remove_file(desk.path("r.csv")).expect("removed");
    let run = desk.run("explore case/project.hashatlas").ends_with(0);
    assert!(run.err.contains("d.csv is other than it was"), "{}", run.err);
    assert!(run.err.contains("r.csv is not there"), "{}", run.err);
}

#[test]
fn days_are_told_by_the_clocks_at_the_meter_everywhere() {
    let desk = Desk::new();
    desk.put(
        "d.csv",
        "detection_id,meter_id,region,lon,lat,kind,first_seen,last_seen,kw,score\n\
         D1,m1,RU-IRK,,,abnormal_load,2025-11-13T17:30:00Z,2025-12-01T17:00:00Z,12.5,0.9\n\
         D2,m2,,104.3,52.3,abnormal_load,2025-11-13T17:30:00Z,,12.5,0.8\n\
         D3,m3,RU-IRK,,,abnormal_load,2025-11-13,,12.5,0.7\n",
    );
    for list in ["next", "list"] {
        let told = desk.run(&format!("review {list} d.csv")).ends_with(0);
        let mut listed = rows(&told.out);
        listed.sort_by_key(|row| row["detection_id"].clone());
        let days: Vec<String> = listed.iter().map(|row| row["first_seen"].clone()).collect();
        // Named, lain in, and a day that is a day wherever the clocks stand.
        assert_eq!(days, ["2025-11-14", "2025-11-14", "2025-11-13"], "{list}");
    }
    desk.run("dossier d.csv D1 -o d.svg").ends_with(0);
    assert!(desk.read("d.svg").replace('\u{a0}', " ").contains("since 14 November 2025"));
}
