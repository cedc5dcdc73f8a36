//! Owns who hangs on a meter: a home or a business, what a table of meters says of it, and what
//! rig would fit it. Does not simulate either.

use super::{
    business::Business,
    change::Change,
    heating::HeatingKind,
    home::{Home, HomeKind},
    maths::Draw,
    plan::Grid,
    rig::RigSize,
    series::Series,
};
use crate::{
    draw::Stream,
    meter::{MeterFacts, Tariff},
};

/// What hangs on a meter.
#[derive(Debug)]
pub(super) enum Customer {
    Home(Box<Home>),
    Business(Business),
}

impl Customer {
    pub(super) fn draw(neighbourhood: [u32; 5], days: usize, stream: &mut Stream) -> Self {
        let kinds = [Some(HomeKind::Flat), Some(HomeKind::House), Some(HomeKind::Dacha), None, None];
        let weighted: [(u32, usize); 5] = std::array::from_fn(|at| (neighbourhood[at], at));
        let at = *stream.pick(&weighted);
        match kinds[at] {
            Some(kind) => Self::Home(Box::new(Home::draw(kind, days, stream))),
            None if at == 3 => Self::Business(Business::draw(stream)),
            None => Self::Business(Business::of_block(stream)),
        }
    }

    pub(super) fn simulate(&self, grid: &Grid, stream: &mut Stream, to: &mut Series) {
        match self {
            Self::Home(home) => home.simulate(&grid.around, &grid.habits, stream, to),
            Self::Business(business) => business.simulate(&grid.around, stream, to),
        }
    }

    /// Lets life change in some homes that are lived in all year; says how in the word of the labels.
    pub(super) fn change(&mut self, days: usize, stream: &mut Stream) -> Option<&'static str> {
        let Self::Home(home) = self else { return None };
        if home.kind != HomeKind::Dacha {
            home.change = Change::draw(days, stream);
        }
        home.change.as_ref().map(Change::name).or_else(|| home.is_dried(days).then_some("drying"))
    }

    pub(super) fn solar_kw(&self) -> f32 {
        if let Self::Home(home) = self { home.solar_kw } else { 0.0 }
    }

    /// Kind in the labels.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Business(business) => business.kind.name,
            Self::Home(home) => match (home.kind, home.heating.kind) {
                (HomeKind::Dacha, _) => "dacha",
                (HomeKind::Flat, HeatingKind::None) if home.has_electric_stove => "flat, electric stove",
                (HomeKind::Flat, HeatingKind::None) => "flat",
                (HomeKind::Flat, _) => "flat, portable heater",
                (_, HeatingKind::Direct) => "house, electric heating",
                (_, HeatingKind::Stored) => "house, stored heating",
                (_, HeatingKind::HeatPump) => "house, heat pump",
                _ if home.has_car => "house, electric car",
                _ => "house",
            },
        }
    }

    /// What is known: houses get up to 15 kW on easy terms (Government decree 861 of 2004-12-27),
    /// flats have 5 to 10 kW (SP 256.1325800.2016); for the rest assumptions.
    pub(super) fn facts(
        &self,
        feeder_id: &str,
        region: &str,
        mean_kw: f32,
        stream: &mut Stream,
    ) -> MeterFacts {
        let (tariff, has_three_phases, contract_kw) = match self {
            Self::Home(home) if home.kind == HomeKind::Flat => {
                (Tariff::Household, stream.happens(0.1), *stream.pick(&[(3, 5.0), (4, 7.0), (3, 10.0)]))
            }
            Self::Home(home) => {
                let heats = home.heating.kind != HeatingKind::None;
                let contract_kw = if heats { 15.0 } else { *stream.pick(&[(3, 5.0), (3, 10.0), (4, 15.0)]) };
                (Tariff::Household, heats || stream.happens(0.5), contract_kw)
            }
            Self::Business(business) => {
                let most_kw = business.kw.max(mean_kw) * stream.between(1.5, 4.0) as f32;
                let contract_kw = (most_kw / 5.0).ceil() * 5.0;
                (Tariff::Business, contract_kw > 10.0 || stream.happens(0.5), contract_kw)
            }
        };
        MeterFacts {
            feeder_id: Some(feeder_id.to_owned()),
            region: Some(region.to_owned()),
            tariff: Some(tariff),
            phases: Some(if has_three_phases { 3 } else { 1 }),
            // One contract in ten is not on file.
            contract_kw: (!stream.happens(0.1)).then_some(contract_kw),
            ..MeterFacts::default()
        }
    }

    pub(super) fn rig_size(&self, phases: Option<u8>, mean_kw: f32) -> RigSize {
        match self {
            Self::Business(_) => RigSize::Business(mean_kw),
            Self::Home(_) if phases == Some(3) => RigSize::House,
            Self::Home(_) => RigSize::Flat,
        }
    }
}
