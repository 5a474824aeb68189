//! The kernel of Gaussians with their distances bent: what a fused E and M pass needs of t distributions.

use std::f64::consts::{LN_2, LOG2_E, TAU};

use super::parameters::{EXTRA, Parameters};
use crate::compute::{Aligned, LINE, Lanes, log2_and_inverse};
use crate::em::{Batch, Emission, Kernel, Moments, Task};
use crate::mixture::accumulate::{add, take};
use crate::mixture::gamma::{digamma, ln_gamma};
use crate::mixture::gaussian::{Density, below_largest};

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

    fn with_kernel<'a, T: Task<'a>>(&'a self, task: T) -> T::Output {
        self.distances.with_kernel(Bend { student: self, task })
    }
}

/// A task for the kernel of Gaussians, done with one of t distributions around it.
struct Bend<'a, T> {
    student: &'a StudentDensity,
    task: T,
}

impl<'a, T: Task<'a>> Task<'a> for Bend<'a, T> {
    type Output = T::Output;

    fn run<K: Kernel + 'a>(self, kernel: impl Fn(usize) -> K + Sync + 'a) -> T::Output {
        let student = self.student;
        self.task.run(move |stride| Bent::new(student, kernel(stride), stride))
    }
}

/// A t distribution is a Gaussian whose precision is multiplied by a hidden U of a gamma distribution. Its expectation
/// u = (nu + d) / (nu + delta) under a component says how much a sample pulls: the sums are those of Gaussians with r u in
/// place of the responsibilities r, and those of r and of r E[log U].
#[derive(Debug)]
struct Bent<'a, K> {
    student: &'a StudentDensity,
    gaussian: K,
    /// Of each component and sample u, then r u.
    pulls: Aligned,
    /// Of each component and sample log2(1 + delta / nu).
    logs: Aligned,
    /// For each component the sums of r and of r log2(1 + delta / nu), a line each.
    sums: Aligned,
    /// The sums of Gaussians, on their way.
    moments: Moments,
}

impl<'a, K> Bent<'a, K> {
    fn new(student: &'a StudentDensity, gaussian: K, stride: usize) -> Self {
        let k = student.distances.n_components;
        Self {
            student,
            gaussian,
            pulls: Aligned::new(k * stride),
            logs: Aligned::new(k * stride),
            sums: Aligned::new(k * EXTRA * LINE),
            moments: student.distances.moments(),
        }
    }
}

impl<K: Kernel> Kernel for Bent<'_, K> {
    #[inline(always)]
    fn log_densities<const L: usize>(&mut self, batch: &Batch, out: &mut [f64]) {
        self.gaussian.log_densities::<L>(batch, out);
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
    fn accumulate<const L: usize>(&mut self, batch: &Batch, rows: &[f64], powers: &[f64], scales: &[f64]) {
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
        self.gaussian.accumulate::<L>(batch, rows, &self.pulls, scales);
    }

    #[inline(always)]
    fn drain<const L: usize>(&mut self, moments: &mut Moments) {
        self.gaussian.drain::<L>(&mut self.moments);
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
