//! The article's `ComplexRegion` and `JuliaDiv`.

use iterscope::fractal::{ComplexRegion, JuliaDiv};
use num_complex::Complex64;
use numpy::{IntoPyArray, PyArray2};
use pyo3::prelude::*;

use crate::cancellation::flag;
use crate::error::CoreError;
use crate::runtime::run_told;

type Bounds = (f64, f64, f64, f64);

fn region((xleft, xright, yleft, yright): Bounds) -> Result<ComplexRegion, CoreError> {
    Ok(ComplexRegion::new(xleft, xright, yleft, yright)?)
}

#[pyfunction]
pub fn complex_region(
    py: Python<'_>,
    bounds: Bounds,
    resolution: usize,
) -> PyResult<Bound<'_, PyArray2<Complex64>>> {
    let region = region(bounds)?;
    let plane = py.detach(|| region.build(resolution)).map_err(CoreError::from)?;
    Ok(plane.into_pyarray(py))
}

#[pyfunction]
pub fn julia_div(
    py: Python<'_>,
    c_0: Complex64,
    threshold: f64,
    n_iterations: (u32, u32),
    resolution: usize,
    bounds: Bounds,
) -> PyResult<Bound<'_, PyArray2<f64>>> {
    let region = region(bounds)?;
    let picture = JuliaDiv::new(c_0, threshold, n_iterations, resolution).map_err(CoreError::from)?;
    let stop = flag(None);
    let values = run_told(py, &stop, |context| picture.over(&region, context))?;
    Ok(values.into_pyarray(py))
}
