//! The parameters of a hidden Markov model, validated when they are made.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use crate::mixture::Emissions;
use crate::{Error, Result};

/// A chain of k hidden states, and what each of them emits.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters<M> {
    start: Array1<f64>,
    transition: Array2<f64>,
    emission: M,
}

/// Probabilities that sum to one, up to what is written down of them.
const ROUNDING: f64 = 1e-6;

impl<M: Emissions> Parameters<M> {
    /// From the probabilities of the first state `start` (k), those of the state (column) after each state (row)
    /// `transition` (k, k), and the distributions of rows under the states.
    ///
    /// The weights of the components of `emission` count for nothing. What has the probability 0 never happens.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on a wrong shape, probabilities outside [0, 1] and rows whose sum is not 1.
    pub fn new(start: ArrayView1<'_, f64>, transition: ArrayView2<'_, f64>, emission: M) -> Result<Self> {
        let k = emission.n_components();
        if start.len() != k {
            return Err(Error::invalid(
                "start",
                format!("of shape ({k},), as there are states"),
                start.len(),
            ));
        }
        if transition.dim() != (k, k) {
            let value = format!("shape {:?}", transition.dim());
            return Err(Error::invalid("transition", format!("of shape ({k}, {k})"), value));
        }
        check("start", start)?;
        transition.rows().into_iter().try_for_each(|row| check("transition", row))?;
        let transition = transition.as_standard_layout().into_owned();
        Ok(Self { start: start.to_owned(), transition, emission: emission.unweighted() })
    }

    /// The number of states, k.
    #[must_use]
    pub fn n_components(&self) -> usize {
        self.start.len()
    }

    /// The probabilities of the first state, shape (k).
    #[must_use]
    pub fn start(&self) -> ArrayView1<'_, f64> {
        self.start.view()
    }

    /// The probabilities of the state after each state, shape (k, k).
    #[must_use]
    pub fn transition(&self) -> ArrayView2<'_, f64> {
        self.transition.view()
    }

    /// The distributions of rows under the states, which all weigh one.
    #[must_use]
    pub const fn emission(&self) -> &M {
        &self.emission
    }
}

fn check(name: &'static str, probabilities: ArrayView1<'_, f64>) -> Result<()> {
    if let Some(outside) = probabilities.iter().find(|value| !(0.0..=1.0).contains(*value)) {
        return Err(Error::invalid(name, "of probabilities from 0 to 1", outside));
    }
    let sum = probabilities.sum();
    if (sum - 1.0).abs() > ROUNDING {
        return Err(Error::invalid(name, "of probabilities with the sum 1", format!("the sum {sum}")));
    }
    Ok(())
}
