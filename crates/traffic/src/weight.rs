//! Owns what traffic weighs beside a load: a bounded step in log odds. Does not join sessions to meters.

use crate::{Session, Sign};

/// However much is seen, odds grow at most so much: twentyfold. An address may be shared by a building,
/// and a subscriber is not a meter.
pub const MOST_LOG_ODDS: f64 = 2.995_732_273_553_991;

/// What one sign weighs, where its session lasts a day or more; our choice, in the order in which other
/// explanations run out. Stratum is spoken by miners alone (12 to 1), the name of a pool is also asked for
/// by those who only look (4 to 1), small packets for hours are sent by gateways and games too (3 to 2).
const fn of_sign(sign: Sign) -> f64 {
    match sign {
        Sign::Rhythm => 0.405_465_108_108_164_4,
        Sign::PoolName => 1.386_294_361_119_890_6,
        Sign::Stratum => 2.484_906_649_788_000_4,
    }
}

/// A session as long as this weighs in full, a shorter one less.
const FULL_S: f64 = 86_400.0;
/// So much of a sign's weight counts at once, however short its session.
const AT_ONCE: f64 = 0.25;

/// The step in log odds by all sessions of a meter within a time: for each sign the longest session counts,
/// and all signs together at most [`MOST_LOG_ODDS`]. Without sessions it is 0: silence says nothing, as a
/// sensor may not see a line.
#[must_use]
pub fn log_odds<'a>(sessions: impl IntoIterator<Item = &'a Session>) -> f64 {
    let mut by_sign = [0.0_f64; 3];
    for session in sessions {
        let share = AT_ONCE + (1.0 - AT_ONCE) * (session.active_s / FULL_S).clamp(0.0, 1.0);
        for (place, sign) in [Sign::Rhythm, Sign::PoolName, Sign::Stratum].into_iter().enumerate() {
            if session.signs.contains(&sign) {
                by_sign[place] = by_sign[place].max(of_sign(sign) * share);
            }
        }
    }
    by_sign.iter().sum::<f64>().min(MOST_LOG_ODDS)
}

/// A score moved by a step in log odds.
#[must_use]
pub fn moved(score: f64, step: f64) -> f64 {
    // Certainty cannot be moved, and is none.
    const LEAST: f64 = 1e-6;
    if step == 0.0 {
        return score;
    }
    let score = score.clamp(LEAST, 1.0 - LEAST);
    1.0 / (1.0 + (-((score / (1.0 - score)).ln() + step)).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session(signs: &[Sign], active_s: f64) -> Session {
        Session { signs: signs.to_vec(), active_s, ..Session::default() }
    }

    #[test]
    fn more_weighs_more_and_never_more_than_the_most() {
        assert_eq!(log_odds([]), 0.0);
        assert_eq!(moved(0.3, 0.0), 0.3);
        let rhythm = log_odds([&session(&[Sign::Rhythm], 1e5)]);
        let short = log_odds([&session(&[Sign::Stratum], 0.0)]);
        let long = log_odds([&session(&[Sign::Stratum], 1e9)]);
        assert!(0.0 < rhythm && rhythm < short && short < long);
        let all = session(&[Sign::Rhythm, Sign::PoolName, Sign::Stratum], 1e9);
        assert_eq!(log_odds([&all, &all, &all]), MOST_LOG_ODDS);
        assert!((moved(0.5, MOST_LOG_ODDS) - 20.0 / 21.0).abs() < 1e-12);
        assert!(moved(1.0, MOST_LOG_ODDS) <= 1.0 && moved(0.0, MOST_LOG_ODDS) < 1e-4);
    }
}
