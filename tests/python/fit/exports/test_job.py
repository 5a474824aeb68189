"""Files that a page asks for: whole, part by part, and no more once they are not wanted."""

import base64
import gc
import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iterscope import GaussianMixture, MixtureWidget
from iterscope._core import Cancellation
from iterscope.fit.drawing.figure import Drawing
from iterscope.fit.exports import job
from iterscope.fit.exports.film import Film
from iterscope.widget.film import formats
from iterscope.widget.messages import MessageError


@pytest.fixture
def view() -> Iterator[MixtureWidget]:
    X = np.random.default_rng(0).normal(size=(60, 2))
    view = MixtureWidget(X, GaussianMixture(2, random_state=0, tol=0, max_iter=9), width=240, height=160)
    view.finish()
    yield view
    view.close()


@pytest.fixture
def ask(view: MixtureWidget, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Any]]:
    sent: list[Any] = []
    monkeypatch.setattr(view.session.worker, "_send", sent.append)

    def send(seq: int = 1, **request: Any) -> list[Any]:
        place = {"run": view.run, "index": 2, "last": view.n_steps - 1}
        view._receive({"kind": "export", "vid": "page0001", "seq": seq, **place, **request})  # noqa: SLF001
        return sent

    return send


def wait(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def is_whole(sent: list[Any]) -> bool:
    return bool(sent) and sent[-1]["kind"] == "file" and sent[-1]["part"] == sent[-1]["parts"] - 1


def joined(sent: list[Any]) -> bytes:
    parts = [message for message in sent if message["kind"] == "file"]
    assert [part["part"] for part in parts] == list(range(parts[0]["parts"]))
    return b"".join(base64.b64decode(part["data"]) for part in parts)


@pytest.mark.parametrize("chunk", [1 << 20, 1000])
def test_a_slide_is_the_picture_that_python_draws(
    view: MixtureWidget, ask: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(job, "CHUNK", chunk)
    sent = ask(format="png")
    wait(lambda: is_whole(sent))
    view.index = 2
    assert joined(sent) == view.to_png(scale=2, panels=True)


def test_a_film_tells_how_far_it_is(
    view: MixtureWidget, ask: Callable[..., list[Any]], tmp_path: Path
) -> None:
    sent = ask(format="gif")
    wait(lambda: is_whole(sent))
    told = [(message["done"], message["total"]) for message in sent if message["kind"] == "progress"]
    assert told == [(6, 19), (12, 19), (18, 19)]
    view.to_gif(tmp_path / "fit.gif")
    assert joined(sent) == (tmp_path / "fit.gif").read_bytes()
    with Image.open(io.BytesIO(joined(sent))) as gif:
        assert gif.n_frames == view.n_steps


def test_a_film_that_is_asked_for_again_goes_on(ask: Callable[..., list[Any]]) -> None:
    sent = ask(format="gif")
    wait(lambda: len(sent) > 0)
    ask(seq=2, format="gif")
    wait(lambda: is_whole(sent))
    told = [message["done"] for message in sent if message["kind"] == "progress"]
    assert told == sorted(set(told)), "no part is made twice"


def test_a_film_goes_on_though_the_fit_has_begun_anew(
    view: MixtureWidget, ask: Callable[..., list[Any]], tmp_path: Path
) -> None:
    view.to_gif(tmp_path / "fit.gif")
    film = {"format": "gif", "run": view.run, "last": view.n_steps - 1}
    sent = ask(**film)
    wait(lambda: len(sent) > 0)
    view.speed = 9
    view.reset()
    assert view.run != film["run"]
    ask(seq=2, **film)
    wait(lambda: is_whole(sent))
    told = [message["done"] for message in sent if message["kind"] == "progress"]
    assert told == sorted(set(told)), "no part is made twice"
    assert joined(sent) == (tmp_path / "fit.gif").read_bytes()


def test_a_film_shows_the_same_plane_and_colors_to_its_end(
    view: MixtureWidget, ask: Callable[..., list[Any]], tmp_path: Path
) -> None:
    view.to_gif(tmp_path / "fit.gif")
    sent = ask(format="gif")
    wait(lambda: len(sent) > 0)
    view.dims, view.colors = (1, 0), "argmax"
    camera = {"kind": "camera", "vid": "page0001", "dims": [1, 0], "box": [0.0, 1.0, 0.0, 1.0]}
    view._receive(camera)  # noqa: SLF001
    view.session.do(lambda: None)
    wait(lambda: is_whole(sent))
    assert len([message for message in sent if message["kind"] == "progress"]) > 1
    assert joined(sent) == (tmp_path / "fit.gif").read_bytes()


@pytest.mark.parametrize(
    "wrong", [{"format": "png", "run": 99}, {"format": "png", "index": 99}, {"format": "gif", "last": 99}]
)
def test_steps_that_are_not_there_are_an_error_of_the_file(
    ask: Callable[..., list[Any]], wrong: dict[str, Any]
) -> None:
    sent = ask(**wrong)
    wait(lambda: bool(sent))
    assert sent[0]["kind"] == "error"
    assert "is not recorded, or no longer" in sent[0]["message"]


def test_a_slide_of_a_large_view_has_as_many_pixels_as_a_figure(
    view: MixtureWidget, ask: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job, "MAX_PIXELS", 100_000)
    sent = ask(format="png")
    wait(lambda: is_whole(sent))
    with Image.open(io.BytesIO(joined(sent))) as slide:
        assert 99_000 < slide.width * slide.height <= 100_000
        assert slide.width / slide.height == pytest.approx(view.width / view.height, rel=0.01)


def order(draw: job.Draw, steps: int = 13) -> job.Order:
    return job.Order(kind="gif", run=1, indices=range(steps), view=(24, 16), fps=2.0, draw=draw)


class Squares(Drawing):
    """Steps as plain squares; one of them fails as often as is said."""

    def __init__(self, wrong: int = -1, failures: int = 0) -> None:
        self.wrong, self.failures = wrong, failures

    def png(self, index: int, *, small: bool = False) -> bytes:  # noqa: ARG002
        if index == self.wrong and self.failures:
            self.failures -= 1
            raise ValueError("no such square")
        file = io.BytesIO()
        Image.new("RGB", (24, 16), (20 * index, 0, 0)).save(file, "PNG")
        return file.getvalue()

    def _draw(self, figure: Any, index: int, step: Any) -> None: ...


def test_a_part_that_fails_is_made_again_by_what_follows() -> None:
    squares = Squares(wrong=8, failures=1)
    older, newer = (job.ExportJob("page0001", seq, order(lambda *_: squares)) for seq in (1, 2))
    assert older.compute(None, Cancellation()) is None
    newer.follow(older)
    with pytest.raises(ValueError, match="no such square"):
        older.compute(None, Cancellation())
    while (made := newer.compute(None, Cancellation())) is None:
        pass
    with Image.open(io.BytesIO(made)) as gif:
        assert gif.n_frames == 13
        for index in range(13):
            gif.seek(index)
            assert abs(int(np.asarray(gif.convert("RGB"))[5, 5, 0]) - 20 * index) <= 12


def test_a_file_that_is_sent_is_not_kept() -> None:
    done = job.ExportJob("page0001", 1, order(lambda *_: Squares()))
    while done.pending:
        done.deliver(None, done.compute(None, Cancellation()))
    kept = vars(done.work).values()
    assert not any(isinstance(value, Film) or (isinstance(value, bytes) and value) for value in kept)


def test_a_film_that_is_not_wanted_ends_and_leaves_nothing(
    view: MixtureWidget, ask: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    sent = ask(format="mp4")
    wait(lambda: len(sent) > 0)
    view._receive({"kind": "close", "vid": "page0001"})  # noqa: SLF001
    view.seek(1)
    assert not is_whole(sent)
    assert view.index == 1
    wait(lambda: gc.collect() >= 0 and not any(tmp_path.iterdir()))


def test_a_gif_that_would_fill_the_memory_is_refused(
    ask: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "MAX_GIF_PIXELS", 100_000)
    sent = ask(format="gif")
    wait(lambda: bool(sent))
    assert sent[0]["kind"] == "error"
    assert "a GIF has at most 100000 pixels" in sent[0]["message"]


def test_a_missing_encoder_is_named(ask: Callable[..., list[Any]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    sent = ask(format="mp4")
    wait(lambda: len(sent) > 0)
    assert sent[0]["kind"] == "error"
    assert "pip install 'iterscope[film]'" in sent[0]["message"]


@pytest.mark.parametrize("wrong", [{"format": "avi"}, {"format": "png", "index": -1}])
def test_what_is_no_file_is_refused(view: MixtureWidget, wrong: dict[str, Any]) -> None:
    from iterscope.fit.messages import parse

    with pytest.raises(MessageError):
        parse({"kind": "export", "vid": "page0001", "seq": 1, "run": 1, "index": 0, "last": 0, **wrong})
    assert view.index == view.n_steps - 1
