//! Owns `render`: from the options to the spec, from the spec to a file. Does not draw.

use super::{
    arguments::{Each, Open, RenderArguments},
    run,
};
use crate::{
    figure::{FigureKind, FigureSpec, Form, Page},
    io,
    lang::Lang,
    session::{FigureFile, Session, Sources},
};
use anyhow::Context;
use std::{io::Write, mem::ManuallyDrop, path::Path};

/// The spec of a file with the options before it, or one of the options alone.
fn spec_of(task: &RenderArguments, open: &Open) -> anyhow::Result<FigureSpec> {
    let mut spec = match &task.spec {
        Some(path) => {
            let bytes = io::read_file(path)?;
            let text = std::str::from_utf8(&bytes).with_context(|| format!("{}", path.display()))?;
            FigureSpec::from_json(text).with_context(|| format!("{}", path.display()))?
        }
        None => FigureSpec::of_kind(FigureKind::Choropleth),
    };
    if let Some(kind) = task.kind {
        spec.kind = kind;
    }
    let text = |given: &Option<String>, held: &mut Option<String>| {
        if given.is_some() {
            held.clone_from(given);
        }
    };
    text(&task.metric, &mut spec.metric);
    text(&task.second_metric, &mut spec.second_metric);
    text(&task.region, &mut spec.region);
    text(&task.title, &mut spec.title);
    text(&task.palette, &mut spec.palette);
    spec.year = task.year.or(spec.year);
    spec.size = task.size.unwrap_or(spec.size);
    spec.theme = task.theme.unwrap_or(spec.theme);
    if let Some(insets) = &task.insets {
        spec.insets.clone_from(insets);
    }
    spec.patterns |= task.patterns;
    spec.full_sources |= task.full_sources;
    spec.with_disputed |= open.with_disputed;
    spec.estimates |= open.show_estimates;
    if let Some(lang) = open.lang {
        spec.language = Lang::from(lang).into();
    }
    Ok(spec.checked()?)
}

/// The spec with names as the atlas has them; one that was not read from a file says of which
/// data it is.
fn named(spec: FigureSpec, task: &RenderArguments, session: &Session) -> anyhow::Result<FigureSpec> {
    let shown = session.prepared(&spec)?.figure_spec(spec.kind)?;
    let hash = task.spec.is_none().then_some(shown.data_hash).flatten();
    Ok(FigureSpec {
        atlas: spec.atlas.or(shown.atlas),
        data_hash: spec.data_hash.or(hash),
        metric: shown.metric,
        year: shown.year,
        region: shown.region,
        ..spec
    })
}

/// Draws what a spec describes, or writes the spec itself.
pub(super) fn render(
    task: &RenderArguments,
    open: &Open,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<()> {
    let spec = spec_of(task, open)?;
    let wants_shapes = spec.kind.is_map() || spec.kind == FigureKind::RegionSheet;
    let sources = Sources { wants_hash: true, ..run::sources_of(open, wants_shapes) };
    // The program ends next: to give memory back piece by piece takes longer than to draw.
    let session = &*ManuallyDrop::new(run::open(open, &sources)?);
    let mut spec = named(spec, task, session)?;
    if task.suggest_title {
        spec.title = session.prepared(&spec)?.suggested_titles(spec.kind).into_iter().next();
    }
    if let Some(warning) = session.spec_warning(&spec)? {
        let _ = writeln!(stderr, "hashatlas: {warning}");
    }
    for warning in session.colour_warnings(&spec)? {
        let _ = writeln!(stderr, "hashatlas: {warning}");
    }
    if task.print_spec {
        return run::deliver(&spec.to_json(), task.output.as_deref(), stdout);
    }
    match (task.each, &task.output) {
        (Some(Each::Region), Some(folder)) => {
            let form = if task.form == Form::Png(1) { Form::Png(task.scale) } else { task.form };
            for (code, bytes) in session.printed_each(&spec, form)? {
                io::write_file(&folder.join(format!("{code}.{}", form.ending())), &bytes)?;
            }
        }
        _ => deliver_figure(session, &spec, task.scale, task.output.as_deref(), stdout)?,
    }
    // A result stands even where nobody listens to the messages.
    let _ = run::report_problems(&session.problems(), stderr);
    Ok(())
}

/// Writes a figure, or the data or the document behind it, in the form of its file's ending.
pub(super) fn deliver_figure(
    session: &Session,
    spec: &FigureSpec,
    scale: u8,
    output: Option<&Path>,
    stdout: &mut dyn Write,
) -> anyhow::Result<()> {
    let Some(path) = output else {
        return run::deliver(&session.figure_svg(spec)?, None, stdout);
    };
    let file = FigureFile::of_name(&path.to_string_lossy(), scale).ok_or_else(|| {
        let forms =
            ".svg, .png, .pdf, .csv, .xlsx, .gpkg, .parquet, .fgb, .geojson, .topojson, .vl.json or .json";
        run::UsageError(format!("the form of a figure is told by its ending: {forms}"))
    })?;
    io::write_file(path, &session.figure_file(spec, file)?)?;
    Ok(())
}

/// Writes a finished page in the form of its file's ending.
pub(super) fn write_page(page: &Page, path: &Path) -> anyhow::Result<()> {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let form = Form::of_ending(&ending, 1)
        .ok_or_else(|| run::UsageError("give a name in .pdf, .svg or .png".to_owned()))?;
    Ok(io::write_file(path, &page.to_file(form))?)
}
