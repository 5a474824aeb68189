//! Complex dynamics of z -> z^d + c: orbits and cycles, and the points of the parameter plane that they single out.

mod cycle;
mod map;

pub use cycle::Cycle;
pub use map::{MAX_DEGREE, Unicritical};
