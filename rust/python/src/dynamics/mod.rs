//! Complex dynamics of z -> z^d + c.

mod address;
mod angle;
mod lamination;
mod spider;

pub use address::{address_angles, internal_address, parse_internal_address};
pub use angle::{bulb_angles, conjugates, kneading_sequence, make_angle, parse_angle, tune};
pub use lamination::lamination;
pub use spider::Spider;
