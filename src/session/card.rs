//! Owns what is known of one region, in words: all its figures by group and those that are
//! missing, bans, statements, contradictions, notes. Does not draw it.
//!
//! Main type: [`RegionCard`].

use super::{
    Session,
    estimate_card::EstimateCard,
    figures::{Citation, Figure, FigureRow},
};
use crate::{
    atlas::{ActStatus, Ban, Conflict, Derivation, Level, MetricId, Record, RegionId, Standing},
    lang::Words,
    provenance::Status,
    units::DASH,
};
use std::{cmp::Ordering, sync::Arc};

/// Everything known of a region, a district, a group or the country.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionCard {
    /// Its code.
    pub code: String,
    /// Its full name.
    pub name: String,
    /// Whether it is the country as a whole.
    pub is_whole: bool,
    /// What it is and what it is part of.
    pub place: String,
    /// The metric shown on the map.
    pub headline: Headline,
    /// What a reader must not mistake; empty where no detections are shown.
    pub caution: String,
    /// Why an estimate is what it is, where one is shown.
    pub estimate: Option<EstimateCard>,
    /// What it consists of, with the metric shown, the largest first and those without data last.
    pub parts: Vec<Part>,
    /// All figures by what they are about.
    pub groups: Vec<FigureGroup>,
    /// Bans on mining, those in force first.
    pub bans: Vec<Act>,
    /// Two sources that contradict each other, as far as figures of this region are concerned.
    pub conflicts: Vec<Contradiction>,
    /// What was published about it in words.
    pub statements: Vec<Said>,
    /// What a reader should know.
    pub notes: Vec<String>,
}

/// The figure of the metric shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Headline {
    /// There is no metric.
    None,
    /// A number, or none known.
    Figure {
        /// Name of the metric and the year looked at.
        title: String,
        /// Its figures; `None` where the region has none in any period.
        row: Option<Box<FigureRow>>,
    },
    /// The category of the strictest ban.
    Ban {
        /// Name of the metric and the year looked at.
        title: String,
        /// The category in words.
        category: String,
        /// What it rests on.
        sources: Vec<Citation>,
    },
}

/// Figures that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureGroup {
    /// What they are about.
    pub name: String,
    /// Those that there are.
    pub rows: Vec<FigureRow>,
    /// Names of metrics that other regions of the kind have figures of, and this one has not.
    pub missing: Vec<String>,
}

/// A region of a district or group.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its code.
    pub code: String,
    /// Its short name.
    pub name: String,
    /// Its figure of the metric shown; `None` is no data.
    pub figure: Option<Figure>,
}

/// A ban.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The region, where that is not the one of the card.
    pub region: String,
    /// How much it forbids.
    pub category: String,
    /// How far it has come.
    pub status: ActStatus,
    /// The word for it.
    pub status_word: String,
    /// Labels and texts: where, season, dates, act, note; none of them empty.
    pub details: Vec<(String, String)>,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// All of it in one sentence, to be copied.
    pub sentence: String,
}

/// Two claims that cannot both hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// What about.
    pub topic: String,
    /// Both sides, with their sources.
    pub claims: [(String, Vec<Citation>); 2],
    /// What the atlas shows, and why.
    pub how_shown: String,
}

/// Something published in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// What about.
    pub topic: String,
    /// In words.
    pub text: String,
    /// When; maybe empty.
    pub period: String,
    /// How it came to be.
    pub status: Status,
    /// The word for it.
    pub status_word: String,
    /// What it rests on.
    pub sources: Vec<Citation>,
}

impl Session {
    /// The region that a fact sheet is about: the one chosen last, else the one looked at, else
    /// the country.
    #[must_use]
    pub fn subject(&self) -> Option<RegionId> {
        let chosen = self.document().chosen.last().and_then(|code| self.atlas().region_id(code));
        chosen.or_else(|| self.whole())
    }

    /// Everything known of a region, for the year looked at.
    #[must_use]
    pub fn region_card(&self, id: RegionId, words: &Words) -> RegionCard {
        let (atlas, lang) = (self.atlas(), words.lang());
        let region = atlas.region(id);
        let level = words.get(match region.level {
            Level::Country => "card-country",
            Level::District => "card-district",
            Level::Region => "card-region",
            Level::Group => "card-group",
            Level::Municipality => "card-municipality",
        });
        let parent = region.parent.map(|parent| atlas.region(parent)).filter(|p| p.level != Level::Country);
        let place = parent.map_or(level.clone(), |parent| format!("{level} · {}", parent.short.get(lang)));
        let mut notes = vec![region.note.get(lang).to_owned()];
        if region.standing == Standing::Disputed {
            notes.push(atlas.map.disputed_note.get(lang).to_owned());
        }
        notes.retain(|note| !note.is_empty());
        RegionCard {
            code: region.code.clone(),
            name: region.name.get(lang).to_owned(),
            is_whole: region.level == Level::Country,
            place,
            headline: self.headline(id, words),
            caution: self.caution_of(id, words),
            estimate: self.estimate_card(id, words),
            parts: self.parts(id, words),
            groups: self.figure_groups(id, words),
            bans: self.acts(id, words),
            conflicts: self.contradictions(id, words),
            statements: self.said(id, words),
            notes,
        }
    }

    fn headline(&self, region: RegionId, words: &Words) -> Headline {
        let Some(id) = self.metric() else { return Headline::None };
        let (atlas, year) = (self.atlas(), self.document().year);
        // What holds in a region may or may not hold in a part of it.
        let is_part = atlas.region(region).level == Level::Municipality;
        if is_part && atlas.records(region, id).is_empty() {
            return Headline::None;
        }
        let metric = atlas.metric(id);
        let title = metric.name.get(words.lang()).to_owned();
        if metric.derivation != Derivation::Ban {
            return Headline::Figure { title, row: self.fact_row(region, id, words).map(Box::new) };
        }
        let bans = atlas.bans_of(region, year);
        let sources = bans.first().map_or_else(|| self.sources_of_bans(), |ban| ban.sources.clone());
        Headline::Ban {
            title: format!("{title}, {year}"),
            category: self.strictest_ban(region, words),
            sources: self.citations(&sources, words.lang()),
        }
    }

    /// The strictest ban of a region; of an area in how many of its regions one holds.
    fn strictest_ban(&self, region: RegionId, words: &Words) -> String {
        let (atlas, year) = (self.atlas(), self.document().year);
        if matches!(atlas.region(region).level, Level::Region | Level::Municipality) {
            return words.get(&format!("ban-{}", atlas.ban_class(region, year).id()));
        }
        let parts = atlas.map_regions(true).filter(|&id| self.counts(id) && atlas.is_within(id, region));
        let holds: Vec<bool> = parts.map(|id| atlas.ban_class(id, year).holds()).collect();
        let banned = holds.iter().filter(|holds| **holds).count();
        words.with("bans-in-parts", &[("count", &banned.to_string()), ("all", &holds.len().to_string())])
    }

    /// The atlas's caution, where something counted by detections is shown; none under figures of the
    /// user's own, which the atlas cannot judge.
    fn caution_of(&self, region: RegionId, words: &Words) -> String {
        let atlas = self.atlas();
        let counts_detections =
            |id: &MetricId| self.needs_caution(*id) && !atlas.records(region, *id).is_empty();
        let is_needed = match self.metric() {
            Some(metric) if self.needs_caution(metric) => true,
            Some(metric) if self.is_own(metric) => false,
            _ => self.detections().is_some() || self.metric_ids().any(|id| counts_detections(&id)),
        };
        if is_needed { atlas.caution.get(words.lang()).to_owned() } else { String::new() }
    }

    pub(super) fn metric_ids(&self) -> impl Iterator<Item = MetricId> + use<> {
        (0..self.atlas().metrics.len() as u32).map(MetricId)
    }

    /// The metrics to begin with: those of the user's own, then those that the atlas leads with, else
    /// its first.
    #[must_use]
    pub fn leading_metrics(&self) -> Vec<MetricId> {
        /// As many as are read at a glance.
        const MOST: usize = 8;
        let atlas = self.atlas();
        let grouped = |id: &MetricId| atlas.groups.iter().any(|group| group.metrics.contains(id));
        let mut leading: Vec<MetricId> = if atlas.groups.is_empty() {
            Vec::new()
        } else {
            self.metric_ids().filter(|id| !grouped(id)).collect()
        };
        let named =
            if atlas.leading.is_empty() { self.metric_ids().collect() } else { atlas.leading.clone() };
        let more: Vec<MetricId> = named.into_iter().filter(|id| !leading.contains(id)).collect();
        leading.extend(more);
        leading.truncate(MOST);
        leading
    }

    /// Metrics by group; those of none, such as counts of the user's own, come first.
    #[must_use]
    pub fn metric_groups(&self, words: &Words) -> Vec<(String, Vec<MetricId>)> {
        let groups = &self.atlas().groups;
        let is_single = |id: &MetricId| !groups.iter().any(|group| group.metrics.contains(id));
        let single = (words.get("card-figures"), self.metric_ids().filter(is_single).collect());
        let named =
            groups.iter().map(|group| (group.name.get(words.lang()).to_owned(), group.metrics.clone()));
        std::iter::once(single)
            .chain(named)
            .filter(|(_, metrics): &(_, Vec<_>)| !metrics.is_empty())
            .collect()
    }

    /// Regions of a district or group, municipalities of a region as far as something is known of
    /// them. The country has none here: its are in the ranking.
    fn parts(&self, whole: RegionId, words: &Words) -> Vec<Part> {
        let (atlas, year) = (self.atlas(), self.document().year);
        let is_part = |id: &RegionId| match atlas.region(whole).level {
            Level::District => {
                atlas.region(*id).parent == Some(whole) && atlas.region(*id).level == Level::Region
            }
            Level::Group => atlas.region(whole).members.contains(id),
            Level::Region => {
                atlas.region(*id).parent == Some(whole) && atlas.region(*id).level == Level::Municipality
            }
            Level::Country | Level::Municipality => false,
        };
        // Of a municipality the metric shown is seldom known, or only within wide bounds: then the first
        // that has a value, or is known at all.
        let metric_of = |id: RegionId| {
            let is_municipality = atlas.region(id).level == Level::Municipality;
            let others = self.metric_ids().filter(move |_| is_municipality);
            let mut known = self.metric().into_iter().chain(others).filter_map(|metric| {
                let record = atlas.record(id, metric, year)?;
                Some((metric, record.observation.value.is_some() || !is_municipality))
            });
            let first = known.next()?;
            let valued = std::iter::once(first).chain(known).find(|(_, has_value)| *has_value);
            Some(valued.unwrap_or(first).0)
        };
        let record = |id| metric_of(id).and_then(|metric| atlas.record(id, metric, year));
        let mut known: Vec<_> = atlas.region_ids().filter(is_part).map(|id| (id, record(id))).collect();
        let size = |record: &Option<Record>| record.as_ref().and_then(|record| record.observation.value);
        known.sort_by(|(a, of_a), (b, of_b)| {
            let by_size = size(of_b).partial_cmp(&size(of_a)).unwrap_or(Ordering::Equal);
            by_size.then_with(|| atlas.region(*a).code.cmp(&atlas.region(*b).code))
        });
        let part = |(id, record): (RegionId, Option<Record>)| Part {
            code: atlas.region(id).code.clone(),
            name: atlas.region(id).short.get(words.lang()).to_owned(),
            figure: record
                .and_then(|record| Some(self.figure(id, atlas.metric(metric_of(id)?), &record, words))),
        };
        known.into_iter().map(part).collect()
    }

    fn figure_groups(&self, region: RegionId, words: &Words) -> Vec<FigureGroup> {
        let atlas = self.atlas();
        let level = atlas.region(region).level;
        let peers: Vec<RegionId> =
            atlas.region_ids().filter(|&id| atlas.region(id).level == level && id != region).collect();
        let is_known_elsewhere = |id: MetricId| peers.iter().any(|&peer| !atlas.records(peer, id).is_empty());
        let group = |(name, metrics): (String, Vec<MetricId>)| {
            let mut group = FigureGroup { name, rows: Vec::new(), missing: Vec::new() };
            for id in metrics {
                match self.fact_row(region, id, words) {
                    Some(row) => group.rows.push(row),
                    None if is_known_elsewhere(id) => {
                        group.missing.push(atlas.metric(id).name.get(words.lang()).to_owned());
                    }
                    None => {}
                }
            }
            group
        };
        let groups = self.metric_groups(words).into_iter().map(group);
        groups.filter(|group| !group.rows.is_empty() || !group.missing.is_empty()).collect()
    }

    fn acts(&self, region: RegionId, words: &Words) -> Vec<Act> {
        let atlas = self.atlas();
        let mut bans: Vec<&Ban> =
            atlas.bans.iter().filter(|ban| atlas.is_within(ban.region, region)).collect();
        bans.sort_by_key(|ban| (ban.status, ban.class()));
        bans.into_iter().map(|ban| self.act(ban, region, words)).collect()
    }

    fn act(&self, ban: &Ban, of: RegionId, words: &Words) -> Act {
        let lang = words.lang();
        let day = |period: Option<crate::atlas::Period>| period.map(|period| period.label(words));
        let dates: Vec<String> = [day(ban.start), day(ban.end)].into_iter().flatten().collect();
        let details = [
            ("column-coverage", ban.coverage.get(lang)),
            ("column-window", ban.window.get(lang)),
            ("column-dates", &dates.join(&format!("\u{a0}{DASH} "))),
            ("column-act", ban.act.get(lang)),
            ("column-note", ban.note.get(lang)),
        ];
        let named = details.into_iter().filter(|(_, text)| !text.is_empty());
        let is_other = ban.region != of;
        let category = words.get(&format!("ban-{}", ban.class().id()));
        let status_word = words.get(&format!("act-{}", ban.status.id()));
        let details: Vec<_> = named.map(|(label, text)| (words.get(label), text.to_owned())).collect();
        let sources = self.citations(&ban.sources, lang);
        let head = format!("{}: {category} ({status_word})", self.atlas().region(ban.region).name.get(lang));
        let particulars = details.iter().map(|(label, text)| format!("{label}: {text}"));
        let labels: Vec<_> = sources.iter().map(|source| source.label.as_str()).collect();
        let cited = words.with("source-line", &[("list", &labels.join("; "))]);
        let sentence = std::iter::once(head).chain(particulars).chain([cited]).collect::<Vec<_>>().join(". ");
        Act {
            region: if is_other {
                self.atlas().region(ban.region).short.get(lang).to_owned()
            } else {
                String::new()
            },
            category,
            status: ban.status,
            status_word,
            details,
            sources,
            sentence,
        }
    }

    /// Contradictions that figures of the region or statements about it take part in.
    fn contradictions(&self, region: RegionId, words: &Words) -> Vec<Contradiction> {
        let atlas = self.atlas();
        let of_figures = self
            .metric_ids()
            .flat_map(|metric| atlas.records(region, metric))
            .flat_map(|record| record.observation.conflicts);
        let about = atlas.statements.iter().filter(|statement| self.speaks_of(&statement.regions, region));
        let mut concerned: Vec<Arc<str>> =
            of_figures.chain(about.flat_map(|statement| statement.conflicts.iter().cloned())).collect();
        concerned.sort();
        concerned.dedup();
        let is_concerned = |id: &Arc<str>| concerned.binary_search(id).is_ok();
        let shown = atlas.conflicts.iter().filter(|conflict| is_concerned(&conflict.id));
        shown.map(|conflict| self.contradiction_of(conflict, words)).collect()
    }

    /// A contradiction that the atlas declares, in words.
    pub(super) fn contradiction_of(&self, conflict: &Conflict, words: &Words) -> Contradiction {
        let lang = words.lang();
        Contradiction {
            topic: Self::topic(&conflict.topic, words),
            claims: [&conflict.claim_a, &conflict.claim_b]
                .map(|(claim, sources)| (claim.get(lang).to_owned(), self.citations(sources, lang))),
            how_shown: conflict.how_to_show.get(lang).to_owned(),
        }
    }

    fn said(&self, region: RegionId, words: &Words) -> Vec<Said> {
        let lang = words.lang();
        let about = |regions: &[RegionId]| self.speaks_of(regions, region);
        let statements = self.atlas().statements.iter().filter(|statement| about(&statement.regions));
        statements
            .map(|statement| Said {
                topic: Self::topic(&statement.topic, words),
                text: statement.text.get(lang).to_owned(),
                period: statement.period.map(|period| period.label(words)).unwrap_or_default(),
                status: statement.status,
                status_word: words.get(&format!("status-{}", statement.status.id())),
                sources: self.citations(&statement.sources, lang),
            })
            .collect()
    }

    /// Whether a statement speaks of a region; one that names none speaks of the country.
    fn speaks_of(&self, regions: &[RegionId], region: RegionId) -> bool {
        regions.contains(&region) || regions.is_empty() && Some(region) == self.atlas().country()
    }

    /// The name of a topic; one that has none shows as it stands.
    fn topic(id: &str, words: &Words) -> String {
        words.find(&format!("topic-{id}")).unwrap_or_else(|| id.replace('_', " "))
    }
}

#[cfg(test)]
#[path = "card_tests.rs"]
mod tests;
