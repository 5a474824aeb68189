//! Cycles and points of the parameter plane against what is known of them.

use iterscope::dynamics::{Cycle, Unicritical};
use num_complex::Complex64;

/// Most steps of a critical orbit.
const STEPS: u32 = 10_000;

fn attracting(re: f64, im: f64) -> Option<Cycle> {
    Cycle::attracting(&map(re, im), STEPS)
}

fn map(re: f64, im: f64) -> Unicritical {
    Unicritical::new(Complex64::new(re, im), 2).unwrap()
}

/// The point of the main cardioid whose fixed point has this multiplier.
fn cardioid(multiplier: Complex64) -> Complex64 {
    multiplier / 2.0 - multiplier * multiplier / 4.0
}

#[test]
fn no_radius_is_negative() {
    for c in [-0.75, 0.25, -1.25, -1.75] {
        if let Some(cycle) = attracting(c, 0.0) {
            assert!((0.0..1e-3).contains(&cycle.conformal_radius(&map(c, 0.0))), "{c}");
        }
    }
}

#[test]
fn multipliers_are_those_of_the_cardioid_and_the_disc() {
    for radius in [0.05, 0.5, 0.9, 0.99, 0.999] {
        for angle in 0..37 {
            let multiplier = Complex64::from_polar(radius, f64::from(angle) * 0.17);
            let c = cardioid(multiplier);
            let cycle = attracting(c.re, c.im).unwrap();
            assert_eq!(cycle.period, 1, "{c}");
            assert!((cycle.multiplier - multiplier).norm() < 1e-13, "{c}: {}", cycle.multiplier);
            // λ = 4 (c + 1).
            let c = multiplier / 4.0 - 1.0;
            let cycle = attracting(c.re, c.im).unwrap();
            assert_eq!(cycle.period, 2, "{c}");
            assert!((cycle.multiplier - multiplier).norm() < 1e-13, "{c}: {}", cycle.multiplier);
        }
    }
}

#[test]
fn a_cycle_closes_and_attracts_the_critical_orbit() {
    // The rabbit, the airplane, a bulb of period 5, and what five digits make of the golden Siegel disc.
    let known = [(-0.12, 0.74, 3), (-1.755, 0.001, 3), (-0.5043, 0.5627, 5), (-0.39054, -0.58679, 987)];
    for (re, im, period) in known {
        let (map, cycle) = (map(re, im), attracting(re, im).unwrap());
        assert_eq!(cycle.period, period);
        let points = cycle.points(&map);
        assert_eq!(points.len(), period as usize);
        let last = map.step(points[points.len() - 1]);
        assert!((last - cycle.point).norm() < 1e-13);
        let product: Complex64 = points.iter().map(|z| 2.0 * z).product();
        assert!((product - cycle.multiplier).norm() < 1e-12);
        let settled = (0..1000 * period).fold(Complex64::ZERO, |z, _| map.step(z));
        assert!(points.iter().any(|point| (settled - point).norm() < 1e-9), "{settled} {}", cycle.point);
        assert!(points.iter().all(|point| point.norm() >= cycle.point.norm()));
    }
    let golden = attracting(-0.39054, -0.58679).unwrap();
    assert!((golden.multiplier.norm() - 0.956_604_396_42).abs() < 1e-9);
}

#[test]
fn indifferent_cycles_say_so() {
    // Parabolic points: the cusp, the roots of the discs of period 2 and 4.
    for (re, period) in [(0.25, 1), (-0.75, 1), (-1.25, 2)] {
        let cycle = attracting(re, 0.0).unwrap();
        assert!(cycle.is_indifferent(), "{re}");
        assert_eq!(cycle.period, period);
    }
    assert!(!attracting(-1.0, 0.0).unwrap().is_indifferent());
}

#[test]
fn where_nothing_attracts_there_is_no_cycle() {
    for (re, im) in [(0.0, 1.0), (-2.0, 0.0), (0.3, 0.0), (1.0, 1.0), (1e300, 0.0)] {
        assert_eq!(attracting(re, im), None, "{re} {im}");
    }
}

#[test]
fn the_distance_is_within_the_bounds_of_koebe() {
    // In the disc of period 2 the distance is known: 1/4 - |c + 1|.
    for (re, im) in [(-1.0, 0.0), (-1.1, 0.05), (-0.9, -0.2), (-1.0, 0.249)] {
        let distance = 0.25 - Complex64::new(re + 1.0, im).norm();
        let radius = attracting(re, im).unwrap().conformal_radius(&map(re, im));
        assert!((radius / 4.0..=radius * (1.0 + 1e-9)).contains(&distance), "{distance} {radius}");
    }
    // At a component's center it is known, too: half the disc of period 1 at c = 0.
    assert!((attracting(0.0, 0.0).unwrap().conformal_radius(&map(0.0, 0.0)) - 0.5).abs() < 1e-15);
}

#[test]
fn other_degrees_have_their_own() {
    // Fixed points of z^d + c have the multiplier d w^(d - 1), and c = w - w^d.
    for degree in 2..=8 {
        for turn in 0..10 {
            let w = Complex64::from_polar(0.9 / f64::from(degree), f64::from(turn) * 0.6);
            let c = w - w.powu(degree);
            let map = Unicritical::new(c, degree).unwrap();
            let cycle = Cycle::attracting(&map, STEPS).unwrap();
            assert_eq!(cycle.period, 1, "{degree} {c}");
            let expected = f64::from(degree) * w.powu(degree - 1);
            assert!((cycle.multiplier - expected).norm() < 1e-13, "{degree} {c}");
        }
    }
    for degree in [0, 1, 9, u32::MAX] {
        let message = Unicritical::new(Complex64::ZERO, degree).unwrap_err().to_string();
        assert_eq!(message, format!("degree must be from 2 to 8, got {degree}"));
    }
    let message = Unicritical::new(Complex64::new(f64::NAN, 0.0), 2).unwrap_err().to_string();
    assert!(message.starts_with("c must be finite"));
}
