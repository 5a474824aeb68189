//! Planes in which samples of many features are looked at.

mod leading;
mod pca;

pub use pca::{PrincipalAxes, principal_axes};
