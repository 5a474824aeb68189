//! The command line: pictures of fractals as PNG files, angles and addresses in words, Gaussian mixtures as JSON.

mod arguments;
mod failure;
mod fit;
mod fractal;
mod interrupt;
mod output;
mod processor;
mod progress;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use crate::arguments::{Arguments, Command};
use crate::failure::Failure;

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to be told if this fails.
            let _ = writeln!(io::stderr(), "error: {failure}");
            failure.exit_code()
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.command {
        None => arguments.fractal.run(),
        Some(Command::Fractal(fractal)) => fractal.run(),
        Some(Command::Render(render)) => render.run(),
        Some(Command::Goto(goto)) => goto.run(),
        Some(Command::Mixture(mixture)) => mixture.run(),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "iterscope", &mut script);
            io::stdout().write_all(&script).map_err(Failure::stdout)
        }
    }
}
