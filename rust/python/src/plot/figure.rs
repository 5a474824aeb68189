//! A picture that is drawn piece by piece.

use std::sync::Arc;

use iterscope::image::{self, Encoding};
use iterscope::plot::{self, Align, Frame, Mark, Place, Rgba, text_width};
use iterscope::quoted;
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use super::{Bounds, Shape, colors};
use crate::arrays::{Matrix, row_major};
use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::runtime::run;

#[pyclass(module = "iterscope._core")]
pub struct Figure {
    figure: plot::Figure,
    /// What stops its methods.
    stop: Arc<iterscope::Cancellation>,
}

#[pymethods]
impl Figure {
    #[new]
    #[pyo3(signature = (shape, ground, *, cancellation=None))]
    fn new(shape: Shape, ground: Rgba, cancellation: Option<&Bound<'_, Cancellation>>) -> PyResult<Self> {
        let figure = plot::Figure::new(shape, ground).map_err(CoreError::from)?;
        Ok(Self { figure, stop: flag(cancellation) })
    }

    #[pyo3(signature = (outline, color, *, frame=None))]
    fn fill(
        &mut self,
        py: Python<'_>,
        outline: Matrix<'_>,
        color: Rgba,
        frame: Option<Bounds>,
    ) -> PyResult<()> {
        let frame = self.frame(frame);
        let outlines = [places("outline", &outline)?];
        run(py, &self.stop, |_| self.figure.fill(&outlines, color, frame, &self.stop))
    }

    #[pyo3(signature = (line, color, width, *, closed=false, frame=None))]
    fn line(
        &mut self,
        py: Python<'_>,
        line: Matrix<'_>,
        color: Rgba,
        width: f64,
        closed: bool,
        frame: Option<Bounds>,
    ) -> PyResult<()> {
        let frame = self.frame(frame);
        let line = places("line", &line)?;
        run(py, &self.stop, |_| self.figure.line(&line, width, closed, color, frame, &self.stop))
    }

    #[pyo3(signature = (dots, colors, radius, *, marks=None, frame=None))]
    fn dots(
        &mut self,
        py: Python<'_>,
        dots: Matrix<'_>,
        colors: PyReadonlyArray2<'_, u8>,
        radius: f64,
        marks: Option<PyReadonlyArray1<'_, u8>>,
        frame: Option<Bounds>,
    ) -> PyResult<()> {
        let frame = self.frame(frame);
        let (dots, colors) = (places("dots", &dots)?, self::colors("colors", &colors)?);
        let marks = marks.map_or_else(
            || vec![Mark::Disc],
            |marks| marks.as_array().iter().map(|&class| Mark::of(class)).collect(),
        );
        run(py, &self.stop, |_| self.figure.dots(&dots, &colors, radius, &marks, frame, &self.stop))
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
        Ok(self.figure.text(text, at, size, align, color).map_err(CoreError::from)?)
    }

    fn lay(&mut self, py: Python<'_>, png: &[u8], at: (usize, usize)) -> PyResult<()> {
        run(py, &self.stop, |_| self.figure.lay(png, at, &self.stop))
    }

    #[pyo3(signature = (*, small=false))]
    fn png<'py>(&self, py: Python<'py>, small: bool) -> PyResult<Bound<'py, PyBytes>> {
        let encoding = if small { Encoding::Small } else { Encoding::Exact };
        let mut png = Vec::new();
        let (shape, pixels) = (self.figure.shape(), self.figure.pixels());
        run(py, &self.stop, |_| image::write_rgba(&mut png, shape, pixels, encoding, &self.stop))?;
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
        given.map_or_else(
            || self.figure.frame(),
            |(left, right, top, bottom)| Frame { left, right, top, bottom },
        )
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
