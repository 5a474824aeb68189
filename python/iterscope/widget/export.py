"""A view as one HTML file that works by itself: no kernel, no network."""

import base64
import hashlib
import html
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from iterscope.validation import files
from iterscope.widget.view import STATIC

_PAGE_BEGIN = """<!doctype html>
<html lang="en" style="color-scheme: light dark">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data: blob:; \
style-src 'unsafe-inline'; script-src '{digest}'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<div id="iterscope"></div>
<script type="application/json" id="iterscope-recording">"""
_PAGE_END = """</script>
<script type="module">{script}</script>
</body>
</html>
"""


def write(path: str | os.PathLike[str], content: bytes | Iterable[str]) -> None:
    """Write a file at once or not at all; into a device or a pipe, write straight.

    Parameters
    ----------
    path : str or path
    content : bytes or iterable of str
        Parts of text, between which an interrupt is noticed, are written as UTF-8.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    target = files.target(path)
    parts = [content] if isinstance(content, bytes) else (part.encode() for part in content)
    if target.exists() and not target.is_file():  # a file would take its place
        _fill(target, parts)
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        _fill(draft, parts)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def _fill(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)


def page(kind: Literal["fractal", "mixture"], recording: Mapping[str, Any], title: str) -> Iterator[str]:
    """Yield the file of a view in parts.

    Parameters
    ----------
    kind : {"fractal", "mixture"}
    recording : dict
        ``traits`` as the page knows them, and what the kernel would send: ``tiles`` of a fractal,
        ``messages`` of a mixture. Lists of much may be iterators.
    title : str
        Plain text.

    Yields
    ------
    str
    """
    script = re.sub(r"</(?=script)", r"<\\/", _script(kind), flags=re.IGNORECASE)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    yield _PAGE_BEGIN.format(
        digest=f"sha256-{digest}",
        title=html.escape(title),
        style=_static(f"{kind}.css").replace("</", "<\\/"),
    )
    for part in _encoded(recording):
        yield part.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    yield _PAGE_END.format(script=script)


def _encoded(value: Any) -> Iterator[str]:
    """Yield a value as JSON, in parts; of an iterator one item is held at a time."""
    if isinstance(value, Mapping):
        for number, (name, item) in enumerate(value.items()):
            yield f"{', ' if number else '{'}{json.dumps(name)}: "
            yield from _encoded(item)
        yield "}" if value else "{}"
    elif isinstance(value, list | Iterator):
        yield "["
        for number, item in enumerate(value):
            yield f"{', ' if number else ''}{json.dumps(item, allow_nan=False)}"
        yield "]"
    else:
        yield json.dumps(value, allow_nan=False)


def _script(kind: str) -> str:
    """Return the bundle of a view and the lines that start it."""
    bundle = _static(f"{kind}.js")
    (show,) = re.findall(r"([\w$]+) as showRecording\b", bundle)  # a bundle's own names are short
    return f"""{bundle}
{show}(JSON.parse(document.getElementById("iterscope-recording").textContent),
document.getElementById("iterscope"));
"""


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
