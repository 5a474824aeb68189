//! A picture of a fractal, whatever its formula.

use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};
use iterscope::fractal::{BAILOUT, ComplexRegion, Escape, Family, Grid, Render};
use iterscope::image::{Coloring, MAX_COLORS, Scale};
use iterscope::{Context, Executor, Result};

use crate::failure::Failure;
use crate::fractal::colormap::Colormap;
use crate::fractal::tally::Tally;
use crate::interrupt;
use crate::output::Output;
use crate::processor::Processor;
use crate::progress::Progress;

/// The options of all formulas.
#[derive(Args)]
pub struct Picture {
    /// Pixels in real direction; those in imaginary direction follow from the aspect ratio.
    #[arg(short = 'R', long, default_value_t = 500)]
    resolution: usize,

    /// Real part at the left.
    #[arg(short = 'x', long, required = false, allow_hyphen_values = true)]
    xleft: f64,

    /// Real part at the right.
    #[arg(short = 'X', long, required = false, allow_hyphen_values = true)]
    xright: f64,

    /// Imaginary part at the bottom.
    #[arg(short = 'y', long, required = false, allow_hyphen_values = true)]
    ybot: f64,

    /// Imaginary part at the top.
    #[arg(short = 'Y', long, required = false, allow_hyphen_values = true)]
    ytop: f64,

    /// Bailout radius: a step escapes when |z| is larger.
    #[arg(short, long, visible_alias = "bailout", default_value_t = BAILOUT, allow_hyphen_values = true)]
    threshold: f64,

    /// Counts of steps up to this one get the first color; not with --cycle.
    #[arg(short = 'm', long, default_value_t = 5)]
    itermin: u32,

    /// Most steps; points that are still inside then get the last color.
    #[arg(short = 'M', long, default_value_t = 80)]
    itermax: u32,

    /// Compress less. Accepted for the article's command lines; the fast compression is the only one here.
    #[arg(long)]
    fast: bool,

    /// The file to write, `-` for standard output.
    #[arg(short, long, value_name = "FILE", default_value = "plot.png")]
    output: PathBuf,

    /// Colors.
    #[arg(long, value_name = "NAME", default_value = "grey")]
    colormap: Colormap,

    /// Repeat the colors every N counts, whatever --itermin and --itermax; points that never escape are dark.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..MAX_COLORS as i64))]
    cycle: Option<u32>,

    /// The sample points of the pixels.
    #[arg(long, default_value = "left")]
    grid: Sampling,

    /// Print counts, time, speed and bytes on standard error.
    #[arg(long)]
    stats: bool,

    #[command(flatten)]
    processor: Processor,
}

#[derive(Clone, Copy, ValueEnum)]
enum Sampling {
    /// Their left upper corners, as the article's program.
    Left,
    /// Their centers.
    Pixel,
    /// Both ends of each axis included, as `numpy.linspace`.
    Linspace,
}

impl From<Sampling> for Grid {
    fn from(sampling: Sampling) -> Self {
        match sampling {
            Sampling::Left => Self::Left,
            Sampling::Pixel => Self::Pixel,
            Sampling::Linspace => Self::Linspace,
        }
    }
}

impl Picture {
    pub fn run(&self, formula: &Family) -> std::result::Result<(), Failure> {
        let escape = Escape::new(self.threshold, self.itermax)?;
        let region = ComplexRegion::new(self.xleft, self.xright, self.ytop, self.ybot)?;
        let raster = region.streamed_raster(self.resolution, self.grid.into())?;
        let coloring = self.coloring()?;
        coloring.table(self.itermax)?;
        let executor = self.processor.executor()?;
        let cancellation = interrupt::cancellation()?;
        let mut output = Output::create(&self.output)?;
        let began = Instant::now();
        let size = (raster.width(), raster.height());
        let progress = Progress::new(size.0 as u64 * size.1 as u64);
        let tally = self.stats.then(|| Tally::new(escape.max_iter(), self.first()));
        let render = Render { formula, escape, place: (&raster).into(), coloring: &coloring };
        render.write_png_watched(&mut output, Context::new(&executor, &cancellation), |counts| {
            progress.advance(counts.len() as u64);
            if let Some(tally) = &tally {
                tally.add(counts);
            }
        })?;
        drop(progress);
        let bytes = output.finish()?;
        if let Some(tally) = tally {
            // A picture is not worse for a standard error that nobody reads.
            let _ = self.tell(&tally, size, began, &executor, bytes);
        }
        Ok(())
    }

    fn coloring(&self) -> Result<Coloring> {
        let (palette, scale) = match self.cycle {
            Some(colors) => (self.colormap.cycle(colors), Scale::Cycle),
            None => (self.colormap.passage(), Scale::Range { min_iter: self.itermin }),
        };
        Coloring::new(palette, scale)
    }

    /// The largest count that is not told from smaller ones.
    fn first(&self) -> u32 {
        if self.cycle.is_some() { 0 } else { self.itermin }
    }

    fn tell(
        &self,
        tally: &Tally,
        (width, height): (usize, usize),
        began: Instant,
        executor: &Executor,
        bytes: u64,
    ) -> io::Result<()> {
        let seconds = began.elapsed().as_secs_f64();
        let pixels = width as u64 * height as u64;
        let (early, inside) = (tally.early(), tally.inside());
        let between = pixels - early - inside;
        let iterations = tally.iterations();
        let speed = iterations as f64 / seconds / 1e9;
        let (first, last) = (self.first(), self.itermax);
        let mut text = io::stderr().lock();
        writeln!(text, "pixels      {pixels} ({width} x {height})")?;
        writeln!(
            text,
            "counts      {early} up to {first}, {between} between, {inside} of {last} (never escaped)"
        )?;
        writeln!(
            text,
            "iterations  {iterations} (those of the shortcut for interiors and up to {first} included)"
        )?;
        writeln!(
            text,
            "time        {seconds:.3} s with {} threads, {}",
            executor.threads(),
            executor.simd()
        )?;
        writeln!(
            text,
            "speed       {speed:.3} Gpi/s (10^9 iterations of a pixel a second, with the encoding)"
        )?;
        writeln!(text, "file        {bytes} bytes")
    }
}
