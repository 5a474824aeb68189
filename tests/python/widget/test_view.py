"""What both views share: they are freed, say that they are closed, and take numbers as numbers."""

import gc
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import traitlets
from numpy.typing import NDArray

from iterscope import FractalWidget, GaussianMixture, MixtureWidget, explore
from iterscope.widget.view import View


def samples() -> NDArray[np.float64]:
    return np.random.default_rng(0).normal(size=(200, 2))


def used_fit() -> MixtureWidget:
    view = MixtureWidget(samples())
    view._handle_custom_msg({"kind": "open", "vid": "v"}, [])  # noqa: SLF001
    view.seek(5)
    view.index = 1
    view.play()
    view.pause()
    view.n_components = 2
    view.to_png()
    view._repr_mimebundle_()
    return view


def used_fractal() -> FractalWidget:
    view = FractalWidget(width=128, height=80)
    view._handle_custom_msg({"kind": "nonsense", "vid": "v"}, [])  # noqa: SLF001
    view.c = 0.25
    view.to_png()
    view._repr_mimebundle_()
    return view


def watched_fit() -> MixtureWidget:
    view = MixtureWidget()
    GaussianMixture(2, random_state=0).set_callbacks(view).fit(samples())
    return view


MADE = [FractalWidget, used_fractal, explore, lambda: MixtureWidget(samples()), used_fit, MixtureWidget]
if hasattr(GaussianMixture, "set_callbacks"):  # scikit-learn 1.9
    MADE.append(watched_fit)


@pytest.mark.parametrize("make", [make for make in MADE if make is not watched_fit])
def test_a_closed_view_is_freed_at_once(make: Callable[[], View]) -> None:
    gc.collect()
    gc.disable()  # which finds rings of objects that hold each other late: by then hundreds of views may wait
    try:
        view = make()
        there, layout = weakref.ref(view), weakref.ref(view.layout)
        view.close()
        view._worker.join(60)  # noqa: SLF001
        del view
        assert there() is None
        assert layout() is None
    finally:
        gc.enable()


@pytest.mark.skipif(watched_fit not in MADE, reason="scikit-learn has no callbacks before 1.9")
def test_a_closed_view_that_its_model_tells_is_freed() -> None:
    view = watched_fit()
    there = weakref.ref(view)
    view.close()
    del view
    gc.collect()  # the model holds the view, and is the view's
    assert there() is None


def test_a_closed_view_holds_no_data() -> None:
    X = samples()
    view = MixtureWidget(X)
    view.select(range(1, 3))
    data = weakref.ref(view.session.data)
    view.close()
    gc.collect()
    assert data() is None
    assert view.session.comparison.selection is None


def test_views_are_of_their_class_and_share_its_front_end() -> None:
    one, other = FractalWidget(), FractalWidget()
    assert type(one) is FractalWidget
    assert one._esm is other._esm  # noqa: SLF001
    state = one.get_state()
    assert "showRecording" in state["_esm"]
    assert ".its-" in state["_css"]
    assert state["_anywidget_id"] == "iterscope.fractal.widget.FractalWidget"


@pytest.mark.parametrize("make", MADE)
def test_a_closed_view_says_so(make: Callable[[], View]) -> None:
    view = make()
    for _ in range(2):
        view.close()
        assert view._repr_mimebundle_() == ({"text/plain": f"{type(view).__name__}, which is closed"}, {})


@pytest.mark.parametrize(
    "call",
    [
        lambda view, _: view.play(), lambda view, _: view.seek(1), lambda view, _: view.step(), lambda view, _: view.finish(), lambda view, _: view.starts(2),
        lambda view, _: view.select([1]), lambda view, _: view.restart(), lambda view, _: view.reset(), lambda view, _: view.to_png(),
        lambda view, path: view.to_html(path / "fit.html"), lambda view, path: view.to_gif(path / "fit.gif"),
    ],
)  # fmt: skip
def test_a_closed_fit_refuses(call: Any, tmp_path: Any) -> None:
    view = MixtureWidget(samples())
    view.close()
    began = time.monotonic()
    with pytest.raises(RuntimeError, match="the view is closed"):
        call(view, tmp_path)
    assert time.monotonic() - began < 10
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "refused",
    [
        lambda: FractalWidget(5), lambda: FractalWidget(c="x"), lambda: FractalWidget(colour="red"), lambda: MixtureWidget(1, 2, 3),  # type: ignore[call-arg]
        lambda: MixtureWidget("x"), lambda: MixtureWidget(bogus=1), lambda: MixtureWidget(samples(), object()),
        lambda: MixtureWidget(samples(), n_components=201), lambda: MixtureWidget(samples(), dims=[7]),
    ],
)  # fmt: skip
def test_a_refused_view_leaves_nothing_to_complain_of(
    refused: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    unraisable: list[Any] = []
    monkeypatch.setattr("sys.unraisablehook", unraisable.append)
    with pytest.raises((TypeError, ValueError, traitlets.TraitError)):
        refused()
    gc.collect()
    assert not unraisable


NUMBERS = {
    FractalWidget: ["width", "height", "log2_width", "max_iter"],
    MixtureWidget: [
        "width", "height", "index", "speed", "n_components", "max_iter", "random_state", "tol", "reg_covar",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, names in NUMBERS.items() for name in names]
)
def test_a_truth_value_is_no_number(kind: Any, name: str) -> None:
    view = MixtureWidget(samples()) if kind is MixtureWidget else FractalWidget()
    before = getattr(view, name)
    for value in (True, np.True_):
        with pytest.raises(traitlets.TraitError, match=name):
            setattr(view, name, value)
    assert getattr(view, name) == before
    view.close()


@pytest.mark.parametrize(
    ("kind", "name", "values", "allowed"),
    [
        (MixtureWidget, "dims", ([-1], [0.5], [], None, 0, [0, 0], [2]), "one to three different integers"),
        (MixtureWidget, "sigmas", ([0], [4], [1.5], ["a"], 2, 4 * [1]), "up to three integers from 1 to 3"),
        (MixtureWidget, "reg_covar", (-1, "small", None, [1]), "a number from 0 to 1e+300, or 'relative'"),
        (FractalWidget, "max_iter", (0, 10**8, 1.5, "many"), "an integer from 1 to 10000000, or 'auto'"),
    ],
)
def test_a_refusal_names_trait_value_and_what_is_allowed(
    kind: Any, name: str, values: tuple[Any, ...], allowed: str
) -> None:
    view = MixtureWidget(samples()) if kind is MixtureWidget else FractalWidget()
    before = getattr(view, name)
    for value in values:
        with pytest.raises(traitlets.TraitError) as refused:
            setattr(view, name, value)
        assert str(refused.value).startswith(f"{name} must be ")
        assert allowed in str(refused.value)
        assert str(refused.value).endswith(f"got {value!r}")
    assert getattr(view, name) == before
    view.close()


def test_features_are_taken_from_an_array() -> None:
    view = MixtureWidget(samples(), dims=np.array([1]))
    assert view.dims == [1]
    view.close()


def test_numbers_of_any_type_are_taken() -> None:
    view = FractalWidget(log2_width=np.float32(-3), width=np.int64(300), max_iter=np.uint8(50))
    assert (view.log2_width, view.width, view.max_iter) == (-3.0, 300, 50)
    assert [type(value) for value in (view.log2_width, view.width, view.max_iter)] == [float, int, int]
    fit = MixtureWidget(samples(), n_components=np.int8(2), tol=np.float32(0.5), dims=[np.int64(1), 0])
    assert (fit.n_components, fit.tol, fit.dims, fit.model.n_components) == (2, 0.5, [1, 0], 2)
    view.close()
    fit.close()


class Replies:
    """What a view sends its page."""

    def __init__(self, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sent: list[Any] = []
        monkeypatch.setattr(type(view), "_send", lambda _self, message, **_: self.sent.append(message))

    def of(self, kind: str) -> list[Any]:
        return [
            sent["content"]
            for sent in self.sent
            if sent["method"] == "custom" and sent["content"]["kind"] == kind
        ]


def flood(
    view: View, replies: Replies, kind: str, content: Any, count: int = 3000
) -> tuple[list[Any], float]:
    """Send a message again and again; return the replies of a kind, and the seconds that it took."""
    began = time.monotonic()
    for number in range(count):
        message = {**content, "seq": number} if "seq" in content else content
        view._handle_custom_msg(message, [])  # noqa: SLF001
    view._worker.run(lambda: None)  # noqa: SLF001
    time.sleep(0.3)  # what was held back comes
    return replies.of(kind), time.monotonic() - began


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "brush", "tool": "erase", "dims": [0, 1], "at": [[0, 0]], "radius": [99, 99]},
        {"kind": "brush", "tool": "add", "dims": [0, 1], "at": [[0, 0]] * 10**5, "radius": [1, 1]},
        {"kind": "move", "seq": 0, "run": 9, "index": 0, "component": 0, "dims": [0], "at": [0], "done": True},
        {"kind": "choose", "n": 5},
        {"kind": "nonsense"},
    ],
)  # fmt: skip
def test_errors_are_few_and_name_the_view(content: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    view = MixtureWidget(samples(), tol=0.0, max_iter=10**6, speed=100)
    replies = Replies(view, monkeypatch)
    view.play()
    errors, seconds = flood(view, replies, "error", {**content, "vid": "page"}, count=1000)
    assert 1 <= len(errors) <= 4 + seconds / 0.1
    assert {error["vid"] for error in errors} == {"page"}
    assert view.playing
    view.close()


@pytest.mark.slow
def test_strokes_beyond_measure_are_refused_and_the_play_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    view = MixtureWidget(samples(), tol=0.0, max_iter=10**6)
    replies = Replies(view, monkeypatch)
    view.play()
    stroke = {"kind": "brush", "vid": "page", "tool": "add", "dims": [0, 1], "at": [[0, 0]], "radius": [1, 1]}
    points, seconds = flood(view, replies, "points", stroke)
    assert 1 <= len(points) <= 4 + seconds / 0.05
    assert 200 < points[-1]["n_samples"] == len(view.X) <= 3200
    assert len(replies.of("error")) <= 4 + seconds / 0.1
    assert {(error["vid"], error["code"]) for error in replies.of("error")} <= {("page", "refused")}
    assert view.playing
    view.close()


def test_views_that_open_together_are_answered_together(monkeypatch: pytest.MonkeyPatch) -> None:
    view = MixtureWidget(samples())
    replies = Replies(view, monkeypatch)
    points, seconds = flood(view, replies, "points", {"kind": "open", "vid": "page"})
    assert 1 <= len(points) <= 3 + seconds / 0.25
    before = len(points)
    view._handle_custom_msg({"kind": "open", "vid": "other"}, [])  # noqa: SLF001
    end = time.monotonic() + 60
    while len(replies.of("points")) == before:
        assert time.monotonic() < end
        time.sleep(0.002)
    view.close()


def test_colormaps_are_told_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    view = FractalWidget()
    replies = Replies(view, monkeypatch)
    told, seconds = flood(view, replies, "colormaps", {"kind": "colormaps", "vid": "page", "seq": 0})
    assert told[0]["seq"] == 0
    assert told[-1]["seq"] == 2999
    assert 2 <= len(told) <= 3 + seconds / 0.25
    assert len(replies.of("error")) == 0
    view.close()


@pytest.mark.parametrize("kind", ["starts", "start", "choose", "restart", "reset"])
def test_of_commands_that_fit_again_only_the_newest_counts(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = MixtureWidget(samples(), n_components=2, tol=0.1)
    replies = Replies(view, monkeypatch)
    view.starts(2)
    view.select(range(1, 3))
    done: list[str] = []
    answer = view.session.answer
    monkeypatch.setattr(
        view.session,
        "answer",
        lambda request, command, key=None: answer(request, lambda: (done.append(kind), command()), key),
    )
    number = {"n": 1} if kind in {"starts", "start", "choose"} else {}
    _, seconds = flood(view, replies, "error", {"kind": kind, "vid": "page", **number}, count=1000)
    assert 1 <= len(done) <= 4 + seconds * 30
    assert replies.of("error") == []
    view.close()


@pytest.mark.parametrize(
    ("make", "state"),
    [(lambda: MixtureWidget(samples()), {"n_components": -1}), (FractalWidget, {"colormap": "no"})],
)
def test_refused_traits_are_answered_now_and_then(
    make: Any, state: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = make()
    replies = Replies(view, monkeypatch)
    began = time.monotonic()
    for _ in range(500):
        view.set_state(state)
    assert 2 <= len(replies.sent) <= 2 * (3 + (time.monotonic() - began) / 0.1)
    ((name, _),) = state.items()
    assert any(sent.get("state") == {name: getattr(view, name)} for sent in replies.sent)
    view.close()


def test_a_description_that_nobody_reads_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    view = FractalWidget()
    made: list[int] = []
    monkeypatch.setattr("iterscope.widget.messages._explanation", lambda *_: made.append(1) or "refused")
    began = time.monotonic()
    for _ in range(2000):
        view._handle_custom_msg({"kind": "nonsense", "vid": "v"}, [])  # noqa: SLF001
    assert 1 <= len(made) <= 3 + (time.monotonic() - began) / 0.1
    view.close()


@pytest.mark.parametrize("make", [FractalWidget, lambda: MixtureWidget(samples()), explore])
def test_no_refusal_repeats_all_of_a_value(make: Callable[[], View]) -> None:
    view = make()
    told: list[tuple[str, str]] = []
    for name, trait in view.traits(sync=True).items():
        if trait.read_only or name.startswith("_") or name == "layout":  # ipywidgets makes it of any dict
            continue
        before = getattr(view, name)
        for wrong in ([0] * 100_000, {"wrong": "9" * 5000}, object()):
            try:
                setattr(view, name, wrong)
            except traitlets.TraitError as error:
                told.append((name, str(error)))
            else:
                setattr(view, name, before)
    with pytest.raises(traitlets.TraitError) as refused:
        type(view)(fluid=[0] * 100_000)  # type: ignore[call-arg]
    told.append(("fluid", str(refused.value)))
    assert len(told) > 20
    assert [name for name, text in told if name not in text or len(text) > 600] == []
    view.close()


def test_what_a_thread_sets_while_another_sends_is_sent() -> None:
    """Both hold back what they set, to send it in one message: neither drops what the other has set."""
    view, sent = FractalWidget(width=128, height=80), []
    is_set, is_sent = threading.Event(), threading.Event()

    def set_height() -> None:
        with view.hold_sync():
            view.height = 300
            is_set.set()
            assert is_sent.wait(60)

    other = threading.Thread(target=set_height)

    def send(msg: Any, buffers: Any = None) -> None:  # noqa: ARG001
        sent.append(msg["state"])
        if "width" in msg["state"]:
            other.start()
            assert is_set.wait(60)

    view._send = send  # type: ignore[method-assign]  # noqa: SLF001
    with view.hold_sync():
        view.width = 400
    is_sent.set()
    other.join()
    assert sent == [{"width": 400}, {"height": 300}]
    view.close()
