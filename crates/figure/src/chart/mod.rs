//! Owns the charts (one file each) and what they share: the sheet that
//! a chart is drawn on and the words for a figure. Inputs are plain structs; whoever fills them
//! knows the atlas.

mod acts;
mod balance;
mod block;
mod canvas;
mod cross;
mod diverging;
mod dossier;
mod growth;
mod growth_captions;
mod growth_panels;
mod names;
mod ranking;
mod scale;
mod scatter;
mod sheet;
mod slope;
mod slope_between;
mod square;
mod steps;
#[cfg(test)]
mod tests;
mod timeline;
mod years;

pub use acts::TimelineEvent;
pub(super) use acts::topic_name;
pub use balance::{BalancePoint, balance_page};
pub use canvas::Span;
pub use diverging::{DivergingRow, diverging_page};
pub use dossier::{
    DayValues, Dossier, DossierReason, FeederBalance, LoadCurve, OtherCause, PeerBand, Speaks, dossier_page,
};
pub use growth::{GrowthBar, growth_page};
pub use growth_panels::{GrowthPanel, growth_panels_page};
pub use ranking::{RankingRow, ranking_domain, ranking_page};
pub use scale::{Axis, log_axis_ticks, round_domain};
pub use scatter::{ScatterAxis, ScatterPoint, scatter_axes, scatter_page};
pub use sheet::{RegionSheet, SheetFact, sheet_page};
pub use slope::{SlopeLine, slope_is_log, slope_page};
pub use steps::{TornadoRow, WaterfallStep, tornado_page, waterfall_page};
pub use timeline::timeline_page;
pub use years::{ChangePlace, ChangeText, YearMark, growth_scale};

use super::boxes::{Placer, Rect};
use super::frame::{Frame, FrameText, LegendEntry};
use super::run::{Anchor, TextRun};
use super::scene::Page;
use super::style::{Colour, Paper, Sizes, StatusMark, Theme};
use super::text::Face;
use crate::lang::{Lang, Words};
use crate::provenance::{Interval, Observation, Status};
use crate::units;
use canvas::{Canvas, Ink};

/// What a chart is drawn on: shapes below, text above, and a memory of where text stands.
struct Sheet<'a> {
    words: &'a Words,
    theme: Theme,
    sizes: Sizes,
    page: Rect,
    plot: Rect,
    swatches: Vec<Option<Rect>>,
    canvas: Canvas,
    runs: Vec<TextRun>,
    placer: Placer,
    /// Rows drawn so far, by their number.
    drawn: Vec<usize>,
}

impl Sheet<'_> {
    const fn lang(&self) -> Lang {
        self.words.lang()
    }

    /// Draws a text if nothing is in its way; says whether it did.
    fn place(&mut self, at: (f64, f64), text: &str, face: Face, anchor: Anchor, colour: Colour) -> bool {
        let run = TextRun { x: at.0, y: at.1, text: text.to_owned(), face, anchor, colour, tail: None };
        let placed = !text.is_empty() && self.placer.try_take(&[run.bounds()]);
        if placed {
            self.runs.push(run);
        }
        placed
    }

    /// Draws all of `runs` with the grid kept out of them, or none where something is in the way
    /// of one.
    fn place_all_on_paper(&mut self, runs: Vec<TextRun>) -> bool {
        let boxes: Vec<Rect> = runs.iter().map(TextRun::bounds).collect();
        let placed = self.placer.try_take(&boxes);
        if placed {
            for ground in boxes {
                self.canvas.rect(ground.inset(1.0), Ink::fill(self.theme.paper));
            }
            self.runs.extend(runs);
        }
        placed
    }

    /// Says in the middle of the plot that there is nothing to show.
    fn say_nothing_to_show(&mut self) {
        let (face, colour) = (self.sizes.label, self.theme.muted);
        let (middle, text) = ((self.plot.mid_x(), self.plot.mid_y()), self.words.get("chart-nothing"));
        self.place(middle, &text, face, Anchor::Middle, colour);
    }
}

/// Sizes of text and space on a page.
fn sizes_of(paper: Paper) -> Sizes {
    Sizes::for_page(f64::from(paper.size.0), f64::from(paper.size.1))
}

/// Lays out the frame, lets `draw` fill the sheet, and puts the page together.
fn compose(
    text: &FrameText,
    legend: &[LegendEntry],
    paper: Paper,
    words: &Words,
    draw: impl FnOnce(&mut Sheet<'_>),
) -> Page {
    let frame = Frame::lay_out(text, legend, paper);
    let mut placer = Placer::new(frame.page.inset(2.0));
    frame.runs.iter().for_each(|run| placer.take(run.bounds()));
    let mut sheet = Sheet {
        words,
        theme: frame.theme,
        sizes: frame.sizes,
        page: frame.page,
        plot: frame.plot,
        swatches: frame.swatches.clone(),
        canvas: Canvas::default(),
        runs: Vec::new(),
        placer,
        drawn: Vec::new(),
    };
    draw(&mut sheet);
    let Sheet { canvas, runs, drawn, .. } = sheet;
    Page { drawn, ..frame.into_page(words.lang(), canvas.items, runs) }
}

/// The statuses among `observations`, strongest first, each once.
fn statuses<'a>(observations: impl IntoIterator<Item = &'a Observation>) -> Vec<Status> {
    let mut seen: Vec<Status> =
        observations.into_iter().filter(|o| figure(o).is_some()).map(|o| o.status).collect();
    seen.sort_unstable();
    seen.dedup();
    seen
}

fn status_word(status: Status, words: &Words) -> String {
    words.get(&format!("status-{}", status.id()))
}

fn mark(observation: &Observation) -> StatusMark {
    StatusMark::of(observation.status)
}

/// The value, if there is one that can be drawn.
fn figure(observation: &Observation) -> Option<f64> {
    observation.value.and_then(scale::drawable)
}

/// What an axis is made for: the figures, and bounds near them. Bounds far beyond run out of the picture:
/// they would press the figures together, and a bar up to them would be read as one.
fn near<'a>(observed: impl Iterator<Item = &'a Observation> + Clone) -> Vec<f64> {
    /// So many times the figures.
    const NEAR: f64 = 1.2;
    let all = observed.clone().flat_map(reach);
    let figures = observed.filter_map(figure);
    if figures.clone().next().is_none() {
        return all.collect();
    }
    let (low, high) = figures.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
    all.filter(|v| (NEAR * low..=NEAR * high).contains(v)).collect()
}

/// The bounds that can be drawn.
fn bounds(observation: &Observation) -> (Option<f64>, Option<f64>) {
    let side = |side: Option<f64>| side.and_then(scale::drawable);
    observation.interval.map_or((None, None), |i| (side(i.low()), side(i.high())))
}

/// All that can be drawn of an observation: value and bounds.
fn reach(observation: &Observation) -> impl Iterator<Item = f64> {
    let (low, high) = bounds(observation);
    [figure(observation), low, high].into_iter().flatten()
}

/// Decimals that keep figures apart, or bounds where there is no figure: those of bounds follow from them.
fn decimals_of<'a>(observed: impl Iterator<Item = &'a Observation> + Clone) -> usize {
    if observed.clone().any(|o| figure(o).is_some()) {
        return units::decimals_for(observed.filter_map(figure));
    }
    units::decimals_for(observed.flat_map(reach))
}

/// Bounds in words, empty where there are none.
fn interval_text(observation: &Observation, decimals: usize, lang: Lang) -> String {
    let (low, high) = bounds(observation);
    units::interval(low, high, decimals, lang)
}

/// The same, which also says where a figure is not exact and no bound is known.
fn certainty_text(observation: &Observation, decimals: usize, words: &Words) -> String {
    if observation.interval.is_some_and(Interval::is_unknown) {
        return words.get("interval-unknown");
    }
    interval_text(observation, decimals, words.lang())
}

/// What a legend says of intervals, of which some may leave the axis.
fn interval_label(is_left: bool, words: &Words) -> String {
    words.get(if is_left { "chart-interval-goes-on" } else { "chart-interval" })
}
