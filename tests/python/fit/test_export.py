"""Exports of a view: an HTML page that needs nothing else, and pictures."""

import base64
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from iterscope import GaussianMixture, MixtureWidget, _core, make_blobs
from iterscope.fit.drawing.marks import Marks
from iterscope.fit.drawing.plane import PlaneDrawing
from iterscope.fit.drawing.theme import PAPER
from iterscope.widget import export

SCRIPT = (
    "const text = '</script><script>alert(1)'; /* {not a field} */ export{a as default,b$ as showRecording};"
)
START = """
b$(JSON.parse(document.getElementById("iterscope-recording").textContent),
document.getElementById("iterscope"));
"""


@pytest.fixture
def widget(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[MixtureWidget]:
    (tmp_path / "mixture.js").write_text(SCRIPT)
    (tmp_path / "mixture.css").write_text("p::after { content: '</style>'; }")
    monkeypatch.setattr(export, "STATIC", tmp_path)
    X = make_blobs(n_samples=400, centers=3, n_features=2, random_state=0)[0]
    widget = MixtureWidget(X, lesson="</script><b>&", width=600, height=400, random_state=1)
    yield widget
    widget.close()


def content(page: str, pattern: str) -> str:
    (found,) = re.findall(pattern, page, re.DOTALL)
    return str(found)


def test_the_page_holds_the_whole_recording(widget: MixtureWidget, tmp_path: Path) -> None:
    widget.seek(4)
    path = tmp_path / "fit.html"
    widget.to_html(path, title="<i>Fit</i>")
    page = path.read_text(encoding="utf-8")
    recording = json.loads(content(page, r'id="iterscope-recording">(.*?)</script>'))
    points, frames = recording["messages"]
    assert points["n_points"] == 400
    assert (frames["first"], len(frames["steps"])) == (0, widget.n_steps)
    for told, step in zip(frames["steps"], widget.history, strict=True):
        np.testing.assert_array_equal(told["parameters"]["means"], step.means)
    assert widget.complete
    traits = recording["traits"]
    assert (traits["index"], widget.index, traits["n_steps"], traits["playing"]) == (
        4,
        4,
        widget.n_steps,
        False,
    )
    assert (traits["lesson"], traits["width"], traits["palette"]) == (widget.lesson, 600, widget.palette)
    assert set(traits) >= {"dims", "sigmas", "complete", "run", "version", "feature_names", "speed"}
    assert not any(name.startswith("_") for name in traits)
    assert list(tmp_path.glob(".*")) == []


def test_nothing_of_the_page_comes_from_elsewhere_or_breaks_out(
    widget: MixtureWidget, tmp_path: Path
) -> None:
    path = tmp_path / "fit.html"
    widget.to_html(path, title="<script>")
    page = path.read_text(encoding="utf-8")
    assert "<" not in content(page, r'id="iterscope-recording">(.*?)</script>')
    assert page.count("</script>") == 2
    assert page.count("</style>") == 1
    assert "<title>&lt;script&gt;</title>" in page
    script = content(page, r'<script type="module">(.*?)</script>')
    assert script == SCRIPT.replace("</script>", r"<\/script>") + START
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = content(page, r'Content-Security-Policy" content="(.*?)"')
    assert policy.startswith("default-src 'none'")
    assert f"script-src 'sha256-{digest}'" in policy
    assert not re.search(r"(src|href)\s*=", page.split("<body>")[0].replace("-src", ""))


def test_an_unfinished_page_is_written_if_wanted(widget: MixtureWidget, tmp_path: Path) -> None:
    widget.seek(4)
    widget.to_html(tmp_path / "fit.html", finish=False)
    assert widget.n_steps == 5
    with pytest.raises(OSError, match="nowhere"):
        widget.to_html(tmp_path / "nowhere" / "fit.html")


def test_k_means_beside_is_on_the_page_too(widget: MixtureWidget, tmp_path: Path) -> None:
    widget.compare = True
    widget.to_html(tmp_path / "fit.html")
    page = (tmp_path / "fit.html").read_text()
    recording = json.loads(content(page, r'id="iterscope-recording">(.*?)</script>'))
    assert [message["model"]["kind"] for message in recording["messages"][1:]] == [
        "gaussian_mixture",
        "kmeans",
    ]


def ellipse_points(step: Any, component: int, sigma: float) -> Any:
    angle = np.linspace(0, 2 * np.pi, 60)
    circle = np.stack([np.cos(angle), np.sin(angle)])
    return (step.means[component] + sigma * (np.linalg.cholesky(step.covariances[component]) @ circle).T).T


def rgb_pixels(png: bytes) -> Any:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


@pytest.mark.parametrize("scale", [1, 2, 0.75])
def test_the_png_shows_the_step(widget: MixtureWidget, scale: float) -> None:
    widget.seek(8)
    image = rgb_pixels(widget.to_png(scale=scale))
    size = round(600 * scale), round(400 * scale)
    assert image.shape == (size[1], size[0], 3)
    drawing = widget._drawing(size)  # noqa: SLF001
    assert isinstance(drawing, PlaneDrawing)
    figure = _core.Figure((size[1], size[0]), (255, 255, 255, 255))
    axes, step = drawing.axes(figure, 8), widget.history[8]
    left, right, bottom, top = axes.box
    marks = Marks(figure, axes, scale, PAPER, widget.palette)
    for component in range(len(widget.palette)):
        x, y = ellipse_points(step, component, 1)
        inside = (x > left) & (x < right) & (y > bottom) & (y < top)
        columns, rows = axes.place(np.stack([x, y], axis=1)[inside]).T.astype(int)
        wanted = marks.outline(component)[:3]
        hits = 0
        for r, c in zip(rows, columns, strict=True):
            near = image[max(r - 2, 0) : r + 3, max(c - 2, 0) : c + 3]
            hits += np.abs(near - wanted).max(axis=2).min() < 40
        assert hits > 0.9 * len(rows), (component, hits)


@pytest.mark.slow
def test_a_png_of_another_size_is_the_same_picture(widget: MixtureWidget) -> None:
    widget.seek(8)
    own = Image.open(io.BytesIO(widget.to_png()))
    assert own.size == (600, 400)
    for png in (
        widget.to_png(1200),
        widget.to_png(height=800),
        widget.to_png(1200, 800),
        widget.to_png(scale=2),
    ):
        large = Image.open(io.BytesIO(png)).convert("RGB")
        assert large.size == (1200, 800)
        reduced = np.asarray(large.reduce(2)).astype(int)
        assert np.abs(reduced - rgb_pixels(widget.to_png())).mean() < 3
    assert Image.open(io.BytesIO(widget.to_png(300, 300))).size == (300, 300)


def test_a_png_of_no_size_is_refused(widget: MixtureWidget) -> None:
    with pytest.raises(ValueError, match="width must be from 1"):
        widget.to_png(0)
    with pytest.raises(TypeError, match="not both"):
        widget.to_png(100, scale=2)
    with pytest.raises(ValueError, match="at most 16777216 pixels"):
        widget.to_png(scale=20)
    with pytest.raises(TypeError, match="width must be an integer"):
        widget.to_png(2.5)  # type: ignore[arg-type]


def test_the_gif_has_a_picture_for_each_step(widget: MixtureWidget, tmp_path: Path) -> None:
    widget.seek(4)
    widget.to_gif(tmp_path / "fit.gif", fps=5)
    image = Image.open(tmp_path / "fit.gif")
    assert (image.n_frames, image.size, image.info["duration"]) == (5, (600, 400), 200)
    image.close()
    assert widget.index == 4
    with pytest.raises(ValueError, match="fps"):
        widget.to_gif(tmp_path / "fit.gif", fps=0)


@pytest.mark.parametrize("dims", [[0], [2, 0], [0, 1, 2]])
@pytest.mark.parametrize("algorithm", ["gaussian_mixture", "kmeans"])
def test_every_projection_is_drawn(dims: list[int], algorithm: str) -> None:
    X = np.random.default_rng(0).normal(size=(200, 3))
    widget = MixtureWidget(X, dims=dims, algorithm=algorithm, width=300, height=200, colors="argmax")
    widget.step(2)
    assert Image.open(io.BytesIO(widget.to_png())).size == (300, 200)
    widget.close()


def test_a_large_data_set_makes_no_larger_page(widget: MixtureWidget, tmp_path: Path) -> None:
    del widget
    X = np.random.default_rng(0).normal(size=(60_000, 2))
    view = MixtureWidget(X, GaussianMixture(2, random_state=0, max_iter=3, tol=1))
    view.to_html(tmp_path / "large.html")
    assert (tmp_path / "large.html").stat().st_size < 600_000
    view.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_and_stays_one(widget: MixtureWidget, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    widget.to_html(pipe)
    reader.join(60)
    assert read[0].startswith("<!doctype html>")
    assert pipe.is_fifo()
    with pytest.raises(IsADirectoryError):
        widget.to_html(tmp_path)


def test_a_link_stays_one(widget: MixtureWidget, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "link.html"
    try:
        link.symlink_to(tmp_path / "folder" / "fit.html")
    except OSError:
        pytest.skip("this system lets few make links")
    for _ in range(2):
        widget.to_html(link)
        assert link.is_symlink()
        assert (tmp_path / "folder" / "fit.html").read_text().startswith("<!doctype html>")


@pytest.mark.slow
def test_pictures_need_nothing_else_and_animations_name_what_they_need() -> None:
    code = """
import sys
sys.modules["matplotlib"] = sys.modules["PIL"] = None
import numpy as np, iterscope
widget = iterscope.MixtureWidget(np.random.default_rng(0).normal(size=(20, 2)))
assert widget.to_png().startswith(b"\\x89PNG")
try:
    widget.to_gif("fit.gif")
except ImportError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "iterscope[lab]" in done.stdout
