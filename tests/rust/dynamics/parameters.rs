//! Points of the parameter plane and their rays against tables of other programs.

#![allow(clippy::unreadable_literal, reason = "numbers as the tables have them")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small positive numbers")]

use std::f64::consts::TAU;

use iterscope::Cancellation;
use iterscope::dynamics::{
    Angle, DynamicRay, Exterior, Landing, Misiurewicz, Nucleus, ParameterDisc, ParameterRay, Unicritical,
    equipotential,
};
use iterscope::number::{FixedComplex, Scaled, Scratch};
use num_complex::Complex64;

use crate::support::parameters::{DEEP_NUCLEI, MISIUREWICZ, NUCLEI};

static FREE: Cancellation = Cancellation::new();

fn point([re, im]: [&str; 2]) -> FixedComplex {
    FixedComplex::parse("c", (re, im), 2 + re.len().max(im.len()) / 19).unwrap()
}

fn disc(center: [&str; 2], log10_radius: f64) -> ParameterDisc {
    let log2 = log10_radius * std::f64::consts::LOG2_10;
    ParameterDisc {
        center: point(center),
        radius: Scaled::from((log2 - log2.floor()).exp2()).shifted(log2.floor() as i32),
    }
}

fn angle(text: &str) -> Angle {
    Angle::parse(text).unwrap()
}

fn turns_between(a: f64, b: f64) -> f64 {
    ((a - b + 0.5).rem_euclid(1.0) - 0.5).abs()
}

#[test]
fn the_lowest_nucleus_of_a_disc_is_that_of_the_table() {
    for (_, period, c, size) in NUCLEI {
        let nucleus =
            Nucleus::lowest(&disc(c, size.log10() - 0.5), 2, 100, Some(30), &FREE).unwrap().unwrap();
        assert_eq!(nucleus.period, period);
        let (re, im) = nucleus.c.to_decimals(30);
        assert_eq!([re.as_str(), im.as_str()], c);
        let found = nucleus.size.to_complex64().norm();
        assert!((found / size - 1.0).abs() < 1e-8, "{found} {size}");
    }
}

#[test]
fn deep_nuclei_are_found_from_the_disc_that_shows_them() {
    for (period, log10_size, argument, c) in DEEP_NUCLEI {
        for beyond in [0.7, 0.9] {
            let disc = disc(c, log10_size * beyond);
            let nucleus = Nucleus::lowest(&disc, 2, 10_000, None, &FREE).unwrap().unwrap();
            assert_eq!(nucleus.period, period);
            let size = nucleus.size.log2() / std::f64::consts::LOG2_10;
            assert!((size - log10_size).abs() < 1e-4, "{size}");
            assert!((nucleus.size.mantissa().arg() - argument).abs() < 1e-6);
            let places = (-1.01 * log10_size) as u32;
            assert_eq!(nucleus.c.to_decimals(places), point(c).to_decimals(places));
        }
    }
}

#[test]
fn numbers_of_nuclei_are_those_of_the_sequence() {
    // A000740 for degree 2; the sum of mu(n/m) 3^(m-1) for degree 3.
    for (degree, counts) in [(2, &[1, 1, 3, 6, 15][..]), (3, &[1, 2, 8][..])] {
        for (period, &expected) in (1_u32..).zip(counts) {
            let mut found: Vec<Complex64> = Vec::new();
            let starts = (0..800 * period)
                .map(|k| Complex64::from_polar(2.0 * f64::from(k % 97 + 1) / 97.0, 2.4 * f64::from(k)));
            for start in starts {
                let start = FixedComplex::from_complex64(start, 2);
                let nucleus = Nucleus::near(&start, period, degree, Some(15), &FREE).unwrap();
                let Some(c) = nucleus.map(|nucleus| nucleus.c.to_complex64()) else { continue };
                if found.iter().all(|other| (other - c).norm() > 1e-9) {
                    found.push(c);
                }
            }
            assert_eq!(found.len(), expected, "degree {degree}, period {period}");
        }
    }
}

#[test]
fn views_without_a_nucleus_have_none() {
    for (center, radius) in [(["0.5", "0.5"], -2.0), (["-0.2", "0.1"], -1.5), (["3", "0"], -1.0)] {
        assert!(Nucleus::lowest(&disc(center, radius), 2, 1000, None, &FREE).unwrap().is_none());
    }
    let stopped = Cancellation::new();
    stopped.cancel();
    assert!(Nucleus::lowest(&disc(["-0.75", "0.01"], -2.0), 2, 1000, None, &stopped).is_err());
    for (period, digits, name) in [(0, Some(9), "period"), (1 << 21, None, "period"), (3, Some(0), "digits")]
    {
        let start = point(["-1.75", "0.0"]);
        let message = Nucleus::near(&start, period, 2, digits, &FREE).unwrap_err().to_string();
        assert!(message.starts_with(name), "{message}");
    }
}

#[test]
fn what_no_digits_tell_apart_is_not_found() {
    // Around -1.7 the orbit is chaotic: nuclei of period p are some 2^(-1.2 p) large.
    let near = |period, digits| Nucleus::near(&point(["-1.7", "0.0"]), period, 2, digits, &FREE);
    let message = near(100_000, None).unwrap_err().to_string();
    assert!(message.starts_with("period must be one whose nuclei are told apart"), "{message}");
    assert!(near(100_000, Some(5)).is_err());
    // Few digits are asked for, but enough are computed.
    let few = near(300, Some(5)).unwrap().unwrap();
    let many = near(300, Some(400)).unwrap().unwrap();
    assert_eq!(few.c.to_decimals(5), many.c.to_decimals(5));
    // With them the orbit closes, and not before.
    let mut z = FixedComplex::zero(24);
    let (c, mut scratch) = (many.c.with_words(24), Scratch::new(24));
    for step in 1..=300 {
        z.square(&mut scratch);
        z += &c;
        assert_eq!(z.to_scaled().log2() < -400.0, step == 300, "{step}");
    }
    let point = Misiurewicz::near(&point(["-1.7", "0.0"]), 1000, 100_000, 2, 30, &FREE);
    assert!(point.is_err() || point.unwrap().is_none());
}

#[test]
fn points_of_components_have_their_multiplier() {
    let nucleus = |c, period| Nucleus::near(&point(c), period, 2, None, &FREE).unwrap().unwrap();
    let at = |nucleus: &Nucleus, turn: f64| {
        let multiplier = if turn == 0.0 { Complex64::ONE } else { Complex64::cis(TAU * turn) };
        nucleus.component_point(multiplier, 0, &FREE).unwrap().to_complex64()
    };
    let (whole, rabbit, airplane) =
        (nucleus(["0", "0"], 1), nucleus(["-0.12", "0.75"], 3), nucleus(["-1.75", "0"], 3));
    let disc = nucleus(["-1", "0"], 2);
    let known = [
        (at(&rabbit, 0.5), -0.115_735_423_766_157_5, 0.837_999_027_373_162_4),
        (at(&airplane, 0.5), -1.768_529_152_467_685, 0.0),
        (at(&airplane, 0.0), -1.75, 0.0),
        (at(&rabbit, 0.0), -0.125, 3.0 * 3_f64.sqrt() / 8.0),
        (at(&disc, 0.0), -0.75, 0.0),
        (at(&disc, 0.5), -1.25, 0.0),
        (at(&disc, 1.0 / 3.0), -1.125, 3_f64.sqrt() / 8.0),
        (at(&whole, 0.0), 0.25, 0.0),
        // The satellite of the disc of period 2, and its root.
        (at(&nucleus(["-1.138", "0.24"], 6), 0.0), -1.125, 3_f64.sqrt() / 8.0),
    ];
    for (found, re, im) in known {
        assert!((found - Complex64::new(re, im)).norm() < 1e-13, "{found} {re} {im}");
    }
    for turn in 1..12 {
        let multiplier = Complex64::from_polar(0.95, TAU * f64::from(turn) / 12.0);
        let c = whole.component_point(multiplier, 0, &FREE).unwrap().to_complex64();
        assert!((c - (multiplier / 2.0 - multiplier * multiplier / 4.0)).norm() < 1e-15);
        let c = disc.component_point(multiplier, 0, &FREE).unwrap().to_complex64();
        assert!((c - (multiplier / 4.0 - 1.0)).norm() < 1e-15);
    }
    for outside in [1.01, f64::NAN, 0.99999] {
        let message = disc.component_point(outside.into(), 0, &FREE).unwrap_err().to_string();
        assert!(message.starts_with("multiplier must be"), "{message}");
    }
}

#[test]
fn misiurewicz_points_are_those_of_the_table() {
    for (_, preperiod, period, c) in MISIUREWICZ {
        let near = Misiurewicz::near(&disc(c, 0.0).center, preperiod, period, 2, 30, &FREE).unwrap().unwrap();
        let (re, im) = near.c.to_decimals(30);
        assert_eq!([re.as_str(), im.as_str()], c);
        let lowest = Misiurewicz::lowest(&disc(c, -3.5), 2, 100, 30, &FREE).unwrap().unwrap();
        assert_eq!((lowest.preperiod, lowest.period), (preperiod, period));
        assert_eq!(lowest.c.to_decimals(30), (re, im));
    }
    // At c = i the multiplier is 4 + 4i: √32, an eighth of a turn.
    let i = Misiurewicz::near(&point(["0", "1"]), 1, 2, 2, 30, &FREE).unwrap().unwrap();
    assert!((i.multiplier.to_complex64() - Complex64::new(4.0, 4.0)).norm() < 1e-14);
}

#[test]
fn numbers_of_misiurewicz_points_are_those_of_the_formula() {
    // A000740(p) (2^k - [p divides k]) points of preperiod k - 1 as seen from 0; here k counts from c.
    for (preperiod, period, expected) in
        [(1, 1, 1), (1, 2, 2), (1, 3, 6), (2, 1, 3), (2, 2, 3), (3, 1, 7), (2, 3, 12)]
    {
        let mut found: Vec<Complex64> = Vec::new();
        for k in 0..1500_u32 {
            let start = Complex64::from_polar(2.1 * f64::from(k % 101 + 1) / 101.0, 2.4 * f64::from(k));
            let start = FixedComplex::from_complex64(start, 2);
            let point = Misiurewicz::near(&start, preperiod, period, 2, 15, &FREE).unwrap();
            let Some(c) = point.map(|point| point.c.to_complex64()) else { continue };
            if found.iter().all(|other| (other - c).norm() > 1e-9) {
                found.push(c);
            }
        }
        assert_eq!(found.len(), expected, "{preperiod} {period}");
    }
}

#[test]
fn periodic_rays_land_in_pairs_on_roots_of_their_period() {
    for period in 1..=10_u32 {
        let denominator = (1 << period) - 1;
        let angles = (0..denominator).map(|p| angle(&format!("{p}/{denominator}")));
        let mut roots: Vec<(Complex64, Complex64)> = Vec::new();
        for angle in angles.filter(|angle| angle.period() == period as usize) {
            let Landing::Root { root, nucleus } = Landing::of(&angle, 2, 20, &FREE).unwrap() else {
                panic!("{angle}")
            };
            assert_eq!(nucleus.period, period, "{angle}");
            roots.push((nucleus.c.to_complex64(), root.c.to_complex64()));
        }
        for (index, (nucleus, root)) in roots.iter().enumerate() {
            let others = roots
                .iter()
                .enumerate()
                .filter(|(other, (c, _))| *other != index && (c - nucleus).norm() < 1e-12);
            let together: Vec<_> = others.map(|(_, (_, other))| (other - root).norm()).collect();
            assert_eq!(together.len(), usize::from(period > 1), "{nucleus}");
            assert!(together.iter().all(|&distance| distance < 1e-12));
        }
    }
}

#[test]
fn rays_lead_to_the_points_of_the_tables() {
    for (angles, period, c, _) in NUCLEI {
        for text in angles {
            let ray = ParameterRay::new(&angle(text), 2, -40.0, &FREE).unwrap();
            let Landing::Root { nucleus, .. } = &ray.landing else { panic!("{text}") };
            assert_eq!((nucleus.period, nucleus.c.to_decimals(25)), (period, point(c).to_decimals(25)));
        }
    }
    for (text, preperiod, period, c) in MISIUREWICZ {
        let Landing::Misiurewicz(found) = Landing::of(&angle(text), 2, 30, &FREE).unwrap() else {
            panic!("{text}")
        };
        assert_eq!((found.preperiod, found.period), (preperiod, period), "{text}");
        assert_eq!(found.c.to_decimals(30), (c[0].to_owned(), c[1].to_owned()), "{text}");
    }
}

#[test]
fn a_ray_has_one_angle_and_falling_potential() {
    for text in ["1/7", "9/56", "3/31", "0", "1/2", "5/12", "1234/4095"] {
        let (ray, angle) = (ParameterRay::new(&angle(text), 2, -40.0, &FREE).unwrap(), angle(text));
        let mut last = f64::INFINITY;
        for &c in ray.points.iter().take(40) {
            let Some(exterior) = Exterior::new(c, &FREE).unwrap() else { break };
            assert!(
                turns_between(exterior.turns, angle.turns()) < 1e-3 * exterior.potential.min(1.0),
                "{text} {c}"
            );
            let ratio = exterior.potential / last;
            assert!(last.is_infinite() || (ratio - 0.5_f64.powf(0.25)).abs() < 5e-3, "{text} {c} {ratio}");
            last = exterior.potential;
        }
    }
}

#[test]
fn a_periodic_ray_comes_in_smoothly() {
    for (text, order) in [("0", 2), ("1/3", 1), ("1/7", 1), ("3/7", 2), ("1/5", 2), ("10/63", 1), ("1/31", 1)]
    {
        let angle = angle(text);
        let ray = ParameterRay::new(&angle, 2, -100.0, &FREE).unwrap();
        let offsets = &ray.offsets[..ray.offsets.len() - 1];
        assert!(offsets[offsets.len() - 1].log2() < -100.0, "{text}");
        // Nowhere a kink: half of a turn is spread over many points.
        for index in 9..offsets.len() {
            let steps = [1, 2].map(|back| offsets[index + 1 - back] - offsets[index - back]);
            let turn = (steps[0] / steps[1]).to_complex64();
            assert!(turn.arg().abs() < 0.6, "{text} {index} {turn}");
        }
        // From one level to the next 1 / offset, or its root at a cusp, grows by a constant: 2πi/q of the multiplier.
        let place = |index: usize| offsets[index].inverse().root(f64::from(order)).to_complex64();
        let cycle = 4 * angle.period();
        let traced = 4 * (2 * angle.period() + 36);
        let step = |end: usize| (place(end) - place(end - cycle)).norm();
        assert!((step(traced - cycle) / step(traced) - 1.0).abs() < 0.1, "{text}");
    }
}

#[test]
fn the_ray_of_a_sixth_goes_on_for_ever() {
    for exponent in [30, 100, 250, 1000, 9000] {
        let log2 = -f64::from(exponent) * std::f64::consts::LOG2_10;
        let ray = ParameterRay::new(&angle("1/6"), 2, log2, &FREE).unwrap();
        let offsets = &ray.offsets[..ray.offsets.len() - 1];
        let last = offsets[offsets.len() - 1].log2();
        assert!(last <= log2 && last > log2 - 7.0, "{last}");
        // Two levels are a turn about i by the multiplier 4 + 4i.
        let turn = (offsets[offsets.len() - 9] / offsets[offsets.len() - 1]).to_complex64();
        assert!((turn - Complex64::new(4.0, 4.0)).norm() < 1e-11, "{turn}");
        assert_eq!(*ray.points.last().unwrap(), Complex64::I);
    }
    for (distance, name) in [(1.0, "log2_distance"), (f64::NAN, "log2_distance"), (-1e9, "log2_distance")] {
        assert!(
            ParameterRay::new(&angle("1/6"), 2, distance, &FREE).unwrap_err().to_string().starts_with(name)
        );
    }
    let long = Angle::new(&1.into(), &((num_bigint::BigInt::from(1) << 15_000) - 1)).unwrap();
    assert!(ParameterRay::new(&long, 2, -10.0, &FREE).unwrap_err().to_string().starts_with("angle"));
}

#[test]
fn rays_of_julia_sets_land_where_they_meet() {
    let landing = |c: Complex64, text: &str| {
        DynamicRay::new(&Unicritical::new(c, 2).unwrap(), &angle(text), 200, &FREE).unwrap().landing
    };
    let rabbit = Complex64::new(-0.122_561_166_876_653_6, 0.744_861_766_619_744_2);
    let alpha = (1.0 - (1.0 - 4.0 * rabbit).sqrt()) / 2.0;
    for text in ["1/7", "2/7", "4/7"] {
        assert!((landing(rabbit, text).unwrap() - alpha).norm() < 1e-12, "{text}");
    }
    assert!((landing(rabbit, "9/14").unwrap() + alpha).norm() < 1e-12);
    assert!((landing(rabbit, "0").unwrap() - (1.0 - alpha)).norm() < 1e-12);
    // On the circle they land at their angle.
    for text in ["1/3", "3/5", "17/60"] {
        let expected = Complex64::cis(TAU * angle(text).turns());
        assert!((landing(Complex64::ZERO, text).unwrap() - expected).norm() < 1e-12, "{text}");
    }
    // On the interval of c = -2 at 2 cos 2πθ.
    for text in ["1/3", "1/7", "3/28"] {
        let expected = 2.0 * (TAU * angle(text).turns()).cos();
        assert!((landing(Complex64::new(-2.0, 0.0), text).unwrap() - expected).norm() < 1e-9, "{text}");
    }
    // A ray that runs into the critical point of a dust.
    assert_eq!(landing(Complex64::new(0.5, 0.0), "0"), None);
}

#[test]
fn equipotentials_have_their_potential_and_their_angles() {
    for potential in [20.0, 1.0, 0.1, 0.01] {
        let curve = equipotential(potential, 60, &FREE).unwrap();
        for (index, &c) in curve.iter().enumerate() {
            let exterior = Exterior::new(c, &FREE).unwrap().unwrap();
            assert!((exterior.potential / potential - 1.0).abs() < 1e-11, "{c}");
            assert!(turns_between(exterior.turns, index as f64 / 60.0) < 1e-12, "{c}");
        }
    }
    for (potential, count, name) in [(0.0, 10, "potential"), (f64::NAN, 10, "potential"), (1.0, 0, "count")] {
        assert!(equipotential(potential, count, &FREE).unwrap_err().to_string().starts_with(name));
    }
}

#[test]
fn the_exterior_is_that_of_the_conformal_map() {
    // Beyond the tip on the real axis the map is known: c = -2 - x lies at angle 1/2.
    let tip = Exterior::new(Complex64::new(-2.5, 0.0), &FREE).unwrap().unwrap();
    assert_eq!(tip.turns, 0.5);
    // The potential of M is that of the critical value, here by the infinite product.
    let c = Complex64::new(0.3, 0.8);
    let (mut z, mut n) = (c, 0);
    while z.norm() < 1e150 {
        (z, n) = (z * z + c, n + 1);
    }
    let exterior = Exterior::new(c, &FREE).unwrap().unwrap();
    assert!((exterior.potential - z.norm().ln() * 0.5_f64.powi(n)).abs() < 1e-14);
    assert!(exterior.turns > 0.0 && exterior.turns < 0.5);
    assert_eq!(Exterior::new(Complex64::new(-1.0, 0.1), &FREE).unwrap(), None);
    assert!(Exterior::new(Complex64::new(f64::NAN, 0.0), &FREE).is_err());
}
