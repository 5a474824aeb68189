//! Numbers of more digits than float64 has, and of wider exponents.

mod complex;
mod decimal;
mod dyadic;
mod fixed;
mod scaled;

pub use complex::{FixedComplex, Scratch};
pub use decimal::{MAX_DIGITS, decimal};
pub(crate) use dyadic::{MAX_EXPONENT, dyadic, floor, scaled, to_float64};
pub use fixed::Fixed;
pub use scaled::Scaled;
