"""A Deep Zoom image in OpenSeadragon."""

import base64
import io
import mimetypes
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page, Playwright, Route
from tests.node import JS, install

from iterscope import Coloring, Mandelbrot
from iterscope import View as Place

from ...support import browser

ORIGIN = "http://pyramid.test"
HOME = Place(("-0.5", "0.125"), 2)
FLAT = Coloring("grey", color_by="count")
SHAPE = 1300, 2048
PAGE = """<!doctype html><script src="openseadragon.min.js"></script>
<div id="view" style="width: 600px; height: 400px; position: absolute; left: 0; top: 0"></div>
<script>
const viewer = OpenSeadragon({
  id: "view", tileSources: "set.dzi", drawer: "canvas", showNavigationControl: false, imageSmoothingEnabled: false,
  immediateRender: true, animationTime: 0, blendTime: 0, maxZoomPixelRatio: 4, minPixelRatio: 0.9,
});
</script>"""
SHOW = """([zoom, x, y]) => new Promise((done, failed) => {
  viewer.addHandler("tile-load-failed", ({ message }) => failed(new Error(message)));
  const { viewport } = viewer;
  const image = viewer.world.getItemAt(0);
  viewport.zoomTo(image.imageToViewportZoom(zoom), null, true);
  viewport.panTo(image.imageToViewportCoordinates(x, y), true);
  const look = () => (image.getFullyLoaded() ? setTimeout(() => done(read()), 100) : setTimeout(look, 50));
  const read = () => viewer.drawer.canvas.toDataURL("image/png").split(",")[1];
  look();
})"""


def serve(page: Page, folder: Path) -> None:
    """Let a page have the files of a folder, and nothing else."""

    def answer(route: Route) -> None:
        path = folder / route.request.url.removeprefix(ORIGIN).lstrip("/")
        kind = "application/xml" if path.suffix == ".dzi" else mimetypes.guess_type(path.name)[0]
        if path.is_file():
            route.fulfill(body=path.read_bytes(), content_type=kind)
        else:
            route.fulfill(status=404)

    page.route("**/*", answer)


def decoded(png: str) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB"))


def test_it_shows_what_render_draws(playwright: Playwright, tmp_path: Path) -> None:
    install()
    build = JS / "node_modules" / "openseadragon" / "build" / "openseadragon"
    (tmp_path / "openseadragon.min.js").write_bytes((build / "openseadragon.min.js").read_bytes())
    (tmp_path / "index.html").write_text(PAGE)
    Mandelbrot().to_dzi(tmp_path / "set.dzi", HOME, SHAPE, coloring=FLAT, max_iter=300, progress=False)
    with browser.launch(playwright) as chromium:
        page = chromium.new_page(viewport={"width": 700, "height": 500})
        serve(page, tmp_path)
        page.goto(f"{ORIGIN}/index.html")
        page.wait_for_function("() => viewer.world.getItemCount() === 1")
        for level in (0, 1):
            height, width = (side >> level for side in SHAPE)
            whole = Mandelbrot().render(HOME, (height, width), coloring=FLAT, max_iter=300)
            row, column = height // 2, width // 3
            shown = decoded(page.evaluate(SHOW, [1 / 2**level, column << level, row << level]))
            assert shown.shape == (400, 600, 3)
            # OpenSeadragon makes the sides of some tiles a pixel longer or shorter, and mixes neighbors there.
            same, *beside = (
                (whole[row + y - 200 : row + y + 200, column + x - 300 : column + x + 300] == shown)
                .all(axis=2)
                .mean()
                for y, x in product((0, -1, 1), repeat=2)
            )
            assert len(np.unique(shown)) > 50
            assert same > 0.95 > max(beside)
