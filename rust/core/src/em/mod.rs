//! What all models that iterate over samples share.
#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value")]

mod data;
mod tile;

pub(crate) use data::Samples;
pub(crate) use tile::Tile;
