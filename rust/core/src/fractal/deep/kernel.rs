//! The kernel of frames that float64 does not resolve.

use std::ops::Range;

use num_complex::Complex64;

use crate::fractal::deep::digits::{fixed, words};
use crate::fractal::deep::direct;
use crate::fractal::deep::iteration::Iteration;
use crate::fractal::deep::ramp::{Ramp, Terrain};
use crate::fractal::deep::references::References;
use crate::fractal::deep::table::Table;
use crate::fractal::deep::walk::{Course, Extended, Fate, Lanes, Sample};
use crate::fractal::kernel::{Ends, Kernel};
use crate::fractal::plane::Part;
use crate::fractal::{Anchor, Disc, Escape, Frame};
use crate::number::Scaled;
use crate::{Cancellation, Context, Result};

/// Constants of pixels below 2^this are for numbers with exponents of their own.
const SMALL_PIXEL: i32 = -960;
/// Powers of differences are at least 2^this.
const SMALL_POWER: f64 = -800.0;

/// A frame at any depth.
pub struct Deep {
    iteration: Iteration,
    escape: Escape,
    disc: Option<Disc>,
    frame: Frame,
    pixel: Scaled,
    references: References,
    ramp: Ramp,
    small: f64,
}

impl Deep {
    /// Computes the reference orbits as far as all samples need them. No orbit leaves `disc` for good.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn new(
        iteration: Iteration,
        escape: Escape,
        frame: &Frame,
        disc: Option<Disc>,
        context: Context<'_>,
    ) -> Result<Self> {
        let pixel = Scaled::new(Complex64::from(frame.pixel().0), frame.pixel().1);
        let references = References::new(&iteration, escape, frame, context);
        let Anchor { shift, .. } = frame.anchor();
        let reach = frame.height().max(frame.width()) as f64 / 2.0 + shift.re.abs().max(shift.im.abs());
        let parameter = iteration.c.is_none();
        let terrain = Terrain {
            degree: iteration.degree,
            parameter,
            pixel,
            reach,
            max_iter: u64::from(escape.max_iter()),
            proofs: escape.proofs(),
            disc,
        };
        let ramp = Ramp::climb(terrain, &references.start, context.cancellation)?;
        let small = if parameter && frame.pixel().1 > SMALL_PIXEL {
            0.0
        } else {
            (SMALL_POWER / f64::from(iteration.degree)).exp2()
        };
        Ok(Self { iteration, escape, disc, frame: frame.clone(), pixel, references, ramp, small })
    }

    const fn is_parameter(&self) -> bool {
        self.iteration.c.is_none()
    }

    fn course<'a>(&'a self, table: &'a Table, critical: bool, ends: &Ends<'_>) -> Course<'a> {
        let pixel = self.pixel.to_complex64().re;
        let parameter = self.is_parameter();
        Course {
            table,
            critical,
            degree: self.iteration.degree,
            limit: self.escape.bailout() * self.escape.bailout(),
            max_iter: u64::from(self.escape.max_iter()),
            small: self.small,
            disc: self.disc,
            parameter,
            proofs: self.escape.proofs(),
            pixel: (!ends.derivative.is_empty()).then_some(pixel),
            trap: !ends.trap.is_empty(),
        }
    }
}

impl Kernel for Deep {
    fn fill(&self, part: &Part, ends: Ends<'_>, context: Context<'_>) {
        let band = Band {
            kernel: self,
            part,
            ends,
            queues: [Vec::new(), Vec::new()],
            extended: [Vec::new(), Vec::new()],
            lengths: [1, 1],
        };
        // What is cancelled is left as it is.
        let _ = band.fill(context);
    }

    fn fill_one_by_one(
        &self,
        rows: Range<usize>,
        mut ends: Ends<'_>,
        cancellation: &Cancellation,
    ) -> Result<()> {
        let words = words(&self.iteration, &self.frame);
        let (c, anchor) = (self.iteration.c.as_ref(), fixed(&self.frame.anchor().point, words));
        let c = c.map(|c| fixed(c, words));
        let width = self.frame.width();
        for (place, row) in rows.flat_map(|row| std::iter::repeat_n(row, width)).enumerate() {
            let mut sample = anchor.clone();
            sample.add_scaled(self.pixel * self.frame.offset(row, place % width).into());
            let orbit = direct::Orbit { iteration: &self.iteration, escape: self.escape, pixel: self.pixel };
            let (count, z, derivative, trap) = orbit.follow(sample, c.as_ref(), cancellation)?;
            ends.set(place, count, z, derivative, trap);
        }
        Ok(())
    }
}

/// A part that is being computed.
struct Band<'a> {
    kernel: &'a Deep,
    part: &'a Part,
    ends: Ends<'a>,
    /// Samples on the first reference and on the critical one.
    queues: [Vec<Sample>; 2],
    extended: [Vec<Sample<Scaled>>; 2],
    /// Points of the references that they need.
    lengths: [usize; 2],
}

impl Band<'_> {
    fn fill(mut self, context: Context<'_>) -> Result<()> {
        let kernel = self.kernel;
        self.begin();
        let References { start, critical } = &kernel.references;
        let references = [Some(start), critical.as_ref()];
        while !self.is_done() {
            for (which, reference) in references.iter().enumerate() {
                let Some(reference) = reference else { continue };
                if self.queues[which].is_empty() && self.extended[which].is_empty() {
                    continue;
                }
                let table = reference.table(self.lengths[which], context.cancellation)?;
                let critical = which == 1 || kernel.is_parameter();
                let course = kernel.course(&table, critical, &self.ends);
                let mut queue = std::mem::take(&mut self.queues[which]);
                let stop = |sample, w, fate| self.stop(which, sample, w, fate);
                context.run(Lanes { course, queue: &mut queue, stop, cancellation: context.cancellation });
                context.check()?;
                let course = kernel.course(&table, critical, &self.ends);
                let samples = std::mem::take(&mut self.extended[which]);
                if samples.is_empty() {
                    continue;
                }
                let blocks = table.extended(context.cancellation)?;
                let walk = Extended { course, blocks, pixel: kernel.pixel };
                for sample in samples {
                    let followed = walk.follow(sample, context.cancellation);
                    context.check()?;
                    if let Some((sample, w, fate)) = followed {
                        self.stop_extended(which, sample, w, fate);
                    }
                }
            }
        }
        Ok(())
    }

    /// The samples, at the end of the ramp.
    fn begin(&mut self) {
        let Deep { ramp, pixel, small, .. } = *self.kernel;
        let Ramp { n, slope, growth, least } = ramp;
        let float64 = small == 0.0 || slope.exponent() > exponent(small) + 1;
        for place in 0..self.part.samples() {
            let offset = self.offset(place);
            let scaled = Scaled::from(offset);
            let dc = pixel * scaled;
            if float64 && n > 0 {
                let (slope, dc) = (slope.to_complex64(), dc.to_complex64());
                let d = slope * offset;
                let sample = Sample { place, n, m: n, d, dc, derivative: slope, growth, least };
                self.queues[0].push(sample);
            } else {
                let d = slope * scaled;
                let sample = Sample { place, n, m: n, d, dc, derivative: slope, growth, least };
                self.extended[0].push(sample);
            }
        }
        self.queues[0].reverse();
    }

    /// From the anchor to a sample, in pixels.
    fn offset(&self, place: usize) -> Complex64 {
        let (row, column) = self.part.sample(place);
        self.kernel.frame.offset(row, column)
    }

    fn is_done(&self) -> bool {
        self.queues.iter().all(Vec::is_empty) && self.extended.iter().all(Vec::is_empty)
    }

    fn stop(&mut self, which: usize, sample: Sample, w: Complex64, fate: Fate) {
        let critical = usize::from(self.kernel.references.critical.is_some());
        match fate {
            Fate::Escaped | Fate::Inside => {
                let escaped = fate == Fate::Escaped;
                self.end(sample.place, sample.n, w, sample.derivative, sample.least, escaped);
            }
            Fate::Rebased => self.queues[critical].push(sample),
            Fate::Small => {
                let sample = self.widened(sample);
                self.extended[which].push(sample);
            }
            Fate::Large | Fate::Beyond => {
                self.lengths[which] = self.lengths[which].max(sample.m as usize + 1);
                self.queues[which].push(sample);
            }
        }
    }

    fn stop_extended(&mut self, which: usize, sample: Sample<Scaled>, w: Complex64, fate: Fate) {
        let critical = usize::from(self.kernel.references.critical.is_some());
        match fate {
            Fate::Escaped | Fate::Inside => {
                let escaped = fate == Fate::Escaped;
                let derivative = sample.derivative.to_complex64();
                self.end(sample.place, sample.n, w, derivative, sample.least, escaped);
            }
            Fate::Rebased => self.extended[critical].push(sample),
            Fate::Small | Fate::Beyond => {
                self.lengths[which] = self.lengths[which].max(sample.m as usize + 1);
                self.extended[which].push(sample);
            }
            Fate::Large => self.queues[which].push(narrowed(&sample)),
        }
    }

    fn end(&mut self, place: usize, n: u64, z: Complex64, derivative: Complex64, least: f64, escaped: bool) {
        let max_iter = self.kernel.escape.max_iter();
        let count = if escaped { u32::try_from(n - 1).unwrap_or(max_iter) } else { max_iter };
        self.ends.set(place, count, z, derivative, least.sqrt());
    }

    fn widened(&self, sample: Sample) -> Sample<Scaled> {
        let Sample { place, n, m, d, derivative, growth, least, .. } = sample;
        let dc = self.kernel.pixel * self.offset(place).into();
        Sample { place, n, m, d: d.into(), dc, derivative: derivative.into(), growth, least }
    }
}

fn narrowed(sample: &Sample<Scaled>) -> Sample {
    let Sample { place, n, m, d, dc, derivative, growth, least } = *sample;
    let [d, dc, derivative] = [d, dc, derivative].map(Scaled::to_complex64);
    Sample { place, n, m, d, dc, derivative, growth, least }
}

#[allow(clippy::cast_possible_truncation, reason = "a small integer")]
fn exponent(power_of_two: f64) -> i32 {
    power_of_two.log2() as i32
}
