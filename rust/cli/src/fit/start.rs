//! The start of EM.

use clap::ValueEnum;
use iterscope::cluster::{KMeans, assign, kmeans_plusplus};
use iterscope::em::Loop;
use iterscope::mixture::{CovarianceType, Parameters, maximize_responsibilities};
use iterscope::{Error, Result};
use ndarray::Array2;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;

/// Most iterations of k-means.
const MAX_ITER: u64 = 300;

/// The way to find the first responsibilities.
#[derive(Clone, Copy, ValueEnum)]
pub enum Start {
    /// The clusters of k-means, seeded by k-means++.
    Kmeans,
    /// Random responsibilities.
    Random,
}

impl Start {
    /// The parameters of `n_components` that `fit` begins with for samples `x` (n, d), from the random numbers of PCG64
    /// with this seed.
    pub fn parameters(
        self,
        x: &Array2<f64>,
        n_components: usize,
        covariance_type: CovarianceType,
        seed: u64,
        fit: &Loop<'_, Parameters>,
    ) -> Result<Parameters> {
        let mut random = Pcg64::seed_from_u64(seed);
        let mut shares = zeros(x.nrows(), n_components)?;
        match self {
            Self::Random => shares.mapv_inplace(|_| random.random()),
            Self::Kmeans => {
                let labels = clusters(x, n_components, &mut random, fit)?;
                for (mut row, label) in shares.rows_mut().into_iter().zip(labels) {
                    row[usize::try_from(label).unwrap_or_default()] = 1.0;
                }
            }
        }
        let maximized = maximize_responsibilities(
            x.view(),
            shares.view(),
            None,
            covariance_type,
            fit.prior,
            fit.context,
        )?;
        Ok(maximized.parameters)
    }
}

/// The clusters of the samples.
fn clusters(
    x: &Array2<f64>,
    n_clusters: usize,
    random: &mut Pcg64,
    fit: &Loop<'_, Parameters>,
) -> Result<Vec<i32>> {
    let first = random.random_range(0..x.nrows());
    let trials = 2 + n_clusters.ilog2() as usize;
    let values = Array2::from_shape_simple_fn((n_clusters - 1, trials), || random.random());
    let seeds = kmeans_plusplus(x.view(), first, values.view(), None, fit.context)?;
    let kmeans = Loop {
        data: fit.data,
        prior: (),
        tol: 0.0,
        max_iter: MAX_ITER,
        half_steps: false,
        context: fit.context,
    };
    let mut labels = vec![0; x.nrows()];
    if let Some(last) = kmeans.fit([Ok(KMeans::new(seeds.centers))])? {
        assign(fit.data, last.parameters.centers(), &mut labels, fit.context)?;
    }
    Ok(labels)
}

/// Zeros for the responsibilities, shape (n, k).
fn zeros(n: usize, k: usize) -> Result<Array2<f64>> {
    let length = n.saturating_mul(k);
    if Vec::<f64>::new().try_reserve_exact(length).is_err() {
        return Err(Error::OutOfMemory { what: "the responsibilities", bytes: length.saturating_mul(8) });
    }
    Ok(Array2::zeros((n, k)))
}
