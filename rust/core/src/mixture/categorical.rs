//! Mixtures of categorical distributions (latent classes): each feature of a row is one of some categories, independently
//! of the others.

use ndarray::{Array3, ArrayView1, ArrayView2, ArrayView3, ShapeError};

use super::product::{self, Family, Lookup, constants, possible};
use super::statistics::MixtureStatistics;
use super::wire::Shape;
use crate::{Error, Result};

pub use super::product::{Floor, maximize_responsibilities, maximize_statistics};

/// One of so many categories, whole numbers from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Categorical {
    n_categories: usize,
}

/// Most categories of a feature.
pub const MAX_CATEGORIES: usize = 1 << 16;

impl Categorical {
    /// A choice among `n_categories`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] unless they are 1 to [`MAX_CATEGORIES`].
    pub fn new(n_categories: usize) -> Result<Self> {
        if (1..=MAX_CATEGORIES).contains(&n_categories) {
            return Ok(Self { n_categories });
        }
        Err(Error::invalid("n_categories", format!("from 1 to {MAX_CATEGORIES}"), n_categories))
    }

    /// The number of categories.
    #[must_use]
    pub const fn n_categories(self) -> usize {
        self.n_categories
    }
}

/// Weights and the probabilities of the categories. What has the probability 0 is impossible under its component.
pub type Parameters = product::Parameters<Categorical>;

/// Weighted sums over samples, with the probabilities of the parameters whose E step made them: `first` holds the
/// responsibilities for each category of each feature, `shift` the probabilities.
pub type SufficientStatistics = MixtureStatistics<Categorical>;

impl Parameters {
    /// From `weights` (k) and `probabilities` (k, d, `n_categories`), which sum to one in each feature.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a wrong shape, probabilities that are none, and weights that are negative, not
    /// finite or all zero.
    pub fn new(weights: ArrayView1<'_, f64>, probabilities: ArrayView3<'_, f64>) -> Result<Self> {
        let (k, d, categories) = probabilities.dim();
        let family = Categorical::new(categories)?;
        let shaped =
            |error: ShapeError| Error::invalid(Categorical::TABLE, "of a shape that fits in memory", error);
        let probabilities = probabilities.as_standard_layout();
        let table = probabilities.to_shape((k, d * categories)).map_err(shaped)?;
        Self::of(family, weights, table.view())
    }

    /// The probabilities of the categories, shape (k, d, `n_categories`).
    #[must_use]
    pub fn probabilities(&self) -> Array3<f64> {
        let (table, categories) = (self.table(), self.family().n_categories);
        let shape = (self.n_components(), self.n_features(), categories);
        Array3::from_shape_fn(shape, |(j, c, category)| table[(j, c * categories + category)])
    }
}

impl Shape for Categorical {
    const STATISTICS: [u8; 8] = *b"iterCS\0\x01";

    fn code(self) -> u64 {
        self.n_categories as u64
    }

    fn of_code(code: u64) -> Option<Self> {
        Self::new(usize::try_from(code).ok()?).ok()
    }

    fn seconds(self, _: usize) -> Option<usize> {
        Some(0)
    }
}

/// Probabilities of a feature that sum to one, up to what is written down of them.
const ROUNDING: f64 = 1e-6;

impl Family for Categorical {
    const KIND: &'static str = "categorical_mixture";
    const CHAIN: &'static str = "categorical_hmm";
    const TABLE: &'static str = "probabilities";
    const PARAMETERS: [u8; 8] = *b"iterCM\0\x01";
    type Density = Lookup;

    fn columns(self, d: usize) -> usize {
        d * self.n_categories
    }

    fn features(self, columns: usize) -> usize {
        columns / self.n_categories
    }

    fn even(self) -> f64 {
        1.0 / self.n_categories as f64
    }

    fn check_table(self, table: ArrayView2<'_, f64>) -> Result<()> {
        if !table.ncols().is_multiple_of(self.n_categories) {
            let expected = format!("of {} columns for each feature", self.n_categories);
            return Err(Error::invalid(Self::TABLE, expected, table.ncols()));
        }
        if let Some(outside) = table.iter().find(|value| !(0.0..=1.0).contains(*value)) {
            return Err(Error::invalid(Self::TABLE, "from 0 to 1", outside));
        }
        let sums = table.rows().into_iter().flat_map(|row| {
            let features = row.to_vec();
            features.chunks(self.n_categories).map(|feature| feature.iter().sum::<f64>()).collect::<Vec<_>>()
        });
        match sums.into_iter().find(|sum| (sum - 1.0).abs() > ROUNDING) {
            Some(sum) => Err(Error::invalid(Self::TABLE, "of sum 1 in each feature", sum)),
            None => Ok(()),
        }
    }

    fn expected(self) -> String {
        format!("of categories, whole numbers from 0 to {}", self.n_categories - 1)
    }

    fn refuses(self, value: f64) -> bool {
        !((0.0..self.n_categories as f64).contains(&value) && value.fract() == 0.0)
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "values are categories")]
    fn log(self, value: f64, probabilities: &[f64]) -> f64 {
        possible(probabilities[value as usize])
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "values are categories")]
    fn add(self, value: f64, share: f64, sums: &mut [f64]) {
        sums[value as usize] += share;
    }

    fn check_floor(self, Floor(floor): Floor) -> Result<()> {
        let most = 1.0 / self.n_categories as f64;
        if floor >= 0.0 && floor < most {
            return Ok(());
        }
        Err(Error::invalid("floor", format!("from 0 to below {most}, so that all can have it"), floor))
    }

    fn density(self, weights: ArrayView1<'_, f64>, table: ArrayView2<'_, f64>) -> Lookup {
        let (offset, constants) = constants(weights, table, |_| 0.0);
        Lookup {
            n_components: table.nrows(),
            n_features: self.features(table.ncols()),
            n_categories: self.n_categories,
            offset,
            constants,
            logs: table.iter().map(|p| possible(*p)).collect(),
        }
    }

    /// The shares of the categories; those below the floor are raised to it, and the others give what that takes.
    fn maximize(self, sums: &mut [f64], _: f64, Floor(floor): Floor) {
        for feature in sums.chunks_exact_mut(self.n_categories) {
            let total: f64 = feature.iter().sum();
            for sum in &mut *feature {
                *sum = (*sum / total).max(floor);
            }
            let raised: f64 = feature.iter().sum();
            for share in feature {
                *share = (*share / raised).min(1.0);
            }
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "values are categories")]
    fn allows(self, values: &[f64], probabilities: &[f64]) -> bool {
        let features = values.iter().zip(probabilities.chunks_exact(self.n_categories));
        !features.into_iter().any(|(value, feature)| feature[*value as usize] == 0.0)
    }
}
