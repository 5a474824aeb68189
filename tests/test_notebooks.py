"""The notebooks run from top to bottom, and are committed with what they show."""

import base64
import doctest
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from iterscope.exercises import EXERCISES

from .notebooks import FOLDER, NOTEBOOKS, VIEW, code_cells, is_measured, kept, read, run

if TYPE_CHECKING:
    from nbformat import NotebookNode

NUMBER = re.compile(r"-?\d+(?:\.\d*)?(?:e[+-]?\d+)?")
COLUMNS = 100
"""Characters of a line of code that JupyterLab shows in a window of 1000 pixels."""
PRINTED, QUOTED = 105, 88
"""Those of a line that was printed, and of code that is quoted: longer ones break within words there."""
IDS = {"ids": lambda path: path.stem}
RUNS = [
    pytest.param(path, marks=pytest.mark.rare if path.stem.startswith("10") else ()) for path in NOTEBOOKS
]
"""One of them compiles a package."""


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS
    assert sum(path.stat().st_size for path in NOTEBOOKS) < 3e6, "everyone who clones has them"


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, **IDS)
def test_a_notebook_is_as_it_was_run(path: Path) -> None:
    cells = code_cells(read(path))
    assert [cell.execution_count for cell in cells] == [*range(1, len(cells) + 1)]
    for cell in cells:
        assert sum(map(bool, cell.source.splitlines())) <= 10
        assert max(map(len, cell.source.splitlines())) <= COLUMNS
        for output in cell.outputs:
            assert output.output_type != "error"
            assert output.get("name") != "stderr"
            assert VIEW not in output.get("data", {}), "views are kept as pictures"
            data = output.get("data", {})
            printed, quoted = output.get("text", data.get("text/plain", "")), data.get("text/markdown", "")
            for text, columns in ((printed, PRINTED), (quoted, QUOTED)):
                assert all(len(NUMBER.sub("#", line)) <= columns for line in text.splitlines()), cell.source


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, **IDS)
def test_a_view_is_seen_without_a_kernel(path: Path) -> None:
    cells = code_cells(read(path))
    shown = [cell for cell in cells if re.search(r"\.explore\(|^view$", cell.source.splitlines()[-1])]
    assert shown
    for cell in shown:
        *_, output = cell.outputs
        picture = pixels(output.data["image/png"])
        assert picture.shape[1] >= 480
        assert picture[..., :3].reshape(-1, 3).std(axis=0).max() > 10


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, **IDS)
def test_answers_are_true(path: Path) -> None:
    """Those that are folded below a question, with what the notebook imports."""
    notebook = read(path)
    names: dict[str, object] = {}
    imports = re.findall(
        r"^(?:from|import) .*$", "\n".join(cell.source for cell in code_cells(notebook)), re.MULTILINE
    )
    exec("\n".join(imports), names)  # noqa: S102 - it is our own
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    for answer in re.findall(r"<details>.*?</details>", "\n".join(texts), re.DOTALL):
        example = doctest.DocTestParser().get_doctest(answer, names, path.name, None, None)
        assert example.examples
        assert not doctest.DocTestRunner().run(example).failed


def test_every_question_has_its_answer() -> None:
    text = (FOLDER / "05_complex_dynamics.ipynb").read_text()
    folded = text.count("</details>") - text.count("<summary>Solution</summary>")
    assert text.count("**Question ") == text.count("<summary>Answer</summary>") == folded == 9


def test_every_exercise_is_asked_checked_and_solved_once() -> None:
    texts = [path.read_text() for path in NOTEBOOKS]
    for text in texts:
        solved = text.count("<summary>Solution</summary>")
        assert text.count("**Exercise.** ") == text.count("pass  # your turn") == solved
    for name in EXERCISES:
        call = f'exercises.check(\\"{name}\\", {name})'
        assert sum(text.count(call) for text in texts) == 2, "once by the reader, once by the solution"


@pytest.mark.slow
@pytest.mark.parametrize("path", RUNS, **IDS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_notebook_shows_what_it_did(path: Path) -> None:
    committed, notebook = read(path), run(path)
    texts = [str(output) for cell in notebook.cells for output in cell.get("outputs", [])]
    assert any(VIEW in text for text in texts)
    assert not any("'output_type': 'error'" in text or "'name': 'stderr'" in text for text in texts)
    for before, now in zip(code_cells(committed), code_cells(kept(notebook)), strict=True):
        assert len(before.outputs) == len(now.outputs), now.source
        if not is_measured(now):
            for one, other in zip(before.outputs, now.outputs, strict=True):
                assert_same(one, other, now.source)


def assert_same(committed: "NotebookNode", now: "NotebookNode", source: str) -> None:
    """Compare two outputs: words as they are, numbers and pixels closely."""
    before, after = (
        output.get("data", {"text/plain": output.get("text", "")}) for output in (committed, now)
    )
    assert before.keys() == after.keys(), source
    if "image/png" in before:
        one, other = pixels(before["image/png"]), pixels(after["image/png"])
        assert one.shape == other.shape, source
        assert np.abs(one - other).mean() < 4, source
        return
    words, others = (NUMBER.sub("#", output["text/plain"]).split() for output in (before, after))
    assert words == others, source
    numbers = [[float(text) for text in NUMBER.findall(output["text/plain"])] for output in (before, after)]
    np.testing.assert_allclose(*numbers, rtol=1e-3, atol=1e-9, err_msg=source)


def pixels(png: str) -> NDArray[np.int64]:
    """Decode a picture of a notebook."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGBA")).astype(int)
