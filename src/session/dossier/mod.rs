//! Owns what the dossier of one detection tells: its load from the readings or from its own days, its
//! reasons, how sure it is, what else would explain it, and what was said of it. Readings are read when they are
//! asked for. Does not draw.

mod beside;
mod files;
mod other_causes;
mod row;

pub use beside::Beside;
pub use files::EvidenceFiles;
pub(super) use row::Row;

use super::{Session, clock::offset_text};
use crate::{
    atlas::{Day, Period, RegionId, RegionNames},
    detect::PeerGroup,
    figure::{
        DayValues, Dossier, DossierReason, FeederBalance, FrameText, LoadCurve, Page, Paper, PeerBand,
        dossier_page,
    },
    io::{IoError, MadeUp},
    lang::Words,
    meter::Tariff,
    pipeline::{made_up_told, others_told},
    units,
};
use beside::bans;
use other_causes::{Seen, other_causes};
use review::{Review, Reviews};
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
    /// What else is told with it.
    pub beside: &'a Beside,
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
    peers_are: Option<String>,
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
        let beside = &self.beside;
        let of = |readings| DossierInputs {
            detections,
            row,
            readings,
            reviews,
            beside,
            utc_offset_s: self.utc_offset_s,
        };
        let readings = self.evidence.as_deref();
        match self.dossier_page(of(readings), paper, words) {
            Err(_) if readings.is_some() => self.dossier_page(of(None), paper, words),
            other => other,
        }
    }

    /// The region that a detection names, or lies in.
    fn region_of(&self, row: &Row) -> Option<RegionId> {
        let named = row.cell("region").and_then(|text| RegionNames::new(self.atlas()).find(text).region());
        let lies_in = || {
            let (lon, lat) = row.number("lon").zip(row.number("lat"))?;
            let geography = self.geography().ok()?;
            let feature = geography.index().find(lon, lat);
            geography.region_of_feature.get(feature as usize).copied().flatten()
        };
        named.or_else(lies_in)
    }

    /// What is known of a detection.
    ///
    /// # Errors
    /// As [`Self::dossier_page`].
    pub fn dossier(&self, inputs: DossierInputs<'_>, words: &Words) -> Result<Dossier, IoError> {
        let lang = words.lang();
        let row = Row::read(inputs.detections, inputs.row)?;
        let region = self.region_of(&row);
        let offset_s = inputs.utc_offset_s.or_else(|| self.atlas().clock(region?));
        let names = RegionNames::new(self.atlas());
        let is_there = |name: &str| {
            Some(name) == row.cell("region") || region.is_some() && names.find(name).region() == region
        };
        let shown = Shown::of(&row, inputs.readings, offset_s.unwrap_or(0), is_there)?;
        let (level, id) = row.subject();
        let level = if level == "detection" { "row" } else { level };
        let subject = words.with(&format!("dossier-{level}"), &[("id", &id)]);
        let kind = words.get(&format!("kind-{}", row.cell("kind").unwrap_or("unknown")));
        let title = words.with("dossier-title", &[("kind", &kind), ("subject", &subject)]);
        let place = region.map(|region| self.atlas().region(region).name.get(lang).to_owned());
        let subtitle: Vec<String> = [how_much(&shown, words), place].into_iter().flatten().collect();
        let subtitle = subtitle.join(" · ");
        let hours = match offset_s {
            Some(offset_s) => words.with("dossier-hours", &[("offset", &offset_text(offset_s))]),
            None => words.get("dossier-hours-utc"),
        };
        let score = row.number("score").filter(|score| (0.0..=1.0).contains(score));
        let said = inputs.reviews.map(|reviews| reviews.of(&row.case())).unwrap_or_default();
        let notes = said
            .into_iter()
            .map(|said| told_review(said, words))
            .chain(inputs.beside.registered(&row, words)?)
            .chain(region.map(|region| bans(self.atlas(), region, &row, words)).unwrap_or_default())
            .chain(made_up(&row, words))
            .chain((shown.is_daily() && inputs.readings.is_none()).then(|| words.get("dossier-daily-only")))
            .chain(shown.peers.is_some().then(|| {
                let is_known = shown.tariff.is_some();
                words.get(if is_known { "dossier-peers-told" } else { "dossier-peers-unknown-told" })
            }))
            .chain(others_in(row.cell("evidence"), words))
            .chain(score.is_some().then(|| words.get("dossier-frequency-method")))
            .chain([hours, words.get("dossier-caution")]);
        let sources =
            [Some(inputs.detections), inputs.readings.map(EvidenceFiles::name)].into_iter().flatten();
        let sources: Vec<String> =
            sources.filter_map(|file| Some(file.file_name()?.to_string_lossy().into_owned())).collect();
        let text = FrameText {
            alt: format!("{title}. {subtitle}."),
            title,
            subtitle,
            notes: notes.collect(),
            source_line: words.with("dossier-sources", &[("files", &sources.join(", "))]),
            status_line: sentence(
                &words.get(&format!("status-{}", row.cell("status").unwrap_or("detected"))),
            )
            .trim_end_matches('.')
            .to_owned(),
            making: Vec::new(),
        };
        let traffic = inputs.beside.traffic(&row, words)?;
        let step = traffic.as_ref().map_or(0.0, |traffic| traffic.step);
        let frequency = score.map_or_else(
            || words.get("dossier-no-score"),
            |score| frequency(traffic::moved(score, step), words),
        );
        let told = row.cell(&format!("evidence_{}", lang.code())).unwrap_or_default();
        let told = without_reasons(told, row.cell("evidence"), words);
        let other_causes = shown.seen().map(|seen| other_causes(&seen, words)).unwrap_or_default();
        Ok(Dossier {
            text,
            lead: format!("{} {}", sentence(&frequency), sentence(told)),
            curve: shown.curve,
            start_s: shown.start_s,
            first_seen_s: shown.first_seen_s,
            last_seen_s: shown.last_seen_s,
            kw: shown.kw,
            peers: shown.peers,
            temperature: shown.temperature,
            balance: shown.balance,
            reasons: traffic
                .map(|traffic| traffic.reason)
                .into_iter()
                .chain(reasons(row.cell("evidence"), words))
                .collect(),
            other_causes,
        })
    }
}

/// What is drawn of a detection.
struct Shown {
    curve: Option<LoadCurve>,
    start_s: Option<i64>,
    first_seen_s: Option<i64>,
    last_seen_s: Option<i64>,
    kw: Option<f64>,
    peers: Option<PeerBand>,
    temperature: Option<DayValues>,
    balance: Option<FeederBalance>,
    tariff: Option<Tariff>,
    /// Whether the curve is the load that was detected in, so that other causes can be told by it.
    is_load: bool,
}

impl Shown {
    fn of(
        row: &Row,
        files: Option<&EvidenceFiles>,
        offset_s: i32,
        is_there: impl Fn(&str) -> bool,
    ) -> Result<Self, IoError> {
        // A day without a time is a day wherever the clocks stand.
        let seen = |name: &str| {
            let text = row.cell(name)?;
            let ahead_s = if text.contains(':') { i64::from(offset_s) } else { 0 };
            Some(review::time_of(text)? + ahead_s)
        };
        // The end of a day without a time is that of the day.
        let is_day = row.cell("last_seen").is_some_and(|text| !text.contains(':'));
        let last_seen_s = seen("last_seen").map(|last_s| if is_day { last_s + DAY_S } else { last_s });
        let (first_seen_s, kw) = (seen("first_seen"), row.number("kw"));
        let (meter, feeder) = (row.cell("meter_id"), row.cell("feeder_id"));
        let balance = match (files, meter, feeder) {
            (Some(files), None, Some(feeder)) => files.balance(feeder, offset_s),
            _ => None,
        };
        let (balance, left) = balance.unzip();
        let curve = match (left, files, meter) {
            (Some(left), ..) => Some(left),
            (None, Some(files), Some(meter)) => Some(files.curve(meter, offset_s)?),
            _ => daily_curve(row.cell("daily_from"), row.cell("daily_kwh")),
        };
        let of_meter = files.zip(meter);
        let temperature = files.zip(curve.as_ref());
        let mut shown = Self {
            start_s: None,
            first_seen_s,
            last_seen_s,
            kw,
            peers: of_meter.and_then(|(files, meter)| files.peers(meter, offset_s)),
            temperature: temperature.and_then(|(files, curve)| files.temperature(is_there, curve, offset_s)),
            // The days of a feeder in the file are its supply: nothing else can be told from them.
            is_load: meter.is_some() || balance.is_some(),
            balance,
            tariff: of_meter.and_then(|(files, meter)| files.tariff(meter)),
            curve,
        };
        let known = shown.curve.as_ref().zip(first_seen_s).zip(kw).filter(|_| !shown.is_daily());
        shown.start_s = known.and_then(|((curve, known_s), kw)| curve.began(known_s, kw as f32));
        Ok(shown)
    }

    fn is_daily(&self) -> bool {
        self.curve.as_ref().is_some_and(|curve| i64::from(curve.step_s) >= DAY_S)
    }

    fn seen(&self) -> Option<Seen<'_>> {
        let (curve, kw) = self.curve.as_ref().filter(|_| self.is_load).zip(self.kw)?;
        let from_s = self.start_s.or(self.first_seen_s).unwrap_or(curve.start_s);
        let (until_s, temperature) = (self.last_seen_s, self.temperature.as_ref());
        Some(Seen { curve, from_s, until_s, kw, temperature, tariff: self.tariff })
    }
}

/// Its power, and since when it is known.
fn how_much(shown: &Shown, words: &Words) -> Option<String> {
    let lang = words.lang();
    let in_kw = |kw| units::with_unit(&units::number(kw, 1, lang), &words.get("unit-kw"), false, lang);
    match (shown.kw.map(in_kw), shown.first_seen_s.map(|time_s| day_label(time_s, words))) {
        (Some(kw), Some(day)) => Some(words.with("dossier-power", &[("kw", &kw), ("day", &day)])),
        (None, Some(day)) => Some(words.with("dossier-since-day", &[("day", &day)])),
        (kw, None) => kw,
    }
}

fn day_label(time_s: i64, words: &Words) -> String {
    Day::since_1970(time_s.div_euclid(DAY_S) as i32).period().label(words)
}

/// What somebody said of it, and when.
pub(super) fn told_review(said: &Review, words: &Words) -> String {
    let verdict = words.get(&format!("verdict-{}", said.verdict.id()));
    let day = day_label(said.at_s, words);
    let args = [("verdict", verdict.as_str()), ("author", &said.author), ("day", &day)];
    let told = words.with("dossier-said", &args);
    // The note in its own words; what follows is a sentence of its own.
    let end = if said.note.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    if said.note.is_empty() { told } else { format!("{told} {}{end}", said.note) }
}

/// How many of the intervals behind it were made up, where the file says so.
fn made_up(row: &Row, words: &Words) -> Option<String> {
    let count = |name: &str| row.cell(name).and_then(|text| text.parse().ok());
    let [intervals, estimated, substituted] =
        ["intervals", "estimated_intervals", "substituted_intervals"].map(count);
    let made_up = MadeUp { intervals: intervals?, estimated: estimated?, substituted: substituted? };
    Some(sentence(&made_up_told(made_up, words)))
}

/// What was told of a detection without what moved its score, where that is listed by itself.
fn without_reasons<'a>(told: &'a str, listed: Option<&str>, words: &Words) -> &'a str {
    let joint = words.with("evidence-because", &[("what", ""), ("reasons", "")]);
    let before = listed.and_then(|_| told.split_once(joint.trim())).map(|(before, _)| before);
    before.unwrap_or(told).trim_end()
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

fn evidence_in(cell: Option<&str>) -> Vec<Evidence> {
    cell.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// Who the others are that statistics are set beside, where the file says so.
fn others_in(evidence: Option<&str>, words: &Words) -> Option<String> {
    let group = evidence_in(evidence).iter().find_map(|of| PeerGroup::from_id(of.peers_are.as_deref()?))?;
    Some(words.with("dossier-others", &[("others", &others_told(group, words))]))
}

/// Statistics with their weight, the weightiest first.
fn reasons(evidence: Option<&str>, words: &Words) -> Vec<DossierReason> {
    let number = |value: f64| units::number(value, units::decimals_for([value]).min(2), words.lang());
    let mut reasons: Vec<DossierReason> = evidence_in(evidence)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{io, lang::Lang, session::Sources};
    use std::fmt::Write as _;

    #[test]
    fn how_often_a_score_is_right_is_an_estimate_however_high_it_is() {
        for (lang, estimate) in [(Lang::En, "(an estimate)"), (Lang::Ru, "(оценка)")] {
            let words = Words::new(lang);
            for score in [0.001, 0.93, 0.999_9] {
                let told = frequency(score, &words);
                assert!(told.ends_with(estimate), "{told}");
            }
        }
    }

    #[test]
    fn the_lead_leaves_to_the_list_what_moved_the_score() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            let told = words.with("evidence-because", &[("what", "flat"), ("reasons", "mean power 3")]);
            assert_eq!(without_reasons(&told, Some("[]"), &words), "flat");
            assert_eq!(without_reasons(&told, None, &words), told, "they are listed nowhere else");
            assert_eq!(without_reasons("flat", Some("[]"), &words), "flat");
        }
    }

    #[test]
    fn a_dossier_tells_what_the_file_has_and_reads_the_meter_alone() {
        let folder = tempfile::tempdir().expect("tempdir");
        let (detections, readings) = (folder.path().join("d.csv"), folder.path().join("r.csv"));
        let row = "D1,m7,RU-IRK,abnormal_load,2025-03-12T16:00:00Z,12.5,0.93,flat,\
            \"[{\"\"statistic\"\":\"\"mean_kw\"\",\"\"value\"\":12.0,\"\"peers\"\":1.5,\"\"peers_are\"\":\"\"unknown_tariff\"\",\"\"past\"\":null,\"\"weight_log_odds\"\":2.5}]\"\n";
        let row = row.replace(",flat,", ",flat,720,24,3,");
        let head = "detection_id,meter_id,region,kind,first_seen,kw,score,evidence_en,intervals,\
            estimated_intervals,substituted_intervals,evidence\n";
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
        let beside = Beside::default();
        let of = |readings| DossierInputs {
            detections: &detections,
            row: 1,
            readings,
            reviews: None,
            beside: &beside,
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
            dossier.lead.starts_with(
                "Of 100 detections scored like this, about 93 are what they seem (an estimate). Flat."
            ),
            "{}",
            dossier.lead
        );
        // A share without an interval says why, and whose method it is.
        let method = words.get("dossier-frequency-method");
        assert!(dossier.text.notes.contains(&method) && method.contains("interval is not known"), "{method}");
        let made_up = "Of 720 intervals read for it, 24 were estimated and 3 substituted; they do not count.";
        assert!(dossier.text.notes.iter().any(|note| note == made_up), "{:?}", dossier.text.notes);
        let others = "Others in the reasons are other meters of unknown tariff.";
        assert!(dossier.text.notes.iter().any(|note| note == others), "{:?}", dossier.text.notes);
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
