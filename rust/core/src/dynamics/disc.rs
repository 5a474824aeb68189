//! Discs of parameters, and which of their critical orbits return: the search for the lowest period.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use num_complex::Complex64;

use crate::dynamics::critical::{LOOK, parameter, words_for};
use crate::dynamics::taylor_ball::Enclosure;
use crate::dynamics::unity::Unity;
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Error, Result};

/// Logarithm of the smallest radius.
pub const MIN_LOG2_RADIUS: f64 = -33_000.0;
/// Most discs that are looked at.
const MAX_DISCS: usize = 4096;
/// A disc is this much larger than the square that it covers, so that a root at a corner is well inside.
const LARGER: f64 = 1.5;

/// The equation `z_late` = u `z_early` of the critical orbit, where `z_0` = 0, and u is another number than 1 with u^d = 1.
///
/// With `early` = 0 its roots are the nuclei of period `late`; otherwise the orbit has the preperiod `early`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Return {
    pub late: u32,
    pub early: u32,
    /// The number of u, from 1 to d - 1.
    turn: u32,
}

/// A disc of the parameter plane.
#[derive(Clone, Debug)]
pub struct ParameterDisc {
    /// Its center.
    pub center: FixedComplex,
    /// Its radius, a positive real number.
    pub radius: Scaled,
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    pub degree: u32,
    /// Largest `late`.
    pub latest: u32,
    /// Whether `early` is from 1 on, or 0.
    pub preperiodic: bool,
}

/// What is known of a disc.
enum Outcome {
    /// None of its parameters has a return.
    Nothing,
    /// Exactly one has this return, and none has an earlier one; it is near the center plus this.
    One(Return, Scaled),
    /// None has an earlier return than this one.
    Unknown(Return),
}

impl ParameterDisc {
    /// The disc of radius 2^`log2_radius` about a point, given by two decimal numbers.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `center` unless both are decimal numbers of magnitude at most 64, `radius`
    /// unless its logarithm is from [`MIN_LOG2_RADIUS`] to 6.
    pub fn new(center: (&str, &str), log2_radius: f64) -> Result<Self> {
        if !(MIN_LOG2_RADIUS..=6.0).contains(&log2_radius) {
            let expected = format!("from 2^{MIN_LOG2_RADIUS} to 2^6");
            return Err(Error::invalid("radius", expected, format!("2^{log2_radius}")));
        }
        let center = parameter("center", center)?;
        let radius = Scaled::power_of_two(log2_radius);
        Ok(Self { center: center.with_words(words_for(128.0 - log2_radius).max(center.words())), radius })
    }

    /// The first return of its parameters that is not among `known`.
    fn first_return(
        &self,
        search: &Search,
        known: &[Return],
        cancellation: &Cancellation,
    ) -> Result<Outcome> {
        let c = self.center.with_words(words_for(64.0 - self.radius.log2()));
        let escaped = Scaled::from(c.to_complex64().norm().max(2.0)) + self.radius;
        let mut enclosure = Enclosure::new(c, search.degree, self.radius);
        let turns = 1..search.degree;
        let mut earlier = vec![(0, 1, enclosure.mark())];
        for late in 1..=search.latest {
            if late % LOOK == 0 || search.preperiodic {
                cancellation.check()?;
            }
            enclosure.advance();
            if enclosure.ball().is_beyond(escaped) {
                return Ok(Outcome::Nothing);
            }
            for (early, turn, mark) in earlier.iter().skip(usize::from(search.preperiodic)) {
                let found = Return { late, early: *early, turn: *turn };
                let difference = if *early == 0 { *enclosure.ball() } else { enclosure.minus(mark) };
                if known.contains(&found) || difference.is_beyond(Scaled::ZERO) {
                    continue;
                }
                if difference.has_one_root() {
                    return Ok(Outcome::One(found, difference.root() * self.radius));
                }
                return Ok(Outcome::Unknown(found));
            }
            if search.preperiodic {
                let mark = enclosure.mark();
                earlier.extend(
                    turns.clone().map(|turn| (late, turn, mark.times(Unity::new(turn, search.degree)))),
                );
            }
        }
        Ok(Outcome::Nothing)
    }

    /// Whether a point is in it.
    #[must_use]
    pub fn contains(&self, c: &FixedComplex) -> bool {
        !self.distance(c).exceeds(self.radius)
    }

    /// The distance of a point from its center.
    fn distance(&self, c: &FixedComplex) -> Scaled {
        let words = c.words().max(self.center.words());
        c.with_words(words).minus(&self.center.with_words(words)).to_scaled().abs()
    }

    /// The earliest return of all in the disc: the smallest `late`, then the smallest `early`.
    ///
    /// `refine` makes of a parameter near the return's the exact one and what is wanted of it, or `None` if the return
    /// is not of the wanted kind. Discs that hold several returns are split.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `radius` if too many discs are needed; those of `refine`.
    pub fn earliest<T>(
        &self,
        search: &Search,
        cancellation: &Cancellation,
        refine: impl Fn(Return, &FixedComplex) -> Result<Option<(FixedComplex, T)>>,
    ) -> Result<Option<T>> {
        let mut queue = BinaryHeap::new();
        let mut visited = 0;
        let whole = Piece { disc: self.clone(), half: self.radius, known: Vec::new() };
        whole.enter(search, cancellation, &mut queue)?;
        while let Some(Candidate { found, mut piece, root, .. }) = queue.pop() {
            visited += 1;
            if visited > MAX_DISCS {
                let expected = format!("smaller: {MAX_DISCS} discs in it do not tell what returns first");
                return Err(Error::invalid("radius", expected, format!("2^{:.1}", self.radius.log2())));
            }
            if let Some(offset) = root {
                let mut near = piece.disc.center.with_words(words_for(128.0 - piece.disc.radius.log2()));
                near.add_scaled(offset);
                match refine(found, &near)? {
                    Some((c, result)) if piece.disc.contains(&c) && self.contains(&c) => {
                        return Ok(Some(result));
                    }
                    None if search.preperiodic => {
                        piece.known.push(found);
                        piece.enter(search, cancellation, &mut queue)?;
                        continue;
                    }
                    // The root is beside this disc, or was not reached.
                    _ => {}
                }
            }
            for part in piece.quarters() {
                // What is left of the disc in a part beyond its edge is in other parts.
                if !self.distance(&part.disc.center).exceeds(self.radius + part.disc.radius) {
                    part.enter(search, cancellation, &mut queue)?;
                }
            }
        }
        Ok(None)
    }
}

/// A square of the parameter plane and the disc around it.
struct Piece {
    disc: ParameterDisc,
    half: Scaled,
    /// Returns that need not be looked for.
    known: Vec<Return>,
}

impl Piece {
    /// Puts it into the queue, unless nothing returns.
    fn enter(
        self,
        search: &Search,
        cancellation: &Cancellation,
        queue: &mut BinaryHeap<Candidate>,
    ) -> Result<()> {
        let (found, root) = match self.disc.first_return(search, &self.known, cancellation)? {
            Outcome::Nothing => return Ok(()),
            Outcome::One(found, offset) => (found, Some(offset)),
            Outcome::Unknown(found) => (found, None),
        };
        queue.push(Candidate { found, order: queue.len(), piece: self, root });
        Ok(())
    }

    fn quarters(&self) -> impl Iterator<Item = Self> {
        let half = self.half.shifted(-1);
        let radius = half * Scaled::from(LARGER * std::f64::consts::SQRT_2);
        [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)].into_iter().map(move |(x, y)| {
            let mut center = self.disc.center.with_words(words_for(128.0 - radius.log2()));
            center.add_scaled(half * Scaled::from(Complex64::new(x, y)));
            Self { disc: ParameterDisc { center, radius }, half, known: self.known.clone() }
        })
    }
}

/// A piece, and the earliest return that it may have.
struct Candidate {
    found: Return,
    order: usize,
    piece: Piece,
    root: Option<Scaled>,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        // The queue gives its largest: the earliest return, and of those one that is proved.
        (other.found, self.root.is_some(), other.order).cmp(&(self.found, other.root.is_some(), self.order))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}
