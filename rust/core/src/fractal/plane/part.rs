//! Parts of a picture: as much of it as one thread computes at a time.

use std::ops::Range;

use rayon::prelude::*;

use crate::Context;

/// Rows of a part.
pub const BAND: usize = 16;

/// Most columns of a part: the rows of a wider picture are cut, so that no part takes long or much memory.
pub const RUN: usize = 1 << 14;

/// Bands of a picture of this width that give all threads something to do.
pub fn bands_for(threads: usize, width: usize) -> usize {
    threads.div_ceil(width.div_ceil(RUN))
}

/// Some rows of a picture, from one column to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The rows.
    pub rows: Range<usize>,
    /// The columns.
    pub columns: Range<usize>,
}

impl Part {
    /// The number of its samples.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.rows.len() * self.columns.len()
    }

    /// Row and column of a sample, counted row by row.
    #[must_use]
    pub fn sample(&self, place: usize) -> (usize, usize) {
        (self.rows.start + place / self.columns.len(), self.columns.start + place % self.columns.len())
    }

    /// The same part of a picture with `by` samples along a side of each pixel.
    #[must_use]
    pub fn finer(&self, by: usize) -> Self {
        let finer = |range: &Range<usize>| range.start * by..range.end * by;
        Self { rows: finer(&self.rows), columns: finer(&self.columns) }
    }
}

/// A part of a picture of any size, and what arrays hold of it.
struct Share<'a, T> {
    part: Part,
    /// Most rows and columns that are computed at a time.
    most: (usize, usize),
    /// For each array the memory of each row, or of all of them, one after the other.
    memory: Vec<Vec<&'a mut [T]>>,
}

impl<T: Copy + Default + Send> Share<'_, T> {
    /// Both halves, if it is too large to be computed at a time.
    fn halved(self) -> (Self, Option<Self>) {
        let Self { part: Part { rows, columns }, most, memory } = self;
        let (part, other, memory): (_, _, Vec<_>) = if rows.len() > most.0 {
            let middle = rows.start + most.0 * (rows.len().div_ceil(most.0) / 2);
            let halves = (middle - rows.start, rows.len());
            let memory = memory.into_iter().map(|slices| cut(slices, halves)).collect();
            let part = |rows| Part { rows, columns: columns.clone() };
            (part(rows.start..middle), part(middle..rows.end), memory)
        } else if columns.len() > most.1 {
            let middle = columns.start + most.1 * (columns.len().div_ceil(most.1) / 2);
            let halves = (middle - columns.start, columns.len());
            let memory =
                memory.into_iter().map(|slices| cut(row_by_row(slices, rows.len()), halves)).collect();
            let part = |columns| Part { rows: rows.clone(), columns };
            (part(columns.start..middle), part(middle..columns.end), memory)
        } else {
            return (Self { part: Part { rows, columns }, most, memory }, None);
        };
        let (first, second) = memory.into_iter().unzip();
        (Self { part, most, memory: first }, Some(Self { part: other, most, memory: second }))
    }

    /// Calls `work` with each part of it and row-major memory of each array, until it is cancelled.
    fn each(self, work: &mut impl FnMut(&Part, &mut [&mut [T]]), context: Context<'_>) {
        if context.cancellation.is_cancelled() {
            return;
        }
        match self.halved() {
            (first, Some(second)) => {
                first.each(work, context);
                second.each(work, context);
            }
            (whole, None) => {
                let pixels = whole.part.samples();
                whole.work(work);
                context.tell(pixels);
            }
        }
    }

    fn work(self, work: &mut impl FnMut(&Part, &mut [&mut [T]])) {
        let Self { part, memory, .. } = self;
        if memory.iter().all(|slices| slices.len() == 1) {
            let mut whole: Vec<_> = memory.into_iter().flatten().collect();
            return work(&part, &mut whole);
        }
        let mut copies: Vec<Vec<T>> =
            memory.iter().map(|rows| vec![T::default(); rows.iter().map(|row| row.len()).sum()]).collect();
        let mut whole: Vec<_> = copies.iter_mut().map(Vec::as_mut_slice).collect();
        work(&part, &mut whole);
        for (rows, copy) in memory.into_iter().zip(&copies) {
            let width = copy.len() / rows.len();
            rows.into_iter().zip(copy.chunks(width)).for_each(|(row, values)| row.copy_from_slice(values));
        }
    }
}

/// So many of a number of even parts of each slice, and the rest.
fn cut<T>(slices: Vec<&mut [T]>, (first, all): (usize, usize)) -> (Vec<&mut [T]>, Vec<&mut [T]>) {
    slices
        .into_iter()
        .map(|slice| {
            let place = slice.len() / all * first;
            slice.split_at_mut(place)
        })
        .unzip()
}

/// A slice for each row.
fn row_by_row<T>(slices: Vec<&mut [T]>, rows: usize) -> Vec<&mut [T]> {
    if slices.len() == rows {
        return slices;
    }
    slices.into_iter().flat_map(|slice| slice.chunks_mut(slice.len() / rows)).collect()
}

/// Calls `work` on all threads with parts of some rows of pixels, and row-major memory for each part of each array.
///
/// A part has up to `most` rows and columns, at least one of each, and the arrays all rows and columns, with any number of values for a pixel.
/// `memory` makes what a thread keeps from one part to the next. When cancelled it leaves the rest as it is. Pixels are
/// counted in the context when they are done.
pub fn share_out<T: Copy + Default + Send, M>(
    (rows, width): (Range<usize>, usize),
    most: (usize, usize),
    arrays: Vec<&mut [T]>,
    context: Context<'_>,
    memory: impl Fn() -> M + Sync + Send,
    work: impl Fn(&mut M, &Part, &mut [&mut [T]]) + Sync + Send,
) {
    let whole = Share {
        part: Part { rows, columns: 0..width },
        most,
        memory: arrays.into_iter().map(|array| vec![array]).collect(),
    };
    context.install(|| {
        rayon::iter::split(whole, Share::halved).for_each_init(memory, |memory, share| {
            share.each(&mut |part, arrays| work(memory, part, arrays), context);
        });
    });
}
