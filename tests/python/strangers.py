"""Objects of strangers, which raise whatever one asks them."""

from collections.abc import Iterator
from typing import Any


class Silent:
    """What cannot be told, nor compared."""

    def __repr__(self) -> str:
        raise RuntimeError("no words")

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no equality")

    __hash__ = None  # type: ignore[assignment]


class Closed:
    """What tells neither its length nor its numbers."""

    def __len__(self) -> int:
        raise RuntimeError("closed")

    def __iter__(self) -> Iterator[int]:
        raise RuntimeError("closed")

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("closed")
