//! The constraint on the components' covariances.

use std::fmt;
use std::str::FromStr;

use crate::{Error, Result};

/// The constraint on the components' covariances, named as in scikit-learn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CovarianceType {
    /// A matrix for each component.
    Full,
    /// One matrix for all.
    Tied,
    /// A variance for each feature of each component.
    Diag,
    /// One variance for each component.
    Spherical,
}

impl CovarianceType {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Full, Self::Tied, Self::Diag, Self::Spherical];

    /// `"full"`, `"tied"`, `"diag"` or `"spherical"`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Tied => "tied",
            Self::Diag => "diag",
            Self::Spherical => "spherical",
        }
    }

    /// Whether covariances between features are kept.
    #[must_use]
    pub const fn has_matrices(self) -> bool {
        matches!(self, Self::Full | Self::Tied)
    }

    /// The number of second moments that a component in `d` dimensions needs: a lower triangle or a diagonal.
    #[must_use]
    pub const fn second_length(self, d: usize) -> usize {
        if self.has_matrices() { d * (d + 1) / 2 } else { d }
    }

    /// The shape of the covariances of `k` components in `d` dimensions.
    #[must_use]
    pub fn shape(self, k: usize, d: usize) -> Vec<usize> {
        match self {
            Self::Full => vec![k, d, d],
            Self::Tied => vec![d, d],
            Self::Diag => vec![k, d],
            Self::Spherical => vec![k],
        }
    }
}

impl fmt::Display for CovarianceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for CovarianceType {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let known = Self::ALL.into_iter().find(|kind| kind.name() == name);
        known.ok_or_else(|| {
            Error::invalid(
                "covariance_type",
                "one of 'full', 'tied', 'diag', 'spherical'",
                format!("'{name:.40}'"),
            )
        })
    }
}
