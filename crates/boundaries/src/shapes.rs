//! Owns the flat storage of lines and rings: points in one block, grouped into paths, grouped into
//! features. Rings are filled by the even–odd rule, so that winding and the grouping into polygons
//! and holes do not matter.

/// Longitude and latitude in degrees.
pub type Point = [f64; 2];

/// Paths of features in flat storage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shapes {
    points: Vec<Point>,
    path_ends: Vec<u32>,
    feature_ends: Vec<u32>,
}

impl Shapes {
    /// The points, and where each path and each feature ends: in points, and in paths.
    #[must_use]
    pub fn into_parts(self) -> (Vec<Point>, Vec<u32>, Vec<u32>) {
        (self.points, self.path_ends, self.feature_ends)
    }

    /// Appends a path to the open feature; an empty one is dropped.
    pub fn push_path(&mut self, points: impl IntoIterator<Item = Point>) {
        self.points.extend(points);
        self.end_path();
    }

    /// Closes the open feature, which may have no path.
    pub fn end_feature(&mut self) {
        self.end_path();
        self.feature_ends.push(length(self.path_ends.len()));
    }

    /// All points of all paths.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Number of features.
    #[must_use]
    pub fn feature_count(&self) -> usize {
        self.feature_ends.len()
    }

    /// Number of paths.
    #[must_use]
    pub fn path_count(&self) -> usize {
        self.path_ends.len()
    }

    /// The paths of feature `index`; none where there is no such feature.
    pub fn feature(&self, index: usize) -> impl Iterator<Item = &[Point]> {
        let first = if index == 0 { 0 } else { self.feature_ends.get(index - 1).copied().unwrap_or(0) };
        let end = self.feature_ends.get(index).copied().unwrap_or(first);
        (first as usize..end as usize).map(|path| self.path(path))
    }

    /// Makes room for so many points, if there is any; without it all goes on, slower.
    pub(crate) fn reserve(&mut self, points: usize) {
        let _ = self.points.try_reserve(points);
    }

    /// Appends a point to the open path.
    pub(crate) fn push(&mut self, point: Point) {
        self.points.push(point);
    }

    /// Closes the open path; an empty one is dropped.
    pub(crate) fn end_path(&mut self) {
        let end = length(self.points.len());
        if self.path_ends.last().copied().unwrap_or(0) < end {
            self.path_ends.push(end);
        }
    }

    /// The points of the open path.
    pub(crate) fn open_path(&self) -> &[Point] {
        &self.points[self.path_ends.last().map_or(0, |&end| end as usize)..]
    }

    pub(crate) fn drop_open_path(&mut self) {
        self.points.truncate(self.path_ends.last().map_or(0, |&end| end as usize));
    }

    pub(crate) fn drop_open_feature(&mut self) {
        self.path_ends.truncate(self.feature_ends.last().map_or(0, |&end| end as usize));
        self.drop_open_path();
    }

    pub(crate) fn open_path_count(&self) -> usize {
        self.path_ends.len() - self.feature_ends.last().map_or(0, |&end| end as usize)
    }

    /// The points of the open feature, to be moved in place.
    pub(crate) fn open_feature_mut(&mut self) -> &mut [Point] {
        let paths = self.feature_ends.last().map_or(0, |&end| end as usize);
        let first = if paths == 0 { 0 } else { self.path_ends[paths - 1] as usize };
        &mut self.points[first..]
    }

    pub(crate) fn append(&mut self, other: Self) {
        if self.feature_ends.is_empty() && self.points.is_empty() {
            *self = other;
            return;
        }
        let (points, paths) = (length(self.points.len()), length(self.path_ends.len()));
        self.points.extend_from_slice(&other.points);
        self.path_ends.extend(other.path_ends.iter().map(|end| end.saturating_add(points)));
        self.feature_ends.extend(other.feature_ends.iter().map(|end| end.saturating_add(paths)));
    }

    fn path(&self, index: usize) -> &[Point] {
        let first = if index == 0 { 0 } else { self.path_ends[index - 1] as usize };
        &self.points[first..self.path_ends[index] as usize]
    }
}

// Sources above 8 GiB are refused and a point takes several bytes, so a longer block cannot arise.
fn length(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
