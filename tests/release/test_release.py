"""What is released: one version, sources that build by themselves, a crate that stands alone, workflows that exist."""

import json
import re
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

import iterscope

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def run(*command: str, cwd: Path = ROOT) -> str:
    """Run a command and return what it prints; fail with what it says if it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def toml(path: str) -> dict[str, Any]:
    return tomllib.loads((ROOT / path).read_text())


def test_there_is_one_version() -> None:
    workspace = toml("Cargo.toml")["workspace"]
    lock = [package for package in toml("Cargo.lock")["package"] if package["name"].startswith("iterscope")]
    front_end = [
        json.loads((ROOT / "js" / name).read_text()) for name in ("package.json", "package-lock.json")
    ]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    versions = {
        "Cargo.toml": workspace["package"]["version"],
        "Cargo.toml, the core": workspace["dependencies"]["iterscope"]["version"],
        **{f"Cargo.lock, {package['name']}": package["version"] for package in lock},
        "package.json": front_end[0]["version"],
        "package-lock.json": front_end[1]["version"],
        "package-lock.json, the root": front_end[1]["packages"][""]["version"],
        "CITATION.cff": citation["version"],
        "the package": iterscope.__version__,
    }
    assert {name: version for name, version in versions.items() if version != iterscope.__version__} == {}
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert {"Unreleased", iterscope.__version__} & {*headings[:2]}


def test_crates_take_their_version_from_the_workspace() -> None:
    for member in toml("Cargo.toml")["workspace"]["members"]:
        assert toml(f"{member}/Cargo.toml")["package"]["version"] == {"workspace": True}


def test_one_can_cite_it() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text())
    assert citation.keys() >= {"cff-version", "title", "message", "authors", "version", "license", "type"}


@pytest.mark.slow
def test_the_sources_hold_all_that_a_build_needs(tmp_path: Path) -> None:
    run(sys.executable, "-m", "maturin", "sdist", "--out", str(tmp_path))
    (file,) = tmp_path.iterdir()
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path, filter="data")
    root = tmp_path / file.name.removesuffix(".tar.gz")
    static = Path("python/iterscope/static")
    bundles = {path.name for path in (ROOT / static).iterdir()}
    assert {path.name for path in (root / static).iterdir()} == bundles, "it builds without Node"
    assert {"Cargo.lock", "LICENSE", "PKG-INFO"} <= {path.name for path in root.iterdir()}
    told = json.loads(run("cargo", "metadata", "--format-version=1", "--no-deps", cwd=root))
    assert {package["name"] for package in told["packages"]} == {"iterscope", "iterscope-python"}


@pytest.mark.slow
def test_the_crate_stands_alone(tmp_path: Path) -> None:
    command = "cargo package -p iterscope --no-verify --allow-dirty --locked --target-dir"
    run(*command.split(), str(tmp_path))
    (file,) = (tmp_path / "package").glob("iterscope-*.crate")
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path, filter="data")
    root = tmp_path / file.name.removesuffix(".crate")
    assert (root / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()
    manifest = tomllib.loads((root / "Cargo.toml").read_text())
    assert manifest["package"]["readme"] == "README.md"
    needs = [*manifest["dependencies"].values(), *manifest["dev-dependencies"].values()]
    assert not any("path" in need for need in needs if isinstance(need, dict))
    texts = [path.read_text() for path in (root / "src").rglob("*.rs")]
    included = [name for text in texts for name in re.findall(r'include_(?:str|bytes)!\("([^"]+)"\)', text)]
    assert "../README.md" in included


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_what_is_there(path: Path) -> None:
    jobs = yaml.safe_load(path.read_text())["jobs"]
    for job in jobs.values():
        needs = job.get("needs", [])
        assert jobs.keys() >= ({needs} if isinstance(needs, str) else {*needs})
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"\./.+|[\w-]+/[\w/-]+@\S+", step["uses"])
            told = step.get("run", "")
            for named in re.findall(r"(?<![\w/])(?:tests|\.ci)/[\w./-]*\w", told):
                assert (ROOT / named).exists(), named
            for module in re.findall(r"python -m (tests\.[\w.]+)", told):
                there = ROOT / module.replace(".", "/")
                assert there.is_dir() or there.with_suffix(".py").exists(), module
