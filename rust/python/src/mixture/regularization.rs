//! What is added to variances, as Python gives it.

use iterscope::mixture::Regularization;

/// The amount that is added to the diagonals of the covariances.
pub const fn regularization(reg_covar: f64, relative: bool) -> Regularization {
    if relative { Regularization::Relative(reg_covar) } else { Regularization::Absolute(reg_covar) }
}
