//! Geometry of views, tiles and samples.

use iterscope::Error;
use iterscope::fractal::{self, Frame, Grid, Place, Raster, Region, Tile, View};
use num_bigint::BigInt;
use numpy::PyArray1;
use pyo3::prelude::*;

use crate::error::CoreError;

/// Left, right, bottom, top.
pub type Bounds = (f64, f64, f64, f64);
/// Height and width.
pub type Shape = (usize, usize);
/// Level, column and row of a tile.
pub type Address = (i32, BigInt, BigInt);
/// Real parts of the columns, imaginary parts of the rows.
type Axes<'py> = (Bound<'py, PyArray1<f64>>, Bound<'py, PyArray1<f64>>);

/// A region, or the center of a view and the logarithm of its width.
#[derive(FromPyObject)]
pub enum Area {
    Region(Bounds),
    View((String, String), f64),
}

/// Samples of an area.
pub enum Samples {
    Raster(Raster),
    Frame(Frame),
}

impl Samples {
    pub fn new(area: Area, shape: Shape, grid: &str) -> Result<Self, CoreError> {
        Ok(match area {
            Area::Region(region) => Self::Raster(raster(region, shape, grid)?),
            Area::View((re, im), log2_width) => {
                Self::Frame((&View::new((&re, &im), log2_width, shape)?).into())
            }
        })
    }

    /// Those of a tile.
    pub fn of_tile(tile: Address, shape: Shape) -> Result<Self, CoreError> {
        Ok(Self::Frame(Frame::of_tile(&self::tile(tile)?, shape)?))
    }

    /// So many times as many along both sides.
    pub fn finer(area: Area, (height, width): Shape, grid: &str, by: usize) -> Result<Self, CoreError> {
        if by > 1 && Grid::named(grid)? != Grid::Pixel {
            return Err(Error::invalid("antialias", "1 unless the grid is \"pixel\"", by).into());
        }
        Self::new(area, (height.saturating_mul(by), width.saturating_mul(by)), grid)
    }

    pub fn place(&self) -> Place<'_> {
        match self {
            Self::Raster(raster) => raster.into(),
            Self::Frame(frame) => frame.into(),
        }
    }
}

pub fn raster(region: Bounds, shape: Shape, grid: &str) -> Result<Raster, CoreError> {
    let (xmin, xmax, ymin, ymax) = region;
    Ok(Raster::new(&Region::new(xmin, xmax, ymin, ymax)?, shape, Grid::named(grid)?)?)
}

fn bounds(region: &Region) -> Bounds {
    (region.xmin(), region.xmax(), region.ymin(), region.ymax())
}

fn tile((z, x, y): Address) -> Result<Tile, CoreError> {
    Ok(Tile::new(z, x, y)?)
}

#[pyfunction]
pub fn axes<'py>(py: Python<'py>, region: Bounds, shape: Shape, grid: &str) -> PyResult<Axes<'py>> {
    let raster = raster(region, shape, grid)?;
    Ok((PyArray1::from_slice(py, &raster.xs()), PyArray1::from_slice(py, &raster.ys())))
}

#[pyfunction]
pub fn tile_region(tile: Address) -> PyResult<[String; 4]> {
    Ok(self::tile(tile)?.bounds().map(|bound| bound.normalized().to_plain_string()))
}

#[pyfunction]
pub fn float64_region(tile: Address) -> PyResult<Bounds> {
    Ok(bounds(&self::tile(tile)?.region().map_err(CoreError::from)?))
}

#[pyfunction]
pub fn tile_level(log2_width: f64, width: usize) -> i32 {
    fractal::tile_level(log2_width, width)
}

#[pyfunction]
pub fn tile_cover(center: (String, String), log2_width: f64, shape: Shape, z: i32) -> PyResult<Vec<Address>> {
    let view = View::new((&center.0, &center.1), log2_width, shape).map_err(CoreError::from)?;
    let tiles = view.cover(z).map_err(CoreError::from)?;
    Ok(tiles.into_iter().map(|tile| (tile.z(), tile.x().clone(), tile.y().clone())).collect())
}

#[pyfunction]
pub fn view_region(center: (String, String), log2_width: f64, shape: Shape) -> PyResult<Bounds> {
    let view = View::new((&center.0, &center.1), log2_width, shape).map_err(CoreError::from)?;
    Ok(bounds(&view.region().map_err(CoreError::from)?))
}
