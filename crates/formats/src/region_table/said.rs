//! Owns what columns of a table of figures hold, and what somebody says that they hold. Does not read values.

use std::collections::BTreeMap;

/// What a column of a table of figures is read as.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigurePart {
    /// Regions.
    Region,
    /// Periods.
    Period,
    /// How figures came to be.
    Status,
    /// Figures of their own.
    Figures,
    /// Lower bounds of the figures of this column.
    Low(String),
    /// Upper bounds of the figures of this column.
    High(String),
    /// Nothing.
    Unread,
}

impl FigurePart {
    /// Whether its cells are numbers.
    pub(super) const fn has_numbers(&self) -> bool {
        matches!(self, Self::Figures | Self::Low(_) | Self::High(_))
    }
}

/// What somebody says that columns hold, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct SaidFigures(BTreeMap<String, FigurePart>);

impl SaidFigures {
    /// Says what a column holds; another that holds what only one can holds it no more.
    pub fn say(&mut self, column: &str, part: FigurePart) {
        if !matches!(part, FigurePart::Figures | FigurePart::Unread) {
            for said in self.0.values_mut().filter(|said| **said == part) {
                *said = FigurePart::Unread;
            }
        }
        self.0.insert(column.to_owned(), part);
    }

    /// What was said of a column; nothing where its name speaks for itself.
    #[must_use]
    pub fn of(&self, column: &str) -> Option<&FigurePart> {
        self.0.get(column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AtlasFolder, preview_region_table, provenance::Interval, read_atlas, read_region_table};

    #[test]
    fn what_is_said_of_columns_goes_before_their_names() {
        let (atlas, _) = read_atlas(&AtlasFolder::Embedded).expect("the embedded atlas");
        let folder = tempfile::tempdir().expect("tempdir");
        let path = folder.path().join("own.csv");
        let table = "Где,Регион,Было,Самое меньшее,Мусор\nБурятия,7,12,10,99\n";
        crate::write_file(&path, table.as_bytes()).expect("written");
        let mut said = SaidFigures::default();
        said.say("Где", FigurePart::Region);
        said.say("Регион", FigurePart::Region);
        said.say("Где", FigurePart::Region);
        said.say("Самое меньшее", FigurePart::Low("Было".to_owned()));
        said.say("Мусор", FigurePart::Unread);
        let (columns, problems) = read_region_table(&path, &atlas, &said).expect("readable");
        assert!(problems.is_empty(), "{problems:?}");
        let [was] = &columns[..] else { panic!("{columns:?}") };
        assert_eq!((&*was.name, was.figures[0].value), ("Было", Some(12.0)));
        assert_eq!(was.figures[0].interval.and_then(Interval::low), Some(10.0));
        let preview = preview_region_table(&path, &atlas, &said).expect("readable");
        let parts: Vec<&FigurePart> = preview.columns.iter().map(|(_, part)| part).collect();
        let low = FigurePart::Low("Было".to_owned());
        let (region, none) = (FigurePart::Region, FigurePart::Unread);
        assert_eq!(parts, [&region, &none, &FigurePart::Figures, &low, &none]);
    }
}
