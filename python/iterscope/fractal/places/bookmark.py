"""Bookmarks: saved views with a name and a small picture, kept in the widget and in the notebook."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any

import msgspec
import traitlets

from iterscope.fractal.messages.places import BOOKMARK_VERSION, MAX_BOOKMARKS, MAX_NAME, MAX_THUMBNAIL, Marked
from iterscope.fractal.places.saved import SavedView
from iterscope.validation import arguments
from iterscope.widget.messages import convert
from iterscope.widget.traits import refusal

_FORM = f"at most {MAX_BOOKMARKS} bookmarks"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""How files begin that a page shows: PNG and JPEG."""


@dataclass(frozen=True)
class Bookmark:
    """A view that has a name.

    Parameters
    ----------
    name : str
        1 to 80 characters.
    saved : SavedView
        What it shows.
    thumbnail : bytes, default=b""
        A small picture, PNG or JPEG, at most 24 KB.

    Raises
    ------
    TypeError, ValueError
        If an argument is of the wrong type, too long or no picture.
    """

    name: str
    saved: SavedView
    thumbnail: bytes = b""

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not isinstance(self.saved, SavedView):
            raise TypeError(f"a bookmark must have a name and a saved view, got {arguments.shown(self.name)}")
        if not 1 <= len(self.name) <= MAX_NAME:
            raise ValueError(f"name must have 1 to {MAX_NAME} characters, got {len(self.name)}")
        if not self.name.strip() or any("\ud800" <= sign <= "\udfff" for sign in self.name):
            raise ValueError(f"name must be text, and more than spaces, got {arguments.shown(self.name)}")
        if not isinstance(self.thumbnail, bytes):
            raise TypeError(f"thumbnail must be bytes, got {arguments.shown(self.thumbnail)}")
        if len(self.thumbnail) > MAX_THUMBNAIL:
            raise ValueError(f"thumbnail must have at most {MAX_THUMBNAIL} bytes, got {len(self.thumbnail)}")
        if self.thumbnail and not self.thumbnail.startswith(_PICTURES):
            raise ValueError("thumbnail must be a PNG or JPEG file")

    def message(self) -> Marked:
        """Return it as the page has it."""
        thumbnail = base64.b64encode(self.thumbnail).decode("ascii")
        return Marked(BOOKMARK_VERSION, self.name, self.saved.message(), thumbnail)

    @classmethod
    def of_message(cls, content: Any) -> "Bookmark":
        """Return what the page has; raises ValueError if it is none, or of a newer version."""
        version = content.get("version") if isinstance(content, dict) else None
        if isinstance(version, int) and version > BOOKMARK_VERSION:
            raise ValueError(
                f"version must be at most {BOOKMARK_VERSION}: a newer iterscope made the bookmark"
            )
        marked = convert(content, Marked, "a bookmark")
        try:
            thumbnail = base64.b64decode(marked.thumbnail, validate=True)
        except (binascii.Error, ValueError):
            raise ValueError("thumbnail must be base64") from None
        return cls(marked.name, SavedView.of_message(marked.saved), thumbnail)


class BookmarksTrait(traitlets.TraitType[tuple[Bookmark, ...], Any]):
    """A tuple of bookmarks, a list of objects on the wire."""

    default_value = ()
    info_text = _FORM

    def validate(self, obj: Any, value: Any) -> tuple[Bookmark, ...]:  # noqa: ARG002 - traitlets' signature
        """Check a value; raises TraitError."""
        if not isinstance(value, list | tuple) or not all(isinstance(each, Bookmark) for each in value):
            raise refusal(self.name, "a sequence of iterscope.fractal.places.Bookmark", value)
        if len(value) > MAX_BOOKMARKS:
            raise traitlets.TraitError(f"{self.name} must be {_FORM}, got {len(value)}")
        return tuple(value)

    @staticmethod
    def to_json(value: tuple[Bookmark, ...], _widget: Any) -> Any:
        """Return the list of messages."""
        return msgspec.to_builtins([each.message() for each in value])

    @staticmethod
    def from_json(value: Any, _widget: Any) -> tuple[Bookmark, ...]:
        """Return the bookmarks that a page has set; raises ValueError."""
        if not isinstance(value, list) or len(value) > MAX_BOOKMARKS:
            raise ValueError(f"must be a list of {_FORM}")
        return tuple(map(Bookmark.of_message, value))
