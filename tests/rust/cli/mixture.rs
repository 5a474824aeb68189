//! `iterscope mixture` against EM written out, and the completions.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use ndarray::{Array2, Axis, array};
use ndarray_npy::WriteNpyExt;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use serde_json::Value;
use tempfile::TempDir;

use crate::command::{command, files, folder, run, stderr};

const CENTERS: [[f64; 2]; 3] = [[-8.0, 1.0], [0.0, -6.0], [9.0, 4.0]];

/// 200 samples about each of the centers, in a square of side 4.
fn squares() -> Array2<f64> {
    let mut random = Pcg64::seed_from_u64(1);
    Array2::from_shape_fn((600, 2), |(row, column)| CENTERS[row % 3][column] + random.random_range(-2.0..2.0))
}

fn write_npy(folder: &TempDir, x: &Array2<f64>) {
    x.write_npy(fs::File::create(folder.path().join("x.npy")).unwrap()).unwrap();
}

fn fit(folder: &TempDir, arguments: &str) -> Value {
    let output = run(folder, arguments);
    assert_eq!(stderr(&output, 0), "");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        number => vec![number.as_f64().unwrap()],
    }
}

/// One iteration of EM for full covariances in two dimensions: the mean log density before, and the parameters
/// after, weights, means and covariances in a row.
fn iterate(x: &Array2<f64>, step: &Value) -> (f64, Vec<f64>) {
    let [weights, means, covariances] = ["weights", "means", "covariances"].map(|name| numbers(&step[name]));
    let k = weights.len();
    let mut responsibilities = Array2::zeros((x.nrows(), k));
    let mut bound = 0.0;
    for (sample, mut row) in x.rows().into_iter().zip(responsibilities.rows_mut()) {
        for j in 0..k {
            let [a, b, _, d] = covariances[4 * j..4 * j + 4] else { unreachable!() };
            let (u, v) = (sample[0] - means[2 * j], sample[1] - means[2 * j + 1]);
            let determinant = a * d - b * b;
            let square = (d * u * u - 2.0 * b * u * v + a * v * v) / determinant;
            row[j] = weights[j] * (-square / 2.0).exp() / (std::f64::consts::TAU * determinant.sqrt());
        }
        bound += row.sum().ln() / x.nrows() as f64;
        row /= row.sum();
    }
    let masses = responsibilities.sum_axis(Axis(0));
    let means = responsibilities.t().dot(x) / masses.view().insert_axis(Axis(1));
    let mut parameters: Vec<f64> = (&masses / masses.sum()).to_vec();
    parameters.extend(&means);
    for j in 0..k {
        let apart = x - &means.row(j);
        let weighted = &apart * &responsibilities.column(j).insert_axis(Axis(1));
        let covariance = apart.t().dot(&weighted) / masses[j] + Array2::<f64>::eye(2) * 1e-6;
        parameters.extend(&covariance);
    }
    (bound, parameters)
}

#[test]
fn every_line_of_a_trace_is_an_iteration_of_em() {
    let folder = folder();
    let x = squares();
    write_npy(&folder, &x);
    for start in ["kmeans", "random"] {
        let arguments = format!("mixture x.npy -k 3 --trace --tol 1e-6 --max-iter 500 --init-params {start}");
        let output = run(&folder, &arguments);
        assert_eq!(stderr(&output, 0), "");
        let lines: Vec<Value> =
            String::from_utf8(output.stdout).unwrap().lines().map(|line| line.parse().unwrap()).collect();
        let (outcome, steps) = lines.split_last().unwrap();
        assert!(steps.len() > 2);
        for (iteration, pair) in (1..).zip(steps.windows(2)) {
            let (bound, parameters) = iterate(&x, &pair[0]);
            let found: Vec<f64> =
                ["weights", "means", "covariances"].iter().flat_map(|name| numbers(&pair[1][name])).collect();
            assert_eq!(pair[1]["iteration"], iteration);
            assert!((pair[1]["lower_bound"].as_f64().unwrap() - bound).abs() < 1e-9);
            assert_eq!(found.len(), parameters.len());
            for (found, expected) in found.iter().zip(&parameters) {
                assert!((found - expected).abs() < 1e-8, "{start} {iteration}: {found} {expected}");
            }
        }
        let last = steps.last().unwrap();
        for name in ["weights", "means", "covariances", "lower_bound"] {
            assert_eq!(outcome[name], last[name]);
        }
        assert_eq!((&outcome["n_iter"], &outcome["converged"]), (&last["iteration"], &Value::Bool(true)));
        assert!(last["change"].as_f64().unwrap().abs() < 1e-6);
    }
}

#[test]
fn separated_clusters_are_found() {
    let folder = folder();
    write_npy(&folder, &squares());
    for (kind, length) in [("full", 12), ("tied", 4), ("diag", 6), ("spherical", 3)] {
        let outcome = fit(&folder, &format!("mixture x.npy -k 3 --covariance-type {kind} --seed 5"));
        assert_eq!(
            (outcome["covariance_type"].as_str(), &outcome["n_samples"]),
            (Some(kind), &Value::from(600))
        );
        let mut means: Vec<Vec<f64>> = outcome["means"].as_array().unwrap().iter().map(numbers).collect();
        means.sort_by(|a, b| a[0].total_cmp(&b[0]));
        for (mean, center) in means.iter().flatten().zip(CENTERS.as_flattened()) {
            // The variance of a side of length 4 is 4/3; five standard errors.
            assert!((mean - center).abs() < 5.0 * (4.0 / 3.0 / 200.0_f64).sqrt());
        }
        for weight in numbers(&outcome["weights"]) {
            assert!((weight - 1.0 / 3.0).abs() < 1e-6);
        }
        assert_eq!(numbers(&outcome["covariances"]).len(), length);
    }
}

#[test]
fn every_form_of_the_data_gives_the_same_fit() {
    let folder = folder();
    let x = squares().mapv(|value| (value * 1000.0).round());
    write_npy(&folder, &x);
    let expected = fit(&folder, "mixture x.npy -k 3");
    let save = |name: &str| fs::File::create(folder.path().join(name)).unwrap();
    #[allow(clippy::cast_possible_truncation)]
    {
        x.mapv(|value| value as f32).write_npy(save("single.npy")).unwrap();
        x.mapv(|value| value as i64).write_npy(save("whole.npy")).unwrap();
    }
    x.t().as_standard_layout().t().write_npy(save("fortran.npy")).unwrap();
    let rows: Vec<String> = x.rows().into_iter().map(|row| format!("{}, {}", row[0], row[1])).collect();
    let text = rows.join("\n");
    fs::write(folder.path().join("bare.csv"), &text).unwrap();
    fs::write(folder.path().join("headed.csv"), format!("length,width\n{text}")).unwrap();
    for name in ["single.npy", "whole.npy", "fortran.npy", "bare.csv", "headed.csv"] {
        assert_eq!(fit(&folder, &format!("mixture {name} -k 3")), expected, "{name}");
    }
    assert_eq!(fit(&folder, "mixture x.npy -k 3 --threads 1"), expected);
}

#[test]
fn bad_data_and_options_are_explained() {
    let folder = folder();
    write_npy(&folder, &squares());
    let save = |name: &str| fs::File::create(folder.path().join(name)).unwrap();
    array![1.0, 2.0].write_npy(save("line.npy")).unwrap();
    array![[1_u16, 2]].write_npy(save("short.npy")).unwrap();
    array![[1.0, 2.0], [f64::NAN, 4.0], [5.0, 6.0]].write_npy(save("nan.npy")).unwrap();
    let whole = fs::read(folder.path().join("x.npy")).unwrap();
    fs::write(folder.path().join("cut.npy"), &whole[..whole.len() - 8]).unwrap();
    // More samples than any memory holds, announced by a few bytes.
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (60000000000000, 2), }";
    let huge = format!("NUMPY\x01\0\x76\0{header:<117}\n");
    fs::write(folder.path().join("huge.npy"), [b"\x93", huge.as_bytes(), &whole[128..]].concat()).unwrap();
    fs::write(folder.path().join("word.csv"), "1,2\n3,x\n").unwrap();
    fs::write(folder.path().join("ragged.csv"), "1,2\n3\n").unwrap();
    fs::write(folder.path().join("empty.csv"), "").unwrap();
    for (arguments, code, message) in [
        ("none.npy", 1, "none.npy: "),
        ("line.npy", 1, "shape (n_samples, n_features), got 1"),
        ("short.npy", 1, "float64, float32, int64 or int32, got '<u2'"),
        ("cut.npy", 1, "missing 8 bytes"),
        ("huge.npy", 1, "missing"),
        ("nan.npy", 1, "must be finite, got NaN (first at row 1, column 0)"),
        ("word.csv", 1, "line 2, column 2: \"x\" is not a number"),
        ("ragged.csv", 1, "ragged.csv: "),
        ("empty.csv", 2, "-k must be from 1 to the number of samples, 0, got 1"),
        ("x.npy -k 0", 2, "-k must be from 1 to the number of samples, 600, got 0"),
        ("x.npy -k 601", 2, "-k must be from 1"),
        ("x.npy --tol -1", 2, "--tol must be finite and not negative, got -1"),
        ("x.npy --reg-covar -1", 2, "--reg-covar must be finite and not negative, got -1"),
        ("x.npy --max-iter 0", 2, "'--max-iter <N>'"),
        ("x.npy --covariance-type round", 2, "[possible values: full, tied, diag, spherical]"),
    ] {
        let output = run(&folder, &format!("mixture {arguments}"));
        let text = stderr(&output, code);
        assert!(text.contains(message), "{arguments}: {text}");
        assert!(output.stdout.is_empty());
    }
    let text = stderr(&run(&folder, "mixture x.npy -k 3 --max-iter 1 --init-params random"), 0);
    assert!(text.starts_with("warning: not converged after 1 iterations"), "{text}");
}

#[test]
#[cfg(unix)]
fn an_interrupt_ends_a_fit() {
    let folder = folder();
    write_npy(&folder, &squares());
    let mut child = command(&folder, "mixture x.npy -k 3 --trace --tol 0 --max-iter 1000000000")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("{\"iteration\":0,"));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert!(lines.all(|line| line.unwrap().ends_with('}')));
    assert_eq!(stderr(&child.wait_with_output().unwrap(), 130), "error: interrupted\n");
}

#[test]
fn completions_and_help_name_what_there_is() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish"] {
        let script = String::from_utf8(run(&folder, &format!("completions {shell}")).stdout).unwrap();
        for word in ["julia", "mixture", "completions", "colormap", "covariance-type", "viridis"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(run(&folder, "completions basic").status.code(), Some(2));
    let output = run(&folder, "--help");
    assert!(stderr(&output, 0).is_empty());
    let help = String::from_utf8(output.stdout).unwrap();
    // Every example of the help can be typed.
    let examples =
        help.lines().filter_map(|line| line.strip_prefix("  iterscope julia ")).collect::<Vec<_>>();
    assert!(!examples.is_empty());
    for example in examples {
        let options = example.split('|').next().unwrap().replace("-R 4000", "-R 8");
        let output = run(&folder, &format!("julia {options}"));
        assert_eq!(output.status.code(), Some(0), "{options}");
    }
    assert!(files(&folder).iter().all(|name| ["plot.png", "spiral.png"].contains(&name.as_str())));
}
