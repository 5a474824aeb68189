//! Tiles beyond float64, from 1e-20 to 1e-1000: `cargo bench --bench deep`.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use iterscope::fractal::{Escape, Family, Frame, Julia, Mandelbrot, Point, escape_counts};
use iterscope::{Cancellation, Context, Executor};

/// Pixels along each side.
const SIDE: usize = 256;

/// The views: a name, the formula, the center, and the binary logarithm of a pixel's side.
fn views() -> Vec<(&'static str, Family, Point, i32)> {
    let point = |re, im| Point::parse("point", (re, im)).unwrap();
    let dendrite = || Family::from(Julia::exact(point("0", "1")));
    let mandelbrot = || Family::from(Mandelbrot::new(2).unwrap());
    // The point i is on the dendrite and a tip of the Mandelbrot set.
    vec![
        ("dendrite 1e-20", dendrite(), point("0", "1"), -74),
        ("dendrite 1e-300", dendrite(), point("0", "1"), -1005),
        ("dendrite 1e-1000", dendrite(), point("0", "1"), -3330),
        ("mandelbrot 1e-157", mandelbrot(), point("0", "1"), -530),
        ("mandelbrot 1e-300", mandelbrot(), point("0", "1"), -1005),
    ]
}

fn tiles(criterion: &mut Criterion) {
    let escape = Escape::new(2.0, 10_000).unwrap();
    let cancellation = Cancellation::new();
    for (name, formula, center, log2_pixel) in views() {
        let frame = Frame::new(center, (1.0, log2_pixel), (SIDE, SIDE));
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        group.bench_function(BenchmarkId::from_parameter("first"), |bencher| {
            // With an executor of its own, which knows no reference yet.
            bencher.iter_with_setup(
                || Executor::detect().unwrap(),
                |executor| {
                    escape_counts(&formula, escape, black_box(&frame), Context::new(&executor, &cancellation))
                },
            );
        });
        let executor = Executor::detect().unwrap();
        let context = Context::new(&executor, &cancellation);
        group.bench_function(BenchmarkId::from_parameter("next"), |bencher| {
            bencher.iter(|| escape_counts(&formula, escape, black_box(&frame), context));
        });
        group.finish();
    }
}

criterion_group!(benches, tiles);
criterion_main!(benches);
