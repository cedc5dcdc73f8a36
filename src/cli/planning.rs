//! Owns `spatial` and `plan`: from options to results and pictures. Does not compute or draw.

use super::{
    arguments::{PlanArguments, ResultFormat, SpatialArguments},
    render::{deliver_figure, write_page},
    run::{Outcome, deliver},
};
use crate::{
    figure::{FigureKind, FigureSpec, PageSize, Paper},
    io,
    session::{Command, FigureFile, Neighbours, PlanPicture, Session, SpatialOptions},
    stats::Method,
};
use anyhow::Context;
use plan::Scenario;
use spatial::Contact;
use std::io::Write;

/// Standard scores between which chance is the plainer cause: two-sided p of 0.05 and 0.01.
const SCORES: [f64; 4] = [-2.576, -1.96, 1.96, 2.576];

/// Spatial statistics of a metric.
pub(super) fn spatial(
    task: &SpatialArguments,
    session: &mut Session,
    stdout: &mut dyn Write,
) -> anyhow::Result<()> {
    if let Some(year) = task.year {
        session.apply(Command::ShowYear(year))?;
    }
    if let Some(region) = &task.region {
        session.apply(Command::Focus(Some(region.clone())))?;
    }
    let touching = if task.rook { Contact::Side } else { Contact::Point };
    let nearest = task.nearest.map(Neighbours::Nearest);
    let options = SpatialOptions {
        neighbours: nearest.or(task.within.map(Neighbours::Within)).unwrap_or(Neighbours::Touching(touching)),
        is_binary: task.binary,
        leaves_islands_out: task.without_islands,
        permutations: task.permutations,
        draws: task.draws,
        rate: task.fdr,
        seed: task.seed,
    };
    let year = session.document().year;
    let result = session.spatial(&task.metric, year, &options)?;
    let text = match task.format {
        ResultFormat::Text => session.spatial_text(&result),
        ResultFormat::Csv => result.csv(),
        ResultFormat::Json => result.json(),
    };
    if let Some(path) = &task.clusters {
        write_page(session.cluster_page(&result, paper(), &session.words())?, PageSize::default(), path)?;
    }
    if task.map.is_some() || task.scatter.is_some() {
        let [z, lag, gi] = session.add_spatial_metrics(&result);
        if task.map.is_some() {
            session.apply(Command::ShowMetric(gi))?;
            session.apply(Command::Classify(Method::Manual(SCORES.to_vec())))?;
            let spec = session.figure_spec(FigureKind::Choropleth)?;
            deliver_figure(session, &spec, FigureFile::Png(1), task.map.as_deref(), stdout)?;
        }
        if task.scatter.is_some() {
            session.apply(Command::Classify(Method::default()))?;
            session.apply(Command::ShowMetric(lag))?;
            let spec = session.figure_spec(FigureKind::Scatter)?;
            let spec = FigureSpec { second_metric: Some(z), ..spec };
            deliver_figure(session, &spec, FigureFile::Png(1), task.scatter.as_deref(), stdout)?;
        }
    }
    deliver(&text, task.output.as_deref(), stdout)
}

/// The plan of a scenario.
pub(super) fn plan(
    task: &PlanArguments,
    session: &mut Session,
    stdout: &mut dyn Write,
) -> anyhow::Result<Outcome> {
    let scenario = match &task.scenario {
        Some(path) => {
            let bytes = io::read_file(path)?;
            let text = std::str::from_utf8(&bytes).with_context(|| format!("{}", path.display()))?;
            Scenario::from_json(text).with_context(|| format!("{}", path.display()))?
        }
        None => Scenario::default(),
    };
    if task.print_scenario {
        deliver(&scenario.to_json(), task.output.as_deref(), stdout)?;
        return Ok(Outcome::Done);
    }
    // Mining by region rests on estimated counts.
    session.apply(Command::ShowEstimates(true))?;
    let result = session.plan(&scenario)?;
    let text = match task.format {
        ResultFormat::Text => session.plan_text(&result),
        ResultFormat::Csv => result.csv(),
        ResultFormat::Json => result.json(),
    };
    let words = session.words();
    for (_, picture, path) in task.pictures() {
        let Some(path) = path else { continue };
        let page = session.plan_picture(&result, picture, paper(), &words)?;
        write_page(page, picture.page(), path)?;
    }
    let maps = [&task.map_before, &task.map_after];
    if maps.iter().any(|path| path.is_some()) {
        let ids = session.add_plan_metrics(&result);
        session.apply(Command::ShowYear(scenario.year))?;
        // Both in the same classes, so that colours compare.
        session.apply(Command::Classify(Method::Manual(PlanPicture::FREE_MW.to_vec())))?;
        for (id, path) in ids.into_iter().zip(maps).filter(|(_, path)| path.is_some()) {
            session.apply(Command::ShowMetric(id))?;
            let spec = session.figure_spec(FigureKind::Choropleth)?;
            deliver_figure(session, &spec, FigureFile::Png(1), path.as_deref(), stdout)?;
        }
    }
    deliver(&text, task.output.as_deref(), stdout)?;
    Ok(if result.is_possible { Outcome::Done } else { Outcome::Failed })
}

/// The page on which figures are drawn unless another is asked for.
fn paper() -> Paper {
    Paper::light(PageSize::default().pixels())
}
