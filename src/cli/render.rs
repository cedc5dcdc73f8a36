//! Owns `render`: from the options to the spec, from the spec to a file. Does not draw.

use super::{
    arguments::{Each, Open, RenderArguments, Years},
    run,
};
use crate::{
    figure::{FigureKind, FigureSpec, Form, PIXELS_PER_INCH, PRINT_DPI, Page, PageSize},
    io,
    lang::Lang,
    session::{FigureFile, Session, Sources, TableFormat},
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
    let (region, regions) = region_or_regions(&task.region, spec.kind)?;
    text(&region, &mut spec.region);
    if !regions.is_empty() {
        (spec.region, spec.regions) = (None, regions);
    }
    text(&task.title, &mut spec.title);
    text(&task.palette, &mut spec.palette);
    if let Some(years) = &task.year {
        let (year, years) = year_or_years(years, spec.kind)?;
        (spec.year, spec.years) = (year.or(spec.year), years);
    }
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
    if let (Some(Each::Region), Some(folder)) = (task.each, &task.output) {
        let form = match (task.form, FigureFile::of_pixels(task.scale, task.dpi, spec.size)) {
            (Form::Png(_), FigureFile::PngDpi(dpi)) => Form::PngDpi(dpi),
            (Form::Png(_), FigureFile::Png(scale)) => Form::Png(scale),
            (form, _) => form,
        };
        for (code, bytes) in session.printed_each(&spec, form)? {
            io::write_file(&folder.join(format!("{code}.{}", form.ending())), &bytes)?;
        }
    } else {
        let pixels = pixels(task.scale, task.dpi, spec.size, task.output.as_deref())?;
        deliver_figure(session, &spec, pixels, task.output.as_deref(), stdout)?;
    }
    // A result stands even where nobody listens to the messages.
    let _ = crate::session::tell_problems(&session.problems(), &session.words(), stderr);
    Ok(())
}

/// The one region to look at, or the several that a figure of this kind can show beside each other.
pub(super) fn region_or_regions(
    named: &[String],
    kind: FigureKind,
) -> anyhow::Result<(Option<String>, Vec<String>)> {
    match named {
        [] => Ok((None, Vec::new())),
        [region] => Ok((Some(region.clone()), Vec::new())),
        _ if kind.takes_regions() => Ok((None, named.to_vec())),
        _ => {
            let able = FigureKind::ALL.into_iter().filter(|kind| kind.takes_regions()).map(FigureKind::id);
            let able = able.collect::<Vec<_>>().join(", ");
            Err(run::UsageError::new("usage-one-region", &[("kind", kind.id()), ("able", &able)]).into())
        }
    }
}

/// The one year to show, or the several that a figure of this kind shows.
pub(super) fn year_or_years(years: &Years, kind: FigureKind) -> anyhow::Result<(Option<i32>, Vec<i32>)> {
    match years.0.as_slice() {
        [year] => Ok((Some(*year), Vec::new())),
        _ if kind.takes_years() => Ok((None, years.0.clone())),
        _ => {
            let able = FigureKind::ALL.into_iter().filter(|kind| kind.takes_years()).map(FigureKind::id);
            let able = able.collect::<Vec<_>>().join(", ");
            Err(run::UsageError::new("usage-one-year", &[("kind", kind.id()), ("able", &able)]).into())
        }
    }
}

/// The table of metrics that is asked for.
pub(super) fn table(
    session: &mut Session,
    metrics: &[String],
    regions: &[String],
    years: &[i32],
    format: TableFormat,
) -> anyhow::Result<String> {
    // One that is opened shows its municipalities, also those of which nothing is known.
    let (opened, regions) = match regions {
        [one] => (Some(one), &[][..]),
        several => (None, several),
    };
    run::apply(session, None, None, opened)?;
    Ok(format.text(&session.table_of(metrics, regions, years)?))
}

/// The form of pixels that is asked for of one file.
///
/// # Errors
/// Dots an inch are asked of a file that has none.
pub(super) fn pixels(
    scale: Option<u8>,
    dpi: Option<u16>,
    page: PageSize,
    output: Option<&Path>,
) -> Result<FigureFile, run::UsageError> {
    let is_png = |path: &Path| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("png"));
    if dpi.is_some() && !output.is_some_and(is_png) {
        return Err(run::UsageError::new("usage-dpi-png", &[]));
    }
    Ok(FigureFile::of_pixels(scale, dpi, page))
}

/// More no viewer opens.
const MOST_PIXELS: f64 = 4e8;

/// Writes a figure, or the data or the document behind it, in the form of its file's ending.
pub(super) fn deliver_figure(
    session: &Session,
    spec: &FigureSpec,
    pixels: FigureFile,
    output: Option<&Path>,
    stdout: &mut dyn Write,
) -> anyhow::Result<()> {
    let Some(path) = output else {
        return run::deliver(&session.figure_svg(spec)?, None, stdout);
    };
    let file = FigureFile::of_name(&path.to_string_lossy(), pixels).ok_or_else(|| {
        let forms =
            ".svg, .png, .pdf, .csv, .xlsx, .gpkg, .parquet, .fgb, .geojson, .topojson, .vl.json, .json";
        run::UsageError::new("usage-figure-ending", &[("forms", forms)])
    })?;
    let scale = match file {
        FigureFile::Png(scale) => f64::from(scale),
        FigureFile::PngDpi(dpi) => f64::from(dpi) / PIXELS_PER_INCH,
        _ => 0.0,
    };
    let (width, height) = spec.size.pixels();
    if f64::from(width) * f64::from(height) * scale * scale > MOST_PIXELS {
        return Err(run::UsageError::new("usage-too-many-pixels", &[]).into());
    }
    io::write_file(path, &session.figure_file(spec, file)?)?;
    Ok(())
}

/// Writes a finished page in the form of its file's ending.
pub(super) fn write_page(page: Page, size: PageSize, path: &Path) -> anyhow::Result<()> {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let form =
        Form::of_ending(&ending, 1).ok_or_else(|| run::UsageError::new("usage-picture-ending", &[]))?;
    let is_dots = matches!(form, Form::Png(_)) && size.is_for_print();
    let page = Page { size: size.exact(), ..page };
    Ok(io::write_file(path, &page.to_file(if is_dots { Form::PngDpi(PRINT_DPI) } else { form }))?)
}
