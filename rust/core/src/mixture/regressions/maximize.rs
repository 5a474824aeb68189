//! The M step: weighted least squares in each component.

use ndarray::{Array1, Array2, ArrayView2};

use super::parameters::Parameters;
use crate::em::Maximized;
use crate::mixture::Regularization;
use crate::mixture::gaussian::{CovarianceType, Estimates, SufficientStatistics, Sums, estimate, joined};
use crate::{Context, Error, Result};

/// A feature is left out of a line if no more than this share of its variance is its own, the others being given.
const ALIKE: f64 = 1e-12;

/// The parameters that maximise the expected log-likelihood, given the statistics of an E step: the least squares of each
/// component (R. D. De Veaux, "Mixtures of linear regressions", Computational Statistics & Data Analysis 8, 1989), from the
/// covariances of its samples.
///
/// `reg_covar` is added to the variances about the lines. A feature that is constant, or a combination of those before it,
/// has the slope 0, and its component is degenerate.
///
/// # Errors
/// [`Error::InvalidArgument`] for a `reg_covar` that is negative or not finite, and for statistics of no samples or not of
/// matrices; [`Error::IllDefinedCovariance`] for a variance of 0; [`Error::Cancelled`].
pub fn maximize_statistics(
    statistics: &SufficientStatistics,
    reg_covar: f64,
    context: Context<'_>,
) -> Result<Maximized<Parameters>> {
    statistics.check()?;
    if !(reg_covar.is_finite() && reg_covar >= 0.0) {
        return Err(Error::invalid("reg_covar", "finite and not negative", reg_covar));
    }
    let (kind, d) = (statistics.covariance_type(), statistics.n_features());
    if kind != CovarianceType::Full || d < 2 {
        return Err(Error::invalid(
            "statistics",
            "of a mixture of regressions",
            format!("{kind}, {d} features"),
        ));
    }
    let moments = statistics.moments();
    let masses = moments.masses();
    let sums = Sums {
        shift: statistics.shift(),
        first: &moments.first,
        second: moments.second.clone(),
        pulls: &masses,
        masses: &masses,
        floor: moments.floor(),
        covariance_type: CovarianceType::Full,
    };
    let Estimates { means, covariances, .. } = estimate(sums, Regularization::Absolute(0.0), None, context)?;
    let k = masses.len();
    let covariances = covariances.to_shape((k, d, d)).map_err(|_| Error::IllDefinedCovariance)?;
    let (mut coefficients, mut variances) = (Array2::zeros((k, d - 1)), Array1::zeros(k));
    let mut collapsed = Vec::new();
    for (j, covariance) in covariances.outer_iter().enumerate() {
        context.check()?;
        let line = Line::of(covariance);
        coefficients.row_mut(j).assign(&line.slopes);
        // Rounding leaves a little of what a line explains.
        let rounding = ALIKE * covariance[(d - 1, d - 1)] + (4.0 * f64::EPSILON * means[(j, d - 1)]).powi(2);
        if !line.is_whole || line.variance <= rounding {
            collapsed.push(j);
        }
        variances[j] = line.variance.max(0.0) + reg_covar;
    }
    if !variances.iter().all(|variance: &f64| *variance > 0.0) {
        return Err(Error::IllDefinedCovariance);
    }
    let degenerate = joined(moments.empty(), collapsed.into_iter());
    let masses = Array1::from(masses);
    let weights = &masses / masses.sum();
    let parameters = Parameters::new(weights.view(), means.view(), coefficients.view(), variances.view())?;
    Ok(Maximized { parameters, degenerate })
}

/// The line of least squares.
struct Line {
    slopes: Array1<f64>,
    /// Of the target about it.
    variance: f64,
    /// Whether every feature has a slope of its own.
    is_whole: bool,
}

impl Line {
    /// Of the last feature given the others, by sweeping their covariance (J. H. Goodnight, "A tutorial on the SWEEP
    /// operator", The American Statistician 33, 1979).
    fn of(covariance: ArrayView2<'_, f64>) -> Self {
        let d = covariance.nrows();
        let mut swept = covariance.to_owned();
        let mut is_whole = true;
        for pivot in 0..d - 1 {
            let own = swept[(pivot, pivot)];
            if own <= ALIKE * covariance[(pivot, pivot)] || !own.is_normal() {
                is_whole = false;
                swept.row_mut(pivot).fill(0.0);
                swept.column_mut(pivot).fill(0.0);
                continue;
            }
            let row: Array1<f64> = &swept.row(pivot) / own;
            for other in (0..d).filter(|other| *other != pivot) {
                let factor = swept[(other, pivot)];
                swept.row_mut(other).scaled_add(-factor, &row);
                swept[(other, pivot)] = -factor / own;
            }
            swept.row_mut(pivot).assign(&row);
            swept[(pivot, pivot)] = own.recip();
        }
        let slopes = swept.column(d - 1).iter().take(d - 1).copied().collect();
        Self { slopes, variance: swept[(d - 1, d - 1)], is_whole }
    }
}
