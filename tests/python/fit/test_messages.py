"""Messages of a mixture view: what is taken, what is refused, and what steps look like on the wire."""

import json
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iterscope import GaussianMixture, KMeans, MixtureWidget
from iterscope.fit import messages, replies
from iterscope.fit.messages.traits import Poster, Traits
from iterscope.fit.recording import Recording
from iterscope.widget.messages import MessageError, view_id

GOOD: dict[str, dict[str, Any]] = {
    "open": {"kind": "open", "vid": "a-Z_9"},
    "finish": {"kind": "finish", "vid": "v"},
    "step": {"kind": "step", "vid": "v", "n": -3},
    "starts": {"kind": "starts", "vid": "v", "n": 6},
    "choose": {"kind": "choose", "vid": "v", "n": 0},
    "move": {
        "kind": "move", "vid": "v", "seq": 1, "run": 2, "index": 3, "component": 0, "dims": [0, 2],
        "at": [0.5, -1], "done": False,
    },
    "brush": {"kind": "brush", "vid": "v", "tool": "erase", "dims": [0, 1], "at": [[0.5, 1], [2, 3]], "radius": [1, 0.5]},
    "picture": {
        "kind": "picture", "vid": "v", "seq": 1, "run": 2, "index": 3, "layer": "samples", "dims": [1, 0],
        "box": [-1.5, 2, 0, 1e300], "width": 800, "height": 500,
    },
    "camera": {"kind": "camera", "vid": "v", "dims": [0, 2], "box": [-1.5, 2, 0, 1e300]},
}  # fmt: skip
NAN, INF = float("nan"), float("inf")
BAD: list[Any] = [
    None, 1, "open", [], {}, {"kind": "fit", "vid": "v"}, {"kind": ["open"], "vid": "v"}, {"kind": None}, {"kind": "open"},
    {**GOOD["open"], "id": 1}, {**GOOD["finish"], "n": 1}, {"kind": "step", "vid": "v"},
    *({**message, "vid": bad} for message in GOOD.values() for bad in (None, 3, "", "<b>", "x" * 65)),
    *({**GOOD["step"], "n": bad} for bad in (None, 1.0, True, "3", 10**400, 1001, -1001, NAN)),
    *({**GOOD["starts"], "n": bad} for bad in (0, -1, 65, 1.5)),
    *({**GOOD["choose"], "n": bad} for bad in (-1, 2**31, None)),
    *({**GOOD["move"], name: bad} for name in ("seq", "run", "index", "component") for bad in (-1, 0.5, None, True, 2**60)),
    *({**GOOD["move"], "at": bad} for bad in ([NAN, 0], [INF, 0], [1], [1, 2, 3], None, ["1", 2], [None, 1], [True, 1], [10**400, 1], {})),
    *({**GOOD["move"], "dims": bad} for bad in ([], [0, 0], [-1, 0], [0, 1, 2, 3], [0.5, 1], "01", None, [True, 0])),
    *({**GOOD["move"], "done": bad} for bad in (None, 0, 1, "true")),
    *({**GOOD["brush"], "tool": bad} for bad in ("paint", None, ["add"])),
    *({**GOOD["brush"], "at": bad} for bad in ([], [[0, NAN]], [[0]], [0, 1], [[0, 1]] * 65, [[0, 1]] * 10**5, None, "ab")),
    *({**GOOD["brush"], "radius": bad} for bad in ([0, 1], [-1, 1], [1], [NAN, 1], 3, None)),
    *({**GOOD["picture"], "layer": bad} for bad in ("ellipses", None, 1)),
    *({**GOOD["picture"], "dims": bad} for bad in ([0], [0, 1, 2], [1, 1], None)),
    *({**GOOD["picture"], "box": bad} for bad in ([0, 0, 0, 1], [1, 0, 0, 1], [0, 1, NAN, 1], [0, 1, 2], [-1e308, 1e308, 0, 1], None)),
    *({**GOOD["picture"], name: bad} for name in ("width", "height") for bad in (0, -1, 8193, 1e3, None, "800")),
    *({**GOOD["camera"], "dims": bad} for bad in ([], [0], [1, 1], [0, 1, 2], None)),
    *({**GOOD["camera"], "box": bad} for bad in ([0, 0, 0, 1], [1, 0, 0, 1], [0, 1, NAN, 1], [0, 1], [0, 1, 2], [], "null")),
]  # fmt: skip


@pytest.mark.parametrize("message", GOOD.values(), ids=GOOD)
def test_a_request_is_taken(message: dict[str, Any]) -> None:
    parsed = messages.parse(json.loads(json.dumps(message)))
    for name, value in message.items():
        if hasattr(parsed, name):
            given = getattr(parsed, name)
            assert np.array_equal(given, value), name
    assert parsed.vid == message["vid"]


@pytest.mark.parametrize("content", BAD, ids=lambda content: repr(content)[:70])
def test_anything_else_is_refused_at_once(content: Any) -> None:
    start = time.thread_time()  # which other processes add nothing to
    with pytest.raises(MessageError) as caught:
        messages.parse(content)
    assert time.thread_time() - start < 0.5
    assert len(str(caught.value)) < 300
    assert "<" not in str(caught.value).replace("left < right", "").replace("bottom < top", "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)
NAMES = sorted({name for message in GOOD.values() for name in message})


@pytest.mark.slow
@settings(max_examples=600)
@given(st.sampled_from(sorted(GOOD)), st.dictionaries(st.sampled_from(NAMES), JSON, max_size=3))
def test_no_mutation_does_more_than_be_refused(kind: str, changes: dict[str, Any]) -> None:
    content = {**GOOD[kind], **changes}
    assert view_id(content) in {None, content["vid"]} if isinstance(content["vid"], str) else True
    try:
        parsed = messages.parse(content)
    except MessageError:
        return
    assert parsed.vid == content["vid"]


@pytest.mark.parametrize("kind", ["full", "tied", "diag", "spherical"])
def test_a_step_is_told_whole(kind: str) -> None:
    X = np.random.default_rng(0).normal(size=(300, 3))
    recording = Recording(GaussianMixture(2, covariance_type=kind, random_state=0), X)
    for _ in range(4):
        recording.advance()
    message = json.loads(
        json.dumps(
            replies.steps(recording.algorithm, 7, 1, [recording.step(i) for i in range(1, 4)]),
            allow_nan=False,
        )
    )
    assert (message["run"], message["first"], message["model"]) == (
        7,
        1,
        {"kind": "gaussian_mixture", "covariance_type": kind},
    )
    assert [step["phase"] for step in message["steps"]] == ["expect", "maximize", "expect"]
    for index, told in enumerate(message["steps"], 1):
        step = recording.step(index)
        for name in ("weights", "means", "covariances"):
            np.testing.assert_array_equal(told["parameters"][name], getattr(step, name))
        assert told["log_likelihood"] == step.log_likelihood  # type: ignore[union-attr]
    assert message["steps"][0]["change"] is None
    first = replies.step(recording.algorithm, recording.step(0))
    assert (first["log_likelihood"], first["lower_bound"], first["iteration"]) == (None, None, 0)


def test_k_means_has_no_covariances() -> None:
    X = np.random.default_rng(0).normal(size=(300, 2))
    recording = Recording(KMeans(2, random_state=0), X)
    recording.advance()
    recording.advance()
    message = replies.steps(recording.algorithm, 1, 0, [recording.step(0), recording.step(1)])
    assert message["model"] == {"kind": "kmeans"}
    assert [list(step["parameters"]) for step in message["steps"]] == [["weights", "means"]] * 2
    assert message["steps"][1]["log_likelihood"] == -recording.step(1).inertia  # type: ignore[union-attr]


def test_the_declared_traits_are_those_of_the_widget() -> None:
    synced = {name for name in MixtureWidget.class_trait_names(sync=True) if not name.startswith("_")}
    synced -= {"layout", "tabbable", "tooltip", "comm", "keys", "log"}
    assert synced == Traits.__annotations__.keys()
    assert Poster.__annotations__.keys() == {"png", "width", "height"}
