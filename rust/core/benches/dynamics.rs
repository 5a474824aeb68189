//! Numbers of many digits, and what is found with them: `cargo bench --bench dynamics`.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use iterscope::Cancellation;
use iterscope::dynamics::{Angle, Component, Cycle, Nucleus, ParameterDisc, ParameterRay, Unicritical};
use iterscope::number::{FixedComplex, Scratch};
use num_complex::Complex64;

static FREE: Cancellation = Cancellation::new();

/// A step of z² + c, for numbers of so many bits; the orbit stays bounded.
fn square_and_add(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("z² + c");
    for bits in [128, 256, 512, 1088, 2048] {
        let words = bits / 64;
        let c = FixedComplex::from_complex64(Complex64::new(-0.1, 0.7), words);
        let (mut z, mut scratch) = (FixedComplex::zero(words), Scratch::new(words));
        group.bench_function(BenchmarkId::from_parameter(bits), |bencher| {
            bencher.iter(|| {
                z.square(&mut scratch);
                z += &c;
                black_box(&z);
            });
        });
    }
}

/// What is under the pointer; points of a parameter plane; rays.
fn found(criterion: &mut Criterion) {
    let map = |c| Unicritical::new(c, 2).unwrap();
    for (name, c) in [("rabbit", Complex64::new(-0.12, 0.74)), ("tip", Complex64::new(-2.0, 0.0))] {
        criterion.bench_function(&format!("cycle/{name}"), |bencher| {
            bencher.iter(|| Cycle::attracting(&map(black_box(c)), 100_000));
        });
    }
    criterion.bench_function("component/rabbit", |bencher| {
        let map = map(Complex64::new(-0.12, 0.74));
        bencher.iter(|| Component::of(black_box(&map), 100_000, &FREE));
    });
    let disc = ParameterDisc::new(("-1.985", "0.001"), -7.0).unwrap();
    criterion.bench_function("nucleus/300 digits", |bencher| {
        bencher.iter(|| Nucleus::lowest(black_box(&disc), 2, 1000, Some(300), &FREE));
    });
    for (text, exponent) in [("1/7", 15), ("1234/4095", 15), ("1/6", 100), ("9/56", 100), ("1/6", 1000)] {
        let angle = Angle::parse(text).unwrap();
        criterion.bench_function(&format!("ray/{text} to 1e-{exponent}"), |bencher| {
            let distance = -f64::from(exponent) * std::f64::consts::LOG2_10;
            bencher.iter(|| ParameterRay::new(black_box(&angle), 2, distance, &FREE));
        });
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = square_and_add, found }
criterion_main!(benches);
