//! What the core reads from outside: any bytes and any text are read, or refused in words.
//!
//! `cargo test --test core fuzz` tries a few thousand of each; `BOLERO_RANDOM_TEST_TIME_MS=3600000` tries for an hour, and
//! `cargo bolero test -p iterscope TARGET` lets a fuzzer find its way by what the code does.

mod texts;

use std::sync::LazyLock;

use bolero::{TypeGenerator, check};
use iterscope::fractal::{Escape, Family, Grid, Raster, Region, Tile, Value, View, tile_level};
use iterscope::mixture::{
    CovarianceType, Parameters, Regularization, SufficientStatistics, bernoulli, expect_statistics,
    maximize_statistics,
};
use iterscope::{Cancellation, Context, Executor, Result};
use ndarray::{Array1, Array2};
use num_complex::Complex64;

use crate::support::{case, executor};

static EXECUTOR: LazyLock<Executor> = LazyLock::new(|| executor(1));
static NEVER: LazyLock<Cancellation> = LazyLock::new(Cancellation::new);

fn context() -> Context<'static> {
    Context::new(&EXECUTOR, &NEVER)
}

/// Bytes that were written, and what happened to them on the way.
#[derive(Debug, TypeGenerator)]
struct Damage {
    /// New bytes at places, modulo the length.
    bytes: Vec<(u16, u8)>,
    /// New doubles at places, modulo the length.
    numbers: Vec<(u16, f64)>,
    /// Bytes that are lost at the end.
    lost: Option<u16>,
    /// Bytes that are added at the end.
    added: Vec<u8>,
}

impl Damage {
    fn done_to(&self, mut data: Vec<u8>) -> Vec<u8> {
        let words = data.len() / 8;
        for &(word, number) in self.numbers.iter().take(4) {
            let at = usize::from(word) % words * 8;
            data[at..at + 8].copy_from_slice(&number.to_le_bytes());
        }
        for &(at, byte) in self.bytes.iter().take(4) {
            let at = usize::from(at) % data.len();
            data[at] = byte;
        }
        data.truncate(data.len() - self.lost.map_or(0, usize::from) % data.len());
        data.extend(self.added.iter().take(64));
        data
    }
}

/// Fails if the text is none that a person can read.
fn refused<T>(result: Result<T>) -> Option<T> {
    result.map_err(|error| assert!(error.to_string().len() <= 600, "{error}")).ok()
}

fn kind(number: u8) -> CovarianceType {
    CovarianceType::ALL[usize::from(number) % CovarianceType::ALL.len()]
}

#[test]
fn parameters_of_gaussian_mixtures() {
    check!().with_type::<(u8, Damage)>().for_each(|(number, damage)| {
        let written = case(1, 3, 2, 2, kind(*number)).parameters.to_bytes();
        let Some(read) = refused(Parameters::from_bytes(&damage.done_to(written))) else { return };
        let again = Parameters::from_bytes(&read.to_bytes()).unwrap();
        assert_eq!(again.to_bytes(), read.to_bytes());
        let samples = case(2, 5, 2, read.means().ncols(), read.covariance_type()).x;
        refused(expect_statistics(samples.view(), &read, None, context()));
    });
}

#[test]
fn statistics_of_gaussian_mixtures() {
    check!().with_type::<(u8, bool, Damage)>().for_each(|(number, relative, damage)| {
        let case = case(1, 7, 2, 2, kind(*number));
        let mut sum = expect_statistics(case.x.view(), &case.parameters, None, context()).unwrap();
        let Some(read) = refused(SufficientStatistics::from_bytes(&damage.done_to(sum.to_bytes()))) else {
            return;
        };
        refused(sum.merge(&read));
        let floor = if *relative { Regularization::Relative(1e-6) } else { Regularization::Absolute(1e-6) };
        for statistics in [&sum, &read] {
            let Some(maximized) = refused(maximize_statistics(statistics, floor, context())) else {
                continue;
            };
            let parameters = maximized.parameters;
            assert!(parameters.means().iter().all(|value| value.is_finite()), "{statistics:?}");
            assert!(parameters.covariances().iter().all(|value| value.is_finite()), "{statistics:?}");
        }
    });
}

#[test]
fn parameters_and_statistics_of_bernoulli_mixtures() {
    let samples = Array2::from_shape_fn((6, 3), |(row, column)| f64::from((row + column) % 2 == 0));
    let probabilities = Array2::from_shape_fn((2, 3), |(row, column)| 0.2 + 0.1 * (row + column) as f64);
    let parameters =
        bernoulli::Parameters::new(Array1::from_elem(2, 0.5).view(), probabilities.view()).unwrap();
    let gathered = expect_statistics(samples.view(), &parameters, None, context()).unwrap();
    check!().with_type::<Damage>().for_each(|damage| {
        if let Some(read) = refused(bernoulli::Parameters::from_bytes(&damage.done_to(parameters.to_bytes())))
        {
            let columns = read.probabilities().ncols();
            let samples = Array2::from_elem((2, columns), 1.0);
            refused(expect_statistics(samples.view(), &read, None, context()));
        }
        let bytes = damage.done_to(gathered.to_bytes());
        if let Some(read) = refused(bernoulli::SufficientStatistics::from_bytes(&bytes)) {
            let mut sum = gathered.clone();
            refused(sum.merge(&read));
            for statistics in [&sum, &read] {
                if let Some(maximized) =
                    refused(bernoulli::maximize_statistics(statistics, bernoulli::Floor(1e-10)))
                {
                    let found = maximized.parameters.probabilities();
                    assert!(found.iter().all(|value| (0.0..=1.0).contains(value)), "{found}");
                }
            }
        }
    });
}

#[test]
fn places_of_the_plane() {
    check!().with_type::<(String, String, f64, u16, u16, i16)>().for_each(
        |(x, y, log2_width, height, width, z)| {
            let shape = (usize::from(*height), usize::from(*width));
            let Some(view) = refused(View::new((x, y), *log2_width, shape)) else { return };
            assert!(view.bounds()[0] < view.bounds()[1]);
            refused(view.region());
            refused(view.cover(i32::from(*z)));
        },
    );
}

/// Text that begins like a decimal number.
#[derive(Debug, TypeGenerator)]
struct Decimal {
    digits: u32,
    point: u8,
    exponent: Option<i32>,
    tail: Option<char>,
}

impl Decimal {
    fn text(&self) -> String {
        let digits = self.digits.to_string();
        let point = usize::from(self.point) % (digits.len() + 1);
        let (whole, rest) = digits.split_at(point);
        let exponent = self.exponent.map(|exponent| format!("e{exponent}")).unwrap_or_default();
        format!("{whole}.{rest}{exponent}{}", self.tail.map(String::from).unwrap_or_default())
    }
}

#[test]
fn decimal_places_of_the_plane() {
    check!().with_type::<(Decimal, Decimal, i16, u8)>().for_each(|(x, y, log2_width, finer)| {
        let (x, y, log2_width) = (x.text(), y.text(), f64::from(*log2_width));
        let Some(view) = refused(View::new((&x, &y), log2_width, (300, 400))) else { return };
        let z = tile_level(log2_width, 400) + i32::from(finer % 4);
        let tiles = view.cover(z).unwrap();
        assert!((1..400).contains(&tiles.len()), "{} tiles", tiles.len());
        for tile in &tiles {
            refused(tile.raster());
        }
    });
}

#[test]
fn tiles_regions_and_formulas() {
    check!().with_type::<(i32, i64, i64, [f64; 4], String, Vec<(String, f64, f64)>, u32, f64)>().for_each(
        |(z, x, y, [xmin, xmax, ymin, ymax], name, parameters, max_iter, bailout)| {
            refused(Tile::new(*z, *x, *y).and_then(|tile| tile.raster()));
            let region = refused(Region::new(*xmin, *xmax, *ymin, *ymax));
            for grid in [Grid::Left, Grid::Pixel] {
                region.as_ref().map(|region| refused(Raster::new(region, (4, 5), grid)));
            }
            refused(Escape::new(*bailout, *max_iter));
            let parameters: Vec<_> = parameters
                .iter()
                .map(|(name, re, im)| (name.as_str(), Complex64::new(*re, *im).into()))
                .collect();
            refused(Family::new(name, &parameters));
            let c = parameters
                .first()
                .map_or_else(|| Complex64::new(*bailout, *xmin).into(), |(_, c): &(_, Value)| c.clone());
            refused(Family::new("julia", &[("c", c)]));
        },
    );
}
