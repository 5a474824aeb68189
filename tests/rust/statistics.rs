//! Sufficient statistics: merging, determinism, serialisation.
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

use iterscope::compute::ROW_BLOCK;
use iterscope::em::{Data, Model};
use iterscope::mixture::{
    CovarianceType, Parameters, Regularization, SufficientStatistics, expect_statistics, maximize_statistics,
};
use iterscope::{Context, Executor, Simd};
use ndarray::{ArrayView2, Axis, concatenate, s};
use proptest::prelude::*;

use crate::support::{Case, case, cases, difference, executor, never};

fn statistics(x: ArrayView2<'_, f64>, case: &Case, threads: usize) -> SufficientStatistics {
    expect_statistics(x, &case.parameters, None, Context::new(&executor(threads), &never())).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn chunks_of_the_block_size_have_the_bits_of_the_whole(case in cases()) {
        let chunks = case.x.axis_chunks_iter(ndarray::Axis(0), ROW_BLOCK);
        let merged = chunks.map(|chunk| statistics(chunk, &case, 1)).reduce(|mut sum, next| {
            sum.merge(&next).unwrap();
            sum
        });
        prop_assert_eq!(merged.unwrap().to_bytes(), statistics(case.x.view(), &case, 2).to_bytes());
    }

    #[test]
    fn parts_that_know_where_they_begin_have_the_bits_of_the_whole(
        case in cases(), cuts in proptest::collection::vec(0..3_usize, 0..4)
    ) {
        let (executor, never) = (executor(2), never());
        let context = Context::new(&executor, &never);
        let x = concatenate(Axis(0), &[case.x.view(); 3]).unwrap();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut * ROW_BLOCK).filter(|cut| *cut < x.nrows()).collect();
        cuts.extend([0, x.nrows()]);
        cuts.sort_unstable();
        cuts.dedup();
        let parts = cuts.windows(2).map(|cut| {
            let data = Data::new(x.slice(s![cut[0]..cut[1], ..]), None).unwrap();
            case.parameters.expect(data.from_row(cut[0] as u64).unwrap(), &mut (), context).unwrap()
        });
        let merged = parts.reduce(|mut sum, next| {
            sum.merge(&next).unwrap();
            sum
        });
        let whole = statistics(x.view(), &case, 1);
        let merged = merged.unwrap();
        prop_assert_eq!(merged.to_bytes(), whole.to_bytes());
        prop_assert_eq!(SufficientStatistics::from_bytes(&merged.to_bytes()).unwrap(), whole);
    }

    #[test]
    fn any_split_has_the_sums_of_the_whole(case in cases(), position in any::<proptest::sample::Index>()) {
        let cut = position.index(case.x.nrows());
        let mut merged = statistics(case.x.slice(s![..cut, ..]), &case, 1);
        merged.merge(&statistics(case.x.slice(s![cut.., ..]), &case, 1)).unwrap();
        let whole = statistics(case.x.view(), &case, 1);
        prop_assert_eq!(merged.n_samples(), whole.n_samples());
        prop_assert_eq!(merged.weight(), whole.weight());
        prop_assert!(difference(&merged.weight_sums(), &whole.weight_sums()) < 1e-13);
        prop_assert!(difference(&merged.first(), &whole.first()) < 1e-13);
        prop_assert!(difference(&merged.second(), &whole.second()) < 1e-13);
        prop_assert!(difference([&merged.log_likelihood()], [&whole.log_likelihood()]) < 1e-13);
    }

    #[test]
    fn bytes_keep_every_bit(case in cases()) {
        let statistics = statistics(case.x.view(), &case, 1);
        let back = SufficientStatistics::from_bytes(&statistics.to_bytes()).unwrap();
        prop_assert_eq!(&back, &statistics);
        let mut twice = back;
        twice.merge(&statistics).unwrap();
        prop_assert_eq!(twice.n_samples(), 2 * statistics.n_samples());
        prop_assert_eq!(&Parameters::from_bytes(&case.parameters.to_bytes()).unwrap(), &case.parameters);
    }

    #[test]
    fn malformed_bytes_are_refused(seed in any::<u64>(), cut in 0..2000_usize, at in 8..32_usize, bit in 0..8) {
        let case = case(seed, 5, 2, 3, CovarianceType::Full);
        let mut bytes = statistics(case.x.view(), &case, 1).to_bytes();
        let short = &bytes[..cut.min(bytes.len() - 1)];
        prop_assert!(SufficientStatistics::from_bytes(short).is_err());
        // One bit of the covariance type or of a size: the length cannot fit, but for full and tied, which
        // have equal moments and differ in one bit.
        bytes[at] ^= 1_u8 << bit;
        let outcome = SufficientStatistics::from_bytes(&bytes);
        prop_assert!(outcome.is_err() || (at, bit) == (8, 0));
    }

    #[test]
    fn noise_is_refused(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(SufficientStatistics::from_bytes(&bytes).is_err());
    }
}

#[test]
fn threads_do_not_change_a_bit() {
    for (d, kind) in [(1, CovarianceType::Full), (2, CovarianceType::Full), (12, CovarianceType::Tied)]
        .into_iter()
        .chain([(32, CovarianceType::Full), (2, CovarianceType::Diag), (17, CovarianceType::Spherical)])
    {
        let case = case(23, 20_011, 7, d, kind);
        let serial = statistics(case.x.view(), &case, 1).to_bytes();
        for threads in 2..=8 {
            assert_eq!(
                statistics(case.x.view(), &case, threads).to_bytes(),
                serial,
                "{threads} threads, {kind}"
            );
        }
    }
    let case = case(29, 4000, 9, 40, CovarianceType::Full);
    let gathered = statistics(case.x.view(), &case, 1);
    let maximized = |executor: &Executor| {
        let maximized =
            maximize_statistics(&gathered, Regularization::Absolute(1e-6), Context::new(executor, &never()));
        maximized.unwrap().parameters.to_bytes()
    };
    let serial = maximized(&executor(1));
    for simd in Simd::available() {
        for threads in [1, 2, 5] {
            let executor = Executor::new(Some(threads), simd).unwrap();
            assert_eq!(maximized(&executor), serial, "M step on {threads} threads, {simd}");
        }
    }
}

#[test]
fn statistics_about_other_parameters_are_refused() {
    let case = case(29, 300, 2, 2, CovarianceType::Full);
    let mut first = statistics(case.x.view(), &case, 1);
    let next =
        maximize_statistics(&first, Regularization::Absolute(0.0), Context::new(&executor(1), &never()))
            .unwrap()
            .parameters;
    let second = statistics(case.x.view(), &Case { parameters: next, ..case.clone() }, 1);
    let before = first.clone();
    assert!(first.merge(&second).unwrap_err().to_string().contains("same parameters"));
    assert_eq!(first, before);
}

#[test]
fn nothing_is_maximized_without_samples() {
    let case = case(31, 10, 2, 2, CovarianceType::Full);
    let none = statistics(case.x.slice(s![..0, ..]), &case, 1);
    assert_eq!(none.n_samples(), 0);
    assert!(
        maximize_statistics(&none, Regularization::Absolute(1.0), Context::new(&executor(1), &never()))
            .is_err()
    );
}

#[test]
fn statistics_about_the_next_means_take_in_what_these_find() {
    for kind in CovarianceType::ALL {
        let case = case(37, 900, 3, 2, kind);
        let first = statistics(case.x.view(), &case, 1);
        let maximized =
            maximize_statistics(&first, Regularization::Absolute(0.0), Context::new(&executor(1), &never()));
        let next = Case { parameters: maximized.unwrap().parameters, ..case.clone() };
        let mut about = first.about(&next.parameters).unwrap();
        // Sums about the means that they make have no first moments.
        let sizes = first.weight_sums().sum();
        assert!(about.first().iter().all(|sum| sum.abs() < 1e-12 * sizes), "{kind}");
        about.merge(&statistics(case.x.view(), &next, 1)).unwrap();
        assert_eq!(about.n_samples(), 1800);
    }
}

#[test]
fn statistics_of_parameters_make_them_again() {
    for kind in CovarianceType::ALL {
        for added in [Regularization::Absolute(0.25), Regularization::Relative(0.25)] {
            let case = case(41, 500, 3, 2, kind);
            let maximize = |statistics: &SufficientStatistics| {
                maximize_statistics(statistics, added, Context::new(&executor(1), &never()))
                    .unwrap()
                    .parameters
            };
            let fitted = maximize(&statistics(case.x.view(), &case, 1));
            let again = maximize(&SufficientStatistics::of(&fitted, 500.0, added).unwrap());
            for (one, other) in again.covariances().iter().zip(fitted.covariances()) {
                assert!((one - other).abs() < 1e-12, "{one} {other} {kind}");
            }
        }
    }
}
