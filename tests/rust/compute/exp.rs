//! Powers and logarithms of two against those of the library.

use iterscope::compute::{Lanes, exp2, log2, log2_alike, log2_and_inverse};
use proptest::prelude::*;

proptest! {
    #[test]
    fn exp2_is_the_library_s(x in -1022.0_f64..1023.0) {
        let truth = x.exp2();
        for power in [exp2(Lanes([x; 8])).0[7], exp2(Lanes([x; 2])).0[0]] {
            prop_assert!((power - truth).abs() <= 1e-15 * truth, "2^{x}: {power} {truth}");
        }
    }

    #[test]
    fn log2_is_the_library_s(x in prop_oneof![1.0_f64..64.0, 1e-300_f64..1.0, 1.0_f64..1e300]) {
        let truth = x.log2();
        let alike = log2_alike(Lanes([x; 8])).0[7];
        prop_assert_eq!(alike.to_bits(), log2_alike(Lanes([x; 2])).0[1].to_bits());
        for logarithm in [log2(Lanes([x; 8])).0[7], log2(Lanes([x; 2])).0[0], alike] {
            prop_assert!((logarithm - truth).abs() <= 1e-15 * truth.abs(), "log2 {x}: {logarithm} {truth}");
        }
        let (logarithm, inverse) = log2_and_inverse(Lanes([x; 4]));
        prop_assert!((logarithm.0[1] - truth).abs() <= 2e-15 * truth.abs(), "log2 {x}: {logarithm:?} {truth}");
        prop_assert!((inverse.0[2] * x - 1.0).abs() <= 1e-15, "1 / {x}: {inverse:?}");
    }
}

#[test]
fn exp2_vanishes_far_out() {
    for x in [-1022.5, -1e5, -1e300, f64::NEG_INFINITY, f64::NAN] {
        assert_eq!(exp2(Lanes([x; 4])).0, [0.0; 4], "{x}");
    }
    assert_eq!(exp2(Lanes([0.0; 4])).0, [1.0; 4]);
}
