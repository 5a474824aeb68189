//! Steps and outcomes of a fit as JSON.

use iterscope::em::Step;
use iterscope::mixture::Parameters;
use ndarray::{ArrayViewD, Axis};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// An iteration and its parameters, to be printed in a line.
#[derive(Serialize)]
pub struct Line<'a> {
    iteration: u64,
    lower_bound: f64,
    change: f64,
    #[serde(flatten)]
    parameters: Arrays<'a>,
}

/// The outcome of a fit, named as scikit-learn names it.
#[derive(Serialize)]
pub struct Outcome<'a> {
    covariance_type: &'static str,
    n_samples: usize,
    n_iter: u64,
    converged: bool,
    lower_bound: f64,
    degenerate: &'a [usize],
    #[serde(flatten)]
    parameters: Arrays<'a>,
}

#[derive(Serialize)]
struct Arrays<'a> {
    weights: Nested<'a>,
    means: Nested<'a>,
    covariances: Nested<'a>,
}

/// An array, to be written as lists in lists.
struct Nested<'a>(ArrayViewD<'a, f64>);

impl<'a> Line<'a> {
    pub fn new(step: &'a Step<Parameters>) -> Self {
        Self {
            iteration: step.iteration,
            lower_bound: step.lower_bound,
            change: step.change,
            parameters: Arrays::new(&step.parameters),
        }
    }
}

impl<'a> Outcome<'a> {
    pub fn new(step: &'a Step<Parameters>, n_samples: usize) -> Self {
        Self {
            covariance_type: step.parameters.covariance_type().name(),
            n_samples,
            n_iter: step.iteration,
            converged: step.converged(),
            lower_bound: step.lower_bound,
            degenerate: &step.degenerate,
            parameters: Arrays::new(&step.parameters),
        }
    }
}

impl<'a> Arrays<'a> {
    fn new(parameters: &'a Parameters) -> Self {
        Self {
            weights: Nested(parameters.weights().into_dyn()),
            means: Nested(parameters.means().into_dyn()),
            covariances: Nested(parameters.covariances()),
        }
    }
}

impl Serialize for Nested<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.first() {
            Some(value) if self.0.ndim() == 0 => serializer.serialize_f64(*value),
            _ => serializer.collect_seq(self.0.axis_iter(Axis(0)).map(Nested)),
        }
    }
}

/// One line of JSON; what is not finite is null.
pub fn line(value: &impl Serialize) -> serde_json::Result<String> {
    serde_json::to_string(value)
}

/// One member a line: matrices stay together, and the text readable.
pub fn lines(value: &impl Serialize) -> serde_json::Result<String> {
    let members: Map<String, Value> = serde_json::from_value(serde_json::to_value(value)?)?;
    let members: Vec<String> = members.iter().map(|(name, value)| format!("  \"{name}\": {value}")).collect();
    Ok(format!("{{\n{}\n}}", members.join(",\n")))
}
