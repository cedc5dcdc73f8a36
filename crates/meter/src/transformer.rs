//! Owns the sizes of distribution transformers and what their iron loses. Does not know feeders.

/// Sizes of oil-immersed distribution transformers, kVA, with their no-load losses in W: at most those
/// allowed to new ones (Ecodesign, Regulation (EU) 548/2014, annex I, table I.1, tier 1, from 2015; its
/// sizes of 25 kVA included), and those of the last class of what was built before (EN 50464-1:2007, E0,
/// near to which lie those of the Russian series TM and TMG).
pub const TRANSFORMERS: [(f64, f64, f64); 9] = [
    (25.0, 70.0, 130.0),
    (50.0, 90.0, 190.0),
    (100.0, 145.0, 320.0),
    (160.0, 210.0, 460.0),
    (250.0, 300.0, 650.0),
    (315.0, 360.0, 770.0),
    (400.0, 430.0, 930.0),
    (500.0, 510.0, 1100.0),
    (630.0, 600.0, 1300.0),
];
