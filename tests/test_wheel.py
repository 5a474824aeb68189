"""The artefact that people install, not only the tree."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel as `pip install .` does, without Node."""
    folder = tmp_path_factory.mktemp("wheel")
    empty = tmp_path_factory.mktemp("bin")
    for tool in ("cargo", "rustc", "cc", "ld", "gcc", "git"):
        found = subprocess.run(["which", tool], capture_output=True, text=True, check=False).stdout.strip()
        if found:
            (empty / tool).symlink_to(found)
    path = f"{empty}{os.pathsep}{Path(sys.executable).parent}"
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--wheel-dir", str(folder)]
    done = subprocess.run(
        command, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_the_front_end(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = ROOT / "python" / "iterscope"
    expected = {
        f"iterscope/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and path.suffix in {".py", ".pyi", ".js", ".css", ".typed", ".mplstyle"}
    } | {"iterscope/py.typed", "iterscope/_core.abi3.so"}
    assert {"iterscope/static/fractal.js", "iterscope/static/fractal.css"} <= expected
    files = {name for name in names if name.startswith("iterscope/")}
    assert files == expected
    data = ROOT / "python" / "wheel"
    beside = {path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file()}
    assert {name.partition(".data/")[2] for name in names if ".data/" in name} == beside
    assert "data/share/jupyter/labextensions/iterscope/package.json" in beside
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert "abi3" in wheel.name


def test_the_wheel_says_what_was_compiled_into_it(wheel: Path) -> None:
    (name,) = (name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/sboms/" in name)
    bill = json.loads(zipfile.ZipFile(wheel).read(name))
    command = "cargo tree --locked -p iterscope-python --edges normal --prefix none --no-dedupe"
    tree = subprocess.run(command.split(), cwd=ROOT, capture_output=True, text=True, check=True).stdout
    linked = {tuple(line.replace(" v", " ").split()[:2]) for line in tree.splitlines()}
    listed = {
        (part["name"], part["version"]) for part in [bill["metadata"]["component"], *bill["components"]]
    }
    assert bill["bomFormat"] == "CycloneDX"
    assert len(linked) > 20, "the tree must have been read"
    assert linked <= listed
    assert all(part["licenses"] and part["purl"].startswith("pkg:cargo/") for part in bill["components"])


def test_the_wheel_works_where_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True, system_site_packages=False)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", str(wheel)], check=True)
    code = """
import sys
sys.path.append(sys.argv[1])  # NumPy and anywidget from here, iterscope from the wheel
import iterscope
assert iterscope.__file__.startswith(sys.argv[2]), iterscope.__file__
widget = iterscope.Julia(-0.8 + 0.156j).explore()
assert widget.poster is not None
assert "render" in widget._esm
print(iterscope.Julia(-1).escape_counts((-2, 2, -2, 2), (4, 4), max_iter=9).sum())
"""
    # The extension of JupyterLab is where JupyterLab looks, and has the script that it names.
    extension = tmp_path / "venv" / "share" / "jupyter" / "labextensions" / "iterscope"
    package = json.loads((extension / "package.json").read_text("utf-8"))
    assert (extension / package["jupyterlab"]["_build"]["load"]).is_file()
    site = next(path for path in sys.path if path.endswith("site-packages"))
    done = subprocess.run(
        [python, "-c", code, site, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 0
