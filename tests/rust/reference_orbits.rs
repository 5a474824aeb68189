//! Reference orbits against the same ones with three times as many digits.

use iterscope::Cancellation;
use iterscope::fractal::{OrbitPoints, Point, ReferenceOrbit};
use iterscope::number::{FixedComplex, Scratch};

const I: (&str, &str) = ("0", "1");
/// Beside the nucleus of period 3 on the real axis, 1e-30 from it.
const AIRPLANE: (&str, &str) = ("-1.754877666246692760049508896358", "0");
/// A preimage of 0 under z² + i: its orbit comes near the critical point.
const PREIMAGE: (&str, &str) =
    ("-0.707106781186547524400844362104849", "0.707106781186547524400844362104849");

fn orbit(
    start: Option<(&str, &str)>,
    c: (&str, &str),
    words: usize,
) -> (ReferenceOrbit, FixedComplex, FixedComplex) {
    let point = |parts| Point::parse("point", parts).unwrap();
    let exact = |parts| FixedComplex::parse("point", parts, 3 * words).unwrap();
    let z = start.map_or_else(|| FixedComplex::zero(3 * words), exact);
    (ReferenceOrbit::new(2, start.map(point), point(c), words), z, exact(c))
}

#[test]
fn fewer_digits_change_no_point() {
    for (start, c, length) in
        [(None, I, 2000), (None, AIRPLANE, 200), (Some(PREIMAGE), I, 200), (Some(I), I, 2000)]
    {
        let (orbit, mut z, c) = orbit(start, c, 18);
        let mut points = OrbitPoints::default();
        assert!(orbit.extend(&mut points, length, &Cancellation::new()).is_ok());
        let mut scratch = Scratch::new(z.words());
        for (m, found) in points.z.iter().enumerate() {
            assert!((found - z.to_complex64()).norm() <= 1e-15 * z.max_norm(), "{start:?}, {m}");
            z.square(&mut scratch);
            z += &c;
        }
        assert!(points.z.len() == length || points.complete);
    }
}

#[test]
fn an_orbit_returns_where_a_nucleus_is_near() {
    let find = |c, reach| orbit(None, c, 4).0.find_return(reach, 1 << 20, &Cancellation::new());
    assert!(matches!(find(AIRPLANE, -90.0), Ok(Some(3))));
    assert!(matches!(find(AIRPLANE, -120.0), Ok(None)));
    // Never near 0 itself; but c' - i is of the order of 1 / |dz / dc|, which grows by 4 √2 each two steps.
    assert!(matches!(find(I, -100.0), Ok(Some(78..=84))));
}
