//! Fields as pictures.

use ndarray::ArrayView2;

use crate::Error;

/// Colors from little to much, between which is interpolated.
const STOPS: [[f64; 3]; 5] = [
    [6.0, 10.0, 28.0],
    [15.0, 62.0, 96.0],
    [36.0, 148.0, 140.0],
    [240.0, 196.0, 112.0],
    [255.0, 246.0, 224.0],
];
/// What has the last color: V hardly ever exceeds it.
const MOST: f64 = 0.4;

/// A field as a PNG of one pixel a cell: 0 is dark, 0.4 and more is bright.
///
/// # Errors
/// [`Error::InvalidArgument`] if the field is empty or too large for PNG.
#[allow(clippy::needless_pass_by_value, reason = "views are passed by value")]
pub fn png(field: ArrayView2<'_, f64>) -> Result<Vec<u8>, Error> {
    let size = |cells: usize| match u32::try_from(cells) {
        Ok(cells) if cells > 0 => Ok(cells),
        _ => Err(Error::invalid("field", "of 1 to 4294967295 rows and columns", cells.to_string())),
    };
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, size(field.ncols())?, size(field.nrows())?);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_palette(palette());
    let levels: Vec<u8> = field.iter().map(|value| level(value / MOST)).collect();
    encoder.write_header()?.write_image_data(&levels)?;
    Ok(file)
}

fn palette() -> Vec<u8> {
    (0..=u8::MAX)
        .flat_map(|index| {
            let stop = index / 64;
            let share = f64::from(index) / 255.0 * 4.0 - f64::from(stop);
            let (from, to) = (STOPS[usize::from(stop)], STOPS[usize::from(stop) + 1]);
            [0, 1, 2].map(|channel| byte(from[channel] + share * (to[channel] - from[channel])))
        })
        .collect()
}

fn level(share: f64) -> u8 {
    byte(255.0 * share)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte before")]
fn byte(value: f64) -> u8 {
    value.clamp(0.0, 255.0).round() as u8
}
