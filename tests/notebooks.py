"""Run the notebooks and keep what they show: ``python -m tests.notebooks``; some of them: ``... 01 03``.

A view is kept as its poster, so that a reader without a kernel sees a picture everywhere, and no program. Pictures keep
256 colors, which makes them a third as large and which nobody sees. Cells that measure time have the tag ``measured``: what they show is kept with ``--measure`` alone, for a quiet machine and a core
that is built for release.
"""

import argparse
import base64
import io
import os
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import oxipng
from PIL import Image

from iterscope import KMeans

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
VIEW = "application/vnd.jupyter.widget-view+json"
TRIES = 5
COLORS = 256


def read(path: Path) -> "NotebookNode":
    """Return a notebook as it is committed."""
    import nbformat  # where it is needed: its schemas take seconds to load

    return nbformat.read(path, as_version=4)


def write(notebook: "NotebookNode", path: Path) -> None:
    """Keep a notebook."""
    import nbformat

    nbformat.write(notebook, path)


def run(path: Path) -> "NotebookNode":
    """Return a notebook with the outputs of a fresh kernel, from top to bottom."""
    from nbclient import NotebookClient

    os.environ.pop("MPLBACKEND", None)  # a kernel's own shows charts in the page
    notebook = read(path)
    metadata = notebook.metadata.copy()
    for cell in code_cells(notebook):
        cell.outputs = []
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,  # a busy machine prints a line in several parts
    )
    client.execute(cwd=str(FOLDER))
    notebook.metadata = metadata
    return notebook


def kept(notebook: "NotebookNode") -> "NotebookNode":
    """Keep of each view its picture alone, and of each picture few colors; ValueError if a view has none."""
    for cell in code_cells(notebook):
        cell.outputs = [output for output in cell.outputs if not is_bar(output)]
        for output in cell.outputs:
            output.get("metadata", {}).pop("iterscope", None)  # what helps to show the view
        for data in shown(cell):
            if data.pop(VIEW, None) is not None:
                if "image/png" not in data:
                    raise ValueError(f"this machine was too busy for the poster of\n{cell.source}")
                data["text/plain"] = "A live view: run the cell."
            if "image/png" in data:
                data["image/png"] = base64.b64encode(lighter(base64.b64decode(data["image/png"]))).decode()
    return notebook


def lighter(png: bytes) -> bytes:
    """Return a picture in the colors that are nearest to its own in the mean, found by k-means."""
    pixels = np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))
    colors, which, counts = np.unique(pixels.reshape(-1, 4), axis=0, return_inverse=True, return_counts=True)
    labels = np.arange(len(colors))
    if len(colors) > COLORS:
        model = KMeans(COLORS, max_iter=20, random_state=0)
        labels = model.fit_predict(colors.astype(float), sample_weight=counts)
        colors = model.cluster_centers_.round().astype(np.uint8)
    picture = Image.fromarray(labels[which].reshape(pixels.shape[:2]).astype(np.uint8), "P")
    picture.putpalette(colors.tobytes(), "RGBA")
    sink = io.BytesIO()
    picture.save(sink, "PNG")
    return sink.getvalue()


def packed(notebook: "NotebookNode") -> "NotebookNode":
    """Pack the pictures as tightly as can be, each pixel as it is, which takes about a second for each."""
    for cell in code_cells(notebook):
        for data in shown(cell):
            if "image/png" in data:
                png = base64.b64decode(data["image/png"])
                data["image/png"] = base64.b64encode(oxipng.optimize_from_memory(png, level=4)).decode()
    return notebook


def shown(cell: "NotebookNode") -> "list[NotebookNode]":
    """Return what a cell shows, by media types."""
    return [output.data for output in cell.outputs if "data" in output]


def code_cells(notebook: "NotebookNode") -> "list[NotebookNode]":
    """Return the cells that run."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_bar(output: "NotebookNode") -> bool:
    """Tell whether an output is a bar of tqdm, which a quick machine does not show."""
    data = output.get("data", {})
    return (
        VIEW in data and re.search(r"[\d.]+[kMG]?/[\d.?]+[kMG]? \[", data.get("text/plain", "")) is not None
    )


def is_measured(cell: "NotebookNode") -> bool:
    """Tell whether what a cell shows depends on the machine."""
    return "measured" in cell.metadata.get("tags", [])


def main(beginnings: Iterable[str], *, measure: bool) -> None:
    """Run the notebooks whose names begin so, all if there is none, and write them down."""
    chosen = tuple(beginnings)
    for path in NOTEBOOKS:
        if path.name.startswith(chosen or ""):
            before = {cell.id: cell.outputs for cell in code_cells(read(path))}
            notebook = seen(path)
            for cell in code_cells(notebook):
                if is_measured(cell) and not measure:
                    cell.outputs = [copied(output, cell.execution_count) for output in before[cell.id]]
            write(packed(notebook), path)
            sys.stdout.write(f"{path.name} {path.stat().st_size / 1e3:.0f} kB\n")


def seen(path: Path) -> "NotebookNode":
    """Return a notebook all of whose views have a picture: on a busy machine, after some tries."""
    for _ in range(TRIES - 1):
        with suppress(ValueError):
            return kept(run(path))
    return kept(run(path))


def copied(output: "NotebookNode", count: int) -> "NotebookNode":
    """Return an output as one of a cell with this number."""
    return type(output)(output | ({"execution_count": count} if "execution_count" in output else {}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("beginnings", nargs="*", help="of their names (default: all)")
    parser.add_argument("--measure", action="store_true", help="keep times, too")
    main(**vars(parser.parse_args()))
