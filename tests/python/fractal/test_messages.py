"""Messages from the browser: what is taken, what is refused, and nothing else ever happens."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iterscope.fractal.messages import CloseRequest, parse
from iterscope.fractal.messages.tiles import ViewRequest
from iterscope.fractal.messages.values import Formula
from iterscope.widget.messages import MessageError, view_id

GOOD: dict[str, Any] = {
    "kind": "view",
    "vid": "a-Z_9",
    "seq": 3,
    "formula": {"kind": "julia", "parameters": {"c": ["-0.8", "1.56e-1"]}},
    "max_iter": "auto",
    "engine": "numba-norm2",
    "fields": ["count"],
    "z": 40,
    "x": "-1f",
    "y": "ffffffffffffffffffff",
    "tiles": [[0, 0], [-1, 2]],
}


def test_a_request_is_taken() -> None:
    request = parse(GOOD)
    assert isinstance(request, ViewRequest)
    assert request.formula == Formula("julia", {"c": ("-0.8", "1.56e-1")})
    assert request.places == ((-31, 2**80 - 1), (-32, 2**80 + 1))
    other = {"kind": "julia", "parameters": {"c": ["-0.8", "0"]}}
    for change in ({"max_iter": 77}, {"engine": "numpy"}, {"formula": other}, {"z": 39}):
        assert parse({**GOOD, **change}).level != request.level  # type: ignore[union-attr]
    assert parse({"kind": "close", "vid": "q"}) == CloseRequest("q")


BAD: list[Any] = [
    None, 1, "view", [], [GOOD], {}, {"kind": "view"}, {"kind": "zoom", "vid": "q"}, {"kind": ["view"]}, {"kind": "close"},
    {"kind": "close", "vid": "q", "id": "x"}, {**GOOD, "id": "x"}, {**GOOD, "extra": None},
    *({**GOOD, "vid": bad} for bad in [None, 1, "", "a b", "x" * 65, "<b>", "é", ["q"]]),
    *({**GOOD, "seq": bad} for bad in [None, -1, 1.0, "3", True, 2**53, 10**400, float("nan")]),
    *({**GOOD, "formula": {"kind": "julia", "parameters": {"c": bad}}} for bad in [
        None, "0", [0, 0], ["0"], ["0", "0", "0"], ["0", "nan"], ["inf", "0"], ["0x1", "0"], ["1_0", "0"], ["", "0"],
        ["1" * 9000, "0"], ["1e99999", "0"], {"0": "0", "1": "0"}, ["٣", "0"], 1.5, True,
    ]),
    *({**GOOD, "formula": {"kind": bad, "parameters": {}}} for bad in [None, "", "x" * 65, "<script>", "a b", 5, ["julia"], "x" * 10**7]),
    *({**GOOD, "formula": bad} for bad in [
        None, "julia", [], {}, {"kind": "julia"}, {"kind": "julia", "parameters": None}, {"kind": "julia", "parameters": []},
        {"kind": "julia", "parameters": {}, "id": 1}, {"kind": "julia", "parameters": {"<b>": 1}},
        {"kind": "julia", "parameters": {f"p{i}": 1 for i in range(17)}},
    ]),
    *({**GOOD, "max_iter": bad} for bad in [None, 0, -5, "Auto", 1.5, True, 2**31, 10**12, [9]]),
    *({**GOOD, "fields": bad} for bad in [None, "", "count", [], ["<script>"], ["count"] * 9, 5, [["count"]], ["x" * 10**7]]),
    {**GOOD, "colormap": "inferno"}, {**GOOD, "c": ["0", "0"]},
    *({**GOOD, "engine": bad} for bad in [None, "", "Rust", "a b", "x" * 65, "<script>", 5, ["rust"]]),
    *({**GOOD, "z": bad} for bad in [None, "3", 2**63, 10**400, -65, 1.5, float("nan"), True]),
    *({**GOOD, "x": bad} for bad in [None, 5, "", "0x1f", "g", "-", "F", "1" * 1538, "1" * 10**7, " 1"]),
    *({**GOOD, "tiles": bad} for bad in [
        None, "ab", {}, [1], [[1]], [[1, 2, 3]], [["0", "0"]], [[0.5, 0]], [[0, 5000]], [[0, None]], [[True, 0]],
        [[0, 0]] * 513, [[[[]]]], [0] * 10**6,
    ]),
]  # fmt: skip


@pytest.mark.parametrize("content", BAD, ids=lambda content: repr(content)[:60])
def test_anything_else_is_refused_at_once(content: Any) -> None:
    start = time.thread_time()  # which other processes add nothing to
    with pytest.raises(MessageError) as caught:
        parse(content)
    assert time.thread_time() - start < 1
    assert len(str(caught.value)) < 300
    assert "<" not in str(caught.value).replace("(?", "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)


@pytest.mark.slow
@settings(max_examples=400)
@given(st.dictionaries(st.sampled_from([*GOOD, "id", "x2"]), JSON), st.sets(st.sampled_from([*GOOD])))
def test_no_mutation_does_more_than_be_refused(changes: dict[str, Any], missing: set[str]) -> None:
    content = {name: value for name, value in {**GOOD, **changes}.items() if name not in missing}
    vid = view_id(content)
    assert vid is None or vid == content["vid"]
    try:
        parsed = parse(content)
    except MessageError:
        return
    assert isinstance(parsed, ViewRequest | CloseRequest)
    json.dumps(content)
