//! Pictures of fractals, and places in them.

mod annotated;
mod colormap;
mod formula;
mod goto;
mod picture;
mod place;
mod render;
mod tally;

pub use formula::Fractal;
pub use goto::Goto;
pub use render::Render;
