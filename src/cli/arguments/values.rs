//! Owns the reading of single values: years, days, sizes, names of files. Does not know who asks.

use crate::{
    atlas::{Day, Period},
    figure::{FigureKind, Form, InsetSpec, InsetWord, PageSize, Preset, ThemeName},
};
use review::counts::Trial;
use std::path::PathBuf;

/// Years that figures can have; others are slips of the finger.
pub(super) fn year() -> clap::builder::RangedI64ValueParser<i32> {
    clap::value_parser!(i32).range(1900..=2200)
}

/// Years as they are asked for: one, several, or all from one to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) struct Years(pub(in crate::cli) Vec<i32>);

/// `2025`, `2023,2025` or `2023-2025`; ascending, each once.
pub(super) fn years(text: &str) -> Result<Years, String> {
    const KNOWN: std::ops::RangeInclusive<i32> = 1900..=2200;
    let wrong = || {
        let (from, to) = (KNOWN.start(), KNOWN.end());
        format!("give a year from {from} to {to}, several such as 2023,2025, or a range such as 2023-2025")
    };
    let year = |text: &str| text.trim().parse().ok().filter(|year| KNOWN.contains(year)).ok_or_else(wrong);
    let mut all = Vec::new();
    for part in text.split(',') {
        let (first, last) = part.split_once(['-', '–']).unwrap_or((part, part));
        let (first, last) = (year(first)?, year(last)?);
        if first > last {
            return Err(wrong());
        }
        all.extend(first..=last);
    }
    all.sort_unstable();
    all.dedup();
    Ok(Years(all))
}

/// A count of which none would leave nothing to do.
pub(super) fn at_least_one() -> clap::builder::RangedU64ValueParser<usize> {
    clap::builder::RangedU64ValueParser::new().range(1..)
}

pub(super) fn day(text: &str) -> Result<Day, String> {
    let period = Period::parse(text).filter(|period| period.first == period.last);
    period.map(|day| day.first).ok_or_else(|| "give a day, such as 2025-11-03".to_owned())
}

pub(super) fn factor(text: &str) -> Result<f64, String> {
    let factor = text.parse().ok().filter(|factor: &f64| *factor >= 1.0);
    factor.ok_or_else(|| "give a number of 1 or more".to_owned())
}

pub(super) fn positive(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| "give a number above 0".to_owned())
}

pub(super) fn score(text: &str) -> Result<f32, String> {
    let score = text.parse().ok().filter(|score: &f32| (0.0..=1.0).contains(score));
    score.ok_or_else(|| "give a number between 0 and 1".to_owned())
}

/// Seconds of an offset from UTC: hours, perhaps with minutes behind a colon.
pub(super) fn utc_offset_s(text: &str) -> Result<i32, String> {
    /// Clocks are from 12 hours behind to 14 ahead.
    const OFFSETS_S: std::ops::RangeInclusive<i32> = -12 * 3600..=14 * 3600;
    let wrong = || "give hours from −12 to +14, such as +8 or +05:30".to_owned();
    let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
    let hour: i32 = hours.trim_start_matches('+').parse().map_err(|_| wrong())?;
    let minute: i32 = minutes.parse().ok().filter(|minute| (0..60).contains(minute)).ok_or_else(wrong)?;
    let sign = if hours.starts_with('-') { -1 } else { 1 };
    Some(hour * 3600 + sign * minute * 60).filter(|offset| OFFSETS_S.contains(offset)).ok_or_else(wrong)
}

pub(super) fn size(text: &str) -> Result<(u32, u32), String> {
    /// Smaller than this no text can be read, larger ones no viewer opens.
    const SIDES: std::ops::RangeInclusive<u32> = 320..=10_000;
    let wrong = || {
        format!("give width and height in pixels from {} to {}, such as 1200x675", SIDES.start(), SIDES.end())
    };
    let (width, height) = text.split_once(['x', 'X', '×']).ok_or_else(wrong)?;
    let side = |text: &str| text.trim().parse().ok().filter(|side| SIDES.contains(side)).ok_or_else(wrong);
    Ok((side(width)?, side(height)?))
}

pub(super) fn kind(text: &str) -> Result<FigureKind, String> {
    let all = FigureKind::ALL.map(FigureKind::id);
    FigureKind::named(text).ok_or_else(|| format!("there are {}", all.join(", ")))
}

pub(super) fn theme(text: &str) -> Result<ThemeName, String> {
    ThemeName::named(text).ok_or_else(|| "there are light, dark, print".to_owned())
}

pub(super) fn page(text: &str) -> Result<PageSize, String> {
    if let Some(preset) = Preset::named(text) {
        return Ok(PageSize::Preset(preset));
    }
    let page = match text.strip_suffix("mm") {
        Some(sides) => millimetres(sides),
        None => size(text).map(|(width, height)| PageSize::Pixels { width, height }),
    };
    let presets = Preset::ALL.map(Preset::id).join(", ");
    page.map_err(|why| format!("{why}, or one of {presets}"))
}

fn millimetres(sides: &str) -> Result<PageSize, String> {
    let side = |text: &str| text.trim().trim_end_matches("mm").parse().ok();
    let page = match sides.split_once(['x', 'X', '×']) {
        Some((width, height)) => side(width)
            .zip(side(height))
            .map(|(width_mm, height_mm)| PageSize::Millimetres { width_mm, height_mm }),
        None => side(sides).map(PageSize::of_width_mm),
    };
    let is_page = |page: &PageSize| {
        let (width, height) = page.pixels();
        PageSize::SIDES.contains(&width) && PageSize::SIDES.contains(&height)
    };
    page.filter(is_page)
        .ok_or_else(|| "give a width or both sides from 85 to 2645 mm, such as 85mm or 210x297mm".to_owned())
}

/// Dots an inch of print.
pub(super) fn dpi() -> clap::builder::RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(72..=1200)
}

pub(super) fn insets(text: &str) -> Result<InsetSpec, String> {
    let regions: Vec<String> =
        text.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    match regions.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Err("one of auto, none, or regions separated by commas".to_owned()),
        ["auto"] => Ok(InsetSpec::Word(InsetWord::Auto)),
        ["none"] => Ok(InsetSpec::Word(InsetWord::None)),
        _ => Ok(InsetSpec::Regions(regions)),
    }
}

pub(super) fn form(text: &str) -> Result<Form, String> {
    Form::of_ending(text, 1).ok_or_else(|| "one of svg, png, pdf".to_owned())
}

pub(super) fn picture_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match path.extension().and_then(|ending| Form::of_ending(&ending.to_string_lossy(), 1)) {
        Some(_) => Ok(path),
        None => {
            Err("pictures are written as SVG, PNG or PDF: give a name that ends in one of these".to_owned())
        }
    }
}

/// A table, a file of boundaries, or a folder, whose name has no ending.
pub(super) fn converted_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_folder = path.extension().is_none();
    if is_folder || crate::io::is_geofile_name(&path) || table_path(text).is_ok() {
        return Ok(path);
    }
    let endings = "readings: .csv or .parquet; boundaries: .gpkg, .geoparquet, .fgb, .geojson or .topojson";
    Err(format!("give a name with a known ending ({endings})"))
}

pub(super) fn table_path(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    let is_named =
        |name: &str| path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(name));
    if is_named("csv") || is_named("parquet") {
        return Ok(path);
    }
    Err("detections are written as CSV or Parquet: give a name that ends in .csv or .parquet".to_owned())
}

/// A table as text. A name that promises a workbook must not hold text.
pub(super) fn text_table_path(text: &str) -> Result<PathBuf, String> {
    const OTHERS: [&str; 6] = ["xlsx", "xls", "xlsm", "xlsb", "ods", "parquet"];
    let path = PathBuf::from(text);
    let ending = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    if OTHERS.contains(&&*ending) {
        return Err(
            "a table is written as CSV or JSON; a workbook of the figures of a picture is written by \
                    hashatlas render --kind ranking -o NAME.xlsx"
                .to_owned(),
        );
    }
    Ok(path)
}

/// `38/40,57/60`: found of all, twice.
pub(super) fn two_trials(text: &str) -> Result<(Trial, Trial), String> {
    let trial = |text: &str| {
        let (found, of) = text.split_once('/')?;
        let trial = Trial { found: found.trim().parse().ok()?, of: of.trim().parse().ok()? };
        trial.share().map(|_| trial)
    };
    let both = text.split_once(',').and_then(|(first, second)| trial(first).zip(trial(second)));
    let both = both.ok_or("expected two parts of wholes, such as 38/40,57/60")?;
    // Else what is said tells nothing of what is true, however much of it there is.
    let is_informed = both.0.share().zip(both.1.share()).is_some_and(|(right, quiet)| right + quiet > 1.0);
    is_informed.then_some(both).ok_or_else(|| "expected parts that are more than 1 together".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_come_alone_listed_or_as_a_range() {
        let told = |text: &str| years(text).map(|years| years.0);
        assert_eq!(told("2025"), Ok(vec![2025]));
        assert_eq!(told("2025, 2023,2025"), Ok(vec![2023, 2025]));
        assert_eq!(told("2023–2025"), Ok(vec![2023, 2024, 2025]));
        for slip in ["", "2025,", "2025-2023", "20250", "all"] {
            assert!(told(slip).is_err_and(|why| why.contains("2023,2025")), "{slip:?}");
        }
    }

    #[test]
    fn reviewers_are_better_than_chance() {
        assert!(two_trials("38/40,57/60").is_ok());
        for (slip, why) in [
            ("10/40,5/60", "more than 1"),
            ("30/60,30/60", "more than 1"),
            ("3/2,1/2", "wholes"),
            ("1/2", "wholes"),
        ] {
            assert!(two_trials(slip).is_err_and(|told| told.contains(why)), "{slip}");
        }
    }

    #[test]
    fn a_page_in_print_may_be_named_by_its_width_alone() {
        assert_eq!(page("85mm"), Ok(PageSize::Millimetres { width_mm: 85, height_mm: 140 }));
        assert_eq!(page("85x110mm"), Ok(PageSize::Millimetres { width_mm: 85, height_mm: 110 }));
        for slip in ["84mm", "mm", "85xmm", "99999mm"] {
            assert!(page(slip).is_err_and(|why| why.contains("column")), "{slip:?}");
        }
    }
}
