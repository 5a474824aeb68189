//! The colors of samples.

use ndarray::ArrayView2;

use crate::cluster::Assigner;
use crate::compute::{Lanes, exp2, log2};
use crate::em::{Data, Emission};
use crate::image::{FULL, Light, Rgb, to_linear};
use crate::mixture::{Evaluator, Posterior};
use crate::{Error, Result, Simd, Vectorized};

/// Opacity of a sample that could belong to any component.
const UNCERTAIN: f64 = 0.1;

/// The colors of samples.
#[derive(Clone, Copy)]
pub enum Shading<'a> {
    /// One for all, as before the first E step.
    Flat(Rgb),
    /// The components' colors, mixed by their responsibilities.
    Responsibilities {
        /// The mixture whose responsibilities they are.
        density: &'a dyn Emission,
        /// One color a component.
        palette: &'a [Rgb],
        /// Whether a sample has the color of its most responsible component alone.
        argmax: bool,
        /// Whether a sample is the fainter, the less certain its component is.
        fade: bool,
    },
    /// The color of the nearest center, of the first of equals.
    Centers {
        /// Shape (k, d), in row-major order.
        centers: ArrayView2<'a, f64>,
        /// One color a center.
        palette: &'a [Rgb],
    },
}

impl Shading<'_> {
    /// Refuses samples of other features, and a palette of too few colors.
    pub(super) fn check(&self, data: Data<'_>) -> Result<()> {
        let (k, d, colors) = match *self {
            Self::Flat(_) => return Ok(()),
            Self::Responsibilities { density, palette, .. } => {
                (density.n_components(), density.n_features(), palette.len())
            }
            Self::Centers { centers, palette } => {
                if centers.to_slice().is_none_or(<[f64]>::is_empty) {
                    return Err(Error::invalid(
                        "centers",
                        "a row-major array of at least one row",
                        "another",
                    ));
                }
                (centers.nrows(), centers.ncols(), palette.len())
            }
        };
        data.of_features(d)?;
        if colors < k {
            return Err(Error::invalid("palette", format!("{k} colors"), colors));
        }
        Ok(())
    }

    /// The painter of samples of one thread.
    pub(super) fn painter(&self, simd: Simd) -> Box<dyn Painter + '_> {
        match *self {
            Self::Flat(color) => Box::new(Flat(opaque(to_linear(color)))),
            Self::Responsibilities { density, palette, argmax, fade } => Box::new(Mixed {
                evaluator: Evaluator::new(density, simd),
                palette: palette.iter().copied().map(to_linear).collect(),
                argmax,
                fade,
                simd,
            }),
            Self::Centers { centers, palette } => Box::new(Nearest {
                assigner: Assigner::new(centers.to_slice().unwrap_or_default(), centers.ncols(), simd),
                lights: palette.iter().map(|&color| opaque(to_linear(color))).collect(),
            }),
        }
    }
}

/// Colors samples.
pub trait Painter: Send {
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

/// The colors of the nearest centers.
struct Nearest<'a> {
    assigner: Assigner<'a>,
    lights: Vec<Light>,
}

impl Painter for Nearest<'_> {
    fn capacity(&self) -> usize {
        Assigner::CAPACITY
    }

    #[allow(clippy::cast_sign_loss, reason = "a label is not negative")]
    fn paint(&mut self, rows: &[f64], lights: &mut [Light]) {
        let mut labels = [0; Assigner::CAPACITY];
        self.assigner.assign(rows, &mut labels[..lights.len()]);
        lights.iter_mut().zip(labels).for_each(|(light, label)| *light = self.lights[label as usize]);
    }
}

/// The components' colors, by their responsibilities.
struct Mixed<'a> {
    evaluator: Evaluator<'a>,
    palette: Vec<[f64; 3]>,
    argmax: bool,
    fade: bool,
    simd: Simd,
}

impl Painter for Mixed<'_> {
    fn capacity(&self) -> usize {
        self.evaluator.capacity()
    }

    fn paint(&mut self, rows: &[f64], lights: &mut [Light]) {
        let (palette, argmax, fade) = (&*self.palette, self.argmax, self.fade);
        let posterior = self.evaluator.posterior(rows, &mut []);
        self.simd.run(Mixing { posterior, palette, argmax, fade, lights });
    }
}

struct Mixing<'a> {
    posterior: Posterior<'a>,
    palette: &'a [[f64; 3]],
    argmax: bool,
    fade: bool,
    lights: &'a mut [Light],
}

impl Vectorized for Mixing<'_> {
    type Output = ();

    #[inline(always)]
    fn run<const LANES: usize>(self) {
        let Posterior { powers, scales, stride, length, .. } = self.posterior;
        let (step, vectors) = (stride / LANES, length / LANES);
        let (powers, _) = powers.as_chunks::<LANES>();
        let (scales, _) = scales.as_chunks::<LANES>();
        let mut slots = self.lights.chunks_mut(LANES);
        for t in 0..vectors {
            let Some(slots) = slots.next() else { break };
            // The padding of a batch weighs nothing; its scale is zero.
            let scale = Lanes(scales[t]);
            let mut light = [Lanes::splat(0.0); 3];
            let mut largest = Lanes::splat(0.0);
            let mut entropy = Lanes::splat(0.0);
            for (row, color) in powers.chunks_exact(step).zip(self.palette) {
                let power = Lanes(row[t]);
                let share = power * scale;
                for c in 0..3 {
                    let value = Lanes::splat(color[c]);
                    light[c] = if self.argmax {
                        Lanes::each(|i| if power.0[i] > largest.0[i] { color[c] } else { light[c].0[i] })
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

/// An opaque color.
fn opaque(light: [f64; 3]) -> Light {
    [light[0], light[1], light[2], 1.0].map(quantise)
}

#[inline(always)]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is from 0 to 1")]
fn quantise(value: f64) -> u32 {
    value.mul_add(f64::from(FULL), 0.5) as u32
}
