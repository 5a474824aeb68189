//! What becomes of orbits.

use num_complex::Complex64;

/// What became of the orbits of some rows of samples, row-major; a part that is not wanted is empty.
#[derive(Debug, Default)]
pub struct Ends<'a> {
    /// Steps inside the bailout radius; `max_iter` for orbits that did not leave it.
    pub counts: &'a mut [u32],
    /// The first z beyond the bailout radius.
    pub z: &'a mut [Complex64],
    /// The derivative of that z by the sample, times the side of a pixel: so it overflows at no depth.
    pub derivative: &'a mut [Complex64],
    /// The least |z| of the orbit, the start left out.
    pub trap: &'a mut [f64],
    /// The root that the orbit has arrived at, counted from 1; 0 for none.
    pub root: &'a mut [u32],
    /// Counts up to this one need not be told apart where nothing but counts is wanted: they may all come as this one.
    pub untested: u32,
}

impl Ends<'_> {
    /// Whether nothing but counts is wanted.
    #[must_use]
    pub const fn only_counts(&self) -> bool {
        self.z.is_empty() && self.derivative.is_empty() && self.trap.is_empty() && self.root.is_empty()
    }

    /// Whether what is wanted depends on the way of an orbit, not only on its end.
    #[must_use]
    pub const fn follows(&self) -> bool {
        !(self.derivative.is_empty() && self.trap.is_empty())
    }

    /// Writes what became of one orbit.
    #[inline(always)]
    pub fn set(&mut self, place: usize, count: u32, z: Complex64, derivative: Complex64, trap: f64) {
        if let Some(slot) = self.counts.get_mut(place) {
            *slot = count;
        }
        if let Some(slot) = self.z.get_mut(place) {
            *slot = z;
        }
        if let Some(slot) = self.derivative.get_mut(place) {
            *slot = derivative;
        }
        if let Some(slot) = self.trap.get_mut(place) {
            *slot = trap;
        }
    }

    /// Writes the root of one orbit.
    pub fn set_root(&mut self, place: usize, root: u32) {
        if let Some(slot) = self.root.get_mut(place) {
            *slot = root;
        }
    }
}
