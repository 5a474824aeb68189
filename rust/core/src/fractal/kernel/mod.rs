//! Kernels: what follows the orbits of samples. The float64 kernel is compiled for each map.

mod attraction;
mod band;
mod block;
mod ends;
mod follow;
mod interior;
mod map;

use std::borrow::Cow;
use std::ops::Range;

use crate::fractal::plane::{Disc, Part};
use crate::fractal::{Escape, Raster};
use crate::{Cancellation, Context, Result};

use band::Band;
use follow::{Follow, derivative};

pub use attraction::Attraction;
pub use ends::Ends;
pub use interior::invariant_disc;
pub use map::{Map, Own, Shared, double_and_add, stays_outside};

/// What follows the orbits of the samples of a place, whatever the formula and however deep.
pub trait Kernel: Sync {
    /// Fills in what became of the orbits of a part, on this thread. When cancelled it leaves the rest as it is.
    fn fill(&self, part: &Part, ends: Ends<'_>, context: Context<'_>);

    /// Follows the orbits that stand for others, on all threads, where [`fill`](Self::fill) then needs only copies;
    /// returns whether it has.
    ///
    /// It pays where a whole picture is wanted, with as much of each orbit as `wanted` has memory for.
    fn prepare(&self, _wanted: &Ends<'_>, _context: Context<'_>) -> bool {
        false
    }

    /// The same, one point and one step after the other.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    fn fill_one_by_one(&self, rows: Range<usize>, ends: Ends<'_>, cancellation: &Cancellation) -> Result<()>;
}

/// A map and when its orbits have escaped, ready to be iterated in float64 for the samples of a raster.
pub struct Float64<'a, M> {
    map: M,
    escape: Escape,
    trap: Option<Disc>,
    raster: Cow<'a, Raster>,
}

impl<'a, M: Map> Float64<'a, M> {
    /// Looks for what proves interiors.
    pub fn new(map: M, escape: Escape, raster: Cow<'a, Raster>) -> Self {
        let trap = if escape.proofs() { map.trap(escape.bailout()) } else { None };
        Self { map, escape, trap, raster }
    }
}

impl<M: Map> Kernel for Float64<'_, M> {
    fn fill(&self, part: &Part, ends: Ends<'_>, context: Context<'_>) {
        let cancellation = context.cancellation;
        let (xs, ys) = (self.raster.columns(part.columns.clone()), self.raster.rows(part.rows.clone()));
        let (xs, ys) = (&*xs, &*ys);
        let suffices = M::COUNTED && self.map.suffices(self.escape.bailout(), xs, ys);
        if M::COUNTED && (ends.only_counts() || suffices && !ends.follows()) {
            context.run(Band { kernel: self, xs, ys, ends, suffices, cancellation });
        } else {
            context.run(Follow { kernel: self, xs, ys, ends, cancellation });
        }
    }

    fn fill_one_by_one(
        &self,
        rows: Range<usize>,
        mut ends: Ends<'_>,
        cancellation: &Cancellation,
    ) -> Result<()> {
        let limit = self.escape.bailout() * self.escape.bailout();
        let only_counts = ends.only_counts();
        let (raster, pixel) = (&self.raster, self.raster.pixel());
        let samples =
            rows.flat_map(|row| (0..raster.width()).map(move |column| raster.sample((row, column))));
        let (start, constant) = self.map.tangent();
        for (place, sample) in samples.enumerate() {
            cancellation.check()?;
            let (mut z, c) = self.map.orbit(sample);
            let mut count = 0;
            let mut tangents = [(pixel * start, 0.0), (0.0, pixel * start)];
            let mut trap = f64::INFINITY;
            while count < self.escape.max_iter() {
                if !only_counts {
                    let [u, v] = tangents.map(|vector| M::push((z.re, z.im), vector));
                    tangents = [(u.0 + pixel * constant, u.1), (v.0, v.1 + pixel * constant)];
                }
                z = M::map(z, c);
                let norm = z.norm_sqr();
                trap = if norm < trap { norm } else { trap };
                if !(norm <= limit) {
                    break;
                }
                count += 1;
            }
            ends.set(place, count, z, derivative::<M>(z, tangents), trap.sqrt());
        }
        Ok(())
    }
}
