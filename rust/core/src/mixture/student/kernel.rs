//! The kernel of Gaussians with their distances bent: what a fused E and M pass needs of t distributions.

use std::f64::consts::{LN_2, LOG2_E, TAU};

use super::parameters::{EXTRA, Parameters};
use crate::Simd;
use crate::compute::{Aligned, LINE, Lanes, log2_and_inverse};
use crate::em::{Batch, Compiled, Emission, Kernel, Moments};
use crate::mixture::accumulate::{add, take};
use crate::mixture::gaussian::{Density, below_largest};
use crate::number::{digamma, ln_gamma};

/// Joint log densities `log2(w t(x; mean, scale, nu)) = offset + constant - (nu + d)/2 log2(1 + delta / nu)`, with the
/// squared Mahalanobis distance delta.
#[derive(Debug)]
pub struct StudentDensity {
    /// Its log densities are minus the squared distances, in halves of natural logarithms over that of two.
    distances: Density,
    offset: f64,
    constants: Vec<f64>,
    degrees_of_freedom: Vec<f64>,
    /// For each component E[log U] of a sample at its mean.
    log_pulls: Vec<f64>,
}

impl StudentDensity {
    pub fn new(parameters: &Parameters) -> Self {
        let gaussian = Density::new(parameters.gaussian());
        let d = gaussian.n_features as f64;
        // The Gaussian's own normalization is taken back, its determinant stays.
        let constant = |(gauss, nu): (&f64, &f64)| {
            let ratio = ln_gamma(f64::midpoint(*nu, d)) - ln_gamma(nu / 2.0);
            gauss + gaussian.offset + 0.5 * d * TAU.log2() + ratio * LOG2_E
                - 0.5 * d * (nu * std::f64::consts::PI).log2()
        };
        let freedom = parameters.degrees_of_freedom();
        let constants = gaussian.constants.iter().zip(freedom).map(constant).collect();
        let (offset, constants) = below_largest(constants);
        let mut distances = gaussian;
        distances.constants.fill(0.0);
        distances.offset = 0.0;
        let log_pull = |nu: &f64| digamma(f64::midpoint(*nu, d)) + (2.0 / nu).ln();
        let log_pulls = freedom.iter().map(log_pull).collect();
        Self { distances, offset, constants, degrees_of_freedom: freedom.to_vec(), log_pulls }
    }
}

impl Emission for StudentDensity {
    fn n_components(&self) -> usize {
        self.distances.n_components
    }

    fn n_features(&self) -> usize {
        self.distances.n_features
    }

    fn offset(&self) -> f64 {
        self.offset
    }

    fn moments(&self) -> Moments {
        let (k, d) = (self.distances.n_components, self.distances.n_features);
        Moments::zeros(k, d, self.distances.covariance_type.second_length(d) + EXTRA)
    }

    fn kernel(&self, stride: usize) -> Box<dyn Compiled + '_> {
        let [pulls, logs] = [(); 2].map(|()| Aligned::new(self.n_components() * stride));
        let sums = Aligned::new(self.n_components() * EXTRA * LINE);
        let bend = Bend { student: self, pulls, logs, sums, moments: self.distances.moments() };
        Box::new(Bent { gaussian: self.distances.kernel(stride), bend })
    }
}

/// A t distribution is a Gaussian whose precision is multiplied by a hidden U of a gamma distribution. Its expectation
/// u = (nu + d) / (nu + delta) under a component says how much a sample pulls: the sums are those of Gaussians with r u in
/// place of the responsibilities r, and those of r and of r E[log U].
struct Bent<'a> {
    gaussian: Box<dyn Compiled + 'a>,
    bend: Bend<'a>,
}

impl Compiled for Bent<'_> {
    fn log_densities(&mut self, simd: Simd, batch: &Batch, out: &mut [f64]) {
        self.gaussian.log_densities(simd, batch, out);
        Compiled::log_densities(&mut self.bend, simd, batch, out);
    }

    fn accumulate(&mut self, simd: Simd, batch: &Batch, rows: &[f64], powers: &[f64], scales: &[f64]) {
        Compiled::accumulate(&mut self.bend, simd, batch, rows, powers, scales);
        self.gaussian.accumulate(simd, batch, rows, &self.bend.pulls, scales);
    }

    fn drain(&mut self, simd: Simd, moments: &mut Moments) {
        self.gaussian.drain(simd, &mut self.bend.moments);
        Compiled::drain(&mut self.bend, simd, moments);
    }
}

/// What t distributions make of the distances of Gaussians, and the sums that these lack.
#[derive(Debug)]
struct Bend<'a> {
    student: &'a StudentDensity,
    /// Of each component and sample u, then r u.
    pulls: Aligned,
    /// Of each component and sample log2(1 + delta / nu).
    logs: Aligned,
    /// For each component the sums of r and of r log2(1 + delta / nu), a line each.
    sums: Aligned,
    /// The sums of Gaussians, on their way.
    moments: Moments,
}

impl Kernel for Bend<'_> {
    #[inline(always)]
    fn log_densities<const L: usize>(&mut self, batch: &Batch, out: &mut [f64]) {
        let (stride, vectors, d) = (batch.stride, batch.length / L, self.student.distances.n_features as f64);
        let components = self.student.constants.iter().zip(&self.student.degrees_of_freedom);
        let rows = out
            .chunks_exact_mut(stride)
            .zip(self.pulls.chunks_exact_mut(stride))
            .zip(self.logs.chunks_exact_mut(stride));
        for ((constant, nu), ((out, pulls), logs)) in components.zip(rows) {
            let (constant, half) = (Lanes::splat(*constant), Lanes::splat(-f64::midpoint(*nu, d)));
            let (unit, gain) = (Lanes::splat(-2.0 * LN_2 / nu), Lanes::splat((nu + d) / nu));
            let out = &mut out.as_chunks_mut::<L>().0[..vectors];
            let pulls = &mut pulls.as_chunks_mut::<L>().0[..vectors];
            let logs = &mut logs.as_chunks_mut::<L>().0[..vectors];
            for t in 0..vectors {
                let ratio = Lanes(out[t]).mul_add(unit, Lanes::splat(1.0));
                let (log, inverse) = log2_and_inverse(ratio);
                pulls[t] = (gain * inverse).0;
                logs[t] = log.0;
                // What is not finite stays so, and is refused or impossible.
                let kept =
                    Lanes::each(|lane| if ratio.0[lane] < f64::MAX { log.0[lane] } else { ratio.0[lane] });
                out[t] = kept.mul_add(half, constant).0;
            }
        }
    }

    #[inline(always)]
    fn accumulate<const L: usize>(&mut self, batch: &Batch, _rows: &[f64], powers: &[f64], scales: &[f64]) {
        let (stride, vectors) = (batch.stride, batch.length / L);
        let scales_lanes = &scales.as_chunks::<L>().0[..vectors];
        let (lines, _) = self.sums.as_chunks_mut::<LINE>();
        let components = powers
            .chunks_exact(stride)
            .zip(self.pulls.chunks_exact_mut(stride))
            .zip(self.logs.chunks_exact(stride))
            .zip(lines.chunks_exact_mut(EXTRA));
        for (((powers, pulls), logs), lines) in components {
            let powers = &powers.as_chunks::<L>().0[..vectors];
            let pulls = &mut pulls.as_chunks_mut::<L>().0[..vectors];
            let logs = &logs.as_chunks::<L>().0[..vectors];
            let (mut mass, mut log) = (Lanes::splat(0.0), Lanes::splat(0.0));
            for t in 0..vectors {
                let power = Lanes(powers[t]);
                let responsibility = power * Lanes(scales_lanes[t]);
                mass += responsibility;
                log = responsibility.mul_add(Lanes(logs[t]), log);
                pulls[t] = (Lanes(pulls[t]) * power).0;
            }
            add(&mut lines[0], mass);
            add(&mut lines[1], log);
        }
    }

    #[inline(always)]
    fn drain<const L: usize>(&mut self, moments: &mut Moments) {
        let k = moments.weight_sums.len();
        let length = self.moments.second.len() / k;
        moments.first.copy_from_slice(&self.moments.first);
        let (lines, _) = self.sums.as_chunks_mut::<LINE>();
        let seconds = moments.second.chunks_exact_mut(length + EXTRA);
        for (j, (second, lines)) in seconds.zip(lines.chunks_exact_mut(EXTRA)).enumerate() {
            second[..length].copy_from_slice(&self.moments.second[j * length..][..length]);
            let mass = take::<L>(&mut lines[0]);
            moments.weight_sums[j] = mass;
            second[length] = self.moments.weight_sums[j];
            second[length + 1] = self.student.log_pulls[j] * mass - LN_2 * take::<L>(&mut lines[1]);
        }
    }
}
