//! A subcommand for each formula of the library: its parameters and the options of a picture.

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches, Subcommand, value_parser};
use iterscope::fractal::{Description, Example, Family, Parameter, Value};
use num_complex::Complex64;

use crate::failure::Failure;
use crate::fractal::picture::Picture;

/// The formula of the command line without a subcommand: the article's.
const DEFAULT: &Description = &Family::ALL[0];

const NOTES: &str = "\
The short options, their defaults for a Julia set and the pixels are those of the program `juliaset` of the article \
\"From Python to Rust\". Memory does not grow with the height: up to 2^34 pixels and 2^20 along a side.";

/// A formula, as it was asked for, and what picture of it.
pub struct Fractal {
    formula: &'static Description,
    parameters: Vec<(&'static str, Value)>,
    picture: Picture,
}

impl Fractal {
    pub fn run(&self) -> Result<(), Failure> {
        self.picture.run(&Family::new(self.formula.kind, &self.parameters)?)
    }

    fn read(formula: &'static Description, matches: &ArgMatches) -> Result<Self, clap::Error> {
        let known = formula.parameters;
        let mut parameters: Vec<_> =
            known.iter().filter_map(|known| Some((known.name, value(known, matches)?))).collect();
        if parameters.is_empty() {
            // Several numbers can be given in more than one way, so they have no default of their own.
            let list = |known: &&Parameter| matches!(known.example, Example::List(_));
            parameters.extend(known.iter().find(list).map(|known| (known.name, known.example.into())));
        }
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

/// What was given for a parameter.
fn value(parameter: &Parameter, matches: &ArgMatches) -> Option<Value> {
    match parameter.example {
        Example::Integer(_) => matches.get_one::<u32>(parameter.name).map(|&integer| integer.into()),
        Example::Complex(_) => {
            let [re, im] = options(parameter.name).map(|option| matches.get_one::<f64>(&option).copied());
            Some(Complex64::new(re?, im?).into())
        }
        Example::List(_) => {
            let numbers: Vec<Complex64> = matches.get_many(parameter.name)?.copied().collect();
            Some(numbers.as_slice().into())
        }
    }
}

/// The options of a formula, with its defaults.
fn augment(formula: &Description, command: Command) -> Command {
    let mut command = Picture::augment_args(command);
    for parameter in formula.parameters {
        match parameter.example {
            Example::Integer(default) => {
                let option = Arg::new(parameter.name).long(parameter.name).help(parameter.help);
                let option = option.default_value(default.to_string()).value_parser(value_parser!(u32));
                command = command.arg(option);
            }
            Example::Complex(Complex64 { re, im }) => {
                let [real, imag] = options(parameter.name);
                for (option, other, part, value) in
                    [(&real, &imag, "Real", re), (&imag, &real, "Imaginary", im)]
                {
                    let short = (parameter.name == "c").then(|| option.chars().next()).flatten();
                    let argument = Arg::new(option)
                        .long(option)
                        .short(short)
                        .help(format!("{part} part of {}", parameter.help))
                        .allow_hyphen_values(true)
                        .value_parser(value_parser!(f64));
                    command = command.arg(if parameter.optional {
                        argument.requires(other)
                    } else {
                        argument.default_value(value.to_string())
                    });
                }
            }
            Example::List(_) => {
                let option = Arg::new(parameter.name)
                    .long(parameter.name)
                    .help(format!("{}, such as 1 -0.5+0.87i", parameter.help))
                    .num_args(1..)
                    .allow_hyphen_values(true)
                    .value_parser(value_parser!(Complex64));
                command = command.arg(option);
            }
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
