"""The card of an object in a notebook: its name, what is to be known of it, and a picture of it."""

import base64
import html
from collections.abc import Iterable

_CELL = "text-align: left; padding: 1px 10px 1px 0; border: 0; background: none; vertical-align: top"


def card(name: str, rows: Iterable[tuple[str, str]] = (), *, png: bytes | None = None, bar: str = "") -> str:
    """Return the card of an object as HTML that every host shows, also one that strips styles.

    Parameters
    ----------
    name : str
        Of the object, as Python writes it. All texts are plain.
    rows : iterable of (str, str), default=()
        Names of facts, and the facts.
    png : bytes, default=None
        A picture of it.
    bar : str, default=""
        Colors of a bar, as the stops of a gradient.

    Returns
    -------
    str
    """
    parts = [f"<code>{html.escape(name)}</code>"]
    if bar:
        size = "width: 256px; height: 16px; border-radius: 4px; margin-top: 4px"
        parts.append(f'<div style="{size}; background: linear-gradient(to right, {bar})"></div>')
    if png is not None:
        data = base64.b64encode(png).decode("ascii")
        picture = f'<img alt="{html.escape(name)}" src="data:image/png;base64,{data}"'
        parts.append(f'<div style="margin-top: 4px">{picture} style="border-radius: 6px"></div>')
    cells = "".join(
        f'<tr style="background: none"><td style="{_CELL}; opacity: 0.7">{html.escape(label)}</td>'
        f'<td style="{_CELL}">{html.escape(text)}</td></tr>'
        for label, text in rows
    )
    if cells:
        parts.append(f'<table style="border: 0; margin: 4px 0 0">{cells}</table>')
    return f"<div>{''.join(parts)}</div>"
