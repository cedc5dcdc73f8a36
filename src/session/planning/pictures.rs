//! Owns the pictures of a plan: free power before and after, who takes whose power, the balance step by
//! step, what the profit depends on, and a brief of one page with all of it. Does not lay out or draw.

use super::{
    Bound, Money, PlanResult, PlannedRegion,
    bases::parameter_text,
    told::{
        assumed_line, day_told, grows_line, heading, leaving, loss_id, profit_line, range_text, ranged,
        sure_line,
    },
};
use crate::{
    atlas::{Period, RegionId},
    figure::{
        Brief, BriefPicture, Fill, FrameText, MapFigure, MapFlow, MapInsets, MapKey, MapLabel, MapLegend,
        MapPanel, MapSymbol, Page, PageSize, Paper, Preset, StatusMark, SymbolLegend, TornadoRow,
        WaterfallStep, brief_page, map_page, multiples_page, tornado_page, waterfall_page,
    },
    io::IoError,
    lang::{Localized, Words},
    provenance::{Interval, Observation, Status},
    session::{Command, FigureError, MapError, Session, captions::SOURCES_PRINTED, printed::round_steps},
    stats::Method,
    units::{self, number},
};
use plan::{Flow, Range, flows};
use std::sync::Arc;

/// A picture of a plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PlanPicture {
    /// Who takes whose power, and how much is placed where.
    #[default]
    Flows,
    /// Free power before and after, side by side.
    Maps,
    /// From capacity to what is left, step by step.
    Waterfall,
    /// What the profit depends on.
    Tornado,
    /// All of it on a sheet of A4.
    Brief,
}

impl PlanPicture {
    /// All, as they are offered.
    pub const ALL: [Self; 5] = [Self::Flows, Self::Maps, Self::Waterfall, Self::Tornado, Self::Brief];

    /// Free power, MW, at which maps change their colour: nothing, a large farm, a power plant.
    pub const FREE_MW: [f64; 6] = [-2000.0, -500.0, 0.0, 100.0, 500.0, 2000.0];

    /// The page that it is drawn on, unless another is asked for.
    #[must_use]
    pub fn page(self) -> PageSize {
        if self == Self::Brief { PageSize::Preset(Preset::A4) } else { PageSize::default() }
    }

    /// Its name in message ids and files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Flows => "flows",
            Self::Maps => "maps",
            Self::Waterfall => "waterfall",
            Self::Tornado => "tornado",
            Self::Brief => "brief",
        }
    }
}

/// A circle so many times the largest of the legend gets one of its own there.
const FAR_ABOVE: f64 = 1.5;

/// How often a map is laid out anew for the names that found no room on it.
const LAYOUTS: usize = 4;

impl Session {
    /// A picture of a plan. A brief has a size of its own.
    ///
    /// # Errors
    /// The shapes cannot be read.
    pub fn plan_picture(
        &self,
        result: &PlanResult,
        picture: PlanPicture,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let mut session = self.for_background();
        session.sources_named = SOURCES_PRINTED;
        session.apply(Command::Speak(words.lang()))?;
        session.apply(Command::ShowEstimates(true))?;
        session.apply(Command::Focus(None))?;
        // Bans are those of the day of the plan.
        if let Some(day) = Period::parse(&result.scenario.date) {
            session.apply(Command::ShowYear(day.first.year))?;
        }
        let text = session.picture_text(result, picture, words);
        let mut page = match picture {
            PlanPicture::Flows => session.flow_page(result, text, paper, words)?,
            PlanPicture::Maps => session.before_after_page(result, text, paper, words)?,
            PlanPicture::Waterfall => waterfall_page(&balance_steps(result, words), &text, paper, words),
            PlanPicture::Tornado => {
                let centre = result.money.revenue_bn_rub.value - result.money.electricity_bn_rub.value;
                tornado_page(&tornado_rows(result, words), centre, &text, paper, words)
            }
            PlanPicture::Brief => session.brief(result, text, words),
        };
        if picture.page().is_for_print() {
            page.size = picture.page().exact();
        }
        page.facts = vec![
            ("atlas", self.atlas().name.en.clone()),
            ("data-sha256", self.data_hash()?),
            ("kind", format!("plan-{}", picture.id())),
            ("program", concat!("hashatlas ", env!("CARGO_PKG_VERSION")).to_owned()),
            ("scenario-sha256", result.scenario_sha256.clone()),
        ];
        Ok(page)
    }

    /// Middles of the regions of a plan, longitude and latitude in degrees.
    ///
    /// # Errors
    /// The shapes cannot be read.
    pub fn plan_middles(&self) -> Result<Vec<(f64, f64)>, IoError> {
        self.middles(&self.plan_regions())
    }

    /// Who takes whose power: of all ways to join what is removed to what is placed that of the fewest
    /// MW·km between the middles of regions. Numbers are those of the regions of the result.
    #[must_use]
    pub fn plan_flows(&self, result: &PlanResult, middles: &[(f64, f64)]) -> Vec<Flow> {
        if middles.len() != result.regions.len() || result.removed_mw.value <= 0.0 {
            return Vec::new();
        }
        let given: Vec<f64> = result.regions.iter().map(|region| region.removed_mw.value).collect();
        let taken: Vec<f64> = result.regions.iter().map(|region| region.placed_mw.value).collect();
        let km = |a: usize, b: usize| {
            let km = spatial::distance_km(middles[a], middles[b]);
            if km.is_finite() { km } else { spatial::EARTH_RADIUS_KM }
        };
        // Where the solver gives up nothing is joined, and nothing is claimed.
        flows(&given, &taken, km).unwrap_or_default()
    }

    fn picture_text(&self, result: &PlanResult, picture: PlanPicture, words: &Words) -> FrameText {
        let plan = heading(result, words);
        let name = words.get(&format!("plan-picture-{}", picture.id()));
        let (title, mut subtitle) = match picture {
            PlanPicture::Flows | PlanPicture::Brief => (plan, String::new()),
            _ => (name, plan),
        };
        if let Some(what) = words.find(&format!("plan-picture-{}-what", picture.id())) {
            subtitle = if subtitle.is_empty() { what } else { format!("{subtitle} · {what}") };
        }
        let sure =
            if result.is_possible { sure_line(result, words) } else { words.get("plan-picture-impossible") };
        let mut notes = vec![sure];
        if picture == PlanPicture::Tornado {
            notes.push(profit_line(result, words));
        }
        if matches!(picture, PlanPicture::Flows | PlanPicture::Maps | PlanPicture::Waterfall) {
            notes.extend(assumed_line(result, words));
        }
        if matches!(picture, PlanPicture::Maps | PlanPicture::Waterfall) {
            notes.extend(grows_line(result, words));
        }
        if picture == PlanPicture::Flows && result.removed_mw.value > 0.0 {
            notes.push(words.get("plan-picture-flows-note"));
        }
        // Flows name regions below their map, which leaves no room for how free power comes about.
        let mut making = Vec::new();
        if picture == PlanPicture::Flows { &mut making } else { &mut notes }
            .push(words.get("plan-no-seasons"));
        let status = words.get(&format!("status-{}", result.status));
        let sources: Vec<Arc<str>> = result.sources.iter().map(|id| Arc::from(id.as_str())).collect();
        let banned = result.regions.iter().filter(|region| region.ban != "none");
        let banned = banned.filter_map(|region| self.atlas().region_id(&region.region));
        let of_bans = match picture {
            PlanPicture::Waterfall | PlanPicture::Tornado => Vec::new(),
            // The day of the plan is in the year shown.
            _ => self.sources_of_drawn_bans(banned, &[self.document().year]),
        };
        let told = match picture {
            PlanPicture::Waterfall => {
                let told = |step: WaterfallStep| {
                    let value =
                        step.observation.value.map_or_else(String::new, |mw| number(mw, 0, words.lang()));
                    format!("{}: {value}", step.label)
                };
                balance_steps(result, words).into_iter().map(told).collect::<Vec<_>>().join("; ")
            }
            _ => self.plan_text(result).lines().skip(2).take(4).collect::<Vec<_>>().join(" "),
        };
        FrameText {
            alt: format!("{title}. {told}"),
            title,
            subtitle,
            notes,
            source_line: self.source_line(&sources, &of_bans, words),
            status_line: words.with("plan-status", &[("status", &status)]),
            making,
        }
    }

    fn flow_page(
        &self,
        result: &PlanResult,
        text: FrameText,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let geography = self.geography().map_err(MapError::from)?;
        let (atlas, lang) = (self.atlas(), words.lang());
        let planned =
            |id: RegionId| result.regions.iter().find(|region| region.region == atlas.region(id).code);
        let mut features = self.features(geography, |id| {
            let region = planned(id)?;
            let fill = if region.headroom_mw.is_some() { Fill::Class(0) } else { Fill::NoData };
            Some((fill, false, format!("{}. {}", region.region_name, change_of(region, words))))
        })?;
        let feature_of = |region: &PlannedRegion| {
            atlas.region_id(&region.region).and_then(|id| geography.features_of(id).next())
        };
        let mut symbols = Vec::new();
        for region in &result.regions {
            let Some(feature) = feature_of(region) else { continue };
            let moved = region.placed_mw.value.max(region.removed_mw.value);
            if moved > 0.0 {
                let short = atlas.region_id(&region.region).map(|id| atlas.region(id).short.get(lang));
                features[feature].label = Some(MapLabel {
                    name: short.unwrap_or(&region.region).to_owned(),
                    figure: change_of(region, words),
                    // What is placed is named before what leaves.
                    weight: moved + if region.placed_mw.value > 0.0 { 1e6 } else { 0.0 },
                });
            }
            if region.placed_mw.value > 0.0 {
                symbols.push(MapSymbol {
                    feature,
                    value: region.placed_mw.value,
                    most: (region.placed_mw.high > region.placed_mw.value).then_some(region.placed_mw.high),
                    mark: StatusMark::of(Status::from_id(&region.status).unwrap_or(Status::Estimated)),
                });
            }
        }
        let feature = |number: usize| result.regions.get(number).and_then(feature_of);
        let arrow =
            |flow: &Flow| Some(MapFlow { from: feature(flow.from)?, to: feature(flow.to)?, value: flow.mw });
        let arrows = self.plan_flows(result, &self.plan_middles().map_err(MapError::from)?);
        let largest = symbols.iter().map(|symbol| symbol.value).fold(0.0, f64::max);
        let mut steps = if largest > 0.0 { round_steps(largest, 0) } else { Vec::new() };
        // The legend reaches up to what is drawn.
        if steps.first().is_some_and(|step| largest > FAR_ABOVE * step) {
            steps.insert(0, largest);
            steps.pop();
        }
        let names: Vec<(String, String)> = features
            .iter()
            .filter_map(|feature| feature.label.as_ref())
            .map(|label| (label.name.clone(), label.figure.clone()))
            .collect();
        let is_bare = text.title.is_empty();
        let mut figure = MapFigure {
            text,
            paper,
            geography,
            features,
            is_close_up: false,
            has_patterns: false,
            key: MapKey::Symbols(SymbolLegend {
                heading: words.get("plan-placed-heading"),
                largest,
                steps: steps.into_iter().map(|mw| (mw, number(mw, 0, lang))).collect(),
            }),
            symbols,
            are_municipalities: false,
            flows: arrows.iter().filter_map(arrow).collect(),
            places: Vec::new(),
            insets: MapInsets::Off,
            bans_when: day_told(&result.scenario.date, words),
        };
        let mut page = map_page(&figure, words)?;
        // A brief names all of them above the map.
        if is_bare {
            return Ok(page);
        }
        // What has no room on the map is told below it, which may take room from others.
        let notes = figure.text.notes.clone();
        let mut unnamed: Vec<usize> = Vec::new();
        for _ in 0..LAYOUTS {
            let is_named = |name: &String| page.texts().any(|run| run.text == *name);
            let known = unnamed.len();
            unnamed.extend(
                (0..names.len())
                    .filter(|at| !unnamed.contains(at) && !is_named(&names[*at].0))
                    .collect::<Vec<_>>(),
            );
            if unnamed.len() == known {
                break;
            }
            let list: Vec<String> =
                unnamed.iter().map(|at| format!("{} {}", names[*at].0, names[*at].1)).collect();
            figure.text.notes.clone_from(&notes);
            figure.text.notes.insert(0, words.with("plan-picture-unnamed", &[("list", &list.join("; "))]));
            // Where they leave no room for the map, it stands without them.
            let Ok(fuller) = map_page(&figure, words) else { break };
            page = fuller;
        }
        Ok(page)
    }

    fn before_after_page(
        &self,
        result: &PlanResult,
        text: FrameText,
        paper: Paper,
        words: &Words,
    ) -> Result<Page, FigureError> {
        let geography = self.geography().map_err(MapError::from)?;
        let mut session = self.for_background();
        let ids = session.add_plan_metrics(result);
        // Both in the same classes, so that colours compare.
        session.apply(Command::Classify(Method::Manual(PlanPicture::FREE_MW.to_vec())))?;
        let after = result.headroom_after_mw;
        let captions = [
            ("plan-before", ranged(result.headroom_mw, words.lang())),
            ("plan-after", ranged(after, words.lang())),
        ];
        let mut panels = Vec::new();
        let mut key = MapKey::Colours(MapLegend::Bans(Vec::new()));
        for (id, (title, mw)) in ids.into_iter().zip(captions) {
            session.apply(Command::ShowMetric(id))?;
            let mut view = session.map_view(geography, words)?;
            for feature in &mut view.features {
                feature.label = None;
            }
            if let MapLegend::Classes(classes) = &mut view.legend {
                // They would count the regions of one of the maps only.
                classes.counts.clear();
                classes.heading = words.get("plan-free-heading");
            }
            let caption = words.with("plan-free-caption", &[("mw", &mw)]);
            panels.push(MapPanel { title: words.get(title), caption, features: view.features });
            key = MapKey::Colours(view.legend);
        }
        let figure = MapFigure {
            text,
            paper,
            geography,
            features: Vec::new(),
            is_close_up: false,
            are_municipalities: false,
            has_patterns: false,
            key,
            symbols: Vec::new(),
            flows: Vec::new(),
            places: Vec::new(),
            insets: MapInsets::Off,
            bans_when: day_told(&result.scenario.date, words),
        };
        Ok(multiples_page(&figure, &panels, words)?)
    }

    fn brief(&self, result: &PlanResult, text: FrameText, words: &Words) -> Page {
        let lang = words.lang();
        let whole = |mw: f64| number(mw, 0, lang);
        let mw = |text: String| format!("{text}\u{a0}{}", words.get("unit-mw"));
        // What a number is, after its bounds.
        let behind = |range: Range, decimals: usize, id: &str| {
            let text = words.get(id);
            if range.low == range.high {
                return text;
            }
            let bounds = units::interval(Some(range.low), Some(range.high), decimals, lang);
            format!("({bounds}) {text}")
        };
        let mut numbers = vec![(
            mw(whole(result.placed_mw.value)),
            behind(
                result.placed_mw,
                0,
                if result.is_possible { "plan-brief-placed" } else { "plan-brief-most" },
            ),
        )];
        let span = |range: Range| units::interval(Some(range.low), Some(range.high), 0, lang);
        let before = result.headroom_mw;
        numbers.push(if result.is_possible {
            let after = result.headroom_after_mw;
            let told = [("range", &*span(after)), ("before", &*ranged(before, lang))];
            (mw(whole(after.value)), words.with("plan-brief-free-after", &told))
        } else {
            (mw(whole(before.value)), words.with("plan-brief-free", &[("range", &span(before))]))
        });
        let money = &result.money;
        if result.is_possible {
            numbers.extend(money_numbers(money, &behind, words));
        }
        let short = |region: &PlannedRegion| {
            let id = self.atlas().region_id(&region.region);
            id.map_or_else(
                || region.region_name.clone(),
                |id| self.atlas().region(id).short.get(lang).to_owned(),
            )
        };
        let mut paragraphs = Vec::new();
        if result.removed_mw.high > 0.0 {
            let told =
                |region: &PlannedRegion| format!("{} {}", short(region), mw(ranged(region.removed_mw, lang)));
            let list = leaving(result).into_iter().map(told).collect::<Vec<_>>().join("; ");
            let told = words.with("plan-removed", &[("mw", &ranged(result.removed_mw, lang))]);
            paragraphs.push(format!("{told}. {}", words.with("plan-brief-from", &[("list", &list)])));
            paragraphs.extend(assumed_line(result, words));
        }
        let banned: Vec<String> =
            result.regions.iter().filter(|region| region.ban != "none").map(short).collect();
        if !banned.is_empty() {
            let date = day_told(&result.scenario.date, words);
            let texts = [("date", &*date), ("list", &*banned.join(", "))];
            paragraphs.push(words.with("plan-brief-banned", &texts));
        }
        if result.is_possible {
            let mut placed: Vec<&PlannedRegion> =
                result.regions.iter().filter(|region| region.placed_mw.value > 0.0).collect();
            placed.sort_by(|a, b| b.placed_mw.value.total_cmp(&a.placed_mw.value));
            let told =
                |region: &&PlannedRegion| format!("{} {}", short(region), mw(ranged(region.placed_mw, lang)));
            let list = placed.iter().map(told).collect::<Vec<_>>().join("; ");
            paragraphs.push(words.with("plan-brief-where", &[("list", &list)]));
            let (low, high) = money.tax_bn_rub;
            let tax = units::interval(Some(low), Some(high), 1, lang);
            let tax = words.with("plan-brief-tax", &[("tax", &tax)]);
            paragraphs.push(format!("{} {tax}", profit_line(result, words)));
            paragraphs.push(self.bases_line(result, words));
            paragraphs.push(super::told::hash_line(result, words));
            let limits = self.limit_lines(result, words);
            paragraphs.push(limits.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" "));
        } else {
            let wanted = whole(result.wanted_mw.unwrap_or_default());
            let why: Vec<String> = result.limits.iter().map(|limit| self.forbids(limit, words)).collect();
            let told = words
                .with("plan-impossible", &[("wanted", &wanted), ("most", &whole(result.placed_mw.value))]);
            paragraphs.push(format!("{told} {}.", why.join(", ")));
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        let named = |picture: PlanPicture| words.get(&format!("plan-picture-{}", picture.id()));
        let bare = FrameText::default;
        let flows: BriefPicture<'_> =
            Box::new(move |paper| self.flow_page(result, bare(), paper, words).ok());
        let waterfall: BriefPicture<'_> =
            Box::new(move |paper| Some(waterfall_page(&balance_steps(result, words), &bare(), paper, words)));
        let mut pictures =
            vec![(named(PlanPicture::Flows), flows), (named(PlanPicture::Waterfall), waterfall)];
        if result.is_possible {
            let centre = money.revenue_bn_rub.value - money.electricity_bn_rub.value;
            let tornado: BriefPicture<'_> = Box::new(move |paper| {
                Some(tornado_page(&tornado_rows(result, words), centre, &bare(), paper, words))
            });
            pictures.push((named(PlanPicture::Tornado), tornado));
        }
        brief_page(&Brief { text, numbers, paragraphs, pictures }, words)
    }
}

/// Revenue and profit of a brief, each with what it is: `behind` puts bounds before words.
fn money_numbers(
    money: &Money,
    behind: &dyn Fn(Range, usize, &str) -> String,
    words: &Words,
) -> [(String, String); 2] {
    let lang = words.lang();
    let electricity = range_text(money.electricity_bn_rub, 1, lang);
    let electricity = words.with("plan-brief-electricity", &[("range", &electricity)]);
    let revenue = behind(money.revenue_bn_rub, 1, "plan-brief-revenue");
    let profit = behind(money.profit_bn_rub, 1, "plan-brief-profit");
    let loss = words.get(&format!("{}-short", loss_id(money.profit_bn_rub)));
    [
        (number(money.revenue_bn_rub.value, 1, lang), format!("{revenue}; {electricity}")),
        (number(money.profit_bn_rub.value, 1, lang), format!("{profit}: {loss}")),
    ]
}

/// "+500 (0–500) MW", "−320 MW".
fn change_of(region: &PlannedRegion, words: &Words) -> String {
    let (lang, unit) = (words.lang(), words.get("unit-mw"));
    let mut parts = Vec::new();
    if region.removed_mw.high > 0.0 {
        let gone = region.removed_mw;
        let bounds = units::interval(Some(gone.low), Some(gone.high), 0, lang);
        let value = number(-gone.value, 0, lang);
        // The bounds of what leaves read without a sign.
        let told = if gone.high - gone.low < 0.5 { value } else { format!("{value} ({bounds})") };
        parts.push(format!("{told}\u{a0}{unit}"));
    }
    if region.placed_mw.value > 0.0 {
        parts.push(format!("+{}\u{a0}{unit}", ranged(region.placed_mw, lang)));
    }
    parts.join(", ")
}

/// From the capacity of all regions to what is left after the plan; regions without figures are in
/// none of it.
fn balance_steps(result: &PlanResult, words: &Words) -> Vec<WaterfallStep> {
    let status = Status::from_id(&result.status).unwrap_or(Status::Estimated);
    let step = |id: &str, mw: Range, is_sum: bool| WaterfallStep {
        label: words
            .with(id, &[("reserve", &number(result.scenario.reserve_margin * 100.0, 0, words.lang()))]),
        observation: Observation {
            value: Some(mw.value),
            interval: if mw.low < mw.high { Interval::new(Some(mw.low), Some(mw.high)) } else { None },
            status,
            sources: Vec::new(),
            note: Localized::default(),
            conflicts: Vec::new(),
        },
        is_sum,
    };
    let sum = |of: &dyn Fn(&PlannedRegion) -> Option<Range>| {
        result.regions.iter().filter_map(of).fold(Range::exact(0.0), |sum, mw| Range {
            value: sum.value + mw.value,
            low: sum.low + mw.low,
            high: sum.high + mw.high,
        })
    };
    let has_peak = |region: &&PlannedRegion| region.free_at_peak_mw.is_some();
    let at_peak = |of: fn(&PlannedRegion) -> Option<Range>| {
        sum(&|region| if has_peak(&region) { of(region) } else { None })
    };
    let (capacity, load) = (at_peak(|region| region.capacity_mw), at_peak(|region| region.load_mw));
    let reserve = load.map(|mw| -mw * result.scenario.reserve_margin);
    // A region's own part is at its least where its figures are, and the other way round.
    let part = |of: &dyn Fn(&PlannedRegion, Bound, Bound) -> f64| -> Range {
        let sum = |a: Bound, b: Bound| result.regions.iter().map(|region| of(region, a, b)).sum::<f64>();
        let [value, low, high]: [Bound; 3] = [|mw| mw.value, |mw| mw.low, |mw| mw.high];
        Range { value: sum(value, value), low: sum(low, high), high: sum(high, low) }
    };
    let of = |range: Option<Range>, bound: Bound| range.map_or(0.0, bound);
    // Without a peak all of it is what the year leaves.
    let energy = part(&|region, energy, peak| {
        let at_peak = of(region.free_at_peak_mw, peak);
        match region.free_by_energy_mw {
            Some(mw) if region.free_at_peak_mw.is_some() => (energy(mw) - at_peak).min(0.0),
            Some(mw) => energy(mw),
            None => 0.0,
        }
    });
    let short = part(&|region, _, free| (-of(region.headroom_mw, free)).max(0.0));
    let freed = part(&|region, gone, _| {
        let free = of(region.headroom_mw, gone);
        if region.headroom_mw.is_some() {
            (free + gone(region.removed_mw)).max(0.0) - free.max(0.0)
        } else {
            0.0
        }
    });
    let placed = result.placed_mw.map(|mw| if result.is_possible { -mw } else { 0.0 });
    let steps = [
        step("plan-step-capacity", capacity, true),
        step("plan-step-load", load.map(|mw| -mw), false),
        step("plan-step-reserve", reserve, false),
        step("plan-step-energy", energy, false),
        step("plan-step-short", short, false),
        step("plan-step-free", result.headroom_mw, true),
        step("plan-step-freed", freed, false),
        step("plan-step-placed", placed, false),
        step("plan-step-left", result.headroom_after_mw, true),
    ];
    // What does not happen is no step.
    steps.into_iter().filter(|step| step.is_sum || step.observation.value != Some(0.0)).collect()
}

pub(super) fn tornado_rows(result: &PlanResult, words: &Words) -> Vec<TornadoRow> {
    let lang = words.lang();
    let row = |swing: &super::Swing| {
        let told = |value: f64| {
            if swing.parameter == "price_rub_per_kwh" {
                let off = number((value - 1.0) * 100.0, 0, lang);
                let off = if value > 1.0 { format!("+{off}") } else { off };
                units::with_unit(&off, "%", true, lang)
            } else {
                parameter_text(swing.parameter, value, words)
            }
        };
        TornadoRow {
            label: words.get(&format!("plan-parameter-{}", swing.parameter.replace('_', "-"))),
            ends: [
                (told(swing.range.0), swing.profit_bn_rub.0),
                (told(swing.range.1), swing.profit_bn_rub.1),
            ],
        }
    };
    result.tornado.iter().map(row).collect()
}
