//! A subcommand for each formula of the library: its parameters and the options of a picture.

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, Subcommand, value_parser};
use iterscope::fractal::{Description, Family};
use num_complex::Complex64;

use crate::failure::Failure;
use crate::picture::Picture;

/// The formula of the command line without a subcommand: the article's.
const DEFAULT: &Description = &Family::ALL[0];

const NOTES: &str = "\
The short options, their defaults for a Julia set and the pixels are those of the program `juliaset` of the article \
\"From Python to Rust\". Memory does not grow with the height: up to 2^34 pixels and 2^20 along a side.";

/// A formula, as it was asked for, and what picture of it.
pub struct Fractal {
    formula: &'static Description,
    parameters: Vec<(&'static str, Complex64)>,
    picture: Picture,
}

impl Fractal {
    pub fn run(&self) -> Result<(), Failure> {
        self.picture.run(&Family::new(self.formula.kind, &self.parameters)?)
    }

    fn read(formula: &'static Description, matches: &ArgMatches) -> Result<Self, clap::Error> {
        let part = |option: &String| matches.get_one(option).copied().unwrap_or(f64::NAN);
        let parameters = formula
            .parameters
            .iter()
            .map(|parameter| {
                let [real, imag] = options(parameter.name);
                (parameter.name, Complex64::new(part(&real), part(&imag)))
            })
            .collect();
        Ok(Self { formula, parameters, picture: Picture::from_arg_matches(matches)? })
    }
}

/// The options of a complex parameter; those of c are the article's.
fn options(parameter: &str) -> [String; 2] {
    match parameter {
        "c" => ["real".to_owned(), "imag".to_owned()],
        other => [format!("{other}-real"), format!("{other}-imag")],
    }
}

/// The options of a formula, with its defaults.
fn augment(formula: &Description, command: Command) -> Command {
    let mut command = Picture::augment_args(command);
    for parameter in formula.parameters {
        let Complex64 { re, im } = parameter.example;
        for (option, (part, value)) in
            options(parameter.name).into_iter().zip([("Real", re), ("Imaginary", im)])
        {
            let short = (parameter.name == "c").then(|| option.chars().next()).flatten();
            command = command.arg(
                Arg::new(&option)
                    .long(&option)
                    .short(short)
                    .help(format!("{part} part of {}", parameter.name))
                    .default_value(value.to_string())
                    .allow_hyphen_values(true)
                    .value_parser(value_parser!(f64)),
            );
        }
    }
    let bounds = ["xleft", "xright", "ybot", "ytop"].into_iter().zip(formula.home);
    bounds.fold(command, |command, (bound, value)| {
        command.mut_arg(bound, |option| option.default_value(value.to_string()))
    })
}

impl Args for Fractal {
    fn augment_args(command: Command) -> Command {
        augment(DEFAULT, command)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl Subcommand for Fractal {
    fn augment_subcommands(command: Command) -> Command {
        Family::ALL.iter().fold(command, |command, formula| {
            let about = format!("Render {} as a PNG", formula.title);
            let subcommand = augment(formula, Command::new(formula.kind));
            command.subcommand(subcommand.about(&about).long_about(format!("{about}.\n\n{NOTES}")))
        })
    }

    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        Family::ALL.iter().any(|formula| formula.kind == name)
    }
}

impl FromArgMatches for Fractal {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let asked = matches.subcommand().and_then(|(name, matches)| {
            Family::ALL.iter().find(|formula| formula.kind == name).map(|formula| (formula, matches))
        });
        let (formula, matches) = asked.unwrap_or((DEFAULT, matches));
        Self::read(formula, matches)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
