//! The iteration: V is made from U where both meet, both spread, U is fed and V is taken away.

use rayon::prelude::*;

use crate::{Error, Fields};

/// How fast U spreads, in cells² a step.
const SPREAD_U: f64 = 0.16;
/// How fast V spreads: half as fast, which is what makes patterns.
const SPREAD_V: f64 = 0.08;

/// Cells that are worth a thread: less is done before another one has woken.
const PORTION: usize = 1 << 14;

/// The model with its two rates.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GrayScott {
    feed: f64,
    kill: f64,
}

impl GrayScott {
    /// The model that feeds U at the rate `feed`, and takes V away at the rate `feed + kill`.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if a rate is not from 0 to 0.1.
    pub fn new(feed: f64, kill: f64) -> Result<Self, Error> {
        for (name, rate) in [("feed", feed), ("kill", kill)] {
            if !(0.0..=0.1).contains(&rate) {
                return Err(Error::invalid(name, "from 0 to 0.1", rate.to_string()));
            }
        }
        Ok(Self { feed, kill })
    }

    /// The fields some steps later; `check` is called before each of them, and its error ends the work.
    ///
    /// The result has the same bits for any number of threads.
    ///
    /// # Errors
    /// What `check` returns, and [`Error::Diverged`].
    pub fn advance<E: From<Error>>(
        &self,
        fields: Fields,
        steps: u32,
        mut check: impl FnMut() -> Result<(), E>,
    ) -> Result<Fields, E> {
        let (mut now, mut next) = (fields.clone(), fields);
        for _ in 0..steps {
            check()?;
            self.step(&now, &mut next);
            std::mem::swap(&mut now, &mut next);
        }
        let (u, v, _) = now.rows();
        if u.iter().chain(v).all(|value| value.is_finite()) { Ok(now) } else { Err(Error::Diverged.into()) }
    }

    fn step(&self, now: &Fields, next: &mut Fields) {
        let (u, v, width) = now.rows();
        let (to_u, to_v) = next.rows_mut();
        let rows = to_u.par_chunks_exact_mut(width).zip(to_v.par_chunks_exact_mut(width));
        let portions = rows.enumerate().with_min_len(PORTION.div_ceil(width));
        portions.for_each(|(row, (to_u, to_v))| {
            let (u, v) = (Rows::around(u, row, width), Rows::around(v, row, width));
            for x in 0..width {
                let (here, there) = (u.here[x], v.here[x]);
                let reaction = here * there * there;
                let fed = self.feed * (1.0 - here);
                let lost = (self.feed + self.kill) * there;
                to_u[x] = here + SPREAD_U * u.laplacian(x) - reaction + fed;
                to_v[x] = there + SPREAD_V * v.laplacian(x) + reaction - lost;
            }
        });
    }
}

/// A row of a field, and its neighbors.
struct Rows<'a> {
    above: &'a [f64],
    here: &'a [f64],
    below: &'a [f64],
}

impl<'a> Rows<'a> {
    fn around(field: &'a [f64], row: usize, width: usize) -> Self {
        let height = field.len() / width;
        let get = |row: usize| &field[row % height * width..][..width];
        Self { above: get(row + height - 1), here: get(row), below: get(row + 1) }
    }

    /// How much more the four neighbors of a cell have than the cell.
    fn laplacian(&self, x: usize) -> f64 {
        let last = self.here.len() - 1;
        let left = self.here[if x == 0 { last } else { x - 1 }];
        let right = self.here[if x == last { 0 } else { x + 1 }];
        self.above[x] + self.below[x] + left + right - 4.0 * self.here[x]
    }
}
