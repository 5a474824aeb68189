"""Run the notebooks and keep what they show: ``python -m tests.notebooks``; some of them: ``... 01 03``.

A view is kept as its poster, so that a reader without a kernel sees a picture everywhere, and no program. Cells whose
output depends on the machine have the tag ``measured``.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
VIEW = "application/vnd.jupyter.widget-view+json"
TRIES = 5


def run(path: Path) -> NotebookNode:
    """Return a notebook with the outputs of a fresh kernel, from top to bottom."""
    os.environ.pop("MPLBACKEND", None)  # a kernel's own shows charts in the page
    notebook = nbformat.read(path, as_version=4)
    metadata = notebook.metadata.copy()
    for cell in code_cells(notebook):
        cell.outputs = []
    client = NotebookClient(
        notebook, timeout=600, kernel_name="python3", record_timing=False, store_widget_state=False
    )
    client.execute(cwd=str(FOLDER))
    notebook.metadata = metadata
    return notebook


def kept(notebook: NotebookNode) -> NotebookNode:
    """Keep of each view its picture alone; ValueError if one has none."""
    for cell in code_cells(notebook):
        for output in cell.outputs:
            data = output.get("data", {})
            if data.pop(VIEW, None) is not None:
                if "image/png" not in data:
                    raise ValueError(f"this machine was too busy for the poster of\n{cell.source}")
                data["text/plain"] = "A live view: run the cell."
    return notebook


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return the cells that run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_measured(cell: NotebookNode) -> bool:
    """Tell whether what a cell shows depends on the machine."""
    return "measured" in cell.metadata.get("tags", [])


def main(beginnings: Iterable[str]) -> None:
    """Run the notebooks whose names begin so, all if there is none, and write them down."""
    chosen = tuple(beginnings)
    for path in NOTEBOOKS:
        if path.name.startswith(chosen or ""):
            for left in reversed(range(TRIES)):
                try:
                    notebook = kept(run(path))
                    break
                except ValueError:
                    if left == 0:
                        raise
            nbformat.write(notebook, path)
            sys.stdout.write(f"{path.name} {path.stat().st_size / 1e3:.0f} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
