//! Owns what panels are given to read and what they may ask for. Does not carry it out.

use super::{files::Order, map::PointsOnMap, planner::Arrow, theme::Look, watcher::WatchOrder};
use crate::{
    atlas::RegionId,
    figure::FigureKind,
    io::{FiguresPreview, SaidColumns, SaidFigures, TablePreview},
    lang::Words,
    session::{Command, FindOrder, MapView, Session},
};
use review::Verdict;

/// What is to be read in one frame.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    /// Everything that is open and shown.
    pub(super) session: &'a Session,
    /// What was derived from the document when it last changed.
    pub(super) view: &'a MapView,
    /// Words of the language of the document.
    pub(super) words: &'a Words,
    /// Colours.
    pub(super) look: &'a Look,
    /// Detections, if there are any.
    pub(super) points: Option<&'a PointsOnMap>,
    /// The region under the pointer, wherever in the window that is.
    pub(super) hovered: Option<RegionId>,
    /// The regions that stand out, as they are marked or a filter lets them through; `None` is all.
    pub(super) matched: Option<&'a [RegionId]>,
    /// The regions that are marked.
    pub(super) marked: &'a [RegionId],
    /// What a plan that is open moves and places.
    pub(super) arrows: &'a [Arrow],
}

/// A tab of the panel below the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Tab {
    /// The whole over the years.
    #[default]
    Growth,
    /// Regions by value.
    Ranking,
    /// Generation against consumption.
    Balance,
    /// Laws and bans.
    Timeline,
    /// All figures of the map as a table.
    Table,
    /// Regions against their neighbours.
    Moran,
    /// Detections of one's own, one by one.
    Detections,
}

impl Tab {
    /// All, as they stand.
    pub(super) const ALL: [Self; 7] = [
        Self::Growth,
        Self::Ranking,
        Self::Balance,
        Self::Timeline,
        Self::Table,
        Self::Moran,
        Self::Detections,
    ];

    /// Whether there is something to show in it.
    pub(super) fn has_content(self, session: &Session) -> bool {
        self != Self::Detections || session.detections().is_some()
    }

    /// The message that names it.
    pub(super) const fn message(self) -> &'static str {
        match self {
            Self::Growth => "tab-growth",
            Self::Ranking => "tab-ranking",
            Self::Balance => "tab-balance",
            Self::Timeline => "tab-timeline",
            Self::Table => "tab-table",
            Self::Moran => "tab-moran",
            Self::Detections => "tab-detections",
        }
    }
}

/// Something asked for by a panel, a key or the palette.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Action {
    /// Change what is shown.
    Do(Command),
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// The pointer is over this region.
    Hover(RegionId),
    /// Mark these regions and no others.
    Mark(Vec<RegionId>),
    /// Mark this region as well, or no longer.
    ToggleMarked(RegionId),
    /// Fit the map to what is looked at.
    FitMap,
    /// Zoom by a factor.
    ZoomMap(f64),
    /// Show this place (longitude, latitude) close.
    ShowPlace([f64; 2]),
    /// Show this detection so near that it stands alone.
    ShowDetection(u32),
    /// Look at the detection so many places further in the file.
    StepDetection(i32),
    /// Show or hide the evidence of the detection looked at.
    ToggleEvidence,
    /// Show the evidence of the detection looked at.
    ShowEvidence,
    /// Show or hide the window of plans.
    TogglePlan,
    /// Say what the detection looked at is.
    Review(Verdict),
    /// Take back what was said last.
    UndoReview,
    /// Save what is open and looked at as a project.
    SaveProject,
    /// Pick regions to compare.
    PickCompared,
    /// Open a tab below the map.
    ShowTab(Tab),
    /// Play the years, or stop.
    PlayYears,
    /// Put a text on the clipboard.
    CopyText(String),
    /// Put a picture on the clipboard.
    CopyPicture(FigureKind),
    /// Ask for a file and export a picture.
    ExportPicture(FigureKind),
    /// Ask for a file and export the table.
    ExportTable,
    /// Open the dialog for opening files.
    AskForFile,
    /// Open a file or folder.
    OpenFile(std::path::PathBuf),
    /// Show what the columns of a table are read as.
    ShowColumns(TablePreview),
    /// Show how a table of figures would be read, by what was said of it.
    ShowFigures(FiguresPreview, SaidFigures),
    /// Find farms in readings.
    FindFarms(Box<FindOrder>),
    /// Open a table of detections whose columns hold what was said.
    ReadColumns(std::path::PathBuf, SaidColumns),
    /// Open a table of figures whose columns hold what was said.
    ReadFigures(std::path::PathBuf, SaidFigures),
    /// Close files of one's own and go back to the embedded atlas.
    OpenEmbedded,
    /// Light or dark.
    ToggleTheme,
    /// Show or hide the panel on the left.
    ToggleShowPanel,
    /// Show or hide the inspector.
    ToggleInspector,
    /// Show or hide the panel below.
    ToggleBottom,
    /// Open search, with what is typed so far.
    OpenSearch,
    /// Say which keys do what.
    ShowKeys,
    /// Show the source with this id.
    ShowSource(String),
    /// Ask about, or end, the use of tiles from the network.
    ToggleTiles,
    /// The user allowed tiles from the network.
    AllowTiles,
    /// Write a figure or a table.
    Save(Order),
    /// List what was wrong in the files that are open.
    ShowProblems,
    /// List where sources contradict each other.
    ShowContradictions,
    /// Ask what to watch.
    AskToWatch,
    /// Watch readings as they arrive.
    Watch(Box<WatchOrder>),
    /// Watch a simulated grid.
    Demonstrate,
    /// Show the alarms of what is watched.
    ShowWatched,
    /// Watch no more.
    StopWatching,
    /// Close the program.
    Quit,
}

impl Action {
    /// Whether it opens a field that is typed into.
    pub(super) const fn opens_field(&self) -> bool {
        matches!(
            self,
            Self::OpenSearch
                | Self::AskForFile
                | Self::PickCompared
                | Self::ExportPicture(_)
                | Self::ExportTable
        )
    }
}
