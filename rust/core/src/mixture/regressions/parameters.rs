//! The parameters of a mixture of regressions.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use crate::em::{LENGTH, malformed, read, sizes, write};
use crate::mixture::checks;
use crate::mixture::fingerprint::fingerprint;
use crate::{Error, Result};

/// Weights, lines and the variances of the targets about them.
///
/// A line goes through a point, the mean of its samples, along which it may be moved without becoming another: sums about
/// it lose no digits to data that lie far from the origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    weights: Array1<f64>,
    means: Array2<f64>,
    coefficients: Array2<f64>,
    variances: Array1<f64>,
    pub(super) fingerprint: u64,
}

impl Parameters {
    /// From `weights` (k), points of the lines, `means` (k, d) with the target last, their slopes, `coefficients`
    /// (k, d - 1), and `variances` (k).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a wrong shape, values that are not finite, variances that are not positive, and weights
    /// that are negative or all zero.
    pub fn new(
        weights: ArrayView1<'_, f64>,
        means: ArrayView2<'_, f64>,
        coefficients: ArrayView2<'_, f64>,
        variances: ArrayView1<'_, f64>,
    ) -> Result<Self> {
        let (k, d) = means.dim();
        if k == 0 || d < 2 {
            let expected = "of at least one component, one feature and the target";
            return Err(Error::invalid("means", expected, format!("shape ({k}, {d})")));
        }
        checks::length(weights, k, "means")?;
        if coefficients.dim() != (k, d - 1) {
            let expected = format!("of shape ({k}, {}), as the means have features and a target", d - 1);
            return Err(Error::invalid("coefficients", expected, format!("shape {:?}", coefficients.dim())));
        }
        if variances.len() != k {
            return Err(Error::invalid(
                "variances",
                format!("of shape ({k},)"),
                format!("({},)", variances.len()),
            ));
        }
        checks::finite("means", means.iter())?;
        checks::finite("coefficients", coefficients.iter())?;
        checks::positive("variances", variances.iter())?;
        checks::weights(weights)?;
        let values = weights.iter().chain(means.iter()).chain(coefficients.iter()).chain(variances.iter());
        let fingerprint = fingerprint(CODE, values);
        let in_order = |array: ArrayView2<'_, f64>| array.as_standard_layout().into_owned();
        Ok(Self {
            weights: weights.to_owned(),
            means: in_order(means),
            coefficients: in_order(coefficients),
            variances: variances.to_owned(),
            fingerprint,
        })
    }

    /// The number of components, k.
    #[must_use]
    pub fn n_components(&self) -> usize {
        self.means.nrows()
    }

    /// The number of features with the target, d.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.means.ncols()
    }

    /// The mixing weights, shape (k).
    #[must_use]
    pub fn weights(&self) -> ArrayView1<'_, f64> {
        self.weights.view()
    }

    /// A point of each line, shape (k, d).
    #[must_use]
    pub fn means(&self) -> ArrayView2<'_, f64> {
        self.means.view()
    }

    /// The slopes, shape (k, d - 1).
    #[must_use]
    pub fn coefficients(&self) -> ArrayView2<'_, f64> {
        self.coefficients.view()
    }

    /// The variances of the targets about the lines, shape (k).
    #[must_use]
    pub fn variances(&self) -> ArrayView1<'_, f64> {
        self.variances.view()
    }

    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let values = self.weights.iter().chain(&self.means).chain(&self.coefficients).chain(&self.variances);
        write(PARAMETERS, [self.n_components() as u64, self.n_features() as u64], values)
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if the mark, a size or the length is wrong, and as [`new`](Self::new).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("parameters", what);
        let ([k, d], mut values) = read::<2>(PARAMETERS, bytes).map_err(malformed)?;
        let length = |k: usize, d: usize| k.checked_mul(d.checked_mul(2)?.checked_add(1)?);
        let (k, d) = sizes(k, d, values.len(), length).map_err(malformed)?;
        let mut take = |rows: usize, columns: usize| {
            let values = values.by_ref().take(rows * columns).collect();
            Array2::from_shape_vec((rows, columns), values).map_err(|_| malformed(LENGTH))
        };
        let (weights, means, coefficients, variances) =
            (take(1, k)?, take(k, d)?, take(k, d - 1)?, take(1, k)?);
        Self::new(weights.row(0), means.view(), coefficients.view(), variances.row(0))
    }
}

const PARAMETERS: [u8; 8] = *b"iterRM\0\x01";

/// Told apart from Gaussians of the same values.
const CODE: u64 = u64::from_le_bytes(PARAMETERS);
