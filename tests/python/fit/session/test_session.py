"""A session without any view: what is shown, what it says, and that one thread does it all."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, get_args

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.base import clone

from iterscope import GaussianMixture, KMeans, _core, make_blobs
from iterscope.fit import replies
from iterscope.fit.data import Data
from iterscope.fit.drawing.style import Style
from iterscope.fit.messages import PageRequest
from iterscope.fit.messages.drags import MoveRequest
from iterscope.fit.messages.pictures import PictureRequest
from iterscope.fit.messages.points import BrushRequest
from iterscope.fit.session import Session, run
from iterscope.fit.session.listener import Listener
from iterscope.fit.session.requests import HANDLERS, handle
from iterscope.widget.messages import MessageError


class Notes(Listener):
    """Keeps what a session says, in its order."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.state: dict[str, Any] = {}
        self.settings: dict[str, Any] = {}
        self.order: list[str] = []
        self.threads: set[str] = set()

    def send(self, message: Any) -> None:
        self.threads.add(threading.current_thread().name)
        self.order.append(message["kind"])
        self.sent.append(message)

    def changed(self, **state: Any) -> None:
        self.order.extend(state)
        self.state |= state

    def configured(self, **settings: Any) -> None:
        self.settings = settings

    def messages(self, kind: str) -> list[Any]:
        return [message for message in self.sent if message["kind"] == kind]


@pytest.fixture(scope="module")
def X() -> NDArray[np.float64]:  # noqa: N802
    return make_blobs(n_samples=500, centers=3, n_features=2, random_state=0)[0]


@pytest.fixture
def sessions() -> Iterator[Callable[..., Session]]:
    made: list[Session] = []

    def make(model: Any, X: Any = None, **settings: Any) -> Session:
        session = Session(model, None if X is None else Data.of(X), Notes())
        made.append(session)
        session.open(**settings)
        return session

    yield make
    for session in made:
        session.close()
        assert session.worker.join(60)


def notes(session: Session) -> Notes:
    assert isinstance(session.listener, Notes)
    return session.listener


def wait_for(condition: Callable[[], Any], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


def same(one: Any, other: Any) -> bool:
    names = [name for name in vars(other) if name.endswith("_") and not name.startswith("_")]
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


MODELS = [
    GaussianMixture(3, random_state=0, init_params="random", tol=1e-8, max_iter=1000),
    KMeans(3, random_state=0, init="random"),
]


@pytest.mark.parametrize("model", MODELS, ids=repr)
def test_run_to_its_end_it_has_fitted_its_model(sessions: Any, X: NDArray[np.float64], model: Any) -> None:
    session = sessions(clone(model), X)
    session.playback.finish()
    session.worker.wait()
    assert same(session.model, clone(model).fit(X))
    assert (session.index, notes(session).state["complete"], session.playback.playing) == (
        session.run.last,
        True,
        False,
    )
    told = [step for message in notes(session).messages("steps") for step in message["steps"]]
    assert [step["phase"] for step in told] == [step.phase for step in session.history]
    assert [step["parameters"]["means"] for step in told] == [step.means.tolist() for step in session.history]


@pytest.mark.parametrize("model", MODELS, ids=repr)
def test_the_model_is_that_of_the_step_that_is_shown(
    sessions: Any, X: NDArray[np.float64], model: Any
) -> None:
    session = sessions(clone(model), X)
    session.do(lambda: session.seek(5))
    broken = clone(model)
    for index, _ in enumerate(broken.iterate(X, half_steps=True)):
        session.show(index)
        if broken.n_iter_:
            assert same(session.model, broken), index
        if index == 5:
            break
    assert len(session.history) == 6


def test_steps_are_sent_before_the_state_that_shows_them(sessions: Any, X: NDArray[np.float64]) -> None:
    session = sessions(clone(MODELS[0]), X)
    session.do(lambda: session.seek(9))
    order = [name for name in notes(session).order if name in {"steps", "n_steps", "index"}]
    assert order == ["steps", "n_steps", "index"] * (len(order) // 3)
    assert {name: notes(session).state[name] for name in ("n_steps", "index", "run")} == {
        "n_steps": 10,
        "index": 9,
        "run": 1,
    }


def test_many_steps_are_sent_in_pieces_between_which_other_commands_come(
    sessions: Any, X: NDArray[np.float64], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "MOST_VALUES", 200)  # six steps of 21 numbers and ten more
    session = sessions(GaussianMixture(3, tol=0.0, max_iter=20, random_state=0), X)
    heard = notes(session)

    def many() -> None:
        session.complete()
        session.worker.submit(lambda: heard.order.append("another command"))

    session.do(many)
    wait_for(lambda: session.run.all_sent)
    last = len(heard.order) - 1 - heard.order[::-1].index("steps")
    assert heard.order.index("another command") < last
    told = [
        (message["first"] + n, step)
        for message in heard.messages("steps")
        for n, step in enumerate(message["steps"])
    ]
    assert [index for index, _ in told] == list(range(len(session.history)))
    assert [step["log_likelihood"] for _, step in told] == [
        replies.real(step.log_likelihood) for step in session.history
    ]
    assert {len(message["steps"]) for message in heard.messages("steps")[1:-1]} == {6}
    assert [len(message["steps"]) for message in session.page.everything() if message["kind"] == "steps"][
        :-1
    ] == [6] * 6


def test_a_view_that_opens_meanwhile_is_sent_all(
    sessions: Any, X: NDArray[np.float64], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "MOST_VALUES", 200)
    session = sessions(GaussianMixture(3, tol=0.0, max_iter=20, random_state=0), X)
    heard = notes(session)

    def opened() -> None:
        session.complete()
        heard.sent.clear()
        handle(session, {"kind": "open", "vid": "v"})

    session.do(opened)
    wait_for(lambda: heard.messages("points") and session.run.all_sent)
    since = heard.sent[heard.sent.index(heard.messages("points")[-1]) :]
    told = [step for message in since if message["kind"] == "steps" for step in message["steps"]]
    assert [step["iteration"] for step in told] == [step.iteration for step in session.history]


def test_it_plays_pauses_and_loops(sessions: Any, X: NDArray[np.float64]) -> None:
    session = sessions(clone(MODELS[0]), X)
    session.playback.speed = 1000
    session.playback.play()
    wait_for(lambda: notes(session).state.get("complete"))
    wait_for(lambda: not session.playback.playing)
    assert notes(session).state["playing"] is False
    session.playback.loop = True
    session.playback.play()
    wait_for(lambda: session.index == session.run.last)
    session.playback.pause()
    at = session.index
    session.do(lambda: None)
    assert (session.index, session.playback.playing) == (at, False)


def test_parameters_are_set_or_all_stays(sessions: Any) -> None:
    X = np.vstack([np.zeros((10, 2)), np.ones((10, 2))])
    session = sessions(GaussianMixture(2, random_state=0), X)
    session.do(lambda: session.apply(tol=0.5, n_components=3))
    assert (session.model.tol, session.run.number) == (0.5, 2)
    assert notes(session).settings == session.settings
    with pytest.raises(ValueError, match="ill-defined"):
        session.do(lambda: session.apply(reg_covar=0.0))
    assert (session.model.reg_covar, session.run.number) == (1e-6, 2)
    assert notes(session).settings["reg_covar"] == 1e-6


def test_models_of_other_kinds_share_what_they_can(sessions: Any, X: NDArray[np.float64]) -> None:
    model = GaussianMixture(4, random_state=7)
    session = sessions(model, X)
    session.do(lambda: session.apply(algorithm="kmeans"))
    assert (session.model.n_clusters, session.model.random_state) == (4, 7)
    session.do(lambda: session.apply(n_components=3))
    session.do(lambda: session.apply(algorithm="gaussian_mixture"))
    assert session.model is model
    assert model.n_components == 3
    session.do(session.reset)
    assert (model.n_components, session.settings["algorithm"]) == (4, "gaussian_mixture")


@pytest.mark.parametrize("model", MODELS, ids=repr)
def test_a_handle_is_dragged_and_the_fit_goes_on(sessions: Any, X: NDArray[np.float64], model: Any) -> None:
    session = sessions(clone(model), X)
    session.do(lambda: session.seek(4))
    before = session.history[4].means
    for seq, done in ((1, False), (2, False), (3, True)):
        request = MoveRequest(
            vid="v", seq=seq, run=1, index=4, component=1, dims=(0, 1), at=(float(seq), 0.5), done=done
        )
        session.do(lambda request=request: session.drags.take(request))
    expected = before.copy()
    expected[1] = 3, 0.5
    np.testing.assert_array_equal(session.history[0].means, expected)
    session.do(session.complete)
    assert session.run.recording.complete
    stale = MoveRequest(vid="v", seq=9, run=1, index=4, component=1, dims=(0,), at=(0.0,), done=True)
    with pytest.raises(ValueError, match="run must be"):
        session.do(lambda: session.drags.take(stale))


def test_a_brush_keeps_what_it_does_not_touch(sessions: Any, X: NDArray[np.float64]) -> None:
    session = sessions(clone(MODELS[0]), X.astype(np.float32))
    session.do(lambda: session.seek(4))
    before = session.history[4].means
    stroke = BrushRequest(vid="v", tool="add", dims=(1,), at=((2.0,), (3.0,)), radius=(1.0,))
    session.do(lambda: session.strokes.paint([stroke]))
    np.testing.assert_array_equal(session.history[0].means, before)
    assert (len(session.data), session.data.revision) == (502, 1)
    np.testing.assert_allclose(session.data.values[-2:, 0], X[:, 0].astype(np.float32).mean(), rtol=1e-6)
    session.do(session.reset)
    assert (len(session.data), session.data.revision) == (500, 2)
    assert session.model.means_.dtype == np.float32


def test_pictures_follow_the_style(sessions: Any, X: NDArray[np.float64]) -> None:
    session = sessions(clone(MODELS[0]), X)
    session.do(lambda: session.seek(3))
    request = PictureRequest(
        vid="v", seq=1, run=1, index=3, layer="samples", dims=(0, 1), box=(-9.0, 9.0, -9.0, 9.0), width=60, height=40
    )  # fmt: skip
    session.pictures.take(request)
    wait_for(lambda: notes(session).messages("picture"))
    session.pictures.style = Style(colors="argmax", fade=True)
    session.pictures.refresh_poster(_core.Cancellation())
    first = notes(session).state["poster"]
    session.pictures.style = Style(colors="blend")
    session.pictures.refresh_poster(_core.Cancellation())
    assert notes(session).state["poster"] != first


def test_all_that_changes_the_run_happens_on_one_thread(sessions: Any, X: NDArray[np.float64]) -> None:
    session = sessions(clone(MODELS[0]), X)
    notes(session).threads.clear()
    session.playback.speed = 500
    session.playback.play()
    for n in range(5):
        handle(session, {"kind": "step", "vid": "v", "n": n})
    handle(session, {"kind": "open", "vid": "v"})
    handle(session, {"kind": "restart", "vid": "v"})
    session.do(lambda: None)
    assert notes(session).threads == {"iterscope worker"}


def test_every_request_has_a_handler(sessions: Any, X: NDArray[np.float64]) -> None:
    assert set(HANDLERS) == set(get_args(PageRequest))
    session = sessions(clone(MODELS[0]), X)
    with pytest.raises(MessageError):
        handle(session, {"kind": "sing", "vid": "v"})
    handle(session, {"kind": "start", "vid": "v", "n": 3})
    session.do(lambda: None)
    (failure,) = notes(session).messages("error")
    assert (failure["vid"], failure["code"]) == ("v", "refused")


def test_without_data_there_is_nothing_to_do(sessions: Any) -> None:
    session = sessions(GaussianMixture(2))
    assert session.history == []
    for command in (session.complete, session.present_data, lambda: session.seek(1)):
        with pytest.raises(ValueError, match="no data"):
            session.do(command)
    session.playback.play()
    wait_for(lambda: not session.playback.playing)


def test_what_the_model_refuses_is_refused_at_once(X: NDArray[np.float64]) -> None:
    with pytest.raises(TypeError, match="model must be"):
        Session(object(), Data.of(X))
    with pytest.raises(ValueError, match="n_components"):
        Session(GaussianMixture(0), Data.of(X))


def test_a_session_that_is_closed_does_nothing_more(X: NDArray[np.float64]) -> None:
    session = Session(GaussianMixture(3, random_state=0), Data.of(X))
    session.open()
    session.playback.play()
    session.close()
    assert session.worker.join(60)
    with pytest.raises(RuntimeError, match="closed"):
        session.do(lambda: None)
    assert (session.run, session.data) == (None, None)


def test_a_view_that_is_shown_while_its_poster_is_sent_has_it(X: NDArray[np.float64]) -> None:
    is_sent, was_asked = threading.Event(), threading.Event()

    class Slow(Notes):
        def changed(self, **state: Any) -> None:
            if "poster" in state and threading.current_thread() is other:
                is_sent.set()
                assert was_asked.wait(60)
            super().changed(**state)

    notes = Slow()
    session = Session(GaussianMixture(2, random_state=0), Data.of(X), notes)
    session.open()
    other = threading.Thread(target=session.pictures.refresh_poster, args=[_core.Cancellation()])
    other.start()
    assert is_sent.wait(60)
    session.pictures.refresh_poster(_core.Cancellation())
    assert notes.state["poster"]["png"]
    was_asked.set()
    other.join()
    session.close()
