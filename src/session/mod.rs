//! Owns the application without a face: what is open, what is shown, commands and undo, and
//! what there is to draw. Window and command line stand on it. Does not know egui or arguments.
//!
//! Main type: [`Session`].

mod aggregate;
mod captions;
mod card;
mod cells;
mod certainty;
mod charts;
mod clock;
mod comparison;
mod consistency;
mod contradictions;
mod described;
mod details;
mod detections;
mod document;
mod dossier;
mod estimate_card;
mod estimates;
mod expression;
mod faults;
mod figures;
mod finding;
mod following;
mod map;
mod messages;
mod opened;
mod own_figures;
mod planning;
mod points;
mod printed;
mod problems_told;
mod project;
#[cfg(feature = "query")]
mod query;
mod registers;
mod report;
mod report_data;
mod report_tables;
mod reviewed;
mod reviewing;
mod row_text;
mod rows;
mod search;
mod shown;
mod source_card;
mod sources;
mod spatial;
mod table;
mod table_view;
mod wide;

pub use aggregate::{AggregateInputs, Aggregated};
pub use captions::CellText;
pub use card::{Act, Contradiction, FigureGroup, Headline, Part, RegionCard, Said};
pub use cells::{Cell, Rank};
pub use certainty::{Certainty, carried_text};
pub use charts::{ChartError, ChartKind};
pub use clock::minute_told;
pub use comparison::{ComparedRow, Comparison};
pub use consistency::{ConsistencyError, Contradicting, contradictions};
pub use contradictions::{Contradicted, ContradictedFigure};
pub use described::{Described, by_description};
pub use details::DetectionDetails;
pub use document::{Command, CommandError, Document, MOST_COMPARED, PointFocus};
pub use dossier::{Beside, DossierInputs, EvidenceFiles};
pub use estimate_card::EstimateCard;
pub use expression::ExpressionError;
pub use faults::{contradiction_told, error_told, fault_told};
pub use figures::{Citation, Figure, FigureRow, YearValue};
pub use finding::{FindError, FindOrder, FoundFarms, nearest_told};
pub use map::{MapError, MapView};
pub use planning::{
    BaseValue, DeviceCheck, GrowthCheck, LimitResult, Money, PlanFault, PlanPicture, PlanResult,
    PlannedRegion, Swing, scenario_told,
};
pub use points::{DEFAULT_SEED, PointLayer, SimulationError};
pub use printed::{FigureError, FigureFile};
pub use problems_told::tell_problems;
pub use project::{
    InputStanding, OpenedProject, PROJECT_FILE, ProjectInput, is_project, project_of, project_view,
};
#[cfg(feature = "query")]
pub use query::{kind_word, named_file, query_told};
pub use registers::read_register;
pub use report::REPORT_FILE;
pub use reviewed::{Listed, Which};
pub use reviewing::{REVIEWS_FILE, ReviewError};
pub use rows::{BalanceRow, GrowthRow, Ranking, RankingPlace, TimelineRow};
pub use search::{Hit, HitKind, NamedCommand, SearchIndex, Target, has_words, matches_name};
pub use shown::{ClusterCard, DetectionOrder, KINDS, PointsFilter, PointsKey, PointsShown};
pub use source_card::SourceCard;
pub use sources::Sources;
pub use spatial::{GlobalResult, Neighbours, RegionResult, SpatialFault, SpatialOptions, SpatialResult};
pub use table::TableFormat;
pub use table_view::{Sort, TableColumn, TableView, ViewRow};
pub use wide::{Filtered, SheetForm, WideCell, WideRow, WideSort, WideTable, is_expression};

use self::{
    opened::{Municipal, credit_own},
    own_figures::add_columns,
};
use crate::{
    atlas::{Atlas, Detections, Geography, Metric, MetricId, Place, RegionId},
    io::{self, AtlasFolder, IoError, Problems, SaidFigures},
    lang::Words,
};
use review::Store;
use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

/// An open atlas with what is shown of it.
#[derive(Debug)]
pub struct Session {
    folder: AtlasFolder,
    /// Shared with copies at work in the background.
    atlas: Arc<Atlas>,
    /// The same with the points of estimates, made when first asked for.
    with_points: OnceLock<Arc<Atlas>>,
    /// Shapes take longer to read than all the rest, and charts and tables do without.
    geography: OnceLock<Arc<(Geography, Problems)>>,
    /// Hash of the data, computed when first asked for.
    data_hash: Arc<OnceLock<String>>,
    places: OnceLock<Arc<(Vec<Place>, Problems)>>,
    /// Municipalities, where boundaries of them are open.
    municipal: Option<Arc<Municipal>>,
    detections: Option<Arc<Detections>>,
    /// Where they are, to read again what is not kept of them.
    detections_path: Option<PathBuf>,
    /// What clocks there are ahead of UTC, in place of those of their regions.
    utc_offset_s: Option<i32>,
    /// Their readings; read when evidence is looked at.
    evidence: Option<Arc<EvidenceFiles>>,
    /// What people say of them.
    reviews: Option<Store>,
    /// What else is told with their evidence.
    beside: Beside,
    problems: Problems,
    document: Document,
    undone: Vec<Document>,
    done: Vec<Document>,
    /// How many publishers a source line names; the rest is counted.
    sources_named: usize,
    /// Regions to be compared that the page of a figure has no room for.
    not_compared: usize,
    /// Counts changes, so that what was derived from the document is known to be old.
    revision: u64,
}

impl Session {
    /// Opens an atlas, with boundaries and detections of the user's own if given. Bad rows are
    /// left out and counted in [`Self::problems`].
    ///
    /// # Errors
    /// One of the files cannot be used as a whole.
    pub fn open(sources: &Sources) -> Result<Self, IoError> {
        let folder = sources.atlas.clone().map_or(AtlasFolder::Embedded, AtlasFolder::Directory);
        let geography = OnceLock::new();
        let wants_shapes = sources.wants_shapes && sources.boundaries.is_none();
        let data_hash = OnceLock::new();
        let beside = || -> Result<_, IoError> {
            // What fails is told when the hash is asked for.
            if let Some(hash) = sources.wants_hash.then(|| io::data_hash(&folder)).and_then(Result::ok) {
                data_hash.get_or_init(|| hash);
            }
            wants_shapes.then(|| io::read_shapes(&folder)).transpose()
        };
        // A pool of threads takes longer to start than the tables to read.
        let mut shapes = Ok(None);
        let tables = if wants_shapes || sources.wants_hash {
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| shapes = beside());
                // Here, as memory of this thread grows in larger steps than that of one of the pool.
                io::read_atlas(&folder)
            })
        } else {
            io::read_atlas(&folder)
        };
        let (mut atlas, problems) = tables?;
        if let Some(shapes) = shapes? {
            let joined = io::join_shapes(shapes, &atlas)?;
            geography.get_or_init(|| Arc::new(joined));
        }
        if let Some(path) = &sources.boundaries {
            let own = io::read_boundaries(path, sources.layer.as_deref(), &atlas)?;
            match own.own_atlas {
                Some(own_atlas) => atlas = own_atlas,
                // What the atlas says of its own boundaries is not true of these.
                None => credit_own(&mut atlas, path),
            }
            add_columns(&mut atlas, path, own.figures);
            // The cell is new, so this sets it.
            geography.get_or_init(|| Arc::new((own.geography, own.problems)));
        }
        let document = Document::of(&atlas);
        let mut session = Self {
            folder,
            atlas: Arc::new(atlas),
            with_points: OnceLock::new(),
            geography,
            data_hash: Arc::new(data_hash),
            places: OnceLock::new(),
            municipal: None,
            detections: None,
            detections_path: None,
            utc_offset_s: sources.utc_offset_s,
            evidence: sources.readings.as_deref().map(|path| Arc::new(EvidenceFiles::new(path))),
            reviews: sources.reviews.as_deref().map(Store::new),
            beside: Beside { register: sources.register.clone(), traffic: sources.traffic.clone() },
            problems,
            document,
            undone: Vec::new(),
            done: Vec::new(),
            sources_named: captions::SOURCES_NAMED,
            not_compared: 0,
            revision: 0,
        };
        if !sources.municipalities.is_empty() {
            session.add_municipalities(&sources.municipalities)?;
        }
        for path in &sources.figures {
            session
                .add_figures(path, sources.figures_columns.get(path).unwrap_or(&SaidFigures::default()))?;
        }
        if let Some(path) = &sources.detections {
            session.add_detections(path, &sources.columns, sources.detections_name.as_deref())?;
        }
        Ok(session)
    }

    /// A copy to work from in the background while this one goes on: what is shown and all figures,
    /// without undo and problems. Cheap: what is large is shared.
    #[must_use]
    pub fn for_background(&self) -> Self {
        Self {
            folder: self.folder.clone(),
            atlas: Arc::clone(&self.atlas),
            with_points: self.with_points.clone(),
            geography: self.geography.clone(),
            data_hash: Arc::clone(&self.data_hash),
            places: self.places.clone(),
            municipal: self.municipal.clone(),
            detections: self.detections.clone(),
            detections_path: self.detections_path.clone(),
            utc_offset_s: self.utc_offset_s,
            evidence: self.evidence.clone(),
            reviews: self.reviews.clone(),
            beside: self.beside.clone(),
            problems: Problems::default(),
            document: self.document.clone(),
            undone: Vec::new(),
            done: Vec::new(),
            sources_named: self.sources_named,
            not_compared: self.not_compared,
            revision: self.revision,
        }
    }

    /// The atlas, with the points of its estimates where the document shows them.
    #[must_use]
    pub fn atlas(&self) -> &Atlas {
        if !self.document.shows_estimates {
            return &self.atlas;
        }
        self.with_points.get_or_init(|| {
            let mut atlas = Atlas::clone(&self.atlas);
            atlas.estimation.shows_points = true;
            Arc::new(atlas)
        })
    }

    /// The atlas, to be changed.
    fn atlas_mut(&mut self) -> &mut Atlas {
        self.with_points = OnceLock::new();
        Arc::make_mut(&mut self.atlas)
    }

    /// The shapes of the regions, read when first asked for.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn geography(&self) -> Result<&Geography, IoError> {
        if let Some(known) = self.geography.get() {
            return Ok(&known.0);
        }
        let read = io::join_shapes(io::read_shapes(&self.folder)?, &self.atlas)?;
        Ok(&self.geography.get_or_init(|| Arc::new(read)).0)
    }

    /// The places, read when first asked for; none for boundaries of elsewhere.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn places(&self) -> Result<&[Place], IoError> {
        if let Some(known) = self.places.get() {
            return Ok(&known.0);
        }
        let read = io::read_places(&self.folder, &self.atlas)?;
        Ok(&self.places.get_or_init(|| Arc::new(read)).0)
    }

    /// Detections of the user's own, if any are open.
    #[must_use]
    pub fn detections(&self) -> Option<&Detections> {
        self.detections.as_deref()
    }

    /// What was wrong in the files read so far.
    #[must_use]
    pub fn problems(&self) -> Problems {
        let mut all = self.problems.clone();
        all.extend(self.geography.get().map(|known| known.1.clone()).unwrap_or_default());
        all.extend(self.places.get().map(|known| known.1.clone()).unwrap_or_default());
        all
    }

    /// How many rows or values were left out, and how many were taken with a remark.
    #[must_use]
    pub fn problem_counts(&self) -> (u64, u64) {
        let others = [self.geography.get().map(|known| &known.1), self.places.get().map(|known| &known.1)];
        let all = std::iter::once(&self.problems).chain(others.into_iter().flatten());
        all.fold((0, 0), |(errors, warnings), of| (errors + of.errors, warnings + of.warnings))
    }

    /// What is shown.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// Carries out a command.
    ///
    /// # Errors
    /// It names what the atlas does not have; nothing changes then.
    pub fn apply(&mut self, command: Command) -> Result<(), CommandError> {
        let is_passing = command.is_passing();
        let next = self.document.after(command, &self.atlas)?;
        if next != self.document {
            let before = std::mem::replace(&mut self.document, next);
            if !is_passing {
                self.done.push(before);
                self.undone.clear();
            }
            self.revision += 1;
        }
        Ok(())
    }

    /// Forgets what could be taken back: what is shown now is the beginning.
    pub fn forget_changes(&mut self) {
        self.done.clear();
        self.undone.clear();
    }

    /// Takes the last change back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(before) = self.done.pop() else { return false };
        self.undone.push(std::mem::replace(&mut self.document, before));
        self.revision += 1;
        true
    }

    /// Makes the last change taken back again; says whether there was one.
    pub fn redo(&mut self) -> bool {
        let Some(after) = self.undone.pop() else { return false };
        self.done.push(std::mem::replace(&mut self.document, after));
        self.revision += 1;
        true
    }

    /// Shows again what was shown before, perhaps of another version of the atlas: whatever this
    /// one does not have is left as it is.
    pub fn restore(&mut self, document: Document) {
        let Document {
            metric,
            year,
            focus,
            chosen,
            point: _,
            method,
            class_count,
            palette,
            with_disputed,
            shows_points,
            shows_estimates,
            // Whoever opens the program anew has not asked for them yet.
            shows_simulated: _,
            lang,
        } = document;
        let first = [
            Command::Speak(lang),
            Command::ShowMetric(metric),
            Command::ShowYear(year),
            Command::Focus(focus),
            Command::Classify(method),
            Command::CountClasses(class_count),
            Command::Colour(palette),
            Command::CountDisputed(with_disputed),
            Command::ShowPoints(shows_points),
            Command::ShowEstimates(shows_estimates),
            Command::Choose(None),
        ];
        for command in first.into_iter().chain(chosen.into_iter().map(Command::Compare)) {
            // What is not there any more stays as the atlas shows it first.
            if let Ok(next) = self.document.after(command, &self.atlas) {
                self.document = next;
            }
        }
        self.revision += 1;
    }

    /// Years with figures of the metric shown.
    #[must_use]
    pub fn years(&self) -> Vec<i32> {
        self.metric().map(|metric| self.atlas.years(metric)).unwrap_or_default()
    }

    /// The metric shown.
    #[must_use]
    pub fn metric_shown(&self) -> Option<&Metric> {
        self.metric().map(|metric| self.atlas.metric(metric))
    }

    /// Whether there is something to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether something taken back can be made again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Grows with every change of what is shown.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The words of the chosen language.
    #[must_use]
    pub fn words(&self) -> Words {
        Words::new(self.document.lang)
    }

    /// The number of the metric shown.
    #[must_use]
    pub fn metric_id(&self) -> Option<MetricId> {
        self.metric()
    }

    fn metric(&self) -> Option<MetricId> {
        self.atlas.metric_id(&self.document.metric)
    }

    fn focus(&self) -> Option<RegionId> {
        self.atlas.region_id(self.document.focus.as_deref()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session::open(&Sources::default()).expect("the embedded atlas opens")
    }

    #[test]
    fn the_embedded_atlas_is_clean() {
        let session = session();
        session.geography().expect("shapes");
        assert_eq!(session.problems(), Problems::default());
        assert_eq!((session.document().metric.as_str(), session.document().year), ("farms", 2025));
        assert_eq!(session.atlas().map_regions(false).count(), 83);
    }

    #[test]
    fn changes_can_be_taken_back_and_made_again() {
        let mut session = session();
        let first = session.document().clone();
        session.apply(Command::ShowMetric("energy_balance".into())).expect("known");
        session.apply(Command::ShowYear(2024)).expect("any year");
        session.apply(Command::ShowYear(2024)).expect("no change");
        let last = session.document().clone();
        assert!(session.undo() && session.undo());
        assert_eq!(session.document(), &first);
        assert!(!session.undo());
        assert!(session.redo() && session.redo() && !session.redo());
        assert_eq!(session.document(), &last);
    }

    #[test]
    fn a_command_that_cannot_be_changes_nothing() {
        let mut session = session();
        let before = session.document().clone();
        for command in [
            Command::ShowMetric("farmz".into()),
            Command::Focus(Some("RU-XXX".into())),
            Command::CountClasses(12),
            Command::Colour(Some("rainbow".into())),
        ] {
            assert!(session.apply(command).is_err());
        }
        assert_eq!(session.document(), &before);
        session.apply(Command::Focus(Some("ru-irk".into()))).expect("any case");
        assert_eq!(session.document().focus.as_deref(), Some("RU-IRK"));
    }
}
