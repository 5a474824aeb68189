//! Parameters as JSON.

use ndarray::{ArrayViewD, Axis};
use serde_json::{Map, Value, json};

use crate::em::Step;

/// An iteration and its parameters, to be printed in a line.
pub fn step(step: &Step) -> Map<String, Value> {
    object([
        ("iteration", json!(step.iteration)),
        ("lower_bound", json!(step.lower_bound)),
        ("change", json!(step.change)),
        ("weights", nested(&step.parameters.weights().into_dyn())),
        ("means", nested(&step.parameters.means().into_dyn())),
        ("covariances", nested(&step.parameters.covariances())),
    ])
}

/// The outcome of a fit, named as scikit-learn names it.
pub fn fit(step: &Step, n_samples: usize) -> Map<String, Value> {
    object([
        ("covariance_type", json!(step.parameters.covariance_type().name())),
        ("n_samples", json!(n_samples)),
        ("n_iter", json!(step.iteration)),
        ("converged", json!(step.converged)),
        ("lower_bound", json!(step.lower_bound)),
        ("degenerate", json!(step.degenerate)),
        ("weights", nested(&step.parameters.weights().into_dyn())),
        ("means", nested(&step.parameters.means().into_dyn())),
        ("covariances", nested(&step.parameters.covariances())),
    ])
}

/// One member a line: matrices stay together, and the text readable.
pub fn lines(object: &Map<String, Value>) -> String {
    let members: Vec<String> = object.iter().map(|(name, value)| format!("  \"{name}\": {value}")).collect();
    format!("{{\n{}\n}}", members.join(",\n"))
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Map<String, Value> {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// An array as lists in lists.
fn nested(array: &ArrayViewD<'_, f64>) -> Value {
    match array.ndim() {
        0 => array.first().map_or(Value::Null, |value| json!(value)),
        _ => array.axis_iter(Axis(0)).map(|part| nested(&part)).collect(),
    }
}
