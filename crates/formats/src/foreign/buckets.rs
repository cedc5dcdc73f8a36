//! Owns writing collected readings as buckets: so many files, each with all readings of its meters, that many
//! machines can work on apart. Does not collect or sort.

use super::{
    Collected,
    collect::Reading,
    write::{is_whole, parquet},
};
use crate::{IoError, files::NewFolder};
use rayon::prelude::*;
use std::path::Path;

/// The bucket of a meter, counted from 0: the CRC-32 (ISO-HDLC, as of zip) of its id in UTF-8, modulo their
/// number. Spark (`crc32`) and Python (`zlib.crc32`) compute the same.
#[must_use]
pub fn bucket_of(meter_id: &str, buckets: u32) -> u32 {
    crc32fast::hash(meter_id.as_bytes()) % buckets.max(1)
}

/// The name of a bucket, which also says how many there are.
#[must_use]
pub fn bucket_name(bucket: u32, buckets: u32) -> String {
    format!("bucket-{bucket:05}-of-{buckets:05}.parquet")
}

/// Writes readings into so many Parquet files in a folder that is new or empty, each sorted by meter and time.
/// The folder is there whole or not at all.
///
/// # Errors
/// Something is in the folder already; the system's, with the path.
pub fn write_buckets(folder: &Path, collected: &Collected, buckets: u32) -> Result<(), IoError> {
    let new = NewFolder::create(folder)?;
    let is_whole = is_whole(collected);
    let mut of_buckets: Vec<Vec<&[Reading]>> = vec![Vec::new(); buckets as usize];
    for of_meter in collected.readings.chunk_by(|a, b| a.meter == b.meter) {
        let name = &collected.meters[of_meter[0].meter as usize];
        of_buckets[bucket_of(name, buckets) as usize].push(of_meter);
    }
    (0..buckets).into_par_iter().zip(of_buckets).try_for_each(|(bucket, of_meters)| {
        let name = |of_meter: &&[Reading]| collected.meters[of_meter[0].meter as usize].clone();
        let meters = of_meters.iter().map(name).collect();
        let numbered = (0..).zip(of_meters);
        let readings = numbered.flat_map(|(meter, own)| own.iter().map(move |of| Reading { meter, ..*of }));
        let own = Collected { readings: readings.collect(), meters, ..*collected };
        let file = new.file(&bucket_name(bucket, buckets))?;
        let failed = |cause: String| IoError::system("write", folder, std::io::Error::other(cause));
        parquet(file, &own, is_whole).map_err(failed)?.finish()
    })?;
    new.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Contract, Readings, foreign::collect::collect_rows, tables_in, unwatched, write_file};
    use std::fmt::Write as _;

    #[test]
    fn buckets_are_those_that_anybody_can_compute() {
        // zlib.crc32(b"M1") and of "счётчик 7" by Python 3.11.
        assert_eq!(
            [bucket_of("M1", u32::MAX), bucket_of("счётчик 7", u32::MAX)],
            [1_439_703_949, 2_495_485_726]
        );
        assert_eq!(bucket_of("M1", 1), 0);
        assert_eq!(bucket_name(3, 16), "bucket-00003-of-00016.parquet");
    }

    #[test]
    fn each_meter_is_whole_in_one_bucket_with_what_is_missing() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("r.csv");
        let mut text = "meter_id,ts,wh\n".to_owned();
        for hour in 0..48 {
            for meter in 0..9 {
                let wh = if hour == 47 { String::new() } else { (hour + meter).to_string() };
                let (day, hour) = (1 + hour / 24, hour % 24);
                let _ = writeln!(text, "M{meter},2025-01-{day:02}T{hour:02}:00:00Z,{wh}");
            }
        }
        write_file(&path, text.as_bytes()).expect("written");
        let (collected, _) = collect_rows(std::slice::from_ref(&path), None, true).expect("read");
        let to = folder.path().join("buckets");
        write_buckets(&to, &collected, 4).expect("written");
        let files = tables_in(&to, Contract::Readings).expect("there");
        assert_eq!(files.len(), 4);
        let mut seen = 0;
        for file in &files {
            let (readings, _) = Readings::open(file, &unwatched).expect("opened");
            assert!(!readings.has_quality());
            seen += readings.names().len();
            for name in readings.names() {
                assert!(file.ends_with(bucket_name(bucket_of(name, 4), 4)), "{name}");
                assert_eq!(readings.find(name).map(|number| readings.rows_of(number)), Some(48));
            }
        }
        assert_eq!(seen, 9);
        let both = [path.as_path(), &to].map(|path| Readings::open(path, &unwatched).expect("opened").0);
        let [given, bucketed] = both.map(|readings| readings.collect().expect("read").0);
        assert_eq!(format!("{given:?}"), format!("{bucketed:?}"));
        let said = write_buckets(&to, &collected, 2).expect_err("there").to_string();
        assert!(said.contains("empty folder"), "{said}");
    }
}
