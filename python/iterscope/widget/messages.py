"""Checks of what a page sends, shared by the messages of all views."""

import math
import re
from collections.abc import Mapping
from typing import Any, Literal, TypedDict

MAX_STRING_LENGTH = 64 * 1024
"""Characters of one string of a message."""

VIEW_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


class Failure(TypedDict):
    """A message was refused, or a computation failed; nothing else has changed."""

    kind: Literal["error"]
    vid: str | None
    seq: int | None
    code: Literal["malformed", "refused", "failed"]
    message: str
    """What happened and what is allowed, at most 300 characters of plain text."""


class MessageError(ValueError):
    """A message from the browser that is not what it must be."""


def failure(error: Exception, vid: str | None = None, seq: int | None = None) -> Failure:
    """Return the answer to a request that an error has ended."""
    code: Literal["malformed", "refused", "failed"] = "failed"
    if isinstance(error, ValueError | TypeError):
        code = "malformed" if isinstance(error, MessageError) else "refused"
    message = (str(error) or type(error).__name__)[:300]
    return {"kind": "error", "vid": vid, "seq": seq, "code": code, "message": message}


def view_id(content: object) -> str | None:
    """Return the ``vid`` of a message that may be malformed, so that the right view sees the error."""
    vid = content.get("vid") if isinstance(content, Mapping) else None
    return vid if isinstance(vid, str) and VIEW_ID.fullmatch(vid) else None


def exactly(content: Mapping[Any, Any], *names: str) -> Mapping[str, Any]:
    """Return the message if it has ``kind`` and these fields; raises `MessageError`, as all of these."""
    if missing := [name for name in names if name not in content]:
        raise MessageError(f"{', '.join(missing)} missing from the message")
    if len(content) > len(names) + 1:
        raise MessageError(f"a message of this kind has the fields kind, {', '.join(names)} and no others")
    return content


def integer(fields: Mapping[str, Any], name: str, low: int, high: int) -> int:
    """Return an integer from `low` to `high`."""
    value = fields[name]
    if type(value) is not int or not low <= value <= high:
        raise MessageError(f"{name} must be an integer from {low} to {high}")
    return value


def text(fields: Mapping[str, Any], name: str, pattern: re.Pattern[str]) -> str:
    """Return a string of this form."""
    value = fields[name]
    if not isinstance(value, str) or len(value) > MAX_STRING_LENGTH or not pattern.fullmatch(value):
        raise MessageError(f"{name} must be a string of the form {pattern.pattern}")
    return value


def one_of(fields: Mapping[str, Any], name: str, *words: str) -> str:
    """Return one of these words."""
    value = fields[name]
    if not isinstance(value, str) or value not in words:
        raise MessageError(f"{name} must be one of {', '.join(words)}")
    return value


def flag(fields: Mapping[str, Any], name: str) -> bool:
    """Return a truth value."""
    value = fields[name]
    if not isinstance(value, bool):
        raise MessageError(f"{name} must be true or false")
    return value


def reals(fields: Mapping[str, Any], name: str, low: int, high: int) -> tuple[float, ...]:
    """Return from `low` to `high` finite numbers."""
    return _reals(name, fields[name], low, high)


def places(fields: Mapping[str, Any], name: str, size: int, most: int) -> tuple[tuple[float, ...], ...]:
    """Return from 1 to `most` points of so many finite coordinates."""
    value = fields[name]
    if not isinstance(value, list) or not 1 <= len(value) <= most:
        raise MessageError(f"{name} must be a list of 1 to {most} points")
    return tuple(_reals(f"each of {name}", point, size, size) for point in value)


def integers(
    fields: Mapping[str, Any], name: str, sizes: tuple[int, int], bounds: tuple[int, int]
) -> tuple[int, ...]:
    """Return distinct integers, at least and at most `sizes` of them, within `bounds`."""
    value = fields[name]
    count = f"{sizes[0]} to {sizes[1]}" if sizes[0] < sizes[1] else str(sizes[0])
    if (
        not isinstance(value, list)
        or not sizes[0] <= len(value) <= sizes[1]
        or any(type(item) is not int or not bounds[0] <= item <= bounds[1] for item in value)
        or len(set(value)) < len(value)
    ):
        raise MessageError(f"{name} must be {count} different integers from {bounds[0]} to {bounds[1]}")
    return tuple(value)


def _reals(name: str, value: object, low: int, high: int) -> tuple[float, ...]:
    if not isinstance(value, list) or not low <= len(value) <= high:
        count = f"{low} to {high}" if low < high else str(low)
        raise MessageError(f"{name} must be a list of {count} numbers")
    numbers = []
    for item in value:
        try:
            number = float(item) if type(item) in {int, float} else math.nan
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise MessageError(f"{name} must be made of finite numbers")
        numbers.append(number)
    return tuple(numbers)
