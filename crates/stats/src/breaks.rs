//! Owns the class methods: from sorted values to the first index of each class, or to breaks.
//! Does not validate; see [`super::classes`].

/// Classes of equal width between the ends; breaks only.
pub(super) fn equal_interval(low: f64, high: f64, classes: usize) -> Vec<f64> {
    let step = (high - low) / classes as f64;
    (1..classes).map(|i| low + step * i as f64).collect()
}

/// Breaks at multiples of 1, 2 or 5 × 10ᵏ, so that about `classes` classes arise, and never more
/// than `most` (the rule of the `pretty` of S: Becker, Chambers & Wilks 1988, The New S Language).
pub(super) fn pretty(low: f64, high: f64, classes: usize, most: usize) -> Vec<f64> {
    let rough = (high - low) / classes as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let breaks = |step: f64| -> Vec<f64> {
        let (first, last) = ((low / step).floor() as i64 + 1, (high / step).ceil() as i64);
        (first..last).map(|i| i as f64 * step).filter(|b| *b > low && *b < high).collect()
    };
    let distance = |step: &f64| ((high - low) / step - classes as f64).abs();
    let steps = [1.0, 2.0, 5.0, 10.0, 20.0].map(|m| m * power);
    let fitting = steps.into_iter().filter(|step| breaks(*step).len() < most);
    fitting.min_by(|a, b| distance(a).total_cmp(&distance(b))).map_or_else(Vec::new, breaks)
}

/// First index of every class but the first: each class ends with the values up to its quantile,
/// interpolated between neighbours (type 7 of Hyndman & Fan 1996, doi:10.2307/2684934), so that
/// equal values stay together on the nearer side.
pub(super) fn quantile_starts(sorted: &[f64], classes: usize) -> Vec<usize> {
    let last = sorted.len() - 1;
    (1..classes)
        .map(|i| {
            let (at, part) = (i * last / classes, (i * last % classes) as f64 / classes as f64);
            let quantile = sorted[at] + part * (sorted[(at + 1).min(last)] - sorted[at]);
            sorted.partition_point(|v| *v <= quantile)
        })
        .collect()
}

/// First index of every class but the first, minimising the sum of squared deviations within
/// classes: natural breaks (Jenks 1967), exactly, by Fisher's dynamic programme
/// (doi:10.1080/01621459.1958.10501479). O(k n log n): the optimal start moves one way only.
pub(super) fn natural_starts(sorted: &[f64], classes: usize) -> Vec<usize> {
    let n = sorted.len();
    let classes = classes.min(n);
    let costs = Costs::new(sorted);
    let mut best: Vec<f64> = (0..n).map(|end| costs.of(0, end)).collect();
    let mut starts_by_class: Vec<Vec<usize>> = Vec::new();
    for class in 1..classes {
        let mut layer =
            Layer { previous: &best, costs: &costs, best: vec![f64::INFINITY; n], starts: vec![class; n] };
        layer.solve(class, n - 1, class, n - 1);
        let Layer { best: next, starts, .. } = layer;
        best = next;
        starts_by_class.push(starts);
    }
    let mut end = n - 1;
    let mut starts: Vec<usize> = Vec::new();
    for layer in starts_by_class.iter().rev() {
        let start = layer[end];
        starts.push(start);
        end = start - 1;
    }
    starts.reverse();
    starts
}

/// Sums of squared deviations of any run of the sorted values, in constant time.
struct Costs {
    sums: Vec<f64>,
    squares: Vec<f64>,
}

impl Costs {
    fn new(sorted: &[f64]) -> Self {
        // Taken from the middle, so that large values far from zero keep their digits.
        let middle = sorted[sorted.len() / 2];
        let (mut sums, mut squares) = (vec![0.0], vec![0.0]);
        let (mut sum, mut square) = (0.0, 0.0);
        for v in sorted {
            sum += v - middle;
            square += (v - middle) * (v - middle);
            sums.push(sum);
            squares.push(square);
        }
        Self { sums, squares }
    }

    /// Both ends included.
    fn of(&self, first: usize, last: usize) -> f64 {
        let n = (last + 1 - first) as f64;
        let sum = self.sums[last + 1] - self.sums[first];
        (self.squares[last + 1] - self.squares[first] - sum * sum / n).max(0.0)
    }
}

struct Layer<'a> {
    previous: &'a [f64],
    costs: &'a Costs,
    best: Vec<f64>,
    starts: Vec<usize>,
}

impl Layer<'_> {
    /// Best start of the last class for every end in `first..=last`, known to lie in
    /// `low..=high`.
    fn solve(&mut self, first: usize, last: usize, low: usize, high: usize) {
        if first > last {
            return;
        }
        let end = usize::midpoint(first, last);
        for start in low..=high.min(end) {
            let cost = self.previous[start - 1] + self.costs.of(start, end);
            if cost < self.best[end] {
                (self.best[end], self.starts[end]) = (cost, start);
            }
        }
        let split = self.starts[end];
        if end > first {
            self.solve(first, end - 1, low, split);
        }
        self.solve(end + 1, last, split, high);
    }
}

/// The number with the fewest digits in `(below, at]`: a break that can be printed as it is and
/// parts the same values as `at`.
pub(super) fn plainest_between(below: f64, at: f64) -> f64 {
    if below >= at {
        return at;
    }
    if below < 0.0 && at >= 0.0 {
        return 0.0;
    }
    let largest = below.abs().max(at.abs());
    let mut power = 10_f64.powi(largest.log10().ceil() as i32 + 1);
    // Seventeen decimal digits tell any two doubles apart.
    for _ in 0..18 {
        for multiple in [10.0, 5.0, 2.0, 1.0] {
            let step = power * multiple / 10.0;
            // Division by a power of ten is exact where multiplication is not: 3 × 0.1 ≠ 0.3.
            let candidate = if step < 1.0 {
                (at / step).floor() / (1.0 / step).round()
            } else {
                (at / step).floor() * step
            };
            if candidate > below && candidate <= at {
                return candidate;
            }
        }
        power /= 10.0;
    }
    at
}
