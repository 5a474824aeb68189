//! Sums over consecutive rows whose bits depend on the rows only, however they are divided.
//!
//! Over the blocks of [`ROW_BLOCK`] rows stands one fixed binary tree, built as a binary counter counts: blocks 0 and 1
//! are added, then 2 and 3, then both pairs, and so on. Whoever has some of the blocks adds those that are a subtree;
//! the rest is added where the others are. The error of a sum grows with the logarithm of the number of blocks.

use std::borrow::Cow;

/// Rows of a block.
pub const ROW_BLOCK: usize = 1024;

/// Sums over consecutive rows.
pub trait Sums: Clone + Send {
    /// Adds the sums over the rows that follow.
    fn add(&mut self, next: &Self);
}

/// The place of a subtree: 2^level blocks, from block `index` 2^level on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 0, for a block, to 52.
    pub level: u32,
    /// Its number among those of its level.
    pub index: u64,
}

impl Place {
    /// Above this level there are more rows than numbers for them.
    const HIGHEST: u32 = 53;

    /// That of a block.
    #[must_use]
    pub const fn block(index: u64) -> Self {
        Self { level: 0, index }
    }

    /// Two numbers that stand for a place: 2^64 - 1 both for none.
    #[must_use]
    pub fn to_numbers(place: Option<Self>) -> [u64; 2] {
        place.map_or([u64::MAX; 2], |place| [place.level.into(), place.index])
    }

    /// The place that two numbers stand for.
    #[must_use]
    pub fn of_numbers([level, index]: [u64; 2]) -> Option<Self> {
        u32::try_from(level).ok().map(|level| Self { level, index })
    }

    const fn first(self) -> u64 {
        self.index << self.level
    }

    const fn sibling(self) -> Self {
        Self { index: self.index ^ 1, ..self }
    }

    const fn parent(self) -> Self {
        Self { level: self.level + 1, index: self.index >> 1 }
    }

    /// This place, so many blocks further, if that is one in the tree.
    fn further(self, blocks: u64) -> Option<Self> {
        let fits = blocks.is_multiple_of(1 << self.level);
        fits.then(|| Self { index: self.index + (blocks >> self.level), ..self })
    }
}

/// The sums over consecutive rows: one for each of the largest subtrees that they fill, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Tree<S> {
    /// Sums without a place are alone.
    nodes: Vec<(Option<Place>, S)>,
    first_row: u64,
    n_rows: u64,
}

impl<S: Sums> Tree<S> {
    /// Of no rows yet, of which the first will be number `first_row`.
    #[must_use]
    pub const fn starting(first_row: u64) -> Self {
        Self { nodes: Vec::new(), first_row, n_rows: 0 }
    }

    /// Of rows that have no place: in whatever order they are added to others, the bits are of that order.
    #[must_use]
    pub fn alone(sums: S) -> Self {
        Self { nodes: vec![(None, sums)], first_row: 0, n_rows: 0 }
    }

    /// From [`parts`](Self::parts), if they follow one another without a gap.
    #[must_use]
    pub fn from_parts(nodes: Vec<(Option<Place>, S)>, [first_row, n_rows]: [u64; 2]) -> Option<Self> {
        let end = first_row.checked_add(n_rows)?;
        let allowed = end < 1 << Place::HIGHEST && first_row.is_multiple_of(ROW_BLOCK as u64);
        let filled = nodes.iter().try_fold(first_row / ROW_BLOCK as u64, |block, (place, _)| {
            let place = place.filter(|place| place.level < Place::HIGHEST)?;
            let starts = place.index < 1 << (Place::HIGHEST - place.level) && place.first() == block;
            starts.then(|| block + (1 << place.level))
        });
        let whole = filled == Some(end.div_ceil(ROW_BLOCK as u64));
        let alone = matches!(nodes[..], [(None, _)]) && n_rows == 0;
        (allowed && (alone || whole && !nodes.is_empty())).then_some(Self { nodes, first_row, n_rows })
    }

    /// The sums with their places, and the number of the first row and of all.
    #[must_use]
    pub fn parts(&self) -> (&[(Option<Place>, S)], [u64; 2]) {
        (&self.nodes, [self.first_row, self.n_rows])
    }

    /// Takes in a subtree, and adds all that make larger ones with it; gives back sums that are no longer needed.
    pub fn insert(&mut self, mut place: Place, mut sums: S, spare: &mut Vec<S>) {
        while let Some(at) = self.nodes.iter().position(|(known, _)| *known == Some(place.sibling())) {
            let (_, mut other) = self.nodes.swap_remove(at);
            if place.index.is_multiple_of(2) {
                std::mem::swap(&mut sums, &mut other);
            }
            other.add(&sums);
            spare.push(std::mem::replace(&mut sums, other));
            place = place.parent();
        }
        self.nodes.push((Some(place), sums));
    }

    /// The tree of so many rows, all blocks of which were taken in.
    #[must_use]
    pub fn filled(mut self, n_rows: u64) -> Self {
        self.nodes.sort_by_key(|(place, _)| place.map(Place::first));
        self.n_rows = n_rows;
        self
    }

    /// Appends the sums of the rows that follow.
    ///
    /// Those that begin where these end make the tree of all, as do those that count their rows from 0, if their
    /// subtrees are some here too. Others are added as they are.
    pub fn append(&mut self, next: &Self) {
        let end = self.first_row + self.n_rows;
        let shift = if next.first_row == end { 0 } else { end };
        let known = next.first_row == end || next.first_row == 0;
        let places: Option<Vec<Place>> = next
            .nodes
            .iter()
            .map(|(place, _)| place.and_then(|place| place.further(shift / ROW_BLOCK as u64)))
            .collect();
        let placed = self.nodes.iter().all(|(place, _)| place.is_some());
        if let Some(places) = places.filter(|_| placed && known && end.is_multiple_of(ROW_BLOCK as u64)) {
            for (place, (_, sums)) in places.into_iter().zip(&next.nodes) {
                self.insert(place, sums.clone(), &mut Vec::new());
            }
            let n_rows = self.n_rows + next.n_rows;
            let tree = std::mem::replace(self, Self::starting(self.first_row));
            *self = tree.filled(n_rows);
        } else {
            let mut sums = self.total().into_owned();
            sums.add(&next.total());
            *self = Self::alone(sums);
        }
    }

    /// The sums over all rows, of which there are some.
    #[must_use]
    pub fn total(&self) -> Cow<'_, S> {
        let mut sums = self.nodes.iter().map(|(_, sums)| sums);
        let first = sums.next().unwrap_or_else(|| unreachable!("a tree that is given away has sums"));
        sums.fold(Cow::Borrowed(first), |mut total, next| {
            total.to_mut().add(next);
            total
        })
    }

    /// The sum over all rows of a part of the sums, with the bits that it has in [`total`](Self::total).
    pub fn sum(&self, part: impl Fn(&S) -> f64) -> f64 {
        let mut parts = self.nodes.iter().map(|(_, sums)| part(sums));
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |total, next| total + next)
    }
}
