//! The tutorial's M step: the same sums, written in four styles that one may choose from.
//!
//! Each takes the data (n, d) and the responsibilities (n, k), and returns the weights (k), the means (k, d)
//! and the covariances (k, d, d):
//!
//! ```text
//! N_k     = sum_n r_nk
//! weight  = N_k / sum_k N_k
//! mean    = sum_n r_nk x_n / N_k
//! cov     = sum_n r_nk (x_n - mean) (x_n - mean)^T / N_k
//! ```
//!
//! They are for reading and for comparing; [`maximize_responsibilities`](crate::mixture::maximize_responsibilities) is the
//! engine's own.
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

use std::str::FromStr;

use ndarray::{Array1, Array2, Array3, ArrayView1, ArrayView2, ArrayViewMut2, Axis};
use rayon::prelude::*;

use crate::{Context, Error, Result};

/// Weights, means and covariances.
pub type Estimates = (Array1<f64>, Array2<f64>, Array3<f64>);

/// The style in which an M step is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// With indices, as one would in C: every access is written out, and checked.
    Indexed,
    /// With iterators: components, samples and features come by themselves, and no index can be wrong.
    Iterators,
    /// In functional style: each quantity is an expression of the ones before.
    Functional,
    /// As functional, with the components on all processors: one adapter more.
    Parallel,
}

impl Style {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Indexed, Self::Iterators, Self::Functional, Self::Parallel];

    /// `"indexed"`, `"iterators"`, `"functional"` or `"parallel"`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Indexed => "indexed",
            Self::Iterators => "iterators",
            Self::Functional => "functional",
            Self::Parallel => "parallel",
        }
    }

    /// The M step for samples `x` (n, d) with `responsibilities` (n, k).
    ///
    /// The cancellation is looked at before each component.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `responsibilities` unless they have a row for each sample and leave no
    /// component without weight; [`Error::Cancelled`].
    pub fn maximize(
        self,
        x: ArrayView2<'_, f64>,
        responsibilities: ArrayView2<'_, f64>,
        context: Context<'_>,
    ) -> Result<Estimates> {
        let (n, k) = responsibilities.dim();
        if n != x.nrows() || n == 0 || k == 0 {
            let expected = format!("of shape (n_samples, n_components) for the {} rows of X", x.nrows());
            return Err(Error::invalid("responsibilities", expected, format!("shape ({n}, {k})")));
        }
        let estimates = match self {
            Self::Indexed => indexed(x, responsibilities, context),
            Self::Iterators => iterators(x, responsibilities, context),
            Self::Functional => functional(x, responsibilities, context),
            Self::Parallel => context.install(|| parallel(x, responsibilities, context)),
        }?;
        match estimates.1.rows().into_iter().position(|mean| !mean.iter().all(|value| value.is_finite())) {
            Some(j) => Err(Error::invalid(
                "responsibilities",
                "of finite sums that are not zero",
                format!("component {j}"),
            )),
            None => Ok(estimates),
        }
    }
}

impl FromStr for Style {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let known = Self::ALL.into_iter().find(|style| style.name() == name);
        known.ok_or_else(|| {
            let expected = "one of 'indexed', 'iterators', 'functional', 'parallel'";
            Error::invalid("style", expected, format!("'{name:.40}'"))
        })
    }
}

fn indexed(
    x: ArrayView2<'_, f64>,
    responsibilities: ArrayView2<'_, f64>,
    context: Context<'_>,
) -> Result<Estimates> {
    let ((n, d), k) = (x.dim(), responsibilities.ncols());
    let mut masses = Array1::zeros(k);
    let mut means = Array2::zeros((k, d));
    let mut covariances = Array3::zeros((k, d, d));
    for j in 0..k {
        context.check()?;
        for i in 0..n {
            masses[j] += responsibilities[(i, j)];
            for a in 0..d {
                means[(j, a)] += responsibilities[(i, j)] * x[(i, a)];
            }
        }
        for a in 0..d {
            means[(j, a)] /= masses[j];
        }
        for i in 0..n {
            for a in 0..d {
                for b in 0..d {
                    covariances[(j, a, b)] +=
                        responsibilities[(i, j)] * (x[(i, a)] - means[(j, a)]) * (x[(i, b)] - means[(j, b)]);
                }
            }
        }
        for a in 0..d {
            for b in 0..d {
                covariances[(j, a, b)] /= masses[j];
            }
        }
    }
    let total: f64 = masses.sum();
    Ok((masses / total, means, covariances))
}

fn iterators(
    x: ArrayView2<'_, f64>,
    responsibilities: ArrayView2<'_, f64>,
    context: Context<'_>,
) -> Result<Estimates> {
    let (d, k) = (x.ncols(), responsibilities.ncols());
    let mut masses = Array1::zeros(k);
    let mut means = Array2::zeros((k, d));
    let mut covariances = Array3::zeros((k, d, d));
    let components = responsibilities.columns().into_iter().zip(&mut masses);
    let results = means.rows_mut().into_iter().zip(covariances.outer_iter_mut());
    for ((weights, mass), (mut mean, mut covariance)) in components.zip(results) {
        context.check()?;
        for (sample, weight) in x.rows().into_iter().zip(weights) {
            *mass += weight;
            mean.scaled_add(*weight, &sample);
        }
        mean /= *mass;
        for (sample, weight) in x.rows().into_iter().zip(weights) {
            add_outer(&mut covariance, *weight, sample, mean.view());
        }
        covariance /= *mass;
    }
    let total: f64 = masses.sum();
    Ok((masses / total, means, covariances))
}

/// Adds weight (x - mean) (x - mean)^T.
fn add_outer(
    sum: &mut ArrayViewMut2<'_, f64>,
    weight: f64,
    sample: ArrayView1<'_, f64>,
    mean: ArrayView1<'_, f64>,
) {
    for ((mut row, x), m) in sum.rows_mut().into_iter().zip(sample).zip(mean) {
        let factor = weight * (x - m);
        row.iter_mut().zip(sample).zip(mean).for_each(|((entry, y), l)| *entry += factor * (y - l));
    }
}

fn functional(
    x: ArrayView2<'_, f64>,
    responsibilities: ArrayView2<'_, f64>,
    context: Context<'_>,
) -> Result<Estimates> {
    let masses = responsibilities.sum_axis(Axis(0));
    let means = responsibilities.t().dot(&x) / masses.view().insert_axis(Axis(1));
    let scatter = |(weights, mean): (ArrayView1<'_, f64>, ArrayView1<'_, f64>)| {
        context.check()?;
        let centered = &x - &mean;
        let weighted = &centered * &weights.insert_axis(Axis(1));
        Ok(weighted.t().dot(&centered))
    };
    let components = responsibilities.columns().into_iter().zip(means.rows());
    let covariances = stack(&components.map(scatter).collect::<Result<Vec<_>>>()?, &masses);
    let total = masses.sum();
    Ok((masses / total, means, covariances))
}

fn parallel(
    x: ArrayView2<'_, f64>,
    responsibilities: ArrayView2<'_, f64>,
    context: Context<'_>,
) -> Result<Estimates> {
    let masses = responsibilities.sum_axis(Axis(0));
    let means = responsibilities.t().dot(&x) / masses.view().insert_axis(Axis(1));
    let scatter = |j: usize| {
        context.check()?;
        let centered = &x - &means.row(j);
        let weighted = &centered * &responsibilities.column(j).insert_axis(Axis(1));
        Ok(weighted.t().dot(&centered))
    };
    let components = (0..masses.len()).into_par_iter();
    let covariances = stack(&components.map(scatter).collect::<Result<Vec<_>>>()?, &masses);
    let total = masses.sum();
    Ok((masses / total, means, covariances))
}

/// One array of matrices, each divided by its mass.
fn stack(matrices: &[Array2<f64>], masses: &Array1<f64>) -> Array3<f64> {
    let d = matrices.first().map_or(0, Array2::nrows);
    Array3::from_shape_fn((matrices.len(), d, d), |(j, a, b)| matrices[j][(a, b)] / masses[j])
}
