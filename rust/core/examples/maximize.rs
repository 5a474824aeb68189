//! The tutorial's M step in four styles, and the engine's own, on arrays in `.npy` files.
//!
//! ```text
//! cargo run --release --example maximize -- data.npy responsibilities.npy
//! ```
//!
//! `data.npy` holds the samples (n, d), `responsibilities.npy` those of the k components, (n, k) or (k, n).
//! Prints the time of each style and how far its covariances are from the first one's.

use std::error::Error;
use std::time::Instant;

use iterscope::mixture::{CovarianceType, Regularization, maximize_responsibilities};
use iterscope::textbook::Style;
use iterscope::{Cancellation, Context, Executor};
use ndarray::{Array2, Ix3};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, responsibilities] = arguments.as_slice() else {
        return Err("usage: maximize data.npy responsibilities.npy".into());
    };
    let data: Array2<f64> = ndarray_npy::read_npy(data)?;
    let responsibilities: Array2<f64> = ndarray_npy::read_npy(responsibilities)?;
    let responsibilities =
        if responsibilities.nrows() == data.nrows() { responsibilities.view() } else { responsibilities.t() };
    if responsibilities.nrows() != data.nrows() {
        return Err(
            format!("{} samples, but {} responsibilities", data.nrows(), responsibilities.nrows()).into()
        );
    }

    let (executor, never) = (Executor::detect()?, Cancellation::new());
    let (_, _, truth) =
        Style::Indexed.maximize(data.view(), responsibilities, Context::new(&executor, &never))?;
    for style in Style::ALL {
        let start = Instant::now();
        let (_, _, covariances) =
            style.maximize(data.view(), responsibilities, Context::new(&executor, &never))?;
        report(style.name(), start, (&covariances - &truth).iter());
    }
    let start = Instant::now();
    let (kind, none) = (CovarianceType::Full, Regularization::Absolute(0.0));
    let engine = maximize_responsibilities(
        data.view(),
        responsibilities,
        None,
        kind,
        none,
        Context::new(&executor, &never),
    )?;
    let covariances = engine.parameters.covariances().into_dimensionality::<Ix3>()?;
    report("engine", start, (&covariances - &truth).iter());
    Ok(())
}

fn report<'a>(name: &str, start: Instant, differences: impl Iterator<Item = &'a f64>) {
    let elapsed = start.elapsed();
    let largest = differences.fold(0.0, |largest: f64, difference| largest.max(difference.abs()));
    println!("{name:10} {elapsed:>12.3?}   largest difference {largest:.1e}");
}
