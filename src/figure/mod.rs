//! Owns printed figures: measured text, one style, the frame that every figure carries, and the
//! charts, all as self-contained SVG with the same bytes for the same input. Does not know
//! sessions, windows or files; alone names plotters.

mod advances;
mod boxes;
mod chart;
#[cfg(test)]
pub(crate) mod checks;
mod frame;
mod map;
mod palette;
mod report;
mod run;
mod spec;
mod style;
mod svg;
mod text;
mod vega;
mod vision;

pub use boxes::{Placer, Rect};
pub use chart::{
    Axis, BalancePoint, GrowthBar, RankingRow, TimelineEvent, balance_svg, growth_svg, log_axis_ticks,
    ranking_domain, ranking_svg, round_domain, timeline_svg,
};
pub use frame::{Frame, FrameText, LegendEntry};
pub use map::{
    ClassLegend, Fill, MapFeature, MapFigure, MapLabel, MapLegend, MapOutlines, MapPlace, count_bans,
    map_outlines, map_svg,
};
pub use palette::{Palette, ban_colour};
pub use report::{
    BOUNDS_ONLY, ReportAct, ReportBalance, ReportCell, ReportClass, ReportData, ReportFigure, ReportHeadline,
    ReportMark, ReportMetric, ReportOrigin, ReportPage, ReportPart, ReportRegion, ReportRow, ReportShape,
    ReportSheet, ReportSource, ReportTable, report_html, report_map,
};
pub use run::{Anchor, Tail, TextRun};
pub use spec::{
    Annotation, ClassMethod, ClassSpec, FigureKind, FigureSpec, PageSize, Preset, SPEC_VERSION, SpecError,
    SpecLang, nearest,
};
pub use style::{Colour, FONT_STACK, LIGHT, Sizes, StatusMark, Theme, ThemeName};
pub use svg::escape_into;
pub use text::{Face, Weight, ellipsize, wrap, wrap_balanced, wrap_to};
pub use vega::{
    VegaBalance, VegaMark, VegaPage, VegaYear, balance_vega, growth_vega, map_vega, ranking_vega,
};
pub use vision::{LEAST_DIFFERENCE, Vision, difference, nearest_neighbours};
