//! The zeros of polynomials.

use num_complex::Complex64;

/// Rounds of the simultaneous iteration; it converges cubically at simple zeros, linearly at multiple ones.
const ROUNDS: usize = 400;
/// Zeros this close, relative to the largest, may be one of a higher multiplicity.
const CLOSE: f64 = 1e-3;

/// The zeros of a polynomial, the highest coefficient first, and how often it has each, if float64 finds them.
///
/// Aberth's simultaneous Newton iteration, `z_i -= q / (1 - q sum 1 / (z_i - z_j))` with q = p / p' (Aberth 1973). Of a
/// multiple zero it finds neighbours; they become one where the polynomial and its derivatives vanish in their middle.
pub fn zeros(coefficients: &[Complex64]) -> Option<Vec<(Complex64, u32)>> {
    let (&leading, rest) = coefficients.split_first()?;
    let monic: Vec<_> = rest.iter().map(|coefficient| coefficient / leading).collect();
    if leading == Complex64::ZERO || !monic.iter().all(|coefficient| coefficient.is_finite()) {
        return None;
    }
    // Fujiwara's bound, which holds for each zero.
    let roots = monic.iter().zip(1_i32..).map(|(coefficient, k)| coefficient.norm().powf(1.0 / f64::from(k)));
    let radius = 2.0 * roots.fold(0.0, f64::max);
    if radius == 0.0 {
        return Some(vec![(Complex64::ZERO, u32::try_from(monic.len()).ok()?)]);
    }
    let scaled: Vec<_> = monic.iter().zip(1_i32..).map(|(a, k)| a / radius.powi(k)).collect();
    if !scaled.iter().all(|coefficient| coefficient.is_finite()) {
        return None;
    }
    let polynomial: Vec<_> = [Complex64::ONE].into_iter().chain(scaled).collect();
    let found = aberth(&polynomial)?;
    Some(merged(&polynomial, found).into_iter().map(|(zero, times)| (zero * radius, times)).collect())
}

fn aberth(polynomial: &[Complex64]) -> Option<Vec<Complex64>> {
    let degree = polynomial.len() - 1;
    let start =
        |k: usize| Complex64::from_polar(0.5, (k as f64 + 0.25) / degree as f64 * std::f64::consts::TAU);
    let mut zeros: Vec<_> = (0..degree).map(start).collect();
    for _ in 0..ROUNDS {
        let mut moved = 0.0_f64;
        for i in 0..degree {
            let z = zeros[i];
            let ratio = value(polynomial, z) / value(&derivative(polynomial), z);
            if !ratio.is_finite() {
                continue;
            }
            let others = zeros.iter().enumerate().filter(|(j, other)| *j != i && **other != z);
            let push: Complex64 = others.map(|(_, other)| (z - other).inv()).sum();
            let step = ratio / (1.0 - ratio * push);
            if step.is_finite() {
                zeros[i] = z - step;
                moved = moved.max(step.norm());
            }
        }
        if moved <= f64::EPSILON {
            break;
        }
    }
    zeros.iter().all(|zero| zero.is_finite()).then_some(zeros)
}

/// Joins the neighbours that are one zero.
fn merged(polynomial: &[Complex64], zeros: Vec<Complex64>) -> Vec<(Complex64, u32)> {
    let largest = zeros.iter().fold(0.0_f64, |largest, zero| largest.max(zero.norm()));
    let mut left = zeros;
    let mut found = Vec::new();
    while let Some(zero) = left.pop() {
        let mut cluster = vec![zero];
        let mut next = 0;
        while let Some(&member) = cluster.get(next) {
            let (near, far): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|other| (other - member).norm() < CLOSE * largest);
            left = far;
            cluster.extend(near);
            next += 1;
        }
        let middle =
            polished(polynomial, cluster.iter().sum::<Complex64>() / cluster.len() as f64, cluster.len());
        if cluster.len() > 1 && vanishes(polynomial, middle, cluster.len()) {
            found.push((middle, u32::try_from(cluster.len()).unwrap_or(u32::MAX)));
        } else {
            found.extend(cluster.into_iter().map(|zero| (zero, 1)));
        }
    }
    found.sort_by(|(a, _), (b, _)| a.re.total_cmp(&b.re).then(a.im.total_cmp(&b.im)));
    found
}

/// A zero of so many times, to all its digits: it is a simple one of a derivative.
fn polished(polynomial: &[Complex64], mut z: Complex64, times: usize) -> Complex64 {
    let part = (1..times).fold(polynomial.to_vec(), |part, _| derivative(&part));
    let slope = derivative(&part);
    for _ in 0..8 {
        let step = value(&part, z) / value(&slope, z);
        z -= if step.is_finite() { step } else { Complex64::ZERO };
    }
    z
}

/// Whether a polynomial and its first derivatives, `times` in all, are 0 there to within rounding.
fn vanishes(polynomial: &[Complex64], z: Complex64, times: usize) -> bool {
    let mut part = polynomial.to_vec();
    (0..times).all(|_| {
        let terms: Vec<_> = part.iter().map(|coefficient| Complex64::from(coefficient.norm())).collect();
        let rounding = value(&terms, z.norm().into()).re * f64::EPSILON * (4 * part.len()) as f64;
        let zero = value(&part, z).norm() <= rounding;
        part = derivative(&part);
        zero
    })
}

/// Horner's rule.
fn value(polynomial: &[Complex64], z: Complex64) -> Complex64 {
    polynomial.iter().fold(Complex64::ZERO, |value, coefficient| value * z + coefficient)
}

fn derivative(polynomial: &[Complex64]) -> Vec<Complex64> {
    let degree = polynomial.len() - 1;
    polynomial[..degree]
        .iter()
        .enumerate()
        .map(|(k, coefficient)| coefficient * (degree - k) as f64)
        .collect()
}
