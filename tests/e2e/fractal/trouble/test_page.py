"""A page that sends what it should not: nothing changes, and the next request is answered."""

from typing import Any

import pytest

from ...support.notebook import Notebook
from ..picture import assert_true, log2_width

WIDGET = f"iterscope.FractalWidget(width=512, height=320, log2_width={log2_width(512, 2)!r})"
REQUEST: dict[str, Any] = {
    "kind": "view",
    "vid": "intruder",
    "seq": 1,
    "formula": {"kind": "julia", "parameters": {"c": ["0", "0"]}},
    "max_iter": 10,
    "engine": "rust",
    "fields": ["count"],
    "z": 0,
    "x": "0",
    "y": "0",
    "tiles": [[0, 0]],
}
MALFORMED: list[Any] = [
    None,
    [],
    "view",
    {},
    {"kind": "tiles"},
    {"kind": "view"},
    {**REQUEST, "seq": -1},
    {**REQUEST, "seq": 1.5},
    {**REQUEST, "vid": "<script>"},
    {**REQUEST, "formula": {"kind": "julia", "parameters": {"c": ["nan", "inf"]}}},
    {**REQUEST, "formula": {"kind": "<script>", "parameters": {}}},
    {**REQUEST, "max_iter": 2**40},
    {**REQUEST, "fields": ["no such field"]},
    {**REQUEST, "z": 10**9},
    {**REQUEST, "x": "zz"},
    {**REQUEST, "y": "f" * 100_000},
    {**REQUEST, "tiles": [[0]]},
    {**REQUEST, "tiles": [[0, 0]] * 5000},
    {**REQUEST, "extra": 1},
]


@pytest.mark.parametrize(
    "state",
    [
        {"_esm": "export default { render() { document.title = 'taken'; } }", "_css": "* { color: red }"},
        {
            "poster": None,
            "home": {},
            "zoom_range": [0, 9999],
            "colormaps": [],
            "version": "0",
            "fluid": True,
            "coloring": {},
        },
        {
            "formula": {"kind": "julia", "parameters": {"c": ["nan", "0"]}},
            "center": ["1e999", "x"],
            "log2_width": 1e9,
            "max_iter": -1,
            "width": 10**9,
        },
        {"formula": "x", "center": {}, "log2_width": "1", "max_iter": [], "colormap": "<b>", "height": None},
        {"unknown": 1, "comm": {}, "_page_sets": ["_esm"]},
    ],
    ids=["front-end", "kernel-owned", "out-of-range", "wrong-types", "unknown"],
)
def test_bad_traits_change_nothing(notebook: Notebook, state: dict[str, Any]) -> None:
    view = notebook.show(WIDGET)
    whole = "{name: repr(value) for name, value in widget.get_state().items()}"
    before = notebook.value(whole)
    notebook.traffic.clear()
    notebook.tell({"method": "update", "state": state, "buffer_paths": []}, _custom(REQUEST))
    notebook.wait_until(lambda: _answered(notebook, "tiles"), "a valid request must be answered")
    assert notebook.value(whole) == before
    assert notebook.failures(0) == []
    view.focus()
    view.wheel(1)
    assert_true(notebook, view)


def test_malformed_messages_change_nothing(notebook: Notebook) -> None:
    view = notebook.show(WIDGET)
    before = notebook.traits()
    for seq, content in enumerate(MALFORMED, start=1):
        notebook.traffic.clear()
        notebook.tell(_custom(content), _custom({**REQUEST, "seq": seq}))
        notebook.wait_until(lambda: _answered(notebook, "error"), f"{str(content)[:60]} must be refused")
        notebook.wait_until(lambda: _answered(notebook, "tiles"), "a valid request must be answered")
        notebook.page.wait_for_timeout(100)  # no more than one refusal in 100 ms
    assert notebook.traits() == before
    assert notebook.failures(0) == []
    view.focus()
    view.wheel(1)
    assert_true(notebook, view)


def test_a_flood_of_malformed_messages_gets_few_answers(notebook: Notebook) -> None:
    view = notebook.show(WIDGET)
    notebook.traffic.clear()
    notebook.tell(*[_custom({"kind": "nonsense"})] * 500)
    view.focus()
    view.wheel(1)
    assert_true(notebook, view)
    assert 1 <= len(notebook.traffic.replies("error")) <= 100


def _custom(content: Any) -> dict[str, Any]:
    return {"method": "custom", "content": content}


def _answered(notebook: Notebook, kind: str) -> bool:
    return any(reply["vid"] in {None, REQUEST["vid"]} for reply in notebook.traffic.replies(kind))
