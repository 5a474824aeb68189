"""Cut what the template shares with this repository: ``python -m tests.release.template``; commit ``docs/template``.

The formula, its bindings and its view are the template's own. Settings, lints, and the versions of what it is built and
tested with are those of this repository, so that one that works here works there. The bundle is built with the front
end's tools of this repository.
"""

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.node import JS, install

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "docs" / "template"
STATIC = "python/{{ package }}/static"
SAME = ("rustfmt.toml", "js/biome.json", "js/tsconfig.json")
"""Files that are those of this repository."""
TABLES = {"workspace", "workspace.package", "workspace.lints.rust", "workspace.lints.clippy", "build-system"}
"""Tables of TOML files whose keys have the values that they have here, unless the template says more of them."""
OWN = {"members", "version", "license", "description", "unsafe_code"}
"""Keys of these tables that are the template's own."""


def cut() -> dict[Path, str]:
    """Return the files of the template that share something with this repository, as they should be."""
    texts = {TEMPLATE / name: _read(ROOT / name) for name in SAME}
    texts |= {
        TEMPLATE / f"{name}.jinja": _settings(_read(TEMPLATE / f"{name}.jinja"), _read(ROOT / name))
        for name in ("Cargo.toml", "pyproject.toml")
    }
    package = TEMPLATE / "js" / "package.json"
    texts[package] = _replaced(_read(package), r'("[@\w/-]+"): ("\^.*?")', _read(JS / "package.json"))
    texts[TEMPLATE / "js" / "package-lock.json"] = _lock(json.loads(texts[package]))
    here = "\n".join(_read(path) for path in sorted((ROOT / ".github").rglob("*.yml")))
    for path in sorted((TEMPLATE / ".github").rglob("*.yml")):
        texts[path] = _replaced(_read(path), r"uses: ([\w/-]+)@(\S+)", here)
    return texts


def generate(folder: Path, *, package: str) -> None:
    """Make a package of the template, as it stands in the working tree; raises CalledProcessError."""
    with TemporaryDirectory() as source:
        shutil.copy(ROOT / "copier.yml", source)
        shutil.copytree(TEMPLATE, Path(source, TEMPLATE.relative_to(ROOT)))
        command = [
            sys.executable,
            "-m",
            "copier",
            "copy",
            "--defaults",
            "--quiet",
            "--data",
            f"package={package}",
        ]
        subprocess.run([*command, source, folder], check=True)
    (folder / "js" / "node_modules").symlink_to(JS / "node_modules")


def main() -> None:
    """Write all down, and build the bundle."""
    for path, text in cut().items():
        path.write_text(text, encoding="utf-8")
    install()
    with TemporaryDirectory() as name:
        folder = Path(name, "package")
        generate(folder, package="package")
        subprocess.run(["node", "build.mjs", TEMPLATE / STATIC], cwd=folder / "js", check=True)


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _settings(text: str, here: str) -> str:
    """Return a TOML file with the values and versions that another one has."""
    ours, lines = dict(_keys(here)), []
    for (table, key), line in _keys(text):
        shared = table in TABLES and key not in OWN
        lines.append(ours.get((table, key), line) if shared else line)
    text = _replaced("\n".join(lines) + "\n", r'"([\w-]+)((?:[<>=]=)[^"]*)"', here)
    return _replaced(text, r'^((?!version)[\w-]+) = (?:\{ version = )?("[\d.]+")', here)


def _keys(text: str) -> list[tuple[tuple[str, str], str]]:
    """Return the lines of a TOML file, each with its table and key."""
    table, lines = "", []
    for line in text.splitlines():
        if line.startswith("["):
            table = line.strip("[]")
        lines.append(((table, line.partition(" =")[0]), line))
    return lines


def _replaced(text: str, pattern: str, here: str) -> str:
    """Return a text whose matches have the second group that this repository has beside the same first one."""
    values: dict[str, str] = {}
    for match in re.finditer(pattern, here, re.MULTILINE):
        values.setdefault(match[1], match[2])

    def renewed(match: re.Match[str]) -> str:
        whole, start = match[0], match.start()
        first, last = match.start(2) - start, match.end(2) - start
        return whole[:first] + values.get(match[1], match[2]) + whole[last:]

    return re.sub(pattern, renewed, text, flags=re.MULTILINE)


def _lock(package: dict[str, dict[str, str]]) -> str:
    """Return the part of the front end's lock file that a package needs."""
    whole = json.loads(_read(JS / "package-lock.json"))
    root = {key: package[key] for key in ("name", "version", "license", "devDependencies", "engines")}
    found: dict[str, object] = {"": root}
    rest = [*package["devDependencies"]]
    while rest:
        name = f"node_modules/{rest.pop()}"
        if name in whole["packages"] and name not in found:
            found[name] = needs = whole["packages"][name]
            rest += [*needs.get("dependencies", []), *needs.get("optionalDependencies", [])]
    head = {key: package[key] for key in ("name", "version")}
    tail = {key: whole[key] for key in ("lockfileVersion", "requires")}
    return (
        json.dumps(head | tail | {"packages": dict(sorted(found.items()))}, indent=2, ensure_ascii=False)
        + "\n"
    )


if __name__ == "__main__":
    main()
