//! What is asked about sequences, and its registers of states.

use std::ops::Range;

use ndarray::{ArrayView1, ArrayView2};

use super::densities::Densities;
use super::lattice::WINDOW;
use super::parameters::Parameters;
use crate::em::{Data, Emission, Moments};
use crate::mixture::{Emissions, Gaps};
use crate::{Context, Error, Result};

/// A model, whatever its emission, and the sequences that it is asked about.
pub struct Job<'a> {
    pub start: ArrayView1<'a, f64>,
    pub transition: ArrayView2<'a, f64>,
    pub data: Data<'a>,
    pub context: Context<'a>,
    density: Box<dyn Emission>,
    /// What makes, for a thread, what knows rows that lack values; if some do.
    gaps: Option<Box<dyn Fn() -> Box<dyn Gaps + 'a> + Sync + 'a>>,
}

/// A computation that is compiled for registers of 2, 4 and 8 states.
pub trait Wide {
    /// The type that it returns.
    type Output;

    /// Does it, for registers of `W` states.
    ///
    /// # Errors
    /// Those of the computation.
    fn run<const W: usize>(self, job: &Job<'_>) -> Result<Self::Output>;
}

impl<'a> Job<'a> {
    /// Checks the sequences.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for rows of another width, and values that the emission cannot be asked about.
    pub fn new<M: Emissions>(
        parameters: &'a Parameters<M>,
        data: Data<'a>,
        context: Context<'a>,
    ) -> Result<Self> {
        let density = parameters.emission().density();
        let data = data.of_features(density.n_features())?;
        let (start, transition, emission) =
            (parameters.start(), parameters.transition(), parameters.emission());
        emission.check_observed(data)?;
        let mut job = Self { start, transition, data, context, density, gaps: None };
        if data.find(f64::is_nan).is_some() {
            job.gaps = Some(Box::new(move || emission.gaps(context)));
        }
        Ok(job)
    }

    /// Does it with as few registers as hold the states.
    ///
    /// # Errors
    /// Those of the computation.
    pub fn run<T: Wide>(&self, task: T) -> Result<T::Output> {
        match self.start.len() {
            0..=2 => task.run::<2>(self),
            3..=4 => task.run::<4>(self),
            _ => task.run::<8>(self),
        }
    }

    /// The densities of the rows, for a thread.
    pub fn densities(&self) -> Densities<'_> {
        let gaps = self.gaps.as_ref().map(|gaps| gaps());
        Densities::new(&*self.density, gaps, self.data, self.context)
    }

    /// The sums of the emission over no rows.
    pub fn moments(&self) -> Moments {
        self.density.moments()
    }

    /// Sequences that are gone over together: long ones alone, short ones until they are as many rows as a window.
    pub fn units(&self) -> Vec<Vec<Range<usize>>> {
        let mut units: Vec<Vec<Range<usize>>> = Vec::new();
        let mut open = false;
        for rows in self.data.sequences() {
            let long = rows.len() >= WINDOW;
            match units.last_mut().filter(|_| open && !long) {
                Some(unit) => unit.push(rows),
                None => units.push(vec![rows]),
            }
            let unit = units.last().map_or(&[][..], Vec::as_slice);
            open = unit.iter().map(ExactSizeIterator::len).sum::<usize>() < WINDOW;
        }
        units
    }

    /// Refuses sequences that are impossible, given log2 of their likelihoods.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`].
    pub fn check(&self, logs: &[f64], sequences: &[Range<usize>]) -> Result<()> {
        /// Below this a row has the probability 0 under all states that can be.
        const IMPOSSIBLE: f64 = -1e280;
        let Some(place) = logs.iter().position(|log| !(*log > IMPOSSIBLE && log.is_finite())) else {
            return Ok(());
        };
        if let Some((row, column, _)) = self.data.find(f64::is_infinite) {
            let value = format!("infinity (first at row {row}, column {column})");
            return Err(Error::invalid("X", "finite or missing", value));
        }
        let rows = &sequences[place];
        let value = format!("rows {} to {}, of probability 0", rows.start, rows.end - 1);
        Err(Error::invalid("X", "possible under the model", value))
    }
}
