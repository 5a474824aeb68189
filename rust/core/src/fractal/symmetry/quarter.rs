//! The kernel of a square picture that a quarter turn takes to itself.

use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::fractal::Place;
use crate::fractal::kernel::{Ends, Kernel};
use crate::fractal::plane::{BAND, Part};
use crate::fractal::symmetry::Symmetry;
use crate::fractal::symmetry::memory::Memory;
use crate::{Cancellation, Context, Result};

/// Most samples of a picture of which a quarter is kept.
const MOST: usize = 1 << 22;

/// That kernel. Once it is prepared, parts are copied from the upper left quarter; before, they are computed.
pub struct Quarter<'a> {
    kernel: Box<dyn Kernel + 'a>,
    /// Whether the quarter's columns are its rows, conjugate and turned.
    is_reflected: bool,
    /// Rows and columns of the quarter.
    side: usize,
    bands: OnceLock<Vec<Band>>,
}

/// What became of the orbits of some rows of the quarter, from a column on.
struct Band {
    ends: Memory,
    left: usize,
}

impl<'a> Quarter<'a> {
    /// The same kernel, for one of four orbits, or of eight if the map is real, where the place is such a square.
    pub fn of(
        kernel: Box<dyn Kernel + 'a>,
        symmetries: &[Symmetry],
        place: Place<'_>,
    ) -> Box<dyn Kernel + 'a> {
        let side = place.height();
        let turns = symmetries.contains(&Symmetry::QuarterTurn) && Symmetry::QuarterTurn.keeps(place);
        if !turns || !side.is_multiple_of(2) || side > MOST / side {
            return kernel;
        }
        let is_reflected = symmetries.contains(&Symmetry::Conjugation);
        Box::new(Self { kernel, is_reflected, side: side / 2, bands: OnceLock::new() })
    }

    /// The columns of a band of the quarter that are followed.
    fn columns(&self, top: usize) -> Range<usize> {
        if self.is_reflected { top..self.side } else { 0..self.side }
    }

    /// Where in the quarter the orbit is that stands for a sample's, and what takes it there: perhaps conjugation, then
    /// quarter turns to the left.
    fn source(&self, row: usize, column: usize) -> ((usize, usize), bool, usize) {
        let last = 2 * self.side - 1;
        let ((row, column), turns) = match (row < self.side, column < self.side) {
            (true, true) => ((row, column), 0),
            (false, true) => ((column, last - row), 1),
            (false, false) => ((last - row, last - column), 2),
            (true, false) => ((last - column, row), 3),
        };
        if column < self.columns(row / BAND * BAND).start {
            // On the other side of the diagonal, y = -x, is -i conj(z).
            return ((column, row), true, turns + 3);
        }
        ((row, column), false, turns)
    }
}

impl Kernel for Quarter<'_> {
    fn prepare(&self, wanted: &Ends<'_>, context: Context<'_>) {
        let tops: Vec<_> = (0..self.side).step_by(BAND).collect();
        let bands: Vec<_> = context.install(|| {
            let band = |&top: &usize| {
                let part = Part { rows: top..self.side.min(top + BAND), columns: self.columns(top) };
                let mut ends = Memory::like(wanted, part.samples());
                if !context.cancellation.is_cancelled() {
                    self.kernel.fill(&part, ends.ends(), context);
                }
                Band { ends, left: part.columns.start }
            };
            tops.par_iter().map(band).collect()
        });
        if !context.cancellation.is_cancelled() {
            let _ = self.bands.set(bands); // the first ones stay
        }
    }

    fn fill(&self, part: &Part, mut ends: Ends<'_>, context: Context<'_>) {
        let Some(bands) = self.bands.get().filter(|bands| bands[0].ends.has(&ends)) else {
            return self.kernel.fill(part, ends, context);
        };
        for place in 0..part.samples() {
            let (row, column) = part.sample(place);
            let ((row, column), is_conjugate, turns) = self.source(row, column);
            let Band { ends: kept, left } = &bands[row / BAND];
            let from = row % BAND * (self.side - left) + column - left;
            let image = |end| {
                let end = if is_conjugate { Symmetry::Conjugation.image(end) } else { end };
                (0..turns).fold(end, |end, _| Symmetry::QuarterTurn.image(end))
            };
            kept.write(from, image, place, &mut ends);
        }
    }

    fn fill_one_by_one(&self, rows: Range<usize>, ends: Ends<'_>, cancellation: &Cancellation) -> Result<()> {
        self.kernel.fill_one_by_one(rows, ends, cancellation)
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::Quarter;
    use crate::fractal::kernel::{Ends, Kernel};
    use crate::fractal::plane::Part;
    use crate::fractal::symmetry::Symmetry;
    use crate::fractal::{Grid, Raster, Region};
    use crate::{Cancellation, Context, Executor, Result, Simd};

    /// Counts the samples that it is asked for.
    struct Asked<'a>(&'a AtomicUsize);

    impl Kernel for Asked<'_> {
        fn fill(&self, part: &Part, ends: Ends<'_>, _: Context<'_>) {
            ends.counts.fill(1);
            self.0.fetch_add(part.samples(), Ordering::Relaxed);
        }

        fn fill_one_by_one(&self, _: Range<usize>, _: Ends<'_>, _: &Cancellation) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn of_four_orbits_one_is_followed_and_of_eight_hardly_more() -> Result<()> {
        let executor = Executor::new(Some(2), Simd::detect())?;
        let cancellation = Cancellation::new();
        let context = Context::new(&executor, &cancellation);
        let turns = [Symmetry::HalfTurn, Symmetry::QuarterTurn];
        let real = [Symmetry::HalfTurn, Symmetry::QuarterTurn, Symmetry::Conjugation];
        for (symmetries, (height, width), asked) in [
            (&turns[..], (64, 64), 32 * 32),
            (&real, (64, 64), 16 * 32 + 16 * 16),
            (&turns, (63, 63), 63 * 63),
            (&turns, (64, 62), 64 * 62),
            (&turns[..1], (64, 64), 64 * 64),
        ] {
            let (x, y) = (width as f64, height as f64);
            let raster = Raster::new(&Region::new(-x, x, -y, y)?, (height, width), Grid::Pixel)?;
            let samples = AtomicUsize::new(0);
            let kernel = Quarter::of(Box::new(Asked(&samples)), symmetries, (&raster).into());
            let mut counts = vec![0; height * width];
            kernel.prepare(&Ends { counts: &mut [0], ..Ends::default() }, context);
            let part = Part { rows: 0..height, columns: 0..width };
            kernel.fill(&part, Ends { counts: &mut counts, ..Ends::default() }, context);
            assert!(counts.iter().all(|&count| count == 1));
            assert_eq!(samples.load(Ordering::Relaxed), asked, "{height} x {width}");
        }
        Ok(())
    }
}
