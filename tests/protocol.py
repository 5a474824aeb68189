"""Write the JavaScript types of the messages: ``python -m tests.protocol``.

Every struct, `TypedDict` and alias of ``iterscope.fractal.messages`` and ``iterscope.fit.messages`` becomes a
TypeScript declaration, with its docstrings, in ``js/src/fractal/messages.d.ts`` and ``js/src/fit/messages.d.ts``.
"""

import ast
import inspect
import json
import sys
from functools import cache
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypeGuard,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

import msgspec

ROOT = Path(__file__).parents[1]
ROOMS = ("fractal", "fit")
WIDTH = 120
"""Columns of a line; longer unions are broken as the formatter breaks them."""

_PLAIN = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    NoneType: "null",
    Any: "unknown",
    object: "unknown",
}


def main() -> None:
    """Write the files."""
    for path, text in declarations().items():
        path.write_text(text, encoding="utf-8")


def declarations() -> dict[Path, str]:
    """Return the text of each file."""
    return {ROOT / "js" / "src" / room / "messages.d.ts": _module(room) for room in ROOMS}


def _module(room: str) -> str:
    module = import_module(f"iterscope.{room}.messages")
    head = (
        f"// Generated from python/iterscope/{room}/messages.py by `python -m tests.protocol`. Do not edit."
    )
    parts = []
    for name, value in vars(module).items():
        if _is_record(value) and not _is_base(value):
            parts.append(_interface(name, value, module))
        elif name in _documented(module) and get_origin(value) in {Union, UnionType, tuple, Literal}:
            parts.append(_comment(_documented(module)[name]) + _alias(name, _type(value, module, name)))
    return "\n\n".join([head, *parts]) + "\n"


def _interface(name: str, record: type, module: ModuleType) -> str:
    lines = []
    if issubclass(record, msgspec.Struct) and record.__struct_config__.tag is not None:
        lines.append(f'  kind: "{record.__struct_config__.tag}";')
    docs = {field: text for kind in reversed(_bases(record)) for field, text in _fields(kind).items()}
    for field, hint in get_type_hints(record, include_extras=True).items():
        optional = get_origin(hint) is NotRequired
        kind = _type(get_args(hint)[0] if optional else hint, module)
        lines.append(f"{_comment(docs.get(field, ''), '  ')}  {field}{'?' if optional else ''}: {kind};")
    if not lines:
        return f"{_comment(inspect.getdoc(record) or '')}export type {name} = Record<string, never>;"
    return f"{_comment(inspect.getdoc(record) or '')}export interface {name} {{\n" + "\n".join(lines) + "\n}"


def _alias(name: str, text: str) -> str:
    line = f"export type {name} = {text};"
    if len(line) <= WIDTH:
        return line
    return f"export type {name} =" + "".join(f"\n  | {part}" for part in text.split(" | ")) + ";"


def _type(hint: Any, module: ModuleType, declared: str = "") -> str:  # noqa: PLR0911 - one line a kind of type
    for name, value in vars(module).items():
        if name != declared and value == hint and (_is_record(value) or name in _documented(module)):
            if get_origin(hint) is Annotated:
                break
            return name
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _type(arguments[0], module)
    if origin is Literal:
        return " | ".join(map(json.dumps, arguments))
    if origin in {Union, UnionType}:
        return " | ".join(_type(one, module) for one in arguments)
    if origin in {list, tuple} and (origin is list or arguments[-1] is ...):
        item = _type(arguments[0], module)
        return f"({item})[]" if " | " in item else f"{item}[]"
    if origin is tuple:
        return f"[{', '.join(_type(one, module) for one in arguments)}]"
    if origin is dict:
        return f"Record<{_type(arguments[0], module)}, {_type(arguments[1], module)}>"
    return _PLAIN[hint]


def _is_record(value: object) -> TypeGuard[type]:
    return isinstance(value, type) and (is_typeddict(value) or issubclass(value, msgspec.Struct))


def _is_base(record: type) -> bool:
    """Whether it only serves others to inherit from: it has no tag although it has that of a message."""
    return issubclass(record, msgspec.Struct) and record.__module__ == "iterscope.widget.messages"


def _bases(record: type) -> list[type]:
    """Return a class and those that its fields come from, the nearest first."""
    if not is_typeddict(record):
        return [kind for kind in record.__mro__ if _is_record(kind) and kind is not msgspec.Struct]
    bases = [kind for kind in getattr(record, "__orig_bases__", ()) if is_typeddict(kind)]
    return [record, *(kind for base in bases for kind in _bases(base))]


def _fields(record: type) -> dict[str, str]:
    """Return the docstrings that stand below the fields of a class."""
    tree = _tree(sys.modules[record.__module__])
    (body,) = (
        node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == record.__name__
    )
    return _texts(body)


@cache
def _documented(module: ModuleType) -> dict[str, str]:
    """Return the docstrings that stand below the names of a module."""
    return _texts(_tree(module).body)


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(inspect.getsource(module))


def _texts(body: list[ast.stmt]) -> dict[str, str]:
    texts = {}
    for node, below in pairwise(body):
        target = (
            node.target
            if isinstance(node, ast.AnnAssign)
            else node.targets[0]
            if isinstance(node, ast.Assign)
            else None
        )
        match below:
            case ast.Expr(ast.Constant(str(text))) if isinstance(target, ast.Name):
                texts[target.id] = inspect.cleandoc(text)
    return texts


def _comment(text: str, indent: str = "") -> str:
    lines = text.replace("``", "`").splitlines()
    if len(lines) <= 1:
        return f"{indent}/** {text} */\n" if text else ""
    return (
        "\n".join([f"{indent}/**", *(f"{indent} * {line}".rstrip() for line in lines), f"{indent} */"]) + "\n"
    )


if __name__ == "__main__":
    main()
