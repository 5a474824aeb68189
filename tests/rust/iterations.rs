//! How many iterations are enough, given counts that are found with so many.

use std::cell::RefCell;

use iterscope::fractal::{resolving_max_iter, sufficient_max_iter};
use proptest::collection::vec;
use proptest::prelude::*;

/// Where nothing has escaped in so many steps, nothing does.
const INTERIOR: u32 = 1 << 18;
/// Nobody waits for more.
const FARTHEST: u32 = 1 << 22;

fn escaping(counts: &[u32], max_iter: u32) -> Vec<u32> {
    counts.iter().copied().filter(|&count| count < max_iter).collect()
}

fn is_power_of_two(found: u32, least: u32) -> bool {
    found.is_multiple_of(least) && (found / least).is_power_of_two()
}

proptest! {
    #[test]
    fn twice_what_the_slowest_takes_is_enough(least in 1_u32..1 << 18, counts in vec(0_u32..1 << 21, 1..9)) {
        let asked = RefCell::new(Vec::new());
        let found = sufficient_max_iter(least, |max_iter| {
            asked.borrow_mut().push(max_iter);
            Ok(escaping(&counts, max_iter))
        }).unwrap();
        prop_assert!(is_power_of_two(found, least));
        match escaping(&counts, found).into_iter().max() {
            Some(largest) => prop_assert!(2 * largest <= found || found >= FARTHEST),
            None => prop_assert!(found >= INTERIOR),
        }
        prop_assert!(asked.borrow().is_sorted() && asked.borrow().len() <= 23);
    }

    #[test]
    fn float64_goes_on_until_half_of_what_escapes_is_told_apart(
        least in 1_u32..1 << 12,
        counts in vec(0_u32..1 << 15, 1..9),
    ) {
        let is_told = |max_iter| {
            let mut known = escaping(&counts, max_iter);
            known.sort_unstable();
            let half = known.len().div_ceil(2);
            half > 0 && f64::from(known[half - 1] + known[known.len() - half]) <= f64::from(max_iter)
        };
        let found = resolving_max_iter(least, |max_iter| Ok(escaping(&counts, max_iter))).unwrap();
        prop_assert!(is_power_of_two(found, least));
        prop_assert!(is_told(found));
        prop_assert!(found == least || !is_told(found / 2));
    }
}

#[test]
fn the_interior_ends_the_search() {
    let asked = RefCell::new(Vec::new());
    let nothing = |max_iter| {
        asked.borrow_mut().push(max_iter);
        Ok(Vec::new())
    };
    assert_eq!(sufficient_max_iter(1000, nothing).unwrap(), 512_000);
    assert_eq!(asked.borrow().last(), Some(&512_000));
    assert_eq!(resolving_max_iter(1000, nothing).unwrap(), 1000);
    assert!(*asked.borrow().last().unwrap() < 1 << 17);
}

#[test]
fn any_counts_end_the_search() {
    for counts in [vec![], vec![0], vec![u32::MAX; 3]] {
        let found = sufficient_max_iter(0, |_| Ok(counts.clone())).unwrap();
        assert!(found.is_power_of_two() && found <= FARTHEST, "{found}");
        assert!(resolving_max_iter(0, |_| Ok(counts.clone())).unwrap().is_power_of_two());
        assert_eq!(resolving_max_iter(u32::MAX, |_| Ok(counts.clone())).unwrap(), u32::MAX);
        assert_eq!(sufficient_max_iter(u32::MAX, |_| Ok(counts.clone())).unwrap(), u32::MAX);
    }
}
