//! Complex dynamics of z -> z^d + c.

mod address;
mod angle;
mod cycle;
mod leaves;
mod parameter;
mod parts;
mod ray;
mod spider;

pub use address::{address_angles, internal_address, parse_internal_address};
pub use angle::{bulb_angles, conjugates, kneading_sequence, make_angle, parse_angle, tune};
pub use cycle::{attracting_cycle, component, orbit};
pub use leaves::lamination;
pub use parameter::{
    component_point, equipotential, exterior, lowest_misiurewicz, lowest_nucleus, misiurewicz_near,
    nucleus_near,
};
pub use ray::{dynamic_ray, landing_point, parameter_ray};
pub use spider::Spider;
