//! Owns tests of learning from files to a model.

#![allow(clippy::disallowed_methods, reason = "tests make their files")]

use super::*;
use crate::{
    detect::Detector,
    detecting::MeterCourse,
    io::{AtlasFolder, read_atlas, unwatched, write_grid},
    meter::DetectionKind,
    stats::{EvaluationOptions, Figure},
};
use hashatlas_simulate::grid::{Grid, GridOptions, GridSite};
use std::{fs, path::Path};
use tempfile::TempDir;

fn atlas() -> Atlas {
    read_atlas(&AtlasFolder::Embedded).expect("opens").0
}

/// Where the grids stand: Irkutsk, whose clocks are eight hours ahead.
fn site(atlas: &Atlas) -> GridSite {
    let region = atlas.region(atlas.region_id("RU-IRK").expect("a region"));
    let [longitude_deg, latitude_deg] = region.capital.expect("a capital");
    let utc_offset_s = region.utc_offset_s.expect("a clock");
    GridSite { region: region.code.clone(), latitude_deg, longitude_deg, utc_offset_s }
}

/// A simulated grid of hours, small enough for a test.
fn grid(atlas: &Atlas, seed: u64) -> TempDir {
    let folder = tempfile::tempdir().expect("tempdir");
    let site = site(atlas);
    let options = GridOptions { meters: 300, days: 21, seed, interval_min: 60, first_day: 20_400, site };
    write_grid(folder.path(), &Grid::new(options).expect("a grid"), &unwatched).expect("written");
    folder
}

fn options(out_of_fold: bool) -> LearningOptions {
    LearningOptions { training: TrainingOptions { trees: 15, ..TrainingOptions::default() }, out_of_fold }
}

fn learn(atlas: &Atlas, folder: &Path, options: &LearningOptions) -> Result<Learned, LearningError> {
    let inputs = find_inputs(folder).expect("inputs");
    super::learn(atlas, &inputs, options, &unwatched, &mut Problems::default())
}

#[test]
fn a_model_is_learned_and_judges_what_it_has_not_seen() {
    let atlas = atlas();
    let folder = grid(&atlas, 8);
    let learned = learn(&atlas, folder.path(), &options(true)).expect("learned");
    let names: Vec<&str> = learned.parts.iter().map(|part| part.name).collect();
    assert_eq!(names, ["abnormal_load"]);
    assert_eq!(learned.left_out.len(), 1, "few tamper: {:?}", learned.left_out);
    assert_eq!(learned.left_out[0].name, "meter_tampering");
    assert_eq!(learn(&atlas, folder.path(), &options(false)).expect("learned").model, learned.model);
    assert!(Detector::new(learned.model).is_ok(), "the model fits the measures");

    let (labels, _) = io::read_labels(&folder.path().join("labels.csv")).expect("labels");
    let scores = learned.out_of_fold.expect("asked for");
    let told = EvaluationOptions { resamples: 0, ..EvaluationOptions::default() };
    let half = Detector { threshold: Some(0.5), ..Detector::default() };
    let evaluated = evaluations(&labels, &scores, None, &told, &half);
    let load = evaluated.iter().find(|of| of.kind == DetectionKind::AbnormalLoad).expect("loads");
    assert_eq!(load.unscored, 0);
    assert!(load.standing > 0 && load.at_level.standing.of == load.standing, "{load:?}");
    assert_eq!(load.at_level.found.of, load.positives);
    assert_eq!((load.at_level.levels, load.at_level.unsaid), (Some((0.5, 0.5)), 0));
    let auc = load.figures.iter().find(|measured| measured.figure == Figure::RocAuc).expect("an area");
    // Even a few trees rank simulated rigs far better than chance.
    assert!(auc.value > 0.7, "{auc:?}");
}

#[test]
fn rigs_of_known_programmes_are_learned_apart_and_are_no_fewer_alarms() {
    let atlas = atlas();
    let (judged, known) = (grid(&atlas, 8), grid(&atlas, 9));
    let paths = |folder: &TempDir| [folder.path().to_owned()];
    let inputs = gathered_inputs(&paths(&judged), &[], &paths(&known)).expect("inputs");
    let roles: Vec<_> = inputs.iter().map(|of| (of.is_further, of.teaches)).collect();
    assert_eq!(roles, [(false, Teaches::Any), (true, Teaches::Known)]);
    let both = gathered_inputs(&paths(&judged), &[], &paths(&judged)).expect("inputs");
    assert_eq!(
        both.iter().map(|of| (of.is_further, of.teaches)).collect::<Vec<_>>(),
        [(false, Teaches::Both)]
    );

    // Without a rig of a known programme that is judged there is nothing to hold out.
    let learn = |inputs: &[LearningInput]| {
        super::learn(&atlas, inputs, &options(true), &unwatched, &mut Problems::default()).expect("learned")
    };
    let names = |learned: &Learned| learned.parts.iter().map(|part| part.name).collect::<Vec<_>>();
    assert_eq!(names(&learn(&inputs)), ["abnormal_load"]);
    let folders = [judged.path().to_owned(), known.path().to_owned()];
    let learned = learn(&gathered_inputs(&folders, &[], &paths(&known)).expect("inputs"));
    assert_eq!(names(&learned), ["abnormal_load", "known_load"]);
    assert!(Detector::new(learned.model.clone()).is_ok(), "both parts fit the measures");
    let with = learned.out_of_fold.expect("asked for");
    let first = learn(&gathered_inputs(&folders, &[], &[]).expect("inputs")).out_of_fold.expect("asked for");
    assert_eq!(with.len(), first.len());
    let loads = with.iter().zip(&first).filter(|(score, _)| score.kind == DetectionKind::AbnormalLoad);
    // The part for any programme is the same but for its level, and the other one only raises scores.
    let (raised, lowered): (Vec<_>, Vec<_>) = loads
        .filter(|(with, first)| with.score != first.score)
        .partition(|(with, first)| with.score > first.score);
    assert!(!raised.is_empty() && lowered.is_empty(), "{} raised, {} lowered", raised.len(), lowered.len());
}

#[test]
fn labels_of_other_meters_are_refused() {
    let atlas = atlas();
    let folder = grid(&atlas, 6);
    let labels = folder.path().join("labels.csv");
    fs::write(&labels, "subject,kind\nX1,mining\nX2,normal\n").expect("written");
    let said = learn(&atlas, folder.path(), &options(false)).expect_err("nothing to learn").to_string();
    assert!(said.contains("labels: 2, meters: "), "{said}");
    fs::write(&labels, "subject,kind\nM00001,normal\nM00002,normal\n").expect("written");
    let refused = learn(&atlas, folder.path(), &options(false));
    assert!(matches!(refused, Err(LearningError::OneKind)), "{refused:?}");
    fs::write(&labels, "subject,kind\nM00001,mining\nM00002,normal\n").expect("written");
    let said = learn(&atlas, folder.path(), &options(false)).expect_err("one is too few").to_string();
    assert_eq!(
        said,
        "nothing to learn: abnormal_load has 1 positive among the labels of what was read, and needs 10"
    );
}

#[test]
fn a_folder_without_labels_is_no_input() {
    let folder = tempfile::tempdir().expect("tempdir");
    let refused = find_inputs(folder.path());
    assert!(matches!(refused, Err(IoError::Unrecognised { .. })), "{refused:?}");
}

#[test]
fn labels_say_of_what_became_of_meters_which_alarms_are_false() {
    let atlas = atlas();
    let folder = tempfile::tempdir().expect("tempdir");
    let site = site(&atlas);
    let options = GridOptions { meters: 40, days: 9, seed: 7, interval_min: 60, first_day: 20_400, site };
    write_grid(folder.path(), &Grid::new(options).expect("a grid"), &unwatched).expect("written");
    let mut inputs = find_inputs(folder.path()).expect("inputs");
    // Everything is an alarm as soon as it is judged, which takes two days.
    inputs[0].tables.threshold = Some(0.0);
    let mut problems = Problems::default();
    let operated = operate(&atlas, &inputs, &unwatched, &mut problems).expect("operated");
    assert_eq!((operated.unread, operated.taken_back), (0, [0; 4]));
    let normal: Vec<_> = operated.meters.iter().filter(|of| !of.is_positive).collect();
    assert!(normal.len() > 20 && normal.iter().all(|of| of.raised == [2.0] && of.days == 9.0), "{normal:?}");
    let begun = operated.meters.iter().filter_map(|of| of.begun);
    assert!(begun.clone().all(|begun| (0.0..9.0).contains(&begun)), "{:?}", begun.collect::<Vec<_>>());
}

#[test]
fn an_alarm_once_raised_stands_until_a_reason_takes_it_back() {
    let atlas = atlas();
    let folder = tempfile::tempdir().expect("tempdir");
    let options = GridOptions {
        meters: 60,
        days: 12,
        seed: 4,
        interval_min: 60,
        first_day: 20_400,
        site: site(&atlas),
    };
    write_grid(folder.path(), &Grid::new(options).expect("a grid"), &unwatched).expect("written");
    let mut inputs = find_inputs(folder.path()).expect("inputs");
    // Low enough that scores of honest homes go above it and below it again.
    inputs[0].tables.threshold = Some(0.02);
    let (courses, _) = crate::detecting::follow(&atlas, &inputs[0].tables, &unwatched).expect("followed");
    let (mut wavered, mut ended) = (0, 0);
    for MeterCourse { meter_id, loads, .. } in &courses {
        for pair in loads.all.windows(2) {
            let [before, after] = pair else { continue };
            let (until_s, _) = before.ended.expect("another one follows only where one was taken back");
            assert!(before.raised_s < until_s && until_s < after.raised_s, "{meter_id}: {loads:?}");
        }
        let Some(last) = loads.all.last() else { continue };
        assert_eq!(loads.stands(), last.ended.is_none(), "{meter_id}: {loads:?}");
        wavered += loads.all.iter().filter(|alarm| alarm.has_wavered && alarm.ended.is_none()).count();
        ended += loads.all.iter().filter(|alarm| alarm.ended.is_some()).count();
    }
    assert!(wavered > 0, "scores that fell below the level again, and whose alarms stand");
    // What is said of the run is what became of each.
    let operated = operate(&atlas, &inputs, &unwatched, &mut Problems::default()).expect("operated");
    assert_eq!(operated.taken_back.iter().sum::<usize>(), ended);
    assert!(operated.meters.iter().map(|meter| meter.wavered).sum::<usize>() >= wavered);
}
