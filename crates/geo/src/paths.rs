//! Owns the flat storage of lines and rings: coordinates in one block, grouped into paths,
//! grouped into features. Whether a path is a line or a ring is the holder's knowledge; rings
//! are filled by the even–odd rule, so winding and the polygon/hole grouping do not matter.

/// A coordinate pair: longitude and latitude in degrees, or x and y in metres or pixels.
pub type Point = [f64; 2];

/// Paths of features in flat storage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paths {
    points: Vec<Point>,
    path_ends: Vec<u32>,
    feature_ends: Vec<u32>,
}

impl Paths {
    /// Paths of points, with where each path ends in points, and each feature in paths.
    #[must_use]
    pub fn from_parts(points: Vec<Point>, path_ends: Vec<u32>, feature_ends: Vec<u32>) -> Self {
        debug_assert!(
            path_ends.is_sorted() && path_ends.last().is_none_or(|&end| end as usize <= points.len())
        );
        debug_assert!(
            feature_ends.is_sorted() && feature_ends.last().is_none_or(|&n| n as usize <= path_ends.len())
        );
        Self { points, path_ends, feature_ends }
    }

    /// Appends a point to the open path.
    pub fn push(&mut self, point: Point) {
        self.points.push(point);
    }

    /// Closes the open path; an empty one is dropped.
    pub fn end_path(&mut self) {
        let end = length(self.points.len());
        if self.path_ends.last().copied().unwrap_or(0) < end {
            self.path_ends.push(end);
        }
    }

    /// Closes the open feature, which may have no path.
    pub fn end_feature(&mut self) {
        self.end_path();
        self.feature_ends.push(length(self.path_ends.len()));
    }

    /// Appends a whole path.
    pub fn push_path(&mut self, points: impl IntoIterator<Item = Point>) {
        self.points.extend(points);
        self.end_path();
    }

    /// Forgets the points of the open path.
    pub fn drop_open_path(&mut self) {
        self.points.truncate(self.path_ends.last().map_or(0, |&end| end as usize));
    }

    /// Forgets the paths of the open feature.
    pub fn drop_open_feature(&mut self) {
        self.path_ends.truncate(self.feature_ends.last().map_or(0, |&end| end as usize));
        self.drop_open_path();
    }

    /// Number of paths ended in the open feature.
    #[must_use]
    pub fn open_path_count(&self) -> usize {
        self.path_ends.len() - self.feature_ends.last().map_or(0, |&end| end as usize)
    }

    /// The points of the open path.
    #[must_use]
    pub fn open_path(&self) -> &[Point] {
        &self.points[self.points.len() - self.open_len()..]
    }

    /// Number of points in the open path.
    #[must_use]
    pub fn open_len(&self) -> usize {
        self.points.len() - self.path_ends.last().map_or(0, |&end| end as usize)
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

    /// All points of all paths.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// All points, to be moved in place.
    pub fn points_mut(&mut self) -> &mut [Point] {
        &mut self.points
    }

    /// The paths of feature `index`.
    pub fn feature(&self, index: usize) -> impl Iterator<Item = &[Point]> {
        let first = if index == 0 { 0 } else { self.feature_ends[index - 1] as usize };
        (first..self.feature_ends[index] as usize).map(|path| self.path(path))
    }

    /// Path `index`, counted over all features.
    #[must_use]
    pub fn path(&self, index: usize) -> &[Point] {
        let first = if index == 0 { 0 } else { self.path_ends[index - 1] as usize };
        &self.points[first..self.path_ends[index] as usize]
    }

    /// All features in order, each as its paths.
    pub fn features(&self) -> impl Iterator<Item = impl Iterator<Item = &[Point]>> {
        (0..self.feature_count()).map(|index| self.feature(index))
    }

    /// Appends the features of `other`.
    pub fn append(&mut self, other: &Self) {
        let (points, paths) = (length(self.points.len()), length(self.path_ends.len()));
        self.points.extend_from_slice(&other.points);
        self.path_ends.extend(other.path_ends.iter().map(|end| end + points));
        self.feature_ends.extend(other.feature_ends.iter().map(|end| end + paths));
    }

    /// Box around all points; `None` when there are none.
    #[must_use]
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.points.iter().copied())
    }
}

// Readers refuse files with more than 2³² points, so a longer block cannot arise.
fn length(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// An axis-parallel box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Lower left corner.
    pub min: Point,
    /// Upper right corner.
    pub max: Point,
}

impl Bounds {
    /// The box around `points`, ignoring those that are not finite.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        points.into_iter().filter(|p| p[0].is_finite() && p[1].is_finite()).fold(None, |bounds, p| {
            let b = bounds.unwrap_or(Self { min: p, max: p });
            Some(Self {
                min: [b.min[0].min(p[0]), b.min[1].min(p[1])],
                max: [b.max[0].max(p[0]), b.max[1].max(p[1])],
            })
        })
    }

    /// The box around both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            min: [self.min[0].min(other.min[0]), self.min[1].min(other.min[1])],
            max: [self.max[0].max(other.max[0]), self.max[1].max(other.max[1])],
        }
    }

    /// Width.
    #[must_use]
    pub fn width(self) -> f64 {
        self.max[0] - self.min[0]
    }

    /// Height.
    #[must_use]
    pub fn height(self) -> f64 {
        self.max[1] - self.min[1]
    }

    /// Centre.
    #[must_use]
    pub fn centre(self) -> Point {
        [f64::midpoint(self.min[0], self.max[0]), f64::midpoint(self.min[1], self.max[1])]
    }

    /// The box grown by `margin` on every side.
    #[must_use]
    pub fn grown(self, margin: f64) -> Self {
        Self {
            min: [self.min[0] - margin, self.min[1] - margin],
            max: [self.max[0] + margin, self.max[1] + margin],
        }
    }

    /// Whether the two boxes share a point.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.min[0] <= other.max[0]
            && other.min[0] <= self.max[0]
            && self.min[1] <= other.max[1]
            && other.min[1] <= self.max[1]
    }

    /// Whether `p` lies in the box.
    #[must_use]
    pub fn contains(self, p: Point) -> bool {
        (self.min[0]..=self.max[0]).contains(&p[0]) && (self.min[1]..=self.max[1]).contains(&p[1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_keep_their_paths() {
        let mut paths = Paths::default();
        paths.push_path([[0.0, 0.0], [1.0, 0.0]]);
        paths.end_feature();
        paths.end_feature();
        paths.push_path([[5.0, 5.0]]);
        paths.push_path([]);
        paths.push_path([[6.0, 6.0]]);
        paths.end_feature();
        let shape: Vec<usize> = paths.features().map(Iterator::count).collect();
        assert_eq!(shape, [1, 0, 2]);
        assert_eq!(paths.feature(2).next(), Some(&[[5.0, 5.0]][..]));
        let mut undone = paths.clone();
        undone.push_path([[7.0, 7.0]]);
        undone.push([8.0, 8.0]);
        assert_eq!((undone.open_path_count(), undone.open_path()), (1, &[[8.0, 8.0]][..]));
        undone.drop_open_feature();
        assert_eq!(undone, paths);
        let mut twice = paths.clone();
        twice.append(&paths);
        assert_eq!(twice.feature(5).nth(1), Some(&[[6.0, 6.0]][..]));
    }
}
