"""All pairs of features at once."""

import numpy as np

from ...support.notebook import Notebook
from ..view import show_fit

MAKE = """
from sklearn.datasets import load_iris
iris = load_iris()
widget = GaussianMixture(3, random_state=0).explore(iris.data, labels=iris.target)
"""


def test_all_pairs_follow_the_steps_and_one_is_chosen(notebook: Notebook) -> None:
    view = show_fit(notebook, MAKE)
    view.focus()
    view.press("y")
    cells = view.root.locator(".its-pair-cell")
    cells.first.wait_for()
    assert cells.count() == 10
    assert notebook.value("widget.pairs")
    view.rest()

    def ink() -> list[int]:
        """Count the colorful pixels of each cell."""
        inked = cells.locator("canvas").evaluate_all(
            """canvases => canvases.map((canvas) => {
                const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                let count = 0;
                for (let at = 0; at < data.length; at += 4)
                    if (Math.max(data[at], data[at + 1], data[at + 2])
                        - Math.min(data[at], data[at + 1], data[at + 2]) > 60) count++;
                return count;
            })"""
        )
        return list(inked)

    before = ink()
    view.press("End")
    notebook.wait_until(lambda: notebook.value("widget.complete"), "the fit must end")
    view.rest()
    assert (np.array(ink()) > np.array(before)).all(), "samples have colors after the first E step"
    view.root.get_by_role("button", name="x1 and x2").click()
    notebook.wait_until(lambda: notebook.value("widget.dims") == [1, 2], "the pair must be shown")
    view.root.locator(".its-pair-plot").wait_for(state="hidden")
    assert not notebook.value("widget.pairs")


def test_no_curve_is_cut(notebook: Notebook) -> None:
    view = show_fit(
        notebook,
        "from iterscope import make_blobs\nX, _ = make_blobs(400, centers=4, n_features=4, random_state=1)\n"
        "model = GaussianMixture(4, init_params='random_from_data', random_state=8)\n"
        "widget = model.explore(X, pairs=True)\nwidget.seek(9)",
    )
    view.rest()
    tops = view.root.locator(".its-pair-cell canvas").evaluate_all(
        """canvases => canvases.map((canvas) => {
            const { data } = canvas.getContext("2d").getImageData(canvas.width / 4, 0, canvas.width / 2, 3);
            let least = 255;
            for (let at = 0; at < data.length; at += 4)
                least = Math.min(least, Math.max(data[at], data[at + 1], data[at + 2]));
            return least;
        })"""
    )
    assert len(tops) == 10
    assert min(tops) > 110, "no dark line reaches the edge"
