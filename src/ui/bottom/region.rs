//! Owns how a region's mark in a chart or row answers: hover, choice, comparison, opening, menu,
//! arrow keys; the same as on the map. Does not draw the mark.

use crate::{
    atlas::RegionId,
    session::Command,
    ui::{
        action::{Action, Scene},
        menus,
    },
};
use eframe::egui::{
    EventFilter, Id, Key, Modifiers, PointerButton, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui,
};

/// Tells what is asked for on the mark of a region, with its menu.
pub(super) fn answer(response: &Response, scene: &Scene<'_>, region: RegionId, actions: &mut Vec<Action>) {
    follow(response, scene, region, actions);
    response.context_menu(|ui| menus::region_menu(ui, scene, actions));
}

/// The same without a menu, for marks that have more to offer.
pub(super) fn follow(response: &Response, scene: &Scene<'_>, region: RegionId, actions: &mut Vec<Action>) {
    let code = || scene.session.atlas().region(region).code.clone();
    if response.hovered() {
        actions.push(Action::Hover(region));
    }
    if response.double_clicked_by(PointerButton::Primary) {
        actions.push(Action::Do(Command::Focus(Some(code()))));
    } else if response.clicked() && response.ctx.input(|input| input.modifiers.shift) {
        actions.push(Action::ToggleMarked(region));
    } else if response.clicked() {
        let command = if response.ctx.input(|input| input.modifiers.command) {
            Command::Compare(code())
        } else {
            Command::Choose(Some(code()))
        };
        actions.push(Action::Do(command));
    }
    if response.secondary_clicked() {
        actions.push(Action::Do(Command::Choose(Some(code()))));
    }
}

/// A box drawn with the pointer marks the regions in it.
pub(super) fn mark_by_box(
    ui: &Ui,
    plot: Rect,
    id: Id,
    scene: &Scene<'_>,
    spots: &[(RegionId, Pos2)],
    actions: &mut Vec<Action>,
) {
    let response = ui.interact(plot, id, Sense::drag());
    let pointer = ui.input(|input| (input.pointer.press_origin(), input.pointer.latest_pos()));
    let (Some(from), Some(to)) = pointer else { return };
    let drawn = Rect::from_two_pos(from, to).intersect(plot);
    if response.dragged() {
        let stroke = Stroke::new(1.0, scene.look.accent);
        ui.painter().rect(drawn, 0.0, scene.look.accent.gamma_multiply(0.12), stroke, StrokeKind::Inside);
    }
    if response.drag_stopped() {
        let inside = spots.iter().filter(|(_, at)| drawn.contains(*at)).map(|(region, _)| *region);
        actions.push(Action::Mark(inside.collect()));
    }
}

/// Whether a region is among those chosen.
pub(super) fn is_chosen(scene: &Scene<'_>, region: RegionId) -> bool {
    scene.session.document().chosen.contains(&scene.session.atlas().region(region).code)
}

/// Whether a region stands out, as it is marked or no other is.
pub(super) fn stands_out(scene: &Scene<'_>, region: RegionId) -> bool {
    scene.matched.is_none_or(|matched| matched.contains(&region))
}

/// The region chosen last.
pub(super) fn chosen(scene: &Scene<'_>) -> Option<RegionId> {
    scene.session.atlas().region_id(scene.session.document().chosen.last()?)
}

/// A place for the keyboard around `regions` in their order: arrows move the choice, Home and End
/// go to its ends, Enter opens what is chosen.
pub(super) fn walk(
    ui: &Ui,
    id: Id,
    area: Rect,
    scene: &Scene<'_>,
    regions: impl Fn() -> Vec<RegionId>,
    actions: &mut Vec<Action>,
) -> Response {
    let response = ui.interact(area, id, Sense::focusable_noninteractive());
    if !response.has_focus() {
        return response;
    }
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.painter().rect_stroke(area.expand(1.0), 3.0, Stroke::new(1.5, scene.look.accent), StrokeKind::Outside);
    let count = |key: Key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    let (down, up) =
        (count(Key::ArrowDown) + count(Key::ArrowRight), count(Key::ArrowUp) + count(Key::ArrowLeft));
    let step = down.cast_signed() - up.cast_signed();
    let end = if count(Key::Home) > 0 { Some(0) } else { (count(Key::End) > 0).then_some(usize::MAX) };
    if count(Key::Enter) > 0
        && let Some(region) = chosen(scene)
    {
        let code = scene.session.atlas().region(region).code.clone();
        actions.push(Action::Do(Command::Focus(Some(code))));
    }
    if step == 0 && end.is_none() {
        return response;
    }
    let regions = regions();
    let at = chosen(scene).and_then(|region| regions.iter().position(|known| *known == region));
    let last = regions.len().saturating_sub(1);
    let next = match (end, at) {
        (Some(end), _) => end.min(last),
        (None, Some(at)) => at.saturating_add_signed(step).min(last),
        (None, None) => {
            if step > 0 {
                0
            } else {
                last
            }
        }
    };
    if let Some(&region) = regions.get(next) {
        let code = scene.session.atlas().region(region).code.clone();
        actions.push(Action::Do(Command::Choose(Some(code))));
    }
    response
}
