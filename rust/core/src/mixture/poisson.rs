//! Mixtures of Poisson distributions: each feature of a row is a count, independently of the others.

use std::f64::consts::{LOG2_E, TAU};
use std::sync::LazyLock;

use ndarray::{ArrayView1, ArrayView2};

use super::product::{self, Family, Linear, constants, possible};
use super::statistics::MixtureStatistics;
use super::wire::Shape;
use crate::{Error, Result};

pub use super::product::{Floor, maximize_responsibilities, maximize_statistics};

/// A count: 0, 1, 2 and so on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Poisson;

/// Weights and rates. With a rate of 0 only the count 0 is possible under its component.
pub type Parameters = product::Parameters<Poisson>;

/// Weighted sums over samples, with the rates of the parameters whose E step made them: `first` holds sums of r x, not
/// about anything, `shift` the rates.
pub type SufficientStatistics = MixtureStatistics<Poisson>;

/// Counts from here on are refused: the logarithm of a probability would be wrong by more than 1e-5.
const LIMIT: f64 = 4_294_967_296.0; // 2^32

impl Parameters {
    /// From `weights` (k) and `rates` (k, d).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a wrong shape, a rate that is negative or not finite, and weights that are negative,
    /// not finite or all zero.
    pub fn new(weights: ArrayView1<'_, f64>, rates: ArrayView2<'_, f64>) -> Result<Self> {
        Self::of(Poisson, weights, rates)
    }

    /// The rates, shape (k, d).
    #[must_use]
    pub fn rates(&self) -> ArrayView2<'_, f64> {
        self.table()
    }
}

impl Shape for Poisson {
    const STATISTICS: [u8; 8] = *b"iterPS\0\x01";

    fn code(self) -> u64 {
        0
    }

    fn of_code(code: u64) -> Option<Self> {
        (code == 0).then_some(Self)
    }

    fn seconds(self, _: usize) -> Option<usize> {
        Some(0)
    }
}

impl Family for Poisson {
    const KIND: &'static str = "poisson_mixture";
    const CHAIN: &'static str = "poisson_hmm";
    const TABLE: &'static str = "rates";
    const PARAMETERS: [u8; 8] = *b"iterPM\0\x01";
    type Density = Linear;

    fn even(self) -> f64 {
        1.0
    }

    fn check_table(self, table: ArrayView2<'_, f64>) -> Result<()> {
        match table.iter().find(|rate| !(rate.is_finite() && **rate >= 0.0)) {
            Some(outside) => Err(Error::invalid(Self::TABLE, "finite and not negative", outside)),
            None => Ok(()),
        }
    }

    fn expected(self) -> String {
        "of counts, whole numbers from 0 to below 2^32".to_owned()
    }

    fn refuses(self, value: f64) -> bool {
        !((0.0..LIMIT).contains(&value) && value.fract() == 0.0)
    }

    fn log(self, value: f64, rate: &[f64]) -> f64 {
        value * possible(rate[0]) - rate[0] * LOG2_E - log2_factorial(value)
    }

    fn check_floor(self, Floor(floor): Floor) -> Result<()> {
        if floor.is_finite() && floor >= 0.0 {
            return Ok(());
        }
        Err(Error::invalid("floor", "finite and not negative", floor))
    }

    /// `log2(w prod rate^x exp(-rate) / x!)`.
    fn density(self, weights: ArrayView1<'_, f64>, table: ArrayView2<'_, f64>) -> Linear {
        let (offset, constants) = constants(weights, table, |rates| -rates.sum());
        Linear {
            n_components: table.nrows(),
            n_features: self.features(table.ncols()),
            offset,
            constants,
            slopes: table.iter().map(|rate| possible(*rate)).collect(),
            complements: Vec::new(),
            base: Some(|count| -log2_factorial(count)),
        }
    }

    /// The mean counts.
    fn maximize(self, sums: &mut [f64], mass: f64, Floor(floor): Floor) {
        for sum in sums {
            *sum = (*sum / mass).max(floor);
        }
    }

    fn allows(self, values: &[f64], rates: &[f64]) -> bool {
        !values.iter().zip(rates).any(|(value, rate)| *value > 0.0 && *rate == 0.0)
    }
}

/// Factorials below this one are kept.
const KEPT: usize = 256;

/// log2(n!) for n < 256, as sums of logarithms.
static FACTORIALS: LazyLock<[f64; KEPT]> = LazyLock::new(|| {
    let mut sum = 0.0;
    std::array::from_fn(|n| {
        sum += (n.max(1) as f64).log2();
        sum
    })
});

/// log2(n!) of a whole number; from 256 on by Stirling's series (Abramowitz and Stegun, 6.1.41).
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small whole number")]
fn log2_factorial(count: f64) -> f64 {
    if count < KEPT as f64 {
        return FACTORIALS[count as usize];
    }
    let inverse = 1.0 / count;
    let series = inverse * (1.0 / 12.0 - inverse * inverse * (1.0 / 360.0 - inverse * inverse / 1260.0));
    (count * (count.ln() - 1.0) + 0.5 * (TAU * count).ln() + series) * LOG2_E
}
