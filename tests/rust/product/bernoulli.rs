//! Mixtures of Bernoulli distributions against plain loops, and against themselves.
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

use iterscope::em::{Data, Loop, Statistics};
use iterscope::mixture::bernoulli::{
    Bernoulli, Floor, Parameters, SufficientStatistics, maximize_responsibilities, maximize_statistics,
};
use iterscope::mixture::{expect_statistics, log_densities, predict, responsibilities};
use iterscope::{Context, Error, Executor, Simd};
use ndarray::{Array1, Array2, ArrayView2, Axis, array, s};
use proptest::prelude::*;

use crate::support::{difference, executor, never, noise};

/// Rows of zeros and ones, and parameters in their neighbourhood.
fn case(seed: u64, n: usize, k: usize, d: usize) -> (Array2<f64>, Parameters) {
    let mut normal = noise(seed);
    let probabilities = Array2::from_shape_simple_fn((k, d), || (0.5 + 0.3 * normal()).clamp(0.05, 0.95));
    let x = Array2::from_shape_fn((n, d), |(i, c)| {
        f64::from(u8::from(normal() < 4.0 * (probabilities[(i % k, c)] - 0.5)))
    });
    let weights = Array1::from_shape_fn(k, |j| (j + 1) as f64 * 2.0 / (k * (k + 1)) as f64);
    (x, Parameters::new(weights.view(), probabilities.view()).unwrap())
}

/// The log density of each row, and the responsibilities, by the definition.
fn e_step(x: ArrayView2<'_, f64>, parameters: &Parameters) -> (Array1<f64>, Array2<f64>) {
    let joint = Array2::from_shape_fn((x.nrows(), parameters.n_components()), |(i, j)| {
        let likely = |(c, x): (usize, &f64)| {
            let p = parameters.probabilities()[(j, c)];
            p.powf(*x) * (1.0 - p).powf(1.0 - x)
        };
        let probability: f64 = x.row(i).iter().enumerate().map(likely).product();
        parameters.weights()[j] * probability
    });
    let sums = joint.sum_axis(Axis(1));
    (sums.mapv(f64::ln), joint / sums.insert_axis(Axis(1)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn both_steps_are_the_textbook_s_on_every_instruction_set(
        seed in any::<u64>(), n in 1..2600_usize, k in 1..6_usize, d in 1..20_usize
    ) {
        let (x, parameters) = case(seed, n, k, d);
        let (logs, shares) = e_step(x.view(), &parameters);
        let masses = shares.sum_axis(Axis(0));
        let probabilities = shares.t().dot(&x) / masses.view().insert_axis(Axis(1));
        for simd in Simd::available() {
            let (executor, never) = (Executor::new(Some(2), simd).unwrap(), never());
            let context = Context::new(&executor, &never);
            let (r, l) = responsibilities(x.view(), &parameters, context).unwrap();
            prop_assert!(difference(&r, &shares) < 1e-12);
            prop_assert!(difference(&l, &logs) < 1e-12);
            prop_assert_eq!(&l, &log_densities(x.view(), &parameters, context).unwrap());
            for (row, label) in r.rows().into_iter().zip(predict(x.view(), &parameters, context).unwrap()) {
                let largest = row.iter().copied().fold(0.0, f64::max);
                prop_assert!(row[usize::try_from(label).unwrap()] >= largest * (1.0 - 1e-12));
            }
            let statistics = expect_statistics(x.view(), &parameters, None, context).unwrap();
            let fused = maximize_statistics(&statistics, Floor(0.0)).unwrap();
            let given =
                maximize_responsibilities(Bernoulli, x.view(), shares.view(), None, Floor(0.0), context).unwrap();
            prop_assert!((statistics.log_likelihood() - logs.sum()).abs() <= 1e-12 * logs.sum().abs());
            for found in [fused, given] {
                prop_assert!(difference(found.parameters.weights(), &(&masses / masses.sum())) < 1e-12);
                prop_assert!(difference(found.parameters.probabilities(), &probabilities) < 1e-11);
            }
        }
    }

    #[test]
    fn chunks_of_the_block_size_have_the_bits_of_the_whole(seed in any::<u64>(), n in 1..5000_usize) {
        let (x, parameters) = case(seed, n, 4, 9);
        let statistics = |x: ArrayView2<'_, f64>, threads| {
            expect_statistics(x, &parameters, None, Context::new(&executor(threads), &never())).unwrap()
        };
        let chunks = x.axis_chunks_iter(Axis(0), iterscope::compute::ROW_BLOCK);
        let merged = chunks.map(|chunk| statistics(chunk, 1)).reduce(|mut sum, next| {
            sum.merge(&next).unwrap();
            sum
        });
        let bytes = merged.unwrap().to_bytes();
        for threads in 1..=4 {
            prop_assert_eq!(&bytes, &statistics(x.view(), threads).to_bytes());
        }
        prop_assert_eq!(SufficientStatistics::from_bytes(&bytes).unwrap().to_bytes(), bytes);
        prop_assert_eq!(&Parameters::from_bytes(&parameters.to_bytes()).unwrap(), &parameters);
    }

    #[test]
    fn weights_are_repetitions_and_nothing_is_as_good_as_absent(seed in any::<u64>(), n in 2..500_usize) {
        let (x, parameters) = case(seed, n, 3, 5);
        let weights = Array1::from_shape_fn(n, |i| ((i + 1) % 3) as f64);
        let rows: Vec<usize> = (0..n).flat_map(|i| std::iter::repeat_n(i, (i + 1) % 3)).collect();
        let repeated = x.select(Axis(0), &rows);
        let (executor, never) = (executor(2), never());
        let context = Context::new(&executor, &never);
        let a = expect_statistics(x.view(), &parameters, Some(weights.view()), context).unwrap();
        let b = expect_statistics(repeated.view(), &parameters, None, context).unwrap();
        prop_assert_eq!(a.weight(), b.weight());
        prop_assert!(difference(&a.first(), &b.first()) < 1e-12);
        prop_assert!(difference([&a.log_likelihood()], [&b.log_likelihood()]) < 1e-12);
    }

    #[test]
    fn the_bound_never_falls(seed in any::<u64>()) {
        let (x, parameters) = case(seed, 600, 3, 8);
        let (executor, never) = (executor(2), never());
        let fit = Loop {
            data: Data::new(x.view(), None).unwrap(),
            prior: Floor(0.0),
            tol: 1e-9,
            max_iter: 40,
            half_steps: false,
            context: Context::new(&executor, &never),
        };
        let steps: Vec<_> = fit.steps([Ok(parameters)]).map(Result::unwrap).collect();
        prop_assert!(steps.windows(2).all(|pair| pair[1].lower_bound >= pair[0].lower_bound - 1e-12));
    }
}

#[test]
fn structural_zeros_stay_and_make_no_nan() {
    let x = array![[1.0, 1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 1.0]];
    let probabilities = array![[1.0, 0.5, 0.0], [0.0, 0.4, 1.0]];
    let parameters = Parameters::new(array![0.5, 0.5].view(), probabilities.view()).unwrap();
    let (executor, never) = (executor(1), never());
    let context = Context::new(&executor, &never);
    let (r, logs) = responsibilities(x.view(), &parameters, context).unwrap();
    assert_eq!(r, array![[1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]);
    assert!(difference(&logs, &array![0.25, 0.25, 0.3, 0.2].mapv(f64::ln)) < 1e-14);
    let statistics = expect_statistics(x.view(), &parameters, None, context).unwrap();
    let next = maximize_statistics(&statistics, Floor(0.0)).unwrap().parameters;
    assert_eq!(next.probabilities(), array![[1.0, 0.5, 0.0], [0.0, 0.5, 1.0]]);
    let floored = maximize_statistics(&statistics, Floor(1e-10)).unwrap().parameters;
    assert_eq!(floored.probabilities().column(0), array![1.0 - 1e-10, 1e-10]);
    // A row that contradicts both components has no density; without weight it is as good as absent.
    let strange = array![[1.0, 1.0, 0.0], [1.0, 0.0, 1.0]];
    let error = log_densities(strange.view(), &parameters, context).unwrap_err().to_string();
    assert_eq!(error, "X must be possible under some component, got row 1, of probability 0 under all");
    assert!(expect_statistics(strange.view(), &parameters, None, context).is_err());
    let weights = array![2.0, 0.0];
    let absent = expect_statistics(strange.view(), &parameters, Some(weights.view()), context).unwrap();
    let alone = expect_statistics(strange.slice(s![..1, ..]), &parameters, None, context).unwrap();
    assert_eq!(absent.log_likelihood(), 2.0 * alone.log_likelihood());
    assert_eq!(absent.first(), 2.0 * &alone.first());
}

#[test]
fn empty_components_keep_their_probabilities() {
    let x = array![[1.0, 1.0], [1.0, 0.0]];
    let shares = array![[1.0, 0.0], [1.0, 0.0]];
    let (executor, never) = (executor(1), never());
    let found = maximize_responsibilities(
        Bernoulli,
        x.view(),
        shares.view(),
        None,
        Floor(0.0),
        Context::new(&executor, &never),
    )
    .unwrap();
    assert_eq!(found.degenerate, [1]);
    assert_eq!(found.parameters.probabilities(), array![[1.0, 0.5], [0.5, 0.5]]);
    assert!(found.parameters.weights()[1] < 1e-14);
}

#[test]
fn bad_input_is_named() {
    let (x, parameters) = case(13, 2000, 2, 3);
    let (executor, cancelled) = (executor(2), never());
    let context = Context::new(&executor, &cancelled);
    for value in [-0.1, 1.5, f64::NAN, f64::INFINITY] {
        let mut bad = x.clone();
        bad[(1500, 2)] = value;
        let error = expect_statistics(bad.view(), &parameters, None, context).unwrap_err().to_string();
        assert!(error.contains(&format!("got {value} at row 1500, column 2")), "{error}");
    }
    let outside = Parameters::new(array![1.0].view(), array![[1.1]].view()).unwrap_err().to_string();
    assert!(outside.contains("from 0 to 1, got 1.1"));
    assert!(Parameters::new(array![1.0].view(), array![[0.5], [0.5]].view()).is_err());
    assert!(Parameters::new(array![0.0].view(), array![[0.5]].view()).is_err());
    let statistics = expect_statistics(x.view(), &parameters, None, context).unwrap();
    assert!(maximize_statistics(&statistics, Floor(0.5)).is_err());
    assert!(maximize_statistics(&statistics, Floor(f64::NAN)).is_err());
    let mut other = maximize_statistics(&statistics, Floor(0.0)).unwrap().parameters;
    let mut sum = expect_statistics(x.view(), &other, None, context).unwrap();
    assert!(Statistics::merge(&mut sum, &statistics).is_err());
    other = Parameters::new(other.weights(), other.probabilities()).unwrap();
    assert!(Parameters::from_bytes(&other.to_bytes()[..20]).is_err());
    cancelled.cancel();
    assert!(matches!(predict(x.view(), &parameters, context), Err(Error::Cancelled)));
}
