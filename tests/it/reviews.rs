//! Owns reviews of detections and counts made of them, as their users meet them.

use crate::program::{Desk, rows};

/// 400 detections in two regions, of which those with a number that three divides are false.
fn put_detections(desk: &Desk, name: &str, shift_days: u32) {
    let mut text = "detection_id,region,meter_id,kind,first_seen,kw,score\n".to_owned();
    for number in 0..400_u32 {
        let region = if number % 4 == 0 { "RU-NVS" } else { "RU-IRK" };
        let (year, day) = (2024 + number % 2, 3 + number % 20 + shift_days);
        let score = 0.4 + f64::from(number % 60) / 100.0;
        text += &format!(
            "D{number},{region},m{number},abnormal_load,{year}-05-{day:02},{},{score:.2}\n",
            1 + number % 9
        );
    }
    desk.put(name, text);
}

/// Reviews of the first `count` cases of a draw, told right.
fn put_reviews(desk: &Desk, count: usize) {
    let next = desk.run(&format!("review next d.csv --order drawn -n {count}")).ends_with(0);
    let mut text = "subject,kind,first_seen,verdict,author,at\n".to_owned();
    for row in rows(&next.out) {
        let number: u32 = row["detection_id"][1..].parse().expect("a number");
        let verdict = if number % 3 == 0 { "rejected" } else { "confirmed" };
        let (subject, kind, seen) = (&row["subject"], &row["kind"], &row["first_seen"]);
        text += &format!("{subject},{kind},{seen},{verdict},oracle,2026-01-02T03:04:05Z\n");
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
