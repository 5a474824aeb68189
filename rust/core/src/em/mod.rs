//! Expectation maximisation, whatever the model: one loop, one E step driver, one merge.
//!
//! A [`Model`] says how one E step gathers [`Statistics`] over the samples and how one M step makes new parameters
//! of them; a [`Loop`] iterates it from some starts. The models to write are an emission (how likely a row is under each
//! component) and a latent structure (how the components share a row): [`Emission`] times [`Latent`].
//!
//! ```text
//! start -> expect -> maximize -> bound -> stop
//!            ^                     |
//!            +---------------------+
//! ```

#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

mod basins;
mod batch;
mod data;
mod emission;
mod iterate;
mod latent;
mod model;
mod moments;
mod scratch;
mod step;
mod wire;

pub(crate) use basins::matched;
pub use basins::{Attracted, Basins, End, Grid, MAX_STARTS};
pub(crate) use batch::Batch;
pub use data::{Data, Samples};
pub use emission::{Emission, Kernel, Task};
pub use iterate::{Loop, Steps};
pub use latent::{Independent, Latent};
pub use model::{Maximized, Model, Statistics};
pub use moments::Moments;
pub(crate) use scratch::Scratch;
pub use step::{Phase, Step, StopReason};
pub(crate) use wire::{LENGTH, malformed, read, sizes, write};
