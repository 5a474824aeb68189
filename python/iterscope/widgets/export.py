"""A recording as one HTML file that plays by itself: no kernel, no network."""

import base64
import hashlib
import html
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from iterscope.widgets.view import STATIC

_PAGE = """<!doctype html>
<html lang="en">
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


def write(path: str | os.PathLike[str], content: str) -> None:
    """Write a file at once or not at all.

    Parameters
    ----------
    path : str or path
    content : str

    Raises
    ------
    OSError
        If it cannot be written.
    """
    target = Path(path)
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        draft.write_text(content, encoding="utf-8")
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def page(traits: Mapping[str, Any], messages: Iterable[Mapping[str, Any]], title: str) -> str:
    """Return the file of a mixture view.

    Parameters
    ----------
    traits : dict
        As the page knows them.
    messages : iterable of dict
        What the kernel would send: points, then all frames.
    title : str
        Plain text.

    Returns
    -------
    str
    """
    script = re.sub(r"</(?=script)", r"<\\/", _static("mixture-page.js"), flags=re.IGNORECASE)
    recording = json.dumps({"traits": traits, "messages": list(messages)}, allow_nan=False)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return _PAGE.format(
        digest=f"sha256-{digest}",
        title=html.escape(title),
        style=_static("mixture.css").replace("</", "<\\/"),
        recording=recording.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"),
        script=script,
    )


def _static(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
