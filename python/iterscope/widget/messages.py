"""Messages of a page, declared as structs and checked on arrival.

A message is a subclass of `Request` whose annotations hold all limits: the check, the error's text and the
JavaScript types (``python -m tests.protocol``) come from this one declaration::

    class Step(Request, tag="step"):
        n: Annotated[int, Meta(ge=-1000, le=1000)]

What an annotation cannot say goes into ``__post_init__``, which raises `MessageError`.
"""

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypedDict, TypeVar, Union

import msgspec
from msgspec import Meta

from iterscope.widget.allowed import allowed_in

MAX_STRING_LENGTH = 64 * 1024
MAX_COUNT = 2**31 - 1
"""Largest index or count that a message may name."""

VIEW_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)

ViewId = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}\Z", max_length=64, description="1 to 64 letters, digits, _ or -")
]
"""Random name of one rendered view."""
Seq = Annotated[int, Meta(ge=0, le=2**53 - 1)]
"""Counts up within a view; a newer request replaces an older one."""
Count = Annotated[int, Meta(ge=0, le=MAX_COUNT)]
"""An index or a number of something."""


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


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """A message from a view; its tag is the wire's ``kind``."""

    vid: ViewId


class NumberedRequest(Request, frozen=True):
    """A message that replaces the older ones of its kind, also if it overtakes a newer one."""

    seq: Seq


R = TypeVar("R", bound=Request)
S = TypeVar("S", bound=msgspec.Struct)


def decode(content: object, *types: type[R]) -> R:
    """Check a message from the browser.

    Parameters
    ----------
    content : object
        What the comm delivered.
    *types : type of Request
        The messages that are taken.

    Returns
    -------
    Request
        Of one of these types. No number of it is NaN or infinite.

    Raises
    ------
    MessageError
        If it is not an object, its kind is unknown, or a field is missing, unknown, of the wrong type or out
        of range. The text names the field and what is allowed, and repeats nothing of the message.
    """
    try:
        message: R = msgspec.convert(content, _union(types))
    except msgspec.ValidationError as error:
        raise _explained(error, content, types) from None
    for name in message.__struct_fields__:
        if not _finite(getattr(message, name)):
            raise MessageError(f"{name} must be {allowed_in(type(message))[name]}")
    return message


def convert(content: object, kind: type[S]) -> S:
    """Check the value of a trait that the page has set.

    Parameters
    ----------
    content : object
        What the comm delivered.
    kind : type of Struct

    Returns
    -------
    Struct

    Raises
    ------
    MessageError
        If it is not of that form.
    """
    try:
        return msgspec.convert(content, kind)
    except msgspec.ValidationError as error:
        allowed = allowed_in(kind)
        field = _field(error, allowed)
        fields = ", ".join(kind.__struct_fields__)
        described = (
            f"{field} must be {allowed[field]}" if field else f"must be an object with the fields {fields}"
        )
        raise MessageError(described) from None


def failure(error: Exception, vid: str | None = None, seq: int | None = None) -> Failure:
    """Return the answer to a request that an error has ended."""
    code: Literal["malformed", "refused", "failed"] = "failed"
    if isinstance(error, ValueError | TypeError):
        code = "malformed" if isinstance(error, MessageError) else "refused"
    message = (str(error) or type(error).__name__)[:300]
    return {"kind": "error", "vid": vid, "seq": seq, "code": code, "message": message}


def view_id(content: object) -> str | None:
    """Return the ``vid`` of a message that may be malformed, so that the right view shows the error."""
    vid = content.get("vid") if isinstance(content, Mapping) else None
    return vid if isinstance(vid, str) and VIEW_ID.fullmatch(vid) else None


def require_distinct(name: str, values: tuple[object, ...]) -> None:
    """Raise `MessageError` if two values of a field are equal."""
    if len(set(values)) < len(values):
        raise MessageError(f"{name} must be different from each other")


@cache
def _union(types: tuple[type[Request], ...]) -> Any:
    return Union[types]  # noqa: UP007 - of types that are known at run time


def _explained(
    error: msgspec.ValidationError, content: object, types: tuple[type[Request], ...]
) -> MessageError:
    """Say what is allowed in the words of the declaration: msgspec's would repeat what the page sent."""
    if isinstance(error.__cause__, MessageError):
        return error.__cause__
    if not isinstance(content, Mapping):
        return MessageError(f"a message must be an object, got {type(content).__name__}")
    kinds = {str(kind.__struct_config__.tag): kind for kind in types}
    kind = content.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        return MessageError(f"kind must be one of {', '.join(kinds)}")
    allowed = allowed_in(kinds[kind])
    required = (field.name for field in msgspec.structs.fields(kinds[kind]) if field.required)
    if missing := [name for name in required if name not in content]:
        return MessageError(f"{', '.join(missing)} missing from the message")
    if field := _field(error, allowed):
        return MessageError(f"{field} must be {allowed[field]}")
    names = ", ".join(kinds[kind].__struct_fields__)
    return MessageError(f"a message of this kind has the fields kind, {names} and no others")


def _field(error: msgspec.ValidationError, allowed: dict[str, str]) -> str | None:
    """Return the field that an error is about, if it is about one that exists."""
    path = re.search(r"`\$\.([\w.]+)", str(error))
    names = (path[1], path[1].partition(".")[0]) if path else ()
    return next((name for name in names if name in allowed), None)


def _finite(value: object) -> bool:
    if isinstance(value, tuple):
        return all(map(_finite, value))
    if isinstance(value, msgspec.Struct):
        return all(_finite(getattr(value, name)) for name in value.__struct_fields__)
    return not isinstance(value, float) or math.isfinite(value)


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
