//! Owns what mining earns: hash rate, revenue, the price of power at which it pays, tax, and what
//! growth of a country does to the difficulty of the network. Does not know regions.

/// Hours of a year.
pub const HOURS: f64 = 8760.0;

/// Days of a year.
const DAYS: f64 = 365.0;

/// Russian profit tax on mining by companies, from 2025 (Tax Code; Kommersant 7363333).
const PROFIT_TAX: f64 = 0.25;

/// Least share of electricity in the cost of mining ("more than 70%", Industrial Mining Association).
const POWER_SHARE_OF_COST: f64 = 0.7;

/// A figure with its bounds.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Range {
    /// The figure.
    pub value: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

impl Range {
    /// An exact figure.
    #[must_use]
    pub const fn exact(value: f64) -> Self {
        Self { value, low: value, high: value }
    }

    /// Figure and bounds through a function that grows or falls all the way.
    #[must_use]
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        let (a, b) = (f(self.low), f(self.high));
        Self { value: f(self.value), low: a.min(b), high: a.max(b) }
    }

    /// The product of two figures of which neither is below zero.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self { value: self.value * other.value, low: self.low * other.low, high: self.high * other.high }
    }
}

/// Prices and machines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Economics {
    /// What a petahash earns a day, US dollars.
    pub hash_price_usd_per_ph_day: f64,
    /// Roubles for a US dollar.
    pub rub_per_usd: f64,
    /// Energy of a terahash, joules.
    pub efficiency_j_per_th: f64,
    /// Power of cooling and losses over that of machines, as a share.
    pub overhead: f64,
    /// Share of the year that machines run.
    pub load_factor: f64,
    /// Hash rate of the whole network, EH/s.
    pub network_eh_per_s: f64,
}

impl Economics {
    /// Hash rate of a power at the meter, EH/s, when machines run.
    #[must_use]
    pub fn hash_rate_eh_per_s(&self, mw: f64) -> f64 {
        // A MW is as many terahashes a second as a million joules allow; an exahash is a million.
        mw / (1.0 + self.overhead) / self.efficiency_j_per_th
    }

    /// Revenue of a hash rate for a year at a hash price, billion roubles.
    fn revenue_bn_rub(&self, eh_per_s: f64, usd_per_ph_day: f64) -> f64 {
        eh_per_s * 1e3 * usd_per_ph_day * DAYS * self.load_factor * self.rub_per_usd / 1e9
    }

    /// Revenue of a power for a year, billion roubles, at the hash price given.
    #[must_use]
    pub fn revenue_of_mw(&self, mw: f64) -> f64 {
        self.revenue_bn_rub(self.hash_rate_eh_per_s(mw), self.hash_price_usd_per_ph_day)
    }

    /// The hash price after so many EH/s came to the network: blocks pay the same, difficulty
    /// follows within two weeks.
    #[must_use]
    pub fn hash_price_after(&self, added_eh_per_s: f64) -> f64 {
        self.hash_price_usd_per_ph_day * self.network_eh_per_s
            / (self.network_eh_per_s + added_eh_per_s).max(f64::MIN_POSITIVE)
    }

    /// The same economics with so much power added to the network.
    #[must_use]
    pub fn after(&self, added_mw: f64) -> Self {
        let added = self.hash_rate_eh_per_s(added_mw) * self.load_factor;
        Self {
            hash_price_usd_per_ph_day: self.hash_price_after(added),
            network_eh_per_s: self.network_eh_per_s + added,
            ..*self
        }
    }

    /// Cost of a MW for a year at a price of power, million roubles.
    #[must_use]
    pub fn power_cost_of_mw(&self, rub_per_kwh: f64) -> f64 {
        rub_per_kwh * HOURS * self.load_factor / 1e3
    }

    /// Price of power at which revenue pays the electricity and nothing else, RUB/kWh.
    #[must_use]
    pub fn break_even_rub_per_kwh(&self) -> f64 {
        // A petahash draws as many kW as joules a terahash takes.
        let kwh_per_ph_day = 24.0 * self.efficiency_j_per_th * (1.0 + self.overhead);
        self.hash_price_usd_per_ph_day * self.rub_per_usd / kwh_per_ph_day
    }

    /// Profit tax of a year, billion roubles: at most on all that electricity leaves, at least on
    /// what is left where electricity is no more than 70% of costs. Losses pay none.
    #[must_use]
    pub fn profit_tax_bn_rub(&self, revenue_bn_rub: f64, electricity_bn_rub: f64) -> (f64, f64) {
        let tax = |cost: f64| PROFIT_TAX * (revenue_bn_rub - cost).max(0.0);
        (tax(electricity_bn_rub / POWER_SHARE_OF_COST), tax(electricity_bn_rub))
    }
}

/// What many times a country's mining would earn.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Growth {
    /// Share of the network today, 0–1.
    pub share: f64,
    /// Share afterwards.
    pub share_after: f64,
    /// Revenue of a year today, billion roubles.
    pub revenue_bn_rub: f64,
    /// Afterwards, if difficulty did not move.
    pub revenue_frozen_bn_rub: f64,
    /// Afterwards, with difficulty as it would be.
    pub revenue_after_bn_rub: f64,
    /// Hash price afterwards, US dollars per PH/s and day.
    pub hash_price_after: f64,
    /// Hash price today at which the revenue afterwards is what is claimed; difficulty moves.
    pub hash_price_needed: f64,
    /// Share today at which the revenue afterwards is what is claimed at today's hash price; `None`
    /// where no share is enough.
    pub share_needed: Option<f64>,
}

/// What `times` the share of a country would earn, and what must hold for it to earn
/// `claimed_bn_rub` a year.
#[must_use]
pub fn fivefold(economics: &Economics, share: f64, times: f64, claimed_bn_rub: f64) -> Growth {
    let network = economics.network_eh_per_s;
    // The network runs all day: its hash rate is what it has, not what it could.
    let all = Economics { load_factor: 1.0, ..*economics };
    let whole = all.revenue_bn_rub(network, economics.hash_price_usd_per_ph_day);
    let added = (times - 1.0) * share;
    let share_after = times * share / (1.0 + added);
    // times × s ÷ (1 + (times − 1) s) = claimed ÷ whole, solved for s.
    let wanted = claimed_bn_rub / whole;
    let needed = wanted / (times - wanted * (times - 1.0));
    Growth {
        share,
        share_after,
        revenue_bn_rub: share * whole,
        revenue_frozen_bn_rub: times * share * whole,
        revenue_after_bn_rub: share_after * whole,
        hash_price_after: economics.hash_price_usd_per_ph_day / (1.0 + added),
        hash_price_needed: economics.hash_price_usd_per_ph_day * claimed_bn_rub / (share_after * whole),
        share_needed: (0.0..=1.0).contains(&needed).then_some(needed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn economics() -> Economics {
        Economics {
            hash_price_usd_per_ph_day: 33.34,
            rub_per_usd: 80.0,
            efficiency_j_per_th: 17.5,
            overhead: 0.0,
            load_factor: 1.0,
            network_eh_per_s: 1000.0,
        }
    }

    #[test]
    fn the_machine_of_the_formula_breaks_even_where_it_should() {
        // S21: 200 TH/s at 3.5 kW earns 6.67 dollars a day and uses 84 kWh: 0.0794 dollars a kWh.
        let e = economics();
        assert!((e.hash_rate_eh_per_s(0.0035) - 200.0 / 1e6).abs() < 1e-12);
        assert!((e.revenue_of_mw(0.0035) * 1e9 / DAYS / 80.0 - 6.668).abs() < 1e-9);
        assert!((e.break_even_rub_per_kwh() / 80.0 - 0.079_381).abs() < 1e-6);
        assert!((e.power_cost_of_mw(4.0) - 35.04).abs() < 1e-9);
    }

    #[test]
    fn growth_of_a_country_moves_the_price_of_all() {
        let growth = fivefold(&economics(), 0.15, 5.0, 200.0);
        // 1000 EH/s × 33.34 dollars × 365 days × 80 roubles: 973.528 billion a year.
        assert!((growth.revenue_bn_rub - 146.0292).abs() < 1e-6);
        assert!((growth.share_after - 0.75 / 1.6).abs() < 1e-12);
        assert!((growth.revenue_after_bn_rub - growth.revenue_frozen_bn_rub / 1.6).abs() < 1e-9);
        let at = fivefold(&economics(), growth.share_needed.expect("there is one"), 5.0, 200.0);
        assert!((at.revenue_after_bn_rub - 200.0).abs() < 1e-9);
        let priced = Economics { hash_price_usd_per_ph_day: growth.hash_price_needed, ..economics() };
        assert!((fivefold(&priced, 0.15, 5.0, 200.0).revenue_after_bn_rub - 200.0).abs() < 1e-9);
    }

    #[test]
    fn losses_pay_no_tax() {
        assert_eq!(economics().profit_tax_bn_rub(10.0, 12.0), (0.0, 0.0));
        let (low, high) = economics().profit_tax_bn_rub(20.0, 7.0);
        assert!((low - 2.5).abs() < 1e-12 && (high - 3.25).abs() < 1e-12);
    }
}
