"""Measure how fluently a fit is shown, in a real JupyterLab: ``python -m tests.e2e.fluency``.

Gaps are those between two frames that the scene's canvas is drawn in. With ``--quick`` everything is done once,
to see that it works; such figures say nothing.
"""

import argparse
import statistics

import numpy as np

from .fit.view import FitView, show_fit
from .support import lab
from .support.notebook import Notebook

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
        const now = performance.now();
        const { canvas } = this;
        const isGround = width === canvas.width && height === canvas.height && canvas.closest('.its-pane');
        if (isGround && !(now - window.drawn.at(-1) < 4)) window.drawn.push(now);
        return fill.call(this, x, y, width, height);
    };
}"""

# From the next move of the pointer to the frame after the view has a new run, in milliseconds.
WATCH_DRAG = """root => {
    root.addEventListener('pointermove', () => { window.moved = performance.now(); }, { capture: true, once: true });
    window.answered = new Promise((done) => new MutationObserver((_, watch) => {
        watch.disconnect();
        requestAnimationFrame(() => done(performance.now() - window.moved));
    }).observe(root.querySelector('.its-iteration'), { childList: true, characterData: true, subtree: true }));
}"""

# A step back in each frame.
SCRUB = """async (root, count) => {
    window.drawn.length = 0;
    for (let step = 0; step < count; step++) {
        await new Promise(requestAnimationFrame);
        root.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', code: 'ArrowLeft', bubbles: true }));
    }
}"""


def gaps(notebook: Notebook) -> str:
    """Return the median and the 95th percentile of the times between frames."""
    times = np.diff(notebook.page.evaluate("() => window.drawn"))
    return (
        f"median {np.median(times):5.1f}   95th percentile {np.quantile(times, 0.95):5.1f}   n {len(times)}"
    )


def play(notebook: Notebook, view: FitView, seconds: float) -> None:
    """Let it play for a while."""
    view.focus()
    view.press("Home", "Space")
    notebook.page.wait_for_timeout(1000)
    notebook.traffic.clear()
    notebook.page.evaluate("() => { window.drawn.length = 0; }")
    notebook.page.wait_for_timeout(1000 * seconds)


def drag(notebook: Notebook, view: FitView, component: int) -> float:
    """Move a mean; return when the new run's first frame is there, in milliseconds."""
    notebook.execute("widget.seek(20)")
    view.rest()
    x, y = view.share(notebook.value(f"widget.model.means_[{component}].tolist()")).tolist()
    mouse = notebook.page.mouse
    view.hover(x, y)
    mouse.down()
    view.root.evaluate(WATCH_DRAG)
    mouse.move(*view.place(x + 0.05, y + 0.05))
    time = float(notebook.page.evaluate("() => window.answered"))
    mouse.up()
    return time


def main(*, quick: bool) -> None:
    """Print the table."""
    seconds, components, many = (1, 1, 50_000) if quick else (6, 5, 1_000_000)
    with lab.start() as jupyter:
        notebook = jupyter.open()
        notebook.page.evaluate(WATCH_FRAMES)
        view = show_fit(notebook, DATA.format(n=10_000))
        play(notebook, view, seconds)
        print("10 000 points, 30 half-steps a second, ms:", gaps(notebook), flush=True)  # noqa: T201
        view.press("Space")
        notebook.execute("widget.seek(500)")
        view.rest()
        view.root.evaluate(SCRUB, 400)
        print("scrubbing 400 steps, one a frame, ms:      ", gaps(notebook), flush=True)  # noqa: T201
        times = [drag(notebook, view, component) for component in range(components)]
        print(f"a drag to its first frame, ms:              median {statistics.median(times):5.1f}")  # noqa: T201
        view = show_fit(notebook, DATA.format(n=many))
        play(notebook, view, seconds)
        pictures = len(notebook.traffic.replies("picture"))
        print(f"{many:,} points: {pictures / seconds:.1f} pictures a second".replace(",", " "))  # noqa: T201
        print(f"messages that came in pieces: {notebook.traffic.broken}")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="everything once, to see that it works")
    main(**vars(parser.parse_args()))
