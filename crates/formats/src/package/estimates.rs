//! Owns the table of estimates, in and out: what `hashatlas estimate` writes is what an atlas
//! reads when it is opened, without solving anything. Does not compute estimates.

use super::tables::{known_conflicts, known_sources};
use crate::{
    atlas::{Assumption, Atlas, Estimate, MetricId, Period, Shift, figure_named},
    lang::Message,
    problem::{IoError, Problem, Problems},
    provenance::Status,
    table::{Row, read_rows},
};
use std::{path::Path, sync::Arc};

const COLUMNS: [&str; 16] = [
    "region",
    "metric",
    "period",
    "value",
    "low",
    "high",
    "status",
    "prior",
    "statements",
    "sources",
    "conflict",
    "sensitivity",
    "note_en",
    "note_ru",
    "point_note_en",
    "point_note_ru",
];
/// Tables of earlier programs end here.
const REQUIRED: usize = 14;

/// Estimates as the CSV table of an atlas.
#[must_use]
pub fn estimates_csv(atlas: &Atlas, metric: MetricId, estimates: &[Estimate]) -> String {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(COLUMNS);
    for estimate in estimates {
        let shifts: Vec<String> = estimate.shifts.iter().map(shift_text).collect();
        let _ = writer.write_record([
            &atlas.region(estimate.region).code,
            &atlas.metric(metric).id,
            &Period::year(estimate.year).to_string(),
            &estimate.count.to_string(),
            &estimate.low.to_string(),
            &estimate.high.to_string(),
            Status::Estimated.id(),
            &estimate.prior,
            &estimate.statements.join(" "),
            &estimate.sources.join(" "),
            &estimate.conflicts.join(" "),
            &shifts.join(" "),
            &estimate.note.en,
            &estimate.note.ru,
            &estimate.point_note.en,
            &estimate.point_note.ru,
        ]);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

fn shift_text(shift: &Shift) -> String {
    let assumption = match &shift.assumption {
        Assumption::Prior(prior) => format!("prior:{prior}"),
        Assumption::Without(sources) => format!("without:{}", sources.join("+")),
        Assumption::Side { conflict, side } => format!("side:{conflict}:{side}"),
    };
    format!("{assumption}={}", shift.count)
}

fn parse_shift(text: &str) -> Option<Shift> {
    let (assumption, count) = text.rsplit_once('=')?;
    let (kind, id) = assumption.split_once(':')?;
    let assumption = match kind {
        "prior" => Assumption::Prior(id.into()),
        "without" => Assumption::Without(id.split('+').map(Arc::from).collect()),
        "side" => {
            let (conflict, side) = id.split_once(':')?;
            Assumption::Side { conflict: conflict.into(), side: side.into() }
        }
        _ => return None,
    };
    Some(Shift { assumption, count: count.parse().ok()? })
}

pub(super) fn read_estimates(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    read_rows(path, bytes, &COLUMNS[..REQUIRED], problems, |row, problems| {
        let estimate = parse_estimate(row, atlas, problems)?;
        let is_new = atlas.add_estimate(estimate);
        if is_new { Ok(()) } else { Err(row.wrong("period", "expected-free-year")) }
    })
}

fn parse_estimate(row: &Row<'_>, atlas: &Atlas, problems: &mut Problems) -> Result<Estimate, Problem> {
    let region =
        atlas.region_id(row.text("region")).ok_or_else(|| row.wrong("region", "expected-region-code"))?;
    let metric = atlas.metric_id(row.text("metric"));
    if metric.is_none() || metric != atlas.estimated_metric() {
        return Err(row.wrong("metric", "expected-estimated-metric"));
    }
    let year = row.period("period")?.and_then(Period::as_year);
    let count = |column: &str| -> Result<u64, Problem> {
        row.text(column).parse().map_err(|_| row.wrong(column, "expected-whole-number"))
    };
    let (point, low, high) = (count("value")?, count("low")?, count("high")?);
    if !(low..=high).contains(&point) {
        return Err(row.wrong(
            "value",
            Message::new("expected-range").text("low", low.to_string()).text("high", high.to_string()),
        ));
    }
    row.word("status", &[(Status::Estimated.id(), ())])?;
    let sources = known_sources(row, "sources", atlas, problems);
    if sources.is_empty() {
        return Err(row.wrong("sources", "expected-some-source"));
    }
    let shifts: Option<Vec<Shift>> = row.ids("sensitivity").iter().map(|text| parse_shift(text)).collect();
    Ok(Estimate {
        region,
        year: year.ok_or_else(|| row.wrong("period", "expected-year"))?,
        count: point,
        low,
        high,
        prior: row.text("prior").into(),
        statements: known_statements(row, atlas, problems),
        sources,
        conflicts: known_conflicts(row, atlas, problems),
        note: row.localized("note"),
        point_note: row.localized("point_note"),
        shifts: shifts.ok_or_else(|| row.wrong("sensitivity", "expected-sensitivity"))?,
    })
}

/// The ids of constraints that the atlas has, and of figures of its regions; others are remarked on.
fn known_statements(row: &Row<'_>, atlas: &Atlas, problems: &mut Problems) -> Vec<Arc<str>> {
    let mut ids = row.ids("statements");
    let all = ids.len();
    let is_figure = |id: &str| {
        let (code, _) = figure_named(id)?;
        atlas.region_id(code)
    };
    ids.retain(|id| atlas.constraint(id).is_some() || is_figure(id).is_some());
    if ids.len() < all {
        problems.add(row.remark("statements", "expected-constraint-ids"));
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_read_as_they_are_written() {
        for text in [
            "prior:people=12",
            "without:mforum-2025-12-22=0",
            "without:a+b=3",
            "side:novosibirsk-rank:a=7831",
        ] {
            assert_eq!(parse_shift(text).as_ref().map(shift_text).as_deref(), Some(text));
        }
        for text in ["", "prior=1", "prior:people", "who:people=1", "side:x=1", "prior:people=-1"] {
            assert_eq!(parse_shift(text), None, "{text}");
        }
    }
}
