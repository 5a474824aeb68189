//! Figures against geometry: what is drawn covers as many pixels as its area says.
#![allow(clippy::cast_precision_loss)]

use std::f64::consts::{PI, TAU};

use iterscope::image::{Encoding, write_rgba};
use iterscope::plot::{Align, Figure, Frame, Mark, Place, text_width};
use iterscope::{Cancellation, Error};
use proptest::prelude::*;

const BLACK: [u8; 4] = [0, 0, 0, 255];
const CLEAR: [u8; 4] = [0; 4];
static GO: Cancellation = Cancellation::new();

fn empty() -> Figure {
    Figure::new((120, 160), CLEAR).unwrap()
}

/// The pixels that are covered, in parts, too.
fn area(figure: &Figure) -> f64 {
    figure.pixels().iter().map(|pixel| f64::from(pixel[3]) / 255.0).sum()
}

fn ellipse((x, y): (f64, f64), (a, b): (f64, f64)) -> Vec<Place> {
    (0..400)
        .map(|step| f64::from(step) / 400.0 * TAU)
        .map(|angle| [a.mul_add(angle.cos(), x), b.mul_add(angle.sin(), y)])
        .collect()
}

/// Half the cross product of the sides.
fn triangle_area([a, b, c]: [Place; 3]) -> f64 {
    0.5 * ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs()
}

/// How far along a piece of a line a place is, from 0 to 1, and how far aside of it.
fn along_and_aside(place: Place, piece: &[Place]) -> [f64; 2] {
    let (across, down) = (piece[1][0] - piece[0][0], piece[1][1] - piece[0][1]);
    let (x, y) = (place[0] - piece[0][0], place[1] - piece[0][1]);
    let length = across.hypot(down);
    [x.mul_add(across, y * down) / (length * length), (x * down - y * across) / length]
}

proptest! {
    #[test]
    fn a_triangle_covers_its_area(corners in prop::array::uniform3((1.0..159.0, 1.0..119.0))) {
        let corners = corners.map(|(x, y)| [x, y]);
        let mut figure = empty();
        figure.fill(&[corners.to_vec()], BLACK, figure.frame(), &GO).unwrap();
        prop_assert!((area(&figure) - triangle_area(corners)).abs() < 1.0);
    }

    #[test]
    fn two_parts_of_a_frame_cover_what_the_whole_does(
        corners in prop::array::uniform3((-300.0..500.0, -300.0..400.0)), edge in 5.0..155.0
    ) {
        let corners = corners.map(|(x, y)| [x, y]).to_vec();
        let whole = empty().frame();
        let mut one = empty();
        one.fill(std::slice::from_ref(&corners), BLACK, whole, &GO).unwrap();
        let mut two = empty();
        two.fill(std::slice::from_ref(&corners), BLACK, Frame { right: edge, ..whole }, &GO).unwrap();
        two.fill(std::slice::from_ref(&corners), BLACK, Frame { left: edge, ..whole }, &GO).unwrap();
        // The column of the edge is painted twice, each time in part.
        for (one, two) in one.pixels().iter().zip(two.pixels()) {
            prop_assert!(one[3].abs_diff(two[3]) <= 66);
        }
        prop_assert!((area(&one) - area(&two)).abs() < 32.0);
    }

    #[test]
    fn a_line_is_as_wide_at_steep_joints_as_elsewhere(steps in prop::array::uniform4(3.0..12.0)) {
        let mut line = vec![[30.0, 20.3]];
        for (step, down) in steps.into_iter().zip([100.2, 20.3, 100.2, 20.3]) {
            line.push([line[line.len() - 1][0] + step, down]);
        }
        let mut figure = empty();
        figure.line(&line, 4.0, false, BLACK, figure.frame(), &GO).unwrap();
        for (index, pixel) in figure.pixels().iter().enumerate() {
            let place = |across: f64, down: f64| [(index % 160) as f64 + across, (index / 160) as f64 + down];
            let corners = [place(0.0, 0.0), place(0.0, 1.0), place(1.0, 0.0), place(1.0, 1.0)];
            let is_held = |piece: &[Place]| {
                corners.iter().all(|corner| {
                    let [along, aside] = along_and_aside(*corner, piece);
                    (0.0..=1.0).contains(&along) && aside.abs() <= 2.0
                })
            };
            prop_assert!(pixel[3] >= 254 || !line.windows(2).any(is_held));
            let apart = |piece: &[Place]| {
                let [along, _] = along_and_aside(place(0.5, 0.5), piece);
                let nearest: Place = std::array::from_fn(|axis| {
                    (piece[1][axis] - piece[0][axis]).mul_add(along.clamp(0.0, 1.0), piece[0][axis])
                });
                (nearest[0] - place(0.5, 0.5)[0]).hypot(nearest[1] - place(0.5, 0.5)[1])
            };
            prop_assert!(pixel[3] == 0 || line.windows(2).any(|piece| apart(piece) < 2.0 + 0.71));
        }
    }

    #[test]
    fn a_disc_covers_its_area(x in 20.0..140.0, y in 20.0..100.0, radius in 1.0..15.0) {
        let mut figure = empty();
        figure.dots(&[[x, y]], &[BLACK], radius, &[Mark::Disc], figure.frame(), &GO).unwrap();
        prop_assert!((area(&figure) / (PI * radius * radius) - 1.0).abs() < 0.12);
    }

    #[test]
    fn the_marks_of_classes_cover_their_areas(x in 20.0..140.0, y in 20.0..100.0, radius in 4.0..12.0) {
        let triangle = 27.0_f64.sqrt() * 0.68 * 0.68;
        let plus = 2.0 * 2.6 * 0.72 - 0.72 * 0.72;
        let areas = [PI, triangle, 1.76 * 1.76, plus, 2.0 * 1.25 * 1.25, triangle, plus];
        for (mark, unit) in Mark::ALL.into_iter().zip(areas) {
            let mut figure = empty();
            figure.dots(&[[x, y]], &[BLACK], radius, &[mark], figure.frame(), &GO).unwrap();
            prop_assert!((area(&figure) / (unit * radius * radius) - 1.0).abs() < 0.12, "{mark:?}");
        }
    }

    #[test]
    fn nothing_is_drawn_beyond_the_frame(x in -1e6..1e6, y in -1e6..1e6, size in 1.0..1e6) {
        let frame = Frame { left: 40.0, right: 90.0, top: 30.0, bottom: 70.0 };
        let mut figure = empty();
        figure.fill(&[ellipse((x, y), (size, size / 3.0))], BLACK, frame, &GO).unwrap();
        figure.line(&ellipse((x, y), (size, size / 3.0)), 2.0, true, BLACK, frame, &GO).unwrap();
        figure.dots(&[[x, y], [40.0, 50.0]], &[BLACK; 2], 9.0, &[Mark::Disc], frame, &GO).unwrap();
        for (index, pixel) in figure.pixels().iter().enumerate() {
            let (row, column) = (index / 160, index % 160);
            prop_assert!(pixel[3] == 0 || ((30..70).contains(&row) && (40..90).contains(&column)));
        }
    }
}

#[test]
fn the_marks_of_classes_stand_as_they_are_known() {
    let drawn = |mark| {
        let mut figure = empty();
        figure.dots(&[[80.0, 60.0]], &[BLACK], 20.0, &[mark], figure.frame(), &GO).unwrap();
        figure
    };
    let is_in = |figure: &Figure, [right, down]: [usize; 2]| figure.pixels()[down * 160 + right][3] > 128;
    for (class, (inside, outside)) in [
        ([[80, 42], [80, 77]], [[95, 45], [57, 60]]),
        ([[80, 38], [98, 70]], [[95, 45], [80, 75]]),
        ([[95, 45], [64, 76]], [[80, 40], [100, 60]]),
        ([[80, 37], [58, 60]], [[92, 48], [95, 75]]),
        ([[80, 38], [58, 60]], [[95, 45], [66, 76]]),
        ([[80, 82], [98, 50]], [[95, 75], [80, 44]]),
        ([[95, 45], [64, 76]], [[80, 46], [96, 60]]),
    ]
    .into_iter()
    .enumerate()
    {
        let figure = drawn(Mark::of(u8::try_from(class + 7).unwrap()));
        assert!(inside.into_iter().all(|place| is_in(&figure, place)), "class {class}");
        assert!(!outside.into_iter().any(|place| is_in(&figure, place)), "class {class}");
    }
}

#[test]
fn an_ellipse_covers_its_area_and_its_line_its_length() {
    let ring = ellipse((80.3, 60.7), (50.0, 30.0));
    let mut figure = empty();
    figure.fill(std::slice::from_ref(&ring), BLACK, figure.frame(), &GO).unwrap();
    assert!((area(&figure) - PI * 50.0 * 30.0).abs() < 3.0);
    let mut figure = empty();
    figure.line(&ring, 2.0, true, BLACK, figure.frame(), &GO).unwrap();
    // Ramanujan 1914
    let length = PI * (3.0 * 80.0 - (180.0_f64 * 140.0).sqrt());
    assert!((area(&figure) - 2.0 * length).abs() < 6.0, "{} {length}", area(&figure));
}

#[test]
fn corners_are_closed() {
    let square = [[20.0, 20.0], [60.0, 20.0], [60.0, 60.0], [20.0, 60.0]];
    let mut figure = empty();
    figure.line(&square, 4.0, true, BLACK, figure.frame(), &GO).unwrap();
    assert!((area(&figure) - (44.0 * 44.0 - 36.0 * 36.0)).abs() < 1.0);
    assert_eq!(figure.pixels()[18 * 160 + 18], BLACK);
    let mut open = empty();
    open.line(&square[..2], 4.0, false, BLACK, open.frame(), &GO).unwrap();
    assert!((area(&open) - 160.0).abs() < 1e-9);
    let mut nothing = empty();
    nothing.line(&[[5.0, 5.0], [5.0, 5.0]], 4.0, true, BLACK, nothing.frame(), &GO).unwrap();
    assert_eq!(area(&nothing), 0.0);
}

#[test]
fn colors_lie_over_each_other() {
    let mut figure = Figure::new((1, 1), [255, 255, 255, 255]).unwrap();
    let all = vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    figure.fill(std::slice::from_ref(&all), [255, 0, 0, 51], figure.frame(), &GO).unwrap();
    assert_eq!(figure.pixels(), [[255, 204, 204, 255]]);
    let mut clear = Figure::new((1, 1), CLEAR).unwrap();
    clear.fill(std::slice::from_ref(&all), [10, 20, 30, 128], clear.frame(), &GO).unwrap();
    clear.fill(&[all], [10, 20, 30, 128], clear.frame(), &GO).unwrap();
    assert_eq!(clear.pixels(), [[10, 20, 30, 192]]);
}

#[test]
fn text_has_a_width_and_every_letter_its_own_shape() {
    let mut seen: Vec<Vec<[u8; 4]>> = Vec::new();
    for letter in "AaBbÄäÉéØøŁłΑΩωσμЖжЯя0123456789+−-×·.,:;()=%°±²".chars() {
        let text = letter.to_string();
        let mut figure = empty();
        figure.text(&text, [40.0, 80.0], 60.0, Align::Start, BLACK).unwrap();
        assert!(area(&figure) > 5.0, "{letter}");
        assert!(text_width(&text, 60.0) > 5.0, "{letter}");
        seen.push(figure.pixels().to_vec());
    }
    seen.sort();
    seen.dedup();
    // A capital A and a capital Alpha look the same.
    assert_eq!(seen.len(), "AaBbÄäÉéØøŁłΑΩωσμЖжЯя0123456789+−-×·.,:;()=%°±²".chars().count() - 1);
    assert_eq!(text_width("", 12.0), 0.0);
    assert!((text_width("ab\n", 24.0) - 2.0 * text_width("ab ", 12.0)).abs() < 1e-9);
}

#[test]
fn text_is_aligned() {
    let middle = |align| {
        let mut figure = empty();
        figure.text("HHH", [80.0, 60.0], 20.0, align, BLACK).unwrap();
        let pixels = figure.pixels().iter().enumerate();
        let sum: f64 = pixels.map(|(index, pixel)| (index % 160) as f64 * f64::from(pixel[3])).sum();
        sum / 255.0 / area(&figure) + 0.5
    };
    let half = text_width("HHH", 20.0) / 2.0;
    assert!((middle(Align::Start) - 80.0 - half).abs() < 0.5);
    assert!((middle(Align::Middle) - 80.0).abs() < 0.5);
    assert!((middle(Align::End) - 80.0 + half).abs() < 0.5);
}

#[test]
fn a_picture_is_laid_at_its_place() {
    let mut png = Vec::new();
    write_rgba(&mut png, (1, 2), &[[1, 2, 3, 255], [0, 0, 0, 0]], Encoding::Fast, &GO).unwrap();
    let mut figure = Figure::new((2, 2), [9, 9, 9, 255]).unwrap();
    figure.lay(&png, (1, 0), &GO).unwrap();
    assert_eq!(figure.pixels(), [[9, 9, 9, 255], [9, 9, 9, 255], [1, 2, 3, 255], [9, 9, 9, 255]]);
    figure.lay(&png, (5, 5), &GO).unwrap();
    assert!(matches!(figure.lay(b"nothing", (0, 0), &GO), Err(Error::InvalidArgument { name: "png", .. })));
    assert!(matches!(figure.lay(&png[..40], (0, 0), &GO), Err(Error::InvalidArgument { name: "png", .. })));
}

#[test]
fn a_large_outline_is_filled_as_a_small_one() {
    // 3000 x 1000 pixels are filled in three bands.
    let mut figure = Figure::new((1000, 3000), CLEAR).unwrap();
    figure.fill(&[ellipse((1500.0, 500.0), (1499.0, 499.0))], BLACK, figure.frame(), &GO).unwrap();
    assert!((area(&figure) / (PI * 1499.0 * 499.0) - 1.0).abs() < 1e-4);
    for (row, pixels) in figure.pixels().chunks(3000).enumerate() {
        let half = 1499.0 * (1.0 - ((row as f64 + 0.5 - 500.0) / 499.0).powi(2)).max(0.0).sqrt();
        let covered: f64 = pixels.iter().map(|pixel| f64::from(pixel[3]) / 255.0).sum();
        assert!((covered - 2.0 * half).abs() < if half > 200.0 { 1.5 } else { 200.0 }, "{row}");
    }
}

#[test]
fn all_that_takes_long_is_cancelled() {
    let stop = Cancellation::new();
    let mut png = Vec::new();
    write_rgba(&mut png, (1, 2), &[CLEAR; 2], Encoding::Exact, &stop).unwrap();
    stop.cancel();
    let mut figure = empty();
    let (frame, ring) = (figure.frame(), ellipse((50.0, 50.0), (30.0, 20.0)));
    let cancelled = |result| assert!(matches!(result, Err(Error::Cancelled)));
    cancelled(figure.fill(std::slice::from_ref(&ring), BLACK, frame, &stop));
    cancelled(figure.line(&ring, 2.0, true, BLACK, frame, &stop));
    cancelled(figure.dots(&[[1.0, 1.0]], &[BLACK], 2.0, &[Mark::Disc], frame, &stop));
    cancelled(figure.lay(&png, (0, 0), &stop));
    assert_eq!(area(&figure), 0.0);
    for encoding in [Encoding::Fast, Encoding::Exact, Encoding::Small] {
        cancelled(write_rgba(Vec::new(), (1, 2), &[CLEAR; 2], encoding, &stop));
    }
}

#[test]
fn pixels_are_packed_as_the_png_crate_packs_them() {
    let pixels: Vec<[u8; 4]> = (0..64 * 48_u32).map(|i| (i * i / 7).to_le_bytes()).collect();
    for (encoding, compression, filter) in [
        (Encoding::Fast, png::Compression::Fast, png::Filter::Up),
        (Encoding::Exact, png::Compression::Balanced, png::Filter::NoFilter),
    ] {
        let mut expected = Vec::new();
        let mut encoder = png::Encoder::new(&mut expected, 64, 48);
        encoder.set_color(png::ColorType::Rgba);
        encoder.set_compression(compression);
        encoder.set_filter(filter);
        encoder.write_header().unwrap().write_image_data(pixels.as_flattened()).unwrap();
        let mut found = Vec::new();
        write_rgba(&mut found, (48, 64), &pixels, encoding, &GO).unwrap();
        assert_eq!(found, expected);
    }
    for shape in [(48, 63), (0, 64), (usize::MAX, 64)] {
        assert!(write_rgba(Vec::new(), shape, &pixels, Encoding::Exact, &GO).is_err());
    }
    assert!(write_rgba(Vec::new(), (0, 0), &[], Encoding::Fast, &GO).is_err());
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    for shape in [(0, 5), (5, 0), (1 << 13, 1 << 13), (usize::MAX, 2)] {
        assert!(matches!(Figure::new(shape, CLEAR), Err(Error::InvalidArgument { name: "shape", .. })));
    }
    let mut figure = empty();
    let frame = figure.frame();
    for bad in [f64::NAN, f64::INFINITY] {
        assert!(figure.fill(&[vec![[0.0, bad]]], BLACK, frame, &GO).is_err());
        assert!(figure.line(&[[0.0, bad]], 1.0, false, BLACK, frame, &GO).is_err());
        assert!(figure.dots(&[[0.0, 0.0]], &[BLACK], bad, &[Mark::Disc], frame, &GO).is_err());
        assert!(figure.text("a", [bad, 0.0], 1.0, Align::Start, BLACK).is_err());
    }
    assert!(figure.dots(&[[0.0, 0.0]], &[], 1.0, &[Mark::Disc], frame, &GO).is_err());
    assert!(figure.dots(&[[0.0, 0.0]], &[BLACK], 1.0, &[Mark::Disc; 2], frame, &GO).is_err());
    figure.fill(&[vec![], vec![[1.0, 1.0]]], BLACK, frame, &GO).unwrap();
    assert_eq!(area(&figure), 0.0);
}
