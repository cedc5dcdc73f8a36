//! Owns what the dossier of one detection tells: its load from the readings or from its own days, its
//! reasons, how sure it is, what else would explain it, and what was said of it. Readings are read when they are
//! asked for. Does not draw.

mod files;
mod other_causes;

pub use files::EvidenceFiles;

use super::Session;
use crate::{
    atlas::{Day, Period},
    figure::{Dossier, DossierReason, FrameText, LoadCurve, Page, Paper, dossier_page},
    io::{self, IoError},
    lang::Words,
    units,
};
use other_causes::{Seen, other_causes};
use review::{Case, Reviews};
use std::path::Path;

/// Which detection, and where its readings are.
#[derive(Clone, Copy, Debug)]
pub struct DossierInputs<'a> {
    /// The file of detections.
    pub detections: &'a Path,
    /// Number of its row, the first being 1.
    pub row: u32,
    /// Readings of its meter among others; without them the energy by day in the file is drawn.
    pub readings: Option<&'a EvidenceFiles>,
    /// What was said of it.
    pub reviews: Option<&'a Reviews>,
    /// What clocks there are ahead of UTC; that of its region if none.
    pub utc_offset_s: Option<i32>,
}

const DAY_S: i64 = 86_400;
const HOURS: f32 = 24.0;
const PERCENT: f64 = 100.0;

/// Evidence as a file of detections has it.
#[derive(serde::Deserialize)]
struct Evidence {
    statistic: String,
    value: Option<f64>,
    peers: Option<f64>,
    past: Option<f64>,
    weight_log_odds: Option<f64>,
}

impl Session {
    /// The dossier of a detection as a page.
    ///
    /// # Errors
    /// The detection is not there any more, or the readings lack its meter or cannot be read.
    pub fn dossier_page(
        &self,
        inputs: DossierInputs<'_>,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, IoError> {
        let mut page = dossier_page(&self.dossier(inputs, words)?, paper, words);
        page.facts = vec![
            ("kind", "dossier".to_owned()),
            ("program", concat!("hashatlas ", env!("CARGO_PKG_VERSION")).to_owned()),
        ];
        Ok(page)
    }

    /// The dossier of a detection that is open, by its place among them. Without readings that have its
    /// meter, the energy by day in its file is drawn.
    ///
    /// # Errors
    /// The file is not there any more, or has changed.
    pub fn dossier_of_shown(&self, at: u32, paper: Paper, words: &Words) -> Result<Page, IoError> {
        let (row, path) = self
            .detections
            .as_ref()
            .zip(self.detections_path.as_ref())
            .and_then(|(of, path)| Some((*of.row.get(at as usize)?, path)))
            .unzip();
        let (Some(row), Some(detections)) = (row, path) else {
            return Err(IoError::Stopped);
        };
        let reviews = self.reviews().and_then(|store| store.reviews().ok());
        let reviews = reviews.as_ref();
        let of = |readings| DossierInputs { detections, row, readings, reviews, utc_offset_s: None };
        let readings = self.evidence.as_deref();
        match self.dossier_page(of(readings), paper, words) {
            Err(_) if readings.is_some() => self.dossier_page(of(None), paper, words),
            other => other,
        }
    }

    /// What is known of a detection.
    ///
    /// # Errors
    /// As [`Self::dossier_page`].
    pub fn dossier(&self, inputs: DossierInputs<'_>, words: &Words) -> Result<Dossier, IoError> {
        let lang = words.lang();
        let cells = io::read_row(inputs.detections, inputs.row)?;
        let cell = |name: &str| {
            let found = cells.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.map(|(_, text)| text.as_str()).filter(|text| !text.is_empty())
        };
        let number =
            |name: &str| cell(name).and_then(|text| text.parse::<f64>().ok()).filter(|n| n.is_finite());
        let region = cell("region").and_then(|code| self.atlas().region_id(code));
        let of_region = region.and_then(|region| self.atlas().region(region).utc_offset_s);
        let offset_s = inputs.utc_offset_s.or(of_region);
        let local = |time_s: i64| time_s + i64::from(offset_s.unwrap_or(0));
        let seen = |name: &str| cell(name).and_then(review::time_of).map(local);
        let (meter, feeder) = (cell("meter_id"), cell("feeder_id"));
        let row = inputs.row.to_string();
        let named = match (meter, feeder) {
            (Some(id), _) => ("dossier-meter", id),
            (None, Some(id)) => ("dossier-feeder", id),
            (None, None) => ("dossier-row", cell("detection_id").unwrap_or(&row)),
        };
        let subject = words.with(named.0, &[("id", named.1)]);
        let kind = words.get(&format!("kind-{}", cell("kind").unwrap_or("unknown")));
        let (first_seen_s, last_seen_s, kw) = (seen("first_seen"), seen("last_seen"), number("kw"));
        let offset = offset_s.unwrap_or(0);
        let daily = || daily_curve(cell("daily_from"), cell("daily_kwh"));
        let files = inputs.readings;
        let balance = match (files, meter, feeder) {
            (Some(files), None, Some(feeder)) => files.balance(feeder, offset),
            _ => None,
        };
        let (balance, left) = balance.unzip();
        let curve = match (left, files, meter) {
            (Some(left), ..) => Some(left),
            (None, Some(files), Some(meter)) => Some(files.curve(meter, offset)?),
            _ => daily(),
        };
        let is_daily = curve.as_ref().is_some_and(|curve| i64::from(curve.step_s) >= DAY_S);
        let start_s = (curve.as_ref().zip(first_seen_s).zip(kw).filter(|_| !is_daily))
            .and_then(|((curve, known_s), kw)| curve.began(known_s, kw as f32));
        let peers = files.zip(meter).and_then(|(files, meter)| files.peers(meter, offset));
        let temperature = files
            .zip(cell("region"))
            .zip(curve.as_ref())
            .and_then(|((files, region), curve)| files.temperature(region, curve, offset));
        // The days of a feeder in the file are its supply: nothing else can be told from them.
        let told_by = curve.as_ref().filter(|_| meter.is_some() || balance.is_some());
        let causes = told_by.zip(kw).map(|(curve, kw)| {
            let from_s = start_s.or(first_seen_s).unwrap_or(curve.start_s);
            let tariff = files.zip(meter).and_then(|(files, meter)| files.tariff(meter));
            other_causes(&Seen { curve, from_s, kw, temperature: temperature.as_ref(), tariff }, words)
        });
        let power =
            kw.map(|kw| units::with_unit(&units::number(kw, 1, lang), &words.get("unit-kw"), false, lang));
        let since =
            first_seen_s.map(|time_s| Day::since_1970(time_s.div_euclid(DAY_S) as i32).period().label(words));
        let how_much = match (&power, &since) {
            (Some(kw), Some(day)) => Some(words.with("dossier-power", &[("kw", kw), ("day", day)])),
            (None, Some(day)) => Some(words.with("dossier-since-day", &[("day", day)])),
            (kw, None) => kw.clone(),
        };
        let score = number("score").filter(|score| (0.0..=1.0).contains(score));
        let frequency = score.map_or_else(|| words.get("dossier-no-score"), |score| frequency(score, words));
        let place = region.map(|region| self.atlas().region(region).name.get(lang).to_owned());
        let subtitle: Vec<String> = [how_much, place].into_iter().flatten().chain([frequency]).collect();
        let hours = match offset_s {
            Some(offset_s) => words.with("dossier-hours", &[("offset", &offset_text(offset_s))]),
            None => words.get("dossier-hours-utc"),
        };
        let peers_told = peers.is_some().then(|| words.get("dossier-peers-told"));
        let case = Case {
            subject: match (meter, feeder) {
                (Some(id), _) => format!("meter:{id}"),
                (None, Some(id)) => format!("feeder:{id}"),
                (None, None) => format!("detection:{}", named.1),
            },
            kind: cell("kind").unwrap_or_default().to_owned(),
            first_day: cell("first_seen").and_then(review::day_of),
            last_day: cell("last_seen").and_then(review::day_of),
        };
        let said = inputs.reviews.map(|reviews| reviews.of(&case)).unwrap_or_default();
        let said = said.into_iter().map(|said| {
            let verdict = words.get(&format!("verdict-{}", said.verdict.id()));
            let day = Day::since_1970(said.at_s.div_euclid(DAY_S) as i32).period().label(words);
            let args = [("verdict", verdict.as_str()), ("author", &said.author), ("day", &day)];
            let told = words.with("dossier-said", &args);
            if said.note.is_empty() { told } else { format!("{told} {}", said.note) }
        });
        let notes = said
            .chain(is_daily.then(|| words.get("dossier-daily-only")))
            .chain(peers_told)
            .chain([hours, words.get("dossier-caution")]);
        let sources = [Some(inputs.detections), files.map(EvidenceFiles::path)].into_iter().flatten();
        let sources: Vec<String> =
            sources.filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect();
        let title = words.with("dossier-title", &[("kind", &kind), ("subject", &subject)]);
        let subtitle = subtitle.join(" · ");
        let text = FrameText {
            alt: format!("{title}. {subtitle}."),
            title,
            subtitle,
            notes: notes.collect(),
            source_line: words.with("dossier-sources", &[("files", &sources.join(", "))]),
            status_line: words.get(&format!("status-{}", cell("status").unwrap_or("detected"))),
        };
        Ok(Dossier {
            text,
            lead: sentence(cell(&format!("evidence_{}", lang.code())).unwrap_or_default()),
            curve,
            start_s,
            first_seen_s,
            last_seen_s,
            kw,
            peers,
            temperature,
            balance,
            reasons: reasons(cell("evidence"), words),
            other_causes: causes.unwrap_or_default(),
        })
    }
}

/// How often such a score is right. Scores are calibrated; none is certain.
fn frequency(score: f64, words: &Words) -> String {
    let count = (score * PERCENT).round();
    let number = units::number(count.clamp(1.0, PERCENT - 1.0), 0, words.lang());
    let id = if count >= PERCENT {
        "dossier-frequency-above"
    } else if count < 1.0 {
        "dossier-frequency-below"
    } else {
        "dossier-frequency"
    };
    words.with(id, &[("count", &number)])
}

/// A text with a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else { return String::new() };
    let end = if text.ends_with('.') { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), chars.as_str())
}

/// The mean power of each day, as the detection itself carries it.
fn daily_curve(from: Option<&str>, kwh: Option<&str>) -> Option<LoadCurve> {
    let first = Period::parse(from?.get(..10)?)?.first.days_since_1970();
    let kwh: Vec<Option<f32>> = serde_json::from_str(kwh?).ok()?;
    let kw = kwh.into_iter().map(|kwh| kwh.map_or(f32::NAN, |kwh| kwh / HOURS)).collect();
    Some(LoadCurve { start_s: i64::from(first) * DAY_S, step_s: DAY_S as u32, kw })
}

/// A weight of less changes the odds by less than two in a hundred.
const LEAST_WEIGHT: f64 = 0.02;

/// Statistics with their weight, the weightiest first.
fn reasons(evidence: Option<&str>, words: &Words) -> Vec<DossierReason> {
    let evidence: Vec<Evidence> =
        evidence.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let number = |value: f64| units::number(value, units::decimals_for([value]).min(2), words.lang());
    let mut reasons: Vec<DossierReason> = evidence
        .into_iter()
        .filter_map(|of| {
            let id = format!("statistic-{}", of.statistic.replace('_', "-"));
            let (name, value) = (words.find(&id).unwrap_or(of.statistic), number(of.value?));
            let mut args = vec![("name", name.as_str()), ("value", value.as_str())];
            let (peers, past) = (of.peers.map(number), of.past.map(number));
            let message = match (&peers, &past) {
                (Some(_), Some(_)) => "dossier-reason-past",
                (Some(_), None) => "dossier-reason-peers",
                _ => "dossier-reason",
            };
            args.extend(peers.as_deref().map(|peers| ("peers", peers)));
            args.extend(past.as_deref().map(|past| ("past", past)));
            // What neither raised nor lowered the score is no reason.
            let weight = of.weight_log_odds.filter(|weight| weight.abs() >= LEAST_WEIGHT)?;
            Some(DossierReason { text: words.with(message, &args), weight })
        })
        .collect();
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    reasons
}

/// `+8`, `+5:30`.
fn offset_text(offset_s: i32) -> String {
    let (sign, minutes) = (if offset_s < 0 { '−' } else { '+' }, offset_s.abs() / 60);
    if minutes % 60 == 0 {
        format!("{sign}{}", minutes / 60)
    } else {
        format!("{sign}{}:{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lang::Lang, session::Sources};
    use std::fmt::Write as _;

    #[test]
    fn a_dossier_tells_what_the_file_has_and_reads_the_meter_alone() {
        let folder = tempfile::tempdir().expect("tempdir");
        let (detections, readings) = (folder.path().join("d.csv"), folder.path().join("r.csv"));
        let row = "D1,m7,RU-IRK,abnormal_load,2025-03-12T16:00:00Z,12.5,0.93,flat,\
            \"[{\"\"statistic\"\":\"\"mean_kw\"\",\"\"value\"\":12.0,\"\"peers\"\":1.5,\"\"past\"\":null,\"\"weight_log_odds\"\":2.5}]\"\n";
        let head = "detection_id,meter_id,region,kind,first_seen,kw,score,evidence_en,evidence\n";
        io::write_file(&detections, format!("{head}{row}").as_bytes()).expect("written");
        let mut text = "meter_id,ts,wh\n".to_owned();
        for meter in ["m6", "m7"] {
            for hour in 0..72 {
                let wh = if meter == "m7" { 12_000 } else { 1 };
                let (day, hour) = (11 + hour / 24, hour % 24);
                writeln!(text, "{meter},2025-03-{day:02}T{hour:02}:00:00Z,{wh}").expect("a string takes it");
            }
        }
        io::write_file(&readings, text.as_bytes()).expect("written");
        let session = Session::open(&Sources::default()).expect("opens");
        let words = Words::new(Lang::En);
        let of = |readings| DossierInputs {
            detections: &detections,
            row: 1,
            readings,
            reviews: None,
            utc_offset_s: None,
        };
        let readings = EvidenceFiles::new(&readings);
        let dossier = session.dossier(of(Some(&readings)), &words).expect("a dossier");
        let curve = dossier.curve.expect("a curve");
        assert_eq!((curve.kw.len(), curve.kw[0], curve.step_s), (72, 12.0, 3600));
        // Irkutsk is eight hours ahead: 00:00 of the next day.
        assert_eq!(dossier.first_seen_s, Some(20_160 * DAY_S));
        assert!(dossier.text.title.contains("Abnormal load") && dossier.text.title.contains("m7"));
        assert!(
            dossier.text.subtitle.contains("Of 100 detections scored like this, 93"),
            "{}",
            dossier.text.subtitle
        );
        assert_eq!(dossier.reasons.len(), 1);
        assert!(dossier.reasons[0].text.contains("others 1.5"), "{}", dossier.reasons[0].text);
        let bare = session.dossier(of(None), &words).expect("a dossier");
        assert_eq!(bare.curve, None);
        let other = folder.path().join("o.csv");
        io::write_file(&other, text.replace("m7", "m8").as_bytes()).expect("written");
        let other = EvidenceFiles::new(&other);
        let said = session.dossier(of(Some(&other)), &words).expect_err("no such meter").to_string();
        assert!(said.contains("expected readings of m7"), "{said}");
    }
}
