//! The E and M steps against plain loops, and against themselves on other hardware and at other scales.

use iterscope::mixture::{
    CovarianceType, Maximized, Parameters, Regularization, expect_statistics, log_densities,
    maximize_responsibilities, maximize_statistics, predict, responsibilities,
};
use iterscope::{Cancellation, Context, Error, Executor, Simd};
use ndarray::{Array1, Array2, ArrayD, Axis, IxDyn, ShapeBuilder, array, concatenate};
use proptest::prelude::*;

use crate::support::{Case, case, cases, difference, e_step, executor, never};

const PLAIN: Regularization = Regularization::Absolute(0.0);

fn iterate(
    x: &Array2<f64>,
    parameters: &Parameters,
    steps: usize,
    added: Regularization,
) -> Maximized<Parameters> {
    let executor = executor(2);
    let mut state = Maximized { parameters: parameters.clone(), degenerate: Vec::new() };
    for _ in 0..steps {
        let statistics =
            expect_statistics(x.view(), &state.parameters, None, Context::new(&executor, &never())).unwrap();
        state = maximize_statistics(&statistics, added, Context::new(&executor, &never())).unwrap();
    }
    state
}

/// Parameters from the textbook's formulas.
fn m_step(x: &Array2<f64>, r: &Array2<f64>, kind: CovarianceType) -> (Array1<f64>, Array2<f64>, ArrayD<f64>) {
    let ((n, d), k) = (x.dim(), r.ncols());
    let masses = r.sum_axis(Axis(0));
    let means = r.t().dot(x) / masses.view().insert_axis(Axis(1));
    let mut scatter = vec![Array2::<f64>::zeros((d, d)); k];
    for j in 0..k {
        for i in 0..n {
            for a in 0..d {
                for b in 0..d {
                    scatter[j][(a, b)] +=
                        r[(i, j)] * (x[(i, a)] - means[(j, a)]) * (x[(i, b)] - means[(j, b)]);
                }
            }
        }
    }
    let total = masses.sum();
    let covariances = ArrayD::from_shape_fn(IxDyn(&kind.shape(k, d)), |index| match kind {
        CovarianceType::Full => scatter[index[0]][(index[1], index[2])] / masses[index[0]],
        CovarianceType::Tied => (0..k).map(|j| scatter[j][(index[0], index[1])]).sum::<f64>() / total,
        CovarianceType::Diag => scatter[index[0]][(index[1], index[1])] / masses[index[0]],
        CovarianceType::Spherical => scatter[index[0]].diag().sum() / masses[index[0]] / d as f64,
    });
    (masses / total, means, covariances)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn e_step_is_the_textbook_s_on_every_instruction_set(case in cases()) {
        let (logs, truth) = e_step(&case);
        for simd in Simd::available() {
            let executor = Executor::new(Some(2), simd).unwrap();
            let (r, l) = responsibilities(case.x.view(), &case.parameters, Context::new(&executor, &never())).unwrap();
            prop_assert!(difference(&r, &truth) < 1e-11, "{simd}");
            prop_assert!(difference(&l, &logs) < 1e-12, "{simd}");
            prop_assert_eq!(&l, &log_densities(case.x.view(), &case.parameters, Context::new(&executor, &never())).unwrap());
            let statistics = expect_statistics(case.x.view(), &case.parameters, None, Context::new(&executor, &never())).unwrap();
            prop_assert!((statistics.log_likelihood() - logs.sum()).abs() < 1e-12 * logs.mapv(f64::abs).sum());
            prop_assert!(difference(&statistics.weight_sums(), &truth.sum_axis(Axis(0))) < 1e-12, "{simd}");
            let labels = predict(case.x.view(), &case.parameters, Context::new(&executor, &never())).unwrap();
            for (row, label) in r.rows().into_iter().zip(labels) {
                let largest = row.iter().copied().fold(0.0, f64::max);
                prop_assert!(row[usize::try_from(label).unwrap()] >= largest * (1.0 - 1e-12));
            }
        }
    }

    #[test]
    fn m_step_is_the_textbook_s(case in cases().prop_filter("enough samples", |case| case.x.nrows() > 400)) {
        let kind = case.parameters.covariance_type();
        let (_, r) = e_step(&case);
        let (weights, means, covariances) = m_step(&case.x, &r, kind);
        let given = maximize_responsibilities(
            case.x.view(), r.view(), None, kind, PLAIN, Context::new(&executor(2), &never())).unwrap();
        let fused = iterate(&case.x, &case.parameters, 1, PLAIN);
        for Maximized { parameters, degenerate } in [given, fused] {
            prop_assert!(degenerate.is_empty());
            prop_assert!(difference(parameters.weights(), &weights) < 1e-12);
            prop_assert!(difference(parameters.means(), &means) < 1e-11);
            prop_assert!(difference(parameters.covariances(), &covariances) < 1e-11);
        }
    }

    #[test]
    fn instruction_sets_agree(case in cases()) {
        let sets = Simd::available().into_iter().map(|simd| {
            let executor = Executor::new(Some(1), simd).unwrap();
            expect_statistics(case.x.view(), &case.parameters, None, Context::new(&executor, &never())).unwrap()
        });
        let all: Vec<_> = sets.collect();
        for other in &all[1..] {
            prop_assert!(difference(&other.first(), &all[0].first()) < 1e-12);
            prop_assert!(difference(&other.second(), &all[0].second()) < 1e-12);
        }
    }

    #[test]
    fn log_likelihood_never_falls(case in cases().prop_filter("enough samples", |case| case.x.nrows() > 400)) {
        let executor = executor(2);
        let mut parameters = case.parameters.clone();
        let mut before = f64::NEG_INFINITY;
        for _ in 0..8 {
            let statistics = expect_statistics(case.x.view(), &parameters, None, Context::new(&executor, &never())).unwrap();
            let now = statistics.log_likelihood();
            prop_assert!(now >= before - 1e-12 * now.abs(), "{before} {now}");
            before = now;
            parameters = maximize_statistics(&statistics, PLAIN, Context::new(&executor, &never())).unwrap().parameters;
        }
    }

    #[test]
    fn weights_are_repetitions(case in cases(), seed in any::<u64>()) {
        let mut normal = crate::support::noise(seed);
        let counts: Vec<usize> = (0..case.x.nrows()).map(|_| usize::from(normal() > 0.0) + usize::from(normal() > 0.5)).collect();
        let weights: Array1<f64> = counts.iter().map(|count| *count as f64).collect();
        let rows: Vec<usize> =
            counts.iter().enumerate().flat_map(|(row, count)| std::iter::repeat_n(row, *count)).collect();
        let repeated = case.x.select(Axis(0), &rows);
        let (executor, p) = (executor(2), &case.parameters);
        let a = expect_statistics(case.x.view(), p, Some(weights.view()), Context::new(&executor, &never())).unwrap();
        let b = expect_statistics(repeated.view(), p, None, Context::new(&executor, &never())).unwrap();
        prop_assert_eq!(a.weight(), b.weight());
        prop_assert!(difference(&a.second(), &b.second()) < 1e-12);
        prop_assert!(difference(&a.first(), &b.first()) < 1e-12);
        prop_assert!(difference([&a.log_likelihood()], [&b.log_likelihood()]) < 1e-12);
    }

    #[test]
    fn scale_changes_nothing_but_the_scale(
        seed in any::<u64>(), exponent in -465..465_i32, kind in proptest::sample::select(CovarianceType::ALL.to_vec())
    ) {
        // Powers of two, to about 1e140: every product is exact, so that all digits must agree.
        let Case { x, parameters } = case(seed, 1500, 3, 3, kind);
        let scale = 2.0_f64.powi(exponent);
        let scaled = Parameters::new(
            parameters.weights(),
            (&parameters.means() * scale).view(),
            (&parameters.covariances() * scale * scale).view(),
            kind,
        ).unwrap();
        let relative = Regularization::Relative(1e-9);
        let there = iterate(&(&x * scale), &scaled, 5, relative).parameters;
        let here = iterate(&x, &parameters, 5, relative).parameters;
        let back = |values: ArrayD<f64>| values / scale / scale;
        prop_assert!(difference(&(&there.means() / scale), here.means()) < 1e-12);
        prop_assert!(difference(&back(there.covariances().to_owned()), here.covariances()) < 1e-12);
    }
}

#[test]
fn relative_is_relative_to_each_feature() {
    for kind in [CovarianceType::Full, CovarianceType::Tied, CovarianceType::Diag] {
        let Case { x, .. } = case(4, 2000, 2, 2, kind);
        let units = array![1.0, 2.0_f64.powi(40)];
        let step = |x: &Array2<f64>| {
            let whole = Array2::from_elem((x.nrows(), 1), 1.0);
            let (executor, stop) = (executor(1), never());
            let (relative, context) = (Regularization::Relative(0.5), Context::new(&executor, &stop));
            let maximized = maximize_responsibilities(x.view(), whole.view(), None, kind, relative, context);
            maximized.unwrap().parameters
        };
        let (here, there) = (step(&x), step(&(&x * &units)));
        let diagonal = |parameters: &Parameters, a: usize| match kind {
            CovarianceType::Full => parameters.covariances()[[0, a, a]],
            CovarianceType::Tied => parameters.covariances()[[a, a]],
            _ => parameters.covariances()[[0, a]],
        };
        for a in 0..2 {
            let variance = x.column(a).var(0.0);
            assert!((diagonal(&here, a) / variance - 1.5).abs() < 1e-12, "{kind}");
            assert!((diagonal(&there, a) / variance / units[a].powi(2) - 1.5).abs() < 1e-12, "{kind}");
        }
    }
}

#[test]
fn offset_loses_only_the_digits_of_the_data() {
    for kind in CovarianceType::ALL {
        let Case { x, parameters } = case(3, 3000, 3, 2, kind);
        let offset = 2.0_f64.powi(40); // 1.1e12
        let moved = &x + offset;
        let rounded = &moved - offset;
        let means = &parameters.means() + offset;
        let start =
            Parameters::new(parameters.weights(), means.view(), parameters.covariances(), kind).unwrap();
        // The start is rounded like the data, hence not quite the same: EM forgets it slowly.
        let there = iterate(&moved, &start, 5, PLAIN).parameters;
        let here = iterate(&rounded, &parameters, 5, PLAIN).parameters;
        assert!(difference(&(&there.means() - offset), here.means()) < 1e-3, "{kind}");
        assert!(difference(there.covariances(), here.covariances()) < 1e-3, "{kind}");
    }
}

#[test]
fn far_outliers_have_responsibilities() {
    for kind in CovarianceType::ALL {
        let Case { x, parameters } = case(5, 100, 3, 2, kind);
        let far = concatenate![Axis(0), x, array![[1e60, 0.0], [-1e100, 1e100], [3e4, 0.0]]];
        let (r, logs) =
            responsibilities(far.view(), &parameters, Context::new(&executor(1), &never())).unwrap();
        for row in r.rows() {
            assert!((row.sum() - 1.0).abs() < 1e-14, "{row}");
        }
        assert!(logs.iter().all(|log| log.is_finite()));
    }
}

#[test]
fn empty_components_are_degenerate_and_stay() {
    for kind in [CovarianceType::Full, CovarianceType::Diag, CovarianceType::Spherical] {
        let Case { x, parameters } = case(7, 500, 2, 2, kind);
        let mut means = parameters.means().to_owned();
        means[(1, 0)] = 1e5;
        let start =
            Parameters::new(parameters.weights(), means.view(), parameters.covariances(), kind).unwrap();
        let Maximized { parameters, degenerate } = iterate(&x, &start, 1, Regularization::Absolute(1e-6));
        assert_eq!(degenerate, [1], "{kind}");
        assert_eq!(parameters.means()[(1, 0)], 1e5);
        assert!(parameters.weights()[1] < 1e-15);
    }
}

#[test]
fn duplicates_are_degenerate_with_a_floor_and_an_error_without() {
    let x = Array2::from_elem((50, 3), 0.1);
    let r = Array2::from_shape_fn((50, 2), |(i, j)| f64::from(u8::from(i % 2 == j)));
    for kind in CovarianceType::ALL {
        let step = |added| {
            maximize_responsibilities(
                x.view(),
                r.view(),
                None,
                kind,
                added,
                Context::new(&executor(1), &never()),
            )
        };
        let with = step(Regularization::Absolute(1e-6)).unwrap();
        assert_eq!(with.degenerate, [0, 1], "{kind}");
        assert!(matches!(step(PLAIN), Err(Error::IllDefinedCovariance)), "{kind}");
    }
}

#[test]
fn memory_order_of_responsibilities_does_not_matter() {
    let case = case(11, 2000, 4, 5, CovarianceType::Full);
    let (_, r) = e_step(&case);
    let mut turned = Array2::zeros(r.raw_dim().f());
    turned.assign(&r);
    let step = |r: &Array2<f64>| {
        let kind = CovarianceType::Full;
        maximize_responsibilities(
            case.x.view(),
            r.view(),
            None,
            kind,
            PLAIN,
            Context::new(&executor(2), &never()),
        )
        .unwrap()
    };
    assert_eq!(step(&r), step(&turned));
}

#[test]
fn bad_input_is_named() {
    let Case { x, parameters } = case(13, 2000, 2, 3, CovarianceType::Full);
    let run = |x: &Array2<f64>, weights: Option<&Array1<f64>>| {
        expect_statistics(
            x.view(),
            &parameters,
            weights.map(|weights| weights.view()),
            Context::new(&executor(1), &never()),
        )
        .unwrap_err()
        .to_string()
    };
    let with = |value: f64| {
        let mut bad = x.clone();
        bad[(1500, 2)] = value;
        bad
    };
    assert!(run(&with(f64::NAN), None).contains("NaN (first at row 1500, column 2)"));
    assert!(run(&with(f64::INFINITY), None).contains("infinity (first at row 1500, column 2)"));
    assert!(run(&with(1e200), None).contains("1e200"));
    assert!(run(&x.slice(ndarray::s![.., ..2]).to_owned(), None).contains("3 columns"));
    assert!(run(&x, Some(&Array1::ones(3))).contains("sample_weight"));
    assert!(run(&x, Some(&Array1::from_elem(2000, -1.0))).contains("-1 in row 0"));
    let singular = ArrayD::zeros(IxDyn(&[2, 3, 3]));
    let refused =
        Parameters::new(parameters.weights(), parameters.means(), singular.view(), CovarianceType::Full);
    assert!(refused.unwrap_err().to_string().contains("component 0"));
}

#[test]
fn cancellation_stops() {
    let Case { x, parameters } = case(17, 3000, 2, 3, CovarianceType::Full);
    let cancelled = never();
    cancelled.cancel();
    for threads in [1, 2] {
        let executor = executor(threads);
        let e = expect_statistics(x.view(), &parameters, None, Context::new(&executor, &cancelled));
        assert!(matches!(e, Err(Error::Cancelled)));
        assert!(matches!(
            predict(x.view(), &parameters, Context::new(&executor, &cancelled)),
            Err(Error::Cancelled)
        ));
    }
}

#[test]
fn precisions_are_inverse_covariances() {
    for kind in CovarianceType::ALL {
        let parameters = case(19, 10, 3, 4, kind).parameters;
        let factors = parameters.precisions_cholesky();
        let precisions = if kind.has_matrices() {
            let d = 4;
            ArrayD::from_shape_fn(factors.raw_dim(), |index| {
                let at = |row: usize, column: usize| match kind {
                    CovarianceType::Full => factors[[index[0], row, column]],
                    _ => factors[[row, column]],
                };
                let last = ndarray::Dimension::ndim(&index) - 1;
                (0..d).map(|c| at(index[last - 1], c) * at(index[last], c)).sum()
            })
        } else {
            factors.mapv(|factor| factor * factor)
        };
        let (executor, flag) = (executor(1), Cancellation::new());
        let from_precisions = || {
            let (weights, means) = (parameters.weights(), parameters.means());
            let context = Context::new(&executor, &flag);
            Parameters::from_precisions(weights, means, precisions.view(), kind, context)
        };
        let back = from_precisions().unwrap();
        assert!(difference(back.covariances(), parameters.covariances()) < 1e-13, "{kind}");
        assert!(difference(back.precisions_cholesky(), &factors) < 1e-13, "{kind}");
        flag.cancel();
        assert!(!kind.has_matrices() || matches!(from_precisions(), Err(Error::Cancelled)), "{kind}");
    }
}
