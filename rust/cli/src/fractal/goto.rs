//! `iterscope goto`: what an angle, an internal address or a point of the Mandelbrot set means.

use std::io::{self, Write};

use clap::Args;
use iterscope::dynamics::{
    Angle, Cycle, InternalAddress, KneadingSequence, Landing, Misiurewicz, Nucleus, ParameterDisc,
    Unicritical, conjugates,
};
use iterscope::{Cancellation, Error};
use num_complex::Complex64;

use crate::failure::Failure;
use crate::fractal::place;
use crate::interrupt;

/// Widths of views: a component's sizes, and around a Misiurewicz point, which has none.
const SIZES: f64 = 4.0;
const LOG2_TIP: f64 = -6.0;
/// Digits of sizes.
const SIGNIFICANT: usize = 7;
/// Greatest period that is looked for around a point.
const MAX_PERIOD: u32 = 10_000;
/// Steps in which the cycle of a point is looked for.
const MAX_ITER: u32 = 100_000;

/// Tell what an angle, an internal address or a point of the Mandelbrot set means, and where it is.
///
/// An angle (in turns) names the point at which its ray lands, an internal address a component of the interior, a point
/// the component of the lowest period near it. The last line is the command that draws it.
#[derive(Args)]
pub struct Goto {
    /// An angle such as 1/7, an internal address such as `1_1/3 3_1/2 4`, or a point RE,IM.
    #[arg(allow_hyphen_values = true)]
    target: String,

    /// Of a point: the width of the view in which a nucleus is looked for.
    #[arg(long, default_value = "0.1", allow_hyphen_values = true)]
    width: String,

    /// Decimal places of the numbers that are printed.
    #[arg(long, default_value_t = 30)]
    digits: u32,
}

impl Goto {
    pub fn run(&self) -> Result<(), Failure> {
        let cancellation = interrupt::cancellation()?;
        let target = self.target.trim();
        let lines = if target.contains(',') {
            self.point(target, &cancellation)?
        } else if target.contains(|letter: char| letter == '_' || letter == '→' || letter.is_whitespace()) {
            self.address(&InternalAddress::parse(target)?, &cancellation)?
        } else {
            self.angle(&Angle::parse(target)?, &cancellation)?
        };
        let mut stdout = io::stdout().lock();
        lines
            .0
            .iter()
            .try_for_each(|(name, text)| writeln!(stdout, "{name:<10}  {text}"))
            .map_err(Failure::stdout)
    }

    fn angle(&self, angle: &Angle, cancellation: &Cancellation) -> Result<Lines, Failure> {
        let mut lines = Lines::default();
        lines.add("angle", format!("{angle}, preperiod {}, period {}", angle.preperiod(), angle.period()));
        let together: Vec<_> = conjugates(angle, cancellation)?.iter().map(Angle::to_string).collect();
        lines.add("conjugate", if together.is_empty() { "none".to_owned() } else { together.join(", ") });
        lines.add("kneading", KneadingSequence::of(angle).to_string());
        let last = angle.preperiod() + angle.period() * if angle.is_periodic() { 1 } else { 2 };
        let address = InternalAddress::of(angle, last)?;
        lines.add("address", format!("{address}{}", if angle.is_periodic() { "" } else { " ..." }));
        self.landing(angle, &mut lines, cancellation)?;
        Ok(lines)
    }

    fn address(&self, address: &InternalAddress, cancellation: &Cancellation) -> Result<Lines, Failure> {
        let mut lines = Lines::default();
        let [lower, upper] = address.angles(cancellation)?;
        lines.add("address", format!("{address}, period {}", address.period()));
        lines.add("angles", format!("{lower}, {upper}"));
        lines.add("kneading", KneadingSequence::of(&lower).to_string());
        self.landing(&lower, &mut lines, cancellation)?;
        Ok(lines)
    }

    fn landing(&self, angle: &Angle, lines: &mut Lines, cancellation: &Cancellation) -> Result<(), Failure> {
        match Landing::of(angle, 2, self.digits, cancellation)? {
            Landing::Root { root, nucleus } => {
                lines.add("root", both(root.c.to_decimals(root.digits)));
                self.nucleus(&nucleus, lines, cancellation)?;
            }
            Landing::Misiurewicz(point) => self.misiurewicz(&point, lines),
        }
        Ok(())
    }

    fn point(&self, target: &str, cancellation: &Cancellation) -> Result<Lines, Failure> {
        let (re, im) = place::pair("TARGET", target)?;
        let log2_radius = place::log2("--width", &self.width)? - 1.0;
        let disc = ParameterDisc::new((&re, &im), log2_radius).map_err(of_target)?;
        let mut lines = Lines::default();
        lines.add("point", format!("{re}, {im}"));
        let c = Complex64::new(re.parse().unwrap_or(f64::NAN), im.parse().unwrap_or(f64::NAN));
        let map = Unicritical::new(c, 2)?;
        match Cycle::attracting(&map, MAX_ITER) {
            Some(cycle) => {
                lines.add(
                    "inside",
                    format!("period {}, internal angle {}", cycle.period, cycle.internal_angle()),
                );
                lines.add(
                    "multiplier",
                    both((cycle.multiplier.re.to_string(), cycle.multiplier.im.to_string())),
                );
            }
            None => lines.add("inside", "no, or not to be told in float64".to_owned()),
        }
        match Nucleus::lowest(&disc, 2, MAX_PERIOD, None, cancellation)? {
            Some(nucleus) => {
                if let Some([lower, upper]) = nucleus.angles(cancellation)? {
                    lines.add("address", InternalAddress::of(&lower, lower.period())?.to_string());
                    lines.add("angles", format!("{lower}, {upper}"));
                }
                self.nucleus(&nucleus, &mut lines, cancellation)?;
            }
            None => lines.add("nucleus", format!("none up to period {MAX_PERIOD} within this width")),
        }
        Ok(lines)
    }

    /// A nucleus with as many digits as were asked for, or more if it needs them.
    fn nucleus(
        &self,
        nucleus: &Nucleus,
        lines: &mut Lines,
        cancellation: &Cancellation,
    ) -> Result<(), Failure> {
        let digits = nucleus.digits.max(self.digits);
        let finer = Nucleus::near(&nucleus.c, nucleus.period, 2, Some(digits), cancellation)?;
        let (re, im) = finer.as_ref().unwrap_or(nucleus).c.to_decimals(digits);
        lines.add("period", nucleus.period.to_string());
        lines.add("nucleus", format!("{re}, {im}"));
        lines.add("size", place::shortest(nucleus.size.log2(), SIGNIFICANT));
        lines.draw(&re, &im, nucleus.size.log2() + SIZES.log2());
        Ok(())
    }

    fn misiurewicz(&self, point: &Misiurewicz, lines: &mut Lines) {
        let (re, im) = point.c.to_decimals(self.digits);
        lines.add("point", format!("{re}, {im}"));
        lines.add(
            "kind",
            format!("Misiurewicz point, preperiod {}, period {}", point.preperiod, point.period),
        );
        let multiplier = point.multiplier;
        let turns = multiplier.to_complex64().arg() / std::f64::consts::TAU;
        lines.add(
            "multiplier",
            format!("|.| = {}, {turns:.6} turns", place::shortest(multiplier.log2(), SIGNIFICANT)),
        );
        lines.draw(&re, &im, LOG2_TIP);
    }
}

/// What is printed: names and texts.
#[derive(Default)]
struct Lines(Vec<(&'static str, String)>);

impl Lines {
    fn add(&mut self, name: &'static str, text: String) {
        self.0.push((name, text));
    }

    fn draw(&mut self, re: &str, im: &str, log2_width: f64) {
        let width = place::shortest(log2_width, 3);
        self.add("draw", format!("iterscope render mandelbrot --center {re},{im} --width {width}"));
    }
}

/// What is wrong with a point, which is no option here.
fn of_target(error: Error) -> Failure {
    match error {
        Error::InvalidArgument { name: "center", expected, value } => {
            Failure::Usage { option: "TARGET", expected, value }
        }
        error => error.into(),
    }
}

fn both((re, im): (String, String)) -> String {
    format!("{re}, {im}")
}
