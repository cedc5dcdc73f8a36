//! Owns the tables of an atlas that hold words: bans, timeline, statements, conflicts. Does not
//! know figures.

use super::tables::{known_conflicts, known_sources};
use crate::{
    atlas::{ActStatus, Atlas, Ban, Conflict, Event, RegionId, Season, Statement},
    problem::{IoError, Problem, Problems},
    provenance::Status,
    table::{Row, read_rows},
};
use std::path::Path;

pub(super) fn read_bans(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    let required = ["id", "region", "extent", "season", "start", "end", "status", "sources"];
    read_rows(path, bytes, &required, problems, |row, problems| {
        let region =
            atlas.region_id(row.text("region")).ok_or_else(|| row.wrong("region", "expected-region-code"))?;
        let ban = Ban {
            id: row.required("id")?.to_owned(),
            region,
            is_whole_region: row.word("extent", &[("whole", true), ("part", false)])?,
            is_seasonal: row
                .word("season", &[("year_round", false), ("seasonal", true), ("undecided", false)])?,
            season: season(row)?,
            start: row.period("start")?,
            end: row.period("end")?,
            coverage: row.localized("coverage"),
            window: row.localized("window"),
            act: row.localized("act"),
            status: row.word("status", &ActStatus::WORDS)?,
            note: row.localized("note"),
            sources: known_sources(row, "sources", atlas, problems),
        };
        if ban.start.zip(ban.end).is_some_and(|(start, end)| end.last < start.first) {
            return Err(row.wrong("end", "expected-later-day"));
        }
        atlas.bans.push(ban);
        Ok(())
    })
}

/// Days on which a seasonal ban holds; the column may be absent or empty.
fn season(row: &Row<'_>) -> Result<Option<Season>, Problem> {
    let text = row.text("season_days");
    if text.is_empty() {
        return Ok(None);
    }
    Season::parse(text).map(Some).ok_or_else(|| row.wrong("season_days", "expected-season"))
}

pub(super) fn read_events(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    read_rows(path, bytes, &["date", "topic", "title_en", "sources"], problems, |row, problems| {
        let event = Event {
            date: row.period("date")?.ok_or_else(|| row.wrong("date", "expected-date"))?,
            topic: row.required("topic")?.to_owned(),
            title: row.localized("title"),
            text: row.localized("text"),
            status: event_status(row)?,
            sources: known_sources(row, "sources", atlas, problems),
        };
        atlas.events.push(event);
        Ok(())
    })
}

/// Events without a status are reported; so are those of atlases that say "published".
fn event_status(row: &Row<'_>) -> Result<ActStatus, Problem> {
    match row.text("status") {
        "" | "published" => Ok(ActStatus::Reported),
        _ => row.word("status", &ActStatus::WORDS),
    }
}

pub(super) fn read_statements(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    read_rows(
        path,
        bytes,
        &["id", "regions", "topic", "text_en", "status", "sources"],
        problems,
        |row, problems| {
            let statement = Statement {
                id: row.required("id")?.to_owned(),
                regions: known_regions(row, atlas)?,
                period: row.period("period")?,
                topic: row.text("topic").to_owned(),
                text: row.localized("text"),
                status: row.word("status", &Status::ALL.map(|status| (status.id(), status)))?,
                sources: known_sources(row, "sources", atlas, problems),
                conflicts: known_conflicts(row, atlas, problems),
            };
            atlas.statements.push(statement);
            Ok(())
        },
    )
}

fn known_regions(row: &Row<'_>, atlas: &Atlas) -> Result<Vec<RegionId>, Problem> {
    let ids = row.ids("regions").into_iter().map(|code| atlas.region_id(&code));
    ids.collect::<Option<Vec<_>>>().ok_or_else(|| row.wrong("regions", "expected-region-codes"))
}

pub(super) fn read_conflicts(
    path: &Path,
    bytes: &[u8],
    atlas: &mut Atlas,
    problems: &mut Problems,
) -> Result<(), IoError> {
    read_rows(path, bytes, &["id", "claim_a_en", "claim_b_en"], problems, |row, problems| {
        let side = |claim: &str, sources: &str, problems: &mut Problems| {
            (row.localized(claim), known_sources(row, sources, atlas, problems))
        };
        let conflict = Conflict {
            id: row.required("id")?.into(),
            topic: row.text("topic").to_owned(),
            claim_a: side("claim_a", "sources_a", problems),
            claim_b: side("claim_b", "sources_b", problems),
            how_to_show: row.localized("show"),
        };
        atlas.conflicts.push(conflict);
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_says_how_far_its_act_has_come_in_one_of_few_words() {
        let csv = "date,topic,title_en,status,sources\n\
                   2025,law,A,in_force,\n2025,law,B,published,\n2025,law,C,,\n2025,law,D,bill,\n";
        let (mut atlas, mut problems) = (Atlas::default(), Problems::default());
        read_events(Path::new("timeline.csv"), csv.as_bytes(), &mut atlas, &mut problems).expect("a table");
        let statuses: Vec<ActStatus> = atlas.events.iter().map(|event| event.status).collect();
        assert_eq!(statuses, [ActStatus::InForce, ActStatus::Reported, ActStatus::Reported]);
        assert_ne!(problems, Problems::default(), "'bill' is refused");
    }
}
