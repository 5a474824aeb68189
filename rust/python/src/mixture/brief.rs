//! Work that is done before one could wish to stop it.

/// Whether matrices of `k` components and `d` features are factorized within a few milliseconds.
pub const fn is_brief(k: usize, d: usize) -> bool {
    k.saturating_mul(d.saturating_pow(3)) < 1 << 22
}
