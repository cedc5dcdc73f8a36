//! Owns the Moran scatter on screen: what each region has against what its neighbours have, both as
//! standard scores, linked to the map by hover, choice and marks. Computed in the background. Does not
//! compute it itself.

use super::{marks, region};
use crate::{
    atlas::RegionId,
    figure::{Axis, round_domain},
    jobs::Jobs,
    session::{Neighbours, SpatialOptions, SpatialResult},
    ui::{
        action::{Action, Scene},
        theme,
    },
    units::number,
};
use eframe::egui::{
    Align2, Color32, Label, Pos2, Rect, RichText, Role, Sense, Spinner, Stroke, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};
use spatial::Contact;

/// Permutations: enough for p to a thousandth, few enough not to be waited for.
const PERMUTATIONS: usize = 999;
/// False-discovery rate of clusters.
const RATE: f64 = 0.05;
/// Radius of a region, and the smallest that a pointer meets.
const RADIUS: f32 = 4.0;
const TOUCH: f32 = 6.0;
/// Width of what is said beside the scatter.
const NOTES_WIDTH: f32 = 300.0;
/// Room below for the numbers of the axis and its name.
const BELOW: f32 = 30.0;

/// The scatter, once it is computed.
#[derive(Default)]
pub(super) struct Field {
    work: Jobs<Result<SpatialResult, String>>,
    is_asked: bool,
    result: Option<Result<SpatialResult, String>>,
}

impl Field {
    /// Has it computed of what is shown; `None` of the words where nothing is.
    fn ask(&mut self, ui: &Ui, scene: &Scene<'_>) {
        if let Some(result) = self.work.finished().into_iter().next() {
            self.result = Some(result);
        }
        if std::mem::replace(&mut self.is_asked, true) {
            return;
        }
        let (session, waker) = (scene.session.for_background(), ui.ctx().clone());
        let work = move |_: &_| {
            let (metric, year) = (session.document().metric.clone(), session.document().year);
            let options = SpatialOptions {
                neighbours: Neighbours::Touching(Contact::Point),
                is_binary: false,
                leaves_islands_out: false,
                permutations: PERMUTATIONS,
                draws: 0,
                rate: RATE,
                seed: 1,
            };
            let result = session.spatial(&metric, year, &options);
            let words = session.words();
            let name = session.metric_shown().map(|metric| metric.name.get(words.lang()));
            result.map_err(|fault| fault.told_in_window(name.unwrap_or(&metric)).say(&words))
        };
        self.work.start("moran", move || waker.request_repaint(), work);
    }

    /// Draws the chart into `area`.
    pub(super) fn show(&mut self, ui: &mut Ui, area: Rect, scene: &Scene<'_>, actions: &mut Vec<Action>) {
        self.ask(ui, scene);
        let result = match &self.result {
            None => {
                ui.put(area.shrink(20.0), Spinner::new().color(scene.look.accent));
                return;
            }
            Some(Err(why)) => {
                let text = RichText::new(why).color(scene.look.muted).size(theme::size::BODY);
                ui.put(area.shrink(12.0), Label::new(text).wrap());
                return;
            }
            Some(Ok(result)) => result,
        };
        let (chart, notes) = area.split_left_right_at_x((area.right() - NOTES_WIDTH).max(area.center().x));
        let mut beside = ui.new_child(UiBuilder::new().max_rect(notes.shrink2(vec2(12.0, 0.0))));
        say(&mut beside, result, scene, actions);
        scatter(ui, chart, result, scene, actions);
    }
}

/// What the scatter says, and its quadrants, each of which marks its regions.
fn say(ui: &mut Ui, result: &SpatialResult, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let (words, lang) = (scene.words, scene.words.lang());
    let moran = &result.moran;
    let p = moran.p_permuted.unwrap_or(moran.p_random);
    let told = words.with(
        "spatial-moran",
        &[
            ("value", &*number(moran.value, 3, lang)),
            ("expected", &*number(moran.expected, 3, lang)),
            ("z", &*number(moran.z_random, 2, lang)),
            ("p", &*number(p, 3, lang)),
        ],
    );
    ui.label(RichText::new(told).font(theme::bold(theme::size::BODY)));
    let permutations = words.with("spatial-permutations", &[("count", &PERMUTATIONS.to_string())]);
    let rate = number(RATE * 100.0, 0, lang);
    let clusters = result.regions.iter().filter(|region| is_cluster(region.cluster)).count();
    let found = if clusters == 0 {
        words.with("spatial-no-cluster", &[("rate", &rate)])
    } else {
        words.with("moran-clusters", &[("count", &clusters.to_string()), ("rate", &rate)])
    };
    for text in [permutations, found] {
        ui.label(RichText::new(text).size(theme::size::SMALL).color(scene.look.muted));
    }
    for (quadrant, message) in
        [("HH", "spatial-hh"), ("HL", "spatial-hl"), ("LH", "spatial-lh"), ("LL", "spatial-ll")]
    {
        let of = result.regions.iter().filter(|region| region.quadrant == quadrant);
        let ids: Vec<RegionId> =
            of.filter_map(|region| scene.session.atlas().region_id(&region.region)).collect();
        let text = format!("{}: {}", words.get(message), ids.len());
        let text = RichText::new(text).color(colour(quadrant, scene)).size(theme::size::SMALL);
        if ui.link(text).on_hover_text(words.get("moran-mark")).clicked() {
            actions.push(Action::Mark(ids));
        }
    }
}

fn is_cluster(word: &str) -> bool {
    matches!(word, "HH" | "LL" | "HL" | "LH")
}

fn colour(quadrant: &str, scene: &Scene<'_>) -> Color32 {
    match quadrant {
        "HH" => scene.look.deficit,
        "LL" => scene.look.surplus,
        "HL" | "LH" => scene.look.kinds[2],
        _ => scene.look.muted,
    }
}

fn scatter(ui: &Ui, area: Rect, result: &SpatialResult, scene: &Scene<'_>, actions: &mut Vec<Action>) {
    let (look, words) = (scene.look, scene.words);
    let painter = ui.painter_at(area);
    let plot = Rect::from_min_max(
        pos2(area.left() + super::GUTTER, area.top() + 4.0),
        pos2(area.right() - 8.0, area.bottom() - BELOW),
    );
    let known = || {
        result
            .regions
            .iter()
            .filter_map(|of| Some((of, of.lag?, scene.session.atlas().region_id(&of.region)?)))
    };
    let (across, ticks_x) = round_domain(known().map(|(of, ..)| of.z), 6);
    let (up, ticks_y) = round_domain(known().map(|(_, lag, _)| lag), 4);
    let x = Axis::linear(across, (f64::from(plot.left()), f64::from(plot.right())));
    let y = Axis::linear(up, (f64::from(plot.bottom()), f64::from(plot.top())));
    let spot = |z: f64, lag: f64| pos2(x.at(z) as f32, y.at(lag) as f32);
    super::draw_grid(&painter, plot, &ticks_y, false, |tick| y.at(tick) as f32, scene);
    for tick in &ticks_x {
        let at = x.at(*tick) as f32;
        painter.vline(at, plot.y_range(), Stroke::new(marks::HAIRLINE, look.line));
        let text = super::tick_text(*tick, &ticks_x, scene);
        let text = marks::elided(&painter, &text, marks::small(), look.muted, super::GUTTER);
        marks::put(&painter, Align2::CENTER_TOP, pos2(at, plot.bottom() + 2.0), text);
    }
    // The mean of all parts the quadrants; the slope is Moran's I.
    let middle = Stroke::new(1.2, look.muted);
    painter.vline(x.at(0.0) as f32, plot.y_range(), middle);
    painter.hline(plot.x_range(), y.at(0.0) as f32, middle);
    let at = |z: f64| spot(z, (z * result.moran.value).clamp(up.0, up.1));
    painter.line_segment([at(across.0), at(across.1)], Stroke::new(1.6, look.accent));
    let name = |message: &str| {
        marks::elided(&painter, &words.get(message), marks::small(), look.muted, plot.width())
    };
    marks::put(&painter, Align2::RIGHT_BOTTOM, pos2(plot.right(), area.bottom()), name("moran-across"));
    marks::put(&painter, Align2::LEFT_TOP, pos2(plot.left() + 4.0, plot.top()), name("moran-up"));
    let all = region::walk(
        ui,
        ui.scope_id().with("moran"),
        plot,
        scene,
        || {
            let mut known: Vec<(f64, RegionId)> = known().map(|(of, _, id)| (of.z, id)).collect();
            known.sort_by(|a, b| a.0.total_cmp(&b.0));
            known.into_iter().map(|(_, id)| id).collect()
        },
        actions,
    );
    let list = words.get("tab-moran");
    all.widget_info(|| WidgetInfo::labeled(Role::List, true, &list));
    let spots: Vec<(RegionId, Pos2)> = known().map(|(of, lag, id)| (id, spot(of.z, lag))).collect();
    region::mark_by_box(ui, plot, all.id.with("box"), scene, &spots, actions);
    for ((of, lag, id), (_, at)) in known().zip(&spots) {
        let touch = Rect::from_center_size(*at, vec2(2.0, 2.0) * TOUCH);
        let response = ui.interact(touch, all.id.with(id.0), Sense::CLICK);
        let is_chosen = region::is_chosen(scene, id);
        let told = format!(
            "{}: {} / {}",
            of.region_name,
            number(of.z, 2, words.lang()),
            number(lag, 2, words.lang())
        );
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, is_chosen, &told));
        region::answer(&response, scene, id, actions);
        super::tip(&response, || {
            let p = of.p.map_or_else(String::new, |p| format!(", p {}", number(p, 3, words.lang())));
            format!("{told}{p}")
        });
        let ink = colour(of.quadrant, scene);
        let ink = if region::stands_out(scene, id) { ink } else { ink.gamma_multiply(0.25) };
        if is_cluster(of.cluster) {
            painter.circle_filled(*at, RADIUS + 1.5, ink);
        } else {
            // Alone: no more than its place says.
            painter.circle(*at, RADIUS, ink.gamma_multiply(0.25), Stroke::new(1.2, ink));
        }
        if is_chosen || scene.hovered == Some(id) {
            painter.circle_stroke(*at, RADIUS + 3.0, Stroke::new(2.0, look.chosen));
            let short = scene.session.atlas().region(id).short.get(words.lang());
            let text =
                marks::elided(&painter, short, theme::bold(theme::size::SMALL), look.ink, plot.width());
            let is_right = at.x + text.size().x + 12.0 < plot.right();
            let (anchor, side) =
                if is_right { (Align2::LEFT_CENTER, 8.0) } else { (Align2::RIGHT_CENTER, -8.0) };
            marks::put(&painter, anchor, pos2(at.x + side, at.y), text);
        }
    }
}
