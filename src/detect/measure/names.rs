//! Owns the list of what is measured of a meter: names, units, reasons. Does not measure.

macro_rules! measures {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// A statistic of one meter. Ratios are to the meter's own mean unless said otherwise;
        /// NaN where it cannot be computed, for instance hours of a day from daily readings.
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
        }
    };
}

measures! {
    /// Mean power, kW.
    MeanKw "mean_kw",
    /// Standard deviation of readings over their mean.
    Variation "variation",
    /// Mean over the 99th percentile of readings.
    LoadFactor "load_factor",
    /// Share of readings that are missing.
    Missing "missing",
    /// Share of readings that are zero.
    Zero "zero",
    /// Median over days of the lowest reading of a day, as a share of the mean: the base load.
    BaseShare "base_share",
    /// Largest rise of the daily base load from one side of a day to the other, kW.
    BaseStepKw "base_step_kw",
    /// That rise as a share of the mean.
    BaseStep "base_step",
    /// How many standard errors that rise is.
    BaseStepT "base_step_t",
}
