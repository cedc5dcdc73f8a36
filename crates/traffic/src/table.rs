//! Owns reading back the table of sessions that was written: by meter, with signs and times. Does not write it.

use crate::{Session, Sign};
use jiff::Timestamp;
use std::io::Read;

/// Sessions by subject (`meter:ID`), and how many rows could not be used. Addresses are not in such a table.
#[must_use]
pub fn read_sessions(from: impl Read) -> (Vec<(String, Session)>, u64) {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(from);
    let header = reader.headers().cloned().unwrap_or_default();
    let place = |name: &str| header.iter().position(|own| own == name);
    let places = ["subject", "signs", "pool", "first", "last", "active_h"].map(place);
    let (mut sessions, mut bad) = (Vec::new(), 0);
    for row in reader.into_records() {
        let session = row.ok().and_then(|row| {
            let [subject, signs, pool, first, last, active] =
                places.map(|place| place.and_then(|at| row.get(at)).unwrap_or_default());
            let time = |text: &str| text.parse::<Timestamp>().ok().map(|time| time.as_second() as f64);
            let pool = Some(pool).filter(|pool| !pool.is_empty()).map(Into::into);
            let signs = signs.split_whitespace().filter_map(Sign::from_id).collect();
            let active_s = active.parse::<f64>().ok().filter(|hours| *hours >= 0.0)? * 3600.0;
            let (start_s, end_s) = (time(first)?, time(last)?);
            let session = Session { start_s, end_s, active_s, signs, pool, ..Session::default() };
            (!subject.is_empty()).then(|| (subject.to_owned(), session))
        });
        match session {
            Some(session) => sessions.push(session),
            None => bad += 1,
        }
    }
    (sessions, bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read_again_and_other_rows_are_counted() {
        let text = "subject,signs,pool,first,last,active_h\n\
            meter:m1,rhythm stratum,Nanopool,2025-01-01T00:00:00Z,2025-01-02T00:00:00Z,24.00\n\
            meter:m2,stratum,,soon,2025-01-02T00:00:00Z,1\n";
        let (sessions, bad) = read_sessions(text.as_bytes());
        assert_eq!((sessions.len(), bad), (1, 1));
        let (subject, session) = &sessions[0];
        assert_eq!((subject.as_str(), session.active_s), ("meter:m1", 86_400.0));
        assert_eq!(session.signs, [Sign::Rhythm, Sign::Stratum]);
        assert_eq!(read_sessions(&b""[..]), (Vec::new(), 0));
    }
}
