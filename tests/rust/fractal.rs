//! The kernel against the plain loop, on every instruction set and number of threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use iterscope::fractal::{
    ComplexRegion, Disc, Escape, Family, Formula, Grid, Julia, JuliaDiv, Mandelbrot, Raster, Region, Render,
    TILE_SIZE, Tile, View, escape_counts, scalar_escape_counts,
};
use iterscope::image::{Coloring, Scale};
use iterscope::{Cancellation, Context, Error, Executor, Simd};
use ndarray::Array2;
use num_complex::Complex64;
use proptest::prelude::*;

fn executors() -> Vec<Executor> {
    Simd::available().into_iter().map(|simd| Executor::new(Some(2), simd).unwrap()).collect()
}

fn julia(c: Complex64) -> Family {
    Julia::new(c).unwrap().into()
}

fn escape(bailout: f64, max_iter: u32) -> Escape {
    Escape::new(bailout, max_iter).unwrap()
}

fn counts(formula: &Family, escape: Escape, raster: &Raster, executor: &Executor) -> Array2<u32> {
    escape_counts(formula, escape, raster, Context::new(executor, &Cancellation::new())).unwrap()
}

fn scalar(formula: &Family, escape: Escape, raster: &Raster) -> Array2<u32> {
    let (executor, stop) = (Executor::new(Some(1), Simd::available()[0]).unwrap(), Cancellation::new());
    scalar_escape_counts(formula, escape, raster, Context::new(&executor, &stop)).unwrap()
}

fn trap(c: Complex64, bailout: f64) -> Option<Disc> {
    Julia::new(c).unwrap().trap(bailout)
}

fn grids() -> impl Strategy<Value = Grid> {
    prop_oneof![Just(Grid::Pixel), Just(Grid::Linspace), Just(Grid::Left)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_instruction_set_counts_like_the_plain_loop(
        re in -2.5..2.5_f64, im in -2.5..2.5_f64,
        x in -1.5..1.5_f64, y in -1.5..1.5_f64,
        zoom in 0..43,
        height in 1..37_usize, width in 1..67_usize,
        max_iter in 1..150_u32,
        bailout in prop_oneof![Just(2.0), 0.05..4.0_f64, 1e3..1e6_f64],
        grid in grids(),
    ) {
        let span = 3.0 * 0.5_f64.powi(zoom);
        let region = Region::new(x - span, x + span, y - span, y + span).unwrap();
        let (formula, escape) = (julia(Complex64::new(re, im)), escape(bailout, max_iter));
        let raster = Raster::new(&region, (height, width), grid).unwrap();
        let expected = scalar(&formula, escape, &raster);
        for executor in executors() {
            prop_assert_eq!(counts(&formula, escape, &raster, &executor), &expected, "{}", executor.simd());
        }
    }

    #[test]
    fn a_trap_changes_no_count(radius in 0.0..0.24_f64, angle in 0.0..6.3_f64, bulb in any::<bool>(), bailout in prop_oneof![Just(2.0), 1.0..2.0_f64], max_iter in 50..400_u32) {
        // The main cardioid, scaled inwards, and the disc of period 2.
        let turn = Complex64::from_polar(1.0, angle);
        let c = if bulb { radius * turn - 1.0 } else { 4.0 * radius * (turn / 2.0 - turn * turn / 4.0) };
        let (formula, escape) = (julia(c), escape(bailout, max_iter));
        let region = Region::new(-1.7, 1.6, -1.3, 1.4).unwrap();
        let raster = Raster::new(&region, (40, 60), Grid::Pixel).unwrap();
        let expected = scalar(&formula, escape, &raster);
        for executor in executors() {
            prop_assert_eq!(counts(&formula, escape, &raster, &executor), &expected, "{}", executor.simd());
        }
    }

    #[test]
    fn orbits_do_not_leave_a_trap(share in 0.0..1.0_f64, angle in 0.0..6.3_f64) {
        for c in [Complex64::new(-0.123, 0.745), Complex64::new(-0.1, 0.1), Complex64::new(-0.5, 0.55)] {
            let trap = trap(c, 2.0).unwrap();
            let mut z = trap.center + Complex64::from_polar(trap.radius * share, angle);
            let mut returns = 0;
            for _ in 0..5000 {
                z = z * z + c;
                prop_assert!(z.norm() <= 2.0);
                returns += usize::from((z - trap.center).norm() <= trap.radius);
            }
            prop_assert!(returns >= 5000 / 5);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_instruction_set_counts_the_mandelbrot_set_like_the_plain_loop(
        x in -2.2..0.7_f64, y in -1.3..1.3_f64,
        zoom in 0..43,
        height in 1..37_usize, width in 1..67_usize,
        max_iter in 1..400_u32,
        bailout in prop_oneof![Just(2.0), 0.05..4.0_f64, 1e3..1e6_f64],
        grid in grids(),
    ) {
        let span = 3.0 * 0.5_f64.powi(zoom);
        let region = Region::new(x - span, x + span, y - span, y + span).unwrap();
        let (formula, escape) = (Family::from(Mandelbrot::default()), escape(bailout, max_iter));
        let raster = Raster::new(&region, (height, width), grid).unwrap();
        let expected = scalar(&formula, escape, &raster);
        for executor in executors() {
            prop_assert_eq!(counts(&formula, escape, &raster, &executor), &expected, "{}", executor.simd());
        }
    }

    #[test]
    fn proofs_end_where_the_cardioid_and_the_disc_of_the_mandelbrot_set_do(
        angle in 0.0..6.3_f64, log10 in -9.0..-0.5_f64, disc in any::<bool>(), outside in any::<bool>(),
    ) {
        let multiplier = if outside { 1.0 + 10.0_f64.powf(log10) } else { 1.0 - 10.0_f64.powf(log10) };
        let turn = Complex64::from_polar(multiplier, angle);
        let c = if disc { turn / 4.0 - 1.0 } else { turn / 2.0 - turn * turn / 4.0 };
        let proved = Mandelbrot::default().is_interior((c.re, c.im), 2.0);
        // Beyond the border of one may lie the other, and a fixed point that repels leaves the other fixed point.
        let multipliers = [1.0 - (1.0 - 4.0 * c).sqrt(), 4.0 * (c + 1.0)];
        if outside {
            prop_assert!(!proved || multipliers.iter().any(|multiplier| multiplier.norm() < 1.0));
        } else {
            prop_assert!(proved || log10 < -5.5);
            let formula = Family::from(Mandelbrot::default());
            let region = Region::new(c.re, c.re + 1e-3, c.im - 1e-3, c.im).unwrap();
            let raster = Raster::new(&region, (1, 1), Grid::Left).unwrap();
            let escape = escape(2.0, 20_000);
            if proved {
                prop_assert_eq!(scalar(&formula, escape, &raster)[(0, 0)], 20_000, "{}", c);
            }
        }
        prop_assert!(!Mandelbrot::default().is_interior((c.re, c.im), 1.99));
    }

    #[test]
    fn orbits_at_the_rim_of_the_bailout_radius_are_counted_alike(
        angle in 0.0..6.3_f64, near in -8_i32..8, bailout in prop_oneof![Just(2.0), Just(1.5), Just(4.0)],
    ) {
        // Where |c| is within rounding of the radius, and the tip -2, where an orbit stays at the rim.
        for center in [Complex64::from_polar(bailout, angle), Complex64::new(-2.0, 0.0)] {
            let ulp = f64::from(near) * 4.0 * f64::EPSILON;
            let side = 32.0 * f64::EPSILON;
            let region =
                Region::new(center.re + ulp - side, center.re + ulp + side, center.im - side, center.im + side);
            let raster = Raster::new(&region.unwrap(), (16, 16), Grid::Linspace).unwrap();
            let (formula, escape) = (Family::from(Mandelbrot::default()), escape(bailout, 200));
            let expected = scalar(&formula, escape, &raster);
            for executor in executors() {
                prop_assert_eq!(counts(&formula, escape, &raster, &executor), &expected, "{}", executor.simd());
            }
        }
    }
}

#[test]
fn pictures_of_the_mandelbrot_set_leave_first_steps_untested() {
    let [left, right, bottom, top] = Mandelbrot::HOME;
    let region = Region::new(left, right, bottom, top).unwrap();
    let raster = Raster::new(&region, (61, 83), Grid::Pixel).unwrap();
    let (formula, escape) = (Family::from(Mandelbrot::default()), escape(2.0, 300));
    let expected = scalar(&formula, escape, &raster);
    let coloring =
        Coloring::new((0..=255).map(|grey| [grey; 3]).collect(), Scale::Range { min_iter: 7 }).unwrap();
    let table = coloring.table(300).unwrap();
    for executor in executors() {
        let cancellation = Cancellation::new();
        let render = Render { formula: &formula, escape, place: (&raster).into(), coloring: &coloring };
        let pixels = render.pixels(Context::new(&executor, &cancellation)).unwrap();
        assert!(
            pixels.iter().zip(&expected).all(|(pixel, &count)| usize::from(pixel[0]) == table.index(count))
        );
    }
}

#[test]
fn a_cancelled_picture_paints_only_the_bands_that_were_begun() {
    let formula = julia(Complex64::new(-0.835, -0.2321));
    let raster = Raster::new(&Region::new(-1.0, 1.0, -1.0, 1.0).unwrap(), (1024, 32), Grid::Pixel).unwrap();
    let coloring = Coloring::new(vec![[0; 3], [255; 3]], Scale::Range { min_iter: 0 }).unwrap();
    let render =
        Render { formula: &formula, escape: escape(2.0, 50), place: (&raster).into(), coloring: &coloring };
    for executor in executors() {
        let (cancellation, painted) = (Cancellation::new(), AtomicUsize::new(0));
        let watch = |_: &[u32]| {
            cancellation.cancel();
            painted.fetch_add(1, Ordering::Relaxed);
        };
        let context = Context::new(&executor, &cancellation);
        let written = render.write_png_watched(std::io::sink(), context, watch);
        assert!(matches!(written, Err(Error::Cancelled)));
        assert!(painted.into_inner() <= executor.threads());
    }
}

#[test]
fn there_is_no_trap_without_an_attracting_cycle() {
    for c in [Complex64::new(-0.835, -0.2321), Complex64::new(0.0, 1.0), Complex64::new(3.0, 0.0)] {
        assert_eq!(trap(c, 2.0), None, "{c}");
    }
    // The cycle of c = -1 reaches 1, so a bailout radius of 1/2 lets its orbits escape.
    assert_eq!(trap(Complex64::new(-1.0, 0.0), 0.5), None);
}

#[test]
fn any_number_of_threads_gives_the_same_counts() {
    let (formula, escape) = (julia(Complex64::new(-0.8, 0.156)), escape(2.0, 300));
    let raster = Raster::new(&Region::new(-1.6, 1.6, -1.0, 1.0).unwrap(), (201, 307), Grid::Left).unwrap();
    let expected = scalar(&formula, escape, &raster);
    for threads in 1..=8 {
        let executor = Executor::new(Some(threads), Simd::detect()).unwrap();
        assert_eq!(executor.threads(), threads);
        assert_eq!(counts(&formula, escape, &raster, &executor), expected, "{threads} threads");
    }
}

#[test]
fn tiles_are_made_of_the_pixels_of_the_view_that_they_cover() {
    let (formula, escape) = (julia(Complex64::new(-0.8, 0.156)), escape(2.0, 200));
    let executor = Executor::detect().unwrap();
    let count = |raster: &Raster| counts(&formula, escape, raster, &executor);
    for (z, x, y) in [(2, 1_i64, 2_i64), (11, 1023, 1000), (40, (1 << 39) - 3, (1 << 38) + 12_345)] {
        let side = 2.0_f64.powi(2 - z);
        #[allow(clippy::cast_precision_loss)]
        let (left, bottom) = (x as f64 * side - 2.0, y as f64 * side - 2.0);
        let region = Region::new(left, left + 2.0 * side, bottom, bottom + side).unwrap();
        let view = count(&Raster::new(&region, (TILE_SIZE, 2 * TILE_SIZE), Grid::Pixel).unwrap());
        for (column, tile) in [(0, Tile::new(z, x, y)), (TILE_SIZE, Tile::new(z, x + 1, y))] {
            let part = view.slice(ndarray::s![.., column..column + TILE_SIZE]);
            assert_eq!(count(&tile.unwrap().raster().unwrap()), part, "level {z}");
        }
    }
}

#[test]
fn the_articles_picture_is_transposed_and_scaled() {
    let executor = Executor::detect().unwrap();
    let region = ComplexRegion::new(-1.6, 1.6, 1.0, -1.0).unwrap();
    let c = Complex64::new(-0.835, -0.2321);
    let picture = JuliaDiv::new(c, 2.0, (5, 80), 97)
        .unwrap()
        .over(&region, Context::new(&executor, &Cancellation::new()))
        .unwrap();
    let points = region.build(97).unwrap();
    assert_eq!(picture.dim(), (97, 61));
    for (&value, &start) in picture.iter().zip(&points) {
        let mut z = start;
        let mut steps = 0_u32;
        while steps < 80 {
            z = z * z + c;
            if z.norm() > 2.0 {
                break;
            }
            steps += 1;
        }
        assert_eq!(value, f64::from(steps.max(5) - 5) / 75.0, "{start}");
    }
}

#[test]
fn a_cancelled_computation_stops_within_a_row() {
    let (formula, escape) = (julia(Complex64::new(0.25, 0.0)), escape(2.0, 10_000_000).step_by_step());
    let raster = Raster::new(&Region::new(-0.1, 0.1, -0.1, 0.1).unwrap(), (64, 4096), Grid::Pixel).unwrap();
    let executor = Executor::detect().unwrap();
    let cancellation = Cancellation::new();
    std::thread::scope(|scope| {
        let context = Context::new(&executor, &cancellation);
        let work = scope.spawn(move || escape_counts(&formula, escape, &raster, context));
        std::thread::sleep(std::time::Duration::from_millis(30));
        let asked = std::time::Instant::now();
        cancellation.cancel();
        assert!(matches!(work.join().unwrap(), Err(Error::Cancelled)));
        // The whole would take minutes; a busy machine may need some seconds for the rows that have begun.
        assert!(asked.elapsed() < std::time::Duration::from_secs(20));
    });
}

#[test]
fn bad_arguments_are_named() {
    let message = |error: Error| error.to_string();
    let c = Complex64::new(0.1, 0.2);
    for (error, name) in [
        (message(Julia::new(Complex64::new(f64::NAN, 0.0)).unwrap_err()), "c must be"),
        (message(Escape::new(-1.0, 1).unwrap_err()), "bailout must be"),
        (message(Escape::new(f64::NAN, 1).unwrap_err()), "bailout must be"),
        (message(Escape::new(1e200, 1).unwrap_err()), "bailout must be"),
        (message(Escape::new(2.0, 0).unwrap_err()), "max_iter must be"),
        (message(Escape::new(2.0, u32::MAX).unwrap_err()), "max_iter must be"),
        (message(Region::new(0.0, f64::INFINITY, 0.0, 1.0).unwrap_err()), "region must be"),
        (message(Region::new(1.0, 0.0, 0.0, 1.0).unwrap_err()), "region must be"),
        (message(Region::new(-1e308, 1e308, 0.0, 1.0).unwrap_err()), "region must be"),
        (message(Grid::named("middle").unwrap_err()), "grid must be"),
        (message(Simd::named("mmx").unwrap_err()), "simd must be"),
        (message(Tile::new(44, 0, 0).unwrap().raster().unwrap_err()), "z must be"),
        (message(Tile::new(3, i64::MAX, 0).unwrap().raster().unwrap_err()), "x must be"),
        (message(Tile::new(3, 0, i64::MIN).unwrap().raster().unwrap_err()), "y must be"),
        (message(Tile::new(1 << 20, 0, 0).unwrap_err()), "z must be"),
        (message(Family::new("cubic", &[]).unwrap_err()), "kind must be one of \"julia\""),
        (
            message(Family::new("julia", &[]).unwrap_err()),
            "parameters must be those of julia, [c], optionally [degree], got []",
        ),
        (message(Family::new("julia", &[("d", c.into())]).unwrap_err()), "parameters must be"),
        (
            message(Family::new("julia", &[("c", c.into()), ("d", c.into())]).unwrap_err()),
            "parameters must be",
        ),
        (message(Family::new("julia", &[("c", (c * f64::NAN).into())]).unwrap_err()), "c must be"),
        (message(View::new(("x", "0"), 1.0, (2, 2)).unwrap_err()), "center must be"),
        (message(View::new(("0", "1e-99999999"), 1.0, (2, 2)).unwrap_err()), "center must be"),
        (message(View::new(("0", "0"), f64::NAN, (2, 2)).unwrap_err()), "log2_width must be"),
        (message(View::new(("0", "0"), 1.0, (2, 0)).unwrap_err()), "shape must be"),
        (message(View::new(("0", "0"), 1.0, (2, 2)).unwrap().cover(60).unwrap_err()), "z must be"),
        (message(View::new(("1", "0"), -900.0, (2, 2)).unwrap().region().unwrap_err()), "region must be"),
        (message(JuliaDiv::new(c, 2.0, (5, 5), 10).unwrap_err()), "n_iterations must be"),
        (message(ComplexRegion::new(1.0, 1.0, 0.0, 1.0).unwrap_err()), "xleft must be"),
        (
            message(ComplexRegion::new(0.0, 1e-9, 0.0, 1.0).unwrap().raster(1000).unwrap_err()),
            "resolution must be",
        ),
    ] {
        assert!(error.starts_with(name), "{error}");
    }
    let region = Region::new(1.5, 1.5 + 1e-13, 0.0, 1e-13).unwrap();
    let shape = |height, width| Raster::new(&region, (height, width), Grid::Pixel);
    assert!(shape(101, 401).is_ok());
    assert!(message(shape(101, 40_000).unwrap_err()).starts_with("region must be wider"));
    let deep = Tile::new(43, 9_i64 << 41, 0).unwrap();
    assert!(deep.raster().is_ok());
    let far = Tile::new(43, 42_i64 << 41, 0).unwrap();
    for error in [far.raster().unwrap_err(), far.region().unwrap_err()] {
        assert!(message(error).starts_with("z must be less there: float64 is too coarse"));
    }
    assert!(message(shape(0, 4).unwrap_err()).starts_with("shape must be"));
    assert!(message(shape(1 << 20, 1 << 20).unwrap_err()).starts_with("shape must be"));
    assert!(message(shape(usize::MAX, 2).unwrap_err()).starts_with("shape must be"));
}

#[test]
fn only_what_is_streamed_may_be_larger_than_an_array() {
    let square = ComplexRegion::new(0.0, 1.0, 1.0, 0.0).unwrap();
    let refused = |error: Error, name: &str| assert!(error.to_string().starts_with(name), "{error}");
    refused(square.raster(20_000).unwrap_err(), "resolution must be");
    refused(square.build(20_000).unwrap_err(), "resolution must be");
    refused(square.streamed_raster(131_073, Grid::Left).unwrap_err(), "resolution must be");
    refused(square.streamed_raster(0, Grid::Left).unwrap_err(), "resolution must be");
    let long = ComplexRegion::new(0.0, 1.0, 0.0, 1e-6).unwrap();
    refused(long.streamed_raster((1 << 20) + 1, Grid::Left).unwrap_err(), "resolution must be");
    let large = square.streamed_raster(20_000, Grid::Left).unwrap();
    let (formula, escape) = (julia(Complex64::new(0.1, 0.2)), escape(2.0, 10));
    let (executor, cancellation) = (Executor::detect().unwrap(), Cancellation::new());
    let context = Context::new(&executor, &cancellation);
    let coloring = Coloring::new(vec![[0; 3], [255; 3]], Scale::Cycle).unwrap();
    refused(escape_counts(&formula, escape, &large, context).unwrap_err(), "shape must be");
    refused(scalar_escape_counts(&formula, escape, &large, context).unwrap_err(), "shape must be");
    let render = Render { formula: &formula, escape, place: (&large).into(), coloring: &coloring };
    refused(render.pixels(context).unwrap_err(), "shape must be");
}
