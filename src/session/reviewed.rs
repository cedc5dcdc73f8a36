//! Owns what a list of detections tells beyond what is drawn of them: whom each is about, what was said of it,
//! which of them to list, and the list as a file. Does not draw it, nor write reviews down.

use super::{Session, SheetForm};
use crate::{
    atlas::{Detections, NO_DAY, NO_REGION, RegionNames},
    io::{self, Field, IoError, ListedCase, Sheet, Subjects},
    lang::Words,
};
use review::Verdict;
use std::collections::HashMap;

/// Whom detections are about and what was said of them, by row of their file.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    subjects: Subjects,
    verdicts: HashMap<u32, Verdict>,
}

impl Listed {
    /// The meter, feeder or detection of a row; nothing where it has none.
    #[must_use]
    pub fn subject(&self, at: u32, detections: &Detections) -> Option<&str> {
        self.subjects.of(*detections.row.get(at as usize)?)
    }

    /// What was said last of a row; nothing where nobody said anything.
    #[must_use]
    pub fn verdict(&self, at: u32, detections: &Detections) -> Option<Verdict> {
        self.verdicts.get(detections.row.get(at as usize)?).copied()
    }

    /// Takes in what was just said.
    pub fn say(&mut self, at: u32, detections: &Detections, verdict: Verdict) {
        if let Some(&row) = detections.row.get(at as usize) {
            self.verdicts.insert(row, verdict);
        }
    }
}

/// Which detections of those looked at are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// All.
    #[default]
    All,
    /// Those of which nobody has said anything.
    Unreviewed,
    /// Those of which this was said last.
    Said(Verdict),
    /// Those in no region that is known.
    NoRegion,
}

impl Which {
    /// Each of them, as it is offered.
    pub const ALL: [Self; 6] = [
        Self::All,
        Self::Unreviewed,
        Self::Said(Verdict::Confirmed),
        Self::Said(Verdict::Rejected),
        Self::Said(Verdict::Unclear),
        Self::NoRegion,
    ];

    /// Whether a detection is among them.
    #[must_use]
    pub fn has(self, at: u32, detections: &Detections, listed: &Listed) -> bool {
        match self {
            Self::All => true,
            Self::Unreviewed => listed.verdict(at, detections).is_none(),
            Self::Said(verdict) => listed.verdict(at, detections) == Some(verdict),
            Self::NoRegion => detections.region.get(at as usize).is_none_or(|region| *region == NO_REGION),
        }
    }

    /// Its message, which takes a count.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::All => "detections-all",
            Self::Unreviewed => "detections-unreviewed",
            Self::Said(Verdict::Confirmed) => "detections-confirmed",
            Self::Said(Verdict::Rejected) => "detections-rejected",
            Self::Said(Verdict::Unclear) => "detections-unclear",
            Self::NoRegion => "detections-no-region",
        }
    }
}

impl Session {
    /// The day since which a detection is seen, by the clocks where it is: those of the region that it names, else of
    /// the one that it lies in. A day that came without a time stays.
    #[must_use]
    pub fn first_local_day(&self, case: &ListedCase) -> Option<i32> {
        const MINUTE_S: i32 = 60;
        const DAY_MIN: i32 = 24 * 60;
        let day = case.candidate.case.first_day?;
        let Some(minute) = case.first_minute else { return Some(day) };
        let named = case.candidate.region.as_deref();
        let named = named.and_then(|text| RegionNames::new(self.atlas()).find(text).region());
        let region = named.or_else(|| {
            let (lon, lat) = case.lon_lat?;
            let geography = self.geography().ok()?;
            let feature = geography.index().find(lon, lat);
            geography.region_of_feature.get(feature as usize).copied().flatten()
        });
        let local_min = i32::from(minute) + self.clock_of(region).div_euclid(MINUTE_S);
        Some(day + local_min.div_euclid(DAY_MIN))
    }

    /// What the list of the detections that are open tells; empty where they are simulated. Reads their file and
    /// the reviews again: meant for the background.
    ///
    /// # Errors
    /// The file is not there any more, or has changed.
    pub fn listed(&self) -> Result<Listed, IoError> {
        let Some(path) = self.detections_path.as_deref() else { return Ok(Listed::default()) };
        let subjects = io::read_subjects(path)?;
        let store = self.reviews().filter(|store| store.path().exists());
        // Reviews that cannot be read are told where one of them is looked at.
        let reviews =
            store.and_then(|store| store.reviews().ok()).filter(|reviews| !reviews.all().is_empty());
        let mut verdicts = HashMap::new();
        if let Some(reviews) = reviews {
            for case in io::read_cases(path)?.0 {
                if let Some(said) = reviews.of(&case.candidate.case).first() {
                    verdicts.insert(case.row, said.verdict);
                }
            }
        }
        Ok(Listed { subjects, verdicts })
    }

    /// What was said of a detection, in a word; a dash where nothing was.
    #[must_use]
    pub fn verdict_told(verdict: Option<Verdict>, words: &Words) -> String {
        verdict.map_or_else(
            || crate::units::DASH.to_string(),
            |verdict| words.get(&format!("verdict-{}", verdict.id())),
        )
    }

    /// Detections as they are listed, as a file: the columns of the list, numbers as numbers, days of the
    /// calendar at the meters.
    ///
    /// # Errors
    /// The detections cannot be read again, or a workbook cannot hold them.
    pub fn listed_file(&self, rows: &[u32], form: SheetForm, words: &Words) -> Result<Vec<u8>, IoError> {
        let detections = self.detections.as_deref().ok_or(IoError::Stopped)?;
        let listed = self.listed()?;
        let columns = [
            "detections-score",
            "detections-kind",
            "detections-subject",
            "detections-power",
            "detections-first-seen",
            "detections-last-seen",
            "column-region",
            "column-status",
            "detections-review",
        ];
        let row = |&at: &u32| {
            let number = |column: &[f32]| Field::from(column.get(at as usize).map(|&value| f64::from(value)));
            let day = |column: &[i32]| {
                let day = column.get(at as usize).filter(|day| **day != NO_DAY);
                Field::from(day.map(|&day| review::day_text(day)).unwrap_or_default().as_str())
            };
            let [_, kind, _, _, _, region, status] = self.detection_cells(at, detections, words);
            let verdict = listed.verdict(at, detections);
            vec![
                number(&detections.score),
                kind.as_str().into(),
                listed.subject(at, detections).unwrap_or_default().into(),
                number(&detections.kw),
                day(&detections.first_seen_day),
                day(&detections.last_seen_day),
                region.as_str().into(),
                status.as_str().into(),
                verdict
                    .map(|verdict| Self::verdict_told(Some(verdict), words))
                    .unwrap_or_default()
                    .as_str()
                    .into(),
            ]
        };
        let sheet = Sheet {
            columns: columns.iter().map(|id| words.get(id)).collect(),
            rows: rows.iter().map(row).collect(),
        };
        form.file(sheet, self.atlas().name.get(words.lang()), words)
    }
}
