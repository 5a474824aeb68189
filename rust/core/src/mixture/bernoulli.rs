//! Mixtures of Bernoulli distributions: each feature of a row is a success or not, independently of the others.

use ndarray::{ArrayView1, ArrayView2};

use super::product::{self, Family, Linear, constants, possible};
use super::statistics::MixtureStatistics;
use super::wire::Shape;
use crate::{Error, Result};

pub use super::product::{Floor, maximize_responsibilities, maximize_statistics};

/// A success, 1, a failure, 0, or a share of successes between them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bernoulli;

/// Weights and probabilities of success. A probability of 0 or 1 is a structural one: under its component nothing else is
/// possible.
pub type Parameters = product::Parameters<Bernoulli>;

/// Weighted sums over samples, with the probabilities of the parameters whose E step made them: `first` holds sums of
/// r x, not about anything, `shift` the probabilities.
pub type SufficientStatistics = MixtureStatistics<Bernoulli>;

impl Parameters {
    /// From `weights` (k) and `probabilities` (k, d).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a wrong shape, a probability outside [0, 1], and weights that are negative, not
    /// finite or all zero.
    pub fn new(weights: ArrayView1<'_, f64>, probabilities: ArrayView2<'_, f64>) -> Result<Self> {
        Self::of(Bernoulli, weights, probabilities)
    }

    /// The probabilities of success, shape (k, d).
    #[must_use]
    pub fn probabilities(&self) -> ArrayView2<'_, f64> {
        self.table()
    }
}

impl Shape for Bernoulli {
    const STATISTICS: [u8; 8] = *b"iterBS\0\x02";

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

impl Family for Bernoulli {
    const KIND: &'static str = "bernoulli_mixture";
    const CHAIN: &'static str = "bernoulli_hmm";
    const TABLE: &'static str = "probabilities";
    const PARAMETERS: [u8; 8] = *b"iterBM\0\x02";
    type Density = Linear;

    fn even(self) -> f64 {
        0.5
    }

    fn check_table(self, table: ArrayView2<'_, f64>) -> Result<()> {
        match table.iter().find(|value| !(0.0..=1.0).contains(*value)) {
            Some(outside) => Err(Error::invalid(Self::TABLE, "from 0 to 1", outside)),
            None => Ok(()),
        }
    }

    fn expected(self) -> String {
        "from 0 (failure) to 1 (success)".to_owned()
    }

    fn refuses(self, value: f64) -> bool {
        !(0.0..=1.0).contains(&value)
    }

    fn log(self, value: f64, probability: &[f64]) -> f64 {
        value * possible(probability[0]) + (1.0 - value) * failure(probability[0])
    }

    fn check_floor(self, Floor(floor): Floor) -> Result<()> {
        if (0.0..0.5).contains(&floor) {
            return Ok(());
        }
        Err(Error::invalid("floor", "from 0 to below 0.5", floor))
    }

    /// `log2(w prod p^x (1 - p)^(1 - x))` (Bishop, *Pattern Recognition and Machine Learning*, 9.44).
    fn density(self, weights: ArrayView1<'_, f64>, table: ArrayView2<'_, f64>) -> Linear {
        let (offset, constants) = constants(weights, table, |_| 0.0);
        Linear {
            n_components: table.nrows(),
            n_features: self.features(table.ncols()),
            offset,
            constants,
            slopes: table.iter().map(|p| possible(*p)).collect(),
            complements: table.iter().map(|p| failure(*p)).collect(),
            base: None,
        }
    }

    /// The shares of successes (Bishop, 9.59).
    fn maximize(self, sums: &mut [f64], mass: f64, Floor(floor): Floor) {
        for sum in sums {
            *sum = (*sum / mass).clamp(floor, 1.0 - floor);
        }
    }

    fn allows(self, values: &[f64], probabilities: &[f64]) -> bool {
        let contradicts =
            |(value, p): (&f64, &f64)| (*value > 0.0 && *p == 0.0) || (*value < 1.0 && *p == 1.0);
        !values.iter().zip(probabilities).any(contradicts)
    }
}

/// The logarithm to base two of 1 - p, accurate for small p, too.
fn failure(p: f64) -> f64 {
    ((-p).ln_1p() * std::f64::consts::LOG2_E).max(product::IMPOSSIBLE)
}
