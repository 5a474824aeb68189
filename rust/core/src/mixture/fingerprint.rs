//! A hash of parameters, by which statistics know whose they are.

/// Hashes values apart from one another, each with its place, so that none waits for the one before.
pub fn fingerprint<'a>(kind: u64, values: impl Iterator<Item = &'a f64>) -> u64 {
    values
        .enumerate()
        .fold(kind, |hash, (place, value)| hash.wrapping_add(mix(value.to_bits() ^ mix(place as u64))))
}

/// The finaliser of `SplitMix64`: every bit of the input changes half of the output's.
const fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
