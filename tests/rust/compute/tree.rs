//! The tree of sums, of which texts show the order.

use iterscope::compute::{Place, ROW_BLOCK, Sums, Tree};

#[derive(Clone, Debug, PartialEq)]
struct Text(String);

impl Sums for Text {
    fn add(&mut self, next: &Self) {
        self.0 = format!("({}{})", self.0, next.0);
    }
}

/// The sums of some blocks, in an order of their own.
fn tree(blocks: std::ops::Range<u64>, first: u64) -> Tree<Text> {
    let mut tree = Tree::starting(first * ROW_BLOCK as u64);
    let mut order: Vec<u64> = blocks.clone().collect();
    order.sort_by_key(|block| block * 5 % 7);
    for block in order {
        let place = Place::block(block - blocks.start + first);
        tree.insert(place, Text(block.to_string()), &mut Vec::new());
    }
    tree.filled((blocks.end - blocks.start) * ROW_BLOCK as u64)
}

#[test]
fn the_tree_is_that_of_a_binary_counter() {
    let total = |count| tree(0..count, 0).total().into_owned().0;
    assert_eq!(total(1), "0");
    assert_eq!(total(3), "((01)2)");
    assert_eq!(total(7), "((((01)(23))(45))6)");
    assert_eq!(total(8), "(((01)(23))((45)(67)))");
}

#[test]
fn parts_at_any_blocks_make_the_tree_of_the_whole() {
    let whole = tree(0..9, 0);
    for first in 1..9 {
        for second in first..9 {
            let mut sum = tree(0..first, 0);
            for part in [first..second, second..9].into_iter().filter(|part| !part.is_empty()) {
                sum.append(&tree(part.clone(), part.start));
            }
            assert_eq!(sum, whole);
        }
    }
}

#[test]
fn parts_that_count_from_zero_find_their_place_or_are_added_as_they_are() {
    let mut sum = tree(0..4, 0);
    sum.append(&tree(4..7, 0));
    assert_eq!(sum, tree(0..7, 0));
    let mut sum = tree(0..1, 0);
    sum.append(&tree(1..4, 0));
    assert_eq!(sum.total().0, "(0((12)3))");
    sum.append(&tree(4..5, 4));
    assert_eq!(sum.total().0, "((0((12)3))4)");
    let mut alone = tree(0..2, 0);
    alone.append(&Tree::alone(Text("x".to_owned())));
    assert_eq!(alone.total().0, "((01)x)");
    // What follows an unfinished block is added as it is.
    let mut short = tree(0..2, 0).filled(2 * ROW_BLOCK as u64 - 1);
    short.append(&tree(2..4, 0));
    assert_eq!(short.total().0, "((01)(23))");
}

#[test]
fn parts_that_are_no_tree_are_refused() {
    let (nodes, rows) = (tree(2..7, 2).parts().0.to_vec(), [2 * ROW_BLOCK as u64, 5 * ROW_BLOCK as u64]);
    assert_eq!(Tree::from_parts(nodes.clone(), rows), Some(tree(2..7, 2)));
    assert_eq!(Tree::from_parts(nodes.clone(), [0, rows[1]]), None);
    assert_eq!(Tree::from_parts(nodes.clone(), [rows[0] + 1, rows[1]]), None);
    assert_eq!(Tree::from_parts(nodes.clone(), [rows[0], u64::MAX]), None);
    assert_eq!(Tree::from_parts(nodes[1..].to_vec(), rows), None);
    assert_eq!(Tree::<Text>::from_parts(Vec::new(), [0, 0]), None);
    let broken = |level, index| {
        let mut nodes = nodes.clone();
        nodes[0].0 = Some(Place { level, index });
        Tree::from_parts(nodes, rows)
    };
    assert_eq!(broken(64, 0), None);
    assert_eq!(broken(1, u64::MAX), None);
}
