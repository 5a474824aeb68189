//! The M step: the posterior distribution of the parameters, given what belongs to each component.

use ndarray::{Array1, Array2, ArrayD, ArrayView1, ArrayView2, ArrayViewD, Axis};

use super::parameters::Parameters;
use super::prior::Prior;
use crate::mixture::gaussian::{CovarianceType, SufficientStatistics, Sums, estimate, factorized};
use crate::{Context, Error, Result};

/// The posterior distribution, given the statistics of an E step.
///
/// # Errors
/// As those of [Gaussians](crate::mixture::maximize_statistics), and [`Error::InvalidArgument`] for a prior of another
/// shape.
pub fn maximize_statistics(
    statistics: &SufficientStatistics,
    prior: &Prior,
    context: Context<'_>,
) -> Result<Parameters> {
    statistics.check()?;
    if statistics.covariance_type() != prior.covariance_type {
        return Err(Error::invalid(
            "prior",
            "of the covariance type of the statistics",
            prior.covariance_type,
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
        covariance_type: prior.covariance_type,
    };
    let estimates = estimate(sums, prior.regularization, None, context)?;
    let masses = ArrayView1::from(&masses);
    posterior(prior, masses, estimates.means.view(), estimates.covariances.view(), context)
}

/// The posterior distribution for components of these `masses` (k), `means` (k, d) and `covariances` in the shape of their
/// type (Bishop, *Pattern Recognition and Machine Learning*, 10.58 and 10.60 to 10.63). The covariances of the outcome are
/// inverses of expected precisions.
///
/// # Errors
/// [`Error::InvalidArgument`] on shapes that do not match and negative masses; [`Error::IllDefinedCovariance`];
/// [`Error::Cancelled`].
pub fn posterior(
    prior: &Prior,
    masses: ArrayView1<'_, f64>,
    means: ArrayView2<'_, f64>,
    covariances: ArrayViewD<'_, f64>,
    context: Context<'_>,
) -> Result<Parameters> {
    let ((k, d), kind) = (means.dim(), prior.covariance_type);
    let shape = kind.shape(k, d);
    if masses.len() != k || d != prior.mean.len() || covariances.shape() != shape {
        let got =
            format!("{} masses, means {:?}, covariances {:?}", masses.len(), (k, d), covariances.shape());
        return Err(Error::invalid("masses", "of the components of means and covariances", got));
    }
    if let Some(mass) = masses.iter().find(|mass| !(**mass >= 0.0)) {
        return Err(Error::invalid("masses", "not negative", mass));
    }
    let mean_precision: Array1<f64> = masses.mapv(|mass| prior.mean_precision + mass);
    let pull = &means * &masses.insert_axis(Axis(1)) + &prior.mean * prior.mean_precision;
    let centers = pull / mean_precision.view().insert_axis(Axis(1));
    let mass = masses.sum() / k as f64;
    let degrees_of_freedom: Vec<f64> = match kind {
        CovarianceType::Tied => vec![prior.degrees_of_freedom + mass; k],
        _ => masses.iter().map(|mass| prior.degrees_of_freedom + mass).collect(),
    };
    let apart: Array2<f64> = &means - &prior.mean;
    // What the distance between a mean and the prior's adds to a scatter.
    let spread = |j: usize| masses[j] * prior.mean_precision / mean_precision[j];
    let of = |a: usize, b: usize| prior.covariance[[a, b]];
    let scatters = ArrayD::from_shape_fn(&shape[..], |at| match kind {
        CovarianceType::Full => {
            let (j, a, b) = (at[0], at[1], at[2]);
            let scatter = of(a, b) + masses[j] * covariances[[j, a, b]];
            (scatter + spread(j) * apart[(j, a)] * apart[(j, b)]) / degrees_of_freedom[j]
        }
        CovarianceType::Tied => {
            let (a, b) = (at[0], at[1]);
            let between: f64 = (0..k).map(|j| spread(j) * apart[(j, a)] * apart[(j, b)]).sum();
            (of(a, b) + covariances[[a, b]] * mass + between / k as f64) / degrees_of_freedom[0]
        }
        CovarianceType::Diag => {
            let (j, a) = (at[0], at[1]);
            let scatter = masses[j] * covariances[[j, a]] + spread(j) * apart[(j, a)].powi(2);
            (prior.covariance[[a]] + scatter) / degrees_of_freedom[j]
        }
        CovarianceType::Spherical => {
            let j = at[0];
            let square = apart.row(j).iter().map(|value| value * value).sum::<f64>() / d as f64;
            let scatter = masses[j] * covariances[[j]] + spread(j) * square;
            (prior.covariance[[]] + scatter) / degrees_of_freedom[j]
        }
    });
    context.check()?;
    let concentration = (prior.concentrate)(prior.weight_concentration, &masses.to_vec());
    let weights = concentration.weights();
    let gaussian = factorized(ArrayView1::from(&weights), centers.view(), scatters, kind, context)?;
    Ok(Parameters::assemble(gaussian, concentration, mean_precision.to_vec(), degrees_of_freedom))
}
