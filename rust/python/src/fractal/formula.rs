//! The class of formulas.

use iterscope::fractal::Family;
use num_complex::Complex64;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::CoreError;

/// A kind of formula and its parameters.
#[pyclass(frozen, eq, module = "iterscope._core")]
#[derive(PartialEq)]
pub struct Formula(pub Family);

#[pymethods]
impl Formula {
    #[new]
    fn new(kind: &str, parameters: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut names = Vec::new();
        for (name, value) in parameters {
            let name: String = name.extract()?;
            let value: Complex64 = value.extract().map_err(|_| {
                let shown = value.repr().map_or_else(|_| String::new(), |text| text.to_string());
                PyTypeError::new_err(format!("{name} must be a complex number, got {shown:.60}"))
            })?;
            names.push((name, value));
        }
        let parameters: Vec<_> = names.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        Ok(Self(Family::new(kind, &parameters).map_err(CoreError::from)?))
    }

    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind()
    }

    #[getter]
    fn parameters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let parameters = PyDict::new(py);
        for (name, value) in self.0.parameters() {
            parameters.set_item(name, value)?;
        }
        Ok(parameters)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Formula('{}', {})", self.kind(), self.parameters(py)?.repr()?))
    }
}
