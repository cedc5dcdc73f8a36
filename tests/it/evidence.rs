//! Owns what goes wrong between a detection and its count, as users meet it: readings that lack a meter, reviews
//! of what is gone, registers that disagree, projects whose files moved, captures that were cut, clocks that are
//! off, and two people at once. Each is explained, and nothing is lost.

use crate::{
    program::{Desk, rows},
    reviews::{put_detections, put_reviews},
};

#[test]
fn a_meter_that_the_readings_lack_is_named() {
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    desk.put("r.csv", "meter_id,ts,wh\nother,2025-05-01T00:00:00Z,5\nother,2025-05-01T01:00:00Z,5\n");
    let run = desk.run("dossier d.csv D7 --readings r.csv -o d.svg").ends_with(1);
    assert!(run.err.contains("expected readings of m7"), "{}", run.err);
    assert!(!desk.names().contains(&"d.svg".to_owned()), "nothing half written");
}

#[test]
fn reviews_of_what_is_gone_are_kept_and_counted() {
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    put_reviews(&desk, 120);
    // Only every fourth detection is left.
    let text = desk.read("d.csv");
    let left: Vec<&str> =
        text.lines().enumerate().filter(|(at, _)| at % 4 < 1).map(|(_, line)| line).collect();
    desk.put("less.csv", left.join("\n") + "\n");
    let run = desk.run("aggregate less.csv --reviews reviews.redb -o counts").ends_with(0);
    assert!(
        run.err.contains("reviews are of cases that this file no longer has; they are kept"),
        "{}",
        run.err
    );
    desk.run("review export -o all.csv").ends_with(0);
    assert_eq!(rows(&desk.read("all.csv")).len(), 120);
}

#[test]
fn two_registers_that_disagree_leave_a_detection_unknown() {
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    desk.put("a.csv", "operator,inn,meter_id,since,until\nA,7707083893,m4,2024-01-01,\n");
    desk.put("b.csv", "operator,inn,meter_id,since,until\nA,7707083893,m4,2019-01-01,2020-01-01\n");
    desk.run("register d.csv --register a.csv --register b.csv -o matched.csv").ends_with(0);
    let matched = rows(&desk.read("matched.csv"));
    let row = matched.iter().find(|row| row["detection_id"] == "D4").expect("there");
    assert_eq!((row["legal"].as_str(), row["note"].as_str()), ("unknown", "registers disagree"));
}

#[test]
fn a_register_may_be_a_workbook_with_russian_columns_and_laws_are_told_beside_it() {
    let desk = Desk::new();
    let days = vec!["250"; 60].join(",");
    let text = format!(
        "detection_id,region,meter_id,kind,first_seen,last_seen,kw,score,daily_kwh\n\
         D1,RU-IRK,m1,abnormal_load,2025-06-01,2025-07-30,12,0.9,\"[{days}]\"\n\
         D2,RU-IRK,m2,abnormal_load,2025-06-01,2025-07-30,12,0.9,\"[1,2]\"\n\
         D3,RU-IRK,m3,abnormal_load,2025-06-01,2025-07-30,12,0.9,\"[{days}]\"\n"
    );
    desk.put("d.csv", text);
    desk.put("meters.csv", "meter_id,tariff\nm1,household\nm2,household\nm3,business\n");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in ["Оператор", "ИНН", "Номер счётчика", "Мощность, кВт"].iter().enumerate()
    {
        sheet.write(0, column as u16, *text).expect("written");
    }
    for (column, text) in ["ООО «А»", "7707083893", "m2"].iter().enumerate() {
        sheet.write(1, column as u16, *text).expect("written");
    }
    sheet.write(1, 3, 12.5).expect("written");
    book.save(desk.path("r.xlsx")).expect("saved");
    let run = desk
        .run("register d.csv --register r.xlsx --meters meters.csv --beside registered_share -o m.csv")
        .ends_with(0);
    assert!(
        run.err.contains("RU-IRK: 1 of 3 registered")
            && run.err.contains("; registered_share in 2025:")
            && run.err.contains("(the country)"),
        "{}",
        run.err
    );
    let matched = rows(&desk.read("m.csv"));
    let cell = |at: usize, name: &str| matched[at][name].clone();
    assert_eq!((cell(1, "legal"), cell(1, "operator")), ("registered".to_owned(), "ООО «А»".to_owned()));
    // The south of Irkutsk Oblast has been under a ban all the year since 2025-04-01.
    assert!(!cell(0, "ban").is_empty(), "{:?}", matched[0]);
    assert_eq!(cell(0, "ban_extent"), "part");
    assert_eq!((cell(0, "most_kwh_month"), cell(0, "over_household_limit")), ("7500".into(), "yes".into()));
    assert_eq!((cell(1, "most_kwh_month"), cell(1, "over_household_limit")), (String::new(), String::new()));
    assert_eq!(cell(2, "over_household_limit"), "no", "a business may");
    let none = desk.run("register d.csv --register r.xlsx --beside nothing -o n.csv").ends_with(2);
    assert!(none.err.contains("no metric nothing"), "{}", none.err);
}

const PROJECT: &str = "case/project.hashatlas";

#[test]
fn a_project_stands_for_its_files_and_finds_what_moved() {
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    desk.put("case/r.csv", "operator,inn,meter_id\nA,7707083893,m0\n");
    desk.run("new case --with-detections d.csv --register case/r.csv").ends_with(0);
    desk.run(&format!("review mark {PROJECT} D7 confirmed --author olga")).ends_with(0);
    assert!(desk.path("case/reviews.redb").exists(), "reviews lie where the project says");
    let list = desk.run(&format!("review list {PROJECT}")).ends_with(0);
    assert_eq!(rows(&list.out).iter().filter(|row| row["verdict"] == "confirmed").count(), 1);
    desk.run(&format!("dossier {PROJECT} D0 -o d.svg")).ends_with(0);
    assert!(desk.read("d.svg").contains("r.csv: A, INN 7707083893"), "the register is told");
    desk.run(&format!("aggregate {PROJECT} -o counts")).ends_with(0);
    std::fs::create_dir(desk.path("case/in")).expect("made");
    std::fs::rename(desk.path("case/r.csv"), desk.path("case/in/r.csv")).expect("moved");
    let run = desk.run(&format!("register {PROJECT} -o matched.csv")).ends_with(0);
    assert!(run.err.contains("r.csv moved to"), "{}", run.err);
    assert_eq!(rows(&desk.read("matched.csv"))[0]["legal"], "registered");
    put_detections(&desk, "d.csv", 1);
    let listed = desk.run(&format!("project {PROJECT}")).ends_with(0);
    assert!(
        listed.out.contains("moved    register") && listed.out.contains("changed  detections"),
        "{}",
        listed.out
    );
    desk.run(&format!("project {PROJECT} --accept")).ends_with(0);
    let listed = desk.run(&format!("project {PROJECT}")).ends_with(0);
    assert!(!listed.out.contains("moved") && !listed.out.contains("changed"), "{}", listed.out);
    desk.put("case/project.hashatlas", "{\"hashatlas\": 9}");
    let newer = desk.run(&format!("review list {PROJECT}")).ends_with(1);
    assert!(newer.err.contains("version 9"), "{}", newer.err);
}

#[test]
fn a_capture_that_was_cut_gives_what_comes_before() {
    let desk = Desk::new();
    let mut pcap: Vec<u8> = Vec::new();
    for word in [0xa1b2_c3d4_u32, 0x0004_0002, 0, 0, 65_535, 1] {
        pcap.extend(word.to_le_bytes());
    }
    let payload = b"{\"id\":1,\"method\":\"mining.subscribe\",\"params\":[]}\n";
    let packet = |from: u8| {
        let mut bytes = vec![0; 12];
        bytes.extend([8, 0, 0x45, 0]);
        bytes.extend((20 + 20 + payload.len() as u16).to_be_bytes());
        bytes.extend([0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0, from, 192, 0, 2, 1]);
        bytes.extend(50_000_u16.to_be_bytes());
        bytes.extend(3333_u16.to_be_bytes());
        bytes.extend([0, 0, 0, 1, 0, 0, 0, 1, 0x50, 0x18, 1, 0, 0, 0, 0, 0]);
        bytes.extend(payload);
        bytes
    };
    for (time_s, from) in [(1_716_400_000_u32, 7), (1_716_400_060, 8)] {
        let bytes = packet(from);
        for word in [time_s, 0, bytes.len() as u32, bytes.len() as u32] {
            pcap.extend(word.to_le_bytes());
        }
        pcap.extend(bytes);
    }
    pcap.truncate(pcap.len() - 30);
    desk.put("cut.pcap", pcap);
    let run = desk.run("traffic cut.pcap -o sessions.csv").ends_with(0);
    assert!(run.err.contains("ends in the middle of a record; the 1 before it were read"), "{}", run.err);
    let sessions = rows(&desk.read("sessions.csv"));
    assert_eq!(sessions.len(), 1);
    assert_eq!((sessions[0]["subject"].as_str(), sessions[0]["signs"].as_str()), ("ip:10.0.0.7", "stratum"));
}

#[test]
fn a_log_whose_clock_is_off_is_told_beside_the_subscribers() {
    let desk = Desk::new();
    desk.put(
        "dns.log",
        "#separator \\x09\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tquery\n\
         1716397200.0\tC\t10.0.0.7\t40000\t10.0.0.1\t53\teu.nanopool.org\n",
    );
    desk.put("leases.csv", "ip,from,to,meter_id\n10.0.0.7,2034-05-01T00:00:00Z,2034-06-01T00:00:00Z,m0\n");
    let run = desk.run("traffic dns.log --subscribers leases.csv -o sessions.csv").ends_with(0);
    assert!(run.err.contains("no moment in common; is a clock off, or a zone missing?"), "{}", run.err);
    assert!(run.err.contains("1 sessions of addresses that no subscriber had"), "{}", run.err);
}

#[test]
fn two_people_review_at_once_and_nothing_is_lost() {
    const EACH: usize = 6;
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    std::thread::scope(|scope| {
        for (author, verdict, shift) in [("olga", "confirmed", 0), ("ivan", "rejected", 3)] {
            let desk = &desk;
            scope.spawn(move || {
                for number in shift..shift + EACH {
                    desk.run(&format!("review mark d.csv D{number} {verdict} --author {author}"))
                        .ends_with(0);
                }
            });
        }
    });
    desk.run("review export -o all.csv").ends_with(0);
    assert_eq!(rows(&desk.read("all.csv")).len(), 2 * EACH);
    let list = desk.run("review list d.csv").ends_with(0);
    assert_eq!(list.err.lines().filter(|line| line.contains("olga said confirmed")).count(), EACH / 2);
}

#[test]
fn reviews_say_how_many_are_missing_how_scores_hold_and_what_to_learn() {
    let desk = Desk::new();
    put_detections(&desk, "d.csv", 0);
    let asked = desk.run("review next d.csv --of RU-IRK --order target --target 10").ends_with(0);
    let missing = rows(&asked.out).len();
    assert!((10..300).contains(&missing), "{missing}");
    let said = format!("review {missing} and the count of RU-IRK is known to ±10 %");
    assert!(asked.err.contains(&said), "{}", asked.err);
    put_reviews(&desk, 400);
    let known = desk.run("review next d.csv --of RU-IRK --order target").ends_with(0);
    assert!(known.err.contains("is known to ±10 %: 200 of 300 are true (200–200)"), "{}", known.err);
    let calibration = desk.run("review calibration d.csv").ends_with(0);
    let bands = rows(&calibration.out);
    let count = |name: &str| bands.iter().map(|row| row[name].parse::<u32>().expect("a number")).sum::<u32>();
    assert_eq!((count("detections"), count("confirmed"), count("rejected")), (400, 266, 134));
    // Reviewers who err make the count less certain.
    let width = |options: &str, to: &str| {
        desk.run(&format!("aggregate d.csv --reviews reviews.redb {options} -o {to}")).ends_with(0);
        let table = desk.run(&format!("table detected_true --atlas {to} --year 2025")).ends_with(0);
        let row = rows(&table.out).into_iter().find(|row| row["region"] == "RU-IRK").expect("counted");
        let [low, high] = ["low", "high"].map(|side| row[side].parse::<f64>().expect("a bound"));
        assert!(low <= 200.0 && 200.0 <= high, "{low} {high}");
        high - low
    };
    assert!(width("", "exact") < width("--reviewers 57/60,58/60", "checked"));
    desk.run("aggregate d.csv --reviews reviews.redb --reviewers 5/3,1/2 -o n").ends_with(2);
}

#[test]
fn what_was_reviewed_is_learned_from() {
    let desk = Desk::new();
    desk.run("simulate grid --meters 500 --days 21 --seed 3 -o grid").ends_with(0);
    let labels = rows(&desk.read("grid/labels.csv"));
    let normal = labels.iter().find(|row| row["kind"] == "normal" && row["level"] == "meter").expect("one");
    let text = format!(
        "subject,kind,first_seen,verdict,author,at\nmeter:{},abnormal_load,2025-11-10,confirmed,a,2026-01-02T03:04:05Z\n",
        normal["subject"]
    );
    desk.put("reviews.csv", text);
    desk.run("review import reviews.csv").ends_with(0);
    let train = |options: &str| {
        let run = desk
            .run(&format!("train --readings grid --labels grid/labels.csv --trees 3 {options} -o m.json"));
        run.ends_with(0).err
    };
    let counts = |told: &str| -> Vec<u32> {
        let line = told.lines().find(|line| line.contains("positive")).unwrap_or_else(|| panic!("{told}"));
        let digits = line.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        digits.map(|part| part.parse().expect("a number")).collect()
    };
    let (before, after) = (train(""), train("--reviews reviews.redb"));
    assert!(after.contains("reviews: 1 confirmed and 0 rejected are learned from"), "{after}");
    assert_ne!(counts(&before), counts(&after), "one more is positive\n{before}\n{after}");
}
