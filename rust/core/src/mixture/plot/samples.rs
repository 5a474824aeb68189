//! All samples of a data set as one picture.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use ndarray::ArrayView2;
use rayon::prelude::*;

use super::raster::{Raster, Rgba};
use crate::compute::Lanes;
use crate::compute::zeroed;
use crate::compute::{exp2, log2};
use crate::em::Samples;
use crate::image::Rgb;
use crate::image::{FULL, Light, from_linear, to_linear};
use crate::mixture::e_step::{Scratch, normalize};
use crate::mixture::gaussian::Density;
use crate::mixture::gaussian::Parameters;
use crate::mixture::gaussian::{Kernel, Task, with_kernel};
use crate::{Cancellation, Error, Executor, Result, Simd, Vectorized};

/// Which colours samples have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shading<'a> {
    /// Whose responsibilities mix the components' colours; without them all samples are `neutral`.
    pub parameters: Option<&'a Parameters>,
    /// One colour a component.
    pub palette: &'a [Rgb],
    /// The colour before the first E step.
    pub neutral: Rgb,
    /// Whether a sample has the colour of its most responsible component alone.
    pub argmax: bool,
    /// Whether a sample is the fainter, the less certain its component is.
    pub fade: bool,
}

/// Rows that a thread takes at a time.
const BLOCK: usize = 1 << 13;
/// Rows that the sums of one thread can hold without overflow.
const MOST: usize = u32::MAX as usize / FULL as usize;
/// Threads that work on a picture, each on one of its own.
const MAX_WORKERS: usize = 8;
/// Opacity of a pixel with a single sample in a picture where others have many.
const FAINTEST: f64 = 0.35;
/// Opacity of a sample that could belong to any component.
const UNCERTAIN: f64 = 0.1;
/// Pixels for each sample above which a sample is drawn larger than a pixel.
const SPARSE: usize = 8;

/// The samples `x` (n, d) that fall into `raster`: a pixel has the mean colour of its samples, in linear light, and
/// is the more opaque, the more they are (on a logarithmic scale). Where they are few, each is a soft dot.
///
/// One pass; memory does not grow with the number of samples. The sums are of integers, so that the number of
/// threads changes nothing.
///
/// # Errors
/// [`Error::InvalidArgument`] on shapes that do not match or a palette of too few colours;
/// [`Error::OutOfMemory`], [`Error::Cancelled`].
pub fn draw_samples(
    x: ArrayView2<'_, f64>,
    raster: &Raster,
    shading: &Shading<'_>,
    executor: &Executor,
    cancellation: &Cancellation,
) -> Result<Vec<Rgba>> {
    let samples = Samples::new(x, None)?;
    if raster.largest_dim() >= samples.n_features() {
        let expected = format!("below {}, the number of columns of X", samples.n_features());
        return Err(Error::invalid("dims", expected, raster.largest_dim()));
    }
    let scatter = Scatter { samples, raster, executor, cancellation };
    let sums = match shading.parameters {
        None => {
            let light = to_linear(shading.neutral);
            scatter.add(|| Flat([light[0], light[1], light[2], 1.0].map(quantise)))?
        }
        Some(parameters) => {
            let (k, d) = (parameters.n_components(), parameters.n_features());
            if d != samples.n_features() {
                let expected = format!("of {d} columns, as the means are");
                return Err(Error::invalid("X", expected, samples.n_features()));
            }
            if shading.palette.len() < k {
                return Err(Error::invalid("palette", format!("{k} colours"), shading.palette.len()));
            }
            with_kernel(&Density::new(parameters), Mix { scatter, shading })?
        }
    };
    cancellation.check()?;
    Ok(executor.install(|| tone(sums, raster)))
}

/// A thing to colour samples with.
trait Painter {
    /// Most samples at a time.
    fn capacity(&self) -> usize;

    /// The light of each of some rows, times its opacity, and the opacity.
    fn paint(&mut self, rows: &[f64], lights: &mut [Light]);
}

/// The same for all.
struct Flat(Light);

impl Painter for Flat {
    fn capacity(&self) -> usize {
        256
    }

    fn paint(&mut self, _rows: &[f64], lights: &mut [Light]) {
        lights.fill(self.0);
    }
}

#[derive(Clone, Copy)]
struct Scatter<'a> {
    samples: Samples<'a>,
    raster: &'a Raster,
    executor: &'a Executor,
    cancellation: &'a Cancellation,
}

impl Scatter<'_> {
    /// The sums of the lights of each pixel.
    fn add<P: Painter>(&self, painter: impl Fn() -> P + Sync) -> Result<Vec<[u64; 4]>> {
        let blocks = self.samples.len().div_ceil(BLOCK);
        let workers = self.executor.threads().min(MAX_WORKERS).min(blocks);
        let claimed = AtomicUsize::new(0);
        let total = Mutex::new(zeroed(self.raster.pixels(), "the picture")?);
        let work = |_| -> Result<()> {
            let mut painter = painter();
            let mut layer = Layer::new(self.raster, &total)?;
            loop {
                let block = claimed.fetch_add(1, Ordering::Relaxed);
                if block >= blocks {
                    break;
                }
                self.cancellation.check()?;
                let rows = block * BLOCK..self.samples.len().min((block + 1) * BLOCK);
                layer.add(self.samples.rows(rows), self.samples.n_features(), &mut painter);
            }
            layer.flush();
            Ok(())
        };
        self.executor.install(|| (0..workers).into_par_iter().try_for_each(work))?;
        Ok(total.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What one thread has added up.
struct Layer<'a> {
    raster: &'a Raster,
    total: &'a Mutex<Vec<[u64; 4]>>,
    sums: Vec<Light>,
    count: usize,
    rows: Vec<f64>,
    places: Vec<usize>,
    lights: Vec<Light>,
}

impl<'a> Layer<'a> {
    fn new(raster: &'a Raster, total: &'a Mutex<Vec<[u64; 4]>>) -> Result<Self> {
        let sums = zeroed(raster.pixels(), "the picture")?;
        let (rows, places, lights) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { raster, total, sums, count: 0, rows, places, lights })
    }

    fn add(&mut self, rows: &[f64], n_features: usize, painter: &mut impl Painter) {
        for sample in rows.chunks_exact(n_features) {
            if let Some(place) = self.raster.place(sample) {
                self.rows.extend_from_slice(sample);
                self.places.push(place);
                if self.places.len() == painter.capacity() {
                    self.paint(painter);
                }
            }
        }
        self.paint(painter);
    }

    fn paint(&mut self, painter: &mut impl Painter) {
        if self.places.is_empty() {
            return;
        }
        self.count += self.places.len();
        if self.count > MOST {
            self.flush();
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
    }

    fn flush(&mut self) {
        let mut total = self.total.lock().unwrap_or_else(PoisonError::into_inner);
        for (total, sums) in total.iter_mut().zip(&mut self.sums) {
            for (total, sum) in total.iter_mut().zip(std::mem::take(sums)) {
                *total += u64::from(sum);
            }
        }
    }
}

struct Mix<'a> {
    scatter: Scatter<'a>,
    shading: &'a Shading<'a>,
}

impl Task for Mix<'_> {
    type Output = Result<Vec<[u64; 4]>>;

    fn run<'d, K: Kernel<'d>>(self, density: &'d Density) -> Self::Output {
        let lights: Vec<[f64; 3]> = self.shading.palette.iter().copied().map(to_linear).collect();
        let simd = self.scatter.executor.simd();
        self.scatter.add(|| Mixed {
            scratch: Scratch::<K>::new(density),
            lights: &lights,
            shading: self.shading,
            simd,
        })
    }
}

/// The components' colours, by their responsibilities.
struct Mixed<'a, K> {
    scratch: Scratch<K>,
    lights: &'a [[f64; 3]],
    shading: &'a Shading<'a>,
    simd: Simd,
}

impl<'d, K: Kernel<'d>> Painter for Mixed<'_, K> {
    fn capacity(&self) -> usize {
        self.scratch.tile.capacity()
    }

    fn paint(&mut self, rows: &[f64], lights: &mut [Light]) {
        let (palette, argmax, fade) = (self.lights, self.shading.argmax, self.shading.fade);
        self.simd.run(Block { scratch: &mut self.scratch, palette, argmax, fade, rows, lights });
    }
}

struct Block<'a, K> {
    scratch: &'a mut Scratch<K>,
    palette: &'a [[f64; 3]],
    argmax: bool,
    fade: bool,
    rows: &'a [f64],
    lights: &'a mut [Light],
}

impl<'d, K: Kernel<'d>> Vectorized for Block<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Scratch { kernel, tile, powers, scales, logs } = self.scratch;
        tile.fill(self.rows, None);
        kernel.log_densities::<LANES>(tile, powers);
        normalize::<LANES>(tile, powers, scales, logs);
        let (step, vectors) = (tile.stride / LANES, tile.length / LANES);
        let (powers, _) = powers.as_chunks::<LANES>();
        let (scales, _) = scales.as_chunks::<LANES>();
        let mut slots = self.lights.chunks_mut(LANES);
        for t in 0..vectors {
            let Some(slots) = slots.next() else { break };
            // The padding of a tile weighs nothing; its scale is zero.
            let scale = Lanes(scales[t]);
            let mut light = [Lanes::splat(0.0); 3];
            let mut largest = Lanes::splat(0.0);
            let mut entropy = Lanes::splat(0.0);
            for (row, colour) in powers.chunks_exact(step).zip(self.palette) {
                let power = Lanes(row[t]);
                let share = power * scale;
                for c in 0..3 {
                    let value = Lanes::splat(colour[c]);
                    light[c] = if self.argmax {
                        Lanes::each(|i| if power.0[i] > largest.0[i] { colour[c] } else { light[c].0[i] })
                    } else {
                        share.mul_add(value, light[c])
                    };
                }
                largest = power.max(largest);
                if self.fade {
                    let positive = share.max(Lanes::splat(f64::MIN_POSITIVE));
                    entropy = (share * log2(positive)).mul_add(Lanes::splat(-1.0), entropy);
                }
            }
            // One over the squared perplexity, as the page has it.
            let certain = exp2(entropy * Lanes::splat(-2.0));
            for (i, slot) in slots.iter_mut().enumerate() {
                let opacity = if self.fade { UNCERTAIN + (1.0 - UNCERTAIN) * certain.0[i] } else { 1.0 };
                let [red, green, blue] = light.map(|channel| channel.0[i] * opacity);
                *slot = [red, green, blue, opacity].map(quantise);
            }
        }
    }
}

#[inline(always)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is from 0 to 1")]
fn quantise(value: f64) -> u32 {
    value.mul_add(f64::from(FULL), 0.5) as u32
}

/// From sums of light to pixels.
fn tone(sums: Vec<[u64; 4]>, raster: &Raster) -> Vec<Rgba> {
    let count: u64 = sums.iter().map(|sum| sum[3]).sum::<u64>() / u64::from(FULL);
    let sparse = count.saturating_mul(SPARSE as u64) < raster.pixels() as u64;
    let sums = if sparse { soften(&sums, raster) } else { sums };
    let densest = sums.iter().map(|sum| sum[3]).max().unwrap_or(0).max(u64::from(FULL));
    let scale = (1.0 - FAINTEST) / samples_of(densest).ln_1p();
    sums.par_iter()
        .map(|&[red, green, blue, weight]| {
            if weight == 0 {
                return [0; 4];
            }
            let mean = |sum: u64| from_linear(sum as f64 / weight as f64);
            let samples = samples_of(weight);
            let opacity = scale.mul_add(samples.ln_1p(), FAINTEST) * samples.min(1.0);
            [mean(red), mean(green), mean(blue), byte(opacity)]
        })
        .collect()
}

fn samples_of(weight: u64) -> f64 {
    weight as f64 / f64::from(FULL)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the opacity is from 0 to 1")]
fn byte(opacity: f64) -> u8 {
    opacity.mul_add(255.0, 0.5) as u8
}

/// Spreads each pixel over its neighbours: half of it beside it, a quarter across.
fn soften(sums: &[[u64; 4]], raster: &Raster) -> Vec<[u64; 4]> {
    let (width, height) = (raster.width(), raster.height());
    let mut soft = vec![[0; 4]; sums.len()];
    soft.par_chunks_mut(width).enumerate().for_each(|(row, soft)| {
        for (distance, above) in [(1, row.checked_sub(1)), (0, Some(row)), (1, Some(row + 1))] {
            let Some(above) = above.filter(|&above| above < height) else { continue };
            let line = &sums[above * width..][..width];
            for (column, sum) in line.iter().enumerate().filter(|(_, sum)| sum[3] > 0) {
                for beside in column.saturating_sub(1)..width.min(column + 2) {
                    let share = 2 - distance - usize::from(beside != column);
                    for (slot, value) in soft[beside].iter_mut().zip(sum) {
                        *slot += (value << share) / 4;
                    }
                }
            }
        }
    });
    soft
}
