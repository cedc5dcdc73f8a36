//! Owns the list of what is measured of a meter: names, units, reasons. Does not measure.

macro_rules! measures {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// A statistic of one meter. NaN where it cannot be computed, for instance hours of a day
        /// from daily readings. *Share* means a ratio to the meter's own mean power, so that flats
        /// and factories compare.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(usize)]
        pub enum Measure {
            $($(#[$doc])* $variant,)*
        }

        impl Measure {
            /// All measures, in the order of their values.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();
            /// Their names in data files, in the order of their values.
            pub const NAMES: [&'static str; Self::COUNT] = [$($name),*];

            /// Its name in data files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }
        }
    };
}

measures! {
    // Levels.
    /// Mean power, kW.
    MeanKw "mean_kw",
    /// Standard deviation of readings over their mean.
    Variation "variation",
    /// Share of readings that are missing.
    Missing "missing",
    /// Share of readings that are zero.
    Zero "zero",
    /// 5th percentile, share.
    P05 "p05",
    /// Median, share.
    P50 "p50",
    /// 95th percentile, share.
    P95 "p95",
    /// Mean over the 99th percentile: the load factor without outliers.
    LoadFactor "load_factor",
    /// 95th percentile, kW.
    P95Kw "p95_kw",
    /// Share of readings within 4 % of the most frequent level.
    ModeMass "mode_mass",
    /// Most frequent level, share.
    ModeLevel "mode_level",
    /// Share of readings below the most frequent level: a plateau under a home's own load is its
    /// floor.
    BelowMode "below_mode",

    // The day and the week.
    /// Mean of 23–7 h, share.
    Night "night",
    /// Mean of 17–21 h, share.
    Evening "evening",
    /// Mean of 10–16 h, share.
    Noon "noon",
    /// Mean of weekends over that of workdays.
    Weekend "weekend",
    /// Base load of weekends over that of workdays.
    WeekendBase "weekend_base",
    /// Base load at night (0–6 h) over base load by day (8–20 h).
    NightBase "night_base",
    /// Standard deviation of the mean day, share.
    DayShape "day_shape",
    /// Largest rise from one hour to the next at one time of the clock, mean of the latest two
    /// weeks, share.
    ClockRise "clock_rise",
    /// That rise, kW.
    ClockRiseKw "clock_rise_kw",
    /// That rise over its standard deviation from day to day: a timer repeats.
    ClockRiseRepeat "clock_rise_repeat",
    /// Local hour of that rise.
    ClockRiseHour "clock_rise_hour",
    /// Largest fall, as [`Measure::ClockRise`].
    ClockFall "clock_fall",
    /// That fall over its standard deviation from day to day.
    ClockFallRepeat "clock_fall_repeat",
    /// Local hour of that fall.
    ClockFallHour "clock_fall_hour",
    /// Smaller over larger of rise and fall: what one timer switches is equal.
    ClockEqual "clock_equal",
    /// The rise at the same time of the clock in the first week, share.
    ClockRiseBefore "clock_rise_before",
    /// Roughness between the rise and the fall over that of the rest of the day.
    ClockCalm "clock_calm",
    /// Mean of rise and fall without the interval in which the switch lies, kW: the size of what
    /// the timer switches.
    ClockSizeKw "clock_size_kw",
    /// Floor between the hour of the rise and that of the fall over the floors of the two hours
    /// before and after, median of the latest two weeks, share.
    TimerShare "timer_share",
    /// Interquartile range of it from day to day, over the median.
    TimerSpread "timer_spread",
    /// Share of the latest days on which it was more than half of the median.
    TimerKept "timer_kept",
    /// Most likely rise of it over all days, share: a timer that began.
    TimerStep "timer_step",
    /// That rise in standard errors.
    TimerStepT "timer_step_t",
    /// Autocorrelation at one hour.
    RepeatHour "repeat_hour",
    /// Autocorrelation at one day.
    RepeatDay "repeat_day",
    /// Autocorrelation at one week.
    RepeatWeek "repeat_week",
    /// Highest autocorrelation of the changes from reading to reading, at 0.75 to 4 hours: a
    /// thermostat.
    CycleLikeness "cycle_likeness",
    /// Where it lies, hours.
    CycleHours "cycle_hours",

    // Calm.
    /// Mean absolute change from one reading to the next, share.
    Rough "rough",
    /// Median absolute change, share.
    RoughMedian "rough_median",
    /// Share of changes below 2 % of the mean.
    Still "still",
    /// Share of stretches of 6 hours in which readings stay within 10 % of their mean.
    CalmShare "calm_share",
    /// Lowest spread of any 6 hours, over their mean.
    CalmBest "calm_best",
    /// Lower quartile of such spreads.
    CalmQuartile "calm_quartile",
    /// Spread of the calmer half of stretches, over the mean: noise at the floor.
    CalmLevel "calm_level",

    // The floor: what the load never falls below.
    /// Highest floor of any 6 hours, share.
    Floor6Max "floor6_max",
    /// Median floor of 6 hours, share.
    Floor6Median "floor6_median",
    /// Highest floor of any 24 hours, share.
    Floor24Max "floor24_max",
    /// Highest floor of any 24 hours, kW.
    Floor24MaxKw "floor24_max_kw",
    /// Median floor of 24 hours, share.
    Floor24Median "floor24_median",
    /// Lowest floor of 24 hours, share.
    Floor24Min "floor24_min",
    /// Highest floor of any 72 hours, share.
    Floor72Max "floor72_max",
    /// Highest floor of any 72 hours minus the lowest, kW.
    Floor72RangeKw "floor72_range_kw",

    /// Lowest floor of 24 hours, kW.
    Floor24MinKw "floor24_min_kw",
    /// Interquartile range of the floors of 6 hours over their median.
    Floor6Spread "floor6_spread",
    /// Shifts of the floor a week.
    ShiftsWeek "shifts_week",
    /// Largest rise of the floor within 3 hours, share.
    ShiftRise "shift_rise",
    /// Largest fall, share.
    ShiftFall "shift_fall",
    /// Share of shifts that are of the size that repeats most.
    ShiftSameShare "shift_same_share",
    /// That size, share.
    ShiftSame "shift_same",
    /// That size, kW.
    ShiftSameKw "shift_same_kw",
    /// Shifts of that size a week.
    ShiftSameWeek "shift_same_week",
    /// Short dips below a floor that is the same before and after, a week, two of them not counted:
    /// restarts of what runs all the time.
    DipsWeek "dips_week",
    /// Median depth of such dips over the floor they interrupt; nothing of two, and all of it only
    /// from six on.
    DipDepth "dip_depth",

    // What it is, and what it never falls below for good.
    /// 1 for a home, 0 for anything else that is billed.
    Household "household",
    /// Phases it measures.
    Phases "phases",
    /// Median of daily base loads over the power of the contract.
    ContractShare "contract_share",
    /// 2nd percentile, kW: the load that is always there.
    CoreKw "core_kw",
    /// Lower quartile over the 2nd percentile: 1 where what is always there is all there is at rest.
    CoreEven "core_even",
    /// Highest minus lowest of the median floors of the four quarters of a day, over their mean: 0 for
    /// what knows no hour.
    CoreHours "core_hours",
    /// Interquartile range of the base loads of days over their median.
    CoreDays "core_days",

    // From day to day.
    /// Median over days of the base load (a day's 10th percentile), share.
    BaseShare "base_share",
    /// That, kW.
    BaseKw "base_kw",
    /// Median absolute deviation of the daily base loads over their median.
    BaseSpread "base_spread",
    /// Largest step of the daily base load, kW.
    BaseStepKw "base_step_kw",
    /// That step, share.
    BaseStep "base_step",
    /// That step in standard errors.
    BaseStepT "base_step_t",
    /// Level after the step over that before it.
    BaseStepRatio "base_step_ratio",
    /// Daily base load before the step, share: the meter's own past.
    BaseBefore "base_before",
    /// Largest step of the daily mean, share.
    MeanStep "mean_step",
    /// That step in standard errors.
    MeanStepT "mean_step_t",
    /// Step of the base load over the step of the mean at the same day: 1 for what runs all day.
    StepFullness "step_fullness",
    /// Base load of the last third of days minus that of the first, share.
    BaseTrend "base_trend",
    /// Kendall's rank correlation of the daily base load with time: growth.
    BaseTau "base_tau",
    /// Between-class share of the variance of daily base loads when parted into two levels
    /// (Otsu 1979, doi:10.1109/TSMC.1979.4310076): on and off.
    BaseTwoLevels "base_two_levels",
    /// Difference of the two levels, share.
    BaseLevelGap "base_level_gap",
    /// Spread of the days of the upper level over that level.
    BaseUpperSpread "base_upper_spread",
    /// Median over days of highest minus lowest reading, share.
    DayRange "day_range",
    /// Smallest range of a day over the day's mean.
    DayRangeBest "day_range_best",

    /// Most likely rise of the floors of quarters of a day, each against the same quarter, share.
    QuarterStep "quarter_step",
    /// That rise, kW.
    QuarterStepKw "quarter_step_kw",
    /// That rise in standard errors.
    QuarterStepT "quarter_step_t",
    /// Lowest tenth of those floors after the rise minus the highest tenth before it, over the rise:
    /// 1 for what never stands still, negative where it had been as high before.
    StepGap "step_gap",
    /// Smallest over largest of the rises of the four quarters of the day: 1 for what runs day and
    /// night alike.
    StepEven "step_even",
    /// Largest rise of the floor from three hours to the next three around that time, over the
    /// rise: 1 for what is switched on, less for what comes slowly; more where the day's own rhythm
    /// is the larger rise.
    StepSharp "step_sharp",
    /// Most likely rise of the floor of one quarter of the day, share.
    TimedStep "timed_step",
    /// That rise in standard errors.
    TimedStepT "timed_step_t",

    /// Spread of the floors after the rise (interquartile range) over the rise: 0 for what draws the
    /// same each day.
    RiseSpread "rise_spread",
    /// Correlation of the floors after the rise with the cold: near 1 for heating that has begun.
    RiseHeat "rise_heat",
    /// What is left of the floors after the rise at no heating demand at all, over their mean.
    RiseUnheated "rise_unheated",
    /// Lowest floor of the last day over the 95th percentile of all floors before it, kW.
    RecentRiseKw "recent_rise_kw",
    /// The same over the median of the floors before it.
    RecentRatio "recent_ratio",
    /// Lowest floor of the last half day over the 95th percentile of the floors before it at the same
    /// hours, kW.
    RecentHalfKw "recent_half_kw",
    /// The lowest floor of the last day over what was high before, as a share of its mean: 1 for a load that is nearly all there is.
    RecentShare "recent_share",

    // Weather.
    /// Correlation of the daily mean with heating demand below 16 °C.
    HeatMean "heat_mean",
    /// Correlation of the daily base load with heating demand.
    HeatBase "heat_base",
    /// Step of the daily base load in standard errors once heating demand is taken out.
    HeatedStepT "heated_step_t",
    /// That step, share.
    HeatedStep "heated_step",

    // Less than there was.
    /// Standard deviation of daily means, share.
    DayVariation "day_variation",
    /// Autocorrelation of daily means at one day.
    DayRepeat "day_repeat",
    /// Autocorrelation of daily means at seven days.
    DayWeek "day_week",
    /// Lowest mean of 7 days in a row over that of the 7 days before: a drop.
    Drop7 "drop7",
    /// Most likely fall of the daily mean, share.
    Fall "fall",
    /// That fall in standard errors.
    FallT "fall_t",
    /// Mean of the last third of days over that of the first.
    LastFirst "last_first",
    /// Share of days without any energy.
    ZeroDays "zero_days",
    /// Longest run of zeros, days.
    ZeroRunDays "zero_run_days",
    /// Longest run of equal readings above zero, days.
    FrozenRunDays "frozen_run_days",
    /// Share of readings equal to the one before and above zero.
    Frozen "frozen",
    /// Share of readings within 1 % of the highest: a register with a cap.
    Capped "capped",
    /// Zeros at night (23–7 h) over all zeros.
    NightZeros "night_zeros",
    /// Lowest daily mean, share.
    DayMin "day_min",
    /// Highest daily mean, share.
    DayMax "day_max",
}
