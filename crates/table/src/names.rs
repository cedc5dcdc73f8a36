//! Owns what columns of detections are called, in Russian and English, and which names are near to
//! one that does not exist. Does not read values.

/// What a column of detections holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Longitude in degrees.
    Lon,
    /// Latitude in degrees.
    Lat,
    /// Name or code of a region.
    Region,
    /// What was detected.
    Kind,
    /// Power in kW.
    Kw,
    /// Score of a detector in 0–1.
    Score,
    /// First day.
    FirstSeen,
    /// Last day.
    LastSeen,
    /// How far it is known: detected, simulated, …
    Status,
    /// Whether registered.
    Legal,
}

impl Meaning {
    /// How many there are.
    pub const COUNT: usize = 10;
    /// All of them, each at the place of its number.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Lon,
        Self::Lat,
        Self::Region,
        Self::Kind,
        Self::Kw,
        Self::Score,
        Self::FirstSeen,
        Self::LastSeen,
        Self::Status,
        Self::Legal,
    ];

    /// Names in files, the one of the contract first.
    #[must_use]
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Lon => &["lon", "longitude", "lng", "long", "x", "долгота", "долг", "восточная долгота"],
            Self::Lat => &["lat", "latitude", "y", "широта", "шир", "северная широта"],
            Self::Region => &[
                "region",
                "region name",
                "region code",
                "регион",
                "субъект",
                "субъект рф",
                "субъект федерации",
                "область",
            ],
            Self::Kind => &["kind", "вид", "вид нарушения", "тип нарушения"],
            Self::Kw => &["kw", "power kw", "load kw", "power in kw", "мощность квт", "квт", "p квт"],
            Self::Score => &["score", "оценка"],
            Self::FirstSeen => &[
                "first_seen",
                "date",
                "detection date",
                "date detected",
                "detected on",
                "detected at",
                "date found",
                "дата",
                "дата выявления",
                "дата обнаружения",
                "выявлено",
            ],
            Self::LastSeen => &["last_seen", "end date", "дата окончания", "последний раз"],
            Self::Status => &["status", "статус"],
            Self::Legal => &["legal", "законность"],
        }
    }

    /// Its name in the contract.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.names()[0]
    }

    /// What a column of this name holds.
    ///
    /// ```
    /// use table::Meaning;
    ///
    /// assert_eq!(Meaning::of("Мощность, кВт"), Some(Meaning::Kw));
    /// assert_eq!(Meaning::of("Мощность, МВт"), None);
    /// ```
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let name = key(name);
        Self::ALL.into_iter().find(|meaning| meaning.names().iter().any(|known| key(known) == name))
    }

    /// Which columns of a header are renamed to what the contract calls them: each meaning once, the
    /// preferred name first. One entry a column.
    #[must_use]
    pub fn renamed(header: &[String]) -> Vec<Option<Self>> {
        let keys: Vec<String> = header.iter().map(|name| key(name)).collect();
        let mut meanings = vec![None; header.len()];
        for meaning in Self::ALL {
            let place =
                meaning.names().iter().find_map(|name| keys.iter().position(|key_| *key_ == key(name)));
            if let Some(place) = place {
                meanings[place] = Some(meaning);
            }
        }
        meanings
    }

    pub(crate) const fn is_day(self) -> bool {
        matches!(self, Self::FirstSeen | Self::LastSeen)
    }

    pub(crate) const fn is_number(self) -> bool {
        matches!(self, Self::Lon | Self::Lat | Self::Kw | Self::Score)
    }
}

/// A name as it is compared: small letters and digits, ё as е, anything else one blank.
///
/// ```
/// assert_eq!(table::key(" Мощность (кВт)"), "мощность квт");
/// ```
#[must_use]
pub fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ё' => key.push('е'),
            letter if letter.is_alphanumeric() => key.push(letter),
            _ if !key.is_empty() && !key.ends_with(' ') => key.push(' '),
            _ => {}
        }
    }
    key.truncate(key.trim_end().len());
    key
}

/// The names most like `name`, the nearest first: at most three, and none that shares little with it.
#[must_use]
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    const SHOWN: usize = 3;
    /// Two of five letters may differ; a beginning counts more (Winkler's modification).
    const ALIKE: f64 = 0.7;
    let wanted = key(name);
    let mut alike: Vec<(f64, &str)> = names
        .into_iter()
        .map(|known| (strsim::jaro_winkler(&wanted, &key(known)), known))
        .filter(|(alike, _)| *alike >= ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    alike.dedup_by_key(|(_, known)| *known);
    alike.into_iter().take(SHOWN).map(|(_, known)| known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_meaning() {
        for (name, meaning) in [
            ("долгота", Some(Meaning::Lon)),
            ("X", Some(Meaning::Lon)),
            ("Lng", Some(Meaning::Lon)),
            ("Широта", Some(Meaning::Lat)),
            ("мощность, кВт", Some(Meaning::Kw)),
            ("Мощность (кВт)", Some(Meaning::Kw)),
            ("Субъект РФ", Some(Meaning::Region)),
            ("First seen", Some(Meaning::FirstSeen)),
            ("Дата обнаружения", Some(Meaning::FirstSeen)),
            ("Date", Some(Meaning::FirstSeen)),
            ("Detection date", Some(Meaning::FirstSeen)),
            ("end date", Some(Meaning::LastSeen)),
            ("Power (kW)", Some(Meaning::Kw)),
            ("power, MW", None),
            ("мощность, МВт", None),
            ("", None),
        ] {
            assert_eq!(Meaning::of(name), meaning, "{name}");
        }
    }

    #[test]
    fn a_meaning_goes_to_one_column() {
        let header = ["x", "lon", "lat", "y"].map(str::to_owned);
        let renamed = Meaning::renamed(&header);
        assert_eq!(renamed, [None, Some(Meaning::Lon), Some(Meaning::Lat), None]);
    }

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["region", "kw", "first_seen", "score"];
        assert_eq!(nearest("regoin", names), ["region"]);
        assert_eq!(nearest("firstseen", names)[0], "first_seen");
        assert!(nearest("population", names).is_empty());
    }
}
