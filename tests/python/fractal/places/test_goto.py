"""Messages that ask for a place: answered once, replaced, cancelled, bounded."""

import time
from collections.abc import Iterator
from typing import Any

import pytest

import iterscope
from iterscope import FractalWidget, Mandelbrot
from iterscope._core import check_cancelled
from iterscope.fractal.messages import parse
from iterscope.fractal.messages.places import MAX_TEXT, GotoRequest
from iterscope.fractal.places import Found, find, job
from iterscope.widget.messages import MessageError

GOOD: dict[str, Any] = {
    "kind": "goto",
    "vid": "g",
    "seq": 1,
    "text": "1/7",
    "formula": {"kind": "mandelbrot", "parameters": {}},
    "center": ["-0.75", "0"],
    "log2_width": 2.0,
}
LONG = {"text": "for ever"}
"""A search that ends when it is cancelled, and not before."""


def search(text: str, *place: Any) -> Found:
    while text == LONG["text"]:
        time.sleep(0.002)
        check_cancelled()
    return find(text, *place)


class Bench:
    """A widget and what it sends."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[Any] = []
        monkeypatch.setattr(job, "find", search)
        monkeypatch.setattr(
            FractalWidget,
            "_send",
            lambda _self, message, buffers=None: self.sent.append(message),  # noqa: ARG005
        )
        self.widget = FractalWidget(formula=Mandelbrot(), width=64, height=64)

    def tell(self, **changes: Any) -> None:
        self.widget._handle_custom_msg({**GOOD, **changes}, [])  # noqa: SLF001

    def answers(self) -> list[Any]:
        assert self.widget._worker.join(60)  # noqa: SLF001
        return [each["content"] for each in self.sent if each["method"] == "custom"]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    bench = Bench(monkeypatch)
    yield bench
    bench.widget.close()


def test_a_place_is_answered_in_words_and_leaves_the_kernel_where_it_was(bench: Bench) -> None:
    before = bench.widget.saved
    bench.tell()
    accepted, place = bench.answers()
    assert accepted == {"kind": "accepted", "vid": "g", "seq": 1}
    assert (place["kind"], place["vid"], place["seq"]) == ("place", "g", 1)
    assert place["words"].startswith("1/7 and 2/7 land")
    assert ["conjugate", "2/7"] in map(list, place["lines"])
    assert place["saved"]["formula"] == {"kind": "mandelbrot", "parameters": {}}
    assert place["saved"]["max_iter"] is place["saved"]["coloring"] is None, "they stay"
    assert bench.widget.saved == before, "the page goes there"


def test_what_means_nothing_is_an_answer_too(bench: Bench) -> None:
    bench.tell(text="nowhere")
    _, error = bench.answers()
    assert (error["kind"], error["vid"], error["seq"], error["code"]) == ("error", "g", 1, "refused")
    assert "text must be a point" in error["message"]


def test_a_newer_question_and_the_end_cancel_a_long_one(bench: Bench) -> None:
    bench.tell(**LONG)
    time.sleep(0.1)
    start = time.monotonic()
    bench.tell(seq=2)
    assert [each["seq"] for each in bench.answers()] == [1, 2, 2]
    bench.tell(seq=3, **LONG)
    time.sleep(0.1)
    bench.widget._handle_custom_msg({"kind": "close", "vid": "g"}, [])  # noqa: SLF001
    assert len(bench.answers()) == 4
    assert time.monotonic() - start < job.SECONDS


def test_a_search_is_given_up_in_time(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "SECONDS", 0.2)
    bench.tell(**LONG)
    _, error = bench.answers()
    assert error["message"] == "the search took more than 0.2 seconds and was given up"
    assert bench.widget.to_png().startswith(b"\x89PNG")


DEEP = '{"formula": {"kind": "burning_ship", "parameters": {}}, "center": ["0", "0"], "log2_width": -100}'
SHIP = {"formula": {"kind": "burning_ship", "parameters": {}}}


@pytest.mark.parametrize("changes", [{"text": DEEP}, {"text": "0, 0, 1e-30", **SHIP}])
def test_a_place_that_the_view_cannot_show_is_refused_before_the_page_goes_there(
    bench: Bench, changes: dict[str, Any]
) -> None:
    bench.tell(**changes)
    *_, error = bench.answers()
    assert error["message"].startswith("log2_width must be at least -40 for BurningShip() by 'rust'")


def test_planes_of_an_explorer_are_led_to_views_of_either_only() -> None:
    explorer = iterscope.explore()
    for plane in (explorer.parameter_plane, explorer.dynamical_plane):
        for text in ("Newton([1, -1, 1j])", "Julia(1j)", "Mandelbrot()"):
            saved = find(text).saved
            if text.startswith("Newton"):
                with pytest.raises(
                    ValueError, match="formula must be a family with a constant c, got Newton"
                ):
                    plane._check_place(saved)  # noqa: SLF001 - what a page's question is held against
            else:
                plane._check_place(saved)  # noqa: SLF001
    explorer.close()


BAD = [
    *({**GOOD, "text": bad} for bad in [None, 1, ["1/7"], "x" * (MAX_TEXT + 1), "x" * 10_000_000]),
    *({**GOOD, "center": bad} for bad in [None, ["0"], [0, 0], ["nan", "0"], "0, 0"]),
    *({**GOOD, "log2_width": bad} for bad in [None, "1", float("nan"), float("inf"), [1]]),
    *({**GOOD, "formula": bad} for bad in [None, "mandelbrot", {"kind": "<b>", "parameters": {}}]),
    {**GOOD, "extra": 1}, {**GOOD, "seq": -1}, {name: value for name, value in GOOD.items() if name != "text"},
]  # fmt: skip


@pytest.mark.parametrize("content", BAD, ids=lambda content: repr(content)[:70])
def test_malformed_questions_are_refused(content: Any) -> None:
    assert isinstance(parse(GOOD), GotoRequest)
    with pytest.raises(MessageError) as caught:
        parse(content)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "changes",
    [{"center": ["1e400", "0"]}, {"log2_width": -1e6}, {"formula": {"kind": "nova", "parameters": {}}}],
)
def test_a_view_that_cannot_be_is_refused_by_the_search(bench: Bench, changes: dict[str, Any]) -> None:
    bench.tell(**changes)
    *_, error = bench.answers()
    assert error["code"] == "refused"
