//! Orbits, rays and angles.

mod addresses;
mod angles;
mod cycles;
mod parameters;
