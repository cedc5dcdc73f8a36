//! Owns readings of registers that are kept by day like energies, and the energies that follow from them. What
//! follows depends on the registers kept, not on the order in which they came.

use super::{
    quantity::Quantity,
    store::{DAY_S, Delivery, Kept, day_path},
    table::Table,
};
use crate::{IoError, Problems};
use headend::quarters::{LONGEST_STEP_S, quarters};
use std::{collections::BTreeSet, path::Path};

/// Keeps registers in their folder, and the energies of all quarters of an hour that they touch in that of
/// readings. Gives the meters whose registers fell besides.
///
/// # Errors
/// A day that is kept cannot be read, or cannot be written.
pub(crate) fn settle_registers(
    registers: Delivery,
    folder: &Path,
    readings: &Path,
) -> Result<(Kept, BTreeSet<String>), IoError> {
    let days = registers.days();
    registers.keep(folder)?;
    let (mut kept, mut fell) = (Kept::default(), BTreeSet::new());
    for day in days {
        // Quarters near midnight follow from registers of both days.
        let mut known = Delivery::default();
        for day in day - 1..=day + 1 {
            let path = day_path(folder, day);
            if path.exists() {
                known.add(&Table::open(&path, Quantity::Readings)?, &mut Problems::default())?;
            }
        }
        let span = (day * DAY_S - LONGEST_STEP_S, (day + 1) * DAY_S + LONGEST_STEP_S);
        let mut energies = Delivery::default();
        for (meter, of_meter) in known.by_meter() {
            let falls = quarters(&of_meter, span, &mut |at_s, wh| energies.add_reading(meter, at_s, wh));
            if falls > 0 {
                fell.insert(meter.to_owned());
            }
        }
        let of_day = energies.keep(readings)?;
        kept.new += of_day.new;
        kept.changed += of_day.changed;
        kept.days += of_day.days;
    }
    Ok((kept, fell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn energies_do_not_depend_on_the_order_of_registers(
            steps in proptest::collection::vec((60_i64..5000, 0_u32..500), 2..60),
            seed in any::<u64>(),
            size in 1_usize..9,
        ) {
            // Over two midnights.
            let (mut at_s, mut wh) = (86_400 - 20_000, 0);
            let registers: Vec<(i64, f64)> = steps
                .iter()
                .map(|&(seconds, more)| {
                    at_s += seconds;
                    wh += more;
                    (at_s, f64::from(wh))
                })
                .collect();
            let settled = |parts: Vec<Vec<(i64, f64)>>| {
                let folder = tempfile::tempdir().expect("tempdir");
                let at = |name: &str| folder.path().join(name);
                for part in parts {
                    let mut delivery = Delivery::default();
                    for (at_s, wh) in part {
                        delivery.add_reading("M", at_s, wh);
                    }
                    settle_registers(delivery, &at("registers"), &at("readings")).expect("settled");
                }
                let mut all = Delivery::default();
                for day in 0..6 {
                    let path = day_path(&at("readings"), day);
                    if path.exists() {
                        let table = Table::open(&path, Quantity::Readings).expect("opened");
                        all.add(&table, &mut Problems::default()).expect("read");
                    }
                }
                all.by_meter().into_iter().map(|(_, rows)| rows).collect::<Vec<_>>()
            };
            let mut shuffled = registers.clone();
            shuffled.sort_by_key(|&(at_s, _)| (at_s as u64).wrapping_mul(seed | 1));
            let parts = shuffled.chunks(size).map(<[_]>::to_vec).collect();
            prop_assert_eq!(settled(vec![registers]), settled(parts));
        }
    }
}
