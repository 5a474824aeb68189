//! The commands that the README shows, which name the package and build it for release.

use crate::command::{folder, run};

const README: &str = include_str!("../../../README.md");
const CALL: &str = "cargo run --release -p iterscope-cli -- ";

#[test]
fn commands_do_as_shown() {
    let (_, rest) = README.split_once("```console\n").unwrap();
    let (commands, _) = rest.split_once("```").unwrap();
    assert!(commands.lines().count() > 1);
    for command in commands.lines() {
        let output = run(&folder(), command.strip_prefix(CALL).unwrap());
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        let expected =
            if command.ends_with("--help") { "Usage: iterscope" } else { "1/7, preperiod 0, period 3" };
        assert!(told.contains(expected), "{command}: {told}");
    }
}
