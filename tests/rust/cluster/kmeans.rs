//! Lloyd's iteration against plain loops.
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

use iterscope::cluster::{
    ClusterStatistics, LloydStep, center_distances, cluster_statistics, kmeans_plusplus, lloyd_step,
};
use iterscope::em::Data;
use iterscope::mixture::CovarianceType;
use iterscope::{Cancellation, Context, Executor, Simd};
use ndarray::{Array1, Array2, Axis, array};
use proptest::prelude::*;

use crate::support::{case, difference, executor, never};

/// Labels and the rest of a step.
fn step(
    x: &Array2<f64>,
    centers: &Array2<f64>,
    weights: Option<&Array1<f64>>,
    executor: &Executor,
) -> (Vec<i32>, LloydStep) {
    let mut labels = vec![-1; x.nrows()];
    let weights = weights.map(|weights| weights.view());
    let step =
        lloyd_step(x.view(), centers.view(), weights, &mut labels, Context::new(executor, &never())).unwrap();
    (labels, step)
}

fn square(a: ndarray::ArrayView1<'_, f64>, b: ndarray::ArrayView1<'_, f64>) -> f64 {
    a.iter().zip(b).map(|(x, y)| (x - y).powi(2)).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn labels_and_means_are_the_nearest(seed in any::<u64>(), n in 1..2600_usize, k in 1..12_usize, d in 1..20_usize) {
        let x = case(seed, n, k, d, CovarianceType::Diag).x;
        let centers = x.select(Axis(0), &(0..k).map(|j| j * 7 % n).collect::<Vec<_>>());
        let weights: Array1<f64> = (0..n).map(|i| (i % 3 + 1) as f64).collect();
        for simd in Simd::available() {
            let executor = Executor::new(Some(2), simd).unwrap();
            let (labels, found) = step(&x, &centers, Some(&weights), &executor);
            let mut inertia = 0.0;
            for (i, row) in x.rows().into_iter().enumerate() {
                let distances: Vec<f64> = centers.rows().into_iter().map(|center| square(row, center)).collect();
                let nearest = distances.iter().copied().fold(f64::INFINITY, f64::min);
                let label = usize::try_from(labels[i]).unwrap();
                prop_assert!(distances[label] <= nearest * (1.0 + 1e-12));
                inertia += weights[i] * nearest;
            }
            prop_assert!((found.inertia - inertia).abs() <= 1e-12 * inertia);
            let masses = |j: usize| -> f64 {
                (0..n).filter(|&i| labels[i] == i32::try_from(j).unwrap()).map(|i| weights[i]).sum()
            };
            if (0..k).all(|j| masses(j) > 0.0) {
                for j in 0..k {
                    prop_assert_eq!(found.weight_in_clusters[j], masses(j));
                    let mut mean = Array1::<f64>::zeros(d);
                    for i in (0..n).filter(|&i| labels[i] == i32::try_from(j).unwrap()) {
                        mean.scaled_add(weights[i] / masses(j), &x.row(i));
                    }
                    prop_assert!(difference(found.centers.row(j), &mean) < 1e-12);
                }
            }
        }
    }

    #[test]
    fn seeds_are_samples_and_all_differ(seed in any::<u64>(), k in 1..8_usize) {
        let x = case(seed, 500, 4, 3, CovarianceType::Diag).x;
        let mut normal = crate::support::noise(seed);
        let values = Array2::from_shape_simple_fn((k - 1, 3), || normal().abs() % 1.0);
        let seeds = kmeans_plusplus(x.view(), 17, values.view(), None, Context::new(&executor(2), &never())).unwrap();
        prop_assert_eq!(seeds.indices[0], 17);
        for (index, center) in seeds.indices.iter().zip(seeds.centers.rows()) {
            prop_assert_eq!(center, x.row(*index));
        }
        let mut distinct = seeds.indices.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        prop_assert_eq!(distinct.len(), k);
    }
}

#[test]
fn empty_clusters_take_the_farthest_samples() {
    let x = array![[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [10.0, 0.0], [0.0, 20.0]];
    let centers = array![[0.0, 0.0], [500.0, 500.0], [600.0, 600.0]];
    let (labels, found) = step(&x, &centers, None, &executor(2));
    assert_eq!(labels, [0, 0, 0, 0, 0]);
    assert_eq!(found.weight_in_clusters, array![3.0, 1.0, 1.0]);
    assert_eq!(found.centers.row(1), array![0.0, 20.0]);
    assert_eq!(found.centers.row(2), array![10.0, 0.0]);
    assert!(difference(found.centers.row(0), &array![1.0 / 3.0, 1.0 / 3.0]) < 1e-15);
}

#[test]
fn equal_samples_leave_empty_clusters_at_the_heaviest() {
    let x = Array2::from_elem((5, 2), 3.0);
    let centers = array![[3.0, 3.0], [9.0, 9.0]];
    let (_, found) = step(&x, &centers, None, &executor(2));
    assert_eq!(found.inertia, 0.0);
    assert_eq!(found.centers, array![[3.0, 3.0], [3.0, 3.0]]);
}

#[test]
fn threads_do_not_change_a_bit() {
    let x = case(37, 30_000, 5, 6, CovarianceType::Diag).x;
    let centers = x.select(Axis(0), &[0, 1, 2, 3, 4, 5, 6, 7]);
    let run = |threads| step(&x, &centers, None, &executor(threads));
    let serial = run(1);
    for threads in 2..=8 {
        assert_eq!(run(threads), serial, "{threads} threads");
    }
}

#[test]
fn samples_without_weight_are_no_seeds_and_no_place_for_an_empty_cluster() {
    let executor = Executor::detect().unwrap();
    let x = array![[900.0], [0.0], [1.0], [5.0], [-700.0]];
    let weights = array![0.0, 1.0, 1.0, 1.0, 0.0];
    let (_, moved) = step(&x, &array![[1.0], [1e6]], Some(&weights), &executor);
    assert_eq!(moved.centers, array![[0.5], [5.0]]);
    let never = never();
    let context = Context::new(&executor, &never);
    for value in [0.0, 0.3, 0.999_999, 1.0] {
        let trials = array![[value, value], [value, value]];
        let seeds = kmeans_plusplus(x.view(), 1, trials.view(), Some(weights.view()), context).unwrap();
        assert!(seeds.indices.iter().all(|row| (1..4).contains(row)));
    }
}

#[test]
fn distances_are_the_roots_of_what_is_compared() {
    let executor = Executor::detect().unwrap();
    let never = never();
    let x = case(3, 2100, 4, 7, CovarianceType::Diag).x;
    let centers = x.select(Axis(0), &[5, 700, 1999]);
    let distances = center_distances(x.view(), centers.view(), Context::new(&executor, &never)).unwrap();
    let (labels, _) = step(&x, &centers, None, &executor);
    for ((row, distances), label) in x.rows().into_iter().zip(distances.rows()).zip(labels) {
        for (center, distance) in centers.rows().into_iter().zip(distances) {
            assert!((square(row, center).sqrt() - distance).abs() <= 1e-14 * distance);
        }
        let nearest = distances.iter().copied().fold(f64::INFINITY, f64::min);
        assert!(distances[usize::try_from(label).unwrap()] <= nearest);
    }
}

#[test]
#[allow(clippy::cast_possible_truncation, reason = "single precision is what is tested")]
fn single_precision_has_the_bits_of_its_doubles() {
    let executor = Executor::detect().unwrap();
    let never = never();
    let context = Context::new(&executor, &never);
    let single = case(8, 2600, 3, 5, CovarianceType::Diag).x.mapv(|value| value as f32);
    let double = single.mapv(f64::from);
    let centers = double.select(Axis(0), &[0, 1300, 2599]);
    let (labels, expected) = step(&double, &centers, None, &executor);
    let mut found = vec![-1; single.nrows()];
    let moved = lloyd_step(single.view(), centers.view(), None, &mut found, context).unwrap();
    assert_eq!((found, moved), (labels, expected));
    let trials = array![[0.2, 0.7], [0.4, 0.9]];
    let seeds = kmeans_plusplus(double.view(), 4, trials.view(), None, context).unwrap();
    assert_eq!(kmeans_plusplus(single.view(), 4, trials.view(), None, context).unwrap(), seeds);
}

#[test]
fn bytes_keep_every_bit_and_broken_ones_are_refused() {
    let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
    let x = array![[0.0, 0.1], [4.0, 4.2], [9.0, -1.0]];
    let centers = array![[0.0, 0.0], [4.0, 4.0], [99.0, 99.0]];
    let data = Data::new(x.view(), None).unwrap();
    let made = cluster_statistics(data, centers.view(), Context::new(&executor, &stop)).unwrap();
    let bytes = made.to_bytes();
    assert_eq!(ClusterStatistics::from_bytes(&bytes).unwrap(), made);
    for broken in [&bytes[1..], &bytes[..bytes.len() - 8], &bytes[..bytes.len() - 1], &[]] {
        assert!(ClusterStatistics::from_bytes(broken).is_err());
    }
    for header in 1..9 {
        let mut broken = bytes.clone();
        broken[8 * header..8 * header + 8].fill(255);
        if header != 3 && header != 4 {
            assert!(ClusterStatistics::from_bytes(&broken).is_err(), "{header}");
        }
    }
}
