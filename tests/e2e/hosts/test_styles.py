"""Both kinds of views on one page: the styles of one leave the other as it is, whichever was loaded last."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator

import iterscope

from ..support.notebook import Notebook
from .test_layout import settled, show

STATIC = Path(iterscope.__file__).parent / "static"
STYLES = """root => [root, ...root.querySelectorAll("*")].map(element => {
    const style = getComputedStyle(element);
    return [element.getAttribute("class"), Object.fromEntries([...style].map(name => [name, style.getPropertyValue(name)]))];
})"""


def at_rest(notebook: Notebook, root: Locator) -> list[Any]:
    """Return the styles of all elements of a view, once none changes any more."""
    styles: list[Any] = root.evaluate(STYLES)
    for _ in range(60):
        notebook.page.wait_for_timeout(500)
        before, styles = styles, root.evaluate(STYLES)
        if styles == before:
            break
    return styles


@pytest.mark.parametrize("width", [1000, 480])
@pytest.mark.parametrize(("kind", "other"), [("fractal", "mixture"), ("mixture", "fractal")])
def test_the_other_kind_of_view_changes_no_style(
    notebook: Notebook, kind: str, other: str, width: int
) -> None:
    show(notebook, f"Box([{kind}], layout=Layout(width='{width}px'))")
    root = settled(notebook, kind)
    before = at_rest(notebook, root)
    notebook.page.add_style_tag(content=(STATIC / f"{other}.css").read_text())
    changed = [
        (name, key, value, now[key])
        for (name, style), (_, now) in zip(before, at_rest(notebook, root), strict=True)
        for key, value in style.items()
        if now[key] != value
    ]
    assert changed == []
