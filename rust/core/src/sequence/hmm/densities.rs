//! Densities of rows under the states, from an emission that serves a mixture as well.

use std::ops::Range;

use crate::compute::{Lanes, exp2};
use crate::em::{Data, Emission, Moments};
use crate::mixture::{Evaluator, Gaps};
use crate::{Context, Result, Vectorized};

/// An emission's evaluator, and what knows rows that lack values; of a thread.
pub struct Densities<'a> {
    data: Data<'a>,
    context: Context<'a>,
    evaluator: Evaluator<'a>,
    gaps: Option<Box<dyn Gaps + 'a>>,
    offset: f64,
    /// Of the states, for a row.
    values: Vec<f64>,
    buffers: Buffers,
}

/// Memory for some rows.
#[derive(Default)]
struct Buffers {
    /// As doubles.
    doubles: Vec<f64>,
    /// With zeros in the place of what is missing.
    filled: Vec<f64>,
    /// The numbers of those that lack values.
    lacking: Vec<usize>,
}

/// What is written of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Densities, the largest of a row being 1, and the logarithm of that.
    Linear,
    /// Logarithms; that of the largest is 0.
    Logarithmic,
}

impl Buffers {
    /// Some rows, whose missing values are zeros, and the numbers of those that lack some.
    fn load<'b, 'a: 'b>(
        &'b mut self,
        data: Data<'a>,
        rows: Range<usize>,
        gaps: bool,
    ) -> (&'b [f64], &'b [usize]) {
        self.lacking.clear();
        let values = data.rows(rows, &mut self.doubles);
        if !gaps {
            return (values, &[]);
        }
        let number = |value: &f64| if value.is_nan() { 0.0 } else { *value };
        let lacking = values.chunks_exact(data.n_features()).enumerate();
        let lacking = lacking.filter(|(_, row)| row.iter().any(|value| value.is_nan()));
        self.lacking.extend(lacking.map(|(t, _)| t));
        self.filled.clear();
        self.filled.extend(values.iter().map(number));
        (&self.filled, &self.lacking)
    }
}

impl<'a> Densities<'a> {
    /// Of all rows of the data; with `gaps` if some lack values.
    pub fn new(
        density: &'a dyn Emission,
        gaps: Option<Box<dyn Gaps + 'a>>,
        data: Data<'a>,
        context: Context<'a>,
    ) -> Self {
        Self {
            data,
            context,
            evaluator: Evaluator::new(density, context.executor.simd()),
            gaps,
            offset: density.offset(),
            values: vec![0.0; density.n_components()],
            buffers: Buffers::default(),
        }
    }

    /// Writes as many values for each of the rows as `out` has room for, and the part of their logarithms to base two that
    /// all share.
    pub fn fill(
        &mut self,
        rows: Range<usize>,
        scale: Scale,
        out: &mut [f64],
        shared: &mut [f64],
    ) -> Result<()> {
        let (capacity, width) = (self.evaluator.capacity(), out.len() / shared.len());
        let batches = out.chunks_mut(capacity * width).zip(shared.chunks_mut(capacity));
        for (start, (out, shared)) in rows.clone().step_by(capacity).zip(batches) {
            self.context.check()?;
            let Self { data, context, evaluator, gaps, offset, values, buffers } = self;
            let rows = start..rows.end.min(start + capacity);
            let (logs, stride) = evaluator.log_densities(buffers.load(*data, rows, gaps.is_some()).0);
            let k = values.len();
            context.run(Write {
                logs,
                stride,
                k,
                offset: *offset,
                scale,
                out: &mut *out,
                shared: &mut *shared,
            });
            let Some(gaps) = gaps else { continue };
            for &t in &buffers.lacking {
                gaps.log_densities(data.rows(start + t..start + t + 1, &mut buffers.doubles), values)?;
                let (out, shared) = (&mut out[t * width..][..width], &mut shared[t..=t]);
                Write { logs: values, stride: 1, k, offset: 0.0, scale, out, shared }.run::<1>();
            }
        }
        Ok(())
    }

    /// Adds the rows with their shares, as many for each as there is room for, to the sums.
    pub fn accumulate(&mut self, rows: Range<usize>, shares: &[f64], moments: &mut Moments) -> Result<()> {
        let (capacity, width) = (self.evaluator.capacity(), shares.len() / rows.len());
        for (start, shares) in rows.clone().step_by(capacity).zip(shares.chunks(capacity * width)) {
            self.context.check()?;
            let Self { data, context, evaluator, gaps, values, buffers, .. } = self;
            let rows = start..rows.end.min(start + capacity);
            let (k, (complete, lacking)) = (values.len(), buffers.load(*data, rows, gaps.is_some()));
            evaluator.accumulate(complete, |powers, stride| {
                context.run(Read { shares, width, k, powers: &mut *powers, stride });
                for t in lacking {
                    (0..k).for_each(|j| powers[j * stride + t] = 0.0);
                }
            });
            let Some(gaps) = gaps else { continue };
            for &t in &buffers.lacking {
                let row = data.rows(start + t..start + t + 1, &mut buffers.doubles);
                gaps.accumulate(row, &shares[t * width..][..k], moments)?;
            }
        }
        Ok(())
    }

    /// Moves the sums of the rows that lack nothing into `moments`, and zeroes them.
    pub fn drain(&mut self, moments: &mut Moments) {
        self.evaluator.drain(moments);
    }
}

/// Turns logarithms, component by component, into what is kept of rows.
struct Write<'a> {
    logs: &'a [f64],
    stride: usize,
    k: usize,
    offset: f64,
    scale: Scale,
    out: &'a mut [f64],
    shared: &'a mut [f64],
}

impl Vectorized for Write<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        match (self.scale, self.out.len() / self.shared.len()) {
            (Scale::Linear, 2) => self.rows::<LANES, 2>(exp2),
            (Scale::Linear, 4) => self.rows::<LANES, 4>(exp2),
            (Scale::Linear, _) => self.rows::<LANES, 8>(exp2),
            (Scale::Logarithmic, 2) => self.rows::<LANES, 2>(|below| below),
            (Scale::Logarithmic, 4) => self.rows::<LANES, 4>(|below| below),
            (Scale::Logarithmic, _) => self.rows::<LANES, 8>(|below| below),
        }
    }
}

impl Write<'_> {
    /// Writes rows of registers of `W` states: the `value` of how far each logarithm is below the largest of its row.
    #[inline(always)]
    fn rows<const L: usize, const W: usize>(self, value: impl Fn(Lanes<L>) -> Lanes<L>) {
        let blocks = self.out.len() / self.shared.len() / W;
        let (logs, step) = (self.logs.as_chunks::<L>().0, self.stride / L);
        let pieces = self.out.as_chunks_mut::<W>().0.chunks_mut(blocks * L).zip(self.shared.chunks_mut(L));
        for (piece, (rows, shared)) in pieces.enumerate() {
            let log = |j: usize| Lanes(logs[piece + j * step]);
            // Finite, so that the difference of impossible ones is a number.
            let mut largest = Lanes::splat(f64::MIN);
            for j in 0..self.k {
                largest = log(j).max(largest);
            }
            for (slot, value) in shared.iter_mut().zip(largest.0) {
                *slot = value + self.offset;
            }
            for block in 0..blocks {
                // By states, whole registers of rows, before they are turned.
                let mut tile = [[0.0; L]; W];
                for (slot, j) in tile.iter_mut().zip(block * W..self.k) {
                    *slot = value(log(j) - largest).0;
                }
                for lane in 0..L {
                    if let Some(row) = rows.get_mut(lane * blocks + block) {
                        *row = std::array::from_fn(|j| tile[j][lane]);
                    }
                }
            }
        }
    }
}

/// Turns shares, row by row, into those of components.
struct Read<'a> {
    shares: &'a [f64],
    width: usize,
    k: usize,
    powers: &'a mut [f64],
    stride: usize,
}

impl Vectorized for Read<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        match self.width {
            2 => self.rows::<LANES, 2>(),
            4 => self.rows::<LANES, 4>(),
            _ => self.rows::<LANES, 8>(),
        }
    }
}

impl Read<'_> {
    /// Reads rows of registers of `W` states.
    #[inline(always)]
    fn rows<const L: usize, const W: usize>(self) {
        let (blocks, step) = (self.width / W, self.stride / L);
        let powers = self.powers.as_chunks_mut::<L>().0;
        for (piece, rows) in self.shares.as_chunks::<W>().0.chunks(blocks * L).enumerate() {
            for block in 0..blocks {
                let mut tile = [[0.0; W]; L];
                for (slot, row) in tile.iter_mut().zip(rows.iter().skip(block).step_by(blocks)) {
                    *slot = *row;
                }
                for (lane, j) in (block * W..self.k.min((block + 1) * W)).enumerate() {
                    powers[piece + j * step] = std::array::from_fn(|row| tile[row][lane]);
                }
            }
        }
    }
}
