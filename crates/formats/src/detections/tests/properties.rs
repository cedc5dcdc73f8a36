//! Properties of reading that hold for all tables, good, damaged or arbitrary.

use super::*;
use proptest::prelude::*;
use std::fmt::Write as _;

/// A good row as text: (region, lon, lat, kind, first day, length, kw, score).
type Good = (Option<u8>, f64, f64, usize, i32, i32, Option<f64>, f64);

fn good_rows() -> impl Strategy<Value = Vec<Good>> {
    let row = (
        prop::option::of(0_u8..5),
        -180.0..360.0_f64,
        -90.0..90.0_f64,
        0_usize..4,
        0..20_000_i32,
        0..1000_i32,
        prop::option::of(0.0..1e6_f64),
        0.0..1.0_f64,
    );
    prop::collection::vec(row, 1..40)
}

fn kind_word(kind: usize) -> Option<&'static str> {
    DetectionKind::ALL.get(kind).map(|kind| kind.id())
}

fn iso(day: i32) -> String {
    let array: ArrayRef = Arc::new(Date32Array::from(vec![day]));
    let text = arrow_cast::cast(&array, &arrow_schema::DataType::Utf8).unwrap();
    arrow_array::cast::AsArray::as_string::<i32>(&text).value(0).to_owned()
}

fn csv_of(rows: &[Good], quote: &str) -> String {
    let mut text = "note,region,lon,lat,kind,first_seen,last_seen,kw,score\n".to_owned();
    for (region, lon, lat, kind, first, length, kw, score) in rows {
        let region = region.map(|r| format!("R{r}")).unwrap_or_default();
        let (kind, kw) =
            (kind_word(*kind).unwrap_or_default(), kw.map(|kw| kw.to_string()).unwrap_or_default());
        let (first, last) = (iso(*first), iso(first + length));
        let note = if quote.is_empty() { "n" } else { "\"a \"\"b\"\",\n c\"" };
        let _ = writeln!(
            text,
            "{note},{quote}{region}{quote},{lon},{quote}{lat}{quote},{kind},{first},{last},{kw},{score}"
        );
    }
    text
}

fn parquet_of(rows: &[Good], group_rows: usize) -> Vec<u8> {
    let strings = |f: &dyn Fn(&Good) -> Option<String>| -> ArrayRef {
        Arc::new(rows.iter().map(f).collect::<StringArray>())
    };
    let numbers = |f: &dyn Fn(&Good) -> Option<f64>| -> ArrayRef {
        Arc::new(rows.iter().map(f).collect::<Float64Array>())
    };
    let days = |f: &dyn Fn(&Good) -> i32| -> ArrayRef {
        Arc::new(Date32Array::from_iter_values(rows.iter().map(f)))
    };
    let columns = vec![
        ("region", strings(&|r| r.0.map(|r| format!("R{r}")))),
        ("lon", numbers(&|r| Some(r.1))),
        ("lat", numbers(&|r| Some(r.2))),
        ("kind", strings(&|r| kind_word(r.3).map(str::to_owned))),
        ("first_seen", days(&|r| r.4)),
        ("last_seen", days(&|r| r.4 + r.5)),
        ("kw", numbers(&|r| r.6)),
        ("score", numbers(&|r| Some(r.7))),
    ];
    parquet_bytes(columns, group_rows)
}

/// A number of a cell in quotes, which may have a decimal comma.
fn number(cell: &str) -> Option<f64> {
    cell.trim().replacen(',', ".", 1).parse().ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn good_rows_read_alike_in_every_form_and_cut(rows in good_rows(), block in 1_usize..300, task in 1_usize..20) {
        let whole = csv(csv_of(&rows, "")).unwrap();
        prop_assert!(whole.1.is_empty(), "{:?}", whole.1);
        for (i, row) in rows.iter().enumerate() {
            prop_assert_eq!((whole.0.lon[i], whole.0.lat[i]), (row.1, row.2));
            prop_assert_eq!((whole.0.first_seen_day[i], whole.0.last_seen_day[i]), (row.4, row.4 + row.5));
            prop_assert_eq!(whole.0.score[i], row.7 as f32);
        }
        for quote in ["", "\""] {
            let read = Scratch::new("t.csv", csv_of(&rows, quote).as_bytes()).read(|path| read_in_blocks(path, block)).unwrap();
            prop_assert!(read.1.is_empty(), "{:?}", read.1);
            prop_assert_eq!(bits(&read.0), bits(&whole.0));
        }
        let read = Scratch::new("t.parquet", &parquet_of(&rows, 7)).read(|path| read_in_tasks(path, task)).unwrap();
        prop_assert!(read.1.is_empty(), "{:?}", read.1);
        prop_assert_eq!(bits(&read.0), bits(&whole.0));
    }

    #[test]
    fn any_cut_of_any_text_reads_alike(
        body in prop::collection::vec(prop::sample::select(vec![&b"1"[..], b",", b",", b"\n", b"\"", b"\"\"", b"\r\n", b"2.5", b"x", b"\xFF", b"99"]), 0..60),
        block in 1_usize..20,
    ) {
        let text = [b"lon,lat,region\n".to_vec(), body.concat()].concat();
        let scratch = Scratch::new("t.csv", &text);
        let (whole, cut) = (scratch.read(read_csv).unwrap(), scratch.read(|path| read_in_blocks(path, block)).unwrap());
        prop_assert_eq!(bits(&whole.0), bits(&cut.0));
        prop_assert_eq!(whole.1, cut.1);
    }

    #[test]
    fn records_are_those_of_the_csv_crate(
        body in prop::collection::vec(prop::sample::select(vec!["1", ",", ",", "\n", "\"", "\"\"", "2", "\n", "1,2\n"]), 0..60),
    ) {
        let text = format!("lon,lat\n{}", body.concat());
        let mut reader = ::csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let good: Vec<Option<f64>> = reader
            .byte_records()
            .map(Result::unwrap)
            .map(|r| (r.len() == 2).then(|| number(str::from_utf8(&r[0]).unwrap())).flatten())
            .collect();
        let (table, _) = csv(&text).unwrap();
        // The other reader closes an open quote at the end of the file; here that row is left out.
        for (lon, row) in table.lon.iter().zip(&table.row) {
            prop_assert_eq!(good.get(*row as usize - 1), Some(&Some(*lon)));
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let scratch = Scratch::new("t.csv", &bytes);
        let _ = (scratch.read(read_detections), scratch.read(read_csv), scratch.read(read_parquet), describe_table(&scratch.path()));
    }

    #[test]
    fn damaged_parquet_never_panics(
        rows in good_rows(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = parquet_of(&rows, 7);
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let scratch = Scratch::new("t.parquet", &bytes);
        let _ = (scratch.read(read_detections), scratch.read(read_parquet), describe_table(&scratch.path()));
    }
}

#[test]
fn results_do_not_depend_on_the_number_of_threads() {
    let mut text = "lon,lat,kw,region\n".to_owned();
    for i in 0..3000 {
        let _ = writeln!(text, "{},{},{},R{}", i % 400, i % 95, i % 7, i * 31 % 11);
    }
    let scratch = Scratch::new("t.csv", text.as_bytes());
    let on_threads = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let (table, problems) = pool.install(|| scratch.read(|path| read_in_blocks(path, 100))).unwrap();
        (bits(&table), problems)
    };
    assert_eq!(on_threads(1), on_threads(5));
}
