//! Escape-time fractals: the number of steps that points stay inside a bailout radius, and pictures of it.

mod basin;
mod counts;
mod deep;
mod escape;
mod field;
mod fields;
mod formula;
mod formulas;
mod iterations;
mod juliaset;
mod kernel;
mod look;
mod painting;
mod plane;
mod render;
mod sight;
mod symmetry;

pub use counts::{escape_counts, scalar_escape_counts};
pub use deep::{OrbitPoints, ReferenceOrbit};
pub use escape::{BAILOUT, Escape, MAX_ITER};
pub use field::{Field, SMOOTH_BAILOUT, write_levels};
pub use fields::{Values, fields, levels};
pub use formula::{Example, Formula, MAX_DEGREE, Parameter, Value};
pub use formulas::*;
pub use iterations::{auto_max_iter, level_max_iter, resolving_max_iter, sufficient_max_iter};
pub use juliaset::{ComplexRegion, JuliaDiv};
pub use kernel::{Ends, Kernel};
pub use look::{ColorBy, Colormap, DENSITIES, Interior, Look, Seen};
pub use painting::Painting;
pub use plane::{
    Anchor, Disc, Frame, Grid, MAX_PIXELS, MAX_STREAMED_PIXELS, Part, Place, Point, Raster, Region,
    TILE_SIZE, Tile, View, share_out, tile_level,
};
pub use render::Render;
pub use sight::Sight;
pub use symmetry::{Quarter, Symmetric, Symmetry};
