//! The sizes that the recursions are compiled for.

use crate::{Context, Vectorized};

/// Work that is compiled for states of a size, which is a power of two.
pub trait ForStates {
    /// The type that it returns.
    type Output;

    /// Does it for at most `N` states.
    fn run<const N: usize>(self) -> Self::Output;
}

/// From so many states on a step takes so long that it can be cancelled, and that it is compiled for one instruction set.
pub const LARGE: usize = 8;

/// Runs a kernel for at most `N` states, compiled for the executor's instruction set if they are few.
pub fn run<const N: usize, V: Vectorized>(kernel: V, context: Context<'_>) -> V::Output {
    if N < LARGE { context.run(kernel) } else { kernel.run::<2>() }
}

/// Does some work for `n` states, at most [`MAX_STATES`](super::super::MAX_STATES).
pub fn for_states<T: ForStates>(n: usize, work: T) -> T::Output {
    match n {
        1 => work.run::<1>(),
        2 => work.run::<2>(),
        3..=4 => work.run::<4>(),
        5..=8 => work.run::<8>(),
        9..=16 => work.run::<16>(),
        _ => work.run::<32>(),
    }
}
