"""Messages declared as structs: what is taken, and what is said of the rest."""

import math
from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta

from iterscope.widget.messages import (
    Count,
    MessageError,
    NumberedRequest,
    Request,
    decode,
    require_distinct,
)

Positive = Annotated[float, Meta(gt=0)]


class Size(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    width: Annotated[int, Meta(ge=1, le=9)]


class Open(Request, frozen=True, tag="open"):
    pass


class Draw(NumberedRequest, frozen=True, tag="draw"):
    tool: Literal["pen", "brush"]
    dims: Annotated[tuple[Count, ...], Meta(min_length=1, max_length=3)]
    at: Annotated[tuple[tuple[float, float], ...], Meta(max_length=4)]
    size: Size
    done: bool
    radius: Positive = 1.0
    limit: Annotated[int, Meta(ge=0, le=5)] | Literal["auto"] = "auto"

    def __post_init__(self) -> None:
        require_distinct("dims", self.dims)


GOOD: dict[str, Any] = {
    "kind": "draw", "vid": "v", "seq": 1, "tool": "pen", "dims": [0, 2], "at": [[0.5, 1]], "size": {"width": 3}, "done": True,
}  # fmt: skip


def test_a_message_becomes_its_struct() -> None:
    draw = decode(GOOD, Open, Draw)
    assert isinstance(draw, Draw)
    assert (draw.vid, draw.dims, draw.at, draw.size.width) == ("v", (0, 2), ((0.5, 1.0),), 3)
    assert decode({"kind": "open", "vid": "q"}, Open, Draw) == Open("q")


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"kind": "<b>"}, "kind must be one of open, draw"),
        ({"vid": "<b>"}, "vid must be 1 to 64 letters, digits, _ or -"),
        ({"seq": -1}, f"seq must be an integer from 0 to {2**53 - 1}"),
        ({"seq": True}, f"seq must be an integer from 0 to {2**53 - 1}"),
        ({"seq": 1.0}, f"seq must be an integer from 0 to {2**53 - 1}"),
        ({"tool": "axe"}, "tool must be one of brush, pen"),
        ({"dims": [1, 1]}, "dims must be different from each other"),
        ({"dims": []}, f"dims must be a list of 1 to 3 integers from 0 to {2**31 - 1}"),
        ({"dims": [0] * 10**6}, f"dims must be a list of 1 to 3 integers from 0 to {2**31 - 1}"),
        ({"at": [[0, math.nan]]}, "at must be a list of at most 4 lists of 2 finite numbers"),
        ({"at": [[0, -math.inf]]}, "at must be a list of at most 4 lists of 2 finite numbers"),
        ({"at": [[0, 10**400]]}, "at must be a list of at most 4 lists of 2 finite numbers"),
        ({"at": [[0, True]]}, "at must be a list of at most 4 lists of 2 finite numbers"),
        ({"size": 3}, "size must be an object with the fields width"),
        ({"size": {"width": 0}}, "size.width must be an integer from 1 to 9"),
        ({"size": {"width": 1, "<b>": 1}}, "size must be an object with the fields width"),
        ({"radius": 0}, "radius must be a finite positive number"),
        ({"radius": math.inf}, "radius must be a finite positive number"),
        ({"done": 1}, "done must be true or false"),
        ({"limit": "all"}, 'limit must be an integer from 0 to 5 or "auto"'),
        ({"<b>": 1}, "a message of this kind has the fields kind, vid, seq, tool, dims, at, size, done, radius, limit and no others"),
        ({"seq": "\ud800"}, "text must be Unicode, without halves of characters"),
        ({1: 1}, "a message of this kind has the fields kind, vid, seq, tool, dims, at, size, done, radius, limit and no others"),
    ],
)  # fmt: skip
def test_what_is_allowed_is_said_in_words(change: dict[Any, Any], text: str) -> None:
    with pytest.raises(MessageError) as caught:
        decode({**GOOD, **change}, Open, Draw)
    assert str(caught.value) == text


def test_what_is_missing_is_named() -> None:
    with pytest.raises(MessageError, match=r"^vid, seq missing from the message$"):
        decode({name: value for name, value in GOOD.items() if name not in {"vid", "seq"}}, Open, Draw)
    with pytest.raises(MessageError, match=r"^a message must be an object, got list$"):
        decode([GOOD], Open, Draw)
