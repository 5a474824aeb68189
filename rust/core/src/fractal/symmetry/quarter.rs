//! Square pictures that a quarter turn takes to themselves.

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

/// The kernel of a square picture that a quarter turn takes to itself.
///
/// Once it is prepared, parts are copied from the upper left quarter; before, they are computed.
pub struct Quarter<'a> {
    kernel: Box<dyn Kernel + 'a>,
    /// Whether the quarter's columns are its rows, conjugate and turned.
    is_reflected: bool,
    /// Rows and columns of the quarter.
    side: usize,
    kept: OnceLock<Memory>,
}

impl<'a> Quarter<'a> {
    /// The same kernel, for one of four orbits, or of eight if the map is real, where the place is such a square.
    #[must_use]
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
        Box::new(Self { kernel, is_reflected, side: side / 2, kept: OnceLock::new() })
    }

    /// The columns of a band of the quarter that are followed.
    fn columns(&self, top: usize) -> Range<usize> {
        if self.is_reflected { top..self.side } else { 0..self.side }
    }

    /// The bands of the quarter, one after the other.
    fn joined(&self, bands: &[Memory], wanted: &Ends<'_>) -> Memory {
        let side = self.side;
        let mut quarter = Memory::like(wanted, side * side);
        for (band, top) in bands.iter().zip((0..side).step_by(BAND)) {
            let columns = self.columns(top);
            for row in top..side.min(top + BAND) {
                let from = (row - top) * columns.len();
                let to = row * side + columns.start..(row + 1) * side;
                band.write_run((from, 1), 0, to, &mut quarter.ends());
            }
            // On the other side of the diagonal, y = -x, is -i conj(z).
            for row in top..side.min(top + BAND) {
                for column in 0..columns.start {
                    quarter.reflect(column * side + row, row * side + column);
                }
            }
        }
        quarter
    }

    /// Where in the quarter the orbit is that stands for a sample's, how far it is to that of the next column, and how many
    /// quarter turns to the left lead to the sample.
    fn source(&self, row: usize, column: usize) -> ((usize, isize), usize) {
        let (side, last) = (self.side, 2 * self.side - 1);
        let below = side.cast_signed();
        match (row < side, column < side) {
            (true, true) => ((row * side + column, 1), 0),
            (false, true) => ((column * side + last - row, below), 1),
            (false, false) => (((last - row) * side + last - column, -1), 2),
            (true, false) => (((last - column) * side + row, -below), 3),
        }
    }
}

impl Kernel for Quarter<'_> {
    fn prepare(&self, wanted: &Ends<'_>, context: Context<'_>) -> bool {
        let part = |top| Part { rows: top..self.side.min(top + BAND), columns: self.columns(top) };
        let parts: Vec<_> = (0..self.side).step_by(BAND).map(part).collect();
        context.expect(parts.iter().map(Part::samples).sum());
        let bands: Vec<_> = context.install(|| {
            let band = |part: &Part| {
                let mut ends = Memory::like(wanted, part.samples());
                if !context.cancellation.is_cancelled() {
                    self.kernel.fill(part, ends.ends(), context);
                    context.tell(part.samples());
                }
                ends
            };
            parts.par_iter().map(band).collect()
        });
        if !context.cancellation.is_cancelled() {
            self.kept.get_or_init(|| self.joined(&bands, wanted));
        }
        true
    }

    fn fill(&self, part: &Part, mut ends: Ends<'_>, context: Context<'_>) {
        let Some(quarter) = self.kept.get().filter(|quarter| quarter.has(&ends)) else {
            return self.kernel.fill(part, ends, context);
        };
        let Range { start, end } = part.columns;
        let middle = self.side.clamp(start, end);
        for (place, row) in (0..).step_by(part.columns.len()).zip(part.rows.clone()) {
            for columns in [start..middle, middle..end].into_iter().filter(|columns| !columns.is_empty()) {
                let (from, turns) = self.source(row, columns.start);
                let to = place + columns.start - start..place + columns.end - start;
                quarter.write_run(from, turns, to, &mut ends);
            }
        }
    }

    fn fill_one_by_one(&self, rows: Range<usize>, ends: Ends<'_>, cancellation: &Cancellation) -> Result<()> {
        self.kernel.fill_one_by_one(rows, ends, cancellation)
    }
}
