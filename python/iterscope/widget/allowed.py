"""Texts that say which values a declared type allows, for error messages."""

from functools import cache, singledispatch
from typing import NamedTuple

import msgspec
from msgspec import inspect


class Words(NamedTuple):
    """A description of one value and of several."""

    one: str
    many: str


@cache
def allowed_in(message: type[msgspec.Struct]) -> dict[str, str]:
    """Return the text of the allowed values of each field of a struct.

    Parameters
    ----------
    message : type of Struct

    Returns
    -------
    dict of str to str
        Also for the fields of structs within it, as "formula.kind".
    """
    allowed = {}
    for field in msgspec.structs.fields(message):
        kind = inspect.type_info(field.type)
        allowed[field.encode_name] = _words(kind).one
        if isinstance(kind, inspect.StructType):
            inner = allowed_in(kind.cls)
            allowed |= {f"{field.encode_name}.{name}": text for name, text in inner.items()}
    return allowed


@singledispatch
def _words(kind: inspect.Type) -> Words:
    raise TypeError(f"there are no words for {kind}")


@_words.register
def _(kind: inspect.Metadata) -> Words:
    text = (kind.extra_json_schema or {}).get("description")
    return Words(text, text) if text else _words(kind.type)


@_words.register
def _(_: inspect.NoneType) -> Words:
    return Words("null", "nulls")


@_words.register
def _(_: inspect.BoolType) -> Words:
    return Words("true or false", "truth values")


@_words.register
def _(kind: inspect.IntType) -> Words:
    bounds = "" if kind.ge is None else f" from {kind.ge} to {kind.le}"
    return Words(f"an integer{bounds}", f"integers{bounds}")


@_words.register
def _(kind: inspect.FloatType) -> Words:
    positive = "positive " if kind.gt == 0 else ""
    return Words(f"a finite {positive}number", f"finite {positive}numbers")


@_words.register
def _(kind: inspect.LiteralType) -> Words:
    words = ", ".join(map(str, kind.values))
    return Words(f"one of {words}" if len(kind.values) > 1 else f'"{words}"', f"words among {words}")


@_words.register
def _(kind: inspect.TupleType) -> Words:
    return _list(str(len(kind.item_types)), kind.item_types[0])


@_words.register
def _(kind: inspect.VarTupleType) -> Words:
    low, high = kind.min_length or 0, kind.max_length
    return _list(f"{low} to {high}" if low else f"at most {high}", kind.item_type)


@_words.register
def _(kind: inspect.DictType) -> Words:
    values = _words(kind.value_type).many
    return Words(f"an object of {values}", f"objects of {values}")


@_words.register
def _(kind: inspect.UnionType) -> Words:
    several = [_words(one) for one in kind.types]
    return Words(" or ".join(words.one for words in several), " or ".join(words.many for words in several))


@_words.register
def _(kind: inspect.StructType) -> Words:
    fields = ", ".join(field.encode_name for field in kind.fields)
    return Words(f"an object with the fields {fields}", f"objects with the fields {fields}")


def _list(count: str, item: inspect.Type) -> Words:
    items = f"of {count} {_words(item).many}"
    return Words(f"a list {items}", f"lists {items}")
