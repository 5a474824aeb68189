"""Write the colors that Rust, Python and JavaScript have to agree on: ``python -m tests.coloring``.

``tests/coloring.json`` holds numbers of fields, what colors them, and the pixels. They are computed here the plain
way, with whole numbers of any size and float64, from what the documentation says.
"""

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PATH = Path(__file__).with_suffix(".json")
GROUND = np.array([7, 6, 14])
ONE = 2**14
CYCLES = {"count": (1, 1, 128), "smooth": (256, 4096, 64), "distance": (32, 193, 16), "trap": (64, 1089, 8)}
"""Numbers of a unit, the first one, units of a turn."""
COARSEST = 16
GOLDEN = round((5**0.5 - 1) / 2 * 2**32)
LARGEST = {
    "count": 3_000, "smooth": 500_000, "fraction": 2**24 + 1, "distance": 1023, "angle": 252, "final_angle": 252, "trap": 1501,
    "period": 60, "interior_distance": 1023, "internal_angle": 252, "root": 9,
}  # fmt: skip
LOOK = {"color_by": "smooth", "density": 1.0, "offset": 0.0, "light": 0.0, "interior": "flat"}

Fields = dict[str, NDArray[np.int64]]


def main() -> None:
    """Write the file."""
    text = json.dumps({"looks": looks(), "averages": averages()}, separators=(",", ":"))
    PATH.write_text(text.replace('{"look"', '\n{"look"') + "\n", encoding="utf-8")


def looks() -> list[dict[str, Any]]:
    """Return what is colored, in which look, and its pixels."""
    rng = np.random.default_rng(11)
    wanted: list[tuple[int, bool, dict[str, Any]]] = [
        (256, False, {"color_by": "count", "colormap": "grey"}),
        (7, True, {"color_by": "count", "density": 2.5, "offset": 0.3}),
        (64, False, {"color_by": "count", "light": 0.4}),
        (512, False, {}),
        (512, True, {"density": 17.3, "offset": 0.999999999, "light": 1.0}),
        (100, False, {"density": 1 / 64, "offset": -0.25, "interior": "period"}),
        (33, True, {"density": 64.0, "interior": "internal_angle", "offset": 0.1}),
        (50, False, {"color_by": "histogram", "light": 0.7}),
        (50, True, {"color_by": "histogram", "density": 3.0, "offset": 0.5}),
        (50, True, {"color_by": "histogram", "thresholds": None}),
        (512, False, {"color_by": "distance", "interior": "distance", "density": 0.5}),
        (64, True, {"color_by": "trap", "offset": 0.7, "density": 1.1}),
        (64, False, {"color_by": "final_angle", "light": 0.5, "density": 0.1}),
        (20, True, {"color_by": "root", "offset": 0.2, "light": 1.0}),
        (64, False, {"color_by": "root"}),
        (64, False, {"color_by": "count", "pace": 3.0}),
        (200, False, {"pace": 1.584962500721156, "density": 1.3, "interior": "period"}),
        (90, True, {"spread": _spread(77_000, 9_000_000, 900.5)}),
        (90, False, {"spread": _spread(77_000, 9_000_000, 0.3), "offset": 0.4}),
        (200, False, {"spread": _spread(77_000, 9_000_000, 0.3, fine=True), "interior": "distance"}),
        (200, True, {"spread": _spread(400_000, 1, 1e-7, fine=True), "density": 7.7, "pace": 2.0}),
        (90, True, {"spread": _spread(77_000, 9_000_000, 1e5, fine=True), "color_by": "final_angle"}),
        (90, True, {"color_by": "count", "spread": _spread(77_000, 9_000_000, 1.0)}),
        (90, False, {"interior": "distance", "reverse": True}),
    ]
    return [_case(rng, colors, cyclic=cyclic, options=options) for colors, cyclic, options in wanted]


def _spread(number: int, fraction: int, range_: float, *, fine: bool = False) -> dict[str, Any]:
    return {"middle": [number, fraction], "range": range_, "isFine": fine}


def averages() -> list[dict[str, Any]]:
    """Return pixels, and their means as amounts of light."""
    rng = np.random.default_rng(12)
    cases = []
    for by in (2, 4):
        pixels = rng.integers(0, 256, (3 * by, 3 * by, 3))
        pixels[:by, :by] = rng.integers(0, 2, (by, by, 1)) * 255
        light = linear(pixels).reshape(3, by, 3, by, 3).sum((1, 3)) + by * by // 2
        cases.append({"by": by, "side": 3, "pixels": _hex(pixels), "mean": _hex(encoded(light // (by * by)))})
    return cases


def _case(rng: np.random.Generator, colors: int, *, cyclic: bool, options: dict[str, Any]) -> dict[str, Any]:
    colormap = options.pop("colormap", "some")
    palette = rng.integers(0, 256, (colors, 3))
    if options.pop("reverse", False):
        palette = palette[palette.sum(1).argsort()[::-1]]
    if colormap == "grey":
        palette = np.repeat(np.arange(256)[:, np.newaxis], 3, axis=1)
    fields = {name: rng.integers(0, largest + 1, 48) for name, largest in LARGEST.items()}
    for name, numbers in fields.items():
        numbers[rng.random(48) < 0.2] = 0
        numbers[:2] = 1, LARGEST[name]
    look = LOOK | options
    if look["color_by"] == "histogram" and "thresholds" not in look:
        look["thresholds"] = thresholds(fields["smooth"])
    max_iter = LARGEST["count"] - 1 + colors
    pixels = colored(palette, cyclic=cyclic, colormap=colormap, look=look, fields=fields, max_iter=max_iter)
    return {
        "look": look,
        "colormap": colormap,
        "palette": _hex(palette),
        "cyclic": cyclic,
        "max_iter": max_iter,
        "fields": {name: numbers.tolist() for name, numbers in fields.items()},
        "pixels": _hex(pixels),
    }


def thresholds(numbers: NDArray[np.int64]) -> list[int]:
    """Return the numbers that part them into groups of equal size."""
    ordered = sorted(int(number) for number in numbers if number)
    parts = min(1023, len(ordered))
    return [ordered[(part + 1) * len(ordered) // (parts + 1)] for part in range(parts)]


def linear(pixels: NDArray[Any]) -> NDArray[np.int64]:
    """Return amounts of light from 0 to 65535 (IEC 61966-2-1)."""
    return np.rint(65535 * _linear(pixels)).astype(np.int64)


def encoded(light: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bytes of amounts of light."""
    edges = np.ceil(65535 * _linear(np.arange(1, 256) - 0.5))
    return np.searchsorted(edges, light, side="right")


def _linear(pixels: NDArray[Any]) -> NDArray[np.float64]:
    value = np.asarray(pixels) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def colored(
    palette: NDArray[np.int64],
    *,
    cyclic: bool,
    colormap: str,
    look: dict[str, Any],
    fields: Fields,
    max_iter: int,
) -> NDArray[np.int64]:
    """Return the colors of fields, by the documented rules."""
    wheel = palette if cyclic else np.concatenate([palette, palette[::-1]])
    by, density, offset, pace = look["color_by"], look["density"], look["offset"], look.get("pace", 1.0)
    thresholds = look.get("thresholds")
    cut = 0 if cyclic else len(palette) // 5
    middle = palette[cut : len(palette) - cut // 2]
    colors = inside(palette, look, fields, cyclic=cyclic)
    if by == "count" and colormap == "grey":
        shares = np.minimum(fields["count"] - 1, max_iter) / max_iter
        colors = palette[np.where(fields["count"] == 0, 255, (shares * 255).astype(int))]
        return shaded(colors, fields["count"], lights(look["light"]), fields["angle"])
    value = fields[by] if by in fields and by != "final_angle" else fields["smooth"]
    if by == "root":
        colors = np.where(value[:, np.newaxis] > 0, cycle(middle, value, 1, GOLDEN, offset), colors)
        steps = np.maximum(np.arange(4096 + 48 * 256 + 1) - 4096, 0) / 256
        return shaded(colors, value, np.rint(ONE * 2 ** (-steps / 12)), fields["smooth"])
    if by == "histogram" and thresholds:
        ranks = np.searchsorted(thresholds, value, side="right")
        step = whole(density * (1 if cyclic else 0.5) / (len(thresholds) + 1))
        found = cycle(wheel, ranks, 0, step, offset)
    else:
        name = "smooth" if by in {"histogram", "final_angle"} else by
        unit, first, turn = CYCLES[name]
        each = density * (1 if by in {"distance", "trap"} else pace) / turn / unit
        number = value
        if by == "distance":
            number = np.maximum(value, first)
        if by == "trap":
            number = np.minimum(value, first)
        if name == "smooth":
            found = smooth(wheel, number, fields, look)
        else:
            found = cycle(wheel, number, first, whole(each), offset)
    colors = np.where(value[:, np.newaxis] > 0, found, colors)
    colors = shaded(colors, value, lights(look["light"]), fields["angle"])
    if by == "final_angle":
        halves = np.array([1] + [1] * 126 + [0.55] * 126)
        colors = shaded(colors, value, np.rint(ONE * halves), fields["final_angle"])
    return colors


def smooth(
    wheel: NDArray[np.int64], numbers: NDArray[np.int64], fields: Fields, look: dict[str, Any]
) -> NDArray[np.int64]:
    """Return the colors of smooth counts, which change faster where a view's hardly do."""
    density, pace = look["density"], look.get("pace", 1.0)
    unit, first, turn = CYCLES["smooth"]
    spread = look.get("spread")
    times = stretch(spread, pace / turn / unit)
    usual, fast = (density * each * pace / turn / unit for each in (1, times))
    phase = (numbers - first) * whole(usual)
    if times > 1 and spread:
        middle, fraction = spread["middle"]
        phase = (middle - first) * whole(usual) + (numbers - middle) * whole(fast)
        if times > COARSEST:
            part = fast * 2**32 / 2**24
            further = np.maximum(fields["fraction"] - 1, 0) * part
            phase = phase + further.astype(np.int64) % 2**32 - int((fraction - 1) * part) % 2**32
    found = (phase + whole(look["offset"])) % 2**32 * len(wheel) // 2**32
    return averaged(wheel, found, density * times, fields["distance"])


def stretch(spread: dict[str, Any] | None, each: float) -> float:
    """Return how many times as fast colors change where numbers spread so far."""
    if spread is None:
        return 1.0
    fine = spread["isFine"]
    passed = max(spread["range"], 2**-24 if fine else 1) * each
    narrow = 3 / 32 / passed
    return max(1.0, min(narrow * math.sqrt(narrow), 1 / 4 / passed, 2**28 if fine else COARSEST))


def spread_of(numbers: NDArray[np.int64], fractions: NDArray[np.int64] | None) -> dict[str, Any] | None:
    """Return how far some numbers spread, and which is in the middle."""
    parts = np.full_like(numbers, 2**23 + 1) if fractions is None else fractions
    found = sorted(zip(numbers[numbers > 0].tolist(), parts[numbers > 0].tolist(), strict=True))
    if not found:
        return None
    low, middle, high = (found[part * len(found) // 20] for part in (1, 10, 19))
    range_ = high[0] - low[0] + (high[1] - low[1]) / 2**24
    return {"middle": list(middle), "range": range_, "isFine": fractions is not None}


def whole(turns: float) -> int:
    """Return a part of a turn of 2**32."""
    return int(turns % 1 * 2**32 + 0.5) % 2**32


def cycle(
    wheel: NDArray[np.int64], numbers: NDArray[np.int64], first: int, step: int, offset: float
) -> NDArray[np.int64]:
    """Return the colors of numbers that go round and round."""
    return wheel[places(len(wheel), numbers, first, step, offset)]


def places(size: int, numbers: NDArray[np.int64], first: int, step: int, offset: float) -> NDArray[np.int64]:
    """Return their places."""
    # No product is beyond 2**53.
    return ((numbers.astype(np.int64) - first) * step + whole(offset)) % 2**32 * size // 2**32


def averaged(
    wheel: NDArray[np.int64], places: NDArray[np.int64], density: float, distances: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return means over the part of the wheel that passes within a pixel."""
    size = len(wheel)
    sums = np.concatenate([np.zeros((1, 3), np.int64), np.cumsum(np.tile(linear(wheel), (3, 1)), axis=0)])
    top = int(np.ceil(np.log2(size)))
    means = []
    for level in range(top + 1):
        width = min(2**level, size)
        first = np.arange(size, 2 * size) - width // 2
        means.append(encoded((sums[first + width] - sums[first] + width // 2) // width))
    passed = np.log2(2 / np.log(2) * density / 64 * size) - (distances - 257) / 32
    levels = np.where(
        (distances == 0) | (distances == 1023), 0, np.clip(np.floor(passed + 0.5), 0, top)
    ).astype(int)
    return np.array(means)[levels, places]


def inside(
    palette: NDArray[np.int64], look: dict[str, Any], fields: Fields, *, cyclic: bool
) -> NDArray[np.int64]:
    """Return the colors of the interior, from the dark part of a colormap."""
    name, part = look["interior"], -(-3 * len(palette) // 5)
    if not cyclic:
        palette = palette[:part] if palette[0].sum() <= palette[-1].sum() else palette[-part:]
    cut = 0 if cyclic else len(palette) // 5
    middle = palette[cut : len(palette) - cut // 2]
    wheel = palette if cyclic else np.concatenate([palette, palette[::-1]])
    if name == "flat":
        return np.tile(GROUND, (len(next(iter(fields.values()))), 1))
    number = fields["interior_distance" if name == "distance" else name]
    if name == "period":
        colors = cycle(_dim(middle), number, 1, GOLDEN, look["offset"])
    elif name == "internal_angle":
        colors = cycle(_dim(wheel), number, 1, whole(1 / 252), look["offset"])
    else:
        shares = (np.clip(number, 257, 513) - 257) / 256
        colors = _dim(palette)[(shares * (len(palette) - 1)).astype(int)]
    return np.where(number[:, np.newaxis] > 0, colors, GROUND)


def _dim(colors: NDArray[np.int64]) -> NDArray[np.int64]:
    return encoded(linear(colors) // 2)


def lights(strength: float) -> NDArray[np.float64]:
    """Return the factors of light of slopes' directions."""
    turn = (np.arange(1, 253) - 0.5) / 252
    lambert = (np.cos(2 * np.pi * (turn - 3 / 8)) + 1.5) / 2.5
    factors: NDArray[np.float64] = np.rint(ONE * np.append(1, 1 - strength + strength * 1.25 * lambert))
    return factors


def shaded(
    colors: NDArray[np.int64],
    value: NDArray[np.int64],
    factors: NDArray[np.float64],
    numbers: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return colors with other amounts of light, where there is a value."""
    factor = factors.astype(np.int64)[np.minimum(numbers, len(factors) - 1), np.newaxis]
    light = np.minimum(linear(colors) * factor // ONE, 65535)
    return np.where((value[:, np.newaxis] > 0) & (factor != ONE), encoded(light), colors)


def _hex(pixels: NDArray[np.int64]) -> str:
    return pixels.astype(np.uint8).tobytes().hex()


if __name__ == "__main__":
    main()
