//! All samples as a picture.

use iterscope::Context;
use iterscope::image::{self, Encoding, Rgb};
use iterscope::plot::{self, Canvas, Shading};
use numpy::PyReadonlyArray2;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::{Bounds, Shape, colors};
use crate::arrays::{Matrix, Samples, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::mixture::AnyParameters;
use crate::runtime::run;

/// The origin of the colors of samples.
#[derive(FromPyObject)]
pub enum Colored<'py> {
    /// By the responsibilities of its components.
    Mixture(AnyParameters<'py>),
    /// By the nearest of the centers.
    Centers(Matrix<'py>),
}

#[pyfunction]
#[pyo3(signature = (X, shading, dims, bounds, shape, *, palette, neutral, argmax, fade, cancellation=None))]
#[allow(non_snake_case, reason = "scikit-learn's name")]
pub fn draw_samples<'py>(
    py: Python<'py>,
    X: Samples<'py>,
    shading: Option<Colored<'py>>,
    dims: (usize, usize),
    bounds: Bounds,
    shape: Shape,
    palette: PyReadonlyArray2<'py, u8>,
    neutral: Rgb,
    argmax: bool,
    fade: bool,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let x = X.row_major()?;
    let canvas = Canvas::new(dims, bounds, shape).map_err(CoreError::from)?;
    let palette = colors("palette", &palette)?;
    let density = match &shading {
        Some(Colored::Mixture(parameters)) => Some(parameters.get().density()),
        _ => None,
    };
    let shading = match (&shading, density.as_deref()) {
        (Some(Colored::Centers(centers)), _) => {
            Shading::Centers { centers: row_major("centers", centers)?, palette: &palette }
        }
        (_, Some(density)) => Shading::Responsibilities { density, palette: &palette, argmax, fade },
        (_, None) => Shading::Flat(neutral),
    };
    let stop = flag(cancellation);
    let mut png = Vec::new();
    run(py, &stop, |executor| {
        let picture = plot::draw_samples(x, &canvas, &shading, Context::new(executor, &stop))?;
        image::write_rgba(&mut png, shape, &picture, Encoding::Fast, &stop)
    })?;
    Ok(PyBytes::new(py, &png))
}
