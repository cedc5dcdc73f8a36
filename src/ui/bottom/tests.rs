//! Tests of the panel below the map, by what is read out.
