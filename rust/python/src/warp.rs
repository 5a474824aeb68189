//! Pictures that are made of parts of others.

use iterscope::Context;
use iterscope::image::{self, Layer};
use numpy::{IntoPyArray, PyArray3, PyArrayMethods, PyReadonlyArray3};
use pyo3::prelude::*;

use crate::arrays::row_major;
use crate::cancellation::{Cancellation, flag};
use crate::runtime::run;

#[pyfunction]
#[pyo3(signature = (layers, shape, *, cancellation=None))]
pub fn warp<'py>(
    py: Python<'py>,
    layers: Vec<(PyReadonlyArray3<'py, u8>, [f64; 4])>,
    shape: (usize, usize),
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray3<u8>>> {
    let views = layers.iter().map(|(pixels, _)| row_major("layers", pixels)).collect::<PyResult<Vec<_>>>()?;
    let parts: Vec<Layer<'_>> = views
        .iter()
        .zip(&layers)
        .map(|(view, &(_, window))| Layer {
            pixels: view.to_slice().unwrap_or_default().as_chunks().0,
            shape: (view.dim().0, view.dim().1),
            window,
        })
        .collect();
    let stop = flag(cancellation);
    let pixels = run(py, &stop, |executor| image::warp(&parts, shape, Context::new(executor, &stop)))?;
    pixels.into_flattened().into_pyarray(py).reshape([shape.0, shape.1, 3])
}
