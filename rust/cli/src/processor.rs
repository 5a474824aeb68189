//! Threads and instruction set.

use clap::Args;
use clap::builder::RangedU64ValueParser;
use iterscope::{Executor, Simd};

use crate::failure::Failure;

#[derive(Args)]
pub struct Processor {
    /// Worker threads; one for each processor without it. They change no bit of the result.
    #[arg(long, value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..=1024))]
    threads: Option<usize>,

    /// Instruction set of the kernels: avx512, avx2 or portable; the widest of this processor without it.
    #[arg(long, value_name = "SET")]
    simd: Option<String>,
}

impl Processor {
    pub fn executor(&self) -> Result<Executor, Failure> {
        let simd = self.simd.as_deref().map_or_else(|| Ok(Simd::detect()), Simd::named)?;
        Ok(Executor::new(self.threads, simd)?)
    }
}
