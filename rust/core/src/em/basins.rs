//! The basins of a fit: the optimum in which it ends, by the place where one mean starts.
//!
//! A map from a plane to a handful of optima, as Newton's method has one; it is computed coarse to fine, a row of
//! starts or some at a time.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::iterate::Loop;
use super::model::Model;
use super::step::{Step, StopReason};
use crate::{Error, Result};

/// A model whose components have means that can be moved, and whose optima can be told from one another.
pub trait Attracted: Model {
    /// The number of components, k, and of features, d.
    fn shape(&self) -> (usize, usize);

    /// These parameters, with another mean of one component.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for a mean that is not finite.
    fn moved(&self, component: usize, mean: ArrayView1<'_, f64>) -> Result<Self>;

    /// For each component the one of `others` that it agrees with, up to `within` standard deviations; none unless
    /// each has one of its own.
    fn twins(&self, others: &Self, within: f64) -> Option<Vec<usize>>;
}

/// Points of a plane in the space of the features: `origin + column * axes[0] + row * axes[1]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    origin: Array1<f64>,
    axes: Array2<f64>,
    columns: Array1<f64>,
    rows: Array1<f64>,
}

/// Most points of a [`Grid`].
pub const MAX_STARTS: usize = 1 << 22;

impl Grid {
    /// From an `origin` (d), two `axes` (2, d), and the coordinates of `columns` and `rows`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on shapes that do not match, values that are not finite, and no point or more than
    /// [`MAX_STARTS`].
    pub fn new(
        origin: ArrayView1<'_, f64>,
        axes: ArrayView2<'_, f64>,
        columns: ArrayView1<'_, f64>,
        rows: ArrayView1<'_, f64>,
    ) -> Result<Self> {
        if axes.dim() != (2, origin.len()) {
            let expected = format!("of shape (2, {}), as the origin has features", origin.len());
            return Err(Error::invalid("axes", expected, format!("shape {:?}", axes.dim())));
        }
        let mut values = origin.iter().chain(axes).chain(columns).chain(rows);
        if let Some(value) = values.find(|value| !value.is_finite()) {
            return Err(Error::invalid("grid", "of finite numbers", value));
        }
        let count = columns.len().saturating_mul(rows.len());
        if !(1..=MAX_STARTS).contains(&count) {
            return Err(Error::invalid("grid", format!("of 1 to {MAX_STARTS} points"), count));
        }
        let (origin, axes) = (origin.to_owned(), axes.to_owned());
        Ok(Self { origin, axes, columns: columns.to_owned(), rows: rows.to_owned() })
    }

    fn point(&self, row: usize, column: usize) -> Array1<f64> {
        let (across, up) = (self.columns[column], self.rows[row]);
        Array1::from_shape_fn(self.origin.len(), |feature| {
            self.origin[feature] + across * self.axes[(0, feature)] + up * self.axes[(1, feature)]
        })
    }
}

/// The end of a fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct End {
    /// The number of the optimum; none where a covariance collapsed, nothing converged, or there are too many optima.
    pub optimum: Option<usize>,
    /// The component of that optimum that the moved one has become.
    pub component: usize,
    /// Iterations until the optimum was reached, or known to be.
    pub iterations: u64,
}

/// Most optima that are told apart.
const MAX_OPTIMA: usize = 256;

/// Points of the coarsest pass are so many apart, in rows and columns.
const COARSEST: usize = 16;

/// Points of a fine pass are so many apart at most.
const FINE: usize = 2;

/// Rows of a fine pass that are computed at a time, since threads wait for the last fit of each time.
const ROWS: usize = 4;

/// A fit that is this near to an optimum ends there; in standard deviations.
const CAPTURED: f64 = 0.01;

/// Fits that ended this near to one another ended in the same optimum.
const SAME: f64 = 0.05;

/// Near an optimum the lower bound falls with the square of the distance in standard deviations, times this at most.
const STEEPEST: f64 = 4.0;

/// A lower bound that is higher by less than this may be so by rounding only.
const ROUNDING: f64 = 1e-9;

/// The optima in which fits end whose starts differ in one mean, which is taken to all points of a grid.
///
/// It refines itself: first every sixteenth point in both directions is known and stands for its neighbours, then
/// every eighth, and so on to all. Optima are equal if they differ in the order of their components only, and numbered
/// as they are found, which depends on neither threads nor on when the work is interrupted.
#[derive(Clone, Debug)]
pub struct Basins<M> {
    start: M,
    component: usize,
    grid: Grid,
    optima: Vec<Step<M>>,
    ends: Array2<End>,
    /// Distance of the points of this pass, and the row that comes next; zero when all is done.
    stride: usize,
    row: usize,
    done: usize,
}

impl<M: Attracted> Basins<M> {
    /// For fits that begin at `start`, with the mean of `component` at the points of a grid.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] for a component that there is not, and a grid in another space.
    pub fn new(start: M, component: usize, grid: Grid) -> Result<Self> {
        let (k, d) = start.shape();
        if component >= k {
            return Err(Error::invalid("component", format!("below {k}"), component));
        }
        if grid.origin.len() != d {
            return Err(Error::invalid("origin", format!("of {d} features"), grid.origin.len()));
        }
        let ends = Array2::default((grid.rows.len(), grid.columns.len()));
        Ok(Self { start, component, grid, optima: Vec::new(), ends, stride: COARSEST, row: 0, done: 0 })
    }

    /// The optima, as steps at which fits converged.
    #[must_use]
    pub fn optima(&self) -> &[Step<M>] {
        &self.optima
    }

    /// The ends of the fits, by the rows and columns of the grid; where one is not known yet, that of a neighbour.
    #[must_use]
    pub fn ends(&self) -> ArrayView2<'_, End> {
        self.ends.view()
    }

    /// The share of the points that are known.
    #[must_use]
    pub fn progress(&self) -> f64 {
        self.done as f64 / self.ends.len() as f64
    }

    /// Computes the next rows of the present pass, shared out among the threads; whether there are more.
    ///
    /// `fit` says how the fits go on and when they have converged. If it is cancelled, the rows are as they were.
    ///
    /// # Errors
    /// Those of a step, but for a covariance that collapses; [`Error::Cancelled`].
    pub fn refine(&mut self, fit: &Loop<'_, M>) -> Result<bool> {
        let stride = self.stride;
        if stride == 0 {
            return Ok(false);
        }
        // What a coarser pass knows is known.
        let known = |row: usize, column: usize| {
            stride < COARSEST && row.is_multiple_of(2 * stride) && column.is_multiple_of(2 * stride)
        };
        let (rows, columns) = self.ends.dim();
        let count = if stride <= FINE { ROWS } else { 1 };
        let next = (self.row..rows).step_by(stride).take(count);
        let points: Vec<(usize, usize)> = next
            .flat_map(|row| (0..columns).step_by(stride).map(move |column| (row, column)))
            .filter(|&(row, column)| !known(row, column))
            .collect();
        let fits = fit.context.executor.map(points.len(), points.len() > 1, |at| {
            let (row, column) = points[at];
            self.fit(fit, self.grid.point(row, column).view())
        });
        let fits = fits.into_iter().collect::<Result<Vec<_>>>()?;
        self.done += points.len();
        for ((row, column), fitted) in points.into_iter().zip(fits) {
            let end = self.end(fitted);
            let block = ndarray::s![row..rows.min(row + stride), column..columns.min(column + stride)];
            self.ends.slice_mut(block).fill(end);
        }
        self.row += count * stride;
        if self.row >= rows {
            (self.stride, self.row) = (stride / 2, 0);
        }
        Ok(self.stride > 0)
    }

    /// The last step of the fit from this mean, and what is known of its end.
    fn fit(&self, fit: &Loop<'_, M>, mean: ArrayView1<'_, f64>) -> Result<(Option<Step<M>>, End)> {
        let mut iterations = 0;
        for step in fit.steps([self.start.moved(self.component, mean)]) {
            let step = match step {
                Err(Error::IllDefinedCovariance) => break,
                step => step?,
            };
            iterations = step.iteration;
            // Where the bound is higher already, the fit passes by: it never falls.
            let below = |optimum: &Step<M>| step.lower_bound <= optimum.lower_bound + ROUNDING;
            if let Some(end) = self.known(&step, CAPTURED, below) {
                return Ok((None, end));
            }
            if step.stop_reason == Some(StopReason::Converged) {
                return Ok((Some(step), End::default()));
            }
        }
        Ok((None, End { iterations, ..End::default() }))
    }

    /// The end of a fit, which adds an optimum if it is a new one.
    fn end(&mut self, (last, end): (Option<Step<M>>, End)) -> End {
        let Some(step) = last else { return end };
        let (component, iterations) = (self.component, step.iteration);
        if let Some(end) = self.known(&step, SAME, |_| true) {
            return end;
        }
        if self.optima.len() == MAX_OPTIMA {
            return End { iterations, ..End::default() };
        }
        self.optima.push(step);
        End { optimum: Some(self.optima.len() - 1), component, iterations }
    }

    /// The end of a fit at a step that is within so many standard deviations of an optimum, one of those that are allowed.
    fn known(&self, step: &Step<M>, within: f64, allowed: impl Fn(&Step<M>) -> bool) -> Option<End> {
        let far = STEEPEST * within * within;
        let near =
            |optimum: &Step<M>| (optimum.lower_bound - step.lower_bound).abs() <= far && allowed(optimum);
        let mut candidates = self.optima.iter().enumerate().filter(|(_, optimum)| near(optimum));
        candidates.find_map(|(number, optimum)| {
            let twins = step.parameters.twins(&optimum.parameters, within)?;
            let (component, iterations) = (twins[self.component], step.iteration);
            Some(End { optimum: Some(number), component, iterations })
        })
    }
}

/// For each of `k` components its own among as many others, the first that `alike` finds.
pub(crate) fn matched(k: usize, alike: impl Fn(usize, usize) -> bool) -> Option<Vec<usize>> {
    // Most are told apart by the first component.
    (0..k).find(|&other| alike(0, other))?;
    let mut taken = vec![false; k];
    let mut own = |component: usize| {
        let other = (0..k).find(|&other| !taken[other] && alike(component, other))?;
        taken[other] = true;
        Some(other)
    };
    (0..k).map(&mut own).collect()
}
