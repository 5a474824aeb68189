//! Complex dynamics of z -> z^d + c: orbits and cycles, the points of the parameter plane that they single out, and the
//! angles of the rays that lead there.

mod component;
mod critical;
mod cycle;
mod exterior;
mod map;
mod misiurewicz;
mod newton;
mod nucleus;
mod orbit;
mod spider;
mod symbolic;
mod taylor_ball;

pub use cycle::Cycle;
pub use exterior::{Exterior, MAX_DWELL, MAX_POINTS, equipotential};
pub use map::{MAX_DEGREE, Unicritical};
pub use misiurewicz::{MAX_STEPS, Misiurewicz};
pub use nucleus::{MAX_PERIOD, MAX_RESULT_DIGITS, Nucleus};
pub use orbit::{MAX_STEPS_KEPT, Orbit};
pub use spider::{MAX_FEET, Spider};
pub use symbolic::{
    Angle, Entry, InternalAddress, KneadingSequence, Leaf, MAX_LAMINATION, MAX_LENGTH, MAX_PREPERIODIC,
    MAX_SEARCH, Symbol, bulb_angles, conjugates, lamination, tune,
};
pub use taylor_ball::ParameterDisc;
