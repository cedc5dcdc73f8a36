//! Tests of the cluster index against what its documentation promises.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn index(points: &[PlanePoint]) -> ClusterIndex {
    ClusterIndex::new(points.to_vec(), ClusterOptions::default())
}

fn everywhere() -> Bounds {
    Bounds { min: [f64::NEG_INFINITY; 2], max: [f64::INFINITY; 2] }
}

fn clusters(index: &ClusterIndex, level: ClusterLevel, view: Bounds) -> Vec<Cluster> {
    let mut seen = Vec::new();
    index.in_view(level, view, |cluster| seen.push(cluster));
    seen
}

#[test]
fn nothing_and_one_point_are_clustered_too() {
    let none = index(&[]);
    assert_eq!((none.len(), none.whole(), none.levels().count()), (0, None, 1));
    assert_eq!(clusters(&none, none.level_for(1.0), everywhere()), []);
    let one = index(&[[f32::NAN, 0.0], [3.0, 4.0]]);
    assert_eq!((one.len(), one.left_out(), one.whole()), (1, 1, Some(ClusterId(1))));
    assert_eq!(one.points_of(ClusterId(1)), [1]);
    assert_eq!(one.points_of(ClusterId(0)), [0_u32; 0]);
    assert_eq!(one.nearest(ClusterLevel(0), [3.5, 4.0], 1.0).map(|c| c.id), Some(ClusterId(1)));
}

#[test]
fn two_points_part_where_they_are_a_radius_apart_on_screen() {
    // 100 m are 40 px at 2.5 m a pixel; the levels are at 1, 2, 4 m a pixel.
    let pair = index(&[[0.0, 0.0], [100.0, 0.0]]);
    let whole = pair.whole().expect("two points");
    assert_eq!(pair.splits_at(whole), Some(2.0));
    let shown = |metres_per_px: f64| clusters(&pair, pair.level_for(metres_per_px), everywhere()).len();
    assert_eq!((shown(4.0), shown(2.1), shown(2.0), shown(0.1)), (1, 1, 2, 2));
    assert_eq!(pair.children(whole).map(|child| child.count).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(pair.bounds(whole), Bounds { min: [0.0, 0.0], max: [100.0, 0.0] });
}

#[test]
fn points_in_one_place_never_part() {
    let same = index(&[[7.0, 7.0]; 50]);
    let whole = same.whole().expect("points");
    assert_eq!((same.splits_at(whole), same.cluster(whole).count), (None, 50));
    assert_eq!(same.cluster(whole).centre, [7.0, 7.0]);
    assert_eq!(same.points_of(whole).len(), 50);
}

#[test]
fn a_cluster_stands_in_its_densest_part() {
    // Sixty points in one yard, three along the road to it.
    let mut points = vec![[1000.0, 1000.0]; 60];
    points.extend([[1030.0, 1000.0], [970.0, 1000.0], [1000.0, 1030.0]]);
    let index = index(&points);
    let [cluster] = clusters(&index, ClusterLevel(0), everywhere())[..] else { panic!("one cluster") };
    assert_eq!(cluster.count, 63);
    let [x, y] = cluster.centre;
    assert!((x - 1000.0).hypot(y - 1000.0) < 2.0, "{cluster:?}");
}

#[test]
fn extreme_positions_do_no_harm() {
    let far = index(&[[f32::MAX, f32::MIN], [f32::MIN, f32::MAX], [0.0, f32::INFINITY], [0.0, 0.0]]);
    assert_eq!((far.len(), far.left_out()), (3, 1));
    assert_eq!(clusters(&far, far.level_for(f64::INFINITY), everywhere()).len(), 1);
    assert_eq!(far.level_for(f64::NAN), *far.levels().collect::<Vec<_>>().last().expect("levels"));
}

fn any_points() -> impl Strategy<Value = Vec<PlanePoint>> {
    let town = ((-3e6..3e6_f32, -2e6..2e6_f32), 1.0..1e5_f32, 1..80_usize);
    let points = prop::collection::vec(town, 0..8).prop_flat_map(|towns| {
        let around = |((x, y), spread, count): ((f32, f32), f32, usize)| {
            let offset = prop_oneof![Just(0.0_f32), -spread..spread];
            prop::collection::vec((offset.clone(), offset).prop_map(move |(dx, dy)| [x + dx, y + dy]), count)
        };
        towns.into_iter().map(around).collect::<Vec<_>>()
    });
    points.prop_map(|towns| towns.concat())
}

proptest! {
    #[test]
    fn every_point_is_in_one_cluster_of_each_level(mut points in any_points(), bad in any::<bool>()) {
        if bad {
            points.insert(points.len() / 2, [f32::NAN, 1.0]);
        }
        let index = index(&points);
        prop_assert_eq!(index.left_out(), usize::from(bad));
        for level in index.levels() {
            let mut holder: BTreeMap<u32, ClusterId> = BTreeMap::new();
            for cluster in clusters(&index, level, everywhere()) {
                prop_assert_eq!(index.points_of(cluster.id).len(), cluster.count as usize);
                for &point in index.points_of(cluster.id) {
                    prop_assert!(holder.insert(point, cluster.id).is_none());
                    prop_assert!(index.bounds(cluster.id).contains(points[point as usize].map(f64::from)));
                }
            }
            prop_assert_eq!(holder.len(), index.len());
            for (point, cluster) in holder {
                prop_assert_eq!(index.holding(level, point).map(|held| held.id), Some(cluster));
            }
        }
    }

    #[test]
    fn children_partition_their_parents(points in any_points()) {
        let index = index(&points);
        for level in index.levels() {
            for cluster in clusters(&index, level, everywhere()) {
                let mut parts: Vec<u32> = Vec::new();
                for child in index.children(cluster.id) {
                    parts.extend(index.points_of(child.id));
                }
                let is_single = index.children(cluster.id).len() == 0;
                prop_assert_eq!(is_single, cluster.count == 1);
                prop_assert!(is_single || parts == index.points_of(cluster.id));
                if let Some(scale) = index.splits_at(cluster.id) {
                    let finer = index.level_for(scale);
                    prop_assert!(finer < level);
                    let shown: BTreeSet<_> = clusters(&index, finer, everywhere()).iter().map(|c| c.id).collect();
                    prop_assert!(index.children(cluster.id).all(|child| shown.contains(&child.id)));
                    prop_assert!(index.level_for(scale * 1.001) > finer);
                }
            }
        }
    }

    #[test]
    fn clusters_stand_a_radius_apart(points in any_points()) {
        let index = index(&points);
        for level in index.levels() {
            let radius_m = index.metres_per_px(level) * 40.0;
            let all = clusters(&index, level, everywhere());
            for (i, a) in all.iter().enumerate() {
                for b in &all[..i] {
                    let apart = f64::from(a.centre[0] - b.centre[0]).hypot(f64::from(a.centre[1] - b.centre[1]));
                    // Single precision: half a metre at these positions.
                    prop_assert!(apart >= radius_m - 0.5, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn a_view_shows_what_lies_in_it(
        points in any_points(), x in -3e6..3e6_f64, y in -2e6..2e6_f64, size in 1e3..3e6_f64,
    ) {
        let index = index(&points);
        let view = Bounds { min: [x, y], max: [x + size, y + size * 0.6] };
        for level in index.levels() {
            let all = clusters(&index, level, everywhere());
            let inside: Vec<_> = all.iter().copied().filter(|c| view.contains(c.centre.map(f64::from))).collect();
            prop_assert_eq!(clusters(&index, level, view), inside);
            let distance = |c: &Cluster| (f64::from(c.centre[0]) - x).hypot(f64::from(c.centre[1]) - y);
            let nearest = all.iter().map(distance).fold(f64::INFINITY, f64::min);
            let found = index.nearest(level, [x, y], size);
            prop_assert_eq!(found.as_ref().map(distance), (nearest <= size).then_some(nearest));
        }
    }

    #[test]
    fn neither_threads_nor_order_of_points_matter(points in any_points()) {
        let whole = index(&points);
        let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let alone = pool(1).install(|| index(&points));
        prop_assert_eq!(&whole.order, &alone.order);
        let mut backwards = points.clone();
        backwards.reverse();
        let turned = index(&backwards);
        for level in whole.levels() {
            let counts = |of: &ClusterIndex| {
                let mut counts: Vec<u32> = clusters(of, level, everywhere()).iter().map(|c| c.count).collect();
                counts.sort_unstable();
                counts
            };
            prop_assert_eq!(counts(&whole), counts(&turned));
        }
    }

    #[test]
    fn a_tally_counts_what_is_in_the_slice(points in any_points()) {
        let index = index(&points);
        let class = |point: u32| (!point.is_multiple_of(5)).then_some(point as usize % 3);
        let tally = Tally::<3>::new(&index, class);
        for level in index.levels() {
            for cluster in clusters(&index, level, everywhere()) {
                let slowly = [0, 1, 2].map(|wanted| {
                    index.points_of(cluster.id).iter().filter(|&&p| class(p) == Some(wanted)).count() as u32
                });
                prop_assert_eq!(tally.of(&index, cluster.id), slowly);
            }
        }
    }
}

#[test]
fn many_points_are_cut_into_pieces_without_a_trace() {
    // Enough for several pieces; a lattice puts equal cells and rows across every seam.
    let points: Vec<PlanePoint> =
        (0..60_000).map(|i| [(i % 300) as f32 * 25.0, (i / 300) as f32 * 25.0]).collect();
    let index = index(&points);
    for level in index.levels() {
        let all = clusters(&index, level, everywhere());
        assert_eq!(all.iter().map(|c| c.count as usize).sum::<usize>(), points.len());
        let ids: BTreeSet<_> = all.iter().map(|c| c.id).collect();
        assert_eq!(ids.len(), all.len());
        let radius_m = index.metres_per_px(level) * 40.0;
        for cluster in all.iter().step_by(97) {
            let near = |c: &&Cluster| {
                f64::from(c.centre[0] - cluster.centre[0]).hypot(f64::from(c.centre[1] - cluster.centre[1]))
                    < radius_m - 0.5
            };
            assert_eq!(all.iter().filter(near).count(), 1, "{cluster:?}");
        }
    }
}
