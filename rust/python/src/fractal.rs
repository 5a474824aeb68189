//! Escape-time pictures.

use iterscope::fractal::{self, Grid, Julia, Raster, Region, Tile};
use iterscope::image::{self, Coloring, Rgb, Scale};
use num_complex::Complex64;
use numpy::{
    IntoPyArray, PyArray1, PyArray2, PyArray3, PyArrayMethods, PyReadonlyArray2, PyUntypedArrayMethods,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::cancellation::{Cancellation, flag};
use crate::error::CoreError;
use crate::runtime::run;

type Bounds = (f64, f64, f64, f64);
type Shape = (usize, usize);

fn sample(
    c: Complex64,
    bounds: Bounds,
    shape: Shape,
    max_iter: u32,
    bailout: f64,
    grid: &str,
) -> Result<(Julia, Raster), CoreError> {
    let (xmin, xmax, ymin, ymax) = bounds;
    let julia = Julia::new(c, bailout, max_iter)?;
    let raster = Raster::new(&Region::new(xmin, xmax, ymin, ymax)?, shape, Grid::named(grid)?)?;
    Ok((julia, raster))
}

/// `min_iter` chooses the scale: a number the range from it, `None` the cycle.
fn color(palette: &PyReadonlyArray2<'_, u8>, min_iter: Option<u32>, max_iter: u32) -> PyResult<Coloring> {
    let rows = palette.as_slice()?;
    if palette.shape()[1] != 3 {
        return Err(PyValueError::new_err("palette must have shape (n, 3)"));
    }
    let colors: Vec<Rgb> = rows.as_chunks().0.to_vec();
    let scale = min_iter.map_or(Scale::Cycle, |min_iter| Scale::Range { min_iter });
    Ok(Coloring::new(colors, scale, max_iter).map_err(CoreError::from)?)
}

#[pyfunction]
#[pyo3(signature = (c, region, shape, *, max_iter, bailout, grid, cancellation=None))]
pub fn escape_counts<'py>(
    py: Python<'py>,
    c: Complex64,
    region: Bounds,
    shape: Shape,
    max_iter: u32,
    bailout: f64,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray2<u32>>> {
    let (julia, raster) = sample(c, region, shape, max_iter, bailout, grid)?;
    let stop = flag(cancellation);
    let counts = run(py, &stop, |executor| fractal::escape_counts(&julia, &raster, executor, &stop))?;
    Ok(counts.into_pyarray(py))
}

#[pyfunction]
#[pyo3(signature = (c, region, shape, *, max_iter, bailout, grid, cancellation=None))]
pub fn scalar_escape_counts<'py>(
    py: Python<'py>,
    c: Complex64,
    region: Bounds,
    shape: Shape,
    max_iter: u32,
    bailout: f64,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray2<u32>>> {
    let (julia, raster) = sample(c, region, shape, max_iter, bailout, grid)?;
    let stop = flag(cancellation);
    let counts = run(py, &stop, |_| fractal::scalar_escape_counts(&julia, &raster, &stop))?;
    Ok(counts.into_pyarray(py))
}

/// Real parts of the columns, imaginary parts of the rows.
type Axes<'py> = (Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>);

#[pyfunction]
pub fn axes<'py>(py: Python<'py>, region: Bounds, shape: Shape, grid: &str) -> PyResult<Axes<'py>> {
    let (xmin, xmax, ymin, ymax) = region;
    let raster = Region::new(xmin, xmax, ymin, ymax)
        .and_then(|region| Raster::new(&region, shape, Grid::named(grid)?))
        .map_err(CoreError::from)?;
    Ok((PyArray1::from_slice(py, raster.xs()), PyArray1::from_slice(py, raster.ys())))
}

#[pyfunction]
pub fn tile_region(tile: (i32, i64, i64)) -> PyResult<Bounds> {
    let (z, x, y) = tile;
    let region = Tile::new(z, x, y).and_then(|tile| tile.region()).map_err(CoreError::from)?;
    Ok((region.xmin(), region.xmax(), region.ymin(), region.ymax()))
}

#[pyfunction]
#[pyo3(signature = (counts, *, max_iter, min_iter, palette, cancellation=None))]
pub fn encode_png<'py>(
    py: Python<'py>,
    counts: PyReadonlyArray2<'py, u32>,
    max_iter: u32,
    min_iter: Option<u32>,
    palette: PyReadonlyArray2<'py, u8>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let coloring = color(&palette, min_iter, max_iter)?;
    let (counts, stop) = (counts.as_array(), flag(cancellation));
    let mut png = Vec::new();
    run(py, &stop, |_| image::encode_png(&mut png, counts, &coloring, &stop))?;
    Ok(PyBytes::new(py, &png))
}

#[pyfunction]
#[pyo3(signature = (c, region, shape, *, max_iter, min_iter, bailout, palette, grid, cancellation=None))]
pub fn paint<'py>(
    py: Python<'py>,
    c: Complex64,
    region: Bounds,
    shape: Shape,
    max_iter: u32,
    min_iter: Option<u32>,
    bailout: f64,
    palette: PyReadonlyArray2<'py, u8>,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyArray3<u8>>> {
    let (julia, raster) = sample(c, region, shape, max_iter, bailout, grid)?;
    let coloring = color(&palette, min_iter, max_iter)?;
    let stop = flag(cancellation);
    let picture = run(py, &stop, |executor| fractal::paint(&julia, &raster, &coloring, executor, &stop))?;
    picture.into_flattened().into_pyarray(py).reshape([shape.0, shape.1, 3])
}

#[pyfunction]
#[pyo3(signature = (c, region, shape, *, max_iter, min_iter, bailout, palette, grid, cancellation=None))]
pub fn paint_png<'py>(
    py: Python<'py>,
    c: Complex64,
    region: Bounds,
    shape: Shape,
    max_iter: u32,
    min_iter: Option<u32>,
    bailout: f64,
    palette: PyReadonlyArray2<'py, u8>,
    grid: &str,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let (julia, raster) = sample(c, region, shape, max_iter, bailout, grid)?;
    let coloring = color(&palette, min_iter, max_iter)?;
    let stop = flag(cancellation);
    let mut png = Vec::new();
    run(py, &stop, |executor| fractal::paint_png(&mut png, &julia, &raster, &coloring, executor, &stop))?;
    Ok(PyBytes::new(py, &png))
}

#[pyfunction]
#[pyo3(signature = (c, tile, *, max_iter, min_iter, bailout, palette, cancellation=None))]
pub fn paint_tile<'py>(
    py: Python<'py>,
    c: Complex64,
    tile: (i32, i64, i64),
    max_iter: u32,
    min_iter: Option<u32>,
    bailout: f64,
    palette: PyReadonlyArray2<'py, u8>,
    cancellation: Option<&Bound<'py, Cancellation>>,
) -> PyResult<String> {
    let (z, x, y) = tile;
    let julia = Julia::new(c, bailout, max_iter).map_err(CoreError::from)?;
    let raster = Tile::new(z, x, y).and_then(|tile| tile.raster()).map_err(CoreError::from)?;
    let coloring = color(&palette, min_iter, max_iter)?;
    let stop = flag(cancellation);
    run(py, &stop, |executor| {
        let mut png = Vec::new();
        fractal::paint_png(&mut png, &julia, &raster, &coloring, executor, &stop)?;
        Ok(image::base64(&png))
    })
}
