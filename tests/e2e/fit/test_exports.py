"""What is saved from a view: pictures with their panels, films, tables."""

import csv
import json
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.GifImagePlugin import GifImageFile
from playwright.sync_api import Locator, Page

from ..support.lab import Lab
from ..support.notebook import Notebook
from .view import FitView, show_fit

VIEW = """
X = np.random.default_rng(0).normal(size=(60, 2)) @ [[2.0, 0.5], [0.0, 1.0]]
model = GaussianMixture(2, init_params='random_from_data', random_state=0, tol=0, max_iter=4)
widget = model.explore(X, width=800, height=480)
widget.finish()
"""


def choice(view: FitView, name: str) -> Locator:
    """Open the menu of files and return one of its entries."""
    view.focus()
    view.press("x")
    return view.root.get_by_role("menu", name="Save as").get_by_role("menuitem", name=name)


def saved(page: Page, view: FitView, name: str) -> Path:
    """Save a file from the menu."""
    entry = choice(view, name)
    with page.expect_download(timeout=120_000) as download:
        entry.click()
    return Path(download.value.path())


def test_a_slide_and_an_animation_show_what_python_draws(notebook: Notebook) -> None:
    view = show_fit(notebook, VIEW)
    with Image.open(saved(notebook.page, view, "Slide")) as slide:
        expected = "list(__import__('PIL.Image').Image.open(__import__('io').BytesIO(widget.to_png(scale=2, panels=True))).size)"
        assert list(slide.size) == notebook.value(expected)
        assert slide.size[0] == 2 * notebook.value("widget.width")
    with Image.open(saved(notebook.page, view, "Animation")) as gif:
        assert isinstance(gif, GifImageFile)
        assert gif.n_frames == notebook.value("widget.n_steps")
        assert list(gif.size) == notebook.value("[widget.width, widget.height]")
    assert view.root.locator(".its-notice[data-kind=export]").count() == 0
    film = saved(notebook.page, view, "Film").read_bytes()
    assert film[4:8] == b"ftyp"


def test_the_history_is_saved_with_all_of_its_digits(notebook: Notebook) -> None:
    view = show_fit(notebook, VIEW)
    rows = list(csv.reader(saved(notebook.page, view, "History as a table").read_text().splitlines()))
    theirs = list(csv.reader(notebook.value("widget.history.to_csv()").splitlines()))
    assert rows[0] == theirs[0]
    assert len(rows) == len(theirs) == notebook.value("widget.n_steps") + 1
    for row, other in zip(rows[1:], theirs[1:], strict=True):
        for mine, its in zip(row, other, strict=True):
            assert mine == its or float(mine) == float(its)
    records = json.loads(saved(notebook.page, view, "History (JSON)").read_text())
    assert records == json.loads(notebook.value("widget.history.to_json()"))
    np.testing.assert_array_equal(records[-1]["means"], notebook.value("widget.model.means_.tolist()"))


def test_a_missing_encoder_is_named_and_a_film_can_be_cancelled(notebook: Notebook) -> None:
    view = show_fit(notebook, VIEW)
    notebook.execute("import sys; sys.modules['av'] = None")
    choice(view, "Film").click()
    notebook.wait_until(lambda: "pip install 'iterscope[film]'" in view.notice, "the encoder must be named")
    notebook.execute(
        "del sys.modules['av']; widget.model.set_params(max_iter=400); widget.reset(); widget.finish()"
    )
    choice(view, "Animation").click()
    notice = view.root.locator(".its-notice[data-kind=export]")
    notice.get_by_role("button", name="Cancel").click()
    notebook.wait_until(lambda: notice.count() == 0, "it must be cancelled")
    view.press("ArrowLeft")
    view.settle()


def test_a_file_saves_its_history_too(notebook: Notebook, lab: Lab, tmp_path: Path) -> None:
    show_fit(notebook, VIEW)
    file = tmp_path / "fit.html"
    notebook.execute(f"widget.to_html({str(file)!r})")
    expected = json.loads(notebook.value("widget.history.to_json()"))
    with lab.offline() as page:
        page.goto(file.as_uri())
        view = FitView(page, page.locator(".its-mixture"))
        view.settle()
        assert choice(view, "Film").count() == 0
        view.press("Escape")
        assert json.loads(saved(page, view, "History (JSON)").read_text()) == expected
