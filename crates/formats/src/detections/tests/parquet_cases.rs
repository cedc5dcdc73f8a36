//! Parquet tables of many types, and damaged ones by name.

use super::*;
use arrow_array::{
    BooleanArray, Date32Array, Decimal128Array, Float32Array, Int16Array, LargeStringArray, NullArray,
    StringViewArray, TimestampMicrosecondArray, TimestampSecondArray,
};

#[test]
fn parquet_without_its_magic_or_content_is_named() {
    for (bytes, found) in [
        (&b"lon,lat\n1,2\n"[..], "expected a Parquet file, which begins with PAR1, found other bytes"),
        (b"", "expected a Parquet file, found an empty file"),
        (b"PAR1", "expected an intact Parquet file"),
        (b"PAR1 and no footer PAR2", "expected an intact Parquet file"),
    ] {
        let message = Scratch::new("t.parquet", bytes).read(read_parquet).unwrap_err();
        assert!(message.contains(found), "{message}");
    }
    let whole = parquet_bytes(vec![("lon", floats(&[1.0])), ("lat", floats(&[1.0]))], 10);
    let message = Scratch::new("t.parquet", &whole[..whole.len() / 2]).read(read_parquet).unwrap_err();
    assert!(message.contains("expected an intact Parquet file"), "{message}");
}

#[test]
fn parquet_types_of_every_width_are_taken() {
    let lon: Vec<ArrayRef> = vec![
        floats(&[104.0]),
        Arc::new(Float32Array::from(vec![104.0])),
        Arc::new(Int16Array::from(vec![104])),
        Arc::new(Decimal128Array::from(vec![10_400]).with_precision_and_scale(9, 2).unwrap()),
    ];
    let kind: Vec<ArrayRef> = vec![
        Arc::new(StringArray::from(vec!["abnormal_load"])),
        Arc::new(LargeStringArray::from(vec!["abnormal_load"])),
        Arc::new(StringViewArray::from(vec!["abnormal_load"])),
        arrow_cast::cast(
            &StringArray::from(vec!["abnormal_load"]),
            &arrow_schema::DataType::Dictionary(
                Box::new(arrow_schema::DataType::Int8),
                Box::new(arrow_schema::DataType::LargeUtf8),
            ),
        )
        .unwrap(),
    ];
    let seen: Vec<ArrayRef> = vec![
        Arc::new(Date32Array::from(vec![20_159])),
        Arc::new(TimestampSecondArray::from(vec![20_159 * 86_400]).with_timezone("Asia/Irkutsk")),
        Arc::new(TimestampMicrosecondArray::from(vec![20_160 * 86_400_000_000 - 1])),
        Arc::new(StringArray::from(vec!["2025-03-12 23:59"])),
    ];
    for ((lon, kind), seen) in lon.into_iter().zip(kind).zip(seen) {
        let columns = vec![("lon", lon), ("lat", floats(&[52.0])), ("kind", kind), ("first_seen", seen)];
        let (table, problems) = parquet(columns).unwrap();
        assert_eq!(problems, [""; 0]);
        assert_eq!((table.lon[0], table.first_seen_day[0]), (104.0, 20_159));
        assert_eq!(table.kind[0], Some(DetectionKind::AbnormalLoad));
    }
    let nulls: ArrayRef = Arc::new(NullArray::new(1));
    let columns = ["region", "kw", "kind", "last_seen"].map(|name| (name, Arc::clone(&nulls)));
    let (table, problems) =
        parquet([("lon", floats(&[1.0])), ("lat", floats(&[2.0]))].into_iter().chain(columns).collect())
            .unwrap();
    assert_eq!(problems, [""; 0]);
    assert!(table.kw[0].is_nan() && table.region[0] == NO_REGION && table.last_seen_day[0] == NO_DAY);
}

#[test]
fn a_parquet_column_of_a_wrong_type_is_named() {
    let words: ArrayRef = Arc::new(StringArray::from(vec!["1"]));
    let flags: ArrayRef = Arc::new(BooleanArray::from(vec![true]));
    for (column, array, message) in [
        ("lon", &words, "t.parquet, lon: expected a column of numbers, found Utf8 values"),
        ("kind", &flags, "t.parquet, kind: expected a column of text, found Boolean values"),
        (
            "first_seen",
            &flags,
            "t.parquet, first_seen: expected a column of dates, timestamps or ISO 8601 text, found Boolean values",
        ),
    ] {
        let mut columns = vec![("lat", floats(&[1.0])), ("x", floats(&[1.0])), (column, Arc::clone(array))];
        columns.dedup_by_key(|(name, _)| *name);
        assert_eq!(parquet(columns).unwrap_err(), message);
    }
}

#[test]
fn parquet_problems_name_rows() {
    let kinds: ArrayRef = Arc::new(StringArray::from(vec![Some("abnormal_load"), None, Some("farm")]));
    let columns =
        vec![("lon", floats(&[1.0, 999.0, 3.0])), ("lat", floats(&[1.0, 2.0, 3.0])), ("kind", kinds)];
    let (table, problems) = parquet(columns).unwrap();
    assert_eq!(table.row, [1, 3]);
    assert_eq!(
        problems,
        [
            "t.parquet, row 2, lon: expected degrees between −180 and 360, found \"999\"",
            "t.parquet, row 3, kind: expected abnormal_load, meter_tampering or unauthorised_connection, found \"farm\"",
        ]
    );
}
