//! Memory for what became of the orbits of a band of rows.

use num_complex::Complex64;

use crate::fractal::Field;
use crate::fractal::basin::Basin;
use crate::fractal::kernel::Ends;

/// What became of the orbits of some samples; the parts that no field needs are empty.
#[derive(Debug, Default)]
pub struct Orbits {
    pub counts: Vec<u32>,
    pub z: Vec<Complex64>,
    pub derivative: Vec<Complex64>,
    pub trap: Vec<f64>,
    pub root: Vec<u32>,
    pub basin: Vec<Option<Basin>>,
}

impl Orbits {
    /// Memory for what these fields need of this many samples.
    pub fn of(fields: &[Field], samples: usize) -> Self {
        let needed = |by: &[Field]| if fields.iter().any(|field| by.contains(field)) { samples } else { 0 };
        let derivative = needed(&[Field::Distance, Field::Angle]);
        Self {
            counts: vec![0; samples],
            z: vec![
                Complex64::ZERO;
                needed(&[Field::Smooth, Field::Fraction, Field::FinalAngle]).max(derivative)
            ],
            derivative: vec![Complex64::ZERO; derivative],
            trap: vec![0.0; needed(&[Field::Trap])],
            root: vec![0; needed(&[Field::Root])],
            basin: vec![None; needed(&Field::INTERIOR)],
        }
    }

    /// The parts of the first samples, to be filled in.
    pub fn ends(&mut self, samples: usize) -> Ends<'_> {
        fn first<T>(part: &mut [T], samples: usize) -> &mut [T] {
            let samples = samples.min(part.len());
            &mut part[..samples]
        }
        Ends {
            counts: first(&mut self.counts, samples),
            z: first(&mut self.z, samples),
            derivative: first(&mut self.derivative, samples),
            trap: first(&mut self.trap, samples),
            root: first(&mut self.root, samples),
            untested: 0,
        }
    }
}
