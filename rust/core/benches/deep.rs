//! Tiles beyond float64, from 1e-20 to 1e-1000: `cargo bench --bench deep`.
//!
//! Of each view: `reference`, the reference orbit and its table, with a few samples; `preview`, a new view of 1024 x 768 at an
//! eighth of its resolution; `tile`, 256 x 256 pixels once the reference is known.
#![allow(missing_docs, clippy::unwrap_used)]

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use iterscope::fractal::{Escape, Family, Frame, Julia, Mandelbrot, Point, escape_counts};
use iterscope::{Cancellation, Context, Executor};
use serde_json::Value;

/// Pixels along each side of a tile.
const SIDE: usize = 256;
/// "Dinkydau flake", on which perturbation is tested everywhere: 1.7e-157 wide.
const FLAKE: (&str, &str) = (
    "-1.999966194450370304184346885063505796755312415407248515117619229448015842423426843813761297788689138122870464065609\
     49864353810575744772166485672496092803920095332",
    "-0.0000000000000000000000000000000003001382436790938324072497303977592498734683119077333527017425728012047497561482358\
     1185647299288414075519224186504978181625478529",
);

/// The views: a name, the formula, the center, and the binary logarithm of a pixel's side.
fn views() -> Vec<(&'static str, Family, Point, i32)> {
    let point = |re, im| Point::parse("point", (re, im)).unwrap();
    let dendrite = || Family::from(Julia::exact(point("0", "1")));
    let mandelbrot = || Family::from(Mandelbrot::new(2).unwrap());
    let fixtures: Value =
        serde_json::from_str(include_str!("../../../tests/oracle/fixtures/views.json")).unwrap();
    let copy = fixtures.as_array().unwrap().iter().find(|view| view["name"] == "copy-1010").unwrap();
    let copy = point(copy["center"][0].as_str().unwrap(), copy["center"][1].as_str().unwrap());
    // The point i is on the dendrite and a tip of the Mandelbrot set.
    vec![
        ("dendrite 1e-20", dendrite(), point("0", "1"), -74),
        ("dendrite 1e-300", dendrite(), point("0", "1"), -1005),
        ("dendrite 1e-1000", dendrite(), point("0", "1"), -3330),
        ("mandelbrot, flake 1.7e-157", mandelbrot(), point(FLAKE.0, FLAKE.1), -529),
        ("mandelbrot, tip 1e-300", mandelbrot(), point("0", "1"), -1005),
        ("mandelbrot, copy 1e-303", mandelbrot(), copy, -1016),
    ]
}

fn tiles(criterion: &mut Criterion) {
    let escape = Escape::new(2.0, 50_000).unwrap();
    let cancellation = Cancellation::new();
    for (name, formula, center, log2_pixel) in views() {
        let frame = |log2_pixel, shape| Frame::new(center.clone(), (1.0, log2_pixel), shape);
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        let coarse =
            [("reference", frame(log2_pixel + 6, (4, 4))), ("preview", frame(log2_pixel + 1, (96, 128)))];
        for (what, frame) in coarse {
            group.bench_function(BenchmarkId::from_parameter(what), |bencher| {
                // With an executor of its own, which knows no reference yet.
                bencher.iter_with_setup(
                    || Executor::detect().unwrap(),
                    |executor| {
                        let context = Context::new(&executor, &cancellation);
                        escape_counts(&formula, escape, black_box(&frame), context)
                    },
                );
            });
        }
        let executor = Executor::detect().unwrap();
        let (context, frame) = (Context::new(&executor, &cancellation), frame(log2_pixel, (SIDE, SIDE)));
        group.bench_function(BenchmarkId::from_parameter("tile"), |bencher| {
            bencher.iter(|| escape_counts(&formula, escape, black_box(&frame), context));
        });
        group.finish();
    }
}

criterion_group!(benches, tiles);
criterion_main!(benches);
