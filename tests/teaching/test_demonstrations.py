"""What a class is shown first succeeds; what fails comes where the text asks why."""

import re
from pathlib import Path
from typing import Any

import pytest
from sklearn.metrics import adjusted_rand_score
from tests.notebooks import FOLDER, read

ROOT = Path(__file__).parents[2]
NOTEBOOK = "02_gaussian_mixtures.ipynb"
STARTS = 8


def sources() -> list[str]:
    return [str(cell.source) for cell in read(FOLDER / NOTEBOOK).cells]


def seen(code: str, names: dict[str, Any]) -> Any:
    """Run a cell or a block, and return the view that its last line shows."""
    body, last = re.sub(r"^view = ", "", code.strip(), flags=re.MULTILINE).rsplit("\n", 1)
    exec(body, names)  # noqa: S102 - it is our own
    view = eval(last, names)  # noqa: S307
    view.finish()
    return view


def first_of_notebook() -> str:
    return next(source for source in sources() if ".explore(" in source)


def first_of_readme() -> str:
    blocks = re.findall("```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    block = next(block for block in blocks if ".explore(X)" in block)
    head, call, _ = block.partition(".explore(X)")
    return str(head + call)


@pytest.mark.parametrize("first", [first_of_notebook, first_of_readme])
def test_the_first_fit_finds_the_clouds(first: Any) -> None:
    names: dict[str, Any] = {}
    view = seen(first(), names)
    assert view.history[-1].stop_reason == "converged"
    X = names["X"]
    _, clouds = names["make_blobs"](
        n_samples=len(X), centers=4, n_features=2, cluster_std=1.6, random_state=7
    )
    assert adjusted_rand_score(clouds, view.model.predict(X)) > 0.9
    ends = [start.log_likelihood for start in view.starts(STARTS)]
    assert view.history[-1].log_likelihood > max(ends) - 1e-6 * abs(max(ends))
    view.close()


def test_the_fit_that_fails_comes_where_the_text_asks_why() -> None:
    cells = sources()
    (asks,) = [index for index, source in enumerate(cells) if "Why did it go wrong?" in source]
    names: dict[str, Any] = {}
    good = seen(first_of_notebook(), names)
    stuck = seen(cells[asks + 1], names)
    assert stuck.history[-1].stop_reason == "converged", "nothing else says that it went wrong"
    assert stuck.history[-1].log_likelihood < good.history[-1].log_likelihood - 100
    assert "Press W" in cells[asks]
    best = max(start.log_likelihood for start in stuck.starts(6))
    assert best > stuck.history[-1].log_likelihood + 100, "other starts show it"
    for view in (good, stuck):
        view.close()
