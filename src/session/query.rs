//! Owns what statements can name: the atlas as tables, with status, interval and sources as columns of
//! their own, and files of the user's own beside them. Does not run statements.

use super::{Session, detections::DETECTIONS};
use crate::{
    atlas::{Level, RegionId, RegionNames},
    io::{self, IoError, Problems},
    lang::Message,
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use table::{ColumnKind, Database, Options, QueryError, Table, Values};

impl Session {
    /// The atlas as tables `figures`, `bans`, `places` and `regions`, and files by the names given to
    /// them. Regions of a table `detections` are called by the codes of the atlas, where their names
    /// tell which they are.
    ///
    /// # Errors
    /// A file cannot be read or is no table.
    pub fn database(
        &self,
        files: &[(String, PathBuf)],
        options: &Options,
    ) -> Result<(Database, Problems), IoError> {
        let (mut database, mut problems) = (Database::default(), Problems::default());
        database.add("figures", self.queried_figures());
        database.add("bans", self.queried_bans());
        database.add("places", self.places_table()?);
        database.add("regions", self.regions_table());
        for (name, path) in files {
            let mut table = io::open_table(path, options)?;
            problems.extend(io::table_problems(path, table.notes(), table.problems()));
            if name == DETECTIONS {
                table = self.with_codes(table);
            }
            database.add(name, table);
        }
        Ok((database, problems))
    }

    /// Codes in place of names of regions.
    fn with_codes(&self, table: Table) -> Table {
        let (names, atlas) = (RegionNames::new(&self.atlas), Arc::clone(&self.atlas));
        table.with_words("region", move |name| Some(atlas.region(names.find(name).region()?).code.clone()))
    }

    fn queried_figures(&self) -> Table {
        let metrics: Vec<String> = self.atlas().metrics.iter().map(|metric| metric.id.clone()).collect();
        // Every metric is one of the atlas.
        let rows = self.table(&metrics, None).unwrap_or_default();
        let text = |field: &dyn Fn(&io::TableRow) -> String| texts(rows.iter().map(field));
        let number =
            |field: fn(&io::TableRow) -> Option<f64>| Values::Number(rows.iter().map(field).collect());
        let year = |row: &io::TableRow| row.period.get(..4)?.parse().ok();
        table_of(vec![
            ("region", text(&|row| row.region.clone())),
            ("region_name", text(&|row| row.region_name.clone())),
            ("metric", text(&|row| row.metric.clone())),
            ("metric_name", text(&|row| row.metric_name.clone())),
            ("period", text(&|row| row.period.clone())),
            ("year", Values::Integer(rows.iter().map(year).collect())),
            ("value", number(|row| row.value)),
            ("low", number(|row| row.low)),
            ("high", number(|row| row.high)),
            ("accuracy", text(&|row| row.accuracy.clone())),
            ("category", text(&|row| row.category.clone())),
            ("unit", text(&|row| row.unit.clone())),
            ("status", text(&|row| row.status.clone())),
            ("sources", text(&|row| row.sources.join(" "))),
            ("conflicts", text(&|row| row.conflicts.join(" "))),
            ("note", text(&|row| row.note.clone())),
            (
                "is_shown",
                texts(self.shown(&rows).into_iter().map(|is| if is { "yes" } else { "no" }.to_owned())),
            ),
        ])
    }

    /// Which rows maps and tables show: of several figures of a period, the one that answers for it.
    fn shown(&self, rows: &[io::TableRow]) -> Vec<bool> {
        let atlas = self.atlas();
        let of_one = |a: &io::TableRow, b: &io::TableRow| (&a.region, &a.metric) == (&b.region, &b.metric);
        let of_rows = |rows: &[io::TableRow]| {
            let place = atlas.region_id(&rows[0].region).zip(atlas.metric_id(&rows[0].metric));
            let are = place.map(|(region, metric)| atlas.are_shown(region, metric));
            // Acts of a ban are shown together.
            are.filter(|are| are.len() == rows.len()).unwrap_or_else(|| vec![true; rows.len()])
        };
        rows.chunk_by(of_one).flat_map(of_rows).collect()
    }

    fn queried_bans(&self) -> Table {
        let (atlas, lang) = (self.atlas(), self.document().lang);
        let bans = || atlas.bans.iter();
        let day = |day: Option<crate::atlas::Day>| day.map(crate::atlas::Day::days_since_1970);
        table_of(vec![
            ("id", texts(bans().map(|ban| ban.id.clone()))),
            ("region", texts(bans().map(|ban| atlas.region(ban.region).code.clone()))),
            (
                "extent",
                texts(bans().map(|ban| if ban.is_whole_region { "region" } else { "part" }.to_owned())),
            ),
            ("seasonal", texts(bans().map(|ban| if ban.is_seasonal { "yes" } else { "no" }.to_owned()))),
            ("first_day", Values::Day(bans().map(|ban| day(ban.start.map(|period| period.first))).collect())),
            ("last_day", Values::Day(bans().map(|ban| day(ban.end.map(|period| period.last))).collect())),
            ("coverage", texts(bans().map(|ban| ban.coverage.get(lang).to_owned()))),
            ("act", texts(bans().map(|ban| ban.act.get(lang).to_owned()))),
            ("status", texts(bans().map(|ban| ban.status.id().to_owned()))),
            ("sources", texts(bans().map(|ban| ban.sources.join(" ")))),
            ("note", texts(bans().map(|ban| ban.note.get(lang).to_owned()))),
        ])
    }

    fn places_table(&self) -> Result<Table, IoError> {
        let (places, lang) = (self.places()?, self.document().lang);
        let code = |region: Option<RegionId>| {
            region.map(|region| self.atlas().region(region).code.clone()).unwrap_or_default()
        };
        Ok(table_of(vec![
            ("name", texts(places.iter().map(|place| place.name.get(lang).to_owned()))),
            ("region", texts(places.iter().map(|place| code(place.region)))),
            ("lon", Values::Number(places.iter().map(|place| Some(place.lon)).collect())),
            ("lat", Values::Number(places.iter().map(|place| Some(place.lat)).collect())),
            // None is no data.
            (
                "population",
                Values::Integer(
                    places.iter().map(|place| Some(i64::from(place.population)).filter(|n| *n > 0)).collect(),
                ),
            ),
        ]))
    }

    fn regions_table(&self) -> Table {
        let (atlas, lang) = (self.atlas(), self.document().lang);
        let regions = || atlas.regions.iter();
        let parent = |parent: Option<RegionId>| {
            parent.map(|parent| atlas.region(parent).code.clone()).unwrap_or_default()
        };
        let level = |level: Level| {
            match level {
                Level::Country => "country",
                Level::District => "district",
                Level::Region => "region",
                Level::Group => "group",
                Level::Municipality => "municipality",
            }
            .to_owned()
        };
        table_of(vec![
            ("code", texts(regions().map(|region| region.code.clone()))),
            ("name", texts(regions().map(|region| region.name.get(lang).to_owned()))),
            ("level", texts(regions().map(|region| level(region.level)))),
            ("parent", texts(regions().map(|region| parent(region.parent)))),
        ])
    }
}

fn table_of(columns: Vec<(&str, Values)>) -> Table {
    Table::of_columns(columns.into_iter().map(|(name, values)| (name.to_owned(), values)).collect())
}

/// What is empty is missing.
fn texts(texts: impl Iterator<Item = String>) -> Values {
    Values::Text(texts.map(|text| Some(text).filter(|text| !text.is_empty())).collect())
}

/// What is wrong with a statement, in one line.
#[must_use]
pub fn query_told(error: &QueryError) -> Message {
    let names = |names: &[String]| Message::list(names.iter().map(|name| Message::from(name.clone())));
    let quoted = |name: &str| io::excerpt(name);
    let (expected, found) = match error {
        QueryError::Statement { expected, found, .. } => {
            (Message::new("expected-query-part").with("part", part(expected)), part(found))
        }
        QueryError::NotSelect { found } => ("expected-select".into(), Message::from(found.clone())),
        QueryError::NoTable { found, known, .. } => {
            (Message::new("expected-query-table").with("names", names(known)), quoted(found))
        }
        QueryError::NoColumn { found, known, .. } => {
            (Message::new("expected-query-column").with("names", names(known)), quoted(found))
        }
        QueryError::Kind { column, kind, found, .. } => (
            Message::new("expected-fit").text("column", column).text("kind", kind_word(*kind)),
            Message::from(found.clone()),
        ),
        other => return Message::new("error-query").text("cause", other.to_string()),
    };
    let place = match error.place() {
        Some(place) => Message::new("query-place")
            .text("line", place.line.to_string())
            .text("column", place.column.to_string()),
        None => "query-statement".into(),
    };
    Message::new("problem-told").with("place", place).with("expected", expected).with("found", found)
}

/// A part of a statement in words; what the parser says of rarer ones stays as it says it.
fn part(said: &str) -> Message {
    match said {
        "an SQL statement" => "query-part-statement".into(),
        "an expression" => "query-part-expression".into(),
        "the end of the statement" => "query-part-end".into(),
        other => Message::from(other.to_owned()),
    }
}

/// Word for what a column holds, as messages choose by it.
#[must_use]
pub const fn kind_word(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Empty => "empty",
        ColumnKind::Integer => "integer",
        ColumnKind::Number => "number",
        ColumnKind::Day => "day",
        ColumnKind::Time => "time",
        ColumnKind::Text => "text",
    }
}

/// The name and the file of `NAME=FILE`.
#[must_use]
pub fn named_file(text: &str) -> Option<(String, PathBuf)> {
    let (name, path) = text.split_once('=')?;
    let is_name = name.chars().next().is_some_and(|letter| letter.is_alphabetic() || letter == '_')
        && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    (is_name && !path.is_empty()).then(|| (name.to_owned(), Path::new(path).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::{Lang, Words},
        session::Sources,
    };
    use table::OutputFormat;

    fn answer(session: &Session, files: &[(String, PathBuf)], statement: &str) -> String {
        let (database, _) = session.database(files, &Options::default()).expect("tables");
        let answer = database.query(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
        let mut text = Vec::new();
        answer.write(OutputFormat::Csv, &mut text).expect("written");
        String::from_utf8(text).expect("UTF-8")
    }

    #[test]
    fn a_figure_keeps_status_interval_and_sources() {
        let session = Session::open(&Sources::default()).expect("opens");
        let statement = "SELECT value, low, high, status, sources FROM figures \
                         WHERE region = 'RU-IRK' AND metric = 'farms' AND year = 2025";
        let text = answer(&session, &[], statement);
        let row = text.lines().nth(1).expect("a figure");
        assert!(row.starts_with("17722,17057,18396,derived,"), "{text}");
        let counts = answer(&session, &[], "SELECT COUNT(*) AS n FROM regions WHERE level = 'region'");
        assert_eq!(counts, "n\n89\n", "disputed ones are rows too");
    }

    #[test]
    fn of_two_figures_of_a_year_one_is_shown() {
        let session = Session::open(&Sources::default()).expect("opens");
        let statement = |and: &str| {
            format!(
                "SELECT region, status, is_shown FROM figures WHERE metric = 'farms' AND year = 2025 \
                 AND region IN ('RU-KGN', 'RU-IRK') {and} ORDER BY region, status"
            )
        };
        let rows = answer(&session, &[], &statement(""));
        assert_eq!(
            rows,
            "region,status,is_shown\nRU-IRK,derived,yes\nRU-KGN,derived,no\nRU-KGN,published,yes\n"
        );
        let shown = answer(&session, &[], &statement("AND is_shown = 'yes'"));
        assert_eq!(shown.lines().count(), 3, "{shown}");
        let bans = "SELECT COUNT(*) AS n FROM figures WHERE metric = 'ban' AND is_shown = 'no'";
        assert_eq!(answer(&session, &[], bans), "n\n0\n");
    }

    #[test]
    fn detections_are_counted_by_the_codes_of_regions() {
        let session = Session::open(&Sources::default()).expect("opens");
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("own.csv");
        let text =
            "Регион;Дата выявления\nИркутская обл.;12.03.2024\nRU-IRK;01.02.2025\nг. Москва;03.04.2025\n";
        io::write_file(&path, text.as_bytes()).expect("written");
        let files = [("detections".to_owned(), path)];
        let statement = "SELECT d.region, regions.name, EXTRACT(YEAR FROM first_seen) AS year, COUNT(*) AS n \
                         FROM detections AS d JOIN regions ON d.region = regions.code \
                         GROUP BY d.region, regions.name, year ORDER BY d.region, year";
        let text = answer(&session, &files, statement);
        assert_eq!(
            text.lines().collect::<Vec<_>>()[1..],
            ["RU-IRK,Irkutsk Oblast,2024,1", "RU-IRK,Irkutsk Oblast,2025,1", "RU-MOW,City of Moscow,2025,1"]
        );
    }

    #[test]
    fn what_a_statement_lacks_is_told_in_russian() {
        let session = Session::open(&Sources::default()).expect("opens");
        let (database, _) = session.database(&[], &Options::default()).expect("tables");
        let words = Words::new(Lang::Ru);
        let said = |statement: &str| query_told(&database.query(statement).expect_err("wrong")).say(&words);
        for (statement, expected) in [
            ("SELEC 1", "запрос SQL"),
            ("SELECT region FROM figures WHERE", "выражение; найдено: конец запроса"),
        ] {
            let told = said(statement);
            assert!(told.contains(expected), "{told}");
        }
    }

    #[test]
    fn a_wrong_statement_is_one_line() {
        let session = Session::open(&Sources::default()).expect("opens");
        let (database, _) = session.database(&[], &Options::default()).expect("tables");
        let said = |statement: &str| query_told(&database.query(statement).expect_err("wrong")).to_string();
        assert_eq!(
            said("SELECT valeu FROM figures"),
            "statement, line 1, column 8: expected a column (value), found \"valeu\""
        );
        assert_eq!(
            said("SELECT value FROM figures WHERE year = 'then'"),
            "statement, line 1, column 40: expected what fits year, a column of whole numbers, found 'then'"
        );
    }

    #[test]
    fn tables_have_names_of_letters() {
        assert_eq!(named_file("mine=a=b.csv"), Some(("mine".into(), "a=b.csv".into())));
        assert_eq!((named_file("a b=c"), named_file("=c"), named_file("a=")), (None, None, None));
    }
}
