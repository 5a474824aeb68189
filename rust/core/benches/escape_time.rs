//! The kernel and the tile pipeline on one core: `cargo bench --bench escape_time`.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;
use std::time::Duration;

use criterion::{
    BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main, measurement::WallTime,
};
use iterscope::fractal::{
    Escape, Family, Field, Grid, Julia, Raster, Region, Render, Tile, escape_counts, fields,
    scalar_escape_counts, write_levels,
};
use iterscope::image::{Coloring, Scale};
use iterscope::{Cancellation, Context, Executor, Simd};
use num_complex::Complex64;

/// A view and the steps that it needs.
struct View {
    name: &'static str,
    formula: Family,
    escape: Escape,
    raster: Raster,
}

impl View {
    fn new(
        name: &'static str,
        c: (f64, f64),
        span: (f64, f64),
        shape: (usize, usize),
        max_iter: u32,
    ) -> Self {
        let (x, y) = span;
        Self {
            name,
            formula: Julia::new(Complex64::new(c.0, c.1)).unwrap().into(),
            escape: Escape::new(2.0, max_iter).unwrap(),
            raster: Raster::new(&Region::new(-x, x, -y, y).unwrap(), shape, Grid::Left).unwrap(),
        }
    }

    fn steps(&self) -> u64 {
        let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
        let context = Context::new(&executor, &stop);
        let counts = scalar_escape_counts(&self.formula, self.escape, &self.raster, context).unwrap();
        counts.iter().map(|&count| u64::from((count + 1).min(self.escape.max_iter()))).sum()
    }
}

fn views() -> [View; 3] {
    [
        // The article's picture, every fourth pixel each way.
        View::new("headline", (-0.835, -0.2321), (0.1, 0.1), (1000, 1000), 100),
        View::new("full", (-0.835, -0.2321), (1.6, 1.0), (625, 1000), 80),
        View::new("interior", (-0.123, 0.745), (1.6, 1.2), (300, 400), 1000),
    ]
}

fn configure(group: &mut BenchmarkGroup<'_, WallTime>) {
    group.sample_size(10).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
}

fn kernels(criterion: &mut Criterion) {
    for view in views() {
        let mut group = criterion.benchmark_group(view.name);
        configure(&mut group);
        group.throughput(Throughput::Elements(view.steps()));
        let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
        let context = Context::new(&executor, &stop);
        group.bench_function("scalar", |bencher| {
            let formula = black_box(&view.formula);
            bencher.iter(|| scalar_escape_counts(formula, view.escape, &view.raster, context));
        });
        for simd in Simd::available() {
            let executor = Executor::new(Some(1), simd).unwrap();
            let cancellation = Cancellation::new();
            let context = Context::new(&executor, &cancellation);
            for (kind, escape) in [("", view.escape), (" without trap", view.escape.step_by_step())] {
                if kind.is_empty() || view.name == "interior" {
                    group.bench_function(format!("{simd}{kind}"), |bencher| {
                        bencher
                            .iter(|| escape_counts(black_box(&view.formula), escape, &view.raster, context));
                    });
                }
            }
        }
        group.finish();
    }
}

fn tile(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("tile");
    configure(&mut group);
    let (executor, cancellation) = (Executor::new(Some(1), Simd::detect()).unwrap(), Cancellation::new());
    let context = Context::new(&executor, &cancellation);
    let formula: Family = Julia::new(Complex64::new(-0.8, 0.156)).unwrap().into();
    let escape = Escape::new(2.0, 512).unwrap();
    let raster = Tile::new(2, 1, 2).and_then(|tile| tile.raster()).unwrap();
    for simd in Simd::available() {
        let executor = Executor::new(Some(1), simd).unwrap();
        let context = Context::new(&executor, &cancellation);
        for (name, field) in [("count", Field::Count), ("smooth", Field::Smooth)] {
            group.bench_function(format!("{name}, {simd}"), |bencher| {
                bencher.iter(|| fields(black_box(&formula), escape, &raster, &[field], context));
            });
        }
    }
    let counts = escape_counts(&formula, escape, &raster, context).unwrap();
    group.bench_function("encode", |bencher| {
        bencher.iter(|| {
            let mut file = Vec::new();
            write_levels(&mut file, black_box(counts.as_slice().unwrap()), 256).unwrap();
            file
        });
    });
    group.bench_function("compute and encode", |bencher| {
        bencher.iter(|| {
            let mut file = Vec::new();
            let counts = escape_counts(&formula, escape, &raster, context).unwrap();
            write_levels(&mut file, counts.as_slice().unwrap(), 256).unwrap();
            file
        });
    });
    let palette = (0..=128).map(|k| [k, 255 - k, 2 * (k / 2)]).collect();
    let coloring = Coloring::new(palette, Scale::Cycle).unwrap();
    group.bench_function("compute, color and encode", |bencher| {
        bencher.iter(|| {
            let mut file = Vec::new();
            let render = Render { formula: &formula, escape, place: (&raster).into(), coloring: &coloring };
            render.write_png(&mut file, context).unwrap();
            file
        });
    });
    group.finish();
}

criterion_group!(benches, kernels, tile);
criterion_main!(benches);
