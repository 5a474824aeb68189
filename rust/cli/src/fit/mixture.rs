//! `iterscope mixture`: a Gaussian mixture fitted to a file.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use iterscope::Context;
use iterscope::em::{Data, Loop, Step};
use iterscope::mixture::{CovarianceType, Parameters, Regularization};

use crate::failure::Failure;
use crate::fit::json::{Line, Outcome};
use crate::fit::start::Start;
use crate::fit::{json, samples};
use crate::interrupt;
use crate::processor::Processor;

/// Fit a Gaussian mixture by EM and print its parameters as JSON.
///
/// Options and defaults are named as in scikit-learn's `GaussianMixture`. `lower_bound` is the mean log density of
/// the samples under the parameters of the iteration before.
#[derive(Args)]
pub struct Mixture {
    /// Samples: a .npy file with a row for each, or CSV with or without a header.
    data: PathBuf,

    /// Number of components.
    #[arg(short = 'k', long, value_name = "K", default_value_t = 1)]
    n_components: usize,

    /// Constraint on the covariances.
    #[arg(
        long,
        value_name = "TYPE",
        default_value = "full",
        value_parser = PossibleValuesParser::new(CovarianceType::ALL.map(CovarianceType::name)),
    )]
    covariance_type: String,

    /// Changes of the lower bound that are smaller end the fit.
    #[arg(long, default_value_t = 1e-3, allow_hyphen_values = true)]
    tol: f64,

    /// Most iterations.
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..))]
    max_iter: u64,

    /// Added to the variances.
    #[arg(long, value_name = "VARIANCE", default_value_t = 1e-6, allow_hyphen_values = true)]
    reg_covar: f64,

    /// The way to find the start of EM.
    #[arg(long, default_value = "kmeans")]
    init_params: Start,

    /// Seed of the random numbers, which are those of PCG64 on every machine.
    #[arg(long, default_value_t = 0)]
    seed: u64,

    /// Print the start and every iteration, one line of JSON each, as they come.
    #[arg(long)]
    trace: bool,

    #[command(flatten)]
    processor: Processor,
}

impl Mixture {
    pub fn run(&self) -> Result<(), Failure> {
        if !(self.tol >= 0.0 && self.tol.is_finite()) {
            let expected = "finite and not negative".to_owned();
            return Err(Failure::Usage { option: "--tol", expected, value: self.tol.to_string() });
        }
        let covariance_type: CovarianceType = self.covariance_type.parse()?;
        let executor = self.processor.executor()?;
        let cancellation = interrupt::cancellation()?;
        let x = samples::read(&self.data)?;
        if !(1..=x.nrows()).contains(&self.n_components) {
            let expected = format!("from 1 to the number of samples, {}", x.nrows());
            return Err(Failure::Usage { option: "-k", expected, value: self.n_components.to_string() });
        }
        let fit = Loop {
            data: Data::new(x.view(), None)?,
            prior: Regularization::Absolute(self.reg_covar),
            tol: self.tol,
            max_iter: self.max_iter,
            half_steps: false,
            context: Context::new(&executor, &cancellation),
        };
        let start = self.init_params.parameters(&x, self.n_components, covariance_type, self.seed, &fit)?;
        let last = self.run_steps(&fit, start)?;
        let outcome = Outcome::new(&last, x.nrows());
        let text = if self.trace { json::line(&outcome) } else { json::lines(&outcome) };
        print(text)?;
        if !last.converged() {
            // The JSON says so too.
            let _ = writeln!(
                io::stderr(),
                "warning: not converged after {} iterations; increase --max-iter or --tol",
                last.iteration
            );
        }
        Ok(())
    }

    /// All steps from a start, of which the last one is returned.
    fn run_steps(&self, fit: &Loop<'_, Parameters>, start: Parameters) -> Result<Step<Parameters>, Failure> {
        let mut last = Step::start(0, start.clone());
        for step in fit.steps([Ok(start)]) {
            last = step?;
            if self.trace {
                print(json::line(&Line::new(&last)))?;
            }
        }
        Ok(last)
    }
}

fn print(text: serde_json::Result<String>) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    let written = text.map_err(io::Error::from).and_then(|text| writeln!(stdout, "{text}"));
    written.and_then(|()| stdout.flush()).map_err(Failure::stdout)
}
