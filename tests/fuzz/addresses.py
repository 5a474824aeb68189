"""Texts that may name a place, and pictures that may hold a view."""

from random import Random
from typing import Any

from tests.fuzz import hostile
from tests.fuzz.target import Target, check_refusal

from iterscope import Julia, Mandelbrot, Newton, View
from iterscope.fractal.places import SavedView, find

SAVED = SavedView(Julia(-0.8 + 0.156j), View(("0.25", "-1e-30"), -90), 700)
GOOD = (
    "1/7", "9/56", "1_1/3 3_1/2 4", "1 2 3 1/4 10", "1 -> 2 → 4", "period 7", "period 12 near here", "detail",
    "-0.75 + 0.1i, 1e-20", "('0', '1'), log2_width=-30", "0.3j", SAVED.to_json(), SAVED.to_python(),
)  # fmt: skip
PIECES = (
    "1", "0", "-", "+", "/", "_", " ", ",", ".", "e", "i", "j", "(", ")", "[", "]", "{", "}", "'", '"', "=", ":", "->", "→", "\u2212",
    "period", "detail", "width", "log2_width", "center", "Julia", "Mandelbrot()", ".explore", "View", "9" * 30, "e9999", "\n", "\x00", "é",
)  # fmt: skip


class Addresses(Target):
    """Looks for the place that a text means, or reads the view in a picture."""

    name = "addresses"
    seconds = 20.0

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        widget = Mandelbrot().explore(width=64, height=64)
        self._picture = widget.to_png()
        widget.close()

    def generate(self, rng: Random) -> Any:
        """Change a good text or picture, or make one of pieces."""
        kind = rng.random()
        if kind < 0.25:
            picture = bytearray(self._picture)
            for _ in range(rng.choice((1, 1, 3, 20))):
                picture[rng.randrange(min(600, len(picture)))] = rng.randrange(256)
            return bytes(picture[: rng.choice((len(picture), rng.randrange(len(picture))))])
        if kind < 0.4:
            return rng.choice(hostile.TEXTS)
        if kind < 0.6:
            return "".join(rng.choices(PIECES, k=rng.choice((1, 2, 5, 12))))
        text = list(rng.choice(GOOD))
        for _ in range(rng.choice((0, 1, 1, 2, 4))):
            at = rng.randrange(len(text) + 1)
            text[at : at + rng.choice((0, 1, 1, 3))] = rng.choice(PIECES)
        return "".join(text)

    def try_out(self, given: Any) -> None:
        """Find or read it, in several families."""
        try:
            if isinstance(given, bytes):
                SavedView.from_png(given)
                return
            number = sum(map(ord, given)) % 3
            fractal = (Mandelbrot(), Julia(-0.12 + 0.74j), Newton(coefficients=[1, 0, 0, -1]))[number]
            found = find(given, fractal, View(("-0.7501", "0.1"), -8))
        except (ValueError, TypeError) as error:
            check_refusal(error)
        else:
            assert 0 < len(found.words) <= 300
            assert SavedView.from_json(found.saved.to_json()).view == found.view
