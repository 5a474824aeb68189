//! Pictures that a symmetry takes to themselves: of two samples that it exchanges, one orbit is followed.

use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bigdecimal::Zero;
use num_complex::Complex64;

use crate::fractal::kernel::{Ends, Kernel};
use crate::fractal::{Frame, Place, Raster};
use crate::{Cancellation, Context, Result};

/// Most samples of a picture of which rows are kept until those that mirror them are asked for.
const MOST: usize = 1 << 22;

/// What takes orbits to orbits, bit for bit, if it takes the first sample to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symmetry {
    /// z -> -z, after which the next points are the same.
    HalfTurn,
    /// z -> conj(z).
    Conjugation,
}

impl Symmetry {
    /// Whether it takes these samples to themselves.
    pub fn keeps(self, place: Place<'_>) -> bool {
        match place {
            Place::Raster(raster) => self.keeps_raster(raster),
            Place::Frame(frame) => self.keeps_frame(frame),
        }
    }

    fn keeps_raster(self, raster: &Raster) -> bool {
        let is_even = |axis: &[f64]| axis.iter().zip(axis.iter().rev()).all(|(one, other)| *one == -other);
        is_even(raster.ys()) && (self == Self::Conjugation || is_even(raster.xs()))
    }

    fn keeps_frame(self, frame: &Frame) -> bool {
        let (center, anchor) = (frame.center(), frame.anchor());
        let is_real = center.im().is_zero() && anchor.point.im().is_zero() && anchor.shift.im == 0.0;
        let is_imaginary = center.re().is_zero() && anchor.point.re().is_zero() && anchor.shift.re == 0.0;
        is_real && (self == Self::Conjugation || is_imaginary)
    }

    /// Where it takes the end of an orbit, and its derivative.
    fn image(self, (z, derivative): (Complex64, Complex64)) -> (Complex64, Complex64) {
        // What is 0 is +0: c, which has been added, is.
        match self {
            Self::HalfTurn => (z, Complex64::ZERO - derivative),
            Self::Conjugation => {
                let conjugate = |z: Complex64| Complex64::new(z.re, 0.0 - z.im);
                (conjugate(z), conjugate(derivative))
            }
        }
    }
}

/// The kernel of such a picture. Whichever row of a pair is asked for first is computed and kept for the other one.
pub struct Symmetric<'a> {
    kernel: Box<dyn Kernel + 'a>,
    symmetry: Symmetry,
    height: usize,
    width: usize,
    pairs: Vec<Mutex<Pair>>,
}

/// Two rows that mirror each other.
enum Pair {
    /// Neither is computed.
    New,
    /// One of them is, and waits for the other.
    Kept(Row),
    /// Nothing is kept.
    Done,
}

/// What became of the orbits of a row; what was not wanted is empty.
struct Row {
    index: usize,
    untested: u32,
    counts: Vec<u32>,
    z: Vec<Complex64>,
    derivative: Vec<Complex64>,
    trap: Vec<f64>,
}

impl<'a> Symmetric<'a> {
    /// The same kernel, for one of the orbits of each pair where one of these symmetries takes the place to itself.
    pub fn of(
        kernel: Box<dyn Kernel + 'a>,
        symmetries: &[Symmetry],
        place: Place<'_>,
    ) -> Box<dyn Kernel + 'a> {
        let (height, width) = (place.height(), place.width());
        let kept = symmetries.iter().find(|symmetry| symmetry.keeps(place));
        match kept {
            Some(&symmetry) if height * width <= MOST => {
                let pairs = (0..height.div_ceil(2)).map(|_| Mutex::new(Pair::New)).collect();
                Box::new(Self { kernel, symmetry, height, width, pairs })
            }
            _ => kernel,
        }
    }

    fn pair(&self, row: usize) -> MutexGuard<'_, Pair> {
        // Nothing panics while a pair is changed.
        self.pairs[row.min(self.height - 1 - row)].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a row from the one that mirrors it, if that is kept.
    fn mirror(&self, row: usize, ends: &mut Ends<'_>) -> bool {
        let mut pair = self.pair(row);
        match &*pair {
            Pair::Kept(kept) if kept.index != row && kept.serves(ends) => kept.write(self.symmetry, ends),
            _ => return false,
        }
        *pair = Pair::Done;
        true
    }

    /// Keeps a row for the one that mirrors it.
    fn keep(&self, row: usize, ends: &Ends<'_>) {
        let mut pair = self.pair(row);
        *pair = match &*pair {
            Pair::New if row != self.height - 1 - row => Pair::Kept(Row::of(row, ends)),
            _ => Pair::Done,
        };
    }
}

impl Kernel for Symmetric<'_> {
    fn fill(&self, rows: Range<usize>, mut ends: Ends<'_>, context: Context<'_>) {
        let top = rows.start;
        let part = |rows: Range<usize>| (rows.start - top) * self.width..(rows.end - top) * self.width;
        let mut next = rows.start;
        while next < rows.end {
            if self.mirror(next, &mut some(&mut ends, part(next..next + 1))) {
                next += 1;
                continue;
            }
            // Those that follow and are not kept either are computed together.
            let mut end = next + 1;
            while end < rows.end && !matches!(&*self.pair(end), Pair::Kept(kept) if kept.index != end) {
                end += 1;
            }
            self.kernel.fill(next..end, some(&mut ends, part(next..end)), context);
            if context.cancellation.is_cancelled() {
                return;
            }
            for row in next..end {
                self.keep(row, &some(&mut ends, part(row..row + 1)));
            }
            next = end;
        }
    }

    fn fill_one_by_one(&self, rows: Range<usize>, ends: Ends<'_>, cancellation: &Cancellation) -> Result<()> {
        self.kernel.fill_one_by_one(rows, ends, cancellation)
    }
}

/// What becomes of some of the samples.
fn some<'a>(ends: &'a mut Ends<'_>, samples: Range<usize>) -> Ends<'a> {
    fn part<'a, T>(whole: &'a mut [T], samples: &Range<usize>) -> &'a mut [T] {
        whole.get_mut(samples.clone()).unwrap_or_default()
    }
    Ends {
        counts: part(ends.counts, &samples),
        z: part(ends.z, &samples),
        derivative: part(ends.derivative, &samples),
        trap: part(ends.trap, &samples),
        root: part(ends.root, &samples),
        untested: ends.untested,
    }
}

impl Row {
    fn of(index: usize, ends: &Ends<'_>) -> Self {
        Self {
            index,
            untested: ends.untested,
            counts: ends.counts.to_vec(),
            z: ends.z.to_vec(),
            derivative: ends.derivative.to_vec(),
            trap: ends.trap.to_vec(),
        }
    }

    /// Whether it has what is wanted.
    fn serves(&self, ends: &Ends<'_>) -> bool {
        self.untested == ends.untested
            && self.counts.len() == ends.counts.len()
            && self.z.len() == ends.z.len()
            && self.derivative.len() == ends.derivative.len()
            && self.trap.len() == ends.trap.len()
    }

    /// Writes the row that mirrors it.
    fn write(&self, symmetry: Symmetry, ends: &mut Ends<'_>) {
        let last = self.counts.len() - 1;
        for (place, &count) in self.counts.iter().enumerate() {
            let of = |part: &[Complex64]| part.get(place).copied().unwrap_or_default();
            let (z, derivative) = symmetry.image((of(&self.z), of(&self.derivative)));
            let trap = self.trap.get(place).copied().unwrap_or_default();
            let place = if symmetry == Symmetry::HalfTurn { last - place } else { place };
            ends.set(place, count, z, derivative, trap);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;
    use std::sync::Mutex;

    use super::{Symmetric, Symmetry};
    use crate::fractal::kernel::{Ends, Kernel};
    use crate::fractal::{Grid, Raster, Region};
    use crate::{Cancellation, Context, Executor, Result, Simd};

    /// Notes the rows that it is asked for.
    struct Asked<'a>(&'a Mutex<Vec<usize>>);

    impl Kernel for Asked<'_> {
        fn fill(&self, rows: Range<usize>, ends: Ends<'_>, _: Context<'_>) {
            ends.counts.fill(1);
            self.0.lock().iter_mut().for_each(|asked| asked.extend(rows.clone()));
        }

        fn fill_one_by_one(&self, _: Range<usize>, _: Ends<'_>, _: &Cancellation) -> Result<()> {
            Ok(())
        }
    }

    #[test]
    fn of_two_rows_that_mirror_each_other_one_is_computed() -> Result<()> {
        let executor = Executor::new(Some(1), Simd::detect())?;
        let cancellation = Cancellation::new();
        let context = Context::new(&executor, &cancellation);
        for height in [1, 2, 7, 40] {
            let half = height as f64;
            let raster = Raster::new(&Region::new(-4.0, 4.0, -half, half)?, (height, 8), Grid::Pixel)?;
            let asked = Mutex::new(Vec::new());
            let kernel = Symmetric::of(Box::new(Asked(&asked)), &[Symmetry::HalfTurn], (&raster).into());
            let mut counts = vec![0; 8 * height];
            for (row, counts) in counts.chunks_mut(8).enumerate() {
                kernel.fill(row..row + 1, Ends { counts, ..Ends::default() }, context);
            }
            assert!(counts.iter().all(|&count| count == 1));
            drop(kernel);
            let rows: Vec<usize> = (0..height.div_ceil(2)).collect();
            assert!(asked.into_inner().is_ok_and(|asked| asked == rows), "{height}");
        }
        Ok(())
    }
}
