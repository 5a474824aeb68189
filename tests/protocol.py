"""Write the JavaScript types of the messages: ``python -m tests.protocol``.

Every struct, `TypedDict` and alias of ``iterscope.fractal.messages`` and ``iterscope.fit.messages`` becomes a
TypeScript declaration, with its docstrings, in the file of the same name below ``js/src``; what those in a folder
``messages`` declare, the ``messages.d.ts`` beside it exports, too.
"""

import ast
import inspect
import json
import pkgutil
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
"""Columns of a line; longer unions and imports are broken as the formatter breaks them."""

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
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def declarations() -> dict[Path, str]:
    """Return the text of each file."""
    return {path: text for room in ROOMS for path, text in _files(room).items()}


def _files(room: str) -> dict[Path, str]:
    """Return the text for the messages of a room, and for each part of them that has a file of its own."""
    folder = ROOT / "js" / "src" / room
    whole = import_module(f"iterscope.{room}.messages")
    parts = {
        part.name: import_module(f"{whole.__name__}.{part.name}")
        for part in pkgutil.iter_modules(getattr(whole, "__path__", ()))
    }
    homes = {name: part for part, module in parts.items() for name in _declared(module)}
    exports = "\n".join(f'export * from "./messages/{part}.js";' for part in parts)
    files = {folder / "messages.d.ts": _text(whole, homes, "./messages", exports)}
    for part, module in parts.items():
        others = {name: home for name, home in homes.items() if home != part}
        files[folder / "messages" / f"{part}.d.ts"] = _text(module, others, ".")
    return files


def _text(module: ModuleType, homes: dict[str, str], folder: str, exports: str = "") -> str:
    """Return the declarations of a module; `homes` are the files in `folder` with all that it imports."""
    source = Path(inspect.getfile(module)).relative_to(ROOT).as_posix()
    head = f"// Generated from {source} by `python -m tests.protocol`. Do not edit."
    types = _Types({*homes, *_declared(module)}, module)
    declared = [types.declaration(name) for name in _declared(module) if name not in homes]
    imported: dict[str, list[str]] = {}
    for name in sorted(types.used & homes.keys(), key=str.lower):  # as the formatter has it
        imported.setdefault(homes[name], []).append(name)
    imports = [_import(names, f"{folder}/{part}.js") for part, names in sorted(imported.items())]
    return "\n\n".join(filter(None, [head, "\n".join(imports), exports, *declared])) + "\n"


def _import(names: list[str], path: str) -> str:
    line = f'import type {{ {", ".join(names)} }} from "{path}";'
    if len(line) <= WIDTH:
        return line
    return "import type {" + "".join(f"\n  {name}," for name in names) + f'\n}} from "{path}";'


class _Types:
    """Declarations of a module in TypeScript, in which some names stand for themselves."""

    def __init__(self, names: set[str], module: ModuleType) -> None:
        self._module = module
        self._named = [(name, value) for name, value in vars(module).items() if name in names]
        self.used: set[str] = set()
        """Names that have been written."""

    def declaration(self, name: str) -> str:
        """Return the declaration of a name of the module."""
        value = vars(self._module)[name]
        if _is_record(value):
            return self._interface(name, value)
        return _comment(_documented(self._module)[name]) + _alias(name, self._type(value, name))

    def _interface(self, name: str, record: type) -> str:
        lines = []
        if issubclass(record, msgspec.Struct) and record.__struct_config__.tag is not None:
            lines.append(f'  kind: "{record.__struct_config__.tag}";')
        docs = {field: text for kind in reversed(_bases(record)) for field, text in _fields(kind).items()}
        for field, hint in get_type_hints(record, include_extras=True).items():
            optional = get_origin(hint) is NotRequired
            kind = self._type(get_args(hint)[0] if optional else hint)
            lines.append(f"{_comment(docs.get(field, ''), '  ')}  {field}{'?' if optional else ''}: {kind};")
        head = _comment(inspect.getdoc(record) or "")
        if not lines:
            return f"{head}export type {name} = Record<string, never>;"
        return f"{head}export interface {name} {{\n" + "\n".join(lines) + "\n}"

    def _type(self, hint: Any, declared: str = "") -> str:  # noqa: PLR0911 - one line a kind of type
        origin, arguments = get_origin(hint), get_args(hint)
        if origin is Annotated:
            return self._type(arguments[0])
        for name, value in self._named:
            if name != declared and value == hint:
                self.used.add(name)
                return name
        if origin is Literal:
            return " | ".join(map(json.dumps, arguments))
        if origin in {Union, UnionType}:
            return " | ".join(map(self._type, arguments))
        if origin in {list, tuple} and (origin is list or arguments[-1] is ...):
            item = self._type(arguments[0])
            return f"({item})[]" if " | " in item else f"{item}[]"
        if origin is tuple:
            return f"[{', '.join(map(self._type, arguments))}]"
        if origin is dict:
            return f"Record<{', '.join(map(self._type, arguments))}>"
        return _PLAIN[hint]


def _alias(name: str, text: str) -> str:
    line = f"export type {name} = {text};"
    if len(line) <= WIDTH:
        return line
    return f"export type {name} =" + "".join(f"\n  | {part}" for part in text.split(" | ")) + ";"


def _is_record(value: object) -> TypeGuard[type]:
    return isinstance(value, type) and (is_typeddict(value) or issubclass(value, msgspec.Struct))


def _is_base(record: type) -> bool:
    """Whether it only serves others to inherit from: it has no tag although it has that of a message."""
    return issubclass(record, msgspec.Struct) and record.__module__ == "iterscope.widget.messages"


def _declared(module: ModuleType) -> list[str]:
    """Return the names that a file has of a module: its records, its documented aliases, and shared records."""
    shared = ("iterscope.widget.messages", module.__name__)
    return [
        name
        for name, value in vars(module).items()
        if (_is_record(value) and value.__module__ in shared and not _is_base(value))
        or (name in _documented(module) and get_origin(value) in {Union, UnionType, tuple, Literal})
    ]


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
