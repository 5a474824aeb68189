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
from msgspec import Meta, inspect

from iterscope.widget.allowed import allowed_in

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
    """Description of the error and of what is allowed, at most 300 characters of plain text."""


class MessageError(ValueError):
    """A message from the browser that is not what it must be."""


class ExplainedError(MessageError):
    """A message that is not what its declaration says, described when somebody reads the description.

    A flood of bad messages is answered now and then, and a description costs more than a check.
    """

    def __init__(
        self, error: msgspec.ValidationError, content: object, types: "tuple[type[Request], ...]"
    ) -> None:
        super().__init__(error, content, types)

    def __str__(self) -> str:
        return _explanation(*self.args)


class Request(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """A message from a view; its tag is the wire's ``kind``."""

    vid: ViewId


class NumberedRequest(Request, frozen=True):
    """A message that replaces the older ones of its kind, also if it overtakes a newer one."""

    seq: Seq


_NOT_UNICODE = "text must be Unicode, without halves of characters"

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
        if isinstance(error.__cause__, MessageError):
            raise error.__cause__ from None
        raise ExplainedError(error, content, types) from None
    except UnicodeEncodeError:
        raise MessageError(_NOT_UNICODE) from None
    for name in _floating(type(message)):
        if not _finite(getattr(message, name)):
            raise MessageError(f"{name} must be {allowed_in(type(message))[name]}")
    return message


def convert(content: object, kind: type[S], subject: str = "it") -> S:
    """Check the value of a trait that the page has set, or what a text says.

    Parameters
    ----------
    content : object
        What the comm delivered.
    kind : type of Struct
    subject : str, default="it"
        What is refused if no field of it is to blame.

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
            f"{field} must be {allowed[field]}"
            if field
            else f"{subject} must be an object with the fields {fields}"
        )
        raise MessageError(described) from None
    except UnicodeEncodeError:
        raise MessageError(_NOT_UNICODE) from None


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


def _explanation(error: msgspec.ValidationError, content: object, types: tuple[type[Request], ...]) -> str:
    """Say what is allowed in the words of the declaration: msgspec's would repeat what the page sent."""
    if not isinstance(content, Mapping):
        return f"a message must be an object, got {type(content).__name__}"
    kinds = {str(kind.__struct_config__.tag): kind for kind in types}
    kind = content.get("kind")
    if not isinstance(kind, str) or kind not in kinds:
        return f"kind must be one of {', '.join(kinds)}"
    allowed = allowed_in(kinds[kind])
    if missing := [name for name in _required(kinds[kind]) if name not in content]:
        return f"{', '.join(missing)} missing from the message"
    if field := _field(error, allowed):
        return f"{field} must be {allowed[field]}"
    names = ", ".join(kinds[kind].__struct_fields__)
    return f"a message of this kind has the fields kind, {names} and no others"


def _field(error: msgspec.ValidationError, allowed: dict[str, str]) -> str | None:
    """Return the field that an error is about, if it is about one that exists."""
    path = re.search(r"`\$\.([\w.]+)", str(error))
    names = (path[1], path[1].partition(".")[0]) if path else ()
    return next((name for name in names if name in allowed), None)


@cache
def _required(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    return tuple(field.name for field in msgspec.structs.fields(kind) if field.required)


@cache
def _floating(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """Return the fields that can hold a float, however deep: the text of a type names all within it."""
    fields = msgspec.structs.fields(kind)
    return tuple(field.name for field in fields if "FloatType" in repr(inspect.type_info(field.type)))


def _finite(value: object) -> bool:
    if isinstance(value, tuple):
        return all(map(_finite, value))
    if isinstance(value, msgspec.Struct):
        return all(_finite(getattr(value, name)) for name in value.__struct_fields__)
    return not isinstance(value, float) or math.isfinite(value)
