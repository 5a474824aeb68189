//! Labels that are kept from one iteration to the next against all distances, written out.
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]
#![allow(clippy::cast_possible_truncation, reason = "single precision and small labels are wanted")]

use iterscope::cluster::{Bounds, assign};
use iterscope::em::{Data, Samples};
use iterscope::mixture::CovarianceType;
use iterscope::{Cancellation, Context, Error, Executor, Simd};
use ndarray::{Array1, Array2, ArrayView1, Axis};
use proptest::prelude::*;

use crate::support::{case, executor, never};

/// The squared distance as the kernels of this instruction set compute it.
fn square(x: ArrayView1<'_, f64>, center: ArrayView1<'_, f64>, simd: Simd) -> f64 {
    let apart = x.iter().zip(center).map(|(value, center)| value - center);
    if simd.name() == "portable" {
        apart.fold(0.0, |sum, apart| apart * apart + sum)
    } else {
        apart.fold(0.0, |sum, apart| apart.mul_add(apart, sum))
    }
}

/// The nearest center of each sample, the first of equals.
fn nearest(x: &Array2<f64>, centers: &Array2<f64>, simd: Simd) -> Vec<i32> {
    let label =
        |row: ArrayView1<'_, f64>| {
            let squares = centers.rows().into_iter().map(|center| square(row, center, simd));
            let least = (0..).zip(squares).fold((0, f64::INFINITY), |least, (j, square)| {
                if square < least.1 { (j, square) } else { least }
            });
            least.0
        };
    x.rows().into_iter().map(label).collect()
}

/// Samples of a kind that is hard on bounds.
fn samples(seed: u64, kind: usize, n: usize, k: usize, d: usize) -> Array2<f64> {
    let x = case(seed, n, k, d, CovarianceType::Diag).x;
    match kind {
        0 => x,
        1 => x.mapv(f64::round),
        2 => Array2::from_shape_fn((n, d), |(i, c)| x[(i % 7 % n, c)]),
        3 => x + 1e6,
        4 => x * 1e-3 - 1e9,
        5 => x * 1e-25,
        6 => x * 1e-170,
        7 => x * 1e150,
        8 => x * 1e25,
        _ => x.mapv(|value| f64::from(value as f32)),
    }
}

/// Some samples as centers, of which some are the same, and some are so far away that they stay empty.
fn start(x: &Array2<f64>, k: usize, shape: usize) -> Array2<f64> {
    let n = x.nrows();
    let mut centers = x.select(Axis(0), &(0..k).map(|j| j * 11 % n).collect::<Vec<_>>());
    if shape == 1 && k > 2 {
        let first = centers.row(0).to_owned();
        centers.row_mut(k - 1).assign(&first);
    }
    if shape == 2 && k > 1 {
        centers.row_mut(k / 2).mapv_inplace(|value| (value + value.signum()) * 1e3);
    }
    centers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn labels_and_sums_are_those_of_all_distances(
        seed in any::<u64>(),
        kind in 0..10_usize,
        shape in 0..3_usize,
        n in 1..2300_usize,
        k in 1..40_usize,
        d in 1..20_usize,
        weighted in any::<bool>(),
    ) {
        let x = samples(seed, kind, n, k, d);
        let single = x.mapv(|value| value as f32);
        let weights = Array1::from_shape_fn(n, |i| if n > 1 { (i % 4) as f64 } else { 1.0 });
        let weights = weighted.then(|| weights.view());
        let given: Samples<'_> = if kind == 9 { single.view().into() } else { x.view().into() };
        let data = Data::new(given, weights).unwrap();
        for simd in Simd::available() {
            let executor = Executor::new(Some(2), simd).unwrap();
            let never = never();
            let context = Context::new(&executor, &never);
            let (mut bounds, mut plain) = (Bounds::new(true), vec![-1; n]);
            let (mut labels, mut centers) = (vec![-1; n], start(&x, k, shape));
            for iteration in 0..8 {
                let found = bounds.assign(data, centers.view(), &mut labels, context).unwrap();
                let expected = assign(data, centers.view(), &mut plain, context).unwrap();
                prop_assert_eq!(&labels, &nearest(&x, &centers, simd), "{} {}", simd, iteration);
                prop_assert_eq!(&labels, &plain);
                prop_assert_eq!(&found, &expected);
                centers = found.means().0;
                if iteration == 4 {
                    // Someone drags a center away and back.
                    centers.row_mut(0).mapv_inplace(|value| value * 1.5);
                }
            }
        }
    }
}

#[test]
fn what_was_interrupted_begins_anew() {
    let x = case(3, 5000, 9, 8, CovarianceType::Diag).x;
    let (executor, never, stop) = (executor(2), never(), Cancellation::new());
    let context = Context::new(&executor, &never);
    let data = Data::new(x.view(), None).unwrap();
    let (mut bounds, mut labels) = (Bounds::default(), vec![0; x.nrows()]);
    let mut centers = start(&x, 9, 0);
    for _ in 0..3 {
        centers = bounds.assign(data, centers.view(), &mut labels, context).unwrap().means().0;
    }
    stop.cancel();
    let stopped = bounds.assign(data, centers.view(), &mut labels, Context::new(&executor, &stop));
    assert!(matches!(stopped, Err(Error::Cancelled)));
    let moved = &centers * 0.9;
    bounds.assign(data, moved.view(), &mut labels, context).unwrap();
    assert_eq!(labels, nearest(&x, &moved, executor.simd()));
}

#[test]
fn other_samples_and_other_centers_begin_anew() {
    let x = case(4, 3000, 9, 8, CovarianceType::Diag).x;
    let (executor, never) = (executor(1), never());
    let context = Context::new(&executor, &never);
    let mut bounds = Bounds::default();
    for (n, k) in [(3000, 9), (2000, 9), (2000, 12), (3000, 9), (3000, 9)] {
        let part = x.slice(ndarray::s![..n, ..]).to_owned();
        let (centers, mut labels) = (start(&part, k, 0), vec![0; n]);
        bounds.assign(Data::new(part.view(), None).unwrap(), centers.view(), &mut labels, context).unwrap();
        assert_eq!(labels, nearest(&part, &centers, executor.simd()));
    }
}

#[test]
fn a_center_that_was_no_number_comes_back() {
    let x = case(6, 3000, 9, 8, CovarianceType::Diag).x;
    let (executor, never) = (executor(2), never());
    let context = Context::new(&executor, &never);
    let (mut bounds, mut labels, centers) = (Bounds::default(), vec![0; x.nrows()], start(&x, 9, 0));
    let mut broken = centers.clone();
    broken[(4, 2)] = f64::NAN;
    for centers in [&broken, &broken, &centers] {
        bounds.assign(Data::new(x.view(), None).unwrap(), centers.view(), &mut labels, context).unwrap();
        assert_eq!(labels, nearest(&x, centers, executor.simd()));
    }
}

#[test]
fn values_that_are_not_finite_are_named_with_bounds_too() {
    let mut x = case(5, 3000, 9, 8, CovarianceType::Diag).x;
    let centers = start(&x, 9, 0);
    x[(2049, 3)] = f64::NAN;
    let (executor, never) = (executor(2), never());
    let data = Data::new(x.view(), None).unwrap();
    let refused =
        Bounds::default().assign(data, centers.view(), &mut vec![0; 3000], Context::new(&executor, &never));
    assert_eq!(refused.unwrap_err().to_string(), "X must be finite, got NaN (first at row 2049, column 3)");
}
