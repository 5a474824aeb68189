//! Pictures that a symmetry takes to themselves, against their parts, which it does not.

use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use iterscope::fractal::{
    Ends, Escape, Family, Field, Frame, Grid, Julia, Kernel, Mandelbrot, Part, Point, Quarter, Raster,
    Region, Symmetric, Symmetry, Values,
};
use iterscope::fractal::{escape_counts, fields};
use iterscope::{Cancellation, Context, Executor, Result, Simd};
use proptest::prelude::*;

/// The side of a pixel: all samples are exact.
const PIXEL: f64 = 1.0 / 16.0;

fn julia(re: &str, im: &str, degree: u32) -> Family {
    Julia::exact(Point::parse("c", (re, im)).unwrap()).with_degree(degree).unwrap().into()
}

fn families() -> Vec<Family> {
    vec![
        julia("-0.8", "0.156", 2),
        julia("-1", "0", 2),
        julia("0.3", "0", 4),
        julia("0.4", "0", 3),
        julia("0.5", "0.3", 4),
        julia("-0.6", "0.5", 8),
        julia("0.7", "0", 8),
        Mandelbrot::new(2).unwrap().into(),
        Mandelbrot::new(3).unwrap().into(),
    ]
}

/// The bits of the fields of some rows and columns of a picture of `height` x `width` pixels around `center`.
fn bits(
    family: &Family,
    (height, width): (usize, usize),
    (rows, columns): (Range<usize>, Range<usize>),
    center: f64,
    context: Context<'_>,
) -> Vec<Vec<u64>> {
    let half = |side: usize| side as f64 * PIXEL / 2.0;
    let y = |row: usize| half(height) - row as f64 * PIXEL;
    let x = |column: usize| center - half(width) + column as f64 * PIXEL;
    let region = Region::new(x(columns.start), x(columns.end), y(rows.end), y(rows.start)).unwrap();
    let raster = Raster::new(&region, (rows.len(), columns.len()), Grid::Pixel).unwrap();
    let wanted = [Field::Count, Field::Smooth, Field::Distance, Field::Angle, Field::FinalAngle, Field::Trap];
    let values = fields(family, Escape::new(2.0, 200).unwrap(), &raster, &wanted, context).unwrap();
    let counts = escape_counts(family, Escape::new(2.0, 200).unwrap(), &raster, context).unwrap();
    let whole = values.into_iter().map(|values| match values {
        Values::Whole(values) => values.iter().map(|&value| u64::from(value)).collect(),
        Values::Real(values) => values.iter().map(|value| value.to_bits()).collect(),
    });
    whole.chain([counts.iter().map(|&count| u64::from(count)).collect()]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn bits_are_those_of_the_parts(height in 2_usize..70, width in 2_usize..40, cut in 1_usize..69, off in any::<bool>(), square in any::<bool>()) {
        // Quarter turns take squares to themselves.
        let width = if square { height } else { width };
        let cut = cut.min(height - 1);
        let center = if off { -0.5 } else { 0.0 };
        let executor = Executor::new(Some(2), Simd::detect()).unwrap();
        let cancellation = Cancellation::new();
        let context = Context::new(&executor, &cancellation);
        // Parts of which none is symmetric about the real axis, nor, below, about the imaginary one.
        let above = if 2 * cut == height { cut } else { cut.min(height - cut) };
        let left = (width / 3).max(1).min(width - 1);
        for family in families() {
            let of = |rows: Range<usize>, columns: Range<usize>| bits(&family, (height, width), (rows, columns), center, context);
            let whole = of(0..height, 0..width);
            let [top, bottom] = [0..above, above..height].map(|rows| {
                let parts = [0..left, left..width].map(|columns| (columns.len(), of(rows.clone(), columns)));
                (0..whole.len()).map(|field| {
                    let row = |row: usize| parts.iter().flat_map(move |(wide, part)| &part[field][row * wide..(row + 1) * wide]);
                    (0..rows.len()).flat_map(row).copied().collect::<Vec<_>>()
                }).collect::<Vec<_>>()
            });
            for (field, ((whole, top), bottom)) in whole.iter().zip(top).zip(bottom).enumerate() {
                let parts = [top, bottom].concat();
                let other = whole.iter().zip(&parts).position(|(one, other)| one != other);
                prop_assert!(other.is_none() && whole.len() == parts.len(), "{family:?}, field {field}, {other:?}");
            }
        }
    }
}

#[test]
fn at_depth_halves_are_those_of_views_beside() {
    let executor = Executor::new(Some(2), Simd::detect()).unwrap();
    let cancellation = Cancellation::new();
    let context = Context::new(&executor, &cancellation);
    let escape = Escape::new(2.0, 2000).unwrap();
    // 0 is on no Julia set of these; -1.75 is where period 3 begins on the real axis.
    let views: [(Family, &str); 5] = [
        (julia("0", "1", 2), "0"),
        (julia("0.4", "0.6", 4), "0"),
        (julia("0.4", "0", 4), "0"),
        (julia("-0.5", "0.6", 8), "0"),
        (Mandelbrot::new(2).unwrap().into(), "-1.75"),
    ];
    for (family, re) in views {
        for (height, width) in [(16, 16), (32, 9)] {
            let frame = |im: String, height| {
                let center = Point::parse("center", (re, &im)).unwrap();
                Frame::new(center, (1.0, -50), (height, width))
            };
            let counts = |frame: &Frame| escape_counts(&family, escape, frame, context).unwrap();
            let quarter = (height / 4) as f64 * (-50.0_f64).exp2();
            let whole = counts(&frame("0".to_owned(), height));
            let upper = counts(&frame(format!("{quarter:.60}"), height / 2));
            let lower = counts(&frame(format!("{:.60}", -quarter), height / 2));
            let parts: Vec<u32> = upper.iter().chain(&lower).copied().collect();
            assert!(whole.iter().copied().eq(parts), "{family:?}, {height} x {width}");
        }
    }
}

/// Notes the rows that it is asked for, and the columns of the last one.
struct Noted<'a>(&'a Mutex<(Vec<usize>, usize)>);

impl Kernel for Noted<'_> {
    fn fill(&self, part: &Part, ends: Ends<'_>, _: Context<'_>) {
        ends.counts.fill(1);
        if let Ok(mut asked) = self.0.lock() {
            asked.0.extend(part.rows.clone());
            asked.1 = part.columns.end;
        }
    }

    fn fill_one_by_one(&self, _: Range<usize>, _: Ends<'_>, _: &Cancellation) -> Result<()> {
        Ok(())
    }
}

#[test]
fn of_two_rows_that_mirror_each_other_one_is_computed() -> Result<()> {
    let executor = Executor::new(Some(1), Simd::detect())?;
    let cancellation = Cancellation::new();
    let context = Context::new(&executor, &cancellation);
    for height in [1, 2, 7, 40] {
        let half = height as f64;
        let raster = Raster::new(&Region::new(-4.0, 4.0, -half, half)?, (height, 8), Grid::Pixel)?;
        for (symmetries, columns) in
            [(&[Symmetry::HalfTurn][..], 8), (&[Symmetry::HalfTurn, Symmetry::Reflection], 4)]
        {
            let asked = Mutex::new((Vec::new(), 0));
            let kernel = Symmetric::of(Box::new(Noted(&asked)), symmetries, (&raster).into());
            let mut counts = vec![0; 8 * height];
            for (row, counts) in counts.chunks_mut(8).enumerate() {
                let part = Part { rows: row..row + 1, columns: 0..8 };
                kernel.fill(&part, Ends { counts, ..Ends::default() }, context);
            }
            assert!(counts.iter().all(|&count| count == 1));
            drop(kernel);
            let rows: Vec<usize> = (0..height.div_ceil(2)).collect();
            assert!(asked.into_inner().is_ok_and(|asked| asked == (rows, columns)), "{height}");
        }
    }
    Ok(())
}

/// Counts the samples that it is asked for.
struct Counted<'a>(&'a AtomicUsize);

impl Kernel for Counted<'_> {
    fn fill(&self, part: &Part, ends: Ends<'_>, _: Context<'_>) {
        ends.counts.fill(1);
        self.0.fetch_add(part.samples(), Ordering::Relaxed);
    }

    fn fill_one_by_one(&self, _: Range<usize>, _: Ends<'_>, _: &Cancellation) -> Result<()> {
        Ok(())
    }
}

#[test]
fn of_four_orbits_one_is_followed_and_of_eight_hardly_more() -> Result<()> {
    let executor = Executor::new(Some(2), Simd::detect())?;
    let cancellation = Cancellation::new();
    let context = Context::new(&executor, &cancellation);
    let turns = [Symmetry::HalfTurn, Symmetry::QuarterTurn];
    let real = [Symmetry::HalfTurn, Symmetry::QuarterTurn, Symmetry::Conjugation];
    for (symmetries, (height, width), asked) in [
        (&turns[..], (64, 64), 32 * 32),
        (&real, (64, 64), 16 * 32 + 16 * 16),
        (&turns, (63, 63), 63 * 63),
        (&turns, (64, 62), 64 * 62),
        (&turns[..1], (64, 64), 64 * 64),
    ] {
        let (x, y) = (width as f64, height as f64);
        let raster = Raster::new(&Region::new(-x, x, -y, y)?, (height, width), Grid::Pixel)?;
        let samples = AtomicUsize::new(0);
        let kernel = Quarter::of(Box::new(Counted(&samples)), symmetries, (&raster).into());
        let mut counts = vec![0; height * width];
        kernel.prepare(&Ends { counts: &mut [0], ..Ends::default() }, context);
        let part = Part { rows: 0..height, columns: 0..width };
        kernel.fill(&part, Ends { counts: &mut counts, ..Ends::default() }, context);
        assert!(counts.iter().all(|&count| count == 1));
        assert_eq!(samples.load(Ordering::Relaxed), asked, "{height} x {width}");
    }
    Ok(())
}
