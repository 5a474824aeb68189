//! Where a covariance that follows from the one before, always in the same way, no longer changes: its steady state.

use super::matrix::Matrix;

/// By this share of the standard deviations covariances differ that are the same but for rounding.
const ROUNDING: f64 = 1.0 / (1_u64 << 44) as f64;

/// Steps until covariances are compared for the first time.
const FIRST: usize = 4;

/// The way of a covariance to its steady state.
///
/// From one step to the next a slow one changes little, too. So it is compared with what it was when half as many steps had been
/// made again: if it came nearer all the time and differs by rounding only, less than that is left.
#[derive(Clone, Copy, Debug)]
pub struct Steady<const N: usize> {
    earlier: Matrix<N>,
    /// Steps that were made, and those at which the covariance is compared next.
    steps: usize,
    due: usize,
    arrived: bool,
}

impl<const N: usize> Steady<N> {
    /// At the beginning of the way.
    pub const fn from(covariance: Matrix<N>) -> Self {
        Self { earlier: covariance, steps: 0, due: FIRST, arrived: false }
    }

    /// Whether the covariance stays what it is.
    pub const fn arrived(&self) -> bool {
        self.arrived
    }

    /// Goes on to the next covariance.
    #[inline(always)]
    pub fn follow(&mut self, covariance: &Matrix<N>) {
        self.steps += 1;
        if self.steps == self.due {
            self.arrived = covariance.resembles(&self.earlier, ROUNDING);
            self.earlier = *covariance;
            self.due += FIRST.max(self.steps / 2);
        }
    }
}
