//! What the command line is asked for and cannot give: an exit code, one message, no file, no time.

use tempfile::TempDir;

use crate::command::{command, files, folder};

/// Bytes of the longest message: what was given is cut.
const LONGEST: usize = 600;

/// Runs it with one more argument, which may hold blanks; it fails with this code and says so in one paragraph.
fn refused(folder: &TempDir, arguments: &str, last: &str, code: i32, message: &str) {
    let output = command(folder, arguments).arg(last).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    let shown: String = last.chars().take(40).collect();
    assert_eq!(output.status.code(), Some(code), "{arguments} {shown}: {text}");
    let first = text.lines().next().unwrap_or_default();
    assert!(first.starts_with("error: ") && text.len() < LONGEST, "{arguments} {shown}: {text:.900}");
    assert!(text.contains(message), "{arguments} {shown}: {text}");
    // What else there is comes from the parser of options: how to ask for help.
    assert!(text.lines().skip(1).all(|line| !line.contains("error") && !line.contains("panicked")), "{text}");
    assert!(output.stdout.is_empty());
}

#[test]
fn what_is_no_number_is_refused() {
    let folder = folder();
    for text in ["", "x,0", "0,x", "nan,0", "0,inf", "1_000,0", "0x10,0", "1e,0", "0", "0,0,0", ",", "٣,0"] {
        refused(&folder, "render mandelbrot --size 8x8 --center", text, 2, "--center must be");
    }
    for text in ["", "x", "nan", "-inf", "0", "-0.0", "-1", "1e-", "1e99999999999999999999", "1 2"] {
        refused(&folder, "render mandelbrot --size 8x8 --width", text, 2, "--width must be");
    }
    for text in ["c=", "c=x,0", "c=1", "c=nan,0", "c=0,1e999999", "degree=1.5", "d"] {
        refused(&folder, "render julia --size 8x8", text, 2, "must be");
    }
    for text in ["degree=1", "degree=9", "degree=-1"] {
        refused(&folder, "render julia --size 8x8", text, 1, "degree must be from 2 to 8");
    }
    for (text, code) in [("roots=1,0", 1), ("roots=1", 2), ("roots=x,y", 2), ("roots=1e200,0,-1e200,0", 1)] {
        refused(&folder, "render newton --size 8x8", text, code, "must be");
    }
    assert!(files(&folder).is_empty());
}

#[test]
fn no_number_of_digits_takes_time() {
    let folder = folder();
    // A single argument of Linux ends at 128 kB.
    let digits = "7".repeat(120_000);
    let center = format!("0.{digits},0");
    refused(&folder, "render mandelbrot --size 8x8 --center", &center, 2, "at most 65536 digits");
    refused(&folder, "render julia --size 8x8", &format!("c=0.{digits},0"), 2, "at most 65536 digits");
    refused(
        &folder,
        "render mandelbrot --size 8x8 --width",
        &format!("0.{}1", "0".repeat(120_000)),
        2,
        "--width must be",
    );
    refused(&folder, "goto", &format!("0.{digits},0"), 2, "digits");
    refused(&folder, "goto", &format!("1/{digits}"), 1, "angle must be");
    refused(&folder, "goto", &format!("1 {digits}"), 1, "address must be");
    refused(&folder, "goto 1/7 --digits", "1000000", 2, "--digits must be from 1 to 10000");
    assert!(files(&folder).is_empty());
}

#[test]
fn sizes_are_checked_before_anything_is_computed() {
    let folder = folder();
    for size in ["0x0", "8", "8x", "8x8x8", "4294967296x4294967296", "1000000000x1000000000", "8 x 8"] {
        refused(&folder, "render mandelbrot --max-iter 10 --size", size, 2, "--size must be");
        refused(&folder, "render mandelbrot --max-iter 10 -o a.npy --size", size, 2, "--size must be");
    }
    refused(&folder, "render mandelbrot --size 8x8 --max-iter", "1000000000", 2, "not in 1..=10000000");
    refused(&folder, "render mandelbrot --size 8x8 --max-iter", "0", 2, "--max-iter");
    refused(&folder, "render mandelbrot --size 8x8 --threads", "1000000", 2, "--threads");
    assert!(files(&folder).is_empty());
}

#[test]
fn addresses_that_do_not_exist_are_refused_at_once() {
    let folder = folder();
    for text in ["1/0", "0/0", "x", "", "1/7/7", "0.5.5"] {
        refused(&folder, "goto", text, 1, "angle must be");
    }
    for text in [
        "period 99999999999",
        "1 99999999999",
        "1_1/99999999999 99999999999",
        "2 3",
        "1_2/2 2",
        "1 2 2",
        "1_1/0 4",
    ] {
        refused(&folder, "goto", text, 1, "address must be");
    }
    refused(&folder, "goto 0,1 --width", "0", 2, "--width must be");
    refused(&folder, "goto", "1e9,0", 2, "TARGET must be");
    refused(&folder, "goto", "0.2,x", 2, "TARGET must be");
    refused(&folder, "goto", "1e9,0", 2, "must be within 64 of 0");
}

#[test]
fn output_that_cannot_be_written_is_an_error() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("taken")).unwrap();
    for (path, message) in [
        ("taken", "is a directory"),
        ("none/a.png", "none"),
        ("none/a.npy", "none"),
        ("a.png/b.png", "a.png"),
    ] {
        refused(&folder, "render mandelbrot --size 8x8 --max-iter 10 -o", path, 1, message);
    }
    #[cfg(target_os = "linux")]
    refused(&folder, "render mandelbrot --size 8x8 --max-iter 10 -o", "/dev/full", 1, "No space");
    assert_eq!(files(&folder), ["taken"]);
}
