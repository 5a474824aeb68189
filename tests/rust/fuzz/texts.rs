//! Texts that name numbers, angles and components, and numbers that name polynomials.

use std::fmt::Write;

use bolero::{TypeGenerator, check};
use iterscope::dynamics::{Angle, InternalAddress, KneadingSequence};
use iterscope::fractal::Newton;
use iterscope::number::{Fixed, decimal};
use num_complex::Complex64;

use super::{Decimal, refused};

/// Text that begins like a fraction.
#[derive(Debug, TypeGenerator)]
struct Fraction {
    numerator: i64,
    denominator: u16,
    /// Powers of two in the denominator, modulo 40.
    halves: u8,
    tail: Option<char>,
}

impl Fraction {
    fn text(&self) -> String {
        let denominator = u128::from(self.denominator) << (self.halves % 40);
        format!("{}/{denominator}{}", self.numerator, self.tail.map(String::from).unwrap_or_default())
    }
}

#[test]
fn angles() {
    check!().with_type::<(Fraction, String, u8)>().for_each(|(fraction, text, last)| {
        for text in [&fraction.text(), text] {
            let Some(angle) = refused(Angle::parse(text)) else { continue };
            assert_eq!(Angle::parse(&angle.to_string()).unwrap(), angle, "{text:?}");
            assert!((0.0..=1.0).contains(&angle.turns()), "{text:?}");
            assert!(angle.period() > 0 && angle.numerator() < angle.denominator(), "{text:?}");
            let address = InternalAddress::of(&angle, usize::from(last % 64) + 1).unwrap();
            assert_eq!(InternalAddress::parse(&address.to_string()).unwrap(), address, "{text:?}");
            assert!(!format!("{:?}", KneadingSequence::of(&angle)).is_empty());
        }
    });
}

/// Text that begins like an internal address.
#[derive(Debug, TypeGenerator)]
struct Way {
    /// What is added to a period for the next one, and the internal angle, a half if it is left out.
    steps: Vec<(u8, Option<(u8, u8)>)>,
    arrows: bool,
    tail: Option<char>,
}

impl Way {
    fn text(&self) -> String {
        let (mut text, mut period) = (String::new(), 1_usize);
        for &(more, angle) in &self.steps {
            write!(text, "{period}").unwrap();
            if let Some((numerator, denominator)) = angle {
                write!(text, "_{numerator}/{denominator}").unwrap();
            }
            text.push_str(if self.arrows { " -> " } else { " " });
            period += usize::from(more);
        }
        write!(text, "{period}{}", self.tail.map(String::from).unwrap_or_default()).unwrap();
        text
    }
}

#[test]
fn internal_addresses() {
    check!().with_type::<(Way, String)>().for_each(|(way, text)| {
        for text in [&way.text(), text] {
            let Some(address) = refused(InternalAddress::parse(text)) else { continue };
            assert_eq!(InternalAddress::parse(&address.to_string()).unwrap(), address, "{text:?}");
            let periods = address.way().iter().map(|entry| entry.period).chain([address.period()]);
            assert!(periods.is_sorted_by(|one, next| one < next), "{text:?}");
        }
    });
}

#[test]
fn decimal_numbers() {
    check!().with_type::<(Decimal, String, bool, u8)>().for_each(|(number, text, minus, words)| {
        let words = usize::from(words % 4) + 1;
        let signed = format!("{}{}", if *minus { "-" } else { "" }, number.text());
        for text in [&signed, text] {
            let Some(exact) = refused(decimal("x", text)) else { continue };
            let fixed = Fixed::parse("x", text, words).unwrap();
            // With a decimal place for each binary one nothing is rounded.
            let written = fixed.to_decimal(u32::try_from(64 * words).unwrap());
            assert_eq!(Fixed::parse("x", &written, words).unwrap(), fixed, "{text:?}: {written}");
            let [one, least, written] = ["1", "1e-19", &written].map(|text| decimal("x", text).unwrap());
            assert!(exact.abs() >= one || (written - exact).abs() <= least, "{text:?}: {fixed:?}");
        }
    });
}

/// A coefficient or a zero: mostly one of a size that polynomials have.
#[derive(Debug, TypeGenerator)]
struct Number {
    digits: (i16, i16),
    exponent: i8,
    any: Option<(f64, f64)>,
    plain: bool,
}

impl Number {
    fn number(&self) -> Complex64 {
        let scale = if self.plain { 1e-3 } else { 10_f64.powi(i32::from(self.exponent)) };
        match self.any {
            Some((re, im)) if !self.plain => Complex64::new(re, im),
            _ => Complex64::new(f64::from(self.digits.0), f64::from(self.digits.1)) * scale,
        }
    }
}

#[test]
fn polynomials() {
    check!().with_type::<Vec<Number>>().for_each(|numbers| {
        let numbers: Vec<Complex64> = numbers.iter().map(Number::number).collect();
        let newtons = [
            (Newton::of_roots(&numbers), numbers.len()),
            (Newton::of_coefficients(&numbers), numbers.len().wrapping_sub(1)),
        ];
        for (newton, degree) in newtons {
            let Some(newton) = refused(newton) else { continue };
            let count: u32 = newton.zeros().iter().map(|(_, times)| times).sum();
            assert_eq!(count as usize, degree, "{numbers:?}");
            assert!(newton.zeros().iter().all(|(zero, _)| zero.is_finite()), "{numbers:?}");
        }
    });
}
