//! Escape-time fractals: the number of steps that points stay inside a bailout radius, and pictures of it.

mod counts;
mod escape;
mod fields;
mod formula;
mod formulas;
mod juliaset;
mod kernel;
mod plane;
mod render;

pub use counts::{escape_counts, scalar_escape_counts};
pub use escape::{Escape, MAX_ITER};
pub use fields::write_counts;
pub use formula::{Constants, Formula, Own, Parameter, Shared};
pub use formulas::*;
pub use juliaset::{ComplexRegion, JuliaDiv};
pub use plane::{
    Disc, Grid, MAX_PIXELS, MAX_STREAMED_PIXELS, Raster, Region, TILE_SIZE, Tile, View, tile_level,
};
pub use render::Render;
