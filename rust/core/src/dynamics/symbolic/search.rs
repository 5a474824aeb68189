//! A search for the expansions that stay on prescribed sides of a diameter.

use super::kneading::{Symbol, side};
use super::word::borders;
use crate::{Cancellation, Result};

/// Most digits that are looked for: an internal address has at most this period.
pub const MAX_SEARCH: usize = 1 << 12;

/// What is looked for.
pub struct Search<'a> {
    /// The sides of the angle, its double, and so on: as many as the digits that are looked for, less the last one
    /// where it does not matter.
    pub sides: &'a [Symbol],
    /// The digits of the θ whose diameter is meant; by default that of the angle itself.
    pub theta: Option<&'a [u8]>,
    /// The first digits of the least and of the greatest angle.
    pub bounds: [&'a [u8]; 2],
}

impl Search<'_> {
    /// All expansions of `length` digits that no side excludes, in ascending order.
    ///
    /// A digit more decides on which side some doublings lie, those that agree with θ so far; a branch ends at the
    /// first wrong one. Few branches live at a time: one for each gap between angles with these sides.
    pub fn run(&self, length: usize, cancellation: &Cancellation) -> Result<Vec<Vec<u8>>> {
        let borders = self.theta.map(borders);
        let mut found = Vec::new();
        let mut path: Vec<u8> = Vec::with_capacity(length);
        // For the first digits of the path: how long the longest tail is that agrees with θ, and whether they still
        // agree with the bounds.
        let mut tails = vec![0];
        let mut touched = vec![[true; 2]];
        let mut rest = vec![(0, 1), (0, 0)];
        while let Some((depth, digit)) = rest.pop() {
            cancellation.check()?;
            path.truncate(depth);
            tails.truncate(depth + 1);
            touched.truncate(depth + 1);
            let Some(bounds) = self.within(depth, digit, touched[depth]) else { continue };
            let borders = borders.as_ref().unwrap_or(&tails);
            let Some(tail) = self.longest_tail(&path, digit, tails[depth], borders) else { continue };
            path.push(digit);
            if depth + 1 == length {
                found.push(path.clone());
            } else {
                tails.push(tail);
                touched.push(bounds);
                rest.extend([(depth + 1, 1), (depth + 1, 0)]);
            }
        }
        Ok(found)
    }

    /// Which bounds the path agrees with still, or none if the digit leads beyond one.
    fn within(&self, depth: usize, digit: u8, touched: [bool; 2]) -> Option<[bool; 2]> {
        let [low, high] = self.bounds.map(|bound| bound.get(depth).copied());
        let below = touched[0] && low.is_some_and(|low| digit < low);
        let above = touched[1] && high.is_some_and(|high| digit > high);
        (!below && !above).then_some([touched[0] && low == Some(digit), touched[1] && high == Some(digit)])
    }

    /// The length of the longest tail that agrees with θ after one digit more, or none if the digit puts a doubling on
    /// a wrong side.
    ///
    /// The tails that agree are the longest one and its borders: the ends of it with which θ begins, too.
    fn longest_tail(&self, path: &[u8], digit: u8, longest: usize, borders: &[usize]) -> Option<usize> {
        let theta = self.theta.unwrap_or(path);
        let mut next = 0;
        let mut length = longest;
        while length < path.len() {
            let doublings = path.len() - length;
            let order = digit.cmp(&theta[length]);
            if order.is_eq() {
                next = next.max(length + 1);
            } else if self
                .sides
                .get(doublings - 1)
                .is_some_and(|&wanted| wanted != side(path[doublings - 1], order))
            {
                return None;
            }
            if length == 0 {
                break;
            }
            length = borders[length];
        }
        Some(next)
    }
}
