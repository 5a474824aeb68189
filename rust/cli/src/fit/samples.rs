//! Samples from a file.

use std::fs;
use std::path::Path;

use ndarray::{Array2, ArrayView2};
use ndarray_npy::{ViewElement, ViewNpyError, ViewNpyExt};

use crate::failure::Failure;
use iterscope::quoted;

/// Reads samples of shape (n, d) from a `.npy` file of numbers or from CSV, which is told by its first bytes.
///
/// A first line of CSV that holds no number is a header.
pub fn read(path: &Path) -> Result<Array2<f64>, Failure> {
    let bytes = fs::read(path).map_err(|error| Failure::file(path, error))?;
    let samples = if bytes.starts_with(b"\x93NUMPY") { npy(&bytes) } else { csv(&bytes) };
    samples.map_err(|reason| Failure::file(path, reason))
}

/// Reads the bytes of a `.npy` file of numbers of one type.
type Reader = fn(&[u8]) -> Result<Array2<f64>, ViewNpyError>;

fn npy(bytes: &[u8]) -> Result<Array2<f64>, String> {
    let readers: [Reader; 4] = [
        |bytes| elements::<f64>(bytes, f64::from),
        |bytes| elements::<f32>(bytes, f64::from),
        |bytes| elements::<i64>(bytes, |value| value as f64),
        |bytes| elements::<i32>(bytes, f64::from),
    ];
    let mut unknown = String::new();
    for read in readers {
        return match read(bytes) {
            Ok(samples) => Ok(samples),
            Err(ViewNpyError::WrongDescriptor(kind)) => {
                unknown = kind.to_string();
                continue;
            }
            Err(ViewNpyError::WrongNdim(_, dimensions)) => {
                Err(format!("must have shape (n_samples, n_features), got {dimensions} dimension(s)"))
            }
            Err(error) => Err(error.to_string()),
        };
    }
    Err(format!("must hold numbers of type float64, float32, int64 or int32, got {unknown}"))
}

/// A view, because it compares the announced shape with the length of the file before anything is allocated.
fn elements<T: ViewElement + Copy>(
    bytes: &[u8],
    convert: impl Fn(T) -> f64,
) -> Result<Array2<f64>, ViewNpyError> {
    let view = ArrayView2::<T>::view_npy(bytes)?;
    Ok(view.mapv(convert).as_standard_layout().into_owned())
}

fn csv(bytes: &[u8]) -> Result<Array2<f64>, String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .trim(csv::Trim::All)
        .comment(Some(b'#'))
        .from_reader(bytes);
    let (mut values, mut rows, mut columns) = (Vec::new(), 0, 0);
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|error| error.to_string())?;
        let header = index == 0 && record.iter().all(|field| field.parse::<f64>().is_err());
        if header {
            continue;
        }
        for (column, field) in record.iter().enumerate() {
            let line = record.position().map_or(0, csv::Position::line);
            values.push(field.parse::<f64>().map_err(|_| {
                format!("line {line}, column {}: {} is not a number", column + 1, quoted(field))
            })?);
        }
        (rows, columns) = (rows + 1, record.len());
    }
    Array2::from_shape_vec((rows, columns), values).map_err(|error| error.to_string())
}
