//! The start of EM.

use clap::ValueEnum;
use iterscope::cluster::lloyd_step;
use iterscope::mixture::{Parameters, maximize_responsibilities};
use iterscope::{Error, Result};
use ndarray::{Array1, Array2, ArrayView1};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

use crate::em::Em;

/// Most iterations of k-means.
const MAX_ITER: usize = 300;

#[derive(Clone, Copy, ValueEnum)]
pub enum Start {
    /// The clusters of k-means, seeded by k-means++.
    Kmeans,
    /// Random responsibilities.
    Random,
}

impl Em<'_> {
    /// The first parameters, from the random numbers of PCG64 with this seed.
    pub fn start(&self, start: Start, seed: u64) -> Result<Parameters> {
        let mut random = Pcg64::seed_from_u64(seed);
        let responsibilities = match start {
            Start::Kmeans => self.clusters(&mut random)?,
            Start::Random => {
                let mut shares = self.zeros()?;
                shares.mapv_inplace(|_| random.random());
                shares
            }
        };
        let maximized = maximize_responsibilities(
            self.x,
            responsibilities.view(),
            None,
            self.covariance_type,
            self.regularization,
            self.executor,
            self.cancellation,
        )?;
        Ok(maximized.parameters)
    }

    /// Responsibilities of 1 for the cluster of each sample.
    fn clusters(&self, random: &mut Pcg64) -> Result<Array2<f64>> {
        let mut centers = self.seeds(random)?;
        let mut labels = vec![-1; self.x.nrows()];
        for _ in 0..MAX_ITER {
            let before = labels.clone();
            let step =
                lloyd_step(self.x, centers.view(), None, &mut labels, self.executor, self.cancellation)?;
            centers = step.centers;
            if labels == before {
                break;
            }
        }
        let mut responsibilities = self.zeros()?;
        for (mut row, label) in responsibilities.rows_mut().into_iter().zip(labels) {
            row[usize::try_from(label).unwrap_or_default()] = 1.0;
        }
        Ok(responsibilities)
    }

    /// Samples chosen one after another with probabilities as their squared distance from those before: k-means++
    /// (D. Arthur and S. Vassilvitskii, "k-means++: the advantages of careful seeding", SODA 2007).
    fn seeds(&self, random: &mut Pcg64) -> Result<Array2<f64>> {
        let (n, d) = self.x.dim();
        let mut centers = Array2::zeros((self.n_components, d));
        let mut distances = Array1::from_elem(n, f64::INFINITY);
        let mut chosen = random.random_range(0..n);
        for mut center in centers.rows_mut() {
            self.cancellation.check()?;
            center.assign(&self.x.row(chosen));
            for (distance, sample) in distances.iter_mut().zip(self.x.rows()) {
                *distance = distance.min(squared_distance(&sample, &center.view()));
            }
            let total = distances.sum();
            chosen = if total > 0.0 && total.is_finite() {
                let mut left = random.random::<f64>() * total;
                let passed = |distance: &f64| {
                    left -= distance;
                    left < 0.0
                };
                distances.iter().position(passed).unwrap_or(n - 1)
            } else {
                random.random_range(0..n)
            };
        }
        Ok(centers)
    }

    /// Zeros for the responsibilities, shape (n, k).
    fn zeros(&self) -> Result<Array2<f64>> {
        let (n, k) = (self.x.nrows(), self.n_components);
        let length = n.saturating_mul(k);
        if Vec::<f64>::new().try_reserve_exact(length).is_err() {
            return Err(Error::OutOfMemory { what: "the responsibilities", bytes: length.saturating_mul(8) });
        }
        Ok(Array2::zeros((n, k)))
    }
}

fn squared_distance(sample: &ArrayView1<'_, f64>, center: &ArrayView1<'_, f64>) -> f64 {
    sample.iter().zip(center).map(|(value, center)| (value - center).powi(2)).sum()
}
