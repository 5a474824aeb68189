//! External angles, kneading sequences, laminations and spiders against tables and each other.

use std::collections::{BTreeMap, HashSet};

use iterscope::Cancellation;
use iterscope::dynamics::{
    Angle, InternalAddress, KneadingSequence, Leaf, MAX_LAMINATION, MAX_LENGTH, MAX_PREPERIODIC, Spider,
    bulb_angles, conjugates, lamination, tune,
};
use num_bigint::BigInt;
use num_complex::Complex64;

static NEVER: Cancellation = Cancellation::new();

/// Angles of a component, its period, nucleus and address: table of nuclei by Newton's method with 30 digits.
const NUCLEI: [(&str, &str, usize, f64, f64, &str); 15] = [
    ("1/3", "2/3", 2, -1.0, 0.0, "1_1/2 2"),
    ("1/7", "2/7", 3, -0.122_561_166_876_653_62, 0.744_861_766_619_744_2, "1_1/3 3"),
    ("3/7", "4/7", 3, -1.754_877_666_246_692_8, 0.0, "1_1/2 2_1/2 3"),
    ("1/15", "2/15", 4, 0.282_271_390_766_913_9, 0.530_060_617_578_525_3, "1_1/4 4"),
    ("1/5", "4/15", 4, -0.156_520_166_833_755_06, 1.032_247_108_922_831_8, "1_1/3 3_1/2 4"),
    ("2/5", "3/5", 4, -1.310_702_641_336_833, 0.0, "1_1/2 2_1/2 4"),
    ("7/15", "8/15", 4, -1.940_799_806_529_484_8, 0.0, "1_1/2 2_1/2 3_1/2 4"),
    ("3/31", "4/31", 5, 0.359_259_224_758_007_4, 0.642_513_737_138_542_3, "1_1/4 4_1/2 5"),
    ("5/31", "6/31", 5, -0.044_212_357_704_070_62, 0.986_580_976_280_892_8, "1_1/3 3_1/2 5"),
    ("9/31", "10/31", 5, -0.504_340_175_446_244, 0.562_765_761_452_982, "1_2/5 5"),
    ("11/31", "12/31", 5, -1.256_367_930_068_180_8, 0.380_320_963_472_722_5, "1_1/2 2_1/3 5"),
    ("13/31", "18/31", 5, -1.625_413_725_123_303_7, 0.0, "1_1/2 2_1/2 4_1/2 5"),
    ("15/31", "16/31", 5, -1.985_424_253_054_205_3, 0.0, "1_1/2 2_1/2 3_1/2 4_1/2 5"),
    ("10/63", "17/63", 6, -0.113_418_655_949_436_57, 0.860_569_472_501_573, "1_1/3 3_1/2 6"),
    ("22/63", "25/63", 6, -1.138_000_666_650_964_5, 0.240_332_401_262_098_3, "1_1/2 2_1/3 6"),
];

/// Angles of a Misiurewicz point, their preperiod and period, and the point itself.
const MISIUREWICZ: [(&[&str], usize, usize, f64, f64); 12] = [
    (&["1/2"], 1, 1, -2.0, 0.0),
    (&["1/6"], 1, 2, 0.0, 1.0),
    (&["1/4"], 2, 1, -0.228_155_493_653_961_82, 1.115_142_508_039_937_4),
    (&["5/12", "7/12"], 2, 2, -1.543_689_012_692_076_4, 0.0),
    (&["1/12"], 2, 2, 0.419_643_377_607_080_6, 0.606_290_729_207_199_4),
    (&["9/56", "11/56", "15/56"], 3, 3, -0.101_096_363_845_622_16, 0.956_286_510_809_141_5),
    (&["1/8"], 3, 1, 0.343_906_995_972_568_1, 0.700_620_020_235_005),
    (&["3/8"], 3, 1, -1.296_355_138_173_036_2, 0.441_851_605_735_196_6),
    (&["1/14"], 1, 3, 0.395_014_052_076_694_55, 0.555_624_571_005_996),
    (&["3/14"], 1, 3, -0.155_788_496_687_127_05, 1.112_217_114_596_038_2),
    (&["5/14"], 1, 3, -1.239_225_555_389_567_5, 0.412_602_181_602_003_55),
    (&["25/56", "31/56"], 3, 3, -1.790_327_491_999_345_7, 0.0),
];

fn angle(text: &str) -> Angle {
    Angle::parse(text).unwrap()
}

fn texts(angles: &[Angle]) -> Vec<String> {
    angles.iter().map(Angle::to_string).collect()
}

fn kneading(text: &str) -> String {
    KneadingSequence::of(&angle(text)).to_string()
}

fn address(angle: &Angle) -> String {
    InternalAddress::of(angle, angle.period()).unwrap().to_string()
}

fn limb(text: &str) -> Angle {
    conjugates(&angle(text), &NEVER).unwrap().pop().unwrap()
}

#[test]
fn an_angle_is_a_reduced_fraction_of_a_turn() {
    for (text, reduced, preperiod, period) in [
        ("1/7", "1/7", 0, 3),
        (" 18 / 14 ", "2/7", 0, 3),
        ("-1/7", "6/7", 0, 3),
        ("3/-9", "2/3", 0, 2),
        ("0", "0/1", 0, 1),
        ("5", "0/1", 0, 1),
        ("1/2", "1/2", 1, 1),
        ("1/6", "1/6", 1, 2),
        ("9/56", "9/56", 3, 3),
        ("1/12", "1/12", 2, 2),
        ("12345/99999", "4115/33333", 0, 540),
    ] {
        let found = angle(text);
        assert_eq!(
            (found.to_string().as_str(), found.preperiod(), found.period()),
            (reduced, preperiod, period)
        );
    }
    let orbit: Vec<_> = angle("9/56").orbit().map(|angle| angle.to_string()).collect();
    assert_eq!(orbit, ["9/56", "9/28", "9/14", "2/7", "4/7", "1/7"]);
    let digits: String = angle("9/56").digits().take(12).map(|digit| if digit { '1' } else { '0' }).collect();
    assert_eq!(digits, "001010010010");
    assert_eq!(angle("1/3").turns(), 1.0 / 3.0);
}

#[test]
fn what_is_no_angle_is_refused() {
    let denominator = format!("1/{}", (BigInt::from(1) << 70_000) + 1);
    for text in
        ["1/0", "0/0", "", "x", "1/2/3", "1.5", "1/1000000007", denominator.as_str(), &"9".repeat(10_000_000)]
    {
        let message = Angle::parse(text).unwrap_err().to_string();
        assert!(message.starts_with("angle must be ") && message.len() < 200, "{message}");
    }
    assert!(Angle::parse("1/1000000007").unwrap_err().to_string().contains("65536"));
    assert_eq!(Angle::new(&1.into(), &((BigInt::from(1) << MAX_LENGTH) - 1)).unwrap().period(), MAX_LENGTH);
    assert!(Angle::new(&1.into(), &(BigInt::from(1) << MAX_LENGTH)).is_err());
}

#[test]
fn kneading_sequences_are_those_of_the_tables() {
    for (text, sequence) in [
        ("0", "*"),
        ("1/7", "11*"),
        ("3/7", "10*"),
        ("1/5", "110*"),
        ("2/5", "101*"),
        ("7/15", "100*"),
        ("13/31", "1011*"),
        ("1/6", "1(10)"),
        ("1/4", "11(0)"),
        ("9/56", "110(111)"),
        ("5/12", "10(11)"),
        ("1/2", "1(0)"),
    ] {
        assert_eq!(kneading(text), sequence, "{text}");
    }
    for (text, periods) in [
        ("1/6", [1, 3, 5, 7]),
        ("1/4", [1, 3, 4, 5]),
        ("9/56", [1, 3, 6, 9]),
        ("5/12", [1, 2, 4, 6]),
        ("1/2", [1, 2, 3, 4]),
    ] {
        assert_eq!(KneadingSequence::of(&angle(text)).internal_address(9)[..4], periods, "{text}");
    }
}

#[test]
fn components_are_those_of_the_table() {
    for (lower, upper, period, re, im, text) in NUCLEI {
        for name in [lower, upper] {
            assert_eq!((angle(name).period(), address(&angle(name)).as_str()), (period, text));
        }
        assert_eq!((limb(lower).to_string(), limb(upper).to_string()), (upper.to_owned(), lower.to_owned()));
        let found = InternalAddress::parse(text).unwrap();
        assert_eq!((found.period(), found.to_string().as_str()), (period, text));
        assert_eq!(texts(&found.angles(&NEVER).unwrap()), [lower, upper]);
        let upside_down = if im == 0.0 { upper } else { lower };
        for name in [lower, upside_down] {
            assert!((walked(name) - Complex64::new(re, im)).norm() < 1e-12, "{name}");
        }
    }
    assert_eq!(texts(&InternalAddress::parse("1").unwrap().angles(&NEVER).unwrap()), ["0/1", "0/1"]);
    assert!(conjugates(&angle("0"), &NEVER).unwrap().is_empty());
}

#[test]
fn all_components_to_period_11_agree_by_three_ways() {
    let leaves = lamination(11, &NEVER).unwrap();
    let mut addresses = HashSet::new();
    let [mut satellites, mut of_bulbs, mut all] = [[0; 12]; 3];
    for leaf in &leaves {
        let [lower, upper] = leaf.angles().unwrap();
        assert_eq!(lower.period(), leaf.period as usize);
        assert_eq!(KneadingSequence::of(&lower), KneadingSequence::of(&upper));
        assert_eq!(conjugates(&lower, &NEVER).unwrap(), std::slice::from_ref(&upper));
        assert_eq!(conjugates(&upper, &NEVER).unwrap(), std::slice::from_ref(&lower));
        let found = InternalAddress::of(&lower, lower.period()).unwrap();
        assert_eq!(found, InternalAddress::of(&upper, upper.period()).unwrap());
        assert_eq!(found.angles(&NEVER).unwrap(), [lower, upper]);
        assert_eq!(InternalAddress::parse(&found.to_string()).unwrap(), found);
        let periods: Vec<usize> =
            found.way().iter().map(|entry| entry.period).chain([found.period()]).collect();
        let is_bulb =
            |entry: &iterscope::dynamics::Entry, next: usize| entry.period * entry.denominator == next;
        let bulbs: Vec<bool> =
            found.way().iter().zip(&periods[1..]).map(|(entry, &next)| is_bulb(entry, next)).collect();
        let period = leaf.period as usize;
        all[period] += 1;
        satellites[period] += u32::from(*bulbs.last().unwrap());
        of_bulbs[period] += u32::from(bulbs.iter().all(|&bulb| bulb));
        assert!(addresses.insert(found));
    }
    assert_eq!(addresses.len(), 2005);
    assert_eq!(all[2..], [1, 3, 6, 15, 27, 63, 120, 252, 495, 1023]);
    assert_eq!(satellites[2..], [1, 2, 3, 4, 7, 6, 12, 12, 23, 10]);
    assert_eq!(of_bulbs[2..], [1, 2, 3, 4, 6, 6, 9, 10, 12, 10]);
}

#[test]
fn angles_of_a_misiurewicz_point_find_each_other() {
    for (names, preperiod, period, re, im) in MISIUREWICZ {
        for name in names {
            let given = angle(name);
            assert_eq!((given.preperiod(), given.period()), (preperiod, period));
            let mut together = conjugates(&given, &NEVER).unwrap();
            together.push(given);
            together.sort();
            assert_eq!(texts(&together), names);
        }
        assert!((walked(names[0]) - Complex64::new(re, im)).norm() < 1e-12, "{}", names[0]);
    }
}

#[test]
fn there_are_as_many_misiurewicz_points_as_equations_say() {
    // The period of a point is that of its kneading sequence; its angles' may be a multiple.
    let mut counted: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for preperiod in 1..=3_u32 {
        for period in 1..=9_u32 {
            let denominator = ((1_u64 << period) - 1) << preperiod;
            for numerator in (1..denominator).step_by(2) {
                let given = Angle::new(&numerator.into(), &denominator.into()).unwrap();
                if given.period() != period as usize {
                    continue;
                }
                let together = conjugates(&given, &NEVER).unwrap();
                for other in &together {
                    assert_eq!(other.period(), given.period());
                    assert_eq!(KneadingSequence::of(other), KneadingSequence::of(&given));
                }
                if together.first().is_none_or(|first| given < *first) {
                    let sequence = KneadingSequence::of(&given);
                    let cycle = &sequence.symbols()[sequence.preperiod()..];
                    let repeats = |n: &usize| {
                        cycle.len().is_multiple_of(*n) && (0..cycle.len()).all(|m| cycle[m] == cycle[m % n])
                    };
                    let period = (1..=cycle.len()).find(repeats).unwrap();
                    *counted.entry((given.preperiod(), period)).or_default() += 1;
                }
            }
        }
    }
    for (preperiod, periods) in [(1, [1, 2, 6, 12]), (2, [3, 3, 12, 24]), (3, [7, 8, 21, 48])] {
        for (period, points) in (1..).zip(periods) {
            assert_eq!(counted.get(&(preperiod, period)), Some(&points), "({preperiod}, {period})");
        }
    }
}

#[test]
fn bulbs_are_those_of_the_rotation_numbers() {
    for (p, q, lower, upper) in
        [(1, 2, "1/3", "2/3"), (1, 3, "1/7", "2/7"), (2, 5, "9/31", "10/31"), (3, 8, "73/255", "74/255")]
    {
        assert_eq!(texts(&bulb_angles(p, q).unwrap()), [lower, upper]);
    }
    for q in 2..40_usize {
        for p in 1..q {
            let Ok(pair) = bulb_angles(p, q) else { continue };
            let text = format!("1_{p}/{q} {q}");
            assert_eq!(pair.each_ref().map(address), [text.clone(), text]);
        }
    }
    for (p, q) in [(0, 1), (1, 1), (2, 4), (3, 2), (1, MAX_LENGTH + 1)] {
        assert!(bulb_angles(p, q).is_err(), "{p}/{q}");
    }
}

#[test]
fn tuning_puts_words_in_the_place_of_digits() {
    let tuned = |text: &str, component: &str| texts(&tune(&angle(text), &angle(component), &NEVER).unwrap());
    assert_eq!(tuned("1/3", "1/7"), ["10/63"]);
    assert_eq!(tuned("2/3", "2/7"), ["17/63"]);
    assert_eq!(tuned("1/2", "3/7"), ["25/56", "31/56"]);
    assert_eq!(tuned("0", "1/7"), ["1/7"]);
    assert_eq!(tuned("3/7", "0"), ["3/7"]);
    let feigenbaum = (0..3).scan(angle("1/3"), |last, _| {
        *last = tune(last, &angle("1/3"), &NEVER).unwrap().remove(0);
        Some(last.to_string())
    });
    assert_eq!(feigenbaum.collect::<Vec<_>>(), ["2/5", "7/17", "106/257"]);
    assert!(tune(&angle("1/3"), &angle("1/6"), &NEVER).is_err());
    let long = bulb_angles(1, 4000).unwrap();
    assert!(tune(&long[0], &long[0], &NEVER).unwrap_err().to_string().starts_with("angle must be "));
    // The copy about the rabbit: addresses begin with its own, then all periods are thrice.
    let leaves: BTreeMap<u32, Leaf> =
        lamination(5, &NEVER).unwrap().into_iter().map(|leaf| (leaf.lower, leaf)).collect();
    for leaf in leaves.values() {
        let [lower, upper] = leaf.angles().unwrap();
        let [lower, upper] =
            [lower, upper].map(|angle| tune(&angle, &limb("1/7"), &NEVER).unwrap().remove(0));
        assert_eq!(conjugates(&lower, &NEVER).unwrap(), [upper]);
        assert!(address(&lower).starts_with("1_1/3 3_"));
    }
}

#[test]
fn laminations_have_their_limits() {
    for period in [0, 1, MAX_LAMINATION + 1, u32::MAX] {
        assert!(lamination(period, &NEVER).unwrap_err().to_string().starts_with("max_period must be "));
    }
    let leaves = lamination(MAX_LAMINATION, &NEVER).unwrap();
    let of = |period| leaves.iter().filter(|leaf| leaf.period == period).count();
    assert_eq!([12, 16, 20].map(of), [2010, 32_640, 523_770]);
    let cancelled = Cancellation::new();
    cancelled.cancel();
    assert!(lamination(20, &cancelled).is_err());
}

/// The parameter to which the spider of an angle walks.
fn walked(text: &str) -> Complex64 {
    let mut spider = Spider::new(&angle(text)).unwrap();
    while spider.change() > 1e-14 && spider.iteration() < 1000 {
        spider.step();
    }
    spider.c()
}

#[test]
fn a_spider_begins_as_the_article_says() {
    let mut spider = Spider::new(&angle("1/6")).unwrap();
    for expected in ["0.500+0.866i", "0.000+1.000i", "0.132+0.851i", "0.070+1.066i", "-0.036+0.962i"] {
        assert_eq!(format!("{:.3}", spider.c() + 1e-9), expected);
        spider.step();
    }
}

#[test]
fn spiders_walk_to_the_centers_of_all_small_periods() {
    for period in 2..=6 {
        let denominator = (1_u64 << period) - 1;
        for numerator in 1..denominator {
            let found = Angle::new(&numerator.into(), &denominator.into()).unwrap();
            let c = walked(&found.to_string());
            let orbit = std::iter::successors(Some(Complex64::ZERO), |z| Some(z * z + c));
            let orbit: Vec<_> = orbit.take(found.period() + 1).collect();
            assert!(orbit[found.period()].norm() < 1e-9, "{found}");
            assert!(orbit[1..found.period()].iter().all(|z| z.norm() > 1e-3), "{found}");
            let other = conjugates(&found, &NEVER).unwrap().remove(0);
            assert!((walked(&other.to_string()) - c).norm() < 1e-9, "{found} {other}");
        }
    }
}

#[test]
fn legs_end_where_they_should() {
    for text in ["1/7", "3/7", "1/6", "9/56", "5/12", "13/31", "10/63"] {
        let mut spider = Spider::new(&angle(text)).unwrap();
        for _ in 0..60 {
            for (leg, (point, angle)) in
                spider.legs().iter().zip(spider.points().iter().zip(angle(text).orbit()))
            {
                assert!((leg[0] - point).norm() < 1e-9, "{text}: {} at {}", spider.iteration(), angle);
                let end = leg.last().unwrap().arg() / std::f64::consts::TAU;
                assert!((end.rem_euclid(1.0) - angle.turns()).abs() < 1e-9);
            }
            spider.step();
        }
    }
    let long = bulb_angles(1, 5000).unwrap();
    assert!(Spider::new(&long[0]).unwrap_err().to_string().starts_with("angle must be "));
}

#[test]
fn long_angles_and_addresses_are_quick() {
    let thousand = address(&bulb_angles(299, 1000).unwrap()[0]);
    assert_eq!(thousand, "1_299/1000 1000");
    let deep = (0..9).fold(angle("3/7"), |last, _| tune(&last, &angle("1/3"), &NEVER).unwrap().remove(0));
    assert_eq!(deep.period(), 3 << 9);
    let pair = InternalAddress::parse(&address(&deep)).unwrap().angles(&NEVER).unwrap();
    assert!(pair.contains(&deep));
    let most = Angle::new(&(1.into()), &((BigInt::from(1) << MAX_LENGTH) - 1)).unwrap();
    assert_eq!(address(&most), format!("1_1/{MAX_LENGTH} {MAX_LENGTH}"));
    let long = Angle::new(&1.into(), &((BigInt::from(1) << MAX_PREPERIODIC) * 5)).unwrap();
    assert!(conjugates(&long, &NEVER).unwrap_err().to_string().starts_with("angle must be "));
}
