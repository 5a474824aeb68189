//! Colors of fields, against those that an independent way in Python has found (`tests/coloring.py`).

use iterscope::fractal::{
    ColorBy, Colormap, Escape, Family, Field, Frame, Grid, Interior, Julia, Look, Mandelbrot, Painting,
    Place, Point, Raster, Region, Render, Seen, View, escape_counts, fields, levels,
};
use iterscope::image::paint::average;
use iterscope::image::{Coloring, Rgb, Scale, Spread, thresholds};
use iterscope::{Cancellation, Context, Error, Executor, Simd};
use num_complex::Complex64;
use serde_json::Value;

fn fixture() -> Value {
    serde_json::from_str(include_str!("../../coloring.json")).unwrap()
}

/// Colors in hexadecimal digits.
fn colors(digits: &Value) -> Vec<Rgb> {
    let digits = digits.as_str().unwrap();
    let bytes: Vec<u8> =
        (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect();
    bytes.as_chunks().0.to_vec()
}

fn numbers(list: &Value) -> Vec<u32> {
    let number = |number: &Value| u32::try_from(number.as_u64().unwrap()).unwrap();
    list.as_array().unwrap().iter().map(number).collect()
}

fn spread_of(found: &Value) -> Spread {
    let middle = numbers(&found["middle"]);
    Spread {
        middle: (middle[0], middle[1]),
        range: found["range"].as_f64().unwrap(),
        is_fine: found["isFine"].as_bool().unwrap(),
    }
}

fn look_of(case: &Value, thresholds: &[u32]) -> Look {
    let look = &case["look"];
    let by = match ColorBy::named(look["color_by"].as_str().unwrap()).unwrap() {
        ColorBy::Histogram if thresholds.is_empty() => ColorBy::Smooth,
        by => by,
    };
    let number = |name: &str| look[name].as_f64().unwrap();
    Look::new(Colormap::new(colors(&case["palette"]), case["cyclic"].as_bool().unwrap()).unwrap())
        .color_by(by)
        .interior(Interior::named(look["interior"].as_str().unwrap()).unwrap())
        .density(number("density"))
        .unwrap()
        .offset(number("offset"))
        .unwrap()
        .light(number("light"))
        .unwrap()
}

#[test]
fn fields_have_the_colors_that_the_page_gives_them() {
    for case in fixture()["looks"].as_array().unwrap() {
        let ranks =
            case["look"].get("thresholds").filter(|list| !list.is_null()).map(numbers).unwrap_or_default();
        let look = look_of(case, &ranks);
        let max_iter = u32::try_from(case["max_iter"].as_u64().unwrap()).unwrap();
        let pace = case["look"].get("pace").map_or(1.0, |pace| pace.as_f64().unwrap());
        let spread = case["look"].get("spread").map(spread_of);
        let seen = Seen { thresholds: ranks, spread };
        let (mut fields, paint) = look.paint(&Field::ALL, max_iter, pace, seen);
        let channels: Vec<_> = fields.iter().map(|field| numbers(&case["fields"][field.name()])).collect();
        let expected = colors(&case["pixels"]);
        let mut pixels = vec![[0; 3]; expected.len()];
        paint.paint(&channels, &mut pixels);
        assert_eq!(pixels, expected, "{}", case["look"]);
        fields.retain(|field| *field != Field::Fraction);
        assert_eq!(fields, look.fields(&Field::ALL));
    }
}

#[test]
fn pixels_mix_as_light_does() {
    for case in fixture()["averages"].as_array().unwrap() {
        let mut mean = vec![[0; 3]; 9];
        average(
            &colors(&case["pixels"]),
            3,
            usize::try_from(case["by"].as_u64().unwrap()).unwrap(),
            &mut mean,
        );
        assert_eq!(mean, colors(&case["mean"]));
    }
    let mut grey = [[0; 3]];
    average(&[[0; 3], [255; 3], [255; 3], [0; 3]], 1, 2, &mut grey);
    assert_eq!(grey, [[188; 3]]);
}

/// Distinct colors.
fn ramp(colors: u8) -> Colormap {
    Colormap::new((0..colors).map(|k| [k, 255 - k, k / 2]).collect(), false).unwrap()
}

fn decode(file: &[u8]) -> Vec<Rgb> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
    let mut samples = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut samples).unwrap();
    samples.as_chunks().0.to_vec()
}

/// The pixels of a picture, and those of its file, are its levels, painted and averaged.
fn paints_its_levels(painting: &Painting<'_>, (height, width): (usize, usize), context: Context<'_>) {
    let Painting { formula, escape, place, look, antialias } = *painting;
    let (fields, paint) = look.paint(formula.fields(), escape.max_iter(), 1.0, Seen::default());
    let arrays = levels(formula, escape, place, &fields, context).unwrap();
    let channels: Vec<_> = arrays.iter().map(|array| array.as_slice().unwrap()).collect();
    let mut samples = vec![[0; 3]; height * width * antialias * antialias];
    paint.paint(&channels, &mut samples);
    let mut expected = vec![[0; 3]; height * width];
    average(&samples, width, antialias, &mut expected);
    assert_eq!(painting.pixels(context).unwrap(), expected);
    let mut file = Vec::new();
    painting.write_png(&mut file, context).unwrap();
    assert_eq!(decode(&file), expected);
}

#[test]
fn a_picture_is_the_paint_of_its_levels_averaged() {
    let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
    let context = Context::new(&executor, &stop);
    let formula: Family = Julia::new(Complex64::new(-0.8, 0.156)).unwrap().into();
    let escape = Escape::new(2.0, 300).unwrap();
    let region = Region::new(-1.6, 1.6, -1.0, 1.0).unwrap();
    let looks = [
        Look::new(ramp(200)),
        Look::new(ramp(90)).color_by(ColorBy::Count).light(0.5).unwrap(),
        Look::new(ramp(90)).color_by(ColorBy::FinalAngle).density(3.0).unwrap(),
        Look::new(ramp(31)).color_by(ColorBy::Trap).offset(0.4).unwrap(),
    ];
    for (look, antialias) in looks.iter().zip([1, 2, 4, 2]) {
        let (height, width) = (35, 51);
        let raster = Raster::new(&region, (height * antialias, width * antialias), Grid::Pixel).unwrap();
        let place = Place::from(&raster);
        paints_its_levels(
            &Painting { formula: &formula, escape, place, look, antialias },
            (height, width),
            context,
        );
    }
}

#[test]
fn the_sides_of_a_picture_are_checked_before_anything_is_computed() {
    let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
    // What computes anything, such as the orbit that samples at depth are compared with, finds itself cancelled.
    stop.cancel();
    let context = Context::new(&executor, &stop);
    let formula: Family = Mandelbrot::default().into();
    let escape = Escape::new(2.0, 100_000).unwrap();
    let look = Look::new(ramp(16)).color_by(ColorBy::Histogram);
    let coloring = Coloring::new(vec![[0; 3], [255; 3]], Scale::Cycle).unwrap();
    for shape in [(1 << 40, 1 << 40), (1, 1 << 40), (1 << 62, 4), (0, 1 << 20), (1 << 20, 0)] {
        let frame = Frame::new(Point::parse("center", ("-1.75", "1e-30")).unwrap(), (1.0, -300), shape);
        let place = Place::from(&frame);
        let painting = Painting { formula: &formula, escape, place, look: &look, antialias: 1 };
        let render = Render { formula: &formula, escape, place, coloring: &coloring };
        for error in [
            painting.pixels(context).unwrap_err(),
            painting.strip(0..1, context).unwrap_err(),
            painting.write_png(Vec::new(), context).unwrap_err(),
            render.pixels(context).unwrap_err(),
            render.write_png(Vec::new(), context).unwrap_err(),
            fields(&formula, escape, place, &[Field::Smooth], context).unwrap_err(),
            levels(&formula, escape, place, &[Field::Smooth], context).unwrap_err(),
            escape_counts(&formula, escape, place, context).unwrap_err(),
        ] {
            assert!(matches!(error, Error::InvalidArgument { name: "shape", .. }), "{shape:?} {error}");
        }
    }
}

#[test]
fn a_wide_picture_is_the_paint_of_its_levels() {
    let (executor, stop) = (Executor::new(Some(2), Simd::detect()).unwrap(), Cancellation::new());
    let context = Context::new(&executor, &stop);
    let formula: Family = Julia::new(Complex64::new(-0.8, 0.156)).unwrap().into();
    let escape = Escape::new(2.0, 50).unwrap();
    let region = Region::new(-1.6, 1.6, 0.1, 0.11).unwrap();
    let look = Look::new(ramp(90)).color_by(ColorBy::Count);
    let coloring = Coloring::new((0..=90).map(|grey| [grey; 3]).collect(), Scale::Cycle).unwrap();
    for (antialias, width) in [(1, 40_000), (2, 17_001), (4, 9000)] {
        let height = 3;
        let raster = Raster::new(&region, (height * antialias, width * antialias), Grid::Pixel).unwrap();
        let place = Place::from(&raster);
        let painting = Painting { formula: &formula, escape, place, look: &look, antialias };
        paints_its_levels(&painting, (height, width), context);
        let render = Render { formula: &formula, escape, place, coloring: &coloring };
        let counts = escape_counts(&formula, escape, place, context).unwrap();
        let color = |count: u32| if count < 50 { [u8::try_from(count).unwrap(); 3] } else { [90; 3] };
        let pixels = counts.iter().map(|&count| color(count));
        assert!(render.pixels(context).unwrap().into_iter().eq(pixels));
    }
}

#[test]
fn a_histogram_gives_each_color_as_many_pixels_at_any_depth() {
    let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
    let context = Context::new(&executor, &stop);
    let formula: Family = Mandelbrot::default().into();
    let view = View::new(("-0.743643887037151", "0.13182590420533"), -12.0, (180, 240)).unwrap();
    let frame = Frame::from(&view);
    let look = Look::new(ramp(16)).color_by(ColorBy::Histogram);
    let escape = Escape::new(2.0, 2000).unwrap();
    let painting = Painting { formula: &formula, escape, place: (&frame).into(), look: &look, antialias: 1 };
    let pixels = painting.pixels(context).unwrap();
    let outside = pixels.iter().filter(|color| **color != [7, 6, 14]).count();
    for color in 0..16 {
        let share =
            pixels.iter().filter(|pixel| pixel[0] == color && pixel[1] > 200).count() as f64 / outside as f64;
        assert!((0.04..0.09).contains(&share), "{color}: {share}");
    }
}

#[test]
fn numbers_spread_from_the_twentieth_part_on() {
    assert_eq!(Spread::of(&[0, 0], None), None);
    let numbers: Vec<u32> = (0..=100).rev().collect();
    let half = (1 << 23) + 1;
    let found = Spread::of(&numbers, None).unwrap();
    assert_eq!(found, Spread { middle: (51, half), range: 90.0, is_fine: false });
    let fractions = vec![1, 1 << 22, 1 << 23];
    let found = Spread::of(&[7, 7, 7], Some(&fractions)).unwrap();
    assert_eq!((found.middle, found.is_fine), ((7, 1 << 22), true));
    assert_eq!(found.range, f64::from((1 << 23) - 1) / f64::from(1 << 24));
}

#[test]
fn a_view_of_one_smooth_count_has_many_colors() {
    let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
    let context = Context::new(&executor, &stop);
    let formula: Family = Mandelbrot::default().into();
    let look = Look::new(ramp(250));
    for log2_width in [-1.0, -8.0, -15.0, -22.0, -29.0] {
        let view = View::new(("0.5", "0.7"), log2_width, (60, 80)).unwrap();
        let frame = Frame::from(&view);
        let escape = Escape::new(2.0, 500).unwrap();
        let painting =
            Painting { formula: &formula, escape, place: (&frame).into(), look: &look, antialias: 1 };
        let mut pixels = painting.pixels(context).unwrap();
        pixels.sort_unstable();
        pixels.dedup();
        assert!(pixels.len() > 40, "{log2_width}: {}", pixels.len());
    }
}

#[test]
fn thresholds_part_numbers_evenly() {
    assert_eq!(thresholds(&[0, 0]), [0_u32; 0]);
    assert_eq!(thresholds(&[5, 0, 3]), [3, 5]);
    let numbers: Vec<u32> = (1..=10_240).rev().collect();
    let ranks = thresholds(&numbers);
    assert_eq!((ranks.len(), ranks[0], ranks[511], ranks[1022]), (1023, 11, 5121, 10_231));
}

#[test]
fn what_is_no_look_is_refused_by_name() {
    let look = || Look::new(ramp(4));
    let grey = |colors| (0..colors).map(|_| [0; 3]).collect();
    let refused: [(Option<Error>, &str); 9] = [
        (Colormap::new(grey(1), false).err(), "colormap must be"),
        (Colormap::new(grey((1 << 16) + 1), false).err(), "colormap must be"),
        (ColorBy::named("smoth").err(), "color_by must be one of \"count\""),
        (Interior::named("").err(), "interior must be one of \"flat\""),
        (look().density(0.0).err(), "density must be from"),
        (look().density(f64::NAN).err(), "density must be from"),
        (look().offset(f64::INFINITY).err(), "offset must be finite"),
        (look().light(-0.1).err(), "light must be from 0 to 1"),
        (look().light(1.5).err(), "light must be from 0 to 1"),
    ];
    for (error, message) in refused {
        let error = error.unwrap().to_string();
        assert!(error.starts_with(message), "{error}");
    }
    let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
    let formula: Family = Mandelbrot::default().into();
    let raster = Raster::new(&Region::new(-2.0, 1.0, -1.0, 1.0).unwrap(), (9, 9), Grid::Pixel).unwrap();
    let escape = Escape::new(2.0, 50).unwrap();
    for (by, antialias, message) in [
        (ColorBy::Smooth, 2, "antialias must be"),
        (ColorBy::Smooth, 3, "antialias must be"),
        (ColorBy::Root, 1, "color_by must be"),
    ] {
        let look = look().color_by(by);
        let painting =
            Painting { formula: &formula, escape, place: (&raster).into(), look: &look, antialias };
        let error = painting.pixels(Context::new(&executor, &stop)).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
}
