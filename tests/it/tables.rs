//! Tables as their owners hold them, and questions to them: from the file to the answer.

use crate::program::{Desk, rows};
use rust_xlsxwriter::Workbook;

/// As Russian Excel saves it.
const REGISTER: &str = "Реестр выявленных ферм;;;\r\nРегион;Долгота;Широта;Мощность, кВт\r\n\
    Иркутская обл.;104,28;52,28;1 200,5\r\nг. Москва;37,6;55,75;15\r\nИтого;;;1215,5\r\n";

fn windows_1251(text: &str) -> Vec<u8> {
    let byte = |letter: char| match letter {
        'А'..='я' => (letter as u32 - 'А' as u32 + 0xC0) as u8,
        _ => u8::try_from(letter).expect("a letter of the page"),
    };
    text.chars().map(byte).collect()
}

fn workbook(desk: &Desk, name: &str) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(REGISTER.lines()) {
        for (column, cell) in (0..).zip(line.split(';')) {
            let number = cell.replace(' ', "").replace(',', ".").parse::<f64>();
            let _ = match number {
                Ok(number) => sheet.write(row, column, number),
                Err(_) => sheet.write(row, column, cell),
            }
            .expect("a cell");
        }
    }
    book.save(desk.path(name)).expect("saved");
}

#[test]
fn a_register_as_spreadsheets_save_it_is_read_and_told_once() {
    let desk = Desk::new();
    desk.put("register.csv", windows_1251(REGISTER));
    workbook(&desk, "register.xlsx");
    let told = desk.run("check register.csv").ends_with(0).says(&[
        "2 good",
        "windows-1251, read as such",
        "1 line above them, left out",
        "Итого",
        "Долгота → lon",
    ]);
    assert_eq!(told.out.matches("windows-1251").count(), 1, "{}", told.out);
    desk.run("check register.xlsx").ends_with(0).says(&["XLSX", "2 good"]);
    for name in ["register.csv", "register.xlsx"] {
        let run = desk.run(&format!("table detections --detections {name}")).ends_with(0);
        let figures = rows(&run.out);
        let of =
            |code: &str| figures.iter().find(|row| row["region"] == code).expect("a row")["value"].clone();
        assert_eq!((of("RU-IRK"), of("RU-MOW"), of("RU")), ("1".into(), "1".into(), "2".into()), "{name}");
        desk.run(&format!("map --detections {name} -o map.svg")).ends_with(0);
    }
    assert!(desk.read("map.svg").contains("<svg"));
}

#[test]
fn columns_with_names_of_their_own_are_told_and_so_are_those_that_are_not_read() {
    let desk = Desk::new();
    let table = "Date,longitude,latitude,Power (kW),x,owner\n2025-03-04,104.3,52.3,120,1,a\n";
    desk.put("own.csv", table);
    desk.run("check own.csv").ends_with(0).says(&[
        "read as: Date → first_seen, longitude → lon, latitude → lat, Power (kW) → kw",
        "not read: x, owner",
        "1 good",
    ]);
    // Dated by its own column, it counts in its year.
    let run = desk.run("table detections --year 2024 --detections own.csv").ends_with(0);
    let of_year = |text: &str| rows(text).into_iter().find(|row| row["region"] == "RU-IRK");
    assert!(of_year(&run.out).is_none_or(|row| row["value"] != "1"), "{run:?}");
    let run = desk.run("table detections --year 2025 --detections own.csv").ends_with(0);
    assert_eq!(of_year(&run.out).expect("a row")["value"], "1");
}

#[cfg(feature = "query")]
mod query {
    use super::{REGISTER, windows_1251, workbook};
    use crate::program::{Desk, rows};

    #[test]
    fn detections_join_the_atlas() {
        let desk = Desk::new();
        desk.put("register.csv", windows_1251(REGISTER));
        workbook(&desk, "register.xlsx");
        let statement = "SELECT d.region, d.kw, f.value, f.status FROM detections AS d JOIN figures AS f \
                         ON d.region = f.region WHERE f.metric = 'farms' AND f.year = 2025 ORDER BY d.region";
        for name in ["register.csv", "register.xlsx"] {
            let arguments = format!("query --detections {name} --format csv");
            let run = desk.run_with(&arguments, &[statement]).ends_with(0);
            assert_eq!(run.out.lines().nth(1), Some("RU-IRK,1200.5,17722,derived"), "{run:?}");
        }
    }

    #[test]
    fn answers_have_five_forms() {
        let desk = Desk::new();
        desk.put("t.csv", "name,n\na|b,1\n=x,\n");
        let ask = |form: &str| {
            desk.run_with(&format!("query --table t=t.csv {form}"), &["SELECT * FROM t"]).ends_with(0).out
        };
        assert_eq!(ask("--format csv"), "name,n\na|b,1\n'=x,\n");
        assert_eq!(ask("--format markdown"), "| name | n |\n|---|---|\n| a\\|b | 1 |\n| =x |  |\n");
        assert_eq!(
            ask("--format json"),
            "[\n  {\"name\": \"a|b\", \"n\": 1},\n  {\"name\": \"=x\", \"n\": null}\n]\n"
        );
        assert_eq!(ask(""), "name  n\n────  ─\na|b   1\n=x\n");
        ask("-o t.parquet");
        let again = desk
            .run_with("query --table t=t.parquet --format csv", &["SELECT SUM(n) AS n FROM t"])
            .ends_with(0);
        assert_eq!(again.out, "n\n1\n");
    }

    #[test]
    fn a_wrong_statement_writes_nothing_and_says_where() {
        let desk = Desk::new();
        for (statement, said) in [
            ("SELECT regoin FROM figures", "line 1, column 8: expected a column (region"),
            ("SELECT * FROM figurs", "line 1, column 15: expected a table (figures"),
            ("SELEC region", "hashatlas: statement"),
            (
                "SELECT * FROM figures WHERE value = 'much'",
                "expected what fits value, a column of numbers, found 'much'",
            ),
        ] {
            let run = desk.run_with("query -o out.csv", &[statement]).ends_with(2).says(&[said]);
            assert_eq!((run.out.as_str(), run.err.lines().count()), ("", 1), "{run:?}");
        }
        assert!(desk.names().is_empty(), "{:?}", desk.names());
    }

    #[test]
    fn what_does_not_fit_is_told_by_cause() {
        let desk = Desk::new();
        let mut text = "region,kw\n".to_owned() + &"RU-IRK,1\n".repeat(200);
        text += "RU-IRK,many\nRU-IRK\nRU-IRK,few\n";
        desk.put("t.csv", text);
        let run = desk
            .run_with("query --table t=t.csv --format csv", &["SELECT SUM(kw) AS kw, COUNT(*) AS n FROM t"]);
        let run = run.ends_with(0).says(&[
            "line 202, kw",
            "\"many\", the first of 2",
            "line 203: expected 2 fields",
        ]);
        assert_eq!(rows(&run.out)[0]["n"], "202");
    }

    #[test]
    fn without_a_statement_tables_are_listed() {
        Desk::new().run("query").ends_with(0).says(&[
            "figures",
            "  value: numbers",
            "  first_day: dates",
            "regions",
        ]);
    }
}
