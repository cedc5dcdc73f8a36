//! Owns the table of several metrics side by side: a row a region, filtered by words or by an
//! expression, sorted, grouped by district, and as it leaves the program. Does not draw it.
//!
//! Main type: [`WideTable`].

use super::{
    Session,
    expression::{Expression, ExpressionError, Kind, Names, Range, Truth, Value},
    rows::standing,
    search::has_words,
};
use crate::{
    atlas::{Derivation, Level, MetricId, Period, Record, RegionId},
    io::{Field, IoError, Sheet, workbook},
    lang::{Lang, Localized, Words, nearest},
    provenance::{Observation, Status},
    units,
};
use std::cmp::Ordering;

/// A cell in words.
#[derive(Clone, Debug, PartialEq)]
pub struct WideCell {
    /// Value and interval; what is said where there is none.
    pub text: String,
    /// How it came to be; `None` where there is no figure.
    pub status: Option<Status>,
    /// Status, period and sources, for who points at it.
    pub hint: String,
    /// What it sorts by; `None` stands last.
    number: Option<f64>,
}

/// A region's row.
#[derive(Clone, Debug, PartialEq)]
pub struct WideRow {
    /// The region.
    pub region: RegionId,
    /// Its name.
    pub name: String,
    /// The name of its district; maybe empty.
    pub district: String,
    /// One cell for each column.
    pub cells: Vec<WideCell>,
}

/// Several metrics side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WideTable {
    /// The metrics, with their heads: name and unit.
    pub columns: Vec<(MetricId, String)>,
    /// The regions looked at that count.
    pub rows: Vec<WideRow>,
}

/// What a wide table is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WideSort {
    /// The name of the region.
    Name,
    /// The metric in this column.
    Column(usize),
}

/// What a filter lets through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filtered {
    /// Regions for which it holds for sure.
    pub sure: Vec<RegionId>,
    /// Regions for which figures leave it open: a range reaches across a limit, or one is missing.
    pub open: Vec<RegionId>,
    /// Ids of the metrics that the expression names.
    pub metrics: Vec<String>,
}

/// In which form a wide table leaves the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetForm {
    /// Comma-separated values.
    #[default]
    Csv,
    /// As Russian spreadsheets read it: semicolons, decimal commas, a byte order mark.
    RussianCsv,
    /// A workbook (Office Open XML).
    Workbook,
}

impl SheetForm {
    /// A sheet as a file of this form; `title` is that of a workbook.
    pub(super) fn file(self, sheet: Sheet, title: &str, words: &Words) -> Result<Vec<u8>, IoError> {
        Ok(match self {
            Self::Csv => sheet.to_csv().into_bytes(),
            Self::RussianCsv => sheet.to_russian_csv().into_bytes(),
            Self::Workbook => workbook(title, &[(words.get("workbook-data"), sheet)])?,
        })
    }
}

/// Whether what is typed as a filter is meant as an expression, not as words to look for.
#[must_use]
pub fn is_expression(typed: &str) -> bool {
    Expression::is_meant(typed)
}

impl WideTable {
    /// Numbers of the rows of these regions, sorted; by district first, where that is asked for.
    #[must_use]
    pub fn order(
        &self,
        regions: &[RegionId],
        sort: WideSort,
        is_descending: bool,
        by_district: bool,
    ) -> Vec<usize> {
        let mut order: Vec<usize> =
            (0..self.rows.len()).filter(|&at| regions.contains(&self.rows[at].region)).collect();
        let directed = |ordering: Ordering| if is_descending { ordering.reverse() } else { ordering };
        order.sort_by(|&a, &b| {
            let (a, b) = (&self.rows[a], &self.rows[b]);
            let by_sort = match sort {
                WideSort::Name => directed(a.name.cmp(&b.name)),
                WideSort::Column(at) => {
                    let number = |row: &WideRow| row.cells.get(at).and_then(|cell| cell.number);
                    match (number(a), number(b)) {
                        (Some(a), Some(b)) => directed(a.total_cmp(&b)),
                        // What is missing is last, whichever way.
                        (Some(_), None) => Ordering::Less,
                        (None, Some(_)) => Ordering::Greater,
                        (None, None) => Ordering::Equal,
                    }
                }
            };
            let by_group = if by_district { a.district.cmp(&b.district) } else { Ordering::Equal };
            by_group.then(by_sort).then_with(|| a.name.cmp(&b.name))
        });
        order
    }
}

impl Session {
    /// The metrics side by side, for the year looked at; ids that are not known are left out.
    #[must_use]
    pub fn wide_table(&self, metrics: &[String], words: &Words) -> WideTable {
        let (atlas, lang) = (self.atlas(), words.lang());
        let ids: Vec<MetricId> = metrics.iter().filter_map(|id| atlas.metric_id(id)).collect();
        let year = Period::year(self.document().year).label(words);
        let head = |&id: &MetricId| {
            let metric = atlas.metric(id);
            let (name, unit) = (metric.name.get(lang), metric.unit.short(words));
            let says_unit = unit.is_empty() || name.contains(&unit);
            let period = self.period_of(id, words);
            let parts = [
                Some(name.to_owned()),
                Some(unit).filter(|_| !says_unit),
                Some(period).filter(|period| !period.is_empty() && *period != year),
            ];
            (id, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
        };
        let row = |region: RegionId| WideRow {
            region,
            name: atlas.region(region).name.get(lang).to_owned(),
            district: self.district_of(region).map_or_else(String::new, |name| name.get(lang).to_owned()),
            cells: ids.iter().map(|&metric| self.wide_cell(region, metric, words)).collect(),
        };
        WideTable { columns: ids.iter().map(head).collect(), rows: self.table_regions().map(row).collect() }
    }

    fn table_regions(&self) -> impl Iterator<Item = RegionId> + '_ {
        let units = self.units(true).into_iter();
        units.filter(|&region| self.is_in_focus(region) && self.counts(region))
    }

    fn district_of(&self, region: RegionId) -> Option<&Localized> {
        let parent = self.atlas().region(self.atlas().region(region).parent?);
        (parent.level == Level::District).then_some(&parent.name)
    }

    /// The period of most figures of a metric that the table shows.
    fn period_of(&self, id: MetricId, words: &Words) -> String {
        let year = self.document().year;
        let records: Vec<Record> =
            self.table_regions().filter_map(|region| self.atlas().record(region, id, year)).collect();
        Self::common_period(&records, words)
    }

    fn wide_cell(&self, region: RegionId, id: MetricId, words: &Words) -> WideCell {
        let (atlas, year) = (self.atlas(), self.document().year);
        let metric = atlas.metric(id);
        if metric.derivation == Derivation::Ban {
            let class = atlas.ban_class(region, year);
            let text = words.get(&format!("ban-{}", class.id()));
            return WideCell { text, status: Some(Status::Published), hint: String::new(), number: None };
        }
        let Some(record) = atlas.record(region, id, year) else {
            let text = words.get("status-no-data");
            return WideCell { hint: text.clone(), text, status: None, number: None };
        };
        let observation = &record.observation;
        let unitless = crate::atlas::Metric { unit: units::Unit::new(""), ..metric.clone() };
        let status = words.get(&format!("status-{}", observation.status.id()));
        let sources = self.source_names(&observation.sources, words.lang());
        // What the data warn of belongs to an estimate wherever it stands.
        let note = Some(observation.note.get(words.lang()).to_owned());
        let note = note.filter(|note| observation.status == Status::Estimated && !note.is_empty());
        let hint = [status, record.period.label(words), sources].into_iter().chain(note);
        WideCell {
            text: Self::figure_text(&unitless, observation, words),
            status: Some(observation.status),
            hint: hint.collect::<Vec<_>>().join(" · "),
            number: Some(standing(observation)),
        }
    }

    /// The regions of the table that a filter lets through: an expression, or words that occur in
    /// their names. Nothing typed lets all through.
    ///
    /// # Errors
    /// It is meant as an expression and is none.
    pub fn filtered(&self, typed: &str) -> Result<Filtered, ExpressionError> {
        let mut filtered = Filtered::default();
        if !Expression::is_meant(typed) {
            let fits = |region: &RegionId| {
                let known = self.atlas().region(*region);
                let district = self.district_of(*region).cloned().unwrap_or_default();
                has_words([&known.name, &known.short, &Localized::same(&known.code), &district], typed)
            };
            filtered.sure = self.table_regions().filter(fits).collect();
            return Ok(filtered);
        }
        let expression = Expression::read(typed, self)?;
        let is_metric = |name: &&String| self.atlas().metric_id(name).is_some();
        filtered.metrics = expression.names().iter().filter(is_metric).cloned().collect();
        let is_ban = |name: &String| {
            let id = self.atlas().metric_id(name);
            id.is_some_and(|id| self.atlas().metric(id).derivation == Derivation::Ban)
        };
        // Bans are told in both languages, whose words take a while to make.
        let speech = expression.names().iter().any(is_ban).then(|| Lang::ALL.map(Words::new));
        for region in self.table_regions() {
            match expression.holds(&|name| self.value_of(region, name, speech.as_ref())) {
                Truth::Yes => filtered.sure.push(region),
                Truth::Open => filtered.open.push(region),
                Truth::No => {}
            }
        }
        Ok(filtered)
    }

    /// What a name of an expression stands for in a region, for the year looked at.
    fn value_of(&self, region: RegionId, name: &str, speech: Option<&[Words; 2]>) -> Value {
        let atlas = self.atlas();
        let both = |text: &Localized| [text.en.clone(), text.ru.clone()];
        match name {
            REGION => {
                let region = atlas.region(region);
                let names = [both(&region.name), both(&region.short)].concat();
                Value::Text(names.into_iter().chain([region.code.clone()]).collect())
            }
            DISTRICT => {
                let parent = atlas.region(region).parent.map(|parent| atlas.region(parent));
                let names = parent.map(|parent| {
                    let names = [both(&parent.name), both(&parent.short)].concat();
                    names.into_iter().chain([parent.code.clone()]).collect()
                });
                Value::Text(names.unwrap_or_default())
            }
            _ => {
                let Some(id) = atlas.metric_id(name) else { return Value::Number(None) };
                if atlas.metric(id).derivation == Derivation::Ban {
                    let class = atlas.ban_class(region, self.document().year).id();
                    let said = speech.into_iter().flatten().map(|words| words.get(&format!("ban-{class}")));
                    return Value::Text(said.chain([class.to_owned()]).collect());
                }
                let record = atlas.record(region, id, self.document().year);
                Value::Number(record.and_then(|record| range_of(&record.observation)))
            }
        }
    }

    /// The rows of these regions as a sheet: for each metric its value, bounds, status, period and
    /// sources, so that no figure loses what belongs to it.
    #[must_use]
    pub fn wide_sheet(&self, metrics: &[String], regions: &[RegionId], words: &Words) -> Sheet {
        let (atlas, lang, year) = (self.atlas(), words.lang(), self.document().year);
        let ids: Vec<MetricId> = metrics.iter().filter_map(|id| atlas.metric_id(id)).collect();
        let word = |id: &str| words.get(&format!("column-{id}"));
        let mut columns = vec![word("code"), word("region"), word("district")];
        for &id in &ids {
            let name = atlas.metric(id).name.get(lang);
            let unit = atlas.metric(id).unit.short(words);
            let with_unit = if unit.is_empty() { name.to_owned() } else { format!("{name}, {unit}") };
            columns.push(with_unit);
            columns.extend(
                ["low", "high", "status", "period", "sources"].map(|id| format!("{name}: {}", word(id))),
            );
        }
        let row = |&region: &RegionId| {
            let known = atlas.region(region);
            let district = self.district_of(region).map(|name| name.get(lang)).unwrap_or_default();
            let mut fields =
                vec![Field::from(known.code.as_str()), known.name.get(lang).into(), district.into()];
            for &id in &ids {
                if atlas.metric(id).derivation == Derivation::Ban {
                    let class = atlas.ban_class(region, year);
                    let bans = atlas.bans_of(region, year);
                    let cited =
                        bans.first().map_or_else(|| self.sources_of_bans(), |ban| ban.sources.clone());
                    let said = [
                        words.get(&format!("ban-{}", class.id())),
                        String::new(),
                        String::new(),
                        // That there is none is what follows from lists that do not name the region.
                        words.get(if bans.is_empty() { "status-derived" } else { "status-published" }),
                        year.to_string(),
                        self.source_names(&cited, lang),
                    ];
                    fields.extend(said.iter().map(|text| Field::from(text.as_str())));
                    continue;
                }
                let record = atlas.record(region, id, year);
                let written = record.as_ref().map(|record| self.written(region, id, record));
                fields.extend(self.fields_of(record.as_ref().zip(written), words));
            }
            fields
        };
        Sheet { columns, rows: regions.iter().map(row).collect() }
    }

    /// The same with tabs between cells, to be pasted into a spreadsheet.
    #[must_use]
    pub fn wide_tsv(&self, metrics: &[String], regions: &[RegionId], words: &Words) -> String {
        let sheet = self.wide_sheet(metrics, regions, words);
        let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
        let field = |field: &Field| match field {
            Field::Empty => String::new(),
            Field::Text(text) => clean(text),
            Field::Number(value) => units::plain(*value, words.lang()),
        };
        let head = sheet.columns.iter().map(|name| clean(name)).collect::<Vec<_>>().join("\t");
        let rows = sheet.rows.iter().map(|row| row.iter().map(field).collect::<Vec<_>>().join("\t"));
        std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
    }

    fn fields_of(&self, record: Option<(&Record, [Option<f64>; 3])>, words: &Words) -> [Field; 6] {
        let Some((record, [value, low, high])) = record else {
            let no_data = words.get("status-no-data");
            return [
                Field::Empty,
                Field::Empty,
                Field::Empty,
                no_data.as_str().into(),
                Field::Empty,
                Field::Empty,
            ];
        };
        let observation = &record.observation;
        [
            value.into(),
            low.into(),
            high.into(),
            words.get(&format!("status-{}", observation.status.id())).as_str().into(),
            record.period.to_string().as_str().into(),
            self.source_names(&observation.sources, words.lang()).as_str().into(),
        ]
    }

    /// The same as a file.
    ///
    /// # Errors
    /// A workbook cannot hold it.
    pub fn wide_file(
        &self,
        metrics: &[String],
        regions: &[RegionId],
        form: SheetForm,
        words: &Words,
    ) -> Result<Vec<u8>, IoError> {
        let sheet = self.wide_sheet(metrics, regions, words);
        form.file(sheet, self.atlas().name.get(words.lang()), words)
    }
}

const REGION: &str = "region";
const DISTRICT: &str = "district";

impl Names for Session {
    /// By id, by a word of the id that no other has, or by the whole name with _ for blanks.
    fn find(&self, typed: &str) -> Option<(String, Kind)> {
        let wanted = typed.to_lowercase();
        match wanted.as_str() {
            REGION | "регион" => return Some((REGION.to_owned(), Kind::Text)),
            DISTRICT | "округ" => return Some((DISTRICT.to_owned(), Kind::Text)),
            _ => {}
        }
        let metrics = &self.atlas().metrics;
        let exact = metrics.iter().find(|metric| metric.id.to_lowercase() == wanted);
        let is_named = |name: &str| name.to_lowercase().replace([' ', '-'], "_") == wanted;
        let by_name = || metrics.iter().find(|metric| is_named(&metric.name.en) || is_named(&metric.name.ru));
        let by_word = || {
            let mut having = metrics.iter().filter(|metric| metric.id.split('_').any(|word| word == wanted));
            having.next().filter(|_| having.next().is_none())
        };
        let metric = exact.or_else(by_name).or_else(by_word)?;
        let kind = if metric.derivation == Derivation::Ban { Kind::Text } else { Kind::Number };
        Some((metric.id.clone(), kind))
    }

    fn near(&self, typed: &str) -> String {
        let ids = self.atlas().metrics.iter().map(|metric| metric.id.as_str());
        nearest(typed, ids.chain([REGION, DISTRICT]), 3)
    }
}

/// What is known of a figure; one of unknown accuracy counts as it was published.
fn range_of(observation: &Observation) -> Option<Range> {
    match (observation.value, observation.interval) {
        (Some(value), None) => Some(Range::exactly(value)),
        (Some(value), Some(interval)) if interval.is_unknown() => Some(Range::exactly(value)),
        (None, None) => None,
        (None, Some(interval)) if interval.is_unknown() => None,
        _ => {
            let (low, high) = observation.bounds();
            Some(Range { low, high })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Command, Sources};

    fn session() -> Session {
        Session::open(&Sources::default()).expect("the embedded atlas opens")
    }

    fn names(session: &Session, regions: &[RegionId]) -> Vec<String> {
        regions.iter().map(|&region| session.atlas().region(region).short.en.clone()).collect()
    }

    #[test]
    fn an_expression_over_several_metrics_keeps_what_is_sure_and_tells_what_is_open() {
        let session = session();
        let filtered = session.filtered("balance < 0 and farms > 2000").expect("an expression");
        let (sure, open) = (names(&session, &filtered.sure), names(&session, &filtered.open));
        assert!(!open.is_empty() && sure.iter().all(|name| !open.contains(name)), "{sure:?} {open:?}");
        let whole = session.filtered("farms > 2000 or farms <= 2000").expect("an expression");
        // One of the two holds for everyone, but no figure says which: nothing is claimed.
        assert!(names(&session, &whole.sure).contains(&"Irkutsk".to_owned()));
        let irkutsk = session.filtered("farms > 17000 и округ = \"Siberian FD\"").expect("an expression");
        assert_eq!(names(&session, &irkutsk.sure), ["Irkutsk"]);
        let missing = session.filtered("fas_max_rate > 0").expect("an expression");
        let all = session.filtered("").expect("all").sure.len();
        let unknown = session.filtered("fas_max_rate is missing").expect("an expression").sure.len();
        assert!(unknown > 0 && missing.sure.len() + missing.open.len() == all);
        assert!(missing.open.len() >= unknown, "what is missing is never zero");
    }

    #[test]
    fn names_are_found_by_id_by_a_word_and_in_russian() {
        let session = session();
        for (typed, id) in [
            ("farms", "farms"),
            ("balance", "energy_balance"),
            ("Энергобаланс", "energy_balance"),
            ("energy_balance", "energy_balance"),
        ] {
            assert_eq!(session.find(typed).map(|(id, _)| id).as_deref(), Some(id), "{typed}");
        }
        // Several have the word: whoever typed it has to choose.
        assert_eq!(session.find("tariff"), None);
        let error = session.filtered("farmz > 3").expect_err("no such figure");
        assert!(error.told().to_string().contains("farms"), "{error:?}");
    }

    #[test]
    fn rows_are_sorted_and_grouped_and_what_is_missing_is_last() {
        let session = session();
        let metrics = ["farms".to_owned(), "fas_max_rate".to_owned()];
        let table = session.wide_table(&metrics, &session.words());
        let all = session.filtered("").expect("all").sure;
        for is_descending in [true, false] {
            let order = table.order(&all, WideSort::Column(1), is_descending, false);
            let known: Vec<bool> = order.iter().map(|&at| table.rows[at].cells[1].status.is_some()).collect();
            assert!(known[0] && known.is_sorted_by(|a, b| a >= b), "{known:?}");
        }
        let grouped = table.order(&all, WideSort::Name, false, true);
        let districts: Vec<&str> = grouped.iter().map(|&at| table.rows[at].district.as_str()).collect();
        assert!(districts.is_sorted() && districts.len() == 83);
        let first = table.order(&all, WideSort::Column(0), true, false)[0];
        assert_eq!(table.rows[first].name, "Irkutsk Oblast");
        assert!(table.rows[first].cells[0].text.contains("17,057"), "with its interval");
    }

    #[test]
    fn a_sheet_keeps_bounds_status_and_sources_in_every_form() {
        let mut session = session();
        let metrics = ["farms".to_owned(), "energy_balance".to_owned(), "ban".to_owned()];
        let regions = session.filtered("irkutsk").expect("words").sure;
        let csv = |session: &Session, form| {
            let file = session.wide_file(&metrics, &regions, form, &session.words()).expect("a file");
            String::from_utf8(file).expect("text")
        };
        let text = csv(&session, SheetForm::Csv);
        for part in ["RU-IRK,Irkutsk Oblast,", ",17722,17057,18396,derived,2025,", "Energy balance: Status"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        session.apply(Command::Speak(Lang::Ru)).expect("spoken");
        let russian = csv(&session, SheetForm::RussianCsv);
        assert!(
            russian.starts_with('\u{feff}') && russian.contains("RU-IRK;Иркутская область;"),
            "{russian}"
        );
        let balance = session.atlas().metric_id("energy_balance").expect("known");
        let value = session.atlas().record(regions[0], balance, 2025).and_then(|r| r.observation.value);
        let decimals = session.atlas().metric(balance).decimals;
        let value = units::as_written(value.expect("a figure"), decimals).to_string().replace('.', ",");
        assert!(russian.contains(&format!(";{value};")), "{value}: {russian}");
        let book = session.wide_file(&metrics, &regions, SheetForm::Workbook, &session.words());
        assert!(book.expect("a workbook").starts_with(b"PK"));
    }
}
