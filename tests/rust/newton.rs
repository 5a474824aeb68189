//! The zeros of polynomials, multiplied out.

use iterscope::fractal::Newton;
use num_complex::Complex64;

fn zeros(coefficients: &[Complex64]) -> Option<Vec<(Complex64, u32)>> {
    Newton::of_coefficients(coefficients).ok().map(|newton| newton.zeros().to_vec())
}

fn product(roots: &[Complex64]) -> Vec<Complex64> {
    let mut polynomial = vec![Complex64::ONE];
    for root in roots {
        polynomial.push(Complex64::ZERO);
        for k in (1..polynomial.len()).rev() {
            let before = polynomial[k - 1];
            polynomial[k] -= root * before;
        }
    }
    polynomial
}

#[test]
fn simple_and_multiple_zeros_are_told_apart() {
    let number = |re, im| Complex64::new(re, im);
    for roots in [
        vec![(number(1.0, 0.0), 1), (number(-0.5, 0.75), 1), (number(-0.5, -0.75), 1)],
        vec![(number(-2.0, 0.0), 1), (number(1.0, 1.0), 2)],
        vec![(number(0.0, -1.0), 1), (number(1.0, 0.0), 2)],
        vec![(number(0.0, 0.0), 3), (number(3.0, -1.0), 1)],
        vec![(number(0.0, 0.0), 1), (number(1e-5, 0.0), 1), (number(1.0, 0.0), 1)],
    ] {
        let all: Vec<_> = roots.iter().flat_map(|&(root, times)| vec![root; times as usize]).collect();
        let found = zeros(&product(&all)).unwrap();
        assert_eq!(found.len(), roots.len(), "{found:?}");
        for (root, times) in roots {
            assert!(
                found.iter().any(|(zero, n)| (zero - root).norm() < 1e-9 && *n == times),
                "{root} {found:?}"
            );
        }
    }
    let cube: Vec<_> = [1.0, 0.0, 0.0, -1.0].map(Complex64::from).to_vec();
    assert!(zeros(&cube).is_some_and(|zeros| zeros.len() == 3));
    assert_eq!(zeros(&[Complex64::ZERO, Complex64::ONE, Complex64::ONE]), None);
}

#[test]
fn polynomials_of_degree_32_are_solved() {
    let mut unity = vec![Complex64::ZERO; 33];
    (unity[0], unity[32]) = (Complex64::ONE, -Complex64::ONE);
    let found = zeros(&unity).unwrap();
    assert_eq!(found.len(), 32);
    assert!(found.iter().all(|(zero, times)| *times == 1 && (zero.powu(32) - 1.0).norm() < 1e-12));
}
