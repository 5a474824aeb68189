//! Optima of Gaussian mixtures: when two are the same.

use ndarray::ArrayView1;

use super::covariance_type::CovarianceType;
use super::parameters::Parameters;
use crate::em::{Attracted, matched};
use crate::{Error, Result};

/// A component of less weight has vanished: its mean and covariance mean nothing.
const VANISHED: f64 = 1e-9;

impl Attracted for Parameters {
    fn shape(&self) -> (usize, usize) {
        self.means().dim()
    }

    fn moved(&self, component: usize, mean: ArrayView1<'_, f64>) -> Result<Self> {
        if let Some(value) = mean.iter().find(|value| !value.is_finite()) {
            return Err(Error::invalid("mean", "finite", value));
        }
        let mut means = self.means().to_owned();
        means.row_mut(component).assign(&mean);
        Ok(self.with_means(means))
    }

    fn twins(&self, others: &Self, within: f64) -> Option<Vec<usize>> {
        let (k, d) = self.shape();
        if others.shape() != (k, d) || others.covariance_type() != self.covariance_type() {
            return None;
        }
        let (own, theirs) = (Entries::of(self), Entries::of(others));
        matched(k, |component, other| {
            let (weight, other_weight) = (self.weights()[component], others.weights()[other]);
            if weight.max(other_weight) < VANISHED {
                return true;
            }
            let deviation = |a: usize| theirs.at(other, a, a).sqrt();
            (weight - other_weight).abs() <= within
                && (0..d).all(|a| {
                    let apart = self.means()[(component, a)] - others.means()[(other, a)];
                    apart.abs() <= within * deviation(a)
                })
                && (0..d).all(|a| {
                    (0..=a).all(|b| {
                        let apart = own.at(component, a, b) - theirs.at(other, a, b);
                        apart.abs() <= 2.0 * within * deviation(a) * deviation(b)
                    })
                })
        })
    }
}

/// The entries of covariance matrices, whatever their type.
struct Entries<'a> {
    values: &'a [f64],
    covariance_type: CovarianceType,
    d: usize,
}

impl<'a> Entries<'a> {
    fn of(parameters: &'a Parameters) -> Self {
        let (values, d) = (parameters.covariance_values(), parameters.means().ncols());
        Self { values, covariance_type: parameters.covariance_type(), d }
    }

    fn at(&self, component: usize, a: usize, b: usize) -> f64 {
        match self.covariance_type {
            CovarianceType::Full => self.values[(component * self.d + a) * self.d + b],
            CovarianceType::Tied => self.values[a * self.d + b],
            CovarianceType::Diag if a == b => self.values[component * self.d + a],
            CovarianceType::Spherical if a == b => self.values[component],
            CovarianceType::Diag | CovarianceType::Spherical => 0.0,
        }
    }
}
