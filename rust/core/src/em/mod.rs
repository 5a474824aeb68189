//! Expectation maximisation, whatever the model: one loop, one E step driver, one merge.
//!
//! A [`Model`] says how one E step gathers [`Statistics`] over the samples and how one M step makes new parameters
//! of them; a [`Loop`] iterates it from some starts. What a mixture and a chain of hidden states have in common is the
//! [`Emission`]: how likely a row is under each component.
//!
//! ```text
//! start -> expect -> maximize -> bound -> stop
//!            ^                     |
//!            +---------------------+
//! ```

#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

mod basins;
mod batch;
mod compiled;
mod data;
mod emission;
mod iterate;
mod kernel;
mod model;
mod moments;
mod step;
mod wire;

pub(crate) use basins::matched;
pub use basins::{Attracted, Basins, End, Grid, MAX_STARTS};
pub(crate) use batch::Batch;
pub use compiled::Compiled;
pub use data::{Data, Samples};
pub use emission::Emission;
pub use iterate::{Loop, Steps};
pub use kernel::Kernel;
pub use model::{Maximized, Model, Statistics};
pub use moments::Moments;
pub use step::{Phase, Step, StopReason};
pub(crate) use wire::{LENGTH, malformed, read, sizes, write};
