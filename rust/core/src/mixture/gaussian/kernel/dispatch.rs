//! The choice of the kernel that suits a density.

use super::diagonal::Diagonal;
use super::large::Large;
use super::medium::Medium;
use super::small::Small;
use crate::em::{Emission, Moments, Task};
use crate::mixture::gaussian::density::Density;

impl Emission for Density {
    fn n_components(&self) -> usize {
        self.n_components
    }

    fn n_features(&self) -> usize {
        self.n_features
    }

    fn offset(&self) -> f64 {
        self.offset
    }

    fn moments(&self) -> Moments {
        let seconds = self.covariance_type.second_length(self.n_features);
        Moments::zeros(self.n_components, self.n_features, seconds)
    }

    fn with_kernel<'a, T: Task<'a>>(&'a self, task: T) -> T::Output {
        match (self.covariance_type.has_matrices(), self.n_features) {
            (true, 1) => task.run(|_| Small::<1, true>::new(self)),
            (true, 2) => task.run(|_| Small::<2, true>::new(self)),
            (true, 3) => task.run(|_| Small::<3, true>::new(self)),
            (true, 4) => task.run(|_| Small::<4, true>::new(self)),
            (true, 5) => task.run(|_| Small::<5, true>::new(self)),
            (true, 6) => task.run(|_| Small::<6, true>::new(self)),
            (true, 7) => task.run(|_| Small::<7, true>::new(self)),
            (true, 8..24) => task.run(|stride| Medium::new(self, stride)),
            (true, _) => task.run(|stride| Large::new(self, stride)),
            (false, 1) => task.run(|_| Small::<1, false>::new(self)),
            (false, 2) => task.run(|_| Small::<2, false>::new(self)),
            (false, 3) => task.run(|_| Small::<3, false>::new(self)),
            (false, 4) => task.run(|_| Small::<4, false>::new(self)),
            (false, _) => task.run(|stride| Diagonal::new(self, stride)),
        }
    }
}
