"""Draw the pictures of the gallery and write its page: ``python -m tests.gallery docs``; some: ``... docs dust lace``.

``docs/gallery/pictures.toml`` says what they show. The folder that is named gets ``gallery.md`` and ``gallery/*.webp``.
"""

import argparse
import io
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from PIL import Image

import iterscope
from iterscope import Coloring, View

DOCS: Final = Path(__file__).parents[1] / "docs"
SHAPE: Final = (400, 640)
"""Height and width in pixels."""
QUALITY: Final = 82
"""Of the pictures' compression, from 0 to 100."""
HEAD: Final = """# Gallery

Pictures that this package draws, each with the call that draws it. All names come from `iterscope`; `(400, 640)` is the
height and the width in pixels. `python -m tests.gallery docs` draws them anew, from
[pictures.toml](gallery/pictures.toml).
"""


class Picture:
    """A picture of the gallery.

    Parameters
    ----------
    entry : dict
        What the file says of it.
    """

    def __init__(self, entry: dict[str, Any]) -> None:
        self.name: str = entry["name"]
        self.title: str = entry["title"]
        self.text: str = entry["text"]
        parameters = {name: _parameter(value) for name, value in entry.get("parameters", {}).items()}
        arguments = ", ".join(f"{name}={value!r}" for name, value in parameters.items())
        self.fractal = getattr(iterscope, entry["family"])(**parameters)
        self.view = View(tuple(entry["center"]), width=entry["width"])
        self.max_iter: int = entry["max_iter"]
        self.coloring = Coloring(**entry["coloring"])
        colors = ", ".join(f"{name}={value!r}" for name, value in entry["coloring"].items())
        self.code = "\n".join([
            f"{entry['family']}({arguments}).to_png(",
            f"    View({tuple(entry['center'])!r}, width={entry['width']!r}),",
            f"    {SHAPE}, max_iter={self.max_iter}, antialias=4, coloring=Coloring({colors}),",
            ")",
        ])  # fmt: skip
        """The call that draws it."""

    def draw(self, shape: tuple[int, int] = SHAPE) -> Image.Image:
        """Draw it, each pixel the mean light of 16 samples."""
        png = self.fractal.to_png(
            self.view, shape, max_iter=self.max_iter, coloring=self.coloring, antialias=4
        )
        return Image.open(io.BytesIO(png)).convert("RGB")

    @property
    def section(self) -> str:
        """What the page says of it."""
        picture = f"![{self.title}](gallery/{self.name}.webp)"
        return f"\n## {self.title}\n\n{picture}\n\n{self.text}\n\n```python\n{self.code}\n```\n"


def pictures() -> list[Picture]:
    """Return all pictures, in the order of the page."""
    entries = tomllib.loads((DOCS / "gallery" / "pictures.toml").read_text(encoding="utf-8"))
    return [Picture(entry) for entry in entries["picture"]]


def page(shown: Iterable[Picture]) -> str:
    """Return the page, as Markdown whose code is formatted like all other."""
    text = HEAD + "".join(picture.section for picture in shown)
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", "gallery.md", "-"]
    return subprocess.run(command, input=text, capture_output=True, encoding="utf-8", check=True).stdout


def _parameter(value: Any) -> Any:
    """Return a parameter as Python takes it: decimals in pairs, and numbers in lists."""
    return tuple(value) if isinstance(value, list) and all(isinstance(part, str) for part in value) else value


def main(folder: Path, names: list[str]) -> None:
    """Draw the pictures with these names, or all, and write the page."""
    shown = pictures()
    (folder / "gallery").mkdir(exist_ok=True)
    for picture in shown:
        if not names or picture.name in names:
            file = folder / "gallery" / f"{picture.name}.webp"
            picture.draw().save(file, quality=QUALITY, method=6)
            sys.stdout.write(f"{file} {file.stat().st_size / 1e3:.0f} kB\n")
    (folder / "gallery.md").write_text(page(shown), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="of pictures (default: all)")
    main(**vars(parser.parse_args()))
