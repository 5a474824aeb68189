//! The M step: regressions of the next states on the states, and of what is seen on them.
//!
//! R. H. Shumway and D. S. Stoffer, "An approach to time series smoothing and forecasting using the EM algorithm", Journal of
//! Time Series Analysis 3 (1982); Z. Ghahramani and G. E. Hinton, "Parameter estimation for linear dynamical systems" (1996).
//! The sums are about what the old parameters predict, so the changes are computed, and no digits are lost to large states.

use std::str::FromStr;

use ndarray::{Array2, ArrayView2, Axis, s};

use super::matrix::psd;
use super::parameters::{Initial, LinearSystem};
use super::statistics::{KalmanStatistics, KalmanSums, Part, Total};
use crate::em::Maximized;
use crate::{Error, Result, quoted};

/// The shape that a covariance of noises keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Noise {
    /// Any.
    #[default]
    Full,
    /// Independent noises.
    Diag,
    /// Independent noises of one variance.
    Spherical,
}

impl FromStr for Noise {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        match name {
            "full" => Ok(Self::Full),
            "diag" => Ok(Self::Diag),
            "spherical" => Ok(Self::Spherical),
            _ => Err(Error::invalid("covariance_type", "\"full\", \"diag\" or \"spherical\"", quoted(name))),
        }
    }
}

/// What an M step knows besides the sums: entries that stay, and the shapes of both noises' covariances.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    /// Entries of F (n, n), Q (n, n), H (p, n), R (p, p), m (1, n) and P (n, n) that stay.
    pub frozen: [Array2<bool>; 6],
    /// Of Q and of R.
    pub noises: [Noise; 2],
}

impl Prior {
    /// For a system of n states and p observed values, of which nothing stays.
    #[must_use]
    pub fn free(n: usize, p: usize) -> Self {
        let free = |rows, columns| Array2::from_elem((rows, columns), false);
        let frozen = [free(n, n), free(n, n), free(p, n), free(p, p), free(1, n), free(n, n)];
        Self { frozen, noises: [Noise::Full; 2] }
    }

    fn check(&self, system: &LinearSystem) -> Result<()> {
        let (n, p) = (system.n_states(), system.n_features());
        let shapes = [(n, n), (n, n), (p, n), (p, p), (1, n), (n, n)];
        match self.frozen.iter().zip(shapes).find(|(frozen, shape)| frozen.dim() != *shape) {
            Some((frozen, shape)) => {
                let found = format!("shape {:?}", frozen.dim());
                Err(Error::invalid("frozen", format!("of shape {shape:?}, as its parameter is"), found))
            }
            None => Ok(()),
        }
    }
}

/// The parameters that maximise what the E step expects; a state of which nothing is learnt keeps its parameters, and is
/// degenerate.
///
/// Where some entries of F or H stay, its rows are maximised one after another, given the others and the noises' old
/// covariance: the likelihood does not fall then, either.
///
/// # Errors
/// [`Error::InvalidArgument`] for statistics of no rows, frozen entries of other shapes, and if the new covariances are not
/// positive semidefinite because some of their entries stay.
pub fn maximize_statistics(statistics: &KalmanStatistics, prior: &Prior) -> Result<Maximized<LinearSystem>> {
    let (system, sums) = (statistics.system(), statistics.all());
    prior.check(system)?;
    if !(sums.get(Total::Rows) > 0.0) {
        return Err(Error::invalid("statistics", "of rows of positive weight", sums.get(Total::Rows)));
    }
    let [transition, noise, observation, error, mean, start] = &prior.frozen;
    let moves = Regression {
        old: system.transition(),
        noise: system.transition_covariance(),
        squares: sums.matrix(Part::Pushes),
        crossed: sums.matrix(Part::Moved),
        outer: sums.matrix(Part::Movers),
        weight: sums.get(Total::Moves),
    };
    let (new_transition, new_noise, mut degenerate) =
        moves.without_rounding().maximize(transition, noise, prior.noises[0]);
    let sights = Regression {
        old: system.observation(),
        noise: system.observation_covariance(),
        squares: sums.matrix(Part::Errors),
        crossed: sums.matrix(Part::Seen),
        outer: sums.matrix(Part::States),
        weight: sums.get(Total::Rows),
    };
    let (new_observation, new_error, unknown) =
        sights.without_rounding().maximize(observation, error, prior.noises[1]);
    degenerate.extend(unknown);
    degenerate.sort_unstable();
    degenerate.dedup();
    let initial = if system.is_diffuse() { Initial::Diffuse } else { started(system, &sums, mean, start) };
    let parameters = LinearSystem::new(
        new_transition.view(),
        new_noise.view(),
        new_observation.view(),
        new_error.view(),
        initial,
    )?;
    Ok(Maximized { parameters, degenerate })
}

/// The mean and covariance of the first states: a regression on a constant.
fn started(system: &LinearSystem, sums: &KalmanSums, mean: &Array2<bool>, start: &Array2<bool>) -> Initial {
    let weight = sums.get(Total::Sequences);
    let old = system.initial_mean().insert_axis(Axis(1));
    let regression = Regression {
        old,
        noise: system.initial_covariance(),
        squares: sums.matrix(Part::Starts),
        crossed: sums.matrix(Part::Start).reversed_axes(),
        outer: Array2::from_elem((1, 1), weight),
        weight,
    };
    let frozen = mean.clone().reversed_axes();
    let (mean, covariance, _) = regression.without_rounding().maximize(&frozen, start, Noise::Full);
    Initial::Known(mean.column(0).to_owned(), uncertain(system, covariance))
}

/// The covariance of the first states, or the old one where rows without noise would leave nothing to see: the likelihood has
/// no bound then, and the next E step none of its densities.
fn uncertain(system: &LinearSystem, covariance: Array2<f64>) -> Array2<f64> {
    let old = system.initial_covariance();
    let noiseless = system.observation_covariance().diag().iter().any(|variance| *variance <= 0.0);
    let vanishes = |(new, old): (&f64, &f64)| *old > 0.0 && *new <= psd::ROUNDING * old;
    if noiseless && covariance.diag().iter().zip(old.diag()).any(vanishes) {
        return old.to_owned();
    }
    covariance
}

/// A regression `z = C x + noise`, by sums about what the old C predicts.
struct Regression<'a> {
    old: ArrayView2<'a, f64>,
    noise: ArrayView2<'a, f64>,
    /// Sums of e e', of e x' and of x x', with e = z - C x.
    squares: Array2<f64>,
    crossed: Array2<f64>,
    outer: Array2<f64>,
    weight: f64,
}

impl Regression<'_> {
    /// The regression in which what is without noise has no error: the sums of it are rounding, of either sign.
    fn without_rounding(mut self) -> Self {
        for i in (0..self.noise.nrows()).filter(|&i| self.noise[(i, i)] <= 0.0) {
            self.squares.row_mut(i).fill(0.0);
            self.squares.column_mut(i).fill(0.0);
            self.crossed.row_mut(i).fill(0.0);
        }
        self
    }

    /// The new coefficients and covariance of the noise, and the entries of x of which nothing is learnt.
    fn maximize(
        &self,
        frozen: &Array2<bool>,
        frozen_noise: &Array2<bool>,
        shape: Noise,
    ) -> (Array2<f64>, Array2<f64>, Vec<usize>) {
        if !(self.weight > 0.0) {
            return (self.old.to_owned(), self.noise.to_owned(), Vec::new());
        }
        let (change, unknown) = if frozen.iter().all(|stays| *stays) {
            (Array2::zeros(self.old.dim()), Vec::new())
        } else if frozen.iter().any(|stays| *stays) {
            (self.by_rows(frozen), Vec::new())
        } else {
            let solved = psd::solve(&self.outer, &self.crossed.t().to_owned());
            solved.map_or_else(
                || (Array2::zeros(self.old.dim()), (0..self.outer.nrows()).collect()),
                |(change, unknown)| (change.reversed_axes(), unknown),
            )
        };
        let mut noise = if frozen_noise.iter().all(|stays| *stays) {
            self.noise.to_owned()
        } else {
            shaped(self.rest(&change) / self.weight, shape)
        };
        for ((place, entry), stays) in noise.indexed_iter_mut().zip(frozen_noise) {
            if *stays {
                *entry = self.noise[place];
            }
        }
        (&self.old + &change, noise, unknown)
    }

    /// The sum of the squares that a change of the coefficients leaves, by factors: it cannot become negative.
    fn rest(&self, change: &Array2<f64>) -> Array2<f64> {
        let (r, n) = self.crossed.dim();
        let mut joint = Array2::zeros((r + n, r + n));
        joint.slice_mut(s![..n, ..n]).assign(&self.outer);
        joint.slice_mut(s![n.., ..n]).assign(&self.crossed);
        joint.slice_mut(s![..n, n..]).assign(&self.crossed.t());
        joint.slice_mut(s![n.., n..]).assign(&self.squares);
        let Some((lower, pivots)) = psd::factors(&joint) else { return self.squares.clone() };
        let scaled = lower * pivots.mapv(f64::sqrt);
        let left = &scaled.slice(s![n.., ..]) - &change.dot(&scaled.slice(s![..n, ..]));
        left.dot(&left.t())
    }

    /// The change where some coefficients stay: row by row, given the other rows and the noises' old covariance.
    fn by_rows(&self, frozen: &Array2<bool>) -> Array2<f64> {
        let (r, n) = self.old.dim();
        let mut change = Array2::<f64>::zeros((r, n));
        let noisy: Vec<usize> = (0..r).filter(|&i| self.noise[(i, i)] > 0.0).collect();
        let among =
            Array2::from_shape_fn((noisy.len(), noisy.len()), |(i, j)| self.noise[(noisy[i], noisy[j])]);
        let unit = Array2::eye(noisy.len());
        let precision = psd::solve(&among, &unit).map_or(unit, |(precision, _)| precision);
        for row in 0..r {
            let free: Vec<usize> = (0..n).filter(|&j| !frozen[(row, j)]).collect();
            let mut target = self.crossed.row(row).to_owned();
            if let Some(at) = noisy.iter().position(|&i| i == row) {
                for (other, &i) in noisy.iter().enumerate().filter(|(other, _)| *other != at) {
                    let share = precision[(at, other)] / precision[(at, at)];
                    let left = &self.crossed.row(i) - &change.row(i).dot(&self.outer);
                    target.scaled_add(share, &left);
                }
            }
            let outer =
                Array2::from_shape_fn((free.len(), free.len()), |(i, j)| self.outer[(free[i], free[j])]);
            let right = Array2::from_shape_fn((free.len(), 1), |(i, _)| target[free[i]]);
            if let Some((found, _)) = psd::solve(&outer, &right) {
                for (at, &j) in free.iter().enumerate() {
                    change[(row, j)] = found[(at, 0)];
                }
            }
        }
        change
    }
}

fn shaped(mut noise: Array2<f64>, shape: Noise) -> Array2<f64> {
    let size = noise.nrows();
    let mean = noise.diag().sum() / size as f64;
    if shape != Noise::Full {
        for ((i, j), entry) in noise.indexed_iter_mut() {
            *entry = match (i == j, shape) {
                (false, _) => 0.0,
                (true, Noise::Spherical) => mean,
                (true, _) => *entry,
            };
        }
    }
    noise
}
