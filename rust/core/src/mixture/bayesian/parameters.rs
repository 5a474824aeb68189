//! What is known of a mixture's parameters: the posterior distribution that an M step finds.

use std::f64::consts::{LN_2, LOG2_E};

use ndarray::{ArrayView1, ArrayView2, ArrayViewD};

use super::concentration::Concentration;
use crate::em::{LENGTH, malformed};
use crate::mixture::checks;
use crate::mixture::fingerprint::fingerprint;
use crate::mixture::gaussian::{self, CovarianceType, Density};
use crate::mixture::wire::{extended, parted};
use crate::number::digamma;
use crate::{Context, Error, Result};

/// The posterior distribution of weights, means and precisions (Bishop, *Pattern Recognition and Machine Learning*, 10.57
/// and 10.59). Its density at a sample is that of the expected logarithms, as scikit-learn has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    gaussian: gaussian::Parameters,
    concentration: Concentration,
    mean_precision: Vec<f64>,
    degrees_of_freedom: Vec<f64>,
    pub(super) fingerprint: u64,
}

impl Parameters {
    /// From the concentration of the weights, the means and their precisions (k), and the degrees of freedom (k) of the
    /// precisions, which are the inverses of the covariances.
    ///
    /// # Errors
    /// As [Gaussians](gaussian::Parameters::factorized); [`Error::InvalidArgument`] for values that are not positive and
    /// finite, and degrees of freedom of at most d - 1.
    pub fn new(
        concentration: Concentration,
        mean_precision: ArrayView1<'_, f64>,
        means: ArrayView2<'_, f64>,
        degrees_of_freedom: ArrayView1<'_, f64>,
        covariances: ArrayViewD<'_, f64>,
        covariance_type: CovarianceType,
        context: Context<'_>,
    ) -> Result<Self> {
        let (k, d) = means.dim();
        checks::positive("weight_concentration", concentration.values())?;
        let weights = concentration.weights();
        let weights = ArrayView1::from(&weights);
        let covariances = covariances.to_owned();
        let gaussian =
            gaussian::Parameters::factorized(weights, means, covariances, covariance_type, context)?;
        for (name, values, least) in [
            ("mean_precision", mean_precision, 0.0),
            ("degrees_of_freedom", degrees_of_freedom, d as f64 - 1.0),
        ] {
            if values.len() != k {
                return Err(Error::invalid(name, format!("of shape ({k},)"), format!("({},)", values.len())));
            }
            above(name, values, least)?;
        }
        Ok(Self::assemble(gaussian, concentration, mean_precision.to_vec(), degrees_of_freedom.to_vec()))
    }

    pub(super) fn assemble(
        gaussian: gaussian::Parameters,
        concentration: Concentration,
        mean_precision: Vec<f64>,
        degrees_of_freedom: Vec<f64>,
    ) -> Self {
        let values = concentration.values().chain(&mean_precision).chain(&degrees_of_freedom);
        let fingerprint = fingerprint(gaussian.fingerprint(), values);
        Self { gaussian, concentration, mean_precision, degrees_of_freedom, fingerprint }
    }

    /// The expected weights and means, and the inverses of the expected precisions.
    #[must_use]
    pub const fn gaussian(&self) -> &gaussian::Parameters {
        &self.gaussian
    }

    /// The distribution of the weights.
    #[must_use]
    pub const fn concentration(&self) -> &Concentration {
        &self.concentration
    }

    /// How many samples each of the k means is worth.
    #[must_use]
    pub fn mean_precision(&self) -> &[f64] {
        &self.mean_precision
    }

    /// Those of the k precisions' Wishart distributions.
    #[must_use]
    pub fn degrees_of_freedom(&self) -> &[f64] {
        &self.degrees_of_freedom
    }

    /// What an E step adds to the natural log densities of the k Gaussians: the expected logarithms of the weights, and of the
    /// determinants of the precisions beside those of the expected ones (Bishop, 10.64 to 10.66).
    #[must_use]
    pub fn log_weights(&self) -> Vec<f64> {
        let d = self.gaussian.n_features();
        let mut logs = self.concentration.log_weights();
        for (log, (nu, precision)) in
            logs.iter_mut().zip(self.degrees_of_freedom.iter().zip(&self.mean_precision))
        {
            let determinant: f64 = (0..d).map(|a| digamma(0.5 * (nu - a as f64)) + LN_2 - nu.ln()).sum();
            *log += 0.5 * (determinant - d as f64 / precision);
        }
        logs
    }

    /// The Gaussians' densities with these weights.
    pub(super) fn expected(&self) -> Density {
        let logs = self.log_weights();
        Density::weighted(&self.gaussian, |j| logs[j] * LOG2_E)
    }

    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let values: Vec<f64> = self
            .concentration
            .values()
            .chain(&self.mean_precision)
            .chain(&self.degrees_of_freedom)
            .copied()
            .collect();
        let code = u64::from(matches!(self.concentration, Concentration::Process(..)));
        extended(PARAMETERS, code, values.iter(), &self.gaussian.to_bytes())
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if the mark, a size or the length is wrong, and for values that [`new`](Self::new) refuses.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("parameters", what);
        let (code, values, rest) = parted(PARAMETERS, bytes).map_err(malformed)?;
        let gaussian = gaussian::Parameters::from_bytes(rest)?;
        checks::positive("parameters", values.iter())?;
        let parts: Vec<&[f64]> = values.chunks_exact(gaussian.n_components()).collect();
        let (concentration, mean_precision, degrees_of_freedom) = match (code, &parts[..]) {
            (0, [weights, precision, degrees]) => {
                (Concentration::Distribution(weights.to_vec()), precision, degrees)
            }
            (1, [first, second, precision, degrees]) => {
                (Concentration::Process(first.to_vec(), second.to_vec()), precision, degrees)
            }
            _ => return Err(malformed(LENGTH)),
        };
        if parts.len() * gaussian.n_components() != values.len() {
            return Err(malformed(LENGTH));
        }
        above("degrees_of_freedom", degrees_of_freedom.into(), gaussian.n_features() as f64 - 1.0)?;
        Ok(Self::assemble(gaussian, concentration, mean_precision.to_vec(), degrees_of_freedom.to_vec()))
    }
}

fn above(name: &'static str, values: ArrayView1<'_, f64>, least: f64) -> Result<()> {
    match values.iter().find(|value| !(value.is_finite() && **value > least)) {
        Some(value) => Err(Error::invalid(name, format!("finite and greater than {least}"), value)),
        None => Ok(()),
    }
}

const PARAMETERS: [u8; 8] = *b"iterVM\0\x01";
