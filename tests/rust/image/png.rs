//! Pictures, decoded again.

use std::io::{self, Write};

use iterscope::fractal::{
    Escape, Family, Grid, Julia, Raster, Region, Render, TILE_SIZE, Tile, escape_counts, write_levels,
};
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
        let render = Render { formula: &formula, escape, place: (&raster).into(), coloring: &coloring };
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

/// Numbers of so many bits.
fn noise(seed: u64, bits: u32, length: usize) -> Vec<u32> {
    let mut state = seed | 1;
    let numbers = (0..length).map(|_| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(state >> 32 >> (32 - bits)).unwrap()
    });
    numbers.collect()
}

/// The planes of a field, and its numbers.
fn decode_counts(file: &[u8], length: usize) -> (usize, Vec<u32>) {
    let (kind, pixels) = decode(file);
    assert_eq!(kind, png::ColorType::Grayscale);
    assert_eq!(pixels.len() % length, 0);
    let mut counts = vec![0; length];
    for (byte, plane) in pixels.chunks(length).enumerate() {
        for (count, sample) in counts.iter_mut().zip(plane) {
            *count |= u32::from(sample[0]) << (8 * byte);
        }
    }
    (pixels.len() / length, counts)
}

/// Bytes that a number needs, at least one.
fn bytes(number: u32) -> usize {
    number.to_le_bytes().iter().rposition(|byte| *byte > 0).map_or(1, |last| last + 1)
}

#[test]
fn tiles_are_smaller_as_numbers_than_as_pictures() {
    let executor = Executor::detect().unwrap();
    let stop = Cancellation::new();
    let formula: Family = Julia::new(Complex64::new(-0.8, 0.156)).unwrap().into();
    // The whole set, noise of two planes, calm of two planes.
    for ((z, x, y), max_iter) in [((2, 1, 2), 640), ((7, 46, 66), 960), ((20, 386_022, 544_187), 1792)] {
        let raster = Tile::new(z, x, y).unwrap().raster().unwrap();
        let escape = Escape::new(2.0, max_iter).unwrap();
        let counts = escape_counts(&formula, escape, &raster, Context::new(&executor, &stop)).unwrap();
        let counts = counts.into_raw_vec_and_offset().0;
        let planes = bytes(*counts.iter().max().unwrap());
        let mut file = Vec::new();
        write_levels(&mut file, &counts, TILE_SIZE).unwrap();
        let mut picture = Vec::new();
        write_png(&mut picture, TILE_SIZE, planes * TILE_SIZE, Format::Grey, |rows| {
            (0..planes).try_for_each(|byte| {
                rows.write(&counts.iter().map(|count| count.to_le_bytes()[byte]).collect::<Vec<u8>>())
            })
        })
        .unwrap();
        assert!(file.len() < picture.len() * 9 / 10, "level {z}: {} of {}", file.len(), picture.len());
        assert_eq!(decode(&file), decode(&picture), "level {z}");
        assert_eq!(decode_counts(&file, counts.len()), (planes, counts), "level {z}");
    }
}

#[test]
fn a_field_of_many_chunks_decodes_to_its_counts() {
    for (width, bits) in [(256, 24), (1000, 32), (70_000, 9), (150_000, 1)] {
        let counts = noise(7, bits, 300_000 / width * width);
        let mut file = Vec::new();
        write_levels(&mut file, &counts, width).unwrap();
        let (planes, decoded) = decode_counts(&file, counts.len());
        assert!(decoded == counts && planes == bits.div_ceil(8) as usize, "{width} a row, {bits} bits");
    }
}

proptest! {
    #[test]
    fn a_field_decodes_to_its_counts(
        width in 1..40_usize, height in 1..10_usize, bits in 0..33_u32, seed in any::<u64>(),
    ) {
        let noise = noise(seed, bits, width * height);
        let mut counts: Vec<u32> = Vec::new();
        for (row, values) in noise.chunks(width).enumerate() {
            // Noise, the row above, the same all along, or in steps.
            let step = (1 << bits.saturating_sub(8)).max(1);
            match seed >> (2 * row) & 3 {
                1 if row > 0 => counts.extend_from_within(counts.len() - width..),
                2 => counts.extend(vec![values[0]; width]),
                3 => counts.extend(values.iter().map(|value| value / step * step)),
                _ => counts.extend(values),
            }
        }
        let mut file = Vec::new();
        write_levels(&mut file, &counts, width).unwrap();
        let largest = *counts.iter().max().unwrap();
        prop_assert_eq!(decode_counts(&file, counts.len()), (bytes(largest), counts));
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
    let samples: Vec<u8> = noise(1, 8, 400 * 400).iter().map(|number| number.to_le_bytes()[0]).collect();
    for format in [Format::Grey, Format::Numbers] {
        let write = |sink: &mut dyn Write| {
            write_png(sink, 400, 400, format, |picture| picture.write(&samples)).map_err(|e| e.to_string())
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
            write_levels(Vec::new(), counts, width).unwrap_err().to_string().starts_with("levels must be")
        );
    }
}
