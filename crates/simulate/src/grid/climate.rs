//! Owns what the temperature of a place is like over the year. Knows a few towns, and takes what
//! lies between them from their neighbours.

/// A town: latitude, longitude, mean temperature of January and of July in °C.
///
/// Rounded to about a degree from the monthly normals that the Hydrometcentre of Russia publishes
/// for towns (meteoinfo.ru, climate); for a simulation closer figures would change nothing.
const TOWNS: [[f64; 4]; 21] = [
    [69.0, 33.1, -10.0, 13.0],  // Murmansk
    [64.5, 40.5, -12.0, 16.0],  // Arkhangelsk
    [59.9, 30.3, -5.0, 19.0],   // Saint Petersburg
    [54.7, 20.5, -1.0, 18.5],   // Kaliningrad
    [55.8, 37.6, -6.5, 19.5],   // Moscow
    [45.0, 39.0, 1.0, 24.5],    // Krasnodar
    [43.0, 47.5, 1.0, 25.5],    // Makhachkala
    [46.3, 48.0, -4.0, 26.0],   // Astrakhan
    [53.2, 50.1, -10.0, 21.5],  // Samara
    [56.8, 60.6, -13.0, 19.0],  // Yekaterinburg
    [66.5, 66.6, -23.0, 15.0],  // Salekhard
    [55.0, 82.9, -17.0, 19.5],  // Novosibirsk
    [69.3, 88.2, -27.0, 14.5],  // Norilsk
    [51.7, 94.4, -28.0, 20.0],  // Kyzyl
    [52.3, 104.3, -18.0, 18.5], // Irkutsk
    [52.0, 113.5, -24.0, 19.0], // Chita
    [62.0, 129.7, -37.0, 19.5], // Yakutsk
    [48.5, 135.1, -20.0, 21.5], // Khabarovsk
    [43.1, 131.9, -12.0, 18.5], // Vladivostok
    [59.6, 150.8, -16.0, 12.0], // Magadan
    [53.0, 158.6, -7.0, 12.5],  // Petropavlovsk-Kamchatsky
];

/// Mean temperatures of a place in °C.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Climate {
    pub(super) january_c: f64,
    pub(super) july_c: f64,
}

impl Climate {
    /// At a place: the mean of all towns, each weighing by one over the fourth power of its
    /// distance, so that the nearest speak.
    pub(super) fn at(latitude_deg: f64, longitude_deg: f64) -> Self {
        /// Closer than a tenth of a degree is the town itself.
        const NEAR: f64 = 0.01;
        let shrink = super::maths::cos(latitude_deg.to_radians());
        let mut sums = [0.0; 3];
        for [latitude, longitude, january, july] in TOWNS {
            let east = (longitude - longitude_deg) * shrink;
            let square = (latitude - latitude_deg) * (latitude - latitude_deg) + east * east + NEAR;
            let weight = 1.0 / (square * square);
            sums = [sums[0] + weight, sums[1] + weight * january, sums[2] + weight * july];
        }
        Self { january_c: sums[1] / sums[0], july_c: sums[2] / sums[0] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_has_its_own_climate_and_a_village_that_of_its_neighbours() {
        let irkutsk = Climate::at(52.3, 104.3);
        assert!((irkutsk.january_c + 18.0).abs() < 0.1 && (irkutsk.july_c - 18.5).abs() < 0.1, "{irkutsk:?}");
        let between = Climate::at(52.1, 109.0);
        assert!((-24.0..-18.0).contains(&between.january_c), "{between:?}");
    }
}
