//! The two deflates of PNG files, each with the filters that it needs.

use std::io::{self, Write};

use fdeflate::Compressor;
use zlib_rs::{DeflateConfig, DeflateFlush, Strategy};

/// The names of filters, which rows begin with.
const NONE: u8 = 0;
/// Each byte less the one above it.
const UP: u8 = 2;

/// The memory level of `zlib-rs`: there is a Huffman code for every `2^(MEMORY + 6)` bytes and runs, some 30 rows of a
/// noisy tile. A code for more rows suits each of them less; one for fewer is not worth the bytes that say it.
const MEMORY: i32 = 7;

/// Bytes that leave the deflate at a time, and filtered ones that wait for it.
const PACKED: usize = 1 << 14;

/// Writer of rows into a file.
pub(super) enum Deflate<W: Write> {
    Fast(Fast<W>),
    Small(Small<W>),
}

impl<W: Write> Deflate<W> {
    /// The deflate of the `fdeflate` crate, several times as fast as others. Its Huffman code is fixed, made for
    /// differences, and it matches nothing but zeros: it needs the "up" filter.
    pub(super) fn fast(sink: W, pitch: usize) -> io::Result<Self> {
        let mut filtered = vec![0; pitch + 1];
        filtered[0] = UP;
        Ok(Self::Fast(Fast { deflate: Compressor::new(sink)?, filtered }))
    }

    /// The deflate of the `zlib-rs` crate, a fifth fewer bytes of counts in three times the time: its Huffman codes are
    /// made for the bytes at hand, and each row has the filter that suits it. It matches runs of one byte only: other
    /// matches would take twice the time for no fewer bytes.
    pub(super) fn small(sink: W, pitch: usize) -> Self {
        let config = DeflateConfig {
            level: 1,
            strategy: Strategy::Rle,
            mem_level: MEMORY,
            ..DeflateConfig::default()
        };
        Self::Small(Small {
            deflate: zlib_rs::Deflate::new_with_config(config),
            raised: vec![0; pitch],
            filtered: Vec::with_capacity(PACKED + pitch + 1),
            packed: vec![0; PACKED],
            sink,
        })
    }

    /// Writes a row that lies below another one.
    pub(super) fn write_row(&mut self, row: &[u8], above: &[u8]) -> io::Result<()> {
        match self {
            Self::Fast(fast) => {
                raise(&mut fast.filtered[1..], row, above);
                fast.deflate.write_data(&fast.filtered)
            }
            Self::Small(small) => small.write_row(row, above),
        }
    }

    /// Writes what is left.
    pub(super) fn finish(self) -> io::Result<W> {
        match self {
            Self::Fast(fast) => fast.deflate.finish(),
            Self::Small(mut small) => {
                let Small { deflate, filtered, packed, sink, .. } = &mut small;
                pump(deflate, filtered, DeflateFlush::Finish, packed, sink)?;
                Ok(small.sink)
            }
        }
    }
}

pub(super) struct Fast<W: Write> {
    deflate: Compressor<W>,
    /// The name of the filter, then the filtered row.
    filtered: Vec<u8>,
}

pub(super) struct Small<W> {
    deflate: zlib_rs::Deflate,
    /// The row with the "up" filter.
    raised: Vec<u8>,
    /// Rows, each after the name of its filter, that wait for the deflate.
    filtered: Vec<u8>,
    packed: Vec<u8>,
    sink: W,
}

impl<W: Write> Small<W> {
    /// Chooses the filter by the rule of thumb of the PNG specification: the one that leaves the smallest numbers. It
    /// is as good here as the entropy, which takes longer to find. Equals stay as they are, so that a plane of zeros
    /// is one run. The filters that look to the left make noise noisier.
    fn write_row(&mut self, row: &[u8], above: &[u8]) -> io::Result<()> {
        raise(&mut self.raised, row, above);
        let (name, filtered) =
            if total(row) <= total(&self.raised) { (NONE, row) } else { (UP, &*self.raised) };
        self.filtered.push(name);
        self.filtered.extend_from_slice(filtered);
        if self.filtered.len() >= PACKED {
            let Self { deflate, filtered, packed, sink, .. } = self;
            pump(deflate, filtered, DeflateFlush::NoFlush, packed, sink)?;
            filtered.clear();
        }
        Ok(())
    }
}

/// The "up" filter.
fn raise(filtered: &mut [u8], row: &[u8], above: &[u8]) {
    for ((filtered, sample), above) in filtered.iter_mut().zip(row).zip(above) {
        *filtered = sample.wrapping_sub(*above);
    }
}

/// The sum of the distances of bytes from 0, on the circle that they wrap around.
fn total(bytes: &[u8]) -> u32 {
    // In a form for which every processor has instructions.
    bytes.iter().map(|byte| u32::from(*byte.min(&byte.wrapping_neg()))).sum()
}

/// Gives all of `bytes` to the deflate, and what it has packed to the sink.
fn pump(
    deflate: &mut zlib_rs::Deflate,
    mut bytes: &[u8],
    flush: DeflateFlush,
    packed: &mut [u8],
    sink: &mut impl Write,
) -> io::Result<()> {
    loop {
        let (taken, given) = (deflate.total_in(), deflate.total_out());
        deflate.compress(bytes, packed, flush).map_err(|error| io::Error::other(error.as_str()))?;
        #[allow(clippy::cast_possible_truncation, reason = "no more than the slices hold")]
        let (taken, given) = ((deflate.total_in() - taken) as usize, (deflate.total_out() - given) as usize);
        sink.write_all(&packed[..given])?;
        bytes = &bytes[taken..];
        // It stops early only where it has no more room.
        if given < packed.len() {
            return Ok(());
        }
    }
}
