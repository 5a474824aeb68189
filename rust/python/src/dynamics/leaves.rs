//! The lamination of the Mandelbrot set.

use iterscope::dynamics;
use numpy::ndarray::Array2;
use numpy::{IntoPyArray, PyArray2};
use pyo3::prelude::*;

use crate::cancellation::flag;
use crate::runtime::run;

#[pyfunction]
pub fn lamination(py: Python<'_>, max_period: u32) -> PyResult<Bound<'_, PyArray2<i64>>> {
    let stop = flag(None);
    let leaves = run(py, &stop, |_| dynamics::lamination(max_period, &stop))?;
    let rows: Vec<[i64; 3]> =
        leaves.iter().map(|leaf| [leaf.period, leaf.lower, leaf.upper].map(i64::from)).collect();
    Ok(Array2::from(rows).into_pyarray(py))
}
