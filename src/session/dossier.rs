//! Owns what the dossier of one detection tells: its load from the readings or from its own days, its
//! reasons, and how sure it is. Readings are read when they are asked for. Does not draw.

use super::Session;
use crate::{
    atlas::{Day, Period},
    figure::{Dossier, DossierReason, FrameText, LoadCurve, Page, Paper, dossier_page},
    io::{self, IoError},
    lang::{Message, Words},
    units,
};
use std::path::Path;

/// Which detection, and where its readings are.
#[derive(Clone, Copy, Debug)]
pub struct DossierInputs<'a> {
    /// The file of detections.
    pub detections: &'a Path,
    /// Number of its row, the first being 1.
    pub row: u32,
    /// Readings of its meter among others; without them the energy by day in the file is drawn.
    pub readings: Option<&'a Path>,
    /// What clocks there are ahead of UTC; that of its region if none.
    pub utc_offset_s: Option<i32>,
}

const DAY_S: i64 = 86_400;
const HOURS: f32 = 24.0;

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
        let of = |readings| DossierInputs { detections, row, readings, utc_offset_s: None };
        match self.dossier_page(of(self.readings_path.as_deref()), paper, words) {
            Err(_) if self.readings_path.is_some() => self.dossier_page(of(None), paper, words),
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
        let subject = ["meter", "feeder"].into_iter().find_map(|level| {
            cell(&format!("{level}_id")).map(|id| words.with(&format!("dossier-{level}"), &[("id", id)]))
        });
        let subject = subject.unwrap_or_else(|| {
            let row = inputs.row.to_string();
            words.with("dossier-row", &[("id", cell("detection_id").unwrap_or(&row))])
        });
        let kind = words.get(&format!("kind-{}", cell("kind").unwrap_or("unknown")));
        let (first_seen_s, last_seen_s, kw) = (seen("first_seen"), seen("last_seen"), number("kw"));
        let curve = match (inputs.readings, cell("meter_id")) {
            (Some(path), Some(meter)) => Some(read_curve(path, meter, offset_s.unwrap_or(0))?),
            _ => daily_curve(cell("daily_from"), cell("daily_kwh")),
        };
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
        let frequency = score.map(|score| {
            const OF: f64 = 100.0;
            // No score says that all are, or that none is.
            let count = (score * OF).round().clamp(1.0, OF - 1.0);
            words.with("dossier-frequency", &[("count", &units::number(count, 0, lang))])
        });
        let place = region.map(|region| self.atlas().region(region).name.get(lang).to_owned());
        let subtitle: Vec<String> = [how_much, place]
            .into_iter()
            .flatten()
            .chain([frequency.unwrap_or_else(|| words.get("dossier-no-score"))])
            .collect();
        let told = cell(&format!("evidence_{}", lang.code())).map(str::to_owned);
        let hours = match offset_s {
            Some(offset_s) => words.with("dossier-hours", &[("offset", &offset_text(offset_s))]),
            None => words.get("dossier-hours-utc"),
        };
        let is_daily = inputs.readings.is_none() && curve.is_some();
        let notes = [
            told,
            is_daily.then(|| words.get("dossier-daily-only")),
            Some(hours),
            Some(words.get("dossier-caution")),
        ];
        let files = [Some(inputs.detections), inputs.readings].into_iter().flatten();
        let files: Vec<String> =
            files.filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect();
        let title = words.with("dossier-title", &[("kind", &kind), ("subject", &subject)]);
        let subtitle = subtitle.join(" · ");
        let text = FrameText {
            alt: format!("{title}. {subtitle}."),
            title,
            subtitle,
            notes: notes.into_iter().flatten().collect(),
            source_line: words.with("dossier-sources", &[("files", &files.join(", "))]),
            status_line: words.get(&format!("status-{}", cell("status").unwrap_or("detected"))),
        };
        Ok(Dossier { text, curve, first_seen_s, last_seen_s, kw, reasons: reasons(cell("evidence"), words) })
    }
}

/// Wh of a kWh.
const WH_OF_KWH: f32 = 1000.0;

/// The load of a meter in kW, on the clocks there.
fn read_curve(path: &Path, meter: &str, offset_s: i32) -> Result<LoadCurve, IoError> {
    let series = io::read_series_of(path, meter)?;
    let found = series.and_then(|series| Some((series.grid?, series.values)));
    let (grid, mut kw) = found.ok_or_else(|| {
        let expected = Message::new("expected-row-of-meter").text("meter", meter);
        IoError::unusable(path, None, expected, "found-no-such-readings")
    })?;
    let wh_of_kw = WH_OF_KWH * grid.step_h();
    for value in &mut kw {
        *value /= wh_of_kw;
    }
    Ok(LoadCurve { start_s: grid.start_s + i64::from(offset_s), step_s: grid.step_s, kw })
}

/// The mean power of each day, as the detection itself carries it.
fn daily_curve(from: Option<&str>, kwh: Option<&str>) -> Option<LoadCurve> {
    let first = Period::parse(from?.get(..10)?)?.first.days_since_1970();
    let kwh: Vec<Option<f32>> = serde_json::from_str(kwh?).ok()?;
    let kw = kwh.into_iter().map(|kwh| kwh.map_or(f32::NAN, |kwh| kwh / HOURS)).collect();
    Some(LoadCurve { start_s: i64::from(first) * DAY_S, step_s: DAY_S as u32, kw })
}

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
            Some(DossierReason {
                text: words.with(message, &args),
                weight: of.weight_log_odds.filter(|w| w.is_finite())?,
            })
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
        let of = |readings| DossierInputs { detections: &detections, row: 1, readings, utc_offset_s: None };
        let dossier = session.dossier(of(Some(&readings)), &words).expect("a dossier");
        let curve = dossier.curve.expect("a curve");
        assert_eq!((curve.kw.len(), curve.kw[0], curve.step_s), (72, 12.0, 3600));
        // Irkutsk is eight hours ahead: 00:00 of the next day.
        assert_eq!(dossier.first_seen_s, Some(20_160 * DAY_S));
        assert!(dossier.text.title.contains("Abnormal load") && dossier.text.title.contains("m7"));
        assert!(
            dossier.text.subtitle.contains("Of 100 detections with such a score, 93"),
            "{}",
            dossier.text.subtitle
        );
        assert_eq!(dossier.reasons.len(), 1);
        assert!(dossier.reasons[0].text.contains("others 1.5"), "{}", dossier.reasons[0].text);
        let bare = session.dossier(of(None), &words).expect("a dossier");
        assert_eq!(bare.curve, None);
        let other = folder.path().join("o.csv");
        io::write_file(&other, text.replace("m7", "m8").as_bytes()).expect("written");
        let said = session.dossier(of(Some(&other)), &words).expect_err("no such meter").to_string();
        assert!(said.contains("expected readings of m7"), "{said}");
    }
}
