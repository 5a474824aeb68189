"""Hostile values: what JSON can hold, and what a person can pass."""

import decimal
import fractions
import math
from functools import reduce
from random import Random
from typing import Any

import numpy as np

NUMBERS: tuple[Any, ...] = (
    0, 1, 2, 3, -1, 7, 127, 128, 255, 256, 2**31 - 1, 2**31, 2**53, 2**63, -(2**63), 2**64, 10**400,
    0.0, -0.0, 0.5, 1.5, -2.5, 1e-320, 5e-324, 1e-9, 1e9, 1e154, 1e200, 1.7e308, math.nan, math.inf, -math.inf,
)  # fmt: skip
TEXTS = (
    "", " ", "0", "-0.8", "1e-5", "1e99999", "1e-999999999", "nan", "inf", "auto", "full", "kmeans", "random", "relative",
    "julia", "x" * 70, "x" * 100_000, "<img src=x onerror=alert(1)>", "\x00", "\ud800", "é", "٣", "__class__", "../../etc/passwd",
)  # fmt: skip


def json(rng: Random, depth: int = 3) -> Any:
    """Return a value that JSON can hold."""
    kind = rng.randrange(8 if depth else 5)
    if kind > 4:
        return _nested(rng, depth, mapping=kind == 7)
    if kind == 0:
        return rng.choice((None, True, False))
    if kind < 3:
        return rng.choice(NUMBERS) if rng.random() < 0.6 else rng.uniform(-4, 4)
    return rng.choice(TEXTS) if rng.random() < 0.8 else "".join(map(chr, rng.choices(range(1, 500), k=5)))


def _nested(rng: Random, depth: int, *, mapping: bool) -> Any:
    size = rng.choice((0, 1, 2, 2, 3, 5))
    if mapping:
        return {str(json(rng, 0))[:20]: json(rng, depth - 1) for _ in range(size)}
    shape = rng.random()
    if shape < 0.01:
        return reduce(lambda inner, _: [inner], range(900), [])
    if shape < 0.1:
        return [json(rng, depth - 1)] * rng.choice((size, 2000))
    return [json(rng, depth - 1) for _ in range(size)]


def changed(rng: Random, message: Any) -> Any:
    """Return a message with some of its parts replaced, left out, doubled or added."""
    if isinstance(message, dict) and rng.random() < 0.95:
        message = dict(message)
        for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
            name = rng.choice([*message, "id", "__proto__"])
            change = rng.randrange(4)
            if change == 0:
                message.pop(name, None)
            elif change == 1 and name in message:
                message[name] = changed(rng, message[name])
            else:
                message[name] = json(rng)
        return message
    if isinstance(message, list) and message and rng.random() < 0.8:
        message = list(message)
        at = rng.randrange(len(message))
        message[at] = changed(rng, message[at])
        return message * rng.choice((1, 1, 1, 2, 100))
    return json(rng)


class Odd:
    """What no argument is."""

    def __repr__(self) -> str:
        return "Odd()"


def argument(rng: Random) -> Any:
    """Return what a person can pass for any argument."""
    odd = (
        np.int8(3), np.uint64(2**64 - 1), np.float32(0.1), np.float64(np.nan), np.bool_(1), np.complex64(1j), 1j, complex("nan"),
        decimal.Decimal("1e-5"), fractions.Fraction(1, 3), b"full", (), (1,), [1, 2], {}, {1: 2}, {3}, range(3), Odd(), Odd, len,
        np.zeros(0), np.ones(3), np.ones((2, 2)), np.array("full"), np.array(2), np.datetime64("NaT"), slice(None), Ellipsis,
        np.random.default_rng(0), np.random.RandomState(0), np.random.SeedSequence(0),
    )  # fmt: skip
    return rng.choice(odd) if rng.random() < 0.5 else json(rng, 1)
