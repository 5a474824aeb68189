//! Hidden Markov models against plain loops, on all instruction sets and numbers of threads.

use iterscope::em::{Data, Model, Statistics};
use iterscope::mixture::{self, CovarianceType, poisson};
use iterscope::sequence::hmm::{self, Parameters};
use iterscope::{Cancellation, Context, Error, Executor, Simd};
use ndarray::{Array1, Array2, ArrayView2, Axis, s};

/// Numbers in [0, 1) that follow from a seed.
fn uniform(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A chain of `k` states with Gaussians in two dimensions, and `n` rows.
fn example(k: usize, n: usize) -> (Parameters<mixture::Parameters>, Array2<f64>) {
    let mut next = uniform(k as u64 + 7);
    let mut transition = Array2::from_shape_fn((k, k), |_| next().powi(3) + 1e-3);
    transition.rows_mut().into_iter().for_each(|mut row| row /= row.sum());
    let start = Array1::from_elem(k, 1.0 / k as f64);
    let means = Array2::from_shape_fn((k, 2), |_| 6.0 * next() - 3.0);
    let variances = Array2::from_shape_fn((k, 2), |_| 0.5 + next()).into_dyn();
    let x = Array2::from_shape_fn((n, 2), |_| 10.0 * next() - 5.0);
    let weights = Array1::ones(k);
    let emission =
        mixture::Parameters::new(weights.view(), means.view(), variances.view(), CovarianceType::Diag);
    (Parameters::new(start.view(), transition.view(), emission.unwrap()).unwrap(), x)
}

/// Log-likelihood, shares and transitions of one sequence, by loops that scale in each row.
fn plain(p: &Parameters<mixture::Parameters>, x: &ArrayView2<'_, f64>) -> (f64, Array2<f64>, Array2<f64>) {
    let (n, k, a) = (x.nrows(), p.n_components(), p.transition());
    let (means, variances) = (p.emission().means(), p.emission().covariances());
    let log = |t: usize, j: usize| -> f64 {
        let terms = (0..2).map(|c| {
            let variance = variances[[j, c]];
            (x[(t, c)] - means[(j, c)]).powi(2) / variance + (std::f64::consts::TAU * variance).ln()
        });
        -0.5 * terms.sum::<f64>()
    };
    let density = Array2::from_shape_fn((n, k), |(t, j)| log(t, j).exp());
    let (mut ahead, mut behind) = (Array2::zeros((n, k)), Array2::ones((n, k)));
    let (mut scales, mut pairs) = (Array1::zeros(n), Array2::zeros((k, k)));
    for t in 0..n {
        for j in 0..k {
            let before = |i: usize| ahead[(t - 1, i)] * a[(i, j)];
            let sum = if t == 0 { p.start()[j] } else { (0..k).map(before).sum() };
            ahead[(t, j)] = sum * density[(t, j)];
        }
        scales[t] = ahead.row(t).sum();
        ahead.row_mut(t).mapv_inplace(|value: f64| value / scales[t]);
    }
    for t in (1..n).rev() {
        for i in 0..k {
            let mut sum = 0.0;
            for j in 0..k {
                let part = a[(i, j)] * density[(t, j)] * behind[(t, j)] / scales[t];
                pairs[(i, j)] += ahead[(t - 1, i)] * part;
                sum += part;
            }
            behind[(t - 1, i)] = sum;
        }
    }
    (scales.mapv(f64::ln).sum(), ahead * behind, pairs)
}

#[test]
fn every_width_and_instruction_set_agrees_with_plain_loops() {
    let stop = Cancellation::new();
    for k in [1, 2, 3, 5, 8, 11] {
        let (parameters, x) = example(k, 2600);
        let lengths = Array1::from(vec![1_i64, 16, 40, 2543]);
        let mut starts = vec![0];
        lengths
            .iter()
            .for_each(|length| starts.push(starts[starts.len() - 1] + usize::try_from(*length).unwrap()));
        let found: Vec<_> =
            starts.windows(2).map(|ends| plain(&parameters, &x.slice(s![ends[0]..ends[1], ..]))).collect();
        for simd in Simd::available() {
            let executor = Executor::new(Some(2), simd).unwrap();
            let context = Context::new(&executor, &stop);
            let data = Data::new(x.view(), None).unwrap().of_lengths(Some(lengths.view())).unwrap();
            let sums = parameters.expect(data, &mut (), context).unwrap();
            let (shares, logs) = hmm::posteriors(data, &parameters, context).unwrap();
            let mut pairs = Array2::zeros((k, k));
            for (number, (log, own, transitions)) in found.iter().enumerate() {
                assert!((logs[number] - log).abs() <= 1e-11 * log.abs());
                let rows = shares.slice(s![starts[number]..starts[number + 1], ..]);
                assert!((&rows - own).iter().all(|apart| apart.abs() < 1e-11));
                pairs += transitions;
            }
            assert!((sums.log_likelihood() - logs.sum()).abs() <= 1e-11 * logs.sum().abs());
            assert!((&sums.transitions() - &pairs).iter().all(|apart| apart.abs() < 1e-8));
            assert!((&sums.weight_sums() - &shares.sum_axis(Axis(0))).iter().all(|apart| apart.abs() < 1e-9));
            let likelihoods = hmm::log_likelihoods(data, &parameters, context).unwrap();
            assert_eq!(likelihoods, logs);
        }
    }
}

#[test]
fn threads_change_no_bit() {
    let (parameters, x) = example(3, 30_000);
    let lengths = Array1::from(vec![7_i64, 12_000, 993, 1, 6999, 10_000]);
    let stop = Cancellation::new();
    let found = [1, 2, 3].map(|threads| {
        let executor = Executor::new(Some(threads), Simd::detect()).unwrap();
        let context = Context::new(&executor, &stop);
        let data = Data::new(x.view(), None).unwrap().of_lengths(Some(lengths.view())).unwrap();
        let sums = parameters.expect(data, &mut (), context).unwrap();
        (sums.to_bytes(), hmm::decode(data, &parameters, context).unwrap())
    });
    assert_eq!(found[0], found[1]);
    assert_eq!(found[0], found[2]);
}

#[test]
fn the_best_path_is_that_of_plain_loops_in_windows_and_remainders() {
    for (k, n) in [(1, 9), (2, 20_001), (3, 7), (4, 1023), (5, 20_000), (8, 3), (8, 9006), (11, 9005)] {
        for simd in Simd::available() {
            check_path(k, n, simd);
        }
    }
}

/// The best path of a sequence of `n` rows through `k` states, against loops that keep where each state came from.
fn check_path(k: usize, n: usize, simd: Simd) {
    let (parameters, x) = example(k, n);
    let (executor, stop) = (Executor::new(Some(1), simd).unwrap(), Cancellation::new());
    let context = Context::new(&executor, &stop);
    let a = parameters.transition().mapv(f64::ln);
    let data = Data::new(x.view(), None).unwrap();
    let (states, logs) = hmm::decode(data, &parameters, context).unwrap();
    let (means, variances) = (parameters.emission().means(), parameters.emission().covariances());
    let log = |t: usize, j: usize| -> f64 {
        let terms = (0..2).map(|c| {
            let variance = variances[[j, c]];
            (x[(t, c)] - means[(j, c)]).powi(2) / variance + (std::f64::consts::TAU * variance).ln()
        });
        -0.5 * terms.sum::<f64>()
    };
    let mut best: Vec<f64> = (0..k).map(|j| parameters.start()[j].ln() + log(0, j)).collect();
    let mut from = vec![vec![0; k]];
    for t in 1..n {
        let before = best.clone();
        let way = |i: usize, j: usize| before[i] + a[(i, j)];
        let chosen: Vec<usize> = (0..k)
            .map(|j| (1..k).fold(0, |most, i| if way(i, j) > way(most, j) { i } else { most }))
            .collect();
        best = (0..k).map(|j| way(chosen[j], j) + log(t, j)).collect();
        from.push(chosen);
    }
    let mut state = (1..k).fold(0, |most, j| if best[j] > best[most] { j } else { most });
    assert!((logs[0] - best[state]).abs() <= 1e-11 * best[state].abs());
    for t in (0..n).rev() {
        assert_eq!(usize::try_from(states[t]).unwrap(), state, "row {t}");
        state = from[t][state];
    }
}

#[test]
fn a_state_that_cannot_be_reached_adds_nothing_however_well_it_would_fit() {
    let (start, transition) = (ndarray::arr1(&[1.0, 0.0]), Array2::eye(2));
    for gap in [3.0, 5.0, 8.0, 30.0] {
        let (means, variances) = (ndarray::arr2(&[[0.0], [gap]]), Array2::ones((2, 1)).into_dyn());
        let weights = Array1::ones(2);
        let emission =
            mixture::Parameters::new(weights.view(), means.view(), variances.view(), CovarianceType::Diag);
        let parameters = Parameters::new(start.view(), transition.view(), emission.unwrap()).unwrap();
        let x = Array2::from_elem((2500, 1), gap);
        let (executor, stop) = (Executor::new(Some(1), Simd::detect()).unwrap(), Cancellation::new());
        let context = Context::new(&executor, &stop);
        let sums = parameters.expect(Data::new(x.view(), None).unwrap(), &mut (), context).unwrap();
        let expected = ndarray::arr2(&[[2499.0, 0.0], [0.0, 0.0]]);
        assert!((&sums.transitions() - &expected).iter().all(|apart| apart.abs() < 1e-8), "{gap}: {sums:?}");
    }
}

#[test]
fn bytes_keep_every_bit_and_others_are_refused() {
    let (parameters, x) = example(3, 50);
    let (executor, stop) = (Executor::new(Some(1), Simd::detect()).unwrap(), Cancellation::new());
    let context = Context::new(&executor, &stop);
    let sums = parameters.expect(Data::new(x.view(), None).unwrap(), &mut (), context).unwrap();
    assert_eq!(Parameters::from_bytes(&parameters.to_bytes()).unwrap(), parameters);
    assert_eq!(hmm::ChainStatistics::from_bytes(&sums.to_bytes()).unwrap(), sums);
    let bytes = sums.to_bytes();
    for end in 0..bytes.len() {
        assert!(hmm::ChainStatistics::<mixture::Parameters>::from_bytes(&bytes[..end]).is_err());
    }
    let others = Parameters::<poisson::Parameters>::from_bytes(&parameters.to_bytes());
    assert!(matches!(others, Err(Error::InvalidArgument { name: "data", .. })));
}

#[test]
fn bad_chains_and_lengths_are_refused_by_name() {
    let (parameters, x) = example(2, 10);
    let emission = parameters.emission().clone();
    let transition = parameters.transition().to_owned();
    for start in [vec![0.5, 0.6], vec![1.5, -0.5], vec![1.0], vec![f64::NAN, 1.0]] {
        let refused = Parameters::new(Array1::from(start).view(), transition.view(), emission.clone());
        assert!(matches!(refused, Err(Error::InvalidArgument { name: "start", .. })));
    }
    let start = parameters.start().to_owned();
    let refused = Parameters::new(start.view(), Array2::zeros((2, 2)).view(), emission);
    assert!(matches!(refused, Err(Error::InvalidArgument { name: "transition", .. })));
    for lengths in [vec![10_i64, 0], vec![9], vec![11, -1], vec![i64::MAX, i64::MAX]] {
        let refused = Data::new(x.view(), None).unwrap().of_lengths(Some(Array1::from(lengths).view())).err();
        assert!(matches!(refused, Some(Error::InvalidArgument { name: "lengths", .. })));
    }
    let weights = Array1::from_shape_fn(10, |row| row as f64);
    let uneven = Data::new(x.view(), Some(weights.view())).unwrap().of_lengths(None);
    assert!(matches!(uneven, Err(Error::InvalidArgument { name: "sample_weight", .. })));
}

#[test]
fn a_long_sequence_is_cancelled() {
    let (parameters, x) = example(3, 5000);
    let (executor, stop) = (Executor::new(Some(1), Simd::detect()).unwrap(), Cancellation::new());
    stop.cancel();
    let context = Context::new(&executor, &stop);
    let data = Data::new(x.view(), None).unwrap();
    assert!(matches!(parameters.expect(data, &mut (), context), Err(Error::Cancelled)));
    assert!(matches!(hmm::decode(data, &parameters, context), Err(Error::Cancelled)));
}
