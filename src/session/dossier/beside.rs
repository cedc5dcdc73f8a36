//! Owns what lies beside readings and detections and is told with the evidence: a register of legal miners,
//! sessions of internet traffic, bans of the atlas. Does not match or weigh.

use super::{DAY_S, Row};
use crate::{
    atlas::{Atlas, Day, Period, RegionId},
    figure::DossierReason,
    io::{self, IoError},
    lang::Words,
    session::read_register,
    units,
};
use register::{Match, Place, find};
use std::path::PathBuf;

/// Files that are told with evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// A register of legal miners.
    pub register: Option<PathBuf>,
    /// Sessions that `hashatlas traffic` found.
    pub traffic: Option<PathBuf>,
}

/// The step in log odds that internet traffic makes, and what was seen.
pub(super) struct Traffic {
    pub(super) step: f64,
    pub(super) reason: DossierReason,
}

impl Beside {
    /// What the register says, in words; nothing where none is open.
    pub(super) fn registered(&self, row: &Row, words: &Words) -> Result<Option<String>, IoError> {
        let Some(path) = &self.register else { return Ok(None) };
        let registers = [read_register(path)?.0];
        let case = row.case();
        let place = Place {
            meter_id: row.cell("meter_id").unwrap_or_default().to_owned(),
            lon_lat: row.number("lon").zip(row.number("lat")),
            kw: row.number("kw"),
            first_day: case.first_day,
            last_day: case.last_day,
        };
        let name = registers[0].name.clone();
        let of = |id: &str, operator: &str, inn: &str, doubt: f64| {
            let doubt = units::number(doubt, 1, words.lang());
            words.with(id, &[("register", &name), ("operator", operator), ("inn", inn), ("doubt", &doubt)])
        };
        Ok(Some(match find(&place, &registers) {
            Match::Registered { entry, doubt, .. } => {
                of("dossier-registered", &entry.operator, &entry.inn, doubt)
            }
            Match::OutOfTime { entry } | Match::Disagree { entry, .. } => {
                of("dossier-registered-otherwise", &entry.operator, &entry.inn, 0.0)
            }
            Match::Unregistered => of("dossier-unregistered", "", "", 0.0),
            Match::Unknown => of("dossier-register-unknown", "", "", 0.0),
        }))
    }

    /// What traffic of its meter adds; nothing where none was seen.
    pub(super) fn traffic(&self, row: &Row, words: &Words) -> Result<Option<Traffic>, IoError> {
        let (Some(path), Some(meter)) = (&self.traffic, row.cell("meter_id")) else { return Ok(None) };
        let (sessions, _) = traffic::read_sessions(io::open_file(path)?);
        let (subject, case) = (format!("meter:{meter}"), row.case());
        let day_s = |day: i32| i64::from(day) as f64 * DAY_S as f64;
        let from_s = case.first_day.map_or(f64::NEG_INFINITY, day_s);
        let to_s = case.last_day.map_or(f64::INFINITY, |day| day_s(day + 1));
        let is_own = |(of, session): &&(String, traffic::Session)| {
            *of == subject && session.start_s <= to_s && from_s <= session.end_s
        };
        let own: Vec<&traffic::Session> =
            sessions.iter().filter(is_own).map(|(_, session)| session).collect();
        let step = traffic::log_odds(own.iter().copied());
        let Some(longest) =
            own.iter().max_by(|a, b| a.active_s.total_cmp(&b.active_s)).filter(|_| step > 0.0)
        else {
            return Ok(None);
        };
        let mut signs: Vec<String> = (own.iter().flat_map(|session| &session.signs))
            .map(|sign| words.get(&format!("sign-{}", sign.id().replace('_', "-"))))
            .chain(own.iter().filter_map(|session| session.pool.as_deref().map(str::to_owned)))
            .collect();
        signs.sort();
        signs.dedup();
        let hours = units::number(longest.active_s / 3600.0, 1, words.lang());
        let text = words.with("dossier-traffic", &[("signs", &signs.join(", ")), ("hours", &hours)]);
        Ok(Some(Traffic { step, reason: DossierReason { text, weight: step } }))
    }
}

/// Bans that held in a region while a detection was there, in words.
pub(super) fn bans(atlas: &Atlas, region: RegionId, row: &Row, words: &Words) -> Vec<String> {
    let case = row.case();
    let Some(first) = case.first_day else { return Vec::new() };
    let day = |day: i32| Day::since_1970(day);
    let period = Period { first: day(first), last: day(case.last_day.unwrap_or(first).max(first)) };
    let lang = words.lang();
    let held = atlas.bans.iter().filter(|ban| ban.region == region && ban.held_in(period));
    held.map(|ban| {
        let id = if ban.is_whole_region { "dossier-ban" } else { "dossier-ban-part" };
        words.with(id, &[("act", ban.act.get(lang)), ("where", ban.coverage.get(lang))])
    })
    .collect()
}
