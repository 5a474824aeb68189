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
use crate::mixture::{Parameters, StudentParameters};
use crate::runtime::run;

/// Mixtures whose density is drawn.
#[derive(FromPyObject)]
pub enum Drawn<'py> {
    Gaussian(Bound<'py, Parameters>),
    Student(Bound<'py, StudentParameters>),
}

#[pyfunction]
#[pyo3(signature = (parameters, bounds, shape, *, ramp, contours, cancellation=None))]
pub fn draw_density<'py>(
    py: Python<'py>,
    parameters: Drawn<'py>,
    bounds: Bounds,
    shape: Shape,
    ramp: PyReadonlyArray2<'py, u8>,
    contours: bool,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let canvas = Canvas::new((0, 1), bounds, shape).map_err(CoreError::from)?;
    let ramp: Vec<Rgba> = colors("ramp", &ramp)?;
    let (gaussian, student) = match &parameters {
        Drawn::Gaussian(parameters) => (&parameters.get().0, None),
        Drawn::Student(parameters) => (parameters.get().0.gaussian(), Some(&parameters.get().0)),
    };
    let style = if contours { DensityStyle::Contours } else { DensityStyle::Heat };
    let stop = flag(cancellation);
    let mut png = Vec::new();
    run(py, &stop, |executor| {
        let (context, means) = (Context::new(executor, &stop), gaussian.means().to_owned());
        let picture = match student {
            Some(student) => plot::draw_density(student, means.view(), &canvas, &ramp, style, context),
            None => plot::draw_density(gaussian, means.view(), &canvas, &ramp, style, context),
        }?;
        image::write_rgba(&mut png, shape, &picture, Encoding::Fast, &stop)
    })?;
    Ok(PyBytes::new(py, &png))
}
