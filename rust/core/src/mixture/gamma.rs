//! The logarithm of the gamma function and its derivative.

pub use libm::lgamma as ln_gamma;

/// Arguments from here on have the asymptotic series.
const FAR: f64 = 12.0;

/// B(2n) / 2n, for the series of [`digamma`].
const SERIES: [f64; 7] =
    [1.0 / 12.0, -1.0 / 120.0, 1.0 / 252.0, -1.0 / 240.0, 1.0 / 132.0, -691.0 / 32760.0, 1.0 / 12.0];

/// The derivative of [`ln_gamma`] at positive numbers (Abramowitz and Stegun, 6.3.5 and 6.3.18).
pub fn digamma(x: f64) -> f64 {
    let (mut x, mut below) = (x, 0.0);
    while x < FAR {
        below += 1.0 / x;
        x += 1.0;
    }
    let square = (x * x).recip();
    let series = SERIES.iter().rev().fold(0.0, |sum, term| (sum + term) * square);
    x.ln() - 0.5 / x - series - below
}

#[cfg(test)]
mod tests {
    use super::{digamma, ln_gamma};

    #[test]
    fn they_are_those_of_scipy() {
        // scipy.special.digamma(x) and gammaln(x).
        for (x, psi, log) in [
            (0.01, -100.560_885_457_868_67, 4.599_479_878_042_022),
            (0.5, -1.963_510_026_021_423_5, 0.572_364_942_924_700_1),
            (1.0, -0.577_215_664_901_532_9, 0.0),
            (1.461_632_144_968_362_3, 0.0, -0.121_486_290_535_849_6),
            (12.25, 2.464_154_655_185_369_2, 18.115_669_505_710_894),
            (100.0, 4.600_161_852_738_087, 359.134_205_369_575_4),
            (1e6, 13.815_510_057_964_19, 12_815_504.569_147_612),
        ] {
            assert!((digamma(x) - psi).abs() <= 4e-15 * psi.abs().max(1.0), "digamma({x}): {}", digamma(x));
            assert!(
                (ln_gamma(x) - log).abs() <= 4e-15 * log.abs().max(1.0),
                "ln_gamma({x}): {}",
                ln_gamma(x)
            );
        }
    }
}
