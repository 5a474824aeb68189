//! The parameters of a linear dynamical system.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::matrix::psd;
use crate::em::{LENGTH, malformed, read, sizes, write};
use crate::error::short;
use crate::{Error, Result};

/// Most states of a [`LinearSystem`]: its covariances are dense.
pub const MAX_STATES: usize = 32;

/// What is known of the state before the first row.
#[derive(Clone, Debug, PartialEq)]
pub enum Initial {
    /// It is drawn from a Gaussian with this mean (n) and covariance (n, n).
    Known(Array1<f64>, Array2<f64>),
    /// Nothing: the limit of covariances that grow without bound.
    Diffuse,
}

/// A linear dynamical system: states that are not seen move, and what is seen depends on them, both with noise.
///
/// `x_1 ~ N(m, P)`, `x_{t+1} = F x_t + w_t` with `w_t ~ N(0, Q)`, and `y_t = H x_t + e_t` with `e_t ~ N(0, R)`.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearSystem {
    transition: Array2<f64>,
    transition_covariance: Array2<f64>,
    observation: Array2<f64>,
    observation_covariance: Array2<f64>,
    initial_mean: Array1<f64>,
    initial_covariance: Array2<f64>,
    diffuse: bool,
}

impl LinearSystem {
    /// From F (n, n), Q (n, n), H (p, n) and R (p, p).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] on shapes that do not match, more than [`MAX_STATES`] states, values that are not finite,
    /// and covariances that are not symmetric and positive semidefinite.
    pub fn new(
        transition: ArrayView2<'_, f64>,
        transition_covariance: ArrayView2<'_, f64>,
        observation: ArrayView2<'_, f64>,
        observation_covariance: ArrayView2<'_, f64>,
        initial: Initial,
    ) -> Result<Self> {
        let (p, n) = observation.dim();
        if !(1..=MAX_STATES).contains(&n) {
            return Err(Error::invalid(
                "observation",
                format!("of 1 to {MAX_STATES} columns, one a state"),
                n,
            ));
        }
        if p == 0 {
            return Err(Error::invalid("observation", "of at least one row", "none"));
        }
        shape("transition", transition, n, "states")?;
        finite("transition", transition.iter())?;
        finite("observation", observation.iter())?;
        let transition_covariance = covariance("transition_covariance", transition_covariance, n, "states")?;
        let observation_covariance =
            covariance("observation_covariance", observation_covariance, p, "rows of observation")?;
        let diffuse = initial == Initial::Diffuse;
        let (initial_mean, initial_covariance) = match initial {
            Initial::Known(mean, given) => {
                if mean.len() != n {
                    let expected = format!("of shape ({n},), as there are states");
                    return Err(Error::invalid("initial_mean", expected, format!("({},)", mean.len())));
                }
                finite("initial_mean", mean.iter())?;
                (mean, covariance("initial_covariance", given.view(), n, "states")?)
            }
            Initial::Diffuse => (Array1::zeros(n), Array2::eye(n)),
        };
        Ok(Self {
            transition: transition.to_owned(),
            transition_covariance,
            observation: observation.to_owned(),
            observation_covariance,
            initial_mean,
            initial_covariance,
            diffuse,
        })
    }

    /// The number of states, n.
    #[must_use]
    pub fn n_states(&self) -> usize {
        self.observation.ncols()
    }

    /// The number of observed values in a row, p.
    #[must_use]
    pub fn n_features(&self) -> usize {
        self.observation.nrows()
    }

    /// F, shape (n, n).
    #[must_use]
    pub fn transition(&self) -> ArrayView2<'_, f64> {
        self.transition.view()
    }

    /// Q, shape (n, n).
    #[must_use]
    pub fn transition_covariance(&self) -> ArrayView2<'_, f64> {
        self.transition_covariance.view()
    }

    /// H, shape (p, n).
    #[must_use]
    pub fn observation(&self) -> ArrayView2<'_, f64> {
        self.observation.view()
    }

    /// R, shape (p, p).
    #[must_use]
    pub fn observation_covariance(&self) -> ArrayView2<'_, f64> {
        self.observation_covariance.view()
    }

    /// The mean of the first state, shape (n); zeros of a diffuse start.
    #[must_use]
    pub fn initial_mean(&self) -> ArrayView1<'_, f64> {
        self.initial_mean.view()
    }

    /// The covariance of the first state, shape (n, n); of a diffuse start the directions of which nothing is known.
    #[must_use]
    pub fn initial_covariance(&self) -> ArrayView2<'_, f64> {
        self.initial_covariance.view()
    }

    /// Whether nothing is known of the first state.
    #[must_use]
    pub const fn is_diffuse(&self) -> bool {
        self.diffuse
    }

    /// All numbers of the parameters, one after another.
    pub(super) fn values(&self) -> impl Iterator<Item = &f64> {
        self.transition
            .iter()
            .chain(&self.transition_covariance)
            .chain(&self.observation)
            .chain(&self.observation_covariance)
            .chain(&self.initial_mean)
            .chain(&self.initial_covariance)
    }

    /// Serialises every bit, little endian: a mark, n, p, whether the start is diffuse, then F, Q, H, R, mean and covariance
    /// of the first state.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let header = [self.n_states() as u64, self.n_features() as u64, u64::from(self.is_diffuse())];
        write(MARK, header, self.values())
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if the mark or the length is wrong, and as [`new`](Self::new).
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let malformed = |what| malformed("a linear system", what);
        let ([n, p, diffuse], mut values) = read::<3>(MARK, bytes).map_err(malformed)?;
        let length = |n: usize, p: usize| {
            let squares = n.checked_mul(n)?.checked_mul(3)?.checked_add(p.checked_mul(p)?)?;
            squares.checked_add(p.checked_mul(n)?)?.checked_add(n)
        };
        let (n, p) = sizes(n, p, values.len(), length).map_err(malformed)?;
        let mut matrix = |rows: usize, columns: usize| {
            let values = values.by_ref().take(rows * columns).collect();
            Array2::from_shape_vec((rows, columns), values).map_err(|_| malformed(LENGTH))
        };
        let (transition, noise) = (matrix(n, n)?, matrix(n, n)?);
        let (observation, observation_noise) = (matrix(p, n)?, matrix(p, p)?);
        let (mean, covariance) = (matrix(1, n)?, matrix(n, n)?);
        let initial = match diffuse {
            0 => Initial::Known(mean.row(0).to_owned(), covariance),
            1 => Initial::Diffuse,
            _ => return Err(malformed("an unknown start")),
        };
        Self::new(transition.view(), noise.view(), observation.view(), observation_noise.view(), initial)
    }
}

/// The mark of parameters as bytes.
const MARK: [u8; 8] = *b"iterLS\0\x01";

fn shape(name: &'static str, matrix: ArrayView2<'_, f64>, size: usize, what: &str) -> Result<()> {
    if matrix.dim() == (size, size) {
        return Ok(());
    }
    let expected = format!("of shape ({size}, {size}), as there are {what}");
    Err(Error::invalid(name, expected, format!("shape {:?}", matrix.dim())))
}

fn finite<'a>(name: &'static str, mut values: impl Iterator<Item = &'a f64>) -> Result<()> {
    match values.find(|value| !value.is_finite()) {
        Some(value) => Err(Error::invalid(name, "finite", value)),
        None => Ok(()),
    }
}

/// A covariance, made exactly symmetric.
fn covariance(
    name: &'static str,
    matrix: ArrayView2<'_, f64>,
    size: usize,
    what: &str,
) -> Result<Array2<f64>> {
    shape(name, matrix, size, what)?;
    finite(name, matrix.iter())?;
    let uneven = matrix.indexed_iter().find(|&((i, j), value)| {
        (value - matrix[(j, i)]).abs()
            > 1e-8 * (matrix[(i, i)] * matrix[(j, j)]).abs().sqrt().max(value.abs())
    });
    if let Some(((i, j), value)) = uneven {
        let value = format!("{} at ({i}, {j}) and {} at ({j}, {i})", short(*value), short(matrix[(j, i)]));
        return Err(Error::invalid(name, "symmetric", value));
    }
    let even = Array2::from_shape_fn((size, size), |(i, j)| matrix[(i.max(j), i.min(j))]);
    if psd::factors(&even).is_none() {
        return Err(Error::invalid(name, "positive semidefinite", "a matrix that is not"));
    }
    Ok(even)
}
