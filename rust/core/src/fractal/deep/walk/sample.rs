//! A sample on its way.

use num_complex::Complex64;

/// A sample whose orbit `z_n` is followed as `Z_m` + d along a reference orbit.
#[derive(Clone, Copy, Debug)]
pub struct Sample<C = Complex64> {
    /// The index at which its results go.
    pub place: usize,
    /// Steps so far.
    pub n: u64,
    /// The point of the reference that is next to it.
    pub m: u64,
    /// The difference from that point.
    pub d: C,
    /// The difference of its constant from that of the reference.
    pub dc: C,
    /// `dz_n / d(sample)`, times the side of a pixel.
    pub derivative: C,
    /// log2 of the squared modulus of `dz_n / dz_1`.
    pub growth: f64,
    /// The least |`z_k`|², k >= 1.
    pub least: f64,
}

/// Why a sample stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// `z_n` is beyond the bailout radius.
    Escaped,
    /// It does not escape in `max_iter` steps.
    Inside,
    /// It goes on along the critical orbit, from the start.
    Rebased,
    /// Its difference became too small for float64.
    Small,
    /// Its difference became large enough for float64.
    Large,
    /// It came to the end of what is known of the reference.
    Beyond,
}
