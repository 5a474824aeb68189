"""The template makes a package that is built, passes its own tests, and is live."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from tests.node import install
from tests.release.template import JS, ROOT, cut, generate

PACKAGE = "reaction"
SCRIPT = f"""
import json
from {PACKAGE} import GrayScott

cells = json.load(open("notebooks/01_watch.ipynb"))["cells"]
names = {{}}
for cell in cells:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), names)
print(names["view"].iteration, len(names["view"].picture) > 1000, "render" in names["view"]._esm)
"""


def test_what_it_shares_with_this_repository_is_as_it_is_here() -> None:
    stale = [str(path.relative_to(ROOT)) for path, text in cut().items() if path.read_text() != text]
    assert not stale, f"run `python -m tests.release.template` and commit {stale}"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate a package, and versions of crates that are here already."""
    install()
    folder = tmp_path_factory.mktemp("template") / PACKAGE
    generate(folder, package=PACKAGE)
    (folder / "Cargo.lock").write_bytes((ROOT / "Cargo.lock").read_bytes())
    return folder


@pytest.fixture(scope="module")
def python(package: Path) -> Path:
    """Install it as its README says, into an environment of its own that sees what is installed here."""
    venv.create(package / ".venv")
    python = package / ".venv" / "bin" / "python"
    here, there = (
        subprocess.run(
            [which, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for which in (sys.executable, python)
    )
    (Path(there) / "here.pth").write_text(here)
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    done = subprocess.run(
        [*command, "--no-deps", "--no-build-isolation", "-e", str(package)],
        capture_output=True,
        text=True,
        env=os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return python


@pytest.mark.rare
@pytest.mark.timeout(3600)
def test_its_own_tests_pass(package: Path, python: Path) -> None:
    command = [python, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider"]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "skipped" not in done.stdout.splitlines()[-1]


@pytest.mark.rare
@pytest.mark.timeout(3600)
def test_its_notebook_shows_a_live_view(package: Path, python: Path) -> None:
    done = subprocess.run([python, "-c", SCRIPT], cwd=package, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["2000", "True", "True"], done.stderr


@pytest.mark.rare
@pytest.mark.parametrize("name", ["a", "zz_" + 20 * "z"])
def test_any_name_is_formatted_as_the_linters_want(tmp_path: Path, name: str) -> None:
    generate(tmp_path / name, package=name)
    for command in (
        ["cargo", "fmt", "--check"],
        [sys.executable, "-m", "ruff", "check", "."],
        [sys.executable, "-m", "ruff", "format", "--check", "."],
    ):
        done = subprocess.run(command, cwd=tmp_path / name, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
    assert (tmp_path / name / "js" / "node_modules").resolve() == JS / "node_modules"


@pytest.mark.rare
@pytest.mark.parametrize("name", ["Reaction", "with-hyphen"])
def test_what_is_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        generate(tmp_path / "package", package=name)
    assert not (tmp_path / "package").exists()
