//! Log densities that are looked up, value by value: the two halves of a fused pass over rows of categories.

use crate::compute::{Aligned, Lanes};
use crate::em::{Batch, Compiled, Emission, Kernel, Moments};

/// Joint log densities `offset + constant + sum log(category)`, to base two.
#[derive(Debug)]
pub struct Lookup {
    pub n_components: usize,
    pub n_features: usize,
    pub n_categories: usize,
    /// The largest of the constants.
    pub offset: f64,
    /// k, none above zero.
    pub constants: Vec<f64>,
    /// k times d times the number of categories.
    pub logs: Vec<f64>,
}

impl Lookup {
    const fn columns(&self) -> usize {
        self.n_features * self.n_categories
    }
}

impl Emission for Lookup {
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
        Moments::zeros(self.n_components, self.columns(), 0)
    }

    fn kernel(&self, stride: usize) -> Box<dyn Compiled + '_> {
        Box::new(Categories {
            density: self,
            places: vec![0; self.n_features * stride],
            weights: vec![0.0; self.n_components],
            sums: vec![0.0; self.n_components * self.columns()],
            responsibilities: Aligned::new(stride),
        })
    }
}

/// Samples one after another; each category has a sum of its own.
#[derive(Debug)]
struct Categories<'a> {
    density: &'a Lookup,
    /// The column of the table that the value of each feature and sample has, feature by feature.
    places: Vec<usize>,
    weights: Vec<f64>,
    sums: Vec<f64>,
    responsibilities: Aligned,
}

impl Categories<'_> {
    /// Finds the columns of the table that the samples of a batch are in.
    #[inline(always)]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "values are categories")]
    fn find(&mut self, batch: &Batch) {
        let categories = self.density.n_categories;
        let features =
            self.places.chunks_exact_mut(batch.stride).zip(batch.columns.chunks_exact(batch.stride));
        for (feature, (places, column)) in features.enumerate() {
            let places = places[..batch.length].iter_mut().zip(column);
            places.for_each(|(place, value)| *place = feature * categories + *value as usize);
        }
    }
}

impl Kernel for Categories<'_> {
    #[inline(always)]
    fn log_densities<const L: usize>(&mut self, batch: &Batch, out: &mut [f64]) {
        self.find(batch);
        let components = self.density.logs.chunks_exact(self.density.columns()).zip(&self.density.constants);
        for ((logs, constant), row) in components.zip(out.chunks_exact_mut(batch.stride)) {
            let row = &mut row[..batch.length];
            row.fill(*constant);
            for places in self.places.chunks_exact(batch.stride) {
                row.iter_mut().zip(places).for_each(|(sum, place)| *sum += logs[*place]);
            }
        }
    }

    #[inline(always)]
    fn accumulate<const L: usize>(&mut self, batch: &Batch, _rows: &[f64], powers: &[f64], scales: &[f64]) {
        self.find(batch);
        let columns = self.density.columns();
        let components = self.weights.iter_mut().zip(self.sums.chunks_exact_mut(columns));
        for ((weight, sums), powers) in components.zip(powers.chunks_exact(batch.stride)) {
            let (responsibilities, _) = self.responsibilities.as_chunks_mut::<L>();
            let (powers, _) = powers.as_chunks::<L>();
            let (scales, _) = scales.as_chunks::<L>();
            let mut sum = Lanes::<L>::splat(0.0);
            let vectors = batch.length / L;
            for ((slot, power), scale) in responsibilities[..vectors].iter_mut().zip(powers).zip(scales) {
                let responsibility = Lanes(*power) * Lanes(*scale);
                sum += responsibility;
                *slot = responsibility.0;
            }
            *weight += sum.sum();
            for places in self.places.chunks_exact(batch.stride) {
                let pairs = self.responsibilities[..batch.length].iter().zip(places);
                pairs.for_each(|(responsibility, place)| sums[*place] += responsibility);
            }
        }
    }

    #[inline(always)]
    fn drain<const L: usize>(&mut self, moments: &mut Moments) {
        moments.weight_sums.copy_from_slice(&self.weights);
        moments.first.copy_from_slice(&self.sums);
        self.weights.fill(0.0);
        self.sums.fill(0.0);
    }
}
