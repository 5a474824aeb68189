"""Measure how fast a view answers, in a real JupyterLab: ``python -m tests.e2e.latency``.

Times run from an event in the browser until a tile of the level that is zoomed to is drawn on the canvas, and until all tiles
of the view have arrived. The view is 800 x 600 CSS pixels; nothing drives or watches the browser meanwhile. With
``--quick`` everything is done once, to see that it works; such figures say nothing.
"""

import argparse
import cmath
import os
import statistics

from .support import alone, lab
from .support.alone import SAY, Alone
from .support.view import LEVEL

SPIN = "while True:\n    pass"

CONSTANTS = (-0.8 + 0.156j, 0.285 + 0.01j, -0.123 + 0.745j)
TURNS = 7
"""Measurements for each constant, each deeper than the one before."""

# Turn the wheel, wait for the tiles, and again. On the way by whole levels, tiles of the level that is zoomed to are at most as
# large as those of the level before were at rest, and these are larger. When the line of progress goes out, all are there.
MEASURE = """([root, turns, events, interval, delta]) => {
    const canvas = root.querySelector('.its-canvas');
    const line = root.querySelector('.its-progress');
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));
    const [seen, times] = [new WeakSet(), []];
    let [last, first, complete, scale, rest] = [Infinity, null, null, 1, 1];
    const draw = CanvasRenderingContext2D.prototype.drawImage;
    CanvasRenderingContext2D.prototype.drawImage = function (image, ...place) {
        scale = place[6] / place[2];
        const isTile = image instanceof ImageBitmap && image.width === 256 && image.height === 256;
        if (isTile && !seen.has(image)) {
            seen.add(image);
            if (performance.now() > last && scale < 1.001 * rest) first ??= performance.now();
        }
        return draw.call(this, image, ...place);
    };
    const observer = new MutationObserver(() => {
        if (!line.classList.contains('its-active')) complete = performance.now();
    });
    observer.observe(line, { attributeFilter: ['class'] });
    const turn = async () => {
        const start = performance.now();
        rest = scale;
        for (let event = 0; event < events; event++) {
            const early = start + event * interval - performance.now();
            if (early > 0) await pause(early);
            if (event === events - 1) [last, first, complete] = [performance.now(), null, null];
            canvas.dispatchEvent(new WheelEvent('wheel', {
                deltaY: delta,
                ctrlKey: true, // the page has no focus while nothing drives it
                clientX: left + width / 2,
                clientY: top + height / 2,
                bubbles: true,
                cancelable: true,
            }));
        }
    };
    const all = async () => {
        for (let index = 0; index < turns; index++) {
            const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true };
            canvas.dispatchEvent(new PointerEvent('pointermove', at)); // draws the view at rest
            await pause(300); // what is fetched ahead of need has come
            await turn();
            while (!(first && complete > first && root.dataset.itsState === 'settled')) await pause(50);
            times.push([first - last, complete - last]);
            last = Infinity;
        }
        CanvasRenderingContext2D.prototype.drawImage = draw;
        observer.disconnect();
        window.times = times;
        SAY
    };
    void all();
}""".replace("SAY", SAY)


def measure(
    page: Alone,
    turns: int,
    *,
    events: int = 1,
    interval: float = 0,
    levels: float = 1,
    busy: bool = False,
) -> list[tuple[float, float]]:
    """Return milliseconds to the first new tile and to all of them, for every turn of the wheel."""
    times: list[tuple[float, float]] = []
    for c in CONSTANTS[:turns]:
        fixed = (1 + cmath.sqrt(1 - 4 * c)) / 2  # on the Julia set: there is something to see at any depth
        # Unsmoothed: the finer tiles that smooth a view at rest are those of the next level, so none would be new.
        place = f"center={fixed}, width=800, height=600, antialias=1"
        with page.watch() as notebook:
            view = notebook.show(f"iterscope.FractalWidget(c={c}, {place})", SPIN)
            if busy:
                notebook.start(1)
            view.focus()
            root = view.root.element_handle()
            notebook.page.evaluate(MEASURE, [root, turns, events, interval, -levels * LEVEL])
        page.wait()
        with page.watch() as notebook:
            times += notebook.page.evaluate("() => window.times")
            notebook.interrupt(1)
            notebook.clear()
    return times


def count_messages() -> int:
    """Return the comm messages that 10 000 wheel events in a second leave."""
    with lab.start() as jupyter:
        notebook = jupyter.open()
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
    with alone.start() as page:
        print(f"load {os.getloadavg()[0]:.1f}")  # noqa: T201
        print(f"{'milliseconds: median, slowest':40}      first tile         all tiles")  # noqa: T201
        report("one turn of the wheel", measure(page, turns))
        late = measure(page, turns, events=20, interval=16, levels=0.25)
        report("20 turns in 320 ms, after the last one", late)
        report("one turn while a cell computes", measure(page, turns, busy=True))
    print(f"messages of 10 000 turns in a second: {count_messages()}")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="everything once, to see that it works")
    main(**vars(parser.parse_args()))
