//! The arguments of the command line.

use clap::{Parser, Subcommand};
use clap_complete::Shell;

use crate::fit::Mixture;
use crate::fractal::{Fractal, Goto, Render};

const EXAMPLES: &str = "\
Examples:
  iterscope julia
      The default picture, 500 x 312 pixels, in plot.png.
  iterscope julia -x -0.1 -X 0.1 -y -0.1 -Y 0.1 -m 20 -M 100 -R 4000 -o spiral.png --stats
      A detail. Negative numbers need no `=`.
  iterscope julia -r -0.8 -i 0.156 -M 500 --colormap magma --cycle 64 -o - | display
      Colors that repeat every 64 counts, on standard output.
  iterscope render mandelbrot --center -1.7400623825793,0.0281753397792 --width 1e-9 --light 0.6
      Any formula at any depth, by its smooth counts.
  iterscope goto 1/7
      What an angle means: its component, its nucleus, and the command that draws it.
  iterscope mixture points.npy -k 5 --trace
      One line of JSON for each iteration of EM.
  iterscope completions bash > ~/.local/share/bash-completion/completions/iterscope
      Completions for the shell.

Without a command the options are those of `iterscope julia`.

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted. A picture that is not finished leaves no file.";

/// Watch iterations: pictures of fractals, fits of Gaussian mixtures.
#[derive(Parser)]
#[command(name = "iterscope", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    #[command(flatten)]
    pub fractal: Fractal,
}

#[derive(Subcommand)]
pub enum Command {
    #[command(flatten)]
    Fractal(Fractal),
    Render(Render),
    Goto(Goto),
    Mixture(Mixture),
    /// Print the completions for a shell.
    Completions {
        /// The shell.
        shell: Shell,
    },
}
