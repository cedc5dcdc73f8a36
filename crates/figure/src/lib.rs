//! Owns printed figures: measured text, one style, the frame that every figure carries, and the
//! charts, all as one scene from which SVG, pixels and PDF are made, with the same bytes for the
//! same input. Does not know sessions, windows or files.
//!
//! ```
//! use hashatlas_figure::{FigureKind, FigureSpec};
//!
//! let spec = FigureSpec::of_kind(FigureKind::Growth);
//! let again = FigureSpec::from_json(&spec.to_json())?;
//! assert_eq!(again, spec);
//! # Ok::<(), hashatlas_figure::SpecError>(())
//! ```

mod boxes;
mod brief;
mod chart;
#[cfg(any(test, feature = "checks"))]
pub mod checks;
mod font;
mod frame;
mod map;
mod palette;
mod pdf;
mod pixels;
mod report;
mod run;
mod scene;
mod spec;
mod style;
mod svg;
mod text;
mod vega;
mod vision;

use hashatlas_atlas as atlas;
use hashatlas_base::{lang, provenance, units};
use hashatlas_geo as geo;
use hashatlas_stats as stats;

pub use boxes::{Placer, Rect};
pub use brief::{Brief, BriefPicture, brief_page};
pub use chart::{
    Axis, BalancePoint, ChangePlace, ChangeText, DayValues, DivergingRow, Dossier, DossierReason,
    FeederBalance, GrowthBar, GrowthPanel, LoadCurve, OtherCause, PeerBand, RankingRow, RegionSheet,
    ScatterAxis, ScatterPoint, SheetFact, SlopeLine, Span, Speaks, TimelineEvent, TornadoRow, WaterfallStep,
    YearMark, balance_page, diverging_page, dossier_page, growth_page, growth_panels_page, growth_scale,
    log_axis_ticks, ranking_domain, ranking_page, round_domain, scatter_axes, scatter_page, sheet_page,
    slope_is_log, slope_page, timeline_page, tornado_page, waterfall_page,
};
pub use frame::{Frame, FrameText, LegendEntry};
pub use map::{
    BivariateLegend, ClassLegend, Fill, KindLegend, Locator, MapFeature, MapFigure, MapFlow, MapInsets,
    MapKey, MapLabel, MapLegend, MapOutlines, MapPanel, MapPlace, MapSymbol, NoRoom, SymbolLegend, ban_label,
    count_bans, map_outlines, map_page, map_places, multiples_page,
};
pub use palette::{Palette, ban_colour};
pub use pdf::pdf_file;
pub use pixels::Pixels;
pub use report::{
    BOUNDS_ONLY, ExportedRow, ReportAct, ReportBalance, ReportBan, ReportCell, ReportClass, ReportData,
    ReportFigure, ReportHeadline, ReportMark, ReportMetric, ReportOrigin, ReportPage, ReportPart,
    ReportRegion, ReportRow, ReportShape, ReportSheet, ReportSource, ReportTable, report_html, report_map,
    report_pages,
};
pub use run::{Anchor, Tail, TextRun};
pub use scene::{Form, Item, Mark, PIXELS_PER_INCH, Page, Paint, PathData, Shape, Stroke};
pub use spec::{
    Annotation, ClassMethod, ClassSpec, FigureKind, FigureSpec, InsetSpec, InsetWord, PRINT_DPI, PageSize,
    Preset, SPEC_VERSION, SpecError, SpecLang, class_fault,
};
pub use style::{Colour, FONT_STACK, LIGHT, Paper, Sizes, StatusMark, Theme, ThemeName};
pub use svg::escape_into;
pub use text::{Face, Weight, ellipsize, wrap, wrap_balanced, wrap_to};
pub use vega::{
    VegaBalance, VegaEvent, VegaLine, VegaMark, VegaPage, VegaPoint, VegaYear, balance_vega, diverging_vega,
    growth_panels_vega, growth_vega, map_vega, ranking_vega, scatter_vega, slope_vega, timeline_vega,
};
pub use vision::{LEAST_DIFFERENCE, Vision, difference, nearest_neighbours};
