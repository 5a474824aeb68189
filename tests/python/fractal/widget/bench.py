"""Live fractals without a browser: messages of a page, and how a page reads the answers."""

import base64
import io
import json
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tests import coloring

from iterscope import FractalWidget


def julia(*c: Any) -> dict[str, Any]:
    return {"kind": "julia", "parameters": {"c": list(c)}}


def ask(seq: int = 1, **changes: Any) -> dict[str, Any]:
    content = {
        "kind": "view",
        "vid": "v",
        "seq": seq,
        "formula": julia("-0.8", "0.156"),
        "max_iter": 200,
        "engine": "rust",
        "fields": ["count"],
    }
    return {**content, "z": 3, "x": "3", "y": "4", "tiles": [[0, 0], [1, -1]], **changes}


def receive(widget: FractalWidget, content: Any) -> None:
    widget._handle_custom_msg(content, [])  # noqa: SLF001


def answers(widget: FractalWidget) -> list[Any]:
    assert widget._worker.join(60)  # noqa: SLF001
    return [message["content"] for message, _ in widget.sent if message["method"] == "custom"]


def counts_of(field: str, max_iter: int) -> NDArray[np.uint32]:
    """Read the counts of a tile."""
    levels = levels_of(field)
    return np.where(levels == 0, max_iter, levels - 1)


def levels_of(field: str) -> NDArray[np.uint32]:
    """Read a field of a tile as a page does."""
    image = Image.open(io.BytesIO(base64.b64decode(field)))
    assert image.mode == "L"
    assert not {"gamma", "srgb", "icc_profile"} & image.info.keys()
    planes = np.asarray(image).reshape(-1, 256, 256)
    return sum(plane.astype(np.uint32) << 8 * byte for byte, plane in enumerate(planes))  # type: ignore[return-value]


def colored(counts: NDArray[np.uint32], max_iter: int, message: Any) -> NDArray[np.uint8]:
    """Color counts as a page does."""
    colors = np.frombuffer(base64.b64decode(message["palette"]), dtype=np.uint8).reshape(-1, 3).astype(int)
    levels = np.where(counts < max_iter, counts.astype(int) + 1, 0).ravel()
    pixels = coloring.colored(
        colors,
        cyclic=message["cyclic"],
        colormap=message["colormap"],
        look=coloring.LOOK | {"color_by": "count"},
        fields={"count": levels, "angle": np.zeros_like(levels)},
        max_iter=max_iter,
    )
    return pixels.astype(np.uint8).reshape(*counts.shape, 3)


def decoded(png: bytes) -> NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def recorded(path: Path) -> Any:
    """Read the recording in a file."""
    (text,) = re.findall(r'id="iterscope-recording">(.*?)</script>', path.read_text(), re.DOTALL)
    return json.loads(text)
