//! Roots of components: where they grow on their parents, or have their cusps.

use std::f64::consts::TAU;

use num_complex::Complex64;

use crate::dynamics::Nucleus;
use crate::dynamics::component::lost;
use crate::dynamics::component::pair::{Iterate, Pair};
use crate::dynamics::critical::bits_of;
use crate::dynamics::unity::Unity;
use crate::number::{FixedComplex, Scaled};
use crate::{Cancellation, Result};

/// Distances of the multiplier from 1 at which the neighborhood of the root is looked at, halved each time.
const FIRST_DISTANCE: f64 = 1.0 / 8.0;
/// The number of these distances.
const LOOKS: u32 = 10;
/// When the distance is halved, steps of the parameter become 1/2 as long at a bond, 1/4 at the root of a primitive one.
const PRIMITIVE: f64 = 0.35;
/// The parent's multiplier is this close to a root of unity.
const AT_BOND: f64 = 1e-3;
/// Binary places of a root beyond its digits, and of a component's size that it has at least.
const SPARE: f64 = 8.0;
const CLOSE: f64 = 40.0;

/// The root of a component.
#[derive(Clone, Debug)]
pub struct Root {
    /// The parameter.
    pub c: FixedComplex,
    /// The decimal places of `c` that are true.
    pub digits: u32,
    /// Whether the component has a cusp there, and does not grow on another one.
    pub is_cusp: bool,
}

/// A root, and the cycle on which the points of the component's cycle meet there, by its multiplier.
struct Meeting {
    pair: Pair,
    period: u32,
    unity: Unity,
}

impl Nucleus {
    /// The root of the component on this branch, where the multiplier is 1, and whether it is a cusp.
    ///
    /// As a function of the multiplier λ the parameter is analytic there. If its derivative vanishes the component is
    /// primitive, and Newton's method reaches the root. Else it is a satellite, several points of its cycle meet, and
    /// the root is where the parent's cycle of fewer points has a root of unity as its multiplier.
    /// It has `digits` decimals, or as many as show the component; fewer only where Newton's method does not find them.
    pub(in crate::dynamics) fn root(
        &self,
        branch: u32,
        digits: u32,
        cancellation: &Cancellation,
    ) -> Result<Root> {
        let scale = self.size.log2();
        let mut pair = self.walk(Complex64::new(1.0 - FIRST_DISTANCE, 0.0), branch, cancellation)?;
        let mut looks = vec![pair.c.clone()];
        for look in 1..LOOKS {
            let distance = FIRST_DISTANCE * f64::from(look).exp2().recip();
            let multiplier = Complex64::new(1.0 - distance, 0.0);
            pair = pair
                .refined(self.period, multiplier, scale, cancellation)?
                .ok_or_else(|| lost(multiplier))?;
            looks.push(pair.c.clone());
        }
        let steps: Vec<_> = looks.windows(2).map(|pair| pair[1].minus(&pair[0]).to_scaled()).collect();
        let [.., before, last] = steps[..] else { unreachable!("there are several steps") };
        let is_cusp = (last / before).to_complex64().norm() < PRIMITIVE;
        let found = if is_cusp {
            let (period, unity) = (self.period, Unity::new(0, 1));
            let root = pair.refined(period, Complex64::ONE, scale, cancellation)?;
            root.map(|pair| Meeting { pair, period, unity })
        } else {
            pair.c = extrapolated(&looks);
            self.bond(&pair, cancellation)?
        };
        let Meeting { pair, period, unity } =
            found.filter(|found| self.is_near(&found.pair.c)).ok_or_else(|| lost(Complex64::ONE))?;
        let digits = digits.max(self.digits);
        let bits = bits_of(digits) + SPARE;
        Ok(match pair.clone().exact(period, unity, (bits, scale), cancellation)? {
            Some(pair) => Root { c: pair.c, digits, is_cusp },
            None => Root { c: pair.c, digits: digits.min(decimals(CLOSE - scale)), is_cusp },
        })
    }

    /// The point at which the component grows on its parent, and the parent's cycle there.
    fn bond(&self, near: &Pair, cancellation: &Cancellation) -> Result<Option<Meeting>> {
        for period in (1..self.period).filter(|&period| self.period.is_multiple_of(period)) {
            let q = self.period / period;
            let Some(pair) = near.merged(period, q, cancellation)? else { continue };
            let multiplier = Iterate::new(&pair, period, cancellation)?.multiplier.to_complex64();
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to q")]
            let p = (multiplier.arg() / TAU * f64::from(q)).round().rem_euclid(f64::from(q)) as u32;
            let unity = Unity::new(p, q);
            if (multiplier - unity.to_complex64()).norm() < AT_BOND && is_primitive(p, q) {
                let root = pair.refined(period, unity.to_complex64(), self.size.log2(), cancellation)?;
                return Ok(root.map(|pair| Meeting { pair, period, unity }));
            }
        }
        Ok(None)
    }
}

/// The limit of the parameters at distances that are halved each time, by polynomials (Neville).
fn extrapolated(looks: &[FixedComplex]) -> FixedComplex {
    let last = &looks[looks.len() - 1];
    let mut values: Vec<_> = looks.iter().map(|c| c.minus(last).to_scaled()).collect();
    for order in 1..values.len() {
        let ratio = f64::from(1_u32 << order);
        for index in 0..values.len() - order {
            let step = values[index + 1] - values[index];
            values[index] = values[index + 1] + step * Scaled::from(1.0 / (ratio - 1.0));
        }
    }
    let mut limit = last.clone();
    limit.add_scaled(values[0]);
    limit
}

/// Whether p / q is in lowest terms.
const fn is_primitive(p: u32, q: u32) -> bool {
    let (mut a, mut b) = (p, q);
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a == 1
}

/// The decimal places in so many binary ones.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
fn decimals(bits: f64) -> u32 {
    (bits / std::f64::consts::LOG2_10) as u32
}
