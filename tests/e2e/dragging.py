"""Measure how fluently c is dragged and colors play, in a real JupyterLab: ``python -m tests.e2e.dragging``.

The planes of the explorer are 512 x 512 CSS pixels. Frames are counted as the canvas is drawn; beside them stand
the milliseconds of processor time that each takes, in the kernel, the server, the page and the rest of the browser, which
nothing drives or watches meanwhile. With ``--quick`` everything is done once, to see that it works; such figures say
nothing.
"""

import argparse
import os
from collections.abc import Callable

import numpy as np

from .fractal.explorer.planes import Explorer, show
from .support import alone, processes
from .support.alone import SAY, Alone

Act = Callable[[Explorer], object]

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
CIRCLE = """(canvas, [x, y, radius, time]) => void (async () => {
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
    SAY
})()""".replace("SAY", SAY)
# Let so many milliseconds pass.
PASS = "time => void setTimeout(() => { SAY }, time)".replace("SAY", SAY)
TIMES = "(canvas, name) => window[name].get(canvas) ?? []"


def measure(page: Alone, what: str, begin: Act, end: Act) -> str:
    """Begin something that says when it is over; return how the dynamical plane was drawn meanwhile."""
    with page.watch() as notebook:
        plane = Explorer(notebook)
        begin(plane)
        plane.starts.canvas.evaluate("(canvas, name) => window[name].delete(canvas)", what)
    before = processes.processor_seconds()
    page.wait()
    after = processes.processor_seconds()
    with page.watch() as notebook:
        plane = Explorer(notebook)
        times = np.array(plane.starts.canvas.evaluate(TIMES, what))
        end(plane)
        plane.settle()
    gaps = np.diff(times)
    each = {part: 1000 * (after[part] - before[part]) / max(1, len(times)) for part in processes.PARTS}
    return (
        f"{1000 * len(gaps) / (times[-1] - times[0]):5.1f} a second   "
        f"median {np.median(gaps):5.1f}   95th percentile {np.quantile(gaps, 0.95):5.1f} ms   "
        f"processor {sum(each.values()):5.1f} ms: "
        + ", ".join(f"{part} {value:.1f}" for part, value in each.items())
    )


def drag(page: Alone, seconds: float, radius: float = 60) -> str:
    """Drag c round a circle that begins where it is."""

    def begin(plane: Explorer) -> None:
        plane.drag(release=False)
        x, y = plane.middle()
        box = plane.parameters.canvas.bounding_box()
        assert box is not None
        circle = [x - box["x"] - radius, y - box["y"], radius, 1000 * seconds]
        plane.parameters.canvas.evaluate(CIRCLE, circle)

    return measure(page, "pictures", begin, lambda plane: plane.page.mouse.up())


def play(page: Alone, seconds: float) -> str:
    """Let the colors of the dynamical plane go round."""

    def begin(plane: Explorer) -> None:
        plane.notebook.execute("widget.dynamical_plane.cycling = 0.25")
        plane.page.wait_for_timeout(500)
        plane.page.evaluate(PASS, 1000 * seconds)

    rest = "widget.dynamical_plane.cycling = 0"
    return measure(page, "drawn", begin, lambda plane: plane.notebook.execute(rest))


def zoom(page: Alone, seconds: float) -> str:
    """Fly into the dynamical plane, tiles and all."""

    def begin(plane: Explorer) -> None:
        plane.notebook.execute("from iterscope import View")
        plane.notebook.execute(f"widget.dynamical_plane.fly(View((0.1, 0.2), -12), {seconds})")
        plane.page.evaluate(PASS, 1000 * seconds)

    def end(plane: Explorer) -> None:
        plane.starts.settle()
        plane.notebook.execute("widget.dynamical_plane.goto((0, 0), 3)")

    return measure(page, "drawn", begin, end)


def main(*, quick: bool) -> None:
    """Print the table."""
    seconds = 1 if quick else 8
    with alone.start() as page:
        with page.watch() as notebook:
            notebook.page.evaluate(WATCH)
            show(notebook, "max_iter=300")
        print(f"load {os.getloadavg()[0]:.1f}")  # noqa: T201
        print(f"c dragged, 300 iterations: {drag(page, seconds)}", flush=True)  # noqa: T201
        print(f"colors that play:          {play(page, seconds)}", flush=True)  # noqa: T201
        print(f"flight of 15 levels:       {zoom(page, seconds)}", flush=True)  # noqa: T201
        with page.watch() as notebook:
            notebook.execute(
                "widget.c = 1j\nwidget.together = True\nwidget.parameter_plane.goto(1j, width='1e-50')"
            )
            Explorer(notebook).settle()
        print(f"c dragged at 1e-50:        {drag(page, seconds)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="everything once, to see that it works")
    main(**vars(parser.parse_args()))
