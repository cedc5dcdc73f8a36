//! Owns the description of a figure to be printed: what it shows, in which words, on which page,
//! in which colours. Read from JSON and written to it. Does not know which metrics or regions
//! there are, nor draw.
//!
//! Main type: [`FigureSpec`].

mod classes;
mod insets;
mod page;

pub use classes::{ClassMethod, ClassSpec, class_fault};
pub use insets::{InsetSpec, InsetWord};
pub(crate) use page::MM_PER_INCH;
pub use page::{PRINT_DPI, PageSize, Preset};

use super::{palette::Palette, style::ThemeName};
use crate::{
    lang::{Lang, Message, json_told, nearest},
    stats::{ClassError, MAX_CLASSES, MIN_CLASSES},
};
use serde::{Deserialize, Serialize};

/// The version of the form of a spec that this program writes, and the newest that it reads.
pub const SPEC_VERSION: u32 = 1;

/// A figure to be printed. Only `version` and `kind` are required; what is left out is what the
/// atlas or the program would choose.
///
/// ```
/// use hashatlas_figure::{FigureKind, FigureSpec};
/// let spec = FigureSpec::from_json(r#"{"version": 1, "kind": "growth", "language": "ru"}"#)?;
/// assert_eq!(spec.kind, FigureKind::Growth);
/// # Ok::<(), hashatlas_figure::SpecError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct FigureSpec {
    /// [`SPEC_VERSION`]; a newer one is refused.
    pub version: u32,
    /// What kind of figure.
    pub kind: FigureKind,
    /// English name of the atlas that the figure was made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub atlas: Option<String>,
    /// SHA-256 of its data (see `Session::data_hash`): other data are drawn with a warning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_hash: Option<String>,
    /// Id of the metric shown; that of the atlas if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<String>,
    /// Id of the other metric, where the kind has two: across in a scatter plot, the second hue
    /// of a bivariate map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_metric: Option<String>,
    /// Year; for kinds over several years the last one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Years of small multiples and slope charts; all with figures if none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub years: Vec<i32>,
    /// Code or name of the region, district or group looked at; the whole if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Codes or names of the regions shown or named; chosen by their figures if none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub regions: Vec<String>,
    /// How values become classes.
    #[serde(default, skip_serializing_if = "ClassSpec::is_default")]
    pub classes: ClassSpec,
    /// Whether disputed territories count.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_disputed: bool,
    /// Whether the points of estimates show; else only what the statements leave open.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimates: bool,
    /// Language of all words.
    #[serde(default)]
    pub language: SpecLang,
    /// Title in place of the one written from the data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Subtitle in place of the one written from the data. The unit and the period stay in the
    /// figure whatever it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Notes before those that belong to the data.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Notes that are said elsewhere, such as on the first page of a report.
    #[serde(skip)]
    pub said: Vec<String>,
    /// Whether all sources are named; else the most used, and the rest is counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub full_sources: bool,
    /// Words behind the line of sources, such as who drew the figure. The sources stay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The page.
    #[serde(default)]
    pub size: PageSize,
    /// The theme.
    #[serde(default)]
    pub theme: ThemeName,
    /// Name of a palette; that of the metric if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub palette: Option<String>,
    /// Whether the classes of a map are told apart by patterns too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub patterns: bool,
    /// Words at regions of a map.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annotations: Vec<Annotation>,
    /// Which parts of a map are drawn larger in a frame, where the page has room: `"auto"` (where
    /// regions lie crowded), `"none"`, or codes or names of regions that are shown together.
    #[serde(default, skip_serializing_if = "InsetSpec::is_default")]
    pub insets: InsetSpec,
}

/// A kind of figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureKind {
    /// Regions filled by class, bans hatched.
    Choropleth,
    /// A circle in each region, its area the figure.
    Symbols,
    /// A small map for each year.
    SmallMultiples,
    /// Two metrics in one map, in classes of both.
    Bivariate,
    /// The whole over the years as bars, with growth.
    Growth,
    /// Regions from the first year to the last as lines.
    Slope,
    /// Regions by value as dots with intervals.
    Ranking,
    /// Regions by value as bars to both sides of the centre.
    Diverging,
    /// Regions by two metrics.
    Scatter,
    /// Generation against consumption, farms as size.
    Balance,
    /// Laws and bans.
    Timeline,
    /// What is known of one region.
    RegionSheet,
}

impl FigureKind {
    /// All kinds, maps first.
    pub const ALL: [Self; 12] = [
        Self::Choropleth,
        Self::Symbols,
        Self::SmallMultiples,
        Self::Bivariate,
        Self::Growth,
        Self::Slope,
        Self::Ranking,
        Self::Diverging,
        Self::Scatter,
        Self::Balance,
        Self::Timeline,
        Self::RegionSheet,
    ];

    /// Its name in specs, on the command line and in message ids.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Choropleth => "choropleth",
            Self::Symbols => "symbols",
            Self::SmallMultiples => "small-multiples",
            Self::Bivariate => "bivariate",
            Self::Growth => "growth",
            Self::Slope => "slope",
            Self::Ranking => "ranking",
            Self::Diverging => "diverging",
            Self::Scatter => "scatter",
            Self::Balance => "balance",
            Self::Timeline => "timeline",
            Self::RegionSheet => "region-sheet",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// Whether it can show or name several regions that a spec chooses.
    #[must_use]
    pub const fn takes_regions(self) -> bool {
        matches!(self, Self::Growth | Self::Ranking | Self::Balance | Self::Slope | Self::Scatter)
    }

    /// Whether it shows several years that a spec chooses.
    #[must_use]
    pub const fn takes_years(self) -> bool {
        matches!(self, Self::Slope | Self::SmallMultiples)
    }

    /// Whether it draws the shapes of regions.
    #[must_use]
    pub const fn is_map(self) -> bool {
        matches!(self, Self::Choropleth | Self::Symbols | Self::SmallMultiples | Self::Bivariate)
    }
}

/// A language by its code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpecLang {
    /// English.
    #[default]
    En,
    /// Russian.
    Ru,
}

impl From<SpecLang> for Lang {
    fn from(lang: SpecLang) -> Self {
        match lang {
            SpecLang::En => Self::En,
            SpecLang::Ru => Self::Ru,
        }
    }
}

impl From<Lang> for SpecLang {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::En,
            Lang::Ru => Self::Ru,
        }
    }
}

/// Words at a region.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Annotation {
    /// Code or name of the region.
    pub region: String,
    /// What is said there.
    pub text: String,
}

/// Why a text is no spec.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.told())]
pub enum SpecError {
    /// Not JSON, or a field that is not known or of another form. The message names it, with
    /// line and column.
    Form(#[from] serde_json::Error),
    /// Without a version, nobody knows what it means.
    NoVersion,
    /// Of a later program.
    Newer {
        /// Its version.
        found: u64,
    },
    /// A page that cannot be.
    Size(u32, u32),
    /// Classes that cannot be.
    Classes(usize),
    /// A palette that there is not.
    Palette {
        /// What was asked for.
        found: String,
        /// What comes near.
        nearest: String,
    },
}

impl SpecError {
    /// What is said of it.
    #[must_use]
    pub fn told(&self) -> Message {
        let version = || SPEC_VERSION.to_string();
        match self {
            Self::Form(cause) => Message::new("error-spec-form").with("cause", json_told(&cause.to_string())),
            Self::NoVersion => Message::new("error-spec-no-version").text("version", version()),
            Self::Newer { found } => {
                Message::new("error-spec-newer").text("found", found.to_string()).text("version", version())
            }
            Self::Size(width, height) => Message::new("error-spec-size")
                .text("width", width.to_string())
                .text("height", height.to_string())
                .text("least", PageSize::SIDES.start().to_string())
                .text("most", PageSize::SIDES.end().to_string()),
            Self::Classes(found) => class_fault(&ClassError::Count(*found)),
            Self::Palette { found, nearest } => {
                Message::new("error-spec-palette").text("found", found).text("nearest", nearest)
            }
        }
    }
}

impl FigureSpec {
    /// A figure of this kind, everything else as the atlas chooses it.
    #[must_use]
    pub fn of_kind(kind: FigureKind) -> Self {
        Self {
            version: SPEC_VERSION,
            kind,
            atlas: None,
            data_hash: None,
            metric: None,
            second_metric: None,
            year: None,
            years: Vec::new(),
            region: None,
            regions: Vec::new(),
            classes: ClassSpec::default(),
            with_disputed: false,
            estimates: false,
            language: SpecLang::default(),
            title: None,
            subtitle: None,
            notes: Vec::new(),
            said: Vec::new(),
            full_sources: false,
            source: None,
            size: PageSize::default(),
            theme: ThemeName::default(),
            palette: None,
            patterns: false,
            annotations: Vec::new(),
            insets: InsetSpec::default(),
        }
    }

    /// Reads a spec.
    ///
    /// # Errors
    /// It is no JSON, of a newer version, has a field that is not known, or says what cannot be.
    pub fn from_json(text: &str) -> Result<Self, SpecError> {
        /// A later version may have any other fields: it is told apart before they are read.
        #[derive(Deserialize)]
        struct Versioned {
            version: Option<u64>,
        }
        match serde_json::from_str::<Versioned>(text)?.version {
            None => return Err(SpecError::NoVersion),
            Some(found) if found > u64::from(SPEC_VERSION) => return Err(SpecError::Newer { found }),
            Some(_) => {}
        }
        let spec: Self = serde_json::from_str(text)?;
        spec.checked()
    }

    /// The spec, if it says nothing that cannot be whatever the atlas.
    ///
    /// # Errors
    /// A page, a number of classes or a palette that cannot be.
    pub fn checked(self) -> Result<Self, SpecError> {
        let (width, height) = self.size.pixels();
        if !(PageSize::SIDES.contains(&width) && PageSize::SIDES.contains(&height)) {
            return Err(SpecError::Size(width, height));
        }
        if !(MIN_CLASSES..=MAX_CLASSES).contains(&self.classes.count) {
            return Err(SpecError::Classes(self.classes.count));
        }
        if let Some(found) = self.palette.as_ref().filter(|name| Palette::named(name).is_none()) {
            let nearest = nearest(found, Palette::names(), 4);
            return Err(SpecError::Palette { found: found.clone(), nearest });
        }
        Ok(self)
    }

    /// The spec as JSON, indented.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Plain data: nothing in it can fail to be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        FigureSpec::from_json(text).expect_err("no spec").to_string()
    }

    #[test]
    fn a_spec_is_read_back_as_it_was_written() {
        for kind in FigureKind::ALL {
            let mut spec = FigureSpec::of_kind(kind);
            spec.size = PageSize::Pixels { width: 900, height: 600 };
            spec.annotations = vec![Annotation { region: "RU-IRK".into(), text: "<here>".into() }];
            assert_eq!(FigureSpec::from_json(&spec.to_json()).expect("a spec"), spec);
            assert_eq!(FigureKind::named(kind.id()), Some(kind));
            assert!(spec.to_json().contains(&format!("\"{}\"", kind.id())));
        }
    }

    #[test]
    fn what_cannot_be_is_named_with_what_can() {
        let unknown = said(r#"{"version": 1, "kind": "growth", "titel": "x"}"#);
        assert!(unknown.contains("`titel`") && unknown.contains("`title`"), "{unknown}");
        let kind = said(r#"{"version": 1, "kind": "pie"}"#);
        assert!(kind.contains("`pie`") && kind.contains("`choropleth`"), "{kind}");
        let palette = said(r#"{"version": 1, "kind": "choropleth", "palette": "viridi"}"#);
        assert!(palette.contains("'viridi'; nearest: viridis"), "{palette}");
        assert!(said(r#"{"version": 2, "kind": "x", "more": 1}"#).contains("version 2"));
        assert!(said(r#"{"kind": "growth"}"#).contains("no \"version\""));
        assert!(said("[]").contains("not a figure spec"));
        assert!(
            said(r#"{"version": 1, "kind": "growth", "size": {"width": 5, "height": 500}}"#)
                .contains("5 × 500")
        );
    }

    #[test]
    fn what_cannot_be_is_told_in_either_language() {
        let spec = FigureSpec { palette: Some("viridi".into()), ..FigureSpec::of_kind(FigureKind::Growth) };
        let told = spec.checked().expect_err("no palette").told();
        assert!(told.to_string().starts_with("no palette 'viridi'; nearest: viridis"), "{told}");
        let russian = told.say(&crate::lang::Words::new(Lang::Ru));
        assert!(russian.starts_with("палитры «viridi» нет; похожие: viridis"), "{russian}");
    }
}
