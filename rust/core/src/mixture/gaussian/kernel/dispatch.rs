//! The choice of the kernel that suits a density.

use super::diagonal::Diagonal;
use super::large::Large;
use super::medium::Medium;
use super::small::Small;
use crate::em::{Compiled, Emission, Moments};
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

    fn kernel(&self, stride: usize) -> Box<dyn Compiled + '_> {
        match (self.covariance_type.has_matrices(), self.n_features) {
            (true, 1) => Box::new(Small::<1, true>::new(self)),
            (true, 2) => Box::new(Small::<2, true>::new(self)),
            (true, 3) => Box::new(Small::<3, true>::new(self)),
            (true, 4) => Box::new(Small::<4, true>::new(self)),
            (true, 5) => Box::new(Small::<5, true>::new(self)),
            (true, 6) => Box::new(Small::<6, true>::new(self)),
            (true, 7) => Box::new(Small::<7, true>::new(self)),
            (true, 8..24) => Box::new(Medium::new(self, stride)),
            (true, _) => Box::new(Large::new(self, stride)),
            (false, 1) => Box::new(Small::<1, false>::new(self)),
            (false, 2) => Box::new(Small::<2, false>::new(self)),
            (false, 3) => Box::new(Small::<3, false>::new(self)),
            (false, 4) => Box::new(Small::<4, false>::new(self)),
            (false, _) => Box::new(Diagonal::new(self, stride)),
        }
    }
}
