"""Measure how fluently c is dragged and colors play, in a real JupyterLab: ``python -m tests.e2e.dragging``.

The planes of the explorer are 512 x 512 CSS pixels. Frames are counted as the canvas is drawn; beside them stand
the milliseconds of processor time that each takes, in the kernel, the server, the page, the rest of the browser, and
this tool, which the browser tells of every message. With ``--quick`` everything is done once, to see that it works;
such figures say nothing.
"""

import os
import sys
from collections.abc import Callable

import numpy as np

from .fractal.explorer.planes import Explorer, show
from .support import lab, processes
from .support.notebook import Notebook

# What is shown by a view: pictures that its canvas has never been drawn with, and all that it draws.
WATCH = """() => {
    const seen = new WeakSet();
    const [draw, clear] = ['drawImage', 'clearRect'].map((name) => CanvasRenderingContext2D.prototype[name]);
    window.pictures = new Map();
    window.drawn = new Map();
    const note = (times, canvas) => times.set(canvas, [...(times.get(canvas) ?? []), performance.now()]);
    CanvasRenderingContext2D.prototype.drawImage = function (image, ...place) {
        if (!seen.has(image)) note(window.pictures, this.canvas);
        seen.add(image);
        return draw.call(this, image, ...place);
    };
    CanvasRenderingContext2D.prototype.clearRect = function (...place) {
        note(window.drawn, this.canvas);
        return clear.call(this, ...place);
    };
}"""

# Let the pointer go round, a step in each frame of the page, for so many milliseconds.
CIRCLE = """async (canvas, [x, y, radius, time]) => {
    const { left, top } = canvas.getBoundingClientRect();
    const start = performance.now();
    for (let now = start; now < start + time; now = performance.now()) {
        const turn = (now - start) / 1500;
        canvas.dispatchEvent(new PointerEvent('pointermove', {
            clientX: left + x + radius * Math.cos(turn),
            clientY: top + y + radius * Math.sin(turn),
            bubbles: true,
        }));
        await new Promise(requestAnimationFrame);
    }
}"""
TIMES = "(canvas, name) => window[name].get(canvas) ?? []"


def measure(plane: Explorer, what: str, act: Callable[[], object]) -> str:
    """Do something; return how the dynamical plane was drawn meanwhile."""
    canvas = plane.starts.canvas
    canvas.evaluate("(canvas, name) => window[name].delete(canvas)", what)
    before = processes.processor_seconds()
    act()
    after = processes.processor_seconds()
    times = np.array(canvas.evaluate(TIMES, what))
    gaps = np.diff(times)
    each = {part: 1000 * (after[part] - before[part]) / max(1, len(times)) for part in processes.PARTS}
    return (
        f"{1000 * len(gaps) / (times[-1] - times[0]):5.1f} a second   "
        f"median {np.median(gaps):5.1f}   95th percentile {np.quantile(gaps, 0.95):5.1f} ms   "
        f"processor {sum(each.values()):5.1f} ms: "
        + ", ".join(f"{part} {value:.1f}" for part, value in each.items())
    )


def drag(plane: Explorer, seconds: float, radius: float = 60) -> str:
    """Drag c round a circle that begins where it is."""
    plane.drag(release=False)
    x, y = plane.middle()
    box = plane.parameters.canvas.bounding_box()
    assert box is not None
    circle = [x - box["x"] - radius, y - box["y"], radius, 1000 * seconds]
    line = measure(plane, "pictures", lambda: plane.parameters.canvas.evaluate(CIRCLE, circle))
    plane.page.mouse.up()
    plane.settle()
    return line


def play(notebook: Notebook, plane: Explorer, seconds: float) -> str:
    """Let the colors of the dynamical plane go round."""
    notebook.execute("widget.dynamical_plane.cycling = 0.25")
    plane.page.wait_for_timeout(500)
    line = measure(plane, "drawn", lambda: plane.page.wait_for_timeout(1000 * seconds))
    notebook.execute("widget.dynamical_plane.cycling = 0")
    return line


def zoom(notebook: Notebook, plane: Explorer, seconds: float) -> str:
    """Fly into the dynamical plane, tiles and all."""
    notebook.execute("from iterscope import View")
    fly = f"widget.dynamical_plane.fly(View((0.1, 0.2), -12), {seconds})"

    def act() -> None:
        notebook.execute(fly)
        plane.page.wait_for_timeout(1000 * seconds)

    line = measure(plane, "drawn", act)
    plane.starts.settle()
    notebook.execute("widget.dynamical_plane.goto((0, 0), 3)")
    plane.starts.settle()
    return line


def main(*, quick: bool) -> None:
    """Print the table."""
    seconds = 1 if quick else 8
    with lab.start() as jupyter:
        notebook = jupyter.open()
        notebook.page.evaluate(WATCH)
        plane = show(notebook, "max_iter=300")
        print(f"load {os.getloadavg()[0]:.1f}")  # noqa: T201
        print(f"c dragged, 300 iterations: {drag(plane, seconds)}", flush=True)  # noqa: T201
        print(f"colors that play:          {play(notebook, plane, seconds)}", flush=True)  # noqa: T201
        print(f"flight of 15 levels:       {zoom(notebook, plane, seconds)}", flush=True)  # noqa: T201
        notebook.execute(
            "widget.c = 1j\nwidget.together = True\nwidget.parameter_plane.goto(1j, width='1e-50')"
        )
        plane.settle()
        print(f"c dragged at 1e-50:        {drag(plane, seconds)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
