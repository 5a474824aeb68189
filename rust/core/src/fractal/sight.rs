//! What a picture shows, for its colors, or those of others, to follow.

use rayon::prelude::*;

use crate::fractal::fields::Survey;
use crate::fractal::plane::{Part, middles};
use crate::fractal::{Escape, Family, Field, Place};
use crate::{Context, Error, Result};

/// Samples along a side of the grid that is looked at.
const PROBE: usize = 64;
/// Columns that are so near are computed with those between: kernels follow as many side by side.
const NEAR: usize = 8;

/// Smooth counts all over a picture, or several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// As levels: 0 where there is none.
    smooth: Vec<u32>,
    /// What rounding leaves of each, if the formula has such fractions.
    fractions: Option<Vec<u32>>,
}

impl Sight {
    /// The levels of smooth counts, and of their fractions if they are known.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `fractions` unless there are as many of both.
    pub fn new(smooth: Vec<u32>, fractions: Option<Vec<u32>>) -> Result<Self> {
        match &fractions {
            Some(fractions) if fractions.len() != smooth.len() => Err(Error::invalid(
                "fractions",
                format!("of {} smooth counts", smooth.len()),
                fractions.len(),
            )),
            _ => Ok(Self { smooth, fractions }),
        }
    }

    /// The levels of smooth counts, and of their fractions if they are known.
    #[must_use]
    pub fn levels(&self) -> (&[u32], Option<&[u32]>) {
        (&self.smooth, self.fractions.as_deref())
    }

    /// Looks at a picture of these samples: at some of them in as many rows and columns.
    ///
    /// # Errors
    /// [`Error::InvalidArgument`] naming `fields` if the formula has no smooth counts; [`Error::Cancelled`].
    pub fn of<'a>(
        formula: &Family,
        escape: Escape,
        place: impl Into<Place<'a>>,
        context: Context<'_>,
    ) -> Result<Self> {
        let place = place.into();
        let has_fractions = formula.fields().contains(&Field::Fraction);
        let fields = &[Field::Smooth, Field::Fraction][..=usize::from(has_fractions)];
        let survey = Survey::new(formula, escape, place, fields, context)?;
        let grid = |length: usize| middles(length, length.min(PROBE)).collect::<Vec<usize>>();
        let (rows, columns) = (grid(place.height()), grid(place.width()));
        let together = if place.width() <= NEAR * columns.len() { columns.len() } else { 1 };
        let look = |&row: &usize| {
            let mut found = vec![Vec::with_capacity(columns.len()); fields.len()];
            for columns in columns.chunks(together) {
                let part = Part { rows: row..row + 1, columns: columns[0]..columns[columns.len() - 1] + 1 };
                let mut levels = vec![vec![0; part.samples()]; fields.len()];
                let mut values: Vec<_> = levels.iter_mut().map(Vec::as_mut_slice).collect();
                survey.part(&part, &mut values, context);
                for (found, levels) in found.iter_mut().zip(&levels) {
                    found.extend(columns.iter().map(|column| levels[column - columns[0]]));
                }
            }
            found
        };
        let found: Vec<Vec<Vec<u32>>> = context.install(|| rows.par_iter().map(look).collect());
        context.check()?;
        let joined = |field: usize| found.iter().flat_map(|row| &row[field]).copied().collect();
        Ok(Self { smooth: joined(0), fractions: has_fractions.then(|| joined(1)) })
    }
}
