//! A system as the recursions want it: padded to a size that the compiler knows.

use super::matrix::{Matrix, Vector};
use super::parameters::LinearSystem;
use crate::compute::Lanes;

/// The matrices of a [`LinearSystem`] with at most `N` states; those that there are not do not move and are not seen.
#[derive(Clone, Debug)]
pub struct System<const N: usize> {
    /// States and observed values.
    pub n: usize,
    pub p: usize,
    pub transition: Matrix<N>,
    pub transition_transposed: Matrix<N>,
    pub transition_covariance: Matrix<N>,
    /// A row for each observed value.
    pub observation: Vec<Vector<N>>,
    /// Row by row.
    pub observation_covariance: Vec<f64>,
    pub initial_mean: Vector<N>,
    pub initial_covariance: Matrix<N>,
    /// Whether nothing is known of the initial state.
    pub diffuse: bool,
}

impl<const N: usize> System<N> {
    pub fn of(system: &LinearSystem) -> Self {
        let n = system.n_states();
        let padded = |values: ndarray::ArrayView2<'_, f64>| {
            Matrix::padded(&values.iter().copied().collect::<Vec<_>>(), n)
        };
        let vector = |values: ndarray::ArrayView1<'_, f64>| {
            let mut vector = Lanes::splat(0.0);
            for (entry, value) in vector.0.iter_mut().zip(values) {
                *entry = *value;
            }
            vector
        };
        let transition = padded(system.transition());
        Self {
            n,
            p: system.n_features(),
            transition,
            transition_transposed: transition.transposed(),
            transition_covariance: padded(system.transition_covariance()),
            observation: system.observation().rows().into_iter().map(vector).collect(),
            observation_covariance: system.observation_covariance().iter().copied().collect(),
            initial_mean: vector(system.initial_mean()),
            initial_covariance: padded(system.initial_covariance()),
            diffuse: system.is_diffuse(),
        }
    }
}
