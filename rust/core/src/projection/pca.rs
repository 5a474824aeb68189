//! Principal axes: the directions in which samples vary most.

use std::ops::Range;

use ndarray::{Array1, Array2, ArrayView1};

use super::leading::{dot, leading};
use crate::compute::{Pass, Sums};
use crate::em::{Data, Samples};
use crate::{Context, Error, Result};

/// Below this many values, waking a second thread costs more than it gains.
const SERIAL: usize = 1 << 17;

/// The mean of samples and the axes through it in which they vary most.
#[derive(Clone, Debug, PartialEq)]
pub struct PrincipalAxes {
    /// The weighted mean, shape (d).
    pub mean: Array1<f64>,
    /// Orthonormal directions, shape (q, d), the one of most variance first; the largest entry of each is positive.
    pub axes: Array2<f64>,
    /// The variances of the samples along the axes, shape (q): eigenvalues of their covariance, whose divisor is the
    /// sum of the weights.
    pub variances: Array1<f64>,
}

/// The first `n_axes` principal axes of samples `x` (n, d) (Pearson 1901; Bishop, *Pattern Recognition and Machine
/// Learning*, 12.1).
///
/// One axis after the other is found by Lanczos' method, from the samples and without their covariance: a few dozen
/// passes for each axis, however many features there are. The bits depend on neither threads nor instruction set.
///
/// # Errors
/// [`Error::InvalidArgument`] unless `n_axes` is from 1 to d, for weights that are all zero, and for values that are missing,
/// infinite or too large to be squared; [`Error::Cancelled`].
pub fn principal_axes<'a>(
    x: impl Into<Samples<'a>>,
    sample_weight: Option<ArrayView1<'a, f64>>,
    n_axes: usize,
    context: Context<'_>,
) -> Result<PrincipalAxes> {
    let data = Data::new(x, sample_weight)?;
    let d = data.n_features();
    if !(1..=d).contains(&n_axes) {
        return Err(Error::invalid("n_axes", format!("from 1 to the {d} features of X"), n_axes));
    }
    let weight = data.weight(0..data.len());
    if weight <= 0.0 {
        return Err(Error::invalid("sample_weight", "not all zero", "only zeros"));
    }
    let mut buffer = Vec::new();
    let first = data.rows(0..1, &mut buffer);
    let mean = |about: &[f64], direction: Option<&[f64]>| -> Result<Vec<f64>> {
        let pass = Weighted { data, about, direction, context };
        let Sum(mut sums) = pass.run(0, data.len(), data.len() * d > SERIAL, context)?.total().into_owned();
        for sum in &mut sums {
            *sum /= weight;
        }
        if sums.iter().all(|sum| sum.is_finite()) { Ok(sums) } else { Err(data.explain_overflow()) }
    };
    // About the first sample, so that no digits are lost to data far from the origin.
    let center: Vec<f64> = mean(first, None)?.iter().zip(first).map(|(apart, first)| first + apart).collect();
    let mut axes: Vec<Vec<f64>> = Vec::with_capacity(n_axes);
    let mut variances = Array1::zeros(n_axes);
    for variance in &mut variances {
        let (value, axis) = leading(d, &axes, |direction| mean(&center, Some(direction)))?;
        *variance = value.max(0.0);
        axes.push(upright(axis));
    }
    let axes = Array2::from_shape_fn((n_axes, d), |(axis, feature)| axes[axis][feature]);
    Ok(PrincipalAxes { mean: center.into(), axes, variances })
}

/// This direction or its opposite: the one whose largest entry, the first of equals, is positive.
fn upright(mut axis: Vec<f64>) -> Vec<f64> {
    let largest =
        axis.iter().fold(0.0, |most: f64, entry| if entry.abs() > most.abs() { *entry } else { most });
    if largest < 0.0 {
        for entry in &mut axis {
            *entry = -*entry;
        }
    }
    axis
}

/// Weighted sums of the differences y of samples from a point; each times its share y . direction of a direction, if
/// there is one, which makes of them the covariance times that direction.
struct Weighted<'a> {
    data: Data<'a>,
    about: &'a [f64],
    direction: Option<&'a [f64]>,
    context: Context<'a>,
}

#[derive(Clone)]
struct Sum(Vec<f64>);

impl Sums for Sum {
    fn add(&mut self, Self(next): &Self) {
        self.0.iter_mut().zip(next).for_each(|(sum, next)| *sum += next);
    }
}

/// Rows between two looks at the cancellation, for this many values.
const VALUES: usize = 1 << 16;

impl Pass for Weighted<'_> {
    type Workspace = (Vec<f64>, Vec<f64>);
    type Output = Sum;

    fn workspace(&self) -> Self::Workspace {
        (Vec::new(), vec![0.0; self.about.len()])
    }

    fn output(&self) -> Sum {
        Sum(vec![0.0; self.about.len()])
    }

    fn block(&self, rows: Range<usize>, scratch: &mut Self::Workspace, Sum(sums): &mut Sum) -> Result<()> {
        let (buffer, apart) = scratch;
        sums.fill(0.0);
        let few = (VALUES / self.about.len()).max(1);
        for start in rows.clone().step_by(few) {
            self.context.check()?;
            let rows = start..rows.end.min(start + few);
            let samples = self.data.rows(rows.clone(), buffer).chunks_exact(self.about.len());
            for (row, sample) in rows.zip(samples) {
                for ((slot, value), about) in apart.iter_mut().zip(sample).zip(self.about) {
                    *slot = value - about;
                }
                let share = self.direction.map_or(1.0, |direction| dot(apart, direction));
                let factor = self.data.weight(row..row + 1) * share;
                sums.iter_mut().zip(&*apart).for_each(|(sum, apart)| *sum += factor * apart);
            }
        }
        Ok(())
    }
}
