//! A picture that is drawn piece by piece.

use iterscope::image::{self, Encoding};
use iterscope::plot::{self, Align, Frame, Place, Rgba, text_width};
use iterscope::quoted;
use numpy::PyReadonlyArray2;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::{Bounds, Shape, colors};
use crate::arrays::{Matrix, row_major};
use crate::error::CoreError;

#[pyclass(module = "iterscope._core")]
pub struct Figure(plot::Figure);

#[pymethods]
impl Figure {
    #[new]
    fn new(shape: Shape, ground: Rgba) -> PyResult<Self> {
        Ok(Self(plot::Figure::new(shape, ground).map_err(CoreError::from)?))
    }

    #[pyo3(signature = (outline, color, *, frame=None))]
    fn fill(&mut self, outline: Matrix<'_>, color: Rgba, frame: Option<Bounds>) -> PyResult<()> {
        let frame = self.frame(frame);
        let outlines = [places("outline", &outline)?];
        Ok(self.0.fill(&outlines, color, frame).map_err(CoreError::from)?)
    }

    #[pyo3(signature = (line, color, width, *, closed=false, frame=None))]
    fn line(
        &mut self,
        line: Matrix<'_>,
        color: Rgba,
        width: f64,
        closed: bool,
        frame: Option<Bounds>,
    ) -> PyResult<()> {
        let frame = self.frame(frame);
        Ok(self.0.line(&places("line", &line)?, width, closed, color, frame).map_err(CoreError::from)?)
    }

    #[pyo3(signature = (dots, colors, radius, *, frame=None))]
    fn dots(
        &mut self,
        py: Python<'_>,
        dots: Matrix<'_>,
        colors: PyReadonlyArray2<'_, u8>,
        radius: f64,
        frame: Option<Bounds>,
    ) -> PyResult<()> {
        let frame = self.frame(frame);
        let (dots, colors) = (places("dots", &dots)?, self::colors("colors", &colors)?);
        Ok(py.detach(|| self.0.dots(&dots, &colors, radius, frame)).map_err(CoreError::from)?)
    }

    #[pyo3(signature = (text, at, color, size, *, align="start"))]
    fn text(&mut self, text: &str, at: Place, color: Rgba, size: f64, align: &str) -> PyResult<()> {
        let align = match align {
            "start" => Align::Start,
            "middle" => Align::Middle,
            "end" => Align::End,
            _ => {
                return Err(PyValueError::new_err(format!(
                    "align must be 'start', 'middle' or 'end', got {}",
                    quoted(align)
                )));
            }
        };
        Ok(self.0.text(text, at, size, align, color).map_err(CoreError::from)?)
    }

    fn lay(&mut self, py: Python<'_>, png: &[u8], at: (usize, usize)) -> PyResult<()> {
        Ok(py.detach(|| self.0.lay(png, at)).map_err(CoreError::from)?)
    }

    #[pyo3(signature = (*, small=false))]
    fn png<'py>(&self, py: Python<'py>, small: bool) -> PyResult<Bound<'py, PyBytes>> {
        let encoding = if small { Encoding::Small } else { Encoding::Exact };
        let mut png = Vec::new();
        py.detach(|| image::write_rgba(&mut png, self.0.shape(), self.0.pixels(), encoding))
            .map_err(CoreError::from)?;
        Ok(PyBytes::new(py, &png))
    }

    #[staticmethod]
    fn text_width(text: &str, size: f64) -> f64 {
        text_width(text, size)
    }
}

impl Figure {
    /// The rectangle `given` as left, right, top, bottom; else all of it.
    fn frame(&self, given: Option<Bounds>) -> Frame {
        given.map_or_else(|| self.0.frame(), |(left, right, top, bottom)| Frame { left, right, top, bottom })
    }
}

/// The rows of an array of two columns.
fn places(name: &str, array: &Matrix<'_>) -> PyResult<Vec<Place>> {
    let rows = row_major(name, array)?;
    match rows.as_slice() {
        Some(values) if rows.ncols() == 2 => Ok(values.as_chunks().0.to_vec()),
        _ => Err(PyValueError::new_err(format!("{name} must have shape (n, 2)"))),
    }
}
