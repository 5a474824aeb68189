//! Complex dynamics of z -> z^d + c: orbits and cycles, and the points of the parameter plane that they single out.

mod component;
mod critical;
mod cycle;
mod exterior;
mod map;
mod misiurewicz;
mod newton;
mod nucleus;
mod orbit;
mod taylor_ball;

pub use cycle::Cycle;
pub use exterior::{Exterior, MAX_DWELL, MAX_POINTS, equipotential};
pub use map::{MAX_DEGREE, Unicritical};
pub use misiurewicz::{MAX_STEPS, Misiurewicz};
pub use nucleus::{MAX_PERIOD, MAX_RESULT_DIGITS, Nucleus};
pub use orbit::{MAX_STEPS_KEPT, Orbit};
pub use taylor_ball::ParameterDisc;
