//! Owns when people do things: hours at which uses of a home begin, by kind of use and of day.

use super::surroundings::DayKind;

/// What is done, as far as the hour of the day goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Doing {
    Meal,
    Chore,
    Leisure,
    Bath,
}

/// How the people of a home spend their days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lifestyle {
    /// Out on workdays from morning to evening.
    Working,
    /// At home all day: the retired, small children, work from home.
    AtHome,
    /// Up late, at any day.
    Late,
}

/// How a day goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Course {
    Out,
    Home,
    Late,
}

impl Lifestyle {
    pub(super) const fn course(self, day: DayKind) -> Course {
        match (self, day) {
            (Self::Working, DayKind::Workday) => Course::Out,
            (Self::Late, _) => Course::Late,
            (Self::Working | Self::AtHome, _) => Course::Home,
        }
    }
}

/// Weights of the hours 0 to 23, for each kind of use on each course of a day. Shapes follow the
/// daily profiles by appliance of the Household Electricity Survey (Palmer et al., DECC
/// 475/09/2012, 2013): meals at breakfast and dinner, chores over the day, leisure in the evening.
/// The late course is the same, four hours later (an assumption).
#[rustfmt::skip]
const WEIGHTS: [[[u8; 24]; 2]; 4] = [
    [
        [1, 0, 0, 0, 0, 2, 10, 14, 8, 3, 2, 2, 3, 3, 2, 3, 6, 11, 16, 15, 9, 5, 3, 2],
        [1, 0, 0, 0, 0, 1, 4, 8, 12, 11, 7, 6, 9, 11, 7, 5, 7, 10, 13, 12, 7, 4, 3, 2],
    ],
    [
        [0, 0, 0, 0, 0, 1, 4, 5, 3, 2, 2, 2, 2, 2, 2, 3, 4, 6, 8, 9, 9, 7, 4, 1],
        [0, 0, 0, 0, 0, 0, 1, 3, 6, 9, 10, 10, 9, 8, 8, 8, 7, 7, 7, 6, 5, 3, 2, 1],
    ],
    [
        [1, 0, 0, 0, 0, 0, 2, 3, 1, 1, 1, 1, 1, 1, 2, 3, 5, 9, 13, 15, 14, 9, 4, 2],
        [2, 1, 0, 0, 0, 0, 1, 3, 4, 5, 5, 5, 5, 5, 6, 7, 8, 9, 11, 13, 12, 9, 5, 3],
    ],
    [
        [1, 0, 0, 0, 0, 4, 12, 13, 5, 2, 1, 1, 1, 1, 1, 1, 2, 4, 6, 9, 11, 11, 7, 3],
        [1, 0, 0, 0, 0, 1, 4, 8, 11, 9, 6, 4, 4, 4, 3, 3, 4, 5, 7, 9, 10, 10, 6, 3],
    ],
];

/// For every kind and course, hours in such shares that a random byte finds one by its weight; in
/// tenths.
#[derive(Clone, Debug)]
pub(super) struct Habits {
    tenths: Vec<[u8; 256]>,
}

impl Habits {
    pub(super) fn new() -> Self {
        let mut tenths = Vec::new();
        for kind in WEIGHTS {
            let [out, home] = kind;
            let mut late = home;
            late.rotate_right(4);
            for weights in [out, home, late] {
                tenths.push(inverse(&weights));
            }
        }
        Self { tenths }
    }

    /// Hour of the day at which something begins, by a random word.
    pub(super) fn hour(&self, doing: Doing, course: Course, random: u64) -> f32 {
        let table = &self.tenths[3 * doing as usize + course as usize];
        let within = (random >> 8 & 0xFFFF) as f32 / 65_536.0;
        (f32::from(table[(random & 0xFF) as usize]) + within) * 0.1
    }
}

/// Tenths of hours of which each stands in as many of 256 places as its weight says.
fn inverse(weights: &[u8; 24]) -> [u8; 256] {
    let total: f64 = weights.iter().map(|&weight| f64::from(weight)).sum();
    let mut tenths = [0; 256];
    let (mut hour, mut below) = (0, 0.0);
    for (place, tenth) in tenths.iter_mut().enumerate() {
        let wanted = (place as f64 + 0.5) / 256.0 * total;
        while wanted > below + f64::from(weights[hour]) {
            below += f64::from(weights[hour]);
            hour += 1;
        }
        let part = (wanted - below) / f64::from(weights[hour]);
        *tenth = (10.0 * (hour as f64 + part)) as u8;
    }
    tenths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_come_as_often_as_their_weights_say() {
        let habits = Habits::new();
        let hours = |course| (0..256).map(move |byte| (byte, course));
        let share = |course, from: f32, to: f32| {
            let inside = hours(course)
                .filter(|&(byte, course)| (from..to).contains(&habits.hour(Doing::Meal, course, byte)));
            inside.count() as f32 / 256.0
        };
        // 31 of 120 weights lie from 18 to 20 on a day out.
        assert!((share(Course::Out, 18.0, 20.0) - 31.0 / 120.0).abs() < 0.02);
        assert!(share(Course::Home, 9.0, 17.0) > 2.0 * share(Course::Out, 9.0, 17.0));
        assert!(share(Course::Late, 0.0, 2.0) > 0.05);
        assert_eq!(Lifestyle::Working.course(DayKind::Sunday) as u8, Course::Home as u8);
    }
}
