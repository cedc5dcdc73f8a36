//! Owns text that flows over sheets of paper: headings, paragraphs, tables whose heads are
//! repeated, lists of sources. Does not choose what they say.
//!
//! Main type: [`Flow`].

use super::tables::{ReportCell, ReportPart, ReportSource, ReportTable};
use crate::{
    boxes::Rect,
    lang::Lang,
    run::{Anchor, TextRun},
    scene::{Item, Page, PathData, Stroke},
    style::{Colour, LIGHT, Theme},
    text::{Face, Weight, wrap},
};

pub(super) const MARGIN: f64 = 40.0;
/// Room for the number of the sheet.
const FOOT: f64 = 56.0;

const THEME: &Theme = &LIGHT;
const TITLE: Face = Face::bold(19.0);
const BODY: Face = Face::regular(13.0);
const CELL: Face = Face::regular(11.0);
const HEAD: Face = Face::bold(11.0);
/// Space between columns, and above and below the text of a row.
const GUTTER: f64 = 10.0;
const PAD: f64 = 3.0;

/// What stands on a sheet, and the rooms on it that lead to an address.
#[derive(Default)]
struct Sheet {
    items: Vec<Item>,
    links: Vec<(Rect, String)>,
}

/// Sheets that are filled from the top.
pub(super) struct Flow {
    lang: Lang,
    size: (f64, f64),
    done: Vec<Sheet>,
    sheet: Sheet,
    y: f64,
    /// Headings with the number of their sheet.
    pub(super) headings: Vec<(String, usize)>,
}

impl Flow {
    /// Sheets of `size` pixels.
    pub(super) fn new(size: (f64, f64), lang: Lang) -> Self {
        Self { lang, size, done: Vec::new(), sheet: Sheet::default(), y: MARGIN, headings: Vec::new() }
    }

    fn width(&self) -> f64 {
        self.size.0 - 2.0 * MARGIN
    }

    fn bottom(&self) -> f64 {
        self.size.1 - FOOT
    }

    /// The sheets as pages.
    pub(super) fn into_pages(mut self) -> Vec<Page> {
        self.turn();
        let page = |Sheet { items, links }| Page {
            size: self.size,
            paper: THEME.paper,
            lang: self.lang,
            title: String::new(),
            alts: Vec::new(),
            facts: Vec::new(),
            items,
            links,
            drawn: Vec::new(),
        };
        self.done.into_iter().map(page).collect()
    }

    /// Goes to a new sheet unless this one is empty.
    fn turn(&mut self) {
        if !self.sheet.items.is_empty() {
            self.done.push(std::mem::take(&mut self.sheet));
        }
        self.y = MARGIN;
    }

    /// Makes sure of room; says whether a new sheet was needed for it.
    fn need(&mut self, height: f64) -> bool {
        let is_full = self.y + height > self.bottom() && self.y > MARGIN;
        if is_full {
            self.turn();
        }
        is_full
    }

    /// Leaves space.
    pub(super) fn skip(&mut self, height: f64) {
        self.y += height;
    }

    fn put(&mut self, text: &str, face: Face, colour: Colour, x: f64, anchor: Anchor) {
        let (y, text) = (self.y + face.ascent(), text.to_owned());
        self.sheet.items.push(Item::Text(TextRun { x, y, text, face, anchor, colour, tail: None }));
    }

    fn rule(&mut self, colour: Colour) {
        let line = PathData::of(&[[MARGIN, self.y], [MARGIN + self.width(), self.y]], false);
        self.sheet.items.push(Item::lines(line, Stroke::new(colour, 0.8)));
    }

    /// A text in as many lines as it needs.
    pub(super) fn paragraph(&mut self, text: &str, face: Face, colour: Colour) {
        for line in wrap(text, face, self.width()) {
            self.need(face.line_height());
            self.put(&line, face, colour, MARGIN, Anchor::Start);
            self.y += face.line_height();
        }
    }

    /// Texts beside each other, each in a column of its own.
    pub(super) fn columns(&mut self, columns: &[Vec<(String, Face, Colour)>]) {
        let width = self.width() / columns.len().max(1) as f64;
        let top = self.y;
        let mut bottom = top;
        for (number, lines) in columns.iter().enumerate() {
            self.y = top;
            for (text, face, colour) in lines {
                let lines = wrap(text, *face, width - GUTTER);
                for (at, line) in lines.iter().enumerate() {
                    self.y += if at > 0 { face.line_height() } else { 0.0 };
                    self.put(line, *face, *colour, MARGIN + width * number as f64, Anchor::Start);
                }
                // What one column lacks leaves its place empty, so that the others stay in line.
                self.y += face.line_height();
            }
            bottom = self.y.max(bottom);
        }
        self.y = bottom;
    }

    /// A line with something at its right end.
    pub(super) fn entry(&mut self, text: &str, end: &str) {
        self.need(BODY.line_height());
        let room = self.width() - BODY.width(end) - GUTTER;
        let line = wrap(text, BODY, room).into_iter().next().unwrap_or_default();
        self.put(&line, BODY, THEME.ink, MARGIN, Anchor::Start);
        self.put(end, BODY, THEME.muted, MARGIN + self.width(), Anchor::End);
        self.y += BODY.line_height() * 1.15;
    }

    pub(super) fn parts(&mut self, parts: &[ReportPart]) {
        for (number, part) in parts.iter().enumerate() {
            self.part(part, parts.get(number + 1));
        }
    }

    fn part(&mut self, part: &ReportPart, next: Option<&ReportPart>) {
        match part {
            ReportPart::Heading(_, text) => {
                // Not alone at the bottom of a sheet.
                let begun = match next {
                    Some(ReportPart::Table(table) | ReportPart::Folded(_, table)) => self.first_row(table),
                    _ => BODY.line_height() * 3.0,
                };
                self.need(TITLE.line_height() + 40.0 + begun);
                if self.y > MARGIN {
                    self.y += 22.0;
                }
                self.headings.push((text.clone(), self.done.len()));
                self.paragraph(text, TITLE, THEME.ink);
                self.y += 6.0;
            }
            ReportPart::Paragraph(text) => self.paragraph(text, BODY, THEME.ink),
            ReportPart::Table(table) | ReportPart::Folded(_, table) => self.table(table),
            ReportPart::Sources(sources) => sources.iter().for_each(|source| self.source(source)),
        }
    }

    fn source(&mut self, source: &ReportSource) {
        let lines = |text: &str, face: Face| wrap(text, face, self.width());
        let told = [
            (lines(&source.title, HEAD), HEAD, THEME.ink),
            (lines(&source.details, CELL), CELL, THEME.muted),
            (lines(&source.url, CELL), CELL, THEME.data),
        ];
        let height = told.iter().map(|(lines, face, _)| lines.len() as f64 * face.line_height()).sum();
        self.need(height);
        for (lines, face, colour) in told {
            for line in lines {
                self.put(&line, face, colour, MARGIN, Anchor::Start);
                self.y += face.line_height();
            }
        }
        if source.is_web() {
            // The address is the last of the lines, however many it takes.
            let lines = wrap(&source.url, CELL, self.width());
            let width = lines.iter().map(|line| CELL.width(line)).fold(0.0, f64::max);
            let height = CELL.line_height() * lines.len() as f64;
            let room = Rect::new(MARGIN, self.y - height, width, height);
            self.sheet.links.push((room, source.url.clone()));
        }
        self.y += 5.0;
    }

    /// Height of a table's head and first row.
    fn first_row(&self, table: &ReportTable) -> f64 {
        let widths = widths(table, self.width());
        let heads = table.head.iter().zip(&widths).map(|(head, width)| wrap(head, HEAD, *width));
        let first = table.rows.first().map_or(&[][..], |row| &row.cells);
        let cells = first.iter().zip(&widths).map(|(cell, width)| wrap(&words_of(cell), CELL, *width));
        height_of(&heads.collect::<Vec<_>>(), HEAD) + height_of(&cells.collect::<Vec<_>>(), CELL)
    }

    fn table(&mut self, table: &ReportTable) {
        let widths = widths(table, self.width());
        let lefts: Vec<f64> = widths
            .iter()
            .scan(MARGIN, |x, width| {
                let left = *x;
                *x += width + GUTTER;
                Some(left)
            })
            .collect();
        let heads: Vec<Vec<String>> =
            table.head.iter().zip(&widths).map(|(head, width)| wrap(head, HEAD, *width)).collect();
        let is_number: Vec<bool> = (0..table.head.len())
            .map(|column| {
                table.rows.iter().any(|row| matches!(row.cells.get(column), Some(ReportCell::Number(_))))
            })
            .collect();
        let draw = |flow: &mut Self, cells: &[Vec<String>], face: Face| {
            let top = flow.y;
            for (column, lines) in cells.iter().enumerate() {
                flow.y = top + PAD;
                let is_number = is_number.get(column).copied().unwrap_or_default();
                let (x, anchor) = if is_number {
                    (lefts[column] + widths[column], Anchor::End)
                } else {
                    (lefts[column], Anchor::Start)
                };
                for line in lines {
                    flow.put(line, face, THEME.ink, x, anchor);
                    flow.y += face.line_height();
                }
            }
            flow.y = top + height_of(cells, face);
            flow.rule(if face.weight == Weight::Bold { THEME.axis } else { THEME.grid });
        };
        draw(self, &heads, HEAD);
        for row in &table.rows {
            let cells: Vec<Vec<String>> = row
                .cells
                .iter()
                .zip(&widths)
                .map(|(cell, width)| wrap(&words_of(cell), CELL, *width))
                .collect();
            let room = self.bottom() - MARGIN - height_of(&heads, HEAD) - 2.0 * PAD;
            // A row of more lines than a sheet has goes on over the next ones.
            let most = (room / CELL.line_height()).floor().max(1.0) as usize;
            let lines = cells.iter().map(Vec::len).max().unwrap_or_default().max(1);
            for from in (0..lines).step_by(most) {
                let part = |lines: &Vec<String>| lines.iter().skip(from).take(most).cloned().collect();
                let cells: Vec<Vec<String>> = cells.iter().map(part).collect();
                if self.need(height_of(&cells, CELL)) {
                    draw(self, &heads, HEAD);
                }
                draw(self, &cells, CELL);
            }
        }
    }
}

fn height_of(cells: &[Vec<String>], face: Face) -> f64 {
    let lines = cells.iter().map(Vec::len).max().unwrap_or_default();
    lines as f64 * face.line_height() + 2.0 * PAD
}

fn words_of(cell: &ReportCell) -> String {
    match cell {
        ReportCell::Text(text) | ReportCell::Number(text) => text.clone(),
        ReportCell::Sources(sources) => {
            sources.iter().map(|[_, name]| name.as_str()).collect::<Vec<_>>().join("; ")
        }
        ReportCell::Disputed { status, mark, conflicts } => {
            format!("{status}; {mark}: {}", conflicts.join(", "))
        }
    }
}

/// Widths of columns that fill the sheet: none narrower than its longest word, the rest by how
/// much there is to say.
fn widths(table: &ReportTable, sheet: f64) -> Vec<f64> {
    const WIDEST_WORD: f64 = 150.0;
    const WIDEST: f64 = 1600.0;
    let wanted = |column: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(column));
        let head = &table.head[column];
        let word = |text: &str, face: Face| text.split(' ').map(|word| face.width(word)).fold(0.0, f64::max);
        cells.fold((word(head, HEAD), HEAD.width(head)), |(least, most), cell| {
            let text = words_of(cell);
            let whole = CELL.width(&text);
            // Figures are not broken.
            let part = if matches!(cell, ReportCell::Number(_)) { whole } else { word(&text, CELL) };
            (least.max(part), most.max(whole))
        })
    };
    let wanted: Vec<(f64, f64)> = (0..table.head.len())
        .map(|column| {
            let (least, most) = wanted(column);
            let least = least.min(WIDEST_WORD) + 1.0;
            (least, (most + 1.0).clamp(least, WIDEST))
        })
        .collect();
    let room = sheet - GUTTER * wanted.len().saturating_sub(1) as f64;
    let least: f64 = wanted.iter().map(|(least, _)| least).sum();
    let most: f64 = wanted.iter().map(|(_, most)| most).sum();
    let share = ((room - least) / (most - least).max(1.0)).clamp(0.0, 1.0);
    let scale = (room / least).min(1.0);
    wanted.iter().map(|(least, most)| (least + (most - least) * share) * scale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tables::ReportRow;

    fn table(rows: usize) -> ReportTable {
        let row = |n: usize| {
            ReportRow::from(vec![
                ReportCell::Text(format!("region {n} with a name that is long enough to break")),
                ReportCell::Number(format!("{n} (0–{n})")),
                ReportCell::Text("word ".repeat(if n == 7 { 9000 } else { 60 })),
            ])
        };
        ReportTable {
            head: vec!["region".into(), "figure".into(), "note".into()],
            rows: (0..rows).map(row).collect(),
        }
    }

    #[test]
    fn an_address_of_the_web_can_be_clicked_however_many_lines_it_takes() {
        let source = |url: &str| ReportSource {
            id: "a".into(),
            title: "A".into(),
            details: "B".into(),
            url: url.to_owned(),
        };
        let long = format!("https://example.org/{}", "path/".repeat(60));
        let mut flow = Flow::new((794.0, 1123.0), Lang::En);
        flow.parts(&[ReportPart::Sources(vec![source(&long), source("mailto:a@example.org")])]);
        let pages = flow.into_pages();
        let [(room, address)] = &pages[0].links[..] else { panic!("{:?}", pages[0].links) };
        assert_eq!(*address, long);
        let lines = pages[0].texts().filter(|run| room.contains(&run.bounds().inset(1.0))).count();
        assert!(lines > 1, "all lines of the address lie in {room:?}");
        let pdf = crate::pdf_file(&pages);
        let opens = format!("/URI ({long})");
        assert!(pdf.windows(opens.len()).any(|part| part == opens.as_bytes()));
    }

    #[test]
    fn a_long_table_repeats_its_head_and_stays_on_the_sheets() {
        const SHEET: (f64, f64) = (794.0, 1123.0);
        let mut flow = Flow::new(SHEET, Lang::En);
        flow.parts(&[
            ReportPart::Heading("a".into(), "Table".into()),
            ReportPart::Folded("summary".into(), table(80)),
        ]);
        assert_eq!(flow.headings, [("Table".to_owned(), 0)]);
        let pages = flow.into_pages();
        assert!(pages.len() > 2, "{}", pages.len());
        for page in &pages {
            assert_eq!(page.texts().filter(|run| run.text == "region").count(), 1);
            for run in page.texts() {
                let bounds = run.bounds();
                let is_inside = bounds.x >= MARGIN - 0.5 && bounds.right() <= SHEET.0 - MARGIN + 0.5;
                assert!(is_inside && bounds.bottom() <= SHEET.1 - 40.0, "{run:?}");
            }
        }
        let rows = pages.iter().flat_map(Page::texts).filter(|run| run.text.ends_with("0–79)")).count();
        assert_eq!(rows, 1, "the last row is there");
    }
}
