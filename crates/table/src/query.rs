//! Owns statements: which are taken, where in them something is wrong and what was meant. Does not
//! write answers. [`error`] holds the words, `widen` what is done to narrow numbers before polars sees them.

mod error;
mod widen;

pub use error::{Place, QueryError};

use crate::{
    census::ColumnKind,
    frame::{Table, first_line, kind_of},
    names::nearest,
};
use polars::prelude::{LazyFrame, PolarsError, SchemaRef};
use polars::sql::SQLContext;
use sqlparser::{
    ast::{
        BinaryOperator, Expr, Function, FunctionArg, FunctionArgExpr, FunctionArguments, Ident, ObjectName,
        Query, SelectItem, Spanned, Statement, TableFactor, UnaryOperator, Value, Visit, Visitor,
    },
    dialect::GenericDialect,
    parser::{Parser, ParserError, ParserOptions},
    tokenizer::Span,
};
use std::{collections::BTreeSet, fmt, ops::ControlFlow};

/// Tables that statements can name.
///
/// ```
/// use table::{Database, OutputFormat, Table, Values};
///
/// let farms = Table::of_columns(vec![
///     ("region".into(), Values::Text(vec![Some("RU-IRK".into()), Some("RU-IRK".into()), None])),
///     ("kw".into(), Values::Number(vec![Some(12.5), None, Some(3.0)])),
/// ]);
/// let mut database = Database::default();
/// database.add("farms", farms);
/// let answer = database.query("SELECT region, COUNT(*) AS n, SUM(kw) AS kw FROM farms GROUP BY region ORDER BY n DESC")?;
/// let mut text = Vec::new();
/// answer.write(OutputFormat::Csv, &mut text)?;
/// assert_eq!(String::from_utf8(text)?, "region,n,kw\nRU-IRK,2,12.5\n,1,3\n");
///
/// let error = database.query("SELECT reigon FROM farms").expect_err("no such column");
/// assert_eq!(error.to_string(), "line 1, column 8: expected a column (region), found \"reigon\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct Database {
    tables: Vec<(String, Table)>,
}

/// What a statement gives: rows that are made while they are written.
pub struct Answer {
    pub(crate) frame: LazyFrame,
    pub(crate) schema: SchemaRef,
    /// Names of its columns and what they hold.
    pub columns: Vec<(String, ColumnKind)>,
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer").field("columns", &self.columns).finish_non_exhaustive()
    }
}

impl Database {
    /// Adds a table, in place of one of the same name.
    pub fn add(&mut self, name: &str, table: Table) {
        self.tables.retain(|(other, _)| other != name);
        self.tables.push((name.to_owned(), table));
    }

    /// The tables by their names.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &Table)> {
        self.tables.iter().map(|(name, table)| (name.as_str(), table))
    }

    /// What a statement gives. It is checked as a whole; its rows are made when they are written.
    ///
    /// # Errors
    /// It is no statement that asks, or names what is not there or does not fit.
    pub fn query(&self, statement: &str) -> Result<Answer, QueryError> {
        let mut parsed = parse(statement)?;
        let known = Known::of(&parsed, &self.tables).map_err(|error| match error {
            // The parser forgets where a name in quotes stood.
            QueryError::NoTable { place: None, found, known } => {
                let at = statement.find(&format!("'{found}'"));
                QueryError::NoTable { place: at.map(|at| place_at(statement, at)), found, known }
            }
            other => other,
        })?;
        known.check(&parsed)?;
        let other = |cause: PolarsError| known.other(statement, &cause.to_string());
        let rewritten = widen::rewrite(&mut parsed).then(|| parsed.to_string());
        let mut context = SQLContext::new();
        for (name, table) in &self.tables {
            context.register(name, table.frame.clone());
        }
        let asked = rewritten.as_deref().unwrap_or(statement);
        let answer = guarded(|| {
            let mut frame = context.execute(asked)?;
            let schema = frame.collect_schema()?;
            Ok((frame, schema))
        });
        let (frame, schema) = answer.map_err(other)?;
        let columns = schema.iter().map(|(name, kind)| (name.to_string(), kind_of(kind))).collect();
        Ok(Answer { frame, schema, columns })
    }
}

/// Runs what may reach an assertion of the engine: that costs an answer, not the program.
pub(crate) fn guarded<T>(run: impl FnOnce() -> Result<T, PolarsError>) -> Result<T, PolarsError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(run))
        .unwrap_or_else(|_| Err(PolarsError::ComputeError("the engine cannot do this".into())))
}

fn parse(statement: &str) -> Result<Statement, QueryError> {
    let options = ParserOptions { trailing_commas: true, ..ParserOptions::default() };
    let parsed = Parser::new(&GenericDialect)
        .with_options(options)
        .try_with_sql(statement)
        .and_then(|mut parser| parser.parse_statements())
        .map_err(|error| wrong_statement(&error))?;
    let first_word =
        || statement.split_whitespace().next().map_or("nothing".to_owned(), |word| format!("\"{word}\""));
    match <[Statement; 1]>::try_from(parsed) {
        Ok([statement @ Statement::Query(_)]) => Ok(statement),
        Ok(_) => Err(QueryError::NotSelect { found: first_word() }),
        Err(parsed) if parsed.is_empty() => Err(QueryError::NotSelect { found: "nothing".to_owned() }),
        Err(parsed) => Err(QueryError::NotSelect { found: format!("{} statements", parsed.len()) }),
    }
}

/// The parser's words, taken apart: "Expected: X, found: Y at Line: 1, Column: 8".
fn wrong_statement(error: &ParserError) -> QueryError {
    let text = match error {
        ParserError::TokenizerError(text) | ParserError::ParserError(text) => text.as_str(),
        ParserError::RecursionLimitExceeded => "Expected: a statement less nested, found: more",
    };
    let (said, place) = text.split_once(" at Line: ").map_or((text, None), |(said, place)| {
        let (line, column) = place.split_once(", Column: ").unwrap_or((place, "1"));
        let number = |text: &str| text.trim().parse::<u64>().ok();
        (said, number(line).zip(number(column)).map(|(line, column)| Place { line, column }))
    });
    let said = said.strip_prefix("Expected: ").unwrap_or(said);
    let (expected, found) = said.split_once(", found: ").unwrap_or(("a statement of SQL", said));
    let found = if found == "EOF" { "the end of the statement" } else { found };
    QueryError::Statement { place, expected: first_line(expected), found: first_line(found) }
}

const fn place_of(span: Span) -> Option<Place> {
    // Zero is no place.
    if span.start.line == 0 { None } else { Some(Place { line: span.start.line, column: span.start.column }) }
}

/// What a statement can name.
struct Known {
    /// Columns of the tables that it names, with what they hold; those of two tables twice.
    columns: Vec<(String, ColumnKind)>,
    /// Names that the statement itself gives: of columns, tables and subqueries.
    given: BTreeSet<String>,
}

impl Known {
    fn of(statement: &Statement, tables: &[(String, Table)]) -> Result<Self, QueryError> {
        let mut names = Names::default();
        let _ = statement.visit(&mut names);
        let mut columns = Vec::new();
        for (name, span) in &names.tables {
            if let Some((_, table)) = tables.iter().find(|(known, _)| known == name) {
                columns.extend(table.columns());
            } else if !names.given.contains(name) {
                let all = || tables.iter().map(|(name, _)| name.as_str());
                let near = nearest(name, all());
                let rest = all().filter(|known| !near.contains(known));
                let known = near.iter().copied().chain(rest).map(str::to_owned).collect();
                return Err(QueryError::NoTable { place: place_of(*span), found: name.clone(), known });
            }
        }
        Ok(Self { columns, given: names.given })
    }

    fn check(&self, statement: &Statement) -> Result<(), QueryError> {
        match statement.visit(&mut Checks(self)) {
            ControlFlow::Break(error) => Err(*error),
            ControlFlow::Continue(()) => Ok(()),
        }
    }

    fn column(&self, ident: &Ident) -> Result<(), QueryError> {
        /// A message names this many columns; a table may have thousands.
        const NAMED: usize = 30;
        let name = &ident.value;
        if self.given.contains(name) || self.columns.iter().any(|(known, _)| known == name) {
            return Ok(());
        }
        let all = || {
            self.columns.iter().map(|(name, _)| name.as_str()).chain(self.given.iter().map(String::as_str))
        };
        let near = nearest(name, all());
        let mut known: Vec<String> = near.into_iter().map(str::to_owned).collect();
        if known.is_empty() {
            known = self.columns.iter().take(NAMED).map(|(name, _)| name.clone()).collect();
        }
        Err(QueryError::NoColumn { place: place_of(ident.span), found: name.clone(), known })
    }

    /// What a column holds, where the statement does not give its name to something else.
    fn kind(&self, expr: &Expr) -> Option<(String, ColumnKind)> {
        let ident = match expr {
            Expr::Identifier(ident) => ident,
            Expr::CompoundIdentifier(parts) => parts.last()?,
            Expr::Nested(inner) => return self.kind(inner),
            _ => return None,
        };
        if self.given.contains(&ident.value) {
            return None;
        }
        let mut kinds = self.columns.iter().filter(|(name, _)| *name == ident.value).map(|(_, kind)| *kind);
        let kind = kinds.next()?;
        kinds.all(|other| other == kind).then(|| (ident.value.clone(), kind))
    }

    /// Whether a value fits the column beside it.
    fn beside(&self, column: &Expr, value: &Expr) -> Result<(), QueryError> {
        let Some((name, kind)) = self.kind(column) else { return Ok(()) };
        let (literal, found) = match value {
            Expr::Value(literal) => (&literal.value, value.to_string()),
            Expr::UnaryOp { expr, op: UnaryOperator::Minus } => match &**expr {
                Expr::Value(literal) => (&literal.value, value.to_string()),
                _ => return Ok(()),
            },
            _ => return Ok(()),
        };
        let fits = match (kind, literal) {
            (_, Value::Null | Value::Placeholder(_)) | (ColumnKind::Empty, _) => true,
            (ColumnKind::Integer | ColumnKind::Number, literal) => matches!(literal, Value::Number(..)),
            (ColumnKind::Text, literal) => !matches!(literal, Value::Number(..)),
            (ColumnKind::Day | ColumnKind::Time, Value::SingleQuotedString(text)) => {
                crate::cell::time_s(text.as_bytes()).is_some()
            }
            (ColumnKind::Day | ColumnKind::Time, _) => false,
        };
        if fits {
            return Ok(());
        }
        Err(QueryError::Kind {
            place: place_of(value.span()).or_else(|| place_of(column.span())),
            column: name,
            kind,
            found,
        })
    }

    /// What polars says, with the place of the first name of the statement that it names.
    fn other(&self, statement: &str, text: &str) -> QueryError {
        let cause = first_line(text);
        let names = self.columns.iter().map(|(name, _)| name).chain(&self.given);
        let quoted = |name: &String| {
            ['\'', '"', '`'].iter().any(|quote| cause.contains(&format!("{quote}{name}{quote}")))
        };
        let at = names.filter(|name| quoted(name)).filter_map(|name| statement.find(name.as_str())).min();
        QueryError::Other { place: at.map(|at| place_at(statement, at)), cause }
    }
}

/// The place of a byte of a statement.
fn place_at(statement: &str, at: usize) -> Place {
    let before = &statement[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    Place { line: 1 + before.matches('\n').count() as u64, column: 1 + line.chars().count() as u64 }
}

/// Collects the tables that a statement names, and the names that it gives.
#[derive(Default)]
struct Names {
    tables: Vec<(String, Span)>,
    given: BTreeSet<String>,
}

impl Visitor for Names {
    type Break = ();

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<()> {
        for table in query.with.iter().flat_map(|with| &with.cte_tables) {
            self.given.insert(table.alias.name.value.clone());
            self.given.extend(table.alias.columns.iter().map(|column| column.name.value.clone()));
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_relation(&mut self, relation: &ObjectName) -> ControlFlow<()> {
        let ident = relation.0.last().and_then(|part| part.as_ident());
        let name = ident.map_or_else(|| relation.to_string(), |ident| ident.value.clone());
        let name = if relation.0.len() > 1 { relation.to_string() } else { name };
        self.tables.push((name, ident.map_or_else(Span::empty, |ident| ident.span)));
        ControlFlow::Continue(())
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<()> {
        let alias = match factor {
            TableFactor::Table { alias, .. }
            | TableFactor::Derived { alias, .. }
            | TableFactor::UNNEST { alias, .. } => alias.as_ref(),
            _ => None,
        };
        if let Some(alias) = alias {
            self.given.insert(alias.name.value.clone());
            self.given.extend(alias.columns.iter().map(|column| column.name.value.clone()));
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_select(&mut self, select: &sqlparser::ast::Select) -> ControlFlow<()> {
        for item in &select.projection {
            if let SelectItem::ExprWithAlias { alias, .. } = item {
                self.given.insert(alias.value.clone());
            }
        }
        ControlFlow::Continue(())
    }
}

struct Checks<'a>(&'a Known);

impl Visitor for Checks<'_> {
    type Break = Box<QueryError>;

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<Self::Break> {
        match self.judge(expr) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => ControlFlow::Break(Box::new(error)),
        }
    }
}

impl Checks<'_> {
    fn judge(&self, expr: &Expr) -> Result<(), QueryError> {
        let known = self.0;
        match expr {
            Expr::Identifier(ident) => known.column(ident),
            Expr::CompoundIdentifier(parts) => parts.last().map_or(Ok(()), |ident| known.column(ident)),
            Expr::BinaryOp { left, op, right } if is_of_one_kind(op) => {
                known.beside(left, right).and_then(|()| known.beside(right, left))
            }
            Expr::Between { expr, low, high, .. } => {
                known.beside(expr, low).and_then(|()| known.beside(expr, high))
            }
            Expr::InList { expr, list, .. } => list.iter().try_for_each(|value| known.beside(expr, value)),
            Expr::Function(function) => self.judge_function(function),
            _ => Ok(()),
        }
    }

    /// Sums and means are of numbers.
    fn judge_function(&self, function: &Function) -> Result<(), QueryError> {
        const OF_NUMBERS: [&str; 8] = ["SUM", "AVG", "MEDIAN", "STDDEV", "VARIANCE", "TOTAL", "ABS", "SQRT"];
        let name = function.name.to_string().to_uppercase();
        let FunctionArguments::List(list) = &function.args else { return Ok(()) };
        let [FunctionArg::Unnamed(FunctionArgExpr::Expr(argument))] = list.args.as_slice() else {
            return Ok(());
        };
        match self.0.kind(argument) {
            Some((column, kind @ ColumnKind::Text)) if OF_NUMBERS.contains(&name.as_str()) => {
                Err(QueryError::Kind { place: place_of(function.name.span()), column, kind, found: name })
            }
            _ => Ok(()),
        }
    }
}

/// Whether both sides of an operator must be of one kind.
const fn is_of_one_kind(op: &BinaryOperator) -> bool {
    use BinaryOperator::{Divide, Eq, Gt, GtEq, Lt, LtEq, Minus, Multiply, NotEq, Plus};
    matches!(op, Eq | NotEq | Lt | LtEq | Gt | GtEq | Plus | Minus | Multiply | Divide)
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests make their files")]
mod tests {
    use super::*;
    use crate::{Options, OutputFormat, Values};
    use std::fs;

    fn database(text: &str) -> (Database, tempfile::TempDir) {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("t.csv");
        fs::write(&path, text).expect("written");
        let mut database = Database::default();
        database.add("detections", Table::open(&path, &Options::default()).expect("a table"));
        (database, folder)
    }

    fn csv(database: &Database, statement: &str) -> String {
        let answer = database.query(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
        let mut text = Vec::new();
        answer.write(OutputFormat::Csv, &mut text).expect("written");
        String::from_utf8(text).expect("UTF-8")
    }

    const FARMS: &str = "region,kw,first_seen,seen_at,note\n\
        RU-IRK,12.5,2024-03-12,2024-03-12T23:30:00Z,007\n\
        RU-IRK,7,2025-01-01,2025-01-01T10:00:00+08:00,\n\
        RU-MOW,,,2025-01-01T00:00:00Z,\"a, b\"\n";

    #[test]
    fn counts_by_region_and_year() {
        let (database, _folder) = database(FARMS);
        let statement = "SELECT region, EXTRACT(YEAR FROM first_seen) AS year, COUNT(*) AS n, SUM(kw) AS kw \
                         FROM detections GROUP BY region, year ORDER BY region, year";
        assert_eq!(
            csv(&database, statement),
            "region,year,n,kw\nRU-IRK,2024,1,12.5\nRU-IRK,2025,1,7\nRU-MOW,,1,\n"
        );
        assert_eq!(
            csv(&database, "SELECT * FROM detections WHERE first_seen >= '2025-01-01'").lines().count(),
            2
        );
    }

    #[test]
    fn minutes_of_a_day_do_not_wrap() {
        let (database, _folder) = database(FARMS);
        let statement =
            "SELECT EXTRACT(HOUR FROM seen_at) * 60 + EXTRACT(MINUTE FROM seen_at) AS minute FROM detections";
        assert_eq!(csv(&database, statement), "minute\n1410\n120\n0\n");
        assert_eq!(csv(&database, "SELECT COUNT(kw) - COUNT(*) AS less FROM detections"), "less\n-1\n");
        assert_eq!(csv(&database, "SELECT -COUNT(*) AS less FROM detections"), "less\n-3\n");
    }

    #[test]
    fn a_sum_of_nothing_is_missing() {
        let (database, _folder) = database(FARMS);
        let statement =
            "SELECT region, SUM(kw) FROM detections GROUP BY region HAVING SUM(kw) IS NULL ORDER BY region";
        assert_eq!(csv(&database, statement), "region,kw\nRU-MOW,\n");
        let statement = "SELECT SUM(kw) * 2 AS twice FROM detections WHERE region = 'RU-MOW'";
        assert_eq!(csv(&database, statement), "twice\n\"\"\n");
        let statement =
            "SELECT region, SUM(kw) OVER (PARTITION BY region) AS kw FROM detections ORDER BY region, kw";
        assert_eq!(csv(&database, statement), "region,kw\nRU-IRK,19.5\nRU-IRK,19.5\nRU-MOW,\n");
    }

    #[test]
    fn what_is_wrong_in_a_statement_is_told_with_its_place() {
        let (database, _folder) = database(FARMS);
        for (statement, said) in [
            ("SELECT (kw FROM detections", "line 1, column 12: expected ), found FROM"),
            (
                "SELECT 'a FROM detections",
                "line 1, column 8: expected a statement of SQL, found Unterminated string literal",
            ),
            ("", "expected one SELECT statement, found nothing"),
            ("DROP TABLE detections", "expected one SELECT statement, found \"DROP\""),
            ("SELECT 1; SELECT 2", "expected one SELECT statement, found 2 statements"),
            (
                "SELECT * FROM detection",
                "line 1, column 15: expected a table (detections), found \"detection\"",
            ),
            (
                "SELECT * FROM read_csv('/etc/passwd')",
                "line 1, column 15: expected a table (detections), found \"read_csv\"",
            ),
            (
                "SELECT * FROM 'other.csv'",
                "line 1, column 15: expected a table (detections), found \"other.csv\"",
            ),
            (
                "SELECT kw\nFROM detections\nWHERE regoin = 'x'",
                "line 3, column 7: expected a column (region), found \"regoin\"",
            ),
            (
                "SELECT population FROM detections",
                "line 1, column 8: expected a column (region, kw, first_seen, seen_at, note), found \"population\"",
            ),
            (
                "SELECT * FROM detections WHERE kw > 'many'",
                "line 1, column 37: expected what fits kw, a column of numbers, found 'many'",
            ),
            (
                "SELECT * FROM detections WHERE region = 5",
                "line 1, column 41: expected what fits region, a column of text, found 5",
            ),
            (
                "SELECT * FROM detections WHERE first_seen > 2024",
                "line 1, column 45: expected what fits first_seen, a column of dates, found 2024",
            ),
            (
                "SELECT * FROM detections WHERE first_seen > 'soon'",
                "line 1, column 45: expected what fits first_seen, a column of dates, found 'soon'",
            ),
            (
                "SELECT SUM(region) FROM detections",
                "line 1, column 8: expected what fits region, a column of text, found SUM",
            ),
        ] {
            let error = database.query(statement).expect_err(statement).to_string();
            assert!(error.starts_with(said), "{statement}\n  {error}");
        }
    }

    #[test]
    fn what_only_the_engine_knows_is_one_line() {
        let (database, _folder) = database(FARMS);
        for statement in ["SELECT NO_SUCH(kw) FROM detections", "SELECT kw FROM detections GROUP BY CUBE(kw)"]
        {
            let error = database.query(statement).expect_err(statement).to_string();
            assert!(!error.contains('\n') && !error.is_empty(), "{error}");
        }
    }

    #[test]
    fn names_that_a_statement_gives_are_columns() {
        let (mut database, _folder) = database(FARMS);
        let regions = vec![
            ("code".to_owned(), Values::Text(vec![Some("RU-IRK".into()), Some("RU-MOW".into())])),
            ("people".to_owned(), Values::Integer(vec![Some(2_330_000), None])),
        ];
        database.add("regions", Table::of_columns(regions));
        let statement = "WITH by_region AS (SELECT region AS r, COUNT(*) AS n FROM detections GROUP BY region) \
                         SELECT b.r, b.n, regions.people FROM by_region AS b JOIN regions ON b.r = regions.code ORDER BY n DESC";
        assert_eq!(csv(&database, statement), "r,n,people\nRU-IRK,2,2330000\nRU-MOW,1,\n");
    }

    #[test]
    fn words_can_be_put_in_place_of_others() {
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("t.csv");
        fs::write(&path, "регион;квт\nИркутская область;1\nУфа;2\n").expect("written");
        let table = Table::open(&path, &Options::default()).expect("a table");
        let table =
            table.with_words("region", |name| (name == "Иркутская область").then(|| "RU-IRK".to_owned()));
        let mut database = Database::default();
        database.add("t", table);
        assert_eq!(csv(&database, "SELECT region FROM t WHERE kw < 3"), "region\nRU-IRK\nУфа\n");
    }
}
