//! Internal addresses: there and back from the angles of components, and those that do not exist.

use iterscope::Cancellation;
use iterscope::dynamics::{Angle, InternalAddress, conjugates};

static NEVER: Cancellation = Cancellation::new();

fn address(angle: &Angle) -> String {
    InternalAddress::of(angle, angle.period()).unwrap().to_string()
}

#[test]
fn random_addresses_go_round() {
    let mut state = 1_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for _ in 0..1000 {
        let period = 2 + random(19);
        let numerator = 1 + random((1 << period) - 2);
        let found = Angle::new(&numerator.into(), &((1_u64 << period) - 1).into()).unwrap();
        let text = address(&found);
        let pair = InternalAddress::parse(&text).unwrap().angles(&NEVER).unwrap();
        assert!(pair.contains(&found), "{found} {text}");
        assert_eq!(address(&pair[0]), text);
        assert_eq!(address(&pair[1]), text);
        if let [other] = &conjugates(&found, &NEVER).unwrap()[..] {
            assert!(pair.contains(other));
        }
    }
}

#[test]
fn angles_may_be_left_out_where_there_is_no_choice() {
    let real = InternalAddress::parse("1 -> 2 → 4 8 16").unwrap();
    assert_eq!(real.to_string(), "1_1/2 2_1/2 4_1/2 8_1/2 16");
    assert_eq!(real.angles(&NEVER).unwrap()[0].to_string(), "106/257");
}

#[test]
fn addresses_that_do_not_exist_are_refused() {
    let long = "1 ".repeat(100_000);
    for text in [
        "",
        "x",
        "2",
        "1_1/3",
        "1 3",
        "1_1/2 2 2",
        "1_1/3 2",
        "1_2/4 4",
        "1_0/3 3",
        "1_3/3 3",
        "1_1/0 3",
        "1_1/2 2_1/2 3_1/4 4",
        "1_1/2 99999999999999999999",
        "1_1/1000000000 1000000000",
        "3 1",
        long.as_str(),
    ] {
        let message = InternalAddress::parse(text).unwrap_err().to_string();
        assert!(message.starts_with("address must be ") && message.len() < 200, "{message}");
    }
    // The shortest kneading sequence that no angle has: 10110*.
    let nowhere = InternalAddress::parse("1 2 4 5 6").unwrap();
    assert!(
        nowhere.angles(&NEVER).unwrap_err().to_string().starts_with("address must be that of a component")
    );
    assert!(InternalAddress::of(&Angle::parse("1/3").unwrap(), 0).is_err());
}
