//! Tests of the command line, in one program.
#![allow(missing_docs, clippy::unwrap_used)]

mod command;
mod goto;
mod julia;
mod mixture;
mod readme;
mod refusals;
mod render;
