//! The bar that shows how far a long render is.

use std::sync::Once;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget};

/// Renders that are done sooner show no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar on standard error, if that is a terminal.
pub struct Progress {
    bar: ProgressBar,
    began: Instant,
    shown: Once,
}

impl Progress {
    pub fn new(pixels: u64) -> Self {
        let bar = ProgressBar::with_draw_target(Some(pixels), ProgressDrawTarget::hidden());
        Self { bar, began: Instant::now(), shown: Once::new() }
    }

    /// Counts further pixels as done.
    pub fn advance(&self, pixels: u64) {
        self.bar.inc(pixels);
        if self.began.elapsed() > PATIENCE {
            self.shown.call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
