//! `iterscope goto` against tables.

use crate::command::{command, files, folder, run, stderr};

/// Standard output of a run with one argument that may hold blanks, and then others.
fn told(target: &str, options: &str) -> String {
    let output = command(&folder(), "goto").arg(target).args(options.split_whitespace()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The text of a line.
fn line<'a>(told: &'a str, name: &str) -> &'a str {
    told.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim()
}

#[test]
fn an_angle_is_explained() {
    let told = told("1/7", "");
    assert_eq!(line(&told, "angle"), "1/7, preperiod 0, period 3");
    assert_eq!(line(&told, "conjugate"), "2/7");
    assert_eq!(line(&told, "kneading"), "11*");
    assert_eq!(line(&told, "address"), "1_1/3 3");
    assert_eq!(line(&told, "period"), "3");
    let rabbit = "-0.122561166876653619975245551821, 0.744861766619744236593170428604";
    assert_eq!(line(&told, "nucleus"), rabbit);
    assert!(line(&told, "size").starts_with("0.18891"), "{told}");
    assert!(line(&told, "root").starts_with("-0.1250"), "{told}");
    assert_eq!(line(&told, "draw").split_whitespace().nth(4).unwrap(), rabbit.replace(", ", ","));
}

#[test]
fn an_address_is_its_angles() {
    for (address, angles) in
        [("1_1/3 3_1/2 4", "1/5, 4/15"), ("1 → 2 → 4", "2/5, 3/5"), ("1 2 3", "3/7, 4/7")]
    {
        assert_eq!(line(&told(address, ""), "angles"), angles);
    }
}

#[test]
fn a_preperiodic_angle_is_a_misiurewicz_point() {
    let told = told("9/56", "--digits 30");
    assert_eq!(line(&told, "conjugate"), "11/56, 15/56");
    assert_eq!(line(&told, "kind"), "Misiurewicz point, preperiod 3, period 1");
    assert_eq!(line(&told, "point"), "-0.101096363845622161025785445739, 0.956286510809141500771096057730");
}

#[test]
fn a_point_has_a_nucleus_near_it() {
    let told = told("-1.755,0", "--width 0.05");
    assert_eq!(line(&told, "inside"), "period 3, internal angle 0.5");
    assert_eq!(line(&told, "angles"), "3/7, 4/7");
    assert_eq!(line(&told, "address"), "1_1/2 2_1/2 3");
    // A plain number while that is short.
    assert_eq!(line(&told, "size"), "0.01903552");
    assert!(line(&told, "draw").ends_with("--width 0.0761"), "{told}");
    assert_eq!(line(&told, "nucleus"), "-1.754877666246692760049508896359, 0.000000000000000000000000000000");
}

#[test]
fn what_is_drawn_can_be_drawn() {
    let told = told("1/15", "");
    let folder = folder();
    let arguments = line(&told, "draw").strip_prefix("iterscope ").unwrap();
    stderr(&run(&folder, &format!("{arguments} --size 40x30 -o little.png")), 0);
    assert_eq!(files(&folder), ["little.png"]);
}

#[test]
fn what_means_nothing_is_refused() {
    for (target, message) in [
        ("1/0", "angle must be a fraction with a denominator other than 0"),
        ("x", "angle must be a fraction such as '1/7'"),
        ("1/1000000007", "angle must be an angle whose preperiod and period are together at most 65536"),
        ("1_2/4 4", "address must be"),
        ("1 2 4 5 6", "address must be that of a component"),
        ("1,x", "TARGET must be a decimal number"),
        ("1,2,3", "TARGET must be two decimal numbers RE,IM"),
    ] {
        let output = command(&folder(), "goto").arg(target).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(message) && matches!(output.status.code(), Some(1 | 2)), "{target}: {text}");
    }
}
