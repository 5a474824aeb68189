//! Escape counts beyond float64, against direct iteration with hundreds of digits.
//!
//! `support/deep.txt` holds counts that gmpy2 (MPFR) found, one step after the other, with 128 binary digits more than
//! the pixels or the constant need. Each view: its name, the degree, the exponent of the pixel's side, the samples of a
//! side, `max_iter` and the bailout radius; the constant, or `-` for the Mandelbrot set; the center; the counts.

use std::thread;
use std::time::{Duration, Instant};

use iterscope::fractal::{Escape, Family, Field, Frame, Julia, Mandelbrot, Point, Tile, Values};
use iterscope::fractal::{escape_counts, fields};
use iterscope::{Cancellation, Context, Error, Executor, Simd};
use ndarray::s;
use num_bigint::BigInt;

struct View {
    name: String,
    formula: Family,
    escape: Escape,
    frame: Frame,
    counts: Vec<u32>,
}

fn point(line: &str) -> Option<Point> {
    let (re, im) = line.split_once(' ').unwrap();
    (re != "-").then(|| Point::parse("point", (re, im)).unwrap())
}

fn views() -> Vec<View> {
    let view = |text: &str| {
        let mut lines = text.lines();
        let head: Vec<&str> = lines.next().unwrap().split(' ').collect();
        let degree = head[1].parse().unwrap();
        let formula: Family = match point(lines.next().unwrap()) {
            Some(c) => Julia::exact(c).with_degree(degree).unwrap().into(),
            None => Mandelbrot::new(degree).unwrap().into(),
        };
        let (side, max_iter) = (head[3].parse().unwrap(), head[4].parse().unwrap());
        let center = point(lines.next().unwrap()).unwrap();
        View {
            name: head[0].to_owned(),
            formula,
            escape: Escape::new(head[5].parse().unwrap(), max_iter).unwrap(),
            frame: Frame::new(center, (1.0, head[2].parse().unwrap()), (side, side)),
            counts: lines.flat_map(|line| line.split(' ').map(|count| count.parse().unwrap())).collect(),
        }
    };
    include_str!("support/deep.txt").split("\n\n").map(view).collect()
}

fn with<T>(threads: usize, simd: Simd, job: impl FnOnce(Context<'_>) -> T) -> T {
    let executor = Executor::new(Some(threads), simd).unwrap();
    job(Context::new(&executor, &Cancellation::new()))
}

#[test]
fn counts_are_those_of_direct_iteration_on_any_processor() {
    for simd in Simd::available() {
        for view in views() {
            let counts = with(2, simd, |context| {
                escape_counts(&view.formula, view.escape, &view.frame, context).unwrap()
            });
            let wrong = counts.iter().zip(&view.counts).filter(|(found, right)| found != right).count();
            assert_eq!(wrong, 0, "{} with {simd}", view.name);
        }
    }
}

#[test]
fn fields_have_the_same_bits_for_any_number_of_threads_and_instruction_set() {
    let wanted = [Field::Smooth, Field::Distance, Field::Angle, Field::Trap];
    for view in views() {
        let bits = |threads, simd| -> Vec<u64> {
            let values = with(threads, simd, |context| {
                fields(&view.formula, view.escape, &view.frame, &wanted, context).unwrap()
            });
            let real = |values| match values {
                Values::Real(values) => values,
                Values::Whole(_) => panic!("fields of real numbers"),
            };
            values.into_iter().flat_map(|values| real(values).into_iter().map(f64::to_bits)).collect()
        };
        let expected = bits(1, Simd::detect());
        for simd in Simd::available() {
            assert!(bits(2, simd) == expected, "{} with {simd}", view.name);
        }
    }
}

#[test]
fn tiles_beside_each_other_are_parts_of_one_picture() {
    let formula = Julia::exact(Point::parse("c", ("0", "1")).unwrap()).into();
    let escape = Escape::new(2.0, 20_000).unwrap();
    // Its lower left corner is 0 + 1i, a point of the set.
    let above = Tile::new(1000, BigInt::from(2) << 998, BigInt::from(3) << 998).unwrap();
    let counts = |tile: &Tile, side| {
        let frame = Frame::of_tile(tile, (side, side)).unwrap();
        with(2, Simd::detect(), |context| escape_counts(&formula, escape, &frame, context).unwrap())
    };
    let whole = counts(&above, 64);
    for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        let quarter = Tile::new(1001, 2 * above.x() + dx, 2 * above.y() + dy).unwrap();
        let part = counts(&quarter, 32);
        let (top, left) = (32 * (1 - dy), 32 * dx);
        assert_eq!(part, whole.slice(s![top..top + 32, left..left + 32]));
    }
}

#[test]
fn a_cancel_is_heard_at_once() {
    // Samples of the set itself, each of which goes all the way.
    let formula = Mandelbrot::new(2).unwrap().into();
    let center = Point::parse("center", ("-0.75", "1e-40")).unwrap();
    let frame = Frame::new(center, (1.0, -200), (256, 256));
    let escape = Escape::new(2.0, 10_000_000).unwrap().step_by_step();
    let executor = Executor::new(Some(2), Simd::detect()).unwrap();
    let cancellation = Cancellation::new();
    thread::scope(|scope| {
        let job = scope.spawn(|| {
            let context = Context::new(&executor, &cancellation);
            let outcome = escape_counts(&formula, escape, &frame, context);
            (outcome, Instant::now())
        });
        thread::sleep(Duration::from_millis(200));
        let asked = Instant::now();
        cancellation.cancel();
        let (outcome, ended) = job.join().unwrap();
        assert!(matches!(outcome, Err(Error::Cancelled)), "{outcome:?}");
        // It takes less than 5 ms; this is a bound for machines that have much else to do.
        assert!(ended - asked < Duration::from_millis(500), "{:?}", ended - asked);
    });
}

#[test]
fn beside_the_cusp_orbits_take_their_time() {
    // pi / sqrt(e) steps (Dave Boll, 1991), in which they are attracted for long.
    let formula = Mandelbrot::new(2).unwrap().into();
    let escape = Escape::new(2.0, 20_000).unwrap();
    for log2_pixel in [-60, -1100] {
        let center = Point::parse("center", ("0.2500001", "0")).unwrap();
        let frame = Frame::new(center, (1.0, log2_pixel), (4, 4));
        let counts =
            with(1, Simd::detect(), |context| escape_counts(&formula, escape, &frame, context).unwrap());
        let expected = std::f64::consts::PI / 1e-7_f64.sqrt();
        assert!(counts.iter().all(|&count| (f64::from(count) - expected).abs() < 4.0), "{counts}");
    }
}

#[test]
fn deep_interiors_need_few_steps() {
    let julia = |re, im| Family::from(Julia::exact(Point::parse("c", (re, im)).unwrap()));
    let places = [
        (Mandelbrot::new(2).unwrap().into(), "0.1"),
        (julia("-0.1", "0.1"), "0.01"),
        (julia("-1", "0"), "0.01"),
    ];
    let escape = Escape::new(2.0, 10_000_000).unwrap();
    for (formula, re) in places {
        for log2_pixel in [-300, -5000] {
            let frame = Frame::new(Point::parse("center", (re, "0")).unwrap(), (1.0, log2_pixel), (8, 8));
            let begun = Instant::now();
            let counts =
                with(1, Simd::detect(), |context| escape_counts(&formula, escape, &frame, context).unwrap());
            assert!(counts.iter().all(|&count| count == escape.max_iter()));
            // Milliseconds; ten million steps would take minutes.
            assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
        }
    }
}

#[test]
fn tiles_out_of_reach_are_refused() {
    let refused = |z: i32, x: BigInt, name| {
        let outcome = Frame::of_tile(&Tile::new(z, x, 0_u32).unwrap(), (256, 256));
        assert!(
            matches!(outcome, Err(Error::InvalidArgument { name: named, .. }) if named == name),
            "{outcome:?}"
        );
    };
    refused(-5, 0.into(), "z");
    refused(1000, BigInt::from(1) << 1006, "x");
    refused(1000, BigInt::from(-1) << 1006, "x");
    let tile = Tile::new(50, 0_u32, 0_u32).unwrap();
    assert!(matches!(Frame::of_tile(&tile, (32, 48)), Err(Error::InvalidArgument { name: "shape", .. })));
}
