"""The comm messages between a page and its kernel, as they travel on the websocket."""

import itertools
import json
import struct
from typing import Any

from playwright.sync_api import Page, WebSocket

DELIMITER = b"<IDS|MSG>"
"""The delimiter before a message between kernel and server, which is in no message."""


class Traffic:
    """Collects the data of the comm messages that a page sends and receives.

    Attributes
    ----------
    broken : int
        Messages that came without their last part. The host sometimes loses the content of one that is large and
        sends the next message, whole, in its place; a view has to do without both.
    """

    def __init__(self, page: Page) -> None:
        self.sent: list[dict[str, Any]] = []
        self.received: list[dict[str, Any]] = []
        self.broken = 0
        page.on("websocket", self._listen)

    def clear(self) -> None:
        """Forget what was collected."""
        self.sent.clear()
        self.received.clear()
        self.broken = 0

    def replies(self, kind: str) -> list[dict[str, Any]]:
        """Return the received custom messages of this kind."""
        contents = [data.get("content", {}) for data in self.received if data.get("method") == "custom"]
        return [content for content in contents if content.get("kind") == kind]

    def _listen(self, socket: WebSocket) -> None:
        if socket.url.partition("?")[0].endswith("/channels"):
            socket.on("framesent", lambda frame: self._collect(frame, self.sent))
            socket.on("framereceived", lambda frame: self._collect(frame, self.received))

    def _collect(self, frame: bytes | str, messages: list[dict[str, Any]]) -> None:
        # v1.kernel.websocket.jupyter.org: the number of offsets, the offsets, then the parts between them.
        assert isinstance(frame, bytes), "JupyterLab must speak the binary protocol"
        (count,) = struct.unpack_from("<Q", frame)
        offsets = struct.unpack_from(f"<{count}Q", frame, 8)
        _, header, _, _, content, *rest = (frame[a:b] for a, b in itertools.pairwise(offsets))
        if DELIMITER in rest:
            self.broken += 1
        elif json.loads(header)["msg_type"] == "comm_msg":
            messages.append(json.loads(content)["data"])
