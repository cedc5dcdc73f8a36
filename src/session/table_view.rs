//! Owns the table of what is on screen: a row a region with its figure, bounds, status, rank,
//! ban and source in words, sorted and filtered. Does not own the exported table (see `table`).

use super::{Cell, Session, certainty::carried_text, row_text::Tsv, rows::standing};
use crate::{
    atlas::{BanClass, Metric, RegionId},
    lang::Words,
    provenance::{Interval, Observation},
    units,
};
use std::cmp::Ordering;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableColumn {
    /// Name of the region.
    Region,
    /// Its figure.
    Value,
    /// Lower bound.
    Low,
    /// Upper bound.
    High,
    /// Unit of the three.
    Unit,
    /// How the figure came to be.
    Status,
    /// When.
    Period,
    /// Places that it can have.
    Rank,
    /// The strictest ban.
    Ban,
    /// Who published it.
    Source,
}

impl TableColumn {
    /// All, as they stand.
    pub const ALL: [Self; 10] = [
        Self::Region,
        Self::Value,
        Self::Low,
        Self::High,
        Self::Unit,
        Self::Status,
        Self::Period,
        Self::Rank,
        Self::Ban,
        Self::Source,
    ];

    /// Word in message ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Region => "region",
            Self::Value => "value",
            Self::Low => "low",
            Self::High => "high",
            Self::Unit => "unit",
            Self::Status => "status",
            Self::Period => "period",
            Self::Rank => "rank",
            Self::Ban => "ban",
            Self::Source => "sources",
        }
    }

    /// Whether its cells are numbers, which stand to the right and sort from the highest first.
    #[must_use]
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Value | Self::Low | Self::High | Self::Rank)
    }

    const fn place(self) -> usize {
        self as usize
    }
}

/// How a table is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// By which column.
    pub column: TableColumn,
    /// Whether the highest or last comes first. What has no figure is last either way.
    pub is_descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { column: TableColumn::Value, is_descending: true }
    }
}

/// A region's row.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewRow {
    /// The region.
    pub region: RegionId,
    /// Whether there is a figure (or a category).
    pub has_figure: bool,
    /// Cells in words, as columns stand.
    pub texts: [String; TableColumn::ALL.len()],
    /// The same as a spreadsheet reads them.
    plain: [String; TableColumn::ALL.len()],
    /// What numeric columns sort by.
    numbers: [Option<f64>; TableColumn::ALL.len()],
    /// All that a filter looks through, in small letters.
    haystack: String,
}

impl ViewRow {
    /// The cell of a column in words.
    #[must_use]
    pub fn text(&self, column: TableColumn) -> &str {
        &self.texts[column.place()]
    }
}

/// The table of what is on screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableView {
    /// Rows in the order of the atlas.
    pub rows: Vec<ViewRow>,
}

impl TableView {
    /// Numbers of the rows that have every word of `filter`, sorted.
    #[must_use]
    pub fn order(&self, filter: &str, sort: Sort) -> Vec<usize> {
        let filter = folded(filter);
        let has_all = |row: &ViewRow| filter.split_whitespace().all(|word| row.haystack.contains(word));
        let mut order: Vec<usize> = (0..self.rows.len()).filter(|&at| has_all(&self.rows[at])).collect();
        order.sort_by(|&a, &b| compare(&self.rows[a], &self.rows[b], sort));
        order
    }

    /// Without the rows that have no figure, the highest first.
    pub(super) fn figures_only(&self) -> Self {
        let order = self.order("", Sort::default());
        let rows = order.into_iter().map(|at| &self.rows[at]).filter(|row| row.has_figure);
        Self { rows: rows.cloned().collect() }
    }

    /// A header and all rows with tabs between cells.
    #[must_use]
    pub fn as_tsv(&self, words: &Words) -> String {
        self.tsv_of(0..self.rows.len(), words)
    }

    /// A header and these rows with tabs between cells.
    #[must_use]
    pub fn tsv_of(&self, rows: impl IntoIterator<Item = usize>, words: &Words) -> String {
        let mut table = Tsv::new(&TableColumn::ALL.map(TableColumn::id), words);
        for row in rows.into_iter().filter_map(|at| self.rows.get(at)) {
            table.row(&row.plain);
        }
        table.text
    }
}

impl Session {
    /// The table of what is on screen: a row for every region looked at that counts.
    #[must_use]
    pub fn table_view(&self, words: &Words) -> TableView {
        let Some(id) = self.metric() else { return TableView::default() };
        let metric = self.atlas().metric(id);
        let cells = self.cells(id, self.document().year);
        let shown = cells.iter().filter(|cell| self.is_in_focus(cell.region) && self.counts(cell.region));
        TableView { rows: shown.map(|cell| self.view_row(cell, metric, words)).collect() }
    }

    fn view_row(&self, cell: &Cell, metric: &Metric, words: &Words) -> ViewRow {
        let (atlas, lang) = (self.atlas(), words.lang());
        let region = atlas.region(cell.region);
        let year = self.document().year;
        let observation = cell.record.as_ref().map(|record| &record.observation);
        let ban = atlas.ban_class(cell.region, year);
        let has_figure = observation.is_some() || cell.ban.is_some();
        let mut figures = Figures::of(observation, metric, words);
        let (mut status, mut period) = (words.get("status-no-data"), String::new());
        let mut sources = observation.map(|o| self.source_names(&o.sources, lang)).unwrap_or_default();
        if let Some(record) = &cell.record {
            status = words.get(&format!("status-{}", record.observation.status.id()));
            period = record.period.label(words);
        }
        if let Some(class) = cell.ban {
            // A category has no bounds; it follows from the lists of bans.
            figures.texts[0] = words.get(&format!("ban-{}", class.id()));
            figures.plain[0].clone_from(&figures.texts[0]);
            figures.numbers[0] = Some(strictness(class));
            (status, period) = (words.get("status-published"), year.to_string());
            let bans = atlas.bans_of(cell.region, year);
            let cited = bans.first().map_or_else(|| self.sources_of_bans(), |ban| ban.sources.clone());
            sources = self.source_names(&cited, lang);
        }
        let rank = cell.rank.filter(|_| cell.record.is_some());
        let rank_text = rank.map_or_else(absent, |rank| rank.numbers(&words.get("rank-or")));
        let [value, low, high] = figures.texts;
        let unit = metric.unit.short(words);
        let or_absent = |text: String| if text.is_empty() { absent() } else { text };
        let texts = [
            region.name.get(lang).to_owned(),
            value,
            low,
            high,
            or_absent(unit),
            status,
            or_absent(period),
            rank_text,
            // An atlas without bans says nothing of them.
            if atlas.bans.is_empty() { absent() } else { words.get(&format!("ban-{}", ban.id())) },
            or_absent(sources),
        ];
        let [value, low, high] = figures.plain;
        let plain = {
            let mut plain = texts.clone();
            (plain[1], plain[2], plain[3]) = (value, low, high);
            plain
        };
        let [value, low, high] = figures.numbers;
        let since = cell.record.as_ref().map(|record| f64::from(record.period.last.year));
        // Places that begin alike: the narrower one first.
        let place = rank.map(|rank| rank.best as f64 + rank.worst as f64 * 1e-4);
        let numbers = [None, value, low, high, None, None, since, place, Some(strictness(ban)), None];
        let names = [&region.code, &region.name.en, &region.name.ru, &region.short.en, &region.short.ru];
        let haystack =
            names.into_iter().chain(&texts).map(|text| folded(text)).collect::<Vec<_>>().join("\n");
        ViewRow { region: cell.region, has_figure, texts, plain, numbers, haystack }
    }
}

/// Value, low and high of a row.
struct Figures {
    texts: [String; 3],
    plain: [String; 3],
    numbers: [Option<f64>; 3],
}

impl Figures {
    fn of(observation: Option<&Observation>, metric: &Metric, words: &Words) -> Self {
        let lang = words.lang();
        let Some(observation) = observation else {
            let no_data = words.get("status-no-data");
            return Self {
                texts: [no_data.clone(), absent(), absent()],
                plain: [no_data, String::new(), String::new()],
                numbers: [None; 3],
            };
        };
        let interval = observation.interval;
        let (low, high) = (interval.and_then(Interval::low), interval.and_then(Interval::high));
        let text = |side: Option<f64>| side.map(|value| units::number(value, metric.decimals, lang));
        let open = |side: Option<f64>| {
            let word = if interval.is_none() { "table-exact" } else { "table-unknown" };
            text(side).unwrap_or_else(|| words.get(word))
        };
        let value = carried_text(observation, metric.decimals, lang);
        let value = value.unwrap_or_else(|| words.get("status-bounds-only"));
        let texts = [value, open(low), open(high)];
        let numbers = [observation.value, low, high];
        let plain = [0, 1, 2].map(|at| match numbers[at] {
            Some(number) => units::plain(number, lang),
            None => texts[at].clone(),
        });
        // An exact figure sorts among the bounds as what it is.
        let or_exact = |side: Option<f64>| if interval.is_none() { observation.value } else { side };
        // A figure of which only bounds are known stands where it is ranked.
        Self { texts, plain, numbers: [Some(standing(observation)), or_exact(low), or_exact(high)] }
    }
}

/// What stands in a cell that has nothing to say.
fn absent() -> String {
    units::DASH.to_string()
}

/// The stricter, the higher.
fn strictness(class: BanClass) -> f64 {
    let at = BanClass::ALL.iter().position(|known| *known == class).unwrap_or_default();
    (BanClass::ALL.len() - at) as f64
}

/// Small letters, with ё as people type it.
fn folded(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

fn compare(a: &ViewRow, b: &ViewRow, sort: Sort) -> Ordering {
    let at = sort.column.place();
    let directed = |ordering: Ordering| if sort.is_descending { ordering.reverse() } else { ordering };
    let by_column = match (a.numbers[at], b.numbers[at]) {
        (Some(a), Some(b)) => directed(a.total_cmp(&b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) if sort.column.is_number() => Ordering::Equal,
        (None, None) => directed(folded(&a.texts[at]).cmp(&folded(&b.texts[at]))),
    };
    by_column.then_with(|| a.texts[0].cmp(&b.texts[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lang::Lang,
        session::{Command, Sources},
    };

    fn session() -> Session {
        Session::open(&Sources::default()).expect("the embedded atlas opens")
    }

    fn first(view: &TableView, filter: &str, column: TableColumn, is_descending: bool) -> String {
        let order = view.order(filter, Sort { column, is_descending });
        view.rows[order[0]].text(TableColumn::Region).to_owned()
    }

    #[test]
    fn no_data_is_said_and_stands_last_whichever_way_it_is_sorted() {
        let mut session = session();
        session.apply(Command::ShowMetric("fas_max_rate".into())).expect("known");
        let view = session.table_view(&session.words());
        assert_eq!(view.rows.len(), 83);
        for is_descending in [true, false] {
            let order = view.order("", Sort { column: TableColumn::Value, is_descending });
            let figures: Vec<bool> = order.iter().map(|&at| view.rows[at].has_figure).collect();
            assert!(figures[0] && !figures[82] && figures.is_sorted_by(|a, b| a >= b), "{figures:?}");
        }
        let without = view.rows.iter().find(|row| !row.has_figure).expect("some");
        assert_eq!(without.text(TableColumn::Value), "no data");
        assert!(view.rows.iter().all(|row| row.texts.iter().all(|text| !text.is_empty() && text != "0")));
    }

    #[test]
    fn it_sorts_by_any_column_and_filters_in_both_languages() {
        let session = session();
        let view = session.table_view(&session.words());
        assert_eq!(first(&view, "", TableColumn::Value, true), "Irkutsk Oblast");
        assert_eq!(first(&view, "", TableColumn::Region, false), "Altai Krai");
        assert_eq!(first(&view, "ирк", TableColumn::Region, false), "Irkutsk Oblast");
        assert_eq!(first(&view, "IRKUTSK derived", TableColumn::Region, false), "Irkutsk Oblast");
        assert!(view.order("no such region", Sort::default()).is_empty());
    }

    #[test]
    fn a_copied_row_has_figure_interval_status_and_source() {
        let session = session();
        let view = session.table_view(&session.words());
        let at = view.order("irkutsk", Sort::default())[0];
        let text = view.tsv_of([at], &session.words());
        for part in ["Irkutsk Oblast\t17722\t17057\t18396\t", "derived", "2025"] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn categories_have_no_bounds_and_sort_by_strictness() {
        let mut session = session();
        session.apply(Command::ShowMetric("ban".into())).expect("known");
        session.apply(Command::Speak(Lang::Ru)).expect("spoken");
        let view = session.table_view(&session.words());
        let order = view.order("", Sort::default());
        let value = |at: usize| view.rows[order[at]].text(TableColumn::Value);
        assert_eq!(value(0), session.words().get("ban-whole"));
        assert_eq!(value(82), session.words().get("ban-none"));
    }
}
