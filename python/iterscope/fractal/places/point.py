"""A point as people write it: a complex number or a pair, and perhaps a width."""

import re
from dataclasses import dataclass

from iterscope.validation.decimals import Pair

_FLAGS = re.IGNORECASE | re.ASCII
_NUMBER = r"(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,4}(?!\d))?"
_REAL = rf"([+-]?{_NUMBER})"
_TERM = rf"(?:{_NUMBER}(?: ?\*? ?[ij])?|[ij](?: ?\* ?{_NUMBER})?)"
_APART = r"(?: ?[,;] ?| )"
_NAMES = tuple(
    re.compile(rf"{name}\W*?([+-]? ?{_NUMBER})", _FLAGS)
    for name in ("log2_?width", "width", r"\bre(?:al)?\b", r"\bim(?:ag)?\b")
)
_WORDS = re.compile(r"\b(?:view|complex|center|[cz])\b ?[=:]?", _FLAGS)
"""What may stand before a point."""
_TOUCHED = re.compile(r"[-+*\d.ij] ?[([]|[)\]] ?[-+*\d.ij]", _FLAGS)
"""Brackets that do more than hold a point."""
_AROUND = re.compile(r"[()\[\]'\" ]+")
_PAIR = re.compile(rf"[,; ]*{_REAL}{_APART}{_REAL}(?:{_APART}{_REAL})?[,; ]*", _FLAGS)
_SUM = re.compile(rf"[,; ]*([+-]? ?{_TERM})(?: ?([+-] ?{_TERM}))?(?: ?[,;] ?{_REAL})?[,; ]*", _FLAGS)


@dataclass(frozen=True)
class Point:
    """What a text says of a place; None is what it does not say."""

    center: Pair | None = None
    width: str | None = None
    log2_width: str | None = None


def is_like_point(text: str) -> bool:
    """Whether a text is made of what points are made of."""
    return re.fullmatch(r"[-+*\d.,;eij()\[\]'\" ]+", text, _FLAGS) is not None


def read(text: str) -> Point | None:
    """Read a point, a width or both, as `read` of the page's ``viewport/address.js`` does.

    Parameters
    ----------
    text : str
        With "-" for all minus signs, and at most one space between words.

    Returns
    -------
    Point or None
        None if it is anything else, or could mean two things, as ``"0,5 + 1i"`` and ``"1 - 2"``.
    """
    named = []
    for pattern in _NAMES:
        found = pattern.search(text)
        named.append(found and _tidy(found[1]))
        text = text.replace(found[0], ",", 1) if found else text
    log2_width, width, re_part, im_part = named
    text = _WORDS.sub("", text)
    rest = _AROUND.sub(" ", text)
    center, third = None, None
    if re_part or im_part:
        center = re_part or "0", im_part or "0"
    elif found := _PAIR.fullmatch(rest):
        center, third, rest = (_tidy(found[1]), _tidy(found[2])), found[3], ""
    elif found := _SUM.fullmatch(rest):
        terms = [term for term in found.group(1, 2) if term]
        parts = {"i" in term.lower() or "j" in term.lower(): _tidy(term) for term in terms}
        if len(parts) < len(terms):
            return None
        center, third, rest = (parts.get(False, "0"), parts.get(True, "0")), found[3], ""
    widths = [each for each in (log2_width, width, third) if each]
    if _TOUCHED.search(text) or rest.strip(",; ") or len(widths) > 1 or not (center or widths):
        return None
    return Point(center, width or third, log2_width)


def _tidy(term: str) -> str:
    """Return the number of a term; that of "i" is 1."""
    number = re.sub(r"^\+|[ *ij]", "", term, flags=re.IGNORECASE)
    return f"{number}1" if number in {"", "-"} else number
