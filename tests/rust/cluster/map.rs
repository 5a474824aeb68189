//! Self-organizing maps against plain loops over all pairs of nodes.
#![allow(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "small whole numbers")]

use iterscope::cluster::{
    Labels, Lattice, MapStatistics, SelfOrganizingMap, Shrinking, Topology, Winner, lloyd_step,
};
use iterscope::em::{Data, Loop, Model, Statistics};
use iterscope::mixture::CovarianceType;
use iterscope::{Cancellation, Context, Executor, Simd};
use ndarray::{Array1, Array2, Axis, s};
use proptest::prelude::*;

use crate::support::{case, executor, never};

const STAY: Shrinking = Shrinking { factor: 1.0, least: 0.0 };

/// Where a node is drawn: in a honeycomb each second row is half a step to the right.
fn position(node: usize, columns: usize, topology: Topology) -> [f64; 2] {
    let (row, column) = ((node / columns) as f64, (node % columns) as f64);
    match topology {
        Topology::Rectangular => [column, row],
        Topology::Hexagonal => [column + row % 2.0 / 2.0, row * 0.75_f64.sqrt()],
    }
}

fn squared(node: usize, other: usize, columns: usize, topology: Topology) -> f64 {
    let [a, b] = [node, other].map(|node| position(node, columns, topology));
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)
}

fn pulls(rows: usize, columns: usize, topology: Topology, radius: f64) -> Array2<f64> {
    Array2::from_shape_fn((rows * columns, rows * columns), |(node, other)| {
        (-squared(node, other, columns, topology) / (2.0 * radius * radius)).exp()
    })
}

fn run(
    map: &SelfOrganizingMap,
    x: &Array2<f64>,
    weights: &Array1<f64>,
    executor: &Executor,
) -> (Vec<i32>, MapStatistics) {
    let mut labels = vec![-1; x.nrows()];
    let data = Data::new(x.view(), Some(weights.view())).unwrap();
    let statistics = map.assign(data, &mut labels, Context::new(executor, &never())).unwrap();
    (labels, statistics)
}

fn close(found: f64, expected: f64, scale: f64) -> bool {
    (found - expected).abs() <= 1e-9 * scale.max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn sums_over_the_lattice_are_those_over_all_pairs(
        rows in 1..7_usize, columns in 1..7_usize, hexagonal in any::<bool>(), radius in 0.2..4.0_f64,
    ) {
        let topology = if hexagonal { Topology::Hexagonal } else { Topology::Rectangular };
        let lattice = Lattice::new(rows, columns, topology).unwrap();
        let values = Array2::from_shape_fn((rows * columns, 3), |(node, c)| ((node * 7 + c * 5) % 11) as f64 - 4.0);
        let expected = pulls(rows, columns, topology, radius).dot(&values);
        let found = lattice.neighborhood(radius).gather(values.as_slice().unwrap());
        for (found, expected) in found.iter().zip(&expected) {
            prop_assert!(close(*found, *expected, 10.0));
        }
        let most = if hexagonal { 1.0 } else { 2.0 };
        for node in 0..rows * columns {
            for other in 0..rows * columns {
                let adjacent = squared(node, other, columns, topology) <= most + 1e-9;
                prop_assert_eq!(lattice.adjacent(node, other), adjacent);
            }
        }
    }

    #[test]
    fn steps_are_those_of_plain_loops(
        seed in any::<u64>(), n in 1..2300_usize, rows in 1..5_usize, columns in 1..5_usize, d in 1..9_usize,
        local in any::<bool>(), hexagonal in any::<bool>(), radius in 0.3..3.0_f64,
    ) {
        let x = case(seed, n, 3, d, CovarianceType::Diag).x;
        let k = rows * columns;
        let topology = if hexagonal { Topology::Hexagonal } else { Topology::Rectangular };
        let winner = if local { Winner::Local } else { Winner::Nearest };
        let means = x.select(Axis(0), &(0..k).map(|j| j * 7 % n).collect::<Vec<_>>());
        let weights: Array1<f64> = (0..n).map(|i| (i % 3) as f64 + 0.5).collect();
        let map = SelfOrganizingMap::new(means.clone(), Lattice::new(rows, columns, topology).unwrap(), radius, winner);
        let map = map.unwrap();
        let mut shares = pulls(rows, columns, topology, radius);
        if local {
            for mut row in shares.rows_mut() {
                let sum = row.sum();
                row /= sum;
            }
        }
        for simd in Simd::available() {
            let (labels, found) = run(&map, &x, &weights, &Executor::new(Some(2), simd).unwrap());
            let [mut energy, mut distance, mut torn] = [0.0; 3];
            let mut sums = Array2::<f64>::zeros((k, d));
            let mut counts = Array1::<f64>::zeros(k);
            for (i, row) in x.rows().into_iter().enumerate() {
                let squares: Array1<f64> = means.rows().into_iter().map(|mean| (&row - &mean).mapv(|v| v * v).sum()).collect();
                let scores = if local { shares.dot(&squares) } else { squares.clone() };
                let label = labels[i] as usize;
                let least = scores.iter().copied().fold(f64::INFINITY, f64::min);
                let scale = squares.iter().copied().fold(1.0, f64::max);
                prop_assert!(scores[label] <= least + 1e-9 * scale);
                energy += weights[i] * least;
                distance += weights[i] * squares[label].sqrt();
                let others = (0..k).filter(|&j| j != label).min_by(|&a, &b| scores[a].total_cmp(&scores[b]));
                let most = if hexagonal { 1.0 } else { 2.0 };
                if others.is_some_and(|other| squared(label, other, columns, topology) > most + 1e-9) {
                    torn += weights[i];
                }
                for j in 0..k {
                    let share = shares[(label, j)] * weights[i];
                    counts[j] += share;
                    sums.row_mut(j).scaled_add(share, &row);
                }
            }
            let weight = weights.sum();
            prop_assert!(close(found.energy(), energy, energy));
            prop_assert!(close(found.quantization_error(), distance / weight, distance / weight));
            // Of samples that are repeated as nodes, two may be as good: those may be torn or not.
            if k <= n / 7 {
                prop_assert!(close(found.topographic_error(), torn / weight, 1.0));
            }
            let moved = found.maximize(STAY);
            for j in 0..k {
                for c in 0..d {
                    let expected = sums[(j, c)] / counts[j];
                    prop_assert!(counts[j] < 1e-200 * weight || close(moved.means()[(j, c)], expected, 1e3));
                }
            }
            prop_assert!(close(moved.weights().sum(), 1.0, 1.0));
        }
    }
}

fn example(winner: Winner, topology: Topology, radius: f64) -> (SelfOrganizingMap, Array2<f64>) {
    let x = case(5, 5000, 4, 3, CovarianceType::Full).x;
    let means = x.slice(s![..30, ..]).to_owned();
    (SelfOrganizingMap::new(means, Lattice::new(5, 6, topology).unwrap(), radius, winner).unwrap(), x)
}

#[test]
fn without_neighbors_it_is_k_means() {
    let (map, x) = example(Winner::Nearest, Topology::Rectangular, 0.0);
    let weights = Array1::from_elem(x.nrows(), 1.0);
    let never = never();
    for simd in Simd::available() {
        let executor = Executor::new(Some(1), simd).unwrap();
        let (labels, found) = run(&map, &x, &weights, &executor);
        let mut expected = vec![0; x.nrows()];
        let context = Context::new(&executor, &never);
        let step = lloyd_step(x.view(), map.means(), None, &mut expected, context).unwrap();
        assert_eq!(labels, expected);
        assert_eq!(found.energy(), step.inertia);
        let apart = &found.maximize(STAY).means().to_owned() - &step.centers;
        assert!(apart.iter().all(|value| value.abs() < 1e-12));
    }
}

#[test]
fn threads_and_parts_change_no_bit() {
    for winner in [Winner::Nearest, Winner::Local] {
        let (map, x) = example(winner, Topology::Hexagonal, 1.5);
        let weights: Array1<f64> = (0..x.nrows()).map(|i| 1.0 + (i % 5) as f64 / 3.0).collect();
        let (labels, whole) = run(&map, &x, &weights, &executor(1));
        let (others, again) = run(&map, &x, &weights, &executor(3));
        assert_eq!((labels, &whole), (others, &again));
        for edge in [1024, 3072] {
            let part = |rows: std::ops::Range<usize>| {
                let (x, weights) = (x.slice(s![rows.clone(), ..]), weights.slice(s![rows.clone()]));
                let data = Data::new(x, Some(weights)).unwrap().from_row(rows.start as u64).unwrap();
                map.assign(data, &mut vec![0; rows.len()], Context::new(&executor(1), &never())).unwrap()
            };
            let mut sum = part(0..edge);
            sum.merge(&part(edge..5000)).unwrap();
            assert_eq!(sum, whole);
        }
        assert!(whole.clone().merge(&run(&whole.maximize(STAY), &x, &weights, &executor(1)).1).is_err());
    }
}

#[test]
fn with_local_winners_the_energy_never_rises() {
    for (topology, radius) in
        [(Topology::Rectangular, 2.0), (Topology::Hexagonal, 0.7), (Topology::Rectangular, 1.0)]
    {
        let (mut map, x) = example(Winner::Local, topology, radius);
        let weights = Array1::from_elem(x.nrows(), 1.0);
        let mut last = f64::INFINITY;
        for _ in 0..60 {
            let (_, found) = run(&map, &x, &weights, &executor(1));
            assert!(found.energy() <= last * (1.0 + 1e-13), "{} after {last}", found.energy());
            last = found.energy();
            map = found.maximize(STAY);
        }
    }
}

#[test]
fn the_radius_shrinks_and_then_the_loop_ends() {
    let (map, x) = example(Winner::Local, Topology::Rectangular, 3.0);
    let data = Data::new(x.view(), None).unwrap();
    let (executor, never) = (executor(1), never());
    let context = Context::new(&executor, &never);
    let prior = Shrinking { factor: 0.8, least: 0.5 };
    let mut memory = Labels::default();
    let after =
        SelfOrganizingMap::maximize(&map.expect(data, &mut memory, context).unwrap(), &prior, context);
    assert_eq!(after.unwrap().parameters.radius(), 3.0 * 0.8);
    let fit = Loop { data, prior, tol: 0.0, max_iter: 400, half_steps: false, context };
    let steps: Vec<_> = fit.steps([Ok(map)]).map(Result::unwrap).collect();
    let last = steps.last().unwrap();
    assert!(last.converged());
    assert_eq!(last.parameters.radius(), 0.5);
    let errors: Vec<f64> = steps[1..].iter().map(|step| -step.log_likelihood).collect();
    assert!(errors.last().unwrap() < errors.first().unwrap());
}

#[test]
fn nodes_that_nothing_pulls_at_stay() {
    let means = Array2::from_shape_fn((3, 2), |(node, _)| [0.0, 5.0, 9.0][node]);
    let map = SelfOrganizingMap::new(
        means,
        Lattice::new(1, 3, Topology::Rectangular).unwrap(),
        0.02,
        Winner::Nearest,
    );
    let x = Array2::from_shape_fn((4, 2), |(i, c)| (i + c) as f64 / 10.0);
    let (_, found) = run(&map.unwrap(), &x, &Array1::from_elem(4, 1.0), &executor(1));
    let moved = found.maximize(STAY);
    assert_eq!(moved.means().row(2).to_vec(), [9.0, 9.0]);
    assert_eq!(moved.weights().to_vec(), [1.0, 0.0, 0.0]);
}

#[test]
fn what_is_no_map_is_refused() {
    let message =
        |result: iterscope::Result<_>| -> String { result.map(|_: Lattice| ()).unwrap_err().to_string() };
    assert!(message(Lattice::new(0, 3, Topology::Rectangular)).contains("rows"));
    assert!(message(Lattice::new(usize::MAX, 3, Topology::Rectangular)).contains("rows and columns"));
    let lattice = Lattice::new(2, 2, Topology::Rectangular).unwrap();
    for (rows, radius, name) in [(3, 1.0, "means"), (4, -1.0, "radius"), (4, f64::NAN, "radius")] {
        let map = SelfOrganizingMap::new(Array2::zeros((rows, 2)), lattice, radius, Winner::Nearest);
        assert!(map.unwrap_err().to_string().contains(name));
    }
    assert!(Topology::named("round").is_err() && Winner::named("last").is_err());
    let map = SelfOrganizingMap::new(Array2::zeros((4, 2)), lattice, 1.0, Winner::Nearest).unwrap();
    let x = Array2::from_elem((2, 2), 1e200);
    let data = Data::new(x.view(), None).unwrap();
    let refused = map.assign(data, &mut [0, 0], Context::new(&executor(1), &never()));
    assert!(refused.unwrap_err().to_string().contains("X must be"));
}

#[test]
fn bytes_keep_every_bit_and_broken_ones_are_refused() {
    let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
    let x = Array2::from_shape_fn((3000, 2), |(row, c)| ((row * (7 + c)) % 31) as f64 / 3.0);
    let means = Array2::from_shape_fn((6, 2), |(node, c)| (node + 3 * c) as f64 / 0.7);
    for (topology, winner) in [(Topology::Rectangular, Winner::Local), (Topology::Hexagonal, Winner::Nearest)]
    {
        let lattice = Lattice::new(2, 3, topology).unwrap();
        let map = SelfOrganizingMap::new(means.clone(), lattice, 0.7, winner).unwrap();
        let data = Data::new(x.view(), None).unwrap().from_row(1024).unwrap();
        let made = map.assign(data, &mut [0; 3000], Context::new(&executor, &stop)).unwrap();
        let bytes = made.to_bytes();
        assert_eq!(MapStatistics::from_bytes(&bytes).unwrap(), made);
        for broken in [&bytes[1..], &bytes[..bytes.len() - 8], &bytes[..bytes.len() - 1], &[]] {
            assert!(MapStatistics::from_bytes(broken).is_err());
        }
        for word in 1..=9 {
            let mut broken = bytes.clone();
            broken[8 * word..8 * word + 8].fill(255);
            assert!(MapStatistics::from_bytes(&broken).is_err(), "{word}");
        }
    }
}
