//! Owns whether a detection stands in a register: by id first, then by distance and power. Does not read
//! registers.

use crate::{Entry, Register};

/// What of a detection is matched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// Id of its meter; empty where not known.
    pub meter_id: String,
    /// Longitude and latitude in degrees.
    pub lon_lat: Option<(f64, f64)>,
    /// Power.
    pub kw: Option<f64>,
    /// First day, counted from 1970-01-01.
    pub first_day: Option<i32>,
    /// Last day.
    pub last_day: Option<i32>,
}

/// Why an entry is taken for a detection's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Basis {
    /// The same meter.
    Meter,
    /// So many metres away, and of like power.
    Near {
        /// Metres between both.
        metres: f64,
    },
}

/// What the registers say of a detection.
#[derive(Clone, Debug, PartialEq)]
pub enum Match<'a> {
    /// It is registered. `doubt` is 0 for the same meter and grows to 1 with distance and difference of
    /// power.
    Registered {
        /// The entry.
        entry: &'a Entry,
        /// Number of the register.
        register: usize,
        /// Why.
        basis: Basis,
        /// How doubtful.
        doubt: f64,
        /// An entry of another register for the same meter at the same time, which names another company.
        elsewhere: Option<&'a Entry>,
    },
    /// One register has it, another, which has its meter or its neighbourhood too, says otherwise: it had
    /// ended, or not begun.
    Disagree {
        /// The entry that has it.
        entry: &'a Entry,
        /// The one that has not.
        other: &'a Entry,
    },
    /// An entry is of its meter or near, but of another time.
    OutOfTime {
        /// The entry.
        entry: &'a Entry,
    },
    /// No entry is near.
    Unregistered,
    /// The detection has neither a meter that registers know by id nor a place.
    Unknown,
}

/// Further away is another site. Address points lie up to a few hundred metres from meters; our choice.
const NEAR_M: f64 = 300.0;
/// Power may differ by this factor: a register has the contract, a detector the load.
const LIKE_KW: f64 = 3.0;

/// What registers say of a detection.
#[must_use]
pub fn find<'a>(place: &Place, registers: &'a [Register]) -> Match<'a> {
    let mut in_time: Option<(f64, usize, &Entry, Basis)> = None;
    let mut out_of_time: Option<&Entry> = None;
    let mut could_match = place.lon_lat.is_some();
    for (number, register) in registers.iter().enumerate() {
        for entry in &register.entries {
            could_match |= !place.meter_id.is_empty() && !entry.meter_id.is_empty();
            let Some((doubt, basis)) = likeness(place, entry) else { continue };
            if is_in_time(place, entry) {
                if in_time.is_none_or(|(least, ..)| doubt < least) {
                    in_time = Some((doubt, number, entry, basis));
                }
            } else if matches!(basis, Basis::Meter) || out_of_time.is_none() {
                out_of_time = Some(entry);
            }
        }
    }
    match (in_time, out_of_time) {
        (Some((_, number, entry, _)), Some(other))
            if !registers[number].entries.iter().any(|own| std::ptr::eq(own, other)) =>
        {
            Match::Disagree { entry, other }
        }
        (Some((doubt, register, entry, basis)), _) => {
            let elsewhere = elsewhere(place, entry, register, registers);
            Match::Registered { entry, register, basis, doubt, elsewhere }
        }
        (None, Some(entry)) => Match::OutOfTime { entry },
        (None, None) if could_match => Match::Unregistered,
        (None, None) => Match::Unknown,
    }
}

/// What another register says of the same meter at the same time, where its company is another.
fn elsewhere<'a>(
    place: &Place,
    entry: &Entry,
    register: usize,
    registers: &'a [Register],
) -> Option<&'a Entry> {
    let others = registers.iter().enumerate().filter(|(number, _)| *number != register);
    others.flat_map(|(_, other)| &other.entries).find(|other| {
        let is_same = matches!(likeness(place, other), Some((_, Basis::Meter)));
        let is_told = !entry.inn.is_empty() && !other.inn.is_empty();
        is_same && is_in_time(place, other) && is_told && entry.inn != other.inn
    })
}

/// How doubtful it is that both are one, 0 to 1; nothing where they are not.
fn likeness(place: &Place, entry: &Entry) -> Option<(f64, Basis)> {
    // Never as sure as the same meter.
    const LEAST: f64 = 0.1;
    if !place.meter_id.is_empty() && !entry.meter_id.is_empty() {
        // Two ids that differ are two meters, however near.
        return (place.meter_id == entry.meter_id).then_some((0.0, Basis::Meter));
    }
    let metres = distance_m(place.lon_lat?, entry.lon_lat?);
    if metres > NEAR_M {
        return None;
    }
    let apart = match (place.kw, entry.kw) {
        (Some(own), Some(other)) if own > 0.0 && other > 0.0 => (own / other).ln().abs() / LIKE_KW.ln(),
        // What is not known speaks neither for nor against, but leaves doubt.
        _ => 0.5,
    };
    if apart > 1.0 {
        return None;
    }
    Some((LEAST + (1.0 - LEAST) * (metres / NEAR_M).max(apart), Basis::Near { metres }))
}

fn is_in_time(place: &Place, entry: &Entry) -> bool {
    let from = place.first_day.unwrap_or(i32::MIN);
    let to = place.last_day.or(place.first_day).unwrap_or(i32::MAX);
    entry.since_day.is_none_or(|since| since <= to) && entry.until_day.is_none_or(|until| from <= until)
}

/// Great-circle distance on a sphere of the Earth's mean radius (haversine).
fn distance_m((lon_a, lat_a): (f64, f64), (lon_b, lat_b): (f64, f64)) -> f64 {
    const RADIUS_M: f64 = 6_371_008.8;
    let (lat_a, lat_b) = (lat_a.to_radians(), lat_b.to_radians());
    let half = |a: f64, b: f64| ((b - a) / 2.0).sin().powi(2);
    let h = half(lat_a, lat_b) + lat_a.cos() * lat_b.cos() * half(lon_a.to_radians(), lon_b.to_radians());
    2.0 * RADIUS_M * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(meter: &str, lon_lat: Option<(f64, f64)>, kw: f64, days: (i32, i32)) -> Entry {
        Entry {
            meter_id: meter.into(),
            lon_lat,
            kw: Some(kw),
            since_day: Some(days.0),
            until_day: Some(days.1),
            ..Entry::default()
        }
    }

    fn register(entries: Vec<Entry>) -> Register {
        Register { name: "r".into(), entries }
    }

    fn place(meter: &str, lon_lat: Option<(f64, f64)>) -> Place {
        Place { meter_id: meter.into(), lon_lat, kw: Some(10.0), first_day: Some(100), last_day: Some(200) }
    }

    #[test]
    fn id_goes_before_distance_and_power() {
        let here = Some((104.3, 52.3));
        let near = Some((104.3, 52.301));
        let all = [register(vec![entry("", near, 12.0, (0, 900)), entry("m1", None, 500.0, (0, 900))])];
        let Match::Registered { entry: found, doubt, basis, .. } = find(&place("m1", here), &all) else {
            panic!()
        };
        assert_eq!((found.meter_id.as_str(), doubt, basis), ("m1", 0.0, Basis::Meter));
        let Match::Registered { basis: Basis::Near { metres }, doubt, .. } = find(&place("m2", here), &all)
        else {
            panic!("the other one is near")
        };
        assert!((metres - 111.2).abs() < 1.0 && doubt > 0.1 && doubt < 1.0, "{metres} {doubt}");
        assert_eq!(find(&place("m2", Some((105.0, 52.3))), &all), Match::Unregistered);
        assert_eq!(find(&Place { kw: Some(100.0), ..place("m2", here) }, &all), Match::Unregistered);
        assert_eq!(find(&Place::default(), &all), Match::Unknown);
    }

    #[test]
    fn time_counts_and_two_registers_may_disagree() {
        let ended = entry("m1", None, 10.0, (0, 50));
        let holds = entry("m1", None, 10.0, (0, 900));
        let one = [register(vec![ended.clone()])];
        assert!(matches!(find(&place("m1", None), &one), Match::OutOfTime { .. }));
        let two = [register(vec![ended.clone()]), register(vec![holds.clone()])];
        assert!(matches!(find(&place("m1", None), &two), Match::Disagree { .. }));
        let of = |inn: &str| register(vec![Entry { inn: inn.into(), ..holds.clone() }]);
        let [same, other] = ["7707083893", "7736050003"].map(|inn| [of("7707083893"), of(inn)]);
        let elsewhere = |registers| match find(&place("m1", None), registers) {
            Match::Registered { elsewhere, .. } => elsewhere.map(|entry| entry.inn.clone()),
            other => panic!("{other:?}"),
        };
        assert_eq!(elsewhere(&same), None);
        assert_eq!(elsewhere(&other).as_deref(), Some("7736050003"));
        // In one register, an entry that ended before the next began is no contradiction.
        let both = [register(vec![ended, holds])];
        assert!(matches!(find(&place("m1", None), &both), Match::Registered { .. }));
    }
}
