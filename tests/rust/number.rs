//! Fixed-point numbers against integers of any size.

#![allow(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "small numbers of tests")]

use bigdecimal::num_bigint::{BigInt, Sign};
use iterscope::number::{Fixed, FixedComplex, Scaled, Scratch, decimal, digamma, ln_gamma};
use num_complex::Complex64;
use proptest::prelude::*;

/// The number as a multiple of its last place, read from its exact decimal expansion.
fn integer(number: &Fixed) -> BigInt {
    let places = 64 * number.words() as u32;
    let text = number.to_decimal(places);
    let exact: BigInt = text.replace('.', "").parse().unwrap();
    // n / 2^k has k decimals: n 5^k / 10^k.
    exact / BigInt::from(5).pow(places)
}

/// The number that is this multiple of its last place.
fn fixed(integer: &BigInt, words: usize) -> Fixed {
    let mut number = Fixed::zero(words);
    for (index, digit) in integer.magnitude().to_u64_digits().into_iter().enumerate() {
        for half in [digit & 0xffff_ffff, digit >> 32 << 32] {
            number.add_scaled(half as f64, 64 * (index as i32 - words as i32));
        }
    }
    if integer.sign() == Sign::Minus {
        number.negate();
    }
    number
}

/// Integers with long runs of equal bits, below 2^(64 words + integer bits).
fn integers(words: usize, integer_bits: u32) -> impl Strategy<Value = BigInt> {
    let bits = 64 * words as u32 + integer_bits;
    let runs = prop::collection::vec((any::<u64>(), 0..bits), 1..6);
    (runs, any::<bool>()).prop_map(move |(runs, negative)| {
        let sum = runs.iter().fold(BigInt::ZERO, |sum, &(digits, place)| (sum << (place % 97)) + digits);
        let wide: BigInt = sum << runs[0].1;
        let cut: BigInt = wide % (BigInt::from(1) << bits);
        if negative { -cut } else { cut }
    })
}

fn sized(integer_bits: u32) -> impl Strategy<Value = (usize, BigInt, BigInt)> {
    (0_usize..7).prop_flat_map(move |words| {
        (Just(words), integers(words, integer_bits), integers(words, integer_bits))
    })
}

proptest! {
    #[test]
    fn sums_are_those_of_integers((words, a, b) in sized(62)) {
        let (x, y) = (fixed(&a, words), fixed(&b, words));
        prop_assert_eq!(integer(&x), a.clone());
        let mut sum = x.clone();
        sum += &y;
        prop_assert_eq!(integer(&sum), &a + &b);
        sum -= &y;
        sum -= &y;
        prop_assert_eq!(integer(&sum), &a - &b);
        sum.set(&x);
        sum.double();
        prop_assert_eq!(integer(&sum), a * 2);
    }

    #[test]
    fn products_are_cut_off((words, a, b) in sized(30)) {
        let (x, y) = (fixed(&a, words), fixed(&b, words));
        let places = 64 * words;
        for (u, v, exact) in [(&x, &y, &a * &b), (&x, &x, &a * &a)] {
            let mut product = Fixed::zero(words);
            product.set_product(u, v);
            let short = (exact.magnitude() >> places) - integer(&product).magnitude();
            prop_assert!(short <= (words + 1).into(), "{} below", short);
            prop_assert!(product.is_zero() || (integer(&product).sign() == exact.sign()));
            if u == v {
                let mut square = Fixed::zero(words);
                square.set_square(u);
                prop_assert_eq!(square, product);
            }
        }
    }

    #[test]
    fn float64_is_the_nearest((words, a, _b) in sized(62)) {
        let x = fixed(&a, words);
        // The decimal expansion is exact, and the standard library reads it to the nearest float64.
        let truth: f64 = x.to_decimal(64 * words as u32).parse().unwrap();
        prop_assert_eq!(x.to_f64(), truth);
        let (mantissa, exponent) = x.to_scaled();
        prop_assert_eq!(mantissa * f64::from(exponent).exp2(), truth);
        prop_assert!(x.is_zero() || (1.0..2.0).contains(&mantissa.abs()));
    }

    #[test]
    fn float64_comes_and_goes(x in -1e18_f64..1e18, scale in 0_i32..1000) {
        let x = x * 2_f64.powi(-scale);
        prop_assert_eq!(Fixed::from_f64(x, 18).to_f64(), x);
    }

    #[test]
    fn decimals_come_and_go(digits in "-?[0-9]{1,18}\\.[0-9]{60}") {
        let number: Fixed = Fixed::parse("x", &digits, 4).unwrap();
        let (sign, magnitude) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("-", rest));
        let trimmed = magnitude.trim_start_matches('0');
        let expected = if trimmed.starts_with('.') { format!("0{trimmed}") } else { trimmed.to_owned() };
        let written = number.to_decimal(60);
        prop_assert!(written == format!("{sign}{expected}") || written == expected, "{} {}", digits, written);
    }

    #[test]
    fn complex_numbers_are_those_of_float64(
        [a, b, c, d] in prop::array::uniform4(-4.0_f64..4.0), degree in 1_u32..9
    ) {
        let (z, w) = (Complex64::new(a, b), Complex64::new(c, d));
        let mut scratch = Scratch::new(3);
        let start = FixedComplex::from_complex64(z, 3);
        let mut product = start.clone();
        product.multiply(&FixedComplex::from_complex64(w, 3), &mut scratch);
        prop_assert!((product.to_complex64() - z * w).norm() <= 1e-15 * (z.norm() * w.norm()));
        let mut square = start.clone();
        square.square(&mut scratch);
        prop_assert!((square.to_complex64() - z * z).norm() <= 1e-15 * z.norm_sqr());
        let mut power = start;
        power.power(degree, &mut scratch);
        prop_assert!((power.to_complex64() - z.powu(degree)).norm() <= 1e-14 * z.norm().powi(degree as i32));
    }

    #[test]
    fn scaled_numbers_are_those_of_float64(
        [a, b, c, d] in prop::array::uniform4(-4.0_f64..4.0), p in -300_i32..300, q in -300_i32..300
    ) {
        let (x, y) = (Complex64::new(a, b), Complex64::new(c, d));
        let (z, w) = (x * f64::from(p).exp2(), y * f64::from(q).exp2());
        let (u, v) = (Scaled::new(x, p), Scaled::new(y, q));
        prop_assert_eq!((u * v).to_complex64(), z * w);
        prop_assert_eq!((u + v).to_complex64(), z + w);
        prop_assert_eq!((u - v).to_complex64(), z - w);
        prop_assert!(((u / v).to_complex64() - z / w).norm() <= 1e-15 * (z / w).norm());
        prop_assert!((u.log2() - z.norm().log2()).abs() < 1e-12 * u.log2().abs().max(1.0));
    }
}

#[test]
fn what_is_too_large_stays_at_the_largest() {
    for text in ["1e19", "-9223372036854775808", "1e40"] {
        let mut number = Fixed::parse("x", text, 2).unwrap();
        assert!(number.to_f64().abs() >= 9.2e18, "{text}");
        let copy = number.clone();
        for _ in 0..5 {
            number += &copy;
            number.double();
        }
        assert!(number.to_f64().abs() >= 9.2e18, "{text}");
        number.set_square(&copy);
        assert!(number.to_f64() >= 9.2e18, "{text}");
    }
    for infinite in [f64::INFINITY, f64::NAN, -f64::INFINITY, 1e300] {
        assert!(Fixed::from_f64(infinite, 1).to_f64().abs() >= 9.2e18);
    }
}

#[test]
fn subnormal_numbers_are_rounded_once() {
    for text in [
        "4.9406564584124654e-324",
        "2.4703282292062328e-324",
        "2.4e-324",
        "2.2250738585072011e-308",
        "3e-310",
    ] {
        let truth: f64 = text.parse().unwrap();
        assert_eq!(Fixed::parse("x", text, 20).unwrap().to_f64(), truth, "{text}");
    }
}

#[test]
fn scaled_numbers_have_no_bottom() {
    let tiny = Scaled::new(Complex64::new(3.0, -4.0), -200_000);
    assert_eq!((tiny * tiny).exponent(), -400_000 + 4);
    assert_eq!((tiny / tiny).to_complex64(), Complex64::ONE);
    assert_eq!(tiny.to_complex64(), Complex64::ZERO);
    assert_eq!(Scaled::from(Complex64::new(5e-324, 0.0)).to_complex64().re, 5e-324);
    assert_eq!(Scaled::from(Complex64::new(1e308, 1e308)).to_complex64().re, 1e308);
    assert_eq!(Scaled::ZERO + tiny, tiny);
    assert_eq!(Scaled::ZERO.log2(), f64::NEG_INFINITY);
}

#[test]
fn only_decimal_numbers_are_read() {
    let long = "1".repeat(100_000);
    for text in ["", "x", "1e", "nan", "inf", "1e70000", "1e-70000", "1e-9999999999", "0x10", &long] {
        let message = decimal("center", text).unwrap_err().to_string();
        assert!(message.starts_with("center must be a decimal number"), "{message:.80}");
        assert!(message.len() < 160);
    }
    assert_eq!(Fixed::parse("c", " -0.5e-1 ", 2).unwrap().to_decimal(3), "-0.050");
}

#[test]
fn the_gamma_function_is_that_of_scipy() {
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
        assert!((ln_gamma(x) - log).abs() <= 4e-15 * log.abs().max(1.0), "ln_gamma({x}): {}", ln_gamma(x));
    }
    assert!([0.0, -0.5, -1e300, f64::NEG_INFINITY, f64::NAN].into_iter().all(|x| digamma(x).is_nan()));
}
