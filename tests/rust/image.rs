//! Pictures, decoded again.
#![allow(missing_docs, clippy::unwrap_used, clippy::panic)]

use std::io::{self, Write};

use iterscope::fractal::{Escape, Family, Grid, Julia, Raster, Region, Render, escape_counts, write_counts};
use iterscope::image::{Coloring, Format, Rgb, Scale, encode_png, write_png};
use iterscope::{Cancellation, Context, Executor};
use num_complex::Complex64;
use proptest::prelude::*;

fn grey() -> Vec<Rgb> {
    (0..=255).map(|grey| [grey; 3]).collect()
}

/// Distinct colors, so that an index can be read back.
fn ramp(colors: u32) -> Vec<Rgb> {
    (0..colors).map(|k| [k.to_le_bytes()[0], k.to_le_bytes()[1], 77]).collect()
}

fn decode(file: &[u8]) -> (png::ColorType, Vec<Rgb>) {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().unwrap();
    let mut samples = vec![0; reader.output_buffer_size().unwrap()];
    let kind = reader.next_frame(&mut samples).unwrap().color_type;
    let pixels = match kind {
        png::ColorType::Grayscale => samples.iter().map(|&grey| [grey; 3]).collect(),
        png::ColorType::Indexed => {
            let palette = reader.info().palette.clone().unwrap();
            samples.iter().map(|&k| palette.as_chunks().0[usize::from(k)]).collect()
        }
        _ => samples.as_chunks().0.to_vec(),
    };
    (kind, pixels)
}

#[test]
fn a_picture_decodes_to_the_colors_of_its_counts() {
    let executor = Executor::detect().unwrap();
    let stop = Cancellation::new();
    let context = Context::new(&executor, &stop);
    let formula: Family = Julia::new(Complex64::new(-0.8, 0.156)).unwrap().into();
    let escape = Escape::new(2.0, 400).unwrap();
    let raster = Raster::new(&Region::new(-1.6, 1.6, -1.0, 1.0).unwrap(), (61, 103), Grid::Pixel).unwrap();
    let counts = escape_counts(&formula, escape, &raster, context).unwrap();
    for (palette, scale, kind) in [
        (grey(), Scale::Range { min_iter: 5 }, png::ColorType::Grayscale),
        (ramp(100), Scale::Cycle, png::ColorType::Indexed),
        (ramp(256), Scale::Range { min_iter: 0 }, png::ColorType::Indexed),
        (ramp(300), Scale::Cycle, png::ColorType::Rgb),
    ] {
        let coloring = Coloring::new(palette.clone(), scale).unwrap();
        let table = coloring.table(400).unwrap();
        let expected: Vec<Rgb> = counts.iter().map(|&count| palette[table.index(count)]).collect();
        let render = Render { formula: &formula, escape, raster: &raster, coloring: &coloring };
        assert_eq!(render.pixels(context).unwrap(), expected);
        let mut file = Vec::new();
        render.write_png(&mut file, context).unwrap();
        assert_eq!(decode(&file), (kind, expected.clone()));
        let mut file = Vec::new();
        encode_png(&mut file, counts.view(), &table, &stop).unwrap();
        assert_eq!(decode(&file), (kind, expected));
    }
}

proptest! {
    #[test]
    fn a_range_is_the_articles_truncated_luminance(min_iter in 0..90_u32, span in 1..90_u32, count in 0..180_u32) {
        let max_iter = min_iter + span;
        let count = count.min(max_iter);
        let coloring = Coloring::new(grey(), Scale::Range { min_iter }).unwrap();
        let luminance = f64::from(count.max(min_iter) - min_iter) / f64::from(max_iter - min_iter);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let expected = (luminance * 255.0) as usize;
        prop_assert_eq!(coloring.table(max_iter).unwrap().index(count), expected);
    }

    #[test]
    fn a_cycle_does_not_depend_on_max_iter(count in 0..1000_u32, more in 1..1000_u32, colors in 2..300_u32) {
        let coloring = Coloring::new(ramp(colors), Scale::Cycle).unwrap();
        let index = |max_iter| coloring.table(max_iter).unwrap().index(count);
        prop_assert_eq!(index(count + more), index(1_000_000));
        prop_assert_eq!(index(count + more), (count % (colors - 1)) as usize);
        prop_assert_eq!(index(count), colors as usize - 1);
    }
}

proptest! {
    #[test]
    fn a_field_decodes_to_its_counts(
        width in 1..40_usize, height in 1..10_usize, bits in 0..33_u32, seed in any::<u64>(),
    ) {
        let mut state = seed | 1;
        let counts: Vec<u32> = (0..width * height)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                u32::try_from(state >> 32 >> (32 - bits)).unwrap()
            })
            .collect();
        let mut file = Vec::new();
        write_counts(&mut file, &counts, width).unwrap();
        let (kind, pixels) = decode(&file);
        prop_assert_eq!(kind, png::ColorType::Grayscale);
        let planes = pixels.len() / counts.len();
        let largest = counts.iter().max().unwrap();
        prop_assert_eq!(planes, largest.to_le_bytes().iter().rposition(|byte| *byte > 0).map_or(1, |last| last + 1));
        for (k, count) in counts.iter().enumerate() {
            let bytes = (0..4).map(|p| if p < planes { pixels[p * counts.len() + k][0] } else { 0 });
            prop_assert!(bytes.eq(count.to_le_bytes()));
        }
        // Nothing from which a browser would change the samples.
        for name in [&b"gAMA"[..], b"sRGB", b"iCCP", b"cHRM"] {
            prop_assert!(!file.windows(4).any(|part| part == name));
        }
    }
}

/// Takes so many bytes and no more.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        if taken == 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_sink_that_is_full_is_an_error() {
    // Noise, so that the file is longer than a chunk of it.
    let samples: Vec<u8> =
        (0..400 * 400_u32).map(|k| k.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    let write = |sink: &mut dyn Write| {
        write_png(sink, 400, 400, Format::Grey, |picture| picture.write(&samples)).map_err(|e| e.to_string())
    };
    let mut file = Vec::new();
    write(&mut file).unwrap();
    assert!(file.len() > 1 << 17);
    let end = file.len() - 100;
    for room in (0..200).chain((200..end).step_by(997)).chain(end..file.len()) {
        assert!(write(&mut Full(room)).unwrap_err().contains("could not be encoded"), "{room}");
    }
    write(&mut Full(file.len())).unwrap();
}

#[test]
fn bad_arguments_are_named() {
    for (palette, min_iter, name) in [
        (ramp(1), 0, "palette must be"),
        (ramp((1 << 16) + 1), 0, "palette must be"),
        (grey(), 10, "min_iter must be"),
    ] {
        let coloring = Coloring::new(palette, Scale::Range { min_iter });
        let error = coloring.and_then(|coloring| coloring.table(10).map(|_| ())).unwrap_err().to_string();
        assert!(error.starts_with(name), "{error}");
    }
    let write = |width, height, samples: &[u8]| {
        write_png(Vec::new(), width, height, Format::Grey, |picture| picture.write(samples))
    };
    assert!(write(usize::MAX, 2, &[]).unwrap_err().to_string().starts_with("shape must be"));
    assert!(write(0, 2, &[]).is_err());
    for samples in [&[0; 2][..], &[0; 3], &[0; 5], &[0; 6]] {
        assert!(write(2, 2, samples).unwrap_err().to_string().starts_with("samples must be"));
    }
    assert!(write(2, 2, &[0; 4]).is_ok());
    for (counts, width) in [(&[0; 3][..], 2), (&[], 2), (&[0; 2], 0)] {
        assert!(
            write_counts(Vec::new(), counts, width).unwrap_err().to_string().starts_with("counts must be")
        );
    }
}
