//! `iterscope render` against the library and against `iterscope julia`.

use std::fs;

use iterscope::fractal::{Escape, Family, Frame, View, escape_counts};
use iterscope::{Cancellation, Context, Executor, Simd};
use ndarray::Array2;
use ndarray_npy::read_npy;
use num_complex::Complex64;
use tempfile::TempDir;

use crate::command::{files, folder, run, stderr};

/// Runs it to its good end.
fn done(folder: &TempDir, arguments: &str) {
    let text = stderr(&run(folder, arguments), 0);
    assert_eq!(text, "");
}

/// Width, height, and the texts of a PNG.
fn described(folder: &TempDir, name: &str) -> (u32, u32, Vec<(String, String)>) {
    let file = fs::read(folder.path().join(name)).unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let info = reader.info();
    let texts = info.uncompressed_latin1_text.iter().map(|text| (text.keyword.clone(), text.text.clone()));
    (info.width, info.height, texts.collect())
}

#[test]
fn a_picture_holds_its_parameters() {
    let folder = folder();
    done(&folder, "render julia c=-0.8,0.156 --size 60x40 --width 1.5 --light 0.5 --max-iter 300 -o a.png");
    let (width, height, texts) = described(&folder, "a.png");
    assert_eq!((width, height), (60, 40));
    assert_eq!(texts[0].0, "Software");
    assert_eq!(texts[1].0, "Parameters");
    let parameters: serde_json::Value = serde_json::from_str(&texts[1].1).unwrap();
    assert_eq!(parameters["formula"]["kind"], "julia");
    assert_eq!(parameters["formula"]["parameters"]["c"], serde_json::json!([-0.8, 0.156]));
    assert_eq!((&parameters["max_iter"], &parameters["size"]), (&300.into(), &serde_json::json!([60, 40])));
    assert_eq!(parameters["coloring"]["light"], 0.5);
    assert_eq!(files(&folder), ["a.png"]);
}

#[test]
fn numbers_are_those_of_the_library() {
    let folder = folder();
    done(
        &folder,
        "render mandelbrot degree=3 --center 0.1,0.2 --width 2 --size 24x16 --max-iter 200 -o counts.npy",
    );
    let counts: Array2<u32> = read_npy(folder.path().join("counts.npy")).unwrap();
    assert_eq!(counts.dim(), (16, 24));
    for ((row, column), &count) in counts.indexed_iter() {
        let (x, y) = (column as f64 - 11.5, 7.5 - row as f64);
        let c = Complex64::new(0.1 + x * 2.0 / 24.0, 0.2 + y * 2.0 / 24.0);
        let orbit = std::iter::successors(Some(c), |z| Some(z * z * z + c));
        let expected = orbit.take_while(|z| z.norm() <= 2.0).take(200).count();
        assert!(count.abs_diff(u32::try_from(expected).unwrap()) <= 1, "{row} {column}");
    }
    done(&folder, "render mandelbrot --width 2 --size 24x16 --field distance -o distance.npy");
    let distance: Array2<f64> = read_npy(folder.path().join("distance.npy")).unwrap();
    assert!(distance.iter().any(|d| d.is_nan()) && distance.iter().any(|&d| d > 1.0));
}

#[test]
fn all_digits_of_a_place_count() {
    let folder = folder();
    let (re, im) = ("-0.000000000000000000000000000001", "1");
    done(
        &folder,
        &format!(
            "render julia c=0,1 --center {re},{im} --width 1e-6 --size 32x32 --max-iter 500 -o deep.npy"
        ),
    );
    let counts: Array2<u32> = read_npy(folder.path().join("deep.npy")).unwrap();
    let view = View::new((re, im), -6.0 * 10_f64.log2(), (32, 32)).unwrap();
    let family = Family::new("julia", &[("c", Complex64::I.into())]).unwrap();
    let (executor, never) = (Executor::new(Some(1), Simd::detect()).unwrap(), Cancellation::new());
    let frame = Frame::from(&view);
    let expected =
        escape_counts(&family, Escape::new(2.0, 500).unwrap(), &frame, Context::new(&executor, &never))
            .unwrap();
    assert_eq!(counts, expected);
}

#[test]
fn without_max_iter_it_is_that_of_the_library() {
    let folder = folder();
    done(
        &folder,
        "render mandelbrot --center -0.75,0.001 --width 1e-20 --size 32x24 --antialias 1 -o deep.png",
    );
    let (_, _, texts) = described(&folder, "deep.png");
    let parameters: serde_json::Value = serde_json::from_str(&texts[1].1).unwrap();
    // `tests/python/fractal/test_iterations.py` has the same number from Python: orbits take pi / 0.001 steps.
    assert_eq!(parameters["max_iter"], 9472);
}

#[test]
fn wrong_options_are_named() {
    let folder = folder();
    for (arguments, message) in [
        ("julia --width 0", "--width must be a positive decimal number"),
        ("julia --width -1", "--width must be a positive decimal number"),
        ("julia --width 1e-99999", "--width must be from"),
        ("julia --center 1", "--center must be two decimal numbers RE,IM"),
        ("julia --center 1,x", "--center must be"),
        ("julia --size 0x5", "--size must be WIDTHxHEIGHT"),
        ("julia --size 99999999999999999999x5", "--size must be WIDTHxHEIGHT"),
        ("julia --max-iter 1000000000", "'--max-iter <N>': 1000000000 is not in 1..=10000000"),
        ("julia --bailout -1", "--threshold must be positive"),
        ("julia degree=1", "degree must be from 2 to 8"),
        ("julia degree=x", "NAME=VALUE must be an integer"),
        ("julia d=3", "parameters must be those of julia"),
        ("julia c", "NAME=VALUE must be a parameter such as c=-0.8,0.156"),
        ("julia --color-by age", "--color-by must be one of"),
        ("julia --density 0", "--density must be from"),
        ("julia --antialias 3", "--antialias must be 1, 2 or 4"),
        ("julia --field age -o x.npy", "--field must be made of"),
    ] {
        let output = run(&folder, &format!("render {arguments}"));
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(message), "{arguments}: {text}");
        assert!(matches!(output.status.code(), Some(1 | 2)), "{arguments}");
    }
    assert!(files(&folder).is_empty());
}
