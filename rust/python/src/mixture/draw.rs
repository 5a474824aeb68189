//! Pictures of mixtures.

use iterscope::image::{self, Encoding, Rgb};
use iterscope::mixture::{self, DensityStyle, Raster, Rgba, Shading};
use numpy::{PyReadonlyArray2, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::parameters::Parameters;
use crate::arrays::{Matrix, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::runtime::run;

type Bounds = (f64, f64, f64, f64);
type Shape = (usize, usize);

/// The rows of an array of bytes.
fn colours<const N: usize>(name: &str, array: &PyReadonlyArray2<'_, u8>) -> PyResult<Vec<[u8; N]>> {
    if array.shape()[1] != N {
        return Err(PyValueError::new_err(format!("{name} must have shape (n, {N})")));
    }
    Ok(array.as_slice()?.as_chunks().0.to_vec())
}

#[pyfunction]
#[pyo3(signature = (X, parameters, dims, bounds, shape, *, palette, neutral, argmax, fade, small=false, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn draw_samples<'py>(
    py: Python<'py>,
    X: Matrix<'py>,
    parameters: Option<&Bound<'py, Parameters>>,
    dims: (usize, usize),
    bounds: Bounds,
    shape: Shape,
    palette: PyReadonlyArray2<'py, u8>,
    neutral: Rgb,
    argmax: bool,
    fade: bool,
    small: bool,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let x = row_major("X", &X)?;
    let raster = Raster::new(dims, bounds, shape).map_err(CoreError::from)?;
    let palette = colours("palette", &palette)?;
    let parameters = parameters.map(|parameters| &parameters.get().0);
    let shading = Shading { parameters, palette: &palette, neutral, argmax, fade };
    let stop = flag(cancellation);
    let mut png = Vec::new();
    run(py, &stop, |executor| {
        let picture = mixture::draw_samples(x, &raster, &shading, executor, &stop)?;
        let encoding = if small { Encoding::Small } else { Encoding::Fast };
        image::write_rgba(&mut png, shape, &picture, encoding)
    })?;
    Ok(PyBytes::new(py, &png))
}

#[pyfunction]
#[pyo3(signature = (parameters, bounds, shape, *, ramp, contours, cancellation=None))]
pub fn draw_density<'py>(
    py: Python<'py>,
    parameters: &Bound<'py, Parameters>,
    bounds: Bounds,
    shape: Shape,
    ramp: PyReadonlyArray2<'py, u8>,
    contours: bool,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let raster = Raster::new((0, 1), bounds, shape).map_err(CoreError::from)?;
    let ramp: Vec<Rgba> = colours("ramp", &ramp)?;
    let parameters = &parameters.get().0;
    let style = if contours { DensityStyle::Contours } else { DensityStyle::Heat };
    let stop = flag(cancellation);
    let mut png = Vec::new();
    run(py, &stop, |executor| {
        let picture = mixture::draw_density(parameters, &raster, &ramp, style, executor, &stop)?;
        image::write_rgba(&mut png, shape, &picture, Encoding::Fast)
    })?;
    Ok(PyBytes::new(py, &png))
}
