//! `iterscope julia` against a loop of its own.

use std::fs;
use std::io::Read;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use num_complex::Complex64;

use crate::command::{command, files, folder, run, stderr};

/// Width, height, samples, and the palette if there is one.
fn decode(file: &[u8]) -> (u32, u32, Vec<u8>, Option<Vec<u8>>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().unwrap();
    let mut samples = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut samples).unwrap();
    let palette = reader.info().palette.as_ref().map(|palette| palette.to_vec());
    (frame.width, frame.height, samples, palette)
}

struct Scene {
    /// Left, right, bottom, top.
    bounds: [f64; 4],
    c: Complex64,
    threshold: f64,
    iterations: (u32, u32),
    resolution: u32,
}

const DEFAULT: Scene = Scene {
    bounds: [-1.6, 1.6, -1.0, 1.0],
    c: Complex64::new(-0.835, -0.2321),
    threshold: 2.0,
    iterations: (5, 80),
    resolution: 500,
};

impl Scene {
    fn rows(&self) -> u32 {
        let [left, right, bottom, top] = self.bounds;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rows =
            (f64::from(self.resolution) * ((top - bottom).abs() / (right - left).abs())).round() as u32;
        rows
    }

    /// The counts as the article defines them, from the top row down.
    fn counts(&self) -> Vec<u32> {
        let [left, right, bottom, top] = self.bounds;
        let (columns, rows) = (self.resolution, self.rows());
        let mut counts = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                let x = f64::from(column) / f64::from(columns) * (right - left) + left;
                let y = f64::from(row) / f64::from(rows) * (bottom - top) + top;
                let orbit = std::iter::successors(Some(Complex64::new(x, y)), |z| Some(z * z + self.c));
                let inside = orbit.skip(1).take_while(|z| z.norm_sqr() <= self.threshold.powi(2));
                counts.push(u32::try_from(inside.take(self.iterations.1 as usize).count()).unwrap());
            }
        }
        counts
    }

    /// The article's luminances.
    fn pixels(&self) -> Vec<u8> {
        let (first, last) = self.iterations;
        let share = |count: u32| f64::from(count.max(first) - first) / f64::from(last - first);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        self.counts().into_iter().map(|count| (share(count) * 255.0) as u8).collect()
    }

    fn check(&self, file: &[u8]) {
        let (width, height, samples, palette) = decode(file);
        assert_eq!((width, height, palette), (self.resolution, self.rows(), None));
        assert!(samples == self.pixels());
    }
}

#[test]
fn the_default_is_the_articles_picture() {
    for arguments in ["", "julia", "julia --fast --threads 1 --simd portable"] {
        let folder = folder();
        let output = run(&folder, arguments);
        assert_eq!(stderr(&output, 0), "");
        assert_eq!(files(&folder), ["plot.png"]);
        DEFAULT.check(&fs::read(folder.path().join("plot.png")).unwrap());
    }
}

#[test]
fn the_articles_detail_is_its_picture() {
    let scene = Scene { bounds: [-0.1, 0.1, -0.1, 0.1], iterations: (20, 100), resolution: 250, ..DEFAULT };
    let options = "-x -0.1 -X 0.1 -y -0.1 -Y 0.1 -m 20 -M 100 -R 250";
    let folder = folder();
    scene.check(&run(&folder, &format!("julia {options} --output -")).stdout);
    scene.check(&run(&folder, &format!("{options} -o -")).stdout);
    assert!(files(&folder).is_empty());
}

#[test]
fn every_formula_has_a_command() {
    let folder = folder();
    let (width, height, samples, _) = decode(
        &run(&folder, "mandelbrot -R 97 -x -2 -X 0.5 -y -1 -Y 1 -m 0 -M 60 --grid linspace -o -").stdout,
    );
    assert_eq!((width, height), (97, 78));
    for row in 0..height {
        for column in 0..width {
            let c = Complex64::new(
                if column == 96 { 0.5 } else { f64::from(column) * (2.5 / 96.0) - 2.0 },
                if row == 77 { -1.0 } else { f64::from(row) * (-2.0 / 77.0) + 1.0 },
            );
            let orbit = std::iter::successors(Some(c), |z| Some(z * z + c));
            let count = orbit.take(60).take_while(|z| z.norm_sqr() <= 4.0).count();
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
            let grey = (count as f64 / 60.0 * 255.0) as u8;
            assert_eq!(samples[(row * width + column) as usize], grey, "{c}");
        }
    }
    let help = run(&folder, "--help");
    for formula in iterscope::fractal::Family::ALL {
        assert!(String::from_utf8_lossy(&help.stdout).contains(&format!("{}  ", formula.kind)));
        assert!(!run(&folder, &format!("{} -R 40 -o -", formula.kind)).stdout.is_empty());
    }
    assert!(stderr(&run(&folder, "mandelbrot --real 0"), 2).contains("unexpected argument"));
}

#[test]
fn every_option_reaches_the_picture() {
    let scene = Scene {
        bounds: [0.75, -1.25, 0.5, -0.5],
        c: Complex64::new(-1e-3, 0.75),
        threshold: 1.5,
        iterations: (0, 33),
        resolution: 97,
    };
    let options = "-x .75 -X -1.25 -y 0.5 -Y -.5 -r -1e-3 -i 0.75 -m 0 -M 33 -R 97 -o -";
    let folder = folder();
    for bailout in ["-t 1.5", "--threshold 1.5", "--bailout 1.5"] {
        scene.check(&run(&folder, &format!("julia {options} {bailout}")).stdout);
    }
}

#[test]
fn colors_are_those_of_the_map() {
    let folder = folder();
    let (.., samples, palette) = decode(&run(&folder, "julia --colormap viridis -o -").stdout);
    assert!(samples == DEFAULT.pixels());
    let palette = palette.unwrap();
    // The ends of viridis, as its authors published them.
    assert_eq!((&palette[..3], &palette[765..]), (&[68, 1, 84][..], &[253, 231, 37][..]));

    let (.., samples, palette) = decode(&run(&folder, "julia --cycle 10 --itermin 7 -o -").stdout);
    let expected = |count: u32| if count == 80 { 10 } else { count % 10 };
    assert!(samples.into_iter().map(u32::from).eq(DEFAULT.counts().into_iter().map(expected)));
    let greys = [0, 51, 102, 153, 204, 255, 204, 153, 102, 51].map(|grey| [grey; 3]);
    assert_eq!(palette.unwrap(), [greys.as_flattened(), &[7, 6, 14]].concat());
}

#[test]
fn statistics_are_sums_over_the_counts() {
    let folder = folder();
    let text = stderr(&run(&folder, "julia --stats --threads 2"), 0);
    let counts = DEFAULT.counts();
    let early = counts.iter().filter(|count| **count <= 5).count();
    let inside = counts.iter().filter(|count| **count == 80).count();
    let between = counts.len() - early - inside;
    let iterations: u32 = counts.iter().map(|count| count.max(&5)).sum();
    let bytes = fs::metadata(folder.path().join("plot.png")).unwrap().len();
    for part in [
        format!("{} (500 x 313)", counts.len()),
        format!("{early} up to 5, {between} between, {inside} of 80"),
        format!("iterations  {iterations} "),
        format!("file        {bytes} bytes"),
        "with 2 threads".to_owned(),
        "Gpi/s".to_owned(),
    ] {
        assert!(text.contains(&part), "{part} is not in\n{text}");
    }
}

#[test]
fn bad_options_are_named_and_leave_no_file() {
    let folder = folder();
    for (options, message) in [
        ("--itermin 80", "--itermin must be less than --itermax = 80, got 80"),
        ("--itermax 0", "--itermax must be from 1 to"),
        ("--real nan", "--real and --imag must be finite"),
        ("--threshold -2", "--threshold must be positive"),
        ("-x 1.6", "--xleft must be finite and unlike --xright = 1.6e0, got 1.6e0"),
        ("-y 1", "--ytop must be finite and unlike --ybot = 1e0, got 1e0"),
        (
            "-x 0.3 -X 0.300000000000001 -y 0.3 -Y 0.300000000000001 -R 64",
            "--xleft must be farther from --xright = 3.00000000000001e-1: float64 is too coarse for 64 columns",
        ),
        ("-x 0 -X 5e-324 -y 0 -Y 5e-324 -R 8", "--xleft must be farther from --xright = 5e-324"),
        ("-R 0", "--resolution must be at least 1"),
        (
            "-R 2000000",
            "--resolution must be at least 1 and at most 1048576 a side, 17179869184 pixels in all",
        ),
        ("-x 0 -X 1 -y 0 -Y 1 -R 131073", "--resolution must be at least 1 and at most"),
        ("--simd mmx", "--simd must be one of"),
        ("--threads 0", "'--threads <N>'"),
        ("--colormap pink", "[possible values: grey, viridis"),
        ("--cycle 0", "'--cycle <N>'"),
        ("--xleft -X", "invalid float literal"),
        ("--unknown", "unexpected argument"),
    ] {
        let text = stderr(&run(&folder, &format!("julia {options}")), 2);
        assert!(text.contains(message), "{options}: {text}");
    }
    assert!(stderr(&run(&folder, "julia -o none/plot.png"), 1).contains("none/plot.png: "));
    assert!(stderr(&run(&folder, "julia -o ."), 1).contains("is a directory"));
    assert!(files(&folder).is_empty());
}

#[test]
fn an_existing_file_is_replaced_and_a_device_is_not() {
    let folder = folder();
    let path = folder.path().join("plot.png");
    fs::write(&path, "old").unwrap();
    assert_eq!(stderr(&run(&folder, "julia"), 0), "");
    DEFAULT.check(&fs::read(&path).unwrap());
    assert_eq!(files(&folder), ["plot.png"]);
    if cfg!(unix) {
        assert_eq!(stderr(&run(&folder, "julia -o /dev/null"), 0), "");
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }
}

#[test]
#[cfg(unix)]
fn an_interrupt_leaves_no_file() {
    for signal in ["-INT", "-TERM"] {
        let folder = folder();
        let mut child = command(&folder, "julia -R 100000 -M 100000").stderr(Stdio::piped()).spawn().unwrap();
        let began = Instant::now();
        while files(&folder).is_empty() && began.elapsed() < Duration::from_secs(60) {
            sleep(Duration::from_millis(5));
        }
        assert_eq!(files(&folder).len(), 1);
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
        let code = child.wait().unwrap().code();
        let mut text = String::new();
        child.stderr.take().unwrap().read_to_string(&mut text).unwrap();
        assert_eq!((code, text.as_str()), (Some(130), "error: interrupted\n"));
        assert!(files(&folder).is_empty());
    }
}

/// The most memory that the process has held so far, in KiB.
#[cfg(target_os = "linux")]
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
#[cfg(target_os = "linux")]
fn a_large_picture_is_never_kept() {
    let folder = folder();
    let view = "julia -x -10 -X 10 -y -10 -Y 10 -m 0 -M 3 -R 20000 --stats";
    let mut child = command(&folder, view).stderr(Stdio::piped()).spawn().unwrap();
    let mut largest = 0;
    while child.try_wait().unwrap().is_none() {
        largest = largest.max(peak(child.id()).unwrap_or(0));
        sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    let text = stderr(&output, 0);
    assert!(text.contains("400000000 (20000 x 20000)"), "{text}");
    println!("peak {largest} KiB\n{text}");
    assert!(largest > 0 && largest < 200 << 10, "{largest} KiB");
}
