//! The sums that the M step needs over rows that lack the same features.

use super::conditional::{Conditional, Posterior};
use crate::em::Moments;

impl Conditional<'_> {
    /// Adds a row by its responsibilities times its weight, with missing values at their means; the sums of the shares go
    /// to `masses`, too.
    #[inline(always)]
    pub fn add(
        &self,
        values: &[f64],
        weight: f64,
        posterior: &Posterior,
        deviations: &mut [f64],
        masses: &mut [f64],
        moments: &mut Moments,
    ) {
        let d = values.len();
        let length = moments.second.len() / masses.len();
        for (j, second) in moments.second.chunks_exact_mut(length).enumerate() {
            let share = weight * posterior.shares[j];
            if share == 0.0 {
                continue;
            }
            masses[j] += share;
            moments.weight_sums[j] += share;
            self.deviations(j, values, posterior, deviations);
            let first = moments.first[j * d..][..d].iter_mut().zip(&*deviations);
            first.for_each(|(sum, deviation)| *sum += share * deviation);
            if self.is_diagonal() {
                let squares = second.iter_mut().zip(&*deviations);
                squares.for_each(|(sum, deviation)| *sum += share * deviation * deviation);
                continue;
            }
            let mut rest = second;
            for a in 0..d {
                let (row, below) = rest.split_at_mut(a + 1);
                let weighted = share * deviations[a];
                row.iter_mut().zip(&*deviations).for_each(|(sum, other)| *sum += weighted * other);
                rest = below;
            }
        }
    }

    /// Adds the covariances of the missing values, the same in all rows, by the sums of the rows' shares.
    pub fn add_rest(&self, masses: &[f64], moments: &mut Moments) {
        let missing = self.missing();
        let length = moments.second.len() / masses.len();
        for (j, mass) in masses.iter().enumerate() {
            let second = &mut moments.second[j * length..][..length];
            for (i, &a) in missing.iter().enumerate() {
                if self.is_diagonal() {
                    second[a] += mass * self.rest(j, i, i);
                    continue;
                }
                for (l, &b) in missing[..=i].iter().enumerate() {
                    second[a * (a + 1) / 2 + b] += mass * self.rest(j, i, l);
                }
            }
        }
    }
}
