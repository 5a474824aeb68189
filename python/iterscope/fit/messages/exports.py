"""Files that the page asks for: pictures with their panels, and films."""

from typing import Literal, TypedDict

from iterscope.widget.messages import Count, NumberedRequest

FileFormat = Literal["png", "gif", "mp4"]


class ExportRequest(NumberedRequest, frozen=True, tag="export"):
    """A picture of a step is wanted as a file, or a film of all up to one, part by part."""

    format: FileFormat
    run: Count
    index: Count
    """Of the step that a picture shows."""
    last: Count
    """Index of the step with which a film ends."""


class Progress(TypedDict):
    """How far a film is."""

    kind: Literal["progress"]
    vid: str
    seq: int
    done: int
    """Steps."""
    total: int


class FilePart(TypedDict):
    """A part of a file: the kernel's answers to an `ExportRequest`, in their order."""

    kind: Literal["file"]
    vid: str
    seq: int
    part: int
    """From 0."""
    parts: int
    """In all."""
    data: str
    """Bytes of the file, base64."""
