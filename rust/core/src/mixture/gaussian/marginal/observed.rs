//! Rows of any patterns of missing values, one by one.

use std::collections::HashMap;

use super::conditional::{Conditional, Posterior};
use crate::em::Moments;
use crate::mixture::Gaps;
use crate::mixture::gaussian::Parameters;
use crate::{Context, Result};

/// Most patterns whose distributions are kept.
const KEPT: usize = 256;

/// The components' distributions by the features that rows lack, and memory for a row.
pub struct Observed<'a> {
    parameters: &'a Parameters,
    context: Context<'a>,
    patterns: HashMap<Vec<usize>, Conditional<'a>>,
    posterior: Posterior,
    deviations: Vec<f64>,
    masses: Vec<f64>,
}

impl<'a> Observed<'a> {
    /// Of these components.
    pub fn new(parameters: &'a Parameters, context: Context<'a>) -> Self {
        let (k, d) = (parameters.n_components(), parameters.n_features());
        Self {
            parameters,
            context,
            patterns: HashMap::new(),
            posterior: Posterior::new(k, d),
            deviations: vec![0.0; d],
            masses: vec![0.0; k],
        }
    }

    /// The distributions for rows that lack the same features as this one.
    fn learn(&mut self, row: &[f64]) -> Result<Vec<usize>> {
        let missing: Vec<usize> = (0..row.len()).filter(|feature| row[*feature].is_nan()).collect();
        if !self.patterns.contains_key(&missing) {
            if self.patterns.len() == KEPT {
                self.patterns.clear();
            }
            let conditional = Conditional::new(self.parameters, &missing, self.context)?;
            self.patterns.insert(missing.clone(), conditional);
        }
        Ok(missing)
    }
}

impl Gaps for Observed<'_> {
    fn log_densities(&mut self, row: &[f64], logs: &mut [f64]) -> Result<()> {
        let missing = self.learn(row)?;
        let conditional = &self.patterns[&missing];
        conditional.log_densities(row, &mut self.posterior);
        logs.copy_from_slice(&self.posterior.shares[..logs.len()]);
        Ok(())
    }

    fn accumulate(&mut self, row: &[f64], shares: &[f64], moments: &mut Moments) -> Result<()> {
        let missing = self.learn(row)?;
        let conditional = &self.patterns[&missing];
        if conditional.is_blank() {
            return Ok(());
        }
        // What is expected of the missing values depends on what is whitened.
        conditional.log_densities(row, &mut self.posterior);
        self.posterior.shares[..shares.len()].copy_from_slice(shares);
        self.masses.fill(0.0);
        let Self { posterior, deviations, masses, .. } = self;
        conditional.add(row, 1.0, posterior, deviations, masses, moments);
        conditional.add_rest(masses, moments);
        Ok(())
    }
}
