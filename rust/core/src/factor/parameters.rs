//! The parameters of a factor model.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use crate::em::{LENGTH, malformed, read, sizes, write};
use crate::{Error, Result};

/// A plane through a mean, and noise beside it: `x = mean + W z + e` with `z ~ N(0, I)` and independent noises `e`.
#[derive(Clone, Debug, PartialEq)]
pub struct Factors {
    mean: Array1<f64>,
    loadings: Array2<f64>,
    noise: Array1<f64>,
}

/// The mark of parameters as bytes.
const MARK: [u8; 8] = *b"iterFA\0\x01";

impl Factors {
    /// From a mean (d), loadings W (d, q) and the variances of the noises (d).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on shapes that do not match, values that are not finite, more factors than features, and
    /// variances that are not positive.
    pub fn new(
        mean: ArrayView1<'_, f64>,
        loadings: ArrayView2<'_, f64>,
        noise: ArrayView1<'_, f64>,
    ) -> Result<Self> {
        let (d, q) = loadings.dim();
        if d == 0 || !(1..=d).contains(&q) {
            let expected = "of at least one row, and of 1 to as many columns";
            return Err(Error::invalid("loadings", expected, format!("shape ({d}, {q})")));
        }
        for (name, values) in [("mean", mean), ("noise_variance", noise)] {
            if values.len() != d {
                let expected = format!("of shape ({d},), as the loadings have rows");
                return Err(Error::invalid(name, expected, format!("({},)", values.len())));
            }
        }
        let finite = |name, value: Option<&f64>| match value {
            Some(value) => Err(Error::invalid(name, "finite", value)),
            None => Ok(()),
        };
        finite("mean", mean.iter().find(|value| !value.is_finite()))?;
        finite("loadings", loadings.iter().find(|value| !value.is_finite()))?;
        if let Some(value) = noise.iter().find(|value| !(value.is_finite() && **value > 0.0)) {
            return Err(Error::invalid("noise_variance", "finite and positive", value));
        }
        Ok(Self { mean: mean.to_owned(), loadings: loadings.to_owned(), noise: noise.to_owned() })
    }

    /// The number of features, d.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.loadings.nrows()
    }

    /// The number of factors, q.
    #[must_use]
    pub fn n_components(&self) -> usize {
        self.loadings.ncols()
    }

    /// The mean, shape (d).
    #[must_use]
    pub fn mean(&self) -> ArrayView1<'_, f64> {
        self.mean.view()
    }

    /// W, shape (d, q).
    #[must_use]
    pub fn loadings(&self) -> ArrayView2<'_, f64> {
        self.loadings.view()
    }

    /// The variances of the noises, shape (d).
    #[must_use]
    pub fn noise(&self) -> ArrayView1<'_, f64> {
        self.noise.view()
    }

    /// Serialises every bit, little endian: a mark, q, d, the mean, W by rows and the variances.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let header = [self.n_components() as u64, self.n_features() as u64];
        write(MARK, header, self.mean.iter().chain(&self.loadings).chain(&self.noise))
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if the mark or the length is wrong, and as [`new`](Self::new).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("a factor model", what);
        let ([q, d], mut values) = read::<2>(MARK, bytes).map_err(malformed)?;
        let length = |q: usize, d: usize| q.checked_add(2)?.checked_mul(d);
        let (q, d) = sizes(q, d, values.len(), length).map_err(malformed)?;
        let mut take = |count: usize| values.by_ref().take(count).collect::<Vec<_>>();
        let (mean, loadings, noise) = (take(d), take(d * q), take(d));
        let loadings = Array2::from_shape_vec((d, q), loadings).map_err(|_| malformed(LENGTH))?;
        Self::new(ArrayView1::from(&mean), loadings.view(), ArrayView1::from(&noise))
    }
}
