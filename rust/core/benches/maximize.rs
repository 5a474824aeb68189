//! The tutorial's job, 20 components on 10,000 points of the plane: its M step in four styles against the
//! engine's M step and against a whole EM iteration of the engine.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use iterscope::mixture::{
    CovarianceType, Parameters, Regularization, expect_statistics, maximize_responsibilities,
    maximize_statistics, responsibilities,
};
use iterscope::textbook::Style;
use iterscope::{Cancellation, Context, Executor};
use ndarray::{Array, Array1, Array2};

fn maximize(criterion: &mut Criterion) {
    let (n, k) = (10_000, 20);
    let wave = |i: usize| (i as f64 * 0.618_034).fract() - 0.5;
    let data = Array2::from_shape_fn((n, 2), |(i, a)| wave(i * (a + 1)) + 4.0 * wave(i % k * (a + 3)));
    let means = Array2::from_shape_fn((k, 2), |(j, a)| 4.0 * wave(j * (a + 3)));
    let unit = Array::from_shape_fn((k, 2, 2), |(_, a, b)| f64::from(u8::from(a == b))).into_dyn();
    let weights = Array1::from_elem(k, 1.0 / k as f64);
    let start = Parameters::new(weights.view(), means.view(), unit.view(), CovarianceType::Full).unwrap();
    let (executor, never) = (Executor::detect().unwrap(), Cancellation::new());
    let (given, _) = responsibilities(data.view(), &start, Context::new(&executor, &never)).unwrap();
    let none = Regularization::Absolute(0.0);

    let mut group = criterion.benchmark_group("maximize");
    for style in Style::ALL {
        group.bench_function(style.name(), |b| {
            b.iter(|| style.maximize(black_box(data.view()), given.view(), Context::new(&executor, &never)));
        });
    }
    group.bench_function("engine", |b| {
        let kind = CovarianceType::Full;
        b.iter(|| {
            maximize_responsibilities(
                data.view(),
                given.view(),
                None,
                kind,
                none,
                Context::new(&executor, &never),
            )
        });
    });
    group.bench_function("engine, whole E and M", |b| {
        b.iter(|| {
            let statistics =
                expect_statistics(data.view(), &start, None, Context::new(&executor, &never)).unwrap();
            maximize_statistics(&statistics, none, Context::new(&executor, &never))
        });
    });
    group.finish();
}

criterion_group!(benches, maximize);
criterion_main!(benches);
