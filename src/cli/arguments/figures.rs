//! Owns what is asked of maps, charts, tables and figures. Does not act on it.

use super::values::{Years, dpi, form, insets, kind, page, picture_path, theme, years};
use crate::{
    figure::{FigureKind, Form, InsetSpec, PageSize, ThemeName},
    session::{ChartKind, TableFormat},
    stats::Method,
};
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Args, Debug)]
pub(in crate::cli) struct MapArguments {
    /// Id of the metric; an unknown one gets the list of all
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) metric: Option<String>,
    /// Year; several as 2023,2025 or 2023-2025 are a map each
    #[arg(long, value_name = "YEAR,…", value_parser = years)]
    pub(in crate::cli) year: Option<Years>,
    /// Code or name of a region, district or group to close in on
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(in crate::cli) region: Vec<String>,
    /// How classes are found [default: jenks, or manual with --breaks]
    #[arg(long, value_enum)]
    pub(in crate::cli) method: Option<ClassMethod>,
    /// Number of classes, 3 to 9
    #[arg(long, default_value_t = 5, value_name = "N")]
    pub(in crate::cli) classes: usize,
    /// Breaks between classes, ascending, for the manual method
    #[arg(long, value_delimiter = ',', allow_negative_numbers = true, value_name = "A,B,…")]
    pub(in crate::cli) breaks: Vec<f64>,
    /// Palette by its usual name (viridis …); an unknown one gets the list of all
    #[arg(long, value_name = "P")]
    pub(in crate::cli) palette: Option<String>,
    /// Page: web, square, a4, column, slide, width and height in pixels as `WxH`, or in print as `WxHmm`
    /// or `Wmm`
    #[arg(long, value_parser = page, default_value = "web", value_name = "PAGE")]
    pub(in crate::cli) size: PageSize,
    /// Dots to an inch of a PNG [default: 300 for pages in print: a4, column, `WxHmm`]
    #[arg(long, value_parser = dpi(), value_name = "N")]
    pub(in crate::cli) dpi: Option<u16>,
    /// File to write; stdout if none
    #[arg(short, long, value_name = "FILE.svg|.png|.pdf", value_parser = picture_path)]
    pub(in crate::cli) output: Option<PathBuf>,
}

impl MapArguments {
    /// The method with its breaks.
    ///
    /// # Errors
    /// Manual without breaks, or breaks with another method.
    pub(in crate::cli) fn class_method(&self) -> Result<Method, &'static str> {
        match self.method {
            None | Some(ClassMethod::Manual) if !self.breaks.is_empty() => {
                Ok(Method::Manual(self.breaks.clone()))
            }
            Some(_) if !self.breaks.is_empty() => Err("usage-breaks-manual"),
            Some(ClassMethod::Manual) => Err("usage-manual-breaks"),
            Some(ClassMethod::Quantile) => Ok(Method::Quantile),
            Some(ClassMethod::Equal) => Ok(Method::EqualInterval),
            None | Some(ClassMethod::Jenks) => Ok(Method::Jenks),
            Some(ClassMethod::Pretty) => Ok(Method::Pretty),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ClassMethod {
    /// About equally many regions in each class
    Quantile,
    /// Classes of equal width
    #[value(alias = "equal-interval")]
    Equal,
    /// Natural breaks: least variance within classes
    #[value(alias = "natural")]
    Jenks,
    /// Round breaks; the number of classes follows
    Pretty,
    /// Breaks given with --breaks
    Manual,
}

#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(in crate::cli) struct RenderArguments {
    /// Spec of the figure; options go before what it says
    #[arg(value_name = "SPEC.json", required_unless_present = "kind")]
    pub(in crate::cli) spec: Option<PathBuf>,
    /// Kind of figure; an unknown one gets the list of all
    #[arg(long, value_parser = kind, value_name = "KIND")]
    pub(in crate::cli) kind: Option<FigureKind>,
    /// Id of the metric
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) metric: Option<String>,
    /// Id of the other metric, for scatter plots and bivariate maps
    #[arg(long, value_name = "ID")]
    pub(in crate::cli) second_metric: Option<String>,
    /// Year; several as 2023,2025 or 2023-2025 for slopes and small multiples
    #[arg(long, value_name = "YEAR,…", value_parser = years)]
    pub(in crate::cli) year: Option<Years>,
    /// Code or name of a region, district or group; several, separated by commas, are the panels of
    /// growth, the rows of a ranking or balance, the lines of a slope, or named in a scatter plot
    #[arg(long, value_name = "CODE,…", value_delimiter = ',')]
    pub(in crate::cli) region: Vec<String>,
    /// Title in place of the one written from the data
    #[arg(long)]
    pub(in crate::cli) title: Option<String>,
    /// Title that says what the data say for sure, where something stands out
    #[arg(long, conflicts_with = "title")]
    pub(in crate::cli) suggest_title: bool,
    /// Name all sources below the figure, not only the most used, and say how it was made
    #[arg(long)]
    pub(in crate::cli) full_sources: bool,
    /// Page: web, square, a4, column, slide, width and height in pixels as `WxH`, or in print as `WxHmm`
    /// or `Wmm`
    #[arg(long, value_parser = page, value_name = "PAGE")]
    pub(in crate::cli) size: Option<PageSize>,
    /// Theme: light, dark or print
    #[arg(long, value_parser = theme, value_name = "THEME")]
    pub(in crate::cli) theme: Option<ThemeName>,
    /// Palette by its usual name
    #[arg(long, value_name = "P")]
    pub(in crate::cli) palette: Option<String>,
    /// Tell classes apart by patterns too
    #[arg(long)]
    pub(in crate::cli) patterns: bool,
    /// Parts of a map drawn larger in a frame: auto (crowded regions, where the page has room), none,
    /// or codes or names of regions, separated by commas
    #[arg(long, value_parser = insets, value_name = "REGIONS")]
    pub(in crate::cli) insets: Option<InsetSpec>,
    /// Pixels of a PNG to one of the page [default: 1, of a page for print its dots]
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=4), value_name = "N")]
    pub(in crate::cli) scale: Option<u8>,
    /// Dots to an inch of a PNG [default: 300 for pages in print: a4, column, `WxHmm`]
    #[arg(long, value_parser = dpi(), value_name = "N", conflicts_with = "scale")]
    pub(in crate::cli) dpi: Option<u16>,
    /// Draw the figure for every region of the map, into the folder of --output
    #[arg(long, value_enum, value_name = "WHAT", requires = "output", conflicts_with_all = ["print_spec", "region"])]
    pub(in crate::cli) each: Option<Each>,
    /// Form of the files of --each
    #[arg(long, value_parser = form, default_value = "png", value_name = "FORM", requires = "each")]
    pub(in crate::cli) form: Form,
    /// Write the spec, not the figure
    #[arg(long)]
    pub(in crate::cli) print_spec: bool,
    /// File to write, its form by its ending: .svg, .png or .pdf for the picture; .csv or .xlsx for the
    /// figures shown; .vl.json for Vega-Lite; .json for the spec; SVG on stdout if none
    #[arg(short, long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// What a batch has a figure of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Each {
    /// Every region of the map
    Region,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Chart {
    /// The whole over the years, with growth and status
    Growth,
    /// Regions by value, with intervals
    Ranking,
    /// Regions from year to year, as lines
    Slope,
    /// Regions around a centre, as bars
    Diverging,
    /// Regions by two metrics
    Scatter,
    /// Generation against consumption, farms as size
    Balance,
    /// Laws and bans
    Timeline,
}

impl Chart {
    /// Size in pixels that suits so many regions asked for.
    pub(in crate::cli) fn default_size_of(self, regions: usize) -> (u32, u32) {
        let kind = match self {
            Self::Ranking => ChartKind::Ranking,
            Self::Timeline => ChartKind::Timeline,
            Self::Balance => ChartKind::Balance,
            Self::Growth => ChartKind::Growth,
            Self::Slope | Self::Diverging | Self::Scatter => return ChartKind::Growth.default_size(),
        };
        kind.default_size_of(regions)
    }
}

impl From<Chart> for FigureKind {
    fn from(chart: Chart) -> Self {
        match chart {
            Chart::Growth => Self::Growth,
            Chart::Ranking => Self::Ranking,
            Chart::Slope => Self::Slope,
            Chart::Diverging => Self::Diverging,
            Chart::Scatter => Self::Scatter,
            Chart::Balance => Self::Balance,
            Chart::Timeline => Self::Timeline,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(in crate::cli) enum Format {
    /// Comma-separated values
    Csv,
    /// Array of objects
    Json,
}

impl Format {
    /// The form that is asked for, or that the name of a file says.
    pub(in crate::cli) fn of(asked: Option<Self>, output: Option<&Path>) -> Self {
        let is_json = || output?.extension().map(|ending| ending.eq_ignore_ascii_case("json"));
        asked.unwrap_or(if is_json().unwrap_or(false) { Self::Json } else { Self::Csv })
    }
}

impl From<Format> for TableFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Json => Self::Json,
        }
    }
}
