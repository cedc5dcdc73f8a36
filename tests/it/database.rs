//! Owns the check of readings out of `PostgreSQL` and detections into it, on the server that
//! `HASHATLAS_POSTGRES` names (`.ci/run` starts one). Without it these tests are skipped.

use crate::program::Desk;
use std::process::Command;

/// The server's address; nothing where there is none.
fn server() -> Option<String> {
    std::env::var("HASHATLAS_POSTGRES").ok()
}

/// Has the server do something, and gives what it answers.
fn sql(server: &str, text: &str) -> String {
    let output = Command::new("psql").args([server, "-qAt", "-v", "ON_ERROR_STOP=1", "-c", text]).output();
    let output = output.expect("psql starts");
    assert!(output.status.success(), "{text}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Ten homes with half hours of a week in a schema of their own; one mines from the fourth day on.
fn fill(server: &str, schema: &str) {
    sql(
        server,
        &format!(
            "DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}; \
             CREATE TABLE {schema}.readings (meter_id bigint, ts timestamptz, wh numeric, quality text); \
             INSERT INTO {schema}.readings SELECT home, '2025-01-01Z'::timestamptz + slot * interval '30 min', \
             200 + (slot * 7919 + home * 31) % 97 + CASE WHEN home = 3 AND slot > 144 THEN 2500 ELSE 0 END + 0.5, \
             CASE WHEN slot = 5 THEN 'estimated' END \
             FROM generate_series(1, 10) home, generate_series(0, 335) slot"
        ),
    );
}

#[test]
fn readings_come_out_of_a_database_and_detections_go_back() {
    let Some(server) = server() else { return };
    let (desk, schema) = (Desk::new(), "hashatlas_test_detect");
    fill(&server, schema);
    let select = format!("{schema}.readings");
    desk.run_with("convert -o out.csv", &["--from", &server, "--select", &select])
        .ends_with(0)
        .says(&["3360 readings of 10 meters", "10 values not measured"]);
    assert!(desk.read("out.csv").contains("1,2025-01-01T00:00:00Z,231.5,1800,measured\n"));
    let into = format!("{schema}.detections");
    let detect =
        ["--from", &server, "--select", &select, "--to", &server, "--into", &into, "--threshold", "0"];
    desk.run_with("detect --utc-offset 3 -o found.csv", &detect).ends_with(0);
    let found = desk.read("found.csv").lines().count() - 1;
    let of = |what: &str| sql(&server, &format!("SELECT {what} FROM {into}")).trim().to_owned();
    assert!(found > 0);
    assert_eq!(of("count(*)"), found.to_string());
    assert_eq!(of("DISTINCT estimated_intervals"), "1");
    // A table with rows is left as it is.
    let again = desk.run_with("detect --utc-offset 3", &detect).ends_with(1);
    assert!(again.err.contains("a table that is not there or empty"), "{again:?}");
    assert_eq!(of("count(*)"), found.to_string());
    sql(&server, &format!("DROP SCHEMA {schema} CASCADE"));
}

#[test]
fn what_is_no_reading_is_told_by_row_and_column() {
    let Some(server) = server() else { return };
    let (desk, schema) = (Desk::new(), "hashatlas_test_rows");
    fill(&server, schema);
    let run = |select: &str| desk.run_with("convert -o out.csv", &["--from", &server, "--select", select]);
    let good = "SELECT 'a' AS meter_id, '2025-01-01Z'::timestamptz AS ts, 1.5::float8 AS wh";
    let rows = format!(
        "{good} UNION ALL SELECT NULL, now(), 1 UNION ALL SELECT 'b', 'infinity', 1 UNION ALL \
         SELECT 'c', NULL, 1 UNION ALL SELECT 'd', now(), 'NaN' UNION ALL SELECT 'e', now(), '-infinity' UNION ALL \
         SELECT 'f', now(), NULL"
    );
    run(&rows).ends_with(0).says(&[
        "1 reading of 1 meter",
        "row 2, meter_id: expected a name",
        "row 3, ts: expected a time",
        "row 4, ts: expected",
        "row 5, wh: expected",
        "row 6, wh: expected",
    ]);
    for (select, said) in [
        (
            "SELECT 'a' AS meter_id, now()::timestamp AS ts, 1 AS wh",
            "ts: expected a timestamp with time zone",
        ),
        ("SELECT 'a' AS meter_id, current_date AS ts, 1 AS wh", "found date"),
        ("SELECT 'a' AS meter_id, now() AS ts, '1' AS wh", "wh: expected a column of numbers"),
        ("SELECT 'a' AS meter_id, now() AS ts", "expected a column wh"),
        ("no_such_table", "no_such_table"),
        ("WITH gone AS (DELETE FROM hashatlas_test_rows.readings RETURNING *) SELECT * FROM gone", "WITH"),
    ] {
        let refused = run(select).ends_with(1);
        assert!(refused.err.contains(said), "{select}: {refused:?}");
    }
    assert_eq!(sql(&server, &format!("SELECT count(*) FROM {schema}.readings")).trim(), "3360");
    sql(&server, &format!("DROP SCHEMA {schema} CASCADE"));
}

#[test]
fn a_password_is_never_said() {
    let desk = Desk::new();
    let address = "postgres://ann:se-cret@127.0.0.1:1/grid";
    let refused =
        desk.run_with("convert -o out.csv", &["--from", address, "--select", "readings"]).ends_with(1);
    assert!(refused.err.contains("postgres://127.0.0.1:1/grid"), "{refused:?}");
    let nothing =
        desk.run_with("convert -o out.csv", &["--from", "nonsense se-cret", "--select", "t"]).ends_with(1);
    assert!(!format!("{refused:?}{nothing:?}").contains("se-cret"), "{refused:?} {nothing:?}");
    assert!(desk.names().is_empty());
}
