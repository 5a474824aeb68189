//! The parameters of a mixture of t distributions, and the statistics that an E step gathers for them.

use ndarray::ArrayView1;

use crate::em::{LENGTH, malformed};
use crate::mixture::checks;
use crate::mixture::fingerprint::fingerprint;
use crate::mixture::gaussian::{self, CovarianceType};
use crate::mixture::statistics::MixtureStatistics;
use crate::mixture::wire::{Shape, extended, parted};
use crate::{Error, Result};

/// Weights, means, scale matrices and degrees of freedom.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    gaussian: gaussian::Parameters,
    degrees_of_freedom: Vec<f64>,
    pub(super) fingerprint: u64,
}

/// The type of the scale matrices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Student(pub CovarianceType);

/// Weighted sums over samples: `first` and the head of the second moments with r u in place of the responsibilities r,
/// about the means; then the sums of r u and of r E[log U].
pub type SufficientStatistics = MixtureStatistics<Student>;

impl Parameters {
    /// From the Gaussians to which the components tend with growing degrees of freedom, whose covariances are the scale
    /// matrices, and the `degrees_of_freedom` (k).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for degrees of freedom that are not positive and finite, or of another number.
    pub fn new(gaussian: gaussian::Parameters, degrees_of_freedom: ArrayView1<'_, f64>) -> Result<Self> {
        let (k, given) = (gaussian.n_components(), degrees_of_freedom.len());
        if given != k {
            return Err(Error::invalid(
                "degrees_of_freedom",
                format!("of shape ({k},)"),
                format!("({given},)"),
            ));
        }
        checks::positive("degrees_of_freedom", degrees_of_freedom.iter())?;
        let fingerprint = fingerprint(gaussian.fingerprint(), degrees_of_freedom.iter());
        Ok(Self { gaussian, degrees_of_freedom: degrees_of_freedom.to_vec(), fingerprint })
    }

    /// Weights and means, and the scale matrices as covariances.
    #[must_use]
    pub const fn gaussian(&self) -> &gaussian::Parameters {
        &self.gaussian
    }

    /// The degrees of freedom, of k components.
    #[must_use]
    pub fn degrees_of_freedom(&self) -> &[f64] {
        &self.degrees_of_freedom
    }

    /// Serialises every bit.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        extended(PARAMETERS, 0, self.degrees_of_freedom.iter(), &self.gaussian.to_bytes())
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if the mark, a size or the length is wrong, and as [`new`](Self::new).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("parameters", what);
        let (code, degrees_of_freedom, rest) = parted(PARAMETERS, bytes).map_err(malformed)?;
        if code != 0 {
            return Err(malformed(LENGTH));
        }
        Self::new(gaussian::Parameters::from_bytes(rest)?, ArrayView1::from(&degrees_of_freedom))
    }
}

/// Sums of a component beside those of Gaussians.
pub(super) const EXTRA: usize = 2;

const PARAMETERS: [u8; 8] = *b"iterTM\0\x01";

impl Shape for Student {
    const STATISTICS: [u8; 8] = *b"iterTS\0\x01";

    fn code(self) -> u64 {
        self.0.code()
    }

    fn of_code(code: u64) -> Option<Self> {
        CovarianceType::of_code(code).map(Self)
    }

    fn seconds(self, d: usize) -> Option<usize> {
        self.0.seconds(d)?.checked_add(EXTRA)
    }
}
