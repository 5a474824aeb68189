//! What is known before the samples.

use ndarray::{Array1, ArrayD, ArrayView1, ArrayViewD};

use super::concentration::Concentration;
use crate::mixture::checks;
use crate::mixture::gaussian::{CovarianceType, Regularization};
use crate::{Error, Result};

/// The distributions of the parameters before any sample: of the weights with a concentration, of each mean and precision a
/// Gaussian and a Wishart distribution (Bishop, *Pattern Recognition and Machine Learning*, 10.39 and 10.40).
#[derive(Clone, Debug)]
pub struct Prior {
    pub(super) concentrate: fn(f64, &[f64]) -> Concentration,
    pub(super) weight_concentration: f64,
    pub(super) mean_precision: f64,
    pub(super) mean: Array1<f64>,
    pub(super) degrees_of_freedom: f64,
    pub(super) covariance: ArrayD<f64>,
    pub(super) covariance_type: CovarianceType,
    pub(super) regularization: Regularization,
}

impl Prior {
    /// From what scikit-learn calls its priors; `concentrate` is [`Concentration::process`] or
    /// [`Concentration::distribution`], and `covariance` has the shape (d, d), (d) or () that the type asks for.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a wrong shape, a concentration or precision that is not positive, degrees of freedom of
    /// at most d - 1, and values that are not finite. A covariance that is not positive definite is for the M step to tell.
    #[allow(clippy::too_many_arguments, reason = "scikit-learn's")]
    pub fn new(
        concentrate: fn(f64, &[f64]) -> Concentration,
        weight_concentration: f64,
        mean_precision: f64,
        mean: ArrayView1<'_, f64>,
        degrees_of_freedom: f64,
        covariance: ArrayViewD<'_, f64>,
        covariance_type: CovarianceType,
        regularization: Regularization,
    ) -> Result<Self> {
        for (name, value) in
            [("weight_concentration_prior", weight_concentration), ("mean_precision_prior", mean_precision)]
        {
            if !(value.is_finite() && value > 0.0) {
                return Err(Error::invalid(name, "positive and finite", value));
            }
        }
        let d = mean.len();
        let most = d as f64 - 1.0;
        if !(degrees_of_freedom.is_finite() && degrees_of_freedom > most) {
            let expected = format!("finite and greater than {most}");
            return Err(Error::invalid("degrees_of_freedom_prior", expected, degrees_of_freedom));
        }
        // What one component has is the shape of its prior.
        let shape = covariance_type.shape(1, d);
        let of = if covariance_type == CovarianceType::Tied { &shape[..] } else { &shape[1..] };
        if covariance.shape() != of {
            let got = format!("{:?}", covariance.shape());
            return Err(Error::invalid("covariance_prior", format!("of shape {of:?}"), got));
        }
        checks::finite("mean_prior", mean.iter())?;
        checks::finite("covariance_prior", covariance.iter())?;
        Ok(Self {
            concentrate,
            weight_concentration,
            mean_precision,
            mean: mean.to_owned(),
            degrees_of_freedom,
            covariance: covariance.as_standard_layout().into_owned(),
            covariance_type,
            regularization,
        })
    }
}
