//! EM and k-means iterations over the cells (n, k, d) of the measured table, on each instruction set.
#![allow(missing_docs, clippy::unwrap_used)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use iterscope::cluster::lloyd_step;
use iterscope::mixture::{
    CovarianceType, Mixture, Parameters, Regularization, bayesian, expect_statistics, maximize_statistics,
    student,
};
use iterscope::{Cancellation, Context, Executor, Simd};
use ndarray::{Array1, Array2, ArrayD, Axis, Dimension, IxDyn};

const CELLS: [(usize, usize, usize); 7] = [
    (10_000, 20, 2),
    (100_000, 20, 2),
    (100_000, 5, 3),
    (100_000, 20, 8),
    (20_000, 50, 16),
    (20_000, 20, 64),
    (20_000, 10, 128),
];

const REGULARIZATION: Regularization = Regularization::Absolute(1e-6);

/// Overlapping clusters around k centers.
fn clusters(n: usize, k: usize, d: usize) -> (Array2<f64>, Array2<f64>) {
    let wave = |i: usize, a: usize| ((i * (2 * a + 1)) as f64 * 0.618_034).fract() - 0.5;
    let centers = Array2::from_shape_fn((k, d), |(j, a)| 2.0 * wave(j + 1, a));
    (Array2::from_shape_fn((n, d), |(i, a)| wave(i, a) + centers[(i % k, a)]), centers)
}

fn parameters(centers: &Array2<f64>, kind: CovarianceType) -> Parameters {
    let (k, d) = centers.dim();
    let unit = ArrayD::from_shape_fn(IxDyn(&kind.shape(k, d)), |index| {
        let last = index.ndim() - 1;
        f64::from(u8::from(!kind.has_matrices() || index[last] == index[last - 1]))
    });
    let weights = Array1::from_elem(k, 1.0 / k as f64);
    Parameters::new(weights.view(), centers.view(), unit.view(), kind).unwrap()
}

/// t distributions with these Gaussians as their limit, and what their M step is told.
fn student(start: &Parameters) -> (student::Parameters, student::Prior) {
    let freedom = Array1::from_elem(start.n_components(), 5.0);
    let parameters = student::Parameters::new(start.clone(), freedom.view()).unwrap();
    (parameters, student::Prior { regularization: REGULARIZATION, degrees_of_freedom: None })
}

/// The posterior distribution of as many components, and the prior.
fn bayesian(start: &Parameters, n: usize, context: Context<'_>) -> (bayesian::Parameters, bayesian::Prior) {
    let (k, d, kind) = (start.n_components(), start.n_features(), start.covariance_type());
    let unit = start.covariances().index_axis(Axis(0), 0).to_owned();
    let (mean, concentrate) = (Array1::zeros(d), bayesian::Concentration::process);
    let (concentration, freedom) = (1.0 / k as f64, d as f64);
    let prior = bayesian::Prior::new(
        concentrate,
        concentration,
        1.0,
        mean.view(),
        freedom,
        unit.view(),
        kind,
        REGULARIZATION,
    )
    .unwrap();
    let masses = Array1::from_elem(k, n as f64 / k as f64);
    let parameters =
        bayesian::posterior(&prior, masses.view(), start.means(), start.covariances(), context).unwrap();
    (parameters, prior)
}

fn iterations(criterion: &mut Criterion) {
    let never = Cancellation::new();
    for simd in Simd::available() {
        let executor = Executor::new(None, simd).unwrap();
        for (n, k, d) in CELLS {
            let (data, centers) = clusters(n, k, d);
            let mut group = criterion.benchmark_group(format!("{n} x {d}, {k} components, {simd}"));
            group.throughput(Throughput::Elements((n * k) as u64)).sample_size(10);
            for kind in [CovarianceType::Full, CovarianceType::Diag] {
                let start = parameters(&centers, kind);
                group.bench_function(BenchmarkId::new("em", kind), |b| {
                    b.iter(|| {
                        let statistics =
                            expect_statistics(data.view(), &start, None, Context::new(&executor, &never))
                                .unwrap();
                        maximize_statistics(&statistics, REGULARIZATION, Context::new(&executor, &never))
                    });
                });
                let context = Context::new(&executor, &never);
                let (tailed, told) = student(&start);
                group.bench_function(BenchmarkId::new("t", kind), |b| {
                    b.iter(|| {
                        let statistics = expect_statistics(data.view(), &tailed, None, context).unwrap();
                        student::Parameters::m_step(&statistics, &told, context)
                    });
                });
                let (before, prior) = bayesian(&start, n, context);
                group.bench_function(BenchmarkId::new("variational", kind), |b| {
                    b.iter(|| {
                        let statistics = expect_statistics(data.view(), &before, None, context).unwrap();
                        let after = bayesian::maximize_statistics(&statistics, &prior, context).unwrap();
                        bayesian::lower_bound(&before, &statistics, &after)
                    });
                });
            }
            group.bench_function("k-means", |b| {
                let mut labels = vec![0; n];
                b.iter(|| {
                    lloyd_step(
                        data.view(),
                        centers.view(),
                        None,
                        &mut labels,
                        Context::new(&executor, &never),
                    )
                });
            });
            group.finish();
        }
    }
}

criterion_group!(benches, iterations);
criterion_main!(benches);
