//! Complex dynamics of z -> z^d + c: orbits and cycles, the points of the parameter plane that they single out, the rays
//! that lead there, and the algebra of their angles.

mod component;
mod critical;
mod cycle;
mod disc;
mod exterior;
mod map;
mod misiurewicz;
mod newton;
mod nucleus;
mod orbit;
mod proof;
mod ray;
mod spider;
mod symbolic;
mod taylor_ball;
mod unity;
mod wake;

pub use component::Root;
pub use critical::parameter;
pub use cycle::Cycle;
pub use disc::{MIN_LOG2_RADIUS, ParameterDisc};
pub use exterior::{Exterior, MAX_DWELL, MAX_POINTS, equipotential};
pub use map::{MAX_DEGREE, Unicritical};
pub use misiurewicz::{MAX_STEPS, Misiurewicz};
pub use nucleus::{MAX_PERIOD, Nucleus};
pub use orbit::{MAX_STEPS_KEPT, Orbit};
pub use proof::MAX_RESULT_DIGITS;
pub use ray::{DynamicRay, Landing, MAX_LEVELS, MAX_RAY_LEVELS, MIN_LOG2_DISTANCE, ParameterRay};
pub use spider::{MAX_FEET, Spider};
pub use symbolic::{
    Angle, Entry, Images, InternalAddress, KneadingSequence, Leaf, MAX_LAMINATION, MAX_LENGTH,
    MAX_PREPERIODIC, MAX_SEARCH, Symbol, bulb_angles, conjugates, lamination, tune,
};
pub use wake::Component;
