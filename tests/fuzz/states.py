"""What a pickle holds of parameters and statistics, damaged: it is refused, or computed with as if it were whole."""

import warnings
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from random import Random
from struct import pack_into
from typing import Any

import numpy as np
from sklearn.base import clone
from tests.fuzz.hostile import NUMBERS
from tests.fuzz.target import Target, check_refusal
from tests.python.fit.test_registry import EXAMPLES

ROWS = 60
DOUBLES = [float(number) for number in NUMBERS if number != 10**400]


def _cores(whole: Any) -> Iterator[Any]:
    """Yield what has bytes: the value itself, or what it holds."""
    if hasattr(whole, "to_bytes") and not isinstance(whole, int):
        yield whole
    elif is_dataclass(whole):
        for field in fields(whole):
            yield from _cores(getattr(whole, field.name))
    elif isinstance(whole, tuple):
        for part in whole:
            yield from _cores(part)


def _with(whole: Any, core: Any, other: Any) -> Any:
    """Return the value with another one in the place of a part."""
    if whole is core:
        return other
    if isinstance(whole, tuple):
        parts = [_with(part, core, other) for part in whole]
        return type(whole)._make(parts) if hasattr(whole, "_make") else tuple(parts)
    if is_dataclass(whole) and not isinstance(whole, type):
        held = {field.name: _with(getattr(whole, field.name), core, other) for field in fields(whole)}
        return replace(whole, **held)
    return whole


def _damaged(rng: Random, data: bytes) -> bytes:
    found = bytearray(data)
    for _ in range(rng.choice((0, 1, 1, 2, 4))):
        if rng.random() < 0.7:
            pack_into("<d", found, 8 * rng.randrange(len(found) // 8), rng.choice(DOUBLES))
        else:
            found[rng.randrange(len(found))] = rng.randrange(256)
    if rng.random() < 0.1:
        del found[rng.randrange(len(found)) :]
    if rng.random() < 0.1:
        found += rng.randbytes(rng.randrange(64))
    return bytes(found)


class States(Target):
    """Reads damaged bytes of each model's parameters and statistics, and takes the next half-step with them."""

    name = "states"

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self._found: list[tuple[str, Any, str, Any, Any]] = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for kind, (model, X) in EXAMPLES.items():
                algorithm = clone(model).prepare(X[:ROWS])
                start = next(iter(algorithm.starts()))
                expected = algorithm.expect(start)
                self._found += [(kind, algorithm, "expect", start, core) for core in _cores(start)]
                self._found += [(kind, algorithm, "maximize", expected, core) for core in _cores(expected)]

    def generate(self, rng: Random) -> Any:
        """Damage the bytes of one of them."""
        number = rng.randrange(len(self._found))
        return number, _damaged(rng, self._found[number][-1].to_bytes())

    def try_out(self, given: Any) -> None:
        """Read them, write them, and go on with them."""
        number, data = given
        kind, algorithm, half, whole, core = self._found[number]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                read = type(core).from_bytes(data)
                assert type(core).from_bytes(read.to_bytes()).to_bytes() == read.to_bytes(), kind
                found = getattr(algorithm, half)(_with(whole, core, read))
            except (ValueError, TypeError, ArithmeticError) as error:
                check_refusal(error, (ValueError, TypeError, ArithmeticError))
                return
        for part in _cores(found[0] if half == "maximize" else found):
            for name in dir(part):
                value = getattr(part, name)
                if isinstance(value, float | np.ndarray) and not name.startswith("_"):
                    assert not np.isnan(value).any(), f"{kind}: {name} is {value} after {half}"
