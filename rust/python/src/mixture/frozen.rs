//! Parameters that M steps leave as they are.

use iterscope::mixture;
use pyo3::prelude::*;

use super::parameters::Parameters;
use crate::error::CoreError;

/// Weights and covariances that M steps leave as they are, and components whose means stay.
#[pyclass(frozen, module = "iterscope._core")]
pub struct Frozen(pub mixture::Frozen);

#[pymethods]
impl Frozen {
    #[new]
    #[pyo3(signature = (parameters, *, weights, means, covariances))]
    fn new(
        parameters: &Bound<'_, Parameters>,
        weights: Vec<bool>,
        means: Vec<bool>,
        covariances: Vec<bool>,
    ) -> PyResult<Self> {
        let frozen = mixture::Frozen::new(parameters.get().0.clone(), weights, means, covariances);
        Ok(Self(frozen.map_err(CoreError::from)?))
    }

    #[getter]
    fn covariances(&self) -> Vec<usize> {
        self.0.covariances()
    }
}
