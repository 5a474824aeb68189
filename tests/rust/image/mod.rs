//! Pixels and files.

mod coloring;
mod plot;
mod png;
