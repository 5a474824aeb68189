"""The other languages' suites and all lints, so that `pytest` alone runs everything."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.node import JS, PATH, install

ROOT = Path(__file__).parent.parent
STATIC = ROOT / "python" / "iterscope" / "static"
WHEEL = ROOT / "python" / "wheel"


def run(*command: str, cwd: Path = ROOT) -> str:
    """Run a command and return what it prints; fail with all of that if it fails."""
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | {"PATH": PATH}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command)}\n{done.stdout[-20_000:]}\n{done.stderr[-20_000:]}", pytrace=False)
    return done.stdout


SCRIPTS = Path(sys.executable).parent


def test_rust_is_formatted() -> None:
    run("cargo", "fmt", "--check")


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    "command",
    [
        "cargo clippy --workspace --all-targets --locked -- -D warnings",
        "cargo test --workspace --locked",  # each benchmark once, too
        "cargo doc --workspace --no-deps --locked",
    ],
)
def test_rust(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUSTDOCFLAGS", "-D warnings")
    run(*command.split())


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_example_runs(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    np.save(tmp_path / "data.npy", rng.normal(size=(100, 2)))
    np.save(tmp_path / "responsibilities.npy", rng.dirichlet(np.ones(3), size=100))
    command = "cargo run --quiet --locked --profile test --example maximize --"  # built with the tests
    table = run(*command.split(), str(tmp_path / "data.npy"), str(tmp_path / "responsibilities.npy"))
    assert "engine" in table
    assert all(float(line.split()[-1]) < 1e-12 for line in table.splitlines())


@pytest.mark.parametrize(
    "command",
    [
        "ruff check",
        "ruff format --check",
        "codespell_lib",
        *(
            pytest.param(command, marks=pytest.mark.slow)
            for command in ("mypy --strict", "mypy.stubtest iterscope._core")
        ),
    ],
)
def test_python(command: str) -> None:
    tool, *arguments = command.split()
    run(sys.executable, "-m", tool, *arguments)


def test_imports_point_one_way() -> None:
    run(str(SCRIPTS / "lint-imports"))


@pytest.fixture(scope="module")
def modules() -> None:
    """Install the front end's tools, unless they are those of the lock file."""
    install()


@pytest.mark.parametrize(
    "script", ["test", *(pytest.param(script, marks=pytest.mark.slow) for script in ("check", "lint"))]
)
@pytest.mark.usefixtures("modules")
def test_javascript(script: str) -> None:
    run("npm", "run", script, cwd=JS)


@pytest.mark.usefixtures("modules")
def test_the_bundle_is_fresh(tmp_path: Path) -> None:
    folders = {STATIC: tmp_path / "static", WHEEL: tmp_path / "wheel"}
    run("npm", "run", "build", "--", *map(str, folders.values()), cwd=JS)
    for tree, fresh in folders.items():
        committed, built = (
            {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
            for folder in (tree, fresh)
        )
        assert built.keys() == committed.keys(), "run `npm run build` in js/ and commit what is there"
        stale = [name for name in built if built[name] != committed[name]]
        assert not stale, f"run `npm run build` in js/ and commit {stale}"


def test_the_bundles_are_small() -> None:
    assert sum(path.stat().st_size for path in STATIC.iterdir()) < 440_000, "every saved notebook holds them"
    assert sum(path.stat().st_size for path in WHEEL.rglob("*.js")) < 6_000, (
        "every JupyterLab loads it when it starts"
    )


def test_no_html_sinks() -> None:
    sinks = ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "new Function", "document.write"]
    for path in (JS / "src").rglob("*.js"):
        text = path.read_text()
        assert not [sink for sink in sinks if sink in text], path
