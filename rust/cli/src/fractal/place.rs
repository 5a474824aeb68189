//! Places of the plane in the words of the command line.

use std::f64::consts::{LOG2_10, LOG10_2};

use bigdecimal::BigDecimal;

use crate::failure::Failure;

/// Powers of ten of numbers that are written without one.
const PLAIN: std::ops::RangeInclusive<f64> = -4.0..=5.0;
/// Digits of a number that its logarithm is taken of.
const LEADING: usize = 18;

/// The two decimal numbers of `RE,IM`.
pub fn pair(option: &'static str, text: &str) -> Result<(String, String), Failure> {
    let parts = text.split_once(',').filter(|(_, im)| !im.contains(','));
    let (re, im) = parts.ok_or_else(|| usage(option, "two decimal numbers RE,IM", text))?;
    Ok((re.trim().to_owned(), im.trim().to_owned()))
}

/// The logarithm to the base 2 of a positive decimal number such as `3.2e-157`.
pub fn log2(option: &'static str, text: &str) -> Result<f64, Failure> {
    let wrong = || usage(option, "a positive decimal number such as 3.2e-157", text);
    let number: BigDecimal = text.trim().parse().map_err(|_| wrong())?;
    let (digits, scale) = number.as_bigint_and_exponent();
    let digits = digits.to_string();
    let leading: String = digits.chars().take(LEADING).collect();
    let mantissa: f64 = leading.parse().map_err(|_| wrong())?;
    if !(mantissa > 0.0) {
        return Err(wrong());
    }
    let exponent = (digits.len() - leading.len()) as f64 - scale as f64;
    Ok(mantissa.log2() + exponent * LOG2_10)
}

/// 2^`log2` with so many digits, at any depth: a plain decimal number where that is short.
pub fn shortest(log2: f64, digits: usize) -> String {
    let exponent = (log2 * LOG10_2).floor();
    if !PLAIN.contains(&exponent) {
        return scientific(log2, digits - 1);
    }
    let decimals = digits as f64 - 1.0 - exponent;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few digits")]
    let decimals = decimals.max(0.0) as usize;
    let number = format!("{:.decimals$}", log2.exp2());
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.').to_owned() } else { number }
}

/// 2^`log2` with some decimals, at any depth.
fn scientific(log2: f64, decimals: usize) -> String {
    let log10 = log2 * LOG10_2;
    let exponent = log10.floor();
    let digits = format!("{:.decimals$}", 10_f64.powf(log10 - exponent));
    match digits.strip_prefix("10.") {
        Some(rest) => format!("1.{rest}e{}", exponent + 1.0),
        None => format!("{digits}e{exponent}"),
    }
}

pub fn usage(option: &'static str, expected: impl Into<String>, value: &str) -> Failure {
    Failure::Usage { option, expected: expected.into(), value: iterscope::quoted(value) }
}
