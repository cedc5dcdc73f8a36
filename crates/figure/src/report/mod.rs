//! Owns the report: one self-contained HTML file with an interactive map, charts, tables and
//! sources, that asks nothing of the network; and the same on paper. Does not choose what is in it.

mod data;
mod flow;
mod map;
mod page;
mod paged;
mod tables;

pub use data::{
    BOUNDS_ONLY, ExportedRow, ReportBalance, ReportBan, ReportClass, ReportData, ReportFigure, ReportMark,
    ReportMetric, ReportOrigin, ReportRegion, ReportSheet,
};
pub use map::{ReportShape, report_map};
pub use page::{ReportAct, ReportHeadline, ReportPage, report_html};
pub use paged::report_pages;
pub use tables::{ReportCell, ReportPart, ReportRow, ReportSource, ReportTable};
