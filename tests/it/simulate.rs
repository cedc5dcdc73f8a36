//! Owns simulated detections as their users meet them: files, counts, refusals.

use crate::program::{Desk, rows};

#[test]
fn simulated_detections_add_up_and_say_what_they_are() {
    let desk = Desk::new();
    let run = desk.run("simulate detections -o simulated.csv").ends_with(0);
    assert_eq!((run.out.as_str(), run.err.as_str()), ("", ""));
    let text = desk.read("simulated.csv");
    assert_eq!(text.lines().count(), 1 + 196_907);
    assert!(text.lines().skip(1).all(|line| line.contains(",simulated,")));
    for (year, count) in [(2023, "127664"), (2024, "136600"), (2025, "196907")] {
        let run =
            desk.run(&format!("table detections --year {year} --detections simulated.csv")).ends_with(0);
        assert_eq!(run.err, "");
        let rows = rows(&run.out);
        let country = rows.iter().find(|row| row["region"] == "RU").expect("the country");
        assert_eq!((country["value"].as_str(), country["status"].as_str()), (count, "simulated"));
    }
}

#[test]
fn a_seed_gives_one_file_in_either_form() {
    let desk = Desk::new();
    desk.run("simulate detections --seed 7 -o a.csv").ends_with(0);
    let again = desk.run("simulate detections --seed 7").ends_with(0);
    assert!(desk.read("a.csv") == again.out, "the same bytes");
    desk.run("simulate detections --seed 8 -o b.csv").ends_with(0);
    assert!(desk.read("b.csv") != again.out, "other rows");
    desk.run("simulate detections --seed 7 -o a.parquet").ends_with(0);
    let table =
        |file: &str| desk.run(&format!("table detections --year 2024 --detections {file}")).ends_with(0).out;
    assert_eq!(table("a.parquet").replace("a.parquet", "a.csv"), table("a.csv"));
}

#[test]
fn what_cannot_be_simulated_is_said() {
    let desk = Desk::new();
    desk.run("simulate detections -o points.shp").ends_with(2);
    desk.copy_atlas("bare");
    let text = desk.read("bare/estimates.csv");
    desk.put("bare/estimates.csv", format!("{}\n", text.lines().next().expect("a header")));
    let run = desk.run("simulate detections --atlas bare -o none.csv").ends_with(1);
    assert!(run.err.contains("no estimates of counts by region"), "{}", run.err);
    assert_eq!(desk.names(), ["bare"]);
}
