//! Moments of the samples by given responsibilities.

use std::ops::Range;

use ndarray::{ArrayView2, s};

use super::evaluator::Evaluator;
use super::gather::gather;
use crate::compute::{Lanes, Tree};
use crate::em::{Data, Emission, Moments};
use crate::error::short;
use crate::{Context, Error, Result};

/// The moments of samples with `responsibilities` (n, k), which may be in any memory order.
///
/// # Errors
/// [`Error::Cancelled`]. That they are of the samples' number is for [`check_shape`] to tell, that they are finite and not
/// negative for [`check_values`].
pub fn given(
    emission: &dyn Emission,
    data: Data<'_>,
    responsibilities: ArrayView2<'_, f64>,
    context: Context<'_>,
) -> Result<Tree<Moments>> {
    let share = |rows: Range<usize>, values: &[f64], evaluator: &mut Evaluator<'_>| {
        evaluator.given(values, |powers, stride| {
            for (power, given) in powers.chunks_exact_mut(stride).zip(responsibilities.columns()) {
                let given = given.slice_move(s![rows.clone()]);
                power.iter_mut().zip(given).for_each(|(slot, value)| *slot = *value);
            }
        });
        Lanes::splat(0.0)
    };
    gather(emission, &share, data, true, context)
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
            let value = format!("{} at row {row}, column {column}", short(*value));
            Err(Error::invalid("responsibilities", "finite and not negative", value))
        }
        None if moments.weight_sums.iter().sum::<f64>() > 0.0 => Ok(()),
        None => Err(Error::invalid("responsibilities", "not all zero", "only zeros")),
    }
}
