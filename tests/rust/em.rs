//! The loop that all models share.

use iterscope::cluster::{KMeans, assign, lloyd_step};
use iterscope::compute::ROW_BLOCK;
use iterscope::em::{Data, Loop, Model, Phase, Statistics, Step, StopReason};
use iterscope::mixture::{
    CovarianceType, Parameters, Regularization, expect_statistics, maximize_statistics,
};
use iterscope::{Context, Error};
use ndarray::{Array2, Axis, array, concatenate, s};

use crate::support::{Case, case, executor, never};

const FLOOR: Regularization = Regularization::Absolute(1e-6);

#[test]
fn a_mixture_is_fitted_as_by_hand_and_half_steps_change_no_bit() {
    let Case { x, parameters } = case(3, 3000, 3, 2, CovarianceType::Full);
    let (executor, never) = (executor(2), never());
    let context = Context::new(&executor, &never);
    let data = Data::new(x.view(), None).unwrap();
    let fit = |half_steps| {
        let fit = Loop { data, prior: FLOOR, tol: 1e-4, max_iter: 30, half_steps, context };
        fit.steps([Ok(parameters.clone())]).collect::<Result<Vec<Step<Parameters>>, Error>>().unwrap()
    };
    let (whole, halves) = (fit(false), fit(true));
    let (mut by_hand, mut bound) = (parameters.clone(), f64::NEG_INFINITY);
    assert_eq!((whole[0].phase, whole[0].iteration, whole[0].stop_reason), (Phase::Init, 0, None));
    for step in &whole[1..] {
        let statistics = expect_statistics(x.view(), &by_hand, None, context).unwrap();
        by_hand = maximize_statistics(&statistics, FLOOR, context).unwrap().parameters;
        assert_eq!(step.parameters, by_hand);
        assert_eq!(step.log_likelihood, statistics.log_likelihood());
        assert_eq!(step.lower_bound, statistics.log_likelihood() / 3000.0);
        assert_eq!(step.change, step.lower_bound - bound);
        bound = step.lower_bound;
    }
    let last = whole.last().unwrap();
    assert!(last.converged() && last.change.abs() < 1e-4);
    assert_eq!(halves.len(), 2 * whole.len() - 1);
    for (pair, step) in halves[1..].chunks_exact(2).zip(&whole[1..]) {
        assert_eq!((pair[0].phase, pair[1].phase), (Phase::Expect, Phase::Maximize));
        assert_eq!((pair[0].iteration, pair[1].iteration), (step.iteration, step.iteration));
        assert_eq!((pair[0].lower_bound, pair[1].lower_bound), (step.lower_bound, step.lower_bound));
        assert_eq!((pair[0].stop_reason, pair[1].stop_reason), (None, step.stop_reason));
        assert_eq!(pair[1].parameters, step.parameters);
    }
}

#[test]
fn starts_follow_one_another_and_the_best_one_wins() {
    let Case { x, parameters } = case(5, 900, 3, 2, CovarianceType::Spherical);
    let single = case(6, 900, 1, 2, CovarianceType::Spherical).parameters;
    let (executor, never) = (executor(1), never());
    let context = Context::new(&executor, &never);
    let data = Data::new(x.view(), None).unwrap();
    let fit = Loop { data, prior: FLOOR, tol: 0.0, max_iter: 3, half_steps: false, context };
    let starts = || [Ok(single.clone()), Ok(parameters.clone())];
    let steps: Vec<Step<Parameters>> = fit.steps(starts()).map(Result::unwrap).collect();
    let seen: Vec<(usize, u64)> = steps.iter().map(|step| (step.init, step.iteration)).collect();
    assert_eq!(seen, [(0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (1, 2), (1, 3)]);
    assert_eq!(steps[3].stop_reason, Some(StopReason::MaxIter));
    let best = fit.fit(starts()).unwrap().unwrap();
    let bounds = [steps[3].lower_bound, steps[7].lower_bound];
    assert_eq!(best.lower_bound, bounds[0].max(bounds[1]));
    assert!(fit.fit([]).unwrap().is_none());
    let refused = fit.steps([Err(Error::Cancelled), Ok(parameters)]).collect::<Vec<_>>();
    assert!(matches!(refused.as_slice(), [Err(Error::Cancelled)]));
}

#[test]
fn k_means_is_the_same_loop_and_ends_when_no_sample_moves() {
    let x = case(7, 2000, 4, 3, CovarianceType::Diag).x;
    let (executor, never) = (executor(2), never());
    let context = Context::new(&executor, &never);
    let start = x.select(Axis(0), &[0, 1, 2, 3]);
    let data = Data::new(x.view(), None).unwrap();
    let fit = Loop { data, prior: (), tol: 0.0, max_iter: 300, half_steps: false, context };
    let (mut centers, mut labels) = (start.clone(), vec![-1; x.nrows()]);
    for step in fit.steps([Ok(KMeans::new(start))]).skip(1) {
        let step = step.unwrap();
        let before = labels.clone();
        let by_hand = lloyd_step(x.view(), centers.view(), None, &mut labels, context).unwrap();
        assert_eq!(step.parameters.centers(), by_hand.centers);
        assert_eq!(step.parameters.weights(), by_hand.weight_in_clusters);
        assert_eq!(step.log_likelihood, -by_hand.inertia);
        assert_eq!(step.converged(), before == labels);
        centers = by_hand.centers;
    }
}

#[test]
fn statistics_of_parts_move_empty_clusters_as_those_of_the_whole() {
    let cloud = case(9, 2 * ROW_BLOCK + 100, 2, 2, CovarianceType::Diag).x;
    let x = concatenate![Axis(0), cloud, array![[50.0, 0.0], [0.0, 80.0], [50.0, 0.0]]];
    let centers = array![[0.0, 0.0], [1e3, 1e3], [2e3, 2e3]];
    let (executor, never) = (executor(2), never());
    let context = Context::new(&executor, &never);
    let statistics = |x: &Array2<f64>| {
        let mut labels = vec![0; x.nrows()];
        assign(Data::new(x.view(), None).unwrap(), centers.view(), &mut labels, context).unwrap()
    };
    let parts = x.axis_chunks_iter(Axis(0), ROW_BLOCK).map(|part| statistics(&part.to_owned()));
    let merged = parts.reduce(|mut sum, next| {
        sum.merge(&next).unwrap();
        sum
    });
    let whole = statistics(&x);
    assert_eq!(merged.as_ref(), Some(&whole));
    let moved = KMeans::maximize(&whole, &(), context).unwrap().parameters;
    assert_eq!(moved.centers().row(1), array![0.0, 80.0]);
    assert_eq!(moved.centers().row(2), array![50.0, 0.0]);
    let mut other = whole.clone();
    let elsewhere =
        assign(Data::new(x.view(), None).unwrap(), (&centers + 1.0).view(), &mut vec![0; x.nrows()], context);
    assert!(other.merge(&elsewhere.unwrap()).is_err());
}

#[test]
fn k_means_of_parts_at_any_blocks_has_the_bits_of_the_whole() {
    let x = case(13, 6 * ROW_BLOCK + 77, 3, 5, CovarianceType::Diag).x;
    let centers = x.select(Axis(0), &[0, 1, 2, 3]);
    let (executor, never) = (executor(2), never());
    let context = Context::new(&executor, &never);
    let statistics = |first: usize, end: usize| {
        let data = Data::new(x.slice(s![first..end, ..]), None).unwrap().from_row(first as u64).unwrap();
        assign(data, centers.view(), &mut vec![0; end - first], context).unwrap()
    };
    let whole = statistics(0, x.nrows());
    for (first, second) in [(1, 2), (1, 5), (2, 3), (3, 6), (4, 5)] {
        let mut sum = statistics(0, first * ROW_BLOCK);
        sum.merge(&statistics(first * ROW_BLOCK, second * ROW_BLOCK)).unwrap();
        sum.merge(&statistics(second * ROW_BLOCK, x.nrows())).unwrap();
        assert_eq!(sum, whole);
    }
    let refused = Data::new(x.view(), None).unwrap().from_row(1000).unwrap_err().to_string();
    assert_eq!(refused, "first_row must be a multiple of 1024 below 2^52, got 1000");
}
