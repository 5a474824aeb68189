"""Measure how fluently a fit is shown, in a real JupyterLab: ``python -m tests.e2e.fluency``.

Gaps are those between two frames that the scene's canvas is drawn in.
"""

import statistics
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

from . import browser
from .fit_view import FitView, show_fit
from .lab import Lab
from .notebook import Notebook
from .server import Server

SECONDS = 6
DATA = """from iterscope import make_blobs
X, _ = make_blobs(n_samples={n}, centers=5, n_features=2, cluster_std=2.0, random_state=3)
model = GaussianMixture(5, init_params="random_from_data", tol=0.0, max_iter=2000, random_state=0)
widget = MixtureWidget(X, model, speed=30.0)
"""

# A scene begins each frame with its ground.
WATCH_FRAMES = """() => {
    const fill = CanvasRenderingContext2D.prototype.fillRect;
    window.drawn = [];
    CanvasRenderingContext2D.prototype.fillRect = function (x, y, width, height) {
        if (width === this.canvas.width && this.canvas.closest('.its-pane')) window.drawn.push(performance.now());
        return fill.call(this, x, y, width, height);
    };
}"""

# Take a mean one step aside; return when the view shows the new run's first frame, in milliseconds after.
DRAG = """async (canvas, [from, to]) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const at = ([x, y]) => ({ clientX: left + x * width, clientY: top + y * height, bubbles: true, pointerId: 1,
        isPrimary: true, button: 0, buttons: 1 });
    const readout = canvas.closest('.its-mixture').querySelector('.its-iteration');
    canvas.dispatchEvent(new PointerEvent('pointerdown', at(from)));
    const shown = new Promise((done) => new MutationObserver((_, watch) => {
        watch.disconnect();
        requestAnimationFrame(() => done(performance.now()));
    }).observe(readout, { childList: true, characterData: true, subtree: true }));
    const start = performance.now();
    canvas.dispatchEvent(new PointerEvent('pointermove', at(to)));
    const time = (await shown) - start;
    canvas.dispatchEvent(new PointerEvent('pointerup', { ...at(to), buttons: 0 }));
    return time;
}"""

SCRUB = """async (slider, count) => {
    const { left, top, width, height } = slider.getBoundingClientRect();
    const at = (share) => ({ clientX: left + share * width, clientY: top + height / 2, bubbles: true, pointerId: 1,
        isPrimary: true, button: 0, buttons: 1 });
    slider.dispatchEvent(new PointerEvent('pointerdown', at(0)));
    window.drawn.length = 0;
    for (let step = 1; step <= count; step++) {
        await new Promise(requestAnimationFrame);
        slider.dispatchEvent(new PointerEvent('pointermove', at(step / count)));
    }
    slider.dispatchEvent(new PointerEvent('pointerup', { ...at(1), buttons: 0 }));
}"""


def gaps(notebook: Notebook) -> str:
    """Return the median and the 95th percentile of the times between frames."""
    times = np.diff(notebook.page.evaluate("() => window.drawn"))
    return (
        f"median {np.median(times):5.1f}   95th percentile {np.quantile(times, 0.95):5.1f}   n {len(times)}"
    )


def play(notebook: Notebook, view: FitView) -> None:
    """Let it play for a while."""
    view.focus()
    view.press("Home", "Space")
    notebook.page.wait_for_timeout(1000)
    notebook.traffic.clear()
    notebook.page.evaluate("() => { window.drawn.length = 0; }")
    notebook.page.wait_for_timeout(1000 * SECONDS)


def main() -> None:
    """Print the table."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sync_playwright() as playwright,
        browser.launch(playwright) as chromium,
        Server(Path(folder)) as server,
    ):
        notebook = Lab(server, chromium).open()
        notebook.page.evaluate(WATCH_FRAMES)
        view = show_fit(notebook, DATA.format(n=10_000))
        play(notebook, view)
        print("10 000 points, 30 half-steps a second, ms:", gaps(notebook), flush=True)  # noqa: T201
        view.press("Space")
        notebook.execute("widget.seek(500)")
        view.rest()
        view.scrubber.evaluate(SCRUB, 300)
        print("scrubbing 500 steps, ms:                  ", gaps(notebook), flush=True)  # noqa: T201
        times = []
        for component in (0, 1, 2, 3, 4):
            notebook.execute("widget.seek(20)")
            view.rest()
            x, y = view.share(notebook.value(f"widget.model.means_[{component}].tolist()")).tolist()
            times.append(view.canvas.evaluate(DRAG, [[x, y], [x + 0.05, y + 0.05]]))
            view.rest()
        print(f"a drag to its first frame, ms:             median {statistics.median(times):5.1f}   {times}")  # noqa: T201
        view = show_fit(notebook, DATA.format(n=1_000_000))
        play(notebook, view)
        pictures = len(notebook.traffic.replies("picture"))
        print(f"1 000 000 points: {pictures / SECONDS:.1f} pictures a second")  # noqa: T201


if __name__ == "__main__":
    main()
