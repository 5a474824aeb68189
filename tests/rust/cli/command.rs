//! The compiled command line, run in a folder of its own.

use std::process::{Command, Output};

use tempfile::TempDir;

/// An empty folder.
pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The command with these arguments, separated by blanks.
pub fn command(folder: &TempDir, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iterscope"));
    // Help is wrapped at this width, and the processes that tests are shared out among set it.
    command.current_dir(folder).args(arguments.split_whitespace()).env_remove("COLUMNS");
    command
}

/// Runs it to its end.
pub fn run(folder: &TempDir, arguments: &str) -> Output {
    command(folder, arguments).output().unwrap()
}

/// Standard error of a run that ends with this code.
pub fn stderr(output: &Output, code: i32) -> String {
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{text}");
    text
}

/// Names of the files in a folder.
pub fn files(folder: &TempDir) -> Vec<String> {
    folder.path().read_dir().unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect()
}
