//! Statistics of samples whose responsibilities are known.

use ndarray::ArrayView2;

use super::e_step::{check_shape, check_values, given};
use super::model::Mixture;
use crate::em::Data;
use crate::{Context, Result};

/// The sufficient statistics of samples with `responsibilities` (n, k), about the means of `parameters`; in any memory
/// order.
///
/// Those of consecutive parts of the rows that know [where they begin](Data::from_row), merged in order, have the same bits
/// as those of the whole.
///
/// # Errors
/// [`Error::InvalidArgument`](crate::Error::InvalidArgument) on shapes that do not match, for samples that the mixture
/// cannot have, and for responsibilities that are negative or not finite; [`Error::Cancelled`](crate::Error::Cancelled).
pub fn given_statistics<M: Mixture>(
    data: Data<'_>,
    parameters: &M,
    responsibilities: ArrayView2<'_, f64>,
    context: Context<'_>,
) -> Result<<M as Mixture>::Statistics> {
    let density = parameters.density();
    let data = data.of_features(density.n_features())?;
    check_shape(data, responsibilities)?;
    parameters.check(data)?;
    let moments = given(&*density, data, responsibilities, context)?;
    check_values(&moments.total(), responsibilities)?;
    Ok(parameters.statistics(moments))
}
