//! Fields: the same bits on every instruction set and number of threads, and what they say of orbits.

use iterscope::fractal::{
    BurningShip, Escape, Family, Field, Grid, Julia, Mandelbrot, Newton, Point, Raster, Region, Sight,
    Values, escape_counts, fields, levels, scalar_escape_counts,
};
use iterscope::{Cancellation, Context, Executor, Simd};
use num_complex::Complex64;

fn number(re: f64, im: f64) -> Complex64 {
    Complex64::new(re, im)
}

fn families() -> Vec<Family> {
    let julia = |c| Julia::new(c).unwrap();
    let ship = BurningShip::new(Some(Point::new("c", number(-1.25, -0.04)).unwrap()));
    let mut families: Vec<Family> = vec![
        julia(number(-0.8, 0.156)).into(),
        julia(number(-0.123, 0.745)).into(),
        Mandelbrot::default().into(),
        BurningShip::default().into(),
        ship.into(),
        Newton::of_roots(&[number(1.0, 0.0), number(-0.5, 0.8), number(-0.5, -0.8)]).unwrap().into(),
        Newton::of_roots(&[number(1.0, 0.0), number(1.0, 0.0), number(0.0, -1.0)]).unwrap().into(),
    ];
    for degree in 3..=8 {
        families.push(Mandelbrot::new(degree).unwrap().into());
        families.push(julia(number(0.35, 0.25)).with_degree(degree).unwrap().into());
    }
    families
}

fn raster(shape: (usize, usize)) -> Raster {
    Raster::new(&Region::new(-1.9, 1.3, -1.2, 1.1).unwrap(), shape, Grid::Pixel).unwrap()
}

fn bits(values: Vec<Values>) -> Vec<u64> {
    let real = |value: f64| if value.is_nan() { u64::MAX } else { value.to_bits() };
    values
        .into_iter()
        .flat_map(|values| match values {
            Values::Whole(values) => values.into_iter().map(u64::from).collect::<Vec<_>>(),
            Values::Real(values) => values.into_iter().map(real).collect(),
        })
        .collect()
}

#[test]
fn fields_have_the_same_bits_on_every_instruction_set_and_number_of_threads() {
    let (raster, stop) = (raster((37, 53)), Cancellation::new());
    for family in families() {
        for max_iter in [1, 3, 203] {
            let escape = Escape::new(2.0, max_iter).unwrap();
            let mut expected = None;
            for simd in Simd::available() {
                for threads in [1, 3] {
                    let executor = Executor::new(Some(threads), simd).unwrap();
                    let context = Context::new(&executor, &stop);
                    let found = bits(fields(&family, escape, &raster, family.fields(), context).unwrap());
                    assert_eq!(expected.get_or_insert_with(|| found.clone()), &found, "{family:?} {simd}");
                }
            }
        }
    }
}

#[test]
fn every_kernel_counts_like_the_plain_loop() {
    let (raster, stop) = (raster((29, 41)), Cancellation::new());
    let executor = Executor::new(Some(1), Simd::available()[0]).unwrap();
    for family in families() {
        for (bailout, max_iter) in [(2.0, 150), (0.5, 20), (1e3, 77)] {
            let escape = Escape::new(bailout, max_iter).unwrap();
            let plain = Context::new(&executor, &stop);
            let expected = scalar_escape_counts(&family, escape, &raster, plain).unwrap();
            for simd in Simd::available() {
                let executor = Executor::new(Some(2), simd).unwrap();
                let context = Context::new(&executor, &stop);
                assert_eq!(
                    escape_counts(&family, escape, &raster, context).unwrap(),
                    expected,
                    "{family:?} {simd}"
                );
            }
        }
    }
}

#[test]
fn smooth_counts_do_not_depend_on_the_bailout_radius() {
    let (raster, stop, executor) = (raster((40, 50)), Cancellation::new(), Executor::detect().unwrap());
    let context = Context::new(&executor, &stop);
    for family in families().into_iter().filter(|family| family.kind() != "newton") {
        let smooth = |bailout| {
            let escape = Escape::new(bailout, 90).unwrap();
            match fields(&family, escape, &raster, &[Field::Smooth], context).unwrap().remove(0) {
                Values::Real(values) => values,
                Values::Whole(_) => panic!("smooth counts are not whole"),
            }
        };
        for (near, far) in smooth(1e3).iter().zip(&smooth(1e6)) {
            assert!(far.is_nan() || (near - far).abs() < 1e-5, "{family:?} {near} {far}");
        }
    }
}

#[test]
fn levels_are_the_integers_of_the_values() {
    let (raster, stop, executor) = (raster((33, 47)), Cancellation::new(), Executor::detect().unwrap());
    let context = Context::new(&executor, &stop);
    let escape = Escape::new(2.0, 120).unwrap();
    for family in families() {
        let values = fields(&family, escape, &raster, family.fields(), context).unwrap();
        let levels = levels(&family, escape, &raster, family.fields(), context).unwrap();
        for ((field, values), levels) in family.fields().iter().zip(values).zip(levels) {
            let values: Vec<f64> = match values {
                Values::Whole(values) => values.into_iter().map(f64::from).collect(),
                Values::Real(values) => values.into_iter().collect(),
            };
            for (&value, &level) in values.iter().zip(&levels) {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
                let expected = match field {
                    _ if value.is_nan() => 0,
                    Field::Count if value >= 120.0 => 0,
                    Field::Count => value as u32 + 1,
                    Field::Smooth => ((value + 16.0) * 256.0).round().max(1.0) as u32,
                    Field::Fraction => (value * 16_777_216.0).round() as u32 + 1,
                    Field::Distance | Field::InteriorDistance => {
                        1 + (32.0 * (value.log2() + 8.0)).round().clamp(0.0, 1022.0) as u32
                    }
                    Field::Trap => 1 + (64.0 * (value.log2() + 16.0)).round().clamp(0.0, 1500.0) as u32,
                    Field::Angle | Field::FinalAngle | Field::InternalAngle => {
                        1 + (252.0 * value) as u32 % 252
                    }
                    Field::Period | Field::Root => value as u32,
                };
                assert!(
                    expected.abs_diff(level) <= u32::from(*field != Field::Count),
                    "{field:?} {value} {level}"
                );
                assert_eq!(expected == 0, level == 0);
            }
        }
    }
}

#[test]
fn a_sight_is_some_of_the_levels() {
    let (executor, stop) = (Executor::detect().unwrap(), Cancellation::new());
    let (context, escape) = (Context::new(&executor, &stop), Escape::new(2.0, 203).unwrap());
    for family in families() {
        for (height, width) in [(3, 5), (64, 64), (70, 500), (9, 1100)] {
            let raster = raster((height, width));
            let names = [Field::Smooth, Field::Fraction];
            let has_fractions = family.fields().contains(&Field::Fraction);
            let names = &names[..=usize::from(has_fractions)];
            let all = levels(&family, escape, &raster, names, context).unwrap();
            let sight = Sight::of(&family, escape, &raster, context).unwrap();
            let (smooth, fractions) = sight.levels();
            let grid = |length: usize| {
                let parts = length.min(64);
                (0..parts).map(move |part| (2 * part + 1) * length / (2 * parts))
            };
            let places: Vec<_> =
                grid(height).flat_map(|row| grid(width).map(move |column| (row, column))).collect();
            for (found, levels) in [Some(smooth), fractions].into_iter().flatten().zip(&all) {
                assert!(places.iter().map(|&place| levels[place]).eq(found.iter().copied()));
            }
            assert_eq!(fractions.is_some(), has_fractions);
        }
    }
    assert!(Sight::new(vec![1, 2], Some(vec![1])).is_err());
}

#[test]
fn bad_formulas_and_fields_are_named() {
    let refused = |error: iterscope::Error, text: &str| {
        let error = error.to_string();
        assert!(error.starts_with(text), "{error}");
    };
    let one = number(1.0, 0.0);
    refused(Mandelbrot::new(1).unwrap_err(), "degree must be from 2 to 8, got 1");
    refused(Julia::new(one).unwrap().with_degree(9).unwrap_err(), "degree must be from 2 to 8, got 9");
    refused(
        Family::new("julia", &[("c", one.into()), ("degree", one.into())]).unwrap_err(),
        "degree must be",
    );
    refused(Newton::of_roots(&[one]).unwrap_err(), "roots must be 2 to 32 finite numbers");
    refused(Newton::of_roots(&[one; 60]).unwrap_err(), "roots must be 2 to 32 finite numbers, got [1+0i");
    refused(Newton::of_roots(&[one, one * f64::NAN]).unwrap_err(), "roots must be");
    let far = "roots must be those of zeros within 1e100 of 0, 1e-100 apart, got [1e200-1e-200i, 1+0i]";
    refused(Newton::of_roots(&[Complex64::new(1e200, -1e-200), one]).unwrap_err(), far);
    refused(Newton::of_coefficients(&[Complex64::ZERO, one, one]).unwrap_err(), "coefficients must be");
    refused(Newton::of_coefficients(&[one * 1e-320, one, one]).unwrap_err(), "coefficients must be");
    refused(Family::new("newton", &[]).unwrap_err(), "parameters must be roots or coefficients, one of them");
    refused(Point::parse("c", ("0", "seven")).unwrap_err(), "c must be");
    refused(Field::named("hue").unwrap_err(), "fields must be made of");
    let (raster, stop, executor) = (raster((2, 2)), Cancellation::new(), Executor::detect().unwrap());
    let (family, escape) = (Family::from(BurningShip::default()), Escape::new(2.0, 9).unwrap());
    let error = fields(&family, escape, &raster, &[Field::Root], Context::new(&executor, &stop)).unwrap_err();
    refused(error, "fields must be made of those of burning_ship");
}

/// The values of some rows and columns of a picture whose pixels have a side of 2^-13, from -2 and 1/4 on.
fn wide(
    family: &Family,
    (left, width): (usize, usize),
    height: usize,
    context: Context<'_>,
) -> Vec<Vec<u64>> {
    let at = |index: usize| index as f64 / 8192.0;
    let region = Region::new(at(left) - 2.0, at(left + width) - 2.0, 0.25, 0.25 + at(height)).unwrap();
    let raster = Raster::new(&region, (height, width), Grid::Pixel).unwrap();
    let escape = Escape::new(2.0, 60).unwrap();
    let each = |field: &Field| bits(fields(family, escape, &raster, &[*field], context).unwrap());
    let mut found: Vec<_> = family.fields().iter().map(each).collect();
    let counts = escape_counts(family, escape, &raster, context).unwrap();
    found.push(counts.iter().map(|&count| count.into()).collect());
    found
}

#[test]
fn wide_pictures_have_the_bits_of_their_parts() {
    let (executor, stop) = (Executor::new(Some(2), Simd::detect()).unwrap(), Cancellation::new());
    let context = Context::new(&executor, &stop);
    let (columns, part) = (40_000, 1000);
    for family in &families()[..7] {
        for height in [1, 3] {
            let whole = wide(family, (0, columns), height, context);
            let parts: Vec<_> =
                (0..columns).step_by(part).map(|left| wide(family, (left, part), height, context)).collect();
            for (field, whole) in whole.iter().enumerate() {
                for (row, whole) in whole.chunks(columns).enumerate() {
                    let joined = parts.iter().flat_map(|parts| &parts[field][row * part..(row + 1) * part]);
                    assert!(whole.iter().eq(joined), "{family:?} {field} {height}");
                }
            }
        }
    }
}
