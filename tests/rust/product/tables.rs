//! Mixtures of Poisson and of categorical distributions against plain loops, and published values.
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts and categories are small"
)]

use iterscope::em::{Data, Loop};
use iterscope::mixture::{categorical, expect_statistics, log_densities, poisson, predict, responsibilities};
use iterscope::{Context, Executor, Simd};
use ndarray::{Array1, Array2, Array3, ArrayView2, Axis, array};
use proptest::prelude::*;

use crate::support::{difference, executor, never, noise};

fn weights(k: usize) -> Array1<f64> {
    Array1::from_shape_fn(k, |j| (j + 1) as f64 * 2.0 / (k * (k + 1)) as f64)
}

/// Counts, and rates in their neighbourhood.
fn counts(seed: u64, n: usize, k: usize, d: usize) -> (Array2<f64>, poisson::Parameters) {
    let mut normal = noise(seed);
    let rates = Array2::from_shape_simple_fn((k, d), || (3.0 * normal()).exp2());
    let x = Array2::from_shape_fn((n, d), |(i, c)| (rates[(i % k, c)] * (1.0 + normal())).max(0.0).round());
    (x, poisson::Parameters::new(weights(k).view(), rates.view()).unwrap())
}

/// Categories, and probabilities in their neighbourhood.
fn categories(seed: u64, n: usize, [k, d, m]: [usize; 3]) -> (Array2<f64>, categorical::Parameters) {
    let mut normal = noise(seed);
    let mut table = Array3::from_shape_simple_fn((k, d, m), || normal().exp());
    let sums = table.sum_axis(Axis(2)).insert_axis(Axis(2));
    table /= &sums;
    let x = Array2::from_shape_fn((n, d), |_| (normal().abs() * 10.0).floor() % m as f64);
    (x, categorical::Parameters::new(weights(k).view(), table.view()).unwrap())
}

/// The log density of each row, and the responsibilities, given the log density of a row under a component.
fn e_step(
    x: ArrayView2<'_, f64>,
    weights: &Array1<f64>,
    log: impl Fn(usize, &[f64]) -> f64,
) -> (Array1<f64>, Array2<f64>) {
    let joint = Array2::from_shape_fn((x.nrows(), weights.len()), |(i, j)| {
        weights[j].ln() + log(j, &x.row(i).to_vec())
    });
    let largest = joint.map_axis(Axis(1), |row| row.fold(f64::NEG_INFINITY, |most, value| most.max(*value)));
    let powers = (joint - largest.view().insert_axis(Axis(1))).mapv(f64::exp);
    let sums = powers.sum_axis(Axis(1));
    (sums.mapv(f64::ln) + largest, powers / sums.insert_axis(Axis(1)))
}

fn log_poisson(rates: ArrayView2<'_, f64>, j: usize, row: &[f64]) -> f64 {
    let log = |(count, rate): (&f64, &f64)| {
        let factorial: f64 = (1..=*count as u32).map(|i| f64::from(i).ln()).sum();
        count * rate.ln() - rate - factorial
    };
    row.iter().zip(rates.row(j)).map(log).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn counts_follow_the_textbook_on_every_instruction_set(
        seed in any::<u64>(), n in 1..2600_usize, k in 1..6_usize, d in 1..10_usize
    ) {
        let (x, parameters) = counts(seed, n, k, d);
        let (logs, shares) = e_step(x.view(), &weights(k), |j, row| log_poisson(parameters.rates(), j, row));
        let masses = shares.sum_axis(Axis(0));
        let rates = shares.t().dot(&x) / masses.view().insert_axis(Axis(1));
        for simd in Simd::available() {
            let (executor, never) = (Executor::new(Some(2), simd).unwrap(), never());
            let context = Context::new(&executor, &never);
            let (r, l) = responsibilities(x.view(), &parameters, context).unwrap();
            prop_assert!(difference(&r, &shares) < 1e-11);
            prop_assert!(difference(&l, &logs) < 1e-12);
            let statistics = expect_statistics(x.view(), &parameters, None, context).unwrap();
            let found = poisson::maximize_statistics(&statistics, poisson::Floor(0.0)).unwrap();
            prop_assert!(difference(found.parameters.weights(), &(&masses / masses.sum())) < 1e-12);
            for (j, row) in rates.rows().into_iter().enumerate().filter(|(j, _)| masses[*j] > 1e-6) {
                prop_assert!(difference(found.parameters.rates().row(j), row) < 1e-9);
            }
            let back = poisson::Parameters::from_bytes(&parameters.to_bytes()).unwrap();
            prop_assert_eq!(&back, &parameters);
            let bytes = statistics.to_bytes();
            prop_assert_eq!(poisson::SufficientStatistics::from_bytes(&bytes).unwrap(), statistics);
        }
    }

    #[test]
    fn categories_follow_the_textbook_on_every_instruction_set(
        seed in any::<u64>(), n in 1..2600_usize, k in 1..6_usize, d in 1..8_usize, m in 1..6_usize
    ) {
        let (x, parameters) = categories(seed, n, [k, d, m]);
        let table = parameters.probabilities();
        let log = |j: usize, row: &[f64]| -> f64 {
            row.iter().enumerate().map(|(c, value)| table[(j, c, *value as usize)].ln()).sum()
        };
        let (logs, shares) = e_step(x.view(), &weights(k), log);
        let masses = shares.sum_axis(Axis(0));
        for simd in Simd::available() {
            let (executor, never) = (Executor::new(Some(2), simd).unwrap(), never());
            let context = Context::new(&executor, &never);
            let (r, l) = responsibilities(x.view(), &parameters, context).unwrap();
            prop_assert!(difference(&r, &shares) < 1e-12);
            prop_assert!(difference(&l, &logs) < 1e-12);
            let statistics = expect_statistics(x.view(), &parameters, None, context).unwrap();
            let found = categorical::maximize_statistics(&statistics, categorical::Floor(0.0)).unwrap();
            let given = categorical::maximize_responsibilities(
                parameters.family(), x.view(), shares.view(), None, categorical::Floor(0.0), context
            );
            for found in [found, given.unwrap()] {
                for ((j, c, category), p) in found.parameters.probabilities().indexed_iter() {
                    let rows = (0..n).filter(|i| x[(*i, c)] == category as f64);
                    let share: f64 = rows.map(|i| shares[(i, j)]).sum();
                    prop_assert!((p - share / masses[j]).abs() < 1e-11);
                }
            }
            prop_assert_eq!(&categorical::Parameters::from_bytes(&parameters.to_bytes()).unwrap(), &parameters);
            let bytes = statistics.to_bytes();
            prop_assert_eq!(categorical::SufficientStatistics::from_bytes(&bytes).unwrap(), statistics);
        }
    }

    #[test]
    fn threads_change_no_bit(seed in any::<u64>()) {
        let (x, y) = (counts(seed, 5000, 3, 4), categories(seed, 5000, [3, 4, 5]));
        let bytes = |threads| {
            let (executor, never) = (executor(threads), never());
            let context = Context::new(&executor, &never);
            let counts = expect_statistics(x.0.view(), &x.1, None, context).unwrap().to_bytes();
            (counts, expect_statistics(y.0.view(), &y.1, None, context).unwrap().to_bytes())
        };
        prop_assert_eq!(bytes(1), bytes(3));
    }
}

#[test]
fn two_categories_are_a_success_and_a_failure() {
    let (x, parameters) = categories(7, 800, [3, 5, 2]);
    let successes = Array2::from_shape_fn((3, 5), |(j, c)| parameters.probabilities()[(j, c, 1)]);
    let bernoulli =
        iterscope::mixture::bernoulli::Parameters::new(weights(3).view(), successes.view()).unwrap();
    let (executor, never) = (executor(1), never());
    let context = Context::new(&executor, &never);
    let (one, other) = (
        responsibilities(x.view(), &parameters, context).unwrap(),
        responsibilities(x.view(), &bernoulli, context).unwrap(),
    );
    assert!(difference(&one.0, &other.0) < 1e-13);
    assert!(difference(&one.1, &other.1) < 1e-13);
}

/// Earthquakes of magnitude 7 or more in each year from 1900 to 2006 (Zucchini and `MacDonald`, *Hidden Markov Models for
/// Time Series*, table 1.1).
const EARTHQUAKES: [u8; 107] = [
    13, 14, 8, 10, 16, 26, 32, 27, 18, 32, 36, 24, 22, 23, 22, 18, 25, 21, 21, 14, 8, 11, 14, 23, 18, 17, 19,
    20, 22, 19, 13, 26, 13, 14, 22, 24, 21, 22, 26, 21, 23, 24, 27, 41, 31, 27, 35, 26, 28, 36, 39, 21, 17,
    22, 17, 19, 15, 34, 10, 15, 22, 18, 15, 20, 15, 22, 19, 16, 30, 27, 29, 23, 20, 16, 21, 21, 25, 16, 18,
    15, 18, 14, 10, 15, 8, 15, 6, 11, 8, 7, 18, 16, 13, 12, 13, 20, 15, 16, 12, 18, 15, 16, 13, 15, 16, 11,
    11,
];

#[test]
fn earthquakes_have_the_likelihoods_of_the_textbook() {
    let x = Array2::from_shape_fn((107, 1), |(year, _)| f64::from(EARTHQUAKES[year]));
    let (executor, never) = (executor(1), never());
    let context = Context::new(&executor, &never);
    let data = Data::new(x.view(), None).unwrap();
    let prior = poisson::Floor(1e-10);
    let fit = Loop { data, prior, tol: 1e-14, max_iter: 100_000, half_steps: false, context };
    for (rates, log_likelihood) in [
        (vec![19.0], -391.918_928),
        (vec![15.0, 25.0], -360.369_044),
        (vec![12.0, 20.0, 30.0], -356.848_939),
        (vec![10.0, 15.0, 20.0, 30.0], -356.733_701),
    ] {
        let k = rates.len();
        let start = poisson::Parameters::new(
            Array1::ones(k).view(),
            Array2::from_shape_vec((k, 1), rates).unwrap().view(),
        );
        let best = fit.fit([start]).unwrap().unwrap();
        assert!((best.log_likelihood - log_likelihood).abs() < 2e-6, "{}", best.log_likelihood);
        if k == 2 {
            assert!(difference(best.parameters.rates(), &array![[15.777_11], [26.839_89]]) < 1e-6);
            assert!(difference(best.parameters.weights(), &array![0.675_73, 0.324_27]) < 1e-5);
        }
    }
}

#[test]
fn what_is_impossible_is_named_and_nothing_is_nan() {
    let (executor, never) = (executor(1), never());
    let context = Context::new(&executor, &never);
    let halves = array![0.5, 0.5];
    let none = poisson::Parameters::new(halves.view(), array![[0.0], [4.0]].view()).unwrap();
    let x = array![[0.0], [1.0], [4e9]];
    let (r, _) = responsibilities(x.view(), &none, context).unwrap();
    assert!(r[(0, 0)] > 0.9 && r[(1, 0)] == 0.0 && r[(2, 0)] == 0.0);
    assert_eq!(predict(x.view(), &none, context).unwrap(), array![0, 1, 1]);
    let never_any = poisson::Parameters::new(array![1.0].view(), array![[0.0]].view()).unwrap();
    let refused = |error: iterscope::Error| error.to_string();
    assert_eq!(
        refused(responsibilities(x.view(), &never_any, context).unwrap_err()),
        "X must be possible under some component, got row 1, of probability 0 under all"
    );
    for (value, shown) in [(-1.0, "-1"), (0.5, "0.5"), (1e16, "10000000000000000"), (f64::NAN, "NaN")] {
        let error = responsibilities(array![[value]].view(), &none, context).unwrap_err();
        let expected = format!(
            "X must be of counts, whole numbers from 0 to below 2^32, got {shown} at row 0, column 0"
        );
        assert_eq!(refused(error), expected);
    }
    let sure = array![[[1.0, 0.0, 0.0]], [[0.0, 0.5, 0.5]]];
    let sure = categorical::Parameters::new(halves.view(), sure.view()).unwrap();
    let (r, _) = responsibilities(array![[0.0], [2.0]].view(), &sure, context).unwrap();
    assert_eq!(r, array![[1.0, 0.0], [0.0, 1.0]]);
    for (value, shown) in [(3.0, "3"), (0.5, "0.5"), (-1.0, "-1")] {
        let error = responsibilities(array![[value]].view(), &sure, context).unwrap_err();
        let expected =
            format!("X must be of categories, whole numbers from 0 to 2, got {shown} at row 0, column 0");
        assert_eq!(refused(error), expected);
    }
    let uneven = array![[[0.6, 0.6]]];
    let error = categorical::Parameters::new(array![1.0].view(), uneven.view()).unwrap_err();
    assert_eq!(refused(error), "probabilities must be of sum 1 in each feature, got 1.2");
    assert!(categorical::Categorical::new(0).is_err());
    assert!(poisson::Parameters::new(array![1.0].view(), array![[-1.0]].view()).is_err());
}

#[test]
fn factorials_are_those_of_mpmath() {
    let (executor, never) = (executor(1), never());
    let context = Context::new(&executor, &never);
    let once = poisson::Parameters::new(array![1.0].view(), array![[1.0]].view()).unwrap();
    // mpmath.loggamma(n + 1), at 30 digits.
    for (count, log) in [
        (0.0, 0.0),
        (1.0, 0.0),
        (10.0, 15.104_412_573_075_516),
        (255.0, 1_161.712_101_118_400_6),
        (256.0, 1_167.257_278_562_880_3),
        (1e6, 12_815_518.384_658_169),
    ] {
        // Of the rate 1 the probability is 1 / e n!.
        let found = -1.0 - log_densities(array![[count]].view(), &once, context).unwrap()[0];
        assert!((found - log).abs() <= 1e-14 * log.max(0.1), "{count}: {found}");
    }
}
