//! What is expected of values that are missing, given those of the same row and the state.

use ndarray::Array2;

use super::matrix::psd;
use super::matrix::{Matrix, Vector, dot};
use super::system::System;
use crate::compute::Lanes;

/// Rows with the same values missing.
#[derive(Clone, Debug)]
struct Pattern {
    missing: Vec<bool>,
    /// What the noises that are seen say of all, (p, p); its columns for those that are not are 0.
    share: Vec<f64>,
    /// The covariance of the noises, given those that are seen.
    rest: Vec<f64>,
}

/// Expected squares of the noises of rows with missing values.
#[derive(Clone, Debug)]
pub struct Imputer<const N: usize> {
    patterns: Vec<Pattern>,
    noises: Vec<f64>,
    seen: Vec<Vector<N>>,
}

/// Patterns that are kept.
const KEPT: usize = 64;

impl<const N: usize> Imputer<N> {
    pub fn new(p: usize) -> Self {
        Self { patterns: Vec::new(), noises: vec![0.0; p], seen: vec![Lanes::splat(0.0); p] }
    }

    /// Adds a row's e e' to `errors` (p, p) and its e x' to `crossed` (p), with the mean and covariance of its state.
    pub fn add(
        &mut self,
        system: &System<N>,
        values: &[f64],
        (mean, covariance): (Vector<N>, &Matrix<N>),
        errors: &mut [f64],
        crossed: &mut [Vector<N>],
    ) {
        let p = system.p;
        let at = self.patterns.iter().position(|pattern| pattern.is_of(values)).unwrap_or_else(|| {
            if self.patterns.len() == KEPT {
                self.patterns.clear();
            }
            self.patterns.push(Pattern::of(system, values));
            self.patterns.len() - 1
        });
        let Pattern { missing, share, rest } = &self.patterns[at];
        for i in 0..p {
            let is_seen = !missing[i];
            let row = system.observation[i];
            self.noises[i] = if is_seen { values[i] - dot(row, mean) } else { 0.0 };
            self.seen[i] = if is_seen { covariance.combined(row) } else { Lanes::splat(0.0) };
        }
        for i in 0..p {
            let noise: f64 = (0..p).map(|k| share[i * p + k] * self.noises[k]).sum();
            let mut side = Lanes::splat(0.0);
            for k in 0..p {
                side += Lanes::splat(share[i * p + k]) * self.seen[k];
            }
            crossed[i] += Lanes::splat(noise) * mean - side;
            for j in 0..p {
                let other: f64 = (0..p).map(|k| share[j * p + k] * self.noises[k]).sum();
                let spread: f64 = (0..p)
                    .filter(|&k| !missing[k])
                    .map(|k| share[j * p + k] * dot(system.observation[k], side))
                    .sum();
                errors[i * p + j] += noise * other + spread + rest[i * p + j];
            }
        }
    }
}

impl Pattern {
    fn is_of(&self, values: &[f64]) -> bool {
        self.missing.iter().zip(values).all(|(missing, value)| *missing == value.is_nan())
    }

    fn of<const N: usize>(system: &System<N>, values: &[f64]) -> Self {
        let p = system.p;
        let missing: Vec<bool> = values.iter().map(|value| value.is_nan()).collect();
        let seen: Vec<usize> = (0..p).filter(|&i| !missing[i]).collect();
        let noise = |i: usize, j: usize| system.observation_covariance[i * p + j];
        let known = Array2::from_shape_fn((seen.len(), seen.len()), |(i, j)| noise(seen[i], seen[j]));
        let beside = Array2::from_shape_fn((seen.len(), p), |(i, j)| noise(seen[i], j));
        // R_oo^-1 R_om; where R_oo is singular, any solution does.
        let shares =
            psd::solve(&known, &beside).map_or_else(|| Array2::zeros(beside.dim()), |(shares, _)| shares);
        let mut share = vec![0.0; p * p];
        let mut rest = vec![0.0; p * p];
        for (at, &k) in seen.iter().enumerate() {
            for i in 0..p {
                share[i * p + k] = if missing[i] { shares[(at, i)] } else { f64::from(u8::from(i == k)) };
            }
        }
        for (i, j) in (0..p).flat_map(|i| (0..p).map(move |j| (i, j))) {
            if missing[i] && missing[j] {
                let told: f64 = seen.iter().map(|&k| share[i * p + k] * noise(k, j)).sum();
                rest[i * p + j] = noise(i, j) - told;
            }
        }
        Self { missing, share, rest }
    }
}
