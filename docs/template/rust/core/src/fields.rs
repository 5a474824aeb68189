//! What is iterated: the concentrations of two substances.

use ndarray::Array2;

use crate::Error;

/// Concentrations of the substances U and V, row by row; the last row and column are next to the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Fields {
    u: Array2<f64>,
    v: Array2<f64>,
}

impl Fields {
    /// Two fields of one shape.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] if they differ in shape, are empty, or have a value that is not finite.
    pub fn new(u: Array2<f64>, v: Array2<f64>) -> Result<Self, Error> {
        if u.dim() != v.dim() {
            return Err(Error::invalid("v", "of the shape of u", format!("{:?}", v.dim())));
        }
        if u.is_empty() {
            return Err(Error::invalid("u", "of at least one row and column", format!("{:?}", u.dim())));
        }
        for (name, field) in [("u", &u), ("v", &v)] {
            if let Some(value) = field.iter().find(|value| !value.is_finite()) {
                return Err(Error::invalid(name, "finite", value.to_string()));
            }
        }
        let standard = |field: Array2<f64>| field.as_standard_layout().into_owned();
        Ok(Self { u: standard(u), v: standard(v) })
    }

    /// The concentration of U.
    #[must_use]
    pub fn u(&self) -> &Array2<f64> {
        &self.u
    }

    /// The concentration of V.
    #[must_use]
    pub fn v(&self) -> &Array2<f64> {
        &self.v
    }

    /// Both fields, U first.
    #[must_use]
    pub fn into_inner(self) -> (Array2<f64>, Array2<f64>) {
        (self.u, self.v)
    }

    /// Both as rows one after another, and how long a row is.
    pub(crate) fn rows(&self) -> (&[f64], &[f64], usize) {
        (slice(&self.u), slice(&self.v), self.u.ncols())
    }

    /// The same, to write into.
    pub(crate) fn rows_mut(&mut self) -> (&mut [f64], &mut [f64]) {
        (self.u.as_slice_mut().unwrap_or_default(), self.v.as_slice_mut().unwrap_or_default())
    }
}

fn slice(field: &Array2<f64>) -> &[f64] {
    field.as_slice().unwrap_or_default() // `new` has made it contiguous
}
