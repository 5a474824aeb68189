//! Principal axes, against the definition.

use iterscope::projection::principal_axes;
use iterscope::{Context, Error, Executor, Simd};
use ndarray::{Array1, Array2, Axis, array};
use proptest::prelude::*;

use crate::support::{difference, executor, never, noise};

/// Samples whose features vary by different amounts and depend on one another.
fn samples(seed: u64, n: usize, d: usize) -> Array2<f64> {
    let mut normal = noise(seed);
    let mix = Array2::from_shape_simple_fn((d, d), &mut normal);
    let scaled = Array2::from_shape_fn((n, d), |(_, c)| normal() * 1.5_f64.powi(-i32::try_from(c).unwrap()));
    scaled.dot(&mix) + 7.0
}

/// The covariance by its definition.
fn covariance(x: &Array2<f64>, weights: &Array1<f64>) -> (Array1<f64>, Array2<f64>) {
    let column = weights.view().insert_axis(Axis(1));
    let mean = (x * &column).sum_axis(Axis(0)) / weights.sum();
    let apart = x - &mean;
    let covariance = apart.t().dot(&(&apart * &column)) / weights.sum();
    (mean, covariance)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn axes_are_eigenvectors_of_the_covariance(seed in any::<u64>(), n in 2..1500_usize, d in 1..24_usize) {
        let x = samples(seed, n, d);
        let weights = Array1::from_shape_fn(n, |row| ((row + 1) % 3) as f64);
        let (executor, never) = (executor(2), never());
        let context = Context::new(&executor, &never);
        let found = principal_axes(x.view(), Some(weights.view()), d, context).unwrap();
        let (mean, covariance) = covariance(&x, &weights);
        let largest = found.variances[0];
        prop_assert!(difference(&found.mean, &mean) < 1e-13);
        prop_assert!(difference(&found.axes.dot(&found.axes.t()), &Array2::eye(d)) < 1e-12);
        prop_assert!((found.variances.sum() - covariance.diag().sum()).abs() <= 1e-12 * largest * d as f64);
        for (axis, variance) in found.axes.rows().into_iter().zip(&found.variances) {
            let residual = covariance.dot(&axis) - *variance * &axis;
            prop_assert!(residual.dot(&residual).sqrt() <= 1e-11 * largest);
            let most = axis.iter().fold(0.0, |most: f64, entry| if entry.abs() > most.abs() { *entry } else { most });
            prop_assert!(most > 0.0);
        }
        for (before, after) in found.variances.iter().zip(found.variances.iter().skip(1)) {
            prop_assert!(after <= &(before + 1e-12 * largest));
        }
    }
}

#[test]
fn threads_and_instruction_sets_change_no_bit() {
    let x = samples(3, 9000, 40);
    let never = never();
    let axes = |threads, simd| {
        let executor = Executor::new(Some(threads), simd).unwrap();
        principal_axes(x.view(), None, 3, Context::new(&executor, &never)).unwrap()
    };
    let one = axes(1, Simd::detect());
    for simd in Simd::available() {
        assert_eq!(axes(3, simd), one);
    }
}

#[test]
fn equal_variances_have_axes_of_their_own() {
    let (executor, never) = (executor(1), never());
    let context = Context::new(&executor, &never);
    let cross = array![[5.0, 0.0, 0.0], [-5.0, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, -5.0, 0.0]];
    let found = principal_axes(cross.view(), None, 3, context).unwrap();
    assert!(difference(&found.variances, &array![12.5, 12.5, 0.0]) < 1e-14);
    assert!(difference(&found.axes.dot(&found.axes.t()), &Array2::eye(3)) < 1e-14);
    let same = Array2::from_elem((5, 2), 3.0);
    let found = principal_axes(same.view(), None, 2, context).unwrap();
    assert_eq!((found.mean, found.variances), (array![3.0, 3.0], array![0.0, 0.0]));
}

#[test]
fn what_has_no_axes_is_refused() {
    let (executor, never) = (executor(1), never());
    let context = Context::new(&executor, &never);
    let message = |x: Array2<f64>, weights: Array1<f64>, q| {
        principal_axes(x.view(), Some(weights.view()), q, context).unwrap_err().to_string()
    };
    let (x, one) = (array![[1.0, 2.0], [3.0, 5.0]], array![1.0, 1.0]);
    assert_eq!(message(x.clone(), one.clone(), 0), "n_axes must be from 1 to the 2 features of X, got 0");
    assert_eq!(message(x.clone(), one.clone(), 3), "n_axes must be from 1 to the 2 features of X, got 3");
    assert_eq!(message(x, 0.0 * &one, 1), "sample_weight must be not all zero, got only zeros");
    let missing = message(array![[1.0, f64::NAN], [3.0, 5.0]], one.clone(), 1);
    assert_eq!(missing, "X must be finite, got NaN (first at row 0, column 1)");
    assert!(message(array![[1e200, 2.0], [-1e200, 5.0]], one, 1).contains("squared distances are finite"));
    never.cancel();
    let x = Array2::<f64>::zeros((10, 2));
    assert!(matches!(principal_axes(x.view(), None, 1, context), Err(Error::Cancelled)));
}
