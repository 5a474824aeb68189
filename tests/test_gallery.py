"""The gallery is what its parameters say."""

import io
from copy import copy
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import iterscope

from . import gallery

PICTURES = gallery.pictures()
FOLDER = gallery.DOCS / "gallery"


def test_the_page_shows_every_picture_and_nothing_else() -> None:
    assert gallery.page(PICTURES) == (gallery.DOCS / "gallery.md").read_text(encoding="utf-8")
    assert len({picture.name for picture in PICTURES}) == 24
    assert {file.stem for file in FOLDER.glob("*.webp")} == {picture.name for picture in PICTURES}
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 1.5e6


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_the_call_on_the_page_is_the_one_that_draws(picture: gallery.Picture) -> None:
    png = eval(picture.code.replace(str(gallery.SHAPE), "(10, 16)"), vars(iterscope))  # noqa: S307 - it is our own
    with Image.open(io.BytesIO(png)) as called:
        assert called.size == (16, 10)
        np.testing.assert_array_equal(np.asarray(called.convert("RGB")), np.asarray(picture.draw((10, 16))))


@pytest.mark.slow
@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_is_what_its_call_draws(picture: gallery.Picture) -> None:
    with Image.open(FOLDER / f"{picture.name}.webp") as kept:
        assert kept.size == (640, 400)
        whole = kept.convert("RGB")
    if picture.coloring.color_by == "histogram":  # of the whole view
        expected = whole.reduce(8)
    else:
        expected = whole.crop((280, 175, 360, 225))
        picture = copy(picture)
        picture.view = iterscope.View(picture.view.center, picture.view.log2_width - 3)
    drawn, found = np.asarray(picture.draw((50, 80)), float), np.asarray(expected, float)
    assert np.abs(drawn - found).mean() < 16
    assert np.corrcoef(drawn.ravel(), found.ravel())[0, 1] > 0.9


def test_some_pictures_are_drawn_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gallery, "SHAPE", (40, 64))
    monkeypatch.setattr(gallery.Picture.draw, "__defaults__", ((40, 64),))
    gallery.main(tmp_path, ["dust"])
    assert [file.name for file in sorted(tmp_path.rglob("*.*"))] == ["dust.webp", "gallery.md"]
