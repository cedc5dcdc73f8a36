//! Owns which columns of a detection table are read, under which names, and where they stand
//! in a given file. Does not read values.
//!
//! Main type: [`Layout`].

use super::preview::{Said, SaidColumns};
use crate::{IoError, Problem, Severity, excerpt, lang::Message};
use ::table::key;
use std::path::Path;

/// A column that is read; the others stay in the file.
pub(super) use ::table::Meaning as Column;

/// What stands in a good cell.
pub(super) const fn expected(column: Column) -> &'static str {
    match column {
        Column::Lon => "expected-longitude",
        Column::Lat => "expected-latitude",
        Column::Region => "expected-detection-region",
        Column::Kind => "expected-kind",
        Column::Kw => "expected-kilowatts",
        Column::Score => "expected-score",
        Column::FirstSeen | Column::LastSeen => "expected-day",
        Column::Status => "expected-status",
        Column::Legal => "expected-legal",
    }
}

/// Where the columns stand in a file.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    places: [Option<usize>; Column::COUNT],
    width: usize,
}

impl Layout {
    /// Finds the columns among the names of a header; what was said of them goes before their names.
    pub(super) fn find<S: AsRef<str>>(
        path: &Path,
        header: &[S],
        said: &SaidColumns,
    ) -> Result<Self, IoError> {
        let mut places = [None; Column::COUNT];
        for column in Column::ALL {
            places[column as usize] = place_of(path, column, header, said)?;
        }
        let layout = Self { places, width: header.len() };
        let has_position = layout.place(Column::Lon).is_some() && layout.place(Column::Lat).is_some();
        // Regions alone are in any table: something must say that rows are detections.
        let telling = [Column::Kind, Column::Kw, Column::Score, Column::FirstSeen, Column::LastSeen];
        let tells = telling.into_iter().any(|column| layout.place(column).is_some())
            || header.iter().any(|name| plain(name.as_ref()) == "detection_id");
        if has_position || layout.place(Column::Region).is_some() && tells {
            return Ok(layout);
        }
        let found: Vec<Message> = header.iter().map(|name| excerpt(name.as_ref().trim())).collect();
        Err(IoError::unusable(path, None, "expected-detection-columns", listed(found)))
    }

    /// The columns that would be read, where one may lack what rows need.
    pub(super) fn places<S: AsRef<str>>(
        path: &Path,
        header: &[S],
        said: &SaidColumns,
    ) -> Vec<(Column, usize)> {
        let place = |column| Some((column, place_of(path, column, header, said).ok().flatten()?));
        Column::ALL.into_iter().filter_map(place).collect()
    }

    /// Number of the column in the file.
    pub(super) const fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }

    /// How many columns the file has in all.
    pub(super) const fn width(&self) -> usize {
        self.width
    }

    /// The columns that the file has, in its order.
    pub(super) fn present(&self) -> Vec<(Column, usize)> {
        let mut present: Vec<_> =
            Column::ALL.into_iter().filter_map(|column| Some((column, self.place(column)?))).collect();
        present.sort_unstable_by_key(|&(_, place)| place);
        present
    }
}

/// A header name as it is compared: without spaces around it, in small letters.
pub(crate) fn plain(name: &str) -> String {
    let name = name.trim();
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.to_lowercase() }
}

fn place_of<S: AsRef<str>>(
    path: &Path,
    column: Column,
    header: &[S],
    said: &SaidColumns,
) -> Result<Option<usize>, IoError> {
    let said_of = |place: usize| said.of(header[place].as_ref());
    if let Some(place) = (0..header.len()).find(|&place| said_of(place) == Said::Holds(column)) {
        return Ok(Some(place));
    }
    for wanted in column.names() {
        let mut places = (0..header.len())
            .filter(|&place| said_of(place) == Said::Nothing && key(header[place].as_ref()) == key(wanted));
        let place = places.next();
        if places.next().is_some() {
            return Err(column_error(path, wanted, "expected-one-such-column", "found-more-than-one".into()));
        }
        if place.is_some() {
            return Ok(place);
        }
    }
    Ok(None)
}

/// An error about a column as a whole.
pub(crate) fn column_error(path: &Path, column: &str, expected: &'static str, found: Message) -> IoError {
    IoError::Unusable(Box::new(Problem::of_file(path, Some(column), expected, found, Severity::Error)))
}

/// The first names of a list that may be long.
fn listed(mut names: Vec<Message>) -> Message {
    const SHOWN: usize = 20;
    let more = names.len().saturating_sub(SHOWN);
    names.truncate(SHOWN);
    let names = Message::list(names);
    if more == 0 {
        return names;
    }
    Message::new("found-names-more").with("names", names).count(more)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(names: &[&str]) -> Result<Layout, String> {
        Layout::find(Path::new("t.csv"), names, &SaidColumns::default()).map_err(|error| error.to_string())
    }

    #[test]
    fn usual_names_in_any_case_are_taken() {
        for names in [["Longitude", "LATITUDE"], ["x", "y"], [" lng ", "lat"], ["long", "Lat"]] {
            assert_eq!(find(&names).unwrap().present(), [(Column::Lon, 0), (Column::Lat, 1)]);
        }
    }

    #[test]
    fn the_preferred_name_wins() {
        let layout = find(&["x", "y", "lon", "lat"]).unwrap();
        assert_eq!((layout.place(Column::Lon), layout.place(Column::Lat)), (Some(2), Some(3)));
    }

    #[test]
    fn a_region_is_position_enough() {
        assert_eq!(find(&["kw", "region"]).unwrap().place(Column::Region), Some(1));
    }

    #[test]
    fn without_position_the_message_names_what_was_found() {
        let message = find(&["name", "lon"]).unwrap_err();
        assert!(message.contains("columns lon and lat"), "{message}");
        assert!(message.ends_with(r#"found "name", "lon""#), "{message}");
    }

    #[test]
    fn a_column_given_twice_is_refused() {
        let message = find(&["lon", "lat", "Lat"]).unwrap_err();
        assert_eq!(message, "t.csv, lat: expected one column of this name, found more than one");
    }
}
