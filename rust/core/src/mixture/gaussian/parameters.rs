//! The parameters of a mixture, validated and factorized when they are made.

use ndarray::{Array1, Array2, ArrayD, ArrayView1, ArrayView2, ArrayViewD, Dimension, IxDyn};

use super::cholesky::{self, PrecisionFactor};
use super::covariance_type::CovarianceType;
use crate::mixture::checks;
use crate::mixture::fingerprint::fingerprint;
use crate::{Cancellation, Context, Error, Result, Vectorized};

/// Weights, means and covariances of a Gaussian mixture, with the Cholesky factors of the precisions.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    covariance_type: CovarianceType,
    weights: Array1<f64>,
    means: Array2<f64>,
    covariances: ArrayD<f64>,
    precisions_cholesky: ArrayD<f64>,
    fingerprint: u64,
}

impl Parameters {
    /// From `weights` (k), `means` (k, d) and `covariances` in the [shape](CovarianceType::shape) of their type.
    ///
    /// Of a covariance matrix only the lower triangle is read. The weights need not sum to one; a density
    /// takes them as they are.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a wrong shape, a value that is not finite, a negative weight, weights
    /// that are all zero, and a covariance that is not positive definite (its component is named).
    pub fn new(
        weights: ArrayView1<'_, f64>,
        means: ArrayView2<'_, f64>,
        covariances: ArrayViewD<'_, f64>,
        covariance_type: CovarianceType,
    ) -> Result<Self> {
        Self::made(weights, means, covariances.to_owned(), covariance_type, |matrices, d| {
            let cancellation = &Cancellation::new();
            let factor = |covariance| PrecisionFactor { covariance, d, cancellation }.run::<2>();
            Ok(matrices.chunks_exact(d * d).map(factor).collect())
        })
    }

    /// As [`new`](Self::new), for matrices so large that they take time to factorize.
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`Error::Cancelled`].
    pub fn factorized(
        weights: ArrayView1<'_, f64>,
        means: ArrayView2<'_, f64>,
        covariances: ArrayD<f64>,
        covariance_type: CovarianceType,
        context: Context<'_>,
    ) -> Result<Self> {
        Self::made(weights, means, covariances, covariance_type, |matrices, d| {
            let cancellation = context.cancellation;
            let task =
                |j: usize| PrecisionFactor { covariance: &matrices[j * d * d..][..d * d], d, cancellation };
            cholesky::each(matrices.len() / (d * d), d, task, context)
        })
    }

    /// With the precisions' factors that `factorize` makes of all matrices of so many rows.
    fn made(
        weights: ArrayView1<'_, f64>,
        means: ArrayView2<'_, f64>,
        covariances: ArrayD<f64>,
        covariance_type: CovarianceType,
        factorize: impl FnOnce(&[f64], usize) -> Result<Vec<Option<Vec<f64>>>>,
    ) -> Result<Self> {
        let shape = check("covariances", weights, means, &covariances.view(), covariance_type)?;
        let covariances = in_order(covariances);
        let values = covariances.as_slice().unwrap_or_default();
        let refused = |component| not_positive("covariances", component, covariance_type);
        let factors: Vec<f64> = if covariance_type.has_matrices() {
            let factors = factorize(values, means.ncols())?;
            if let Some(component) = factors.iter().position(Option::is_none) {
                return Err(refused(component));
            }
            factors.into_iter().flatten().reduce(joined).unwrap_or_default()
        } else if let Some(at) = values.iter().position(|&variance| variance <= 0.0) {
            return Err(refused(at * means.nrows() / values.len()));
        } else {
            values.iter().map(|variance| 1.0 / variance.sqrt()).collect()
        };
        if let Some(at) = factors.iter().position(|factor| !factor.is_finite()) {
            return Err(refused(at * means.nrows() / factors.len()));
        }
        Ok(Self::assemble(weights, means, covariances, shaped(&shape, factors)?, covariance_type))
    }

    /// As [`new`](Self::new), from the inverses of the covariances.
    ///
    /// # Errors
    /// As [`new`](Self::new), and [`Error::Cancelled`].
    pub fn from_precisions(
        weights: ArrayView1<'_, f64>,
        means: ArrayView2<'_, f64>,
        precisions: ArrayViewD<'_, f64>,
        covariance_type: CovarianceType,
        context: Context<'_>,
    ) -> Result<Self> {
        let shape = check("precisions", weights, means, &precisions, covariance_type)?;
        let d = means.ncols();
        let values: Vec<f64> = precisions.iter().copied().collect();
        let (mut factors, mut covariances) =
            (Vec::with_capacity(values.len()), Vec::with_capacity(values.len()));
        for (component, block) in blocks(&values, d, covariance_type).enumerate() {
            let refused = |_| not_positive("precisions", component, covariance_type);
            if covariance_type.has_matrices() {
                // U U^T = P with U upper triangular is the Cholesky factorization of P read backwards.
                let cancellation = context.cancellation;
                let reversed = cholesky::factor(&cholesky::reverse(block), d, |_| 0.0, cancellation);
                context.check()?;
                let upper = cholesky::reverse(&reversed.map_err(refused)?);
                let lower = cholesky::transpose(&upper, d, cancellation);
                let lower = cholesky::invert_lower(&lower, d, cancellation);
                covariances.extend(cholesky::square(&lower, d, cancellation));
                context.check()?;
                factors.extend(upper);
            } else {
                let [precision] = *block else { unreachable!("blocks of variances have one element") };
                if precision <= 0.0 {
                    let component = component / (values.len() / means.nrows());
                    return Err(not_positive("precisions", component, covariance_type));
                }
                covariances.push(1.0 / precision);
                factors.push(precision.sqrt());
            }
        }
        let covariances = shaped(&shape, covariances)?;
        Ok(Self::assemble(weights, means, covariances, shaped(&shape, factors)?, covariance_type))
    }

    /// Of equal weights and unit covariances, about which moments can be taken.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for means that are not finite, or none.
    pub(super) fn about(means: ArrayView2<'_, f64>, covariance_type: CovarianceType) -> Result<Self> {
        let (k, d) = means.dim();
        let unit = ArrayD::from_shape_fn(IxDyn(&covariance_type.shape(k, d)), |index| {
            let last = index.ndim() - 1;
            let diagonal = !covariance_type.has_matrices() || index[last] == index[last - 1];
            f64::from(u8::from(diagonal))
        });
        let weights = Array1::ones(k);
        check("covariances", weights.view(), means, &unit.view(), covariance_type)?;
        Ok(Self::assemble(weights.view(), means, unit.clone(), unit, covariance_type))
    }

    /// From what [`to_bytes`](Self::to_bytes) keeps.
    pub(super) fn from_parts(
        weights: Array1<f64>,
        means: Array2<f64>,
        covariances: ArrayD<f64>,
        precisions_cholesky: ArrayD<f64>,
        covariance_type: CovarianceType,
    ) -> Result<Self> {
        let (weights, means) = (weights.view(), means.view());
        check("covariances", weights, means, &covariances.view(), covariance_type)?;
        check("precisions_cholesky", weights, means, &precisions_cholesky.view(), covariance_type)?;
        let factors: Vec<f64> = precisions_cholesky.iter().copied().collect();
        let positive = |block: &[f64]| block.iter().step_by(means.ncols() + 1).all(|pivot| *pivot > 0.0);
        if let Some(at) = blocks(&factors, means.ncols(), covariance_type).position(|block| !positive(block))
        {
            return Err(Error::invalid(
                "precisions_cholesky",
                "of positive diagonals",
                format!("block {at} that is not"),
            ));
        }
        Ok(Self::assemble(weights, means, covariances, precisions_cholesky, covariance_type))
    }

    /// These, with components that all weigh one.
    pub(super) fn alike(self) -> Self {
        let weights = Array1::ones(self.means.nrows());
        let Self { means, covariances, precisions_cholesky, covariance_type, .. } = self;
        Self::assemble(weights.view(), means.view(), covariances, precisions_cholesky, covariance_type)
    }

    /// These with other means, which are finite and of the same shape.
    pub(super) fn with_means(&self, means: Array2<f64>) -> Self {
        let (weights, covariances) = (self.weights(), self.covariances.clone());
        Self::assemble(
            weights,
            means.view(),
            covariances,
            self.precisions_cholesky.clone(),
            self.covariance_type,
        )
    }

    fn assemble(
        weights: ArrayView1<'_, f64>,
        means: ArrayView2<'_, f64>,
        covariances: ArrayD<f64>,
        precisions_cholesky: ArrayD<f64>,
        covariance_type: CovarianceType,
    ) -> Self {
        let values = weights.iter().chain(means.iter()).chain(&precisions_cholesky);
        let fingerprint = fingerprint(covariance_type as u64, values);
        let (weights, means) = (weights.to_owned(), means.as_standard_layout().into_owned());
        Self { covariance_type, weights, means, covariances, precisions_cholesky, fingerprint }
    }

    /// The type of the components' covariances.
    #[must_use]
    pub const fn covariance_type(&self) -> CovarianceType {
        self.covariance_type
    }

    /// The number of components, k.
    #[must_use]
    pub fn n_components(&self) -> usize {
        self.means.nrows()
    }

    /// The number of features, d.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.means.ncols()
    }

    /// The mixing weights, shape (k).
    #[must_use]
    pub fn weights(&self) -> ArrayView1<'_, f64> {
        self.weights.view()
    }

    /// The means, shape (k, d).
    #[must_use]
    pub fn means(&self) -> ArrayView2<'_, f64> {
        self.means.view()
    }

    /// The covariances, in the [shape](CovarianceType::shape) of their type.
    #[must_use]
    pub fn covariances(&self) -> ArrayViewD<'_, f64> {
        self.covariances.view()
    }

    /// The [`covariances`](Self::covariances) one after another.
    pub(super) fn covariance_values(&self) -> &[f64] {
        self.covariances.as_slice().unwrap_or_default()
    }

    /// Upper triangular U with precision = U U^T for matrices, inverse standard deviations otherwise;
    /// in the shape of the covariances.
    #[must_use]
    pub fn precisions_cholesky(&self) -> ArrayViewD<'_, f64> {
        self.precisions_cholesky.view()
    }

    /// A hash of everything that a density depends on.
    pub(in crate::mixture) const fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

/// These, in memory order; the same memory, where they are.
fn in_order(covariances: ArrayD<f64>) -> ArrayD<f64> {
    if covariances.is_standard_layout() { covariances } else { covariances.as_standard_layout().into_owned() }
}

/// One after the other.
fn joined(mut factors: Vec<f64>, next: Vec<f64>) -> Vec<f64> {
    factors.extend(next);
    factors
}

/// The matrices, or single variances, of flat covariances.
fn blocks(values: &[f64], d: usize, covariance_type: CovarianceType) -> std::slice::ChunksExact<'_, f64> {
    values.chunks_exact(if covariance_type.has_matrices() { d * d } else { 1 })
}

fn check(
    name: &'static str,
    weights: ArrayView1<'_, f64>,
    means: ArrayView2<'_, f64>,
    matrices: &ArrayViewD<'_, f64>,
    covariance_type: CovarianceType,
) -> Result<Vec<usize>> {
    let (k, d) = means.dim();
    let shape = covariance_type.shape(k, d);
    if k == 0 || d == 0 {
        return Err(Error::invalid(
            "means",
            "of at least one component and one feature",
            format!("shape ({k}, {d})"),
        ));
    }
    checks::length(weights, k, "means")?;
    if matrices.shape() != shape {
        let expected = format!("of shape {shape:?} for covariance_type '{covariance_type}'");
        return Err(Error::invalid(name, expected, format!("{:?}", matrices.shape())));
    }
    checks::finite("means", means.iter())?;
    checks::finite(name, matrices.iter())?;
    checks::weights(weights)?;
    Ok(shape)
}

fn not_positive(name: &'static str, component: usize, covariance_type: CovarianceType) -> Error {
    let value = match covariance_type {
        CovarianceType::Tied => "a matrix that is not".to_owned(),
        _ => format!("component {component} that is not"),
    };
    Error::invalid(name, "positive definite", value)
}

fn shaped(shape: &[usize], values: Vec<f64>) -> Result<ArrayD<f64>> {
    ArrayD::from_shape_vec(IxDyn(shape), values)
        .map_err(|error| Error::invalid("covariances", format!("of shape {shape:?}"), error))
}
