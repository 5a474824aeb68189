"""Measure how fast a view answers, in a real JupyterLab: ``python -m tests.e2e.latency``.

Times run from an event in the browser until a tile is drawn on the canvas that was not there before, and
until all tiles of the view have arrived. The view is 800 x 600 CSS pixels. With ``--quick`` everything is
done once, to see that it works; such figures say nothing.
"""

import cmath
import statistics
import sys

from .support import lab
from .support.notebook import Notebook
from .support.view import LEVEL

SPIN = "while True:\n    pass"

CONSTANTS = (-0.8 + 0.156j, 0.285 + 0.01j, -0.123 + 0.745j)
TURNS = 7
"""Measurements for each constant, each deeper than the one before."""

# Draws of pictures that were never drawn before.
WATCH_TILES = """() => {
    const seen = new WeakSet();
    const draw = CanvasRenderingContext2D.prototype.drawImage;
    window.drawn = [];
    CanvasRenderingContext2D.prototype.drawImage = function (image, ...place) {
        if (image instanceof ImageBitmap && !seen.has(image)) {
            seen.add(image);
            window.drawn.push(performance.now());
        }
        return draw.call(this, image, ...place);
    };
}"""

# Moments at which the line of progress goes out: all tiles are there.
WATCH_PROGRESS = """root => {
    const line = root.querySelector('.its-progress');
    window.complete = [];
    new MutationObserver(() => {
        if (!line.classList.contains('its-active')) window.complete.push(performance.now());
    }).observe(line, { attributeFilter: ['class'] });
}"""

# Turn the wheel so many times; return when the last turn was.
TURN = """async (canvas, [events, interval, delta]) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const start = performance.now();
    for (let event = 0; event < events; event++) {
        const early = start + event * interval - performance.now();
        if (early > 0) await new Promise((done) => setTimeout(done, early));
        window.last = performance.now();
        canvas.dispatchEvent(new WheelEvent('wheel', {
            deltaY: delta,
            clientX: left + width / 2,
            clientY: top + height / 2,
            bubbles: true,
            cancelable: true,
        }));
    }
}"""
ANSWERED = "() => window.complete.some((time) => time > window.last)"
TIMES = "() => [window.drawn.find((time) => time > window.last), window.complete.at(-1)].map((t) => t - window.last)"


def measure(
    notebook: Notebook,
    turns: int,
    *,
    events: int = 1,
    interval: float = 0,
    levels: float = 1,
    busy: bool = False,
) -> list[tuple[float, float]]:
    """Return milliseconds to the first new tile and to all of them, for every turn of the wheel."""
    times = []
    for c in CONSTANTS[:turns]:
        fixed = (1 + cmath.sqrt(1 - 4 * c)) / 2  # on the Julia set: there is something to see at any depth
        # Unsmoothed: the finer tiles that smooth a view at rest are those of the next level, so none would be new.
        place = f"center={fixed}, width=800, height=600, antialias=1"
        view = notebook.show(f"iterscope.FractalWidget(c={c}, {place})", SPIN)
        view.root.evaluate(WATCH_PROGRESS)
        if busy:
            notebook.start(1)
        view.focus()
        for _ in range(turns):
            notebook.page.wait_for_timeout(300)  # what is fetched ahead of need has come
            view.canvas.evaluate(TURN, [events, interval, -levels * LEVEL])
            notebook.page.wait_for_function(ANSWERED)
            view.settle()
            first, complete = notebook.page.evaluate(TIMES)
            times.append((first, complete))
        notebook.interrupt(1)
        notebook.clear()
    return times


def count_messages(notebook: Notebook) -> int:
    """Return the comm messages that 10 000 wheel events in a second leave."""
    view = notebook.show("iterscope.FractalWidget(width=800, height=600)")
    view.focus()
    notebook.page.wait_for_timeout(500)
    notebook.traffic.clear()
    view.flood(10_000, seconds=1)
    view.settle()
    notebook.page.wait_for_timeout(500)
    return len(notebook.traffic.sent)


def report(name: str, times: list[tuple[float, float]]) -> None:
    """Print the median and the largest of each column."""
    columns = [f"{statistics.median(column):6.0f} {max(column):6.0f}" for column in zip(*times, strict=True)]
    print(f"{name:40}", *columns, sep="   ", flush=True)  # noqa: T201


def main(*, quick: bool) -> None:
    """Print the table."""
    turns = 1 if quick else TURNS
    with lab.start() as jupyter:
        notebook = jupyter.open()
        notebook.page.evaluate(WATCH_TILES)
        print(f"{'milliseconds: median, slowest':40}      first tile         all tiles")  # noqa: T201
        report("one turn of the wheel", measure(notebook, turns))
        late = measure(notebook, turns, events=20, interval=16, levels=0.25)
        report("20 turns in 320 ms, after the last one", late)
        report("one turn while a cell computes", measure(notebook, turns, busy=True))
        print(f"messages of 10 000 turns in a second: {count_messages(notebook)}")  # noqa: T201


if __name__ == "__main__":
    main(quick="--quick" in sys.argv[1:])
