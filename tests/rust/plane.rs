//! Where pixels and tiles are: samples of regions, and the exact geometry of views.

use iterscope::fractal::{ComplexRegion, Grid, Part, Raster, Region, Tile, View, share_out, tile_level};
use iterscope::{Cancellation, Context, Executor, Simd};
use proptest::prelude::*;

fn grids() -> impl Strategy<Value = Grid> {
    prop_oneof![Just(Grid::Pixel), Just(Grid::Linspace), Just(Grid::Left)]
}

/// The samples of an interval, or the argument that is named in their place.
fn axis(low: f64, high: f64, n: usize, grid: Grid) -> Result<Vec<f64>, String> {
    let region = Region::new(low, high, 0.0, 1.0).map_err(|error| error.to_string())?;
    Raster::new(&region, (1, n), grid).map(|raster| raster.xs().to_vec()).map_err(|error| error.to_string())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn neighbouring_samples_are_distinct_or_refused(
        bits in any::<u64>(), numbers in 1..200_u64, n in 2..200_usize, grid in grids(),
    ) {
        // As many float64 numbers as pixels, more or less, anywhere: between subnormal ones too.
        let low = f64::from_bits(bits & !(1 << 63));
        let high = f64::from_bits(low.to_bits() + numbers);
        prop_assume!(high.is_finite());
        match axis(low, high, n, grid) {
            Ok(xs) => {
                prop_assert!(xs.is_sorted_by(|one, next| one < next));
                prop_assert!(xs.iter().all(|x| (low..=high).contains(x)));
            }
            Err(error) => prop_assert!(error.starts_with("region must be wider: float64 is too coarse"), "{error}"),
        }
    }
}

#[test]
fn a_region_is_refused_where_its_pixels_are_not_distinct() {
    let refused = |low, high, n| axis(low, high, n, Grid::Pixel).is_err();
    assert!(refused(0.0, 5e-324, 8) && refused(0.0, 5e-324, 1) && refused(0.0, 1e-309, 4));
    assert!(refused(0.3, 0.3 + 1e-15, 64) && refused(-0.3 - 1e-15, -0.3, 64));
    assert!(!refused(0.3, 0.3 + 1e-15, 9) && !refused(0.0, 1e-300, 64));
    // Nineteen numbers are just what this interval has.
    assert!(
        axis(0.3, 0.3 + 1e-15, 19, Grid::Linspace).is_ok()
            && axis(0.3, 0.3 + 1e-15, 20, Grid::Linspace).is_err()
    );
    let narrow = ComplexRegion::new(0.3 + 1e-15, 0.3, 0.3 + 1e-15, 0.3).unwrap();
    assert!(narrow.raster(9).is_ok());
    for raster in [narrow.raster(64), narrow.streamed_raster(64, Grid::Pixel)] {
        let error = raster.unwrap_err().to_string();
        assert!(
            error.starts_with("xleft must be farther from xright = 3e-1: float64 is too coarse"),
            "{error}"
        );
    }
}

/// The tiles that a rectangle touches, by exact arithmetic of fractions with the denominator 2^bits.
fn touched(low: i128, high: i128, bits: u32, z: u32) -> std::ops::RangeInclusive<i128> {
    let index = |bound: i128| (bound + (2 << bits)) >> (bits + 2 - z);
    index(low)..=index(high)
}

proptest! {
    #[test]
    fn a_view_is_covered_by_the_tiles_that_it_touches(
        x in -(3_i128 << 60)..3 << 60, y in -(3_i128 << 60)..3 << 60,
        zoom in 3..50_u32, z in 0..50_u32, width in 1..40_usize, height in 1..40_usize,
    ) {
        // A pixel is 2^-zoom wide, and the center a number of 60 bits after the point.
        let decimal = |n: i128| (bigdecimal::BigDecimal::from(n) / bigdecimal::BigDecimal::from(1_i64 << 60)).to_plain_string();
        let log2_width = (width as f64).log2() - f64::from(zoom);
        let view = View::new((&decimal(x), &decimal(y)), log2_width, (height, width)).unwrap();
        let [columns, rows] = [(x, width), (y, height)].map(|(middle, side)| {
            let half = (side as i128) << (59 - zoom);
            touched(middle - half, middle + half, 60, z)
        });
        prop_assume!(z <= zoom + 2);
        let expected: Vec<_> =
            rows.flat_map(|row| columns.clone().map(move |column| Tile::new(z.cast_signed(), column, row).unwrap())).collect();
        prop_assert_eq!(view.cover(z.cast_signed()).unwrap(), expected);
    }
}

#[test]
fn geometry_is_exact_where_float64_has_ended() {
    // 400 digits deep: the tile below and to the left of the point 1/3 + i/7, found by long division.
    let digits = |mut rest: u32, by: u32| -> String {
        (0..400)
            .map(|_| {
                rest = rest % by * 10;
                char::from_digit(rest / by, 10).unwrap()
            })
            .collect()
    };
    let center = (format!("0.{}", digits(1, 3)), format!("0.{}", digits(1, 7)));
    let z = 1300;
    let view = View::new((&center.0, &center.1), f64::from(-z), (1, 1)).unwrap();
    let tiles = view.cover(z).unwrap();
    assert!((1..=4).contains(&tiles.len()));
    let [left, right, bottom, top] = view.bounds();
    let (first, last) = (tiles[0].bounds(), tiles[tiles.len() - 1].bounds());
    assert!(first[0] <= left && right <= last[1] && first[2] <= bottom && top <= last[3]);
    assert!(first[1] > left && last[0] <= right);
    assert_eq!(&last[1] - &last[0], first[1].clone() - &first[0]);
    let error = tiles[0].raster().unwrap_err().to_string();
    assert!(error.starts_with("z must be from -4 to 43 for float64, got 1300"), "{error}");
    let far = Tile::new(10, bigdecimal::num_bigint::BigInt::from(7).pow(99), 0).unwrap();
    assert!(
        far.raster().unwrap_err().to_string().starts_with("x must be a tile within 128 of 0, got 278 bits")
    );
}

#[test]
fn views_of_usual_depth_have_the_bounds_of_float64() {
    let view = View::new(("-0.75", "0.125"), 2.0, (256, 512)).unwrap();
    let region = view.region().unwrap();
    assert_eq!([region.xmin(), region.xmax(), region.ymin(), region.ymax()], [-2.75, 1.25, -0.875, 1.125]);
    assert_eq!(tile_level(2.0, 512), 1);
    assert_eq!(tile_level(-2000.0, 512), 2003);
}

/// What a picture holds where each sample is given its place among all and the number of times that it was given one.
fn places(shape: (usize, usize), most: (usize, usize), unit: usize) -> Vec<Vec<usize>> {
    let (height, width) = shape;
    let executor = Executor::new(Some(2), Simd::detect()).unwrap();
    let cancellation = Cancellation::new();
    let context = Context::new(&executor, &cancellation);
    let mut arrays = vec![vec![0; height * width * unit]; 2];
    let work = |(): &mut (), part: &Part, arrays: &mut [&mut [usize]]| {
        assert!(part.rows.len() <= most.0 && part.columns.len() <= most.1);
        for (index, array) in arrays.iter_mut().enumerate() {
            assert_eq!(array.len(), part.samples() * unit);
            for (place, value) in array.iter_mut().enumerate() {
                let (row, column) = part.sample(place / unit);
                *value += (index + 1) * ((row * width + column) * unit + place % unit);
            }
        }
    };
    let whole = arrays.iter_mut().map(Vec::as_mut_slice).collect();
    share_out((0..height, width), most, whole, context, || (), work);
    arrays
}

#[test]
fn parts_have_each_sample_once_in_its_place() {
    for shape in [(1, 1), (1, 1000), (5, 64), (16, 65), (17, 130), (100, 3), (33, 1)] {
        for unit in [1, 3] {
            for most in [(16, 1 << 14), (16, 64), (4, 7), (1, 1)] {
                let arrays = places(shape, most, unit);
                for (index, array) in arrays.iter().enumerate() {
                    assert!(
                        (0..shape.0 * shape.1 * unit)
                            .map(|place| (index + 1) * place)
                            .eq(array.iter().copied())
                    );
                }
            }
        }
    }
}

#[test]
fn a_cancelled_picture_begins_no_other_part() {
    let executor = Executor::new(Some(1), Simd::detect()).unwrap();
    let cancellation = Cancellation::new();
    let context = Context::new(&executor, &cancellation);
    let mut array = vec![0; 1 << 20];
    let work = |(): &mut (), _: &Part, arrays: &mut [&mut [u32]]| {
        arrays[0].fill(1);
        cancellation.cancel();
    };
    share_out((0..1, 1 << 20), (16, 1 << 14), vec![&mut array], context, || (), work);
    assert_eq!(array.iter().sum::<u32>(), 1 << 14);
}
