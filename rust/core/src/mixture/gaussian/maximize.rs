//! The M step: parameters from sufficient statistics.

use ndarray::{Array1, Array2, ArrayD, ArrayView1, ArrayView2, IxDyn, s};

use super::cholesky::{self, Singular, unpack};
use super::covariance_type::CovarianceType;
use super::frozen::Frozen;
use super::parameters::Parameters;
use super::regularization::{Regularization, rounding, variances};
use super::statistics::SufficientStatistics;
use crate::em::Maximized;
use crate::{Context, Error, Result};

/// The parameters that maximise the expected log-likelihood, given the statistics of an E step.
///
/// With s0, s1, s2 the moments about the old means m: the weights are s0 / sum(s0), the means m + delta with
/// delta = s1 / s0, and the covariances s2 / s0 - delta delta^T (Bishop, *Pattern Recognition and Machine
/// Learning*, 9.24-9.26), which loses no digits once delta is small. Like scikit-learn's, s0 is raised by ten
/// rounding errors, so that nothing is divided by zero.
///
/// # Errors
/// [`Error::InvalidArgument`] for a regularization that is negative or not finite and for empty statistics,
/// [`Error::IllDefinedCovariance`] if a covariance is not positive definite in spite of the regularization;
/// [`Error::Cancelled`].
pub fn maximize_statistics(
    statistics: &SufficientStatistics,
    regularization: Regularization,
    context: Context<'_>,
) -> Result<Maximized<Parameters>> {
    step(statistics, regularization, None, context)
}

/// As [`maximize_statistics`], among the parameters that agree with the `frozen` ones.
///
/// The weights that are free share what the others leave; a covariance is about the mean that stays. What is frozen is
/// not regularized.
///
/// # Errors
/// As [`maximize_statistics`], and [`Error::InvalidArgument`] for frozen parameters of another shape.
pub fn maximize_free(
    statistics: &SufficientStatistics,
    regularization: Regularization,
    frozen: &Frozen,
    context: Context<'_>,
) -> Result<Maximized<Parameters>> {
    let shape = (statistics.n_components(), statistics.n_features());
    if frozen.dim() != shape || frozen.covariance_type() != statistics.covariance_type() {
        return Err(Error::invalid("frozen", "of the shape of the statistics", "another"));
    }
    step(statistics, regularization, Some(frozen), context)
}

fn step(
    statistics: &SufficientStatistics,
    regularization: Regularization,
    frozen: Option<&Frozen>,
    context: Context<'_>,
) -> Result<Maximized<Parameters>> {
    statistics.check()?;
    let moments = statistics.moments();
    let masses = moments.masses();
    let sums = Sums {
        shift: statistics.shift(),
        first: &moments.first,
        second: moments.second.clone(),
        pulls: &masses,
        masses: &masses,
        floor: moments.floor(),
        covariance_type: statistics.covariance_type(),
    };
    let Estimates { means, covariances, collapsed } = estimate(sums, regularization, frozen, context)?;
    let mass: f64 = masses.iter().sum();
    let weights: Array1<f64> = match frozen {
        Some(frozen) => frozen.weights(&masses),
        None => masses.iter().map(|sum| sum / mass).collect(),
    };
    let free = |j: &usize| !frozen.is_some_and(|frozen| frozen.has_covariance(*j));
    let degenerate = joined(moments.empty(), collapsed.into_iter().filter(free));
    let parameters =
        factorized(weights.view(), means.view(), covariances, statistics.covariance_type(), context)?;
    Ok(Maximized { parameters, degenerate })
}

/// The sums that means and covariances are estimated from.
pub(in crate::mixture) struct Sums<'a> {
    /// The points that the moments are about, shape (k, d).
    pub shift: ArrayView2<'a, f64>,
    /// First moments, k times d.
    pub first: &'a [f64],
    /// Second moments as the covariance type has them.
    pub second: Vec<f64>,
    /// By which the first moments are divided: k sums of what the samples count in them, and the floor.
    pub pulls: &'a [f64],
    /// By which the scatters are divided: k sums of responsibilities, and the floor.
    pub masses: &'a [f64],
    /// The weight that was added to both, so that nothing is divided by zero.
    pub floor: f64,
    pub covariance_type: CovarianceType,
}

/// Means and covariances, before anything is made of them.
pub(in crate::mixture) struct Estimates {
    /// Shape (k, d).
    pub means: Array2<f64>,
    /// Regularized, in the shape of their type.
    pub covariances: ArrayD<f64>,
    /// Components whose covariance was not positive definite before.
    pub collapsed: Vec<usize>,
}

/// The means and covariances of components.
///
/// # Errors
/// [`Error::InvalidArgument`] for a regularization that is negative or not finite; [`Error::Cancelled`].
pub(in crate::mixture) fn estimate(
    sums: Sums<'_>,
    regularization: Regularization,
    frozen: Option<&Frozen>,
    context: Context<'_>,
) -> Result<Estimates> {
    let (Regularization::Absolute(given) | Regularization::Relative(given)) = regularization;
    if !(given.is_finite() && given >= 0.0) {
        return Err(Error::invalid("reg_covar", "finite and not negative", given));
    }
    let Sums { shift, first, second, pulls, masses, floor, covariance_type } = sums;
    let (k, d) = shift.dim();
    let stays = |j: usize| frozen.is_some_and(|frozen| frozen.has_mean(j));
    let delta = |j: usize, a: usize| if stays(j) { 0.0 } else { first[j * d + a] / pulls[j] };
    let deltas = Array2::from_shape_fn((k, d), |(j, a)| delta(j, a));
    let means = &shift + &deltas;
    let scatters = scatters(second, covariance_type, pulls, &deltas, floor, context)?;
    let added =
        regularization.amounts(&variances(&scatters, pulls, &means, covariance_type), covariance_type);
    let covariances = covariances(&scatters, masses, d, covariance_type, context)?;
    let collapsed = ill_defined(&covariances, &means, covariance_type, context)?;
    let mut covariances = regularized(covariances, &added, covariance_type);
    if let Some(frozen) = frozen {
        frozen.restore(&mut covariances);
    }
    let shape = covariance_type.shape(k, d);
    let covariances = ArrayD::from_shape_vec(IxDyn(&shape), covariances)
        .map_err(|error| Error::invalid("statistics", "of consistent shapes", error))?;
    Ok(Estimates { means, covariances, collapsed })
}

/// Parameters of these; what cannot be factorized is ill defined.
pub(in crate::mixture) fn factorized(
    weights: ArrayView1<'_, f64>,
    means: ArrayView2<'_, f64>,
    covariances: ArrayD<f64>,
    covariance_type: CovarianceType,
    context: Context<'_>,
) -> Result<Parameters> {
    Parameters::factorized(weights, means, covariances, covariance_type, context)
        .map_err(|error| if matches!(error, Error::Cancelled) { error } else { Error::IllDefinedCovariance })
}

/// Both, in order, each once.
pub(in crate::mixture) fn joined(
    mut components: Vec<usize>,
    others: impl Iterator<Item = usize>,
) -> Vec<usize> {
    components.extend(others);
    components.sort_unstable();
    components.dedup();
    components
}

/// Sums of r (x - mean) (x - mean)^T about the new means, made of the second moments about the old ones.
fn scatters(
    mut scatters: Vec<f64>,
    covariance_type: CovarianceType,
    masses: &[f64],
    deltas: &Array2<f64>,
    floor: f64,
    context: Context<'_>,
) -> Result<Vec<f64>> {
    let matrices = covariance_type.has_matrices();
    let components = scatters.chunks_exact_mut(covariance_type.second_length(deltas.ncols()));
    for ((scatter, delta), mass) in components.zip(deltas.rows()).zip(masses) {
        // s2 - s1 delta^T - delta s1^T + s0 delta delta^T, where s1 = mass delta and s0 = mass - floor.
        let factor = mass + floor;
        let mut rest = &mut scatter[..];
        for (a, delta_a) in delta.iter().enumerate() {
            context.check()?;
            let (row, below) = rest.split_at_mut(if matrices { a + 1 } else { 1 });
            let others = if matrices { delta.slice(s![..=a]) } else { delta.slice(s![a..=a]) };
            row.iter_mut().zip(others).for_each(|(entry, other)| *entry -= factor * delta_a * other);
            // Rounding must not make a sum of squares negative.
            row.iter_mut().next_back().into_iter().for_each(|entry| *entry = entry.max(0.0));
            rest = below;
        }
    }
    Ok(scatters)
}

/// Covariances in the layout of their type, before the regularization.
fn covariances(
    scatters: &[f64],
    masses: &[f64],
    d: usize,
    covariance_type: CovarianceType,
    context: Context<'_>,
) -> Result<Vec<f64>> {
    let components = scatters.chunks_exact(covariance_type.second_length(d)).zip(masses);
    let covariances = match covariance_type {
        CovarianceType::Full => {
            let mut covariances = vec![0.0; masses.len() * d * d];
            for ((scatter, mass), matrix) in components.zip(covariances.chunks_exact_mut(d * d)) {
                unpack(scatter, *mass, d, matrix, context.cancellation);
            }
            covariances
        }
        CovarianceType::Tied => {
            let mut sum = vec![0.0; covariance_type.second_length(d)];
            for (scatter, _) in components {
                context.check()?;
                sum.iter_mut().zip(scatter).for_each(|(sum, entry)| *sum += entry);
            }
            let mut covariance = vec![0.0; d * d];
            unpack(&sum, masses.iter().sum(), d, &mut covariance, context.cancellation);
            covariance
        }
        CovarianceType::Diag => {
            components.flat_map(|(scatter, mass)| scatter.iter().map(move |entry| entry / mass)).collect()
        }
        CovarianceType::Spherical => components
            .map(|(scatter, mass)| scatter.iter().map(|entry| entry / mass).sum::<f64>() / d as f64)
            .collect(),
    };
    // What was cancelled ended before its time.
    context.check()?;
    Ok(covariances)
}

/// Components whose covariance is not numerically positive definite: where a pivot is lost in the rounding
/// of the covariance or of the mean.
fn ill_defined(
    covariances: &[f64],
    means: &Array2<f64>,
    covariance_type: CovarianceType,
    context: Context<'_>,
) -> Result<Vec<usize>> {
    let (k, d) = means.dim();
    let rounding = |j: usize, a: usize| rounding(means[(j, a)]);
    if covariance_type.has_matrices() {
        let task = |j: usize| {
            let covariance = &covariances[j * d * d..][..d * d];
            let floor =
                move |a: usize| (d as f64 * f64::EPSILON * covariance[a * (d + 1)]).max(rounding(j, a));
            Singular { covariance, d, floor, cancellation: context.cancellation }
        };
        let singular = cholesky::each(covariances.len() / (d * d), d, task, context)?;
        // One matrix that is tied stands for all components.
        return Ok((0..k).filter(|j| singular[j % singular.len()]).collect());
    }
    let width = covariances.len() / k;
    let vanishes = |j: &usize| (0..width).any(|a| covariances[j * width + a] <= rounding(*j, a));
    Ok((0..k).filter(vanishes).collect())
}

/// Covariances with what is `added` to the variance of each feature.
fn regularized(mut covariances: Vec<f64>, added: &[f64], covariance_type: CovarianceType) -> Vec<f64> {
    let stride = if covariance_type.has_matrices() { added.len() + 1 } else { 1 };
    let block = match covariance_type {
        CovarianceType::Full | CovarianceType::Tied => added.len() * added.len(),
        CovarianceType::Diag => added.len(),
        CovarianceType::Spherical => 1,
    };
    for block in covariances.chunks_exact_mut(block) {
        block.iter_mut().step_by(stride).zip(added).for_each(|(variance, added)| *variance += added);
    }
    covariances
}
