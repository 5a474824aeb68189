//! Where the rays of the parameter plane land.

use crate::dynamics::proof::checked_digits;
use crate::dynamics::ray::trace::{MAX_LEVELS, Trace, too_many_levels};
use crate::dynamics::{Angle, Misiurewicz, Nucleus, Root};
use crate::number::FixedComplex;
use crate::{Cancellation, Result};

/// The point at which a ray lands.
#[derive(Clone, Debug)]
pub enum Landing {
    /// The root of a component, or for a degree above 2 another cusp of it, for a periodic angle.
    Root {
        /// The root.
        root: Root,
        /// The component's center.
        nucleus: Nucleus,
    },
    /// A Misiurewicz point, for a preperiodic angle.
    Misiurewicz(Misiurewicz),
}

impl Landing {
    /// The point.
    #[must_use]
    pub const fn c(&self) -> &FixedComplex {
        match self {
            Self::Root { root, .. } => &root.c,
            Self::Misiurewicz(point) => &point.c,
        }
    }

    /// The point at which the ray of this angle lands, to `digits` decimals, a root to more if they do not show
    /// its component.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) naming `digits` or `degree` if they are out of range,
    /// `angle` if it has so long a period that its ray has too many levels; [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn of(angle: &Angle, degree: u32, digits: u32, cancellation: &Cancellation) -> Result<Self> {
        Self::of_trace(&mut Trace::new(angle, degree)?, (checked_digits(digits)?, digits), cancellation)
    }

    /// Where a ray lands, which goes so far in that Newton's method finds it; the decimals of a root and of others are given.
    pub(super) fn of_trace(
        trace: &mut Trace,
        digits: (u32, u32),
        cancellation: &Cancellation,
    ) -> Result<Self> {
        let (preperiod, period) = trace.lengths;
        let levels = preperiod.saturating_add(period).saturating_mul(2).saturating_add(4);
        if levels > MAX_LEVELS {
            return Err(too_many_levels(&trace.angle));
        }
        trace.descend(levels, cancellation)?;
        loop {
            if let Some(landing) = Self::near(&trace.c, trace.lengths, trace.degree, digits, cancellation)? {
                return Ok(landing);
            }
            trace.descend(4, cancellation)?;
        }
    }

    /// The point that Newton's method finds from one on the ray; `None` if it finds none.
    fn near(
        c: &FixedComplex,
        (preperiod, period): (u32, u32),
        degree: u32,
        (of_root, digits): (u32, u32),
        cancellation: &Cancellation,
    ) -> Result<Option<Self>> {
        if preperiod > 0 {
            let point = Misiurewicz::landing(c, preperiod, period, degree, digits, cancellation)?;
            return Ok(point.map(Self::Misiurewicz));
        }
        let Some(nucleus) = Nucleus::near(c, period, degree, None, cancellation)? else { return Ok(None) };
        let root = nucleus.root(nucleus.branch_towards(c, cancellation)?, of_root, cancellation)?;
        Ok(Some(Self::Root { root, nucleus }))
    }
}
