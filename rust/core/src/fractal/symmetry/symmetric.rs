//! Pictures that a symmetry takes to themselves, row by row.

use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::fractal::Place;
use crate::fractal::kernel::{Ends, Kernel};
use crate::fractal::plane::{Part, RUN};
use crate::fractal::symmetry::Symmetry;
use crate::fractal::symmetry::memory::{Memory, some};
use crate::{Cancellation, Context, Result};

/// Most samples of a picture of which rows are kept until those that mirror them are asked for.
const MOST: usize = 1 << 22;

/// The kernel of a picture that a symmetry takes to itself.
///
/// Whichever row of a pair is asked for first is computed and kept for the other one.
pub struct Symmetric<'a> {
    kernel: Box<dyn Kernel + 'a>,
    /// What takes rows to rows.
    across: Option<Symmetry>,
    /// Whether a reflection takes each row to itself.
    is_reflected: bool,
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

/// What became of the orbits of a row.
struct Row {
    index: usize,
    ends: Memory,
}

impl<'a> Symmetric<'a> {
    /// The same kernel, for one of the orbits of each pair where one of these symmetries takes the place to itself.
    #[must_use]
    pub fn of(
        kernel: Box<dyn Kernel + 'a>,
        symmetries: &[Symmetry],
        place: Place<'_>,
    ) -> Box<dyn Kernel + 'a> {
        let (height, width) = (place.height(), place.width());
        if width > RUN || height > MOST / width {
            return kernel;
        }
        let (columns, rows): (Vec<_>, Vec<_>) = symmetries
            .iter()
            .copied()
            .filter(|&symmetry| symmetry != Symmetry::QuarterTurn && symmetry.keeps(place))
            .partition(|&symmetry| symmetry == Symmetry::Reflection);
        let (across, is_reflected) = (rows.first().copied(), !columns.is_empty());
        if across.is_none() && !is_reflected {
            return kernel;
        }
        let pairs = (0..height.div_ceil(2)).map(|_| Mutex::new(Pair::New)).collect();
        Box::new(Self { kernel, across, is_reflected, height, width, pairs })
    }

    fn pair(&self, row: usize) -> MutexGuard<'_, Pair> {
        // Nothing panics while a pair is changed.
        self.pairs[row.min(self.height - 1 - row)].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes a row from the one that mirrors it, if that is kept.
    fn mirror(&self, row: usize, ends: &mut Ends<'_>) -> bool {
        let Some(across) = self.across else { return false };
        let mut pair = self.pair(row);
        match &*pair {
            Pair::Kept(kept) if kept.index != row && kept.ends.serves(ends) => {
                let last = self.width - 1;
                for column in 0..self.width {
                    let place = if across == Symmetry::HalfTurn { last - column } else { column };
                    kept.ends.write(column, |end| across.image(end), place, ends);
                }
            }
            _ => return false,
        }
        *pair = Pair::Done;
        true
    }

    /// Computes some rows, of those that a reflection takes to themselves one half.
    fn compute(&self, rows: Range<usize>, mut ends: Ends<'_>, context: Context<'_>) {
        if !self.is_reflected {
            return self.kernel.fill(&Part { rows, columns: 0..self.width }, ends, context);
        }
        let half = self.width.div_ceil(2);
        let part = Part { rows, columns: 0..half };
        let mut memory = Memory::like(&ends, part.samples());
        self.kernel.fill(&part, memory.ends(), context);
        for place in 0..part.samples() {
            let (row, column) = (place / half * self.width, place % half);
            let opposite = self.width - 1 - column;
            memory.write(place, |end| end, row + column, &mut ends);
            if opposite != column {
                memory.write(place, |end| Symmetry::Reflection.image(end), row + opposite, &mut ends);
            }
        }
    }

    /// Keeps a row for the one that mirrors it.
    fn keep(&self, row: usize, ends: &Ends<'_>) {
        if self.across.is_none() {
            return;
        }
        let mut pair = self.pair(row);
        *pair = match &*pair {
            Pair::New if row != self.height - 1 - row => {
                Pair::Kept(Row { index: row, ends: Memory::of(ends) })
            }
            _ => Pair::Done,
        };
    }
}

impl Kernel for Symmetric<'_> {
    fn fill(&self, part: &Part, mut ends: Ends<'_>, context: Context<'_>) {
        if part.columns.len() < self.width {
            return self.kernel.fill(part, ends, context);
        }
        let rows = part.rows.clone();
        let top = rows.start;
        let samples = |rows: Range<usize>| (rows.start - top) * self.width..(rows.end - top) * self.width;
        let mut next = rows.start;
        while next < rows.end {
            if self.mirror(next, &mut some(&mut ends, samples(next..next + 1))) {
                next += 1;
                continue;
            }
            // Those that follow and are not kept either are computed together.
            let mut end = next + 1;
            while end < rows.end && !matches!(&*self.pair(end), Pair::Kept(kept) if kept.index != end) {
                end += 1;
            }
            self.compute(next..end, some(&mut ends, samples(next..end)), context);
            if context.cancellation.is_cancelled() {
                return;
            }
            for row in next..end {
                self.keep(row, &some(&mut ends, samples(row..row + 1)));
            }
            next = end;
        }
    }

    fn fill_one_by_one(&self, rows: Range<usize>, ends: Ends<'_>, cancellation: &Cancellation) -> Result<()> {
        self.kernel.fill_one_by_one(rows, ends, cancellation)
    }
}
