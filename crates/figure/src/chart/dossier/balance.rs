//! Owns the balance of a feeder over time: what was supplied, what its meters counted, usual losses, and what is
//! left over. Does not know loads of meters.

use super::curve::{Span, draw_days, draw_moments, plotted, stretches};
use super::{DAY_S, DayValues, Dossier, FeederBalance, Sheet, headed, keyed};
use crate::boxes::Rect;
use crate::chart::canvas::Ink;

pub(super) fn draw(sheet: &mut Sheet<'_>, dossier: &Dossier, balance: &FeederBalance, room: Rect) -> Span {
    let (theme, small) = (sheet.theme, sheet.sizes.small);
    let title = sheet.words.get("dossier-balance");
    let room = headed(sheet, &title, room);
    let key = |id: &str| sheet.words.get(id);
    let mut keys =
        vec![(theme.data, key("dossier-key-supply")), (theme.data_tint, key("dossier-key-metered"))];
    if balance.loss_share.is_some() {
        keys.push((theme.no_data, key("dossier-key-losses")));
    }
    keys.push((theme.deficit, key("dossier-key-left")));
    let room = keyed(sheet, &keys, room);
    let supply = &balance.supply;
    let known = supply.values.iter().copied().filter(|kw| kw.is_finite()).fold(0.0_f32, f32::max);
    let (area, up) = plotted(sheet, f64::from(known), room, small.line_height());
    let from_s = i64::from(supply.first_day) * DAY_S;
    let span =
        Span { time_s: (from_s, from_s + supply.values.len() as i64 * DAY_S), x: (area.x, area.right()) };
    let none = DayValues { values: vec![0.0; supply.values.len()], ..*supply };
    let losses = balance.loss_share.unwrap_or(0.0) as f32;
    let with_losses = DayValues {
        values: (balance.metered.values.iter().zip(&supply.values))
            .map(|(metered, supply)| (metered + losses * supply).min(supply.max(*metered)))
            .collect(),
        ..*supply
    };
    let layers = [
        (&none, &balance.metered, theme.data_tint),
        (&balance.metered, &with_losses, theme.no_data),
        (&with_losses, supply, theme.deficit),
    ];
    for (low, high, colour) in layers {
        for (low, high) in stretches(low, high, &span) {
            let top = high.iter().map(|(x, kw)| (*x, up.at(*kw)));
            let bottom = low.iter().rev().map(|(x, kw)| (*x, up.at(*kw)));
            sheet.canvas.polygon(&top.chain(bottom).collect::<Vec<_>>(), Ink::fill(colour));
        }
    }
    for (_, line) in stretches(supply, supply, &span) {
        let spots: Vec<(f64, f64)> = line.iter().map(|(x, kw)| (*x, up.at(*kw))).collect();
        sheet.canvas.path(&spots, Ink::line(theme.data, 1.8));
    }
    sheet.canvas.line((area.x, up.at(0.0)), (area.right(), up.at(0.0)), Ink::line(theme.axis, 1.2));
    draw_moments(sheet, dossier, &span, area);
    draw_days(sheet, &span, area);
    span
}
