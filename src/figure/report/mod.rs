//! Owns the report page: one self-contained HTML file with an interactive map, charts, tables
//! and sources, that asks nothing of the network. Does not choose what is in it.

mod data;
mod map;
mod page;
mod tables;

pub use data::{
    BOUNDS_ONLY, ReportBalance, ReportClass, ReportData, ReportFigure, ReportMark, ReportMetric,
    ReportOrigin, ReportRegion, ReportSheet,
};
pub use map::{ReportShape, report_map};
pub use page::{ReportAct, ReportHeadline, ReportPage, report_html};
pub use tables::{ReportCell, ReportPart, ReportRow, ReportSource, ReportTable};
