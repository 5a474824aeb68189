"""Write the notebooks for the teacher: ``python -m tests.teaching.teacher FOLDER``; some of them: ``... FOLDER 01 03``.

In place of what the reader is to write stands the solution, with what the check says of it, and answers are unfolded.
"""

import argparse
import re
from collections.abc import Iterable
from doctest import DocTestParser, Example
from pathlib import Path
from typing import TYPE_CHECKING

from tests.notebooks import NOTEBOOKS, code_cells, read, write

if TYPE_CHECKING:
    from nbformat import NotebookNode

TURN = re.compile(r"^def (\w+)\(.*\):\n    pass  # your turn\n", re.MULTILINE)
FOLD = re.compile(r"<details><summary>(Solution|Answer)</summary>\n(.*?)</details>", re.DOTALL)


def solved(notebook: "NotebookNode") -> "NotebookNode":
    """Return a notebook with its answers; KeyError if an exercise has none."""
    texts = [cell for cell in notebook.cells if cell.cell_type == "markdown"]
    folded = [fold for cell in texts for fold in FOLD.findall(cell.source)]
    answers = _answers(DocTestParser().get_examples(text) for kind, text in folded if kind == "Solution")
    for cell in code_cells(notebook):
        if turn := TURN.search(cell.source):
            source, said = answers[turn[1]]
            cell.source = TURN.sub(lambda _, source=source: source, cell.source)
            cell.outputs[0].data["text/plain"] = said
    for cell in texts:
        cell.source = FOLD.sub(r"**\1.**\n\2", cell.source)
    return notebook


def main(folder: Path, beginnings: Iterable[str]) -> None:
    """Write down the notebooks whose names begin so, all if there is none."""
    chosen = tuple(beginnings)
    folder.mkdir(parents=True, exist_ok=True)
    for path in NOTEBOOKS:
        if path.name.startswith(chosen or ""):
            write(solved(read(path)), folder / path.name)


def _answers(solutions: Iterable[list[Example]]) -> dict[str, tuple[str, str]]:
    """Return by its name how an exercise is solved, and what is said of that."""
    found = {}
    for examples in solutions:
        for example in examples:
            if checked := re.match(r'exercises\.check\("(\w+)"', example.source):
                name = checked[1]
                (source,) = (other.source for other in examples if other.source.startswith(f"def {name}("))
                found[name] = source, example.want.rstrip("\n")
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("beginnings", nargs="*", help="of their names (default: all notebooks)")
    main(**vars(parser.parse_args()))
