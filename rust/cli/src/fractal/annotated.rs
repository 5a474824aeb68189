//! PNG files with text.

use std::io::{self, Write};

/// Bytes of the signature of a PNG and its first chunk, after which text may stand.
const HEAD: usize = 33;

/// A sink for a PNG that puts texts behind its head.
pub struct Annotated<W> {
    sink: W,
    texts: Vec<u8>,
    /// Bytes of the head that are still to come.
    head: usize,
}

impl<W: Write> Annotated<W> {
    /// Texts under keywords, both in Latin-1.
    pub fn new(sink: W, texts: &[(&str, &str)]) -> Self {
        let texts = texts.iter().flat_map(|(keyword, text)| chunk(keyword, text)).collect();
        Self { sink, texts, head: HEAD }
    }

    /// The sink.
    pub fn into_inner(self) -> W {
        self.sink
    }
}

impl<W: Write> Write for Annotated<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.head == 0 {
            return self.sink.write(bytes);
        }
        let written = self.sink.write(&bytes[..bytes.len().min(self.head)])?;
        self.head -= written;
        if self.head == 0 {
            self.sink.write_all(&self.texts)?;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// A chunk `tEXt`.
fn chunk(keyword: &str, text: &str) -> Vec<u8> {
    let body = [b"tEXt", keyword.as_bytes(), b"\0", text.as_bytes()].concat();
    #[allow(clippy::cast_possible_truncation, reason = "a command line is no longer")]
    let length = (body.len() - 4) as u32;
    let checksum = crc32fast::hash(&body);
    [&length.to_be_bytes(), &body[..], &checksum.to_be_bytes()].concat()
}
