//! Owns the check of readings in formats of others as their users meet them: described, converted,
//! detected in.

use crate::program::{Desk, rows};
use std::fmt::Write as _;

/// Half hours of mean kW of five homes for six days, stamped at their end in local time, as a
/// spreadsheet in Russian has them.
fn table() -> Vec<u8> {
    let mut text = String::from("Выгрузка за январь;;\nСчётчик;Дата и время;Мощность, кВт\n");
    for home in 0..5 {
        for slot in 1..=6 * 48 {
            let (day, hour, minute) = (slot / 48 + 1, slot / 2 % 24, slot % 2 * 30);
            let watts = if slot % 48 < 14 { 160 } else { 500 } + slot * 7919 % 97 + home * 3;
            let _ = writeln!(text, "M{home};{day:02}.01.2025 {hour:02}:{minute:02};0,{watts:03}");
        }
    }
    // Windows-1251, as such a program saves.
    let byte = |letter: char| match letter {
        'ё' => 0xB8,
        'а'..='я' => letter as u32 - 'а' as u32 + 0xE0,
        'А'..='Я' => letter as u32 - 'А' as u32 + 0xC0,
        _ => letter as u32,
    };
    text.chars().map(|letter| u8::try_from(byte(letter)).expect("a letter of Windows-1251")).collect()
}

#[test]
fn a_table_in_kw_and_local_time_is_described_and_read_right() {
    let desk = Desk::new();
    desk.put("load.csv", table());
    // What the file does not say is asked.
    desk.run("describe load.csv").ends_with(0).says(&[
        "text in windows-1251",
        "values: column \"Мощность, кВт\" in kW, the mean power in the interval, every 30 minutes",
        "stamp: where in its interval a time stands",
        "zone: the zone of times without an offset",
    ]);
    desk.run("convert load.csv -o out.csv")
        .ends_with(1)
        .says(&["nothing about where in its interval a time stands"]);
    desk.run("describe load.csv --stamp end --zone Asia/Irkutsk -o readings.json").ends_with(0);
    desk.run("convert load.csv --description readings.json -o out.csv")
        .ends_with(0)
        .says(&["1440 readings of 5 meters"]);
    let first = desk.read("out.csv").lines().take(3).map(str::to_owned).collect::<Vec<_>>();
    // 00:30 in Irkutsk ends the half hour that began at 16:00 UTC; 0.222 kW are 111 Wh; nothing is rounded.
    assert_eq!(
        first,
        [
            "meter_id,ts,wh,interval_s,quality",
            "M0,2024-12-31T16:00:00Z,111,1800,measured",
            "M0,2024-12-31T16:30:00Z,93.5,1800,measured"
        ]
    );
    // What was converted can be converted again.
    for (from, to) in [("out.csv", "again.parquet"), ("again.parquet", "again.csv")] {
        desk.run(&format!("convert {from} -o {to}")).ends_with(0).says(&["1440 readings of 5 meters"]);
    }
    assert_eq!(desk.read("again.csv"), desk.read("out.csv"));
    desk.run("check load.csv --description readings.json")
        .ends_with(0)
        .says(&["1440 readings of 5 meters", "no problems"]);
    desk.run("detect --readings load.csv --description readings.json --utc-offset 8 -o found.csv")
        .ends_with(0)
        .says(&["5 meters, 1440 readings; judged 5 meters"]);
    // The described zone says where the clocks are, too.
    let run = desk.run("detect --readings load.csv --description readings.json -o found.csv").ends_with(0);
    assert!(!run.out.contains("taken for UTC") && !run.err.contains("taken for UTC"), "{run:?}");
}

#[test]
fn what_is_no_whole_watt_hour_is_not_rounded() {
    let desk = Desk::new();
    let table = "Счётчик;Дата;Мощность, кВт\nM1;01.02.2025 00:00;0,529\nM1;01.02.2025 00:30;0,377\n";
    desk.put("load.csv", table.as_bytes());
    desk.run("describe load.csv --stamp start --zone Asia/Irkutsk -o readings.json").ends_with(0);
    for name in ["out.csv", "out.parquet"] {
        desk.run(&format!("convert load.csv --description readings.json -o {name}")).ends_with(0);
    }
    let text = desk.read("out.csv");
    assert!(text.contains(",264.5,1800,") && text.contains(",188.5,1800,"), "{text}");
    desk.run("check out.parquet").ends_with(0).says(&["1 meter"]);
}

#[test]
fn evidence_is_drawn_from_described_readings_on_the_clocks_that_they_name() {
    let desk = Desk::new();
    desk.put("load.csv", table());
    desk.run("describe load.csv --stamp end --zone Asia/Irkutsk -o readings.json").ends_with(0);
    // Nothing says where the meter is. At 18:00 in UTC the next day has begun in Irkutsk.
    desk.put("d.csv", "meter_id,kind,kw,score,first_seen\nM0,abnormal_load,1,0.9,2025-01-02T18:00:00Z\n");
    let svg = "dossier d.csv M0 --readings load.csv --description readings.json --lang en -o d.svg";
    desk.run(svg).ends_with(0);
    let text = desk.read("d.svg");
    assert!(text.contains("3\u{a0}January 2025"), "the day of the clocks there");
    assert!(text.contains("UTC+8") && text.contains("load.csv"), "{text}");
    desk.run("dossier d.csv M0 --description readings.json -o e.svg").ends_with(2);
}

#[test]
fn readings_named_on_the_command_line_open_the_window_on_how_they_are_read() {
    let desk = Desk::new();
    desk.put("load.csv", table());
    desk.put("own.csv", "meter_id,ts,wh\nm1,2025-01-01T00:00:00Z,5\nm1,2025-01-01T01:00:00Z,5\n");
    desk.put("d.csv", "lon,lat,kind\n104.3,52.3,abnormal_load\n");
    for (files, readings, detections) in [
        (vec!["load.csv"], Some("load.csv"), None),
        (vec!["own.csv"], Some("own.csv"), None),
        (vec!["d.csv", "own.csv"], Some("own.csv"), Some("d.csv")),
        (vec!["d.csv"], None, Some("d.csv")),
    ] {
        let asked = std::cell::RefCell::new(Vec::new());
        let window = |request| {
            asked.borrow_mut().push(request);
            Ok(String::new())
        };
        let paths = files.iter().map(|name| desk.path(name).into_os_string());
        let arguments = ["hashatlas", "explore", "--fresh"].map(Into::into).into_iter().chain(paths);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let outcome = hashatlas::cli::main(arguments, &window, &mut out, &mut err);
        assert_eq!(outcome, hashatlas::cli::Outcome::Done, "{}", String::from_utf8_lossy(&err));
        let asked = asked.into_inner();
        let [request] = asked.as_slice() else { panic!("one window: {asked:?}") };
        assert_eq!(request.readings, readings.map(|name| desk.path(name)));
        assert_eq!(request.sources.detections, detections.map(|name| desk.path(name)));
    }
}

#[test]
fn formats_that_say_what_they_are_need_no_description() {
    let desk = Desk::new();
    let mut nem = String::from("100,NEM12,202401100000,MDP,RET\n200,4001,E1B1,E1,E1,N1,S1,kWh,30,\n");
    for day in 1..=9 {
        let values: String = (0..48)
            .map(|slot| format!(",0.{}", 100 + (slot * 37 + day * 11) % 400))
            .collect::<Vec<_>>()
            .concat();
        let _ = writeln!(nem, "300,202401{day:02}{values},{},,,1", if day == 9 { "E52" } else { "A" });
    }
    nem.push_str("200,4001,E1B1,B1,B1,N2,S1,Wh,720,\n300,20240101,5,5,A,,,1\n900\n");
    desk.put("nem.csv", &nem);
    desk.run("check nem.csv").ends_with(0).says(&[
        "readings of meters in the format NEM12/NEM13",
        "432 readings of 1 meter",
        "2 values fed into the grid, not counted",
        "48 values not measured",
    ]);
    desk.run("describe nem.csv").ends_with(0).says(&["it needs no description"]);
    desk.run("convert nem.csv -o out.parquet").ends_with(0).says(&["432 readings of 1 meter"]);
    // What was estimated on the last day is no measurement.
    desk.run("check out.parquet").ends_with(0).says(&["quality: expected a measured value", "48"]);
    desk.run("detect --readings nem.csv --utc-offset 10 -o found.csv").ends_with(0).says(&[
        "1 meter, 432 readings",
        "nem.csv, quality: expected a measured value",
        "47 more rows like it",
        "No load reaches its level of alarm; the highest score is",
    ]);
    // A folder as a head-end leaves it, four days a file.
    let (head, days) = nem.split_once("300,").expect("readings");
    let days: Vec<&str> = days.split("300,").take(8).collect();
    for (number, days) in days.chunks(4).enumerate() {
        desk.put(&format!("days/{number}.csv"), format!("{head}300,{}900\n", days.join("300,")));
    }
    desk.put("days/notes.txt", "no readings\n");
    desk.run("detect --readings days --utc-offset 10 -o days.csv")
        .ends_with(0)
        .says(&["1 meter, 384 readings", "notes.txt"]);
    desk.run("check days").ends_with(0).says(&[
        "a folder with readings",
        "384 readings of 1 meter",
        "notes.txt",
    ]);
}

#[test]
fn a_description_is_of_the_tables_in_a_folder() {
    let desk = Desk::new();
    let mut nem = String::from("100,NEM12,202401100000,MDP,RET\n200,4001,E1,E1,E1,N1,S1,kWh,720,\n");
    nem.push_str("300,20240101,1.5,2.5,A,,,20240102000000,\n900\n");
    desk.put("mixed/nem.csv", &nem);
    desk.put("mixed/own.csv", "meter_id,ts,wh\nm,2024-01-01T00:00Z,7\nm,2024-01-01T00:30Z,8\n");
    desk.put("mixed/load.csv", "Zähler;Zeit;kW\n7;01.01.2024 00:00;0,5\n7;01.01.2024 00:30;1\n");
    desk.run(
        "describe mixed/load.csv --meter-name seven --stamp start --zone UTC --interval 30 -o readings.json",
    )
    .ends_with(0);
    desk.run("check mixed").ends_with(0);
    let run = "convert mixed --description readings.json -o all.csv";
    desk.run(run).ends_with(0).says(&["6 readings of 3 meters"]);
    let readings = rows(&desk.read("all.csv"));
    let of = |meter: &str| -> Vec<String> {
        readings.iter().filter(|row| row["meter_id"] == meter).map(|row| row["wh"].clone()).collect()
    };
    assert_eq!(
        (of("4001"), of("m"), of("seven")),
        (vec!["1500".into(), "2500".into()], vec!["7".into(), "8".into()], vec!["250".into(), "500".into()])
    );
}

#[test]
fn simulated_readings_stay_simulated_when_they_are_converted() {
    let desk = Desk::new();
    desk.run("simulate grid --meters 60 --days 21 --seed 3 --interval 60 --start 2025-01-01 -o grid")
        .ends_with(0);
    let cannot = "a CSV cannot say so";
    let run = desk.run("convert grid/readings.parquet -o kept.parquet").ends_with(0);
    assert!(!run.out.contains(cannot), "{}", run.out);
    desk.run("convert grid/readings.parquet -o lost.csv").ends_with(0).says(&[cannot]);
    let status = |file: &str| {
        desk.run(&format!("detect --readings {file} --utc-offset 8 --threshold 0.5 -o found.csv"))
            .ends_with(0)
            .says(&["tariff: expected whom meters bill"]);
        let text = desk.read("found.csv");
        let (head, row) = (text.lines().next().expect("a head"), text.lines().nth(1).expect("a detection"));
        let at = head.split(',').position(|name| name == "status").expect("a column");
        row.split(',').nth(at).expect("a status").to_owned()
    };
    assert_eq!((status("kept.parquet").as_str(), status("lost.csv").as_str()), ("simulated", "detected"));
}

#[test]
fn what_is_left_out_is_told_once_a_cause_with_its_rows() {
    let desk = Desk::new();
    let mut log = String::new();
    for minute in 0..30 {
        let value = if minute % 3 == 0 { "\"?\"".to_owned() } else { format!("{minute}.5") };
        let _ = writeln!(log, "2024-07-01T10:{minute:02}:00Z zigbee2mqtt/plug {{\"energy\":{value}}}");
    }
    desk.put("log.txt", &log);
    desk.run("check log.txt").ends_with(1).says(&["line 1: expected a number", "the first of 10"]);
    desk.put("else.txt", "nothing of the kind\n");
    desk.run("convert else.txt -o out.csv")
        .ends_with(1)
        .says(&["expected readings of meters in a known format"]);
    desk.put("bad.json", "{\"encoding\": 7}");
    desk.run("convert log.txt --description bad.json -o out.csv").ends_with(1).says(&["bad.json, line 1"]);
    desk.run("convert log.txt -o log.txt").ends_with(2);
    assert_eq!(desk.names(), ["bad.json", "else.txt", "log.txt"], "nothing was written");
}

#[test]
fn every_gap_of_a_description_is_named_at_once_in_the_language_asked_for() {
    let desk = Desk::new();
    let mut text = "a;b\n".to_owned();
    for slot in 0..96 {
        let _ = writeln!(text, "{:02}.03.2025 {:02}:{:02};0,5", 1 + slot / 48, slot / 2 % 24, slot % 2 * 30);
    }
    desk.put("gaps.csv", &text);
    desk.run("describe gaps.csv --lang ru").ends_with(0).says(&[
        "время указано на начало или на конец интервала (--stamp start: начало интервала",
        "--quantity energy: энергия за интервал",
        "--unit kWh: кВт·ч",
    ]);
    desk.run("convert gaps.csv -o out.csv --lang ru").ends_with(1);
    desk.put("kw.csv", text.replace(";0,5", ";0,5;7").replace("a;b", "Время;кВт;Счётчик"));
    let said = desk.run("describe kw.csv --lang ru").ends_with(0);
    let said = said.says(&["единица — кВт, средняя мощность"]);
    assert!(!said.out.contains("в kW"), "{}", said.out);
    desk.run("detect --readings kw.csv -o d.csv --lang ru")
        .ends_with(1)
        .says(&["на начало или на конец", "часовой пояс"]);
}
