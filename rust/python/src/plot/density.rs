//! The density of a mixture as a picture.

use iterscope::Context;
use iterscope::image::{self, Encoding};
use iterscope::plot::{self, Canvas, DensityStyle, Rgba};
use numpy::PyReadonlyArray2;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::{Bounds, Shape, colors};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::mixture::Parameters;
use crate::runtime::run;

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
    let canvas = Canvas::new((0, 1), bounds, shape).map_err(CoreError::from)?;
    let ramp: Vec<Rgba> = colors("ramp", &ramp)?;
    let parameters = &parameters.get().0;
    let style = if contours { DensityStyle::Contours } else { DensityStyle::Heat };
    let stop = flag(cancellation);
    let mut png = Vec::new();
    run(py, &stop, |executor| {
        let picture = plot::draw_density(parameters, &canvas, &ramp, style, Context::new(executor, &stop))?;
        image::write_rgba(&mut png, shape, &picture, Encoding::Fast, &stop)
    })?;
    Ok(PyBytes::new(py, &png))
}
