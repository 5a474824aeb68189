//! The kernels of a pass over the samples, by the shape of the covariances and the number of features.

mod diagonal;
mod dispatch;
mod large;
mod medium;
mod small;
mod whiten;
