//! Distances of samples to centers.

use ndarray::{Array2, ArrayView2};
use rayon::prelude::*;

use super::nearest::BATCH;
use crate::compute::{Lanes, ROW_BLOCK, zeroed};
use crate::em::{Batch, Data, Samples};
use crate::{Context, Error, Result, Vectorized};

/// The distances (n, k) of samples `x` (n, d) to `centers` (k, d): roots of what [`assign`](super::assign) compares.
///
/// Each is a sum of squared differences, so that a near one loses no digits to centers that are far.
///
/// # Errors
/// [`Error::InvalidArgument`] on shapes that do not match and values whose squared distances are not finite;
/// [`Error::OutOfMemory`]; [`Error::Cancelled`].
pub fn center_distances<'a>(
    x: impl Into<Samples<'a>>,
    centers: ArrayView2<'_, f64>,
    context: Context<'_>,
) -> Result<Array2<f64>> {
    let (k, d) = centers.dim();
    let data = Data::new(x, None)?.of_features(d)?;
    if k == 0 {
        return Err(Error::invalid("centers", "at least one row", k));
    }
    let centers = centers.as_standard_layout();
    let centers = centers.as_slice().unwrap_or_default();
    let mut distances = zeroed(data.len().saturating_mul(k), "the distances")?;
    context.expect(data.len());
    context.install(|| {
        let blocks = distances.par_chunks_mut(ROW_BLOCK * k).enumerate();
        blocks.try_for_each_init(
            || Batch::new(BATCH, d),
            |batch, (block, distances)| {
                let first = block * ROW_BLOCK;
                context.run(DistanceBlock { data, centers, first, batch, distances, context })
            },
        )
    })?;
    if distances.iter().any(|distance| !distance.is_finite()) {
        return Err(data.explain_overflow());
    }
    Array2::from_shape_vec((data.len(), k), distances)
        .map_err(|error| Error::invalid("X", "of a shape that fits in memory", error))
}

struct DistanceBlock<'a, 'b> {
    data: Data<'a>,
    centers: &'a [f64],
    first: usize,
    batch: &'b mut Batch,
    distances: &'b mut [f64],
    context: Context<'a>,
}

impl Vectorized for DistanceBlock<'_, '_> {
    type Output = Result<()>;

    #[inline(always)]
    fn run<const LANES: usize>(self) -> Result<()> {
        let Self { data, centers, first, batch, distances, context } = self;
        let k = centers.len() / data.n_features();
        let mut buffer = Vec::new();
        for (index, distances) in distances.chunks_mut(BATCH * k).enumerate() {
            context.check()?;
            context.tell(distances.len() / k);
            let start = first + index * BATCH;
            batch.fill(data.rows(start..start + distances.len() / k, &mut buffer), None);
            for (j, center) in centers.chunks_exact(data.n_features()).enumerate() {
                let column = distances[j..].iter_mut().step_by(k);
                column.zip(squares::<LANES>(batch, center)).for_each(|(slot, square)| *slot = square.sqrt());
            }
        }
        Ok(())
    }
}

/// The squared distances of a batch, padding included, to a center.
#[inline(always)]
fn squares<const L: usize>(batch: &Batch, center: &[f64]) -> impl Iterator<Item = f64> {
    let (columns, _) = batch.columns.as_chunks::<L>();
    let step = batch.stride / L;
    (0..batch.length / L).flat_map(move |vector| {
        let mut square = Lanes::<L>::splat(0.0);
        for c in 0..center.len() {
            let apart = Lanes(columns[c * step + vector]) - Lanes::splat(center[c]);
            square = apart.mul_add(apart, square);
        }
        square.0
    })
}
