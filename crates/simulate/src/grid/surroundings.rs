//! Owns what all meters of a grid share: the calendar with its holidays, weather and daylight.

use super::{
    climate::Climate,
    maths::{cos, sin},
};
use crate::{
    atlas::Day,
    draw::Stream,
    meter::{Calendar, TimeGrid},
};
use std::f64::consts::PI;

/// Where a grid stands.
#[derive(Clone, Debug, PartialEq)]
pub struct GridSite {
    /// Code of the region.
    pub region: String,
    /// Latitude in degrees.
    pub latitude_deg: f64,
    /// Longitude in degrees.
    pub longitude_deg: f64,
    /// What local clocks are ahead of UTC, in seconds.
    pub utc_offset_s: i32,
}

/// What a local day is to those who work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayKind {
    Workday,
    Saturday,
    /// Sunday or a public holiday.
    Sunday,
}

/// A local day.
#[derive(Clone, Copy, Debug)]
pub(super) struct LocalDay {
    pub(super) kind: DayKind,
    /// 0 is Monday.
    pub(super) weekday: u8,
    /// Schools are closed.
    pub(super) is_school_holiday: bool,
    /// Hours of local time at which the sun rises and sets; 0 and 24 where it does not set, 12
    /// and 12 where it does not rise.
    pub(super) sunrise_h: f32,
    pub(super) sunset_h: f32,
    /// Mean temperature.
    pub(super) mean_c: f32,
}

/// What all meters share.
#[derive(Clone, Debug)]
pub(super) struct Surroundings {
    pub(super) calendar: Calendar,
    /// Intervals an hour.
    pub(super) per_hour: f32,
    /// Intervals a day.
    pub(super) per_day: usize,
    pub(super) days: Vec<LocalDay>,
    /// °C at each interval.
    pub(super) temp_c: Vec<f32>,
    /// °C that walls and rooms have felt: the mean of about the last day.
    pub(super) slow_temp_c: Vec<f32>,
    /// What the sun gives at each interval, as a share of what it can give at most.
    pub(super) sun: Vec<f32>,
}

impl Surroundings {
    /// The grid of time begins at a local midnight and covers whole days.
    pub(super) fn new(grid: TimeGrid, site: &GridSite, seed: u64) -> Self {
        let calendar = Calendar { grid, utc_offset_s: site.utc_offset_s };
        let per_day = grid.slots_per_day();
        let mut surroundings = Self {
            calendar,
            per_hour: per_day as f32 / 24.0,
            per_day,
            days: Vec::new(),
            temp_c: Vec::with_capacity(grid.len),
            slow_temp_c: Vec::with_capacity(grid.len),
            sun: Vec::with_capacity(grid.len),
        };
        surroundings.draw_days(site, &mut Stream::of(seed, "weather"));
        surroundings
    }

    fn draw_days(&mut self, site: &GridSite, stream: &mut Stream) {
        let climate = Climate::at(site.latitude_deg, site.longitude_deg);
        let first_day = self.calendar.day(0) as i32;
        // Clocks show noon when the sun is in the south only in the middle of a zone.
        let noon_h = 12.0 + f64::from(site.utc_offset_s) / 3600.0 - site.longitude_deg / 15.0;
        let mut weather = Weather::new(climate, stream);
        let mut slow_c = None;
        for number in 0..self.calendar.grid.len / self.per_day.max(1) {
            let date = Date::of(first_day + number as i32);
            let today = weather.day(&date, stream);
            let declination = declination_rad(&date);
            let height = |hour: f64| sun_height(site.latitude_deg.to_radians(), declination, hour - noon_h);
            let mut mean_c = 0.0;
            for slot in 0..self.per_day {
                let hour = (slot as f64 + 0.5) / f64::from(self.per_hour);
                let temp_c = today.temp_c(hour) + 0.3 * stream.bell();
                // The time constant of a building of light construction is about a day.
                let slow = slow_c.get_or_insert(temp_c);
                *slow += (temp_c - *slow) / self.per_day as f64;
                self.temp_c.push(temp_c as f32);
                self.slow_temp_c.push(*slow as f32);
                self.sun.push((height(hour).max(0.0) * today.clearness) as f32);
                mean_c += temp_c / self.per_day as f64;
            }
            // To five minutes, which is what a lamp's sensor can tell.
            let light = |step: &u32| height(f64::from(*step) / 12.0) > SUNSET_HEIGHT;
            let sunrise_h = (0..144).find(light).map_or(12.0, |step| step as f32 / 12.0);
            let sunset_h = (144..288).rev().find(light).map_or(12.0, |step| (step + 1) as f32 / 12.0);
            let weekday = date.weekday();
            let kind = match weekday {
                _ if date.is_holiday() => DayKind::Sunday,
                5 => DayKind::Saturday,
                6 => DayKind::Sunday,
                _ => DayKind::Workday,
            };
            self.days.push(LocalDay {
                kind,
                weekday,
                is_school_holiday: date.is_school_holiday(),
                sunrise_h,
                sunset_h,
                mean_c: mean_c as f32,
            });
        }
    }

    /// Interval, with parts, at which an hour of a local day is.
    pub(super) fn at(&self, day: usize, hour: f32) -> f32 {
        day as f32 * self.per_day as f32 + hour * self.per_hour
    }
}

/// Sine of the height at which the middle of the sun is when its edge is at the horizon, 50
/// minutes of arc below it.
const SUNSET_HEIGHT: f64 = -0.014_5;

/// Declination of the sun in radians (Cooper, Solar Energy 12(3), 1969, doi:10.1016/0038-092X(69)90047-4).
fn declination_rad(date: &Date) -> f64 {
    23.45_f64.to_radians() * sin(2.0 * PI * (284.0 + date.day_of_year) / 365.0)
}

/// Sine of the height of the sun over the horizon, by hours after true noon.
fn sun_height(latitude_rad: f64, declination_rad: f64, after_noon_h: f64) -> f64 {
    let part = sin(latitude_rad) * sin(declination_rad);
    part + cos(latitude_rad) * cos(declination_rad) * cos(after_noon_h * PI / 12.0)
}

/// Weather from day to day. How far days stray from their mean, and how long that lasts, are
/// assumptions: some 5 °C in winter and 3 °C in summer, for about three days.
struct Weather {
    climate: Climate,
    /// How far the last day was from usual, in deviations.
    strayed: f64,
    /// How clear it was, in deviations.
    clear: f64,
    /// Temperature at the end of the last day above the yearly course, for a course without jumps.
    last_offset_c: Option<f64>,
}

struct WeatherOfDay {
    seasonal_c: f64,
    offsets_c: [f64; 2],
    swing_c: f64,
    clearness: f64,
}

impl Weather {
    fn new(climate: Climate, stream: &mut Stream) -> Self {
        Self { climate, strayed: stream.bell(), clear: stream.bell(), last_offset_c: None }
    }

    fn day(&mut self, date: &Date, stream: &mut Stream) -> WeatherOfDay {
        /// Correlation from day to day: e to the power of -1/3.
        const STAYS: f64 = 0.717;
        /// What keeps the variance with it.
        const MOVES: f64 = 0.697;
        self.strayed = STAYS * self.strayed + MOVES * stream.bell();
        self.clear = 0.5 * self.clear + 0.866 * stream.bell();
        // 1 in mid-January, when it is coldest, and 0 in mid-July.
        let winter = f64::midpoint(1.0, cos(2.0 * PI * (date.day_of_year - 17.0) / 365.25));
        let clearness = (0.6 + 0.25 * self.clear).clamp(0.15, 1.0);
        let offset_c = (3.0 + 2.0 * winter) * self.strayed;
        let from = self.last_offset_c.replace(offset_c).unwrap_or(offset_c);
        WeatherOfDay {
            seasonal_c: self.climate.july_c + (self.climate.january_c - self.climate.july_c) * winter,
            offsets_c: [from, offset_c],
            // Clear days swing more, and summer days more than those of winter.
            swing_c: (2.0 + 3.0 * (1.0 - winter)) * (0.5 + clearness),
            clearness,
        }
    }
}

impl WeatherOfDay {
    fn temp_c(&self, hour: f64) -> f64 {
        let [from, to] = self.offsets_c;
        self.seasonal_c + from + (to - from) * hour / 24.0 + self.swing_c * cos((hour - 15.0) * PI / 12.0)
    }
}

/// A day with what is asked of it here.
struct Date {
    days_since_1970: i32,
    month: u8,
    day: u8,
    day_of_year: f64,
}

impl Date {
    fn of(days_since_1970: i32) -> Self {
        let Day { year, month, day } = Day::since_1970(days_since_1970);
        let before = Day { year, month: 1, day: 1 }.days_since_1970() - 1;
        Self { days_since_1970, month, day, day_of_year: f64::from(days_since_1970 - before) }
    }

    /// 0 is Monday; 1970-01-01 was a Thursday.
    fn weekday(&self) -> u8 {
        (self.days_since_1970 + 3).rem_euclid(7) as u8
    }

    /// Public holidays of Russia (Labour Code, article 112). Days off that are moved from year to
    /// year by decree are left out.
    fn is_holiday(&self) -> bool {
        matches!((self.month, self.day), (1, 1..=8) | (2, 23) | (3, 8) | (5, 1 | 9) | (6, 12) | (11, 4))
    }

    /// School holidays as most regions have them (an assumption, they set their own).
    fn is_school_holiday(&self) -> bool {
        matches!(
            (self.month, self.day),
            (6..=8, _) | (1, 1..=9) | (12, 29..) | (3, 24..) | (10, 28..) | (11, 1..=5)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surroundings(start_day: i64, days: usize, latitude_deg: f64) -> Surroundings {
        let site =
            GridSite { region: "XX".into(), latitude_deg, longitude_deg: 104.3, utc_offset_s: 8 * 3600 };
        let start_s = start_day * 86_400 - 8 * 3600;
        Surroundings::new(TimeGrid { start_s, step_s: 1800, len: 48 * days }, &site, 1)
    }

    #[test]
    fn free_days_are_those_of_the_calendar() {
        // 2024-02-29 is day 19782 since 1970, a Thursday.
        let date = Date::of(19_782);
        assert_eq!((date.weekday(), date.day_of_year, date.is_holiday()), (3, 60.0, false));
        assert!(Date::of(20_454).is_holiday() && !Date::of(20_453).is_holiday(), "New Year 2026");
    }

    #[test]
    fn the_sun_rises_and_sets_when_it_does() {
        // Irkutsk, 2026-06-21: 4:46 to 21:32; 2025-12-22: 9:13 to 16:55 (equation of time aside).
        let summer = surroundings(20_625, 1, 52.3).days[0];
        assert!((summer.sunrise_h - 4.8).abs() < 0.3 && (summer.sunset_h - 21.5).abs() < 0.3, "{summer:?}");
        let winter = surroundings(20_444, 1, 52.3).days[0];
        assert!((winter.sunrise_h - 9.2).abs() < 0.3 && (winter.sunset_h - 16.9).abs() < 0.3, "{winter:?}");
        let polar_night = surroundings(20_444, 1, 70.0).days[0];
        assert_eq!((polar_night.sunrise_h, polar_night.sunset_h), (12.0, 12.0));
        let polar_day = surroundings(20_625, 1, 70.0).days[0];
        assert_eq!((polar_day.sunrise_h, polar_day.sunset_h), (0.0, 24.0));
    }

    #[test]
    fn a_year_is_cold_in_january_and_warm_in_july() {
        let year = surroundings(20_454, 365, 52.3);
        let mean = |days: std::ops::Range<usize>| {
            days.clone().map(|day| year.days[day].mean_c).sum::<f32>() / days.len() as f32
        };
        assert!((mean(0..31) + 18.0).abs() < 5.0, "{}", mean(0..31));
        assert!((mean(181..212) - 18.5).abs() < 3.5, "{}", mean(181..212));
        let free = year.days.iter().filter(|day| day.kind != DayKind::Workday).count();
        assert!((104..=120).contains(&free), "{free}");
        assert!(year.sun.iter().all(|sun| (0.0..=1.0).contains(sun)));
    }
}
