//! Owns titles that are a message, suggested from the data: only what is certain is said. Does not
//! choose which is used.

use super::Session;
use crate::{figure::FigureKind, lang::Words, provenance::Observation, units};

impl Session {
    /// Titles for a figure of what is shown that say what its data say for sure, the strongest
    /// first; none where nothing stands out.
    #[must_use]
    pub fn suggested_titles(&self, kind: FigureKind) -> Vec<String> {
        let words = self.words();
        let titles = match kind {
            FigureKind::Balance => vec![self.balance_message(&words)],
            FigureKind::Choropleth | FigureKind::Symbols | FigureKind::Ranking => {
                vec![self.leader_message(&words)]
            }
            FigureKind::Growth | FigureKind::Slope | FigureKind::SmallMultiples => {
                vec![self.growth_message(&words)]
            }
            _ => Vec::new(),
        };
        titles.into_iter().flatten().collect()
    }

    /// "Farms detected: Irkutsk leads with 17.7k", where it is first for sure.
    fn leader_message(&self, words: &Words) -> Option<String> {
        let metric = self.metric_shown()?;
        let ranking = self.ranking_rows();
        let first = ranking.rows.iter().find(|place| {
            place.cell.rank.is_some_and(|rank| rank.span() == (1, 1)) && place.cell.value().is_some()
        })?;
        let value = first.cell.value()?;
        let lang = words.lang();
        let number = if value.abs() < 1e4 {
            units::number(value, metric.decimals, lang)
        } else {
            units::compact(value, lang)
        };
        let unit = metric.unit.short(words);
        let figure = units::with_unit(&number, &unit, metric.unit.is_percent(), lang);
        let (name, region) = (metric.name.get(lang), self.atlas().region(first.cell.region).short.get(lang));
        Some(words.with("message-leads", &[("name", name), ("region", region), ("figure", &figure)]))
    }

    /// "Farms detected in Russia: +44% in 2025", where it has grown or fallen for sure.
    fn growth_message(&self, words: &Words) -> Option<String> {
        // Of several regions no one change is the message.
        let rows = if self.is_comparing() { Vec::new() } else { self.growth_rows() };
        let last = rows.last()?;
        let change = last.change_percent.as_ref().filter(|change| is_sure(change))?;
        let percent = units::signed_percent(change.value?, 0, words.lang());
        let name = self.title(self.metric()?, "", words);
        let texts = [("name", &*name), ("change", &*percent), ("year", &*last.year.to_string())];
        Some(words.with("message-growth", &texts))
    }

    /// "At least 10 of 83 regions generate more than they use": those of which the intervals leave no
    /// doubt.
    fn balance_message(&self, words: &Words) -> Option<String> {
        let rows = self.balance_rows().ok()?;
        let surplus = rows
            .iter()
            .filter(|row| row.generation.observation.bounds().0 > row.consumption.observation.bounds().1);
        let surplus = surplus.count();
        if surplus == 0 {
            return None;
        }
        let texts = [("surplus", &*surplus.to_string()), ("all", &*rows.len().to_string())];
        Some(words.plural("message-balance", surplus as f64, &texts))
    }
}

/// Whether a change has one direction whatever its interval leaves open.
fn is_sure(change: &Observation) -> bool {
    let (low, high) = change.bounds();
    low > 0.0 || high < 0.0
}

#[cfg(test)]
mod tests {
    use crate::{
        figure::FigureKind,
        session::{Command, Session, Sources},
    };

    #[test]
    fn titles_say_only_what_is_certain() {
        let mut session = Session::open(&Sources::default()).expect("the embedded atlas opens");
        assert_eq!(
            session.suggested_titles(FigureKind::Choropleth),
            ["Farms detected: Irkutsk leads with 17.7k"]
        );
        assert_eq!(session.suggested_titles(FigureKind::Growth), ["Farms detected in Russia: +44% in 2025"]);
        assert_eq!(
            session.suggested_titles(FigureKind::Balance),
            ["At least 10 of 83 regions generate more electricity than they use"]
        );
        // Where nobody is first for sure, nothing is suggested.
        session.apply(Command::ShowYear(2023)).expect("any year");
        assert!(session.suggested_titles(FigureKind::Choropleth).is_empty());
    }
}
