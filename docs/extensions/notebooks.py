"""Lays the notebooks where the site finds them; links to and from them hold in the repository and here."""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

FOLDER = "tutorial/notebooks"


def lay(app: Sphinx) -> None:
    """Copy the notebooks into the site's sources."""
    target = Path(app.srcdir) / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    found = {path.name: path for path in (Path(app.srcdir).parent / "notebooks").glob("*.ipynb")}
    for path in target.glob("*.ipynb"):
        if path.name not in found:
            path.unlink()
    for name, path in found.items():
        text = re.sub(r"\]\(\.\./docs/", "](/", path.read_text(encoding="utf-8"))
        copy = target / name
        if not copy.exists() or copy.read_text(encoding="utf-8") != text:
            copy.write_text(text, encoding="utf-8")


def link(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Lead links of a page to the copies."""
    source[0] = re.sub(r"\]\((?:\.\./)+notebooks/(?=[\w-]+\.ipynb)", f"](/{FOLDER}/", source[0])


def setup(app: Sphinx) -> dict[str, Any]:
    """Lay them before pages are sought."""
    app.connect("builder-inited", lay)
    app.connect("source-read", link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
