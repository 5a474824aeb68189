//! Mixtures of t distributions, Bayesian mixtures and mixtures of regressions: bits, bytes, and plain formulas.

use iterscope::em::{Data, Loop};
use iterscope::mixture::bayesian::{self, Concentration};
use iterscope::mixture::{
    CovarianceType, Mixture, Parameters, Regularization, expect_statistics, log_densities, regressions,
    responsibilities, student,
};
use iterscope::number::digamma;
use iterscope::{Context, Error, Executor, Simd};
use ndarray::{Array1, Array2, ArrayD, Dimension, IxDyn, array, s};

use crate::support::{executor, never};

const PLAIN: Regularization = Regularization::Absolute(1e-6);

/// Three overlapping clusters, and a sample far away.
fn samples(n: usize, d: usize) -> Array2<f64> {
    let wave = |i: usize, a: usize| ((i * (2 * a + 1)) as f64 * 0.618_034).fract() - 0.5;
    let mut x = Array2::from_shape_fn((n, d), |(i, a)| 3.0 * wave(i, a) + 2.0 * ((i % 3) * (a + 1)) as f64);
    x.row_mut(7).fill(1e6);
    x
}

fn gaussians(k: usize, d: usize, kind: CovarianceType) -> Parameters {
    let means = Array2::from_shape_fn((k, d), |(j, a)| (j * (a + 2)) as f64);
    let unit = ArrayD::from_shape_fn(IxDyn(&kind.shape(k, d)), |index| {
        let at = index.slice();
        let last = at.len() - 1;
        if !kind.has_matrices() || at[last] == at[last - 1] { 2.0 } else { 0.3 }
    });
    Parameters::new(Array1::from_elem(k, 1.0 / k as f64).view(), means.view(), unit.view(), kind).unwrap()
}

fn student(k: usize, d: usize, kind: CovarianceType) -> student::Parameters {
    let freedom = Array1::from_shape_fn(k, |j| 1.5 + 4.0 * j as f64);
    student::Parameters::new(gaussians(k, d, kind), freedom.view()).unwrap()
}

fn prior(d: usize, kind: CovarianceType) -> bayesian::Prior {
    let unit = gaussians(1, d, kind).covariances().to_owned();
    let single = if kind == CovarianceType::Tied { unit } else { unit.index_axis_move(ndarray::Axis(0), 0) };
    let mean = Array1::from_elem(d, 0.5);
    bayesian::Prior::new(Concentration::process, 0.2, 1.0, mean.view(), d as f64, single.view(), kind, PLAIN)
        .unwrap()
}

fn variational(k: usize, d: usize, kind: CovarianceType) -> bayesian::Parameters {
    let (masses, start, executor) = (Array1::from_elem(k, 40.0), gaussians(k, d, kind), executor(1));
    let context_stop = never();
    let context = Context::new(&executor, &context_stop);
    bayesian::posterior(&prior(d, kind), masses.view(), start.means(), start.covariances(), context).unwrap()
}

#[test]
fn no_component_has_less_than_no_mass() {
    let (kind, executor, stop) = (CovarianceType::Full, executor(1), never());
    let (start, prior) = (gaussians(2, 2, kind), prior(2, kind));
    for mass in [-40.0, -0.125, f64::NAN] {
        let (masses, context) = (array![40.0, mass], Context::new(&executor, &stop));
        let refused = bayesian::posterior(&prior, masses.view(), start.means(), start.covariances(), context);
        assert_eq!(refused.unwrap_err().to_string(), format!("masses must be not negative, got {mass}"));
    }
}

#[test]
fn degrees_of_freedom_that_no_distribution_has_are_refused_as_bytes_too() {
    let mut bytes = variational(2, 2, CovarianceType::Full).to_bytes();
    let at = 24 + 8 * 6; // behind the header, four concentrations and two precisions
    bytes[at..at + 8].copy_from_slice(&0.5_f64.to_le_bytes());
    let refused = bayesian::Parameters::from_bytes(&bytes).unwrap_err().to_string();
    assert_eq!(refused, "degrees_of_freedom must be finite and greater than 1, got 0.5");
}

fn lines(d: usize) -> regressions::Parameters {
    let means = gaussians(2, d, CovarianceType::Diag).means().to_owned();
    let slopes = Array2::from_shape_fn((2, d - 1), |(j, a)| (j + 2 * a) as f64 - 1.0);
    regressions::Parameters::new(
        array![0.4, 0.6].view(),
        means.view(),
        slopes.view(),
        array![0.5, 2.0].view(),
    )
    .unwrap()
}

/// Statistics of parts of the rows, merged, and by any number of threads, have the bits of those of the whole.
fn assert_bits<M: Mixture<Statistics: PartialEq + std::fmt::Debug>>(parameters: &M, d: usize) {
    let x = samples(5000, d);
    let weights = Array1::from_shape_fn(5000, |i| 0.5 + (i % 4) as f64);
    let stop = never();
    let whole = {
        let executor = executor(1);
        expect_statistics(x.view(), parameters, Some(weights.view()), Context::new(&executor, &stop)).unwrap()
    };
    for threads in [2, 3] {
        let executor = executor(threads);
        let context = Context::new(&executor, &stop);
        assert_eq!(expect_statistics(x.view(), parameters, Some(weights.view()), context).unwrap(), whole);
        let part = |rows: std::ops::Range<usize>| {
            let (x, weights) = (x.slice(s![rows.clone(), ..]), weights.slice(s![rows.clone()]));
            let data = Data::new(x, Some(weights)).unwrap().from_row(rows.start as u64).unwrap();
            iterscope::em::Model::expect(parameters, data, &mut (), context).unwrap()
        };
        let mut merged = part(0..2048);
        for rows in [2048..3072, 3072..5000] {
            iterscope::em::Statistics::merge(&mut merged, &part(rows)).unwrap();
        }
        assert_eq!(merged, whole);
    }
}

#[test]
fn bits_depend_on_the_rows_alone() {
    for kind in CovarianceType::ALL {
        for d in [1, 2, 9, 25] {
            assert_bits(&student(3, d, kind), d);
        }
        assert_bits(&variational(3, 2, kind), 2);
    }
    for d in [2, 3, 10] {
        assert_bits(&lines(d), d);
    }
}

#[test]
fn all_instruction_sets_find_the_same() {
    let (x, stop) = (samples(600, 3), never());
    let found = |simd: Simd| {
        let executor = Executor::new(Some(1), simd).unwrap();
        let context = Context::new(&executor, &stop);
        let student = student(3, 3, CovarianceType::Full);
        let (shares, logs) = responsibilities(x.view(), &student, context).unwrap();
        let statistics = expect_statistics(x.view(), &student, None, context).unwrap();
        let prior = student::Prior { regularization: PLAIN, degrees_of_freedom: None };
        let next = student::maximize_statistics(&statistics, &prior, context).unwrap().parameters;
        let lines = log_densities(x.view(), &lines(3), context).unwrap();
        (shares, logs, next, lines)
    };
    let first = found(Simd::available()[0]);
    for simd in Simd::available() {
        let other = found(simd);
        for (a, b) in first.0.iter().zip(&other.0) {
            assert!((a - b).abs() < 1e-12, "{simd}");
        }
        for (a, b) in first.1.iter().chain(&first.3).zip(other.1.iter().chain(&other.3)) {
            assert!((a - b).abs() <= 1e-12 * a.abs(), "{simd}: {a} {b}");
        }
        let freedoms = first.2.degrees_of_freedom().iter().zip(other.2.degrees_of_freedom());
        for (a, b) in first.2.gaussian().means().iter().zip(other.2.gaussian().means()).chain(freedoms) {
            assert!((a - b).abs() <= 1e-10 * a.abs(), "{simd}: {a} {b}");
        }
    }
}

#[test]
fn bytes_keep_every_bit() {
    let stop = never();
    let executor = executor(1);
    let context = Context::new(&executor, &stop);
    for kind in CovarianceType::ALL {
        let student = student(3, 2, kind);
        assert_eq!(student::Parameters::from_bytes(&student.to_bytes()).unwrap(), student);
        let statistics = expect_statistics(samples(100, 2).view(), &student, None, context).unwrap();
        let bytes = statistics.to_bytes();
        assert_eq!(student::SufficientStatistics::from_bytes(&bytes).unwrap(), statistics);
        let variational = variational(3, 2, kind);
        assert_eq!(bayesian::Parameters::from_bytes(&variational.to_bytes()).unwrap(), variational);
        for bytes in [student.to_bytes(), bytes, variational.to_bytes()] {
            for length in 0..bytes.len() {
                assert!(student::Parameters::from_bytes(&bytes[..length]).is_err());
                assert!(student::SufficientStatistics::from_bytes(&bytes[..length]).is_err());
                assert!(bayesian::Parameters::from_bytes(&bytes[..length]).is_err());
            }
        }
    }
    let lines = lines(4);
    assert_eq!(regressions::Parameters::from_bytes(&lines.to_bytes()).unwrap(), lines);
    assert!(regressions::Parameters::from_bytes(&lines.to_bytes()[..40]).is_err());
}

#[test]
fn lines_are_those_of_least_squares() {
    // Two lines over two features, one sample each other, without noise.
    let x = Array2::from_shape_fn((400, 3), |(i, a)| {
        let (u, v) = ((i as f64 * 0.618_034).fract(), (i as f64 * 0.754_877).fract());
        match a {
            0 => u,
            1 => v,
            _ if i % 2 == 0 => 1.0 + 2.0 * u - v,
            _ => 5.0 - u,
        }
    });
    let means = array![[0.5, 0.5, 1.4], [0.5, 0.5, 4.6]];
    let start = regressions::Parameters::new(
        array![0.5, 0.5].view(),
        means.view(),
        Array2::zeros((2, 2)).view(),
        array![1.0, 1.0].view(),
    )
    .unwrap();
    let (executor, stop) = (executor(1), never());
    let fit = Loop {
        data: Data::new(x.view(), None).unwrap(),
        prior: 1e-9,
        tol: 1e-10,
        max_iter: 200,
        half_steps: false,
        context: Context::new(&executor, &stop),
    };
    let last = fit.fit([Ok(start)]).unwrap().unwrap();
    let found = last.parameters;
    for (line, slopes) in found.coefficients().rows().into_iter().zip([[2.0, -1.0], [-1.0, 0.0]]) {
        assert!(line.iter().zip(slopes).all(|(a, b)| (a - b).abs() < 1e-6), "{line}");
    }
    assert!(found.variances().iter().all(|variance| *variance < 1e-8));
}

#[test]
fn a_feature_that_tells_nothing_has_no_slope_and_is_told() {
    let (executor, stop) = (executor(1), never());
    let context = Context::new(&executor, &stop);
    let x = Array2::from_shape_fn((60, 3), |(i, a)| match a {
        0 => i as f64,
        1 => 2.0 * i as f64 + 7.0,
        _ => (i as f64 * 0.618_034).fract() + i as f64,
    });
    let start = regressions::Parameters::new(
        array![1.0].view(),
        array![[30.0, 60.0, 30.0]].view(),
        array![[0.0, 0.0]].view(),
        array![100.0].view(),
    )
    .unwrap();
    let statistics = expect_statistics(x.view(), &start, None, context).unwrap();
    let found = regressions::maximize_statistics(&statistics, 0.0, context).unwrap();
    assert_eq!(found.degenerate, [0]);
    assert!((found.parameters.coefficients()[(0, 0)] - 1.0).abs() < 0.01);
    assert!(found.parameters.coefficients()[(0, 1)].abs() < 1e-12);
    let constant = Array2::from_elem((10, 3), 4.0);
    let statistics = expect_statistics(constant.view(), &start, None, context).unwrap();
    let outcome = regressions::maximize_statistics(&statistics, 0.0, context);
    assert!(matches!(outcome, Err(Error::IllDefinedCovariance)));
}

#[test]
fn statistics_of_others_are_refused() {
    let (executor, stop) = (executor(1), never());
    let context = Context::new(&executor, &stop);
    let (one, other) = (variational(2, 2, CovarianceType::Full), variational(3, 2, CovarianceType::Full));
    let x = samples(50, 2);
    let statistics = expect_statistics(x.view(), &one, None, context).unwrap();
    assert!(bayesian::lower_bound(&other, &statistics, &other).is_err());
    let diagonal = prior(2, CovarianceType::Diag);
    assert!(bayesian::maximize_statistics(&statistics, &diagonal, context).is_err());
    let narrow = student(2, 2, CovarianceType::Full);
    let told = student::Prior { regularization: PLAIN, degrees_of_freedom: Some(vec![0.01, 5.0]) };
    let statistics = expect_statistics(x.view(), &narrow, None, context).unwrap();
    assert!(student::maximize_statistics(&statistics, &told, context).is_err());
}

#[test]
fn what_is_not_finite_is_refused() {
    let (executor, stop) = (executor(1), never());
    let context = Context::new(&executor, &stop);
    for value in [f64::NAN, f64::INFINITY, 1e300] {
        let mut x = samples(50, 2);
        x[(3, 1)] = value;
        assert!(
            expect_statistics(x.view(), &student(2, 2, CovarianceType::Full), None, context).is_err(),
            "{value}"
        );
        assert!(expect_statistics(x.view(), &lines(2), None, context).is_err(), "{value}");
    }
}

#[test]
fn degrees_of_freedom_are_the_truth_where_the_mean_is_that_of_the_truth() {
    for nu in [0.3, 1.0, 2.5, 20.0, 150.0] {
        // E[log U] - E[U] of a gamma distribution with shape and rate nu/2.
        let found = student::degrees_of_freedom(digamma(nu / 2.0) - (nu / 2.0_f64).ln() - 1.0);
        assert!((found / nu - 1.0).abs() < 1e-9, "{nu}: {found}");
    }
}

#[test]
fn degrees_of_freedom_stay_within_their_bounds() {
    assert!(student::degrees_of_freedom(-1.0) >= student::CAP);
    assert!((student::degrees_of_freedom(-1e9) - student::LEAST).abs() < 1e-12);
}
