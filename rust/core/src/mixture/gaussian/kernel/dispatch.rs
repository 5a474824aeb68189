//! The choice of the kernel that suits a density.

use super::Kernel;
use super::diagonal::Diagonal;
use super::large::Large;
use super::medium::Medium;
use super::small::Small;
use crate::mixture::gaussian::density::Density;

/// Something to do with the kernel that suits a density.
pub trait Task {
    /// What it returns.
    type Output;

    /// Does it.
    fn run<'a, K: Kernel<'a>>(self, density: &'a Density) -> Self::Output;
}

/// Does `task` with the kernel that suits `density`.
pub fn with_kernel<T: Task>(density: &Density, task: T) -> T::Output {
    match (density.covariance_type.has_matrices(), density.n_features) {
        (true, 1) => task.run::<Small<1, true>>(density),
        (true, 2) => task.run::<Small<2, true>>(density),
        (true, 3) => task.run::<Small<3, true>>(density),
        (true, 4) => task.run::<Small<4, true>>(density),
        (true, 5) => task.run::<Small<5, true>>(density),
        (true, 6) => task.run::<Small<6, true>>(density),
        (true, 7) => task.run::<Small<7, true>>(density),
        (true, 8..24) => task.run::<Medium<'_>>(density),
        (true, _) => task.run::<Large<'_>>(density),
        (false, 1) => task.run::<Small<1, false>>(density),
        (false, 2) => task.run::<Small<2, false>>(density),
        (false, 3) => task.run::<Small<3, false>>(density),
        (false, 4) => task.run::<Small<4, false>>(density),
        (false, _) => task.run::<Diagonal<'_>>(density),
    }
}
