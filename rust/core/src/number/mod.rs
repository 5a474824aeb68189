//! Numbers of more digits than float64 has, and of wider exponents; the gamma function.

mod complex;
mod decimal;
mod dyadic;
mod fixed;
mod gamma;
mod scaled;

pub use complex::{FixedComplex, Scratch};
pub use decimal::{MAX_DIGITS, decimal};
pub(crate) use dyadic::{MAX_EXPONENT, dyadic, floor, scaled, to_float64};
pub use fixed::Fixed;
pub use gamma::{digamma, ln_gamma};
pub use scaled::Scaled;
