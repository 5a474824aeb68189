//! Rows of the data by which of their values are missing.

use std::collections::HashMap;
use std::ops::Range;

use crate::compute::ROW_BLOCK;
use crate::em::Data;
use crate::{Context, Result};

/// The rows of the data, those that lack the same features together.
#[derive(Debug)]
pub struct Patterns {
    rows: Vec<usize>,
    groups: Vec<Group>,
}

/// Rows that lack the same features: those up to `end` after the group before.
#[derive(Debug)]
struct Group {
    end: usize,
    missing: Vec<usize>,
}

impl Patterns {
    /// Of the rows of the data, in the order of the first row of each pattern.
    pub fn of(data: Data<'_>, context: Context<'_>) -> Result<Self> {
        let mut known = HashMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut buffer = Vec::new();
        let mut bits = vec![0_u64; data.n_features().div_ceil(64)];
        for row in 0..data.len() {
            if row % ROW_BLOCK == 0 {
                context.check()?;
            }
            bits.fill(0);
            for (feature, value) in data.rows(row..row + 1, &mut buffer).iter().enumerate() {
                bits[feature / 64] |= u64::from(value.is_nan()) << (feature % 64);
            }
            let group = known.get(&bits).copied().unwrap_or(groups.len());
            if group == groups.len() {
                known.insert(bits.clone(), group);
                groups.push(Vec::new());
            }
            groups[group].push(row);
        }
        let missing = |row: usize, buffer: &mut Vec<f64>| -> Vec<usize> {
            let values = data.rows(row..row + 1, buffer).iter().enumerate();
            values.filter(|(_, value)| value.is_nan()).map(|(feature, _)| feature).collect()
        };
        let mut end = 0;
        let described = groups.iter().map(|rows| {
            end += rows.len();
            Group { end, missing: missing(rows[0], &mut buffer) }
        });
        Ok(Self { groups: described.collect(), rows: groups.concat() })
    }

    /// The rows at some places of this order, a piece for each pattern, with the features that it lacks.
    pub fn pieces(&self, places: Range<usize>) -> impl Iterator<Item = (&[usize], &[usize])> {
        let first = self.groups.partition_point(|group| group.end <= places.start);
        let mut start = places.start;
        self.groups[first..].iter().map_while(move |group| {
            let rows = &self.rows[start..group.end.min(places.end)];
            start += rows.len();
            (!rows.is_empty()).then_some((rows, &group.missing[..]))
        })
    }
}
