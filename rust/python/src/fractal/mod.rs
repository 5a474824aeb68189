//! Escape-time fractals.

mod coloring;
mod counts;
mod field;
mod formula;
mod iterations;
mod job;
mod juliaset;
mod look;
mod paintings;
mod pictures;
mod plane;
mod sights;

pub use coloring::Coloring;
pub use counts::{escape_counts, scalar_escape_counts};
pub use field::{encode_levels, fields, tile_fields, tile_levels};
pub use formula::Formula;
pub use iterations::{auto_max_iter, level_max_iter, tile_max_iter};
pub use juliaset::{complex_region, julia_div};
pub use look::Look;
pub use paintings::{paint, paint_png};
pub use pictures::{encode_png, render, render_png};
pub use plane::{axes, float64_region, tile_cover, tile_level, tile_region, view_region};
pub use sights::sight;
