//! All samples of a data set as one picture.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use super::canvas::{Canvas, Rgba};
use super::shading::{Painter, Shading};
use super::tone::tone;
use crate::compute::zeroed;
use crate::em::{Data, Samples};
use crate::image::{FULL, Light};
use crate::{Context, Error, Result};

/// Rows of the data, or pixels, that a thread takes at a time.
const BLOCK: usize = 1 << 13;
/// Rows that the sums of one thread can hold without overflow.
const MOST: usize = u32::MAX as usize / FULL as usize;
/// Threads that work on a picture, each on one of its own.
const MAX_WORKERS: usize = 8;

/// The samples `x` (n, d) that fall into `canvas`: a pixel has the mean color of its samples, in linear light, and
/// is the more opaque, the more they are (on a logarithmic scale). Where they are few, each is a soft dot.
///
/// One pass; memory does not grow with the number of samples. The sums are of integers, so that the number of
/// threads changes nothing.
///
/// # Errors
/// [`Error::InvalidArgument`] on shapes that do not match or a palette of too few colors;
/// [`Error::OutOfMemory`], [`Error::Cancelled`].
pub fn draw_samples<'a>(
    x: impl Into<Samples<'a>>,
    canvas: &Canvas,
    shading: &Shading<'_>,
    context: Context<'_>,
) -> Result<Vec<Rgba>> {
    let data = Data::new(x, None)?;
    if canvas.largest_dim() >= data.n_features() {
        let expected = format!("below {}, the number of columns of X", data.n_features());
        return Err(Error::invalid("dims", expected, canvas.largest_dim()));
    }
    shading.check(data)?;
    let sums = add(data, canvas, shading, context)?;
    context.install(|| tone(sums, canvas, context))
}

/// The sums of the lights of each pixel.
fn add(
    data: Data<'_>,
    canvas: &Canvas,
    shading: &Shading<'_>,
    context: Context<'_>,
) -> Result<Vec<[u64; 4]>> {
    let blocks = data.len().div_ceil(BLOCK);
    let workers = context.executor.threads().min(MAX_WORKERS).min(blocks);
    let claimed = AtomicUsize::new(0);
    let total = Mutex::new(zeroed(canvas.pixels(), "the picture")?);
    let work = |_| -> Result<()> {
        let mut painter = shading.painter(context.executor.simd());
        let mut accumulator = Accumulator::new(canvas, &total, context)?;
        let mut buffer = Vec::new();
        loop {
            let block = claimed.fetch_add(1, Ordering::Relaxed);
            if block >= blocks {
                break;
            }
            context.check()?;
            let rows = block * BLOCK..data.len().min((block + 1) * BLOCK);
            accumulator.add(data.rows(rows, &mut buffer), data.n_features(), &mut *painter)?;
        }
        accumulator.flush()
    };
    context.install(|| (0..workers).into_par_iter().try_for_each(work))?;
    Ok(total.into_inner().unwrap_or_else(PoisonError::into_inner))
}

/// The sums of one thread.
struct Accumulator<'a> {
    canvas: &'a Canvas,
    total: &'a Mutex<Vec<[u64; 4]>>,
    context: Context<'a>,
    sums: Vec<Light>,
    count: usize,
    rows: Vec<f64>,
    places: Vec<usize>,
    lights: Vec<Light>,
}

impl<'a> Accumulator<'a> {
    fn new(canvas: &'a Canvas, total: &'a Mutex<Vec<[u64; 4]>>, context: Context<'a>) -> Result<Self> {
        let sums = zeroed(canvas.pixels(), "the picture")?;
        let (rows, places, lights) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { canvas, total, context, sums, count: 0, rows, places, lights })
    }

    fn add(&mut self, rows: &[f64], n_features: usize, painter: &mut dyn Painter) -> Result<()> {
        for sample in rows.chunks_exact(n_features) {
            if let Some(place) = self.canvas.place(sample) {
                self.rows.extend_from_slice(sample);
                self.places.push(place);
                if self.places.len() == painter.capacity() {
                    self.paint(painter)?;
                }
            }
        }
        self.paint(painter)
    }

    fn paint(&mut self, painter: &mut dyn Painter) -> Result<()> {
        if self.places.is_empty() {
            return Ok(());
        }
        self.count += self.places.len();
        if self.count > MOST {
            self.flush()?;
            self.count = self.places.len();
        }
        self.lights.resize(self.places.len(), Light::default());
        painter.paint(&self.rows, &mut self.lights);
        for (&place, light) in self.places.iter().zip(&self.lights) {
            for (sum, value) in self.sums[place].iter_mut().zip(light) {
                *sum += value;
            }
        }
        self.rows.clear();
        self.places.clear();
        Ok(())
    }

    fn flush(&mut self) -> Result<()> {
        let mut total = self.total.lock().unwrap_or_else(PoisonError::into_inner);
        for (total, sums) in total.chunks_mut(BLOCK).zip(self.sums.chunks_mut(BLOCK)) {
            self.context.check()?;
            for (total, sums) in total.iter_mut().zip(sums) {
                for (total, sum) in total.iter_mut().zip(std::mem::take(sums)) {
                    *total += u64::from(sum);
                }
            }
        }
        Ok(())
    }
}
