"""A view as one HTML file that works by itself: no kernel, no network."""

import base64
import hashlib
import html
import json
import os
import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from iterscope.validation import files
from iterscope.widget.view import STATIC

_PAGE = """<!doctype html>
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
<script type="application/json" id="iterscope-recording">{recording}</script>
<script type="module">{script}</script>
</body>
</html>
"""


def write(path: str | os.PathLike[str], content: str | bytes) -> None:
    """Write a file at once or not at all; into a device or a pipe, write straight.

    Parameters
    ----------
    path : str or path
    content : str or bytes
        Text is written as UTF-8.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    target = files.target(path)
    data = content.encode() if isinstance(content, str) else content
    if target.exists() and not target.is_file():  # a file would take its place
        target.write_bytes(data)
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def page(kind: Literal["fractal", "mixture"], recording: Mapping[str, Any], title: str) -> str:
    """Return the file of a view.

    Parameters
    ----------
    kind : {"fractal", "mixture"}
    recording : dict
        ``traits`` as the page knows them, and what the kernel would send: ``tiles`` of a fractal,
        ``messages`` of a mixture. Lists of much may be iterators.
    title : str
        Plain text.

    Returns
    -------
    str
    """
    script = re.sub(r"</(?=script)", r"<\\/", _script(kind), flags=re.IGNORECASE)
    text = f"{{{', '.join(f'{json.dumps(name)}: {_encoded(value)}' for name, value in recording.items())}}}"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return _PAGE.format(
        digest=f"sha256-{digest}",
        title=html.escape(title),
        style=_static(f"{kind}.css").replace("</", "<\\/"),
        recording=text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"),
        script=script,
    )


def _encoded(value: Any) -> str:
    """Return a value as JSON; an interrupt is noticed between items. Of an iterator one is held at a time."""
    if isinstance(value, list | Iterator):
        return f"[{', '.join(map(_encoded, value))}]"
    return json.dumps(value, allow_nan=False)


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
