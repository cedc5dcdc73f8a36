//! Owns running the join of detections to regions on all processors. Does not decide where a
//! point lies (`geo`) nor what a join does to a row (`atlas`).

use crate::{
    atlas::{Detections, JoinSummary, join_chunk},
    geo::RegionIndex,
};
use rayon::prelude::*;

/// Rows joined at once by one processor.
const CHUNK_ROWS: usize = 1 << 15;

impl Detections {
    /// Gives each row without a region the one that its position lies in; `codes` names the
    /// features of `index`. Rows with a region keep it. Runs on the threads of the caller's
    /// pool; the result does not depend on their number.
    pub fn join_by_position(&mut self, index: &RegionIndex, codes: &[String]) -> JoinSummary {
        let numbers = self.numbers_of(codes);
        self.region
            .par_chunks_mut(CHUNK_ROWS)
            .zip(self.lon.par_chunks(CHUNK_ROWS).zip(self.lat.par_chunks(CHUNK_ROWS)))
            .map(|(region, (lon, lat))| join_chunk(lon, lat, region, index, &numbers))
            .reduce(JoinSummary::default, JoinSummary::plus)
    }
}
