//! Parameters and statistics as bytes, for another process or machine: a mark, a header of whole numbers, then
//! doubles, all little endian, every bit kept.

use crate::Error;

/// The error text of bytes of another length than their header announces.
pub const LENGTH: &str = "a wrong length";

/// The error about bytes that are not of what was expected.
pub fn malformed(expected: &str, what: &str) -> Error {
    Error::invalid("data", format!("bytes of {expected}"), what)
}

/// The mark, the header and the values.
pub fn write<'a, const HEADER: usize>(
    mark: [u8; 8],
    header: [u64; HEADER],
    values: impl Iterator<Item = &'a f64>,
) -> Vec<u8> {
    let words = header.into_iter().chain(values.map(|value| value.to_bits()));
    mark.into_iter().chain(words.flat_map(u64::to_le_bytes)).collect()
}

/// The header, and the values that follow it.
pub fn read<const HEADER: usize>(
    mark: [u8; 8],
    bytes: &[u8],
) -> std::result::Result<([u64; HEADER], impl ExactSizeIterator<Item = f64> + use<'_, HEADER>), &'static str>
{
    let words = bytes.strip_prefix(&mark).ok_or("bytes without their mark")?;
    let (words, []) = words.as_chunks::<8>() else { return Err("a broken last number") };
    let (header, values) = words.split_first_chunk::<HEADER>().ok_or("too few bytes")?;
    Ok((header.map(u64::from_le_bytes), values.iter().map(|word| f64::from_le_bytes(*word))))
}

/// The sizes, if they are not zero and just `length` values belong to them.
pub fn sizes(
    k: u64,
    d: u64,
    count: usize,
    length: impl Fn(usize, usize) -> Option<usize>,
) -> std::result::Result<(usize, usize), &'static str> {
    let sizes = usize::try_from(k).ok().zip(usize::try_from(d).ok());
    // Neither exceeds the number of values, so that sums of a few of them cannot overflow.
    let plausible = |&(k, d): &(usize, usize)| (1..=count).contains(&k) && (1..=count).contains(&d);
    sizes.filter(plausible).filter(|&(k, d)| length(k, d) == Some(count)).ok_or(LENGTH)
}
