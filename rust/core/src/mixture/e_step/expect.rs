//! The E step, fused with the sums that the M step needs.

use ndarray::{ArrayView1, ArrayView2};

use crate::em::Data;
use crate::mixture::Mixture;
use crate::{Context, Result};

/// The E step on samples `x` (n, d) and the sufficient statistics of its responsibilities, in one pass.
///
/// No array over samples and components is made. The bits of the result depend on the instruction set, but
/// not on the number of threads; and the statistics of consecutive chunks of
/// [`ROW_BLOCK`](crate::compute::ROW_BLOCK) rows, merged in order, have the same bits as those of the whole.
///
/// # Errors
/// [`Error::InvalidArgument`](crate::Error::InvalidArgument) on shapes that do not match, values that are not
/// finite, negative weights, and squared distances that overflow;
/// [`Error::Cancelled`](crate::Error::Cancelled).
pub fn expect_statistics<M: Mixture>(
    x: ArrayView2<'_, f64>,
    parameters: &M,
    sample_weight: Option<ArrayView1<'_, f64>>,
    context: Context<'_>,
) -> Result<M::Statistics> {
    expect_data(Data::new(x, sample_weight)?, parameters, context)
}

/// As [`expect_statistics`], of checked samples.
///
/// # Errors
/// As [`expect_statistics`].
pub fn expect_data<M: Mixture>(
    data: Data<'_>,
    parameters: &M,
    context: Context<'_>,
) -> Result<M::Statistics> {
    let density = parameters.density();
    let data = data.of_features(density.n_features())?;
    parameters.check(data)?;
    let moments = density.expect(data, context)?;
    if !parameters.sound(moments.log_likelihood) {
        return Err(parameters.explain(data));
    }
    Ok(parameters.statistics(moments))
}
