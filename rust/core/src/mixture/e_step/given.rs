//! Moments of the samples by given responsibilities.

use std::ops::Range;

use ndarray::{ArrayView2, s};

use super::gather::{Shares, gather};
use crate::compute::{Lanes, Tree};
use crate::em::{Data, Emission, Kernel, Moments, Scratch};
use crate::{Context, Error, Result};

/// The moments of samples with `responsibilities` (n, k), which may be in any memory order.
///
/// # Errors
/// [`Error::InvalidArgument`] on a wrong shape; [`Error::Cancelled`]. That they are finite and not negative is for
/// [`check_values`] to tell.
pub fn given<E: Emission>(
    emission: &E,
    data: Data<'_>,
    responsibilities: ArrayView2<'_, f64>,
    context: Context<'_>,
) -> Result<Tree<Moments>> {
    gather(emission, &Given(responsibilities), data, true, context)
}

/// Refuses responsibilities of another number of samples, or of none.
///
/// # Errors
/// [`Error::InvalidArgument`].
pub fn check_shape(data: Data<'_>, responsibilities: ArrayView2<'_, f64>) -> Result<()> {
    let (n, k) = responsibilities.dim();
    if n != data.len() || n == 0 || k == 0 {
        let expected = format!("of shape (n_samples, n_components) for the {} rows of X", data.len());
        return Err(Error::invalid("responsibilities", expected, format!("shape ({n}, {k})")));
    }
    Ok(())
}

/// Refuses responsibilities that are negative, not finite or all zero, given their sums.
///
/// # Errors
/// [`Error::InvalidArgument`].
pub fn check_values(moments: &Moments, responsibilities: ArrayView2<'_, f64>) -> Result<()> {
    let allowed = |value: f64| value.is_finite() && value >= 0.0;
    match responsibilities.indexed_iter().find(|(_, value)| !allowed(**value)) {
        Some(((row, column), value)) => {
            let value = format!("{value} at row {row}, column {column}");
            Err(Error::invalid("responsibilities", "finite and not negative", value))
        }
        None if moments.weight_sums.iter().sum::<f64>() > 0.0 => Ok(()),
        None => Err(Error::invalid("responsibilities", "not all zero", "only zeros")),
    }
}

struct Given<'a>(ArrayView2<'a, f64>);

impl Shares for Given<'_> {
    #[inline(always)]
    fn fill<const L: usize, K: Kernel>(&self, rows: Range<usize>, scratch: &mut Scratch<K>) -> Lanes<L> {
        let Scratch { batch, powers, scales, .. } = scratch;
        scales.copy_from_slice(&batch.weights);
        for (power, given) in powers.chunks_exact_mut(batch.stride).zip(self.0.columns()) {
            let given = given.slice_move(s![rows.clone()]);
            power.iter_mut().zip(given).for_each(|(slot, value)| *slot = *value);
        }
        Lanes::splat(0.0)
    }
}
