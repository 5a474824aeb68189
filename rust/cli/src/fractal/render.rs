//! `iterscope render`: any formula, place, depth, field and coloring.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use iterscope::Context;
use iterscope::fractal::{
    BAILOUT, ColorBy, Description, Escape, Example, Family, Field, Frame, Interior, Look, MAX_ITER, Painting,
    Parameter, Value, Values, View, auto_max_iter, fields,
};
use ndarray_npy::WriteNpyExt;
use num_complex::Complex64;
use serde_json::{Value as Json, json};

use crate::failure::Failure;
use crate::fractal::annotated::Annotated;
use crate::fractal::colormap::Colormap;
use crate::fractal::place;
use crate::interrupt;
use crate::output::Output;
use crate::processor::Processor;

/// Render any fractal, at any depth, by any of its fields.
///
/// A file whose name ends in .npy gets the numbers of --field, shape (height, width), row 0 on top, lengths in pixels and
/// NaN where there is none. Any other is a PNG, which holds the parameters as text.
#[derive(Args)]
pub struct Render {
    /// The formula.
    #[arg(value_parser = PossibleValuesParser::new(Family::ALL.iter().map(|formula| formula.kind)))]
    formula: String,

    /// Its parameters, such as c=-0.8,0.156 or degree=3 or roots=1,0,-1,0; numbers have any number of digits.
    #[arg(value_name = "NAME=VALUE")]
    parameters: Vec<String>,

    /// The middle of the picture, with any number of digits; that of the whole set without it.
    #[arg(long, value_name = "RE,IM", allow_hyphen_values = true)]
    center: Option<String>,

    /// The width of the picture in the plane, such as 3.2e-157; that of the whole set without it.
    #[arg(long, allow_hyphen_values = true)]
    width: Option<String>,

    /// The size of the picture in pixels.
    #[arg(long, value_name = "WIDTHxHEIGHT", default_value = "800x600")]
    size: String,

    /// Most steps of an orbit; by default as many as what is shown takes, the more, the deeper.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(MAX_ITER)))]
    max_iter: Option<u32>,

    /// Bailout radius of escape counts.
    #[arg(long, visible_alias = "bailout", default_value_t = BAILOUT, allow_hyphen_values = true)]
    threshold: f64,

    /// The field of a .npy file.
    #[arg(long, default_value = "count")]
    field: String,

    /// Colors.
    #[arg(long, value_name = "NAME", default_value = "inferno")]
    colormap: Colormap,

    /// What colors go by: count, smooth, histogram, distance, `final_angle`, trap or root.
    #[arg(long, value_name = "FIELD")]
    color_by: Option<String>,

    /// How fast colors change: 2 is twice as fast as usual.
    #[arg(long, default_value_t = 1.0, allow_hyphen_values = true)]
    density: f64,

    /// Turns by which colors are moved on.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    offset: f64,

    /// Strength of a light from the left above, from 0 to 1.
    #[arg(long, default_value_t = 0.0, allow_hyphen_values = true)]
    light: f64,

    /// Colors of the interior: flat, period, `internal_angle` or distance.
    #[arg(long, default_value = "flat")]
    interior: String,

    /// Samples along a side of a pixel, whose light is averaged: 1, 2 or 4.
    #[arg(long, value_name = "SIDE", default_value_t = 2)]
    antialias: usize,

    /// The file to write, `-` for standard output.
    #[arg(short, long, value_name = "FILE", default_value = "plot.png")]
    output: PathBuf,

    #[command(flatten)]
    processor: Processor,
}

impl Render {
    pub fn run(&self) -> Result<(), Failure> {
        let Some(formula) = Family::ALL.iter().find(|known| known.kind == self.formula) else {
            return Ok(());
        };
        let family = Family::new(formula.kind, &self.values(formula)?)?;
        let size = self.size()?;
        let center = match &self.center {
            Some(center) => place::pair("--center", center)?,
            None => middle(formula.home),
        };
        let log2_width = match &self.width {
            Some(width) => place::log2("--width", width)?,
            None => (formula.home[1] - formula.home[0]).log2(),
        };
        let numbers = self.output.extension().is_some_and(|extension| extension == "npy");
        let side = if numbers { 1 } else { self.antialias };
        let samples = (size.1.saturating_mul(side), size.0.saturating_mul(side));
        let frame = Frame::from(&View::new((&center.0, &center.1), log2_width, samples)?);
        let (executor, cancellation) = (self.processor.executor()?, interrupt::cancellation()?);
        let context = Context::new(&executor, &cancellation);
        let max_iter = match self.max_iter {
            Some(given) => given,
            None => auto_max_iter(&family, &frame, context)?,
        };
        let escape = Escape::new(self.threshold, max_iter)?;
        if numbers {
            return self.write_numbers(&family, escape, &frame, context);
        }
        let parameters = json!({
            "formula": {"kind": family.kind(), "parameters": described(&family)},
            "center": [center.0, center.1],
            "log2_width": log2_width,
            "size": [size.0, size.1],
            "max_iter": max_iter,
            "bailout": self.threshold,
            "coloring": self.described_coloring(formula),
            "antialias": self.antialias,
        });
        let look = self.look(formula)?;
        let painting =
            Painting { formula: &family, escape, place: (&frame).into(), look: &look, antialias: side };
        let software = concat!("iterscope ", env!("CARGO_PKG_VERSION"));
        let texts = [("Software", software), ("Parameters", &parameters.to_string())];
        let mut output = Annotated::new(Output::create(&self.output)?, &texts);
        painting.write_png(&mut output, context)?;
        output.into_inner().finish()?;
        Ok(())
    }

    fn write_numbers(
        &self,
        family: &Family,
        escape: Escape,
        frame: &Frame,
        context: Context<'_>,
    ) -> Result<(), Failure> {
        let field = Field::named(&self.field)?;
        let mut output = Output::create(&self.output)?;
        for values in fields(family, escape, frame, &[field], context)? {
            let written = match values {
                Values::Whole(values) => values.write_npy(&mut output),
                Values::Real(values) => values.write_npy(&mut output),
            };
            written.map_err(|error| Failure::file(&self.output, error))?;
        }
        output.finish()?;
        Ok(())
    }

    fn look(&self, formula: &Description) -> Result<Look, Failure> {
        let colormap = iterscope::fractal::Colormap::new(self.colormap.passage(), self.colormap.is_cyclic())?;
        let look = Look::new(colormap)
            .color_by(ColorBy::named(self.color_by(formula))?)
            .interior(Interior::named(&self.interior)?);
        Ok(look.density(self.density)?.offset(self.offset)?.light(self.light)?)
    }

    fn color_by(&self, formula: &Description) -> &str {
        let usual = if formula.fields.contains(&Field::Root) { "root" } else { "smooth" };
        self.color_by.as_deref().unwrap_or(usual)
    }

    fn described_coloring(&self, formula: &Description) -> Json {
        json!({
            "colormap": self.colormap.name(),
            "color_by": self.color_by(formula),
            "density": self.density,
            "offset": self.offset,
            "light": self.light,
            "interior": self.interior,
        })
    }

    /// Width and height in pixels.
    fn size(&self) -> Result<(usize, usize), Failure> {
        let sides = self.size.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
        sides
            .filter(|&(w, h)| w > 0 && h > 0)
            .ok_or_else(|| place::usage("--size", "WIDTHxHEIGHT in pixels", &self.size))
    }

    /// The parameters that were given, and examples of those that must be.
    fn values<'a>(&'a self, formula: &'a Description) -> Result<Vec<(&'a str, Value)>, Failure> {
        let mut values = Vec::new();
        for text in &self.parameters {
            let (name, value) = text
                .split_once('=')
                .ok_or_else(|| place::usage("NAME=VALUE", "a parameter such as c=-0.8,0.156", text))?;
            let known = formula.parameters.iter().find(|known| known.name == name);
            values.push((name, known.map_or(Ok(Value::Integer(0)), |known| read(known, value))?));
        }
        let lacking = |known: &&Parameter| match known.example {
            // Several numbers can be given in more than one way.
            Example::List(_) => self.parameters.is_empty(),
            _ => {
                !known.optional
                    && !self.parameters.iter().any(|text| text.starts_with(&format!("{}=", known.name)))
            }
        };
        values
            .extend(formula.parameters.iter().find(lacking).map(|known| (known.name, known.example.into())));
        Ok(values)
    }
}

fn middle([left, right, bottom, top]: [f64; 4]) -> (String, String) {
    (f64::midpoint(left, right).to_string(), f64::midpoint(bottom, top).to_string())
}

fn read(parameter: &Parameter, text: &str) -> Result<Value, Failure> {
    match parameter.example {
        Example::Integer(_) => {
            let integer = text.trim().parse().map_err(|_| place::usage("NAME=VALUE", "an integer", text))?;
            Ok(Value::Integer(integer))
        }
        Example::Complex(_) => {
            let (re, im) = place::pair("NAME=VALUE", text)?;
            Ok(Value::Decimal(re, im))
        }
        Example::List(_) => list(text).map(Value::List),
    }
}

/// The complex numbers of `RE,IM,RE,IM,...`.
fn list(text: &str) -> Result<Vec<Complex64>, Failure> {
    let wrong = || place::usage("NAME=VALUE", "numbers RE,IM,RE,IM,...", text);
    let parts: Vec<f64> =
        text.split(',').map(|part| part.trim().parse().map_err(|_| wrong())).collect::<Result<_, _>>()?;
    if !parts.len().is_multiple_of(2) {
        return Err(wrong());
    }
    Ok(parts.chunks(2).map(|pair| Complex64::new(pair[0], pair[1])).collect())
}

/// The parameters as they stand in a file.
fn described(family: &Family) -> Json {
    let pair = |number: &Complex64| json!([number.re, number.im]);
    let described = |value| match value {
        Value::Integer(integer) => json!(integer),
        Value::Complex(number) => pair(&number),
        Value::Decimal(re, im) => json!([re, im]),
        Value::List(numbers) => numbers.iter().map(pair).collect(),
    };
    family.parameters().into_iter().map(|(name, value)| (name.to_owned(), described(value))).collect()
}
