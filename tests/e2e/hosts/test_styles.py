"""Both kinds of views on one page: the styles of one leave the other as it is, whichever was loaded last."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator

import iterscope

from ..support.notebook import Notebook
from .test_layout import settled

ALONE = {
    "fractal": "iterscope.FractalWidget(height=320)",
    "mixture": "iterscope.GaussianMixture(2, random_state=0).explore(np.random.default_rng(0).normal(size=(50, 2)))",
}
"""A model brings its styles as soon as it is made: there is none of the other kind."""
FORGET = "text => document.querySelectorAll('style').forEach(style => style.textContent === text && style.remove())"
"""Tests before this one may have left these styles."""
STATIC = Path(iterscope.__file__).parent / "static"
STYLES = """root => {
    const names = [...getComputedStyle(root)];
    return JSON.stringify([root, ...root.querySelectorAll("*")].map(element => {
        const style = getComputedStyle(element);
        return [element.getAttribute("class"), Object.fromEntries(names.map(name => [name, style.getPropertyValue(name)]))];
    }));
}"""
"""In one piece: there are a hundred thousand values."""


def at_rest(notebook: Notebook, root: Locator) -> list[Any]:
    """Return the styles of all elements of a view, once none changes any more."""
    seen = [""]

    def rests() -> bool:
        notebook.pause(300)
        seen.append(root.evaluate(STYLES))
        return seen[-1] == seen[-2]

    notebook.wait_until(rests, "the view must come to rest")
    styles: list[Any] = json.loads(seen[-1])
    return styles


@pytest.mark.parametrize("width", [1000, 480])
@pytest.mark.parametrize(("kind", "other"), [("fractal", "mixture"), ("mixture", "fractal")])
def test_the_other_kind_of_view_changes_no_style(
    notebook: Notebook, kind: str, other: str, width: int
) -> None:
    styles = (STATIC / f"{other}.css").read_text()
    notebook.page.evaluate(FORGET, styles)
    notebook.write(
        "import iterscope, ipywidgets, numpy as np\n"
        f"ipywidgets.Box([{ALONE[kind]}], layout=ipywidgets.Layout(width='{width}px'))"
    )
    notebook.run(0)
    root = settled(notebook, kind)
    before = at_rest(notebook, root)
    notebook.page.add_style_tag(content=styles)
    changed = [
        (name, key, value, now[key])
        for (name, style), (_, now) in zip(before, at_rest(notebook, root), strict=True)
        for key, value in style.items()
        if now[key] != value
    ]
    assert changed == []
