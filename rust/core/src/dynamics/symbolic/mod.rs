//! Symbolic dynamics of z -> z² + c: external angles, and what follows from their doubling alone.
//!
//! All of it is exact. Angles are in turns; θ stands for an angle and 2^n θ for its image after n doublings.

mod address;
mod angle;
mod bulb;
mod conjugates;
mod images;
mod kneading;
mod lamination;
mod search;
mod tuning;
mod word;

pub use address::{Entry, InternalAddress};
pub use angle::{Angle, MAX_LENGTH};
pub use bulb::bulb_angles;
pub use conjugates::{MAX_PREPERIODIC, conjugates};
pub use images::Images;
pub use kneading::{KneadingSequence, Symbol};
pub use lamination::{Leaf, MAX_LAMINATION, lamination};
pub use search::MAX_SEARCH;
pub use tuning::tune;
