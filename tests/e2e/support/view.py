"""Driver of one view of a fractal widget on a page: reads its pixels, moves pointer and keys."""

import time
from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Locator, Page

from .canvas import rgba

LEVEL = 240
"""Wheel distance in CSS pixels that zooms by two."""

_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def pause(page: Page, milliseconds: int) -> None:
    """Let time pass and frames be drawn in a page.

    By the page's own clock: where a busy machine is late, all that was due before comes before the end of it.
    """
    page.evaluate("time => new Promise(done => setTimeout(done, time))", milliseconds)
    page.evaluate(_FRAMES)


class View:
    """The element of one view.

    Places in it are fractions ``(x, y)`` of its width and height from the upper left corner.
    """

    def __init__(self, page: Page, root: Locator) -> None:
        self._page = page
        self.root = root
        self.canvas = root.locator(".its-canvas")

    @property
    def state(self) -> str:
        return self.root.get_attribute("data-its-state") or ""

    @property
    def notice(self) -> str:
        """The text of the view's notice of an error."""
        return " ".join(self.root.locator(".its-notice").all_inner_texts())

    @property
    def status(self) -> str:
        """The status line."""
        return self.root.locator(".its-status").inner_text()

    @property
    def point(self) -> complex:
        """The point that the status line names: the one under the pointer."""
        text = self.root.locator(".its-point").inner_text()
        return complex("".join(text.replace("\u2212", "-").replace("i", "j").split()))

    def settle(self) -> None:
        """Wait until the view is at rest and complete."""
        self._page.evaluate(_FRAMES)
        self.wait_for_state("settled")

    def wait_for_state(self, state: Literal["loading", "working", "settled", "error"]) -> None:
        self.root.and_(self._page.locator(f"[data-its-state={state}]")).wait_for(state="attached")

    def pixels(self) -> NDArray[np.uint8]:
        """Read the canvas back: red, green and blue, shape (height, width, 3), in device pixels."""
        pixels = rgba(self.canvas)
        assert (pixels[..., 3] == 255).all(), "the canvas must be opaque"
        return pixels[..., :3]

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Return the nearest whole CSS pixels on the page: wheels know no others."""
        left, top, width, height = self._box()
        return round(left + x * width), round(top + y * height)

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the nearest place that is a whole CSS pixel on the page."""
        left, top, width, height = self._box()
        column, row = self.place(x, y)
        return (column - left) / width, (row - top) / height

    def focus(self) -> None:
        """Give it the focus, as the Tab key does."""
        self.root.focus()

    def hover(self, x: float, y: float) -> None:
        self._page.mouse.move(*self.place(x, y))
        self._page.evaluate(_FRAMES)

    def wheel(self, levels: float, x: float = 0.5, y: float = 0.5) -> None:
        """Turn the wheel at once: so many levels in, at most one."""
        self._page.mouse.move(*self.place(x, y))
        self._page.mouse.wheel(0, -levels * LEVEL)

    def flood(self, events: int, seconds: float) -> float:
        """Turn the wheel to and fro, so many events in so many seconds, the page's own: ours would be slower.

        Return the seconds that it took, which a busy machine makes more.
        """
        return float(
            self.canvas.evaluate(
                """async (canvas, [events, milliseconds]) => {
                const { left, top, width, height } = canvas.getBoundingClientRect();
                const start = performance.now();
                for (let sent = 0; sent < events; ) {
                    const due = Math.min(events, ((performance.now() - start) / milliseconds) * events);
                    for (; sent < due; sent++) {
                        const turn = Math.sin(sent / 300);
                        canvas.dispatchEvent(new WheelEvent('wheel', {
                            deltaY: -20 * turn,
                            clientX: left + width * (0.5 + 0.2 * turn),
                            clientY: top + height / 2,
                            bubbles: true,
                            cancelable: true,
                        }));
                    }
                    await new Promise((done) => setTimeout(done));
                }
                return (performance.now() - start) / 1000;
            }""",
                [events, 1000 * seconds],
            )
        )

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag slowly to the end, hold still there, let go."""
        mouse = self._page.mouse
        mouse.move(*self.place(*start))
        mouse.down()
        mouse.move(*self.place(*end), steps=5)
        self._page.wait_for_timeout(120)
        mouse.up()

    def flick(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag to the end within 50 ms and let go in motion, however slow this machine is."""
        browser = self._page.context.new_cdp_session(self._page)
        (x0, y0), (x1, y1) = self.place(*start), self.place(*end)
        now = time.time()
        for step, kind in enumerate(("mousePressed", "mouseMoved", "mouseMoved", "mouseReleased")):
            share = min(step / 2, 1)
            event = {"x": x0 + share * (x1 - x0), "y": y0 + share * (y1 - y0), "timestamp": now + 0.02 * step}
            browser.send("Input.dispatchMouseEvent", {"type": kind, "button": "left", "buttons": 1, **event})
        browser.detach()

    def touch(self, *steps: Sequence[tuple[float, float]]) -> None:
        """Put fingers down, move them on from place to place, hold them still, and lift them.

        Each step holds the place of every finger.
        """
        browser = self._page.context.new_cdp_session(self._page)
        for index, places in enumerate(steps):
            points = [
                {"x": x, "y": y, "id": finger}
                for finger, (x, y) in enumerate(self.place(*place) for place in places)
            ]
            kind = "touchMove" if index else "touchStart"
            browser.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        self._page.wait_for_timeout(150)
        browser.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        browser.detach()

    def double_click(self, x: float, y: float) -> None:
        self._page.mouse.dblclick(*self.place(x, y))

    def press(self, *keys: str) -> None:
        for key in keys:
            self.root.press(key)

    def click(self, action: str) -> None:
        """Click a button of the toolbar, or its entry in the menu of those that do not fit."""
        button = self.button(action)
        if button.is_visible():
            button.click()
            return
        self.button("more").click()
        name = button.get_attribute("aria-label")
        self.root.get_by_role("menu", name="More").get_by_role("menuitem", name=name, exact=True).click()

    def button(self, action: str) -> Locator:
        return self.root.locator(f".its-toolbar button[data-action={action}]")

    def _box(self) -> tuple[float, float, float, float]:
        box = self.canvas.bounding_box()
        assert box is not None, "the view must be on the page"
        return box["x"], box["y"], box["width"], box["height"]
