//! The number of threads.

use std::env;
use std::process::Command;
use std::thread::available_parallelism;

use iterscope::Executor;
use iterscope::compute::MAX_THREADS;

/// Asks this program to say how many threads it takes.
const ASKED: &str = "ITERSCOPE_ASKED_FOR_THREADS";

/// The threads of another process with this environment: one's own cannot be changed while others read it.
fn threads(environment: &[(&str, &str)]) -> usize {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "--nocapture", "compute::executor::the_environment_says_how_many_threads"]);
    for name in ["RAYON_NUM_THREADS", "OMP_NUM_THREADS", "LOKY_MAX_CPU_COUNT"] {
        command.env_remove(name);
    }
    let done = command.env(ASKED, "yes").envs(environment.iter().copied()).output().unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let number = said.split_once(ASKED).and_then(|(_, rest)| rest.split_whitespace().next()?.parse().ok());
    number.unwrap_or_else(|| panic!("{said}{}", String::from_utf8_lossy(&done.stderr)))
}

#[test]
fn the_environment_says_how_many_threads() {
    if env::var(ASKED).is_ok() {
        println!("\n{ASKED} {}", Executor::detect().unwrap().threads());
        return;
    }
    let available = available_parallelism().map_or(1, usize::from);
    assert_eq!(threads(&[]), available);
    assert_eq!(threads(&[("OMP_NUM_THREADS", "3")]), 3);
    assert_eq!(threads(&[("OMP_NUM_THREADS", " 5,2,1")]), 5);
    assert_eq!(threads(&[("OMP_NUM_THREADS", "3"), ("RAYON_NUM_THREADS", "7")]), 7);
    assert_eq!(threads(&[("OMP_NUM_THREADS", "3"), ("RAYON_NUM_THREADS", "0")]), 3);
    assert_eq!(threads(&[("LOKY_MAX_CPU_COUNT", "1")]), 1);
    assert_eq!(threads(&[("LOKY_MAX_CPU_COUNT", "4096")]), available);
    assert_eq!(threads(&[("OMP_NUM_THREADS", "many")]), available);
    assert_eq!(threads(&[("OMP_NUM_THREADS", "99999999")]), MAX_THREADS);
}
