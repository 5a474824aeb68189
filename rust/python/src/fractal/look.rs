//! What of a pixel is colored, and how.

use iterscope::fractal::{self, ColorBy, Colormap, Interior};
use numpy::{PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;

use crate::error::CoreError;
use crate::fractal::Formula;
use crate::fractal::coloring::colors;

/// Smooth counts, as levels, and their fractions.
type Sight<'py> = (PyReadonlyArray1<'py, u32>, Option<PyReadonlyArray1<'py, u32>>);

/// What of a pixel is colored, and how.
#[pyclass(frozen, eq, module = "iterscope._core")]
#[derive(PartialEq)]
pub struct Look(pub fractal::Look);

#[pymethods]
impl Look {
    #[new]
    #[pyo3(signature = (palette, *, cyclic, color_by, density, offset, light, interior, among=None))]
    fn new(
        palette: PyReadonlyArray2<'_, u8>,
        cyclic: bool,
        color_by: &str,
        density: f64,
        offset: f64,
        light: f64,
        interior: &str,
        among: Option<Sight<'_>>,
    ) -> PyResult<Self> {
        let colormap = Colormap::new(colors(&palette)?, cyclic).map_err(CoreError::from)?;
        let look = fractal::Look::new(colormap)
            .color_by(ColorBy::named(color_by).map_err(CoreError::from)?)
            .interior(Interior::named(interior).map_err(CoreError::from)?)
            .density(density)
            .and_then(|look| look.offset(offset))
            .and_then(|look| look.light(light))
            .map_err(CoreError::from)?;
        let Some((smooth, fractions)) = among else { return Ok(Self(look)) };
        let fractions = fractions.map(|fractions| fractions.as_array().to_vec());
        let sight = fractal::Sight::new(smooth.as_array().to_vec(), fractions).map_err(CoreError::from)?;
        Ok(Self(look.among(&sight)))
    }

    fn fields(&self, formula: &Bound<'_, Formula>) -> Vec<&'static str> {
        self.0.fields(formula.get().0.fields()).into_iter().map(fractal::Field::name).collect()
    }
}
