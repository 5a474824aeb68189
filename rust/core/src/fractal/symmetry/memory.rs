//! Memory of what became of orbits.

use std::ops::Range;

use num_complex::Complex64;

use crate::fractal::kernel::Ends;
use crate::fractal::symmetry::Symmetry;

/// Memory of the ends of orbits; what is not wanted is empty.
pub struct Memory {
    untested: u32,
    counts: Vec<u32>,
    z: Vec<Complex64>,
    derivative: Vec<Complex64>,
    trap: Vec<f64>,
}

impl Memory {
    /// A copy of these.
    pub fn of(ends: &Ends<'_>) -> Self {
        Self {
            untested: ends.untested,
            counts: ends.counts.to_vec(),
            z: ends.z.to_vec(),
            derivative: ends.derivative.to_vec(),
            trap: ends.trap.to_vec(),
        }
    }

    /// For the same of so many orbits.
    pub fn like(ends: &Ends<'_>, samples: usize) -> Self {
        let wanted = |is_empty: bool| if is_empty { 0 } else { samples };
        Self {
            untested: ends.untested,
            counts: vec![0; wanted(ends.counts.is_empty())],
            z: vec![Complex64::ZERO; wanted(ends.z.is_empty())],
            derivative: vec![Complex64::ZERO; wanted(ends.derivative.is_empty())],
            trap: vec![0.0; wanted(ends.trap.is_empty())],
        }
    }

    /// To be filled in.
    pub fn ends(&mut self) -> Ends<'_> {
        Ends {
            counts: &mut self.counts,
            z: &mut self.z,
            derivative: &mut self.derivative,
            trap: &mut self.trap,
            root: &mut [],
            untested: self.untested,
        }
    }

    /// Whether it has what is wanted.
    pub const fn serves(&self, ends: &Ends<'_>) -> bool {
        self.untested == ends.untested
            && self.counts.len() == ends.counts.len()
            && self.z.len() == ends.z.len()
            && self.derivative.len() == ends.derivative.len()
            && self.trap.len() == ends.trap.len()
    }

    /// Whether of each orbit it has what is wanted.
    pub const fn has(&self, ends: &Ends<'_>) -> bool {
        self.untested == ends.untested
            && self.z.is_empty() == ends.z.is_empty()
            && self.derivative.is_empty() == ends.derivative.is_empty()
            && self.trap.is_empty() == ends.trap.is_empty()
    }

    /// Writes what so many quarter turns take a run of orbits to, which are a step from one another.
    pub fn write_run(
        &self,
        (from, step): (usize, isize),
        turns: usize,
        to: Range<usize>,
        ends: &mut Ends<'_>,
    ) {
        /// Nothing where there is no memory.
        fn each<T: Copy>(
            kept: &[T],
            (from, step): (usize, isize),
            out: Option<&mut [T]>,
            turn: impl Fn(T) -> T,
        ) {
            let mut at = from;
            for slot in out.into_iter().flatten() {
                *slot = turn(kept[at]);
                at = at.wrapping_add_signed(step);
            }
        }
        let run = (from, step);
        let turn = |value| {
            (0..turns).fold(value, |value, _| Symmetry::QuarterTurn.image((Complex64::ZERO, value)).1)
        };
        each(&self.counts, run, ends.counts.get_mut(to.clone()), |count| count);
        each(&self.z, run, ends.z.get_mut(to.clone()), |z| z);
        each(&self.derivative, run, ends.derivative.get_mut(to.clone()), turn);
        each(&self.trap, run, ends.trap.get_mut(to), |trap| trap);
    }

    /// Writes what -i conj(z) takes the orbit of a place to, to another place.
    pub fn reflect(&mut self, from: usize, to: usize) {
        let image =
            |end| (0..3).fold(Symmetry::Conjugation.image(end), |end, _| Symmetry::QuarterTurn.image(end));
        let of = |part: &[Complex64]| part.get(from).copied().unwrap_or_default();
        let (z, derivative) = image((of(&self.z), of(&self.derivative)));
        let (count, trap) = (self.counts[from], self.trap.get(from).copied().unwrap_or_default());
        self.ends().set(to, count, z, derivative, trap);
    }

    /// Writes what a symmetry takes the end of an orbit, and its derivative, to.
    pub fn write(
        &self,
        from: usize,
        image: impl Fn((Complex64, Complex64)) -> (Complex64, Complex64),
        to: usize,
        ends: &mut Ends<'_>,
    ) {
        let of = |part: &[Complex64]| part.get(from).copied().unwrap_or_default();
        let (z, derivative) = image((of(&self.z), of(&self.derivative)));
        let trap = self.trap.get(from).copied().unwrap_or_default();
        ends.set(to, self.counts[from], z, derivative, trap);
    }
}

/// What becomes of some of the samples.
pub fn some<'a>(ends: &'a mut Ends<'_>, samples: Range<usize>) -> Ends<'a> {
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
