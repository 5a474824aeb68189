"""Places by what people call them: addresses, saved views, bookmarks, and what pictures remember."""

from iterscope.fractal.places.address import Found, find
from iterscope.fractal.places.bookmark import Bookmark
from iterscope.fractal.places.saved import SavedView

__all__ = ["Bookmark", "Found", "SavedView", "find"]
