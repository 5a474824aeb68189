//! The class of formulas.

use iterscope::fractal::{Family, Value};
use num_complex::Complex64;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::CoreError;

/// A kind of formula and its parameters.
#[pyclass(frozen, eq, module = "iterscope._core")]
#[derive(PartialEq)]
pub struct Formula(pub Family);

/// The value of a parameter.
#[derive(FromPyObject, IntoPyObject)]
enum Parameter {
    Integer(i64),
    Complex(Complex64),
    Decimal((String, String)),
    List(Vec<Complex64>),
}

impl From<Parameter> for Value {
    fn from(parameter: Parameter) -> Self {
        match parameter {
            Parameter::Integer(integer) => Self::Integer(integer),
            Parameter::Complex(number) => Self::Complex(number),
            Parameter::Decimal((re, im)) => Self::Decimal(re, im),
            Parameter::List(list) => Self::List(list),
        }
    }
}

impl From<Value> for Parameter {
    fn from(value: Value) -> Self {
        match value {
            Value::Integer(integer) => Self::Integer(integer),
            Value::Complex(number) => Self::Complex(number),
            Value::Decimal(re, im) => Self::Decimal((re, im)),
            Value::List(list) => Self::List(list),
        }
    }
}

#[pymethods]
impl Formula {
    #[new]
    fn new(kind: &str, parameters: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut given = Vec::new();
        for (name, value) in parameters {
            let name: String = name.extract()?;
            let value: Parameter = value.extract().map_err(|_| {
                let shown = value.repr().map_or_else(|_| String::new(), |text| text.to_string());
                PyTypeError::new_err(format!(
                    "{name} must be a complex number, a pair of decimal strings, a list of complex numbers or an \
                     integer, got {shown:.60}"
                ))
            })?;
            given.push((name, Value::from(value)));
        }
        let given: Vec<_> = given.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
        Ok(Self(Family::new(kind, &given).map_err(CoreError::from)?))
    }

    #[getter]
    fn kind(&self) -> &'static str {
        self.0.kind()
    }

    #[getter]
    fn degree(&self) -> u32 {
        self.0.degree()
    }

    #[getter]
    fn pace(&self) -> f64 {
        self.0.pace()
    }

    #[getter]
    fn fields(&self) -> Vec<&'static str> {
        self.0.fields().iter().map(|field| field.name()).collect()
    }

    #[getter]
    fn parameters<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let parameters = PyDict::new(py);
        for (name, value) in self.0.parameters() {
            parameters.set_item(name, Parameter::from(value))?;
        }
        Ok(parameters)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Formula('{}', {})", self.kind(), self.parameters(py)?.repr()?))
    }
}
